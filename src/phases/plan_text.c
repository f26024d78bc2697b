/* The plan for people: plan.html, plan.md and the last screen. */
#include "phases/plan_write.h"

#include <string.h>

#include "base/num.h"
#include "phases/plan_charts.h"
#include "report/report.h"

struct pages_ctx {
	struct arena *a;
	struct tree *t;
	const struct phases *all;
};

static const char *
money(struct arena *a, const struct phases *all, int64_t cents)
{
	return num_money_in(a, all->m->currency, cents);
}

/* what rests on ranges of prices: in whole units, so that a table still adds
 * up */
static const char *
spent(struct arena *a, const struct phases *all, int64_t cents)
{
	return money(a, all,
	    all->g->low_cents < all->g->high_cents ? num_money_whole(cents) :
	                                             cents);
}

/* what is bought in a phase: a range where prices are one */
static const char *
phase_cost(struct arena *a, const struct phases *all, const struct phase *p)
{
	int64_t low = 0, high = 0;
	size_t i;

	for (i = 0; i < p->norder; i++) {
		low += p->order[i].low_cents;
		high += p->order[i].high_cents;
	}
	return num_money_range(a, all->m->currency, p->cost_cents, low, high);
}

/* "other budgets", or whose */
static const char *
others(struct arena *a, const struct phases *all)
{
	const char *by = all->m->money.elsewhere_by;

	return by != NULL ? str_fmt(a, "the budget of %s", by) :
	                    "other budgets";
}

/* which categories those pay: "cable, optic" */
static const char *
others_pay(struct arena *a, const struct phases *all)
{
	const struct name_list *l = &all->m->money.elsewhere;
	struct buf b = buf_new(a);
	size_t i;

	for (i = 0; i < l->n; i++)
		buf_printf(&b, "%s%s", i > 0 ? ", " : "", l->name[i]);
	return b.text;
}

/* "r1 (5 months), r2 (5 months)": whose hosts are replaced before they were to
 * be; "": none are */
static const char *
earlier(struct arena *a, const struct phases *all, const struct phase *p)
{
	struct buf b = buf_new(a);
	size_t i;

	for (i = 0; i < p->nrack; i++) {
		int n = phase_early_months(&all->m->money, p, p->rack[i]);

		if (n > 0)
			buf_printf(&b, "%s%s (%d month%s)",
			    b.len > 0 ? ", " : "",
			    all->m->rack[p->rack[i]].name, n,
			    n == 1 ? "" : "s");
	}
	return b.text;
}

static const char *
when(struct arena *a, double s)
{
	return s >= 0 ? num_time_pretty(a, s) : "can't be drained";
}

static const char *
rack_names(struct arena *a, const struct phases *all, const struct phase *p)
{
	struct buf b = buf_new(a);
	size_t i;

	for (i = 0; i < p->nrack; i++)
		buf_printf(&b, "%s%s", i > 0 ? ", " : "",
		    all->m->rack[p->rack[i]].name);
	return b.text;
}

static const char *
roll_text(struct arena *a, const struct phase *p)
{
	const struct rolling_result *r = &p->verdict.results->net[1].rolling;

	return r->finished ? num_time_pretty(a, r->seconds) :
	                     "not possible yet";
}

static void
overview(struct pages_ctx *k)
{
	size_t i;

	tree_table(k->t, "Phases",
	    "phase|from|racks|cost|spent so far|funds so far|longest drain "
	    "(migrated hosts)|longest drain (remaining hosts)");
	for (i = 0; i < k->all->n; i++) {
		const struct phase *p = &k->all->phase[i];

		tree_cell_as(k->t, CELL_NAME,
		    str_fmt(k->a, "%zu: %s", p->number, p->title),
		    str_fmt(k->a, "%s/report.html", p->folder));
		tree_cell(k->t, num_month_text(k->a, p->month));
		tree_cell(k->t, rack_names(k->a, k->all, p));
		tree_cell_as(k->t, CELL_NUMBER,
		    spent(k->a, k->all, p->cost_cents), NULL);
		tree_cell_as(k->t, CELL_NUMBER,
		    spent(k->a, k->all, p->spent_cents), NULL);
		tree_cell_as(k->t, CELL_NUMBER,
		    money(k->a, k->all, p->money_cents), NULL);
		tree_cell_as(k->t, CELL_NUMBER, when(k->a, p->drain_s), NULL);
		tree_cell_as(k->t, CELL_NUMBER,
		    p->number < k->all->n ? when(k->a, p->today_s) : "none",
		    NULL);
	}
}

/* what is paid for racks that come before they were to, in all phases */
static int64_t
all_early(const struct phases *all)
{
	int64_t cents = 0;
	size_t i;

	for (i = 0; i < all->n; i++)
		cents += all->phase[i].now_early_cents;
	return cents;
}

/* from the cost of the phases to what this plan's funds pay: "; of that, EUR 5
 * is of other budgets; EUR 2 for hosts replaced earlier comes on top"; "":
 * they are the same */
static const char *
beside(struct arena *a, const struct phases *all)
{
	int64_t other = all->n > 0 ? all->phase[all->n - 1].elsewhere_cents : 0;
	int64_t early = all_early(all);

	return str_fmt(a, "%s%s",
	    other > 0 ? str_fmt(a, "; of that, %s is of %s",
	                    money(a, all, other), others(a, all)) :
	                "",
	    early > 0 ?
	        str_fmt(a, "; %s for hosts replaced earlier comes on top",
	            money(a, all, early)) :
	        "");
}

/* what policy.extras asks for and only a whole design counts; NULL: nothing */
static const char *
left_out(struct arena *a, const struct phases *all)
{
	unsigned extras = all->m->policy.extras;
	bool panels =
	    (extras >> ACCESSORY_PANEL & 1) != 0 && design_several_rows(all->m);
	bool labels = (extras >> ACCESSORY_LABEL & 1) != 0;

	return !panels && !labels ?
	    NULL :
	    str_fmt(a,
	        "not in the phases: %s%s%s; 'design' counts them for the whole "
	        "design",
	        panels ? "patch panels between rows" : "",
	        panels && labels ? ", " : "", labels ? "cable labels" : "");
}

static const char *
not_in_cost(struct arena *a, const struct phases *all, bool keys)
{
	struct buf b = buf_new(a);
	size_t n, i;
	const char *const *left = design_left_out(a, all->g, &n);

	for (i = 0; i < n; i++)
		buf_printf(&b, "%s%s", i > 0 ? "; " : "",
		    keys ? left[i] : design_left_out_plain(a, left[i]));
	return b.text;
}

/* the sum from each phase's cost to what is spent, where they differ */
static void
from_funds(struct pages_ctx *k)
{
	const struct phases *all = k->all;
	size_t i;

	if (*beside(k->a, all) == '\0')
		return;
	tree_table(k->t, "From cost to spent so far",
	    "phase|cost|less: of other budgets|plus: hosts replaced earlier|"
	    "from this plan's funds|spent so far");
	for (i = 0; i < all->n; i++) {
		const struct phase *p = &all->phase[i];

		tree_cell(k->t, str_fmt(k->a, "%zu", p->number));
		tree_cell_as(k->t, CELL_NUMBER, spent(k->a, all, p->cost_cents),
		    NULL);
		tree_cell_as(k->t, CELL_NUMBER,
		    spent(k->a, all, p->now_elsewhere_cents), NULL);
		tree_cell_as(k->t, CELL_NUMBER,
		    money(k->a, all, p->now_early_cents), NULL);
		tree_cell_as(k->t, CELL_NUMBER,
		    spent(k->a, all,
		        p->cost_cents - p->now_elsewhere_cents +
		            p->now_early_cents),
		    NULL);
		tree_cell_as(k->t, CELL_NUMBER,
		    spent(k->a, all, p->spent_cents), NULL);
	}
}

/* purposes: some row says what its money is for */
static void
fund_row(struct pages_ctx *k, int month, const char *source, int64_t cents,
    bool purposes, const char *purpose)
{
	tree_cell(k->t, num_month_text(k->a, month));
	tree_cell(k->t, source);
	tree_cell_as(k->t, CELL_NUMBER, money(k->a, k->all, cents), NULL);
	if (purposes)
		tree_cell(k->t, purpose != NULL ? purpose : "-");
}

static void
the_money(struct pages_ctx *k)
{
	const struct money_plan *m = &k->all->m->money;
	bool purposes = false;
	size_t i;

	for (i = 0; i < m->nbudget; i++)
		purposes |= m->budget[i].purpose != NULL;
	tree_heading(k->t, 2, "Funds");
	tree_table(k->t, "Funds by date",
	    purposes ? "date|source|amount|purpose" : "date|source|amount");
	fund_row(k, m->from_month, "at the start", m->starter_cents, purposes,
	    NULL);
	for (i = 0; i < m->nloan; i++)
		fund_row(k, m->from_month,
		    str_fmt(k->a, "loan from %s, repaid in %s", m->loan[i].from,
		        num_month_text(k->a, m->loan[i].month)),
		    m->loan[i].cents, purposes, NULL);
	for (i = 0; i < m->nbudget; i++)
		fund_row(k, m->budget[i].month,
		    str_fmt(k->a, "budget %s", m->budget[i].name),
		    m->budget[i].cents, purposes, m->budget[i].purpose);
	tree_text(k->t,
	    "Unspent funds carry forward to the next date. Nothing is spent "
	    "before it is available.");
	if (k->all->m->money.elsewhere.n > 0)
		tree_text(k->t,
		    str_fmt(k->a,
		        "Not paid from these funds but from %s: the bill's "
		        "categories %s, %s in all, ordered with each phase.",
		        others(k->a, k->all), others_pay(k->a, k->all),
		        spent(k->a, k->all,
		            k->all->phase[k->all->n - 1].elsewhere_cents)));
}

static void
orders(struct pages_ctx *k, const struct phase *p)
{
	size_t i;

	tree_table(k->t, str_fmt(k->a, "To order in phase %zu", p->number),
	    "part|description|quantity|total");
	for (i = 0; i < p->norder; i++) {
		const struct bom_line *x = &p->order[i];

		tree_cell_as(k->t, CELL_NAME, x->part->id, NULL);
		tree_cell(k->t, x->description);
		tree_cell_as(k->t, CELL_NUMBER,
		    str_fmt(k->a, "%lld", (long long)x->quantity), NULL);
		tree_cell_as(k->t, CELL_NUMBER,
		    x->unpriced ? "quote needed" :
		                  money(k->a, k->all, x->total_cents),
		    NULL);
	}
	tree_item(k->t, "orders.csv",
	    str_fmt(k->a, "%s/orders.csv", p->folder));
	tree_item(k->t,
	    str_fmt(k->a, "%s to lay: cabling-new.csv",
	        str_count(k->a, design_cables_of(k->all->g, p->link, p->nlink),
	            "cable")),
	    str_fmt(k->a, "%s/cabling-new.csv", p->folder));
	tree_item(k->t,
	    str_fmt(k->a, "%s to migrate, one at a time: moving.md",
	        str_count(k->a, p->nhost, "host")),
	    str_fmt(k->a, "%s/moving.md", p->folder));
}

/* the longest drain of hosts of clusters that are complete, 0: there is none;
 * half: the longest of all is one of another's */
static double
longest_over(const struct model *m, const struct phase *p, bool *half)
{
	const struct net_result *n = &p->verdict.results->net[1];
	double over = 0, other = 0;
	size_t i, k, at = 0;

	for (i = 0; i < m->nhost; i++) {
		const struct cluster *c = &m->cluster[m->host[i].cluster];
		double *to = &over;

		if (!p->moved[i])
			continue;
		for (k = 0; k < c->nhost; k++)
			if (!p->moved[c->host[k]])
				to = &other;
		if (n->host[at].seconds > *to)
			*to = n->host[at].seconds;
		at++;
	}
	*half = other > over;
	return over;
}

static void
one_phase(struct pages_ctx *k, const struct phase *p)
{
	double over;
	bool half;
	size_t i;

	tree_heading(k->t, 2,
	    str_fmt(k->a, "Phase %zu, %s: %s (%s)", p->number,
	        num_month_text(k->a, p->month), p->title,
	        rack_names(k->a, k->all, p)));
	tree_text(k->t,
	    str_fmt(k->a,
	        "Costs %s%s. Afterwards %s of the funds available is left. The "
	        "network at the end of this phase is a complete design, with "
	        "every configuration, in %s.",
	        phase_cost(k->a, k->all, p),
	        p->now_elsewhere_cents > 0 ?
	            str_fmt(k->a, ", %s of it of %s",
	                spent(k->a, k->all, p->now_elsewhere_cents),
	                others(k->a, k->all)) :
	            "",
	        num_money_about(k->a, k->all->m->currency,
	            p->money_cents - p->spent_cents, k->all->g->low_cents,
	            k->all->g->high_cents),
	        p->folder));
	if (*earlier(k->a, k->all, p) != '\0')
		tree_text(k->t,
		    str_fmt(k->a,
		        "Hosts are replaced earlier than planned%s: %s.",
		        p->now_early_cents > 0 ?
		            str_fmt(k->a, ", at %s in addition to the orders",
		                money(k->a, k->all, p->now_early_cents)) :
		            "",
		        earlier(k->a, k->all, p)));
	orders(k, p);
	tree_heading(k->t, 3, "After this phase");
	over = longest_over(k->all->m, p, &half);
	tree_item(k->t,
	    str_fmt(k->a, "longest drain of a migrated host: %s%s%s",
	        when(k->a, p->drain_s),
	        half ? ", over today's network until its cluster is migrated" :
	               "",
	        half && over > 0 ? str_fmt(k->a, "; of migrated clusters: %s",
	                               num_time_pretty(k->a, over)) :
	                           ""),
	    NULL);
	if (p->number < k->all->n)
		tree_item(k->t,
		    str_fmt(k->a,
		        "longest drain of a remaining host, on today's "
		        "network: %s",
		        when(k->a, p->today_s)),
		    NULL);
	tree_item(k->t,
	    str_fmt(k->a, "rolling maintenance of %s: %s",
	        p->verdict.results->net[1].rolling.cluster, roll_text(k->a, p)),
	    NULL);
	tree_heading(k->t, 3, "Open risks");
	for (i = 0; i < p->nrisk; i++)
		tree_item(k->t, p->risk[i], NULL);
	if (p->nrisk == 0)
		tree_text(k->t,
		    "No single switch or cable failure disconnects a host from "
		    "a network.");
	if (p->nretire == 0)
		return;
	tree_heading(k->t, 3, "No longer needed");
	for (i = 0; i < p->nretire; i++)
		tree_item(k->t, p->retire[i], NULL);
}

/* the request first: of whom and by when */
static void
asked(struct pages_ctx *k)
{
	const struct phases *all = k->all;
	const struct phase *first = &all->phase[0];
	const struct proposal *p = &all->m->proposal;

	tree_lead(k->t,
	    str_fmt(k->a,
	        "For decision%s%s%s%s: %s for phase 1 of %zu, from %s; the "
	        "whole costs %s%s.",
	        p->asked_of != NULL ? " by " : "",
	        p->asked_of != NULL ? p->asked_of : "",
	        p->decision_by != NULL ? ", needed by " : "",
	        p->decision_by != NULL ? p->decision_by : "",
	        phase_cost(k->a, all, first), all->n,
	        num_month_text(k->a, first->month),
	        num_money_range(k->a, all->m->currency, all->g->total_cents,
	            all->g->low_cents, all->g->high_cents),
	        beside(k->a, all)));
	report_people(k->a, k->t, p);
}

/* a chart, as a file beside the page as well */
static void
chart(struct pages_ctx *k, struct fileset *out, const char *path,
    struct drawing *d)
{
	svg_file(out, path, d);
	tree_figure(k->t, d->title, path, d);
}

static void
plan_tree(struct pages_ctx *k, struct fileset *out)
{
	const struct phases *all = k->all;
	const struct money_plan *m = &all->m->money;
	struct tree *t = k->t;
	struct arena *a = k->a;
	const char **note;
	size_t i, nnote;

	tree_heading(t, 1,
	    all->m->proposal.title != NULL ?
	        str_fmt(a, "%s: the plan", all->m->proposal.title) :
	        str_fmt(a, "Plan for %s%s%s", all->m->site,
	            m->purpose != NULL ? ": " : "",
	            m->purpose != NULL ? m->purpose : ""));
	asked(k);
	tree_heading(t, 2, "The phases");
	tree_text(t,
	    str_fmt(a,
	        "The whole design, %s, costs %s. It is built in %zu phase%s; "
	        "each costs %sno more than the funds available by its date%s, "
	        "and each leaves a working network.",
	        model_topology_word[all->g->topology],
	        num_money_about(a, all->m->currency, all->g->total_cents,
	            all->g->low_cents, all->g->high_cents),
	        all->n, all->n == 1 ? "" : "s",
	        m->elsewhere.n > 0 ? "the plan " : "",
	        all->g->low_cents < all->g->high_cents ?
	            ", at the middle of the price ranges" :
	            ""));
	chart(k, out, "diagrams/timeline.svg", plan_chart_timeline(a, all));
	chart(k, out, "diagrams/drains.svg", plan_chart_drains(a, all));
	chart(k, out, "diagrams/money.svg", plan_chart_money(a, all));
	/* beside the third chart */
	for (i = 0; i < all->nnote; i++)
		tree_item(t, all->note[i], NULL);
	if (left_out(a, all) != NULL)
		tree_item(t, left_out(a, all), NULL);
	note = design_price_notes(a, all->g, true, &nnote);
	for (i = 0; i < nnote; i++)
		tree_item(t, note[i], NULL);
	tree_text(t,
	    str_fmt(a, "Not in the cost: %s.", not_in_cost(a, all, false)));
	tree_text(t,
	    str_fmt(a,
	        "Of all rack orders that the funds allow, this one saves drain "
	        "time soonest: it has the smallest sum, over the months, of "
	        "drain time not yet saved (%s).",
	        all->added_up ?
	            "of each rack what its hosts save once all have migrated" :
	            "each intermediate network was simulated"));
	overview(k);
	from_funds(k);
	the_money(k);
	for (i = 0; i < all->n; i++)
		one_phase(k, &all->phase[i]);
}

void
phases_plan_pages(struct fileset *out, const struct phases *all)
{
	struct arena *a = out->a;
	struct tree t = { .a = a,
		.title = str_fmt(a, "%s: plan", all->m->site) };
	struct pages_ctx k = { a, &t, all };
	struct buf html = buf_new(a), md = buf_new(a);

	plan_tree(&k, out);
	tree_html(&html, &t);
	tree_markdown(&md, &t);
	fileset_text(out, "plan.html", &html);
	fileset_text(out, "plan.md", &md);
}

void
phases_plan_text(struct buf *b, const struct phases *all,
    const struct fileset *files, const char *dir)
{
	struct arena *a = b->a;
	const char **note;
	size_t i, nnote;

	buf_printf(b, "%s: %s for %s in %s%s\n", all->m->site,
	    model_topology_word[all->g->topology],
	    num_money_range(a, all->m->currency, all->g->total_cents,
	        all->g->low_cents, all->g->high_cents),
	    str_count(a, all->n, "phase"), beside(a, all));
	for (i = 0; i < all->n; i++) {
		const struct phase *p = &all->phase[i];

		buf_printf(b, "  %zu  %s  %-18s %14s of %14s  %s\n", p->number,
		    num_month_text(a, p->month), p->title,
		    spent(a, all, p->cost_cents - p->now_elsewhere_cents),
		    spent(a, all,
		        p->money_cents - p->spent_cents + p->cost_cents -
		            p->now_elsewhere_cents + p->now_early_cents),
		    rack_names(a, all, p));
		if (*earlier(a, all, p) != '\0')
			buf_printf(b, "     %shosts replaced earlier: %s\n",
			    p->now_early_cents > 0 ?
			        str_fmt(a, "and %s for ",
			            money(a, all, p->now_early_cents)) :
			        "",
			    earlier(a, all, p));
		if (p->now_elsewhere_cents > 0)
			buf_printf(b, "     and %s of %s\n",
			    spent(a, all, p->now_elsewhere_cents),
			    others(a, all));
		buf_printf(b,
		    "     longest drain: %s (migrated hosts), %s (remaining); "
		    "%s\n",
		    when(a, p->drain_s),
		    p->number < all->n ? when(a, p->today_s) : "none",
		    str_count(a, p->nrisk, "open risk"));
	}
	if (left_out(a, all) != NULL)
		buf_printf(b, "  %s\n", left_out(a, all));
	note = design_price_notes(a, all->g, true, &nnote);
	for (i = 0; i < nnote; i++)
		buf_printf(b, "  %s\n", note[i]);
	buf_printf(b, "  not in the cost: %s\n", not_in_cost(a, all, true));
	buf_printf(b,
	    "%zu files in %s: start with plan.html; each phase-* is a "
	    "bundle of its own\nnext: order phase 1 by %s/%s/orders.csv\n",
	    files->n, dir, dir, all->n > 0 ? all->phase[0].folder : "");
}
