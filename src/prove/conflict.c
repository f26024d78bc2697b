/*
 * DOC: which requirements can't hold together.
 *
 * Deletion filtering (Chinneck and Dravnieks, ORSA Journal on Computing 3(2),
 * 1991): the requirements are dropped one after the other; one without which
 * there is still no design stays away, one whose absence makes a design
 * possible is kept.  What is left can't hold together, and any of it could be
 * given up.  There may be other such sets: the order decides which is found.
 *
 * The nearest value of one of them, all else as asked: the cheapest design
 * without it tells a value that is possible; a harder one is asked for, and so
 * on until there is none.  Designs are few, so the steps are.
 */
#include "prove/decide.h"
#include "prove/why.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"

enum { STEPS = 24 };

/* a figure as in a site file */
static const char *
figure_text(struct arena *a, const struct model *m, enum want w, int64_t figure)
{
	struct model x = *m;

	*want_figure(&x, w) = figure;
	return want_text(a, &x, w);
}

const char *
why_words(struct arena *a, const char *value)
{
	enum { MINUTE = 60, HOUR = 3600 };
	const char *why;
	int64_t us, s;

	if (!num_parse(a, value, UNIT_TIME, &us, &why) || us < SECOND_US)
		return value;
	s = us / SECOND_US + (us % SECOND_US > 0);
	if (s >= HOUR)
		s = (s + MINUTE - 1) / MINUTE * MINUTE;
	return s < MINUTE || s >= 24 * HOUR ? value :
	                                      num_time_pretty(a, (double)s);
}

/* the values that mean "no target" */
static const char *
freed_text(const struct decision *d, enum want w)
{
	return w == WANT_TOPOLOGY    ? model_topology_word[d->topology] :
	    w == WANT_FAILURE_DOMAIN ? "site" :
	    w == WANT_SURVIVE        ? "none" :
	                               "any";
}

/* the hardest figure that is still possible, and the design that has it */
static struct decision
hardest(struct trial_cache *cache, const struct model *m, enum want w,
    struct decision d, int64_t *figure)
{
	struct model x = *m;
	const int64_t asked = *want_figure(&x, w);

	*figure = want_askable(w, d.reached[w]);
	for (int step = 0; step < STEPS && d.reached[w] >= 0; step++) {
		struct decision e;

		*want_figure(&x, w) = want_harder(w, *figure);
		if (*want_figure(&x, w) <= 0 ||
		    !want_is_harder(w, asked, *want_figure(&x, w)))
			break;
		e = prove_decide(cache, cache->a, &x, false);
		if (!e.feasible)
			break;
		d = e;
		*figure = want_askable(w, d.reached[w]);
	}
	return d;
}

static void
nearest(struct trial_cache *cache, const struct model *m, enum want w,
    struct conflict_line *out)
{
	struct model x = *m;
	struct decision d, loose;
	int64_t figure;

	want_let_go(&x, w);
	loose = prove_decide(cache, cache->a, &x, false);
	out->possible = loose.feasible;
	if (!loose.feasible)
		return;
	out->nearest = freed_text(&loose, w);
	d = loose;
	if (want_figure(&x, w) != NULL) {
		d = hardest(cache, m, w, loose, &figure);
		if (d.reached[w] < 0) {
			out->possible = false;
			return;
		}
		/* it is possible: required, it is what the program gives */
		*want_figure(&x, w) = figure;
		d = prove_decide(cache, cache->a, &x, false);
		out->possible = d.feasible;
		out->nearest = figure_text(cache->a, m, w, figure);
		if (d.feasible && d.cents != loose.cents) {
			out->without = figure_text(cache->a, m, w,
			    want_askable(w, loose.reached[w]));
			out->without_cents = loose.cents;
		}
	}
	out->cost_cents = d.cents;
	out->what = d.what;
}

/* one smallest set of requirements that can't be met together */
static void
find_set(struct trial_cache *cache, const struct model *m, bool *blamed)
{
	struct model x = *m;

	for (int w = 0; w < WANTS; w++) {
		struct model less = x;

		blamed[w] = false;
		if (!want_asked(m, (enum want)w))
			continue;
		want_let_go(&less, (enum want)w);
		blamed[w] = prove_decide(cache, cache->a, &less, true).feasible;
		if (!blamed[w])
			x = less;
	}
}

static struct conflict_line
line_of(struct trial_cache *cache, const struct model *m, enum want w)
{
	struct conflict_line l = { 0 };

	l.name = want_word[w];
	l.wanted = want_text(cache->a, cache->m, w);
	nearest(cache, m, w, &l);
	return l;
}

/* sets that have nothing in common: with one let go, the next is looked for */
static void
sets_apart(struct trial_cache *cache, struct why *y, const bool *first)
{
	struct model x = *cache->m;
	size_t of[WANTS] = { 0 }, n = 1;
	bool blamed[WANTS];

	memcpy(blamed, first, sizeof blamed);
	for (;; n++) {
		for (int w = 0; w < WANTS; w++)
			if (blamed[w]) {
				of[w] = n;
				want_let_go(&x, (enum want)w);
			}
		if (prove_decide(cache, cache->a, &x, true).feasible)
			break;
		find_set(cache, &x, blamed);
	}
	for (int w = WANTS - 1; w >= 0 && n > 1; w--) {
		struct conflict_line l;

		if (of[w] == 0)
			continue;
		x = *cache->m;
		for (int other = 0; other < WANTS; other++)
			if (of[other] > 0 && of[other] != of[w])
				want_let_go(&x, (enum want)other);
		l = line_of(cache, &x, (enum want)w);
		l.set = of[w] - 1;
		PUSH(cache->a, y->apart, y->napart, y->capapart, l);
	}
}

void
why_conflict(struct trial_cache *cache, struct why *y)
{
	const struct model *m = cache->m;
	struct model x = *m;
	bool blamed[WANTS];

	for (int w = 0; w < WANTS; w++)
		want_let_go(&x, (enum want)w);
	y->hopeless = !prove_decide(cache, cache->a, &x, true).feasible;
	if (y->hopeless)
		return;
	find_set(cache, m, blamed);
	for (int w = WANTS - 1; w >= 0; w--) {
		struct conflict_line l;

		if (!blamed[w])
			continue;
		l = line_of(cache, m, (enum want)w);
		PUSH(cache->a, y->conflict, y->nconflict, y->capconflict, l);
	}
	sets_apart(cache, y, blamed);
}
