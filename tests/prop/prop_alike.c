/*
 * Random switches, told in the words of every platform that is read: whatever
 * the dialect, what is read back is what was meant, and so the same in all.
 * Ports differ in their names alone; what a platform can't is not asked of it.
 * ALIKE=N in the environment: so many switches of each platform (default 25).
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "readback/view.h"
#include "render/config.h"

static uint64_t state;

static uint32_t
rnd(uint32_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % n;
}

static bool
odds(uint32_t percent)
{
	return rnd(100) < percent;
}

static const struct tongue {
	const char *name, *port, *lag, *oob;
	long frame;	/* the largest that must pass */
	bool pauses_all; /* lossless is a word of the switch, not of a port */
} tongue[] = {
	{ "os9", "TenGigabitEthernet 0/%d", "Port-channel %d",
	    "ManagementEthernet 0/0", 9000, false },
	{ "os6", "Te1/0/%d", "port-channel %d", "out-of-band", 9000, false },
	{ "os10", "ethernet1/1/%d", "port-channel%d", "mgmt1/1/1", 9000, false },
	{ "eos", "Ethernet%d", "Port-Channel%d", "Management1", 9000, false },
	{ "nxos", "Ethernet1/%d", "port-channel%d", "mgmt0", 9000, false },
	{ "sonic", "Ethernet%d", "PortChannel%d", "eth0", 9000, false },
	{ "routeros", "sfp-sfpplus%d", "bond%d", "ether1", 9000, false },
	{ "aoscx", "1/1/%d", "lag %d", "mgmt", 9000, false },
	{ "junos", "xe-0/0/%d", "ae%d", "em0", 9000, false },
	{ "nvue", "swp%d", "bond%d", "eth0", 9000, true },
	{ "fastpath", "1/0/%d", "lag %d", "oob", 9000, false },
};
#define NTONGUE (sizeof(tongue) / sizeof(tongue[0]))

enum { VLANS = 6, PORTS = 24, LAGS = 2 };

/* what is meant, in nobody's words */
struct meant {
	int vlan[VLANS], nvlan;
	struct {
		bool used, tagged[VLANS], lossless;
		int untagged; /* index; -1: none */
		int lag;      /* -1: none */
	} port[PORTS];
	int nport;
	struct {
		bool tagged[VLANS], filter, leaf;
	} lag[LAGS];
	int nlag, stp, storm, heartbeat;
	bool guard, oob, gateway, pair, ecn;
	const char *from[2], *server[3];
	size_t nfrom, nntp, nsyslog, ntraps;
};

static void
vlans_of(struct meant *x)
{
	static const int often[] = { 1, 2, 100, 101, 102, 200, 1000, 3700 };
	int i, k, v;

	x->nvlan = 1 + (int)rnd(VLANS);
	for (i = 0; i < x->nvlan; i++) {
		do {
			v = odds(50) ? often[1 + rnd(7)] : 2 + (int)rnd(3700);
			for (k = 0; k < i && x->vlan[k] != v; k++)
				continue;
		} while (k < i);
		x->vlan[i] = v;
	}
	for (i = 1; i < x->nvlan; i++)
		for (k = i; k > 0 && x->vlan[k - 1] > x->vlan[k]; k--) {
			v = x->vlan[k];
			x->vlan[k] = x->vlan[k - 1];
			x->vlan[k - 1] = v;
		}
}

static struct meant
mean(void)
{
	static const char *const from[] = { "10.0.0.0/24", "192.168.7.9/32",
		"172.16.0.0/12" };
	static const char *const server[] = { "10.0.0.5", "10.0.0.6",
		"172.16.3.4" };
	struct meant x = { .server = { server[0], server[1], server[2] } };
	int i, k;

	vlans_of(&x);
	x.nport = 4 + (int)rnd(PORTS - 6);
	x.nlag = (int)rnd(LAGS + 1);
	for (i = 0; i < x.nport; i++) {
		x.port[i].untagged = x.port[i].lag = -1;
		if (i < x.nlag * 2) {
			x.port[i].lag = odds(70) ? i / 2 : i % x.nlag;
			x.port[i].used = true;
			continue;
		}
		x.port[i].used = odds(80);
		x.port[i].lossless = odds(50);
		for (k = 0; k < x.nvlan; k++)
			x.port[i].tagged[k] = odds(50);
		if (odds(50)) {
			x.port[i].untagged = (int)rnd((uint32_t)x.nvlan);
			x.port[i].tagged[x.port[i].untagged] = false;
		}
	}
	for (i = 0; i < x.nlag; i++) {
		x.lag[i].leaf = odds(50);
		x.lag[i].filter = !x.lag[i].leaf && odds(50);
		for (k = 0; k < x.nvlan; k++)
			x.lag[i].tagged[k] = k == 0 || odds(60);
	}
	x.stp = 4096 * (int)rnd(15);
	x.storm = odds(75) ? 1 + (int)rnd(20) : 0;
	x.guard = odds(75);
	x.heartbeat = odds(50) ? 1 + (int)rnd(3) : 0;
	x.ecn = odds(50);
	x.oob = odds(80);
	x.gateway = odds(70);
	x.pair = x.oob && odds(50);
	x.nfrom = rnd(3);
	for (i = 0; i < 2; i++)
		x.from[i] = from[rnd(2) + (uint32_t)i];
	/* twice the same is once in a set, such as Junos has */
	if (x.from[0] == x.from[1])
		x.from[0] = from[0];
	x.nntp = rnd(3);
	x.nsyslog = rnd(3);
	x.ntraps = rnd(2);
	return x;
}

/* ---- as a design ---- */

static struct name_list
names(struct arena *a, const char *const *name, size_t n)
{
	struct name_list l = { .name = NEW(a, const char *, n + 1), .n = n };

	memcpy(l.name, name, n * sizeof(*name));
	return l;
}

static bool
can(const struct platform *p, enum can c)
{
	return platform_cannot(p, c) == NULL;
}

/* indices of VLANs as ids */
static int *
ids(struct arena *a, const struct meant *x, const bool *has, size_t *n)
{
	int *list = NEW(a, int, VLANS), i;

	for (i = 0, *n = 0; i < x->nvlan; i++)
		if (has[i])
			list[(*n)++] = x->vlan[i];
	return list;
}

static void
a_port(struct arena *a, struct dswitch *s, const struct tongue *t,
    const struct meant *x, int i)
{
	const struct platform *p = s->model->platform;
	struct dport *o = &s->port[s->nport++];

	*o = (struct dport){ .name = str_fmt(a, t->port, i + 1),
		.parent = NONE, .lag = NONE, .link = NONE,
		.speed_bps = 10000000000, .description = "spare" };
	if (i >= x->nport || !x->port[i].used)
		return;
	o->description = str_fmt(a, "to hv%d, port %d", i, i + 1);
	if (x->port[i].lag >= 0) {
		o->role = PORT_UPLINK;
		return;
	}
	o->role = PORT_HOST;
	o->edge = can(p, CAN_EDGE);
	/* the class of heartbeats is everybody's who has lossless ports */
	o->lossless = x->port[i].lossless && can(p, CAN_LOSSLESS) &&
	    (x->heartbeat == 0 || can(p, CAN_HEARTBEAT));
	o->tagged = ids(a, x, x->port[i].tagged, &o->ntagged);
	if (x->port[i].untagged >= 0)
		o->untagged = x->vlan[x->port[i].untagged];
}

static void
pause_all(struct dswitch *s)
{
	bool any = false;
	size_t i;

	for (i = 0; i < s->nport; i++)
		any |= s->port[i].lossless;
	for (i = 0; i < s->nport; i++)
		s->port[i].lossless = any && s->port[i].role == PORT_HOST;
}

static void
a_lag(struct arena *a, struct design *g, size_t sw, const struct tongue *t,
    const struct meant *x, int i)
{
	const struct platform *p = g->sw[sw].model->platform;
	struct dlag l = { .sw = sw, .number = 11 + i, .lacp = true,
		.name = str_fmt(a, t->lag, 11 + i), .peer = NONE,
		.peer_name = "other", .description = "to another",
		.purpose = x->lag[i].leaf ? LAG_DOWNLINK : LAG_UPLINK,
		.mclag = g->sw[sw].domain != 0 ? 11 + i : 0,
		.bpdu_filter = x->lag[i].filter && can(p, CAN_BPDU_FILTER) };
	int k;

	l.tagged = ids(a, x, x->lag[i].tagged, &l.ntagged);
	l.port = NEW(a, size_t, PORTS);
	for (k = 0; k < x->nport; k++)
		if (x->port[k].lag == i) {
			l.port[l.nport++] = (size_t)k;
			g->sw[sw].port[k].lag = g->nlag;
		}
	if (l.nport > 0)
		PUSH(a, g->lag, g->nlag, g->caplag, l);
}

static void
a_peer_link(struct arena *a, struct design *g, size_t sw,
    const struct tongue *t, const struct meant *x)
{
	const struct platform *p = g->sw[sw].model->platform;
	int number = (int)platform_word_int(p, "peer_lag_number", 30);
	struct dlag l = { .sw = sw, .number = number, .purpose = LAG_PEER,
		.lacp = strcmp(platform_word(p, "peer_link", "static"),
		    "lacp") == 0,
		.name = platform_word(p, "peer_lag_name",
		    str_fmt(a, t->lag, 30)), .peer = g->sw[sw].pair,
		.peer_name = g->sw[g->sw[sw].pair].name, .description = "peer" };
	bool all[VLANS];
	size_t i;

	memset(all, true, sizeof(all));
	l.tagged = ids(a, x, all, &l.ntagged);
	l.port = NEW(a, size_t, 2);
	for (i = 0; i < 2; i++) {
		struct dport *o = &g->sw[sw].port[(size_t)x->nport + i];

		l.port[l.nport++] = (size_t)x->nport + i;
		o->role = PORT_PEER;
		o->description = "peer";
		o->lag = g->nlag;
	}
	PUSH(a, g->lag, g->nlag, g->caplag, l);
}

/* a switch of a dialect, or a pair of them */
static void
add_switches(struct arena *a, struct design *g, const struct tongue *t,
    const struct meant *x)
{
	struct switch_model *s = NEW(a, struct switch_model, 1);
	size_t first = g->nsw, n, k;
	bool all[VLANS];
	int i;

	s->id = s->name = "switch-x";
	s->nos_name = t->name;
	s->ecn_unit = ECN_UNIT_KBYTES;
	s->platform = catalog_platform(g->model->catalog, t->name);
	s->nblock = 1;
	s->block = NEW(a, struct port_block, 1);
	s->block[0] = (struct port_block){ .name = t->port, .count = PORTS,
		.step = 1, .speed_bps = 10000000000 };
	s->oob_port = t->oob;
	s->lag_members = 8;
	n = x->pair && can(s->platform, CAN_MCLAG) ? 2 : 1;
	memset(all, true, sizeof(all));
	for (k = 0; k < n; k++) {
		struct dswitch *o = &g->sw[g->nsw++];

		*o = (struct dswitch){
			.name = str_fmt(a, "%s-%zu", t->name, k + 1),
			.role = ROLE_SPINE, .model = s, .pair = NONE,
			.uplink_lag = NONE, .stp_priority = x->stp,
			.oob_address = x->oob ? 0x0a00000bu + (uint32_t)k : 0,
			.oob_prefix = 24,
			.oob_gateway = x->gateway ? 0x0a000001u : 0 };
		o->vlan = ids(a, x, all, &o->nvlan);
		o->port = NEW(a, struct dport, PORTS + 2);
		for (i = 0; i < x->nport + 2; i++)
			a_port(a, o, t, x, i);
		if (t->pauses_all)
			pause_all(o);
		if (n == 2) {
			o->pair = first + 1 - k;
			o->domain = 1;
			o->unit_id = (int)k;
			o->role_priority = 4096 * (int)(k + 1);
			o->system_mac = "02:ea:57:00:00:01";
		}
	}
	for (k = first; k < g->nsw; k++) {
		for (i = 0; i < x->nlag; i++)
			a_lag(a, g, k, t, x, i);
		if (n == 2)
			a_peer_link(a, g, k, t, x);
	}
}

/* those with a bit in which, in one design */
static struct design *
design_of(struct arena *a, const struct catalog *c, unsigned which,
    const struct meant *x)
{
	struct design *g = NEW(a, struct design, 1);
	struct model *m = NEW(a, struct model, 1);
	bool traps = true;
	size_t i;

	for (i = 0; i < NTONGUE; i++)
		if (which >> i & 1)
			traps &= can(catalog_platform(c, tongue[i].name),
			    CAN_SNMPV3);
	m->catalog = c;
	m->site = "ghent";
	m->rack = NEW(a, struct rack, 1);
	m->rack[0].name = "r1";
	m->nrack = 1;
	m->services.admin = "netadmin";
	m->services.ntp = names(a, x->server, x->nntp);
	m->services.syslog = names(a, x->server + 1, x->nsyslog);
	m->services.snmp_traps = names(a, x->server + 2, traps ? x->ntraps : 0);
	m->services.manage_from = names(a, x->from, x->nfrom);
	m->policy.protect = (struct protect){ .storm_ppm = x->storm * 10000,
		.root_guard = x->guard, .given = true, .ecn = x->ecn,
		.heartbeat_ppm = x->heartbeat * 10000 };
	/* somebody there speaks RoCE */
	m->host = NEW(a, struct host, 1);
	m->host[0].name = "hv1";
	m->host[0].group = NEW(a, struct nic_group, 1);
	m->host[0].group[0].rdma = RDMA_ROCE;
	m->host[0].ngroup = 1;
	m->nhost = 1;
	g->model = m;
	g->topology = TOPOLOGY_SPINE_LEAF;
	g->qos = (struct dqos){ .used = true, .priority = 3,
		.lossless_percent = 50, .default_percent = 50 };
	g->sw = NEW(a, struct dswitch, 2 * NTONGUE);
	for (i = 0; i < NTONGUE; i++)
		if (which >> i & 1)
			add_switches(a, g, &tongue[i], x);
	design_protect(g);
	return g;
}

/* ---- as it is read ---- */

#define WRONG(...) return str_fmt(a, __VA_ARGS__)

static const char *
vlans_wrong(struct arena *a, const struct view *v, const struct port *p,
    const struct meant *x, const bool *tagged, int untagged)
{
	struct vlan_set want = { { 0 } }, is = p->tagged;
	int i;

	for (i = 0; i < x->nvlan; i++)
		if (tagged[i])
			vlan_set_add(&want, x->vlan[i]);
	if (p->all_vlans)
		WRONG("%s takes any VLAN", p->name);
	for (i = 0; i < 64; i++)
		is.bit[i] &= v->vlans.bit[i];
	if (untagged >= 0) {
		struct vlan_set one = { { 0 } };

		vlan_set_add(&one, x->vlan[untagged]);
		vlan_set_cut(&is, &one);
	}
	if (!vlan_set_eq(&is, &want))
		WRONG("%s: VLANs %s, meant %s", p->name,
		    vlan_set_text(a, &is), vlan_set_text(a, &want));
	if (untagged >= 0 ? p->untagged != x->vlan[untagged] :
	    /* nothing that exists: a native VLAN nobody made carries nothing */
	    p->untagged != 0 && vlan_set_has(&v->vlans, p->untagged))
		WRONG("%s: untagged %d", p->name, p->untagged);
	return NULL;
}

/* 1 % of 10G in the unit of the dialect */
static long
storm_of(const struct storm *s, int percent)
{
	switch (s->unit) {
	case STORM_PPM:
		return percent * 10000L;
	case STORM_PPS:
		return 100000000L * percent / (8 * 532);
	case STORM_KBPS:
		return 100000L * percent;
	case STORM_NONE:
		return -1;
	}
	return -1;
}

/* a lossless port's other class, and whether its queue marks frames */
static const char *
classes_wrong(struct arena *a, const struct port *p, const struct design *g,
    const struct dswitch *s)
{
	int percent = g->qos.heartbeat_percent;
	int rest = g->qos.default_percent -
	    (int)platform_word_int(s->model->platform, "control_percent", 0);
	bool own = p->queue[7] && p->queue[7] != p->queue[0];
	bool marks = dialect_find(s->model->nos_name)->traits.lossless_marks;

	if (percent > 0 && (!own || p->share[7] - 1 != percent))
		WRONG("%s: priority 7 has queue %d and %d %%, meant %d %%",
		    p->name, p->queue[7] - 1, p->share[7] - 1, percent);
	/* a class of the system's own traffic has its share of the rest */
	if (p->share[0] - 1 != rest)
		WRONG("%s: the rest has %d %%, meant %d %%", p->name,
		    p->share[0] - 1, rest);
	/* where every lossless queue marks, it does so unasked */
	if (p->ecn != (s->protect.ecn || marks ? 1 << 3 : 0))
		WRONG("%s: marks of priorities %x", p->name, p->ecn);
	return NULL;
}

static const char *
host_wrong(struct arena *a, const struct view *v, const struct port *p,
    const struct dport *o, const struct meant *x, int i, int storm)
{
	const char *no;

	if (!p->up || !p->switched)
		WRONG("%s is %s", p->name, p->up ? "no switchport" : "down");
	no = vlans_wrong(a, v, p, x, x->port[i].tagged, x->port[i].untagged);
	if (no)
		return no;
	if (o->edge && (!p->edge || !(p->guard || v->guard_global)))
		WRONG("%s is no guarded edge port", p->name);
	if ((p->pfc >> 3 & 1) != o->lossless)
		WRONG("%s is %slossless", p->name, o->lossless ? "not " : "");
	if ((p->storm.unit == STORM_NONE) != (storm == 0) ||
	    (storm && p->storm.level != storm_of(&p->storm, storm)))
		WRONG("%s: storm control %ld in unit %d, meant %d %%",
		    p->name, p->storm.level, (int)p->storm.unit, storm);
	if (p->root_guard_line || p->lag)
		WRONG("%s: root guard or LAG", p->name);
	return NULL;
}

static const char *
ports_wrong(struct arena *a, const struct view *v, const struct design *g,
    const struct dswitch *s, const struct tongue *t, const struct meant *x)
{
	int i;

	for (i = 0; i < x->nport; i++) {
		const struct dport *o = &s->port[i];
		const struct port *p =
		    view_find(v, ports_normal(a, str_fmt(a, t->port, i + 1)));
		const char *no = NULL;

		if (!p)
			WRONG("port %d is not there", i + 1);
		if (o->role == PORT_UNUSED ||
		    (o->role == PORT_HOST && !o->ntagged && !o->untagged)) {
			if (p->up)
				WRONG("%s is unused, and up", p->name);
		} else if (o->role == PORT_HOST) {
			no = host_wrong(a, v, p, o, x, i,
			    s->protect.storm_percent);
			if (!no && o->lossless)
				no = classes_wrong(a, p, g, s);
		} else if (!p->up || p->lag != 11 + x->port[i].lag ||
		    p->lacp != LACP_ACTIVE) {
			WRONG("%s: LAG %d, meant %d", p->name, p->lag,
			    11 + x->port[i].lag);
		}
		if (no)
			return no;
		if (o->role != PORT_UNUSED && p->up && view_frame(v, p) > 0 &&
		    view_frame(v, p) < t->frame)
			WRONG("%s passes %ld", p->name, view_frame(v, p));
	}
	return NULL;
}

static const char *
lags_wrong(struct arena *a, const struct view *v, const struct design *g,
    size_t sw, const struct meant *x)
{
	size_t i;

	for (i = 0; i < g->nlag; i++) {
		const struct dlag *l = &g->lag[i];
		const struct port *p;
		const char *no;

		if (l->sw != sw || l->purpose == LAG_PEER)
			continue;
		p = view_find(v, str_fmt(a, "po%d", l->number));
		if (!p || !p->up)
			WRONG("LAG %d is not there or down", l->number);
		no = vlans_wrong(a, v, p, x, x->lag[l->number - 11].tagged,
		    -1);
		if (no)
			return no;
		if (p->mclag != l->mclag)
			WRONG("%s: MC-LAG %d, meant %d", p->name, p->mclag,
			    l->mclag);
		if (p->no_stp != l->bpdu_filter)
			WRONG("%s: BPDU filter", p->name);
		if ((p->root_guard_line != 0) != (g->sw[sw].protect.root_guard &&
		    l->purpose == LAG_DOWNLINK))
			WRONG("%s: root guard", p->name);
		if (view_members(v, p) != l->nport)
			WRONG("%s: %zu members", p->name, view_members(v, p));
	}
	return NULL;
}

static size_t
servers(const struct view *v, const char *kind)
{
	size_t n = 0, i;

	for (i = 0; i < v->nserver; i++)
		n += str_eq(v->server[i].kind, kind);
	return n;
}

/* who may log in: each subnet that is meant, and nobody after them */
static bool
lets_in(const struct view *v, const struct meant *x)
{
	const struct access_list *l = NULL;
	bool closed = !v->traits->access_permits;
	size_t n = 0, i;

	for (i = 0; i < v->naccess; i++)
		if (str_eq(v->access[i].name, v->ssh_access))
			l = &v->access[i];
	for (i = 0; l && i < l->n; i++) {
		n += l->entry[i].permit && l->entry[i].prefix > 0;
		closed |= !l->entry[i].permit && l->entry[i].prefix == 0;
	}
	return l && closed && n == x->nfrom && !l->odd;
}

static const char *
rest_wrong(struct arena *a, const struct view *v, const struct dswitch *s,
    const struct meant *x)
{
	bool addressed = false, listed = v->ssh_access != NULL;
	size_t i;

	if (!str_eq(v->hostname, s->name))
		WRONG("hostname %s", v->hostname ? v->hostname : "none");
	if (v->not_understood > 0)
		WRONG("%zu lines are not understood", v->not_understood);
	for (i = 0; i < v->nnotice; i++)
		WRONG("line %d: %s", v->notice[i].line, v->notice[i].text);
	if (can(s->model->platform, CAN_RSTP) && v->stp_priority != x->stp &&
	    !(v->stp_priority < 0 && x->stp == 32768))
		WRONG("priority %ld, meant %d", v->stp_priority, x->stp);
	for (i = 0; i < v->nport; i++)
		addressed |= v->port[i]->has_ip && v->port[i]->prefix == 24 &&
		    v->port[i]->ip == s->oob_address;
	if (x->oob && !addressed)
		WRONG("no management address");
	if (x->oob && (v->has_gateway != x->gateway ||
	    (x->gateway && v->gateway != 0x0a000001u)))
		WRONG("gateway");
	if (v->dialect != dialect_find("sonic") &&
	    (servers(v, "ntp") != x->nntp ||
	        servers(v, "syslog") != x->nsyslog))
		WRONG("%zu time and %zu log servers, meant %zu and %zu",
		    servers(v, "ntp"), servers(v, "syslog"), x->nntp,
		    x->nsyslog);
	if (listed != s->protect.manage_from)
		WRONG("SSH is %s", listed ? "limited" : "open");
	if (listed && !lets_in(v, x))
		WRONG("SSH is open to others");
	if ((v->domain.line != 0) != (s->domain != 0))
		WRONG("MC-LAG domain");
	return NULL;
}

/* what of one switch is not as meant */
static const char *
wrong(struct arena *a, struct diags *d, const struct design *g, size_t sw,
    const struct fileset *set, const struct tongue *t, const struct meant *x)
{
	const struct dswitch *s = &g->sw[sw];
	const struct file *f = fileset_find(set, str_fmt(a, "configs/%s.%s",
	    s->name, s->model->platform->extension));
	struct source *src = NEW(a, struct source, 1);
	const struct view *v;
	const char *no;

	if (!f)
		WRONG("no file");
	*src = (struct source){ .name = f->path, .text = f->data,
		.len = f->len };
	v = view_read(a, d, dialect_find(t->name), src, s->name);
	if (!v)
		WRONG("not read");
	no = ports_wrong(a, v, g, s, t, x);
	no = no ? no : lags_wrong(a, v, g, sw, x);
	no = no ? no : rest_wrong(a, v, s, x);
	if (no && getenv("ALIKE_SHOW"))
		fputs(src->text, stdout);
	return no;
}

/* how many of a design's switches are not as meant */
static int
judge(const struct catalog *c, unsigned which, const struct meant *x, int seed,
    int *passed)
{
	static const char *const templates[] = { "templates" };
	struct arena *a = arena_new();
	struct diags *d = diags_new(a);
	const struct design *g = design_of(a, c, which, x);
	struct fileset *set = fileset_new(a);
	struct renderer *r = renderer_new(a, templates, 1, false);
	int failed = 0;
	size_t i, k;

	if (!render_configs(r, d, g, set)) {
		printf("seed %d: not rendered: %s\n", seed,
		    d->n ? d->item[0].message : "");
		failed++;
	}
	for (i = 0; i < g->nsw && failed == 0; i++)
		for (k = 0; k < NTONGUE; k++) {
			const struct tongue *t = &tongue[k];
			const char *no;

			if (!str_eq(g->sw[i].model->nos_name, t->name))
				continue;
			no = wrong(a, d, g, i, set, t, x);
			if (no)
				printf("seed %d: %s: %s\n", seed,
				    g->sw[i].name, no);
			failed += no != NULL;
			*passed += no == NULL;
		}
	renderer_end(r);
	arena_free(a);
	return failed;
}

int
main(void)
{
	static const char *const catalogs[] = { "catalogs" };
	static const char *const templates[] = { "templates" };
	const char *more = getenv("ALIKE");
	int n = more && *more ? atoi(more) : 25, passed = 0, failed = 0, seed;
	struct arena *own = arena_new();
	const struct catalog *c =
	    catalog_read(own, diags_new(own), catalogs, 1, templates, 1);
	unsigned apart = 0;
	size_t i;

	/* a design asks the same of all: who can't stands apart */
	for (i = 0; c && i < NTONGUE; i++) {
		const struct platform *p = catalog_platform(c, tongue[i].name);

		if (!can(p, CAN_SNMPV3) ||
		    (can(p, CAN_LOSSLESS) && !can(p, CAN_HEARTBEAT)))
			apart |= 1u << i;
	}
	for (seed = 1; c && seed <= n; seed++) {
		struct meant x;

		state = (uint64_t)seed * 982451653;
		x = mean();
		failed += judge(c, ((1u << NTONGUE) - 1) & ~apart, &x, seed,
		    &passed);
		for (i = 0; i < NTONGUE; i++)
			if (apart >> i & 1)
				failed += judge(c, 1u << i, &x, seed, &passed);
	}
	arena_free(own);
	printf("prop_alike: %d passed, %d failed\n", passed, failed);
	return failed != 0 || passed == 0;
}
