/*
 * A bundle verified before it is written: what `verify` would reject is not
 * written at all. The rules are verify/'s; findings go to the caller's diags.
 */
#ifndef COMMAND_BUNDLE_ACCEPTED_H
#define COMMAND_BUNDLE_ACCEPTED_H

#include "base/diag.h"
#include "base/file.h"

/* false after findings: the first error of each rule that is broken */
bool
bundle_accepted(struct arena *a, struct diags *d, const struct fileset *files);

#endif
