/*
 * The part of NVUE that carries frames: interfaces, the bridge, the MLAG
 * domain, link tracking.
 */
#include "readback/nvue_read.h"

#include <ctype.h>
#include <string.h>

#include "base/ip.h"
#include "base/str.h"

/* ---- an interface ---- */

static void
basics(struct nvue_reading *r, struct port *p, const struct nvue_node *x)
{
	const struct nvue_node *w = nvue_value_of(r, x, "description");
	long n;

	if (w) {
		p->desc = w->word;
		p->desc_line = w->line;
	}
	/* a port that is named is up */
	w = nvue_value_of(r, x, "link state");
	if (nvue_flag(r, w, true))
		p->up_line = w ? w->line : x->from;
	else
		p->down_line = w->line;
	w = nvue_value_of(r, x, "link mtu");
	n = nvue_number(r, w, 552, 9216);
	if (n > 0) {
		p->mtu = n;
		p->mtu_line = w->line;
	}
	w = nvue_value_of(r, x, "link speed");
	if (w && !str_eq(w->word, "auto")) {
		n = reader_speed(w->word);
		if (n == 0)
			view_notice(r->v, "bad-value", w->line,
			    "no speed of a port: %.40s", w->word);
		else
			p->speed_mbps = n;
		p->speed_set = n > 0;
	}
	w = nvue_value_of(r, x, "link fec");
	if (w) {
		p->fec = reader_fec(w->word);
		p->fec_line = w->line;
	}
	w = nvue_value_of(r, x, "link auto-negotiate");
	if (w) {
		p->negotiation = nvue_flag(r, w, true) ? "on" : "off";
		p->negotiation_line = w->line;
	}
	w = nvue_value_of(r, x, "lldp dcbx-pfc-tlv");
	if (nvue_flag(r, w, false))
		p->dcbx = "PFC";
	w = nvue_value_of(r, x, "link breakout");
	if (w && str_eq(w->word, "disabled")) {
		if (r->v->ntaken < 512)
			PUSH(r->a, r->v->taken, r->v->ntaken, r->v->taken_cap,
			    p->name);
	} else if (w && !str_eq(w->word, "1x")) {
		if (!isdigit((unsigned char)w->word[0]) || w->word[1] != 'x')
			view_notice(r->v, "bad-value", w->line,
			    "no way to break a port out: %.40s", w->word);
		else if (r->v->nquad < 512)
			PUSH(r->a, r->v->quad, r->v->nquad, r->v->quad_cap,
			    p->name);
	}
}

/* frames a second; older releases had it in a file of their own */
static void
storm(struct nvue_reading *r, struct port *p, const struct nvue_node *x)
{
	const struct nvue_node *w =
	    nvue_value_of(r, x, "storm-control broadcast");
	long n = nvue_number(r, w, 1, 999999999);

	if (n < 0)
		return;
	p->storm.unit = STORM_PPS;
	p->storm.level = n;
	p->storm.line = w->line;
}

static void
address(struct nvue_reading *r, struct port *p, const struct nvue_node *x)
{
	const struct nvue_node *w, *gw;

	for (int k = 0; k < 2; k++) {
		const struct nvue_node *of =
		    nvue_of(r, x, k ? "ip address" : "ipv4 address");

		for (w = nvue_first(of); w; w = nvue_next(w))
			if (str_eq(w->word, "dhcp"))
				p->dhcp = true;
			else if (!strchr(w->word, ':') &&
			    !view_port_address(p, w->word, "", w->line))
				view_notice(r->v, "bad-value", w->line,
				    "not an address: %.40s", w->word);
	}
	w = nvue_value_of(r, x, "ipv4 dhcp-client state");
	if (w && nvue_is_on(w->word))
		p->dhcp = true;
	w = nvue_either(r, x, "vrf", "ip vrf");
	if (w && !str_eq(w->word, "default"))
		p->vrf = w->word;
	gw = nvue_either(r, x, "ipv4 gateway", "ip gateway");
	if (!gw && p->kind == PORT_MGMT && p->vrf && strlen(p->vrf) < 16)
		gw = nvue_value_of(r, &r->t.root,
		    str_fmt(r->a, "vrf %s router static 0.0.0.0/0 via",
		        p->vrf));
	if (gw && p->kind == PORT_MGMT) {
		r->v->has_gateway = ip_parse(gw->word, &r->v->gateway);
		r->v->gateway_line = gw->line;
		if (!r->v->has_gateway)
			view_notice(r->v, "bad-value", gw->line,
			    "not an address: %.40s", gw->word);
	}
}

static void
spanning_tree(struct nvue_reading *r, struct port *p, const struct nvue_node *d)
{
	const struct nvue_node *stp = nvue_of(r, d, "stp"), *w;

	w = nvue_value_of(r, stp, "admin-edge");
	if (nvue_flag(r, w, false)) {
		p->edge = true;
		p->edge_line = w->line;
	}
	w = nvue_value_of(r, stp, "auto-edge");
	p->edge_not_found = w && !nvue_flag(r, w, true);
	w = nvue_value_of(r, stp, "bpdu-guard");
	if (nvue_flag(r, w, false)) {
		p->guard = true;
		p->guard_line = w->line;
	}
	w = nvue_value_of(r, stp, "bpdu-filter");
	if (nvue_flag(r, w, false)) {
		p->no_stp = true;
		p->no_stp_line = w->line;
	}
	w = nvue_value_of(r, stp, "restrrole");
	if (nvue_flag(r, w, false))
		p->root_guard_line = w->line;
	w = nvue_value_of(r, stp, "network");
	p->network_type = nvue_flag(r, w, false);
}

/* of a port that is in the bridge: its VLANs, all of the bridge without a
 * list */
static void
bridged(struct nvue_reading *r, struct port *p, const struct nvue_node *d)
{
	const struct nvue_node *w = nvue_value_of(r, d, "access"), *list;
	long n;

	p->switched_line = d->from;
	spanning_tree(r, p, d);
	if (w) {
		n = nvue_number(r, w, 1, VLAN_MAX);
		p->mode = MODE_ACCESS;
		p->mode_line = w->line;
		p->untagged = p->access = n > 0 ? (int)n : 0;
		p->untagged_line = w->line;
		list = nvue_of(r, d, "vlan");
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
	w = nvue_value_of(r, d, "untagged");
	if (w && str_eq(w->word, "none")) {
		p->untagged = 0;
		p->untagged_line = w->line;
	} else if (w) {
		n = nvue_number(r, w, 1, VLAN_MAX);
		p->untagged = n > 0 ? (int)n : 0;
		p->untagged_line = w->line;
	}
	list = nvue_of(r, d, "vlan");
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
members(struct nvue_reading *r, struct port *lag, const struct nvue_node *x)
{
	const struct nvue_node *bond = nvue_of(r, x, "bond"), *w;
	enum lacp lacp = LACP_ACTIVE;
	long n;

	w = nvue_value_of(r, bond, "mode");
	if (w && str_eq(w->word, "static"))
		lacp = LACP_STATIC;
	else if (w && !str_eq(w->word, "lacp"))
		view_notice(r->v, "bad-value", w->line,
		    "a bond is lacp or static: %.40s", w->word);
	w = nvue_value_of(r, bond, "lacp-bypass");
	if (lacp == LACP_ACTIVE && nvue_flag(r, w, false))
		view_notice(r->v, "half-set", w->line,
		    "a port of this bond is used without LACP: a host that "
		    "sends none may loop or lose frames");
	w = nvue_value_of(r, bond, "min-links");
	n = nvue_number(r, w, 0, 255);
	if (n > 0) {
		lag->min_links = (int)n;
		lag->min_links_line = w->line;
	}
	w = nvue_value_of(r, bond, "mlag id");
	if (w && str_eq(w->word, "auto")) {
		view_notice(r->v, "bad-value", w->line,
		    "bond mlag id auto goes by the partner's MAC address: say "
		    "the number, so that both peers can be held against each "
		    "other");
	} else if (w && (n = nvue_number(r, w, 0, 65535)) > 0) {
		lag->mclag = (int)n;
		lag->mclag_line = w->line;
	}
	for (w = nvue_first(nvue_of(r, bond, "member")); w; w = nvue_next(w)) {
		const char *name = nvue_normal(r, w->word);
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
		p->lag = (int)ports_number_of(lag->name);
		p->lag_line = w->line;
		p->lacp = lacp;
	}
}

/* what it would refuse: another system's names, and those too long for it */
static void
named(struct nvue_reading *r, const struct nvue_node *x)
{
	if (strchr(x->word, '/') || strchr(x->word, ' ') ||
	    isupper((unsigned char)x->word[0]) ||
	    (strncmp(x->word, "swp", 3) == 0 &&
	        strspn(x->word + 3, "0123456789") > 3))
		view_notice(r->v, "bad-value", x->from,
		    "no interface is called '%.40s' there", x->word);
	else if (strlen(x->word) > 15)
		view_notice(r->v, "bad-value", x->from,
		    "the name of an interface has at most 15 characters: %.40s",
		    x->word);
}

/* a list asked about what passes the port; what comes to the switch itself is
 * read where it lets people in */
static void
filtered(const struct nvue_reading *r, struct port *p,
    const struct nvue_node *x)
{
	const struct nvue_node *all = nvue_of(r, x, "acl");

	for (const struct nvue_node *l = nvue_first(all); l; l = nvue_next(l))
		for (const struct nvue_node *way = nvue_first(l); way;
		     way = nvue_next(way))
			if (!str_starts(l->word, "acl-default-") &&
			    !nvue_of(r, way, "control-plane"))
				view_filter(p,
				    str_fmt(r->a, "acl %.60s %.20s", l->word,
				        way->word),
				    way->line);
	if (nvue_of(r, x, "dot1x"))
		view_filter(p, "dot1x", x->from);
}

void
nvue_interfaces(struct nvue_reading *r)
{
	const struct nvue_node *of = nvue_of(r, &r->t.root, "interface");
	const struct nvue_node *bridges =
	    nvue_of(r, &r->t.root, "bridge domain");

	for (const struct nvue_node *x = nvue_first(of); x; x = nvue_next(x)) {
		const char *name = nvue_normal(r, x->word);
		const struct nvue_node *d, *w;
		struct port *p;

		named(r, x);
		if (!name)
			continue;
		p = view_port(r->v, name);
		if (!p->line || x->from < p->line)
			p->line = x->from;
		if (nvue_is_bond(r, x))
			p->kind = PORT_LAG;
		basics(r, p, x);
		storm(r, p, x);
		address(r, p, x);
		d = nvue_first(nvue_of(r, x, "bridge domain"));
		if (d) {
			bridged(r, p, d);
			if (nvue_first(bridges) &&
			    !nvue_of(r, bridges, d->word))
				view_notice(r->v, "bad-value", d->from,
				    "%s is in the bridge %.40s, which has no "
				    "VLAN",
				    p->name, d->word);
		}
		if (p->kind == PORT_LAG)
			members(r, p, x);
		filtered(r, p, x);
		w = nvue_value_of(r, x, "link-tracking group");
		if (w)
			p->group = w->word;
	}
}

/* ---- the bridge, the domain, link tracking ---- */

static void
reserved(struct nvue_reading *r, const struct nvue_node *list)
{
	const struct nvue_node *w = nvue_value_of(r, &r->t.root,
	    "system global reserved vlan internal range");
	const char *range = w ? w->word : "3725-3999";
	bool peer = nvue_of(r, &r->t.root, "interface peerlink") ||
	    nvue_of(r, &r->t.root, "interface peerlink.4094");
	struct vlan_set own = { 0 };
	int id;

	if (!vlan_set_parse(range, &own)) {
		view_notice(r->v, "bad-value", w ? w->line : 0,
		    "no range of VLANs: %.40s", range);
		own = (struct vlan_set){ 0 };
	}
	if (peer)
		vlan_set_add(&own, NVUE_PEER_LINK);
	for (id = vlan_set_next(list->ids, 0); id;
	     id = vlan_set_next(list->ids, id))
		if (vlan_set_has(&own, id)) {
			view_notice(r->v, "bad-value", list->line,
			    "VLAN %d is the switch's own", id);
			break;
		}
}

void
nvue_bridge(struct nvue_reading *r)
{
	const struct nvue_node *of = nvue_of(r, &r->t.root, "bridge domain"),
	                       *w, *b;
	struct view *v = r->v;
	long n;

	r->own_untagged = 1;
	b = nvue_of(r, of, "br_default");
	if (!b)
		b = nvue_first(of);
	if (!b)
		return;
	w = nvue_of(r, b, "vlan");
	if (w && w->ids) {
		view_vlans(v, w->ids, w->line);
		reserved(r, w);
	}
	w = nvue_value_of(r, b, "untagged");
	if (w && str_eq(w->word, "none"))
		r->own_untagged = 0;
	else if (w && (n = nvue_number(r, w, 1, VLAN_MAX)) > 0)
		r->own_untagged = (int)n;
	/* on without a word */
	w = nvue_value_of(r, b, "stp mode");
	v->stp = "rstp";
	v->stp_line = w ? w->line : b->from;
	if (w && (str_eq(w->word, "pvrst") || str_eq(w->word, "pvrst+")))
		v->stp = "rapid-pvst";
	else if (w && !str_eq(w->word, "rstp"))
		view_notice(v, "bad-value", w->line,
		    "a spanning tree is rstp or pvrst: %.40s", w->word);
	w = nvue_value_of(r, b, "stp priority");
	n = nvue_number(r, w, 0, 61440);
	if (n >= 0) {
		v->stp_priority = n;
		v->stp_priority_line = w->line;
	}
	w = nvue_value_of(r, b, "stp state");
	if (!nvue_flag(r, w, true)) {
		v->stp = NULL;
		v->stp_line = 0;
		v->stp_off_line = w->line;
	}
}

static void
backup(struct nvue_reading *r, const struct nvue_node *of)
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
	vrf = nvue_value_of(r, w, "vrf");
	if (vrf && !str_eq(vrf->word, "default"))
		o->backup_vrf = vrf->word;
}

/* it has no name: its MAC address tells it from others, or where that is made
 * by itself the lower of the two addresses that its peers have */
static const char *
domain_id(struct nvue_reading *r)
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

/* where nothing or nobody answers, the peers never form a pair */
static void
peer_ip(struct nvue_reading *r, const struct nvue_node *m,
    const struct nvue_node *w)
{
	const struct nvue_node *own =
	    nvue_of(r, &r->t.root, "interface peerlink.4094");

	if (m && !w)
		view_notice(r->v, "half-set", m->from,
		    "mlag has no peer-ip: the peers don't find each other");
	else if (w && !str_eq(w->word, "linklocal") &&
	    !nvue_of(r, own, "ip address") && !nvue_of(r, own, "ipv4 address"))
		view_notice(r->v, "half-set", w->line,
		    "the peer is at %.40s, and peerlink.4094 has no address to "
		    "reach it from",
		    w->word);
}

void
nvue_domain(struct nvue_reading *r)
{
	const struct nvue_node *m = nvue_of(r, &r->t.root, "mlag"), *w;
	const struct nvue_node *link =
	    nvue_of(r, &r->t.root, "interface peerlink");
	struct domain *o = &r->v->domain;
	uint32_t ip;

	w = m ? m : link;
	if (!w)
		return;
	o->line = o->id_line = w->from;
	if (m && !nvue_state(r, m, true))
		o->down_line = m->line;
	if (link) {
		o->peer_link = str_fmt(r->a, "po%d", NVUE_PEER_LINK);
		o->peer_link_line = link->from;
	}
	w = nvue_value_of(r, m, "mac-address");
	if (w && !str_eq(w->word, "auto")) {
		o->mac = w->word;
		o->mac_line = w->line;
	}
	w = nvue_value_of(r, m, "priority");
	o->priority = nvue_number(r, w, 0, 65535);
	o->priority_line = w ? w->line : 0;
	w = nvue_value_of(r, m, "init-delay");
	o->wait_lags = nvue_number(r, w, 0, 9000);
	o->wait_line = w ? w->line : 0;
	if (w && o->wait_lags == 0)
		view_notice(r->v, "half-set", w->line,
		    "bonds come up before the peers have spoken: no "
		    "init-delay");
	w = nvue_value_of(r, m, "peer-ip");
	peer_ip(r, m, w);
	if (w && !str_eq(w->word, "linklocal") && !strchr(w->word, ':') &&
	    !ip_parse(w->word, &ip))
		view_notice(r->v, "bad-value", w->line,
		    "the peer is at linklocal or an address: %.40s", w->word);
	backup(r, nvue_of(r, m, "backup"));
	o->id = domain_id(r);
}

/* the watched ports are a LAG's, all of them: it is the LAG that is watched */
static const char *
watched_lag(struct nvue_reading *r, const struct nvue_node *of,
    const char *name)
{
	const struct port *p = view_find(r->v, name);
	const struct port *lag = p ? view_lag_of(r->v, p) : NULL;
	size_t n = 0;

	if (!lag)
		return NULL;
	for (const struct nvue_node *w = nvue_first(of); w; w = nvue_next(w)) {
		const char *one = nvue_normal(r, w->word);
		const struct port *q = one ? view_find(r->v, one) : NULL;

		n += q && view_lag_of(r->v, q) == lag;
	}
	return n == view_members(r->v, lag) ? lag->name : NULL;
}

static void
watched(struct nvue_reading *r, struct group *g, const struct nvue_node *of)
{
	for (const struct nvue_node *w = nvue_first(of); w; w = nvue_next(w)) {
		const char *name = nvue_normal(r, w->word), *lag;

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

void
nvue_link_tracking(struct nvue_reading *r)
{
	const struct nvue_node *lt =
	    nvue_of(r, &r->t.root, "system link-tracking");
	const struct nvue_node *of = nvue_of(r, lt, "group"), *w;
	struct view *v = r->v;
	bool on = nvue_state(r, lt, false);

	for (const struct nvue_node *x = nvue_first(of); x; x = nvue_next(x)) {
		struct group *g = view_group(v, x->word, x->from);

		w = nvue_value_of(r, x, "min-links");
		g->least = nvue_number(r, w, 1, 64);
		g->least_line = w ? w->line : 0;
		g->least = g->least > 0 ? g->least : 1;
		w = nvue_value_of(r, x, "state-change-action");
		g->off = !on ||
		    (w && !str_eq(w->word, "protodown-target-interface"));
		if (r->t.release && r->t.release < 518)
			view_notice(v, "bad-value", x->from,
			    "link tracking is there from 5.18 on, and this is "
			    "of %ld.%ld",
			    r->t.release / 100, r->t.release % 100);
		if (strlen(x->word) > 16)
			view_notice(v, "bad-value", x->line,
			    "the name of a group has at most 16 characters: "
			    "%.40s",
			    x->word);
		watched(r, g, nvue_of(r, x, "watch-interface"));
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
