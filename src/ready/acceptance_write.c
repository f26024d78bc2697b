/* The list of tests as a table for programs and a check list for people. */

#include "order/csv.h"
#include "ready/acceptance.h"
#include "report/tree.h"

static const char *const heading[CHECKS] = {
	[CHECK_OOB] = "Management: every switch replies",
	[CHECK_LINK] = "Links: up at full speed",
	[CHECK_LAG] = "LAGs: every member active",
	[CHECK_PAIR] = "Pairs: each switch sees its peer",
	[CHECK_KEEPALIVE] = "Pairs: each switch reaches its peer out-of-band",
	[CHECK_PING] = "MTU: full-size packets, unfragmented",
	[CHECK_RATE] = "Throughput between hosts",
	[CHECK_MIGRATION] = "Live migration over its own network",
	[CHECK_FAILOVER] = "One switch powered off",
	[CHECK_DRAIN] = "Drain of one host"
};

static const char *const how[CHECKS] = { [CHECK_OOB] =
	                                     "Result: the number of replies.",
	[CHECK_LINK] = "Result: the speed the device shows, in Gbit/s; 0 where "
	               "the link is down.",
	[CHECK_LAG] = "Result: the number of members that are up and active in "
	              "the LAG.",
	[CHECK_PAIR] = "Result: the state of the peer, up or down.",
	[CHECK_KEEPALIVE] = "Result: the number of replies.",
	[CHECK_PING] =
	    "Result: the number of replies. A message that a packet needs to "
	    "be fragmented counts as no reply: a port on the path has a "
	    "smaller MTU.",
	[CHECK_RATE] =
	    "Result: the rate the sender shows, in Gbit/s. The criterion is 95 "
	    "% of the payload rate of one port. Test one pair at a time.",
	[CHECK_MIGRATION] =
	    "Live-migrate one VM as listed, and run the command on the host it "
	    "leaves until it has left. Result: yes if a connection to the "
	    "address carries it (ss: its bytes_acked grows by the memory "
	    "sent); no if there is none, or if it carries almost nothing: then "
	    "the VM was migrated over another network.",
	[CHECK_FAILOVER] = "Result: as listed. Restore power and wait until "
	                   "every LAG has all its members before the next "
	                   "test.",
	[CHECK_DRAIN] =
	    "Result: seconds until the host is drained. The criterion is the "
	    "upper end of the expected range in the report. Fail the VMs back "
	    "before the next test." };

static void
csv(struct arena *a, const struct acceptance *x, struct fileset *out)
{
	struct buf b = buf_new(a);

	buf_puts(&b,
	    "id,device,port_or_peer,test,command,must_reach,unit,"
	    "no_more_than,result\n");
	for (size_t i = 0; i < x->n; i++) {
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

	for (size_t i = 0; i < x->n; i++) {
		const struct check *c = &x->item[i];

		if (c->kind != kind)
			continue;
		if (!any) {
			tree_heading(t, 2, heading[kind]);
			tree_text(t, how[kind]);
			tree_table(t, "",
			    "done|id|device|where|command|criterion|result");
		}
		any = true;
		tree_cell(t, "[ ]");
		tree_cell(t, c->id);
		tree_cell(t, c->device);
		tree_cell(t, c->where);
		tree_cell(t, c->command);
		tree_cell(t, acceptance_criterion(t->a, c->must, c->unit));
		tree_cell(t, "");
	}
}

void
acceptance_write(struct arena *a, const struct design *g,
    const struct acceptance *x, struct fileset *out)
{
	struct tree t = { .a = a };
	struct buf b = buf_new(a);

	t.title = str_fmt(a, "Acceptance of %s", g->model->site);
	tree_heading(&t, 1, t.title);
	tree_text(&t,
	    "Run these tests in this order once everything is cabled and "
	    "configured. Write each result into the last column of a copy of "
	    "acceptance.csv and check it with 'eastwest accept'. An empty "
	    "command means that this program knows none for that device: the "
	    "criterion applies nevertheless.");
	for (int k = 0; k < CHECKS; k++)
		section(&t, x, (enum check_kind)k);
	tree_heading(&t, 2, "Signed");
	tree_text(&t,
	    "Date: ____________  By: ____________________  Tests failed: "
	    "______");
	tree_markdown(&b, &t);
	csv(a, x, out);
	fileset_text(out, "acceptance.md", &b);
}
