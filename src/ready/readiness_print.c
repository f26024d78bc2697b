/* Findings about today's VMs for people, and as JSON. */
#include <string.h>

#include "base/wrap.h"
#include "ready/readiness.h"

static const char *const word[] = { "warning", "error" };

static void
place(struct buf *b, const struct ready_finding *f)
{
	if (f->at.src == NULL)
		return;
	buf_printf(b, "%s:", f->at.src->name);
	if (f->at.line > 0)
		buf_printf(b, "%d:%d:", f->at.line, f->at.col);
	buf_putc(b, ' ');
}

/* is it the first of its rule, whose warnings hold for the others too? */
static bool
is_first(const struct readiness *r, size_t nth)
{
	for (size_t i = 0; i < nth; i++)
		if (strcmp(r->item[i].rule, r->item[nth].rule) == 0)
			return false;
	return true;
}

static void
repair_text(struct buf *b, const struct ready_finding *f, size_t nth,
    bool warnings, const char *as_it_is)
{
	const struct repair *p = &f->repair[nth];

	if (f->nrepair > 1)
		buf_printf(b, "  %zu. %s\n", nth + 1, p->title);
	else
		buf_printf(b, "  repair: %s\n", p->title);
	for (size_t i = 0; i < p->nwarning && warnings; i++)
		buf_printf(b, "     mind: %s\n", p->warning[i]);
	if (p->nwarning > 0 && !warnings)
		buf_printf(b, "     see the notes at the first [%s]\n",
		    f->rule);
	for (size_t i = 0; i < p->ncommand; i++)
		buf_printf(b, "%s       %s\n", as_it_is, p->command[i]);
}

void
readiness_text(struct buf *b, const struct readiness *r, bool quiet,
    bool screen)
{
	if (!quiet && r->n == 0)
		buf_printf(b, "%s on %s checked: no blockers\n",
		    str_count(b->a, r->vms, "VM"),
		    str_count(b->a, r->hosts, "host"));
	else if (!quiet)
		buf_printf(b, "%s on %s checked: %s, %s\n",
		    str_count(b->a, r->vms, "VM"),
		    str_count(b->a, r->hosts, "host"),
		    str_count(b->a, r->errors, "error"),
		    str_count(b->a, r->warnings, "warning"));
	for (size_t i = 0; i < r->n; i++) {
		const struct ready_finding *f = &r->item[i];

		if (quiet && f->severity == READY_WARNING)
			continue;
		place(b, f);
		buf_printf(b, "%s: %s [%s]\n", word[f->severity], f->message,
		    f->rule);
		if (f->hint != NULL)
			buf_printf(b, "  hint: %s\n", f->hint);
		if (f->nrepair > 1)
			buf_puts(b, "  possible fixes, safest first:\n");
		for (size_t k = 0; k < f->nrepair; k++)
			repair_text(b, f, k, is_first(r, i),
			    screen ? WRAP_NOT : "");
	}
	if (quiet)
		return;
	buf_printf(b, "next: %s\n",
	    r->errors > 0 ? "repair the errors, take a new inventory and run "
	                    "this again" :
	        r->n > 0  ? "review the warnings; none of them prevents a VM "
	                    "from migrating" :
	                    "no blockers; 'eastwest drain SITE' says how long "
	                    "draining a host takes");
}

static struct value *
repairs_value(struct arena *a, const struct ready_finding *f)
{
	struct value *list = value_list(a);

	for (size_t i = 0; i < f->nrepair; i++) {
		const struct repair *p = &f->repair[i];
		struct value *v = value_map(a);

		value_set(a, v, "title", value_text(a, p->title));
		value_set(a, v, "warnings",
		    value_texts(a, p->warning, p->nwarning));
		value_set(a, v, "commands",
		    value_texts(a, p->command, p->ncommand));
		value_push(a, list, v);
	}
	return list;
}

struct value *
readiness_value(struct arena *a, const struct readiness *r)
{
	struct value *v = value_map(a), *list = value_list(a);

	for (size_t i = 0; i < r->n; i++) {
		const struct ready_finding *f = &r->item[i];
		struct value *x = value_map(a);

		value_set(a, x, "rule", value_text(a, f->rule));
		value_set(a, x, "severity", value_text(a, word[f->severity]));
		value_set(a, x, "file",
		    value_text(a, f->at.src != NULL ? f->at.src->name : NULL));
		value_set(a, x, "line", value_int(a, f->at.line));
		value_set(a, x, "column", value_int(a, f->at.col));
		value_set(a, x, "vm", value_text(a, f->vm));
		value_set(a, x, "host", value_text(a, f->host));
		value_set(a, x, "message", value_text(a, f->message));
		value_set(a, x, "hint", value_text(a, f->hint));
		value_set(a, x, "repairs", repairs_value(a, f));
		value_push(a, list, x);
	}
	value_set(a, v, "findings", list);
	value_set(a, v, "errors", value_int(a, (int64_t)r->errors));
	value_set(a, v, "warnings", value_int(a, (int64_t)r->warnings));
	value_set(a, v, "hosts", value_int(a, (int64_t)r->hosts));
	value_set(a, v, "vms", value_int(a, (int64_t)r->vms));
	return v;
}
