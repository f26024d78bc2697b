/*
 * Offers that are for a number of pieces.  A part has one price in a design: an
 * offer counts for all that is bought of it, or it is left aside in favour of
 * its part's next offer and at last of the catalog's price.  Of all ways to use
 * and to leave offers the one whose design costs least is searched for, with
 * designs that keep to what is offered among them.  Sets the prices of the
 * catalog's parts while it searches; decides by what the caller gives it.
 */
#ifndef PROVE_OFFER_SEARCH_H
#define PROVE_OFFER_SEARCH_H

#include "model/model.h"

/* a decision at the parts' prices as they are */
struct offers_answer {
	bool found;
	int64_t cents; /* of all that is minimised */
	void *is;      /* the caller's */
};
struct offers_ask {
	struct offers_answer (*decide)(void *ctx);
	/* how many of a part it buys; only of one that was found */
	int64_t (*bought)(const void *is, const struct part *p);
	void (*drop)(void *is); /* NULL: nothing is held */
	void *ctx;
};

/* an offer that is left aside */
struct offer_aside {
	struct part *part;
	struct price price;
	int64_t bought; /* of the design it was too small for */
	size_t before;  /* cheaper ones of its part that are left aside too */
	bool back;      /* in use again: what is bought now is no more */
};
/* an offer the design keeps to */
struct offer_kept {
	struct part *part;
	int64_t bought; /* of the design that does not */
};

struct offers {
	struct arena *a;
	const struct model *m;
	struct part **part; /* that have offers */
	size_t npart;
	struct price *root; /* theirs, as they were read */
	bool *tried;        /* taken back */
	bool rising;        /* no next price is lower */
	size_t *steps;      /* offers left aside, of each part */
	struct offer_aside *aside;
	size_t naside, capaside;
	struct offer_kept *kept;
	size_t nkept, capkept;
	size_t asked;
	bool cut; /* some of switches were left aside without a try */
	/* of the best so far */
	struct offers_answer best;
	struct price *best_price;
	size_t *best_steps, nbest_aside, nbest_kept;
	struct offer_aside *best_aside;
	struct offer_kept *best_kept;
};

/* of the site's catalog, with its prices as they were read */
struct offers *offers_new(struct arena *a, const struct model *m);
/* does any say for how many pieces it is? */
bool offers_limited(const struct offers *o);
/* the best answer; the parts have its prices then, and o says which offers it
 * leaves aside */
struct offers_answer
offers_search(struct offers *o, const struct offers_ask *ask);
/* are the parts' prices as they were read? and so they are from now on */
bool offers_at_root(const struct offers *o);
void offers_take_root(struct offers *o);
/* the prices they have now, to be given back to offers_put */
struct price *offers_prices(const struct offers *o, struct arena *a);
void offers_put(struct offers *o, const struct price *list);
/* the next cheapest offer, at last the catalog's price; false: neither */
bool offers_step(struct part *p);

#endif
