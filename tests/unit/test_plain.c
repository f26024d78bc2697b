/*
 * The quick reader of plain YAML against the whole one: what it takes it reads
 * the same, to the last column; what it should take it takes.
 */
#include "arena.h"

#include <dirent.h>
#include <stdint.h>

#include "base/file.h"
#include "input/doc.h"
#include "input/doc_plain.h"
#include "input/doc_text.h"

TestSuite(plain, .init = setup, .fini = teardown, .timeout = 120);

static bool
same(const struct node *x, const struct node *y)
{
	size_t i;

	if (x->kind != y->kind || x->at.line != y->at.line ||
	    x->at.col != y->at.col || x->at.width != y->at.width ||
	    x->at.src != y->at.src || x->n != y->n)
		return false;
	if (x->kind == NODE_SCALAR)
		return x->quoted == y->quoted && str_eq(x->text, y->text);
	for (i = 0; i < x->n; i++)
		if ((x->kind == NODE_MAP && !same(x->key[i], y->key[i])) ||
		    !same(x->item[i], y->item[i]))
			return false;
	return true;
}

/* 1: taken and the same, 0: left to the other, -1: taken and wrong */
static int
taken(struct arena *own, const char *text, size_t len)
{
	const struct source *src = source_bytes("t.yaml", text, len);
	const struct node *x, *y;

	d = diags_new(own);
	if (!doc_check_text(d, src))
		return 0;
	x = doc_plain_read(own, src);
	if (x == NULL)
		return 0;
	y = doc_whole_read(own, d, src);
	return y != NULL && d->n == 0 && same(x, y) ? 1 : -1;
}

/* every way of saying things that is taken, in one text */
static const char all[] =
    "# a comment\n"
    "\n"
    "eastwest: 1   # version\n"
    "site: {name: s, currency: EUR}\n"
    "text: it's a, b {c} [d] x:y a#b -c ?d \"e\" \\n\n"
    "empty: {map: {}, list: [], text: ''}\n"
    "quoted: \"a # b: c\"\n"
    "\"key in quotes\" : 'v, w'\n"
    "r\xc3\xbc" "b\xc3\xa4: {caf\xc3\xa9: 'na\xc3\xafve', x: \xe2\x82\xac 5}\n"
    "list:\n"
    "  - one\n"
    "  - -2\n"
    "  # between\n"
    "  - {a: 1, b: [x, 'y: z']}\n"
    "same:\n"
    "- a: 1\n"
    "  b:   # below\n"
    "    c: d\n"
    "-   a: 2\n"
    "    b: [1,\n"
    "      2, # in a flow\n"
    "\n"
    "      {c: d,\n"
    "       e: 'f'}]\n"
    "deep:\n"
    "    er:\n"
    "        list:\n"
    "        - x\n"
    "    next: y\n"
    "last: z";

Test(plain, what_files_are_written_in_is_taken_and_read_the_same)
{
	static const char *const text[] = { "a: b", "a: b\n", "- a\n- b",
		"a:\n- b\n- c: d\n  e: f\nb: {}", "\n# x\n\na: 'b'\n  \n# c\n",
		"a: [b, [c, {d: e}]]", "a: {b: c, d: \"\"} # x",
		"a: {b: c,\n    d: e}\nf: g", "a:   \n   b: c\n   d: e\ng: h",
		"k\xc3\xa4se: 'b\xc3\xb6se' # \xe2\x82\xac\nb: {\xc3\xa4: x}" };
	size_t i;

	cr_expect_eq(taken(a, all, sizeof all - 1), 1);
	for (i = 0; i < sizeof text / sizeof text[0]; i++)
		cr_expect_eq(taken(a, text[i], strlen(text[i])), 1, "%s",
		    text[i]);
}

Test(plain, what_it_does_not_know_is_left_to_the_other)
{
	static const char *const text[] = { "", "# only", "a", "a:", "a:\nb: c",
		"a: b\n  c", "a: b\n c: d", "- a\n  b", "a: {b: c\n}", "a: {b}",
		"a: {b: c,}", "a: [b: c]", "a: &x b", "a: *x", "a: !t b",
		"a: |\n  b", "a: >\n  b", "a: 'it''s'", "a: \"\\n\"",
		"a: 'b\n  c'", "<<: a", "? a\n: b", "a: b: c", "a: b\na: c",
		"a: {b: 1, b: 2}", "--- a: b", "a: b\n...\n", "a: b\n---\nc: d",
		"%YAML 1.1\n---\na: b", "a:\tb", "\ta: b", "a: b\r\n", " a: b",
		"a:\n  b: c\n d: e", "a:\n  - b\n c: d", "- - a", "-\n  a: b",
		"a: @b", "a: `b`", "a: %b", "{a: b}", "a: {b: c}: d",
		"a: {'b':c}", "a: {b: {c: d}", "a: [b", "a: 'b", "'': b",
		"\xef\xbb\xbf" "a: b" };
	size_t i;

	for (i = 0; i < sizeof text / sizeof text[0]; i++)
		cr_expect_eq(taken(a, text[i], strlen(text[i])), 0, "%s",
		    text[i]);
}

Test(plain, equal_keys_share_their_text)
{
	const struct node *n = doc_plain_read(a, source_bytes("t.yaml",
	    "- {name: a, b: 1}\n- {b: 2, name: b}\n", 36));

	cr_assert_not_null(n);
	cr_expect_eq(n->item[0]->key[0]->text, n->item[1]->key[1]->text);
	cr_expect_eq(n->item[0]->key[1]->text, n->item[1]->key[0]->text);
}

/* nine tenths of what is shipped: else nothing is gained */
Test(plain, catalogs_and_examples_are_taken)
{
	static const char *const folder[] = { "examples", "catalogs/switches",
		"catalogs/cables", "catalogs/hypervisors", "catalogs/optics" };
	size_t i, n = 0, yes = 0;

	for (i = 0; i < sizeof folder / sizeof folder[0]; i++) {
		DIR *dir = opendir(folder[i]);
		struct dirent *e;

		cr_assert_not_null(dir);
		while ((e = readdir(dir)) != NULL) {
			const struct source *src;
			int is;

			if (strstr(e->d_name, ".yaml") == NULL)
				continue;
			src = file_read(a, d = diags_new(a),
			    str_fmt(a, "%s/%s", folder[i], e->d_name), 1 << 20);
			is = taken(a, src->text, src->len);
			cr_expect_geq(is, 0, "%s", e->d_name);
			n++;
			yes += is == 1;
		}
		closedir(dir);
	}
	cr_expect(n > 150 && 10 * yes >= 9 * n, "%zu of %zu", yes, n);
}

/* one to three characters changed, put in or taken out */
Test(plain, spoiled_texts_are_read_the_same_or_left_to_the_other)
{
	static const char with[] = "abc:,-?[]{}#&*!|>'\"%@` \n\n  \t.<1\xc3\xa4";
	uint64_t state = 7;
	size_t turn, yes = 0, no = 0;

	for (turn = 0; turn < 40000; turn++) {
		struct arena *own = arena_new();
		char text[2 * sizeof all];
		size_t len = sizeof all - 1, k, n;
		int is;

		memcpy(text, all, len);
		state = state * 6364136223846793005u + 1442695040888963407u;
		n = 1 + (state >> 40) % 3;
		for (k = 0; k < n; k++) {
			size_t at, what;

			state = state * 6364136223846793005u +
			    1442695040888963407u;
			at = (state >> 33) % len;
			what = (state >> 20) % 3;
			if (what == 0) {
				text[at] = with[(state >> 50) % (sizeof with -
				    1)];
			} else if (what == 1) {
				memmove(text + at + 1, text + at, len - at);
				text[at] = with[(state >> 50) % (sizeof with -
				    1)];
				len++;
			} else {
				memmove(text + at, text + at + 1, len - at - 1);
				len--;
			}
		}
		text[len] = '\0';
		is = taken(own, text, len);
		cr_assert_geq(is, 0, "turn %zu: read otherwise:\n%s", turn,
		    text);
		yes += is == 1;
		no += is == 0;
		arena_free(own);
	}
	cr_expect(yes > 5000 && no > 5000, "%zu taken, %zu left", yes, no);
}
