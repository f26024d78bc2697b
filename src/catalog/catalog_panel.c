/*
 * The front panel of a switch: which port is beside and above which.  A row is
 * text such as "1-47/2": from, to, and every so many; with commas between
 * several.  Every port of the switch is in it once.
 */
#include "catalog/catalog_read.h"

#include <string.h>

#include "base/str.h"

enum { ROWS_MAX = 8, BLOCKS_MAX = 32 };

/* a number at *p, which goes past it; 0: there is none */
static size_t
number(const char **p)
{
	size_t n = 0;

	for (; **p >= '0' && **p <= '9' && n < 100000; (*p)++)
		n = n * 10 + (size_t)(**p - '0');
	return n;
}

/* the ports of a row, counted from 0; false: it isn't one */
static bool
row_read(struct arena *a, const char *p, size_t most, size_t **port, size_t *n)
{
	size_t cap = 0;

	*n = 0;
	*port = NULL;
	for (;;) {
		size_t first = number(&p), last = first, step = 1;

		if (*p == '-') {
			p++;
			last = number(&p);
			if (*p == '/') {
				p++;
				step = number(&p);
			}
		}
		if (first == 0 || last < first || last > most || step == 0)
			return false;
		for (; first <= last; first += step)
			PUSH(a, *port, *n, cap, first - 1);
		if (*p == '\0')
			return true;
		if (*p++ != ',')
			return false;
	}
}

static bool
block_read(const struct thing *t, const struct node *list, size_t most,
    bool *seen, struct panel_block *b)
{
	size_t *port[ROWS_MAX], n[ROWS_MAX];

	if (list->kind != NODE_LIST)
		return diag_error(t->d, list->at, "wrong-kind",
		    "a block of the panel must be a list of rows");
	if (list->n == 0 || list->n > ROWS_MAX)
		return diag_error(t->d, list->at, "catalog-limits",
		    "%zu rows of ports; a panel has 1 to %d", list->n,
		    ROWS_MAX);
	b->nrow = list->n;
	for (size_t i = 0; i < b->nrow; i++) {
		const struct node *x = list->item[i];

		if (x->kind != NODE_SCALAR ||
		    !row_read(t->a, x->text, most, &port[i], &n[i])) {
			diag_error(t->d, x->at, "catalog-limits",
			    "a row of the panel lists ports outside 1 to %zu",
			    most);
			diag_hint(t->d, "first, last and step, as in 1-47/2");
			return false;
		}
		b->ncolumn = n[i] > b->ncolumn ? n[i] : b->ncolumn;
		for (size_t k = 0; k < n[i]; k++) {
			if (seen[port[i][k]])
				return diag_error(t->d, x->at, "catalog-limits",
				    "port %zu is twice on the panel",
				    port[i][k] + 1);
			seen[port[i][k]] = true;
		}
	}
	b->port = NEW(t->a, size_t, b->nrow * b->ncolumn);
	for (size_t i = 0; i < b->nrow; i++)
		for (size_t k = 0; k < b->ncolumn; k++)
			b->port[i * b->ncolumn + k] =
			    k < n[i] ? port[i][k] : PANEL_HOLE;
	return true;
}

/* "1-47/2 above 2-48/2; 49 above 50" */
static const char *
panel_text(struct arena *a, const struct node *list)
{
	struct buf b = buf_new(a);

	for (size_t i = 0; i < list->n; i++)
		for (size_t k = 0; k < list->item[i]->n; k++)
			buf_printf(&b, "%s%s",
			    k > 0     ? " above " :
			        i > 0 ? "; " :
			                "",
			    list->item[i]->item[k]->text);
	return b.text;
}

void
catalog_panel_read(const struct thing *t, const struct node *list,
    struct switch_model *s)
{
	size_t most = 0;
	bool *seen;

	if (list == NULL || node_is_null(list))
		return;
	list = catalog_list_of(t, list, "'panel'");
	for (size_t i = 0; i < s->nblock; i++)
		most += s->block[i].count;
	if (list->n > BLOCKS_MAX) {
		diag_error(t->d, list->at, "catalog-limits",
		    "%zu blocks of ports; a panel has at most %d", list->n,
		    BLOCKS_MAX);
		return;
	}
	seen = NEW(t->a, bool, most + 1);
	s->panel = NEW(t->a, struct panel_block, list->n + 1);
	for (size_t i = 0; i < list->n; i++)
		if (!block_read(t, list->item[i], most, seen, &s->panel[i]))
			return;
	for (size_t i = 0; i < most && list->n > 0; i++)
		if (!seen[i]) {
			diag_error(t->d, list->at, "catalog-limits",
			    "port %zu is not on the panel", i + 1);
			return;
		}
	s->npanel = list->n;
	if (s->npanel > 0)
		catalog_fact_value(s->fact, s->nfact, "panel",
		    panel_text(t->a, list));
}
