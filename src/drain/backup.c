/*
 * DOC: a VM waits for a stream, then for its snapshot, then moves its
 * data, and holds the stream all the while.  With a snapshot a LUN the first
 * VM of a volume has it taken and the others wait for the same; with one a
 * VM, so many of a volume may be open at once, and each is open until its
 * VM is done.  Rates are max-min fair (solve/flow).
 */
#include "drain/backup.h"

#include <math.h>

#include "solve/flow.h"

const char *const backup_stage_word[STAGES] = { "source", "network", "proxy",
	"repository" };

enum state { WAITS, SNAPSHOT, MOVES, DONE };

struct run {
	struct arena *a;
	const struct backup_problem *p;
	struct flow_sim *sim;
	enum state *state;
	size_t *vm_of;    /* of each flow's number, which are used again */
	double *ready_s;  /* when its snapshot is taken */
	double *volume_s; /* per LUN: when it is taken; INFINITY: not yet */
	size_t *open, *taking; /* snapshots of each volume */
	size_t *redirect;      /* flows that run now, FLOW_NONE: none */
	size_t running, left;
	size_t first;  /* all before it are taken up */
	size_t moving; /* all before it have their snapshot */
};

static bool
wants_redirect(const struct run *r, size_t i)
{
	switch (r->p->redirected) {
	case REDIRECTED_NEVER:
		return false;
	case REDIRECTED_ALWAYS:
		return true;
	case REDIRECTED_SNAPSHOT:
		return r->taking[r->p->redirect[i].volume] > 0;
	}
	return false;
}

static void
redirects(struct run *r)
{
	for (size_t i = 0; i < r->p->nredirect; i++) {
		const struct backup_redirect *x = &r->p->redirect[i];
		struct flow_spec f = { 0 };
		bool want = wants_redirect(r, i);

		if (want == (r->redirect[i] != FLOW_NONE))
			continue;
		if (!want) {
			flow_remove(r->sim, r->redirect[i]);
			r->redirect[i] = FLOW_NONE;
			continue;
		}
		f.bytes = INFINITY;
		f.cap_Bps = x->cap_Bps;
		f.link = x->link;
		f.nlink = x->nlink;
		r->redirect[i] = flow_add(r->sim, &f);
	}
}

static void
done(struct run *r, size_t vm)
{
	r->state[vm] = DONE;
	r->running--;
	r->left--;
	if (!r->p->per_lun)
		r->open[r->p->vm[vm].volume]--;
}

static void
move(struct run *r, size_t vm)
{
	const struct backup_vm *v = &r->p->vm[vm];
	struct flow_spec f = { 0 };
	size_t k;

	if (v->nlink == 0 || v->bytes <= 0) {
		done(r, vm);
		return;
	}
	r->state[vm] = MOVES;
	f.bytes = v->bytes;
	f.cap_Bps = r->p->no_caps ? 0 : v->cap_Bps;
	f.link = v->link;
	f.nlink = v->nlink;
	k = flow_add(r->sim, &f);
	r->vm_of[k] = vm;
}

/* takes up VMs while there are streams and snapshots for them */
static void
take_up(struct run *r)
{
	const struct backup_problem *p = r->p;

	while (r->first < p->nvm && r->state[r->first] != WAITS)
		r->first++;
	for (size_t i = r->first; i < p->nvm && r->running < p->streams; i++) {
		size_t v = p->vm[i].volume;

		if (r->state[i] != WAITS)
			continue;
		if (!p->per_lun && r->open[v] >= p->per_volume)
			continue;
		r->state[i] = SNAPSHOT;
		r->running++;
		r->ready_s[i] = flow_now(r->sim) + p->snapshot_s;
		if (!p->per_lun) {
			r->open[v]++;
			r->taking[v]++;
		} else if (isinf(r->volume_s[v])) {
			r->volume_s[v] = r->ready_s[i];
			r->taking[v]++;
		} else {
			/* taken by another, or about to be */
			r->ready_s[i] = fmax(r->volume_s[v], flow_now(r->sim));
		}
	}
}

/* VMs whose snapshot is taken by now begin to move */
static bool
begin(struct run *r)
{
	const struct backup_problem *p = r->p;
	double now = flow_now(r->sim);
	bool any = false;

	for (size_t i = 0; i < p->nvolume && p->per_lun; i++)
		if (r->taking[i] > 0 && r->volume_s[i] <= now)
			r->taking[i] = 0;
	while (r->moving < r->first && r->state[r->moving] != SNAPSHOT)
		r->moving++;
	for (size_t i = r->moving; i < p->nvm; i++) {
		if (r->state[i] != SNAPSHOT || r->ready_s[i] > now)
			continue;
		if (!p->per_lun)
			r->taking[p->vm[i].volume]--;
		move(r, i);
		any = true;
	}
	return any;
}

static double
next_snapshot(const struct run *r)
{
	double t = INFINITY;

	for (size_t i = r->moving; i < r->p->nvm; i++)
		if (r->state[i] == SNAPSHOT)
			t = fmin(t, r->ready_s[i]);
	return t;
}

static bool
step(struct run *r)
{
	double t;
	size_t k;

	do
		take_up(r);
	while (begin(r));
	redirects(r);
	if (r->left == 0)
		return true;
	t = next_snapshot(r);
	if (isinf(t) && isinf(flow_next(r->sim)))
		return false; /* a link of no capacity */
	k = flow_advance(r->sim, t);
	if (k != FLOW_NONE)
		done(r, r->vm_of[k]);
	return true;
}

static void
bounds(const struct backup_problem *p, struct arena *a,
    struct backup_answer *out)
{
	double *bytes = NEW(a, double, p->nlink + 1), s;
	size_t *on = NEW(a, size_t, p->nvolume + 1), i, k, most = 0, rounds;

	for (i = 0; i < STAGES; i++)
		out->stage_link[i] = FLOW_NONE;
	for (i = 0; i < p->nvm; i++) {
		out->bytes += p->vm[i].bytes;
		if (++on[p->vm[i].volume] > most)
			most = on[p->vm[i].volume];
		for (k = 0; k < p->vm[i].nlink; k++)
			bytes[p->vm[i].link[k]] += p->vm[i].bytes;
	}
	for (i = 0; i < p->nlink; i++) {
		if (bytes[i] <= 0)
			continue;
		s = p->capacity_Bps[i] > 0 ? bytes[i] / p->capacity_Bps[i] :
		                             INFINITY;
		if (s > out->stage_s[p->stage[i]]) {
			out->stage_s[p->stage[i]] = s;
			out->stage_link[p->stage[i]] = i;
		}
	}
	rounds = (most + p->per_volume - 1) / p->per_volume;
	if (p->per_lun)
		out->snapshots_s = most > 0 ? p->snapshot_s : 0;
	else
		out->snapshots_s = (double)rounds * p->snapshot_s;
	out->lower_bound_s = out->snapshots_s;
	for (i = 0; i < STAGES; i++)
		out->lower_bound_s = fmax(out->lower_bound_s, out->stage_s[i]);
}

struct backup_answer
backup_simulate(struct arena *a, const struct backup_problem *p)
{
	struct run r = { .a = a, .p = p };
	struct backup_answer out = { .hold = HOLD_NOTHING };

	r.sim = flow_new(a, p->capacity_Bps, p->nlink, NULL, 0);
	r.state = NEW(a, enum state, p->nvm + 1);
	r.vm_of = NEW(a, size_t, p->nvm + p->nredirect + 1);
	r.ready_s = NEW(a, double, p->nvm + 1);
	r.volume_s = NEW(a, double, p->nvolume + 1);
	r.open = NEW(a, size_t, p->nvolume + 1);
	r.taking = NEW(a, size_t, p->nvolume + 1);
	r.redirect = NEW(a, size_t, p->nredirect + 1);
	for (size_t i = 0; i < p->nvolume; i++)
		r.volume_s[i] = INFINITY;
	for (size_t i = 0; i < p->nredirect; i++)
		r.redirect[i] = FLOW_NONE;
	bounds(p, a, &out);
	r.left = p->nvm;
	while (r.left > 0)
		if (!step(&r))
			return out;
	out.finishes = true;
	out.seconds = flow_now(r.sim);
	return out;
}

/* the same without one limit; HOLD_NOTHING: without those of streams and of
 * snapshots, which may hold each other */
static double
without(struct arena *a, const struct backup_problem *p, enum backup_hold what)
{
	struct backup_problem q = *p;
	double *capacity = NEW(a, double, p->nlink + 1);
	struct backup_answer r;

	for (size_t i = 0; i < p->nlink; i++)
		/* far above any link, and still a number */
		capacity[i] =
		    what < HOLD_STREAMS && (int)p->stage[i] == (int)what ?
		    1e18 :
		    p->capacity_Bps[i];
	q.capacity_Bps = capacity;
	q.no_caps = what == HOLD_NETWORK;
	if (what == HOLD_STREAMS || what == HOLD_NOTHING)
		q.streams = p->nvm > 0 ? p->nvm : 1;
	if (what == HOLD_SNAPSHOTS || what == HOLD_NOTHING) {
		q.snapshot_s = 0;
		q.per_volume = p->nvm > 0 ? p->nvm : 1;
	}
	r = backup_simulate(a, &q);
	return r.finishes ? r.seconds : INFINITY;
}

struct backup_answer
backup_run(struct arena *a, const struct backup_problem *p)
{
	struct backup_answer out = backup_simulate(a, p);
	double best = out.finishes ? out.seconds * (1 - 1e-6) : INFINITY, s;
	int longest = -1;

	for (int i = 0; i < HOLD_NOTHING; i++) {
		s = without(a, p, (enum backup_hold)i);
		if (i == HOLD_STREAMS)
			out.streams_s = s;
		if (s < best) {
			best = s;
			out.hold = (enum backup_hold)i;
		}
	}
	if (!(out.streams_s < out.seconds * (1 - 1e-6)))
		out.streams_s = without(a, p, HOLD_NOTHING);
	if (out.hold == HOLD_NOTHING && out.streams_s < best)
		out.hold = HOLD_STREAMS;
	/* two that are equally narrow: neither alone helps */
	for (int i = 0; i < STAGES && out.hold == HOLD_NOTHING; i++)
		if (out.stage_s[i] > 0 &&
		    (longest < 0 || out.stage_s[i] > out.stage_s[longest]))
			longest = i;
	if (longest >= 0)
		out.hold = (enum backup_hold)longest;
	return out;
}

double
backup_cores(double bytes, double window_s, double change, bool full)
{
	double t = window_s > 0 ? bytes / window_s : INFINITY;

	return full ? t / CORE_FULL_BPS : t * change / CORE_INCREMENTAL_BPS;
}
