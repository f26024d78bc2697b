/*
 * What is lost when one thing fails, on a fabric of two spines and two leaves
 * with two hosts: breakout cables, ports that follow their uplinks, LAGs with a
 * minimum, and how much is left to send over.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>

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
	struct host_bandwidth *c = host_bandwidth_new(a, s);

	cable_graph_fail(s->cables, NULL);
	host_bandwidth_select(c, "live-migration", false);
	/* two ports of 10 Gbit/s there, and all of the other host's */
	cr_expect_eq(host_bandwidth_of(c, 0), 20000);
	cable_graph_fail(s->cables, fault(s, "r1-leaf1"));
	host_bandwidth_select(c, "live-migration", false);
	cr_expect_eq(host_bandwidth_of(c, 0), 10000);
	host_bandwidth_select(c, "no-such-purpose", true);
	cr_expect_eq(host_bandwidth_of(c, 1), 0);
}

/* the row of a host's first port for live migration, or the one after */
static size_t
row_of(const struct sweep *s, size_t host, size_t nth)
{
	for (size_t k = 0; k < b.nnet; k++)
		for (size_t i = 0; i < b.ncable; i++)
			if (str_eq(b.net[k].purpose, "live-migration") &&
			    cable_graph_host(s->cables, i) == host &&
			    cable_graph_carry(s->cables, k)[i] && nth-- == 0)
				return i;
	cr_assert(false, "no such row");
	return 0;
}

Test(faults, a_bond_that_waits_sends_by_the_port_in_use)
{
	struct sweep *s;
	struct host_bandwidth *c;
	size_t first, second, both[2];

	for (size_t i = 0; i < b.nsetting; i++)
		b.setting[i].team = "active-backup";
	s = sweep_make(a, &b);
	c = host_bandwidth_new(a, s);
	cable_graph_fail(s->cables, NULL);
	host_bandwidth_select(c, "live-migration", true);
	cr_expect_eq(host_bandwidth_of(c, 0), 10000);
	host_bandwidth_select(c, "live-migration", false);
	cr_expect_eq(host_bandwidth_of(c, 0), 10000);
	/* the one in use fails: the other takes over, at its own speed */
	first = both[0] = row_of(s, 0, 0);
	second = both[1] = row_of(s, 0, 1);
	for (int e = 0; e < 2; e++) {
		struct port *p =
		    (struct port *)bundle_end_port(&b.cable[second].end[e]);

		if (p)
			p->speed_mbps = 1000;
	}
	c = host_bandwidth_new(a, s);
	host_bandwidth_select(c, "live-migration", false);
	cr_expect_eq(host_bandwidth_of(c, 0), 10000);
	cr_expect_eq(host_bandwidth_without(c, 0, &second, 1), 10000);
	cr_expect_eq(host_bandwidth_without(c, 0, &first, 1), 1000);
	cr_expect_eq(host_bandwidth_without(c, 0, both, 2), 0);
	cr_expect_eq(host_bandwidth_of(c, 0), 10000);
}

Test(faults, a_waiting_port_before_a_dead_end_is_a_loss)
{
	const struct sweep *s;
	size_t seen = 0;

	for (size_t i = 0; i < b.nsetting; i++)
		b.setting[i].team = "active-backup";
	/* r1-leaf2 leads nowhere, and hosts send by r1-leaf1 */
	for (size_t i = 0; i < b.ncable; i++) {
		struct bundle_cable *c = &b.cable[i];

		if (!str_eq(c->kind, "host") &&
		    (str_eq(c->end[0].device, "r1-leaf2") ||
		    str_eq(c->end[1].device, "r1-leaf2")))
			c->end[0].sw = c->end[1].sw = NULL;
	}
	the_switch("r1-leaf2")->view->ngroup = 0;
	the_switch("r1-leaf1")->view->ngroup = 0;
	s = sweep_make(a, &b);
	cr_expect_eq(s->nwhole, 0);
	for (size_t i = 0; i < s->n; i++)
		if (s->fault[i].cable == row_of(s, 0, 0)) {
			cr_expect_gt(s->fault[i].n, 0);
			seen++;
		}
	cr_expect_eq(seen, 1);
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

/* ---- what is counted for cables of hosts, against each state walked ---- */

static uint64_t state;

static uint32_t
rnd(uint32_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % n;
}

/* ports that follow uplinks follow this one */
static void
follow(const struct bundle_cable *c)
{
	for (int e = 0; e < 2; e++) {
		const struct port *p = bundle_end_port(&c->end[e]);
		struct view *v = p ? c->end[e].sw->view : NULL;

		if (!v || v->ngroup == 0)
			continue;
		v->group[0].up = NEW(a, const char *, 1);
		v->group[0].up[0] = p->name;
		v->group[0].nup = 1;
	}
}

/* some hosts send by one port at a time, some by one their file names */
static void
bond(void)
{
	for (size_t i = 0; i < b.nsetting; i++)
		if (rnd(2))
			b.setting[i].team = "active-backup";
	for (size_t i = 0; i < b.ncable; i++)
		for (int e = 0; e < 2; e++) {
			const char *host = b.cable[i].end[e].device;
			struct host_script *h = (struct host_script *)
			    bundle_script(&b, host);
			struct host_config *c;

			if (b.cable[i].end[e].sw || !h || rnd(4))
				continue;
			c = NEW(a, struct host_config, 1);
			c->a = a;
			host_config_put(c, "team t", "primary",
			    b.cable[i].end[e].port, 1);
			h->config = c;
		}
}

/* a port that is down, VLANs that a port does not carry, cables that are one,
 * LAGs with a minimum, slower ports, ports that follow others */
static void
edit(void)
{
	for (uint32_t n = rnd(7); n > 0; n--) {
		struct bundle_cable *c = &b.cable[rnd((uint32_t)b.ncable)];
		struct bundle_cable_end *e = &c->end[rnd(2)];
		struct port *p = (struct port *)bundle_end_port(e);
		const struct bundle_net *net = &b.net[rnd((uint32_t)b.nnet)];
		struct vlan_set one = {0};

		vlan_set_add(&one, net->vlan);
		switch (rnd(8)) {
		case 0:
			if (p)
				p->up = false;
			break;
		case 1:
			if (p)
				vlan_set_cut(&p->tagged, &one);
			break;
		case 2:
			if (p)
				p->speed_mbps = 1000;
			break;
		case 3:
			if (p && e->sw && view_lag_of(e->sw->view, p))
				((struct port *)view_lag_of(e->sw->view, p))->
				    min_links = 2;
			break;
		case 4:
			if (e->sw)
				e->sw->view->ngroup = 0;
			break;
		case 5:
			follow(c);
			break;
		case 6:
			for (size_t i = 0; i < b.ncable; i++)
				if (str_eq(b.cable[i].kind, "host"))
					b.cable[i].breakout = "B1";
			break;
		default:
			c->breakout = rnd(2) ? "B1" : "B2";
		}
	}
}

static void
walk_sending(const struct sweep *s, struct host_bandwidth *c, bool promised, double *out)
{
	static const char *const use[] = {"live-migration", NULL, "csv"};
	size_t n = str_eq(b.topology, "standalone") ? 3 : 2;

	for (size_t h = 0; h < s->nhost; h++)
		out[h] = 0;
	for (size_t i = 0; i < n; i++) {
		host_bandwidth_select(c, use[i], promised);
		for (size_t h = 0; h < s->nhost; h++)
			if (out[h] <= 0)
				out[h] = (double)host_bandwidth_of(c, h);
	}
}

static double
walk_drain(const double *base, const double *well, const double *now,
    size_t nhost, size_t only)
{
	double most = -1;

	for (size_t h = 0; h < nhost; h++) {
		double sends = h == only ? now[h] : well[h];
		double t = b.drain[h].seconds;

		if (base[h] <= 0)
			continue;
		if (sends <= 0)
			t = (double)INFINITY;
		else if (sends < base[h])
			t = fmin(t * base[h] / sends,
			    fmax(t, b.drain[h].bytes * 8 / (sends * 1e6)));
		most = fmax(most, t);
	}
	return most;
}

static const struct fault_loss *
loss_of(const struct fault *f, size_t net)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->loss[i].net == net)
			return &f->loss[i];
	return NULL;
}

static bool
is_in(const struct fault_loss *l, size_t host)
{
	for (size_t i = 0; l && i < l->nhost; i++)
		if (l->host[i] == host)
			return true;
	return false;
}

/* a network, all well, then without what the fault takes */
static void
walk_net(const struct sweep *s, const struct fault *f, size_t net)
{
	struct graph_layer *l = graph_layer_new(a, &s->cables->graph,
	    cable_graph_carry(s->cables, net));
	const struct fault_loss *is = loss_of(f, net);
	bool *had = NEW(a, bool, s->nhost + 1), core;

	cable_graph_fail(s->cables, NULL);
	graph_look(l, s->cables->down, b.net[net].reaches_core);
	core = l->outside;
	graph_look(l, s->cables->down, core);
	for (size_t h = 0; h < s->nhost; h++)
		had[h] = graph_has(l, h);
	cable_graph_fail(s->cables, f);
	graph_look(l, s->cables->down, core);
	for (size_t h = 0; h < s->nhost; h++)
		cr_expect_eq(is_in(is, h), had[h] && !graph_has(l, h),
		    "%s: host %zu, network %zu", f->name, h, net);
	cr_expect_eq(is && is->core, core && !l->outside, "%s", f->name);
	cr_expect_eq(is && is->x != is->y, l->x != l->y, "%s", f->name);
}

static void
walk_all(const struct sweep *s)
{
	struct host_bandwidth *c = host_bandwidth_new(a, s);
	double *base = NEW(a, double, s->nhost + 1);
	double *well = NEW(a, double, s->nhost + 1);
	double *now = NEW(a, double, s->nhost + 1);

	cable_graph_fail(s->cables, NULL);
	walk_sending(s, c, true, base);
	walk_sending(s, c, false, well);
	for (size_t i = 0; i < s->n; i++) {
		const struct fault *f = &s->fault[i];

		for (size_t k = 0; k < b.nnet; k++)
			if (b.net[k].vlan && b.net[k].nsw)
				walk_net(s, f, k);
		if (f->cable == NO_FAULT || f->peer ||
		    cable_graph_host(s->cables, f->cable) == NO_FAULT)
			continue;
		cable_graph_fail(s->cables, f);
		walk_sending(s, c, false, now);
		cr_expect_eq(f->drain_s,
		    walk_drain(base, well, now, s->nhost,
		    cable_graph_host(s->cables, f->cable)), "%s", f->name);
	}
}

Test(faults, cables_of_hosts_cost_what_a_walk_finds)
{
	static const char *const of[] = {"fabric", "eos", "fabric", "nxos",
		"fabric", "os10", "fabric", "junos"};
	struct bundle_drain x[8];

	for (uint64_t seed = 0; seed < 600; seed++) {
		const struct sweep *s;

		arena_free(a);
		a = arena_new();
		b = (struct bundle){0};
		state = seed;
		cr_assert(bundle_read(a, diags_new(a),
		    str_fmt(a, "tests/verify/bundles/%s", of[seed % 8]), NULL,
		    &b));
		edit();
		bond();
		s = sweep_make(a, &b);
		cr_assert_leq(s->nhost, 8);
		for (size_t h = 0; h < s->nhost; h++)
			x[h] = (struct bundle_drain){ .host = s->host[h],
				.seconds = 10 + rnd(100),
				.bytes = 1e9 * (1 + rnd(100)) };
		b.drain = x;
		b.ndrain = s->nhost;
		walk_all(sweep_make(a, &b));
	}
}
