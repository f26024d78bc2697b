/*
 * design.json: the design as a whole, its cost and its requirements; sections
 * of it in files of their own.
 */
#include "output/design_json.h"

#include "output/energy.h"
#include "size/size.h"

static void
energy_values(struct arena *a, const struct design *g, struct value *cost)
{
	static const char *const key[] = { "energy", "energy_lower_bound",
		"energy_low", "energy_high" };
	int64_t cents[] = { g->energy_cents, g->energy_bound_cents,
		output_energy_cents(g, g->draw.low_mw),
		output_energy_cents(g, g->draw.high_mw) };

	for (size_t i = 0; i < sizeof key / sizeof key[0]; i++)
		value_set(a, cost, key[i],
		    g->energy_cents > 0 ? value_money(a, cents[i]) :
		                          value_null(a));
}

/* what all switches are configured with of their surroundings */
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

/* the end of a range; and of a time, figures for programs */
static void
times_set(struct arena *a, struct value *x, const struct requirement *r)
{
	if (r->banded) {
		value_set(a, x, "worst", value_text(a, r->worst));
		value_set(a, x, "certain", value_bool(a, r->certain));
	}
	if (!r->timed)
		return;
	value_set(a, x, "achieved_seconds", value_seconds(a, r->expected_s));
	value_set(a, x, "today_seconds", value_seconds(a, r->today_s));
	if (r->banded)
		value_set(a, x, "worst_seconds", value_seconds(a, r->worst_s));
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

	for (size_t i = 0; i < g->nstock; i++) {
		struct value *x = value_map(a);

		value_set(a, x, "of", value_text(a, g->stock[i].of));
		value_set(a, x, "part", value_text(a, g->stock[i].part->id));
		value_set(a, x, "quantity", value_int(a, g->stock[i].quantity));
		value_push(a, list, x);
	}
	return list;
}

/* offers for fewer pieces that would make the bill cost less */
static struct value *
in_parts_value(struct arena *a, const struct design *g)
{
	struct value *list = value_list(a), *x;
	size_t n;
	const struct split_offer *s = design_split_offers(a, g, &n);

	for (size_t i = 0; i < n; i++) {
		x = value_map(a);
		value_set(a, x, "part", value_text(a, s[i].line->part->id));
		value_set(a, x, "offers", value_int(a, (int64_t)s[i].offers));
		value_set(a, x, "less", value_money(a, s[i].less_cents));
		value_set(a, x, "how", value_text(a, s[i].how));
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
	size_t nhairpin, nleft;
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
	value_set(a, cost, "used", value_money(a, g->used_cents));
	value_set(a, cost, "list", value_money(a, g->list_cents));
	if (design_split_text(a, g) != NULL)
		value_set(a, cost, "in_parts", in_parts_value(a, g));
	value_set(a, cost, "typical_watts",
	    value_real(a, num_watts(g->draw.mw)));
	value_set(a, cost, "watts_low",
	    value_real(a, num_watts(g->draw.low_mw)));
	value_set(a, cost, "watts_high",
	    value_real(a, num_watts(g->draw.high_mw)));
	value_set(a, cost, "watts_unknown",
	    value_int(a, (int64_t)g->draw.unknown));
	energy_values(a, g, cost);
	value_set(a, cost, "years", value_int(a, g->model->policy.years));
	value_set(a, cost, "premiums", value_money(a, g->premium_cents));
	value_set(a, cost, "cheapest",
	    g->cheapest_cents > 0 ? value_money(a, g->cheapest_cents) :
	                            value_null(a));
	value_set(a, cost, "objective",
	    output_objective_value(a,
	        g->total_cents + g->energy_cents + g->premium_cents,
	        g->whole_bound_cents, g->whole_optimal));
	left = design_left_out(a, g, &nleft);
	value_set(a, cost, "left_out", value_texts(a, left, nleft));
	value_set(a, v, "cost", cost);
	value_set(a, v, "yearly", yearly_value(a, g, r));
	value_set(a, v, "switches", output_switches_value(a, g));
	value_set(a, v, "links", output_links_value(a, g));
	value_set(a, v, "lags", output_lags_value(a, g));
	value_set(a, v, "networks", output_networks_value(a, g));
	value_set(a, v, "around", around_value(a, g));
	value_set(a, v, "racks", output_racks_value(a, g->model));
	value_set(a, v, "management", output_management_value(a, g->model));
	value_set(a, v, "hosts", output_hosts_value(a, g));
	if (g->nend > g->nhost)
		value_set(a, v, "devices", output_devices_value(a, g));
	value_set(a, v, "media", output_media_value(a, g));
	value_set(a, v, "addresses", output_addresses_value(a, g));
	value_set(a, v, "stock", stock_value(a, g));
	for (size_t i = 0; i < g->nreq; i++) {
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
	for (size_t i = 0; i < nhairpin; i++)
		value_push(a, warning, value_text(a, hairpin[i].text));
	value_set(a, v, "warnings", warning);
	return v;
}
