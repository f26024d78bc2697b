/* readiness: an inventory of today's VMs, checked. */
#include "base/file.h"
#include "base/value.h"
#include "command/command.h"
#include "input/json.h"
#include "ready/readiness.h"

bool
command_readiness(struct run *r)
{
	const struct catalog *catalog;
	const struct source *src;
	struct inventory v = { .nhost = 0 };
	bool ok;
	const struct model *m = NULL;
	const struct readiness *found;

	if (r->o->narg < 1 || r->o->narg > 2)
		return command_usage(r,
		    "an inventory is expected, and a site file to compare it "
		    "with if there is one");
	src = file_read(r->a, r->d, r->o->arg[0], FILE_TEXT_MAX);
	ok = src != NULL && inventory_read(r->a, r->d, src, &v);
	if (ok && v.nhost == 0)
		ok = diag_error(r->d, (struct span){ src, 1, 1, 1 },
		    "inventory-empty", "the inventory has no host");
	if (r->o->narg == 2)
		m = command_read_site(r, r->o->arg[1], &catalog);
	if (!ok || (r->o->narg == 2 && m == NULL))
		return true;
	found = readiness_judge(r->a, &v, m);
	if (found->errors > 0)
		r->status = 1;
	if (r->o->json) {
		json_print(&r->out, readiness_value(r->a, found));
	} else {
		r->lines = true;
		readiness_text(&r->out, found, r->o->quiet, r->screen);
	}
	return true;
}
