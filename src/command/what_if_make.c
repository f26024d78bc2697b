/*
 * DOC: the axes.
 *
 * Drain target: none, the one that is asked for, and three quarters and a half
 * of what the proposal reaches: what is asked is often far above that, and then
 * only a harder target asks for another network.  Budget: none, the one that is
 * asked for, and shares of what the proposal costs.  Hosts: more in each rack
 * that has some, of the kind it has most of.  Concurrent migrations: one and
 * two more in each cluster whose platform does not fix their number.  Prices:
 * every price at either end of its range.
 *
 * The work is bounded by the number of points alone: a site whose simulations
 * take long has fewer of them (shapes below).
 */
#include "command/what_if_make.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "command/command_site.h"
#include "command/progress.h"
#include "command/site_patch.h"
#include "input/json.h"

/* by how much a site is to simulate and to size: a rack takes a decision as
 * long as a hundred VMs */
enum { RACK_WEIGHS = 100 };
static const struct shape {
	size_t most;                /* VMs, hosts, and racks by their weight */
	size_t drains, hosts, once; /* values of those axes */
} shapes[] = {
	{ 1500, 4, 3, 3 },
	{ 6000, 3, 2, 2 },
	{ SIZE_MAX, 3, 1, 3 },
};

struct making {
	struct run *r;
	struct arena *a;
	const struct model *m;
	const struct shape *shape;
	double drain_s; /* of the proposal; negative: it has none */
	int64_t cents;  /* likewise */
	struct what_if *w;
};

static struct what_if_value *
value_add(struct making *k, enum what_if_which which, const char *label,
    int64_t figure)
{
	struct what_if_axis *x = &k->w->axis[which];
	struct what_if_value v = { .label = label, .figure = figure };

	PUSH(k->a, x->value, x->n, x->cap, v);
	return &x->value[x->n - 1];
}

/* one key of a section set or taken away */
static void
say(struct making *k, struct what_if_value *v, const char *section,
    const char *key, struct value *to, const char *text)
{
	struct value *patch = value_list(k->a);

	site_patch_push(k->a, patch, str_fmt(k->a, "/%s/%s", section, key), to);
	v->patch = patch;
	v->said = to != NULL ? str_fmt(k->a, "%s.%s: %s", section, key, text) :
	                       str_fmt(k->a, "no %s.%s", section, key);
}

/* ---- drain ---- */

/* down to what somebody would say */
static int64_t
nice_time(double seconds)
{
	double step = seconds < 60 ? 1 :
	    seconds < 600          ? 5 :
	    seconds < 3600         ? 30 :
	                             300;

	return (int64_t)(floor(seconds / step) * step) * SECOND_US;
}

/* "45 s", "1 min 5 s": exact, as a target is */
static const char *
target_text(struct arena *a, int64_t us)
{
	return us < 60 * SECOND_US ? num_text(a, us, UNIT_TIME) :
	                             num_time_pretty(a, num_seconds(us));
}

static void
drain_axis(struct making *k)
{
	struct what_if_axis *x = &k->w->axis[WHAT_IF_DRAIN];
	int64_t asked = k->m->want.drain_us, last = asked, us;
	struct what_if_value *v;
	size_t i;

	*x = (struct what_if_axis){ .name = "drain", .title = "Drain target" };
	v = value_add(k, WHAT_IF_DRAIN, "no target", 0);
	if (asked > 0) {
		say(k, v, "requirements", "drain", NULL, NULL);
		value_add(k, WHAT_IF_DRAIN, target_text(k->a, asked), asked);
		x->base = 1;
	}
	for (i = 3; i > 1 && x->n < k->shape->drains && k->drain_s > 0; i--) {
		us = nice_time(k->drain_s * (double)i / 4);
		if (us <= 0 || (last > 0 && us >= last))
			continue;
		v = value_add(k, WHAT_IF_DRAIN, target_text(k->a, us), us);
		say(k, v, "requirements", "drain",
		    value_text(k->a, num_text(k->a, us, UNIT_TIME)),
		    num_text(k->a, us, UNIT_TIME));
		last = us;
	}
}

/* ---- budget ---- */

/* two digits, in whole units of the currency */
static int64_t
nice_money(double cents)
{
	double units = cents / 100, step = 1;

	while (units / step >= 100)
		step *= 10;
	return (int64_t)(floor(units / step + 0.5) * step) * 100;
}

static void
budget_axis(struct making *k)
{
	static const double share[] = { 1.2, 0.9, 0.8 };
	struct what_if_axis *x = &k->w->axis[WHAT_IF_BUDGET];
	int64_t asked = k->m->want.budget_cents, list[4], cents;
	struct what_if_value *v;
	size_t n = 0, j;

	*x = (struct what_if_axis){ .name = "budget", .title = "Budget" };
	v = value_add(k, WHAT_IF_BUDGET, "no limit", 0);
	if (asked > 0)
		say(k, v, "requirements", "budget", NULL, NULL);
	if (asked > 0)
		list[n++] = asked;
	for (size_t i = 0; i < 3 && n < 3; i++) {
		cents = nice_money((double)k->cents * share[i]);
		for (j = 0; j < n && list[j] != cents; j++)
			continue;
		if (cents <= 0 || j < n)
			continue;
		/* the largest first */
		for (j = n++; j > 0 && list[j - 1] < cents; j--)
			list[j] = list[j - 1];
		list[j] = cents;
	}
	for (size_t i = 0; i < n; i++) {
		v = value_add(k, WHAT_IF_BUDGET,
		    num_money_in(k->a, k->m->currency, list[i]), list[i]);
		if (list[i] == asked)
			x->base = x->n - 1;
		else
			say(k, v, "requirements", "budget",
			    value_int(k->a, list[i] / 100),
			    str_fmt(k->a, "%lld", (long long)list[i] / 100));
	}
}

/* ---- hosts ---- */

static bool
is_machine(const struct model *m, const char *name)
{
	for (size_t i = 0; i < m->nvm; i++)
		if (str_eq(m->vm[i].name, name))
			return true;
	return model_host_named(m, name) != NO_INDEX;
}

static const char *
new_name(struct making *k, size_t rack, size_t nth)
{
	const char *name;

	for (size_t i = 0;; i++) {
		name = i == 0 ?
		    str_fmt(k->a, "more-%zu-%zu", rack + 1, nth) :
		    str_fmt(k->a, "more-%zu-%zu-%zu", rack + 1, nth, i);
		if (!is_machine(k->m, name))
			return name;
	}
}

/* all the site says of a host but its name and its place, in its cluster */
static const char *
kind_of(struct making *k, const struct host *h)
{
	struct buf b = buf_new(k->a);

	json_print_line(&b,
	    site_node_value(k->a, h->node, "name rack cluster position"));
	return str_fmt(k->a, "%s%s", b.text, k->m->cluster[h->cluster].name);
}

/* of kinds a rack has as many of: the one of more memory, of more ports */
static bool
larger(const struct host *x, const char *kind, const struct host *y,
    const char *other)
{
	if (x->memory_bytes != y->memory_bytes)
		return x->memory_bytes > y->memory_bytes;
	if (x->nports != y->nports)
		return x->nports > y->nports;
	return strcmp(kind, other) > 0;
}

/* the host a rack has most of, whichever comes first in the file; NULL: it has
 * none */
static const struct host *
most_common(struct making *k, size_t rack)
{
	const struct model *m = k->m;
	const char **kind = NEW(k->a, const char *, m->nhost + 1);
	size_t j, n, best = NO_INDEX, most = 0;

	for (size_t i = 0; i < m->nhost; i++)
		if (m->host[i].rack == rack)
			kind[i] = kind_of(k, &m->host[i]);
	for (size_t i = 0; i < m->nhost; i++) {
		for (j = i, n = 0; kind[i] != NULL && j < m->nhost; j++)
			n += kind[j] != NULL && strcmp(kind[i], kind[j]) == 0;
		if (n > most ||
		    (n > 0 && n == most &&
		        larger(&m->host[i], kind[i], &m->host[best],
		            kind[best]))) {
			most = n;
			best = i;
		}
	}
	return best != NO_INDEX ? &m->host[best] : NULL;
}

/* one host more, of the kind its rack has most of; NULL: it has none */
static struct value *
one_more(struct making *k, size_t rack, size_t nth)
{
	const struct model *m = k->m;
	const struct host *h = most_common(k, rack);
	struct value *v, *all;

	if (h == NULL)
		return NULL;
	v = value_map(k->a);
	value_set(k->a, v, "name", value_text(k->a, new_name(k, rack, nth)));
	value_set(k->a, v, "rack", value_text(k->a, m->rack[rack].name));
	value_set(k->a, v, "cluster",
	    value_text(k->a, m->cluster[h->cluster].name));
	all = site_node_value(k->a, h->node, "name rack cluster position");
	for (size_t i = 0; i < all->n; i++)
		value_set(k->a, v, all->key[i], all->item[i]);
	return v;
}

static void
hosts_axis(struct making *k)
{
	struct what_if_axis *x = &k->w->axis[WHAT_IF_HOSTS];
	struct what_if_value *v;

	*x = (struct what_if_axis){ .name = "hosts", .title = "Hosts" };
	value_add(k, WHAT_IF_HOSTS, str_fmt(k->a, "%zu", k->m->nhost), 0);
	for (size_t nth = 1; nth < k->shape->hosts; nth++) {
		struct value *patch = value_list(k->a);

		for (size_t rack = 0; rack < k->m->nrack; rack++)
			for (size_t i = 1; i <= nth; i++) {
				struct value *h = one_more(k, rack, i);

				if (h != NULL)
					site_patch_push(k->a, patch, "/hosts/-",
					    h);
			}
		v = value_add(k, WHAT_IF_HOSTS,
		    str_fmt(k->a, "%zu", k->m->nhost + patch->n), 0);
		v->patch = patch;
		v->said = str_fmt(k->a,
		    "hosts: %zu more in each rack that has some, of the kind "
		    "it has most of",
		    nth);
	}
}

/* ---- concurrent migrations ---- */

/* its platform does not fix it */
static bool
may_raise(const struct cluster *c)
{
	return c->nhost > 0 && c->hyp->slow_simultaneous == 0;
}

static size_t
entry_of(const struct node *list, const struct node *entry)
{
	for (size_t i = 0; list != NULL && i < list->n; i++)
		if (list->item[i] == entry)
			return i;
	return 0;
}

static void
once_value(struct making *k, int64_t more)
{
	const struct node *list = node_get(k->r->site_doc, "clusters");
	struct value *patch = value_list(k->a);
	struct what_if_value *v;
	struct buf said = buf_new(k->a);
	int64_t low = 0, high = 0;
	size_t all = 0;

	for (size_t i = 0; i < k->m->ncluster; i++)
		all += k->m->cluster[i].nhost > 0;
	for (size_t i = 0; i < k->m->ncluster; i++) {
		const struct cluster *c = &k->m->cluster[i];
		int64_t n = c->simultaneous + more;

		if (!may_raise(c))
			continue;
		low = patch->n == 0 || n < low ? n : low;
		high = n > high ? n : high;
		if (all > 1)
			buf_printf(&said, "%s%s", said.len > 0 ? ", " : "",
			    c->name);
		if (more > 0)
			site_patch_push(k->a, patch,
			    str_fmt(k->a, "/clusters/%zu/simultaneous",
			        entry_of(list, c->node)),
			    value_int(k->a, n));
	}
	if (more > 0 && patch->n == 0)
		return;
	v = value_add(k, WHAT_IF_ONCE,
	    low == high   ? str_fmt(k->a, "%lld", (long long)low) :
	        more == 0 ? "as now" :
	                    str_fmt(k->a, "%lld more", (long long)more),
	    0);
	if (low == 0)
		v->label = "fixed by the platform";
	if (more == 0)
		return;
	v->patch = patch;
	v->said = low == high ?
	    str_fmt(k->a, "simultaneous: %lld%s%s", (long long)low,
	        all > 1 ? " of " : "", said.text) :
	    str_fmt(k->a, "simultaneous: %lld more of %s", (long long)more,
	        said.text);
}

static void
once_axis(struct making *k)
{
	k->w->axis[WHAT_IF_ONCE] =
	    (struct what_if_axis){ .name = "simultaneous",
		    .title = "Concurrent migrations per host" };
	for (size_t i = 0; i < k->shape->once; i++)
		once_value(k, (int64_t)i);
}

/* ---- prices ---- */

static void
prices_axis(struct making *k)
{
	static const char *const label[] = { "expected", "all at the low end",
		"all at the high end" };
	static const enum price_end order[] = { PRICE_LOW, PRICE_EXPECTED,
		PRICE_HIGH };
	struct what_if_axis *x = &k->w->axis[WHAT_IF_PRICES];
	struct what_if_value *v;

	*x = (struct what_if_axis){ .name = "prices", .title = "Prices" };
	for (size_t i = 0; i < 3; i++) {
		v = value_add(k, WHAT_IF_PRICES, label[order[i]], order[i]);
		if (order[i] == k->m->policy.prices)
			x->base = i;
		else
			say(k, v, "policy", "prices",
			    value_text(k->a, model_price_end_word[order[i]]),
			    model_price_end_word[order[i]]);
	}
}

/* sections that a patch goes into and the file does not have */
static void
prepare(struct making *k)
{
	static const char *const section[] = { "requirements", "policy" };
	struct value *patch = value_list(k->a);

	for (size_t i = 0; i < 2; i++) {
		const struct node *n = node_get(k->r->site_doc, section[i]);

		if (n == NULL || n->kind != NODE_MAP)
			site_patch_push(k->a, patch,
			    str_fmt(k->a, "/%s", section[i]), value_map(k->a));
	}
	k->w->prepare = patch;
}

/* ---- the points ---- */

static const char *
first_error(struct arena *a, const struct diags *d)
{
	for (size_t i = 0; i < d->n; i++)
		if (d->item[i].kind != DIAG_WARNING)
			return str_dup(a, d->item[i].message,
			    strlen(d->item[i].message));
	return "no such site is possible";
}

/* the site with more hosts and more at once, read as if it were the file; NULL:
 * there is none, and its points say why */
static const struct model *
changed(struct making *k, struct arena *a, size_t hosts, size_t once)
{
	const struct value *more = k->w->axis[WHAT_IF_HOSTS].value[hosts].patch;
	const struct value *slots = k->w->axis[WHAT_IF_ONCE].value[once].patch;
	struct diags *d = diags_new(a);
	const struct node *doc = site_patched(a, k->r->site_doc, k->w->prepare);
	const struct model *m;

	if (doc != NULL && more != NULL)
		doc = site_patched(a, doc, more);
	if (doc != NULL && slots != NULL)
		doc = site_patched(a, doc, slots);
	m = doc != NULL ? command_site_of(k->r, a, d, doc) : NULL;
	if (m == NULL)
		what_if_none(k->w, hosts, once, first_error(k->a, d));
	return m;
}

/* one number of hosts, with each number at once */
static void
decide_changed(struct making *k, size_t hosts)
{
	const size_t n = k->w->axis[WHAT_IF_ONCE].n;
	struct arena *a = arena_new();
	const struct model **m = NEW(a, const struct model *, n + 1);

	for (size_t i = 0; i < n; i++)
		m[i] = hosts == 0 && i == 0 ? k->m : changed(k, a, hosts, i);
	what_if_decide(k->w, m, hosts);
	arena_free(a);
}

struct what_if *
what_if_make(struct run *r, const struct selection *v)
{
	const struct design *g = v->design;
	struct making k = { r, r->a, g->model, shapes, -1, g->total_cents,
		NEW(r->a, struct what_if, 1) };

	while (k.m->nvm + k.m->nhost + RACK_WEIGHS * k.m->nrack > k.shape->most)
		k.shape++;
	for (size_t h = 0; h < g->nreq; h++)
		if (str_eq(g->req[h].name, "drain"))
			k.drain_s = g->req[h].reached;
	k.w->a = r->a;
	if (r->offers != NULL && offers_limited(r->offers))
		k.w->offers = r->offers;
	prepare(&k);
	drain_axis(&k);
	budget_axis(&k);
	hosts_axis(&k);
	once_axis(&k);
	prices_axis(&k);
	what_if_open(k.w);
	progress_stage(what_if_work(k.w));
	for (size_t h = 0; h < k.w->axis[WHAT_IF_HOSTS].n; h++)
		decide_changed(&k, h);
	what_if_close(k.w);
	return k.w;
}
