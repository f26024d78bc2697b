/*
 * NVIDIA Cumulus Linux 5, as NVUE says it: commands as `nv config show -o
 * commands` prints them, or a script; or its YAML.  They are carried out first
 * (nvue_text.c); what is there at the end is read here, so that a later line
 * takes back an earlier one by itself.  What 5.x releases call differently is
 * read in both ways.
 */
#include "readback/reader.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/ip.h"
#include "base/str.h"
#include "readback/nvue_text.h"

#define ALIASES_MAX 512
#define PEER_LINK 4094 /* the number here of the bond that has none */
#define DOWN_PRIO 3    /* of RoCE without drop */

/* a bond without a number and what the view calls it */
struct alias {
	const char *name, *normal;
};

struct reading {
	struct view *v;
	struct arena *a;
	struct nvue_tree t;
	struct alias *alias;
	size_t nalias, alias_cap;
	const struct nvue_node *bridge; /* br_default, or the first */
	int own_untagged;               /* of the bridge */
};

/* ---- values ---- */

static const struct nvue_node *
at(const struct reading *r, const struct nvue_node *n, const char *path)
{
	return nvue_at(&r->t, n, path);
}

static const struct nvue_node *
value(const struct reading *r, const struct nvue_node *n, const char *path)
{
	return nvue_value(&r->t, n, path);
}

/* of one of two paths, as releases have it */
static const struct nvue_node *
either(const struct reading *r, const struct nvue_node *n, const char *path,
    const char *other)
{
	const struct nvue_node *x = value(r, n, path);

	return x ? x : value(r, n, other);
}

static bool
is_on(const char *w)
{
	return str_eq(w, "on") || str_eq(w, "enabled") || str_eq(w, "up") ||
	    str_eq(w, "yes");
}

static bool
is_off(const char *w)
{
	return str_eq(w, "off") || str_eq(w, "disabled") || str_eq(w, "down") ||
	    str_eq(w, "no");
}

/* what the path's switch says; a notice for what is no switch's word */
static bool
flag(struct reading *r, const struct nvue_node *x, bool without)
{
	if (!x)
		return without;
	if (is_on(x->word))
		return true;
	if (!is_off(x->word))
		view_notice(r->v, "bad-value", x->line,
		    "%s is enabled or disabled: %.40s", x->parent->word,
		    x->word);
	else
		return false;
	return without;
}

static bool
state(struct reading *r, const struct nvue_node *n, bool without)
{
	return flag(r, either(r, n, "state", "enable"), without);
}

static long
number(struct reading *r, const struct nvue_node *x, long min, long max)
{
	long n;

	if (!x)
		return -1;
	n = x->word[0] && strlen(x->word) < 10 &&
	        x->word[strspn(x->word, "0123456789")] == '\0' ?
	    strtol(x->word, NULL, 10) :
	    -1;
	if (n >= min && n <= max)
		return n;
	view_notice(r->v, "bad-value", x->line,
	    "%s is not between %ld and %ld: %.40s", x->parent->word, min, max,
	    x->word);
	return -1;
}

/* ---- names of interfaces ---- */

/* a word, then digits alone: its number, or -1 */
static long
numbered(const char *name, const char *word, long max)
{
	size_t len = strlen(word);
	long n;

	if (strncmp(name, word, len) != 0 ||
	    !isdigit((unsigned char)name[len]) || strlen(name) > len + 6 ||
	    name[len] == '0' ||
	    name[len + strspn(name + len, "0123456789")] != '\0')
		return -1;
	n = strtol(name + len, NULL, 10);
	return n <= max ? n : -1;
}

static bool
is_bond(const struct reading *r, const struct nvue_node *x)
{
	const struct nvue_node *type = value(r, x, "type");

	return str_eq(x->word, "peerlink") || at(r, x, "bond member") ||
	    numbered(x->word, "bond", PEER_LINK - 1) > 0 ||
	    (type && str_eq(type->word, "bond"));
}

/* NULL: an interface that no rule asks about */
static const char *
normal(struct reading *r, const char *name)
{
	long n;

	for (size_t i = 0; i < r->nalias; i++)
		if (str_eq(r->alias[i].name, name))
			return r->alias[i].normal;
	if (str_eq(name, "peerlink"))
		return str_fmt(r->a, "po%d", PEER_LINK);
	n = numbered(name, "bond", PEER_LINK - 1);
	if (n > 0)
		return str_fmt(r->a, "po%ld", n);
	if (str_eq(name, "eth0") || str_eq(name, "eth1"))
		return name[3] == '0' ? "ma0" : "ma1";
	n = numbered(name, "vlan", VLAN_MAX);
	if (n > 0)
		return str_fmt(r->a, "vl%ld", n);
	if (strncmp(name, "swp", 3) == 0 && isdigit((unsigned char)name[3]) &&
	    strcspn(name, ".") == strlen(name))
		return ports_normal(r->a, name);
	return NULL;
}

/* bonds may have any name: those without a number get one that none has */
static void
bond_names(struct reading *r)
{
	const struct nvue_node *of = at(r, &r->t.root, "interface");
	int own = 0;

	for (const struct nvue_node *x = nvue_first(of); x; x = nvue_next(x)) {
		struct alias one = { x->word, NULL };

		if (!is_bond(r, x) || normal(r, x->word) ||
		    r->nalias >= ALIASES_MAX)
			continue;
		one.normal = str_fmt(r->a, "po%d", 10001 + own++);
		PUSH(r->a, r->alias, r->nalias, r->alias_cap, one);
	}
}

/* ---- an interface ---- */

static void
basics(struct reading *r, struct port *p, const struct nvue_node *x)
{
	const struct nvue_node *w = value(r, x, "description");
	long n;

	if (w) {
		p->desc = w->word;
		p->desc_line = w->line;
	}
	/* a port that is named is up */
	w = value(r, x, "link state");
	if (flag(r, w, true))
		p->up_line = w ? w->line : x->from;
	else
		p->down_line = w->line;
	w = value(r, x, "link mtu");
	n = number(r, w, 552, 9216);
	if (n > 0) {
		p->mtu = n;
		p->mtu_line = w->line;
	}
	w = value(r, x, "link speed");
	if (w && !str_eq(w->word, "auto")) {
		n = reader_speed(w->word);
		if (n == 0)
			view_notice(r->v, "bad-value", w->line,
			    "no speed of a port: %.40s", w->word);
		else
			p->speed_mbps = n;
	}
	w = value(r, x, "link breakout");
	if (w && !str_eq(w->word, "1x")) {
		if (!isdigit((unsigned char)w->word[0]) || w->word[1] != 'x')
			view_notice(r->v, "bad-value", w->line,
			    "no way to break a port out: %.40s", w->word);
		else if (r->v->nquad < 512)
			PUSH(r->a, r->v->quad, r->v->nquad, r->v->quad_cap,
			    p->name);
	}
}

static void
address(struct reading *r, struct port *p, const struct nvue_node *x)
{
	const struct nvue_node *w, *gw;

	for (int k = 0; k < 2; k++) {
		const struct nvue_node *of =
		    at(r, x, k ? "ip address" : "ipv4 address");

		for (w = nvue_first(of); w; w = nvue_next(w))
			if (str_eq(w->word, "dhcp"))
				p->dhcp = true;
			else if (!strchr(w->word, ':') &&
			    !view_port_address(p, w->word, "", w->line))
				view_notice(r->v, "bad-value", w->line,
				    "not an address: %.40s", w->word);
	}
	w = value(r, x, "ipv4 dhcp-client state");
	if (w && is_on(w->word))
		p->dhcp = true;
	w = either(r, x, "vrf", "ip vrf");
	if (w && !str_eq(w->word, "default"))
		p->vrf = w->word;
	gw = either(r, x, "ipv4 gateway", "ip gateway");
	if (gw && p->kind == PORT_MGMT) {
		r->v->has_gateway = ip_parse(gw->word, &r->v->gateway);
		r->v->gateway_line = gw->line;
		if (!r->v->has_gateway)
			view_notice(r->v, "bad-value", gw->line,
			    "not an address: %.40s", gw->word);
	}
}

static void
spanning_tree(struct reading *r, struct port *p, const struct nvue_node *d)
{
	const struct nvue_node *stp = at(r, d, "stp"), *w;

	w = value(r, stp, "admin-edge");
	if (flag(r, w, false)) {
		p->edge = true;
		p->edge_line = w->line;
	}
	w = value(r, stp, "bpdu-guard");
	if (flag(r, w, false)) {
		p->guard = true;
		p->guard_line = w->line;
	}
	w = value(r, stp, "bpdu-filter");
	if (flag(r, w, false)) {
		p->no_stp = true;
		p->no_stp_line = w->line;
	}
	w = value(r, stp, "network");
	p->network_type = flag(r, w, false);
}

/* of a port that is in the bridge: its VLANs, all of the bridge without a
 * list */
static void
bridged(struct reading *r, struct port *p, const struct nvue_node *d)
{
	const struct nvue_node *w = value(r, d, "access"), *list;
	long n;

	p->switched_line = d->from;
	spanning_tree(r, p, d);
	if (w) {
		n = number(r, w, 1, VLAN_MAX);
		p->mode = MODE_ACCESS;
		p->mode_line = w->line;
		p->untagged = p->access = n > 0 ? (int)n : 0;
		p->untagged_line = w->line;
		list = at(r, d, "vlan");
		if (list && list->ids)
			view_notice(r->v, "bad-value", list->line,
			    "%s is an access port, and has a list of VLANs",
			    p->name);
		return;
	}
	p->mode = MODE_TRUNK;
	p->mode_line = d->from;
	p->untagged = r->own_untagged;
	p->untagged_line = 0;
	w = value(r, d, "untagged");
	if (w && str_eq(w->word, "none")) {
		p->untagged = 0;
		p->untagged_line = w->line;
	} else if (w) {
		n = number(r, w, 1, VLAN_MAX);
		p->untagged = n > 0 ? (int)n : 0;
		p->untagged_line = w->line;
	}
	list = at(r, d, "vlan");
	if (list && list->ids && !vlan_set_empty(list->ids)) {
		struct vlan_set own = { 0 };

		p->tagged = *list->ids;
		p->list_line = list->line;
		/* the untagged one may be in the list, and is untagged */
		if (p->untagged)
			vlan_set_add(&own, p->untagged);
		vlan_set_cut(&p->tagged, &own);
	} else {
		p->all_vlans = true;
	}
}

static void
members(struct reading *r, struct port *lag, const struct nvue_node *x)
{
	const struct nvue_node *bond = at(r, x, "bond"), *w;
	enum lacp lacp = LACP_ACTIVE;
	long n;

	w = value(r, bond, "mode");
	if (w && str_eq(w->word, "static"))
		lacp = LACP_STATIC;
	else if (w && !str_eq(w->word, "lacp"))
		view_notice(r->v, "bad-value", w->line,
		    "a bond is lacp or static: %.40s", w->word);
	w = value(r, bond, "min-links");
	n = number(r, w, 0, 255);
	if (n > 0) {
		lag->min_links = (int)n;
		lag->min_links_line = w->line;
	}
	w = value(r, bond, "mlag id");
	if (w && str_eq(w->word, "auto")) {
		view_notice(r->v, "bad-value", w->line,
		    "bond mlag id auto goes by the partner's MAC address: say "
		    "the number, so that both peers can be held against each "
		    "other");
	} else if (w && (n = number(r, w, 0, 65535)) > 0) {
		lag->mclag = (int)n;
		lag->mclag_line = w->line;
	}
	for (w = nvue_first(at(r, bond, "member")); w; w = nvue_next(w)) {
		const char *name = normal(r, w->word);
		struct port *p;

		if (!name || ports_kind_of(name) != PORT_PLAIN) {
			view_notice(r->v, "bad-value", w->line,
			    "%.40s is no port a bond could have", w->word);
			continue;
		}
		p = view_refer(r->v, name, w->line);
		/* it is there, and up, by being named */
		if (!p->line)
			p->line = w->from;
		if (p->lag && view_lag_of(r->v, p) != lag)
			p->lag_twice_line = w->line;
		p->lag = (int)strtol(lag->name + 2, NULL, 10);
		p->lag_line = w->line;
		p->lacp = lacp;
	}
}

static void
interfaces(struct reading *r)
{
	const struct nvue_node *of = at(r, &r->t.root, "interface");

	for (const struct nvue_node *x = nvue_first(of); x; x = nvue_next(x)) {
		const char *name = normal(r, x->word);
		const struct nvue_node *d, *w;
		struct port *p;

		if (!name)
			continue;
		p = view_port(r->v, name);
		if (!p->line || x->from < p->line)
			p->line = x->from;
		if (is_bond(r, x))
			p->kind = PORT_LAG;
		basics(r, p, x);
		address(r, p, x);
		d = nvue_first(at(r, x, "bridge domain"));
		if (d)
			bridged(r, p, d);
		if (p->kind == PORT_LAG)
			members(r, p, x);
		w = value(r, x, "link-tracking group");
		if (w)
			p->group = w->word;
	}
}

/* ---- the bridge, the domain, link tracking ---- */

static void
reserved(struct reading *r, const struct nvue_node *list)
{
	const struct nvue_node *w =
	    value(r, &r->t.root, "system global reserved vlan internal range");
	const char *range = w ? w->word : "3725-3999";
	bool peer = at(r, &r->t.root, "interface peerlink") ||
	    at(r, &r->t.root, "interface peerlink.4094");
	struct vlan_set own = { 0 };
	int id;

	if (!vlan_set_parse(range, &own)) {
		view_notice(r->v, "bad-value", w->line,
		    "no range of VLANs: %.40s", range);
		own = (struct vlan_set){ 0 };
	}
	if (peer)
		vlan_set_add(&own, PEER_LINK);
	for (id = vlan_set_next(list->ids, 0); id;
	     id = vlan_set_next(list->ids, id))
		if (vlan_set_has(&own, id)) {
			view_notice(r->v, "bad-value", list->line,
			    "VLAN %d is the switch's own", id);
			break;
		}
}

static void
bridge(struct reading *r)
{
	const struct nvue_node *of = at(r, &r->t.root, "bridge domain"), *w;
	struct view *v = r->v;
	long n;

	r->own_untagged = 1;
	r->bridge = at(r, of, "br_default");
	if (!r->bridge)
		r->bridge = nvue_first(of);
	if (!r->bridge)
		return;
	w = at(r, r->bridge, "vlan");
	if (w && w->ids) {
		view_vlans(v, w->ids, w->line);
		reserved(r, w);
	}
	w = value(r, r->bridge, "untagged");
	if (w && str_eq(w->word, "none"))
		r->own_untagged = 0;
	else if (w && (n = number(r, w, 1, VLAN_MAX)) > 0)
		r->own_untagged = (int)n;
	/* on without a word */
	w = value(r, r->bridge, "stp mode");
	v->stp = "rstp";
	v->stp_line = w ? w->line : r->bridge->from;
	if (w && (str_eq(w->word, "pvrst") || str_eq(w->word, "pvrst+")))
		v->stp = "rapid-pvst";
	else if (w && !str_eq(w->word, "rstp"))
		view_notice(v, "bad-value", w->line,
		    "a spanning tree is rstp or pvrst: %.40s", w->word);
	w = value(r, r->bridge, "stp priority");
	n = number(r, w, 0, 61440);
	if (n >= 0) {
		v->stp_priority = n;
		v->stp_priority_line = w->line;
	}
	w = value(r, r->bridge, "stp state");
	if (!flag(r, w, true)) {
		v->stp = NULL;
		v->stp_line = 0;
		v->stp_off_line = w->line;
	}
}

static void
backup(struct reading *r, const struct nvue_node *of)
{
	const struct nvue_node *w = nvue_first(of), *vrf;
	struct domain *o = &r->v->domain;

	if (!w)
		return;
	o->backup_line = w->line;
	o->has_backup = ip_parse(w->word, &o->backup);
	if (!o->has_backup)
		view_notice(r->v, "bad-value", w->line, "not an address: %.40s",
		    w->word);
	vrf = value(r, w, "vrf");
	if (vrf && !str_eq(vrf->word, "default"))
		o->backup_vrf = vrf->word;
}

/* it has no name: its MAC address tells it from others, or where that is made
 * by itself the lower of the two addresses that its peers have */
static const char *
domain_id(struct reading *r)
{
	const struct domain *o = &r->v->domain;
	const struct port *mgmt = view_find(r->v, "ma0");
	uint32_t ip = o->backup;
	char *low;

	if (!o->mac && !o->has_backup)
		return "mlag";
	if (!o->mac) {
		if (mgmt && mgmt->has_ip && mgmt->ip < ip)
			ip = mgmt->ip;
		return str_fmt(r->a, "mlag of %s", ip_text(r->a, ip));
	}
	low = str_dup(r->a, o->mac, strlen(o->mac));
	for (char *p = low; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return low;
}

static void
domain(struct reading *r)
{
	const struct nvue_node *m = at(r, &r->t.root, "mlag"), *w;
	const struct nvue_node *link = at(r, &r->t.root, "interface peerlink");
	struct domain *o = &r->v->domain;

	if (!m && !link)
		return;
	o->line = o->id_line = m ? m->from : link->from;
	if (!state(r, m, true))
		o->down_line = m->line;
	if (link) {
		o->peer_link = str_fmt(r->a, "po%d", PEER_LINK);
		o->peer_link_line = link->from;
	}
	w = value(r, m, "mac-address");
	if (w && !str_eq(w->word, "auto")) {
		o->mac = w->word;
		o->mac_line = w->line;
	}
	w = value(r, m, "priority");
	o->priority = number(r, w, 0, 65535);
	o->priority_line = w ? w->line : 0;
	w = value(r, m, "init-delay");
	o->wait_lags = number(r, w, 0, 9000);
	o->wait_line = w ? w->line : 0;
	w = value(r, m, "peer-ip");
	if (w && !str_eq(w->word, "linklocal"))
		o->unit_line = 0;
	backup(r, at(r, m, "backup"));
	o->id = domain_id(r);
}

/* the watched ports are a LAG's, all of them: it is the LAG that is watched */
static const char *
watched_lag(struct reading *r, const struct nvue_node *of, const char *name)
{
	const struct port *p = view_find(r->v, name);
	const struct port *lag = p ? view_lag_of(r->v, p) : NULL;
	size_t n = 0;

	if (!lag)
		return NULL;
	for (const struct nvue_node *w = nvue_first(of); w; w = nvue_next(w)) {
		const char *one = normal(r, w->word);
		const struct port *q = one ? view_find(r->v, one) : NULL;

		n += q && view_lag_of(r->v, q) == lag;
	}
	return n == view_members(r->v, lag) ? lag->name : NULL;
}

static void
watched(struct reading *r, struct group *g, const struct nvue_node *of)
{
	for (const struct nvue_node *w = nvue_first(of); w; w = nvue_next(w)) {
		const char *name = normal(r, w->word), *lag;

		if (!name || ports_kind_of(name) != PORT_PLAIN) {
			view_notice(r->v, "bad-value", w->line,
			    "%.40s can't be watched: a port of the switch can",
			    w->word);
			continue;
		}
		lag = g->least <= 1 ? watched_lag(r, of, name) : NULL;
		view_group_up(r->v, g, lag ? lag : name, w->line);
	}
}

static void
link_tracking(struct reading *r)
{
	const struct nvue_node *lt = at(r, &r->t.root, "system link-tracking");
	const struct nvue_node *of = at(r, lt, "group"), *w;
	struct view *v = r->v;
	bool on = state(r, lt, false);

	for (const struct nvue_node *x = nvue_first(of); x; x = nvue_next(x)) {
		struct group *g = view_group(v, x->word, x->from);

		w = value(r, x, "min-links");
		g->least = number(r, w, 1, 64);
		g->least_line = w ? w->line : 0;
		g->least = g->least > 0 ? g->least : 1;
		w = value(r, x, "state-change-action");
		g->off = !on ||
		    (w && !str_eq(w->word, "protodown-target-interface"));
		if (strlen(x->word) > 16)
			view_notice(v, "bad-value", x->line,
			    "the name of a group has at most 16 characters: "
			    "%.40s",
			    x->word);
		watched(r, g, at(r, x, "watch-interface"));
	}
	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i];
		bool there = false;

		if (!p->group)
			continue;
		for (size_t k = 0; k < v->ngroup; k++)
			there = there || str_eq(v->group[k].id, p->group);
		if (there)
			view_group_down(v, view_group(v, p->group, p->line),
			    p->name, p->line);
		else
			view_notice(v, "bad-value", p->line,
			    "%s follows group %.40s, which is not there",
			    p->name, p->group);
	}
}

/* ---- lossless ---- */

struct way {
	int tc[8];          /* of a priority */
	long percent[8];    /* of a traffic class; -1: it has none */
	uint8_t pfc;        /* priorities */
	int line, pfc_line; /* 0: nothing is said */
};

static void
roce(struct reading *r, struct way *y)
{
	const struct nvue_node *x = at(r, &r->t.root, "qos roce");
	const struct nvue_node *mode = value(r, x, "mode");

	if (!x || !state(r, x, true))
		return;
	y->line = x->from;
	if (mode && !str_starts(mode->word, "lossless")) {
		if (!str_eq(mode->word, "lossy"))
			view_notice(r->v, "bad-value", mode->line,
			    "RoCE is lossless or lossy: %.40s", mode->word);
	} else {
		y->pfc = 1 << DOWN_PRIO;
		y->pfc_line = mode ? mode->line : x->line;
	}
	for (int i = 0; i < 8; i++) {
		y->tc[i] = i == DOWN_PRIO || i == 6 ? i : 0;
		y->percent[i] = i == 0 || i == DOWN_PRIO ? 50 : -1;
	}
}

/* what is said of it beside RoCE, or instead */
static void
own_way(struct reading *r, struct way *y)
{
	const struct nvue_node *q = at(r, &r->t.root, "qos"), *w, *x;
	long n, to;

	x = at(r, q, "egress-queue-mapping default-global switch-priority");
	for (w = nvue_first(x); w; w = nvue_next(w)) {
		n = number(r, w, 0, 7);
		to = number(r, value(r, w, "traffic-class"), 0, 7);
		if (n >= 0 && to >= 0) {
			y->tc[n] = (int)to;
			y->line = w->line;
		}
	}
	x = at(r, q, "egress-scheduler default-global traffic-class");
	for (w = nvue_first(x); w; w = nvue_next(w)) {
		const struct nvue_node *mode = value(r, w, "mode");

		n = number(r, w, 0, 7);
		to = number(r, value(r, w, "bw-percent"), 0, 100);
		if (n < 0)
			continue;
		if (mode && str_eq(mode->word, "strict"))
			y->percent[n] = -1;
		else if (to >= 0)
			y->percent[n] = to;
		y->line = w->line;
	}
	x = at(r, q, "pfc default-global switch-priority");
	if (nvue_first(x))
		y->pfc = 0;
	for (w = nvue_first(x); w; w = nvue_next(w)) {
		n = number(r, w, 0, 7);
		if (n < 0)
			continue;
		y->pfc |= (uint8_t)(1 << n);
		y->pfc_line = y->line = w->line;
	}
}

static void
lossless(struct reading *r)
{
	struct way y = { .pfc = 0 };
	struct view *v = r->v;

	for (int i = 0; i < 8; i++) {
		y.tc[i] = i;
		y.percent[i] = -1;
	}
	roce(r, &y);
	own_way(r, &y);
	if (!y.line)
		return;
	v->dcb_on = y.pfc != 0;
	v->dcb_line = y.pfc_line;
	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i];

		if (p->kind != PORT_PLAIN || !p->line)
			continue;
		p->pfc = y.pfc;
		p->pfc_line = y.pfc_line;
		for (int k = 0; k < 8; k++) {
			p->queue[k] = (signed char)(y.tc[k] + 1);
			reader_share(p, k, y.percent[y.tc[k]]);
		}
	}
}

/* ---- how it is managed ---- */

static void
servers(struct reading *r, const char *kind, const struct nvue_node *of)
{
	for (const struct nvue_node *x = nvue_first(of); x; x = nvue_next(x))
		view_server(r->v, kind, x->word, x->line);
}

/* service ntp default server A, by VRF; system ntp server A */
static void
by_vrf(struct reading *r, const char *kind, const struct nvue_node *of,
    bool *any)
{
	for (const struct nvue_node *x = nvue_first(of); x; x = nvue_next(x)) {
		const struct nvue_node *s = at(r, x, "server");

		servers(r, kind, s);
		*any = *any || nvue_first(s);
	}
}

static void
users(struct reading *r)
{
	const struct nvue_node *of = at(r, &r->t.root, "system aaa user");

	for (const struct nvue_node *x = nvue_first(of); x; x = nvue_next(x)) {
		const struct nvue_node *w =
		    either(r, x, "password", "hashed-password");
		struct user u = { x->word, x->from, w && !*w->word };

		/* no account of anybody's is without an empty shadow */
		if (r->v->nuser < 1024)
			PUSH(r->a, r->v->user, r->v->nuser, r->v->user_cap, u);
	}
}

static void
services(struct reading *r)
{
	const struct nvue_node *root = &r->t.root, *w, *of;
	struct view *v = r->v;

	w = value(r, root, "system hostname");
	if (w) {
		v->hostname = w->word;
		v->hostname_line = w->line;
	}
	of = at(r, root, "system ntp server");
	servers(r, "ntp", of);
	v->ntp = nvue_first(of);
	by_vrf(r, "ntp", at(r, root, "service ntp"), &v->ntp);
	of = at(r, root, "system syslog server");
	servers(r, "syslog", of);
	v->syslog = nvue_first(of);
	by_vrf(r, "syslog", at(r, root, "service syslog"), &v->syslog);
	of = at(r, root, "system snmp-server");
	if (!of)
		of = at(r, root, "service snmp-server");
	v->snmp = of && state(r, of, true);
	w = nvue_first(at(r, of, "readonly-community"));
	if (w) {
		v->community = w->word;
		v->community_line = w->line;
	}
	users(r);
	of = at(r, root, "system ssh-server");
	v->ssh = state(r, of, true);
	w = nvue_first(at(r, of, "vrf"));
	if (w && v->mgmt_vrf && v->ssh && !str_eq(w->word, v->mgmt_vrf)) {
		v->ssh_elsewhere = true;
		view_notice(v, "bad-value", w->line,
		    "SSH is not served in VRF %s, which the management port is "
		    "in",
		    v->mgmt_vrf);
	}
}

/* ---- what became of each line ---- */

/* its meaning is in the view */
static const char *const reads[] = { "system hostname *",
	"system aaa user * password *", "system aaa user * hashed-password *",
	"system aaa user * role *", "system aaa user *", "system ntp server *",
	"system ntp server * ...", "system ntp vrf *",
	"service ntp * server * ...", "system syslog server * ...",
	"service syslog * server * ...", "system ssh-server state *",
	"system ssh-server vrf * ...", "system snmp-server state *",
	"system snmp-server enable *", "service snmp-server enable *",
	"interface *", "interface * description *", "interface * type *",
	"interface * link state *", "interface * link mtu *",
	"interface * link speed *", "interface * link breakout *",
	"interface * vrf *", "interface * ip vrf *",
	"interface * ipv4 address *", "interface * ip address *",
	"interface * ipv4 gateway *", "interface * ip gateway *",
	"interface * ipv4 dhcp-client", "interface * ipv4 dhcp-client state *",
	"interface * bond member *", "interface * bond mode *",
	"interface * bond mlag id *", "interface * bond min-links *",
	"interface * bridge domain *", "interface * bridge domain * access *",
	"interface * bridge domain * untagged *",
	"interface * bridge domain * vlan *",
	"interface * bridge domain * stp admin-edge *",
	"interface * bridge domain * stp bpdu-guard *",
	"interface * bridge domain * stp bpdu-filter *",
	"interface * bridge domain * stp network *",
	"interface * link-tracking group *", "bridge domain *",
	"bridge domain * vlan *", "bridge domain * untagged *",
	"bridge domain * stp mode *", "bridge domain * stp priority *",
	"bridge domain * stp state *", "mlag mac-address *",
	"mlag backup * ...", "mlag priority *", "mlag init-delay *",
	"mlag state *", "mlag enable *", "system link-tracking state *",
	"system link-tracking group *",
	"system link-tracking group * watch-interface *",
	"system link-tracking group * min-links *",
	"system link-tracking group * state-change-action *", "qos roce",
	"qos roce enable *", "qos roce state *", "qos roce mode *",
	"qos egress-queue-mapping default-global switch-priority * "
	"traffic-class *",
	"qos egress-scheduler default-global traffic-class * ...",
	"qos pfc default-global switch-priority * ...",
	"system global reserved vlan internal range *", NULL };
/* known, and the view has no place for it */
static const char *const passes[] = { "system date-time ...",
	"system timezone ...", "system dns ...", "service dns ...",
	"system message ...", "system aaa ...", "system config ...",
	"system reboot ...", "system wjh ...", "system control-plane ...",
	"system api ...", "system ssh-server ...", "system lldp ...",
	"service lldp ...", "system ntp ...", "service ntp ...",
	"system syslog ...", "service syslog ...", "system snmp-server ...",
	"service snmp-server ...", "system global ...", "system security ...",
	"system ztp ...", "system telemetry ...", "system forwarding ...",
	"system docker ...", "system cli ...", "system log ...",
	"system packages ...", "system port-mirror ...", "system acl ...",
	"system hash ...", "system counter ...", "system sflow ...",
	"system ptp ...", "service ptp ...", "system fae ...",
	"system stream-telemetry ...", "system grpc ...",
	"system gnmi-server ...", "system tpm ...", "system debug ...",
	"system disk ...", "system link flap-protection ...",
	"system link-flap-protection ...", "system events ...",
	"system nat ...", "system dot1x ...",
	"system optimized-multicast-flooding ...", "interface * link ...",
	"interface * lldp ...", "interface * bond lacp-rate *",
	"interface * bond lacp-bypass *", "interface * bond up-delay *",
	"interface * bond down-delay *", "interface * bond mlag enable *",
	"interface * bond mlag lacp-conflict ...", "interface * vlan *",
	"interface * base-interface *", "interface * parent *",
	"interface * ip ...", "interface * ipv4 ...", "interface * ipv6 ...",
	"interface * ip vrr ...", "interface * bridge domain * stp ...",
	"interface * bridge domain * learning *",
	"interface * bridge domain * vlan * ...", "bridge domain * type *",
	"bridge domain * encap *", "bridge domain * ageing *",
	"bridge domain * mac-address *", "bridge domain * stp ...",
	"bridge domain * vlan * ...", "bridge domain * multicast ...",
	"bridge domain * vlan-vni-offset *", "mlag peer-ip *", "mlag debug *",
	"mlag lacp-conflict ...", "mlag state", "platform ...", "vrf mgmt",
	"interface * storm-control ...", "interface * ptp ...",
	"interface * telemetry ...", "interface * dot1x ...",
	"interface * synce ...", "interface * port-security ...",
	"interface * port-mirror ...", "system port-security ...",
	"bridge port-security ...", "mlag", NULL };
/* routing, tunnels, filters: read past, not judged */
static const char *const skips[] = { "router ...", "vrf * ...", "acl ...",
	"evpn ...", "nve ...", "service dhcp-relay ...",
	"service dhcp-relay6 ...", "service dhcp-server ...",
	"service dhcp-server6 ...", "interface * router ...",
	"interface * evpn ...", "interface * acl ...", "interface * tunnel ...",
	"interface * nve ...", "interface * qos ...", "qos traffic-pool ...",
	"qos egress-shaper ...", "qos remark ...", "qos mapping ...",
	"qos congestion-control ...", "qos link-pause ...",
	"qos advance-buffer-config ...", "qos egress-queue-mapping ...",
	"qos egress-scheduler ...", "qos pfc ...", "qos pfc-watchdog ...",
	"qos buffer ...", "qos roce ...", "interface * pbr ...",
	"interface * ip neighbor ...", NULL };
/* an address it would have by itself, and what a new switch has */
static const char *const harmless[] = { "interface * ipv4 dhcp-client ...",
	"interface * ip address dhcp", "interface * ip address",
	"system aaa user cumulus", NULL };

static bool
is_any(const struct nvue_command *c, const char *const *pattern)
{
	const struct line l = { .word = c->word, .nword = c->n };

	return line_any(&l, pattern);
}

static void
unknown(struct reading *r, const struct nvue_command *c)
{
	struct stanza s = { .head = c->line };

	view_unknown(r->v, &s);
}

/* unset of an object takes all below it: known where anything below is */
static bool
is_above(const struct nvue_command *c, const char *const *pattern)
{
	for (; *pattern; pattern++) {
		const char *p = *pattern;
		size_t i = 0;

		for (; i < c->n && *p; i++) {
			size_t len = strcspn(p, " ");

			if (len == 3 && memcmp(p, "...", 3) == 0)
				return true;
			if (!(len == 1 && *p == '*') &&
			    (strlen(c->word[i]) != len ||
			        memcmp(c->word[i], p, len) != 0))
				break;
			p += len + (p[len] == ' ');
		}
		if (i == c->n)
			return true;
	}
	return false;
}

static void
fate(struct reading *r, const struct nvue_command *c)
{
	struct stanza s = { .head = c->line };
	bool set = c->verb && *c->verb == 's';

	view_mark(r->v, c->line.no, c->line.last, LINE_READ);
	if (!c->verb && c->known) {
		view_pass(r->v, &s);
	} else if (!c->verb || c->n == 0) {
		unknown(r, c);
	} else if (!set) {
		if (c->undid)
			view_notice(r->v, "undone", c->line.no,
			    "undoes what the config sets above: %.80s",
			    c->line.text);
		else if (!is_any(c, harmless))
			view_notice(r->v, "undone", c->line.no,
			    "undoes something unknown: %.80s", c->line.text);
		if (!is_above(c, reads) && !is_above(c, passes) &&
		    !is_above(c, skips))
			unknown(r, c);
		else if (!c->undid)
			view_pass_line(r->v, &c->line);
	} else if (is_any(c, reads)) {
		if (c->undid)
			view_notice(r->v, "undone", c->line.no,
			    "undoes what the config sets above: %.80s",
			    c->line.text);
	} else if (is_any(c, passes)) {
		view_pass(r->v, &s);
	} else if (is_any(c, skips)) {
		s.head.word = c->word;
		s.head.nword = c->n;
		view_skip(r->v, &s);
	} else {
		unknown(r, c);
	}
}

/* the tree that lines are held against: a command for each interface */
static void
tree(struct reading *r)
{
	struct stanza root = { 0 };

	for (size_t i = 0; i < r->t.ncmd; i++) {
		const struct nvue_command *c = &r->t.cmd[i];
		size_t n = c->interface ? c->ninterface : 1;

		if (!c->verb)
			continue;
		for (size_t k = 0; k < n && root.n < 100000; k++) {
			struct stanza s = { .head = c->line };

			/* without `nv`, which says nothing */
			s.head.nword = c->n + 1;
			s.head.word = NEW(r->a, const char *, c->n + 1);
			s.head.word[0] = c->verb;
			for (size_t m = 0; m < c->n; m++)
				s.head.word[m + 1] = c->word[m];
			if (c->interface)
				s.head.word[2] = c->interface[k];
			PUSH(r->a, root.child, root.n, root.cap, s);
		}
	}
	view_root(r->v, &root);
}

/* ---- all of it ---- */

static void
settle(struct reading *r)
{
	struct view *v = r->v;

	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i];
		const struct port *lag = view_lag_of(v, p);

		p->up = p->line && !p->down_line;
		if (p->kind == PORT_MGMT && p->line)
			v->mgmt_vrf = p->vrf;
		p->switched = p->switched_line && !p->has_ip && !lag;
	}
	if (v->domain.peer_link) {
		struct port *p = view_find(v, v->domain.peer_link);

		/* it is in the bridge by itself */
		if (p && p->line && !p->switched_line) {
			p->switched = p->all_vlans = true;
			p->mode = MODE_TRUNK;
			p->untagged = r->own_untagged;
		}
		if (p)
			p->peer_link = true;
	}
}

static bool
read_config(struct view *v, struct diags *d)
{
	struct reading *r = NEW(v->a, struct reading, 1);
	struct text whole;

	r->v = v;
	r->a = v->a;
	if (nvue_is_doc(v->src)) {
		if (!nvue_read_doc(&r->t, v, d))
			return false;
	} else {
		if (!reader_text(v, d, &whole))
			return false;
		nvue_read(&r->t, v, &whole);
	}
	v->nline = r->t.ncmd;
	bond_names(r);
	bridge(r);
	interfaces(r);
	settle(r);
	domain(r);
	settle(r);
	link_tracking(r);
	lossless(r);
	services(r);
	for (size_t i = 0; i < r->t.ncmd; i++)
		fate(r, &r->t.cmd[i]);
	tree(r);
	return true;
}

/* how its lines begin, and those of no other */
static const struct mark marks[] = {
	{ 4, "nv set interface " },
	{ 4, "nv set system " },
	{ 4, "nv set bridge " },
	{ 4, "nv set mlag " },
	{ 3, "nv set " },
	{ 2, "nv unset " },
	{ 4, "- set:" },
	{ 0, NULL },
};

/* what its ports are called */
static const struct port_word words_of[] = {
	{ "swp", "swp", PORT_PLAIN, 0 },
	{ "bond", "po", PORT_LAG, 0 },
	{ NULL, NULL, 0, 0 },
};

const struct dialect dialect_nvue = {
	.name = "nvue",
	.read = read_config,
	.traits = {
		.member_not = MEMBER_NO_SWITCHPORT | MEMBER_NO_VLAN,
		.mgmt_name = "eth0",
		.frame_default = 9216 + 18,
		.frame_extra = 18, /* an MTU is without header and FCS */
		.peer_link_mtu = PEER_MTU_SET,
		.backup_names_vrf = true,
		.domain_macs = "44:38:39:ff:",
		.pair_root = ROOT_SHARED,
		.ssh_starts_off = true, /* on as it comes; off where said */
		.lossless = LOSSLESS_TABLE,
	},
	.mark = marks,
	.port_word = words_of,
};
