/*
 * For the technician: switches, LAGs, racks, and which port goes where.  A site
 * of hundreds of switches is not printed port by port: its tables would be too
 * long to read, and cabling.csv has all ports.
 */
#include <string.h>

#include "base/ip.h"
#include "base/num.h"
#include "report/rack_kinds.h"
#include "report/report_ctx.h"

#define PRINTED_SWITCHES 40
#define DRAWN_SWITCHES 12
#define PRINTED_RACKS 8
#define LISTED_RACKS 100

static void
switches(struct report_ctx *k)
{
	const struct design *g = k->g;

	tree_heading(k->t, 3, "Switches");
	tree_table(k->t, "Switches; the name opens its configuration",
	    "switch|role|model|rack, unit|management address|ports used|ports "
	    "unused");
	for (size_t i = 0; i < g->nsw; i++) {
		const struct dswitch *s = &g->sw[i];
		size_t used = 0, spare = 0;

		for (size_t j = 0; j < s->nport; j++) {
			spare += s->port[j].role == PORT_UNUSED;
			used += s->port[j].role != PORT_UNUSED &&
			    design_port_is_whole(&s->port[j]);
		}
		tree_cell_as(k->t, CELL_NAME, s->name,
		    report_file_text(k, "configs", s->name));
		tree_cell(k->t,
		    s->domain != 0 ? str_fmt(k->a,
		                         "%s, %s domain "
		                         "%d",
		                         design_switch_role_word[s->role],
		                         s->model->mclag_kind, s->domain) :
		                     design_switch_role_word[s->role]);
		tree_cell(k->t,
		    str_fmt(k->a, "%s (%s)", s->model->name,
		        s->model->platform->name));
		tree_cell(k->t,
		    str_fmt(k->a, "%s, U%zu", g->model->rack[s->rack].name,
		        s->position_u));
		tree_cell(k->t,
		    s->oob_address != 0 ?
		        ip_net_text(k->a, s->oob_address, s->oob_prefix) :
		        "-");
		tree_cell_as(k->t, CELL_NUMBER, str_fmt(k->a, "%zu", used),
		    NULL);
		tree_cell_as(k->t, CELL_NUMBER, str_fmt(k->a, "%zu", spare),
		    NULL);
	}
}

static void
lags(struct report_ctx *k)
{
	const struct design *g = k->g;

	if (g->nlag == 0)
		return;
	tree_table(k->t, "LAGs", "switch|LAG|purpose|to|members|VLANs|kind");
	for (size_t i = 0; i < g->nlag; i++) {
		const struct dlag *l = &g->lag[i];
		const struct dswitch *s = &g->sw[l->sw];

		tree_cell_as(k->t, CELL_NAME, s->name, NULL);
		tree_cell(k->t, l->name);
		tree_cell(k->t, design_lag_purpose_word[l->purpose]);
		tree_cell(k->t, l->description);
		tree_cell(k->t,
		    l->nport > 0 ? report_link_group(k, l->nport,
		                       s->port[l->port[0]].speed_bps) :
		                   "none");
		tree_cell(k->t,
		    report_vlans(k->a, l->tagged, l->ntagged, l->untagged));
		tree_cell(k->t,
		    str_fmt(k->a, "%s%s", l->lacp ? "LACP" : "static",
		        l->mclag != 0 ? str_fmt(k->a,
		                            ", over both "
		                            "switches (id %d)",
		                            l->mclag) :
		                        ""));
	}
}

static void
port_row(struct report_ctx *k, const struct dport *p)
{
	const struct design *g = k->g;
	const struct dlag *l = p->lag != NONE ? &g->lag[p->lag] : NULL;
	const struct dlink *c = p->link != NONE ? &g->link[p->link] : NULL;

	tree_cell_as(k->t, CELL_NAME, p->name, NULL);
	tree_cell(k->t, num_text(k->a, p->speed_bps, UNIT_RATE));
	tree_cell(k->t, p->role == PORT_SPLIT ? "broken out" : p->description);
	tree_cell(k->t,
	    c == NULL ?
	        "" :
	        str_fmt(k->a, "%s, %s %s%s%s", design_cable_id(k->a, c),
	            c->cable->family,
	            num_text(k->a, c->cable->length[c->length].mm, UNIT_LENGTH),
	            c->fibre != NULL ? " to " : "",
	            design_link_fibre(k->a, c)));
	tree_cell(k->t, l != NULL ? l->name : "");
	tree_cell(k->t,
	    l != NULL ? report_vlans(k->a, l->tagged, l->ntagged, l->untagged) :
	                report_vlans(k->a, p->tagged, p->ntagged, p->untagged));
}

static void
port_map(struct report_ctx *k, const struct dswitch *s)
{
	size_t spare = 0;
	const char *name = str_fmt(k->a, "Port map of %s", s->name);

	if (k->g->nsw <= DRAWN_SWITCHES)
		tree_figure(k->t, name, svg_ports_path(k->a, s),
		    svg_ports_draw(k->a, k->g, s));
	else
		tree_item(k->t, name, svg_ports_path(k->a, s));
	for (size_t i = 0; i < s->nport; i++)
		spare += s->port[i].role == PORT_UNUSED;
	tree_table(k->t,
	    str_fmt(k->a, "Ports of %s (rack %s, unit %zu)%s", s->name,
	        k->g->model->rack[s->rack].name, s->position_u,
	        spare == 0 ? "" :
	                     str_fmt(k->a, "; %zu more %s unused and shut down",
	                         spare, spare == 1 ? "is" : "are")),
	    "port|speed|to|cable|LAG|VLANs");
	for (size_t i = 0; i < s->nport; i++)
		if (s->port[i].role != PORT_UNUSED)
			port_row(k, &s->port[i]);
}

/* which way a model blows, as its vendor says; or what to order, as the bill
 * has it */
static const char *
airflow(struct arena *a, const struct switch_model *m, enum airflow way)
{
	if (way != AIRFLOW_ANY && m->part.order != NULL &&
	    m->part.order->number[way] != NULL)
		return catalog_order_text(a, &m->part, way);
	for (size_t i = 0; i < m->nfact; i++)
		if (strcmp(m->fact[i].name, "airflow") == 0 &&
		    m->fact[i].value != NULL)
			return m->fact[i].value;
	return way == AIRFLOW_ANY ?
	    "the catalog does not say; ask before ordering" :
	    str_fmt(a,
	        "the catalog does not say; ask for the variant with air %s at "
	        "its ports",
	        way == AIRFLOW_FROM_PORTS ? "in" : "out");
}

/* ports behind means that air must come in at the power supplies */
static void
air(struct report_ctx *k)
{
	const struct design *g = k->g;
	const enum airflow way = g->model->policy.airflow;
	size_t j;

	tree_text(k->t,
	    way == AIRFLOW_FROM_PORTS ?
	        "Host cables leave at the rear, and the switches are drawn "
	        "with their ports on the same side. The bill has the variant "
	        "with air intake at the ports, as policy.airflow requires: the "
	        "rear must be the cold aisle; or mount them the other way "
	        "round and add the rack depth to each cable." :
	        way == AIRFLOW_TO_PORTS ?
	        "Host cables leave at the rear, and the switches are drawn "
	        "with their ports on the same side. The bill has the variant "
	        "with air exhaust at the ports, as policy.airflow requires: "
	        "their power supplies are at the front, which must be the cold "
	        "aisle." :
	        "Host cables leave at the rear, and the switches are drawn "
	        "with their ports on the same side. Their power supplies are "
	        "then at the front, in the cold aisle: order airflow from "
	        "power supplies to ports (PSU-side intake), or mount them the "
	        "other way round and add the rack depth to each cable.");
	for (size_t i = 0; i < g->nsw; i++) {
		for (j = 0; j < i; j++)
			if (g->sw[j].model == g->sw[i].model)
				break;
		if (j == i)
			tree_item(k->t,
			    str_fmt(k->a, "airflow of %s: %s",
			        g->sw[i].model->name,
			        airflow(k->a, g->sw[i].model, way)),
			    NULL);
	}
}

/* also: racks with the same switches and as many hosts; NULL: none */
static void
rack_pair(struct report_ctx *k, size_t rack, const char *also)
{
	const char *name = k->g->model->rack[rack].name;

	tree_figure(k->t,
	    str_fmt(k->a, "Rack %s, front%s%s", name,
	        also != NULL ? "; alike: " : "", also != NULL ? also : ""),
	    svg_rack_path(k->a, k->g, rack), svg_rack_draw(k->a, k->g, rack));
	tree_figure(k->t, str_fmt(k->a, "Rack %s, rear", name),
	    svg_rear_path(k->a, k->g, rack), svg_rear_draw(k->a, k->g, rack));
}

/* one rack of each kind */
static void
rack_kinds_drawn(struct report_ctx *k)
{
	size_t n;
	const struct rack_kind *kind = rack_kinds(k->a, k->g, &n);

	for (size_t i = 0; i < n && i < PRINTED_RACKS / 2; i++)
		rack_pair(k, kind[i].rack,
		    kind[i].n > 1 ? chart_name_runs(k->a, kind[i].name + 1,
		                        kind[i].n - 1, 8) :
		                    NULL);
}

/* to print, or to tick off on a phone */
static void
cutsheets(struct report_ctx *k)
{
	const struct model *m = k->g->model;
	size_t n = 0;

	for (size_t i = 0; i < m->nrack; i++) {
		const char *page =
		    str_fmt(k->a, "cutsheets/%s.html", m->rack[i].name);
		size_t j;

		for (j = 0; j < k->files->n; j++)
			if (strcmp(k->files->file[j].path, page) == 0)
				break;
		if (j == k->files->n || n >= LISTED_RACKS)
			continue;
		if (n++ == 0) {
			tree_heading(k->t, 3, "Cables, rack by rack");
			tree_text(k->t,
			    "Each page lists a rack's cables in installation "
			    "order, to print or to tick off on a phone; "
			    "'eastwest accept' reads the results it saves.");
		}
		tree_item(k->t, str_fmt(k->a, "rack %s", m->rack[i].name),
		    page);
	}
}

static void
racks(struct report_ctx *k)
{
	size_t n, i, *rack = svg_racks_used(k->a, k->g, &n);

	cutsheets(k);
	tree_heading(k->t, 3, "Racks, front and rear");
	air(k);
	for (i = 0; i < n && n <= PRINTED_RACKS; i++)
		rack_pair(k, rack[i], NULL);
	if (n <= PRINTED_RACKS)
		return;
	rack_kinds_drawn(k);
	tree_table(k->t, "Every rack has a drawing of its own",
	    "rack|front|rear");
	for (i = 0; i < n && i < LISTED_RACKS; i++) {
		tree_cell_as(k->t, CELL_NAME, k->g->model->rack[rack[i]].name,
		    NULL);
		tree_cell_as(k->t, CELL_TEXT, "front",
		    svg_rack_path(k->a, k->g, rack[i]));
		tree_cell_as(k->t, CELL_TEXT, "rear",
		    svg_rear_path(k->a, k->g, rack[i]));
	}
	if (n > LISTED_RACKS)
		tree_text(k->t,
		    str_fmt(k->a, "All %zu racks are in diagrams/.", n));
}

/* no switch before it has its role and model */
static bool
first_of_kind(const struct design *g, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (g->sw[j].role == g->sw[i].role &&
		    g->sw[j].model == g->sw[i].model)
			return false;
	return true;
}

void
report_ports(struct report_ctx *k)
{
	const struct design *g = k->g;
	bool all = g->nsw <= PRINTED_SWITCHES;

	tree_heading(k->t, 2, "For installers");
	switches(k);
	if (all)
		lags(k);
	racks(k);
	tree_heading(k->t, 3, "Port maps");
	if (!all)
		tree_text(k->t,
		    str_fmt(k->a,
		        "The site has %zu switches: only the first of each "
		        "role and model is shown; every port is in cabling.csv "
		        "and in the configurations.",
		        g->nsw));
	for (size_t i = 0; i < g->nsw; i++)
		if (all || first_of_kind(g, i))
			port_map(k, &g->sw[i]);
}
