/*
 * A file is JSON, XML, or what a terminal shows: tables and paragraphs, also
 * several of them with prompts between.  Tables are read by the columns of their heading
 * where texts may be cut or have blanks in them (OS9 and OS10 print a long name
 * up to the next column with nothing between), by words where not.
 */
#include "readback/lldp_parts.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "input/encoding.h"
#include "input/json.h"
#include "readback/stanza.h"

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

/* what may be called so in the first column: of management some have no number */
static bool
is_port(const char *s)
{
	static const char *const managing[] = { "oob", "mgmt", "management",
		"out-of-band", "serviceport", NULL };

	for (size_t i = 0; managing[i]; i++)
		if (line_word_eq(s, managing[i]))
			return true;
	return has_digit(s);
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
	    "this is not a row of a table of LLDP neighbours");
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
		r->col[4] = column(line, "OUI"); /* of later releases */
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
	} else if ((strstr(line, "Remote Host") != NULL &&
	               strstr(line, "Remote Port") != NULL) ||
	    (strstr(line, "RemoteHost") != NULL &&
	        strstr(line, "RemotePort") != NULL)) {
		r->table = TABLE_NVUE;
		r->col[0] = column(line, "Remote");
		r->col[1] =
		    r->col[0] + 1 + column(line + r->col[0] + 1, "Remote");
	} else if (strstr(line, "LOCAL-PORT") != NULL &&
	    strstr(line, "SYS-NAME") != NULL) {
		r->table = TABLE_AOSCX;
		r->col[0] = column(line, "CHASSIS-ID");
		r->col[1] = column(line, "PORT-ID");
		r->col[2] = column(line, "PORT-DESC");
		r->col[3] = column(line, "TTL");
		r->col[4] = column(line, "SYS-NAME");
	} else if (strstr(line, "#") != NULL &&
	    strstr(line, " INTERFACE") != NULL &&
	    column(line, "IDENTITY") > column(line, "INTERFACE")) {
		r->table = TABLE_ROUTEROS;
		r->col[0] = column(line, "INTERFACE");
		r->col[1] = r->col[0] + strcspn(line + r->col[0], " ");
		r->col[2] = column(line, "IDENTITY");
	} else if (strstr(line, "Local Interface") != NULL &&
	    strstr(line, "Port info") != NULL) {
		r->table = TABLE_JUNOS;
		r->col[2] = column(line, "Port info");
		r->col[3] = column(line, "System Name");
	} else {
		return false;
	}
	r->found = true;
	r->wrapped = NULL;
	memset(r->width, 0, sizeof(r->width));
	return true;
}

static bool
row_dell(struct reading *r, const char *s, int line)
{
	const char *port = slice(r->a, s, r->col[0], r->col[1]);
	const char *far = slice(r->a, s, r->col[2], strlen(s));
	size_t i;

	if (!is_port(port))
		return not_a_row(r, line, s);
	/* the chassis id starts a blank or two beside its heading */
	for (i = 0; far[i] != '\0'; i++)
		if (isspace((unsigned char)far[i]) && far[i + 1] == ' ')
			break;
	lldp_add(r, port, slice(r->a, s, r->col[1], r->col[2]),
	    slice(r->a, far, 0, i), "", line);
	return true;
}

static bool
row_os6(struct reading *r, const char *s, int line)
{
	const char *word[3];
	size_t at[3], n = words(r->a, s, word, at, 3);
	struct neighbour *x;

	if (n == 0 || !is_port(word[0]))
		return not_a_row(r, line, s);
	/* a port that hears nobody */
	if (n < 3)
		return true;
	x = lldp_add(r, word[0],
	    slice(r->a, s, r->col[3], r->col[4] ? r->col[4] : strlen(s)),
	    slice(r->a, s, r->col[2], r->col[3]), "", line);
	/* what fills its column may go on behind it */
	x->cut |= r->width[3] > 0 && strlen(x->name) >= r->width[3];
	x->far_cut |= r->width[2] > 0 && strlen(x->far) >= r->width[2];
	return true;
}

static bool
row_eos(struct reading *r, const char *s, int line)
{
	const char *word[16];
	size_t at[16], n = words(r->a, s, word, at, 16);

	if (n < 4 || !is_port(word[0]) || !has_digit(word[n - 1]))
		return not_a_row(r, line, s);
	lldp_add(r, word[0], word[1], slice(r->a, s, at[2], at[n - 1]), "",
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
	lldp_add(r, word[k], name != NULL ? name : "", far, "", line);
	return true;
}

static bool
row_sonic(struct reading *r, const char *s, int line)
{
	const char *port = slice(r->a, s, 0, r->col[0]);

	if (!is_port(port))
		return not_a_row(r, line, s);
	lldp_add(r, port, slice(r->a, s, r->col[0], r->col[1]),
	    slice(r->a, s, r->col[1], r->col[2]),
	    slice(r->a, s, r->col[3], strlen(s)), line);
	return true;
}

/* speed and type between may be blank */
static bool
row_nvue(struct reading *r, const char *s, int line)
{
	const char *word[1];
	size_t at[1];

	if (words(r->a, s, word, at, 1) == 0 || !is_port(word[0]))
		return not_a_row(r, line, s);
	lldp_add(r, word[0], slice(r->a, s, r->col[0], r->col[1]),
	    slice(r->a, s, r->col[1], strlen(s)), "", line);
	return true;
}

/* older releases have no PORT-DESC */
static bool
row_aoscx(struct reading *r, const char *s, int line)
{
	const char *port = slice(r->a, s, 0, r->col[0]);
	size_t ttl = r->col[3], desc = r->col[2] ? r->col[2] : ttl;

	if (!is_port(port))
		return not_a_row(r, line, s);
	lldp_add(r, port, slice(r->a, s, r->col[4], strlen(s)),
	    slice(r->a, s, r->col[1], desc), slice(r->a, s, desc, ttl), line);
	return true;
}

/* the unit of an interface is said by older releases */
static bool
row_junos(struct reading *r, const char *s, int line)
{
	const char *word[4], *name = "";
	size_t at[4], n = words(r->a, s, word, at, 4);
	struct neighbour *x;

	if (n < 3 || !is_port(word[0]))
		return not_a_row(r, line, s);
	if (strlen(s) > r->col[3])
		name = slice(r->a, s, r->col[3], strlen(s));
	x = lldp_add(r, str_dup(r->a, word[0], strcspn(word[0], ".")), name,
	    slice(r->a, s, r->col[2], r->col[3]), "", line);
	/* what fills its column may go on behind it */
	x->far_cut |= r->col[3] > r->col[2] &&
	    strlen(x->far) + 1 >= r->col[3] - r->col[2];
	return true;
}

/* without the neighbour's port; a column is as wide as what is in it */
static bool
row_routeros(struct reading *r, const char *s, int line)
{
	size_t i = strspn(s, " "), end = r->col[0];

	/* a row goes on in the next line, or says what flags mean */
	if (!isdigit((unsigned char)s[i]) || strlen(s) <= r->col[2])
		return true;
	while (s[end] && s[end] != ' ')
		end++;
	i = r->col[2] + strcspn(s + r->col[2], " ");
	lldp_add(r, lldp_words_port(r->a, slice(r->a, s, r->col[0], end)),
	    slice(r->a, s, r->col[2], i), "", "", line);
	return true;
}

/* NAME#show lldp ..., NAME(config)> show ..., USER@NAME> and USER@NAME:~$ show,
 * (NAME) #show ...: the name, or NULL */
static const char *
prompt_of(struct arena *a, const char *line)
{
	size_t n = strcspn(line, "#>$"), end = n, at = strcspn(line, "@");

	/* [USER@NAME] > */
	if (line[0] == '[' && at < n && memchr(line, ']', n)) {
		line = str_dup(a, line + at + 1, strcspn(line + at + 1, "]"));
		return str_is_name(line) ? line : NULL;
	}
	if (at < n && (line[n] == '$' || (line[n] && !memchr(line, ' ', n)))) {
		end = at + 1 + strcspn(line + at + 1, ":$#>");
		line = str_dup(a, line + at + 1, end - at - 1);
		return str_is_name(line) ? line : NULL;
	}
	if (line[0] == '(' && line[n] != '\0' && n > 3 &&
	    strncmp(line + n - 2, ") ", 2) == 0) {
		line = str_dup(a, line + 1, strcspn(line + 1, ")"));
		return str_is_name(line) ? line : NULL;
	}
	if (line[n] == '\0' || n == 0 || memchr(line, ' ', n) != NULL)
		return NULL;
	if (memchr(line, '(', n) != NULL)
		end = strcspn(line, "(");
	return str_is_name(str_dup(a, line, end)) ? str_dup(a, line, end) :
	                                            NULL;
}

/* the line under a heading shows how wide its columns are */
static void
widths(struct reading *r, const char *s)
{
	for (size_t i = 0; r->table == TABLE_OS6 && i < 4; i++)
		if (r->col[i] < strlen(s) && s[r->col[i]] == '-')
			r->width[i] = strspn(s + r->col[i], "-");
}

static bool
line_of(struct reading *r, const char *s, int line)
{
	const char *name = prompt_of(r->a, s);
	size_t i = strspn(s, " \t");

	if (name != NULL) {
		bool asks =
		    strstr(s, "lldp") != NULL || strstr(s, "neighbor") != NULL;

		if (asks && r->out->prompt == NULL)
			r->out->prompt = name;
		else if (asks && r->out->other == NULL &&
		    !line_word_eq(name, r->out->prompt)) {
			r->out->other = name;
			r->out->other_line = line;
		}
		r->table = TABLE_NONE;
		lldp_detail_end(r);
		r->heard_at = NULL;
		return true;
	}
	if (heading(r, s)) {
		lldp_detail_end(r);
		return true;
	}
	/* {master:0} stands above a prompt */
	if (s[i] == '\0' || s[i] == '{' || strspn(s, "-= \t") == strlen(s)) {
		widths(r, s);
		return true;
	}
	if (lldp_detail_line(r, s, line) || r->table == TABLE_NONE)
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
	case TABLE_NVUE:
		return row_nvue(r, s, line);
	case TABLE_AOSCX:
		return row_aoscx(r, s, line);
	case TABLE_JUNOS:
		return row_junos(r, s, line);
	case TABLE_ROUTEROS:
		return row_routeros(r, s, line);
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
		char *s = str_dup(r->a, p, n);

		/* what a terminal leaves in a log */
		for (size_t i = 0; i < n; i++)
			if (isspace((unsigned char)s[i]) || s[i] == '\0')
				s[i] = ' ';
		ok &= line_of(r, s, line);
		p += n + (nl != NULL);
	}
	lldp_detail_end(r);
	ok &= r->ok;
	if (!r->found)
		ok = diag_error(r->d, (struct span){ r->out->src, 0, 0, 0 },
		    "lldp-format", "this file has no LLDP neighbours");
	if (!r->found)
		diag_hint(r->d,
		    "show lldp neighbors of a switch, also detail (OS6: show "
		    "lldp remote-device all), or lldpcli -f json show "
		    "neighbors of a host");
	return ok;
}

/* the prompt before it, where the command was given */
static const char *
xml_prompt(struct arena *a, const struct source *src)
{
	size_t n = strcspn(src->text, "\n");

	return prompt_of(a, str_dup(a, src->text, n));
}

static bool
begins_with_role(const struct source *src)
{
	const char *s = src->text, *end = s + src->len;

	while (s < end && isspace((unsigned char)*s))
		s++;
	return (size_t)(end - s) > 7 && strncmp(s, "{master", 7) == 0;
}

/* JSON below the prompt it was asked for at: lines that are none of it become
 * blank */
static void
unprompted(struct reading *r)
{
	const struct source *src = r->out->src;
	struct source *s = NEW(r->a, struct source, 1);
	const char *from = NULL, *to = NULL, *end = src->text + src->len;
	const char *name = xml_prompt(r->a, src);
	char *text;

	if (!name)
		return;
	for (const char *p = src->text; p < end;) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));

		if (!from && (*p == '{' || *p == '[') &&
		    strncmp(p, "{master", 7) != 0)
			from = p;
		if (from && (*p == '}' || *p == ']'))
			to = nl ? nl : end;
		p = nl ? nl + 1 : end;
	}
	if (!from || !to)
		return;
	text = str_dup(r->a, src->text, src->len);
	for (size_t i = 0; i < src->len; i++)
		if ((src->text + i < from || src->text + i >= to) &&
		    text[i] != '\n')
			text[i] = ' ';
	*s = (struct source){ src->name, text, src->len };
	r->out->src = s;
	r->out->prompt = name;
}

bool
lldp_read(struct arena *a, struct diags *d, const struct source *src,
    struct lldp_file *out)
{
	struct reading r = { .a = a, .d = d, .out = out, .ok = true };

	*out = (struct lldp_file){ .src = encoding_utf8(a, src) };
	unprompted(&r);
	/* before JSON: a prompt begins with a bracket too, or {master:0} */
	if (lldp_is_words(a, out->src))
		return lldp_read_words(&r);
	if (json_begins(a, out->src) && !begins_with_role(out->src) &&
	    !xml_prompt(a, out->src))
		return lldp_read_json(&r);
	if (!lldp_is_xml(out->src))
		return read_tables(&r);
	r.out->prompt = xml_prompt(a, out->src);
	return lldp_read_xml(&r);
}
