/* Section `requirements`. */
#include "model/read.h"

#include "base/num.h"

const char *const model_topology_word[] = { "auto", "standalone", "linked",
	"spine-leaf", "evlt", "clos", NULL };
static const char *const asked_word[] = { "auto", "standalone", "linked",
	"spine-leaf", "evlt", NULL };
static const char *const domain_word[] = { "rack", "site", NULL };
static const char *const certainty_word[] = { "expected", "worst", NULL };
static const char *const survive_word[] = { "any-one", "none", NULL };

struct limits_row {
	struct limits l;
	const char *oversubscription;
	int topology, failure_domain, certainty, survive;
};

#define LIMIT(member) offsetof(struct limits_row, l.member)
static const struct slip topology_slip[] = {
	{ "leaf-spine", "spine-leaf", NULL },
	{ "clos", "spine-leaf", NULL },
	{ "vlt", "linked", NULL },
	{ "mlag", "linked", NULL },
	{ "two-switches", "linked", NULL },
	{ NULL, NULL, NULL },
};

#define AT(member) offsetof(struct limits_row, member)
#define TIME .kind = FIELD_UNIT, .unit = UNIT_TIME, .min = 1, .max = INT64_MAX
/* clang-format off */
static const struct field limits_field[] = {
	{ .key = "drain", TIME, .offset = LIMIT(drain_us),
	    .usual_min = SECOND_US, .usual_max = 31 * 86400 * SECOND_US,
	    .example = "10 min",
	    .doc = "time to drain any one host on the designed network; "
	    "default no target, as for all of these" },
	{ .key = "rolling", TIME, .offset = LIMIT(rolling_us),
	    .usual_min = SECOND_US, .usual_max = 31 * 86400 * SECOND_US,
	    .example = "8 h",
	    .doc = "rolling maintenance of a cluster: every host, one after "
	    "another" },
	{ .key = "backup", TIME, .offset = LIMIT(backup_us),
	    .usual_min = SECOND_US, .usual_max = 31 * 86400 * SECOND_US,
	    .example = "6 h", .doc = "the nightly window" },
	{ .key = "oversubscription", .kind = FIELD_TEXT,
	    .offset = AT(oversubscription), .example = "3",
	    .doc = "maximum at every leaf, with all links up" },
	{ .key = "utilisation", .kind = FIELD_UNIT, .unit = UNIT_SHARE,
	    .offset = LIMIT(utilisation_ppm), .min = 1, .max = INT64_MAX,
	    .example = "70 %",
	    .doc = "of any link under the steady east-west load, with any "
	    "one switch down" },
	{ .key = "growth", .kind = FIELD_UNIT, .unit = UNIT_SHARE,
	    .offset = LIMIT(growth_ppm), .example = "20 %",
	    .doc = "of a switch's host ports, left free; default 0" },
	{ .key = "expansion", .kind = FIELD_UNIT, .unit = UNIT_SHARE,
	    .offset = LIMIT(expansion_ppm), .min = 1, .max = 10000000,
	    .example = "20 %",
	    .doc = "more hosts and racks like the existing ones before "
	    "anything runs out: host ports, spine ports, rack units, LAGs, MAC "
	    "addresses; default reported only" },
	{ .key = "budget", .kind = FIELD_MONEY, .offset = LIMIT(budget_cents),
	    .min = 1, .max = INT64_MAX, .usual_min = 100 * 100,
	    .hint = "60000, or 60000.00: no marks between thousands",
	    .example = "60000",
	    .doc = "capital cost, everything on the bill of materials, in "
	    "the site's currency" },
	{ .key = "topology", .kind = FIELD_WORD, .offset = AT(topology),
	    .words = asked_word, .slips = topology_slip,
	    .example = "auto",
	    .doc = "standalone, linked, spine-leaf or evlt; auto: the "
	    "cheapest of these that meets every requirement; default auto" },
	{ .key = "failure_domain", .kind = FIELD_WORD,
	    .offset = AT(failure_domain), .words = domain_word,
	    .example = "rack",
	    .doc = "rack: hosts are cabled only to switches of their own "
	    "rack; site: to any rack's; default rack where there are several "
	    "racks" },
	{ .key = "certainty", .kind = FIELD_WORD, .offset = AT(certainty),
	    .words = certainty_word, .example = "expected",
	    .doc = "what drain, rolling and backup are checked against: the "
	    "expected time, or the upper end of its expected range; default "
	    "expected" },
	{ .key = "survive", .kind = FIELD_WORD, .offset = AT(survive),
	    .words = survive_word, .example = "any-one",
	    .doc = "any-one: no single failure of a switch or cable of the "
	    "design may disconnect a host from a network, or a network from "
	    "the core; none: not checked; default any-one; a network that "
	    "another one replaces counts as kept; not checked: oob, hosts with "
	    "one port on a network" },
};
/* clang-format on */
#undef AT
#undef LIMIT
const struct model_table read_limits_table = { "requirements",
	"the requirements", limits_field, COUNT(limits_field) };

static void
ratio_read(struct reader *r, const struct node *map, const char *text,
    int64_t *ppm)
{
	if (text == NULL || read_ratio(r, text, 1000, ppm))
		return;
	diag_error(r->d, node_at(map, "oversubscription"), "bad-ratio",
	    "'oversubscription' of the requirements is '%s': expected a number "
	    "above 0 and up to 1000, with at most four decimals",
	    text);
	diag_hint(r->d, "3 means 3:1, host bandwidth to uplink bandwidth");
}

void
read_limits(struct reader *r, const struct node *n)
{
	struct limits_row row = { .failure_domain = -1 };
	struct limits *l = &row.l;

	read_by_table(r, n, &read_limits_table, &row);
	if (n != NULL && n->kind == NODE_MAP)
		ratio_read(r, n, row.oversubscription,
		    &l->oversubscription_ppm);
	l->topology = (enum topology)row.topology;
	l->certain = row.certainty == 1;
	l->survive_none = row.survive == 1;
	l->failure_domain_rack =
	    row.failure_domain < 0 ? r->m->nrack > 1 : row.failure_domain == 0;
	l->node = n;
	if (l->growth_ppm >= WHOLE_PPM) {
		diag_error(r->d, node_at(n, "growth"), "growth-all",
		    "'growth' of %s leaves no port for a host",
		    num_text(r->a, l->growth_ppm, UNIT_SHARE));
		diag_hint(r->d,
		    "it is the share of a switch's host ports "
		    "that stays free");
	}
	if (l->utilisation_ppm > WHOLE_PPM)
		diag_error(r->d, node_at(n, "utilisation"), "utilisation-over",
		    "'utilisation' of %s: no link "
		    "carries more than 100 %%",
		    num_text(r->a, l->utilisation_ppm, UNIT_SHARE));
	r->m->want = *l;
}
