/*
 * What may be bought for a site, apart from prices: every way to connect two
 * cages, found once, and its parts. A kit is the contents of a pattern: parts,
 * and links for which the cheapest way is bought once prices are known. Prices
 * are a question's own: a few parts at other prices than the catalogs' are a
 * new `struct prices` on the same market.  Knows nothing of patterns.
 */
#ifndef SIZE_MARKET_H
#define SIZE_MARKET_H

#include "size/size.h"

enum { NONE_LINK = -1 };

struct market;
/* of a site and all models that pay as it does; m outlives it */
struct market *market_new(struct arena *a, const struct model *m);
/* do both pay the same for everything except repriced parts? */
bool market_serves(const struct market *k, const struct model *m);
/* a link of one of `family` (the catalog's own text; NULL: any), or so many by
 * one cable; NONE_LINK: nothing joins the cages */
int market_link(struct market *k, struct cage x, struct cage y, size_t into,
    int64_t speed_bps, int64_t raw_mm, const char *family);

struct kit {
	struct kit_line {
		bool link;
		size_t which; /* of the market's links or parts */
		int64_t n;
	} * line;
	size_t n, cap;
	const struct part *unpriced; /* the first of ids that has no price */
};
void kit_part(struct market *k, struct arena *a, struct kit *to,
    const struct part *p, int64_t n);
void kit_link(struct arena *a, struct kit *to, int link, int64_t n);
/* nothing is in it, and its room is kept */
void kit_clear(struct kit *kit);
/* a copy no larger than it must be */
struct kit kit_kept(struct arena *a, const struct kit *kit);
/* the first part, in order of ids, that has no price and is not among those
 * that exist already; NULL: none is */
const struct part *kit_unpriced(const struct market *k, const struct kit *base,
    const struct kit *kit, const struct ledger *owned);

struct prices;
struct prices *
prices_new(struct arena *a, const struct market *k, const struct model *m);
/* the site they are of */
const struct model *prices_model(const struct prices *p);
/* lines of kits by number, all below market_lines: is it more expensive or
 * cheaper, or joined another way, than at the catalogs' prices? */
size_t market_lines(const struct market *k);
size_t kit_line_number(const struct kit_line *l);
bool prices_moved(const struct prices *p, size_t line);
/* what is in it without spares, and what it draws
 * typically; all its parts have prices */
int64_t kit_cents(const struct prices *p, const struct kit *kit);
/* both with the spare parts they need: what they surely add to any bill, and
 * what they would cost alone; most is INT64_MAX where that is beyond it */
void kit_with_spares(struct prices *p, const struct kit *base,
    const struct kit *kit, int64_t *least, int64_t *most);
/* a kit alone; bits: parts that need spares, several by one bit */
struct kit_spares {
	int64_t least, most;
	uint64_t bits;
	bool known;
};
void
kit_spares(struct prices *p, const struct kit *kit, struct kit_spares *out);
/* both by what each is alone; false: they may share a part, of which the spares
 * are rounded once */
bool kit_spares_both(const struct kit_spares *x, const struct kit_spares *y,
    int64_t *least, int64_t *most);
int64_t kit_draw_mw(struct prices *p, const struct kit *kit);
void
kit_parts(const struct prices *p, const struct kit *kit, struct ledger *to);

#endif
