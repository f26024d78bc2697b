/*
 * What two readings of one switch differ in: the switch itself.
 */
#include "readback/compare_parts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/ip.h"
#include "base/str.h"

/* "none" for nothing */
static const char *
compare_named(const char *s)
{
	return s && *s ? s : "none";
}

void
compare_differ(struct compare *c, bool error, const char *what, const char *x,
    const char *y, int x_line, int y_line)
{
	struct view_diff d = { .where = c->where,
		.what = what,
		.designed = compare_named(x),
		.running = compare_named(y),
		.designed_line = x_line ? x_line : c->x_line,
		.line = y_line ? y_line : c->y_line,
		.error = error };

	c->out->errors += error;
	PUSH(c->a, c->out->item, c->out->n, c->out->cap, d);
}

/* each of these: a difference, unless both are the same */
void
compare_texts(struct compare *c, bool error, const char *what, const char *x,
    const char *y, int x_line, int y_line)
{
	if (!line_word_eq(compare_named(x), compare_named(y)))
		compare_differ(c, error, what, x, y, x_line, y_line);
}

void
compare_flags(struct compare *c, bool error, const char *what, bool x, bool y,
    int x_line, int y_line)
{
	if (x != y)
		compare_differ(c, error, what, x ? "on" : "off",
		    y ? "on" : "off", x_line, y_line);
}

static const char *
number(struct compare *c, long n)
{
	return n < 0 ? NULL : str_fmt(c->a, "%ld", n);
}

/* negative: not given */
void
compare_numbers(struct compare *c, bool error, const char *what, long x, long y,
    int x_line, int y_line)
{
	if (x != y && (x >= 0 || y >= 0))
		compare_differ(c, error, what, number(c, x), number(c, y),
		    x_line, y_line);
}

static void
compare_addresses(struct compare *c, const char *what, bool has_x, uint32_t x,
    bool has_y, uint32_t y, int x_line, int y_line)
{
	if (has_x != has_y || (has_x && x != y))
		compare_differ(c, true, what, has_x ? ip_text(c->a, x) : NULL,
		    has_y ? ip_text(c->a, y) : NULL, x_line, y_line);
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

			/* what comes behind it is never reached */
			if (e->prefix == 0) {
				buf_printf(&b, "%s%s", b.len ? ", " : "",
				    e->permit     ? "anybody" :
				        b.len > 0 ? "nobody else" :
				                    "nobody");
				return b.text;
			}
			buf_printf(&b, "%s%s%s/%d", b.len ? ", " : "",
			    e->permit ? "" : "not ", ip_text(c->a, e->base),
			    e->prefix);
		}
	return b.len ? b.text : NULL;
}

static void
domain(struct compare *c)
{
	const struct domain *x = &c->x->domain, *y = &c->y->domain;

	c->where = "MC-LAG domain";
	c->x_line = x->line;
	c->y_line = y->line;
	if (!x->line != !y->line) {
		compare_differ(c, true, "the domain", x->line ? x->id : NULL,
		    y->line ? y->id : NULL, x->line, y->line);
		return;
	}
	compare_flags(c, true, "state", !x->down_line, !y->down_line,
	    x->down_line, y->down_line);
	compare_texts(c, true, "id", x->id, y->id, x->id_line, y->id_line);
	compare_texts(c, true, "peer link", x->peer_link, y->peer_link,
	    x->peer_link_line, y->peer_link_line);
	compare_addresses(c, "address of the peer", x->has_backup, x->backup,
	    y->has_backup, y->backup, x->backup_line, y->backup_line);
	compare_addresses(c, "own address", x->has_source, x->source,
	    y->has_source, y->source, x->backup_line, y->backup_line);
	compare_texts(c, true, "VRF of the backup destination", x->backup_vrf,
	    y->backup_vrf, x->backup_line, y->backup_line);
	compare_addresses(c, "heartbeat", x->has_beat, x->beat, y->has_beat,
	    y->beat, x->beat_line, y->beat_line);
	compare_texts(c, true, "VRF of the heartbeat", x->beat_vrf, y->beat_vrf,
	    x->beat_line, y->beat_line);
	compare_numbers(c, true, "MC-LAGs wait, s", x->wait_lags, y->wait_lags,
	    x->wait_line, y->wait_line);
	compare_numbers(c, true, "other ports wait, s", x->wait_others,
	    y->wait_others, x->wait_line, y->wait_line);
	compare_flags(c, true, "recovery without the peer", x->recovers,
	    y->recovers, 0, 0);
	compare_numbers(c, true, "unit", x->unit, y->unit, x->unit_line,
	    y->unit_line);
	compare_texts(c, true, "MAC", x->mac, y->mac, x->mac_line, y->mac_line);
	compare_numbers(c, true, "priority", x->priority, y->priority,
	    x->priority_line, y->priority_line);
	compare_flags(c, true, "peer routing", x->peer_routing, y->peer_routing,
	    0, 0);
	compare_flags(c, true, "keepalive", x->enable_line > 0,
	    y->enable_line > 0, x->enable_line, y->enable_line);
	compare_numbers(c, true, "keepalive interval", x->keepalive,
	    y->keepalive, 0, 0);
	compare_numbers(c, true, "session timeout", x->timeout, y->timeout, 0,
	    0);
	compare_texts(c, true, "interface", x->local_if, y->local_if, 0, 0);
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
			compare_differ(c, true, "the group", "configured", NULL,
			    g->line, 0);
			continue;
		}
		c->x_line = g->line;
		c->y_line = h->line;
		compare_texts(c, true, "uplinks", joined(c, g->up, g->nup),
		    joined(c, h->up, h->nup), g->up_line, h->up_line);
		compare_texts(c, true, "followers",
		    joined(c, g->down, g->ndown), joined(c, h->down, h->ndown),
		    g->down_line, h->down_line);
		compare_flags(c, true, "the group", !g->off, !h->off, 0, 0);
		compare_flags(c, true, "all followers go down", !g->partial,
		    !h->partial, 0, 0);
		compare_numbers(c, true, "minimum uplinks",
		    g->least > 1 ? g->least : -1, h->least > 1 ? h->least : -1,
		    g->least_line, h->least_line);
	}
	for (size_t i = 0; i < c->y->ngroup; i++) {
		c->where = str_fmt(c->a, "uplink group %s", c->y->group[i].id);
		if (!group_of(c->x, c->y->group[i].id))
			compare_differ(c, true, "the group", NULL, "configured",
			    0, c->y->group[i].line);
	}
	c->x_line = c->y_line = 0;
}

static void
names(struct compare *c)
{
	struct vlan_set x = c->x->vlans, y = c->y->vlans, one = { 0 };

	/* the first one exists by default */
	vlan_set_add(&one, 1);
	vlan_set_cut(&x, &one);
	vlan_set_cut(&y, &one);
	c->where = "VLANs";
	if (!vlan_set_eq(&x, &y))
		compare_differ(c, true, "defined",
		    vlan_set_text(c->a, &c->x->vlans),
		    vlan_set_text(c->a, &c->y->vlans), 0, 0);
	for (size_t i = 0; i < c->x->nvlan; i++) {
		const struct vlan *p = &c->x->vlan[i];
		const struct vlan *q = view_find_vlan(c->y, p->id);

		if (!q)
			continue;
		c->where = str_fmt(c->a, "VLAN %d", p->id);
		compare_texts(c, false, "name", p->name, q->name, p->line,
		    q->line);
		compare_texts(c, true, "trunk group", p->trunk_group,
		    q->trunk_group, p->line, q->line);
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

/* commands come with it, and do nothing until they are given; or it is there
 * anyway */
static bool
is_by_itself(const struct view *v, const struct named *d)
{
	const char *const *f = v->dialect->features;

	if (str_eq(d->kind, "vrf"))
		return str_eq(d->name, "default");
	if (!str_eq(d->kind, "feature"))
		return false;
	while (f && *f && !line_word_eq(*f, d->name))
		f++;
	return v->traits->features_come || (f && *f);
}

/* features, VRFs, maps and policies, by their names */
static void
defs(struct compare *c)
{
	for (size_t i = 0; i < c->x->ndef; i++) {
		const struct named *d = &c->x->def[i];

		c->where = str_fmt(c->a, "%s %s", d->kind, d->name);
		if (!def_of(c->y, d))
			compare_differ(c, true, "it", "there", NULL, d->line,
			    0);
	}
	for (size_t i = 0; i < c->y->ndef; i++) {
		const struct named *d = &c->y->def[i];

		c->where = str_fmt(c->a, "%s %s", d->kind, d->name);
		if (!def_of(c->x, d) && !is_by_itself(c->y, d))
			compare_differ(c, true, "it", NULL, "there", 0,
			    d->line);
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
		compare_texts(c, true, s->what, s->value, t ? t->value : NULL,
		    s->line, t ? t->line : 0);
	}
	for (size_t i = 0; i < c->y->nsaid; i++) {
		const struct said *t = &c->y->said[i];

		c->where = t->where;
		if (!said_of(c->x, t))
			compare_differ(c, true, t->what, NULL, t->value, 0,
			    t->line);
	}
}

static void
region(struct compare *c)
{
	const struct mst *x = &c->x->mst, *y = &c->y->mst;

	compare_texts(c, true, "MST region", x->name, y->name, x->line,
	    y->line);
	compare_numbers(c, true, "MST revision", x->revision, y->revision,
	    x->line, y->line);
	for (size_t i = 0; i < MST_MAX; i++)
		if (!vlan_set_eq(&x->of[i], &y->of[i]))
			compare_differ(c, true,
			    str_fmt(c->a, "MST instance %zu", i),
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

/* of a time or log server that is new or gone its own list tells; one more that
 * asks by SNMP, or is sent traps, from where this is managed is told of as a
 * line */
static bool
is_also_asked(const struct compare *c, const struct view *other,
    const struct asked *x)
{
	bool snmp = str_eq(x->what, "SNMP trap receiver") ||
	    str_eq(x->what, "the SNMP");

	for (size_t i = 0; snmp && i < other->nasked; i++)
		if (str_eq(other->asked[i].what, x->what) &&
		    line_word_eq(other->asked[i].name, x->name))
			return false;
	if (snmp && other == c->x)
		return str_eq(x->vrf, view_management_vrf(c->y));
	if (!str_eq(x->what, "time server") && !str_eq(x->what, "log server"))
		return false;
	for (size_t i = 0; i < other->nasked; i++)
		if (str_eq(other->asked[i].what, x->what) &&
		    line_word_eq(other->asked[i].name, x->name))
			return false;
	return true;
}

/* "10.0.0.5 (MGMT)", with the VRF of each */
static const char *
asked(struct compare *c, const struct view *v, const struct view *other)
{
	const char **s = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < v->nasked; i++)
		if (v->asked[i].vrf && !is_also_asked(c, other, &v->asked[i]))
			PUSH(c->a, s, n, cap,
			    str_fmt(c->a, "%s (%s)", v->asked[i].name,
			        v->asked[i].vrf));
	return n ? joined(c, s, n) : NULL;
}

static bool
has_user(const struct view *v, const struct user *u)
{
	for (size_t i = 0; i < v->nuser; i++)
		if (line_word_eq(v->user[i].name, u->name) &&
		    v->user[i].open == u->open &&
		    v->user[i].factory == u->factory)
			return true;
	return false;
}

/* it has the account by default, keeps it, and its password is asked for */
static bool
is_own(const struct view *v, const struct user *u)
{
	const char *const *own = v->traits->own_user;

	for (size_t i = 0; own && own[i]; i++)
		if (line_word_eq(u->name, own[i]))
			return !u->open && !u->factory;
	return false;
}

static void
users(struct compare *c)
{
	if (c->y->nuser == 0 && c->y->traits->users_unsaid && !c->files)
		return;
	for (size_t i = 0; i < c->x->nuser; i++)
		if (!has_user(c->y, &c->x->user[i]))
			compare_differ(c, true, "account", c->x->user[i].name,
			    NULL, c->x->user[i].line, 0);
	for (size_t i = 0; i < c->y->nuser; i++)
		if (!has_user(c->x, &c->y->user[i]) &&
		    !is_own(c->y, &c->y->user[i]))
			compare_differ(c, true, "account", NULL,
			    c->y->user[i].name, 0, c->y->user[i].line);
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
	compare_texts(c, !has_domain(x->hostname, y->hostname), "hostname",
	    x->hostname, y->hostname, x->hostname_line, y->hostname_line);
	compare_texts(c, true, "spanning tree", x->stp, y->stp,
	    x->stp ? x->stp_line : x->stp_off_line,
	    y->stp ? y->stp_line : y->stp_off_line);
	compare_numbers(c, true, "bridge priority",
	    x->stp_priority < 0 ? 32768 : x->stp_priority,
	    y->stp_priority < 0 ? 32768 : y->stp_priority, x->stp_priority_line,
	    y->stp_priority_line);
	/* a list where none is designed denies others, and permits none */
	compare_texts(c, x->ssh_access != NULL, "who may log in",
	    access_text(c, x, x->ssh_access), access_text(c, y, y->ssh_access),
	    x->ssh_access_line, y->ssh_access_line);
	compare_texts(c, x->snmp_access != NULL, "allowed SNMP sources",
	    access_text(c, x, x->snmp_access),
	    access_text(c, y, y->snmp_access), x->snmp_access_line,
	    y->snmp_access_line);
	compare_flags(c, true, "lossless Ethernet", x->dcb_on, y->dcb_on,
	    x->dcb_line, y->dcb_line);
	compare_addresses(c, "management gateway", x->has_gateway, x->gateway,
	    y->has_gateway, y->gateway, x->gateway_line, y->gateway_line);
	compare_texts(c, true, "management VRF", x->mgmt_vrf, y->mgmt_vrf, 0,
	    0);
	compare_texts(c, true, "broken-out ports", joined(c, x->quad, x->nquad),
	    joined(c, y->quad, y->nquad), 0, 0);
	compare_texts(c, true, "speeds of port groups",
	    joined(c, x->speed_group, x->nspeed_group),
	    joined(c, y->speed_group, y->nspeed_group), 0, 0);
	compare_flags(c, true, "SSH", x->ssh && !x->ssh_elsewhere,
	    y->ssh && !y->ssh_elsewhere, 0, 0);
	compare_flags(c, true, "telnet", x->telnet_line > 0, y->telnet_line > 0,
	    x->telnet_line, y->telnet_line);
	compare_flags(c, true, "plain HTTP", x->http_line > 0, y->http_line > 0,
	    x->http_line, y->http_line);
	if (!vlan_set_eq(&x->no_stp, &y->no_stp))
		compare_differ(c, true, "VLANs without spanning tree",
		    vlan_set_text(c->a, &x->no_stp),
		    vlan_set_text(c->a, &y->no_stp), 0, 0);
	compare_flags(c, true, "LLDP", !x->no_lldp_line, !y->no_lldp_line,
	    x->no_lldp_line, y->no_lldp_line);
	compare_flags(c, true, "DCBX", !x->no_dcbx_line, !y->no_dcbx_line,
	    x->no_dcbx_line, y->no_dcbx_line);
	region(c);
	users(c);
	compare_texts(c, false, "time servers", servers(c, x, "ntp"),
	    servers(c, y, "ntp"), 0, 0);
	compare_texts(c, false, "log servers", servers(c, x, "syslog"),
	    servers(c, y, "syslog"), 0, 0);
	compare_texts(c, true, "servers asked in a VRF", asked(c, x, y),
	    asked(c, y, x), 0, 0);
	compare_flags(c, false, "SNMP", x->snmp, y->snmp, x->community_line,
	    y->community_line);
	compare_texts(c, !x->community && y->community, "SNMP community",
	    x->community, y->community, x->community_line, y->community_line);
}

static void
compare(struct arena *a, const struct view *designed,
    const struct view *running, bool files, struct view_diffs *out)
{
	struct compare c = { .a = a,
		.x = designed,
		.y = running,
		.files = files,
		.out = out };

	*out = (struct view_diffs){ 0 };
	whole(&c);
	domain(&c);
	groups(&c);
	names(&c);
	defs(&c);
	own(&c);
	compare_ports(&c);
}

void
view_compare(struct arena *a, const struct view *designed,
    const struct view *running, struct view_diffs *out)
{
	compare(a, designed, running, false, out);
}

void
view_compare_files(struct arena *a, const struct view *designed,
    const struct view *file, struct view_diffs *out)
{
	compare(a, designed, file, true, out);
}
