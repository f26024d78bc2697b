#include "prove/poor_figures.h"

#include <string.h>

#include "base/str.h"

static const struct requirement *
not_asked(const struct design *g, const char *name, int64_t asked)
{
	for (size_t i = 0; asked == 0 && i < g->nreq; i++)
		if (strcmp(g->req[i].name, name) == 0)
			return &g->req[i];
	return NULL;
}

struct poor_figure *
poor_figures_of(struct arena *a, const struct design *g, size_t *n)
{
	const struct limits *w = &g->model->want;
	struct poor_figure *list = NEW(a, struct poor_figure, 2);
	const struct requirement *r =
	    not_asked(g, "oversubscription", w->oversubscription_ppm);

	*n = 0;
	if (r != NULL && r->reached > POOR_OVERSUBSCRIPTION + 1e-9)
		list[(*n)++] = (struct poor_figure){ false,
			str_fmt(a,
			    "oversubscription is %.4g:1 at the leaves and no "
			    "target is set; 3:1 is common",
			    r->reached),
			"'requirements.oversubscription: 3' sets a target" };
	r = not_asked(g, "utilisation", w->utilisation_ppm);
	if (r != NULL && r->reached > POOR_UTILISATION_PERCENT / 100. + 1e-9)
		list[(*n)++] = (struct poor_figure){ true,
			str_fmt(a,
			    "steady load takes a link to %s (%s) and no "
			    "target is set; above %d %% queues build up",
			    r->achieved, r->note, POOR_UTILISATION_PERCENT),
			"'requirements.utilisation: 70 %' sets a target" };
	return list;
}
