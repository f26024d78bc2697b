/*
 * DOC: rates from nothing, by progressive filling: raise all lanes together
 * until a link is full or a lane meets its cap; those are frozen, the others go
 * on.  The plain way, which looks at everything: the quick one (flow_fill.c) is
 * held against it, and falls back on it; and the way of classes, which share
 * links by priority and share.
 */
#include <math.h>
#include <string.h>

#include "solve/flow_sim.h"

static const double near = 1e-11;

/* ---- filling ---- */

static void
freeze(struct flow_sim *s, struct flow_lane *x, double level,
    uint32_t bottleneck)
{
	x->fresh = level;
	x->frozen = true;
	x->bottleneck = bottleneck;
	for (size_t k = 0; k < x->nlink; k++) {
		struct flow_link *l = &s->link[x->link[k]];

		l->room -= level * x->weight;
		l->weight -= x->weight;
		l->open--;
	}
}

/* the lanes of class cls (NO_PLACE: all) that have flows, not frozen; weights
 * of their links */
static size_t
open_lanes(struct flow_sim *s, uint32_t cls)
{
	size_t n = 0;

	for (size_t i = 0; i < s->nlink; i++) {
		s->link[i].weight = 0;
		s->link[i].open = 0;
	}
	for (size_t i = 0; i < s->nactive; i++) {
		struct flow_lane *x = &s->lane[s->active[i]];

		x->frozen = cls != NO_PLACE && x->cls != cls;
		if (x->frozen)
			continue;
		n++;
		for (size_t k = 0; k < x->nlink; k++) {
			s->link[x->link[k]].weight += x->weight;
			s->link[x->link[k]].open++;
		}
	}
	return n;
}

/* the link that is full first, and its level */
static uint32_t
first_full(const struct flow_sim *s, double *level)
{
	uint32_t best = NO_PLACE, i;

	*level = INFINITY;
	for (i = 0; i < s->nlink; i++) {
		const struct flow_link *l = &s->link[i];
		double x = l->room > 0 ? l->room / l->weight : 0;

		if (l->open == 0 || x >= *level)
			continue;
		*level = x;
		best = i;
	}
	return best;
}

/* the open lane with the lowest cap */
static struct flow_lane *
first_capped(const struct flow_sim *s)
{
	struct flow_lane *best = NULL;

	for (size_t i = 0; i < s->nactive; i++) {
		struct flow_lane *x = &s->lane[s->active[i]];

		if (!x->frozen && (best == NULL || x->cap < best->cap))
			best = x;
	}
	return best;
}

/* lanes of class cls (NO_PLACE: all) into the rooms of the links */
static void
fill(struct flow_sim *s, uint32_t cls)
{
	size_t left = open_lanes(s, cls), i;

	while (left > 0) {
		double level;
		uint32_t link = first_full(s, &level);
		struct flow_lane *c = first_capped(s);

		if (c->cap <= level || link == NO_PLACE) {
			/* where nothing bounds it, without end */
			freeze(s, c, c->cap, NO_PLACE);
			left--;
			continue;
		}
		s->full[link] = level;
		for (i = 0; i < s->link[link].n; i++) {
			struct flow_lane *x =
			    &s->lane[s->link[link].member[i].lane];

			if (x->frozen)
				continue;
			freeze(s, x, level, link);
			left--;
		}
	}
}

/* ---- classes ---- */

/* what each class may use of a link: its share of what is there, and what the
 * others leave by share among those that want more */
static void
class_rooms(struct flow_sim *s, unsigned priority, const double *there,
    bool strict)
{
	size_t round;

	for (size_t i = 0; i < s->nlink; i++) {
		double *room = s->class_room + i * s->ncls, left = there[i];
		const double *used = s->class_used + i * s->ncls;
		const bool *wants = s->class_wants + i * s->ncls;
		double all = 0, open;

		for (size_t c = 0; c < s->ncls; c++) {
			room[c] = 0;
			if (s->cls[c].priority == priority)
				all += used[c] > 0 || wants[c] ?
				    s->cls[c].share :
				    0;
		}
		/* those that want less than their part first */
		for (round = 0, open = all; round < s->ncls; round++) {
			bool again = false;

			for (size_t c = 0; c < s->ncls; c++) {
				if (s->cls[c].priority != priority ||
				    room[c] > 0 || wants[c] || used[c] <= 0 ||
				    used[c] > left * s->cls[c].share / open)
					continue;
				room[c] = used[c];
				left -= used[c];
				open -= s->cls[c].share;
				again = true;
			}
			if (!again)
				break;
		}
		for (size_t c = 0; c < s->ncls; c++) {
			double part = s->cls[c].share / all * there[i];

			if (s->cls[c].priority != priority ||
			    (used[c] <= 0 && !wants[c]))
				continue;
			if (room[c] > 0)
				room[c] =
				    strict ? room[c] : fmax(room[c], part);
			else
				room[c] = left * s->cls[c].share / open;
		}
	}
}

static void
class_fill(struct flow_sim *s, unsigned priority)
{
	for (size_t c = 0; c < s->ncls; c++) {
		if (s->cls[c].priority != priority)
			continue;
		for (size_t i = 0; i < s->nlink; i++) {
			s->link[i].room = s->class_room[i * s->ncls + c];
			s->class_used[i * s->ncls + c] = 0;
			s->class_wants[i * s->ncls + c] = false;
		}
		fill(s, (uint32_t)c);
		for (size_t i = 0; i < s->nactive; i++) {
			const struct flow_lane *x = &s->lane[s->active[i]];

			if (x->cls != c || isinf(x->fresh))
				continue;
			for (size_t k = 0; k < x->nlink; k++) {
				size_t l = x->link[k] * s->ncls + c;

				s->class_used[l] += x->weight * x->fresh;
				if (x->bottleneck == x->link[k])
					s->class_wants[l] = true;
			}
		}
	}
}

/* what a priority's flows leave of a link, of any class */
static double
class_left(const struct flow_sim *s, unsigned priority, size_t i,
    const double *there)
{
	double left = there[i];

	for (size_t c = 0; c < s->ncls; c++)
		if (s->cls[c].priority == priority)
			left -= s->class_used[i * s->ncls + c];
	return left;
}

/* may a flow have more, by its links and its cap? */
static bool
class_open(const struct flow_sim *s, const struct flow_lane *x)
{
	if (x->fresh >= x->cap * (1 - near))
		return false;
	for (size_t k = 0; k < x->nlink; k++)
		if (s->link[x->link[k]].room <= 0)
			return false;
	return true;
}

/* every open flow raised by its weight until a link is full or a cap is met;
 * false: none is open */
static bool
class_raise(struct flow_sim *s, unsigned priority)
{
	double step = INFINITY;
	bool any = false;

	for (size_t i = 0; i < s->nlink; i++)
		s->link[i].weight = 0;
	for (size_t i = 0; i < s->nactive; i++) {
		struct flow_lane *x = &s->lane[s->active[i]];

		x->frozen = s->cls[x->cls].priority != priority ||
		    isinf(x->fresh) || !class_open(s, x);
		if (x->frozen)
			continue;
		any = true;
		step = fmin(step, x->cap - x->fresh);
		for (size_t k = 0; k < x->nlink; k++)
			s->link[x->link[k]].weight += x->weight;
	}
	for (size_t i = 0; i < s->nlink; i++) {
		const struct flow_link *l = &s->link[i];

		if (l->weight > 0)
			step = fmin(step, s->link[i].room / l->weight);
	}
	for (size_t i = 0; i < s->nactive && any; i++) {
		struct flow_lane *x = &s->lane[s->active[i]];

		if (x->frozen)
			continue;
		x->fresh += step;
		x->bottleneck = NO_PLACE;
		for (size_t k = 0; k < x->nlink; k++)
			s->class_used[x->link[k] * s->ncls + x->cls] +=
			    step * x->weight;
	}
	for (size_t i = 0; i < s->nlink && any; i++) {
		s->link[i].room -= step * s->link[i].weight;
		if (s->link[i].room <= s->capacity[i] * near)
			s->link[i].room = 0;
	}
	return any;
}

/* Where the rounds of the classes did not converge, the last round's capacities
 * leave something unused: to any class that can use it. */
static void
class_rest(struct flow_sim *s, unsigned priority, const double *there)
{
	for (size_t i = 0; i < s->nlink; i++) {
		s->link[i].room = class_left(s, priority, i, there);
		if (s->link[i].room <= s->capacity[i] * near)
			s->link[i].room = 0;
	}
	while (class_raise(s, priority))
		continue;
	/* who was raised is held by a link that is full now */
	for (size_t i = 0; i < s->nactive; i++) {
		struct flow_lane *x = &s->lane[s->active[i]];

		if (s->cls[x->cls].priority != priority || isinf(x->fresh) ||
		    x->bottleneck != NO_PLACE ||
		    x->fresh >= x->cap * (1 - near))
			continue;
		for (size_t k = 0; k < x->nlink; k++)
			if (s->link[x->link[k]].room <= 0)
				x->bottleneck = x->link[k];
	}
}

/* Priorities one after the other into what is left.  Within one, classes are
 * computed in rounds until their capacities no longer change: what a class does
 * not use because of another link is offered to the others, and offered
 * back. */
static void
fill_classes(struct flow_sim *s)
{
	double *there = s->there;
	size_t k;
	unsigned top = 0;

	for (size_t i = 0; i < s->nlink; i++)
		there[i] = s->capacity[i];
	for (size_t c = 0; c < s->ncls; c++)
		top = s->cls[c].priority > top ? s->cls[c].priority : top;
	for (unsigned p = 0; p <= top; p++) {
		bool any = false;

		for (size_t i = 0; i < s->nlink; i++)
			for (size_t c = 0; c < s->ncls; c++) {
				k = i * s->ncls + c;
				s->class_used[k] = 0;
				s->class_wants[k] = false;
			}
		for (size_t i = 0; i < s->nactive; i++) {
			const struct flow_lane *x = &s->lane[s->active[i]];

			if (s->cls[x->cls].priority != p)
				continue;
			any = true;
			for (k = 0; k < x->nlink; k++)
				s->class_wants[x->link[k] * s->ncls + x->cls] =
				    true;
		}
		if (!any)
			continue;
		for (size_t round = 0; round <= 24; round++) {
			class_rooms(s, p, there, round == 24);
			class_fill(s, p);
		}
		class_rest(s, p, there);
		for (size_t i = 0; i < s->nlink; i++)
			for (size_t c = 0; c < s->ncls; c++)
				if (s->cls[c].priority == p)
					there[i] = fmax(0,
					    there[i] -
					        s->class_used[i * s->ncls + c]);
	}
}

/* ---- all of it ---- */

static void
class_scratch(struct flow_sim *s)
{
	if (s->there != NULL)
		return;
	s->class_room = NEW(s->a, double, s->ncls * s->nlink + 1);
	s->class_used = NEW(s->a, double, s->ncls * s->nlink + 1);
	s->class_wants = NEW(s->a, bool, s->ncls * s->nlink + 1);
	s->there = NEW(s->a, double, s->nlink + 1);
}

void
flow_fill_plainly(struct flow_sim *s)
{
	for (size_t i = 0; i < s->nqueue; i++)
		s->link[s->queue[i]].place = NO_PLACE;
	s->nqueue = 0;
	for (size_t i = 0; i < s->nlink; i++)
		s->full[i] = INFINITY;
	if (s->ncls > 1) {
		class_scratch(s);
		fill_classes(s);
	} else {
		for (size_t i = 0; i < s->nlink; i++)
			s->link[i].room = s->capacity[i];
		fill(s, NO_PLACE);
	}
	for (size_t i = 0; i < s->nlink; i++) {
		s->link[i].used = 0;
		s->link[i].split = false;
	}
	for (size_t i = 0; i < s->nactive; i++) {
		const struct flow_lane *x = &s->lane[s->active[i]];

		for (size_t k = 0; k < x->nlink; k++)
			s->link[x->link[k]].used += x->weight * x->fresh;
		flow_moved(s, s->active[i]);
	}
}
