/*
 * What of a bundle's tables is whose: rows sorted by name, so that rules that
 * look up many hosts don't go through all rows for each.
 */
#include "readback/bundle_index.h"

#include <stdlib.h>
#include <string.h>

#include "base/sort.h"

struct bundle_index {
	struct bundle_rows end, cable, link, addr, script;
};

static int
by_name(const void *px, const void *py)
{
	const struct bundle_named *x = px, *y = py;
	int c = strcmp(x->name, y->name);

	return c != 0 ? c : (x->at > y->at) - (x->at < y->at);
}

static struct bundle_rows
sorted(struct bundle_named *row, size_t n)
{
	if (n > 1)
		qsort(row, n, sizeof(*row), by_name);
	return (struct bundle_rows){ row, n };
}

/* those of one name: the first is found, and the others follow it */
static struct bundle_rows
rows_of(struct bundle_rows all, const char *name)
{
	struct bundle_rows x = { NULL, 0 };

	x.row = sort_find(name, all.row, all.n, sizeof(*all.row), sort_by_name);
	while (x.row != NULL && x.row + x.n < all.row + all.n &&
	    strcmp(x.row[x.n].name, name) == 0)
		x.n++;
	return x;
}

void
bundle_index(struct arena *a, struct bundle *b)
{
	struct bundle_index *x = NEW(a, struct bundle_index, 1);
	struct bundle_named *end =
	    NEW(a, struct bundle_named, 2 * b->ncable + 1);
	struct bundle_named *cable = NEW(a, struct bundle_named, b->ncable + 1);
	struct bundle_named *link = NEW(a, struct bundle_named, b->nlink + 1);
	struct bundle_named *addr = NEW(a, struct bundle_named, b->naddr + 1);
	struct bundle_named *script = NEW(a, struct bundle_named, b->nhost + 1);

	for (size_t i = 0; i < b->ncable; i++) {
		cable[i] = (struct bundle_named){ b->cable[i].id, i };
		for (size_t e = 0; e < 2; e++) {
			struct bundle_cable_end *y = &b->cable[i].end[e];

			end[2 * i + e] =
			    (struct bundle_named){ y->device, 2 * i + e };
			if (y->sw && y->sw->view && y->normal)
				y->at = view_find(y->sw->view, y->normal);
		}
	}
	for (size_t i = 0; i < b->nlink; i++)
		link[i] = (struct bundle_named){ b->link[i].id, i };
	for (size_t i = 0; i < b->naddr; i++)
		addr[i] = (struct bundle_named){ b->addr[i].device, i };
	for (size_t i = 0; i < b->nhost; i++)
		script[i] = (struct bundle_named){ b->host[i].host, i };
	x->end = sorted(end, 2 * b->ncable);
	x->cable = sorted(cable, b->ncable);
	x->link = sorted(link, b->nlink);
	x->addr = sorted(addr, b->naddr);
	x->script = sorted(script, b->nhost);
	b->index = x;
}

struct bundle_rows
bundle_ends(const struct bundle *b, const char *device)
{
	return rows_of(b->index->end, device);
}

struct bundle_rows
bundle_addresses(const struct bundle *b, const char *device)
{
	return rows_of(b->index->addr, device);
}

struct bundle_rows
bundle_cables(const struct bundle *b, const char *id)
{
	return rows_of(b->index->cable, id);
}

const struct bundle_link *
bundle_link(const struct bundle *b, const char *id)
{
	struct bundle_rows x = rows_of(b->index->link, id);

	return x.n > 0 ? &b->link[x.row->at] : NULL;
}

const struct host_script *
bundle_script(const struct bundle *b, const char *host)
{
	struct bundle_rows x = rows_of(b->index->script, host);

	return x.n > 0 ? &b->host[x.row->at] : NULL;
}

const struct port *
bundle_end_port(const struct bundle_cable_end *e)
{
	return e->sw && e->sw->view ? e->at : NULL;
}
