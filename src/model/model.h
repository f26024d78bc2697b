/*
 * The requirements: the content of a site file, names resolved, units exact.
 * Nothing is decided here.  Every struct carries the place it came from, and
 * `node` where places of single keys are needed (node_at(x->node, "vlan")).
 * Made by model_read, checked by model_check, const afterwards.
 */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include "catalog/catalog.h"
#include "input/decode.h"

#define NO_INDEX ((size_t)-1) /* of a list: none of it */

enum topology {
	TOPOLOGY_AUTO,
	TOPOLOGY_STANDALONE,
	TOPOLOGY_LINKED,
	TOPOLOGY_SPINE_LEAF,
	TOPOLOGY_EVLT,
	TOPOLOGY_CLOS /* compared with the others, can't be requested */
};
extern const char *const model_topology_word[];

enum transport { TRANSPORT_TCP, TRANSPORT_COMPRESSION, TRANSPORT_SMB };
extern const char *const model_transport_word[];

enum team_hash { HASH_FLOW, HASH_PAIR, HASH_IDEAL };
extern const char *const model_team_hash_word[];

/* bonding mode of a Linux host; BOND_NO: it has no bonds */
enum bond {
	BOND_NO,
	BOND_ACTIVE_BACKUP,
	BOND_BALANCE_TLB,
	BOND_BALANCE_ALB,
	BOND_LACP
};
extern const char *const model_bond_word[]; /* of enum bond less one */

/* cabled devices that are not hosts of a cluster */
enum device_kind {
	DEVICE_NO, /* a host */
	DEVICE_STORAGE,
	DEVICE_BACKUP,
	DEVICE_NETWORK,
	DEVICE_OTHER
};
extern const char *const model_device_word[]; /* of enum device_kind less one */

/* how the ports of a group are teamed */
enum teaming { TEAMING_INDEPENDENT, TEAMING_LACP, TEAMING_NONE };
extern const char *const model_teaming_word[];

/* equal ports of a host that have the same networks */
struct nic_group {
	size_t first, n; /* of the host's ports */
	int64_t speed_bps;
	enum media media;
	enum rdma rdma;
	bool on_today; /* they stay on today's network: never cabled */
	enum teaming teaming;
	/* nnetwork: is on it.  Of a host's groups at most one is on any */
	bool *network;
	bool networks_given, teaming_given;
	const struct nic *card; /* the network cards they are of; NULL: not
				 * given */
	size_t ncard;           /* the number to buy; 0: none */
	struct span at;
	const struct node *node; /* NULL: the host says nothing of its ports */
};

/* what is in a rack and not cabled here: a UPS, a panel, a shelf */
struct occupant {
	const char *name;
	size_t unit; /* its lowest */
	int64_t height_u;
	struct span at;
};

struct rack {
	const char *name;
	int64_t units; /* rack units */
	const char *row;
	size_t row_index; /* of its row, in order of first mention */
	size_t position;  /* in its row, 0-based, in order of mention */
	int64_t power_mw; /* power limit; 0: not given */
	size_t used_u;    /* by hosts */
	const struct occupant *taken; /* reserved units */
	size_t ntaken, taken_u;
	/* switches are placed from this unit downwards: not at the top, where
	 * that is taken and there is room further down; 0: at the top */
	int64_t ceiling;
	bool spines; /* spines are placed here, or the pair of a site */
	struct span at;
	const struct node *node;
};

struct cluster {
	const char *name;
	const struct hypervisor *hyp;
	const char *version;    /* "2019"; NULL for others than hyper-v */
	bool set;               /* teams with SET, not LBFO */
	const char *host_files; /* of what kind, where there are several; NULL:
				 * as the platform writes them */
	enum transport transport;
	int64_t simultaneous;
	int64_t parallel; /* of the whole cluster; 0: no such limit */
	int64_t reserve;
	int64_t smb_cap_ppm; /* 0: none */
	bool auto_converge, post_copy;
	int64_t overhead_us;        /* measured; -1: the hypervisor's */
	int64_t stream_cap_bps;     /* measured; 0: the hypervisor's */
	const struct how *driver;   /* who manages its migrations; NULL: the
				     * hypervisor itself */
	const struct how *encrypts; /* NULL: nothing does */
	int64_t streams;            /* of one migration, at least 1 */
	bool simultaneous_given;
	enum team_hash team_hash;
	bool team_hash_given;
	enum bond bond; /* of its hosts' teams */
	/* the site gives it, which also applies to today */
	bool bond_given;
	const char *vswitch; /* the name on the hosts; NULL: they have none */
	size_t *host;        /* indices, in order of mention */
	size_t nhost;
	bool part; /* some of its hosts are not on this network yet */
	size_t nvm;
	struct span at;
	const struct node *node;
};

struct host {
	const char *name;
	/* else than DEVICE_NO no VM runs there, and its cluster is one of no
	 * hosts, after the last */
	enum device_kind device;
	size_t rack, cluster; /* indices */
	int64_t memory_bytes, height_u;
	size_t position_u; /* lowest unit, 1-based, as given or as placed */
	bool placed;       /* the site gives no unit */
	size_t nports;     /* of all groups */
	const char **port_name; /* as the host's system calls its ports */
	struct span *port_at;   /* where it says so */
	struct nic_group *group;
	size_t ngroup;
	size_t turn;      /* hosts of its rack that come before it */
	int64_t cores;    /* physical processor cores; 0: not given */
	int64_t power_mw; /* maximum power draw; 0: not given */
	bool *network;    /* nnetwork: is on it, by one of its groups */
	struct span at;
	const struct node *node;
};

struct vm {
	const char *name;
	size_t cluster, host; /* where it runs now */
	bool placed;          /* given by `host:` */
	int64_t memory_bytes, nonzero_bytes;
	int64_t nonzero_ppm;              /* as given: of memory_bytes */
	int64_t hot_bytes, hot_window_us; /* 0: none */
	int64_t dirty_bps;                /* beyond the hot set; bit/s */
	int64_t set_bytes; /* what dirty_bps falls on evenly; 0: always
				 * memory not written before */
	const double *point_s, *point_bytes; /* measured, ascending */
	size_t npoint;
	bool nonzero_given, dirty_given; /* else the range allows for it */
	size_t apart;                    /* mark, 1-based; 0: none */
	struct span at;
	const struct node *node;
};

struct network {
	const char *name;
	enum purpose purpose;
	const struct purpose_need
	    *need;     /* what the catalog says of its purpose */
	int vlan;      /* 0: untagged (oob) */
	bool vlan_one; /* given as VLAN 1, which it may have on today's switches
			* only: as if no VLAN was given */
	bool has_subnet;
	uint32_t base;
	int prefix;
	uint32_t gateway; /* 0: none */
	bool lossless;
	bool on_today;  /* stays where it is */
	bool east_west; /* of the hosts and of storage alone, and backup unless
			 * it stays on today's network: never the core's */
	/* large frames: all switches on its path are in the design */
	bool jumbo;
	bool migrates;   /* live migration goes over it: by its purpose, or as
			  * the site says */
	bool one_switch; /* one of two of its purpose, on one switch each:
			  * redundant by paths, not by a team */
	bool spared;     /* live_migration: false: not as a fallback either */
	const char *description;
	struct span at;
	const struct node *node;
};

/* steady load, one entry a sender: rate split evenly over the receivers */
struct traffic {
	size_t network; /* index; SIZE_MAX where only a purpose */
	enum purpose purpose;
	bool between_hosts; /* per host to all others of its cluster */
	size_t *from, *to;  /* VM indices unless between_hosts */
	size_t nfrom, nto;
	size_t *from_device, *to_device; /* indices into the model's hosts */
	size_t nfrom_device, nto_device;
	/* the receivers' network where it is another, so that the core routes
	 * between the two; else SIZE_MAX */
	size_t to_network;
	int64_t rate_bps; /* a sender */
	struct span at;
};

/*
 * An existing switch: it costs nothing where a switch of its model is chosen;
 * what it lacks (optics, options) is bought. It may be moved to another rack,
 * and is used there under its own name. Where there is an earlier design
 * (previous below), that says what exists, and none of these is used.
 */
enum existing_role {
	EXISTING_ANY,
	EXISTING_STANDALONE,
	EXISTING_LEAF,
	EXISTING_SPINE
};
extern const char *const model_existing_role_word[];
struct existing {
	const char *name;
	const struct switch_model *model; /* NULL after a finding */
	size_t rack;                      /* index; (size_t)-1: not given */
	size_t unit;                      /* lowest, 1-based; 0: not given */
	enum existing_role role;          /* the only one it may take */
	bool in_use; /* an earlier design uses it already (previous) */
	struct span at;
	const struct node *node;
};

/* existing fibre between two racks: a link over it needs a cord from its port
 * to a panel at both ends, and no cable from rack to rack */
struct fibre {
	const char *name;
	size_t rack[2];           /* indices, different */
	const struct cable *cord; /* of a length for each end; no breakout */
	int64_t links;            /* that it carries */
	int64_t length_mm; /* from panel to panel; 0: as the racks stand */
	struct span at;
};

/* the management switches that `oob` networks' cables end on */
struct oob {
	bool given, buy;
	size_t sw;         /* index into existing; (size_t)-1: none given */
	size_t rack, unit; /* where it is or will be placed, as above */
	bool placed;       /* the site gives no unit */
	const struct node *node;
};

struct limits { /* requirements: 0 = not required */
	int64_t drain_us, rolling_us, backup_us;
	int64_t oversubscription_ppm; /* 3:1 is 3000000 */
	int64_t utilisation_ppm, growth_ppm, expansion_ppm;
	int64_t budget_cents;
	enum topology topology;
	bool failure_domain_rack;
	bool survive_none; /* a single failure may disconnect a network */
	/* times are checked at the slow end of their range */
	bool certain;
	const struct node *node;
};

/* what is preferred, each at a premium; in the order of policy.prefer */
enum prefer {
	PREFER_UNIFORM_LEAVES,
	PREFER_UNIFORM_SPINES,
	PREFER_ONE_NOS,
	PREFER_ONE_DOMAIN,
	PREFERS
};
extern const char *const model_prefer_word[]; /* uniform_leaves ... */

/* which end of a price range counts */
enum price_end { PRICE_EXPECTED, PRICE_LOW, PRICE_HIGH };
extern const char *const model_price_end_word[]; /* expected low high */

/* labour and approvals that the site prices: parts of no catalog */
enum work_per { WORK_PER_SITE, WORK_PER_RACK, WORK_PER_HOST, WORK_PER_SWITCH };

struct policy {
	struct name_list vendors; /* n 0: any */
	struct name_list models_standalone, models_leaf, models_spine;
	bool uniform_uplinks; /* of each speed the same number on every leaf */
	bool oem_optics;
	enum price_end prices;
	bool reseller;
	bool reseller_given;
	int64_t reseller_ppm; /* what one adds, where it is given */
	struct discount {
		const char *vendor;
		int64_t ppm;
	} * discount;
	size_t ndiscount;
	int64_t spare_optics_ppm, spare_cables_ppm;
	int64_t twinax_mm; /* the longest DAC; 0: as its vendor allows */
	int64_t years;
	int64_t energy_micro; /* price of a kWh, millionths of the currency;
				 * 0: energy does not count in the choice */
	bool used;            /* models past their end of sale may be bought */
	int64_t price_age_months; /* 0: no price is too old */
	/* the premium over the cheapest design for a preference: a share, or an
	 * amount; both 0: not preferred */
	struct premium {
		int64_t ppm, cents;
	} prefer[PREFERS];
	/* no spine may cost less than this one; NULL: any */
	const struct switch_model *spine_above;
	enum airflow airflow;  /* of the variant to be ordered */
	int64_t support_years; /* 0: not on the bill */
	unsigned extras;       /* bit i: enum accessory_kind i is bought */
	struct work {
		enum work_per per;
		struct part part;
	} * work;
	size_t nwork, capwork;
	/* what keeps a fault at one port from affecting the rest of the
	 * network */
	struct protect {
		int64_t storm_ppm; /* broadcast accepted by a host port, of its
				    * speed; 0: any */
		bool root_guard;   /* no leaf becomes the root */
		/* of a lossless port, for cluster heartbeats; 0: no class */
		int64_t heartbeat_ppm;
		bool ecn;   /* full lossless queues mark RoCE v2's frames */
		bool given; /* the site sets some of it */
	} protect;
	const struct node *node;
};

/* cable length from the racks' geometry, all in mm; ppm for slack */
struct geometry {
	int64_t rack_pitch_mm, row_pitch_mm; /* 600, 2400 */
	int64_t side_mm;   /* port to the side of the rack, each end: 300 */
	int64_t loop_mm;   /* service loop, each cable: 300 */
	int64_t tray_mm;   /* rack top to tray, each end: 500 */
	int64_t slack_ppm; /* on runs between racks: 100000 */
	int64_t core_mm;   /* a link to the core, ordered: 15000 */
};

struct core {
	bool given;
	struct name_list switches;
	int64_t speed_bps, links;
	enum media media;
	bool mclag;
	bool stp_joined;
	int64_t stp_priority;
	const struct node *node;
	struct span at;
};

struct today {
	int64_t speed_bps, ports;
	bool given;
};
/* for the first page of the report: free text; NULL: not given */
struct proposal {
	const char *title, *author, *date, *version, *decision_by, *asked_of;
};

struct maintenance {
	int64_t service_us;
	bool failback_immediate;
	int64_t per_year; /* of each host; 0: not given */
};

struct backup {
	bool given, off_host, per_lun;
	int64_t data_bytes, change_ppm, streams;
	size_t target;   /* index of a host or of a device */
	size_t network;  /* index; NO_INDEX: not given */
	int64_t volumes; /* of each cluster */
	/* concurrent ones of a volume, where each is of one VM */
	int64_t snapshots;
	int64_t snapshot_us;                /* to take one */
	int64_t source_bps, repository_bps; /* bit/s; 0: no limit is known */
	int64_t cores;                      /* of each proxy; 0: the host's */
	int64_t io_bps; /* of all VMs on their volumes; 0: not given */
	int redirected; /* never snapshot always; -1: by method */
	struct span at;
};

/* where the switches are managed: names that go into every config */
struct services {
	struct name_list ntp, syslog, snmp_traps;
	/* subnets allowed to log in and to query; n 0: any */
	struct name_list manage_from;
	const char *domain, *timezone;
	const char *admin; /* account name, default admin */
};

/* months count from year 0: 2026-12 is 2026 * 12 + 11 */
struct money {
	int month; /* from when it is there */
	int64_t cents;
	const char *name;    /* "2027", "2027-Q1" */
	const char *purpose; /* its purpose; NULL: not given */
	struct span at;
};
/* borrowed at the plan's start, repaid from the budgets */
struct loan {
	const char *from;
	int64_t cents;
	int month; /* repaid in this month */
	struct span at;
};
struct money_plan {
	int from_month;
	int64_t starter_cents;
	const char *purpose;  /* NULL: not given */
	struct money *budget; /* ascending */
	size_t nbudget, capbudget;
	struct loan *loan;
	size_t nloan, caploan;
	/* categories of the bill that other budgets pay for, and whose those
	 * are; none: the plan pays for all. NULL: not given */
	struct name_list elsewhere;
	const char *elsewhere_by;
	int *rack_month; /* nrack: its hosts are replaced then; 0: not */
	/* of each: months it may be earlier, and what each of them costs */
	int *rack_earlier;
	int64_t *rack_earlier_cents;
	/* when today's switches must be removed; 0: any time */
	int switches_month;
};

/* prices tried instead of the catalogs', in each part's own currency */
struct repriced {
	const struct part *const *part;
	const int64_t *cents;
	size_t n;
};

struct previous;

struct model {
	const struct source *src;
	bool phased; /* a plan's phases are made of it: each has its own bill,
		      * without what follows from all the cabling */
	const struct previous *previous; /* the existing network
					  * (model/previous.h); NULL: none */
	/* with the site's own exchange rates before the catalogs' */
	const struct catalog *catalog;
	const struct repriced *repriced; /* NULL: prices are the catalogs' */
	const struct node *site_node;    /* NULL: the section is missing */
	const char *site, *currency, *description;
	const char *on; /* the date at which prices and life cycles are checked;
			 * NULL: each at the date of its own source */
	struct limits want;
	struct policy policy;
	struct geometry geometry;
	struct rack *rack;
	size_t nrack, nrow;
	struct cluster *cluster;
	size_t ncluster;
	struct host *host;
	/* of nend that are cabled the first nhost are hosts,
	 * the others devices */
	size_t nhost, nend;
	struct vm *vm;
	size_t nvm;
	struct network *network;
	size_t nnetwork;
	struct traffic *traffic;
	size_t ntraffic;
	struct existing *existing;
	size_t nexisting;
	struct fibre *fibre;
	size_t nfibre;
	struct oob oob;
	struct core core;
	struct today today;
	struct maintenance maintenance;
	struct proposal proposal;
	struct backup backup;
	struct services services;
	const struct node *plan; /* NULL: none, and money is all 0 */
	struct money_plan money;
	const char **apart; /* the marks' names, [1..napart] */
	size_t napart;
	/* some entry could not be read: what is not found may exist
	 * nevertheless, and counts are too low.  members: of clusters */
	struct {
		bool racks, clusters, hosts, members, vms, networks, devices;
	} unread;
};

/* what any of these units of a rack is reserved for; NULL: nothing */
const struct occupant *
rack_occupant(const struct rack *k, size_t unit, int64_t height_u);

/* the group of a port, and the one that is on a network: NO_GROUP, none */
#define NO_GROUP ((size_t)-1)
size_t model_port_group(const struct host *h, size_t port);
size_t model_network_group(const struct host *h, size_t net);
/* SMB of a Windows host uses every port that has an interface of its network at
 * once, and each is the other's fallback: without a team the only such network
 * of a group is on all its ports; several, and others, are on one each */
bool
model_on_all_ports(const struct model *m, const struct host *h, size_t net);
const struct nic_group *model_port(const struct host *h, size_t port);
/* by its name; NULL is none's: NO_INDEX */
size_t model_rack_named(const struct model *m, const char *name);
size_t
model_host_named(const struct model *m, const char *name); /* or device */
/* hosts, or devices, are in it */
bool model_rack_has_hosts(const struct model *m, size_t rack);
/* do the switches form one LAG for these ports? */
bool model_group_lacp(const struct nic_group *g);
/* the platform for the files of a cluster's hosts; NULL: none */
const struct platform *
model_host_platform(const struct model *m, const struct cluster *c);

/* the keys of one map of a site file, for the manual */
struct model_table {
	const char *path; /* "hosts[].nics" */
	const char *what; /* "the nics of a host", as in findings */
	const struct field *field;
	size_t n;
};
/* all of them, in the order of a site file */
const struct model_table *const *model_tables(size_t *n);

/* NULL only where the text can't be parsed; findings may be errors */
struct model *
model_read(struct arena *a, struct diags *d, const struct node *doc,
    const struct source *src, const struct catalog *catalog);
/* cross references and rules over whatever was read; false after errors */
bool model_check(struct arena *a, struct diags *d, struct model *m);

/* VMs of one mark of `apart`, within the cluster that has it first.  If as many
 * as the cluster has hosts, none of these can be drained */
struct apart_count {
	size_t vms, cluster;
	size_t last; /* VM of the mark */
	size_t over; /* the VM that is one more than hosts; NO_INDEX: none */
};
/* by mark, [1..napart] */
struct apart_count *model_apart_counts(struct arena *a, const struct model *m);
/* the site file in normal form: reads to the same model, prints to the same */
const char *model_print(struct arena *a, const struct model *m);

#endif
