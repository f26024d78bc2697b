/*
 * The flow simulator against size: flows between random hosts of a leaf-spine
 * fabric, and over one shared link, all there from the start, until the last has
 * ended.  Prints seconds by number of flows, and the exponent of a line through
 * the logarithms.
 *
 * Between 2,000 and 10,000 flows the fabric becomes one piece: each end of a flow
 * changes the level of 3 links there and of 100 here (150 with 20,000 flows), and
 * the engine looks at hardly any other lane than those whose rate changes.  So
 * time grows little up to 5,000 flows and more than tenfold to 10,000, where 900
 * rates change at each end; the exponent is that of a line through all five.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include "solve/flow.h"

static uint64_t state = 1;

static uint32_t
rnd(uint32_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % n;
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

enum { RACKS = 40, HOSTS = 25 };

/* two 10 Gbit/s ports a host, a leaf for each; four 40 Gbit/s uplinks a leaf */
static double
fabric(size_t n)
{
	struct arena *a = arena_new();
	size_t nport = 4 * RACKS * HOSTS, nlink = nport + 4 * RACKS, i, k;
	double *cap = NEW(a, double, nlink), *finish = NEW(a, double, n), t;
	struct flow_spec *f = NEW(a, struct flow_spec, n);
	size_t *path = NEW(a, size_t, 4 * n), *link;

	for (i = 0; i < nlink; i++)
		cap[i] = i < nport ? 1.24e9 : 19.8e9;
	for (i = 0; i < n; i++) {
		size_t x = rnd(RACKS * HOSTS), y = rnd(RACKS * HOSTS - 1);
		size_t mx = rnd(2), my = rnd(2);

		y += y >= x;
		link = path + 4 * i;
		k = 0;
		link[k++] = 4 * x + mx;
		if (x / HOSTS != y / HOSTS || mx != my) {
			link[k++] = nport + 4 * (x / HOSTS) + mx;
			link[k++] = nport + 4 * (y / HOSTS) + 2 + my;
		}
		link[k++] = 4 * y + 2 + my;
		f[i].bytes = 1e9 * (1 + rnd(64000) / 1e3);
		f[i].link = link;
		f[i].nlink = k;
		f[i].cap_Bps = rnd(4) == 0 ? 5e8 : INFINITY;
	}
	t = seconds();
	flow_batch(a, cap, nlink, NULL, 0, f, n, finish);
	t = seconds() - t;
	for (i = 0; i < n; i++)
		if (!(finish[i] > 0 && finish[i] < INFINITY))
			printf("flow %zu does not end\n", i);
	arena_free(a);
	return t;
}

/* all on one link, a quarter of them with a cap */
static double
shared(size_t n)
{
	struct arena *a = arena_new();
	double cap = 1.24e9, *finish = NEW(a, double, n), t;
	struct flow_spec *f = NEW(a, struct flow_spec, n);
	size_t link = 0, i;

	for (i = 0; i < n; i++) {
		f[i].bytes = 1e9 * (1 + rnd(64000) / 1e3);
		f[i].link = &link;
		f[i].nlink = 1;
		f[i].cap_Bps = rnd(4) == 0 ? 5e8 : INFINITY;
	}
	t = seconds();
	flow_batch(a, &cap, 1, NULL, 0, f, n, finish);
	t = seconds() - t;
	arena_free(a);
	return t;
}

static void
table(const char *what, double (*run)(size_t n))
{
	static const size_t size[] = {500, 1000, 2000, 5000, 10000};
	double sx = 0, sy = 0, sxx = 0, sxy = 0, m = 5;
	int i;

	printf("flows over %s\n%8s %12s\n", what, "flows", "CPU seconds");
	for (i = 0; i < 5; i++) {
		double t = run(size[i]), x = log((double)size[i]);
		double y = log(t);

		printf("%8zu %12.3f\n", size[i], t);
		sx += x;
		sy += y;
		sxx += x * x;
		sxy += x * y;
	}
	printf("exponent %.2f\n", (m * sxy - sx * sy) / (m * sxx - sx * sx));
}

int
main(void)
{
	table("a fabric of 40 racks, 1000 hosts", fabric);
	table("one shared link", shared);
	return 0;
}
