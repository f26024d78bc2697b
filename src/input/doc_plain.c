/*
 * DOC: one walk over the text, by indentation.  Wherever YAML has a choice that
 * these few rules don't decide (a scalar that goes on in the next line, a key
 * without a value, an anchor, a tab), it gives up, and so does everybody above:
 * what is left standing is read as libyaml reads it.
 */
#include "input/doc_plain.h"

#include <stdint.h>
#include <string.h>

#include "base/str.h"

#define KEY_MAX 1000u /* libyaml looks for the ':' of a key within 1024 */
/* maps of more are compared too long, more texts looked up too long */
#define MAP_MAX 200u
#define KEYS_MAX 20000u

struct plain {
	struct arena *a, *own; /* own: until the tree is made */
	const struct source *src;
	const char *p, *bol; /* next character; the first of its line */
	int line, depth;
	long indent; /* of the line at p; -1: the text has ended */
	/* columns counted so far in this line */
	const char *counted;
	int col;
	bool ascii;
	size_t nodes;
	struct node **stack; /* keys and items of what is not ended yet */
	size_t n, cap;
	const char **key; /* by hash; NULL: free */
	size_t nkey, room;
};

/* the column of a character in the line at hand, not before the last asked for */
static int
column(struct plain *x, const char *at)
{
	if (x->ascii)
		return (int)(at - x->bol) + 1;
	if (x->counted < x->bol) {
		x->counted = x->bol;
		x->col = 1;
	}
	for (; x->counted < at; x->counted++)
		x->col += (x->counted[1] & 0xc0) != 0x80;
	return x->col;
}

static struct node *
node_new(struct plain *x, enum node_kind kind, const char *from, const char *to)
{
	struct node *n = NEW(x->a, struct node, 1);
	int col = column(x, from);

	n->kind = kind;
	n->at = (struct span){ x->src, x->line, col, column(x, to) - col };
	x->nodes++;
	return n;
}

static void
push(struct plain *x, struct node *n)
{
	PUSH(x->own, x->stack, x->n, x->cap, n);
}

/* ---- keys ---- */

static size_t
hash_of(const char *s, size_t len)
{
	size_t h = len, i;

	for (i = 0; i < len; i++)
		h = (h ^ (unsigned char)s[i]) * 0x100000001b3u;
	return h ^ h >> 17;
}

static void
make_room(struct plain *x)
{
	const char **was = x->key;
	size_t n = x->room, i, at;

	x->room = n > 0 ? 2 * n : 256;
	x->key = NEW(x->own, const char *, x->room);
	for (i = 0; i < n; i++) {
		if (was[i] == NULL)
			continue;
		at = hash_of(was[i], strlen(was[i])) % x->room;
		while (x->key[at] != NULL)
			at = (at + 1) % x->room;
		x->key[at] = was[i];
	}
}

/* one text for all keys that are equal */
static const char *
interned(struct plain *x, const char *s, size_t len)
{
	size_t at;

	if (2 * x->nkey >= x->room)
		make_room(x);
	for (at = hash_of(s, len) % x->room; x->key[at] != NULL;
	     at = (at + 1) % x->room)
		if (strncmp(x->key[at], s, len) == 0 && x->key[at][len] == '\0')
			return x->key[at];
	x->nkey++;
	return x->key[at] = str_dup(x->a, s, len);
}

/* ---- scalars ---- */

static bool
in_flow_ends(char c)
{
	return c == ',' || c == '[' || c == ']' || c == '{' || c == '}';
}

/* after the ':' of a key, or the '-' of an item */
static bool
blank(char c)
{
	return c == ' ' || c == '\n' || c == '\0';
}

/* between quotes, without escapes; p comes behind it.  False: give up */
static bool
quoted(struct plain *x, const char **from, size_t *len)
{
	const char q = *x->p, *s = x->p + 1;

	while (*s != q) {
		if (*s == '\n' || *s == '\0' || *s == '\r' || *s == '\t' ||
		    (*s == '\\' && q == '"'))
			return false;
		s++;
	}
	if (q == '\'' && s[1] == q)
		return false;
	*from = x->p + 1;
	*len = (size_t)(s - *from);
	x->p = s + 1;
	return true;
}

/* to the end of the line, ': ', ' #' or what ends it in a flow */
static bool
bare(struct plain *x, bool flow, const char **from, size_t *len)
{
	const char *s = x->p, *end = s;

	if (strchr("?:,[]{}#&*!|>%@`\t\r", *s) != NULL ||
	    (*s == '-' && (blank(s[1]) || in_flow_ends(s[1]))))
		return false;
	for (; *s != '\n' && *s != '\0'; s++) {
		if (*s == ' ')
			continue;
		if (*s == '\t' || *s == '\r' || (flow && *s == '?'))
			return false;
		if (*s == '#' && s[-1] == ' ')
			break;
		if (*s == ':' && blank(s[1]))
			break;
		if (flow && *s == ':' && (in_flow_ends(s[1]) || s[1] == '?'))
			return false;
		if (flow && in_flow_ends(*s))
			break;
		end = s + 1;
	}
	*from = x->p;
	*len = (size_t)(end - x->p);
	x->p = end;
	return *len > 0;
}

/* a key (is followed by ':') or a value; NULL: give up */
static struct node *
scalar(struct plain *x, bool flow, bool key)
{
	const char *start = x->p, *text;
	bool is_quoted = *start == '"' || *start == '\'';
	struct node *n;
	size_t len;

	if (is_quoted ? !quoted(x, &text, &len) : !bare(x, flow, &text, &len))
		return NULL;
	if (key) {
		const char *s = x->p;

		while (*s == ' ')
			s++;
		if (*s != ':' || !blank(s[1]) || len == 0 || len > KEY_MAX ||
		    (len == 2 && memcmp(text, "<<", 2) == 0))
			return NULL;
	}
	if (key && x->nkey > KEYS_MAX)
		return NULL;
	n = node_new(x, NODE_SCALAR, start, x->p);
	n->quoted = is_quoted;
	n->text = key ? interned(x, text, len) : str_dup(x->a, text, len);
	return n;
}

/* behind the ':' that scalar() saw */
static void
pass_colon(struct plain *x)
{
	while (*x->p != ':')
		x->p++;
	x->p++;
}

/* ---- lines ---- */

/* a line's end is at p: to the first character of the next one that has more
 * than blanks and a comment */
static bool
next_line(struct plain *x)
{
	while (*x->p == '\n') {
		x->bol = ++x->p;
		x->line++;
		while (*x->p == ' ')
			x->p++;
		if (*x->p == '#')
			x->p += strcspn(x->p, "\n");
	}
	x->indent = *x->p == '\0' ? -1 : x->p - x->bol;
	return *x->p != '\t' && *x->p != '\r' &&
	    (x->indent != 0 ||
	        (*x->p != '%' && strncmp(x->p, "---", 3) != 0 &&
	            strncmp(x->p, "...", 3) != 0));
}

/* blanks and a comment; false: something else is before the line's end */
static bool
end_line(struct plain *x)
{
	const char *s = x->p;

	while (*s == ' ')
		s++;
	if (*s == '#' && s > x->p)
		s += strcspn(s, "\n");
	x->p = s;
	return (*s == '\n' || *s == '\0') && next_line(x);
}

/* ---- lists and maps ---- */

/* what was pushed since `base` becomes its keys and items */
static struct node *
ended(struct plain *x, enum node_kind kind, size_t base)
{
	size_t each = kind == NODE_MAP ? 2 : 1, i, k;
	struct node **from = &x->stack[base], *n = NEW(x->a, struct node, 1);

	if (kind == NODE_MAP && x->n - base > 2 * MAP_MAX)
		return NULL;
	n->kind = kind;
	n->n = (x->n - base) / each;
	n->at = from[0]->at;
	n->item = NEW(x->a, struct node *, n->n);
	if (kind == NODE_MAP)
		n->key = NEW(x->a, struct node *, n->n);
	for (i = 0; i < n->n; i++) {
		n->item[i] = from[each * i + each - 1];
		if (kind != NODE_MAP)
			continue;
		n->key[i] = from[2 * i];
		/* given twice: somebody has to say so */
		for (k = 0; k < i; k++)
			if (n->key[k]->text == n->key[i]->text)
				return NULL;
	}
	x->n = base;
	x->nodes++;
	return n;
}

/* blanks, comments and line ends of a flow; *lines: were there any? */
static bool
flow_space(struct plain *x, bool *lines)
{
	const char *s = x->p;

	*lines = false;
	while (*s == ' ')
		s++;
	if (*s == '#' && s > x->p)
		s += strcspn(s, "\n");
	x->p = s;
	if (*s != '\n')
		return true;
	*lines = true;
	return next_line(x) && x->indent > 0;
}

static struct node *flow(struct plain *x);

static struct node *
flow_value(struct plain *x, bool *bare_one)
{
	*bare_one = false;
	if (*x->p == '{' || *x->p == '[')
		return flow(x);
	*bare_one = *x->p != '"' && *x->p != '\'';
	return scalar(x, true, false);
}

/* from its bracket to behind the other one */
static struct node *
flow(struct plain *x)
{
	const bool map = *x->p == '{';
	const char close = map ? '}' : ']', *start = x->p++;
	size_t base = x->n;
	struct node *n = NULL, *k;
	bool lines, bare_one;

	if (++x->depth >= NODE_DEPTH_MAX || !flow_space(x, &lines))
		return NULL;
	if (*x->p == close) {
		/* its place is that of its bracket */
		if (lines)
			return NULL;
		n = node_new(x, map ? NODE_MAP : NODE_LIST, start, start + 1);
	}
	while (n == NULL) {
		if (map) {
			k = scalar(x, true, true);
			if (k == NULL)
				return NULL;
			push(x, k);
			pass_colon(x);
			if (!flow_space(x, &lines))
				return NULL;
		}
		k = flow_value(x, &bare_one);
		if (k == NULL || !flow_space(x, &lines) || (bare_one && lines))
			return NULL;
		push(x, k);
		if (*x->p == close) {
			n = ended(x, map ? NODE_MAP : NODE_LIST, base);
			if (n == NULL)
				return NULL;
		} else if (*x->p++ != ',' || !flow_space(x, &lines)) {
			return NULL;
		}
	}
	x->p++;
	x->depth--;
	return n;
}

static bool
is_item(const struct plain *x)
{
	return x->p[0] == '-' && x->p[1] == ' ';
}

static struct node *block(struct plain *x);
static struct node *block_list(struct plain *x);

/* the value of a key of a map with this indentation, and on to the next line */
static struct node *
block_value(struct plain *x, long indent)
{
	struct node *n;

	while (*x->p == ' ')
		x->p++;
	if (*x->p == '\n' || *x->p == '\0' ||
	    (*x->p == '#' && x->p[-1] == ' ')) {
		x->p += strcspn(x->p, "\n");
		if (!next_line(x) || x->indent < indent)
			return NULL;
		if (x->indent > indent)
			return block(x);
		return is_item(x) ? block_list(x) : NULL;
	}
	if (*x->p == '{' || *x->p == '[')
		n = flow(x);
	else
		n = scalar(x, false, false);
	return n != NULL && end_line(x) ? n : NULL;
}

/* p is at its first key */
static struct node *
block_map(struct plain *x)
{
	const long indent = x->p - x->bol;
	size_t base = x->n;
	struct node *n;

	do {
		if (is_item(x) || (n = scalar(x, false, true)) == NULL)
			return NULL;
		push(x, n);
		pass_colon(x);
		n = block_value(x, indent);
		/* deeper: a scalar that goes on, or a mistake */
		if (n == NULL || x->indent > indent)
			return NULL;
		push(x, n);
	} while (x->indent == indent);
	return ended(x, NODE_MAP, base);
}

/* p is at the '-' of its first item */
static struct node *
block_list(struct plain *x)
{
	const long indent = x->p - x->bol;
	size_t base = x->n;
	struct node *n;

	if (++x->depth >= NODE_DEPTH_MAX)
		return NULL;
	do {
		x->p += 2;
		while (*x->p == ' ')
			x->p++;
		if (is_item(x) || *x->p == '\n' || *x->p == '\0')
			return NULL;
		if (*x->p == '{' || *x->p == '[') {
			n = flow(x);
			if (n == NULL || !end_line(x))
				return NULL;
		} else {
			const char *at = x->p;
			size_t nodes = x->nodes;

			n = scalar(x, false, false);
			if (n == NULL)
				return NULL;
			if (end_line(x)) {
				if (x->indent > indent)
					return NULL;
			} else {
				/* a key */
				x->p = at;
				x->nodes = nodes;
				x->counted = NULL;
				n = block_map(x);
			}
		}
		if (n == NULL || x->indent > indent)
			return NULL;
		push(x, n);
	} while (x->indent == indent && is_item(x));
	x->depth--;
	return ended(x, NODE_LIST, base);
}

/* p is at the first character of a line */
static struct node *
block(struct plain *x)
{
	struct node *n;

	if (++x->depth >= NODE_DEPTH_MAX)
		return NULL;
	n = is_item(x) ? block_list(x) : block_map(x);
	x->depth--;
	return n;
}

struct node *
doc_plain_read(struct arena *a, const struct source *src)
{
	struct arena_mark mark = arena_save(a);
	struct plain x = { .a = a,
		.own = arena_new(),
		.src = src,
		.p = src->text,
		.bol = src->text,
		.line = 1,
		.ascii = true };
	struct node *n = NULL;
	uint64_t word;
	size_t i;

	for (i = 0; i + sizeof word <= src->len && x.ascii; i += sizeof word) {
		memcpy(&word, src->text + i, sizeof word);
		x.ascii = (word & UINT64_C(0x8080808080808080)) == 0;
	}
	for (; i < src->len && x.ascii; i++)
		x.ascii = (src->text[i] & 0x80) == 0;
	/* a first line that is blank or a comment is one that ends */
	while (*x.p == ' ')
		x.p++;
	if (*x.p == '#')
		x.p += strcspn(x.p, "\n");
	if (next_line(&x) && x.indent == 0 && (*x.p & 0x80) == 0)
		n = block(&x);
	if (x.indent >= 0 || x.nodes > NODE_COUNT_MAX)
		n = NULL;
	if (n == NULL)
		arena_restore(a, mark);
	arena_free(x.own);
	return n;
}
