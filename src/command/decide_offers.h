/*
 * Decides with offers that cover as many pieces as are bought: of those that
 * don't, which are left aside and which the design keeps to is what costs least
 * (prove/offer_search.h). Each such offer is reported.
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

/* the offers that were not used, in order, and those with a bound on how many
 * are bought, as part ids (run.not_used, run.bounded), written to "input" of
 * design.json and read from there */
void decide_not_used_again(struct arena *a, const struct catalog *c,
    const struct node *input);

#endif
