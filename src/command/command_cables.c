/* cables: what was plugged in, by LLDP, against a bundle's cabling.csv. */

#include "base/file.h"
#include "base/value.h"
#include "command/command.h"
#include "input/json.h"
#include "verify/lldp_compare.h"

static void
cables_text(struct run *r, const struct cables_result *x)
{
	buf_printf(&r->out,
	    "%s planned: %zu as planned, %zu to check, %zu without LLDP data "
	    "from either end\n",
	    str_count(r->a, x->planned, "cable"), x->right,
	    x->planned - x->right - x->unseen, x->unseen);
	if (x->port_unreported > 0)
		buf_printf(&r->out,
		    "as planned by the neighbour's name only, because it "
		    "reports its port by another name: %zu\n",
		    x->port_unreported);
	if (x->cut > 0)
		buf_printf(&r->out,
		    "neighbours' names truncated by the switch, matched by "
		    "prefix: %zu\n",
		    x->cut);
	if (x->unnamed > 0)
		buf_printf(&r->out,
		    "ports whose neighbour reports no name, not verified: "
		    "%zu\n",
		    x->unnamed);
	for (size_t i = 0; i < x->n; i++) {
		const struct cable_finding *f = &x->item[i];

		if (r->o->quiet && !f->error)
			continue;
		buf_printf(&r->out, "%s %s: %s: %s [%s]\n", f->device, f->port,
		    f->error ? "error" : "warning", f->message,
		    lldp_cable_state_rule[f->state]);
	}
	r->lines = true;
	if (!r->o->quiet)
		buf_printf(&r->out, "next: %s\n",
		    x->errors > 0 ?
		        "move the plugs as listed, collect LLDP data and run "
		        "this again" :
		        x->unseen > 0 ?
		        "collect LLDP data from the other ends too, until "
		        "every cable is verified" :
		        "nothing: the cables are as planned");
}

static void
cables_json(struct run *r, const struct cables_result *x)
{
	struct value *v = value_map(r->a), *list = value_list(r->a);

	for (size_t i = 0; i < x->n; i++) {
		const struct cable_finding *f = &x->item[i];
		struct value *m = value_map(r->a);

		value_set(r->a, m, "rule",
		    value_text(r->a, lldp_cable_state_rule[f->state]));
		value_set(r->a, m, "severity",
		    value_text(r->a, f->error ? "error" : "warning"));
		value_set(r->a, m, "device", value_text(r->a, f->device));
		value_set(r->a, m, "port", value_text(r->a, f->port));
		value_set(r->a, m, "cable",
		    value_text(r->a, f->cable[0] != '\0' ? f->cable : NULL));
		value_set(r->a, m, "file", value_text(r->a, f->file));
		value_set(r->a, m, "line",
		    f->line > 0 ? value_int(r->a, f->line) : value_null(r->a));
		value_set(r->a, m, "message", value_text(r->a, f->message));
		value_push(r->a, list, m);
	}
	value_set(r->a, v, "findings", list);
	value_set(r->a, v, "planned", value_int(r->a, (int64_t)x->planned));
	value_set(r->a, v, "right", value_int(r->a, (int64_t)x->right));
	value_set(r->a, v, "port_not_told",
	    value_int(r->a, (int64_t)x->port_unreported));
	value_set(r->a, v, "names_cut", value_int(r->a, (int64_t)x->cut));
	value_set(r->a, v, "unnamed", value_int(r->a, (int64_t)x->unnamed));
	value_set(r->a, v, "not_asked", value_int(r->a, (int64_t)x->unseen));
	json_print(&r->out, v);
}

bool
command_cables(struct run *r)
{
	const struct options *o = r->o;
	struct cables_result *x = NEW(r->a, struct cables_result, 1);
	size_t n = 0;
	const char **path;

	if (o->narg == 0 || o->nlldp == 0)
		return command_usage(r,
		    "one bundle folder and --lldp FILE... "
		    "are expected");
	path = NEW(r->a, const char *, o->nlldp + o->narg);
	for (size_t i = 0; i < o->nlldp; i++)
		path[n++] = o->lldp[i];
	/* --lldp FILE FILE: what follows the folder are files too */
	for (size_t i = 1; i < o->narg; i++)
		path[n++] = o->arg[i];
	if (!fileset_recover(r->a, r->d, o->arg[0]) ||
	    !lldp_cables_check(r->a, r->d, o->arg[0], path, n, x))
		return true;
	if (x->errors > 0)
		r->status = 1;
	if (o->json)
		cables_json(r, x);
	else
		cables_text(r, x);
	return true;
}
