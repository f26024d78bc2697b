/*
 * RouterOS: how values of an item are taken, and what its interfaces are
 * called.
 */
#include "readback/routeros_read.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

#define ALIASES_MAX 512

const char *
ros_get(struct ros_item *x, const char *key)
{
	for (size_t i = 0; i < x->n; i++)
		if (str_eq(x->attr[i].key, key)) {
			x->attr[i].used = true;
			return x->attr[i].value;
		}
	return NULL;
}

int
ros_line_of(const struct ros_item *x, const char *key)
{
	for (size_t i = 0; i < x->n; i++)
		if (str_eq(x->attr[i].key, key))
			return x->attr[i].line;
	return x->line;
}

/* yes, no; anything else is a notice and what it is without */
bool
ros_flag(struct ros_reading *r, struct ros_item *x, const char *key,
    bool without)
{
	const char *w = ros_get(x, key);

	if (!w)
		return without;
	if (str_eq(w, "yes") || str_eq(w, "true"))
		return true;
	if (str_eq(w, "no") || str_eq(w, "false"))
		return false;
	view_notice(r->v, "bad-value", ros_line_of(x, key),
	    "%s is yes or no: %.40s", key, w);
	return without;
}

/* decimal, or hexadecimal as 0x8000 */
long
ros_number(struct ros_reading *r, struct ros_item *x, const char *key, long min,
    long max)
{
	const char *w = ros_get(x, key);
	char *end = NULL;
	long n;

	/* an export with all defaults: whatever its ports can */
	if (!w || (str_eq(key, "mtu") && str_eq(w, "auto")))
		return -1;
	n = isdigit((unsigned char)*w) && strlen(w) < 10 ?
	    strtol(w, &end, str_starts(w, "0x") ? 16 : 10) :
	    -1;
	if (n >= min && n <= max && end && *end == '\0')
		return n;
	view_notice(r->v, "bad-value", ros_line_of(x, key),
	    "%s is not between %ld and %ld: %.40s", key, min, max, w);
	return -1;
}

bool
ros_is_off(struct ros_reading *r, struct ros_item *x)
{
	return ros_flag(r, x, "disabled", false);
}

const char *
ros_normal(struct ros_reading *r, const char *name)
{
	const char *known = reader_alias(r->alias, r->nalias, name);

	return known ? known : ports_normal(r->a, name);
}

void
ros_add_alias(struct ros_reading *r, const char *name, const char *is)
{
	struct alias x = { name, is };

	if (!reader_alias(r->alias, r->nalias, name) && r->nalias < ALIASES_MAX)
		PUSH(r->a, r->alias, r->nalias, r->alias_cap, x);
}

/* each of a,b,c */
const char *
ros_next_of(struct ros_reading *r, const char **list)
{
	const char *s = *list;
	size_t n = strcspn(s, ",");

	*list = s + n + (s[n] == ',');
	return str_dup(r->a, s, n);
}

void
ros_comment(struct ros_item *x, const char **to, int *line)
{
	const char *w = ros_get(x, "comment");

	if (!w || *to)
		return;
	*to = w;
	*line = ros_line_of(x, "comment");
}
