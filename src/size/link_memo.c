/*
 * Links chosen once: racks that are alike ask for the same few lengths again
 * and again, and every choice walks all cables and optics.
 */
#include "size/size.h"

#include <string.h>

enum { SLOTS = 4096, UNITS = 1024 };

struct memo {
	bool used, found;
	struct cage x, y;
	int64_t speed_bps, raw_mm;
	const char *family; /* the catalog's own text: compared as such */
	struct link_choice choice;
};

struct paid {
	const struct part *part;
	bool priced;
	int64_t cents;
};

struct link_memo {
	const struct model *m;
	struct paid unit[UNITS];
	struct memo slot[SLOTS];
};

struct link_memo *
link_memo_new(struct arena *a, const struct model *m)
{
	struct link_memo *l = NEW(a, struct link_memo, 1);

	l->m = m;
	return l;
}

bool
link_memo_unit(struct link_memo *l, const struct part *p, int64_t *cents)
{
	struct paid *u = &l->unit[(uintptr_t)p / sizeof(void *) * 2654435761u /
	    4096 % UNITS];

	if (u->part != p) {
		*u = (struct paid){ p, false, 0 };
		u->priced = price_unit(l->m, p, &u->cents);
	}
	*cents = u->cents;
	return u->priced;
}

static bool
cage_is(struct cage x, struct cage y)
{
	return x.media == y.media && x.dac_max_mm == y.dac_max_mm &&
	    x.ours == y.ours;
}

static size_t
slot_of(struct cage x, struct cage y, int64_t speed_bps, int64_t raw_mm,
    const char *family)
{
	uint64_t h = (uint64_t)raw_mm * 31 + (uint64_t)(speed_bps / 1000000000);

	h = h * 31 + (uint64_t)x.media * 8 + (uint64_t)y.media;
	h = h * 31 + (uint64_t)(x.dac_max_mm + y.dac_max_mm) / 1000;
	for (; family != NULL && *family != '\0'; family++)
		h = h * 31 + (unsigned char)*family;
	return (size_t)((h * 0x9e3779b97f4a7c15u) >> 52);
}

bool
link_memo_choose(struct link_memo *l, struct cage x, struct cage y,
    int64_t speed_bps, int64_t raw_mm, const char *family,
    struct link_choice *out)
{
	struct memo *s = &l->slot[slot_of(x, y, speed_bps, raw_mm, family)];

	/* one that is in the way is forgotten */
	if (!s->used || !cage_is(s->x, x) || !cage_is(s->y, y) ||
	    s->speed_bps != speed_bps || s->raw_mm != raw_mm ||
	    s->family != family) {
		*s = (struct memo){ true, false, x, y, speed_bps, raw_mm,
			family, { 0 } };
		s->found = media_link_choose(l->m, x, y, speed_bps, raw_mm,
		    family, &s->choice);
	}
	if (s->found)
		*out = s->choice;
	return s->found;
}
