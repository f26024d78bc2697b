/*
 * A bill of materials as a request for quotation: what a buyer sends to
 * sellers and gets back with prices in it.  Reads the files of a bundle
 * (bom.csv, design.json), not a design; the prices that come back are read by
 * the catalog (catalog_quotes_read).
 */
#ifndef ORDER_QUOTE_H
#define ORDER_QUOTE_H

#include "base/diag.h"
#include "input/json.h"
#include "input/table.h"
#include "order/spreadsheet.h"

/* a line to be quoted: texts as in bom.csv */
struct quote_line {
	const char *maker, *part, *description, *quantity;
};

/* the lines of a bom.csv; NULL after findings (a column that is not there) */
struct quote_line *quote_lines(struct arena *a, struct diags *d,
    const struct table *bom, size_t *n);
struct quote_asked {
	/* the parts whose price may change what is chosen, the most influential
	 * first; "" where there are none */
	const char *first;
	const char **alternative; /* designs, numbered from 1 on */
	size_t nalternative, capalternative;
};
/*
 * The designs that one price may change the choice to, by a bundle's
 * design.json: all that they need and the bill does not have becomes lines
 * after those of the bill, which name the design (but not the price: sellers
 * read them too), so that quotes compare like with like.  The lines of l from
 * *n on are new.
 */
struct quote_line *
quote_alternatives(struct arena *a, const struct node *design,
    const struct quote_line *l, size_t *n, struct quote_asked *asked);
/* line,maker,part,description,quantity,unit_price,currency,valid_until,
 * lead_time_days,seller,remark; empty from unit_price on */
void quote_csv(struct buf *b, const struct quote_line *l, size_t n);
/* the same as a workbook of one sheet, cells to fill in marked */
struct spreadsheet *
quote_book(struct arena *a, const struct quote_line *l, size_t n);

#endif
