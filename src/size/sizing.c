/* A plan that is being made: its notes, and what was minimised. */
#include "size/size.h"

#include <stdarg.h>
#include <string.h>

#include "base/str.h"

void
sizing_reason(struct arena *a, struct sizing *p, const char *fmt, ...)
{
	va_list ap;
	const char *s;

	va_start(ap, fmt);
	s = str_vfmt(a, fmt, ap);
	va_end(ap);
	if (str_set_add(a, &p->reasons, s))
		PUSH(a, p->reason, p->nreason, p->capreason, s);
}

int64_t
sizing_whole(const struct sizing *p)
{
	return p->cents + p->energy_cents + p->premium_cents;
}
