/* Rules on the ports of one switch: roles, LAGs, VLANs, MTU. */
#include "verify/rules.h"

#include "base/str.h"

static void
roles(struct judge *j, const struct view *v)
{
	unsigned not = v->traits->member_not;

	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		if (!rule_is_l2(p))
			continue;
		if (p->lag && p->has_ip)
			rule_found(j, v, p->ip_line,
			    "%s is a LAG member and "
			    "has an address",
			    p->name);
		if (p->has_ip && p->switched_line)
			rule_found(j, v, p->ip_line,
			    "%s is a switchport and "
			    "has an address",
			    p->name);
		/* the other platforms keep a member's lines, the LAG's apply */
		if (p->lag && (not &MEMBER_NO_SWITCHPORT) && p->switched_line)
			rule_found(j, v, p->switched_line,
			    "%s is a member of "
			    "LAG %d and a switchport",
			    p->name, p->lag);
		if (p->lag && (not &MEMBER_NO_VLAN) &&
		    (p->untagged || !vlan_set_empty(&p->tagged)))
			rule_found(j, v,
			    p->untagged ? p->untagged_line : p->list_line,
			    "%s is a member of LAG %d and in "
			    "a VLAN of its own",
			    p->name, p->lag);
		if (p->lag && (not &MEMBER_NO_MODE) && p->mode_line)
			rule_found(j, v, p->mode_line,
			    "%s is a member of LAG "
			    "%d and a trunk or access port",
			    p->name, p->lag);
		if (p->lag && p->mclag)
			rule_found(j, v, p->mclag_line,
			    "%s is a LAG member "
			    "and an MC-LAG port of its own",
			    p->name);
	}
}

static void
lag_twice(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++)
		if (v->port[i]->lag_twice_line)
			rule_found(j, v, v->port[i]->lag_twice_line,
			    "%s is a member of two LAGs", v->port[i]->name);
}

static void
breakout(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nquad; i++) {
		const struct port *p = view_find(v, v->quad[i]);

		if (p && p->line &&
		    (v->traits->split_is_gone || p->switched_line ||
		        p->mode_line || p->lag || p->has_ip))
			rule_found(j, v, p->line,
			    "%s is broken out but used as a whole", p->name);
	}
	for (size_t i = 0; i < v->ntaken; i++) {
		const struct port *p = view_find(v, v->taken[i]);

		if (p && p->line &&
		    (p->switched_line || p->mode_line || p->lag || p->has_ip))
			rule_found(j, v, p->line,
			    "%s is disabled by a broken-out port, but used",
			    p->name);
	}
}

static void
lag_empty(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		if (p->kind == PORT_LAG && p->line && !p->down_line &&
		    view_members(v, p) == 0 &&
		    !(v->domain.no_wire && view_is_peer_link(v, p)))
			rule_found(j, v, p->line, "%s has no member", p->name);
	}
}

static void
member_state(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];
		const struct port *lag = view_lag_of(v, p);

		if (lag && lag->up && p->line && !p->up)
			rule_found_as(j, j->bundle ? ERR : WARN, v,
			    p->down_line ? p->down_line : p->line,
			    "%s is shut down and a member of LAG %d, which is "
			    "not",
			    p->name, p->lag);
		/* named by the LAG, at its default: down */
		if (p->lag && !p->line && v->traits->starts_down)
			rule_found(j, v, p->lag_line,
			    "%s is a member of LAG %d and has no `no "
			    "shutdown`",
			    p->name, p->lag);
	}
}

static void
lag_state(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];
		bool up = false;

		if (p->kind != PORT_LAG || !p->line || p->up)
			continue;
		for (size_t k = 0; k < v->nport; k++)
			if (view_lag_of(v, v->port[k]) == p && v->port[k]->up)
				up = true;
		if (up)
			rule_found_as(j, j->bundle ? ERR : WARN, v,
			    p->down_line ? p->down_line : p->line,
			    "%s is shut down but its members are not", p->name);
	}
}

/* calls with each LAG and the first of its members that differs */
typedef bool differs_fn(const struct port *x, const struct port *y);
static void
members_alike(struct judge *j, const struct view *v, differs_fn *differ,
    const char *what)
{
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *lag = v->port[i], *first = NULL;

		if (lag->kind != PORT_LAG)
			continue;
		for (size_t k = 0; k < v->nport; k++) {
			const struct port *p = v->port[k];

			if (view_lag_of(v, p) != lag || !p->line)
				continue;
			if (!first)
				first = p;
			else if (differ(first, p)) {
				rule_found(j, v, p->line,
				    "%s and %s, members "
				    "of %s, differ in %s",
				    first->name, p->name, lag->name, what);
				break;
			}
		}
	}
}

static bool
speed_differs(const struct port *x, const struct port *y)
{
	return x->speed_mbps && y->speed_mbps && x->speed_mbps != y->speed_mbps;
}

static bool
mtu_differs(const struct port *x, const struct port *y)
{
	return x->mtu != y->mtu;
}

static bool
lacp_differs(const struct port *x, const struct port *y)
{
	return x->lacp != y->lacp;
}

static void
member_speed(struct judge *j, const struct view *v)
{
	members_alike(j, v, speed_differs, "speed");
}

static void
member_mtu(struct judge *j, const struct view *v)
{
	members_alike(j, v, mtu_differs, "MTU");
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];
		const struct port *lag = view_lag_of(v, p);

		if (lag && lag->mtu && p->line && p->mtu && p->mtu < lag->mtu)
			rule_found(j, v, p->mtu_line,
			    "%s has an MTU of %ld, "
			    "its LAG %s of %ld",
			    p->name, p->mtu, lag->name, lag->mtu);
		/* a member does not take the LAG's */
		if (lag && lag->mtu > 1554 &&
		    (p->line || v->traits->ports_implicit) && !p->mtu &&
		    v->traits->member_own_mtu)
			rule_found_as(j, j->bundle ? ERR : WARN, v,
			    p->line ? p->line : p->ref_line,
			    "%s has no MTU, its LAG %s one of %ld", p->name,
			    lag->name, lag->mtu);
	}
}

static void
member_lacp(struct judge *j, const struct view *v)
{
	members_alike(j, v, lacp_differs, "LACP mode");
}

/* the core's end is required as the others are */
static void
core_lacp(struct judge *j, const struct view *v)
{
	const struct port *other = NULL;

	for (size_t i = 0; i < v->nport; i++)
		if (v->port[i]->lag &&
		    (v->port[i]->lacp == LACP_ACTIVE ||
		        v->port[i]->lacp == LACP_PASSIVE))
			other = v->port[i];
	for (size_t i = 0; j->bundle && other && i < j->bundle->ncable; i++) {
		const struct bundle_cable *c = &j->bundle->cable[i];

		for (int e = 0; e < 2; e++) {
			const struct port *p = bundle_end_port(&c->end[e]);

			if (p && str_eq(c->kind, "core") && p->lag &&
			    p->lacp == LACP_STATIC && c->end[e].sw &&
			    c->end[e].sw->view == v)
				rule_found(j, v, p->lag_line,
				    "%s to the core is in a static LAG, other "
				    "LAGs use LACP",
				    p->name);
		}
	}
}

static void
trunk_list(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		/* a member's own lines are not in effect */
		if (!rule_is_l2(p) || !p->switched || p->mode != MODE_TRUNK ||
		    p->lag || !p->line || !p->up || !p->all_vlans)
			continue;
		/* where trunk groups keep VLANs off it,
		 * all is how it is done */
		if (view_is_peer_link(v, p) &&
		    (v->traits->trunk_groups || !j->bundle))
			continue;
		/* the bridge lists them, or distinguishes none */
		if (v->traits->bridge_lists && !j->bundle)
			continue;
		rule_found_as(j,
		    view_is_peer_link(v, p) || !j->bundle ? WARN : ERR, v,
		    p->mode_line ? p->mode_line : p->line,
		    "%s is a trunk without a list: it carries every VLAN",
		    p->name);
	}
}

static void
trunk_empty(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++)
		if (v->port[i]->list_empty)
			rule_found(j, v, v->port[i]->list_line,
			    "%s: an empty list of VLANs", v->port[i]->name);
}

/* a VLAN that is nowhere else may be a native one on purpose */
static bool
is_used(const struct view *v, int vlan)
{
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		if (p->kind == PORT_VLAN ?
		        p->has_ip && ports_number_of(p->name) == vlan :
		        p->switched &&
		            (vlan_set_has(&p->tagged, vlan) ||
		                (p->mode != MODE_TRUNK && p->untagged == vlan)))
			return true;
	}
	return false;
}

static void
native_allowed(struct judge *j, const struct view *v)
{
	if (!v->traits->native_in_list)
		return;
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		if (p->switched && p->mode == MODE_TRUNK && p->untagged_line &&
		    p->untagged && p->list_line && !p->all_vlans && !p->lag &&
		    !vlan_set_has(&p->tagged, p->untagged) &&
		    (j->bundle || is_used(v, p->untagged)))
			rule_found(j, v, p->untagged_line,
			    "%s: the native "
			    "VLAN %d is not in the allowed list: it is not "
			    "carried",
			    p->name, p->untagged);
	}
}

static void
tagged_too(struct judge *j, const struct view *v)
{
	if (v->traits->native_in_list)
		return;
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		if (p->untagged && vlan_set_has(&p->tagged, p->untagged) &&
		    p->mode != MODE_ACCESS)
			rule_found_as(j,
			    v->traits->both_kinds_clash ? ERR : WARN, v,
			    p->untagged_line,
			    "%s is tagged and untagged in "
			    "VLAN %d",
			    p->name, p->untagged);
	}
}

static void
untagged_twice(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++)
		if (v->port[i]->untagged_twice_line)
			rule_found(j, v, v->port[i]->untagged_twice_line,
			    "%s is untagged in two VLANs, also in VLAN %d",
			    v->port[i]->name, v->port[i]->untagged);
}

static void
hybrid(struct judge *j, const struct view *v)
{
	if (!v->traits->vlan_needs_hybrid)
		return;
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		if (p->line && p->untagged && !vlan_set_empty(&p->tagged) &&
		    p->mode != MODE_HYBRID)
			rule_found(j, v, p->untagged_line,
			    "%s has tagged "
			    "VLANs and untagged VLAN %d, and no `portmode "
			    "hybrid`",
			    p->name, p->untagged);
	}
}

static void
no_switchport(struct judge *j, const struct view *v)
{
	if (!v->traits->vlan_needs_switchport)
		return;
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		if (p->line && !p->switched_line && !p->lag &&
		    !view_is_peer_link(v, p) &&
		    (p->untagged || !vlan_set_empty(&p->tagged)))
			rule_found(j, v,
			    p->untagged ? p->untagged_line : p->list_line,
			    "%s is in a VLAN but not a switchport", p->name);
	}
}

static void
svi_mtu(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *s = v->port[i];
		int id =
		    s->kind == PORT_VLAN ? (int)ports_number_of(s->name) : 0;

		if (!id || !s->mtu || !s->has_ip)
			continue;
		for (size_t k = 0; k < v->nport; k++) {
			const struct port *p = v->port[k];

			if (rule_is_l2(p) && p->mtu && p->mtu < s->mtu &&
			    view_carries(v, p, id)) {
				rule_found(j, v, s->mtu_line,
				    "VLAN %d has an "
				    "MTU of %ld, its port %s of %ld",
				    id, s->mtu, p->name, p->mtu);
				break;
			}
		}
	}
}

/* one story: host-facing and uplink ports of a switch agree on their frames */
static void
mtu_story(struct judge *j, const struct view *v)
{
	const struct port *most = NULL;

	if (v->traits->frame_fixed)
		return;
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		if (rule_is_l2(p) && p->up && p->switched && !p->lag &&
		    (!most || view_frame(v, p) > view_frame(v, most)))
			most = p;
	}
	if (!most || view_frame(v, most) < 9000)
		return;
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];
		struct vlan_set same = p->tagged;
		const char *both;

		if (!rule_is_l2(p) || !p->up || !p->switched || p->lag ||
		    view_frame(v, p) >= view_frame(v, most) ||
		    view_frame(v, p) == 0)
			continue;
		for (int k = 0; k < 64; k++)
			same.bit[k] &= most->tagged.bit[k];
		both = vlan_set_text(j->arena, &same);
		if (vlan_set_empty(&same)) {
			if (!p->all_vlans ||
			    (vlan_set_empty(&most->tagged) && !most->all_vlans))
				continue;
			both = most->all_vlans ?
			    "every VLAN" :
			    vlan_set_text(j->arena, &most->tagged);
		}
		rule_found_as(j, j->bundle ? ERR : WARN, v,
		    p->mtu_line ? p->mtu_line : p->line,
		    "%s passes frames of %ld bytes, %s of %ld, and both carry "
		    "%s%s",
		    p->name, view_frame(v, p), most->name, view_frame(v, most),
		    str_starts(both, "every") ? "" : "VLAN ", both);
	}
}

/* what is designed has none, and what it drops isn't known by its name */
static void
filters(struct judge *j, const struct view *v)
{
	for (size_t i = 0; j->bundle && i < v->nport; i++)
		if (v->port[i]->filter)
			rule_found(j, v, v->port[i]->filter_line,
			    "a filter on %s, which may drop designed traffic: "
			    "%.80s",
			    v->port[i]->name, v->port[i]->filter);
	for (size_t i = 0; j->bundle && i < v->nsaid; i++)
		if (str_eq(v->said[i].what, SAID_FILTER))
			rule_found(j, v, v->said[i].line,
			    "a filter of %.40s, which may drop designed "
			    "traffic: %.80s",
			    v->said[i].where, v->said[i].value);
}

/* neighbours are not seen, and cabling checks see nothing */
static void
unseen(struct judge *j, const struct view *v)
{
	if (j->bundle && v->no_lldp_line)
		rule_found(j, v, v->no_lldp_line, "LLDP is off");
	for (size_t i = 0; j->bundle && i < v->nport; i++)
		if (v->port[i]->no_lldp_line && v->port[i]->up)
			rule_found(j, v, v->port[i]->no_lldp_line,
			    "LLDP is off on %s", v->port[i]->name);
}

const struct rule rules_port[] = { VIEW_RULE("two-roles", ERR, roles,
	                               "a port has one role"),
	VIEW_RULE("port-filter", ERR, filters,
	    "no port has a filter that is not in the design"),
	VIEW_RULE("port-unseen", WARN, unseen,
	    "LLDP shows what is at the other end"),
	VIEW_RULE("lag-two", ERR, lag_twice, "a port is in one LAG"),
	VIEW_RULE("breakout-parent", ERR, breakout,
	    "a broken-out port is not used as a whole"),
	VIEW_RULE("lag-empty", WARN, lag_empty, "a LAG has members"),
	VIEW_RULE("lag-member-down", ERR, member_state,
	    "a LAG's members are up"),
	VIEW_RULE("lag-down", ERR, lag_state, "a LAG with live members is up"),
	VIEW_RULE("lag-speed", ERR, member_speed,
	    "a LAG's members have one speed"),
	VIEW_RULE("lag-mtu", ERR, member_mtu,
	    "a LAG and its members have one MTU"),
	VIEW_RULE("core-lacp", ERR, core_lacp,
	    "a LAG to the core uses LACP as the others do"),
	VIEW_RULE("lag-lacp", ERR, member_lacp,
	    "a LAG's members have one LACP mode"),
	VIEW_RULE("trunk-all", ERR, trunk_list, "every trunk has a list"),
	VIEW_RULE("trunk-empty", ERR, trunk_empty, "no list is empty"),
	VIEW_RULE("native-allowed", WARN, native_allowed,
	    "the native VLAN is in the list"),
	VIEW_RULE("tagged-and-untagged", ERR, tagged_too,
	    "no VLAN is tagged and untagged on a port"),
	VIEW_RULE("untagged-twice", ERR, untagged_twice,
	    "one untagged VLAN per port"),
	VIEW_RULE("needs-hybrid", ERR, hybrid,
	    "ports with both kinds of VLAN are hybrid"),
	VIEW_RULE("vlan-no-switchport", ERR, no_switchport,
	    "a port in a VLAN is a switchport"),
	VIEW_RULE("vlan-mtu", ERR, svi_mtu, "a VLAN's MTU fits its ports"),
	VIEW_RULE("mtu-story", ERR, mtu_story,
	    "ports that share a VLAN pass the same frames"),
	{ 0 } };
