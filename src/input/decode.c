#include "input/decode.h"

#include <string.h>
#include <strings.h>

#include "base/ip.h"
#include "base/str.h"

#define NAMES_MAX 1000000u

/* one value on its way into its field */
struct job {
	struct arena *a;
	struct diags *d;
	const struct node *node;
	const struct field *f;
	const char *what;
};

static const char *
kind_text(const struct node *n)
{
	switch (n->kind) {
	case NODE_LIST:
		return "a list";
	case NODE_MAP:
		return "a map";
	case NODE_SCALAR:
		break;
	}
	return node_is_null(n) ? "nothing" :
	    n->quoted          ? "a quoted text" :
	                         "a plain value";
}

static const char *
wanted(const struct job *j)
{
	switch (j->f->kind) {
	case FIELD_NAME:
	case FIELD_PATTERN:
		return "a name";
	case FIELD_TEXT:
		return "text";
	case FIELD_INT:
		return "a whole number";
	case FIELD_UNIT:
		return "a number with its unit";
	case FIELD_MONEY:
		return "an amount of money";
	case FIELD_BOOL:
		return "true or false";
	case FIELD_WORD:
		return "a word";
	case FIELD_IP:
		return "an IPv4 address";
	case FIELD_NAMES:
		return "a list of names";
	case FIELD_TEXTS:
		return "a list of texts";
	case FIELD_NODE:
		break;
	}
	return "a value";
}

static const char *
example(const struct job *j)
{
	if (j->f->example != NULL)
		return j->f->example;
	return j->f->kind == FIELD_UNIT ? num_example(j->f->unit) : NULL;
}

static bool
wrong_kind(const struct job *j, const struct node *n)
{
	const char *ex = example(j);

	diag_error(j->d, n->at, "wrong-kind", "'%s' of %s must be %s, not %s",
	    j->f->key, j->what, wanted(j), kind_text(n));
	if (ex != NULL)
		diag_hint(j->d, "for example '%s: %s'", j->f->key, ex);
	return false;
}

static bool
bad(const struct job *j, const struct node *n, const char *id, const char *why)
{
	return diag_error(j->d, n->at, id, "'%s' of %s is '%s': %s", j->f->key,
	    j->what, n->text, why);
}

static const char *
amount(const struct job *j, int64_t v)
{
	switch (j->f->kind) {
	case FIELD_UNIT:
		return num_text(j->a, v, j->f->unit);
	case FIELD_MONEY:
		return num_money_text(j->a, v);
	case FIELD_NAME:
	case FIELD_PATTERN:
	case FIELD_TEXT:
	case FIELD_INT:
	case FIELD_BOOL:
	case FIELD_WORD:
	case FIELD_IP:
	case FIELD_NAMES:
	case FIELD_TEXTS:
	case FIELD_NODE:
		break;
	}
	return str_fmt(j->a, "%lld", (long long)v);
}

static bool
in_range(const struct job *j, int64_t v)
{
	const struct field *f = j->f;
	const char *why;

	if (f->min == 0 && f->max == 0) {
		if (v >= 0)
			return true;
		why = "it can't be negative";
	} else if (v < f->min || v > f->max) {
		why = f->max == INT64_MAX ?
		    str_fmt(j->a, "at least %s", amount(j, f->min)) :
		    str_fmt(j->a, "from %s to %s", amount(j, f->min),
		        amount(j, f->max));
	} else {
		return true;
	}
	return bad(j, j->node, "out-of-range", why);
}

/* what can be computed with, and is hardly meant; 0 says none on purpose */
static void
usual(const struct job *j, int64_t v)
{
	const struct field *f = j->f;
	bool small = v > 0 && v < f->usual_min;
	bool large = f->usual_max > 0 && v > f->usual_max;

	if (!small && !large)
		return;
	diag_warn(j->d, j->node->at, "unusual-value",
	    "'%s' of %s is '%s', unusually %s: it is seldom %s %s", f->key,
	    j->what, j->node->text, small ? "small" : "large",
	    small ? "below" : "above",
	    amount(j, small ? f->usual_min : f->usual_max));
	if (f->hint != NULL)
		diag_hint(j->d, "%s", f->hint);
	else if (example(j) != NULL)
		diag_hint(j->d, "%sor example '%s: %s'",
		    f->kind == FIELD_UNIT ? "is its unit right? F" : "f",
		    f->key, example(j));
}

static bool
read_int(const struct job *j, int64_t *out)
{
	int64_t v;

	if (j->node->quoted || !num_int(j->node->text, &v)) {
		if (j->node->quoted)
			return wrong_kind(j, j->node);
		bad(j, j->node, "wrong-kind", "expected a whole number");
		if (j->node->text[strspn(j->node->text, "0123456789")] == '\0')
			diag_hint(j->d, "write it without leading zeros");
		else if (j->node->text[strspn(j->node->text, "0123456789.,")] ==
		    '\0')
			diag_hint(j->d, "no point and no comma: round it");
		return false;
	}
	if (!in_range(j, v))
		return false;
	usual(j, v);
	*out = v;
	return true;
}

static bool
read_unit(const struct job *j, int64_t *out)
{
	const char *why;
	int64_t v;

	if (!num_parse(j->a, j->node->text, j->f->unit, &v, &why))
		return bad(j, j->node, "bad-quantity", why);
	if (!in_range(j, v))
		return false;
	usual(j, v);
	*out = v;
	return true;
}

/* is it a number to other programs: nan, .inf, 1e30, 0x10? */
static bool
is_figure(const char *s)
{
	size_t n;

	if (*s == '+' || *s == '-')
		s++;
	if (strncasecmp(s, "0x", 2) == 0 || strncasecmp(s, "0o", 2) == 0)
		return true;
	n = strspn(s, "0123456789.");
	if (n > 0 && (s[n] == 'e' || s[n] == 'E')) {
		s += n + 1;
		s += *s == '+' || *s == '-';
		return *s != '\0' && s[strspn(s, "0123456789")] == '\0';
	}
	s += *s == '.';
	return strcasecmp(s, "nan") == 0 || strcasecmp(s, "inf") == 0 ||
	    strcasecmp(s, "infinity") == 0;
}

static bool
read_money(const struct job *j, int64_t *out)
{
	const char *s = j->node->text;
	int64_t v;

	if (j->node->quoted)
		return wrong_kind(j, j->node);
	if (!num_money(s, &v)) {
		bad(j, j->node, "bad-money",
		    "expected an amount such as 60000 or 1234.50");
		if (is_figure(s))
			diag_hint(j->d,
			    "digits, and a point with two more: no exponent, "
			    "no other base, no infinity");
		else if (s[strspn(s, "0123456789.,' ")] != '\0')
			diag_hint(j->d,
			    "write the number only: the currency is given "
			    "once, elsewhere");
		else
			diag_hint(j->d,
			    "no marks between thousands, a point before "
			    "hundredths, and two digits after it at most");
		return false;
	}
	if (!in_range(j, v))
		return false;
	usual(j, v);
	*out = v;
	return true;
}

static bool
read_bool(const struct job *j, bool *out)
{
	static const char *const yes[] = { "yes", "on", "True", "TRUE", "Yes",
		"YES", "On", "ON", "y", "1" };
	const char *s = j->node->text;
	bool like_yes = false;

	if (j->node->quoted)
		return wrong_kind(j, j->node);
	if (str_eq(s, "true") || str_eq(s, "false")) {
		*out = s[0] == 't';
		return true;
	}
	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		like_yes |= str_eq(s, yes[i]);
	bad(j, j->node, "bad-word", "expected true or false");
	if (like_yes)
		diag_hint(j->d, "did you mean 'true'?");
	else if (strcasecmp(s, "no") == 0 || strcasecmp(s, "off") == 0 ||
	    strcasecmp(s, "false") == 0)
		diag_hint(j->d, "did you mean 'false'?");
	return false;
}

/* a, b or c */
static const char *
alternatives(struct arena *a, const char *const *word, size_t n)
{
	struct buf b = buf_new(a);

	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s%s",
		    i == 0        ? "" :
		        i + 1 < n ? ", " :
		                    " or ",
		    word[i]);
	return b.text;
}

static bool
read_word(const struct job *j, int *out)
{
	const struct slip *s;
	const char *near;
	size_t n;

	for (n = 0; j->f->words[n] != NULL; n++) {
		if (str_eq(j->node->text, j->f->words[n])) {
			*out = (int)n;
			return true;
		}
	}
	bad(j, j->node, "bad-word",
	    str_fmt(j->a, "expected %s", alternatives(j->a, j->f->words, n)));
	for (s = j->f->slips; s != NULL && s->written != NULL; s++)
		if (strcasecmp(j->node->text, s->written) == 0)
			break;
	if (s != NULL && s->written != NULL) {
		if (s->hint != NULL)
			diag_hint(j->d, "%s", s->hint);
		else
			diag_hint(j->d, "'%s' is called '%s' here",
			    j->node->text, s->meant);
		return false;
	}
	near = diag_shown(j->d) ? str_nearest(j->node->text, j->f->words, n) :
	                          NULL;
	if (near != NULL && j->f->hint != NULL)
		diag_hint(j->d, "did you mean '%s'? %s", near, j->f->hint);
	else if (near != NULL)
		diag_hint(j->d, "did you mean '%s'?", near);
	else if (j->f->hint != NULL)
		diag_hint(j->d, "%s", j->f->hint);
	return false;
}

static bool
field_text(const struct job *j, const struct node *n, const char **out)
{
	uint32_t cp;

	if (!str_is_text(n->text))
		return diag_error(j->d, n->at, "bad-text",
		    "'%s' of %s must be printable text on one line", j->f->key,
		    j->what);
	cp = str_starts(j->f->key, "name") || j->f->kind == FIELD_TEXTS ?
	    str_hidden(n->text) :
	    0;
	if (cp != 0)
		return diag_error(j->d, n->at, "bad-text",
		    "'%s' of %s has a character that can't be seen (U+%04lX): "
		    "two names would look alike",
		    j->f->key, j->what, (unsigned long)cp);
	*out = n->text;
	return true;
}

/* words with blanks between them, as a name */
static void
name_hint(const struct job *j, const char *text)
{
	char *s;

	if (!diag_shown(j->d) || strchr(text, ' ') == NULL)
		return;
	s = str_dup(j->a, text, strlen(text));
	for (size_t i = 0; s[i] != '\0'; i++)
		if (s[i] == ' ')
			s[i] = '-';
	if (str_is_name(s))
		diag_hint(j->d, "as a name: '%s'", s);
}

static bool
read_name(const struct job *j, const struct node *n, const char **out)
{
	struct name_set set;
	const char *why;

	if (j->f->kind == FIELD_PATTERN) {
		if (!name_range_expand(j->a, n->text, &set, &why))
			return bad(j, n, "bad-name", why);
	} else if (!str_is_name(n->text)) {
		bad(j, n, "bad-name",
		    strchr(n->text, '[') != NULL ?
		        "expected one name, without a range" :
		        "a name is 1 to 63 letters, digits, '-', '_' or '.', the "
		        "first a letter or a digit");
		name_hint(j, n->text);
		return false;
	}
	*out = n->text;
	return true;
}

/* the names a node expands to, each with the node's place */
static bool
add_names(const struct job *j, const struct node *n, struct name_list *out,
    size_t *cap)
{
	struct name_set set = { .n = 1 };
	const char *why, *text = NULL;
	size_t room = *cap;

	if (n->kind != NODE_SCALAR || node_is_null(n))
		return wrong_kind(j, n);
	if (j->f->kind == FIELD_TEXTS) {
		if (!field_text(j, n, &text))
			return false;
		set.name = &text;
	} else if (!name_range_expand(j->a, n->text, &set, &why)) {
		return bad(j, n, "bad-name", why);
	}
	if (set.n > NAMES_MAX - out->n)
		return bad(j, n, "bad-name",
		    "the list gives more than a million names");
	if (out->n + set.n > room) {
		room = out->n + set.n > 2 * room ? out->n + set.n : 2 * room;
		out->name = arena_grow(j->a, out->name, out->n, room,
		    sizeof(*out->name));
		out->at =
		    arena_grow(j->a, out->at, out->n, room, sizeof(*out->at));
		*cap = room;
	}
	for (size_t i = 0; i < set.n; i++) {
		out->name[out->n] = set.name[i];
		out->at[out->n++] = n->at;
	}
	return true;
}

static bool
field_names(const struct job *j, struct name_list *out)
{
	struct name_list got = { .n = 0 };
	bool ok = true;
	size_t cap = 0;

	if (j->node->kind == NODE_MAP)
		return wrong_kind(j, j->node);
	if (j->node->kind == NODE_SCALAR)
		ok = add_names(j, j->node, &got, &cap);
	else
		for (size_t i = 0; i < j->node->n; i++)
			ok &= add_names(j, j->node->item[i], &got, &cap);
	*out = got;
	return ok;
}

static bool
read_ip(const struct job *j, uint32_t *out)
{
	if (!ip_parse(j->node->text, out))
		return bad(j, j->node, "bad-address",
		    "expected an IPv4 address such as 10.0.0.1");
	return true;
}

static bool
read_field(const struct job *j, void *out)
{
	void *at = (char *)out + j->f->offset;

	if (j->node->kind != NODE_SCALAR && j->f->kind != FIELD_NODE &&
	    j->f->kind != FIELD_NAMES && j->f->kind != FIELD_TEXTS)
		return wrong_kind(j, j->node);
	switch (j->f->kind) {
	case FIELD_NAME:
	case FIELD_PATTERN:
		return read_name(j, j->node, at);
	case FIELD_TEXT:
		return field_text(j, j->node, at);
	case FIELD_INT:
		return read_int(j, at);
	case FIELD_UNIT:
		return read_unit(j, at);
	case FIELD_MONEY:
		return read_money(j, at);
	case FIELD_BOOL:
		return read_bool(j, at);
	case FIELD_WORD:
		return read_word(j, at);
	case FIELD_IP:
		return read_ip(j, at);
	case FIELD_NAMES:
	case FIELD_TEXTS:
		return field_names(j, at);
	case FIELD_NODE:
		*(const struct node **)at = j->node;
		return true;
	}
	return true;
}

static bool
unknown_key(struct arena *a, struct diags *d, const struct node *key,
    const struct field *f, size_t n, const char *what)
{
	const char **known, *near;

	diag_error(d, key->at, "unknown-key", "unknown key '%s' in %s",
	    key->text, what);
	if (!diag_shown(d))
		return false;
	known = NEW(a, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		known[i] = f[i].key;
	near = str_nearest(key->text, known, n);
	if (key->text[strspn(key->text, "0123456789")] == '\0')
		diag_hint(d,
		    "a comma ends a value here: numbers have a point, 1.5");
	else if (near != NULL)
		diag_hint(d, "did you mean '%s'?", near);
	else if (n > 0 && n <= 24)
		diag_hint(d, "the keys are %s", alternatives(a, known, n));
	return false;
}

bool
decode_map(struct arena *a, struct diags *d, const struct node *map,
    const struct field *f, size_t n, void *out, const char *what)
{
	struct job j = { .a = a, .d = d, .what = what };
	struct span at = map != NULL ? map->at : SPAN_NONE;
	bool ok = true;
	size_t i, k;

	if (map != NULL && map->kind != NODE_MAP && !node_is_null(map)) {
		diag_error(d, map->at, "wrong-kind",
		    "%s must be a map of "
		    "keys and values, not %s",
		    what, kind_text(map));
		if (n > 0 && f[0].example != NULL)
			diag_hint(d, "for example '{%s: %s}'", f[0].key,
			    f[0].example);
		return false;
	}
	for (k = 0; map != NULL && map->kind == NODE_MAP && k < map->n; k++) {
		for (i = 0; i < n; i++)
			if (map->key[k]->text[0] == f[i].key[0] &&
			    strcmp(map->key[k]->text, f[i].key) == 0)
				break;
		if (i == n) {
			ok = unknown_key(a, d, map->key[k], f, n, what);
			continue;
		}
		if (node_is_null(map->item[k]))
			continue; /* as if it were not given */
		j.node = map->item[k];
		j.f = &f[i];
		ok &= read_field(&j, out);
	}
	for (i = 0; i < n; i++) {
		const struct node *got;

		if (!f[i].required)
			continue;
		got = node_get(map, f[i].key);
		if (got != NULL && !node_is_null(got))
			continue;
		j.f = &f[i];
		ok = diag_error(d, got != NULL ? got->at : at, "missing-key",
		    "%s needs the key '%s'", what, f[i].key);
		if (example(&j) != NULL)
			diag_hint(d, "for example '%s: %s'", f[i].key,
			    example(&j));
	}
	return ok;
}
