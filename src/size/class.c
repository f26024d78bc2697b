/*
 * Which racks are equal: a class has racks with the same hosts at the same
 * units and whose uplinks would be bought in the same lengths, so that the
 * program grows with the number of distinct racks, not of racks.
 */
#include "size/recipes.h"

#include <string.h>

#include "base/str.h"
#include "size/spine_places.h"
#include "size/existing_parts.h"

/* twice the height of the tallest leaf that may be chosen */
static int64_t
leaf_zone(struct arena *a, const struct model *m, enum topology t)
{
	int64_t h = 1;

	for (size_t i = 0; i < m->catalog->nsw; i++)
		if (candidate_model_out(a, m, &m->catalog->sw[i], t, false) ==
		        NULL &&
		    m->catalog->sw[i].height_u > h)
			h = m->catalog->sw[i].height_u;
	return 2 * h;
}

/* the shortest length sold that is not below, over all cables */
static int64_t
sold_length(const struct catalog *c, int64_t mm)
{
	int64_t best = INT64_MAX;

	for (size_t i = 0; i < c->ncable; i++)
		for (size_t k = 0; k < c->cable[i].nlength; k++)
			if (c->cable[i].length[k].mm >= mm &&
			    c->cable[i].length[k].mm < best)
				best = c->cable[i].length[k].mm;
	return best;
}

size_t
size_head(const size_t *head, size_t rack)
{
	return head != NULL ? head[rack] : rack;
}

bool
size_has_leaves(const struct model *m, const struct sizing *plan, size_t rack)
{
	for (size_t i = 0; i < m->nrack; i++)
		if (size_head(plan->head, i) == rack &&
		    model_rack_has_hosts(m, i))
			return true;
	return false;
}

/* racks [from, to) of a list have the leaves of one of them: the one in their
 * middle, or the next that has room; none has: each keeps its own */
static void
share_one(const struct model *m, struct sizing *plan, const size_t *rack,
    size_t from, size_t to)
{
	size_t middle = from + (to - from - 1) / 2, i, at = NONE_RACK;

	for (i = 0; i < to - from && at == NONE_RACK; i++) {
		size_t k = from + (middle - from + i) % (to - from);

		if (place_free_top(m, rack[k]) >= 2)
			at = rack[k];
	}
	for (i = from; at != NONE_RACK && i < to; i++)
		plan->head[rack[i]] = at;
}

/* so many adjacent racks, of one row and domain, have one pair of leaves */
static void
share_leaves(struct arena *a, const struct model *m, struct sizing *plan)
{
	size_t *rack = places_along(a, m), n = 0, i, from = 0;

	if (plan->share < 2)
		return;
	plan->head = NEW(a, size_t, m->nrack + 1);
	for (i = 0; i < m->nrack; i++) {
		plan->head[rack[i]] = rack[i];
		if (model_rack_has_hosts(m, rack[i]))
			rack[n++] = rack[i];
	}
	for (i = 1; i <= n; i++) {
		if (i < n && i - from < plan->share &&
		    m->rack[rack[i]].row_index ==
		        m->rack[rack[from]].row_index &&
		    plan->rack_domain[rack[i]] == plan->rack_domain[rack[from]])
			continue;
		share_one(m, plan, rack, from, i);
		from = i;
	}
}

/* what racks send to others, those that share leaves together */
static const struct rack_load *
loads_of(struct arena *a, const struct model *m, const struct sizing *plan)
{
	struct model together = *m;

	if (plan->head == NULL)
		return traffic_racks(a, m);
	together.host = NEW(a, struct host, m->nend + 1);
	for (size_t i = 0; i < m->nend; i++) {
		together.host[i] = m->host[i];
		together.host[i].rack = plan->head[m->host[i].rack];
	}
	return traffic_racks(a, &together);
}

int64_t
size_uplink_min(const struct min_bandwidth *f, size_t rack)
{
	return f->rack_bps != NULL ? f->rack_bps[rack] : f->uplink_bps;
}

static const char *
rack_signature(struct arena *a, const struct model *m,
    const struct sizing *plan, size_t rack, size_t domain)
{
	struct ledger owned = existing_parts(a, m, plan->topology,
	    (struct section){ CLASS_RACKS, rack });
	struct buf b = buf_new(a);
	int64_t u;

	for (size_t i = 0; i < owned.n; i++)
		buf_printf(&b, "%s %lld,", owned.line[i].part->id,
		    (long long)owned.line[i].quantity);
	buf_printf(&b, "%lld|",
	    (long long)size_uplink_min(&plan->minimum, rack));
	buf_printf(&b, "%zu %lld %lld %lld %lld|", domain,
	    (long long)m->rack[rack].units, (long long)place_ceiling(m, rack),
	    (long long)place_free_top(m, rack),
	    (long long)power_rack_left_mw(m, rack));
	/* leaves and spines share a limit: a class of its own */
	for (size_t i = 2 * domain; i < 2 * domain + 2; i++)
		if (m->rack[rack].power_mw > 0 && plan->spine[i].rack == rack)
			buf_printf(&b, "rack %zu|", rack);
	for (size_t i = 0; i < m->nend; i++) {
		const struct host *h = &m->host[i];

		if (size_head(plan->head, h->rack) != rack)
			continue;
		if (h->rack != rack)
			buf_printf(&b, "%lld from the top ",
			    (long long)place_length_mm(m,
			        (struct place){ rack, place_ceiling(m, rack) },
			        (struct place){ h->rack,
			            (int64_t)h->position_u }));
		buf_printf(&b, "%zu %lld", h->position_u,
		    (long long)h->height_u);
		for (size_t k = 0; k < h->nports; k++) {
			size_t side = size_port_side(m, h, k, plan->topology);
			const struct nic_group *x = model_port(h, k);

			if (side != NO_SIDE)
				buf_printf(&b, " %zu %d %lld", side,
				    (int)x->media, (long long)x->speed_bps);
		}
		buf_putc(&b, '|');
	}
	/* links over other fibre are other links */
	for (size_t i = 0; i < 2; i++) {
		struct fibre_share s =
		    size_fibre(m, plan, rack, 2 * domain + i, 0);

		if (s.fibre != NULL)
			buf_printf(&b, "%s %lld %lld|", s.fibre->name,
			    (long long)s.links, (long long)s.first);
	}
	for (u = place_ceiling(m, rack);
	     u > place_ceiling(m, rack) - plan->leaf_zone; u--) {
		struct place x = { rack, u };

		for (size_t i = 0; i < 2; i++)
			buf_printf(&b, "%lld ",
			    (long long)sold_length(m->catalog,
			        place_length_mm(m, x,
			            plan->spine[2 * domain + i])));
	}
	return b.text;
}

/* the same for both switches: what the one with more needs */
static void
hosts_need(const struct model *m, const size_t *head, size_t rack,
    enum topology t, struct need *need, double *bps)
{
	struct need of[2] = { { { 0 } }, { { 0 } } };
	double sum[2] = { 0, 0 };

	for (size_t i = 0; i < m->nend; i++) {
		const struct host *h = &m->host[i];

		if (rack != NONE_RACK && size_head(head, h->rack) != rack)
			continue;
		for (size_t k = 0; k < h->nports; k++) {
			size_t side = size_port_side(m, h, k, t);
			const struct nic_group *g = model_port(h, k);
			enum speed_class p =
			    speed_class_of(g->media, g->speed_bps);

			if (side == NO_SIDE || p == SPEED_CLASSES)
				continue;
			of[side].n[p]++;
			sum[side] += (double)g->speed_bps;
		}
	}
	for (size_t i = 0; i < SPEED_CLASSES; i++)
		need->n[i] = of[0].n[i] > of[1].n[i] ? of[0].n[i] : of[1].n[i];
	*bps = sum[0] > sum[1] ? sum[0] : sum[1];
}

static struct rack_class *
class_new(struct arena *a, struct rack_class **cls, size_t *n, size_t *cap,
    enum class_kind kind, const char *name)
{
	struct rack_class c = { 0 };

	c.kind = kind;
	c.name = name;
	c.n = 1;
	PUSH(a, *cls, *n, *cap, c);
	return &(*cls)[*n - 1];
}

static double
larger(double x, double y)
{
	return x > y ? x : y;
}

static void
rack_classes(struct arena *a, const struct model *m, struct sizing *plan,
    struct rack_class **cls, size_t *n, size_t *cap)
{
	const char **sign = NEW(a, const char *, m->nrack + 1);
	const struct rack_load *load = loads_of(a, m, plan);
	size_t k;

	for (size_t i = 0; i < m->nrack; i++) {
		struct rack_class *c;

		if (!size_has_leaves(m, plan, i))
			continue;
		sign[i] = rack_signature(a, m, plan, i, plan->rack_domain[i]);
		for (k = 0; k < *n; k++)
			if ((*cls)[k].kind == CLASS_RACKS &&
			    strcmp(sign[(*cls)[k].rack[0]], sign[i]) == 0)
				break;
		if (k == *n) {
			c = class_new(a, cls, n, cap, CLASS_RACKS,
			    str_fmt(a, "racks_%s", m->rack[i].name));
			c->rack = NEW(a, size_t, m->nrack);
			c->n = 0;
			c->domain = plan->rack_domain[i];
			hosts_need(m, plan->head, i, plan->topology, &c->hosts,
			    &c->host_bps);
		}
		c = &(*cls)[k];
		c->rack[c->n++] = i;
		/* the same for both leaves: what the busier one needs */
		c->out_bps = larger(c->out_bps,
		    2 * load[i].lean * larger(load[i].out_bps, load[i].in_bps));
		c->inside_bps = larger(c->inside_bps,
		    4 * load[i].lean * (1 - load[i].lean) * load[i].inside_bps);
	}
}

void
recipes_fill(struct recipes *s, const struct model *m,
    const struct min_bandwidth *minimum)
{
	struct arena *a = s->a;
	struct sizing *plan = &s->plan;
	bool pair = plan->topology == TOPOLOGY_STANDALONE ||
	    plan->topology == TOPOLOGY_LINKED;
	size_t cap = 0;
	struct rack_class *c;

	sizing_topology_rules(a, m, plan);
	if (plan->nreason > 0)
		return;
	plan->rack_domain = NEW(a, size_t, m->nrack + 1);
	plan->spine = NEW(a, struct place, 4);
	plan->ndomain = plan->topology == TOPOLOGY_EVLT ? 2 : 1;
	if (plan->ndomain == 2)
		places_domains(a, m, plan);
	if (pair) {
		if (!places_of_pair(a, m, plan)) {
			sizing_reason(a, plan,
			    "no rack has two free rack "
			    "units");
			return;
		}
		c = class_new(a, &s->cls, &s->ncls, &cap, CLASS_PAIR, "pair");
		hosts_need(m, NULL, NONE_RACK, plan->topology, &c->hosts,
		    &c->host_bps);
		patterns_fill(s, m, minimum);
		s->possible = true;
		return;
	}
	plan->leaf_zone = leaf_zone(a, m, plan->topology);
	while (!places_of_spines(a, m, plan) && plan->leaf_zone > 2)
		plan->leaf_zone -= 2;
	if (!places_of_spines(a, m, plan)) {
		sizing_reason(a, plan,
		    "no rack has room for two leaves "
		    "and a spine (%lld "
		    "free units at its top)",
		    (long long)plan->leaf_zone + 1);
		return;
	}
	share_leaves(a, m, plan);
	rack_classes(a, m, plan, &s->cls, &s->ncls, &cap);
	for (size_t d = 0; d < plan->ndomain; d++) {
		c = class_new(a, &s->cls, &s->ncls, &cap, CLASS_SPINES,
		    str_fmt(a, "spines_%zu", d + 1));
		c->domain = d;
	}
	if (plan->ndomain == 2)
		class_new(a, &s->cls, &s->ncls, &cap, CLASS_FABRIC, "fabric");
	patterns_fill(s, m, minimum);
	s->possible = true;
}

void
recipes_fill_pods(struct recipes *s, const struct model *m, size_t pod_racks,
    const struct min_bandwidth *minimum)
{
	struct arena *a = s->a;
	struct sizing *plan = &s->plan;
	size_t *rack = places_along(a, m), n = 0, cap = 0, i, d;

	sizing_topology_rules(a, m, plan);
	if (plan->nreason > 0)
		return;
	for (i = 0; i < m->nrack; i++)
		if (model_rack_has_hosts(m, rack[i]))
			rack[n++] = rack[i];
	if (pod_racks == 0)
		pod_racks = n > 0 ? n : 1;
	plan->ndomain = (n + pod_racks - 1) / pod_racks;
	plan->rack_domain = NEW(a, size_t, m->nrack + 1);
	plan->spine = NEW(a, struct place, 2 * plan->ndomain + 2);
	plan->leaf_zone = leaf_zone(a, m, plan->topology);
	for (d = 0; d < plan->ndomain; d++) {
		size_t to = (d + 1) * pod_racks < n ? (d + 1) * pod_racks : n;
		size_t at = places_middle(m, rack, d * pod_racks, to);

		for (i = d * pod_racks; i < to; i++)
			plan->rack_domain[rack[i]] = d;
		plan->spine[2 * d] = (struct place){ at, m->rack[at].units };
		plan->spine[2 * d + 1] = plan->spine[2 * d];
	}
	rack_classes(a, m, plan, &s->cls, &s->ncls, &cap);
	patterns_fill(s, m, minimum);
	s->possible = n > 0;
}
