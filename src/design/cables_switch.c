/*
 * Cabling: links between two switches.  Peer links, between the domains, and
 * uplinks of leaves: from the end of the ports, on faster ones where the plan
 * says so.
 */
#include "design/cables.h"

#include <string.h>

#include "base/str.h"

/* the numbers of equal cables: every step-th of what they belong to */
struct cable_run {
	enum cable_section section;
	size_t where, part, from, step;
};

/* a port that is a strand of one that was broken out: the existing one, or the
 * next */
static size_t
strand_port(struct dswitch *s, const struct previous_link *earlier,
    int64_t speed_bps, bool last, enum port_role role)
{
	for (size_t i = 0; earlier != NULL && i < s->nport; i++) {
		struct dport *p = &s->port[i];

		if (p->parent == NONE || p->role != PORT_UNUSED ||
		    p->speed_bps != speed_bps ||
		    (strcmp(p->name, earlier->end[0].port) != 0 &&
		        strcmp(p->name, earlier->end[1].port) != 0))
			continue;
		p->role = role;
		p->kept = false;
		return i;
	}
	return design_ports_child(s, speed_bps, last, role);
}

/* n links between two switches; ports from the end where asked */
static bool
cable_switches(struct cabling *k, enum link_kind kind, size_t x, size_t y,
    enum speed_class p, int64_t n, const char *family, enum port_role rx,
    enum port_role ry, bool last_x, bool last_y, enum trunk trunk,
    struct cable_run run)
{
	struct design *g = k->g;
	struct fibre_share over = { NULL, 0, 0, 0 };

	if (kind == LINK_UPLINK && trunk == TRUNK_NONE &&
	    g->sw[y].role == ROLE_LEAF)
		over = size_fibre(g->model, k->plan, g->sw[y].rack, x,
		    g->sw[y].pair < y);
	for (int64_t i = 0; i < n; i++) {
		const struct previous_link *earlier =
		    kept_link(g->kept, design_link_kind_word[kind],
		        g->sw[x].name, g->sw[y].name, NULL, (size_t)i);
		size_t px = trunk == TRUNK_SPINE ?
		    strand_port(&g->sw[x], earlier, speed_class_bps[p], false,
		        rx) :
		    kept_take(g->kept, g, x, earlier, rx, p);
		size_t py = trunk == TRUNK_LEAF ?
		    strand_port(&g->sw[y], earlier, speed_class_bps[p], true,
		        ry) :
		    kept_take(g->kept, g, y, earlier, ry, p);
		struct cage cx, cy;

		if (px == NONE)
			px = design_ports_take(&g->sw[x], p, last_x, rx);
		if (py == NONE)
			py = design_ports_take(&g->sw[y], p, last_y, ry);

		if (px == NONE || py == NONE)
			return diag_error(k->d, SPAN_NONE, "bug-ports",
			    "no port left between '%s' and '%s' though the "
			    "sizing had one",
			    g->sw[x].name, g->sw[y].name);
		g->sw[x].port[px].description = str_fmt(k->a, "%s %s",
		    g->sw[y].name, g->sw[y].port[py].name);
		g->sw[y].port[py].description = str_fmt(k->a, "%s %s",
		    g->sw[x].name, g->sw[x].port[px].name);
		if (kind == LINK_PEER) {
			cx = cables_cage_of(k, x, p);
			cy = cables_cage_of(k, y, p);
		} else if (rx == PORT_FABRIC) {
			cx = cy = speed_class_plug(p);
		} else {
			cx = speed_class_plug(p);
			cy = cables_cage_of(k, y, p);
		}
		if (trunk == TRUNK_SPINE)
			cx = speed_class_trunk(p, 0);
		/* the trunk is the first of the two */
		if (trunk == TRUNK_LEAF) {
			cx = speed_class_trunk(p, g->sw[y].model->dac_max_mm);
			cy = speed_class_plug(p);
		}
		if (i < over.links)
			cx.fibre = over.fibre;
		if (!cables_link_add(k, kind, cables_end_switch(g, x, px),
		        cables_end_switch(g, y, py), cx, cy,
		        trunk == TRUNK_NONE ? 1 : SPLIT_INTO, p,
		        place_length_mm(g->model,
		            cables_switch_top(g, k->plan, x),
		            cables_switch_top(g, k->plan, y)),
		        family, earlier,
		        numbering_cable(g->number, run.section, run.where,
		            run.part, run.from + run.step * (size_t)i)))
			return false;
		if (g->link[g->nlink - 1].fibre != NULL)
			g->link[g->nlink - 1].strand =
			    over.first + i * over.step;
	}
	return true;
}

bool
cables_leaves(struct cabling *k)
{
	struct design *g = k->g;

	for (size_t i = 0; i < g->nsw; i++) {
		const struct pattern *p;
		size_t d;

		if (g->sw[i].role != ROLE_LEAF)
			continue;
		p = cables_pattern_of(k, i);
		d = k->plan->rack_domain[g->sw[i].rack];
		for (size_t j = 0; j < 2; j++)
			if (!cable_switches(k, LINK_UPLINK, 2 * d + j, i,
			        p->uplink_speed, p->uplinks / 2,
			        p->uplink_family, PORT_DOWNLINK, PORT_UPLINK,
			        false, true, p->trunk,
			        (struct cable_run){ CABLES_UPLINK,
			            g->sw[i].rack, g->sw[i].pair < i, j, 2 }))
				return false;
	}
	return true;
}

bool
cables_peers(struct cabling *k)
{
	struct design *g = k->g;

	for (size_t i = 0; i + 1 < g->nsw; i += 2) {
		const struct pattern *p = cables_pattern_of(k, i);

		if (g->sw[i].role == ROLE_LEAF || p->peers == 0)
			continue;
		if (!cable_switches(k, LINK_PEER, i, i + 1, p->peer_speed,
		        p->peers, p->peer_family, PORT_PEER, PORT_PEER, true,
		        true, TRUNK_NONE,
		        (struct cable_run){ CABLES_PEER, i / 2, 0, 0, 1 }))
			return false;
	}
	return true;
}

bool
cables_fabric(struct cabling *k)
{
	const struct sizing *plan = k->plan;

	for (size_t i = 0; plan->fabric != NULL && i < 2; i++)
		for (size_t j = 2; j < 4; j++)
			if (!cable_switches(k, LINK_UPLINK, i, j,
			        plan->fabric->uplink_speed,
			        plan->fabric->uplinks / 2,
			        plan->fabric->uplink_family, PORT_FABRIC,
			        PORT_FABRIC, true, true, TRUNK_NONE,
			        (struct cable_run){ CABLES_FABRIC, 0, 0,
			            2 * i + j - 2, 4 }))
				return false;
	return true;
}
