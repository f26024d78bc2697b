/*
 * Evaluations of plans that were laid out, where only times and requirements
 * are needed: at other prices the same plan is the same design except for its
 * bill.  Two plans are the same where every rack has the same pattern, whatever
 * cables and optics make its links.  Knows no prices.
 */
#ifndef PROVE_EVALUATED_H
#define PROVE_EVALUATED_H

#include "prove/trial.h"

/* of a plan evaluated before for the same requirements and policy: t->design
 * with models, roles and requirements only, its cost judged anew, and t->t;
 * false: it is none of those */
bool evaluated_take(const struct trial_cache *cache, const struct model *m,
    struct trial *t);
void evaluated_keep(struct trial_cache *cache, const struct model *m,
    const struct trial *t);
/* the effect of a single failure, if that was evaluated before */
bool evaluated_survives(const struct trial_cache *cache, const struct model *m,
    const struct trial *t, struct requirement *out);
void evaluated_keep_survives(struct trial_cache *cache, const struct model *m,
    const struct trial *t, const struct requirement *r);

#endif
