/*
 * Where each port of a switch is on its front: columns from left to right, rows
 * from top to bottom.  From the catalog, else in pairs in the order of the
 * ports, which is a guess and labelled so.  Knows no drawing; everything
 * belongs to the arena.
 */
#ifndef REPORT_SVG_PANEL_H
#define REPORT_SVG_PANEL_H

#include "design/design.h"

struct panel_cell {
	size_t port;        /* of the switch; none that came by a breakout */
	size_t column, row; /* counted on from block to block */
	size_t block;       /* adjacent ports */
};

struct panel_cells {
	struct panel_cell *cell;
	size_t n, rows, columns;
	bool known; /* from the catalog */
};

struct panel_cells svg_panel(struct arena *a, const struct dswitch *s);

#endif
