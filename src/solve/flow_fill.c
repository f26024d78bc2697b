/*
 * DOC: rates, by progressive filling (Bertsekas and Gallager, Data Networks,
 * 2nd ed., 6.5.2): raise all flows together, by weight, until a link is full or
 * a flow meets its cap; those are frozen, the others go on.  The level at which
 * a link fills, room / weights, only grows while others freeze below it, so
 * links wait in a heap under a level that may be too low and is looked at again
 * when its turn comes.
 *
 * When a flow comes or goes most rates stay.  A rate is right if the flow is at
 * its cap, or crosses a full link on which no flow has a higher level; that is
 * what makes max-min shares unique.  So only the flows that are surely touched
 * are filled again, the others held as they are; whoever is then found without
 * such a link, or with more than it may have, joins them, until all are right.
 */
#include <math.h>
#include <string.h>

#include "solve/flow_sim.h"

static const double near = 1e-11;

/* ---- the set of flows being found ---- */

static void
join(struct flow_sim *s, uint32_t flow)
{
	if (s->flow[flow].in == s->stamp)
		return;
	s->flow[flow].in = s->stamp;
	PUSH(s->a, s->set, s->nset, s->capset, flow);
}

static void
start_set(struct flow_sim *s)
{
	s->stamp++;
	s->nset = 0;
	s->ntouched = 0;
	s->near = 0;
}

/* links of set[from..), and what is left on them by flows not of the set */
static void
touch(struct flow_sim *s, size_t from)
{
	size_t i, k;

	for (i = from; i < s->nset; i++) {
		const struct flow *x = &s->flow[s->set[i]];

		for (k = 0; k < x->nlink; k++) {
			struct flow_link *l = &s->link[x->link[k]];

			if (l->in == s->stamp)
				continue;
			l->in = s->stamp;
			s->near += l->n;
			s->touched[s->ntouched++] = x->link[k];
		}
	}
}

static void
rooms(struct flow_sim *s)
{
	size_t i, k;

	for (i = 0; i < s->ntouched; i++) {
		struct flow_link *l = &s->link[s->touched[i]];

		l->room = s->capacity[s->touched[i]];
		if (s->nset == s->nactive)
			continue;
		for (k = 0; k < l->n; k++) {
			const struct flow *x = &s->flow[l->member[k].flow];

			if (x->in != s->stamp)
				l->room -= x->rate;
		}
	}
}

/* ---- filling ---- */

static double
level_of(const struct flow_link *l)
{
	return l->room > 0 ? l->room / l->weight : 0;
}

static bool
lower(const struct flow_sim *s, uint32_t x, uint32_t y)
{
	return s->key[x] < s->key[y] || (!(s->key[y] < s->key[x]) && x < y);
}

static void
sink(struct flow_sim *s, size_t n, size_t i)
{
	uint32_t x = s->queue[i];
	size_t k;

	for (; (k = 2 * i + 1) < n; i = k) {
		if (k + 1 < n && lower(s, s->queue[k + 1], s->queue[k]))
			k++;
		if (!lower(s, s->queue[k], x))
			break;
		s->queue[i] = s->queue[k];
	}
	s->queue[i] = x;
}

static void
freeze(struct flow_sim *s, struct flow *x, double rate, uint32_t bottleneck)
{
	size_t k;

	x->fresh = rate;
	x->frozen = true;
	x->bottleneck = bottleneck;
	for (k = 0; k < x->nlink; k++) {
		struct flow_link *l = &s->link[x->link[k]];

		l->room -= rate;
		l->weight -= x->weight;
		l->open--;
	}
}

/* the next of those with caps that is not frozen */
static struct flow *
next_capped(struct flow_sim *s, size_t *next)
{
	for (; *next < s->ncapped; ++*next) {
		struct flow *x = &s->flow[s->capped[*next]];

		if (x->in == s->stamp && !x->frozen)
			return x;
	}
	return NULL;
}

/* the set's flows of class cls (NO_LINK: all) into the rooms of the links */
static void
fill(struct flow_sim *s, uint32_t cls)
{
	size_t i, k, nq = 0, next = 0, mine = 0;
	uint32_t best;

	s->mark++;
	for (i = 0; i < s->nset; i++) {
		struct flow *x = &s->flow[s->set[i]];

		x->frozen = cls != NO_LINK && x->cls != cls;
		if (x->frozen)
			continue;
		mine++;
		for (k = 0; k < x->nlink; k++) {
			struct flow_link *l = &s->link[x->link[k]];

			if (l->seen != s->mark) {
				l->seen = s->mark;
				l->weight = 0;
				l->open = 0;
				s->queue[nq++] = x->link[k];
			}
			l->weight += x->weight;
			l->open++;
		}
	}
	for (i = 0; i < nq; i++)
		s->key[s->queue[i]] = level_of(&s->link[s->queue[i]]);
	for (i = nq / 2; i-- > 0;)
		sink(s, nq, i);
	while (mine > 0) {
		struct flow_link *l;

		struct flow *c = next_capped(s, &next);

		if (c != NULL &&
		    (nq == 0 || c->cap / c->weight <= s->key[s->queue[0]])) {
			freeze(s, c, c->cap, NO_LINK);
			mine--;
			continue;
		}
		if (nq == 0)
			break;
		best = s->queue[0];
		l = &s->link[best];
		if (l->open == 0) {
			s->queue[0] = s->queue[--nq];
			if (nq > 0)
				sink(s, nq, 0);
			continue;
		}
		if (level_of(l) > s->key[best]) {
			s->key[best] = level_of(l);
			sink(s, nq, 0);
			continue;
		}
		for (k = 0; k < l->n; k++) {
			struct flow *x = &s->flow[l->member[k].flow];

			if (x->in != s->stamp || x->frozen)
				continue;
			freeze(s, x, s->key[best] * x->weight, best);
			mine--;
		}
	}
	/* nothing bounds the rest: no link, no cap */
	for (i = 0; i < s->nset && mine > 0; i++) {
		struct flow *x = &s->flow[s->set[i]];

		if (x->frozen)
			continue;
		x->frozen = true;
		x->fresh = INFINITY;
		x->bottleneck = NO_LINK;
	}
}

/* ---- who is not right yet ---- */

static double
rate_now(const struct flow_sim *s, const struct flow *x)
{
	return x->in == s->stamp ? x->fresh : x->rate;
}

static void
check_link(struct flow_sim *s, uint32_t link)
{
	const struct flow_link *l = &s->link[link];
	double used = 0, top = 0, least = INFINITY, level;
	bool full;
	size_t k;

	for (k = 0; k < l->n; k++) {
		const struct flow *x = &s->flow[l->member[k].flow];

		level = rate_now(s, x) / x->weight;
		used += rate_now(s, x);
		top = fmax(top, level);
		if (x->in == s->stamp && x->bottleneck == link)
			least = fmin(least, level);
	}
	full = used >= s->capacity[link] * (1 - near);
	for (k = 0; k < l->n; k++) {
		const struct flow *x = &s->flow[l->member[k].flow];

		if (x->in == s->stamp)
			continue;
		level = x->rate / x->weight;
		if ((x->bottleneck == link &&
		        (!full || level < top * (1 - near))) ||
		    level > least * (1 + near))
			join(s, l->member[k].flow);
	}
}

/* ---- classes ---- */

/* what each class may use of a link: its share of what is there, and what the
 * others leave by share among those that want more */
static void
class_rooms(struct flow_sim *s, unsigned priority, const double *there,
    bool strict)
{
	size_t i, c, round;

	for (i = 0; i < s->ntouched; i++) {
		size_t l = s->touched[i];
		double *room = s->class_room + l * s->ncls, left = there[i];
		const double *used = s->class_used + l * s->ncls;
		const bool *wants = s->class_wants + l * s->ncls;
		double all = 0, open;

		for (c = 0; c < s->ncls; c++) {
			room[c] = 0;
			if (s->cls[c].priority == priority)
				all += used[c] > 0 || wants[c] ?
				    s->cls[c].share :
				    0;
		}
		/* those that want less than their part first */
		for (round = 0, open = all; round < s->ncls; round++) {
			bool again = false;

			for (c = 0; c < s->ncls; c++) {
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
		for (c = 0; c < s->ncls; c++) {
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
class_fill(struct flow_sim *s, unsigned priority, const double *there)
{
	size_t i, k, c;

	for (c = 0; c < s->ncls; c++) {
		if (s->cls[c].priority != priority)
			continue;
		for (i = 0; i < s->ntouched; i++) {
			size_t l = s->touched[i];

			s->link[l].room = s->ncls == 1 ?
			    there[i] :
			    s->class_room[l * s->ncls + c];
			s->class_used[l * s->ncls + c] = 0;
			s->class_wants[l * s->ncls + c] = false;
		}
		fill(s, (uint32_t)c);
		for (i = 0; i < s->nset; i++) {
			const struct flow *x = &s->flow[s->set[i]];

			if (x->cls != c || isinf(x->fresh))
				continue;
			for (k = 0; k < x->nlink; k++) {
				size_t l = x->link[k] * s->ncls + c;

				s->class_used[l] += x->fresh;
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
	size_t c;

	for (c = 0; c < s->ncls; c++)
		if (s->cls[c].priority == priority)
			left -= s->class_used[s->touched[i] * s->ncls + c];
	return left;
}

/* may a flow have more, its links and its cap asked? */
static bool
class_open(const struct flow_sim *s, const struct flow *x)
{
	size_t k;

	if (x->fresh >= x->cap * (1 - near))
		return false;
	for (k = 0; k < x->nlink; k++)
		if (s->key[x->link[k]] <= 0)
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
	size_t i, k;

	for (i = 0; i < s->ntouched; i++)
		s->link[s->touched[i]].weight = 0;
	for (i = 0; i < s->nset; i++) {
		struct flow *x = &s->flow[s->set[i]];

		x->frozen = s->cls[x->cls].priority != priority ||
		    isinf(x->fresh) || !class_open(s, x);
		if (x->frozen)
			continue;
		any = true;
		step = fmin(step, (x->cap - x->fresh) / x->weight);
		for (k = 0; k < x->nlink; k++)
			s->link[x->link[k]].weight += x->weight;
	}
	for (i = 0; i < s->ntouched; i++) {
		const struct flow_link *l = &s->link[s->touched[i]];

		if (l->weight > 0)
			step = fmin(step, s->key[s->touched[i]] / l->weight);
	}
	for (i = 0; i < s->nset && any; i++) {
		struct flow *x = &s->flow[s->set[i]];

		if (x->frozen)
			continue;
		x->fresh += step * x->weight;
		x->bottleneck = NO_LINK;
		for (k = 0; k < x->nlink; k++)
			s->class_used[x->link[k] * s->ncls + x->cls] +=
			    step * x->weight;
	}
	for (i = 0; i < s->ntouched && any; i++) {
		uint32_t l = s->touched[i];

		s->key[l] -= step * s->link[l].weight;
		if (s->key[l] <= s->capacity[l] * near)
			s->key[l] = 0;
	}
	return any;
}

/* Where the classes' turns did not settle, the rooms of the last leave
 * something that no class took up: to whoever can have it. */
static void
class_rest(struct flow_sim *s, unsigned priority, const double *there)
{
	size_t i, k;

	for (i = 0; i < s->ntouched; i++) {
		uint32_t l = s->touched[i];

		s->key[l] = class_left(s, priority, i, there);
		if (s->key[l] <= s->capacity[l] * near)
			s->key[l] = 0;
	}
	while (class_raise(s, priority))
		continue;
	/* who was raised is held by a link that is full now */
	for (i = 0; i < s->nset; i++) {
		struct flow *x = &s->flow[s->set[i]];

		if (s->cls[x->cls].priority != priority || isinf(x->fresh) ||
		    x->bottleneck != NO_LINK || x->fresh >= x->cap * (1 - near))
			continue;
		for (k = 0; k < x->nlink; k++)
			if (s->key[x->link[k]] <= 0)
				x->bottleneck = x->link[k];
	}
}

/* Priorities one after the other into what is left.  Within one, classes take
 * turns until their rooms stand still: what a class does not use because of
 * another link is offered to the others, and offered back. */
static void
fill_classes(struct flow_sim *s)
{
	double *there = s->class_there;
	size_t i, c, k, turn;
	unsigned p, top = 0;

	for (i = 0; i < s->ntouched; i++)
		there[i] = s->capacity[s->touched[i]];
	for (c = 0; c < s->ncls; c++)
		top = s->cls[c].priority > top ? s->cls[c].priority : top;
	for (p = 0; p <= top; p++) {
		bool any = false;

		for (i = 0; i < s->ntouched; i++)
			for (c = 0; c < s->ncls; c++) {
				k = s->touched[i] * s->ncls + c;
				s->class_used[k] = 0;
				s->class_wants[k] = false;
			}
		for (i = 0; i < s->nset; i++) {
			const struct flow *x = &s->flow[s->set[i]];

			if (s->cls[x->cls].priority != p)
				continue;
			any = true;
			for (k = 0; k < x->nlink; k++)
				s->class_wants[x->link[k] * s->ncls + x->cls] =
				    true;
		}
		if (!any)
			continue;
		for (turn = 0; turn <= 24; turn++) {
			class_rooms(s, p, there, turn == 24);
			class_fill(s, p, there);
		}
		class_rest(s, p, there);
		for (i = 0; i < s->ntouched; i++)
			for (c = 0; c < s->ncls; c++)
				if (s->cls[c].priority == p)
					there[i] = fmax(0,
					    there[i] -
					        s->class_used[s->touched[i] *
					                s->ncls +
					            c]);
	}
}

/* ---- all of it ---- */

static void
take(struct flow_sim *s)
{
	size_t i;

	for (i = 0; i < s->nset; i++) {
		struct flow *x = &s->flow[s->set[i]];

		if (x->fresh <= x->rate && x->fresh >= x->rate)
			continue;
		if (!isinf(x->rate))
			x->left =
			    fmax(0, x->left - x->rate * (s->now - x->since));
		x->since = s->now;
		x->rate = x->fresh;
		flow_time(s, s->set[i]);
	}
}

/* all whose rate may change: filling goes as before below the lowest level
 * at which a flow is gone */
static void
all_in(struct flow_sim *s)
{
	size_t i;

	for (i = 0; i < s->nactive; i++) {
		const struct flow *x = &s->flow[s->active[i]];

		if (x->rate >= s->floor * x->weight * (1 - near))
			join(s, s->active[i]);
	}
}

void
flow_settle(struct flow_sim *s)
{
	size_t i, k, before = 0;
	bool all = false;

	if (s->ncame + s->ngone == 0)
		return;
	start_set(s);
	for (i = 0; i < s->ncame; i++)
		if (s->flow[s->came[i]].used)
			join(s, (uint32_t)s->came[i]);
	for (i = 0; i < s->ngone; i++) {
		const struct flow_link *l = &s->link[s->gone[i]];

		for (k = 0; k < l->n; k++)
			if (s->flow[l->member[k].flow].bottleneck == s->gone[i])
				join(s, l->member[k].flow);
	}
	s->ncame = s->ngone = 0;
	if (s->ncls > 1) {
		s->floor = 0;
		all_in(s);
		touch(s, 0);
		fill_classes(s);
		take(s);
		return;
	}
	while (!all) {
		touch(s, before);
		all = s->near > s->crossings / 8;
		if (all) {
			all_in(s);
			touch(s, before);
		}
		before = s->nset;
		rooms(s);
		fill(s, NO_LINK);
		for (i = 0; i < s->ntouched && !all; i++)
			check_link(s, s->touched[i]);
		all = all || s->nset == before;
	}
	s->floor = INFINITY;
	take(s);
}
