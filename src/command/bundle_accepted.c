#include "command/bundle_accepted.h"

#include "base/str.h"
#include "verify/verify.h"

static bool
accepted(struct arena *a, struct diags *d, const struct fileset *files)
{
	struct findings s;
	const struct finding *f, *reported = NULL;

	if (!verify_files(a, d, files, &s))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		f = &s.item[i];
		if (f->severity != SEVERITY_ERROR ||
		    (reported != NULL && str_eq(reported->rule, f->rule)))
			continue;
		reported = f;
		diag_error(d, SPAN_NONE, "bundle-refused",
		    "nothing is written, because 'verify' would reject it: "
		    "%s%s: %s [%s]",
		    f->device, f->line > 0 ? str_fmt(a, ":%d", f->line) : "",
		    f->message, f->rule);
	}
	return s.errors == 0;
}

bool
bundle_accepted(struct arena *a, struct diags *d, const struct fileset *files)
{
	/* what was read outlives the call only where something points at it */
	struct arena *own = arena_new();
	const size_t before = d->n;
	const bool ok = accepted(own, d, files);

	if (d->n > before)
		arena_join(a, own);
	else
		arena_free(own);
	return ok;
}
