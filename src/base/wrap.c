#include "base/wrap.h"

#include <string.h>

/* Hangul and beyond are mostly of double width,
 * and what sets a colour has none */
static size_t
columns_of(const char *s, size_t len)
{
	size_t n = 0, k;
	uint32_t cp;

	for (; len > 0; s += k, len -= k) {
		k = str_utf8_next(s, len, &cp);
		if (cp == 0x1b) {
			for (k = 1; k < len && s[k - 1] != 'm'; k++)
				continue;
			continue;
		}
		n += cp >= 0x1100 && cp != UTF8_BAD ? 2 : 1;
	}
	return n;
}

static const char *
next_word(const char *s, const char *end)
{
	for (s++; s < end && *s != ' ' && *s != '\t'; s++)
		;
	return s;
}

/* a number stays with its unit, and "4 min 16 s" is one: where it ends, or s */
static const char *
with_unit(const char *w, const char *s, const char *end)
{
	const char *p;

	while (s > w && s[-1] >= '0' && s[-1] <= '9' && s < end && *s == ' ') {
		p = next_word(s, end);
		if (p == s + 1 || p - s > 5)
			break;
		s = p;
		/* another number goes on where letters alone were the unit */
		if (s + 1 >= end || *s != ' ' || s[1] < '0' || s[1] > '9' ||
		    s[-1] < 'a' || s[-1] > 'z')
			break;
		s = next_word(s, end);
	}
	return s;
}

/* a sum stays with its currency, "EUR 1,200" */
static const char *
with_sum(const char *w, const char *s, const char *end)
{
	if (s - w < 3 || (s - w > 3 && s[-4] != '(') || s + 1 >= end ||
	    *s != ' ' || s[1] < '0' || s[1] > '9' ||
	    strspn(s - 3, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") < 3)
		return s;
	return next_word(s, end);
}

static void
blanks(struct buf *out, size_t n)
{
	while (n-- > 0)
		buf_putc(out, ' ');
}

static void
line(struct buf *out, const char *s, const char *end, size_t columns)
{
	size_t at = 0, hang = 2, gap, word;
	bool first = true, marked = false;
	const char *w;

	for (;;) {
		for (gap = 0; s < end && (*s == ' ' || *s == '\t'); s++) {
			if (*s == ' ') {
				gap++;
				continue;
			}
			hang = at + gap;
			marked = true;
		}
		if (s == end)
			return;
		for (w = s; s < end && *s != ' ' && *s != '\t'; s++)
			;
		s = with_unit(w, with_sum(w, s, end), end);
		word = columns_of(w, (size_t)(s - w));
		if (first && !marked)
			hang = gap + 2;
		/* a narrow screen leaves no room beside the mark */
		if (hang > 4 && hang + 16 > columns)
			hang = 4;
		if (!first && at + gap + word > columns) {
			buf_putc(out, '\n');
			gap = hang;
			at = 0;
		}
		blanks(out, gap);
		buf_add(out, w, (size_t)(s - w));
		at += gap + word;
		first = false;
	}
}

void
wrap_text(struct buf *out, const char *text, size_t columns)
{
	const char *end;

	for (; *text != '\0'; text = end + (*end == '\n')) {
		end = text + strcspn(text, "\n");
		if (*text == WRAP_NOT[0])
			buf_add(out, text + 1, (size_t)(end - text - 1));
		else
			line(out, text, end, columns);
		if (*end == '\n')
			buf_putc(out, '\n');
	}
}
