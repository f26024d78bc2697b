/*
 * From the catalog's hypervisors and the site's machines to what the migration
 * engine takes.  The only place where the two meet.
 */
#ifndef PROVE_RULES_H
#define PROVE_RULES_H

#include "model/model.h"
#include "size/migration.h"

struct migration_rules rules_of_hypervisor(const struct hypervisor *h);
/* what a VM rewrites, and what of it is sent under its cluster's transport */
struct migration_load load_of_vm(const struct model *m, const struct vm *v);
/* one stream's cap, payload bytes/s; INFINITY: none.  low: the band's end */
double stream_cap_Bps(const struct cluster *c, bool low);

#endif
