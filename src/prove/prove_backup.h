/*
 * The nightly backup of a site on its network: full and incremental, the site's
 * own method and the others, at its own size and at planned sizes. Makes the
 * engine's problem (drain/backup) of model and design; prints nothing.
 */
#ifndef PROVE_PROVE_BACKUP_H
#define PROVE_PROVE_BACKUP_H

#include "design/design.h"
#include "drain/backup.h"

/* g NULL: on today's network; the site has a backup section */
const struct backup_report *prove_backup_report(struct arena *a,
    const struct model *m, const struct design *g);
/* the nightly one alone, the site's own way: seconds, negative where it never
 * ends; and as text over what, and its bottleneck.  worst: teams hash its
 * streams as one night in twenty at worst */
double prove_backup_nightly(struct arena *a, const struct model *m,
    const struct design *g, bool worst, const char **note);

#endif
