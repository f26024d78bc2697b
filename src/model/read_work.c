/*
 * Work and approvals of the policy: lines of the bill that no shop sells and
 * the site itself prices.
 */
#include "model/read.h"

#include <string.h>
#include <strings.h>

#define MOST_CENTS 100000000000 /* 10^9 units, times any number of hosts */

static const char *const kind_word[] = { "labour", "approval", NULL };
static const char *const per_word[] = { "site", "rack", "host", "switch",
	NULL };

struct work_row {
	const char *name, *description;
	int kind, per;
	int64_t cents;
};

#define AT(member) offsetof(struct work_row, member)
/* clang-format off */
static const struct field work_field[] = {
	{ .key = "name", .kind = FIELD_NAME, .offset = AT(name),
	    .required = true, .example = "mounting",
	    .doc = "its entry in the bill's column of parts: unique (ignoring "
	    "case), and not a part of the catalogs" },
	{ .key = "kind", .kind = FIELD_WORD, .offset = AT(kind),
	    .words = kind_word, .example = "approval",
	    .doc = "labour or approval: the bill's category; default labour" },
	{ .key = "per", .kind = FIELD_WORD, .offset = AT(per),
	    .words = per_word, .example = "switch",
	    .doc = "for each purchased switch, each host of a cluster, each "
	    "rack with such hosts, or once for the site; default site" },
	{ .key = "price", .kind = FIELD_MONEY, .offset = AT(cents),
	    .required = true, .min = 1, .max = MOST_CENTS,
	    .example = "120", .doc = "of one, in the site's currency" },
	{ .key = "description", .kind = FIELD_TEXT,
	    .offset = AT(description),
	    .example = "mount, cable and load a switch",
	    .doc = "description on the bill; default: the name, and what it is "
	    "for" },
};
/* clang-format on */
#undef AT
const struct model_table read_policy_work_table = { "policy.work[]",
	"work of the policy", work_field, COUNT(work_field) };

static bool
is_part_of_bill(const struct reader *r, const char *name)
{
	const struct policy *p = &r->m->policy;
	struct part **part;
	size_t n;

	for (size_t i = 0; i < p->nwork; i++)
		if (strcasecmp(p->work[i].part.id, name) == 0)
			return true;
	part = catalog_parts(r->a, r->m->catalog, &n);
	for (size_t i = 0; i < n; i++)
		if (strcasecmp(part[i]->id, name) == 0)
			return true;
	return false;
}

static void
work_read(struct reader *r, const struct node *map)
{
	struct work_row row = { .per = WORK_PER_SITE };
	struct policy *p = &r->m->policy;
	struct work w;

	if (!read_by_table(r, map, &read_policy_work_table, &row) ||
	    row.name == NULL)
		return;
	if (is_part_of_bill(r, row.name)) {
		diag_error(r->d, node_at(map, "name"), "work-name",
		    "'%s' is already the name of other work, or of a part of "
		    "the catalogs",
		    row.name);
		diag_hint(r->d,
		    "names on the bill must be unique, ignoring case");
		return;
	}
	memset(&w, 0, sizeof w);
	w.per = (enum work_per)row.per;
	w.part = (struct part){ .id = row.name,
		.description = row.description != NULL ?
		    row.description :
		    str_fmt(r->a, "%s, of %s%s", row.name,
		        row.per == WORK_PER_SITE ? "the " : "each ",
		        per_word[row.per]),
		.category = kind_word[row.kind],
		.vendor = "site",
		.price = { .known = true,
		    .cents = row.cents,
		    .currency = r->m->currency,
		    .basis = PRICE_CONTRACT,
		    .source = "the site's own price (policy.work)",
		    .date = "",
		    .at = node_at(map, "price") } };
	PUSH(r->a, p->work, p->nwork, p->capwork, w);
}

void
read_work(struct reader *r, const struct node *list)
{
	read_list_each(r, list, "work", work_read);
}
