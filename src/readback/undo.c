/*
 * A config is read from top to bottom, and a later line may take back an
 * earlier one of the same mode.  Each mode is a list of its live lines: an
 * undoing line strikes those that begin with its words.  A port's mode is the
 * port, whatever stanzas and ranges name it; any other is its head.
 */
#include "readback/undo.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

/* lines times ports, and lines compared: more is no switch's config, and
 * nothing is undone */
#define LIVE_MAX ((size_t)4 << 20)
#define WORK_MAX ((size_t)64 << 20)
#define DEPTH_MAX 8
#define NHASH 4096
#define NWORD 16 /* to begin with */

struct live {
	const struct stanza *s;
	const struct stanza *in; /* of a port: the stanza it is in */
	bool gone;
	size_t before[2]; /* 1 + the one before it in its lists */
};

struct mode {
	const char *name;
	bool port;
	struct live *live;
	size_t n, cap;
	/* 1 + the last that begins with a word, and with two: a line looks at
	 * those alone, or a long text would take its square */
	size_t *last[2], nword;
	struct mode *chain;
};

/* taken back from one port */
struct gone {
	int line;
	const char *port;
};

struct undo {
	struct arena *a;
	struct view *v;
	struct mode *by_hash[NHASH];
	size_t nlive, work;
	struct gone *gone;
	size_t n, cap;
	unsigned char *cut; /* by line: taken back as a whole */
	unsigned char *did; /* by line: it took something back */
	int nline;
};

static size_t
hash(const char *s)
{
	return str_hash(STR_HASH, s) % NHASH;
}

/* of the first n words, the same for letters of either case; of many lists */
static size_t
hash_words(const char *const *word, size_t n, size_t many)
{
	size_t h = 5381;

	for (size_t i = 0; i < n; i++) {
		for (const char *w = word[i]; *w; w++)
			h = h * 33 + ((unsigned char)*w | 32);
		h = h * 33;
	}
	return h % many;
}

static bool
is_too_much(const struct undo *u)
{
	return u->nlive >= LIVE_MAX || u->work >= WORK_MAX;
}

static struct mode *
mode_of(struct undo *u, const char *name, bool port)
{
	size_t h = hash(name);
	struct mode *m;

	for (m = u->by_hash[h]; m; m = m->chain)
		if (m->port == port && str_eq(m->name, name))
			return m;
	m = NEW(u->a, struct mode, 1);
	m->name = name;
	m->port = port;
	m->nword = NWORD;
	for (size_t two = 0; two < 2; two++)
		m->last[two] = NEW(u->a, size_t, NWORD);
	m->chain = u->by_hash[h];
	u->by_hash[h] = m;
	return m;
}

/* `no W...`, `default W...`: at least one word follows */
static bool
is_undo(const struct line *l)
{
	return l->nword > 1 &&
	    (line_word_eq(l->word[0], "no") ||
	        line_word_eq(l->word[0], "default"));
}

/* does the line begin with the words of the other from `from` on? */
static bool
begins(const struct line *l, const struct line *words, size_t from)
{
	if (l->nword < words->nword - from)
		return false;
	for (size_t i = from; i < words->nword; i++)
		if (!line_word_eq(l->word[i - from], words->word[i]))
			return false;
	return true;
}

static void
flag(unsigned char *of, int nline, int line)
{
	if (line > 0 && line < nline)
		of[line] = 1;
}

static void
strike(struct undo *u, struct mode *m, struct live *x, const struct line *by)
{
	struct gone g = { x->s->head.no, m->name };

	x->gone = true;
	/* to bring up what was shut is no taking back */
	if (!line_is(&x->s->head, "shutdown"))
		flag(u->did, u->nline, by->no);
	if (m->port)
		PUSH(u->a, u->gone, u->n, u->cap, g);
	else
		flag(u->cut, u->nline, x->s->head.no);
}

static void
strike_all(struct undo *u, struct mode *m, const struct line *by, size_t from)
{
	size_t two = by->nword - from > 1;
	size_t *at =
	    &m->last[two][hash_words(by->word + from, two + 1, m->nword)];

	while (*at && !is_too_much(u)) {
		struct live *x = &m->live[*at - 1];

		u->work++;
		if (!x->gone && begins(&x->s->head, by, from))
			strike(u, m, x, by);
		if (x->gone) /* struck by another line, too */
			*at = x->before[two];
		else
			at = &x->before[two];
	}
}

/* the ports of `interface ...` from word i on; none: another mode */
static struct port_list
ports_of(struct undo *u, const struct line *l, size_t i)
{
	struct port_list none = { 0 }, n;

	if (!line_word_eq(line_word(l, i), "interface"))
		return none;
	i++;
	if (line_word_eq(line_word(l, i), "range"))
		i++;
	/* interface vlan 100 1: the second number is the routing's own */
	n = ports_parse(u->a,
	    line_word_eq(line_word(l, i), "vlan") && l->nword == i + 3 ?
	        str_fmt(u->a, "vlan %s", line_word(l, i + 1)) :
	        line_rest(u->a, l, i));
	return n.bad ? none : n;
}

/* `no interface P`, `default interface P`: nothing of it is left */
static bool
strike_ports(struct undo *u, const struct line *l)
{
	struct port_list n = ports_of(u, l, 1);

	for (size_t i = 0; i < n.n; i++) {
		struct mode *m = mode_of(u, n.name[i], true);

		for (size_t k = 0; k < m->n; k++)
			if (!m->live[k].gone &&
			    (line_word_eq(l->word[0], "no") ||
			        m->live[k].s != m->live[k].in))
				strike(u, m, &m->live[k], l);
	}
	return n.n > 0;
}

/* what one mode can say once only */
static bool
says_once(const struct undo *u, const struct line *l)
{
	static const char *const once[] = { "description ...", "mtu *",
		"switchport mode *", "switchport access vlan *",
		"switchport trunk native vlan *",
		"switchport trunk allowed vlan *", "channel-group * ...",
		"ip address *", "ip address * *", "vrf *",
		"ip vrf forwarding *", "speed *", "shutdown", "no shutdown",
		NULL };

	return line_any(l, once) || line_any(l, u->v->dialect->said_once);
}

/* how many of its words name the setting, the rest being the value */
static size_t
key_words(const struct line *l)
{
	static const char *const one[] = { "description ...",
		"channel-group ...", "ip address * *", NULL };

	if (line_is(l, "ip address ..."))
		return 2;
	return line_any(l, one) || l->nword == 1 ? 1 : l->nword - 1;
}

static bool
same_words(const struct line *x, const struct line *y)
{
	return x->nword == y->nword && begins(x, y, 0);
}

/* two stanzas of one port that say two things: the later one is in effect */
static void
clash(struct undo *u, const struct mode *m, const struct stanza *in,
    const struct stanza *s)
{
	const char *word[] = { "no", "shutdown" };
	struct port *p;
	struct line head = s->head, up_down = { 0 };
	bool down = line_is(&s->head, "shutdown");
	bool up = line_is(&s->head, "no shutdown");
	size_t two, at;

	/* all of it is in this stanza, or one is reported already */
	if (m->n == 0 || m->live[0].in == in || !says_once(u, &s->head))
		return;
	p = view_port(u->v, m->name);
	if (p->clash_line && (!p->clash_off || up || down))
		return;
	head.nword = key_words(&s->head);
	if (up || down) {
		head = up_down;
		head.word = up ? word + 1 : word;
		head.nword = up ? 1 : 2;
	}
	two = head.nword > 1;
	at = m->last[two][hash_words(head.word, two + 1, m->nword)];
	for (; at; at = m->live[at - 1].before[two]) {
		const struct live *x = &m->live[at - 1];
		const struct line *l = &x->s->head;

		u->work++;
		if (x->gone || x->in == in || !begins(l, &head, 0) ||
		    !says_once(u, l) ||
		    (!up && !down && key_words(l) != head.nword))
			continue;
		/* given again: the clash was reported at the last one */
		if (same_words(l, &s->head))
			return;
		p->clash_line = s->head.no;
		p->clash_with = l->no;
		p->clash_off = up || down;
		p->clash_range = ports_of(u, &in->head, 0).n > 1 ||
		    ports_of(u, &x->in->head, 0).n > 1;
		return;
	}
}

static void
chain(struct mode *m, struct live *x, size_t at)
{
	for (size_t two = 0; two < 2; two++) {
		size_t *last;

		if (x->s->head.nword <= two)
			continue;
		last = &m->last[two]
		               [hash_words(x->s->head.word, two + 1, m->nword)];
		x->before[two] = *last;
		*last = at + 1;
	}
}

/* more lists, so that each stays short */
static void
grow(struct undo *u, struct mode *m)
{
	m->nword *= 8;
	for (size_t two = 0; two < 2; two++)
		m->last[two] = NEW(u->a, size_t, m->nword);
	for (size_t i = 0; i < m->n; i++)
		if (!m->live[i].gone)
			chain(m, &m->live[i], i);
}

static void
add(struct undo *u, struct mode *m, const struct stanza *in,
    const struct stanza *s)
{
	struct live x = { .s = s, .in = in };

	u->nlive++;
	if (is_too_much(u))
		return;
	if (m->n >= 4 * m->nword)
		grow(u, m);
	chain(m, &x, m->n);
	PUSH(u->a, m->live, m->n, m->cap, x);
}

static void
port_stanza(struct undo *u, const struct stanza *s, const struct port_list *n)
{
	for (size_t k = 0; k < n->n && !is_too_much(u); k++) {
		struct mode *m = mode_of(u, n->name[k], true);

		add(u, m, s, s);
		for (size_t i = 0; i < s->n && !is_too_much(u); i++) {
			const struct line *l = &s->child[i].head;

			clash(u, m, s, &s->child[i]);
			if (is_undo(l))
				strike_all(u, m, l, 1);
			add(u, m, s, &s->child[i]);
		}
	}
}

static void
walk(struct undo *u, const struct stanza *s, const char *name, int depth)
{
	struct mode *m = mode_of(u, name, false);

	for (size_t i = 0; i < s->n; i++) {
		const struct stanza *c = &s->child[i];
		struct port_list n = ports_of(u, &c->head, 0);

		if (is_undo(&c->head) && !strike_ports(u, &c->head))
			strike_all(u, m, &c->head, 1);
		if (n.n)
			port_stanza(u, c, &n);
		else if (c->n && depth < DEPTH_MAX)
			walk(u, c,
			    str_fmt(u->a, "%s\n%s", name,
			        line_rest(u->a, &c->head, 0)),
			    depth + 1);
		add(u, m, NULL, c);
		if (is_too_much(u))
			return;
	}
}

/* ---- the tree ---- */

/* stanzas of one head, all but a port's, become the first of them */
static void
merge(struct undo *u, struct stanza *s, int depth)
{
	size_t nhash = s->n < NHASH ? s->n + 1 : NHASH, out = 0;
	struct stanza **first = NEW(u->a, struct stanza *, nhash);

	for (size_t i = 0; i < s->n; i++) {
		struct stanza *c = &s->child[i], *f;
		size_t h = hash(line_word(&c->head, c->head.nword - 1)) % nhash;

		f = first[h];
		if (f && c->n && f->n && same_words(&f->head, &c->head) &&
		    !line_word_eq(line_word(&c->head, 0), "interface")) {
			for (size_t k = 0; k < c->n; k++)
				PUSH(u->a, f->child, f->n, f->cap, c->child[k]);
			continue;
		}
		s->child[out] = *c;
		if (c->n)
			first[h] = &s->child[out];
		out++;
	}
	s->n = out;
	for (size_t i = 0; i < s->n && depth < DEPTH_MAX; i++)
		if (s->child[i].n > 1 &&
		    !line_word_eq(line_word(&s->child[i].head, 0), "interface"))
			merge(u, &s->child[i], depth + 1);
}

static void
cut(const struct undo *u, struct stanza *s)
{
	size_t out = 0;

	for (size_t i = 0; i < s->n; i++) {
		int line = s->child[i].head.no;

		if (line > 0 && line < u->nline && u->cut[line])
			continue;
		s->child[out++] = s->child[i];
		cut(u, &s->child[out - 1]);
	}
	s->n = out;
}

static bool
any(const struct stanza *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (is_undo(&s->child[i].head) || any(&s->child[i]))
			return true;
	return false;
}

static int
by_line(const void *x, const void *y)
{
	const struct gone *p = x, *q = y;

	if (p->line != q->line)
		return p->line < q->line ? -1 : 1;
	return strcmp(p->port, q->port);
}

static int
last_line(const struct stanza *s)
{
	int last = s->head.no;

	for (size_t i = 0; i < s->n; i++) {
		int n = last_line(&s->child[i]);

		last = n > last ? n : last;
	}
	return last;
}

void
undo_apply(struct view *v, struct stanza *root)
{
	struct undo *u = NEW(v->a, struct undo, 1);

	u->a = v->a;
	u->v = v;
	u->nline = last_line(root) + 1;
	u->cut = NEW(v->a, unsigned char, (size_t)u->nline);
	u->did = NEW(v->a, unsigned char, (size_t)u->nline);
	merge(u, root, 0);
	walk(u, root, "", 0);
	if (is_too_much(u) && any(root))
		view_notice(v, "undone", 0,
		    "too many lines for too many ports: commands that undo "
		    "others were ignored");
	else
		cut(u, root);
	if (is_too_much(u))
		u->n = 0;
	if (u->n)
		qsort(u->gone, u->n, sizeof(struct gone), by_line);
	v->undo = u;
}

bool
undo_gone(const struct view *v, const struct line *l, const char *port)
{
	struct gone key = { l->no, port };

	return v->undo && v->undo->n &&
	    bsearch(&key, v->undo->gone, v->undo->n, sizeof(key), by_line);
}

bool
undo_did(const struct view *v, const struct line *l)
{
	return v->undo && l->no > 0 && l->no < v->undo->nline &&
	    v->undo->did[l->no];
}

/* what a platform writes by itself, or what concerns no traffic */
static bool
is_harmless(const struct view *v, const struct line *l)
{
	static const char *const harmless[] = { "no logging console",
		"no autostate", "no priority", "no ip domain-lookup",
		"no ip domain lookup", "no lldp ...", "no cdp ...",
		"no snmp trap ...", "no ip redirects", "no description",
		"no logging event ...", "no banner ...", "no power ...",
		"no ip routing ...", NULL };

	return line_any(l, harmless) || line_any(l, v->dialect->harmless) ||
	    line_any(l, v->dialect->shows);
}

void
undo_tell(struct view *v, const struct stanza *root)
{
	for (size_t i = 0; i < root->n; i++) {
		const struct line *l = &root->child[i].head;

		if (undo_did(v, l))
			view_notice(v, "undone", l->no,
			    "undoes what the config sets above: %.80s",
			    l->text);
		else if (is_undo(l) && view_fate(v, l->no) >= LINE_PASSED &&
		    !is_harmless(v, l))
			view_notice(v, "undone", l->no,
			    "undoes something unknown: %.80s", l->text);
		undo_tell(v, &root->child[i]);
	}
}
