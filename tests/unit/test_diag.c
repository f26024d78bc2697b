/* How findings are kept, ordered and printed. */
#include "arena.h"

#include <stdio.h>
#include <stdlib.h>

TestSuite(diag, .init = setup, .fini = teardown);

static const char *
printed(bool color, bool warnings)
{
	char *text = NULL;
	const char *copy;
	size_t len;
	FILE *f = open_memstream(&text, &len);

	diag_print(f, d, color, warnings);
	fclose(f);
	copy = str_dup(a, text, len);
	free(text);
	return copy;
}

static void
prints(const char *want)
{
	const char *got = printed(false, true);

	cr_expect(str_eq(got, want), "got:\n%s\nwant:\n%s", got, want);
}

static struct source *
source(const char *name, const char *text)
{
	struct source *s = NEW(a, struct source, 1);

	s->name = name;
	s->text = text;
	s->len = strlen(text);
	return s;
}

Test(diag, a_place_is_shown_with_its_line_caret_and_hint)
{
	struct source *s = source("site.yaml", "a: 1\n    uplinks: 4\n");

	diag_error(d, (struct span){ s, 2, 14, 1 }, "ports-exhausted",
	    "host '%s' asks %d ports", "hv03", 4);
	diag_hint(d, "'tor-a' has %d", 48);
	prints("site.yaml:2:14: error: host 'hv03' asks 4 ports "
	    "[ports-exhausted]\n"
	    "    2 |     uplinks: 4\n"
	    "      |              ^\n"
	    "      = hint: 'tor-a' has 48\n");
}

Test(diag, a_table_stands_below_the_place_and_breaks_where_its_tab_is)
{
	struct source *s = source("site.yaml", "a: 1\n");

	diag_infeasible(d, (struct span){ s, 1, 1, 1 }, "x", "none");
	diag_detail(d,
	    "linked    -  \tone switch pair serves one rack only, and hosts "
	    "are in six of them\nevlt  100  \tshort, \x1b[31m\nchange one:\n");
	diag_hint(d, "see");
	prints("site.yaml:1:1: error: none [x]\n"
	    "    1 | a: 1\n"
	    "      | ^\n"
	    "      linked    -  one switch pair serves one rack only, and hosts "
	    "are in six of\n"
	    "                   them\n"
	    "      evlt  100  short, ?[31m\n"
	    "      change one:\n"
	    "      = hint: see\n");
}

Test(diag, findings_without_a_place_are_shown_without_a_line)
{
	diag_machine(d, SPAN_NONE, "file-read", "no disk");
	diag_warn(d, (struct span){ .src = source("x.yaml", "") }, "w", "hm");
	prints("eastwest: error: no disk [file-read]\n"
	    "x.yaml: warning: hm [w]\n");
}

Test(diag, order_is_by_place_and_files_by_first_finding)
{
	struct source *s = source("s", "1\n2\n3\n"), *t = source("t", "1\n");

	diag_error(d, (struct span){ t, 1, 1, 1 }, "i", "T");
	diag_error(d, (struct span){ s, 3, 1, 1 }, "i", "third");
	diag_error(d, (struct span){ s, 1, 1, 1 }, "i", "first");
	diag_error(d, (struct span){ s, 1, 1, 1 }, "i", "second");
	diag_error(d, (struct span){ s, 1, 1, 1 }, "i", "first");
	prints("t:1:1: error: T [i]\n    1 | 1\n      | ^\n"
	    "s:1:1: error: first [i]\n    1 | 1\n      | ^\n"
	    "s:1:1: error: second [i]\n    1 | 1\n      | ^\n"
	    "s:3:1: error: third [i]\n    3 | 3\n      | ^\n");
}

Test(diag, the_caret_stands_under_tabs_wide_and_foreign_characters)
{
	struct source *s = source("s", "\xef\xbb\xbf" "a\tbc\r\n日本 x\n\x1b[0m: y\n");

	diag_error(d, (struct span){ s, 1, 3, 2 }, "i", "m");
	diag_error(d, (struct span){ s, 2, 4, 9 }, "i", "m");
	diag_error(d, (struct span){ s, 3, 7, 1 }, "i", "m\x1b[1m\n!");
	prints("s:1:3: error: m [i]\n    1 | a       bc\n      |         ^^\n"
	    "s:2:4: error: m [i]\n    2 | 日本 x\n      |      ^\n"
	    "s:3:7: error: m?[1m?! [i]\n    3 | ?[0m: y\n      |       ^\n");
}

Test(diag, long_lines_are_cut_around_the_caret)
{
	char *text = NEW(a, char, 3000);
	struct source *s;
	const char *got, *line, *end, *caret;
	int col;

	for (col = 0; col < 2000; col++)
		text[col] = (char)('a' + col % 26);
	text[1000] = '#';
	s = source("s", text);
	for (col = 1; col <= 2000; col += 37) {
		d = diags_new(a);
		diag_error(d, (struct span){ s, 1, col, 300 }, "i", "m");
		got = printed(false, true);
		line = strchr(got, '\n') + 1;
		end = strchr(line, '\n');
		cr_assert(end - line <= 120, "%s", got);
		caret = strchr(end + 1, '^');
		cr_assert(caret != NULL && strlen(end + 1) <= 122);
		cr_expect(line[caret - end - 1] == text[col - 1], "%s", got);
	}
}

Test(diag, the_gravest_finding_decides_the_status)
{
	cr_expect(diag_status(d) == 0);
	cr_expect(diag_warn(d, SPAN_NONE, "w", "w"));
	cr_expect(diag_status(d) == 0 && d->warnings == 1 && d->errors == 0);
	cr_expect(!diag_infeasible(d, SPAN_NONE, "i", "i"));
	cr_expect(diag_status(d) == 3);
	cr_expect(!diag_error(d, SPAN_NONE, "e", "e"));
	cr_expect(diag_status(d) == 1);
	cr_expect(!diag_machine(d, SPAN_NONE, "m", "m"));
	cr_expect(diag_status(d) == 4 && d->errors == 3);
}

Test(diag, colour_and_warnings_come_when_asked)
{
	diag_warn(d, SPAN_NONE, "w", "careful");
	cr_expect(strcmp(printed(false, false), "") == 0);
	cr_expect(strstr(printed(true, true), "\033[") != NULL);
	cr_expect(strstr(printed(false, true), "\033[") == NULL);
}

Test(diag, a_hundred_thousand_findings_take_one_walk)
{
	struct buf b = buf_new(a);
	struct source *s;
	int i;

	for (i = 0; i < 100000; i++)
		buf_puts(&b, "key: value\n");
	s = source("s", b.text);
	for (i = 100000; i > 0; i--)
		diag_error(d, (struct span){ s, i, 6, 5 },
		    str_fmt(a, "i%d", i / DIAG_SHOWN_MAX), "m");
	/* 10 MB of text if it is one walk; minutes if it is one a finding */
	cr_expect(strlen(printed(false, true)) > 5000000);
}

Test(diag, of_a_kind_a_hundred_are_shown_and_the_rest_is_counted)
{
	struct source *s = source("s", "key: value\n");
	const char *text, *at;
	int i, n = 0, shown = 0;

	for (i = 0; i < 200000; i++) {
		diag_error(d, (struct span){ s, 1, 1 + i % 10, 1 }, "many",
		    "m%d", i);
		shown += diag_shown(d);
	}
	diag_warn(d, SPAN_NONE, "many", "a warning is of another kind");
	cr_expect(diag_shown(d));
	diag_error(d, SPAN_NONE, "one", "m");
	cr_expect(diag_shown(d));
	text = printed(false, true);
	for (at = text; (at = strstr(at, "error: m")) != NULL; at++)
		n++;
	cr_expect(n == DIAG_SHOWN_MAX + 1 && shown == DIAG_SHOWN_MAX);
	cr_expect_not_null(strstr(text,
	    "eastwest: error: 199900 more of this kind are not shown [many]\n"));
	cr_expect_not_null(strstr(text, "a warning is of another kind"));
	cr_expect(d->errors == 200001);
}
