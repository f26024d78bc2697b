/*
 * From nodes to the fields of a struct, by a table: the one place where a key's
 * name, kind, limits, default and example are given.  Reports every unknown key
 * (with the nearest known one), missing key and value of the wrong kind, and
 * continues. Knows no meaning.
 */
#ifndef INPUT_DECODE_H
#define INPUT_DECODE_H

#include <stdint.h>

#include "base/num.h"
#include "input/node.h"

enum field_kind {
	FIELD_NAME,    /* const char *: str_is_name */
	FIELD_PATTERN, /* const char *: a name that may hold ranges */
	FIELD_TEXT,    /* const char *: str_is_text */
	FIELD_INT,     /* int64_t within min..max */
	FIELD_UNIT,    /* int64_t in base units within min..max */
	FIELD_MONEY,   /* int64_t cents within min..max */
	FIELD_BOOL,    /* bool: true or false */
	FIELD_WORD,    /* int: index into words */
	FIELD_IP,      /* uint32_t */
	FIELD_NAMES, /* struct names: a list of names/patterns, or one alone */
	FIELD_TEXTS, /* struct names, of free text */
	FIELD_NODE   /* const struct node *: the node itself, decoded later */
};

struct name_list {
	const char **name;
	struct span *at;
	size_t n;
};

/* a word that is often written for one of a field's */
struct slip {
	const char *written, *meant;
	const char *hint; /* where none of the words is meant */
};

struct field {
	const char *key;
	enum field_kind kind;
	size_t offset; /* of the field in the struct */
	bool required;
	enum unit unit;
	int64_t min, max; /* both 0: not negative only */
	/* outside of these a value is read and warned of; 0: no such end */
	int64_t usual_min, usual_max;
	const char *const *words; /* NULL-terminated, FIELD_WORD */
	const char *example; /* shown when the value is of the wrong kind */
	const char *hint; /* FIELD_WORD: a hint on an unknown word; of others:
	                      * on an unusual value */
	const struct slip *slips; /* FIELD_WORD, ended by a NULL; or NULL */
	const char *doc;          /* one line for the manual and the schema */
};

/*
 * Fill *out from map; fields not given keep what *out held (the default).
 * what names the thing in messages ("a host").  False if anything was wrong;
 * what could be read has been filled in all the same.
 */
bool decode_map(struct arena *a, struct diags *d, const struct node *map,
    const struct field *f, size_t n, void *out, const char *what);

#endif
