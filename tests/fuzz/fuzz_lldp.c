/*
 * Any bytes as what a technician sends back: a table of LLDP neighbours or
 * lldpd's JSON.  No crash, no hang, and nothing but printable text of it in
 * what is said.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "verify/lldp_compare.h"
#include "verify/lldp_owner.h"

static const char *const row[][5] = {
	{"L1", "spine1", "fortyGigE 0/48", "leaf1", "ethernet1/1/25"},
	{"L2", "spine1", "fortyGigE 0/52", "leaf2", "Ethernet1"},
	{"L3", "leaf1", "ethernet1/1/1", "hv1", "NIC1"},
	{"L4", "leaf2", "Eth1/1", "hv1", "eth1"},
	{"L5", "spine1", "Te1/0/1", "core1", ""}
};
enum { ROWS = sizeof row / sizeof row[0] };

static struct bundle *
plan(struct arena *a)
{
	struct bundle *b = NEW(a, struct bundle, 1);

	b->sw = NEW(a, struct bundle_switch, 3);
	b->sw[0].name = "spine1";
	b->sw[1].name = "leaf1";
	b->sw[2].name = "leaf2";
	b->nsw = 3;
	b->cable = NEW(a, struct bundle_cable, ROWS);
	b->ncable = ROWS;
	for (size_t i = 0; i < ROWS; i++) {
		b->cable[i].id = row[i][0];
		b->cable[i].kind = "uplink";
		for (int e = 0; e < 2; e++) {
			struct bundle_cable_end *x = &b->cable[i].end[e];

			x->device = row[i][1 + 2 * e];
			x->port = row[i][2 + 2 * e];
			if (*x->port)
				x->normal = ports_normal(a, x->port);
		}
	}
	return b;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a;
	struct diags *d;
	struct source src = {.name = "leaf1.txt"};
	struct cables_result r;
	struct lldp_file f;

	if (size > 65536)
		return 0;
	a = arena_new();
	d = diags_new(a);
	src.text = str_dup(a, (const char *)data, size);
	src.len = size;
	if (lldp_read(a, d, &src, &f) &&
	    lldp_owners(a, d, plan(a), &f, 1)) {
		lldp_cables_compare(a, plan(a), &f, 1, &r);
		for (size_t i = 0; i < r.n; i++)
			if (!str_is_text(r.item[i].message) ||
			    !str_is_text(r.item[i].port))
				abort();
		if (r.right + r.unseen > r.planned)
			abort();
	} else if (d->errors == 0) {
		abort();
	}
	arena_free(a);
	return 0;
}
