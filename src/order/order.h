/*
 * What a buyer and a technician need from a design: what goes to which rack,
 * how many cables of each length, the cost of the other choice of optics or
 * seller. Counts and prices what is in it; decides nothing.  Lists belong to
 * the arena and point into the design; amounts are cents of the site's
 * currency, energy not among them.
 */
#ifndef ORDER_ORDER_H
#define ORDER_ORDER_H

#include "design/design.h"
#include "order/spreadsheet.h"

/* a part delivered to a rack */
struct pull {
	size_t rack;       /* NONE: to no rack of the site */
	const char *where; /* the rack's name, or "core", "spares" */
	const struct part *part;
	int64_t quantity;
};
/* by rack, then as on the bill; together as many of a part as the bill has. A
 * cable between two racks is delivered to the one of its a end. */
struct pull *order_pulls(struct arena *a, const struct design *g, size_t *n);

/* cables of one kind and length */
struct by_length {
	const struct cable *cable;
	size_t length;
	int64_t used, spare;
	int64_t longest_mm; /* the longest run by the racks' geometry */
};
struct by_length *
order_lengths(struct arena *a, const struct design *g, size_t *n);

/* an optic of the bill, the vendor's own and a compatible one */
struct optic_choice {
	const struct optic *optic;
	size_t line; /* of the bill */
	bool oem;    /* the vendor's own is on the bill */
	int64_t compatible_cents, oem_cents; /* one; the site's currency */
	bool compatible_known, oem_known;
};
struct optic_choice *
order_optics(struct arena *a, const struct design *g, size_t *n);

/* bom.xlsx: summary, lines, pull list, lengths, optics, assumptions */
struct spreadsheet *order_book(struct arena *a, const struct design *g);

/* one end of a cable; of a breakout cable once at its trunk */
struct label {
	const char *cable; /* its number, which is read first */
	const struct dlink *link;
	const struct dend *end;
	const char *side, *text; /* "a"; "r1.U42:1 / r1.U01:NIC1" */
	const char *near, *far;
	/* at the far end of a cord, on a panel of existing fibre; NULL: at the
	 * end itself */
	const char *panel;
};
struct label *order_labels(struct arena *a, const struct design *g, size_t *n);

/* a cable as seen from a rack: its end here, its far end; in installation
 * order */
struct plug {
	const struct design *g;
	size_t link;
	const struct dend *here, *there;
	int stage; /* 0 within the rack, 1 to another, 2 out of the design */
};
struct plug *
order_plugs(struct arena *a, const struct design *g, size_t rack, size_t *n);
/* of an end; "" and 0 where it is outside the design */
const char *order_rack_name(const struct design *g, const struct dend *e);
size_t order_unit(const struct design *g, const struct dend *e);

/* labels.csv: a row per cable end, for a label printer; `print` is what is on
 * it */
void labels_csv(struct buf *b, const struct design *g);
/* cutsheets/RACK.csv: the cables of a rack in installation order; false where
 * the rack has none */
bool labels_cutsheet_csv(struct buf *b, const struct design *g, size_t rack);

#endif
