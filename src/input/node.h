/*
 * What YAML and JSON are read into: a tree of nodes with places.  Knows no
 * format and no schema.  Nodes belong to the arena of whoever read them.
 */
#ifndef INPUT_NODE_H
#define INPUT_NODE_H

#include "base/diag.h"

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
	enum node_kind kind;
	bool quoted;      /* a scalar between quotes, or a block scalar */
	struct span at;   /* of a list or map: its first key or item */
	const char *text; /* scalar: no NUL inside */
	size_t n;
	struct node **key;  /* map: scalars */
	struct node **item; /* list and map */
};

/* what any reader refuses beyond; and FILE_TEXT_MAX bytes of YAML and XML,
 * FILE_TABLE_MAX of JSON */
#define NODE_DEPTH_MAX 64
#define NODE_COUNT_MAX 1000000u

/* the value of a key of a map, or NULL (also when map is NULL or no map);
 * case-sensitive */
const struct node *node_get(const struct node *map, const char *key);
/* the place of a key's value, or of the map itself where it is not given */
struct span node_at(const struct node *map, const char *key);
/* the text of a key's value; "" where it is not given, null, a list or a map */
const char *node_text(const struct node *map, const char *key);
/* the same, NULL there */
const char *node_given(const struct node *map, const char *key);
/* has a map this key, and more than null there? */
bool node_says(const struct node *map, const char *key);
/* plain ~, null or nothing at all */
bool node_is_null(const struct node *n);

/* a finding for every duplicate key of a map */
void node_check_twice(struct arena *a, struct diags *d, const struct node *map,
    const char *id);

#endif
