/*
 * A bundle made again out of what it carries (bundle_input.h): the site sized
 * and laid out as design.json says, without simulating anything, and rendered
 * with the bundle's own catalogs and templates before ours.
 */
#ifndef COMMAND_BUNDLE_AGAIN_H
#define COMMAND_BUNDLE_AGAIN_H

#include "base/arena.h"
#include "command/command.h"
#include "verify/verify.h"

/* what the input of the bundle in the folder makes now */
struct verify_again *bundle_again(struct run *r, const char *dir);

#endif
