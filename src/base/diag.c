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

struct diag_count {
	const char *id;
	enum diag_kind kind;
	size_t n;
};

/* the last look-up first: findings of one kind come together */
static struct diag_count *
count_of(struct diags *d, enum diag_kind kind, const char *id)
{
	for (size_t i = d->ncount; i-- > 0;)
		if (d->count[i].kind == kind && str_eq(d->count[i].id, id))
			return &d->count[i];
	PUSH(d->a, d->count, d->ncount, d->count_cap,
	    ((struct diag_count){ id, kind, 0 }));
	return &d->count[d->ncount - 1];
}

static void
add(struct diags *d, enum diag_kind kind, struct span at, const char *id,
    const char *fmt, va_list ap)
{
	struct diag f = { .kind = kind, .at = at, .id = id };

	f.message = str_vfmt(d->a, fmt, ap);
	f.shown = count_of(d, kind, id)->n++ < DIAG_SHOWN_MAX;
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

bool
diag_shown(const struct diags *d)
{
	return d->n > 0 && d->item[d->n - 1].shown;
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

void
diag_detail(struct diags *d, const char *lines)
{
	assert(d->n > 0);
	d->item[d->n - 1].detail = lines;
}

int
diag_status(const struct diags *d)
{
	bool input = false, infeasible = false;

	for (size_t i = 0; i < d->n; i++) {
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
