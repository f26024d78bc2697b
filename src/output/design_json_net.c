/*
 * design.json: switches, what joins them, and what runs over it.
 */
#include "output/design_json.h"

#include "base/ip.h"
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

/* frames that are never dropped pass it */
static bool
is_lossless(const struct design *g, size_t sw)
{
	for (size_t i = 0; i < g->sw[sw].nport; i++)
		if (g->sw[sw].port[i].lossless)
			return true;
	for (size_t i = 0; i < g->nlag; i++)
		if (g->lag[i].sw == sw && g->lag[i].lossless)
			return true;
	return false;
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
	value_set(a, v, "lossless_pool",
	    value_bool(a,
	        g->sw[sw].model->lossless_pools > 0 && g->qos.used &&
	            is_lossless(g, sw)));
	value_set(a, v, "manage_from",
	    value_texts(a, from->name, t->manage_from ? from->n : 0));
	for (c = CAN_STORM_CONTROL; c <= CAN_ECN; c++)
		if (design_not_protected(g, sw, c) != NULL)
			value_set(a, left, catalog_can[c].name,
			    value_text(a, design_not_protected(g, sw, c)));
	value_set(a, v, "not_configured", left);
	return v;
}

struct value *
output_switches_value(struct arena *a, const struct design *g)
{
	struct value *list = value_list(a);

	for (size_t i = 0; i < g->nsw; i++) {
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
		value_set(a, x, "height", value_int(a, s->model->height_u));
		for (size_t k = 0; k < s->noption; k++)
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

struct value *
output_addresses_value(struct arena *a, const struct design *g)
{
	struct value *list = value_list(a);

	for (size_t i = 0; i < g->naddr; i++) {
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

struct value *
output_links_value(struct arena *a, const struct design *g)
{
	struct value *list = value_list(a);

	for (size_t i = 0; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];
		struct value *x = value_map(a), *optic = value_list(a);

		value_set(a, x, "id", value_text(a, l->id));
		value_set(a, x, "a", end_value(a, g, l, &l->a));
		value_set(a, x, "b", end_value(a, g, l, &l->b));
		value_set(a, x, "kind",
		    value_text(a, design_link_kind_word[l->kind]));
		value_set(a, x, "speed_gbps",
		    value_real(a, num_gbps((double)l->speed_bps)));
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
		if (l->fibre != NULL) {
			struct value *f = value_map(a);

			value_set(a, f, "name", value_text(a, l->fibre->name));
			value_set(a, f, "number", value_int(a, l->strand));
			value_set(a, x, "fibre", f);
		}
		value_push(a, optic, optic_value(a, g, l->a.optic));
		value_push(a, optic, optic_value(a, g, l->b.optic));
		value_set(a, x, "optics", optic);
		value_push(a, list, x);
	}
	return list;
}

struct value *
output_lags_value(struct arena *a, const struct design *g)
{
	struct value *list = value_list(a);

	for (size_t i = 0; i < g->nlag; i++) {
		const struct dlag *l = &g->lag[i];
		struct value *x = value_map(a), *port = value_list(a);

		for (size_t k = 0; k < l->nport; k++)
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
		value_set(a, x, "lacp", value_bool(a, l->lacp));
		value_set(a, x, "stp", value_bool(a, !l->bpdu_filter));
		value_push(a, list, x);
	}
	return list;
}

struct value *
output_networks_value(struct arena *a, const struct design *g)
{
	struct value *list = value_list(a);

	for (size_t i = 0; i < g->nnet; i++) {
		const struct network *n = g->net[i].net;
		struct value *x = value_map(a), *sw = value_list(a);

		for (size_t k = 0; k < g->net[i].nsw; k++)
			value_push(a, sw,
			    value_text(a, g->sw[g->net[i].sw[k]].name));
		value_set(a, x, "name", value_text(a, n->name));
		value_set(a, x, "purpose",
		    value_text(a, catalog_purpose_word[n->purpose]));
		value_set(a, x, "vlan",
		    n->vlan > 0 ? value_int(a, n->vlan) : value_null(a));
		value_set(a, x, "subnet",
		    n->has_subnet ?
		        value_text(a, ip_net_text(a, n->base, n->prefix)) :
		        value_null(a));
		value_set(a, x, "gateway",
		    n->gateway != 0 ? value_text(a, ip_text(a, n->gateway)) :
		                      value_null(a));
		value_set(a, x, "switches", sw);
		value_set(a, x, "reaches_core",
		    value_bool(a, g->net[i].reaches_core));
		value_set(a, x, "live_migration", value_bool(a, n->migrates));
		value_set(a, x, "east_west", value_bool(a, n->east_west));
		value_set(a, x, "jumbo", value_bool(a, n->jumbo));
		value_push(a, list, x);
	}
	return list;
}

/* the cables and optics in the catalogs, and what they fit, for checking a
 * cabling table */
struct value *
output_media_value(struct arena *a, const struct design *g)
{
	static const char *const kind[] = { "dac", "aoc", "fibre", "copper" };
	const struct catalog *c = g->model->catalog;
	struct value *v = value_map(a), *cables = value_list(a);
	struct value *optics = value_list(a);

	for (size_t i = 0; i < c->ncable; i++) {
		const struct cable *y = &c->cable[i];
		struct value *x = value_map(a), *lengths = value_list(a);
		bool fibre = y->kind == CABLE_FIBRE;

		for (size_t k = 0; k < y->nlength; k++)
			value_push(a, lengths, metres(a, y->length[k].mm));
		value_set(a, x, "family", value_text(a, y->family));
		value_set(a, x, "kind", value_text(a, kind[y->kind]));
		value_set(a, x, "speed_gbps",
		    y->speed_bps > 0 ?
		        value_real(a, num_gbps((double)y->speed_bps)) :
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
	for (size_t i = 0; i < c->noptic; i++) {
		const struct optic *y = &c->optic[i];
		struct value *x = value_map(a), *reach = value_map(a);

		for (size_t k = 0; k < y->nreach; k++)
			value_set(a, reach, y->reach[k].family,
			    metres(a, y->reach[k].mm));
		value_set(a, x, "id", value_text(a, y->id));
		value_set(a, x, "name", value_text(a, y->name));
		value_set(a, x, "cage",
		    value_text(a, catalog_media_word[y->media]));
		value_set(a, x, "speed_gbps",
		    value_real(a, num_gbps((double)y->speed_bps)));
		value_set(a, x, "connector", value_text(a, y->connector));
		value_set(a, x, "links", value_int(a, (int64_t)y->into));
		value_set(a, x, "reach_m", reach);
		value_push(a, optics, x);
	}
	value_set(a, v, "cables", cables);
	value_set(a, v, "optics", optics);
	return v;
}
