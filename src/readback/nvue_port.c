/* NVUE: interfaces and bonds. */
#include "readback/nvue_read.h"

#include <ctype.h>
#include <string.h>

#include "base/ip.h"
#include "base/str.h"

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
			    "not a port speed: %.40s", w->word);
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
			    "not a breakout mode: %.40s", w->word);
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
	if (p->dhcp && p->has_ip)
		view_setting_notice(r->v, false, w ? w->line : x->line,
		    "the port has an address and requests another by DHCP");
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
		    "bond mlag id auto depends on the partner's MAC address: "
		    "give the number, so that both peers can be compared");
	} else if (w && (n = nvue_number(r, w, 0, 65535)) > 0) {
		lag->mclag = (int)n;
		lag->mclag_line = w->line;
	}
	for (w = nvue_first(nvue_of(r, bond, "member")); w; w = nvue_next(w)) {
		const char *name = nvue_normal(r, w->word);
		struct port *p;

		if (!name || ports_kind_of(name) != PORT_PLAIN) {
			view_notice(r->v, "bad-value", w->line,
			    "%.40s is not a port a bond could have", w->word);
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
		    "'%.40s' is not an interface name there", x->word);
	else if (strlen(x->word) > 15)
		view_notice(r->v, "bad-value", x->from,
		    "the name of an interface has at most 15 characters: %.40s",
		    x->word);
}

/* a list for traffic through the port; traffic to the switch itself is read
 * with management access */
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
