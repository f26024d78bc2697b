/*
 * DOC: rates.  Max-min shares (Bertsekas and Gallager, Data Networks, 2nd ed.,
 * 6.5.2) are given by one number per link: the level (rate per weight) at which
 * it is full.  A lane's level is the least of its links' and of its cap; a
 * link's is the one at which its lanes, each held by its other links and its
 * cap where those are lower, use all of it.  Levels that hold for every link
 * are the max-min shares: of each lane's links the lowest is full, and no lane
 * on it has more.
 *
 * When a lane comes, goes or changes weight, only the levels of its links may
 * not hold.  Those wait in a heap; one taken out is found anew, and where that
 * changes a lane, the lane's other links join the heap.  A change at a level is
 * felt at higher ones only, so links are taken from the lowest level at which
 * they may change up, as filling does, and nothing below is looked at.
 *
 * Most such links hold the same lanes after a change as before it: the level is
 * then what the other lanes leave by the weight of these, and only these change
 * (same_held).  So a link is split in lanes it holds and lanes held elsewhere;
 * where one comes to the other side, or may, all its lanes are looked at.
 */
#include <math.h>

#include "solve/flow_sim.h"

/* levels within this part of each other are one */
static const double near = 1e-12;
/* a lane so close below a link's level is held by that link too: what does not
 * differ from a level that does not differ from it */
static const double tie = 4e-12;
/* bottlenecks within this part are equal, and the first is named */
static const double alike = 1e-11;
/* what is known of a link's use by adding up changes may be wrong by so much */
static const double slack = 1e-6;

static bool
differ(double x, double y)
{
	return x < y * (1 - near) || y < x * (1 - near);
}

/* ---- links to look at, lowest key first ---- */

static bool
lower(const struct flow_sim *s, uint32_t x, uint32_t y)
{
	return s->link[x].key < s->link[y].key ||
	    (!(s->link[y].key < s->link[x].key) && x < y);
}

static void
put(struct flow_sim *s, size_t i, uint32_t link)
{
	s->queue[i] = link;
	s->link[link].place = (uint32_t)i;
}

static void
rise(struct flow_sim *s, size_t i)
{
	uint32_t x = s->queue[i];

	for (; i > 0 && lower(s, x, s->queue[(i - 1) / 2]); i = (i - 1) / 2)
		put(s, i, s->queue[(i - 1) / 2]);
	put(s, i, x);
}

static void
look_at(struct flow_sim *s, uint32_t link, double key)
{
	struct flow_link *l = &s->link[link];

	if (isinf(s->capacity[link]))
		return;
	if (l->place == NO_PLACE) {
		l->key = key;
		s->queue[s->nqueue] = link;
		rise(s, s->nqueue++);
	} else if (key < l->key) {
		l->key = key;
		rise(s, l->place);
	}
}

static uint32_t
lowest(struct flow_sim *s)
{
	uint32_t out = s->queue[0], x = s->queue[--s->nqueue];
	size_t i = 0, k;

	s->link[out].place = NO_PLACE;
	if (s->nqueue == 0)
		return out;
	for (; (k = 2 * i + 1) < s->nqueue; i = k) {
		if (k + 1 < s->nqueue && lower(s, s->queue[k + 1], s->queue[k]))
			k++;
		if (!lower(s, s->queue[k], x))
			break;
		put(s, i, s->queue[k]);
	}
	put(s, i, x);
	return out;
}

/* ---- a link ---- */

/* the level that a lane's cap and its links but one (NO_PLACE: all) allow */
static double
bound_of(const struct flow_sim *s, const struct flow_lane *x, uint32_t but)
{
	double bound = x->cap;
	uint32_t k;

	for (k = 0; k < x->nlink; k++)
		if (k != but && s->full[x->link[k]] < bound)
			bound = s->full[x->link[k]];
	return bound;
}

/* what gather() finds on its way */
struct gathered {
	double all, used, top; /* weight; used if all had their bound; most */
};

/* its members' bounds and weights to s->bound and s->share */
static struct gathered
gather(struct flow_sim *s, const struct flow_link *l)
{
	struct gathered g = { 0, 0, 0 };

	if (l->n > s->capbound) {
		s->capbound = 2 * l->n;
		s->bound = NEW(s->a, double, s->capbound);
		s->share = NEW(s->a, double, s->capbound);
	}
	for (size_t i = 0; i < l->n; i++) {
		const struct flow_lane *x = &s->lane[l->member[i].lane];
		double bound = bound_of(s, x, l->member[i].k);

		s->bound[i] = bound;
		s->share[i] = x->weight;
		g.all += x->weight;
		g.used += x->weight * bound;
		g.top = bound > g.top ? bound : g.top;
	}
	return g;
}

/*
 * The level at which a link is full, of what was gathered: what is used rises
 * with the level, ever more slowly, so Newton's steps come up to it from below
 * after the first, and each but the last passes some bound.
 */
static double
full_at(const struct flow_sim *s, uint32_t link, struct gathered g)
{
	const struct flow_link *l = &s->link[link];
	const double *share = s->share, *bound = s->bound;
	double capacity = s->capacity[link], level;
	bool below = false;

	if (g.used < capacity * (1 - near) || l->n == 0)
		return INFINITY;
	if (g.used <= capacity * (1 + near))
		return g.top;
	level = isinf(s->full[link]) ? capacity / g.all : s->full[link];
	for (;;) {
		double open = 0, fixed = 0, next;
		/* the highest bound below the level, the lowest that isn't */
		double under = 0, over = INFINITY;
		size_t i;

		for (i = 0; i < l->n; i++) {
			if (bound[i] < level) {
				fixed += share[i] * bound[i];
				under = bound[i] > under ? bound[i] : under;
			} else {
				open += share[i];
				over = bound[i] < over ? bound[i] : over;
			}
		}
		next = open > 0 ? (capacity - fixed) / open : capacity / g.all;
		if (next < capacity / g.all)
			next = capacity / g.all;
		/* from below it only rises: else that is rounding.  Where no
		 * bound was passed, the next step is this one */
		if (!differ(next, level) || (below && next < level) ||
		    (open > 0 && next > under && next <= over))
			return next;
		below = true;
		level = next;
	}
}

/* ---- lanes ---- */

void
flow_moved(struct flow_sim *s, uint32_t lane)
{
	struct flow_lane *x = &s->lane[lane];

	if (x->moved)
		return;
	x->moved = true;
	PUSH(s->a, s->moved, s->nmoved, s->capmoved, lane);
}

/* ---- members at a link's level, and the others ---- */

/* to what the others use (Kahan's sum, so that changes add up to what there
 * is) */
static void
use(struct flow_link *l, double more)
{
	double y = more - l->lost, sum = l->rest + y;

	l->lost = sum - l->rest - y;
	l->rest = sum;
}

static void
swap(struct flow_sim *s, struct flow_link *l, size_t i, size_t j)
{
	struct member x = l->member[i], y = l->member[j];

	l->member[i] = y;
	l->member[j] = x;
	s->lane[x.lane].link[s->lane[x.lane].nlink + x.k] = (uint32_t)j;
	s->lane[y.lane].link[s->lane[y.lane].nlink + y.k] = (uint32_t)i;
}

/* after gather(): who is held by this level, who by another bound */
static void
split(struct flow_sim *s, struct flow_link *l, double level)
{
	l->split = true;
	l->nheld = 0;
	l->held = l->rest = l->lost = l->top = 0;
	for (size_t i = 0; i < l->n; i++) {
		const struct flow_lane *x = &s->lane[l->member[i].lane];

		if (s->bound[i] >= level * (1 - tie)) {
			l->held += x->weight;
			s->bound[i] = s->bound[l->nheld];
			swap(s, l, i, l->nheld++);
		} else {
			use(l, x->weight * x->fresh);
			l->top = x->fresh > l->top ? x->fresh : l->top;
		}
	}
}

/* a member of a full link goes from one level to another, by another link */
static void
resplit(struct flow_sim *s, size_t link, const struct flow_lane *x, size_t at,
    double was, double level)
{
	struct flow_link *l = &s->link[link];

	if (at >= l->nheld) {
		use(l, x->weight * (level - was));
		/* up to the level: held here, may be */
		if (level >= s->full[link] * (1 - tie))
			l->split = false;
	} else if (level < s->full[link] * (1 - tie)) {
		l->held -= x->weight;
		use(l, x->weight * level);
		swap(s, l, at, --l->nheld);
	}
	if (level < s->full[link] * (1 - tie) && level > l->top)
		l->top = level;
}

/* The level of a full link, where the same members are held by it as before:
 * without a look at the others. */
static bool
same_held(const struct flow_sim *s, uint32_t link, double *level)
{
	const struct flow_link *l = &s->link[link];

	if (!l->split || l->nheld == 0)
		return false;
	*level = (s->capacity[link] - l->rest) / l->held;
	if (*level * (1 - tie) <= l->top)
		return false;
	if (*level <= s->full[link])
		return true;
	for (size_t i = 0; i < l->nheld; i++) {
		const struct flow_lane *x = &s->lane[l->member[i].lane];

		if (bound_of(s, x, l->member[i].k) < *level)
			return false;
	}
	return true;
}

/* ---- changes ---- */

/* a lane's level is another; what its other links must know of it */
static void
relevel(struct flow_sim *s, uint32_t lane, uint32_t but, double level)
{
	struct flow_lane *x = &s->lane[lane];
	double was = x->fresh, more = x->weight * (level - was);
	uint32_t k;

	flow_moved(s, lane);
	x->fresh = level;
	for (k = 0; k < x->nlink; k++) {
		struct flow_link *l = &s->link[x->link[k]];
		double full = s->full[x->link[k]];

		if (k == but)
			continue;
		if (l->place == NO_PLACE)
			l->used += more;
		if (l->split)
			resplit(s, x->link[k], x, x->link[x->nlink + k], was,
			    level);
		if (!isinf(full))
			look_at(s, x->link[k], full);
		else if (l->place != NO_PLACE ||
		    l->used >= s->capacity[x->link[k]] * (1 - slack))
			look_at(s, x->link[k], was < level ? was : level);
	}
}

static void
refill(struct flow_sim *s, uint32_t link)
{
	struct flow_link *l = &s->link[link];
	double level, was = s->full[link];

	if (same_held(s, link, &level)) {
		if (!differ(level, was))
			return;
		s->full[link] = level;
		for (size_t i = 0; i < l->nheld; i++)
			if (differ(level, s->lane[l->member[i].lane].fresh))
				relevel(s, l->member[i].lane, l->member[i].k,
				    level);
		return;
	}
	l->split = false;
	level = full_at(s, link, gather(s, l));
	l->used = 0;
	for (size_t i = 0; i < l->n; i++)
		l->used +=
		    s->share[i] * (s->bound[i] < level ? s->bound[i] : level);
	if (differ(level, was)) {
		s->full[link] = level;
		for (size_t i = 0; i < l->n; i++) {
			struct member m = l->member[i];
			double now = s->bound[i] < level ? s->bound[i] : level;

			if (differ(now, s->lane[m.lane].fresh))
				relevel(s, m.lane, m.k, now);
		}
	}
	if (!isinf(level))
		split(s, l, level);
}

/* a lane whose weight is another, on its links */
static void
reweigh(struct flow_sim *s, uint32_t lane)
{
	struct flow_lane *x = &s->lane[lane];
	bool is_new = x->had <= 0, gone = x->nflow == 0;
	double more = (x->weight - x->had) * x->fresh;
	uint32_t k;

	if (is_new && !gone) {
		lane_attach(s, lane);
		x->fresh = bound_of(s, x, NO_PLACE);
		flow_moved(s, lane);
	}
	for (k = 0; k < x->nlink && !(is_new && gone); k++) {
		struct flow_link *l = &s->link[x->link[k]];

		l->split = false;
		if (l->place == NO_PLACE && !is_new)
			l->used += more;
		if (is_new || !isinf(s->full[x->link[k]]) ||
		    l->used >= s->capacity[x->link[k]] * (1 - slack))
			look_at(s, x->link[k], is_new ? 0 : x->fresh);
	}
	if (gone)
		lane_drop(s, lane);
	else
		x->had = x->weight;
}

/* In exact numbers this ends.  Should rounding keep it from ending, all is
 * filled from nothing. */
static void
refill_all(struct flow_sim *s)
{
	size_t n = s->patience * (s->nlink + s->nactive);

	while (s->nqueue > 0) {
		uint32_t link = lowest(s);

		if (n > 0)
			refill(s, link);
		n -= n > 0;
	}
	if (n == 0)
		flow_fill_plainly(s);
}

static void
take(struct flow_sim *s)
{
	for (size_t i = 0; i < s->nmoved; i++) {
		struct flow_lane *x = &s->lane[s->moved[i]];

		x->moved = false;
		if (x->nflow > 0 &&
		    (x->fresh < x->level || x->fresh > x->level))
			lane_take(s, s->moved[i]);
	}
	s->nmoved = 0;
}

void
flow_settle(struct flow_sim *s)
{
	if (s->nchanged == 0)
		return;
	for (size_t i = 0; i < s->nchanged; i++) {
		struct flow_lane *x = &s->lane[s->changed[i]];

		x->changed = false;
		if (x->nflow == 0 || x->weight < x->had || x->weight > x->had)
			reweigh(s, s->changed[i]);
	}
	s->nchanged = 0;
	if (s->ncls > 1)
		flow_fill_plainly(s);
	else
		refill_all(s);
	take(s);
}

size_t
flow_lane_bottleneck(const struct flow_sim *s, size_t lane)
{
	const struct flow_lane *x = &s->lane[lane];
	double least = bound_of(s, x, NO_PLACE);
	size_t best = FLOW_NONE;
	uint32_t k;

	if (s->ncls > 1)
		return x->bottleneck == NO_PLACE ? FLOW_NONE : x->bottleneck;
	if (x->cap <= least * (1 + alike))
		return FLOW_NONE;
	for (k = 0; k < x->nlink; k++)
		if (s->full[x->link[k]] <= least * (1 + alike) &&
		    x->link[k] < best)
			best = x->link[k];
	return best;
}
