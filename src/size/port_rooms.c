/*
 * DOC: can ports be assigned so that every pool has what it needs?  Ports are
 * rooms: those of one that may each be at any speed of several pools, and those
 * in groups that share a speed.  Without groups Hall's condition over the sets
 * of pools answers it.  With them each way to give whole groups of a room to
 * the pools is tried: groups are few, and so are the speeds of one.
 */
#include "size/size.h"

#include <string.h>

/* no set of pools needs more than there is for it, groups not looked at */
static bool
enough(const struct port_rooms *r, const int64_t *need, unsigned used)
{
	for (unsigned set = used; set != 0; set = (set - 1) & used) {
		int64_t want = 0, there = 0;
		size_t i;
		int p;

		for (p = 0; p < POOLS; p++)
			if ((set >> p & 1) != 0)
				want += need[p];
		for (i = 0; i < r->n && there < want; i++)
			if ((r->room[i].pools & set) != 0)
				there += r->room[i].ports;
		if (there < want)
			return false;
	}
	return true;
}

static unsigned
used_pools(const int64_t *need)
{
	unsigned used = 0;

	for (int p = 0; p < POOLS; p++)
		used |= (unsigned)(need[p] > 0) << p;
	return used;
}

static bool
fits_from(const struct port_rooms *r, size_t at, const int64_t *need);

/* the groups of a room that are left, to this pool and those after it */
static bool
share_groups(const struct port_rooms *r, size_t at, int64_t left, int pool,
    const int64_t *need)
{
	const struct port_room *x = &r->room[at];
	int64_t rest[POOLS], most;

	while (pool < POOLS && ((x->pools >> pool & 1) == 0 || need[pool] <= 0))
		pool++;
	if (pool == POOLS || left == 0)
		return fits_from(r, at + 1, need);
	most = (need[pool] + x->group - 1) / x->group;
	for (int64_t n = most < left ? most : left; n >= 0; n--) {
		memcpy(rest, need, sizeof rest);
		rest[pool] -= n * x->group;
		if (rest[pool] < 0)
			rest[pool] = 0;
		if (share_groups(r, at, left - n, pool + 1, rest))
			return true;
	}
	return false;
}

/* rooms before this one are shared out, or have no groups */
static bool
fits_from(const struct port_rooms *r, size_t at, const int64_t *need)
{
	struct port_rooms rest = { .n = 0 };

	for (; at < r->n; at++)
		if (r->room[at].shared)
			return share_groups(r, at,
			    r->room[at].ports / r->room[at].group, 0, need);
	/* those of several speeds have been assigned as a whole */
	for (size_t i = 0; i < r->n; i++)
		if (!r->room[i].shared)
			rest.room[rest.n++] = r->room[i];
	return enough(&rest, need, used_pools(need));
}

bool
port_rooms_fit(const struct port_rooms *r, const int64_t need[POOLS])
{
	struct port_rooms x = *r;
	unsigned used = used_pools(need);
	bool groups = false;

	if (!enough(r, need, used))
		return false;
	for (size_t i = 0; i < x.n; i++) {
		unsigned of = x.room[i].pools & used;

		x.room[i].shared = x.room[i].group > 1 && (of & (of - 1)) != 0;
		groups |= x.room[i].shared;
	}
	return !groups || fits_from(&x, 0, need);
}

void
port_rooms_add(struct port_rooms *r, unsigned pools, int64_t ports,
    int64_t group)
{
	if (ports <= 0 || pools == 0)
		return;
	if (group <= 1 || (pools & (pools - 1)) == 0)
		group = 1;
	for (size_t i = 0; i < r->n; i++)
		if (r->room[i].pools == pools && r->room[i].group == group) {
			r->room[i].ports += ports;
			return;
		}
	if (r->n < PORT_ROOMS)
		r->room[r->n++] =
		    (struct port_room){ pools, ports, group, false };
}
