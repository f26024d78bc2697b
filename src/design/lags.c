/*
 * LAGs, multi-chassis domains and spanning-tree priorities.
 *
 * Host ports are in none where they team switch-independent, since the switch
 * must not know of the team; a host or a device that teams by LACP has one over
 * both switches of a linked pair.  A leaf has one LACP LAG over both spines; to
 * the spines it is one multi-chassis LAG.  The core is one such LAG for each
 * core switch, or one for all where the core is itself a multi-chassis pair.
 *
 * Spanning tree: joined to a core, the core stays root whatever happens to us:
 * our spines take the next two values above its priority, everything else the
 * highest there is.  Without a core we still never take a low value: somebody
 * may one day plug a cable into a network that has a root.
 */
#include "design/design.h"

#include <string.h>

#include "base/str.h"
#include "design/kept.h"
#include "size/size.h"
#include "size/existing_parts.h"

/* where a platform has one of its own for a domain's link; 0: it has not */
static int
own_peer_number(const struct dswitch *s, enum lag_purpose purpose)
{
	return purpose == LAG_PEER && s->domain != 0 ?
	    (int)platform_word_int(s->model->platform, "peer_lag_number", 0) :
	    0;
}

static const char *
lag_name(struct arena *a, const struct dswitch *s, enum lag_purpose purpose,
    int number)
{
	const struct platform *p = s->model->platform;
	const char *pattern = platform_word(p, "lag_name", "port-channel {n}");

	if (own_peer_number(s, purpose) != 0)
		return platform_word(p, "peer_lag_name", pattern);
	if (strstr(pattern, "{n}") == NULL)
		pattern = str_fmt(a, "%s{n}", pattern);
	return str_fill(a, pattern, "n", str_fmt(a, "%d", number), NULL);
}

static struct dlag *
lag_new(struct arena *a, struct design *g, size_t sw, int number,
    enum lag_purpose purpose, size_t peer, const char *peer_name)
{
	struct dlag l = { 0 };

	l.sw = sw;
	l.number = number;
	l.name = lag_name(a, &g->sw[sw], purpose, number);
	l.purpose = purpose;
	l.peer = peer;
	l.peer_name = peer_name;
	l.lacp = true;
	l.description = peer_name;
	l.port = NEW(a, size_t, g->sw[sw].nport + 1);
	l.tagged = NEW(a, int, g->model->nnetwork + 1);
	PUSH(a, g->lag, g->nlag, g->caplag, l);
	return &g->lag[g->nlag - 1];
}

/* all ports of the switch whose link ends at a device, with this role */
static void
lag_members(struct design *g, struct dlag *l, enum port_role role,
    const char *device)
{
	struct dswitch *s = &g->sw[l->sw];

	for (size_t i = 0; i < s->nport; i++) {
		const struct dlink *k;
		const struct dend *far;

		if (s->port[i].role != role || s->port[i].lag != NONE)
			continue;
		k = &g->link[s->port[i].link];
		far = k->a.sw == l->sw && k->a.port == i ? &k->b : &k->a;
		if (device != NULL && strcmp(far->device, device) != 0)
			continue;
		s->port[i].lag = (size_t)(l - g->lag);
		l->port[l->nport++] = i;
	}
}

static void
leaf_lags(struct arena *a, struct design *g)
{
	size_t first;

	for (size_t i = 0; i < g->nsw; i++) {
		struct dlag *l;
		int number = 1;

		if (g->sw[i].role != ROLE_LEAF)
			continue;
		l = lag_new(a, g, i, 1, LAG_UPLINK, NONE, "spines");
		lag_members(g, l, PORT_UPLINK, NULL);
		g->sw[i].uplink_lag = g->nlag - 1;
		g->sw[i].ufd = true;
		/* the spines it connects to: the far ends of its members */
		first =
		    g->link[g->sw[i].port[l->port[0]].link].a.sw & ~(size_t)1;
		for (size_t s = 0; s < i; s++)
			if (g->sw[s].role == ROLE_LEAF &&
			    (g->link[g->sw[s]
			                 .port[g->lag[g->sw[s].uplink_lag]
			                           .port[0]]
			                 .link]
			            .a.sw &
			        ~(size_t)1) == first)
				number++;
		l->peer = first;
		l->description = str_fmt(a, "%s and %s", g->sw[first].name,
		    g->sw[first + 1].name);
		for (size_t s = first; s < first + 2; s++) {
			l = lag_new(a, g, s, number, LAG_DOWNLINK, i,
			    g->sw[i].name);
			l->mclag = number;
			lag_members(g, l, PORT_DOWNLINK, g->sw[i].name);
		}
	}
}

static int
next_number(const struct design *g, size_t sw)
{
	int n = 0;

	for (size_t i = 0; i < g->nlag; i++)
		if ((g->lag[i].sw == sw || g->lag[i].sw == g->sw[sw].pair) &&
		    g->lag[i].number > n &&
		    own_peer_number(&g->sw[g->lag[i].sw], g->lag[i].purpose) ==
		        0)
			n = g->lag[i].number;
	return n + 1;
}

static void
core_lags(struct arena *a, struct design *g)
{
	const struct core *c = &g->model->core;
	bool domain = g->sw[0].domain != 0;
	size_t n = c->mclag ? 1 : c->switches.n;
	int64_t link[2];

	for (size_t i = 0; i < n; i++) {
		int number = next_number(g, 0);
		const char *name = c->mclag ? "core" : c->switches.name[i];

		for (size_t w = 0; w < 2; w++)
			link[w] = c->mclag ? size_core_links(g->model, w) :
			                     size_core_links_of(g->model, i, w);
		for (size_t w = 0; w < 2; w++) {
			struct dlag *l;

			if (link[w] == 0)
				continue;
			l = lag_new(a, g, w, number, LAG_CORE, NONE, name);
			l->description = str_fmt(a, "uplink to %s", name);
			/* at one of ours alone it is no multi-chassis LAG */
			l->mclag = domain && link[1 - w] > 0 ? number : 0;
			l->bpdu_filter = !c->stp_joined;
			lag_members(g, l, PORT_CORE, c->mclag ? NULL : name);
		}
	}
}

static void
fabric_lags(struct arena *a, struct design *g)
{
	int number = next_number(g, 0), other = next_number(g, 2);

	if (other > number)
		number = other;
	for (size_t i = 0; i < 4; i++) {
		struct dlag *l = lag_new(a, g, i, number, LAG_FABRIC,
		    i < 2 ? 2 : 0, i < 2 ? "domain 2" : "domain 1");

		l->mclag = number;
		lag_members(g, l, PORT_FABRIC, NULL);
	}
}

static void
peer_lags(struct arena *a, struct design *g)
{
	for (size_t i = 0; i < g->nsw; i++) {
		int number = own_peer_number(&g->sw[i], LAG_PEER);
		struct dlag *l;
		size_t k;

		for (k = 0; k < g->sw[i].nport; k++)
			if (g->sw[i].port[k].role == PORT_PEER)
				break;
		if (k == g->sw[i].nport)
			continue;
		if (number == 0)
			number = i < g->sw[i].pair ? next_number(g, i) :
			                             g->lag[g->nlag - 1].number;
		l = lag_new(a, g, i, number, LAG_PEER, g->sw[i].pair,
		    g->sw[g->sw[i].pair].name);
		/* a multi-chassis domain's own link is a static LAG where its
		 * vendor advises that; a plain one between two switches is
		 * LACP */
		l->lacp = g->sw[i].domain == 0 ||
		    strcmp(platform_word(g->sw[i].model->platform, "peer_link",
		               "static"),
		        "lacp") == 0;
		lag_members(g, l, PORT_PEER, NULL);
	}
}

/* ports of one group of a host at a switch */
static size_t
group_members(struct design *g, struct dlag *l, size_t host, size_t group)
{
	struct dswitch *s = &g->sw[l->sw];

	for (size_t i = 0; i < s->nport; i++) {
		const struct dlink *k;

		if (s->port[i].role != PORT_HOST)
			continue;
		k = &g->link[s->port[i].link];
		if (k->b.host != host ||
		    model_port_group(&g->model->host[host], k->b.port) != group)
			continue;
		s->port[i].lag = (size_t)(l - g->lag);
		l->port[l->nport++] = i;
	}
	return l->nport;
}

/* numbered after all others, so that one more host changes none of those */
static void
host_lags(struct arena *a, struct design *g)
{
	const struct model *m = g->model;
	size_t i;
	int number;

	for (i = 0; i < m->nend; i++)
		for (size_t k = 0; k < m->host[i].ngroup; k++) {
			if (!model_group_lacp(&m->host[i].group[k]))
				continue;
			number = next_number(g, 0);
			for (size_t w = 0; w < 2; w++) {
				struct dlag *l = lag_new(a, g, w, number,
				    LAG_HOST, NONE, m->host[i].name);

				l->mclag = g->sw[w].domain != 0 ? number : 0;
				l->edge = true;
				if (group_members(g, l, i, k) == 0)
					g->nlag--;
			}
		}
}

/* FNV-1a, to distinguish one site's virtual MACs from another's */
static unsigned
site_hash(const char *s)
{
	uint32_t h = 2166136261u;

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h & 0xffff;
}

static void
domains(struct arena *a, struct design *g)
{
	for (size_t i = 0; i < g->nsw; i++) {
		struct dswitch *s = &g->sw[i];
		unsigned h = site_hash(g->model->site);

		if (s->role == ROLE_LEAF ||
		    (s->role == ROLE_STANDALONE &&
		        (g->topology != TOPOLOGY_LINKED ||
		            s->model->mclag_kind == NULL ||
		            !s->model->mclag_orphans)))
			continue;
		s->domain = (int)(i / 2) + 1;
		s->unit_id = (int)(i % 2);
		s->role_priority = i % 2 == 0 ? 4096 : 8192;
		s->system_mac = str_fmt(a, "02:ea:57:%02x:%02x:%02x", h >> 8,
		    h & 0xff, (unsigned)s->domain);
	}
}

static void
spanning_tree(struct design *g)
{
	const struct core *c = &g->model->core;
	bool joined = size_core_used(g->model, g->topology) && c->stp_joined;
	int64_t base = joined ? c->stp_priority + 4096 : 32768;
	size_t n = 0;

	for (size_t i = 0; i < g->nsw; i++) {
		struct dswitch *s = &g->sw[i];

		if (s->role == ROLE_LEAF || g->topology == TOPOLOGY_STANDALONE)
			s->stp_priority = 61440;
		else
			s->stp_priority = (int)(base + 4096 * (int64_t)n++);
		if (s->stp_priority > 61440)
			s->stp_priority = 61440;
		/* where a domain is one bridge to the others, both say so */
		if (s->domain != 0 && s->pair < i &&
		    strcmp(platform_word(s->model->platform, "bridges", "two"),
		        "one") == 0)
			s->stp_priority = g->sw[s->pair].stp_priority;
	}
}

/* another model has its ports and numbers by its own words */
static bool
goes_on(const struct design *g, const struct dswitch *s)
{
	const struct previous_switch *was = existing_switch(g->model, s->name);

	return was != NULL && was->model == s->model;
}

/* the number a LAG had, by what any of its cables lead to: ports may have
 * changed; 0: it is new */
static int
number_before(const struct design *g, const struct dlag *l)
{
	const struct dswitch *s = &g->sw[l->sw];
	int n = 0;

	if (!goes_on(g, s))
		return 0;
	for (size_t i = 0; i < l->nport && n == 0; i++) {
		const struct dlink *x = &g->link[s->port[l->port[i]].link];
		const struct dend *far = x->a.sw == l->sw ? &x->b : &x->a;

		/* a host may have several */
		n = kept_lag(g->kept, s->name, design_link_kind_word[x->kind],
		    far->device, x->kind == LINK_HOST ? far->port_name : NULL);
	}
	return n;
}

/* one LAG at both switches of a pair, and between two domains at all four */
static bool
same_lag(const struct design *g, const struct dlag *x, const struct dlag *y)
{
	return x->number == y->number && x->purpose == y->purpose &&
	    (x->sw == y->sw || x->sw == g->sw[y->sw].pair ||
	        x->purpose == LAG_FABRIC);
}

/* existing numbers stay, and new ones follow all of them */
static void
keep_numbers(struct arena *a, struct design *g)
{
	int *number = NEW(a, int, g->nlag + 1), last = 0, n;

	for (size_t i = 0; i < g->nsw; i++) {
		if (!goes_on(g, &g->sw[i]))
			continue;
		n = kept_lag_last(g->kept, g->sw[i].name,
		    own_peer_number(&g->sw[i], LAG_PEER));
		last = n > last ? n : last;
	}
	if (last == 0)
		return;
	for (size_t i = 0; i < g->nlag; i++)
		number[i] =
		    own_peer_number(&g->sw[g->lag[i].sw], g->lag[i].purpose);
	for (size_t i = 0; i < g->nlag; i++)
		for (size_t k = 0; k < g->nlag && number[i] == 0; k++)
			if (same_lag(g, &g->lag[i], &g->lag[k]))
				number[i] = number_before(g, &g->lag[k]);
	for (size_t i = 0; i < g->nlag; i++) {
		/* a leaf has one of its own, whatever the others have */
		if (number[i] == 0 && g->lag[i].purpose == LAG_UPLINK)
			number[i] = g->lag[i].number;
		if (number[i] != 0)
			continue;
		last++;
		for (size_t k = i; k < g->nlag; k++)
			if (same_lag(g, &g->lag[i], &g->lag[k]))
				number[k] = last;
	}
	for (size_t i = 0; i < g->nlag; i++) {
		struct dlag *l = &g->lag[i];

		if (l->mclag != 0)
			l->mclag = number[i];
		l->number = number[i];
		l->name = lag_name(a, &g->sw[l->sw], l->purpose, l->number);
	}
}

void
design_lags(struct arena *a, struct design *g, const struct sizing *plan)
{
	domains(a, g);
	leaf_lags(a, g);
	if (size_core_used(g->model, g->topology))
		core_lags(a, g);
	if (plan->fabric != NULL)
		fabric_lags(a, g);
	peer_lags(a, g);
	if (g->topology == TOPOLOGY_LINKED)
		host_lags(a, g);
	keep_numbers(a, g);
	spanning_tree(g);
}
