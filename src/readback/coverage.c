/*
 * DOC: a reader is run on another text.  Each trial is one more reading of the
 * whole, so lines of one shape (their stanza and words but for the numbers, of
 * ports that are members of a LAG or of none) share an answer, and a text has
 * at most TRIALS_MAX of them, less where it is long; a line that was not tried
 * counts as not read.
 */
#include "readback/coverage.h"

#include <ctype.h>
#include <string.h>

#include "base/ip.h"
#include "base/str.h"
#include "input/doc.h"
#include "readback/reread.h"

#define TRIALS_MAX 3000
#define BYTES_MAX ((size_t)24 << 20) /* of all trials' texts */
/* longer than any switch's: its stanzas repeat, and what they undo of each
 * other makes one reading cost more than its length */
#define LONG_TEXT ((size_t)64 << 10)
#define EACH_SHAPE 3
#define NHASH 1024

struct shape {
	const char *text;
	size_t tried;
	bool reads;
	struct shape *chain;
};

struct coverage {
	struct arena *a;
	const struct view *v;
	const struct reread *text;
	size_t trials;
	bool designed;        /* else what stands: other texts are designed */
	const struct view *w; /* what trials are held against */
	struct shape *by_hash[NHASH];
};

static bool
is_spent(const struct coverage *c)
{
	size_t len = c->v->src->len, each = len;

	if (len > LONG_TEXT)
		each = len * (len / LONG_TEXT);
	return c->trials >= TRIALS_MAX || (c->trials + 1) * each > BYTES_MAX;
}

/* what the text with one line otherwise differs in; false: it can't be
 * determined */
static bool
trial(struct coverage *c, struct arena *a, const struct reread_line *x,
    struct view_diffs *out)
{
	const struct view *v;

	*out = (struct view_diffs){ 0 };
	if (is_spent(c))
		return false;
	c->trials++;
	v = reread_with(a, c->text, x);
	if (!v || !c->w)
		return false;
	if (c->designed)
		view_compare_files(a, c->w, v, out);
	else
		view_compare_files(a, v, c->w, out);
	return true;
}

static bool
differs(struct coverage *c, const struct reread_line *x)
{
	struct arena *a = arena_new();
	struct view_diffs d;
	bool yes = trial(c, a, x, &d) && d.n > 0;

	arena_free(a);
	return yes;
}

struct coverage *
coverage_new(struct arena *a, const struct view *v, const struct outline *o,
    bool designed)
{
	struct coverage *c = NEW(a, struct coverage, 1);

	*c = (struct coverage){ .a = a,
		.v = v,
		.text = reread_new(a, v, o),
		.w = v,
		.designed = designed };
	/* without a trial there is nothing to hold against it */
	if ((reread_is_rewritten(c->text) || v->doc) && !is_spent(c))
		c->w = reread_with(a, c->text, &(struct reread_line){ 0 });
	return c;
}

/* ---- a line changed ---- */

static bool
becomes(struct coverage *c, const struct outline_line *l, const char *line,
    const char *const *word, size_t nword)
{
	struct reread_line x = { l, line, word, nword };

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
reads_text(struct coverage *c, const struct outline_line *l)
{
	const char *s = reread_line_text(c->a, c->text, l),
	           *t = s + strspn(s, " \t");
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
reads_words(struct coverage *c, const struct outline_line *l)
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
reads_value(struct coverage *c, const struct outline_line *l)
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
shape_named(struct coverage *c, const char *text)
{
	size_t h = 5381;
	struct shape *s;

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

static struct shape *
shape_of(struct coverage *c, const struct outline_line *l)
{
	const char *name = strchr(l->path, ' '), *text;
	const struct port *p = line_word_starts(l->path, "interface ") && name ?
	    view_find(c->v, ports_normal(c->a, name + 1)) :
	    NULL;

	text = without_numbers(c->a,
	    str_fmt(c->a, "%c%s\n%s",
	        p && p->lag && c->v->traits->member_own_mtu ? 'm' : ' ',
	        l->path_key, l->key));
	return shape_named(c, text);
}

bool
coverage_reads(struct coverage *c, const struct outline_line *l)
{
	struct shape *s;

	if (l->has_below)
		return view_fate(c->v, l->line) != LINE_UNKNOWN;
	s = shape_of(c, l);
	if (!s->reads && s->tried++ < EACH_SHAPE)
		s->reads = l->node               ? reads_value(c, l) :
		    reread_is_rewritten(c->text) ? reads_words(c, l) :
		                                   reads_text(c, l);
	return s->reads;
}

bool
coverage_distinguishes(struct coverage *c, const struct outline_line *l,
    const struct coverage *other, const struct outline_line *k)
{
	if (l->node)
		return k->node && k->node->kind == NODE_SCALAR &&
		    becomes(c, l, k->node->text, NULL, 0);
	if (reread_is_rewritten(c->text))
		return becomes(c, l, NULL, k->word, k->nword);
	return becomes(c, l, reread_line_text(other->a, other->text, k), NULL,
	    0);
}

/* is the value of one key=value read? */
static bool
word_reads(struct coverage *c, const struct outline_line *l, const char *word)
{
	const char *s = reread_line_text(c->a, c->text, l),
	           *eq = strchr(word, '='), *at;
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

/* words of x that y lacks; false: one of them is not read */
static bool
values_read(struct coverage *c, const struct outline_line *x,
    const struct outline_line *y, size_t *many)
{
	for (size_t i = 0; i < x->nword; i++) {
		if (has_word(y, x->word[i]))
			continue;
		(*many)++;
		if (!strchr(x->word[i], '=') || !word_reads(c, x, x->word[i]))
			return false;
	}
	return true;
}

bool
coverage_values_read(struct coverage *c, const struct outline_line *l,
    struct coverage *other, const struct outline_line *k)
{
	size_t many = 0;

	/* in another order they may mean another thing */
	return values_read(c, l, k, &many) && values_read(other, k, l, &many) &&
	    many > 0;
}

/* ---- a word changed ---- */

#define RUNS_MAX 16

/* the line with its i-th word another; NULL: the word is not found in it */
static const char *
reworded(const struct coverage *c, const struct outline_line *l, size_t i,
    const char *word)
{
	const char *s = reread_line_text(c->a, c->text, l), *p = s;

	for (size_t k = 0; k <= i; k++) {
		p = strstr(p, l->word[k]);
		if (!p)
			return NULL;
		p += k < i ? strlen(l->word[k]) : 0;
	}
	return str_fmt(c->a, "%.*s%s%s", (int)(p - s), s, word,
	    p + strlen(l->word[i]));
}

static bool
word_matters(struct coverage *c, const struct outline_line *l, size_t i,
    const char *word)
{
	const char **w, *line;

	if (l->node)
		return becomes(c, l, word, NULL, 0);
	if (!reread_is_rewritten(c->text)) {
		line = reworded(c, l, i, word);
		return line && becomes(c, l, line, NULL, 0);
	}
	w = NEW(c->a, const char *, l->nword + 1);
	memcpy(w, l->word, l->nword * sizeof(*w));
	w[i] = word;
	return becomes(c, l, NULL, w, l->nword);
}

/* each number of it, or it as a whole; of an address any part will do */
static bool
is_word_read(struct coverage *c, const struct outline_line *l, size_t i)
{
	const char *s = l->word[i];
	size_t runs = 0, nread = 0;
	uint32_t ip;

	for (size_t k = 0; s[k]; k++) {
		if (!isdigit((unsigned char)s[k]) ||
		    isdigit((unsigned char)s[k + 1]))
			continue;
		/* of a list that long the first ones represent all */
		if (runs++ >= RUNS_MAX ||
		    word_matters(c, l, i, renumbered(c->a, s, k)))
			nread++;
	}
	if (ip_parse(s, &ip))
		return nread > 0;
	return runs ? nread == runs :
	              word_matters(c, l, i, str_fmt(c->a, "zq%s", s));
}

/* each word of l that k lacks, whatever their order */
static bool
are_words_read(struct coverage *c, const struct outline_line *l,
    const struct outline_line *k, size_t *many)
{
	bool *used = NEW(c->a, bool, k->nword + 1);

	for (size_t i = 0; i < l->nword; i++) {
		size_t m = 0;

		while (m < k->nword &&
		    (used[m] || !line_word_eq(l->word[i], k->word[m])))
			m++;
		used[m] = true;
		if (m < k->nword)
			continue;
		(*many)++;
		if (!is_word_read(c, l, i))
			return false;
	}
	return true;
}

bool
coverage_words_read(struct coverage *c, const struct outline_line *l,
    struct coverage *other, const struct outline_line *k)
{
	struct shape *s = shape_of(c, l);
	size_t many = 0;

	if (l->has_below != k->has_below)
		return false;
	/* a pair of lines equal except for numbers shares its answer */
	s = shape_named(c,
	    str_fmt(c->a, "%s\n%s", s->text, shape_of(other, k)->text));
	if (!s->reads && s->tried++ < EACH_SHAPE)
		s->reads = are_words_read(c, l, k, &many) &&
		    are_words_read(other, k, l, &many) && many > 0;
	return s->reads;
}

bool
coverage_explains(struct coverage *c, const struct outline_line *l,
    const struct view_diffs *diff)
{
	struct arena *a;
	struct view_diffs d;
	bool yes = false;

	if (l->has_below)
		return false;
	a = arena_new();
	trial(c, a, &(struct reread_line){ .l = l }, &d);
	for (size_t i = 0; i < d.n; i++)
		for (size_t k = 0; k < diff->n; k++)
			yes = yes ||
			    (str_eq(d.item[i].where, diff->item[k].where) &&
			        str_eq(d.item[i].what, diff->item[k].what));
	arena_free(a);
	return yes;
}
