/*
 * Ports of hosts and of the core that no switch in the catalogs has a port for:
 * reported at their place in the site file, before any design is searched.
 */
#include "model/check.h"

#include "base/num.h"
#include "base/str.h"

/* one kind of port at the far end of a cable */
struct far_port {
	enum media media;
	int64_t speed_bps;
};

/* by a socket that negotiates it, or by a module */
static bool
gigabit(const struct switch_model *s, const struct port_block *b,
    struct far_port x)
{
	if (!port_block_runs(b, GBPS))
		return false;
	if (b->media == MEDIA_10GT)
		return x.media == MEDIA_10GT;
	return b->group < 2 &&
	    (x.media != MEDIA_10GT || !catalog_has_sockets(s)) &&
	    platform_cannot(s->platform, CAN_GIGABIT) == NULL;
}

/* whole, slower than its own, or broken out */
static bool
block_takes(const struct switch_model *s, const struct port_block *b,
    struct far_port x)
{
	if (b->off != NULL)
		return false;
	if (x.speed_bps == GBPS)
		return gigabit(s, b, x);
	if (x.media == MEDIA_10GT && b->copper_every > 0)
		return b->speed_bps == x.speed_bps;
	if ((b->media == MEDIA_10GT) != (x.media == MEDIA_10GT))
		return false;
	if (port_block_runs(b, x.speed_bps))
		return true;
	return port_block_splits(b, x.speed_bps) &&
	    platform_cannot(s->platform, CAN_BREAKOUT) == NULL;
}

/* is there a switch of a NOS we write for with ports for all of these? */
static bool
any_takes(const struct model *m, const struct far_port *x, size_t n)
{
	const struct catalog *c = m->catalog;
	size_t k, b;

	for (size_t i = 0; i < c->nsw; i++) {
		const struct switch_model *s = &c->sw[i];

		if (s->platform == NULL || !s->platform->rendered)
			continue;
		for (k = 0; k < n; k++) {
			for (b = 0; b < s->nblock; b++)
				if (block_takes(s, &s->block[b], x[k]))
					break;
			if (b == s->nblock)
				break;
		}
		if (k == n)
			return true;
	}
	return false;
}

/* does a network of the site need the core? */
static bool
core_needed(const struct model *m)
{
	for (size_t i = 0; i < m->nnetwork; i++)
		if (!m->network[i].on_today && !m->network[i].east_west &&
		    m->network[i].purpose != PURPOSE_OOB)
			return true;
	return false;
}

static void
core_speed(struct checker *c)
{
	const struct core *k = &c->m->core;
	struct far_port x = { k->media, k->speed_bps };

	if (!k->given || !core_needed(c->m) || any_takes(c->m, &x, 1))
		return;
	diag_warn(c->d, node_at(k->node, "speed"), "core-no-port",
	    "no switch in the catalogs has a port for the core's %s at %s: no "
	    "network can reach it over new switches",
	    catalog_media_word[k->media],
	    num_text(c->a, k->speed_bps, UNIT_SPEED));
	diag_hint(c->d,
	    "a faster port in the core, or 'on: today' at the networks that "
	    "need it");
}

/* the kinds of ports that hosts and devices of a rack have for new switches */
static size_t
kinds_of(const struct model *m, size_t rack, struct far_port *out,
    const struct nic_group **of, size_t most)
{
	size_t n = 0, g, k;

	for (size_t i = 0; i < m->nend; i++)
		for (g = 0; m->host[i].rack == rack && g < m->host[i].ngroup;
		     g++) {
			const struct nic_group *x = &m->host[i].group[g];

			if (x->on_today)
				continue;
			for (k = 0; k < n; k++)
				if (out[k].speed_bps == x->speed_bps &&
				    (out[k].media == MEDIA_10GT) ==
				        (x->media == MEDIA_10GT))
					break;
			if (k < n || n == most)
				continue;
			out[n] = (struct far_port){ x->media, x->speed_bps };
			of[n++] = x;
		}
	return n;
}

static void
rack_speeds(struct checker *c, size_t rack)
{
	enum { KINDS = 8 };
	const struct nic_group *of[KINDS];
	struct far_port kind[KINDS];
	size_t n = kinds_of(c->m, rack, kind, of, KINDS), i;
	struct buf b = buf_new(c->a);

	if (n == 0 || any_takes(c->m, kind, n))
		return;
	for (i = 0; i < n; i++) {
		if (!any_takes(c->m, &kind[i], 1)) {
			diag_warn(c->d, of[i]->at, "nic-no-port",
			    "no switch in the catalogs has a port for %s at %s",
			    catalog_media_word[kind[i].media],
			    num_text(c->a, kind[i].speed_bps, UNIT_SPEED));
			diag_hint(c->d,
			    "'on: today' leaves these ports on the old "
			    "network");
			return;
		}
		buf_printf(&b, "%s%s at %s",
		    i == 0         ? "" :
		        i + 1 == n ? " and " :
		                     ", ",
		    catalog_media_word[kind[i].media],
		    num_text(c->a, kind[i].speed_bps, UNIT_SPEED));
	}
	diag_warn(c->d, of[n - 1]->at, "nic-no-port",
	    "hosts of rack '%s' have ports of %s, and no switch in the catalogs "
	    "has all of these",
	    c->m->rack[rack].name, b.text);
	diag_hint(c->d,
	    "use network cards of one kind in a rack, or a rack for each kind");
}

void
check_speeds(struct checker *c)
{
	if (c->d->errors > 0 || c->m->unread.racks || c->m->unread.hosts ||
	    c->m->catalog == NULL || c->m->catalog->nsw == 0)
		return;
	core_speed(c);
	for (size_t i = 0; i < c->m->nrack; i++)
		rack_speeds(c, i);
}
