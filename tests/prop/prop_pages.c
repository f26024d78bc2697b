/*
 * The migration engine, which knows bytes and means, against QEMU's loop page by
 * page (migration/migration.c, migration/ram.c of QEMU 8 to 10): a bitmap sent
 * in the order of addresses, looked at every 50 ms, or once a window of 100 ms
 * where a cap is kept; what was rewritten is added when what is left fits the
 * downtime limit at the speed of the last window, and when it still fits then,
 * the VM is suspended.  Writers that hit a set evenly, nine in ten times a tenth
 * of it, or walk through it.  Prints the error, and fails where it is worse
 * than it was.
 */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drain/migration.h"

static uint64_t state;

static double
rnd(void)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (double)(state >> 11) / 9007199254740992.0;
}

enum writer { EVEN, HOT, WALK };
enum { MOST = 1 << 17, CASES = 80, REPEATS = 3 };
static const double page = 4096, on_wire = 4104, in_memory_Bps = 900e6;

struct guest {
	enum writer writer;
	double memory, set, rate, Bps, limit_s;
	bool capped;
};

/* a migration under way */
struct loop {
	const struct guest *g;
	size_t npage, nset, waiting, at, walk;
	double now, written_s, owed;
	double window_s, window_bytes, fits, bytes;
	unsigned char send[MOST], dirty[MOST];
};

static void
write_until_now(struct loop *l)
{
	double n = l->owed + l->g->rate * (l->now - l->written_s) / page;
	size_t hot = l->nset / 10 + 1, i;

	for (; n >= 1; n--) {
		if (l->g->writer == WALK)
			i = l->walk++ % l->nset;
		else if (l->g->writer == EVEN || l->nset <= hot)
			i = (size_t)(rnd() * (double)l->nset);
		else if (rnd() < 0.9)
			i = (size_t)(rnd() * (double)hot);
		else
			i = hot + (size_t)(rnd() * (double)(l->nset - hot));
		l->dirty[i] = 1;
	}
	l->owed = n;
	l->written_s = l->now;
}

static void
add_rewritten(struct loop *l)
{
	size_t i;

	write_until_now(l);
	for (i = 0; i < l->nset; i++) {
		l->waiting += l->dirty[i] && !l->send[i];
		l->send[i] |= l->dirty[i];
		l->dirty[i] = 0;
	}
}

static void
window_ends(struct loop *l)
{
	l->fits = l->window_bytes / (l->now - l->window_s) * l->g->limit_s;
	l->window_s = l->now;
	l->window_bytes = 0;
}

static bool
cap_met(const struct loop *l)
{
	return l->g->capped && l->window_bytes > l->g->Bps / 10;
}

/* pages until the cap of the window is met, 50 ms are over or none waits */
static void
send_some(struct loop *l)
{
	double begin = l->now;

	while (l->waiting > 0 && !cap_met(l) && l->now <= begin + 0.05) {
		while (!l->send[l->at])
			l->at = (l->at + 1) % l->npage;
		l->send[l->at] = 0;
		l->waiting--;
		l->bytes += on_wire;
		l->window_bytes += on_wire;
		l->now += on_wire / (l->g->capped ? in_memory_Bps : l->g->Bps);
	}
}

/* seconds; INFINITY: it does not end */
static double
page_by_page(struct loop *l, const struct guest *g, double *bytes)
{
	double last;

	memset(l, 0, sizeof *l);
	l->g = g;
	l->npage = l->waiting = (size_t)(g->memory / page);
	l->nset = (size_t)(g->set / page);
	memset(l->send, 1, l->npage);
	while (l->now < 300) {
		if ((double)l->waiting * page < l->fits)
			add_rewritten(l);
		if (l->waiting == 0 || (double)l->waiting * page < l->fits)
			break;
		send_some(l);
		if (l->now < l->window_s + 0.1 && cap_met(l))
			l->now = l->window_s + 0.1;
		if (l->now >= l->window_s + 0.1)
			window_ends(l);
	}
	last = (double)l->waiting * on_wire;
	*bytes = l->bytes + last;
	return l->now < 300 ?
	    l->now + last / (g->capped ? in_memory_Bps : g->Bps) : INFINITY;
}

static struct guest
random_guest(void)
{
	static const double limit_s[] = {0.05, 0.1, 0.3, 0.3, 0.5};
	struct guest g;
	double r = rnd();

	g.writer = r < 0.6 ? EVEN : r < 0.8 ? HOT : WALK;
	g.memory = 1e8 + 4e8 * rnd();
	g.set = g.memory * (0.02 + 0.9 * rnd());
	r = rnd();
	g.Bps = 2e7 + 2.5e8 * r * r;
	g.rate = rnd() < 0.1 ? 0 : 0.9 * g.Bps * rnd();
	g.limit_s = limit_s[(size_t)(5 * rnd())];
	g.capped = rnd() < 0.5;
	return g;
}

static struct migration_result
by_the_engine(const struct guest *g)
{
	struct migration_rules r = migration_rules_plain();
	struct migration_load l = {0};

	r.downtime_s = g->limit_s;
	r.page_header_bytes = 8;
	r.loop_s = g->capped ? 0.05 : 0.025;
	r.stop_Bps = g->capped ? in_memory_Bps : 0;
	l.memory_bytes = l.nonzero_bytes = g->memory;
	l.dirty = dirty_none();
	if (g->rate > 0 && g->writer == WALK)
		l.dirty = dirty_hot(g->set, g->set / g->rate, 0);
	else if (g->rate > 0)
		l.dirty = dirty_uniform(g->set, g->rate);
	if (g->rate > 0 && g->writer == HOT) {
		l.dirty.set_bytes[0] = g->set * 0.1;
		l.dirty.rate_Bps[0] = g->rate * 0.9;
		l.dirty.set_bytes[1] = g->set * 0.9;
		l.dirty.rate_Bps[1] = g->rate * 0.1;
	}
	return migration_run(&r, &l, g->Bps);
}

static int
ascending(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

int
main(void)
{
	struct loop *l = malloc(sizeof *l);
	double time[CASES], bytes[CASES];
	size_t i, k, n = 0;
	bool bad = l == NULL;

	for (i = 0; i < CASES && !bad; i++) {
		double s = 0, b = 0, one;
		struct migration_result m;
		struct guest g;

		state = (i + 1) * 0x9e3779b97f4a7c15u;
		g = random_guest();
		m = by_the_engine(&g);
		for (k = 0; k < REPEATS; k++) {
			s += page_by_page(l, &g, &one) / REPEATS;
			b += one / REPEATS;
		}
		if (m.finishes != !isinf(s)) {
			printf("seed %zu: the engine says it %s\n", i,
			    m.finishes ? "ends" : "never ends");
			bad = true;
			continue;
		}
		if (!m.finishes)
			continue;
		time[n] = fabs(m.seconds / s - 1);
		bytes[n] = fabs(m.bytes / b - 1);
		if (time[n] > 0.06)
			printf("seed %zu: %.2f s, page by page %.2f\n", i,
			    m.seconds, s);
		n++;
	}
	free(l);
	qsort(time, n, sizeof time[0], ascending);
	qsort(bytes, n, sizeof bytes[0], ascending);
	printf("%zu migrations page by page: time off by %.1f %% (median), "
	    "%.1f %% (p90), %.1f %% (most); bytes %.1f %%, %.1f %%, %.1f %%\n",
	    n, 100 * time[n / 2], 100 * time[n * 9 / 10], 100 * time[n - 1],
	    100 * bytes[n / 2], 100 * bytes[n * 9 / 10], 100 * bytes[n - 1]);
	bad = bad || n < CASES * 3 / 4 || time[n / 2] > 0.005 ||
	    time[n * 9 / 10] > 0.05 || time[n - 1] > 0.15;
	printf("prop_pages: %d passed, %d failed\n", !bad, bad);
	return bad;
}
