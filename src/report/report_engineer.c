/*
 * For the engineer: why it looks as it does, what is still to be filled in,
 * how long each host takes, networks, and the files to open.
 */
#include <string.h>

#include "base/ip.h"
#include "report/report_ctx.h"

/* the run-books, which are written after the report */
static void
runbooks(struct report_ctx *k)
{
	tree_item(k->t,
	    "loading.md: how to load each switch with its configuration, step "
	    "by step",
	    "loading.md");
	if (k->phase != NULL || k->g->model->today.given)
		tree_item(k->t,
		    "moving.md: how to migrate each host to the new network, "
		    "with a rollback at every step",
		    "moving.md");
	tree_item(k->t,
	    "firmware.md: how to upgrade the switches later, one at a time",
	    "firmware.md");
}

static void
files(struct report_ctx *k)
{
	static const char *const file[][2] = {
		{ "cabling.csv",
		    "every cable: both ends, medium, length, labels" },
		{ "labels.csv", "one row per cable end, for a label printer" },
		{ "labels.html", "the same as sheets to print" },
		{ "bom.csv",
		    "the bill of materials, each price with its source" },
		{ "bom.xlsx",
		    "the same as a workbook: change a price or a quantity and "
		    "the totals follow" },
		{ "addresses.csv", "every address assigned" },
		{ "acceptance.md",
		    "acceptance tests and their pass criteria; acceptance.csv "
		    "is the form to fill in" },
		{ "core-request.md",
		    "the configuration requested from the owner of the core" },
		{ "diagrams/topology.svg", "the topology as a drawing" },
		{ "netbox/README.md", "how to import all of it into NetBox" },
		{ "topology.dot", "the cabling for ptmd and Graphviz" },
		{ "ansible/inventory.yaml", "the devices for Ansible" },
		{ "design.json", "all of this as data, for programs" }
	};

	tree_text(k->t,
	    "configs/ holds one configuration per switch, hosts/ one script "
	    "per host; the tables below link to them. 'eastwest verify' on "
	    "this folder reads them all back and checks them against the "
	    "design.");
	runbooks(k);
	for (size_t i = 0; i < sizeof file / sizeof file[0]; i++)
		for (size_t j = 0; j < k->files->n; j++)
			if (strcmp(k->files->file[j].path, file[i][0]) == 0)
				tree_item(k->t,
				    str_fmt(k->a, "%s: %s", file[i][0],
				        file[i][1]),
				    file[i][0]);
}

/* teams of hosts and devices that the switches have a LAG for, or not */
static size_t
teams(const struct design *g, bool lacp)
{
	size_t n = 0;

	for (size_t i = 0; i < g->nend; i++)
		for (size_t k = 0; k < g->host[i].ngroup; k++)
			n += g->host[i].group[k].team &&
			    g->host[i].group[k].lacp == lacp;
	return n;
}

static void
why_so(struct report_ctx *k)
{
	const struct design *g = k->g;
	bool domain = false;

	for (size_t i = 0; i < g->nsw; i++)
		domain |= g->sw[i].domain != 0;
	tree_heading(k->t, 3, "Design rationale");
	if (g->topology == TOPOLOGY_STANDALONE)
		tree_item(k->t,
		    "The two switches have no link between them, so no team "
		    "spans both. A team sends an address's frames over one "
		    "member at a time, and two hosts that happen to use "
		    "opposite members would not reach each other: the team "
		    "would be partitioned. Each network is on one switch, and "
		    "live migration and CSV may fall back to the network on "
		    "the other.",
		    NULL);
	else if (teams(g, false) > 0 || teams(g, true) == 0)
		tree_item(k->t,
		    "Ports of hosts that team switch-independently are in no "
		    "LAG: an address is learned on one port at a time, and a "
		    "LAG on the switch would send its frames down ports where "
		    "the host does not expect them. Both switches carry the "
		    "same VLANs to a host, and traffic between members crosses "
		    "the peer link, or the spines.",
		    NULL);
	if (teams(g, true) > 0)
		tree_item(k->t,
		    "Hosts and devices that team by LACP have one LAG over "
		    "both switches: each switch delivers over its own port, so "
		    "no traffic for them crosses the peer link while both "
		    "ports are up. Without that link the second switch shuts "
		    "its side of these LAGs.",
		    NULL);
	if (g->topology == TOPOLOGY_SPINE_LEAF || g->topology == TOPOLOGY_EVLT)
		tree_item(k->t,
		    "The two leaves of a rack have no link of their own: each "
		    "is connected to both spines by one LAG, so traffic "
		    "between members crosses the spines and is counted there. "
		    "A leaf whose uplinks all fail shuts its host ports down, "
		    "so that the teams fail over.",
		    NULL);
	if (domain)
		tree_item(k->t,
		    "A pair in one multi-chassis domain keeps two control "
		    "planes and acts as one switch only towards the LAGs: "
		    "either can be upgraded while the other keeps forwarding.",
		    NULL);
	tree_item(k->t,
	    "No stacking: a stack has one control plane, so an upgrade or a "
	    "fault of it is an outage of both switches.",
	    NULL);
}

/* ---- what is to be filled in ---- */

/* names equal up to their second underscore are one kind: ADDRESS_MGMT_... */
static size_t
kind_length(const char *s)
{
	const char *p = strchr(s, '_');

	p = p != NULL ? strchr(p + 1, '_') : NULL;
	return p != NULL ? (size_t)(p - s) : strlen(s);
}

static size_t
folder_length(const char *path)
{
	const char *slash = strchr(path, '/');

	return slash != NULL ? (size_t)(slash + 1 - path) : strlen(path);
}

static bool
same_kind(const struct to_fill *x, const struct to_fill *y)
{
	size_t n = kind_length(x->name), f = folder_length(x->file);

	return n == kind_length(y->name) && strncmp(x->name, y->name, n) == 0 &&
	    f == folder_length(y->file) && strncmp(x->file, y->file, f) == 0;
}

static void
fill_row(struct report_ctx *k, size_t i, bool *done)
{
	const struct to_fill *x = &k->fill[i];
	size_t n = 0, other = 0;

	for (size_t j = i; j < k->nfill; j++)
		if (!done[j] && same_kind(x, &k->fill[j])) {
			done[j] = true;
			n++;
			other += strcmp(k->fill[j].name, x->name) != 0;
		}
	tree_cell_as(k->t, CELL_NAME,
	    other > 0 ? str_fmt(k->a, "<<%.*s_...>>", (int)kind_length(x->name),
	                    x->name) :
	                str_fmt(k->a, "<<%s>>", x->name),
	    NULL);
	tree_cell(k->t,
	    n == 1 ?
	        "1" :
	        str_fmt(k->a,
	            other > 0 ? "%zu in %.*s, each different" : "%zu in %.*s",
	            n, (int)folder_length(x->file), x->file));
	tree_cell_as(k->t, CELL_TEXT,
	    other > 0 ? str_fmt(k->a, "<<%s>> in %s", x->name, x->file) :
	                x->file,
	    x->file);
}

static void
to_fill(struct report_ctx *k)
{
	bool *done = NEW(k->a, bool, k->nfill + 1);

	tree_heading(k->t, 3, "To fill in before loading");
	if (k->nfill == 0) {
		tree_text(k->t, "Nothing.");
		return;
	}
	tree_text(k->t,
	    "Secrets and the site's own addresses are never invented: each is "
	    "a placeholder <<NAME>>. 'eastwest verify --ready' rejects the "
	    "bundle while a placeholder is unfilled.");
	tree_table(k->t, "Placeholders", "placeholder|files|for example");
	for (size_t i = 0; i < k->nfill; i++)
		if (!done[i])
			fill_row(k, i, done);
}

/* ---- hosts ---- */

static const char *
drain_cell(struct report_ctx *k, const struct host_result *h)
{
	return h->finished ? report_time(k, h->seconds) :
	    h->nunfinished > 0 ?
	                     str_fmt(k->a, "can't be drained: %s", h->why[0]) :
	                     "can't be drained";
}

static void
drain_row(struct report_ctx *k, const struct drain_group *g)
{
	const struct host_result *t = g->then;
	const char **name = NEW(k->a, const char *, g->n);

	for (size_t j = 0; j < g->n; j++)
		name[j] = k->then->host[g->host[j]].host;
	tree_cell(k->t, chart_name_runs(k->a, name, g->n, 12));
	tree_cell_as(k->t, CELL_NUMBER, str_fmt(k->a, "%zu", t->vms), NULL);
	tree_cell(k->t, drain_cell(k, g->today));
	tree_cell(k->t, drain_cell(k, t));
	tree_cell(k->t, t->finished ? report_time(k, t->lower_bound_s) : "-");
	tree_cell(k->t,
	    t->finished ?
	        str_fmt(k->a, "%s to %s", report_time(k, t->low_s),
	            t->open_end ? "never" : report_time(k, t->high_s)) :
	        "-");
	tree_cell(k->t, chart_limited_by(k->a, t));
}

/* of a cluster */
static void
service_order(struct report_ctx *k, const struct rolling_result *roll)
{
	if (roll->finished && roll->norder > 0)
		tree_text(k->t,
		    str_fmt(k->a,
		        "Maintenance order for the hosts of %s, chosen to limit "
		        "migrations: %s. %.1f GB are sent in total (lower "
		        "bound for any order: %.1f GB).",
		        roll->cluster,
		        chart_name_runs(k->a, roll->order, roll->norder, 40),
		        num_gb(roll->bytes), num_gb(roll->bytes_lower_bound)));
	else if (roll->why != NULL)
		tree_text(k->t,
		    str_fmt(k->a,
		        "Rolling maintenance of cluster %s is not possible: "
		        "%s.",
		        roll->cluster, roll->why));
}

static void
drains(struct report_ctx *k)
{
	size_t n;
	const struct drain_group *g = chart_drain_groups(k->a, k->r, &n);

	tree_heading(k->t, 3, "Drain time of each host");
	if (!report_has_vms(k)) {
		tree_text(k->t, "The site lists no VMs: nothing is drained.");
		return;
	}
	tree_table(k->t, "Draining one host; identical hosts share a row",
	    "hosts|VMs|today|new network|lower bound|expected range|limited "
	    "by");
	for (size_t i = 0; i < n && i < 200; i++)
		drain_row(k, &g[i]);
	if (n > 200)
		tree_text(k->t,
		    str_fmt(k->a,
		        "200 of %zu groups; all hosts are "
		        "in design.json.",
		        n));
	for (size_t i = 0; i < k->then->nroll; i++)
		service_order(k, &k->then->roll[i]);
}

static void
networks(struct report_ctx *k)
{
	const struct design *g = k->g;

	tree_table(k->t, "Networks and where they go",
	    "network|purpose|VLAN|subnet|carried by|reaches the core");
	for (size_t i = 0; i < g->nnet; i++) {
		const struct dnet *n = &g->net[i];
		const char **sw = NEW(k->a, const char *, n->nsw + 1);

		for (size_t j = 0; j < n->nsw; j++)
			sw[j] = g->sw[n->sw[j]].name;
		tree_cell_as(k->t, CELL_NAME, n->net->name, NULL);
		tree_cell(k->t,
		    n->net->description != NULL ?
		        str_fmt(k->a, "%s: %s",
		            catalog_purpose_word[n->net->purpose],
		            n->net->description) :
		        catalog_purpose_word[n->net->purpose]);
		tree_cell_as(k->t, CELL_NUMBER,
		    n->net->vlan > 0 ? str_fmt(k->a, "%d", n->net->vlan) : "-",
		    NULL);
		tree_cell(k->t,
		    n->net->has_subnet ?
		        ip_net_text(k->a, n->net->base, n->net->prefix) :
		        "-");
		tree_cell(k->t,
		    n->carried ? n->nsw == g->nsw ?
		                 "every switch" :
		                 chart_name_runs(k->a, sw, n->nsw, 12) :
		        n->net->purpose == PURPOSE_OOB ?
		                 "management ports, cabled separately" :
		                 "stays where it is today");
		tree_cell(k->t, n->reaches_core ? "yes" : "no");
	}
}

void
report_engineer(struct report_ctx *k)
{
	tree_heading(k->t, 2, "For the engineer");
	files(k);
	why_so(k);
	to_fill(k);
	drains(k);
	networks(k);
}
