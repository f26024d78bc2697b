/* Section `vms`. */
#include "model/read.h"

#include "base/num.h"

struct vm_row {
	const char *name, *cluster, *host, *apart;
	int64_t memory_bytes, nonzero_ppm, hot_bytes, hot_window_us, dirty_bps;
	int64_t set_bytes;
	const struct node *rewritten;
};

#define AT(member) offsetof(struct vm_row, member)
/* clang-format off */
static const struct field vm_field[] = {
	{ .key = "name", .kind = FIELD_PATTERN, .offset = AT(name),
	    .required = true, .example = "web[1-60]",
	    .doc = "one VM, or several identical ones by ranges" },
	{ .key = "cluster", .kind = FIELD_PATTERN, .offset = AT(cluster),
	    .example = "prod",
	    .doc = "paired like 'host'; default: that of its host, else the "
	    "only cluster" },
	{ .key = "host", .kind = FIELD_PATTERN, .offset = AT(host),
	    .example = "hv1",
	    .doc = "where it runs now; a range here pairs with the one of the "
	    "name that has the same text, else the same length; default: round "
	    "robin over its cluster's hosts, VMs in the order listed, skipping "
	    "hosts that lack the memory and, if another is possible, hosts "
	    "with a VM of the same mark" },
	{ .key = "memory", .kind = FIELD_UNIT, .unit = UNIT_BYTES,
	    .offset = AT(memory_bytes), .required = true, .min = 1,
	    .max = INT64_C(1) << 50, .usual_min = INT64_C(1) << 23, .usual_max = INT64_C(1) << 45,
	    .example = "8 GiB",
	    .doc = "assigned memory" },
	{ .key = "nonzero", .kind = FIELD_UNIT, .unit = UNIT_SHARE,
	    .offset = AT(nonzero_ppm), .min = 1, .max = WHOLE_PPM,
	    .usual_min = WHOLE_PPM / 100,
	    .hint = "80 % is four fifths; 0.8 % is nearly nothing",
	    .example = "80 %",
	    .doc = "share of its memory that must be sent; default 100 %" },
	{ .key = "hot", .kind = FIELD_UNIT, .unit = UNIT_BYTES,
	    .offset = AT(hot_bytes), .example = "96 MiB",
	    .doc = "share or amount of its memory that is rewritten within "
	    "hot_window; default none" },
	{ .key = "hot_window", .kind = FIELD_UNIT, .unit = UNIT_TIME,
	    .offset = AT(hot_window_us), .min = 1, .max = INT64_MAX,
	    .usual_min = 1000, .usual_max = 3600 * SECOND_US,
	    .example = "2 s",
	    .doc = "how long the hot set takes to be rewritten; default "
	    "1 s" },
	{ .key = "dirty_rate", .kind = FIELD_UNIT, .unit = UNIT_RATE,
	    .offset = AT(dirty_bps), .usual_max = 400 * GBPS,
	    .hint = "it is how fast pages are written that were clean, not how "
	    "fast its memory can be written",
	    .example = "2 MB/s",
	    .doc = "dirty rate beyond the hot set; default 0" },
	{ .key = "working_set", .kind = FIELD_UNIT, .unit = UNIT_BYTES,
	    .offset = AT(set_bytes), .example = "1 GiB",
	    .doc = "the memory that dirty_rate is spread over, pages at "
	    "random; default: always memory not written before" },
	{ .key = "rewritten", .kind = FIELD_NODE, .offset = AT(rewritten),
	    .example = "[{within: 1 s, bytes: 80 MiB}, "
	    "{within: 10 s, bytes: 300 MiB}]",
	    .doc = "measured: memory rewritten after given times from a clean "
	    "state, instead of hot and dirty_rate" },
	{ .key = "apart", .kind = FIELD_NAME, .offset = AT(apart),
	    .example = "sql",
	    .doc = "a mark: no two with the same on one host; default none" },
};
/* clang-format on */
#undef AT
const struct model_table read_vm_table = { "vms[]", "a VM", vm_field,
	COUNT(vm_field) };

static size_t
mark(struct reader *r, const char *name)
{
	struct model *m = r->m;
	size_t i;

	if (name == NULL)
		return 0;
	for (i = 1; i <= m->napart; i++)
		if (str_eq(m->apart[i], name))
			return i;
	if (m->napart == 0) {
		r->capapart = 8;
		m->apart = NEW(r->a, const char *, r->capapart);
	}
	i = m->napart + 1; /* [0] is no mark */
	PUSH(r->a, m->apart, i, r->capapart, name);
	return ++m->napart;
}

/* the host each VM runs on, and by it the cluster where none was given */
static void
homes(struct reader *r, const struct node *map, const struct vm_row *row,
    const struct name_set *names, struct vm *v)
{
	struct model *m = r->m;
	struct pairing p;
	bool said = false;
	size_t h;

	if (!read_pair(r, map, "host", row->host, row->name, names, &p)) {
		/* it was to be placed, but we don't know where: leave it */
		for (size_t i = 0; i < names->n; i++)
			v[i].placed = true;
		return;
	}
	for (size_t i = 0; i < names->n; i++) {
		const char *want = read_pair_name(&p, names, i);

		v[i].placed = true;
		h = v[i].host = read_index_find(&r->host, want);
		if (h == NO_INDEX && !said) {
			read_ref_find(r, &r->host, "unknown-host",
			    str_fmt(r->a, "VM '%s'", names->name[i]), want,
			    node_at(map, "host"));
			said = true;
		}
		if (h == NO_INDEX || m->host[h].cluster == NO_INDEX)
			continue;
		if (!node_says(map, "cluster"))
			v[i].cluster = m->host[h].cluster;
		else if (v[i].cluster != NO_INDEX &&
		    v[i].cluster != m->host[h].cluster && !said) {
			diag_error(r->d, node_at(map, "host"),
			    "vm-host-cluster",
			    "VM '%s' of cluster '%s' is on "
			    "host '%s', which is of cluster '%s'",
			    names->name[i], m->cluster[v[i].cluster].name, want,
			    m->cluster[m->host[h].cluster].name);
			diag_hint(r->d,
			    "a VM stays within its cluster; leave "
			    "'cluster' out to take that of its host");
			said = true;
		}
	}
}

static void
clusters_of(struct reader *r, const struct node *map, const struct vm_row *row,
    const struct name_set *names, struct vm *v)
{
	struct pairing p;
	bool said = false;
	size_t only;

	if (row->cluster == NULL) {
		only = row->host != NULL ?
		    NO_INDEX :
		    read_only_one(r, map, &r->cluster, "cluster", "a VM");
		for (size_t i = 0; i < names->n; i++)
			v[i].cluster = only;
		return;
	}
	if (!read_pair(r, map, "cluster", row->cluster, row->name, names, &p))
		return;
	for (size_t i = 0; i < names->n; i++) {
		const char *want = read_pair_name(&p, names, i);

		v[i].cluster = read_index_find(&r->cluster, want);
		if (v[i].cluster == NO_INDEX && !said) {
			read_ref_find(r, &r->cluster, "unknown-cluster",
			    str_fmt(r->a, "VM '%s'", names->name[i]), want,
			    node_at(map, "cluster"));
			said = true;
		}
	}
}

static void
vm_read(struct reader *r, const struct node *map)
{
	struct vm_row row = { .nonzero_ppm = WHOLE_PPM };
	struct model *m = r->m;
	struct vm v = { .node = map, .cluster = NO_INDEX, .host = NO_INDEX };
	struct vm *all;
	struct name_set names;

	read_by_table(r, map, &read_vm_table, &row);
	if (!read_names(r, map, row.name, m->nvm, NAMES_MAX, &m->unread.vms,
	        &names))
		return;
	v.at = node_at(map, "name");
	v.memory_bytes = row.memory_bytes;
	v.nonzero_ppm = row.nonzero_ppm;
	v.nonzero_bytes =
	    num_scale(row.memory_bytes, row.nonzero_ppm, WHOLE_PPM);
	if (v.nonzero_bytes == 0 && v.memory_bytes > 0)
		v.nonzero_bytes = 1;
	v.hot_bytes = row.hot_bytes;
	if (v.hot_bytes > 0)
		v.hot_window_us =
		    row.hot_window_us > 0 ? row.hot_window_us : SECOND_US;
	else if (row.hot_window_us > 0 && !node_says(map, "hot"))
		diag_warn(r->d, node_at(map, "hot_window"), "hot-window-unused",
		    "'hot_window' of VM '%s' has no effect without 'hot'",
		    row.name);
	v.dirty_bps = row.dirty_bps;
	v.set_bytes = row.set_bytes;
	read_vm_dirty(r, map, row.name, row.rewritten, &v);
	v.apart = mark(r, row.apart);
	all = NEW(r->a, struct vm, names.n);
	for (size_t i = 0; i < names.n; i++) {
		all[i] = v;
		all[i].name = names.name[i];
	}
	clusters_of(r, map, &row, &names, all);
	if (node_says(map, "host"))
		homes(r, map, &row, &names, all);
	for (size_t i = 0; i < names.n; i++) {
		if (all[i].cluster != NO_INDEX)
			m->cluster[all[i].cluster].nvm++;
		PUSH(r->a, m->vm, m->nvm, r->capvm, all[i]);
	}
}

void
read_vms(struct reader *r, const struct node *n)
{
	struct model *m = r->m;
	const char **name;
	struct span *at;

	read_list_each(r, n, "vms", vm_read);
	if (n == NULL || n->kind != NODE_LIST)
		m->unread.vms = true;
	name = NEW(r->a, const char *, m->nvm + 1);
	at = NEW(r->a, struct span, m->nvm + 1);
	for (size_t i = 0; i < m->nvm; i++) {
		name[i] = m->vm[i].name;
		at[i] = m->vm[i].at;
	}
	read_index_make(r, &r->vm, "VM", name, at, m->nvm, &m->unread.vms);
}
