/* Rules on uplink failure detection: which ports follow which uplinks. */
#include "verify/rules.h"

#include "base/str.h"

static void
ufd_twice(struct judge *j, const struct view *v)
{
	for (size_t g = 0; g < v->ngroup; g++)
		for (size_t i = 0; i < v->group[g].ndown; i++)
			for (size_t h = 0; h < g; h++)
				for (size_t k = 0; k < v->group[h].ndown; k++)
					if (str_eq(v->group[g].down[i],
					        v->group[h].down[k]))
						rule_found(j, v,
						    v->group[g].down_line,
						    "%s follows two groups, "
						    "%s and %s",
						    v->group[g].down[i],
						    v->group[h].id,
						    v->group[g].id);
}

/* as it comes: it does nothing */
static bool
is_empty(const struct group *u)
{
	return !u->up_line && !u->ndown;
}

static void
ufd_ends(struct judge *j, const struct view *v)
{
	for (size_t g = 0; g < v->ngroup; g++) {
		const struct group *u = &v->group[g];

		if (!j->bundle && is_empty(u))
			continue;
		if (!u->up_line)
			rule_found(j, v, u->line, "group %s follows no uplink",
			    u->id);
		if (!u->ndown)
			rule_found(j, v, u->line, "no port follows group %s",
			    u->id);
		for (size_t i = 0; i < u->nup; i++)
			for (size_t k = 0; k < u->ndown; k++) {
				const struct port *p = view_find(v, u->down[k]);
				const struct port *q = view_find(v, u->up[i]);

				if (p == q || (p && view_lag_of(v, p) == q) ||
				    (q && view_lag_of(v, q) == p))
					rule_found(j, v, u->down_line,
					    "%s follows itself in group %s",
					    u->down[k], u->id);
			}
	}
}

static void
ufd_members(struct judge *j, const struct view *v)
{
	for (size_t g = 0; g < v->ngroup; g++) {
		const struct group *u = &v->group[g];

		for (size_t i = 0; i < u->nup; i++) {
			const struct port *p = view_find(v, u->up[i]);

			if (p && p->lag)
				rule_found(j, v, u->up_line,
				    "group %s follows "
				    "%s, a member of LAG %d: follow the LAG",
				    u->id, p->name, p->lag);
		}
	}
}

static void
ufd_works(struct judge *j, const struct view *v)
{
	for (size_t g = 0; g < v->ngroup; g++) {
		const struct group *u = &v->group[g];

		if (u->partial && u->ndown)
			rule_found_as(j, j->bundle ? ERR : WARN, v, u->line,
			    "group %s shuts only some of "
			    "its ports when the uplink is lost",
			    u->id);
		if (u->off && (j->bundle || !is_empty(u)))
			rule_found_as(j, j->bundle ? ERR : WARN, v, u->line,
			    "group %s is disabled", u->id);
	}
}

const struct rule rules_ufd[] = { VIEW_RULE("ufd-twice", ERR, ufd_twice,
	                              "a port follows one group"),
	VIEW_RULE("ufd-ends", ERR, ufd_ends,
	    "a group has uplinks and followers, and no port follows itself"),
	VIEW_RULE("ufd-member", ERR, ufd_members,
	    "a group follows LAGs, not their members"),
	VIEW_RULE("ufd-partial", WARN, ufd_works,
	    "all followers go down with the uplink"),
	{ 0 } };
