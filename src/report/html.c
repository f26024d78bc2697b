/*
 * The report's tree as one HTML file: no network, no script but that of the
 * sliders (report_what_if.h), prints on A4, dark
 * where the reader's system is, tables with captions and scopes, drawings with
 * title and description.
 */
#include <string.h>

#include "report/report_what_if.h"
#include "report/tree.h"

/* a table of no more rows, head included, stays on one page of paper: fewer
 * where a cell is a sentence */
enum {
	SHORT_ROWS = 9,
	FEW_ROWS = 6,
	LONG_WORD = 28,
	WIDE_COLUMNS = 5,
	CARD_ROWS = 16,
	SENTENCE = 60,
	PHRASE = 24
};

static const char style[] =
    "body{font:16px/1.5 system-ui,\"Segoe UI\",\"DejaVu Sans\",sans-serif;"
    "max-width:66rem;margin:0 auto;padding:1rem;color:#1b1b1b;background:#fff}"
    "a{color:#0b57a4}h1{font-size:1.75rem;line-height:1.25;margin:.5rem 0 1rem}"
    "h2{font-size:1.35rem;margin:2.4rem 0 .8rem;border-bottom:2px solid #767676}"
    "h3{font-size:1.1rem;margin:1.8rem 0 .5rem}p{max-width:46rem;margin:.6rem 0;"
    "unicode-bidi:plaintext}"
    "li{max-width:46rem;margin:.2rem 0}nav{font-size:.9rem;margin:.5rem 0 1rem}"
    "nav a{margin-right:1.1rem}"
    ".facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(11.2rem,1fr));"
    "gap:.7rem;margin:1rem 0}.fact{border:1px solid #8d8d8d;border-radius:6px;"
    "padding:.6rem .8rem;margin:0}.fact dt{font-size:.88rem}.fact dd{margin:0}"
    ".fact .v{font-size:1.3rem;font-weight:650;line-height:1.3}"
    ".fact .n{font-size:.85rem;color:#4a4a4a}"
    ".scroll{overflow-x:auto;margin:.6rem 0 1.3rem}"
    /* a shade where there is more to the side: a ground that scrolls along
     * covers it at the ends */
    "@media screen{.scroll{background:linear-gradient(to right,#fff 40%,#fff0),"
    "linear-gradient(to left,#fff 40%,#fff0) 100% 0,"
    "linear-gradient(to right,#0004,#0000),"
    "linear-gradient(to left,#0004,#0000) 100% 0;background-repeat:no-repeat;"
    "background-size:2.5rem 100%,2.5rem 100%,.7rem 100%,.7rem 100%;"
    "background-attachment:local,local,scroll,scroll}}"
    "table{border-collapse:collapse;font-size:.87rem;line-height:1.4}"
    "caption{text-align:left;font-weight:600;padding:.3rem 0}"
    "th,td{text-align:left;vertical-align:top;padding:.25rem .8rem .25rem 0;"
    "border-bottom:1px solid #c9c9c9;unicode-bidi:isolate;overflow-wrap:break-word;"
    "max-width:28rem}td:last-child:not(.num){min-width:9rem}"
    "tbody th{font-weight:500;min-width:6.5rem;max-width:14rem}td.num,th.num{text-align:right}"
    ".k{white-space:nowrap}td.num,td.k{white-space:nowrap;font-variant-numeric:tabular-nums}"
    "td.good{color:#1d6b2f;font-weight:600}td.bad{color:#a3171e;font-weight:700}"
    "figure{margin:1rem 0}figcaption{font-size:.9rem;color:#4a4a4a}"
    "figure .scroll{margin:0}svg{display:block;max-width:100%;height:auto}"
    "figure.wide svg{min-width:46rem}figure.chart svg{min-width:44rem}"
    "figure.half{display:inline-block;vertical-align:top;width:calc(50% - 1.5rem);"
    "min-width:min(20rem,100%);margin:.6rem 1.2rem .6rem 0}figure.half svg{width:100%}"
    /* what would leave half a row empty has the text after it beside it */
    "figure.beside{float:left}figure.beside~.scroll,figure.beside~h2,"
    "figure.beside~h3{clear:both}"
    "figure.beside+ul,figure.beside+p,figure.beside+ul+p{display:flow-root}"
    ".lead{font-size:1.1rem;font-weight:600;max-width:52rem}"
    "figure.rack{display:inline-block;max-width:calc(100% - .8rem);margin:.4rem .8rem .4rem 0}"
    "figure.rack svg{max-width:none}"
    "@media screen and (prefers-color-scheme:dark){"
    "body{color:#ececec;background:#161616}a{color:#8ec2f5}"
    ".scroll{background-image:linear-gradient(to right,#161616 40%,#16161600),"
    "linear-gradient(to left,#161616 40%,#16161600),"
    "linear-gradient(to right,#fff5,#fff0),linear-gradient(to left,#fff5,#fff0)}"
    ".fact{border-color:#8a8a8a}.fact .n,figcaption{color:#bdbdbd}"
    "th,td{border-color:#4d4d4d}td.good{color:#83d49a}td.bad{color:#ff9c9c}}"
    "@media (max-width:40rem){body{padding:.7rem}h1{font-size:1.4rem}"
    "table.many{min-width:64rem}"
    "figure.half{width:100%;margin-right:0}figure.beside{float:none}}"
    /* many columns: a row becomes a card, each cell with its heading */
    "@media screen and (max-width:40rem){table.cards,.cards caption,.cards tbody,"
    ".cards tr{display:block}.cards thead{display:none}"
    ".cards tr{border-bottom:1px solid #8d8d8d;padding:.45rem 0}"
    ".cards th,.cards td,.cards td:last-child{display:grid;min-width:0;max-width:none;"
    "grid-template-columns:minmax(0,9rem) minmax(0,1fr);gap:.8rem;border:0;"
    "padding:.08rem 0;text-align:left;white-space:normal;overflow-wrap:anywhere}"
    ".cards tbody th{display:block;font-weight:650}"
    ".cards td:empty{display:none}.cards td::before{content:attr(data-h)}}";

static const char style_print[] =
    "@media print{@page{size:A4;margin:16mm 14mm}@page broad{size:A4 landscape}"
    "figure.broad{page:broad}"
    "html{font-size:9.5pt}body{font-size:1rem;line-height:1.4;max-width:none;"
    "padding:0}h2{margin:1.2rem 0 .5rem}h3{margin:.7rem 0 .25rem}p,li{max-width:none;"
    "margin:.35rem 0}table.short{break-inside:avoid}a{color:inherit;"
    "text-decoration:none}nav{font-size:8.5pt}nav::before{content:\"Contents: \"}"
    "nav a::after{content:\"\\00a0\" attr(data-page);display:inline-block;"
    "min-width:1.6em}nav a{margin-right:.6rem}"
    "h1{font-size:16pt;margin:.2rem 0 .4rem}nav{margin:.2rem 0 .5rem}h2{font-size:14pt}h3{font-size:11pt}"
    "h2.first{margin-top:.6rem}h1,h2,h3,caption,thead{break-after:avoid}"
    /* racks side by side are no lines of text: each may begin a page */
    "body{orphans:1;widows:1}p,li,td{orphans:3;widows:3}p:has(+ul){break-after:avoid}"
    "thead{display:table-header-group}tr,figure,.fact{break-inside:avoid}"
    ".lead{font-size:11pt}.facts{grid-template-columns:repeat(auto-fit,"
    "minmax(32mm,1fr));margin:.6rem 0}.fact{padding:.3rem .5rem}"
    ".fact .v{font-size:11pt}.fact dt,.fact .n{font-size:8pt}"
    ".scroll{overflow:visible;margin:.3rem 0 .6rem}"
    "figure{margin:.4rem 0}table{font-size:8pt}.w{overflow-wrap:anywhere}"
    "th,td{max-width:none;padding-top:.12rem;padding-bottom:.12rem;"
    "padding-right:2.5mm}"
    /* switches of an alternative, beside why it was ruled out */
    "td:nth-child(2):nth-last-child(4){min-width:36mm}figure.wide svg,figure.chart svg{min-width:0;"
    "max-height:225mm}"
    "figure.rack{width:37%;margin:0 1% 0 0}figure.rack.rear{width:59%}"
    "figure.rack svg{max-width:100%;max-height:215mm}"
    "figure.rack figcaption,figure.ports figcaption{display:none}"
    "table.long{line-height:1.25}"
    "figure.half{width:46%;margin:.3rem 3% .3rem 0}"
    "figure.half svg{max-height:70mm}figure.beside{margin-right:4%}"
    "figure.wide.broad svg{max-height:150mm}}";

/* a header and page numbers on paper; any character as CSS may have it */
static void
page_margins(struct buf *b, const char *title)
{
	size_t len = strlen(title), k;
	uint32_t cp;

	buf_puts(b,
	    "@media print{@page{@bottom-right{font:8pt sans-serif;content:"
	    "counter(page)\" / \"counter(pages)}@top-left{font:8pt "
	    "sans-serif;content:\"");
	for (; len > 0; title += k, len -= k) {
		k = str_utf8_next(title, len, &cp);
		if (cp == UTF8_BAD)
			continue;
		if ((cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') ||
		    (cp >= 'A' && cp <= 'Z') || cp == ' ')
			buf_putc(b, (char)cp);
		else
			buf_printf(b, "\\%lx ", (unsigned long)cp);
	}
	buf_puts(b, "\"}}}");
}

/* ---- text that breaks where a reader expects it ---- */

/* how far a word goes, up to the next blank */
static size_t
word_length(const char *s)
{
	return strcspn(s, " ");
}

/* "10", "1,234.50", "(2" */
static bool
is_number(const char *s, size_t n)
{
	n -= n > 0 && *s == '(';
	s += *s == '(';
	return n > 0 && *s >= '0' && *s <= '9' &&
	    strspn(s, "0123456789.,") >= n;
}

/* is it one of them, whatever follows it: "min", "s)," */
static bool
is_one_of(const char *s, size_t n, const char *const *list)
{
	size_t k;

	while (n > 0 && strchr(",.;:)", s[n - 1]) != NULL)
		n--;
	for (size_t i = 0; list[i] != NULL; i++) {
		k = strlen(list[i]);
		if (k == n && strncmp(s, list[i], n) == 0)
			return true;
	}
	return false;
}

/* "EUR 40", "75 %", "1 h 30 min": not parted at the end of a line */
static bool
stays_together(const char *word, size_t n, const char *next, size_t nnext)
{
	static const char *const unit[] = { "%", "s", "ms", "min", "h", "d",
		"m", "W", "kB", "MB", "GB", "TB", "MiB", "GiB", "TiB", "Mbit/s",
		"Gbit/s", "MB/s", "GB/s", "MWh", "V", NULL };
	static const char *const first[] = { "d", "h", "min", NULL };
	size_t i;

	if (is_number(word, n) && strchr(",;:)", word[n - 1]) == NULL &&
	    is_one_of(next, nnext, unit))
		return true;
	if (!(nnext > 0 && *next >= '0' && *next <= '9'))
		return false;
	for (i = 0; i < n && word[i] >= 'A' && word[i] <= 'Z'; i++)
		continue;
	return (i == 3 && n == 3) ||
	    (strchr(",;:)", word[n - 1]) == NULL && is_one_of(word, n, first));
}

/* a name or an option is not broken at a hyphen of its own */
static bool
is_hyphened(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n && s[i] != '-'; i++)
		continue;
	return i < n && n > 1 && n <= LONG_WORD;
}

/* prose: of running text, where there is room for a word; not of cells */
static void
flow(struct buf *b, const char *s, bool prose)
{
	size_t n, next;

	for (; *s != '\0'; s += n) {
		n = word_length(s);
		if (prose && is_hyphened(s, n)) {
			buf_puts(b, "<span class=\"k\">");
			svg_xml_escape(b, str_dup(b->a, s, n));
			buf_puts(b, "</span>");
		} else if (n > 0) {
			svg_xml_escape(b, str_dup(b->a, s, n));
		}
		if (s[n] == '\0')
			break;
		next = word_length(s + n + 1);
		buf_puts(b,
		    n > 0 && stays_together(s, n, s + n + 1, next) ? "\u00a0" :
		                                                     " ");
		n++;
	}
}

static void
element(struct buf *b, const char *tag, const char *attribute, const char *text)
{
	buf_printf(b, "<%s%s>", tag, attribute);
	flow(b, text, strcmp(tag, "p") == 0);
	buf_printf(b, "</%s>", tag);
}

static void
linked(struct buf *b, const char *text, const char *href, bool prose)
{
	if (href == NULL) {
		flow(b, text, prose);
		return;
	}
	buf_puts(b, "<a href=\"");
	svg_xml_escape(b, href);
	buf_puts(b, "\">");
	flow(b, text, prose);
	buf_puts(b, "</a>");
}

static void
head_row(struct buf *b, const struct block *x)
{
	buf_puts(b, "<thead><tr>");
	for (size_t k = 0; k < x->columns; k++) {
		size_t below = x->columns + k;

		element(b, "th",
		    below < x->ncell && x->cell[below].kind == CELL_NUMBER ?
		        " scope=\"col\" class=\"num\"" :
		        " scope=\"col\"",
		    x->cell[k].text);
	}
	buf_puts(b, "</tr></thead><tbody>\n");
}

/* the longest run that no line breaks in */
static size_t
longest_word(const char *s)
{
	size_t most = 0, n;

	for (; *s != '\0'; s += n + (s[n] != '\0')) {
		n = strcspn(s, " -");
		most = n > most ? n : most;
	}
	return most;
}

/* of a date or a port's name, which is not broken at its hyphen; of what must
 * be broken somewhere on paper */
static const char *
cell_wrap(const struct cell *c)
{
	size_t n = strlen(c->text);

	if (longest_word(c->text) > LONG_WORD)
		return " w";
	return c->kind == CELL_TEXT && n > 4 && n < 14 &&
	        strchr(c->text, ' ') == NULL ?
	    " k" :
	    "";
}

/* head: of its column, where a narrow screen shows it with each cell */
static void
body_cell(struct buf *b, const struct cell *c, const char *head)
{
	static const char *const class[] = { "", " num", "", " good", " bad" };
	const char *tag = c->kind == CELL_NAME ? "th" : "td";
	const char *wrap = cell_wrap(c);

	buf_printf(b, "<%s%s", tag,
	    c->kind == CELL_NAME ? " scope=\"row\"" : "");
	if (class[c->kind][0] != '\0' || wrap[0] != '\0')
		buf_printf(b, " class=\"%s\"",
		    str_fmt(b->a, "%s%s", class[c->kind], wrap) + 1);
	if (head != NULL && c->kind != CELL_NAME) {
		buf_puts(b, " data-h=\"");
		svg_xml_escape(b, head);
		buf_puts(b, "\"");
	}
	buf_puts(b, ">");
	linked(b, c->text, c->href, false);
	buf_printf(b, "</%s>", tag);
}

/* reachable by keyboard, as it may have to be scrolled */
static void
scroll(struct buf *b, const char *label)
{
	buf_puts(b,
	    "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
	    "aria-label=\"");
	svg_xml_escape(b, label);
	buf_puts(b, "\">");
}

/* has a cell a sentence, which needs room beside the others? */
static bool
has_words(const struct block *x)
{
	for (size_t i = x->columns; i < x->ncell; i++)
		if (strlen(x->cell[i].text) > SENTENCE)
			return true;
	return false;
}

/* four columns, of figures and a phrase beside them: too wide for a phone, as
 * what is ordered, by part */
static bool
nearly_wide(const struct block *x)
{
	size_t figures = 0, phrases = 0;

	for (size_t i = x->columns; i < x->ncell; i++) {
		figures += i < 2 * x->columns && x->cell[i].kind == CELL_NUMBER;
		phrases += strlen(x->cell[i].text) > PHRASE;
	}
	return x->columns == WIDE_COLUMNS - 1 && figures > 1 && phrases > 0;
}

static void
table(struct buf *b, const struct block *x)
{
	bool words = has_words(x), wide = x->columns >= WIDE_COLUMNS;
	bool cards =
	    (wide || nearly_wide(x)) && x->ncell / x->columns <= CARD_ROWS;

	scroll(b, x->text);
	buf_printf(b, "<table class=\"%s%s\">\n",
	    x->ncell / x->columns <= (words ? FEW_ROWS : SHORT_ROWS) ? "short" :
	                                                               "long",
	    cards             ? " cards" :
	        wide && words ? " many" :
	                        "");
	element(b, "caption", "", x->text);
	head_row(b, x);
	for (size_t i = x->columns; i < x->ncell; i += x->columns) {
		buf_puts(b, "<tr>");
		for (size_t k = 0; k < x->columns && i + k < x->ncell; k++)
			body_cell(b, &x->cell[i + k],
			    cards ? x->cell[k].text : NULL);
		buf_puts(b, "</tr>\n");
	}
	buf_puts(b, "</tbody></table></div>\n");
}

static void
figure(struct buf *b, const struct block *x)
{
	const struct drawing *d = x->drawing;

	buf_printf(b, "<figure class=\"%s\">",
	    d->layout != NULL   ? d->layout :
	        d->width <= 400 ? "half" :
	        d->width > 900  ? "wide broad" :
	        d->width > 760  ? "wide" :
	                          "chart");
	scroll(b, x->text);
	svg_inline(b, d);
	buf_puts(b, "</div><figcaption>");
	linked(b, x->text, x->href, true);
	buf_puts(b, "</figcaption></figure>\n");
}

static void
fact(struct buf *b, const struct block *x)
{
	buf_puts(b, "<dl class=\"fact\">");
	element(b, "dt", "", x->label);
	element(b, "dd", " class=\"v\"", x->text);
	element(b, "dd", " class=\"n\"", x->note);
	buf_puts(b, "</dl>\n");
}

static void
heading(struct buf *b, const struct tree *t, size_t i)
{
	const struct block *x = &t->block[i];
	bool first = true;

	for (size_t k = 0; k < i; k++)
		first &=
		    t->block[k].kind != BLOCK_HEADING || t->block[k].level != 2;
	if (x->level == 1) {
		element(b, "h1", "", x->text);
	} else if (x->level == 2) {
		buf_printf(b, "<h2%s id=\"s%zu\">",
		    first ? " class=\"first\"" : "", i);
		svg_xml_escape(b, x->text);
		buf_puts(b, "</h2>");
	} else {
		element(b, "h3", "", x->text);
	}
	buf_putc(b, '\n');
}

/* to the parts, after the title */
static void
contents(struct buf *b, const struct tree *t)
{
	buf_puts(b, "<nav aria-label=\"Parts\">");
	for (size_t i = 0; i < t->n; i++)
		if (t->block[i].kind == BLOCK_HEADING &&
		    t->block[i].level == 2) {
			buf_printf(b, "<a href=\"#s%zu\" data-page=\"\">", i);
			svg_xml_escape(b, t->block[i].text);
			buf_puts(b, "</a> ");
		}
	buf_puts(b, "</nav>\n");
}

/* lists of items and rows of facts open and close around their blocks */
static void
between(struct buf *b, enum block_kind last, enum block_kind next)
{
	if (last == next)
		return;
	if (last == BLOCK_ITEM)
		buf_puts(b, "</ul>\n");
	if (last == BLOCK_FACT)
		buf_puts(b, "</div>\n");
	if (next == BLOCK_ITEM)
		buf_puts(b, "<ul>\n");
	if (next == BLOCK_FACT)
		buf_puts(b, "<div class=\"facts\">\n");
}

static void
block(struct buf *b, const struct tree *t, size_t i)
{
	const struct block *x = &t->block[i];

	switch (x->kind) {
	case BLOCK_HEADING:
		heading(b, t, i);
		if (x->level == 1)
			contents(b, t);
		break;
	case BLOCK_TEXT:
		element(b, "p", x->level == 1 ? " class=\"lead\"" : "",
		    x->text);
		buf_putc(b, '\n');
		break;
	case BLOCK_ITEM:
		buf_puts(b, "<li>");
		linked(b, x->text, x->href, true);
		buf_puts(b, "</li>\n");
		break;
	case BLOCK_FACT:
		fact(b, x);
		break;
	case BLOCK_TABLE:
		table(b, x);
		break;
	case BLOCK_FIGURE:
		figure(b, x);
		break;
	case BLOCK_SLIDERS:
		report_what_if_html(b, x->what_if, x->text);
		break;
	}
}

void
tree_html(struct buf *out, const struct tree *t)
{
	enum block_kind last = BLOCK_HEADING;

	buf_puts(out,
	    "<!DOCTYPE html>\n<html lang=\"en\"><head><meta "
	    "charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-"
	    "width,initial-scale=1\"><meta name=\"color-scheme\" content=\""
	    "light dark\">");
	element(out, "title", "", t->title);
	buf_printf(out, "\n<style>%s%s%s%s", style, style_print, svg_style,
	    report_what_if_style);
	page_margins(out, t->title);
	buf_puts(out, "</style></head><body><main>\n");
	for (size_t i = 0; i < t->n; i++) {
		between(out, last, t->block[i].kind);
		last = t->block[i].kind;
		block(out, t, i);
	}
	between(out, last, BLOCK_HEADING);
	buf_puts(out, "</main></body></html>\n");
}
