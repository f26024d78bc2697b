/*
 * The steps of one host in moving.md, for moving_text.c.
 */
#ifndef PHASES_MOVING_STEPS_H
#define PHASES_MOVING_STEPS_H

#include "phases/moving.h"

struct runbook {
	struct arena *a;
	struct buf *b;
	const struct moving *mv;
	const struct design *g;
	const struct model *m;
};

const char *runbook_host_name(const struct runbook *k, size_t host);
/* drain, cables, settings, test, and back into service; each with its rollback */
void runbook_steps(struct runbook *k, const struct moving_host *x);

#endif
