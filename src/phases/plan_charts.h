/*
 * A plan's charts, as wide as a phone: the dates of its phases, funds against
 * spending, and drain times by date.  Private to the plan's pages. Computes no
 * plan; drawings are in the arena given.
 */
#ifndef PHASES_PLAN_CHARTS_H
#define PHASES_PLAN_CHARTS_H

#include "phases/phases.h"
#include "report/tree.h"

struct drawing *plan_chart_timeline(struct arena *a, const struct phases *all);
struct drawing *plan_chart_money(struct arena *a, const struct phases *all);
struct drawing *plan_chart_drains(struct arena *a, const struct phases *all);

#endif
