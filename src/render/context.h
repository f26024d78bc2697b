/*
 * The template context: design and one device to a value tree.  The contract is
 * templates/CONTEXT.md: every name always there, everything decided, texts
 * already escaped for where they are used. Knows no syntax of any device but
 * the words in its platform's catalog file.
 */
#ifndef RENDER_CONTEXT_H
#define RENDER_CONTEXT_H

#include "base/value.h"
#include "design/design.h"

const struct value *context_switch(struct arena *a, struct diags *d,
    const struct design *g, size_t sw);
const struct value *context_host(struct arena *a, struct diags *d,
    const struct design *g, size_t host);
/* of the switch or host with this name; NULL: there is none */
const struct value *context_device(struct arena *a, struct diags *d,
    const struct design *g, const char *name);

/* are NIC1, ... placeholders for ports whose names the site does not give */
bool context_host_is_unnamed(const struct host *h);

/* does a port in use run as a whole at another speed than its own */
bool context_port_is_slowed(const struct dswitch *s, const struct dport *p);
/* at 1 Gbit/s by a module in a cage for faster ones */
bool context_port_is_gigabit(const struct dswitch *s, const struct dport *p);

/* adds a map's entries at once, for the most common kinds */
void context_put_text(struct arena *a, struct value *map, const char *key,
    const char *s);
void
context_put_int(struct arena *a, struct value *map, const char *key, int64_t i);
void
context_put_bool(struct arena *a, struct value *map, const char *key, bool b);

/* {used, priority, lossless_percent, default_percent, control_percent,
 * rest_percent, default_priorities, priorities}, for switches and hosts */
struct value *context_qos(struct arena *a, const struct design *g,
    const struct platform *p, bool used);

#endif
