/* Rules on host ports, addresses and what the host scripts say. */
#include "verify/rules.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/num.h"
#include "base/str.h"

/* the switch's port of a cable to a host, with its host; NULL: no such */
static const struct port *
host_port(const struct cable *c, const struct view **v, const char **host)
{
	for (int e = 0; e < 2; e++) {
		const struct cable_end *x = &c->end[e];

		if (!str_eq(c->kind, "host") || !x->sw || !x->sw->view ||
		    !x->normal)
			continue;
		*v = x->sw->view;
		*host = c->end[1 - e].device;
		return view_find(*v, x->normal);
	}
	return NULL;
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

static void
in_lag(struct judge *j, const struct view *v, const struct port *p,
    const char *host)
{
	if (p->lag)
		rule_found(j, v, p->lag_line,
		    "%s to %s is in LAG %d: hosts "
		    "team without the switch",
		    p->name, host, p->lag);
	if (p->mclag)
		rule_found(j, v, p->mclag_line,
		    "%s to %s is an MC-LAG: hosts "
		    "team without the switch",
		    p->name, host);
}

static void
host_lag(struct judge *j)
{
	each_host_port(j, in_lag);
}

static void
is_edge(struct judge *j, const struct view *v, const struct port *p,
    const char *host)
{
	if (!p->edge && !v->stp_unknown && v->stp)
		rule_found(j, v, p->line, "%s to %s is no edge port", p->name,
		    host);
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
		const struct cable *c = &j->bundle->cable[i];

		for (int e = 0; e < 2; e++) {
			const struct cable_end *x = &c->end[e];
			const struct port *p;

			if (!x->sw || !x->sw->view || !x->normal ||
			    str_eq(c->kind, "host") || str_eq(c->kind, "oob"))
				continue;
			p = view_find(x->sw->view, x->normal);
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
	const struct cable_end *own, *other;

	for (size_t i = 0; i < b->ncable; i++)
		for (size_t k = 0; k < b->nsw; k++)
			if (b->sw[k].view == v &&
			    str_eq(b->cable[i].kind, "uplink") &&
			    bundle_cable_at(&b->cable[i], &b->sw[k], &own,
			        &other))
				return true;
	return false;
}

static void
follows(struct judge *j, const struct view *v, const struct port *p,
    const char *host)
{
	/* where the platform has no such group nothing can be asked */
	if (v->traits->no_ufd || !has_uplink(j->bundle, v))
		return;
	for (size_t g = 0; g < v->ngroup; g++)
		for (size_t k = 0; k < v->group[g].ndown; k++)
			if (str_eq(v->group[g].down[k], p->name))
				return;
	rule_found(j, v, p->line,
	    "%s to %s follows no uplink: the host is "
	    "black-holed when the uplinks are lost",
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
			const struct cable_end *x = &b->cable[i].end[e];
			const struct port *p;

			if (!x->sw || x->sw->view != v || !x->normal ||
			    str_eq(b->cable[i].kind, "host"))
				continue;
			p = view_find(v, x->normal);
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

	for (size_t i = 0; i < b->naddr; i++) {
		const struct bundle_address *x = &b->addr[i];
		const struct bundle_net *n = bundle_net_of(b, x->network);
		size_t ports = 0, carry = 0;

		/* a network without a switch of ours stays where it is */
		if (!x->vlan || !n || !n->nsw)
			continue;
		for (size_t k = 0; k < b->ncable; k++) {
			const struct view *v;
			const char *host;
			const struct port *p =
			    host_port(&b->cable[k], &v, &host);
			bool on;

			if (!p || !str_eq(host, x->device))
				continue;
			ports++;
			on = view_carries(v, p, x->vlan);
			carry += on;
			if (all && !on)
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

static bool
wants_jumbo(const struct host_script *h)
{
	return h &&
	    (bundle_text_says(h->src->text, "9014") ||
	        bundle_text_says(h->src->text, "9000"));
}

static void
jumbo(struct judge *j)
{
	const struct bundle *b = j->bundle;
	bool any = false;

	for (size_t i = 0; i < b->nhost; i++)
		any = any || wants_jumbo(&b->host[i]);
	for (size_t i = 0; i < b->ncable && any; i++)
		for (int e = 0; e < 2; e++) {
			const struct cable_end *x = &b->cable[i].end[e];
			const struct port *p;
			long frame;

			if (!x->sw || !x->sw->view || !x->normal ||
			    str_eq(b->cable[i].kind, "oob") ||
			    str_eq(b->cable[i].kind, "core"))
				continue;
			p = view_find(x->sw->view, x->normal);
			frame = p ? view_frame(x->sw->view, p) : 0;
			/* 9000 of payload, header, tag and FCS */
			if (p && frame && frame < 9022)
				rule_found(j, x->sw->view,
				    p->mtu_line ? p->mtu_line : p->line,
				    "%s passes frames "
				    "of %ld bytes; hosts send 9022",
				    p->name, frame);
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
	const char *s, *eol, *w;
	long ours = share_of(p), prio, theirs;
	int line = 1;

	if (!h || !p->pfc)
		return;
	s = h->src->text;
	for (; (s = strstr(s, "-NetQosTrafficClass")) != NULL; s++) {
		const char *at = s;

		eol = s + strcspn(s, "\n");
		if (!bundle_text_number(&at, "-Priority", &prio, &line) ||
		    at > eol || prio > 7 || !(p->pfc >> prio & 1))
			continue;
		w = s;
		if (bundle_text_number(&w, "-BandwidthPercentage", &theirs,
		        &line) &&
		    w <= eol && ours >= 0 && ours != theirs)
			rule_found(j, v,
			    p->dcb_line ? p->dcb_line : p->pfc_line,
			    "%s gives the lossless "
			    "class %ld %%, %s gives it %ld %%",
			    p->name, ours, h->file, theirs);
	}
}

static void
host_ets(struct judge *j)
{
	each_host_port(j, ets);
}

/* the script turns DCB on at this adapter; one that names none, at all */
static bool
nic_has_dcb(const struct judge *j, const struct host_script *h, const char *nic)
{
	static const char turn_on[] = "Enable-NetAdapterQos -Name ";

	return nic == NULL || strstr(h->src->text, turn_on) == NULL ||
	    strstr(h->src->text, str_fmt(j->arena, "%s'%s'", turn_on, nic));
}

static void
pfc(struct judge *j, const struct view *v, const struct port *p,
    const struct cable_end *host)
{
	const struct host_script *h = bundle_script(j->bundle, host->device);
	const char *s;
	int line = 1;
	long prio;

	if (!h || !nic_has_dcb(j, h, host->port))
		return;
	s = strstr(h->src->text, "Enable-NetQosFlowControl");
	if (!s)
		return;
	if (bundle_text_number(&s, "-Priority", &prio, &line) && prio < 8 &&
	    !(p->pfc >> prio & 1))
		rule_found(j, v, p->line,
		    "%s drops priority %ld, which %s "
		    "sends as lossless",
		    p->name, prio, h->file);
}

static void
host_pfc(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->ncable; i++) {
		const struct cable *c = &j->bundle->cable[i];
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
			const struct cable_end *x = &b->cable[i].end[e];
			const struct port *p =
			    x->sw && x->sw->view && x->normal ?
			    view_find(x->sw->view, x->normal) :
			    NULL;
			bool storage = false;

			if (!p || str_eq(b->cable[i].kind, "host") ||
			    str_eq(b->cable[i].kind, "core") ||
			    str_eq(b->cable[i].kind, "oob"))
				continue;
			for (size_t k = 0; k < b->nnet; k++)
				storage = storage ||
				    (b->net[k].vlan &&
				        str_eq(b->net[k].purpose, "storage") &&
				        view_carries(x->sw->view, p,
				            b->net[k].vlan));
			if (storage && p->pfc != prios)
				rule_found(j, x->sw->view, p->line,
				    "%s "
				    "carries storage and is not lossless as "
				    "the other ports are",
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
	    "no port to a switch is an edge port"),
	ALL_RULE("host-ufd", ERR, host_ufd,
	    "every host port follows its "
	    "uplink"),
	ALL_RULE("ufd-upstream", ERR, ufd_upstream,
	    "what host ports follow leads to a switch"),
	ALL_RULE("host-vlan", ERR, host_vlan,
	    "a host's ports carry its networks"),
	ALL_RULE("host-jumbo", ERR, jumbo, "what hosts send passes"),
	ALL_RULE("host-ets", ERR, host_ets, "host and switch share out alike"),
	ALL_RULE("host-pfc", ERR, host_pfc,
	    "host and switch agree on what is lossless"),
	ALL_RULE("lossless-path", ERR, lossless_path,
	    "storage is lossless all the way"),
	ALL_RULE("lossless-tagged", ERR, lossless_tagged,
	    "lossless traffic is tagged"),
	{ 0 } };
