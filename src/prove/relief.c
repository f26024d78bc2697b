/*
 * What each requirement costs: the site decided again with that one relaxed by
 * a step, all else as required. What saves something is binding.
 */
#include "prove/decide.h"
#include "prove/why.h"

#include "base/num.h"
#include "base/str.h"

/* one notch easier; false if it can't be any easier */
static bool
notch_easier(struct model *m, enum want w)
{
	int64_t *f = want_figure(m, w), ppm = WHOLE_PPM;

	switch (w) {
	case WANT_DRAIN:
	case WANT_ROLLING:
	case WANT_BACKUP:
		*f += *f / 4;
		return true;
	case WANT_OVERSUBSCRIPTION:
		*f = (*f / ppm + 1) * ppm;
		return true;
	case WANT_UTILISATION:
		if (*f >= ppm)
			return false;
		*f = *f + ppm / 10 < ppm ? *f + ppm / 10 : ppm;
		return true;
	case WANT_GROWTH:
	case WANT_EXPANSION:
	case WANT_TOPOLOGY:
	case WANT_FAILURE_DOMAIN:
	case WANT_VENDORS:
	case WANT_MODELS:
		want_let_go(m, w);
		return true;
	case WANT_SURVIVE: /* of what is laid out, it changes no price */
	case WANT_BUDGET:  /* a larger one makes nothing cheaper */
	case WANTS:
		break;
	}
	return false;
}

static void
relief_add(struct trial_cache *cache, struct why *y, const char *name,
    const char *from, const char *to, const struct model *x, int64_t cost_cents)
{
	struct decision d = prove_decide(cache, cache->a, x, false);
	struct relief_line l = { name, from, to, d.cents, cost_cents - d.cents,
		d.what };

	if (d.feasible)
		PUSH(cache->a, y->relief, y->nrelief, y->caprelief, l);
}

/* what is no requirement but a choice of the buyer */
static void
buying(struct trial_cache *cache, int64_t cost_cents, struct why *y)
{
	struct model x = *cache->m;
	struct policy *p = &x.policy;

	if (p->spare_optics_ppm > 0 || p->spare_cables_ppm > 0) {
		const char *from = str_fmt(cache->a, "optics %s, cables %s",
		    num_text(cache->a, p->spare_optics_ppm, UNIT_SHARE),
		    num_text(cache->a, p->spare_cables_ppm, UNIT_SHARE));

		p->spare_optics_ppm = p->spare_cables_ppm = 0;
		relief_add(cache, y, "spares", from, "none", &x, cost_cents);
		x = *cache->m;
	}
	if (p->oem_optics) {
		p->oem_optics = false;
		relief_add(cache, y, "optics", "oem", "compatible", &x,
		    cost_cents);
		x = *cache->m;
	}
	if (p->reseller) {
		p->reseller = false;
		relief_add(cache, y, "buy", "reseller", "direct", &x,
		    cost_cents);
	}
}

void
why_relief(struct trial_cache *cache, int64_t cost_cents, struct why *y)
{
	for (int w = WANTS - 1; w >= 0; w--) {
		struct model x = *cache->m;
		const char *to;

		if (!want_asked(cache->m, (enum want)w) ||
		    !notch_easier(&x, (enum want)w))
			continue;
		to = w == WANT_GROWTH   ? "0 %" :
		    w == WANT_EXPANSION ? "none" :
		                          want_text(cache->a, &x, (enum want)w);
		relief_add(cache, y, want_word[w],
		    want_text(cache->a, cache->m, (enum want)w), to, &x,
		    cost_cents);
	}
	buying(cache, cost_cents, y);
}

/* a tenth of what is bought */
static bool
is_much(int64_t saves, int64_t cost)
{
	return saves > 0 && saves >= cost / 10;
}

void
why_failure_domain(struct trial_cache *cache, int64_t cost_cents, struct why *y)
{
	struct model x = *cache->m;
	const size_t last = cache->last;
	struct decision d;

	if (!want_asked(cache->m, WANT_FAILURE_DOMAIN) ||
	    want_asked(cache->m, WANT_TOPOLOGY))
		return;
	want_let_go(&x, WANT_FAILURE_DOMAIN);
	/* one pair for all the racks is asked about first: with what that
	 * costs, pairs that racks share need no search */
	cache->last = 0;
	d = prove_decide(cache, cache->a, &x, false);
	cache->last = last;
	if (d.feasible && is_much(cost_cents - d.cents, cost_cents))
		y->domain = (struct relief_line){ "failure_domain", "rack",
			"site", d.cents, cost_cents - d.cents, d.what };
}
