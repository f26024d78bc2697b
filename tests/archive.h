/* Archives for tests: parts stored as they are, in memory. */
#ifndef TESTS_ARCHIVE_H
#define TESTS_ARCHIVE_H

#include <stdint.h>
#include <string.h>

#include "base/diag.h"
#include "base/str.h"

struct archive {
	struct buf parts, index;
	unsigned n;
};

static inline struct archive
archive_new(struct arena *a)
{
	return (struct archive){ buf_new(a), buf_new(a), 0 };
}

static inline void
archive_number(struct buf *b, uint32_t v, int bytes)
{
	for (; bytes-- > 0; v >>= 8)
		buf_putc(b, (char)(v & 0xff));
}

static inline uint32_t
archive_checksum(const char *s, size_t len)
{
	uint32_t c = 0xffffffffu;
	int i;

	for (; len > 0; s++, len--)
		for (c ^= (unsigned char)*s, i = 0; i < 8; i++)
			c = c >> 1 ^ (0xedb88320u & (0u - (c & 1)));
	return ~c;
}

/* flags: bit 0 says that it has a password */
static inline void
archive_add_as(struct archive *z, const char *name, const char *s, size_t len,
    uint32_t flags)
{
	size_t at = z->parts.len, i;
	uint32_t sum = archive_checksum(s, len);
	struct buf *both[2] = { &z->parts, &z->index };

	buf_puts(&z->parts, "PK\3\4");
	buf_puts(&z->index, "PK\1\2");
	archive_number(&z->index, 20, 2);
	for (i = 0; i < 2; i++) {
		archive_number(both[i], 20, 2);
		archive_number(both[i], flags, 2);
		archive_number(both[i], 0, 2); /* stored */
		archive_number(both[i], 0x00210000, 4);
		archive_number(both[i], sum, 4);
		archive_number(both[i], (uint32_t)len, 4);
		archive_number(both[i], (uint32_t)len, 4);
		archive_number(both[i], (uint32_t)strlen(name), 2);
		archive_number(both[i], 0, 2);
	}
	archive_number(&z->index, 0, 2);
	archive_number(&z->index, 0, 4);
	archive_number(&z->index, 0, 4);
	archive_number(&z->index, (uint32_t)at, 4);
	buf_puts(&z->index, name);
	buf_puts(&z->parts, name);
	buf_add(&z->parts, s, len);
	z->n++;
}

static inline void
archive_add(struct archive *z, const char *name, const char *text)
{
	archive_add_as(z, name, text, strlen(text), 0);
}

static inline struct source *
archive_source(struct arena *a, struct archive *z, const char *name)
{
	struct source *src = NEW(a, struct source, 1);
	size_t at = z->parts.len;

	buf_add(&z->parts, z->index.text, z->index.len);
	buf_puts(&z->parts, "PK\5\6");
	archive_number(&z->parts, 0, 4);
	archive_number(&z->parts, z->n, 2);
	archive_number(&z->parts, z->n, 2);
	archive_number(&z->parts, (uint32_t)z->index.len, 4);
	archive_number(&z->parts, (uint32_t)at, 4);
	archive_number(&z->parts, 0, 2);
	*src = (struct source){ name, z->parts.text, z->parts.len };
	return src;
}

/* ---- a workbook of one sheet or two ---- */

#define ARCHIVE_OFFICE \
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships"

/* the parts of a workbook but its sheets (xl/s1.xml, xl/s2.xml) */
static inline void
archive_workbook(struct archive *z, const char *workbook, const char *strings,
    const char *styles)
{
	archive_add(z, "_rels/.rels",
	    "<Relationships><Relationship Id='a' Type='" ARCHIVE_OFFICE
	    "/officeDocument' Target='xl/workbook.xml'/></Relationships>");
	archive_add(z, "xl/workbook.xml", workbook);
	archive_add(z, "xl/_rels/workbook.xml.rels",
	    "<Relationships>"
	    "<Relationship Id='r1' Type='" ARCHIVE_OFFICE
	    "/worksheet' Target='s1.xml'/>"
	    "<Relationship Id='r2' Type='" ARCHIVE_OFFICE
	    "/worksheet' Target='/xl/s2.xml'/>"
	    "<Relationship Id='r3' Type='" ARCHIVE_OFFICE
	    "/sharedStrings' Target='../xl/strings.xml'/>"
	    "<Relationship Id='r4' Type='" ARCHIVE_OFFICE
	    "/styles' Target='styles.xml'/></Relationships>");
	if (strings != NULL)
		archive_add(z, "xl/strings.xml", strings);
	if (styles != NULL)
		archive_add(z, "xl/styles.xml", styles);
}

#endif
