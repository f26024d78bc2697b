/*
 * Rules on the ports of hosts.  What a port is called is free text as far as
 * the system that has it takes such names (words of its platform); writers
 * quote it for each output on their own.
 */
#include "model/check.h"

#include <string.h>

#include "base/num.h"

#define NAME_MAX_BYTES 64 /* as inventories hold */

const struct platform *
model_host_platform(const struct model *m, const struct cluster *c)
{
	const struct platform *p;
	const char *other;

	if (c->hyp == NULL || c->hyp->host_platform == NULL)
		return NULL;
	p = catalog_platform(m->catalog, c->hyp->host_platform);
	if (p != NULL && !c->set) {
		other = platform_word(p, "without_set", "");
		if (other[0] != '\0')
			p = catalog_platform(m->catalog, other);
	}
	if (p != NULL && c->host_files != NULL) {
		other = platform_word(p, c->host_files, "");
		if (other[0] != '\0')
			p = catalog_platform(m->catalog, other);
	}
	return p != NULL && p->rendered ? p : NULL;
}

static bool
is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9');
}

/* the first character of a name that its system can't have, or NULL */
static const char *
stranger(const struct platform *p, const char *name)
{
	const char *only = platform_word(p, "port_name_only", NULL);
	const char *bad = platform_word(p, "port_name_not", "");

	for (; *name != '\0'; name++)
		if (only != NULL ?
		        !is_plain(*name) && strchr(only, *name) == NULL :
		        strchr(bad, *name) != NULL)
			return name;
	return NULL;
}

static void
name_check(struct checker *c, const struct host *h, size_t port,
    const struct platform *p)
{
	const char *name = h->port_name[port], *bad = stranger(p, name);
	size_t len = strlen(name);
	int64_t most;

	if (bad != NULL) {
		diag_error(c->d, h->port_at[port], "nic-name",
		    "%s can't have a port called '%s': '%.1s' is in no name "
		    "of its ports",
		    p != NULL ? p->name : "a host", name,
		    (unsigned char)*bad < 0x80 ? bad : "?");
		diag_hint(c->d, "the name as the system itself lists it");
	} else if (num_int(platform_word(p, "port_name_max", ""), &most) &&
	    (int64_t)len > most) {
		diag_error(c->d, h->port_at[port], "nic-name",
		    "%s can't have a port called '%s': %zu characters, its "
		    "names have %lld at most",
		    p->name, name, len, (long long)most);
		diag_hint(c->d, "the name as the system itself lists it");
	} else if (len == 0 || strchr("=+-@ ", name[0]) != NULL ||
	    name[len - 1] == ' ' || len > NAME_MAX_BYTES) {
		diag_error(c->d, h->port_at[port], "nic-name",
		    "'%s' can't be the name of a port of host '%s'", name,
		    h->name);
		diag_hint(c->d,
		    "1 to %d bytes, no blank at either end, and none of "
		    "= + - @ first: tables can't hold that",
		    NAME_MAX_BYTES);
	}
}

void
check_ports(struct checker *c)
{
	const struct model *m = c->m;
	const struct node *last = NULL;
	size_t i, k;

	for (i = 0; i < m->nhost; i++) {
		const struct host *h = &m->host[i];
		const struct platform *p;

		/* one finding an entry: those of a range are alike */
		if (h->node == last || h->cluster == NO_INDEX)
			continue;
		last = h->node;
		p = model_host_platform(m, &m->cluster[h->cluster]);
		for (k = 0; k < h->nports; k++)
			name_check(c, h, k, p);
	}
}
