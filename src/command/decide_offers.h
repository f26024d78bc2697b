/*
 * What is decided, at offers that are for as many pieces as are bought: one
 * that is not is left aside for its part's next offer or the catalog's price,
 * and all is decided again.  Each is told of.
 */
#ifndef COMMAND_DECIDE_OFFERS_H
#define COMMAND_DECIDE_OFFERS_H

#include "command/command.h"
#include "input/json.h"
#include "prove/prove.h"

/* as of prove_choose, prove_compare and prove_layout */
enum decide { DECIDE_CHOOSE, DECIDE_TIMES, DECIDE_COMPARE, DECIDE_LAYOUT };
struct selection *
command_decide(struct run *r, const struct model *m, enum decide how);

/* the offers that were left aside, in order, as part ids (run.not_used) into
 * design.json's "input", and from there once more */
void decide_not_used_again(struct arena *a, const struct catalog *c,
    const struct node *input);

#endif
