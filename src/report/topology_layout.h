/*
 * The topology drawing while it is made: where its tiers are, and the text
 * below them.  Private to the two files that draw it. Knows no prices and no
 * traffic.
 */
#ifndef REPORT_TOPOLOGY_LAYOUT_H
#define REPORT_TOPOLOGY_LAYOUT_H

#include "report/diagrams.h"
#include "report/rack_kinds.h"

struct topology_layout {
	struct arena *a;
	const struct design *g;
	struct drawing *d;
	struct rack_kind *box;
	size_t nbox, nall; /* drawn, and of all kinds */
	double width, box_w, left;
	double y_core, y_top, y_rack;
	double top_w; /* of a spine or one of the pair */
	/* the switch that management cables go to; NULL: not known */
	const char *oob;
	size_t noob; /* those cables */
};

bool topology_has_core(const struct design *g);

/* what is drawn once for many, and what is not drawn; rows of 18 from y on */
size_t topology_note_rows(const struct topology_layout *l);
void topology_notes(struct topology_layout *l, double y);
/* the lines that are drawn, then the networks in words */
size_t topology_legend_rows(const struct design *g);
void topology_legend(struct topology_layout *l, double y);

#endif
