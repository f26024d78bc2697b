#include "command/sheet_cell.h"

#include <string.h>
#include <strings.h>

#include "base/num.h"
#include "base/str.h"

/* a heading without case, signs and the table's name before it */
static const char *
plain(struct arena *a, const char *s)
{
	struct buf b = buf_new(a);

	if (strncasecmp(s, "vInfo", 5) == 0 || strncasecmp(s, "vHost", 5) == 0)
		s += 5;
	else if (strncasecmp(s, "vNIC", 4) == 0)
		s += 4;
	for (; *s != '\0'; s++) {
		if (*s >= 'A' && *s <= 'Z')
			buf_putc(&b, (char)(*s - 'A' + 'a'));
		else if ((*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9'))
			buf_putc(&b, *s);
	}
	return b.len > 0 ? b.text : "";
}

size_t
sheet_column(struct arena *a, const struct table *t, const char *names)
{
	for (size_t i = 0; i < t->ncol; i++) {
		const char *have =
		    str_fmt(a, " %s ", plain(a, t->head[i].text));

		if (have[1] != ' ' && strstr(names, have) != NULL)
			return i;
	}
	return SHEET_NONE;
}

const char *
sheet_text(const struct table_cell *row, size_t col)
{
	return col == SHEET_NONE ? "" : row[col].text;
}

bool
sheet_is_true(const char *s)
{
	return strcasecmp(s, "true") == 0 || strcmp(s, "1") == 0 ||
	    strcasecmp(s, "yes") == 0;
}

bool
sheet_whole_number(const char *s, int64_t *out)
{
	size_t n, digits = 0, first = strspn(s, "0123456789");
	bool grouped = s[first] != '\0';

	*out = 0;
	for (; *s != '\0'; s += n) {
		n = strspn(s, "0123456789");
		if (n == 0 || digits + n > 15 ||
		    (grouped && digits > 0 ? n != 3 : grouped && n > 3))
			return false;
		digits += n;
		for (; n > 0; n--, s++)
			*out = *out * 10 + (*s - '0');
		/* a separator, and another group */
		n = *s == ',' || *s == '.' || *s == ' ' || *s == '\'' ? 1 :
		    strncmp(s, "\u00a0", 2) == 0                      ? 2 :
		    strncmp(s, "\u202f", 3) == 0                      ? 3 :
		                                                        0;
		if (*s != '\0' && (n == 0 || s[n] == '\0'))
			return false;
	}
	return digits > 0;
}

/* 262039.55 or 262039,55 of a unit of so many MiB, in whole MiB */
static bool
parse_decimal(const char *s, int64_t mib, int64_t *out)
{
	size_t n = strspn(s, "0123456789"), k, i;
	int64_t whole = 0, part = 0, of = 1;

	if (n == 0 || n > 12)
		return false;
	for (i = 0; i < n; i++)
		whole = whole * 10 + (s[i] - '0');
	if (s[n] == '.' || s[n] == ',') {
		k = strspn(s + n + 1, "0123456789");
		if (k == 0 || s[n + 1 + k] != '\0')
			return false;
		for (i = 0; i < k && i < 9; i++, of *= 10)
			part = part * 10 + (s[n + 1 + i] - '0');
	} else if (s[n] != '\0') {
		return false;
	}
	*out = whole * mib + part * mib / of;
	return true;
}

/* 7,5 in one cell makes 1.024 in another a thousand and more */
static char
thousands_of(const struct table *t, size_t col)
{
	for (size_t i = 0; i < t->n; i++) {
		const char *s = t->row[i][col].text;
		const char *mark = s + strspn(s, "0123456789");

		if ((*mark == ',' || *mark == '.') && mark > s &&
		    strspn(mark + 1, "0123456789") != 3 &&
		    mark[1 + strspn(mark + 1, "0123456789")] == '\0')
			return *mark == ',' ? '.' : ',';
	}
	return '\0';
}

static const char *
without(struct arena *a, const char *s, char mark)
{
	struct buf b = buf_new(a);

	for (; *s != '\0'; s++)
		if (*s != mark)
			buf_putc(&b, *s);
	return b.len > 0 ? b.text : "";
}

bool
sheet_memory_bytes(struct arena *a, struct diags *d, const struct table_cell *c,
    const struct sheet_memory *m, int64_t *out)
{
	static const char *const said[] = { "MiB", "bytes", "MB", "GB" };
	enum memory_unit unit = m->unit;
	const char *why;
	bool ok, whole = unit == MEMORY_MIB || unit == MEMORY_BYTES;

	ok = whole ? sheet_whole_number(c->text, out) :
	             parse_decimal(m->thousands == '\0' ?
	                     c->text :
	                     without(a, c->text, m->thousands),
	                 unit == MEMORY_DEC_GIB ? 1024 : 1, out);
	if (ok && unit == MEMORY_BYTES && *out > 0 && *out < 16 * MIB) {
		diag_error(d, c->at, "sheet-number",
		    "'%s' bytes is not the memory of a VM", c->text);
		diag_hint(d,
		    "Get-VM has it in bytes; a column in MiB must be called "
		    "Memory");
		return false;
	}
	if (ok && *out > 0 &&
	    *out / (unit == MEMORY_BYTES ? MIB : 1) <= INT64_C(1) << 30) {
		*out *= unit == MEMORY_BYTES ? 1 : MIB;
		return true;
	}
	/* 4 GiB */
	if (unit == MEMORY_MIB &&
	    num_parse(a, c->text, UNIT_BYTES, out, &why) && *out > 0 &&
	    *out / MIB <= INT64_C(1) << 30)
		return true;
	if (*c->text == '\0')
		return diag_error(d, c->at, "sheet-number",
		    "the memory is missing here");
	return diag_error(d, c->at, "sheet-number",
	    "'%s' is not a memory size in %s: expected a %s above 0", c->text,
	    said[unit], whole ? "whole number" : "number");
}

struct sheet_memory
sheet_memory_column(struct arena *a, const struct table *t, bool powercli)
{
	static const struct {
		const char *names;
		enum memory_unit unit, powercli;
	} known[] = {
		{ " memoryassigned ", MEMORY_BYTES, MEMORY_BYTES },
		{ " memory memorysize memorymib memorymb ", MEMORY_MIB,
		    MEMORY_DEC_MIB },
		{ " memorytotalmb ", MEMORY_DEC_MIB, MEMORY_DEC_MIB },
		{ " memorygb memorytotalgb ", MEMORY_DEC_GIB, MEMORY_DEC_GIB },
	};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
		struct sheet_memory m = { sheet_column(a, t, known[i].names),
			powercli ? known[i].powercli : known[i].unit, '\0' };

		if (m.col == SHEET_NONE)
			continue;
		if (m.unit == MEMORY_DEC_MIB || m.unit == MEMORY_DEC_GIB)
			m.thousands = thousands_of(t, m.col);
		return m;
	}
	return (struct sheet_memory){ SHEET_NONE, MEMORY_MIB, '\0' };
}
