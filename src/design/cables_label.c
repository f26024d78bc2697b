/*
 * Cabling: all links, once they are there.  Which are of one cable, and what is
 * printed at their ends.
 */
#include "design/cables.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"

/* L0901: 901; ids are four digits wide at least.  0: not a number */
static size_t
number_of(const char *id)
{
	const char *digits = id + 1 + strspn(id + 1, "0");
	int64_t n;

	return num_int(digits, &n) && n > 0 ? (size_t)n : 0;
}

/* does another cable have the number? */
static bool
breakout_taken(const struct design *g, size_t n)
{
	for (size_t i = 0; i < g->nlink; i++)
		if (g->link[i].bundle == n)
			return true;
	return false;
}

/* the number of the cable whose links are in the ports of one that was broken
 * out: the one it has, else as its first link, L1001 is of C1001 */
static size_t
breakout_number(const struct design *g, const struct dswitch *s, size_t trunk,
    size_t first)
{
	size_t k, n;

	for (k = trunk + 1; k < s->nport && s->port[k].parent == trunk; k++) {
		const char *was = s->port[k].link == NONE ?
		    NULL :
		    kept_breakout(g->kept, g->link[s->port[k].link].id);

		n = was != NULL ? number_of(was) : 0;
		if (n > 0 && !breakout_taken(g, n))
			return n;
	}
	return first;
}

/* links by ports that were broken out of one are of one cable */
void
cables_bundle(struct design *g)
{
	for (size_t i = 0; i < g->nlink; i++) {
		struct dlink *l = &g->link[i];
		size_t n = number_of(l->id), e, k;

		if (l->cable->into < 2 || n == 0)
			continue;
		for (e = 0; e < 2 && l->bundle == 0; e++) {
			const struct dend *x = e == 0 ? &l->a : &l->b;
			const struct dport *p =
			    x->sw != NONE && x->port != NONE ?
			    &g->sw[x->sw].port[x->port] :
			    NULL;

			if (p == NULL || p->parent == NONE)
				continue;
			n = breakout_number(g, &g->sw[x->sw], p->parent, n);
			for (k = p->parent + 1; k < g->sw[x->sw].nport &&
			     g->sw[x->sw].port[k].parent == p->parent;
			     k++)
				if (g->sw[x->sw].port[k].link != NONE)
					g->link[g->sw[x->sw].port[k].link]
					    .bundle = n;
		}
	}
}

/* RACK.UNIT:PORT / RACK.UNIT:PORT, near end first, after TIA-606; the two ends
 * mirror each other */
static const char *
end_label(struct arena *a, const struct design *g, const struct dend *e)
{
	if (e->sw != NONE)
		return str_fmt(a, "%s.U%02zu:%s",
		    g->model->rack[g->sw[e->sw].rack].name,
		    g->sw[e->sw].position_u, e->port_name);
	if (e->host != NONE)
		return str_fmt(a, "%s.U%02zu:%s",
		    g->model->rack[g->model->host[e->host].rack].name,
		    g->model->host[e->host].position_u, e->port_name);
	/* of the core and of a management switch the port may be theirs to
	 * say */
	return e->port_name[0] != '\0' ?
	    str_fmt(a, "%s:%s", e->device, e->port_name) :
	    e->device;
}

void
cables_label(struct arena *a, struct design *g)
{
	for (size_t i = 0; i < g->nlink; i++) {
		const char *x = end_label(a, g, &g->link[i].a);
		const char *y = end_label(a, g, &g->link[i].b);

		g->link[i].a.label = str_fmt(a, "%s / %s", x, y);
		g->link[i].b.label = str_fmt(a, "%s / %s", y, x);
	}
}
