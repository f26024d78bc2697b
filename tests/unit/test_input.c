/* YAML to nodes, nodes to fields. */
#include "arena.h"

#include <stddef.h>

#include "input/decode.h"
#include "input/doc.h"

TestSuite(doc, .init = setup, .fini = teardown);
TestSuite(decode, .init = setup, .fini = teardown);

static const struct node *
read_n(const char *text, size_t len)
{
	d = diags_new(a);
	return doc_read(a, d, source_bytes("t.yaml", text, len));
}

static const struct node *
read_(const char *text)
{
	return read_n(text, strlen(text));
}

/* is the only finding this one, here? */
static bool
found(const char *id, int line, int col)
{
	const struct diag *f = d->item;

	if (d->n == 1 && str_eq(f->id, id) && f->at.line == line &&
	    f->at.col == col)
		return true;
	if (d->n > 0)
		cr_log_error("%zu findings, first %d:%d [%s] %s", d->n,
		    f->at.line, f->at.col, f->id, f->message);
	return false;
}

/* the tree on one line, scalars with their places if asked */
static void
put(struct buf *b, const struct node *n)
{
	size_t i;

	if (n->kind == NODE_SCALAR) {
		buf_printf(b, n->quoted ? "'%s'" : "%s", n->text);
		return;
	}
	buf_putc(b, n->kind == NODE_MAP ? '{' : '[');
	for (i = 0; i < n->n; i++) {
		if (i > 0)
			buf_putc(b, ' ');
		if (n->kind == NODE_MAP) {
			put(b, n->key[i]);
			buf_putc(b, ':');
		}
		put(b, n->item[i]);
	}
	buf_putc(b, n->kind == NODE_MAP ? '}' : ']');
}

Test(doc, trees_are_as_written)
{
	static const char *const t[][2] = {
		{ "", "{}" }, { "# only a comment\n", "{}" }, { "---\n", "{}" },
		{ "a: 1\nb: [x, 'y', {c: ~}]\n", "{a:1 b:[x 'y' {c:~}]}" },
		{ "a:\n  - 1\n  -\n  - b: 2\n    c: 3\n", "{a:[1  {b:2 c:3}]}" },
		{ "{\"a\": [1, true, null], \"b\": {}}",
		  "{'a':[1 true null] 'b':{}}" },
		{ "\xef\xbb\xbf" "a: 1\r\nb: 2\r\n", "{a:1 b:2}" },
		{ "a: |\n  x\n  y\n", "{a:'x\ny\n'}" },
		{ "yes: 0010\n", "{yes:0010}" },
		{ "a: &x [1, 2]\nb: *x\nc: [*x, *x]\n",
		  "{a:[1 2] b:[1 2] c:[[1 2] [1 2]]}" },
		{ "a: &x 1\nb: &x 2\nc: *x\n", "{a:1 b:2 c:2}" },
		{ "%YAML 1.1\n---\na: 1\n...\n", "{a:1}" },
		{ "'<<': 1\n", "{'<<':1}" },
		{ "ключ: значение\n", "{ключ:значение}" },
	};
	const struct node *n;
	struct buf b;
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		n = read_(t[i][0]);
		cr_assert(n != NULL && d->n == 0, "%s", t[i][0]);
		b = buf_new(a);
		put(&b, n);
		cr_expect(str_eq(b.text, t[i][1]), "%s: %s", t[i][0], b.text);
	}
}

Test(doc, places_are_where_things_stand)
{
	const struct node *n, *v;

	n = read_("\nkey:\n  - {aa: é, b: \"x y\"}\nu: &a\n    deep: 1\nz: *a\n");
	cr_assert(n != NULL);
	cr_expect(n->at.line == 2 && n->at.col == 1 && n->at.width == 3);
	v = node_get(n, "key");
	cr_expect(v->at.line == 3 && v->at.col == 6 && v->at.width == 2);
	v = node_get(v->item[0], "b");
	cr_expect(v->at.line == 3 && v->at.col == 16 && v->at.width == 5);
	v = node_get(n, "u");
	cr_expect(v->at.line == 5 && v->at.col == 5 && v->at.width == 4);
	v = node_get(n, "z");
	cr_expect(v->at.line == 6 && v->at.col == 4 && v->at.width == 2);
	cr_expect(v->item[0] == node_get(n, "u")->item[0]);
}

Test(doc, what_is_wrong_is_said_at_its_place)
{
	static const struct {
		const char *text, *id;
		int line, col;
	} t[] = {
		{ "a: 1\nb: [1,\nc: 3\n", "yaml-syntax", 2, 4 },
		{ "a: 1\nb: {x: 1\n", "yaml-syntax", 2, 4 },
		{ "a: [1, 2}\n", "yaml-syntax", 1, 9 },
		{ "a: \"x\nb: 1\n", "yaml-syntax", 1, 4 },
		{ "a: 'x\nb: 1\n", "yaml-syntax", 1, 4 },
		{ "a:\n\tb: 1\n", "yaml-syntax", 2, 1 },
		{ "a: b: c\n", "yaml-syntax", 1, 5 },
		{ "a: 1\nkey\nb: 1\n", "yaml-syntax", 2, 1 },
		{ "a: @x\n", "yaml-syntax", 1, 4 },
		{ "a: \"\\q\"\n", "yaml-syntax", 1, 5 },
		{ "a: *none\n", "yaml-syntax", 1, 4 },
		{ "a: 1\n b: 2\n", "yaml-syntax", 2, 3 },
		{ "a:\n  - 1\n b: 2\n", "yaml-syntax", 3, 2 },
		{ "a: 1\nb: 2\n'a': 3\n", "yaml-duplicate-key", 3, 1 },
		{ "x: {a: 1, a: 2}\n", "yaml-duplicate-key", 1, 11 },
		{ "a: &x [1, *x]\n", "yaml-alias-cycle", 1, 11 },
		{ "a: &x {b: {c: *x}}\n", "yaml-alias-cycle", 1, 15 },
		{ "? [1]\n: 2\n", "yaml-key", 1, 4 },
		{ "? {a: 1}\n: 2\n", "yaml-key", 1, 4 },
		{ "?\n: 2\n", "yaml-key", 1, 2 },
		{ "a: &x 1\n*x : 2\n", "yaml-key", 2, 1 },
		{ "a: !!int 1\n", "yaml-tag", 1, 4 },
		{ "a: ! 1\n", "yaml-tag", 1, 4 },
		{ "a: !x [1]\n", "yaml-tag", 1, 4 },
		{ "a: 1\n---\nb: 2\n", "yaml-documents", 2, 1 },
		{ "a: &x {b: 1}\nc:\n  <<: *x\n", "yaml-merge-key", 3, 3 },
		{ "a: \x80\n", "yaml-encoding", 1, 4 },
		{ "a: 1\nb: é\x01\n", "yaml-encoding", 2, 5 },
		{ "a: 1\rb: 2\n", "yaml-encoding", 1, 5 },
		{ "a: \xe2\x80\xa8\n", "yaml-encoding", 1, 4 },
		{ "\xff\xfe" "a", "yaml-encoding", 1, 1 },
		{ "a: \"x\\0y\"\n", "yaml-encoding", 1, 4 },
	};
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		cr_expect(read_(t[i].text) == NULL, "%s", t[i].text);
		cr_expect(found(t[i].id, t[i].line, t[i].col), "%s",
		    t[i].text);
	}
	cr_expect(read_n("a: \0b\n", 6) == NULL && found("yaml-encoding", 1, 4));
}

Test(doc, several_mistakes_are_found_in_one_run)
{
	cr_expect(read_("a: 1\na: 2\n<<: {}\nb: !!str x\n? [q]\n: 1\n") == NULL);
	cr_expect(d->errors == 4);
	cr_expect(strstr(d->item[3].hint, "line 1") != NULL);
}

static void
repeat(struct buf *b, const char *s, int n)
{
	while (n-- > 0)
		buf_puts(b, s);
}

Test(doc, limits_hold_and_are_quick)
{
	struct buf b = buf_new(a);
	int i;

	repeat(&b, "[", 64);
	repeat(&b, "]", 64);
	cr_expect(read_(b.text) != NULL);
	b = buf_new(a);
	repeat(&b, "[", 100000);
	cr_expect(read_(b.text) == NULL && found("yaml-depth", 1, 65));
	/* the same by an alias: 40 deep below 40 */
	b = buf_new(a);
	buf_puts(&b, "a: &x ");
	repeat(&b, "[", 40);
	repeat(&b, "]", 40);
	buf_puts(&b, "\nb: ");
	repeat(&b, "[", 40);
	buf_puts(&b, "*x");
	repeat(&b, "]", 40);
	cr_expect(read_(b.text) == NULL && found("yaml-depth", 2, 44));
	/* nine times nine times nine ... */
	b = buf_new(a);
	buf_puts(&b, "a: &a [x,x,x,x,x,x,x,x,x]\n");
	for (i = 1; i < 10; i++)
		buf_printf(&b, "%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n",
		    'a' + i, 'a' + i, 'a' + i - 1, 'a' + i - 1, 'a' + i - 1,
		    'a' + i - 1, 'a' + i - 1, 'a' + i - 1, 'a' + i - 1,
		    'a' + i - 1, 'a' + i - 1);
	cr_expect(read_(b.text) == NULL && d->n == 1 &&
	    str_eq(d->item[0].id, "yaml-alias-bomb"));
	b = buf_new(a);
	for (i = 0; i < 1001; i++)
		buf_printf(&b, "- &a%d x\n", i);
	cr_expect(read_(b.text) == NULL && found("yaml-alias-bomb", 1001, 3));
	/* a million values, and one map of 400,000 different keys */
	b = buf_new(a);
	repeat(&b, "-\n", 1000001);
	cr_expect(read_(b.text) == NULL && d->n == 1 &&
	    str_eq(d->item[0].id, "yaml-size"));
	b = buf_new(a);
	for (i = 0; i < 400000; i++)
		buf_printf(&b, "k%d:\n", i);
	cr_expect(read_(b.text) != NULL);
	b = buf_new(a);
	repeat(&b, "# 16 characters\n", (16 << 16) + 1);
	cr_expect(read_(b.text) == NULL && found("yaml-size", 0, 0));
}

Test(doc, null_is_nothing_tilde_or_null)
{
	const struct node *n;
	size_t i;

	n = read_("- ~\n- null\n-\n- Null\n- '~'\n- ''\n- []\n");
	cr_assert(n != NULL && n->n == 7);
	for (i = 0; i < n->n; i++)
		cr_expect(node_is_null(n->item[i]) == (i < 3), "%zu", i);
	cr_expect(node_get(n, "a") == NULL && node_get(NULL, "a") == NULL);
}

enum colour { RED, GREEN };
static const char *const colours[] = { "red", "green", NULL };

struct thing {
	const char *name, *pattern, *text;
	int64_t count, rate, money, free_;
	bool flag;
	int colour;
	uint32_t ip;
	struct name_list names, texts;
	const struct node *node;
};

#define AT(f) .offset = offsetof(struct thing, f)
static const struct field fields[] = {
	{ .key = "name", .kind = FIELD_NAME, AT(name), .required = true,
	  .example = "hv1" },
	{ .key = "pattern", .kind = FIELD_PATTERN, AT(pattern) },
	{ .key = "text", .kind = FIELD_TEXT, AT(text) },
	{ .key = "count", .kind = FIELD_INT, AT(count), .min = 1, .max = 48 },
	{ .key = "free", .kind = FIELD_INT, AT(free_) },
	{ .key = "rate", .kind = FIELD_UNIT, AT(rate), .unit = UNIT_RATE,
	  .min = 1000, .max = INT64_MAX },
	{ .key = "money", .kind = FIELD_MONEY, AT(money) },
	{ .key = "flag", .kind = FIELD_BOOL, AT(flag) },
	{ .key = "colour", .kind = FIELD_WORD, AT(colour), .words = colours },
	{ .key = "ip", .kind = FIELD_IP, AT(ip) },
	{ .key = "names", .kind = FIELD_NAMES, AT(names) },
	{ .key = "texts", .kind = FIELD_TEXTS, AT(texts) },
	{ .key = "node", .kind = FIELD_NODE, AT(node) },
};

static bool
decode(const char *text, struct thing *t)
{
	const struct node *n = read_(text);

	cr_assert(n != NULL, "%s", text);
	return decode_map(a, d, n, fields, sizeof(fields) / sizeof(fields[0]),
	    t, "a thing");
}

Test(decode, every_kind_of_field_is_filled)
{
	struct thing t = { .count = 7 };

	cr_assert(decode("name: hv1\npattern: r[1-2]-hv[01-10]\n"
	    "text: 'Zürich: 1'\nfree: 0\nrate: '125 MB/s'\nmoney: 12.50\n"
	    "flag: true\ncolour: green\nip: 10.0.0.1\n"
	    "names: [a, 'h[1-3]', b]\ntexts: x y\nnode: {q: [1]}\n", &t));
	cr_expect(d->n == 0 && str_eq(t.name, "hv1"));
	cr_expect(str_eq(t.pattern, "r[1-2]-hv[01-10]"));
	cr_expect(str_eq(t.text, "Zürich: 1") && t.free_ == 0);
	cr_expect(t.rate == 1000000000 && t.money == 1250 && t.flag);
	cr_expect(t.colour == GREEN && t.ip == 0x0a000001);
	cr_assert(t.names.n == 5 && str_eq(t.names.name[3], "h3"));
	cr_expect(t.names.at[3].line == 10 && t.names.at[3].col == 12);
	cr_expect(t.texts.n == 1 && str_eq(t.texts.name[0], "x y"));
	cr_expect(t.node != NULL && node_get(t.node, "q") != NULL);
	cr_expect(t.count == 7, "not given: the default stays");
}

Test(decode, null_is_as_if_not_given)
{
	struct thing t = { .count = 7, .flag = true };

	cr_expect(decode("name: x\ncount:\nflag: ~\nnames: null\n", &t));
	cr_expect(t.count == 7 && t.flag && t.names.n == 0 && d->n == 0);
	cr_expect(!decode("name:\n", &t) && found("missing-key", 1, 6));
}

Test(decode, what_is_wrong_is_said_with_its_place_and_a_way_out)
{
	static const struct {
		const char *text, *id, *says;
		int col;
	} t[] = {
		{ "colr: red", "unknown-key", "'colour'", 1 },
		{ "xyzzyxyzzy: 1", "unknown-key", "colour", 1 },
		{ "name: [x]", "wrong-kind", "a list", 8 },
		{ "name: a b", "bad-name", "letters", 7 },
		{ "name: hv[1-2]", "bad-name", "without a range", 7 },
		{ "pattern: hv[2-1]", "bad-name", "is descending", 10 },
		{ "text: \"a\\nb\"", "bad-text", "one line", 7 },
		{ "count: x", "wrong-kind", "whole number", 8 },
		{ "count: '4'", "wrong-kind", "quoted", 8 },
		{ "count: 4.0", "wrong-kind", "whole number", 8 },
		{ "count: 010", "wrong-kind", "leading zeros", 8 },
		{ "count: 0", "out-of-range", "from 1 to 48", 8 },
		{ "count: 49", "out-of-range", "from 1 to 48", 8 },
		{ "free: -1", "out-of-range", "negative", 7 },
		{ "rate: 10", "bad-quantity", "125 MB/s", 7 },
		{ "rate: 999 bit/s", "out-of-range", "at least 1 kbit/s", 7 },
		{ "rate: {x: 1}", "wrong-kind", "a map", 8 },
		{ "money: 12 EUR", "bad-money", "currency", 8 },
		{ "money: 1.234", "bad-money", "1234.50", 8 },
		{ "money: '12'", "wrong-kind", "quoted", 8 },
		{ "money: -1", "out-of-range", "negative", 8 },
		{ "flag: yes", "bad-word", "'true'", 7 },
		{ "flag: off", "bad-word", "'false'", 7 },
		{ "flag: 'true'", "wrong-kind", "quoted", 7 },
		{ "colour: gren", "bad-word", "'green'", 9 },
		{ "colour: mauve", "bad-word", "red or green", 9 },
		{ "ip: 10.0.0", "bad-address", "10.0.0.1", 5 },
		{ "names: [a, [b]]", "wrong-kind", "a list", 13 },
		{ "names: {a: 1}", "wrong-kind", "a map", 9 },
		{ "names: ['h[1-600000]', 'i[1-600000]']", "bad-name",
		  "million", 24 },
		{ "names: ['-']", "bad-name", "letters", 9 },
		{ "texts: [\"a\\tb\"]", "bad-text", "printable", 9 },
	};
	struct thing out = { .count = 7 };
	const struct diag *f;
	const char *text;
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		/* the required key first, unless it is the one at fault */
		text = strncmp(t[i].text, "name:", 5) == 0 ? t[i].text :
		    str_fmt(a, "name: x\n%s", t[i].text);
		cr_expect(!decode(text, &out));
		f = d->item;
		cr_assert(d->n > 0, "%s", t[i].text);
		cr_expect(str_eq(f->id, t[i].id) && f->at.col == t[i].col,
		    "%s: %d [%s] %s", t[i].text, f->at.col, f->id, f->message);
		cr_expect(strstr(f->message, t[i].says) != NULL ||
		    (f->hint != NULL && strstr(f->hint, t[i].says) != NULL),
		    "%s: %s / %s", t[i].text, f->message,
		    f->hint ? f->hint : "");
	}
	cr_expect(out.count == 7, "what was wrong has changed nothing");
}

Test(decode, all_mistakes_are_said_and_the_rest_is_read)
{
	struct thing t = { 0 };

	cr_expect(!decode("colr: red\ncount: 99\nflag: maybe\nfree: 3\n", &t));
	cr_expect(d->errors == 4 && t.free_ == 3);
	cr_expect(str_eq(d->item[3].id, "missing-key"));
	cr_expect(!decode("[1]", &t) && found("wrong-kind", 1, 2));
	cr_expect(!decode("text", &t) && found("wrong-kind", 1, 1));
}

Test(decode, a_key_that_is_not_there_stands_at_its_map)
{
	const struct node *n = read_("x: 1\ny: 22\n");

	cr_expect(node_at(n, "y").line == 2 && node_at(n, "y").col == 4);
	cr_expect(node_at(n, "z").line == 1 && node_at(n, "z").col == 1);
	cr_expect(node_at(NULL, "z").src == NULL);
}
