/*
 * What if: every point of the grid, for who moves the sliders; what one change
 * would do, as a table for everybody.  The script computes nothing: each
 * figure it shows is a cell of the table of points.
 */
#include "report/report_what_if.h"

#include <math.h>

#include "base/num.h"
#include "prove/what_if.h"
#include "report/report_ctx.h"

/* ---- figures ---- */

static const char *
cost_text(struct arena *a, const struct what_if_point *p)
{
	return !p->feasible ?
	    "\u2013" :
	    num_money_shown(a, p->cents, p->low_cents < p->high_cents);
}

static const char *
time_text(struct arena *a, const struct what_if_point *p, double s)
{
	/* nothing takes no time: there is no VM */
	return !p->feasible || s == 0 ? "\u2013" :
	    s > 0                     ? num_time_pretty(a, s) :
	                                "impossible";
}

/* against the proposal: "+12 %" */
static const char *
percent(struct arena *a, double now, double was)
{
	double share = was > 0 ? 100 * (now / was - 1) : 0;

	if (share == 0)
		return "same";
	if (fabs(share) < 0.95)
		return str_fmt(a, "%s%.1f %%", share < 0 ? "\u2212" : "+",
		    fmax(fabs(share), 0.1));
	return str_fmt(a, "%s%.0f %%", share < 0 ? "\u2212" : "+", fabs(share));
}

static const char *
cost_change(struct arena *a, const struct what_if_point *p,
    const struct what_if_point *base)
{
	int64_t c = p->cents - base->cents;

	if (!p->feasible)
		return "\u2013";
	if (c == 0)
		return "same";
	return str_fmt(a, "%s%s (%s)", c < 0 ? "\u2212" : "+",
	    num_money_shown(a, c < 0 ? -c : c, p->low_cents < p->high_cents),
	    percent(a, (double)p->cents, (double)base->cents));
}

static const char *
change(struct arena *a, const struct what_if_point *p, double now, double was)
{
	if (!p->feasible || now < 0 || was < 0)
		return "\u2013";
	return percent(a, now, was);
}

static const char *
switches_text(struct arena *a, const struct what_if_point *p,
    const struct what_if_point *base)
{
	long long more = (long long)p->nswitches - (long long)base->nswitches;

	if (!p->feasible)
		return "\u2013";
	if (more == 0)
		return str_fmt(a, "%zu", p->nswitches);
	return str_fmt(a, "%zu (%s%lld)", p->nswitches,
	    more < 0 ? "\u2212" : "+", more < 0 ? -more : more);
}

static const char *
design_text(struct arena *a, const struct what_if_point *p,
    const struct what_if_point *base)
{
	if (!p->feasible)
		return str_fmt(a, "no design: %s", p->why);
	return p != base && str_eq(p->what, base->what) ? "as proposed" :
	                                                  p->what;
}

/* ---- the table of single changes ---- */

static void
single(struct report_ctx *k, const char *what, const char *value,
    const struct what_if_point *p, const struct what_if_point *base)
{
	tree_cell_as(k->t, CELL_NAME, what, NULL);
	tree_cell(k->t, value);
	tree_cell_as(k->t, CELL_NUMBER, cost_text(k->a, p), NULL);
	tree_cell_as(k->t, CELL_NUMBER,
	    p == base ? "" :
	                change(k->a, p, (double)p->cents, (double)base->cents),
	    NULL);
	tree_cell_as(k->t, CELL_NUMBER, time_text(k->a, p, p->drain_s), NULL);
	tree_cell_as(k->t, CELL_NUMBER,
	    p == base ? "" : change(k->a, p, p->drain_s, base->drain_s), NULL);
	tree_cell_as(k->t, CELL_NUMBER, switches_text(k->a, p, base), NULL);
	tree_cell(k->t, design_text(k->a, p, base));
}

/* the same points, models by their names */
static const struct what_if *
named(const struct report_ctx *k, const struct what_if *w)
{
	struct what_if *x = NEW(k->a, struct what_if, 1);

	*x = *w;
	x->point = NEW(k->a, struct what_if_point, w->npoint + 1);
	for (size_t i = 0; i < w->npoint; i++) {
		x->point[i] = w->point[i];
		x->point[i].what = report_named(k, w->point[i].what);
		x->point[i].why = report_named(k, w->point[i].why);
	}
	x->base = &x->point[w->base - w->point];
	return x;
}

/* "other drain targets, budgets": the axes along which something changes */
static const char *
what_varies(struct arena *a, const struct what_if *w)
{
	static const char *const of[WHAT_IF_AXES] = {
		[WHAT_IF_DRAIN] = "other drain targets",
		[WHAT_IF_BUDGET] = "other budgets",
		[WHAT_IF_HOSTS] = "more hosts",
		[WHAT_IF_ONCE] = "other numbers of concurrent migrations",
		[WHAT_IF_PRICES] = "prices at either end of their ranges",
	};
	struct buf b = buf_new(a);

	for (size_t i = 0; i < WHAT_IF_AXES; i++)
		if (w->axis[i].n > 1)
			buf_printf(&b, "%s%s", b.len > 0 ? ", " : "", of[i]);
	return b.len > 0 ? b.text : "";
}

void
report_what_if(struct report_ctx *k)
{
	const struct what_if *w = k->why != NULL ? k->why->what_if : NULL;

	if (w == NULL)
		return;
	w = named(k, w);
	tree_heading(k->t, 2, "What if");
	tree_text(k->t,
	    str_fmt(k->a,
	        "%zu changed sites were solved and simulated like this one: %s."
	        "%s",
	        w->npoint, what_varies(k->a, w),
	        w->axis[WHAT_IF_HOSTS].n > 1 ?
	            " More hosts means the same VMs spread over more of them." :
	            ""));
	if (w->advice != NULL)
		tree_text(k->t,
		    str_fmt(k->a, "On the new network, %s.", w->advice));
	/* before the table, so that they are on the first screen */
	tree_sliders(k->t, w, k->g->model->currency);
	tree_table(k->t, "One change, all else as proposed",
	    str_fmt(k->a,
	        "Changed|To|Cost (%s)|Cost change|Longest drain|Drain change|"
	        "Switches|Design",
	        k->g->model->currency));
	single(k, "Nothing: the proposal", "", w->base, w->base);
	for (size_t i = 0; i < WHAT_IF_AXES; i++)
		for (size_t v = 0; v < w->axis[i].n; v++)
			if (v != w->axis[i].base)
				single(k, w->axis[i].title,
				    w->axis[i].value[v].label,
				    what_if_beside(w, (enum what_if_which)i, v),
				    w->base);
}

/* ---- the sliders ---- */

const char report_what_if_style[] =
    ".sliders{border:1px solid #8d8d8d;border-radius:6px;padding:.8rem 1rem;"
    "margin:1rem 0;max-width:46rem}.sliders label{display:grid;"
    "grid-template-columns:10rem 1fr;gap:.1rem .8rem;margin:.5rem 0}"
    ".sliders label input{width:100%;margin:0}.sliders label output{"
    "grid-column:2;font-size:.9rem;overflow-wrap:anywhere}"
    ".sliders dl{display:grid;grid-template-columns:repeat(auto-fit,"
    "minmax(8.5rem,1fr));gap:.6rem;margin:.8rem 0}.sliders dl div{margin:0}"
    ".sliders dt{font-size:.88rem}.sliders dd{margin:0;font-size:1.15rem;"
    "font-weight:650}.sliders dd+dd{font-size:.88rem;font-weight:400}"
    ".sliders p{overflow-wrap:anywhere}.sliders button{font:inherit;"
    "padding:.2rem .8rem}details.points{margin:.8rem 0}"
    "@media (max-width:40rem){.sliders label{grid-template-columns:1fr}"
    ".sliders label output{grid-column:1}}"
    "@media print{.sliders,details.points{display:none}}";

/* cells of a point's row, after those of its axes */
static const char *const column[] = { "Cost", "Change", "Longest drain",
	"Change", "Rolling maintenance", "Change", "Switches", "Design" };

/* reads the row of the sliders' places, and shows its cells */
static const char script[] =
    "(function(){var box=document.querySelector('.sliders'),rows={},i,"
    "sl=box.querySelectorAll('input'),out=box.querySelectorAll('[data-cell]'),"
    "site=box.querySelector('[data-site]'),"
    "tr=document.querySelectorAll('.points tr[data-at]');"
    "for(i=0;i<tr.length;i++)rows[tr[i].getAttribute('data-at')]=tr[i];"
    "function option(s){return s.list.options[+s.value]}"
    "function show(){var at=[],said=[],i,o,row,c;"
    "for(i=0;i<sl.length;i++){o=option(sl[i]);at.push(sl[i].value);"
    "sl[i].setAttribute('aria-valuetext',o.label);"
    "sl[i].parentNode.querySelector('output').textContent=o.label;"
    "c=o.getAttribute('data-said');if(c)said.push(c)}"
    "row=rows[at.join(' ')];for(i=0;i<out.length;i++)out[i].textContent="
    "row.cells[sl.length+ +out[i].getAttribute('data-cell')].textContent;"
    "site.textContent=said.length?'In the site file: '+said.join('; '):"
    "'This is the proposal.'}"
    "for(i=0;i<sl.length;i++)sl[i].addEventListener('input',show);"
    "box.addEventListener('reset',function(){setTimeout(show,0)});"
    "box.hidden=false;show()})()";

static void
escaped(struct buf *b, const char *before, const char *text, const char *after)
{
	buf_puts(b, before);
	svg_xml_escape(b, text);
	buf_puts(b, after);
}

static void
slider(struct buf *b, const struct what_if_axis *x, size_t nth)
{
	escaped(b, "<label><span>", x->title, "</span>");
	buf_printf(b,
	    "<input type=\"range\" min=\"0\" max=\"%zu\" step=\"1\" "
	    "value=\"%zu\" list=\"what-if-%zu\"><output></output>"
	    "<datalist id=\"what-if-%zu\">",
	    x->n - 1, x->base, nth, nth);
	for (size_t i = 0; i < x->n; i++) {
		buf_printf(b, "<option value=\"%zu\" label=\"", i);
		svg_xml_escape(b, x->value[i].label);
		buf_puts(b, i == x->base ? " (proposed)" : "");
		escaped(b, "\" data-said=\"",
		    x->value[i].said != NULL ? x->value[i].said : "",
		    "\"></option>");
	}
	buf_puts(b, "</datalist></label>\n");
}

static void
shown(struct buf *b, const char *label, int value, int change)
{
	escaped(b, "<div><dt>", label, "</dt>");
	buf_printf(b, "<dd data-cell=\"%d\"></dd>", value);
	if (change >= 0)
		buf_printf(b, "<dd data-cell=\"%d\"></dd>", change);
	buf_puts(b, "</div>");
}

static void
form(struct buf *b, const struct what_if *w, const char *currency)
{
	buf_puts(b, "<form class=\"sliders\" hidden aria-label=\"What if\">\n");
	for (size_t i = 0; i < WHAT_IF_AXES; i++)
		if (w->axis[i].n > 1)
			slider(b, &w->axis[i], i);
	buf_puts(b, "<dl aria-live=\"polite\">");
	shown(b, str_fmt(b->a, "Cost (%s)", currency), 0, 1);
	shown(b, "Longest drain", 2, 3);
	shown(b, "Rolling maintenance", 4, 5);
	shown(b, "Switches", 6, -1);
	buf_puts(b,
	    "</dl>\n<p data-cell=\"7\"></p><p data-site></p>"
	    "<button type=\"reset\">Back to the proposal</button></form>\n");
}

static void
cell(struct buf *b, const char *text, bool number)
{
	escaped(b, number ? "<td class=\"num\">" : "<td>", text, "</td>");
}

static void
row(struct buf *b, const struct what_if *w, const struct what_if_point *p)
{
	const struct what_if_point *base = w->base;
	const char *between = "";

	buf_puts(b, "<tr data-at=\"");
	for (size_t i = 0; i < WHAT_IF_AXES; i++)
		if (w->axis[i].n > 1) {
			buf_printf(b, "%s%zu", between, p->at[i]);
			between = " ";
		}
	buf_puts(b, "\">");
	for (size_t i = 0; i < WHAT_IF_AXES; i++)
		if (w->axis[i].n > 1)
			cell(b, w->axis[i].value[p->at[i]].label, false);
	cell(b, cost_text(b->a, p), true);
	cell(b, cost_change(b->a, p, base), true);
	cell(b, time_text(b->a, p, p->drain_s), true);
	cell(b, change(b->a, p, p->drain_s, base->drain_s), true);
	cell(b, time_text(b->a, p, p->rolling_s), true);
	cell(b, change(b->a, p, p->rolling_s, base->rolling_s), true);
	cell(b, switches_text(b->a, p, base), true);
	cell(b, design_text(b->a, p, base), false);
	buf_puts(b, "</tr>\n");
}

void
report_what_if_html(struct buf *b, const struct what_if *w,
    const char *currency)
{
	const char *caption = str_fmt(b->a, "All %zu points", w->npoint);

	form(b, w, currency);
	escaped(b, "<details class=\"points\"><summary>", caption,
	    " as a table</summary><div class=\"scroll\" tabindex=\"0\" "
	    "role=\"region\" aria-label=\"");
	escaped(b, "", caption, "\"><table>\n<caption>");
	escaped(b, "", caption, "; costs in ");
	escaped(b, "", currency, "</caption><thead><tr>");
	for (size_t i = 0; i < WHAT_IF_AXES; i++)
		if (w->axis[i].n > 1)
			escaped(b, "<th scope=\"col\">", w->axis[i].title,
			    "</th>");
	for (size_t i = 0; i < sizeof column / sizeof column[0]; i++)
		escaped(b,
		    i < 7 ? "<th scope=\"col\" class=\"num\">" :
		            "<th scope=\"col\">",
		    column[i], "</th>");
	buf_puts(b, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < w->npoint; i++)
		row(b, w, &w->point[i]);
	buf_printf(b, "</tbody></table></div></details>\n<script>%s</script>\n",
	    script);
}
