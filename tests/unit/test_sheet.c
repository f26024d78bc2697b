/* Tables as spreadsheets export them, each cell with its place. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/str.h"
#include "input/sheet.h"

static struct arena *a;
static struct diags *d;

static void
setup(void)
{
	a = arena_new();
	d = diags_new(a);
}

static void
teardown(void)
{
	arena_free(a);
}

TestSuite(sheet, .init = setup, .fini = teardown);

static const struct sheet *
read_(const char *text)
{
	struct source *s = NEW(a, struct source, 1);

	*s = (struct source){"t.csv", text, strlen(text)};
	d = diags_new(a);
	return sheet_read(a, d, s);
}

/* A|B for the cells of a row */
static const char *
row(const struct sheet *t, size_t i)
{
	struct buf b = buf_new(a);
	size_t k;

	for (k = 0; k < t->ncol; k++)
		buf_printf(&b, "%s%s", k > 0 ? "|" : "", t->row[i][k].text);
	return b.text;
}

Test(sheet, separates_by_what_the_heading_has_most_of)
{
	static const char *const text[] = {
		"A,B;\n1,2\n", "A;B\n1;2\n", "A\tB\n1\t2\n",
		"\357\273\277A,B\r\n1,2\r\n", "\"A;;;\",B\n1,2", "A,B\n\n1,2\n\n",
	};
	const struct sheet *t;
	size_t i;

	for (i = 0; i < sizeof text / sizeof text[0]; i++) {
		t = read_(text[i]);
		cr_assert(t != NULL && d->n == 0, "%zu", i);
		cr_expect(t->ncol == 2 && t->n == 1, "%zu", i);
		cr_expect_str_eq(row(t, 0), "1|2", "%zu", i);
	}
}

Test(sheet, quotes_hold_separators_breaks_and_quotes)
{
	const struct sheet *t = read_("A,B\n\"x, \"\"y\"\"\", \"z\nw\" \n"
	    "\"1\n2\", 3 \n");

	cr_assert(t != NULL);
	/* a quote inside a cell that has none is itself */
	cr_expect(d->n == 1 && d->item[0].at.line == 3);
	t = read_("A,B\n\"x, \"\"y\"\"\",\"z\nw\"\n 3 ,\n");
	cr_assert(t != NULL && d->n == 0 && t->n == 2);
	cr_expect_str_eq(row(t, 0), "x, \"y\"|z\nw");
	cr_expect_str_eq(row(t, 1), "3|");
}

Test(sheet, knows_the_place_of_each_cell)
{
	const struct sheet *t = read_("\xef\xbb\xbf" "A;B;C\n\u00e4\u00f6;\"b\";c\n"
	    "\"1\n2\";x;yz\n");
	const struct cell *c;

	cr_assert(t != NULL && t->n == 2);
	c = &t->row[0][1];
	cr_expect(c->at.line == 2 && c->at.col == 4 && c->at.width == 3);
	c = &t->row[0][2];
	cr_expect(c->at.line == 2 && c->at.col == 8 && c->at.width == 1);
	c = &t->row[1][0];
	cr_expect(c->at.line == 3 && c->at.col == 1);
	c = &t->row[1][2];
	cr_expect(c->at.line == 4 && c->at.col == 6 && c->at.width == 2);
}

Test(sheet, leaves_out_a_row_of_another_length_and_goes_on)
{
	const struct sheet *t = read_("A,B\n1\n1,2,3\n4,5\n");

	cr_assert(t != NULL && t->n == 1);
	cr_expect_str_eq(row(t, 0), "4|5");
	cr_expect(d->errors == 2);
	cr_expect_str_eq(d->item[0].id, "sheet-row");
	cr_expect(d->item[0].at.line == 2 && d->item[1].at.line == 3);
}

Test(sheet, refuses_what_is_no_table_of_text)
{
	static const struct { const char *text, *id; int line, col; } bad[] = {
		{"", "sheet-empty", 1, 1},
		{"\r\n\n", "sheet-empty", 3, 1},
		{"PK\3\4rest", "sheet-encoding", 1, 1},
		{"\xff\xfeV", "sheet-encoding", 1, 1},
		{"A,B\n\u00e4,\xe4\n", "sheet-encoding", 2, 3},
		{"A,\"B\n", "sheet-quote", 1, 3},
		{"A,B\n1,\"2\n", "sheet-quote", 2, 3},
	};
	size_t i;

	for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		cr_expect(read_(bad[i].text) == NULL, "%zu", i);
		cr_assert(d->errors == 1, "%zu", i);
		cr_expect_str_eq(d->item[0].id, bad[i].id);
		cr_expect(d->item[0].at.line == bad[i].line &&
		    d->item[0].at.col == bad[i].col, "%zu: %d:%d", i,
		    d->item[0].at.line, d->item[0].at.col);
	}
}
