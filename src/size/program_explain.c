/*
 * Why a program has no answer, in words: no model fits a class, or no spine has
 * the ports.
 */
#include "size/program.h"

#include <math.h>
#include <string.h>

#include "base/str.h"

void
program_explain_ports(struct program *g)
{
	size_t d;
	unsigned used = program_pools_used(g), set;
	bool limited = false;

	for (size_t i = 0; i < g->m->nrack; i++)
		limited |= g->m->rack[i].power_mw > 0;
	for (d = 0; d < g->plan->ndomain; d++)
		for (set = 1; set <= used; set++) {
			double want = 0, have = 0;

			if ((set & ~used) != 0)
				continue;

			for (size_t i = 0; i < g->ncls; i++) {
				struct rack_class *c = &g->cls[i];
				double least = INFINITY;

				for (size_t k = 0; k < c->npattern; k++) {
					double n = program_set_use(g, c,
					    &c->pattern[k], d, set);

					if (n < least)
						least = n;
				}
				if (isinf(least))
					continue;
				if (c->kind == CLASS_SPINES && c->domain == d)
					have = fmax(have, -least);
				else
					want += least * (double)c->n;
			}
			if (want > have) {
				sizing_reason(g->a, g->plan,
				    "the leaves' uplinks "
				    "take at least %.0f ports of each spine; the "
				    "largest candidate has %.0f left for them",
				    want, have);
				return;
			}
		}
	sizing_reason(g->a, g->plan,
	    "no combination of candidate leaves' uplinks fits the ports and "
	    "LAGs of any candidate spine%s",
	    limited ? ", and the power limits of their racks" : "");
}

static bool
by_policy(const char *reason)
{
	return strstr(reason, "in policy.") != NULL;
}

/* "MODEL: why" of a list, models ruled out for the same reason together; of
 * those the site itself rules out, or of the others */
static void
say_alike(struct program *g, const char *const *list, size_t n, bool policy)
{
	bool *said = NEW(g->a, bool, n + 1);
	size_t k, more;

	for (size_t i = 0; i < n; i++) {
		const char *why = strstr(list[i], ": "), *other;

		if (said[i] || by_policy(list[i]) != policy)
			continue;
		for (k = i + 1, more = 0; why != NULL && k < n; k++) {
			other = strstr(list[k], ": ");
			if (said[k] || other == NULL || strcmp(other, why) != 0)
				continue;
			said[k] = true;
			more++;
		}
		if (more == 0)
			sizing_reason(g->a, g->plan, "%s", list[i]);
		else
			sizing_reason(g->a, g->plan, "%.*s and %zu other%s%s",
			    (int)(why - list[i]), list[i], more,
			    more > 1 ? "s" : "", why);
	}
}

void
program_explain_classes(struct program *g)
{
	for (size_t i = 0; i < g->ncls; i++) {
		struct rack_class *c = &g->cls[i];

		if (c->npattern > 0)
			continue;
		sizing_reason(g->a, g->plan, "no switch fits %s",
		    c->kind == CLASS_RACKS ? str_fmt(g->a,
		                                 "as leaf of rack "
		                                 "'%s'",
		                                 g->m->rack[c->rack[0]].name) :
		        c->kind == CLASS_SPINES ?
		                             "as spine" :
		        c->kind == CLASS_FABRIC ?
		                             "the LAG between the domains" :
		                             "as one switch of the pair");
		say_alike(g, c->reason, c->nreason, false);
		/* what the site itself rules out says least: it comes last */
		say_alike(g, c->out, c->nout, false);
		say_alike(g, c->out, c->nout, true);
	}
}
