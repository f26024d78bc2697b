#include "ready/worksheet.h"

#include "base/num.h"
#include "order/order.h"
#include "report/tree.h"

/* one label: A4 in three columns of eleven */
#define SHEET_LABELS 33
/* a line of it: names are cut in the middle, none is broken */
#define LINE_PX 205

static const char style[] =
    "body{font:16px/1.4 system-ui,\"Segoe UI\",\"DejaVu Sans\",sans-serif;"
    "max-width:56rem;margin:0 auto;padding:.8rem;color:#1b1b1b;background:#fff}"
    "h1{font-size:1.4rem;margin:.3rem 0}p{margin:.4rem 0}"
    "button{font:inherit;padding:.5rem .8rem;border:1px solid #6b6b6b;"
    "border-radius:6px;background:#e6e6e1;color:#1b1b1b}"
    ".bar{position:sticky;top:0;background:#fff;padding:.4rem 0;display:flex;"
    "gap:.8rem;align-items:center;border-bottom:2px solid #767676}"
    "ol{list-style:none;margin:0;padding:0}"
    "li{display:grid;grid-template-columns:7rem 1fr 13rem;gap:.2rem .8rem;"
    "padding:.5rem 0;border-bottom:1px solid #c9c9c9;align-items:center}"
    "li.done{background:#e4f1e0}.id{font-weight:700;white-space:nowrap}"
    ".ends{overflow-wrap:anywhere}.what{font-size:.85rem;color:#4a4a4a}"
    "input[type=checkbox]{width:1.4rem;height:1.4rem;vertical-align:middle}"
    "input[type=text]{font:inherit;width:4rem;padding:.3rem}"
    ".r{white-space:nowrap}.r button{padding:.3rem .5rem}"
    "@media (max-width:40rem){li{grid-template-columns:6.5rem 1fr}"
    ".r{grid-column:2}}"
    "@media screen and (prefers-color-scheme:dark){body,.bar{color:#ececec;"
    "background:#161616}.what{color:#bdbdbd}li.done{background:#28451c}"
    "button{background:#2e2f33;color:#ececec}}"
    "@media print{@page{size:A4;margin:14mm;@bottom-right{font:8pt sans-serif;"
    "content:counter(page)\" / \"counter(pages)}}html{font-size:9.5pt}"
    "body{font-size:1rem;padding:0;max-width:none}button{display:none}.bar{position:static}"
    "li{break-inside:avoid;padding:.25rem 0;grid-template-columns:24mm 1fr "
    "40mm}}";

/* no network, no library; what is kept is kept under one name a site, so that
 * the pages of all racks save one file */
static const char script[] =
    "(function(){'use strict';"
    "var key='eastwest '+document.body.dataset.site,kept={};"
    "try{kept=JSON.parse(localStorage.getItem(key))||{};}catch(e){kept={};}"
    "var rows=[].slice.call(document.querySelectorAll('li'));"
    "function keep(){try{localStorage.setItem(key,JSON.stringify(kept));}"
    "catch(e){}}"
    "function show(){var n=0;rows.forEach(function(r){var d="
    "r.querySelector('input[type=checkbox]').checked;"
    "r.classList.toggle('done',d);n+=d?1:0;});"
    "document.getElementById('count').textContent=n+' of '+rows.length+"
    "' links plugged';}"
    "rows.forEach(function(r){var id=r.dataset.id,"
    "tick=r.querySelector('input[type=checkbox]'),"
    "got=r.querySelector('input[type=text]'),up=r.querySelector('button'),"
    "x=kept[id]||{};"
    "tick.checked=!!x.tick;if(got)got.value=x.result||'';"
    "function store(){kept[id]={tick:tick.checked,test:r.dataset.test,"
    "result:got?got.value.trim().replace(',','.'):''};keep();show();}"
    "tick.addEventListener('change',store);"
    "if(got)got.addEventListener('input',store);"
    "if(up){up.hidden=false;up.addEventListener('click',function(){"
    "got.value=r.dataset.must;store();});}});"
    "var save=document.getElementById('save');save.hidden=false;"
    "save.addEventListener('click',function(){var out='id,result\\r\\n';"
    "Object.keys(kept).sort().forEach(function(k){var x=kept[k];"
    "if(x.test&&/^[0-9]+([.][0-9]+)?$/.test(x.result))"
    "out+='\"'+x.test.replace(/\"/g,'\"\"')+'\",'+x.result+'\\r\\n';});"
    "var a=document.createElement('a');"
    "a.href=URL.createObjectURL(new Blob([out],{type:'text/csv'}));"
    "a.download='results.csv';document.body.appendChild(a);a.click();"
    "a.remove();});show();})();";

static void
head(struct buf *b, const char *title, const char *css)
{
	buf_puts(b,
	    "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
	    "<meta name=\"viewport\" content=\"width=device-width,"
	    "initial-scale=1\"><meta name=\"color-scheme\" content=\"light "
	    "dark\"><title>");
	svg_xml_escape(b, title);
	buf_printf(b, "</title>\n<style>%s</style></head>", css);
}

/* ---- cut sheets ---- */

/* "ew1 U42 port 3 (optic)" */
static const char *
end_words(struct arena *a, const struct design *g, const struct dend *e,
    bool rack)
{
	struct buf b = buf_new(a);
	size_t unit = order_unit(g, e);
	const char *where = order_rack_name(g, e);

	if (rack && where[0] != '\0')
		buf_printf(&b, "%s ", where);
	if (unit > 0)
		buf_printf(&b, "U%zu ", unit);
	buf_printf(&b, "%s", e->device);
	if (e->port_name[0] != '\0')
		buf_printf(&b, " %s", e->port_name);
	if (e->optic[0] != '\0')
		buf_printf(&b, " (%s)", e->optic);
	return b.text;
}

static void
cable_row(struct buf *b, const struct plug *p)
{
	struct arena *a = b->a;
	const struct dlink *l = &p->g->link[p->link];
	const char *test = acceptance_link_id(a, l);
	const char *must = acceptance_link_must(a, l);

	buf_puts(b, "<li data-id=\"");
	svg_xml_escape(b, l->id);
	buf_puts(b, "\" data-test=\"");
	svg_xml_escape(b, test != NULL ? test : "");
	buf_printf(b,
	    "\" data-must=\"%s\"><label class=\"id\"><input "
	    "type=\"checkbox\"> ",
	    must);
	svg_xml_escape(b, design_cable_id(a, l));
	buf_puts(b, "</label><span class=\"ends\">");
	svg_xml_escape(b, end_words(a, p->g, p->here, false));
	buf_puts(b, " \u2192 ");
	svg_xml_escape(b, end_words(a, p->g, p->there, p->stage == 1));
	buf_puts(b, " <span class=\"what\">");
	svg_xml_escape(b,
	    str_fmt(a, "%s%s%s, %s%s%s", l->cable->family,
	        l->cable->colour != NULL ? " " : "",
	        l->cable->colour != NULL ? l->cable->colour : "",
	        num_text(a, l->cable->length[l->length].mm, UNIT_LENGTH),
	        l->fibre != NULL ? " to " : "", design_link_fibre(a, l)));
	buf_puts(b, "</span></span>");
	if (test != NULL)
		buf_printf(b,
		    "<span class=\"r\"><label>Gbit/s <input type=\"text\" "
		    "inputmode=\"decimal\"></label> <button type=\"button\" "
		    "hidden>up at %s</button></span>",
		    must);
	buf_puts(b, "</li>\n");
}

static void
cutsheet(struct arena *a, const struct design *g, size_t rack,
    struct fileset *out)
{
	size_t n;
	const struct plug *p = order_plugs(a, g, rack, &n);
	const char *name = g->model->rack[rack].name;
	struct buf b = buf_new(a);
	size_t *link = NEW(a, size_t, n + 1), cables;

	if (n == 0)
		return;
	for (size_t i = 0; i < n; i++)
		link[i] = p[i].link;
	cables = design_cables_of(g, link, n);
	head(&b, str_fmt(a, "Rack %s: cables", name), style);
	buf_puts(&b, "<body data-site=\"");
	svg_xml_escape(&b, g->model->site);
	buf_puts(&b, "\"><main><h1>");
	/* a breakout cable makes several links, each a line */
	svg_xml_escape(&b,
	    str_fmt(a, "Rack %s: %s%s", name, str_count(a, cables, "cable"),
	        n > cables ? str_fmt(a, ", %s", str_count(a, n, "link")) : ""));
	buf_puts(&b,
	    "</h1>\n"
	    "<p>In working order: within the rack from top to bottom, then to "
	    "other racks. Tick a line when both ends are plugged and "
	    "labelled; enter the speed the switch shows, 0 where the link is "
	    "down.</p>\n"
	    "<div class=\"bar\"><span id=\"count\"></span><button id=\"save\" "
	    "type=\"button\" hidden>Save results</button></div>\n"
	    "<ol>\n");
	for (size_t i = 0; i < n; i++)
		cable_row(&b, &p[i]);
	buf_puts(&b,
	    "</ol>\n"
	    "<p>Entries are kept in this browser, for all racks of the site. "
	    "The saved results.csv is checked with 'eastwest accept FOLDER "
	    "results.csv'.</p></main>\n"
	    "<script>");
	buf_puts(&b, script);
	buf_puts(&b, "</script></body></html>\n");
	fileset_text(out, str_fmt(a, "cutsheets/%s.html", name), &b);
}

/* ---- labels ---- */

static const char label_style[] =
    "body{font:8pt/1.25 \"DejaVu Sans\",Arial,sans-serif;margin:0;color:#000;"
    "background:#fff}p{padding:.5rem;font-size:1rem}"
    ".sheet{display:grid;grid-template-columns:repeat(3,70mm);grid-auto-rows:"
    "25.4mm;width:210mm;padding-top:8.8mm;break-after:page}"
    ".l{box-sizing:border-box;padding:1.5mm 4mm;overflow:hidden;"
    "overflow-wrap:anywhere}.l b{font-size:13pt;display:block}"
    ".l small{font-size:6.5pt}"
    "@media screen{.l{border:1px dotted #8d8d8d}}"
    "@media print{@page{size:A4;margin:0}p{display:none}}";

static void
label_cell(struct buf *b, const struct label *x)
{
	struct arena *a = b->a;

	buf_puts(b, "<div class=\"l\"><b>");
	svg_xml_escape(b, x->cable);
	buf_puts(b, "</b>");
	svg_xml_escape(b, svg_name_clip(a, "s", x->near, LINE_PX));
	buf_puts(b, "<br>to ");
	svg_xml_escape(b,
	    svg_name_clip(a, "s",
	        x->far[0] != '\0' ? x->far : "outside this design",
	        LINE_PX - 18));
	buf_puts(b, "<br><small>");
	svg_xml_escape(b,
	    svg_name_clip(a, "s",
	        str_fmt(a, "%s, %s %s",
	            x->panel != NULL ? x->link->fibre->name : x->end->device,
	            x->link->cable->family,
	            num_text(a, x->link->cable->length[x->link->length].mm,
	                UNIT_LENGTH)),
	        LINE_PX));
	buf_puts(b, "</small></div>\n");
}

static void
label_sheets(struct arena *a, const struct design *g, struct fileset *out)
{
	size_t n;
	const struct label *x = order_labels(a, g, &n);
	struct buf b = buf_new(a);

	head(&b, str_fmt(a, "%s: cable labels", g->model->site), label_style);
	buf_puts(&b, "<body><p>");
	svg_xml_escape(&b,
	    str_fmt(a,
	        "%zu labels, two for each cable, %d on a sheet of A4 in three "
	        "columns of 70 x 25.4 mm: print at 100 %%, without margins. "
	        "labels.csv has the same for a label printer.",
	        n, SHEET_LABELS));
	buf_puts(&b, "</p>\n");
	for (size_t i = 0; i < n; i++) {
		if (i % SHEET_LABELS == 0)
			buf_printf(&b, "%s<div class=\"sheet\">\n",
			    i > 0 ? "</div>\n" : "");
		label_cell(&b, &x[i]);
	}
	buf_printf(&b, "%s</body></html>\n", n > 0 ? "</div>\n" : "");
	fileset_text(out, "labels.html", &b);
}

void
worksheets_write(struct arena *a, const struct design *g, struct fileset *out)
{
	for (size_t i = 0; i < g->model->nrack; i++)
		cutsheet(a, g, i, out);
	label_sheets(a, g, out);
}
