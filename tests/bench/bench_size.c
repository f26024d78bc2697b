/*
 * The sizing program against size: spine-leaf sites of 1 to 400 racks with 10
 * hosts each, catalogs of 10 to 200 models, one of them a chassis large enough
 * for all.  CPU seconds, search nodes, rows, columns and memory of each (a
 * process of its own), and the exponents of lines through the logarithms.
 */
#include <math.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../prop/world.h"

static struct catalog *
catalog_of(struct arena *a, size_t nmodel)
{
	struct catalog *c = random_catalog(a);
	struct switch_model *s = NEW(a, struct switch_model, nmodel);
	size_t i;

	for (i = 0; i < nmodel; i++) {
		s[i] = random_switch(a, i);
		s[i].lags = 4096;
	}
	s[0].spine = true;
	s[0].mclag_kind = "MC";
	s[0].lag_members = 16;
	s[0].nblock = 2;
	s[0].block[0].count = 4096;
	s[0].block[1] = (struct port_block){.media = MEDIA_QSFPP,
	    .count = 4096, .step = 1, .name = "b{n}", .speed_bps = 40 * G};
	s[0].part.price.cents = 20000000;
	/* fibres that reach across the room */
	((struct cable *)c->cable)[2].length[4].mm = 200000;
	((struct cable *)c->cable)[3].length[4].mm = 200000;
	c->sw = s;
	c->nsw = nmodel;
	return c;
}

static struct model *
site_of(struct arena *a, const struct catalog *cat, size_t nrack)
{
	struct model *m = random_site(a, cat);
	struct host *host = NEW(a, struct host, 10 * nrack);
	struct rack *rack = NEW(a, struct rack, nrack);
	size_t i;

	for (i = 0; i < nrack; i++)
		rack[i] = (struct rack){.name = str_fmt(a, "r%zu", i),
		    .units = 42, .position = i % 20, .row_index = i / 20};
	for (i = 0; i < 10 * nrack; i++) {
		host[i] = m->host[0];
		host[i].rack = i / 10;
		host[i].position_u = 1 + 2 * (i % 10);
	}
	m->rack = rack;
	m->nrack = nrack;
	m->host = host;
	m->nhost = 10 * nrack;
	m->want.oversubscription_ppm = 3000000;
	m->want.growth_ppm = 200000;
	m->want.budget_cents = 0;
	m->policy.spare_optics_ppm = m->policy.spare_cables_ppm = 50000;
	m->policy.energy_micro = 0;
	return m;
}

static void
one(size_t nrack, size_t nmodel)
{
	static const char *const word[] = {
		"proven", "not proven", "none: proven", "unbounded",
		"unknown", "error"
	};
	struct arena *a = arena_new();
	struct min_bandwidth none = {0};
	const struct sizing *p;
	struct rusage u;

	state = 5;
	p = pick_cheapest(a, NULL, site_of(a, catalog_of(a, nmodel), nrack),
	    TOPOLOGY_SPINE_LEAF, &none);
	getrusage(RUSAGE_SELF, &u);
	printf("%6zu %7zu %8.2f %7ld %6zu %8zu %8.1f   %s\n", nrack, nmodel,
	    (double)u.ru_utime.tv_sec + (double)u.ru_utime.tv_usec / 1e6,
	    p->nodes, p->nrow, p->nvar, (double)u.ru_maxrss / 1024,
	    word[p->status]);
	fflush(stdout);
	arena_free(a);
}

static double
child_s(size_t nrack, size_t nmodel)
{
	struct rusage u;
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		one(nrack, nmodel);
		_exit(0);
	}
	if (pid < 0 || wait4(pid, &status, 0, &u) != pid)
		return NAN;
	return (double)u.ru_utime.tv_sec + (double)u.ru_utime.tv_usec / 1e6;
}

/* slope of a line through n points */
static double
slope(const double *x, const double *y, int n)
{
	double sx = 0, sy = 0, sxx = 0, sxy = 0;
	int i;

	for (i = 0; i < n; i++) {
		sx += x[i];
		sy += y[i];
		sxx += x[i] * x[i];
		sxy += x[i] * y[i];
	}
	return (n * sxy - sx * sy) / (n * sxx - sx * sx);
}

int
main(void)
{
	static const size_t racks[] = {1, 4, 40, 400}, models[] = {10, 50, 200};
	double x[4], y[4], at[3], took[3];
	int i, k;

	printf("%6s %7s %8s %7s %6s %8s %8s   %s\n", "racks", "models", "CPU s",
	    "nodes", "rows", "columns", "MiB", "answer");
	fflush(stdout);
	for (k = 0; k < 3; k++) {
		for (i = 0; i < 4; i++) {
			x[i] = log((double)racks[i]);
			y[i] = log(child_s(racks[i], models[k]) + 1e-3);
		}
		at[k] = log((double)models[k]);
		took[k] = y[3];
		printf("exponent in racks %.2f\n", slope(x, y, 4));
		fflush(stdout);
	}
	printf("exponent in models, at 400 racks %.2f\n", slope(at, took, 3));
	return 0;
}
