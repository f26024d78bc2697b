/*
 * How neighbours look on RouterOS: tables, JSON of its API, and in words,
 * KEY=VALUE, each from a numbered line on: `/ip neighbor print detail` or
 * `print terse`.  Neighbours known by its own discovery protocol alone may be
 * seen through other switches, and is passed over.
 */
#include "readback/lldp_parts.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "input/json.h"
#include "readback/view.h"

/* the first of sfp-sfpplus1,bridge that is a port */
static const char *
port_of(struct arena *a, const char *list)
{
	const char *first = NULL;

	while (*list) {
		size_t n = strcspn(list, ",");
		const char *name = str_dup(a, list, n);

		if (ports_kind_of(ports_normal(a, name)) == PORT_PLAIN)
			return name;
		first = first ? first : name;
		list += n + (list[n] == ',');
	}
	return first ? first : "";
}

static const char *
far_of(const char *far, const char *platform)
{
	const char *slash = strrchr(far, '/');

	return slash && str_eq(platform, "MikroTik") ? slash + 1 : far;
}

static bool
heading(struct reading *r, const char *line)
{
	if (!(strstr(line, "#") != NULL && strstr(line, " INTERFACE") != NULL &&
	        lldp_column(line, "IDENTITY") > lldp_column(line, "INTERFACE")))
		return false;
	r->col[0] = lldp_column(line, "INTERFACE");
	r->col[1] = r->col[0] + strcspn(line + r->col[0], " ");
	r->col[2] = lldp_column(line, "IDENTITY");
	return true;
}

/* without the neighbour's port; a column is as wide as what is in it */
static bool
row(struct reading *r, const char *s, int line)
{
	size_t i = strspn(s, " "), end = r->col[0];

	/* a row goes on in the next line, or says what flags mean */
	if (!isdigit((unsigned char)s[i]) || strlen(s) <= r->col[2])
		return true;
	while (s[end] && s[end] != ' ')
		end++;
	i = r->col[2] + strcspn(s + r->col[2], " ");
	lldp_add(r, port_of(r->a, lldp_slice(r->a, s, r->col[0], end)),
	    lldp_slice(r->a, s, r->col[2], i), "", "", line);
	return true;
}

/* [{"interface": "ether1,bridge", "identity", "interface-name"}]; false: it is
 * no such list */
static bool
json(struct reading *r, const struct node *top)
{
	bool any = false;

	for (size_t i = 0; top->kind == NODE_LIST && i < top->n; i++) {
		const struct node *x = top->item[i];
		const char *by = lldp_value(node_get(x, "discovered-by"));
		const char *list = lldp_value(node_get(x, "interface"));
		const char *far = lldp_value(node_get(x, "interface-name"));

		if (!*list || !node_get(x, "identity"))
			continue;
		any = true;
		if (!*by || strstr(by, "lldp") || strstr(by, "cdp"))
			lldp_add(r, port_of(r->a, list),
			    lldp_value(node_get(x, "identity")),
			    far_of(far, lldp_value(node_get(x, "platform"))),
			    "", x->at.line);
	}
	return any;
}

/* ---- words ---- */

struct heard {
	int line; /* 0: none */
	const char *port, *name, *far, *platform, *by;
};

/* behind ` 0 ` or ` 0 D `, where a neighbour starts; NULL: it does not */
static const char *
starts(const char *s)
{
	while (*s == ' ' || *s == '\t')
		s++;
	if (!isdigit((unsigned char)*s))
		return NULL;
	while (isdigit((unsigned char)*s))
		s++;
	while (*s == ' ' || *s == '\t' ||
	    (isupper((unsigned char)*s) &&
	        (s[1] == ' ' || isupper((unsigned char)s[1]))))
		s++;
	return str_starts(s, "interface=") ? s : NULL;
}

static void
heard_end(struct reading *r, struct heard *h)
{
	if (!h->line)
		return;
	r->found = true;
	h->far = far_of(h->far, h->platform);
	if (!*h->by || strstr(h->by, "lldp") || strstr(h->by, "cdp"))
		lldp_add(r, port_of(r->a, h->port), h->name, h->far, "",
		    h->line);
	h->line = 0;
}

static void
words(struct reading *r, struct heard *h, const char *s)
{
	const struct {
		const char *key;
		const char **to;
	} want[] = { { "interface", &h->port }, { "identity", &h->name },
		{ "interface-name", &h->far }, { "platform", &h->platform },
		{ "discovered-by", &h->by } };

	while (*s) {
		size_t n = strcspn(s, " \t="), len;
		const char *key = s, *value;

		s += n;
		if (*s != '=') {
			s += *s != '\0';
			continue;
		}
		s++;
		if (*s == '"') {
			value = s + 1;
			len = strcspn(value, "\"");
			s = value + len + (value[len] == '"');
		} else {
			value = s;
			len = strcspn(value, " \t");
			s += len;
		}
		for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++)
			if (strlen(want[i].key) == n &&
			    strncmp(want[i].key, key, n) == 0)
				*want[i].to = str_dup(r->a, value, len);
	}
}

/* [admin@sw1] > /ip neighbor print detail */
static void
prompt(struct reading *r, const char *s)
{
	const char *at = strchr(s, '@'), *end = at ? strchr(at, ']') : NULL;

	if (*s == '[' && end && !r->out->prompt) {
		const char *name =
		    str_dup(r->a, at + 1, (size_t)(end - at - 1));

		if (str_is_name(name))
			r->out->prompt = name;
	}
}

static const char *
line_at(struct arena *a, const char *p, const char *end, const char **next)
{
	const char *nl = memchr(p, '\n', (size_t)(end - p));
	size_t n = (size_t)((nl ? nl : end) - p);

	*next = nl ? nl + 1 : end;
	while (n && (p[n - 1] == '\r' || p[n - 1] == ' '))
		n--;
	return str_dup(a, p, n);
}

static bool
is_own(struct arena *a, const struct source *src)
{
	const char *p = src->text, *end = p + src->len;

	while (p < end)
		if (starts(line_at(a, p, end, &p)))
			return true;
	return false;
}

static bool
read_own(struct reading *r)
{
	const char *p = r->out->src->text, *end = p + r->out->src->len;
	struct heard h = { 0 };

	for (int no = 1; p < end; no++) {
		const char *s = line_at(r->a, p, end, &p), *at = starts(s);

		if (at) {
			heard_end(r, &h);
			h = (struct heard){ no, "", "", "", "", "" };
			words(r, &h, at);
		} else if (*s == '[') {
			heard_end(r, &h);
			prompt(r, s);
		} else if (h.line) {
			words(r, &h, s);
		}
	}
	heard_end(r, &h);
	return r->ok;
}

const struct lldp_form lldp_routeros = {
	.heading = heading,
	.row = row,
	.json = json,
	.is_own = is_own,
	.read_own = read_own,
};
