/*
 * A network as the drain engine takes it: links in each direction and the way
 * between two hosts.  Made of today's network as the site tells it, or of a
 * design.  Steady load is subtracted; migration keeps at least a tenth.
 */
#ifndef PROVE_NETGRAPH_H
#define PROVE_NETGRAPH_H

#include "design/design.h"
#include "drain/drain.h"

struct netgraph;

struct netgraph *netgraph_today(struct arena *a, const struct model *m);
struct netgraph *
netgraph_design(struct arena *a, const struct model *m, const struct design *g);
/* half-way: hosts that are moved migrate among themselves on the design, with
 * and among all others on today's network, which they are still on */
struct netgraph *netgraph_mixed(struct arena *a, const struct model *m,
    const struct design *g, const bool *moved);
/* the part of it that a cluster's hosts see; hosts numbered as in the cluster */
const struct drain_net *
netgraph_net(struct arena *a, const struct netgraph *f, size_t cluster);
/* all hosts of the site, numbered as in the model, teams hashed as in cluster
 * `like` */
const struct drain_net *
netgraph_hosts(struct arena *a, const struct netgraph *f, size_t like);
/* what TCP in packets of mtu bytes gets of a link, of what a migration of the
 * cluster would get of it */
double netgraph_tcp_share(const struct model *m, size_t cluster, bool today,
    int64_t mtu);

#endif
