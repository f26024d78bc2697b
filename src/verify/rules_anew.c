/*
 * DOC: is a bundle as it was designed?  Its own input makes its files again,
 * and each line that differs from those is accounted for: a placeholder that
 * was filled in, the same meaning, an error some rule has found there, or a
 * contradiction of the design.  Configs are compared as sets of lines in their
 * stanzas, scripts line by line in order, cabling by cable.
 *
 * Two readings that mean the same do not prove that the texts do: a reader
 * passes over what no rule depends on.  So a line counts as harmless where its
 * meaning is in the view and the views agree, or where it is known to add
 * something beside the design; what can't be told is a contradiction.
 */
#include "verify/rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "input/table.h"
#include "readback/compare.h"
#include "readback/host_config.h"
#include "readback/outline.h"
#include "verify/anew.h"

/* what is quoted of a line in a message */
#define QUOTED 80

static void
says(struct judge *j, enum severity severity, const char *device, int line,
    const char *text)
{
	j->rule = severity == ERR ? "contradicts" : "differs";
	j->severity = severity;
	rule_found_at(j, device, line, "%s", text);
}

/* on one line: a break or a tab is a blank */
static const char *
flat(struct arena *a, const char *s)
{
	char *t = str_dup(a, s, strlen(s));
	size_t n = 0;

	for (size_t i = 0; t[i]; i++) {
		char c = strchr("\t\r\n", t[i]) ? ' ' : t[i];

		if (c != ' ' || (n && t[n - 1] != ' '))
			t[n++] = c;
	}
	t[n] = '\0';
	return t;
}

/* ---- configs ---- */

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
	int c = strcmp(x->path, y->path);

	if (!c)
		c = strcmp(x->text, y->text);
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
		int d = strcmp(x[i]->path, y[k]->path);

		if (!d)
			d = strcmp(x[i]->text, y[k]->text);
		if (!d) {
			c->a_done[x[i] - c->a.line] = true;
			c->b_done[y[k] - c->b.line] = true;
		}
		i += d <= 0;
		k += d >= 0;
	}
}

static bool
fills(const struct outline_line *x, const struct outline_line *y)
{
	if (x->nword != y->nword || !anew_is_filled(x->path, y->path))
		return false;
	for (size_t i = 0; i < x->nword; i++)
		if (!anew_is_filled(x->word[i], y->word[i]))
			return false;
	return true;
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
		says(c->j, WARN, c->device, 0,
		    str_fmt(a, "%s'%.*s' is gone, with the same meaning%s",
		        place(a, x), QUOTED, x->text,
		        c->diff.errors ? " but for the contradictions" : ""));
	else
		says(c->j, ERR, c->device, 0,
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
		says(c->j, WARN, c->device, y->line,
		    str_fmt(a, "%s and changes nothing%s", what,
		        c->diff.errors ? " but the contradictions" : ""));
	else if (is_aside(c, y))
		says(c->j, WARN, c->device, y->line,
		    str_fmt(a,
		        "%s; nothing in the design depends on "
		        "it",
		        what));
	else
		says(c->j, ERR, c->device, y->line,
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
		says(c->j, WARN, c->device, y->line,
		    str_fmt(a, "%s, with the same meaning%s", what,
		        c->diff.errors ? " but for the contradictions" : ""));
	else
		says(c->j, ERR, c->device, y->line,
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

		if (c->b_done[k] || strcmp(x->path, y->path) != 0)
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
			says(c->j, WARN, c->device, d->line, text);
		else if (!d->line || !rule_accused(c->j, c->device, d->line))
			says(c->j, ERR, c->device, d->line,
			    swapped ? str_fmt(c->j->arena,
			                  "%s, which belongs to another "
			                  "port",
			                  text) :
			              text);
	}
}

/* the same lines, but perhaps not in the same order or layout */
static void
layout(struct judge *j, const char *device, const char *file, const char *x,
    const char *y)
{
	struct anew_text a, b;

	anew_text(j->arena, x, &a);
	anew_text(j->arena, y, &b);
	if (a.n == b.n) {
		size_t i = 0;

		while (i < a.n && anew_is_filled(a.line[i], b.line[i]))
			i++;
		if (i == a.n)
			return;
	}
	says(j, WARN, device, 0,
	    str_fmt(j->arena,
	        "%s: the designed lines in another order or layout, or other "
	        "comments",
	        file));
}

static void
config(struct judge *j, const struct bundle_switch *s, const struct file *x,
    const struct source *y)
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
		says(j, ERR, s->name, 0, "the designed text can't be read");
		return;
	}
	view_compare(j->arena, c.x, c.y, &c.diff);
	config_meaning(&c);
	any = config_lines(&c);
	if (!any && !c.diff.n && before == j->out->errors + j->out->warnings)
		layout(j, s->name, x->path, x->data, y->text);
}

/* ---- texts: scripts, and what has no reader ---- */

/* does a line of a script say anything to its system? */
static bool
is_said(const char *s)
{
	s = s ? s + strspn(s, " \t") : "";
	return *s && *s != '#';
}

struct script {
	struct judge *j;
	const char *device;
	struct anew_text a, b;
	struct host_config x, y; /* what a reader makes of them */
	bool same;               /* the readings are */
	bool branches;           /* it may say a thing once a case */
	const char **come;       /* lines that were not there, by text */
	size_t ncome, come_cap;
};

static int
by_line_text(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static void
hunk_lines(struct script *s, const struct anew_hunk *hunk, size_t n)
{
	for (size_t h = 0; h < n; h++)
		for (size_t i = hunk[h].b; i < hunk[h].b_end; i++)
			PUSH(s->j->arena, s->come, s->ncome, s->come_cap,
			    s->b.line[i]);
	if (s->ncome)
		qsort(s->come, s->ncome, sizeof(*s->come), by_line_text);
}

/*
 * Where nothing came in place of a line that is gone, what it said for one
 * case may be said for another one still: the reading is the same and the
 * script is not, unless the line stands elsewhere now.
 */
static bool
is_missed(const struct script *s, const struct anew_hunk *h, const char *x)
{
	for (size_t k = h->b; k < h->b_end; k++)
		if (is_said(s->b.line[k]))
			return false;
	return s->branches &&
	    (!s->ncome ||
	        !bsearch(&x, s->come, s->ncome, sizeof(*s->come),
	            by_line_text));
}

static void
script_line(struct script *s, const struct anew_hunk *h, const char *x,
    const char *y, size_t i, size_t k)
{
	bool said = is_said(x) && !host_config_is_remark(&s->x, i + 1);
	bool says_now = is_said(y) && !host_config_is_remark(&s->y, k + 1);
	bool modelled = s->same &&
	    (!said || host_config_is_read(&s->x, i + 1)) &&
	    (!says_now || host_config_is_read(&s->y, k + 1)) &&
	    !(said && is_missed(s, h, x));
	struct arena *a = s->j->arena;
	const char *what;

	x = x ? flat(a, x) : NULL;
	y = y ? flat(a, y) : NULL;
	what = x && y ?
	    str_fmt(a, "'%.*s' in place of '%.*s'", QUOTED, y, QUOTED, x) :
	    x ? str_fmt(a, "'%.*s' is gone", QUOTED, x) :
	        str_fmt(a, "'%.*s' was not designed", QUOTED, y);
	if (!said && !says_now)
		says(s->j, WARN, s->device, y ? (int)k + 1 : 0,
		    str_fmt(a, "%s: a comment", what));
	else if (modelled)
		says(s->j, WARN, s->device, y ? (int)k + 1 : 0,
		    str_fmt(a, "%s, with the same meaning", what));
	else if (!y || !rule_accused(s->j, s->device, (int)k + 1))
		says(s->j, ERR, s->device, y ? (int)k + 1 : 0, what);
}

static const char *
difference(struct arena *a, const struct host_difference *d)
{
	const char *x = *d->designed ? d->designed : "none";
	const char *y = *d->running ? d->running : "none";

	/* a function: its lines are told one by one */
	if (strchr(x, '\n') && strchr(y, '\n'))
		return str_fmt(a, "%s is not as designed", d->where);
	return str_fmt(a, "%s: %.*s, designed %.*s", d->where, QUOTED,
	    flat(a, y), QUOTED, flat(a, x));
}

static void
script(struct judge *j, const char *device, const struct file *f,
    const struct source *y)
{
	struct script s = { .j = j, .device = device };
	struct source *x = NEW(j->arena, struct source, 1);
	struct host_difference *diff;
	struct anew_hunk *hunk;
	size_t n = 0, nhunk;

	*x = (struct source){ f->path, str_dup(j->arena, f->data, f->len),
		f->len };
	if (strncmp(f->path, "hosts/", 6) == 0 &&
	    host_config_read(j->arena, x, f->path, &s.x) &&
	    host_config_read(j->arena, y, f->path, &s.y)) {
		n = host_config_compare(j->arena, &s.x, &s.y, &diff);
		y = s.y.src;
	} else {
		s.x = s.y = (struct host_config){ 0 };
		diff = NULL;
	}
	if (s.y.no_text)
		return; /* its reader says so */
	anew_text(j->arena, f->data, &s.a);
	anew_text(j->arena, y->text, &s.b);
	s.same = n == 0;
	for (size_t i = 0; i < n; i++) {
		const char *text = difference(j->arena, &diff[i]);

		if (!diff[i].error)
			says(j, WARN, device, diff[i].line, text);
		else if (!diff[i].line ||
		    !rule_accused(j, device, diff[i].line))
			says(j, ERR, device, diff[i].line, text);
	}
	hunk = anew_hunks(j->arena, &s.a, &s.b, &nhunk);
	hunk_lines(&s, hunk, nhunk);
	s.branches = str_eq(strrchr(f->path, '.'), ".ps1");
	for (size_t h = 0; h < nhunk; h++) {
		size_t i = hunk[h].a, k = hunk[h].b;

		while (i < hunk[h].a_end || k < hunk[h].b_end) {
			bool has_x = i < hunk[h].a_end, has_y;

			has_y = k < hunk[h].b_end;
			script_line(&s, &hunk[h], has_x ? s.a.line[i] : NULL,
			    has_y ? s.b.line[k] : NULL, i, k);
			i += has_x;
			k += has_y;
		}
	}
	if (!nhunk && s.a.odd != s.b.odd)
		says(j, WARN, device, 0,
		    str_fmt(j->arena,
		        "%s: the designed lines in another "
		        "layout",
		        f->path));
}

/* ---- tables ---- */

/* what may be filled in, what is told apart and what is a remark */
static enum severity
cell_severity(const char *column)
{
	return str_eq(column, "a_label") || str_eq(column, "b_label") ? WARN :
	                                                                ERR;
}

static bool
is_same_cell(const char *column, const char *x, const char *y)
{
	/* which of the core's ports its owner gives, is his to say */
	return str_eq(x, y) || (*x == '\0' && strstr(column, "_port"));
}

/* a label that is printed for another cable's end */
static bool
is_anothers(const struct table *x, const char *text, size_t row)
{
	static const char *const column[] = { "a_label", "b_label" };

	for (size_t k = 0; k < 2 && *text; k++) {
		int col = table_column(x, column[k]);

		for (size_t i = 0; col >= 0 && i < x->n; i++)
			if (i != row && str_eq(table_text(x, i, col), text))
				return true;
	}
	return false;
}

static size_t
row_of(const struct table *t, const char *id, const bool *done)
{
	for (size_t i = 0; i < t->n; i++)
		if (!done[i] && str_eq(t->row[i][0].text, id))
			return i;
	return t->n;
}

static void
row(struct judge *j, const char *file, const struct table *x,
    const struct table *y, size_t i, size_t k)
{
	const char *id = table_text(x, i, 0);
	int line = table_at(y, k, 0).line;

	for (size_t c = 0; c < x->ncol; c++) {
		const char *name = x->head[c].text;
		const char *want = x->row[i][c].text;
		int col = table_column(y, name);
		const char *have =
		    table_decimal(j->arena, y, table_text(y, k, col));

		if (col < 0 || is_same_cell(name, want, have))
			continue;
		if (cell_severity(name) == WARN && is_anothers(x, have, i)) {
			says(j, ERR, file, line,
			    str_fmt(j->arena,
			        "%s: %s: '%.*s' is the label of another cable",
			        id, name, QUOTED, have));
			continue;
		}
		if (cell_severity(name) == ERR && rule_accused(j, id, line))
			continue;
		says(j, cell_severity(name), file, line,
		    str_fmt(j->arena, "%s: %s: '%.*s', designed '%.*s'", id,
		        name, QUOTED, have, QUOTED, want));
	}
}

static void
table(struct judge *j, const struct file *f, const struct source *src)
{
	struct source *made = NEW(j->arena, struct source, 1);
	struct diags *d = diags_new(j->arena);
	const struct table *x, *y;
	bool *done;
	size_t before = j->out->errors + j->out->warnings;

	*made = (struct source){ f->path, str_dup(j->arena, f->data, f->len),
		f->len };
	x = table_read(j->arena, d, made);
	y = table_read(j->arena, d, src);
	if (d->errors > 0)
		return; /* said where it was read */
	for (size_t i = 0; i < x->ncol; i++)
		if (table_column(y, x->head[i].text) < 0)
			says(j, ERR, f->path, 1,
			    str_fmt(j->arena, "no column '%s'",
			        x->head[i].text));
	done = NEW(j->arena, bool, y->n + 1);
	for (size_t i = 0; i < x->n; i++) {
		const char *id = x->row[i][0].text;
		size_t k =
		    i < y->n && !done[i] && str_eq(id, y->row[i][0].text) ?
		    i :
		    row_of(y, id, done);

		if (k == y->n) {
			says(j, ERR, f->path, 0,
			    str_fmt(j->arena, "%s is gone", id));
			continue;
		}
		done[k] = true;
		row(j, f->path, x, y, i, k);
	}
	for (size_t k = 0; k < y->n; k++)
		if (!done[k])
			says(j, ERR, f->path, y->row[k][0].at.line,
			    str_fmt(j->arena, "%.*s was not designed", QUOTED,
			        y->row[k][0].text));
	if (before == j->out->errors + j->out->warnings)
		layout(j, f->path, f->path, f->data, y->src->text);
}

/* ---- the bundle ---- */

static const char *
stem(struct arena *a, const char *path)
{
	const char *name = strrchr(path, '/'), *dot;

	name = name ? name + 1 : path;
	dot = strrchr(name, '.');
	return str_dup(a, name, dot ? (size_t)(dot - name) : strlen(name));
}

/* a file of the folder, whatever is in it */
static bool
is_there(struct judge *j, const char *path)
{
	const char *slash = strchr(path, '/'), **name;
	size_t n;

	if (!slash ||
	    !bundle_names(j->arena, diags_new(j->arena), j->bundle,
	        str_dup(j->arena, path, (size_t)(slash - path)), &name, &n))
		return false;
	for (size_t i = 0; i < n; i++)
		if (str_eq(name[i], slash + 1))
			return true;
	return false;
}

static void
file(struct judge *j, const struct file *f)
{
	const struct bundle *b = j->bundle;
	const struct bundle_switch *s = NULL;
	const char *device = stem(j->arena, f->path);
	const struct source *y;

	if (strncmp(f->path, "configs/", 8) == 0)
		s = bundle_switch(b, device);
	else if (strncmp(f->path, "hosts/", 6) != 0)
		device = f->path;
	y = bundle_file(j->arena, diags_new(j->arena), b, f->path,
	    CONFIG_MAX_BYTES);
	if (!y && s && (!s->has_file || dialect_find(s->nos)))
		return; /* a rule's own finding */
	if (!y) {
		says(j, ERR, device, 0,
		    str_fmt(j->arena, "%s was designed and %s", f->path,
		        is_there(j, f->path) ? "can't be read" : "is gone"));
		return;
	}
	/* no line of it means anything: a finding of its own says so */
	if (s && !s->view && dialect_find(s->nos))
		return;
	if (y->len == f->len && memcmp(y->text, f->data, f->len) == 0)
		return;
	if (s && s->view && str_eq(s->file, f->path))
		config(j, s, f, y);
	else if (device == f->path)
		table(j, f, y);
	else
		script(j, device, f, y);
}

/* files beside those designed: whoever loads the folder loads them too */
static void
others(struct judge *j, const char *folder)
{
	const char **name;
	size_t n;

	if (!bundle_names(j->arena, diags_new(j->arena), j->bundle, folder,
	        &name, &n))
		return;
	for (size_t i = 0; i < n; i++) {
		const char *path = str_fmt(j->arena, "%s/%s", folder, name[i]);

		if (!fileset_find(j->again->files, path))
			says(j, WARN, path, 0, "no such file was designed");
	}
}

static bool
is_compared(const char *path)
{
	return strncmp(path, "configs/", 8) == 0 ||
	    strncmp(path, "hosts/", 6) == 0 || str_eq(path, "cabling.csv") ||
	    str_eq(path, "addresses.csv");
}

static void
held(struct judge *j)
{
	if (!j->again || !j->again->files)
		return;
	for (size_t i = 0; i < j->again->files->n; i++)
		if (is_compared(j->again->files->file[i].path))
			file(j, &j->again->files->file[i]);
	others(j, "configs");
	others(j, "hosts");
}

static void
compared(struct judge *j)
{
	const struct verify_again *g = j->again;

	if (!g)
		return;
	if (!g->carried) {
		rule_found_at(j, "input", 0,
		    "the bundle does not contain its input: it was only read, "
		    "not compared with its design");
		return;
	}
	if (g->other)
		rule_found_at(j, "input", 0,
		    "made %s: that may explain the differences", g->other);
	if (!g->files) {
		j->severity = g->other ? WARN : ERR;
		rule_found_at(j, "input", 0,
		    "the bundle's own input makes no bundle: %.300s",
		    g->why ? g->why : "it can't be read");
	}
}

const struct rule rules_anew[] = {
	ALL_RULE("compared", WARN, compared,
	    "a bundle can be compared with its design"),
	ALL_RULE("contradicts", ERR, held, "the files mean what was designed"),
	/* found with the row above */
	READER_RULE("differs", WARN, "... and are it word for word"),
	{ 0 },
};
