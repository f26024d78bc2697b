/*
 * YAML text to a tree of nodes with places: the fence around libyaml (event
 * interface, a composer of our own).  Knows no schema.  Refuses duplicate keys,
 * keys that are not plain scalars, aliases that contain themselves or expand
 * too far, tags, several documents, depth over 64, more than a million nodes.
 * Nodes belong to the arena; an alias shares the node it names, but its place
 * is where it is used (the node is copied shallowly).
 */
#ifndef INPUT_DOC_H
#define INPUT_DOC_H

#include "base/diag.h"

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
	enum node_kind kind;
	struct span at;   /* of a list or map: its first key or item */
	bool quoted;      /* a scalar between quotes, or a block scalar */
	const char *text; /* scalar: no NUL inside */
	size_t n;
	struct node **key;  /* map: scalars */
	struct node **item; /* list and map */
};

/* NULL after findings.  An empty document is an empty map. */
const struct node *
doc_read(struct arena *a, struct diags *d, const struct source *src);

/* the value of a key of a map, or NULL (also when map is NULL or no map) */
const struct node *node_get(const struct node *map, const char *key);
/* plain ~, null or nothing at all */
bool node_is_null(const struct node *n);

#endif
