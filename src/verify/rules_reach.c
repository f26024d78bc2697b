/*
 * Where a VLAN gets to: the core, the switches the design has it on, and both
 * switches of a host.
 */
#include "verify/rules.h"

#include <assert.h>

#include "base/str.h"

static bool
is(const struct bundle_cable *c, const char *kind)
{
	return str_eq(c->kind, kind);
}

static bool
end_carries(const struct bundle_cable_end *e, int vlan)
{
	const struct port *p;

	if (!e->sw || !e->sw->view || !e->normal)
		return false;
	p = view_find(e->sw->view, e->normal);
	return p && view_carries(e->sw->view, p, vlan);
}

/* our end of a cable to something that is no switch of ours, or NULL */
static const struct bundle_cable_end *
our_end(const struct bundle_cable *c)
{
	return c->end[0].sw ? &c->end[0] : c->end[1].sw ? &c->end[1] : NULL;
}

static void
core_leak(struct judge *j)
{
	const struct bundle *b = j->bundle;

	for (size_t i = 0; i < b->ncable; i++) {
		const struct bundle_cable_end *e = our_end(&b->cable[i]);
		const struct port *p = e ? bundle_end_port(e) : NULL;

		for (size_t k = 0; k < b->nnet && p && is(&b->cable[i], "core");
		     k++)
			if (b->net[k].vlan &&
			    bundle_net_is_eastwest(&b->net[k]) &&
			    view_carries(e->sw->view, p, b->net[k].vlan))
				rule_found(j, e->sw->view,
				    view_l2(e->sw->view, p)->list_line,
				    "VLAN %d (%s, %s) reaches "
				    "the core by cable %s on %s",
				    b->net[k].vlan, b->net[k].name,
				    b->net[k].purpose, b->cable[i].id, p->name);
	}
}

static void
core_foreign(struct judge *j)
{
	const struct bundle *b = j->bundle;

	for (size_t i = 0; i < b->ncable; i++) {
		const struct bundle_cable_end *e = our_end(&b->cable[i]);
		const struct port *p = e ? bundle_end_port(e) : NULL;
		struct vlan_set odd;

		if (!p || !is(&b->cable[i], "core"))
			continue;
		p = view_l2(e->sw->view, p);
		odd = p->tagged;
		if (p->untagged > 1)
			vlan_set_add(&odd, p->untagged);
		/* east-west networks are the other rule's */
		for (size_t k = 0; k < b->nnet; k++) {
			struct vlan_set one = { 0 };

			if (!b->net[k].vlan ||
			    !(b->net[k].reaches_core ||
			        bundle_net_is_eastwest(&b->net[k])))
				continue;
			vlan_set_add(&one, b->net[k].vlan);
			vlan_set_cut(&odd, &one);
		}
		if (!vlan_set_empty(&odd))
			rule_found(j, e->sw->view, p->list_line,
			    "%s to the core carries VLAN %s, which no network "
			    "needs there",
			    p->name, vlan_set_text(j->arena, &odd));
	}
}

static void
core_missing(struct judge *j)
{
	const struct bundle *b = j->bundle;

	for (size_t i = 0; i < b->ncable; i++) {
		const struct bundle_cable_end *e = our_end(&b->cable[i]);
		const struct port *p = e ? bundle_end_port(e) : NULL;

		for (size_t k = 0; k < b->nnet && p && is(&b->cable[i], "core");
		     k++)
			if (b->net[k].vlan && b->net[k].reaches_core &&
			    !view_carries(e->sw->view, p, b->net[k].vlan))
				rule_found(j, e->sw->view,
				    view_l2(e->sw->view, p)->list_line,
				    "%s to the core does not "
				    "carry VLAN %d (%s)",
				    p->name, b->net[k].vlan, b->net[k].name);
	}
}

/* a cabled port of the switch that carries the VLAN, or NULL */
static const struct port *
carrier(const struct bundle *b, const struct bundle_switch *s, int vlan)
{
	const struct bundle_cable_end *own, *other;

	for (size_t i = 0; i < b->ncable; i++)
		if (bundle_cable_at(&b->cable[i], s, &own, &other) &&
		    end_carries(own, vlan))
			return bundle_end_port(own);
	return NULL;
}

static void
vlan_missing(struct judge *j)
{
	const struct bundle *b = j->bundle;

	for (size_t k = 0; k < b->nnet; k++)
		for (size_t i = 0; i < b->nsw && b->net[k].vlan; i++)
			if (b->sw[i].view &&
			    bundle_net_lists(&b->net[k], b->sw[i].name) &&
			    !carrier(b, &b->sw[i], b->net[k].vlan))
				rule_found(j, b->sw[i].view, 0,
				    "no cabled "
				    "port carries VLAN %d (%s), which the "
				    "design has here",
				    b->net[k].vlan, b->net[k].name);
}

static void
vlan_stray(struct judge *j)
{
	const struct bundle *b = j->bundle;

	for (size_t k = 0; k < b->nnet; k++)
		for (size_t i = 0; i < b->nsw && b->net[k].vlan; i++) {
			const struct port *p;

			if (!b->sw[i].view ||
			    bundle_net_lists(&b->net[k], b->sw[i].name))
				continue;
			p = carrier(b, &b->sw[i], b->net[k].vlan);
			if (p)
				rule_found(j, b->sw[i].view,
				    view_l2(b->sw[i].view, p)->list_line,
				    "%s carries "
				    "VLAN %d (%s), which the design does not "
				    "have on this switch",
				    p->name, b->net[k].vlan, b->net[k].name);
		}
}

static void
vlan_foreign(struct judge *j)
{
	const struct bundle *b = j->bundle;

	for (size_t i = 0; i < b->nsw; i++) {
		const struct view *v = b->sw[i].view;

		for (size_t k = 0; v && k < v->nport; k++) {
			const struct port *p = v->port[k];
			struct vlan_set odd = p->tagged;

			if ((p->kind != PORT_PLAIN && p->kind != PORT_LAG) ||
			    !p->switched || !p->up)
				continue;
			for (size_t m = 0; m < b->nnet; m++) {
				struct vlan_set one = { 0 };

				if (!b->net[m].vlan)
					continue;
				vlan_set_add(&one, b->net[m].vlan);
				vlan_set_cut(&odd, &one);
			}
			/* VLAN 1 and one interconnect VLAN are the switch's */
			odd.bit[0] &= ~(uint64_t)2;
			if (!vlan_set_empty(&odd) && !view_is_peer_link(v, p))
				rule_found(j, v, p->list_line,
				    "%s carries VLAN %s, which belongs to no "
				    "network of the design",
				    p->name, vlan_set_text(j->arena, &odd));
		}
	}
}

/* the team of a host's port, from 1; 0 where the design says of no port what it
 * is for, and then all are one team; -1: none */
static long
team_of(const struct bundle *b, const struct bundle_cable_end *host)
{
	const struct bundle_hport *p =
	    bundle_host_port(bundle_setting(b, host->device), host->port);

	return p ? p->team : 0;
}

/* a switch with the cables of hosts at it */
struct served {
	const struct bundle_switch *sw;
	const struct bundle_cable **cable; /* in their order */
	size_t n, cap;
};

static struct served *
served_make(struct arena *a, const struct bundle *b)
{
	struct served *s = NEW(a, struct served, b->nsw + 1);

	for (size_t i = 0; i < b->nsw; i++)
		s[i].sw = &b->sw[i];
	for (size_t i = 0; i < b->ncable; i++) {
		const struct bundle_cable *c = &b->cable[i];

		for (int e = 0; e < 2 && is(c, "host"); e++) {
			struct served *x;

			if (!c->end[e].sw ||
			    (e == 1 && c->end[1].sw == c->end[0].sw))
				continue;
			x = &s[c->end[e].sw - b->sw];
			PUSH(a, x->cable, x->n, x->cap, c);
		}
	}
	return s;
}

/* the first cable from a team of a host to a switch, or NULL */
static const struct bundle_cable_end *
host_end(const struct bundle *b, const char *host, long team,
    const struct served *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct bundle_cable *c = s->cable[i];

		for (int e = 0; e < 2; e++)
			if (c->end[e].sw == s->sw &&
			    str_eq(c->end[1 - e].device, host) &&
			    team_of(b, &c->end[1 - e]) == team)
				return &c->end[e];
	}
	return NULL;
}

static void
alike(struct judge *j, const struct bundle_cable_end *x,
    const struct bundle_cable_end *y, const char *host,
    const struct vlan_set *one)
{
	const struct view *v = x->sw->view, *w = y->sw->view;
	const struct port *p = bundle_end_port(x), *q = bundle_end_port(y);
	struct vlan_set here, there; /* less what lives on one of the two */

	if (!p || !q || !p->line || !q->line)
		return;
	here = q->tagged;
	there = p->tagged;
	vlan_set_cut(&here, one);
	vlan_set_cut(&there, one);
	if (!vlan_set_eq(&there, &here) || p->untagged != q->untagged)
		rule_found(j, w, q->list_line ? q->list_line : q->line,
		    "%s of %s carries VLAN %s, untagged %d; its other switch %s "
		    "carries %s, untagged %d",
		    q->name, host, vlan_set_text(j->arena, &q->tagged),
		    q->untagged, v->device, vlan_set_text(j->arena, &p->tagged),
		    p->untagged);
	/* hosts with a port alone may be between; the design has the cables */
	if (v->dialect == w->dialect && !j->bundle->nlink &&
	    !str_eq(p->name, q->name))
		rule_found(j, w, q->line, "%s is on %s here and on %s of %s",
		    host, q->name, p->name, v->device);
	if (v->dialect == w->dialect &&
	    (p->edge != q->edge || p->guard != q->guard || p->pfc != q->pfc ||
	        view_frame(v, p) != view_frame(w, q)))
		rule_found(j, w, q->line,
		    "%s of %s is configured differently from %s (edge, guard, "
		    "MTU or lossless)",
		    q->name, host, v->device);
}

static bool
same_rack(const struct bundle_switch *s, const struct bundle_switch *t)
{
	return str_eq(s->role, "leaf") && str_eq(t->role, "leaf") && *s->rack &&
	    str_eq(s->rack, t->rack);
}

/* hosts of two switches: a team's ports are the same on both */
static void
symmetry_of(struct judge *j, const struct served *of_s,
    const struct served *of_t)
{
	const struct bundle *b = j->bundle;
	const struct bundle_switch *s = of_s->sw, *t = of_t->sw;
	/* less what lives on one of the two */
	struct vlan_set here = t->view->vlans, there = s->view->vlans,
	                one = bundle_vlans_apart(b, s->view, t->view);

	for (size_t c = 0; c < of_s->n; c++) {
		const struct bundle_cable_end *x, *other, *y;
		long team;

		if (!bundle_cable_at(of_s->cable[c], s, &x, &other))
			continue;
		assert(x != NULL);
		team = team_of(b, other);
		if (team < 0 || host_end(b, other->device, team, of_s) != x)
			continue;
		y = host_end(b, other->device, team, of_t);
		if (y)
			alike(j, x, y, other->device, &one);
		else if (same_rack(s, t) &&
		    !bundle_port_is_alone(bundle_setting(b, other->device),
		        other->port))
			rule_found(j, t->view, 0,
			    "%s has a port on %s and "
			    "none here",
			    other->device, s->name);
	}
	vlan_set_cut(&here, &one);
	vlan_set_cut(&there, &one);
	if (same_rack(s, t) && !vlan_set_eq(&there, &here))
		rule_found(j, t->view, 0,
		    "VLANs %s here, %s on %s of the "
		    "same rack",
		    vlan_set_text(j->arena, &here),
		    vlan_set_text(j->arena, &there), s->name);
}

static void
symmetry(struct judge *j)
{
	const struct bundle *b = j->bundle;
	const struct served *s = served_make(j->arena, b);

	/* two isolated switches carry one network each, and no team */
	if (str_eq(b->topology, "standalone"))
		return;
	for (size_t i = 0; i < b->nsw; i++)
		for (size_t k = 0; k < i; k++)
			if (b->sw[i].view && b->sw[k].view)
				symmetry_of(j, &s[k], &s[i]);
}

/* RSTP takes part in MSTP's common tree, where another vendor's switch speaks
 * that; between switches of one platform it is a slip */
static bool
one_kind(const struct view *x, const struct view *y)
{
	static const char *const common[] = { "rstp", "mst", NULL };
	bool a = false, b = false;

	if (str_eq(x->stp, y->stp))
		return true;
	for (size_t i = 0; common[i]; i++) {
		a = a || str_eq(x->stp, common[i]);
		b = b || str_eq(y->stp, common[i]);
	}
	return a && b && x->dialect != y->dialect;
}

static size_t
same_stp(const struct judge *j, const char *stp)
{
	size_t n = 0;

	for (size_t i = 0; i < j->nview; i++)
		n += !j->view[i]->stp_unknown && str_eq(j->view[i]->stp, stp);
	return n;
}

/* the one most switches run is right; the others are reported */
static void
one_tree(struct judge *j)
{
	const struct view *most = NULL;

	if (str_eq(j->bundle->topology, "standalone"))
		return;
	for (size_t i = 0; i < j->nview; i++)
		if (!j->view[i]->stp_unknown &&
		    (!most ||
		        same_stp(j, j->view[i]->stp) > same_stp(j, most->stp)))
			most = j->view[i];
	for (size_t i = 0; i < j->nview && most; i++) {
		const struct view *v = j->view[i];

		if (!v->stp_unknown && !one_kind(most, v))
			rule_found(j, v, v->stp_line,
			    "spanning tree is %s "
			    "here, %s on %s",
			    v->stp ? v->stp : "off",
			    most->stp ? most->stp : "off", most->device);
	}
}

static void
root_order(struct judge *j)
{
	const struct bundle *b = j->bundle;

	for (size_t i = 0; i < b->nsw; i++)
		for (size_t k = 0; k < b->nsw; k++) {
			const struct view *s = b->sw[i].view;
			const struct view *l = b->sw[k].view;

			if (!s || !l || !str_eq(b->sw[i].role, "spine") ||
			    !str_eq(b->sw[k].role, "leaf") || s->stp_unknown ||
			    l->stp_unknown)
				continue;
			if ((s->stp_priority < 0 ? 32768 : s->stp_priority) >=
			    (l->stp_priority < 0 ? 32768 : l->stp_priority))
				rule_found(j, l,
				    l->stp_priority_line ?
				        l->stp_priority_line :
				        0,
				    "this leaf may "
				    "become root: the spine %s has no lower "
				    "priority",
				    s->device);
		}
}

const struct rule rules_reach[] = {
	ALL_RULE("core-leak", ERR, core_leak,
	    "live migration, CSV and storage never reach the core"),
	ALL_RULE("core-foreign", ERR, core_foreign,
	    "only networks meant for the core reach it"),
	ALL_RULE("core-missing", ERR, core_missing,
	    "networks meant for the core reach it"),
	ALL_RULE("vlan-missing", ERR, vlan_missing,
	    "a switch carries the networks of the design"),
	ALL_RULE("vlan-stray", ERR, vlan_stray,
	    "a switch carries no other network of the design"),
	ALL_RULE("vlan-foreign", ERR, vlan_foreign,
	    "no port carries a VLAN of no network"),
	ALL_RULE("leaf-symmetry", ERR, symmetry,
	    "the two switches of a host have the same configuration towards "
	    "it"),
	ALL_RULE("one-stp", ERR, one_tree,
	    "all switches run one spanning "
	    "tree"),
	ALL_RULE("root-order", ERR, root_order,
	    "a spine is root before a leaf"),
	{ 0 }
};
