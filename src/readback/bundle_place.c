/* What is in which unit of which rack. */
#include <string.h>

#include "base/sort.h"
#include "base/str.h"
#include "readback/bundle_design.h"

static int
by_name(const void *px, const void *py, const void *unused)
{
	const struct bundle_place *x = px, *y = py;

	(void)unused;
	return strcmp(x->name, y->name);
}

static void
add(struct arena *a, struct bundle *b, const struct node *x, const char *rack)
{
	const struct bundle_place p = { .name = bundle_text(x, "name"),
		.rack = rack ? rack : bundle_text(x, "rack"),
		.unit = bundle_number(x, "unit"),
		.height = bundle_number(x, "height"),
		.reserved = rack != NULL };

	PUSH(a, b->place, b->nplace, b->place_cap, p);
}

void
bundle_read_places(struct arena *a, struct bundle *b, const struct node *top)
{
	static const char *const list[] = { "switches", "hosts", "devices" };
	size_t n, m;
	const struct node *l;

	for (size_t k = 0; k < sizeof(list) / sizeof(list[0]); k++) {
		l = bundle_list(top, list[k], &n);
		for (size_t i = 0; i < n; i++)
			add(a, b, l->item[i], NULL);
	}
	l = bundle_list(top, "racks", &n);
	for (size_t i = 0; i < n; i++) {
		const struct node *x = l->item[i];
		const struct node *taken = bundle_list(x, "reserved", &m);
		const struct bundle_rack r = { bundle_text(x, "name"),
			bundle_number(x, "units") };

		PUSH(a, b->rack, b->nrack, b->rack_cap, r);
		for (size_t k = 0; k < m; k++)
			add(a, b, taken->item[k], r.name);
	}
	sort_stable(b->place, b->nplace, sizeof(*b->place), by_name, NULL);
}

const struct bundle_place *
bundle_place(const struct bundle *b, const char *device)
{
	const struct bundle_place *p = sort_find(device, b->place, b->nplace,
	    sizeof(*b->place), sort_by_name);

	/* units may be reserved under the name of a device */
	for (; p && p < b->place + b->nplace && str_eq(p->name, device); p++)
		if (!p->reserved)
			return p;
	return NULL;
}
