#include "prove/assumptions.h"

#include <math.h>

#include "base/num.h"
#include "model/bond.h"
#include "base/str.h"
#include "prove/engine_input.h"

static void
assume(struct arena *a, struct results *r, const char *text)
{
	r->assumption = arena_grow(a, r->assumption, r->nassumption,
	    r->nassumption + 1, sizeof *r->assumption);
	r->assumption[r->nassumption++] = text;
}

/* the network some host migrates by in plain frames, as it prefers it,
 * or NULL */
static const struct network *
plain_network(const struct model *m)
{
	size_t i, k;

	for (i = 0; i < m->nhost; i++) {
		const struct host *h = &m->host[i];
		const struct network *first = NULL;

		for (k = 0; k < m->nnetwork; k++) {
			const struct network *n = &m->network[k];

			if (h->network[k] && n->migrates &&
			    (first == NULL ||
			        (n->purpose == PURPOSE_LM &&
			            first->purpose != PURPOSE_LM)))
				first = n;
		}
		if (first != NULL && !first->east_west)
			return first;
	}
	return NULL;
}

void
assumptions_today(struct arena *a, const struct model *m, struct results *r)
{
	const struct network *plain;
	size_t i;

	if (!m->today.given)
		assume(a, r,
		    str_fmt(a,
		        "the site doesn't say which network hosts migrate over "
		        "today (today:): one port of %s each is assumed, and "
		        "every time and saving compared with today is based on "
		        "that",
		        num_text(a, m->today.speed_bps, UNIT_SPEED)));
	assume(a, r,
	    "today: one non-blocking switch, MTU 1,500 bytes, shared with the "
	    "steady traffic; migration keeps at least a tenth of a link");
	plain = plain_network(m);
	assume(a, r,
	    str_fmt(a,
	        "new network: MTU 9,000 bytes%s; a LAG is modelled as one link "
	        "of all its members, in which one stream gets the bandwidth of "
	        "one member",
	        plain == NULL ?
	            "" :
	            str_fmt(a,
	                ", but 1,500 over network '%s', which hosts migrate "
	                "over",
	                plain->name)));
	for (i = 0; i < m->ncluster; i++) {
		assume(a, r,
		    str_fmt(a,
		        "cluster %s: %s over %s%s, concurrent migrations "
		        "per host: %lld, fixed time of each: %s, %s",
		        m->cluster[i].name,
		        engine_platform_name(a, &m->cluster[i]),
		        model_transport_word[m->cluster[i].transport],
		        m->cluster[i].encrypts == NULL ?
		            "" :
		            str_fmt(a, " encrypted by %s",
		                m->cluster[i].encrypts->name),
		        (long long)m->cluster[i].simultaneous,
		        num_time_pretty(a,
		            engine_rules_of_cluster(&m->cluster[i]).overhead_s),
		        isinf(engine_stream_cap_Bps(&m->cluster[i],
		            RULES_LIKELY)) ?
		            "no per-stream limit" :
		            str_fmt(a, "per-stream limit %.1f Gbit/s",
		                engine_stream_cap_Bps(&m->cluster[i],
		                    RULES_LIKELY) *
		                    8 / GBPS)));
	}
	assume(a, r,
	    "drains follow the platform's own behaviour: the configured number "
	    "of concurrent migrations, each VM to the host with the most free "
	    "memory, averaged over VM orders (largest first, smallest first, "
	    "round robin, scattered), since the order is not documented; "
	    "--policy best shows what a planned order would achieve");
	assume(a, r,
	    "expected range: from half the given dirty rate without a hot set "
	    "to one and a half times the given rate (from 0 to 2 MB/s per GiB, "
	    "at most 10 MB/s, where none is given); a fifth of memory never "
	    "touched at the fast end where 'nonzero' isn't given; the "
	    "catalog's ranges of stream limits, compression and fixed times; "
	    "the fastest and the slowest VM order; team hashing at its 95th "
	    "percentile and, at the fast end, all members of today's teams "
	    "where the site doesn't say");
	assume(a, r,
	    "the lower bound is for the memory as given: no order of "
	    "migrations can be faster; an expected range may begin below it "
	    "where 'nonzero' is not given");
}

void
assumptions_team(struct arena *a, const struct model *m, const struct design *g,
    size_t cluster, struct results *r)
{
	const struct cluster *c = &m->cluster[cluster];
	const struct dhost *h = c->nhost > 0 ? &g->host[c->host[0]] : NULL;
	size_t k = (size_t)c->simultaneous;

	if (h != NULL && h->bond == BOND_ACTIVE_BACKUP && h->nnic > 1) {
		assume(a, r,
		    str_fmt(a,
		        "cluster %s: one port of an active-backup bond "
		        "carries everything, the other%s idle",
		        c->name, h->nnic > 2 ? "s are" : " is"));
		return;
	}
	if (h == NULL || !h->team || h->nnic < 2 ||
	    model_spreads_evenly(c->team_hash, h->bond) ||
	    (c->transport == TRANSPORT_SMB && c->set))
		return;
	assume(a, r,
	    str_fmt(a,
	        "cluster %s: each stream uses one of the %zu members of a "
	        "team, chosen by a hash of %s that is not known in advance; "
	        "the concurrent streams of a host (%zu) get %.0f %% of a team "
	        "on average",
	        c->name, h->nnic,
	        c->team_hash == HASH_FLOW &&
	                (h->bond == BOND_NO || h->bond == BOND_LACP) ?
	            "its hosts and itself" :
	            "its two hosts",
	        k, 100 * (1 - pow(1 - 1 / (double)h->nnic, (double)k))));
}
