/*
 * Every device's file, from its platform's templates.  Asks first whether the
 * platform can do what the design needs of it, so that nothing is left out of a
 * file silently.  Nothing is added to the set unless all could be made.
 */
#ifndef RENDER_CONFIG_H
#define RENDER_CONFIG_H

#include "base/file.h"
#include "design/design.h"

/* configs/SWITCH.EXT, hosts/HOST.EXT and, where there is a core,
 * core-request.md; templates from the first folder that has them */
bool render_configs(struct arena *a, struct diags *d, const struct design *g,
    const char *const *template_dir, size_t n, struct fileset *out);

/* what a platform can't do that is asked of it: findings; false after errors */
bool render_check(struct diags *d, const struct design *g);

/* the text for the core's owner; NULL where no LAG goes there */
const char *render_core_request(struct arena *a, const struct design *g);

#endif
