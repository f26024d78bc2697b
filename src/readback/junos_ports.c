/* Junos: `interfaces`, physical, aggregated, routed. */
#include "readback/junos_read.h"

#include <string.h>

#include "base/str.h"
#include "readback/reader.h"

/* unit N family ethernet-switching ... */
static bool
switching(struct junos *r, struct port *p, const struct line *l, size_t i)
{
	static const char *const filter[] = { "filter * ...", "policer * ...",
		NULL };
	static const char *const quiet[] = { "filter", "policer",
		"recovery-timeout ...", "inner-vlan-id-list ...", "core-facing",
		NULL };
	const struct line rest = junos_rest(l, i);
	const char *w = line_word(&rest, 1);

	p->switched_line = p->switched_line ? p->switched_line : l->no;
	if (rest.nword == 0) {
		;
	} else if (line_is(&rest, "interface-mode *") ||
	    line_is(&rest, "port-mode *")) {
		p->mode_line = l->no;
		if (line_is(&rest, "port-mode *"))
			junos_fact(r, "port-mode", "", "", 0, l->no);
		if (str_eq(w, "trunk"))
			p->mode = MODE_TRUNK;
		else if (str_eq(w, "access"))
			p->mode = MODE_ACCESS;
		else
			view_notice(r->v, "bad-value", l->no,
			    "not an interface mode: %.40s", w);
	} else if (line_is(&rest, "vlan members *")) {
		junos_member(r, p, l, line_word(&rest, 2));
	} else if (line_is(&rest, "native-vlan-id *")) {
		long n = reader_num(r->v, &rest, 1, 1, VLAN_MAX);

		p->untagged = n > 0 ? (int)n : 0;
		p->untagged_line = l->no;
	} else if (line_is(&rest, "storm-control *")) {
		junos_fact(r, "at storm", p->name, w, 0, l->no);
		view_ref(r->v, "storm-control-profile", w, l->no);
	} else if (line_any(&rest, filter)) {
		view_filter(p, line_rest(r->a, &rest, 0), l->no);
	} else if (line_any(&rest, quiet)) {
		view_pass_line(r->v, l);
	} else {
		return false;
	}
	return true;
}

/* unit N family inet ... */
static bool
routed(struct junos *r, struct port *p, const struct line *l, size_t i)
{
	const struct line rest = junos_rest(l, i);

	if (line_is(&rest, "dhcp ...") || line_is(&rest, "dhcp-client ...")) {
		p->dhcp = true;
	} else if (line_is(&rest, "address * ...")) {
		if (p->has_ip &&
		    (rest.nword > 2 || strchr(line_word(&rest, 1), ':')))
			view_pass_line(r->v, l);
		else if (!view_port_address(p, line_word(&rest, 1), "", l->no))
			view_notice(r->v, "bad-value", l->no,
			    "not an address with its prefix: %.60s",
			    line_word(&rest, 1));
		if (rest.nword > 2)
			view_pass_line(r->v, l);
	} else if (line_is(&rest, "filter * ...") ||
	    line_is(&rest, "policer * ...")) {
		view_filter(p, line_rest(r->a, &rest, 0), l->no);
	} else if (rest.nword) {
		view_pass_line(r->v, l);
	}
	return true;
}

/* what an aggregated interface says of itself */
static bool
aggregate(struct junos *r, struct port *p, const struct line *l)
{
	static const char *const quiet[] = { "lacp periodic *", "lacp force-up",
		"lacp link-protection ...", "lacp hold-time ...",
		"lacp fast-failover", "lacp sync-reset *", "lacp accept-data",
		"link-speed *", "link-protection ...",
		"lacp aggregate-wait-time *", "no-flow-control",
		"load-balance ...", "local-bias ...", "loopback",
		"minimum-bandwidth ...", "resilient-hash",
		"mc-ae enhanced-convergence", "mc-ae events ...",
		"mc-ae revert-time *", "mc-ae recovery-delay-time *",
		"mc-ae switchover-mode *", "bfd-liveness-detection ...", "lacp",
		"mc-ae", NULL };
	struct domain *o = &r->v->domain;
	const char *w = line_word(l, 2);
	long n;

	if (line_is(l, "lacp active") || line_is(l, "lacp passive")) {
		junos_fact(r, "lacp", p->name, line_word(l, 1), 0, l->no);
	} else if (line_is(l, "lacp system-id *")) {
		/* that of the first is the domain's */
		if (!o->mac || str_eq(o->mac, w)) {
			o->mac = w;
			o->mac_line = o->mac_line ? o->mac_line : l->no;
		} else {
			view_pass_line(r->v, l);
		}
		junos_fact(r, "system-id", p->name, w, 0, l->no);
	} else if (line_is(l, "lacp admin-key *")) {
		reader_num(r->v, l, 2, 0, 65535);
		view_say(r->v, p->name, SAID_LACP_KEY, w, l->no);
	} else if (line_is(l, "minimum-links *")) {
		n = reader_num(r->v, l, 1, 1, 64);
		p->min_links = n > 0 ? (int)n : 0;
		p->min_links_line = l->no;
	} else if (line_is(l, "flow-control")) {
		p->flow_line = l->no;
	} else if (line_is(l, "mc-ae mc-ae-id *")) {
		n = reader_num(r->v, l, 2, 1, 65535);
		p->mclag = n > 0 ? (int)n : 0;
		p->mclag_line = l->no;
	} else if (line_is(l, "mc-ae redundancy-group *")) {
		reader_num(r->v, l, 2, 1, 4294967294);
		junos_fact(r, "group of mc-ae", p->name, w, 0, l->no);
		view_say(r->v, p->name, "mc-ae redundancy-group", w, l->no);
	} else if (line_is(l, "mc-ae chassis-id *")) {
		n = reader_num(r->v, l, 2, 0, 1);
		view_say(r->v, p->name, "mc-ae chassis-id", w, l->no);
		if (n >= 0 && o->unit >= 0 && n != o->unit)
			view_notice(r->v, "bad-value", l->no,
			    "chassis %ld here, but %ld in line %d", n, o->unit,
			    o->unit_line);
		else if (n >= 0) {
			o->unit = n;
			o->unit_line = o->unit_line ? o->unit_line : l->no;
		}
	} else if (line_is(l, "mc-ae status-control *")) {
		n = str_eq(w, "active") ? 0 : str_eq(w, "standby") ? 1 : -1;
		view_say(r->v, p->name, "mc-ae status-control", w, l->no);
		if (n < 0)
			view_notice(r->v, "bad-value", l->no,
			    "status-control is active or standby: %.40s", w);
		else if (o->priority >= 0 && n != o->priority)
			view_notice(r->v, "bad-value", l->no,
			    "%s here, but not in line %d", w, o->priority_line);
		else {
			o->priority = n;
			o->priority_line =
			    o->priority_line ? o->priority_line : l->no;
		}
	} else if (line_is(l, "mc-ae mode *")) {
		view_say(r->v, p->name, "mc-ae mode", w, l->no);
		if (!str_eq(w, "active-active"))
			view_notice(r->v, "bad-value", l->no,
			    "a switch's MC-LAG is active-active: %.40s", w);
	} else if (line_is(l, "mc-ae init-delay-time *")) {
		n = reader_num(r->v, l, 2, 1, 6000);
		view_say(r->v, p->name, "mc-ae init-delay-time, s", w, l->no);
		if (n > o->wait_lags)
			o->wait_lags = n;
		o->wait_line = l->no;
	} else if (line_any(l, quiet)) {
		view_pass_line(r->v, l);
	} else {
		return false;
	}
	return true;
}

static void
join(struct junos *r, struct port *p, const struct line *l, const char *name)
{
	struct port *lag = junos_port_of(r, name, l->no);

	if (lag->kind != PORT_LAG || !str_starts(lag->name, "po")) {
		view_notice(r->v, "bad-value", l->no,
		    "not an aggregated interface: %.40s", name);
		return;
	}
	if (p->lag && p->lag_line != l->no)
		p->lag_twice_line = l->no;
	p->lag = (int)ports_number_of(lag->name);
	p->lag_line = l->no;
}

static bool
unit_line(struct junos *r, struct port *p, const struct line *l)
{
	static const char *const quiet[] = { "unit * description *",
		"unit * vlan-id ...", "unit * proxy-arp ...",
		"unit * bandwidth *", "unit * enable", "unit * no-traps",
		"unit * traps", "unit * arp-resp ...",
		"unit * family inet6 ...", "unit * family iso ...",
		"unit * family mpls ...", "unit * encapsulation *",
		"unit * vlan-tags ...", "unit * native-inner-vlan-id *",
		"unit * input-vlan-map ...", "unit * output-vlan-map ...",
		"unit * esi ...", "unit * mtu *",
		"unit * virtual-gateway-accept-data",
		"unit * virtual-gateway-v4-mac *", "unit * mac *",
		"unit * interface-shared-with *", "unit * peer-psd *",
		"unit * no-dhcp-flood", "unit * proxy-macip-advertisement",
		"unit * no-redirects", "unit * accounting-profile *",
		"unit * filter ...", "unit * virtual-gateway-v6-mac *", NULL };
	const char *unit = line_word(l, 1);

	if (line_is(l, "unit * disable")) {
		p->down_line = l->no;
	} else if (line_is(l, "unit * family ethernet-switching ...")) {
		return switching(r, p, l, 4);
	} else if (line_is(l, "unit * family inet ...")) {
		return routed(r, p, l, 4);
	} else if (line_is(l,
	               "unit * multi-chassis-protection * interface *")) {
		junos_fact(r, "protection", line_word(l, 3), line_word(l, 5), 0,
		    l->no);
	} else if (line_is(l, "unit * family bridge ...")) {
		/* of a router, which bridges by domains */
		view_skip(r->v, &(struct stanza){ .head = *l });
	} else if (line_any(l, quiet)) {
		view_pass_line(r->v, l);
	} else if (!line_is(l, "unit *")) {
		return false;
	}
	if (unit[strspn(unit, "0123456789")])
		view_notice(r->v, "bad-value", l->no, "not a unit: %.40s",
		    unit);
	return true;
}

/* the words behind `interfaces NAME` */
static bool
interface_line(struct junos *r, struct port *p, const struct line *l)
{
	static const char *const quiet[] = { "hold-time ...", "traps",
		"no-traps", "gratuitous-arp-reply", "no-gratuitous-arp-request",
		"no-gratuitous-arp-reply", "enable", "link-mode *",
		"traceoptions ...", "otn-options ...", "optics-options ...",
		"accounting-profile *", "mac *", "esi ...", "vlan-tagging",
		"flexible-vlan-tagging", "encapsulation *",
		"ether-options no-flow-control", "ether-options link-mode *",
		"ether-options ieee-802-3az-eee",
		"ether-options configured-flow-control ...",
		"ether-options loopback ...",
		"ether-options asynchronous-notification",
		"ether-options 802.3ad * *",
		"ether-options 802.3ad * port-priority *",
		"gigether-options no-flow-control", "media-type *",
		"metadata ...", "number-of-sub-ports *", "unused",
		"apply-macro ...", "arp-l2-validate", "mac-rewrite ...",
		"forwarding-class-accounting ...", "damping ...", NULL };
	long n;

	if (line_is(l, "description *")) {
		p->desc = line_word(l, 1);
		p->desc_line = l->no;
	} else if (line_is(l, "disable")) {
		p->down_line = l->no;
	} else if (line_is(l, "mtu *")) {
		n = reader_num(r->v, l, 1, 256, 9216);
		if (n > 0) {
			p->mtu = n;
			p->mtu_line = l->no;
		}
	} else if (line_is(l, "flexible-vlan-tagging")) {
		junos_fact(r, "routed by VLAN", p->name, "", 0, l->no);
		view_pass_line(r->v, l);
	} else if (line_is(l, "native-vlan-id *")) {
		n = reader_num(r->v, l, 1, 1, VLAN_MAX);
		p->untagged = n > 0 ? (int)n : 0;
		p->untagged_line = l->no;
	} else if (line_is(l, "speed *") ||
	    line_is(l, "ether-options speed *")) {
		p->speed_mbps = reader_speed(line_word(l, l->nword - 1));
	} else if (line_is(l, "ether-options 802.3ad *") ||
	    line_is(l, "gigether-options 802.3ad *") ||
	    line_is(l, "ether-options 802.3ad *")) {
		join(r, p, l, line_word(l, 2));
	} else if (line_is(l, "ether-options flow-control") ||
	    line_is(l, "gigether-options flow-control")) {
		p->flow_line = l->no;
	} else if (line_is(l, "aggregated-ether-options ...")) {
		const struct line rest = junos_rest(l, 1);

		return rest.nword == 0 || aggregate(r, p, &rest);
	} else if (line_is(l, "multi-chassis-protection * interface *")) {
		junos_fact(r, "protection", line_word(l, 1), line_word(l, 3), 0,
		    l->no);
	} else if (line_is(l, "fec *") || line_is(l, "ether-options fec *") ||
	    line_is(l, "gigether-options fec *")) {
		p->fec = reader_fec(line_word(l, l->nword - 1));
		p->fec_line = l->no;
	} else if (line_is(l, "* auto-negotiation") ||
	    line_is(l, "* no-auto-negotiation")) {
		p->negotiation =
		    line_is(l, "* auto-negotiation") ? "on" : "off";
		p->negotiation_line = l->no;
	} else if (line_is(l, "unit * ...")) {
		return unit_line(r, p, l);
	} else if (line_any(l, quiet)) {
		view_pass_line(r->v, l);
	} else {
		return l->nword == 0;
	}
	return true;
}

/* loopbacks, tunnels and the chassis' own */
static bool
is_other(const char *name)
{
	static const char *const other[] = { "lo0", "gr-", "ip-", "vt-", "st0",
		"dsc", "pip0", "vtep", "esi", "gre", "ipip", "lsi", "mtun",
		"pimd", "pime", "tap", "bme", "cbp", "jsrv", "fti", "rbeb",
		"pfe-", "pfh-", "sxe-", "em1", "em2", "fab", "traceoptions",
		"apply-macro", "ps", "lt-", NULL };

	for (size_t i = 0; other[i]; i++)
		if (str_starts(name, other[i]))
			return true;
	return false;
}

/* the interface of which each VLAN that is routed has a unit */
static bool
is_routing(const char *name)
{
	return str_eq(name, "irb") || str_eq(name, "vlan");
}

/* a subinterface that is routed or bridged by itself */
static bool
is_subinterface(const struct line *l)
{
	return line_is(l, "interfaces * unit * ...") &&
	    !str_eq(line_word(l, 3), "0") && !is_routing(line_word(l, 1));
}

/* it may have bridged units by VLAN, which are not followed */
static bool
is_tagging(const struct junos *r, const char *name)
{
	const struct junos_text *t = &r->text;
	const struct junos_node *n = junos_child(t, t->root, "interfaces");

	n = n ? junos_child(t, n, name) : NULL;
	return n &&
	    (junos_child(t, n, "encapsulation") ||
	        junos_child(t, n, "flexible-vlan-tagging"));
}

bool
junos_interfaces(struct junos *r, const struct line *l)
{
	const char *name = line_word(l, 1);
	struct line rest = { .no = l->no, .last = l->last, .text = l->text };
	struct stanza s = { .head = *l };
	struct port *p;

	if (is_other(name) || is_subinterface(l)) {
		if (line_is(l,
		        "interfaces * unit * family ethernet-switching ...") &&
		    !is_tagging(r, name))
			view_notice(r->v, "bad-value", l->no,
			    "%s bridges on unit 0 only, this is unit %.20s",
			    name, line_word(l, 3));
		else if (!is_other(name) &&
		    view_port(r->v, junos_normal(r, name))->kind == PORT_MGMT)
			view_notice(r->v, "bad-value", l->no,
			    "%s has unit 0 only, this is unit %.20s", name,
			    line_word(l, 3));
		view_skip(r->v, &s);
		return true;
	}
	rest.word = l->word + 2;
	rest.nword = l->nword > 2 ? l->nword - 2 : 0;
	if (is_routing(name)) {
		if (!line_is(&rest, "unit * ..."))
			return line_is(&rest, "mtu *") ||
			    line_is(&rest, "description *") || !rest.nword;
		name = str_fmt(r->a, "%s.%s", name, line_word(&rest, 1));
		p = view_port(r->v, junos_normal(r, name));
		p->line = p->line ? p->line : l->no;
		if (r->nvlan && !junos_vlan_of_irb(r, name) &&
		    (line_is(&rest, "unit * family * address ...") ||
		        line_num(&rest, 1) > VLAN_MAX) &&
		    !junos_fact_of(r, "no-l3", name)) {
			junos_fact(r, "no-l3", name, "", 0, l->no);
			view_notice(r->v, "bad-value", l->no,
			    "%s is the l3-interface of no VLAN", name);
		}
		if (line_is(&rest, "unit * description *")) {
			p->desc = line_word(&rest, 3);
			p->desc_line = l->no;
			return true;
		}
		return unit_line(r, p, &rest);
	}
	p = view_port(r->v, junos_normal(r, name));
	if (strlen(name) > 5 &&
	    (str_starts(name, "em") || str_starts(name, "fxp")))
		view_notice(r->v, "bad-value", l->no,
		    "no management port is called so: %.40s", name);
	/* which of em0, me0 and fxp0 it is, the model says */
	if (p->kind == PORT_MGMT && line_is(&rest, "unit * family inet ..."))
		view_say(r->v, "management port", "it", name, l->no);
	return interface_line(r, p, &rest);
}

/* every interface that is named, by the place of its name */
void
junos_stanzas(struct junos *r)
{
	const struct junos_node *all =
	    junos_child(&r->text, r->text.root, "interfaces");

	if (!all || all->off)
		return;
	for (const struct junos_node *n = all->child; n; n = n->next) {
		struct port *p;

		if (n->gone || n->off || is_other(n->word) ||
		    is_routing(n->word) || str_starts(n->word, "apply-"))
			continue;
		p = view_port(r->v, junos_normal(r, n->word));
		if (p->kind == PORT_OTHER) {
			view_notice(r->v, "bad-value", n->line,
			    "no interface of a switch has this name: %.40s",
			    n->word);
			continue;
		}
		p->line = p->line ? p->line : n->line;
	}
}
