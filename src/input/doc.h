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

#include "input/node.h"

/* NULL after findings.  An empty document is an empty map. */
const struct node *
doc_read(struct arena *a, struct diags *d, const struct source *src);

#endif
