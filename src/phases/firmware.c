/* The order of switches, and the effect of each step on the hosts. */
#include "phases/firmware.h"

/* of a pair the secondary goes first: the primary carries on meanwhile */
static bool
goes_first(const struct design *g, size_t sw)
{
	return g->sw[sw].pair == NONE || !design_is_primary(g, sw);
}

struct firmware_stage *
firmware_order(struct arena *a, const struct design *g, size_t *n)
{
	struct firmware_stage *step = NEW(a, struct firmware_stage, g->nsw + 1);
	size_t i;
	int leaf, second;

	*n = 0;
	for (leaf = 0; leaf < 2; leaf++)
		for (second = 0; second < 2; second++)
			for (i = 0; i < g->nsw; i++)
				if ((g->sw[i].role == ROLE_LEAF) == leaf &&
				    goes_first(g, i) == !second)
					step[(*n)++] =
					    (struct firmware_stage){ { i, 0 },
						    1, NULL };
	return step;
}

size_t
firmware_walk(struct arena *a, const struct firmware_site *s,
    struct firmware_stage *step, size_t n, bool drains)
{
	bool *out = NEW(a, bool, s->g->nsw + 1);
	struct arena *own = arena_new();
	struct drain_variants *meanwhile = s->meanwhile;
	size_t first = NONE, i, k;

	if (drains && meanwhile == NULL)
		meanwhile = drain_variants_new(own,
		    (s->whole != NULL ? s->whole : s->g)->model);
	for (i = 0; i < n; i++) {
		for (k = 0; k < step[i].n; k++)
			out[step[i].sw[k]] = true;
		step[i].o = !drains ?
		    outage_networks(a, s->g, out) :
		    s->whole == NULL ?
		    outage_look(a, meanwhile, s->g, out) :
		    outage_halfway(a, meanwhile, s->g, out, s->whole, s->moved);
		for (k = 0; k < step[i].n; k++)
			out[step[i].sw[k]] = false;
		if (step[i].o->cut_off > 0 && first == NONE)
			first = i;
	}
	arena_free(own);
	return first;
}
