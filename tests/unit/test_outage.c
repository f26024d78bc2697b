/*
 * What a failure does is one answer: what the report, run-books and phases say
 * of a design is what `verify` finds in the text of its bundle, for every
 * switch, every cable, every host and every network.
 */
#include "site.h"

#include "command/bundle_make.h"
#include "render/config.h"
#include "prove/drain_variants.h"
#include "prove/outage.h"
#include "prove/prove.h"
#include "prove/stress.h"
#include "verify/faults.h"

TestSuite(outage, .init = setup, .fini = teardown, .timeout = 900);

static const struct fault *
fault(const struct sweep *s, const char *name)
{
	for (size_t i = 0; i < s->n; i++)
		if (str_eq(s->fault[i].name, name))
			return &s->fault[i];
	cr_assert_fail("no fault %s", name);
	return NULL;
}

static bool
read_lost(const struct sweep *s, const struct fault *f, const char *host,
    const char *net)
{
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->loss[i].nhost; k++)
			if (str_eq(s->b->net[f->loss[i].net].name, net) &&
			    str_eq(s->host[f->loss[i].host[k]], host))
				return true;
	return false;
}

static bool
meant_lost(const struct outage *o, size_t host, size_t net)
{
	for (size_t i = 0; i < o->nlost; i++)
		if (o->lost[i].host == host && o->lost[i].net == net)
			return true;
	return false;
}

/* how many losses there are, which are the same */
static size_t
same(const char *site, const struct design *g, const struct sweep *s,
    const char *name, const struct outage *o)
{
	const struct fault *f = fault(s, name);
	size_t lost = 0;

	for (size_t h = 0; h < g->nhost; h++)
		for (size_t n = 0; n < g->nnet; n++) {
			const char *host = g->host[h].host->name;
			const char *net = g->net[n].net->name;
			bool meant = meant_lost(o, h, n);

			if (!g->host[h].host->network[n])
				continue;
			lost += meant;
			cr_expect_eq(meant, read_lost(s, f, host, net),
			    "%s: without %s, %s %s %s, and not as read", site,
			    name, host, meant ? "loses" : "keeps", net);
		}
	return lost;
}

/* all links between the two of a pair */
static void
peers(const char *path, const struct design *g, const struct sweep *s,
    const struct dlink *l)
{
	bool *cut = NEW(a, bool, g->nlink + 1);
	size_t n = 0, i;

	for (i = 0; i < g->nlink; i++) {
		cut[i] = g->link[i].kind == LINK_PEER &&
		    g->link[i].a.sw == l->a.sw;
		n += cut[i];
	}
	if (n > 1)
		same(path, g, s, str_fmt(a, "%s and %s", l->a.device,
		    l->b.device), outage_links(a, NULL, g, cut));
}

static size_t
one_answer(const char *path, struct model *m)
{
	static const char *const catalogs[] = { "catalogs" };
	static const char *const templates[] = { "templates" };
	const struct bundle_from from = { .catalog = catalogs, .ncatalog = 1,
		.templates = templates, .ntemplates = 1,
		.renderer = renderer_new(a, templates, 1, false) };
	const struct selection *v = decided(m);
	const struct design *g = v->design;
	struct fileset *files = fileset_new(a);
	bool *out = NEW(a, bool, g->nsw + 1);
	struct bundle b = { 0 };
	const struct sweep *s;
	size_t lost = 0, i;

	if (!bundle_make(a, d, v, &from, files) ||
	    !bundle_read(a, d, "", files, &b)) {
		diag_print(stderr, d, false, false);
		cr_assert_fail("%s", path);
	}
	renderer_end(from.renderer);
	s = sweep_make(a, &b);
	cr_assert_eq(s->nunread, 0);
	for (i = 0; i < g->nsw; i++) {
		out[i] = true;
		lost += same(path, g, s, g->sw[i].name,
		    outage_networks(a, g, out));
		out[i] = false;
	}
	for (i = 0; i < g->nlink; i++)
		if (g->link[i].kind != LINK_OOB)
			lost += same(path, g, s,
			    design_cable_id(a, &g->link[i]),
			    outage_cable(a, NULL, g, i));
	for (i = 0; i < g->nlink; i++)
		if (g->link[i].kind == LINK_PEER)
			peers(path, g, s, &g->link[i]);
	return lost;
}

static size_t
of_file(const char *path)
{
	return one_answer(path, site_file(path));
}

Test(outage, is_what_verify_finds)
{
	/* two switches without a link: each has networks of its own */
	cr_expect_gt(of_file("tests/compat/standalone.yaml"), 0);
	of_file("tests/compat/standalone-kvm.yaml");
	of_file("tests/compat/linked-mclag.yaml");
	of_file("tests/compat/linked-two-lags.yaml");
	of_file("tests/compat/linked-nxos.yaml");
	of_file("tests/compat/spine-leaf.yaml");
	of_file("tests/compat/spine-leaf-eos.yaml");
	of_file("tests/compat/evlt.yaml");
	of_file("examples/linked.yaml");
	of_file("examples/medium.yaml");
}

/* the LAG between two domains is four links of two switches each: with any one of
 * the four out, half of it is left, whichever that is */
Test(outage, of_a_spine_leaves_half_of_the_lag_between_domains)
{
	const struct design *g =
	    decided(site_file("tests/compat/evlt.yaml"))->design;
	struct drain_variants *meanwhile = drain_variants_new(a, g->model);
	bool *out = NEW(a, bool, g->nsw + 1);
	double first = -1;
	size_t i;

	for (i = 0; i < g->nsw; i++) {
		const struct outage *o;

		if (g->sw[i].role != ROLE_SPINE)
			continue;
		out[i] = true;
		o = outage_look(a, meanwhile, g, out);
		out[i] = false;
		cr_expect_eq(o->cut_off, 0);
		cr_expect_gt(o->drain_s, 0, "%s: no host can be drained",
		    g->sw[i].name);
		if (first < 0)
			first = o->drain_s;
		cr_expect_float_eq(o->drain_s, first, first * 1e-6, "%s: %g, %g",
		    g->sw[i].name, o->drain_s, first);
	}
}

#define LINKED(core, survive) \
	"eastwest: 1\n" \
	"site: {name: x, currency: EUR}\n" \
	"requirements: {drain: 10 min, topology: linked, survive: " survive "}\n" \
	"racks: [{name: r1, units: 42}]\n" \
	"clusters: [{name: prod, hypervisor: hyper-v, version: '2022'}]\n" \
	"hosts:\n" \
	"  - {name: 'hv[1-4]', rack: r1, cluster: prod, memory: 192 GiB,\n" \
	"     height: 1, nics: {ports: 2, speed: 10G, media: sfp+}}\n" \
	"vms:\n" \
	"  - {name: 'vm[01-24]', cluster: prod, memory: 12 GiB, nonzero: 80 %,\n" \
	"     hot: 96 MiB, hot_window: 2 s, dirty_rate: 2 MB/s}\n" \
	"networks:\n" \
	"  - {name: lm, purpose: live-migration, vlan: 20,\n" \
	"     subnet: 192.168.20.0/24}\n" \
	"  - {name: csv, purpose: csv, vlan: 21, subnet: 192.168.21.0/24}\n" \
	"  - {name: data, purpose: data, vlan: 30, subnet: 192.168.30.0/24,\n" \
	"     gateway: 192.168.30.1}\n" \
	"core: {switches: [" core "], speed: 10G, links: 1, media: sfp+}\n"

/* all hosts lose the network the core routes, with its switch and its cable;
 * nobody does where the other switch has a cable of its own */
Test(outage, of_the_one_way_to_the_core_is_everybodys)
{
	cr_expect_eq(one_answer("one", site_text(LINKED("core1", "none"))), 4 + 4);
	cr_expect_eq(one_answer("two", site_text(LINKED("core1, core2", "any-one"))), 0);
}

Test(outage, of_a_breakout_cable_takes_all_its_links)
{
	const struct design *g = choose(LINKED("core1", "none"))->design;
	const struct dnic *n = g->host[1].nic;
	const struct outage *o;
	const struct stress *s;
	size_t link[2], rows = 0, i;

	for (i = 0; i < 2; i++) {
		link[i] = g->sw[n[i].sw].port[n[i].port].link;
		cr_expect_eq(outage_cable(a, NULL, g, link[i])->nlost, 0);
	}
	for (i = 0; i < 2; i++)
		g->link[link[i]].bundle = 7;
	o = outage_cable(a, NULL, g, link[1]);
	cr_assert_eq(o->nlost, 3);
	cr_expect_eq(o->lost[0].host, 1);
	cr_expect_eq(o->cut_off, 1);
	/* and the report has it as one */
	s = stress_look(a, g, NULL);
	for (i = 0; i < s->nfailure; i++)
		if (str_eq(s->failure[i].kind, "one breakout cable of hosts")) {
			cr_expect_eq(s->failure[i].n, 1);
			cr_expect_str_eq(s->failure[i].name[0], "C0007");
			cr_expect_eq(s->failure[i].cut_off, 1);
			rows++;
		}
	cr_expect_eq(rows, 1);
}

/* a pair of one model in one domain; oob: a row of networks, or "" */
#define PAIR \
	"eastwest: 1\n" \
	"site: {name: x, currency: EUR}\n" \
	"requirements: {topology: linked, survive: none}\n" \
	"policy: {used: true, models: {standalone: [%s]}}\n" \
	"racks: [{name: r1, units: 42}]\n" \
	"clusters: [{name: prod, hypervisor: %s}]\n" \
	"hosts:\n" \
	"  - {name: 'hv[1-4]', rack: r1, cluster: prod, memory: 192 GiB,\n" \
	"     height: 1, nics: {ports: 2, speed: 10G, media: sfp+}}\n" \
	"vms: [{name: 'vm[1-8]', cluster: prod, memory: 12 GiB}]\n" \
	"networks:\n" \
	"  - {name: lm, purpose: live-migration, vlan: 20,\n" \
	"     subnet: 192.168.20.0/24}\n" \
	"  - {name: csv, purpose: csv, vlan: 21, subnet: 192.168.21.0/24}\n" \
	"  - {name: data, purpose: data, vlan: 30, subnet: 192.168.30.0/24,\n" \
	"     gateway: 192.168.30.1}\n%s" \
	"core: {switches: [core1, core2], speed: 10G, links: 2, mclag: true,\n" \
	"       media: sfp+}\n"
#define OOB "  - {name: oob, purpose: oob, subnet: 10.0.0.0/24}\n"

/* hosts that lose a network without the whole peer link, both peers alive */
static size_t
lost_without(const char *model, const char *cluster, const char *oob)
{
	struct model *m = site_text(str_fmt(a, PAIR, model, cluster, oob));
	const struct design *g = decided(m)->design;
	bool *cut = NEW(a, bool, g->nlink + 1);
	bool *out = NEW(a, bool, g->nsw + 1);
	size_t i;

	cr_assert(g->sw[0].domain != 0, "%s is no domain", model);
	for (i = 0; i < g->nlink; i++)
		cut[i] = g->link[i].kind == LINK_PEER;
	one_answer(model, m);
	/* either switch alone is no such case: the other goes on */
	for (i = 0; i < 2; i++) {
		out[i] = true;
		cr_expect_eq(outage_networks(a, g, out)->nlost, 0, "%s", model);
		out[i] = false;
	}
	return outage_links(a, NULL, g, cut)->cut_off;
}

static size_t
lost_without_peer_link(const char *model, const char *oob)
{
	return lost_without(model, "hyper-v, version: '2022'", oob);
}

/* where host ports of the secondary go down with the peer link, hosts go on by
 * the primary; where they stay up they send into nothing */
Test(outage, of_the_whole_peer_link_is_as_the_system_shuts_ports)
{
	cr_expect_eq(lost_without_peer_link("dell-s4148f-on", OOB), 0);
	cr_expect_eq(lost_without_peer_link("cisco-nexus-93180yc-ex", OOB), 0);
	cr_expect_eq(lost_without_peer_link("arista-7050sx-64", OOB), 0);
	cr_expect_eq(lost_without_peer_link("hpe-aruba-8325-48y8c", OOB), 0);
	cr_expect_eq(lost_without_peer_link("nvidia-sn2010", OOB), 4);
	cr_expect_eq(lost_without_peer_link("juniper-qfx5100-48s", OOB), 4);
	cr_expect_eq(lost_without_peer_link("dell-s4810", OOB), 4);
	cr_expect_eq(lost_without_peer_link("edgecore-as5835-54x", OOB), 4);
	/* a host's own LAG is shut as the others are, and it goes on */
	cr_expect_eq(lost_without("dell-s4810", "kvm, bond: 802.3ad", OOB), 0);
	cr_expect_eq(lost_without("dell-s4148f-on", "kvm, bond: 802.3ad", OOB), 0);
	/* bonds that send by one port do so all by the first switch, and what
	 * they send each other does not pass the peer link */
	cr_expect_eq(lost_without("nvidia-sn2010", "kvm", OOB), 0);
	cr_expect_eq(lost_without("juniper-qfx5100-48s", "kvm", OOB), 0);
	cr_expect_eq(lost_without("dell-s4810", "kvm", OOB), 0);
	cr_expect_eq(lost_without("edgecore-as5835-54x", "kvm", OOB), 0);
	cr_expect_eq(lost_without("dell-s4148f-on", "kvm", ""), 0);
	/* the peers can't tell a lost link from a lost peer, and both keep running */
	cr_expect_eq(lost_without_peer_link("dell-s4148f-on", ""), 4);
}

static const struct requirement *
survive(struct design *g)
{
	survive_requirement(a, g);
	return &g->req[g->nreq - 1];
}

Test(outage, a_single_point_of_failure_is_a_requirement_that_is_not_met)
{
	const struct requirement *r;
	const struct selection *v;

	v = prove_choose(a, diags_new(a),
	    site_text(LINKED("core1", "any-one")), false);
	cr_expect_null(v->design);
	r = survive(v->shown);
	cr_expect(!r->met && !r->reported);
	/* the switch, and the cable */
	cr_expect_str_eq(r->achieved, "2 single points of failure");
	cr_expect_str_eq(r->note,
	    "if ew1 fails, 4 hosts lose network 'data'");
	r = survive(choose(LINKED("core1", "none"))->design);
	cr_expect(r->met && r->reported);
	r = survive(choose(LINKED("core1, core2", "any-one"))
	    ->design);
	cr_expect(r->met && r->note == NULL, "%s", r->achieved);
	/* each network has another in its place */
	r = survive(decided(site_file("tests/compat/standalone.yaml"))->design);
	cr_expect(r->met, "%s", r->achieved);
	cr_expect_str_eq(r->note, "not checked: oob");
}

/* hosts with a port to either switch, each iSCSI fabric on one of them */
#define MULTIPATH(topology) \
	"eastwest: 1\nsite: {name: t, currency: EUR}\nracks: [{name: r1}]\n" \
	"clusters: [{name: c, hypervisor: vsphere}]\n" \
	"hosts: [{name: \"e[1-3]\", memory: 256 GiB, nics: {ports: 2, " \
	"speed: 10G, media: sfp+}}]\n" \
	"vms: [{name: \"v[1-30]\", memory: 8 GiB}]\nnetworks:\n" \
	"  - {name: vmo, purpose: live-migration, vlan: 20, " \
	"subnet: 10.0.20.0/24}\n" \
	"  - {name: ia, purpose: iscsi, vlan: 31, subnet: 10.0.31.0/24}\n" \
	"  - {name: ib, purpose: iscsi, vlan: 32, subnet: 10.0.32.0/24}\n" \
	"requirements: {topology: " topology "}\n"

Test(outage, a_network_the_design_puts_on_one_of_two_ports_is_judged)
{
	const struct requirement *r;
	const struct selection *v =
	    prove_choose(a, diags_new(a), site_text(MULTIPATH("standalone")),
	        false);

	cr_expect_null(v->design);
	r = survive(v->shown);
	cr_expect(!r->met);
	cr_expect_str_eq(r->note, "if ew1 fails, 3 hosts lose network 'vmo'");
	cr_expect(survive(choose(MULTIPATH("linked"))->design)->met);
}

Test(outage, hosts_with_one_port_are_listed_and_one_cable_for_both_is_judged)
{
	struct design *g =
	    choose(LINKED("core1, core2", "any-one"))->design;
	const struct requirement *r;
	size_t i;

	g->host[2].nnic = 1;
	r = survive(g);
	cr_expect(r->met);
	cr_expect_str_eq(r->note,
	    "not checked: with one port on a network, or no team: hv3");
	cr_expect_str_eq(r->achieved,
	    "any one switch or cable, but for hv3");
	for (i = 0; i < 2; i++) {
		const struct dnic *n = &g->host[1].nic[i];

		g->link[g->sw[n->sw].port[n->port].link].bundle = 7;
	}
	r = survive(g);
	cr_expect(!r->met);
	cr_expect_str_eq(r->note,
	    "if cable C0007 fails, hv2 loses network 'lm'");
}
