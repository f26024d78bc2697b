/*
 * What stays unchanged from an earlier design: names, ports, cable numbers,
 * LAGs, addresses.  Takes them for the new design while it is laid out; knows
 * no part and no price (kept_credit.h), and reports nothing (kept_notes.h).
 * Without an earlier design, or with one of another topology, everything here
 * does nothing.  Belongs to the arena it was made with.
 */
#ifndef DESIGN_KEPT_H
#define DESIGN_KEPT_H

#include "design/design.h"
#include "model/previous.h"

struct kept;

/* once the switches are placed: reserves the ports of cables that stay */
struct kept *
kept_new(struct arena *a, struct design *g, const struct sizing *plan);

/* the cable from a switch's port to a port of something else that exists, in
 * its order among those between the two; port NULL: any.  NULL: none */
const struct previous_link *kept_link(const struct kept *k, const char *kind,
    const char *device, const char *far, const char *port, size_t nth);
/* that cable's port of this switch; NONE: it is not there or taken */
size_t kept_port(const struct kept *k, const struct design *g, size_t sw,
    const struct previous_link *l);
/* ... taken; NONE: it is not there or taken */
size_t kept_take(const struct kept *k, struct design *g, size_t sw,
    const struct previous_link *l, enum port_role role, enum speed_class pool);
/* the number of a cable: that of the existing one, else the preferred one, or
 * where that is taken a new one */
const char *
kept_id(struct kept *k, const struct previous_link *l, size_t wanted);

/* the cable that a link with this number shared with others, or NULL */
const char *kept_breakout(const struct kept *k, const char *id);

/* the number of the LAG a switch had to something (to a port of it; NULL: any)
 * by cables of a kind, in whatever ports of its own, or 0; of a switch, the
 * highest of all but one, 0 of all */
int kept_lag(const struct kept *k, const char *device, const char *kind,
    const char *far, const char *port);
int kept_lag_last(const struct kept *k, const char *device, int but);

/* the address of an interface: what it has, else the preferred one, or where
 * that is taken the next free one below `end` (0 there: none is) */
uint32_t kept_address(struct kept *k, const char *device, const char *interface,
    uint32_t wanted, uint32_t base, uint32_t end, uint32_t gateway);

#endif
