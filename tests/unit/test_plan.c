/* Phases of the medium site, and the order its switches get new firmware in. */
#include "site.h"

#include "model/previous.h"
#include "phases/firmware.h"
#include "phases/loading.h"
#include "phases/moving.h"
#include "phases/phases.h"
#include "phases/plan_write.h"
#include "phases/procedure.h"
#include "phases/proof.h"
#include "prove/stress.h"

static const struct selection *v;
static const struct design *g;

/* the medium site with a plan section */
static void
site_with(const char *plan)
{
	struct arena *before = a; /* plan may be of it */
	const struct source *src;

	a = arena_new();
	plan = str_dup(a, plan, strlen(plan));
	if (before != NULL)
		arena_free(before);
	src = file_read(a, diags_new(a), "examples/period.yaml", 1 << 20);
	cr_assert(src != NULL);
	v = choose(str_fmt(a, "%s%s", src->text, plan));
	g = v->design;
}

static void
done(void)
{
	arena_free(a);
}

static size_t
the_switch(const char *name)
{
	size_t i;

	for (i = 0; i < g->nsw; i++)
		if (strcmp(g->sw[i].name, name) == 0)
			return i;
	cr_assert_fail("no switch %s", name);
	return 0;
}

#define MONEY "plan: {from: 2026-12, starter: 21000, budgets: [{year: 2027, " \
	"amount: 7800}, {year: 2028, amount: 7800}, {year: 2029, amount: " \
	"60000}]}\n"

/* ---- phases ---- */

Test(plan, ports_cables_and_addresses_stay, .fini = done)
{
	struct phases *p;
	size_t i, k, n;

	site_with(MONEY);
	p = phases_make(a, d, v);
	cr_assert(p != NULL);
	cr_assert_eq(p->n, 4);
	for (i = 0; i < p->n; i++) {
		const struct design *x = p->phase[i].verdict.design;

		for (k = 0; k < x->nlink; k++) {
			for (n = 0; n < g->nlink; n++)
				if (strcmp(g->link[n].id, x->link[k].id) == 0)
					break;
			cr_assert(n < g->nlink);
			cr_expect_str_eq(g->link[n].a.device,
			    x->link[k].a.device);
			cr_expect_str_eq(g->link[n].a.port_name,
			    x->link[k].a.port_name);
			cr_expect_str_eq(g->link[n].b.port_name,
			    x->link[k].b.port_name);
			cr_expect_str_eq(x->sw[x->link[k].a.sw].name,
			    x->link[k].a.device);
		}
		for (k = 0; k < x->naddr; k++) {
			for (n = 0; n < g->naddr; n++)
				if (g->addr[n].address == x->addr[k].address)
					break;
			cr_assert(n < g->naddr);
			cr_expect_str_eq(g->addr[n].device,
			    x->addr[k].device);
		}
	}
	cr_expect_eq(p->phase[3].verdict.design->nlink, g->nlink);
	cr_expect_eq(p->phase[3].verdict.design->nsw, g->nsw);
	cr_expect_eq(p->phase[3].verdict.design->total_cents, g->total_cents);
}

Test(plan, money_and_orders_add_up, .fini = done)
{
	struct phases *p;
	int64_t sum = 0;
	size_t i, k;

	site_with(MONEY);
	p = phases_make(a, d, v);
	cr_assert(p != NULL);
	for (i = 0; i < p->n; i++) {
		int64_t orders = 0;

		for (k = 0; k < p->phase[i].norder; k++)
			orders += p->phase[i].order[k].total_cents;
		cr_expect_eq(orders, p->phase[i].cost_cents);
		sum += orders;
		cr_expect_eq(sum, p->phase[i].spent_cents);
		cr_expect(sum <= p->phase[i].money_cents);
	}
	cr_expect_eq(sum, g->total_cents);
	/* a pair with a rack is no proof of concept, whatever its date */
	cr_expect(!p->phase[0].proof);
	cr_expect_str_eq(p->phase[0].name, "first-pair");
}

#define TWO_BUDGETS "plan: {from: 2026-12, starter: 8000, budgets: [{year: " \
	"2027, amount: 23000}, {year: 2028, amount: 60000}]"

/* the racks of a cluster together: half of one saves nothing, whatever each of
 * its hosts saves once all have moved */
Test(plan, a_cluster_is_not_torn_apart, .fini = done)
{
	static const char *const plan[] = {
		TWO_BUDGETS "}\n",
		/* west has to wait */
		TWO_BUDGETS ", refresh: {hosts: [{racks: [r3, r4], date: "
		    "2028-01}]}}\n"
	};
	size_t i, k;

	for (i = 0; i < 2; i++) {
		const struct phases *p;
		const struct phase *x;
		size_t cluster;

		site_with(plan[i]);
		p = phases_make(a, d, v);
		cr_assert(p != NULL);
		cr_assert_eq(p->n, 3);
		x = &p->phase[1];
		cr_assert_eq(x->nrack, 2);
		cluster = g->model->host[x->host[0]].cluster;
		for (k = 0; k < g->model->nhost; k++)
			cr_expect_eq(x->moved[k],
			    g->model->host[k].cluster == cluster);
		cr_expect_lt(x->drain_s, 100);
		cr_expect_eq(p->schedule->status, LP_OPTIMAL);
		if (i == 1)
			cr_expect_eq(x->rack[0], 0);
	}
}

Test(plan, replaced_hosts_wait_for_their_date, .fini = done)
{
	struct phases *p;
	size_t i;

	site_with("plan: {from: 2026-12, starter: 60000, refresh: {hosts: [{racks: "
	    "[r2], date: 2027-06}], switches: 2027-03}}\n");
	p = phases_make(a, d, v);
	cr_assert(p != NULL);
	cr_assert_eq(p->n, 2);
	cr_expect_eq(p->phase[0].nrack, 3);
	cr_expect_eq(p->phase[1].month, 2027 * 12 + 5);
	cr_assert_eq(p->phase[1].nrack, 1);
	cr_expect_str_eq(g->model->rack[p->phase[1].rack[0]].name, "r2");
	for (i = 0; i < p->phase[0].nrisk; i++)
		if (strstr(p->phase[0].risk[i], "to be removed in 2027-03"))
			return;
	cr_assert_fail("the date of today's switches is no risk");
}

/* money enough for everything, and not a rack that may be bought */
Test(plan, hosts_to_be_replaced_are_the_reason_that_is_given, .fini = done)
{
	struct phases *p;
	size_t i;

	site_with("plan: {from: 2026-12, starter: 60000, refresh: {hosts: [{racks: "
	    "['r[1-4]'], date: 2029-06}]}}\n");
	p = phases_make(a, d, v);
	cr_assert(p != NULL);
	cr_assert_eq(p->n, 1);
	for (i = 0; i < p->nnote; i++)
		if (strstr(p->note[i], "the first in 2029-06") &&
		    !strstr(p->note[i], "no working network"))
			return;
	cr_assert_fail("the reason is not the date");
}

Test(plan, borrowed_money_is_given_back, .fini = done)
{
	struct phases *p;

	/* lent until 2028, so a rack more comes before then; without it the
	 * money at the start buys no network */
	site_with("plan: {from: 2026-12, starter: 12000, borrow: [{from: ward, "
	    "amount: 10000, by: 2028-01}], budgets: [{year: 2028, amount: "
	    "50000}]}\n");
	p = phases_make(a, d, v);
	cr_assert(p != NULL);
	cr_assert_eq(p->n, 2);
	cr_expect_eq(p->phase[0].money_cents, 2200000);
	cr_expect_eq(p->phase[1].money_cents, 6200000);
	cr_expect_eq(p->phase[0].nrack, 1);
}

Test(plan, the_money_at_the_start_buys_a_proof, .fini = done)
{
	struct phases *p;
	const struct phase *x;
	size_t i, k;

	site_with("plan: {from: 2026-12, starter: 7200, budgets: [{year: 2027, "
	    "amount: 30000}, {year: 2028, amount: 60000}]}\n");
	p = phases_make(a, d, v);
	cr_assert(p != NULL && p->n == 3);
	x = &p->phase[0];
	cr_expect(x->proof && x->spent_cents <= 720000);
	cr_expect(x->nhost >= 2);
	cr_expect_eq(x->verdict.design->topology, TOPOLOGY_STANDALONE);
	cr_expect_eq(x->verdict.design->nsw, 2);
	/* one host more would have cost too much */
	cr_expect(proof_cents(a, build_units_of(a, g), x->rack[0], x->nhost + 1,
	    NULL) > 720000);
	/* its cables are the whole's, its hosts move again to their team */
	for (i = 0; i < g->nlink; i++)
		cr_expect(!x->has_link[i] || p->phase[1].has_link[i]);
	for (i = 0; i < x->nhost; i++) {
		for (k = 0; k < p->phase[1].nhost; k++)
			if (p->phase[1].host[k] == x->host[i])
				break;
		cr_expect(k < p->phase[1].nhost);
	}
	/* half a cluster migrates as before: moving.md tells it of the new
	 * network when its last host is over */
	for (i = 0; i < x->verdict.results->net[1].nhost; i++)
		cr_expect_float_eq(x->verdict.results->net[1].host[i].seconds,
		    x->verdict.results->net[0].host[i].seconds, 1e-6);
	/* and its addresses */
	for (i = 0; i < x->verdict.design->naddr; i++) {
		const struct daddr *y = &x->verdict.design->addr[i];

		for (k = 0; k < g->naddr; k++)
			if (g->addr[k].address == y->address &&
			    strcmp(g->addr[k].device, y->device) == 0)
				break;
		cr_expect(k < g->naddr, "%s", y->device);
	}
}

Test(plan, what_is_missing_is_said_exactly, .fini = done)
{
	int64_t short_by, said;
	int k, rest;

	site_with("plan: {from: 2026-12, starter: 8000, budgets: [{year: 2027, "
	    "amount: 30000}]}\n");
	short_by = g->total_cents - 3800000;
	cr_assert(phases_make(a, d, v) == NULL);
	cr_assert_eq(d->n, 1);
	cr_expect_eq(d->item[0].kind, DIAG_INFEASIBLE);
	cr_expect_str_eq(d->item[0].id, "plan-money");
	/* estimates: three digits, and never less than is needed */
	cr_assert_eq(sscanf(d->item[0].hint, "about EUR %d,%d more is needed", &k,
	    &rest), 2, "%s", d->item[0].hint);
	said = (k * 1000 + rest) * INT64_C(100);
	cr_expect(said >= short_by && said < short_by + 1000, "%s for %s",
	    d->item[0].hint, num_money_pretty(a, short_by));

	/* that much more, and a cent less */
	site_with("");
	site_with(str_fmt(a, "plan: {from: 2026-12, starter: %s}\n", num_money_text(a,
	    g->total_cents)));
	cr_expect(phases_make(a, d, v) != NULL);
	site_with(str_fmt(a, "plan: {from: 2026-12, starter: %s}\n", num_money_text(a,
	    g->total_cents - 1)));
	cr_expect(phases_make(a, d, v) == NULL);
}

/* what is told of a phase with other hosts moved, or other funds */
static const struct phase *
risks_of(const struct phases *p, size_t i, const bool *moved, int64_t cents)
{
	/* its risks depend on the phase before it */
	struct phase *all = NEW(a, struct phase, p->n), *x = &all[i];

	memcpy(all, p->phase, p->n * sizeof *all);
	x->risk = x->retire = NULL;
	x->nrisk = x->caprisk = x->nretire = x->capretire = 0;
	x->moved = NEW(a, bool, g->model->nend + 1);
	memcpy(x->moved, moved, g->model->nend * sizeof *moved);
	x->money_cents = cents;
	phase_risks(a, p, x);
	return x;
}

static bool
is_told(const char *const *list, size_t n, const char *text)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strstr(list[i], text) != NULL)
			return true;
	return false;
}

/* one host left behind is enough for a VM to go over today's network */
Test(plan, a_cluster_is_over_when_its_last_host_is, .fini = done)
{
	const struct cluster *c;
	const struct phase *x;
	struct phases *p;
	bool *moved;
	size_t i;

	site_with(MONEY);
	p = phases_make(a, d, v);
	cr_assert(p != NULL);
	moved = NEW(a, bool, g->model->nend + 1);
	c = &g->model->cluster[g->model->host[p->phase[0].host[0]].cluster];
	for (i = 0; i < c->nhost; i++) {
		moved[c->host[i]] = true;
		x = risks_of(p, 0, moved, INT64_MAX);
		cr_expect_eq(is_told(x->risk, x->nrisk, str_fmt(a, "cluster %s "
		    "is on two networks, %zu of %zu hosts", c->name, i + 1,
		    c->nhost)), i + 1 < c->nhost, "%zu", i);
		cr_expect_eq(is_told(x->retire, x->nretire, str_fmt(a,
		    "migration of cluster %s is complete", c->name)),
		    i + 1 == c->nhost, "%zu", i);
	}
}

/* racks that come in the month today's switches go have a place to go to */
Test(plan, racks_that_come_after_todays_switches_are_a_risk, .fini = done)
{
	struct phases *p;
	size_t i;

	site_with(MONEY);
	p = phases_make(a, d, v);
	cr_assert(p != NULL && p->n > 1);
	((struct model *)(uintptr_t)g->model)->money.switches_month =
	    p->phase[0].next_month;
	for (i = 0; i < 2; i++) {
		const struct phase *x;

		p->phase[0].next_month += (int)i;
		x = risks_of(p, 0, p->phase[0].moved, INT64_MAX);
		cr_expect_eq(is_told(x->risk, x->nrisk, "the next racks come "
		    "in"), i == 1, "%zu", i);
	}
}

/* funds that are what the high end of the prices costs are enough */
Test(plan, funds_are_short_from_a_cent_on, .fini = done)
{
	struct phases *p;
	int64_t most = 0;
	size_t i, k;

	site_with(MONEY);
	p = phases_make(a, d, v);
	cr_assert(p != NULL && p->n > 1);
	for (i = 0; i < 2; i++)
		for (k = 0; k < p->phase[i].norder; k++)
			most += p->phase[i].order[k].high_cents;
	for (i = 0; i < 2; i++) {
		const struct phase *x = risks_of(p, 1, p->phase[1].moved,
		    most - (int64_t)i);

		cr_expect_eq(is_told(x->risk, x->nrisk, "prices: at the high "
		    "end"), i == 1, "%zu", i);
	}
}

/* A host that can't be drained today counts as long as the longest that can: its
 * rack is not put off because it has no time to be shortened.  Where none can be
 * drained, what is slow on the new network counts for more. */
Test(plan, hosts_that_cant_be_drained_today_are_not_put_off, .fini = done)
{
	size_t i, k;

	for (k = 0; k < 2; k++) {
		struct phases *p;

		/* at a price, so that each rack counts for what it saves */
		site_with("plan: {from: 2026-12, starter: 22000, budgets: "
		    "[{year: 2028, amount: 60000}], refresh: {hosts: [{racks: "
		    "['r[1-4]'], date: 2027-01, earlier: 1, price: 1}]}}\n");
		for (i = 0; i < g->nhost; i++) {
			struct host_result *now = &v->results->net[0].host[i];
			struct host_result *then = &v->results->net[1].host[i];
			bool r1 = g->model->host[i].rack == 0;
			bool r2 = g->model->host[i].rack == 1;

			now->finished = k == 0 && !r2;
			now->seconds = r1 ? 600 : 500;
			then->seconds = k == 0 ? (r2 ? 150 : 400) :
			    r2		       ? 90 :
						 60;
		}
		p = phases_make(a, d, v);
		cr_assert(p != NULL);
		cr_assert(p->added_up && p->phase[0].nrack == 1);
		cr_expect_str_eq(g->model->rack[p->phase[0].rack[0]].name, "r2",
		    "%zu", k);
	}
}

/* ---- loading ---- */

static const struct loading_earlier *earlier; /* of the next loading() */

static const char *
loading(void)
{
	struct fileset *files = fileset_new(a);
	struct buf b = buf_new(a);

	fileset_add(files, "configs/spine1.cfg", "x <<FIRST>>\n", 12);
	fileset_add(files, "configs/r1-leaf1.cfg", "<<FIRST>> <<OTHER>>\n", 20);
	loading_markdown(&b, g, files, earlier);
	return b.text;
}

static void
in_order(const char *text, const char *const *want)
{
	for (; *want != NULL; want++) {
		const char *at = strstr(text, *want);

		cr_assert_not_null(at, "no '%s' in the rest of:\n%s", *want,
		    text);
		text = at + strlen(*want);
	}
}

Test(loading, spines_come_first_and_of_a_pair_the_primary, .fini = done)
{
	static const char *const want[] = {"\n| 1 | `spine1` |",
	    "| `configs/spine1.cfg` |", " | 1 |\n", "| 2 | `spine2` |",
	    "\n| 3 | `r1-leaf1` |", "| `configs/r1-leaf1.cfg` |", " | 2 |\n",
	    "| 4 | `r1-leaf2` |", NULL};

	site_with("");
	in_order(loading(), want);
}

/* a switch that carries traffic is changed in what differs, and has no step that
 * sets it back or loads it whole */
Test(loading, what_stands_is_changed_and_not_loaded, .fini = done)
{
	static struct loading_change change[] = {
		{"eth1", "all of it", "unused", "r3-leaf1"},
		{"po9", "the port", "missing", "configured"},
		{"po10", "the port", "missing", "configured"}};
	static struct loading_existing sw[] = {
		{"spine1", true, change, 3, 3}, {"spine2", true, NULL, 0, 0},
		{"r1-leaf1", false, NULL, 0, 0}};
	static const struct loading_earlier was = {"../old", false, sw, 3};
	static const char *const want[] = {"* The new switches carry no",
	    "\n| 1 | `r1-leaf2` |", "\n| 2 | `r2-leaf1` |", "## Existing switches",
	    "`spine1`, `spine2`, `r1-leaf1` carry traffic",
	    "| `spine1` | eth1 | all of it | unused | r3-leaf1 |",
	    "| `spine1` | po9, po10 | the port | missing | configured |",
	    "| `spine2` | nothing changes |", "| `r1-leaf1` | its earlier",
	    "eastwest drift ../old RUNNING", "rollback", "## Commands",
	    "`spine1` `spine2`, already built", NULL};
	const char *text, *from, *end, *start;

	site_with("");
	earlier = &was;
	text = loading();
	in_order(text, want);
	from = strstr(text, "`spine1` `spine2`, already built");
	end = strstr(from, "\n### ");
	start = strstr(from, "Required starting state");
	cr_assert_not_null(end);
	cr_expect(start == NULL || start > end, "it is set back");
	start = strstr(from, "\nLoading:");
	cr_expect(start == NULL || start > end, "it is loaded whole");
	earlier = NULL;
}

/* what is there (existing:) may carry traffic nobody here knows of */
Test(loading, what_is_there_is_looked_at_before_it_is_reset, .fini = done)
{
	static const char *const want[] = {"* 2 of the switches are already in use",
	    "* The new switches carry no traffic yet.\n",
	    "\n| 1 | `old1`, already in use |", "\n| 2 | `spine2` |",
	    "`old2`, already in use |", "## Switches already in use",
	    "`old1`, `old2`:", "may carry traffic", "Move what is on it",
	    "rollback", "## Commands", "`old1`, already in use: see above", NULL};

	site_with("existing: [{name: old1, model: dell-s4810, role: spine}, "
	    "{name: old2, model: dell-n4032f, role: leaf}]\n");
	in_order(loading(), want);
}

/* ... but one of a proof is, once its hosts are off it */
Test(loading, a_proofs_switches_are_set_back_once_no_host_is_on, .fini = done)
{
	static struct loading_existing sw[] = {{"r1-leaf1", true, NULL, 0, 0}};
	static const struct loading_earlier was = {"../proof", true, sw, 1};
	static const char *const want[] = {
	    "* `r1-leaf1` served the proof of concept, in ../proof",
	    "First its hosts go back", "| 3 | `r1-leaf1` |", NULL};

	site_with("");
	earlier = &was;
	in_order(loading(), want);
	cr_expect_null(strstr(loading(), "## Existing switches"));
	earlier = NULL;
}

/* what stands on single ports and on no LAG is not passed over */
Test(loading, storm_control_that_lags_of_hosts_lack_is_told, .fini = done)
{
	const char *is = "storm control of broadcast on host ports in LAGs, on";

	site_with("");
	cr_assert_gt(g->nlag, 0);
	cr_assert_gt(g->sw[g->lag[0].sw].protect.storm_percent +
	    g->sw[g->nsw - 1].protect.storm_percent, 0);
	cr_expect_null(strstr(loading(), is));
	for (size_t i = 0; i < g->nlag; i++)
		((struct dlag *)(uintptr_t)&g->lag[i])->purpose = LAG_HOST;
	cr_expect_not_null(strstr(loading(), is));
}

/* what is typed is what the device reads: no sign of it is another's */
Test(loading, what_is_typed_is_printed_sign_for_sign, .fini = done)
{
	static const char *const typed[] = {"show | compare", "a `b` | c",
	    "x \"y\" $ \\ <<Z>>"};
	size_t i;

	a = arena_new();
	for (i = 0; i < 3; i++) {
		struct firmware_step x = {.run = typed[i], .shows = "as it is"};
		struct buf b = buf_new(a);

		procedure_step(a, &b, &x, 1);
		cr_expect_not_null(strstr(b.text, typed[i]), "%s", b.text);
	}
}

Test(loading, what_is_missing_stands_before_the_first_step, .fini = done)
{
	static const char *const want[] = {"## Before the first step\n",
	    "* No management address: spine2.", "  * `<<FIRST>>`: spine1, "
	    "r1-leaf1\n", "  * `<<OTHER>>`: r1-leaf1\n", "## Order\n",
	    "| `spine2` |", " | none | 0 |\n", "## Commands\n", NULL};
	struct dswitch *s;
	const char *text;
	size_t i;

	site_with("");
	for (i = 0; i < g->nsw; i++) {
		s = (struct dswitch *)(uintptr_t)&g->sw[i];
		if (strcmp(s->name, "spine2") == 0)
			s->oob_address = 0;
	}
	text = loading();
	in_order(text, want);
	/* a password that a system refuses, or reads otherwise, locks out too */
	cr_expect_not_null(strstr(text, "No blank, quote, backslash"));
	cr_expect_not_null(strstr(text, "Cable the management ports and the "));
	for (i = 0; i < g->nsw; i++)
		((struct dswitch *)(uintptr_t)&g->sw[i])->oob_address = 0;
	cr_expect_not_null(strstr(loading(), "* Cable the links between"));
	cr_expect_null(strstr(loading(), "scp://"));
	/* every part of a procedure, and the timer or that there is none */
	cr_expect_not_null(strstr(text, "What could cut you off"));
	cr_expect_not_null(strstr(text, "Checks, before anything is saved"));
	cr_expect_not_null(strstr(text, "\nRollback:"));
	cr_expect_null(strstr(text, "{domain}"));
}

/* ---- firmware ---- */

static struct firmware_stage *
stages(struct drain_variants *meanwhile, size_t *n)
{
	return firmware_stages(a,
	    &(const struct firmware_site){ g, g, NULL, meanwhile }, n);
}

Test(firmware, one_at_a_time_cuts_nobody_off, .fini = done)
{
	struct firmware_stage *t;
	size_t n, i;

	site_with("");
	t = stages(drain_variants_new(a, g->model), &n);
	cr_assert_eq(n, g->nsw);
	for (i = 0; i < n; i++) {
		cr_expect_eq(t[i].o->nlost, 0);
		cr_expect_eq(t[i].o->cut_off, 0);
		cr_expect(t[i].o->drain_s > 0);
	}
	/* the secondary of the domain first, leaves last */
	cr_expect_str_eq(g->sw[t[0].sw].name, "spine2");
	cr_expect_str_eq(g->sw[t[1].sw].name, "spine1");
}

/* the report lets each switch fail: the run-book drains no host again */
Test(firmware, what_failed_before_is_not_drained_again, .fini = done)
{
	struct drain_variants *meanwhile;
	struct firmware_stage *t;
	size_t n, before;

	site_with("");
	meanwhile = drain_variants_new(a, g->model);
	stress_look(a, g, meanwhile);
	before = drain_variants_simulated(meanwhile);
	cr_assert_gt(before, 0);
	t = stages(meanwhile, &n);
	cr_expect(t[0].o->drain_s > 0);
	cr_expect_eq(drain_variants_simulated(meanwhile), before);
}

/* the site with two switches out */
static const struct outage *
both_out(const char *one, const char *other)
{
	bool *out = NEW(a, bool, g->nsw + 1);

	out[the_switch(one)] = out[the_switch(other)] = true;
	return outage_look(a, drain_variants_new(a, g->model), g, out);
}

Test(firmware, both_leaves_of_a_rack_at_once_are_caught, .fini = done)
{
	const struct outage *o;
	size_t i;

	site_with("");
	o = both_out("r3-leaf1", "r3-leaf2");
	cr_expect_eq(o->cut_off, 10);
	cr_expect(o->drain_s < 0);
	for (i = 0; i < o->nlost; i++) {
		const struct lost *l = &o->lost[i];

		cr_expect_eq(l->instead, NONE);
		cr_expect_str_eq(g->model->rack[g->host[l->host].host->rack]
		    .name, "r3");
		cr_expect(g->net[l->net].carried);
	}
	/* ten hosts, five networks each */
	cr_expect_eq(o->nlost, 50);
}

Test(firmware, a_leaf_and_a_spine_of_another_side_leave_a_way, .fini = done)
{
	site_with("");
	cr_expect_eq(both_out("r3-leaf1", "spine2")->cut_off, 0);
	cr_expect_eq(both_out("spine1", "spine2")->cut_off, g->nhost);
}

/* what a fabric with half of it out can carry, by hand: one leaf of two is out,
 * so all 5 Gbit/s of the steady load of ten hosts goes over the other's
 * uplinks */
Test(firmware, the_load_left_is_that_of_the_twin, .fini = done)
{
	bool *out;
	struct outage *o;
	size_t i;
	double up = 0, want;

	site_with("");
	out = NEW(a, bool, g->nsw + 1);
	i = the_switch("r1-leaf1");
	out[i] = true;
	o = outage_look(a, NULL, g, out);
	for (size_t k = 0; k < g->sw[g->sw[i].pair].nport; k++)
		if (g->sw[g->sw[i].pair].port[k].role == PORT_UPLINK)
			up += (double)g->sw[g->sw[i].pair].port[k].speed_bps;
	/* 500 Mbit/s a host to 19 others evenly, 10 of them in the other rack */
	want = 10 * 500e6 * 10 / 19 / up;
	cr_expect_str_eq(o->busiest, "the uplinks of r1-leaf2");
	cr_expect(o->load > want - 1e-9 && o->load < want + 1e-9, "%f %f",
	    o->load, want);
}

/* what a stack would do: each pair once, its first switch named first */
Test(firmware, both_of_a_pair_down_is_one_row, .fini = done)
{
	static const char *const want[] = {"## Why not both at once",
	    "\n| `spine1` `spine2` | 40 | ",
	    "\n| `r1-leaf1` `r1-leaf2` | 10 | ",
	    "\n| `r4-leaf1` `r4-leaf2` | 10 | ", NULL};
	struct buf b;
	const char *at;
	size_t rows = 0;

	site_with("");
	b = buf_new(a);
	firmware_markdown(&b,
	    &(const struct firmware_site){ g, g, NULL,
	        drain_variants_new(a, g->model) });
	in_order(b.text, want);
	at = strstr(b.text, want[0]);
	while ((at = strstr(at + 1, "\n| `")) != NULL)
		rows++;
	cr_expect_eq(rows, 5, "%zu rows of five pairs", rows);
}

/* ---- moving ---- */

Test(moving, every_host_once_with_a_way_back, .fini = done)
{
	bool *now;
	struct moving *m;
	struct buf b;
	const char *p;
	size_t i, n = 0;

	site_with("");
	now = NEW(a, bool, g->nhost);
	for (i = 0; i < g->nhost; i++)
		now[i] = g->model->host[i].rack == 1;
	m = moving_make(a, g, v->results, now, NULL);
	cr_assert_eq(m->n, 10);
	cr_expect_eq(m->host[0].partner, NONE);
	cr_expect_eq(m->host[1].partner, m->host[0].host);
	cr_expect(!m->host[9].last, "the cluster has a rack to come");
	for (i = 1; i < m->n; i++)
		cr_expect(m->host[i].start_s > m->host[i - 1].start_s);
	b = buf_new(a);
	moving_markdown(&b, m);
	p = strstr(b.text, "## Timeline");
	cr_assert_not_null(p);
	for (; (p = strstr(p, "- rollback")) != NULL; p++)
		n++;
	cr_expect_eq(n, 50, "%zu", n);
	cr_expect(strstr(b.text, "Suspend-ClusterNode -Name 'r2-hv01' -Drain "
	    "-Wait") != NULL);
	cr_expect(strstr(b.text, "r1-hv") == NULL);
}

Test(moving, a_host_stands_when_all_its_links_are_as_they_were, .fini = done)
{
	struct previous was = { 0 };
	const struct moving *m;
	bool *now;
	size_t i, skipped = 0;

	site_with("");
	now = NEW(a, bool, g->nhost);
	was.link = NEW(a, struct previous_link, g->nlink);
	for (i = 0; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];
		struct previous_link x = { .id = l->id, .kind = "host" };

		/* all of host 0, of host 1 all but one */
		if (l->kind != LINK_HOST || l->b.host > 1 ||
		    (l->b.host == 1 && skipped++ == 0))
			continue;
		x.end[0].device = l->a.device;
		x.end[0].port = l->a.port_name;
		x.end[1].device = l->b.device;
		x.end[1].port = l->b.port_name;
		was.link[was.nlink++] = x;
	}
	cr_assert(was.nlink >= 2 && skipped >= 2);
	((struct model *)g->model)->previous = &was;
	m = moving_make(a, g, v->results, now, NULL);
	cr_expect(m->before[0], "a host whose links all stand");
	cr_expect(!m->before[1], "a host with one link that is new");
	cr_expect_eq(m->nbefore, 1);
}
