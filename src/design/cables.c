/*
 * Which port is joined to which, by what cable: the order in which ports are
 * assigned.  What each link is, is decided in files of their own.
 */
#include "design/cables.h"

/* so many links at a speed between two switches, on ports of their own */
static void
expect_links(struct cabling *k, size_t x, size_t y, enum speed_class p,
    int64_t n, enum trunk trunk)
{
	if (trunk != TRUNK_SPINE)
		k->g->sw[x].left.n[p] += n;
	if (trunk != TRUNK_LEAF)
		k->g->sw[y].left.n[p] += n;
}

static void
expect_switches(struct cabling *k)
{
	const struct sizing *plan = k->plan;
	struct design *g = k->g;

	for (size_t i = 0; i < g->nsw; i++) {
		const struct pattern *p = cables_pattern_of(k, i);
		size_t d;

		g->sw[i].left.n[SPEED_COPPER] +=
		    size_manage_ports(g->model, p->model);
		if (g->sw[i].role != ROLE_LEAF) {
			g->sw[i].left.n[p->peer_speed] += p->peers;
			continue;
		}
		d = plan->rack_domain[g->sw[i].rack];
		for (size_t j = 0; j < 2; j++)
			expect_links(k, 2 * d + j, i, p->uplink_speed,
			    p->uplinks / 2, p->trunk);
	}
	for (size_t i = 0; plan->fabric != NULL && i < 2; i++)
		for (size_t j = 2; j < 4; j++)
			expect_links(k, i, j, plan->fabric->uplink_speed,
			    plan->fabric->uplinks / 2, TRUNK_NONE);
}

static void
expect_core(struct cabling *k)
{
	const struct core *c = &k->g->model->core;
	enum speed_class p = speed_class_of(c->media, c->speed_bps);

	for (size_t i = 0; i < c->switches.n && p != SPEED_CLASSES; i++)
		for (size_t w = 0; w < 2; w++)
			k->g->sw[w].left.n[p] +=
			    size_core_links_of(k->g->model, i, w);
}

/* how many ports of each kind every switch has to give, before any is given: so
 * that none takes what only another can use */
static void
expect(struct cabling *k, bool core)
{
	expect_switches(k);
	if (core)
		expect_core(k);
	cables_expect_hosts(k);
	for (size_t i = 0; i < k->g->nsw; i++)
		design_ports_expect(&k->g->sw[i]);
}

/* of each existing fibre, how much of it is used, and why none */
static void
fibre_notes(struct arena *a, struct design *g, const struct sizing *plan)
{
	const struct model *m = g->model;

	for (size_t i = 0; i < m->nfibre; i++) {
		const struct fibre *f = &m->fibre[i];
		int64_t n = 0, each = 0;

		for (size_t k = 0; k < g->nlink; k++)
			n += g->link[k].fibre == f;
		for (size_t k = 0; k < g->nsw && n == 0; k++) {
			size_t j;

			if (g->sw[k].role != ROLE_LEAF)
				continue;
			for (j = 0; j < 2; j++) {
				struct fibre_share s = size_fibre(m, plan,
				    g->sw[k].rack,
				    2 * plan->rack_domain[g->sw[k].rack] + j,
				    0);

				if (s.fibre == f)
					each = s.links > 0 ? s.links : -1;
			}
		}
		design_note(a, g,
		    "fibre '%s' between racks %s and %s: %lld of its %lld "
		    "links are in use%s",
		    f->name, m->rack[f->rack[0]].name, m->rack[f->rack[1]].name,
		    (long long)n, (long long)f->links,
		    n > 0 ? "" :
		        each == 0 && m->previous != NULL ?
		            ": existing links keep their own cables, or there "
		            "is no leaf and spine at its ends" :
		        each == 0 ? ": it carries links between leaves and "
		                    "spines, and there is no leaf and spine at "
		                    "its ends" :
		        each < 0  ? ": they are shared evenly by the leaves "
		                    "and spines at its ends, and are fewer than "
		                    "those" :
		                    ": end-to-end cables cost less, or no "
		                    "optic that fits the ports has the reach");
	}
}

/* lengths are counted before the model of a spine is chosen, from the unit that
 * one of one unit would have; the service loop covers the rest, unless a site
 * has nearly none */
static void
high_spine_notes(struct arena *a, struct design *g, const struct sizing *plan)
{
	const struct model *m = g->model;
	int64_t most = 0, mm;

	for (size_t i = 0; i < g->nsw; i++) {
		struct place from, low;

		if (g->sw[i].role != ROLE_SPINE)
			continue;
		from = plan->spine[i];
		low = from;
		low.u = (int64_t)g->sw[i].position_u;
		if (low.u >= from.u)
			continue;
		mm = place_length_mm(m, from, low) -
		    place_length_mm(m, from, from);
		most = mm > most ? mm : most;
	}
	if (most > m->geometry.loop_mm)
		design_note(a, g,
		    "cables of spines are counted from the unit of a switch of "
		    "one unit: those of the models chosen here may be %lld mm "
		    "short; 'geometry.loop: %lld mm' covers that",
		    (long long)(most - m->geometry.loop_mm), (long long)most);
}

bool
design_cables(struct arena *a, struct diags *d, struct design *g,
    const struct sizing *plan)
{
	struct cabling k = { .a = a,
		.d = d,
		.g = g,
		.plan = plan,
		.split =
		    NEW(a, struct splits, g->nsw * (POOLS - SPLIT_10G) + 1),
		.trunk = NEW(a, size_t *, g->nsw * (POOLS - SPLIT_10G) + 1) };
	bool core = size_core_used(g->model, g->topology);

	cables_reserve_copper(&k, core);
	expect(&k, core);
	/* ports are assigned in this order; the ends of the blocks first, so
	 * that hosts and downlinks count up from the start */
	if (!cables_peers(&k))
		return false;
	if (core && !cables_core(&k, 0))
		return false;
	if (!cables_fabric(&k) || !cables_leaves(&k) || !cables_hosts(&k) ||
	    !cables_oob(&k))
		return false;
	cables_bundle(g);
	cables_label(a, g);
	fibre_notes(a, g, plan);
	high_spine_notes(a, g, plan);
	return true;
}
