/* Junos: `protocols`, of which the spanning tree,
 * the pair and uplinks count. */
#include "readback/junos_read.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/ip.h"
#include "base/str.h"
#include "readback/reader.h"

static long
priority(struct junos *r, const struct line *l, const char *w)
{
	char *end;
	long n = isdigit((unsigned char)*w) && strlen(w) < 7 ?
	    strtol(w, &end, 10) :
	    -1;

	if (n >= 0 && *end == 'k' && end[1] == '\0')
		n *= 1024;
	else if (n >= 0 && *end)
		n = -1;
	if (n < 0 || n > 61440) {
		view_notice(r->v, "bad-value", l->no,
		    "not a bridge priority up to 60k: %.40s", w);
		return -1;
	}
	return n;
}

/* protocols rstp interface NAME ... */
static bool
tree_port(struct junos *r, const struct line *l)
{
	static const char *const quiet[] = { "* * * * cost *",
		"* * * * priority *", "* * * * mode *",
		"* * * * bpdu-timeout-action ...", "* * * * access-trunk",
		NULL };
	const char *name = line_word(l, 3);
	const char *const *each;
	size_t n;

	if (str_eq(name, "all")) {
		r->tree_all = true;
		if (line_is(l, "* * * * disable"))
			r->tree_all = false;
		else if (l->nword > 4)
			view_pass_line(r->v, l);
		return true;
	}
	each = junos_interfaces_of(r, name, &n);
	for (size_t i = 0; i < n; i++) {
		struct port *p = junos_port_of(r, each[i], l->no);

		junos_fact(r, "tree", p->name, "", 0, l->no);
		if (line_is(l, "* * * * edge")) {
			p->edge = true;
			p->edge_line = l->no;
		} else if (line_is(l, "* * * * no-root-port")) {
			p->root_guard_line = l->no;
		} else if (line_is(l, "* * * * disable")) {
			p->no_stp = true;
			p->no_stp_line = l->no;
		} else if (l->nword > 4) {
			if (!line_any(l, quiet))
				return false;
			view_pass_line(r->v, l);
		}
	}
	return true;
}

static bool
tree(struct junos *r, const struct line *l)
{
	static const char *const quiet[] = { "* * max-age *",
		"* * hello-time *", "* * forward-delay *",
		"* * traceoptions ...", "* * force-version *",
		"* * system-id *", "* * max-hops *",
		"* * backup-bridge-priority *", "* * priority-hold-time *",
		"* * extended-system-id *", "* * vpls-flush-on-topology-change",
		"* * msti ...", "* * vlan ...", "* * vlan-group ...", NULL };
	const char *kind = line_word(l, 1);
	struct view *v = r->v;

	if (line_is(l, "* * disable")) {
		v->stp_off_line = l->no;
		return true;
	}
	r->tree = true;
	v->stp = str_eq(kind, "mstp") ? "mst" :
	    str_eq(kind, "vstp")      ? "rapid-pvst" :
	                                kind;
	if (!v->stp_line)
		v->stp_line = l->no;
	if (line_is(l, "* * bridge-priority *") ||
	    line_is(l, "* vstp vlan * bridge-priority *")) {
		v->stp_priority = priority(r, l, line_word(l, l->nword - 1));
		v->stp_priority_line = l->no;
	} else if (line_is(l, "* * interface * ...")) {
		return tree_port(r, l);
	} else if (line_is(l, "* * bpdu-block-on-edge")) {
		v->guard_global = true;
	} else if (line_is(l, "* * configuration-name *")) {
		v->mst.name = line_word(l, 3);
		v->mst.line = l->no;
	} else if (line_is(l, "* * revision-level *")) {
		v->mst.revision = reader_num(v, l, 3, 0, 65535);
		v->mst.line = l->no;
	} else if (line_is(l, "* * msti * vlan *")) {
		long n = line_num(l, 3);
		struct vlan_set s = junos_members(r, l, line_word(l, 5));

		if (n > 0 && n < MST_MAX)
			vlan_set_join(&v->mst.of[n], &s);
	} else if (l->nword > 2) {
		if (!line_any(l, quiet))
			return false;
		view_pass_line(v, l);
	}
	return true;
}

static bool
iccp(struct junos *r, const struct line *l)
{
	struct domain *o = &r->v->domain;

	if (!o->line)
		o->line = l->no;
	if (line_is(l, "* * local-ip-addr *")) {
		o->has_source = ip_parse(line_word(l, 3), &o->source);
		if (!o->has_source)
			view_notice(r->v, "bad-value", l->no,
			    "not an address: %.60s", line_word(l, 3));
	} else if (line_is(l, "* * peer * ...")) {
		if (r->peer && !str_eq(r->peer, line_word(l, 3)))
			view_notice(r->v, "bad-value", l->no,
			    "a second peer, %.40s, beside %.40s",
			    line_word(l, 3), r->peer);
		r->peer = line_word(l, 3);
		o->backup_line = o->backup_line ? o->backup_line : l->no;
		o->has_backup = ip_parse(r->peer, &o->backup);
		if (!o->has_backup)
			view_notice(r->v, "bad-value", l->no,
			    "not an address: %.60s", r->peer);
		if (line_is(l,
		        "* * * * backup-liveness-detection backup-peer-ip *")) {
			o->beat_line = l->no;
			o->has_beat = ip_parse(line_word(l, 6), &o->beat);
			if (!o->has_beat)
				view_notice(r->v, "bad-value", l->no,
				    "not an address: %.60s", line_word(l, 6));
		} else if (line_is(l, "* * * * local-ip-addr *")) {
			o->has_source = ip_parse(line_word(l, 5), &o->source);
		} else if (line_is(l,
		               "* * * * session-establishment-hold-time *")) {
			reader_num(r->v, l, 5, 45, 600);
			view_say(r->v, "ICCP", "hold time, s", line_word(l, 5),
			    l->no);
		} else if (line_is(l, "* * * * redundancy-group-id-list *")) {
			reader_num(r->v, l, 5, 1, 4294967294);
			junos_fact(r, "group of iccp", line_word(l, 5), "", 0,
			    l->no);
			junos_fact(r, "groups of iccp", "", "", 0, l->no);
			view_say(r->v, "ICCP",
			    str_fmt(r->a, "redundancy group %s",
			        line_word(l, 5)),
			    "listed", l->no);
		} else if (line_is(l,
		               "* * * * liveness-detection "
		               "minimum-receive-interval *") ||
		    line_is(l,
		        "* * * * liveness-detection minimum-interval *")) {
			reader_num(r->v, l, 6, 1, 255000);
			view_say(r->v, "ICCP",
			    str_fmt(r->a, "liveness detection's %s",
			        line_word(l, 5)),
			    line_word(l, 6), l->no);
		} else if (line_is(l,
		               "* * * * liveness-detection transmit-interval "
		               "minimum-interval *")) {
			reader_num(r->v, l, 7, 1, 255000);
			view_say(r->v, "ICCP",
			    "liveness detection's transmit-interval",
			    line_word(l, 7), l->no);
		} else if (l->nword > 4) {
			view_pass_line(r->v, l);
		}
	} else if (l->nword > 2) {
		view_pass_line(r->v, l);
	}
	return true;
}

/* protocols uplink-failure-detection group NAME link-to-... PORT */
static bool
uplinks(struct junos *r, const struct line *l)
{
	bool above = line_is(l, "* * group * link-to-monitor *");
	struct group *g;
	const char *const *each;
	size_t n;

	if (line_is(l, "* * action log")) {
		r->ufd_log_line = l->no;
		return true;
	}
	if (line_is(l, "* * traceoptions ...") ||
	    line_is(l, "* * group * debounce-interval *")) {
		view_pass_line(r->v, l);
		return true;
	}
	if (!line_is(l, "* * group * ..."))
		return l->nword == 2;
	g = view_group(r->v, line_word(l, 3), l->no);
	if (!above && !line_is(l, "* * group * link-to-disable *"))
		return l->nword == 4;
	each = junos_interfaces_of(r, line_word(l, 5), &n);
	for (size_t i = 0; i < n; i++)
		if (above)
			view_group_up(r->v, g, junos_normal(r, each[i]), l->no);
		else
			view_group_down(r->v, g, junos_normal(r, each[i]),
			    l->no);
	return true;
}

static bool
bpdu_block(struct junos *r, const struct line *l)
{
	const char *const *each;
	size_t n;

	if (!line_is(l,
	        "protocols layer2-control bpdu-block interface * ...")) {
		view_pass_line(r->v, l);
		return true;
	}
	if (str_eq(line_word(l, 4), "all")) {
		view_pass_line(r->v, l);
		return true;
	}
	each = junos_interfaces_of(r, line_word(l, 4), &n);
	for (size_t i = 0; i < n; i++) {
		struct port *p = junos_port_of(r, each[i], l->no);

		if (line_is(l, "* * * * * drop")) {
			p->no_stp = true;
			p->no_stp_line = l->no;
		} else if (line_is(l, "* * * * * disable")) {
			p->unguarded_line = l->no;
		} else {
			p->guard = true;
			p->guard_line = l->no;
		}
	}
	return true;
}

/* who is let in only after a word with another server */
static bool
dot1x(struct junos *r, const struct line *l)
{
	const char *const *each;
	size_t n;

	view_pass_line(r->v, l);
	if (!line_is(l, "protocols dot1x authenticator interface * ..."))
		return true;
	each = junos_interfaces_of(r, line_word(l, 4), &n);
	for (size_t i = 0; i < n && !str_eq(line_word(l, 4), "all"); i++)
		view_filter(junos_port_of(r, each[i], l->no),
		    line_rest(r->a, l, 1), l->no);
	if (str_eq(line_word(l, 4), "all"))
		view_filter_of(r->v, "switch", line_rest(r->a, l, 1), l->no);
	return true;
}

/* an interface of a protocol must be one: the view has no place for more */
static void
named(struct junos *r, const struct line *l, size_t i)
{
	const char *name = line_word(l, i);
	const char *const *each;
	size_t n;

	if (!line_word_eq(line_word(l, i - 1), "interface") ||
	    str_eq(name, "all") || strpbrk(name, "*<["))
		return;
	each = junos_interfaces_of(r, name, &n);
	for (size_t k = 0; k < n; k++) {
		enum port_kind kind = ports_kind_of(junos_normal(r, each[k]));

		if (kind == PORT_PLAIN || kind == PORT_LAG) {
			struct port *p = junos_port_of(r, each[k], l->no);

			if (line_is(l, "protocols lldp interface * disable"))
				p->no_lldp_line = l->no;
		}
	}
}

void
junos_lldp_off(struct view *v, int line)
{
	view_say(v, "switch", "LLDP", "off", line);
	view_notice(v, "bad-value", line,
	    "LLDP is off: cables can't be checked by its neighbours");
}

bool
junos_protocols(struct junos *r, const struct line *l)
{
	static const char *const trees[] = { "protocols rstp ...",
		"protocols mstp ...", "protocols vstp ...", "protocols stp ...",
		NULL };
	static const char *const quiet[] = { "protocols lldp ...",
		"protocols lldp-med ...", "protocols dcbx ...",
		"protocols igmp-snooping ...", "protocols mld-snooping ...",
		"protocols sflow ...", "protocols mvrp ...",
		"protocols oam ...", "protocols l2-learning ...",
		"protocols loop-detect ...", "protocols lacp ...",
		"protocols neighbor-discovery ...",
		"protocols router-advertisement ...",
		"protocols layer2-control ...",
		"protocols protection-group ...",
		"protocols router-discovery ...", "protocols ptp ...",
		"protocols vrrp ...", NULL };

	if (line_any(l, trees))
		return tree(r, l);
	if (line_is(l, "protocols iccp ..."))
		return iccp(r, l);
	if (line_is(l, "protocols uplink-failure-detection ..."))
		return uplinks(r, l);
	if (line_is(l, "protocols dot1x ..."))
		return dot1x(r, l);
	if (line_is(l, "protocols layer2-control bpdu-block ..."))
		return bpdu_block(r, l);
	if (line_is(l, "protocols lldp disable")) {
		junos_lldp_off(r->v, l->no);
		return true;
	}
	if (line_is(l, "protocols lldp interface * ...") ||
	    line_is(l, "protocols dcbx interface * ..."))
		named(r, l, 3);
	if (line_any(l, quiet)) {
		view_pass_line(r->v, l);
	} else {
		struct stanza s = { .head = *l };

		view_skip(r->v, &s);
	}
	return true;
}
