/*
 * DOC: a reader is asked what it would make of another text.  Each trial is one
 * more reading of the whole, so lines of one shape (their stanza and words but
 * for the numbers, of ports that are members of a LAG or of none) share an
 * answer, and a text has at most TRIALS_MAX of them; a line that was not tried
 * counts as not read.  A line is blanked where it stands; where one line of the
 * file may hold several statements (a document, braces), the text is written
 * again from the outline without it.
 */
#include "readback/cover.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "input/doc.h"

#define TRIALS_MAX 3000
#define EACH_SHAPE 3
#define NHASH 1024

struct shape {
	const char *text;
	size_t tried;
	bool reads;
	struct shape *chain;
};

struct cover {
	struct arena *a;
	const struct view *v;
	const struct outline *o;
	const char **start; /* of each line of the text, and its end */
	size_t nstart, start_cap;
	size_t trials;
	bool designed;        /* else what stands: other texts are designed */
	bool written;         /* trials are of the text written again */
	const struct view *w; /* ... and this is its reading as it is */
	struct shape *by_hash[NHASH];
};

/* ---- the text, with one line of it otherwise ---- */

struct other {
	const struct outline_line *l; /* in place of it */
	const char *instead;          /* a line, or NULL: nothing */
	const char *const *word;      /* ... or its words, for a statement */
	size_t nword;
};

static void
quoted(struct buf *b, const char *s)
{
	bool plain = *s != '\0';

	for (const char *p = s; *p; p++)
		plain = plain &&
		    (isalnum((unsigned char)*p) || strchr("._/:-+*@,", *p));
	if (plain) {
		buf_printf(b, "%s", s);
		return;
	}
	buf_add(b, "\"", 1);
	for (const char *p = s; *p; p++) {
		if (*p == '"' || *p == '\\')
			buf_add(b, "\\", 1);
		buf_add(b, p, 1);
	}
	buf_add(b, "\"", 1);
}

static void
head_words(struct buf *b, const struct cover *c, size_t up)
{
	const struct outline_line *h;

	if (!up)
		return;
	h = &c->o->line[up - 1];
	head_words(b, c, h->up);
	for (size_t i = 0; i < h->nword; i++) {
		quoted(b, h->word[i]);
		buf_add(b, " ", 1);
	}
}

/* each statement on a line of its own */
static void
statements(struct buf *b, const struct cover *c, const struct other *x)
{
	for (size_t i = 0; i < c->o->n; i++) {
		const struct outline_line *l = &c->o->line[i];
		const char *const *word = l->word;
		size_t n = l->nword;

		if (l->has_below)
			continue;
		if (l == x->l && !x->nword)
			continue;
		if (l == x->l) {
			word = x->word;
			n = x->nword;
		}
		buf_printf(b, "%s ", c->v->dialect->statement);
		head_words(b, c, l->up);
		for (size_t k = 0; k < n; k++) {
			quoted(b, word[k]);
			buf_add(b, " ", 1);
		}
		buf_add(b, "\n", 1);
	}
}

static void
json_text(struct buf *b, const char *s)
{
	buf_add(b, "\"", 1);
	for (; *s; s++)
		if (*s == '"' || *s == '\\')
			buf_printf(b, "\\%c", *s);
		else if ((unsigned char)*s < 0x20)
			buf_printf(b, "\\u%04x", (unsigned)*s);
		else
			buf_add(b, s, 1);
	buf_add(b, "\"", 1);
}

static void
document(struct buf *b, const struct node *n, const struct other *x)
{
	bool any = false;

	if (n->kind == NODE_SCALAR) {
		if (x->l && n == x->l->node)
			json_text(b, x->instead);
		else if (n->quoted || *n->text == '\0')
			json_text(b, n->text);
		else
			buf_printf(b, "%s", n->text);
		return;
	}
	buf_add(b, n->kind == NODE_MAP ? "{\n" : "[\n", 2);
	for (size_t i = 0; i < n->n; i++) {
		if (x->l && n->item[i] == x->l->node && !x->instead)
			continue;
		if (any)
			buf_add(b, ",\n", 2);
		any = true;
		if (n->kind == NODE_MAP) {
			json_text(b, n->key[i]->text);
			buf_add(b, ": ", 2);
		}
		document(b, n->item[i], x);
	}
	buf_add(b, n->kind == NODE_MAP ? "}\n" : "]\n", 2);
}

static const char *
line_start(const struct cover *c, int line)
{
	if (line < 1)
		line = 1;
	return c->start[(size_t)line < c->nstart ? (size_t)line - 1 :
	                                           c->nstart - 1];
}

/* past the line's end; what a backslash carries over is of it */
static const char *
line_end(const struct cover *c, int line)
{
	for (;; line++) {
		const char *s = line_start(c, line),
		           *e = line_start(c, line + 1);
		const char *p = e;

		while (
		    p > s && (p[-1] == '\n' || p[-1] == '\r' || p[-1] == ' '))
			p--;
		if (p == s || p[-1] != '\\' || e == line_start(c, line + 2))
			return e;
	}
}

static void
blanked(struct buf *b, const struct cover *c, const struct other *x)
{
	const char *s = line_start(c, x->l->line), *e;

	e = line_end(c, x->l->last > x->l->line ? x->l->last : x->l->line);
	buf_add(b, c->v->src->text, (size_t)(s - c->v->src->text));
	if (x->instead)
		buf_printf(b, "%s\n", x->instead);
	/* lines keep their numbers */
	for (const char *p = s + strcspn(s, "\n"); p < e && *p; p++)
		if (*p == '\n' && (p > s + strcspn(s, "\n") || !x->instead))
			buf_add(b, "\n", 1);
	buf_add(b, e, c->v->src->len - (size_t)(e - c->v->src->text));
}

static const struct view *
read_as(struct arena *a, const struct cover *c, const struct other *x)
{
	struct source *src = NEW(a, struct source, 1);
	struct buf b = buf_new(a);

	if (c->v->doc)
		document(&b, c->v->doc, x);
	else if (c->written)
		statements(&b, c, x);
	else
		blanked(&b, c, x);
	*src = (struct source){ c->v->src->name, b.len ? b.text : "", b.len };
	return view_read(a, diags_new(a), c->v->dialect, src, c->v->device);
}

/* what the text with one line otherwise differs in; false: it can't be told */
static bool
trial(struct cover *c, struct arena *a, const struct other *x,
    struct view_diffs *out)
{
	const struct view *v;

	*out = (struct view_diffs){ 0 };
	if (c->trials++ >= TRIALS_MAX)
		return false;
	v = read_as(a, c, x);
	if (!v || !c->w)
		return false;
	if (c->designed)
		view_compare_files(a, c->w, v, out);
	else
		view_compare_files(a, v, c->w, out);
	return true;
}

static bool
differs(struct cover *c, const struct other *x)
{
	struct arena *a = arena_new();
	struct view_diffs d;
	bool yes = trial(c, a, x, &d) && d.n > 0;

	arena_free(a);
	return yes;
}

struct cover *
cover_new(struct arena *a, const struct view *v, const struct outline *o,
    bool designed)
{
	struct cover *c = NEW(a, struct cover, 1);
	const char *s = v->src->text;

	*c = (struct cover){ .a = a,
		.v = v,
		.o = o,
		.w = v,
		.designed = designed };
	for (; s && *s; s += *s == '\n') {
		PUSH(a, c->start, c->nstart, c->start_cap, s);
		s += strcspn(s, "\n");
	}
	s = v->src->text + v->src->len;
	PUSH(a, c->start, c->nstart, c->start_cap, s);
	c->written = v->dialect->statement != NULL;
	if (c->written || v->doc)
		c->w = read_as(a, c, &(struct other){ 0 });
	return c;
}

/* ---- a line said otherwise ---- */

static const char *
raw(const struct cover *c, const struct outline_line *l)
{
	const char *s = line_start(c, l->line), *e = line_end(c, l->line);

	while (e > s && (e[-1] == '\n' || e[-1] == '\r'))
		e--;
	return str_dup(c->a, s, (size_t)(e - s));
}

static bool
becomes(struct cover *c, const struct outline_line *l, const char *line,
    const char *const *word, size_t nword)
{
	struct other x = { l, line, word, nword };

	return differs(c, &x);
}

/* a digit of a number made another; a smaller one is more often allowed */
static char *
renumbered(struct arena *a, const char *s, size_t at)
{
	char *t = str_dup(a, s, strlen(s));

	t[at] = t[at] == '0' ? '1' : (char)(t[at] - 1);
	return t;
}

/* a number that ends a line is a value; one before names a thing */
static bool
ends_in_number(const char *s, size_t *at)
{
	size_t n = strlen(s);

	while (n && strchr("\r\n \"';", s[n - 1]))
		n--;
	*at = n ? n - 1 : 0;
	return n && isdigit((unsigned char)s[n - 1]);
}

static bool
reads_text(struct cover *c, const struct outline_line *l)
{
	const char *s = raw(c, l), *t = s + strspn(s, " \t");
	int in = (int)(t - s);
	size_t at;

	if (becomes(c, l, NULL, NULL, 0))
		return true;
	if (line_word_starts(t, "no "))
		t = str_fmt(c->a, "%.*s%s", in, s, t + 3);
	else
		t = str_fmt(c->a, "%.*sno %s", in, s, t);
	if (becomes(c, l, t, NULL, 0))
		return true;
	return ends_in_number(s, &at) &&
	    becomes(c, l, renumbered(c->a, s, at), NULL, 0);
}

static bool
reads_words(struct cover *c, const struct outline_line *l)
{
	const char **w = NEW(c->a, const char *, l->nword + 1);
	size_t at, last = l->nword - 1;

	if (becomes(c, l, NULL, NULL, 0))
		return true;
	if (!l->nword || !ends_in_number(l->word[last], &at))
		return false;
	memcpy(w, l->word, l->nword * sizeof(*w));
	w[last] = renumbered(c->a, l->word[last], at);
	return becomes(c, l, NULL, w, l->nword);
}

static bool
reads_value(struct cover *c, const struct outline_line *l)
{
	const char *text = l->node->kind == NODE_SCALAR ? l->node->text : "";
	size_t at;

	return becomes(c, l, NULL, NULL, 0) ||
	    (ends_in_number(text, &at) &&
	        becomes(c, l, renumbered(c->a, text, at), NULL, 0));
}

static const char *
without_numbers(struct arena *a, const char *s)
{
	char *t = str_dup(a, s, strlen(s));
	size_t n = 0;

	for (size_t i = 0; t[i]; i++)
		if (!isdigit((unsigned char)t[i]))
			t[n++] = t[i];
		else if (!n || t[n - 1] != '#')
			t[n++] = '#';
	t[n] = '\0';
	return t;
}

static struct shape *
shape_of(struct cover *c, const struct outline_line *l)
{
	const char *name = strchr(l->path, ' '), *text;
	const struct port *p = line_word_starts(l->path, "interface ") && name ?
	    view_find(c->v, ports_normal(c->a, name + 1)) :
	    NULL;
	size_t h = 5381;
	struct shape *s;

	text = without_numbers(c->a,
	    str_fmt(c->a, "%c%s\n%s",
	        p && p->lag && c->v->traits->member_own_mtu ? 'm' : ' ',
	        l->path_key, l->key));
	for (const char *q = text; *q; q++)
		h = h * 33 + (unsigned char)*q;
	h %= NHASH;
	for (s = c->by_hash[h]; s; s = s->chain)
		if (str_eq(s->text, text))
			return s;
	s = NEW(c->a, struct shape, 1);
	s->text = text;
	s->chain = c->by_hash[h];
	c->by_hash[h] = s;
	return s;
}

bool
cover_reads(struct cover *c, const struct outline_line *l)
{
	struct shape *s;

	if (l->has_below)
		return view_fate(c->v, l->line) != LINE_UNKNOWN;
	s = shape_of(c, l);
	if (!s->reads && s->tried++ < EACH_SHAPE)
		s->reads = l->node ? reads_value(c, l) :
		    c->written     ? reads_words(c, l) :
		                     reads_text(c, l);
	return s->reads;
}

bool
cover_tells(struct cover *c, const struct outline_line *l,
    const struct cover *other, const struct outline_line *k)
{
	if (l->node)
		return k->node && k->node->kind == NODE_SCALAR &&
		    becomes(c, l, k->node->text, NULL, 0);
	if (c->written)
		return becomes(c, l, NULL, k->word, k->nword);
	return becomes(c, l, raw(other, k), NULL, 0);
}

/* ---- the same in other words ---- */

/* 8192 and 8k, 10000 and 10g */
static bool
number_alike(const char *x, const char *y)
{
	char *ex, *ey;
	long n = strtol(x, &ex, 10), m = strtol(y, &ey, 10);
	char c = (char)tolower((unsigned char)*ey);

	if (ex == x || ey == y || *ex || (*ey && ey[1]) || m > 1000000)
		return false;
	return n ==
	    m *
	        (*ey == '\0'     ? 1 :
	                c == 'k' ? 1024 :
	                c == 'g' ? 1000 :
	                           0) ||
	    (c == 'k' && n == m * 1000);
}

/* 10.0.0.0/24, 10.0.0.0/255.255.255.0; 10.0.0.1 is 10.0.0.1/32 */
static bool
address_of(struct port *p, const char *w)
{
	const char *slash = strchr(w, '/'), *mask = "255.255.255.255";
	char text[16];

	if (slash && strchr(slash, '.') && (size_t)(slash - w) < sizeof(text)) {
		memcpy(text, w, (size_t)(slash - w));
		text[slash - w] = '\0';
		w = text;
		mask = slash + 1;
	}
	return strchr(w, '.') && view_port_address(p, w, mask, 1);
}

static bool
address_alike(const char *x, const char *y)
{
	struct port p = { 0 }, q = { 0 };

	return address_of(&p, x) && address_of(&q, y) && p.ip == q.ip &&
	    p.prefix == q.prefix;
}

static bool
word_alike(const char *x, const char *y)
{
	struct vlan_set p = { 0 }, q = { 0 };
	size_t n = strlen(x), m = strlen(y);

	if (line_word_eq(x, y))
		return true;
	if (vlan_set_parse(x, &p) && vlan_set_parse(y, &q))
		return vlan_set_eq(&p, &q);
	if (number_alike(x, y) || number_alike(y, x) || address_alike(x, y))
		return true;
	for (const char *s = x; *s; s++)
		if (!isalpha((unsigned char)*s) && *s != '-')
			return false;
	return n >= 2 && m >= 2 &&
	    line_word_starts(n > m ? x : y, n > m ? y : x);
}

/* quotes are how a word is written */
static const char *
unquoted(const char *s, char *to, size_t size)
{
	size_t n = 0;

	for (; *s && n + 1 < size; s++)
		if (*s != '"' && *s != '\'')
			to[n++] = *s;
	to[n] = '\0';
	return *s ? NULL : to;
}

static bool
words_alike(const char *x, const char *y)
{
	char p[256], q[256];

	return word_alike(x, y) ||
	    (unquoted(x, p, sizeof(p)) && unquoted(y, q, sizeof(q)) && *p &&
	        word_alike(p, q));
}

static int
by_word(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* key=value, in any order */
static bool
same_set(const struct outline_line *x, const struct outline_line *y)
{
	const char *p[64], *q[64];
	bool keys = false;

	if (x->nword != y->nword || x->nword > 64 || !x->nword)
		return false;
	for (size_t i = 0; i < x->nword; i++) {
		p[i] = x->word[i];
		q[i] = y->word[i];
		keys = keys || strchr(p[i], '=');
	}
	if (!keys)
		return false;
	qsort(p, x->nword, sizeof(*p), by_word);
	qsort(q, x->nword, sizeof(*q), by_word);
	for (size_t i = 0; i < x->nword; i++)
		if (!line_word_eq(p[i], q[i]))
			return false;
	return true;
}

bool
cover_alike(const struct outline_line *x, const struct outline_line *y)
{
	char p[512], q[512];

	if (same_set(x, y) ||
	    (unquoted(x->text, p, sizeof(p)) &&
	        unquoted(y->text, q, sizeof(q)) && line_word_eq(p, q)))
		return true;
	if (x->nword != y->nword)
		return false;
	for (size_t i = 0; i < x->nword; i++)
		if (!words_alike(x->word[i], y->word[i]))
			return false;
	return true;
}

/* is the value of one key=value read? */
static bool
word_reads(struct cover *c, const struct outline_line *l, const char *word)
{
	const char *s = raw(c, l), *eq = strchr(word, '='), *at;
	size_t key = (size_t)(eq - word) + 1, n;
	const char *to;

	at = strstr(s, str_dup(c->a, word, key));
	if (!at)
		return false;
	n = strcspn(at + key, " ");
	if (at[key] == '"') {
		n = 1 + strcspn(at + key + 1, "\"");
		n += at[key + n] == '"';
	}
	to = str_eq(eq + 1, "no") ?
	    "yes" :
	    str_eq(eq + 1, "yes") ?
	    "no" :
	    n && isdigit((unsigned char)at[key + n - 1]) ?
	    renumbered(c->a, str_dup(c->a, at + key, n), n - 1) :
	    NULL;
	s = to ? str_fmt(c->a, "%.*s%s%s", (int)(at + key - s), s, to,
	             at + key + n) :
	         str_fmt(c->a, "%.*s%s", (int)(at - s), s, at + key + n);
	return becomes(c, l, s, NULL, 0);
}

static bool
has_word(const struct outline_line *l, const char *word)
{
	for (size_t i = 0; i < l->nword; i++)
		if (line_word_eq(l->word[i], word))
			return true;
	return false;
}

bool
cover_words_read(struct cover *c, const struct outline_line *l,
    struct cover *other, const struct outline_line *k)
{
	for (size_t i = 0; i < l->nword; i++)
		if (!has_word(k, l->word[i]) &&
		    (!strchr(l->word[i], '=') || !word_reads(c, l, l->word[i])))
			return false;
	for (size_t i = 0; i < k->nword; i++)
		if (!has_word(l, k->word[i]) &&
		    (!strchr(k->word[i], '=') ||
		        !word_reads(other, k, k->word[i])))
			return false;
	return true;
}

bool
cover_explains(struct cover *c, const struct outline_line *l,
    const struct view_diffs *diff)
{
	struct arena *a;
	struct view_diffs d;
	bool yes = false;

	if (l->has_below)
		return false;
	a = arena_new();
	trial(c, a, &(struct other){ .l = l }, &d);
	for (size_t i = 0; i < d.n; i++)
		for (size_t k = 0; k < diff->n; k++)
			yes = yes ||
			    (str_eq(d.item[i].where, diff->item[k].where) &&
			        str_eq(d.item[i].what, diff->item[k].what));
	arena_free(a);
	return yes;
}
