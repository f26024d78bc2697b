/* What changes at switches that stand: they carry traffic, so none is reset. */
#include "phases/loading.h"

#include "base/str.h"
#include "phases/md.h"

enum { FEW = 12 };

/* what many ports have alike is one row */
static void
rows(struct buf *b, const struct loading_standing *s)
{
	const char **where = NEW(b->a, const char *, s->n + 1);
	size_t i, k, n;

	for (i = 0; i < s->n; i++) {
		const struct loading_change *x = &s->change[i];

		for (k = 0; k < i; k++)
			if (str_eq(s->change[k].what, x->what) &&
			    str_eq(s->change[k].was, x->was) &&
			    str_eq(s->change[k].is, x->is))
				break;
		if (k < i)
			continue;
		for (n = 0, k = i; k < s->n; k++)
			if (str_eq(s->change[k].what, x->what) &&
			    str_eq(s->change[k].was, x->was) &&
			    str_eq(s->change[k].is, x->is))
				where[n++] = s->change[k].where;
		buf_printf(b, "| %s | %s | %s | %s | %s |\n",
		    md_code(b->a, s->name),
		    md_text(b->a, md_few(b->a, where, n, FEW)),
		    md_text(b->a, x->what), md_text(b->a, x->was),
		    md_text(b->a, x->is));
	}
	if (!s->known)
		buf_printf(b,
		    "| %s | its earlier text is not at hand: compare them | | "
		    "| |\n",
		    md_code(b->a, s->name));
	else if (s->n == 0)
		buf_printf(b, "| %s | nothing changes | | | |\n",
		    md_code(b->a, s->name));
}

void
loading_changes(struct buf *b, const struct loading_earlier *earlier)
{
	const char **who = NEW(b->a, const char *, earlier->n + 1);
	const char *from = earlier->folder;
	size_t i;

	for (i = 0; i < earlier->n; i++)
		who[i] = md_code(b->a, earlier->sw[i].name);
	buf_printf(b,
	    "## What stands already\n\n"
	    "%s carry traffic. They are not reset, no cable of theirs is "
	    "unplugged, and of each only this changes:\n\n"
	    "| switch | where | what | stands | is to be |\n"
	    "|---|---|---|---|---|\n",
	    md_few(b->a, who, earlier->n, FEW));
	for (i = 0; i < earlier->n; i++)
		rows(b, &earlier->sw[i]);
	buf_printf(b,
	    "\n"
	    "1. In a maintenance window, one switch at a time, in the order of "
	    "`firmware.md`, which says what a switch takes with it; the next "
	    "one only when the last has passed its checks.\n"
	    "2. Copy what runs off the switch, and compare it with the bundle "
	    "it was loaded from: `eastwest drift %s RUNNING`. What somebody has "
	    "changed since is settled first.\n"
	    "3. Enter what the table has, in the words of the texts: `diff "
	    "%s/configs/FILE configs/FILE` shows the lines. Those of the "
	    "earlier text alone are taken back with the system's own command. "
	    "Don't load the whole text: most systems add it to what is there, "
	    "and some make everything twice.\n"
	    "4. The checks below, and `eastwest drift . RUNNING` finds no "
	    "difference. Only then save.\n"
	    "   - rollback: before it is saved, what undoes a change below; "
	    "after, the lines of the earlier text again, until `eastwest drift "
	    "%s RUNNING` finds no difference\n\n",
	    from, from, from);
}
