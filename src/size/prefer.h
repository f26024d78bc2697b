/*
 * Preferences as money: what a plan pays where it goes against policy.prefer,
 * as rows of the sizing program, and counted on a plan. Knows no reason behind
 * a preference.
 */
#ifndef SIZE_PREFER_H
#define SIZE_PREFER_H

#include "size/size.h"

/* does the site accept any premium? */
bool prefer_any(const struct model *m);
/* how often a plan goes against each: leaves of more than one model where the
 * racks' hosts have equal ports, spines of more than one, operating systems
 * beyond the first, a second domain */
struct prefer_count {
	size_t n[PREFERS];
};
struct prefer_count
prefer_against(const struct model *m, const struct sizing *plan);
/* what each costs at once, cents: a share is of the cheapest plan */
struct prefer_price {
	int64_t cents[PREFERS];
};
struct prefer_price prefer_prices(const struct model *m, int64_t cheapest);
/* all that a plan pays */
int64_t prefer_pays(const struct prefer_count *against,
    const struct prefer_price *price);
/* adds the rows; a second domain is the topology's and no choice here */
void prefer_rows(struct arena *a, struct lp *lp, const struct rack_class *cls,
    size_t ncls, const size_t *first, const struct prefer_price *price);

#endif
