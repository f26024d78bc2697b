#include "design/kept.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "size/standing.h"

struct kept {
	struct arena *a;
	const struct model *m;
	const struct previous *p;        /* NULL: nothing stands */
	const struct previous_link **by; /* by kind, far device and port */
	struct str_set id;               /* of cables that stood */
	size_t beyond;                   /* the number of the next new one */
	uint32_t *address;               /* given out or kept, ascending */
	size_t naddress, capaddress;
};

static bool
is(const char *x, const char *y)
{
	return strcmp(x, y) == 0;
}

static int
by_far_end(const void *x, const void *y)
{
	const struct previous_link *const *p = x, *const *q = y;
	int c = strcmp((*p)->end[1].device, (*q)->end[1].device);

	if (c == 0)
		c = strcmp((*p)->end[0].device, (*q)->end[0].device);
	if (c == 0)
		c = strcmp((*p)->kind, (*q)->kind);
	/* as they were listed: the array is of one list */
	return c != 0 ? c : *p < *q ? -1 : *p > *q;
}

static size_t
switch_named(const struct design *g, const char *name)
{
	size_t i;

	for (i = 0; i < g->nsw; i++)
		if (is(g->sw[i].name, name))
			return i;
	return NONE;
}

static size_t
port_named(const struct dswitch *s, const char *name)
{
	size_t i;

	for (i = 0; i < s->nport; i++)
		if (is(s->port[i].name, name) ||
		    (s->port[i].speed_name != NULL &&
		        is(s->port[i].speed_name, name)))
			return i;
	return NONE;
}

/* is the thing at the far end of a switch's cable still one it is cabled to? */
static bool
far_there(const struct design *g, size_t sw, const char *device)
{
	const struct model *m = g->model;
	size_t i;

	if (switch_named(g, device) != NONE)
		return true;
	for (i = 0; i < m->nend; i++)
		if (is(m->host[i].name, device))
			return g->sw[sw].role != ROLE_LEAF ||
			    g->sw[sw].rack ==
			    size_head(g->head, m->host[i].rack);
	for (i = 0; m->core.given && i < m->core.switches.n; i++)
		if (is(m->core.switches.name[i], device))
			return true;
	return false;
}

static void
reserve(struct design *g, const struct previous_switch *s, const char *far,
    const char *port, int64_t speed_bps)
{
	size_t sw = s != NULL ? switch_named(g, s->name) : NONE, at;

	if (sw == NONE || s->model != g->sw[sw].model || !far_there(g, sw, far))
		return;
	at = port_named(&g->sw[sw], port);
	if (at == NONE)
		return;
	g->sw[sw].port[at].kept = true;
	g->sw[sw].port[at].kept_bps = speed_bps;
}

/* what stands keeps its name, whatever it would be called today */
static void
keep_names(struct design *g, const struct previous *p)
{
	size_t i, k;

	for (k = 0; k < p->nsw; k++)
		for (i = 0; i < g->nsw; i++)
			if (is(p->sw[k].role,
			        design_switch_role_word[g->sw[i].role]) &&
			    g->sw[i].model == p->sw[k].model &&
			    g->sw[i].rack == p->sw[k].rack &&
			    g->sw[i].position_u == (size_t)p->sw[k].unit)
				g->sw[i].name = p->sw[k].name;
}

/* uplinks of another speed than a rack's leaves now have leave their ports */
static bool
goes_on(const struct design *g, const struct sizing *plan,
    const struct previous_link *l)
{
	size_t end, sw;

	for (end = 0; end < 2 && is(l->kind, "uplink"); end++) {
		sw = switch_named(g, l->end[end].device);
		if (sw != NONE && g->sw[sw].role == ROLE_LEAF &&
		    speed_class_bps[plan->rack_pattern[g->sw[sw].rack]
		                        ->uplink_speed] != l->speed_bps)
			return false;
	}
	return true;
}

struct kept *
kept_new(struct arena *a, struct design *g, const struct sizing *plan)
{
	struct kept *k = NEW(a, struct kept, 1);
	size_t i;

	k->a = a;
	k->m = g->model;
	k->p = g->model->previous;
	if (k->p != NULL &&
	    !is(k->p->topology, model_topology_word[g->topology]))
		k->p = NULL;
	if (k->p == NULL)
		return k;
	keep_names(g, k->p);
	k->by = NEW(a, const struct previous_link *, k->p->nlink + 1);
	for (i = 0; i < k->p->nlink; i++) {
		const struct previous_link *l = &k->p->link[i];

		k->by[i] = l;
		str_set_add(a, &k->id, l->id);
		if (!goes_on(g, plan, l))
			continue;
		reserve(g, l->end[0].sw, l->end[1].device, l->end[0].port,
		    l->speed_bps);
		reserve(g, l->end[1].sw, l->end[0].device, l->end[1].port,
		    l->speed_bps);
	}
	qsort(k->by, k->p->nlink, sizeof *k->by, by_far_end);
	for (i = 0; i < k->p->naddr; i++)
		PUSH(a, k->address, k->naddress, k->capaddress,
		    k->p->addr[i].address);
	return k;
}

const struct previous_link *
kept_link(const struct kept *k, const char *kind, const char *device,
    const char *far, const char *port, size_t nth)
{
	size_t lo = 0, hi = k != NULL && k->p != NULL ? k->p->nlink : 0;
	size_t n = hi;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = strcmp(k->by[mid]->end[1].device, far);

		if (c == 0)
			c = strcmp(k->by[mid]->end[0].device, device);
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < n && is(k->by[lo]->end[1].device, far) &&
	     is(k->by[lo]->end[0].device, device);
	     lo++) {
		const struct previous_link *l = k->by[lo];

		if (!is(l->kind, kind) ||
		    (port != NULL && !is(l->end[1].port, port)))
			continue;
		if (nth-- == 0)
			return l;
	}
	return NULL;
}

size_t
kept_port(const struct kept *k, const struct design *g, size_t sw,
    const struct previous_link *l)
{
	const struct dswitch *s = &g->sw[sw];
	const struct previous_switch *was;
	size_t at;

	if (l == NULL)
		return NONE;
	was = standing_switch(k->m, s->name);
	if (was == NULL || was->model != s->model)
		return NONE;
	at = port_named(s,
	    is(l->end[0].device, s->name) ? l->end[0].port : l->end[1].port);
	return at != NONE && s->port[at].role == PORT_UNUSED &&
	        s->port[at].kept ?
	    at :
	    NONE;
}

size_t
kept_take(const struct kept *k, struct design *g, size_t sw,
    const struct previous_link *l, enum port_role role, enum speed_class pool)
{
	struct dswitch *s = &g->sw[sw];
	size_t at = kept_port(k, g, sw, l);
	struct dport *p;

	if (at == NONE)
		return NONE;
	p = &s->port[at];
	if (!media_model_serves(s->model, &s->model->block[p->block], pool) ||
	    !design_ports_group_free(s, at, speed_class_bps[pool]) ||
	    !design_ports_allow(s, at, pool, 0))
		return NONE;
	p->kept = false;
	design_ports_use(s, at, pool, role);
	return at;
}

const char *
kept_id(struct kept *k, const struct previous_link *l, size_t wanted)
{
	const char *id = str_fmt(k->a, "L%04zu", wanted);

	if (l != NULL)
		return l->id;
	if (k->p == NULL || str_set_add(k->a, &k->id, id))
		return id;
	do
		id = str_fmt(k->a, "L%zu", 9000000 + ++k->beyond);
	while (!str_set_add(k->a, &k->id, id));
	return id;
}

const char *
kept_breakout(const struct kept *k, const char *id)
{
	size_t i;

	for (i = 0; k != NULL && k->p != NULL && i < k->p->nlink; i++)
		if (is(k->p->link[i].id, id))
			return k->p->link[i].breakout;
	return NULL;
}

/* the number of the LAG that a port of a switch was in, or 0 */
static int
member_number(const struct kept *k, const char *device, const char *port)
{
	size_t i;

	for (i = 0; i < k->p->nmember; i++)
		if (is(k->p->member[i].device, device) &&
		    is(k->p->member[i].port, port))
			return (int)k->p->member[i].number;
	return 0;
}

int
kept_lag(const struct kept *k, const char *device, const char *kind,
    const char *far, const char *port)
{
	size_t i, e;
	int n = 0;

	for (i = 0; k != NULL && k->p != NULL && i < k->p->nlink && n == 0; i++)
		for (e = 0; e < 2 && n == 0; e++) {
			const struct previous_link *l = &k->p->link[i];

			if (is(l->kind, kind) && is(l->end[e].device, device) &&
			    is(l->end[1 - e].device, far) &&
			    (port == NULL || is(l->end[1 - e].port, port)))
				n = member_number(k, device, l->end[e].port);
		}
	return n;
}

int
kept_lag_last(const struct kept *k, const char *device, int but)
{
	int last = 0;
	size_t i;

	for (i = 0; k != NULL && k->p != NULL && i < k->p->nmember; i++)
		if (is(k->p->member[i].device, device) &&
		    k->p->member[i].number > last &&
		    k->p->member[i].number != but)
			last = (int)k->p->member[i].number;
	return last;
}

static bool
address_taken(const struct kept *k, uint32_t x)
{
	size_t i;

	for (i = 0; i < k->naddress; i++)
		if (k->address[i] == x)
			return true;
	return false;
}

uint32_t
kept_address(struct kept *k, const char *device, const char *interface,
    uint32_t wanted, uint32_t base, uint32_t end, uint32_t gateway)
{
	uint32_t x = wanted;
	size_t i;

	if (k == NULL || k->p == NULL)
		return wanted;
	for (i = 0; i < k->p->naddr; i++) {
		const struct previous_address *y = &k->p->addr[i];

		if (is(y->device, device) && is(y->interface, interface) &&
		    y->address > base && y->address < end)
			return y->address;
	}
	while (address_taken(k, x) || x == gateway) {
		x = x + 1 < end ? x + 1 : base + 1;
		if (x == wanted)
			return 0;
	}
	PUSH(k->a, k->address, k->naddress, k->capaddress, x);
	return x;
}

/* what a switch of the design belongs to */
static struct section
section_of(const struct design *g, size_t sw)
{
	const struct dswitch *s = &g->sw[sw];

	switch (s->role) {
	case ROLE_STANDALONE:
		break;
	case ROLE_LEAF:
		return (struct section){ CLASS_RACKS, s->rack };
	case ROLE_SPINE:
		return (struct section){ CLASS_SPINES, sw / 2 };
	}
	return (struct section){ CLASS_PAIR, 0 };
}

static struct section
section_of_link(const struct design *g, const struct dlink *l)
{
	if (l->kind != LINK_UPLINK)
		return section_of(g, l->a.sw);
	if (g->sw[l->b.sw].role == ROLE_SPINE)
		return (struct section){ CLASS_FABRIC, 0 };
	return section_of(g, l->b.sw);
}

/* cards and the management switch, which are there in any topology */
static void
credit_fixed(struct arena *a, const struct model *m, struct ledger *none)
{
	struct ledger bought = { a, NULL, 0, 0 };
	size_t i;

	for (i = 0; i < m->nhost; i++)
		ledger_need_cards(none, &m->host[i]);
	ledger_need_management(none, m);
	ledger_add_fixed(&bought, m, NONE_RACK);
	ledger_merge(none, &bought, -1);
}

void
kept_credit(struct arena *a, const struct design *g, struct ledger *bill)
{
	size_t n = 2 + g->model->nrack + g->nsw, i, k, at;
	struct ledger *part, none = { a, NULL, 0, 0 };
	struct section *s;

	if (g->model->previous == NULL)
		return;
	/* pair, fabric, racks, domains */
	part = NEW(a, struct ledger, n);
	s = NEW(a, struct section, n);
	for (i = 0; i < n; i++)
		part[i].a = a;
	for (i = 0; i < g->nsw + g->nlink; i++) {
		struct section x = i < g->nsw ?
		    section_of(g, i) :
		    section_of_link(g, &g->link[i - g->nsw]);

		at = x.kind == CLASS_PAIR  ? 0 :
		    x.kind == CLASS_FABRIC ? 1 :
		    x.kind == CLASS_RACKS  ? 2 + x.of :
		                             2 + g->model->nrack + x.of;
		s[at] = x;
		if (i >= g->nsw) {
			bom_count_link(g, &part[at], i - g->nsw);
			continue;
		}
		if (g->sw[i].existing == NULL)
			ledger_add_switch(&part[at], g->model, g->sw[i].model,
			    0, 1);
		for (k = 0; k < g->sw[i].noption; k++)
			ledger_add(&part[at], &g->sw[i].option[k]->part, 1);
	}
	for (i = 0; i < n; i++) {
		struct ledger owned =
		    standing_parts(a, g->model, g->topology, s[i]);

		if (part[i].n == 0)
			continue;
		/* what is in both: all of it, less what is bought */
		ledger_merge(&none, &part[i], 1);
		standing_credit(&part[i], &owned);
		ledger_merge(&none, &part[i], -1);
	}
	credit_fixed(a, g->model, &none);
	standing_credit(bill, &none);
}

void
kept_credit_after(struct arena *a, const struct design *g, struct ledger *after)
{
	struct ledger owned = standing_stock(a, g->model, "");

	standing_credit(after, &owned);
}

/* a list for people, of which a few are told */
struct told {
	struct buf b;
	size_t n;
};

static void
tell(struct told *t, const char *text)
{
	enum { FEW = 6 };

	if (t->n++ < FEW)
		buf_printf(&t->b, "%s%s", t->n > 1 ? ", " : "", text);
	else if (t->n == FEW + 1)
		buf_puts(&t->b, " and others");
}

static const struct dlink *
link_named(const struct design *g, const char *id)
{
	size_t i;

	for (i = 0; i < g->nlink; i++)
		if (is(g->link[i].id, id))
			return &g->link[i];
	return NULL;
}

static bool
same_cable(const struct previous_link *x, const struct dlink *y)
{
	return is(x->end[0].device, y->a.device) &&
	    is(x->end[1].device, y->b.device) &&
	    is(x->end[0].port, y->a.port_name) &&
	    is(x->end[1].port, y->b.port_name) &&
	    x->cable == &y->cable->length[y->length].part;
}

static bool
switch_stays(const struct design *g, const struct previous_switch *s)
{
	size_t sw = switch_named(g, s->name);

	return sw != NONE && g->sw[sw].model == s->model &&
	    g->sw[sw].rack == s->rack &&
	    g->sw[sw].position_u == (size_t)s->unit;
}

static bool
address_stays(const struct design *g, const struct previous_address *x)
{
	size_t i;

	for (i = 0; i < g->naddr; i++)
		if (is(g->addr[i].device, x->device) &&
		    is(g->addr[i].interface, x->interface))
			return g->addr[i].address == x->address;
	return false;
}

/* is a device of the earlier design one of this one, whatever it is now? */
static bool
still_there(const struct design *g, const char *device)
{
	size_t i;

	for (i = 0; i < g->model->nend; i++)
		if (is(g->model->host[i].name, device))
			return true;
	return switch_named(g, device) != NONE;
}

/* is the place of a switch one this design has a switch in? */
static bool
rack_served(const struct design *g, const struct previous_switch *s)
{
	size_t i;

	for (i = 0; i < g->nsw; i++)
		if (is(s->role, design_switch_role_word[g->sw[i].role]) &&
		    g->sw[i].rack == s->rack)
			return true;
	return false;
}

/* what goes on, but otherwise than it stands: somebody must touch it */
static const char *
touched(struct arena *a, const struct design *g)
{
	const struct previous *p = g->model->previous;
	struct told sw = { buf_new(a), 0 }, cable = { buf_new(a), 0 },
	            addr = { buf_new(a), 0 };
	struct buf b = buf_new(a);
	size_t i;

	for (i = 0; i < p->nsw; i++)
		if (!switch_stays(g, &p->sw[i]) && rack_served(g, &p->sw[i]))
			tell(&sw,
			    str_fmt(a, "%s (%s)", p->sw[i].name,
			        p->sw[i].model->id));
	for (i = 0; i < p->nlink; i++) {
		const struct previous_link *x = &p->link[i];
		const struct dlink *l = link_named(g, x->id);

		if ((l == NULL || !same_cable(x, l)) &&
		    still_there(g, x->end[0].device) &&
		    (still_there(g, x->end[1].device) || is(x->kind, "core") ||
		        is(x->kind, "oob")))
			tell(&cable, x->id);
	}
	for (i = 0; i < p->naddr; i++)
		if (!address_stays(g, &p->addr[i]) &&
		    still_there(g, p->addr[i].device))
			tell(&addr,
			    str_fmt(a, "%s %s", p->addr[i].device,
			        p->addr[i].interface));
	if (sw.n > 0)
		buf_printf(&b, "%zu switch%s (%s)", sw.n, sw.n == 1 ? "" : "es",
		    sw.b.text);
	if (cable.n > 0)
		buf_printf(&b, "%s%zu cable%s (%s)", b.len > 0 ? ", " : "",
		    cable.n, cable.n == 1 ? "" : "s", cable.b.text);
	if (addr.n > 0)
		buf_printf(&b, "%s%zu address%s (%s)", b.len > 0 ? ", " : "",
		    addr.n, addr.n == 1 ? "" : "es", addr.b.text);
	return b.len > 0 ? b.text : NULL;
}

static void
tell_lost(struct arena *a, struct design *g, const char *what, struct told *t)
{
	if (t->n > 0)
		design_note(a, g,
		    "not kept from the previous design: %zu %s (%s)", t->n,
		    what, t->b.text);
}

void
kept_notes(struct arena *a, struct design *g)
{
	const struct previous *p = g->model->previous;
	struct told sw = { buf_new(a), 0 }, cable = { buf_new(a), 0 },
	            addr = { buf_new(a), 0 };
	size_t i;

	if (p == NULL)
		return;
	if (!is(p->topology, model_topology_word[g->topology])) {
		design_note(a, g,
		    "the previous design is %s, this one %s: no switch or "
		    "cable of it is reused; list switches to reuse under "
		    "'existing:'",
		    p->topology, model_topology_word[g->topology]);
		g->touched = str_fmt(a, "everything (it is %s, this one %s)",
		    p->topology, model_topology_word[g->topology]);
		return;
	}
	for (i = 0; i < p->nsw; i++)
		if (!switch_stays(g, &p->sw[i]))
			tell(&sw,
			    str_fmt(a, "%s (%s)", p->sw[i].name,
			        p->sw[i].model->id));
	for (i = 0; i < p->nlink; i++) {
		const struct dlink *l = link_named(g, p->link[i].id);

		if (l == NULL || !same_cable(&p->link[i], l))
			tell(&cable, p->link[i].id);
	}
	for (i = 0; i < p->naddr; i++)
		if (!address_stays(g, &p->addr[i]))
			tell(&addr,
			    str_fmt(a, "%s %s", p->addr[i].device,
			        p->addr[i].interface));
	g->touched = touched(a, g);
	design_note(a, g,
	    "kept unchanged from the previous design: %zu of %zu switches, "
	    "%zu of %zu cables, %zu of %zu addresses; the bill lists additions "
	    "only",
	    p->nsw - sw.n, p->nsw, p->nlink - cable.n, p->nlink,
	    p->naddr - addr.n, p->naddr);
	tell_lost(a, g, "switches", &sw);
	tell_lost(a, g, "cables", &cable);
	tell_lost(a, g, "addresses", &addr);
}
