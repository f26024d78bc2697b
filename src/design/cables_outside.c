/*
 * Cabling: to what the design doesn't have, the core and what the management
 * network is carried by.
 */
#include "design/cables.h"

#include "base/str.h"
#include "base/ip.h"

bool
cables_core(struct cabling *k, size_t first)
{
	struct design *g = k->g;
	const struct core *c = &g->model->core;
	enum speed_class p = speed_class_of(c->media, c->speed_bps);
	struct cage theirs = { c->media, 0, false, NULL };
	size_t i, w;
	int64_t n;

	for (i = 0; i < c->switches.n; i++)
		for (w = 0; w < 2; w++)
			for (n = 0; n < size_core_links_of(g->model, i, w);
			     n++) {
				size_t sw = first + w;
				const struct previous_link *earlier =
				    kept_link(g->kept, "core", g->sw[sw].name,
				        c->switches.name[i], NULL, (size_t)n);
				size_t port = kept_take(g->kept, g, sw, earlier,
				    PORT_CORE, p);
				struct dend x,
				    y = { NONE, NONE, c->switches.name[i], NONE,
					    "", "", "" };

				if (port == NONE)
					port = design_ports_take(&g->sw[sw], p,
					    true, PORT_CORE);
				if (port == NONE)
					return diag_error(k->d, c->at,
					    "bug-ports",
					    "no port left for the "
					    "core on '%s'",
					    g->sw[sw].name);
				g->sw[sw].port[port].description = str_fmt(k->a,
				    "uplink to %s", c->switches.name[i]);
				x = cables_end_switch(g, sw, port);
				if (!cables_link_add(k, LINK_CORE, x, y,
				        cables_cage_of(k, sw, p), theirs, 1, p,
				        place_core_length_mm(g->model), NULL,
				        earlier,
				        numbering_cable(g->number, CABLES_CORE,
				            0, 0,
				            (2 * (size_t)n + w) *
				                    c->switches.n +
				                i)))
					return false;
			}
	return true;
}

/* the last of its ports, where it has none for the purpose */
static size_t
manage_port(struct design *g, size_t sw)
{
	struct dswitch *s = &g->sw[sw];
	size_t port;

	if (s->model->oob_port != NULL)
		return NONE;
	port = design_ports_take(s, SPEED_COPPER, true, PORT_MANAGE);
	if (port != NONE)
		s->port[port].description = "management of this switch";
	return port;
}

const char *
design_management_name(const struct model *m)
{
	return m->oob.sw < m->nexisting ? m->existing[m->oob.sw].name :
	    m->oob.buy                  ? "management1" :
	                                  NULL;
}

/* what the management cables end on: a switch, else whatever carries the
 * network */
static const char *
management(const struct model *m, size_t net)
{
	const char *name = design_management_name(m);

	return name != NULL ? name : m->network[net].name;
}

/* it is on the bill and in its rack, and no more: what its ports and its uplink
 * are is for people to say */
static void
note_bought_management(struct arena *a, struct design *g, size_t net)
{
	const struct oob *o = &g->model->oob;
	const struct network *n = &g->model->network[net];
	const char *where =
	    "near the switches; set its place with oob.rack and oob.unit";

	if (!o->buy)
		return;
	if (o->rack < g->model->nrack)
		where = o->unit > 0 ?
		    str_fmt(a, "in rack %s, unit %zu",
		        g->model->rack[o->rack].name, o->unit) :
		    str_fmt(a, "in rack %s; set its unit with oob.unit",
		        g->model->rack[o->rack].name);
	design_note(a, g,
	    "the purchased management switch, management1, goes %s. It is on "
	    "the bill%s; its ports, its settings and its uplink%s are not in "
	    "the design",
	    where,
	    o->rack < g->model->nrack && o->unit > 0 ?
	        " and drawn in its rack" :
	        " and in no drawing of a rack",
	    n->gateway != 0 ?
	        str_fmt(a, ", over which %s reaches its gateway %s,", n->name,
	            ip_text(a, n->gateway)) :
	        "");
}

bool
cables_oob(struct cabling *k)
{
	struct design *g = k->g;
	struct cage rj = { MEDIA_10GT, 0, true, NULL };
	struct link_choice c;
	size_t net;

	for (net = 0; net < g->model->nnetwork; net++)
		if (g->model->network[net].purpose == PURPOSE_OOB)
			break;
	if (net == g->model->nnetwork)
		return true;
	note_bought_management(k->a, g, net);
	for (size_t i = 0; i < g->nsw; i++) {
		int64_t mm = place_oob_length_mm(g->model,
		    cables_switch_top(g, k->plan, i));
		size_t port = manage_port(g, i);
		struct dend x = { i, NONE, g->sw[i].name, NONE,
			g->sw[i].model->oob_port != NULL ?
			    g->sw[i].model->oob_port :
			    "",
			"", "" };
		struct dend y = { NONE, NONE, management(g->model, net), NONE,
			"", "", "" };

		if (port != NONE)
			x = cables_end_switch(g, i, port);
		if (media_link_choose(g->model, rj, rj, 1, GBPS, mm, NULL,
		        &c) &&
		    !cables_link_add(k, LINK_OOB, x, y, rj, rj, 1, SPEED_COPPER,
		        mm, NULL,
		        kept_link(g->kept, "oob", g->sw[i].name, y.device, NULL,
		            0),
		        numbering_cable(g->number,
		            g->sw[i].role == ROLE_LEAF ? CABLES_LEAF :
		                                         CABLES_MANAGE,
		            g->sw[i].rack,
		            g->sw[i].role == ROLE_LEAF ? g->sw[i].pair < i : i,
		            0)))
			return false;
	}
	return true;
}
