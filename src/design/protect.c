/* What keeps a mistake at one port of a switch from affecting the rest: what is
 * required, where it applies, and which systems support it. */
#include "design/design.h"

static bool
has_leaves(const struct design *g, size_t sw)
{
	for (size_t i = 0; i < g->nlag; i++)
		if (g->lag[i].sw == sw && g->lag[i].purpose == LAG_DOWNLINK)
			return true;
	return false;
}

static bool
has_hosts(const struct dswitch *s)
{
	for (size_t i = 0; i < s->nport; i++)
		if (s->port[i].role == PORT_HOST)
			return true;
	return false;
}

static bool
has_lossless(const struct dswitch *s)
{
	for (size_t i = 0; i < s->nport; i++)
		if (s->port[i].lossless)
			return true;
	return false;
}

static bool
has_roce(const struct model *m)
{
	for (size_t i = 0; i < m->nhost; i++)
		for (size_t k = 0; k < m->host[i].ngroup; k++)
			if (m->host[i].group[k].rdma == RDMA_ROCE)
				return true;
	return false;
}

static bool
is_asked(const struct design *g, size_t sw, enum can c)
{
	const struct model *m = g->model;
	const struct protect *p = &m->policy.protect;
	const struct dswitch *s = &g->sw[sw];

	if (c == CAN_STORM_CONTROL)
		return p->storm_ppm > 0 && has_hosts(s);
	if (c == CAN_ROOT_GUARD)
		return p->root_guard && has_leaves(g, sw);
	if (c == CAN_MANAGE_FROM)
		return m->services.manage_from.n > 0;
	if (c == CAN_HEARTBEAT)
		return p->heartbeat_ppm > 0 && has_lossless(s);
	return c == CAN_ECN && p->ecn && has_lossless(s) && has_roce(m);
}

const char *
design_not_protected(const struct design *g, size_t sw, enum can c)
{
	const struct switch_model *s = g->sw[sw].model;

	if (!is_asked(g, sw, c))
		return NULL;
	if (c == CAN_HEARTBEAT && s->queues > 0 && s->queues < 8)
		return "the model has too few queues";
	if (c == CAN_ECN && s->ecn_unit == ECN_UNIT_UNKNOWN &&
	    platform_word(s->platform, "ecn_units", NULL) != NULL)
		return "the catalog does not say what the model counts a "
		       "queue's threshold in";
	return platform_cannot(s->platform, c);
}

/* the hosts have it too, and a share is worth what each switch on the way
 * gives: so all have it, or none */
static void
heartbeats(struct design *g)
{
	int percent = (int)(g->model->policy.protect.heartbeat_ppm / 10000);
	bool any = false;

	for (size_t i = 0; i < g->nsw; i++) {
		any |= is_asked(g, i, CAN_HEARTBEAT);
		if (design_not_protected(g, i, CAN_HEARTBEAT) != NULL)
			return;
	}
	if (!any)
		return;
	g->qos.heartbeat_percent = percent;
	g->qos.default_percent -= percent;
}

static bool
is_on(const struct design *g, size_t sw, enum can c)
{
	return is_asked(g, sw, c) && design_not_protected(g, sw, c) == NULL;
}

void
design_protect(struct design *g)
{
	for (size_t i = 0; i < g->nsw; i++) {
		struct dprotect *t = &g->sw[i].protect;

		t->storm_percent = is_on(g, i, CAN_STORM_CONTROL) ?
		    (int)(g->model->policy.protect.storm_ppm / 10000) :
		    0;
		t->root_guard = is_on(g, i, CAN_ROOT_GUARD);
		t->manage_from = is_on(g, i, CAN_MANAGE_FROM);
		t->ecn = is_on(g, i, CAN_ECN);
	}
	heartbeats(g);
}
