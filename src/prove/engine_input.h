/*
 * From the catalog's hypervisors and the site's VMs to the input of the
 * migration engine. The only place where the two meet. Simulates nothing.
 */
#ifndef PROVE_ENGINE_INPUT_H
#define PROVE_ENGINE_INPUT_H

#include "drain/migration.h"
#include "model/model.h"

/* the estimate, and the ends of its range */
enum rules_end { RULES_LIKELY, RULES_QUICK, RULES_SLOW };

struct migration_rules engine_rules_of_hypervisor(const struct hypervisor *h);
/* with what the cluster has turned on */
struct migration_rules engine_rules_of_cluster(const struct cluster *c);
struct migration_rules
engine_rules_at_end(const struct cluster *c, enum rules_end end);
/* a VM's dirtying, and what of it is sent under its cluster's transport */
struct migration_load
engine_load_of_vm(const struct model *m, const struct vm *v);
/* the same at an end of the range: written half as fast as the site says and no
 * hot memory, or one and a half times as fast; where it says nothing, from a
 * fifth of the memory never touched, and nothing written, to 2 MB/s for each
 * GiB, 10 MB/s at most */
struct migration_load engine_load_at_end(const struct model *m,
    const struct vm *v, enum rules_end end);
/* one stream's cap, payload bytes/s; INFINITY: none */
double engine_stream_cap_Bps(const struct cluster *c, enum rules_end end);
/* is it what encrypts the stream that caps it? */
bool engine_capped_by_encryption(const struct cluster *c);
/* the hypervisor, with what drives its migrations */
const char *engine_platform_name(struct arena *a, const struct cluster *c);
/* that of all streams of a host together, through the virtual adapters of older
 * teams; INFINITY: none was seen */
double engine_host_cap_Bps(const struct cluster *c, enum rules_end end);

#endif
