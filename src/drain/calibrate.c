#include "drain/calibrate.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { GRID = 24, ROUNDS = 5, FINE = 9, GOLDEN = 60, WALK = 400 };
/* the walk's steps end below what any figure is printed to */
static const double step_end = 1e-7;
/* no clock is better than this, and no fit is */
static const double precision = 0.001;
/* a figure more must gain so much AICc: "considerably less support" for the
 * model without (Burnham and Anderson, 2004) */
static const double plain = 4;

struct fit {
	const struct migration_rules *r;
	const struct measured *m;
	size_t n;
	double compression;
	double *copy_s;    /* scratch: without the fixed time */
	double *log_bytes; /* log of estimate / measured; NAN: not known */
	size_t unending;
	double o_max;
};

struct point {
	double o, cap, share, sse;
};

static void
run(struct fit *f, double cap, double share)
{
	struct migration_rules r = *f->r;

	r.overhead_s = 0;
	f->unending = 0;
	for (size_t i = 0; i < f->n; i++) {
		const struct measured *m = &f->m[i];
		struct migration_load l = { 0 };
		struct migration_result x;

		l.memory_bytes = m->memory_bytes;
		l.nonzero_bytes = m->memory_bytes * share;
		l.compression = f->compression;
		l.dirty = m->dirty;
		x = migration_run(&r, &l, fmin(cap, m->bandwidth_Bps));
		if (!x.finishes)
			f->unending++;
		f->copy_s[i] = x.finishes ? x.seconds : NAN;
		f->log_bytes[i] =
		    m->bytes > 0 && x.finishes ? log(x.bytes / m->bytes) : NAN;
	}
}

static double
sse_of(const struct fit *f, double o)
{
	double sum = 0;

	for (size_t i = 0; i < f->n; i++) {
		/* one that never ends is as wrong as a factor of e */
		double e = isnan(f->copy_s[i]) ?
		    1 :
		    log((o + f->copy_s[i]) / f->m[i].seconds);

		sum += e * e + precision * precision;
		if (!isnan(f->log_bytes[i]))
			sum += f->log_bytes[i] * f->log_bytes[i];
	}
	return sum;
}

/* the best fixed time, by golden section: the sum has one valley in practice,
 * and its ends are looked at as well */
static struct point
best_overhead(struct fit *f, double cap, double share)
{
	static const double g = 0.6180339887498949;
	double lo = 0, hi = f->o_max;
	struct point p = { 0, cap, share, 0 };

	run(f, cap, share);
	for (int i = 0; i < GOLDEN; i++) {
		double x = hi - g * (hi - lo), y = lo + g * (hi - lo);

		if (sse_of(f, x) <= sse_of(f, y))
			hi = y;
		else
			lo = x;
	}
	p.o = (lo + hi) / 2;
	p.sse = sse_of(f, p.o);
	if (sse_of(f, 0) <= p.sse) {
		p.o = 0;
		p.sse = sse_of(f, 0);
	}
	return p;
}

/* a grid's best need not lie in the cell of the true one where a cap and a
 * share make up for each other: from it in steps to whichever neighbour is
 * better, along both at once too, halved where none is (Hooke and Jeeves,
 * Journal of the ACM 8, 1961) */
static struct point
walk(struct fit *f, struct point best, bool cap, bool share,
    const double *range)
{
	double step = 0.05;
	int far = cap ? 1 : 0, high = share ? 1 : 0, x;

	for (int i = 0; i < WALK && step > step_end; i++) {
		struct point next = best;

		for (x = -far; x <= far; x++)
			for (int y = -high; y <= high; y++) {
				double c = best.cap * exp(x * step),
				       s = best.share + y * step;
				struct point p;

				if ((x == 0 && y == 0) || c < range[0] ||
				    c > range[1] || s < range[2] ||
				    s > range[3])
					continue;
				p = best_overhead(f, c, s);
				if (p.sse < next.sse)
					next = p;
			}
		if (next.sse < best.sse)
			best = next;
		else
			step /= 2;
	}
	return best;
}

/* caps in steps of a factor, shares in even steps, round after round nearer */
static struct point
search(struct fit *f, double cap0, double cap1, double share0, double share1)
{
	struct point best = { 0, 0, 0, DBL_MAX };

	for (int round = 0; round < ROUNDS; round++) {
		int steps = round == 0 ? GRID : FINE;
		int ni = cap0 < cap1 ? steps : 0,
		    nk = share0 < share1 ? steps : 0;
		double fc = ni > 0 ? pow(cap1 / cap0, 1.0 / ni) : 1;
		double fs = nk > 0 ? (share1 - share0) / nk : 0;

		for (int i = 0; i <= ni; i++)
			for (int k = 0; k <= nk; k++) {
				struct point p = best_overhead(f,
				    ni > 0 ? cap0 * pow(fc, i) : cap0,
				    share1 - fs * k);

				if (p.sse < best.sse)
					best = p;
			}
		if (ni > 0) {
			cap0 = fmax(cap0, best.cap / fc);
			cap1 = fmin(cap1, best.cap * fc);
		}
		if (nk > 0) {
			share0 = fmax(share0, best.share - fs);
			share1 = fmin(share1, best.share + fs);
		}
	}
	return best;
}

static double
aicc(double sse, size_t n, int k)
{
	double x = (double)n, p = k + 1;

	if (x <= p + 1)
		return DBL_MAX;
	return x * log(sse / x) + 2 * p + 2 * p * (p + 1) / (x - p - 1);
}

static int
ascending(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

static double
quantile(const double *e, size_t n, double q)
{
	return e[(size_t)(q * (double)(n - 1) + 0.5)];
}

static void
errors(struct arena *a, struct fit *f, const struct point *p,
    struct calibration *out)
{
	double *e = NEW(a, double, f->n + 1), *b = NEW(a, double, f->n + 1);
	size_t n = 0, nb = 0;

	run(f, p->cap, p->share);
	out->unending = f->unending;
	for (size_t i = 0; i < f->n; i++) {
		if (!isnan(f->copy_s[i]))
			e[n++] =
			    fabs((p->o + f->copy_s[i]) / f->m[i].seconds - 1);
		if (!isnan(f->log_bytes[i]))
			b[nb++] = fabs(exp(f->log_bytes[i]) - 1);
	}
	qsort(e, n, sizeof *e, ascending);
	qsort(b, nb, sizeof *b, ascending);
	out->median = n > 0 ? quantile(e, n, 0.5) : INFINITY;
	out->p90 = n > 0 ? quantile(e, n, 0.9) : INFINITY;
	out->most = n > 0 ? e[n - 1] : INFINITY;
	out->bytes_median = nb > 0 ? quantile(b, nb, 0.5) : -1;
}

/* how far one of them can go, the others following, before the sum is above
 * the limit */
static void
interval(struct fit *f, const struct point *best, const double range[4],
    double limit, int which, double *low, double *high)
{
	double at = which == 0 ? best->o : which == 1 ? best->cap : best->share;

	for (int side = 0; side < 2; side++) {
		double in = at,
		       out = which == 0 ? (side ? f->o_max : 0) :
		                          range[2 * (which - 1) + side];

		for (int i = 0; i < 14; i++) {
			double mid = i == 0 ? out : (in + out) / 2;
			double cap = which == 1 ? mid : best->cap;
			double share = which == 2 ? mid : best->share;
			double sse;

			if (which == 0) {
				run(f, best->cap, best->share);
				sse = sse_of(f, mid);
			} else {
				sse = best_overhead(f, cap, share).sse;
			}
			if (sse <= limit)
				in = mid;
			else
				out = mid;
			if (i == 0 && sse <= limit)
				break;
		}
		*(side ? high : low) = in;
	}
}

struct calibration
calibrate_fit(struct arena *a, const struct migration_rules *r, double cap_Bps,
    double compression, const struct measured *m, size_t n)
{
	struct calibration out = { 0 };
	struct fit f = { r, m, n, compression, NEW(a, double, n + 1),
		NEW(a, double, n + 1), 0, INFINITY };
	double slowest = INFINITY, fastest = 0, least = DBL_MAX, range[4];
	struct point best = { 0, 0, 0, DBL_MAX }, was;

	for (size_t i = 0; i < n; i++) {
		f.o_max = fmin(f.o_max, m[i].seconds);
		slowest =
		    fmin(slowest, m[i].memory_bytes * 0.01 / m[i].seconds);
		fastest = fmax(fastest, m[i].bandwidth_Bps);
	}
	slowest = fmin(slowest, fastest / 2);
	range[0] = slowest;
	range[1] = fastest;
	range[2] = 0.01;
	range[3] = 1;
	for (int k = 0; k < 4; k++) {
		bool cap = (k & 1) != 0, share = (k & 2) != 0;
		struct point p = search(&f, cap ? range[0] : fastest, range[1],
		    share ? range[2] : 1, 1);
		double x;

		p = walk(&f, p, cap, share, range);
		x = aicc(p.sse, n, 1 + cap + share);

		if (k > 0 && x >= least - plain)
			continue;
		least = x;
		best = p;
		out.has_cap = cap;
		out.has_share = share;
	}
	errors(a, &f, &best, &out);
	out.overhead_s = best.o;
	out.cap_Bps = best.cap;
	out.share = best.share;
	slowest = best.sse * exp(4.0 / (double)n);
	interval(&f, &best, range, slowest, 0, &out.overhead_low_s,
	    &out.overhead_high_s);
	if (out.has_cap)
		interval(&f, &best, range, slowest, 1, &out.cap_low_Bps,
		    &out.cap_high_Bps);
	if (out.has_share)
		interval(&f, &best, range, slowest, 2, &out.share_low,
		    &out.share_high);
	was = (struct point){ r->overhead_s, cap_Bps, 1, 0 };
	{
		struct calibration old = { 0 };

		errors(a, &f, &was, &old);
		out.before_median = old.median;
	}
	return out;
}
