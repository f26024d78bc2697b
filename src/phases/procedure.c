#include "phases/procedure.h"

#include "phases/md.h"

void
procedure_step(struct arena *a, struct buf *b, const struct firmware_step *x,
    int domain)
{
	if (x->run != NULL)
		buf_printf(b, "%s: ",
		    md_code(a,
		        str_fill(a, x->run, "domain", str_fmt(a, "%d", domain),
		            (char *)NULL)));
	buf_printf(b, "%s%s\n", md_text(a, x->shows),
	    x->source == NULL ? " (recalled)" : "");
}

void
procedure_sources(struct arena *a, struct buf *b,
    struct firmware_step *const *list, const size_t *n, size_t parts)
{
	struct str_set said = { 0 };
	bool any = false;

	for (size_t part = 0; part < parts; part++)
		for (size_t i = 0; i < n[part]; i++) {
			const char *s = list[part][i].source;

			if (s == NULL || !str_set_add(a, &said, s))
				continue;
			buf_printf(b, "%s%s",
			    any ? "; " : "Source: ", md_text(a, s));
			any = true;
		}
	buf_printf(b,
	    "%sSteps marked recalled have no source here: try them first on a "
	    "switch that carries no traffic.\n\n",
	    any ? ". " : "");
}
