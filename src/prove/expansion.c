/*
 * How far a design can grow before something runs out: the least of what a host
 * more, or a rack more, takes of it.  Each limit as a share of what is used
 * now, since a site that grows by a fifth takes a fifth more of each.
 */
#include "prove/expansion.h"

#include "base/num.h"
#include "base/str.h"
#include "size/size.h"

struct growing {
	struct arena *a;
	const struct design *g;
	struct expansion *e;
};

static void
limit(struct growing *k, const char *what, const char *where, int64_t used,
    int64_t left)
{
	struct expansion_limit x = { what, where, used, left > 0 ? left : 0,
		0 };
	struct expansion *e = k->e;

	if (used <= 0)
		return;
	x.share = (double)x.left / (double)used;
	PUSH(k->a, e->limit, e->n, e->cap, x);
	if (e->n == 1 || x.share < e->limit[e->least].share)
		e->least = e->n - 1;
}

/* unused ports of a switch that could do what those of a role do */
static int64_t
spare(const struct dswitch *s, enum port_role role, int64_t *used)
{
	int64_t left = 0;
	size_t k;

	*used = 0;
	for (size_t i = 0; i < s->nport; i++)
		*used += s->port[i].role == role;
	for (size_t i = 0; i < s->nport; i++) {
		if (s->port[i].role != PORT_UNUSED)
			continue;
		for (k = 0; k < s->nport; k++) {
			enum speed_class pool;

			if (s->port[k].role != role)
				continue;
			pool = speed_class_of(s->port[k].media,
			    s->port[k].speed_bps);
			if (pool != SPEED_CLASSES &&
			    design_port_serves(s, &s->port[i], pool))
				break;
		}
		left += k < s->nport;
	}
	return left;
}

/* of the switches of which one has least: "r1-leaf2" */
static void
ports(struct growing *k, enum port_role role, const char *what)
{
	const struct design *g = k->g;
	int64_t least_used = 0, least_left = 0, used, left;
	const char *where = NULL;

	for (size_t i = 0; i < g->nsw; i++) {
		left = spare(&g->sw[i], role, &used);
		if (used == 0 ||
		    (where != NULL && left * least_used >= least_left * used))
			continue;
		where = g->sw[i].name;
		least_used = used;
		least_left = left;
	}
	if (where != NULL)
		limit(k, what, where, least_used, least_left);
}

/* of the racks with hosts, all together: a rack that is full has others */
static void
units(struct growing *k)
{
	const struct model *m = k->g->model;
	int64_t used = 0, left = 0;

	for (size_t i = 0; i < m->nrack; i++) {
		int64_t free = m->rack[i].units -
		    (int64_t)(m->rack[i].used_u + m->rack[i].taken_u);

		if (m->rack[i].used_u == 0)
			continue;
		for (size_t s = 0; s < k->g->nsw; s++)
			if (k->g->sw[s].rack == i)
				free -= k->g->sw[s].model->height_u;
		used += (int64_t)m->rack[i].used_u;
		left += free > 0 ? free : 0;
	}
	limit(k, "rack units", "the existing racks", used, left);
}

static void
lags(struct growing *k)
{
	const struct design *g = k->g;
	int64_t least_used = 0, least_left = 0;
	const char *where = NULL;

	for (size_t i = 0; i < g->nsw; i++) {
		int64_t used = 0, all = 0, left;

		for (size_t n = 0; n < g->nlag; n++)
			if (g->lag[n].sw == i) {
				all++;
				used += g->lag[n].purpose == LAG_DOWNLINK;
			}
		left = (int64_t)g->sw[i].model->lags - all;
		if (used == 0 || g->sw[i].model->lags == 0 ||
		    (where != NULL && left * least_used >= least_left * used))
			continue;
		where = g->sw[i].name;
		least_used = used;
		least_left = left;
	}
	if (where != NULL)
		limit(k, "LAGs", where, least_used, least_left);
}

static void
addresses(struct growing *k)
{
	const struct design *g = k->g;
	const struct dswitch *least = NULL;
	int64_t used = size_mac_addresses(g->model);

	for (size_t i = 0; i < g->nsw; i++)
		if (g->sw[i].model->mac_entries > 0 &&
		    (least == NULL ||
		        g->sw[i].model->mac_entries <
		            least->model->mac_entries))
			least = &g->sw[i];
	if (least != NULL)
		limit(k, "MAC addresses", least->name, used,
		    least->model->mac_entries - used);
}

static int64_t
model_ports(const struct switch_model *s, enum speed_class pool)
{
	return media_ports_serving(s, 0, 1u << pool);
}

/* the cheapest model of the role with more ports of the kind that gave out */
static void
next_step(struct growing *k, enum switch_role role, enum port_role port)
{
	const struct design *g = k->g;
	const struct model *m = g->model;
	const struct dswitch *s = NULL;
	enum speed_class pool = SPEED_CLASSES;
	const struct switch_model *best = NULL;
	int64_t cents, least = 0, low = 0, high = 0;
	size_t i;

	for (i = 0; i < g->nsw && s == NULL; i++)
		if (g->sw[i].role == role)
			s = &g->sw[i];
	for (i = 0; s != NULL && i < s->nport && pool == SPEED_CLASSES; i++)
		if (s->port[i].role == port)
			pool = speed_class_of(s->port[i].media,
			    s->port[i].speed_bps);
	if (pool == SPEED_CLASSES)
		return;
	for (i = 0; i < m->catalog->nsw; i++) {
		const struct switch_model *x = &m->catalog->sw[i];

		if (model_ports(x, pool) <= model_ports(s->model, pool) ||
		    candidate_model_out(k->a, m, x, g->topology,
		        role == ROLE_SPINE) != NULL ||
		    !price_unit(m, &x->part, &cents) ||
		    (best != NULL && cents >= least))
			continue;
		best = x;
		least = cents;
	}
	if (best != NULL)
		price_range(m, &best->part, &low, &high);
	k->e->next = best == NULL ?
	    str_fmt(k->a, "no permitted model has more") :
	    str_fmt(k->a,
	        "the next larger model is %s, with %lld ports, at %s each",
	        best->id, (long long)model_ports(best, pool),
	        num_money_about(k->a, m->currency, least, low, high));
}

const struct expansion *
expansion_look(struct arena *a, const struct design *g)
{
	struct growing k = { a, g, NEW(a, struct expansion, 1) };
	size_t first, last;

	ports(&k, PORT_HOST, "host ports");
	first = k.e->n;
	ports(&k, PORT_DOWNLINK, "spine ports");
	last = k.e->n;
	units(&k);
	lags(&k);
	addresses(&k);
	if (k.e->n == 0)
		return k.e;
	if (k.e->least < first)
		next_step(&k, first < last ? ROLE_LEAF : ROLE_STANDALONE,
		    PORT_HOST);
	else if (k.e->least < last)
		next_step(&k, ROLE_SPINE, PORT_DOWNLINK);
	else if (k.e->least == last)
		k.e->next = "the next step is another rack";
	else
		k.e->next = "the next step is switches with larger tables";
	return k.e;
}
