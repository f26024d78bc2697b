/* Rules on the two peers of an MC-LAG domain. */
#include "verify/rules.h"

#include <string.h>
#include <strings.h>

#include "base/ip.h"
#include "base/str.h"

static bool
owns(const struct view *v, uint32_t ip)
{
	for (size_t i = 0; i < v->nport; i++)
		if (v->port[i]->has_ip && v->port[i]->ip == ip)
			return true;
	return v->domain.has_source && v->domain.source == ip;
}

static bool
same_switch(const struct view *x, const struct view *y)
{
	return x->hostname && str_eq(x->hostname, y->hostname);
}

static int
strength(const struct judge *j, const struct view *x, const struct view *y)
{
	int s = 0;

	if (!x->domain.line || !y->domain.line || same_switch(x, y) ||
	    x->dialect != y->dialect)
		return 0;
	if (x->domain.has_backup && owns(y, x->domain.backup))
		s += 2;
	if (y->domain.has_backup && owns(x, y->domain.backup))
		s += 2;
	s += str_eq(x->domain.id, y->domain.id);
	/* two configs were given: each other's peers if anything is */
	if (j->nview == 2)
		s++;
	if (j->bundle)
		for (size_t i = 0; i < j->bundle->ncable; i++) {
			const struct bundle_cable *c = &j->bundle->cable[i];

			if (str_eq(c->kind, "peer") && c->end[0].sw &&
			    c->end[1].sw &&
			    ((c->end[0].sw->view == x &&
			         c->end[1].sw->view == y) ||
			        (c->end[0].sw->view == y &&
			            c->end[1].sw->view == x)))
				return 100;
		}
	return s;
}

void
rules_pairs(struct judge *j)
{
	bool *taken = NEW(j->arena, bool, j->nview + 1);
	size_t cap = 0;

	/* the strongest claims first */
	for (int want = 100; want >= 1; want = want == 100 ? 6 : want - 1)
		for (size_t i = 0; i < j->nview; i++)
			for (size_t k = i + 1; k < j->nview; k++) {
				struct peers p = { j->view[i], j->view[k] };

				if (taken[i] || taken[k] ||
				    strength(j, p.a, p.b) < want)
					continue;
				taken[i] = taken[k] = true;
				PUSH(j->arena, j->pair, j->npair, cap, p);
			}
}

bool
rules_are_peers(const struct judge *j, const struct view *x,
    const struct view *y)
{
	for (size_t i = 0; i < j->npair; i++)
		if ((j->pair[i].a == x && j->pair[i].b == y) ||
		    (j->pair[i].a == y && j->pair[i].b == x))
			return true;
	return false;
}

static void
domain_id(struct judge *j, const struct view *a, const struct view *b)
{
	if (!str_eq(a->domain.id, b->domain.id))
		rule_found(j, b, b->domain.id_line,
		    "domain %s here, %s on "
		    "%s: the peers never find each other",
		    b->domain.id, a->domain.id, a->device);
}

static void
unit(struct judge *j, const struct view *a, const struct view *b)
{
	if ((a->domain.unit < 0) != (b->domain.unit < 0))
		rule_found(j, a->domain.unit < 0 ? a : b,
		    a->domain.unit < 0 ? a->domain.line : b->domain.line,
		    "unit-id is set on the peer only");
	else if (a->domain.unit >= 0 && a->domain.unit == b->domain.unit)
		rule_found(j, b, b->domain.unit_line,
		    "unit-id %ld on both "
		    "peers: the interconnect stays down",
		    b->domain.unit);
}

static void
mac(struct judge *j, const struct view *a, const struct view *b)
{
	const struct view *v = a->domain.mac ? b : a;

	if (!a->domain.mac && !b->domain.mac)
		return;
	if (!a->domain.mac || !b->domain.mac)
		rule_found(j, v, v->domain.line,
		    "the domain's MAC is set on the peer only");
	else if (strcasecmp(a->domain.mac, b->domain.mac) != 0)
		rule_found(j, b, b->domain.mac_line,
		    "the domain's MAC is %s "
		    "here, %s on %s",
		    b->domain.mac, a->domain.mac, a->device);
}

/* what comes up later than the other's, or goes earlier */
static void
waits(struct judge *j, const struct view *a, const struct view *b)
{
	const struct domain *x = &a->domain, *y = &b->domain;

	if (x->wait_lags != y->wait_lags || x->wait_others != y->wait_others)
		rule_found(j, b, y->wait_line,
		    "ports wait for %ld and %ld s after a restart here, %ld "
		    "and %ld s on %s (-1: the system's default)",
		    y->wait_lags, y->wait_others, x->wait_lags, x->wait_others,
		    a->device);
	if (x->keepalive != y->keepalive || x->timeout != y->timeout)
		rule_found(j, b, y->line,
		    "keepalives every %ld s, lost after %ld s here, %ld and "
		    "%ld s on %s (-1: the system's default)",
		    y->keepalive, y->timeout, x->keepalive, x->timeout,
		    a->device);
}

static void
priority(struct judge *j, const struct view *a, const struct view *b)
{
	if (a->domain.priority >= 0 && a->domain.priority == b->domain.priority)
		rule_found_as(j, j->bundle ? ERR : WARN, b,
		    b->domain.priority_line,
		    "both peers have priority %ld: which one is primary is "
		    "arbitrary",
		    b->domain.priority);
}

static void
backup_to(struct judge *j, const struct view *from, const struct view *to)
{
	if (from->domain.has_beat && !owns(to, from->domain.beat))
		rule_found(j, from, from->domain.beat_line,
		    "the heartbeat goes to %s, which is not an address of the "
		    "peer %s",
		    ip_text(j->arena, from->domain.beat), to->device);
	if (!from->domain.has_backup || owns(to, from->domain.backup))
		return;
	rule_found(j, from, from->domain.backup_line,
	    "the backup destination %s is not an address of the peer %s",
	    ip_text(j->arena, from->domain.backup), to->device);
}

static void
backup(struct judge *j, const struct view *a, const struct view *b)
{
	backup_to(j, a, b);
	backup_to(j, b, a);
}

static const struct port *
by_mclag(const struct view *v, int id)
{
	for (size_t i = 0; i < v->nport; i++)
		if (v->port[i]->mclag == id)
			return v->port[i];
	return NULL;
}

static void
lags_of(struct judge *j, const struct view *a, const struct view *b)
{
	for (size_t i = 0; i < a->nport; i++) {
		const struct port *p = a->port[i];

		if (p->mclag && !by_mclag(b, p->mclag))
			rule_found(j, a, p->mclag_line,
			    "MC-LAG %d of %s is "
			    "not on the peer %s",
			    p->mclag, p->name, b->device);
	}
}

static void
lags(struct judge *j, const struct view *a, const struct view *b)
{
	lags_of(j, a, b);
	lags_of(j, b, a);
}

static void
lag_vlans(struct judge *j, const struct view *a, const struct view *b)
{
	for (size_t i = 0; i < a->nport; i++) {
		const struct port *p = a->port[i], *q;

		q = p->mclag ? by_mclag(b, p->mclag) : NULL;
		if (!q)
			continue;
		if (!vlan_set_eq(&p->tagged, &q->tagged) ||
		    p->all_vlans != q->all_vlans)
			rule_found(j, b, q->list_line ? q->list_line : q->line,
			    "MC-LAG %d carries VLAN %s here, %s on %s",
			    p->mclag,
			    q->all_vlans ? "all" :
			                   vlan_set_text(j->arena, &q->tagged),
			    p->all_vlans ? "all" :
			                   vlan_set_text(j->arena, &p->tagged),
			    a->device);
		if (p->untagged != q->untagged)
			rule_found(j, b,
			    q->untagged_line ? q->untagged_line : q->line,
			    "MC-LAG %d is untagged in VLAN %d here, "
			    "in %d on %s",
			    p->mclag, q->untagged, p->untagged, a->device);
	}
}

static enum lacp
lacp_of(const struct view *v, const struct port *lag)
{
	for (size_t i = 0; i < v->nport; i++)
		if (view_lag_of(v, v->port[i]) == lag)
			return v->port[i]->lacp;
	return LACP_NONE;
}

/* the key of its LACP, where each peer has one; else "" */
static const char *
said_of(const struct view *v, const struct port *p)
{
	for (size_t i = 0; i < v->nsaid; i++)
		if (str_eq(v->said[i].what, SAID_LACP_KEY) &&
		    str_eq(v->said[i].where, p->name))
			return v->said[i].value;
	return "";
}

static void
lag_alike(struct judge *j, const struct view *a, const struct view *b)
{
	for (size_t i = 0; i < a->nport; i++) {
		const struct port *p = a->port[i], *q;

		q = p->mclag ? by_mclag(b, p->mclag) : NULL;
		if (!q)
			continue;
		if (view_frame(a, p) != view_frame(b, q))
			rule_found(j, b, q->mtu_line ? q->mtu_line : q->line,
			    "MC-LAG %d passes frames of %ld bytes here, of "
			    "%ld on %s",
			    p->mclag, view_frame(b, q), view_frame(a, p),
			    a->device);
		if ((lacp_of(a, p) == LACP_STATIC) !=
		        (lacp_of(b, q) == LACP_STATIC) &&
		    lacp_of(a, p) && lacp_of(b, q))
			rule_found(j, b, q->line,
			    "MC-LAG %d is static on one "
			    "peer, LACP on the other",
			    p->mclag);
		if (!str_eq(said_of(a, p), said_of(b, q)))
			rule_found(j, b, q->line,
			    "MC-LAG %d has the LACP key '%s' here, '%s' on %s: "
			    "the other end treats them as two LAGs",
			    p->mclag, said_of(b, q), said_of(a, p), a->device);
		if (p->up != q->up)
			rule_found(j, p->up ? b : a, p->up ? q->line : p->line,
			    "MC-LAG %d is shut down here and not on the peer",
			    p->mclag);
	}
}

static void
vlans(struct judge *j, const struct view *a, const struct view *b)
{
	struct vlan_set only_a = a->vlans, only_b = b->vlans;
	struct vlan_set apart = bundle_vlans_apart(j->bundle, a, b);

	vlan_set_cut(&only_a, &b->vlans);
	vlan_set_cut(&only_b, &a->vlans);
	/* every switch has VLAN 1, said or not */
	vlan_set_add(&apart, 1);
	/* what lives on one of the two alone */
	vlan_set_cut(&only_a, &apart);
	vlan_set_cut(&only_b, &apart);
	if (!vlan_set_empty(&only_a))
		rule_found(j, b, 0, "VLAN %s is on the peer %s only",
		    vlan_set_text(j->arena, &only_a), a->device);
	if (!vlan_set_empty(&only_b))
		rule_found(j, a, 0, "VLAN %s is on the peer %s only",
		    vlan_set_text(j->arena, &only_b), b->device);
}

static void
stp(struct judge *j, const struct view *a, const struct view *b)
{
	if (!str_eq(a->stp, b->stp))
		rule_found(j, b, b->stp_line,
		    "spanning tree is %s here, %s "
		    "on %s: every MC-LAG goes down",
		    b->stp ? b->stp : "off", a->stp ? a->stp : "off",
		    a->device);
}

static long
root_priority(const struct view *v)
{
	return v->stp_priority < 0 ? 32768 : v->stp_priority;
}

static void
stp_root(struct judge *j, const struct view *a, const struct view *b)
{
	const struct view *first = a, *second = b;
	enum pair_root how = a->traits->pair_root;

	if (how == ROOT_SHARED && root_priority(a) != root_priority(b))
		rule_found(j, b, b->stp_priority_line,
		    "bridge priority %ld "
		    "here, %ld on %s: the two are one bridge to all others",
		    root_priority(b), root_priority(a), a->device);
	/* some pairs are one bridge to the others and share the priority */
	if (how == ROOT_SHARED || !a->stp || !b->stp ||
	    (how == ROOT_EITHER && a->stp_priority == b->stp_priority))
		return;
	if (a->domain.priority < 0 || b->domain.priority < 0 ||
	    a->domain.priority == b->domain.priority) {
		if (how == ROOT_APART && a->stp_priority >= 0 &&
		    a->stp_priority == b->stp_priority)
			rule_found(j, b, b->stp_priority_line,
			    "both peers "
			    "have bridge priority %ld",
			    b->stp_priority);
		return;
	}
	if (b->domain.priority < a->domain.priority) {
		first = b;
		second = a;
	}
	if (root_priority(first) > root_priority(second) ||
	    (root_priority(first) == root_priority(second) &&
	        first->stp_priority >= 0))
		rule_found(j, first, first->stp_priority_line,
		    "the primary's "
		    "bridge priority %ld is not below the secondary's %ld",
		    root_priority(first), root_priority(second));
}

/* the port of a switch leads to one that has no other by design */
static bool
alone(const struct bundle *b, const struct view *v, const struct port *p)
{
	for (size_t i = 0; b != NULL && i < b->ncable; i++)
		for (int e = 0; e < 2; e++) {
			const struct bundle_cable_end *x = &b->cable[i].end[e];
			const struct bundle_cable_end *y =
			    &b->cable[i].end[1 - e];

			if (x->sw && x->sw->view == v && x->normal &&
			    view_find(v, x->normal) == p)
				return bundle_port_is_alone(bundle_setting(b,
				                                y->device),
				    y->port);
		}
	return false;
}

static size_t
suspended(const struct judge *j, const struct view *v)
{
	size_t n = 0;

	for (size_t i = 0; i < v->nport; i++)
		n += v->port[i]->suspended && !alone(j->bundle, v, v->port[i]);
	return n;
}

static void
ufd(struct judge *j, const struct view *a, const struct view *b)
{
	if (suspended(j, a) != suspended(j, b))
		rule_found(j, b, 0,
		    "%zu ports go down with the peer link "
		    "here, %zu on %s",
		    suspended(j, b), suspended(j, a), a->device);
	if (a->ngroup != b->ngroup)
		rule_found(j, b, b->ngroup ? b->group[0].line : 0,
		    "%zu "
		    "uplink groups here, %zu on %s",
		    b->ngroup, a->ngroup, a->device);
	for (size_t i = 0; i < a->ngroup && i < b->ngroup; i++)
		if (a->group[i].ndown != b->group[i].ndown)
			rule_found(j, b,
			    b->group[i].down_line ? b->group[i].down_line :
			                            b->group[i].line,
			    "%zu ports follow group %s here, %zu on %s",
			    b->group[i].ndown, b->group[i].id,
			    a->group[i].ndown, a->device);
}

static void
dcb(struct judge *j, const struct view *a, const struct view *b)
{
	for (size_t i = 0; i < a->nmap; i++)
		for (size_t k = 0; k < b->nmap; k++) {
			const struct dcb_map *m = &a->map[i], *n = &b->map[k];

			if (str_eq(m->name, n->name) &&
			    (memcmp(m->share, n->share, sizeof(m->share)) !=
			            0 ||
			        m->prios != n->prios))
				rule_found(j, b, n->line,
				    "%s differs from "
				    "the peer's",
				    n->name);
		}
	for (size_t i = 0; i < a->nshare; i++)
		/* a port's own queues may differ from the peer's port's */
		for (size_t k = 0; k < b->nshare &&
		     (!a->traits->shares_by_port ||
		         line_word_starts(a->share[i].name, "scheduler "));
		     k++)
			if (str_eq(a->share[i].name, b->share[k].name) &&
			    memcmp(a->share[i].queue, b->share[k].queue,
			        sizeof(a->share[i].queue)) != 0)
				rule_found(j, b, b->share[k].line,
				    "%s differs "
				    "from the peer's",
				    b->share[k].name);
	if (a->dcb_on != b->dcb_on)
		rule_found(j, a->dcb_on ? b : a, 0,
		    "dcb is enabled on the peer only");
}

static void
version(struct judge *j, const struct view *a, const struct view *b)
{
	if (a->version && b->version && !str_eq(a->version, b->version))
		rule_found(j, b, 0, "software %.40s here, %.40s on %s",
		    b->version, a->version, a->device);
}

static void
routing(struct judge *j, const struct view *a, const struct view *b)
{
	if (a->domain.peer_routing != b->domain.peer_routing)
		rule_found(j, a->domain.peer_routing ? b : a,
		    a->domain.peer_routing ? b->domain.line : a->domain.line,
		    "peer-routing is enabled on the peer only");
}

static void
link_alike(struct judge *j, const struct view *a, const struct view *b)
{
	const struct port *p = view_find(a, a->domain.peer_link);
	const struct port *q = view_find(b, b->domain.peer_link);

	if (!p || !q || !p->line || !q->line)
		return;
	if (view_members(a, p) != view_members(b, q))
		rule_found(j, b, q->line,
		    "the peer link has %zu links here, "
		    "%zu on %s",
		    view_members(b, q), view_members(a, p), a->device);
	if (view_frame(a, p) != view_frame(b, q))
		rule_found(j, b, q->mtu_line ? q->mtu_line : q->line,
		    "the peer link passes frames of %ld bytes here, of %ld on "
		    "%s",
		    view_frame(b, q), view_frame(a, p), a->device);
	if ((lacp_of(a, p) == LACP_STATIC) != (lacp_of(b, q) == LACP_STATIC))
		rule_found(j, b, q->line,
		    "the peer link is static on one "
		    "peer, LACP on the other");
	if (!a->traits->peer_link_bare &&
	    (!vlan_set_eq(&p->tagged, &q->tagged) ||
	        p->all_vlans != q->all_vlans || p->untagged != q->untagged))
		rule_found(j, b, q->list_line ? q->list_line : q->line,
		    "the peer link carries other VLANs here than on %s",
		    a->device);
}

/* a VLAN on MC-LAGs that can't cross to the peer is cut when one side fails */
static void
link_vlans(struct judge *j, const struct view *a, const struct view *b)
{
	const struct view *side[2] = { a, b };

	for (int s = 0; s < 2; s++) {
		const struct view *v = side[s];
		const struct port *p = view_find(v, v->domain.peer_link);
		struct vlan_set miss = { 0 };

		if (v->traits->peer_link_bare || !p || !p->up)
			continue;
		for (size_t i = 0; i < v->nport; i++)
			if (v->port[i]->mclag && !v->port[i]->all_vlans)
				vlan_set_join(&miss, &v->port[i]->tagged);
		for (int id = 1; id <= VLAN_MAX; id++)
			if (vlan_set_has(&miss, id) &&
			    (view_carries(v, p, id) ||
			        !vlan_set_has(&v->vlans, id))) {
				struct vlan_set one = { 0 };

				vlan_set_add(&one, id);
				vlan_set_cut(&miss, &one);
			}
		if (!vlan_set_empty(&miss))
			rule_found(j, v, p->list_line ? p->list_line : p->line,
			    "VLAN %s is on an MC-LAG but not on the peer link",
			    vlan_set_text(j->arena, &miss));
	}
}

const struct rule rules_pair[] = { PAIR_RULE("pair-domain", ERR, domain_id,
	                               "peers share a domain id"),
	PAIR_RULE("pair-unit", ERR, unit, "peers have two unit ids"),
	PAIR_RULE("pair-times", WARN, waits, "peers have the same timers"),
	PAIR_RULE("pair-mac", ERR, mac, "peers share the domain's MAC"),
	PAIR_RULE("pair-priority", WARN, priority,
	    "peers have different priorities"),
	PAIR_RULE("pair-backup", ERR, backup,
	    "the backup destination is the peer's address"),
	PAIR_RULE("pair-mclag", ERR, lags, "an MC-LAG is on both peers"),
	PAIR_RULE("pair-mclag-vlans", ERR, lag_vlans,
	    "an MC-LAG carries the same VLANs on both peers"),
	PAIR_RULE("pair-mclag-alike", ERR, lag_alike,
	    "an MC-LAG has one MTU, mode and state on both peers"),
	PAIR_RULE("pair-vlans", ERR, vlans, "peers know the same VLANs"),
	PAIR_RULE("pair-stp", ERR, stp, "peers run the same spanning tree"),
	PAIR_RULE("pair-root", WARN, stp_root,
	    "the primary has the lower bridge priority"),
	PAIR_RULE("pair-ufd", ERR, ufd, "peers have the same uplink groups"),
	PAIR_RULE("pair-dcb", ERR, dcb, "peers have the same lossless setup"),
	PAIR_RULE("pair-version", WARN, version,
	    "peers run the same software "
	    "version"),
	PAIR_RULE("pair-routing", ERR, routing, "both peers route or neither"),
	PAIR_RULE("pair-link", ERR, link_alike,
	    "the peer link is the same on both peers"),
	PAIR_RULE("pair-link-vlans", ERR, link_vlans,
	    "the peer link carries what MC-LAGs carry"),
	{ 0 } };
