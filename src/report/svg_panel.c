/*
 * Ports by their place on the front panel.
 */
#include "report/svg_panel.h"

/* the port of the switch that is the model's nth; NONE: it has no such, as
 * where an option was not bought */
static size_t
port_at(const struct dswitch *s, size_t nth)
{
	size_t b;

	for (b = 0; nth >= s->model->block[b].count; b++)
		nth -= s->model->block[b].count;
	for (size_t i = 0; i < s->nport; i++)
		if (s->port[i].parent == NONE && s->port[i].block == b &&
		    s->port[i].index == nth)
			return i;
	return NONE;
}

static void
known(const struct dswitch *s, struct panel_cells *p)
{
	size_t x;

	for (size_t b = 0; b < s->model->npanel; b++) {
		const struct panel_block *k = &s->model->panel[b];

		for (x = 0; x < k->ncolumn; x++)
			for (size_t y = 0; y < k->nrow; y++) {
				size_t nth = k->port[y * k->ncolumn + x];
				size_t i =
				    nth != PANEL_HOLE ? port_at(s, nth) : NONE;

				if (i != NONE)
					p->cell[p->n++] =
					    (struct panel_cell){ i,
						    p->columns + x, y, b };
			}
		p->columns += k->ncolumn;
		p->rows = k->nrow > p->rows ? k->nrow : p->rows;
	}
}

/* the first above, the next below it; blocks of ports side by side */
static void
guessed(const struct dswitch *s, struct panel_cells *p)
{
	size_t at = 0, block = NONE;

	p->rows = 2;
	for (size_t i = 0; i < s->nport; i++) {
		if (s->port[i].parent != NONE)
			continue;
		if (s->port[i].block != block)
			at = (at + 1) / 2 * 2;
		block = s->port[i].block;
		p->cell[p->n++] =
		    (struct panel_cell){ i, at / 2, at % 2, block };
		at++;
	}
	p->columns = (at + 1) / 2;
}

struct panel_cells
svg_panel(struct arena *a, const struct dswitch *s)
{
	struct panel_cells p = { NEW(a, struct panel_cell, s->nport + 1), 0, 0,
		0, s->model->npanel > 0 };

	if (p.known)
		known(s, &p);
	else
		guessed(s, &p);
	return p;
}
