/*
 * Rules on the way of a lossless priority: what sorts its frames, its
 * queue, what that gets of the link, and what pauses it, at every port.
 */
#include "verify/rules.h"

#include <string.h>

#include "base/str.h"

static int
line_of(const struct port *p)
{
	return p->slip_line ? p->slip_line :
	    p->pfc_line     ? p->pfc_line :
	    p->dcb_line     ? p->dcb_line :
	                      p->line;
}

/* another priority in the queue of this one, that may be dropped; or -1 */
static int
beside(const struct port *p, int prio)
{
	for (int i = 0; i < 8; i++)
		if (i != prio && p->queue[i] == p->queue[prio] &&
		    !(p->pfc >> i & 1))
			return i;
	return -1;
}

static void
way(struct judge *j, const struct view *v)
{
	enum severity how = j->bundle ? ERR : WARN;

	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		if (p->slip)
			rule_found_as(j, how, v, line_of(p), "%s: %s", p->name,
			    p->slip);
		for (int k = 0; k < 8; k++) {
			int other;

			if (!(p->pfc >> k & 1))
				continue;
			if (j->bundle && (p->strict >> k & 1))
				rule_found(j, v, line_of(p),
				    "%s: the queue of lossless priority %d is "
				    "served before all others: its share is no "
				    "limit",
				    p->name, k);
			if (!p->queue[k]) {
				if (j->bundle)
					rule_found(j, v, line_of(p),
					    "%s: priority %d is lossless, and "
					    "no class matches its frames",
					    p->name, k);
				continue;
			}
			other = beside(p, k);
			if (other >= 0)
				rule_found_as(j, how, v, line_of(p),
				    "%s: lossless priority %d shares queue %d "
				    "with priority %d",
				    p->name, k, p->queue[k] - 1, other);
		}
	}
}

static bool
same_way(const struct port *p, const struct port *q)
{
	return p->pfc == q->pfc &&
	    memcmp(p->queue, q->queue, sizeof(p->queue)) == 0 &&
	    memcmp(p->share, q->share, sizeof(p->share)) == 0;
}

/* a port that frames without drop pass, of switches of one platform */
struct passes {
	const struct view *v;
	const struct port *p;
};

/* the way most ports have is right; the others are reported */
static void
alike(struct judge *j, const struct passes *all, size_t n)
{
	size_t most = 0, best = 0;

	for (size_t i = 0; i < n; i++) {
		size_t same = 0;

		for (size_t k = 0; k < n; k++)
			same += same_way(all[i].p, all[k].p);
		if (same > most) {
			most = same;
			best = i;
		}
	}
	for (size_t i = 0; i < n; i++)
		if (!same_way(all[best].p, all[i].p))
			rule_found(j, all[i].v, line_of(all[i].p),
			    "%s treats priorities differently from %s of %s "
			    "(queues, shares or lossless priorities)",
			    all[i].p->name, all[best].p->name,
			    all[best].v->device);
}

/* ports to hosts, whose settings DCBX shows: all send it, or none */
static void
dcbx_alike(struct judge *j, const struct passes *all, size_t n)
{
	const struct passes *one = NULL;

	for (size_t i = 0; i < n && !one; i++)
		if (all[i].p->edge && all[i].p->dcbx)
			one = &all[i];
	for (size_t i = 0; i < n && one && j->bundle; i++)
		if (all[i].p->edge && !str_eq(all[i].p->dcbx, one->p->dcbx))
			rule_found(j, all[i].v, line_of(all[i].p),
			    "%s %s DCBX%s%s, %s of %s has it as %s",
			    all[i].p->name, all[i].p->dcbx ? "has" : "sends no",
			    all[i].p->dcbx ? " as " : "",
			    all[i].p->dcbx ? all[i].p->dcbx : "", one->p->name,
			    one->v->device, one->p->dcbx);
}

static void
lossless_alike(struct judge *j)
{
	for (size_t d = 0; dialect_at(d); d++) {
		struct passes *all = NULL;
		size_t n = 0, cap = 0;

		for (size_t i = 0; i < j->nview; i++) {
			const struct view *v = j->view[i];

			for (size_t k = 0;
			     v->dialect == dialect_at(d) && k < v->nport; k++) {
				struct passes x = { v, v->port[k] };

				if (x.p->pfc && x.p->up &&
				    x.p->kind == PORT_PLAIN && n < 4096)
					PUSH(j->arena, all, n, cap, x);
			}
		}
		alike(j, all, n);
		dcbx_alike(j, all, n);
	}
}

const struct rule rules_lossless[] = {
	VIEW_RULE("lossless-way", ERR, way,
	    "a lossless priority has its own queue"),
	ALL_RULE("lossless-alike", ERR, lossless_alike,
	    "ports treat a lossless priority the same"),
	{ 0 }
};
