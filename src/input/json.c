/*
 * cJSON says whether the text is JSON and what its texts mean; it knows no
 * places, reads numbers as doubles and ends where it is nested too deep.  So
 * the text is looked through before (depth, size, characters), and once it is
 * known to be JSON walked beside cJSON's tree, which gives every node its place
 * and every number its digits.
 */
#include "input/json.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "input/encoding.h"

/* where a reading has come to */
enum { TEXTS = 256 };

struct cursor {
	struct arena *a;
	struct diags *d;
	const struct source *src;
	const char *s, *end;
	int line, col;
	const char **text; /* of nodes, the last of each hash */
};

static struct span
here(const struct cursor *c)
{
	return (struct span){ c->src, c->line, c->col, 1 };
}

/* one character on; false after a finding, where it is none */
static bool
step(struct cursor *c)
{
	uint32_t cp;
	size_t n = str_utf8_next(c->s, (size_t)(c->end - c->s), &cp);

	if (cp == UTF8_BAD)
		return diag_error(c->d, here(c), "json-encoding",
		    "this byte is not UTF-8");
	if (cp == 0)
		return diag_error(c->d, here(c), "json-encoding", "%s",
		    str_nul_fault(c->src->text, c->src->len));
	c->s += n;
	c->col++;
	if (cp == '\n') {
		c->line++;
		c->col = 1;
	}
	return true;
}

static bool
check_escape(struct cursor *c)
{
	struct span at = here(c);
	char hex[5] = "";

	if (!step(c))
		return false;
	if (*c->s != 'u')
		return step(c);
	memcpy(hex, c->s + 1, c->end - c->s > 4 ? 4 : 0);
	if (strspn(hex, "0123456789abcdefABCDEF") != 4)
		return diag_error(c->d, at, "json-syntax",
		    "'\\u' takes four hexadecimal digits");
	return strcmp(hex, "0000") != 0 ||
	    diag_error(c->d, at, "json-encoding",
	        "this text holds a NUL character");
}

/* a text between quotes, from its first quote to behind its last */
static bool
check_text(struct cursor *c)
{
	struct span open = here(c);

	for (step(c); c->s < c->end && *c->s != '"';) {
		if ((unsigned char)*c->s < 0x20 && *c->s != '\0') {
			diag_error(c->d, here(c), "json-syntax",
			    *c->s == '\n' || *c->s == '\r' ?
			        "a line break within a text" :
			        "a control character within a text");
			diag_hint(c->d,
			    "is the quote of line %d, column %d closed? In a "
			    "text write \\n, \\t and the like",
			    open.line, open.col);
			return false;
		}
		if (!(*c->s == '\\' ? check_escape(c) : step(c)))
			return false;
	}
	return c->s < c->end ?
	    step(c) :
	    diag_error(c->d, open, "json-syntax", "this quote is never closed");
}

/* what cJSON would not see, or not survive */
static bool
check(struct cursor c)
{
	size_t count = 1;
	int depth = 0;

	while (c.s < c.end) {
		char x = *c.s;

		if ((unsigned char)x < 0x20 && x != '\0' &&
		    strchr("\t\r\n", x) == NULL)
			return diag_error(c.d, here(&c), "json-syntax",
			    "a control character");
		if ((x == '{' || x == '[') && ++depth > NODE_DEPTH_MAX)
			return diag_error(c.d, here(&c), "json-depth",
			    "lists and maps are nested more than %d deep",
			    NODE_DEPTH_MAX);
		depth -= (x == '}' || x == ']') && depth > 0;
		if (strchr("{[,", x) != NULL && ++count > NODE_COUNT_MAX)
			return diag_error(c.d, here(&c), "json-size",
			    "the file holds more than a million values");
		if (!(x == '"' ? check_text(&c) : step(&c)))
			return false;
	}
	return true;
}

static void
skip_blanks(struct cursor *c)
{
	while (c->s < c->end && strchr(" \t\r\n", *c->s) != NULL)
		step(c);
}

/* the character before p, ignoring blanks; a blank where there is none */
static char
before(const char *from, const char *p)
{
	while (p > from && strchr(" \t\r\n", p[-1]) != NULL)
		p--;
	return p > from ? p[-1] : ' ';
}

/* cJSON stopped at stop: in plain words */
static bool
syntax_error(struct cursor c, const char *stop)
{
	const char *from = c.s;
	uint32_t cp;
	size_t n;
	char last;

	/* what should be a key and is none, it stops behind */
	if (stop > from && strchr("[{ \t\r\n", stop[-1]) == NULL &&
	    strchr("{,", before(from, stop - 1)) != NULL)
		stop--;
	while (c.s < c.end && c.s < stop)
		step(&c);
	skip_blanks(&c);
	if (c.s >= c.end)
		return diag_error(c.d, here(&c), "json-syntax",
		    before(from, c.s) == ' ' ?
		        "there is nothing in this file" :
		        "the text ends before its lists and maps are closed");
	if (*c.s == '\\')
		return diag_error(c.d, here(&c), "json-syntax",
		    "an escape that is not a character");
	n = str_utf8_next(c.s, (size_t)(c.end - c.s), &cp);
	last = before(from, c.s);
	diag_error(c.d, here(&c), "json-syntax", "'%.*s' is not allowed here",
	    (int)n, c.s);
	if (last == ',' && (*c.s == '}' || *c.s == ']'))
		diag_hint(c.d, "no comma is allowed after the last value");
	else if (*c.s == '\'' || last == '{' || last == ',')
		diag_hint(c.d, "keys and texts need double quotes");
	else if (strchr("\"{[", *c.s) != NULL && strchr(":[ ", last) == NULL)
		diag_hint(c.d, "is a comma missing before it?");
	return false;
}

/* as RFC 8259 has numbers: cJSON takes 01 and 1. too */
static bool
is_number(const char *s)
{
	size_t n;

	s += *s == '-';
	n = strspn(s, "0123456789");
	if (n == 0 || (*s == '0' && n > 1))
		return false;
	s += n;
	if (*s == '.') {
		n = strspn(s + 1, "0123456789");
		if (n == 0)
			return false;
		s += n + 1;
	}
	if (*s == 'e' || *s == 'E') {
		s += 1 + (s[1] == '+' || s[1] == '-');
		n = strspn(s, "0123456789");
		s += n;
		if (n == 0)
			return false;
	}
	return *s == '\0';
}

/* a text in the arena; the same as before where it was one of the last ones:
 * keys and names come again and again */
static const char *
kept(struct cursor *c, const char *s, size_t len)
{
	size_t h = len;
	const char **at;

	for (size_t i = 0; i < len && i < 32; i++)
		h = h * 31 + (unsigned char)s[i];
	at = &c->text[h % TEXTS];
	if (*at == NULL || strncmp(*at, s, len) != 0 || (*at)[len] != '\0')
		*at = str_dup(c->a, s, len);
	return *at;
}

/* the text or word at this place */
static struct node *
scalar(struct cursor *c, const char *text)
{
	struct node *n = NEW(c->a, struct node, 1);
	const char *from = c->s;

	n->kind = NODE_SCALAR;
	n->at = here(c);
	n->quoted = *c->s == '"';
	if (n->quoted) {
		check_text(c);
		n->text = kept(c, text, strlen(text));
	} else {
		while (c->s < c->end && strchr(",]} \t\r\n", *c->s) == NULL)
			step(c);
		n->text = kept(c, from, (size_t)(c->s - from));
	}
	n->at.width = c->col - n->at.col;
	if (!n->quoted && strspn(n->text, "tfn") == 0 && !is_number(n->text))
		diag_error(c->d, n->at, "json-syntax", "'%s' is not a number",
		    n->text);
	return n;
}

/* the node of x, which is at the cursor; the text is known to be JSON */
static struct node *
build(struct cursor *c, const cJSON *x)
{
	struct node *n;
	const cJSON *k;
	size_t i = 0;

	skip_blanks(c);
	if (!cJSON_IsObject(x) && !cJSON_IsArray(x))
		return scalar(c, x->valuestring);
	n = NEW(c->a, struct node, 1);
	n->kind = cJSON_IsObject(x) ? NODE_MAP : NODE_LIST;
	n->at = here(c);
	for (k = x->child; k != NULL; k = k->next)
		n->n++;
	n->item = NEW(c->a, struct node *, n->n);
	if (n->kind == NODE_MAP)
		n->key = NEW(c->a, struct node *, n->n);
	for (k = x->child; k != NULL; k = k->next) {
		step(c); /* what opens, or the comma */
		skip_blanks(c);
		if (n->kind == NODE_MAP) {
			n->key[i] = scalar(c, k->string);
			skip_blanks(c);
			step(c);
		}
		n->item[i++] = build(c, k);
		skip_blanks(c);
	}
	if (n->n == 0) {
		step(c);
		skip_blanks(c);
	}
	step(c);
	if (n->kind == NODE_MAP)
		node_check_twice(c->a, c->d, n, "json-duplicate-key");
	if (n->n > 0)
		n->at = n->kind == NODE_MAP ? n->key[0]->at : n->item[0]->at;
	return n;
}

const struct node *
json_read(struct arena *a, struct diags *d, const struct source *src)
{
	size_t errors = d->errors;
	const struct node *n;
	const char *stop;
	struct cursor c;
	cJSON *x;

	/* JSON is written by programs, as tables are */
	if (src->len > FILE_TABLE_MAX) {
		diag_error(d, (struct span){ .src = src }, "json-size",
		    "larger than %zu MiB", FILE_TABLE_MAX >> 20);
		return NULL;
	}
	src = encoding_utf8(a, src);
	c = (struct cursor){ a, d, src, src->text, src->text + src->len, 1, 1,
		NEW(a, const char *, TEXTS) };
	if (!check(c))
		return NULL;
	/* the first is gone; cJSON would pass over another one */
	if (str_starts(src->text, "\xef\xbb\xbf")) {
		diag_error(d, here(&c), "json-syntax",
		    "a second byte order mark");
		return NULL;
	}
	/* with the NUL at its end, so that nothing else may follow */
	x = cJSON_ParseWithLengthOpts(src->text, src->len + 1, &stop, 1);
	if (x == NULL) {
		syntax_error(c, stop);
		return NULL;
	}
	n = build(&c, x);
	cJSON_Delete(x);
	return d->errors == errors ? n : NULL;
}

bool
json_begins(struct arena *a, const struct source *src)
{
	const char *s = encoding_utf8(a, src)->text;

	s += strspn(s, " \t\r\n");
	return *s == '{' || *s == '[';
}

static cJSON *
made(cJSON *x)
{
	if (x == NULL)
		arena_no_memory();
	return x;
}

static bool
is_clean(const char *s)
{
	size_t len = strlen(s), n;
	uint32_t cp;

	for (; len > 0; s += n, len -= n) {
		n = 1;
		if ((unsigned char)*s < 0x80)
			continue;
		n = str_utf8_next(s, len, &cp);
		if (cp == UTF8_BAD)
			return false;
	}
	return true;
}

/* valid UTF-8: a byte that is none becomes U+FFFD */
static const char *
clean(struct arena *a, const char *s)
{
	size_t len = strlen(s), n;
	struct buf b = buf_new(a);
	uint32_t cp;

	if (is_clean(s))
		return s;
	for (; len > 0; s += n, len -= n) {
		n = str_utf8_next(s, len, &cp);
		if (cp == UTF8_BAD)
			buf_put_utf8(&b, 0xfffd);
		else
			buf_add(&b, s, n);
	}
	return b.len > 0 ? b.text : "";
}

/* as many digits as are needed to be read back, at most nine decimals */
static const char *
real_text(struct arena *a, double r)
{
	char text[400]; /* the largest double has 309 digits */
	double x = r;
	int places;

	for (places = 0; places <= 9; places++, x *= 10) {
		/* cut there it is surely another number */
		if (places < 9 && fabs(x - rint(x)) > fabs(x) * 1e-13)
			continue;
		snprintf(text, sizeof(text), "%.*f", places, r);
		if (strtod(text, NULL) == r)
			break;
	}
	if (places > 9) {
		/* rounded: zeros at the end say nothing */
		places = (int)strlen(text);
		while (text[places - 1] == '0')
			text[--places] = '\0';
		if (text[places - 1] == '.')
			text[--places] = '\0';
	}
	return strcmp(text, "-0") == 0 ? "0" : str_dup(a, text, strlen(text));
}

/* 1234.5: without the zeros that num_money_text has */
static const char *
money_text(struct arena *a, int64_t cents)
{
	uint64_t c = cents < 0 ? 0 - (uint64_t)cents : (uint64_t)cents;
	const char *sign = cents < 0 ? "-" : "";
	unsigned long long whole = c / 100;

	if (c % 10 != 0)
		return str_fmt(a, "%s%llu.%02u", sign, whole,
		    (unsigned int)(c % 100));
	if (c % 100 != 0)
		return str_fmt(a, "%s%llu.%u", sign, whole,
		    (unsigned int)(c % 100 / 10));
	return str_fmt(a, "%s%llu", sign, whole);
}

/* a number, as it is; the text outlives it */
static cJSON *
raw(const char *text)
{
	cJSON *x = made(cJSON_CreateStringReference(text));

	x->type = cJSON_Raw | cJSON_IsReference;
	return x;
}

static cJSON *
tree(struct arena *a, const struct value *v)
{
	bool map = v->kind == VALUE_MAP;
	cJSON *x = NULL;

	switch (v->kind) {
	case VALUE_NULL:
		return made(cJSON_CreateNull());
	case VALUE_BOOL:
		return made(cJSON_CreateBool(v->i != 0));
	case VALUE_INT:
		return raw(str_fmt(a, "%lld", (long long)v->i));
	case VALUE_REAL:
		return raw(real_text(a, v->r));
	case VALUE_MONEY:
		return raw(money_text(a, v->i));
	case VALUE_TEXT:
		return made(cJSON_CreateStringReference(clean(a, v->text)));
	case VALUE_LIST:
	case VALUE_MAP:
		break;
	}
	x = made(map ? cJSON_CreateObject() : cJSON_CreateArray());
	for (size_t i = 0; i < v->n; i++)
		if (!(map ? cJSON_AddItemToObjectCS(x, clean(a, v->key[i]),
		                tree(a, v->item[i])) :
		            cJSON_AddItemToArray(x, tree(a, v->item[i]))))
			arena_no_memory();
	return x;
}

static void
line_break(struct buf *out, size_t depth)
{
	buf_putc(out, '\n');
	while (depth-- > 0)
		buf_puts(out, "  ");
}

/* behind the text that begins with a quote here */
static const char *
quoted_end(const char *s)
{
	for (s += 1 + strcspn(s + 1, "\\\""); *s == '\\';
	     s += 2 + strcspn(s + 2, "\\\""))
		continue;
	return s + 1;
}

/* JSON of one line, with the breaks and blanks people want */
static void
indented(struct buf *out, const char *s)
{
	size_t depth = 0, n;

	while (*s != '\0') {
		n = strcspn(s, "\"}]:,{[");
		if (n == 0 && *s == '"')
			n = (size_t)(quoted_end(s) - s);
		if (n > 0) {
			buf_add(out, s, n);
			s += n;
			continue;
		}
		if (*s == '}' || *s == ']')
			line_break(out, --depth);
		buf_putc(out, *s);
		if (*s == ':') {
			buf_putc(out, ' ');
		} else if (*s == ',') {
			line_break(out, depth);
		} else if (*s == '{' || *s == '[') {
			if (s[1] == *s + 2) /* nothing in it */
				buf_putc(out, *++s);
			else
				line_break(out, ++depth);
		}
		s++;
	}
	buf_putc(out, '\n');
}

static void
print(struct buf *out, const struct value *v, bool lines)
{
	struct arena *a = arena_new();
	cJSON *x = tree(a, v);
	char *text = cJSON_PrintUnformatted(x);

	if (text == NULL)
		arena_no_memory();
	if (lines)
		indented(out, text);
	else
		buf_puts(out, text);
	cJSON_free(text);
	cJSON_Delete(x);
	arena_free(a);
}

void
json_print(struct buf *out, const struct value *v)
{
	print(out, v, true);
}

void
json_print_line(struct buf *out, const struct value *v)
{
	print(out, v, false);
}
