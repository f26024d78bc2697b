/*
 * RouterOS: how a switch is reached, what it reports, and who has access.
 */
#include "readback/routeros_read.h"

#include <string.h>

#include "base/ip.h"
#include "base/str.h"
#include "readback/beside.h"

void
ros_read_address(struct ros_reading *r, struct ros_item *x)
{
	const char *w = ros_get(x, "address"), *on = ros_get(x, "interface");
	struct port *p;

	ros_get(x, "network");
	ros_get(x, "comment");
	if (ros_is_off(r, x) || !w || !on)
		return;
	p = view_refer(r->v, ros_normal(r, on), x->line);
	if (p->kind != PORT_PLAIN && !p->line)
		p->line = x->line;
	if (!view_port_address(p,
	        strchr(w, '/') ? w : str_fmt(r->a, "%s/32", w), "",
	        ros_line_of(x, "address")))
		view_notice(r->v, "bad-value", ros_line_of(x, "address"),
		    "not an address with its prefix: %.40s", w);
}

void
ros_read_dhcp_client(struct ros_reading *r, struct ros_item *x)
{
	const char *on = ros_get(x, "interface");

	if (!ros_is_off(r, x) && on)
		view_refer(r->v, ros_normal(r, on), x->line)->dhcp = true;
}

void
ros_read_vrf(struct ros_reading *r, struct ros_item *x)
{
	const char *name = ros_get(x, "name"), *list = ros_get(x, "interfaces");

	ros_get(x, "comment");
	if (ros_is_off(r, x) || !name)
		return;
	view_def(r->v, "vrf", name, x->line);
	while (list && *list) {
		const char *w = ros_next_of(r, &list);

		if (*w)
			view_refer(r->v, ros_normal(r, w),
			    ros_line_of(x, "interfaces"))
			    ->vrf = name;
	}
}

/* a table of routes that is no VRF's */
void
ros_read_table(struct ros_reading *r, struct ros_item *x)
{
	const char *name = ros_get(x, "name");

	if (!ros_is_off(r, x) && name)
		view_def(r->v, "vrf", name, x->line);
}

/* a VRF that a service is in: its name must be one */
static const char *
in_vrf(struct ros_reading *r, struct ros_item *x)
{
	const char *w = ros_get(x, "vrf");

	if (!w || str_eq(w, "main"))
		return NULL;
	view_ref(r->v, "vrf", w, ros_line_of(x, "vrf"));
	return w;
}

/* a router's port with an address, in no bridge: what it is managed by */
struct port *
ros_manager(const struct ros_reading *r)
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

void
ros_read_route(struct ros_reading *r, struct ros_item *x)
{
	const char *to = ros_get(x, "dst-address"), *by = ros_get(x, "gateway");
	const char *in = ros_get(x, "routing-table"), *at;
	const struct port *p = ros_manager(r);
	uint32_t ip;

	ros_get(x, "comment");
	/* a route of marked packets, as version 6 has it: a table's own */
	if (ros_get(x, "routing-mark")) {
		ros_is_off(r, x);
		return;
	}
	if (in && !str_eq(in, "main"))
		view_ref(r->v, "vrf", in, ros_line_of(x, "routing-table"));
	if (ros_is_off(r, x) || !by || (to && !str_eq(to, "0.0.0.0/0")))
		return;
	at = strchr(by, '@');
	if (at) {
		if (!str_eq(at + 1, "main"))
			view_ref(r->v, "vrf", at + 1,
			    ros_line_of(x, "gateway"));
		by = str_dup(r->a, by, (size_t)(at - by));
	}
	/* another table's default route is no way out of the port */
	if (!ip_parse(by, &ip) || r->v->has_gateway ||
	    !str_eq(p && p->vrf ? p->vrf : "main", in ? in : "main"))
		return;
	r->v->gateway = ip;
	r->v->has_gateway = true;
	r->v->gateway_line = ros_line_of(x, "gateway");
}

/* a,b,c: those a service is open to */
static void
sources(struct ros_reading *r, const char *list, int line, const char **to,
    int *to_line)
{
	struct access_list *x =
	    view_access(r->v, str_fmt(r->a, "line %d", line), line);

	while (x && *list) {
		const char *one = ros_next_of(r, &list);

		view_access_entry(r->v, x, true,
		    strchr(one, '/') ? one : str_fmt(r->a, "%s/32", one), "",
		    line);
	}
	*to = x ? x->name : NULL;
	*to_line = line;
}

#define FTP "FTP"
#define BY_MAC "login by MAC address (mac-server)"
#define WINBOX_BY_MAC "Winbox by MAC address (mac-winbox)"

static void
opened(struct ros_reading *r, const char *what, int line, bool usual)
{
	struct open_way o = { what, line, usual };

	PUSH(r->a, r->v->open, r->v->nopen, r->v->open_cap, o);
}

/* from which ports a log-in needs no address */
static bool
by_mac(struct ros_reading *r, struct ros_item *x, const char *what)
{
	const char *from = ros_get(x, "allowed-interface-list");

	if (from && !str_eq(from, "none"))
		opened(r, what, ros_line_of(x, "allowed-interface-list"),
		    !str_eq(from, "all"));
	return from != NULL;
}

void
ros_read_mac_server(struct ros_reading *r, struct ros_item *x)
{
	r->mac_set = by_mac(r, x, BY_MAC) || r->mac_set;
}

void
ros_read_mac_winbox(struct ros_reading *r, struct ros_item *x)
{
	r->winbox_set = by_mac(r, x, WINBOX_BY_MAC) || r->winbox_set;
}

/* whoever reaches the switch may fill its links */
void
ros_read_bandwidth_server(struct ros_reading *r, struct ros_item *x)
{
	if (str_eq(ros_get(x, "enabled"), "yes"))
		opened(r, "bandwidth test server", ros_line_of(x, "enabled"),
		    false);
}

void
ros_read_discovery(struct ros_reading *r, struct ros_item *x)
{
	const char *on = ros_get(x, "discover-interface-list");
	const char *how = ros_get(x, "protocol");

	if (on && str_eq(on, "none"))
		r->v->no_lldp_line = ros_line_of(x, "discover-interface-list");
	else if (how && *how && !strstr(how, "lldp"))
		r->v->no_lldp_line = ros_line_of(x, "protocol");
}

void
ros_open_ways(struct ros_reading *r)
{
	if (!r->whole)
		return;
	if (!r->ftp_set)
		opened(r, FTP, 0, true);
	if (!r->mac_set)
		opened(r, BY_MAC, 0, true);
	if (!r->winbox_set)
		opened(r, WINBOX_BY_MAC, 0, true);
}

void
ros_read_service(struct ros_reading *r, struct ros_item *x)
{
	const char *name = ros_get(x, "name");
	bool off = ros_is_off(r, x);
	const char *w = in_vrf(r, x), *from;

	r->services = r->whole = true;
	ros_number(r, x, "port", 1, 65535);
	if (!name)
		return;
	from = ros_get(x, "address");
	if (str_eq(name, "ssh") && from && *from && !off)
		sources(r, from, ros_line_of(x, "address"), &r->v->ssh_access,
		    &r->v->ssh_access_line);
	if (str_eq(name, "telnet")) {
		r->telnet_off = off;
		if (!off)
			r->v->telnet_line = x->line;
	} else if (str_eq(name, "www")) {
		r->www_off = off;
		if (!off)
			r->v->http_line = x->line;
	} else if (str_eq(name, "ftp")) {
		r->ftp_set = true;
		if (!off)
			opened(r, FTP, x->line, false);
	} else if (str_eq(name, "ssh")) {
		r->v->ssh = !off;
		r->ssh_vrf = w;
	}
}

void
ros_read_identity(struct ros_reading *r, struct ros_item *x)
{
	const char *name = ros_get(x, "name");

	r->whole = true;
	if (!name || !*name)
		return;
	r->v->hostname = name;
	r->v->hostname_line = ros_line_of(x, "name");
}

void
ros_read_ntp_client(struct ros_reading *r, struct ros_item *x)
{
	const char *w = ros_get(x, "servers");

	const char *vrf = in_vrf(r, x);

	ros_get(x, "mode");
	if (ros_flag(r, x, "enabled", false)) {
		r->v->ntp = true;
		view_asked(r->v, "time server", w ? w : "", vrf,
		    w ? ros_line_of(x, "servers") : x->line);
	}
	while (w && *w)
		view_server(r->v, "ntp", ros_next_of(r, &w), x->line);
}

void
ros_read_ntp_server(struct ros_reading *r, struct ros_item *x)
{
	const char *w = ros_get(x, "address");

	if (!ros_is_off(r, x) && w)
		view_server(r->v, "ntp", w, x->line);
}

/* the server of an action, where one that is logged by is remote */
void
ros_read_log_rule(struct ros_reading *r, struct ros_item *x)
{
	const char *action = ros_get(x, "action");

	ros_get(x, "topics");
	if (ros_is_off(r, x) || !action)
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
		view_server(r->v, "syslog", w, ros_line_of(y, "remote"));
		if (ros_attr_of(y->attr, y->n, "src-address"))
			beside_source(r->v, "syslog",
			    ros_attr_of(y->attr, y->n, "src-address"),
			    ros_line_of(y, "src-address"));
		view_asked(r->v, "log server", w,
		    ros_attr_of(y->attr, y->n, "vrf"),
		    ros_line_of(y, "remote"));
	}
}

void
ros_read_log_action(struct ros_reading *r, struct ros_item *x)
{
	ros_get(x, "name");
	ros_get(x, "remote");
	ros_get(x, "target");
	in_vrf(r, x);
}

void
ros_read_snmp(struct ros_reading *r, struct ros_item *x)
{
	in_vrf(r, x);
	r->v->snmp = ros_flag(r, x, "enabled", false);
}

/* the one it comes with is `public`, read by anybody without a password */
void
ros_communities(struct ros_reading *r)
{
	const struct ros_items *of = &r->of[T_COMMUNITY],
	                       *snmps = &r->of[T_SNMP];
	bool own = false;

	for (size_t i = 0; i < of->n; i++) {
		struct ros_item *x = of->item[i];
		const char *name = ros_get(x, "name");
		const char *security = ros_get(x, "security");
		bool is_default = ros_get(x, "default") || ros_get(x, "number");
		bool off = ros_is_off(r, x);
		const char *from;

		if (x->gone)
			continue;
		from = ros_get(x, "addresses");
		if (!off && from && *from && !str_eq(from, "0.0.0.0/0") &&
		    !str_eq(from, "::/0"))
			sources(r, from, ros_line_of(x, "addresses"),
			    &r->v->snmp_access, &r->v->snmp_access_line);
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

void
ros_read_user(struct ros_reading *r, struct ros_item *x)
{
	const char *name = ros_get(x, "name"), *w = ros_get(x, "password");
	const char *n = ros_get(x, "number");
	struct user u = { .line = x->line };
	const char *group;
	size_t names = 0;

	for (size_t i = 0; i < x->n; i++)
		names += str_eq(x->attr[i].key, "name");
	group = ros_get(x, "group");
	if (ros_is_off(r, x))
		return;
	u.name = name ? name : n && str_eq(n, "0") ? "admin" : NULL;
	u.open = w && !*w;
	u.weak = group && str_eq(group, "read");
	/* an export names no account: one that was there, found by its name or
	 * number, and has a password is no news; one that is added is */
	if (u.name && (u.open || (!n && names == 1)) && r->v->nuser < 1024)
		PUSH(r->a, r->v->user, r->v->nuser, r->v->user_cap, u);
}

/*
 * A switch comes with the account admin, without a password or with the one on
 * its label.  A text that tells of accounts (an export doesn't) and never
 * changes that one leaves it.
 */
void
ros_factory_user(struct ros_reading *r)
{
	struct user u = { .name = "admin", .factory = true };
	bool own = false;

	for (size_t i = 0; i < r->script.ncmd; i++) {
		const struct ros_command *c = &r->script.cmd[i];
		const char *w, *name, *number;

		if (!str_eq(c->path, "user"))
			continue;
		if (str_eq(c->verb, "add")) {
			u.line = u.line ? u.line : c->line.no;
			continue;
		}
		w = ros_attr_of(c->attr, c->n, "password");
		name = ros_attr_of(c->find, c->nfind, "name");
		number = ros_attr_of(c->find, c->nfind, "number");
		own = own ||
		    (c->nfind && !(name && str_eq(name, "admin")) &&
		                !(number && str_eq(number, "0")) ?
		            false :
		            !str_eq(c->verb, "set") || (w && *w) ||
		                ros_attr_of(c->attr, c->n, "disabled"));
	}
	if (!own && u.line && r->v->nuser < 1024)
		PUSH(r->a, r->v->user, r->v->nuser, r->v->user_cap, u);
}
