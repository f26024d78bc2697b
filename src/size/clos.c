/*
 * DOC: a routed fabric for a site, by enumeration.
 *
 * Two layers where they hold: for each speed and number U of a leaf's uplinks
 * and each spine model of P ports the fewest spines, S = ceil(L U / P), of
 * which each leaf reaches every one (S <= U, L <= P).  Else three, as pods
 * (Andreyev, "Introducing data center fabric", 2014): a pod's leaves have their
 * uplinks spread over F switches of a middle layer, each with as much upwards
 * as downwards; the i-th of every pod are joined by a plane of spines.  Leaves
 * are the cheapest of each class of racks for that speed and number.
 * Spines are counted as by Solnushkin's fat-tree tool (arXiv:1301.6179), but
 * for one rule: there a leaf has as many links to one spine as to another, here
 * its uplinks go round the spines, and one may have a link more.  ECMP then
 * sends it more than its links to the other leaves are made for: said where
 * that is.
 *
 * Switches of the upper layers stand in racks of their own in the middle of
 * their pod, the spines in the middle of all.  Spares are rounded up at the
 * end, so of plans that differ by less than a spare the cheaper may be missed:
 * the figure is for comparison.
 */
#include "size/clos.h"

#include <assert.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"

enum { UPLINKS = 16 };

struct clos_ctx {
	struct arena *a;
	const struct model *m;
	struct clos *out;
	size_t racks; /* with hosts */
};

/* a way to build it, with its price as far as it decides the choice */
struct form {
	enum speed_class pool,
	    upper; /* of leaves' uplinks; of the middle layer's */
	int64_t uplinks;
	const struct switch_model *fabric, *spine;
	unsigned fabric_options, spine_options;
	int64_t fabrics_a_pod, pod_racks, pods, fabric_uplinks;
	int64_t spines; /* in all */
	bool uneven;
	int64_t cents;
};

static int64_t
switch_cents(const struct model *m, const struct switch_model *s,
    unsigned options)
{
	int64_t sum = 0, unit;

	if (price_unit(m, &s->part, &unit))
		sum = unit;
	for (size_t i = 0; i < s->noption; i++)
		if ((options >> i & 1) != 0 &&
		    price_unit(m, &s->option[i].part, &unit))
			sum += unit;
	return sum;
}

static void
reason(struct clos_ctx *z, const char *text)
{
	PUSH(z->a, z->out->reason, z->out->nreason, z->out->capreason, text);
}

/* what the leaves cost with these uplinks; false if a class has none */
static bool
leaves(struct clos_ctx *z, struct sizing *plan, const struct form *f,
    size_t pod_racks, struct ledger *parts, int64_t *cents)
{
	struct min_bandwidth minimum = { f->uplinks * speed_class_bps[f->pool],
		0, 0, 1u << f->pool, NULL };
	struct rack_class *cls;
	size_t ncls;

	memset(plan, 0, sizeof *plan);
	plan->topology = TOPOLOGY_CLOS;
	if (!patterns_make_pods(z->a, z->m, plan, pod_racks, &minimum, &cls,
	        &ncls))
		return false;
	*cents = 0;
	for (size_t i = 0; i < ncls; i++) {
		const struct pattern *best = NULL;

		for (size_t k = 0; k < cls[i].npattern; k++) {
			const struct pattern *p = &cls[i].pattern[k];

			if (p->uplinks == f->uplinks &&
			    p->trunk == TRUNK_NONE &&
			    (best == NULL || p->cents < best->cents))
				best = p;
		}
		if (best == NULL) {
			for (size_t k = 0; k < cls[i].nreason && k < 3; k++)
				sizing_reason(z->a, plan, "%s",
				    cls[i].reason[k]);
			return false;
		}
		*cents += best->cents * (int64_t)cls[i].n;
		if (parts != NULL)
			ledger_merge(parts, &best->parts, (int64_t)cls[i].n);
	}
	return true;
}

static void
better(struct form *best, const struct form *f)
{
	if (best->uplinks == 0 || f->cents < best->cents)
		*best = *f;
}

int64_t
clos_cores(int64_t edges, int64_t uplinks, int64_t ports)
{
	int64_t cores;

	if (ports == 0 || edges > ports)
		return 0;
	cores = (edges * uplinks + ports - 1) / ports;
	/* each edge has a link to each core */
	return cores <= uplinks ? cores : 0;
}

/* a spine layer of some model over so many switches of so many uplinks */
static bool
spines_of(struct clos_ctx *z, struct form *f, const struct switch_model *s,
    unsigned options, enum speed_class p, int64_t below, int64_t uplinks,
    int64_t planes)
{
	int64_t n = clos_cores(below, uplinks,
	    media_ports_serving(s, options, 1u << p));

	/* one spine alone would be a single point of failure */
	if (n > 0 && n * planes < 2)
		n = 2;
	if (n == 0 || n > uplinks)
		return false;
	f->spine = s;
	f->spine_options = options;
	f->spines = n * planes;
	f->uneven = uplinks % n != 0;
	f->cents += f->spines * switch_cents(z->m, s, options);
	return true;
}

static void
two_layers(struct clos_ctx *z, struct form f, size_t model, unsigned options,
    struct form *best)
{
	if (spines_of(z, &f, &z->m->catalog->sw[model], options, f.pool,
	        2 * (int64_t)z->racks, f.uplinks, 1))
		better(best, &f);
}

/* the most racks whose leaves a middle switch takes with as much upwards */
static int64_t
pod_size(const struct switch_model *s, unsigned options, enum speed_class down,
    enum speed_class up, int64_t bundle, int64_t racks, int64_t *uplinks)
{
	for (; racks > 0; racks--) {
		struct need need = { { 0 } };
		int64_t n = 2 * racks * bundle;

		*uplinks =
		    (n * speed_class_bps[down] + speed_class_bps[up] - 1) /
		    speed_class_bps[up];
		need.n[down] += n;
		need.n[up] += *uplinks;
		if (media_ports_fit(s, options, &need))
			break;
	}
	return racks;
}

static void
planes_of(struct clos_ctx *z, struct form f, struct form *best)
{
	const struct catalog *cat = z->m->catalog;
	unsigned options;
	size_t i;

	for (i = 0; i < cat->nsw; i++)
		for (options = 0; options < 1u
		         << (cat->sw[i].noption < 8 ? cat->sw[i].noption : 8);
		     options++) {
			struct form x = f;

			if (candidate_model_out(z->a, z->m, &cat->sw[i],
			        TOPOLOGY_CLOS, true) == NULL &&
			    spines_of(z, &x, &cat->sw[i], options, x.upper,
			        x.pods, x.fabric_uplinks, x.fabrics_a_pod))
				better(best, &x);
		}
}

static void
three_layers(struct clos_ctx *z, struct form f, size_t model, unsigned options,
    struct form *best)
{
	const struct switch_model *s = &z->m->catalog->sw[model];
	int64_t bundle, racks = (int64_t)z->racks;

	f.fabric = s;
	f.fabric_options = options;
	for (bundle = 1; 2 * bundle <= f.uplinks; bundle++)
		for (int up = SPEED_10G; up < SPEED_CLASSES; up++) {
			struct form x = f;

			if (f.uplinks % bundle != 0)
				continue;
			x.upper = (enum speed_class)up;
			x.fabrics_a_pod = f.uplinks / bundle;
			x.pod_racks = pod_size(s, options, f.pool, x.upper,
			    bundle, racks, &x.fabric_uplinks);
			if (x.pod_racks == 0)
				continue;
			/* equal pods, and the last not almost empty */
			x.pods = (racks + x.pod_racks - 1) / x.pod_racks;
			x.pod_racks = (racks + x.pods - 1) / x.pods;
			assert(x.pods > 0 && x.pod_racks > 0);
			pod_size(s, options, f.pool, x.upper, bundle,
			    x.pod_racks, &x.fabric_uplinks);
			x.pods = (racks + x.pod_racks - 1) / x.pod_racks;
			x.cents += x.pods * x.fabrics_a_pod *
			    switch_cents(z->m, s, options);
			planes_of(z, x, best);
		}
}

/* the same in an arena of its own; what the one before held is given back */
static bool
leaves_again(struct clos_ctx *z, struct sizing *plan, struct form *f,
    struct arena **own)
{
	struct arena *a = z->a;
	bool found;

	arena_free(*own);
	*own = z->a = arena_child(a);
	found = leaves(z, plan, f, 0, NULL, &f->cents);
	z->a = a;
	return found;
}

/* plan: of the last that was tried */
static struct form
cheapest(struct clos_ctx *z, struct sizing *plan,
    void (*layers)(struct clos_ctx *, struct form, size_t, unsigned,
        struct form *))
{
	const struct catalog *cat = z->m->catalog;
	struct form best = { 0 }, f = { 0 };
	struct arena *own = NULL;
	unsigned options;

	for (int p = SPEED_10G; p < SPEED_CLASSES; p++)
		for (f.uplinks = 2; f.uplinks <= UPLINKS; f.uplinks += 2) {
			f.pool = (enum speed_class)p;
			if (!leaves_again(z, plan, &f, &own))
				continue;
			for (size_t i = 0; i < cat->nsw; i++)
				for (options = 0;
				     candidate_model_out(z->a, z->m,
				         &cat->sw[i], TOPOLOGY_CLOS,
				         true) == NULL &&
				     options < 1u << (cat->sw[i].noption < 8 ?
				                       cat->sw[i].noption :
				                       8);
				     options++)
					layers(z, f, i, options, &best);
		}
	return best;
}

/* the links from the pods' middles to the middle of all */
static bool
pods_up(struct clos_ctx *z, const struct sizing *pods, const struct sizing *all,
    const struct form *f)
{
	struct cage end = speed_class_plug(f->upper);

	for (size_t d = 0; d < pods->ndomain; d++) {
		struct link_choice c;

		if (!media_link_choose(z->m, end, end, 1,
		        speed_class_bps[f->upper],
		        place_length_mm(z->m, pods->spine[2 * d],
		            all->spine[0]),
		        NULL, &c)) {
			reason(z,
			    "no cable in the catalog reaches from a pod "
			    "to the spines");
			return false;
		}
		media_link_parts(&z->out->parts, &c,
		    f->fabrics_a_pod * f->fabric_uplinks);
	}
	return true;
}

static void
core_links(struct clos_ctx *z)
{
	const struct model *m = z->m;
	enum speed_class p = speed_class_of(m->core.media, m->core.speed_bps);
	struct cage theirs = { m->core.media, 0, false, NULL };
	struct link_choice c;

	if (!size_core_used(m, TOPOLOGY_CLOS) || p == SPEED_CLASSES ||
	    !media_link_choose(m, speed_class_plug(p), theirs, 1,
	        speed_class_bps[p], place_core_length_mm(m), NULL, &c))
		return;
	media_link_parts(&z->out->parts, &c,
	    (int64_t)m->core.switches.n * m->core.links);
	reason(z,
	    "the core connects to two of the leaves: cables are counted, ports "
	    "are not");
}

static void
tell(struct clos_ctx *z, const struct form *f)
{
	struct clos *c = z->out;
	struct buf b = buf_new(z->a);

	if (c->layers == 3)
		buf_printf(&b,
		    "%zu %s (spine, %lld planes), %zu %s (middle, "
		    "%zu pods), ",
		    c->spines, f->spine->id, (long long)f->fabrics_a_pod,
		    c->fabrics, f->fabric->id, c->pods);
	else
		buf_printf(&b, "%zu %s (spine), ", c->spines, f->spine->id);
	buf_printf(&b, "%zu leaves of %lld x %s", c->leaves,
	    (long long)f->uplinks,
	    num_text(z->a, speed_class_bps[f->pool], UNIT_SPEED));
	c->summary = b.text;
	reason(z,
	    "for comparison: sized and priced, but neither simulated nor "
	    "rendered, and never recommended");
	reason(z,
	    "routed to the leaf: a subnet can't span racks, so live migration, "
	    "CSV and storage need one subnet per rack, or an overlay");
	if (c->uneven)
		reason(z,
		    "a leaf's uplinks are not a multiple of the number of "
		    "spines: ECMP loads the spines unevenly");
}

struct clos
clos_size(struct arena *a, const struct model *m)
{
	struct clos c = { 0 };
	struct clos_ctx z = { a, m, &c, 0 };
	struct sizing all = { 0 }, pods = { 0 };
	struct form f;
	bool *seen = NEW(a, bool, m->nrack + 1);
	int64_t unused;

	for (size_t i = 0; i < m->nend; i++)
		if (!seen[m->host[i].rack]) {
			seen[m->host[i].rack] = true;
			z.racks++;
		}
	c.parts.a = a;
	c.layers = 2;
	f = cheapest(&z, &all, two_layers);
	if (f.uplinks == 0) {
		c.layers = 3;
		f = cheapest(&z, &all, three_layers);
	}
	if (f.uplinks == 0) {
		reason(&z,
		    "no candidate switches form a routed fabric of two or "
		    "three layers for it");
		for (size_t i = 0; i < all.nreason && i < 4; i++)
			reason(&z, all.reason[i]);
		return c;
	}
	if (!leaves(&z, &pods, &f, (size_t)f.pod_racks, &c.parts, &unused))
		return c;
	if (c.layers == 3) {
		c.pods = pods.ndomain;
		c.fabrics = c.pods * (size_t)f.fabrics_a_pod;
		ledger_add_switch(&c.parts, m, f.fabric, f.fabric_options,
		    (int64_t)c.fabrics);
		if (!pods_up(&z, &pods, &all, &f))
			return c;
	}
	c.leaves = 2 * z.racks;
	c.spines = (size_t)f.spines;
	c.uplinks = f.uplinks;
	c.pool = f.pool;
	c.uneven = f.uneven;
	c.fabric = f.fabric;
	c.spine = f.spine;
	ledger_add_switch(&c.parts, m, f.spine, f.spine_options, f.spines);
	core_links(&z);
	ledger_add_fixed(&c.parts, m, NONE_RACK);
	tell(&z, &f);
	c.found = ledger_cost(m, &c.parts, &c.cents, NULL);
	return c;
}
