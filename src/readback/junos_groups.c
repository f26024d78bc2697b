/*
 * DOC: groups that apply and ranges of interfaces are written out in the tree,
 * so that no reader needs to know them.  What a node says itself goes before
 * what it inherits, and the group that is named first before the others.
 */
#include "readback/junos_text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

#define GROUPS_MAX 32
#define RANGE_MAX 512 /* interfaces of a range */
#define RANGES_MAX 256
#define WORK_MAX ((size_t)32 << 20) /* words compared with a group's */

struct sources {
	const struct junos_node *n[GROUPS_MAX];
	size_t count;
};

static void
source_add(struct sources *s, const struct junos_node *n)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->n[i] == n)
			return;
	if (s->count < GROUPS_MAX)
		s->n[s->count++] = n;
}

bool
junos_is_pattern(const char *s)
{
	size_t stars = 0;

	for (const char *p = s; *p; p++)
		stars += *p == '*';
	/* more would take long, and is not meant */
	return strpbrk(s, "*?[") != NULL && stars < 5;
}

/* one character by what is behind a [;
 * where the ] is, or NULL: it does not fit */
static const char *
one_of(const char *p, char c)
{
	bool inverted = *p == '!' || *p == '^', any = false;
	const char *from;

	p += inverted;
	for (from = p; *p && (*p != ']' || p == from); p++) {
		if (p[1] == '-' && p[2] && p[2] != ']') {
			any = any || (c >= p[0] && c <= p[2]);
			p += 2;
		} else {
			any = any || c == *p;
		}
	}
	return *p && any != inverted ? p : NULL;
}

/* no fnmatch(): the letters of a range must not be those of a locale */
bool
junos_fits(const char *pattern, const char *s)
{
	const char *star = NULL, *again = NULL, *p = pattern, *end;

	for (;;) {
		if (*p == '*') {
			star = ++p;
			again = s;
			continue;
		}
		if (*s == '\0' && *p == '\0')
			return true;
		if (*s && *p == '[' && strchr(p, ']')) {
			end = one_of(p + 1, *s);
			if (end) {
				p = end + 1;
				s++;
				continue;
			}
		} else if (*s && *p && (*p == '?' || *p == *s)) {
			p++;
			s++;
			continue;
		}
		if (!star || !*again)
			return false;
		p = star;
		s = ++again;
	}
}

/* enough was compared: what is left of groups is not written out */
static bool
is_enough(struct junos_text *t)
{
	if (++t->work == WORK_MAX)
		view_notice(t->v, "bad-value", 0,
		    "groups with too many words: not fully expanded");
	return t->work >= WORK_MAX;
}

/* <*>, <ae*>, <[gx]e-*>: a group's word for many */
static bool
stands_for(struct junos_text *t, const char *pattern, const char *word)
{
	size_t n = strlen(pattern);

	if (n < 3 || *pattern != '<' || pattern[n - 1] != '>')
		return str_eq(pattern, word);
	return junos_is_pattern(pattern) &&
	    junos_fits(str_dup(t->a, pattern + 1, n - 2), word);
}

static void
below(struct junos_text *t, const struct sources *s, const char *word,
    struct sources *out)
{
	for (size_t i = 0; i < s->count; i++)
		for (const struct junos_node *c = s->n[i]->child;
		     c && !is_enough(t); c = c->next)
			if (!c->gone && !c->off && stands_for(t, c->word, word))
				source_add(out, c);
}

/* the groups' nodes at the place of a node */
static void
group_at(struct junos_text *t, const struct junos_node *n, const char *name,
    struct sources *out)
{
	struct sources all = { 0 };
	const struct junos_node *g = junos_child(t, t->root, "groups");

	if (n->parent) {
		group_at(t, n->parent, name, &all);
		below(t, &all, n->word, out);
		return;
	}
	g = g ? junos_child(t, g, name) : NULL;
	if (g && !g->off)
		source_add(out, g);
}

static void
own_groups(struct junos_text *t, const struct junos_node *n,
    struct sources *out)
{
	const struct junos_node *list = junos_child(t, n, "apply-groups");

	for (const struct junos_node *c = list && !list->off ? list->child :
	                                                       NULL;
	     c; c = c->next) {
		const struct junos_node *g = junos_child(t, t->root, "groups");

		if (c->gone || c->off)
			continue;
		if (!(g && junos_child(t, g, c->word)) &&
		    !str_starts(c->word, "junos-") && *c->word != '$')
			view_notice(t->v, "bad-value", c->line,
			    "no group is called '%.40s'", c->word);
		group_at(t, n, c->word, out);
	}
}

/* is the source of a group that is kept off here? */
static bool
is_excepted(struct junos_text *t, const struct junos_node *n,
    const struct junos_node *source)
{
	const struct junos_node *list =
	    junos_child(t, n, "apply-groups-except");
	const struct junos_node *g = source;

	/* its name, below `groups` of the whole */
	while (g->parent && g->parent->parent && g->parent->parent->parent)
		g = g->parent;
	return list && junos_child(t, list, g->word) != NULL;
}

/* a word whose last ones are all inactive, or of what is already there, says
 * nothing by itself */
static bool
is_said(const struct junos_node *n)
{
	if (n->nchild == 0)
		return true;
	for (const struct junos_node *c = n->child; c; c = c->next)
		if (!c->gone && !c->off && *c->word != '<' && is_said(c))
			return true;
	return false;
}

/* what the sources say and the node does not; a later own value was first */
static void
inherit(struct junos_text *t, struct junos_node *n, const struct sources *from,
    int depth, bool groups)
{
	struct sources own = { 0 }, all = { 0 };

	if (depth >= JUNOS_DEPTH || t->work >= WORK_MAX)
		return;
	if (groups)
		own_groups(t, n, &own);
	for (size_t i = 0; i < own.count; i++)
		source_add(&all, own.n[i]);
	for (size_t i = 0; i < from->count; i++)
		if (!groups || !is_excepted(t, n, from->n[i]))
			source_add(&all, from->n[i]);
	for (size_t i = 0; i < all.count; i++)
		for (const struct junos_node *c = all.n[i]->child; c;
		     c = c->next) {
			struct junos_node *new;

			if (c->gone || c->off || *c->word == '<' ||
			    !is_said(c) || junos_is_meta(c->word) ||
			    junos_child(t, n, c->word) ||
			    (n->nchild && junos_says_once(n)))
				continue;
			new = junos_node_new(t, n, c->word);
			if (!new)
				return;
			new->line = c->line;
			new->last = c->last;
			new->seq = -++t->seq;
		}
	for (struct junos_node *c = n->child; c; c = c->next) {
		struct sources next = { 0 };

		if (c->gone || junos_is_meta(c->word))
			continue;
		below(t, &all, c->word, &next);
		if (groups || next.count)
			inherit(t, c, &next, depth + 1, groups);
	}
}

static void
member(struct junos_text *t, struct junos_range *r, const char *name)
{
	if (r->n < RANGE_MAX)
		PUSH(t->a, r->member, r->n, r->cap, name);
}

/* xe-0/0/[0-3,7]: each of the numbers; another pattern: what it fits */
static void
members(struct junos_text *t, struct junos_range *r,
    const struct junos_node *interfaces, const struct junos_node *m)
{
	const char *open = strchr(m->word, '['), *s;
	const char *close = open ? strchr(open, ']') : NULL;

	if (close && close[1] == '\0' &&
	    open[1 + strspn(open + 1, "0123456789,-")] == ']') {
		for (s = open + 1; s < close;) {
			char *end;
			long a = strtol(s, &end, 10), b = a;

			if (*end == '-')
				b = strtol(end + 1, &end, 10);
			for (; a <= b && a >= 0 && r->n < RANGE_MAX; a++)
				member(t, r,
				    str_fmt(t->a, "%.*s%ld",
				        (int)(open - m->word), m->word, a));
			s = end + (end < close);
			if (end == s)
				break;
		}
	} else if (junos_is_pattern(m->word)) {
		for (const struct junos_node *c = interfaces->child;
		     c && !is_enough(t); c = c->next)
			if (!c->gone && junos_fits(m->word, c->word))
				member(t, r, c->word);
	} else {
		member(t, r, m->word);
	}
}

/* member-range xe-0/0/0 to xe-0/0/5 */
static void
from_to(struct junos_text *t, struct junos_range *r, const struct junos_node *m)
{
	const struct junos_node *to = junos_child(t, m, "to");
	const struct junos_node *e = to ? to->child : NULL;
	size_t at = strlen(m->word);
	long a, b;

	while (e && e->gone)
		e = e->next;
	while (at > 0 && isdigit((unsigned char)m->word[at - 1]))
		at--;
	if (!e || at == strlen(m->word) || strlen(e->word) <= at ||
	    strncmp(m->word, e->word, at) != 0 ||
	    !isdigit((unsigned char)e->word[at])) {
		view_notice(t->v, "bad-value", m->line,
		    "not a range of interfaces: %.40s to %.40s", m->word,
		    e ? e->word : "");
		return;
	}
	a = strtol(m->word + at, NULL, 10);
	b = strtol(e->word + at, NULL, 10);
	for (; a <= b && r->n < RANGE_MAX; a++)
		member(t, r, str_fmt(t->a, "%.*s%ld", (int)at, m->word, a));
}

static void
ranges(struct junos_text *t)
{
	struct junos_node *all = junos_child(t, t->root, "interfaces");
	struct junos_node *list =
	    all ? junos_child(t, all, "interface-range") : NULL;

	if (!list || list->off)
		return;
	junos_node_drop(list);
	for (struct junos_node *n = list->child; n; n = n->next) {
		struct junos_range r = { .name = n->word };

		if (n->gone || n->off)
			continue;
		for (struct junos_node *c = n->child; c; c = c->next) {
			bool run = str_eq(c->word, "member-range");

			if (c->gone || c->off ||
			    (!run && !str_eq(c->word, "member")))
				continue;
			for (struct junos_node *m = c->child; m; m = m->next)
				if (!m->gone && run)
					from_to(t, &r, m);
				else if (!m->gone)
					members(t, &r, all, m);
			junos_node_drop(c);
		}
		if (t->nrange >= RANGES_MAX) {
			view_notice(t->v, "bad-value", n->line,
			    "more than %d ranges of interfaces: the rest is "
			    "not read",
			    RANGES_MAX);
			return;
		}
		PUSH(t->a, t->range, t->nrange, t->range_cap, r);
		for (size_t i = 0; i < r.n; i++) {
			struct junos_node *m = junos_child(t, all, r.member[i]);
			struct sources s = { 0 };

			if (!m)
				m = junos_node_new(t, all, r.member[i]);
			if (!m)
				return;
			if (!m->line) {
				m->line = n->line;
				m->last = n->last;
			}
			source_add(&s, n);
			inherit(t, m, &s, 2, false);
		}
	}
}

void
junos_text_inherit(struct junos_text *t)
{
	const struct sources none = { 0 };

	inherit(t, t->root, &none, 0, true);
	ranges(t);
}
