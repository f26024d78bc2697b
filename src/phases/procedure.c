#include "phases/procedure.h"

#include "phases/md.h"

bool
procedure_has_address(const struct dswitch *s)
{
	return s->oob_address != 0 && s->model->oob_port != NULL;
}

static bool
has_lag(const struct design *g, size_t sw)
{
	for (size_t i = 0; i < g->nlag; i++)
		if (g->lag[i].sw == sw)
			return true;
	return false;
}

static bool
has_hosts(const struct design *g, size_t sw)
{
	for (size_t i = 0; i < g->nlink; i++)
		if (g->link[i].kind == LINK_HOST && g->link[i].a.sw == sw)
			return true;
	return false;
}

bool
procedure_applies(const struct firmware_step *x, const struct design *g,
    size_t sw)
{
	return (!x->mclag || g->sw[sw].domain != 0) &&
	    (!x->lag || has_lag(g, sw)) &&
	    (!x->oob || procedure_has_address(&g->sw[sw])) &&
	    (!x->hosts || has_hosts(g, sw));
}

bool
procedure_alike(const struct design *g, size_t x, size_t y)
{
	const struct dswitch *s = &g->sw[x], *t = &g->sw[y];

	return s->model->platform == t->model->platform &&
	    s->domain == t->domain && has_lag(g, x) == has_lag(g, y) &&
	    procedure_has_address(s) == procedure_has_address(t) &&
	    has_hosts(g, x) == has_hosts(g, y);
}

static bool
is_recalled(const struct firmware_step *x)
{
	return x->source == NULL && !x->advice;
}

void
procedure_step(struct arena *a, struct buf *b, const struct firmware_step *x,
    int domain)
{
	if (x->run != NULL)
		buf_printf(b, "%s: ",
		    md_typed(a,
		        str_fill(a, x->run, "domain", str_fmt(a, "%d", domain),
		            (char *)NULL)));
	buf_printf(b, "%s%s\n", md_text(a, x->shows),
	    is_recalled(x) ? " (recalled)" : "");
}

void
procedure_sources(struct arena *a, struct buf *b,
    struct firmware_step *const *list, const size_t *n, size_t parts)
{
	struct str_set said = { 0 };
	bool any = false, recalled = false;

	for (size_t part = 0; part < parts; part++)
		for (size_t i = 0; i < n[part]; i++) {
			const char *s = list[part][i].source;

			recalled |= is_recalled(&list[part][i]);

			if (s == NULL || !str_set_add(a, &said, s))
				continue;
			buf_printf(b, "%s%s",
			    any ? "; " : "Source: ", md_text(a, s));
			any = true;
		}
	if (recalled)
		buf_printf(b,
		    "%sSteps marked recalled have no source here: test them "
		    "first on a switch that carries no traffic.",
		    any ? ". " : "");
	else if (any)
		buf_putc(b, '.');
	buf_puts(b, "\n\n");
}
