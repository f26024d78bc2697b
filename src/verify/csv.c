/* Comma-separated values with a heading, fields quoted as RFC 4180 has it. */
#include <string.h>

#include "base/str.h"
#include "verify/bundle.h"

/* one record from *s; *line moves past the line ends in it */
static size_t
record(struct arena *a, const char **s, const char *end, int *line,
    const char ***cell)
{
	size_t n = 0, cap = 0;

	*cell = NULL;
	for (;;) {
		struct buf b = buf_new(a);
		const char *text;
		bool quoted = *s < end && **s == '"';

		if (quoted)
			(*s)++;
		while (*s < end) {
			char c = **s;

			if (quoted && c == '"') {
				if (*s + 1 < end && (*s)[1] == '"') {
					buf_putc(&b, '"');
					*s += 2;
					continue;
				}
				quoted = false;
				(*s)++;
				continue;
			}
			if (!quoted && (c == ',' || c == '\n'))
				break;
			if (c == '\n')
				(*line)++;
			if (c != '\r' && c != '\0')
				buf_putc(&b, c);
			(*s)++;
		}
		text = b.len ? b.text : "";
		PUSH(a, *cell, n, cap, text);
		if (*s >= end)
			return n;
		if (*(*s)++ == '\n') {
			(*line)++;
			return n;
		}
	}
}

bool
csv_read(struct arena *a, struct diags *d, const struct source *src,
    struct csv *out)
{
	const char *s = src->text, *end = s + src->len;
	int line = 1;

	*out = (struct csv){.file = src->name};
	if (src->len >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0)
		s += 3;
	if (s >= end)
		return diag_error(d, (struct span){src, 1, 1, 1}, "csv-empty",
		    "a table without a heading");
	out->ncol = record(a, &s, end, &line, &out->head);
	while (s < end) {
		struct csv_row r = {.line = line};
		size_t n = record(a, &s, end, &line, &r.cell);

		if (n == 1 && *r.cell[0] == '\0')
			continue;
		if (n != out->ncol)
			return diag_error(d, (struct span){src, r.line, 1, 1},
			    "csv-row", "%zu fields under a heading of %zu", n,
			    out->ncol);
		PUSH(a, out->row, out->n, out->cap, r);
	}
	return true;
}

int
csv_col(const struct csv *c, const char *name)
{
	for (size_t i = 0; i < c->ncol; i++)
		if (str_eq(c->head[i], name))
			return (int)i;
	return -1;
}
