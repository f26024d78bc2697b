#include "design/kept_credit.h"

#include "size/existing_parts.h"

/* what a switch of the design belongs to */
static struct section
section_of(const struct design *g, size_t sw)
{
	const struct dswitch *s = &g->sw[sw];

	switch (s->role) {
	case ROLE_STANDALONE:
		break;
	case ROLE_LEAF:
		return (struct section){ CLASS_RACKS, s->rack };
	case ROLE_SPINE:
		return (struct section){ CLASS_SPINES, sw / 2 };
	}
	return (struct section){ CLASS_PAIR, 0 };
}

static struct section
section_of_link(const struct design *g, const struct dlink *l)
{
	if (l->kind != LINK_UPLINK)
		return section_of(g, l->a.sw);
	if (g->sw[l->b.sw].role == ROLE_SPINE)
		return (struct section){ CLASS_FABRIC, 0 };
	return section_of(g, l->b.sw);
}

/* cards and the management switch, which are there in any topology */
static void
credit_fixed(struct arena *a, const struct model *m, struct ledger *none)
{
	struct ledger bought = { a, NULL, 0, 0 };

	for (size_t i = 0; i < m->nhost; i++)
		ledger_need_host(none, m, i);
	ledger_need_management(none, m);
	ledger_add_fixed(&bought, m, NONE_RACK);
	ledger_merge(none, &bought, -1);
}

void
kept_credit(struct arena *a, const struct design *g, struct ledger *bill)
{
	size_t n = 2 + g->model->nrack + g->nsw, at;
	struct ledger *part, none = { a, NULL, 0, 0 };
	struct section *s;

	if (g->model->previous == NULL)
		return;
	/* pair, fabric, racks, domains */
	part = NEW(a, struct ledger, n);
	s = NEW(a, struct section, n);
	for (size_t i = 0; i < n; i++)
		part[i].a = a;
	for (size_t i = 0; i < g->nsw + g->nlink; i++) {
		struct section x = i < g->nsw ?
		    section_of(g, i) :
		    section_of_link(g, &g->link[i - g->nsw]);

		at = x.kind == CLASS_PAIR  ? 0 :
		    x.kind == CLASS_FABRIC ? 1 :
		    x.kind == CLASS_RACKS  ? 2 + x.of :
		                             2 + g->model->nrack + x.of;
		s[at] = x;
		if (i >= g->nsw) {
			bom_count_link(g, &part[at], i - g->nsw);
			continue;
		}
		if (g->sw[i].existing == NULL)
			ledger_add_switch(&part[at], g->model, g->sw[i].model,
			    0, 1);
		for (size_t k = 0; k < g->sw[i].noption; k++)
			ledger_add(&part[at], &g->sw[i].option[k]->part, 1);
	}
	for (size_t i = 0; i < n; i++) {
		struct ledger owned =
		    existing_parts(a, g->model, g->topology, s[i]);

		if (part[i].n == 0)
			continue;
		/* what is in both: all of it, less what is bought */
		ledger_merge(&none, &part[i], 1);
		existing_credit(g->model, &part[i], &owned);
		ledger_merge(&none, &part[i], -1);
	}
	credit_fixed(a, g->model, &none);
	existing_credit(g->model, bill, &none);
}

void
kept_credit_after(struct arena *a, const struct design *g, struct ledger *after)
{
	struct ledger owned = existing_stock(a, g->model, "");

	existing_credit(g->model, after, &owned);
}
