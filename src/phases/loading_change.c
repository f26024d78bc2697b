/* What changes at existing switches: they carry traffic, so none is reset. */
#include "phases/loading.h"

#include "base/str.h"
#include "phases/md.h"

enum { FEW = 12 };

/* the same change at many ports is one row */
static void
rows(struct buf *b, const struct loading_existing *s)
{
	const char **where = NEW(b->a, const char *, s->n + 1);
	size_t k, n;

	for (size_t i = 0; i < s->n; i++) {
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
		    "| %s | its earlier configuration is missing: compare them "
		    "| | | |\n",
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

	for (size_t i = 0; i < earlier->n; i++)
		who[i] = md_code(b->a, earlier->sw[i].name);
	buf_printf(b,
	    "## Existing switches\n"
	    "\n%s carry traffic. They are not reset, none of their cables is "
	    "unplugged, and only this changes on each:\n"
	    "\n| switch | where | what | now | new |\n"
	    "|---|---|---|---|---|\n",
	    md_few(b->a, who, earlier->n, FEW));
	for (size_t i = 0; i < earlier->n; i++)
		rows(b, &earlier->sw[i]);
	buf_printf(b,
	    "\n1. In a maintenance window, one switch at a time, in the order "
	    "of `firmware.md`, which says what depends on each switch; the "
	    "next one only when the last has passed its checks.\n"
	    "2. Save the running configuration of the switch elsewhere, and "
	    "compare it with the bundle it was loaded from: `eastwest drift %s "
	    "RUNNING`. First resolve whatever was changed since.\n"
	    "3. Enter the changes of the table in the syntax of the "
	    "configurations: `diff %s/configs/FILE configs/FILE` shows the "
	    "lines. Remove lines that only the earlier file has with the "
	    "system's own command. Don't load the whole file: most systems add "
	    "it to what is there, and some duplicate everything.\n"
	    "4. The checks below, and `eastwest drift . RUNNING` finds no "
	    "difference. Only then save.\n"
	    "   - rollback: before saving, what undoes a change below; "
	    "afterwards, the lines of the earlier configuration again, until "
	    "`eastwest drift %s RUNNING` finds no difference\n"
	    "\n",
	    from, from, from);
}
