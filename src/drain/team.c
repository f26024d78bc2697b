/*
 * DOC: each group of streams falls on a given member with probability one in
 * `members`, whatever the others do, so the number beside a stream is a sum of
 * independent draws; its distribution is built up a group at a time, and the
 * mean of what the stream gets beside so many is exact.
 *
 * A stream that shares its member holds it longer, so times spread by the mean
 * of 1/rate, which is below the mean rate's own: luck is counted on that.
 */
#include "drain/team.h"

#include <math.h>

enum { MOST = 128 }; /* streams looked at; more only share more evenly */

double
team_share_Bps(const struct drain_team *t, size_t own, const size_t *group,
    size_t ngroup, double cap_Bps, double luck)
{
	double p[MOST + 1] = { 1 }, mean = 0, slow = 0, square = 0, rate;
	double hit = 1 / (double)t->members;
	size_t most = 0;

	for (size_t i = 0; i < ngroup && most + group[i] <= MOST; i++) {
		most += group[i];
		for (size_t k = most + 1; k-- > 0;)
			p[k] = p[k] * (1 - hit) +
			    (k >= group[i] ? p[k - group[i]] * hit : 0);
	}
	for (size_t k = 0; k <= most; k++) {
		rate = fmin(cap_Bps, t->member_Bps / (double)(own + k));
		mean += p[k] * rate;
		slow += p[k] / rate;
		square += p[k] / rate / rate;
	}
	if (luck > 0 || luck < 0) {
		slow -= luck * sqrt(fmax(0, square - slow * slow));
		mean = slow > 0 ? 1 / slow : INFINITY;
	}
	mean = fmax(mean, fmin(cap_Bps, t->member_Bps / (double)(own + most)));
	return fmin(mean, fmin(cap_Bps, t->member_Bps / (double)own));
}
