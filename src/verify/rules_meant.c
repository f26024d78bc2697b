/*
 * Rules on what a switch's config is meant to hold by the design: its place in
 * the spanning tree, its MC-LAGs, what a pair needs to come up and to fail
 * well, and how it is managed.
 */
#include "verify/rules.h"

#include "base/ip.h"
#include "base/str.h"

/* a port with an address: what goes up from this switch is routed */
static bool
has_routed(const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		if ((p->kind == PORT_PLAIN || p->kind == PORT_LAG) &&
		    p->has_ip && !p->switched)
			return true;
	}
	return false;
}

static const struct bundle_switch *
switch_of(const struct judge *j, const struct view *v)
{
	for (size_t i = 0; j->bundle && i < j->bundle->nsw; i++)
		if (j->bundle->sw[i].view == v)
			return &j->bundle->sw[i];
	return NULL;
}

static bool
same_subnet(const struct port *p, uint32_t ip)
{
	uint32_t mask = ip_mask(p->prefix);

	return p->has_ip && ((p->ip ^ ip) & mask) == 0;
}

/* vl120: of a VLAN's own interface */
static int
vlan_of(const struct port *p)
{
	long id = ports_number_of(p->name);

	return id > 0 && id <= VLAN_MAX ? (int)id : 0;
}

static enum severity
hard(const struct judge *j)
{
	return j->bundle ? ERR : WARN;
}

/* ---- spanning tree ---- */

static void
priority(struct judge *j, const struct view *v)
{
	const struct bundle_switch *s = switch_of(j, v);
	long own = v->stp_priority < 0 ? 32768 : v->stp_priority, core;

	if (!s || !v->stp || v->stp_unknown)
		return;
	core = j->bundle->around.core_stp_priority;
	if (core >= 0 && own <= core)
		rule_found(j, v, v->stp_priority_line,
		    "bridge priority %ld takes the root from the core, which "
		    "has %ld",
		    own, core);
	else if (s->stp_priority >= 0 && own != s->stp_priority)
		rule_found(j, v, v->stp_priority_line,
		    "bridge priority %ld, the design has %ld", own,
		    s->stp_priority);
}

static bool
same_region(const struct mst *x, const struct mst *y)
{
	if (!str_eq(x->name ? x->name : "", y->name ? y->name : "") ||
	    x->revision != y->revision)
		return false;
	for (size_t i = 1; i < MST_MAX; i++)
		if (!vlan_set_eq(&x->of[i], &y->of[i]))
			return false;
	return true;
}

/* whose region a switch's is to be: its peer's, in a bundle all have one */
static const struct view *
region_of(const struct judge *j, const struct view *v)
{
	for (size_t i = 0; j->bundle && i < j->nview; i++)
		if (j->view[i]->mst.line && str_eq(j->view[i]->stp, "mst"))
			return j->view[i];
	for (size_t i = 0; i < j->npair; i++)
		if (j->pair[i].b == v)
			return j->pair[i].a;
	return NULL;
}

static void
region(struct judge *j, const struct view *v)
{
	const struct view *w = region_of(j, v);

	if (w && w != v && str_eq(v->stp, "mst") && str_eq(w->stp, "mst") &&
	    !same_region(&v->mst, &w->mst))
		rule_found(j, v, v->mst.line,
		    "MST region '%.40s', revision %ld, is not that of %s "
		    "('%.40s', %ld) or maps VLANs differently",
		    v->mst.name ? v->mst.name : "", v->mst.revision, w->device,
		    w->mst.name ? w->mst.name : "", w->mst.revision);
}

/* ---- LAGs ---- */

static void
mclags(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->nlag; i++) {
		const struct bundle_lag *l = &j->bundle->lag[i];
		const struct bundle_switch *s =
		    bundle_switch(j->bundle, l->device);
		const struct view *v = s ? s->view : NULL;
		const struct port *p;

		if (!v || l->mclag < 0)
			continue;
		p = view_find(v, str_fmt(j->arena, "po%ld", l->number));
		if (str_eq(l->purpose, "peer")) {
			if (v->domain.line && !v->domain.ndiscovery &&
			    (!p || !view_is_peer_link(v, p)))
				rule_found(j, v, v->domain.line,
				    "%s should be the peer link but is not",
				    l->name);
		} else if (!p) {
			rule_found(j, v, 0, "%s of the design is missing",
			    l->name);
		} else if (p->mclag != l->mclag) {
			rule_found(j, v,
			    p->mclag_line ? p->mclag_line : p->line,
			    "%s should be %s but is %s", l->name,
			    l->mclag ?
			        str_fmt(j->arena, "MC-LAG %ld", l->mclag) :
			        "no MC-LAG",
			    p->mclag ?
			        str_fmt(j->arena, "MC-LAG %d", p->mclag) :
			        "none");
		}
		/* the core's tree is ours, or it is kept out */
		if (p && l->stp_said && !l->stp && !p->no_stp && v->stp &&
		    !v->stp_unknown)
			rule_found(j, v, p->line,
			    "%s leads to a core with its own spanning tree and "
			    "doesn't filter its BPDUs",
			    l->name);
	}
}

static void
least(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];
		size_t n = p->kind == PORT_LAG ? view_members(v, p) : 0;

		if (p->kind != PORT_LAG || p->min_links < 1 || !n)
			continue;
		if ((size_t)p->min_links > n)
			rule_found(j, v, p->min_links_line,
			    "%s needs %d links and has %zu: it never comes up",
			    p->name, p->min_links, n);
		else if (j->bundle && p->min_links > 1)
			rule_found(j, v, p->min_links_line,
			    "%s needs %d of its %zu links: one lost cable may "
			    "take it down",
			    p->name, p->min_links, n);
	}
	for (size_t i = 0; i < v->ngroup; i++) {
		const struct group *g = &v->group[i];
		size_t n = g->nup;

		if (g->least > 0 && n && (size_t)g->least > n)
			rule_found(j, v, g->least_line,
			    "group %s needs %ld links up and follows %zu: its "
			    "ports never come up",
			    g->id, g->least, n);
		else if (j->bundle && g->least > 1)
			rule_found(j, v, g->least_line,
			    "group %s takes its ports down though one of its "
			    "%zu links is up",
			    g->id, n);
	}
}

/* ---- a pair ---- */

static void
peer_vlan(struct judge *j, const struct view *v)
{
	const struct domain *o = &v->domain;
	const struct port *own = view_find(v, o->local_if), *link;
	const struct vlan *vlan;
	int id;

	if (!o->line || !own || own->kind != PORT_VLAN)
		return;
	id = vlan_of(own);
	vlan = view_find_vlan(v, id);
	link = view_find(v, o->peer_link);
	if (!vlan)
		rule_found(j, v, own->line,
		    "the peers communicate over VLAN %d, which is not "
		    "defined",
		    id);
	if (j->bundle && vlan && !vlan->trunk_group && link &&
	    link->trunk_group)
		rule_found(j, v, vlan->line,
		    "VLAN %d, over which the peers communicate, is in no trunk "
		    "group: trunks without a list carry it",
		    id);
	if (vlan && vlan->trunk_group && link && link->line &&
	    !view_in_group(link, vlan->trunk_group))
		rule_found(j, v, link->line,
		    "VLAN %d, over which the peers communicate, is in trunk "
		    "group %s and the peer link is not",
		    id, vlan->trunk_group);
	else if (vlan && link && link->up && !view_carries(v, link, id))
		rule_found(j, v, link->list_line ? link->list_line : link->line,
		    "the peer link doesn't carry VLAN %d, over which the peers "
		    "communicate",
		    id);
	if (j->bundle && v->stp && !vlan_set_has(&v->no_stp, id))
		rule_found(j, v, own->line,
		    "VLAN %d, over which the peers communicate, takes part in "
		    "spanning tree: it may be blocked",
		    id);
	if (own->has_ip && o->has_backup && !same_subnet(own, o->backup))
		rule_found(j, v, o->backup_line,
		    "the peer's address %s is not in the subnet of %s",
		    ip_text(j->arena, o->backup), own->name);
	if (own->line && !own->up)
		rule_found(j, v, own->down_line,
		    "%s is shut down: the peers can't communicate", own->name);
}

static const struct port *
management(const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++)
		if (v->port[i]->kind == PORT_MGMT && v->port[i]->has_ip)
			return v->port[i];
	return NULL;
}

/* does the path to the address use the peer link? vrf: NULL if not given */
static const struct port *
over_link(const struct view *v, uint32_t ip, const char *vrf)
{
	const struct port *link = view_find(v, v->domain.peer_link);

	if (!link && v->domain.ndiscovery)
		link = view_find(v, v->domain.discovery[0]);
	for (size_t i = 0; i < v->nport && link; i++) {
		const struct port *p = v->port[i];

		if (same_subnet(p, ip) &&
		    (!vrf || str_eq(vrf, p->vrf ? p->vrf : "default")) &&
		    (p == link ||
		        (p->kind == PORT_VLAN &&
		            view_carries(v, link, vlan_of(p)))))
			return p;
	}
	return NULL;
}

static void
keepalive(struct judge *j, const struct view *v)
{
	const struct domain *o = &v->domain;
	const struct port *mgmt = management(v), *p;
	bool any = false, own = false;

	if (!o->line)
		return;
	if (o->down_line)
		rule_found_as(j, hard(j), v, o->down_line,
		    "the MC-LAG domain is shut down: each peer keeps running "
		    "on its own");
	if (o->has_beat && mgmt && same_subnet(mgmt, o->beat) &&
	    !str_eq(o->beat_vrf ? o->beat_vrf : "default",
	        mgmt->vrf ? mgmt->vrf : "default"))
		rule_found(j, v, o->beat_line,
		    "the heartbeat goes out in VRF %s, the management port is "
		    "in %s",
		    o->beat_vrf ? o->beat_vrf : "default",
		    mgmt->vrf ? mgmt->vrf : "default");
	if (o->has_backup && o->backup_vrf && mgmt && mgmt->vrf &&
	    same_subnet(mgmt, o->backup) && !str_eq(o->backup_vrf, mgmt->vrf))
		rule_found(j, v, o->backup_line,
		    "the keepalive goes out in VRF %s, the management port is "
		    "in %s",
		    o->backup_vrf, mgmt->vrf);
	if (j->bundle && v->traits->beat_acts_if_configured && o->has_beat &&
	    !o->shuts_all)
		rule_found_as(j, WARN, v, o->beat_line,
		    "a heartbeat alone shuts nothing: when the peer link "
		    "fails, both peers stay active (split brain)");
	if (j->bundle && o->local_if && !o->has_beat && mgmt)
		rule_found(j, v, o->line,
		    "no heartbeat outside the peer link: when that fails, both "
		    "peers become active (split brain)");
	p = o->has_beat ? over_link(v, o->beat, o->beat_vrf) :
	    !o->local_if && o->has_backup && !v->traits->no_backup ?
	                  over_link(v, o->backup, o->backup_vrf) :
	                  NULL;
	if (p)
		rule_found_as(j, hard(j), v,
		    o->has_beat ? o->beat_line : o->backup_line,
		    "the keepalive goes over %s, which the peer link carries: "
		    "both are lost at once",
		    p->name);
	for (size_t i = 0; i < v->nport; i++) {
		/* an address that DHCP gives may be it */
		if (v->port[i]->dhcp)
			own = true;
		any = any || v->port[i]->has_ip;
		own =
		    own || (v->port[i]->has_ip && v->port[i]->ip == o->source);
	}
	if (o->has_source && any && !own)
		rule_found(j, v, o->backup_line,
		    "the keepalive goes out from %s, which is not an address "
		    "of this switch",
		    ip_text(j->arena, o->source));
	/* where uplinks are routed they are to be up before the MC-LAGs */
	if (o->wait_lags >= 0 && o->wait_others >= 0 &&
	    o->wait_others < o->wait_lags && (j->bundle || !has_routed(v)))
		rule_found_as(j, hard(j), v, o->wait_line,
		    "after a restart the other ports wait %ld s, MC-LAGs %ld "
		    "s: single ports come up before the MC-LAGs that carry "
		    "their traffic onwards",
		    o->wait_others, o->wait_lags);
	if (j->bundle && v->traits->recovery_said && !o->recovers)
		rule_found(j, v, o->line,
		    "a peer that never comes back leaves this one's MC-LAGs "
		    "down: `auto-recovery` is missing");
}

/* ---- VLANs ---- */

static bool
is_net(const struct bundle *b, long vlan)
{
	for (size_t i = 0; i < b->nnet; i++)
		if (b->net[i].vlan == vlan)
			return true;
	return false;
}

static void
vlan_mtu(struct judge *j, const struct view *v)
{
	long most = 0;

	for (int pass = 0; j->bundle && pass < 2; pass++)
		for (size_t i = 0; i < v->nport; i++) {
			const struct port *p = v->port[i];

			if (p->kind != PORT_VLAN || !p->line ||
			    !is_net(j->bundle, vlan_of(p)))
				continue;
			if (pass == 0)
				most = p->mtu > most ? p->mtu : most;
			else if (p->mtu < most)
				rule_found(j, v,
				    p->mtu_line ? p->mtu_line : p->line,
				    "%s %s, other VLANs have an MTU of %ld",
				    p->name,
				    p->mtu ?
				        str_fmt(j->arena, "has %ld", p->mtu) :
				        "has no MTU of its own",
				    most);
		}
}

/* the VLAN's own interface, which must not be shut down where the VLAN is */
static void
vlan_down(struct judge *j)
{
	for (size_t i = 0; j->bundle && i < j->bundle->nnet; i++) {
		const struct bundle_net *n = &j->bundle->net[i];

		for (size_t k = 0; n->vlan && k < n->nsw; k++) {
			const struct bundle_switch *s =
			    bundle_switch(j->bundle, n->sw[k]);
			const struct port *p = s && s->view ?
			    view_find(s->view,
			        str_fmt(j->arena, "vl%d", n->vlan)) :
			    NULL;

			if (p && p->down_line)
				rule_found(j, s->view, p->down_line,
				    "VLAN %d (%s) is shut down", n->vlan,
				    n->name);
		}
	}
}

/* ---- management ---- */

static void
users(struct judge *j, const struct view *v)
{
	const char *admin = j->bundle && j->bundle->around.said ?
	    j->bundle->around.administrator :
	    NULL;

	for (size_t i = 0; i < v->nuser; i++)
		if (admin && !line_word_eq(v->user[i].name, admin))
			rule_found(j, v, v->user[i].line,
			    "account %.40s is not in the design, which has %s",
			    v->user[i].name, admin);
}

/* ... which is how anybody gets in, and may do something there */
static void
administrator(struct judge *j, const struct view *v)
{
	const char *admin = j->bundle && j->bundle->around.said ?
	    j->bundle->around.administrator :
	    NULL;
	const struct user *u = NULL;

	if (!admin || !*admin || v->traits->users_apart)
		return;
	for (size_t i = 0; i < v->nuser; i++)
		if (line_word_eq(v->user[i].name, admin))
			u = &v->user[i];
	if (!u)
		rule_found(j, v, 0,
		    "no account %.40s, which should manage the switch", admin);
	else if (u->weak)
		rule_found(j, v, u->line,
		    "account %.40s, which should manage the switch, is "
		    "read-only",
		    admin);
}

static void
open_users(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nuser; i++)
		if (v->user[i].open)
			rule_found_as(j, hard(j), v, v->user[i].line,
			    "account %.40s has no password", v->user[i].name);
		else if (v->user[i].factory)
			rule_found_as(j, hard(j), v, v->user[i].line,
			    "account %.40s has the default password of such "
			    "switches",
			    v->user[i].name);
}

static void
http(struct judge *j, const struct view *v)
{
	if (v->http_line)
		rule_found_as(j, hard(j), v, v->http_line,
		    "plain HTTP is enabled: passwords are sent in clear text");
}

static void
ways_in(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nopen; i++)
		if (j->bundle)
			rule_found(j, v, v->open[i].line,
			    "%s is open%s: close it", v->open[i].what,
			    v->open[i].line ? "" : " until a line closes it");
		else if (!v->open[i].usual)
			rule_found_as(j, WARN, v, v->open[i].line,
			    "%s is open: close it", v->open[i].what);
}

static void
route(struct judge *j, const struct view *v)
{
	const struct bundle_switch *s = switch_of(j, v);

	if (!s || !s->gateway)
		return;
	if (!v->has_gateway)
		rule_found(j, v, 0,
		    "no default route for management: the design's gateway is "
		    "%s",
		    ip_text(j->arena, s->gateway));
	else if (v->gateway != s->gateway)
		rule_found(j, v, v->gateway_line,
		    "the management gateway is %s, the design has %s",
		    ip_text(j->arena, v->gateway),
		    ip_text(j->arena, s->gateway));
}

const struct rule rules_meant[] = {
	VIEW_RULE("stp-place", ERR, priority,
	    "every bridge has its priority, and the core stays the root"),
	VIEW_RULE("stp-region", ERR, region, "switches share their MST region"),
	ALL_RULE("design-mclag", ERR, mclags,
	    "MC-LAGs are those of the design"),
	VIEW_RULE("links-least", ERR, least,
	    "no LAG or group needs more links than it can lose"),
	VIEW_RULE("peer-vlan", ERR, peer_vlan,
	    "the peers can communicate over their VLAN"),
	VIEW_RULE("peer-alive", ERR, keepalive,
	    "peers distinguish a dead peer from a dead link, and recover in "
	    "order"),
	VIEW_RULE("vlan-mtu-one", ERR, vlan_mtu, "VLANs have one MTU"),
	ALL_RULE("vlan-down", ERR, vlan_down, "VLANs of the design are up"),
	VIEW_RULE("account-extra", ERR, users,
	    "accounts are those of the design"),
	VIEW_RULE("account-missing", ERR, administrator,
	    "the design's account exists and may change the switch"),
	VIEW_RULE("account-open", ERR, open_users,
	    "every account has a password of its own"),
	VIEW_RULE("http-plain", ERR, http, "no plain HTTP"),
	VIEW_RULE("way-in", ERR, ways_in,
	    "no other management access is left "
	    "open"),
	VIEW_RULE("mgmt-route", ERR, route,
	    "management has the design's default route"),
	{ 0 }
};
