/*
 * Names that files are called by: host scripts and a rack's cut sheet.  A
 * bundle is unpacked on whatever computer the installers use, and Windows takes
 * no name of a device, no trailing dot, and hv1 for HV1.
 */
#include "model/check.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"

struct called {
	const char *name;
	struct span at;
	size_t i; /* in the order of the file */
};

static int
by_letters(const void *px, const void *py)
{
	const struct called *x = px, *y = py;
	int c = strcasecmp(x->name, y->name);

	return c != 0 ? c : (x->i > y->i) - (x->i < y->i);
}

static void
files_check(struct checker *c, const char *kind, struct called *v, size_t n)
{
	const char *why;
	size_t first = 0;

	for (size_t i = 0; i < n; i++) {
		why = str_no_windows_file(v[i].name);
		if (why == NULL)
			continue;
		diag_error(c->d, v[i].at, "name-windows",
		    "a file of the bundle is named after the %s '%s', and "
		    "Windows can't have a file of that name: %s",
		    kind, v[i].name, why);
		diag_hint(c->d, "give it another name");
	}
	if (n > 0)
		qsort(v, n, sizeof(*v), by_letters);
	for (size_t i = 1; i < n; i++) {
		if (strcasecmp(v[i].name, v[first].name) != 0)
			first = i;
		/* the very same name is another finding */
		if (i == first || str_eq(v[i].name, v[i - 1].name))
			continue;
		diag_error(c->d, v[i].at, "name-case",
		    "the %ss '%s' and '%s' differ only in upper and lower "
		    "case: Windows treats their files as one, and DNS their "
		    "names",
		    kind, v[first].name, v[i].name);
		diag_hint(c->d, "the first is on line %d", v[first].at.line);
	}
}

/* how much of a name a host's system takes, up to its first dot;
 * SIZE_MAX: all */
static size_t
most_of(const struct model *m, const struct host *h)
{
	int64_t most = h->cluster >= m->ncluster ?
	    0 :
	    platform_word_int(model_host_platform(m, &m->cluster[h->cluster]),
	        "host_name_max", 0);

	return most > 0 ? (size_t)most : SIZE_MAX;
}

/* hosts whose system takes no such name: commands for that name find no host. A
 * valid site all the same, since it may be a description of them. */
static void
hosts_check(struct checker *c)
{
	const struct model *m = c->m;
	const struct host *first = NULL;
	size_t n = 0, cut = 0;

	for (size_t i = 0; i < m->nhost; i++) {
		const struct host *h = &m->host[i];
		size_t most = most_of(m, h);

		if (strcspn(h->name, ".") <= most)
			continue;
		if (n++ == 0) {
			first = h;
			cut = most;
		}
	}
	if (n == 0)
		return;
	diag_warn(c->d, first->at, "name-cut",
	    "'%s'%s: a name of more than %zu characters, the maximum of its "
	    "system",
	    first->name,
	    n == 1 ?
	        "" :
	        str_fmt(c->a, " and %s more", str_count(c->a, n - 1, "host")),
	    cut);
	diag_hint(c->d,
	    "name hosts as their system and cluster do: files and commands use "
	    "that name");
}

void
check_names(struct checker *c)
{
	const struct model *m = c->m;
	size_t n = m->nhost > m->nrack ? m->nhost : m->nrack;
	struct called *v = NEW(c->a, struct called, n + 1);

	for (size_t i = 0; i < m->nrack; i++)
		v[i] = (struct called){ m->rack[i].name, m->rack[i].at, i };
	files_check(c, "rack", v, m->nrack);
	for (size_t i = 0; i < m->nhost; i++)
		v[i] = (struct called){ m->host[i].name, m->host[i].at, i };
	files_check(c, "host", v, m->nhost);
	hosts_check(c);
}
