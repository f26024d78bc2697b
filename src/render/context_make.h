/*
 * What the makers of a switch's context share: the current switch, and a
 * function for each part.  Private to render/context*.c. Decides nothing: all
 * of it is in the design and the platform's catalog file.
 */
#ifndef RENDER_CONTEXT_MAKE_H
#define RENDER_CONTEXT_MAKE_H

#include "render/context.h"

/* of the current switch */
struct context_ctx {
	struct arena *a;
	const struct design *g;
	const struct dswitch *s;
	size_t sw;
	const struct platform *p;
	const char *range; /* pattern of a run of ports */
	size_t description_max;
};

/* context_ports.c */
struct value *context_ports_value(const struct context_ctx *m);
struct value *context_splits_value(const struct context_ctx *m);
struct value *context_speeds_value(const struct context_ctx *m);
struct value *context_groups_value(const struct context_ctx *m);
struct value *context_own_groups_value(const struct context_ctx *m);
struct value *context_lags_value(const struct context_ctx *m);
struct value *context_mclag_value(const struct context_ctx *m);
struct value *context_vlans_value(const struct context_ctx *m);
struct value *context_memberships_value(const struct context_ctx *m);
struct value *context_ufd_value(const struct context_ctx *m);

#endif
