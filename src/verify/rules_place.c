/*
 * Rules on places: no two things in one unit of a rack, nothing beyond its top,
 * and labels that say where the ends of their cable are. A bundle that doesn't
 * say it (an older one) is asked for nothing.
 */
#include "verify/rules.h"

#include <string.h>

#include "base/sort.h"
#include "base/str.h"

/* ---- units ---- */

static bool
is_somewhere(const struct bundle_place *p)
{
	return *p->rack && p->unit > 0 && p->height > 0;
}

static bool
overlap(const struct bundle_place *x, const struct bundle_place *y)
{
	return str_eq(x->rack, y->rack) && x->unit < y->unit + y->height &&
	    y->unit < x->unit + x->height;
}

static const char *
what(struct arena *a, const struct bundle_place *p)
{
	return p->reserved ? str_fmt(a, "what is reserved for '%s'", p->name) :
	                     p->name;
}

static void
within_rack(struct judge *j, const struct bundle_place *p)
{
	const struct bundle *b = j->bundle;

	for (size_t i = 0; i < b->nrack; i++) {
		if (!str_eq(b->rack[i].name, p->rack))
			continue;
		if (b->rack[i].units > 0 &&
		    p->unit + p->height - 1 > b->rack[i].units)
			rule_found_at(j, p->name, 0,
			    "unit %ld of rack %s, %ld high: the rack has %ld",
			    p->unit, p->rack, p->height, b->rack[i].units);
		return;
	}
	if (b->nrack > 0)
		rule_found_at(j, p->name, 0,
		    "in rack '%s', which is not in the design", p->rack);
}

static int
by_unit(const void *px, const void *py, const void *unused)
{
	const struct bundle_place *x = px, *y = py;
	int c = strcmp(x->rack, y->rack);

	(void)unused;
	return c ? c : (x->unit > y->unit) - (x->unit < y->unit);
}

static void
both(struct judge *j, const struct bundle_place *x,
    const struct bundle_place *y)
{
	if (!x->reserved || !y->reserved)
		rule_found_at(j, x->reserved ? y->name : x->name, 0,
		    "unit %ld of rack %s is also that of %s", y->unit, x->rack,
		    what(j->arena, x->reserved ? x : y));
}

static void
rack_unit(struct judge *j)
{
	const struct bundle *b = j->bundle;
	struct bundle_place *p = NEW(j->arena, struct bundle_place, b->nplace);
	size_t n = 0;

	for (size_t i = 0; i < b->nplace; i++)
		if (is_somewhere(&b->place[i])) {
			within_rack(j, &b->place[i]);
			p[n++] = b->place[i];
		}
	sort_stable(p, n, sizeof(*p), by_unit, NULL);
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n && overlap(&p[i], &p[k]); k++)
			both(j, &p[i], &p[k]);
}

/* ---- labels ---- */

/* RACK.UNIT:PORT, and of what is in no rack of ours its name with or without a
 * port, which may be filled in; where one stands that the design does not have,
 * nothing shows */
static bool
end_is(struct arena *a, const struct bundle *b,
    const struct bundle_cable_end *e, const char *text)
{
	const struct bundle_place *p = bundle_place(b, e->device);

	if (!p)
		return str_eq(text, e->device) ||
		    str_eq(text, str_fmt(a, "%s:%s", e->device, e->port)) ||
		    (strstr(text, ".U") &&
		        str_ends(text, str_fmt(a, ":%s", e->port)));
	return p->unit <= 0 ||
	    str_eq(text, str_fmt(a, "%s.U%02ld:%s", p->rack, p->unit, e->port));
}

static void
label(struct judge *j, const struct bundle_cable *c, int e)
{
	static const char between[] = " / ";
	const struct bundle_cable_end *x = &c->end[e], *y = &c->end[1 - e];
	const char *cut = strstr(x->label, between);
	const char *near, *far;

	/* an order of somebody's own is no claim of where the ends are */
	if (!cut)
		return;
	near = str_dup(j->arena, x->label, (size_t)(cut - x->label));
	far = cut + strlen(between);
	if (!end_is(j->arena, j->bundle, x, near) ||
	    !end_is(j->arena, j->bundle, y, far))
		rule_found_at(j, x->device, 0,
		    "cabling.csv:%d: cable %s: the label at %s is '%.80s', "
		    "which is not where its ends are",
		    c->line, c->id, x->device, x->label);
}

static void
cable_label(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->ncable; i++)
		for (int e = 0; e < 2; e++)
			label(j, &j->bundle->cable[i], e);
}

const struct rule rules_place[] = {
	ALL_RULE("rack-unit", ERR, rack_unit,
	    "no two devices are in the same unit of a rack"),
	ALL_RULE("cable-label", ERR, cable_label,
	    "a label says where the ends of its cable are"),
	{ 0 }
};
