/*
 * Junos: aggregated interfaces and the pair they are spread over, once all
 * lines are read.
 */
#include "readback/junos_read.h"

#include <stdlib.h>

#include "base/ip.h"
#include "base/str.h"

void
junos_peer_link(struct junos *r)
{
	struct domain *o = &r->v->domain;

	for (size_t i = 0; i < r->nfact; i++) {
		const struct junos_fact *f = &r->fact[i];

		if (!str_eq(f->key, "protection"))
			continue;
		if (!o->line)
			o->line = f->line;
		o->peer_link = junos_normal(r, f->value);
		o->peer_link_line = f->line;
		view_refer(r->v, o->peer_link, f->line);
		if (r->peer && !str_eq(r->peer, f->name))
			view_notice(r->v, "bad-value", f->line,
			    "the peer is %.40s here, but %.40s in ICCP",
			    f->name, r->peer);
	}
	if (!o->line) {
		/* what aggregated interfaces say without a peer is none's */
		o->mac = NULL;
		o->unit = o->priority = o->wait_lags = -1;
		o->id = NULL;
		return;
	}
	if (!o->id) {
		o->id = "(none)";
		view_notice(r->v, "bad-value", o->line,
		    "an MC-LAG needs the service-id of switch-options");
	}
	/* the address ICCP is spoken from */
	for (size_t i = 0; o->has_source && i < r->v->nport; i++)
		if (r->v->port[i]->has_ip && r->v->port[i]->ip == o->source &&
		    r->v->port[i]->kind == PORT_VLAN)
			o->local_if = r->v->port[i]->name;
	if (o->has_source) {
		bool own = false;

		for (size_t i = 0; i < r->v->nport; i++)
			own = own ||
			    (r->v->port[i]->has_ip &&
			        r->v->port[i]->ip == o->source);
		/* a loopback is read past */
		if (!own && !r->v->nskipped)
			view_notice(r->v, "bad-value", o->line,
			    "ICCP uses the local address %s, which no "
			    "interface has",
			    ip_text(r->a, o->source));
	}
}

/* a LAG with MC-LAG settings must use the pair's LACP system ID */
void
junos_mclags(struct junos *r)
{
	for (size_t i = 0; i < r->v->nport; i++) {
		const struct port *p = r->v->port[i];

		if (p->mclag && !junos_fact_of(r, "system-id", p->name))
			view_notice(r->v, "bad-value", p->mclag_line,
			    "%s has no system-id: the pair appears as two "
			    "systems in LACP",
			    p->name);
	}
	for (size_t i = 0; i < r->nfact; i++) {
		const struct junos_fact *f = &r->fact[i];

		if (str_eq(f->key, "group of mc-ae") &&
		    (junos_fact_of(r, "groups of iccp", "") || r->peer) &&
		    !junos_fact_of(r, "group of iccp", f->value))
			view_notice(r->v, "bad-value", f->line,
			    "redundancy-group %.20s, which ICCP does not list",
			    f->value);
	}
}

void
junos_lags(struct junos *r)
{
	const struct junos_fact *top = junos_fact_of(r, "devices", "");
	bool reported = top || !r->v->hostname_line;
	long lags = 0;

	for (size_t i = 0; i < r->v->nport; i++)
		lags += r->v->port[i]->kind == PORT_LAG && r->v->port[i]->line;
	for (size_t i = 0; i < r->v->nport; i++) {
		struct port *p = r->v->port[i], *lag = view_lag_of(r->v, p);
		const struct junos_fact *f;

		if (lag) {
			f = junos_fact_of(r, "lacp", lag->name);
			p->lacp = !f                   ? LACP_STATIC :
			    str_eq(f->value, "active") ? LACP_ACTIVE :
			                                 LACP_PASSIVE;
		}
		/* a whole text that makes none of those it speaks of */
		if (p->kind == PORT_LAG && p->line && !reported) {
			reported = true;
			view_notice(r->v, "bad-value", p->line,
			    "no device-count of aggregated-devices: ae%ld does "
			    "not come up",
			    junos_ae_number(p));
		}
		/* what is designed has no number beyond it; others run ae100
		 * with a count of 32: how many there are counts */
		if (p->kind == PORT_LAG && p->line && top && top->number > 0 &&
		    junos_ae_number(p) >= top->number &&
		    (r->v->device || lags > top->number))
			view_notice(r->v, "bad-value", p->line,
			    "ae%ld is beyond the device-count of %ld",
			    junos_ae_number(p), top->number);
	}
}

/* the VLAN the peers speak in is in no tree where none of its interfaces is */
void
junos_peers_vlan(struct junos *r)
{
	struct view *v = r->v;
	const char *irb = v->domain.local_if;
	long id = irb ? strtol(irb + 2, NULL, 10) : 0;

	if (id < 1 || id > VLAN_MAX)
		return;
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		if (p->switched && !p->no_stp &&
		    (p->all_vlans || p->untagged == id ||
		        vlan_set_has(&p->tagged, (int)id)))
			return;
	}
	vlan_set_add(&v->no_stp, (int)id);
}
