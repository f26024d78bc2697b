/*
 * Existing fibre, and whose links go over it.  Its links are shared evenly
 * among the pairs of a leaf and a spine at its two ends, so that what one rack
 * has depends on no other rack's choice, and a link has the same number on the
 * panels whatever else is cabled.
 */
#include "size/size.h"

#include "base/str.h"
#include "model/previous.h"
#include "size/existing_parts.h"

/* does a rack have existing uplinks with end-to-end cables? They stay */
static bool
cabled(const struct model *m, enum topology t, size_t rack)
{
	size_t i;

	for (i = 0; existing_goes_on(m, t) && i < m->previous->nlink; i++) {
		const struct previous_link *l = &m->previous->link[i];

		for (size_t e = 0; e < 2; e++)
			if (!l->over && str_eq(l->kind, "uplink") &&
			    l->end[e].sw != NULL &&
			    l->end[e].sw->rack == rack &&
			    str_eq(l->end[e].sw->role, "leaf"))
				return true;
	}
	return false;
}

static const struct fibre *
between(const struct model *m, size_t x, size_t y)
{
	for (size_t i = 0; i < m->nfibre; i++) {
		const struct fibre *f = &m->fibre[i];

		if ((f->rack[0] == x && f->rack[1] == y) ||
		    (f->rack[0] == y && f->rack[1] == x))
			return f;
	}
	return NULL;
}

struct fibre_share
size_fibre(const struct model *m, const struct sizing *plan, size_t rack,
    size_t spine, size_t side)
{
	struct fibre_share out = { NULL, 0, 0, 0 };
	const struct fibre *f = between(m, rack, plan->spine[spine].rack);
	int64_t pairs = 0, mine = 0;

	if (f == NULL || cabled(m, plan->topology, rack))
		return out;
	for (size_t e = 0; e < 2; e++) {
		size_t d = plan->rack_domain[f->rack[e]];

		if (!size_has_leaves(m, plan, f->rack[e]))
			continue;
		for (size_t j = 2 * d; j < 2 * d + 2; j++)
			for (size_t k = 0; k < 2; k++) {
				if (plan->spine[j].rack != f->rack[1 - e])
					continue;
				if (f->rack[e] == rack && j == spine &&
				    k == side)
					mine = pairs;
				pairs++;
			}
	}
	if (pairs == 0)
		return out;
	out.fibre = f;
	out.links = f->links / pairs;
	out.first = mine + 1;
	out.step = pairs;
	return out;
}
