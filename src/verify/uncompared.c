/*
 * DOC: what a comparison of readings leaves out.  A line of the one text that
 * the other does not have counts as compared where its words reach the
 * reading: then a difference is in the list of differences, or there is none.
 * Any other line is reported, unless its platform writes it by itself or does
 * not show it.
 */
#include <string.h>

#include "base/str.h"
#include "readback/coverage.h"
#include "readback/outline_alike.h"
#include "readback/printed.h"
#include "readback/secret.h"
#include "verify/line_match.h"
#include "verify/uncompared.h"

struct search {
	struct arena *a;
	const struct view *x, *y;
	struct line_match l;
	struct coverage *cx, *cy;
	struct uncompared *list;
	size_t n, cap;
};

static const char *
shown(struct search *s, const struct outline_line *l)
{
	return l ? secret_hidden(s->a, l->text) : NULL;
}

static void
add(struct search *s, const struct outline_line *x,
    const struct outline_line *y)
{
	const struct outline_line *l = y ? y : x;
	/* one of both is there */
	/* cppcheck-suppress nullPointer */
	struct uncompared one = { .where = secret_hidden(s->a, l->path),
		.designed = shown(s, x),
		.running = shown(s, y),
		.designed_line = x ? x->line : 0,
		.line = y ? y->line : 0,
		.bars = y && outline_bars(s->y, y) };

	PUSH(s->a, s->list, s->n, s->cap, one);
}

static bool
is_uncompared_x(struct search *s, const struct outline_line *x)
{
	return !x->has_below && !printed_hides(s->x, x) &&
	    !coverage_reads(s->cx, x);
}

static bool
is_uncompared_y(struct search *s, const struct outline_line *y)
{
	if (!y || y->has_below || printed_shows(s->y, y))
		return false;
	return view_fate(s->y, y->line) == LINE_UNKNOWN ||
	    !coverage_reads(s->cy, y);
}

static bool
is_alike(struct search *s, const struct outline_line *x,
    const struct outline_line *y)
{
	struct outline_line p, q;

	if (outline_alike(x, y) || secret_alike(s->a, x->text, y->text))
		return true;
	p = printed_bare(s->x, s->a, x, true);
	q = printed_bare(s->y, s->a, y, true);
	return outline_alike(&p, &q) ||
	    coverage_values_read(s->cx, &p, s->cy, &q);
}

size_t
uncompared_find(struct arena *a, const struct view *designed,
    const struct view *running, struct uncompared **list)
{
	struct search s = { .a = a, .x = designed, .y = running };

	line_match_make(a, designed, running, &s.l);
	s.cx = coverage_new(a, designed, &s.l.a, true);
	s.cy = coverage_new(a, running, &s.l.b, false);
	for (size_t i = 0; i < s.l.a.n; i++) {
		const struct outline_line *x = &s.l.a.line[i], *y;
		size_t k;

		if (s.l.a_done[i])
			continue;
		k = line_match_in_place_of(&s.l, x);
		y = k < s.l.b.n ? &s.l.b.line[k] : NULL;
		if (y && is_alike(&s, x, y)) {
			s.l.b_done[k] = true;
		} else if (y && !x->has_below && !y->has_below &&
		    !printed_shows(running, y) && !printed_hides(designed, x) &&
		    !coverage_distinguishes(s.cx, x, s.cy, y)) {
			s.l.b_done[k] = true;
			add(&s, x, y);
		} else if (is_uncompared_x(&s, x)) {
			add(&s, x, NULL);
		}
	}
	for (size_t k = 0; k < s.l.b.n; k++)
		if (!s.l.b_done[k] && is_uncompared_y(&s, &s.l.b.line[k]))
			add(&s, NULL, &s.l.b.line[k]);
	*list = s.list;
	return s.n;
}
