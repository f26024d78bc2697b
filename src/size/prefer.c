/*
 * DOC: preferences in the sizing program.  Of a set of classes that should have
 * one thing (a leaf model, a spine model, an operating system), y says which
 * things are had and z how many of them are too many:
 *   had    sum of x[c,p] over the patterns of class c with the thing <= n_c y
 *   many   sum of y <= 1 + z, at the premium for each z
 * Leaves are held together where their racks' hosts take the same kinds of
 * ports, and all of them share one z: racks that can't have the same leaf are
 * no mixture.
 */
#include "size/prefer.h"

#include <math.h>

#include "base/num.h"
#include "base/str.h"

bool
prefer_any(const struct model *m)
{
	for (size_t i = 0; i < PREFERS; i++)
		if (m->policy.prefer[i].ppm > 0 ||
		    m->policy.prefer[i].cents > 0)
			return true;
	return false;
}

struct prefer_price
prefer_prices(const struct model *m, int64_t cheapest)
{
	struct prefer_price p = { { 0 } };

	for (size_t i = 0; i < PREFERS; i++)
		p.cents[i] = m->policy.prefer[i].cents +
		    num_scale(cheapest, m->policy.prefer[i].ppm, WHOLE_PPM);
	return p;
}

int64_t
prefer_pays(const struct prefer_count *against,
    const struct prefer_price *price)
{
	int64_t sum = 0;

	for (size_t i = 0; i < PREFERS; i++)
		sum += (int64_t)against->n[i] * price->cents[i];
	return sum;
}

/* the kinds of ports the hosts of a rack take, bit p each */
static unsigned
kinds_of_racks(const struct model *m, const size_t *head, size_t rack)
{
	unsigned set = 0;

	for (size_t i = 0; i < m->nend; i++) {
		const struct host *h = &m->host[i];

		if (size_head(head, h->rack) != rack)
			continue;
		for (size_t k = 0; k < h->ngroup; k++)
			if (!h->group[k].on_today)
				set |= 1u << speed_class_of(h->group[k].media,
				           h->group[k].speed_bps);
	}
	return set;
}

static unsigned
class_kinds(const struct rack_class *c)
{
	unsigned set = 0;

	for (unsigned p = 0; p < SPEED_CLASSES; p++)
		if (c->hosts.n[p] > 0)
			set |= 1u << p;
	return set;
}

/* platforms, each once; true if it was new */
static bool
platform_add(const struct platform **list, size_t *n, const struct platform *p)
{
	for (size_t i = 0; i < *n; i++)
		if (list[i] == p)
			return false;
	list[(*n)++] = p;
	return true;
}

struct prefer_count
prefer_against(const struct model *m, const struct sizing *plan)
{
	/* plans have few systems: one a pattern at most */
	const struct platform *os[64];
	const struct switch_model *leaf[1u << SPEED_CLASSES] = { NULL };
	struct prefer_count c = { { 0 } };
	size_t n = 0;

	for (size_t i = 0; i < plan->ndomain && i < 2; i++)
		if (plan->spine_pattern[i] != NULL)
			platform_add(os, &n,
			    plan->spine_pattern[i]->model->platform);
	for (size_t i = 0; i < plan->nrack; i++) {
		const struct pattern *p =
		    plan->rack_pattern != NULL ? plan->rack_pattern[i] : NULL;
		unsigned kinds;

		if (p == NULL)
			continue;
		kinds = kinds_of_racks(m, plan->head, i) &
		    ((1u << SPEED_CLASSES) - 1);
		if (leaf[kinds] != NULL && leaf[kinds] != p->model)
			c.n[PREFER_UNIFORM_LEAVES] = 1;
		leaf[kinds] = p->model;
		if (n < 64)
			platform_add(os, &n, p->model->platform);
	}
	c.n[PREFER_ONE_NOS] = n > 1 ? n - 1 : 0;
	if (plan->ndomain > 1) {
		c.n[PREFER_ONE_DOMAIN] = 1;
		c.n[PREFER_UNIFORM_SPINES] = plan->spine_pattern[0] != NULL &&
		    plan->spine_pattern[1] != NULL &&
		    plan->spine_pattern[0]->model !=
		        plan->spine_pattern[1]->model;
	}
	return c;
}

/* what is counted of a pattern */
enum thing { THING_MODEL, THING_PLATFORM };

static const void *
thing_of(enum thing t, const struct pattern *p)
{
	if (p->model == NULL)
		return NULL;
	return t == THING_MODEL ? (const void *)p->model :
	                          (const void *)p->model->platform;
}

struct rows {
	struct arena *a;
	struct lp *lp;
	const struct rack_class *cls;
	size_t ncls;
	const size_t *first;
};

/* the classes of `in` have one thing, or pay z for what is more.  z: shared
 * where it is there already (not NONE_RACK) */
static void
one_thing(struct rows *r, const bool *in, enum thing t, const char *name,
    int64_t cents, double most, size_t *z)
{
	const void **seen;
	size_t n = 0, cap = 1, many, s;

	for (size_t i = 0; i < r->ncls; i++)
		cap += in[i] ? r->cls[i].npattern : 0;
	seen = NEW(r->a, const void *, cap);
	for (size_t i = 0; i < r->ncls; i++)
		for (size_t k = 0; in[i] && k < r->cls[i].npattern; k++) {
			const void *x = thing_of(t, &r->cls[i].pattern[k]);

			for (s = 0; s < n && seen[s] != x; s++)
				continue;
			if (s == n && x != NULL)
				seen[n++] = x;
		}
	if (n < 2)
		return;
	many = lp_row(r->lp, str_fmt(r->a, "many.%s", name), -INFINITY, 1);
	if (*z == NONE_RACK)
		*z = lp_var(r->lp, str_fmt(r->a, "premium.%s", name), 0, most,
		    (double)cents, true);
	lp_term(r->lp, many, *z, most > 1 ? -1 : -(double)n);
	for (s = 0; s < n; s++) {
		size_t y = lp_var(r->lp,
		    str_fmt(r->a, "had.%s.%zu", name, s + 1), 0, 1, 0, true);

		lp_term(r->lp, many, y, 1);
		for (size_t i = 0; i < r->ncls; i++) {
			const struct rack_class *c = &r->cls[i];
			size_t row = NONE_RACK;

			for (size_t k = 0; in[i] && k < c->npattern; k++) {
				if (thing_of(t, &c->pattern[k]) != seen[s])
					continue;
				if (row == NONE_RACK) {
					row = lp_row(r->lp,
					    str_fmt(r->a, "had.%s.%zu.%s", name,
					        s + 1, c->name),
					    -INFINITY, 0);
					lp_term(r->lp, row, y, -(double)c->n);
				}
				lp_term(r->lp, row, r->first[i] + k, 1);
			}
		}
	}
}

void
prefer_rows(struct arena *a, struct lp *lp, const struct rack_class *cls,
    size_t ncls, const size_t *first, const struct prefer_price *price)
{
	struct rows r = { a, lp, cls, ncls, first };
	bool *in = NEW(a, bool, ncls + 1);
	size_t z = NONE_RACK;
	unsigned kinds;

	for (kinds = 1; price->cents[PREFER_UNIFORM_LEAVES] > 0 &&
	     kinds < 1u << SPEED_CLASSES;
	     kinds++) {
		size_t n = 0;

		for (size_t i = 0; i < ncls; i++) {
			in[i] = cls[i].kind == CLASS_RACKS &&
			    class_kinds(&cls[i]) == kinds;
			n += in[i];
		}
		if (n > 0)
			one_thing(&r, in, THING_MODEL,
			    str_fmt(a, "leaf%u", kinds),
			    price->cents[PREFER_UNIFORM_LEAVES], 1, &z);
	}
	z = NONE_RACK;
	for (size_t i = 0; i < ncls; i++)
		in[i] = cls[i].kind == CLASS_SPINES;
	if (price->cents[PREFER_UNIFORM_SPINES] > 0)
		one_thing(&r, in, THING_MODEL, "spine",
		    price->cents[PREFER_UNIFORM_SPINES], 1, &z);
	z = NONE_RACK;
	for (size_t i = 0; i < ncls; i++)
		in[i] =
		    cls[i].kind == CLASS_SPINES || cls[i].kind == CLASS_RACKS;
	if (price->cents[PREFER_ONE_NOS] > 0)
		one_thing(&r, in, THING_PLATFORM, "nos",
		    price->cents[PREFER_ONE_NOS], INFINITY, &z);
}
