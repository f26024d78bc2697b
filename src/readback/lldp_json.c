/*
 * Neighbours as JSON: lldpd's json and json0, and what systems of switches
 * print with `| json`, `| display json`, `-o json`, bare or in the answer of
 * their API.
 */
#include <string.h>

#include "base/str.h"
#include "input/json.h"
#include "readback/dialect.h"
#include "readback/lldp_parts.h"

static const struct node *
first(const struct node *n)
{
	return n != NULL && n->kind == NODE_LIST ?
	    n->n > 0 ? n->item[0] : NULL :
	    n;
}

/* ---- lldpd ---- */

/* json: {"NAME": {"id": ...}}, without a name {"id": ...}; json0: a name
 * within */
static const char *
chassis_name(const struct node *n)
{
	n = first(n);
	if (n == NULL || n->kind != NODE_MAP)
		return "";
	if (node_get(n, "name") != NULL &&
	    node_get(n, "name")->kind == NODE_LIST)
		return lldp_value(node_get(n, "name"));
	if (n->n == 1 && n->item[0]->kind == NODE_MAP &&
	    strcmp(n->key[0]->text, "id") != 0)
		return n->key[0]->text;
	return "";
}

static void
lldpd_neighbour(struct reading *r, const char *port, const struct node *x)
{
	const struct node *far = first(node_get(x, "port"));
	const struct node *id = first(node_get(far, "id"));
	const char *type = lldp_value(node_get(id, "type"));

	lldp_add(r, port, chassis_name(node_get(x, "chassis")),
	    strcmp(type, "mac") == 0 ? "" : lldp_value(id),
	    lldp_value(node_get(far, "descr")), x->at.line);
}

/* {"eth0": {...}, ...} or, of json0, {"name": "eth0", ...} */
static void
lldpd_interfaces(struct reading *r, const struct node *n)
{
	const struct node *name;

	if (n == NULL)
		return;
	for (size_t i = 0; n->kind == NODE_LIST && i < n->n; i++)
		lldpd_interfaces(r, n->item[i]);
	if (n->kind != NODE_MAP)
		return;
	name = node_get(n, "name");
	if (name != NULL && name->kind == NODE_SCALAR) {
		lldpd_neighbour(r, name->text, n);
		return;
	}
	for (size_t i = 0; i < n->n; i++)
		if (n->item[i]->kind == NODE_MAP)
			lldpd_neighbour(r, n->key[i]->text, n->item[i]);
}

static void
lldpd(struct reading *r, const struct node *lldp)
{
	if (lldp->kind == NODE_LIST)
		for (size_t i = 0; i < lldp->n; i++)
			lldpd_interfaces(r,
			    node_get(lldp->item[i], "interface"));
	lldpd_interfaces(r, node_get(lldp, "interface"));
}

/* ---- switches ---- */

static bool
of_switch(struct reading *r, const struct node *top)
{
	const struct dialect *d;

	for (size_t i = 0; (d = dialect_at(i)) != NULL; i++)
		if (d->lldp && d->lldp->json && d->lldp->json(r, top))
			return true;
	return false;
}

static bool
no_neighbours(struct reading *r, const struct node *top)
{
	const struct dialect *d;
	const char *ask = "lldpcli -f json show neighbors writes it on a host";

	for (size_t i = 0; (d = dialect_at(i)) != NULL; i++)
		if (d->lldp && d->lldp->ask_json)
			ask = str_fmt(r->a, "%s, %s", ask, d->lldp->ask_json);
	diag_error(r->d, top->at, "lldp-format",
	    "this JSON has no neighbours in the form of lldpd or a switch");
	diag_hint(r->d, "%s", ask);
	return false;
}

bool
lldp_read_json(struct reading *r)
{
	const struct node *top = json_read(r->a, r->d, r->out->src), *x;

	if (top == NULL)
		return false;
	if ((x = node_get(top, "lldp")) == NULL)
		return of_switch(r, top) || no_neighbours(r, top);
	lldpd(r, x);
	return true;
}
