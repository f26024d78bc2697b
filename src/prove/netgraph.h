/*
 * A network, as input for the drain engine: links in each direction and the
 * path between two hosts. Made from today's network as given by the site, or
 * from a design.  Steady load is subtracted; migration keeps at least a tenth.
 * Knows no VMs and no failures; made in the arena given, const afterwards.
 */
#ifndef PROVE_NETGRAPH_H
#define PROVE_NETGRAPH_H

#include "design/design.h"
#include "drain/drain.h"
#include "prove/canonical_order.h"

struct netgraph;

/* the same for what is no migration, by the ports that carry a network */
struct netgraph *netgraph_on(struct arena *a, const struct model *m,
    const struct design *g, size_t net);
struct netgraph *netgraph_today(struct arena *a, const struct model *m);
/* the same where teams of which the site says nothing use all their members
 * equally, both ways: the most there can be.  NULL: the same as
 * netgraph_today */
struct netgraph *netgraph_today_even(struct arena *a, const struct model *m);
struct netgraph *
netgraph_design(struct arena *a, const struct model *m, const struct design *g);
/* half-way: a cluster whose hosts have all moved migrates on the design, any
 * other on today's network, which all its hosts are still on: a system is
 * switched to the new one when its last host is migrated
 * (phases/moving_change.c) */
struct netgraph *netgraph_mixed(struct arena *a, const struct model *m,
    const struct design *g, const bool *moved);
/* the part of it that hosts of a cluster see, numbered as in host[0..nhost),
 * which are hosts of the model and must outlive it */
const struct drain_net *netgraph_net(struct arena *a, const struct netgraph *f,
    size_t cluster, const size_t *host, size_t nhost);
/* all that drains among these hosts depend on, in numbers of its own: equal for
 * two networks where every path between two of them has the same bandwidth */
void netgraph_fingerprint(struct arena *a, const struct netgraph *f,
    const size_t *host, size_t nhost, struct buf *to);
/* the properties of a host there */
struct canonical_host netgraph_alike(const struct netgraph *f, size_t host);
/* speed of its ports there */
int64_t netgraph_port_bps(const struct netgraph *f, size_t host);
/* half-way, and of a migrated cluster */
bool netgraph_over(const struct netgraph *f, size_t host);
/* all hosts of the site, numbered as in the model, teams hashed as in cluster
 * `like`: a team carries what so many streams get of it on average, or with so
 * much luck (drain/team.h) */
const struct drain_net *netgraph_hosts(struct arena *a,
    const struct netgraph *f, size_t like, size_t streams, double luck);
/* a steady load as a share of so many ports of a team, the busier way: a bond
 * may send, or receive, by one of them */
double netgraph_port_load(enum bond bond, double port_bps, double ports,
    double tx_bps, double rx_bps);
/* the share of TCP with an MTU of mtu bytes on a link, relative to that of a
 * migration of the host's cluster */
double netgraph_tcp_share(const struct model *m, const struct host *h,
    bool today, int64_t mtu);

#endif
