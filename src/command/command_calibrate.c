/* drain --calibrate: a table of measured migrations to what they say. */
#include <math.h>

#include "base/file.h"
#include "base/num.h"
#include "base/value.h"
#include "command/command.h"
#include "drain/calibrate.h"
#include "input/json.h"
#include "input/table.h"
#include "prove/engine_input.h"

enum column {
	MEMORY,
	BANDWIDTH,
	SECONDS,
	BYTES,
	DIRTY,
	SET,
	HOT,
	WINDOW,
	COLUMNS
};
static const struct {
	const char *name;
	enum unit unit;
	bool zero;
} column[] = {
	[MEMORY] = { "memory", UNIT_BYTES, false },
	[BANDWIDTH] = { "bandwidth", UNIT_RATE, false },
	[SECONDS] = { "time", UNIT_TIME, false },
	[BYTES] = { "sent", UNIT_BYTES, false },
	[DIRTY] = { "dirty_rate", UNIT_RATE, true },
	[SET] = { "working_set", UNIT_BYTES, false },
	[HOT] = { "hot", UNIT_BYTES, true },
	[WINDOW] = { "hot_window", UNIT_TIME, false },
};
enum { ROWS = 10000 };

/* the columns that are there; "vm" is a comment */
static bool
heading(struct run *r, const struct table *t, int *col)
{
	const char *cand[COLUMNS];
	bool ok = true;
	size_t k;

	for (k = 0; k < COLUMNS; k++) {
		cand[k] = column[k].name;
		col[k] = table_column(t, column[k].name);
		if (k <= SECONDS && col[k] < 0)
			ok = diag_error(r->d, table_head_at(t, -1),
			    "calibrate-column", "no column '%s'",
			    column[k].name);
	}
	for (size_t i = 0; i < t->ncol; i++) {
		const char *near;

		for (k = 0;
		     k < COLUMNS && !str_eq(t->head[i].text, column[k].name);
		     k++)
			;
		if (k < COLUMNS || str_eq(t->head[i].text, "vm"))
			continue;
		ok = diag_error(r->d, table_head_at(t, (int)i),
		    "calibrate-column", "unknown column '%s'", t->head[i].text);
		near = str_nearest(t->head[i].text, cand, COLUMNS);
		if (near != NULL)
			diag_hint(r->d, "did you mean '%s'?", near);
		else
			diag_hint(r->d,
			    "vm, memory, bandwidth, time, sent, "
			    "dirty_rate, working_set, hot, hot_window");
	}
	return ok;
}

static bool
cell(struct run *r, const struct table *t, size_t row, const int *col,
    enum column k, int64_t *out)
{
	const char *why, *text;

	*out = 0;
	if (col[k] < 0)
		return true;
	text = table_decimal(r->a, t, table_text(t, row, col[k]));
	if (*text == '\0' && k > SECONDS)
		return true;
	if (!num_parse(r->a, text, column[k].unit, out, &why))
		return diag_error(r->d, table_at(t, row, col[k]),
		    "bad-quantity", "%s", why);
	if (*out == 0 && !column[k].zero)
		return diag_error(r->d, table_at(t, row, col[k]),
		    "out-of-range", "'%s' is zero: it must be more than zero",
		    text);
	return true;
}

static bool
measured_read(struct run *r, const struct table *t, size_t row, const int *col,
    struct measured *m)
{
	int64_t v[COLUMNS];
	bool ok = true;

	for (size_t k = 0; k < COLUMNS; k++)
		ok &= cell(r, t, row, col, (enum column)k, &v[k]);
	if (!ok)
		return false;
	m->memory_bytes = (double)v[MEMORY];
	m->bandwidth_Bps = (double)v[BANDWIDTH] / 8;
	m->seconds = num_seconds(v[SECONDS]);
	m->bytes = (double)v[BYTES];
	if (v[SET] > 0 && v[DIRTY] > 0)
		m->dirty = dirty_uniform((double)v[SET], (double)v[DIRTY] / 8);
	else
		m->dirty = dirty_hot((double)v[HOT],
		    v[WINDOW] > 0 ? num_seconds(v[WINDOW]) : 1,
		    (double)v[DIRTY] / 8);
	if (v[HOT] > v[MEMORY] || v[SET] > v[MEMORY])
		return diag_error(r->d, table_at(t, row, col[MEMORY]),
		    "hot-too-large", "less memory than the working set");
	/* faster than the link by more than rounding: another row's mistake
	 * would hide in the fit */
	if (m->bytes > 0 && m->bytes / m->seconds > m->bandwidth_Bps * 1.05)
		return diag_error(r->d, table_at(t, row, col[SECONDS]),
		    "calibrate-rate",
		    "%s in %s exceeds the bandwidth of this row",
		    num_text(r->a, v[BYTES], UNIT_BYTES),
		    num_text(r->a, v[SECONDS], UNIT_TIME));
	return true;
}

static int64_t
up(double x)
{
	return (int64_t)llround(x);
}

static void
answer_json(struct run *r, const struct calibration *c, size_t n)
{
	struct arena *a = r->a;
	struct value *v = value_map(a);

	value_set(a, v, "measurements", value_int(a, (int64_t)n));
	value_set(a, v, "overhead_seconds", value_real(a, c->overhead_s));
	value_set(a, v, "overhead_low_seconds",
	    value_real(a, c->overhead_low_s));
	value_set(a, v, "overhead_high_seconds",
	    value_real(a, c->overhead_high_s));
	value_set(a, v, "stream_cap_bytes_per_second",
	    c->has_cap ? value_real(a, c->cap_Bps) : value_null(a));
	value_set(a, v, "nonzero",
	    c->has_share ? value_real(a, c->share) : value_null(a));
	value_set(a, v, "error_median", value_real(a, c->median));
	value_set(a, v, "error_p90", value_real(a, c->p90));
	value_set(a, v, "error_max", value_real(a, c->most));
	value_set(a, v, "error_median_before",
	    isinf(c->before_median) ? value_null(a) :
	                              value_real(a, c->before_median));
	value_set(a, v, "bytes_error_median",
	    c->bytes_median < 0 ? value_null(a) :
	                          value_real(a, c->bytes_median));
	value_set(a, v, "never_end", value_int(a, (int64_t)c->unending));
	json_print(&r->out, v);
}

static void
answer_text(struct run *r, const struct calibration *c, size_t n,
    const struct hypervisor *h)
{
	struct buf *b = &r->out;

	buf_printf(b,
	    "%zu measured migrations, under the rules of %s\n"
	    "  fixed time   %s (%s to %s)\n",
	    n, h->name, num_time_pretty(r->a, c->overhead_s),
	    num_time_pretty(r->a, c->overhead_low_s),
	    num_time_pretty(r->a, c->overhead_high_s));
	if (c->has_cap)
		buf_printf(b, "  stream cap   %.2f Gbit/s (%.2f to %.2f)\n",
		    c->cap_Bps * 8 / GBPS, c->cap_low_Bps * 8 / GBPS,
		    c->cap_high_Bps * 8 / GBPS);
	else
		buf_puts(b, "  stream cap   none visible in these rows\n");
	if (c->has_share)
		buf_printf(b,
		    "  non-zero     %.1f %% of memory (%.1f to "
		    "%.1f)\n",
		    c->share * 100, c->share_low * 100, c->share_high * 100);
	else
		buf_puts(b,
		    "  non-zero     no share below 100 % follows from these "
		    "rows\n");
	buf_printf(b,
	    "  time error   %.1f %% (median), %.1f %% (90th percentile), %.1f "
	    "%% (maximum)\n",
	    c->median * 100, c->p90 * 100, c->most * 100);
	if (!isinf(c->before_median))
		buf_printf(b, "  uncalibrated %.1f %% (median)\n",
		    c->before_median * 100);
	if (c->bytes_median >= 0)
		buf_printf(b, "  bytes error  %.1f %% (median)\n",
		    c->bytes_median * 100);
	if (c->unending > 0)
		buf_printf(b,
		    "  %zu of them would never converge under these rules: "
		    "check their dirty_rate\n",
		    c->unending);
	buf_printf(b,
	    "\nto paste into the site file:\n\nclusters:\n"
	    "  - name: CLUSTER\n    overhead: %s\n",
	    num_text(r->a, up(c->overhead_s * 1e3) * 1000, UNIT_TIME));
	if (c->has_cap)
		buf_printf(b, "    stream_cap: %s\n",
		    num_text(r->a, up(c->cap_Bps * 8 / 1e6) * 1000000,
		        UNIT_RATE));
	if (c->has_share)
		buf_printf(b, "vms:\n  - name: VM\n    nonzero: %s\n",
		    num_text(r->a, up(c->share * 1000) * 1000, UNIT_SHARE));
}

bool
command_calibrate(struct run *r)
{
	const struct options *o = r->o;
	const struct catalog *k;
	const struct hypervisor *h;
	const struct source *src;
	struct migration_rules rules;
	struct calibration c;
	struct measured *m;
	const struct table *t;
	int col[COLUMNS];
	size_t errors;
	bool ok;

	if (o->narg > 0 || o->host != NULL || o->policy != NULL)
		return command_usage(r,
		    "--calibrate takes only a table, not a site file");
	k = catalog_read(r->a, r->d, r->catalog, r->ncatalog, r->templates,
	    r->ntemplates);
	src = file_read(r->a, r->d, o->calibrate, FILE_TEXT_MAX);
	if (k == NULL || src == NULL)
		return true;
	h = command_hypervisor(r, k,
	    o->hypervisor != NULL ? o->hypervisor : "hyper-v");
	errors = r->d->errors;
	t = table_read(r->a, r->d, src);
	if (h == NULL || t == NULL || !heading(r, t, col))
		return true;
	ok = r->d->errors == errors;
	m = NEW(r->a, struct measured, t->n + 1);
	for (size_t i = 0; i < t->n; i++)
		ok &= measured_read(r, t, i, col, &m[i]);
	if (t->n < CALIBRATE_LEAST || t->n > ROWS)
		ok = diag_error(r->d, table_head_at(t, -1), "calibrate-rows",
		    "%zu migrations: from %d to %d are "
		    "needed",
		    t->n, CALIBRATE_LEAST, ROWS);
	if (!ok)
		return true;
	rules = engine_rules_of_hypervisor(h);
	c = calibrate_fit(r->a, &rules,
	    h->stream_tcp_bps > 0 ? (double)h->stream_tcp_bps / 8 : INFINITY, 1,
	    m, t->n);
	if (o->json)
		answer_json(r, &c, t->n);
	else
		answer_text(r, &c, t->n, h);
	return true;
}
