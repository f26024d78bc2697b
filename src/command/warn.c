#include "command/warn.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "model/previous.h"
#include "prove/expansion.h"
#include "prove/poor_figures.h"
#include "size/size.h"

/* traffic routed back by the core, at its place in the site file */
void
warn_hairpins(struct run *r, const struct model *m)
{
	size_t n;
	const struct hairpin *h = traffic_hairpins(r->a, m, &n);

	for (size_t i = 0; i < n; i++) {
		diag_warn(r->d, h[i].at, "hairpin", "%s", h[i].text);
		diag_hint(r->d,
		    "a common network for both keeps it off the "
		    "core");
	}
}

/* steady traffic that today's ports can't carry: reported for the host that
 * lacks most, at the entry of the largest rate */
void
warn_today_full(struct run *r, const struct model *m)
{
	const double *load = traffic_hosts(r->a, m, true);
	double most = 1;
	size_t worst = 0, n = 0, at = 0;
	const struct cluster *of;

	for (size_t i = 0; i < m->nhost; i++) {
		const struct cluster *c = &m->cluster[m->host[i].cluster];
		double ports = c->bond_given && c->bond == BOND_ACTIVE_BACKUP ?
		    1 :
		    (double)m->today.ports;

		for (size_t k = 0; k < 2; k++) {
			double x = load[2 * i + k] /
			    ((double)m->today.speed_bps * ports);

			if (x > most + 1e-9) {
				most = x;
				worst = i;
			}
		}
		n += load[2 * i] > (double)m->today.speed_bps * ports ||
		    load[2 * i + 1] > (double)m->today.speed_bps * ports;
	}
	if (n == 0)
		return;
	of = &m->cluster[m->host[worst].cluster];
	for (size_t i = 1; i < m->ntraffic; i++)
		if (m->traffic[i].rate_bps > m->traffic[at].rate_bps)
			at = i;
	diag_warn(r->d, m->traffic[at].at, "traffic-over-today",
	    "the steady traffic is %.0f %% of what today's ports of host '%s' "
	    "carry (%lld of %s%s)%s: drains on today's network are computed "
	    "with a tenth of a port",
	    most * 100, m->host[worst].name, (long long)m->today.ports,
	    num_text(r->a, m->today.speed_bps, UNIT_SPEED),
	    m->today.ports > 1 && of->bond_given &&
	            of->bond == BOND_ACTIVE_BACKUP ?
	        ", one active" :
	        "",
	    n > 1 ? str_fmt(r->a, ", and too much for %zu hosts", n) : "");
	diag_hint(r->d,
	    "'rate' is what is sent on average; 'today' says what ports hosts "
	    "have now");
}

/* growth that host ports have and the whole has not */
static void
warn_expansion(struct run *r, const struct design *g)
{
	const struct model *m = g->model;
	const struct expansion *e = expansion_look(r->a, g);
	const struct expansion_limit *x;

	if (e->n == 0 || m->want.growth_ppm == 0 || m->want.expansion_ppm > 0)
		return;
	x = &e->limit[e->least];
	if (x->share + 1e-9 >= num_share(m->want.growth_ppm))
		return;
	diag_warn(r->d, node_at(m->want.node, "growth"), "growth-elsewhere",
	    "the host ports have room for the growth of %s, but the whole "
	    "design does not: %s, %s: %lld used, %lld left",
	    num_text(r->a, m->want.growth_ppm, UNIT_SHARE), x->what, x->where,
	    (long long)x->used, (long long)x->left);
	diag_hint(r->d,
	    "'requirements.expansion' requires it of the whole "
	    "design%s%s",
	    e->next != NULL ? "; " : "", e->next != NULL ? e->next : "");
}

/* figures without a target, reported at the place of that key */
static void
warn_poor_figures(struct run *r, const struct design *g)
{
	size_t n;
	const struct poor_figure *u = poor_figures_of(r->a, g, &n);
	struct span at = g->model->want.node != NULL ?
	    g->model->want.node->at :
	    node_at(g->model->site_node, "name");

	for (size_t i = 0; i < n; i++) {
		if (u[i].load)
			diag_warn(r->d, at, "utilisation-high", "%s",
			    u[i].text);
		else
			diag_warn(r->d, at, "oversubscription-high", "%s",
			    u[i].text);
		diag_hint(r->d, "%s", u[i].hint);
	}
}

/* existing parts that are cabled, addressed or equipped differently */
static void
warn_touched(struct run *r, const struct design *g)
{
	const struct model *m = g->model;

	if (g->touched == NULL)
		return;
	diag_warn(r->d, node_at(m->site_node, "name"), "previous-touched",
	    "changed from the previous design: %s", g->touched);
	if (strcmp(m->previous->topology, model_topology_word[g->topology]) !=
	    0)
		diag_hint(r->d,
		    "'requirements.topology: %s' keeps the existing topology, "
		    "or says why that is not possible; 'existing:' lists "
		    "switches to use in another",
		    m->previous->topology);
	else
		diag_hint(r->d,
		    "everything else is kept; report.md lists what is kept and "
		    "what is not");
}

void
warn_of_design(struct run *r, const struct design *g)
{
	warn_expansion(r, g);
	warn_poor_figures(r, g);
	warn_touched(r, g);
}
