/*
 * When each rack comes: what every possible interim network saves, simulated,
 * and the schedule that waits least by that.  A site with more of them than are
 * simulated falls back on what each rack saves once everything has moved.
 */
#include "phases/phases_ctx.h"

/* of a site of few hosts; a simulation takes about as long as it has hosts,
 * twice over */
enum { HOSTS_SQUARED = 400000, LEAST = 32, MOST = 400 };

/* what a host counts for today, seconds.  One that can't be drained counts as
 * long as the longest that can, or twice as on the new network where none
 * can. */
static double
today_s(const struct phases_ctx *k, size_t host)
{
	const struct net_result *now = &k->whole->results->net[0];
	const struct net_result *then = &k->whole->results->net[1];
	double longest = 0;

	if (now->host[host].finished)
		return now->host[host].seconds;
	for (size_t i = 0; i < k->m->nhost; i++)
		if (now->host[i].finished && now->host[i].seconds > longest)
			longest = now->host[i].seconds;
	return longest > 0            ? longest :
	    then->host[host].finished ? 2 * then->host[host].seconds :
	                                0;
}

/* seconds drains (of each host, negative: it can't be drained) are shorter than
 * today's, over the hosts of a rack (m->nrack: of all); they are longer where a
 * cluster is torn apart */
static double
saved_s(const struct phases_ctx *k, const double *s, size_t rack)
{
	double sum = 0;

	for (size_t i = 0; i < k->m->nhost; i++)
		if ((rack == k->m->nrack || k->m->host[i].rack == rack) &&
		    s[i] >= 0)
			sum += today_s(k, i) - s[i];
	return sum;
}

static double *
on_the_whole(const struct phases_ctx *k)
{
	const struct net_result *n = &k->whole->results->net[1];
	double *s = NEW(k->a, double, k->m->nhost + 1);

	for (size_t i = 0; i < k->m->nhost; i++)
		s[i] = n->host[i].finished ? n->host[i].seconds : -1;
	return s;
}

static int64_t
whole_seconds(double s)
{
	return (int64_t)(s < 0 ? s - 0.5 : s + 0.5);
}

static bool
has_cluster(const struct model *m, size_t rack, size_t cluster)
{
	for (size_t i = 0; i < m->nhost; i++)
		if (m->host[i].rack == rack && m->host[i].cluster == cluster)
			return true;
	return false;
}

static bool
same_clusters(const struct model *m, size_t x, size_t y)
{
	for (size_t i = 0; i < m->ncluster; i++)
		if (has_cluster(m, x, i) != has_cluster(m, y, i))
			return false;
	return true;
}

/* racks of the same clusters are of a kind, and with `weight` only where they
 * save as much */
static size_t *
kinds(const struct phases_ctx *k, const int64_t *weight)
{
	const struct pieces *p = k->pieces;
	size_t *kind = NEW(k->a, size_t, p->nrack + 1), i, j;

	for (i = 0; i < p->nrack; i++) {
		for (j = 0; j < i; j++)
			if ((weight == NULL || weight[i] == weight[j]) &&
			    same_clusters(k->m, p->rack[i].rack,
			        p->rack[j].rack))
				break;
		kind[i] = j;
	}
	return kind;
}

static int64_t
simulated(const struct phases_ctx *k, const struct interim *s)
{
	struct arena *own = arena_new();
	bool *moved = NEW(own, bool, k->m->nend + 1);
	int64_t saved;

	for (size_t i = 0; i < k->m->nend; i++)
		for (size_t r = 0; r < k->pieces->nrack; r++)
			moved[i] |= s->done[r] &&
			    k->pieces->rack[r].rack == k->m->host[i].rack;
	saved = whole_seconds(saved_s(k,
	    drain_variants_seconds(own, k->meanwhile, k->whole->design, moved,
	        NULL),
	    k->m->nrack));
	arena_free(own);
	return saved;
}

static void
note(struct phases_ctx *k, const char *text)
{
	PUSH(k->a, k->out->note, k->out->nnote, k->out->capnote, text);
}

static struct schedule *
by_interim_networks(struct phases_ctx *k, const struct schedule_asked *q,
    const double *whole)
{
	int64_t most = HOSTS_SQUARED / (int64_t)(k->m->nhost * k->m->nhost + 1);
	struct interim_networks *st;

	most = most < LEAST ? LEAST : most > MOST ? MOST : most;
	st = interim_networks_of(k->a, q, kinds(k, q->weight), (size_t)most);
	if (st == NULL)
		st = interim_networks_of(k->a, q, kinds(k, NULL), (size_t)most);
	if (st == NULL)
		return NULL;
	for (size_t i = 0; i < st->n; i++)
		if (st->interim[i].asked)
			st->interim[i].saved = simulated(k, &st->interim[i]);
	st->interim[st->n - 1].saved =
	    whole_seconds(saved_s(k, whole, k->m->nrack));
	return interim_networks_schedule(k->a, st);
}

bool
phases_solve(struct phases_ctx *k)
{
	const struct model *m = k->m;
	int64_t *w = NEW(k->a, int64_t, m->nrack + 1);
	int *earliest = NEW(k->a, int, m->nrack + 1);
	int *due = NEW(k->a, int, m->nrack + 1);
	int64_t *early = NEW(k->a, int64_t, m->nrack + 1);
	struct schedule_asked q = { m, k->pieces, k->period, k->nperiod, w,
		earliest, NULL, NULL };
	const double *whole = on_the_whole(k);
	struct schedule *s;
	bool priced = false;
	size_t r;

	for (size_t i = 0; i < k->pieces->nrack; i++) {
		w[i] =
		    whole_seconds(saved_s(k, whole, k->pieces->rack[i].rack));
		if (w[i] < 0)
			w[i] = 0;
		r = k->pieces->rack[i].rack;
		earliest[i] = schedule_earliest(&m->money, r);
		due[i] = m->money.rack_month[r];
		early[i] = m->money.rack_earlier_cents[r];
		priced |= early[i] > 0 && earliest[i] < due[i];
	}
	if (priced) {
		q.due = due;
		q.early_cents = early;
	}
	/* the price of coming early depends on the date, not on the interim
	 * network */
	s = priced ? NULL : by_interim_networks(k, &q, whole);
	if (s == NULL && priced) {
		s = schedule_make(k->a, &q);
		k->out->added_up = true;
		note(k,
		    "hosts may be replaced earlier at a price: each rack "
		    "counts with what it saves once all have migrated");
	} else if (s == NULL) {
		s = schedule_make(k->a, &q);
		k->out->added_up = true;
		note(k,
		    "this site's racks can be migrated in more orders than are "
		    "simulated: each rack counts with what it saves once all "
		    "have migrated");
	}
	k->out->schedule = s;
	if (s->status != LP_OPTIMAL && s->status != LP_FEASIBLE)
		return diag_infeasible(k->d, m->plan->at, "plan-search",
		    "the search reached its node limit without finding a "
		    "schedule");
	if (s->status == LP_FEASIBLE)
		note(k,
		    "not proven to be the schedule with the least waiting: "
		    "the search ended at its limit of nodes");
	return true;
}
