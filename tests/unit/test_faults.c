/*
 * What is lost when one thing fails, on a fabric of two spines and two leaves
 * with two hosts: breakout cables, ports that follow their uplinks, LAGs with a
 * minimum, and how much is left to send over.
 */
#include <criterion/criterion.h>
#include <math.h>

#include "base/str.h"
#include "verify/faults.h"

static struct arena *a;
static struct bundle b;

static void
setup(void)
{
	struct diags *d;

	a = arena_new();
	d = diags_new(a);
	b = (struct bundle){0};
	cr_assert(bundle_read(a, d, "tests/verify/bundles/fabric", NULL, &b));
}

static void
teardown(void)
{
	arena_free(a);
}

TestSuite(faults, .init = setup, .fini = teardown);

static const struct fault *
fault(const struct sweep *s, const char *name)
{
	for (size_t i = 0; i < s->n; i++)
		if (str_eq(s->fault[i].name, name))
			return &s->fault[i];
	cr_assert(false, "no fault %s", name);
	return NULL;
}

static struct bundle_switch *
the_switch(const char *name)
{
	struct bundle_switch *s = bundle_switch(&b, name);

	cr_assert(s && s->view);
	return s;
}

/* both uplinks of a leaf in one cable */
static void
bundle_uplinks(const char *leaf)
{
	for (size_t i = 0; i < b.ncable; i++)
		if (str_eq(b.cable[i].kind, "uplink") &&
		    (str_eq(b.cable[i].end[0].device, leaf) ||
		    str_eq(b.cable[i].end[1].device, leaf)))
			b.cable[i].breakout = "B1";
}

Test(faults, one_of_anything_costs_nobody_a_network)
{
	const struct sweep *s = sweep_make(a, &b);

	/* four switches, every cable but those of management, and the link
	 * of the pair as a whole */
	cr_expect_eq(s->n, 4 + 14 + 1);
	cr_expect_eq(s->nhost, 2);
	cr_expect_eq(s->nwhole, 0);
	for (size_t i = 0; i < s->n; i++)
		cr_expect_eq(s->fault[i].n, 0, "%s", s->fault[i].name);
}

Test(faults, a_breakout_cable_fails_as_one)
{
	const struct fault *f;
	const struct sweep *s;

	bundle_uplinks("r1-leaf1");
	s = sweep_make(a, &b);
	f = fault(s, "B1");
	/* the hosts' ports follow the uplinks down, and hosts use the other */
	cr_expect_eq(f->n, 0);
	cr_expect_eq(s->n, 4 + 13 + 1);
}

Test(faults, a_port_that_stays_up_before_a_dead_end_is_a_loss)
{
	const struct fault *f;

	bundle_uplinks("r1-leaf1");
	the_switch("r1-leaf1")->view->ngroup = 0;
	f = fault(sweep_make(a, &b), "B1");
	/* each network of the leaf, both hosts */
	cr_assert(f->n > 3);
	for (size_t k = 0; k < f->n; k++) {
		cr_expect_eq(f->loss[k].nhost, 2);
		cr_expect_neq(f->loss[k].x, f->loss[k].y);
	}
}

Test(faults, a_lag_below_its_minimum_is_down)
{
	struct port *lag = view_find(the_switch("r1-leaf1")->view, "po1");
	const struct sweep *s;

	cr_assert(lag != NULL);
	lag->min_links = 2;
	s = sweep_make(a, &b);
	/* a spine takes the leaf's whole uplink with it, and the leaf's hosts
	 * go on over the other leaf */
	cr_expect_eq(fault(s, "spine1")->n, 0);
	the_switch("r1-leaf1")->view->ngroup = 0;
	s = sweep_make(a, &b);
	cr_expect(fault(s, "spine1")->n > 3);
}

Test(faults, the_core_is_a_loss_of_its_own)
{
	const struct fault *f = NULL;
	struct sweep *s;

	/* spine2's cables to the core are gone */
	for (size_t i = 0; i < b.ncable; i++)
		if (str_eq(b.cable[i].kind, "core") &&
		    str_eq(b.cable[i].end[0].device, "spine2"))
			b.cable[i].kind = "spare";
	s = sweep_make(a, &b);
	f = fault(s, "spine1");
	cr_assert(f->n > 0);
	for (size_t k = 0; k < f->n; k++)
		/* who reached it has the network no longer */
		cr_expect(f->loss[k].core && f->loss[k].nhost == 2 &&
		    b.net[f->loss[k].net].reaches_core);
}

Test(faults, what_is_left_to_send_over)
{
	struct sweep *s = sweep_make(a, &b);
	struct cuts *c = cuts_new(a, s);

	wires_fail(s->wires, NULL);
	cuts_look(c, "live-migration", false);
	/* two ports of 10 Gbit/s there, and all of the other host's */
	cr_expect_eq(cuts_of(c, 0), 20000);
	wires_fail(s->wires, fault(s, "r1-leaf1"));
	cuts_look(c, "live-migration", false);
	cr_expect_eq(cuts_of(c, 0), 10000);
	cuts_look(c, "no-such-purpose", true);
	cr_expect_eq(cuts_of(c, 1), 0);
}

Test(faults, a_drain_is_no_sooner_than_its_bytes_and_no_later_than_its_share)
{
	struct bundle_drain x[1];
	const struct fault *f;
	struct sweep *s;

	x[0] = (struct bundle_drain){
		.host = "r1-hv1", .seconds = 100, .bytes = 150e9
	};
	b.drain = x;
	b.ndrain = 1;
	s = sweep_make(a, &b);
	cr_expect_float_eq(s->drain_s, 100, 1e-9);
	/* 150 GB over 10 Gbit/s */
	f = fault(s, "r1-leaf1");
	cr_expect_float_eq(f->drain_s, 120, 1e-9);
	cr_expect_str_eq(f->slowest, "r1-hv1");
	cr_expect_float_eq(fault(s, "spine1")->drain_s, 100, 1e-9);
	/* a config that was not read: nothing is said of times */
	the_switch("spine2")->view = NULL;
	cr_expect_lt(sweep_make(a, &b)->drain_s, 0);
}
