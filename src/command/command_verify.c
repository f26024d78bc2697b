/* verify and audit: configs read back; catalog: what can be bought or run. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/value.h"
#include "command/bundle_regen.h"
#include "command/command.h"
#include "command/unread_files.h"
#include "input/json.h"
#include "manual/catalog_print.h"
#include "manual/catalog_show.h"
#include "verify/verify.h"

/* is there something that only a person can fill in? */
static bool
to_fill(const struct findings *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (str_eq(s->item[i].rule, "placeholder") ||
		    str_eq(s->item[i].rule, "script-placeholder"))
			return true;
	return false;
}

/* dir: the bundle, carried: with its input; NULL: configs of anybody's */
static void
next_step(struct run *r, const struct findings *s, const char *dir,
    bool carried)
{
	struct buf *b = &r->out;

	if (s->errors > 0)
		buf_printf(b, "next: correct the errors and run this again%s\n",
		    r->o->all ? "" : "; --all lists every place of each");
	else if (dir == NULL)
		buf_puts(b,
		    s->warnings > 0 ?
		        "next: review the warnings; --all lists every place of "
		        "each\n" :
		        "next: nothing to correct in these configs\n");
	else if (!carried)
		buf_printf(b,
		    "next: not compared with its design: put input/ and "
		    "MANIFEST back as they were written, or design it anew; "
		    "then 'eastwest verify %s'\n",
		    dir);
	else if (to_fill(s))
		buf_printf(b,
		    "next: fill in the placeholders (<<...>>), then 'eastwest "
		    "verify %s --ready'\n",
		    dir);
	else
		buf_printf(b,
		    "next: load configs/ as loading.md says, then 'eastwest "
		    "drift %s CONFIG...' and 'eastwest cables %s --lldp "
		    "FILE...'\n",
		    dir, dir);
}

static void
findings_answer(struct run *r, const struct findings *s, const char *dir,
    bool carried)
{
	char *text = NULL;
	size_t len = 0;
	FILE *f;

	if (s->errors > 0)
		r->status = 1;
	if (r->o->json) {
		json_print(&r->out, verify_findings_value(r->a, s));
		return;
	}
	f = open_memstream(&text, &len);
	if (f == NULL)
		return;
	verify_findings_print(f, r->a, s, r->o->quiet, r->o->all);
	fclose(f);
	buf_add(&r->out, text, len);
	free(text);
	r->lines = true;
	if (!r->o->quiet)
		next_step(r, s, dir, carried);
}

bool
command_audit(struct run *r)
{
	struct findings *s = NEW(r->a, struct findings, 1);

	if (r->o->nos == NULL || r->o->narg == 0)
		return command_usage(r,
		    "--nos NAME and at least one config are needed");
	if (verify_audit(r->a, r->d, r->o->nos, r->o->arg, r->o->narg, s))
		findings_answer(r, s, NULL, false);
	return true;
}

bool
command_verify(struct run *r)
{
	struct findings *s = NEW(r->a, struct findings, 1);
	struct verify_regen *again;

	if (r->o->narg != 1)
		return command_usage(r, "one bundle folder is expected");
	if (!fileset_recover(r->a, r->d, r->o->arg[0]))
		return true;
	again = bundle_regen(r, r->o->arg[0]);
	if (verify_bundle(r->a, r->d, r->o->arg[0], r->o->ready, again, s))
		findings_answer(r, s, r->o->arg[0], again->carried);
	return true;
}

bool
command_catalog(struct run *r)
{
	const char *what = r->o->narg > 0 ? r->o->arg[0] : "", *near = NULL;
	bool show = strcmp(what, "show") == 0;
	bool list = strcmp(what, "list") == 0;
	const struct catalog *c;
	struct value *v = NULL;

	if ((!list && !show && strcmp(what, "check") != 0) ||
	    r->o->narg != (show ? 2 : 1))
		return command_usage(r, "list, show ID or check is expected");
	c = catalog_read(r->a, r->d, r->catalog, r->ncatalog, r->templates,
	    r->ntemplates);
	if (c == NULL)
		return true;
	unread_files_look(r, c);
	if (r->o->json)
		v = list ? manual_catalog_list_value(r->a, c) :
		    show ? manual_catalog_show_value(r->a, c, r->o->arg[1]) :
		           manual_catalog_check_value(r->a, c);
	r->lines = v == NULL;
	if (v != NULL) {
		json_print(&r->out, v);
	} else if (list && !r->o->json) {
		manual_catalog_list_text(r->a, &r->out, c);
	} else if (!show && !r->o->json) {
		manual_catalog_check_text(r->a, &r->out, c);
	} else if (show &&
	    !manual_catalog_show_text(r->a, &r->out, c, r->o->arg[1], &near)) {
		diag_error(r->d, SPAN_NONE, "unknown-catalog-id",
		    "the catalogs have no '%s'", r->o->arg[1]);
		if (near != NULL)
			diag_hint(r->d, "did you mean '%s'?", near);
	}
	return true;
}
