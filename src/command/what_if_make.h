/*
 * design --what-if: which values the axes have, and the site file changed for
 * each.  A changed site is exactly what its patch makes of the file: changes of
 * hosts or clusters are read again from the patched file. Prints nothing.
 */
#ifndef COMMAND_WHAT_IF_MAKE_H
#define COMMAND_WHAT_IF_MAKE_H

#include "command/command.h"
#include "prove/what_if.h"

/* v has a design, and its trial cache still exists */
struct what_if *what_if_make(struct run *r, const struct selection *v);

#endif
