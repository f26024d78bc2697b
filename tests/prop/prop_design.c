/*
 * Designs of random sites, held against what anybody could count from outside:
 * every cable joins two ports of one speed and no port has two; lengths are not
 * below the racks' geometry; both switches of a rack are alike; hosts of one
 * network can reach each other and nothing else of ours; the bill has as many
 * cables as there are links, and as many optics as fibre ends, with spares.
 */
#include "world.h"

#include "design/design.h"

static const char *
wrong(struct arena *a, const struct design *g)
{
	const struct model *m = g->model;
	size_t i, k, hosts = 0, cables = 0, ends = 0;
	int64_t bought_cables = 0, bought_optics = 0;

	for (i = 0; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];
		const struct dport *x = &g->sw[l->a.sw].port[l->a.port];

		if (l->kind == LINK_OOB)
			continue;
		cables++;
		ends += l->a.optic[0] != '\0';
		ends += l->b.optic[0] != '\0';
		if (x->speed_bps != l->speed_bps || x->link != i)
			return "a port and its cable disagree";
		if (l->kind == LINK_HOST) {
			hosts++;
			if (g->topology != TOPOLOGY_LINKED &&
			    g->sw[l->a.sw].rack != m->host[l->b.host].rack)
				return "a host is cabled out of its rack";
			if (x->ntagged != 1 || x->tagged[0] != 10 ||
			    !x->edge)
				return "a host port is not as it should be";
		} else if (g->sw[l->b.sw].port[l->b.port].speed_bps !=
		    l->speed_bps) {
			return "the two ends differ in speed";
		}
		for (k = 0; k < i; k++)
			if ((g->link[k].a.sw == l->a.sw && g->link[k].a.port ==
			    l->a.port) || (l->b.sw != NONE && g->link[k].b.sw ==
			    l->b.sw && g->link[k].b.port == l->b.port))
				return "a port has two cables";
		if (l->cable->length[l->length].mm < l->raw_mm)
			return "a cable is too short";
	}
	if (hosts != 2 * m->nhost)
		return "not every host has two cables";
	for (i = 0; i < g->nsw; i++) {
		const struct dswitch *s = &g->sw[i];
		const struct dswitch *t = &g->sw[s->pair];

		if (s->model != t->model || s->nport != t->nport)
			return "a pair of two kinds";
		for (k = 0; k < s->nport; k++)
			if (s->port[k].role != t->port[k].role)
				return "a pair is not cabled alike";
		if (s->position_u == t->position_u && s->rack == t->rack)
			return "two switches in one place";
	}
	for (i = 0; i < g->nhost; i++)
		if (g->host[i].nvnic != 1 || g->host[i].vnic[0].address == 0)
			return "a host without its interface";
	for (i = 0; i < g->nbom; i++) {
		int64_t n = g->bom[i].quantity;

		if (strcmp(g->bom[i].part->category, "cable") == 0)
			bought_cables += n;
		if (strcmp(g->bom[i].part->category, "optic") == 0)
			bought_optics += n;
	}
	if (bought_cables < (int64_t)cables || bought_optics < (int64_t)ends ||
	    (m->policy.spare_cables_ppm == 0 && bought_cables !=
	    (int64_t)cables) || (m->policy.spare_optics_ppm == 0 &&
	    bought_optics != (int64_t)ends))
		return str_fmt(a, "%lld cables for %zu links",
		    (long long)bought_cables, cables);
	return NULL;
}

/* the bill has what the plan has, and its spares */
static const char *
bill_wrong(const struct design *g, const struct sizing *p)
{
	size_t i, k;

	for (i = 0; i < g->nbom; i++) {
		int64_t n = 0;

		for (k = 0; k < p->parts.n; k++)
			if (p->parts.line[k].part == g->bom[i].part)
				n = p->parts.line[k].quantity;
		if (n == 0 || g->bom[i].quantity != n + price_spares_wanted(
		    g->model, g->bom[i].part, n))
			return "the bill is not the plan's";
	}
	return g->nbom == p->parts.n ? NULL : "a part of the plan is not "
	    "on the bill";
}

int
main(void)
{
	static const enum topology kind[] = {
		TOPOLOGY_LINKED, TOPOLOGY_SPINE_LEAF, TOPOLOGY_EVLT
	};
	int passed = 0, failed = 0, seed, made = 0;
	struct min_bandwidth none = {0};
	size_t t;

	for (seed = 1; seed <= 200; seed++)
		for (t = 0; t < 3; t++) {
			struct arena *a = arena_new();
			struct diags *d = diags_new(a);
			struct catalog *c;
			struct model *m;
			struct sizing *p;
			const struct design *g;
			const char *no = NULL;

			state = (uint64_t)seed * 104729 + t;
			c = random_catalog(a);
			m = random_site(a, c);
			if (kind[t] == TOPOLOGY_LINKED)
				m->want.failure_domain_rack = false;
			for (size_t i = 0; i < c->nsw; i++)
				((struct switch_model *)(uintptr_t)
				    &c->sw[i])->emclag = true;
			p = pick_cheapest(a, NULL, m, kind[t], &none);
			if (p->status == LP_OPTIMAL) {
				made++;
				g = design_make(a, d, m, p);
				no = g == NULL ? d->item[0].message :
				    wrong(a, g);
				if (no == NULL)
					no = bill_wrong(g, p);
			}
			if (no != NULL)
				printf("seed %d topology %s: %s\n", seed,
				    model_topology_word[kind[t]], no);
			failed += no != NULL;
			passed += no == NULL;
			arena_free(a);
		}
	if (made < 150) {
		printf("only %d designs were made\n", made);
		failed++;
	}
	printf("prop_design: %d passed, %d failed (%d designs)\n", passed,
	    failed, made);
	return failed != 0;
}
