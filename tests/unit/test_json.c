/* JSON to nodes with places, values to JSON. */
#include "arena.h"

#include <math.h>
#include <stdio.h>

#include "input/decode.h"
#include "input/json.h"

TestSuite(json, .init = setup, .fini = teardown);

static const struct node *
read_n(const char *text, size_t len)
{
	d = diags_new(a);
	return json_read(a, d, source_bytes("t.json", text, len));
}

static const struct node *
read_(const char *text)
{
	return read_n(text, strlen(text));
}

static void
dump(struct buf *b, const struct node *n)
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
			dump(b, n->key[i]);
			buf_putc(b, '=');
		}
		dump(b, n->item[i]);
	}
	buf_putc(b, n->kind == NODE_MAP ? '}' : ']');
}

static const char *
dumped(const struct node *n)
{
	struct buf b = buf_new(a);

	if (n == NULL)
		return d->n > 0 ? d->item[0].message : "no tree, no finding";
	dump(&b, n);
	return b.text;
}

Test(json, whatever_is_valid_is_read_whatever_its_layout)
{
	static const char *const c[][2] = {
		{ "{}", "{}" },
		{ " [ ]\r\n", "[]" },
		{ "\"x\"", "'x'" },
		{ "-0", "-0" },
		{ "null", "null" },
		{ "{\"a\"\n:\n1}", "{'a'=1}" },
		{ "{\"a\":1,\"b\":[true,false,null,{}]}",
		    "{'a'=1 'b'=[true false null {}]}" },
		{ "{\t\"a\"\t:\t[\t1\t,\t2\t]\t}", "{'a'=[1 2]}" },
		/* as the other case is another key */
		{ "{\"a\": 1, \"A\": 2}", "{'a'=1 'A'=2}" },
		{ "[\"a\\/b\", \"\\b\\f\\n\\r\\t\\\"\\\\\"]",
		    "['a/b' '\b\f\n\r\t\"\\']" },
		{ "[\"\\ud83d\\uDE00\", \"\\u00e9\", \"é😀\"]",
		    "['😀' 'é' 'é😀']" },
		{ "[\"{\", \"]\", \",\", \"a:b\", \"# no comment\", \"null\"]",
		    "['{' ']' ',' 'a:b' '# no comment' 'null']" },
		{ "\xef\xbb\xbf[1]", "[1]" },
		{ "{\"\": \"\"}", "{''=''}" },
	};
	char key[3000] = "{\"";
	size_t i;

	for (i = 0; i < sizeof(c) / sizeof(c[0]); i++)
		cr_expect_str_eq(dumped(read_(c[i][0])), c[i][1], "%s", c[i][0]);
	/* YAML's limit of a key is 1,024 characters */
	memset(key + 2, 'k', 2000);
	strcpy(key + 2002, "\": 7}");
	cr_expect_str_eq(read_(key)->item[0]->text, "7");
}

Test(json, utf_16_is_read_in_both_orders)
{
	static const char little[] =
	    "\xff\xfe[\0\"\0\xe9\0\x3d\xd8\x00\xde\"\0]\0";
	static const char big[] =
	    "\xfe\xff\0[\0\"\0\xe9\xd8\x3d\xde\x00\0\"\0]";

	cr_expect_str_eq(dumped(read_n(little, sizeof(little) - 1)), "['é😀']");
	cr_expect_str_eq(dumped(read_n(big, sizeof(big) - 1)), "['é😀']");
}

Test(json, numbers_keep_their_digits)
{
	static const char *const n[] = { "9007199254740993",
		"9223372036854775807", "-9223372036854775808",
		"18446744073709551615", "0.10", "1e400", "1E+2", "-0.5e-3",
		("1234567890123456789012345678901234567890"
		"1234567890123456789012345678901234567890.5") };
	const struct node *top;
	struct {
		int64_t big;
	} row = { 0 };
	static const struct field f[] = { { .key = "big", .kind = FIELD_INT } };
	size_t i;

	for (i = 0; i < sizeof(n) / sizeof(n[0]); i++) {
		top = read_(str_fmt(a, "[%s]", n[i]));
		cr_expect_str_eq(top->item[0]->text, n[i]);
		cr_expect(!top->item[0]->quoted);
	}
	top = read_("{\"big\": 9007199254740993}");
	cr_expect(decode_map(a, d, top, f, 1, &row, "a test"));
	cr_expect_eq(row.big, INT64_C(9007199254740993));
}

static bool
in_use(const struct node *n, int line, int col, int width)
{
	return n->at.line == line && n->at.col == col && n->at.width == width;
}

Test(json, places_are_where_things_stand)
{
	const struct node *t =
	    read_("{\n  \"é\\n\": [ 12,\n\t{\"a\"\n: \"xyz\"} ],\n \"e\": [ ] }"),
	    *list;

	cr_assert_not_null(t, "%s", dumped(t));
	cr_expect(in_use(t->key[0], 2, 3, 5));
	cr_expect_eq(t->at.line, 2);
	list = t->item[0];
	cr_expect(in_use(list->item[0], 2, 12, 2));
	cr_expect(in_use(list->item[1]->key[0], 3, 3, 3));
	cr_expect(in_use(list->item[1]->item[0], 4, 3, 5));
	cr_expect(in_use(t->key[1], 5, 2, 3));
	cr_expect(in_use(t->item[1], 5, 7, 1));
}

Test(json, what_is_wrong_is_said_at_its_place)
{
	static const struct {
		const char *text, *id;
		int line, col;
	} c[] = {
		{ "", "json-syntax", 1, 1 },
		{ " \n ", "json-syntax", 2, 2 },
		{ "{\"a\": 1", "json-syntax", 1, 8 },
		{ "[1,\n2,\n]", "json-syntax", 3, 1 },
		{ "{\"a\": 1,}", "json-syntax", 1, 9 },
		{ "[1 2]", "json-syntax", 1, 4 },
		{ "{\"a\" 1}", "json-syntax", 1, 6 },
		{ "{a: 1}", "json-syntax", 1, 2 },
		{ "{'a': 1}", "json-syntax", 1, 2 },
		{ "[01]", "json-syntax", 1, 2 },
		{ "[1.]", "json-syntax", 1, 2 },
		{ "[.5]", "json-syntax", 1, 2 },
		{ "[+1]", "json-syntax", 1, 2 },
		{ "[-]", "json-syntax", 1, 2 },
		{ "[1e]", "json-syntax", 1, 3 },
		{ "[NaN]", "json-syntax", 1, 2 },
		{ "[nulls]", "json-syntax", 1, 6 },
		{ "[1] []", "json-syntax", 1, 5 },
		{ "[1]\n# end", "json-syntax", 2, 1 },
		{ "[\"a\nb\"]", "json-syntax", 1, 4 },
		{ "[\"a\tb\"]", "json-syntax", 1, 4 },
		{ "[\"abc]", "json-syntax", 1, 2 },
		{ "[\"\\x\"]", "json-syntax", 1, 3 },
		{ "[\"\\u12g4\"]", "json-syntax", 1, 3 },
		{ "[\"\\ud83d\"]", "json-syntax", 1, 3 },
		{ "[\"\\ud83d\\u0041\"]", "json-syntax", 1, 3 },
		{ "[\"\\ude00\"]", "json-syntax", 1, 3 },
		{ "[\v1]", "json-syntax", 1, 2 },
		{ "[\"a\\u0000\"]", "json-encoding", 1, 4 },
		{ "[\"\xff\"]", "json-encoding", 1, 3 },
		{ "[\"\xc0\xaf\"]", "json-encoding", 1, 3 },
		{ "[\"\xed\xa0\xbd\"]", "json-encoding", 1, 3 },
		{ "{\"a\": 1,\n \"b\": 2, \"a\": 3}", "json-duplicate-key",
		    2, 10 },
	};
	size_t i;

	for (i = 0; i < sizeof(c) / sizeof(c[0]); i++) {
		cr_expect_null(read_(c[i].text), "%s", c[i].text);
		cr_assert_eq(d->n, 1, "%s", c[i].text);
		cr_expect(str_eq(d->item[0].id, c[i].id) &&
		        d->item[0].at.line == c[i].line &&
		        d->item[0].at.col == c[i].col,
		    "%s: %d:%d [%s] %s", c[i].text, d->item[0].at.line,
		    d->item[0].at.col, d->item[0].id, d->item[0].message);
	}
	cr_expect_null(read_n("[\"a\0b\"]", 7));
	cr_expect_str_eq(d->item[0].id, "json-encoding");
}

Test(json, limits_hold)
{
	size_t len = ((size_t)64 << 20) + 1, i;
	char *text = arena_alloc(a, len);

	for (i = 0; i < 64; i++)
		text[i] = '[', text[64 + i] = ']';
	cr_expect_not_null(read_n(text, 128));
	memset(text, '[', 65);
	cr_expect_null(read_n(text, 65));
	cr_expect_str_eq(d->item[0].id, "json-depth");
	cr_expect_eq(d->item[0].at.col, 65);
	memset(text, '[', 1000000);
	cr_expect_null(read_n(text, 1000000));
	cr_expect_str_eq(d->item[0].id, "json-depth");
	text[0] = '[';
	for (i = 1; i + 1 < 4000000; i += 2)
		text[i] = '1', text[i + 1] = ',';
	cr_expect_null(read_n(text, 4000000));
	cr_expect_str_eq(d->item[0].id, "json-size");
	/* as much as any reader of a design takes from a file, and no more */
	memset(text + 1, ' ', len - 1);
	text[len - 2] = ']';
	cr_expect_not_null(read_n(text, len - 1));
	cr_expect_null(read_n(text, len));
	cr_expect_str_eq(d->item[0].id, "json-size");
}

Test(json, what_is_meant_as_json_begins_with_a_bracket)
{
	static const struct {
		const char *text;
		size_t len;
		bool is;
	} c[] = {
		{ "{", 1, true },
		{ "\xef\xbb\xbf\n [", 6, true },
		{ "\xff\xfe{\0", 4, true },
		{ "VM,Powerstate", 13, false },
		{ "\xff\xfeV\0", 4, false },
		{ "", 0, false },
	};
	size_t i;

	for (i = 0; i < sizeof(c) / sizeof(c[0]); i++) {
		struct source s = { "t", str_dup(a, c[i].text, c[i].len),
			c[i].len };

		cr_expect_eq(json_begins(a, &s), c[i].is, "%zu", i);
	}
}

Test(json, order_numbers_and_text_are_kept_when_printed)
{
	struct value *m = value_map(a), *l = value_list(a);
	struct buf b = buf_new(a);

	value_set(a, m, "z", value_int(a, INT64_MAX));
	value_set(a, m, "Z", value_int(a, INT64_MIN));
	value_set(a, m, "a", l);
	value_set(a, m, "t", value_text(a, "q\"\\\n\t\x01/<é😀\xff"));
	value_set(a, m, "m", value_money(a, -123450));
	value_set(a, m, "none", value_text(a, NULL));
	value_set(a, m, "e", value_list(a));
	value_push(a, l, value_bool(a, true));
	value_push(a, l, value_int(a, INT64_C(9007199254740993)));
	value_push(a, l, value_real(a, 0.1));
	value_push(a, l, value_real(a, 1e15));
	value_push(a, l, value_real(a, 1.0 / 3));
	value_push(a, l, value_real(a, -1e-12));
	value_push(a, l, value_real(a, NAN));
	value_push(a, l, value_real(a, 12.0));
	value_push(a, l, value_money(a, 105));
	value_push(a, l, value_money(a, 200));
	json_print_line(&b, m);
	cr_expect_str_eq(b.text,
	    "{\"z\":9223372036854775807,\"Z\":-9223372036854775808,"
	    "\"a\":[true,9007199254740993,0.1,1000000000000000,0.333333333,0,"
	    "null,12,1.05,2],\"t\":\"q\\\"\\\\\\n\\t\\u0001/<é😀\xef\xbf\xbd\","
	    "\"m\":-1234.5,\"none\":null,\"e\":[]}");
}

Test(json, an_answer_is_indented_and_ends_in_one_line_break)
{
	struct value *m = value_map(a), *l = value_list(a);
	struct buf b = buf_new(a);

	value_push(a, l, value_int(a, 1));
	value_push(a, l, value_map(a));
	value_set(a, m, "k, {\"x\": [", l);
	value_set(a, m, "none", value_list(a));
	value_set(a, m, "t", value_text(a, "a\\"));
	json_print(&b, m);
	cr_expect_str_eq(b.text,
	    "{\n  \"k, {\\\"x\\\": [\": [\n    1,\n    {}\n  ],\n"
	    "  \"none\": [],\n  \"t\": \"a\\\\\"\n}\n");
	b = buf_new(a);
	json_print(&b, value_text(a, "x"));
	cr_expect_str_eq(b.text, "\"x\"\n");
}

Test(json, what_is_printed_is_read_back)
{
	struct value *l = value_list(a);
	struct buf b = buf_new(a), c = buf_new(a);
	char all[128];
	size_t i;

	for (i = 1; i < sizeof(all); i++)
		all[i - 1] = (char)i;
	all[i - 1] = '\0';
	value_push(a, l, value_text(a, all));
	value_push(a, l, value_text(a, "é\xff€😀"));
	json_print(&b, l);
	cr_assert_not_null(read_(b.text));
	cr_expect_str_eq(read_(b.text)->item[0]->text, all);
	cr_expect_str_eq(read_(b.text)->item[1]->text, "é\xef\xbf\xbd€😀");
	json_print_line(&c, l);
	cr_expect_str_eq(dumped(read_(b.text)), dumped(read_(c.text)));
}
