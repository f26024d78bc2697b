/*
 * DOC: is there a single point of failure?  Every switch is taken out, and
 * every cable, of cables that join the same two switches one: parallel links
 * stand for each other.  A cable of a host takes nothing from any other host,
 * so what it costs is counted, not simulated.  What some network has lost with
 * nothing failed is no loss, nor is one whose place another network takes.  A
 * host with one port that a network may be on can't keep that when the port is
 * lost, nor can ports that are said to be no team: both are listed and not
 * judged, and so is the backup of two switches that are not joined.  Where the
 * design itself puts any other network on one of several ports, it is judged.
 */
#include "prove/prove.h"

#include "base/str.h"
#include "prove/outage.h"

struct survey {
	struct arena *a;
	struct design *g;
	struct outage_base *base;
	bool *lost;        /* host * nnet + net: with nothing failed */
	size_t *way;       /* host * nnet + net: cabled ports it may be on */
	const char *first; /* what fails, and what that costs */
	size_t points;
};

static size_t
at(const struct survey *s, size_t host, size_t net)
{
	return host * s->g->nnet + net;
}

/* on two switches that are not joined, backups wait for the repair of theirs */
static bool
waits(const struct design *g, size_t net)
{
	return g->topology == TOPOLOGY_STANDALONE &&
	    g->net[net].net->purpose == PURPOSE_BACKUP;
}

/* a group without a team has as many paths as one port */
static void
count_ways(struct survey *s)
{
	const struct design *g = s->g;
	size_t n;

	for (size_t h = 0; h < g->nend; h++)
		for (n = 0; n < g->nnet; n++)
			for (size_t k = 0; k < g->host[h].nnic; k++) {
				const struct dhost *x = &g->host[h];
				const struct nic_group *group =
				    x->group[x->nic[k].group].asked;
				size_t *way = &s->way[at(s, h, n)];

				if (!g->net[n].carried ||
				    x->nic[k].sw == NONE || !group->network[n])
					continue;
				if (group->teaming != TEAMING_NONE &&
				    !waits(g, n))
					++*way;
				else if (*way == 0)
					*way = 1;
			}
}

/* whose loss counts: by host and network */
static bool
counts(const struct survey *s, const struct lost *x)
{
	return x->instead == NONE && !s->lost[at(s, x->host, x->net)] &&
	    s->way[at(s, x->host, x->net)] > 1;
}

static void
weigh(struct survey *s, const char *kind, const char *name,
    const struct outage *o)
{
	const struct lost *first = NULL;
	size_t last = NONE, hosts = 0;

	for (size_t i = 0; i < o->nlost; i++) {
		const struct lost *x = &o->lost[i];

		if (!counts(s, x))
			continue;
		first = first == NULL ? x : first;
		/* by host: each is counted once */
		hosts += x->host != last;
		last = x->host;
	}
	if (first == NULL)
		return;
	s->points++;
	if (s->first != NULL)
		return;
	s->first = str_fmt(s->a, "if %s%s fails, %s %s '%s'", kind, name,
	    hosts == 1 ? s->g->host[first->host].host->name :
	                 str_fmt(s->a, "%zu hosts", hosts),
	    hosts == 1 ? "loses network" : "lose network",
	    s->g->net[first->net].net->name);
}

static void
each_switch(struct survey *s)
{
	bool *out = NEW(s->a, bool, s->g->nsw + 1);

	for (size_t i = 0; i < s->g->nsw; i++) {
		struct arena_mark mark = arena_save(s->a);
		const char *first = s->first;

		out[i] = true;
		weigh(s, "", s->g->sw[i].name,
		    outage_networks_on(s->a, s->base, out));
		out[i] = false;
		if (s->first == first)
			arena_restore(s->a, mark);
	}
}

/* an earlier link represents this one: of the same two switches (the core being
 * one), by a cable of its own */
static bool
has_stood(const struct design *g, size_t link)
{
	const struct dlink *l = &g->link[link];

	if (l->bundle > 0)
		return !bom_own_cable(g, link);
	for (size_t i = link; i-- > 0;) {
		const struct dlink *x = &g->link[i];

		if (x->kind == l->kind && x->bundle == 0 &&
		    x->a.sw == l->a.sw && x->b.sw == l->b.sw)
			return true;
	}
	return false;
}

static void
each_cable(struct survey *s)
{
	const struct design *g = s->g;

	for (size_t i = 0; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];
		struct arena_mark mark = arena_save(s->a);
		const char *first = s->first;

		if (l->kind == LINK_OOB || l->kind == LINK_HOST ||
		    has_stood(g, i))
			continue;
		weigh(s, "cable ", design_cable_id(s->a, l),
		    outage_cable_networks(s->a, s->base, i));
		if (s->first == first)
			arena_restore(s->a, mark);
	}
}

/* ports of a host on a network whose cables are not this one */
static size_t
ways_left(const struct design *g, size_t host, size_t net, size_t link)
{
	size_t n = 0;

	for (size_t k = 0; k < g->host[host].nnic; k++) {
		const struct dnic *x = &g->host[host].nic[k];

		if (x->sw != NONE && x->net[net])
			n += !design_one_cable(&g->link[g->sw[x->sw]
			                                    .port[x->port]
			                                    .link],
			    &g->link[link]);
	}
	return n;
}

/* a network the host is still on that takes the place of one; NONE: none */
static size_t
taken_over(const struct design *g, size_t host, size_t net, size_t link)
{
	for (size_t k = 0; k < g->nnet; k++)
		if (g->net[k].carried && design_network_replaces(g, net, k) &&
		    ways_left(g, host, k, link) > 0)
			return k;
	return NONE;
}

/* of one host's networks when a cable of several links to it fails */
static void
each_host_cable(struct survey *s)
{
	const struct design *g = s->g;

	for (size_t i = 0; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];

		if (l->kind != LINK_HOST || l->bundle == 0)
			continue;
		for (size_t n = 0; n < g->nnet; n++) {
			struct outage o = { 0 };
			struct lost x = { l->b.host, n, NONE };

			if (!g->net[n].carried ||
			    !g->host[l->b.host].nic[l->b.port].net[n] ||
			    ways_left(g, l->b.host, n, i) > 0)
				continue;
			x.instead = taken_over(g, l->b.host, n, i);
			PUSH(s->a, o.lost, o.nlost, o.caplost, x);
			weigh(s, "cable ", design_cable_id(s->a, l), &o);
		}
	}
}

/* what is listed and not checked; NULL: nothing */
static const char *
not_judged(const struct survey *s, const char *hosts)
{
	const struct model *m = s->g->model;
	const char *oob = NULL;

	for (size_t i = 0; i < m->nnetwork; i++)
		if (m->network[i].purpose == PURPOSE_OOB)
			oob = m->network[i].name;
	if (oob == NULL && hosts == NULL)
		return NULL;
	return str_fmt(s->a, "not checked: %s%s%s%s", oob != NULL ? oob : "",
	    oob != NULL && hosts != NULL ? "; " : "",
	    hosts != NULL ? "with one port on a network, or no team: " : "",
	    hosts != NULL ? hosts : "");
}

/* hosts that have one port on a network no other takes the place of */
static const char *
one_port(const struct survey *s)
{
	const struct design *g = s->g;
	struct buf b = buf_new(s->a);
	size_t hosts = 0;

	for (size_t h = 0; h < g->nend; h++) {
		bool one = false;

		for (size_t n = 0; n < g->nnet; n++) {
			bool other = false;

			for (size_t k = 0; k < g->nnet; k++)
				other |= s->way[at(s, h, k)] > 0 &&
				    design_network_replaces(g, n, k);
			one |= s->way[at(s, h, n)] == 1 && !other;
		}
		if (one && hosts++ < 3)
			buf_printf(&b, "%s%s", hosts > 1 ? ", " : "",
			    g->host[h].host->name);
	}
	if (hosts == 0)
		return NULL;
	if (hosts > 3)
		buf_printf(&b, " and %zu more", hosts - 3);
	return b.text;
}

void
survive_requirement(struct arena *a, struct design *g)
{
	struct survey s = { a, g, outage_base_new(a, g),
		NEW(a, bool, g->nend * g->nnet + 1),
		NEW(a, size_t, g->nend * g->nnet + 1), NULL, 0 };
	const struct outage *o =
	    outage_networks_on(a, s.base, NEW(a, bool, g->nsw + 1));
	struct requirement r = { .name = "survive", .reached = -1 };
	const char *single;

	for (size_t i = 0; i < o->nlost; i++)
		s.lost[at(&s, o->lost[i].host, o->lost[i].net)] = true;
	count_ways(&s);
	each_switch(&s);
	each_cable(&s);
	each_host_cable(&s);
	r.wanted = g->model->want.survive_none ? "not asked" : "any-one";
	r.met = g->model->want.survive_none || s.points == 0;
	r.reported = g->model->want.survive_none;
	single = one_port(&s);
	r.achieved = s.points == 0 && single != NULL ?
	    str_fmt(a, "any one switch or cable, but for %s", single) :
	    s.points == 0 ?
	    "any one switch or cable" :
	    s.points == 1 ?
	    "one single point of failure" :
	    str_fmt(a, "%zu single points of failure", s.points);
	r.note = s.first != NULL ? s.first : not_judged(&s, single);
	PUSH(a, g->req, g->nreq, g->capreq, r);
}
