/* Patches of a site file, prices at an end of their ranges, grids of points. */
#include "site.h"

#include "command/site_patch.h"
#include "prove/what_if.h"
#include "size/recipes.h"

TestSuite(what_if, .init = setup, .fini = teardown);

static const struct node *
tree(const char *text)
{
	return doc_read(a, d, source_of("site", text));
}

static const char *
at(const struct node *n, const char *map, const char *key)
{
	return node_text(node_get(n, map), key);
}

Test(what_if, a_patch_leaves_the_tree_it_is_made_on)
{
	const struct node *was = tree("r: {x: 1, y: 2}\nl: [{n: a}, {n: b}]\n");
	struct value *patch = value_list(a), *item = value_map(a);
	const struct node *now;

	value_set(a, item, "n", value_text(a, "c"));
	site_patch_push(a, patch, "/r/x", value_int(a, 7));
	site_patch_push(a, patch, "/r/y", NULL);
	site_patch_push(a, patch, "/r/z", value_text(a, "9 s"));
	site_patch_push(a, patch, "/l/1/n", value_text(a, "B"));
	site_patch_push(a, patch, "/l/-", item);
	now = site_patched(a, was, patch);
	cr_assert_str_eq(at(now, "r", "x"), "7");
	cr_assert_null(node_get(node_get(now, "r"), "y"));
	cr_assert_str_eq(at(now, "r", "z"), "9 s");
	cr_assert_eq(node_get(now, "l")->n, 3);
	cr_assert_str_eq(node_text(node_get(now, "l")->item[1], "n"), "B");
	cr_assert_str_eq(node_text(node_get(now, "l")->item[2], "n"), "c");
	cr_assert_eq(now->at.src, was->at.src);
	cr_assert_str_eq(at(was, "r", "x"), "1");
	cr_assert_str_eq(at(was, "r", "y"), "2");
	cr_assert_eq(node_get(was, "l")->n, 2);
	cr_assert_str_eq(node_text(node_get(was, "l")->item[1], "n"), "b");
}

Test(what_if, a_patch_that_leads_nowhere_makes_nothing)
{
	static const char *const nowhere[] = { "/q/x", "/r/x/y", "/l/2/n",
		"/l/x/n", "/l//n" };
	const struct node *n = tree("r: {x: 1}\nl: [{n: a}, {n: b}]\n");
	struct value *patch;
	size_t i;

	for (i = 0; i < sizeof nowhere / sizeof nowhere[0]; i++) {
		patch = value_list(a);
		site_patch_push(a, patch, nowhere[i], value_int(a, 1));
		cr_assert_null(site_patched(a, n, patch), "%s", nowhere[i]);
	}
	patch = value_list(a);
	site_patch_push(a, patch, "/r/y", NULL);
	cr_assert_null(site_patched(a, n, patch));
}

Test(what_if, a_node_as_a_value_keeps_its_kinds)
{
	const struct value *v = site_node_value(a,
	    tree("n: 7\nq: \"7\"\nt: true\nz: 007\nu: 10G\nl: [1, x]\ngone: 1\n"),
	    "gone nobody");

	cr_assert_eq(v->n, 6);
	cr_assert_eq(value_get(v, "n")->kind, VALUE_INT);
	cr_assert_eq(value_get(v, "q")->kind, VALUE_TEXT);
	cr_assert_eq(value_get(v, "t")->kind, VALUE_BOOL);
	cr_assert_eq(value_get(v, "z")->kind, VALUE_TEXT);
	cr_assert_str_eq(value_get(v, "u")->text, "10G");
	cr_assert_eq(value_get(v, "l")->n, 2);
}

#define SITE(policy) \
	"eastwest: 1\nsite: {name: s}\nracks: [{name: r1, units: 42}]\n" \
	"clusters: [{name: c, hypervisor: kvm}]\n" \
	"hosts: [{name: \"h[1-4]\", memory: 64 GiB}]\n" \
	"vms: [{name: \"v[1-12]\", memory: 8 GiB}]\n" \
	"networks: [{name: lm, purpose: live-migration, vlan: 3, subnet: " \
	"10.0.0.0/24}]\n" policy

Test(what_if, prices_at_an_end_are_paid_at_that_end)
{
	const struct design *mid = choose(SITE(""))->design;
	const struct design *low =
	    choose(SITE("policy: {prices: low}\n"))->design;
	const struct design *high =
	    choose(SITE("policy: {prices: high}\n"))->design;

	cr_assert_eq(low->total_cents, low->low_cents);
	cr_assert_eq(high->total_cents, high->high_cents);
	cr_assert_lt(low->total_cents, mid->total_cents);
	cr_assert_lt(mid->total_cents, high->total_cents);
	/* each is the cheapest of its own prices */
	cr_assert_leq(low->low_cents, mid->low_cents);
	cr_assert_leq(high->high_cents, mid->high_cents);
}

/* so many leaves and spines cost more than that, whatever is chosen: no program
 * is made of them, which the memo would have a bound of */
Test(what_if, a_topology_of_more_switches_than_a_plan_costs_is_not_sized)
{
	static const struct min_bandwidth none = { 0 };
	const struct model *m = site_text(
	    "eastwest: 1\nsite: {name: s}\nracks: [{name: \"r[1-4]\", units: "
	    "42}]\nclusters: [{name: c, hypervisor: hyper-v, version: \"2019\"}]\n"
	    "hosts: [{name: \"r[1-4]-h[1-2]\", rack: \"r[1-4]\", memory: 64 GiB}]\n"
	    "vms: [{name: \"v[1-12]\", memory: 8 GiB}]\n"
	    "networks: [{name: lm, purpose: live-migration, vlan: 3, subnet: "
	    "10.0.0.0/24}]\n");
	struct size_memo *memo = size_memo_new(a, m);

	cr_assert(pick_above(a, memo, m, TOPOLOGY_EVLT, &none, 100));
	cr_assert_lt(size_memo_least(memo, m, TOPOLOGY_EVLT), 0);
}

/* drain and budget alone */
static struct what_if *
grid(const struct selection *v, int64_t drain_us, int64_t budget_cents)
{
	static struct what_if_value one[] = { { .label = "x" } };
	struct what_if *w = NEW(a, struct what_if, 1);
	struct what_if_value *drain = NEW(a, struct what_if_value, 2);
	struct what_if_value *budget = NEW(a, struct what_if_value, 2);
	int i;

	w->a = a;
	for (i = 0; i < WHAT_IF_AXES; i++)
		w->axis[i] = (struct what_if_axis){ .value = one, .n = 1 };
	drain[1].figure = drain_us;
	budget[1].figure = budget_cents;
	w->axis[WHAT_IF_DRAIN].value = drain;
	w->axis[WHAT_IF_BUDGET].value = budget;
	w->axis[WHAT_IF_DRAIN].n = w->axis[WHAT_IF_BUDGET].n = 2;
	what_if_open(w);
	what_if_decide(w, &v->design->model, 0);
	what_if_close(w);
	return w;
}

Test(what_if, a_point_without_a_design_says_why)
{
	const struct selection *v = choose(SITE(""));
	const struct what_if *w = grid(v, 1000000, 100);
	const struct what_if_point *p;

	cr_assert_eq(w->npoint, 4);
	cr_assert_str_eq(what_if_work(w), "what if: solving 4 points");
	cr_assert(w->base->feasible);
	cr_assert_eq(w->base->cents, v->design->total_cents);
	p = what_if_beside(w, WHAT_IF_DRAIN, 1);
	cr_assert_not(p->feasible);
	cr_assert_not_null(strstr(p->why, "drain: required 1.0 s"), "%s", p->why);
	p = what_if_beside(w, WHAT_IF_BUDGET, 1);
	cr_assert_not(p->feasible);
	cr_assert_not_null(strstr(p->why, "over the budget of EUR 1"), "%s",
	    p->why);
	/* a budget is no reason to decide anew */
	cr_assert_eq(w->ndecided, 2);
}

Test(what_if, where_energy_counts_a_budget_is_decided_by_itself)
{
	const struct selection *v = choose(SITE("policy: {energy: 40}\n"));
	const struct what_if *w =
	    grid(v, 1000000000, v->design->total_cents - 1);
	const struct what_if_point *p = what_if_beside(w, WHAT_IF_BUDGET, 1);

	/* without a target, which keeps the other too, and either budget */
	cr_assert_eq(w->ndecided, 3);
	cr_assert(w->base->feasible);
	if (p->feasible)
		cr_assert_lt(p->cents, v->design->total_cents);
}

/* one is shared for all numbers at once but for what is simulated */
Test(what_if, each_number_at_once_has_times_of_its_own)
{
	const struct selection *v = choose(SITE(""));
	struct what_if *w = NEW(a, struct what_if, 1);
	struct what_if_value *some = NEW(a, struct what_if_value, 3);
	struct model twice = *v->design->model;
	struct cluster c = twice.cluster[0];
	const struct model *m[] = { v->design->model, NULL, &twice };
	const struct what_if_point *p;
	int i;

	c.simultaneous *= 2;
	c.simultaneous_given = true;
	twice.cluster = &c;
	w->a = a;
	for (i = 0; i < WHAT_IF_AXES; i++)
		w->axis[i] = (struct what_if_axis){ .value = some,
			.n = i == WHAT_IF_ONCE ? 3 : 1 };
	some[0].label = some[1].label = some[2].label = "x";
	what_if_open(w);
	what_if_decide(w, m, 0);
	what_if_none(w, 0, 1, "no such site");
	what_if_close(w);
	p = what_if_beside(w, WHAT_IF_ONCE, 2);
	cr_assert(w->base->feasible && p->feasible);
	cr_assert_eq(p->cents, w->base->cents);
	cr_assert_lt(p->drain_s, w->base->drain_s);
	p = what_if_beside(w, WHAT_IF_ONCE, 1);
	cr_assert_not(p->feasible);
	cr_assert_str_eq(p->why, "no such site");
}
