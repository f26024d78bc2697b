#include "base/diag.h"

#include <assert.h>
#include <stdarg.h>

#include "base/str.h"

struct diags *
diags_new(struct arena *a)
{
	struct diags *d = NEW(a, struct diags, 1);

	d->a = a;
	return d;
}

static void
add(struct diags *d, enum diag_kind kind, struct span at, const char *id,
    const char *fmt, va_list ap)
{
	struct diag f = { .kind = kind, .at = at, .id = id };

	f.message = str_vfmt(d->a, fmt, ap);
	PUSH(d->a, d->item, d->n, d->cap, f);
	if (kind == DIAG_WARNING)
		d->warnings++;
	else
		d->errors++;
}

bool
diag_error(struct diags *d, struct span at, const char *id, const char *fmt,
    ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(d, DIAG_INPUT, at, id, fmt, ap);
	va_end(ap);
	return false;
}

bool
diag_infeasible(struct diags *d, struct span at, const char *id,
    const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(d, DIAG_INFEASIBLE, at, id, fmt, ap);
	va_end(ap);
	return false;
}

bool
diag_machine(struct diags *d, struct span at, const char *id, const char *fmt,
    ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(d, DIAG_MACHINE, at, id, fmt, ap);
	va_end(ap);
	return false;
}

bool
diag_warn(struct diags *d, struct span at, const char *id, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(d, DIAG_WARNING, at, id, fmt, ap);
	va_end(ap);
	return true;
}

void
diag_hint(struct diags *d, const char *fmt, ...)
{
	va_list ap;

	assert(d->n > 0);
	va_start(ap, fmt);
	d->item[d->n - 1].hint = str_vfmt(d->a, fmt, ap);
	va_end(ap);
}

int
diag_status(const struct diags *d)
{
	bool input = false, infeasible = false;
	size_t i;

	for (i = 0; i < d->n; i++) {
		switch (d->item[i].kind) {
		case DIAG_WARNING:
			break;
		case DIAG_INPUT:
			input = true;
			break;
		case DIAG_INFEASIBLE:
			infeasible = true;
			break;
		case DIAG_MACHINE:
			return 4;
		}
	}
	return input ? 1 : infeasible ? 3 : 0;
}
