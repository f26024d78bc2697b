/*
 * Switches that are there already (existing:) and that no earlier bundle
 * loaded: what runs on them isn't known, so nothing is set back before it is.
 */
#include "phases/loading.h"

#include "phases/md.h"

enum { FEW = 12 };

void
loading_in_use(struct buf *b, const struct design *g, const size_t *sw,
    size_t n)
{
	const char **who = NEW(b->a, const char *, n + 1);

	for (size_t i = 0; i < n; i++)
		who[i] = md_code(b->a, g->sw[sw[i]].name);
	buf_printf(b,
	    "## Switches already in use\n"
	    "\n%s: `existing` of the site file. Their running configuration "
	    "isn't known here, and they may carry traffic. Complete these "
	    "steps on each before anything in the sections below:\n"
	    "\n1. Log in, check that model and system are those of the table "
	    "above, and save the running configuration elsewhere. The copy is "
	    "the rollback: keep it.\n"
	    "2. List what is plugged into it (LLDP neighbours, MAC addresses, "
	    "counters of ports that rise), and what each of these loses "
	    "without it. `eastwest drift . NAME=RUNNING` lists the differences "
	    "to its planned configuration.\n"
	    "3. Move what is on it to other switches, and check that its "
	    "counters no longer rise. If that isn't possible, loading it is an "
	    "outage for all that is still on it, from the reset until its "
	    "checks have passed: agree a maintenance window with those "
	    "affected.\n"
	    "4. Only then unplug it, reset it to factory defaults and load it "
	    "in the order above, like a new one: most systems would keep "
	    "settings that the new configuration doesn't mention.\n"
	    "   - rollback: the same way with the copy of step 1, and its "
	    "cables back in their ports (note them in step 2)\n"
	    "\n",
	    md_few(b->a, who, n, FEW));
}
