#include "verify/cable_places.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/sort.h"
#include "base/str.h"

static int
by_place(const void *x, const void *y)
{
	const struct cable_place *p = x, *q = y;
	int c = strcmp(p->device, q->device);

	if (c == 0)
		c = strcmp(p->port, q->port);
	if (c == 0)
		c = (p->cable > q->cable) - (p->cable < q->cable);
	return c != 0 ? c : p->end - q->end;
}

struct cable_places
cable_places_new(struct arena *a, const struct bundle *b)
{
	struct cable_places k = { .a = a, .b = b };
	size_t n = 0;

	k.place = NEW(a, struct cable_place, 2 * b->ncable + 1);
	k.device = NEW(a, const char *, 2 * b->ncable + 1);
	for (size_t i = 0; i < b->ncable; i++)
		for (int e = 0; e < 2; e++) {
			const struct bundle_cable_end *x = &b->cable[i].end[e];

			if (bundle_cable_oob(&b->cable[i]))
				continue;
			k.place[k.nplace++] = (struct cable_place){ x->device,
				x->normal ? x->normal : "", i, e };
			k.device[k.ndevice++] = x->device;
		}
	qsort(k.place, k.nplace, sizeof *k.place, by_place);
	qsort(k.device, k.ndevice, sizeof *k.device, sort_by_text);
	for (size_t i = 0; i < k.ndevice; i++)
		if (n == 0 || strcmp(k.device[n - 1], k.device[i]) != 0)
			k.device[n++] = k.device[i];
	k.ndevice = n;
	return k;
}

static int
place_of(const void *key, const void *element)
{
	const struct cable_place *x = key, *y = element;
	int c = strcmp(x->device, y->device);

	return c != 0 ? c : strcmp(x->port, y->port);
}

const struct cable_place *
cable_place_at(const struct cable_places *k, const char *device,
    const char *port)
{
	struct cable_place x = { .device = device, .port = port };

	return port[0] == '\0' ?
	    NULL :
	    sort_find(&x, k->place, k->nplace, sizeof *k->place, place_of);
}

const char *
cable_device_index(const struct cable_places *k, const char *name, size_t len,
    size_t *at)
{
	for (size_t i = 0; i < k->ndevice; i++)
		if (strlen(k->device[i]) == len &&
		    strncasecmp(k->device[i], name, len) == 0) {
			*at = i;
			return k->device[i];
		}
	return NULL;
}

const char *
cable_device(const struct cable_places *k, const char *name)
{
	size_t at;

	for (size_t len = strlen(name); len > 0;) {
		const char *d = cable_device_index(k, name, len, &at);

		if (d)
			return d;
		while (len > 0 && name[--len] != '.')
			continue;
	}
	return "";
}

const char *
cable_device_cut(const struct cable_places *k, const char *start,
    const char *want)
{
	const char *only = "";
	size_t n = strlen(start);

	if (n == 0 || strncasecmp(want, start, n) == 0)
		return n == 0 ? "" : want;
	for (size_t i = 0; i < k->ndevice; i++) {
		if (strncasecmp(k->device[i], start, n) != 0)
			continue;
		if (only[0] != '\0')
			return "";
		only = k->device[i];
	}
	return only;
}

const struct bundle_cable_end *
cable_place_end(const struct cable_places *k, const struct cable_place *p,
    int other)
{
	return &k->b->cable[p->cable].end[other ? 1 - p->end : p->end];
}
