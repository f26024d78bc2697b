#include "report/svg.h"

#include <string.h>

/* every rule under .ew, so that it may stand in a page's own style; dark only
 * on a screen, paper is white */
const char svg_style[] =
    ".ew text{font:12px system-ui,\"Segoe UI\",\"DejaVu Sans\",sans-serif;"
    "fill:#1b1b1b}"
    ".ew .s{font-size:10.5px}.ew .b{font-weight:600}.ew .d{fill:#555}"
    ".ew .bg{fill:#fff}.ew rect{stroke-width:1}"
    ".ew .rack{fill:#f5f5f2;stroke:#85857f}"
    ".ew .unit{fill:none;stroke:#d4d4ce}"
    ".ew .domain{fill:none;stroke:#5b5b5b;stroke-dasharray:5 4}"
    ".ew .outside{fill:#fff;stroke:#6b6b6b;stroke-dasharray:3 3}"
    ".ew .sw{fill:#d9e8f6;stroke:#1d5c96}"
    ".ew .host{fill:#fff;stroke:#85857f}"
    ".ew line{stroke:#6b6b6b}.ew .lag{stroke:#1d6fb0}.ew .peer{stroke:#8a4a9e}"
    ".ew .core{stroke:#9a4a12}"
    ".ew .pill{fill:#fff;stroke:#8d8d88}"
    ".ew .today{fill:#b5541c}.ew .then{fill:#1f6fb2}.ew .never{fill:#fff;"
    "stroke:#b5541c;stroke-dasharray:4 3}.ew .guess{fill:#b0761c}"
    ".ew .work{fill:#8b8b85}.ew .limit{stroke:#a3171e;stroke-dasharray:6 3}"
    ".ew .axis{stroke:#c4c4be}"
    ".ew .c0{fill:#cfe3f5;stroke:#1d5c96}.ew .c1{fill:#f6dcc6;stroke:#9a4a12}"
    ".ew .c2{fill:#d8ebcf;stroke:#3f6d28}.ew .c3{fill:#ead9f0;stroke:#6d3a80}"
    ".ew .c4{fill:#f4ecb8;stroke:#75640c}.ew .c5{fill:#f5d5da;stroke:#94304a}"
    ".ew .c6{fill:#e2e2dd;stroke:#5b5b5b}"
    "@media screen and (prefers-color-scheme:dark){"
    ".ew text{fill:#ececec}.ew .d{fill:#b9b9b9}"
    ".ew .bg{fill:#161616}.ew .rack{fill:#202124;stroke:#8f8f8a}"
    ".ew .unit{stroke:#3b3c3f}.ew .domain{stroke:#a9a9a9}"
    ".ew .outside{fill:#161616;stroke:#a9a9a9}"
    ".ew .sw{fill:#173a5a;stroke:#7db7ea}.ew .host{fill:#161616;stroke:#8f8f8a}"
    ".ew line{stroke:#a0a0a0}.ew .lag{stroke:#6cb2ea}.ew .peer{stroke:#c993db}"
    ".ew .core{stroke:#e39a6d}.ew .pill{fill:#161616;stroke:#9a9a95}"
    ".ew .today{fill:#e39a6d}.ew .then{fill:#6cb2ea}.ew .never{fill:#161616;"
    "stroke:#e39a6d}.ew .guess{fill:#e0b062}"
    ".ew .work{fill:#8b8b85}.ew .limit{stroke:#ff9c9c}.ew .axis{stroke:#4a4b4e}"
    ".ew .c0{fill:#173a5a;stroke:#7db7ea}.ew .c1{fill:#55301a;stroke:#e39a6d}"
    ".ew .c2{fill:#28451c;stroke:#9ccb85}.ew .c3{fill:#452650;stroke:#c993db}"
    ".ew .c4{fill:#4a400f;stroke:#d8c45c}.ew .c5{fill:#552031;stroke:#ec9aab}"
    ".ew .c6{fill:#3a3b3e;stroke:#a9a9a9}}";

/* what one column of 12-pixel text takes, a little more than most fonts */
#define COLUMN 6.9

void
svg_xml_escape(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++) {
		switch (*s) {
		case '&':
			buf_puts(b, "&amp;");
			break;
		case '<':
			buf_puts(b, "&lt;");
			break;
		case '>':
			buf_puts(b, "&gt;");
			break;
		case '"':
			buf_puts(b, "&quot;");
			break;
		case '\'':
			buf_puts(b, "&#39;");
			break;
		default:
			buf_putc(b, *s);
		}
	}
}

struct drawing *
svg_new(struct arena *a, double width, double height, const char *title,
    const char *desc)
{
	struct drawing *d = NEW(a, struct drawing, 1);

	d->title = title;
	d->desc = desc;
	d->width = width;
	d->height = height;
	d->body = buf_new(a);
	return d;
}

static void
tip_of(struct buf *b, const char *tip)
{
	buf_puts(b, "<title>");
	svg_xml_escape(b, tip);
	buf_puts(b, "</title>");
}

void
svg_rect(struct drawing *d, const char *class, double x, double y, double w,
    double h, const char *tip)
{
	buf_printf(&d->body,
	    "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" "
	    "width=\"%.1f\" height=\"%.1f\" rx=\"2\"",
	    class, x, y, w, h);
	if (tip == NULL) {
		buf_puts(&d->body, "/>\n");
		return;
	}
	buf_putc(&d->body, '>');
	tip_of(&d->body, tip);
	buf_puts(&d->body, "</rect>\n");
}

void
svg_line(struct drawing *d, const char *class, double x1, double y1, double x2,
    double y2, double width)
{
	buf_printf(&d->body,
	    "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" "
	    "x2=\"%.1f\" y2=\"%.1f\" stroke-width=\"%.1f\"/>\n",
	    class, x1, y1, x2, y2, width);
}

/* Hangul and beyond are mostly of double width */
static size_t
columns_of(uint32_t cp)
{
	return cp >= 0x1100 && cp != UTF8_BAD ? 2 : 1;
}

size_t
svg_text_columns(const char *s)
{
	size_t n = 0, len = strlen(s), k;
	uint32_t cp;

	for (; len > 0; s += k, len -= k) {
		k = str_utf8_next(s, len, &cp);
		n += columns_of(cp);
	}
	return n;
}

const char *
svg_text_clip(struct arena *a, const char *s, size_t columns)
{
	size_t at = 0, len = strlen(s), n = 0, k;
	uint32_t cp;

	if (svg_text_columns(s) <= columns)
		return s;
	for (; at < len; at += k) {
		k = str_utf8_next(s + at, len - at, &cp);
		if (n + columns_of(cp) + 1 > columns)
			break;
		n += columns_of(cp);
	}
	return str_fmt(a, "%s\u2026", str_dup(a, s, at));
}

void
svg_text(struct drawing *d, const char *class, double x, double y,
    enum svg_anchor at, double room, const char *text)
{
	static const char *const word[] = { "start", "middle", "end" };
	bool small = class[0] == 's';
	double column = small ? COLUMN * 10.5 / 12 : COLUMN;
	const char *shown = room > 0 ?
	    svg_text_clip(d->body.a, text,
	        room < column ? 1 : (size_t)(room / column)) :
	    text;

	buf_printf(&d->body,
	    "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" "
	    "text-anchor=\"%s\">",
	    class, x, y, word[at]);
	if (shown != text)
		tip_of(&d->body, text);
	svg_xml_escape(&d->body, shown);
	buf_puts(&d->body, "</text>\n");
}

void
svg_pill(struct drawing *d, double x, double y, const char *text)
{
	double w = (double)svg_text_columns(text) * COLUMN * 10.5 / 12 + 10;

	buf_printf(&d->body,
	    "<rect class=\"pill\" x=\"%.1f\" y=\"%.1f\" "
	    "width=\"%.1f\" height=\"16\" rx=\"8\"/>\n",
	    x - w / 2, y - 8, w);
	svg_text(d, "s", x, y + 3.8, SVG_MIDDLE, 0, text);
}

static void
open_tag(struct buf *out, const struct drawing *d)
{
	buf_printf(out,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ew\" "
	    "role=\"img\" aria-label=\"");
	svg_xml_escape(out, d->title);
	buf_printf(out,
	    "\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f "
	    "%.0f\"><title>",
	    d->width, d->height, d->width, d->height);
	svg_xml_escape(out, d->title);
	buf_puts(out, "</title><desc>");
	svg_xml_escape(out, d->desc);
	buf_puts(out, "</desc>\n");
}

static void
rest(struct buf *out, const struct drawing *d)
{
	buf_printf(out, "<rect class=\"bg\" width=\"%.0f\" height=\"%.0f\"/>\n",
	    d->width, d->height);
	buf_add(out, d->body.text, d->body.len);
	buf_puts(out, "</svg>\n");
}

void
svg_inline(struct buf *out, const struct drawing *d)
{
	open_tag(out, d);
	rest(out, d);
}

void
svg_file(struct fileset *out, const char *path, const struct drawing *d)
{
	struct buf b = buf_new(d->body.a);

	buf_puts(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	open_tag(&b, d);
	buf_printf(&b, "<style>%s</style>\n", svg_style);
	rest(&b, d);
	fileset_text(out, path, &b);
}
