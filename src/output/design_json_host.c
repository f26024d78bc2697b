/*
 * design.json: hosts and other devices, and what each of their ports is for.
 */
#include "output/design_json.h"

#include "size/size.h"

/* how the ports of a group are teamed */
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

	for (size_t i = 0; i < h->nnic; i++) {
		struct value *x = value_map(a), *nets = value_list(a);
		const struct dgroup *t = &h->group[h->nic[i].group];

		if (h->nic[i].sw == NONE)
			continue;
		for (size_t n = 0; n < g->nnet; n++)
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

static void
place_set(struct arena *a, struct value *v, const struct model *m, size_t rack,
    size_t unit)
{
	value_set(a, v, "rack", value_text(a, m->rack[rack].name));
	value_set(a, v, "unit", value_int(a, (int64_t)unit));
}

static struct value *
reserved(struct arena *a, const struct rack *r)
{
	struct value *list = value_list(a);

	for (size_t i = 0; i < r->ntaken; i++) {
		struct value *x = value_map(a);

		value_set(a, x, "name", value_text(a, r->taken[i].name));
		value_set(a, x, "unit",
		    value_int(a, (int64_t)r->taken[i].unit));
		value_set(a, x, "height", value_int(a, r->taken[i].height_u));
		value_push(a, list, x);
	}
	return list;
}

struct value *
output_racks_value(struct arena *a, const struct model *m)
{
	struct value *list = value_list(a);

	for (size_t i = 0; i < m->nrack; i++) {
		struct value *x = value_map(a);

		value_set(a, x, "name", value_text(a, m->rack[i].name));
		value_set(a, x, "row", value_text(a, m->rack[i].row));
		value_set(a, x, "position",
		    value_int(a, (int64_t)m->rack[i].position + 1));
		value_set(a, x, "units", value_int(a, m->rack[i].units));
		value_set(a, x, "reserved", reserved(a, &m->rack[i]));
		value_push(a, list, x);
	}
	return list;
}

/* the place of the management switch, existing or bought */
struct value *
output_management_value(struct arena *a, const struct model *m)
{
	struct value *x = value_map(a);

	if (!m->oob.given || m->oob.rack >= m->nrack)
		return value_null(a);
	place_set(a, x, m, m->oob.rack, m->oob.unit);
	return x;
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
	/* NULL: its system has no choice that is called so */
	const char *balancing =
	    design_balancing_word(design_host_platform(m, h->host), c);

	for (size_t i = h->ngroup; i-- > 0;)
		if (h->group[i].team &&
		    (h->bond == BOND_NO || h->group[i].bond == h->bond))
			team = team_word(&h->group[i]);
	for (size_t i = 0; i < h->nvnic; i++) {
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
	for (size_t i = 0; i < h->nlm_order; i++)
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
	place_set(a, v, m, h->host->rack, h->host->position_u);
	value_set(a, v, "height", value_int(a, h->host->height_u));
	value_set(a, v, "mtu", value_int(a, design_host_mtu(m, h->host)));
	value_set(a, v, "team", value_text(a, team));
	value_set(a, v, "balancing", value_text(a, balancing));
	/* logical ones, two a core */
	value_set(a, v, "processors",
	    h->host->cores > 0 ? value_int(a, 2 * h->host->cores) :
	                         value_null(a));
	value_set(a, v, "ports", ports_value(a, g, h));
	value_set(a, v, "interfaces", vnics);
	value_set(a, v, "migration", migration);
	return v;
}

struct value *
output_hosts_value(struct arena *a, const struct design *g)
{
	struct value *list = value_list(a);

	for (size_t i = 0; i < g->nhost; i++) {
		const struct dhost *h = &g->host[i];
		struct value *x;

		if (design_host_platform(g->model, h->host) != NULL) {
			value_push(a, list, host_settings(a, g, h));
			continue;
		}
		/* nothing writes its file, but it is cabled */
		x = value_map(a);
		value_set(a, x, "name", value_text(a, h->host->name));
		place_set(a, x, g->model, h->host->rack, h->host->position_u);
		value_set(a, x, "height", value_int(a, h->host->height_u));
		value_set(a, x, "ports", ports_value(a, g, h));
		value_push(a, list, x);
	}
	return list;
}

struct value *
output_devices_value(struct arena *a, const struct design *g)
{
	struct value *list = value_list(a);

	for (size_t i = g->nhost; i < g->nend; i++) {
		const struct host *h = g->host[i].host;
		struct value *x = value_map(a);

		value_set(a, x, "name", value_text(a, h->name));
		value_set(a, x, "kind",
		    value_text(a, model_device_word[h->device - 1]));
		place_set(a, x, g->model, h->rack, h->position_u);
		value_set(a, x, "height", value_int(a, h->height_u));
		value_set(a, x, "ports", ports_value(a, g, &g->host[i]));
		value_push(a, list, x);
	}
	return list;
}
