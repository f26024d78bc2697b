/*
 * Patterns of a pair of switches: the spines of a domain, or the two switches
 * of a small site with its hosts; the peer link between them, and the core's
 * links.
 */
#include "size/pattern.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "size/existing_parts.h"

/* core links of both switches of a pair into a ledger; need: ports each */
static bool
core_parts(struct pattern_ctx *k, struct rack_class *c, struct kit *to,
    const struct switch_model *s, unsigned options, struct need *need)
{
	const struct model *m = k->m;
	enum speed_class p = speed_class_of(m->core.media, m->core.speed_bps);
	struct cage theirs = { m->core.media, 0, false, NULL }, ours;
	int64_t n = (int64_t)m->core.switches.n;
	int64_t most =
	    m->core.mclag ? size_core_links(m, 0) : (m->core.links + 1) / 2;

	/* of two domains the first has the core; the other reaches it over
	 * the LAG between them */
	if (!size_core_used(m, k->plan->topology) || c->domain > 0)
		return true;
	if (p == SPEED_CLASSES || !speed_class_cage(s, options, p, &ours)) {
		pattern_reason(k, c,
		    "%s: no port for the core's %s "
		    "at %s%s",
		    s->id, catalog_media_word[m->core.media],
		    num_text(k->a, m->core.speed_bps, UNIT_SPEED),
		    p == SPEED_1G || p == SPEED_COPPER_1G ?
		        pattern_gigabit_why(k, s) :
		        "");
		return false;
	}
	if ((size_t)most > s->lag_members) {
		pattern_reason(k, c,
		    "%s: a LAG to the core has %lld ports at a switch, LAGs "
		    "hold %zu%s",
		    s->id, (long long)most, s->lag_members,
		    catalog_limit_doubt(s, "lag_members"));
		return false;
	}
	need->n[p] += size_core_links(m, 0);
	if (pattern_links_add(k, to, ours, theirs, speed_class_bps[p],
	        place_core_length_mm(m), NULL, n * m->core.links))
		return true;
	pattern_reason(k, c,
	    "%s: no cable of the catalogs reaches the core's %s from a %s at %s "
	    "over %s",
	    s->id, catalog_media_word[m->core.media],
	    catalog_media_word[ours.media],
	    num_text(k->a, m->core.speed_bps, UNIT_SPEED),
	    num_text(k->a, place_core_length_mm(m), UNIT_LENGTH));
	return false;
}

/* a pair of switches joined by a LAG (or not), with the core on it: spines, or
 * the two switches of a small site, whose ports are assigned in one way */
static void
pair_equip(struct pattern_ctx *k, struct rack_class *c,
    const struct switch_model *s, unsigned options, int peer,
    const struct pattern_shares *share)
{
	const struct model *m = k->m;
	bool spine = c->kind == CLASS_SPINES;
	const struct place *tops =
	    spine ? &k->plan->spine[2 * c->domain] : k->plan->pair;
	/* the leaves, which know no spine's height, count from its top */
	const struct place at[2] = { spine ? tops[0] :
		                             place_of_two(tops, 0, s->height_u),
		spine ? tops[1] : place_of_two(tops, 1, s->height_u) };
	struct need need = { { 0 } }, own = { { 0 } };
	int64_t n = 0, core_lags = 0, host_lags = 0;

	if (!spine && peer >= 0)
		host_lags = size_lacp_groups(m);
	if (peer >= 0) {
		double min_bps = (double)k->minimum->peer_bps;

		if (!spine && m->want.utilisation_ppm > 0)
			min_bps = fmax(min_bps,
			    traffic_peer(k->a, m, k->plan->topology) *
			        WHOLE_PPM / (double)m->want.utilisation_ppm);
		n = existing_links(k->a, m, k->plan->topology,
		    (struct section){ c->kind, spine ? c->domain : 0 }, "peer",
		    speed_class_bps[peer]);
		if (n < pattern_links_for(min_bps, (enum speed_class)peer))
			n = pattern_links_for(min_bps, (enum speed_class)peer);
		if ((size_t)n > s->lag_members) {
			pattern_reason(k, c,
			    "%s: %lld peer links of %s are needed, LAGs hold "
			    "%zu%s",
			    s->id, (long long)n,
			    num_text(k->a, speed_class_bps[peer], UNIT_SPEED),
			    s->lag_members,
			    catalog_limit_doubt(s, "lag_members"));
			return;
		}
	}
	if (size_core_used(m, k->plan->topology) && c->domain == 0)
		core_lags = m->core.mclag ? 1 : (int64_t)m->core.switches.n;
	if (host_lags > 0 && host_lags + core_lags + 1 > (int64_t)s->lags) {
		pattern_reason(k, c,
		    "%s: %lld LAGs to hosts, %lld to the core and the peer "
		    "link are needed, a switch has %zu%s",
		    s->id, (long long)host_lags, (long long)core_lags, s->lags,
		    catalog_limit_doubt(s, "lags"));
		return;
	}
	for (size_t f = 0; f <= (spine ? 0 : k->nfamily); f++) {
		for (size_t g = 0; g < (peer < 0 ? 1 : k->nfamily); g++) {
			struct pattern pt = { 0 };
			struct cage cage;

			kit_clear(&k->draft);
			pt.model = s;
			pt.options = options;
			pt.peer_speed =
			    peer < 0 ? SPEED_COPPER : (enum speed_class)peer;
			pt.peers = n;
			pt.host_family = f < k->nfamily ? k->family[f] : NULL;
			pt.peer_family = peer < 0 ? NULL : k->family[g];
			memcpy(pt.split_from, share->from,
			    sizeof pt.split_from);
			memcpy(pt.split_ports, share->ports,
			    sizeof pt.split_ports);
			memset(&own, 0, sizeof own);
			own.n[SPEED_COPPER] = size_manage_ports(m, s);
			pattern_switch_parts(k, &k->draft, s, options, 2);
			if (!core_parts(k, c, &k->draft, s, options, &own))
				continue;
			if (peer >= 0) {
				own.n[peer] += n;
				if (!speed_class_cage(s, options,
				        (enum speed_class)peer, &cage) ||
				    !pattern_links_add(k, &k->draft, cage, cage,
				        speed_class_bps[peer],
				        place_length_mm(m, at[0], at[1]),
				        k->family[g], n))
					continue;
			}
			need = own;
			if (!spine)
				pattern_shares_need(k, c, share, &need);
			if (!media_ports_fit(s, options, &need)) {
				pattern_reason(k, c,
				    "%s: too few ports for %lld host "
				    "links%s%s%s",
				    s->id,
				    (long long)(pattern_with_growth(m,
				        c->hosts.n[SPEED_COPPER_1G] +
				            c->hosts.n[SPEED_1G] +
				            c->hosts.n[SPEED_10G] +
				            c->hosts.n[SPEED_COPPER] +
				            c->hosts.n[SPEED_25G])),
				    peer >= 0 ? " and the peer link" : "",
				    core_lags > 0 ? " and the core" : "",
				    pattern_whole_why(k, c, s));
				continue;
			}
			if (!spine &&
			    !pattern_host_links(k, &k->draft, s, options,
			        (size_t)-1, at, k->plan->topology,
			        pt.host_family, share->from))
				continue;
			pattern_oob_parts(k, &k->draft, at[0]);
			pattern_oob_parts(k, &k->draft, at[1]);
			pt.use = own;
			pt.lags = core_lags + (peer >= 0) + host_lags;
			pattern_add(k, c, pattern_kept(k, &pt), pt.host_family,
			    NULL, pattern_half(k, &k->draft), NONE_HALF);
		}
	}
}

static void
pair_try(struct pattern_ctx *k, struct rack_class *c,
    const struct switch_model *s, unsigned options, int peer)
{
	struct pattern_shares plain = { { 0 }, { 0 } };
	const struct pattern_shares *share = &plain;
	struct need rest = { { 0 } };
	enum speed_class p =
	    speed_class_of(k->m->core.media, k->m->core.speed_bps);
	size_t n = 1;

	memcpy(plain.from, pattern_no_split, sizeof plain.from);
	if (c->kind == CLASS_PAIR) {
		rest.n[SPEED_COPPER] = size_manage_ports(k->m, s);
		if (size_core_used(k->m, k->plan->topology) &&
		    p != SPEED_CLASSES)
			rest.n[p] += size_core_links(k->m, 0);
		if (peer >= 0)
			rest.n[peer] += 2;
		n = pattern_shares_find(k, c, s, options, &rest, &share);
	}
	for (size_t i = 0; i < n; i++)
		pair_equip(k, c, s, options, peer, &share[i]);
}

void
pattern_pairs(struct pattern_ctx *k, struct rack_class *c)
{
	const struct catalog *cat = k->m->catalog;
	bool spine = c->kind == CLASS_SPINES;
	enum topology t = k->plan->topology;
	const struct place *at =
	    spine ? &k->plan->spine[2 * c->domain] : k->plan->pair;
	int64_t zone = spine ? k->plan->leaf_zone : 0;
	int64_t stood = existing_height(k->m, t, spine ? 2 * c->domain : 0);
	unsigned options;
	int p;

	for (size_t i = 0; i < cat->nsw; i++) {
		const struct switch_model *s = &cat->sw[i];
		int64_t here =
		    at[0].rack == at[1].rack ? 2 * s->height_u : s->height_u;

		if (pattern_model_out(k, c, s, spine))
			continue;
		if (s->height_u > stood &&
		    (here + zone > place_free_top(k->m, at[0].rack) ||
		        here + zone > place_free_top(k->m, at[1].rack))) {
			pattern_reason(k, c,
			    "%s: no room at the top "
			    "of rack '%s' or '%s'",
			    s->id, k->m->rack[at[0].rack].name,
			    k->m->rack[at[1].rack].name);
			continue;
		}
		if (!pattern_power_fits(k, c, s, at[0].rack,
		        at[0].rack == at[1].rack ? 2 : 1) ||
		    !pattern_power_fits(k, c, s, at[1].rack, 1))
			continue;
		for (options = 0; options < pattern_options_end(s); options++) {
			if (!pattern_options_sensible(s, options))
				continue;
			if (t == TOPOLOGY_STANDALONE) {
				pair_try(k, c, s, options, -1);
				continue;
			}
			/* the peer link on the fastest ports there are two of:
			 * it carries everything when a leaf or a host is on
			 * one switch only */
			for (p = SPEED_CLASSES - 1; p > SPEED_COPPER &&
			     media_ports_serving(s, options, 1u << p) < 2;
			     p--)
				continue;
			pair_try(k, c, s, options, p);
		}
	}
}
