/*
 * What a stream gets from a team of links when the hash that assigns it to one
 * of them is not known: its mean over all hashes, exactly.  Knows no host.
 */
#ifndef DRAIN_TEAM_H
#define DRAIN_TEAM_H

#include <stdbool.h>
#include <stddef.h>

/* luck that one draw in twenty exceeds: standard deviations of a normal law */
#define DRAIN_ONE_IN_TWENTY 1.645

struct drain_team {
	size_t members; /* 0, 1: no team */
	double member_Bps;
	bool by_pair; /* all streams between two hosts use one member; else each
			 * is hashed separately */
	size_t link;  /* that represents all members together */
};

/*
 * own: streams on the same member as this one by rule, itself counted; group:
 * sizes of the groups of streams that fall together, each anywhere; cap_Bps:
 * of one stream.  luck 0: the mean rate.  Else the rate whose time for a byte
 * is so many standard deviations shorter (above 0) or longer than the mean
 * time.
 */
double team_share_Bps(const struct drain_team *t, size_t own,
    const size_t *group, size_t ngroup, double cap_Bps, double luck);

#endif
