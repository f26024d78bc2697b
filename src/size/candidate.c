/*
 * Which models may be chosen for a role at all, and why the others may not.
 */
#include "size/size.h"

#include <string.h>

#include "base/str.h"

static bool
lossless_wanted(const struct model *m, enum topology t)
{
	size_t i;

	for (i = 0; i < m->nnetwork; i++)
		if (m->network[i].lossless &&
		    network_carried(m, &m->network[i], t))
			return true;
	return false;
}

static bool
named(const struct names *n, const char *s)
{
	size_t i;

	for (i = 0; i < n->n; i++)
		if (strcmp(n->name[i], s) == 0)
			return true;
	return n->n == 0;
}

const char *
model_out(struct arena *a, const struct model *m,
    const struct switch_model *s, enum topology t, bool spine)
{
	bool pair = t == TOPOLOGY_STANDALONE || t == TOPOLOGY_LINKED;
	const struct names *only = pair ? &m->policy.models_standalone :
	    spine ? &m->policy.models_spine : &m->policy.models_leaf;
	int64_t cents, macs = (int64_t)m->nvm + 4 * (int64_t)m->nhost;
	const char *no;

	if (!named(&m->policy.vendors, s->vendor))
		return "its vendor is not in policy.vendors";
	if (!named(only, s->id))
		return "not in policy.models";
	if (pair ? !s->standalone : spine ? !s->spine : !s->leaf)
		return "the catalog does not give it this role";
	if (s->platform == NULL || !s->platform->rendered)
		return str_fmt(a, "its NOS (%s) has no templates yet",
		    s->nos_name != NULL ? s->nos_name : "unknown");
	if (!price_unit(m, &s->part, &cents))
		return str_fmt(a, "no price in %s for %s", m->currency,
		    s->part.id);
	if (lossless_wanted(m, t)) {
		if (s->lossless_queues == 0)
			return "no lossless queue (PFC) in the catalog, and a "
			    "network is lossless";
		if ((no = platform_cannot(s->platform, "lossless")) != NULL)
			return no;
	}
	if (!pair && !s->lacp)
		return s->lacp_reason != NULL ? s->lacp_reason : "no LACP";
	/* a routed fabric needs no multi-chassis LAG */
	if (!pair && spine && t != TOPOLOGY_CLOS && s->mclag_kind == NULL)
		return s->mclag_reason != NULL ? s->mclag_reason :
		    "no multi-chassis LAG";
	if (spine && t == TOPOLOGY_EVLT && !s->emclag)
		return "two of its domains can't be joined";
	if (s->mac_entries > 0 && macs > s->mac_entries)
		return str_fmt(a, "its MAC table holds %lld, the site has %lld",
		    (long long)s->mac_entries, (long long)macs);
	return NULL;
}
