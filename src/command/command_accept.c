/* accept: results compared with a bundle's own list of tests. */
#include "base/file.h"
#include "base/value.h"
#include "command/command.h"
#include "input/json.h"
#include "ready/acceptance.h"

bool
command_accept(struct run *r)
{
	const struct source *list, *results;
	const struct accepted *x;

	if (r->o->narg != 2)
		return command_usage(r,
		    "a bundle's folder and a filled-in "
		    "list are expected");
	if (!fileset_recover(r->a, r->d, r->o->arg[0]))
		return true;
	list = file_read(r->a, r->d,
	    str_fmt(r->a, "%s/acceptance.csv", r->o->arg[0]), FILE_TABLE_MAX);
	results = file_read(r->a, r->d, r->o->arg[1], FILE_TABLE_MAX);
	if (list == NULL || results == NULL)
		return true;
	x = acceptance_judge(r->a, r->d, list, results);
	if (x == NULL)
		return true;
	if (x->count[ACCEPT_PASSED] < x->n)
		r->status = 1;
	if (r->o->json) {
		json_print(&r->out, acceptance_value(r->a, x));
	} else {
		r->lines = true;
		acceptance_text(&r->out, x, r->o->quiet);
		if (!r->o->quiet)
			buf_printf(&r->out, "next: %s\n",
			    x->count[ACCEPT_FAILED] > 0 ?
			        "repair what failed, test it again and enter "
			        "the new result" :
			        x->count[ACCEPT_MISSING] > 0 ?
			        "fill in the missing results and run this again" :
			        "sign it: every test has passed");
	}
	return true;
}
