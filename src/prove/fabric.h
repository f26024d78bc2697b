/*
 * A network as the drain engine takes it: links in each direction and the way
 * between two hosts.  Made of today's network as the site tells it, or of a
 * design.  Steady load is subtracted; migration keeps at least a tenth.
 */
#ifndef PROVE_FABRIC_H
#define PROVE_FABRIC_H

#include "design/design.h"
#include "size/drain.h"

struct fabric;

struct fabric *fabric_today(struct arena *a, const struct model *m);
struct fabric *fabric_design(struct arena *a, const struct model *m,
    const struct design *g);
/* the part of it that a cluster's hosts see; hosts numbered as in the cluster */
const struct drain_net *fabric_net(struct arena *a, const struct fabric *f,
    size_t cluster);
/* as a backup sees it: packets of mtu bytes by TCP; g NULL: today's */
struct fabric *fabric_backup(struct arena *a, const struct model *m,
    const struct design *g, int64_t mtu);
/* all hosts of the site, numbered as in the model, teams hashed as `like`
 * does */
const struct drain_net *fabric_hosts(struct arena *a, const struct fabric *f,
    size_t like);

#endif
