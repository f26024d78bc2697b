/*
 * Neighbours in paragraphs, `detail` of every system.  A line starts a
 * neighbour, or names the port whose neighbours follow; others are KEY: VALUE,
 * and the first value of a key counts, since later parts of a paragraph have
 * keys of the same name.
 */
#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "readback/lldp_parts.h"

enum part {
	PART_NONE,
	PART_START,
	PART_BOTH, /* starts a neighbour with its name */
	PART_HERE,
	PART_PORT,
	PART_NAME,
	PART_FAR,
	PART_ALSO
};

/* HERE: the port of all that follow; PORT: of this neighbour */
static const struct {
	const char *key;
	enum part part;
} part_of[] = {
	{ "Remote Chassis ID Subtype", PART_START }, /* OS9, OS10 */
	{ "Local Port ID", PART_PORT },              /* ... and NX-OS */
	{ "Remote Port ID", PART_FAR },
	{ "Remote Port Description", PART_ALSO },
	{ "Remote System Name", PART_NAME },
	{ "Local Interface", PART_HERE }, /* OS6 */
	{ "Remote Identifier", PART_START },
	{ "Neighbour Information", PART_START }, /* Junos, of Local Interface */
	{ "Chassis id", PART_START },            /* NX-OS, in these letters */
	{ "Interface", PART_HERE },              /* SONiC */
	{ "Chassis", PART_START },
	{ "SysName", PART_NAME },
	{ "PortID", PART_FAR },
	{ "PortDescr", PART_ALSO },
	{ "System Name", PART_NAME }, /* OS6, EOS, NX-OS */
	{ "Port ID", PART_FAR },
	{ "Port Description", PART_ALSO },
	{ "Port", PART_HERE }, /* AOS-CX; SONiC's says nothing */
	{ "Neighbor Chassis-Name", PART_BOTH },
	{ "Neighbor System-Name", PART_BOTH },
	{ "Neighbor Port-ID", PART_FAR },
	{ "Neighbor Port-Desc", PART_ALSO },
};

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
	/* all keys of a port that hears nobody */
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

static void
start(struct reading *r, int line)
{
	lldp_detail_end(r);
	r->detail = (struct detail){ .open = true, .line = line };
	r->found = true;
	r->table = TABLE_NONE;
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

/* Interface Ethernet1 detected 1 LLDP neighbors: */
static bool
detected(struct reading *r, const char *s)
{
	const char *at = strstr(s, " detected ");

	if (strncmp(s, "Interface ", 10) != 0 || !at || at < s + 10)
		return false;
	lldp_detail_end(r);
	r->heard_at = str_dup(r->a, s + 10, (size_t)(at - s - 10));
	r->found = true;
	r->table = TABLE_NONE;
	return true;
}

static void
key_value(struct reading *r, enum part part, const char *v, int line)
{
	struct detail *t = &r->detail;
	const char **into = part == PART_PORT      ? &t->port :
	    part == PART_NAME || part == PART_BOTH ? &t->name :
	    part == PART_FAR                       ? &t->far :
	    part == PART_ALSO                      ? &t->also :
	                                             NULL;

	if (part == PART_START || part == PART_BOTH)
		start(r, line);
	if (part == PART_HERE) {
		lldp_detail_end(r);
		/* Ethernet0, via: LLDP, RID: 1 */
		r->heard_at = str_dup(r->a, v, strcspn(v, ","));
		r->found = true;
		r->table = TABLE_NONE;
	}
	if (t->open && into && !*into)
		*into = part == PART_FAR ? without_type(r->a, v) : v;
}

bool
lldp_detail_line(struct reading *r, const char *s, int line)
{
	const char *colon, *v;
	size_t n, end;

	while (isspace((unsigned char)*s) || (s[0] == '-' && s[1] == ' '))
		s++;
	/* Neighbor 2cc2.6081.eaf9/"Ethernet1", age 12 seconds */
	if (strncmp(s, "Neighbor ", 9) == 0 && strstr(s, ", age ")) {
		start(r, line);
		return true;
	}
	if (detected(r, s))
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
	for (size_t i = 0; i < sizeof(part_of) / sizeof(*part_of); i++) {
		bool exact = part_of[i].part == PART_START ||
		    part_of[i].part == PART_HERE;

		if (strlen(part_of[i].key) != n ||
		    (exact ? strncmp : strncasecmp)(s, part_of[i].key, n) != 0)
			continue;
		if (part_of[i].part == PART_HERE && *v == '\0')
			break;
		key_value(r, part_of[i].part, v, line);
		return true;
	}
	return r->detail.open;
}
