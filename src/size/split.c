/*
 * DOC: a port broken out is one cable to SPLIT_INTO ports of the same kind.
 * Which of a rack's host ports share one is decided here, for the count of
 * ports and cables and for the design alike: rack by rack, hosts in their
 * order, so many to a cable; a cable is never shared by two racks, so that a
 * host that comes to one changes no cable of another.
 */
#include "size/size.h"

enum speed_class
speed_class_split(enum speed_class p)
{
	return p == SPEED_10G ? SPLIT_10G : p == SPEED_25G ? SPLIT_25G : POOLS;
}

bool
media_block_splits(const struct switch_model *s, const struct port_block *b,
    enum speed_class p)
{
	return speed_class_split(p) != POOLS && b->into == SPLIT_INTO &&
	    b->breakout_bps == speed_class_bps[p] &&
	    platform_cannot(s->platform, CAN_BREAKOUT) == NULL;
}

bool
media_model_splits(const struct switch_model *s, unsigned options,
    enum speed_class p)
{
	size_t i;

	for (i = 0; i < s->nblock; i++)
		if (media_block_there(s, &s->block[i], options) &&
		    media_block_splits(s, &s->block[i], p))
			return true;
	return false;
}

struct cage
speed_class_trunk(enum speed_class p, int64_t dac_max_mm)
{
	struct cage c = { p == SPEED_10G ? MEDIA_QSFPP : MEDIA_QSFP28,
		dac_max_mm, true };

	return c;
}

/* do hosts of the rack connect to the switch, and is the port one of them? */
static bool
is_one(const struct model *m, const struct host *h, size_t port, size_t side,
    enum speed_class p, enum topology t)
{
	const struct nic_group *x = model_port(h, port);

	return size_port_side(m, h, port, t) == side &&
	    speed_class_of(x->media, x->speed_bps) == p;
}

struct splits
size_splits(struct arena *a, const struct model *m, const size_t *head,
    size_t rack, enum topology t, size_t side, enum speed_class p,
    struct place at, int64_t from)
{
	struct splits s = { NULL, 0, 0, NULL, 0, 0 };
	int64_t seen = 0;
	size_t r, i, k, on;

	for (r = 0; r < m->nrack; r++) {
		on = 0;
		if (rack != NONE_RACK && size_head(head, r) != rack)
			continue;
		for (i = 0; i < m->nend; i++) {
			const struct host *h = &m->host[i];
			struct place here = { r, (int64_t)h->position_u };

			for (k = 0; h->rack == r && k < h->nports; k++) {
				struct split_link l = { i, k, 0,
					place_length_mm(m, at, here) };

				if (!is_one(m, h, k, side, p, t) ||
				    seen++ < from)
					continue;
				if (on % SPLIT_INTO == 0)
					PUSH(a, s.cable_mm, s.ncable,
					    s.capcable, 0);
				on++;
				l.cable = s.ncable - 1;
				if (l.raw_mm > s.cable_mm[l.cable])
					s.cable_mm[l.cable] = l.raw_mm;
				PUSH(a, s.link, s.nlink, s.caplink, l);
			}
		}
	}
	return s;
}
