#include "base/value.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static struct value *
make(struct arena *a, enum value_kind kind)
{
	struct value *v = NEW(a, struct value, 1);

	v->kind = kind;
	return v;
}

struct value *
value_null(struct arena *a)
{
	return make(a, VALUE_NULL);
}

struct value *
value_bool(struct arena *a, bool b)
{
	struct value *v = make(a, VALUE_BOOL);

	v->i = b;
	return v;
}

struct value *
value_int(struct arena *a, int64_t i)
{
	struct value *v = make(a, VALUE_INT);

	v->i = i;
	return v;
}

struct value *
value_real(struct arena *a, double r)
{
	struct value *v = make(a, isfinite(r) ? VALUE_REAL : VALUE_NULL);

	v->r = r;
	return v;
}

struct value *
value_seconds(struct arena *a, double s)
{
	return s >= 0 ? value_real(a, s) : value_null(a);
}

struct value *
value_money(struct arena *a, int64_t cents)
{
	struct value *v = make(a, VALUE_MONEY);

	v->i = cents;
	return v;
}

struct value *
value_text(struct arena *a, const char *s)
{
	struct value *v = make(a, s != NULL ? VALUE_TEXT : VALUE_NULL);

	v->text = s;
	return v;
}

struct value *
value_list(struct arena *a)
{
	return make(a, VALUE_LIST);
}

struct value *
value_map(struct arena *a)
{
	return make(a, VALUE_MAP);
}

void
value_push(struct arena *a, struct value *list, struct value *v)
{
	assert(list->kind == VALUE_LIST && v != NULL);
	PUSH(a, list->item, list->n, list->cap, v);
}

void
value_set(struct arena *a, struct value *map, const char *key, struct value *v)
{
	size_t cap;

	assert(map->kind == VALUE_MAP && key != NULL && v != NULL);
	assert(value_get(map, key) == NULL);
	if (map->n == map->cap) {
		cap = map->cap > 0 ? 2 * map->cap : 8;
		map->key =
		    arena_grow(a, map->key, map->n, cap, sizeof(*map->key));
		map->item =
		    arena_grow(a, map->item, map->n, cap, sizeof(*map->item));
		map->cap = cap;
	}
	map->key[map->n] = key;
	map->item[map->n++] = v;
}

const struct value *
value_get(const struct value *map, const char *key)
{
	if (map == NULL || map->kind != VALUE_MAP)
		return NULL;
	for (size_t i = 0; i < map->n; i++)
		if (strcmp(map->key[i], key) == 0)
			return map->item[i];
	return NULL;
}

struct value *
value_child(struct value *map, const char *key)
{
	return (struct value *)value_get(map, key);
}

struct value *
value_texts(struct arena *a, const char *const *text, size_t n)
{
	struct value *list = value_list(a);

	for (size_t i = 0; i < n; i++)
		value_push(a, list, value_text(a, text[i]));
	return list;
}
