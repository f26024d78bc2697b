/*
 * Neighbours in paragraphs, `detail` of every system.  A line starts a
 * neighbour, or names the port whose neighbours follow; others are KEY: VALUE,
 * and the first value of a key counts, since later parts of a paragraph have
 * keys of the same name.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "readback/dialect.h"
#include "readback/lldp_parts.h"

static bool
says(const char *s)
{
	return s && *s;
}

void
lldp_detail_end(struct reading *r)
{
	struct detail *t = &r->detail;
	const char *port = t->port ? t->port : r->heard_at;

	if (!t->open)
		return;
	t->open = false;
	/* all keys of a port without a neighbour */
	if (t->name && t->far && !says(t->name) && !says(t->far) &&
	    !says(t->also))
		return;
	if (port)
		lldp_add(r, port, t->name ? t->name : "", t->far ? t->far : "",
		    t->also ? t->also : "", t->line);
	else {
		r->ok = diag_error(r->d,
		    (struct span){ r->out->src, t->line, 1, 1 }, "lldp-row",
		    "this neighbour has no local port: the text is truncated "
		    "or starts too late");
		diag_hint(r->d,
		    "the complete output of show lldp neighbors detail is "
		    "needed");
	}
}

void
lldp_detail_start(struct reading *r, int line)
{
	lldp_detail_end(r);
	r->detail = (struct detail){ .open = true, .line = line };
	r->found = true;
	r->table = NULL;
}

/* `ifname Ethernet1`, `mac 00:...`, `local 5`: lldpd says what an id is */
static const char *
without_type(struct arena *a, const char *s)
{
	static const char *const type[] = { "ifname", "ifalias", "local", "mac",
		"ip" };
	size_t n = strcspn(s, " ");

	for (size_t i = 0; s[n] != '\0' && i < 5; i++)
		if (strlen(type[i]) == n && strncmp(s, type[i], n) == 0)
			return i < 3 ?
			    str_dup(a, s + n + 1, strlen(s + n + 1)) :
			    "";
	return s;
}

void
lldp_detail_here(struct reading *r, const char *port)
{
	lldp_detail_end(r);
	r->heard_at = port;
	r->found = true;
	r->table = NULL;
}

static void
key_value(struct reading *r, enum lldp_part part, const char *v, int line)
{
	struct detail *t = &r->detail;
	const char **into = part == PART_PORT      ? &t->port :
	    part == PART_NAME || part == PART_BOTH ? &t->name :
	    part == PART_FAR                       ? &t->far :
	    part == PART_ALSO                      ? &t->also :
	                                             NULL;

	if (part == PART_START || part == PART_BOTH)
		lldp_detail_start(r, line);
	/* Ethernet0, via: LLDP, RID: 1 */
	if (part == PART_HERE)
		lldp_detail_here(r, str_dup(r->a, v, strcspn(v, ",")));
	if (t->open && into && !*into)
		*into = part == PART_FAR ? without_type(r->a, v) : v;
}

static enum lldp_part
part_of(const char *key)
{
	const struct dialect *d;

	for (size_t i = 0; (d = dialect_at(i)) != NULL; i++) {
		const struct lldp_key *k = d->lldp ? d->lldp->key : NULL;

		for (; k && k->part; k++) {
			bool exact =
			    k->part == PART_START || k->part == PART_HERE;

			if ((exact ? strcmp : strcasecmp)(key, k->key) == 0)
				return k->part;
		}
	}
	return PART_NONE;
}

bool
lldp_detail_line(struct reading *r, const char *s, int line)
{
	const struct dialect *d;
	const char *colon, *v;
	enum lldp_part part;
	size_t n, end;

	while (isspace((unsigned char)*s) || (s[0] == '-' && s[1] == ' '))
		s++;
	for (size_t i = 0; (d = dialect_at(i)) != NULL; i++)
		if (d->lldp && d->lldp->detail && d->lldp->detail(r, s, line))
			return true;
	colon = strchr(s, ':');
	if (!colon)
		return r->detail.open;
	for (n = (size_t)(colon - s); n > 0 && s[n - 1] == ' ';)
		n--;
	for (v = colon + 1; isspace((unsigned char)*v);)
		v++;
	end = strlen(v);
	while (end > 0 && isspace((unsigned char)v[end - 1]))
		end--;
	v = str_dup(r->a, v, end);
	part = part_of(str_dup(r->a, s, n));
	if (part != PART_NONE && (part != PART_HERE || *v)) {
		key_value(r, part, v, line);
		return true;
	}
	return r->detail.open;
}
