#include "base/value.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
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
	size_t i;

	if (map == NULL || map->kind != VALUE_MAP)
		return NULL;
	for (i = 0; i < map->n; i++)
		if (strcmp(map->key[i], key) == 0)
			return map->item[i];
	return NULL;
}

static void
context_put_text(struct buf *out, const char *s)
{
	size_t len = strlen(s), n;
	uint32_t cp;

	buf_putc(out, '"');
	for (; len > 0; s += n, len -= n) {
		n = str_utf8_next(s, len, &cp);
		if (cp == UTF8_BAD)
			buf_puts(out, "\\ufffd");
		else if (cp == '"' || cp == '\\')
			buf_printf(out, "\\%c", (int)cp);
		else if (cp == '\n')
			buf_puts(out, "\\n");
		else if (cp == '\t')
			buf_puts(out, "\\t");
		else if (cp == '\r')
			buf_puts(out, "\\r");
		else if (cp < 0x20 || cp == 0x7f)
			buf_printf(out, "\\u%04x", (unsigned int)cp);
		else
			buf_add(out, s, n);
	}
	buf_putc(out, '"');
}

static void
put_real(struct buf *out, double r)
{
	char text[400]; /* the largest double has 309 digits */
	int places;

	for (places = 0; places <= 9; places++) {
		snprintf(text, sizeof(text), "%.*f", places, r);
		if (strtod(text, NULL) == r)
			break;
	}
	if (places > 9) {
		/* rounded: zeros at the end say nothing */
		places = (int)strlen(text);
		while (text[places - 1] == '0')
			text[--places] = '\0';
		if (text[places - 1] == '.')
			text[--places] = '\0';
	}
	buf_puts(out, strcmp(text, "-0") == 0 ? "0" : text);
}

static void
put_money(struct buf *out, int64_t cents)
{
	uint64_t c = cents < 0 ? 0 - (uint64_t)cents : (uint64_t)cents;

	buf_printf(out, "%s%llu", cents < 0 ? "-" : "",
	    (unsigned long long)(c / 100));
	if (c % 10 != 0)
		buf_printf(out, ".%02u", (unsigned int)(c % 100));
	else if (c % 100 != 0)
		buf_printf(out, ".%u", (unsigned int)(c % 100 / 10));
}

static void
put_break(struct buf *out, bool indent, size_t depth)
{
	if (!indent)
		return;
	buf_putc(out, '\n');
	while (depth-- > 0)
		buf_puts(out, "  ");
}

static void
put(struct buf *out, const struct value *v, bool indent, size_t depth)
{
	bool map = v->kind == VALUE_MAP;
	size_t i;

	switch (v->kind) {
	case VALUE_NULL:
		buf_puts(out, "null");
		return;
	case VALUE_BOOL:
		buf_puts(out, v->i ? "true" : "false");
		return;
	case VALUE_INT:
		buf_printf(out, "%lld", (long long)v->i);
		return;
	case VALUE_REAL:
		put_real(out, v->r);
		return;
	case VALUE_MONEY:
		put_money(out, v->i);
		return;
	case VALUE_TEXT:
		context_put_text(out, v->text);
		return;
	case VALUE_LIST:
	case VALUE_MAP:
		break;
	}
	buf_putc(out, map ? '{' : '[');
	for (i = 0; i < v->n; i++) {
		if (i > 0)
			buf_putc(out, ',');
		put_break(out, indent, depth + 1);
		if (map) {
			context_put_text(out, v->key[i]);
			buf_puts(out, indent ? ": " : ":");
		}
		put(out, v->item[i], indent, depth + 1);
	}
	if (v->n > 0)
		put_break(out, indent, depth);
	buf_putc(out, map ? '}' : ']');
}

void
value_json(struct buf *out, const struct value *v, bool indent)
{
	put(out, v, indent, 0);
	if (indent)
		buf_putc(out, '\n');
}
