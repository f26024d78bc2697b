/*
 * Rules on design.json beside the bundle's other files: addresses, the bill,
 * hosts and their ports, LAGs and times are said in more than one of them, and
 * must be the same.  A design of an older version, which says less, is asked
 * for nothing; one that is about to be written has been checked by its maker.
 */
#include "verify/rules.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/str.h"
#include "input/doc.h"
#include "input/table.h"
#include "readback/bundle_design.h"

static void
differs(struct judge *j, const struct node *n, const char *text)
{
	rule_found_at(j, "design.json", n->at.line, "%s", text);
}

/* ---- addresses ---- */

static bool
in_table(const struct bundle *b, const struct node *x)
{
	struct bundle_rows own = bundle_addresses(b, bundle_text(x, "device"));
	struct port p = { 0 };

	if (!view_port_address(&p, bundle_text(x, "address"), "255.255.255.255",
	        1))
		return false;
	for (size_t i = 0; i < own.n; i++) {
		const struct bundle_address *y = &b->addr[own.row[i].at];

		if (y->ok && y->ip == p.ip &&
		    str_eq(y->interface, bundle_text(x, "interface")))
			return true;
	}
	return false;
}

static void
addresses(struct judge *j)
{
	const struct bundle *b = j->bundle;
	size_t n;
	const struct node *l = bundle_list(b->design, "addresses", &n);

	for (size_t i = 0; i < n; i++)
		if (!in_table(b, l->item[i]))
			differs(j, l->item[i],
			    str_fmt(j->arena,
			        "%.60s of %.60s has %.40s, and not in "
			        "addresses.csv",
			        bundle_text(l->item[i], "interface"),
			        bundle_text(l->item[i], "device"),
			        bundle_text(l->item[i], "address")));
	if (n && n < b->naddr)
		differs(j, l,
		    str_fmt(j->arena,
		        "it has %zu addresses, addresses.csv has %zu", n,
		        b->naddr));
}

/* ---- the bill ---- */

/* everything is bought at once: nothing is there, in stock, of a phase or of an
 * earlier design */
static bool
is_all_bought(const struct judge *j, const struct node *top)
{
	const struct node *in = node_get(top, "input"), *phase;
	size_t n, m;
	const struct node *l = bundle_list(top, "switches", &n);

	bundle_list(top, "stock", &m);
	for (size_t i = 0; i < n; i++)
		if (!str_eq(bundle_text(l->item[i], "existing"), "false"))
			return false;
	phase = in ? node_get(in, "phase") : NULL;
	return m == 0 && phase && node_is_null(phase) &&
	    !node_get(in, "previous") &&
	    !file_exists(
	        str_fmt(j->arena, "%s/input/previous.json", j->bundle->dir));
}

static long
in_bill(const struct table *t, const char *part)
{
	int quantity = table_column(t, "quantity");
	long n = 0;

	for (size_t i = 0; i < t->n; i++)
		if (str_eq(table_text(t, i, 0), part))
			n += strtol(table_text(t, i, quantity), NULL, 10);
	return n;
}

static void
part(struct judge *j, const struct table *t, const struct node *at,
    const char *what, const char *model, long least)
{
	if (*model && in_bill(t, model) < least)
		differs(j, at,
		    str_fmt(j->arena, "%.60s %.60s: bom.csv has %ld of it",
		        what, model, in_bill(t, model)));
}

static void
bill(struct judge *j)
{
	const char *path = str_fmt(j->arena, "%s/bom.csv", j->bundle->dir);
	const struct node *top = j->bundle->design, *l;
	struct diags *d = diags_new(j->arena);
	const struct source *src = file_exists(path) && is_all_bought(j, top) ?
	    file_read(j->arena, d, path, FILE_TEXT_MAX) :
	    NULL;
	const struct table *t = src ? table_read(j->arena, d, src) : NULL;
	size_t n;

	if (!t || d->errors || table_column(t, "quantity") < 0)
		return;
	l = bundle_list(top, "switches", &n);
	for (size_t i = 0; i < n; i++) {
		const char *model = bundle_text(l->item[i], "model");
		long same = 0;

		for (size_t k = 0; k < n; k++)
			same += str_eq(bundle_text(l->item[k], "model"), model);
		part(j, t, l->item[i], "model", model, same);
	}
	l = bundle_list(top, "links", &n);
	for (size_t i = 0; i < n; i++) {
		size_t m;
		const struct node *o = bundle_list(l->item[i], "optics", &m);

		part(j, t, l->item[i], "cable",
		    bundle_text(l->item[i], "cable"), 1);
		for (size_t k = 0; k < m; k++)
			if (o->item[k]->kind == NODE_SCALAR &&
			    !node_is_null(o->item[k]))
				part(j, t, l->item[i], "optic",
				    o->item[k]->text, 1);
	}
}

/* ---- hosts ---- */

static bool
is_cabled(const struct bundle *b, const char *host, const char *port)
{
	struct bundle_rows own = bundle_ends(b, host);

	for (size_t i = 0; i < own.n; i++) {
		const size_t at = own.row[i].at;

		if (!port ||
		    strcasecmp(b->cable[at / 2].end[at % 2].port, port) == 0)
			return true;
	}
	return false;
}

/* what is said of all its teams, and of each */
static void
team_words(struct judge *j, const struct node *at, const struct bundle_host *h)
{
	bool any = false, same = false;

	for (size_t i = 0; i < h->nport; i++) {
		any = any || (h->port[i].team > 0 && *h->port[i].mode);
		same = same || str_eq(h->port[i].mode, h->team);
	}
	if (any && *h->team && !same)
		differs(j, at,
		    str_fmt(j->arena, "%s: its team is %.40s, that of no port",
		        h->name, h->team));
}

static void
host(struct judge *j, const struct node *at, const struct bundle_host *h)
{
	const struct bundle *b = j->bundle;
	bool migrates = false;

	if (!is_cabled(b, h->name, NULL)) {
		differs(j, at,
		    str_fmt(j->arena, "host %s has no cable in cabling.csv",
		        h->name));
		return;
	}
	for (size_t i = 0; i < h->nport; i++)
		if (!is_cabled(b, h->name, h->port[i].name))
			differs(j, at,
			    str_fmt(j->arena,
			        "%s: its port %.60s has no cable in "
			        "cabling.csv",
			        h->name, h->port[i].name));
	/* an older one may list fewer networks */
	for (size_t i = 0; b->nlink && i < h->nvnic; i++)
		if (!bundle_net_of(b, h->vnic[i].network))
			differs(j, at,
			    str_fmt(j->arena,
			        "%s: its interface %.60s is in network %.60s, "
			        "which there isn't",
			        h->name, h->vnic[i].name, h->vnic[i].network));
	for (size_t i = 0; i < h->norder; i++) {
		const struct bundle_net *n = bundle_net_of(b, h->order[i]);

		migrates = migrates || (n && n->migrates);
		if (!n)
			differs(j, at,
			    str_fmt(j->arena,
			        "%s migrates over network %.60s, which there "
			        "isn't",
			        h->name, h->order[i]));
	}
	if (h->norder && !migrates)
		differs(j, at,
		    str_fmt(j->arena,
		        "%s migrates over networks of which none is for live "
		        "migration",
		        h->name));
	team_words(j, at, h);
}

static void
hosts(struct judge *j)
{
	const struct bundle *b = j->bundle;
	size_t n;
	const struct node *l = bundle_list(b->design, "hosts", &n);

	for (size_t i = 0; i < n; i++) {
		const struct bundle_host *h =
		    bundle_setting(b, bundle_text(l->item[i], "name"));

		if (h)
			host(j, l->item[i], h);
	}
	for (size_t i = 0; n && i < b->ncable; i++)
		for (int e = 0; e < 2; e++) {
			const struct bundle_cable_end *x = &b->cable[i].end[e];

			if (str_eq(b->cable[i].kind, "host") && !x->sw &&
			    !bundle_setting(b, x->device))
				differs(j, l,
				    str_fmt(j->arena,
				        "cable %.40s leads to host %.60s, "
				        "which it does not have",
				        b->cable[i].id, x->device));
		}
}

/* ---- LAGs ---- */

static void
lags(struct judge *j)
{
	const struct bundle *b = j->bundle;
	size_t n;
	const struct node *l = bundle_list(b->design, "lags", &n);

	for (size_t i = 0; i < n && i < b->nlag; i++) {
		const struct bundle_lag *x = &b->lag[i];
		const struct bundle_switch *s = bundle_switch(b, x->device);
		const char *name = str_fmt(j->arena, "po%ld", x->number);
		bool on = false, off = false;

		if (!s) {
			differs(j, l->item[i],
			    str_fmt(j->arena,
			        "LAG %.40s is of switch %.60s, which there "
			        "isn't",
			        x->name, x->device));
			continue;
		}
		for (size_t k = 0; s->view && k < s->view->nport; k++) {
			const struct port *p = s->view->port[k];

			if (p->lag <= 0 || p->lag != x->number ||
			    !view_find(s->view, name))
				continue;
			on = on || p->lacp == LACP_ACTIVE ||
			    p->lacp == LACP_PASSIVE;
			off = off || p->lacp == LACP_STATIC;
		}
		if (x->lacp_said && on != off && x->lacp != on)
			differs(j, l->item[i],
			    str_fmt(j->arena,
			        "LAG %.40s of %s is %s LACP, in its config %s",
			        x->name, s->name, x->lacp ? "with" : "without",
			        on ? "with" : "without"));
	}
}

/* ---- figures ---- */

static bool
number(const struct node *map, const char *key, double *out)
{
	char *end;
	const char *s = bundle_text(map, key);

	*out = strtod(s, &end);
	return *s && !*end && isfinite(*out);
}

static bool
more(double x, double y)
{
	return x > y + 1e-6 * fmax(1, fabs(y));
}

/* the longest of any host is what was achieved; none beats its bound */
static void
drains(struct judge *j, const struct node *drain, const struct node *wanted)
{
	const struct node *net = NULL, *l, *h;
	double most = 0, x, y;
	size_t n;

	l = bundle_list(drain, "networks", &n);
	for (size_t i = 0; i < n; i++)
		if (str_eq(bundle_text(l->item[i], "name"), "design"))
			net = l->item[i];
	h = bundle_list(net, "hosts", &n);
	for (size_t i = 0; i < n; i++) {
		if (!number(h->item[i], "seconds", &x))
			return;
		if (number(h->item[i], "lower_bound_seconds", &y) && more(y, x))
			differs(j, h->item[i],
			    str_fmt(j->arena,
			        "%.60s is drained in %g s, and not below %g s",
			        bundle_text(h->item[i], "host"), x, y));
		most = fmax(most, x);
	}
	if (n && number(wanted, "achieved_seconds", &y) &&
	    (more(y, most) || more(most, y)))
		differs(j, wanted,
		    str_fmt(j->arena,
		        "a drain takes %g s, that of the slowest host %g s", y,
		        most));
}

static void
figures(struct judge *j)
{
	const struct node *top = j->bundle->design;
	const struct node *cost = node_get(top, "cost"), *l;
	double x, y;
	size_t n;

	if (number(cost, "total", &x) && number(cost, "lower_bound", &y) &&
	    more(y, x))
		differs(j, cost, "it costs less than its lower bound");
	l = bundle_list(top, "requirements", &n);
	for (size_t i = 0; i < n; i++)
		if (str_eq(bundle_text(l->item[i], "name"), "drain"))
			drains(j, node_get(top, "drain"), l->item[i]);
}

static void
agrees(struct judge *j)
{
	/* what is about to be written */
	if (j->bundle->files || !j->bundle->design)
		return;
	addresses(j);
	bill(j);
	hosts(j);
	lags(j);
	figures(j);
}

const struct rule rules_design[] = {
	ALL_RULE("design-agrees", ERR, agrees,
	    "design.json and the bundle's other files say the same"),
	{ 0 },
};
