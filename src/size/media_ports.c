/*
 * DOC: how many ports of a switch serve a set of pools, and whether a need of
 * each pool fits.  What each block serves is found once (media_ports_uses())
 * where many sets of pools are asked of one switch.
 */
#include "size/size.h"

static struct block_use
use_of(const struct switch_model *s, const struct port_block *b)
{
	struct block_use u = { b, 0, 0 };

	for (int p = 0; p < SPEED_CLASSES; p++) {
		enum speed_class split = speed_class_split((enum speed_class)p);

		if (media_model_serves(s, b, (enum speed_class)p))
			u.whole |= 1u << p;
		if (split != POOLS &&
		    split_block_can(s, b, (enum speed_class)p))
			u.split |= 1u << split;
	}
	return u;
}

struct port_uses
media_ports_uses(struct arena *a, const struct switch_model *s,
    unsigned options)
{
	struct port_uses x = { NEW(a, struct block_use, s->nblock + 1), 0 };

	for (size_t i = 0; i < s->nblock; i++)
		if (media_block_there(s, &s->block[i], options))
			x.use[x.n++] = use_of(s, &s->block[i]);
	return x;
}

/* ports of a block that may be broken out into any of the pools of a set */
static int64_t
splitting(const struct block_use *u, unsigned pools)
{
	if ((u->split & pools) == 0)
		return 0;
	return (int64_t)u->b->breakout_max *
	    (u->b->breakout_takes_next ? 2 : 1);
}

static int64_t
bits(unsigned set)
{
	int64_t n = 0;

	for (; set != 0; set &= set - 1)
		n++;
	return n;
}

/* ports lost where a block's groups are at several speeds: each speed beyond
 * the first may make all but one port of a group unusable */
static int64_t
group_loss(const struct block_use *u, unsigned pools)
{
	int64_t speeds = bits(u->whole & pools);

	return u->b->group > 1 && speeds > 1 ?
	    (speeds - 1) * ((int64_t)u->b->group - 1) :
	    0;
}

/* ports of a block that serve any of a set of pools as they are */
static int64_t
serving(const struct block_use *u, unsigned pools)
{
	bool copper =
	    (pools >> SPEED_COPPER & 1) != 0 && u->b->copper_every > 0;
	unsigned all = u->whole & pools;

	if (copper)
		all &= ~(1u << SPEED_COPPER);
	if (all != 0)
		return (int64_t)u->b->count - group_loss(u, pools);
	return copper ? (int64_t)(u->b->count + u->b->copper_every - 1) /
	        (int64_t)u->b->copper_every :
	                0;
}

int64_t
media_ports_uses_serving(const struct port_uses *x, unsigned pools)
{
	int64_t n = 0, one;

	for (size_t i = 0; i < x->n; i++) {
		one = serving(&x->use[i], pools);
		n += one > 0 ? one : splitting(&x->use[i], pools);
	}
	return n;
}

int64_t
media_ports_serving(const struct switch_model *s, unsigned options,
    unsigned pools)
{
	int64_t n = 0;

	for (size_t i = 0; i < s->nblock; i++) {
		struct block_use u;
		struct port_uses one = { &u, 1 };

		if (!media_block_there(s, &s->block[i], options))
			continue;
		u = use_of(s, &s->block[i]);
		n += media_ports_uses_serving(&one, pools);
	}
	return n;
}

/* the ports of a block, by the pools of a need */
static void
block_rooms(struct port_rooms *r, const struct block_use *u, unsigned needed)
{
	const struct port_block *b = u->b;
	int64_t count = (int64_t)b->count, split,
	        group = b->group > 1 ? (int64_t)b->group : 1;
	unsigned whole = u->whole & needed, pools = u->split & needed;

	split = splitting(u, pools);
	split = split < count ? split : count;
	/* no such block is broken out or has groups */
	if ((whole >> SPEED_COPPER & 1) != 0 && b->copper_every > 0) {
		split = (count + (int64_t)b->copper_every - 1) /
		    (int64_t)b->copper_every;
		port_rooms_add(r, whole, split, 1);
		port_rooms_add(r, whole & ~(1u << SPEED_COPPER), count - split,
		    1);
		return;
	}
	/* no block both has groups and is broken out */
	port_rooms_add(r, whole | pools, split, 1);
	count -= split;
	port_rooms_add(r, whole, count - count % group, group);
	port_rooms_add(r, whole, count % group, count % group);
}

/* need and supply, block by block */
struct asked {
	struct port_rooms rooms;
	unsigned needed;
	unsigned two; /* pools of which one takes two ports: where breaking one
	               * out takes the next */
};

static struct asked
ask(const struct need *need)
{
	struct asked x = { .rooms = { .n = 0 } };

	for (int p = 0; p < POOLS; p++)
		x.needed |= (unsigned)(need->n[p] > 0) << p;
	return x;
}

static void
block_gives(struct asked *x, const struct block_use *u)
{
	if (u->b->breakout_takes_next)
		x->two |= u->split;
	block_rooms(&x->rooms, u, x->needed);
}

static bool
fit(const struct asked *x, const struct need *need)
{
	int64_t n[POOLS];

	for (int p = 0; p < POOLS; p++)
		n[p] = need->n[p] > 0 ? need->n[p] << (x->two >> p & 1) : 0;
	return port_rooms_fit(&x->rooms, n);
}

bool
media_ports_uses_fit(const struct port_uses *uses, const struct need *need)
{
	struct asked x = ask(need);

	for (size_t i = 0; i < uses->n; i++)
		block_gives(&x, &uses->use[i]);
	return fit(&x, need);
}

bool
media_ports_fit(const struct switch_model *s, unsigned options,
    const struct need *need)
{
	struct asked x = ask(need);

	for (size_t i = 0; i < s->nblock; i++)
		if (media_block_there(s, &s->block[i], options)) {
			struct block_use u = use_of(s, &s->block[i]);

			block_gives(&x, &u);
		}
	return fit(&x, need);
}
