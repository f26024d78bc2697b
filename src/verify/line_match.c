/*
 * Two texts of one switch held against each other, line by line.
 */
#include "verify/line_match.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "verify/text_diff.h"
#include "verify/rules_regen.h"

static int
by_text(const void *px, const void *py)
{
	const struct outline_line *x = *(const struct outline_line *const *)px;
	const struct outline_line *y = *(const struct outline_line *const *)py;
	int c = strcmp(x->path_key, y->path_key);

	if (!c)
		c = strcmp(x->key, y->key);
	return c ? c : (x->line > y->line) - (x->line < y->line);
}

static const struct outline_line **
sorted(struct arena *a, const struct outline *o)
{
	const struct outline_line **v =
	    NEW(a, const struct outline_line *, o->n + 1);

	for (size_t i = 0; i < o->n; i++)
		v[i] = &o->line[i];
	if (o->n)
		qsort(v, o->n, sizeof(*v), by_text);
	return v;
}

/* lines that both have, each as often as both have it */
static void
match_equal(struct line_match *c)
{
	struct arena *a = c->arena;
	const struct outline_line **x = sorted(a, &c->a), **y;
	size_t i = 0, k = 0;

	y = sorted(a, &c->b);
	while (i < c->a.n && k < c->b.n) {
		int d = strcmp(x[i]->path_key, y[k]->path_key);

		if (!d)
			d = strcmp(x[i]->key, y[k]->key);
		if (!d) {
			c->a_done[x[i] - c->a.line] = true;
			c->b_done[y[k] - c->b.line] = true;
		}
		i += d <= 0;
		k += d >= 0;
	}
}

/* a word of a switch's config means nothing but itself, whatever is in it; one
 * in quotes goes on to its quote */
static bool
word_fills(const char *x, const char *y)
{
	const char *from = strstr(x, "<<"), *end = strstr(x, ">>");
	size_t before, after, n = strlen(y);
	bool key;

	if (from == NULL || end == NULL || text_is_placeholder(y))
		return text_is_filled(x, y);
	before = (size_t)(from - x);
	after = strlen(end + 2);
	/* of key=value its reader has found the end already; key="value" is as
	 * it is in the file */
	key = before > 1 &&
	    (x[before - 1] == '=' ? after == 0 :
	                            before > 2 && x[before - 2] == '=' &&
	                x[before - 1] == '"' && str_eq(end + 2, "\""));
	if (!key &&
	    (before > 1 || after > 2 || (before == 1) != (*x == '"') ||
	        strspn(end + 2, "\";") != after))
		return text_is_filled(x, y);
	if (n <= before + after || strncmp(x, y, before) != 0 ||
	    strcmp(y + n - after, end + 2) != 0)
		return false;
	for (const char *p = y + before; p < y + n - after; p++)
		if ((unsigned char)*p <= ' ' || (*p == '"' && p[-1] != '\\'))
			return false;
	return true;
}

/* a password given as its hash has the hash's kind before it */
static bool
is_hashed(const struct outline_line *x, size_t i, const struct outline_line *y,
    size_t k)
{
	static const char *const kind[] = { "0", "5", "7", "8", "9", "sha256",
		"sha512", "sha256-password", "sha512-password", NULL };

	if (x->nword + 1 != y->nword || k != i ||
	    !strstr(x->word[i], "PASSWORD>>"))
		return false;
	for (size_t n = 0; kind[n]; n++)
		if (str_eq(y->word[k], kind[n]))
			return true;
	return false;
}

/* ... or is another value of the account */
static bool
is_hash_instead(const struct outline_line *x, size_t i,
    const struct outline_line *y, size_t k)
{
	return i + 1 < x->nword && k < y->nword &&
	    strstr(x->word[i + 1], "PASSWORD>>") &&
	    str_eq(x->word[i], "password") &&
	    str_eq(y->word[k], "hashed-password");
}

/* given as it is, and ciphered */
static bool
is_ciphered(const struct outline_line *x, size_t i, const char *y)
{
	return i + 1 < x->nword && strstr(x->word[i + 1], "<<") &&
	    line_word_eq(x->word[i], "plaintext") &&
	    line_word_eq(y, "ciphertext");
}

/* words that say how a secret before them is written */
static bool
is_written(const char *y)
{
	return line_word_eq(y, "encrypted") ||
	    line_word_eq(y, "localizedkey") || line_word_eq(y, "localized");
}

static bool
fills(const struct outline_line *x, const struct outline_line *y)
{
	size_t k = 0;

	if (x->nword > y->nword || !text_is_filled(x->path_key, y->path_key))
		return false;
	for (size_t i = 0; i < x->nword; i++) {
		k += is_hashed(x, i, y, k);
		if (k >= y->nword ||
		    (!word_fills(x->word[i], y->word[k]) &&
		        !is_hash_instead(x, i, y, k) &&
		        !is_ciphered(x, i, y->word[k])))
			return false;
		k++;
	}
	while (k < y->nword && strstr(x->text, "<<") && is_written(y->word[k]))
		k++;
	return k == y->nword;
}

static struct outline_line
split(struct arena *a, const char *s)
{
	struct outline_line l = { .path_key = "", .text = s };
	size_t cap = 0, n;

	for (s += strspn(s, " \t"); *s; s += n, s += strspn(s, " \t")) {
		n = strcspn(s, " \t");
		PUSH(a, l.word, l.nword, cap, str_dup(a, s, n));
	}
	return l;
}

bool
regen_line_fills(struct arena *a, const char *x, const char *y)
{
	struct outline_line p, q;

	if (!strstr(x, "<<") || strspn(x, " \t") != strspn(y, " \t"))
		return false;
	p = split(a, x);
	q = split(a, y);
	return fills(&p, &q);
}

static void
match_filled(struct line_match *c)
{
	for (size_t i = 0; i < c->a.n; i++) {
		if (c->a_done[i] ||
		    (!strstr(c->a.line[i].text, "<<") &&
		        !strstr(c->a.line[i].path, "<<")))
			continue;
		for (size_t k = 0; k < c->b.n; k++)
			if (!c->b_done[k] &&
			    fills(&c->a.line[i], &c->b.line[k])) {
				c->a_done[i] = c->b_done[k] = true;
				c->filled[i] = &c->b.line[k];
				break;
			}
	}
}

void
line_match_make(struct arena *a, const struct view *x, const struct view *y,
    struct line_match *out)
{
	*out = (struct line_match){ .arena = a };
	outline_make(a, x, &out->a);
	outline_make(a, y, &out->b);
	out->a_done = NEW(a, bool, out->a.n + 1);
	out->b_done = NEW(a, bool, out->b.n + 1);
	out->filled = NEW(a, const struct outline_line *, out->a.n + 1);
	match_equal(out);
	match_filled(out);
}

/* equal in their first words */
size_t
line_match_in_place_of(const struct line_match *c, const struct outline_line *x)
{
	size_t best = c->b.n, most = 0;

	for (size_t k = 0; k < c->b.n; k++) {
		const struct outline_line *y = &c->b.line[k];
		size_t same = 0;

		if (c->b_done[k] || strcmp(x->path_key, y->path_key) != 0)
			continue;
		while (same < x->nword && same < y->nword &&
		    line_word_eq(x->word[same], y->word[same]))
			same++;
		if (same > most) {
			most = same;
			best = k;
		}
	}
	return best;
}
