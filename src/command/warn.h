/*
 * What may surprise users of a site or its design, each as a warning at the
 * place of the key that would change it. Changes nothing, and stops nothing.
 */
#ifndef COMMAND_WARN_H
#define COMMAND_WARN_H

#include "command/command.h"
#include "design/design.h"
#include "model/model.h"

/* traffic routed back by the core */
void warn_hairpins(struct run *r, const struct model *m);
/* steady traffic that today's ports can't carry */
void warn_today_full(struct run *r, const struct model *m);
/* growth it has no room for, loads and ratios without a target, changes to an
 * existing network */
void warn_of_design(struct run *r, const struct design *g);

#endif
