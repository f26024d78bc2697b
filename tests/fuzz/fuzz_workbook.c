/*
 * Any bytes as a workbook: no crash, no hang; if nothing is said, the text of
 * each sheet is a table (or has no heading) whose rows stand where the sheet has
 * them.  Bytes that are no archive are the parts of one: a line of dashes and a
 * letter (w: the workbook, t: texts, s: styles, c: cells) begins each, so that a
 * checksum is no wall before the readers behind it.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../archive.h"
#include "input/table.h"
#include "input/zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *
part(struct arena *a, const char *text, const char *mark, const char *other)
{
	const char *from = strstr(text, mark), *to;

	if (from == NULL)
		return other;
	from += strlen(mark);
	to = strstr(from, "\n---");
	return str_dup(a, from, to != NULL ? (size_t)(to - from) : strlen(from));
}

static const struct source *
archived(struct arena *a, const char *text)
{
	struct archive z = archive_new(a);

	archive_workbook(&z,
	    part(a, text, "---w\n",
	        "<w xmlns:r='u'><sheet name='A' r:id='r1'/></w>"),
	    part(a, text, "---t\n", NULL), part(a, text, "---s\n", NULL));
	archive_add(&z, "xl/s1.xml", part(a, text, "---c\n", text));
	return archive_source(a, &z, "fuzz.xlsx");
}

static void
check_sheet(struct arena *a, const struct workbook *w, size_t i)
{
	struct diags *d = diags_new(a);
	const struct source *text = workbook_text(a, d, w, i);
	const struct table *t;
	size_t r;
	int line = 0;

	if ((text == NULL) != (d->errors > 0))
		abort();
	if (text == NULL)
		return;
	if (text->len > 0 && text->text[text->len - 1] != '\n')
		abort();
	t = table_of_sheet(a, d, w, i);
	if (t == NULL) {
		if (d->n != 1 || d->item[0].at.src == NULL)
			abort();
		return;
	}
	for (r = 0; r < t->n; r++) {
		if (t->row[r][0].at.line <= line)
			abort();
		line = t->row[r][0].at.line;
	}
	/* all rows of one width: none was left out */
	if (d->n != 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct diags *d = diags_new(a);
	struct source raw = { "fuzz", NULL, size };
	const struct source *src = &raw;
	const struct workbook *w;
	FILE *null;
	size_t i;

	raw.text = str_dup(a, (const char *)data, size);
	if (!workbook_is(src))
		src = archived(a, raw.text);
	w = workbook_read(a, d, src);
	if ((w == NULL) != (d->errors > 0))
		abort();
	for (i = 0; w != NULL && i < w->n && i < 4; i++)
		check_sheet(a, w, i);
	null = fopen("/dev/null", "w");
	if (null) {
		diag_print(null, d, size % 2 == 0, true);
		fclose(null);
	}
	arena_free(a);
	return 0;
}
