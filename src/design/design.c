/*
 * From a plan to a design, step by step; and what must hold of the result.
 */
#include "design/design.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "design/kept.h"
#include "design/kept_notes.h"
#include "design/numbering.h"
#include "size/size.h"

void
design_note(struct arena *a, struct design *g, const char *fmt, ...)
{
	va_list ap;
	const char *s;

	va_start(ap, fmt);
	s = str_vfmt(a, fmt, ap);
	va_end(ap);
	PUSH(a, g->note, g->nnote, g->capnote, s);
}

/* hosts and networks that one cable takes away, by the site's own choice */
static void
note_alone(struct arena *a, struct design *g)
{
	enum { SHOWN = 6 };
	const struct model *m = g->model;
	struct buf one = buf_new(a), none = buf_new(a);
	size_t none_n = 0, n = 0, i, k;

	for (i = 0; i < m->nhost && g->topology != TOPOLOGY_STANDALONE; i++) {
		const struct host *h = &m->host[i];
		bool lone = false, apart = false;

		for (k = 0; k < h->ngroup; k++) {
			lone |= !h->group[k].on_today && h->group[k].n == 1;
			apart |= !h->group[k].on_today && h->group[k].n > 1 &&
			    h->group[k].teaming == TEAMING_NONE;
		}
		if (lone && n++ < SHOWN)
			buf_printf(&one, "%s%s", n > 1 ? ", " : "", h->name);
		if (apart && none_n++ < SHOWN)
			buf_printf(&none, "%s%s", none_n > 1 ? ", " : "",
			    h->name);
	}
	if (n > 0)
		design_note(a, g,
		    "no redundancy: %s%s ha%s a single port for some networks, "
		    "and the failure of one cable or switch disconnects them",
		    one.text,
		    n > SHOWN ? str_fmt(a, " and %zu more", n - SHOWN) : "",
		    n > 1 ? "ve" : "s");
	if (none_n > 0)
		design_note(a, g,
		    "no redundancy: ports of %s%s are not teamed ('teaming: "
		    "none'), so each of their networks has one port",
		    none.text,
		    none_n > SHOWN ?
		        str_fmt(a, " and %zu more", none_n - SHOWN) :
		        "");
}

/* queues of teamed ports are ranges of processors, whose number is not known */
static void
note_queues(struct arena *a, struct design *g)
{
	const struct model *m = g->model;
	size_t unknown = 0, i;

	for (i = 0; i < m->nhost && g->topology != TOPOLOGY_STANDALONE; i++)
		unknown += m->host[i].cores == 0 &&
		    m->cluster[m->host[i].cluster].version != NULL;
	if (unknown > 0)
		design_note(a, g,
		    "%zu host%s given without 'cores': their scripts set "
		    "no processor queues (VMQ) for their ports, so two ports "
		    "may load the same cores; a VM that receives more than one "
		    "core handles needs receive side scaling (vRSS) in its "
		    "guest as well",
		    unknown, unknown == 1 ? " is" : "s are");
}

/* what has no price has no date either, nor have all quotes */
static bool
is_dated(const struct bom_line *l)
{
	return l->date != NULL && catalog_is_date(l->date);
}

/* prices older than policy.price_age: at the day given, else when the newest
 * price of the bill was made, since nothing reads the clock */
static void
note_old_prices(struct arena *a, struct design *g)
{
	enum { SHOWN = 8 };
	const struct model *m = g->model;
	const char *day = m->on;
	struct buf b = buf_new(a);
	size_t n = 0, i;

	if (m->policy.price_age_months <= 0)
		return;
	for (i = 0; m->on == NULL && i < g->nbom; i++)
		if (is_dated(&g->bom[i]) &&
		    (day == NULL ||
		        catalog_date_month(g->bom[i].date) >
		            catalog_date_month(day)))
			day = g->bom[i].date;
	for (i = 0; i < g->nbom; i++) {
		const struct bom_line *l = &g->bom[i];

		if (!is_dated(l) ||
		    catalog_date_month(day) - catalog_date_month(l->date) <=
		        m->policy.price_age_months)
			continue;
		if (n++ < SHOWN)
			buf_printf(&b, "%s%s (%s)", n > 1 ? ", " : "",
			    l->part->id, l->date);
	}
	if (n > 0)
		design_note(a, g, "%s older than %s as of %s: %s%s",
		    str_count(a, n, "price"),
		    str_count(a, (size_t)m->policy.price_age_months, "month"),
		    day, b.text, n > SHOWN ? " and others" : "");
}

/* a limit from memory, where the design comes near it: reported once per model,
 * for the switch that comes nearest */
static void
note_recalled_limits(struct arena *a, struct design *g)
{
	size_t *lags = NEW(a, size_t, g->nsw + 1), i, k;
	size_t *links = NEW(a, size_t, g->nsw + 1);

	for (i = 0; i < g->nlag; i++) {
		const struct dlag *l = &g->lag[i];

		lags[l->sw]++;
		if (l->nport > links[l->sw])
			links[l->sw] = l->nport;
	}
	for (i = 0; i < g->nsw; i++) {
		const struct switch_model *s = g->sw[i].model;
		size_t n = 0, most = 0;

		for (k = 0; k < i && g->sw[k].model != s; k++)
			continue;
		if (k < i)
			continue;
		for (; k < g->nsw; k++)
			if (g->sw[k].model == s) {
				n = lags[k] > n ? lags[k] : n;
				most = links[k] > most ? links[k] : most;
			}
		if (n > 0 && n * 4 >= s->lags * 3 &&
		    catalog_switch_recalled(s, "lags"))
			design_note(a, g,
			    "%s has %zu LAGs here; its limit of %zu is from "
			    "memory: check the data sheet before ordering",
			    s->id, n, s->lags);
		if (most > 0 && most * 4 >= s->lag_members * 3 &&
		    catalog_switch_recalled(s, "lag_members"))
			design_note(a, g,
			    "%s has a LAG of %zu links here; its limit of %zu "
			    "is from memory: check the data sheet before "
			    "ordering",
			    s->id, most, s->lag_members);
	}
}

bool
design_link_negotiates(const struct design *g, const struct dlink *l)
{
	const struct platform *p = g->sw[l->a.sw].model->platform;

	return l->speed_bps != GBPS || l->cable->kind != CABLE_FIBRE ||
	    !str_eq(platform_word(p, "gigabit_fibre", ""), "fixed");
}

/* hosts at a switch whose speed is set by hand: theirs is set by hand too */
static void
note_fixed(struct arena *a, struct design *g)
{
	const char *first = NULL;
	size_t i, n = 0;

	for (i = 0; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];

		if (l->kind != LINK_HOST || design_link_negotiates(g, l))
			continue;
		n++;
		if (first == NULL)
			first =
			    str_fmt(a, "%s %s", l->b.device, l->b.port_name);
	}
	if (n > 0)
		design_note(a, g,
		    "%zu port(s) of hosts or devices (%s) run at 1 Gbit/s over "
		    "fibre, where their switches can't negotiate: set them to "
		    "1 Gbit/s and full duplex without auto-negotiation, or "
		    "their links stay down",
		    n, first);
}

/* racks that use the leaves of another */
static void
note_shared(struct arena *a, struct design *g)
{
	const struct model *m = g->model;
	size_t i, k;

	for (i = 0; g->head != NULL && i < m->nrack; i++) {
		struct buf b = buf_new(a);

		for (k = 0; k < m->nrack; k++)
			if (k != i && g->head[k] == i)
				buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
				    m->rack[k].name);
		if (b.len > 0)
			design_note(a, g,
			    "the leaves in rack %s also serve %s: if rack %s "
			    "fails, the hosts there lose their network too "
			    "('failure_domain: rack' prevents that)",
			    m->rack[i].name, b.text, m->rack[i].name);
	}
}

/* what a LAG over both switches costs in other ways than money */
static void
note_lacp(struct arena *a, struct design *g)
{
	const char *first = NULL;
	size_t i, k, n = 0;

	for (i = 0; i < g->nend; i++)
		for (k = 0; k < g->host[i].ngroup; k++)
			if (g->host[i].group[k].lacp) {
				n += first != g->host[i].host->name;
				first = g->host[i].host->name;
			}
	if (n > 0)
		design_note(a, g,
		    "%zu host(s) or device(s) team by LACP, which loses "
		    "advantages of a switch-independent team: their ports pass "
		    "nothing until both ends speak LACP, so they can't boot "
		    "over the network; both switches must stay one pair of one "
		    "vendor with matching software; and none of their racks "
		    "can change to switches without a link between them",
		    n);
}

/* two ports in one subnet, of a system whose clusters use one of them */
static void
note_one_subnet(struct arena *a, struct design *g)
{
	const struct model *m = g->model;
	size_t i, k;

	for (i = 0; i < m->nhost; i++)
		for (k = 0; k < m->nnetwork; k++) {
			const struct host *h = &m->host[i];
			size_t x = model_network_group(h, k);

			if (m->cluster[h->cluster].set || x == NO_GROUP ||
			    h->group[x].n < 2 ||
			    h->group[x].teaming != TEAMING_NONE ||
			    !model_on_all_ports(m, h, k))
				continue;
			design_note(a, g,
			    "network '%s' is on %zu ports of %s without a "
			    "team: clusters of Windows Server %s use one port "
			    "per subnet, so a storage network for each port "
			    "uses them all",
			    m->network[k].name, h->group[x].n, h->name,
			    m->cluster[h->cluster].version);
			return;
		}
}

static void
notes(struct arena *a, struct design *g)
{
	const struct model *m = g->model;
	size_t i, odd = 0;

	for (i = 0; i < m->nhost; i++)
		odd += size_host_ports_left(m, &m->host[i], g->topology);
	if (odd > 0)
		design_note(a, g,
		    "%zu host%s ports that this topology leaves uncabled", odd,
		    odd == 1 ? " has" : "s have");
	note_lacp(a, g);
	if (size_core_used(m, g->topology))
		design_note(a, g,
		    "cables to the core are assumed to be %lld m long "
		    "(geometry.core) and its optics are on the bill: check "
		    "both with the core's owner",
		    (long long)(m->geometry.core_mm / 1000));
	for (i = 0; i < m->nnetwork; i++)
		if (m->network[i].purpose == PURPOSE_OOB)
			design_note(a, g,
			    "management addresses of the switches "
			    "were taken from %s: check that they are free",
			    m->network[i].name);
	for (i = 0; i < m->nnetwork; i++)
		if (m->network[i].purpose != PURPOSE_OOB && !g->net[i].carried)
			design_note(a, g,
			    "network '%s' stays where it is today",
			    m->network[i].name);
	for (i = 0; i < m->nnetwork && !m->core.given; i++)
		if (g->net[i].carried && !m->network[i].east_west)
			design_note(a, g,
			    "network '%s' is on the new switches, and the site "
			    "has no core: it connects only these hosts",
			    m->network[i].name);
	note_fixed(a, g);
	note_shared(a, g);
	note_alone(a, g);
	note_queues(a, g);
	note_one_subnet(a, g);
	note_recalled_limits(a, g);
	note_old_prices(a, g);
}

/* does the other end of a host's port team by LACP? */
static bool
port_lacp(const struct design *g, const struct dport *p)
{
	const struct dend *e = &g->link[p->link].b;

	return model_group_lacp(model_port(&g->model->host[e->host], e->port));
}

/* the first thing that is not as it must be, or NULL */
static const char *
breach(struct arena *a, const struct design *g)
{
	size_t i, k, j;

	for (i = 0; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];

		if (l->cable->length[l->length].mm < l->raw_mm)
			return str_fmt(a, "link %s is shorter than its route",
			    l->id);
		if (l->a.sw != NONE && l->a.port != NONE &&
		    g->sw[l->a.sw].port[l->a.port].link != i)
			return str_fmt(a, "port '%s' of '%s' has two cables",
			    l->a.port_name, l->a.device);
	}
	for (i = 0; i < g->nsw; i++) {
		const struct dswitch *s = &g->sw[i];

		for (k = 0; k < s->nport; k++) {
			const struct dport *p = &s->port[k];

			if (design_port_is_whole(p) &&
			    (p->role == PORT_UNUSED) != (p->link == NONE))
				return str_fmt(a,
				    "port '%s' of '%s' is both cabled and "
				    "unused, or neither",
				    p->name, s->name);
			if (p->role == PORT_HOST &&
			    (p->lag != NONE) != port_lacp(g, p))
				return str_fmt(a,
				    "host port '%s' of '%s' is in another "
				    "host's LAG, or in none",
				    p->name, s->name);
			if (p->role != PORT_HOST && p->role != PORT_UNUSED &&
			    p->role != PORT_MANAGE && design_port_is_whole(p) &&
			    p->lag == NONE)
				return str_fmt(a,
				    "port '%s' of '%s' between "
				    "switches is in no LAG",
				    p->name, s->name);
		}
	}
	for (i = 0; i < g->nlag; i++) {
		const struct dlag *l = &g->lag[i];

		if (l->nport == 0 || l->nport > g->sw[l->sw].model->lag_members)
			return str_fmt(a, "LAG '%s' of '%s' has %zu members",
			    l->name, g->sw[l->sw].name, l->nport);
		for (k = 0; k < l->ntagged && l->purpose == LAG_CORE; k++)
			for (j = 0; j < g->nnet; j++)
				if (g->net[j].net->vlan == l->tagged[k] &&
				    g->net[j].net->east_west)
					return str_fmt(a,
					    "VLAN %d must not "
					    "reach the core",
					    l->tagged[k]);
	}
	for (i = 0; i < g->naddr; i++)
		for (k = 0; k < i; k++)
			if (g->addr[i].address == g->addr[k].address)
				return str_fmt(a,
				    "'%s' and '%s' have the same address",
				    g->addr[i].device, g->addr[k].device);
	return NULL;
}

bool
design_check(struct arena *a, struct diags *d, const struct design *g)
{
	const char *what = breach(a, g);

	if (what == NULL)
		return true;
	diag_error(d, SPAN_NONE, "bug-design",
	    "the design breaks its own "
	    "rules: %s",
	    what);
	diag_hint(d, "this is a defect of eastwest; nothing was written");
	return false;
}

struct design *
design_make(struct arena *a, struct diags *d, const struct model *m,
    const struct sizing *plan)
{
	struct design *g = NEW(a, struct design, 1);

	g->model = m;
	g->topology = plan->topology;
	g->minimum = plan->minimum;
	g->head = plan->head;
	g->number = numbering_new(a, m, plan->topology);
	if (!design_switches(a, d, g, plan))
		return NULL;
	g->kept = kept_new(a, g, plan);
	if (!design_cables(a, d, g, plan))
		return NULL;
	design_lags(a, g, plan);
	if (!design_networks(a, d, g) || !design_hosts(a, d, g))
		return NULL;
	design_protect(g);
	if (!design_bom(a, d, g, plan) || !design_check(a, d, g))
		return NULL;
	notes(a, g);
	kept_notes(a, g, plan);
	return g;
}
