#include "readback/view.h"

#include <assert.h>
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/ip.h"
#include "base/str.h"
#include "readback/masked.h"
#include "readback/secret.h"
#include "readback/undo.h"

/* more than any switch has: beyond it a config is garbage, which is reported
 * once */
#define PORTS_MAX 8192
#define NAMED_MAX 4096
#define NOTICES_MAX 20000

struct view *
view_new(struct arena *a, const struct dialect *dialect,
    const struct source *src, const char *device)
{
	struct view *v = NEW(a, struct view, 1);

	v->a = a;
	v->dialect = dialect;
	v->traits = &dialect->traits;
	v->src = src;
	v->device = device;
	v->domain.unit = v->domain.priority = -1;
	v->domain.keepalive = v->domain.timeout = -1;
	v->domain.wait_lags = v->domain.wait_others = -1;
	v->stp_priority = -1;
	return v;
}

static size_t
hash(const char *s)
{
	return str_hash(STR_HASH, s) % 1024;
}

struct port *
view_find(const struct view *v, const char *name)
{
	struct port *p;

	if (!name)
		return NULL;
	for (p = v->by_hash[hash(name)]; p; p = p->chain)
		if (strcmp(p->name, name) == 0)
			return p;
	return NULL;
}

struct port *
view_port(struct view *v, const char *name)
{
	struct port *p = view_find(v, name);
	size_t h;

	if (p)
		return p;
	if (v->nport >= PORTS_MAX) {
		if (v->nport == PORTS_MAX)
			view_notice(v, "bad-value", 0,
			    "more than %d "
			    "interfaces: the rest is not read",
			    PORTS_MAX);
		name = "too-many";
		p = view_find(v, name);
		if (p)
			return p;
	}
	p = NEW(v->a, struct port, 1);
	p->name = name;
	p->kind = ports_kind_of(name);
	p->speed_mbps = ports_speed_of(name);
	h = hash(name);
	p->chain = v->by_hash[h];
	v->by_hash[h] = p;
	PUSH(v->a, v->port, v->nport, v->port_cap, p);
	return p;
}

struct port *
view_stanza_port(struct view *v, const char *name, int line)
{
	struct port *p = view_port(v, name);

	if (!p->line)
		p->line = line;
	else if (!p->again_line && p->line != line)
		p->again_line = line;
	return p;
}

struct port *
view_refer(struct view *v, const char *name, int line)
{
	struct port *p = view_port(v, name);

	if (!p->ref_line)
		p->ref_line = line;
	return p;
}

void
view_vlans(struct view *v, const struct vlan_set *ids, int line)
{
	for (int id = vlan_set_next(ids, 0); id; id = vlan_set_next(ids, id))
		view_vlan(v, id, line);
}

struct group *
view_group(struct view *v, const char *id, int line)
{
	struct group g = { .id = id, .line = line };

	for (size_t i = 0; i < v->ngroup; i++)
		if (str_eq(v->group[i].id, id))
			return &v->group[i];
	if (v->ngroup < NAMED_MAX)
		PUSH(v->a, v->group, v->ngroup, v->group_cap, g);
	return &v->group[v->ngroup - 1];
}

static bool
listed(const char *const *name, size_t n, const char *one)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(name[i], one))
			return true;
	return false;
}

void
view_group_up(struct view *v, struct group *g, const char *ports, int line)
{
	struct port_list n = ports_parse(v->a, ports);

	if (n.bad)
		view_notice(v, "bad-value", line, "not a list of ports: %.60s",
		    ports);
	g->up_line = line;
	for (size_t i = 0; i < n.n; i++) {
		view_refer(v, n.name[i], line);
		if (!listed(g->up, g->nup, n.name[i]))
			PUSH(v->a, g->up, g->nup, g->nup_cap, n.name[i]);
	}
}

void
view_group_down(struct view *v, struct group *g, const char *ports, int line)
{
	struct port_list n = ports_parse(v->a, ports);

	if (n.bad)
		view_notice(v, "bad-value", line, "not a list of ports: %.60s",
		    ports);
	g->down_line = line;
	for (size_t i = 0; i < n.n; i++) {
		view_refer(v, n.name[i], line);
		if (!listed(g->down, g->ndown, n.name[i]))
			PUSH(v->a, g->down, g->ndown, g->ndown_cap, n.name[i]);
	}
}

struct port *
view_lag_of(const struct view *v, const struct port *p)
{
	char name[24];

	if (!p->lag)
		return NULL;
	snprintf(name, sizeof(name), "po%d", p->lag);
	return view_find(v, name);
}

const struct port *
view_l2(const struct view *v, const struct port *p)
{
	const struct port *lag = view_lag_of(v, p);

	return lag ? lag : p;
}

struct vlan *
view_vlan(struct view *v, int id, int line)
{
	struct vlan n = { .id = id, .line = line };

	assert(id > 0 && id <= VLAN_MAX);
	for (size_t i = 0; i < v->nvlan; i++)
		if (v->vlan[i].id == id)
			return &v->vlan[i];
	vlan_set_add(&v->vlans, id);
	PUSH(v->a, v->vlan, v->nvlan, v->vlan_cap, n);
	return &v->vlan[v->nvlan - 1];
}

void
view_vlans_gone(struct view *v, const struct vlan_set *ids)
{
	size_t n = 0;

	for (size_t i = 0; i < v->nvlan; i++)
		if (!vlan_set_has(ids, v->vlan[i].id))
			v->vlan[n++] = v->vlan[i];
	v->nvlan = n;
	vlan_set_cut(&v->vlans, ids);
}

const struct vlan *
view_find_vlan(const struct view *v, int id)
{
	for (size_t i = 0; i < v->nvlan; i++)
		if (v->vlan[i].id == id)
			return &v->vlan[i];
	return NULL;
}

bool
view_is_peer_link(const struct view *v, const struct port *p)
{
	const struct port *l2 = view_l2(v, p);

	if (l2->peer_link ||
	    (v->domain.peer_link && str_eq(v->domain.peer_link, l2->name)))
		return true;
	for (size_t i = 0; i < v->domain.ndiscovery; i++)
		if (str_eq(v->domain.discovery[i], p->name))
			return true;
	return false;
}

bool
view_in_group(const struct port *p, const char *group)
{
	const char *s = p->trunk_group, *comma;
	size_t len = strlen(group);

	for (; s; s = comma ? comma + 1 : NULL) {
		if (strncmp(s, group, len) == 0 &&
		    (s[len] == ',' || s[len] == '\0'))
			return true;
		comma = strchr(s, ',');
	}
	return false;
}

bool
view_carries(const struct view *v, const struct port *p, int vlan)
{
	const struct port *l2 = view_l2(v, p);

	if (!p->up || !l2->up)
		return false;
	/* the bare interconnects carry what exists on both peers */
	if (v->traits->peer_link_bare && view_is_peer_link(v, p))
		return vlan_set_has(&v->vlans, vlan);
	if (!l2->switched)
		return false;
	if (l2->untagged == vlan)
		return true;
	if (l2->trunk_group) {
		const struct vlan *x = view_find_vlan(v, vlan);

		if (x && x->trunk_group && view_in_group(l2, x->trunk_group))
			return true;
	}
	if (!vlan_set_has(&v->vlans, vlan))
		return false;
	return l2->all_vlans || vlan_set_has(&l2->tagged, vlan);
}

size_t
view_members(const struct view *v, const struct port *lag)
{
	size_t n = 0;

	for (size_t i = 0; i < v->nport; i++)
		if (v->port[i]->lag && view_lag_of(v, v->port[i]) == lag)
			n++;
	return n;
}

long
view_frame(const struct view *v, const struct port *p)
{
	const struct port *l2 = view_l2(v, p);
	long mtu = p->mtu                                      ? p->mtu :
	    l2->mtu && (l2 == p || !v->traits->member_own_mtu) ? l2->mtu :
	                                                         v->mtu_global;

	if (v->traits->frame_fixed)
		return p->l2_mtu && p->l2_mtu < v->traits->frame_fixed ?
		    p->l2_mtu :
		    v->traits->frame_fixed;
	return mtu ? mtu + v->traits->frame_extra : v->traits->frame_default;
}

void
view_notice(struct view *v, const char *rule, int line, const char *fmt, ...)
{
	struct notice n = { .rule = rule, .line = line };
	va_list ap;
	char text[512];

	if (v->nnotice >= NOTICES_MAX)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	n.text = secret_hidden(v->a, str_dup(v->a, text, strlen(text)));
	PUSH(v->a, v->notice, v->nnotice, v->notice_cap, n);
}

void
view_setting_notice(struct view *v, bool fails, int line, const char *fmt, ...)
{
	struct notice n = { .rule = fails ? "" : NULL, .line = line };
	va_list ap;
	char text[512];

	if (v->nsetting_notice >= NOTICES_MAX)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	n.text = secret_hidden(v->a, str_dup(v->a, text, strlen(text)));
	PUSH(v->a, v->setting_notice, v->nsetting_notice, v->setting_notice_cap,
	    n);
}

/* more lines than the largest text has */
#define LINES_MAX ((int)FILE_TEXT_MAX + 2)

void
view_mark(struct view *v, int from, int to, enum line_fate fate)
{
	if (to >= v->nfate && to < LINES_MAX) {
		int n = to < 512 ? 1024 : 2 * to;
		unsigned char *all = NEW(v->a, unsigned char, (size_t)n);

		if (v->nfate)
			memcpy(all, v->fate, (size_t)v->nfate);
		v->fate = all;
		v->nfate = n;
	}
	for (int i = from < 0 ? 0 : from; i <= to && i < v->nfate; i++)
		if (v->fate[i] < fate)
			v->fate[i] = (unsigned char)fate;
}

static void
fated_line(struct view *v, const struct line *l, enum line_fate fate)
{
	view_mark(v, l->no, l->last > l->no ? l->last : l->no, fate);
}

static void
fated_all(struct view *v, const struct stanza *s, enum line_fate fate)
{
	fated_line(v, &s->head, fate);
	for (size_t i = 0; i < s->n; i++)
		fated_all(v, &s->child[i], fate);
}

enum line_fate
view_fate(const struct view *v, int line)
{
	return line > 0 && line < v->nfate ? (enum line_fate)v->fate[line] :
	                                     LINE_NONE;
}

void
view_pass_line(struct view *v, const struct line *l)
{
	fated_line(v, l, LINE_PASSED);
}

void
view_pass(struct view *v, const struct stanza *s)
{
	fated_all(v, s, LINE_PASSED);
}

static void
copy(struct arena *a, struct stanza *to, const struct stanza *from)
{
	*to = *from;
	to->child = from->n ? NEW(a, struct stanza, from->n) : NULL;
	to->cap = from->n;
	for (size_t i = 0; i < from->n; i++)
		copy(a, &to->child[i], &from->child[i]);
}

void
view_root(struct view *v, const struct stanza *root)
{
	struct stanza *s = NEW(v->a, struct stanza, 1);

	copy(v->a, s, root);
	v->root = s;
}

static size_t
stanza_lines(const struct stanza *s)
{
	size_t n = 1;

	for (size_t i = 0; i < s->n; i++)
		n += stanza_lines(&s->child[i]);
	return n;
}

void
view_unknown(struct view *v, const struct stanza *s)
{
	/* typed in a session before what is configured, and behind it */
	static const char *const session[] = { "show ...", "do ...", "copy ...",
		"write", "write ...", "wr", "wr mem", "clear ...",
		"clock set ...", "reload", "terminal ...", "commit ...",
		"config t", "conf t", "ping ...", "traceroute ...",
		"delete flash: ...", "erase startup-config", "dir ...", NULL };
	size_t n = stanza_lines(s);

	if (undo_did(v, &s->head)) {
		view_pass(v, s);
		return;
	}
	if (s->n == 0 && line_any(&s->head, session)) {
		view_pass(v, s);
		view_notice(v, "refused-line", s->head.no,
		    "a command that no config has: %.80s", s->head.text);
		return;
	}
	fated_all(v, s, LINE_UNKNOWN);
	v->not_understood += n;
	if (n > 1)
		view_notice(v, "not-understood", s->head.no,
		    "not understood, with the %zu lines below it: %.80s", n - 1,
		    s->head.text);
	else
		view_notice(v, "not-understood", s->head.no,
		    "not understood: %.80s", s->head.text);
}

bool
view_dcb_map_empty(const struct dcb_map *m)
{
	for (int i = 0; i < 8; i++)
		if (m->share[i] >= 0)
			return false;
	return m->npgid == 0;
}

void
view_skip(struct view *v, const struct stanza *s)
{
	const char *w = str_fmt(v->a, "%s %s", line_word(&s->head, 0),
	    line_word(&s->head, 1));

	view_pass(v, s);
	if (!v->skipped_line)
		v->skipped_line = s->head.no;
	for (size_t i = 0; i < v->nskipped; i++)
		if (str_eq(v->skipped[i], w))
			return;
	if (v->nskipped < 12)
		PUSH(v->a, v->skipped, v->nskipped, v->skipped_cap, w);
}

void
view_def(struct view *v, const char *kind, const char *name, int line)
{
	struct named n = { kind, name, line };

	if (v->ndef < NAMED_MAX)
		PUSH(v->a, v->def, v->ndef, v->def_cap, n);
}

void
view_say(struct view *v, const char *where, const char *what, const char *value,
    int line)
{
	struct said x = { where, what, value, line };

	for (size_t i = 0; i < v->nsaid; i++)
		if (str_eq(v->said[i].where, where) &&
		    str_eq(v->said[i].what, what)) {
			v->said[i] = x;
			return;
		}
	if (v->nsaid < NAMED_MAX)
		PUSH(v->a, v->said, v->nsaid, v->said_cap, x);
}

void
view_filter(struct port *p, const char *text, int line)
{
	p->filter = text;
	p->filter_line = line;
}

void
view_filter_of(struct view *v, const char *where, const char *text, int line)
{
	view_say(v, where, SAID_FILTER, text, line);
}

void
view_ref(struct view *v, const char *kind, const char *name, int line)
{
	struct named n = { kind, name, line };

	/* a port list may refer to one map a thousand times: once is enough */
	for (size_t i = v->nref; i-- > 0 && i + 64 > v->nref;)
		if (str_eq(v->ref[i].kind, kind) &&
		    str_eq(v->ref[i].name, name))
			return;
	if (v->nref < NAMED_MAX)
		PUSH(v->a, v->ref, v->nref, v->ref_cap, n);
}

bool
view_port_address(struct port *p, const char *addr, const char *mask, int line)
{
	char text[16];
	const char *slash = strchr(addr, '/');
	size_t len = slash ? (size_t)(slash - addr) : strlen(addr);
	uint32_t ip, m;
	long prefix;

	if (masked_address(addr)) {
		p->ip_masked = true;
		return false;
	}
	if (len >= sizeof(text))
		return false;
	memcpy(text, addr, len);
	text[len] = '\0';
	if (!ip_parse(text, &ip))
		return false;
	if (!slash && *mask == '/')
		slash = mask;
	if (slash) {
		char *end;

		prefix = isdigit((unsigned char)slash[1]) ?
		    strtol(slash + 1, &end, 10) :
		    99;
		if (prefix > 32 || *end)
			return false;
	} else {
		if (!ip_parse(mask, &m))
			return false;
		for (prefix = 0; prefix < 32 && (m >> (31 - prefix) & 1);)
			prefix++;
		if (prefix < 32 && (m << prefix) != 0)
			return false;
	}
	if (p->has_ip)
		return true; /* the first is the main one */
	p->has_ip = true;
	p->ip = ip;
	p->prefix = (int)prefix;
	p->ip_line = line;
	return true;
}
