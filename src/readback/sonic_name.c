/*
 * SONiC: how keys and values of a config_db are taken, every value a string.
 */
#include "readback/sonic_read.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

/* "PortChannel0010", "Ethernet0", "Vlan7" to normal names */
const char *
sonic_name(struct view *v, const char *name)
{
	if (line_word_starts(name, "PortChannel"))
		return str_fmt(v->a, "po%ld", strtol(name + 11, NULL, 10));
	return ports_normal(v->a, name);
}

const char *
sonic_text(const struct node *n)
{
	return n && n->kind == NODE_SCALAR && n->text ? n->text : "";
}

/* what is needed is read: the rest of the document is skipped */
const char *
sonic_field(struct view *v, const struct node *map, const char *key)
{
	const struct node *n = node_get(map, key);

	if (n)
		view_mark(v, n->at.line, n->at.line, LINE_READ);
	return sonic_text(n);
}

long
sonic_number(const char *s)
{
	char *end;
	long n;

	if (!isdigit((unsigned char)*s) || strlen(s) > 9)
		return -1;
	n = strtol(s, &end, 10);
	return *end ? -1 : n;
}

int
sonic_place(const struct node *key)
{
	return key->at.line;
}

/* A|B: both halves; false if there is no bar */
bool
sonic_halves(struct view *v, const struct node *key, const char **x,
    const char **y)
{
	const char *bar = strchr(key->text, '|');

	if (!bar) {
		view_notice(v, "bad-value", sonic_place(key),
		    "a key of two names, A|B, was expected: %.60s", key->text);
		return false;
	}
	*x = str_dup(v->a, key->text, (size_t)(bar - key->text));
	*y = bar + 1;
	return true;
}
