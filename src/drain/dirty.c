#include "drain/dirty.h"

#include <math.h>

/* after so many seconds all is rewritten that ever is */
static const double AGES = 1e12;

struct dirty
dirty_none(void)
{
	struct dirty d = { 0 };

	return d;
}

struct dirty
dirty_hot(double hot_bytes, double hot_window_s, double cold_Bps)
{
	struct dirty d = { 0 };

	d.kind = DIRTY_HOT;
	d.hot_bytes = hot_bytes;
	d.hot_window_s = hot_window_s;
	d.cold_Bps = cold_Bps;
	return d;
}

struct dirty
dirty_uniform(double set_bytes, double rate_Bps)
{
	struct dirty d = { 0 };

	d.kind = DIRTY_UNIFORM;
	d.set_bytes[0] = set_bytes;
	d.rate_Bps[0] = rate_Bps;
	return d;
}

struct dirty
dirty_points(const double *point_s, const double *point_bytes, size_t n)
{
	struct dirty d = { 0 };

	d.kind = DIRTY_POINTS;
	d.point_s = point_s;
	d.point_bytes = point_bytes;
	d.npoint = n;
	if (n >= 2) {
		double slope = (point_bytes[1] - point_bytes[0]) /
		    (point_s[1] - point_s[0]);

		d.origin_bytes = fmax(0, point_bytes[0] - slope * point_s[0]);
	}
	return d;
}

static double
points(const struct dirty *d, double t)
{
	double x0 = 0, y0 = d->origin_bytes;

	for (size_t i = 0; i < d->npoint; i++) {
		double x1 = d->point_s[i], y1 = d->point_bytes[i];

		if (t <= x1 || i + 1 == d->npoint)
			return y0 + (y1 - y0) * (t - x0) / (x1 - x0);
		x0 = x1;
		y0 = y1;
	}
	return y0;
}

double
dirty_bytes(const struct dirty *d, double seconds, double memory_bytes)
{
	double w = 0;

	if (d->speed > 0)
		seconds *= d->speed;

	if (seconds <= 0)
		return 0;
	switch (d->kind) {
	case DIRTY_HOT:
		if (d->hot_window_s > 0 && seconds < d->hot_window_s)
			w = d->hot_bytes * seconds / d->hot_window_s;
		else
			w = d->hot_bytes +
			    d->cold_Bps * (seconds - d->hot_window_s);
		break;
	case DIRTY_UNIFORM:
		for (int i = 0; i < 2; i++) {
			double set = d->set_bytes[i] > 0 ? d->set_bytes[i] :
			                                   memory_bytes;

			if (d->rate_Bps[i] > 0 && set > 0)
				w += -set *
				    expm1(-d->rate_Bps[i] * seconds / set);
		}
		break;
	case DIRTY_POINTS:
		w = points(d, seconds);
		break;
	}
	return fmin(fmax(w, 0), memory_bytes);
}

/* when so much is rewritten; what ever is, is before AGES */
static double
time_of(const struct dirty *d, double bytes, double memory_bytes)
{
	double lo = 0, hi = 1;

	if (d->kind == DIRTY_HOT && bytes <= d->hot_bytes)
		return d->hot_window_s * bytes / d->hot_bytes;
	if (d->kind == DIRTY_HOT)
		return d->hot_window_s + (bytes - d->hot_bytes) / d->cold_Bps;
	while (dirty_bytes(d, hi, memory_bytes) < bytes && hi < AGES)
		hi *= 2;
	for (int i = 0; i < 60; i++) {
		double mid = (lo + hi) / 2;

		if (dirty_bytes(d, mid, memory_bytes) < bytes)
			lo = mid;
		else
			hi = mid;
	}
	return hi;
}

double
dirty_again(const struct dirty *d, double rest, double queue, double seconds,
    double memory_bytes)
{
	struct dirty x = *d;
	double all, had, now, both, t;

	x.speed = 0;
	seconds *= d->speed > 0 ? d->speed : 1;
	now = dirty_bytes(&x, seconds, memory_bytes);
	all = dirty_bytes(&x, AGES, memory_bytes);
	had = fmin(queue, all);
	if (had <= 0 || now <= 0)
		return 0;
	if (d->kind == DIRTY_UNIFORM && d->rate_Bps[1] <= 0)
		return fmin(rest, had) * now / all;
	/* of all but everything: when it is everything is far away */
	t = time_of(&x, fmin(had, all * (1 - 1e-9)), memory_bytes);
	both = had + now - dirty_bytes(&x, t + seconds, memory_bytes);
	return fmin(rest, had) / had * fmin(fmax(both, 0), fmin(had, now));
}

struct dirty
dirty_faster(const struct dirty *d, double factor)
{
	struct dirty x = *d;

	x.speed = factor * (d->speed > 0 ? d->speed : 1);
	return x;
}

struct dirty
dirty_optimistic(const struct dirty *d)
{
	struct dirty x = *d;

	if (d->kind == DIRTY_HOT)
		x.hot_bytes = x.hot_window_s = 0;
	return x;
}

struct dirty
dirty_pessimistic(const struct dirty *d)
{
	struct dirty x = *d;

	if (d->kind == DIRTY_HOT)
		x.hot_window_s = 0;
	return x;
}
