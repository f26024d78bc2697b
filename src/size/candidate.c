/*
 * Which models may be chosen for a role at all, and why the others may not.
 */
#include "size/size.h"

#include <ctype.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "model/previous.h"

static bool
lossless_wanted(const struct model *m, enum topology t)
{
	for (size_t i = 0; i < m->nnetwork; i++)
		if (m->network[i].lossless &&
		    size_network_carried(&m->network[i], t))
			return true;
	return false;
}

static bool
named(const struct name_list *n, const char *s)
{
	for (size_t i = 0; i < n->n; i++)
		if (strcmp(n->name[i], s) == 0)
			return true;
	return n->n == 0;
}

static bool
has_oob(const struct model *m)
{
	for (size_t i = 0; i < m->nnetwork; i++)
		if (m->network[i].purpose == PURPOSE_OOB &&
		    m->network[i].has_subnet)
			return true;
	return false;
}

/* would frames run in a circle without spanning tree: two ways to the core,
 * from a pair that is not one switch to it or to a core that is not one */
static bool
loops(const struct model *m, enum topology t, bool domain)
{
	return size_core_used(m, t) &&
	    (!domain || (!m->core.mclag && m->core.switches.n > 1));
}

/* a LAG to the core that one switch of a pair has alone */
static bool
single(const struct model *m, enum topology t)
{
	return size_core_used(m, t) &&
	    (m->core.mclag ? size_core_links(m, 1) == 0 : m->core.links == 1);
}

/* a VLAN in a list as platforms have it: "4094" or "3725-3999,4094" */
static bool
in_list(struct arena *a, const char *list, int vlan)
{
	while (*list != '\0') {
		size_t n = strcspn(list, ",");
		const char *one = str_dup(a, list, n);
		const char *dash = strchr(one, '-');
		int64_t first, last;

		if (num_int(dash != NULL ?
		            str_dup(a, one, (size_t)(dash - one)) :
		            one,
		        &first)) {
			last = first;
			if ((dash == NULL || num_int(dash + 1, &last)) &&
			    vlan >= first && vlan <= last)
				return true;
		}
		list += list[n] == ',' ? n + 1 : n;
	}
	return false;
}

/* a VLAN of the site that the NOS reserves */
static const char *
vlan_reserved(struct arena *a, const struct model *m, const struct platform *p,
    enum topology t)
{
	const char *word = platform_word(p, "reserved_vlans", "");

	for (size_t i = 0; i < m->nnetwork; i++)
		if (size_network_carried(&m->network[i], t) &&
		    in_list(a, word, (int)m->network[i].vlan))
			return str_fmt(a,
			    "VLAN %d of network '%s' is reserved by %s (%s)",
			    m->network[i].vlan, m->network[i].name, p->name,
			    word);
	return NULL;
}

/* an account's name that the NOS does not take */
static const char *
user_refused(struct arena *a, const struct model *m, const struct platform *p)
{
	const char *only = platform_word(p, "user_only", NULL);
	const char *name = m->services.admin, *s = name;
	int64_t max = platform_word_int(p, "user_max", 64);

	if (name == NULL)
		return NULL;
	while (only != NULL && *s != '\0' &&
	    (isalpha((unsigned char)*s) || strchr(only, *s) != NULL ||
	        (isdigit((unsigned char)*s) && s > name)))
		s++;
	if ((only == NULL || *s == '\0') && (int64_t)strlen(name) <= max)
		return NULL;
	return str_fmt(a,
	    "no account '%s' on %s (at most %lld letters, digits and %s, no "
	    "digit first)",
	    name, p->name, (long long)max, only != NULL ? only : "any");
}

/* one that the NOS reserves for itself: names with blanks between */
static const char *
user_taken(struct arena *a, const struct model *m, const struct platform *p)
{
	const char *s = platform_word(p, "user_reserved", "");
	const char *name = m->services.admin;
	size_t n;

	for (; name != NULL && *s != '\0'; s += n, s += strspn(s, " ")) {
		n = strcspn(s, " ");
		if (strlen(name) == n && strncmp(s, name, n) == 0)
			return str_fmt(a,
			    "the account '%s' is reserved by %s: name another "
			    "in 'services.admin'",
			    name, p->name);
	}
	return NULL;
}

/* what the role needs of the NOS; checked here so that another model is chosen,
 * and again before anything is rendered */
static const char *
platform_out(struct arena *a, const struct model *m,
    const struct switch_model *s, enum topology t, bool spine)
{
	bool pair = t == TOPOLOGY_STANDALONE || t == TOPOLOGY_LINKED;
	bool top = pair || spine,
	     domain = (!pair && spine) ||
	    (t == TOPOLOGY_LINKED && s->mclag_kind != NULL && s->mclag_orphans);
	bool tree = platform_cannot(s->platform, CAN_RSTP) == NULL;
	/* what the used ports need, media.c checks */
	const bool wanted[CANS] = {
		[CAN_LOSSLESS] = lossless_wanted(m, t),
		[CAN_MCLAG] = domain,
		[CAN_MCLAG_NO_OOB] = domain && !has_oob(m),
		[CAN_MCLAG_ORPHANS] = domain && single(m, t),
		[CAN_EMCLAG] = spine && t == TOPOLOGY_EVLT,
		[CAN_LACP] = (t == TOPOLOGY_LINKED && !domain) ||
		    (top && size_core_used(m, t)),
		[CAN_UFD] = !top,
		[CAN_RSTP] = top && loops(m, t, domain),
		[CAN_EDGE] = !spine && tree,
		[CAN_BPDUGUARD] = !spine && tree,
		[CAN_BPDU_FILTER] =
		    top && size_core_used(m, t) && !m->core.stp_joined,
		[CAN_IN_BAND] = size_manage_ports(m, s) > 0,
		[CAN_JUMBO] = true,
		[CAN_SNMPV3] = m->services.snmp_traps.n > 0,
	};
	enum can no = platform_lacks(s->platform, wanted, 0);

	if (no < CANS)
		return str_fmt(a, "no %s (%s)", catalog_can[no].what,
		    platform_cannot(s->platform, no));
	if (user_refused(a, m, s->platform) != NULL)
		return user_refused(a, m, s->platform);
	if (user_taken(a, m, s->platform) != NULL)
		return user_taken(a, m, s->platform);
	return vlan_reserved(a, m, s->platform, t);
}

/* no longer sold, and neither named nor to be bought used */
static const char *
life_out(struct arena *a, const struct model *m, const struct switch_model *s,
    const struct name_list *only)
{
	const struct life *l = &s->life;

	size_t i;

	if (only->n > 0 || m->policy.used || !catalog_life_over(l, m->on))
		return NULL;
	for (i = 0; i < m->nexisting; i++)
		if (m->existing[i].model == s)
			return NULL;
	for (i = 0; m->previous != NULL && i < m->previous->nsw; i++)
		if (m->previous->sw[i].model == s)
			return NULL;
	return str_fmt(a,
	    "past its end of sale, %s%s%s; 'policy.used: true' admits it",
	    l->end_of_sale, l->successor != NULL ? "; its successor is " : "",
	    l->successor != NULL ? l->successor : "");
}

bool
candidate_only_existing(const struct model *m, const struct switch_model *s)
{
	const struct name_list *const list[] = { &m->policy.models_standalone,
		&m->policy.models_leaf, &m->policy.models_spine };

	if (!s->part.price.known)
		return true;
	if (m->policy.used || !catalog_life_over(&s->life, m->on))
		return false;
	for (size_t i = 0; i < 3; i++)
		if (list[i]->n > 0 && named(list[i], s->id))
			return false;
	return true;
}

int64_t
size_expanded(const struct model *m, int64_t n)
{
	return n + (n * m->want.expansion_ppm + WHOLE_PPM - 1) / WHOLE_PPM;
}

int64_t
size_manage_ports(const struct model *m, const struct switch_model *s)
{
	for (size_t i = 0; i < m->nnetwork && s->oob_port == NULL; i++)
		if (m->network[i].purpose == PURPOSE_OOB)
			return 1;
	return 0;
}

int64_t
size_mac_addresses(const struct model *m)
{
	return (int64_t)m->nvm + 4 * (int64_t)m->nend;
}

/* a spine that is cheaper than the one the money is to be spent on */
static const char *
cheaper_out(struct arena *a, const struct model *m,
    const struct switch_model *s)
{
	const struct switch_model *least = m->policy.spine_above;
	int64_t mine, other;

	if (least == NULL || !price_unit(m, &s->part, &mine) ||
	    !price_unit(m, &least->part, &other) || mine >= other)
		return NULL;
	return str_fmt(a,
	    "costs less than '%s', and policy.prefer sets that as the cheapest "
	    "spine",
	    least->id);
}

const char *
candidate_model_out(struct arena *a, const struct model *m,
    const struct switch_model *s, enum topology t, bool spine)
{
	bool pair = t == TOPOLOGY_STANDALONE || t == TOPOLOGY_LINKED;
	const struct name_list *only = pair ? &m->policy.models_standalone :
	    spine                           ? &m->policy.models_spine :
	                                      &m->policy.models_leaf;
	int64_t cents, macs = size_expanded(m, size_mac_addresses(m));
	const char *no;

	if (!named(&m->policy.vendors, s->vendor))
		return "vendor not in policy.vendors";
	if (!named(only, s->id))
		return "not in policy.models";
	if ((no = life_out(a, m, s, only)) != NULL)
		return no;
	if (pair ? !s->standalone : spine ? !s->spine : !s->leaf)
		return "the catalog does not list this role";
	if (s->platform == NULL || !s->platform->rendered)
		return str_fmt(a, "no templates for its NOS (%s) yet",
		    s->nos_name != NULL ? s->nos_name : "unknown");
	if (!price_unit(m, &s->part, &cents))
		return s->part.price.known ?
		    str_fmt(a, "priced in %s, without an exchange rate to %s",
		        s->part.price.currency, m->currency) :
		    "no price";
	if (!pair && spine && (no = cheaper_out(a, m, s)) != NULL)
		return no;
	if (lossless_wanted(m, t) && s->lossless_queues == 0)
		return "no lossless queue (PFC) in the catalog, and a network "
		       "is lossless";
	if (!pair && !s->lacp)
		return s->lacp_reason != NULL ? s->lacp_reason : "no LACP";
	/* a routed fabric needs no multi-chassis LAG */
	if (!pair && spine && t != TOPOLOGY_CLOS && s->mclag_kind == NULL)
		return s->mclag_reason != NULL ? s->mclag_reason :
		                                 "no multi-chassis LAG";
	if (t == TOPOLOGY_LINKED && size_lacp_groups(m) > 0 &&
	    (s->mclag_kind == NULL || !s->mclag_orphans))
		return s->mclag_kind == NULL && s->mclag_reason != NULL ?
		    str_fmt(a, "hosts team by LACP over both switches: %s",
		        s->mclag_reason) :
		    "hosts team by LACP, and two such switches can't form one "
		    "LAG";
	if (spine && t == TOPOLOGY_EVLT && !s->emclag)
		return "two domains can't be joined";
	if ((no = platform_out(a, m, s, t, spine)) != NULL)
		return no;
	if (s->mac_entries > 0 && macs > s->mac_entries)
		return str_fmt(a, "the MAC table holds %lld, the site has %lld",
		    (long long)s->mac_entries, (long long)macs);
	return NULL;
}
