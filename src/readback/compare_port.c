/*
 * What two readings of one switch differ in: its ports.
 */
#include "readback/compare_parts.h"

#include <stdlib.h>

#include "base/ip.h"
#include "base/str.h"

/* the VLANs a port takes tagged, of those that exist */
static struct vlan_set
tagged(const struct view *v, const struct port *p)
{
	struct vlan_set s = p->all_vlans ? v->vlans : p->tagged;

	if (!p->switched)
		s = (struct vlan_set){ 0 };
	for (int i = 0; i < 64; i++)
		s.bit[i] &= v->vlans.bit[i];
	if (p->untagged && p->switched) {
		struct vlan_set one = { 0 };

		vlan_set_add(&one, p->untagged);
		vlan_set_cut(&s, &one);
	}
	return s;
}

static void
vlans(struct compare *c, const struct port *p, const struct port *q)
{
	struct vlan_set x = tagged(c->x, p), y = tagged(c->y, q);
	int x_line = p->list_line ? p->list_line : p->mode_line;
	int y_line = q->list_line ? q->list_line : q->mode_line;

	compare_flags(c, true, "layer 2", p->switched, q->switched,
	    p->switched_line ? p->switched_line : p->unswitched_line,
	    q->switched_line ? q->switched_line : q->unswitched_line);
	if (!vlan_set_eq(&x, &y))
		compare_differ(c, true, "tagged VLANs", vlan_set_text(c->a, &x),
		    vlan_set_text(c->a, &y), x_line, y_line);
	/* a trunk whose list doesn't have it drops what is untagged */
	if (p->switched && q->switched && vlan_set_eq(&x, &y) && !p->untagged &&
	    q->untagged == 1 && q->mode == MODE_TRUNK && !q->all_vlans &&
	    !vlan_set_has(&q->tagged, 1) && !vlan_set_has(&c->x->vlans, 1))
		;
	else if ((p->switched || q->switched) && p->untagged != q->untagged)
		compare_numbers(c, true, "untagged VLAN",
		    p->switched && p->untagged ? p->untagged : -1,
		    q->switched && q->untagged ? q->untagged : -1,
		    p->untagged_line, q->untagged_line);
	compare_texts(c, true, "trunk group", p->trunk_group, q->trunk_group,
	    x_line, y_line);
}

static const char *
priorities(struct compare *c, uint8_t prios)
{
	struct buf b = buf_new(c->a);

	for (int i = 0; i < 8; i++)
		if (prios >> i & 1)
			buf_printf(&b, "%s%d", b.len ? "," : "", i);
	return b.len ? b.text : NULL;
}

static const char *
storm_text(struct compare *c, const struct storm *s)
{
	return s->unit == STORM_NONE ? NULL : view_storm_text(c->a, s);
}

/* priorities of which frames are marked */
static void
marks(struct compare *c, const struct port *p, const struct port *q)
{
	compare_texts(c, true, "ECN", priorities(c, p->ecn),
	    priorities(c, q->ecn), p->dcb_line, q->dcb_line);
}

static void
protection(struct compare *c, const struct port *p, const struct port *q)
{
	/* a limit where none is designed takes nothing from anybody, nor does
	 * the guard of a port that no bridge is at */
	if (p->storm.unit != STORM_NONE)
		compare_texts(c, !view_storm_tuned(&p->storm, &q->storm),
		    "storm control", storm_text(c, &p->storm),
		    storm_text(c, &q->storm), p->storm.line, q->storm.line);
	if (p->root_guard_line || !q->edge)
		compare_flags(c, true, "root guard", p->root_guard_line != 0,
		    q->root_guard_line != 0, p->root_guard_line,
		    q->root_guard_line);
}

static void
lossless(struct compare *c, const struct port *p, const struct port *q)
{
	int x_line = p->pfc_line ? p->pfc_line : p->dcb_line;
	int y_line = q->pfc_line ? q->pfc_line : q->dcb_line;

	if (p->pfc != q->pfc)
		compare_differ(c, true, "lossless priorities",
		    priorities(c, p->pfc), priorities(c, q->pfc), x_line,
		    y_line);
	else if ((p->pfc_line > 0) != (q->pfc_line > 0) ||
	    (p->dcb_line > 0) != (q->dcb_line > 0))
		compare_differ(c, true, "priority flow control",
		    p->pfc_line && p->dcb_line ? "on" : "in part",
		    q->pfc_line && q->dcb_line ? "on" : "in part", x_line,
		    y_line);
	for (int i = 0; i < 8; i++)
		compare_numbers(c, true,
		    str_fmt(c->a, "queue of priority %d", i),
		    (long)p->queue[i] - 1, (long)q->queue[i] - 1, x_line,
		    y_line);
	/* where they are other ones, that is what is told */
	if (p->pfc == q->pfc)
		compare_texts(c, true, "lossless priorities", p->slip, q->slip,
		    x_line, y_line);
	for (int i = 0; i < 8; i++)
		compare_numbers(c, true,
		    str_fmt(c->a, "bandwidth of priority %d, %%", i),
		    (long)p->share[i] - 1, (long)q->share[i] - 1, x_line,
		    y_line);
	compare_texts(c, true, "priorities served before all others",
	    priorities(c, p->strict), priorities(c, q->strict), x_line, y_line);
	compare_flags(c, true, "link-level flow control",
	    p->flow_line > 0 || (c->x->flow_global && p->kind == PORT_PLAIN),
	    q->flow_line > 0 || (c->y->flow_global && q->kind == PORT_PLAIN),
	    p->flow_line, q->flow_line);
}

static const char *const lacp_name[] = { [LACP_NONE] = "none",
	[LACP_STATIC] = "static",
	[LACP_ACTIVE] = "active",
	[LACP_PASSIVE] = "passive" };

static void
lag(struct compare *c, const struct port *p, const struct port *q)
{
	compare_numbers(c, true, "member of LAG", p->lag ? p->lag : -1,
	    q->lag ? q->lag : -1, p->lag_line, q->lag_line);
	if (p->lag && q->lag)
		compare_texts(c, true, "LACP", lacp_name[p->lacp],
		    lacp_name[q->lacp], p->lag_line, q->lag_line);
	compare_numbers(c, true, "MC-LAG", p->mclag ? p->mclag : -1,
	    q->mclag ? q->mclag : -1, p->mclag_line, q->mclag_line);
	compare_flags(c, true, "peer link", view_is_peer_link(c->x, p),
	    view_is_peer_link(c->y, q), 0, 0);
	compare_numbers(c, true, "minimum links",
	    p->min_links > 1 ? p->min_links : -1,
	    q->min_links > 1 ? q->min_links : -1, p->min_links_line,
	    q->min_links_line);
	compare_flags(c, true, "down with the peer link", p->suspended,
	    q->suspended, 0, 0);
}

static bool
is_guarded(const struct view *v, const struct port *p)
{
	return (p->guard || (p->edge && v->guard_global)) && !p->unguarded_line;
}

static void
tree(struct compare *c, const struct port *p, const struct port *q)
{
	compare_flags(c, true, "edge port", p->edge, q->edge, p->edge_line,
	    q->edge_line);
	compare_flags(c, true, "BPDU guard", is_guarded(c->x, p),
	    is_guarded(c->y, q), p->guard_line, q->guard_line);
	compare_flags(c, true, "spanning tree", !p->no_stp, !q->no_stp,
	    p->no_stp_line, q->no_stp_line);
	compare_flags(c, true, "network port", p->network_type, q->network_type,
	    0, 0);
}

static const char *
address(struct compare *c, const struct port *p)
{
	return p->has_ip ? ip_net_text(c->a, p->ip, p->prefix) :
	    p->dhcp      ? "dhcp" :
	                   NULL;
}

static void
port(struct compare *c, const struct port *p, const struct port *q)
{
	compare_flags(c, true, "state", p->up, q->up,
	    p->down_line ? p->down_line : p->up_line,
	    q->down_line ? q->down_line : q->up_line);
	if (p->kind == PORT_PLAIN || p->kind == PORT_LAG) {
		if (view_frame(c->x, p) != view_frame(c->y, q))
			compare_numbers(c, true, "maximum frame size",
			    view_frame(c->x, p), view_frame(c->y, q),
			    p->mtu_line, q->mtu_line);
		else if (p->mtu && p->mtu != q->mtu &&
		    ((p->lag && q->lag) || c->y->mtu_global))
			compare_numbers(c, !p->lag, "MTU of the port itself",
			    p->mtu, q->mtu ? q->mtu : -1, p->mtu_line,
			    q->mtu_line);
		/* what a member says of its own is not in effect */
		if ((!p->lag || !q->lag) && (p->up || q->up))
			vlans(c, p, q);
		lag(c, p, q);
		tree(c, p, q);
		lossless(c, p, q);
		protection(c, p, q);
		marks(c, p, q);
		compare_flags(c, true, "LLDP", !p->no_lldp_line,
		    !q->no_lldp_line, p->no_lldp_line, q->no_lldp_line);
		compare_flags(c, true, "DCBX", !p->no_dcbx_line,
		    !q->no_dcbx_line, p->no_dcbx_line, q->no_dcbx_line);
		compare_texts(c, true, "DCBX", p->dcbx, q->dcbx, 0, 0);
		compare_texts(c, true, "error correction", p->fec, q->fec,
		    p->fec_line, q->fec_line);
		compare_texts(c, true, "autonegotiation", p->negotiation,
		    q->negotiation, p->negotiation_line, q->negotiation_line);
		/* a port without any may be at the same; a document has one for
		 * each */
		if (p->speed_mbps || !c->y->doc)
			compare_numbers(c,
			    p->speed_mbps > 0 && q->speed_mbps > 0,
			    "speed, Mbit/s", p->speed_mbps ? p->speed_mbps : -1,
			    q->speed_mbps ? q->speed_mbps : -1, 0, 0);
	} else {
		compare_numbers(c, true, "MTU", p->mtu ? p->mtu : -1,
		    q->mtu ? q->mtu : -1, p->mtu_line, q->mtu_line);
		if (p->kind == PORT_MGMT && c->x->traits->starts_down)
			compare_flags(c, true, "switched on", p->up_line > 0,
			    q->up_line > 0, p->up_line, q->up_line);
	}
	compare_texts(c, true, "address", address(c, p), address(c, q),
	    p->ip_line, q->ip_line);
	compare_texts(c, true, "VRF", p->vrf, q->vrf, 0, 0);
	compare_texts(c, true, "filter", p->filter, q->filter, p->filter_line,
	    q->filter_line);
	compare_texts(c, false, "description", p->desc, q->desc, p->desc_line,
	    q->desc_line);
}

/* a port without any configured purpose */
static bool
is_idle(const struct view *v, const struct port *p)
{
	return vlan_set_empty(&p->tagged) && p->untagged <= 1 && !p->lag &&
	    !p->has_ip && !p->dhcp && !p->mclag && !p->edge &&
	    (!p->all_vlans || !p->up) && !view_is_peer_link(v, p);
}

static int
by_name(const void *x, const void *y)
{
	const struct port *const *p = x, *const *q = y;

	return str_natural((*p)->name, (*q)->name);
}

/* stanzas of their own or members and followers of others */
static bool
is_there(const struct port *p)
{
	return p && (p->line || p->ref_line);
}

void
compare_ports(struct compare *c)
{
	struct port **all =
	    NEW(c->a, struct port *, c->x->nport + c->y->nport + 1);
	size_t n = 0;

	for (size_t i = 0; i < c->x->nport; i++)
		if (is_there(c->x->port[i]))
			all[n++] = c->x->port[i];
	for (size_t i = 0; i < c->y->nport; i++)
		if (is_there(c->y->port[i]) &&
		    !is_there(view_find(c->x, c->y->port[i]->name)))
			all[n++] = c->y->port[i];
	if (n)
		qsort(all, n, sizeof(struct port *), by_name);
	for (size_t i = 0; i < n; i++) {
		const struct port *p = view_find(c->x, all[i]->name);
		const struct port *q = view_find(c->y, all[i]->name);
		/* a file that was written names the ports that there are */
		bool listed = c->files && all[i]->kind == PORT_PLAIN;

		c->where = all[i]->name;
		c->x_line = p ? p->line ? p->line : p->ref_line : 0;
		c->y_line = q ? q->line ? q->line : q->ref_line : 0;
		if (is_there(p) && is_there(q))
			port(c, p, q);
		else if (is_there(p) && (listed || !is_idle(c->x, p)))
			compare_differ(c, !is_idle(c->x, p), "the port",
			    "configured", "missing", 0, 0);
		else if (is_there(q) && (listed || !is_idle(c->y, q)))
			compare_differ(c, q->up && !is_idle(c->y, q),
			    "the port", "missing", "configured", 0, 0);
	}
	c->x_line = c->y_line = 0;
}
