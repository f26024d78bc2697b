/*
 * design --what-if: which values the axes have, and the site file changed for
 * each.  What is asked of a changed site is exactly what its patch makes of the
 * file: what changes hosts or clusters is read anew from the patched file.
 */
#ifndef COMMAND_WHAT_IF_MAKE_H
#define COMMAND_WHAT_IF_MAKE_H

#include "command/command.h"
#include "prove/what_if.h"

/* v has a design, and its lab is still there */
struct what_if *what_if_make(struct run *r, const struct selection *v);

#endif
