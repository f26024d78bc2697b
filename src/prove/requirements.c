/*
 * Each requirement of the site: the required value, what the design achieves,
 * by arithmetic on the design itself (times come from the simulation).  A
 * requirement that was not asked is still reported, as "not asked", where the
 * figure is worth knowing.
 */
#include "prove/prove.h"

#include <math.h>

#include "base/num.h"
#include "base/str.h"
#include "prove/expansion.h"
#include "prove/outage.h"
#include "prove/prove_backup.h"
#include "size/size.h"

static void
req_add(struct arena *a, struct design *g, const char *name, const char *wanted,
    const char *achieved, bool met, const char *note, double reached)
{
	struct requirement r = { .name = name,
		.wanted = wanted,
		.achieved = achieved,
		.met = met,
		.note = note,
		.reached = reached };

	PUSH(a, g->req, g->nreq, g->capreq, r);
}

static int64_t
role_bps(const struct dswitch *s, enum port_role role)
{
	int64_t sum = 0;

	for (size_t i = 0; i < s->nport; i++)
		if (s->port[i].role == role)
			sum += s->port[i].speed_bps;
	return sum;
}

static const char *
ratio_text(struct arena *a, double r)
{
	return str_fmt(a, "%.2f:1", r);
}

static void
oversubscription(struct arena *a, struct design *g)
{
	int64_t want = g->model->want.oversubscription_ppm;
	double worst = 0;
	const char *where = NULL;

	for (size_t i = 0; i < g->nsw; i++) {
		int64_t up = role_bps(&g->sw[i], PORT_UPLINK);
		double r;

		if (g->sw[i].role != ROLE_LEAF || up == 0)
			continue;
		r = (double)role_bps(&g->sw[i], PORT_HOST) / (double)up;
		if (r > worst) {
			worst = r;
			where = g->sw[i].name;
		}
	}
	if (where == NULL) {
		if (want > 0)
			req_add(a, g, "oversubscription",
			    ratio_text(a, num_share(want)), "no leaf uplinks",
			    true, "all hosts use one switch for each network",
			    -1);
		return;
	}
	req_add(a, g, "oversubscription",
	    want > 0 ? ratio_text(a, num_share(want)) : "not asked",
	    ratio_text(a, worst), want == 0 || worst <= num_share(want) + 1e-9,
	    str_fmt(a, "worst at %s, all links up", where), worst);
}

/* could this unused port serve a host of the switch? */
static bool
spare_for_host(const struct dswitch *s, const struct dport *p)
{
	for (size_t i = 0; i < s->nport; i++) {
		enum speed_class pool;

		if (s->port[i].role != PORT_HOST)
			continue;
		pool = speed_class_of(s->port[i].media, s->port[i].speed_bps);
		if (pool != SPEED_CLASSES && design_port_serves(s, p, pool))
			return true;
	}
	return false;
}

static void
growth(struct arena *a, struct design *g)
{
	int64_t want = g->model->want.growth_ppm;
	double least = 2;
	const char *where = NULL;

	for (size_t i = 0; i < g->nsw; i++) {
		const struct dswitch *s = &g->sw[i];
		size_t used = 0, spare = 0;
		double r;

		for (size_t k = 0; k < s->nport; k++) {
			used += s->port[k].role == PORT_HOST;
			spare += s->port[k].role == PORT_UNUSED &&
			    spare_for_host(s, &s->port[k]);
		}
		if (used == 0)
			continue;
		r = (double)spare / (double)(used + spare);
		if (r < least) {
			least = r;
			where = s->name;
		}
	}
	if (where != NULL)
		req_add(a, g, "growth",
		    want > 0 ? num_text(a, want, UNIT_SHARE) : "not asked",
		    str_fmt(a, "%.0f %%", least * 100),
		    least + 1e-9 >= num_share(want),
		    str_fmt(a, "host ports left free, fewest at %s", where),
		    least);
}

static void
expansion(struct arena *a, struct design *g)
{
	int64_t want = g->model->want.expansion_ppm;
	const struct expansion *e = expansion_look(a, g);
	const struct expansion_limit *x;
	struct buf b = buf_new(a);

	if (e->n == 0)
		return;
	x = &e->limit[e->least];
	buf_printf(&b, "%s run out first: %lld left, %lld used at %s", x->what,
	    (long long)x->left, (long long)x->used, x->where);
	for (size_t i = 0; i < e->n; i++)
		if (i != e->least)
			buf_printf(&b, "; %s %s", e->limit[i].what,
			    e->limit[i].share > 10 ?
			        "over 1,000 %" :
			        str_fmt(a, "%.0f %%", e->limit[i].share * 100));
	if (e->next != NULL)
		buf_printf(&b, "; %s", e->next);
	req_add(a, g, "expansion",
	    want > 0 ? num_text(a, want, UNIT_SHARE) : "not asked",
	    str_fmt(a, "%.0f %%", floor(x->share * 100)),
	    want == 0 || x->share + 1e-9 >= num_share(want), b.text, x->share);
	g->req[g->nreq - 1].reported = want == 0;
}

static const char *
against(struct arena *a, const struct design *g, int64_t cents)
{
	const struct model *m = g->model;

	return num_money_against(a, m->currency, cents, m->want.budget_cents,
	    g->low_cents < g->high_cents);
}

static void
budget(struct arena *a, struct design *g)
{
	const struct model *m = g->model;
	struct requirement *r;
	size_t left;

	design_left_out(a, g, &left);
	/* the last: requirements_judge_cost takes it away again */
	req_add(a, g, "budget",
	    m->want.budget_cents > 0 ?
	        num_money_in(a, m->currency, m->want.budget_cents) :
	        "not asked",
	    against(a, g, g->total_cents),
	    m->want.budget_cents == 0 || g->total_cents <= m->want.budget_cents,
	    m->want.budget_cents == 0 || g->low_cents == g->high_cents ?
	        str_fmt(a,
	            "of which %s is based on estimated prices; %zu items are "
	            "not included, listed with the total",
	            num_money_about(a, m->currency, g->estimate_cents,
	                g->low_cents, g->high_cents),
	            left) :
	        str_fmt(a,
	            "judged at the middle of the price ranges; at their high "
	            "end the total is %s, which %s the budget; %zu items are "
	            "not included, listed with the total",
	            against(a, g, g->high_cents),
	            g->high_cents <= m->want.budget_cents ? "keeps" : "exceeds",
	            left),
	    (double)g->total_cents);
	if (m->want.budget_cents == 0)
		return;
	r = &g->req[g->nreq - 1];
	r->but = design_unpriced(a, g);
	if (g->low_cents == g->high_cents)
		return;
	r->banded = true;
	r->worst = against(a, g, g->high_cents);
	r->certain = g->high_cents <= m->want.budget_cents;
}

/* the busiest link under the steady load with any one switch down */
static void
utilisation(struct arena *a, struct design *g)
{
	const struct model *m = g->model;
	const struct link_group_load *load, *worst = NULL;
	size_t n;

	if (m->ntraffic == 0 && m->want.utilisation_ppm == 0)
		return;
	load = outage_loads(a, g, &n);
	for (size_t i = 0; i < n; i++)
		if (load[i].worst > (worst != NULL ? worst->worst : 0))
			worst = &load[i];
	req_add(a, g, "utilisation",
	    m->want.utilisation_ppm > 0 ?
	        num_text(a, m->want.utilisation_ppm, UNIT_SHARE) :
	        "not asked",
	    worst != NULL ? str_fmt(a, "%.1f %%", worst->worst * 100) :
	                    "no steady load",
	    m->want.utilisation_ppm == 0 || worst == NULL ||
	        worst->worst <= num_share(m->want.utilisation_ppm) + 1e-9,
	    worst == NULL ? "the site lists no traffic for these "
	                    "networks" :
	        worst->without == NULL ?
	                    str_fmt(a, "worst on %s", worst->name) :
	                    str_fmt(a,
	                        "worst on %s with %s failed; %.1f %% in normal "
	                        "operation",
	                        worst->name, worst->without, worst->load * 100),
	    worst != NULL ? worst->worst : 0);
}

/* a time of the range, and today's */
struct time_reached {
	double expected_s, worst_s, today_s; /* negative: it can't be done */
	bool banded;
};

static void
seconds(struct arena *a, struct design *g, const char *name, int64_t want_us,
    struct time_reached x, const char *note)
{
	bool certain = g->model->want.certain && x.banded;
	double want = num_seconds(want_us) + 1e-6;
	double got = certain ? x.worst_s : x.expected_s;
	struct requirement *r;

	req_add(a, g, name,
	    want_us > 0 ? num_time_pretty(a, num_seconds(want_us)) :
	                  "not asked",
	    x.expected_s >= 0 ? num_time_pretty(a, x.expected_s) :
	                        "can't be drained",
	    want_us == 0 || (got >= 0 && got <= want), note, got);
	r = &g->req[g->nreq - 1];
	r->timed = true;
	r->expected_s = x.expected_s;
	r->today_s = x.today_s;
	if (x.today_s >= 0)
		r->today = num_time_pretty(a, x.today_s);
	r->worst_s = x.worst_s;
	r->banded = x.banded && x.expected_s >= 0;
	if (!r->banded)
		return;
	r->worst = x.worst_s >= 0 ? num_time_pretty(a, x.worst_s) : "never";
	r->certain = want_us == 0 || (x.worst_s >= 0 && x.worst_s <= want);
}

static void
backup(struct arena *a, struct design *g)
{
	const struct model *m = g->model;
	const char *note, *no;
	struct time_reached x = { 0 };

	if (!m->backup.given) {
		if (m->want.backup_us > 0)
			req_add(a, g, "backup",
			    num_time_pretty(a, num_seconds(m->want.backup_us)),
			    "not computed: "
			    "the site has no backup section",
			    false, NULL, -1);
		return;
	}
	x.expected_s = prove_backup_nightly(a, m, g, false, &note);
	x.worst_s = prove_backup_nightly(a, m, g, true, &no);
	x.today_s = prove_backup_nightly(a, m, NULL, false, &no);
	x.banded = true;
	seconds(a, g, "backup", m->want.backup_us, x, note);
}

struct drain_times
requirements_drain_times(const struct net_result *n)
{
	struct drain_times t = { .rolling_s = -1, .rolling_worst_s = -1 };
	size_t i;

	for (i = 0; i < n->nhost; i++) {
		const struct host_result *h = &n->host[i];

		if (!h->finished) {
			t.drain_s = t.drain_worst_s = -1;
			t.bottleneck = h->nunfinished > 0 ?
			    h->why[0] :
			    "it can't be drained";
			break;
		}
		if (h->seconds >= t.drain_s) {
			t.drain_s = h->seconds;
			t.bottleneck = h->bottleneck;
		}
		if (h->open_end)
			t.drain_worst_s = -1;
		else if (t.drain_worst_s >= 0 && h->high_s > t.drain_worst_s)
			t.drain_worst_s = h->high_s;
	}
	t.rolling_cluster = n->rolling.cluster;
	if (n->rolling.finished)
		t.rolling_s = n->rolling.seconds;
	for (i = 0, t.rolling_worst_s = 0; i < n->nroll; i++) {
		const struct rolling_result *r = &n->roll[i];

		if (!r->finished || r->open_end)
			t.rolling_worst_s = -1;
		else if (t.rolling_worst_s >= 0 &&
		    r->high_s > t.rolling_worst_s)
			t.rolling_worst_s = r->high_s;
	}
	return t;
}

void
requirements_judge(struct arena *a, struct design *g,
    const struct drain_times *t, const struct drain_times *today)
{
	const struct limits *w = &g->model->want;

	g->nreq = 0;
	seconds(a, g, "drain", w->drain_us,
	    (struct time_reached){ t->drain_s, t->drain_worst_s, today->drain_s,
	        true },
	    t->bottleneck);
	seconds(a, g, "rolling", w->rolling_us,
	    (struct time_reached){ t->rolling_s, t->rolling_worst_s,
	        today->rolling_s, true },
	    t->rolling_cluster == NULL ?
	        "rolling maintenance of a cluster" :
	        str_fmt(a, "rolling maintenance of a cluster%s%s",
	            g->model->ncluster > 1 ? "; the longest is " : "",
	            g->model->ncluster > 1 ? t->rolling_cluster : ""));
	backup(a, g);
	oversubscription(a, g);
	utilisation(a, g);
	growth(a, g);
	expansion(a, g);
	budget(a, g);
}

void
requirements_judge_cost(struct arena *a, struct design *g)
{
	g->nreq--;
	g->capreq = g->nreq + 1;
	budget(a, g);
}
