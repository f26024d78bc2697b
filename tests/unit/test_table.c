/* Tables as spreadsheets export them, each cell with its place. */
#include "arena.h"

#include "input/table.h"

TestSuite(table, .init = setup, .fini = teardown);

static const struct table *
read_(const char *text)
{
	d = diags_new(a);
	return table_read(a, d, source_of("t.csv", text));
}

/* A|B for the cells of a row */
static const char *
row(const struct table *t, size_t i)
{
	struct buf b = buf_new(a);
	size_t k;

	for (k = 0; k < t->ncol; k++)
		buf_printf(&b, "%s%s", k > 0 ? "|" : "", t->row[i][k].text);
	return b.text;
}

Test(table, separates_by_what_the_heading_has_most_of)
{
	static const char *const text[] = {
		"A,B;\n1,2\n", "A;B\n1;2\n", "A\tB\n1\t2\n",
		"\357\273\277A,B\r\n1,2\r\n", "\"A;;;\",B\n1,2", "A,B\n\n1,2\n\n",
	};
	const struct table *t;
	size_t i;

	for (i = 0; i < sizeof text / sizeof text[0]; i++) {
		t = read_(text[i]);
		cr_assert(t != NULL && d->n == 0, "%zu", i);
		cr_expect(t->ncol == 2 && t->n == 1, "%zu", i);
		cr_expect_str_eq(row(t, 0), "1|2", "%zu", i);
	}
}

Test(table, a_line_of_its_own_may_say_the_separator)
{
	static const char *const text[] = {
		"sep=;\nA;B\n1;2\n", "sep=;\r\nA;B\r\n1;2\r\n",
		"\"sep=;\"\nA;B\n1;2\n", "\n\nsep=|\nA|B\n1|2\n",
		"sep=;\nA,,,,;B\n1;2\n",
	};
	const struct table *t;
	size_t i;

	for (i = 0; i < sizeof text / sizeof text[0]; i++) {
		t = read_(text[i]);
		cr_assert(t != NULL && d->n == 0 && t->n == 1, "%zu", i);
		cr_expect_str_eq(row(t, 0), "1|2", "%zu", i);
	}
	/* not these: they are headings */
	t = read_("sep=;;B\n1;2;3\n");
	cr_expect(t != NULL && t->ncol == 3);
	t = read_("sep=\n1\n");
	cr_assert(t != NULL && t->ncol == 1);
	cr_expect_str_eq(t->head[0].text, "sep=");
}

Test(table, passes_over_the_type_of_powershell_and_rows_without_text)
{
	const struct table *t = read_("#TYPE Selected.VM\r\nA;B\r\n;\r\n"
	    "1;2\r\n ;\"\"\r\n;;;\r\n");

	cr_assert(t != NULL && d->n == 0 && t->n == 1);
	cr_expect_str_eq(row(t, 0), "1|2");
	cr_expect(t->row[0][0].at.line == 4);
}

Test(table, reads_the_encodings_of_spreadsheets)
{
	static const char le[] = "\xff\xfe" "A\0;\0B\0\n\0\xe9\0;\0\xac\x20";
	static const char be[] = "\xfe\xff\0A\0;\0B\0\n\0\xe9\0;\x20\xac";
	static const char odd[] = "\xff\xfe" "A\0\n\0b\0c";
	/* of two halves, and the last of the text */
	static const char pair[] = "\xff\xfe" "A\0\n\0\x3d\xd8\0\xde";
	const struct source p = {"t.csv", pair, sizeof pair - 1};
	const struct source x = {"t.csv", le, sizeof le - 1};
	const struct source z = {"t.csv", odd, sizeof odd - 1};
	const struct source y = {"t.csv", be, sizeof be - 1};
	const struct table *t;

	t = table_read(a, d, &x);
	cr_assert(t != NULL && d->n == 0 && t->n == 1);
	cr_expect_str_eq(row(t, 0), "\u00e9|\u20ac");
	t = table_read(a, d, &y);
	cr_assert(t != NULL && d->n == 0 && t->n == 1);
	cr_expect_str_eq(row(t, 0), "\u00e9|\u20ac");
	t = table_read(a, d, &p);
	cr_assert(t != NULL && d->n == 0 && t->n == 1);
	cr_expect_str_eq(row(t, 0), "\xf0\x9f\x98\x80");
	/* cut within a character: what is lost is not passed over */
	t = table_read(a, d, &z);
	cr_assert(t != NULL && t->n == 1);
	cr_expect_str_eq(row(t, 0), "b\ufffd");
	/* a code page says nothing of itself: it is told, once */
	t = read_("A;B\n\xe9;\x80\n\xe9;1\n");
	cr_assert(t != NULL && t->n == 2);
	cr_expect_str_eq(row(t, 0), "\u00e9|\u20ac");
	cr_expect(d->n == 1 && d->errors == 0);
	cr_expect_str_eq(d->item[0].id, "csv-encoding");
	cr_expect(d->item[0].at.line == 2 && d->item[0].at.col == 1);
	/* a byte that is nothing in it, either */
	cr_expect(read_("A\n\xe9\x81\n") == NULL);
}

Test(table, reads_figures_and_dates_as_a_belgian_spreadsheet_has_them)
{
	static const struct { const char *text, *semicolon, *comma; } n[] = {
		{"9,4", "9.4", "9,4"}, {"9.4", "9.4", "9.4"},
		{"29,988 s", "29.988 s", "29,988 s"},
		{"1.234,5", "1.234,5", "1.234,5"}, {"1,2,3", "1,2,3", "1,2,3"},
	}, date[] = {
		{"31/12/2026", "2026-12-31", "2026-12-31"},
		{"1.2.2026", "2026-02-01", "1.2.2026"},
		{"3-3-2026", "2026-03-03", "2026-03-03"},
		{"12/31/2026", "2026-31-12", "2026-12-31"},
		{"2026-12-31", "2026-12-31", "2026-12-31"},
		{"2026-12-31 12:00:00", "2026-12-31", "2026-12-31"},
		{"2026-12-31 12:00", "2026-12-31 12:00", "2026-12-31 12:00"},
		{"1/2/26", "1/2/26", "1/2/26"}, {"1/2-2026", "1/2-2026", "1/2-2026"},
		{"1/+1/2026", "1/+1/2026", "1/+1/2026"}, {"", "", ""},
		{"1/2/2026x", "1/2/2026x", "1/2/2026x"},
		{"123/2/2026", "123/2/2026", "123/2/2026"},
	};
	const struct table *semi = read_("A;B\n"), *comma = read_("A,B\n");
	size_t i;

	for (i = 0; i < sizeof n / sizeof n[0]; i++) {
		cr_expect_str_eq(table_decimal(a, semi, n[i].text), n[i].semicolon);
		cr_expect_str_eq(table_decimal(a, comma, n[i].text), n[i].comma);
	}
	for (i = 0; i < sizeof date / sizeof date[0]; i++) {
		cr_expect_str_eq(table_date(a, semi, date[i].text),
		    date[i].semicolon);
		cr_expect_str_eq(table_date(a, comma, date[i].text),
		    date[i].comma);
	}
}

Test(table, finds_columns_by_name)
{
	const struct table *t = read_("A, B ,C\n1,2,3\n");

	cr_assert(t != NULL);
	cr_expect(table_column(t, "B") == 1 && table_column(t, "D") == -1);
	cr_expect_str_eq(table_text(t, 0, 1), "2");
	cr_expect_str_eq(table_text(t, 0, -1), "");
	cr_expect(table_at(t, 0, 2).col == 5 && table_at(t, 0, -1).col == 1);
	cr_expect(table_head_at(t, 2).col == 7 && table_head_at(t, -1).col == 1);
}

Test(table, quotes_hold_separators_breaks_and_quotes)
{
	const struct table *t = read_("A,B\n\"x, \"\"y\"\"\", \"z\nw\" \n"
	    "\"1\n2\", 3 \n");

	cr_assert(t != NULL);
	/* a quote inside a cell that has none is itself */
	cr_expect(d->n == 1 && d->item[0].at.line == 3);
	t = read_("A,B\n\"x, \"\"y\"\"\",\"z\nw\"\n 3 ,\n");
	cr_assert(t != NULL && d->n == 0 && t->n == 2);
	cr_expect_str_eq(row(t, 0), "x, \"y\"|z\nw");
	cr_expect_str_eq(row(t, 1), "3|");
}

Test(table, knows_the_place_of_each_cell)
{
	const struct table *t = read_("\xef\xbb\xbf" "A;B;C\n\u00e4\u00f6;\"b\";c\n"
	    "\"1\n2\";x;yz\n");
	const struct table_cell *c;

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

Test(table, leaves_out_a_row_of_another_length_and_goes_on)
{
	const struct table *t = read_("A,B\n1\n1,2,3\n4,5\n");

	cr_assert(t != NULL && t->n == 1);
	cr_expect_str_eq(row(t, 0), "4|5");
	cr_expect(d->errors == 2);
	cr_expect_str_eq(d->item[0].id, "csv-row");
	cr_expect(d->item[0].at.line == 2 && d->item[1].at.line == 3);
}

Test(table, refuses_what_is_no_table_of_text)
{
	static const struct { const char *text, *id; int line, col; } bad[] = {
		{"", "csv-empty", 1, 1},
		{"\r\n\n", "csv-empty", 3, 1},
		{"PK\3\4rest", "zip-broken", 0, 0},
		{"\xff\xfe", "csv-empty", 1, 1},
		{"A,B\n\u00e4,\xe4\n", "csv-encoding", 2, 3},
		{"A,\"B\n", "csv-quote", 1, 3},
		{"A,B\n1,\"2\n", "csv-quote", 2, 3},
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
