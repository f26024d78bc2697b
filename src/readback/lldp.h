/*
 * LLDP neighbours of devices, read from `lldpcli -f json show neighbors` (json
 * and json0) and from what switches show , tables and paragraphs , as JSON or
 * as XML, as their dialects have it (lldp_parts.h) .  Knows no cable and no
 * plan (verify/lldp_compare.h). Everything belongs to the arena.
 */
#ifndef READBACK_LLDP_H
#define READBACK_LLDP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"

struct neighbour {
	const char *port;     /* of the local device, as written */
	const char *name;     /* the neighbour; "" where no name was given */
	bool cut;             /* only the start of the name is known */
	const char *far;      /* its port, as written; "" */
	bool far_cut;         /* only the start of that is known */
	const char *far_also; /* its port's description; "" */
	int line;
};

struct lldp_file {
	const struct source *src;
	const char *prompt; /* the device's name at its prompt, or NULL */
	const char *other;  /* of a second device in the file, or NULL */
	int other_line;
	const char *device; /* of the bundle; NULL as it is read */
	struct neighbour *item;
	size_t n, cap;
};

/* false after findings: no table that is known, or rows that are none */
bool lldp_read(struct arena *a, struct diags *d, const struct source *src,
    struct lldp_file *out);

#endif
