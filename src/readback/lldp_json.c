/*
 * Neighbours as JSON: lldpd's json and json0, and what systems of switches print
 * with `| json`, `| display json`, `-o json`, bare or in the answer of their API.
 */
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "input/json.h"
#include "readback/lldp_parts.h"

#define DEPTH_MAX 8

/* a text, or {"value": text}, or [{"value": text}]; one system says data */
static const char *
value_of(const struct node *n)
{
	if (n != NULL && n->kind == NODE_LIST && n->n > 0)
		n = n->item[0];
	if (n != NULL && n->kind == NODE_MAP)
		n = node_get(n, "value") ? node_get(n, "value") :
		                           node_get(n, "data");
	return n != NULL && n->kind == NODE_SCALAR ? n->text : "";
}

static const struct node *
first(const struct node *n)
{
	return n != NULL && n->kind == NODE_LIST ?
	    n->n > 0 ? n->item[0] : NULL :
	    n;
}

/* the value of a key wherever it is in the tree, the first first */
static const struct node *
anywhere(const struct node *n, const char *key, int depth)
{
	const struct node *x = node_get(n, key);

	for (size_t i = 0; !x && n->kind != NODE_SCALAR && i < n->n; i++)
		if (depth < DEPTH_MAX && n->item[i]->kind != NODE_SCALAR)
			x = anywhere(n->item[i], key, depth + 1);
	return x;
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
		return value_of(node_get(n, "name"));
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
	const char *type = value_of(node_get(id, "type"));

	lldp_add(r, port, chassis_name(node_get(x, "chassis")),
	    strcmp(type, "mac") == 0 ? "" : value_of(id),
	    value_of(node_get(far, "descr")), x->at.line);
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

/* [{"port", "neighborDevice", "neighborPort"}], or of `detail` {"PORT":
 * {"lldpNeighborInfo": [{"systemName", "neighborInterfaceInfo"}]}} */
static void
eos(struct reading *r, const struct node *top)
{
	for (size_t i = 0; top->kind == NODE_LIST && i < top->n; i++) {
		const struct node *x = top->item[i];

		lldp_add(r, value_of(node_get(x, "port")),
		    value_of(node_get(x, "neighborDevice")),
		    value_of(node_get(x, "neighborPort")), "", x->at.line);
	}
	for (size_t i = 0; top->kind == NODE_MAP && i < top->n; i++) {
		const struct node *l =
		    node_get(top->item[i], "lldpNeighborInfo");

		for (size_t k = 0; l && l->kind == NODE_LIST && k < l->n; k++) {
			const struct node *x = l->item[k];
			const struct node *far =
			    node_get(x, "neighborInterfaceInfo");
			const char *id = value_of(node_get(far, "interfaceId"));
			/* newer versions leave the quotes out of it */
			const char *id2 =
			    value_of(node_get(far, "interfaceId_v2"));

			lldp_add(r, top->key[i]->text,
			    value_of(node_get(x, "systemName")),
			    *id2 ? id2 : id,
			    value_of(node_get(far, "interfaceDescription")),
			    x->at.line);
		}
	}
}

/* a row, or a list of rows: one alone is no list */
static void
nxos(struct reading *r, const struct node *row)
{
	const char *name;

	if (row->kind == NODE_LIST) {
		for (size_t i = 0; i < row->n; i++)
			if (row->item[i]->kind == NODE_MAP)
				nxos(r, row->item[i]);
		return;
	}
	/* the short form has the name in the place of the chassis' */
	name = value_of(node_get(row, "sys_name"));
	lldp_add(r, value_of(node_get(row, "l_port_id")),
	    *name ? name : value_of(node_get(row, "chassis_id")),
	    value_of(node_get(row, "port_id")),
	    value_of(node_get(row, "port_desc")), row->at.line);
}

/* {"lldp-neighbor-information": [{"lldp-local-port-id": [{"data": ...}]}]}; a
 * unit is said by older releases */
static void
junos(struct reading *r, const struct node *all)
{
	for (size_t i = 0; all->kind == NODE_LIST && i < all->n; i++) {
		const struct node *x = all->item[i];
		const char *port = value_of(node_get(x, "lldp-local-port-id"));
		const char *type =
		    value_of(node_get(x, "lldp-remote-port-id-subtype"));

		if (!*port)
			port = value_of(node_get(x, "lldp-local-interface"));
		lldp_add(r, str_dup(r->a, port, strcspn(port, ".")),
		    value_of(node_get(x, "lldp-remote-system-name")),
		    strcmp(type, "Mac address") == 0 ?
		        "" :
		        value_of(node_get(x, "lldp-remote-port-id")),
		    value_of(node_get(x, "lldp-remote-port-description")),
		    x->at.line);
	}
}

/* {"swp1": {"lldp": {"neighbor": {"NAME": {"chassis": {"system-name"}, "port":
 * {"name", "description", "type"}}}}}}; false: it has none of it */
static bool
nvue(struct reading *r, const struct node *top)
{
	bool any = false;

	for (size_t i = 0; top->kind == NODE_MAP && i < top->n; i++) {
		const struct node *l = node_get(top->item[i], "lldp");
		const struct node *all =
		    node_get(l ? l : top->item[i], "neighbor");

		any = any || l;
		for (size_t k = 0; all && all->kind == NODE_MAP && k < all->n;
		     k++) {
			const struct node *x = all->item[k];
			const struct node *far = node_get(x, "port");
			const char *name = value_of(
			    node_get(node_get(x, "chassis"), "system-name"));
			const char *type = value_of(node_get(far, "type"));

			any = true;
			lldp_add(r, top->key[i]->text,
			    *name ? name : all->key[k]->text,
			    strcmp(type, "mac") == 0 ?
			        "" :
			        value_of(node_get(far, "name")),
			    value_of(node_get(far, "description")), x->at.line);
		}
	}
	return any;
}

/* an interface's name in a path: 1%2F1%2F1 */
static const char *
unescaped(struct arena *a, const char *s)
{
	char *t = str_dup(a, s, strlen(s));
	size_t n = 0;

	for (; *s; s++)
		if (strncasecmp(s, "%2f", 3) == 0) {
			t[n++] = '/';
			s += 2;
		} else {
			t[n++] = *s;
		}
	t[n] = '\0';
	return t;
}

/* {"1%2F1%2F1": {"lldp_neighbors": {"MAC,PORT": {"port_id", "neighbor_info":
 * {"chassis_name", "port_description"}}}}}, or without the word between; false:
 * it has none of it */
static bool
aoscx(struct reading *r, const struct node *top)
{
	bool any = false;

	for (size_t i = 0; top->kind == NODE_MAP && i < top->n; i++) {
		const struct node *all =
		    node_get(top->item[i], "lldp_neighbors");

		any = any || all;
		if (!all)
			all = top->item[i];
		for (size_t k = 0; all->kind == NODE_MAP && k < all->n; k++) {
			const struct node *x = all->item[k];
			const struct node *info = node_get(x, "neighbor_info");

			if (!info)
				continue;
			any = true;
			lldp_add(r, unescaped(r->a, top->key[i]->text),
			    value_of(node_get(info, "chassis_name")),
			    value_of(node_get(x, "port_id")),
			    value_of(node_get(info, "port_description")),
			    x->at.line);
		}
	}
	return any;
}

/* [{"interface": "ether1,bridge", "identity", "interface-name"}]; false: it is
 * no such list */
static bool
routeros(struct reading *r, const struct node *top)
{
	bool any = false;

	for (size_t i = 0; top->kind == NODE_LIST && i < top->n; i++) {
		const struct node *x = top->item[i];
		const char *by = value_of(node_get(x, "discovered-by"));
		const char *list = value_of(node_get(x, "interface"));
		const char *far = value_of(node_get(x, "interface-name"));

		if (!*list || !node_get(x, "identity"))
			continue;
		any = true;
		if (!*by || strstr(by, "lldp") || strstr(by, "cdp"))
			lldp_add(r, lldp_words_port(r->a, list),
			    value_of(node_get(x, "identity")),
			    lldp_words_far(far,
			        value_of(node_get(x, "platform"))),
			    "", x->at.line);
	}
	return any;
}

bool
lldp_read_json(struct reading *r)
{
	const struct node *top = json_read(r->a, r->d, r->out->src), *x;

	if (top == NULL)
		return false;
	if ((x = node_get(top, "lldp")) != NULL) {
		lldpd(r, x);
	} else if ((x = anywhere(top, "lldpNeighbors", 0)) != NULL) {
		eos(r, x);
	} else if ((x = anywhere(top, "ROW_nbor_detail", 0)) != NULL ||
	    (x = anywhere(top, "ROW_nbor", 0)) != NULL) {
		nxos(r, x);
	} else if ((x = anywhere(top, "lldp-neighbor-information", 0)) !=
	    NULL) {
		junos(r, x);
	} else if (!nvue(r, top) && !aoscx(r, top) && !routeros(r, top)) {
		diag_error(r->d, top->at, "lldp-format",
		    "this JSON has no neighbours: no 'lldp', 'lldpNeighbors', "
		    "'TABLE_nbor', 'lldp-neighbor-information', 'neighbor' or "
		    "'lldp_neighbors'");
		diag_hint(r->d,
		    "lldpcli -f json show neighbors writes it on a host, show "
		    "lldp neighbors | json on EOS and NX-OS, | display json on "
		    "Junos, nv show interface lldp -o json on Cumulus Linux");
		return false;
	}
	return true;
}
