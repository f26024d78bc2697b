/*
 * Sites that grow, with the switches, cables and prices we ship: a host or a
 * rack more never makes the cheapest plan of a topology cheaper, and never
 * dearer by more than the leaves of the racks that grew and the spines, bought
 * anew.  Hosts share cables only where a leaf lacks ports, though that may be
 * what costs least before: then it may be a hundredth.  From eight racks on the spines' place is looked for among more racks
 * (size/spine_places.c), which may shorten cables: there the sweep ends.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "input/doc.h"
#include "size/size.h"

struct kind {
	const char *name, *nics, *policy, *wants;
	bool core;
};

static const struct kind kinds[] = {
	{"any", "{ports: 2, speed: 10G, media: sfp+}", "", "growth: 20 %", true},
	{"3:1", "{ports: 2, speed: 10G, media: sfp+}", "vendors: [dell]",
	    "growth: 20 %, oversubscription: 3", true},
	{"copper", "{ports: 2, speed: 10G, media: 10gbase-t}", "",
	    "growth: 20 %, oversubscription: 3", true},
	{"25G", "{ports: 2, speed: 25G, media: sfp28}", "",
	    "oversubscription: 4", true},
	{"four ports", "{ports: 4, speed: 10G, media: sfp+}", "",
	    "growth: 10 %, oversubscription: 3", false},
	{"2:1", "{ports: 2, speed: 10G, media: sfp+}",
	    "used: true, models: {spine: [dell-s4810], leaf: [dell-n4032f, "
	    "dell-n4064f]}", "oversubscription: 2", true},
	{"spares", "{ports: 2, speed: 10G, media: sfp+}",
	    "spares: {optics: 5 %, cables: 5 %}, optics: oem",
	    "growth: 20 %, utilisation: 60 %", true},
	{"any rack", "{ports: 2, speed: 10G, media: sfp+}", "",
	    "growth: 20 %, oversubscription: 4, failure_domain: site", false},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

static struct model *
grown(struct arena *a, const struct catalog *cat, const struct kind *k,
    int racks, int hosts)
{
	struct diags *d = diags_new(a);
	const char *text = str_fmt(a,
	    "eastwest: 1\n"
	    "site: {name: grow, currency: EUR}\n"
	    "requirements: {%s}\n"
	    "policy: {%s}\n"
	    "racks: [{name: 'r[1-%d]', units: 48}]\n"
	    "clusters: [{name: 'c[1-%d]', hypervisor: hyper-v, version: '2019'}]\n"
	    "hosts: [{name: 'r[1-%d]-h[1-%d]', rack: 'r[1-%d]', "
	    "cluster: 'c[1-%d]', memory: 256 GiB, height: 1, cores: 16, "
	    "nics: %s}]\n"
	    "vms: [{name: v, cluster: c1, memory: 4 GiB}]\n"
	    "networks:\n"
	    "  - {name: lm, purpose: live-migration, vlan: 120, "
	    "subnet: 10.1.0.0/20}\n"
	    "  - {name: csv, purpose: csv, vlan: 110, subnet: 10.2.0.0/20}\n"
	    "  - {name: oob, purpose: oob, subnet: 10.0.0.0/20, "
	    "gateway: 10.0.0.1}\n"
	    "traffic: [{purpose: csv, rate: 300 Mbit/s}]\n%s", k->wants,
	    k->policy, racks, racks, racks, hosts, racks, racks, k->nics,
	    k->core ? "core: {switches: [core1, core2], speed: 10G, links: 2}\n" :
	    "");
	const struct source *src;
	struct model *m;
	struct source *s = NEW(a, struct source, 1);

	s->name = "grow";
	s->text = text;
	s->len = strlen(text);
	src = s;
	m = model_read(a, d, doc_read(a, d, src), src, cat);
	if (m == NULL || !model_check(a, d, m)) {
		diag_print(stdout, d, false, false);
		exit(1);
	}
	return m;
}

/* the leaves of a rack, or of all, and the spines or the pair */
static int64_t
anew(const struct sizing *p, size_t rack)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < 2; i++)
		if (p->spine_pattern[i] != NULL)
			sum += p->spine_pattern[i]->cents;
	for (i = 0; p->rack_pattern != NULL && i < p->nrack; i++)
		if ((rack == (size_t)-1 || i == rack) &&
		    p->rack_pattern[i] != NULL)
			sum += p->rack_pattern[i]->cents;
	return sum + sum / 10; /* and spares of it */
}

/* do hosts share cables that are broken out? */
static bool
shares(const struct sizing *p)
{
	const struct pattern *x = p->rack_pattern != NULL &&
	    p->rack_pattern[0] != NULL ? p->rack_pattern[0] :
	    p->spine_pattern[0];
	size_t i;

	for (i = 0; i < POOLS - SPLIT_10G; i++)
		if (x->split_from[i] != INT64_MAX)
			return true;
	return false;
}

static int passed, failed, designs;

static void
compare(const struct kind *k, const char *what, const struct sizing *x,
    const struct sizing *y, size_t rack)
{
	int64_t more = y->cents - x->cents, less;

	if (x->status != LP_OPTIMAL || y->status != LP_OPTIMAL)
		return;
	designs++;
	less = shares(y) ? x->cents / 100 : 0;
	if (more >= -less && more <= anew(y, rack)) {
		passed++;
		return;
	}
	printf("%s, topology %d, %s: %" PRId64 " to %" PRId64 " cents, at most "
	    "%" PRId64 " more\n", k->name, (int)x->topology, what, x->cents,
	    y->cents, anew(y, rack));
	failed++;
}

int
main(void)
{
	static const enum topology topology[] = {TOPOLOGY_LINKED,
	    TOPOLOGY_SPINE_LEAF, TOPOLOGY_EVLT};
	static const char *const dir[] = {"catalogs"}, *const text[] =
	    {"templates"};
	struct arena *all = arena_new();
	const struct catalog *cat = catalog_read(all, diags_new(all), dir, 1,
	    text, 1);
	struct min_bandwidth none = {0};
	size_t k, t;

	if (cat == NULL)
		return 1;
	for (k = 0; k < KINDS; k++)
		for (t = 0; t < 3; t++) {
			struct arena *a = arena_new();
			const struct sizing *last = NULL, *p;
			int racks, hosts;

			for (hosts = 2; hosts <= 40; hosts++) {
				p = pick_cheapest(a, NULL, grown(a, cat,
				    &kinds[k], topology[t] == TOPOLOGY_LINKED ?
				    1 : 2, hosts), topology[t], &none);
				if (last != NULL)
					compare(&kinds[k], str_fmt(a,
					    "%d hosts a rack", hosts), last,
					    p, (size_t)-1);
				last = p;
			}
			last = NULL;
			for (racks = 1; racks < 8; racks++) {
				p = pick_cheapest(a, NULL, grown(a, cat,
				    &kinds[k], racks, 7), topology[t], &none);
				if (last != NULL)
					compare(&kinds[k], str_fmt(a,
					    "%d racks", racks), last, p,
					    (size_t)racks - 1);
				last = p;
			}
			arena_free(a);
		}
	arena_free(all);
	if (designs < 500) {
		printf("only %d sites that grew have designs\n", designs);
		failed++;
	}
	printf("prop_grow: %d passed, %d failed\n", passed, failed);
	return failed != 0;
}
