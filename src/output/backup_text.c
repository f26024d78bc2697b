#include "output/backup_text.h"

#include <math.h>

#include "base/num.h"

static const char *
when(struct arena *a, const struct backup_case *c)
{
	return c->answer.finishes ? num_time_pretty(a, c->answer.seconds) :
	                            "never";
}

/* limited: by what, where that is not the same in all rows */
static void
row(struct buf *b, const struct backup_report *r, const struct backup_case *c,
    const char *first, const char *limited)
{
	struct arena *a = b->a;

	buf_printf(b, "  %-18s %-11s %7.2f TB %11s %11s %-4s %5s%s%s\n", first,
	    c->full ? "full" : "incremental", c->answer.bytes / 1e12,
	    when(a, c),
	    isfinite(c->answer.lower_bound_s) ?
	        num_time_pretty(a, c->answer.lower_bound_s) :
	        "never",
	    r->window_s <= 0 ? "-" :
	        c->fits      ? "yes" :
	                       "NO",
	    r->window_s > 0 ? str_fmt(a, "%.1f", c->cores) : "-",
	    limited[0] != '\0' ? "  " : "", limited);
}

static void
head(struct buf *b, const char *first, bool alike)
{
	buf_printf(b, "  %-18s %-11s %10s %11s %11s %-4s %5s%s\n", first,
	    "backup", "data", "time", "lower bound", "fits", "cores",
	    alike ? "" : "  limited by");
}

static bool
limited_alike(const struct backup_case *c, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (!str_eq(c[i].hold, c[0].hold))
			return false;
	return n > 0;
}

/* under a table whose rows all are */
static void
limited_line(struct buf *b, const struct backup_case *c, bool alike)
{
	if (alike)
		buf_printf(b, "  each limited by %s\n", c[0].hold);
}

/* the site's own two before all else */
static void
headline(struct buf *b, const struct backup_report *r)
{
	for (size_t i = 0; i < r->nown && i < 2; i++) {
		const struct backup_case *c = &r->own[i];

		buf_printf(b, "%s%s backup: %s%s", i > 0 ? "; " : "",
		    c->full ? "full" : "incremental",
		    c->answer.finishes ?
		        num_time_pretty(b->a, c->answer.seconds) :
		        "never ends",
		    r->window_s <= 0 ? "" :
		        c->fits      ? " (fits the window)" :
		                       " (does not fit the window)");
	}
	buf_puts(b, "\n\n");
}

void
output_backup_text(struct buf *b, const struct model *m,
    const struct backup_report *r)
{
	const struct backup *x = &m->backup;
	struct arena *a = b->a;
	bool own = limited_alike(r->own, r->nown);
	bool way = limited_alike(r->way, r->nway);

	headline(b, r);
	buf_printf(b,
	    "%s: %s, one snapshot per %s, to %s over %s\nwindow: %s\n\n",
	    m->site, x->off_host ? "off-host" : "in-host",
	    x->per_lun ? "LUN" : "VM", m->host[x->target].name, r->network,
	    r->window_s > 0 ? num_time_pretty(a, r->window_s) :
	                      "no target set");
	head(b, "VMs", own);
	for (size_t i = 0; i < r->nown; i++)
		row(b, r, &r->own[i],
		    str_fmt(a, "%zu%s", r->own[i].vms,
		        i < 2 ? " (the site's)" : ""),
		    own ? "" : r->own[i].hold);
	limited_line(b, r->own, own);
	buf_putc(b, '\n');
	head(b, "method", way);
	for (size_t i = 0; i < r->nway; i++)
		row(b, r, &r->way[i],
		    str_fmt(a, "%s, %s",
		        r->way[i].off_host ? "off-host" : "in-host",
		        r->way[i].per_lun ? "each LUN" : "each VM"),
		    way ? "" : r->way[i].hold);
	limited_line(b, r->way, way);
	if (r->window_s > 0)
		buf_puts(b,
		    "\ncores: what a proxy needs to meet the window, by the "
		    "vendor's sizing rule\n");
	buf_puts(b, "\nassumptions:\n");
	for (size_t i = 0; i < r->nassumption; i++)
		buf_printf(b, "  %s\n", r->assumption[i]);
}

static struct value *
seconds(struct arena *a, double s)
{
	return value_real(a, s); /* what is not finite becomes null */
}

static struct value *
case_value(struct arena *a, const struct backup_report *r,
    const struct backup_case *c)
{
	struct value *v = value_map(a), *bound = value_map(a);

	value_set(a, v, "vms", value_int(a, (int64_t)c->vms));
	value_set(a, v, "backup",
	    value_text(a, c->full ? "full" : "incremental"));
	value_set(a, v, "method",
	    value_text(a, c->off_host ? "off-host" : "in-host"));
	value_set(a, v, "snapshot", value_text(a, c->per_lun ? "lun" : "vm"));
	value_set(a, v, "bytes",
	    value_int(a, (int64_t)llround(c->answer.bytes)));
	value_set(a, v, "seconds",
	    c->answer.finishes ? seconds(a, c->answer.seconds) : value_null(a));
	value_set(a, v, "lower_bound_seconds",
	    seconds(a, c->answer.lower_bound_s));
	for (int i = 0; i < STAGES; i++)
		value_set(a, bound, backup_stage_word[i],
		    seconds(a, c->answer.stage_s[i]));
	value_set(a, bound, "snapshots", seconds(a, c->answer.snapshots_s));
	value_set(a, v, "bounds", bound);
	value_set(a, v, "fits",
	    r->window_s > 0 ? value_bool(a, c->fits) : value_null(a));
	value_set(a, v, "cores",
	    r->window_s > 0 ? value_real(a, c->cores) : value_null(a));
	value_set(a, v, "held_back_by", value_text(a, c->hold));
	return v;
}

struct value *
output_backup_value(struct arena *a, const struct model *m,
    const struct backup_report *r)
{
	struct value *v = value_map(a), *own = value_list(a);
	struct value *way = value_list(a), *text = value_list(a);

	for (size_t i = 0; i < r->nown; i++)
		value_push(a, own, case_value(a, r, &r->own[i]));
	for (size_t i = 0; i < r->nway; i++)
		value_push(a, way, case_value(a, r, &r->way[i]));
	for (size_t i = 0; i < r->nassumption; i++)
		value_push(a, text, value_text(a, r->assumption[i]));
	value_set(a, v, "site", value_text(a, m->site));
	value_set(a, v, "target",
	    value_text(a, m->host[m->backup.target].name));
	value_set(a, v, "network", value_text(a, r->network));
	value_set(a, v, "window_seconds",
	    r->window_s > 0 ? value_real(a, r->window_s) : value_null(a));
	value_set(a, v, "sizes", own);
	value_set(a, v, "ways", way);
	value_set(a, v, "assumptions", text);
	return v;
}
