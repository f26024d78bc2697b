/*
 * Junos: the switch itself.  Its name, who logs in and how, its services, its
 * chassis, and the way out of the management port.
 */
#include "readback/junos_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/ip.h"
#include "base/str.h"
#include "readback/reader.h"

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

/* local accounts, where no other server is asked */
void
junos_users(struct junos *r)
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
			    "in with that name",
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

bool
junos_system(struct junos *r, const struct line *l)
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
		"system debugger-on-break", "system debugger-on-panic",
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

bool
junos_snmp(struct junos *r, const struct line *l)
{
	static const char *const open[] = { "none", "authentication-none",
		"privacy-none", NULL };

	r->v->snmp = true;
	for (size_t i = 2; i < l->nword && line_is(l, "snmp v3 ..."); i++)
		for (size_t k = 0; open[k]; k++)
			if (line_word_eq(l->word[i], open[k]))
				r->v->snmp_open_line = l->no;
	if (line_is(l, "snmp community * ...")) {
		r->v->community = line_word(l, 2);
		r->v->community_line = l->no;
	}
	view_pass_line(r->v, l);
	return true;
}

/* the whole is called et-, and its parts, where they are slow, xe-N:0 */
static void
broken_out(struct junos *r, const struct line *l, bool slow)
{
	static const char *const type[] = { "et", "xe" };

	for (size_t i = 0; i < (slow ? 2 : 1) && r->v->nquad < 512; i++) {
		const char *name = str_fmt(r->a, "%s-%s/%s/%s", type[i],
		    line_word(l, 2), line_word(l, 4), line_word(l, 6));

		PUSH(r->a, r->v->quad, r->v->nquad, r->v->quad_cap, name);
	}
}

/* chassis fpc F pic P port N speed|channel-speed S */
bool
junos_chassis(struct junos *r, const struct line *l)
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
		"chassis disk-partition ...", "chassis fabric ...",
		"chassis dump-on-panic", "chassis cluster ...", NULL };
	struct view *v = r->v;

	if (line_is(l, "chassis aggregated-devices ethernet device-count *")) {
		junos_fact(r, "devices", "", "", reader_num(v, l, 4, 1, 4096),
		    l->no);
		view_say(v, "chassis", "aggregated interfaces", line_word(l, 4),
		    l->no);
	} else if (line_is(l, "chassis fpc * pic * port * channel-speed *") &&
	    !str_eq(line_word(l, 8), "disable-auto-speed-detection")) {
		broken_out(r, l, line_word_eq(line_word(l, 8), "10g"));
	} else if (line_is(l,
	               "chassis fpc * pic * port * number-of-sub-ports *")) {
		broken_out(r, l, true);
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

/* the number of a port that its group's speed is said for, or -1 */
static long
said_number(const struct said *x)
{
	const char *s = strrchr(x->what, '/');

	return str_eq(x->where, "chassis") && s &&
	        str_starts(x->what, "speed of port ") ?
	    strtol(s + 1, NULL, 10) :
	    -1;
}

/* ports whose speed is their group's: the first of each is named, at equal
 * distances; what is in use between two that are said is in a group, too */
void
junos_groups_said(struct junos *r)
{
	const struct view *v = r->v;
	long step = 0, last = -1;

	for (size_t i = 0; i < v->nsaid; i++) {
		long x = said_number(&v->said[i]);

		last = x > last ? x : last;
		for (size_t k = 0; k < v->nsaid && x >= 0; k++) {
			long y = said_number(&v->said[k]);

			if (y > x && (!step || y - x < step))
				step = y - x;
		}
	}
	for (long first = 0; step > 1 && first < last; first += step) {
		const struct port *used = NULL;
		bool said = false;

		for (size_t i = 0; i < v->nsaid; i++)
			said = said || said_number(&v->said[i]) == first;
		for (size_t i = 0; i < v->nport && !said; i++) {
			const struct port *p = v->port[i];
			const char *s = strrchr(p->name, '/');
			long n = s && str_starts(p->name, "et-") ?
			    strtol(s + 1, NULL, 10) :
			    -1;

			if (n >= first && n < first + step && p->line && p->up)
				used = p;
		}
		if (used)
			view_setting_notice(r->v, true, used->line,
			    "%s: the chassis gives no speed to its group of "
			    "ports (from %ld), and to others it does",
			    used->name, first);
	}
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
bool
junos_routing(struct junos *r, const struct line *l, size_t i, bool own)
{
	const struct line rest = junos_rest(l, i);
	struct stanza s = { .head = *l };
	uint32_t ip;

	if ((line_is(&rest, "static route 0.0.0.0/0 next-hop *") ||
	        line_is(&rest, "static route 0/0 next-hop *") ||
	        line_is(&rest, "static route default next-hop *")) &&
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
