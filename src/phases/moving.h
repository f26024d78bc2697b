/*
 * Migrating hosts to the new network: the order, the time of each step, the
 * memory left meanwhile, and the list of steps with the rollback. Today's
 * network carries every drain, since a host's port on it stays until its
 * cluster is migrated. Judges no network: times are prove/'s, and the design is
 * const.
 */
#ifndef PHASES_MOVING_H
#define PHASES_MOVING_H

#include "base/file.h"
#include "prove/prove.h"

struct moving_host {
	size_t host;  /* of the model */
	bool empties; /* else `why`: it can't be drained today */
	const char *why;
	double start_s; /* since the first host's drain began */
	double drain_s, work_s, back_s;
	double free_bytes, total_bytes; /* of its cluster's other hosts */
	size_t partner; /* moved before, of the same cluster; NONE */
	bool last;      /* of its cluster, of those not moved before */
	bool joins; /* its cluster was migrated by an earlier design already, so
		     * no VM can be on it */
	/* it was in a proof of concept, whose settings it still has */
	bool proof;
};

struct moving {
	const struct design *g; /* the whole */
	const struct results *r;
	struct moving_host *host; /* in their order */
	size_t n;
	size_t *nth;    /* by host of the model: where it is in host[]; NONE */
	double seconds; /* all of it, one after the other */
	bool *before;   /* moved in an earlier phase, or by an earlier design */
	size_t nbefore;
	const char *earlier; /* the folder of the phase before; NULL: none */
	const bool *proof;   /* by host: that phase was a proof, with it; or
			      * NULL */
};

/* now, before: by host of the model; before NULL: none but those that an
 * earlier design cabled as this one does.  One cluster after the other; within
 * one in the order of rolling maintenance (lightest first) */
struct moving *moving_make(struct arena *a, const struct design *g,
    const struct results *r, const bool *now, const bool *before);
void moving_markdown(struct buf *b, const struct moving *m);

#endif
