/*
 * DOC: both forms are one: `a b { c [ d e ]; }` says `set a b c d` and `set a
 * b c e`.  A tree of words holds them, whatever the schema: what can be said
 * once only (an MTU, a description) is a short list of words below which the
 * last value replaces the one before.
 */
#include "readback/junos_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

/* more is no switch's: what is beyond them is not read */
#define NODES_MAX 400000

static size_t
hash(const struct junos_node *parent, const char *word)
{
	return str_hash(parent->id, word) % JUNOS_HASH;
}

struct junos_node *
junos_child(const struct junos_text *t, const struct junos_node *n,
    const char *word)
{
	struct junos_node *c;

	for (c = t->by_hash[hash(n, word)]; c; c = c->chain)
		if (c->parent == n && !c->gone && str_eq(c->word, word))
			return c;
	return NULL;
}

struct junos_node *
junos_node_new(struct junos_text *t, struct junos_node *parent,
    const char *word)
{
	struct junos_node *c;
	size_t h;

	if (t->nodes >= NODES_MAX) {
		if (!t->full)
			view_notice(t->v, "bad-value", 0,
			    "more than %d words: the rest is not read",
			    NODES_MAX);
		t->full = true;
		return NULL;
	}
	t->nodes++;
	c = NEW(t->a, struct junos_node, 1);
	h = hash(parent, word);
	c->word = word;
	c->id = t->nodes;
	c->parent = parent;
	c->chain = t->by_hash[h];
	t->by_hash[h] = c;
	if (parent->last_child)
		parent->last_child->next = c;
	else
		parent->child = c;
	parent->last_child = c;
	parent->nchild++;
	return c;
}

void
junos_node_drop(struct junos_node *n)
{
	if (n->gone || !n->parent)
		return;
	n->gone = true;
	n->parent->nchild--;
}

/* below these words the last value is the one in effect */
bool
junos_says_once(const struct junos_node *n)
{
	static const char *const once[] = { "802.3ad", "admin-key",
		"backup-peer-ip", "bridge-priority", "channel-speed",
		"chassis-id", "description", "device-count", "domain-name",
		"encrypted-password", "flow-control-queue", "host-name",
		"init-delay-time", "interface-mode", "l3-interface",
		"local-ip-addr", "mc-ae-id", "message", "minimum-links", "mru",
		"mtu", "native-vlan-id", "percent", "plain-text-password-value",
		"port-mode", "queue-num", "redundancy-group", "scheduler",
		"service-id", "speed", "status-control", "system-id",
		"time-zone", "vlan-id", NULL };

	for (size_t i = 0; once[i]; i++)
		if (str_eq(once[i], n->word))
			return true;
	return (str_eq(n->word, "congestion-notification-profile") ||
	           str_eq(n->word, "scheduler-map")) &&
	    n->parent && n->parent->parent &&
	    str_eq(n->parent->parent->word, "interfaces");
}

/* interfaces xe-0/0/1.0: where the unit begins; NULL: it has none there */
static const char *
unit_of(const struct junos_node *n, const char *word)
{
	const char *dot = strrchr(word, '.');

	return n->parent && !n->parent->parent &&
	        str_eq(n->word, "interfaces") && dot && dot != word && dot[1] &&
	        dot[1 + strspn(dot + 1, "0123456789")] == '\0' ?
	    dot :
	    NULL;
}

struct junos_node *
junos_put(struct junos_text *t, struct junos_node *n, const char *word,
    int line, int last)
{
	const char *dot = unit_of(n, word);
	struct junos_node *c;

	/* short form of interfaces xe-0/0/1 unit 0 */
	if (dot) {
		c = junos_put(t, n, str_dup(t->a, word, (size_t)(dot - word)),
		    line, last);
		c = c ? junos_put(t, c, "unit", line, last) : NULL;
		return c ? junos_put(t, c, dot + 1, line, last) : NULL;
	}
	c = junos_child(t, n, word);
	if (!c && junos_says_once(n))
		for (struct junos_node *x = n->child; x; x = x->next)
			junos_node_drop(x);
	if (c)
		return c;
	c = junos_node_new(t, n, word);
	if (!c)
		return NULL;
	c->line = line;
	c->last = last;
	c->seq = ++t->seq;
	return c;
}

/* a statement ends with it: this is where it was given last */
static void
said(struct junos_text *t, struct junos_node *n, int line, int last)
{
	n->line = line;
	n->last = last;
	n->seq = ++t->seq;
}

/* the words of a statement below a node; NULL: too many of all */
struct junos_node *
junos_put_words(struct junos_text *t, struct junos_node *n,
    const struct junos_words *w)
{
	for (size_t i = 0; i < w->n && n; i++)
		n = junos_put(t, n, w->w[i].text, w->w[i].line, w->w[i].last);
	return n;
}

struct junos_node *
junos_find_words(const struct junos_text *t, struct junos_node *n,
    const struct junos_words *w, size_t from)
{
	for (size_t i = from; i < w->n && n; i++)
		n = junos_child(t, n, w->w[i].text);
	return n;
}

/* `class X queue-num 3 no-loss` on one line says two things of X */
static bool
is_class(const struct junos_node *n)
{
	return str_eq(n->word, "class") && n->parent &&
	    str_eq(n->parent->word, "forwarding-classes");
}

static void
options(struct junos_text *t, struct junos_node *n, const struct junos_words *w,
    size_t from)
{
	static const char *const valued[] = { "queue-num", "pfc-priority",
		"priority", NULL };

	for (size_t i = from; i < w->n; i++) {
		struct junos_node *c =
		    junos_put(t, n, w->w[i].text, w->w[i].line, w->w[i].last);

		for (size_t k = 0; c && valued[k] && i + 1 < w->n; k++)
			if (str_eq(valued[k], w->w[i].text)) {
				i++;
				junos_put(t, c, w->w[i].text, w->w[i].line,
				    w->w[i].last);
				break;
			}
	}
}

/* a whole statement: its words, or those with each item of its list */
struct junos_node *
junos_statement(struct junos_text *t, struct junos_node *n,
    const struct junos_words *w)
{
	t->nstatement++;
	for (size_t i = 0; i < w->n; i++) {
		n = junos_put(t, n, w->w[i].text, w->w[i].line, w->w[i].last);
		if (!n)
			return NULL;
		if (i > 0 && n->parent && is_class(n->parent) && w->n > i + 2) {
			options(t, n, w, i + 1);
			return n;
		}
	}
	if (w->n && w->nitem == 0 && n->nchild == 0)
		said(t, n, w->w[w->n - 1].line, w->w[w->n - 1].last);
	for (size_t i = 0; i < w->nitem; i++) {
		const struct junos_word *x = &w->item[i];
		struct junos_node *c =
		    junos_put(t, n, x->text, x->line, x->last);

		if (c)
			said(t, c, x->line, x->last);
	}
	return n;
}

bool
junos_is_meta(const char *w)
{
	return str_eq(w, "groups") || str_eq(w, "apply-groups") ||
	    str_eq(w, "apply-groups-except");
}

/* ---- what is in effect ---- */

struct walk {
	const struct junos_text *t;
	struct arena *a;
	struct line *line;
	int *seq;
	size_t n, cap, seq_n, seq_cap;
	const char *word[JUNOS_DEPTH + JUNOS_WORDS];
	size_t depth;
};

static void
leaf(struct walk *w, const struct junos_node *n)
{
	struct line l = { .no = n->line, .last = n->last, .nword = w->depth };
	const char **copy = NEW(w->a, const char *, w->depth + 1);

	memcpy(copy, w->word, w->depth * sizeof(*copy));
	l.word = copy;
	l.text = line_rest(w->a, &l, 0);
	PUSH(w->a, w->line, w->n, w->cap, l);
	PUSH(w->a, w->seq, w->seq_n, w->seq_cap, n->seq);
}

static void
leaves(struct walk *w, const struct junos_node *n)
{
	bool any = false;

	for (const struct junos_node *c = n->child; c; c = c->next) {
		if (c->gone || c->off || junos_is_meta(c->word))
			continue;
		any = true;
		if (w->depth + 1 >= sizeof(w->word) / sizeof(w->word[0]))
			continue;
		w->word[w->depth++] = c->word;
		leaves(w, c);
		w->depth--;
	}
	if (!any && n->nchild == 0 && n->parent)
		leaf(w, n);
}

struct keyed {
	struct line line;
	int seq;
	size_t at;
};

static int
by_seq(const void *px, const void *py)
{
	const struct keyed *x = px, *y = py;

	if (x->seq != y->seq)
		return x->seq < y->seq ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

struct line *
junos_text_lines(const struct junos_text *t, size_t *n)
{
	struct walk w = { .t = t, .a = t->a };
	struct keyed *k;

	leaves(&w, t->root);
	k = NEW(t->a, struct keyed, w.n + 1);
	for (size_t i = 0; i < w.n; i++)
		k[i] = (struct keyed){ w.line[i], w.seq[i], i };
	if (w.n)
		qsort(k, w.n, sizeof(*k), by_seq);
	for (size_t i = 0; i < w.n; i++)
		w.line[i] = k[i].line;
	*n = w.n;
	return w.line;
}

/* how many words are the stanza's: `interfaces xe-0/0/0`, `protocols rstp` */
static size_t
head_words(const struct line *l)
{
	static const char *const two[] = { "interfaces *", "protocols *",
		"vlans *", NULL };

	if (l->nword > 3 || (l->nword == 3 && line_any(l, two)))
		return 2;
	return l->nword > 1 ? 1 : 0;
}

static int
by_head(const void *px, const void *py)
{
	const struct keyed *x = px, *y = py;
	size_t n = head_words(&x->line), m = head_words(&y->line);

	for (size_t i = 0; i < n && i < m; i++) {
		int c = str_natural(x->line.word[i], y->line.word[i]);

		if (c)
			return c;
	}
	if (n != m)
		return n < m ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

void
junos_text_tree(struct view *v, const struct line *line, size_t n)
{
	struct keyed *k = NEW(v->a, struct keyed, n + 1);
	struct stanza root = { 0 }, *at = NULL;

	for (size_t i = 0; i < n; i++)
		k[i] = (struct keyed){ line[i], 0, i };
	if (n)
		qsort(k, n, sizeof(*k), by_head);
	for (size_t i = 0; i < n; i++) {
		struct stanza s = { .head = k[i].line };
		size_t words = head_words(&s.head);

		if (words == 0) {
			PUSH(v->a, root.child, root.n, root.cap, s);
			at = NULL;
			continue;
		}
		if (!at || at->head.nword != words ||
		    !str_eq(at->head.word[0], s.head.word[0]) ||
		    (words > 1 && !str_eq(at->head.word[1], s.head.word[1]))) {
			struct stanza h = s;

			h.head.nword = words;
			h.head.text = line_rest(v->a, &h.head, 0);
			PUSH(v->a, root.child, root.n, root.cap, h);
			at = &root.child[root.n - 1];
		}
		s.head.word += words;
		s.head.nword -= words;
		s.head.text = line_rest(v->a, &s.head, 0);
		PUSH(v->a, at->child, at->n, at->cap, s);
	}
	view_root(v, &root);
}

void
junos_unit_apart(struct junos_text *t, struct junos_words *w)
{
	const char *dot = w->n > 1 ? strrchr(w->w[1].text, '.') : NULL;

	if (!dot || !str_eq(w->w[0].text, "interfaces") || !dot[1] ||
	    dot[1 + strspn(dot + 1, "0123456789")] || w->n + 2 > JUNOS_WORDS)
		return;
	memmove(w->w + 4, w->w + 2, (w->n - 2) * sizeof(w->w[0]));
	w->w[2] = w->w[3] = w->w[1];
	w->w[3].text = dot + 1;
	w->w[2].text = "unit";
	w->w[1].text =
	    str_dup(t->a, w->w[1].text, (size_t)(dot - w->w[1].text));
	w->n += 2;
}
