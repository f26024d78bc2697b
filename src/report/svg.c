#include "report/svg.h"

#include <string.h>

/* every rule under .ew, so that it may stand in a page's own style; dark only
 * on a screen, paper is white.  One colour a role in all drawings: uplinks c0,
 * core c1, hosts c2, peer links c3, the other domain c4, management c6; what
 * colour alone would distinguish has a letter, a dash or a hollow bar as
 * well */
const char svg_style[] =
    ".ew text{font:12px system-ui,\"Segoe UI\",\"DejaVu Sans\",sans-serif;"
    "fill:#1b1b1b}"
    ".ew .s{font-size:10.5px}.ew .b{font-weight:600}.ew .d{fill:#555}"
    ".ew .bg{fill:#fff}.ew rect{stroke-width:1}"
    ".ew .rack{fill:#f7f7f5;stroke:#85857f}"
    ".ew .unit{fill:none;stroke:#d4d4ce}"
    ".ew .domain{fill:none;stroke:#5b5b5b;stroke-dasharray:5 4}"
    ".ew .outside{fill:#fff;stroke:#6b6b6b;stroke-dasharray:3 3}"
    ".ew .sw{fill:#e6e6e1;stroke:#2b2b2b;stroke-width:1.5}"
    ".ew .host{fill:#fff;stroke:#85857f}"
    ".ew line{stroke:#6b6b6b}.ew .lag{stroke:#1d5c96}"
    ".ew .peer{stroke:#6d3a80}.ew .core{stroke:#9a4a12;stroke-dasharray:9 3}"
    ".ew .hosts{stroke:#3f6d28}.ew .fabric{stroke:#75640c}"
    ".ew .oob{stroke:#5b5b5b;stroke-dasharray:2 3}"
    ".ew .whisk{stroke:#1b1b1b}"
    ".ew .pill{fill:#fff;stroke:#8d8d88}"
    ".ew .today{fill:#f6dcc6;stroke:#b5541c;stroke-width:1.5}"
    ".ew .then{fill:#1f6fb2;stroke:#1f6fb2}"
    ".ew .worst{fill:#fff;stroke:#1f6fb2;stroke-width:1.5}"
    ".ew .back{fill:#cfe3f5;stroke:#1f6fb2}"
    ".ew .never{fill:#fff;stroke:#b5541c;stroke-dasharray:4 3}"
    ".ew .guess{fill:#f4ecb8;stroke:#75640c;stroke-dasharray:4 2}"
    ".ew .work{fill:#8b8b85}.ew .limit{stroke:#a3171e;stroke-dasharray:6 3}"
    ".ew .axis{stroke:#c4c4be}"
    ".ew .c0{fill:#cfe3f5;stroke:#1d5c96}.ew .c1{fill:#f6dcc6;stroke:#9a4a12}"
    ".ew .c2{fill:#d8ebcf;stroke:#3f6d28}.ew .c3{fill:#ead9f0;stroke:#6d3a80}"
    ".ew .c4{fill:#f4ecb8;stroke:#75640c}"
    ".ew .c6{fill:#e2e2dd;stroke:#5b5b5b}"
    "@media screen and (prefers-color-scheme:dark){"
    ".ew text{fill:#ececec}.ew .d{fill:#b9b9b9}"
    ".ew .bg{fill:#161616}.ew .rack{fill:#202124;stroke:#8f8f8a}"
    ".ew .unit{stroke:#3b3c3f}.ew .domain{stroke:#a9a9a9}"
    ".ew .outside{fill:#161616;stroke:#a9a9a9}"
    ".ew .sw{fill:#2e2f33;stroke:#d8d8d4}.ew .host{fill:#161616;stroke:#8f8f8a}"
    ".ew line{stroke:#a0a0a0}.ew .lag{stroke:#7db7ea}.ew .peer{stroke:#c993db}"
    ".ew .core{stroke:#e39a6d}.ew .hosts{stroke:#9ccb85}"
    ".ew .fabric{stroke:#d8c45c}.ew .oob{stroke:#a9a9a9}"
    ".ew .whisk{stroke:#ececec}.ew .pill{fill:#161616;stroke:#9a9a95}"
    ".ew .today{fill:#4a2a18;stroke:#e39a6d}"
    ".ew .then{fill:#4f9fe0;stroke:#4f9fe0}"
    ".ew .worst{fill:#161616;stroke:#6cb2ea}.ew .back{fill:#173a5a;"
    "stroke:#7db7ea}.ew .never{fill:#161616;"
    "stroke:#e39a6d}.ew .guess{fill:#4a400f;stroke:#d8c45c}"
    ".ew .work{fill:#8b8b85}.ew .limit{stroke:#ff9c9c}.ew .axis{stroke:#4a4b4e}"
    ".ew .c0{fill:#173a5a;stroke:#7db7ea}.ew .c1{fill:#55301a;stroke:#e39a6d}"
    ".ew .c2{fill:#28451c;stroke:#9ccb85}.ew .c3{fill:#452650;stroke:#c993db}"
    ".ew .c4{fill:#4a400f;stroke:#d8c45c}"
    ".ew .c6{fill:#3a3b3e;stroke:#a9a9a9}}";

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

/* thousandths of an em of the characters from the blank on: the advance widths
 * in DejaVu Sans and DejaVu Sans Bold, 2.37 */
/* clang-format off */
static const short advance[2][95] = {
	{ 318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838 },
	{ 348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838 },
};
/* clang-format on */

static bool
has_class(const char *class, char c)
{
	for (size_t i = 0; class[i] != '\0'; i++)
		if (class[i] == c && (i == 0 || class[i - 1] == ' ') &&
		    (class[i + 1] == '\0' || class[i + 1] == ' '))
			return true;
	return false;
}

/* of all of s, or of its first `len` bytes */
static double
width_of(const char *class, const char *s, size_t len)
{
	const short *table = advance[has_class(class, 'b')];
	double em = 0;
	uint32_t cp;
	size_t k;

	for (; len > 0; s += k, len -= k) {
		k = str_utf8_next(s, len, &cp);
		if (cp >= ' ' && cp <= '~')
			em += table[cp - ' '] / 1e3;
		else
			em += cp >= 0x1100 ? 1.0 : 0.9; /* Hangul and beyond */
	}
	return em * (has_class(class, 's') ? 10.5 : 12);
}

double
svg_text_width(const char *class, const char *s)
{
	return width_of(class, s, strlen(s));
}

/* the longest beginning of at most `room`; bytes */
static size_t
head_fits(const char *class, const char *s, double room)
{
	size_t at = 0, len = strlen(s), k;
	uint32_t cp;

	for (; at < len; at += k) {
		k = str_utf8_next(s + at, len - at, &cp);
		if (width_of(class, s, at + k) > room)
			break;
	}
	return at;
}

/* where the longest end of at most `room` begins */
static size_t
tail_fits(const char *class, const char *s, double room)
{
	size_t at = 0, len = strlen(s), k;
	uint32_t cp;

	for (; at < len; at += k) {
		if (width_of(class, s + at, len - at) <= room)
			break;
		k = str_utf8_next(s + at, len - at, &cp);
	}
	return at;
}

static const char *
end_clip(struct arena *a, const char *class, const char *s, double room)
{
	double dots = svg_text_width(class, "\u2026");

	if (svg_text_width(class, s) <= room)
		return s;
	return str_fmt(a, "%s\u2026",
	    str_dup(a, s, head_fits(class, s, room - dots)));
}

static const char *
middle_clip(struct arena *a, const char *class, const char *name, double room,
    double head)
{
	double left = room - svg_text_width(class, "\u2026");

	if (svg_text_width(class, name) <= room)
		return name;
	return str_fmt(a, "%s\u2026%s",
	    str_dup(a, name, head_fits(class, name, left * head)),
	    name + tail_fits(class, name, left * (1 - head)));
}

/* numbers are at the end, and there are more of them than sites */
enum { HEAD_PERCENT = 40 };

const char *
svg_name_clip(struct arena *a, const char *class, const char *name, double room)
{
	return middle_clip(a, class, name, room, HEAD_PERCENT / 100.0);
}

size_t
svg_name_prefix(const char *const *name, size_t n)
{
	size_t at = 0, best = 0;

	for (; n > 1 && name[0][at] != '\0'; at++) {
		for (size_t i = 1; i < n; i++)
			if (name[i][at] != name[0][at])
				return best;
		if (strchr("-_.", name[0][at]) != NULL)
			best = at + 1;
	}
	return best;
}

size_t
svg_name_suffix(const char *const *name, size_t n)
{
	size_t room = SIZE_MAX, len = n > 0 ? strlen(name[0]) : 0;
	size_t at, best = 0, i, prefix = svg_name_prefix(name, n);

	for (i = 0; i < n; i++) {
		size_t k = strlen(name[i]);

		room = k < room ? k : room;
	}
	for (at = 1; n > 1 && at + prefix < room; at++) {
		for (i = 1; i < n; i++)
			if (name[i][strlen(name[i]) - at] != name[0][len - at])
				return best;
		if (strchr("-_.", name[0][len - at]) != NULL)
			best = at;
	}
	return best;
}

/* is no other of the names cut to the same? */
static bool
tells_apart(struct arena *a, const char *class, const char *name, double room,
    double head, const char *const *all, size_t n)
{
	const char *cut = middle_clip(a, class, name, room, head);

	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i], name) != 0 &&
		    strcmp(middle_clip(a, class, all[i], room, head), cut) == 0)
			return false;
	return true;
}

const char *
svg_name_among(struct arena *a, const char *class, const char *name,
    double room, const char *const *all, size_t n)
{
	static const int head[] = { HEAD_PERCENT, 70, 90, 10 };
	size_t before = svg_name_prefix(all, n), i;
	size_t after = svg_name_suffix(all, n);

	if (svg_text_width(class, name) <= room)
		return name;
	if (before + after > 0 && strlen(name) > before + after) {
		const char *cut = str_fmt(a, "%s%s%s",
		    before > 0 ? "\u2026" : "",
		    str_dup(a, name + before, strlen(name) - before - after),
		    after > 0 ? "\u2026" : "");

		if (svg_text_width(class, cut) <= room)
			return cut;
	}
	for (i = 0; i < sizeof head / sizeof head[0]; i++)
		if (tells_apart(a, class, name, room, head[i] / 100.0, all, n))
			return middle_clip(a, class, name, room,
			    head[i] / 100.0);
	return svg_name_clip(a, class, name, room);
}

static void
put_text(struct drawing *d, const char *class, double x, double y,
    enum svg_anchor at, const char *shown, const char *text)
{
	static const char *const word[] = { "start", "middle", "end" };

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
svg_text(struct drawing *d, const char *class, double x, double y,
    enum svg_anchor at, double room, const char *text)
{
	put_text(d, class, x, y, at,
	    room > 0 ? end_clip(d->body.a, class, text, room) : text, text);
}

void
svg_name(struct drawing *d, const char *class, double x, double y,
    enum svg_anchor at, double room, const char *name)
{
	put_text(d, class, x, y, at,
	    svg_name_clip(d->body.a, class, name, room), name);
}

void
svg_pill(struct drawing *d, double x, double y, const char *text)
{
	double w = svg_text_width("s", text) + 6;

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
