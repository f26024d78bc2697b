/*
 * HPE Aruba AOS-CX.  Ports and LAGs are routed and down until told otherwise;
 * a LAG is one of two switches by a word behind its number; a trunk's list adds
 * up; lossless priorities are named at the port, and shares are weights.
 */
#include "readback/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/ip.h"
#include "base/str.h"
#include "readback/qos.h"
#include "readback/undo.h"

#define LAG_MAX 256
#define MTU_MAX 9198     /* the peer link has it without a line */
#define WAIT_DEFAULT 180 /* seconds of linkup-delay-timer */

/*
 * `interface lag 10 multi-chassis static` is `interface lag 10` with a line
 * that says the rest, so that a second stanza may go without it.
 */
static void
split_head(struct view *v, struct stanza *s)
{
	struct line *l = &s->head;
	size_t at = line_is(l, "no interface lag * ...") ? 2 : 1;
	struct stanza kind = { .head = *l }, *child = NULL;
	const char **word;
	size_t n = 0, cap = 0;

	if (!(line_is(l, "interface lag * ...") || at == 2) ||
	    line_num(l, at + 1) < 0)
		return;
	word = NEW(v->a, const char *, at + 1);
	for (size_t i = 0; i < at; i++)
		word[i] = l->word[i];
	word[at] = str_fmt(v->a, "lag %s", l->word[at + 1]);
	kind.head.word = l->word + at + 2;
	kind.head.nword = l->nword - at - 2;
	if (kind.head.nword) {
		PUSH(v->a, child, n, cap, kind);
		for (size_t i = 0; i < s->n; i++)
			PUSH(v->a, child, n, cap, s->child[i]);
		s->child = child;
		s->n = n;
		s->cap = cap;
	}
	l->word = word;
	l->nword = at + 1;
}

/* ---- ports ---- */

static bool
port_stp(struct port *p, const struct line *l)
{
	if (line_is(l, "spanning-tree port-type admin-edge ...")) {
		p->edge = true;
		p->edge_line = l->no;
	} else if (line_is(l, "spanning-tree port-type admin-network ...")) {
		p->network_type = true;
	} else if (line_is(l, "spanning-tree bpdu-guard ...")) {
		p->guard = true;
		p->guard_line = l->no;
	} else if (line_is(l, "spanning-tree root-guard ...")) {
		p->root_guard_line = l->no;
	} else if (line_is(l, "spanning-tree bpdu-filter ...")) {
		p->no_stp = true;
		p->no_stp_line = l->no;
	} else {
		return false;
	}
	return true;
}

static void
everything(struct vlan_set *s)
{
	for (int id = 1; id <= VLAN_MAX; id++)
		vlan_set_add(s, id);
}

/* lists add up; `no` takes from them */
static void
allowed(struct view *v, struct port *p, const struct line *l, size_t i,
    bool take)
{
	const char *list = line_rest(v->a, l, i);
	struct vlan_set s = { 0 };

	p->mode = MODE_TRUNK;
	p->mode_line = p->mode_line ? p->mode_line : l->no;
	if (line_word_eq(list, "all")) {
		p->list_line = l->no;
		p->all_vlans = !take;
		p->tagged = s;
	} else if (!*list) {
		p->list_line = l->no;
		p->list_empty = !take;
	} else if (!vlan_set_parse(list, &s)) {
		view_notice(v, "bad-value", l->no, "not a list of VLANs: %.60s",
		    l->text);
	} else if (take) {
		if (!p->list_line || p->all_vlans)
			everything(&p->tagged);
		p->all_vlans = false;
		p->list_line = l->no;
		vlan_set_cut(&p->tagged, &s);
	} else {
		p->list_line = l->no;
		p->all_vlans = false;
		vlan_set_join(&p->tagged, &s);
	}
}

static bool
port_vlan(struct view *v, struct port *p, const struct line *l)
{
	long n;

	if (line_is(l, "no routing")) {
		p->switched_line = l->no;
		p->unswitched_line = 0;
		v->ports_routed = true;
	} else if (line_is(l, "routing")) {
		p->unswitched_line = l->no;
		p->switched_line = 0;
	} else if (line_is(l, "vlan access *")) {
		n = reader_num(v, l, 2, 1, VLAN_MAX);
		p->mode = MODE_ACCESS;
		p->mode_line = l->no;
		p->access = n > 0 ? (int)n : 0;
		p->untagged_line = l->no;
	} else if (line_is(l, "vlan trunk native *") ||
	    line_is(l, "vlan trunk native * tag")) {
		n = reader_num(v, l, 3, 1, VLAN_MAX);
		p->mode = MODE_TRUNK;
		p->mode_line = l->no;
		/* until the lists are complete; negative: with a tag */
		p->pvid = n > 0 ? l->nword == 5 ? -(int)n : (int)n : 1;
		p->untagged_line = l->no;
	} else if (line_is(l, "vlan trunk allowed ...") ||
	    line_is(l, "vlan trunk allow ...")) {
		allowed(v, p, l, 3, false);
	} else if (line_is(l, "no vlan trunk allowed * ...")) {
		allowed(v, p, l, 4, true);
	} else {
		return line_is(l, "no vlan ...");
	}
	return true;
}

static bool
port_lag(struct view *v, struct port *p, const struct line *l)
{
	long n;

	if (line_is(l, "lag *")) {
		n = reader_num(v, l, 1, 1, LAG_MAX);
		if (n < 0)
			return true;
		if (p->lag && p->lag != n)
			p->lag_twice_line = l->no;
		p->lag = (int)n;
		p->lag_line = l->no;
	} else if (line_is(l, "multi-chassis") ||
	    line_is(l, "multi-chassis static")) {
		p->mclag = (int)strtol(p->name + 2, NULL, 10);
		p->mclag_line = l->no;
	} else if (line_is(l, "lacp mode active")) {
		p->lacp = LACP_ACTIVE;
	} else if (line_is(l, "lacp mode passive")) {
		p->lacp = LACP_PASSIVE;
	} else {
		return false;
	}
	return true;
}

/* a list of priorities, 3,4, as bits; none: not one */
static unsigned
priorities(const char *s)
{
	unsigned bits = 0;

	for (; *s >= '0' && *s <= '7'; s += *s == ',') {
		bits |= 1u << (*s - '0');
		s++;
		if (*s != ',' && *s != '\0')
			return 0;
	}
	return *s ? 0 : bits;
}

/* flow-control priority rxtx 3 rx 1,2 tx 5; a later line replaces it */
static void
flow_control(struct view *v, struct port *p, const struct line *l)
{
	p->pfc = 0;
	p->pfc_line = p->dcb_line = p->flow_line = 0;
	p->slip = NULL;
	if (!line_is(l, "flow-control priority * ...")) {
		p->flow_line = l->no;
		return;
	}
	p->pfc_line = p->dcb_line = l->no;
	for (size_t i = 2; i < l->nword; i++) {
		bool word = line_num(l, i) < 0 && !strchr(l->word[i], ',');
		const char *how = word ? l->word[i] : "rxtx";
		unsigned bits = priorities(line_word(l, i += word));

		if (!bits) {
			view_notice(v, "bad-value", l->no,
			    "not a list of priorities: %.60s", l->text);
		} else if (line_word_eq(how, "rxtx")) {
			p->pfc |= (uint8_t)bits;
		} else {
			p->slip = str_fmt(v->a,
			    "priority %s is paused in one direction only",
			    line_word(l, i));
			p->slip_line = l->no;
		}
	}
}

static bool
port_qos(struct view *v, struct port *p, const struct line *l)
{
	if (line_is(l, "flow-control buffer ...") ||
	    line_is(l, "flow-control watchdog ...")) {
		view_pass_line(v, l);
	} else if (line_is(l, "flow-control * ...")) {
		flow_control(v, p, l);
	} else if (line_is(l, "no flow-control ...")) {
		; /* what it was is struck already */
	} else if (line_is(l, "qos trust *")) {
		p->trust = line_word(l, 2);
	} else if (line_is(l, "apply qos schedule-profile *")) {
		p->ets = line_word(l, 3);
		if (!line_word_eq(p->ets, "strict") &&
		    !line_word_eq(p->ets, "factory-default"))
			view_ref(v, "qos schedule-profile", p->ets, l->no);
	} else {
		return false;
	}
	return true;
}

static bool
port_ip(struct view *v, struct port *p, const struct line *l)
{
	if (line_is(l, "ip static *")) {
		/* the last one holds */
		p->has_ip = false;
		if (!view_port_address(p, line_word(l, 2), "", l->no))
			view_notice(v, "bad-value", l->no,
			    "not an address with its prefix: %.60s", l->text);
	} else if (line_is(l, "ip dhcp")) {
		p->dhcp = true;
	} else if (line_is(l, "default-gateway *") && p->kind == PORT_MGMT) {
		v->has_gateway = ip_parse(line_word(l, 1), &v->gateway);
		v->gateway_line = l->no;
		if (!v->has_gateway)
			view_notice(v, "bad-value", l->no,
			    "not an address: %.60s", l->text);
	} else if (line_is(l, "vrf attach *")) {
		p->vrf = line_word(l, 2);
		view_ref(v, "vrf", p->vrf, l->no);
	} else if (line_is(l, "ip mtu *") && p->kind == PORT_VLAN) {
		p->mtu = reader_num(v, l, 2, 68, MTU_MAX);
		p->mtu = p->mtu > 0 ? p->mtu : 0;
		p->mtu_line = l->no;
	} else {
		return false;
	}
	return true;
}

static bool
port_line(struct view *v, struct port *p, const struct stanza *s)
{
	static const char *const quiet[] = { "lacp ...", "no lacp ...",
		"lldp ...", "no lldp ...", "cdp ...", "no cdp ...",
		"default-gateway ...", "nameserver ...", "ip ...", "no ip ...",
		"ipv6 ...", "no ipv6 ...", "active-gateway ...",
		"vsx active-forwarding", "vsx-sync ...", "qos ...",
		"no qos ...", "apply ...", "no apply ...", "rate-limit ...",
		"loop-protect ...", "no loop-protect ...", "storm-control ...",
		"power-over-ethernet ...", "no power-over-ethernet ...",
		"persona ...", "error-control ...", "aaa ...",
		"port-access ...", "arp ...", "track ...", "l3-counters ...",
		"bfd ...", "udld ...", "no udld ...", "sflow ...", "exit",
		"spanning-tree ...", "no spanning-tree ...", "source ...",
		"vni ...", "inter-vxlan-bridging-mode ...",
		"dhcpv4-snooping ...", "dhcpv6-snooping ...", "nd-snooping ...",
		"vrrp ...", "mvrp", "mac-notify ...", "ptp ...",
		"downshift-enable", "energy-efficient-ethernet",
		"portfilter ...", "client ...", "no track ...", "macsec ...",
		"port-security ...", "queue-monitor", "encapsulation ...",
		"isis ...", "mgmt-if ...", "no mtu", NULL };
	const struct line *l = &s->head;

	if (line_is(l, "mtu *")) {
		long n = reader_num(v, l, 1, 46, 9500);

		if (n > 0) {
			p->mtu = n;
			p->mtu_line = l->no;
		}
	} else if (line_is(l, "speed * ...")) {
		p->speed_mbps =
		    reader_speed(line_word(l, line_is(l, "speed auto *") + 1u));
		view_pass_line(v, l);
	} else if (line_is(l, "split ...")) {
		if (v->nquad < 512)
			PUSH(v->a, v->quad, v->nquad, v->quad_cap, p->name);
	} else if (line_is(l, "vsx shutdown-on-split")) {
		p->suspended = true;
	} else {
		return port_vlan(v, p, l) || port_lag(v, p, l) ||
		    port_qos(v, p, l) || port_ip(v, p, l) || port_stp(p, l) ||
		    reader_port_basics(v, p, l) || reader_port_ip(v, p, l) ||
		    reader_passed(v, s, quiet);
	}
	return true;
}

static void
interface(struct view *v, const struct stanza *s)
{
	struct port_list n = ports_parse(v->a, line_rest(v->a, &s->head, 1));

	if (reader_subinterface(v, s))
		return;
	if (line_is(&s->head, "interface persona ...")) {
		view_skip(v, s);
		return;
	}
	if (n.bad || n.n == 0) {
		view_unknown(v, s);
		return;
	}
	for (size_t k = 0; k < n.n; k++) {
		struct port *p;

		if (undo_gone(v, &s->head, n.name[k]))
			continue;
		p = view_stanza_port(v, n.name[k], s->head.no);
		if (p->kind == PORT_LAG)
			reader_num(v,
			    &(struct line){ .no = s->head.no,
			        .text = s->head.text,
			        .word = (const char *[]){ p->name + 2 },
			        .nword = 1 },
			    0, 1, LAG_MAX);
		if (p->kind == PORT_MGMT)
			p->vrf = "mgmt";
		reader_port_stanza(v, p, s, port_line, k == 0);
	}
}

/* ---- the switch ---- */

static void
vlan(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "description ...", "vsx-sync",
		"apply ...", "voice", "ip ...", "ipv6 ...", "no ip ...", "exit",
		"private-vlan ...", "rpvst-mstp ...", "mac-notify ...",
		"dhcpv4-snooping ...", "dhcpv6-snooping ...", "arp ...",
		"nd-snooping ...", "no description", "mirror ...", "client ...",
		"aaa ...", NULL };
	struct vlan_set ids = { 0 };
	int first;

	if (!vlan_set_parse(line_rest(v->a, &s->head, 1), &ids)) {
		view_notice(v, "bad-value", s->head.no,
		    "not a list of VLANs: %.60s", s->head.text);
		return;
	}
	view_vlans(v, &ids, s->head.no);
	first = vlan_set_next(&ids, 0);
	for (size_t i = 0; i < s->n && first; i++)
		if (line_is(&s->child[i].head, "shutdown"))
			view_vlans_gone(v, &ids);
		else if (line_is(&s->child[i].head, "no shutdown"))
			view_vlans(v, &ids, s->head.no);
		else if (line_is(&s->child[i].head, "name ..."))
			view_vlan(v, first, s->head.no)->name =
			    line_rest(v->a, &s->child[i].head, 1);
		else if (!reader_passed(v, &s->child[i], quiet))
			view_unknown(v, &s->child[i]);
}

static void
keepalive(struct view *v, struct domain *o, const struct line *l)
{
	o->backup_line = l->no;
	o->has_backup = ip_parse(line_word(l, 2), &o->backup);
	if (!o->has_backup)
		view_notice(v, "bad-value", l->no, "not an address: %.60s",
		    l->text);
	o->backup_vrf = "default";
	for (size_t k = 3; k + 1 < l->nword; k++)
		if (line_word_eq(l->word[k], "source"))
			o->has_source = ip_parse(l->word[k + 1], &o->source);
		else if (line_word_eq(l->word[k], "vrf"))
			o->backup_vrf = l->word[k + 1];
	view_ref(v, "vrf", o->backup_vrf, l->no);
}

/* a LAG, or a port alone */
static void
peer_link(struct view *v, struct domain *o, const struct line *l)
{
	struct port_list n = ports_parse(v->a, line_rest(v->a, l, 1));
	bool lag = line_is(l, "inter-switch-link lag *");

	if (n.bad || n.n != 1) {
		view_notice(v, "bad-value", l->no, "not a port or a LAG: %.60s",
		    l->text);
		return;
	}
	view_refer(v, n.name[0], l->no);
	if (lag) {
		o->peer_link = n.name[0];
		o->peer_link_line = l->no;
	} else {
		PUSH(v->a, o->discovery, o->ndiscovery, o->discovery_cap,
		    n.name[0]);
		o->discovery_line = l->no;
	}
}

static void
vsx(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "inter-switch-link * *",
		"no inter-switch-link ...", "keepalive ...", "no keepalive ...",
		"linkup-delay-timer exclude ...", "vsx-sync ...",
		"no vsx-sync ...", "config-sync ...", "no config-sync ...",
		"split-recovery", "no split-recovery", "exit",
		"no linkup-delay-timer ...", "no role", "no system-mac ...",
		NULL };
	static const char *const link[] = { "inter-switch-link *",
		"inter-switch-link lag *", NULL };
	struct domain *o = &v->domain;

	o->line = o->id_line = s->head.no;
	o->wait_lags = WAIT_DEFAULT;
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (line_is(l, "system-mac *")) {
			o->mac = line_word(l, 1);
			o->mac_line = o->id_line = l->no;
		} else if (line_any(l, link)) {
			peer_link(v, o, l);
		} else if (line_is(l, "role primary") ||
		    line_is(l, "role secondary")) {
			o->unit = line_is(l, "role secondary");
			o->unit_line = l->no;
		} else if (line_is(l, "keepalive peer * ...")) {
			keepalive(v, o, l);
		} else if (line_is(l, "linkup-delay-timer *")) {
			o->wait_lags = reader_num(v, l, 1, 0, 600);
			o->wait_line = l->no;
		} else if (!reader_passed(v, &s->child[i], quiet)) {
			view_unknown(v, &s->child[i]);
		}
	}
	/* the pair has no number: its MAC tells it from others */
	o->id = o->mac ? o->mac : "(none)";
}

static void
instance(struct view *v, const struct line *l)
{
	long n = line_num(l, 2);
	struct vlan_set ids = { 0 };

	v->mst.line = l->no;
	if (n >= 0 && n < MST_MAX &&
	    vlan_set_parse(line_word(l, l->nword - 1), &ids))
		vlan_set_join(&v->mst.of[n], &ids);
	else
		view_notice(v, "bad-value", l->no,
		    "not an instance and its VLANs: %.60s", l->text);
}

static bool
stp(struct view *v, const struct stanza *s, const char **mode)
{
	static const char *const quiet[] = { "spanning-tree ...",
		"no spanning-tree ...", NULL };
	const struct line *l = &s->head;
	long n;

	if (line_is(l, "spanning-tree")) {
		v->stp_line = l->no;
		v->stp_off_line = 0;
	} else if (line_is(l, "no spanning-tree")) {
		v->stp_off_line = l->no;
		v->stp_line = 0;
	} else if (line_is(l, "spanning-tree mode *")) {
		*mode = line_word_eq(line_word(l, 2), "mstp") ? "mst" :
		    line_word_eq(line_word(l, 2), "rpvst")    ? "rapid-pvst" :
		                                                line_word(l, 2);
	} else if (line_is(l, "spanning-tree priority *") ||
	    line_is(l, "spanning-tree vlan * priority *")) {
		/* the tree of all VLANs says it last */
		if (v->stp_priority < 0 || l->nword == 3) {
			n = reader_num(v, l, l->nword - 1, 0, 15);
			v->stp_priority = n < 0 ? n : n * 4096;
			v->stp_priority_line = l->no;
		}
	} else if (line_is(l, "spanning-tree config-name *")) {
		v->mst.name = line_word(l, 2);
		v->mst.line = l->no;
	} else if (line_is(l, "spanning-tree config-revision *")) {
		v->mst.revision = reader_num(v, l, 2, 0, 65535);
		v->mst.line = l->no;
	} else if (line_is(l, "spanning-tree instance * vlan *")) {
		instance(v, l);
	} else {
		return reader_passed(v, s, quiet);
	}
	return true;
}

/* ---- quality of service ---- */

static void
queue_profile(struct view *v, const struct stanza *s)
{
	struct qos_map *m =
	    qos_map(v, "queue", line_word(&s->head, 2), s->head.no);

	view_def(v, "qos queue-profile", line_word(&s->head, 2), s->head.no);
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (!line_is(l, "map queue * local-priority * ...")) {
			view_pass(v, &s->child[i]);
			continue;
		}
		if (reader_num(v, l, 2, 0, 7) >= 0 &&
		    !qos_set(m, l, 4, 0, line_num(l, 2)))
			view_notice(v, "bad-value", l->no,
			    "not priorities of 0 to 7: %.60s", l->text);
	}
	for (int i = 0; i < 8; i++)
		if (m->to[i] < 0) {
			view_notice(v, "bad-value", s->head.no,
			    "local priority %d has no queue in %s: the profile "
			    "can't be applied",
			    i, m->name);
			return;
		}
}

/* shares by weight; a strict queue has none to itself */
static void
schedule_profile(struct view *v, const struct stanza *s)
{
	struct shares sh = { .name = line_word(&s->head, 2),
		.line = s->head.no };
	long sum = 0;

	view_def(v, "qos schedule-profile", sh.name, s->head.no);
	for (int i = 0; i < 8; i++)
		sh.queue[i] = -1;
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;
		long q = line_num(l, 2), w;

		if (!line_is(l, "* queue * weight * ...")) {
			view_pass(v, &s->child[i]);
			continue;
		}
		w = reader_num(v, l, 4, 1, 253);
		if (reader_num(v, l, 2, 0, 7) < 0 || w < 0)
			continue;
		sh.queue[q] = w;
	}
	for (int i = 0; i < 8; i++)
		sum += sh.queue[i] > 0 ? sh.queue[i] : 0;
	for (int i = 0; i < 8; i++)
		if (sh.queue[i] > 0)
			sh.queue[i] = (sh.queue[i] * 200 + sum) / (2 * sum);
	if (v->nshare < 64)
		PUSH(v->a, v->share, v->nshare, v->share_cap, sh);
}

static void
profile_ref(struct view *v, const char *kind, const char *name, int line)
{
	if (!line_word_eq(name, "factory-default") &&
	    !line_word_eq(name, "strict"))
		view_ref(v, kind, name, line);
}

static bool
qos(struct view *v, const struct stanza *s)
{
	const struct line *l = &s->head;

	if (line_is(l, "qos trust *")) {
		v->trust = line_word(l, 2);
	} else if (line_is(l, "qos cos-map * local-priority * ...")) {
		if (reader_num(v, l, 2, 0, 7) >= 0 &&
		    reader_num(v, l, 4, 0, 7) >= 0)
			qos_map(v, "cos", "", l->no)->to[line_num(l, 2)] =
			    (int)line_num(l, 4);
	} else if (line_is(l, "qos pool * lossless ...")) {
		for (size_t i = 4; i + 1 < l->nword; i++)
			if (line_word_eq(l->word[i], "priorities") &&
			    !qos_set(qos_map(v, "pool", "", l->no), l, i + 1, 0,
			        line_num(l, 2)))
				view_notice(v, "bad-value", l->no,
				    "not a list of priorities: %.60s", l->text);
		qos_map(v, "pool", "", l->no);
	} else if (line_is(l, "qos queue-profile *")) {
		queue_profile(v, s);
	} else if (line_is(l, "qos schedule-profile *")) {
		schedule_profile(v, s);
	} else if (line_is(l, "apply qos queue-profile * schedule-profile *")) {
		v->queues = line_word(l, 3);
		v->ets = line_word(l, 5);
		profile_ref(v, "qos queue-profile", v->queues, l->no);
		profile_ref(v, "qos schedule-profile", v->ets, l->no);
	} else if (line_is(l, "lldp dcbx ...")) {
		v->dcb_on = true;
		v->dcb_line = l->no;
	} else {
		return false;
	}
	return true;
}

/* the way of each priority through a port */
static void
ways(struct view *v, struct port *p)
{
	/* the platform's own map, and queues numbered as local priorities */
	static const signed char own[8] = { 1, 0, 2, 3, 4, 5, 6, 7 };
	const struct port *lag = view_l2(v, p);
	const char *trust = p->trust ? p->trust :
	    lag->trust               ? lag->trust :
	                               v->trust;
	const struct qos_map *cos = qos_find(v, "cos", "");
	const struct qos_map *queue = qos_find(v, "queue", v->queues);
	const struct qos_map *pool = qos_find(v, "pool", "");

	for (int i = 0; i < 8; i++) {
		int to = qos_of(cos, i) >= 0 ? qos_of(cos, i) : own[i];

		if (qos_of(queue, to) >= 0)
			to = qos_of(queue, to);
		qos_queue(p, i, trust && line_word_eq(trust, "cos") ? to : -1);
		if ((p->pfc >> i & 1) && pool && qos_of(pool, i) < 0) {
			p->slip = str_fmt(v->a,
			    "priority %d is in no lossless pool", i);
			p->slip_line = p->pfc_line;
		}
	}
	qos_shares(p,
	    qos_policy(v,
	        p->ets       ? p->ets :
	            lag->ets ? lag->ets :
	                       v->ets));
}

/* ---- what a text comes to ---- */

static bool
services(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "user * ...", "user-group ...",
		"https-server ...", "no https-server ...", "snmpv3 ...",
		"ntp enable", "ntp vrf ...", "ip dns ...", "no ssh ...",
		"no telnet ...", NULL };
	/* of the switch's own log, not of a server's */
	static const char *const own[] = { "logging console ...",
		"logging facility ...", "logging filter ...",
		"logging persistent-storage ...", "logging threshold ...",
		NULL };
	const struct line *l = &s->head;

	if (line_is(l, "ssh server vrf *")) {
		v->ssh = true;
	} else if (line_is(l, "telnet server vrf *")) {
		v->telnet_line = l->no;
	} else if (line_is(l, "logging * ...") && !line_any(l, own)) {
		v->syslog = true;
		view_server(v, "syslog", line_word(l, 1), l->no);
		view_pass(v, s);
	} else if (line_is(l, "user * ...")) {
		reader_user(v, line_word(l, 1), l);
		view_pass(v, s);
	} else {
		return reader_passed(v, s, quiet) || reader_services(v, s);
	}
	return true;
}

static bool
top_line(struct view *v, const struct stanza *s, const char **mode)
{
	static const char *const quiet[] = { "profile ...", "module ...",
		"led ...", "cli-session", "lacp ...", "aruba-central", "exit",
		"access-list ...", "apply ...", "no apply ...", "ip icmp ...",
		"no ip icmp ...", "allow-unsupported-transceiver ...",
		"no allow-unsupported-transceiver ...", "loop-protect ...",
		"mirror ...", "class ...", "policy ...", "object-group ...",
		"system ...", "no system ...", "vsf ...", "usb ...", "usb",
		"copp-policy ...", "nae-script ...", "nae-agent ...",
		"port-access ...", "virtual-mac ...", "evpn", "dcbx ...",
		"dhcp-server ...", "dhcpv4-relay", "dhcpv4-snooping ...",
		"dhcp-relay ...", "no dhcp-relay ...", "udld ...", "mvrp",
		"vrf ...", "keychain ...", "config-drift-check ...",
		"configuration-lockout ...", "fault-monitor ...",
		"ip source-interface ...", "l3-counters ...", "mac-lockout ...",
		"no vlan ...", "ztp ...", "external-storage ...", "job ...",
		"qos ...", "no qos ...", "aspath-list ...", "arp ...",
		"ip aspath-list ...", "ipv6 ...", "mgmd ...", "ubt ...",
		"client ...", "erps ...", "tunnel ...", "forwarding-mode ...",
		NULL };
	const struct line *l = &s->head;

	if (line_is(l, "hostname *")) {
		reader_hostname(v, l);
	} else if (line_is(l, "system interface-group * speed *")) {
		/* 25g is how its ports come */
		if (!line_word_eq(line_word(l, 4), "25g"))
			PUSH(v->a, v->speed_group, v->nspeed_group,
			    v->speed_group_cap,
			    str_fmt(v->a, "%s: %s", line_word(l, 2),
			        line_word(l, 4)));
	} else if (line_is(l, "interface * ...")) {
		interface(v, s);
	} else if (reader_no_vlan(v, l)) {
		;
	} else if (line_is(l, "vlan *")) {
		vlan(v, s);
	} else if (line_is(l, "vsx")) {
		vsx(v, s);
	} else if (line_is(l, "vrf *")) {
		view_def(v, "vrf", line_word(l, 1), l->no);
		for (size_t i = 0; i < s->n; i++)
			view_pass(v, &s->child[i]);
	} else if (line_word_starts(l->text, "spanning-tree") ||
	    line_is(l, "no spanning-tree ...")) {
		return stp(v, s, mode);
	} else {
		return qos(v, s) || services(v, s) ||
		    reader_passed(v, s, quiet) || reader_skipped(v, s);
	}
	return true;
}

/* the untagged VLAN of a trunk is carried if the list has it */
static void
native(struct port *p)
{
	int id = p->pvid ? p->pvid : 1;

	p->pvid = 0;
	p->untagged = id;
	if (id < 0)
		p->untagged = 0;
	else if (id == 1 && !p->all_vlans && !vlan_set_has(&p->tagged, 1))
		p->untagged = 0;
}

/* what a port says of VLANs while it is routed is refused */
static void
routed(struct view *v, struct port *p)
{
	if (!v->ports_routed || p->switched_line || p->lag ||
	    (p->kind != PORT_PLAIN && p->kind != PORT_LAG) || !p->switched)
		return;
	view_notice(v, "bad-value", p->mode_line,
	    "%s is routed: its VLANs are refused without `no routing`",
	    p->name);
	p->switched = false;
}

/* members have the MTU, the LAG says whether they speak LACP */
static void
member(const struct view *v, struct port *p)
{
	struct port *lag = view_lag_of(v, p);

	p->lacp = !lag || lag->lacp == LACP_NONE ? LACP_STATIC : lag->lacp;
	if (lag && p->mtu && (!lag->mtu || p->mtu < lag->mtu)) {
		lag->mtu = p->mtu;
		lag->mtu_line = p->mtu_line;
	}
}

/* SSH is on somewhere, but not where the management port is */
static bool
ssh_elsewhere(const struct view *v, const struct stanza *root)
{
	bool there = false, mgmt = false;

	for (size_t i = 0; i < root->n; i++)
		there = there ||
		    line_is(&root->child[i].head, "ssh server vrf mgmt");
	for (size_t i = 0; i < v->nport; i++)
		mgmt = mgmt ||
		    (v->port[i]->kind == PORT_MGMT && v->port[i]->has_ip);
	return mgmt && v->ssh && !there;
}

static void
finish(struct view *v, const struct stanza *root)
{
	struct port *link = view_find(v, v->domain.peer_link);

	vlan_set_add(&v->vlans, 1);
	reader_finish_switchports(v, false, false, true);
	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i];

		if (p->kind == PORT_LAG)
			p->up = p->up_line && !p->down_line;
		if (p->switched && p->mode == MODE_TRUNK)
			native(p);
		routed(v, p);
		if (p->lag)
			member(v, p);
	}
	if (link && !link->mtu)
		link->mtu = MTU_MAX;
	for (size_t i = 0; i < v->nport; i++) {
		ways(v, v->port[i]);
		/* what the text says of a LAG's LACP is its members' now */
		if (v->port[i]->kind == PORT_LAG)
			v->port[i]->lacp = LACP_NONE;
	}
	v->ssh_elsewhere = ssh_elsewhere(v, root);
}

static bool
read_config(struct view *v, struct diags *d)
{
	const char *mode = "mst", *w;
	struct stanza root;
	struct text t;

	if (!reader_text(v, d, &t))
		return false;
	view_def(v, "vrf", "mgmt", 0);
	view_def(v, "vrf", "default", 0);
	v->mgmt_vrf = "mgmt";
	stanza_text_nest(v->a, &t, &root);
	for (size_t i = 0; i < root.n; i++)
		split_head(v, &root.child[i]);
	view_root(v, &root);
	undo_apply(v, &root);
	for (size_t i = 0; i < root.n; i++)
		if (!top_line(v, &root.child[i], &mode))
			view_unknown(v, &root.child[i]);
	undo_tell(v, &root);
	v->stp = v->stp_line ? mode : NULL;
	w = t.first_comment ? strstr(t.first_comment, "OS-CX ") : NULL;
	if (w)
		v->version = str_dup(v->a, w + 6, strcspn(w + 6, " \n"));
	finish(v, &root);
	return true;
}

/* how its lines begin, and those of no other */
static const struct mark marks[] = {
	{ 3, "!Version AOS-CX " },
	{ 3, "!Version ArubaOS-CX " },
	{ 3, "interface 1/1/" },
	{ 3, "interface lag " },
	{ 2, "    no routing" },
	{ 2, "    vlan trunk " },
	{ 2, "    vlan access " },
	{ 2, "ssh server vrf " },
	{ 2, "https-server vrf " },
	{ 3, "    inter-switch-link " },
	{ 2, "aruba-central" },
	{ 0, NULL },
};

static const struct port_word words_of[] = {
	{ "lag ", "po", PORT_LAG, 0 },
	{ "lag", "po", PORT_LAG, 0 },
	{ NULL, NULL, 0, 0 },
};

const struct dialect dialect_aoscx = {
	.name = "aoscx",
	.read = read_config,
	.traits = {
		.starts_down = true,
		.native_in_list = true,
		/* header, tag and FCS come on top of the payload; 1500 of it
		 * where nothing is said */
		.frame_extra = 22,
		.frame_default = 1522,
		.peer_link_mtu = PEER_MTU_AUTO,
		.peer_lost_lags = true,
		.pair_root = ROOT_SHARED,
		.no_ufd = true,
		.ssh_starts_off = true,
		.lossless = LOSSLESS_PORT,
	},
	.mark = marks,
	.port_word = words_of,
};
