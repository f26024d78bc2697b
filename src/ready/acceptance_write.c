/* The list of tests as a table for programs and a check list for people. */
#include <string.h>

#include "order/csv.h"
#include "ready/acceptance.h"
#include "report/tree.h"

static const char *const heading[CHECKS] = {
	[CHECK_OOB] = "Management: every switch answers",
	[CHECK_LINK] = "Links: up at their speed",
	[CHECK_LAG] = "LAGs: every member in",
	[CHECK_PAIR] = "Pairs: each sees its peer",
	[CHECK_KEEPALIVE] = "Pairs: each reaches its peer out of band",
	[CHECK_PING] = "Packets: full size, not to be fragmented",
	[CHECK_RATE] = "Rates between hosts",
	[CHECK_FAILOVER] = "One switch without power",
	[CHECK_DRAIN] = "A host emptied"
};

static const char *const how[CHECKS] = { [CHECK_OOB] =
	                                     "Result: how many replies came.",
	[CHECK_LINK] = "Result: the speed the device shows, in Gbit/s; 0 where "
	               "the link is down.",
	[CHECK_LAG] = "Result: how many members are up and in the LAG.",
	[CHECK_PAIR] = "Result: the state of the peer, up or down.",
	[CHECK_KEEPALIVE] = "Result: how many replies came.",
	[CHECK_PING] =
	    "Result: how many replies came. A message that a packet "
	    "needs to be fragmented counts as none: a port on the way takes "
	    "only smaller ones.",
	[CHECK_RATE] =
	    "Result: the rate the sender shows, in Gbit/s. What must "
	    "be reached is 95 % of what one port can carry after all headers. "
	    "One pair at a time.",
	[CHECK_FAILOVER] = "Result: as the list says. Give the power back and "
	                   "wait until every LAG is whole before the next one.",
	[CHECK_DRAIN] =
	    "Result: seconds until the host is empty. What must be "
	    "reached is the long end of the band in the report. Let the "
	    "machines come back before the next one." };

static void
csv(struct arena *a, const struct acceptance *x, struct fileset *out)
{
	struct buf b = buf_new(a);
	size_t i;

	buf_puts(&b,
	    "id,device,port_or_peer,test,command,must_reach,unit,"
	    "no_more_than,result\n");
	for (i = 0; i < x->n; i++) {
		const struct check *c = &x->item[i];

		csv_cell(&b, c->id, false);
		csv_cell(&b, c->device, false);
		csv_cell(&b, c->where, false);
		csv_cell(&b, acceptance_check_word[c->kind], false);
		csv_cell(&b, c->command, false);
		csv_cell(&b, c->must, false);
		csv_cell(&b, c->unit, false);
		csv_cell(&b, c->most, false);
		csv_cell(&b, "", true);
	}
	fileset_text(out, "acceptance.csv", &b);
}

static void
section(struct tree *t, const struct acceptance *x, enum check_kind kind)
{
	bool any = false;
	size_t i;

	for (i = 0; i < x->n; i++) {
		const struct check *c = &x->item[i];

		if (c->kind != kind)
			continue;
		if (!any) {
			tree_heading(t, 2, heading[kind]);
			tree_text(t, how[kind]);
			tree_table(t, "",
			    "done|id|device|where|run|must reach|"
			    "result");
		}
		any = true;
		tree_cell(t, "[ ]");
		tree_cell(t, c->id);
		tree_cell(t, c->device);
		tree_cell(t, c->where);
		tree_cell(t, c->command);
		tree_cell(t, str_fmt(t->a, "%s %s", c->must, c->unit));
		tree_cell(t, "");
	}
}

void
acceptance_write(struct arena *a, const struct design *g,
    const struct acceptance *x, struct fileset *out)
{
	struct tree t = { .a = a };
	struct buf b = buf_new(a);
	int k;

	t.title = str_fmt(a, "Acceptance of %s", g->model->site);
	tree_heading(&t, 1, t.title);
	tree_text(&t,
	    "To be run once everything is cabled and configured, in "
	    "this order. Write each result into the last column of "
	    "acceptance.csv (a copy of it), and let 'eastwest accept' judge "
	    "it. A command left empty is one this program does not know for "
	    "that device: the figure must be reached all the same.");
	for (k = 0; k < CHECKS; k++)
		section(&t, x, (enum check_kind)k);
	tree_heading(&t, 2, "Signed");
	tree_text(&t,
	    "Date: ____________  By: ____________________  "
	    "Rows not reached: ______");
	tree_markdown(&b, &t);
	csv(a, x, out);
	fileset_text(out, "acceptance.md", &b);
}
