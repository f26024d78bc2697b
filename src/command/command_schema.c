/* schema: the site file's keys, for editors. */
#include "input/json.h"
#include "manual/schema.h"

#include "command/command.h"

bool
command_schema(struct run *r)
{
	if (r->o->narg > 0)
		return command_usage(r, "no argument is expected");
	json_print(&r->out, schema_value(r->a));
	return true;
}
