/* What keeps a mistake at one port of a switch from the rest: what is asked,
 * where it applies, and where the switch's system can. */
#include "design/design.h"

static bool
has_leaves(const struct design *g, size_t sw)
{
	size_t i;

	for (i = 0; i < g->nlag; i++)
		if (g->lag[i].sw == sw && g->lag[i].purpose == LAG_DOWNLINK)
			return true;
	return false;
}

static bool
has_hosts(const struct dswitch *s)
{
	size_t i;

	for (i = 0; i < s->nport; i++)
		if (s->port[i].role == PORT_HOST)
			return true;
	return false;
}

static bool
is_asked(const struct design *g, size_t sw, enum can c)
{
	const struct model *m = g->model;

	if (c == CAN_STORM_CONTROL)
		return m->policy.protect.storm_ppm > 0 && has_hosts(&g->sw[sw]);
	if (c == CAN_ROOT_GUARD)
		return m->policy.protect.root_guard && has_leaves(g, sw);
	return c == CAN_MANAGE_FROM && m->services.manage_from.n > 0;
}

const char *
design_not_protected(const struct design *g, size_t sw, enum can c)
{
	return is_asked(g, sw, c) ?
	    platform_cannot(g->sw[sw].model->platform, c) :
	    NULL;
}

void
design_protect(struct design *g)
{
	size_t i;

	for (i = 0; i < g->nsw; i++) {
		const struct platform *p = g->sw[i].model->platform;
		struct dprotect *t = &g->sw[i].protect;
		bool on[CANS] = { false };
		enum can c;

		for (c = CAN_STORM_CONTROL; c <= CAN_MANAGE_FROM; c++)
			on[c] =
			    is_asked(g, i, c) && platform_cannot(p, c) == NULL;
		t->storm_percent = on[CAN_STORM_CONTROL] ?
		    (int)(g->model->policy.protect.storm_ppm / 10000) :
		    0;
		t->root_guard = on[CAN_ROOT_GUARD];
		t->manage_from = on[CAN_MANAGE_FROM];
	}
}
