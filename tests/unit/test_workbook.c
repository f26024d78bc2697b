/* Workbooks: cells as a spreadsheet shows them, and files that are none. */
#include <criterion/criterion.h>
#include <string.h>

#include "../archive.h"
#include "input/table.h"
#include "input/zip.h"

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

TestSuite(workbook, .init = setup, .fini = teardown);

#define BOOK(more) \
	"<workbook xmlns:r='u'>" more "<sheets>" \
	"<sheet name='One' sheetId='1' r:id='r1'/></sheets></workbook>"

static const char strings[] =
    "<sst><si><t>part</t></si><si><t xml:space='preserve'> a "
    "</t></si><si><r><t>two</t></r><rPh sb='0' eb='1'><t>no</t></rPh><r>"
    "<t> runs</t></r></si><si><t>line_x000D_&#10;break</t></si>"
    "<si><t>1.234,50</t></si><si><t>_x0041_ _x00zz_ |\"</t></si></sst>";

/* style 0: general, 1: a built-in date, 2: a date of its own, 3: money with a
 * text in it, 4: a time, 5: elapsed hours */
static const char styles[] =
    "<styleSheet><numFmts>"
    "<numFmt numFmtId='170' formatCode='[$-813]dd\\/mm\\/yyyy;@'/>"
    "<numFmt numFmtId='171' formatCode='#,##0.00\\ \"days\"_d*y;[Red]d'/>"
    "<numFmt numFmtId='172' formatCode='hh:mm'/>"
    "<numFmt numFmtId='173' formatCode='[h]'/></numFmts>"
    "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs>"
    "<xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='170'/>"
    "<xf numFmtId='171'/><xf numFmtId='172'/><xf numFmtId='173'/>"
    "</cellXfs></styleSheet>";

static const struct source *
book(const char *workbook, const char *rows)
{
	struct archive z = archive_new(a);

	archive_workbook(&z, workbook, strings, styles);
	archive_add(&z, "xl/s1.xml",
	    str_fmt(a, "<worksheet><sheetData>%s</sheetData></worksheet>",
	        rows));
	return archive_source(a, &z, "b.xlsx");
}

/* the finding on cells that are merged so; NULL: there is none */
static const struct diag *
merged(const char *areas)
{
	struct archive z = archive_new(a);
	const struct workbook *w;

	archive_workbook(&z, BOOK(""), strings, styles);
	archive_add(&z, "xl/s1.xml",
	    str_fmt(a, "<worksheet><sheetData>"
	        "<row r='1'><c t='s'><v>0</v></c></row>"
	        "<row r='2'><c/><c r='B2'><v>100</v></c></row>"
	        "<row r='3'><c t='s'><v>0</v></c></row></sheetData>"
	        "<mergeCells>%s</mergeCells></worksheet>", areas));
	d = diags_new(a);
	w = workbook_read(a, d, archive_source(a, &z, "b.xlsx"));
	cr_assert_not_null(w);
	cr_assert_not_null(workbook_text(a, d, w, workbook_front(w)));
	return d->n > 0 ? &d->item[0] : NULL;
}

/* the text of the first sheet, or what was found */
static const char *
text_of(const struct source *src)
{
	const struct workbook *w;
	const struct source *t;

	d = diags_new(a);
	w = workbook_read(a, d, src);
	t = w != NULL ? workbook_text(a, d, w, workbook_front(w)) : NULL;
	cr_assert((t == NULL) == (d->errors > 0));
	return t != NULL ? t->text : d->item[0].id;
}

static const char *
cells(const char *rows)
{
	return text_of(book(BOOK(""), rows));
}

/* what one cell shows */
static const char *
shows(const char *workbook, const char *cell)
{
	const char *t = text_of(book(workbook,
	    str_fmt(a, "<row r='1'>%s</row>", cell)));

	return str_dup(a, t, strcspn(t, "\n"));
}

Test(workbook, a_cell_is_what_a_spreadsheet_shows_of_it)
{
	static const char *const cell[][2] = {
		{ "<c t='s'><v>0</v></c>", "part" },
		{ "<c t='s'><v>1</v></c>", " a " },
		{ "<c t='s'><v>2</v></c>", "two runs" },
		{ "<c t='s'><v>3</v></c>", "line  break" },
		{ "<c t='s'><v>4</v></c>", "1.234,50" },
		{ "<c t='s'><v>5</v></c>", "\"A _x00zz_ |\"\"\"" },
		{ "<c t='inlineStr'><is><r><t>in</t></r><r><t>line</t></r></is>"
		  "</c>", "inline" },
		/* how it is read aloud is no part of it */
		{ "<c t='inlineStr'><is><t>cable</t><rPh sb='0' eb='1'><t>KE"
		  "</t></rPh></is></c>", "cable" },
		{ "<c><v>4120.1000000000004</v></c>", "4120.1" },
		{ "<c t='n'><v>1E3</v></c>", "1000" },
		{ "<c><v>-0.05</v></c>", "-0.05" },
		{ "<c><v>123456789012345</v></c>", "123456789012345" },
		{ "<c><v>0x10</v></c>", "0x10" },
		{ "<c><v>nan</v></c>", "nan" },
		{ "<c><v>1e999</v></c>", "1e999" },
		{ "<c t='b'><v>1</v></c>", "TRUE" },
		{ "<c t='b'><v>0</v></c>", "FALSE" },
		{ "<c t='e'><v>#DIV/0!</v></c>", "#DIV/0!" },
		{ "<c t='d'><v>2026-12-31T00:00:00</v></c>", "2026-12-31" },
		{ "<c s='1'><v>46387</v></c>", "2026-12-31" },
		{ "<c s='2'><v>1</v></c>", "1900-01-01" },
		{ "<c s='2'><v>59</v></c>", "1900-02-28" },
		{ "<c s='2'><v>60</v></c>", "60" },
		{ "<c s='2'><v>61</v></c>", "1900-03-01" },
		{ "<c s='2'><v>36585</v></c>", "2000-02-29" },
		{ "<c s='2'><v>2958465</v></c>", "9999-12-31" },
		{ "<c s='2'><v>2958466</v></c>", "2958466" },
		{ "<c s='2'><v>-1</v></c>", "-1" },
		{ "<c s='1'><v>46387.75</v></c>", "2026-12-31 18:00:00" },
		{ "<c s='1'><v>46386.999999</v></c>", "2026-12-31" },
		{ "<c s='3'><v>12.5</v></c>", "12.5" },
		{ "<c s='4'><v>0.5</v></c>", "12:00:00" },
		{ "<c s='4'><v>46387.5</v></c>", "2026-12-31 12:00:00" },
		{ "<c s='5'><v>2</v></c>", "2" },
		{ "<c s='6'><v>46387</v></c>", "46387" },
		{ "<c s='-1'><v>7</v></c>", "7" },
		{ "<c><f>A2*1.1</f><v>110</v></c>", "110" },
		{ "<c t='str'><f>A2&amp;B2</f><v>ab</v></c>", "ab" },
		{ "<c><f>A2*1.1</f></c>", "=A2*1.1" },
		{ "<c><f>A2*1.1</f><v/></c>", "=A2*1.1" },
		{ "<c/>", "" },
	};
	size_t i;

	for (i = 0; i < sizeof cell / sizeof cell[0]; i++)
		cr_expect_str_eq(shows(BOOK(""), cell[i][0]), cell[i][1],
		    "%s: %s", cell[i][0], shows(BOOK(""), cell[i][0]));
	/* a script wrote it: nobody has computed anything */
	cr_expect_str_eq(shows(BOOK("<calcPr fullCalcOnLoad='1'/>"),
	    "<c><f>A2</f><v>0</v></c>"), "=A2");
	cr_expect_str_eq(shows(BOOK("<calcPr fullCalcOnLoad='0'/>"),
	    "<c><f>A2</f><v>0</v></c>"), "0");
	cr_expect_str_eq(shows(BOOK("<workbookPr date1904='1'/>"),
	    "<c s='1'><v>44925</v></c>"), "2026-12-31");
	cr_expect_str_eq(shows(BOOK("<workbookPr date1904='true'/>"),
	    "<c s='1'><v>0</v></c>"), "1904-01-01");
}

Test(workbook, what_is_merged_over_rows_is_read_in_the_first)
{
	const struct diag *x =
	    merged("<mergeCell ref='A2:A3'/><mergeCell ref='B2:C4'/>");

	cr_assert_not_null(x);
	cr_assert_str_eq(x->id, "workbook-merged");
	cr_assert_eq(x->at.line, 2);
	cr_assert_not_null(strstr(x->message, "B2:C4"), "%s", x->message);
	cr_assert_not_null(strstr(x->message, "'100'"), "%s", x->message);
	x = merged("<mergeCell ref='B2:B3'/><mergeCell ref='A3:A9'/>");
	cr_assert_not_null(strstr(x->message, "(one more such area)"), "%s",
	    x->message);
	/* beside each other, empty, or no area at all */
	cr_assert_null(merged("<mergeCell ref='A1:C1'/><mergeCell ref='D1:D9'/>"
	    "<mergeCell ref='B2'/><mergeCell/><mergeCell ref='B3:B2'/>"
	    "<mergeCell ref='?:B2'/>"));
}

Test(workbook, what_is_hidden_is_read_and_said_to_be)
{
	const struct workbook *w;
	const struct source *t;

	d = diags_new(a);
	w = workbook_read(a, d, book(BOOK(""),
	    "<row r='1' hidden='false'><c t='str'><v>x</v></c></row>"
	    "<row r='3' hidden='1'><c t='str'><v> </v></c></row>"
	    "<row r='4' hidden='true'><c t='str'><v>y</v></c></row>"
	    "<row r='7' hidden='1'><c t='str'><v>z</v></c><c/></row>"));
	cr_assert_not_null(w);
	t = workbook_text(a, d, w, workbook_front(w));
	cr_assert_str_eq(t->text, "x\n\n\ny\n\n\nz\n");
	cr_assert_eq(d->n, 1);
	cr_expect_str_eq(d->item[0].id, "workbook-hidden");
	cr_expect_eq(d->item[0].at.line, 4);
	cr_expect_not_null(strstr(d->item[0].message, "and 1 more are"));
}

Test(workbook, rows_and_columns_stand_where_they_are_written)
{
	cr_expect_str_eq(cells("<row r='2'><c r='B2'><v>1</v></c></row>"
	    "<row r='4'><c r='A4'><v>2</v></c><c r='C4'><v>3</v></c></row>"),
	    "\n|1|\n\n2||3\n");
	/* without places, one after the other; of two at one the later */
	cr_expect_str_eq(cells("<row><c><v>1</v></c><c><v>2</v></c></row>"
	    "<row><c><v>3</v></c><c r='A2'><v>4</v></c></row>"),
	    "1|2\n4|\n");
	cr_expect_str_eq(cells("<row><c r='C1'><v>1</v></c><c><v>2</v></c>"
	    "<c r='A1'><v>3</v></c></row>"), "3||1|2\n");
	cr_expect_str_eq(cells(""), "");
	cr_expect_str_eq(cells("<row/>"), "");
	/* blanks alone make no sheet wider */
	cr_expect_str_eq(cells("<row><c t='str'><v>x</v></c>"
	    "<c t='str'><v>  </v></c></row>"), "x\n");
}

Test(workbook, what_is_no_sheet_is_refused)
{
	static const char *const bad[] = {
		"<row r='2'/><row r='2'/>", "<row r='3'/><row r='2'/>",
		"<row r='0'/>", "<row r='x'/>", "<row r='1048577'/>",
		"<row><c r='A2'/></row>", "<row><c r='1'/></row>",
		"<row><c r='XFE1'/></row>", "<row><c r='ZZZZZZZZZ1'/></row>",
		"<row><c r='XFD1'><v>1</v></c><c><v>1</v></c></row>",
		"<row><c t='s'><v>6</v></c></row>",
		"<row><c t='s'><v>-1</v></c></row>",
		"<row><c t='s'><v>99999999999999999999</v></c></row>", "<row>",
		"<row><c t='s'/></row>",
	};
	struct buf b = buf_new(a);
	size_t i;

	for (i = 0; i < sizeof bad / sizeof bad[0]; i++)
		cr_expect_str_eq(cells(bad[i]), "xml-syntax", "%s", bad[i]);
	cr_expect_str_eq(cells("<row r='1048576'><c r='A1048576'/></row>"), "");
	/* a far corner in many rows: above eight million cells */
	for (i = 1; i <= 489; i++) {
		if (i == 489)
			cr_expect(strlen(cells(b.text)) == 488u * 16384u +
			    488u);
		buf_printf(&b, "<row><c r='XFD%zu'><v>1</v></c></row>", i);
	}
	cr_expect_str_eq(cells(b.text), "xml-syntax");
	cr_expect_str_eq(d->item[0].message, "it has too many cells");
}

/* ---- the file ---- */

Test(workbook, a_sheet_is_found_by_its_name_and_hidden_ones_are_passed_over)
{
	struct archive z = archive_new(a);
	const struct workbook *w;
	const struct table *t;
	const struct source *src;

	archive_workbook(&z, "<workbook xmlns:r='u'><sheets>"
	    "<sheet name='Hid' state='hidden' r:id='r2'/>"
	    "<sheet name='Chart' r:id='r9'/><sheet name='No'/>"
	    "<sheet name='Show &amp; tell' state='visible' r:id='r1'/>"
	    "<sheet name='Again' r:id='r2'/></sheets></workbook>", NULL, NULL);
	archive_add(&z, "XL/S1.XML", "<worksheet><row><c><v>1</v></c></row>"
	    "</worksheet>");
	archive_add(&z, "xl/s2.xml", "<worksheet><row><c t='str'><v>"
	    "unit_price</v></c></row><row><c><v>2</v></c></row></worksheet>");
	src = archive_source(a, &z, "b.xlsx");
	w = workbook_read(a, d, src);
	cr_assert(w != NULL && w->n == 3 && d->n == 0);
	cr_expect_eq(workbook_front(w), 1);
	cr_expect_eq(workbook_find(w, "Show & tell"), 1);
	cr_expect_eq(workbook_find(w, "show & tell"), -1);
	cr_expect_eq(workbook_find(w, "Again"), 2);
	cr_expect_str_eq(workbook_text(a, d, w, 1)->name, "b.xlsx");
	cr_expect_str_eq(workbook_text(a, d, w, 2)->name, "b.xlsx[Again]");
	t = table_read(a, d, src);
	cr_assert(t != NULL && t->n == 0);
	cr_expect_str_eq(t->head[0].text, "1");
	t = table_read_with(a, d, src, "unit_price");
	cr_assert(t != NULL && t->n == 1);
	cr_expect_str_eq(t->row[0][0].text, "2");
	cr_expect_eq(t->row[0][0].at.line, 2);
	t = table_read_with(a, d, src, "nowhere");
	cr_expect_str_eq(t->head[0].text, "1");
	cr_expect_eq(d->n, 0);
}

static const char *
found(const struct source *src)
{
	d = diags_new(a);
	cr_assert_null(table_read(a, d, src));
	cr_assert_eq(d->n, 1);
	return d->item[0].message;
}

static const struct source *
source(const char *text, size_t len)
{
	struct source *s = NEW(a, struct source, 1);

	*s = (struct source){ "b.xlsx", str_dup(a, text, len), len };
	return s;
}

Test(workbook, files_that_are_no_workbook_say_what_they_are)
{
	static const struct {
		const char *part, *type, *target, *message;
	} kind[] = {
		{ "content.xml", "x", "y", "an OpenDocument file is not read" },
		{ "xl/workbook.bin", ARCHIVE_OFFICE "/officeDocument",
		    "xl/workbook.bin", "a binary workbook (.xlsb) is not read" },
		{ "word/document.xml", "x", "y",
		    "this is an archive, but not a workbook" },
		{ "x", ARCHIVE_OFFICE "/officeDocument", "/../../y",
		    "this is an archive, but not a workbook" },
		{ "x", ARCHIVE_OFFICE "/officeDocument", "x",
		    "not valid XML: no element found" },
	};
	const struct table *t;
	size_t i;

	for (i = 0; i < sizeof kind / sizeof kind[0]; i++) {
		struct archive z = archive_new(a);

		archive_add(&z, "_rels/.rels",
		    str_fmt(a, "<R><Relationship Id='a' Type='%s' "
		        "Target='%s'/></R>", kind[i].type, kind[i].target));
		archive_add(&z, kind[i].part, "");
		cr_expect_str_eq(found(archive_source(a, &z, "b.xlsx")),
		    kind[i].message);
	}
	cr_expect_str_eq(found(source("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8)),
	    "a workbook with a password, or of the format before 2007 (.xls), "
	    "is not read");
	cr_expect_str_eq(found(book("<workbook/>", "")),
	    "this workbook has no sheet with cells");
	cr_expect_str_eq(found(book("<workbook xmlns:r='u'><sheet name='B' "
	    "r:id='r2'/></workbook>", "")), "the sheet 'B' is missing in it");
	cr_expect_str_eq(found(book("<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>",
	    "")), "document types are not supported");
	cr_expect_str_eq(found(book(BOOK(""), "")),
	    "a table without a heading");
	/* a table with a workbook's name is a table */
	t = table_read(a, d, source("a;b\n1;2\n", 8));
	cr_assert(t != NULL && t->n == 1);
}

/* cut anywhere, or a bit of it turned: a finding, or what it was, never else */
Test(workbook, a_damaged_archive_is_noticed)
{
	const struct source *good = book(BOOK(""),
	    "<row><c t='str'><v>price</v></c></row><row><c><v>12</v></c>"
	    "</row>"), *src;
	const struct table *t;
	size_t i, unsaid = 0;
	char *s;

	for (i = 4; i < good->len; i++) {
		d = diags_new(a);
		cr_assert_null(table_read(a, d, source(good->text, i)), "%zu",
		    i);
		cr_assert_gt(d->errors, 0);
	}
	for (i = 4; i < good->len; i++) {
		src = source(good->text, good->len);
		s = (char *)(uintptr_t)src->text;
		s[i] = (char)(s[i] ^ 1);
		d = diags_new(a);
		t = table_read(a, d, src);
		cr_assert((t == NULL) == (d->errors > 0), "%zu", i);
		if (t == NULL)
			continue;
		cr_assert(t->n == 1 && str_eq(t->row[0][0].text, "12"), "%zu",
		    i);
		unsaid++;
	}
	cr_expect_lt(unsaid, 600);
}

Test(workbook, what_has_a_password_or_unpacks_to_too_much_is_refused)
{
	struct archive z = archive_new(a);
	const struct zip_list *l;

	archive_add_as(&z, "a", "xyz", 3, 1);
	archive_add(&z, "b", "xyz");
	archive_add(&z, "c", "");
	l = zip_read(a, d, archive_source(a, &z, "b.zip"));
	cr_assert(l != NULL && l->n == 3);
	cr_expect_null(zip_unpack(a, d, l, zip_find(l, "A"), 3));
	cr_expect_str_eq(d->item[0].id, "zip-locked");
	cr_expect_str_eq(zip_unpack(a, d, l, zip_find(l, "b"), 3)->text, "xyz");
	cr_expect_null(zip_unpack(a, d, l, zip_find(l, "b"), 2));
	cr_expect_str_eq(d->item[1].id, "zip-large");
	cr_expect_str_eq(d->item[1].at.src->name, "b.zip(b)");
	cr_expect_eq(zip_unpack(a, d, l, zip_find(l, "c"), 0)->len, 0);
	cr_expect_null(zip_find(l, "d"));
}
