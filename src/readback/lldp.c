/*
 * The tables and the JSON.  Tables are read by the columns of their heading
 * where texts may be cut or have blanks in them (OS9 and OS10 print a long name
 * up to the next column with nothing between), by words where not.
 */
#include "readback/lldp.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "input/json.h"

enum table {
	TABLE_NONE,
	TABLE_DELL,
	TABLE_OS6,
	TABLE_EOS,
	TABLE_NXOS,
	TABLE_SONIC
};

struct reading {
	struct arena *a;
	struct diags *d;
	struct lldp_file *out;
	enum table table;
	size_t col[4];       /* where the columns start */
	const char *wrapped; /* a name whose row goes on in the next line */
	bool found;
};

/* ---- pieces of a line ---- */

/* from..to of a line, blanks around it cut; to past the end is the end */
static const char *
slice(struct arena *a, const char *line, size_t from, size_t to)
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

/* up to max words of a line; *at where each starts */
static size_t
words(struct arena *a, const char *line, const char **word, size_t *at,
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

static bool
has_digit(const char *s)
{
	return s[strcspn(s, "0123456789")] != '\0';
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

static void
neighbour_add(struct reading *r, const char *port, const char *name,
    const char *far, const char *also, int line)
{
	struct neighbour x = { plain(r->a, port), plain(r->a, name), false,
		plain(r->a, far), plain(r->a, also), line };
	size_t n = strlen(x.name);

	if (n > 3 && strcmp(x.name + n - 3, "...") == 0) {
		x.name = str_dup(r->a, x.name, n - 3);
		x.cut = true;
	}
	if (no_name(x.name))
		x.name = "";
	if (no_name(x.far))
		x.far = "";
	PUSH(r->a, r->out->item, r->out->n, r->out->cap, x);
}

/* ---- tables ---- */

static struct span
at_line(const struct reading *r, int line, const char *text)
{
	struct span s = { r->out->src, line, 1, 1 };

	while (text[s.col - 1] == ' ')
		s.col++;
	return s;
}

static bool
not_a_row(struct reading *r, int line, const char *text)
{
	diag_error(r->d, at_line(r, line, text), "lldp-row",
	    "this is no row "
	    "of a table of LLDP neighbours");
	diag_hint(r->d, "a row starts with a port, as the heading above says");
	return false;
}

static size_t
column(const char *line, const char *head)
{
	const char *p = strstr(line, head);

	return p != NULL ? (size_t)(p - line) : 0;
}

/* is this the heading of a table? */
static bool
heading(struct reading *r, const char *line)
{
	if (strstr(line, "Loc PortID") != NULL &&
	    strstr(line, "Rem Port Id") != NULL) {
		r->table = TABLE_DELL;
		r->col[0] = column(line, "Loc PortID");
		r->col[1] = column(line, "Rem Host Name");
		r->col[2] = column(line, "Rem Port Id");
		r->col[3] = column(line, "Rem Chassis Id");
	} else if (strstr(line, "RemID") != NULL &&
	    strstr(line, "System Name") != NULL) {
		r->table = TABLE_OS6;
		r->col[0] = column(line, "Interface");
		r->col[1] = column(line, "Chassis ID");
		r->col[2] = column(line, "Port ID");
		r->col[3] = column(line, "System Name");
	} else if (strstr(line, "Neighbor Device ID") != NULL &&
	    strstr(line, "Neighbor Port ID") != NULL) {
		r->table = TABLE_EOS;
	} else if (strstr(line, "Local Intf") != NULL &&
	    strstr(line, "Hold-time") != NULL) {
		r->table = TABLE_NXOS;
		r->col[3] = column(line, "Port ID");
	} else if (strstr(line, "LocalPort") != NULL &&
	    strstr(line, "RemotePortDescr") != NULL) {
		r->table = TABLE_SONIC;
		r->col[0] = column(line, "RemoteDevice");
		r->col[1] = column(line, "RemotePortID");
		r->col[2] = column(line, "Capability");
		r->col[3] = column(line, "RemotePortDescr");
	} else {
		return false;
	}
	r->found = true;
	r->wrapped = NULL;
	return true;
}

static bool
row_dell(struct reading *r, const char *s, int line)
{
	const char *port = slice(r->a, s, r->col[0], r->col[1]);
	const char *far = slice(r->a, s, r->col[2], strlen(s));
	size_t i;

	if (!has_digit(port))
		return not_a_row(r, line, s);
	/* the chassis id starts a blank or two beside its heading */
	for (i = 0; far[i] != '\0'; i++)
		if (isspace((unsigned char)far[i]) && far[i + 1] == ' ')
			break;
	neighbour_add(r, port, slice(r->a, s, r->col[1], r->col[2]),
	    slice(r->a, far, 0, i), "", line);
	return true;
}

static bool
row_os6(struct reading *r, const char *s, int line)
{
	const char *word[3];
	size_t at[3], n = words(r->a, s, word, at, 3);

	if (!has_digit(word[0]))
		return not_a_row(r, line, s);
	/* a port that hears nobody */
	if (n < 3)
		return true;
	neighbour_add(r, word[0], slice(r->a, s, r->col[3], strlen(s)),
	    slice(r->a, s, r->col[2], r->col[3]), "", line);
	return true;
}

static bool
row_eos(struct reading *r, const char *s, int line)
{
	const char *word[16];
	size_t at[16], n = words(r->a, s, word, at, 16);

	if (n < 4 || !has_digit(word[0]) || !has_digit(word[n - 1]))
		return not_a_row(r, line, s);
	neighbour_add(r, word[0], word[1], slice(r->a, s, at[2], at[n - 1]), "",
	    line);
	return true;
}

static bool
row_nxos(struct reading *r, const char *s, int line)
{
	const char *word[6], *name = r->wrapped, *far = "";
	size_t at[6], n = words(r->a, s, word, at, 6), k = 0;

	if (n > 0 && at[0] == 0) {
		name = word[0];
		k = 1;
	}
	r->wrapped = NULL;
	if (n == 1 && k == 1) {
		/* a long name stands alone, the rest in the next line */
		r->wrapped = name;
		return true;
	}
	if (n < k + 2 || !has_digit(word[k]) ||
	    !isdigit((unsigned char)word[k + 1][0]))
		return not_a_row(r, line, s);
	/* capabilities may be blank */
	if (n > k + 3)
		far = word[k + 3];
	else if (n == k + 3 &&
	    (at[k + 2] + 2 >= r->col[3] || has_digit(word[k + 2])))
		far = word[k + 2];
	neighbour_add(r, word[k], name != NULL ? name : "", far, "", line);
	return true;
}

static bool
row_sonic(struct reading *r, const char *s, int line)
{
	const char *port = slice(r->a, s, 0, r->col[0]);

	if (!has_digit(port))
		return not_a_row(r, line, s);
	neighbour_add(r, port, slice(r->a, s, r->col[0], r->col[1]),
	    slice(r->a, s, r->col[1], r->col[2]),
	    slice(r->a, s, r->col[3], strlen(s)), line);
	return true;
}

/* NAME#show lldp ..., NAME(config)> show ..., USER@NAME:~$ show ...: the name,
 * or NULL */
static const char *
prompt_of(struct arena *a, const char *line)
{
	size_t n = strcspn(line, "#>$"), end = n, at = strcspn(line, "@");

	if (line[n] == '$' && at < n) {
		end = at + 1 + strcspn(line + at + 1, ":$");
		line = str_dup(a, line + at + 1, end - at - 1);
		return str_is_name(line) ? line : NULL;
	}
	if (line[n] == '\0' || n == 0 || memchr(line, ' ', n) != NULL)
		return NULL;
	if (memchr(line, '(', n) != NULL)
		end = strcspn(line, "(");
	return str_is_name(str_dup(a, line, end)) ? str_dup(a, line, end) :
	                                            NULL;
}

static bool
line_of(struct reading *r, const char *s, int line)
{
	const char *name = prompt_of(r->a, s);
	size_t i = strspn(s, " \t");

	if (name != NULL) {
		if (strstr(s, "lldp") != NULL && r->out->prompt == NULL)
			r->out->prompt = name;
		r->table = TABLE_NONE;
		return true;
	}
	if (heading(r, s) || r->table == TABLE_NONE || s[i] == '\0' ||
	    strspn(s, "- \t") == strlen(s))
		return true;
	if (strncmp(s + i, "Total entries", 13) == 0) {
		r->table = TABLE_NONE;
		return true;
	}
	switch (r->table) {
	case TABLE_DELL:
		return row_dell(r, s, line);
	case TABLE_OS6:
		return row_os6(r, s, line);
	case TABLE_EOS:
		return row_eos(r, s, line);
	case TABLE_NXOS:
		return row_nxos(r, s, line);
	case TABLE_SONIC:
		return row_sonic(r, s, line);
	case TABLE_NONE:
		break;
	}
	return true;
}

static bool
read_tables(struct reading *r)
{
	const char *p = r->out->src->text, *end = p + r->out->src->len;
	int line = 1;
	bool ok = true;

	for (; p < end; line++) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		size_t n = nl != NULL ? (size_t)(nl - p) : (size_t)(end - p);
		char *s = str_dup(r->a, p, n), *cr;

		/* what a terminal leaves in a log */
		while ((cr = memchr(s, '\r', n)) != NULL)
			*cr = ' ';
		for (size_t i = 0; i < n; i++)
			if (s[i] == '\t' || s[i] == '\0')
				s[i] = ' ';
		ok &= line_of(r, s, line);
		p += n + (nl != NULL);
	}
	if (!r->found)
		ok = diag_error(r->d, (struct span){ r->out->src, 0, 0, 0 },
		    "lldp-format",
		    "no table of LLDP neighbours is in this "
		    "file");
	if (!r->found)
		diag_hint(r->d,
		    "show lldp neighbors of a switch (OS6: show "
		    "lldp remote-device all), or lldpcli -f json show "
		    "neighbors of a host");
	return ok;
}

/* ---- lldpcli -f json ---- */

/* a text, or {"value": text}, or [{"value": text}] */
static const char *
value_of(const struct node *n)
{
	if (n != NULL && n->kind == NODE_LIST && n->n > 0)
		n = n->item[0];
	if (n != NULL && n->kind == NODE_MAP)
		n = node_get(n, "value");
	return n != NULL && n->kind == NODE_SCALAR ? n->text : "";
}

static const struct node *
first(const struct node *n)
{
	return n != NULL && n->kind == NODE_LIST ?
	    n->n > 0 ? n->item[0] : NULL :
	    n;
}

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
json_neighbour(struct reading *r, const char *port, const struct node *x)
{
	const struct node *far = first(node_get(x, "port"));
	const struct node *id = first(node_get(far, "id"));
	const char *type = value_of(node_get(id, "type"));

	neighbour_add(r, port, chassis_name(node_get(x, "chassis")),
	    strcmp(type, "mac") == 0 ? "" : value_of(id),
	    value_of(node_get(far, "descr")), x->at.line);
}

/* {"eth0": {...}, ...} or, of json0, {"name": "eth0", ...} */
static void
json_interfaces(struct reading *r, const struct node *n)
{
	const struct node *name;

	if (n == NULL)
		return;
	for (size_t i = 0; n->kind == NODE_LIST && i < n->n; i++)
		json_interfaces(r, n->item[i]);
	if (n->kind != NODE_MAP)
		return;
	name = node_get(n, "name");
	if (name != NULL && name->kind == NODE_SCALAR) {
		json_neighbour(r, name->text, n);
		return;
	}
	for (size_t i = 0; i < n->n; i++)
		if (n->item[i]->kind == NODE_MAP)
			json_neighbour(r, n->key[i]->text, n->item[i]);
}

static bool
read_json(struct reading *r)
{
	const struct node *top = json_read(r->a, r->d, r->out->src), *lldp;

	if (top == NULL)
		return false;
	lldp = node_get(top, "lldp");
	if (lldp == NULL) {
		diag_error(r->d, top->at, "lldp-format",
		    "this JSON has no "
		    "'lldp'");
		diag_hint(r->d, "lldpcli -f json show neighbors writes it");
		return false;
	}
	if (lldp->kind == NODE_LIST)
		for (size_t i = 0; i < lldp->n; i++)
			json_interfaces(r,
			    node_get(lldp->item[i], "interface"));
	json_interfaces(r, node_get(lldp, "interface"));
	return true;
}

bool
lldp_read(struct arena *a, struct diags *d, const struct source *src,
    struct lldp_file *out)
{
	struct reading r = { a, d, out, TABLE_NONE, { 0 }, NULL, false };

	*out = (struct lldp_file){ .src = src };
	return json_begins(a, src) ? read_json(&r) : read_tables(&r);
}
