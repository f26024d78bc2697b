#include "input/encoding.h"

#include <string.h>

#include "base/str.h"

#define REPLACEMENT 0xfffdu

static const struct source *
source_of(struct arena *a, const char *name, const struct buf *b)
{
	struct source *s = NEW(a, struct source, 1);

	*s = (struct source){ name, b->len > 0 ? b->text : "", b->len };
	return s;
}

/* the two bytes at an even place; past the end half a character is left */
static uint32_t
unit_at(const struct source *src, size_t i, bool big)
{
	unsigned char x = (unsigned char)src->text[i];
	unsigned char y = (unsigned char)src->text[i + 1];

	return (uint32_t)(big ? x << 8 | y : y << 8 | x);
}

static const struct source *
from_utf16(struct arena *a, const struct source *src, bool big)
{
	struct buf b = buf_new(a);
	uint32_t cp, low;
	size_t i;

	for (i = 2; i + 1 < src->len; i += 2) {
		cp = unit_at(src, i, big);
		low = i + 3 < src->len ? unit_at(src, i + 2, big) : 0;
		if (cp >= 0xd800 && cp < 0xdc00 && low >= 0xdc00 &&
		    low < 0xe000) {
			cp = 0x10000 + ((cp - 0xd800) << 10) + low - 0xdc00;
			i += 2;
		} else if (cp >= 0xd800 && cp < 0xe000) {
			cp = REPLACEMENT;
		}
		buf_put_utf8(&b, cp);
	}
	if (i < src->len)
		buf_put_utf8(&b, REPLACEMENT);
	return source_of(a, src->name, &b);
}

const struct source *
encoding_utf8(struct arena *a, const struct source *src)
{
	struct source *s;

	if (src->len >= 2 && memcmp(src->text, "\xff\xfe", 2) == 0)
		return from_utf16(a, src, false);
	if (src->len >= 2 && memcmp(src->text, "\xfe\xff", 2) == 0)
		return from_utf16(a, src, true);
	if (src->len < 3 || memcmp(src->text, "\xef\xbb\xbf", 3) != 0)
		return src;
	s = NEW(a, struct source, 1);
	*s = (struct source){ src->name, src->text + 3, src->len - 3 };
	return s;
}

const struct source *
encoding_cp1252(struct arena *a, const struct source *src)
{
	/* 0x80 to 0x9f; the rest is as in Unicode.  0: nothing
	 * (unicode.org, VENDORS/MICSFT/WINDOWS/CP1252.TXT) */
	static const uint16_t high[32] = { 0x20ac, 0, 0x201a, 0x0192, 0x201e,
		0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152,
		0, 0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013,
		0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e,
		0x0178 };
	struct buf b = buf_new(a);

	for (size_t i = 0; i < src->len; i++) {
		uint32_t cp = (unsigned char)src->text[i];

		if (cp >= 0x80 && cp < 0xa0)
			cp = high[cp - 0x80];
		if (cp == 0)
			return NULL;
		buf_put_utf8(&b, cp);
	}
	return source_of(a, src->name, &b);
}
