/*
 * DOC: what must be reached, and where each figure is from.
 *
 * A ping that may not be fragmented carries the network's packet less 20 bytes
 * of IP and 8 of ICMP: it passes only if every port on the way takes the whole
 * packet.  Each host pings the one half a round further on, which is in another
 * rack wherever there are several, so that each sends and answers once.
 *
 * A rate must reach 95 % of what one port can carry by drain/goodput (a stream
 * between two hosts uses one member of a team): the rest is left for what that
 * figure does not know, interrupts and the tool itself.
 *
 * Each host sends a VM to the one of its cluster half a round further on: who
 * has no address there, or was never set to use it, goes over another network
 * and nothing fails.  So the connection itself is looked at.  A cluster that is
 * on both networks migrates over today's, so that neither this nor the time of
 * a drain is tried before all hosts are migrated.
 *
 * What is counted or limited by what is cabled has a most as well: a link shows
 * no more than its speed, a rate no more than all ports of a host.  A result
 * above it is a slip of the pen or another unit, and proves nothing.
 */
#include "ready/acceptance_tests.h"

#include <math.h>
#include <string.h>

#include "base/ip.h"
#include "base/str.h"
#include "drain/goodput.h"
#include "render/device_text.h"

enum { IP_ICMP = 28, PINGS = 4 };
enum { RATE_PERCENT = 95 };

const char *const acceptance_check_word[CHECKS] = { "oob", "link", "lag",
	"pair", "keepalive", "ping", "rate", "migration", "failover", "drain" };

void
acceptance_add(struct acceptance_ctx *m, enum check_kind kind, const char *id,
    const char *device, const char *where, const char *command,
    const char *must, const char *unit)
{
	struct check c = { kind,
		str_fmt(m->a, "%s-%s", acceptance_check_word[kind], id), device,
		where, command, must, unit, "" };

	PUSH(m->a, m->x->item, m->x->n, m->x->cap, c);
}

void
acceptance_most(struct acceptance_ctx *m, const char *most)
{
	m->x->item[m->x->n - 1].most = most;
}

/* thousandths without needless zeros */
static const char *
decimal(struct arena *a, double v)
{
	char *s = str_fmt(a, "%.3f", v);
	size_t n = strlen(s);

	while (n > 0 && s[n - 1] == '0')
		s[--n] = '\0';
	if (n > 0 && s[n - 1] == '.')
		s[n - 1] = '\0';
	return s;
}

static const struct platform *
platform_of_host(const struct design *g, size_t host)
{
	const struct model *m = g->model;
	const struct cluster *c = &m->cluster[m->host[host].cluster];
	const struct platform *p;
	const char *other;

	if (c->hyp == NULL || c->hyp->host_platform == NULL)
		return NULL;
	p = catalog_platform(m->catalog, c->hyp->host_platform);
	other = c->set ? "" : platform_word(p, "without_set", "");
	return other[0] != '\0' ? catalog_platform(m->catalog, other) : p;
}

static const char *
quoted(struct acceptance_ctx *m, const struct platform *p, const char *s)
{
	return strcmp(platform_word(p, "quote", ""), "powershell") == 0 ?
	    device_text_quoted(m->a, QUOTE_POWERSHELL, s) :
	    device_text_plain(m->a, s, 255);
}

/* every switch answers where it is managed, which tries that cable too */
static void
management(struct acceptance_ctx *m)
{
	const struct design *g = m->g;

	for (size_t i = 0; i < g->nsw; i++) {
		const char *at;

		if (g->sw[i].oob_address == 0)
			continue;
		at = ip_text(m->a, g->sw[i].oob_address);
		acceptance_add(m, CHECK_OOB, g->sw[i].name, g->sw[i].name,
		    str_fmt(m->a, "%s, from the management network", at),
		    str_fmt(m->a, "ping %s", at), "1",
		    "replies " UNIT_AT_LEAST);
	}
}

const char *
acceptance_link_id(struct arena *a, const struct dlink *l)
{
	return l->a.sw == NONE || l->kind == LINK_OOB ?
	    NULL :
	    str_fmt(a, "%s-%s", acceptance_check_word[CHECK_LINK], l->id);
}

const char *
acceptance_link_must(struct arena *a, const struct dlink *l)
{
	return decimal(a, num_gbps((double)l->speed_bps));
}

static void
links(struct acceptance_ctx *m)
{
	const struct design *g = m->g;

	for (size_t i = 0; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];
		const struct platform *p;

		if (acceptance_link_id(m->a, l) == NULL)
			continue;
		p = g->sw[l->a.sw].model->platform;
		acceptance_add(m, CHECK_LINK, l->id, l->a.device,
		    str_fmt(m->a, "%s to %s", l->a.port_name, l->b.device),
		    str_fill(m->a, platform_word(p, "show_link", ""), "port",
		        l->a.port_name, NULL),
		    acceptance_link_must(m->a, l), "Gbit/s " UNIT_AT_LEAST);
		acceptance_most(m, acceptance_link_must(m->a, l));
	}
}

static void
lags(struct acceptance_ctx *m)
{
	const struct design *g = m->g;

	for (size_t i = 0; i < g->nlag; i++) {
		const struct dlag *l = &g->lag[i];
		const struct dswitch *s = &g->sw[l->sw];
		const struct platform *p = s->model->platform;
		const char *word = platform_word(p, "show_lag", "");

		if (l->purpose == LAG_PEER && s->domain > 0)
			word = platform_word(p, "show_peer", word);
		acceptance_add(m, CHECK_LAG,
		    str_fmt(m->a, "%s/%d", s->name, l->number), s->name,
		    str_fmt(m->a, "%s to %s", l->name,
		        l->peer_name != NULL ? l->peer_name : l->description),
		    str_fill(m->a, word, "n", str_fmt(m->a, "%d", l->number),
		        "domain", str_fmt(m->a, "%d", s->domain), NULL),
		    str_fmt(m->a, "%zu", l->nport),
		    "members up " UNIT_AT_LEAST);
		acceptance_most(m, str_fmt(m->a, "%zu", l->nport));
	}
}

static void
pairs(struct acceptance_ctx *m)
{
	const struct design *g = m->g;

	for (size_t i = 0; i < g->nsw; i++) {
		const struct dswitch *s = &g->sw[i];
		const struct platform *p = s->model->platform;
		const struct dswitch *peer;

		if (s->domain == 0 || s->pair == NONE)
			continue;
		peer = &g->sw[s->pair];
		acceptance_add(m, CHECK_PAIR, s->name, s->name,
		    str_fmt(m->a, "domain %d with %s", s->domain, peer->name),
		    str_fill(m->a, platform_word(p, "show_mclag", ""), "domain",
		        str_fmt(m->a, "%d", s->domain), NULL),
		    "up", UNIT_AS_SAID);
	}
	for (size_t i = 0; i < g->nsw; i++) {
		const struct dswitch *s = &g->sw[i];
		const char *to;

		if (s->domain == 0 || s->pair == NONE ||
		    g->sw[s->pair].oob_address == 0)
			continue;
		to = ip_text(m->a, g->sw[s->pair].oob_address);
		acceptance_add(m, CHECK_KEEPALIVE, s->name, s->name,
		    str_fmt(m->a, "%s of %s", to, g->sw[s->pair].name),
		    str_fill(m->a,
		        platform_word(s->model->platform, "ping", ""), "to", to,
		        NULL),
		    "1", "replies " UNIT_AT_LEAST);
	}
}

/* the host half a round further on, among those with the interface's network */
static const struct dvnic *
other_end(const struct design *g, size_t host, const struct dvnic *v,
    size_t *peer)
{
	size_t nth = 0;
	const struct dhost *h = &g->host[host];

	for (size_t k = 0; k < h->nvnic && &h->vnic[k] != v; k++)
		nth += h->vnic[k].net == v->net;
	for (size_t step = 0; step < g->nhost; step++) {
		size_t to = (host + (g->nhost + 1) / 2 + step) % g->nhost;
		size_t seen = 0;

		if (to == host)
			continue;
		for (size_t i = 0; i < g->host[to].nvnic; i++) {
			const struct dvnic *x = &g->host[to].vnic[i];

			if (x->net != v->net ||
			    (x->address == 0) != (v->address == 0) ||
			    seen++ != nth)
				continue;
			*peer = to;
			return x;
		}
	}
	return NULL;
}

const char *
acceptance_ping(struct acceptance_ctx *m, size_t host, const struct dvnic *from,
    const struct dvnic *to, int64_t mtu, int count)
{
	return str_fill(m->a,
	    platform_word(platform_of_host(m->g, host), "ping", ""), "count",
	    str_fmt(m->a, "%d", count), "bytes",
	    str_fmt(m->a, "%lld", (long long)(mtu - IP_ICMP)), "from",
	    ip_text(m->a, from->address), "to", ip_text(m->a, to->address),
	    NULL);
}

static int64_t
mtu_of(const struct design *g, size_t host, const struct dvnic *v)
{
	return design_net_mtu(g->model, g->host[host].host, v->net);
}

/* what both take */
int64_t
acceptance_mtu(const struct design *g, size_t x, const struct dvnic *v,
    size_t y, const struct dvnic *w)
{
	int64_t mtu = mtu_of(g, x, v), other = mtu_of(g, y, w);

	return mtu < other ? mtu : other;
}

static void
pings(struct acceptance_ctx *m)
{
	const struct design *g = m->g;
	size_t i, peer;

	for (i = 0; i < g->nhost; i++)
		for (size_t k = 0; k < g->host[i].nvnic; k++) {
			const struct dvnic *v = &g->host[i].vnic[k], *to;
			const char *name = g->host[i].host->name;
			int64_t mtu;

			/* an address we did not give we don't know */
			to = v->address != 0 ? other_end(g, i, v, &peer) : NULL;
			if (to == NULL)
				continue;
			mtu = acceptance_mtu(g, i, v, peer, to);
			acceptance_add(m, CHECK_PING,
			    str_fmt(m->a, "%s/%s", name, v->name), name,
			    str_fmt(m->a, "%s to %s, MTU %lld bytes", v->name,
			        g->host[peer].host->name, (long long)mtu),
			    acceptance_ping(m, i, v, to, mtu, PINGS),
			    str_fmt(m->a, "%d", PINGS),
			    "replies " UNIT_AT_LEAST);
			acceptance_most(m, str_fmt(m->a, "%d", PINGS));
		}
}

const struct dvnic *
acceptance_vnic(const struct design *g, size_t host)
{
	const struct dhost *h = &g->host[host];

	for (size_t i = 0; i < h->nvnic && h->nlm_order > 0; i++)
		if (h->vnic[i].net == h->lm_order[0] &&
		    g->net[h->vnic[i].net].net->purpose == PURPOSE_MANAGEMENT)
			return &h->vnic[i];
	for (size_t k = 0; k < h->nlm_order; k++)
		for (size_t i = 0; i < h->nvnic; i++)
			if (h->vnic[i].net == h->lm_order[k] &&
			    h->vnic[i].address != 0)
				return &h->vnic[i];
	return NULL;
}

/* its address as commands have it */
static const char *
address_text(struct acceptance_ctx *m, const struct dvnic *v)
{
	return v->address != 0 ? ip_text(m->a, v->address) : "ADDRESS";
}

/* ", ADDRESS being its own in mgmt" where it is not given here */
static const char *
address_words(struct acceptance_ctx *m, const struct dvnic *v)
{
	return v->address != 0 ? "" :
	                         str_fmt(m->a, ", ADDRESS being its own in %s",
	                             m->g->net[v->net].net->name);
}

static void
rates(struct acceptance_ctx *m)
{
	const struct design *g = m->g;
	size_t peer;

	for (size_t i = 0; i < g->nhost; i++) {
		const struct dvnic *v = acceptance_vnic(g, i), *to;
		const struct host *h = g->host[i].host;
		const struct cluster *c = &g->model->cluster[h->cluster];
		const struct platform *p = platform_of_host(g, i), *q;
		const struct nic_group *x;
		const char *at, *send, *receive;
		double bps;

		to = v != NULL ? other_end(g, i, v, &peer) : NULL;
		if (to == NULL)
			continue;
		x = g->host[i].group[v->group].asked;
		bps =
		    goodput_Bps(x->speed_bps,
		        c->version != NULL ? GOODPUT_TCP : GOODPUT_TCP_STAMPED,
		        acceptance_mtu(g, i, v, peer, to), v->vlan > 0) *
		    8;
		at = address_text(m, to);
		q = platform_of_host(g, peer);
		send = str_fill(m->a, platform_word(p, "send", ""), "to", at,
		    NULL);
		receive = str_fill(m->a, platform_word(q, "receive", ""), "to",
		    at, NULL);
		acceptance_add(m, CHECK_RATE, h->name, h->name,
		    str_fmt(m->a, "%s to %s%s", v->name,
		        g->host[peer].host->name, address_words(m, to)),
		    send[0] == '\0' || receive[0] == '\0' ?
		        "" :
		        str_fmt(m->a, "on %s: %s; then on %s: %s",
		            g->host[peer].host->name, receive, h->name, send),
		    decimal(m->a, floor(bps * RATE_PERCENT / 100 / 1e7) / 100),
		    "Gbit/s " UNIT_AT_LEAST);
		acceptance_most(m,
		    decimal(m->a,
		        num_gbps((double)x->speed_bps * (double)x->n)));
	}
}

/* the host of its cluster half a round further on that prefers the same
 * network; NONE: it has no other */
static size_t
migration_peer(struct acceptance_ctx *m, const struct cluster *c, size_t host)
{
	const struct dvnic *v = acceptance_vnic(m->g, host), *w;
	size_t *with = NEW(m->a, size_t, c->nhost + 1), n = 0, at = 0, i;

	for (i = 0; i < c->nhost; i++) {
		w = acceptance_vnic(m->g, c->host[i]);
		if (w == NULL || w->net != v->net)
			continue;
		if (c->host[i] == host)
			at = n;
		with[n++] = c->host[i];
	}
	return n < 2 ? NONE : with[(at + (n + 1) / 2) % n];
}

static void
migrations(struct acceptance_ctx *m)
{
	const struct design *g = m->g;
	size_t peer;

	for (size_t i = 0; i < g->nhost; i++) {
		const struct host *h = g->host[i].host;
		const struct cluster *c = &g->model->cluster[h->cluster];
		const struct dvnic *v = acceptance_vnic(g, i);
		const struct platform *p = platform_of_host(g, i);
		const char *word, *to, *name;

		peer = v != NULL && !c->part ? migration_peer(m, c, i) : NONE;
		if (peer == NONE)
			continue;
		to = address_text(m, acceptance_vnic(g, peer));
		name = g->host[peer].host->name;
		word = platform_word(p, "migration", "");
		if (c->transport == TRANSPORT_SMB)
			word = platform_word(p, "migration_smb", word);
		acceptance_add(m, CHECK_MIGRATION, h->name, h->name,
		    v->address == 0 ?
		        str_fmt(m->a, "%s to %s%s", h->name, name,
		            address_words(m, v)) :
		        str_fmt(m->a, "%s to %s, %s of %s", h->name, name, to,
		            g->net[v->net].net->name),
		    str_fill(m->a, word, "to", to, NULL), "yes", UNIT_AS_SAID);
	}
}

static void
drains(struct acceptance_ctx *m, const struct results *r)
{
	const struct design *g = m->g;

	if (r == NULL || r->nnet < 2)
		return;
	for (size_t i = 0; i < g->nhost && i < r->net[1].nhost; i++) {
		const struct host_result *h = &r->net[1].host[i];
		const struct platform *p = platform_of_host(g, i);
		const char *word = platform_word(p, "drain", "");
		/* what is required is held, not what busy VMs excuse */
		double most = g->model->want.drain_us > 0 ?
		    fmin(h->high_s, num_seconds(g->model->want.drain_us)) :
		    h->high_s;

		if (g->model->cluster[g->host[i].host->cluster].part ||
		    !h->finished || word[0] == '\0' || h->vms == 0)
			continue;
		acceptance_add(m, CHECK_DRAIN, h->host, h->host,
		    str_fmt(m->a, "all %zu VMs", h->vms),
		    str_fill(m->a, word, "host", quoted(m, p, h->host), NULL),
		    str_fmt(m->a, "%.0f", ceil(most)), "s " UNIT_AT_MOST);
	}
}

const struct acceptance *
acceptance_make(struct arena *a, const struct design *g,
    const struct results *r)
{
	struct acceptance_ctx m = { a, g, NEW(a, struct acceptance, 1) };

	management(&m);
	links(&m);
	lags(&m);
	pairs(&m);
	pings(&m);
	rates(&m);
	migrations(&m);
	acceptance_failovers(&m);
	drains(&m, r);
	return m.x;
}
