/* Rules on spanning tree, of one switch. */
#include "verify/rules.h"

#include "base/str.h"

/* a switch whose ports are routed has no tree to keep */
static bool
bridges(const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++)
		if ((v->port[i]->kind == PORT_PLAIN ||
		        v->port[i]->kind == PORT_LAG) &&
		    v->port[i]->up && v->port[i]->switched)
			return true;
	return false;
}

static void
off(struct judge *j, const struct view *v)
{
	if (!v->stp && !v->stp_unknown && (j->bundle || bridges(v)) &&
	    (v->stp_off_line || !rule_is_excerpt(j, v)))
		rule_found(j, v, v->stp_off_line, "spanning tree is off");
}

static void
flavour(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		if (v->stp && p->stp_flavour && !str_eq(p->stp_flavour, v->stp))
			rule_found(j, v, p->edge_line,
			    "%s is an edge port of %s, but the switch runs %s",
			    p->name, p->stp_flavour, v->stp);
	}
	if (v->stp_other_line && v->stp && !line_word_eq(v->stp, "rapid-pvst"))
		rule_found_as(j, WARN, v, v->stp_other_line,
		    "a priority per "
		    "VLAN has no effect under %s",
		    v->stp);
}

static void
step(struct judge *j, const struct view *v)
{
	if (v->stp_priority > 0 && v->stp_priority % 4096)
		rule_found(j, v, v->stp_priority_line,
		    "priority %ld is not a multiple of 4096", v->stp_priority);
}

static void
edge_lag(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		if (p->edge &&
		    (view_is_peer_link(v, p) ||
		        (p->lag && view_lag_of(v, p) &&
		            view_lag_of(v, p)->mclag && v->domain.line)))
			rule_found(j, v, p->edge_line,
			    "%s is a link to a "
			    "switch or to the peer, and an edge port",
			    p->name);
	}
}

static bool
any_edge(const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++)
		if (v->port[i]->edge)
			return true;
	return false;
}

/*
 * Its stanza, if it has one, says nothing: it is not in use yet.  VLAN 1 is
 * shown for every port by systems that show defaults.
 */
static bool
is_unused(const struct port *p)
{
	return !p->desc && !p->switched_line && !p->mode_line &&
	    (!p->untagged_line || p->untagged == 1) && !p->list_line &&
	    !p->guard_line;
}

#define UPLINKS 2 /* of a switch, or of one to a pair */

/* single ports that are up and switched, and not edge ports yet */
static bool
may_be_edge(const struct view *v, const struct port *p)
{
	return p->kind == PORT_PLAIN && p->up && p->switched && !p->lag &&
	    !p->edge && !p->mclag && p->line && !view_is_peer_link(v, p) &&
	    !is_unused(p) && (!v->traits->edge_found || p->edge_not_found);
}

/* as few trunks as lead to other switches say nothing of hosts, unless one is
 * set never to detect that a host is behind it */
static bool
trunks_lead_on(const struct view *v)
{
	size_t n = 0;

	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		if (!may_be_edge(v, p) || p->mode != MODE_TRUNK || p->guard)
			continue;
		if (p->edge_not_found || ++n > UPLINKS)
			return false;
	}
	return true;
}

/*
 * Where some ports are edge ports the rest was meant to be; where none is, one
 * finding says so for all, and for trunks if they are more than uplinks.  In a
 * bundle the cabling shows it, and other rules check.  A port that becomes an
 * edge port by itself waits for some seconds only.
 */
static void
edge(struct judge *j, const struct view *v)
{
	size_t n = 0;
	const struct port *first = NULL;
	bool uplinks = any_edge(v) || trunks_lead_on(v);

	if (j->bundle || !v->stp || v->stp_unknown)
		return;
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		if (!may_be_edge(v, p))
			continue;
		/* access ports only, where trunks may lead to a switch */
		if (uplinks && p->mode == MODE_TRUNK && !p->guard)
			continue;
		first = first ? first : p;
		n++;
	}
	if (n)
		rule_found(j, v, first->line,
		    n == 1 ?
		        "%zu single port that is up is not an edge "
		        "(portfast) port, %s: a topology change blocks it "
		        "for 30 s" :
		        "%zu single ports that are up are not edge "
		        "(portfast) ports, the first %s: a topology change "
		        "blocks them for 30 s",
		    n, first->name);
}

static void
guard(struct judge *j, const struct view *v)
{
	size_t n = 0;
	const struct port *first = NULL;

	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		if (p->edge && rule_is_l2(p) && p->up &&
		    ((!p->guard && !v->guard_global) || p->unguarded_line)) {
			first = first ? first : p;
			n++;
		}
	}
	if (n)
		rule_found_as(j, j->bundle ? ERR : WARN, v,
		    first->unguarded_line ? first->unguarded_line :
		                            first->edge_line,
		    n == 1 ? "%zu edge port without BPDU guard, %s" :
		             "%zu edge ports without BPDU guard, the first %s",
		    n, first->name);
}

/* a LAG to a core whose tree is kept out */
static bool
apart_by_design(const struct judge *j, const struct view *v,
    const struct port *p)
{
	for (size_t i = 0; j->bundle && i < j->bundle->nlag; i++) {
		const struct bundle_lag *l = &j->bundle->lag[i];
		const struct bundle_switch *s =
		    bundle_switch(j->bundle, l->device);

		if (s && s->view == v && l->stp_said && !l->stp &&
		    str_eq(p->name, str_fmt(j->arena, "po%ld", l->number)))
			return true;
	}
	return false;
}

static void
no_stp(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		if (p->no_stp && rule_is_l2(p) && !view_is_peer_link(v, p) &&
		    !apart_by_design(j, v, p))
			rule_found_as(j, j->bundle ? ERR : WARN, v,
			    p->no_stp_line,
			    "%s does not take part in spanning "
			    "tree",
			    p->name);
	}
	for (size_t i = 0; j->bundle && v->stp && i < j->bundle->nnet; i++) {
		const struct bundle_net *n = &j->bundle->net[i];

		if (n->vlan > 0 && vlan_set_has(&v->no_stp, n->vlan) &&
		    vlan_set_has(&v->vlans, n->vlan))
			rule_found_as(j, ERR, v, 0,
			    "VLAN %d (%s) does not take part in spanning tree",
			    n->vlan, n->name);
	}
}

const struct rule rules_tree[] = { VIEW_RULE("stp-off", WARN, off,
	                               "spanning tree is enabled"),
	VIEW_RULE("stp-flavour", ERR, flavour,
	    "ports use the switch's spanning tree"),
	VIEW_RULE("stp-step", ERR, step, "the priority is a valid one"),
	VIEW_RULE("edge-on-uplink", ERR, edge_lag,
	    "no edge port towards a switch"),
	VIEW_RULE("edge-missing", WARN, edge, "host ports are edge ports"),
	VIEW_RULE("guard-missing", WARN, guard, "edge ports have BPDU guard"),
	VIEW_RULE("port-no-stp", WARN, no_stp,
	    "every port takes part in spanning tree"),
	{ 0 } };
