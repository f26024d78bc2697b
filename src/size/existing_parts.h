/*
 * What exists already of each section of a topology, as parts: they are not
 * bought again.  A part of a plan is what one pattern equips: a rack's leaves
 * with their cables, a domain's spines, the pair of a small site, the LAG
 * between domains.  Knows no port and no number.
 */
#ifndef SIZE_EXISTING_PARTS_H
#define SIZE_EXISTING_PARTS_H

#include "model/previous.h"
#include "size/size.h"

struct section {
	enum class_kind kind;
	size_t of; /* the rack, or the domain; 0 of the others */
};

/* is there an earlier design, of this topology, that can be built on? */
bool existing_goes_on(const struct model *m, enum topology t);
/* the existing switch of this name; NULL: none */
const struct previous_switch *
existing_switch(const struct model *m, const char *name);
/* the parts; empty where nothing exists, or in another topology */
struct ledger existing_parts(struct arena *a, const struct model *m,
    enum topology t, struct section s);
/* what a host, or the site (of: ""), has beside those: whatever the topology */
struct ledger
existing_stock(struct arena *a, const struct model *m, const char *of);
/* links of a kind at a speed that each switch of a section has to its pair, or
 * to the spines, at most */
int64_t existing_links(struct arena *a, const struct model *m, enum topology t,
    struct section s, const char *kind, int64_t speed_bps);
/* takes off what is in both, at most so many: what is left is bought.  The work
 * on a switch belongs to the switch: for existing ones it is done */
void existing_credit(const struct model *m, struct ledger *l,
    const struct ledger *owned);
/* why a model is not what a section is equipped with, at the minimum bandwidths
 * of a plan that has another: it can't be, or what it would cost */
const char *existing_why_replaced(struct arena *a, const struct model *m,
    const struct sizing *plan, struct section s, const struct switch_model *sw);
/* the domain of the spines of a rack's leaves; (size_t)-1: none exist */
size_t existing_domain(const struct model *m, enum topology t, size_t rack);
/* the racks that two of the spines, from the first-th on, or the pair of a site
 * are in, whatever room is left around them; false: they don't both exist, or
 * the site says where spines are to be */
bool existing_racks(const struct model *m, enum topology t, size_t first,
    size_t out[2]);
/* the height of the lower of those two, which what replaces them has room for;
 * 0: they don't both exist */
int64_t existing_height(const struct model *m, enum topology t, size_t first);
/* the place of the nth spine or switch of a pair, if it stays in that rack */
void existing_place(const struct model *m, enum topology t, size_t nth,
    struct place *at);

#endif
