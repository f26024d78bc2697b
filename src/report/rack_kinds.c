#include "report/rack_kinds.h"

#include <string.h>

#include "report/diagrams.h"

static void
box_hosts(const struct design *g, struct rack_kind *b)
{
	const struct model *m = g->model;
	size_t i, k;

	for (i = 0; i < m->nhost; i++) {
		const struct host *h = &m->host[i];

		if (size_head(g->head, h->rack) != b->rack)
			continue;
		for (k = 0; k < h->ngroup; k++) {
			if (h->group[k].on_today)
				continue;
			b->mixed |= b->speed_bps > 0 &&
			    b->speed_bps != h->group[k].speed_bps;
			b->speed_bps = h->group[k].speed_bps;
		}
		b->nhost++;
		for (k = 0; k < b->ncluster; k++)
			if (b->cluster[k] == h->cluster)
				break;
		if (k == b->ncluster && k < 4)
			b->cluster[b->ncluster++] = h->cluster;
		for (k = 0; k < g->host[i].nnic; k++)
			b->cables += g->host[i].nic[k].sw != NONE;
	}
	b->cables /= 2;
	for (; i < m->nend; i++)
		b->ndevice += size_head(g->head, m->host[i].rack) == b->rack;
}

static bool
box_make(const struct design *g, size_t rack, struct rack_kind *b)
{
	size_t n = 0;

	*b = (struct rack_kind){ 0 };
	b->rack = rack;
	b->leaf[0] = b->leaf[1] = NONE;
	for (size_t i = 0; i < g->nsw; i++)
		if (g->sw[i].rack == rack && g->sw[i].role == ROLE_LEAF &&
		    n < 2) {
			b->leaf[n] = i;
			if (g->sw[i].uplink_lag != NONE) {
				b->up[n] = &g->lag[g->sw[i].uplink_lag];
				b->domain = b->up[n]->peer != NONE ?
				    b->up[n]->peer / 2 :
				    0;
			}
			n++;
		}
	box_hosts(g, b);
	for (size_t i = 0; i < g->model->nrack; i++)
		b->sharing += size_head(g->head, i) == rack;
	return n > 0 || b->nhost > 0 || b->ndevice > 0;
}

static bool
same_taken(const struct rack *x, const struct rack *y)
{
	size_t i;

	for (i = 0; i < x->ntaken && i < y->ntaken; i++)
		if (x->taken[i].unit != y->taken[i].unit ||
		    x->taken[i].height_u != y->taken[i].height_u ||
		    strcmp(x->taken[i].name, y->taken[i].name) != 0)
			break;
	return i == x->ntaken && i == y->ntaken;
}

static bool
alike(const struct design *g, const struct rack_kind *x,
    const struct rack_kind *y)
{
	if (x->sharing != y->sharing || x->nhost != y->nhost ||
	    x->ndevice != y->ndevice || x->cables != y->cables ||
	    x->speed_bps != y->speed_bps || x->mixed != y->mixed ||
	    x->domain != y->domain ||
	    !same_taken(&g->model->rack[x->rack], &g->model->rack[y->rack]))
		return false;
	for (size_t i = 0; i < 2; i++) {
		if ((x->leaf[i] == NONE) != (y->leaf[i] == NONE))
			return false;
		if (x->leaf[i] != NONE &&
		    (g->sw[x->leaf[i]].model != g->sw[y->leaf[i]].model ||
		        (x->up[i] == NULL) != (y->up[i] == NULL) ||
		        (x->up[i] != NULL &&
		            x->up[i]->nport != y->up[i]->nport)))
			return false;
	}
	return true;
}

enum likeness { APART, SAME_CLUSTERS, SAME_SHAPE };

static bool
together(const struct design *g, const struct rack_kind *x,
    const struct rack_kind *y, enum likeness how)
{
	return how != APART && alike(g, x, y) &&
	    (how == SAME_SHAPE ||
	        (x->ncluster == y->ncluster &&
	            memcmp(x->cluster, y->cluster, sizeof x->cluster) == 0));
}

/* the clusters of a rack added to those of its kind */
static void
add_clusters(struct rack_kind *kind, const struct rack_kind *x)
{
	size_t k;

	for (size_t i = 0; i < x->ncluster; i++) {
		for (k = 0; k < kind->ncluster; k++)
			if (kind->cluster[k] == x->cluster[i])
				break;
		if (k == 4)
			kind->others = true;
		else if (k == kind->ncluster)
			kind->cluster[kind->ncluster++] = x->cluster[i];
	}
}

static struct rack_kind *
group(struct arena *a, const struct design *g, const struct rack_kind *rack,
    size_t racks, enum likeness how, size_t *n)
{
	struct rack_kind *out = NEW(a, struct rack_kind, racks + 1);
	size_t k;

	for (size_t i = *n = 0; i < racks; i++) {
		for (k = 0; k < *n; k++)
			if (together(g, &out[k], &rack[i], how))
				break;
		if (k == *n)
			out[(*n)++] = rack[i];
		else
			add_clusters(&out[k], &rack[i]);
		PUSH(a, out[k].name, out[k].n, out[k].cap,
		    g->model->rack[rack[i].rack].name);
	}
	return out;
}

struct rack_kind *
rack_kinds(struct arena *a, const struct design *g, size_t *n)
{
	struct rack_kind *all = NEW(a, struct rack_kind, g->model->nrack + 1);
	struct rack_kind *out;
	size_t racks = 0;

	for (size_t dom = 0; dom < 2; dom++)
		for (size_t i = 0; i < g->model->nrack; i++)
			if (box_make(g, i, &all[racks]) &&
			    all[racks].domain == dom)
				racks++;
	out = group(a, g, all, racks,
	    racks > DRAWN_RACKS ? SAME_CLUSTERS : APART, n);
	return *n <= DRAWN_RACKS ? out : group(a, g, all, racks, SAME_SHAPE, n);
}
