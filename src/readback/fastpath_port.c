/* FASTPATH: the lines of a port or a LAG. */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "readback/fastpath_read.h"

/* include, exclude, auto; tagged is what is both */
static bool
general(struct view *v, struct port *p, const struct line *l)
{
	struct vlan_set s = { 0 };
	bool no = line_is(l, "no vlan ...");
	const char *list = line_word(l, l->nword - 1);

	if (line_is(l, "vlan pvid *")) {
		long n = reader_num(v, l, 2, 1, FASTPATH_VLANS);

		p->pvid = n > 0 ? (int)n : 1;
		p->untagged_line = l->no;
	} else if (line_is(l, "vlan participation * *")) {
		if (!reader_vlans(v, l, list, &s))
			;
		else if (line_word_eq(line_word(l, 2), "include"))
			vlan_set_join(&p->member, &s);
		else
			vlan_set_cut(&p->member, &s);
		p->list_line = l->no;
	} else if (line_is(l, "vlan tagging *")) {
		reader_vlans(v, l, list, &s);
		vlan_set_join(&p->general, &s);
	} else if (line_is(l, "no vlan tagging *")) {
		if (vlan_set_parse(list, &s))
			vlan_set_cut(&p->general, &s);
	} else if (line_is(l, "switchport mode general")) {
		p->mode = MODE_HYBRID;
		p->mode_line = l->no;
	} else if (line_is(l, "no switchport mode")) {
		p->mode = MODE_NONE;
	} else {
		return no || line_is(l, "vlan ...");
	}
	return true;
}

/* lag 3; or 3/3, its number as a port of the slot of all LAGs */
static int
lag_number(struct view *v, const struct line *l, size_t i)
{
	const char *w = line_word(l, i);

	if (line_word_eq(w, "lag"))
		return (int)reader_num(v, l, i + 1, 1, FASTPATH_LAGS);
	w = strrchr(w, '/');
	return w ? (int)strtol(w + 1, NULL, 10) : -1;
}

static bool
port_lag(struct view *v, struct port *p, const struct line *l)
{
	if (line_is(l, "addport ...")) {
		int n = lag_number(v, l, 1);

		if (n < 1)
			return n == 0 || line_is(l, "addport lag *");
		if (p->lag && p->lag != n)
			p->lag_twice_line = l->no;
		p->lag = n;
		p->lag_line = l->no;
	} else if (line_is(l, "deleteport ...")) {
		p->lag = 0;
	} else if (line_is(l, "no port-channel static")) {
		p->lacp = LACP_ACTIVE;
	} else if (line_is(l, "port-channel static")) {
		p->lacp = LACP_STATIC;
	} else if (line_is(l, "port-channel min-links *")) {
		p->min_links = (int)reader_num(v, l, 2, 1, 8);
		p->min_links_line = l->no;
	} else {
		return false;
	}
	return true;
}

static bool
port_stp(struct port *p, const struct line *l)
{
	if (line_is(l, "spanning-tree edgeport")) {
		p->edge = true;
		p->edge_line = l->no;
	} else if (line_is(l, "no spanning-tree auto-edge")) {
		p->edge_not_found = true;
	} else if (line_is(l, "spanning-tree guard *")) {
		p->root_guard_line =
		    line_word_eq(line_word(l, 2), "root") ? l->no : 0;
	} else if (line_is(l, "no spanning-tree guard")) {
		p->root_guard_line = 0;
	} else if (line_is(l, "spanning-tree bpdufilter") ||
	    line_is(l, "no spanning-tree port mode")) {
		p->no_stp = true;
		p->no_stp_line = l->no;
	} else if (line_is(l, "spanning-tree port mode")) {
		p->no_stp = false;
	} else {
		return false;
	}
	return true;
}

/* enabled without a level it keeps the one it has, default 5 % */
static bool
storm(struct port *p, const struct line *l)
{
	if (line_is(l, "storm-control broadcast")) {
		if (p->storm.unit == STORM_NONE)
			p->storm = (struct storm){ STORM_PPM, 50000, l->no };
		return true;
	}
	return !line_is(l, "storm-control broadcast action ...") &&
	    (line_is(l, "storm-control broadcast ...") ||
	        line_is(l, "no storm-control broadcast ...")) &&
	    reader_port_protect(p, l);
}

static bool
link_state(struct view *v, struct port *p, const struct line *l)
{
	struct group *g;

	if (!line_is(l, "link state group * *"))
		return false;
	g = view_group(v, line_word(l, 3), l->no);
	if (line_is(l, "link state group * upstream"))
		view_group_up(v, g, p->name, l->no);
	else if (line_is(l, "link state group * downstream"))
		view_group_down(v, g, p->name, l->no);
	return true;
}

bool
fastpath_passed(struct view *v, const struct stanza *s,
    const char *const *pattern)
{
	struct line l = s->head;

	if (reader_passed(v, s, pattern))
		return true;
	if (!line_is(&l, "no ..."))
		return false;
	l.word++;
	l.nword--;
	if (!line_any(&l, pattern))
		return false;
	view_pass(v, s);
	return true;
}

bool
fastpath_port_line(struct view *v, struct port *p, const struct stanza *s)
{
	static const char *const quiet[] = { "lldp ...", "speed ...",
		"auto-negotiate", "spanning-tree ...", "lacp ...",
		"storm-control ...", "port-channel ...", "ip ...", "ipv6 ...",
		"isdp ...", "dot1x ...", "authentication ...", "mac ...",
		"classofservice ...", "cos-queue ...", "service-policy ...",
		"udld ...", "dhcp ...", "green-mode ...", "snmp ...", "poe ...",
		"poe", "traffic-shape ...", "hardware ...", "debounce ...",
		"link debounce ...", "port-security ...", "switchport ...",
		"voice ...", "routing", "rmon ...", "keepalive ...",
		"protocol ...", "no link state ...", "gvrp adminmode",
		"garp ...", "no deleteport ...", "snmp-server ...", "no mtu",
		"openflow ...", NULL };
	const struct line *l = &s->head;

	if ((line_is(l, "speed *") || line_is(l, "speed * full-duplex")) &&
	    reader_speed(line_word(l, 1)) > 0) {
		p->speed_mbps = reader_speed(line_word(l, 1));
		p->speed_set = true;
		return true;
	}
	/* such a port is in no VLAN */
	if (line_is(l, "routing") &&
	    (p->kind == PORT_PLAIN || p->kind == PORT_LAG)) {
		p->unswitched_line = l->no;
		return true;
	}
	if (line_is(l, "no routing")) {
		p->unswitched_line = 0;
		return true;
	}
	if (line_is(l, "description ...")) {
		const char *w = line_rest(v->a, l, 1);
		size_t n = strlen(w);

		/* the switch prints 'hv1' of "hv1" */
		p->desc = n > 1 && *w == '\'' && w[n - 1] == '\'' ?
		    str_dup(v->a, w + 1, n - 2) :
		    w;
		p->desc_line = l->no;
	} else if (line_is(l, "mtu *")) {
		long n = reader_num(v, l, 1, 1518, 9216);

		p->mtu = n > 0 ? n : 0;
		p->mtu_line = l->no;
	} else if (line_is(l, "flowcontrol ...")) {
		p->flow_line = l->no;
	} else if (line_is(l, "no flowcontrol ...")) {
		p->flow_line = 0;
	} else {
		return general(v, p, l) || port_lag(v, p, l) ||
		    port_stp(p, l) || storm(p, l) || link_state(v, p, l) ||
		    reader_port_switchport(v, p, l) ||
		    reader_port_basics(v, p, l) || reader_port_ip(v, p, l) ||
		    fastpath_passed(v, s, quiet);
	}
	return true;
}

void
fastpath_port_begin(struct view *v, struct port *p, const struct line *l)
{
	reader_lag_number(v, p, l, FASTPATH_LAGS);
	if (!p->again_line)
		vlan_set_add(&p->member, 1);
}

const char *
fastpath_port_name(struct view *v, const struct line *l)
{
	const char *w = line_rest(v->a, l, 1), *at;
	size_t slot = strspn(w, "0123456789");

	if (!slot || w[slot] != '/')
		return w;
	at = w + slot + 1;
	if (at[strspn(at, "0123456789")] == '/')
		return w;
	return strtol(w, NULL, 10) == 0 ? str_fmt(v->a, "ethernet %s", w) :
	                                  str_fmt(v->a, "lag %s", at);
}

void
fastpath_in_general(struct port *p)
{
	struct vlan_set bare = p->member;

	if (p->mode == MODE_NONE)
		p->access = 0;
	if (p->mode != MODE_HYBRID && (p->mode != MODE_NONE || !p->list_line))
		return;
	p->mode = MODE_HYBRID;
	p->mode_line = p->mode_line ? p->mode_line : p->list_line;
	p->all_vlans = false;
	for (size_t i = 0; i < sizeof(bare.bit) / sizeof(bare.bit[0]); i++)
		p->tagged.bit[i] = p->general.bit[i] & p->member.bit[i];
	vlan_set_cut(&bare, &p->tagged);
	p->pvid = p->pvid ? p->pvid : 1;
	p->untagged = vlan_set_has(&bare, p->pvid) ? p->pvid : 0;
	for (int id = vlan_set_next(&bare, 0); id;
	     id = vlan_set_next(&bare, id))
		if (id != p->pvid)
			p->untagged_twice_line = p->list_line;
}
