/*
 * A small design built by hand, for the tests of what is rendered: a pair of
 * spines in one domain, a leaf, a host, a core, every kind of port; the same
 * for each platform.  The arena is the test's.
 */
#ifndef TESTS_RENDER_WORLD_H
#define TESTS_RENDER_WORLD_H

#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "render/config.h"
#include "render/context.h"
#include "render/device_text.h"
#include "render/jinja.h"
#include "render/placeholder.h"
#include "scratch.h"

#define UNUSED __attribute__((unused))

static struct arena *a;
static struct diags *d;
static const struct catalog *catalog;

static UNUSED const char *const templates[] = { "templates" };

static char scratch[SCRATCH_MAX]; /* a folder of the test */

static void
setup(void)
{
	a = arena_new();
	d = diags_new(a);
	scratch_make(scratch);
}

static void
teardown(void)
{
	scratch_remove(scratch);
	arena_free(a);
}

/* ---- a small world ---- */

enum { VLAN_LM = 120, VLAN_CSV = 110, VLAN_SMB = 130, VLAN_DATA = 200,
	VLAN_MGMT = 10 };

static UNUSED struct switch_model *
a_model(const char *platform, const char *pattern, const char *fast,
    const char *child, const char *oob)
{
	struct switch_model *s = NEW(a, struct switch_model, 1);

	s->id = "switch-x";
	s->name = "Switch X";
	s->nos_name = platform;
	s->platform = catalog_platform(catalog, platform);
	cr_assert_not_null(s->platform, "platform %s", platform);
	s->nblock = 2;
	s->block = NEW(a, struct port_block, 2);
	s->block[0] = (struct port_block){.name = pattern, .count = 8,
	    .step = 1, .speed_bps = 10000000000};
	s->block[1] = (struct port_block){.name = fast, .count = 4,
	    .speed_bps = 40000000000, .into = 4, .breakout_bps = 10000000000,
	    .breakout_name = child};
	s->oob_port = oob;
	return s;
}

static UNUSED const char *
numbered(const char *pattern, int n, int k)
{
	return str_fill(a, pattern, "n", str_fmt(a, "%d", n), "k",
	    str_fmt(a, "%d", k), NULL);
}

static UNUSED int *
ints(int n, ...)
{
	int *v = NEW(a, int, (size_t)n + 1), i;
	va_list ap;

	va_start(ap, n);
	for (i = 0; i < n; i++)
		v[i] = va_arg(ap, int);
	va_end(ap);
	return v;
}

static UNUSED struct dport *
port(struct dswitch *s, const char *name, enum port_role role,
    const char *description)
{
	struct dport *p = &s->port[s->nport++];

	*p = (struct dport){.name = name, .role = role, .parent = NONE,
	    .lag = NONE, .link = NONE, .description = description,
	    .speed_bps = s->model->block[0].speed_bps};
	return p;
}

static UNUSED struct dlag *
lag(struct design *g, size_t sw, int number, enum lag_purpose purpose,
    size_t first, size_t n)
{
	struct dlag l = {.sw = sw, .number = number, .purpose = purpose,
	    .lacp = true, .peer = NONE, .peer_name = "core1",
	    .description = "to somewhere", .nport = n};
	size_t i;

	l.name = str_fill(a, platform_word(g->sw[sw].model->platform,
	    "lag_name", "?"), "n", str_fmt(a, "%d", number), NULL);
	l.port = NEW(a, size_t, n + 1);
	for (i = 0; i < n; i++) {
		l.port[i] = first + i;
		g->sw[sw].port[first + i].lag = g->nlag;
	}
	PUSH(a, g->lag, g->nlag, g->caplag, l);
	return &g->lag[g->nlag - 1];
}

/* ports 0-1 hosts, 2 spare, 3 to the spines or the core, 4 broken out, its
 * children 5-8 the first two of which are hosts', 9-10 the peer link */
static void
a_switch(struct design *g, struct switch_model *m, enum switch_role role,
    bool lossless)
{
	size_t sw = g->nsw++, i;
	struct dswitch *s = &g->sw[sw];
	struct dport *p;
	int n;

	*s = (struct dswitch){.name = str_fmt(a, "sw%zu", sw + 1),
	    .role = role, .model = m, .pair = NONE, .uplink_lag = NONE,
	    .stp_priority = 8192, .oob_address = 0x0a00000bu + (uint32_t)sw,
	    .oob_prefix = 24, .oob_gateway = 0x0a000001u, .nvlan = 4};
	s->vlan = ints(4, VLAN_CSV, VLAN_LM, VLAN_SMB, VLAN_DATA);
	s->port = NEW(a, struct dport, 16);
	for (n = 0; n < 2; n++) {
		p = port(s, numbered(m->block[0].name, n + 1, 0), PORT_HOST,
		    "hv1 nic");
		p->tagged = ints(3, VLAN_CSV, VLAN_LM, VLAN_SMB);
		p->ntagged = 3;
		p->lossless = lossless;
		p->edge = true;
	}
	s->port[1].untagged = VLAN_DATA;
	port(s, numbered(m->block[0].name, 3, 0), PORT_UNUSED, "spare");
	port(s, numbered(m->block[0].name, 4, 0), role == ROLE_LEAF ?
	    PORT_UPLINK : PORT_CORE, "up");
	p = port(s, numbered(m->block[1].name, 48, 0), PORT_SPLIT, "");
	p->block = 1;
	for (n = 0; n < 4; n++) {
		p = port(s, numbered(m->block[1].breakout_name, 48 + n, n + 1),
		    n < 2 ? PORT_HOST : PORT_UNUSED, "child");
		p->parent = 4;
		p->tagged = ints(1, VLAN_SMB);
		p->ntagged = n == 0;
		p->untagged = n == 1 ? VLAN_DATA : 0;
		p->edge = n < 2;
	}
	for (i = 0; i < 2; i++)
		port(s, numbered(m->block[0].name, 7 + (int)i, 0), PORT_PEER,
		    "peer");
	lag(g, sw, 10, role == ROLE_LEAF ? LAG_UPLINK : LAG_CORE, 3, 1);
	g->lag[g->nlag - 1].tagged = ints(1, VLAN_DATA);
	g->lag[g->nlag - 1].ntagged = 1;
	g->lag[g->nlag - 1].lossless = lossless;
	if (role == ROLE_LEAF) {
		s->ufd = true;
		s->uplink_lag = g->nlag - 1;
	}
}

static void
networks(struct model *m, struct design *g)
{
	static const struct network net[] = {
		{.name = "lm", .purpose = PURPOSE_LM, .vlan = VLAN_LM,
		 .has_subnet = true, .base = 0x0a007800, .prefix = 24,
		 .east_west = true, .jumbo = true},
		{.name = "csv", .purpose = PURPOSE_CSV, .vlan = VLAN_CSV,
		 .has_subnet = true, .base = 0x0a006e00, .prefix = 24,
		 .east_west = true, .jumbo = true},
		{.name = "smb", .purpose = PURPOSE_STORAGE, .vlan = VLAN_SMB,
		 .has_subnet = true, .base = 0x0a008200, .prefix = 24,
		 .east_west = true, .jumbo = true, .lossless = true},
		{.name = "data", .purpose = PURPOSE_DATA, .vlan = VLAN_DATA},
		{.name = "mgmt", .purpose = PURPOSE_MANAGEMENT,
		 .vlan = VLAN_MGMT}
	};
	size_t i;

	m->nnetwork = g->nnet = sizeof(net) / sizeof(net[0]);
	m->network = NEW(a, struct network, m->nnetwork);
	memcpy(m->network, net, sizeof(net));
	g->net = NEW(a, struct dnet, g->nnet);
	for (i = 0; i < g->nnet; i++)
		g->net[i] = (struct dnet){.net = &m->network[i],
		    .carried = true, .reaches_core = !net[i].east_west};
}

static void
a_host(struct model *m, struct design *g, bool team, const char *nic)
{
	struct dhost *h = NEW(a, struct dhost, 1);
	struct host *host = NEW(a, struct host, 1);
	static const char *const name[] = {"lm", "csv", "smb1", "smb2", "mgmt"};
	static const size_t net[] = {0, 1, 2, 2, 4};
	size_t i;

	host->name = "hv1";
	host->network = NEW(a, bool, m->nnetwork);
	for (i = 0; i < m->nnetwork; i++)
		host->network[i] = true;
	host->group = NEW(a, struct nic_group, 1);
	host->group[0] = (struct nic_group){.n = 3, .network = host->network};
	host->ngroup = 1;
	host->nports = 3;
	m->host = host;
	m->nhost = m->nend = g->nhost = g->nend = 1;
	*h = (struct dhost){.host = host, .team = team,
	    .bond = team ? BOND_ACTIVE_BACKUP : BOND_NO, .nnic = 3,
	    .nvnic = team ? 5 : 2, .smb_limit_bps = 8000000000};
	h->group = NEW(a, struct dgroup, 1);
	h->group[0] = (struct dgroup){.asked = host->group, .team = team,
	    .bond = h->bond, .vswitch = team ? "Converged" : NULL};
	h->ngroup = 1;
	h->nic = NEW(a, struct dnic, 3);
	h->nic[0] = (struct dnic){.name = nic, .sw = 0, .team = team,
	    .vswitch = team ? "Converged" : NULL, .vmq_base = 2, .vmq_max = 7};
	h->nic[1] = (struct dnic){.name = "NIC2", .sw = 0, .port = 1,
	    .team = team, .vswitch = team ? "Converged" : NULL,
	    .vmq_base = 16, .vmq_max = 7};
	h->nic[2] = (struct dnic){.name = "today", .sw = NONE, .port = NONE};
	h->vnic = NEW(a, struct dvnic, 5);
	for (i = 0; i < h->nvnic; i++) {
		struct dvnic *v = &h->vnic[i];

		*v = (struct dvnic){.net = net[i], .name = name[i],
		    .vswitch = team ? "Converged" : NULL,
		    .nic = team ? NONE : i, .vlan = m->network[net[i]].vlan};
		if (m->network[net[i]].has_subnet) {
			v->address = m->network[net[i]].base + 11;
			v->prefix = 24;
		}
		v->rdma = v->lossless = m->network[net[i]].lossless;
	}
	if (team) {
		h->vnic[2].nic = 0;
		h->vnic[3].nic = 1;
	}
	h->lm_order = NEW(a, size_t, 2);
	h->lm_order[1] = 1;
	h->nlm_order = 2;
	g->host = h;
}

/* a pair in a domain where the platform has them, and a leaf */
static UNUSED struct design *
world(const char *platform, const char *pattern, const char *fast,
    const char *child, const char *oob)
{
	struct model *m = NEW(a, struct model, 1);
	struct design *g = NEW(a, struct design, 1);
	struct switch_model *x;
	size_t i;

	if (catalog == NULL)
		catalog = catalog_read(a, d, (const char *const[]){"catalogs"},
		    1, templates, 1);
	cr_assert_not_null(catalog);
	x = a_model(platform, pattern, fast, child, oob);
	m->catalog = catalog;
	m->site = "ghent";
	m->rack = NEW(a, struct rack, 1);
	m->rack[0].name = "r1";
	m->nrack = 1;
	m->cluster = NEW(a, struct cluster, 1);
	m->cluster[0] = (struct cluster){.name = "prod", .set = true,
	    .hyp = catalog_hypervisor(catalog, "hyper-v"),
	    .transport = TRANSPORT_SMB, .simultaneous = 2};
	m->ncluster = 1;
	m->services.admin = "admin";
	m->services.ntp = (struct name_list){(const char *[]){"10.0.2.7"}, NULL, 1};
	m->services.ntp.name = NEW(a, const char *, 1);
	m->services.ntp.name[0] = "10.0.2.7";
	m->services.syslog = m->services.snmp_traps = m->services.ntp;
	m->services.domain = "example.org";
	g->model = m;
	g->qos = (struct dqos){ .used = true, .priority = 3,
	    .lossless_percent = 50, .default_percent = 50 };
	g->sw = NEW(a, struct dswitch, 4);
	networks(m, g);
	for (i = 0; i < 3; i++)
		a_switch(g, x, i < 2 ? ROLE_SPINE : ROLE_LEAF, true);
	if (platform_cannot(x->platform, CAN_MCLAG) == NULL) {
		for (i = 0; i < 2; i++) {
			struct dlag *l;

			g->sw[i].pair = 1 - i;
			g->sw[i].domain = 1;
			g->sw[i].unit_id = (int)i;
			g->sw[i].role_priority = 4096 * (int)(i + 1);
			g->sw[i].system_mac = "02:ea:57:00:00:01";
			l = lag(g, i, 100, LAG_PEER, 9, 2);
			l->lacp = false;
			l->lossless = true;
			g->lag[i].mclag = 10;
			g->lag[i].bpdu_filter = true;
		}
	}
	for (i = 0; i < g->nsw; i++) {
		size_t k;

		/* a peer link nobody uses here */
		for (k = 9; k < 11; k++)
			if (g->sw[i].port[k].lag == NONE)
				g->sw[i].port[k].role = PORT_UNUSED;
	}
	a_host(m, g, true, "NIC1");
	return g;
}

static UNUSED struct design *
os9(void)
{
	return world("os9", "TenGigabitEthernet 0/{n}", "fortyGigE 0/{n}",
	    "TenGigabitEthernet 0/{n}", "ManagementEthernet 0/0");
}

static UNUSED struct design *
os6(void)
{
	return world("os6", "Te1/0/{n}", "Fo1/1/{n}", "Te1/1/{k}",
	    "out-of-band");
}

static UNUSED struct design *
os10(void)
{
	return world("os10", "ethernet1/1/{n}", "ethernet1/1/{n}",
	    "ethernet1/1/48:{k}", "mgmt1/1/1");
}

static UNUSED struct design *
eos(void)
{
	return world("eos", "Ethernet{n}", "Ethernet{n}/1", "Ethernet48/{k}",
	    "Management1");
}

/* no port follows an uplink there */
static UNUSED struct design *
nxos(void)
{
	struct design *g = world("nxos", "Ethernet1/{n}", "Ethernet1/{n}",
	    "Ethernet1/48/{k}", "mgmt0");

	g->sw[2].ufd = false;
	return g;
}

static UNUSED struct design *
netgear(void)
{
	return world("netgear", "xg{n}", "xg4{n}", "xg5{k}", NULL);
}

static UNUSED struct design *
netgear_plus(void)
{
	return world("netgear-plus", "port {n}", "port 4{n}", "port 5{k}",
	    NULL);
}

/* no spanning tree, nothing broken out */
static UNUSED struct design *
sonic(void)
{
	struct design *g = world("sonic", "Ethernet{n}", "Ethernet{n}",
	    "Ethernet6{k}", "eth0");
	struct model *m = (struct model *)(uintptr_t)g->model;
	size_t i, k;

	m->services.snmp_traps.n = 0;
	for (i = 0; i < 3; i++) {
		g->sw[i].ufd = false;
		g->lag[i].bpdu_filter = false;
		for (k = 4; k < 9; k++) {
			struct dport *p = &g->sw[i].port[k];

			p->role = PORT_UNUSED;
			p->parent = NONE;
			p->block = 0;
		}
	}
	for (i = 0; i < g->nlag; i++) {
		g->lag[i].lacp = true;
		if (g->lag[i].purpose == LAG_PEER) {
			g->lag[i].tagged = g->sw[g->lag[i].sw].vlan;
			g->lag[i].ntagged = g->sw[g->lag[i].sw].nvlan;
		}
	}
	return g;
}

/* no domain, nothing lossless, nothing broken out, no traps */
static UNUSED struct design *
fastpath(void)
{
	struct design *g = world("fastpath", "1/0/{n}", "1/0/{n}",
	    "1/0/{n}-{k}", "oob");
	struct model *m = (struct model *)(uintptr_t)g->model;
	size_t i, k;

	m->services.snmp_traps.n = 0;
	g->qos.used = false;
	for (i = 0; i < 3; i++) {
		for (k = 0; k < g->sw[i].nport; k++)
			g->sw[i].port[k].lossless = false;
		for (k = 4; k < 9; k++) {
			struct dport *p = &g->sw[i].port[k];

			p->role = PORT_UNUSED;
			p->parent = NONE;
			p->block = 0;
			p->speed_bps = g->sw[i].model->block[0].speed_bps;
		}
	}
	g->sw[2].port[0].ntagged = 0;
	g->sw[2].port[0].untagged = VLAN_DATA;
	for (i = 0; i < g->nlag; i++) {
		g->lag[i].lacp = true;
		g->lag[i].lossless = false;
	}
	return g;
}

/* nothing broken out, no port follows another */
static UNUSED struct design *
aoscx(void)
{
	struct design *g = world("aoscx", "1/1/{n}", "1/1/{n}", "1/1/{n}-{k}",
	    "mgmt");
	size_t i, k;

	((struct switch_model *)(uintptr_t)g->sw[0].model)->lossless_pools = 3;
	for (i = 0; i < 3; i++) {
		g->sw[i].ufd = false;
		g->sw[i].port[1].ntagged = 0;
		for (k = 4; k < 9; k++) {
			struct dport *p = &g->sw[i].port[k];

			p->role = PORT_UNUSED;
			p->parent = NONE;
			p->block = 0;
			p->speed_bps = g->sw[i].model->block[0].speed_bps;
		}
	}
	for (i = 0; i < g->nlag; i++)
		g->lag[i].lacp = true;
	return g;
}

/* no domain, nothing lossless, nothing broken out, no port follows another */
static UNUSED struct design *
routeros(void)
{
	struct design *g = world("routeros", "sfp-sfpplus{n}", "qsfpplus{n}-1",
	    "qsfpplus{n}-{k}", "ether1");
	size_t i, k;

	g->qos.used = false;
	for (i = 0; i < 3; i++) {
		g->sw[i].ufd = false;
		for (k = 0; k < g->sw[i].nport; k++) {
			struct dport *p = &g->sw[i].port[k];

			p->lossless = false;
			if (k >= 4) {
				p->role = PORT_UNUSED;
				p->parent = NONE;
				p->block = 0;
				p->speed_bps =
				    g->sw[i].model->block[0].speed_bps;
			}
		}
	}
	for (i = 0; i < g->nlag; i++) {
		g->lag[i].lacp = true;
		g->lag[i].lossless = false;
	}
	return g;
}

/* the peer link has a name of its own */
static UNUSED struct design *
nvue(void)
{
	struct design *g = world("nvue", "swp{n}", "swp{n}", "swp48s{k}",
	    "eth0");
	size_t i;

	for (i = 0; i < g->nlag; i++) {
		g->lag[i].lacp = true;
		if (g->lag[i].purpose == LAG_PEER) {
			g->lag[i].number = 4094;
			g->lag[i].name = "peerlink";
		}
	}
	return g;
}

/* BPDUs are not filtered */
static UNUSED struct design *
junos(void)
{
	struct design *g = world("junos", "xe-0/0/{n}", "et-0/0/{n}",
	    "xe-0/0/{n}:{k}", "em0");
	size_t i;

	for (i = 0; i < g->nlag; i++) {
		g->lag[i].lacp = true;
		g->lag[i].bpdu_filter = false;
	}
	return g;
}

static UNUSED const char *
file_of(const struct fileset *s, const char *path)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (strcmp(s->file[i].path, path) == 0)
			return s->file[i].data;
	cr_assert_fail("no file %s", path);
	return "";
}

static UNUSED bool
renders(const struct design *g, struct fileset *s)
{
	struct renderer *r = renderer_new(a, templates, 1, false);
	bool ok = render_configs(r, d, g, s);

	renderer_end(r);
	return ok;
}

static UNUSED struct fileset *
rendered(const struct design *g)
{
	struct fileset *s = fileset_new(a);
	bool ok = renders(g, s);

	if (!ok)
		diag_print(stderr, d, false, true);
	cr_assert(ok);
	return s;
}

/* each text stands in the file, in this order */
static UNUSED void
in_order(const char *file, const char *const *want)
{
	const char *p = file;

	for (; *want != NULL; want++) {
		const char *hit = strstr(p, *want);

		cr_assert_not_null(hit, "missing, or out of order:\n%s\nin:\n"
		    "%s", *want, file);
		/* the end of a line is the begin of the next */
		p = hit + strlen(*want);
		p -= p[-1] == '\n';
	}
}

#define IN_ORDER(file, ...) \
	in_order((file), (const char *const[]){__VA_ARGS__, NULL})

static UNUSED size_t
count(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)) != NULL; text += strlen(what))
		n++;
	return n;
}

#endif
