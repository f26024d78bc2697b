/*
 * Switches that are there already (existing:) and that no earlier bundle
 * loaded: what runs on them isn't known, so nothing is set back before it is.
 */
#include "phases/loading.h"

#include "phases/md.h"

enum { FEW = 12 };

void
loading_there(struct buf *b, const struct design *g, const size_t *sw, size_t n)
{
	const char **who = NEW(b->a, const char *, n + 1);
	size_t i;

	for (i = 0; i < n; i++)
		who[i] = md_code(b->a, g->sw[sw[i]].name);
	buf_printf(b,
	    "## What is there already\n\n"
	    "%s: `existing` of the site file. What runs on them isn't known "
	    "here, and they may carry traffic. Nothing of the sections below "
	    "is done to one before these steps are:\n\n"
	    "1. Log in, see that model and system are those of the table "
	    "above, and copy what runs off the switch. The copy is the way "
	    "back: keep it.\n"
	    "2. List what is plugged into it (LLDP neighbours, MAC addresses, "
	    "counters of ports that rise), and what each of these loses "
	    "without it. `eastwest drift . NAME=RUNNING` lists in what it "
	    "differs from the text it is to have.\n"
	    "3. Take what is on it to other switches, and see its counters "
	    "stand still. If that can't be, its load is an outage of all that "
	    "is still on it, from the reset until its checks have passed: a "
	    "maintenance window, agreed with whoever is on it.\n"
	    "4. Only then unplug it, set it back to how it left the factory "
	    "and load it in the order above, like a new one: most systems "
	    "would keep what the new text doesn't name.\n"
	    "   - rollback: the same way with the copy of step 1, and its "
	    "cables back in their ports (note them in step 2)\n\n",
	    md_few(b->a, who, n, FEW));
}
