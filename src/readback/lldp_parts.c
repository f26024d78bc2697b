#include "readback/lldp_parts.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "input/json.h"
#include "readback/stanza.h"

/* ---- pieces of a line ---- */

const char *
lldp_slice(struct arena *a, const char *line, size_t from, size_t to)
{
	size_t len = strlen(line);

	if (to > len)
		to = len;
	while (from < to && isspace((unsigned char)line[from]))
		from++;
	while (to > from && isspace((unsigned char)line[to - 1]))
		to--;
	return from < to ? str_dup(a, line + from, to - from) : "";
}

size_t
lldp_row_words(struct arena *a, const char *line, const char **word, size_t *at,
    size_t max)
{
	size_t n = 0, i = 0, from;

	for (;;) {
		while (isspace((unsigned char)line[i]))
			i++;
		if (line[i] == '\0' || n == max)
			return n;
		for (from = i;
		     line[i] != '\0' && !isspace((unsigned char)line[i]); i++)
			continue;
		at[n] = from;
		word[n++] = str_dup(a, line + from, i - from);
	}
}

bool
lldp_has_digit(const char *s)
{
	return s[strcspn(s, "0123456789")] != '\0';
}

/* what may be called so in the first column: of management some have no
 * number */
bool
lldp_is_port(const char *s)
{
	static const char *const managing[] = { "oob", "mgmt", "management",
		"out-of-band", "serviceport", NULL };

	for (size_t i = 0; managing[i]; i++)
		if (line_word_eq(s, managing[i]))
			return true;
	return lldp_has_digit(s);
}

/* printable, or nothing: what a neighbour sends is anybody's text */
static const char *
plain(struct arena *a, const char *s)
{
	size_t n = strlen(s);

	if (n >= 2 && s[0] == '"' && s[n - 1] == '"')
		s = str_dup(a, s + 1, n - 2);
	return str_is_text(s) ? s : "";
}

/* a table's way to say that there is no name; a MAC address is none either */
static bool
no_name(const char *s)
{
	static const char *const word[] = { "-", "--", "Not Advertised",
		"not advertised", "N/A", "null" };
	size_t hex = 0, i;

	for (i = 0; i < sizeof word / sizeof word[0]; i++)
		if (strcmp(s, word[i]) == 0)
			return true;
	for (i = 0; s[i] != '\0'; i++) {
		if (isxdigit((unsigned char)s[i]))
			hex++;
		else if (strchr(":.-", s[i]) == NULL)
			return false;
	}
	return hex == 12 && i > 12;
}

struct neighbour *
lldp_add(struct reading *r, const char *port, const char *name, const char *far,
    const char *also, int line)
{
	struct neighbour x = { .port = plain(r->a, port),
		.name = plain(r->a, name),
		.far = plain(r->a, far),
		.far_also = plain(r->a, also),
		.line = line };
	size_t n = strlen(x.name), m = strlen(x.far);

	if (n > 3 && strcmp(x.name + n - 3, "...") == 0) {
		for (n -= 3; n > 0 && x.name[n - 1] == ' ';)
			n--;
		x.name = str_dup(r->a, x.name, n);
		x.cut = true;
	}
	if (m > 3 && strcmp(x.far + m - 3, "...") == 0) {
		x.far = str_dup(r->a, x.far, m - 3);
		x.far_cut = true;
	}
	if (no_name(x.name))
		x.name = "";
	if (no_name(x.far))
		x.far = "";
	PUSH(r->a, r->out->item, r->out->n, r->out->cap, x);
	return &r->out->item[r->out->n - 1];
}

static struct span
at_line(const struct reading *r, int line, const char *text)
{
	struct span s = { r->out->src, line, 1, 1 };

	while (text[s.col - 1] == ' ')
		s.col++;
	return s;
}

bool
lldp_not_a_row(struct reading *r, int line, const char *text)
{
	diag_error(r->d, at_line(r, line, text), "lldp-row",
	    "this is not a row of a table of LLDP neighbours");
	diag_hint(r->d, "a row starts with a port, as the heading above says");
	return false;
}

size_t
lldp_column(const char *line, const char *head)
{
	const char *p = strstr(line, head);

	return p != NULL ? (size_t)(p - line) : 0;
}

/* ---- pieces of JSON ---- */

#define DEPTH_MAX 8

const char *
lldp_value(const struct node *n)
{
	if (n != NULL && n->kind == NODE_LIST && n->n > 0)
		n = n->item[0];
	if (n != NULL && n->kind == NODE_MAP)
		n = node_get(n, "value") ? node_get(n, "value") :
		                           node_get(n, "data");
	return n != NULL && n->kind == NODE_SCALAR ? n->text : "";
}

static const struct node *
below(const struct node *n, const char *key, int depth)
{
	const struct node *x = node_get(n, key);

	for (size_t i = 0; !x && n->kind != NODE_SCALAR && i < n->n; i++)
		if (depth < DEPTH_MAX && n->item[i]->kind != NODE_SCALAR)
			x = below(n->item[i], key, depth + 1);
	return x;
}

const struct node *
lldp_anywhere(const struct node *n, const char *key)
{
	return below(n, key, 0);
}
