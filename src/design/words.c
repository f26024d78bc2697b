/* The decided world in words, those of the contract among them. */
#include "design/design.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

const char *const design_switch_role_word[] = { "standalone", "leaf", "spine",
	NULL };
const char *const design_lag_purpose_word[] = { "peer", "uplink", "downlink",
	"core", "fabric", "host", NULL };
const char *const design_link_kind_word[] = { "host", "uplink", "peer", "core",
	"oob", NULL };

bool
design_met_today(const struct design *g, const struct requirement *r)
{
	const struct limits *w = &g->model->want;
	int64_t us = strcmp(r->name, "drain") == 0 ? w->drain_us :
	    strcmp(r->name, "rolling") == 0        ? w->rolling_us :
	    strcmp(r->name, "backup") == 0         ? w->backup_us :
	                                             0;

	return r->timed && us > 0 && r->today_s >= 0 &&
	    r->today_s * SECOND_US <= (double)us;
}

bool
design_asked(const struct requirement *r)
{
	return strcmp(r->wanted, "not asked") != 0;
}

const char *
design_today_verdict(struct arena *a, const struct design *g)
{
	struct buf b = buf_new(a);
	size_t timed = 0;

	for (size_t i = 0; i < g->nreq; i++) {
		const struct requirement *r = &g->req[i];

		if (!design_asked(r) || !r->timed)
			continue;
		timed++;
		if (!design_met_today(g, r))
			buf_printf(&b, "%s%s", b.len > 0 ? ", " : "misses ",
			    r->name);
	}
	return timed > 0 ? b.text : NULL;
}

/* switches of a model in a role */
struct kind {
	const struct dswitch *first;
	size_t n;
};

/* spines first, then the more, then by id: the same switches are the same
 * words whatever rack they are in */
static int
kind_order(const void *x, const void *y)
{
	const struct kind *p = x, *q = y;

	if (p->first->role != q->first->role)
		return p->first->role > q->first->role ? -1 : 1;
	if (p->n != q->n)
		return p->n > q->n ? -1 : 1;
	return strcmp(p->first->model->id, q->first->model->id);
}

const char *
design_switches_text(struct arena *a, const struct design *g)
{
	struct buf b = buf_new(a);
	struct kind *kind = NEW(a, struct kind, g->nsw + 1);
	size_t k, n = 0;

	for (size_t i = 0; i < g->nsw; i++) {
		for (k = 0; k < n; k++)
			if (kind[k].first->model == g->sw[i].model &&
			    kind[k].first->role == g->sw[i].role)
				break;
		if (k == n)
			kind[n++].first = &g->sw[i];
		kind[k].n++;
	}
	qsort(kind, n, sizeof *kind, kind_order);
	for (k = 0; k < n; k++) {
		const struct dswitch *s = kind[k].first;

		buf_printf(&b, "%s%zu %s", k > 0 ? ", " : "", kind[k].n,
		    s->model->id);
		/* a pair has one role, which the topology says */
		if (s->role != ROLE_STANDALONE)
			buf_printf(&b, " (%s)",
			    design_switch_role_word[s->role]);
	}
	return b.text;
}

bool
design_is_primary(const struct design *g, size_t sw)
{
	const struct dswitch *s = &g->sw[sw];

	if (s->pair == NONE)
		return true;
	if (s->domain != 0)
		return s->role_priority < g->sw[s->pair].role_priority;
	return sw < s->pair;
}
