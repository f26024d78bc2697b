/* Rules on links: what the configs at both ends of a cable say of it. */
#include "verify/rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

static bool
is_switch_link(const struct bundle_cable *c)
{
	return str_eq(c->kind, "uplink") || str_eq(c->kind, "peer");
}

/* both ends of a cable between two switches of ours, read */
static bool
both(const struct bundle_cable *c, const struct port **p, const struct port **q)
{
	*p = bundle_end_port(&c->end[0]);
	*q = bundle_end_port(&c->end[1]);
	return *p && *q;
}

static void
link_lacp(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->ncable; i++) {
		const struct bundle_cable *c = &j->bundle->cable[i];
		const struct port *p, *q;
		const struct view *v;

		if (!is_switch_link(c) || !both(c, &p, &q))
			continue;
		v = c->end[0].sw->view;
		if ((p->lacp == LACP_NONE) != (q->lacp == LACP_NONE))
			rule_found(j, v, p->lag_line ? p->lag_line : p->line,
			    "cable %s to %s is in a LAG at one end only", c->id,
			    c->end[1].device);
		else if ((p->lacp == LACP_STATIC) != (q->lacp == LACP_STATIC))
			rule_found(j, v, p->lag_line,
			    "cable %s to %s is in a "
			    "static LAG at one end, LACP at the other",
			    c->id, c->end[1].device);
		else if (p->lacp == LACP_PASSIVE && q->lacp == LACP_PASSIVE)
			rule_found(j, v, p->lag_line,
			    "cable %s to %s: both ends are passive in LACP",
			    c->id, c->end[1].device);
	}
}

/* what a port carries of the design's VLANs */
static struct vlan_set
carried(const struct bundle *b, const struct view *v, const struct port *p)
{
	struct vlan_set s = { 0 };

	for (size_t i = 0; i < b->nnet; i++)
		if (b->net[i].vlan && view_carries(v, p, b->net[i].vlan))
			vlan_set_add(&s, b->net[i].vlan);
	return s;
}

static void
link_vlans(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->ncable; i++) {
		const struct bundle_cable *c = &j->bundle->cable[i];
		const struct view *v, *w;
		const struct port *p, *q;
		struct vlan_set x, y, only;

		if (!is_switch_link(c) || !both(c, &p, &q) || !p->up || !q->up)
			continue;
		v = c->end[0].sw->view;
		w = c->end[1].sw->view;
		x = only = carried(j->bundle, v, p);
		y = carried(j->bundle, w, q);
		vlan_set_cut(&only, &y);
		vlan_set_cut(&y, &x);
		/* a peer link that passes all takes what one of the two has */
		if (str_eq(c->kind, "peer")) {
			struct vlan_set apart =
			    bundle_vlans_apart(j->bundle, v, w);

			vlan_set_cut(&only, &apart);
			vlan_set_cut(&y, &apart);
		}
		if (!vlan_set_empty(&only))
			rule_found(j, w, view_l2(w, q)->list_line,
			    "cable %s: VLAN %s is sent by %s but not carried "
			    "here",
			    c->id, vlan_set_text(j->arena, &only), v->device);
		if (!vlan_set_empty(&y))
			rule_found(j, v, view_l2(v, p)->list_line,
			    "cable %s: VLAN %s is sent by %s but not carried "
			    "here",
			    c->id, vlan_set_text(j->arena, &y), w->device);
		for (int e = 0; e < 2; e++) {
			const struct port *l2 = view_l2(e ? w : v, e ? q : p);
			const struct port *far = view_l2(e ? v : w, e ? p : q);

			if (l2->untagged > 1 && l2->untagged != far->untagged &&
			    vlan_set_has(&far->tagged, l2->untagged))
				rule_found(j, e ? w : v, l2->untagged_line,
				    "cable %s: VLAN %d is untagged here and "
				    "tagged on %s",
				    c->id, l2->untagged,
				    e ? v->device : w->device);
		}
		if (view_l2(v, p)->untagged != view_l2(w, q)->untagged &&
		    view_l2(v, p)->untagged > 1 && view_l2(w, q)->untagged > 1)
			rule_found(j, w, view_l2(w, q)->untagged_line,
			    "cable %s: untagged in VLAN %d here, in %d on %s",
			    c->id, view_l2(w, q)->untagged,
			    view_l2(v, p)->untagged, v->device);
	}
}

static void
link_mtu(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->ncable; i++) {
		const struct bundle_cable *c = &j->bundle->cable[i];
		const struct view *v, *w;
		const struct port *p, *q;
		long x, y;

		if (!is_switch_link(c) || !both(c, &p, &q))
			continue;
		v = c->end[0].sw->view;
		w = c->end[1].sw->view;
		x = view_frame(v, p);
		y = view_frame(w, q);
		/* the platforms count differently: 9216 and 9238 are one */
		if (x && y && labs(x - y) > 400)
			rule_found(j, x < y ? v : w,
			    x < y ? p->mtu_line : q->mtu_line,
			    "cable %s: frames of %ld bytes here, "
			    "of %ld on %s",
			    c->id, x < y ? x : y, x < y ? y : x,
			    x < y ? w->device : v->device);
	}
}

/* error correction and negotiation: what one end says and the other does not
 * keeps the link down */
static void
link_signal(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->ncable; i++) {
		const struct bundle_cable *c = &j->bundle->cable[i];
		const struct port *p, *q, *x;
		const struct view *v, *w;

		if (bundle_cable_oob(c))
			continue;
		if (!both(c, &p, &q)) {
			/* the other end is in no file */
			x = p ? p : q;
			/* ends of copper train themselves, or don't hear */
			if (x && str_eq(x->negotiation, "off") &&
			    str_eq(c->medium, "dac") && c->speed_mbps >= 25000)
				rule_found_as(j, WARN,
				    c->end[p == NULL].sw->view,
				    x->negotiation_line,
				    "cable %s: autonegotiation is off here: %s "
				    "must not negotiate either",
				    c->id, c->end[p != NULL].device);
			if (x && x->fec && !str_eq(x->fec, "off"))
				rule_found_as(j, WARN,
				    c->end[p == NULL].sw->view, x->fec_line,
				    "cable %s: error correction %s is set here: "
				    "%s needs the same",
				    c->id, x->fec, c->end[p != NULL].device);
			continue;
		}
		v = c->end[0].sw->view;
		w = c->end[1].sw->view;
		if (!str_eq(p->fec, q->fec))
			rule_found(j, p->fec ? v : w,
			    p->fec ? p->fec_line : q->fec_line,
			    "cable %s: error correction is %s here, %s on %s",
			    c->id, p->fec ? p->fec : q->fec,
			    !p->fec || !q->fec ? "not set" : q->fec,
			    p->fec ? w->device : v->device);
		if (!str_eq(p->negotiation, q->negotiation))
			rule_found(j, p->negotiation ? v : w,
			    p->negotiation ? p->negotiation_line :
			                     q->negotiation_line,
			    "cable %s: autonegotiation is %s here, %s on %s",
			    c->id,
			    p->negotiation ? p->negotiation : q->negotiation,
			    !p->negotiation || !q->negotiation ? "not set" :
			                                         q->negotiation,
			    p->negotiation ? w->device : v->device);
	}
}

/* a LAG's cable here leads elsewhere than an earlier one of it */
static void
lag_splits(struct judge *j, struct bundle_switch *s,
    const struct bundle_cable_end *own, const struct bundle_cable_end *x,
    const struct bundle_cable_end *o2, const struct bundle_cable_end *x2)
{
	const struct port *p = bundle_end_port(own), *q = bundle_end_port(x);
	const struct port *p2 = bundle_end_port(o2), *q2 = bundle_end_port(x2);

	if (!p2 || p2->lag != p->lag)
		return;
	/* one LAG here, two there */
	if (x2->sw == x->sw && q && q->lag && q2 && q2->lag &&
	    q2->lag != q->lag)
		rule_found(j, s->view, p->lag_line,
		    "LAG %d here is LAG %d and %d on %s", p->lag, q2->lag,
		    q->lag, x->device);
	if (str_eq(x2->device, x->device))
		return;
	/* what wasn't read is not known */
	if (x->sw && x2->sw &&
	    (!x->sw->view || !x2->sw->view ||
	        rules_are_peers(j, x->sw->view, x2->sw->view)))
		return;
	rule_found(j, s->view, p->lag_line,
	    "LAG %d leads to %s and to %s, which are not a pair", p->lag,
	    x2->device, x->device);
}

/* two cables of a LAG are held against each other once; of more than a switch
 * has ports the first are enough */
enum { ENDS_MAX = 1024 };

/* all cables from a LAG lead to one device, or to the two peers of a pair */
static void
lag_ends(struct judge *j)
{
	const struct bundle *b = j->bundle;

	for (size_t i = 0; i < 2 * b->ncable; i++) {
		const struct bundle_cable *c = &b->cable[i / 2];
		const struct bundle_cable_end *own = &c->end[i % 2];
		const struct port *p = bundle_end_port(own);
		struct bundle_rows at;

		/* to the core's switches as its owner wants */
		if (!own->sw || !own->sw->view || bundle_cable_oob(c) || !p ||
		    !p->lag || str_eq(c->kind, "core"))
			continue;
		at = bundle_ends(b, own->device);
		for (size_t k = 0; k < at.n && k < ENDS_MAX; k++) {
			size_t row = at.row[k].at;
			const struct bundle_cable *e = &b->cable[row / 2];

			if (row / 2 < i / 2)
				lag_splits(j, own->sw, own, &c->end[1 - i % 2],
				    &e->end[row % 2], &e->end[1 - row % 2]);
		}
	}
}

static void
parallel(struct judge *j)
{
	const struct bundle *b = j->bundle;

	for (size_t i = 0; i < b->ncable; i++) {
		const struct bundle_cable *c = &b->cable[i];
		const struct port *p = bundle_end_port(&c->end[0]), *q;
		struct bundle_rows at;

		if (!is_switch_link(c) || !c->end[0].sw || !c->end[1].sw || !p)
			continue;
		at = bundle_ends(b, c->end[0].device);
		for (size_t k = 0; k < at.n && k < ENDS_MAX; k++) {
			size_t row = at.row[k].at;
			const struct bundle_cable *e = &b->cable[row / 2];

			if (row / 2 >= i || !is_switch_link(e) ||
			    e->end[1 - row % 2].sw != c->end[1].sw)
				continue;
			q = bundle_end_port(&e->end[row % 2]);
			if (q && p->lag != q->lag)
				rule_found(j, c->end[0].sw->view,
				    p->lag_line ? p->lag_line : p->line,
				    "cables %s and %s both lead to %s and are "
				    "not in one LAG",
				    e->id, c->id, c->end[1].device);
		}
	}
}

/* whose other end is in no file: the core's owner configures it */
static void
planned_lacp(struct judge *j, const struct bundle_lag *l, const struct view *v,
    const struct port *p)
{
	bool is = p->lacp == LACP_ACTIVE || p->lacp == LACP_PASSIVE;

	if (l->lacp_said && str_eq(l->purpose, "core") &&
	    p->lacp != LACP_NONE && is != l->lacp)
		rule_found(j, v, p->line, "%s, of LAG %ld to the core, is %s",
		    p->name, l->number,
		    is ? "in LACP, but the design has a static LAG" :
		         "in a static LAG, but the design has LACP");
}

static void
planned_lags(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->nlag; i++) {
		const struct bundle_lag *l = &j->bundle->lag[i];
		const struct bundle_switch *s =
		    bundle_switch(j->bundle, l->device);

		if (!s || !s->view)
			continue;
		for (size_t k = 0; k < l->n; k++) {
			const struct port *p = view_find(s->view,
			    ports_normal(j->arena, l->member[k]));

			/* an interconnect of bare ports has no LAG */
			if (p && s->view->domain.ndiscovery &&
			    view_is_peer_link(s->view, p))
				continue;
			if (!p || p->lag != l->number)
				rule_found(j, s->view, p ? p->line : 0,
				    "%s should be in LAG %ld (%s) and is in %s",
				    l->member[k], l->number, l->name,
				    p && p->lag ?
				        str_fmt(j->arena, "%d", p->lag) :
				        "none");
			else
				planned_lacp(j, l, s->view, p);
		}
	}
}

const struct rule rules_link[] = { ALL_RULE("link-lacp", ERR, link_lacp,
	                               "both ends of a cable agree on LACP"),
	ALL_RULE("link-vlans", ERR, link_vlans,
	    "both ends of a cable carry the same VLANs"),
	ALL_RULE("link-mtu", ERR, link_mtu,
	    "both ends of a cable pass the same frames"),
	ALL_RULE("link-signal", ERR, link_signal,
	    "both ends of a cable agree on error correction and negotiation"),
	ALL_RULE("lag-ends", ERR, lag_ends,
	    "a LAG leads to one switch or to one pair"),
	ALL_RULE("parallel-links", ERR, parallel,
	    "parallel cables are one LAG"),
	ALL_RULE("design-lag", ERR, planned_lags,
	    "LAGs have the members and the LACP mode of the design"),
	{ 0 } };
