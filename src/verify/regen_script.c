/* Texts line by line: scripts, and what has no reader. */
#include "verify/rules_regen.h"

#include <stdlib.h>
#include <string.h>

#include "base/sort.h"
#include "base/str.h"
#include "readback/host_config.h"
#include "readback/secret.h"
#include "verify/text_diff.h"

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
	struct text_lines a, b;
	struct host_config x, y; /* what a reader makes of them */
	bool same;               /* the readings are */
	bool minor;              /* ... but for what carries no traffic */
	bool branches;           /* it may say a thing once a case */
	bool blank;              /* a blank line more or less is told of */
	bool indented;           /* lines begin further in or out */
	const char **come;       /* lines that were not there, by text */
	size_t ncome, come_cap;
};

static void
hunk_lines(struct script *s, const struct text_hunk *hunk, size_t n)
{
	for (size_t h = 0; h < n; h++)
		for (size_t i = hunk[h].b; i < hunk[h].b_end; i++)
			PUSH(s->j->arena, s->come, s->ncome, s->come_cap,
			    s->b.line[i]);
	if (s->ncome)
		qsort(s->come, s->ncome, sizeof(*s->come), sort_by_text);
}

/*
 * Where nothing came in place of a line that is gone, what it said for one case
 * may be said for another one still: the reading is the same and the script is
 * not, unless the line is elsewhere now.
 */
static bool
is_missed(const struct script *s, const struct text_hunk *h, const char *x)
{
	for (size_t k = h->b; k < h->b_end; k++)
		if (is_said(s->b.line[k]))
			return false;
	return s->branches &&
	    (!s->ncome ||
	        !bsearch(&x, s->come, s->ncome, sizeof(*s->come),
	            sort_by_text));
}

/* the same line, indented otherwise: where the readings are equal, it means the
 * same */
static bool
is_indented(const char *x, const char *y)
{
	return str_eq(x + strspn(x, " \t"), y + strspn(y, " \t"));
}

static bool
is_blank(const char *s)
{
	return s[strspn(s, " \t\r\f")] == '\0';
}

static void
script_line(struct script *s, const struct text_hunk *h, const char *x,
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

	if (s->same && x && y && is_indented(x, y)) {
		s->indented = true;
		return;
	}
	if (!x != !y && is_blank(x ? x : y)) {
		if (s->blank)
			return;
		s->blank = true;
	}
	x = x ? secret_hidden(a, regen_flat(a, x)) : NULL;
	y = y ? secret_hidden(a, regen_flat(a, y)) : NULL;
	what = x && y ? str_fmt(a, "'%s' in place of '%s'",
	                    regen_quoted(a, y, x), regen_quoted(a, x, y)) :
	    x         ? str_fmt(a, "'%.*s' is missing", QUOTED, x) :
	                str_fmt(a, "'%.*s' is not in the design", QUOTED, y);
	if (!said && !says_now)
		regen_found(s->j, WARN, s->device, y ? (int)k + 1 : 0,
		    str_fmt(a, "%s: a comment", what));
	else if (modelled)
		regen_found(s->j, WARN, s->device, y ? (int)k + 1 : 0,
		    str_fmt(a, "%s, with the same meaning%s", what,
		        s->minor ? " for all that carries traffic" : ""));
	else if (!y || !rule_accused(s->j, s->device, (int)k + 1))
		regen_found(s->j, ERR, s->device, y ? (int)k + 1 : 0, what);
}

static const char *
difference(struct arena *a, const struct host_difference *d)
{
	const char *x = *d->designed ? d->designed : "none";
	const char *y = *d->running ? d->running : "none";

	/* a function: its lines are reported one by one */
	if (strchr(x, '\n') && strchr(y, '\n'))
		return str_fmt(a, "%s differs from the design", d->where);
	return str_fmt(a, "%s: %.*s, designed %.*s", d->where, QUOTED,
	    regen_flat(a, y), QUOTED, regen_flat(a, x));
}

/* the design's text with its placeholders as they are filled in: a fact may be
 * of an object that has one in its name */
static const char *
filled(struct script *s, const char *designed)
{
	const unsigned odd = s->a.odd;
	const char *text;

	if (!text_has_placeholder(designed))
		return designed;
	text = text_fill(s->j->arena, &s->a, &s->b);
	s->a = (struct text_lines){ 0 };
	text_lines_split(s->j->arena, text, &s->a);
	s->a.odd = odd;
	return text;
}

void
regen_script(struct judge *j, const char *device, const struct file *f,
    const struct source *y)
{
	struct script s = { .j = j, .device = device };
	struct source *x = NEW(j->arena, struct source, 1);
	struct host_difference *diff = NULL;
	struct text_hunk *hunk;
	size_t n = 0, nhunk;
	bool read = false;

	if (strncmp(f->path, "hosts/", 6) == 0)
		read = host_config_read(j->arena, y, f->path, &s.y);
	if (read)
		y = s.y.src;
	text_lines_split(j->arena, f->data, &s.a);
	text_lines_split(j->arena, y->text, &s.b);
	*x = (struct source){ f->path, filled(&s, f->data), 0 };
	x->len = strlen(x->text);
	if (read && host_config_read(j->arena, x, f->path, &s.x))
		n = host_config_compare(j->arena, &s.x, &s.y, &diff);
	else
		s.x = s.y = (struct host_config){ 0 };
	if (s.y.no_text)
		return; /* its reader says so */
	s.same = true;
	for (size_t i = 0; i < n; i++) {
		const char *text = difference(j->arena, &diff[i]);

		s.same = s.same && !diff[i].error;
		s.minor = s.minor || !diff[i].error;
		if (!diff[i].error)
			regen_found(j, WARN, device, diff[i].line, text);
		else if (!diff[i].line ||
		    !rule_accused(j, device, diff[i].line))
			regen_found(j, ERR, device, diff[i].line, text);
	}
	hunk = text_hunks(j->arena, &s.a, &s.b, &nhunk);
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
	if (s.indented || (!nhunk && s.a.odd != s.b.odd))
		regen_found(j, WARN, device, 0,
		    str_fmt(j->arena,
		        "%s: the designed lines in another "
		        "layout",
		        f->path));
}
