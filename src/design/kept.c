#include "design/kept.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "size/existing_parts.h"

struct kept {
	struct arena *a;
	const struct model *m;
	const struct previous *p;        /* NULL: nothing exists */
	const struct previous_link **by; /* by kind, far device and port */
	struct str_set id;               /* of existing cables */
	size_t beyond;                   /* the number of the next new one */
	uint32_t *address;               /* assigned or kept, ascending */
	size_t naddress, capaddress;
};

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
port_named(const struct dswitch *s, const char *name)
{
	for (size_t i = 0; i < s->nport; i++)
		if (str_eq(s->port[i].name, name) ||
		    (s->port[i].speed_name != NULL &&
		        str_eq(s->port[i].speed_name, name)))
			return i;
	return NONE;
}

/* is the thing at the far end of a switch's cable still one it is cabled to? */
static bool
far_there(const struct design *g, size_t sw, const char *device)
{
	const struct model *m = g->model;
	size_t i;

	if (design_switch_named(g, device) != NONE)
		return true;
	i = model_host_named(m, device);
	if (i != NO_INDEX)
		return g->sw[sw].role != ROLE_LEAF ||
		    g->sw[sw].rack == size_head(g->head, m->host[i].rack);
	for (i = 0; m->core.given && i < m->core.switches.n; i++)
		if (str_eq(m->core.switches.name[i], device))
			return true;
	return false;
}

static void
reserve(struct design *g, const struct previous_switch *s, const char *far,
    const char *port, int64_t speed_bps)
{
	size_t sw = s != NULL ? design_switch_named(g, s->name) : NONE, at;

	if (sw == NONE || s->model != g->sw[sw].model || !far_there(g, sw, far))
		return;
	at = port_named(&g->sw[sw], port);
	if (at == NONE)
		return;
	g->sw[sw].port[at].kept = true;
	g->sw[sw].port[at].kept_bps = speed_bps;
}

/* what exists keeps its name, whatever it would be called today; new switches
 * get none of those */
static void
keep_names(struct arena *a, struct design *g, const struct previous *p)
{
	bool *stays = NEW(a, bool, g->nsw + 1);

	for (size_t k = 0; k < p->nsw; k++)
		for (size_t i = 0; i < g->nsw; i++)
			if (str_eq(p->sw[k].role,
			        design_switch_role_word[g->sw[i].role]) &&
			    g->sw[i].model == p->sw[k].model &&
			    g->sw[i].rack == p->sw[k].rack &&
			    g->sw[i].position_u == (size_t)p->sw[k].unit) {
				g->sw[i].name = p->sw[k].name;
				stays[i] = true;
			}
	for (size_t i = 0; i < g->nsw; i++)
		for (size_t k = 0; k < g->nsw && !stays[i]; k++)
			if (k != i && str_eq(g->sw[k].name, g->sw[i].name)) {
				g->sw[i].name =
				    str_fmt(a, "%s-new", g->sw[i].name);
				k = (size_t)-1; /* from the first again */
			}
}

/* uplinks of another speed than a rack's leaves now have leave their ports */
static bool
goes_on(const struct design *g, const struct sizing *plan,
    const struct previous_link *l)
{
	size_t sw;

	for (size_t end = 0; end < 2 && str_eq(l->kind, "uplink"); end++) {
		sw = design_switch_named(g, l->end[end].device);
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

	k->a = a;
	k->m = g->model;
	k->p = g->model->previous;
	if (k->p != NULL &&
	    !str_eq(k->p->topology, model_topology_word[g->topology]))
		k->p = NULL;
	if (k->p == NULL)
		return k;
	keep_names(a, g, k->p);
	k->by = NEW(a, const struct previous_link *, k->p->nlink + 1);
	for (size_t i = 0; i < k->p->nlink; i++) {
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
	for (size_t i = 0; i < k->p->naddr; i++)
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
	for (; lo < n && str_eq(k->by[lo]->end[1].device, far) &&
	     str_eq(k->by[lo]->end[0].device, device);
	     lo++) {
		const struct previous_link *l = k->by[lo];

		if (!str_eq(l->kind, kind) ||
		    (port != NULL && !str_eq(l->end[1].port, port)))
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
	was = existing_switch(k->m, s->name);
	if (was == NULL || was->model != s->model)
		return NONE;
	at = port_named(s,
	    str_eq(l->end[0].device, s->name) ? l->end[0].port :
	                                        l->end[1].port);
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
	for (size_t i = 0; k != NULL && k->p != NULL && i < k->p->nlink; i++)
		if (str_eq(k->p->link[i].id, id))
			return k->p->link[i].breakout;
	return NULL;
}

/* the number of the LAG that a port of a switch was in, or 0 */
static int
member_number(const struct kept *k, const char *device, const char *port)
{
	for (size_t i = 0; i < k->p->nmember; i++)
		if (str_eq(k->p->member[i].device, device) &&
		    str_eq(k->p->member[i].port, port))
			return (int)k->p->member[i].number;
	return 0;
}

int
kept_lag(const struct kept *k, const char *device, const char *kind,
    const char *far, const char *port)
{
	size_t i;
	int n = 0;

	for (i = 0; k != NULL && k->p != NULL && i < k->p->nlink && n == 0; i++)
		for (size_t e = 0; e < 2 && n == 0; e++) {
			const struct previous_link *l = &k->p->link[i];

			if (str_eq(l->kind, kind) &&
			    str_eq(l->end[e].device, device) &&
			    str_eq(l->end[1 - e].device, far) &&
			    (port == NULL || str_eq(l->end[1 - e].port, port)))
				n = member_number(k, device, l->end[e].port);
		}
	return n;
}

int
kept_lag_last(const struct kept *k, const char *device, int but)
{
	int last = 0;

	for (size_t i = 0; k != NULL && k->p != NULL && i < k->p->nmember; i++)
		if (str_eq(k->p->member[i].device, device) &&
		    k->p->member[i].number > last &&
		    k->p->member[i].number != but)
			last = (int)k->p->member[i].number;
	return last;
}

static bool
address_taken(const struct kept *k, uint32_t x)
{
	for (size_t i = 0; i < k->naddress; i++)
		if (k->address[i] == x)
			return true;
	return false;
}

uint32_t
kept_address(struct kept *k, const char *device, const char *interface,
    uint32_t wanted, uint32_t base, uint32_t end, uint32_t gateway)
{
	uint32_t x = wanted;

	if (k == NULL || k->p == NULL)
		return wanted;
	for (size_t i = 0; i < k->p->naddr; i++) {
		const struct previous_address *y = &k->p->addr[i];

		if (str_eq(y->device, device) &&
		    str_eq(y->interface, interface) && y->address > base &&
		    y->address < end)
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
