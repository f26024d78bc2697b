/* quote: a bundle's bill as a request for quotation, CSV or workbook. */
#include "base/file.h"
#include "command/command.h"
#include "input/table.h"
#include "order/quote.h"

bool
command_quote(struct run *r)
{
	const struct source *src;
	const struct table *bom;
	const struct node *design;
	struct quote_line *l;
	struct buf b = buf_new(r->a);
	struct quote_asked asked = { 0 };
	const char *data;
	size_t nbill, n, len;

	if (r->o->narg != 1)
		return command_usage(r, "a bundle's folder is expected");
	if (r->o->out == NULL)
		return command_usage(r,
		    "-o FILE.csv or -o FILE.xlsx is needed");
	if (!str_ends(r->o->out, ".csv") && !str_ends(r->o->out, ".xlsx"))
		return command_usage(r,
		    "the file's name must end in .csv or .xlsx");
	if (!fileset_recover(r->a, r->d, r->o->arg[0]))
		return true;
	src = file_read(r->a, r->d, str_fmt(r->a, "%s/bom.csv", r->o->arg[0]),
	    FILE_TABLE_MAX);
	if (src == NULL)
		diag_hint(r->d, "%s",
		    file_exists(str_fmt(r->a, "%s/plan.json", r->o->arg[0])) ?
		        "this is a plan: each of its folders phase-* is a "
		        "bundle to request quotes for" :
		        "quotes are requested for a bundle, which 'eastwest "
		        "design SITE -o DIR' writes");
	bom = src != NULL ? table_read(r->a, r->d, src) : NULL;
	if (bom == NULL)
		return true;
	l = quote_lines(r->a, r->d, bom, &n);
	src = l == NULL ?
	    NULL :
	    file_read(r->a, r->d, str_fmt(r->a, "%s/design.json", r->o->arg[0]),
	        FILE_TABLE_MAX);
	design = src != NULL ? json_read(r->a, r->d, src) : NULL;
	if (design == NULL)
		return true;
	nbill = n;
	l = quote_alternatives(r->a, design, l, &n, &asked);
	if (str_ends(r->o->out, ".csv")) {
		quote_csv(&b, l, n);
		data = b.text;
		len = b.len;
	} else if (!spreadsheet_xlsx(r->d, quote_book(r->a, l, n), &data,
	               &len)) {
		return true;
	}
	if (!command_write_new(r, r->o->out, data, len))
		return true;
	r->lines = true;
	if (r->o->quiet)
		return true;
	buf_printf(&r->out,
	    "%s: %zu parts to quote%s; send it to your suppliers, then design "
	    "again with --quotes %s\n",
	    r->o->out, n,
	    n == nbill ?
	        "" :
	        str_fmt(r->a, ", %zu of them for alternatives only", n - nbill),
	    r->o->out);
	for (size_t i = 0; i < asked.nalternative; i++)
		buf_printf(&r->out, "alternative %zu is %s\n", i + 1,
		    asked.alternative[i]);
	if (asked.first[0] != '\0')
		buf_printf(&r->out,
		    "ask for these first, each may change the choice: %s\n",
		    asked.first);
	return true;
}
