/* Tables of a bundle are as long as its design makes them. */
#include "readback/bundle_table.h"

/* rows of a table beyond twice those of its design; and where an older design
 * doesn't say how many */
enum { SPARE_ROWS = 1000, OLD_ROWS_MAX = 10000 };
/* some are blank, and a cell's text may have several */
enum { LINES_A_ROW = 4 };

static const struct table *
too_many(struct diags *d, struct span at, size_t n, const char *what,
    size_t most)
{
	diag_error(d, at, "bundle-size",
	    "%zu %s are too many for this design: at most %zu rows are read", n,
	    what, most);
	diag_hint(d, "take the table from the bundle of this design");
	return NULL;
}

/* every row is held against every other, and every cable is failed: a table
 * that is not this design's is reported at once instead; the rows of a text
 * that is far beyond are not even made */
const struct table *
bundle_table(struct arena *a, struct diags *d, const struct source *src,
    size_t known)
{
	size_t errors = d->errors, lines;
	size_t most = known ? 2 * known + SPARE_ROWS : OLD_ROWS_MAX;
	const struct table *t;

	if (!src)
		return NULL;
	lines = table_lines(src);
	if (lines / LINES_A_ROW > most)
		return too_many(d, (struct span){ src, 1, 1, 1 }, lines,
		    "lines", most);
	t = table_read(a, d, src);
	if (!t || d->errors > errors)
		return NULL;
	return t->n > most ?
	    too_many(d, table_head_at(t, -1), t->n, "rows", most) :
	    t;
}
