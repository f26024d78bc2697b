/*
 * A file is JSON, XML, or what a terminal shows: tables and paragraphs, also
 * several of them with prompts between.  Tables are read by the columns of
 * their heading where texts may be cut or have blanks in them (some print a
 * long name up to the next column with nothing between), by words where not.
 */
#include "readback/lldp_parts.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "input/encoding.h"
#include "input/json.h"
#include "readback/dialect.h"
#include "readback/stanza.h"
#include "readback/terminal.h"

/* ---- tables ---- */

/* is this the heading of a table? */
static bool
heading(struct reading *r, const char *line)
{
	const struct dialect *d;

	for (size_t i = 0; (d = dialect_at(i)) != NULL; i++) {
		const struct lldp_form *f = d->lldp;

		if (!f || !f->heading || !f->heading(r, line))
			continue;
		r->table = f;
		r->found = true;
		r->wrapped = NULL;
		memset(r->width, 0, sizeof(r->width));
		return true;
	}
	return false;
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
	for (size_t i = 0; r->table && r->table->underlined && i < 4; i++)
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
		r->table = NULL;
		lldp_detail_end(r);
		r->heard_at = NULL;
		return true;
	}
	if (heading(r, s)) {
		lldp_detail_end(r);
		return true;
	}
	/* {master:0} is printed above a prompt */
	if (s[i] == '\0' || s[i] == '{' || strspn(s, "-= \t") == strlen(s)) {
		widths(r, s);
		return true;
	}
	if (lldp_detail_line(r, s, line) || !r->table)
		return true;
	if (strncmp(s + i, "Total entries", 13) == 0) {
		r->table = NULL;
		return true;
	}
	return r->table->row(r, s, line);
}

static void
how_to_ask(struct reading *r)
{
	const struct dialect *d;
	const char *more = "";

	for (size_t i = 0; (d = dialect_at(i)) != NULL; i++)
		if (d->lldp && d->lldp->ask)
			more = d->lldp->ask;
	diag_hint(r->d,
	    "show lldp neighbors of a switch, also detail (%s), or lldpcli -f "
	    "json show neighbors of a host",
	    more);
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
		how_to_ask(r);
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

/* JSON below its command's prompt: lines that are none of it become blank */
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
	const struct dialect *dialect;
	struct reading r = { .a = a, .d = d, .out = out, .ok = true };
	const char *fault;

	*out = (struct lldp_file){ .src = encoding_utf8(a, src) };
	fault = str_nul_fault(out->src->text, out->src->len);
	if (fault)
		return diag_error(d, (struct span){ src, 0, 0, 0 },
		    "lldp-format", "%s", fault);
	out->src = terminal_unpaged(a, out->src);
	unprompted(&r);
	/* before JSON: a prompt begins with a bracket too, or {master:0} */
	for (size_t i = 0; (dialect = dialect_at(i)) != NULL; i++)
		if (dialect->lldp && dialect->lldp->is_own &&
		    dialect->lldp->is_own(a, out->src))
			return dialect->lldp->read_own(&r);
	if (json_begins(a, out->src) && !begins_with_role(out->src) &&
	    !xml_prompt(a, out->src))
		return lldp_read_json(&r);
	if (!lldp_is_xml(out->src))
		return read_tables(&r);
	r.out->prompt = xml_prompt(a, out->src);
	return lldp_read_xml(&r);
}
