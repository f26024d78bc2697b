/*
 * What the parts of loading.md share: the switches in their order, and what is
 * known of each.  For the files of loading.md only.
 */
#ifndef PHASES_LOADING_PARTS_H
#define PHASES_LOADING_PARTS_H

#include "phases/loading.h"
#include "render/placeholder.h"

struct loading {
	struct arena *a;
	struct buf *b;
	const struct design *g;
	const struct fileset *files;
	const struct loading_earlier *earlier; /* NULL: all are new */
	size_t *sw; /* in the order they are loaded */
	size_t n;
};

/* the switch loaded as number i */
const struct dswitch *loading_at(const struct loading *k, size_t i);
/* switches that carry traffic, by an earlier bundle that was not a proof of
 * concept */
size_t loading_existing_count(const struct loading *k);
/* switches already in use whose running configuration no earlier bundle has */
size_t loading_in_use_count(const struct loading *k);
/* the placeholders of its text */
struct placeholder *
loading_holes(const struct loading *k, const struct dswitch *s, size_t *n);

/* loading_before.c */
void loading_before_all(const struct loading *k);

#endif
