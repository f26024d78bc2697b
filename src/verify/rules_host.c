/* Rules on host ports, addresses and what the host scripts say. */
#include "verify/rules.h"

#include <strings.h>

#include "base/ip.h"
#include "base/str.h"

/* the switch's port of a cable to a host, with its host; NULL: no such */
static const struct port *
host_port(const struct bundle_cable *c, const struct view **v,
    const char **host)
{
	for (int e = 0; e < 2; e++) {
		const struct bundle_cable_end *x = &c->end[e];

		if (!str_eq(c->kind, "host") || !x->sw || !x->sw->view ||
		    !x->normal)
			continue;
		*v = x->sw->view;
		*host = c->end[1 - e].device;
		return x->at;
	}
	return NULL;
}

/* the host's port of a cable to it */
static const char *
host_end(const struct bundle_cable *c, const char *host)
{
	return c->end[c->end[0].device == host ? 0 : 1].port;
}

/* calls with every host port that is up */
typedef void each_fn(struct judge *j, const struct view *v,
    const struct port *p, const char *host);
static void
each_host_port(struct judge *j, each_fn *f)
{
	for (size_t i = 0; i < j->bundle->ncable; i++) {
		const struct view *v;
		const char *host;
		const struct port *p =
		    host_port(&j->bundle->cable[i], &v, &host);

		if (p && p->up)
			f(j, v, p, host);
	}
}

static bool
by_lacp(const struct bundle *b, const char *host, const char *port)
{
	const char *mode = bundle_port_mode(bundle_setting(b, host), port);

	return str_eq(mode, "802.3ad") || str_eq(mode, "lacp");
}

/* a port is in a LAG, over both switches where there are two, where its host or
 * device teams by LACP, and in none where not */
static void
in_lag(struct judge *j, const struct view *v, const struct port *p,
    const char *host, bool wanted)
{
	const struct port *lag = view_lag_of(v, p);

	if (wanted && !p->lag)
		rule_found(j, v, p->line,
		    "%s to %s is in no LAG, but the team there uses LACP",
		    p->name, host);
	else if (wanted && p->lacp == LACP_STATIC)
		rule_found(j, v, p->lag_line,
		    "%s to %s is in LAG %d without LACP, but the team there "
		    "uses it",
		    p->name, host, p->lag);
	else if (wanted && v->domain.line && lag && !lag->mclag)
		rule_found(j, v, lag->line ? lag->line : p->lag_line,
		    "%s to %s is in a LAG of one switch only, but the team "
		    "there is over both",
		    lag->name, host);
	if (wanted)
		return;
	if (p->lag)
		rule_found(j, v, p->lag_line,
		    "%s to %s is in LAG %d: hosts team switch-independently",
		    p->name, host, p->lag);
	if (p->mclag)
		rule_found(j, v, p->mclag_line,
		    "%s to %s is an MC-LAG: hosts team switch-independently",
		    p->name, host);
}

/* two ports of one LAG go to one team */
static void
one_team(struct judge *j, const struct bundle_cable *x,
    const struct bundle_cable *y)
{
	const struct view *v, *w;
	const char *hx, *hy;
	const struct port *p = host_port(x, &v, &hx),
	                  *q = host_port(y, &w, &hy);
	const struct bundle_hport *s, *t;

	if (!p || !q || p == q || !p->lag || !q->lag || !p->up || !q->up ||
	    (v == w ? p->lag != q->lag :
	              !view_lag_of(v, p) || !view_lag_of(w, q) ||
	                !view_lag_of(v, p)->mclag ||
	                view_lag_of(v, p)->mclag != view_lag_of(w, q)->mclag))
		return;
	s = bundle_host_port(bundle_setting(j->bundle, hx), host_end(x, hx));
	t = bundle_host_port(bundle_setting(j->bundle, hy), host_end(y, hy));
	if (!str_eq(hx, hy) || !s || !t || s->team != t->team)
		rule_found(j, w, q->lag_line,
		    "%s to %s is in one LAG with %s of %s to %s, another team",
		    q->name, hy, p->name, v->device, hx);
}

static void
host_lag(struct judge *j)
{
	const struct bundle *b = j->bundle;

	for (size_t i = 0; i < b->ncable; i++) {
		const struct bundle_cable *c = &b->cable[i];
		const struct view *v;
		const char *host;
		const struct port *p = host_port(c, &v, &host);

		if (!p || !p->up)
			continue;
		in_lag(j, v, p, host, by_lacp(b, host, host_end(c, host)));
		for (size_t k = 0; p->lag && k < i; k++)
			one_team(j, &b->cable[k], c);
	}
}

static void
is_edge(struct judge *j, const struct view *v, const struct port *p,
    const char *host)
{
	p = view_l2(v, p);
	if (!p->edge && !v->stp_unknown && v->stp)
		rule_found(j, v, p->line,
		    "%s to %s is not configured as an "
		    "edge (portfast) port",
		    p->name, host);
}

static void
host_edge(struct judge *j)
{
	each_host_port(j, is_edge);
}

static void
is_guarded(struct judge *j, const struct view *v, const struct port *p,
    const char *host)
{
	p = view_l2(v, p);
	if (p->edge && !p->guard && !v->guard_global && !v->stp_unknown)
		rule_found(j, v, p->edge_line, "%s to %s has no BPDU guard",
		    p->name, host);
}

static void
host_guard(struct judge *j)
{
	each_host_port(j, is_guarded);
}

static void
uplink_edge(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->ncable; i++) {
		const struct bundle_cable *c = &j->bundle->cable[i];

		for (int e = 0; e < 2; e++) {
			const struct bundle_cable_end *x = &c->end[e];
			const struct port *p, *l2;

			if (!x->sw || !x->sw->view || !x->normal ||
			    str_eq(c->kind, "host") || bundle_cable_oob(c))
				continue;
			p = x->at;
			l2 = p ? view_l2(x->sw->view, p) : NULL;
			/* a core that speaks its tree shuts it */
			if (l2 && l2->guard && !l2->edge)
				rule_found(j, x->sw->view, l2->guard_line,
				    "%s leads to %s and has BPDU guard: the "
				    "first BPDU from that side shuts it down",
				    p->name, c->end[1 - e].device);
			if (p && (p->edge || view_l2(x->sw->view, p)->edge))
				rule_found(j, x->sw->view,
				    p->edge ?
				        p->edge_line :
				        view_l2(x->sw->view, p)->edge_line,
				    "%s leads to %s and is an edge port",
				    p->name, c->end[1 - e].device);
		}
	}
}

static bool
has_uplink(const struct bundle *b, const struct view *v)
{
	for (size_t k = 0; k < b->nsw; k++) {
		struct bundle_rows own = { NULL, 0 };

		if (b->sw[k].view == v)
			own = bundle_ends(b, b->sw[k].name);
		for (size_t i = 0; i < own.n; i++) {
			const struct bundle_cable *c =
			    &b->cable[own.row[i].at / 2];

			if (c->end[own.row[i].at % 2].sw == &b->sw[k] &&
			    str_eq(c->kind, "uplink"))
				return true;
		}
	}
	return false;
}

static void
follows(struct judge *j, const struct view *v, const struct port *p,
    const char *host)
{
	/* where the platform has no such group nothing can be checked */
	if (v->traits->no_ufd || !has_uplink(j->bundle, v))
		return;
	for (size_t g = 0; g < v->ngroup; g++)
		for (size_t k = 0; k < v->group[g].ndown; k++)
			if (str_eq(v->group[g].down[k], p->name))
				return;
	rule_found(j, v, p->line,
	    "%s to %s follows no uplink: the host's traffic is black-holed "
	    "when the uplinks are lost",
	    p->name, host);
}

static void
host_ufd(struct judge *j)
{
	each_host_port(j, follows);
}

static bool
is_cabled_up(const struct bundle *b, const struct view *v, const char *name)
{
	for (size_t i = 0; i < b->ncable; i++)
		for (int e = 0; e < 2; e++) {
			const struct bundle_cable_end *x = &b->cable[i].end[e];
			const struct port *p;

			if (!x->sw || x->sw->view != v || !x->normal ||
			    str_eq(b->cable[i].kind, "host"))
				continue;
			p = x->at;
			if (p &&
			    (str_eq(p->name, name) ||
			        str_eq(view_l2(v, p)->name, name)))
				return true;
		}
	return false;
}

static void
ufd_upstream(struct judge *j)
{
	for (size_t i = 0; i < j->nview; i++) {
		const struct view *v = j->view[i];

		for (size_t g = 0; g < v->ngroup; g++)
			for (size_t k = 0; k < v->group[g].nup; k++)
				if (!is_cabled_up(j->bundle, v,
				        v->group[g].up[k]))
					rule_found(j, v, v->group[g].up_line,
					    "group %s follows %s, which leads "
					    "to no switch",
					    v->group[g].id, v->group[g].up[k]);
	}
}

/* every VLAN a host has an address in comes to it */
static void
host_vlan(struct judge *j)
{
	const struct bundle *b = j->bundle;
	bool all = !str_eq(b->topology, "standalone");
	struct bundle_rows own;

	for (size_t i = 0; i < b->naddr; i++) {
		const struct bundle_address *x = &b->addr[i];
		const struct bundle_net *n = bundle_net_of(b, x->network);
		size_t ports = 0, carry = 0;

		/* a network without a switch of ours stays where it is */
		if (!x->vlan || !n || !n->nsw)
			continue;
		own = bundle_ends(b, x->device);
		for (size_t k = 0; k < own.n; k++) {
			const struct bundle_cable *c =
			    &b->cable[own.row[k].at / 2];
			const struct view *v;
			const char *host;
			const struct port *p = host_port(c, &v, &host);
			const struct bundle_hport *h;
			bool on;

			/* a cable of both its ends comes twice */
			if (!p || host != c->end[own.row[k].at % 2].device)
				continue;
			h = bundle_host_port(bundle_setting(b, host),
			    host_end(c, host));
			if (h && !bundle_port_is_for(h, x->network))
				continue;
			ports++;
			on = view_carries(v, p, x->vlan);
			carry += on;
			if ((all || h) && !on)
				rule_found(j, v,
				    p->list_line ? p->list_line : p->line,
				    "%s to %s does not carry VLAN %d "
				    "(%s), where the host has %s",
				    p->name, host, x->vlan, x->network,
				    ip_text(j->arena, x->ip));
		}
		if (ports && !carry && !all)
			rule_found_at(j, x->device, 0,
			    "no port carries VLAN "
			    "%d (%s), where it has %s",
			    x->vlan, x->network, ip_text(j->arena, x->ip));
	}
}

/* the largest IP packet a host's file makes any of its interfaces send */
static long
largest(const struct host_config *c)
{
	long most = 0;

	for (size_t i = 0; c && i < c->n; i++)
		if (str_eq(c->fact[i].key, "mtu")) {
			long n = host_config_number(c, c->fact[i].object, "mtu",
			    NULL);

			most = n > most ? n : most;
		}
	return most;
}

static void
jumbo(struct judge *j)
{
	const struct bundle *b = j->bundle;
	/* the header, a tag and FCS around it */
	long most = 0, sent;

	for (size_t i = 0; i < b->nhost; i++) {
		sent = largest(b->host[i].config);
		most = sent > most ? sent : most;
	}
	sent = most + 22;
	for (size_t i = 0; i < b->ncable && most > 1500; i++)
		for (int e = 0; e < 2; e++) {
			const struct bundle_cable_end *x = &b->cable[i].end[e];
			const struct port *p;
			long frame;

			if (!x->sw || !x->sw->view || !x->normal ||
			    bundle_cable_oob(&b->cable[i]) ||
			    str_eq(b->cable[i].kind, "core"))
				continue;
			p = x->at;
			frame = p ? view_frame(x->sw->view, p) : 0;
			if (p && frame && frame < sent)
				rule_found(j, x->sw->view,
				    p->mtu_line ? p->mtu_line : p->line,
				    "%s passes frames of %ld bytes; hosts send "
				    "%ld",
				    p->name, frame, sent);
		}
}

/* what the switch gives the priorities of a port without drop, or -1 */
static long
share_of(const struct port *p)
{
	for (int prio = 0; prio < 8; prio++)
		if (p->pfc >> prio & 1)
			return (long)p->share[prio] - 1;
	return -1;
}

static void
ets(struct judge *j, const struct view *v, const struct port *p,
    const char *host)
{
	const struct host_script *h = bundle_script(j->bundle, host);
	const struct host_config *c = h ? h->config : NULL;
	long ours = share_of(p);

	for (size_t i = 0; c && p->pfc && i < c->n; i++) {
		const struct host_fact *x = &c->fact[i];
		const char *how;
		long prio, theirs;

		if (!host_config_name(x->object, "class") ||
		    !str_eq(x->key, "algorithm"))
			continue;
		prio = host_config_number(c, x->object, "priority", NULL);
		theirs = host_config_number(c, x->object, "percent", NULL);
		how = host_config_get(c, x->object, "algorithm", NULL);
		if (how && strcasecmp(how, "ETS") != 0 && prio >= 0 &&
		    prio < 8 && p->pfc >> prio & 1)
			rule_found(j, v,
			    p->dcb_line ? p->dcb_line : p->pfc_line,
			    "%s gives the lossless class a share, line %d of "
			    "%s schedules it by %.40s",
			    p->name, x->line, h->file, how);
		if (prio >= 0 && prio < 8 && p->pfc >> prio & 1 &&
		    ours != theirs)
			rule_found(j, v,
			    p->dcb_line ? p->dcb_line : p->pfc_line,
			    "%s gives the lossless class %s, line %d of %s "
			    "gives it %ld %%",
			    p->name,
			    ours < 0 ? "no share" :
			               str_fmt(j->arena, "%ld %%", ours),
			    x->line, h->file, theirs);
		/* another that has a queue of its own on the switch */
		if (prio >= 0 && prio < 8 && !(p->pfc >> prio & 1) &&
		    p->queue[prio] && p->queue[prio] != p->queue[0] &&
		    theirs >= 0 && p->share[prio] &&
		    (long)p->share[prio] - 1 != theirs)
			rule_found(j, v,
			    p->dcb_line ? p->dcb_line : p->pfc_line,
			    "%s gives priority %ld %d %%, line %d of %s gives "
			    "it %ld %%",
			    p->name, prio, p->share[prio] - 1, x->line, h->file,
			    theirs);
	}
}

static void
host_ets(struct judge *j)
{
	each_host_port(j, ets);
}

static void
pfc(struct judge *j, const struct view *v, const struct port *p,
    const struct bundle_cable_end *host)
{
	const struct host_script *h = bundle_script(j->bundle, host->device);
	const struct host_config *c = h ? h->config : NULL;
	const char *o = str_fmt(j->arena, "port %s", host->port);

	if (!c || !str_eq(host_config_get(c, o, "dcb", NULL), "true"))
		return;
	for (int prio = 0; prio < 8; prio++)
		if (!(p->pfc >> prio & 1) &&
		    str_eq(host_config_get(c, "lossless",
		               str_fmt(j->arena, "priority %d", prio), NULL),
		        "true"))
			rule_found(j, v, p->line,
			    "%s drops priority %d, which %s sends as lossless",
			    p->name, prio, h->file);
}

static void
host_pfc(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->ncable; i++) {
		const struct bundle_cable *c = &j->bundle->cable[i];
		const struct view *v;
		const char *host;
		const struct port *p = host_port(c, &v, &host);

		if (p && p->up)
			pfc(j, v, p,
			    c->end[0].device == host ? &c->end[0] : &c->end[1]);
	}
}

/* where storage is lossless on one port it is on all it passes */
static void
lossless_path(struct judge *j)
{
	const struct bundle *b = j->bundle;
	uint8_t prios = 0;

	for (size_t i = 0; i < j->nview; i++)
		for (size_t k = 0; k < j->view[i]->nport; k++)
			prios |= j->view[i]->port[k]->pfc;
	for (size_t i = 0; i < b->ncable && prios; i++)
		for (int e = 0; e < 2; e++) {
			const struct bundle_cable_end *x = &b->cable[i].end[e];
			const struct port *p = bundle_end_port(x);
			bool storage = false;

			if (!p || str_eq(b->cable[i].kind, "host") ||
			    str_eq(b->cable[i].kind, "core") ||
			    bundle_cable_oob(&b->cable[i]))
				continue;
			for (size_t k = 0; k < b->nnet; k++)
				storage = storage ||
				    (b->net[k].vlan &&
				        str_eq(b->net[k].purpose, "storage") &&
				        view_carries(x->sw->view, p,
				            b->net[k].vlan));
			if (storage && p->pfc != prios)
				rule_found(j, x->sw->view, p->line,
				    "%s carries storage and is not lossless, "
				    "unlike the other ports",
				    p->name);
		}
}

static void
tagged_storage(struct judge *j, const struct view *v, const struct port *p,
    const char *host)
{
	for (size_t i = 0; i < j->bundle->nnet && p->pfc; i++)
		if (str_eq(j->bundle->net[i].purpose, "storage") &&
		    j->bundle->net[i].vlan &&
		    p->untagged == j->bundle->net[i].vlan)
			rule_found(j, v, p->untagged_line,
			    "%s to %s has the "
			    "lossless VLAN %d untagged: without a tag there "
			    "is no priority",
			    p->name, host, p->untagged);
}

static void
lossless_tagged(struct judge *j)
{
	each_host_port(j, tagged_storage);
}

const struct rule rules_host[] = { ALL_RULE("host-lag", ERR, host_lag,
	                               "no host port is in a LAG"),
	ALL_RULE("host-edge", ERR, host_edge,
	    "every host port is an edge "
	    "port"),
	ALL_RULE("host-guard", ERR, host_guard,
	    "every host port has BPDU guard"),
	ALL_RULE("switch-edge", ERR, uplink_edge,
	    "no port to a switch is an edge port or has BPDU guard"),
	ALL_RULE("host-ufd", ERR, host_ufd,
	    "every host port follows its "
	    "uplink"),
	ALL_RULE("ufd-upstream", ERR, ufd_upstream,
	    "the uplinks that host ports follow lead to a switch"),
	ALL_RULE("host-vlan", ERR, host_vlan,
	    "a host's ports carry its networks"),
	ALL_RULE("host-jumbo", ERR, jumbo, "the frames hosts send pass"),
	ALL_RULE("host-ets", ERR, host_ets,
	    "host and switch give classes the "
	    "same shares"),
	ALL_RULE("host-pfc", ERR, host_pfc,
	    "host and switch agree on what is lossless"),
	ALL_RULE("lossless-path", ERR, lossless_path,
	    "storage is lossless end to end"),
	ALL_RULE("lossless-tagged", ERR, lossless_tagged,
	    "lossless traffic is tagged"),
	{ 0 } };
