/*
 * A plan as files and on a terminal.  Decides nothing and reads no clock: dates
 * are months of the plan's section, money is cents of the site's currency.
 * Text is added to the end of the buffer, files to the set, which owns them.
 */
#ifndef PHASES_PLAN_WRITE_H
#define PHASES_PLAN_WRITE_H

#include "base/file.h"
#include "base/value.h"
#include "phases/phases.h"

/* orders.csv (columns of bom.csv) and cabling-new.csv (of cabling.csv) */
void phase_orders_csv(struct buf *b, const struct phases *all,
    const struct phase *p);
void phase_cabling_csv(struct buf *b, const struct phases *all,
    const struct phase *p);
/* plan.json */
struct value *phases_plan_value(struct arena *a, const struct phases *all);
/* plan.html, plan.md and their charts in diagrams/ */
void phases_plan_pages(struct fileset *out, const struct phases *all);
/* the last screen */
void phases_plan_text(struct buf *b, const struct phases *all,
    const struct fileset *files, const char *dir);

#endif
