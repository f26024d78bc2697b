/*
 * DOC: a pattern is one complete way to equip a rack (two leaves), a pair of
 * switches, a pair of spines or the LAG between two domains: model, options,
 * links and media, with the parts it needs and the ports it takes of each
 * spine.  Only patterns that keep every requirement within themselves (ports
 * with growth, oversubscription, steady load under a failure, LAG members,
 * rack units, lossless queues) are made, and of each model and speed only the
 * one with the fewest links: more links cost more and take more of the spine,
 * so they can't be in a cheaper design.  What is left to the program is the
 * choice among them under the spines' ports, the spares and the budget.
 */
#include "size/pattern.h"

#include <math.h>
#include <string.h>

#include "size/existing_parts.h"

static void
fabric_patterns(struct pattern_ctx *k, struct rack_class *c)
{
	double min_bps = (double)k->minimum->fabric_bps;

	/* with a switch of either pair out, half of the links are left */
	if (k->m->want.utilisation_ppm > 0)
		min_bps = fmax(min_bps,
		    traffic_across(k->a, k->m, k->plan->rack_domain) *
		        WHOLE_PPM / (double)k->m->want.utilisation_ppm);
	for (int p = SPEED_10G; p < SPEED_CLASSES; p++) {
		int64_t n = existing_links(k->a, k->m, k->plan->topology,
		    (struct section){ CLASS_FABRIC, 0 }, "uplink",
		    speed_class_bps[p]);

		if (n < pattern_links_for(min_bps, (enum speed_class)p))
			n = pattern_links_for(min_bps, (enum speed_class)p);
		for (size_t f = 0; f <= k->nfamily; f++) {
			const char *ff = f < k->nfamily ? k->family[f] : NULL;
			struct pattern pt = { 0 };
			bool ok = true;

			kit_clear(&k->draft);

			memcpy(pt.split_from, pattern_no_split,
			    sizeof pattern_no_split);
			pt.uplink_speed = (enum speed_class)p;
			pt.uplinks = n;
			pt.uplink_family = ff;
			pt.use.n[p] = n;
			pt.lags = 1;
			for (size_t i = 0; i < 2 && ok; i++)
				for (size_t j = 2; j < 4 && ok; j++)
					ok = pattern_links_add(k, &k->draft,
					    speed_class_plug(
					        (enum speed_class)p),
					    speed_class_plug(
					        (enum speed_class)p),
					    speed_class_bps[p],
					    place_length_mm(k->m,
					        k->plan->spine[i],
					        k->plan->spine[j]),
					    ff, n / 2);
			if (ok)
				pattern_add(k, c, pattern_kept(k, &pt), NULL,
				    ff, pattern_half(k, &k->draft), NONE_HALF);
		}
	}
}

/* the pools whose uplinks some spine that may be chosen can break out */
static unsigned
trunks_of(struct pattern_ctx *k)
{
	const struct catalog *cat = k->m->catalog;
	enum topology t = k->plan->topology;
	unsigned set = 0;
	size_t i;

	for (i = 0;
	     i < cat->nsw && (t == TOPOLOGY_SPINE_LEAF || t == TOPOLOGY_EVLT);
	     i++)
		if (candidate_model_out(k->a, k->m, &cat->sw[i], t, true) ==
		    NULL)
			for (int p = SPEED_10G; p <= SPEED_25G; p++)
				if (split_model_can(&cat->sw[i],
				        pattern_options_end(&cat->sw[i]) - 1,
				        (enum speed_class)p))
					set |= 1u << p;
	return set;
}

static void
class_fill(struct pattern_ctx *k, struct rack_class *c)
{
	switch (c->kind) {
	case CLASS_RACKS:
		pattern_leaves(k, c);
		break;
	case CLASS_PAIR:
	case CLASS_SPINES:
		pattern_pairs(k, c);
		break;
	case CLASS_FABRIC:
		fabric_patterns(k, c);
		break;
	}
}

void
patterns_fill(struct recipes *s, const struct model *m,
    const struct min_bandwidth *minimum)
{
	struct pattern_ctx k = { .a = s->a,
		.scratch = arena_new(),
		.m = m,
		.plan = &s->plan,
		.minimum = minimum,
		.recipes = s };

	k.family = media_cable_families(s->a, m->catalog, &k.nfamily);
	k.by_rack = size_by_rack(s->a, m);
	k.trunks = trunks_of(&k);
	for (size_t i = 0; i < s->ncls; i++) {
		struct rack_class *c = &s->cls[i];
		int p;

		c->owned = existing_parts(s->a, m, s->plan.topology,
		    (struct section){ c->kind,
		        c->kind == CLASS_RACKS      ? c->rack[0] :
		            c->kind == CLASS_SPINES ? c->domain :
		                                      0 });
		for (p = 0; c->kind == CLASS_RACKS && p < SPEED_CLASSES; p++)
			k.cabled[p] = existing_links(s->a, m, s->plan.topology,
			    (struct section){ CLASS_RACKS, c->rack[0] },
			    "uplink", speed_class_bps[p]);
		/* why models don't fit is reported where none does, and where
		 * an existing one may be among them */
		k.quiet = s->plan.topology != TOPOLOGY_CLOS &&
		    !existing_goes_on(m, s->plan.topology);
		k.growing = arena_new();
		class_fill(&k, c);
		if (c->nrecipe == 0 && k.quiet) {
			k.quiet = false;
			class_fill(&k, c);
		}
		c->recipe = arena_grow(s->a, c->recipe, c->nrecipe,
		    c->nrecipe + 1, sizeof *c->recipe);
		c->caprecipe = c->nrecipe + 1;
		arena_free(k.growing);
		recipes_group(s->a, m, &s->cls[i]);
	}
	arena_free(k.scratch);
}
