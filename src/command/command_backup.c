/* backup: how long the night is, and what makes it so. */
#include "base/value.h"
#include "command/command.h"
#include "input/json.h"
#include "output/backup_text.h"
#include "prove/prove.h"
#include "prove/prove_backup.h"

bool
command_backup(struct run *r)
{
	const struct catalog *catalog;
	const struct backup_report *x;
	const struct model *m;
	const struct selection *v;

	if (r->o->narg != 1)
		return command_usage(r, "one site file is expected");
	m = command_read_site(r, r->o->arg[0], &catalog);
	if (m == NULL)
		return true;
	if (!m->backup.given) {
		diag_error(r->d, (struct span){ m->src, 1, 1, 1 },
		    "backup-none", "the site has no 'backup' section");
		diag_hint(r->d,
		    "for example 'backup: {data: 40 TB, change: "
		    "5 %%, target: %s}'",
		    m->host[0].name);
		return true;
	}
	if (m->nvm == 0) {
		diag_error(r->d, m->backup.at, "backup-no-vm",
		    "there is no VM to back up");
		return true;
	}
	v = prove_choose(r->a, r->d, m, true);
	x = prove_backup_report(r->a, m, v->design);
	if (r->o->json) {
		json_print(&r->out, output_backup_value(r->a, m, x));
	} else {
		r->wrapped = true;
		output_backup_text(&r->out, m, x);
	}
	return true;
}
