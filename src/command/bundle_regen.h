/*
 * A bundle made again from the input it contains (bundle_input.h): the site
 * sized and laid out as design.json says, without simulating anything, and
 * rendered with the bundle's own catalogs and templates in preference to the
 * built-in ones. What is compared, and what a difference means, is verify/'s to
 * say.
 */
#ifndef COMMAND_BUNDLE_REGEN_H
#define COMMAND_BUNDLE_REGEN_H

#include "base/arena.h"
#include "command/command.h"
#include "verify/verify.h"

/* the bundle that the input of the bundle in the folder gives now */
struct verify_regen *bundle_regen(struct run *r, const char *dir);

#endif
