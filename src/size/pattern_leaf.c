/*
 * Patterns of a rack: two leaves of one model and their uplinks, by options,
 * the uplinks' speed, where they are broken out, how ports to hosts are
 * assigned and the families of cables.
 */
#include "size/pattern.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"

/* two leaves with the cables to their hosts; NONE_HALF: not possible */
static size_t
hosts_make(struct pattern_ctx *k, const struct switch_model *s,
    unsigned options, size_t rack, const struct place *at, const char *family,
    const int64_t *from)
{
	kit_clear(&k->own);
	pattern_switch_parts(k, &k->own, s, options, 2);
	return pattern_host_links(k, &k->own, s, options, rack, at,
	           k->plan->topology, family, from) ?
	    pattern_half(k, &k->own) :
	    NONE_HALF;
}

/* the same, once for racks with equal hosts at equal units */
static size_t
hosts_half(struct pattern_ctx *k, const struct switch_model *s,
    unsigned options, size_t rack, const struct place *at, const char *family,
    const int64_t *from)
{
	struct pattern_base x = { s, options, family, { 0 }, NONE_HALF };
	struct pattern_bases *r =
	    pattern_bases_of(k, rack, at, k->plan->topology, from);

	if (r == NULL)
		return hosts_make(k, s, options, rack, at, family, from);
	memcpy(x.from, from, sizeof x.from);
	/* racks use them in one order: it is most often the next */
	for (size_t i = 0; i < r->n; i++) {
		const struct pattern_base *b = &r->base[r->next];

		r->next = (r->next + 1) % r->n;
		if (b->model == s && b->options == options &&
		    b->family == family &&
		    memcmp(b->from, from, sizeof b->from) == 0)
			return b->half;
	}
	x.half = hosts_make(k, s, options, rack, at, family, from);
	PUSH(k->a, r->base, r->n, r->cap, x);
	return x.half;
}

/* links of a leaf to the spines, or of a spine to leaves: each by itself, or so
 * many by a cable that is broken out at one end */
static bool
uplinks_add(struct pattern_ctx *k, struct kit *kit, const struct pattern *pt,
    struct cage leaf, size_t domain, const struct place *at, const char *family)
{
	enum speed_class up = pt->uplink_speed;
	int64_t n = pt->uplinks / 2;
	struct cage x = speed_class_plug(up), y = leaf;
	size_t into = 1;

	if (pt->trunk != TRUNK_NONE) {
		into = SPLIT_INTO;
		n /= SPLIT_INTO;
	}
	if (pt->trunk == TRUNK_SPINE)
		x = speed_class_trunk(up, 0);
	if (pt->trunk == TRUNK_LEAF) {
		x = speed_class_trunk(up, pt->model->dac_max_mm);
		y = speed_class_plug(up);
	}
	for (size_t i = 0; i < 2; i++)
		for (size_t j = 0; j < 2; j++) {
			struct fibre_share s = size_fibre(k->m, k->plan,
			    at[i].rack, 2 * domain + j, i);
			struct cage first = pt->trunk == TRUNK_NONE ? y : x;
			int64_t mm = place_length_mm(k->m, at[i],
			            k->plan->spine[2 * domain + j]),
			        over = pt->trunk != TRUNK_NONE ? 0 :
			    s.links < n                        ? s.links :
			                                         n;
			struct cage by = first;

			by.fibre = s.fibre;
			if ((over > 0 &&
			        !pattern_cables_add(k, kit, by,
			            pt->trunk == TRUNK_NONE ? x : y, into,
			            speed_class_bps[up], mm, family, over)) ||
			    (over < n &&
			        !pattern_cables_add(k, kit, first,
			            pt->trunk == TRUNK_NONE ? x : y, into,
			            speed_class_bps[up], mm, family, n - over)))
				return false;
		}
	return true;
}

/* what leads to two leaves, by family: of one kind throughout, or each link by
 * itself: one spine may be in the rack and the other far away */
static const size_t *
uplinks_each(struct pattern_ctx *k, const struct pattern *pt, struct cage leaf,
    size_t domain, const struct place *at)
{
	size_t *half = NEW(k->a, size_t, k->nfamily + 1), g, i;

	for (g = 0; g <= k->nfamily; g++) {
		half[g] = NONE_HALF;
		kit_clear(&k->draft);
		if (!uplinks_add(k, &k->draft, pt, leaf, domain, at,
		        g < k->nfamily ? k->family[g] : NULL))
			continue;
		for (i = 0; i < 2; i++)
			pattern_oob_parts(k, &k->draft, at[i]);
		half[g] = pattern_half(k, &k->draft);
	}
	return half;
}

static void
ports_reason(struct pattern_ctx *k, struct rack_class *c,
    const struct switch_model *s, enum speed_class up, int64_t u)
{
	struct buf b = buf_new(k->a);

	if (k->quiet)
		return;
	for (int p = 0; p < SPEED_CLASSES; p++) {
		int64_t n = pattern_with_growth(k->m, c->hosts.n[p]);

		if (p == SPEED_COPPER)
			n += size_manage_ports(k->m, s);
		if (c->hosts.n[p] == 0)
			continue;
		if (p == (int)up)
			n += u;
		buf_printf(&b, "%lld %s host ports and ", (long long)n,
		    p == SPEED_COPPER ?
		        "10GBASE-T" :
		        p == SPEED_COPPER_1G ?
		        "1000BASE-T" :
		        num_text(k->a, speed_class_bps[p], UNIT_SPEED));
	}
	pattern_reason(k, c, "%s: %s%lld uplinks of %s don't fit the ports%s",
	    s->id, b.text, (long long)u,
	    num_text(k->a, speed_class_bps[up], UNIT_SPEED),
	    pattern_whole_why(k, c, s));
}

/* a leaf whose ports are assigned in one way, its uplinks broken out or not */
static bool
leaf_equip(struct pattern_ctx *k, struct rack_class *c,
    const struct switch_model *s, unsigned options, enum speed_class up,
    int64_t u, enum trunk trunk, const struct pattern_shares *x)
{
	const struct model *m = k->m;
	struct need need = { { 0 } };
	size_t rack = c->rack[0];
	const struct pattern *kept;
	const size_t *up_half;
	struct pattern pt = { 0 };
	struct place at[2];
	struct cage leaf;

	pt.model = s;
	pt.options = options;
	pt.uplink_speed = up;
	pt.uplinks = u;
	pt.trunk = trunk;
	memcpy(pt.split_from, x->from, sizeof pt.split_from);
	memcpy(pt.split_ports, x->ports, sizeof pt.split_ports);
	pt.lags = 2;
	pattern_shares_need(k, c, x, &need);
	need.n[SPEED_COPPER] += size_manage_ports(m, s);
	if (trunk == TRUNK_LEAF) {
		need.n[speed_class_split(up)] += u / SPLIT_INTO;
		pt.split_ports[speed_class_split(up) - SPLIT_10G] +=
		    u / SPLIT_INTO;
		leaf = speed_class_plug(up);
	} else {
		need.n[up] += u;
		if (!speed_class_cage(s, options, up, &leaf))
			return false;
	}
	if (trunk == TRUNK_SPINE)
		pt.use.n[speed_class_split(up)] = u / SPLIT_INTO;
	else
		pt.use.n[up] = u;
	if (!media_ports_fit(s, options, &need))
		return false;
	at[0] = place_top(m, rack, 0, s->height_u);
	at[1] = place_top(m, rack, s->height_u, s->height_u);
	up_half = uplinks_each(k, &pt, leaf, c->domain, at);
	kept = pattern_kept(k, &pt);
	for (size_t f = 0; f <= k->nfamily; f++) {
		const char *family = f < k->nfamily ? k->family[f] : NULL;
		size_t half =
		    hosts_half(k, s, options, rack, at, family, x->from);

		for (size_t g = 0; g <= k->nfamily && half != NONE_HALF; g++)
			if (up_half[g] != NONE_HALF)
				pattern_add(k, c, kept, family,
				    g < k->nfamily ? k->family[g] : NULL, half,
				    up_half[g]);
	}
	return true;
}

/* what the uplinks of a leaf of a class must carry, bit/s */
static double
leaf_min(const struct pattern_ctx *k, const struct rack_class *c)
{
	const struct model *m = k->m;
	double bps = (double)size_uplink_min(k->minimum, c->rack[0]);

	if (m->want.oversubscription_ppm > 0)
		bps = fmax(bps,
		    c->host_bps * WHOLE_PPM /
		        (double)m->want.oversubscription_ppm);
	if (m->want.utilisation_ppm > 0)
		bps = fmax(bps,
		    (c->out_bps + c->inside_bps / 2) * WHOLE_PPM /
		        (double)m->want.utilisation_ppm);
	return bps;
}

/* the same, or, where uplinks are uniform, what the one with the highest need
 * must */
static double
uplinks_min(const struct pattern_ctx *k, const struct rack_class *c)
{
	double bps = leaf_min(k, c);
	size_t i;

	for (i = 0; k->m->policy.uniform_uplinks && i < k->recipes->ncls; i++)
		if (k->recipes->cls[i].kind == CLASS_RACKS)
			bps = fmax(bps, leaf_min(k, &k->recipes->cls[i]));
	return bps;
}

static void
leaf_try(struct pattern_ctx *k, struct rack_class *c,
    const struct switch_model *s, unsigned options, enum speed_class up)
{
	const struct model *m = k->m;
	const struct pattern_shares *share;
	double min_bps;
	struct need rest = { { 0 } };
	size_t n;
	bool any = false;
	int64_t u, v;

	min_bps = uplinks_min(k, c);
	/* what is cabled stays so */
	u = k->cabled[up];
	if (u < pattern_links_for(min_bps, up))
		u = pattern_links_for(min_bps, up);
	if ((size_t)u > s->lag_members) {
		pattern_reason(k, c,
		    "%s: %lld uplinks of %s are needed, LAGs hold %zu%s", s->id,
		    (long long)u,
		    num_text(k->a, speed_class_bps[up], UNIT_SPEED),
		    s->lag_members, catalog_limit_doubt(s, "lag_members"));
		return;
	}
	for (int trunk = TRUNK_NONE; trunk <= TRUNK_LEAF; trunk++) {
		enum speed_class q = speed_class_split(up);

		v = u;
		if (trunk != TRUNK_NONE)
			v = (u + 2 * SPLIT_INTO - 1) / (2 * SPLIT_INTO) * 2 *
			    SPLIT_INTO;
		if (trunk != TRUNK_NONE &&
		    (q == POOLS || (size_t)v > s->lag_members ||
		        (m->policy.uniform_uplinks && v != u)))
			continue;
		if ((trunk == TRUNK_SPINE && (k->trunks >> up & 1) == 0) ||
		    (trunk == TRUNK_LEAF &&
		        (k->plan->topology == TOPOLOGY_CLOS ||
		            !split_model_can(s, options, up))))
			continue;
		memset(&rest, 0, sizeof rest);
		rest.n[SPEED_COPPER] = size_manage_ports(m, s);
		if (trunk == TRUNK_LEAF)
			rest.n[q] = v / SPLIT_INTO;
		else
			rest.n[up] += v;
		/* no room for the uplinks alone: none with the hosts */
		if (!media_ports_fit(s, options, &rest))
			continue;
		n = pattern_shares_find(k, c, s, options, &rest, &share);
		for (size_t i = 0; i < n; i++)
			any |= leaf_equip(k, c, s, options, up, v,
			    (enum trunk)trunk, &share[i]);
	}
	if (!any)
		ports_reason(k, c, s, up, u);
	else if (c->nrecipe == 0)
		pattern_reason(k, c,
		    "%s: no cable in the catalog connects the ports to the "
		    "hosts' or the spines'",
		    s->id);
}

void
pattern_leaves(struct pattern_ctx *k, struct rack_class *c)
{
	const struct catalog *cat = k->m->catalog;
	unsigned options;

	for (size_t i = 0; i < cat->nsw; i++) {
		const struct switch_model *s = &cat->sw[i];

		if (pattern_model_out(k, c, s, false))
			continue;
		if (2 * s->height_u > place_free_top(k->m, c->rack[0])) {
			pattern_reason(k, c,
			    "%s: rack '%s' has "
			    "%lld units free at its top, two leaves need %lld",
			    s->id, k->m->rack[c->rack[0]].name,
			    (long long)place_free_top(k->m, c->rack[0]),
			    (long long)(2 * s->height_u));
			continue;
		}
		if (2 * s->height_u > k->plan->leaf_zone) {
			pattern_reason(k, c,
			    "%s: two such leaves leave no rack room for a "
			    "spine",
			    s->id);
			continue;
		}
		if (!pattern_power_fits(k, c, s, c->rack[0], 2))
			continue;
		for (options = 0; options < pattern_options_end(s); options++)
			for (int p = SPEED_10G; p < SPEED_CLASSES; p++)
				if (pattern_options_sensible(s, options) &&
				    (k->minimum->pools == 0 ||
				        (k->minimum->pools >> p & 1) != 0))
					leaf_try(k, c, s, options,
					    (enum speed_class)p);
	}
}
