/*
 * From a site file's tree to the model: model_read, declared in model/model.h.
 * Sections are read in the order their references need, whatever the order in
 * the file; each has its own file, read_*.c.
 */
#include "model/read.h"

#include <string.h>

#include "base/num.h"

struct file_row {
	int64_t version;
	const struct node *site, *requirements, *policy, *racks, *geometry,
	    *clusters, *hosts, *devices, *vms, *networks, *traffic, *backup,
	    *existing, *fibre, *oob, *core, *today, *maintenance, *services,
	    *plan, *proposal;
};

#define SECTION(name) \
	.key = #name, .kind = FIELD_NODE, \
	.offset = offsetof(struct file_row, name)
/* clang-format off */
static const struct field file_field[] = {
	{ .key = "eastwest", .kind = FIELD_INT,
	    .offset = offsetof(struct file_row, version), .required = true,
	    .example = "1", .doc = "version of this format: 1" },
	{ SECTION(site), .required = true,
	    .example = "{name: ghent, currency: EUR}",
	    .doc = "the site and its name" },
	{ SECTION(requirements), .doc = "what the design must meet" },
	{ SECTION(policy), .doc = "what may be bought, and how" },
	{ SECTION(racks), .required = true,
	    .example = "[{name: \"r[1-2]\", units: 42}]",
	    .doc = "racks, their size and place" },
	{ SECTION(geometry), .doc = "distances that give cable lengths" },
	{ SECTION(clusters), .required = true,
	    .example = "[{name: prod, hypervisor: hyper-v}]",
	    .doc = "groups of hosts between which VMs migrate" },
	{ SECTION(hosts), .required = true,
	    .example = "[{name: \"hv[1-6]\", memory: 256 GiB}]",
	    .doc = "the hosts" },
	{ SECTION(devices),
	    .example = "[{name: san, kind: storage, ports: [{name: eth0, "
	    "network: iscsi-a}]}]",
	    .doc = "other devices to cable: storage arrays, filers, backup "
	    "appliances, firewalls; default none" },
	{ SECTION(vms), .required = true,
	    .example = "[{name: \"web[1-60]\", memory: 8 GiB}]",
	    .doc = "the VMs that run on them" },
	{ SECTION(networks), .required = true,
	    .example = "[{name: lm, purpose: live-migration, vlan: 120}]",
	    .doc = "the networks of the hosts" },
	{ SECTION(traffic), .doc = "steady load; what is not listed counts as "
	    "none" },
	{ SECTION(backup), .doc = "the nightly backup; default none" },
	{ SECTION(existing), .example = "[{name: sw1, model: acme-4848}]",
	    .doc = "existing switches that may be used; default none" },
	{ SECTION(fibre),
	    .example = "[{name: F1, from: r1, to: r5, cord: om3-lc, links: 12}]",
	    .doc = "existing fibre between racks, for links between leaves and "
	    "spines; default none" },
	{ SECTION(oob), .example = "{buy: true}",
	    .doc = "the switch their management ports are cabled to; default: "
	    "one in each rack, outside this design" },
	{ SECTION(core), .doc = "the existing L3 core; default none" },
	{ SECTION(today), .doc = "the network hosts migrate over today" },
	{ SECTION(maintenance), .doc = "maintenance of one host after "
	    "another" },
	{ SECTION(services), .doc = "time, log and DNS servers of the site, "
	    "for the switches" },
	{ SECTION(plan), .doc = "budgets over time, for a design in phases; "
	    "default all at once" },
	{ SECTION(proposal), .doc = "who asks whom for what, and by when, for "
	    "the first page of the report; default none" },
};
/* clang-format on */
static const struct model_table read_site_file_table = { "", "a site file",
	file_field, COUNT(file_field) };

#define AT(member) offsetof(struct model, member)
/* clang-format off */
static const struct field site_field[] = {
	{ .key = "name", .kind = FIELD_NAME, .offset = AT(site),
	    .required = true, .example = "ghent",
	    .doc = "used in names and titles" },
	{ .key = "currency", .kind = FIELD_TEXT, .offset = AT(currency),
	    .example = "EUR",
	    .doc = "three capital letters; of all amounts; default EUR" },
	{ .key = "description", .kind = FIELD_TEXT,
	    .offset = AT(description), .example = "server room 2",
	    .doc = "free text; default none" },
};
/* clang-format on */
#undef AT
static const struct model_table read_site_table = { "site", "the site",
	site_field, COUNT(site_field) };

#define AT(member) offsetof(struct proposal, member)
/* clang-format off */
static const struct field proposal_field[] = {
	{ .key = "title", .kind = FIELD_TEXT, .offset = AT(title),
	    .example = "A network for maintenance in working hours",
	    .doc = "title of the report; default one made of the site's name" },
	{ .key = "author", .kind = FIELD_TEXT, .offset = AT(author),
	    .example = "J. Peeters, infrastructure",
	    .doc = "who proposes; default none" },
	{ .key = "date", .kind = FIELD_TEXT, .offset = AT(date),
	    .example = "2026-11-30", .doc = "of the proposal; default none" },
	{ .key = "version", .kind = FIELD_TEXT, .offset = AT(version),
	    .example = "\"1.2\"", .doc = "of the proposal; default none" },
	{ .key = "decision_by", .kind = FIELD_TEXT,
	    .offset = AT(decision_by), .example = "2027-01-15",
	    .doc = "the day a decision is needed; default none" },
	{ .key = "asked_of", .kind = FIELD_TEXT, .offset = AT(asked_of),
	    .example = "the board",
	    .doc = "who decides; default none" },
};
/* clang-format on */
#undef AT
static const struct model_table read_proposal_table = { "proposal",
	"the proposal", proposal_field, COUNT(proposal_field) };

bool
read_ratio(struct reader *r, const char *text, int64_t most, int64_t *out)
{
	const char *why;
	int64_t v;

	/* 2.5 is read as 2.5 %, exact in ppm, and taken a hundredfold */
	if (!num_parse(r->a, str_fmt(r->a, "%s %%", text), UNIT_SHARE, &v,
	        &why) ||
	    v <= 0 || v > most * WHOLE_PPM / 100)
		return false;
	*out = v * 100;
	return true;
}

/* free text, but what looks like a date is one */
static void
day_check(struct reader *r, const struct node *map, const char *key,
    const char *s)
{
	static const char form[] = "dddd-dd-dd";

	if (s == NULL || strlen(s) != sizeof form - 1)
		return;
	for (size_t i = 0; form[i] != '\0'; i++)
		if (form[i] == 'd' ? s[i] < '0' || s[i] > '9' : s[i] != form[i])
			return;
	if (catalog_is_date(s))
		return;
	diag_error(r->d, node_at(map, key), "proposal-date",
	    "'%s' of the proposal is '%s', which is not a date", key, s);
	diag_hint(r->d, "a date such as 2027-01-15, or words");
}

/* nothing reads the clock: what is certain of today is that it isn't before the
 * newest price dated there */
static void
decision_check(struct reader *r, const struct node *map, const struct model *m)
{
	const char *by = m->proposal.decision_by;
	const struct part *newest = NULL;
	struct part **part;
	size_t n;

	if (by == NULL || !catalog_is_date(by) || m->catalog == NULL)
		return;
	part = catalog_parts(r->a, m->catalog, &n);
	for (size_t i = 0; i < n; i++) {
		const struct price *p = &part[i]->price;

		if (!p->known || p->date == NULL || !catalog_is_date(p->date))
			continue;
		if (newest == NULL ||
		    catalog_date_month(p->date) >
		        catalog_date_month(newest->price.date))
			newest = part[i];
	}
	if (newest == NULL ||
	    catalog_date_month(by) >= catalog_date_month(newest->price.date))
		return;
	diag_warn(r->d, node_at(map, "decision_by"), "decision-past",
	    "the decision is needed by %s, before the date of a price in the "
	    "catalog ('%s', %s)",
	    by, newest->id, newest->price.date);
	diag_hint(r->d, "is the year right?");
}

const struct model_table *const *
model_tables(size_t *n)
{
	static const struct model_table *const all[] = {
		&read_site_file_table,
		&read_site_table,
		&read_limits_table,
		&read_policy_table,
		&read_policy_models_table,
		&read_policy_spares_table,
		&read_policy_prefer_table,
		&read_policy_protect_table,
		&read_policy_work_table,
		&read_rack_table,
		&read_occupant_table,
		&read_geometry_table,
		&read_cluster_table,
		&read_host_table,
		&read_nics_table,
		&read_device_table,
		&read_device_port_table,
		&read_vm_table,
		&read_rewritten_table,
		&read_network_table,
		&read_traffic_table,
		&read_backup_table,
		&read_existing_table,
		&read_fibre_table,
		&read_oob_table,
		&read_core_table,
		&read_today_table,
		&read_maintenance_table,
		&read_services_table,
		&read_plan_table,
		&read_plan_budget_table,
		&read_plan_loan_table,
		&read_plan_consumables_table,
		&read_plan_refresh_table,
		&read_plan_refresh_hosts_table,
		&read_proposal_table,
	};

	*n = COUNT(all);
	return all;
}

static void
read_site(struct reader *r, const struct node *n)
{
	struct model *m = r->m;

	m->site = "site";
	m->site_node = n;
	m->currency = "EUR";
	/* a missing section has been reported */
	if (n == NULL || node_is_null(n))
		return;
	read_by_table(r, n, &read_site_table, m);
	if (strlen(m->currency) == 3 &&
	    strspn(m->currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3)
		return;
	diag_error(r->d, node_at(n, "currency"), "bad-currency",
	    "'%s' is not a valid currency code: expected three capital letters "
	    "such as EUR",
	    m->currency);
	m->currency = "EUR";
}

struct model *
model_read(struct arena *a, struct diags *d, const struct node *doc,
    const struct source *src, const struct catalog *catalog)
{
	struct model *m = NEW(a, struct model, 1);
	struct reader r = { .a = a, .d = d, .m = m };
	struct file_row f = { .version = 1 };

	m->src = src;
	m->catalog = catalog;
	read_by_table(&r, doc, &read_site_file_table, &f);
	if (doc == NULL || doc->kind != NODE_MAP)
		return NULL;
	if (f.version != 1) {
		diag_error(d, node_at(doc, "eastwest"), "format-version",
		    "a site file of version %lld; this program reads version "
		    "1",
		    (long long)f.version);
		return NULL;
	}
	read_site(&r, f.site);
	read_racks(&r, f.racks);
	read_geometry(&r, f.geometry);
	read_clusters(&r, f.clusters);
	read_networks(&r, f.networks);
	read_hosts(&r, f.hosts);
	read_devices(&r, f.devices);
	read_place_hosts(&r);
	read_vms(&r, f.vms);
	read_place_vms(&r);
	read_traffic(&r, f.traffic);
	read_limits(&r, f.requirements);
	read_policy(&r, f.policy);
	read_existing(&r, f.existing);
	read_fibre(&r, f.fibre);
	read_oob(&r, f.oob);
	read_core(&r, f.core);
	read_network_defaults(&r);
	read_backup(&r, f.backup);
	read_today(&r, f.today);
	read_maintenance(&r, f.maintenance);
	read_services(&r, f.services);
	read_plan(&r, f.plan);
	read_by_table(&r, f.proposal, &read_proposal_table, &m->proposal);
	day_check(&r, f.proposal, "date", m->proposal.date);
	day_check(&r, f.proposal, "decision_by", m->proposal.decision_by);
	decision_check(&r, f.proposal, m);
	return m;
}
