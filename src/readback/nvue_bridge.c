/* NVUE: the bridge, the MLAG domain, link tracking. */
#include <ctype.h>
#include <string.h>

#include "base/ip.h"
#include "base/str.h"
#include "readback/nvue_read.h"

static void
reserved(struct nvue_reading *r, const struct nvue_node *list)
{
	const struct nvue_node *w = nvue_value_of(r, &r->t.root,
	    "system global reserved vlan internal range");
	const char *range = w ? w->word : "3725-3999";
	bool peer = nvue_of(r, &r->t.root, "interface peerlink") ||
	    nvue_of(r, &r->t.root, "interface peerlink.4094");
	struct vlan_set own = { 0 };
	int id;

	if (!vlan_set_parse(range, &own)) {
		view_notice(r->v, "bad-value", w ? w->line : 0,
		    "not a range of VLANs: %.40s", range);
		own = (struct vlan_set){ 0 };
	}
	if (peer)
		vlan_set_add(&own, NVUE_PEER_LINK);
	for (id = vlan_set_next(list->ids, 0); id;
	     id = vlan_set_next(list->ids, id))
		if (vlan_set_has(&own, id)) {
			view_notice(r->v, "bad-value", list->line,
			    "VLAN %d is the switch's own", id);
			break;
		}
}

void
nvue_bridge(struct nvue_reading *r)
{
	const struct nvue_node *of = nvue_of(r, &r->t.root, "bridge domain"),
	                       *w, *b;
	struct view *v = r->v;
	long n;

	r->own_untagged = 1;
	b = nvue_of(r, of, "br_default");
	if (!b)
		b = nvue_first(of);
	if (!b)
		return;
	w = nvue_of(r, b, "vlan");
	if (w && w->ids) {
		view_vlans(v, w->ids, w->line);
		reserved(r, w);
	}
	w = nvue_value_of(r, b, "untagged");
	if (w && str_eq(w->word, "none"))
		r->own_untagged = 0;
	else if (w && (n = nvue_number(r, w, 1, VLAN_MAX)) > 0)
		r->own_untagged = (int)n;
	/* on without a word */
	w = nvue_value_of(r, b, "stp mode");
	v->stp = "rstp";
	v->stp_line = w ? w->line : b->from;
	if (w && (str_eq(w->word, "pvrst") || str_eq(w->word, "pvrst+")))
		v->stp = "rapid-pvst";
	else if (w && !str_eq(w->word, "rstp"))
		view_notice(v, "bad-value", w->line,
		    "a spanning tree is rstp or pvrst: %.40s", w->word);
	w = nvue_value_of(r, b, "stp priority");
	n = nvue_number(r, w, 0, 61440);
	if (n >= 0) {
		v->stp_priority = n;
		v->stp_priority_line = w->line;
	}
	w = nvue_value_of(r, b, "stp state");
	if (!nvue_flag(r, w, true)) {
		v->stp = NULL;
		v->stp_line = 0;
		v->stp_off_line = w->line;
	}
}

static void
backup(struct nvue_reading *r, const struct nvue_node *of)
{
	const struct nvue_node *w = nvue_first(of), *vrf;
	struct domain *o = &r->v->domain;

	if (!w)
		return;
	o->backup_line = w->line;
	o->has_backup = ip_parse(w->word, &o->backup);
	if (!o->has_backup)
		view_notice(r->v, "bad-value", w->line, "not an address: %.40s",
		    w->word);
	vrf = nvue_value_of(r, w, "vrf");
	if (vrf && !str_eq(vrf->word, "default"))
		o->backup_vrf = vrf->word;
}

/* it has no name: its MAC address identifies it, or where that is made by
 * itself the lower of the two addresses that its peers have */
static const char *
domain_id(struct nvue_reading *r)
{
	const struct domain *o = &r->v->domain;
	const struct port *mgmt = view_find(r->v, "ma0");
	uint32_t ip = o->backup;
	char *low;

	if (!o->mac && !o->has_backup)
		return "mlag";
	if (!o->mac) {
		if (mgmt && mgmt->has_ip && mgmt->ip < ip)
			ip = mgmt->ip;
		return str_fmt(r->a, "mlag of %s", ip_text(r->a, ip));
	}
	low = str_dup(r->a, o->mac, strlen(o->mac));
	for (char *p = low; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return low;
}

/* where nothing answers, the peers never form a pair */
static void
peer_ip(struct nvue_reading *r, const struct nvue_node *m,
    const struct nvue_node *w)
{
	const struct nvue_node *own =
	    nvue_of(r, &r->t.root, "interface peerlink.4094");

	if (m && !w)
		view_notice(r->v, "half-set", m->from,
		    "mlag has no peer-ip: the peers don't find each other");
	else if (w && !str_eq(w->word, "linklocal") &&
	    !nvue_of(r, own, "ip address") && !nvue_of(r, own, "ipv4 address"))
		view_notice(r->v, "half-set", w->line,
		    "the peer is at %.40s, and peerlink.4094 has no address to "
		    "reach it from",
		    w->word);
}

void
nvue_domain(struct nvue_reading *r)
{
	const struct nvue_node *m = nvue_of(r, &r->t.root, "mlag"), *w;
	const struct nvue_node *link =
	    nvue_of(r, &r->t.root, "interface peerlink");
	struct domain *o = &r->v->domain;
	uint32_t ip;

	w = m ? m : link;
	if (!w)
		return;
	o->line = o->id_line = w->from;
	if (m && !nvue_state(r, m, true))
		o->down_line = m->line;
	if (link) {
		o->peer_link = str_fmt(r->a, "po%d", NVUE_PEER_LINK);
		o->peer_link_line = link->from;
	}
	w = nvue_value_of(r, m, "mac-address");
	if (w && !str_eq(w->word, "auto")) {
		o->mac = w->word;
		o->mac_line = w->line;
	}
	w = nvue_value_of(r, m, "priority");
	o->priority = nvue_number(r, w, 0, 65535);
	o->priority_line = w ? w->line : 0;
	w = nvue_value_of(r, m, "init-delay");
	o->wait_lags = nvue_number(r, w, 0, 9000);
	o->wait_line = w ? w->line : 0;
	if (w && o->wait_lags == 0)
		view_notice(r->v, "half-set", w->line,
		    "bonds come up before the peers have spoken: no "
		    "init-delay");
	w = nvue_value_of(r, m, "peer-ip");
	peer_ip(r, m, w);
	if (w && !str_eq(w->word, "linklocal") && !strchr(w->word, ':') &&
	    !ip_parse(w->word, &ip))
		view_notice(r->v, "bad-value", w->line,
		    "the peer must be linklocal or an address: %.40s", w->word);
	backup(r, nvue_of(r, m, "backup"));
	o->id = domain_id(r);
}

/* the watched ports are a LAG's, all of them: it is the LAG that is watched */
static const char *
watched_lag(struct nvue_reading *r, const struct nvue_node *of,
    const char *name)
{
	const struct port *p = view_find(r->v, name);
	const struct port *lag = p ? view_lag_of(r->v, p) : NULL;
	size_t n = 0;

	if (!lag)
		return NULL;
	for (const struct nvue_node *w = nvue_first(of); w; w = nvue_next(w)) {
		const char *one = nvue_normal(r, w->word);
		const struct port *q = one ? view_find(r->v, one) : NULL;

		n += q && view_lag_of(r->v, q) == lag;
	}
	return n == view_members(r->v, lag) ? lag->name : NULL;
}

static void
watched(struct nvue_reading *r, struct group *g, const struct nvue_node *of)
{
	for (const struct nvue_node *w = nvue_first(of); w; w = nvue_next(w)) {
		const char *name = nvue_normal(r, w->word), *lag;

		if (!name || ports_kind_of(name) != PORT_PLAIN) {
			view_notice(r->v, "bad-value", w->line,
			    "%.40s can't be monitored, only a port of the "
			    "switch can",
			    w->word);
			continue;
		}
		lag = g->least <= 1 ? watched_lag(r, of, name) : NULL;
		view_group_up(r->v, g, lag ? lag : name, w->line);
	}
}

void
nvue_link_tracking(struct nvue_reading *r)
{
	const struct nvue_node *lt =
	    nvue_of(r, &r->t.root, "system link-tracking");
	const struct nvue_node *of = nvue_of(r, lt, "group"), *w;
	struct view *v = r->v;
	bool on = nvue_state(r, lt, false);

	for (const struct nvue_node *x = nvue_first(of); x; x = nvue_next(x)) {
		struct group *g = view_group(v, x->word, x->from);

		w = nvue_value_of(r, x, "min-links");
		g->least = nvue_number(r, w, 1, 64);
		g->least_line = w ? w->line : 0;
		g->least = g->least > 0 ? g->least : 1;
		w = nvue_value_of(r, x, "state-change-action");
		g->off = !on ||
		    (w && !str_eq(w->word, "protodown-target-interface"));
		if (r->t.release && r->t.release < 518)
			view_notice(v, "bad-value", x->from,
			    "link tracking exists from 5.18 on, and this is "
			    "%ld.%ld",
			    r->t.release / 100, r->t.release % 100);
		if (strlen(x->word) > 16)
			view_notice(v, "bad-value", x->line,
			    "the name of a group has at most 16 characters: "
			    "%.40s",
			    x->word);
		watched(r, g, nvue_of(r, x, "watch-interface"));
	}
	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i];
		bool there = false;

		if (!p->group)
			continue;
		for (size_t k = 0; k < v->ngroup; k++)
			there = there || str_eq(v->group[k].id, p->group);
		if (there)
			view_group_down(v, view_group(v, p->group, p->line),
			    p->name, p->line);
		else
			view_notice(v, "bad-value", p->line,
			    "%s follows group %.40s, which is not defined",
			    p->name, p->group);
	}
}
