/*
 * DOC.  A schema judges a YAML file as the JSON it would be, and the reader
 * takes more than one JSON type for most keys: a name may be 7 or true, a key
 * without a value is as if it were not given, a list of one may be written
 * without the list.  JSON Schema applies each keyword to the types it is for,
 * so one map with several types says all of that: `pattern` binds strings only,
 * `items` lists only.
 *
 * What the tables can't say of a key stands in details[].  What no schema can
 * say (references, sums, what fits) is left to `check`.
 */
#include "manual/schema.h"

#include <string.h>

#include "base/num.h"

#define NAME "[A-Za-z0-9][A-Za-z0-9._-]{0,62}"
#define RANGE "\\[[0-9]{1,9}-[0-9]{1,9}\\]"
/* a plain name, or one with ranges, whose length depends on them */
#define PATTERN \
	"^(?:" NAME "|(?=.*\\[)(?:[A-Za-z0-9]|" RANGE ")" \
	"(?:[A-Za-z0-9._-]|" RANGE ")*)$"
/* printable, on one line, nothing that turns the direction of text */
#define TEXT \
	"^[^\\u0000-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f" \
	"\\u2028-\\u202e\\u2066-\\u2069\\ufeff]*$"
#define OCTET "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
#define MONTH "^[0-9]{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?$"
#define IPV4 "(?:" OCTET "\\.){3}" OCTET

static const struct detail {
	const char *path, *key;
	const char *pattern; /* NULL: by kind */
	int64_t min, max;    /* of an integer; both 0: by the table.  Of a
				 * text that is a number: more than min */
	bool least_one;      /* an empty list is an error */
	bool or_list;        /* a map, or a list of such; where no table of the
			      * site has its keys, a list of maps alone */
} details[] = {
	{ "", "eastwest", NULL, 1, 1, false, false },
	{ "", "racks", NULL, 0, 0, true, false },
	{ "", "clusters", NULL, 0, 0, true, false },
	{ "", "hosts", NULL, 0, 0, true, false },
	{ "hosts[]", "nics", NULL, 0, 0, true, true },
	{ "site", "currency", "^[A-Z]{3}$", 0, 0, false, false },
	{ "policy", "exchange", NULL, 0, 0, false, true },
	{ "requirements", "oversubscription", "^[0-9]+(?:\\.[0-9]+)?$", 0, 1000,
	    false, false },
	{ "networks[]", "vlan", NULL, 2, 4094, false, false },
	{ "networks[]", "subnet", "^" IPV4 "/(?:3[0-2]|[12]?[0-9])$", 0, 0,
	    false, false },
	{ "core", "switches", NULL, 0, 0, true, false },
	{ "core", "stp_priority", NULL, 0, 61440, false, false },
	{ "plan", "from", MONTH, 0, 0, false, false },
	{ "plan.budgets[]", "quarter", "^2[01][0-9]{2}-Q[1-4]$", 0, 0, false,
	    false },
	{ "plan.borrow[]", "by", MONTH, 0, 0, false, false },
	{ "plan.refresh", "switches", MONTH, 0, 0, false, false },
	{ "plan.refresh.hosts[]", "date", MONTH, 0, 0, false, false },
};

static const struct detail *
detail_of(const char *path, const char *key)
{
	for (size_t i = 0; i < sizeof details / sizeof details[0]; i++)
		if (strcmp(details[i].path, path) == 0 &&
		    strcmp(details[i].key, key) == 0)
			return &details[i];
	return NULL;
}

static void
set_text(struct arena *a, struct value *v, const char *key, const char *s)
{
	value_set(a, v, key, value_text(a, s));
}

/* the types of a key; one without a value is as if it were not given */
static void
set_types(struct arena *a, struct value *v, const char *const *type, size_t n,
    bool required)
{
	struct value *list = value_list(a);

	if (n == 1 && required) {
		set_text(a, v, "type", type[0]);
		return;
	}
	for (size_t i = 0; i < n; i++)
		value_push(a, list, value_text(a, type[i]));
	if (!required)
		value_push(a, list, value_text(a, "null"));
	value_set(a, v, "type", list);
}

static void
set_type(struct arena *a, struct value *v, const char *type, bool required)
{
	set_types(a, v, &type, 1, required);
}

static const char *const scalar[] = { "string", "number", "boolean" };

static void
set_scalar(struct arena *a, struct value *v, bool required)
{
	set_types(a, v, scalar, 3, required);
}

/* 10 min: a number, at most blanks between, a unit that is one */
static const char *
unit_pattern(struct arena *a, const struct field *f)
{
	struct buf b = buf_new(a);
	const char *name;

	if (f->unit == UNIT_SHARE && f->max == WHOLE_PPM)
		buf_printf(&b,
		    "^%s(?:0*100(?:\\.0+)?|0*[0-9]{1,2}"
		    "(?:\\.[0-9]+)?) *(?:",
		    f->min > 0 ? "(?=[0-9.]*[1-9])" : "");
	else
		buf_printf(&b, "^%s[0-9]+(?:\\.[0-9]+)? *(?:",
		    f->min > 0 ? "(?=[0-9.]*[1-9])" : "");
	for (size_t i = 0; (name = num_unit_name(f->unit, i)) != NULL; i++)
		buf_printf(&b, "%s%s", i > 0 ? "|" : "", name);
	buf_puts(&b, ")$");
	return b.text;
}

static void
set_range(struct arena *a, struct value *v, const struct field *f,
    const struct detail *more)
{
	int64_t min = f->min,
	        max = f->max == 0 && f->min == 0 ? INT64_MAX : f->max;

	if (more != NULL && more->max > 0) {
		min = more->min;
		max = more->max;
	}
	value_set(a, v, "minimum", value_int(a, min));
	if (max < INT64_MAX)
		value_set(a, v, "maximum", value_int(a, max));
}

/* what the example shows, without the quotes YAML needs */
static void
set_example(struct arena *a, struct value *v, const struct field *f)
{
	const char *ex = f->example;
	struct value *list, *item;
	size_t n;
	int64_t i;

	if (ex == NULL || ex[0] == '[' || ex[0] == '{' ||
	    f->kind == FIELD_BOOL || f->kind == FIELD_WORD)
		return;
	n = strlen(ex);
	if (n > 1 && ex[0] == '"' && ex[n - 1] == '"')
		ex = str_dup(a, ex + 1, n - 2);
	item = f->kind == FIELD_INT && num_int(ex, &i)  ? value_int(a, i) :
	    f->kind == FIELD_MONEY && num_money(ex, &i) ? value_money(a, i) :
	                                                  value_text(a, ex);
	list = value_list(a);
	value_push(a, list, item);
	value_set(a, v, "examples", list);
}

static void
set_words(struct arena *a, struct value *v, const struct field *f)
{
	struct value *list = value_list(a);

	for (size_t i = 0; f->words[i] != NULL; i++)
		value_push(a, list, value_text(a, f->words[i]));
	if (!f->required)
		value_push(a, list, value_null(a));
	value_set(a, v, "enum", list);
}

/* one of the words; the table's max is how many of them a list takes */
static const char *
one_of(struct arena *a, const struct field *f)
{
	struct buf b = buf_new(a);

	for (int64_t i = 0; i < f->max && f->words[i] != NULL; i++)
		buf_printf(&b, "%s%s", i == 0 ? "^(?:" : "|", f->words[i]);
	buf_puts(&b, ")$");
	return b.text;
}

static void
set_names(struct arena *a, struct value *v, const struct field *f,
    const struct detail *more)
{
	static const char *const type[] = { "array", "string", "number",
		"boolean" };
	struct value *item = value_map(a);
	const char *pattern = f->words != NULL ? one_of(a, f) :
	    f->kind == FIELD_TEXTS             ? TEXT :
	                                         PATTERN;

	set_types(a, v, type, 4, f->required);
	set_text(a, v, "pattern", pattern);
	set_scalar(a, item, true);
	set_text(a, item, "pattern", pattern);
	value_set(a, v, "items", item);
	if (more != NULL && more->least_one)
		value_set(a, v, "minItems", value_int(a, 1));
}

static void
set_map(struct arena *a, struct value *v, const struct model_table *t);

const struct model_table *
schema_table(struct arena *a, const char *path, const char *key, bool *list)
{
	const struct model_table *const *t;
	const char *one = str_fmt(a, "%s%s%s", path, *path ? "." : "", key);
	const char *many = str_fmt(a, "%s[]", one);
	size_t n;

	t = model_tables(&n);
	for (size_t i = 0; i < n; i++) {
		*list = strcmp(t[i]->path, many) == 0;
		if (*list || strcmp(t[i]->path, one) == 0)
			return t[i];
	}
	return NULL;
}

/* a vendor's share of discount: keys are names, not words of a table */
static void
set_shares(struct arena *a, struct value *v)
{
	struct field share = { .kind = FIELD_UNIT,
		.unit = UNIT_SHARE,
		.max = WHOLE_PPM };
	struct value *one = value_map(a);

	set_type(a, one, "string", false);
	set_text(a, one, "pattern", unit_pattern(a, &share));
	value_set(a, v, "additionalProperties", one);
}

static void
set_node(struct arena *a, struct value *v, const char *path,
    const struct field *f, const struct detail *more)
{
	struct value *item = value_map(a);
	const struct model_table *t;
	bool list = false;

	static const char *const either[] = { "object", "array" };

	t = schema_table(a, path, f->key, &list);
	if (t == NULL && more != NULL && more->or_list)
		list = true;
	if (t != NULL && more != NULL && more->or_list)
		set_types(a, v, either, 2, f->required);
	else
		set_type(a, v, list ? "array" : "object", f->required);
	if (t == NULL && !list)
		set_shares(a, v);
	else if (!list)
		set_map(a, v, t);
	if (list || (t != NULL && more != NULL && more->or_list)) {
		set_text(a, item, "type", "object");
		if (t != NULL)
			set_map(a, item, t);
		value_set(a, v, "items", item);
		if (more != NULL && more->least_one)
			value_set(a, v, "minItems", value_int(a, 1));
	}
}

static struct value *
key_value(struct arena *a, const char *path, const struct field *f)
{
	const struct detail *more = detail_of(path, f->key);
	struct value *v = value_map(a);

	set_text(a, v, "description", f->doc);
	switch (f->kind) {
	case FIELD_NAME:
	case FIELD_PATTERN:
		set_scalar(a, v, f->required);
		set_text(a, v, "pattern",
		    f->kind == FIELD_NAME ? "^" NAME "$" : PATTERN);
		break;
	case FIELD_TEXT:
		set_scalar(a, v, f->required);
		set_text(a, v, "pattern",
		    more != NULL && more->pattern != NULL ? more->pattern :
		                                            TEXT);
		if (more != NULL && more->max > 0) {
			value_set(a, v, "exclusiveMinimum",
			    value_int(a, more->min));
			value_set(a, v, "maximum", value_int(a, more->max));
		}
		break;
	case FIELD_INT:
		set_type(a, v, "integer", f->required);
		set_range(a, v, f, more);
		break;
	case FIELD_UNIT:
		set_type(a, v, "string", f->required);
		set_text(a, v, "pattern", unit_pattern(a, f));
		break;
	case FIELD_MONEY:
		set_type(a, v, "number", f->required);
		value_set(a, v, "minimum", value_money(a, f->min));
		break;
	case FIELD_BOOL:
		set_type(a, v, "boolean", f->required);
		break;
	case FIELD_WORD:
		set_words(a, v, f);
		break;
	case FIELD_IP:
		set_type(a, v, "string", f->required);
		set_text(a, v, "pattern", "^" IPV4 "$");
		break;
	case FIELD_NAMES:
	case FIELD_TEXTS:
		set_names(a, v, f, more);
		break;
	case FIELD_NODE:
		set_node(a, v, path, f, more);
		break;
	}
	set_example(a, v, f);
	return v;
}

/* the keys of a map, which ones must be there, and that there are no others */
static void
set_map(struct arena *a, struct value *v, const struct model_table *t)
{
	struct value *keys = value_map(a), *needed = value_list(a);

	for (size_t i = 0; i < t->n; i++) {
		value_set(a, keys, t->field[i].key,
		    key_value(a, t->path, &t->field[i]));
		if (t->field[i].required)
			value_push(a, needed, value_text(a, t->field[i].key));
	}
	value_set(a, v, "properties", keys);
	if (needed->n > 0)
		value_set(a, v, "required", needed);
	value_set(a, v, "additionalProperties", value_bool(a, false));
}

struct value *
schema_value(struct arena *a)
{
	const struct model_table *const *t;
	struct value *v = value_map(a);
	size_t n;

	t = model_tables(&n);
	set_text(a, v, "$schema", "http://json-schema.org/draft-07/schema#");
	set_text(a, v, "title", "eastwest site file");
	set_text(a, v, "description",
	    "Racks, hosts, VMs and networks of a site; see eastwest-site(5).");
	set_text(a, v, "type", "object");
	set_map(a, v, t[0]);
	return v;
}
