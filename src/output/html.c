/*
 * The report's tree as one HTML file: no network, no script, prints on A4, dark
 * where the reader's system is, tables with captions and scopes, charts with
 * title and description.
 */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "output/tree.h"

static const char style[] =
"body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:0 auto;"
"padding:1rem;color:#1b1b1b;background:#fff}"
"h1{font-size:1.7rem}h2{font-size:1.3rem;margin-top:2.2rem;border-bottom:1px "
"solid #767676}h3{font-size:1.05rem}"
".scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.88rem;"
"margin:.6rem 0 1.2rem}caption{text-align:left;font-weight:600;padding:.3rem "
"0}th,td{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;"
"border-bottom:1px solid #bbb}tr:last-child td{border-bottom:0}"
"figure{margin:1rem 0}svg{max-width:100%;height:auto}.x{fill:#b5541c}.y{fill:#1f6fb2}"
"svg text{font:13px system-ui,sans-serif;fill:#1b1b1b}"
"@media(prefers-color-scheme:dark){body{color:#e8e8e8;background:#161616}"
"th,td{border-color:#555}svg text{fill:#e8e8e8}.x{fill:#e39a6d}.y{fill:"
"#6cb2ea}}"
"@media print{@page{size:A4;margin:16mm}body{font-size:10pt;max-width:none;"
"padding:0}h2{break-after:avoid}table{break-inside:auto}tr{break-inside:avoid}"
"}";

static void
escaped(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++) {
		switch (*s) {
		case '&': buf_puts(b, "&amp;"); break;
		case '<': buf_puts(b, "&lt;"); break;
		case '>': buf_puts(b, "&gt;"); break;
		case '"': buf_puts(b, "&quot;"); break;
		case '\'': buf_puts(b, "&#39;"); break;
		default: buf_putc(b, *s);
		}
	}
}

static void
element(struct buf *b, const char *tag, const char *attribute,
    const char *text)
{
	buf_printf(b, "<%s%s>", tag, attribute);
	escaped(b, text);
	buf_printf(b, "</%s>", tag);
}

static void
table(struct buf *b, const struct block *x)
{
	size_t i, k;

	buf_puts(b, "<div class=\"scroll\" tabindex=\"0\"><table>\n");
	if (x->text != NULL && x->text[0] != '\0')
		element(b, "caption", "", x->text);
	for (i = 0; i < x->ncell; i += x->columns) {
		buf_puts(b, i == 0 ? "<thead><tr>" : "<tr>");
		for (k = 0; k < x->columns && i + k < x->ncell; k++)
			element(b, i == 0 ? "th" : "td", i == 0 ?
			    " scope=\"col\"" : "", x->cell[i + k]);
		buf_puts(b, i == 0 ? "</tr></thead><tbody>\n" : "</tr>\n");
	}
	buf_puts(b, "</tbody></table></div>\n");
}

/* width of a bar on a logarithmic scale from 1 s to the longest */
static double
width(double s, double most)
{
	return s <= 1 ? 2 : fmax(2, 420 * log(s) / log(most));
}

static void
bars(struct buf *b, const struct block *x)
{
	struct arena *a = b->a;
	double most = 10, y = 30;
	size_t i;

	for (i = 0; i < x->nbar; i++)
		most = fmax(most, fmax(x->bar[i].x, x->bar[i].y));
	buf_printf(b, "<figure><svg viewBox=\"0 0 760 %zu\" role=\"img\" "
	    "width=\"760\"><title>", x->nbar * 44 + 40);
	escaped(b, x->text);
	buf_puts(b, "</title><desc>Bars on a logarithmic scale; the numbers are "
	    "beside them.</desc>");
	buf_printf(b, "<rect class=\"x\" x=\"170\" y=\"6\" width=\"14\" "
	    "height=\"12\"/><text x=\"190\" y=\"17\">%s</text><rect class=\"y\" "
	    "x=\"300\" y=\"6\" width=\"14\" height=\"12\"/><text x=\"320\" "
	    "y=\"17\">%s (logarithmic scale)</text>", x->x_name, x->y_name);
	for (i = 0; i < x->nbar; i++, y += 44) {
		const struct bar *v = &x->bar[i];
		const double t[2] = {v->x, v->y};
		int k;

		buf_printf(b, "<text x=\"0\" y=\"%.0f\">", y + 20);
		escaped(b, str_fmt(a, "%.20s", v->label));
		buf_puts(b, "</text>");
		for (k = 0; k < 2; k++) {
			double top = y + 3 + 18 * k, w = width(t[k], most);

			if (t[k] >= 0)
				buf_printf(b, "<rect class=\"%s\" x=\"170\" "
				    "y=\"%.0f\" width=\"%.1f\" height=\"14\"/>",
				    k == 0 ? "x" : "y", top, w);
			buf_printf(b, "<text x=\"%.1f\" y=\"%.0f\">",
			    t[k] >= 0 ? 176 + w : 176, top + 12);
			escaped(b, t[k] >= 0 ? time_pretty(a, t[k]) :
			    "can't be emptied");
			buf_puts(b, "</text>");
		}
	}
	buf_puts(b, "</svg><figcaption>");
	escaped(b, x->text);
	buf_puts(b, "</figcaption></figure>\n");
}

void
tree_html(struct buf *out, const struct tree *t)
{
	size_t i;
	bool list = false;

	buf_puts(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta "
	    "charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-"
	    "width,initial-scale=1\"><meta name=\"color-scheme\" content=\""
	    "light dark\">");
	element(out, "title", "", t->title);
	buf_printf(out, "<style>%s</style></head><body><main>\n", style);
	for (i = 0; i < t->n; i++) {
		const struct block *x = &t->block[i];

		if (list != (x->kind == BLOCK_ITEM)) {
			buf_puts(out, list ? "</ul>\n" : "<ul>\n");
			list = !list;
		}
		switch (x->kind) {
		case BLOCK_HEADING:
			element(out, x->level == 1 ? "h1" : x->level == 2 ?
			    "h2" : "h3", "", x->text);
			buf_putc(out, '\n');
			break;
		case BLOCK_TEXT:
			element(out, "p", "", x->text);
			buf_putc(out, '\n');
			break;
		case BLOCK_ITEM:
			element(out, "li", "", x->text);
			buf_putc(out, '\n');
			break;
		case BLOCK_TABLE:
			table(out, x);
			break;
		case BLOCK_BARS:
			bars(out, x);
			break;
		}
	}
	buf_puts(out, list ? "</ul>\n</main></body></html>\n" :
	    "</main></body></html>\n");
}
