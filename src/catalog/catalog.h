/*
 * What can be bought or run, read from the catalog folders: switches, cables
 * and optics, hypervisors, platforms (a switch's or host's operating system)
 * and how purchases are priced.  One YAML file a thing; its id is the file's
 * name. Knows facts and where they are from; decides nothing.  Everything lives
 * in the run's arena and is const once read.
 */
#ifndef CATALOG_CATALOG_H
#define CATALOG_CATALOG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "catalog/fact.h"
#include "catalog/hypervisor.h"
#include "catalog/media.h"
#include "catalog/platform.h"
#include "input/decode.h"
#include "input/doc.h"

/* the best known first */
enum price_basis {
	PRICE_QUOTE,
	PRICE_CONTRACT,
	PRICE_LIST,
	PRICE_STREET,
	PRICE_REFURBISHED,
	PRICE_AUCTION,
	PRICE_ESTIMATE
};
extern const char
    *const catalog_price_basis_word[]; /* quote contract list ... */

struct price {
	bool known;
	int64_t cents;
	const char *currency; /* ISO 4217 */
	enum price_basis basis;
	/* date: 2016-03 or 2016-03-21; of a quote that gives none, "valid until
	 * 2016-03-21" or "not dated" */
	const char *source, *date;
	struct span at;
	/* its range, low <= cents <= high; both 0: no range was given.  An
	 * estimate has one after catalog_read. */
	int64_t low_cents, high_cents;
	int64_t lead_days;          /* of a quote; 0: not given */
	const struct price *before; /* of a quote: the catalog's; else NULL */
	int64_t pieces;             /* of a quote; 0: not given */
	bool bounded; /* of a quote of a switch: a design buys no more of them
		       * than these pieces */
	struct span pieces_at;
	struct price *next; /* of a quote: the next cheapest offer, or NULL */
	/* of a part that is quoted: all its offers, the cheapest first; kept
	 * where some of them are left aside */
	const struct price *offers;
};

/*
 * Until when a thing is sold and supported.  A date is YYYY, YYYY-MM or
 * YYYY-MM-DD; NULL: unknown.  given: the file says anything about it.
 */
struct life {
	bool given;
	const char *end_of_sale, *end_of_support;
	const char *as_of, *source; /* when and by whom it was known */
	const char *successor;      /* of the same kind; NULL: not given */
	struct span at;
};
/* YYYY, YYYY-MM or YYYY-MM-DD, month and day within their bounds */
bool catalog_is_date(const char *s);
/* has something that ends on `end` (NULL: unknown) ended by the day `on`?  A
 * year or a month ends with its last day. */
bool catalog_date_past(const char *end, const char *on);
/* months from year 0 to the month it lies in, a year's being its last; the
 * difference of two dates is the age in whole months */
int64_t catalog_date_month(const char *date);
/* is it no longer sold on that day; on NULL: by the date of its source */
bool catalog_life_over(const struct life *l, const char *on);

/* direction of a switch's airflow: a variant of its part number */
enum airflow { AIRFLOW_ANY, AIRFLOW_FROM_PORTS, AIRFLOW_TO_PORTS };
extern const char *const catalog_airflow_word[]; /* any from-ports to-ports */

/* the vendor's part numbers of a thing, by airflow */
struct ordering {
	const char *number[3]; /* by enum airflow: [AIRFLOW_ANY] is the one
				* for either way; NULL: not known */
	bool recalled;         /* from memory: to be confirmed by the seller */
};

/* a thing on the bill of materials */
struct part {
	const char *id; /* part number, or our own where none is known */
	const char *description;
	const char *category; /* switch module optic cable psu licence ... */
	const char *vendor;
	struct price price;
	bool optional; /* may be on a bill without a price: a quote is needed,
			* and the total says so */
	const struct ordering *order; /* NULL: nothing is known */
};

/* accessories bought with a switch; the words of policy.extras, then others */
enum accessory_kind {
	ACCESSORY_SUPPLY,
	ACCESSORY_RAILS,
	ACCESSORY_CORD,
	ACCESSORY_LICENCE,
	ACCESSORY_PANEL,
	ACCESSORY_LABEL,
	ACCESSORY_SUPPORT,
	ACCESSORY_OOB
};
extern const char *const catalog_accessory_word[]; /* supplies rails ... */

struct accessory {
	enum accessory_kind kind;
	size_t count; /* of each switch (of support: of each year); cables a
		       * panel, ends a label, ports a management switch takes */
	const char *connector; /* of a panel: of the cords that it takes */
	struct part part;
};

enum rdma { RDMA_NONE, RDMA_ROCE, RDMA_IWARP };
extern const char *const catalog_rdma_word[]; /* none roce iwarp */

/*
 * A run of ports of one kind.  Port i (0-based) has the number
 * first + i * step; its name is the pattern with {n} replaced by that number.
 */
struct port_block {
	enum media media;
	size_t count;
	int64_t first, step;
	const char *name;      /* "TenGigabitEthernet 0/{n}" */
	int64_t speed_bps;     /* native */
	int64_t speeds_bps[4]; /* others it can be set to, 0-terminated */
	size_t group;          /* ports that must share a speed; 0 or 1: none */
	const char
	    *speed_name; /* of a port whose group is at another speed than
				 * its own; NULL: the same name */
	/* of this many adjacent ports the first may hold an RJ45 module for
	 * 10GBASE-T; 0: none may */
	size_t copper_every;
	/* breakout into `into` ports of breakout_bps; 0: none.  Or all of one
	 * port at a slower speed; 0: at that one only */
	size_t into;
	int64_t breakout_bps, breakout_slow_bps;
	size_t breakout_max;  /* ports of the block that may be broken out */
	bool breakout_reload; /* needs a reload */
	/* breaking one out disables the next of the run: only the first, third,
	 * ... can be broken out */
	bool breakout_takes_next;
	const char *breakout_name; /* {n} parent number, {k} child 0.. with
				 * breakout_first, {m} = n + k, {c} counted
				 * on over the block: use port_block_child */
	int64_t breakout_first;    /* number of the first child for {k} */
	const char *module; /* NULL: built in; else id of the option below */
	const char *off;    /* why they can't be used; NULL: they can */
};

/* adjacent ports of the front panel: rows from top to bottom, each from left to
 * right; a port is counted from 0 over all of a switch's blocks */
struct panel_block {
	size_t nrow, ncolumn;
	size_t *port; /* [row * ncolumn + column]; PANEL_HOLE: none there */
};
#define PANEL_HOLE ((size_t)-1)

/* an option that adds ports or feeds, bought with the switch */
struct option {
	const char *id;
	struct part part;
};

enum ecn_unit { ECN_UNIT_UNKNOWN, ECN_UNIT_KBYTES, ECN_UNIT_PERCENT };
extern const char *const catalog_ecn_unit_word[];

struct switch_model {
	const char *id;     /* vendor-model */
	const char *vendor; /* as in policy.vendors */
	const char *name;   /* for people */
	const struct platform *platform;
	const char *nos_name; /* as written, platform NULL if not in catalog */
	struct span at, nos_at;
	bool standalone, leaf, spine; /* its roles */
	struct port_block *block;
	size_t nblock;
	struct panel_block *panel; /* from left to right; 0: not known */
	size_t npanel;
	struct option *option;
	size_t noption;
	const char *oob_port;       /* NULL: none; as the device says it */
	int64_t height_u;           /* rack units */
	int64_t max_mw, typical_mw; /* milliwatts; 0 unknown */
	int64_t psu_mw;             /* rating of one supply; 0 unknown */
	size_t lag_members, lags;   /* limits */
	size_t lossless_queues;     /* 0: no PFC */
	int64_t lossless_pools;     /* of buffers, to be set up by hand; 0:
	                             * none need be */
	int64_t queues;             /* of a port, by which classes are named;
	                             * 0 not given: eight */
	/* what a queue's ECN threshold is counted in, where models of a NOS
	 * differ */
	enum ecn_unit ecn_unit;
	int64_t mac_entries; /* 0 unknown */
	/* multi-chassis LAG: kind NULL: none.  Under switch-independent teams
	 * only if orphans is true, else the reason why not. */
	const char *mclag_kind; /* "VLT" */
	bool mclag_orphans;
	const char *mclag_reason;
	bool emclag; /* two domains may be joined (eVLT) */
	bool lacp;
	const char *lacp_reason; /* why not */
	int64_t dac_max_mm;      /* the vendor's own limit for passive twinax */
	struct part part;        /* the switch itself */
	/* one of each kind up to support that isn't bought for all switches
	 * alike, its file's or a line that asks for a quote */
	struct accessory *accessory;
	size_t naccessory;
	struct life life;
	struct fact *fact; /* everything else, and what the above rest on */
	size_t nfact;
	const struct source *src;
};

/* how two cages are joined: a cable with its ends on (dac, aoc), or a cord
 * with an optic at each end, or plain copper */
enum cable_kind { CABLE_DAC, CABLE_AOC, CABLE_FIBRE, CABLE_COPPER };

struct cable {
	const char *id;     /* dac-sfpp */
	const char *family; /* dac aoc om3 om4 cat6a */
	enum cable_kind kind;
	int64_t speed_bps;           /* of one link; 0: the optics' */
	enum media media_a, media_b; /* dac, aoc, copper: cages it fits */
	size_t into;           /* breakout cable: links at the b end, else 1 */
	const char *connector; /* LC duplex, MPO-12, RJ45, NULL: fixed ends */
	const char *colour, *polarity; /* NULL where it has none */
	struct cable_length {
		int64_t mm;
		struct part part;
	} * length; /* ascending */
	size_t nlength;
	struct fact *fact;
	size_t nfact;
	struct span at;
};

struct optic {
	const char *id;   /* sr-sfpp */
	const char *name; /* 10GBASE-SR */
	enum media media;
	int64_t speed_bps;
	const char *connector;
	struct reach {
		const char *family; /* om3 */
		int64_t mm;
	} * reach;
	size_t nreach;
	size_t into; /* links it carries when broken out (SR4: 4) */
	int64_t max_mw;
	/* part numbers of switch vendors' own optics, for which compatible ones
	 * are coded */
	struct optic_code {
		const char *vendor, *number;
	} * code;
	size_t ncode;
	bool codes_recalled; /* from memory: to be confirmed */
	struct part part;    /* compatible */
	struct part oem;     /* vendor's own; price.known false: none known */
	struct life life;
	struct fact *fact;
	size_t nfact;
	struct span at;
};

/* a network card: bought where `hosts[].nics` says so */
struct nic {
	const char *id; /* vendor-model */
	const char *vendor, *name;
	enum media media;
	size_t ports;
	enum rdma rdma;
	int64_t max_mw;   /* 0 unknown */
	struct part part; /* price.known false: a quote is needed */
	struct life life;
	struct fact *fact;
	size_t nfact;
	struct span at;
};

struct exchange {
	const char *from, *to;
	int64_t ppm; /* one `from` is ppm / 1e6 `to` */
	const char *source, *date;
};

/* a file the catalog was read from */
struct catalog_file {
	size_t folder;    /* of the catalog folders given */
	const char *path; /* below it */
	const struct source *src;
};

/* what a network is for (purposes.yaml says what each needs) */
enum purpose {
	PURPOSE_LM,
	PURPOSE_CSV,
	PURPOSE_STORAGE,
	PURPOSE_DATA,
	PURPOSE_MANAGEMENT,
	PURPOSE_BACKUP,
	PURPOSE_OOB,
	PURPOSE_ISCSI,
	PURPOSE_NFS,
	PURPOSE_CEPH,
	PURPOSE_VSAN,
	PURPOSE_REPLICATION,
	PURPOSE_HEARTBEAT,
	PURPOSE_FT /* fault tolerance: a VM's shadow on another host */
};
extern const char *const catalog_purpose_word[]; /* live-migration csv ... */
#define PURPOSES (PURPOSE_FT + 1)

/* is it lossless? */
enum lossless_need {
	LOSSLESS_NO,
	LOSSLESS_MAY,
	LOSSLESS_RDMA /* needed where its hosts have RDMA that needs it */
};

struct purpose_need {
	bool given;     /* else nothing is known of it */
	bool east_west; /* of hosts and storage only, never led to the core */
	bool may_stay;  /* of those: may be left on today's network */
	bool jumbo;     /* of those: in large frames */
	bool multipath; /* two networks, each on one of two switches, and no
			 * team has both; else one network over a team */
	enum lossless_need lossless;
	const char *no_migration; /* why live migration never goes over it, as
				   * a sentence without a stop; NULL: it may */
	const char *source;
};

struct catalog {
	const struct switch_model *sw; /* sorted by id, as all of these */
	size_t nsw;
	const struct cable *cable;
	size_t ncable;
	const struct optic *optic;
	size_t noptic;
	const struct hypervisor *hyp;
	size_t nhyp;
	const struct platform *platform;
	size_t nplatform;
	const struct nic *nic;
	size_t nnic;
	const struct accessory *accessory; /* of any switch or cable */
	size_t naccessory;
	const struct exchange *exchange;
	size_t nexchange;
	/* what a reseller adds to a direct price, and between what; of which
	 * categories of parts (NULL: of all) */
	int64_t reseller_ppm, reseller_low_ppm, reseller_high_ppm;
	const struct name_list *reseller_sells;
	const char *reseller_source;
	/* the range of an estimate that gives none, of its amount */
	int64_t estimate_low_ppm, estimate_high_ppm;
	struct purpose_need need[PURPOSES]; /* by purpose */
	const struct catalog_file *file;    /* those hidden by others are not */
	size_t nfile;
};

/*
 * Read folders dir[0..n) (each with switches/ cables/ optics/ nics/
 * hypervisors/ platforms/, buying.yaml, purposes.yaml and prices.yaml, all
 * optional but in the last, which needs neither of the last two); a file in an
 * earlier folder hides one of the same name in a later, and a price in its
 * prices.yaml any other.  template_dirs tell which platforms are rendered.
 * NULL after findings; gaps in port numbers and the like are warnings.
 */
const struct catalog *
catalog_read(struct arena *a, struct diags *d, const char *const *dir,
    size_t ndir, const char *const *template_dir, size_t ntemplate);
/* the i-th kind's folder in a catalog, NULL past the end */
const char *catalog_folder(size_t i);

const struct switch_model *
catalog_switch(const struct catalog *c, const char *id);
/* a vendor's name as it writes it: the first words of one of its things that
 * match its id except for capitals and blanks, "Acme Labs" for acme-labs; the
 * id where none does */
const char *
catalog_vendor_name(struct arena *a, const struct catalog *c, const char *id);
/* the text of a fact of its file, such as `azure_local`; NULL: none */
const char *catalog_switch_fact(const struct switch_model *s, const char *name);
/* is that fact of its file from memory only? */
bool catalog_switch_recalled(const struct switch_model *s, const char *name);
/* "" or, after a limit that rules something out: " (from memory, see its data
 * sheet)" */
const char *catalog_limit_doubt(const struct switch_model *s, const char *name);
const struct hypervisor *
catalog_hypervisor(const struct catalog *c, const char *id);
/* whose name the word is by mistake, or NULL */
const struct hypervisor *
catalog_hypervisor_known_as(const struct catalog *c, const char *word);
const struct platform *
catalog_platform(const struct catalog *c, const char *id);
const struct optic *catalog_optic(const struct catalog *c, const char *id);
const struct cable *catalog_cable(const struct catalog *c, const char *id);
const struct nic *catalog_nic(const struct catalog *c, const char *id);
/* of a switch, or of any (s NULL); NULL: there is none */
const struct accessory *catalog_accessory(const struct catalog *c,
    const struct switch_model *s, enum accessory_kind kind);
/* how it is ordered, by airflow: "order ABC-F (air in at its ports)", or that
 * its part number must be requested; NULL: its description is enough */
const char *
catalog_order_text(struct arena *a, const struct part *p, enum airflow way);
/* is it the speed of its ports, or one that they can be set to? */
bool port_block_runs(const struct port_block *b, int64_t bps);
/* can one be broken out into ports of that speed? */
bool port_block_splits(const struct port_block *b, int64_t bps);
/* name of the i-th port of a block, of the k-th child when broken out */
const char *
port_block_name(struct arena *a, const struct port_block *b, size_t i);
/* ... when its group is at another speed than the block's own */
const char *
port_block_speed_name(struct arena *a, const struct port_block *b, size_t i);
/* has it any RJ45 of its own for 10GBASE-T? */
bool catalog_has_sockets(const struct switch_model *s);
const char *port_block_child(struct arena *a, const struct port_block *b,
    size_t i, size_t k);
/* "48 sfp+, 4 qsfp+" */
const char *catalog_ports_text(struct arena *a, const struct switch_model *s);
/* every part there is, in order of id; written to only while the catalog and
 * its quotes are read */
struct part **
catalog_parts(struct arena *a, const struct catalog *c, size_t *n);
/* of such a list; NULL: none has this id */
struct part *catalog_part_find(struct part *const *v, size_t n, const char *id);
/* the rates of a list of maps (buying.yaml, `policy.exchange`); findings at the
 * entries, which are then left out */
struct exchange *catalog_exchange_read(struct arena *a, struct diags *d,
    const struct node *list, size_t *n);
/* a price in another currency; false if no exchange rate is known */
bool catalog_convert(const struct catalog *c, int64_t cents, const char *from,
    const char *to, int64_t *out, const struct exchange **how);

#endif
