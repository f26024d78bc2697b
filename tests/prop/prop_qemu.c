/*
 * The migration engine on measured migrations (tests/oracle/README.md): prints
 * the error of time and bytes, and fails where it is worse than it was.  The
 * rules are those of the catalog's kvm, with what emulation on that one
 * machine makes of two of them: a page of zeros takes 4 us there, and the last
 * copy, which no cap holds, goes at the 900 MB/s of a copy in memory.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drain/migration.h"

static int
ascending(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

int
main(void)
{
	FILE *f = fopen("tests/oracle/qemu-migrations.csv", "r");
	double time[256], bytes[256];
	char line[1024];
	size_t n = 0;
	int bad;

	if (f == NULL || fgets(line, sizeof line, f) == NULL) {
		puts("prop_qemu: 0 passed, 1 failed (no data)");
		return 1;
	}
	while (fgets(line, sizeof line, f) != NULL && n < 256) {
		char *v[17], *p = line;
		struct migration_rules r = migration_rules_plain();
		struct migration_load l = {0};
		struct migration_result m;
		double set, rate, B;
		bool capped;
		size_t k;

		for (k = 0; k < 17; k++)
			v[k] = strsep(&p, ",");
		set = atof(v[3]);
		rate = atof(v[5]);
		/* a shaped link counts frames of 1,514 bytes, 1,448 of them
		 * payload; QEMU's own cap counts payload */
		capped = strcmp(v[7], "tbf") != 0;
		B = atof(v[6]) * (capped ? 1 : 1448.0 / 1514);
		r.downtime_s = atof(v[8]);
		r.page_header_bytes = 8;
		r.zero_page_bytes = 9;
		r.loop_s = 0.05;
		r.zero_page_s = 4e-6;
		if (capped)
			r.stop_Bps = 900e6;
		l.memory_bytes = atof(v[1]);
		l.nonzero_bytes = atof(v[2]);
		l.dirty = rate > 0 ? dirty_uniform(set, rate) : dirty_none();
		if (strcmp(v[4], "hot90_10") == 0) {
			l.dirty.set_bytes[0] = set * 0.1;
			l.dirty.rate_Bps[0] = rate * 0.9;
			l.dirty.set_bytes[1] = set * 0.9;
			l.dirty.rate_Bps[1] = rate * 0.1;
		} else if (strncmp(v[4], "seq", 3) == 0 && rate > 0) {
			l.dirty = dirty_hot(set, set / rate, 0);
		}
		m = migration_run(&r, &l, B);
		if (!m.finishes) {
			printf("%s: measured to end, predicted not to\n", v[0]);
			puts("prop_qemu: 0 passed, 1 failed");
			return 1;
		}
		time[n] = fabs(m.seconds / atof(v[11]) - 1);
		bytes[n++] = fabs(m.bytes / atof(v[14]) - 1);
	}
	fclose(f);
	qsort(time, n, sizeof time[0], ascending);
	qsort(bytes, n, sizeof bytes[0], ascending);
	printf("%zu migrations: time off by %.1f %% (median), %.1f %% (p90), "
	    "%.1f %% (most); bytes %.1f %%, %.1f %%, %.1f %%\n", n,
	    100 * time[n / 2], 100 * time[n * 9 / 10], 100 * time[n - 1],
	    100 * bytes[n / 2], 100 * bytes[n * 9 / 10], 100 * bytes[n - 1]);
	bad = n < 20 || time[n / 2] > 0.025 || time[n * 9 / 10] > 0.1 ||
	    bytes[n / 2] > 0.007 || bytes[n * 9 / 10] > 0.02;
	printf("prop_qemu: %d passed, %d failed\n", !bad, bad);
	return bad;
}
