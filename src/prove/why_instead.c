/*
 * What a site says of its core and its devices, not of what it requires, where
 * it has no design as it is: with another value, is there one? Each answer is a
 * changed site decided separately.
 */
#include "prove/decide.h"
#include "prove/why.h"

#include <string.h>

#include "base/str.h"

static void
try_site(struct trial_cache *cache, struct why *y, const struct model *x,
    const char *name, const char *from, const char *to)
{
	struct relief_line l = { .name = name, .from = from, .to = to };
	struct arena *own = arena_new();
	struct trial_cache *other = trial_cache_new(own, diags_new(own), x);
	struct decision d = prove_decide(other, own, x, false);

	if (d.feasible) {
		l.cost_cents = d.cents;
		l.what = str_dup(cache->a, d.what, strlen(d.what));
		PUSH(cache->a, y->instead, y->ninstead, y->capinstead, l);
	}
	trial_cache_free(other);
	arena_free(own);
}

/* one link in all: one of our two switches has none */
static void
core_links(struct trial_cache *cache, struct why *y)
{
	struct model x = *cache->m;

	if (!x.core.given || x.core.switches.n != 1 || x.core.links != 1)
		return;
	x.core.links = 2;
	try_site(cache, y, &x, "core.links", "1", "2");
}

/* a LAG over both switches takes a pair that can end it */
static void
device_teams(struct trial_cache *cache, struct why *y)
{
	struct model x = *cache->m;
	bool any = false;

	x.host = NEW(cache->a, struct host, x.nend + 1);
	for (size_t i = 0; i < x.nend; i++) {
		struct host *h = &x.host[i];

		*h = cache->m->host[i];
		if (h->device == DEVICE_NO)
			continue;
		h->group = NEW(cache->a, struct nic_group, h->ngroup + 1);
		for (size_t g = 0; g < h->ngroup; g++) {
			h->group[g] = cache->m->host[i].group[g];
			if (h->group[g].teaming != TEAMING_LACP)
				continue;
			h->group[g].teaming = TEAMING_INDEPENDENT;
			any = true;
		}
	}
	if (any)
		try_site(cache, y, &x, "devices[].teaming", "lacp",
		    "switch-independent");
}

void
why_instead(struct trial_cache *cache, struct why *y)
{
	core_links(cache, y);
	device_teams(cache, y);
}
