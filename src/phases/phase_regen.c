#include <string.h>

#include "phases/phases.h"
#include "phases/proof.h"

static struct design *
proof_regen(struct arena *a, struct diags *d, const struct pieces *pieces,
    size_t rack, size_t nhost)
{
	int64_t cents = proof_cents(a, pieces, rack, nhost, NULL);
	struct proof *p =
	    cents >= 0 ? proof_make(a, d, pieces, rack, cents) : NULL;

	return p != NULL && p->nhost == nhost ? p->g : NULL;
}

struct design *
phase_regen(struct arena *a, struct diags *d, const struct design *g,
    const struct phase_asked *q)
{
	const struct model *m = g->model;
	const struct pieces *pieces = build_units_of(a, g);
	bool *done = NEW(a, bool, m->nrack + 1);
	bool *moved = NEW(a, bool, m->nend + 1);
	size_t rack = m->nrack;

	for (size_t i = 0; i < q->nrack; i++) {
		rack = model_rack_named(m, q->rack[i]);
		if (rack == NO_INDEX)
			return NULL;
		done[rack] = true;
	}
	if (q->proof)
		return q->nrack == 1 && q->nhost <= m->nhost ?
		    proof_regen(a, d, pieces, rack, q->nhost) :
		    NULL;
	for (size_t i = 0; i < m->nend; i++)
		moved[i] = done[m->host[i].rack];
	return subset_design(a, d, pieces, subset_model(a, m, moved), done);
}
