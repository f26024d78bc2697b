/*
 * core-request.md: what the core's owner must configure.  Names are in code
 * spans, which nothing in a name can end.
 */
#include "render/config.h"

#include "base/ip.h"
#include "base/num.h"
#include "base/str.h"
#include "render/context.h"
#include "render/device_text.h"

struct request {
	struct arena *a;
	const struct design *g;
	struct buf b;
};

static const char *
code(struct request *r, const char *s)
{
	return str_fmt(r->a, "`%s`", device_text_plain(r->a, s, 120));
}

static bool
to_core(const struct design *g, const struct dlink *l)
{
	const struct dport *p;

	if (l->kind != LINK_CORE || l->a.sw == NONE || l->a.port == NONE)
		return false;
	p = &g->sw[l->a.sw].port[l->a.port];
	return p->lag != NONE && g->lag[p->lag].purpose == LAG_CORE;
}

/* LAGs of our two switches that are one LAG to the core count once */
static bool
first_of(const struct design *g, size_t lag)
{
	if (g->lag[lag].purpose != LAG_CORE)
		return false;
	for (size_t i = 0; i < lag; i++)
		if (g->lag[i].purpose == LAG_CORE && g->lag[lag].mclag != 0 &&
		    g->lag[i].mclag == g->lag[lag].mclag)
			return false;
	return true;
}

/* what a link at 1 Gbit/s needs at both ends,
 * since it fails where they differ */
static void
gigabit(struct request *r, bool negotiated)
{
	if (r->g->model->core.speed_bps != GBPS)
		return;
	buf_puts(&r->b,
	    negotiated ?
	        "These links negotiate 1 Gbit/s at our end: please leave "
	        "auto-negotiation on at yours.\n\n" :
	        "Our ports run at 1 Gbit/s, full duplex, without "
	        "auto-negotiation, which our switches can't do over fibre: "
	        "please set yours the same way, or the links stay down.\n"
	        "\n");
}

static void
cables(struct request *r)
{
	const struct design *g = r->g;
	bool negotiated = true;

	buf_puts(&r->b,
	    "## Cables\n\n"
	    "| cable | your switch | our switch | our port | speed | medium | "
	    "our LAG |\n|---|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];
		const struct dport *p;

		if (!to_core(g, l))
			continue;
		p = &g->sw[l->a.sw].port[l->a.port];
		negotiated &= design_link_negotiates(g, l);
		buf_printf(&r->b, "| %s | %s | %s | %s | %s | %s | %d |\n",
		    code(r, l->id), code(r, l->b.device), code(r, l->a.device),
		    code(r, p->name), num_text(r->a, l->speed_bps, UNIT_RATE),
		    code(r, l->cable->family), g->lag[p->lag].number);
	}
	buf_puts(&r->b, "\nPlease assign the ports on your side.\n\n");
	gigabit(r, negotiated);
}

/* a LAG of ours, at both switches of a pair where it is at both, that ends at
 * more than one of the core's */
static bool
at_several(const struct design *g)
{
	for (size_t i = 0; i < g->nlink; i++)
		for (size_t k = 0; k < i; k++) {
			const struct dlink *x = &g->link[i], *y = &g->link[k];
			const struct dlag *l, *q;

			if (x->kind != LINK_CORE || y->kind != LINK_CORE ||
			    str_eq(x->b.device, y->b.device))
				continue;
			l = &g->lag[g->sw[x->a.sw].port[x->a.port].lag];
			q = &g->lag[g->sw[y->a.sw].port[y->a.port].lag];
			if (l == q || (l->mclag != 0 && l->mclag == q->mclag))
				return true;
		}
	return false;
}

static void
lags(struct request *r)
{
	const struct design *g = r->g;

	buf_puts(&r->b, "## LAGs\n\n");
	for (size_t i = 0; i < g->nlag; i++) {
		const struct dlag *l = &g->lag[i];
		size_t n = 0;

		if (!first_of(g, i))
			continue;
		for (size_t k = 0; k < g->nlag; k++)
			if (k == i ||
			    (g->lag[k].purpose == LAG_CORE && l->mclag != 0 &&
			        g->lag[k].mclag == l->mclag))
				n += g->lag[k].nport;
		buf_printf(&r->b,
		    "- %s: one LAG of %s, LACP active, "
		    "to our LAG %d on %s.",
		    code(r, l->peer_name), str_count(r->a, n, "port"),
		    l->number, code(r, g->sw[l->sw].name));
		if (l->mclag != 0 && g->sw[l->sw].pair != NONE)
			buf_printf(&r->b,
			    " Our %s and %s are one LACP partner "
			    "(a multi-chassis LAG).",
			    code(r, g->sw[l->sw].name),
			    code(r, g->sw[g->sw[l->sw].pair].name));
		buf_putc(&r->b, '\n');
	}
	if (at_several(g))
		buf_puts(&r->b,
		    "- Your switches must be one multi-chassis LAG domain "
		    "towards us: the same LAG on all of them.\n");
	buf_putc(&r->b, '\n');
}

static void
vlans(struct request *r)
{
	const struct design *g = r->g;

	buf_puts(&r->b,
	    "## VLANs\n\n"
	    "Tagged on every LAG above, and no others: no untagged VLAN, and "
	    "no VLAN for live migration, CSV or storage.\n\n"
	    "| VLAN | network | purpose | subnet | gateway |\n"
	    "|---|---|---|---|---|\n");
	for (size_t i = 0; i < g->nnet; i++) {
		const struct network *n = g->net[i].net;

		if (!g->net[i].reaches_core)
			continue;
		buf_printf(&r->b, "| %d | %s | %s | %s | %s |\n", n->vlan,
		    code(r, n->name), catalog_purpose_word[n->purpose],
		    n->has_subnet ? ip_net_text(r->a, n->base, n->prefix) :
		                    "yours",
		    n->gateway != 0 ? ip_text(r->a, n->gateway) : "yours");
	}
	buf_puts(&r->b, "\nRouting and gateways remain unchanged.\n\n");
}

static void
spanning_tree(struct request *r)
{
	const struct design *g = r->g;
	const struct core *c = &g->model->core;

	buf_puts(&r->b, "## Spanning tree\n\n");
	if (!c->stp_joined) {
		buf_puts(&r->b,
		    "Separate: we neither send nor accept BPDUs on this LAG, "
		    "which is the only connection between us, so there is no "
		    "loop. Please never add another link between our switches "
		    "and yours, nor split the LAG.\n\n");
		return;
	}
	buf_printf(&r->b,
	    "One tree, RSTP. You remain root (priority %lld in our data); ours "
	    "are higher:\n\n",
	    (long long)c->stp_priority);
	for (size_t i = 0; i < g->nsw; i++)
		if (g->sw[i].role != ROLE_LEAF)
			buf_printf(&r->b, "- %s: %d\n", code(r, g->sw[i].name),
			    g->sw[i].stp_priority);
	buf_puts(&r->b,
	    "\nPlease no BPDU guard and no BPDU filter on these "
	    "LAGs; root guard is welcome.\n\n");
}

const char *
render_core_request(struct arena *a, const struct design *g)
{
	struct request r = { a, g, buf_new(a) };
	size_t i;

	for (i = 0; i < g->nlag; i++)
		if (g->lag[i].purpose == LAG_CORE)
			break;
	if (i == g->nlag)
		return NULL;
	buf_printf(&r.b,
	    "# Configuration requested from the core for site %s\n"
	    "\n",
	    code(&r, g->model->site));
	cables(&r);
	lags(&r);
	vlans(&r);
	spanning_tree(&r);
	buf_printf(&r.b,
	    "## Frame size\n\n"
	    "Our side accepts frames of up to %lld bytes. The networks above "
	    "need no more than your routers accept today; larger frames stay "
	    "within our switches.\n",
	    (long long)design_switch_mtu(g->sw[0].model->platform));
	return r.b.text;
}
