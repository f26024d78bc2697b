/* An inventory in JSON: the VMs of it that run. */
#include <string.h>

#include "command/import_inventory.h"

/* Running, Paused and the like have their memory on the host */
static bool
is_idle(const struct inv_vm *v)
{
	return v->memory_bytes == 0 ||
	    (v->state != NULL &&
	        (strcmp(v->state, "Off") == 0 ||
	            strcmp(v->state, "Saved") == 0));
}

bool
import_json(struct run *r, const struct source *src, struct inventory *out)
{
	size_t i, n = out->nvm, many, idle = 0;
	struct span at = SPAN_NONE;
	bool ok = inventory_read(r->a, r->d, src, out);

	out->partial |= !ok;
	many = out->nvm;
	for (i = out->nvm = n; i < many; i++) {
		struct inv_vm *v = &out->vm[i];

		if (is_idle(v)) {
			at = idle++ == 0 ? v->at : at;
			continue;
		}
		if (v->memory_bytes < 0)
			ok = diag_error(r->d, v->at, "vm-memory-unknown",
			    "the memory of VM '%s' is not given", v->name);
		else
			out->vm[out->nvm++] = *v;
	}
	if (idle > 0)
		diag_warn(r->d, at, "vms-idle",
		    "%zu VMs that are not running are left out", idle);
	return ok;
}
