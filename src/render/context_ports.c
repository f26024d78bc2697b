/*
 * A switch's ports, LAGs and VLANs as its templates want them: by port and by
 * VLAN, the multi-chassis domain's own link apart from all others.
 */
#include "render/context_make.h"

#include <string.h>

#include "base/ip.h"
#include "render/device_text.h"

static bool
has(const int *list, size_t n, int v)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == v)
			return true;
	return false;
}

/* the domain's own link, which no VLAN, no spanning tree and on some systems
 * no LAG is configured on */
static bool
is_domain_link(const struct context_ctx *m, size_t lag)
{
	return lag != NONE && m->s->domain != 0 &&
	    m->g->lag[lag].purpose == LAG_PEER;
}

bool
context_port_is_slowed(const struct dswitch *s, const struct dport *p)
{
	/* unused ones of a group at another speed too */
	return design_port_is_whole(p) && p->parent == NONE &&
	    p->speed_bps != GBPS &&
	    p->speed_bps != s->model->block[p->block].speed_bps;
}

bool
context_port_is_gigabit(const struct dswitch *s, const struct dport *p)
{
	return design_port_is_whole(p) && p->speed_bps == GBPS &&
	    s->model->block[p->block].media != MEDIA_10GT;
}

static const char *
port_kind(const struct context_ctx *m, const struct dport *p)
{
	if (p->role == PORT_UNUSED)
		return "spare";
	if (p->role == PORT_MANAGE)
		return "manage";
	if (is_domain_link(m, p->lag))
		return "peer";
	if (p->lag != NONE)
		return "member";
	/* nothing to carry: better shut than in the default VLAN */
	return p->ntagged == 0 && p->untagged == 0 ? "spare" : "host";
}

static bool
is_host(const struct context_ctx *m, const struct dport *p)
{
	return design_port_is_whole(p) && strcmp(port_kind(m, p), "host") == 0;
}

static const char *
describe(const struct context_ctx *m, const char *s)
{
	return device_text_plain(m->a, s != NULL ? s : "", m->description_max);
}

/* 10-12,20 with what the platform has between two of them */
static const char *
vlan_list(const struct context_ctx *m, const int *id, size_t n)
{
	const char *between = platform_word(m->p, "between_vlans", ",");
	struct buf b = buf_new(m->a);

	if (n == 0)
		return platform_word(m->p, "no_vlan", "none");
	for (const char *s = str_ranges(m->a, id, n); *s; s++)
		if (*s == ',')
			buf_puts(&b, between);
		else
			buf_putc(&b, *s);
	return b.text;
}

/* tagged and allowed (tagged and untagged) VLANs as range texts */
static void
put_vlans(const struct context_ctx *m, struct value *v, const int *tagged,
    size_t n, int untagged)
{
	int *all = NEW(m->a, int, n + 1);
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		if (untagged != 0 && untagged < tagged[i] &&
		    (k == 0 || all[k - 1] < untagged))
			all[k++] = untagged;
		all[k++] = tagged[i];
	}
	if (untagged != 0 && (k == 0 || all[k - 1] < untagged))
		all[k++] = untagged;
	context_put_bool(m->a, v, "has_tagged", n > 0);
	context_put_text(m->a, v, "tagged", vlan_list(m, tagged, n));
	context_put_text(m->a, v, "allowed", vlan_list(m, all, k));
	context_put_int(m->a, v, "untagged", untagged);
}

/* broadcast taken in, in the three units that systems count it in; frames are
 * of 512 bytes, and 20 more on the wire */
static void
put_storm(const struct context_ctx *m, struct value *v, const struct dport *p)
{
	int64_t percent =
	    p->role == PORT_HOST ? m->s->protect.storm_percent : 0;

	context_put_bool(m->a, v, "storm", percent > 0);
	context_put_int(m->a, v, "storm_percent", percent);
	context_put_int(m->a, v, "storm_pps",
	    p->speed_bps / 100 * percent / (8 * (512 + 20)));
	context_put_int(m->a, v, "storm_kbps",
	    p->speed_bps / 100 * percent / 1000);
}

/* is the cable a cord with an RJ45, whatever of ours it is plugged into? */
static bool
has_rj45(const struct context_ctx *m, const struct dport *p)
{
	return p->link != NONE &&
	    m->g->link[p->link].cable->kind == CABLE_COPPER;
}

static struct value *
port_value(const struct context_ctx *m, const struct dport *p)
{
	struct value *v = value_map(m->a);
	const struct dlag *l = p->lag != NONE ? &m->g->lag[p->lag] : NULL;

	context_put_text(m->a, v, "name", device_text_plain(m->a, p->name, 64));
	context_put_text(m->a, v, "kind", port_kind(m, p));
	context_put_text(m->a, v, "description", describe(m, p->description));
	context_put_bool(m->a, v, "edge", p->edge);
	context_put_bool(m->a, v, "lossless",
	    p->lossless || (l != NULL && l->lossless));
	context_put_int(m->a, v, "lag", l != NULL ? l->number : 0);
	context_put_bool(m->a, v, "lacp", l != NULL && l->lacp);
	context_put_int(m->a, v, "gbit",
	    p->parent != NONE || context_port_is_slowed(m->s, p) ?
	        p->speed_bps / GBPS :
	        0);
	context_put_bool(m->a, v, "gigabit", context_port_is_gigabit(m->s, p));
	context_put_bool(m->a, v, "rj45", has_rj45(m, p));
	context_put_bool(m->a, v, "whole", p->parent == NONE);
	put_storm(m, v, p);
	put_vlans(m, v, p->tagged, p->ntagged, p->untagged);
	return v;
}

struct value *
context_ports_value(const struct context_ctx *m)
{
	struct value *list = value_list(m->a);

	for (size_t i = 0; i < m->s->nport; i++)
		if (design_port_is_whole(&m->s->port[i]))
			value_push(m->a, list, port_value(m, &m->s->port[i]));
	return list;
}

/*
 * Some models set the speed of ports by group, numbered through all blocks; a
 * block without group size has a group a port.  0: this model does not.
 */
static int64_t
group_of(const struct switch_model *model, const struct dport *p)
{
	int64_t number = 1;
	bool grouped = false;
	size_t size;

	for (size_t i = 0; i < model->nblock; i++) {
		size = model->block[i].group > 1 ? model->block[i].group : 1;
		grouped |= size > 1;
		if (i < p->block)
			number += (int64_t)(model->block[i].count / size);
		if (i == p->block)
			number += (int64_t)(p->index / size);
	}
	return grouped ? number : 0;
}

/* a port that is not as it came: broken out, or slower as a whole */
static struct value *
mode_value(const struct context_ctx *m, const struct dport *p, size_t into,
    int64_t speed_bps)
{
	struct port_name n = device_text_port_name_split(m->a, p->name);
	const struct port_block *b = &m->s->model->block[p->block];
	struct value *v = value_map(m->a);

	context_put_text(m->a, v, "name", device_text_plain(m->a, p->name, 64));
	context_put_text(m->a, v, "path", n.path);
	context_put_int(m->a, v, "unit", n.unit);
	context_put_int(m->a, v, "number", n.number);
	context_put_int(m->a, v, "group", group_of(m->s->model, p));
	context_put_int(m->a, v, "into", (int64_t)into);
	context_put_int(m->a, v, "gbit", speed_bps / GBPS);
	/* a 40G port breaks out in one way, faster ones in several */
	context_put_bool(m->a, v, "several", b->speed_bps > 40000000000);
	context_put_bool(m->a, v, "reload", b->breakout_reload);
	return v;
}

struct value *
context_splits_value(const struct context_ctx *m)
{
	struct value *list = value_list(m->a);

	for (size_t i = 0; i < m->s->nport; i++) {
		const struct dport *p = &m->s->port[i];
		const struct port_block *b = &m->s->model->block[p->block];

		if (p->role == PORT_SPLIT)
			value_push(m->a, list,
			    mode_value(m, p, b->into, p[1].speed_bps));
	}
	return list;
}

struct value *
context_speeds_value(const struct context_ctx *m)
{
	struct value *list = value_list(m->a);

	for (size_t i = 0; i < m->s->nport; i++) {
		const struct dport *p = &m->s->port[i];

		if (context_port_is_slowed(m->s, p) &&
		    m->s->model->block[p->block].group < 2)
			value_push(m->a, list,
			    mode_value(m, p, 1, p->speed_bps));
	}
	return list;
}

struct value *
context_groups_value(const struct context_ctx *m)
{
	struct value *list = value_list(m->a), *v;

	for (size_t i = 0; i < m->s->nport; i++) {
		const struct dport *p = &m->s->port[i];
		size_t size = m->s->model->block[p->block].group;

		if (size < 2 || p->index % size != 0 ||
		    !context_port_is_slowed(m->s, p))
			continue;
		v = value_map(m->a);
		context_put_int(m->a, v, "number", group_of(m->s->model, p));
		context_put_int(m->a, v, "ports", (int64_t)size);
		context_put_int(m->a, v, "gbit", p->speed_bps / GBPS);
		value_push(m->a, list, v);
	}
	return list;
}

struct value *
context_own_groups_value(const struct context_ctx *m)
{
	struct value *list = value_list(m->a), *v;

	for (size_t i = 0; i < m->s->nport; i++) {
		const struct dport *p = &m->s->port[i];
		size_t size = m->s->model->block[p->block].group;
		struct port_name n;

		if (size < 2 || p->index % size != 0 || p->parent != NONE ||
		    context_port_is_slowed(m->s, p))
			continue;
		n = device_text_port_name_split(m->a, p->name);
		v = value_map(m->a);
		context_put_int(m->a, v, "unit", n.unit);
		context_put_int(m->a, v, "first", n.number);
		context_put_int(m->a, v, "gbit", p->speed_bps / GBPS);
		value_push(m->a, list, v);
	}
	return list;
}

/* names of a LAG's members, as runs or one by one */
static struct value *
members_value(const struct context_ctx *m, const struct dlag *l, bool runs)
{
	const char **name = NEW(m->a, const char *, l->nport + 1);
	struct value *list = value_list(m->a);

	for (size_t i = 0; i < l->nport; i++)
		name[i] =
		    device_text_plain(m->a, m->s->port[l->port[i]].name, 64);
	if (runs)
		return device_text_ranges(m->a, m->range, name, l->nport);
	for (size_t i = 0; i < l->nport; i++)
		value_push(m->a, list, value_text(m->a, name[i]));
	return list;
}

static struct value *
lag_value(const struct context_ctx *m, const struct dlag *l)
{
	struct value *v = value_map(m->a);

	context_put_int(m->a, v, "number", l->number);
	context_put_text(m->a, v, "name", device_text_plain(m->a, l->name, 64));
	context_put_text(m->a, v, "description", describe(m, l->description));
	context_put_text(m->a, v, "purpose",
	    design_lag_purpose_word[l->purpose]);
	context_put_bool(m->a, v, "lacp", l->lacp);
	context_put_int(m->a, v, "mclag", l->mclag);
	context_put_bool(m->a, v, "lossless", l->lossless);
	context_put_bool(m->a, v, "bpdu_filter", l->bpdu_filter);
	context_put_bool(m->a, v, "root_guard",
	    m->s->protect.root_guard && l->purpose == LAG_DOWNLINK);
	context_put_bool(m->a, v, "edge", l->edge);
	put_vlans(m, v, l->tagged, l->ntagged, l->untagged);
	value_set(m->a, v, "members", members_value(m, l, false));
	value_set(m->a, v, "member_ranges", members_value(m, l, true));
	return v;
}

struct value *
context_lags_value(const struct context_ctx *m)
{
	struct value *list = value_list(m->a);

	for (size_t i = 0; i < m->g->nlag; i++)
		if (m->g->lag[i].sw == m->sw && !is_domain_link(m, i))
			value_push(m->a, list, lag_value(m, &m->g->lag[i]));
	return list;
}

struct value *
context_mclag_value(const struct context_ctx *m)
{
	struct value *v = value_map(m->a), *ports = value_list(m->a);
	const struct dswitch *s = m->s,
	                     *peer =
	                         s->pair != NONE ? &m->g->sw[s->pair] : NULL;
	struct dlag none = { .name = "", .description = "" };
	const struct dlag *link = &none;

	for (size_t i = 0; i < m->g->nlag; i++)
		if (m->g->lag[i].sw == m->sw && is_domain_link(m, i))
			link = &m->g->lag[i];
	for (size_t i = 0; i < link->nport; i++)
		value_push(m->a, ports, port_value(m, &s->port[link->port[i]]));
	context_put_bool(m->a, v, "used", s->domain != 0);
	context_put_int(m->a, v, "domain", s->domain);
	context_put_int(m->a, v, "unit_id", s->unit_id);
	context_put_int(m->a, v, "priority", s->role_priority);
	context_put_text(m->a, v, "system_mac",
	    device_text_word(m->a,
	        s->system_mac != NULL ? s->system_mac : "none"));
	context_put_text(m->a, v, "peer",
	    peer != NULL ? device_text_word(m->a, peer->name) : "");
	context_put_bool(m->a, v, "has_backup",
	    s->domain != 0 && peer != NULL && peer->oob_address != 0);
	context_put_text(m->a, v, "backup",
	    peer != NULL ? ip_text(m->a, peer->oob_address) : "");
	value_set(m->a, v, "link", lag_value(m, link));
	value_set(m->a, v, "ports", ports);
	return v;
}

/* the ports and LAGs a VLAN is on, as runs */
static struct value *
vlan_members(const struct context_ctx *m, int vlan, bool tagged)
{
	const char **name =
	    NEW(m->a, const char *, m->s->nport + m->g->nlag + 1);
	size_t n = 0;

	for (size_t i = 0; i < m->s->nport; i++) {
		const struct dport *p = &m->s->port[i];

		if (is_host(m, p) &&
		    (tagged ? has(p->tagged, p->ntagged, vlan) :
		              p->untagged == vlan))
			name[n++] = device_text_plain(m->a, p->name, 64);
	}
	for (size_t i = 0; i < m->g->nlag; i++) {
		const struct dlag *l = &m->g->lag[i];

		if (l->sw == m->sw && !is_domain_link(m, i) &&
		    (tagged ? has(l->tagged, l->ntagged, vlan) :
		              l->untagged == vlan))
			name[n++] = device_text_plain(m->a, l->name, 64);
	}
	return device_text_ranges(m->a, m->range, name, n);
}

/* the network's name, cut so that it stays unique */
static const char *
vlan_name(const struct context_ctx *m, int vlan)
{
	size_t max = (size_t)platform_word_int(m->p, "vlan_name_max", 32), i;

	for (i = 0; i < m->g->nnet; i++) {
		const struct dnet *n = &m->g->net[i];

		if (!n->carried || n->net->vlan != vlan)
			continue;
		if (strlen(n->net->name) <= max)
			return device_text_word(m->a, n->net->name);
		return str_fmt(m->a, "%s-%d",
		    device_text_word(m->a,
		        str_dup(m->a, n->net->name, max - 5)),
		    vlan);
	}
	return str_fmt(m->a, "vlan%d", vlan);
}

/* does the domain's own LAG carry it?  Paths that never meet are on no LAG of
 * both */
static bool
on_peer_link(const struct context_ctx *m, int vlan)
{
	for (size_t i = 0; i < m->g->nlag; i++) {
		const struct dlag *l = &m->g->lag[i];

		if (l->sw != m->sw || !is_domain_link(m, i))
			continue;
		for (size_t k = 0; k < l->ntagged; k++)
			if (l->tagged[k] == vlan)
				return true;
	}
	return false;
}

struct value *
context_vlans_value(const struct context_ctx *m)
{
	struct value *list = value_list(m->a);

	for (size_t i = 0; i < m->s->nvlan; i++) {
		struct value *v = value_map(m->a);
		int id = m->s->vlan[i];

		context_put_int(m->a, v, "id", id);
		context_put_text(m->a, v, "name", vlan_name(m, id));
		value_set(m->a, v, "tagged", vlan_members(m, id, true));
		value_set(m->a, v, "untagged", vlan_members(m, id, false));
		context_put_bool(m->a, v, "peer", on_peer_link(m, id));
		value_push(m->a, list, v);
	}
	return list;
}

static void
put_membership(const struct context_ctx *m, struct value *list, int vlan,
    const char *name, bool tagged)
{
	struct value *v = value_map(m->a);

	context_put_int(m->a, v, "vlan", vlan);
	context_put_text(m->a, v, "name", device_text_plain(m->a, name, 64));
	context_put_bool(m->a, v, "tagged", tagged);
	value_push(m->a, list, v);
}

/* a VLAN and a port or LAG in it, one by one, for platforms without runs */
struct value *
context_memberships_value(const struct context_ctx *m)
{
	struct value *list = value_list(m->a);
	size_t k;

	for (size_t i = 0; i < m->s->nport; i++) {
		const struct dport *p = &m->s->port[i];

		for (k = 0; is_host(m, p) && k < p->ntagged; k++)
			put_membership(m, list, p->tagged[k], p->name, true);
		if (is_host(m, p) && p->untagged != 0)
			put_membership(m, list, p->untagged, p->name, false);
	}
	for (size_t i = 0; i < m->g->nlag; i++) {
		const struct dlag *l = &m->g->lag[i];

		for (k = 0;
		     l->sw == m->sw && !is_domain_link(m, i) && k < l->ntagged;
		     k++)
			put_membership(m, list, l->tagged[k], l->name, true);
		if (l->sw == m->sw && l->untagged != 0)
			put_membership(m, list, l->untagged, l->name, false);
	}
	return list;
}

/* the followers in groups of as many as one may have, one by one */
static struct value *
ufd_groups(const struct context_ctx *m, const char *const *name, size_t n)
{
	int64_t most = platform_word_int(m->p, "ufd_group", 1000);
	struct value *list = value_list(m->a), *g = NULL, *ports = NULL;

	if (most < 1)
		most = 1;
	for (size_t i = 0; i < n; i++) {
		if (i % (size_t)most == 0) {
			g = value_map(m->a);
			ports = value_list(m->a);
			context_put_int(m->a, g, "number",
			    (int64_t)i / most + 1);
			value_set(m->a, g, "ports", ports);
			value_push(m->a, list, g);
		}
		value_push(m->a, ports, value_text(m->a, name[i]));
	}
	return list;
}

struct value *
context_ufd_value(const struct context_ctx *m)
{
	struct value *v = value_map(m->a);
	const char **name = NEW(m->a, const char *, m->s->nport + 1);
	const char *up = "";
	size_t n = 0;

	for (size_t i = 0; i < m->s->nport; i++)
		if (is_host(m, &m->s->port[i]))
			name[n++] =
			    device_text_plain(m->a, m->s->port[i].name, 64);
	if (m->s->ufd && m->s->uplink_lag != NONE)
		up = device_text_plain(m->a, m->g->lag[m->s->uplink_lag].name,
		    64);
	context_put_bool(m->a, v, "used", up[0] != '\0' && n > 0);
	context_put_text(m->a, v, "upstream", up);
	value_set(m->a, v, "downstream",
	    device_text_ranges(m->a, m->range, name, n));
	value_set(m->a, v, "groups", ufd_groups(m, name, n));
	return v;
}
