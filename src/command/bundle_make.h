/*
 * A design's files, made in memory: configs, host scripts, tables, reports.
 * Writes nothing: the files are the caller's, in its arena.
 */
#ifndef COMMAND_BUNDLE_MAKE_H
#define COMMAND_BUNDLE_MAKE_H

#include "base/file.h"
#include "base/value.h"
#include "command/bundle_input.h"
#include "prove/prove.h"

/* false after findings; then nothing may be written */
bool bundle_make(struct arena *a, struct diags *d, const struct selection *v,
    const struct bundle_from *from, struct fileset *out);
/* design.json */
struct value *bundle_design_value(struct arena *a, const struct selection *v,
    const struct bundle_from *from);
/* the template context of one device; NULL after a finding */
const struct value *bundle_context(struct arena *a, struct diags *d,
    const struct design *g, const char *device);

#endif
