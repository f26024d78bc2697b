/*
 * The plan: phases, each with what it buys, what it moves, the network it
 * leaves and what that network does.  Made from a whole design that meets its
 * requirements; prints nothing.  Belongs to the arena.
 */
#ifndef PHASES_PHASES_H
#define PHASES_PHASES_H

#include "phases/schedule.h"
#include "prove/prove.h"

struct phase {
	size_t number;      /* from 1 */
	const char *name;   /* "proof", "first-pair", "rack-r2" */
	const char *folder; /* "phase-1-proof" */
	const char *title;  /* for people */
	int month;
	int next_month; /* of the phase after it; 0: none */
	size_t *rack;   /* of the model, new in this phase */
	size_t nrack;
	size_t *host; /* of the model, moved in this phase */
	size_t nhost;
	bool *done;     /* by rack, at its end; a proof of concept does none */
	bool *moved;    /* by host of the model, at its end */
	bool *has_link; /* by link of the whole, likewise */
	bool proof;     /* two leaves alone, before there is a spine */
	const struct design *site; /* the whole, or what the proof is */
	bool new_pair;             /* buys a pair of spines, or the pair */
	struct selection
	    verdict; /* its network: design, results, one candidate */
	struct bom_line *order; /* what is bought now */
	size_t norder, caporder;
	size_t *link; /* of the whole design, to be cabled now */
	size_t nlink;
	int64_t cost_cents;  /* of what is bought now, whoever pays */
	int64_t spent_cents; /* of the plan's funds, so far, and those */
	int64_t money_cents;
	/* for hosts replaced earlier than planned, now and so far */
	int64_t now_early_cents, early_cents;
	int64_t elsewhere_cents;     /* so far by other budgets, in addition */
	int64_t now_elsewhere_cents; /* and of it now */
	double drain_s;    /* longest of the hosts moved so far; negative:
				 * one of them can't be drained there */
	double today_s;    /* longest of those still to come, on today's
				 * network; negative: as above; 0: none left */
	const char **risk; /* single points of failure */
	size_t nrisk, caprisk;
	const char **retire; /* what of today is no longer needed */
	size_t nretire, capretire;
};

struct phases {
	const struct model *m;
	const struct design *g;        /* the whole */
	const struct results *results; /* today's and the whole design's */
	struct phase *phase;
	size_t n;
	const struct schedule *schedule;
	bool added_up; /* by what each rack saves, not by what is built */
	int64_t smallest_cents; /* the cheapest network that works */
	const char **note;
	size_t nnote, capnote;
};

/* how many months earlier than planned a rack's hosts are replaced */
int phase_early_months(const struct money_plan *m, const struct phase *p,
    size_t rack);

/* NULL after findings: no schedule fits the money (infeasible) */
struct phases *
phases_make(struct arena *a, struct diags *d, const struct selection *whole);

/* a phase by its result, without money or dates */
struct phase_asked {
	bool proof;
	const char **rack; /* that are done; of a proof the one it is in */
	size_t nrack;
	size_t nhost; /* of a proof */
};
/* its network as phases_make made it of the whole design; NULL: the design has
 * no such phase, or after a finding */
struct design *phase_regen(struct arena *a, struct diags *d,
    const struct design *g, const struct phase_asked *q);

/* what still depends on one component at the end of a phase, and what of today
 * is no longer needed: fills risk and retire */
void phase_risks(struct arena *a, const struct phases *all, struct phase *p);

#endif
