/*
 * What the readers of a site file share: names and references, and a reader for
 * each section.  Private to model/read*.c.  Knows YAML keys, decides nothing.
 * Everything belongs to the run's arena; row structs are scratch.
 *
 * An index is NO_INDEX where a reference could not be resolved; a required
 * quantity that could not be read is 0.  Rules ignore both.
 */
#ifndef MODEL_READ_H
#define MODEL_READ_H

#include "base/str.h"
#include "input/decode.h"
#include "model/model.h"

#define COUNT(x) (sizeof(x) / sizeof((x)[0]))
#define NAMES_MAX 1000000u /* of hosts, VMs */
#define FEW_MAX 10000u     /* of racks, clusters, networks: walked over */

/* names of one kind, sorted, to look references up in */
struct index {
	const char *kind; /* "host" */
	struct entry {
		const char *name;
		size_t at; /* in the model's array */
	} * entry;
	size_t n;
	const bool *unread; /* names are missing here: don't report */
};

struct reader {
	struct arena *a;
	struct diags *d;
	struct model *m;
	struct index rack, cluster, host, vm, network, device;
	size_t caprack, capcluster, caphost, capvm, capnetwork, captraffic;
	size_t capapart, capexisting, capfibre;
};

/* one key's text with ranges, paired with the ranges of a name */
struct pairing {
	struct name_set set;
	size_t of[8]; /* range k is that range of the name */
};

/* a hint on an unknown word for the cage of a port */
#define READ_MEDIA_HINT \
	"RJ45 is 10gbase-t at any speed, as in 'speed: 1G, media: 10gbase-t'; " \
	"an SFP of 1G is sfp+"

/* decode_map by a table */
bool read_by_table(struct reader *r, const struct node *map,
    const struct model_table *t, void *out);
/* calls one for each item of a section that is a list */
void read_list_each(struct reader *r, const struct node *list, const char *key,
    void (*one)(struct reader *r, const struct node *item));

/* the names of an entry, in a section that has `before` of at most max; false,
 * and *unread set, where there are none */
bool read_names(struct reader *r, const struct node *map, const char *text,
    size_t before, size_t max, bool *unread, struct name_set *out);
/* text: the value of key, a pattern; false after a finding */
bool read_pair(struct reader *r, const struct node *map, const char *key,
    const char *text, const char *name, const struct name_set *names,
    struct pairing *out);
/* the partner of the i-th name */
const char *
read_pair_name(const struct pairing *p, const struct name_set *names, size_t i);

/* sorts n names, reports each entry with one given before; at[i] and name[i] of
 * the i-th */
void read_index_make(struct reader *r, struct index *x, const char *kind,
    const char *const *name, const struct span *at, size_t n,
    const bool *unread);
size_t read_index_find(const struct index *x, const char *name);
/* read_index_find, or NO_INDEX after a finding with the given id; who refers:
 * "host 'hv1'" */
size_t read_ref_find(struct reader *r, const struct index *x, const char *id,
    const char *who, const char *name, struct span at);

/* what an entry belongs to where it is not given: the only one, else NO_INDEX
 * after a finding */
size_t read_only_one(struct reader *r, const struct node *map,
    const struct index *x, const char *key, const char *what);
/* free text, or names with ranges that expand to several, in place */
void read_texts_expand(struct reader *r, struct name_list *l);
/* where each of an entry's names belongs, by a key whose ranges pair with
 * theirs, into to[]; one finding an entry */
void read_belong(struct reader *r, const struct node *map, const char *kind,
    const char *key, const char *text, const char *name,
    const struct name_set *names, const struct index *x, const char *id,
    size_t *to);
/* speed from media (-1: not given) or media from speed (0: not given) */
bool read_port_defaults(struct reader *r, const struct node *map,
    const char *what, int media, int64_t *speed_bps, enum media *out);

void read_racks(struct reader *r, const struct node *n);
void read_geometry(struct reader *r, const struct node *n);
void read_clusters(struct reader *r, const struct node *n);
void read_networks(struct reader *r, const struct node *n);
/* after the core: where networks without `on` are */
void read_network_defaults(struct reader *r);
void read_hosts(struct reader *r, const struct node *n);
/* `nics` of a host or of the hosts of a pattern */
void read_nics(struct reader *r, const struct node *n, const char *host,
    struct host *h);
/* after the hosts */
void read_devices(struct reader *r, const struct node *n);
void read_vms(struct reader *r, const struct node *n);
/* what a VM of an entry rewrites; points: its `rewritten`, or NULL */
void read_vm_dirty(struct reader *r, const struct node *map, const char *name,
    const struct node *points, struct vm *v);
void read_traffic(struct reader *r, const struct node *n);
void read_limits(struct reader *r, const struct node *n);
void read_policy(struct reader *r, const struct node *n);
void read_core(struct reader *r, const struct node *n);
void read_today(struct reader *r, const struct node *n);
void read_maintenance(struct reader *r, const struct node *n);
void read_backup(struct reader *r, const struct node *n);
void read_services(struct reader *r, const struct node *n);
void read_manage_from(struct reader *r, const struct name_list *l);
void read_protect(struct reader *r, const struct node *n, struct protect *p);
void read_existing(struct reader *r, const struct node *n);
void read_fibre(struct reader *r, const struct node *n);
void read_oob(struct reader *r, const struct node *n);
void read_plan(struct reader *r, const struct node *n);

/* a number above 0 and up to `most` with at most four decimals, in millionths;
 * false, and nothing told, where it is none */
bool read_ratio(struct reader *r, const char *text, int64_t most, int64_t *out);
/* hosts without a position, bottom up; VMs without a host, round robin */
void read_place_hosts(struct reader *r);
/* again, of those the site gives no unit of; kept_unit: by host and device, the
 * unit to keep, 0: none; NULL: none for any. What finds no room is left at 0 */
void
read_place_units(struct arena *a, struct model *m, const size_t *kept_unit);
/* the lowest unit of a rack that no host stands in; 1 where there is none */
size_t read_free_unit(const struct model *m, size_t rack);
void read_place_vms(struct reader *r);

/* read_work.c; the policy's list, after the site's currency is known */
void read_work(struct reader *r, const struct node *list);

extern const struct model_table read_limits_table, read_policy_table,
    read_policy_models_table, read_policy_spares_table,
    read_policy_prefer_table, read_policy_protect_table, read_policy_work_table,
    read_rack_table, read_occupant_table, read_geometry_table,
    read_existing_table, read_fibre_table, read_oob_table, read_cluster_table,
    read_host_table, read_nics_table, read_vm_table, read_device_table,
    read_device_port_table, read_rewritten_table, read_network_table,
    read_traffic_table, read_backup_table, read_core_table, read_today_table,
    read_maintenance_table, read_services_table, read_plan_table,
    read_plan_budget_table, read_plan_loan_table, read_plan_consumables_table,
    read_plan_refresh_table, read_plan_refresh_hosts_table;

#endif
