#include "readback/compare.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/ip.h"
#include "base/str.h"

struct compare {
	struct arena *a;
	const struct view *x, *y; /* designed, running */
	struct view_diffs *out;
	const char *where;
	int x_line, y_line; /* where a finding without a line of its own is */
};

static const char *
named(const char *s)
{
	return s && *s ? s : "none";
}

static void
differ(struct compare *c, bool error, const char *what, const char *x,
    const char *y, int x_line, int y_line)
{
	struct view_diff d = { .where = c->where,
		.what = what,
		.designed = named(x),
		.running = named(y),
		.designed_line = x_line ? x_line : c->x_line,
		.line = y_line ? y_line : c->y_line,
		.error = error };

	c->out->errors += error;
	PUSH(c->a, c->out->item, c->out->n, c->out->cap, d);
}

/* each of these: a difference, unless both are the same */
static void
texts(struct compare *c, bool error, const char *what, const char *x,
    const char *y, int x_line, int y_line)
{
	if (!line_word_eq(named(x), named(y)))
		differ(c, error, what, x, y, x_line, y_line);
}

static void
flags(struct compare *c, bool error, const char *what, bool x, bool y,
    int x_line, int y_line)
{
	if (x != y)
		differ(c, error, what, x ? "on" : "off", y ? "on" : "off",
		    x_line, y_line);
}

static const char *
number(struct compare *c, long n)
{
	return n < 0 ? NULL : str_fmt(c->a, "%ld", n);
}

/* negative: not given */
static void
numbers(struct compare *c, bool error, const char *what, long x, long y,
    int x_line, int y_line)
{
	if (x != y && (x >= 0 || y >= 0))
		differ(c, error, what, number(c, x), number(c, y), x_line,
		    y_line);
}

static void
addresses(struct compare *c, const char *what, bool has_x, uint32_t x,
    bool has_y, uint32_t y, int x_line, int y_line)
{
	if (has_x != has_y || (has_x && x != y))
		differ(c, true, what, has_x ? ip_text(c->a, x) : NULL,
		    has_y ? ip_text(c->a, y) : NULL, x_line, y_line);
}

/* ---- ports ---- */

/* the VLANs a port takes tagged, of those that exist */
static struct vlan_set
tagged(const struct view *v, const struct port *p)
{
	struct vlan_set s = p->all_vlans ? v->vlans : p->tagged;

	if (!p->switched)
		s = (struct vlan_set){ 0 };
	for (int i = 0; i < 64; i++)
		s.bit[i] &= v->vlans.bit[i];
	if (p->untagged && p->switched) {
		struct vlan_set one = { 0 };

		vlan_set_add(&one, p->untagged);
		vlan_set_cut(&s, &one);
	}
	return s;
}

static void
vlans(struct compare *c, const struct port *p, const struct port *q)
{
	struct vlan_set x = tagged(c->x, p), y = tagged(c->y, q);
	int x_line = p->list_line ? p->list_line : p->mode_line;
	int y_line = q->list_line ? q->list_line : q->mode_line;

	flags(c, true, "layer 2", p->switched, q->switched,
	    p->switched_line ? p->switched_line : p->unswitched_line,
	    q->switched_line ? q->switched_line : q->unswitched_line);
	if (!vlan_set_eq(&x, &y))
		differ(c, true, "tagged VLANs", vlan_set_text(c->a, &x),
		    vlan_set_text(c->a, &y), x_line, y_line);
	if ((p->switched || q->switched) && p->untagged != q->untagged)
		numbers(c, true, "untagged VLAN",
		    p->switched && p->untagged ? p->untagged : -1,
		    q->switched && q->untagged ? q->untagged : -1,
		    p->untagged_line, q->untagged_line);
	texts(c, true, "trunk group", p->trunk_group, q->trunk_group, x_line,
	    y_line);
}

static const char *
priorities(struct compare *c, uint8_t prios)
{
	struct buf b = buf_new(c->a);

	for (int i = 0; i < 8; i++)
		if (prios >> i & 1)
			buf_printf(&b, "%s%d", b.len ? "," : "", i);
	return b.len ? b.text : NULL;
}

static const char *
storm_text(struct compare *c, const struct storm *s)
{
	static const char *const unit[] = { "", "millionths", "frames/s",
		"kbit/s" };

	return s->unit == STORM_NONE ?
	    NULL :
	    str_fmt(c->a, "%ld %s", s->level, unit[s->unit]);
}

/* priorities of which frames are marked */
static void
marks(struct compare *c, const struct port *p, const struct port *q)
{
	texts(c, true, "ECN", priorities(c, p->ecn), priorities(c, q->ecn),
	    p->dcb_line, q->dcb_line);
}

static void
protection(struct compare *c, const struct port *p, const struct port *q)
{
	/* a limit where none is designed takes nothing from anybody, nor does
	 * the guard of a port that no bridge is at */
	if (p->storm.unit != STORM_NONE)
		texts(c, true, "storm control", storm_text(c, &p->storm),
		    storm_text(c, &q->storm), p->storm.line, q->storm.line);
	if (p->root_guard_line || !q->edge)
		flags(c, true, "root guard", p->root_guard_line != 0,
		    q->root_guard_line != 0, p->root_guard_line,
		    q->root_guard_line);
}

/* what a list lets in, in its order; NULL: anybody */
static const char *
access_text(struct compare *c, const struct view *v, const char *name)
{
	struct buf b = buf_new(c->a);

	for (size_t i = 0; name && i < v->naccess; i++)
		for (size_t k = 0;
		     k < v->access[i].n && str_eq(v->access[i].name, name);
		     k++) {
			const struct access_entry *e = &v->access[i].entry[k];

			buf_printf(&b, "%s%s%s/%d", b.len ? ", " : "",
			    e->permit ? "" : "not ", ip_text(c->a, e->base),
			    e->prefix);
		}
	return b.len ? b.text : NULL;
}

static void
lossless(struct compare *c, const struct port *p, const struct port *q)
{
	int x_line = p->pfc_line ? p->pfc_line : p->dcb_line;
	int y_line = q->pfc_line ? q->pfc_line : q->dcb_line;

	if (p->pfc != q->pfc)
		differ(c, true, "lossless priorities", priorities(c, p->pfc),
		    priorities(c, q->pfc), x_line, y_line);
	else if ((p->pfc_line > 0) != (q->pfc_line > 0) ||
	    (p->dcb_line > 0) != (q->dcb_line > 0))
		differ(c, true, "priority flow control",
		    p->pfc_line && p->dcb_line ? "on" : "in part",
		    q->pfc_line && q->dcb_line ? "on" : "in part", x_line,
		    y_line);
	for (int i = 0; i < 8; i++)
		numbers(c, true, str_fmt(c->a, "queue of priority %d", i),
		    (long)p->queue[i] - 1, (long)q->queue[i] - 1, x_line,
		    y_line);
	texts(c, true, "lossless priorities", p->slip, q->slip, x_line, y_line);
	for (int i = 0; i < 8; i++)
		numbers(c, true,
		    str_fmt(c->a, "bandwidth of priority %d, %%", i),
		    (long)p->share[i] - 1, (long)q->share[i] - 1, x_line,
		    y_line);
	flags(c, true, "link-level flow control",
	    p->flow_line > 0 || (c->x->flow_global && p->kind == PORT_PLAIN),
	    q->flow_line > 0 || (c->y->flow_global && q->kind == PORT_PLAIN),
	    p->flow_line, q->flow_line);
}

static const char *const lacp_name[] = { [LACP_NONE] = "none",
	[LACP_STATIC] = "static",
	[LACP_ACTIVE] = "active",
	[LACP_PASSIVE] = "passive" };

static void
lag(struct compare *c, const struct port *p, const struct port *q)
{
	numbers(c, true, "member of LAG", p->lag ? p->lag : -1,
	    q->lag ? q->lag : -1, p->lag_line, q->lag_line);
	if (p->lag && q->lag)
		texts(c, true, "LACP", lacp_name[p->lacp], lacp_name[q->lacp],
		    p->lag_line, q->lag_line);
	numbers(c, true, "MC-LAG", p->mclag ? p->mclag : -1,
	    q->mclag ? q->mclag : -1, p->mclag_line, q->mclag_line);
	flags(c, true, "peer link", view_is_peer_link(c->x, p),
	    view_is_peer_link(c->y, q), 0, 0);
	numbers(c, true, "minimum links", p->min_links > 1 ? p->min_links : -1,
	    q->min_links > 1 ? q->min_links : -1, p->min_links_line,
	    q->min_links_line);
	flags(c, true, "down with the peer link", p->suspended, q->suspended, 0,
	    0);
}

static bool
is_guarded(const struct view *v, const struct port *p)
{
	return (p->guard || (p->edge && v->guard_global)) && !p->unguarded_line;
}

static void
tree(struct compare *c, const struct port *p, const struct port *q)
{
	flags(c, true, "edge port", p->edge, q->edge, p->edge_line,
	    q->edge_line);
	flags(c, true, "BPDU guard", is_guarded(c->x, p), is_guarded(c->y, q),
	    p->guard_line, q->guard_line);
	flags(c, true, "spanning tree", !p->no_stp, !q->no_stp, p->no_stp_line,
	    q->no_stp_line);
	flags(c, true, "network port", p->network_type, q->network_type, 0, 0);
}

static const char *
address(struct compare *c, const struct port *p)
{
	return p->has_ip ?
	    str_fmt(c->a, "%s/%d", ip_text(c->a, p->ip), p->prefix) :
	    p->dhcp ? "dhcp" :
	              NULL;
}

static void
port(struct compare *c, const struct port *p, const struct port *q)
{
	flags(c, true, "state", p->up, q->up,
	    p->down_line ? p->down_line : p->up_line,
	    q->down_line ? q->down_line : q->up_line);
	if (p->kind == PORT_PLAIN || p->kind == PORT_LAG) {
		if (view_frame(c->x, p) != view_frame(c->y, q))
			numbers(c, true, "maximum frame size",
			    view_frame(c->x, p), view_frame(c->y, q),
			    p->mtu_line, q->mtu_line);
		/* what a member says of its own is not in effect */
		if (!p->lag || !q->lag)
			vlans(c, p, q);
		lag(c, p, q);
		tree(c, p, q);
		lossless(c, p, q);
		protection(c, p, q);
		marks(c, p, q);
		/* a port that is told none may be at the same */
		numbers(c, p->speed_mbps > 0 && q->speed_mbps > 0,
		    "speed, Mbit/s", p->speed_mbps ? p->speed_mbps : -1,
		    q->speed_mbps ? q->speed_mbps : -1, 0, 0);
	} else {
		numbers(c, true, "MTU", p->mtu ? p->mtu : -1,
		    q->mtu ? q->mtu : -1, p->mtu_line, q->mtu_line);
	}
	texts(c, true, "address", address(c, p), address(c, q), p->ip_line,
	    q->ip_line);
	texts(c, true, "VRF", p->vrf, q->vrf, 0, 0);
	texts(c, false, "description", p->desc, q->desc, p->desc_line,
	    q->desc_line);
}

/* a port nobody gave anything to do */
static bool
is_idle(const struct view *v, const struct port *p)
{
	return vlan_set_empty(&p->tagged) && p->untagged <= 1 && !p->lag &&
	    !p->has_ip && !p->dhcp && !p->mclag && !p->edge &&
	    (!p->all_vlans || !p->up) && !view_is_peer_link(v, p);
}

static int
by_name(const void *x, const void *y)
{
	const struct port *const *p = x, *const *q = y;

	return str_natural((*p)->name, (*q)->name);
}

/* stanzas of their own or members and followers of others */
static bool
is_there(const struct port *p)
{
	return p && (p->line || p->ref_line);
}

static void
ports(struct compare *c)
{
	struct port **all =
	    NEW(c->a, struct port *, c->x->nport + c->y->nport + 1);
	size_t n = 0;

	for (size_t i = 0; i < c->x->nport; i++)
		if (is_there(c->x->port[i]))
			all[n++] = c->x->port[i];
	for (size_t i = 0; i < c->y->nport; i++)
		if (is_there(c->y->port[i]) &&
		    !is_there(view_find(c->x, c->y->port[i]->name)))
			all[n++] = c->y->port[i];
	if (n)
		qsort(all, n, sizeof(struct port *), by_name);
	for (size_t i = 0; i < n; i++) {
		const struct port *p = view_find(c->x, all[i]->name);
		const struct port *q = view_find(c->y, all[i]->name);

		c->where = all[i]->name;
		c->x_line = p ? p->line ? p->line : p->ref_line : 0;
		c->y_line = q ? q->line ? q->line : q->ref_line : 0;
		if (is_there(p) && is_there(q))
			port(c, p, q);
		else if (is_there(p) && !is_idle(c->x, p))
			differ(c, true, "the port", "configured", "missing", 0,
			    0);
		else if (is_there(q) && !is_idle(c->y, q))
			differ(c, q->up, "the port", "missing", "configured", 0,
			    0);
	}
	c->x_line = c->y_line = 0;
}

/* ---- the switch ---- */

static void
domain(struct compare *c)
{
	const struct domain *x = &c->x->domain, *y = &c->y->domain;

	c->where = "MC-LAG domain";
	c->x_line = x->line;
	c->y_line = y->line;
	if (!x->line != !y->line) {
		differ(c, true, "the domain", x->line ? x->id : NULL,
		    y->line ? y->id : NULL, x->line, y->line);
		return;
	}
	flags(c, true, "state", !x->down_line, !y->down_line, x->down_line,
	    y->down_line);
	texts(c, true, "id", x->id, y->id, x->id_line, y->id_line);
	texts(c, true, "peer link", x->peer_link, y->peer_link,
	    x->peer_link_line, y->peer_link_line);
	addresses(c, "address of the peer", x->has_backup, x->backup,
	    y->has_backup, y->backup, x->backup_line, y->backup_line);
	addresses(c, "own address", x->has_source, x->source, y->has_source,
	    y->source, x->backup_line, y->backup_line);
	texts(c, true, "VRF of the backup destination", x->backup_vrf,
	    y->backup_vrf, x->backup_line, y->backup_line);
	addresses(c, "heartbeat", x->has_beat, x->beat, y->has_beat, y->beat,
	    x->beat_line, y->beat_line);
	texts(c, true, "VRF of the heartbeat", x->beat_vrf, y->beat_vrf,
	    x->beat_line, y->beat_line);
	numbers(c, true, "MC-LAGs wait, s", x->wait_lags, y->wait_lags,
	    x->wait_line, y->wait_line);
	numbers(c, true, "other ports wait, s", x->wait_others, y->wait_others,
	    x->wait_line, y->wait_line);
	flags(c, true, "recovery without the peer", x->recovers, y->recovers, 0,
	    0);
	numbers(c, true, "unit", x->unit, y->unit, x->unit_line, y->unit_line);
	texts(c, true, "MAC", x->mac, y->mac, x->mac_line, y->mac_line);
	numbers(c, true, "priority", x->priority, y->priority, x->priority_line,
	    y->priority_line);
	flags(c, true, "peer routing", x->peer_routing, y->peer_routing, 0, 0);
	flags(c, true, "keepalive", x->enable_line > 0, y->enable_line > 0,
	    x->enable_line, y->enable_line);
	numbers(c, true, "keepalive interval", x->keepalive, y->keepalive, 0,
	    0);
	numbers(c, true, "session timeout", x->timeout, y->timeout, 0, 0);
	texts(c, true, "interface", x->local_if, y->local_if, 0, 0);
	c->x_line = c->y_line = 0;
}

static int
by_text(const void *x, const void *y)
{
	return str_natural(*(const char *const *)x, *(const char *const *)y);
}

static const char *
joined(struct compare *c, const char *const *name, size_t n)
{
	const char **copy = NEW(c->a, const char *, n + 1);
	struct buf b = buf_new(c->a);

	if (n) {
		memcpy(copy, name, n * sizeof(*copy));
		qsort(copy, n, sizeof(*copy), by_text);
	}
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s%s", i ? "," : "", copy[i]);
	return b.text;
}

static const struct group *
group_of(const struct view *v, const char *id)
{
	for (size_t i = 0; i < v->ngroup; i++)
		if (str_eq(v->group[i].id, id))
			return &v->group[i];
	return NULL;
}

static void
groups(struct compare *c)
{
	for (size_t i = 0; i < c->x->ngroup; i++) {
		const struct group *g = &c->x->group[i];
		const struct group *h = group_of(c->y, g->id);

		c->where = str_fmt(c->a, "uplink group %s", g->id);
		if (!h) {
			differ(c, true, "the group", "configured", NULL,
			    g->line, 0);
			continue;
		}
		c->x_line = g->line;
		c->y_line = h->line;
		texts(c, true, "uplinks", joined(c, g->up, g->nup),
		    joined(c, h->up, h->nup), g->up_line, h->up_line);
		texts(c, true, "followers", joined(c, g->down, g->ndown),
		    joined(c, h->down, h->ndown), g->down_line, h->down_line);
		flags(c, true, "the group", !g->off, !h->off, 0, 0);
		flags(c, true, "all followers go down", !g->partial,
		    !h->partial, 0, 0);
		numbers(c, true, "minimum uplinks",
		    g->least > 1 ? g->least : -1, h->least > 1 ? h->least : -1,
		    g->least_line, h->least_line);
	}
	for (size_t i = 0; i < c->y->ngroup; i++) {
		c->where = str_fmt(c->a, "uplink group %s", c->y->group[i].id);
		if (!group_of(c->x, c->y->group[i].id))
			differ(c, true, "the group", NULL, "configured", 0,
			    c->y->group[i].line);
	}
	c->x_line = c->y_line = 0;
}

static void
names(struct compare *c)
{
	c->where = "VLANs";
	if (!vlan_set_eq(&c->x->vlans, &c->y->vlans))
		differ(c, true, "defined", vlan_set_text(c->a, &c->x->vlans),
		    vlan_set_text(c->a, &c->y->vlans), 0, 0);
	for (size_t i = 0; i < c->x->nvlan; i++) {
		const struct vlan *p = &c->x->vlan[i];
		const struct vlan *q = view_find_vlan(c->y, p->id);

		if (!q)
			continue;
		c->where = str_fmt(c->a, "VLAN %d", p->id);
		texts(c, false, "name", p->name, q->name, p->line, q->line);
		texts(c, true, "trunk group", p->trunk_group, q->trunk_group,
		    p->line, q->line);
	}
}

static const struct named *
def_of(const struct view *v, const struct named *d)
{
	for (size_t i = 0; i < v->ndef; i++)
		if (str_eq(v->def[i].kind, d->kind) &&
		    str_eq(v->def[i].name, d->name))
			return &v->def[i];
	return NULL;
}

/* features, VRFs, maps and policies, by their names */
static void
defs(struct compare *c)
{
	for (size_t i = 0; i < c->x->ndef; i++) {
		const struct named *d = &c->x->def[i];

		c->where = str_fmt(c->a, "%s %s", d->kind, d->name);
		if (!def_of(c->y, d))
			differ(c, true, "it", "there", NULL, d->line, 0);
	}
	for (size_t i = 0; i < c->y->ndef; i++) {
		const struct named *d = &c->y->def[i];

		c->where = str_fmt(c->a, "%s %s", d->kind, d->name);
		if (!def_of(c->x, d) &&
		    !(c->y->traits->features_come &&
		        str_eq(d->kind, "feature")))
			differ(c, true, "it", NULL, "there", 0, d->line);
	}
}

static const struct said *
said_of(const struct view *v, const struct said *s)
{
	for (size_t i = 0; i < v->nsaid; i++)
		if (str_eq(v->said[i].where, s->where) &&
		    str_eq(v->said[i].what, s->what))
			return &v->said[i];
	return NULL;
}

/* what the platform alone has */
static void
own(struct compare *c)
{
	for (size_t i = 0; i < c->x->nsaid; i++) {
		const struct said *s = &c->x->said[i], *t = said_of(c->y, s);

		c->where = s->where;
		texts(c, true, s->what, s->value, t ? t->value : NULL, s->line,
		    t ? t->line : 0);
	}
	for (size_t i = 0; i < c->y->nsaid; i++) {
		const struct said *t = &c->y->said[i];

		c->where = t->where;
		if (!said_of(c->x, t))
			differ(c, true, t->what, NULL, t->value, 0, t->line);
	}
}

static void
region(struct compare *c)
{
	const struct mst *x = &c->x->mst, *y = &c->y->mst;

	texts(c, true, "MST region", x->name, y->name, x->line, y->line);
	numbers(c, true, "MST revision", x->revision, y->revision, x->line,
	    y->line);
	for (size_t i = 0; i < MST_MAX; i++)
		if (!vlan_set_eq(&x->of[i], &y->of[i]))
			differ(c, true, str_fmt(c->a, "MST instance %zu", i),
			    vlan_set_text(c->a, &x->of[i]),
			    vlan_set_text(c->a, &y->of[i]), x->line, y->line);
}

static const char *
servers(struct compare *c, const struct view *v, const char *kind)
{
	const char **s = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < v->nserver; i++)
		if (str_eq(v->server[i].kind, kind))
			PUSH(c->a, s, n, cap, v->server[i].name);
	return n ? joined(c, s, n) : NULL;
}

static bool
has_user(const struct view *v, const struct user *u)
{
	for (size_t i = 0; i < v->nuser; i++)
		if (line_word_eq(v->user[i].name, u->name) &&
		    v->user[i].open == u->open)
			return true;
	return false;
}

static void
users(struct compare *c)
{
	if (c->y->nuser == 0 && c->y->traits->users_unsaid)
		return;
	for (size_t i = 0; i < c->x->nuser; i++)
		if (!has_user(c->y, &c->x->user[i]))
			differ(c, true, "account", c->x->user[i].name, NULL,
			    c->x->user[i].line, 0);
	for (size_t i = 0; i < c->y->nuser; i++)
		if (!has_user(c->x, &c->y->user[i]))
			differ(c, true, "account", NULL, c->y->user[i].name, 0,
			    c->y->user[i].line);
}

/* the same name, with its domain */
static bool
has_domain(const char *x, const char *y)
{
	size_t n = x ? strlen(x) : 0;

	return n && y && strncasecmp(x, y, n) == 0 && y[n] == '.';
}

static void
whole(struct compare *c)
{
	const struct view *x = c->x, *y = c->y;

	c->where = "switch";
	texts(c, !has_domain(x->hostname, y->hostname), "hostname", x->hostname,
	    y->hostname, x->hostname_line, y->hostname_line);
	texts(c, true, "spanning tree", x->stp, y->stp,
	    x->stp ? x->stp_line : x->stp_off_line,
	    y->stp ? y->stp_line : y->stp_off_line);
	numbers(c, true, "bridge priority",
	    x->stp_priority < 0 ? 32768 : x->stp_priority,
	    y->stp_priority < 0 ? 32768 : y->stp_priority, x->stp_priority_line,
	    y->stp_priority_line);
	texts(c, true, "who may log in", access_text(c, x, x->ssh_access),
	    access_text(c, y, y->ssh_access), x->ssh_access_line,
	    y->ssh_access_line);
	texts(c, true, "who may ask by SNMP", access_text(c, x, x->snmp_access),
	    access_text(c, y, y->snmp_access), x->snmp_access_line,
	    y->snmp_access_line);
	flags(c, true, "lossless Ethernet", x->dcb_on, y->dcb_on, x->dcb_line,
	    y->dcb_line);
	addresses(c, "management gateway", x->has_gateway, x->gateway,
	    y->has_gateway, y->gateway, x->gateway_line, y->gateway_line);
	texts(c, true, "management VRF", x->mgmt_vrf, y->mgmt_vrf, 0, 0);
	texts(c, true, "broken-out ports", joined(c, x->quad, x->nquad),
	    joined(c, y->quad, y->nquad), 0, 0);
	texts(c, true, "speeds of port groups",
	    joined(c, x->speed_group, x->nspeed_group),
	    joined(c, y->speed_group, y->nspeed_group), 0, 0);
	flags(c, true, "SSH", x->ssh && !x->ssh_elsewhere,
	    y->ssh && !y->ssh_elsewhere, 0, 0);
	flags(c, true, "telnet", x->telnet_line > 0, y->telnet_line > 0,
	    x->telnet_line, y->telnet_line);
	flags(c, true, "plain HTTP", x->http_line > 0, y->http_line > 0,
	    x->http_line, y->http_line);
	if (!vlan_set_eq(&x->no_stp, &y->no_stp))
		differ(c, true, "VLANs without spanning tree",
		    vlan_set_text(c->a, &x->no_stp),
		    vlan_set_text(c->a, &y->no_stp), 0, 0);
	region(c);
	users(c);
	texts(c, false, "time servers", servers(c, x, "ntp"),
	    servers(c, y, "ntp"), 0, 0);
	texts(c, false, "log servers", servers(c, x, "syslog"),
	    servers(c, y, "syslog"), 0, 0);
	flags(c, false, "SNMP", x->snmp, y->snmp, x->community_line,
	    y->community_line);
	texts(c, false, "SNMP community", x->community, y->community,
	    x->community_line, y->community_line);
}

void
view_compare(struct arena *a, const struct view *designed,
    const struct view *running, struct view_diffs *out)
{
	struct compare c = { .a = a, .x = designed, .y = running, .out = out };

	*out = (struct view_diffs){ 0 };
	out->not_compared = running->not_understood + running->nskipped;
	whole(&c);
	domain(&c);
	groups(&c);
	names(&c);
	defs(&c);
	own(&c);
	ports(&c);
}
