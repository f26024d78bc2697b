/* The words of the decided world, as the contract spells them. */
#include "design/design.h"

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
	    r->today_s * 1e6 <= (double)us;
}
