/*
 * Explanations of a result: why there is no design, the cost of each
 * requirement, what else would be possible. Each answer is found by solving
 * changed sites; nothing is estimated. Prints nothing; answers go into the
 * caller's struct why.
 */
#ifndef PROVE_WHY_H
#define PROVE_WHY_H

#include "prove/prove.h"
#include "prove/trial.h"
#include "prove/why_result.h"

/* no design: a minimal set of requirements that can't be met together, and the
 * nearest value of each */
void why_conflict(struct trial_cache *cache, struct why *y);
/* no design: changes to the site's core and devices that would help */
void why_instead(struct trial_cache *cache, struct why *y);
/* a design of cost_cents: each requirement relaxed by a step */
void why_relief(struct trial_cache *cache, int64_t cost_cents, struct why *y);
/* the same for the failure domain only, as far as a design reports it
 * unasked */
void why_failure_domain(struct trial_cache *cache, int64_t cost_cents,
    struct why *y);
/* the best design without the vendor of most of its switches; none where those
 * switches exist already */
void why_other_maker(struct trial_cache *cache, const struct design *g,
    struct why *y);
/* a design that was chosen: which prices, within their ranges, change that */
void
why_quotes(struct trial_cache *cache, const struct design *g, struct why *y);
/* cost against drain time, drain and budget not required */
void why_pareto(struct trial_cache *cache, struct why *y);

#endif
