/* The order of switches, and the effect of each step on the hosts. */
#include "phases/firmware.h"

/* of a pair the secondary goes first: the primary carries on meanwhile */
static bool
goes_first(const struct design *g, size_t sw)
{
	return g->sw[sw].pair == NONE || !design_is_primary(g, sw);
}

static struct firmware_stage *
in_order(struct arena *a, const struct design *g, size_t *n)
{
	struct firmware_stage *step = NEW(a, struct firmware_stage, g->nsw + 1);

	*n = 0;
	for (int leaf = 0; leaf < 2; leaf++)
		for (int second = 0; second < 2; second++)
			for (size_t i = 0; i < g->nsw; i++)
				if ((g->sw[i].role == ROLE_LEAF) == leaf &&
				    goes_first(g, i) == !second)
					step[(*n)++].sw = i;
	return step;
}

struct firmware_stage *
firmware_stages(struct arena *a, const struct firmware_site *s, size_t *n)
{
	struct firmware_stage *step = in_order(a, s->g, n);
	bool *out = NEW(a, bool, s->g->nsw + 1);

	for (size_t i = 0; i < *n; i++) {
		out[step[i].sw] = true;
		step[i].o = s->moved == NULL ?
		    outage_look(a, s->meanwhile, s->g, out) :
		    outage_halfway(a, s->meanwhile, s->g, out, s->whole,
		        s->moved);
		out[step[i].sw] = false;
	}
	return step;
}
