/* The decided world in words, those of the contract among them. */
#include "design/design.h"
#include "base/str.h"

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
	size_t i, timed = 0;

	for (i = 0; i < g->nreq; i++) {
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

const char *
design_switches_text(struct arena *a, const struct design *g)
{
	struct buf b = buf_new(a);
	size_t i, k, n;

	for (i = 0; i < g->nsw; i++) {
		for (k = 0, n = 0; k < g->nsw; k++)
			if (g->sw[k].model == g->sw[i].model &&
			    g->sw[k].role == g->sw[i].role) {
				if (k < i)
					break;
				n++;
			}
		if (k == g->nsw)
			buf_printf(&b, "%s%zu %s (%s)", b.len > 0 ? ", " : "",
			    n, g->sw[i].model->id,
			    design_switch_role_word[g->sw[i].role]);
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
