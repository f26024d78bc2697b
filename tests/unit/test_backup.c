/* The night's backup: the vendor's rule, cases by hand, bounds. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "drain/backup.h"

#define NEAR(x, y) cr_assert(fabs((double)(x) - (double)(y)) <=             \
    1e-6 * fmax(1, fabs((double)(y))), "%.9g, wanted %.9g", (double)(x),     \
    (double)(y))

/* the best-practice guide's own example: 100 TB, 8 h, 10 % */
Test(backup, cores_of_the_published_example)
{
	double bytes = 100.0 * 1048576 * 1048576, window = 8 * 3600;

	NEAR(bytes / window / 1048576, 3640.888888889);
	NEAR(round(backup_cores(bytes, window, .1, true) * 10) / 10, 36.4);
	NEAR(round(backup_cores(bytes, window, .1, false) * 10) / 10, 14.6);
}

enum { VMS = 12 };

/* twelve machines of 100 bytes over one link of 10 byte/s, on two volumes */
static struct backup_problem
world(struct arena *a)
{
	static const double capacity[] = {10, 1000};
	static const enum backup_stage stage[] = {
		STAGE_NETWORK, STAGE_REPOSITORY
	};
	static const size_t link[] = {0, 1};
	struct backup_vm *vm = NEW(a, struct backup_vm, VMS);
	struct backup_problem p = {.capacity_Bps = capacity, .stage = stage,
	    .nlink = 2, .vm = vm, .nvm = VMS, .nvolume = 2, .streams = 3,
	    .per_lun = true, .per_volume = 4};
	size_t i;

	for (i = 0; i < VMS; i++)
		vm[i] = (struct backup_vm){100, i % 2, link, 2, 0};
	return p;
}

Test(backup, with_no_snapshots_the_narrowest_link_is_the_time)
{
	struct arena *a = arena_new();
	struct backup_problem p = world(a);
	struct backup_answer r = backup_run(a, &p);

	cr_assert(r.finishes);
	NEAR(r.seconds, 120);
	NEAR(r.lower_bound_s, 120);
	NEAR(r.stage_s[STAGE_NETWORK], 120);
	NEAR(r.stage_s[STAGE_REPOSITORY], 1.2);
	NEAR(r.bytes, 1200);
	cr_assert(r.hold == HOLD_NETWORK && r.stage_link[STAGE_NETWORK] == 0);
	arena_free(a);
}

/* both volumes' snapshots are taken by the first three machines, at once */
Test(backup, a_snapshot_a_lun_is_taken_once)
{
	struct arena *a = arena_new();
	struct backup_problem p = world(a);
	struct backup_answer r;

	p.snapshot_s = 7;
	r = backup_simulate(a, &p);
	NEAR(r.seconds, 127);
	NEAR(r.snapshots_s, 7);
	arena_free(a);
}

/* one at a time: each machine takes its own and then moves */
Test(backup, a_snapshot_a_machine_is_taken_each_time)
{
	struct arena *a = arena_new();
	struct backup_problem p = world(a);
	struct backup_answer r;

	p.per_lun = false;
	p.streams = 1;
	p.snapshot_s = 7;
	r = backup_run(a, &p);
	NEAR(r.seconds, VMS * (7 + 10));
	cr_assert(r.hold == HOLD_SNAPSHOTS || r.hold == HOLD_NETWORK);
	/* more streams alone would do nearly as well, and cost nothing */
	cr_assert(r.streams_s < 140, "%g", r.streams_s);
	/* two volumes, one of each open: two machines at a time */
	p.streams = 100;
	p.per_volume = 1;
	r = backup_simulate(a, &p);
	NEAR(r.seconds, VMS / 2 * (7 + 20));
	NEAR(r.snapshots_s, VMS / 2 * 7);
	arena_free(a);
}

/* one stream and one snapshot of the one volume: either alone frees nothing,
 * and each machine has a link of its own */
Test(backup, streams_and_snapshots_that_hold_each_other)
{
	struct arena *a = arena_new();
	struct backup_problem p = world(a);
	struct backup_vm *vm = NEW(a, struct backup_vm, VMS);
	double *capacity = NEW(a, double, VMS);
	enum backup_stage *stage = NEW(a, enum backup_stage, VMS);
	size_t *link = NEW(a, size_t, VMS), i;
	struct backup_answer r;

	for (i = 0; i < VMS; i++) {
		capacity[i] = 10;
		stage[i] = STAGE_NETWORK;
		link[i] = i;
		vm[i] = (struct backup_vm){100, 0, &link[i], 1, 0};
	}
	p.vm = vm;
	p.capacity_Bps = capacity;
	p.stage = stage;
	p.nlink = VMS;
	p.per_lun = false;
	p.per_volume = p.streams = 1;
	r = backup_run(a, &p);
	NEAR(r.seconds, 120);
	NEAR(r.streams_s, 10);
	/* wider links help as well, but cost money */
	cr_assert_eq(r.hold, HOLD_NETWORK);
	arena_free(a);
}

/* 4 byte/s of redirected writes leave 6 while the snapshot is taken and after
 * it where the volume stays redirected */
Test(backup, redirected_writes_share_the_link)
{
	static const size_t link[] = {0};
	static const struct backup_redirect x[] = {{0, 4, link, 1}};
	struct arena *a = arena_new();
	struct backup_problem p = world(a);

	p.redirect = x;
	p.nredirect = 1;
	p.redirected = REDIRECTED_NEVER;
	NEAR(backup_simulate(a, &p).seconds, 120);
	p.redirected = REDIRECTED_ALWAYS;
	/* the writes are one flow of four: a fair quarter, not their 4 */
	NEAR(backup_simulate(a, &p).seconds, 160);
	p.streams = 1;
	NEAR(backup_simulate(a, &p).seconds, 200);
	p.redirected = REDIRECTED_SNAPSHOT;
	p.snapshot_s = 5;
	/* one at a time: nobody moves while a snapshot is taken */
	NEAR(backup_simulate(a, &p).seconds, 5 + 5 + 120);
	arena_free(a);
}

Test(backup, a_dead_link_never_finishes)
{
	static const double capacity[] = {0, 1000};
	struct arena *a = arena_new();
	struct backup_problem p = world(a);
	struct backup_answer r;

	p.capacity_Bps = capacity;
	r = backup_run(a, &p);
	cr_assert(!r.finishes && isinf(r.lower_bound_s));
	cr_assert(r.hold == HOLD_NETWORK);
	arena_free(a);
}

Test(backup, nothing_to_move_takes_only_the_snapshots)
{
	struct arena *a = arena_new();
	struct backup_problem p = world(a);
	struct backup_vm *vm = NEW(a, struct backup_vm, VMS);
	size_t i;

	for (i = 0; i < VMS; i++)
		vm[i].volume = i % 2;
	p.vm = vm;
	p.snapshot_s = 2;
	NEAR(backup_simulate(a, &p).seconds, 2);
	p.nvm = 0;
	NEAR(backup_simulate(a, &p).seconds, 0);
	arena_free(a);
}

static size_t
dice(unsigned *seed, size_t n)
{
	*seed = *seed * 1103515245 + 12345;
	return *seed / 65536 % n;
}

/* never below the bound; twice as fast everywhere halves the time */
Test(backup, holds_its_bounds_in_random_worlds)
{
	unsigned seed;

	for (seed = 1; seed <= 200; seed++) {
		struct arena *a = arena_new();
		unsigned s = seed;
		size_t nlink = 2 + dice(&s, 6), n = 1 + dice(&s, 30), i, k;
		double *capacity = NEW(a, double, nlink);
		double *twice = NEW(a, double, nlink);
		enum backup_stage *stage = NEW(a, enum backup_stage, nlink);
		struct backup_vm *vm = NEW(a, struct backup_vm, n);
		struct backup_problem p = {.nlink = nlink, .vm = vm,
		    .nvm = n, .nvolume = 3};
		struct backup_answer r, q;

		for (i = 0; i < nlink; i++) {
			capacity[i] = 1 + (double)dice(&s, 100);
			twice[i] = 2 * capacity[i];
			stage[i] = (enum backup_stage)dice(&s, STAGES);
		}
		for (i = 0; i < n; i++) {
			size_t *link = NEW(a, size_t, nlink);

			for (k = 0; k < nlink; k++)
				if (dice(&s, 2) == 0)
					link[vm[i].nlink++] = k;
			vm[i].bytes = (double)dice(&s, 1000);
			vm[i].volume = dice(&s, 3);
			vm[i].link = link;
		}
		p.capacity_Bps = capacity;
		p.stage = stage;
		p.streams = 1 + dice(&s, 5);
		p.per_lun = dice(&s, 2) == 0;
		p.per_volume = 1 + dice(&s, 4);
		p.snapshot_s = (double)dice(&s, 5);
		r = backup_run(a, &p);
		cr_assert(r.finishes, "seed %u", seed);
		cr_assert(r.seconds >= r.lower_bound_s * (1 - 1e-9),
		    "seed %u: %g below %g", seed, r.seconds,
		    r.lower_bound_s);
		p.capacity_Bps = twice;
		p.snapshot_s /= 2;
		q = backup_simulate(a, &p);
		cr_assert(fabs(2 * q.seconds - r.seconds) <=
		    1e-6 * (r.seconds + 1), "seed %u: %g, %g", seed,
		    r.seconds, q.seconds);
		arena_free(a);
	}
}
