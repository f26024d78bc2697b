#include "design/kept_notes.h"

#include <string.h>

#include "base/str.h"
#include "model/previous.h"
#include "size/existing_parts.h"

/* a list for people, of which a few are named */
struct note_list {
	struct buf b;
	size_t n;
};

static void
note_add(struct note_list *t, const char *text)
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
	for (size_t i = 0; i < g->nlink; i++)
		if (str_eq(g->link[i].id, id))
			return &g->link[i];
	return NULL;
}

static bool
same_cable(const struct previous_link *x, const struct dlink *y)
{
	return str_eq(x->end[0].device, y->a.device) &&
	    str_eq(x->end[1].device, y->b.device) &&
	    str_eq(x->end[0].port, y->a.port_name) &&
	    str_eq(x->end[1].port, y->b.port_name) &&
	    x->cable == &y->cable->length[y->length].part;
}

static bool
switch_stays(const struct design *g, const struct previous_switch *s)
{
	size_t sw = design_switch_named(g, s->name);

	return sw != NONE && g->sw[sw].model == s->model &&
	    g->sw[sw].rack == s->rack &&
	    g->sw[sw].position_u == (size_t)s->unit;
}

static bool
address_stays(const struct design *g, const struct previous_address *x)
{
	for (size_t i = 0; i < g->naddr; i++)
		if (str_eq(g->addr[i].device, x->device) &&
		    str_eq(g->addr[i].interface, x->interface))
			return g->addr[i].address == x->address;
	return false;
}

/* is a device of the earlier design one of this one, whatever it is now? */
static bool
still_there(const struct design *g, const char *device)
{
	return model_host_named(g->model, device) != NO_INDEX ||
	    design_switch_named(g, device) != NONE;
}

/* is the place of a switch one this design has a switch in? */
static bool
rack_served(const struct design *g, const struct previous_switch *s)
{
	for (size_t i = 0; i < g->nsw; i++)
		if (str_eq(s->role, design_switch_role_word[g->sw[i].role]) &&
		    g->sw[i].rack == s->rack)
			return true;
	return false;
}

/* what stays, but changed: it needs work on site */
static const char *
touched(struct arena *a, const struct design *g)
{
	const struct previous *p = g->model->previous;
	struct note_list sw = { buf_new(a), 0 }, cable = { buf_new(a), 0 },
	                 addr = { buf_new(a), 0 };
	struct buf b = buf_new(a);

	for (size_t i = 0; i < p->nsw; i++)
		if (!switch_stays(g, &p->sw[i]) && rack_served(g, &p->sw[i]))
			note_add(&sw,
			    str_fmt(a, "%s (%s)", p->sw[i].name,
			        p->sw[i].model->id));
	for (size_t i = 0; i < p->nlink; i++) {
		const struct previous_link *x = &p->link[i];
		const struct dlink *l = link_named(g, x->id);

		if ((l == NULL || !same_cable(x, l)) &&
		    still_there(g, x->end[0].device) &&
		    (still_there(g, x->end[1].device) ||
		        str_eq(x->kind, "core") || str_eq(x->kind, "oob")))
			note_add(&cable, x->id);
	}
	for (size_t i = 0; i < p->naddr; i++)
		if (!address_stays(g, &p->addr[i]) &&
		    still_there(g, p->addr[i].device))
			note_add(&addr,
			    str_fmt(a, "%s %s", p->addr[i].device,
			        p->addr[i].interface));
	if (sw.n > 0)
		buf_printf(&b, "%s (%s)", str_count(a, sw.n, "switch"),
		    sw.b.text);
	if (cable.n > 0)
		buf_printf(&b, "%s%s (%s)", b.len > 0 ? ", " : "",
		    str_count(a, cable.n, "cable"), cable.b.text);
	if (addr.n > 0)
		buf_printf(&b, "%s%s (%s)", b.len > 0 ? ", " : "",
		    str_count(a, addr.n, "address"), addr.b.text);
	return b.len > 0 ? b.text : NULL;
}

static void
note_lost(struct arena *a, struct design *g, const char *what,
    struct note_list *t)
{
	if (t->n > 0)
		design_note(a, g,
		    "not kept from the previous design: %zu %s (%s)", t->n,
		    what, t->b.text);
}

/* what of the plan a switch is of */
static struct section
section_of(const struct previous_switch *s)
{
	if (str_eq(s->role, "leaf"))
		return (struct section){ CLASS_RACKS, s->rack };
	if (str_eq(s->role, "spine"))
		return (struct section){ CLASS_SPINES, s->nth / 2 };
	return (struct section){ CLASS_PAIR, 0 };
}

static const char *
place_text(struct arena *a, const struct model *m, size_t rack, size_t unit)
{
	return str_fmt(a, "rack %s, unit %zu",
	    rack < m->nrack ? m->rack[rack].name : "which no longer exists",
	    unit);
}

/* why a switch does not stay as it is */
static const char *
why_not(struct arena *a, const struct design *g, const struct sizing *plan,
    const struct previous_switch *s)
{
	const struct model *m = g->model;
	const struct dswitch *is_now;
	size_t sw = design_switch_named(g, s->name);

	if (sw == NONE && s->rack >= m->nrack)
		return "the site no longer has that rack";
	if (sw == NONE && str_eq(s->role, "leaf") &&
	    !model_rack_has_hosts(m, s->rack))
		return "no host is left in the rack";
	if (sw == NONE && str_eq(s->role, "leaf") && !rack_served(g, s))
		return "the hosts of the rack are on the leaves of another";
	if (sw == NONE)
		return "there is one pair fewer of this kind";
	is_now = &g->sw[sw];
	if (is_now->model == s->model)
		return str_fmt(a, "moved from %s to %s",
		    place_text(a, m, s->rack, (size_t)s->unit),
		    place_text(a, m, is_now->rack, is_now->position_u));
	return str_fmt(a, "replaced by %s: %s", is_now->model->id,
	    existing_why_replaced(a, m, plan, section_of(s), s->model));
}

/* switches of one model that are left for one reason are named together */
static void
tell_switches(struct arena *a, struct design *g, const struct sizing *plan)
{
	const struct previous *p = g->model->previous;
	const char **why = NEW(a, const char *, p->nsw + 1);

	for (size_t i = 0; i < p->nsw; i++)
		if (!switch_stays(g, &p->sw[i]))
			why[i] = why_not(a, g, plan, &p->sw[i]);
	for (size_t i = 0; i < p->nsw; i++) {
		struct note_list t = { buf_new(a), 0 };
		const char *text = why[i];

		for (size_t k = i; text != NULL && k < p->nsw; k++)
			if (why[k] != NULL && str_eq(why[k], text) &&
			    p->sw[k].model == p->sw[i].model) {
				note_add(&t, p->sw[k].name);
				why[k] = NULL;
			}
		if (t.n > 0)
			design_note(a, g,
			    "not kept from the previous design: %zu switch%s "
			    "(%s; %s): %s",
			    t.n, t.n == 1 ? "" : "es", t.b.text,
			    p->sw[i].model->id, text);
	}
}

void
kept_notes(struct arena *a, struct design *g, const struct sizing *plan)
{
	const struct previous *p = g->model->previous;
	struct note_list sw = { buf_new(a), 0 }, cable = { buf_new(a), 0 },
	                 addr = { buf_new(a), 0 };

	if (p == NULL)
		return;
	if (!str_eq(p->topology, model_topology_word[g->topology])) {
		design_note(a, g,
		    "the previous design is %s, this one %s: none of its "
		    "switches and cables is reused; list switches to reuse "
		    "under 'existing:'",
		    p->topology, model_topology_word[g->topology]);
		g->touched = str_fmt(a, "everything (it is %s, this one %s)",
		    p->topology, model_topology_word[g->topology]);
		return;
	}
	for (size_t i = 0; i < p->nsw; i++)
		if (!switch_stays(g, &p->sw[i]))
			note_add(&sw,
			    str_fmt(a, "%s (%s)", p->sw[i].name,
			        p->sw[i].model->id));
	for (size_t i = 0; i < p->nlink; i++) {
		const struct dlink *l = link_named(g, p->link[i].id);

		if (l == NULL || !same_cable(&p->link[i], l))
			note_add(&cable, p->link[i].id);
	}
	for (size_t i = 0; i < p->naddr; i++)
		if (!address_stays(g, &p->addr[i]))
			note_add(&addr,
			    str_fmt(a, "%s %s", p->addr[i].device,
			        p->addr[i].interface));
	g->touched = touched(a, g);
	design_note(a, g,
	    "kept unchanged from the previous design: %zu of %zu switches, "
	    "%zu of %zu cables, %zu of %zu addresses; the bill lists additions "
	    "only",
	    p->nsw - sw.n, p->nsw, p->nlink - cable.n, p->nlink,
	    p->naddr - addr.n, p->naddr);
	tell_switches(a, g, plan);
	note_lost(a, g, "cables", &cable);
	note_lost(a, g, "addresses", &addr);
}
