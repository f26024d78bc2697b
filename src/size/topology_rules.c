/*
 * Whether a topology can carry the site at all, whatever is bought: with every
 * reason why not.
 */
#include "size/recipes.h"

#include "base/num.h"

/* a host that is on networks of one of two unlinked switches only: its cable
 * to the other would carry nothing, and nothing would take that one's place */
static void
islands_rule(struct arena *a, const struct model *m, struct sizing *p)
{
	const char *first = NULL;
	size_t n = 0;

	for (size_t i = 0; i < m->nhost; i++) {
		bool on[2] = { false, false };

		for (size_t k = 0; k < m->nnetwork; k++)
			if (m->host[i].network[k] &&
			    size_network_carried(&m->network[k], p->topology))
				on[size_network_island(m, k)] = true;
		if (on[0] == on[1])
			continue;
		first = n++ == 0 ? m->host[i].name : first;
	}
	if (n == 1)
		sizing_reason(a, p,
		    "host '%s' has networks on only one of the two switches: "
		    "the other can't take over",
		    first);
	else if (n > 1)
		sizing_reason(a, p,
		    "host '%s' and %zu more have networks on only one of the "
		    "two switches: the other can't take over",
		    first, n - 1);
}

/* ports no switch has, and hosts that lack one to either switch */
static void
ports_rule(struct arena *a, const struct model *m, struct sizing *p)
{
	enum topology t = p->topology;
	const char *first = "";
	size_t lacp = 0;

	for (size_t i = 0; i < m->nend; i++) {
		const struct host *h = &m->host[i];

		for (size_t g = 0; g < h->ngroup; g++) {
			const struct nic_group *x = &h->group[g];
			bool side[2];

			if (x->on_today)
				continue;
			if (speed_class_of(x->media, x->speed_bps) ==
			    SPEED_CLASSES)
				sizing_reason(a, p,
				    "host '%s': no switch port for %s at %s",
				    h->name, catalog_media_word[x->media],
				    num_text(a, x->speed_bps, UNIT_SPEED));
			size_group_sides(m, x, t, side);
			if (side[0] && side[1] && x->n < 2)
				sizing_reason(a, p,
				    "host '%s' has one port for networks on "
				    "both switches",
				    h->name);
			if (!model_group_lacp(x))
				continue;
			first = lacp == 0 ? h->name : first;
			lacp += lacp == 0 || first != h->name;
		}
	}
	if (lacp > 0 && t != TOPOLOGY_LINKED)
		sizing_reason(a, p, "%s %s by LACP, and %s can't form one LAG",
		    first, lacp > 1 ? "and others team" : "teams",
		    t == TOPOLOGY_STANDALONE ?
		        "two switches without a link" :
		        "the leaves of a rack, which have no link of their "
		        "own,");
}

/* what rules a topology out before any switch is looked at */
void
sizing_topology_rules(struct arena *a, const struct model *m, struct sizing *p)
{
	enum topology t = p->topology;
	bool pair = t == TOPOLOGY_STANDALONE || t == TOPOLOGY_LINKED;
	size_t racks = 0, storage = 0, iscsi = 0, east_west = 0;

	for (size_t i = 0; i < m->nrack; i++)
		racks += model_rack_has_hosts(m, i);
	for (size_t i = 0; i < m->nnetwork; i++) {
		storage += m->network[i].purpose == PURPOSE_STORAGE;
		iscsi += m->network[i].purpose == PURPOSE_ISCSI;
		east_west += m->network[i].east_west;
	}
	if (pair && racks > 1 && m->want.failure_domain_rack)
		sizing_reason(a, p,
		    "one switch pair serves one rack only, and hosts are in "
		    "%zu racks with per-rack failure domains",
		    racks);
	if (t == TOPOLOGY_STANDALONE && storage == 1)
		sizing_reason(a, p,
		    "storage needs two networks, one per switch: there is "
		    "one");
	if (t == TOPOLOGY_STANDALONE && iscsi == 1)
		sizing_reason(a, p,
		    "iscsi needs two networks, one per switch: there is one");
	if (t == TOPOLOGY_STANDALONE && east_west < 2)
		sizing_reason(a, p,
		    "%zu east-west network would leave one of two unlinked "
		    "switches idle: two are needed, one per switch",
		    east_west);
	if (t == TOPOLOGY_STANDALONE && east_west >= 2)
		islands_rule(a, m, p);
	if (t == TOPOLOGY_EVLT && racks < 2)
		sizing_reason(a, p, "two VLT domains need at least two racks");
	for (size_t i = 0; i < m->nnetwork && t == TOPOLOGY_STANDALONE; i++)
		if (!m->network[i].east_west &&
		    size_network_carried(&m->network[i], TOPOLOGY_LINKED))
			sizing_reason(a, p,
			    m->core.given ? "network '%s' must reach the core, "
			                    "and these two switches have no "
			                    "link to it" :
			                    "network '%s' moves to the new "
			                    "switches (on: new), and two "
			                    "unlinked switches carry only "
			                    "east-west networks",
			    m->network[i].name);
	ports_rule(a, m, p);
}
