/*
 * RouterOS: what carries frames - ports, bonds, bridges, VLANs.
 */
#include "readback/routeros_read.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "readback/beside.h"

void
ros_read_ethernet(struct ros_reading *r, struct ros_item *x)
{
	const char *is = ros_get(x, "default-name"), *name = ros_get(x, "name");
	struct port *p;
	const char *w;
	long n;

	if (!is)
		is = name;
	if (!is || !*is) {
		view_notice(r->v, "bad-value", x->line,
		    "no port is selected by its default-name or name");
		return;
	}
	p = view_stanza_port(r->v, ports_normal(r->a, is), x->line);
	if (name && !str_eq(name, is))
		ros_add_alias(r, name, p->name);
	if (p->kind != PORT_PLAIN)
		view_notice(r->v, "bad-value", x->line,
		    "not a default name of a port: %.40s", is);
	ros_comment(x, &p->desc, &p->desc_line);
	if (ros_is_off(r, x))
		p->down_line = ros_line_of(x, "disabled");
	else
		p->up_line = x->line;
	n = ros_number(r, x, "l2mtu", 576, 65535);
	if (n > 0) {
		p->mtu = n;
		p->mtu_line = ros_line_of(x, "l2mtu");
	}
	n = ros_number(r, x, "mtu", 68, 65535);
	if (n > 0 && p->mtu && n > p->mtu)
		view_notice(r->v, "bad-value", ros_line_of(x, "mtu"),
		    "an MTU of %ld is more than the l2mtu of %ld", n, p->mtu);
	/* the configured value counts where nothing is negotiated */
	w = ros_get(x, "speed");
	n = w ? reader_speed(w) : 0;
	if (!ros_flag(r, x, "auto-negotiation", true) && n > 0) {
		p->speed_mbps = n;
		p->speed_set = true;
	}
	if (!ros_flag(r, x, "auto-negotiation", true)) {
		p->negotiation = "off";
		p->negotiation_line = ros_line_of(x, "auto-negotiation");
	}
	w = ros_get(x, "fec-mode");
	if (w) {
		p->fec = reader_fec(w);
		p->fec_line = ros_line_of(x, "fec-mode");
	}
	w = ros_get(x, "rx-flow-control");
	if (w && !str_eq(w, "off"))
		p->flow_line = ros_line_of(x, "rx-flow-control");
	w = ros_get(x, "tx-flow-control");
	if (w && !str_eq(w, "off"))
		p->flow_line = ros_line_of(x, "tx-flow-control");
}

/* what the switch chip does at a port: limits are shares of its speed, and
 * without a rate there is none */
void
ros_read_chip_port(struct ros_reading *r, struct ros_item *x)
{
	const char *name = ros_get(x, "name"), *count = ros_get(x, "number");
	long percent = ros_number(r, x, "storm-rate", 1, 100);
	bool broadcast = ros_flag(r, x, "limit-broadcasts", true);
	struct port *p;

	if (!name)
		name = count;
	/* an export counts ports where it can't name them */
	if (!name || isdigit((unsigned char)*name) || percent < 0 ||
	    percent == 100 || !broadcast)
		return;
	p = view_refer(r->v, ros_normal(r, name), ros_line_of(x, "storm-rate"));
	p->storm.unit = STORM_PPM;
	p->storm.level = percent * 10000;
	p->storm.line = ros_line_of(x, "storm-rate");
}

/* an MTU from here on is meant for frames beyond the standard ones */
enum { JUMBO_LEAST = 2000 };

/* bond10: LAG 10; one without a number gets one that none is called by */
static int
bond_number(struct ros_reading *r, const char *name)
{
	size_t len = strlen(name), at = len;

	while (at > 0 && isdigit((unsigned char)name[at - 1]))
		at--;
	if (at == len || len - at > 4)
		return 10001 + r->bonds++;
	return (int)strtol(name + at, NULL, 10);
}

void
ros_read_bonding(struct ros_reading *r, struct ros_item *x)
{
	const char *name = ros_get(x, "name"), *mode = ros_get(x, "mode");
	const char *slaves = ros_get(x, "slaves"), *w = ros_get(x, "lacp-mode");
	bool off = ros_is_off(r, x);
	struct port *lag;
	enum lacp lacp;
	int id;
	long n, mtu;

	if (!name || !*name) {
		view_notice(r->v, "bad-value", x->line, "a bond has no name");
		return;
	}
	id = bond_number(r, name);
	while (view_find(r->v, str_fmt(r->a, "po%d", id)))
		id = 10001 + r->bonds++;
	lag = view_stanza_port(r->v, str_fmt(r->a, "po%d", id), x->line);
	lag->kind = PORT_LAG;
	ros_add_alias(r, name, lag->name);
	ros_comment(x, &lag->desc, &lag->desc_line);
	if (off)
		lag->down_line = ros_line_of(x, "disabled");
	/* without a mode it is balance-rr, which is no LAG of a switch */
	lacp = LACP_STATIC;
	if (mode && str_eq(mode, "802.3ad"))
		lacp = w && str_eq(w, "passive") ? LACP_PASSIVE : LACP_ACTIVE;
	else if (!mode || !str_eq(mode, "balance-xor"))
		view_notice(r->v, "bad-value", ros_line_of(x, "mode"),
		    "%.40s is a bond of mode %.40s: 802.3ad and balance-xor "
		    "are a LAG",
		    name, mode ? mode : "balance-rr");
	mtu = ros_number(r, x, "mtu", 68, 65535);
	n = ros_number(r, x, "min-links", 0, 64);
	if (n > 0) {
		lag->min_links = (int)n;
		lag->min_links_line = ros_line_of(x, "min-links");
	}
	n = ros_number(r, x, "mlag-id", 0, 4096);
	if (n > 0) {
		lag->mclag = (int)n;
		lag->mclag_line = ros_line_of(x, "mlag-id");
	}
	w = ros_get(x, "transmit-hash-policy");
	if ((!w || str_eq(w, "layer-2")) && lacp != LACP_STATIC)
		beside_shares_poorly(r->v, name,
		    w ? ros_line_of(x, "transmit-hash-policy") : x->line);
	while (slaves && *slaves && !off) {
		struct port *p;

		w = ros_next_of(r, &slaves);
		p = view_refer(r->v, ros_normal(r, w),
		    ros_line_of(x, "slaves"));
		if (p->lag)
			p->lag_twice_line = ros_line_of(x, "slaves");
		if (mtu > 0 && mtu < JUMBO_LEAST && p->mtu >= JUMBO_LEAST)
			view_setting_notice(r->v, false, ros_line_of(x, "mtu"),
			    "%.40s has an MTU of %ld, its port %.40s of %ld",
			    name, mtu, p->name, p->mtu);
		p->lag = id;
		p->lag_line = ros_line_of(x, "slaves");
		p->lacp = lacp;
	}
}

void
ros_read_vlan_interface(struct ros_reading *r, struct ros_item *x)
{
	const char *name = ros_get(x, "name"), *on = ros_get(x, "interface");
	long id = ros_number(r, x, "vlan-id", 1, 4094), n;
	bool off = ros_is_off(r, x);
	struct port *p;

	n = ros_number(r, x, "mtu", 68, 65535);
	if (id < 0 || !name || !on)
		return;
	on = ros_normal(r, on);
	/* on a port of its own it is routed, and no switch's VLAN; nor is that
	 * of a second bridge or bond the same as the first one's */
	if (ports_kind_of(on) == PORT_PLAIN ||
	    (r->vlan_on[id] && !str_eq(r->vlan_on[id], on))) {
		ros_add_alias(r, name, str_fmt(r->a, "%s.%ld", on, id));
		return;
	}
	r->vlan_on[id] = on;
	p = view_stanza_port(r->v, str_fmt(r->a, "vl%ld", id), x->line);
	ros_add_alias(r, name, p->name);
	ros_comment(x, &p->desc, &p->desc_line);
	if (n > 0) {
		p->mtu = n;
		p->mtu_line = ros_line_of(x, "mtu");
	}
	if (off)
		p->down_line = ros_line_of(x, "disabled");
}

/* the bridge that a port is on, or NULL */
static struct ros_item *
bridge_of(struct ros_reading *r, const char *name)
{
	const struct ros_items *of = &r->of[T_BRIDGE];

	for (size_t i = 0; name && i < of->n; i++)
		if (!of->item[i]->gone &&
		    str_eq(ros_attr_of(of->item[i]->attr, of->item[i]->n,
		               "name"),
		        name))
			return of->item[i];
	return NULL;
}

/* a part of a config: no bridge and no name of the switch,
 * which is elsewhere */
static bool
is_elsewhere(const struct ros_reading *r)
{
	return !r->v->device && r->of[T_BRIDGE].n == 0 &&
	    r->of[T_IDENTITY].n == 0;
}

/* what it is called is its owner's choice; it must be there */
static void
on_bridge(struct ros_reading *r, struct ros_item *x, const char *name)
{
	if (name && !bridge_of(r, name) && !is_elsewhere(r))
		view_notice(r->v, "bad-value", ros_line_of(x, "bridge"),
		    "no bridge is called '%.40s'", name);
}

static bool
filters(const struct ros_item *bridge)
{
	const char *w = bridge ?
	    ros_attr_of(bridge->attr, bridge->n, "vlan-filtering") :
	    NULL;

	return w && str_eq(w, "yes");
}

/* the first bridge is the one whose spanning tree is the switch's */
void
ros_read_bridge(struct ros_reading *r, struct ros_item *x)
{
	const char *mode = ros_get(x, "protocol-mode"),
	           *name = ros_get(x, "name");
	const char *peer = ros_get(x, "mlag-peer-port");
	struct view *v = r->v;
	long n;

	if (!name || !*name) {
		view_notice(v, "bad-value", x->line, "a bridge has no name");
		return;
	}
	ros_add_alias(r, name, str_fmt(r->a, "bridge %s", name));
	n = ros_number(r, x, "priority", 0, 65535);
	ros_number(r, x, "mtu", 68, 65535);
	ros_flag(r, x, "vlan-filtering", false);
	ros_get(x, "frame-types");
	ros_number(r, x, "pvid", 1, 4094);
	if (peer && *peer && !str_eq(peer, "none")) {
		v->domain.line = v->domain.id_line = x->line;
		v->domain.id = name;
		v->domain.peer_link = ros_normal(r, peer);
		v->domain.peer_link_line = ros_line_of(x, "mlag-peer-port");
	}
	if (ros_is_off(r, x) || v->stp_line || v->stp_off_line)
		return;
	if (n >= 0) {
		v->stp_priority = n;
		v->stp_priority_line = ros_line_of(x, "priority");
	}
	v->stp_line = ros_line_of(x, "protocol-mode");
	if (!mode || str_eq(mode, "rstp") || str_eq(mode, "stp")) {
		v->stp = mode ? mode : "rstp";
	} else if (str_eq(mode, "mstp")) {
		v->stp = "mst";
		v->mst.name = ros_get(x, "region-name");
		n = ros_number(r, x, "region-revision", 0, 65535);
		v->mst.revision = n > 0 ? n : 0;
		v->mst.line = x->line;
	} else {
		v->stp_off_line = v->stp_line;
		v->stp_line = 0;
		if (!str_eq(mode, "none"))
			view_notice(v, "bad-value", v->stp_off_line,
			    "no spanning tree has this name: %.40s", mode);
	}
}

void
ros_read_mlag(struct ros_reading *r, struct ros_item *x)
{
	const char *port = ros_get(x, "peer-port"),
	           *name = ros_get(x, "bridge");
	struct domain *o = &r->v->domain;

	ros_number(r, x, "priority", 0, 65535);
	if (!port || !name || str_eq(port, "none"))
		return;
	o->line = o->id_line = x->line;
	o->id = name;
	o->peer_link = ros_normal(r, port);
	o->peer_link_line = ros_line_of(x, "peer-port");
}

void
ros_read_bridge_port(struct ros_reading *r, struct ros_item *x)
{
	const char *name = ros_get(x, "interface"),
	           *types = ros_get(x, "frame-types");
	const char *on = ros_get(x, "bridge"), *edge = ros_get(x, "edge");
	/* what keeps frames from it; NULL: any value but none */
	static const struct {
		const char *key, *value;
	} stops[] = { { "horizon", NULL }, { "broadcast-flood", "no" },
		{ "unknown-unicast-flood", "no" }, { "learn", "no" },
		{ "unknown-multicast-flood", "no" }, { NULL, NULL } };
	long pvid = ros_number(r, x, "pvid", 1, 4094);
	bool guard = ros_flag(r, x, "bpdu-guard", false);
	struct view *v = r->v;
	struct port *p;

	if (!name || !*name || !on || !*on) {
		view_notice(v, "bad-value", x->line,
		    "a bridge port names its bridge and its interface");
		return;
	}
	on_bridge(r, x, on);
	p = view_refer(v, ros_normal(r, name), ros_line_of(x, "interface"));
	ros_comment(x, &p->desc, &p->desc_line);
	if (ros_is_off(r, x))
		return;
	if (p->switched_line) {
		p->again_line = x->line;
		return;
	}
	if (p->kind == PORT_PLAIN && !p->line)
		p->line = x->line;
	for (size_t i = 0; stops[i].key; i++) {
		const char *w = ros_attr_of(x->attr, x->n, stops[i].key);

		if (w &&
		    (stops[i].value ? str_eq(w, stops[i].value) :
		                      !str_eq(w, "none")))
			view_filter(p, str_fmt(r->a, "%s=%s", stops[i].key, w),
			    ros_line_of(x, stops[i].key));
	}
	p->switched = true;
	p->switched_line = p->mode_line = x->line;
	p->mode = MODE_HYBRID;
	p->untagged = pvid > 0 ? (int)pvid : 1;
	p->untagged_line = ros_line_of(x, "pvid");
	if (types && str_eq(types, "admit-only-vlan-tagged")) {
		p->mode = MODE_TRUNK;
		p->mode_line = ros_line_of(x, "frame-types");
		p->untagged = 0;
	} else if (types &&
	    str_eq(types, "admit-only-untagged-and-priority-tagged")) {
		p->mode = MODE_ACCESS;
		p->mode_line = ros_line_of(x, "frame-types");
	} else if (types && !str_eq(types, "admit-all")) {
		view_notice(v, "bad-value", ros_line_of(x, "frame-types"),
		    "not a frame type: %.60s", types);
	}
	if (edge && (str_eq(edge, "yes") || str_eq(edge, "yes-discover"))) {
		p->edge = true;
		p->edge_line = ros_line_of(x, "edge");
	} else if (edge &&
	    (str_eq(edge, "no") || str_eq(edge, "no-discover"))) {
		p->edge_not_found = true;
	} else if (edge && !str_eq(edge, "auto")) {
		view_notice(v, "bad-value", ros_line_of(x, "edge"),
		    "edge is auto, no, no-discover, yes or yes-discover: "
		    "%.40s",
		    edge);
	}
	if (ros_get(x, "hw") && !ros_flag(r, x, "hw", true))
		view_notice(v, "half-set", ros_line_of(x, "hw"),
		    "hw=no: the processor forwards what this port carries, "
		    "not the switch chip");
	if (guard) {
		p->guard = true;
		p->guard_line = ros_line_of(x, "bpdu-guard");
	}
	if (!filters(bridge_of(r, on))) {
		/* the bridge distinguishes no VLANs */
		p->mode = MODE_TRUNK;
		p->all_vlans = true;
	} else if (p->untagged > 1) {
		view_vlan(v, p->untagged, x->line);
	}
}

static void
members(struct ros_reading *r, struct ros_item *x, const char *list,
    const struct vlan_set *ids, bool tagged)
{
	int line = ros_line_of(x, tagged ? "tagged" : "untagged");

	while (list && *list) {
		const char *w = ros_next_of(r, &list), *name = ros_normal(r, w);
		struct port *p;

		if (!*w || str_starts(name, "bridge "))
			continue; /* its own processor */
		p = view_refer(r->v, name, line);
		if (!p->switched_line)
			p->list_line = p->untagged_line = line;
		if (tagged) {
			p->list_line = line;
			if (p->mode == MODE_ACCESS && p->switched) {
				view_notice(r->v, "bad-value", line,
				    "%.40s accepts no tagged frames, but is "
				    "tagged in VLAN %s",
				    w, vlan_set_text(r->a, ids));
				continue;
			}
			vlan_set_join(&p->tagged, ids);
			continue;
		}
		if (!p->switched_line) {
			p->untagged = vlan_set_next(ids, 0);
		} else {
			struct vlan_set more = *ids, own = { 0 };

			if (p->mode != MODE_TRUNK && p->untagged)
				vlan_set_add(&own, p->untagged);
			vlan_set_cut(&more, &own);
			if (!vlan_set_empty(&more))
				p->untagged_twice_line = line;
		}
	}
}

void
ros_read_bridge_vlan(struct ros_reading *r, struct ros_item *x)
{
	const char *list = ros_get(x, "vlan-ids"), *on = ros_get(x, "bridge");
	const char *tagged = ros_get(x, "tagged"),
	           *untagged = ros_get(x, "untagged");
	const char *name = ros_get(x, "comment");
	struct vlan_set ids = { 0 };

	on_bridge(r, x, on);
	if (ros_is_off(r, x))
		return;
	if (!list || !*list || !vlan_set_parse(list, &ids)) {
		view_notice(r->v, "bad-value", ros_line_of(x, "vlan-ids"),
		    "not a list of VLANs: %.60s", list ? list : "none");
		return;
	}
	if (!filters(bridge_of(r, on)) && !is_elsewhere(r))
		view_notice(r->v, "bad-value", x->line,
		    "VLAN %s has no effect: its bridge has no "
		    "vlan-filtering=yes",
		    vlan_set_text(r->a, &ids));
	for (int id = vlan_set_next(&ids, 0); id; id = vlan_set_next(&ids, id))
		if (!vlan_set_has(&r->v->vlans, id))
			view_vlan(r->v, id, x->line);
	/* a remark on several is no name of one */
	if (vlan_set_next(&ids, vlan_set_next(&ids, 0)) == 0) {
		struct vlan *v =
		    view_vlan(r->v, vlan_set_next(&ids, 0), x->line);

		v->line = x->line;
		v->name = name ? name : v->name;
	}
	members(r, x, tagged, &ids, true);
	members(r, x, untagged, &ids, false);
}

/* MSTI of a region */
void
ros_read_msti(struct ros_reading *r, struct ros_item *x)
{
	const char *id = ros_get(x, "identifier"),
	           *list = ros_get(x, "vlan-mapping");
	struct vlan_set s = { 0 };
	long n = id ? strtol(id, NULL, 10) : -1;

	if (n > 0 && n < MST_MAX && list && vlan_set_parse(list, &s))
		vlan_set_join(&r->v->mst.of[n], &s);
}
