/*
 * A small ordered tree: null, bool, int, real, text, list, map.  The context of
 * templates and the source of JSON output. Knows neither.  Maps keep the order
 * of insertion; setting a key twice is a bug of the caller (assert).
 */
#ifndef BASE_VALUE_H
#define BASE_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

enum value_kind {
	VALUE_NULL,
	VALUE_BOOL,
	VALUE_INT,
	VALUE_REAL,
	VALUE_MONEY,
	VALUE_TEXT,
	VALUE_LIST,
	VALUE_MAP
};

struct value {
	enum value_kind kind;
	int64_t i; /* bool, int; money in hundredths */
	double r;
	const char *text;
	const char **key;    /* map only, n of them */
	struct value **item; /* list and map */
	size_t n, cap;
};

struct value *value_null(struct arena *a);
struct value *value_bool(struct arena *a, bool b);
struct value *value_int(struct arena *a, int64_t i);
/* printed with as many digits as needed to be read back, at most nine
 * decimals, never an exponent; not finite becomes null */
struct value *value_real(struct arena *a, double r);
/* a time in seconds; below 0 there is none: null */
struct value *value_seconds(struct arena *a, double s);
struct value *value_money(struct arena *a, int64_t cents); /* 1234.5 */
struct value *value_text(struct arena *a, const char *s);  /* NULL -> null */
struct value *value_list(struct arena *a);
struct value *value_map(struct arena *a);
struct value *value_texts(struct arena *a, const char *const *text, size_t n);
void value_push(struct arena *a, struct value *list, struct value *v);
void
value_set(struct arena *a, struct value *map, const char *key, struct value *v);
const struct value *value_get(const struct value *map, const char *key);
/* the same, to be added to */
struct value *value_child(struct value *map, const char *key);

#endif
