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
#include "size/stock.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "size/standing.h"

struct pattern_ctx {
	struct arena *a;
	const struct model *m;
	struct sizing *plan;
	const struct min_bandwidth *floors;
	const char **family;
	size_t nfamily;
	struct stock *stock;
	int64_t cabled[SPEED_CLASSES]; /* uplinks that stand of each leaf */
	struct run *run;               /* cables to hosts, as last asked for */
	size_t nrun;
	size_t *by_rack; /* hosts and devices, rack by rack */
	size_t run_rack;
	struct place run_at[2];
	bool run_there;
	int64_t run_from[POOLS - SPLIT_10G];
	unsigned trunks; /* pools of uplinks that some spine can break out */
};

static const int64_t no_split[POOLS - SPLIT_10G] = { INT64_MAX, INT64_MAX };

/* cables to ports that are alike, of one length */
struct run {
	enum media media;
	int64_t speed_bps, raw_mm;
	int64_t n;
};

void
sizing_reason(struct arena *a, struct sizing *p, const char *fmt, ...)
{
	char text[512];
	va_list ap;
	const char *s;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	s = str_dup(a, text, strlen(text));
	if (str_set_add(a, &p->reasons, s))
		PUSH(a, p->reason, p->nreason, p->capreason, s);
}

static bool
is_listed(const char *const *list, size_t n, const char *text)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(list[i], text) == 0)
			return true;
	return false;
}

static void
class_reason(struct pattern_ctx *k, struct rack_class *c, const char *text)
{
	if (!is_listed(c->reason, c->nreason, text))
		PUSH(k->a, c->reason, c->nreason, c->capreason, text);
}

/* a model that is no candidate at all, with why */
static bool
class_out(struct pattern_ctx *k, struct rack_class *c,
    const struct switch_model *s, bool spine)
{
	const char *no =
	    candidate_model_out(k->a, k->m, s, k->plan->topology, spine);

	if (no != NULL) {
		no = str_fmt(k->a, "%s: %s", s->id, no);
		PUSH(k->a, c->out, c->nout, c->capout, no);
	}
	return no != NULL;
}

struct cage
speed_class_plug(enum speed_class p)
{
	static const enum media plug[SPEED_CLASSES] = { MEDIA_10GT, MEDIA_SFPP,
		MEDIA_SFP28, MEDIA_QSFPP, MEDIA_QSFP28 };
	struct cage c = { plug[p], 0, true };

	return c;
}

/* ports left free: for growth a share of all host ports, for expansion one of
 * those used */
static int64_t
with_growth(const struct model *m, int64_t ports)
{
	int64_t left = 1000000 - m->want.growth_ppm, more;

	if (left <= 0)
		return INT64_MAX / 4;
	more = size_expanded(m, ports);
	ports = (ports * 1000000 + left - 1) / left;
	return ports > more ? ports : more;
}

static bool
option_ports(const struct switch_model *s, size_t i)
{
	size_t b;

	for (b = 0; b < s->nblock; b++)
		if (s->block[b].module != NULL &&
		    strcmp(s->block[b].module, s->option[i].id) == 0)
			return true;
	return false;
}

/* how many subsets there are, of the first eight */
static unsigned
options_end(const struct switch_model *s)
{
	return 1u << (s->noption < 8 ? s->noption : 8);
}

/* subsets of the options that add ports */
static bool
options_sensible(const struct switch_model *s, unsigned options)
{
	size_t i;

	for (i = 0; i < s->noption && i < 8; i++)
		if ((options >> i & 1) != 0 && !option_ports(s, i))
			return false;
	return true;
}

static void
switch_parts(struct pattern_ctx *k, struct kit *to,
    const struct switch_model *s, unsigned options, int64_t times)
{
	struct ledger l = { k->a, NULL, 0, 0 };
	size_t i;

	ledger_add_switch(&l, k->m, s, options, times);
	for (i = 0; i < l.n; i++)
		kit_part(k->stock->market, k->a, to, l.line[i].part,
		    l.line[i].quantity);
}

static bool
cables_add(struct pattern_ctx *k, struct kit *to, struct cage x, struct cage y,
    size_t into, int64_t speed_bps, int64_t raw_mm, const char *family,
    int64_t times)
{
	int link = market_link(k->stock->market, x, y, into, speed_bps, raw_mm,
	    family);

	if (link == NONE_LINK)
		return false;
	kit_link(k->a, to, link, times);
	return true;
}

static bool
links_add(struct pattern_ctx *k, struct kit *to, struct cage x, struct cage y,
    int64_t speed_bps, int64_t raw_mm, const char *family, int64_t times)
{
	return cables_add(k, to, x, y, 1, speed_bps, raw_mm, family, times);
}

/* the management cable of a switch; left out where the catalog has none */
static void
oob_parts(struct pattern_ctx *k, struct kit *to, struct place at)
{
	size_t i;
	struct cage rj = { MEDIA_10GT, 0, true };

	for (i = 0; i < k->m->nnetwork; i++)
		if (k->m->network[i].purpose == PURPOSE_OOB)
			break;
	if (i < k->m->nnetwork)
		links_add(k, to, rj, rj, 1000000000,
		    place_oob_length_mm(k->m, at), NULL, 1);
}

/* what several patterns have in common, kept by the stock */
static size_t
base_add(struct pattern_ctx *k, const struct kit *kit)
{
	struct stock *s = k->stock;
	struct kit *base = NEW(k->a, struct kit, 1);

	*base = *kit;
	PUSH(k->a, s->base, s->nbase, s->capbase, base);
	return s->nbase - 1;
}

/* base NONE_BASE: it has all it needs of its own */
static void
pattern_add(struct pattern_ctx *k, struct rack_class *c,
    const struct pattern *p, size_t base, const struct kit *kit)
{
	struct recipe r = { *p, NULL, base, *kit, 0 };
	const struct part *lacking;

	if (base != NONE_BASE)
		r.base = k->stock->base[base];
	lacking = kit_unpriced(k->stock->market, r.base, kit, &c->owned);
	if (lacking != NULL)
		class_reason(k, c,
		    str_fmt(k->a,
		        "%s: no price in %s "
		        "for %s",
		        p->model != NULL ? p->model->id : "-", k->m->currency,
		        lacking->id));
	else
		PUSH(k->a, c->recipe, c->nrecipe, c->caprecipe, r);
}

static bool
place_is(struct place x, struct place y)
{
	return x.rack == y.rack && x.u == y.u;
}

static void
run_add(struct pattern_ctx *k, const struct nic_group *g, int64_t raw_mm)
{
	struct run *r = k->run;
	size_t i;

	for (i = 0; i < k->nrun; i++)
		if (r[i].media == g->media && r[i].speed_bps == g->speed_bps &&
		    r[i].raw_mm == raw_mm) {
			r[i].n++;
			return;
		}
	r[k->nrun++] = (struct run){ g->media, g->speed_bps, raw_mm, 1 };
}

/* all cables from hosts to two switches: the same for every model as high, and
 * there are many of those */
static void
runs_find(struct pattern_ctx *k, size_t rack, const struct place *at,
    enum topology t, const int64_t *from)
{
	int64_t seen[2][POOLS] = { { 0 } };
	size_t i, port, n = 0;

	if (k->run_there && k->run_rack == rack &&
	    place_is(k->run_at[0], at[0]) && place_is(k->run_at[1], at[1]) &&
	    memcmp(k->run_from, from, sizeof k->run_from) == 0)
		return;
	k->run_there = true;
	memcpy(k->run_from, from, sizeof k->run_from);
	k->run_rack = rack;
	k->run_at[0] = at[0];
	k->run_at[1] = at[1];
	for (i = 0; i < k->m->nend; i++)
		if (rack == (size_t)-1 ||
		    size_head(k->plan->head, k->m->host[i].rack) == rack)
			n += k->m->host[i].nports;
	k->run = NEW(k->a, struct run, n + 1);
	k->nrun = 0;
	for (i = 0; i < k->m->nend; i++) {
		const struct host *h = &k->m->host[k->by_rack[i]];
		struct place here = { h->rack, (int64_t)h->position_u };

		if (rack != (size_t)-1 &&
		    size_head(k->plan->head, h->rack) != rack)
			continue;
		for (port = 0; port < h->nports; port++) {
			size_t side = size_port_side(k->m, h, port, t);
			const struct nic_group *x = model_port(h, port);
			enum speed_class p, split;

			if (side == NO_SIDE)
				continue;
			p = speed_class_of(x->media, x->speed_bps);
			split = speed_class_split(p);
			/* those are cabled by size_splits */
			if (split != POOLS &&
			    seen[side][split]++ >= from[split - SPLIT_10G])
				continue;
			run_add(k, x, place_length_mm(k->m, at[side], here));
		}
	}
}

/* cables to hosts that are broken out at two switches */
static bool
split_links(struct pattern_ctx *k, struct kit *to, const struct switch_model *s,
    size_t rack, const struct place *at, enum topology t, const char *family,
    const int64_t *from)
{
	size_t side, i;
	int p;

	for (p = SPEED_10G; p <= SPEED_25G; p++) {
		enum speed_class q = (enum speed_class)p;
		int64_t first = from[speed_class_split(q) - SPLIT_10G];

		for (side = 0; side < 2 && first != INT64_MAX; side++) {
			struct splits x = size_splits(k->a, k->m, k->plan->head,
			    rack == (size_t)-1 ? NONE_RACK : rack, t, side, q,
			    at[side], first);

			for (i = 0; i < x.ncable; i++)
				if (!cables_add(k, to,
				        speed_class_trunk(q, s->dac_max_mm),
				        speed_class_plug(q), SPLIT_INTO,
				        speed_class_bps[q], x.cable_mm[i],
				        family, 1))
					return false;
		}
	}
	return true;
}

/* cables from every host of a rack to its two switches */
static bool
host_links(struct pattern_ctx *k, struct kit *to, const struct switch_model *s,
    unsigned options, size_t rack, const struct place *at, enum topology t,
    const char *family, const int64_t *from)
{
	size_t i;

	if (!split_links(k, to, s, rack, at, t, family, from))
		return false;
	runs_find(k, rack, at, t, from);
	for (i = 0; i < k->nrun; i++) {
		const struct run *r = &k->run[i];
		enum speed_class p = speed_class_of(r->media, r->speed_bps);
		struct cage nic = { r->media, 0, true }, cage;

		if (p == SPEED_CLASSES ||
		    !speed_class_cage(s, options, p, &cage) ||
		    !links_add(k, to, cage, nic, speed_class_bps[p], r->raw_mm,
		        family, r->n))
			return false;
	}
	return true;
}

/* the fewest links at a pool's speed, even, that carry bps and are at least 2 */
static int64_t
links_for(double bps, enum speed_class p)
{
	int64_t n = (int64_t)ceil(bps / (double)speed_class_bps[p] - 1e-9);

	if (n < 2)
		n = 2;
	return n + n % 2;
}

/* how ports to hosts are given out: some of them, and some that are broken out */
struct shares {
	int64_t from[POOLS - SPLIT_10G], ports[POOLS - SPLIT_10G];
};

/* ports of a pool to the hosts of each rack, by switch, in the order of
 * size_splits */
struct tally {
	int64_t *n[2];
	size_t nrack;
};

static struct tally
tally_new(const struct pattern_ctx *k, size_t rack, enum speed_class q)
{
	struct tally x = { { NEW(k->a, int64_t, k->m->nrack + 1),
		               NEW(k->a, int64_t, k->m->nrack + 1) },
		k->m->nrack };
	size_t i, port, side;

	for (i = 0; i < k->m->nend; i++) {
		const struct host *h = &k->m->host[i];

		if (rack != NONE_RACK &&
		    size_head(k->plan->head, h->rack) != rack)
			continue;
		for (port = 0; port < h->nports; port++) {
			const struct nic_group *g = model_port(h, port);

			side = size_port_side(k->m, h, port, k->plan->topology);
			if (side != NO_SIDE &&
			    speed_class_of(g->media, g->speed_bps) == q)
				x.n[side][h->rack]++;
		}
	}
	return x;
}

/* ports that are broken out for `all` ports with what growth keeps, if those
 * from the from-th on share cables */
static int64_t
tally_ports(const struct tally *x, int64_t all, int64_t from)
{
	int64_t most = (all - from + SPLIT_INTO - 1) / SPLIT_INTO;
	size_t side, r;

	for (side = 0; side < 2; side++) {
		int64_t skip = from, cables = 0;

		for (r = 0; r < x->nrack; r++) {
			int64_t n = x->n[side][r], off = skip < n ? skip : n;

			skip -= off;
			cables += (n - off + SPLIT_INTO - 1) / SPLIT_INTO;
		}
		most = cables > most ? cables : most;
	}
	return most;
}

/*
 * The ways to give out ports to hosts: all as they are, and for each kind of
 * which there are too few as many as are lacking broken out.  need: what else
 * the switch has ports for.
 */
static size_t
shares_find(struct pattern_ctx *k, const struct rack_class *c,
    const struct switch_model *s, unsigned options, const struct need *need,
    struct shares *out)
{
	size_t rack = c->kind == CLASS_RACKS ? c->rack[0] : NONE_RACK, n = 1, i;
	int p;

	memcpy(out[0].from, no_split, sizeof no_split);
	memset(out[0].ports, 0, sizeof out[0].ports);
	for (p = SPEED_10G; p <= SPEED_25G; p++) {
		enum speed_class q = (enum speed_class)p;
		size_t at = (size_t)(speed_class_split(q) - SPLIT_10G);
		struct arena_mark mark;
		struct need x = *need;
		struct tally t;
		int64_t all = with_growth(k->m, c->hosts.n[p]), native = all;

		if (c->hosts.n[p] == 0 || !media_model_splits(s, options, q))
			continue;
		for (i = 0; i < SPEED_CLASSES; i++)
			if (i != (size_t)p)
				x.n[i] += with_growth(k->m, c->hosts.n[i]);
		mark = arena_save(k->a);
		t = tally_new(k, rack, q);
		for (; native > 0; native--) {
			struct need y = x;

			y.n[p] += native;
			if (native < all)
				y.n[SPLIT_10G + at] +=
				    tally_ports(&t, all, native);
			if (media_ports_fit(s, options, &y))
				break;
		}
		/* some, where there are too few: ports that are there as they
		 * are come first, and what is broken out may be for growth */
		if (native < all) {
			out[n] = out[0];
			out[n].from[at] = native;
			out[n++].ports[at] = tally_ports(&t, all, native);
		}
		arena_restore(k->a, mark);
	}
	return n;
}

/* what hosts take of a switch's ports, with what growth keeps */
static void
shares_need(const struct pattern_ctx *k, const struct rack_class *c,
    const struct shares *x, struct need *need)
{
	int p;

	for (p = 0; p < SPEED_CLASSES; p++) {
		enum speed_class q = speed_class_split((enum speed_class)p);
		int64_t all = with_growth(k->m, c->hosts.n[p]);

		if (q != POOLS && x->from[q - SPLIT_10G] < all) {
			all = x->from[q - SPLIT_10G];
			need->n[q] += x->ports[q - SPLIT_10G];
		}
		need->n[p] += all;
	}
}

/* links of a leaf to the spines, or of a spine to leaves: each by itself, or so
 * many by a cable that is broken out at one end */
static bool
uplinks_add(struct pattern_ctx *k, struct kit *kit, const struct pattern *pt,
    struct cage leaf, size_t domain, const struct place *at)
{
	enum speed_class up = pt->uplink_speed;
	int64_t n = pt->uplinks / 2;
	struct cage x = speed_class_plug(up), y = leaf;
	size_t into = 1, i, j;

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
	for (i = 0; i < 2; i++)
		for (j = 0; j < 2; j++)
			if (!cables_add(k, kit, pt->trunk == TRUNK_NONE ? y : x,
			        pt->trunk == TRUNK_NONE ? x : y, into,
			        speed_class_bps[up],
			        place_length_mm(k->m, at[i],
			            k->plan->spine[2 * domain + j]),
			        pt->uplink_family, n))
				return false;
	return true;
}

/* why ports that could be broken out are not, where that is its NOS's */
static const char *
whole_why(struct pattern_ctx *k, const struct switch_model *s)
{
	const char *no = platform_cannot(s->platform, CAN_BREAKOUT);
	size_t i;

	for (i = 0; no != NULL && i < s->nblock; i++)
		if (s->block[i].into > 0)
			return str_fmt(k->a,
			    "; its %s ports are not broken out: %s",
			    num_text(k->a, s->block[i].speed_bps, UNIT_SPEED),
			    no);
	return "";
}

static void
ports_reason(struct pattern_ctx *k, struct rack_class *c,
    const struct switch_model *s, enum speed_class up, int64_t u)
{
	struct buf b = buf_new(k->a);
	int p;

	for (p = 0; p < SPEED_CLASSES; p++) {
		int64_t n = with_growth(k->m, c->hosts.n[p]);

		if (p == SPEED_COPPER)
			n += size_manage_ports(k->m, s);
		if (c->hosts.n[p] == 0)
			continue;
		if (p == (int)up)
			n += u;
		buf_printf(&b, "%lld %s host ports and ", (long long)n,
		    p == SPEED_COPPER ?
		        "10GBASE-T" :
		        num_text(k->a, speed_class_bps[p], UNIT_SPEED));
	}
	class_reason(k, c,
	    str_fmt(k->a, "%s: %s%lld uplinks of %s don't fit its ports%s",
	        s->id, b.text, (long long)u,
	        num_text(k->a, speed_class_bps[up], UNIT_SPEED),
	        whole_why(k, s)));
}

/* a leaf whose ports are given out in one way, its uplinks broken out or not */
static bool
leaf_equip(struct pattern_ctx *k, struct rack_class *c,
    const struct switch_model *s, unsigned options, enum speed_class up,
    int64_t u, enum trunk trunk, const struct shares *x)
{
	const struct model *m = k->m;
	struct need need = { { 0 } };
	size_t rack = c->rack[0], i, f, g;
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
	shares_need(k, c, x, &need);
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
	for (f = 0; f <= k->nfamily; f++) {
		struct kit own = { 0 };
		size_t base;

		pt.host_family = f < k->nfamily ? k->family[f] : NULL;
		switch_parts(k, &own, s, options, 2);
		if (!host_links(k, &own, s, options, rack, at,
		        k->plan->topology, pt.host_family, x->from))
			continue;
		base = base_add(k, &own);
		/* of one kind throughout, or each link by itself: one spine may
		 * stand in the rack and the other far away */
		for (g = 0; g <= k->nfamily; g++) {
			struct kit kit = { 0 };

			pt.uplink_family = g < k->nfamily ? k->family[g] : NULL;
			if (!uplinks_add(k, &kit, &pt, leaf, c->domain, at))
				continue;
			for (i = 0; i < 2; i++)
				oob_parts(k, &kit, at[i]);
			pattern_add(k, c, &pt, base, &kit);
		}
	}
	return true;
}

static void
leaf_try(struct pattern_ctx *k, struct rack_class *c,
    const struct switch_model *s, unsigned options, enum speed_class up)
{
	const struct model *m = k->m;
	struct shares share[1 + POOLS - SPLIT_10G];
	double floor_bps, steady;
	struct need rest = { { 0 } };
	size_t n, i;
	bool fits = false, any = false;
	int64_t u, v;
	int trunk;

	floor_bps = (double)size_uplink_floor(k->floors, c->rack[0]);
	if (m->want.oversubscription_ppm > 0)
		floor_bps = fmax(floor_bps,
		    c->host_bps * 1e6 / (double)m->want.oversubscription_ppm);
	if (m->want.utilisation_ppm > 0) {
		steady = (c->out_bps + c->inside_bps / 2) * 1e6 /
		    (double)m->want.utilisation_ppm;
		floor_bps = fmax(floor_bps, steady);
	}
	/* what is cabled stays so */
	u = k->cabled[up];
	if (u < links_for(floor_bps, up))
		u = links_for(floor_bps, up);
	if ((size_t)u > s->lag_members) {
		class_reason(k, c,
		    str_fmt(k->a,
		        "%s: %lld uplinks of %s are needed, its LAGs hold %zu",
		        s->id, (long long)u,
		        num_text(k->a, speed_class_bps[up], UNIT_SPEED),
		        s->lag_members));
		return;
	}
	for (trunk = TRUNK_NONE; trunk <= TRUNK_LEAF; trunk++) {
		enum speed_class q = speed_class_split(up);

		v = u;
		if (trunk != TRUNK_NONE)
			v = (u + 2 * SPLIT_INTO - 1) / (2 * SPLIT_INTO) * 2 *
			    SPLIT_INTO;
		/* not where more than a strand in four would be idle, and a
		 * leaf's own only where it lacks ports */
		if (trunk != TRUNK_NONE &&
		    (q == POOLS || 4 * u < 3 * v || (size_t)v > s->lag_members))
			continue;
		if ((trunk == TRUNK_SPINE && (k->trunks >> up & 1) == 0) ||
		    (trunk == TRUNK_LEAF &&
		        (fits || k->plan->topology == TOPOLOGY_CLOS ||
		            !media_model_splits(s, options, up))))
			continue;
		memset(&rest, 0, sizeof rest);
		rest.n[SPEED_COPPER] = size_manage_ports(m, s);
		if (trunk == TRUNK_LEAF)
			rest.n[q] = v / SPLIT_INTO;
		else
			rest.n[up] += v;
		n = shares_find(k, c, s, options, &rest, share);
		for (i = 0; i < n; i++) {
			bool ok = leaf_equip(k, c, s, options, up, v,
			    (enum trunk)trunk, &share[i]);

			any |= ok;
			fits |= ok && trunk == TRUNK_NONE && i == 0;
		}
	}
	if (!any)
		ports_reason(k, c, s, up, u);
	else if (c->nrecipe == 0)
		class_reason(k, c,
		    str_fmt(k->a,
		        "%s: no cable in the catalog connects its ports to the "
		        "hosts' or the spines'",
		        s->id));
}

/* do so many of a model keep to what a rack may draw? */
static bool
power_fits(struct pattern_ctx *k, struct rack_class *c,
    const struct switch_model *s, size_t rack, int64_t n)
{
	int64_t left = power_rack_left_mw(k->m, rack),
	        most = power_switch_most_mw(s);

	if (left == INT64_MAX || (most > 0 && n * most <= left))
		return true;
	class_reason(k, c,
	    most == 0 ?
	        str_fmt(k->a,
	            "%s: its power draw is not in the catalog, and rack '%s' "
	            "has a power limit",
	            s->id, k->m->rack[rack].name) :
	        str_fmt(k->a, "%s: %lld of them draw %s, rack '%s' has %s left",
	            s->id, (long long)n, num_text(k->a, n * most, UNIT_POWER),
	            k->m->rack[rack].name, num_text(k->a, left, UNIT_POWER)));
	return false;
}

static void
leaf_patterns(struct pattern_ctx *k, struct rack_class *c)
{
	const struct catalog *cat = k->m->catalog;
	unsigned options;
	size_t i;
	int p;

	for (i = 0; i < cat->nsw; i++) {
		const struct switch_model *s = &cat->sw[i];

		if (class_out(k, c, s, false))
			continue;
		if (2 * s->height_u > place_free_top(k->m, c->rack[0])) {
			class_reason(k, c,
			    str_fmt(k->a,
			        "%s: rack '%s' has "
			        "%lld units free at its top, two leaves need %lld",
			        s->id, k->m->rack[c->rack[0]].name,
			        (long long)place_free_top(k->m, c->rack[0]),
			        (long long)(2 * s->height_u)));
			continue;
		}
		if (2 * s->height_u > k->plan->leaf_zone) {
			class_reason(k, c,
			    str_fmt(k->a,
			        "%s: two leaves of it leave no rack room for a "
			        "spine",
			        s->id));
			continue;
		}
		if (!power_fits(k, c, s, c->rack[0], 2))
			continue;
		for (options = 0; options < options_end(s); options++)
			for (p = SPEED_10G; p < SPEED_CLASSES; p++)
				if (options_sensible(s, options) &&
				    (k->floors->pools == 0 ||
				        (k->floors->pools >> p & 1) != 0))
					leaf_try(k, c, s, options,
					    (enum speed_class)p);
	}
}

/* core links of both switches of a pair into a ledger; need: ports each */
static bool
core_parts(struct pattern_ctx *k, struct rack_class *c, struct kit *to,
    const struct switch_model *s, unsigned options, struct need *need)
{
	const struct model *m = k->m;
	enum speed_class p = speed_class_of(m->core.media, m->core.speed_bps);
	struct cage theirs = { m->core.media, 0, false }, ours;
	int64_t n = (int64_t)m->core.switches.n;
	int64_t most =
	    m->core.mclag ? size_core_links(m, 0) : (m->core.links + 1) / 2;

	/* of two domains the first has the core; the other reaches it over
	 * the LAG between them */
	if (!size_core_used(m, k->plan->topology) || c->domain > 0)
		return true;
	if (p == SPEED_CLASSES || !speed_class_cage(s, options, p, &ours)) {
		class_reason(k, c,
		    str_fmt(k->a,
		        "%s: no port for the core's %s "
		        "at %s",
		        s->id, catalog_media_word[m->core.media],
		        num_text(k->a, m->core.speed_bps, UNIT_SPEED)));
		return false;
	}
	if ((size_t)most > s->lag_members) {
		class_reason(k, c,
		    str_fmt(k->a,
		        "%s: a LAG to the core has %lld ports at a switch, its "
		        "LAGs hold %zu",
		        s->id, (long long)most, s->lag_members));
		return false;
	}
	need->n[p] += size_core_links(m, 0);
	return links_add(k, to, ours, theirs, speed_class_bps[p],
	    place_core_length_mm(m), NULL, n * m->core.links);
}

/* a pair of switches joined by a LAG (or not), with the core on it: spines, or
 * the two switches of a small site, whose ports are given out in one way */
static void
pair_equip(struct pattern_ctx *k, struct rack_class *c,
    const struct switch_model *s, unsigned options, int peer,
    const struct shares *share)
{
	const struct model *m = k->m;
	bool spine = c->kind == CLASS_SPINES;
	const struct place *at =
	    spine ? &k->plan->spine[2 * c->domain] : k->plan->pair;
	struct need need = { { 0 } }, own = { { 0 } };
	size_t f, g;
	int64_t n = 0, core_lags = 0, host_lags = 0;

	if (!spine && peer >= 0)
		host_lags = size_lacp_groups(m);
	if (peer >= 0) {
		double floor_bps = (double)k->floors->peer_bps;

		if (!spine && m->want.utilisation_ppm > 0)
			floor_bps = fmax(floor_bps,
			    traffic_peer(k->a, m, k->plan->topology) * 1e6 /
			        (double)m->want.utilisation_ppm);
		n = standing_links(k->a, m, k->plan->topology,
		    (struct section){ c->kind, spine ? c->domain : 0 }, "peer",
		    speed_class_bps[peer]);
		if (n < links_for(floor_bps, (enum speed_class)peer))
			n = links_for(floor_bps, (enum speed_class)peer);
		if ((size_t)n > s->lag_members) {
			class_reason(k, c,
			    str_fmt(k->a,
			        "%s: %lld peer links of %s are needed, its "
			        "LAGs hold %zu",
			        s->id, (long long)n,
			        num_text(k->a, speed_class_bps[peer],
			            UNIT_SPEED),
			        s->lag_members));
			return;
		}
	}
	if (size_core_used(m, k->plan->topology) && c->domain == 0)
		core_lags = m->core.mclag ? 1 : (int64_t)m->core.switches.n;
	if (host_lags > 0 && host_lags + core_lags + 1 > (int64_t)s->lags) {
		class_reason(k, c,
		    str_fmt(k->a,
		        "%s: %lld LAGs to hosts, %lld to the core and the peer "
		        "link are needed, it has %zu",
		        s->id, (long long)host_lags, (long long)core_lags,
		        s->lags));
		return;
	}
	for (f = 0; f <= (spine ? 0 : k->nfamily); f++) {
		for (g = 0; g < (peer < 0 ? 1 : k->nfamily); g++) {
			struct pattern pt = { 0 };
			struct kit kit = { 0 };
			struct cage cage;

			pt.model = s;
			pt.options = options;
			pt.peer_speed = (enum speed_class)(peer < 0 ? 0 : peer);
			pt.peers = n;
			pt.host_family = f < k->nfamily ? k->family[f] : NULL;
			pt.peer_family = peer < 0 ? NULL : k->family[g];
			memcpy(pt.split_from, share->from,
			    sizeof pt.split_from);
			memcpy(pt.split_ports, share->ports,
			    sizeof pt.split_ports);
			memset(&own, 0, sizeof own);
			own.n[SPEED_COPPER] = size_manage_ports(m, s);
			switch_parts(k, &kit, s, options, 2);
			if (!core_parts(k, c, &kit, s, options, &own))
				continue;
			if (peer >= 0) {
				own.n[peer] += n;
				if (!speed_class_cage(s, options,
				        (enum speed_class)peer, &cage) ||
				    !links_add(k, &kit, cage, cage,
				        speed_class_bps[peer],
				        place_length_mm(m, at[0], at[1]),
				        k->family[g], n))
					continue;
			}
			need = own;
			if (!spine)
				shares_need(k, c, share, &need);
			if (!media_ports_fit(s, options, &need)) {
				class_reason(k, c,
				    str_fmt(k->a,
				        "%s: too few ports for %lld host "
				        "links%s%s%s",
				        s->id,
				        (long long)(with_growth(m,
				            c->hosts.n[SPEED_10G] +
				                c->hosts.n[SPEED_COPPER] +
				                c->hosts.n[SPEED_25G])),
				        peer >= 0 ? " and the peer link" : "",
				        core_lags > 0 ? " and the core" : "",
				        whole_why(k, s)));
				continue;
			}
			if (!spine &&
			    !host_links(k, &kit, s, options, (size_t)-1, at,
			        k->plan->topology, pt.host_family, share->from))
				continue;
			oob_parts(k, &kit, at[0]);
			oob_parts(k, &kit, at[1]);
			pt.use = own;
			pt.lags = core_lags + (peer >= 0) + host_lags;
			pattern_add(k, c, &pt, NONE_BASE, &kit);
		}
	}
}

static void
pair_try(struct pattern_ctx *k, struct rack_class *c,
    const struct switch_model *s, unsigned options, int peer)
{
	struct shares share[1 + POOLS - SPLIT_10G];
	struct need rest = { { 0 } };
	enum speed_class p =
	    speed_class_of(k->m->core.media, k->m->core.speed_bps);
	size_t n = 1, i;

	memcpy(share[0].from, no_split, sizeof no_split);
	memset(share[0].ports, 0, sizeof share[0].ports);
	if (c->kind == CLASS_PAIR) {
		rest.n[SPEED_COPPER] = size_manage_ports(k->m, s);
		if (size_core_used(k->m, k->plan->topology) &&
		    p != SPEED_CLASSES)
			rest.n[p] += size_core_links(k->m, 0);
		if (peer >= 0)
			rest.n[peer] += 2;
		n = shares_find(k, c, s, options, &rest, share);
	}
	for (i = 0; i < n; i++)
		pair_equip(k, c, s, options, peer, &share[i]);
}

static void
pair_patterns(struct pattern_ctx *k, struct rack_class *c)
{
	const struct catalog *cat = k->m->catalog;
	bool spine = c->kind == CLASS_SPINES;
	enum topology t = k->plan->topology;
	const struct place *at =
	    spine ? &k->plan->spine[2 * c->domain] : k->plan->pair;
	int64_t zone = spine ? k->plan->leaf_zone : 0;
	unsigned options;
	size_t i;
	int p;

	for (i = 0; i < cat->nsw; i++) {
		const struct switch_model *s = &cat->sw[i];
		int64_t here =
		    at[0].rack == at[1].rack ? 2 * s->height_u : s->height_u;

		if (class_out(k, c, s, spine))
			continue;
		if (here + zone > place_free_top(k->m, at[0].rack) ||
		    here + zone > place_free_top(k->m, at[1].rack)) {
			class_reason(k, c,
			    str_fmt(k->a,
			        "%s: no room at the top "
			        "of rack '%s' or '%s'",
			        s->id, k->m->rack[at[0].rack].name,
			        k->m->rack[at[1].rack].name));
			continue;
		}
		if (!power_fits(k, c, s, at[0].rack,
		        at[0].rack == at[1].rack ? 2 : 1) ||
		    !power_fits(k, c, s, at[1].rack, 1))
			continue;
		for (options = 0; options < options_end(s); options++) {
			if (!options_sensible(s, options))
				continue;
			if (t == TOPOLOGY_STANDALONE) {
				pair_try(k, c, s, options, -1);
				continue;
			}
			/* the peer link on the fastest ports there are two of:
			 * it carries everything when a leaf or a host is on
			 * one switch only */
			for (p = SPEED_CLASSES - 1; p > 0 &&
			     media_ports_serving(s, options, 1u << p) < 2;
			     p--)
				continue;
			pair_try(k, c, s, options, p);
		}
	}
}

static void
fabric_patterns(struct pattern_ctx *k, struct rack_class *c)
{
	double floor_bps = (double)k->floors->fabric_bps;
	size_t f, i, j;
	int p;

	/* with a switch of either pair out, half of the links are left */
	if (k->m->want.utilisation_ppm > 0)
		floor_bps = fmax(floor_bps,
		    traffic_across(k->a, k->m, k->plan->rack_domain) * 1e6 /
		        (double)k->m->want.utilisation_ppm);
	for (p = SPEED_10G; p < SPEED_CLASSES; p++) {
		int64_t n = standing_links(k->a, k->m, k->plan->topology,
		    (struct section){ CLASS_FABRIC, 0 }, "uplink",
		    speed_class_bps[p]);

		if (n < links_for(floor_bps, (enum speed_class)p))
			n = links_for(floor_bps, (enum speed_class)p);
		for (f = 0; f <= k->nfamily; f++) {
			const char *ff = f < k->nfamily ? k->family[f] : NULL;
			struct pattern pt = { 0 };
			struct kit kit = { 0 };
			bool ok = true;

			memcpy(pt.split_from, no_split, sizeof no_split);
			pt.uplink_speed = (enum speed_class)p;
			pt.uplinks = n;
			pt.uplink_family = ff;
			pt.use.n[p] = n;
			pt.lags = 1;
			for (i = 0; i < 2 && ok; i++)
				for (j = 2; j < 4 && ok; j++)
					ok = links_add(k, &kit,
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
				pattern_add(k, c, &pt, NONE_BASE, &kit);
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
	int p;

	for (i = 0;
	     i < cat->nsw && (t == TOPOLOGY_SPINE_LEAF || t == TOPOLOGY_EVLT);
	     i++)
		if (candidate_model_out(k->a, k->m, &cat->sw[i], t, true) ==
		    NULL)
			for (p = SPEED_10G; p <= SPEED_25G; p++)
				if (media_model_splits(&cat->sw[i],
				        options_end(&cat->sw[i]) - 1,
				        (enum speed_class)p))
					set |= 1u << p;
	return set;
}

void
patterns_fill(struct stock *s, const struct model *m,
    const struct min_bandwidth *floors)
{
	struct pattern_ctx k = { .a = s->a,
		.m = m,
		.plan = &s->plan,
		.floors = floors,
		.stock = s };
	size_t i, r, n = 0;
	int p;

	k.family = media_cable_families(s->a, m->catalog, &k.nfamily);
	k.by_rack = NEW(s->a, size_t, m->nend + 1);
	for (r = 0; r < m->nrack; r++)
		for (i = 0; i < m->nend; i++)
			if (m->host[i].rack == r)
				k.by_rack[n++] = i;
	k.trunks = trunks_of(&k);
	for (i = 0; i < s->ncls; i++) {
		struct rack_class *c = &s->cls[i];

		c->owned = standing_parts(s->a, m, s->plan.topology,
		    (struct section){ c->kind,
		        c->kind == CLASS_RACKS      ? c->rack[0] :
		            c->kind == CLASS_SPINES ? c->domain :
		                                      0 });
		for (p = 0; c->kind == CLASS_RACKS && p < SPEED_CLASSES; p++)
			k.cabled[p] = standing_links(s->a, m, s->plan.topology,
			    (struct section){ CLASS_RACKS, c->rack[0] },
			    "uplink", speed_class_bps[p]);
		switch (s->cls[i].kind) {
		case CLASS_RACKS:
			leaf_patterns(&k, &s->cls[i]);
			break;
		case CLASS_PAIR:
		case CLASS_SPINES:
			pair_patterns(&k, &s->cls[i]);
			break;
		case CLASS_FABRIC:
			fabric_patterns(&k, &s->cls[i]);
			break;
		}
		recipes_group(s->a, m, &s->cls[i]);
	}
}
