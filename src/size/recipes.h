/*
 * What a site may be equipped with, apart from prices: the classes of a
 * topology and what each pattern of them is made of.  It is the same at all
 * prices, so that a question about prices starts here.  Private to the room.
 */
#ifndef SIZE_RECIPES_H
#define SIZE_RECIPES_H

#include "size/market.h"
#include "size/prefer.h"

#define NONE_HALF ((size_t)-1)

/* a pattern before prices are known, in two halves that others share: what is
 * in the rack, and what leads to it */
struct recipe {
	const struct pattern *is; /* without families, parts and costs: one for
				   * all that differ in these alone */
	const char *host_family, *uplink_family;
	size_t half[2]; /* of the recipes'; NONE_HALF: nothing more */
};

struct recipes {
	struct arena *a;
	struct market *market;
	struct sizing
	    plan; /* what is not of prices: places, domains, reasons */
	struct rack_class *cls;
	size_t ncls;
	const struct kit **half;
	size_t nhalf, caphalf;
	struct recipes *of;  /* whose recipes these are, grouped for other
			   * preferences; NULL: its own */
	bool possible;       /* false: the topology is out */
	bool kept;           /* used again, at other prices */
	int64_t *half_cents; /* at the catalogs' prices; NULL: not priced yet */
	struct uses *uses;   /* NULL: not used at others yet */
};

/* recipes_price.c: its classes with their patterns at the model's prices */
struct rack_class *
recipes_price(struct arena *a, const struct model *m, struct recipes *s);

/* nodes of a search at most; 0: as many as usual */
long size_memo_nodes(const struct size_memo *memo);

/* is any optimum of this cost as good as another?  (size_memo_any_below) */
bool size_memo_any(struct size_memo *memo, double cost);

/* plans that were found for the site's requirements, by topology, share and
 * minimum bandwidths: what holds at some prices holds at all, and bounds the
 * cheapest */
void size_memo_keep(struct size_memo *memo, const struct model *m,
    const struct sizing *plan);
/* cents with energy and premiums of the cheapest of them at these prices;
 * INFINITY: none is known.  premium NULL: nothing is preferred */
double size_memo_known(struct size_memo *memo, const struct model *m,
    const struct sizing *plan, const struct prefer_price *premium);

/* what every plan of a topology costs at least, at the prices it was found for:
 * at none of them lower it is a bound as well */
void size_memo_bound(struct size_memo *memo, const struct model *m,
    enum topology t, double least);
/* the highest of those that hold at the model's prices; -INFINITY: none does */
double size_memo_least(const struct size_memo *memo, const struct model *m,
    enum topology t);

/* class.c: the classes, and their recipes by patterns_fill (pattern.c) */
void recipes_fill(struct recipes *s, const struct model *m,
    const struct min_bandwidth *minimum);
/* topology_rules.c: why the plan's topology can't carry the site (reason) */
void
sizing_topology_rules(struct arena *a, const struct model *m, struct sizing *p);
void recipes_fill_pods(struct recipes *s, const struct model *m,
    size_t pod_racks, const struct min_bandwidth *minimum);
void patterns_fill(struct recipes *s, const struct model *m,
    const struct min_bandwidth *minimum);

/*
 * What the recipes of a class cost.  least, most: to buy, with the spares they
 * surely add and with those of their own; there: what their switches are of
 * these that may be there already (existing:).
 */
struct recipe_costs {
	int64_t *cents, *least, *most, *energy, *there;
	/* which are not as at the catalogs' prices (NULL: all may be), and what
	 * is bought for these, as it is asked for */
	const bool *changed;
	const struct ledger **bought;
};
/* what is bought for one of them */
const struct ledger *
recipe_bought(struct arena *a, const struct prices *p, const struct recipes *s,
    const struct rack_class *c, const struct recipe_costs *of, size_t i);

/* prune.c: recipes into groups; then which can't be in a cheapest design at
 * these prices: true in `out` */
void
recipes_group(struct arena *a, const struct model *m, struct rack_class *c);
void
recipes_prune(struct arena *a, const struct prices *p, const struct recipes *s,
    const struct rack_class *c, const struct recipe_costs *costs, bool *out);

#endif
