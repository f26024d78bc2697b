/*
 * Juniper Junos with the enhanced layer 2 commands (EX, QFX).  The text is made
 * one tree first (junos_text.c); each of its leaves is read here as the `set`
 * line it is, in the order it was said, so that the last one holds.
 */
#include "readback/junos_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/ip.h"
#include "base/str.h"
#include "readback/reader.h"

/* ---- system ---- */

static void
user(struct junos *r, const struct line *l)
{
	const char *name = line_word(l, 3);
	struct user u = { .name = name, .line = l->no };
	struct user *x = NULL;

	for (size_t i = 0; i < r->v->nuser; i++)
		if (str_eq(r->v->user[i].name, name))
			x = &r->v->user[i];
	if (!x && r->v->nuser < 1024) {
		PUSH(r->a, r->v->user, r->v->nuser, r->v->user_cap, u);
		x = &r->v->user[r->v->nuser - 1];
	}
	if (x && line_is(l, "* * * * authentication encrypted-password *") &&
	    !*line_word(l, 6))
		x->open = true;
	if (line_is(l, "* * * * authentication ...")) {
		junos_fact(r, "way in", name, "", 0, l->no);
		view_say(r->v, str_fmt(r->a, "user %s", name), "a way in",
		    "there", l->no);
	} else if (line_is(l, "* * * * class *")) {
		junos_fact(r, "class of user", name, line_word(l, 5), 0, l->no);
		view_say(r->v, str_fmt(r->a, "user %s", name), "class",
		    line_word(l, 5), l->no);
		return;
	}
	view_pass_line(r->v, l);
}

/* those whom the switch knows itself, where nobody else is asked */
static void
users(struct junos *r)
{
	static const char *const looks[] = { "read-only", "operator",
		"unauthorized", NULL };
	const struct view *v = r->v;
	bool may = r->asks_others || v->nuser == 0;

	for (size_t i = 0; i < v->nuser; i++) {
		const struct user *u = &v->user[i];
		const struct junos_fact *f =
		    junos_fact_of(r, "class of user", u->name);
		bool only = false;

		for (size_t k = 0; f && looks[k]; k++)
			only = only || str_eq(f->value, looks[k]);
		may = may || (f && !only);
		if (!r->asks_others && !u->open &&
		    !junos_fact_of(r, "way in", u->name))
			view_notice(r->v, "bad-value", u->line,
			    "user %.40s has no authentication: nobody can log "
			    "in by that name",
			    u->name);
	}
	if (!may)
		view_notice(r->v, "bad-value", v->user[0].line,
		    "no user is of a class that may change anything");
}

static bool
services(struct junos *r, const struct line *l)
{
	struct view *v = r->v;

	if (line_is(l, "system services ssh ..."))
		v->ssh = true;
	else if (line_is(l, "system services telnet ..."))
		v->telnet_line = v->telnet_line ? v->telnet_line : l->no;
	else if (line_is(l, "system services web-management http ...") ||
	    line_is(l, "system services rest http ..."))
		v->http_line = v->http_line ? v->http_line : l->no;
	if (line_is(l, "system services ssh root-login *")) {
		view_say(v, "SSH", "root may log in", line_word(l, 4), l->no);
		if (str_eq(line_word(l, 4), "allow"))
			view_notice(v, "bad-value", l->no,
			    "root may log in by SSH with a password");
	} else if (l->nword > 3 || !line_is(l, "system services ssh")) {
		view_pass_line(v, l);
	}
	return true;
}

static bool
system_line(struct junos *r, const struct line *l)
{
	static const char *const quiet[] = { "system domain-name *",
		"system domain-search ...", "system time-zone *",
		"system name-server ...", "system root-authentication ...",
		"system login ...", "system syslog ...", "system ntp ...",
		"system authentication-order ...", "system accounting ...",
		"system tacplus-server ...", "system radius-server ...",
		"system tacplus-options ...", "system radius-options ...",
		"system scripts ...", "system processes ...",
		"system commit ...", "system archival ...",
		"system max-configurations-on-flash *",
		"system max-configuration-rollbacks *", "system auto-snapshot",
		"system ports ...", "system extensions ...",
		"system license ...", "system phone-home ...", "system arp ...",
		"system location ...", "system internet-options ...",
		"system no-redirects", "system no-ping-record-route",
		"system no-ping-time-stamp", "system default-address-selection",
		"system saved-core-context", "system no-multicast-echo",
		"system static-host-mapping ...",
		"system switchover-on-routing-crash", "system core-dump ...",
		"system ddos-protection ...", "system backup-router ...",
		"system alarm-management ...", "system class-of-service ...",
		"system packet-forwarding-options ...", "system dump-on-panic",
		"system time-format ...", "system export-format ...",
		"system configuration-database ...", "system proxy ...",
		"system fips ...", "system diag-port-authentication ...",
		"system pic-console-authentication ...",
		"system no-compress-configuration-files", "system tracing ...",
		"system compress-configuration-files", NULL };
	struct view *v = r->v;

	if (line_is(l, "system host-name *")) {
		v->hostname = line_word(l, 2);
		v->hostname_line = l->no;
	} else if (line_is(l, "system services ...")) {
		return services(r, l);
	} else if (line_is(l, "system management-instance")) {
		r->instance = true;
		v->mgmt_vrf = "mgmt_junos";
		view_def(v, "vrf", "mgmt_junos", l->no);
	} else if (line_is(l, "system ntp server * ...")) {
		v->ntp = true;
		view_server(v, "ntp", line_word(l, 3), l->no);
		if (l->nword > 4)
			view_pass_line(v, l);
	} else if (line_is(l, "system syslog host * ...")) {
		v->syslog = true;
		if (!junos_fact_of(r, "syslog", line_word(l, 3)))
			view_server(v, "syslog", line_word(l, 3), l->no);
		junos_fact(r, "syslog", line_word(l, 3), "", 0, l->no);
		view_pass_line(v, l);
	} else if (line_is(l, "system login user * ...")) {
		user(r, l);
	} else if (line_any(l, quiet)) {
		r->asks_others = r->asks_others ||
		    line_is(l, "system authentication-order ...") ||
		    line_is(l, "system tacplus-server ...") ||
		    line_is(l, "system radius-server ...");
		view_pass_line(v, l);
	} else {
		return l->nword < 2;
	}
	return true;
}

static bool
snmp(struct junos *r, const struct line *l)
{
	r->v->snmp = true;
	if (line_is(l, "snmp community * ...")) {
		r->v->community = line_word(l, 2);
		r->v->community_line = l->no;
	}
	view_pass_line(r->v, l);
	return true;
}

/* chassis fpc F pic P port N speed|channel-speed S */
static bool
chassis(struct junos *r, const struct line *l)
{
	static const char *const quiet[] = { "chassis alarm ...",
		"chassis redundancy ...", "chassis fpc ...",
		"chassis auto-image-upgrade", "chassis lcd-menu ...",
		"chassis forwarding-options ...", "chassis maximum-ecmp *",
		"chassis psu ...", "chassis network-services *",
		"chassis aggregated-devices maximum-links *",
		"chassis aggregated-devices ethernet lacp ...",
		"chassis nssu ...", "chassis led-beacon ...",
		"chassis config-button ...", "chassis craft-lockout ...",
		"chassis disk-partition ...", "chassis fabric ...", NULL };
	struct view *v = r->v;

	if (line_is(l, "chassis aggregated-devices ethernet device-count *")) {
		junos_fact(r, "devices", "", "", reader_num(v, l, 4, 1, 4096),
		    l->no);
		view_say(v, "chassis", "aggregated interfaces", line_word(l, 4),
		    l->no);
	} else if (line_is(l, "chassis fpc * pic * port * channel-speed *") &&
	    !str_eq(line_word(l, 8), "disable-auto-speed-detection")) {
		const char *name = str_fmt(r->a, "et-%s/%s/%s", line_word(l, 2),
		    line_word(l, 4), line_word(l, 6));

		if (v->nquad < 512)
			PUSH(r->a, v->quad, v->nquad, v->quad_cap, name);
	} else if (line_is(l, "chassis fpc * pic * port * speed *")) {
		struct port *p = view_find(v,
		    str_fmt(r->a, "et-%s/%s/%s", line_word(l, 2),
		        line_word(l, 4), line_word(l, 6)));

		if (p)
			p->speed_mbps = reader_speed(line_word(l, 8));
		view_say(v, "chassis",
		    str_fmt(r->a, "speed of port %s/%s/%s", line_word(l, 2),
		        line_word(l, 4), line_word(l, 6)),
		    line_word(l, 8), l->no);
	} else if (line_any(l, quiet)) {
		view_pass_line(v, l);
	} else {
		return false;
	}
	return true;
}

/* another interface than the management port leads there */
static bool
is_routed_to(const struct junos *r, uint32_t ip)
{
	for (size_t i = 0; i < r->v->nport; i++) {
		const struct port *p = r->v->port[i];

		if (p->has_ip && p->kind != PORT_MGMT &&
		    ((p->ip ^ ip) & ip_mask(p->prefix)) == 0)
			return true;
	}
	return false;
}

/* the way out of the management port */
static bool
routing(struct junos *r, const struct line *l, size_t i, bool own)
{
	const struct line rest = { .no = l->no,
		.last = l->last,
		.text = l->text,
		.word = l->word + i,
		.nword = l->nword - i };
	struct stanza s = { .head = *l };
	uint32_t ip;

	if (line_is(&rest, "static route 0.0.0.0/0 next-hop *") &&
	    own == r->instance && ip_parse(line_word(&rest, 4), &ip) &&
	    !is_routed_to(r, ip)) {
		r->v->gateway = ip;
		r->v->has_gateway = true;
		r->v->gateway_line = l->no;
		return true;
	}
	view_skip(r->v, &s);
	return true;
}

/* what a profile lets through, of all together that it does not leave out */
static bool
storm_profile(struct junos *r, const struct line *l)
{
	const char *name = line_word(l, 2);
	long n;

	if (!junos_fact_of(r, "profile of storms", name))
		view_def(r->v, "storm-control-profile", name, l->no);
	junos_fact(r, "profile of storms", name, "", 0, l->no);
	if (line_is(l, "* * * all bandwidth-percentage *")) {
		n = reader_num(r->v, l, 5, 0, 100);
		junos_fact(r, "percent of storms", name, "",
		    n < 0 ? n : n * 10000, l->no);
	} else if (line_is(l, "* * * all bandwidth-level *")) {
		junos_fact(r, "kbps of storms", name, "",
		    reader_num(r->v, l, 5, 100, 400000000), l->no);
	} else if (line_is(l, "* * * all no-broadcast")) {
		junos_fact(r, "no storms", name, "", 0, l->no);
	} else if (l->nword > 4) {
		view_pass_line(r->v, l);
	}
	return true;
}

static void
storms(struct junos *r)
{
	for (size_t i = 0; i < r->nfact; i++) {
		const struct junos_fact *at = &r->fact[i], *f, *k;
		struct port *p;

		if (!str_eq(at->key, "at storm") ||
		    junos_fact_of(r, "no storms", at->value))
			continue;
		p = view_find(r->v, at->name);
		f = junos_fact_of(r, "percent of storms", at->value);
		k = junos_fact_of(r, "kbps of storms", at->value);
		if (!p)
			continue;
		p->storm.unit = f || !k ? STORM_PPM : STORM_KBPS;
		p->storm.level = f ? f->number : k ? k->number : -1;
		p->storm.line = at->line;
	}
}

/* ---- the whole ---- */

static bool
line_read(struct junos *r, const struct line *l)
{
	static const char *const quiet[] = { "version *",
		"forwarding-options analyzer ...",
		"forwarding-options enhanced-hash-key ...",
		"forwarding-options hash-key ...", "event-options ...",
		"poe ...", "applications ...", "accounting-options ...",
		"services ...", "virtual-chassis ...", "apply-macro ...",
		"diameter-engine ...", "chassis apply-macro ...",
		"multi-chassis ...", "switch-options ...", NULL };
	static const char *const past[] = { "firewall ...",
		"policy-options ...", "routing-instances ...", "security ...",
		"access ...", "forwarding-options ...", "jsrc ...",
		"access-profile ...", "logical-systems ...",
		"bridge-domains ...", "fabric ...", "tenants ...", NULL };
	struct stanza s = { .head = *l };
	const char *w = line_word(l, 0);
	struct view *v = r->v;

	if (str_eq(w, "interfaces"))
		return junos_interfaces(r, l);
	if (str_eq(w, "vlans"))
		return true; /* read before */
	if (str_eq(w, "protocols"))
		return junos_protocols(r, l);
	if (str_eq(w, "system"))
		return system_line(r, l);
	if (str_eq(w, "snmp"))
		return snmp(r, l);
	if (str_eq(w, "chassis"))
		return chassis(r, l);
	if (str_eq(w, "class-of-service"))
		return junos_service_class(r, l);
	if (str_eq(w, "routing-options") ||
	    line_is(l, "routing-instances mgmt_junos routing-options ..."))
		return true; /* read after the interfaces */
	if (line_is(l, "forwarding-options storm-control-profiles * ..."))
		return storm_profile(r, l);
	if (line_is(l,
	        "multi-chassis multi-chassis-protection * interface *")) {
		junos_fact(r, "protection", line_word(l, 2), line_word(l, 4), 0,
		    l->no);
	} else if (line_is(l, "switch-options service-id *")) {
		v->domain.id = line_word(l, 2);
		v->domain.id_line = l->no;
		reader_num(v, l, 2, 1, 65535);
	} else if (line_is(l, "virtual-chassis member * ...")) {
		if (!junos_fact_of(r, "member", line_word(l, 2)))
			v->units++;
		v->units_line = l->no;
		junos_fact(r, "member", line_word(l, 2), "", 0, l->no);
	} else if (line_any(l, quiet)) {
		if (str_eq(w, "version"))
			v->version = line_word(l, 1);
		view_pass_line(v, l);
	} else if (line_any(l, past)) {
		view_skip(v, &s);
	} else {
		return false;
	}
	return true;
}

/* VLANs that name their interfaces */
static void
vlan_interfaces(struct junos *r, const struct line *line, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *const *each;
		size_t many;

		if (!line_is(&line[i], "vlans * interface * ..."))
			continue;
		each = junos_interfaces_of(r, line_word(&line[i], 3), &many);
		for (size_t k = 0; k < many; k++)
			junos_member(r, junos_port_of(r, each[k], line[i].no),
			    &line[i], line_word(&line[i], 1));
	}
}

static void
peer_link(struct junos *r)
{
	struct domain *o = &r->v->domain;

	for (size_t i = 0; i < r->nfact; i++) {
		const struct junos_fact *f = &r->fact[i];

		if (!str_eq(f->key, "protection"))
			continue;
		if (!o->line)
			o->line = f->line;
		o->peer_link = junos_normal(r, f->value);
		o->peer_link_line = f->line;
		view_refer(r->v, o->peer_link, f->line);
		if (r->peer && !str_eq(r->peer, f->name))
			view_notice(r->v, "bad-value", f->line,
			    "the peer is %.40s here, and %.40s to ICCP",
			    f->name, r->peer);
	}
	if (!o->line) {
		/* what aggregated interfaces say without a peer is none's */
		o->mac = NULL;
		o->unit = o->priority = o->wait_lags = -1;
		o->id = NULL;
		return;
	}
	if (!o->id) {
		o->id = "(none)";
		view_notice(r->v, "bad-value", o->line,
		    "an MC-LAG needs the service-id of switch-options");
	}
	/* the address ICCP is spoken from */
	for (size_t i = 0; o->has_source && i < r->v->nport; i++)
		if (r->v->port[i]->has_ip && r->v->port[i]->ip == o->source &&
		    r->v->port[i]->kind == PORT_VLAN)
			o->local_if = r->v->port[i]->name;
	if (o->has_source) {
		bool own = false;

		for (size_t i = 0; i < r->v->nport; i++)
			own = own ||
			    (r->v->port[i]->has_ip &&
			        r->v->port[i]->ip == o->source);
		/* a loopback is read past */
		if (!own && !r->v->nskipped)
			view_notice(r->v, "bad-value", o->line,
			    "ICCP is spoken from %s, which no interface has",
			    ip_text(r->a, o->source));
	}
}

/* a LAG that is told of an MC-LAG must speak for the pair */
static void
mclags(struct junos *r)
{
	for (size_t i = 0; i < r->v->nport; i++) {
		const struct port *p = r->v->port[i];

		if (p->mclag && !junos_fact_of(r, "system-id", p->name))
			view_notice(r->v, "bad-value", p->mclag_line,
			    "%s has no system-id: the pair is two to LACP",
			    p->name);
	}
	for (size_t i = 0; i < r->nfact; i++) {
		const struct junos_fact *f = &r->fact[i];

		if (str_eq(f->key, "group of mc-ae") &&
		    junos_fact_of(r, "groups of iccp", "") &&
		    !junos_fact_of(r, "group of iccp", f->value))
			view_notice(r->v, "bad-value", f->line,
			    "redundancy-group %.20s, which ICCP does not list",
			    f->value);
	}
}

static void
lags(struct junos *r)
{
	const struct junos_fact *top = junos_fact_of(r, "devices", "");
	bool told = top || !r->v->hostname_line;

	for (size_t i = 0; i < r->v->nport; i++) {
		struct port *p = r->v->port[i], *lag = view_lag_of(r->v, p);
		const struct junos_fact *f = junos_fact_of(r, "lacp", p->name);

		if (lag) {
			f = junos_fact_of(r, "lacp", lag->name);
			p->lacp = !f                   ? LACP_STATIC :
			    str_eq(f->value, "active") ? LACP_ACTIVE :
			                                 LACP_PASSIVE;
		}
		/* a whole text that makes none of those it speaks of */
		if (p->kind == PORT_LAG && p->line && !told) {
			told = true;
			view_notice(r->v, "bad-value", p->line,
			    "no device-count of aggregated-devices: ae%ld does "
			    "not come up",
			    junos_ae_number(p));
		}
		if (p->kind == PORT_LAG && p->line && top && top->number > 0 &&
		    junos_ae_number(p) >= top->number)
			view_notice(r->v, "bad-value", p->line,
			    "ae%ld is beyond the device-count of %ld",
			    junos_ae_number(p), top->number);
	}
}

/* a tree runs on the interfaces that it names */
static void
no_tree(struct junos *r)
{
	struct view *v = r->v;
	bool any = false;

	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i];

		any = any || p->switched_line;
		if (v->stp && p->switched_line && !r->tree_all && !p->no_stp &&
		    !junos_fact_of(r, "tree", p->name)) {
			p->no_stp = true;
			p->no_stp_line = p->switched_line;
		}
	}
	if (v->stp_off_line) {
		v->stp = NULL;
	} else if (!r->tree && any) {
		v->stp_off_line = v->hostname_line ? v->hostname_line : 1;
	} else if (!r->tree) {
		v->stp_unknown = true;
	}
}

/* the VLAN the peers speak in is in no tree where none of its interfaces is */
static void
peers_vlan(struct junos *r)
{
	struct view *v = r->v;
	const char *irb = v->domain.local_if;
	long id = irb ? strtol(irb + 2, NULL, 10) : 0;

	if (id < 1 || id > VLAN_MAX)
		return;
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		if (p->switched && !p->no_stp &&
		    (p->all_vlans || p->untagged == id ||
		        vlan_set_has(&p->tagged, (int)id)))
			return;
	}
	vlan_set_add(&v->no_stp, (int)id);
}

static void
settle(struct junos *r)
{
	struct view *v = r->v;

	reader_finish_switchports(v, true, false, false);
	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i];

		if (r->instance && p->kind == PORT_MGMT)
			p->vrf = "mgmt_junos";
		if (p->switched && p->mode != MODE_TRUNK) {
			/* an access port's one VLAN */
			p->untagged_line = p->list_line;
		}
	}
	for (size_t i = 0; i < v->ngroup; i++)
		v->group[i].off = v->group[i].off || r->ufd_log_line;
	peers_vlan(r);
}

/* what its list says is an access port's one */
static void
access_ports(struct junos *r)
{
	for (size_t i = 0; i < r->v->nport; i++) {
		struct port *p = r->v->port[i];
		int first = vlan_set_next(&p->tagged, 0);

		if (!p->switched_line || p->mode == MODE_TRUNK)
			continue;
		if (p->mode == MODE_NONE)
			p->mode = MODE_ACCESS;
		p->access = first;
		if (first && vlan_set_next(&p->tagged, first))
			view_notice(r->v, "bad-value", p->list_line,
			    "%s is an access port in more than one VLAN",
			    p->name);
		if (p->untagged)
			view_notice(r->v, "bad-value", p->untagged_line,
			    "%s is no trunk, and has a native VLAN", p->name);
	}
}

static bool
read_config(struct view *v, struct diags *d)
{
	struct junos r = { .v = v, .a = v->a };
	struct text whole;
	struct line *line;
	size_t n;

	if (!reader_text(v, d, &whole))
		return false;
	junos_text_read(&r.text, v);
	line = junos_text_lines(&r.text, &n);
	v->nline = n > r.text.nstatement ? n : r.text.nstatement;
	junos_text_tree(v, line, n);
	junos_default_classes(&r);
	for (size_t i = 0; i < n; i++) {
		struct line l = line[i];
		struct stanza s = { .head = line[i] };

		if (!str_eq(line_word(&l, 0), "vlans"))
			continue;
		l.word++;
		l.nword--;
		if (l.nword && !junos_vlan_line(&r, &l))
			view_unknown(v, &s);
	}
	junos_vlans(&r);
	junos_stanzas(&r);
	for (size_t i = 0; i < n; i++) {
		struct stanza s = { .head = line[i] };

		if (!line_read(&r, &line[i]))
			view_unknown(v, &s);
	}
	for (size_t i = 0; i < n; i++)
		if (line_is(&line[i], "routing-options ..."))
			routing(&r, &line[i], 1, false);
		else if (line_is(&line[i],
		             "routing-instances mgmt_junos routing-options "
		             "..."))
			routing(&r, &line[i], 3, true);
	for (size_t i = 0; i < r.nclass; i++)
		view_def(v, "forwarding-class", r.class[i].name,
		    r.class[i].line);
	vlan_interfaces(&r, line, n);
	peer_link(&r);
	mclags(&r);
	users(&r);
	lags(&r);
	no_tree(&r);
	access_ports(&r);
	settle(&r);
	storms(&r);
	junos_ways(&r);
	return true;
}

/* how its lines begin, and those of no other */
static const struct mark marks[] = {
	{ 4, "set system " },
	{ 4, "set interfaces " },
	{ 3, "set protocols " },
	{ 3, "set vlans " },
	{ 4, "system {" },
	{ 4, "interfaces {" },
	{ 4, "protocols {" },
	{ 3, "vlans {" },
	{ 3, "    host-name " },
	{ 2, "class-of-service {" },
	{ 2, "set class-of-service " },
	{ 0, NULL },
};

/* what its ports are called */
static const struct port_word words_of[] = {
	{ "et-", "et-", PORT_PLAIN, 0 },
	{ "xe-", "xe-", PORT_PLAIN, 10000 },
	{ "ge-", "ge-", PORT_PLAIN, 1000 },
	{ "mge-", "mge-", PORT_PLAIN, 0 },
	{ "ae", "po", PORT_LAG, 0 },
	{ "irb.", "vl", PORT_VLAN, 0 },
	{ "em", "ma", PORT_MGMT, 0 },
	{ "me", "ma", PORT_MGMT, 0 },
	{ "fxp", "ma", PORT_MGMT, 0 },
	{ "vme", "ma", PORT_MGMT, 0 },
	{ NULL, NULL, 0, 0 },
};

const struct dialect dialect_junos = {
	.name = "junos",
	.read = read_config,
	.traits = {
		.stanza_again = true, /* one tree, whatever the order */
		.member_not = MEMBER_NO_SWITCHPORT | MEMBER_NO_VLAN,
		.vlan_needs_switchport = true,
		.native_in_list = true,
		.frame_default = 1514 + 4,
		.frame_extra = 4, /* an MTU has the header, and no FCS */
		.peer_link_mtu = PEER_MTU_SET,
		.peer_lost_lags = true,
		.stack_no_peer = true,
		.pair_root = ROOT_APART,
		.lossless = LOSSLESS_POLICY,
		.ssh_starts_off = true,
	},
	.mark = marks,
	.opens = "{master", /* what a terminal shows before a prompt */
	.port_word = words_of,
};
