/*
 * How a switch's ports are assigned in a pattern: what growth and expansion
 * keep free, how many links carry a load, and which ports to hosts are broken
 * out where there are too few as they are.
 */
#include "size/pattern.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "model/previous.h"

const int64_t pattern_no_split[POOLS - SPLIT_10G] = { INT64_MAX, INT64_MAX };

int64_t
pattern_with_growth(const struct model *m, int64_t ports)
{
	int64_t left = WHOLE_PPM - m->want.growth_ppm, more;

	if (left <= 0)
		return INT64_MAX / 4;
	more = size_expanded(m, ports);
	ports = (ports * WHOLE_PPM + left - 1) / left;
	return ports > more ? ports : more;
}

int64_t
pattern_links_for(double bps, enum speed_class p)
{
	int64_t n = (int64_t)ceil(bps / (double)speed_class_bps[p] - 1e-9);

	if (n < 2)
		n = 2;
	return n + n % 2;
}

static bool
tally_same(const struct pattern_tally *x, const struct pattern_tally *y)
{
	return x->nrack == y->nrack &&
	    memcmp(&x->hosts, &y->hosts, sizeof x->hosts) == 0 &&
	    (x->nrack == 0 ||
	        memcmp(x->rack, y->rack, x->nrack * sizeof *x->rack) == 0);
}

/* ports to hosts of the class, rack by rack in the order of size_splits, and
 * what was found for classes with as many */
static struct pattern_tally *
tally_of(struct pattern_ctx *k, const struct rack_class *c, size_t rack)
{
	struct pattern_tally all = { .hosts = c->hosts };
	size_t i, cap = 0, last = NONE_RACK;

	if (k->tally_of == c)
		return &k->tally[k->tallied];
	k->tally_of = c;
	for (i = 0; i < k->m->nend; i++) {
		const struct host *h = &k->m->host[k->by_rack[i]];

		if (rack != NONE_RACK &&
		    size_head(k->plan->head, h->rack) != rack)
			continue;
		for (size_t port = 0; port < h->nports; port++) {
			const struct nic_group *g = model_port(h, port);
			size_t side =
			    size_port_side(k->m, h, port, k->plan->topology);
			enum speed_class q = speed_class_split(
			    speed_class_of(g->media, g->speed_bps));

			if (side == NO_SIDE || q == POOLS)
				continue;
			if (all.nrack == 0 || h->rack != last)
				PUSH(k->a, all.rack, all.nrack, cap,
				    ((struct pattern_count){ { { 0 } } }));
			last = h->rack;
			assert(all.rack != NULL);
			all.rack[all.nrack - 1].n[q - SPLIT_10G][side]++;
		}
	}
	for (i = 0; i < k->ntally; i++)
		if (tally_same(&k->tally[i], &all))
			break;
	k->tallied = i;
	if (i == k->ntally)
		PUSH(k->a, k->tally, k->ntally, k->captally, all);
	return &k->tally[i];
}

/* beside an earlier design ports stay on the cables they are on */
static int64_t
cables_shared(const struct pattern_ctx *k, size_t rack, enum speed_class q,
    int64_t from)
{
	struct place at = { rack == NONE_RACK ? 0 : rack, 1 };
	struct arena_mark mark = arena_save(k->scratch);
	int64_t most = 0;

	for (size_t side = 0; side < 2; side++) {
		struct splits s = size_splits(k->scratch, k->m, k->plan->head,
		    rack, k->plan->topology, side, q, at, from);

		most = (int64_t)s.ncable > most ? (int64_t)s.ncable : most;
	}
	arena_restore(k->scratch, mark);
	return most;
}

/* ports that are broken out for `all` ports with what growth keeps, if those
 * from the from-th on share cables */
static int64_t
tally_ports(const struct pattern_ctx *k, size_t rack, enum speed_class q,
    const struct pattern_tally *x, int64_t all, int64_t from)
{
	int64_t most = (all - from + SPLIT_INTO - 1) / SPLIT_INTO;
	size_t pool = (size_t)(speed_class_split(q) - SPLIT_10G), side, r;

	if (k->m->previous != NULL) {
		int64_t shared = cables_shared(k, rack, q, from);

		return shared > most ? shared : most;
	}
	for (side = 0; side < 2; side++) {
		int64_t skip = from, cables = 0;

		for (r = 0; r < x->nrack; r++) {
			int64_t n = x->rack[r].n[pool][side],
			        off = skip < n ? skip : n;

			skip -= off;
			cables += (n - off + SPLIT_INTO - 1) / SPLIT_INTO;
		}
		most = cables > most ? cables : most;
	}
	return most;
}

/* the most existing host links with a port of their own at a switch of these
 * racks: they stay on it */
static int64_t
whole_standing(const struct pattern_ctx *k, size_t rack, enum speed_class q)
{
	const struct previous *p = k->m->previous;
	int64_t most = 0;

	for (size_t w = 0; p != NULL && w < p->nsw; w++) {
		int64_t n = 0;

		for (size_t i = 0; i < p->nlink; i++) {
			const struct previous_link *l = &p->link[i];

			n += l->end[0].sw == &p->sw[w] && l->breakout == NULL &&
			    l->host < k->m->nend &&
			    l->speed_bps == speed_class_bps[q] &&
			    (rack == NONE_RACK || p->sw[w].rack == rack);
		}
		most = n > most ? n : most;
	}
	return most;
}

/* so many ports broken out, and on them as few links as there have to be, and a
 * few more: what is broken out is bought with all its strands, and each that is
 * used saves a cable of one link, or makes one longer.  How many ways. */
static size_t
shares_of(const struct pattern_ctx *k, size_t rack, enum speed_class q,
    const struct pattern_tally *t, int64_t all, int64_t native,
    struct pattern_shares *out, size_t at)
{
	int64_t ports = tally_ports(k, rack, q, t, all, native), from,
	        stand = whole_standing(k, rack, q);
	size_t pool = (size_t)(speed_class_split(q) - SPLIT_10G), n = 0;

	for (from = native; from >= 0 && n < SPLIT_INTO &&
	     (from == native ||
	         (from >= stand &&
	             tally_ports(k, rack, q, t, all, from) == ports));
	     from--) {
		out[at + n] = out[0];
		out[at + n].from[pool] = from;
		out[at + n++].ports[pool] = ports;
	}
	return n;
}

/* the largest number of links that keep a port each with which it all fits; -1:
 * none does.  x: what else there is */
static int64_t
whole_most(const struct pattern_ctx *k, size_t rack, enum speed_class q,
    const struct pattern_tally *t, int64_t all, const struct port_uses *uses,
    const struct need *x)
{
	int64_t native;

	for (native = all; native >= 0; native--) {
		struct need y = *x;

		y.n[q] += native;
		if (native < all)
			y.n[speed_class_split(q)] +=
			    tally_ports(k, rack, q, t, all, native);
		if (media_ports_uses_fit(uses, &y))
			break;
	}
	return native;
}

/* hosts at both speeds, of which neither fit unless the others share ports too:
 * one way, if there is any */
static size_t
both_shared(struct pattern_ctx *k, const struct rack_class *c, size_t rack,
    const struct pattern_tally *t, const struct port_uses *uses,
    const struct need *need, struct pattern_shares *out)
{
	static const enum speed_class q[] = { SPEED_10G, SPEED_25G };
	struct need x = *need;
	int64_t all[2], native;
	size_t at;

	for (size_t i = 0; i < SPEED_CLASSES; i++)
		if (i != SPEED_10G && i != SPEED_25G)
			x.n[i] += pattern_with_growth(k->m, c->hosts.n[i]);
	for (size_t i = 0; i < 2; i++)
		all[i] = pattern_with_growth(k->m, c->hosts.n[q[i]]);
	/* the faster all share while the slower are counted */
	x.n[SPLIT_25G] += tally_ports(k, rack, q[1], t, all[1], 0);
	for (size_t i = 0; i < 2; i++) {
		native = whole_most(k, rack, q[i], t, all[i], uses, &x);
		if (native < 0 || native == all[i])
			return 0;
		at = (size_t)(speed_class_split(q[i]) - SPLIT_10G);
		out->from[at] = native;
		out->ports[at] = tally_ports(k, rack, q[i], t, all[i], native);
		if (i == 0) {
			x.n[SPLIT_25G] = need->n[SPLIT_25G];
			x.n[SPEED_10G] += native;
			x.n[SPLIT_10G] += out->ports[at];
		}
	}
	return 1;
}

static size_t
shares_find(struct pattern_ctx *k, const struct rack_class *c, size_t rack,
    const struct pattern_tally *t, const struct switch_model *s,
    unsigned options, const struct need *need, struct pattern_shares *out)
{
	size_t n = 1, lacking = 0;
	struct arena_mark before = arena_save(k->scratch);
	struct port_uses uses = media_ports_uses(k->scratch, s, options);

	memcpy(out[0].from, pattern_no_split, sizeof pattern_no_split);
	memset(out[0].ports, 0, sizeof out[0].ports);
	for (int p = SPEED_10G; p <= SPEED_25G; p++) {
		enum speed_class q = (enum speed_class)p;
		struct need x = *need;
		int64_t all = pattern_with_growth(k->m, c->hosts.n[p]), native;

		if (c->hosts.n[p] == 0 || !split_model_can(s, options, q))
			continue;
		for (size_t i = 0; i < SPEED_CLASSES; i++)
			if (i != (size_t)p)
				x.n[i] +=
				    pattern_with_growth(k->m, c->hosts.n[i]);
		native = whole_most(k, rack, q, t, all, &uses, &x);
		lacking += native < 0;
		/* some, where there are too few: ports that are there as they
		 * are come first, and what is broken out may be for growth */
		if (native < all)
			n += shares_of(k, rack, q, t, all,
			    native > 0 ? native : 0, out, n);
	}
	if (lacking == 2) {
		out[n] = out[0];
		n += both_shared(k, c, rack, t, &uses, need, &out[n]);
	}
	arena_restore(k->scratch, before);
	return n;
}

size_t
pattern_shares_find(struct pattern_ctx *k, const struct rack_class *c,
    const struct switch_model *s, unsigned options, const struct need *need,
    const struct pattern_shares **out)
{
	size_t rack = c->kind == CLASS_RACKS ? c->rack[0] : NONE_RACK;
	struct pattern_tally *t = tally_of(k, c, rack);
	struct pattern_ways w = { s, options, *need, NULL, 0 };
	struct pattern_shares share[PATTERN_SHARES], *kept;

	/* beside an earlier design each rack has cables of its own */
	for (size_t i = 0; k->m->previous == NULL && i < t->n; i++) {
		const struct pattern_ways *x = &t->ways[t->next];

		/* classes ask in one order: it is most often the next */
		t->next = (t->next + 1) % t->n;
		if (x->model == s && x->options == options &&
		    memcmp(&x->need, need, sizeof *need) == 0) {
			*out = x->share;
			return x->n;
		}
	}
	w.n = shares_find(k, c, rack, t, s, options, need, share);
	kept = NEW(k->a, struct pattern_shares, w.n);
	memcpy(kept, share, w.n * sizeof *share);
	*out = w.share = kept;
	if (k->m->previous == NULL)
		PUSH(k->a, t->ways, t->n, t->cap, w);
	return w.n;
}

void
pattern_shares_need(const struct pattern_ctx *k, const struct rack_class *c,
    const struct pattern_shares *x, struct need *need)
{
	for (int p = 0; p < SPEED_CLASSES; p++) {
		enum speed_class q = speed_class_split((enum speed_class)p);
		int64_t all = pattern_with_growth(k->m, c->hosts.n[p]);

		if (q != POOLS && x->from[q - SPLIT_10G] < all) {
			all = x->from[q - SPLIT_10G];
			need->n[q] += x->ports[q - SPLIT_10G];
		}
		need->n[p] += all;
	}
}
