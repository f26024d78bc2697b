/*
 * What still depends on one thing at the end of a phase: hosts on today's one
 * switch, networks that stay there, clusters cut in two, and whatever one
 * switch of the new network takes with it.  And what of today's gear is not
 * needed any more.
 */
#include "phases/phases.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "prove/outage.h"

static void
risk(struct arena *a, struct phase *p, const char *text)
{
	PUSH(a, p->risk, p->nrisk, p->caprisk, text);
}

static void
retire(struct arena *a, struct phase *p, const char *text)
{
	PUSH(a, p->retire, p->nretire, p->capretire, text);
}

static void
racks_to_come(struct arena *a, const struct phases *all, struct phase *p)
{
	const struct model *m = all->m;
	struct buf racks = buf_new(a);
	size_t hosts = 0, i, k;

	for (i = 0; i < m->nrack; i++) {
		size_t n = 0;

		for (k = 0; k < m->nhost; k++)
			n += m->host[k].rack == i && !p->moved[k];
		if (n > 0)
			buf_printf(&racks, "%s%s", racks.len > 0 ? ", " : "",
			    m->rack[i].name);
		hosts += n;
	}
	if (hosts == 0)
		return;
	risk(a, p,
	    str_fmt(a,
	        "%s (%s) %s on today's single switch with %s of %s each: if "
	        "it fails, %s connectivity",
	        str_count(a, hosts, "host"), racks.text,
	        hosts == 1 ? "is" : "are",
	        str_count(a, (size_t)m->today.ports, "port"),
	        num_text(a, m->today.speed_bps, UNIT_SPEED),
	        hosts == 1 ? "it loses" : "they all lose"));
	if (m->money.switches_month > 0 &&
	    p->next_month > m->money.switches_month)
		risk(a, p,
		    str_fmt(a,
		        "today's switches are to be removed in %s, and the "
		        "next racks come in %s",
		        num_month_text(a, m->money.switches_month),
		        num_month_text(a, p->next_month)));
}

/* part of a cluster's hosts moved: it migrates as before */
static void
clusters(struct arena *a, const struct phases *all, struct phase *p)
{
	const struct model *m = all->m;
	size_t i, k;

	for (i = 0; i < m->ncluster; i++) {
		const struct cluster *c = &m->cluster[i];
		size_t moved = 0, now = 0;

		for (k = 0; k < c->nhost; k++)
			moved += p->moved[c->host[k]];
		for (k = 0; k < p->nhost; k++)
			now += m->host[p->host[k]].cluster == i;
		if (moved > 0 && moved < c->nhost)
			risk(a, p,
			    str_fmt(a,
			        "cluster %s is on two networks, %zu of %zu "
			        "hosts on the new one: all its VMs migrate "
			        "over today's network until the last host has "
			        "moved, and drains are no faster until then",
			        c->name, moved, c->nhost));
		if (now > 0 && moved == c->nhost)
			retire(a, p,
			    str_fmt(a,
			        "migration of cluster %s is complete: remove "
			        "today's network from its live-migration "
			        "networks",
			        c->name));
	}
	for (i = 0; i < p->verdict.results->net[1].nhost; i++) {
		const struct host_result *h =
		    &p->verdict.results->net[1].host[i];

		if (h->finished || h->nunfinished == 0)
			continue;
		risk(a, p,
		    str_fmt(a, "%s can't be drained: %s", h->host, h->why[0]));
		break;
	}
}

static void
networks(struct arena *a, const struct phases *all, struct phase *p)
{
	const struct design *g = p->verdict.design;
	struct buf stay = buf_new(a);
	size_t i;

	for (i = 0; i < g->nnet; i++)
		if (!g->net[i].carried && g->net[i].net->purpose != PURPOSE_OOB)
			buf_printf(&stay, "%s%s", stay.len > 0 ? ", " : "",
			    g->net[i].net->name);
	if (stay.len > 0)
		risk(a, p,
		    str_fmt(a,
		        "network%s %s stay%s on today's switch, a single one "
		        "for all hosts",
		        strchr(stay.text, ',') != NULL ? "s" : "", stay.text,
		        strchr(stay.text, ',') != NULL ? "" : "s"));
	if (stay.len > 0 && p->number == all->n &&
	    all->m->money.switches_month > 0)
		risk(a, p,
		    str_fmt(a,
		        "today's switches are to be removed in %s, and this "
		        "plan moves nothing of %s off them: it needs a port "
		        "elsewhere by then",
		        num_month_text(a, all->m->money.switches_month),
		        stay.text));
	if (p->number < all->n)
		return;
	if (stay.len > 0 && all->m->money.switches_month > 0)
		retire(a, p,
		    str_fmt(a,
		        "today's switch, as soon as %s has a port elsewhere, "
		        "and by %s; its other ports are free",
		        stay.text,
		        num_month_text(a, all->m->money.switches_month)));
	else if (stay.len > 0)
		retire(a, p,
		    str_fmt(a,
		        "today's switch stays for %s; its other ports are free",
		        stay.text));
	else
		retire(a, p,
		    "today's switch no longer carries anything for these "
		    "hosts: remove it");
}

/* one switch of the new network out, one after another */
static void
single_switches(struct arena *a, struct phase *p)
{
	const struct design *g = p->verdict.design;
	bool *out = NEW(a, bool, g->nsw + 1);
	struct outage *o;
	size_t i, k, n;

	for (i = 0; i < g->nsw; i++) {
		out[i] = true;
		o = outage_networks(a, g, out);
		out[i] = false;
		for (k = 0, n = 0; k < o->nlost; k++)
			n += o->lost[k].instead == NONE;
		if (o->cut_off > 0)
			risk(a, p,
			    str_fmt(a,
			        "failure of %s alone disconnects %s "
			        "from a network",
			        g->sw[i].name,
			        str_count(a, o->cut_off, "host")));
		else if (o->nlost > n)
			risk(a, p,
			    str_fmt(a,
			        "with %s failed, live migration and CSV run "
			        "over the other switch only",
			        g->sw[i].name));
	}
}

/* what a proof leaves to the phase after it */
static void
after_proof(struct arena *a, const struct phases *all, struct phase *p)
{
	const struct phase *proof = p - 1;

	if (p->number < 2 || !proof->proof)
		return;
	retire(a, p,
	    str_fmt(a,
	        "the proof-of-concept settings in rack %s: first each of its "
	        "hosts goes back to today's network (see %s/moving.md), then "
	        "its leaves are reset and loaded again (%s/moving.md and "
	        "loading.md)",
	        all->m->rack[proof->rack[0]].name, proof->folder, p->folder));
}

/* a network that some hosts have on the new switches and one of its devices
 * does not, or the other way round */
static void
devices_apart(struct arena *a, const struct phases *all, struct phase *p)
{
	const struct model *m = all->m;
	size_t i, k, n, here;

	for (i = m->nhost; i < m->nend && !p->proof; i++)
		for (n = 0; n < m->nnetwork; n++) {
			if (!m->host[i].network[n])
				continue;
			for (k = here = 0; k < m->nhost; k++)
				here += m->host[k].network[n] &&
				    p->moved[k] != p->moved[i];
			if (here == 0)
				continue;
			risk(a, p,
			    str_fmt(a,
			        p->moved[i] ?
			            "device '%s' is on the new switches, unlike "
			            "%s on its network '%s': until these have "
			            "moved, today's switches must be linked to the "
			            "new ones for it" :
			            "device '%s' is still on today's switches, "
			            "unlike %s on its network '%s': until it has "
			            "moved, the new switches must be linked to "
			            "those for it",
			        m->host[i].name, str_count(a, here, "host"),
			        m->network[n].name));
			break;
		}
}

/* the phases were fitted to the middle of the price ranges */
static void
prices(struct arena *a, const struct phases *all, struct phase *p)
{
	int64_t most = 0;
	size_t i, k;

	for (i = 0; i < p->number; i++) {
		const struct phase *x = i + 1 < p->number ? &all->phase[i] : p;

		for (k = 0; k < x->norder; k++)
			if (schedule_pays(all->m, x->order[k].part))
				most += x->order[k].high_cents;
	}
	if (most <= p->money_cents)
		return;
	risk(a, p,
	    str_fmt(a,
	        "prices: at the high end of their ranges the purchases up to "
	        "then cost %s %s, about %s more than the funds of that date; "
	        "get quotes before ordering",
	        all->m->currency, num_money_rough(a, most),
	        num_money_gap(a, most, p->money_cents)));
}

void
phase_risks(struct arena *a, const struct phases *all, struct phase *p)
{
	racks_to_come(a, all, p);
	clusters(a, all, p);
	networks(a, all, p);
	devices_apart(a, all, p);
	single_switches(a, p);
	after_proof(a, all, p);
	prices(a, all, p);
}
