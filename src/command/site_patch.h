/*
 * A site file's tree with a JSON Patch on it (RFC 6902: add, remove), and a
 * node as a value.  Knows no keys.  The tree that is given stays as it is; the
 * answer shares what is not changed, and new nodes have the place of its root.
 */
#ifndef COMMAND_SITE_PATCH_H
#define COMMAND_SITE_PATCH_H

#include "base/value.h"
#include "input/doc.h"

/* {"op":"add","path":"/a/b","value":v}; v NULL: {"op":"remove","path":...} */
void site_patch_push(struct arena *a, struct value *patch, const char *path,
    struct value *v);
/* every path of the patch must lead to a map or a list that is there; NULL if
 * one does not */
const struct node *site_patched(struct arena *a, const struct node *doc,
    const struct value *patch);
/* plain whole numbers and true, false as those, all other text as text; keys
 * named in `without`, apart by blanks, are left out */
struct value *
site_node_value(struct arena *a, const struct node *n, const char *without);

#endif
