/* netplan's YAML, as facts: ethernets, bonds, vlans, bridges. */
#include <string.h>

#include "base/str.h"
#include "input/doc.h"
#include "readback/host_config.h"

static const char *
object(struct host_config *c, const char *kind, const char *name)
{
	return str_fmt(c->a, "%s %s", kind, name);
}

/* the last line of a value */
static int
last_line(const struct node *v)
{
	int line = v->at.line;

	for (size_t i = 0; v->kind != NODE_SCALAR && i < v->n; i++) {
		int l = last_line(v->item[i]);

		if (l > line)
			line = l;
	}
	return line;
}

static void
unread(struct host_config *c, const struct node *key, const char *what)
{
	host_config_note(c, "host-unread", true, key->at.line,
	    "'%.60s' of %.60s is not modelled: its effect is unknown",
	    key->text, what);
}

/* true or on, yes: YAML 1.1 as netplan reads it */
static const char *
flag(const char *s)
{
	static const char *const yes[] = { "true", "yes", "on", "y" };

	for (size_t i = 0; i < 4; i++)
		if (str_eq(s, yes[i]))
			return "true";
	return "false";
}

static void
scalar(struct host_config *c, const char *o, const char *key,
    const struct node *v, int line)
{
	if (v->kind == NODE_SCALAR)
		host_config_put(c, o, key, v->text, line);
	else
		host_config_note(c, "host-syntax", true, line,
		    "'%s' takes one value", key);
}

static void
list(struct host_config *c, const char *o, const char *key,
    const struct node *v, int line)
{
	if (v->kind != NODE_LIST) {
		host_config_note(c, "host-syntax", true, line,
		    "'%s' takes a list", key);
		return;
	}
	for (size_t i = 0; i < v->n; i++)
		if (v->item[i]->kind == NODE_SCALAR)
			host_config_add(c, o, key, v->item[i]->text,
			    v->item[i]->at.line);
		else
			host_config_note(c, "host-unread", true,
			    v->item[i]->at.line,
			    "an entry of '%s' is not modelled", key);
}

static void
routes(struct host_config *c, const char *o, const struct node *v, int line)
{
	if (v->kind != NODE_LIST) {
		host_config_note(c, "host-syntax", true, line,
		    "'routes' takes a list");
		return;
	}
	for (size_t i = 0; i < v->n; i++) {
		const struct node *to = node_get(v->item[i], "to");
		const struct node *via = node_get(v->item[i], "via");

		if (to && via && v->item[i]->n == 2 &&
		    to->kind == NODE_SCALAR && via->kind == NODE_SCALAR)
			host_config_add(c, o,
			    str_eq(to->text, "default") ||
			            str_eq(to->text, "0.0.0.0/0") ?
			        "gateway" :
			        "route",
			    str_eq(to->text, "default") ||
			            str_eq(to->text, "0.0.0.0/0") ?
			        via->text :
			        str_fmt(c->a, "%s via %s", to->text, via->text),
			    via->at.line);
		else
			host_config_note(c, "host-unread", true,
			    v->item[i]->at.line, "a route is not modelled");
	}
}

static void
name_servers(struct host_config *c, const char *o, const struct node *v,
    int line)
{
	if (v->kind != NODE_MAP) {
		host_config_note(c, "host-syntax", true, line,
		    "'nameservers' takes a map");
		return;
	}
	for (size_t i = 0; i < v->n; i++)
		if (str_eq(v->key[i]->text, "addresses"))
			list(c, o, "dns", v->item[i], line);
		else if (str_eq(v->key[i]->text, "search"))
			list(c, o, "dns-search", v->item[i], line);
		else
			unread(c, v->key[i], "nameservers");
}

/* addresses an interface takes by itself; none is "no" */
static void
link_local(struct host_config *c, const char *o, const struct node *v, int line)
{
	if (v->kind == NODE_LIST && v->n == 0)
		host_config_put(c, o, "link-local", "no", line);
	else
		list(c, o, "link-local", v, line);
}

static void
parameters(struct host_config *c, const char *o, const struct node *v, int line)
{
	static const char *const known[][2] = { { "mode", "mode" },
		{ "primary", "primary" }, { "mii-monitor-interval", "monitor" },
		{ "up-delay", "up-delay" }, { "down-delay", "down-delay" },
		{ "lacp-rate", "lacp-rate" },
		{ "transmit-hash-policy", "hash" },
		{ "forward-delay", "forward-delay" } };

	if (v->kind != NODE_MAP) {
		host_config_note(c, "host-syntax", true, line,
		    "'parameters' takes a map");
		return;
	}
	for (size_t i = 0; i < v->n; i++) {
		size_t k;

		for (k = 0; k < 8; k++)
			if (str_eq(v->key[i]->text, known[k][0]))
				break;
		if (k < 8)
			scalar(c, o, known[k][1], v->item[i],
			    v->key[i]->at.line);
		else if (str_eq(v->key[i]->text, "stp") &&
		    v->item[i]->kind == NODE_SCALAR)
			host_config_put(c, o, "stp", flag(v->item[i]->text),
			    v->key[i]->at.line);
		else
			unread(c, v->key[i], o);
	}
}

/* one that a start of the host does not wait for; a port by its address that
 * keeps the name it is known by here */
static bool
is_beside(const struct node *v, size_t i, const char *name)
{
	const char *k = v->key[i]->text;
	const struct node *x = v->item[i];
	const struct node *set = node_get(v, "set-name");
	bool named = set && set->kind == NODE_SCALAR && str_eq(set->text, name);

	if (str_eq(k, "optional"))
		return x->kind == NODE_SCALAR;
	if (str_eq(k, "match"))
		return named && x->kind == NODE_MAP && x->n == 1 &&
		    str_eq(x->key[0]->text, "macaddress") &&
		    x->item[0]->kind == NODE_SCALAR;
	return str_eq(k, "set-name") && named && node_get(v, "match");
}

static void
device(struct host_config *c, const char *kind, const struct node *key,
    const struct node *v)
{
	const char *o = object(c, kind, key->text);

	host_config_put(c, o, "is", kind, key->at.line);
	/* unless that is disabled */
	if (str_eq(kind, "bridge"))
		host_config_put(c, o, "stp", "true", key->at.line);
	host_config_mark(c, key->at.line, key->at.line, true);
	if (v->kind != NODE_MAP) {
		if (!node_is_null(v))
			host_config_note(c, "host-syntax", true, v->at.line,
			    "'%.60s' takes a map", key->text);
		return;
	}
	for (size_t i = 0; i < v->n; i++) {
		const char *k = v->key[i]->text;
		int line = v->key[i]->at.line;
		bool known = true;

		if (str_eq(k, "mtu"))
			scalar(c, o, "mtu", v->item[i], line);
		else if (str_eq(k, "id"))
			scalar(c, o, "vlan", v->item[i], line);
		else if (str_eq(k, "link"))
			scalar(c, o, "link", v->item[i], line);
		else if (str_eq(k, "addresses"))
			list(c, o, "address", v->item[i], line);
		else if (str_eq(k, "interfaces"))
			list(c, o, "member", v->item[i], line);
		else if (str_eq(k, "nameservers"))
			name_servers(c, o, v->item[i], line);
		else if (str_eq(k, "link-local"))
			link_local(c, o, v->item[i], line);
		else if (str_eq(k, "routes"))
			routes(c, o, v->item[i], line);
		else if (str_eq(k, "parameters"))
			parameters(c, o, v->item[i], line);
		else if (str_eq(k, "dhcp4") || str_eq(k, "dhcp6")) {
			/* off is what is without it */
			if (v->item[i]->kind != NODE_SCALAR ||
			    str_eq(flag(v->item[i]->text), "true"))
				host_config_put(c, o, k, "true", line);
		} else if (!is_beside(v, i, key->text)) {
			unread(c, v->key[i], o);
			known = false;
		}
		host_config_mark(c, line, last_line(v->item[i]), known);
	}
}

/* there is one so far */
static void
version(struct host_config *c, const struct node *v, int line)
{
	scalar(c, "host", "version", v, line);
	if (v->kind == NODE_SCALAR && !str_eq(v->text, "2"))
		host_config_note(c, "host-syntax", true, line,
		    "netplan has no version '%.20s' of this file", v->text);
}

/* `---` begins the one document there is */
static void
document_start(struct host_config *c)
{
	const char *p = c->src->text, *end = p + c->src->len;

	for (int line = 1; p < end; line++) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		size_t n = (size_t)((nl ? nl : end) - p);

		while (n > 0 && strchr(" \t\r", p[n - 1]))
			n--;
		if (n == 3 && memcmp(p, "---", 3) == 0)
			host_config_mark(c, line, line, true);
		if (n > 0 && *p != '#')
			return;
		p = nl ? nl + 1 : end;
	}
}

void
netplan_read(struct host_config *c)
{
	static const char *const kind[][2] = { { "ethernets", "port" },
		{ "bonds", "team" }, { "vlans", "interface" },
		{ "bridges", "bridge" } };
	struct diags *d = diags_new(c->a);
	const struct node *top = doc_read(c->a, d, c->src), *net;

	if (!top) {
		for (size_t i = 0; i < d->n; i++)
			host_config_note(c, "host-syntax", true,
			    d->item[i].at.line, "%s", d->item[i].message);
		return;
	}
	document_start(c);
	net = node_get(top, "network");
	if (!net || net->kind != NODE_MAP) {
		host_config_note(c, "host-syntax", true, 1,
		    "no map 'network': this is not a netplan file");
		return;
	}
	for (size_t i = 0; i < top->n; i++)
		if (!str_eq(top->key[i]->text, "network"))
			unread(c, top->key[i], "the file");
	for (size_t i = 0; i < net->n; i++) {
		const struct node *v = net->item[i];
		size_t k;

		for (k = 0; k < 4; k++)
			if (str_eq(net->key[i]->text, kind[k][0]))
				break;
		host_config_mark(c, net->key[i]->at.line, net->key[i]->at.line,
		    true);
		if (k < 4 && v->kind == NODE_MAP)
			for (size_t m = 0; m < v->n; m++)
				device(c, kind[k][1], v->key[m], v->item[m]);
		else if (k < 4)
			host_config_note(c, "host-syntax", true,
			    net->key[i]->at.line, "'%s' takes a map",
			    net->key[i]->text);
		else if (str_eq(net->key[i]->text, "version"))
			version(c, v, net->key[i]->at.line);
		else if (str_eq(net->key[i]->text, "renderer") &&
		    v->kind == NODE_SCALAR && str_eq(v->text, "networkd"))
			continue; /* what it is without it */
		else if (str_eq(net->key[i]->text, "renderer"))
			scalar(c, "host", "renderer", v, net->key[i]->at.line);
		else
			unread(c, net->key[i], "network");
	}
}
