/*
 * A fingerprint: everything an answer depends on, as numbers one after the
 * other, and their hash.  Equal fingerprints are one question.  What goes into
 * it is up to its maker; how a team enters it is decided here.  Private to the
 * room.
 */
#ifndef DRAIN_FINGERPRINT_H
#define DRAIN_FINGERPRINT_H

#include <stdint.h>
#include <string.h>

#include "drain/drain.h"

struct fingerprint {
	struct arena *a;
	uint64_t *word, hash;
	size_t n, cap;
	int blurred; /* of rates: so many of their last bits count for nothing,
		      * as sums have them by the order of adding */
};

static inline void
fingerprint_put(struct fingerprint *x, uint64_t word)
{
	PUSH(x->a, x->word, x->n, x->cap, word);
	x->hash = (x->hash ^ word) * 0x9e3779b97f4a7c15u;
	x->hash ^= x->hash >> 29;
}

static inline void
fingerprint_put_rate(struct fingerprint *x, double rate)
{
	uint64_t bits;

	memcpy(&bits, &rate, sizeof bits);
	fingerprint_put(x,
	    (bits + (UINT64_C(1) << x->blurred >> 1)) >> x->blurred);
}

/* a host's team, of those that a network has (NULL: none); of one port it is
 * none */
static inline void
fingerprint_put_team(struct fingerprint *x, const struct drain_team *team,
    size_t host)
{
	bool has = team != NULL && team[host].members > 1;

	fingerprint_put(x, has ? team[host].members : 0);
	if (!has)
		return;
	fingerprint_put(x, team[host].by_pair);
	fingerprint_put_rate(x, team[host].member_Bps);
}

/* to the last bit */
static inline bool
fingerprint_same(const struct fingerprint *x, const struct fingerprint *y)
{
	return x->n == y->n &&
	    (x->n == 0 ||
	        memcmp(x->word, y->word, x->n * sizeof *x->word) == 0);
}

#endif
