/*
 * RouterOS 7: an export or a script.  Its commands are carried out on tables of
 * items first (routeros_text.c); what is in the tables at the end is read here,
 * so that a later line takes back an earlier one by itself.
 */
#include "readback/reader.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/ip.h"
#include "base/str.h"
#include "readback/routeros_text.h"

#define ALIASES_MAX 512

/* a name of an interface and what the view calls it */
struct alias {
	const char *name, *normal;
};

/* the tables that are read, in the order of `table` below */
enum {
	T_ETHERNET,
	T_BONDING,
	T_BRIDGE,
	T_MLAG,
	T_VLAN,
	T_MSTI,
	T_PORT,
	T_BRIDGE_VLAN,
	T_VRF,
	T_ADDRESS,
	T_DHCP,
	T_ROUTE,
	T_SERVICE,
	T_IDENTITY,
	T_NTP,
	T_NTP_SERVER,
	T_ACTION,
	T_LOG,
	T_SNMP,
	T_COMMUNITY,
	T_USER,
	NTABLE
};

struct used {
	const char **key; /* that were asked for */
	size_t n, cap;
};

struct reading {
	struct view *v;
	struct arena *a;
	struct ros_script script;
	struct ros_items of[NTABLE];
	struct used used[NTABLE];
	struct alias *alias;
	size_t nalias, alias_cap;
	int bonds;  /* whose names have no number */
	bool whole; /* not only a part of what a switch is told */
	bool telnet_off, www_off, services;
	const char *ssh_vrf;
};

/* ---- what is in the tables ---- */

static const char *
get(struct ros_item *x, const char *key)
{
	for (size_t i = 0; i < x->n; i++)
		if (str_eq(x->attr[i].key, key)) {
			x->attr[i].used = true;
			return x->attr[i].value;
		}
	return NULL;
}

static int
line_of(const struct ros_item *x, const char *key)
{
	for (size_t i = 0; i < x->n; i++)
		if (str_eq(x->attr[i].key, key))
			return x->attr[i].line;
	return x->line;
}

/* yes, no; anything else is a notice and what it is without */
static bool
flag(struct reading *r, struct ros_item *x, const char *key, bool without)
{
	const char *w = get(x, key);

	if (!w)
		return without;
	if (str_eq(w, "yes") || str_eq(w, "true"))
		return true;
	if (str_eq(w, "no") || str_eq(w, "false"))
		return false;
	view_notice(r->v, "bad-value", line_of(x, key),
	    "%s is yes or no: %.40s", key, w);
	return without;
}

/* decimal, or hexadecimal as 0x8000 */
static long
number(struct reading *r, struct ros_item *x, const char *key, long min,
    long max)
{
	const char *w = get(x, key);
	char *end;
	long n;

	if (!w)
		return -1;
	n = isdigit((unsigned char)*w) && strlen(w) < 10 ?
	    strtol(w, &end, str_starts(w, "0x") ? 16 : 10) :
	    -1;
	if (n >= min && n <= max && *end == '\0')
		return n;
	view_notice(r->v, "bad-value", line_of(x, key),
	    "%s is not between %ld and %ld: %.40s", key, min, max, w);
	return -1;
}

static bool
is_off(struct reading *r, struct ros_item *x)
{
	return flag(r, x, "disabled", false);
}

static const char *
alias_of(const struct reading *r, const char *name)
{
	for (size_t i = 0; i < r->nalias; i++)
		if (str_eq(r->alias[i].name, name))
			return r->alias[i].normal;
	return NULL;
}

static const char *
normal(struct reading *r, const char *name)
{
	const char *known = alias_of(r, name);

	return known ? known : ports_normal(r->a, name);
}

static void
alias(struct reading *r, const char *name, const char *is)
{
	struct alias x = { name, is };

	if (!alias_of(r, name) && r->nalias < ALIASES_MAX)
		PUSH(r->a, r->alias, r->nalias, r->alias_cap, x);
}

/* each of a,b,c */
static const char *
next_of(struct reading *r, const char **list)
{
	const char *s = *list;
	size_t n = strcspn(s, ",");

	*list = s + n + (s[n] == ',');
	return str_dup(r->a, s, n);
}

static void
comment(struct ros_item *x, const char **to, int *line)
{
	const char *w = get(x, "comment");

	if (!w || *to)
		return;
	*to = w;
	*line = line_of(x, "comment");
}

static void
ethernet(struct reading *r, struct ros_item *x)
{
	const char *is = get(x, "default-name"), *name = get(x, "name");
	struct port *p;
	const char *w;
	long n;

	if (!is)
		is = name;
	if (!is || !*is) {
		view_notice(r->v, "bad-value", x->line,
		    "no port is named by its default-name or name");
		return;
	}
	p = view_stanza_port(r->v, ports_normal(r->a, is), x->line);
	if (name && !str_eq(name, is))
		alias(r, name, p->name);
	if (p->kind != PORT_PLAIN)
		view_notice(r->v, "bad-value", x->line,
		    "no name a port comes with: %.40s", is);
	comment(x, &p->desc, &p->desc_line);
	if (is_off(r, x))
		p->down_line = line_of(x, "disabled");
	else
		p->up_line = x->line;
	n = number(r, x, "l2mtu", 576, 65535);
	if (n > 0) {
		p->mtu = n;
		p->mtu_line = line_of(x, "l2mtu");
	}
	n = number(r, x, "mtu", 68, 65535);
	if (n > 0 && p->mtu && n > p->mtu)
		view_notice(r->v, "bad-value", line_of(x, "mtu"),
		    "an MTU of %ld is more than the l2mtu of %ld", n, p->mtu);
	w = get(x, "rx-flow-control");
	if (w && !str_eq(w, "off"))
		p->flow_line = line_of(x, "rx-flow-control");
	w = get(x, "tx-flow-control");
	if (w && !str_eq(w, "off"))
		p->flow_line = line_of(x, "tx-flow-control");
}

/* bond10: LAG 10; one without a number gets one that none is called by */
static int
bond_number(struct reading *r, const char *name)
{
	size_t len = strlen(name), at = len;

	while (at > 0 && isdigit((unsigned char)name[at - 1]))
		at--;
	if (at == len || len - at > 4)
		return 10001 + r->bonds++;
	return (int)strtol(name + at, NULL, 10);
}

static void
bonding(struct reading *r, struct ros_item *x)
{
	const char *name = get(x, "name"), *mode = get(x, "mode");
	const char *slaves = get(x, "slaves"), *w = get(x, "lacp-mode");
	bool off = is_off(r, x);
	struct port *lag;
	enum lacp lacp;
	int id;
	long n;

	if (!name || !*name) {
		view_notice(r->v, "bad-value", x->line, "a bond has no name");
		return;
	}
	id = bond_number(r, name);
	while (view_find(r->v, str_fmt(r->a, "po%d", id)))
		id = 10001 + r->bonds++;
	lag = view_stanza_port(r->v, str_fmt(r->a, "po%d", id), x->line);
	lag->kind = PORT_LAG;
	alias(r, name, lag->name);
	comment(x, &lag->desc, &lag->desc_line);
	if (off)
		lag->down_line = line_of(x, "disabled");
	/* without a mode it is balance-rr, which is no LAG of a switch */
	lacp = LACP_STATIC;
	if (mode && str_eq(mode, "802.3ad"))
		lacp = w && str_eq(w, "passive") ? LACP_PASSIVE : LACP_ACTIVE;
	else if (!mode || !str_eq(mode, "balance-xor"))
		view_notice(r->v, "bad-value", line_of(x, "mode"),
		    "%.40s is a bond of mode %.40s: 802.3ad and balance-xor "
		    "are a LAG",
		    name, mode ? mode : "balance-rr");
	number(r, x, "mtu", 68, 65535);
	n = number(r, x, "min-links", 0, 64);
	if (n > 0) {
		lag->min_links = (int)n;
		lag->min_links_line = line_of(x, "min-links");
	}
	n = number(r, x, "mlag-id", 0, 4096);
	if (n > 0) {
		lag->mclag = (int)n;
		lag->mclag_line = line_of(x, "mlag-id");
	}
	while (slaves && *slaves && !off) {
		struct port *p;

		w = next_of(r, &slaves);
		p = view_refer(r->v, normal(r, w), line_of(x, "slaves"));
		if (p->lag)
			p->lag_twice_line = line_of(x, "slaves");
		p->lag = id;
		p->lag_line = line_of(x, "slaves");
		p->lacp = lacp;
	}
}

static void
vlan_interface(struct reading *r, struct ros_item *x)
{
	const char *name = get(x, "name"), *on = get(x, "interface");
	long id = number(r, x, "vlan-id", 1, 4094), n;
	struct port *p;

	n = number(r, x, "mtu", 68, 65535);
	if (id < 0 || !name || !on)
		return;
	/* on a port of its own it is routed, and no switch's VLAN */
	if (ports_kind_of(normal(r, on)) == PORT_PLAIN) {
		alias(r, name, str_fmt(r->a, "%s.%ld", normal(r, on), id));
		return;
	}
	p = view_stanza_port(r->v, str_fmt(r->a, "vl%ld", id), x->line);
	alias(r, name, p->name);
	comment(x, &p->desc, &p->desc_line);
	if (n > 0) {
		p->mtu = n;
		p->mtu_line = line_of(x, "mtu");
	}
	if (is_off(r, x))
		p->down_line = line_of(x, "disabled");
}

/* the bridge that a port is on, or NULL */
static struct ros_item *
bridge_of(struct reading *r, const char *name)
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

/* what it is called is its owner's choice; it must be there */
static void
on_bridge(struct reading *r, struct ros_item *x, const char *name)
{
	if (name && !bridge_of(r, name))
		view_notice(r->v, "bad-value", line_of(x, "bridge"),
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
static void
bridge(struct reading *r, struct ros_item *x)
{
	const char *mode = get(x, "protocol-mode"), *name = get(x, "name");
	const char *peer = get(x, "mlag-peer-port");
	struct view *v = r->v;
	long n;

	if (!name || !*name) {
		view_notice(v, "bad-value", x->line, "a bridge has no name");
		return;
	}
	alias(r, name, str_fmt(r->a, "bridge %s", name));
	n = number(r, x, "priority", 0, 65535);
	number(r, x, "mtu", 68, 65535);
	flag(r, x, "vlan-filtering", false);
	get(x, "frame-types");
	number(r, x, "pvid", 1, 4094);
	if (peer && *peer && !str_eq(peer, "none")) {
		v->domain.line = v->domain.id_line = x->line;
		v->domain.id = name;
		v->domain.peer_link = normal(r, peer);
		v->domain.peer_link_line = line_of(x, "mlag-peer-port");
	}
	if (is_off(r, x) || v->stp_line || v->stp_off_line)
		return;
	if (n >= 0) {
		v->stp_priority = n;
		v->stp_priority_line = line_of(x, "priority");
	}
	v->stp_line = line_of(x, "protocol-mode");
	if (!mode || str_eq(mode, "rstp") || str_eq(mode, "stp")) {
		v->stp = mode ? mode : "rstp";
	} else if (str_eq(mode, "mstp")) {
		v->stp = "mst";
		v->mst.name = get(x, "region-name");
		n = number(r, x, "region-revision", 0, 65535);
		v->mst.revision = n > 0 ? n : 0;
		v->mst.line = x->line;
	} else {
		v->stp_off_line = v->stp_line;
		v->stp_line = 0;
		if (!str_eq(mode, "none"))
			view_notice(v, "bad-value", v->stp_off_line,
			    "no spanning tree is called so: %.40s", mode);
	}
}

static void
mlag(struct reading *r, struct ros_item *x)
{
	const char *port = get(x, "peer-port"), *name = get(x, "bridge");
	struct domain *o = &r->v->domain;

	number(r, x, "priority", 0, 65535);
	if (!port || !name || str_eq(port, "none"))
		return;
	o->line = o->id_line = x->line;
	o->id = name;
	o->peer_link = normal(r, port);
	o->peer_link_line = line_of(x, "peer-port");
}

static void
bridge_port(struct reading *r, struct ros_item *x)
{
	const char *name = get(x, "interface"), *types = get(x, "frame-types");
	const char *on = get(x, "bridge"), *edge = get(x, "edge");
	long pvid = number(r, x, "pvid", 1, 4094);
	bool guard = flag(r, x, "bpdu-guard", false);
	struct view *v = r->v;
	struct port *p;

	if (!name || !*name || !on || !*on) {
		view_notice(v, "bad-value", x->line,
		    "a bridge port names its bridge and its interface");
		return;
	}
	on_bridge(r, x, on);
	p = view_refer(v, normal(r, name), line_of(x, "interface"));
	comment(x, &p->desc, &p->desc_line);
	if (is_off(r, x))
		return;
	if (p->switched_line) {
		p->again_line = x->line;
		return;
	}
	if (p->kind == PORT_PLAIN && !p->line)
		p->line = x->line;
	p->switched = true;
	p->switched_line = p->mode_line = x->line;
	p->mode = MODE_HYBRID;
	p->untagged = pvid > 0 ? (int)pvid : 1;
	p->untagged_line = line_of(x, "pvid");
	if (types && str_eq(types, "admit-only-vlan-tagged")) {
		p->mode = MODE_TRUNK;
		p->mode_line = line_of(x, "frame-types");
		p->untagged = 0;
	} else if (types &&
	    str_eq(types, "admit-only-untagged-and-priority-tagged")) {
		p->mode = MODE_ACCESS;
		p->mode_line = line_of(x, "frame-types");
	} else if (types && !str_eq(types, "admit-all")) {
		view_notice(v, "bad-value", line_of(x, "frame-types"),
		    "no kind of frames: %.60s", types);
	}
	if (edge && (str_eq(edge, "yes") || str_eq(edge, "yes-discover"))) {
		p->edge = true;
		p->edge_line = line_of(x, "edge");
	} else if (edge && !str_eq(edge, "auto") && !str_eq(edge, "no") &&
	    !str_eq(edge, "no-discover")) {
		view_notice(v, "bad-value", line_of(x, "edge"),
		    "edge is auto, no, no-discover, yes or yes-discover: "
		    "%.40s",
		    edge);
	}
	if (guard) {
		p->guard = true;
		p->guard_line = line_of(x, "bpdu-guard");
	}
	if (!filters(bridge_of(r, on))) {
		/* the bridge tells no VLAN from another */
		p->mode = MODE_TRUNK;
		p->all_vlans = true;
	} else if (p->untagged > 1) {
		view_vlan(v, p->untagged, x->line);
	}
}

static void
members(struct reading *r, struct ros_item *x, const char *list,
    const struct vlan_set *ids, bool tagged)
{
	int line = line_of(x, tagged ? "tagged" : "untagged");

	while (list && *list) {
		const char *w = next_of(r, &list), *name = normal(r, w);
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
				    "%.40s takes no tagged frames, and is "
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

static void
bridge_vlan(struct reading *r, struct ros_item *x)
{
	const char *list = get(x, "vlan-ids"), *on = get(x, "bridge");
	const char *tagged = get(x, "tagged"), *untagged = get(x, "untagged");
	const char *name = get(x, "comment");
	struct vlan_set ids = { 0 };

	on_bridge(r, x, on);
	if (is_off(r, x))
		return;
	if (!list || !*list || !vlan_set_parse(list, &ids)) {
		view_notice(r->v, "bad-value", line_of(x, "vlan-ids"),
		    "not a list of VLANs: %.60s", list ? list : "none");
		return;
	}
	if (!filters(bridge_of(r, on)))
		view_notice(r->v, "bad-value", x->line,
		    "VLAN %s is of no effect: its bridge has no "
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

static void
address(struct reading *r, struct ros_item *x)
{
	const char *w = get(x, "address"), *on = get(x, "interface");
	struct port *p;

	get(x, "network");
	get(x, "comment");
	if (is_off(r, x) || !w || !on)
		return;
	p = view_refer(r->v, normal(r, on), x->line);
	if (p->kind != PORT_PLAIN && !p->line)
		p->line = x->line;
	if (!view_port_address(p,
	        strchr(w, '/') ? w : str_fmt(r->a, "%s/32", w), "",
	        line_of(x, "address")))
		view_notice(r->v, "bad-value", line_of(x, "address"),
		    "not an address with its prefix: %.40s", w);
}

static void
dhcp_client(struct reading *r, struct ros_item *x)
{
	const char *on = get(x, "interface");

	if (!is_off(r, x) && on)
		view_refer(r->v, normal(r, on), x->line)->dhcp = true;
}

static void
vrf(struct reading *r, struct ros_item *x)
{
	const char *name = get(x, "name"), *list = get(x, "interfaces");

	get(x, "comment");
	if (is_off(r, x) || !name)
		return;
	view_def(r->v, "vrf", name, x->line);
	while (list && *list) {
		const char *w = next_of(r, &list);

		if (*w)
			view_refer(r->v, normal(r, w), line_of(x, "interfaces"))
			    ->vrf = name;
	}
}

/* a VRF that a service is in: its name must be one */
static const char *
in_vrf(struct reading *r, struct ros_item *x)
{
	const char *w = get(x, "vrf");

	if (!w || str_eq(w, "main"))
		return NULL;
	view_ref(r->v, "vrf", w, line_of(x, "vrf"));
	return w;
}

/* a router's port with an address, in no bridge: what it is managed by */
static struct port *
manager(const struct reading *r)
{
	struct port *first = NULL;

	for (size_t i = 0; i < r->v->nport; i++) {
		struct port *p = r->v->port[i];

		if (p->kind != PORT_PLAIN || p->switched || p->lag ||
		    !(p->has_ip || p->dhcp))
			continue;
		if (!first || (p->vrf && !first->vrf))
			first = p;
	}
	return first;
}

static void
route(struct reading *r, struct ros_item *x)
{
	const char *to = get(x, "dst-address"), *by = get(x, "gateway");
	const char *in = get(x, "routing-table"), *at;
	const struct port *p = manager(r);
	uint32_t ip;

	get(x, "comment");
	if (in && !str_eq(in, "main"))
		view_ref(r->v, "vrf", in, line_of(x, "routing-table"));
	if (is_off(r, x) || !by || (to && !str_eq(to, "0.0.0.0/0")))
		return;
	at = strchr(by, '@');
	if (at) {
		if (!str_eq(at + 1, "main"))
			view_ref(r->v, "vrf", at + 1, line_of(x, "gateway"));
		by = str_dup(r->a, by, (size_t)(at - by));
	}
	/* another table's default route is no way out of the port */
	if (!ip_parse(by, &ip) || r->v->has_gateway ||
	    !str_eq(p && p->vrf ? p->vrf : "main", in ? in : "main"))
		return;
	r->v->gateway = ip;
	r->v->has_gateway = true;
	r->v->gateway_line = line_of(x, "gateway");
}

static void
service(struct reading *r, struct ros_item *x)
{
	const char *name = get(x, "name");
	bool off = is_off(r, x);
	const char *w = in_vrf(r, x);

	r->services = r->whole = true;
	number(r, x, "port", 1, 65535);
	if (!name)
		return;
	if (str_eq(name, "telnet")) {
		r->telnet_off = off;
		if (!off)
			r->v->telnet_line = x->line;
	} else if (str_eq(name, "www")) {
		r->www_off = off;
		if (!off)
			r->v->http_line = x->line;
	} else if (str_eq(name, "ssh")) {
		r->v->ssh = !off;
		r->ssh_vrf = w;
	}
}

static void
identity(struct reading *r, struct ros_item *x)
{
	const char *name = get(x, "name");

	r->whole = true;
	if (!name || !*name)
		return;
	r->v->hostname = name;
	r->v->hostname_line = line_of(x, "name");
}

static void
ntp_client(struct reading *r, struct ros_item *x)
{
	const char *w = get(x, "servers");

	in_vrf(r, x);
	get(x, "mode");
	if (flag(r, x, "enabled", false))
		r->v->ntp = true;
	while (w && *w)
		view_server(r->v, "ntp", next_of(r, &w), x->line);
}

static void
ntp_server(struct reading *r, struct ros_item *x)
{
	const char *w = get(x, "address");

	if (!is_off(r, x) && w)
		view_server(r->v, "ntp", w, x->line);
}

/* the server of an action, where one that is logged by is remote */
static void
log_rule(struct reading *r, struct ros_item *x)
{
	const char *action = get(x, "action");

	get(x, "topics");
	if (is_off(r, x) || !action)
		return;
	for (size_t i = 0; i < r->of[T_ACTION].n; i++) {
		struct ros_item *y = r->of[T_ACTION].item[i];
		const char *w;

		if (y->gone ||
		    !str_eq(ros_attr_of(y->attr, y->n, "name"), action))
			continue;
		w = ros_attr_of(y->attr, y->n, "remote");
		if (!w || ros_attr_of(y->attr, y->n, "seen"))
			return;
		ros_item_put(&r->script, y,
		    &(struct ros_attr){ "seen", "yes", y->line, true });
		r->v->syslog = true;
		view_server(r->v, "syslog", w, line_of(y, "remote"));
	}
}

static void
log_action(struct reading *r, struct ros_item *x)
{
	get(x, "name");
	get(x, "remote");
	get(x, "target");
	in_vrf(r, x);
}

static void
snmp(struct reading *r, struct ros_item *x)
{
	in_vrf(r, x);
	r->v->snmp = flag(r, x, "enabled", false);
}

/* the one it comes with is `public`, read by anybody without a password */
static void
communities(struct reading *r)
{
	const struct ros_items *of = &r->of[T_COMMUNITY],
	                       *snmps = &r->of[T_SNMP];
	bool own = false;

	for (size_t i = 0; i < of->n; i++) {
		struct ros_item *x = of->item[i];
		const char *name = get(x, "name");
		const char *security = get(x, "security");
		bool is_default = get(x, "default") || get(x, "number");
		bool off = is_off(r, x);

		if (x->gone)
			continue;
		if (name && str_eq(name, "public"))
			is_default = true;
		own = own || is_default;
		if (!off && r->v->snmp && !r->v->community_line &&
		    (!security || str_eq(security, "none"))) {
			r->v->community = name ? name : "public";
			r->v->community_line = x->line;
		}
	}
	if (!own && r->v->snmp && !r->v->community_line && snmps->n) {
		r->v->community = "public";
		r->v->community_line = snmps->item[0]->line;
	}
}

static void
user(struct reading *r, struct ros_item *x)
{
	const char *name = get(x, "name"), *w = get(x, "password");
	const char *n = get(x, "number");
	struct user u = { .line = x->line };
	size_t names = 0;

	for (size_t i = 0; i < x->n; i++)
		names += str_eq(x->attr[i].key, "name");
	get(x, "group");
	if (is_off(r, x))
		return;
	u.name = name ? name : n && str_eq(n, "0") ? "admin" : NULL;
	u.open = w && !*w;
	/* an export names no account: one that was there, found by its name or
	 * number, and has a password is no news; one that is added is */
	if (u.name && (u.open || (!n && names == 1)) && r->v->nuser < 1024)
		PUSH(r->a, r->v->user, r->v->nuser, r->v->user_cap, u);
}

/* MSTI of a region */
static void
msti(struct reading *r, struct ros_item *x)
{
	const char *id = get(x, "identifier"), *list = get(x, "vlan-mapping");
	struct vlan_set s = { 0 };
	long n = id ? strtol(id, NULL, 10) : -1;

	if (n > 0 && n < MST_MAX && list && vlan_set_parse(list, &s))
		vlan_set_join(&r->v->mst.of[n], &s);
}

typedef void item_fn(struct reading *r, struct ros_item *x);

static const char *const of_bridge[] = { "add-dhcp-option82", "admin-mac",
	"ageing-time", "arp", "arp-timeout", "auto-mac", "comment",
	"dhcp-snooping", "ether-type", "fast-forward", "forward-delay",
	"forward-reserved-addresses", "igmp-snooping", "igmp-version",
	"ingress-filtering", "last-member-interval", "last-member-query-count",
	"max-hops", "max-learned-entries", "max-message-age",
	"membership-interval", "mld-version", "multicast-querier",
	"multicast-router", "mvrp", "port-cost-mode", "querier-interval",
	"query-interval", "query-response-interval", "startup-query-count",
	"startup-query-interval", "transmit-hold-count", "region-name",
	"region-revision", "mlag-priority", "mlag-heartbeat", NULL };
static const char *const of_bridge_port[] = { "auto-isolate", "broadcast-flood",
	"fast-leave", "horizon", "hw", "ingress-filtering",
	"internal-path-cost", "learn", "multicast-router",
	"mvrp-applicant-state", "mvrp-registrar-state", "path-cost",
	"point-to-point", "priority", "restricted-role", "restricted-tcn",
	"tag-stacking", "trusted", "unknown-multicast-flood",
	"unknown-unicast-flood", NULL };
static const char *const of_bridge_vlan[] = { "mvrp-forbidden", NULL };
static const char *const of_ethernet[] = { "advertise", "arp", "arp-timeout",
	"auto-negotiation", "bandwidth", "cable-settings", "combo-mode",
	"disable-running-check", "fec-mode", "full-duplex", "ignore-rx-los",
	"loop-protect", "loop-protect-disable-time",
	"loop-protect-send-interval", "mac-address", "mdix-enable",
	"passthrough-interval", "poe-out", "poe-priority", "poe-voltage",
	"power-cycle-interval", "power-cycle-ping-enabled", "rate-select",
	"sfp-ignore-rx-los", "sfp-rate-select", "sfp-shutdown-temperature",
	"speed", "switch", NULL };
static const char *const of_bonding[] = { "arp", "arp-interval",
	"arp-ip-targets", "arp-timeout", "down-delay", "forced-mac-address",
	"lacp-rate", "lacp-user-key", "lacp-system-id", "lacp-system-priority",
	"link-monitoring", "mii-interval", "primary", "transmit-hash-policy",
	"up-delay", NULL };
static const char *const of_vlan[] = { "arp", "arp-timeout", "loop-protect",
	"loop-protect-disable-time", "loop-protect-send-interval", "mvrp",
	"use-service-tag", NULL };
static const char *const of_vrf[] = { "place-before", NULL };
static const char *const of_dhcp_client[] = { "add-default-route", "comment",
	"default-route-distance", "default-route-tables", "dhcp-options",
	"name", "script", "use-peer-dns", "use-peer-ntp", NULL };
static const char *const of_route[] = { "blackhole", "check-gateway",
	"distance", "pref-src", "scope", "suppress-hw-offload", "target-scope",
	"vrf-interface", NULL };
static const char *const of_service[] = { "address", "certificate",
	"max-sessions", "tls-version", NULL };
static const char *const of_ntp[] = { "comment", "auth-key", "iburst",
	"max-poll", "min-poll", "primary-ntp", "secondary-ntp",
	"server-dns-names", NULL };
static const char *const of_log[] = { "prefix", "regex", "comment", NULL };
static const char *const of_action[] = { "bsd-syslog", "disk-file-count",
	"disk-file-name", "disk-lines-per-file", "disk-stop-on-full",
	"email-to", "memory-lines", "memory-stop-on-full", "number", "remember",
	"remote-log-format", "remote-port", "remote-protocol", "src-address",
	"syslog-facility", "syslog-severity", "syslog-time-format",
	"cef-event-delimiter", NULL };
static const char *const of_snmp[] = { "contact", "engine-id",
	"engine-id-suffix", "location", "src-address", "trap-community",
	"trap-generators", "trap-interfaces", "trap-target", "trap-version",
	NULL };
static const char *const of_community[] = { "addresses",
	"authentication-password", "authentication-protocol", "comment",
	"encryption-password", "encryption-protocol", "read-access",
	"write-access", NULL };
static const char *const of_user[] = { "address", "comment",
	"inactivity-policy", "inactivity-timeout", NULL };
static const char *const of_msti[] = { "bridge", "comment", "disabled",
	"priority", NULL };
static const char *const none[] = { NULL };

/* in the order they must be read: names before what is called by them; what is
 * passed over is known, and the view has no place for it */
static const struct {
	const char *path;
	item_fn *read;
	const char *const *passed;
} table[NTABLE] = {
	[T_ETHERNET] = { "interface ethernet", ethernet, of_ethernet },
	[T_BONDING] = { "interface bonding", bonding, of_bonding },
	[T_BRIDGE] = { "interface bridge", bridge, of_bridge },
	[T_MLAG] = { "interface bridge mlag", mlag, none },
	[T_VLAN] = { "interface vlan", vlan_interface, of_vlan },
	[T_MSTI] = { "interface bridge msti", msti, of_msti },
	[T_PORT] = { "interface bridge port", bridge_port, of_bridge_port },
	[T_BRIDGE_VLAN] = { "interface bridge vlan", bridge_vlan,
	    of_bridge_vlan },
	[T_VRF] = { "ip vrf", vrf, of_vrf },
	[T_ADDRESS] = { "ip address", address, none },
	[T_DHCP] = { "ip dhcp-client", dhcp_client, of_dhcp_client },
	[T_ROUTE] = { "ip route", route, of_route },
	[T_SERVICE] = { "ip service", service, of_service },
	[T_IDENTITY] = { "system identity", identity, none },
	[T_NTP] = { "system ntp client", ntp_client, of_ntp },
	[T_NTP_SERVER] = { "system ntp client servers", ntp_server, of_ntp },
	[T_ACTION] = { "system logging action", log_action, of_action },
	[T_LOG] = { "system logging", log_rule, of_log },
	[T_SNMP] = { "snmp", snmp, of_snmp },
	[T_COMMUNITY] = { "snmp community", NULL, of_community },
	[T_USER] = { "user", user, of_user },
};

/* known, and they say nothing to any rule; what begins so is known too */
static const char *const quiet[] = { "port", "system", "ip dns", "ip settings",
	"ip ssh", "ip cloud", "ip neighbor discovery-settings", "ip upnp",
	"ip smb", "ip proxy", "ip socks", "ip traffic-flow", "ip hotspot",
	"ip pool", "ip kid-control", "ip media", "ip nat-pmp", "ip tftp",
	"ip arp", "interface list", "interface lte", "interface wireless",
	"interface wifi", "interface detect-internet",
	"interface ethernet switch", "interface ethernet poe",
	"interface l2tp-server", "interface ovpn-server",
	"interface pptp-server", "interface sstp-server", "interface macsec",
	"interface dot1x", "interface bridge settings",
	"interface bridge port-controller",
	"interface bridge port mst-override", "interface bridge mdb",
	"interface bridge host", "tool", "user", "certificate", "console",
	"disk", "file", "ppp", "radius", "queue", "lora", "iot", "lcd",
	"special-login", "caps-man", "zerotier", "dude", "container",
	"partitions", "task", NULL };
/* routing, tunnels, filters: read past, not judged */
static const char *const skipped[] = { "ip firewall", "ip route", "ip ipsec",
	"ip dhcp-server", "ip dhcp-relay", "ipv6", "routing", "mpls",
	"interface bridge filter", "interface bridge nat",
	"interface bridge calea", "interface vrrp", "interface vxlan",
	"interface wireguard", "interface gre", "interface gre6",
	"interface eoip", "interface ipip", "interface l2tp-client",
	"interface pppoe-client", "interface pppoe-server", "interface macvlan",
	"interface veth", "interface 6to4", "interface ovpn-client",
	"interface sstp-client", "interface pptp-client", "interface vpls",
	"interface", NULL };

static bool
begins(const char *path, const char *const *with)
{
	for (size_t i = 0; with[i]; i++) {
		size_t len = strlen(with[i]);

		if (strncmp(path, with[i], len) == 0 &&
		    (path[len] == '\0' || path[len] == ' '))
			return true;
	}
	return false;
}

static size_t
table_of(const char *path)
{
	for (size_t i = 0; i < NTABLE; i++)
		if (str_eq(table[i].path, path))
			return i;
	return NTABLE;
}

static bool
in(const char *const *list, const char *key)
{
	for (size_t i = 0; list[i]; i++)
		if (str_eq(list[i], key))
			return true;
	return false;
}

static void
unknown(struct reading *r, const struct ros_command *c)
{
	struct stanza s = { .head = c->line };

	s.head.text = *c->path ?
	    str_fmt(r->a, "/%s %s", c->path, c->line.text) :
	    c->line.text;
	view_unknown(r->v, &s);
}

/* what became of each command: read, passed over, skipped, not understood */
static void
fates(struct reading *r)
{
	for (size_t i = 0; i < r->script.ncmd; i++) {
		const struct ros_command *c = &r->script.cmd[i];
		size_t t = table_of(c->path);
		struct stanza s = { .head = c->line };

		s.head.text = str_fmt(r->a, "%s", c->path);
		if (str_eq(c->verb, "export") || str_eq(c->verb, "print") ||
		    c->passed) {
			view_pass(r->v, &s);
		} else if (*c->path == '\0' || str_eq(c->verb, "?")) {
			unknown(r, c);
		} else if (t < NTABLE) {
			bool all = true, know = true;

			for (size_t k = 0; k < c->n; k++)
				if (in(table[t].passed, c->attr[k].key))
					all = false;
				else if (!c->attr[k].used)
					know = false;
			if (!know)
				unknown(r, c);
			else if (!all || !table[t].read)
				view_pass_line(r->v, &c->line);
		} else if (begins(c->path, quiet)) {
			view_pass(r->v, &s);
		} else if (begins(c->path, skipped)) {
			struct line l = c->line;
			size_t n = strcspn(c->path, " ");
			const char *w[2] = { str_dup(r->a, c->path, n),
				c->path + n + (c->path[n] == ' ') };

			l.word = w;
			l.nword = 2;
			s.head = l;
			view_skip(r->v, &s);
		} else {
			unknown(r, c);
		}
	}
}

/* an attribute of an item that was asked for is known of its command too */
static void
used(struct reading *r)
{
	for (size_t t = 0; t < NTABLE; t++) {
		const struct ros_items *of = &r->of[t];
		struct used *u = &r->used[t];

		for (size_t i = 0; i < of->n; i++)
			for (size_t k = 0; k < of->item[i]->n; k++) {
				const struct ros_attr *x =
				    &of->item[i]->attr[k];
				bool had = !x->used;

				for (size_t m = 0; m < u->n && !had; m++)
					had = str_eq(u->key[m], x->key);
				if (!had)
					PUSH(r->a, u->key, u->n, u->cap,
					    x->key);
			}
	}
	for (size_t i = 0; i < r->script.ncmd; i++) {
		struct ros_command *c = &r->script.cmd[i];
		size_t t = table_of(c->path);

		for (size_t k = 0; t < NTABLE && k < c->n; k++)
			for (size_t m = 0; m < r->used[t].n; m++)
				if (str_eq(r->used[t].key[m], c->attr[k].key))
					c->attr[k].used = true;
	}
}

/* the tree that lines are held against: a path, and its commands below it */
static void
tree(struct reading *r)
{
	struct stanza root = { 0 };

	for (size_t i = 0; i < r->script.ncmd; i++) {
		const struct ros_command *c = &r->script.cmd[i];
		struct stanza *at = NULL, s = { .head = c->line };

		for (size_t k = 0; k < root.n && !at; k++)
			if (root.child[k].head.text == c->path)
				at = &root.child[k];
		if (!at) {
			struct stanza p = { .head = { .no = c->line.no,
				                .last = c->line.no,
				                .text = c->path } };

			p.head.word = NEW(r->a, const char *, 1);
			p.head.word[0] = c->path;
			p.head.nword = 1;
			PUSH(r->a, root.child, root.n, root.cap, p);
			at = &root.child[root.n - 1];
		}
		PUSH(r->a, at->child, at->n, at->cap, s);
	}
	view_root(r->v, &root);
}

/* what holds once all is read */
static void
settle(struct reading *r)
{
	struct view *v = r->v;
	struct port *mgmt;

	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i], *lag;

		p->up = !p->down_line;
		lag = view_lag_of(v, p);
		/* a LAG passes what the least of its ports does */
		if (lag && p->mtu && (!lag->mtu || p->mtu < lag->mtu)) {
			lag->mtu = p->mtu;
			lag->mtu_line = p->mtu_line;
		}
	}
	mgmt = manager(r);
	if (mgmt) {
		mgmt->kind = PORT_MGMT;
		v->mgmt_vrf = mgmt->vrf;
		if (mgmt->vrf && v->ssh && !r->ssh_vrf && r->services)
			view_notice(v, "bad-value", mgmt->ip_line,
			    "SSH is not served in VRF %s, which the management "
			    "port is in",
			    mgmt->vrf);
	}
	/* on unless said otherwise, where more than a part is told */
	if (r->whole && !r->telnet_off && !v->telnet_line)
		v->telnet_line = v->hostname_line ? v->hostname_line : 1;
	if (r->whole && !r->www_off && !v->http_line)
		v->http_line = v->hostname_line ? v->hostname_line : 1;
}

static bool
read_config(struct view *v, struct diags *d)
{
	struct reading r = { .v = v, .a = v->a };
	struct text whole;

	if (!reader_text(v, d, &whole))
		return false;
	v->ssh = true;
	ros_script_read(&r.script, v);
	v->nline = r.script.ncmd;
	for (size_t i = 0; i < v->nline; i++) {
		struct ros_command *c = &r.script.cmd[i];
		size_t t = table_of(c->path);

		if (t < NTABLE)
			ros_script_run(&r.script, &r.of[t], c);
	}
	for (size_t t = 0; t < NTABLE; t++)
		for (size_t i = 0; table[t].read && i < r.of[t].n; i++)
			if (!r.of[t].item[i]->gone)
				table[t].read(&r, r.of[t].item[i]);
	communities(&r);
	used(&r);
	fates(&r);
	tree(&r);
	settle(&r);
	return true;
}

/* how its lines begin, and those of no other */
static const struct mark marks[] = {
	{ 4, "/interface bridge" },
	{ 4, "/interface/bridge" },
	{ 4, "/interface ethernet" },
	{ 3, "/system identity" },
	{ 3, "/ip address" },
	{ 3, "/ip service" },
	{ 2, "set [ find default-name=" },
	{ 2, "add bridge=" },
	{ 2, "/interface" },
	{ 0, NULL },
};

/* what its ports are called */
static const struct port_word words_of[] = {
	{ "sfp-sfpplus", "sfp-sfpplus", PORT_PLAIN, 10000 },
	{ "sfpplus", "sfpplus", PORT_PLAIN, 10000 },
	{ "sfp28-", "sfp28-", PORT_PLAIN, 25000 },
	{ "sfp56-", "sfp56-", PORT_PLAIN, 50000 },
	{ "sfp", "sfp", PORT_PLAIN, 1000 },
	{ "qsfpplus", "qsfpplus", PORT_PLAIN, 40000 },
	{ "qsfp28-", "qsfp28-", PORT_PLAIN, 100000 },
	{ "qsfp56-dd-", "qsfp56-dd-", PORT_PLAIN, 400000 },
	{ "combo", "combo", PORT_PLAIN, 10000 },
	{ "bond", "po", PORT_LAG, 0 },
	{ NULL, NULL, 0, 0 },
};

const struct dialect dialect_routeros = {
	.name = "routeros",
	.read = read_config,
	.traits = {
		.ports_implicit = true,
		.member_not = MEMBER_NO_SWITCHPORT | MEMBER_NO_VLAN,
		.member_own_mtu = true,
		.vlan_needs_switchport = true,
		.both_kinds_clash = true,
		.frame_default = 1584 + 18,
		.frame_extra = 18, /* an l2mtu is without header and FCS */
		.peer_link_mtu = PEER_MTU_SET,
		.no_backup = true,
		.no_ufd = true,
		.ssh_starts_off = true, /* on as it comes; off where said */
	},
	.mark = marks,
	.port_word = words_of,
};
