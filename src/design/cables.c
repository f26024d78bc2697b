/*
 * Which port is joined to which, by what cable.  Hosts in rack order on ports
 * in order, both switches of a pair alike; uplinks and peer links from the end
 * of the ports, on faster ones where the plan says so; the core last.
 */
#include "design/design.h"

#include <string.h>

#include "base/ip.h"
#include "base/num.h"
#include "base/str.h"
#include "design/kept.h"
#include "design/numbering.h"
#include "size/size.h"

struct cabling {
	struct arena *a;
	struct diags *d;
	struct design *g;
	const struct sizing *plan;
	size_t *free[2]; /* of a pair: ports for hosts, in order */
	size_t nfree[2];
	bool blocks; /* of those, each rack has a block */
	bool mixed;  /* hosts have ports of several speeds */
	/* of the switch whose hosts are cabled, by SPLIT_ pools less the first:
	 * which share a cable */
	struct splits *split; /* 2 a switch */
	size_t **trunk;       /* of each of their cables: the port broken out */
};

static struct place
switch_top(const struct design *g, const struct sizing *plan, size_t sw)
{
	const struct dswitch *s = &g->sw[sw];
	struct place p;

	/* the place the plan's lengths were counted from */
	if (s->role == ROLE_SPINE)
		return plan->spine[sw];
	if (s->role == ROLE_STANDALONE)
		return plan->pair[sw];
	p.rack = s->rack;
	p.u = (int64_t)s->position_u;
	return p;
}

static struct dend
end_switch(const struct design *g, size_t sw, size_t port)
{
	struct dend e = { sw, NONE, g->sw[sw].name, port,
		g->sw[sw].port[port].name, "", "" };

	return e;
}

/* never a substitute in silence */
static bool
priced(const struct cabling *k, const struct part *lacking,
    const struct link_choice *c)
{
	const char *instead = c->optic != NULL ?
	    c->optic->id :
	    c->cable->length[c->length].part.id;
	const struct price *p;

	if (lacking == NULL)
		return true;
	p = &lacking->price;
	if (p->known)
		diag_error(k->d, p->at, "part-no-price",
		    "'%s' is priced in %s, and no exchange rate leads from "
		    "there to %s; '%s' would be the substitute",
		    lacking->id, p->currency, k->g->model->currency, instead);
	else
		diag_error(k->d, p->at, "part-no-price",
		    "'%s' has no price; '%s' would be the substitute",
		    lacking->id, instead);
	diag_hint(k->d,
	    "price it in a prices.yaml of a folder of your own (--catalog), "
	    "by a quote (--quotes), or give the rate in 'policy.exchange'");
	return false;
}

static bool
link_add(struct cabling *k, enum link_kind kind, struct dend x, struct dend y,
    struct cage cx, struct cage cy, size_t into, enum speed_class p,
    int64_t raw_mm, const char *family, const struct previous_link *stands,
    size_t number)
{
	struct design *g = k->g;
	struct link_choice c;
	struct dlink l = { 0 };

	if (!media_link_choose(g->model, cx, cy, into,
	        kind == LINK_OOB ? 1000000000 : speed_class_bps[p], raw_mm,
	        family, &c))
		return diag_error(k->d, SPAN_NONE, "bug-cable",
		    "no cable from '%s' to '%s' though the sizing had one",
		    x.device, y.device);
	if (!priced(k,
	        media_link_lacking(g->model, cx, cy, into,
	            kind == LINK_OOB ? 1000000000 : speed_class_bps[p], raw_mm,
	            &c),
	        &c))
		return false;
	l.id = kept_id(g->kept, stands, number);
	l.kind = kind;
	l.a = x;
	l.b = y;
	l.speed_bps = kind == LINK_OOB ? 1000000000 : speed_class_bps[p];
	l.cable = c.cable;
	l.length = c.length;
	l.raw_mm = raw_mm;
	if (c.optic != NULL)
		l.a.optic = l.b.optic = c.optic->id;
	PUSH(k->a, g->link, g->nlink, g->caplink, l);
	if (x.sw != NONE && x.port != NONE)
		g->sw[x.sw].port[x.port].link = g->nlink - 1;
	if (y.sw != NONE && y.port != NONE)
		g->sw[y.sw].port[y.port].link = g->nlink - 1;
	return true;
}

/* the host's two switches: its rack's leaves, or the pair */
static size_t
first_switch(const struct design *g, size_t rack)
{
	size_t i;

	for (i = 0; i < g->nsw; i++)
		if (g->sw[i].role == ROLE_STANDALONE ||
		    (g->sw[i].role == ROLE_LEAF &&
		        g->sw[i].rack == size_head(g->head, rack)))
			return i;
	return NONE;
}

static const struct pattern *
pattern_of(const struct cabling *k, size_t sw)
{
	const struct dswitch *s = &k->g->sw[sw];

	if (s->role == ROLE_STANDALONE)
		return k->plan->spine_pattern[0];
	if (s->role == ROLE_SPINE)
		return k->plan->spine_pattern[sw / 2];
	return k->plan->rack_pattern[s->rack];
}

static struct cage
cage_of(const struct cabling *k, size_t sw, enum speed_class p)
{
	struct cage c = speed_class_plug(p);
	const struct pattern *pt = pattern_of(k, sw);

	speed_class_cage(pt->model, pt->options, p, &c);
	return c;
}

/* the free ports of a switch that serve a pool, slowest first, but those that
 * are kept to manage it by */
static size_t *
free_ports(struct arena *a, const struct model *m, const struct dswitch *s,
    enum speed_class p, size_t *n)
{
	size_t *list = NEW(a, size_t, s->nport + 1), i, k;
	int64_t keep = p == SPEED_COPPER ? size_manage_ports(m, s->model) : 0;

	*n = 0;
	for (i = 0; i < s->nport; i++) {
		const struct port_block *b = &s->model->block[s->port[i].block];

		if (s->port[i].role != PORT_UNUSED ||
		    s->port[i].parent != NONE ||
		    !media_model_serves(s->model, b, p) ||
		    !design_ports_group_free(s, i, speed_class_bps[p]))
			continue;
		for (k = *n; k > 0 &&
		     s->model->block[s->port[list[k - 1]].block].speed_bps >
		         b->speed_bps;
		     k--)
			list[k] = list[k - 1];
		list[k] = i;
		++*n;
	}
	*n -= keep < (int64_t)*n ? (size_t)keep : *n;
	return list;
}

static enum speed_class
class_of(const struct nic_group *x)
{
	return speed_class_of(x->media, x->speed_bps);
}

/* which of a host's cables to the same switch a port's is */
static size_t
nth_on_side(const struct design *g, const struct host *h, size_t port)
{
	size_t side = size_port_side(g->model, h, port, g->topology), n = 0, i;

	for (i = 0; i < port; i++)
		n += size_port_side(g->model, h, i, g->topology) == side;
	return n;
}

/* a pair that serves several racks: a block of its ports for each rack, where
 * all hosts take ports of one kind and the blocks hold them, and devices the
 * last */
static void
share_ports(struct cabling *k)
{
	const struct design *g = k->g;
	const struct model *m = g->model;
	enum speed_class p = SPEED_CLASSES;
	size_t i, n, w;

	k->blocks = true;
	for (i = 0; i < m->nhost; i++)
		for (n = 0; n < m->host[i].ngroup; n++) {
			const struct nic_group *x = &m->host[i].group[n];

			if (x->on_today)
				continue;
			if (p == SPEED_CLASSES)
				p = class_of(x);
			k->blocks &= class_of(x) == p;
		}
	for (w = 0; w < 2 && k->blocks; w++)
		k->free[w] = free_ports(k->a, m, &g->sw[w], p, &k->nfree[w]);
	for (i = m->nhost; i < m->nend && k->blocks; i++)
		for (n = 0; n < m->host[i].nports; n++) {
			w = size_port_side(m, &m->host[i], n, g->topology);
			if (w != NO_SIDE && k->nfree[w] > 0)
				k->nfree[w]--;
		}
	for (i = 0; i < m->nhost && k->blocks; i++)
		for (n = 0; n < m->host[i].nports; n++) {
			w = size_port_side(m, &m->host[i], n, g->topology);
			if (w != NO_SIDE)
				k->blocks &= numbering_port(g->number, i,
				                 nth_on_side(g, &m->host[i], n),
				                 k->nfree[w]) != NONE_RACK;
		}
}

static size_t
host_port(struct cabling *k, size_t sw, size_t host, size_t nth,
    const struct previous_link *stands)
{
	struct design *g = k->g;
	const struct host *h = &g->model->host[host];
	const struct nic_group *x = model_port(h, nth);
	struct dswitch *s = &g->sw[sw];
	size_t port =
	    kept_take(g->kept, g, sw, stands, PORT_HOST, x->speed_bps);

	if (port != NONE)
		return port;
	if (s->role == ROLE_STANDALONE && k->blocks && h->device == DEVICE_NO)
		port = k->free[sw][numbering_port(g->number, host,
		    nth_on_side(g, h, nth), k->nfree[sw])];
	/* a group less that the faster ones can't have */
	if (port == NONE && k->mixed && x->media != MEDIA_10GT)
		port = design_ports_beside(s, x->speed_bps, PORT_HOST);
	else if (port != NONE &&
	    (s->port[port].role != PORT_UNUSED || s->port[port].kept ||
	        !design_ports_group_free(s, port, x->speed_bps)))
		port = NONE;
	else if (port != NONE)
		design_ports_use(s, port, x->speed_bps, PORT_HOST);
	if (port == NONE)
		port = design_ports_take(s, x->speed_bps,
		    x->media == MEDIA_10GT, h->device != DEVICE_NO, PORT_HOST);
	return port;
}

/* do hosts and devices have ports of several speeds? */
static bool
speeds_mixed(const struct model *m)
{
	int64_t bps = 0;
	size_t i, n;

	for (i = 0; i < m->nend; i++)
		for (n = 0; n < m->host[i].ngroup; n++) {
			const struct nic_group *x = &m->host[i].group[n];

			if (x->on_today)
				continue;
			if (bps != 0 && x->speed_bps != bps)
				return true;
			bps = x->speed_bps;
		}
	return false;
}

/* the breakout cable a port of a host is on; NULL: it has one of its own */
static const struct split_link *
split_of(struct cabling *k, size_t sw, size_t host, size_t port,
    enum speed_class p, const struct splits **of)
{
	const struct dswitch *s = &k->g->sw[sw];
	enum speed_class q = speed_class_split(p);
	const struct pattern *pt = pattern_of(k, sw);
	struct splits *x;
	size_t side = s->pair != NONE && s->pair < sw, i;

	if (q == POOLS || pt->split_from[q - SPLIT_10G] == INT64_MAX)
		return NULL;
	x = &k->split[sw * (POOLS - SPLIT_10G) + (size_t)(q - SPLIT_10G)];
	if (x->link == NULL)
		*x = size_splits(k->a, k->g->model, k->g->head,
		    s->role == ROLE_STANDALONE ? NONE_RACK : s->rack,
		    k->g->topology, side, p, switch_top(k->g, k->plan, sw),
		    pt->split_from[q - SPLIT_10G]);
	for (i = 0; i < x->nlink; i++)
		if (x->link[i].host == host && x->link[i].port == port) {
			*of = x;
			return &x->link[i];
		}
	return NULL;
}

/* the port whose children are these, that no cable has yet */
static bool
trunk_free(const struct dswitch *s, size_t port, int64_t speed_bps,
    const size_t *taken, size_t n)
{
	size_t i;

	if (port == NONE || s->port[port].role != PORT_SPLIT ||
	    s->port[port + 1].speed_bps != speed_bps ||
	    s->port[port + 1].role != PORT_UNUSED)
		return false;
	for (i = 0; i < n; i++)
		if (taken[i] == port)
			return false;
	return true;
}

/* the port that was broken out for a strand of a cable that stands */
static size_t
trunk_before(const struct cabling *k, size_t sw, const struct split_link *l)
{
	const struct dswitch *s = &k->g->sw[sw];
	const struct host *h = &k->g->model->host[l->host];
	const struct previous_link *stands = kept_link(k->g->kept, "host",
	    s->name, h->name, h->port_name[l->port], 0);
	size_t i;

	for (i = 0; stands != NULL && i < s->nport; i++)
		if (s->port[i].parent != NONE &&
		    (strcmp(s->port[i].name, stands->end[0].port) == 0 ||
		        strcmp(s->port[i].name, stands->end[1].port) == 0))
			return s->port[i].parent;
	return NONE;
}

/* a port for each cable: the one it stands in, and the first that are left */
static size_t *
trunks_of(struct cabling *k, size_t sw, const struct splits *x,
    int64_t speed_bps)
{
	const struct dswitch *s = &k->g->sw[sw];
	size_t *of = NEW(k->a, size_t, x->ncable + 1), i, c;

	for (c = 0; c < x->ncable; c++)
		of[c] = NONE;
	for (i = 0; i < x->nlink; i++) {
		size_t before = trunk_before(k, sw, &x->link[i]);

		c = x->link[i].cable;
		if (of[c] == NONE &&
		    trunk_free(s, before, speed_bps, of, x->ncable))
			of[c] = before;
	}
	for (c = 0; c < x->ncable; c++)
		for (i = 0; i < s->nport && of[c] == NONE; i++)
			if (trunk_free(s, i, speed_bps, of, x->ncable))
				of[c] = i;
	return of;
}

/* the port of the switch that a strand of a cable is on */
static size_t
split_port(struct cabling *k, size_t sw, const struct splits *x,
    const struct split_link *l, int64_t speed_bps)
{
	struct dswitch *s = &k->g->sw[sw];
	size_t **of = &k->trunk[x - k->split], i, port;

	if (*of == NULL)
		*of = trunks_of(k, sw, x, speed_bps);
	for (i = 0; x->link[i].cable != l->cable; i++)
		continue;
	if ((*of)[l->cable] == NONE)
		return NONE;
	/* children follow the port they are of */
	port = (*of)[l->cable] + 1 + (size_t)(l - &x->link[i]);
	s->port[port].role = PORT_HOST;
	return port;
}

static bool
cable_host(struct cabling *k, size_t host)
{
	struct design *g = k->g;
	const struct host *h = &g->model->host[host];
	struct place here = { h->rack, (int64_t)h->position_u };
	size_t first = first_switch(g, h->rack), i, nth = 0;

	for (i = 0; i < h->nports; i++) {
		const struct nic_group *x = model_port(h, i);
		size_t side = size_port_side(g->model, h, i, g->topology), sw,
		       port;
		enum speed_class p = class_of(x);
		struct cage nic = { x->media, 0, true }, cage;
		const struct previous_link *stands;
		const struct splits *split = NULL;
		const struct split_link *strand;
		int64_t mm;
		struct dend z,
		    y = { NONE, host, h->name, i, h->port_name[i], "", "" };

		if (side == NO_SIDE)
			continue;
		sw = first + side;
		stands = kept_link(g->kept, "host", g->sw[sw].name, h->name,
		    h->port_name[i], 0);
		strand = split_of(k, sw, host, i, p, &split);
		port = strand != NULL ?
		    split_port(k, sw, split, strand, x->speed_bps) :
		    host_port(k, sw, host, i, stands);
		if (port == NONE)
			return diag_error(k->d, h->at, "bug-ports",
			    "no port left on '%s' though the sizing had one",
			    g->sw[sw].name);
		g->sw[sw].port[port].edge = true;
		g->sw[sw].port[port].description =
		    str_fmt(k->a, "%s %s", h->name, h->port_name[i]);
		z = end_switch(g, sw, port);
		cage = cage_of(k, sw, p);
		mm =
		    place_length_mm(g->model, switch_top(g, k->plan, sw), here);
		if (strand != NULL) {
			cage =
			    speed_class_trunk(p, g->sw[sw].model->dac_max_mm);
			nic = speed_class_plug(p);
			mm = split->cable_mm[strand->cable];
		}
		if (!link_add(k, LINK_HOST, z, y, cage, nic,
		        strand != NULL ? SPLIT_INTO : 1, p, mm,
		        pattern_of(k, sw)->host_family, stands,
		        numbering_cable(g->number,
		            h->device != DEVICE_NO ? CABLES_DEVICE :
		                                     CABLES_HOST,
		            h->rack, g->number->order[host], nth++)))
			return false;
	}
	return true;
}

/* the numbers of cables that are alike: every step-th of what they belong to */
struct cable_run {
	enum cable_section section;
	size_t where, part, from, step;
};

/* a port that is a strand of one that was broken out: the one that stands, or
 * the next */
static size_t
strand_port(struct dswitch *s, const struct previous_link *stands,
    int64_t speed_bps, bool last, enum port_role role)
{
	size_t i;

	for (i = 0; stands != NULL && i < s->nport; i++) {
		struct dport *p = &s->port[i];

		if (p->parent == NONE || p->role != PORT_UNUSED ||
		    p->speed_bps != speed_bps ||
		    (strcmp(p->name, stands->end[0].port) != 0 &&
		        strcmp(p->name, stands->end[1].port) != 0))
			continue;
		p->role = role;
		p->kept = false;
		return i;
	}
	return design_ports_child(s, speed_bps, last, role);
}

/* n links between two switches; ports from the end where asked */
static bool
cable_switches(struct cabling *k, enum link_kind kind, size_t x, size_t y,
    enum speed_class p, int64_t n, const char *family, enum port_role rx,
    enum port_role ry, bool last_x, bool last_y, enum trunk trunk,
    struct cable_run run)
{
	struct design *g = k->g;
	int64_t i;

	for (i = 0; i < n; i++) {
		const struct previous_link *stands =
		    kept_link(g->kept, design_link_kind_word[kind],
		        g->sw[x].name, g->sw[y].name, NULL, (size_t)i);
		size_t px = trunk == TRUNK_SPINE ?
		    strand_port(&g->sw[x], stands, speed_class_bps[p], false,
		        rx) :
		    kept_take(g->kept, g, x, stands, rx, speed_class_bps[p]);
		size_t py = trunk == TRUNK_LEAF ?
		    strand_port(&g->sw[y], stands, speed_class_bps[p], true,
		        ry) :
		    kept_take(g->kept, g, y, stands, ry, speed_class_bps[p]);
		struct cage cx, cy;

		if (px == NONE)
			px = design_ports_take(&g->sw[x], speed_class_bps[p],
			    p == SPEED_COPPER, last_x, rx);
		if (py == NONE)
			py = design_ports_take(&g->sw[y], speed_class_bps[p],
			    p == SPEED_COPPER, last_y, ry);

		if (px == NONE || py == NONE)
			return diag_error(k->d, SPAN_NONE, "bug-ports",
			    "no port left between '%s' and '%s' though the "
			    "sizing had one",
			    g->sw[x].name, g->sw[y].name);
		g->sw[x].port[px].description = str_fmt(k->a, "%s %s",
		    g->sw[y].name, g->sw[y].port[py].name);
		g->sw[y].port[py].description = str_fmt(k->a, "%s %s",
		    g->sw[x].name, g->sw[x].port[px].name);
		if (kind == LINK_PEER) {
			cx = cage_of(k, x, p);
			cy = cage_of(k, y, p);
		} else if (rx == PORT_FABRIC) {
			cx = cy = speed_class_plug(p);
		} else {
			cx = speed_class_plug(p);
			cy = cage_of(k, y, p);
		}
		if (trunk == TRUNK_SPINE)
			cx = speed_class_trunk(p, 0);
		/* the trunk is the first of the two */
		if (trunk == TRUNK_LEAF) {
			cx = speed_class_trunk(p, g->sw[y].model->dac_max_mm);
			cy = speed_class_plug(p);
		}
		if (!link_add(k, kind, end_switch(g, x, px),
		        end_switch(g, y, py), cx, cy,
		        trunk == TRUNK_NONE ? 1 : SPLIT_INTO, p,
		        place_length_mm(g->model, switch_top(g, k->plan, x),
		            switch_top(g, k->plan, y)),
		        family, stands,
		        numbering_cable(g->number, run.section, run.where,
		            run.part, run.from + run.step * (size_t)i)))
			return false;
	}
	return true;
}

static bool
cable_core(struct cabling *k, size_t first)
{
	struct design *g = k->g;
	const struct core *c = &g->model->core;
	enum speed_class p = speed_class_of(c->media, c->speed_bps);
	struct cage theirs = { c->media, 0, false };
	size_t i, w;
	int64_t n;

	for (i = 0; i < c->switches.n; i++)
		for (w = 0; w < 2; w++)
			for (n = 0; n < size_core_links_of(g->model, i, w);
			     n++) {
				size_t sw = first + w;
				const struct previous_link *stands =
				    kept_link(g->kept, "core", g->sw[sw].name,
				        c->switches.name[i], NULL, (size_t)n);
				size_t port = kept_take(g->kept, g, sw, stands,
				    PORT_CORE, c->speed_bps);
				struct dend x,
				    y = { NONE, NONE, c->switches.name[i], NONE,
					    "", "", "" };

				if (port == NONE)
					port = design_ports_take(&g->sw[sw],
					    c->speed_bps, p == SPEED_COPPER,
					    true, PORT_CORE);
				if (port == NONE)
					return diag_error(k->d, c->at,
					    "bug-ports",
					    "no port left for the "
					    "core on '%s'",
					    g->sw[sw].name);
				g->sw[sw].port[port].description = str_fmt(k->a,
				    "uplink to %s", c->switches.name[i]);
				x = end_switch(g, sw, port);
				if (!link_add(k, LINK_CORE, x, y,
				        cage_of(k, sw, p), theirs, 1, p,
				        place_core_length_mm(g->model), NULL,
				        stands,
				        numbering_cable(g->number, CABLES_CORE,
				            0, 0,
				            (2 * (size_t)n + w) *
				                    c->switches.n +
				                i)))
					return false;
			}
	return true;
}

/* the last of its ports, where it has none for the purpose */
static size_t
manage_port(struct design *g, size_t sw)
{
	struct dswitch *s = &g->sw[sw];
	size_t port;

	if (s->model->oob_port != NULL)
		return NONE;
	port = design_ports_take(s, speed_class_bps[SPEED_COPPER], true, true,
	    PORT_MANAGE);
	if (port != NONE)
		s->port[port].description = "management of this switch";
	return port;
}

/* what the management cables end on: a switch that is there or is bought, else
 * whatever carries the network */
static const char *
management(const struct model *m, size_t net)
{
	return m->oob.sw < m->nexisting ? m->existing[m->oob.sw].name :
	    m->oob.buy                  ? "management1" :
	                                  m->network[net].name;
}

/* it is on the bill, and no more: where it stands and what its uplink is are
 * for people to say */
static void
note_bought_management(struct arena *a, struct design *g, size_t net)
{
	const struct oob *o = &g->model->oob;
	const struct network *n = &g->model->network[net];
	const char *where =
	    "near the switches; oob.rack and oob.unit say where";

	if (!o->buy)
		return;
	if (o->rack < g->model->nrack)
		where = o->unit > 0 ?
		    str_fmt(a, "in rack %s, unit %zu",
		        g->model->rack[o->rack].name, o->unit) :
		    str_fmt(a, "in rack %s; oob.unit says where",
		        g->model->rack[o->rack].name);
	design_note(a, g,
	    "the management switch that is bought, management1, is to stand "
	    "%s. It is on the bill and in no drawing of a rack; its ports, "
	    "its settings and its uplink%s are not in the design",
	    where,
	    n->gateway != 0 ?
	        str_fmt(a, ", over which %s reaches its gateway %s,", n->name,
	            ip_text(a, n->gateway)) :
	        "");
}

static bool
cable_oob(struct cabling *k)
{
	struct design *g = k->g;
	struct cage rj = { MEDIA_10GT, 0, true };
	struct link_choice c;
	size_t i, net;

	for (net = 0; net < g->model->nnetwork; net++)
		if (g->model->network[net].purpose == PURPOSE_OOB)
			break;
	if (net == g->model->nnetwork)
		return true;
	note_bought_management(k->a, g, net);
	for (i = 0; i < g->nsw; i++) {
		int64_t mm =
		    place_oob_length_mm(g->model, switch_top(g, k->plan, i));
		size_t port = manage_port(g, i);
		struct dend x = { i, NONE, g->sw[i].name, NONE,
			g->sw[i].model->oob_port != NULL ?
			    g->sw[i].model->oob_port :
			    "",
			"", "" };
		struct dend y = { NONE, NONE, management(g->model, net), NONE,
			"", "", "" };

		if (port != NONE)
			x = end_switch(g, i, port);
		if (media_link_choose(g->model, rj, rj, 1, 1000000000, mm, NULL,
		        &c) &&
		    !link_add(k, LINK_OOB, x, y, rj, rj, 1, SPEED_COPPER, mm,
		        NULL,
		        kept_link(g->kept, "oob", g->sw[i].name, y.device, NULL,
		            0),
		        numbering_cable(g->number,
		            g->sw[i].role == ROLE_LEAF ? CABLES_LEAF :
		                                         CABLES_MANAGE,
		            g->sw[i].rack,
		            g->sw[i].role == ROLE_LEAF ? g->sw[i].pair < i : i,
		            0)))
			return false;
	}
	return true;
}

/* RACK.UNIT:PORT / RACK.UNIT:PORT, near end first, after TIA-606; the two ends
 * mirror each other */
static const char *
end_label(struct arena *a, const struct design *g, const struct dend *e)
{
	if (e->sw != NONE)
		return str_fmt(a, "%s.U%02zu:%s",
		    g->model->rack[g->sw[e->sw].rack].name,
		    g->sw[e->sw].position_u, e->port_name);
	if (e->host != NONE)
		return str_fmt(a, "%s.U%02zu:%s",
		    g->model->rack[g->model->host[e->host].rack].name,
		    g->model->host[e->host].position_u, e->port_name);
	return str_fmt(a, "%s:%s", e->device,
	    e->port_name[0] != '\0' ? e->port_name : "?");
}

static void
label_links(struct arena *a, struct design *g)
{
	size_t i;

	for (i = 0; i < g->nlink; i++) {
		const char *x = end_label(a, g, &g->link[i].a);
		const char *y = end_label(a, g, &g->link[i].b);

		g->link[i].a.label = str_fmt(a, "%s / %s", x, y);
		g->link[i].b.label = str_fmt(a, "%s / %s", y, x);
	}
}

/* L0901: 901; ids are four digits wide at least.  0: not a number */
static size_t
number_of(const char *id)
{
	const char *digits = id + 1 + strspn(id + 1, "0");
	int64_t n;

	return num_int(digits, &n) && n > 0 ? (size_t)n : 0;
}

/* links by ports that were broken out of one are of one cable: numbered as its
 * first link */
static void
bundle_links(struct design *g)
{
	size_t i;

	for (i = 0; i < g->nlink; i++) {
		struct dlink *l = &g->link[i];
		/* L1001 is of C1001 */
		size_t n = number_of(l->id), e, k;

		if (l->cable->into < 2 || n == 0)
			continue;
		for (e = 0; e < 2 && l->bundle == 0; e++) {
			const struct dend *x = e == 0 ? &l->a : &l->b;
			const struct dport *p =
			    x->sw != NONE && x->port != NONE ?
			    &g->sw[x->sw].port[x->port] :
			    NULL;

			if (p == NULL || p->parent == NONE)
				continue;
			for (k = p->parent + 1; k < g->sw[x->sw].nport &&
			     g->sw[x->sw].port[k].parent == p->parent;
			     k++)
				if (g->sw[x->sw].port[k].link != NONE)
					g->link[g->sw[x->sw].port[k].link]
					    .bundle = (size_t)n;
		}
	}
}

static bool
cable_leaves(struct cabling *k)
{
	struct design *g = k->g;
	size_t i, j;

	for (i = 0; i < g->nsw; i++) {
		const struct pattern *p;
		size_t d;

		if (g->sw[i].role != ROLE_LEAF)
			continue;
		p = pattern_of(k, i);
		d = k->plan->rack_domain[g->sw[i].rack];
		for (j = 0; j < 2; j++)
			if (!cable_switches(k, LINK_UPLINK, 2 * d + j, i,
			        p->uplink_speed, p->uplinks / 2,
			        p->uplink_family, PORT_DOWNLINK, PORT_UPLINK,
			        false, true, p->trunk,
			        (struct cable_run){ CABLES_UPLINK,
			            g->sw[i].rack, g->sw[i].pair < i, j, 2 }))
				return false;
	}
	return true;
}

static bool
cable_peers(struct cabling *k)
{
	struct design *g = k->g;
	size_t i;

	for (i = 0; i + 1 < g->nsw; i += 2) {
		const struct pattern *p = pattern_of(k, i);

		if (g->sw[i].role == ROLE_LEAF || p->peers == 0)
			continue;
		if (!cable_switches(k, LINK_PEER, i, i + 1, p->peer_speed,
		        p->peers, p->peer_family, PORT_PEER, PORT_PEER, true,
		        true, TRUNK_NONE,
		        (struct cable_run){ CABLES_PEER, i / 2, 0, 0, 1 }))
			return false;
	}
	return true;
}

bool
design_cables(struct arena *a, struct diags *d, struct design *g,
    const struct sizing *plan)
{
	struct cabling k = { .a = a,
		.d = d,
		.g = g,
		.plan = plan,
		.split =
		    NEW(a, struct splits, g->nsw * (POOLS - SPLIT_10G) + 1),
		.trunk = NEW(a, size_t *, g->nsw * (POOLS - SPLIT_10G) + 1) };
	bool core = size_core_used(g->model, g->topology);
	size_t i, j;

	/* ports are given out in this order; the ends of the blocks first, so
	 * that hosts and downlinks count up from the start */
	if (!cable_peers(&k))
		return false;
	if (core && !cable_core(&k, 0))
		return false;
	for (i = 0; plan->fabric != NULL && i < 2; i++)
		for (j = 2; j < 4; j++)
			if (!cable_switches(&k, LINK_UPLINK, i, j,
			        plan->fabric->uplink_speed,
			        plan->fabric->uplinks / 2,
			        plan->fabric->uplink_family, PORT_FABRIC,
			        PORT_FABRIC, true, true, TRUNK_NONE,
			        (struct cable_run){ CABLES_FABRIC, 0, 0,
			            2 * i + j - 2, 4 }))
				return false;
	if (!cable_leaves(&k))
		return false;
	k.mixed = speeds_mixed(g->model);
	/* before any is taken: what a host's port is does not depend on which
	 * hosts stand */
	if (g->nsw > 0 && g->sw[0].role == ROLE_STANDALONE)
		share_ports(&k);
	for (i = 0; i < g->model->nend; i++)
		if (!cable_host(&k, i))
			return false;
	if (!cable_oob(&k))
		return false;
	bundle_links(g);
	label_links(a, g);
	return true;
}
