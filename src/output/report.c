/*
 * What the report says, in the order of its readers: the director (what it
 * takes today and then, what it costs, what it buys), the architect (what else
 * was looked at, requirement by requirement, assumptions), the engineer
 * (switches, links, networks, ports, what is still to be filled in).
 */
#include <string.h>

#include "base/num.h"
#include "output/output.h"
#include "output/tree.h"
#include "size/size.h"

struct telling {
	struct arena *a;
	struct tree *t;
	const struct design *g;
	const struct candidate *cand;
	size_t ncand;
	const struct results *r;
};

static const char *
money(const struct telling *k, int64_t cents)
{
	return str_fmt(k->a, "%s %s", k->g->model->currency,
	    money_pretty(k->a, cents));
}

static double
worst(const struct net_result *n, const char **host)
{
	double w = 0;
	size_t i;

	*host = "";
	for (i = 0; i < n->nhost; i++) {
		if (!n->host[i].finished) {
			*host = n->host[i].host;
			return -1;
		}
		if (n->host[i].seconds >= w) {
			w = n->host[i].seconds;
			*host = n->host[i].host;
		}
	}
	return w;
}

static void
director(struct telling *k)
{
	const struct design *g = k->g;
	const struct net_result *today = &k->r->net[0], *then = &k->r->net[1];
	const char *ht, *hd;
	double t = worst(today, &ht), n = worst(then, &hd);
	size_t i, dark = 0;

	tree_heading(k->t, 1, str_fmt(k->a, "%s: a network for maintenance "
	    "without waiting", g->model->site));
	tree_text(k->t, str_fmt(k->a, "Emptying one host so that it can be "
	    "serviced takes %s today%s and %s on the new network%s.",
	    t >= 0 ? str_fmt(k->a, "up to %s", time_pretty(k->a, t)) :
	    "for ever: at least one can't be emptied", t >= 0 ? str_fmt(k->a,
	    " (%s)", ht) : "", n >= 0 ? str_fmt(k->a, "up to %s",
	    time_pretty(k->a, n)) : "for ever on at least one", n >= 0 ?
	    str_fmt(k->a, " (%s)", hd) : ""));
	tree_text(k->t, str_fmt(k->a, "Servicing every host of cluster %s, one "
	    "after the other with %s of work on each, takes %s today and %s "
	    "then (%s of both is the work itself).", g->model->cluster[g->model->largest].name,
	    time_pretty(k->a, (double)g->model->maintenance.service_us / 1e6),
	    today->rolling.finished ? time_pretty(k->a,
	    today->rolling.seconds) : "more than can be done (a host can't be "
	    "emptied)", then->rolling.finished ? time_pretty(k->a,
	    then->rolling.seconds) : "more than can be done",
	    time_pretty(k->a, (double)then->rolling.norder *
	    (double)g->model->maintenance.service_us / 1e6)));
	tree_text(k->t, str_fmt(k->a, "It costs %s, everything that has to be "
	    "bought; %s of that rests on estimated prices, to be replaced by "
	    "quotes before ordering.", money(k, g->total_cents),
	    money(k, g->estimate_cents)));
	for (i = 0; i < today->nhost; i++)
		dark += today->host[i].nblackout;
	if (dark > 0)
		tree_text(k->t, str_fmt(k->a, "Today %zu virtual machines would "
		    "stand still for seconds while they are moved: their memory "
		    "changes faster than the network carries it.", dark));
	tree_bars(k->t, "Time to empty each host, today and on the new network",
	    "today", "new network");
	for (i = 0; i < today->nhost && i < 16; i++)
		tree_bar(k->t, today->host[i].host, today->host[i].finished ?
		    today->host[i].seconds : -1, then->host[i].finished ?
		    then->host[i].seconds : -1);
	if (today->nhost > 16)
		tree_text(k->t, str_fmt(k->a, "The first 16 of %zu hosts; all "
		    "are in the table below.", today->nhost));
}

static void
costs(struct telling *k)
{
	const struct design *g = k->g;
	size_t i;

	tree_table(k->t, "Bill of materials (bom.csv)", 6);
	tree_cell(k->t, "part");
	tree_cell(k->t, "description");
	tree_cell(k->t, "quantity");
	tree_cell(k->t, "unit");
	tree_cell(k->t, "total");
	tree_cell(k->t, "price: basis, source, date");
	for (i = 0; i < g->nbom; i++) {
		const struct bom_line *b = &g->bom[i];

		tree_cell(k->t, b->part->id);
		tree_cell(k->t, b->description);
		tree_cell(k->t, str_fmt(k->a, "%lld", (long long)b->quantity));
		tree_cell(k->t, money_pretty(k->a, b->unit_cents));
		tree_cell(k->t, money_pretty(k->a, b->total_cents));
		tree_cell(k->t, str_fmt(k->a, "%s; %s; %s", b->basis, b->source,
		    b->date));
	}
	tree_text(k->t, str_fmt(k->a, "Total %s. No design of this topology "
	    "costs less than %s%s.", money(k, g->total_cents),
	    money(k, g->bound_cents), g->optimal ? " (proven)" : ""));
	if (g->reseller_saving_cents > 0)
		tree_text(k->t, str_fmt(k->a, "Buying direct saves %s against a "
		    "reseller's margin.", money(k, g->reseller_saving_cents)));
}

static void
architect(struct telling *k)
{
	const struct design *g = k->g;
	size_t i, j;

	tree_heading(k->t, 2, "For the architect");
	tree_table(k->t, "What was looked at", 5);
	tree_cell(k->t, "topology");
	tree_cell(k->t, "switches");
	tree_cell(k->t, "cost");
	tree_cell(k->t, "slowest drain");
	tree_cell(k->t, "verdict");
	for (i = 0; i < k->ncand; i++) {
		const struct candidate *c = &k->cand[i];
		struct buf why = buf_new(k->a);

		buf_puts(&why, c->topology == g->topology ? "chosen" :
		    c->feasible ? "meets everything, dearer or not asked" :
		    "out");
		for (j = 0; j < c->nreason && j < 6; j++)
			buf_printf(&why, "; %s", c->reason[j]);
		if (c->nreason > 6)
			buf_printf(&why, "; and %zu more", c->nreason - 6);
		tree_cell(k->t, topology_word[c->topology]);
		tree_cell(k->t, c->summary != NULL ? c->summary : "-");
		tree_cell(k->t, c->nswitches > 0 ? money(k, c->cost_cents) :
		    "-");
		tree_cell(k->t, c->drain_s >= 0 ? time_pretty(k->a,
		    c->drain_s) : "-");
		tree_cell(k->t, why.text);
	}
	tree_table(k->t, "Requirement by requirement", 5);
	tree_cell(k->t, "requirement");
	tree_cell(k->t, "wanted");
	tree_cell(k->t, "reached");
	tree_cell(k->t, "met");
	tree_cell(k->t, "what decides it");
	for (i = 0; i < g->nreq; i++) {
		tree_cell(k->t, g->req[i].name);
		tree_cell(k->t, g->req[i].wanted);
		tree_cell(k->t, g->req[i].achieved);
		tree_cell(k->t, g->req[i].met ? "yes" : "no");
		tree_cell(k->t, g->req[i].note != NULL ? g->req[i].note : "");
	}
	costs(k);
	tree_heading(k->t, 3, "Assumptions and limits");
	for (i = 0; i < k->r->nassumption; i++)
		tree_item(k->t, k->r->assumption[i]);
	for (i = 0; i < g->nnote; i++)
		tree_item(k->t, g->note[i]);
}

static void
drains(struct telling *k)
{
	size_t i;

	tree_table(k->t, "Every host", 7);
	tree_cell(k->t, "host");
	tree_cell(k->t, "today");
	tree_cell(k->t, "new network");
	tree_cell(k->t, "not below");
	tree_cell(k->t, "band");
	tree_cell(k->t, "VMs");
	tree_cell(k->t, "held back by");
	for (i = 0; i < k->r->net[1].nhost; i++) {
		const struct host_result *t = &k->r->net[0].host[i];
		const struct host_result *n = &k->r->net[1].host[i];

		tree_cell(k->t, n->host);
		tree_cell(k->t, t->finished ? time_pretty(k->a, t->seconds) :
		    t->nunfinished > 0 ? t->why[0] : "-");
		tree_cell(k->t, n->finished ? time_pretty(k->a, n->seconds) :
		    n->nunfinished > 0 ? n->why[0] : "-");
		tree_cell(k->t, time_pretty(k->a, n->lower_bound_s));
		tree_cell(k->t, str_fmt(k->a, "%s to %s", time_pretty(k->a,
		    n->low_s), time_pretty(k->a, n->high_s)));
		tree_cell(k->t, str_fmt(k->a, "%zu", n->vms));
		tree_cell(k->t, n->bottleneck);
	}
}

static void
port_map(struct telling *k, const struct dswitch *s)
{
	const struct design *g = k->g;
	size_t i, j, spare = 0;

	tree_table(k->t, str_fmt(k->a, "Ports of %s (%s, rack %s, unit %zu)",
	    s->name, s->model->name, g->model->rack[s->rack].name,
	    s->position_u), 4);
	tree_cell(k->t, "port");
	tree_cell(k->t, "to");
	tree_cell(k->t, "LAG");
	tree_cell(k->t, "VLANs");
	for (i = 0; i < s->nport; i++) {
		const struct dport *p = &s->port[i];
		const struct dlag *l = p->lag != NONE ? &g->lag[p->lag] : NULL;
		const int *v = l != NULL ? l->tagged : p->tagged;
		size_t n = l != NULL ? l->ntagged : p->ntagged;
		struct buf b = buf_new(k->a);

		if (p->role == PORT_UNUSED) {
			spare++;
			continue;
		}
		for (j = 0; j < n; j++)
			buf_printf(&b, "%s%d", j > 0 ? "," : "", v[j]);
		if (p->untagged != 0)
			buf_printf(&b, "%s%d untagged", n > 0 ? ", " : "",
			    p->untagged);
		tree_cell(k->t, p->name);
		tree_cell(k->t, p->description);
		tree_cell(k->t, l != NULL ? l->name : "");
		tree_cell(k->t, b.text);
	}
	tree_text(k->t, str_fmt(k->a, "%zu ports are spare and shut down.",
	    spare));
}

static void
why_so(struct telling *k)
{
	tree_heading(k->t, 3, "Why it looks like this");
	if (k->g->topology == TOPOLOGY_STANDALONE)
		tree_item(k->t, "The two switches have no link between them, so "
		    "nothing is teamed over both: an interface's address is on "
		    "one member of a team at a time, and two hosts on opposite "
		    "members could not reach each other. Each network lives on "
		    "one switch; live migration and CSV may fall back to the "
		    "other's.");
	else
		tree_item(k->t, "Host ports are in no LAG: in switch-independent "
		    "teaming an address is on one member only, and a LAG would "
		    "send frames for it down the others. Both switches carry the "
		    "same VLANs to a host, and traffic between members crosses "
		    "the link between them or the spines.");
	tree_item(k->t, "A stack was not considered: it has one control plane, "
	    "so a firmware upgrade or a fault takes both switches at once.");
}

static void
engineer(struct telling *k, const struct to_fill *fill, size_t nfill)
{
	const struct design *g = k->g;
	size_t i, j;

	tree_heading(k->t, 2, "For the engineer");
	tree_text(k->t, "Files: configs/ (one a switch, ready to load once the "
	    "placeholders are filled in), hosts/ (one a host), diagrams/ (topology "
	    "and racks), cabling.csv, "
	    "labels.csv, addresses.csv, bom.csv, design.json, and "
	    "core-request.md where there is a core. Check them with 'eastwest "
	    "verify' on this folder.");
	why_so(k);
	drains(k);
	tree_table(k->t, "Networks", 5);
	tree_cell(k->t, "network");
	tree_cell(k->t, "purpose");
	tree_cell(k->t, "VLAN");
	tree_cell(k->t, "carried by");
	tree_cell(k->t, "reaches the core");
	for (i = 0; i < g->nnet; i++) {
		struct buf b = buf_new(k->a);

		for (j = 0; j < g->net[i].nsw; j++)
			buf_printf(&b, "%s%s", j > 0 ? ", " : "",
			    g->sw[g->net[i].sw[j]].name);
		tree_cell(k->t, g->net[i].net->name);
		tree_cell(k->t, purpose_word[g->net[i].net->purpose]);
		tree_cell(k->t, g->net[i].net->vlan > 0 ? str_fmt(k->a, "%d",
		    g->net[i].net->vlan) : "-");
		tree_cell(k->t, g->net[i].carried ? b.text :
		    "stays where it is today");
		tree_cell(k->t, g->net[i].reaches_core ? "yes" : "no");
	}
	tree_heading(k->t, 3, "To be filled in");
	if (nfill == 0)
		tree_text(k->t, "Nothing.");
	else
		tree_text(k->t, "Secrets and addresses that only you know stand "
		    "as <<NAME>> in these files; 'eastwest verify --ready' "
		    "refuses the bundle while one is left.");
	for (i = 0; i < nfill; i++)
		tree_item(k->t, str_fmt(k->a, "%s: <<%s>>%s", fill[i].file,
		    fill[i].name, fill[i].count > 1 ? str_fmt(k->a, ", %zu "
		    "times", fill[i].count) : ""));
	tree_heading(k->t, 3, "Port maps");
	for (i = 0; i < g->nsw; i++)
		port_map(k, &g->sw[i]);
}

void
report_write(struct arena *a, const struct design *g,
    const struct candidate *cand, size_t ncand, const struct results *r,
    const struct to_fill *fill, size_t nfill, struct fileset *out)
{
	struct tree t = {a, str_fmt(a, "%s: network design", g->model->site),
	    NULL, 0, 0};
	struct telling k = {a, &t, g, cand, ncand, r};
	struct buf html = buf_new(a), md = buf_new(a);

	director(&k);
	architect(&k);
	engineer(&k, fill, nfill);
	tree_html(&html, &t);
	tree_markdown(&md, &t);
	fileset_text(out, "report.html", &html);
	fileset_text(out, "report.md", &md);
}
