/*
 * What the makers of acceptance tests share.  Private to the room. Measures
 * nothing and judges no result.
 */
#ifndef READY_ACCEPTANCE_TESTS_H
#define READY_ACCEPTANCE_TESTS_H

#include "ready/acceptance.h"

struct acceptance_ctx {
	struct arena *a;
	const struct design *g;
	struct acceptance *x;
};

void acceptance_add(struct acceptance_ctx *m, enum check_kind kind,
    const char *id, const char *device, const char *where, const char *command,
    const char *must, const char *unit);
/* of the last one added */
void acceptance_most(struct acceptance_ctx *m, const char *most);
const char *acceptance_ping(struct acceptance_ctx *m, size_t host,
    const struct dvnic *from, const struct dvnic *to, int64_t mtu, int count);
int64_t acceptance_mtu(const struct design *g, size_t x, const struct dvnic *v,
    size_t y, const struct dvnic *w);
/* the interface live migration prefers; without an address where that is the
 * host's own, which is not given here: not another network's instead, since
 * then a correct installation would fail */
const struct dvnic *acceptance_vnic(const struct design *g, size_t host);
/* acceptance_failover.c */
void acceptance_failovers(struct acceptance_ctx *m);

#endif
