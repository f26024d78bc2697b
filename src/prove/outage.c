#include "prove/outage.h"

#include "prove/outage_graph.h"
#include "prove/steady.h"

struct look {
	struct arena *a;
	const struct design *g;
	struct outage_base *base;
	bool *out;       /* switches, and leaves without a way up */
	bool *down;      /* links */
	const bool *cut; /* links that are out by themselves, or NULL */
	struct outage *o;
	struct drain_variants *meanwhile; /* of drains; NULL: none are needed */
};

/* nothing that hosts or leaves are at is left up by it */
static bool
shuts_all(const struct look *k, const struct dswitch *s)
{
	for (size_t i = 0; i < s->nport; i++)
		if (s->port[i].link != NONE &&
		    (s->port[i].role == PORT_HOST ||
		        s->port[i].role == PORT_DOWNLINK) &&
		    !k->down[s->port[i].link])
			return false;
	return true;
}

static bool
is_out(const struct look *k, size_t sw)
{
	return sw != NONE && k->out[sw];
}

/* which hosts are still on each network; NULL: it is not of this design */
static bool **
still_on(struct look *k)
{
	const struct design *g = k->g;
	bool **on = NEW(k->a, bool *, g->nnet + 1);
	struct graph_layer *l;

	for (size_t n = 0; n < g->nnet; n++) {
		l = k->base->layer[n];
		if (l == NULL)
			continue;
		if (k->base->same[n] < n) {
			on[n] = on[k->base->same[n]];
			continue;
		}
		graph_look(l, k->down, g->net[n].reaches_core);
		on[n] = NEW(k->a, bool, g->nend + 1);
		for (size_t i = 0; i < g->nend; i++)
			on[n][i] = graph_has(l, i);
	}
	return on;
}

static void
lost_networks(struct look *k)
{
	const struct design *g = k->g;
	bool **on = still_on(k);
	size_t x;

	for (size_t i = 0; i < g->nend; i++) {
		bool cut = false;

		for (size_t n = 0; n < g->nnet; n++) {
			struct lost l = { i, n, NONE };

			if (on[n] == NULL || on[n][i] ||
			    !g->host[i].host->network[n])
				continue;
			for (x = 0; x < g->nnet && l.instead == NONE; x++)
				if (on[x] != NULL && on[x][i] &&
				    design_network_replaces(g, n, x))
					l.instead = x;
			cut |= l.instead == NONE && i < g->nhost;
			PUSH(k->a, k->o->lost, k->o->nlost, k->o->caplost, l);
		}
		k->o->cut_off += cut;
	}
}

static bool
peer_left(const struct look *k, size_t sw)
{
	const struct design *g = k->g;

	for (size_t i = 0; i < g->nlink; i++)
		if (g->link[i].kind == LINK_PEER && !k->down[i] &&
		    (g->link[i].a.sw == sw || g->link[i].b.sw == sw))
			return true;
	return false;
}

/* two switches of a domain that lost their link and still see each other out of
 * band: the second shuts its side of the LAGs to hosts, which continue over the
 * first */
static void
lags_close(struct look *k)
{
	const struct design *g = k->g;

	for (size_t i = 0; i < g->nsw; i++) {
		const struct dswitch *s = &g->sw[i];

		if (s->domain == 0 || s->unit_id == 0 || k->out[i] ||
		    k->out[s->pair] || s->oob_address == 0 || peer_left(k, i))
			continue;
		for (size_t n = 0; n < s->nport; n++)
			if (s->port[n].lag != NONE &&
			    g->lag[s->port[n].lag].purpose == LAG_HOST)
				k->down[s->port[n].link] = true;
	}
}

static struct look
look_on(struct arena *a, struct outage_base *base, const bool *out,
    const bool *cut)
{
	const struct design *g = base->g;
	struct look k = { a, g, base, NEW(a, bool, g->nsw + 1),
		NEW(a, bool, g->nlink + 1), cut, NEW(a, struct outage, 1),
		NULL };

	for (size_t i = 0; i < g->nsw; i++)
		k.out[i] = out[i];
	for (size_t i = 0; i < g->nlink; i++)
		k.down[i] = (cut != NULL && cut[i]) ||
		    is_out(&k, g->link[i].a.sw) || is_out(&k, g->link[i].b.sw);
	lags_close(&k);
	graph_propagate(base->graph, k.down);
	/* what serves no host counts as failed */
	for (size_t i = 0; i < base->graph->nfollow; i++)
		if (graph_follows(&base->graph->follow[i], k.down))
			k.out[base->who[i]] |=
			    shuts_all(&k, &g->sw[base->who[i]]);
	k.o->drain_s = -1;
	return k;
}

static struct look
look_new(struct arena *a, const struct design *g, const bool *out,
    const bool *cut)
{
	return look_on(a, outage_base_new(a, g), out, cut);
}

struct outage *
outage_networks_on(struct arena *a, struct outage_base *base, const bool *out)
{
	struct look k = look_on(a, base, out, NULL);

	lost_networks(&k);
	return k.o;
}

struct outage *
outage_networks(struct arena *a, const struct design *g, const bool *out)
{
	return outage_networks_on(a, outage_base_new(a, g), out);
}

/* ---- what remains ---- */

static void
remaining_load(struct look *k)
{
	struct arena_mark mark = arena_save(k->a);
	struct group_load *load =
	    NEW(k->a, struct group_load, steady_groups(k->g));
	size_t worst = NONE;

	steady_look(steady_new(k->a, k->g), k->out, k->cut, load);
	for (size_t i = 0; i < steady_groups(k->g); i++)
		if (load[i].line_bps > 0 &&
		    load[i].bps / load[i].line_bps > k->o->load) {
			k->o->load = load[i].bps / load[i].line_bps;
			worst = i;
		}
	arena_restore(k->a, mark);
	if (worst != NONE)
		k->o->busiest = steady_name(k->a, k->g, worst);
}

/* the link of a host's port that is connected */
static size_t
nic_link(const struct design *g, size_t host, size_t nic)
{
	const struct dnic *x = &g->host[host].nic[nic];

	return g->sw[x->sw].port[x->port].link;
}

/* the design without what is down: ports that lead nowhere are unused */
static struct design *
what_is_left(struct look *k)
{
	const struct design *g = k->g;
	struct design *x = NEW(k->a, struct design, 1);

	*x = *g;
	x->sw = NEW(k->a, struct dswitch, g->nsw + 1);
	x->host = NEW(k->a, struct dhost, g->nend + 1);
	for (size_t i = 0; i < g->nsw; i++) {
		struct dswitch *s = &x->sw[i];

		*s = g->sw[i];
		s->port = NEW(k->a, struct dport, s->nport + 1);
		for (size_t n = 0; n < s->nport; n++) {
			s->port[n] = g->sw[i].port[n];
			if (s->port[n].link != NONE &&
			    (k->out[i] || k->down[s->port[n].link]))
				s->port[n].role = PORT_UNUSED;
		}
	}
	for (size_t i = 0; i < g->nend; i++) {
		struct dhost *h = &x->host[i];

		*h = g->host[i];
		h->nic = NEW(k->a, struct dnic, h->nnic + 1);
		for (size_t n = 0; n < h->nnic; n++) {
			h->nic[n] = g->host[i].nic[n];
			if (h->nic[n].sw != NONE && k->down[nic_link(g, i, n)])
				h->nic[n].sw = NONE;
		}
	}
	return x;
}

static bool
has_lost(const struct outage *o, size_t host, size_t net)
{
	for (size_t i = 0; i < o->nlost; i++)
		if (o->lost[i].host == host && o->lost[i].net == net)
			return true;
	return false;
}

/* is a network that live migration may use left to each host? */
static bool
migrates_everywhere(const struct outage *o, const struct design *g)
{
	size_t k;

	for (size_t i = 0; i < o->nlost; i++) {
		const struct lost *x = &o->lost[i];
		const struct dhost *h = &g->host[x->host];

		if (!g->net[x->net].net->migrates || x->instead != NONE)
			continue;
		for (k = 0; k < h->nlm_order; k++)
			if (!has_lost(o, x->host, h->lm_order[k]))
				break;
		if (k == h->nlm_order)
			return false;
	}
	return true;
}

/* moved NULL: all */
static void
simulate_drain(struct look *k, const bool *moved)
{
	struct look own = *k;
	size_t worst = NONE;
	bool *host;

	own.a = arena_new();
	host = NEW(own.a, bool, k->g->nhost + 1);

	/* also of those that lost nothing: a VM goes to others, by links
	 * that others use, and the longest drain may be another cluster's */
	for (size_t i = 0; i < k->g->nhost; i++)
		host[i] = moved == NULL || moved[i];
	k->o->drain_s = drain_variants_worst(own.a, k->meanwhile,
	    what_is_left(&own), moved, host, &worst);
	k->o->slowest = k->o->drain_s >= 0 && worst != NONE ?
	    k->g->model->host[worst].name :
	    NULL;
	arena_free(own.a);
}

static struct outage *
look(struct look *k, struct drain_variants *meanwhile)
{
	lost_networks(k);
	remaining_load(k);
	k->meanwhile = meanwhile;
	if (meanwhile != NULL && migrates_everywhere(k->o, k->g))
		simulate_drain(k, NULL);
	return k->o;
}

struct outage *
outage_look(struct arena *a, struct drain_variants *meanwhile,
    const struct design *g, const bool *out)
{
	struct look k = look_new(a, g, out, NULL);

	return look(&k, meanwhile);
}

struct outage *
outage_load(struct arena *a, const struct design *g, const bool *out)
{
	struct look k = look_new(a, g, out, NULL);

	return look(&k, NULL);
}

struct outage *
outage_links(struct arena *a, struct drain_variants *meanwhile,
    const struct design *g, const bool *cut)
{
	struct look k = look_new(a, g, NEW(a, bool, g->nsw + 1), cut);

	return look(&k, meanwhile);
}

static bool *
cable(struct arena *a, const struct design *g, size_t link)
{
	bool *cut = NEW(a, bool, g->nlink + 1);

	for (size_t i = 0; i < g->nlink; i++)
		cut[i] = design_one_cable(&g->link[i], &g->link[link]);
	return cut;
}

struct outage *
outage_cable(struct arena *a, struct drain_variants *meanwhile,
    const struct design *g, size_t link)
{
	return outage_links(a, meanwhile, g, cable(a, g, link));
}

struct outage *
outage_cable_networks(struct arena *a, struct outage_base *base, size_t link)
{
	const struct design *g = base->g;
	struct look k =
	    look_on(a, base, NEW(a, bool, g->nsw + 1), cable(a, g, link));

	lost_networks(&k);
	return k.o;
}

struct outage *
outage_halfway(struct arena *a, struct drain_variants *meanwhile,
    const struct design *part, const bool *out, const struct design *whole,
    const bool *moved)
{
	struct look k = look_new(a, part, out, NULL), all;
	bool *there = NEW(a, bool, whole->nsw + 1);
	size_t n;

	lost_networks(&k);
	remaining_load(&k);
	for (size_t i = 0; i < part->nsw; i++) {
		n = design_switch_named(whole, part->sw[i].name);
		if (n != NONE)
			there[n] = out[i];
	}
	all = look_new(a, whole, there, NULL);
	all.meanwhile = meanwhile;
	if (migrates_everywhere(k.o, part))
		simulate_drain(&all, moved);
	k.o->drain_s = all.o->drain_s;
	k.o->slowest = all.o->slowest;
	return k.o;
}

/* ---- every switch, one after another ---- */

/* is a group worth a line?  The peer link of spines carries nothing but what
 * has lost its way */
static bool
worth_telling(const struct design *g, size_t group,
    const struct link_group_load *x)
{
	size_t sw = group - g->nend - g->nsw;

	if (x->line_bps <= 0)
		return false;
	return group < g->nend + g->nsw || sw >= g->nsw ||
	    g->sw[sw].role != ROLE_SPINE || x->worst > 0;
}

struct link_group_load *
outage_loads(struct arena *a, const struct design *g, size_t *n)
{
	size_t ngroup = steady_groups(g), i, k;
	struct link_group_load *list = NEW(a, struct link_group_load, ngroup);
	struct group_load *load = NEW(a, struct group_load, ngroup);
	struct steady *s = steady_new(a, g);
	struct outage_base *base = outage_base_new(a, g);
	bool *out = NEW(a, bool, g->nsw + 1);

	steady_look(s, out, NULL, load);
	for (i = 0; i < ngroup; i++) {
		list[i].line_bps = load[i].line_bps;
		list[i].load =
		    load[i].line_bps > 0 ? load[i].bps / load[i].line_bps : 0;
		list[i].worst = list[i].load;
	}
	for (k = 0; k < g->nsw; k++) {
		struct arena_mark mark = arena_save(a);
		struct look state;

		out[k] = true;
		state = look_on(a, base, out, NULL);
		steady_look(s, state.out, NULL, load);
		for (i = 0; i < ngroup; i++)
			if (load[i].line_bps > 0 &&
			    load[i].bps / load[i].line_bps > list[i].worst) {
				list[i].worst = load[i].bps / load[i].line_bps;
				list[i].without = g->sw[k].name;
			}
		out[k] = false;
		arena_restore(a, mark);
	}
	for (i = *n = 0; i < ngroup; i++)
		if (worth_telling(g, i, &list[i])) {
			list[*n] = list[i];
			list[(*n)++].name = steady_name(a, g, i);
		}
	return list;
}
