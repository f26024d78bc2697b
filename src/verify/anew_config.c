/*
 * Configs as sets of lines in their stanzas, and as what they mean.
 */
#include "verify/rules_anew.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "readback/compare.h"
#include "readback/outline.h"
#include "verify/anew.h"

struct config {
	struct judge *j;
	const char *device;
	const struct view *x, *y; /* as designed, as it stands */
	struct outline a, b;
	bool *a_done, *b_done; /* has its like in the other */
	struct view_diffs diff;
};

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
match_equal(struct config *c)
{
	struct arena *a = c->j->arena;
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

/* a word of a switch's config means nothing but itself, whatever is in it */
static bool
word_fills(const char *x, const char *y)
{
	if (!anew_is_placeholder(x) || anew_is_placeholder(y))
		return anew_is_filled(x, y);
	for (const char *p = y; *p; p++)
		if ((unsigned char)*p <= ' ' || *p == '"')
			return false;
	return *y != '\0';
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

static bool
fills(const struct outline_line *x, const struct outline_line *y)
{
	size_t k = 0;

	if (x->nword > y->nword || !anew_is_filled(x->path_key, y->path_key))
		return false;
	for (size_t i = 0; i < x->nword; i++) {
		k += is_hashed(x, i, y, k);
		if (k >= y->nword ||
		    (!word_fills(x->word[i], y->word[k]) &&
		        !is_hash_instead(x, i, y, k)))
			return false;
		k++;
	}
	return k == y->nword;
}

static struct outline_line
split(struct arena *a, const char *s)
{
	struct outline_line l = { .path_key = "" };
	size_t cap = 0, n;

	for (s += strspn(s, " \t"); *s; s += n, s += strspn(s, " \t")) {
		n = strcspn(s, " \t");
		PUSH(a, l.word, l.nword, cap, str_dup(a, s, n));
	}
	return l;
}

bool
anew_line_fills(struct arena *a, const char *x, const char *y)
{
	struct outline_line p, q;

	if (!strstr(x, "<<") || strspn(x, " \t") != strspn(y, " \t"))
		return false;
	p = split(a, x);
	q = split(a, y);
	return fills(&p, &q);
}

static void
match_filled(struct config *c)
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
				break;
			}
	}
}

/* the port of an interface's stanza, or NULL */
static const struct port *
port_of(const struct config *c, const struct outline_line *l)
{
	const char *name = strchr(l->path, ' ');

	return line_word_starts(l->path, "interface ") && name ?
	    view_find(c->y, ports_normal(c->j->arena, name + 1)) :
	    NULL;
}

/* a cable of the port leads to a switch nearer to the root, or to the peer */
static bool
leads_up(const struct config *c, const struct port *p)
{
	const struct bundle *b = c->j->bundle;

	for (size_t i = 0; i < b->ncable; i++) {
		const struct bundle_cable_end *own, *other;
		const struct port *q;

		if (!bundle_cable_at(&b->cable[i], bundle_switch(b, c->device),
		        &own, &other))
			continue;
		q = view_find(c->y, own->normal);
		if (!q || (q != p && view_l2(c->y, q) != p))
			continue;
		if (str_eq(b->cable[i].kind, "core") ||
		    str_eq(b->cable[i].kind, "peer") ||
		    (other->sw && str_eq(other->sw->role, "spine")))
			return true;
	}
	return false;
}

static bool
is_aside(const struct config *c, const struct outline_line *l)
{
	const struct port *p;

	switch (outline_aside(l)) {
	case ASIDE_NO:
		return false;
	case ASIDE_YES:
		return true;
	case ASIDE_EDGE:
		p = port_of(c, l);
		return p && !leads_up(c, p);
	}
	return false;
}

/* one of the views' differences is reported at this line already */
static bool
is_told(const struct config *c, int x_line, int y_line)
{
	for (size_t i = 0; i < c->diff.n; i++) {
		const struct view_diff *d = &c->diff.item[i];

		if ((x_line && d->designed_line == x_line) ||
		    (y_line && d->line == y_line))
			return true;
	}
	return false;
}

static const char *
place(struct arena *a, const struct outline_line *l)
{
	return *l->path ? str_fmt(a, "%.*s: ", QUOTED, l->path) : "";
}

static void
gone(struct config *c, const struct outline_line *x)
{
	struct arena *a = c->j->arena;

	if (view_fate(c->x, x->line) == LINE_READ)
		anew_says(c->j, WARN, c->device, 0,
		    str_fmt(a, "%s'%.*s' is gone, with the same meaning%s",
		        place(a, x), QUOTED, x->text,
		        c->diff.errors ? " but for the contradictions" : ""));
	else
		anew_says(c->j, ERR, c->device, 0,
		    str_fmt(a, "%s'%.*s' was designed and is gone", place(a, x),
		        QUOTED, x->text));
}

static void
came(struct config *c, const struct outline_line *y)
{
	struct arena *a = c->j->arena;
	const char *what = str_fmt(a, "%s'%.*s' was not designed", place(a, y),
	    QUOTED, y->text);

	if (view_fate(c->y, y->line) == LINE_READ && !outline_undoes(y))
		anew_says(c->j, WARN, c->device, y->line,
		    str_fmt(a, "%s and changes nothing%s", what,
		        c->diff.errors ? " but the contradictions" : ""));
	else if (is_aside(c, y))
		anew_says(c->j, WARN, c->device, y->line,
		    str_fmt(a,
		        "%s; nothing in the design depends on "
		        "it",
		        what));
	else
		anew_says(c->j, ERR, c->device, y->line,
		    str_fmt(a, "%s; its effect is unknown", what));
}

static void
changed(struct config *c, const struct outline_line *x,
    const struct outline_line *y)
{
	struct arena *a = c->j->arena;
	const char *what = str_fmt(a, "%s'%.*s' in place of '%.*s'",
	    place(a, y), QUOTED, y->text, QUOTED, x->text);

	if (view_fate(c->x, x->line) == LINE_READ &&
	    view_fate(c->y, y->line) == LINE_READ)
		anew_says(c->j, WARN, c->device, y->line,
		    str_fmt(a, "%s, with the same meaning%s", what,
		        c->diff.errors ? " but for the contradictions" : ""));
	else
		anew_says(c->j, ERR, c->device, y->line,
		    str_fmt(a, "%s as designed", what));
}

/* the line in place of x: of the same stanza, alike in its first words */
static size_t
in_place_of(const struct config *c, const struct outline_line *x)
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

static bool
config_lines(struct config *c)
{
	struct arena *a = c->j->arena;
	bool any = false;

	outline_make(a, c->x, &c->a);
	outline_make(a, c->y, &c->b);
	c->a_done = NEW(a, bool, c->a.n + 1);
	c->b_done = NEW(a, bool, c->b.n + 1);
	match_equal(c);
	match_filled(c);
	for (size_t i = 0; i < c->a.n; i++) {
		const struct outline_line *x = &c->a.line[i];
		size_t k;

		if (c->a_done[i])
			continue;
		any = true;
		k = in_place_of(c, x);
		if (k < c->b.n) {
			const struct outline_line *y = &c->b.line[k];

			c->b_done[k] = true;
			if (!is_told(c, x->line, y->line) ||
			    view_fate(c->x, x->line) != LINE_READ ||
			    view_fate(c->y, y->line) != LINE_READ)
				changed(c, x, y);
		} else if (!is_told(c, x->line, 0) ||
		    view_fate(c->x, x->line) != LINE_READ) {
			gone(c, x);
		}
	}
	for (size_t k = 0; k < c->b.n; k++) {
		const struct outline_line *y = &c->b.line[k];

		if (c->b_done[k])
			continue;
		any = true;
		if (!is_told(c, 0, y->line) ||
		    view_fate(c->y, y->line) != LINE_READ)
			came(c, y);
	}
	return any;
}

/* a description that is another port's: whoever follows it plugs it there */
static bool
is_swapped(const struct config *c, const struct view_diff *d)
{
	if (!str_eq(d->what, "description"))
		return false;
	for (size_t i = 0; i < c->x->nport; i++)
		if (c->x->port[i]->desc &&
		    str_eq(c->x->port[i]->desc, d->running) &&
		    !str_eq(c->x->port[i]->name, d->where) &&
		    !str_eq(d->designed, d->running))
			return true;
	return false;
}

static void
config_meaning(struct config *c)
{
	for (size_t i = 0; i < c->diff.n; i++) {
		const struct view_diff *d = &c->diff.item[i];
		const char *text = str_fmt(c->j->arena,
		    "%s: %s: %.*s, designed %.*s", d->where, d->what, QUOTED,
		    d->running, QUOTED, d->designed);
		bool swapped = is_swapped(c, d);

		if (!d->error && !swapped)
			anew_says(c->j, WARN, c->device, d->line, text);
		else if (!d->line || !rule_accused(c->j, c->device, d->line))
			anew_says(c->j, ERR, c->device, d->line,
			    swapped ? str_fmt(c->j->arena,
			                  "%s, which belongs to another "
			                  "port",
			                  text) :
			              text);
	}
}

void
anew_config(struct judge *j, const struct bundle_switch *s,
    const struct file *x, const struct source *y)
{
	struct config c = { .j = j, .device = s->name, .y = s->view };
	struct source *src = NEW(j->arena, struct source, 1);
	size_t before = j->out->errors + j->out->warnings;
	bool any;

	*src = (struct source){ x->path, str_dup(j->arena, x->data, x->len),
		x->len };
	c.x = view_read(j->arena, diags_new(j->arena), dialect_find(s->nos),
	    src, s->name);
	if (!c.x) {
		anew_says(j, ERR, s->name, 0,
		    "the designed text can't be read");
		return;
	}
	view_compare(j->arena, c.x, c.y, &c.diff);
	config_meaning(&c);
	any = config_lines(&c);
	if (!any && !c.diff.n && before == j->out->errors + j->out->warnings)
		anew_layout(j, s->name, x->path, x->data, y->text);
}
