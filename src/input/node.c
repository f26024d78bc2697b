#include "input/node.h"

#include <stdlib.h>
#include <string.h>

const struct node *
node_get(const struct node *map, const char *key)
{
	if (map == NULL || map->kind != NODE_MAP)
		return NULL;
	for (size_t i = 0; i < map->n; i++)
		if (strcmp(map->key[i]->text, key) == 0)
			return map->item[i];
	return NULL;
}

struct span
node_at(const struct node *map, const char *key)
{
	const struct node *n = node_get(map, key);

	return n != NULL ? n->at : map != NULL ? map->at : SPAN_NONE;
}

bool
node_is_null(const struct node *n)
{
	return n->kind == NODE_SCALAR && !n->quoted &&
	    (n->text[0] == '\0' || strcmp(n->text, "~") == 0 ||
	        strcmp(n->text, "null") == 0);
}

bool
node_says(const struct node *map, const char *key)
{
	const struct node *n = node_get(map, key);

	return n != NULL && !node_is_null(n);
}

const char *
node_given(const struct node *map, const char *key)
{
	const struct node *n = node_get(map, key);

	return n != NULL && n->kind == NODE_SCALAR && !node_is_null(n) ?
	    n->text :
	    NULL;
}

const char *
node_text(const struct node *map, const char *key)
{
	const char *text = node_given(map, key);

	return text != NULL ? text : "";
}

static int
by_text(const void *px, const void *py)
{
	const struct node *x = *(struct node *const *)px;
	const struct node *y = *(struct node *const *)py;
	int cmp = strcmp(x->text, y->text);

	if (cmp != 0)
		return cmp;
	if (x->at.line != y->at.line)
		return x->at.line < y->at.line ? -1 : 1;
	return (x->at.col > y->at.col) - (x->at.col < y->at.col);
}

/* are all keys of a map of a few different? */
static bool
few_differ(const struct node *map)
{
	if (map->n > 16)
		return false;
	for (size_t i = 1; i < map->n; i++)
		for (size_t k = 0; k < i; k++)
			if (map->key[i]->text[0] == map->key[k]->text[0] &&
			    strcmp(map->key[i]->text, map->key[k]->text) == 0)
				return false;
	return true;
}

/* sorted, so that a map of half a million keys is no quadratic affair */
void
node_check_twice(struct arena *a, struct diags *d, const struct node *map,
    const char *id)
{
	struct node **key;
	const struct node *first;
	size_t i;

	if (map->n < 2 || few_differ(map))
		return;
	key = arena_grow(a, map->key, map->n, map->n, sizeof(*key));
	qsort(key, map->n, sizeof(*key), by_text);
	for (first = key[0], i = 1; i < map->n; i++) {
		if (strcmp(first->text, key[i]->text) != 0) {
			first = key[i];
			continue;
		}
		diag_error(d, key[i]->at, id, "the key '%s' is given twice",
		    key[i]->text);
		diag_hint(d, "first given at line %d, column %d",
		    first->at.line, first->at.col);
	}
}
