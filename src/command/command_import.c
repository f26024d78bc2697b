/* import: a site file from an inventory somebody's tools have made. */
#include "base/file.h"
#include "command/import_inventory.h"
#include "input/json.h"

/* one file of it; false after findings */
static bool
read_one(struct run *r, const char *path, struct inventory *out)
{
	const struct source *src = file_read(r->a, r->d, path, FILE_TABLE_MAX);

	return src != NULL &&
	    (json_begins(r->a, src) ? import_json(r, src, out) :
	                              import_sheet(r, src, out));
}

bool
command_import(struct run *r)
{
	struct draft w = { .origin =
		               "Made from an inventory by 'eastwest import': "
		               "what the inventory does not contain is an "
		               "assumption." };
	struct inventory v = { .hypervisor = NULL };
	bool ok;

	if (r->o->narg < 1 || r->o->narg > 3)
		return command_usage(r,
		    "an inventory, or RVTools' vInfo, vHost "
		    "and vNIC, are expected");
	ok = draft_options(r, &w);
	for (size_t i = 0; i < r->o->narg; i++)
		ok &= read_one(r, r->o->arg[i], &v);
	ok &= import_ports(r, &v) && import_ovirt_whole(r, &v);
	/* references are followed over whatever could be read */
	if (import_draft(r, &v, &w) && ok)
		draft_write(r, &w);
	return true;
}
