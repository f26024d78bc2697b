/*
 * A picture: all that an answer depends on, as numbers one after the other, and
 * their hash.  Equal pictures are one question.  Of what it is made is for who
 * draws it; what a team is to it is said here.  Private to the room.
 */
#ifndef DRAIN_PICTURE_H
#define DRAIN_PICTURE_H

#include <stdint.h>
#include <string.h>

#include "drain/drain.h"

struct picture {
	struct arena *a;
	uint64_t *word, hash;
	size_t n, cap;
	int blurred; /* of rates: so many of their last bits count for nothing,
		      * as sums have them by the order of adding */
};

static inline void
picture_put(struct picture *x, uint64_t word)
{
	PUSH(x->a, x->word, x->n, x->cap, word);
	x->hash = (x->hash ^ word) * 0x9e3779b97f4a7c15u;
	x->hash ^= x->hash >> 29;
}

static inline void
picture_put_rate(struct picture *x, double rate)
{
	uint64_t bits;

	memcpy(&bits, &rate, sizeof bits);
	picture_put(x, (bits + (UINT64_C(1) << x->blurred >> 1)) >> x->blurred);
}

/* a host's team, of those that a network has (NULL: none); of one port it is
 * none */
static inline void
picture_put_team(struct picture *x, const struct drain_team *team, size_t host)
{
	bool has = team != NULL && team[host].members > 1;

	picture_put(x, has ? team[host].members : 0);
	if (!has)
		return;
	picture_put(x, team[host].by_pair);
	picture_put_rate(x, team[host].member_Bps);
}

/* to the last bit */
static inline bool
picture_same(const struct picture *x, const struct picture *y)
{
	return x->n == y->n &&
	    (x->n == 0 ||
	        memcmp(x->word, y->word, x->n * sizeof *x->word) == 0);
}

#endif
