#include "prove/decide.h"

#include <math.h>

#include "base/num.h"
#include "base/str.h"

const char *const want_word[] = { "vendors", "models", "topology",
	"failure_domain", "survive", "growth", "expansion", "utilisation",
	"oversubscription", "backup", "rolling", "drain", "budget", NULL };

/* whole seconds, hundredths of a ratio, tenths of a percent, whole money */
static int64_t
notch(enum want w)
{
	switch (w) {
	case WANT_DRAIN:
	case WANT_ROLLING:
	case WANT_BACKUP:
		return SECOND_US;
	case WANT_OVERSUBSCRIPTION:
		return 10000;
	case WANT_UTILISATION:
	case WANT_GROWTH:
	case WANT_EXPANSION:
		return 1000;
	case WANT_BUDGET:
		return 100;
	case WANT_VENDORS:
	case WANT_MODELS:
	case WANT_TOPOLOGY:
	case WANT_FAILURE_DOMAIN:
	case WANT_SURVIVE:
	case WANTS:
		break;
	}
	return 1;
}

int64_t *
want_figure(struct model *m, enum want w)
{
	switch (w) {
	case WANT_GROWTH:
		return &m->want.growth_ppm;
	case WANT_EXPANSION:
		return &m->want.expansion_ppm;
	case WANT_UTILISATION:
		return &m->want.utilisation_ppm;
	case WANT_OVERSUBSCRIPTION:
		return &m->want.oversubscription_ppm;
	case WANT_BACKUP:
		return &m->want.backup_us;
	case WANT_ROLLING:
		return &m->want.rolling_us;
	case WANT_DRAIN:
		return &m->want.drain_us;
	case WANT_BUDGET:
		return &m->want.budget_cents;
	case WANT_VENDORS:
	case WANT_MODELS:
	case WANT_TOPOLOGY:
	case WANT_FAILURE_DOMAIN:
	case WANT_SURVIVE:
	case WANTS:
		break;
	}
	return NULL;
}

static bool
several_racks(const struct model *m)
{
	for (size_t i = 1; i < m->nhost; i++)
		if (m->host[i].rack != m->host[0].rack)
			return true;
	return false;
}

bool
want_asked(const struct model *m, enum want w)
{
	struct model x = *m;

	switch (w) {
	case WANT_VENDORS:
		return m->policy.vendors.n > 0;
	case WANT_MODELS:
		return m->policy.models_standalone.n > 0 ||
		    m->policy.models_leaf.n > 0 || m->policy.models_spine.n > 0;
	case WANT_TOPOLOGY:
		return m->want.topology != TOPOLOGY_AUTO;
	case WANT_FAILURE_DOMAIN:
		return m->want.failure_domain_rack && several_racks(m);
	case WANT_SURVIVE:
		return !m->want.survive_none;
	case WANT_GROWTH:
	case WANT_EXPANSION:
	case WANT_UTILISATION:
	case WANT_OVERSUBSCRIPTION:
	case WANT_BACKUP:
	case WANT_ROLLING:
	case WANT_DRAIN:
	case WANT_BUDGET:
		return *want_figure(&x, w) > 0;
	case WANTS:
		break;
	}
	return false;
}

void
want_let_go(struct model *m, enum want w)
{
	switch (w) {
	case WANT_VENDORS:
		m->policy.vendors.n = 0;
		break;
	case WANT_MODELS:
		m->policy.models_standalone.n = 0;
		m->policy.models_leaf.n = 0;
		m->policy.models_spine.n = 0;
		break;
	case WANT_TOPOLOGY:
		m->want.topology = TOPOLOGY_AUTO;
		break;
	case WANT_FAILURE_DOMAIN:
		m->want.failure_domain_rack = false;
		break;
	case WANT_SURVIVE:
		m->want.survive_none = true;
		break;
	case WANT_GROWTH:
	case WANT_EXPANSION:
	case WANT_UTILISATION:
	case WANT_OVERSUBSCRIPTION:
	case WANT_BACKUP:
	case WANT_ROLLING:
	case WANT_DRAIN:
	case WANT_BUDGET:
		*want_figure(m, w) = 0;
		break;
	case WANTS:
		break;
	}
}

static void
list(struct buf *b, const char *role, const struct name_list *n)
{
	if (n->n > 0 && role != NULL)
		buf_printf(b, "%s%s ", b->len > 0 ? "; " : "", role);
	for (size_t i = 0; i < n->n; i++)
		buf_printf(b, "%s%s", i > 0 ? ", " : "", n->name[i]);
}

const char *
want_text(struct arena *a, const struct model *m, enum want w)
{
	struct buf b = buf_new(a);
	struct model x = *m;

	switch (w) {
	case WANT_VENDORS:
		list(&b, NULL, &m->policy.vendors);
		return b.len > 0 ? b.text : "any";
	case WANT_MODELS:
		list(&b, "standalone", &m->policy.models_standalone);
		list(&b, "leaf", &m->policy.models_leaf);
		list(&b, "spine", &m->policy.models_spine);
		return b.len > 0 ? b.text : "any";
	case WANT_TOPOLOGY:
		return model_topology_word[m->want.topology];
	case WANT_FAILURE_DOMAIN:
		return m->want.failure_domain_rack ? "rack" : "site";
	case WANT_SURVIVE:
		return m->want.survive_none ? "none" : "any-one";
	case WANT_GROWTH:
	case WANT_EXPANSION:
	case WANT_UTILISATION:
		return num_text(a, *want_figure(&x, w), UNIT_SHARE);
	case WANT_OVERSUBSCRIPTION:
		return str_fmt(a, "%.10g",
		    num_share(m->want.oversubscription_ppm));
	case WANT_BACKUP:
	case WANT_ROLLING:
	case WANT_DRAIN:
		return num_text(a, *want_figure(&x, w), UNIT_TIME);
	case WANT_BUDGET:
		/* as a site file has it: 60000, 1234.50 */
		return m->want.budget_cents % 100 == 0 ?
		    str_fmt(a, "%lld",
		        (long long)(m->want.budget_cents / 100)) :
		    num_money_text(a, m->want.budget_cents);
	case WANTS:
		break;
	}
	return "";
}

static bool
more_is_harder(enum want w)
{
	return w == WANT_GROWTH || w == WANT_EXPANSION;
}

int64_t
want_askable(enum want w, double reached)
{
	double unit = w == WANT_BUDGET ? 1 : 1e6;
	int64_t step = notch(w);
	double steps = reached * unit / (double)step;

	steps = more_is_harder(w) ? floor(steps + 1e-9) : ceil(steps - 1e-9);
	return (int64_t)steps * step;
}

bool
want_is_harder(enum want w, int64_t x, int64_t y)
{
	return more_is_harder(w) ? x > y : x < y;
}

int64_t
want_harder(enum want w, int64_t figure)
{
	return more_is_harder(w) ? figure + notch(w) : figure - notch(w);
}

static void
take_reached(const struct design *g, struct decision *d)
{
	for (int w = 0; w < WANTS; w++) {
		const struct requirement *r =
		    trial_requirement_find(g, want_word[w]);

		d->reached[w] = r != NULL ? r->reached : -1;
	}
}

/* of a plan, with its spares: what is on the bill */
static int64_t
repriced_quantity(const struct model *m, const struct sizing *p)
{
	for (size_t i = 0; m->repriced != NULL && i < p->parts.n; i++) {
		const struct ledger_line *l = &p->parts.line[i];

		if (l->part == m->repriced->part[0])
			return l->quantity +
			    price_spares_wanted(m, l->part, l->quantity);
	}
	return 0;
}

static void
take_bill(struct arena *a, const struct model *m, const struct sizing *p,
    struct decision *d)
{
	struct ledger_line *out = NEW(a, struct ledger_line, p->parts.n + 1);

	for (size_t i = 0; i < p->parts.n; i++) {
		const struct ledger_line *l = &p->parts.line[i];

		out[i] = *l;
		out[i].quantity += price_spares_wanted(m, l->part, l->quantity);
	}
	d->bill = out;
	d->nbill = p->parts.n;
}

int64_t
decision_whole(const struct decision *d)
{
	return d->cents + d->energy_cents + d->premium_cents;
}

/* why a topology is ruled out: of those that have a design the cheapest is the
 * nearest, of the others the first */
static void
take_why(struct arena *a, const struct candidate *c, bool laid_out,
    struct decision *best, int64_t *near_cents)
{
	if (c->nreason == 0 || best->feasible)
		return;
	if (best->why != NULL &&
	    (!laid_out || (*near_cents > 0 && c->cost_cents >= *near_cents)))
		return;
	if (laid_out)
		*near_cents = c->cost_cents;
	best->why = str_fmt(a, "%s: %s", model_topology_word[c->topology],
	    c->reason[0]);
}

/* a search that ended at its limit: what it missed costs no less */
static void
take_open(struct decision *best, int64_t bound_cents)
{
	if (best->proven || bound_cents < best->open_cents)
		best->open_cents = bound_cents;
	best->proven = false;
}

/* one topology, if it is better than the best so far */
static void
try_topology(struct trial_cache *cache, struct arena *a, const struct model *m,
    size_t i, struct decision *best, size_t *at, int64_t *near_cents)
{
	struct arena *scratch = arena_new();
	int64_t ceiling = 0, cents;
	struct candidate c;
	struct trial t;

	/* equal cost is enough for one listed before the best */
	if (best->feasible)
		ceiling = decision_whole(best) + (i < *at);
	/* what goes wrong in a search is no finding about the site */
	cache->kept = cache->d = diags_new(scratch);
	t = trial_run(cache, scratch, m, trial_order[i], TRIAL_TIMES, ceiling,
	    &c);
	cents = c.cost_cents + c.energy_cents + c.premium_cents;
	if (t.plan != NULL &&
	    (t.plan->status == LP_FEASIBLE || t.plan->status == LP_UNKNOWN))
		take_open(best, t.plan->whole_bound_cents);
	if (c.feasible && t.plan != NULL && t.design != NULL &&
	    (!best->feasible || cents < ceiling)) {
		best->feasible = true;
		best->topology = trial_order[i];
		best->cents = c.cost_cents;
		best->energy_cents = c.energy_cents;
		best->premium_cents = c.premium_cents;
		best->drain_s = c.drain_s;
		best->low_cents = t.design->low_cents;
		best->high_cents = t.design->high_cents;
		best->nswitches = c.nswitches;
		best->why = NULL;
		best->what = str_fmt(a, "%s: %s",
		    model_topology_word[trial_order[i]], c.summary);
		take_reached(t.design, best);
		best->quantity = repriced_quantity(m, t.plan);
		take_bill(a, m, t.plan, best);
		*at = i;
	} else {
		take_why(a, &c, t.design != NULL, best, near_cents);
	}
	trial_drop(&t);
	arena_free(scratch);
}

void
prove_bound_others(struct trial_cache *cache, const struct model *m,
    const struct decision *d)
{
	size_t i;

	for (i = 0; i < TOPOLOGIES && m->want.topology == TOPOLOGY_AUTO; i++)
		if (trial_order[i] != d->topology)
			trial_too_dear(cache, m, trial_order[i],
			    decision_whole(d) + 1);
}

struct decision
prove_decide(struct trial_cache *cache, struct arena *a, const struct model *m,
    bool any)
{
	struct diags *kept = cache->kept, *d = cache->d;
	struct decision best = { .proven = true };
	size_t i, at = 0, first = any ? 0 : cache->last;
	int64_t near_cents = 0;

	/* the one that was the cheapest before: what costs more than it by the
	 * relaxed program alone is not looked at */
	for (size_t n = 0; n < TOPOLOGIES; n++) {
		i = n == 0 ? first : n <= first ? n - 1 : n;
		if ((m->want.topology == TOPOLOGY_AUTO ||
		        m->want.topology == trial_order[i]) &&
		    !(any && best.feasible))
			try_topology(cache, a, m, i, &best, &at, &near_cents);
	}
	if (best.feasible) {
		cache->last = at;
		best.proven |= best.open_cents >= decision_whole(&best);
	}
	cache->kept = kept;
	cache->d = d;
	return best;
}
