/* design.json, and what compare prints with --json: contract, 4. */

#include "base/ip.h"
#include "output/output.h"
#include "size/size.h"

static struct value *
metres(struct arena *a, int64_t mm)
{
	return value_real(a, (double)mm / 1000);
}

/* the cage of an end: a broken out port's is its parent's */
static const char *
cage_word(const struct design *g, const struct dlink *l, const struct dend *e)
{
	const struct dswitch *s = e->sw == NONE ? NULL : &g->sw[e->sw];
	size_t port = e->port;

	if (l->kind == LINK_OOB)
		return catalog_media_word[MEDIA_10GT];
	if (s != NULL && port != NONE && s->port[port].parent != NONE)
		port = s->port[port].parent;
	if (s != NULL && port != NONE)
		return catalog_media_word[s->port[port].media];
	if (e->host != NONE)
		return catalog_media_word
		    [model_port(&g->model->host[e->host], e->port)->media];
	return l->kind == LINK_CORE ? catalog_media_word[g->model->core.media] :
	                              NULL;
}

static struct value *
end_value(struct arena *a, const struct design *g, const struct dlink *l,
    const struct dend *e)
{
	struct value *v = value_map(a);

	value_set(a, v, "device", value_text(a, e->device));
	value_set(a, v, "port", value_text(a, e->port_name));
	value_set(a, v, "cage", value_text(a, cage_word(g, l, e)));
	return v;
}

/* what was minimised: the purchase, with energy where that has a price */
static struct value *
objective_value(struct arena *a, int64_t cents, int64_t bound_cents,
    bool optimal)
{
	struct value *v = value_map(a);

	value_set(a, v, "total", value_money(a, cents));
	value_set(a, v, "lower_bound", value_money(a, bound_cents));
	value_set(a, v, "optimal", value_bool(a, optimal));
	return v;
}

static void
energy_values(struct arena *a, const struct design *g, struct value *cost)
{
	static const char *const key[] = { "energy", "energy_lower_bound",
		"energy_low", "energy_high" };
	int64_t cents[] = { g->energy_cents, g->energy_bound_cents,
		power_energy_cents(g->model, g->draw.low_mw),
		power_energy_cents(g->model, g->draw.high_mw) };
	size_t i;

	for (i = 0; i < sizeof key / sizeof key[0]; i++)
		value_set(a, cost, key[i],
		    g->energy_cents > 0 ? value_money(a, cents[i]) :
		                          value_null(a));
}

struct value *
output_compare_value(struct arena *a, const struct model *m,
    const struct candidate *cand, size_t n, const struct design *chosen)
{
	struct value *v = value_map(a), *list = value_list(a);
	struct value *out = value_list(a);
	size_t i;

	for (i = 0; i < m->catalog->nsw; i++) {
		const struct switch_model *s = &m->catalog->sw[i];
		struct value *x = value_map(a);

		if (s->platform != NULL && s->platform->rendered)
			continue;
		value_set(a, x, "model", value_text(a, s->id));
		value_set(a, x, "reason",
		    value_text(a,
		        str_fmt(a, "no templates for its NOS (%s) yet",
		            s->nos_name != NULL ? s->nos_name : "unknown")));
		value_push(a, out, x);
	}
	for (i = 0; i < n; i++) {
		const struct candidate *c = &cand[i];
		struct value *x = value_map(a);

		value_set(a, x, "topology",
		    value_text(a, model_topology_word[c->topology]));
		/* only priced: not compared with every requirement */
		value_set(a, x, "feasible",
		    value_bool(a, c->feasible && !c->priced_only));
		value_set(a, x, "cost",
		    c->nswitches > 0 ? value_money(a, c->cost_cents) :
		                       value_null(a));
		value_set(a, x, "energy",
		    c->energy_cents > 0 ? value_money(a, c->energy_cents) :
		                          value_null(a));
		value_set(a, x, "switches",
		    value_int(a, (int64_t)c->nswitches));
		value_set(a, x, "models", value_text(a, c->summary));
		value_set(a, x, "optimal", value_bool(a, c->optimal));
		value_set(a, x, "objective",
		    c->nswitches > 0 && !c->priced_only ?
		        objective_value(a,
		            c->cost_cents + c->energy_cents + c->premium_cents,
		            c->whole_bound_cents, c->whole_optimal) :
		        value_null(a));
		value_set(a, x, "rendered", value_bool(a, !c->priced_only));
		value_set(a, x, "drain_seconds",
		    c->drain_s >= 0 ? value_real(a, c->drain_s) :
		                      value_null(a));
		value_set(a, x, "reasons",
		    value_texts(a, c->reason, c->nreason));
		value_push(a, list, x);
	}
	value_set(a, v, "candidates", list);
	value_set(a, v, "chosen",
	    value_text(a,
	        chosen != NULL ? model_topology_word[chosen->topology] : NULL));
	value_set(a, v, "no_candidates", out);
	return v;
}

/* what of it is on, and of what is asked and is not, why */
static struct value *
protect_value(struct arena *a, const struct design *g, size_t sw)
{
	const struct dprotect *t = &g->sw[sw].protect;
	const struct name_list *from = &g->model->services.manage_from;
	struct value *v = value_map(a), *left = value_map(a);
	enum can c;

	value_set(a, v, "storm_control_percent",
	    t->storm_percent > 0 ? value_int(a, t->storm_percent) :
	                           value_null(a));
	value_set(a, v, "root_guard", value_bool(a, t->root_guard));
	value_set(a, v, "heartbeat_percent",
	    g->qos.used && g->qos.heartbeat_percent > 0 ?
	        value_int(a, g->qos.heartbeat_percent) :
	        value_null(a));
	value_set(a, v, "ecn", value_bool(a, t->ecn));
	value_set(a, v, "manage_from",
	    value_texts(a, from->name, t->manage_from ? from->n : 0));
	for (c = CAN_STORM_CONTROL; c <= CAN_ECN; c++)
		if (design_not_protected(g, sw, c) != NULL)
			value_set(a, left, catalog_can[c].name,
			    value_text(a, design_not_protected(g, sw, c)));
	value_set(a, v, "not_configured", left);
	return v;
}

static struct value *
switches_value(struct arena *a, const struct design *g)
{
	struct value *list = value_list(a);
	size_t i, k;

	for (i = 0; i < g->nsw; i++) {
		const struct dswitch *s = &g->sw[i];
		struct value *x = value_map(a), *option = value_list(a);

		value_set(a, x, "name", value_text(a, s->name));
		value_set(a, x, "role",
		    value_text(a, design_switch_role_word[s->role]));
		value_set(a, x, "model", value_text(a, s->model->id));
		value_set(a, x, "nos", value_text(a, s->model->platform->id));
		value_set(a, x, "existing", value_bool(a, s->existing != NULL));
		value_set(a, x, "end_of_sale",
		    value_text(a, s->model->life.end_of_sale));
		value_set(a, x, "end_of_support",
		    value_text(a, s->model->life.end_of_support));
		value_set(a, x, "azure_local",
		    value_text(a,
		        catalog_switch_fact(s->model, "azure_local")));
		value_set(a, x, "rack",
		    value_text(a, g->model->rack[s->rack].name));
		value_set(a, x, "unit", value_int(a, (int64_t)s->position_u));
		for (k = 0; k < s->noption; k++)
			value_push(a, option,
			    value_text(a, s->option[k]->part.id));
		value_set(a, x, "options", option);
		value_set(a, x, "stp_priority", value_int(a, s->stp_priority));
		value_set(a, x, "gateway",
		    s->oob_gateway ? value_text(a, ip_text(a, s->oob_gateway)) :
		                     value_null(a));
		value_set(a, x, "protect", protect_value(a, g, i));
		value_push(a, list, x);
	}
	return list;
}

/* the part that is bought for it, null where the cable has its end on */
static struct value *
optic_value(struct arena *a, const struct design *g, const char *id)
{
	return id[0] != '\0' ? value_text(a, bom_optic(g->model, id)->id) :
	                       value_null(a);
}

static struct value *
addresses_value(struct arena *a, const struct design *g)
{
	struct value *list = value_list(a);
	size_t i;

	for (i = 0; i < g->naddr; i++) {
		struct value *x = value_map(a);

		value_set(a, x, "device", value_text(a, g->addr[i].device));
		value_set(a, x, "interface",
		    value_text(a, g->addr[i].interface));
		value_set(a, x, "address",
		    value_text(a, ip_text(a, g->addr[i].address)));
		value_push(a, list, x);
	}
	return list;
}

static struct value *
links_value(struct arena *a, const struct design *g)
{
	struct value *list = value_list(a);
	size_t i;

	for (i = 0; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];
		struct value *x = value_map(a), *optic = value_list(a);

		value_set(a, x, "id", value_text(a, l->id));
		value_set(a, x, "a", end_value(a, g, l, &l->a));
		value_set(a, x, "b", end_value(a, g, l, &l->b));
		value_set(a, x, "kind",
		    value_text(a, design_link_kind_word[l->kind]));
		value_set(a, x, "speed_gbps",
		    value_real(a, (double)l->speed_bps / 1e9));
		value_set(a, x, "medium", value_text(a, l->cable->family));
		value_set(a, x, "length_m",
		    metres(a, l->cable->length[l->length].mm));
		value_set(a, x, "needed_m", metres(a, l->raw_mm));
		value_set(a, x, "cable",
		    value_text(a, l->cable->length[l->length].part.id));
		/* several links are one cable */
		value_set(a, x, "breakout",
		    l->bundle > 0 ? value_text(a, design_cable_id(a, l)) :
		                    value_null(a));
		value_push(a, optic, optic_value(a, g, l->a.optic));
		value_push(a, optic, optic_value(a, g, l->b.optic));
		value_set(a, x, "optics", optic);
		value_push(a, list, x);
	}
	return list;
}

static struct value *
lags_value(struct arena *a, const struct design *g)
{
	struct value *list = value_list(a);
	size_t i, k;

	for (i = 0; i < g->nlag; i++) {
		const struct dlag *l = &g->lag[i];
		struct value *x = value_map(a), *port = value_list(a);

		for (k = 0; k < l->nport; k++)
			value_push(a, port,
			    value_text(a, g->sw[l->sw].port[l->port[k]].name));
		value_set(a, x, "name", value_text(a, l->name));
		value_set(a, x, "device", value_text(a, g->sw[l->sw].name));
		value_set(a, x, "number", value_int(a, l->number));
		value_set(a, x, "members", port);
		value_set(a, x, "purpose",
		    value_text(a, design_lag_purpose_word[l->purpose]));
		value_set(a, x, "mclag",
		    l->mclag ? value_int(a, l->mclag) : value_null(a));
		value_set(a, x, "stp", value_bool(a, !l->bpdu_filter));
		value_push(a, list, x);
	}
	return list;
}

/* what all switches are told of the world around them */
static struct value *
around_value(struct arena *a, const struct design *g)
{
	const struct services *s = &g->model->services;
	const struct core *c = &g->model->core;
	bool joined = size_core_used(g->model, g->topology) && c->stp_joined;
	struct value *v = value_map(a);

	value_set(a, v, "administrator",
	    value_text(a, s->admin ? s->admin : "admin"));
	value_set(a, v, "ntp", value_texts(a, s->ntp.name, s->ntp.n));
	value_set(a, v, "syslog", value_texts(a, s->syslog.name, s->syslog.n));
	/* the root of the spanning tree we join */
	value_set(a, v, "core_stp_priority",
	    joined ? value_int(a, c->stp_priority) : value_null(a));
	return v;
}

static struct value *
networks_value(struct arena *a, const struct design *g)
{
	struct value *list = value_list(a);
	size_t i, k;

	for (i = 0; i < g->nnet; i++) {
		const struct network *n = g->net[i].net;
		struct value *x = value_map(a), *sw = value_list(a);

		for (k = 0; k < g->net[i].nsw; k++)
			value_push(a, sw,
			    value_text(a, g->sw[g->net[i].sw[k]].name));
		value_set(a, x, "name", value_text(a, n->name));
		value_set(a, x, "purpose",
		    value_text(a, model_purpose_word[n->purpose]));
		value_set(a, x, "vlan",
		    n->vlan > 0 ? value_int(a, n->vlan) : value_null(a));
		value_set(a, x, "subnet",
		    n->has_subnet ? value_text(a,
		                        str_fmt(a, "%s/%d", ip_text(a, n->base),
		                            n->prefix)) :
		                    value_null(a));
		value_set(a, x, "gateway",
		    n->gateway != 0 ? value_text(a, ip_text(a, n->gateway)) :
		                      value_null(a));
		value_set(a, x, "switches", sw);
		value_set(a, x, "reaches_core",
		    value_bool(a, g->net[i].reaches_core));
		value_push(a, list, x);
	}
	return list;
}

/* what cables and optics there are, and what they fit: a cabling table can be
 * judged by it */
static struct value *
media_value(struct arena *a, const struct design *g)
{
	static const char *const kind[] = { "dac", "aoc", "fibre", "copper" };
	const struct catalog *c = g->model->catalog;
	struct value *v = value_map(a), *cables = value_list(a);
	struct value *optics = value_list(a);
	size_t i, k;

	for (i = 0; i < c->ncable; i++) {
		const struct cable *y = &c->cable[i];
		struct value *x = value_map(a), *lengths = value_list(a);
		bool fibre = y->kind == CABLE_FIBRE;

		for (k = 0; k < y->nlength; k++)
			value_push(a, lengths, metres(a, y->length[k].mm));
		value_set(a, x, "family", value_text(a, y->family));
		value_set(a, x, "kind", value_text(a, kind[y->kind]));
		value_set(a, x, "speed_gbps",
		    y->speed_bps > 0 ?
		        value_real(a, (double)y->speed_bps / 1e9) :
		        value_null(a));
		value_set(a, x, "a_cage",
		    value_text(a,
		        fibre ? NULL : catalog_media_word[y->media_a]));
		value_set(a, x, "b_cage",
		    value_text(a,
		        fibre ? NULL : catalog_media_word[y->media_b]));
		value_set(a, x, "connector", value_text(a, y->connector));
		value_set(a, x, "links", value_int(a, (int64_t)y->into));
		value_set(a, x, "lengths_m", lengths);
		value_push(a, cables, x);
	}
	for (i = 0; i < c->noptic; i++) {
		const struct optic *y = &c->optic[i];
		struct value *x = value_map(a), *reach = value_map(a);

		for (k = 0; k < y->nreach; k++)
			value_set(a, reach, y->reach[k].family,
			    metres(a, y->reach[k].mm));
		value_set(a, x, "id", value_text(a, y->id));
		value_set(a, x, "name", value_text(a, y->name));
		value_set(a, x, "cage",
		    value_text(a, catalog_media_word[y->media]));
		value_set(a, x, "speed_gbps",
		    value_real(a, (double)y->speed_bps / 1e9));
		value_set(a, x, "connector", value_text(a, y->connector));
		value_set(a, x, "links", value_int(a, (int64_t)y->into));
		value_set(a, x, "reach_m", reach);
		value_push(a, optics, x);
	}
	value_set(a, v, "cables", cables);
	value_set(a, v, "optics", optics);
	return v;
}

/* how the ports of a group share their traffic */
static const char *
team_word(const struct dgroup *t)
{
	if (!t->team)
		return "none";
	if (t->bond != BOND_NO)
		return model_bond_word[t->bond - 1];
	return t->lacp ? model_teaming_word[TEAMING_LACP] :
	                 model_teaming_word[TEAMING_INDEPENDENT];
}

/* what each cabled port of a host is for */
static struct value *
ports_value(struct arena *a, const struct design *g, const struct dhost *h)
{
	struct value *list = value_list(a);
	size_t i, n;

	for (i = 0; i < h->nnic; i++) {
		struct value *x = value_map(a), *nets = value_list(a);
		const struct dgroup *t = &h->group[h->nic[i].group];

		if (h->nic[i].sw == NONE)
			continue;
		for (n = 0; n < g->nnet; n++)
			if (h->nic[i].net[n])
				value_push(a, nets,
				    value_text(a, g->net[n].net->name));
		value_set(a, x, "name", value_text(a, h->nic[i].name));
		value_set(a, x, "team",
		    t->team ? value_int(a, (int64_t)t->nth + 1) :
		              value_null(a));
		value_set(a, x, "mode", value_text(a, team_word(t)));
		value_set(a, x, "networks", nets);
		value_push(a, list, x);
	}
	return list;
}

/* what a host's file must come to, whatever it is written in */
static struct value *
host_settings(struct arena *a, const struct design *g, const struct dhost *h)
{
	const struct model *m = g->model;
	const struct cluster *c = &m->cluster[h->host->cluster];
	struct value *v = value_map(a), *vnics = value_list(a);
	struct value *migration = value_map(a), *order = value_list(a);
	/* of several the one of live migration, or the first */
	const char *team = "none";
	size_t i;

	for (i = h->ngroup; i-- > 0;)
		if (h->group[i].team &&
		    (h->bond == BOND_NO || h->group[i].bond == h->bond))
			team = team_word(&h->group[i]);
	for (i = 0; i < h->nvnic; i++) {
		const struct dvnic *n = &h->vnic[i];
		struct value *x = value_map(a);

		value_set(a, x, "name", value_text(a, n->name));
		value_set(a, x, "network",
		    value_text(a, m->network[n->net].name));
		value_set(a, x, "port",
		    value_text(a, n->nic == NONE ? NULL : h->nic[n->nic].name));
		value_set(a, x, "rdma",
		    value_bool(a, design_rdma_works(m, h, n)));
		value_set(a, x, "lossless", value_bool(a, n->lossless));
		value_push(a, vnics, x);
	}
	for (i = 0; i < h->nlm_order; i++)
		if (m->network[h->lm_order[i]].has_subnet)
			value_push(a, order,
			    value_text(a, m->network[h->lm_order[i]].name));
	value_set(a, migration, "transport",
	    value_text(a, model_transport_word[c->transport]));
	value_set(a, migration, "simultaneous", value_int(a, c->simultaneous));
	value_set(a, migration, "limit_bytes_per_s",
	    h->smb_limit_bps > 0 ? value_int(a, h->smb_limit_bps / 8) :
	                           value_null(a));
	value_set(a, migration, "networks", order);
	value_set(a, v, "name", value_text(a, h->host->name));
	value_set(a, v, "mtu", value_int(a, design_host_mtu(m, h->host)));
	value_set(a, v, "team", value_text(a, team));
	/* logical ones, two a core */
	value_set(a, v, "processors",
	    h->host->cores > 0 ? value_int(a, 2 * h->host->cores) :
	                         value_null(a));
	value_set(a, v, "ports", ports_value(a, g, h));
	value_set(a, v, "interfaces", vnics);
	value_set(a, v, "migration", migration);
	return v;
}

static struct value *
hosts_value(struct arena *a, const struct design *g)
{
	struct value *list = value_list(a);
	size_t i;

	for (i = 0; i < g->nhost; i++) {
		const struct dhost *h = &g->host[i];
		struct value *x;

		if (design_host_platform(g->model, h->host) != NULL) {
			value_push(a, list, host_settings(a, g, h));
			continue;
		}
		/* nothing writes its file, but it is cabled */
		x = value_map(a);
		value_set(a, x, "name", value_text(a, h->host->name));
		value_set(a, x, "ports", ports_value(a, g, h));
		value_push(a, list, x);
	}
	return list;
}

static struct value *
devices_value(struct arena *a, const struct design *g)
{
	struct value *list = value_list(a);
	size_t i;

	for (i = g->nhost; i < g->nend; i++) {
		const struct host *h = g->host[i].host;
		struct value *x = value_map(a);

		value_set(a, x, "name", value_text(a, h->name));
		value_set(a, x, "kind",
		    value_text(a, model_device_word[h->device - 1]));
		value_set(a, x, "rack",
		    value_text(a, g->model->rack[h->rack].name));
		value_set(a, x, "unit", value_int(a, (int64_t)h->position_u));
		value_set(a, x, "ports", ports_value(a, g, &g->host[i]));
		value_push(a, list, x);
	}
	return list;
}

static struct value *
seconds_or_null(struct arena *a, double s)
{
	return s >= 0 ? value_real(a, s) : value_null(a);
}

/* of a time: the end of its range, and figures for programs */
static void
times_set(struct arena *a, struct value *x, const struct requirement *r)
{
	if (!r->timed)
		return;
	if (r->banded) {
		value_set(a, x, "worst", value_text(a, r->worst));
		value_set(a, x, "certain", value_bool(a, r->certain));
	}
	value_set(a, x, "achieved_seconds", seconds_or_null(a, r->expected_s));
	value_set(a, x, "today_seconds", seconds_or_null(a, r->today_s));
	if (r->banded)
		value_set(a, x, "worst_seconds",
		    seconds_or_null(a, r->worst_s));
}

/* a year of maintenance and power; null where the site does not say how often,
 * where a cluster can't be done, or where the power of a switch is unknown */
static struct value *
yearly_value(struct arena *a, const struct design *g, const struct results *r)
{
	struct value *v = value_map(a);
	double times = (double)g->model->maintenance.per_year;
	double now = results_waiting_s(&r->net[0]);
	double then = results_waiting_s(&r->net[r->nnet - 1]);

	value_set(a, v, "services_per_host",
	    times > 0 ? value_int(a, g->model->maintenance.per_year) :
	                value_null(a));
	value_set(a, v, "waiting_today_seconds",
	    times > 0 && now >= 0 ? value_real(a, times * now) : value_null(a));
	value_set(a, v, "waiting_seconds",
	    times > 0 && then >= 0 ? value_real(a, times * then) :
	                             value_null(a));
	value_set(a, v, "energy_kwh",
	    g->draw.unknown == 0 ? value_real(a, power_kwh_a_year(g->draw.mw)) :
	                           value_null(a));
	return v;
}

/* what a design that builds on this one need not buy again */
static struct value *
stock_value(struct arena *a, const struct design *g)
{
	struct value *list = value_list(a);
	size_t i;

	for (i = 0; i < g->nstock; i++) {
		struct value *x = value_map(a);

		value_set(a, x, "of", value_text(a, g->stock[i].of));
		value_set(a, x, "part", value_text(a, g->stock[i].part->id));
		value_set(a, x, "quantity", value_int(a, g->stock[i].quantity));
		value_push(a, list, x);
	}
	return list;
}

struct value *
output_design_value(struct arena *a, const struct design *g,
    const struct candidate *cand, size_t ncand, const struct results *r)
{
	struct value *v = value_map(a), *cost = value_map(a);
	struct value *req = value_list(a), *warning = value_list(a);
	size_t i, nhairpin, nleft;
	const char *const *left;
	const struct hairpin *hairpin =
	    traffic_hairpins(a, g->model, &nhairpin);

	value_set(a, v, "eastwest", value_int(a, 1));
	value_set(a, v, "site", value_text(a, g->model->site));
	value_set(a, v, "topology",
	    value_text(a, model_topology_word[g->topology]));
	value_set(a, cost, "currency", value_text(a, g->model->currency));
	value_set(a, cost, "total", value_money(a, g->total_cents));
	value_set(a, cost, "low", value_money(a, g->low_cents));
	value_set(a, cost, "high", value_money(a, g->high_cents));
	value_set(a, cost, "lower_bound", value_money(a, g->bound_cents));
	value_set(a, cost, "optimal", value_bool(a, g->optimal));
	value_set(a, cost, "estimates", value_money(a, g->estimate_cents));
	value_set(a, cost, "typical_watts",
	    value_real(a, (double)g->draw.mw / 1e3));
	value_set(a, cost, "watts_low",
	    value_real(a, (double)g->draw.low_mw / 1e3));
	value_set(a, cost, "watts_high",
	    value_real(a, (double)g->draw.high_mw / 1e3));
	value_set(a, cost, "watts_unknown",
	    value_int(a, (int64_t)g->draw.unknown));
	energy_values(a, g, cost);
	value_set(a, cost, "years", value_int(a, g->model->policy.years));
	value_set(a, cost, "premiums", value_money(a, g->premium_cents));
	value_set(a, cost, "cheapest",
	    g->cheapest_cents > 0 ? value_money(a, g->cheapest_cents) :
	                            value_null(a));
	value_set(a, cost, "objective",
	    objective_value(a,
	        g->total_cents + g->energy_cents + g->premium_cents,
	        g->whole_bound_cents, g->whole_optimal));
	left = design_left_out(a, g, &nleft);
	value_set(a, cost, "left_out", value_texts(a, left, nleft));
	value_set(a, v, "cost", cost);
	value_set(a, v, "yearly", yearly_value(a, g, r));
	value_set(a, v, "switches", switches_value(a, g));
	value_set(a, v, "links", links_value(a, g));
	value_set(a, v, "lags", lags_value(a, g));
	value_set(a, v, "networks", networks_value(a, g));
	value_set(a, v, "around", around_value(a, g));
	value_set(a, v, "hosts", hosts_value(a, g));
	if (g->nend > g->nhost)
		value_set(a, v, "devices", devices_value(a, g));
	value_set(a, v, "media", media_value(a, g));
	value_set(a, v, "addresses", addresses_value(a, g));
	value_set(a, v, "stock", stock_value(a, g));
	for (i = 0; i < g->nreq; i++) {
		struct value *x = value_map(a);

		value_set(a, x, "name", value_text(a, g->req[i].name));
		value_set(a, x, "wanted", value_text(a, g->req[i].wanted));
		value_set(a, x, "achieved", value_text(a, g->req[i].achieved));
		value_set(a, x, "met",
		    g->req[i].reported ? value_null(a) :
		                         value_bool(a, g->req[i].met));
		value_set(a, x, "today", value_text(a, g->req[i].today));
		times_set(a, x, &g->req[i]);
		value_set(a, x, "note", value_text(a, g->req[i].note));
		value_push(a, req, x);
	}
	value_set(a, v, "requirements", req);
	value_set(a, v, "drain", output_drain_value(a, r, NULL));
	value_set(a, v, "candidates",
	    output_compare_value(a, g->model, cand, ncand, g));
	value_set(a, v, "notes", value_texts(a, g->note, g->nnote));
	for (i = 0; i < nhairpin; i++)
		value_push(a, warning, value_text(a, hairpin[i].text));
	value_set(a, v, "warnings", warning);
	return v;
}
