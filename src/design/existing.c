/*
 * Switches that are there (existing:) in the places of a design.  As many are
 * used as the plan counted (size_existing): of each model those that may take
 * one role only come first, so that what may be anything is left for the rest.
 * Within that its own name, then its own rack decides.
 */
#include "design/design.h"

#include "base/str.h"
#include "size/size.h"
#include "size/existing_parts.h"

/* how near a switch that is there must be to a place in the design */
enum nearness { SAME_NAME, SAME_RACK, ANYWHERE, NEARNESSES };

static enum existing_role
role_of(const struct dswitch *s)
{
	return s->role == ROLE_LEAF ? EXISTING_LEAF :
	    s->role == ROLE_SPINE   ? EXISTING_SPINE :
	                              EXISTING_STANDALONE;
}

static bool
is_near(const struct dswitch *s, const struct existing *x, enum nearness how)
{
	return how == SAME_NAME ? str_eq(s->name, x->name) :
	    how == SAME_RACK    ? s->rack == x->rack :
	                          true;
}

static void
assign(struct design *g, const bool *earlier, bool *taken, bool any,
    enum nearness how)
{
	const struct model *m = g->model;
	size_t i, k;

	for (i = 0; i < g->nsw; i++)
		for (k = 0; k < m->nexisting && !earlier[i] &&
		     g->sw[i].existing == NULL;
		     k++) {
			const struct existing *x = &m->existing[k];

			if (taken[k] ||
			    !size_existing_free(m, g->topology, k) ||
			    x->model != g->sw[i].model ||
			    x->role !=
			        (any ? EXISTING_ANY : role_of(&g->sw[i])) ||
			    !is_near(&g->sw[i], x, how))
				continue;
			taken[k] = true;
			g->sw[i].existing = x;
		}
}

/* the switches of an earlier design that go on in their places */
static bool *
earlier_switches(struct arena *a, const struct design *g)
{
	const struct previous *p =
	    existing_goes_on(g->model, g->topology) ? g->model->previous : NULL;
	bool *earlier = NEW(a, bool, g->nsw + 1);

	for (size_t i = 0; i < g->nsw; i++)
		for (size_t k = 0; p != NULL && k < p->nsw && !earlier[i]; k++)
			earlier[i] =
			    str_eq(p->sw[k].role,
			        design_switch_role_word[g->sw[i].role]) &&
			    p->sw[k].model == g->sw[i].model &&
			    (g->sw[i].role != ROLE_LEAF ||
			        p->sw[k].rack == g->sw[i].rack);
	return earlier;
}

/* a new switch must not be called as one that is there */
static void
rename_new(struct arena *a, struct design *g)
{
	const struct model *m = g->model;
	size_t k;

	for (size_t i = 0; i < g->nsw; i++)
		for (k = 0; k < m->nexisting && g->sw[i].existing == NULL; k++)
			if (str_eq(g->sw[i].name, m->existing[k].name)) {
				g->sw[i].name =
				    str_fmt(a, "%s-new", g->sw[i].name);
				k = (size_t)-1; /* from the first again */
			}
}

/* where its place is not the existing one */
static void
tell_moves(struct arena *a, struct design *g)
{
	const struct model *m = g->model;

	for (size_t i = 0; i < g->nsw; i++) {
		const struct dswitch *s = &g->sw[i];
		const struct existing *x = s->existing;

		if (x == NULL || x->rack == NONE ||
		    (x->rack == s->rack &&
		        (x->unit == 0 || x->unit == s->position_u)))
			continue;
		design_note(a, g,
		    "'%s' is moved from rack %s%s to rack %s, unit %zu",
		    x->name, m->rack[x->rack].name,
		    x->unit > 0 ? str_fmt(a, ", unit %zu,", x->unit) : "",
		    m->rack[s->rack].name, s->position_u);
	}
}

void
design_existing(struct arena *a, struct design *g)
{
	const struct model *m = g->model;
	bool *taken = NEW(a, bool, m->nexisting + 1);
	const bool *earlier = earlier_switches(a, g);
	size_t used = 0, all = 0;

	for (int any = 0; any < 2; any++)
		for (int how = SAME_NAME; how < NEARNESSES; how++)
			assign(g, earlier, taken, any == 1, (enum nearness)how);
	for (size_t i = 0; i < g->nsw; i++)
		if (g->sw[i].existing != NULL) {
			g->sw[i].name = g->sw[i].existing->name;
			used++;
		}
	for (size_t i = 0; i < m->nexisting; i++)
		all += size_existing_free(m, g->topology, i);
	if (all == 0)
		return;
	rename_new(a, g);
	tell_moves(a, g);
	design_note(a, g,
	    "%zu of %zu existing %s used and cost nothing; what "
	    "they lack is on the bill",
	    used, all, all == 1 ? "switch is" : "switches are");
}
