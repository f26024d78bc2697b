/*
 * Configs as sets of lines in their stanzas, and as what they mean.
 */
#include "verify/rules_regen.h"

#include <string.h>

#include "base/str.h"
#include "readback/compare.h"
#include "readback/coverage.h"
#include "readback/outline.h"
#include "readback/outline_alike.h"
#include "readback/printed.h"
#include "readback/secret.h"
#include "verify/line_match.h"

struct config {
	struct judge *j;
	const char *device;
	const struct view *x, *y; /* as designed, as found */
	struct line_match l;
	struct coverage *a, *b; /* of its outlines */
	struct view_diffs diff;
};

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

	switch (outline_aside(c->y, l)) {
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
is_reported(const struct config *c, int x_line, int y_line)
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
	return *l->path ?
	    str_fmt(a, "%.*s: ", QUOTED, secret_hidden(a, l->path)) :
	    "";
}

/* the platform writes it by itself, or it says what is so anyway */
static bool
is_shown(const struct config *c, const struct outline_line *y)
{
	/* in the middle of a stanza these end it */
	static const char *const ends[] = { "exit", "end", "quit", "default",
		NULL };

	for (size_t i = 0; ends[i]; i++)
		if (line_word_eq(y->word[0], ends[i]))
			return false;
	/* words alone that it makes, or that say where it is and whose */
	if (c->y->dialect->makes && y->nword > 1 &&
	    printed_bare(c->y, c->j->arena, y, false).nword == 1)
		return true;
	return printed_shows(c->y, y) &&
	    (c->y->doc || line_word_eq(y->word[0], "no") || !outline_undoes(y));
}

/* an empty map of a document that is one with something in it now */
static bool
is_filled(const struct config *c, const struct outline_line *x)
{
	const char *in;

	if (!c->x->doc || x->nword != 2 || !str_eq(x->word[1], "{}"))
		return false;
	in = str_fmt(c->j->arena, "%s%s%.*s", x->path, *x->path ? " / " : "",
	    (int)strlen(x->word[0]) - 1, x->word[0]);
	for (size_t k = 0; k < c->l.b.n; k++)
		if (str_eq(c->l.b.line[k].path, in))
			return true;
	return false;
}

static void
gone(struct config *c, const struct outline_line *x)
{
	struct arena *a = c->j->arena;

	/* what it did is reported as what it has changed, and what stood in
	 * it line by line */
	if (x->has_below || is_filled(c, x))
		return;
	if (c->diff.n && view_fate(c->x, x->line) == LINE_READ &&
	    coverage_explains(c->a, x, &c->diff))
		return;
	if (printed_default(c->x, x) ||
	    (view_fate(c->x, x->line) == LINE_READ && coverage_reads(c->a, x)))
		regen_found(c->j, WARN, c->device, 0,
		    str_fmt(a, "%s'%.*s' is missing, with the same meaning%s",
		        place(a, x), QUOTED, secret_hidden(a, x->text),
		        c->diff.errors ? " except for the contradictions" :
		                         ""));
	else
		regen_found(c->j, ERR, c->device, 0,
		    str_fmt(a, "%s'%.*s' is in the design but missing here",
		        place(a, x), QUOTED, secret_hidden(a, x->text)));
}

/* the same is written there once more */
static bool
is_again(const struct config *c, const struct outline_line *y)
{
	for (size_t i = 0; i < c->l.a.n; i++)
		if (str_eq(c->l.a.line[i].path_key, y->path_key) &&
		    str_eq(c->l.a.line[i].key, y->key))
			return true;
	return false;
}

/* two lines that differ in this alone: off and on */
static bool
is_off_and_on(const struct outline_line *x, const struct outline_line *y)
{
	static const char *const pair[][2] = { { "disabled=yes",
		                                   "disabled=no" },
		{ "disable", "enable" }, { "down", "up" } };
	bool differs = false;

	if (line_word_eq(x->word[0], "shutdown") && x->nword == 1)
		return y->nword == 2 && line_word_eq(y->word[0], "no") &&
		    line_word_eq(y->word[1], "shutdown");
	if (x->nword != y->nword)
		return false;
	for (size_t i = 0; i < x->nword; i++) {
		bool same = str_eq(x->word[i], y->word[i]);

		for (size_t k = 0;
		     !same && !differs && k < sizeof(pair) / sizeof(pair[0]);
		     k++)
			if (str_eq(x->word[i], pair[k][0]) &&
			    str_eq(y->word[i], pair[k][1]))
				same = differs = true;
		if (!same)
			return false;
	}
	return differs;
}

/* the line that switches on or off again what this one does, or 0 */
static int
overruled(const struct config *c, const struct outline_line *y)
{
	for (size_t i = 0; y->nword && i < c->l.b.n; i++) {
		const struct outline_line *z = &c->l.b.line[i];

		if (z->line > y->line && z->nword &&
		    str_eq(z->path_key, y->path_key) &&
		    (is_off_and_on(y, z) || is_off_and_on(z, y)))
			return z->line;
	}
	return 0;
}

static void
came(struct config *c, const struct outline_line *y)
{
	struct arena *a = c->j->arena;
	const char *what = str_fmt(a, "%s'%.*s' is not in the design",
	    place(a, y), QUOTED, secret_hidden(a, y->text));
	int by;

	if (c->diff.n && view_fate(c->y, y->line) == LINE_READ &&
	    coverage_explains(c->b, y, &c->diff))
		return;
	if (view_fate(c->y, y->line) == LINE_READ && !outline_undoes(y) &&
	    (is_again(c, y) || coverage_reads(c->b, y)))
		regen_found(c->j, WARN, c->device, y->line,
		    str_fmt(a, "%s and changes nothing%s", what,
		        c->diff.errors ? " but the contradictions" : ""));
	else if (view_fate(c->y, y->line) == LINE_READ &&
	    (by = overruled(c, y)) != 0)
		regen_found(c->j, WARN, c->device, y->line,
		    str_fmt(a, "%s; line %d overrules it", what, by));
	else if (is_shown(c, y))
		regen_found(c->j, WARN, c->device, y->line,
		    str_fmt(a, "%s; the switch writes it by itself", what));
	else if (is_aside(c, y))
		regen_found(c->j, WARN, c->device, y->line,
		    str_fmt(a,
		        "%s; nothing in the design depends on "
		        "it",
		        what));
	else
		regen_found(c->j, ERR, c->device, y->line,
		    str_fmt(a, "%s; its effect is unknown", what));
}

/* the same in other words, or words whose meaning was read in both */
static bool
is_same(struct config *c, const struct outline_line *x,
    const struct outline_line *y)
{
	struct outline_line p = printed_bare(c->x, c->j->arena, x, false);
	struct outline_line q = printed_bare(c->y, c->j->arena, y, false);

	/* but for words that say nothing */
	if (outline_same_words(&p, &q) &&
	    view_fate(c->y, y->line) != LINE_UNKNOWN)
		return true;
	if (view_fate(c->y, y->line) != LINE_UNKNOWN &&
	    (coverage_values_read(c->a, &p, c->b, &q) ||
	        coverage_words_read(c->a, x, c->b, y)))
		return true;
	if (view_fate(c->x, x->line) != LINE_READ ||
	    view_fate(c->y, y->line) != LINE_READ)
		return false;
	if (outline_alike(x, y) || outline_alike(&p, &q) ||
	    coverage_distinguishes(c->a, x, c->b, y))
		return true;
	/* its content is reported separately */
	return x->has_below && y->has_below && c->x->dialect->statement;
}

/* all that is designed, and more behind it */
static bool
is_longer(const struct outline_line *x, const struct outline_line *y)
{
	if (y->nword <= x->nword)
		return false;
	for (size_t i = 0; i < x->nword; i++)
		if (!line_word_eq(x->word[i], y->word[i]))
			return false;
	return true;
}

static void
changed(struct config *c, const struct outline_line *x,
    const struct outline_line *y)
{
	struct arena *a = c->j->arena;
	const char *what = str_fmt(a, "%s'%s' in place of '%s'", place(a, y),
	    regen_quoted(a, secret_hidden(a, y->text),
	        secret_hidden(a, x->text)),
	    regen_quoted(a, secret_hidden(a, x->text),
	        secret_hidden(a, y->text)));

	if (is_same(c, x, y))
		regen_found(c->j, WARN, c->device, y->line,
		    str_fmt(a, "%s, with the same meaning%s", what,
		        c->diff.errors ? " except for the contradictions" :
		                         ""));
	else if (is_longer(x, y) && is_aside(c, y))
		regen_found(c->j, WARN, c->device, y->line,
		    str_fmt(a, "%s; nothing in the design depends on it",
		        what));
	else
		regen_found(c->j, ERR, c->device, y->line,
		    str_fmt(a, "%s as designed%s", what,
		        strstr(x->text, "<<") && strpbrk(y->text, "\"'") ?
		            ": a quote in the filled-in text ends it" :
		            ""));
}

static bool
config_lines(struct config *c)
{
	struct arena *a = c->j->arena;
	bool any = false;

	line_match_make(a, c->x, c->y, &c->l);
	c->a = coverage_new(a, c->x, &c->l.a, true);
	c->b = coverage_new(a, c->y, &c->l.b, false);
	for (size_t i = 0; i < c->l.a.n; i++) {
		const struct outline_line *x = &c->l.a.line[i];
		size_t k;

		if (c->l.a_done[i])
			continue;
		any = true;
		k = line_match_in_place_of(&c->l, x);
		if (k < c->l.b.n) {
			const struct outline_line *y = &c->l.b.line[k];

			c->l.b_done[k] = true;
			if (!is_reported(c, x->line, y->line) ||
			    view_fate(c->x, x->line) != LINE_READ ||
			    view_fate(c->y, y->line) != LINE_READ)
				changed(c, x, y);
		} else if (!is_reported(c, x->line, 0) ||
		    view_fate(c->x, x->line) != LINE_READ) {
			gone(c, x);
		}
	}
	for (size_t k = 0; k < c->l.b.n; k++) {
		const struct outline_line *y = &c->l.b.line[k];

		if (c->l.b_done[k])
			continue;
		any = true;
		if (!is_reported(c, 0, y->line) ||
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
			regen_found(c->j, WARN, c->device, d->line, text);
		else if (!d->line || !rule_accused(c->j, c->device, d->line))
			regen_found(c->j, ERR, c->device, d->line,
			    swapped ? str_fmt(c->j->arena,
			                  "%s, which belongs to another "
			                  "port",
			                  text) :
			              text);
	}
}

void
regen_config(struct judge *j, const struct bundle_switch *s,
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
		regen_found(j, ERR, s->name, 0,
		    "the designed configuration can't be read");
		return;
	}
	view_compare_files(j->arena, c.x, c.y, &c.diff);
	config_meaning(&c);
	any = config_lines(&c);
	if (!any && !c.diff.n && before == j->out->errors + j->out->warnings)
		regen_layout(j, s->name, x->path, x->data, y->text);
	regen_secrets(j, s->name, y, &c.l);
}
