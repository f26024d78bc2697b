/* The existing infrastructure: `core`, `today`, `maintenance`, `services`. */
#include "model/read.h"

#include "base/num.h"

struct core_row {
	struct name_list switches;
	int64_t speed_bps, links, stp_priority;
	int media, stp;
	bool mclag;
};

static const char *const stp_word[] = { "joined", "separate", NULL };

#define AT(member) offsetof(struct core_row, member)
/* clang-format off */
static const struct field core_field[] = {
	{ .key = "switches", .kind = FIELD_NAMES, .offset = AT(switches),
	    .required = true, .example = "[core1, core2]",
	    .doc = "the existing L3 core, left as it is" },
	{ .key = "speed", .kind = FIELD_UNIT, .unit = UNIT_SPEED,
	    .offset = AT(speed_bps), .min = 1, .max = INT64_MAX,
	    .example = "10G",
	    .doc = "of a link to it; default what its media can do" },
	{ .key = "links", .kind = FIELD_INT, .offset = AT(links), .min = 1,
	    .max = 64, .example = "2",
	    .doc = "links to each core switch, split over our two switches; "
	        "default 2" },
	{ .key = "media", .kind = FIELD_WORD, .offset = AT(media),
	    .hint = READ_MEDIA_HINT,
	    .words = catalog_media_word, .example = "sfp+",
	    .doc = "the core's transceiver cages; default those of the speed, "
	    "sfp+ where neither is given" },
	{ .key = "mclag", .kind = FIELD_BOOL, .offset = AT(mclag),
	    .example = "false",
	    .doc = "false: one LAG per core switch; true: the core is one "
	    "MC-LAG domain, one LAG; default false" },
	{ .key = "stp", .kind = FIELD_WORD, .offset = AT(stp),
	    .words = stp_word, .example = "joined",
	    .doc = "joined: the core stays root, our spines come next; "
	    "separate: BPDUs filtered, only on one loop-free LAG; default "
	    "joined" },
	{ .key = "stp_priority", .kind = FIELD_INT,
	    .offset = AT(stp_priority), .max = INT64_MAX, .example = "4096",
	    .doc = "of the core's root, a multiple of 4096 up to 53248: ours "
	    "are 4096 and 8192 above (61440 where stp is separate); default "
	    "32768, the factory default of a switch" },
};
/* clang-format on */
#undef AT
const struct model_table read_core_table = { "core", "the core", core_field,
	COUNT(core_field) };

#define AT(member) offsetof(struct today, member)
/* clang-format off */
static const struct field today_field[] = {
	{ .key = "speed", .kind = FIELD_UNIT, .unit = UNIT_SPEED,
	    .offset = AT(speed_bps), .min = 1, .max = INT64_MAX,
	    .usual_min = GBPS / 100, .usual_max = 400 * GBPS,
	    .example = "1G",
	    .doc = "speed of the ports hosts migrate over today; default 1G" },
	{ .key = "ports", .kind = FIELD_INT, .offset = AT(ports), .min = 1,
	    .max = 64, .example = "1", .doc = "ports of each host; default 1" },
};
/* clang-format on */
#undef AT
const struct model_table read_today_table = { "today", "today's network",
	today_field, COUNT(today_field) };

#define SERVICE_LONG_DAYS 7
#define DAY_US (86400 * SECOND_US)

struct maintenance_row {
	int64_t service_us, per_year;
	int failback;
};

static const char *const failback_word[] = { "none", "immediate", NULL };

#define AT(member) offsetof(struct maintenance_row, member)
/* clang-format off */
static const struct field maintenance_field[] = {
	{ .key = "service", .kind = FIELD_UNIT, .unit = UNIT_TIME,
	    .offset = AT(service_us), .example = "30 min",
	    .doc = "time a drained host is out of service; default 30 min" },
	{ .key = "failback", .kind = FIELD_WORD, .offset = AT(failback),
	    .words = failback_word, .example = "none",
	    .doc = "immediate: its VMs fail back before the next host is "
	    "drained; default none" },
	{ .key = "per_year", .kind = FIELD_INT, .offset = AT(per_year),
	    .min = 1, .max = 366, .example = "12",
	    .doc = "how often each host is serviced in a year, for the hours "
	    "of waiting in the report; default none" },
};
/* clang-format on */
#undef AT
const struct model_table read_maintenance_table = { "maintenance",
	"the maintenance", maintenance_field, COUNT(maintenance_field) };

#define AT(member) offsetof(struct services, member)
/* clang-format off */
static const struct field services_field[] = {
	{ .key = "ntp", .kind = FIELD_NAMES, .offset = AT(ntp),
	    .example = "[10.0.0.10]", .doc = "time servers; default none" },
	{ .key = "syslog", .kind = FIELD_NAMES, .offset = AT(syslog),
	    .example = "[10.0.0.11]", .doc = "log servers; default none" },
	{ .key = "snmp_traps", .kind = FIELD_NAMES, .offset = AT(snmp_traps),
	    .example = "[10.0.0.12]", .doc = "trap receivers; default none" },
	{ .key = "manage_from", .kind = FIELD_TEXTS,
	    .offset = AT(manage_from), .example = "[10.0.5.0/24]",
	    .doc = "subnets allowed to log in to the switches by SSH and to "
	    "query them by SNMP; default any" },
	{ .key = "domain", .kind = FIELD_NAME, .offset = AT(domain),
	    .example = "example.net", .doc = "DNS domain; default none" },
	{ .key = "timezone", .kind = FIELD_TEXT, .offset = AT(timezone),
	    .example = "CET +1", .doc = "in the switches' own syntax; default "
	    "none" },
	{ .key = "admin", .kind = FIELD_NAME, .offset = AT(admin),
	    .example = "admin", .doc = "account name on the switches; "
	    "default admin" },
};
/* clang-format on */
#undef AT
const struct model_table read_services_table = { "services", "the services",
	services_field, COUNT(services_field) };

static void
priority_check(struct reader *r, const struct node *n, int64_t priority,
    bool joined)
{
	int64_t below = priority - priority % 4096;
	int64_t most = joined ? 53248 : 61440;

	if (priority % 4096 != 0 || priority > 61440) {
		diag_error(r->d, node_at(n, "stp_priority"), "stp-priority",
		    "'stp_priority' of the core is %lld: a multiple of 4096 "
		    "from 0 to %lld",
		    (long long)priority, (long long)most);
		if (priority < most)
			diag_hint(r->d, "the nearest are %lld and %lld",
			    (long long)below, (long long)below + 4096);
	} else if (joined && priority > 53248) {
		diag_error(r->d, node_at(n, "stp_priority"), "stp-priority",
		    "'stp_priority' of the core is %lld: there must be room "
		    "above it for two more switches",
		    (long long)priority);
		diag_hint(r->d,
		    "53248 at most, so that our two are 4096 and "
		    "8192 above");
	}
}

void
read_core(struct reader *r, const struct node *n)
{
	struct core_row row = { .links = 2,
		.media = -1,
		.stp_priority = 32768 };
	struct core *c = &r->m->core;

	if (n == NULL || node_is_null(n))
		return;
	read_by_table(r, n, &read_core_table, &row);
	c->given = true;
	c->node = n;
	c->at = n->at;
	if (n->kind != NODE_MAP)
		return;
	c->switches = row.switches;
	c->links = row.links;
	c->mclag = row.mclag;
	c->stp_joined = row.stp == 0;
	c->stp_priority = row.stp_priority;
	c->speed_bps = row.speed_bps;
	read_port_defaults(r, n, "the core", row.media, &c->speed_bps,
	    &c->media);
	priority_check(r, n, c->stp_priority, c->stp_joined);
	if (node_says(n, "switches") && node_get(n, "switches")->n == 0 &&
	    node_get(n, "switches")->kind == NODE_LIST)
		diag_error(r->d, node_at(n, "switches"), "empty-list",
		    "a core needs a switch");
	if (c->switches.n > 8)
		diag_error(r->d, node_at(n, "switches"), "core-switches",
		    "a core of %zu switches: at most 8", c->switches.n);
	for (size_t i = 0; i < c->switches.n && i < 8; i++)
		for (size_t k = 0; k < i; k++)
			if (str_eq(c->switches.name[i], c->switches.name[k]))
				diag_error(r->d, c->switches.at[i],
				    "core-switches",
				    "the core switch '%s' is listed twice",
				    c->switches.name[i]);
	if (!c->stp_joined && !c->mclag && c->switches.n > 1) {
		diag_error(r->d, node_at(n, "stp"), "stp-separate",
		    "'stp: separate' filters BPDUs, and %zu core switches "
		    "without MC-LAG make %zu LAGs: a loop that nothing breaks",
		    c->switches.n, c->switches.n);
		diag_hint(r->d,
		    "'stp: joined', or 'mclag: true' where the "
		    "core is one MC-LAG");
	}
}

void
read_today(struct reader *r, const struct node *n)
{
	struct today *t = &r->m->today;

	*t = (struct today){ .speed_bps = GBPS, .ports = 1 };
	t->given = n != NULL && !node_is_null(n);
	read_by_table(r, n, &read_today_table, t);
}

void
read_maintenance(struct reader *r, const struct node *n)
{
	struct maintenance_row row = { .service_us = 30 * 60 * SECOND_US };

	read_by_table(r, n, &read_maintenance_table, &row);
	r->m->maintenance.service_us = row.service_us;
	if (row.service_us > SERVICE_LONG_DAYS * DAY_US) {
		diag_warn(r->d, node_at(n, "service"), "service-long",
		    "a host is out of service for %s in each round",
		    num_text(r->a, row.service_us, UNIT_TIME));
		diag_hint(r->d,
		    "'service' is the time of the work on one host, such as 30 "
		    "min");
	}
	r->m->maintenance.failback_immediate = row.failback == 1;
	r->m->maintenance.per_year = row.per_year;
}

void
read_services(struct reader *r, const struct node *n)
{
	r->m->services.admin = "admin";
	read_by_table(r, n, &read_services_table, &r->m->services);
	read_manage_from(r, &r->m->services.manage_from);
}
