#include "prove/engine_input.h"

#include <math.h>

#include "base/str.h"

struct migration_rules
engine_rules_of_hypervisor(const struct hypervisor *h)
{
	static const enum migration_stop stop[] = { [STOP_PASSES] =
		                                        MIGRATION_PASSES,
		[STOP_DOWNTIME] = MIGRATION_DOWNTIME,
		[STOP_XEN_OLD] = MIGRATION_XEN_OLD,
		[STOP_XEN_NEW] = MIGRATION_XEN_NEW,
		[STOP_STUN] = MIGRATION_STUN };
	struct migration_rules r = migration_rules_plain();

	r.stop = stop[h->stop];
	r.max_passes = (size_t)h->max_passes;
	r.max_factor = (double)h->max_factor;
	if (h->downtime_us > 0)
		r.downtime_s = num_seconds(h->downtime_us);
	r.threshold_bytes = (double)h->threshold_bytes;
	r.overhead_s = num_seconds(h->overhead_us);
	r.overhead_low_s = num_seconds(h->overhead_low_us);
	r.overhead_high_s = num_seconds(h->overhead_high_us);
	r.auto_converge = h->auto_converge;
	r.loop_s = num_seconds(h->loop_us);
	r.page_header_bytes = (double)h->page_header_bytes;
	r.zero_page_bytes = (double)h->zero_page_bytes;
	r.zero_page_s = num_seconds(h->zero_page_us);
	r.stop_lifts_cap = h->stop_lifts_cap;
	return r;
}

struct migration_rules
engine_rules_of_cluster(const struct cluster *c)
{
	struct migration_rules r = engine_rules_of_hypervisor(c->hyp);

	if (c->driver != NULL && c->driver->overhead_us >= 0) {
		r.overhead_s = num_seconds(c->driver->overhead_us);
		r.overhead_low_s = num_seconds(c->driver->overhead_low_us);
		r.overhead_high_s = num_seconds(c->driver->overhead_high_us);
	}
	if (c->driver != NULL && c->driver->downtime_us > 0)
		r.downtime_s = num_seconds(c->driver->downtime_us);
	r.auto_converge = c->auto_converge;
	r.post_copy = c->post_copy;
	if (c->overhead_us >= 0)
		r.overhead_s = r.overhead_low_s = r.overhead_high_s =
		    num_seconds(c->overhead_us);
	return r;
}

struct migration_load
engine_load_of_vm(const struct model *m, const struct vm *v)
{
	const struct cluster *c = &m->cluster[v->cluster];
	struct migration_load l = { 0 };

	l.memory_bytes = (double)v->memory_bytes;
	l.nonzero_bytes = (double)v->nonzero_bytes;
	if (c->transport == TRANSPORT_COMPRESSION &&
	    c->hyp->compression_ppm > 0)
		l.compression = num_share(c->hyp->compression_ppm);
	if (v->npoint > 0)
		l.dirty = dirty_points(v->point_s, v->point_bytes, v->npoint);
	else if (v->set_bytes > 0 && v->dirty_bps > 0)
		l.dirty = dirty_uniform((double)v->set_bytes,
		    (double)v->dirty_bps / 8);
	else if (v->hot_bytes > 0 || v->dirty_bps > 0)
		l.dirty = dirty_hot((double)v->hot_bytes,
		    num_seconds(v->hot_window_us), (double)v->dirty_bps / 8);
	else
		l.dirty = dirty_none();
	return l;
}

/* of one stream, or of what the transport has; 0: no cap */
static int64_t
one_stream_bps(const struct cluster *c, enum rules_end end)
{
	const struct hypervisor *h = c->hyp;

	switch (c->transport) {
	case TRANSPORT_TCP:
		return (int64_t[]){ h->stream_tcp_bps, h->stream_tcp_high_bps,
			h->stream_tcp_low_bps }[end];
	case TRANSPORT_COMPRESSION:
		return (int64_t[]){ h->stream_compression_bps,
			h->stream_compression_high_bps,
			h->stream_compression_low_bps }[end];
	case TRANSPORT_SMB:
		return (int64_t[]){ h->stream_smb_bps, h->stream_smb_high_bps,
			h->stream_smb_low_bps }[end];
	}
	return 0;
}

/* of all streams of one migration: measured for two and three of one platform,
 * more carry so much more; else so many times one */
static int64_t
streams_bps(const struct cluster *c, enum rules_end end)
{
	const struct hypervisor *h = c->hyp;
	int64_t one = one_stream_bps(c, end);
	double all = 0;

	if (c->streams < 2)
		return one;
	if (c->streams == 2)
		all = (double)h->streams_two_bps;
	else
		all = (double)h->streams_three_bps * (double)c->streams / 3;
	if (all <= 0 || h->stream_tcp_bps == 0)
		return one * c->streams;
	/* one that fills its port by more streams of its own has those the
	 * site says instead */
	if (one == 0)
		return (int64_t)all;
	return (int64_t)(all * (double)one / (double)h->stream_tcp_bps);
}

/* of all streams of one migration, where it is encrypted; 0: nothing limits */
static int64_t
encrypted_bps(const struct cluster *c, enum rules_end end)
{
	const struct how *e = c->encrypts;
	int64_t most;

	if (e == NULL)
		return 0;
	most = (int64_t[]){ e->stream_bps, e->stream_high_bps,
		e->stream_low_bps }[end];
	return e->together || c->streams < 2 ? most : most * c->streams;
}

double
engine_stream_cap_Bps(const struct cluster *c, enum rules_end end)
{
	int64_t bps, most;

	if (c->stream_cap_bps > 0)
		return (double)c->stream_cap_bps / 8;
	bps = streams_bps(c, end);
	most = encrypted_bps(c, end);
	if (bps == 0 || (most > 0 && most < bps))
		bps = most;
	return bps > 0 ? (double)bps / 8 : INFINITY;
}

bool
engine_capped_by_encryption(const struct cluster *c)
{
	const int64_t bps = streams_bps(c, RULES_LIKELY),
	              most = encrypted_bps(c, RULES_LIKELY);

	return c->stream_cap_bps == 0 && most > 0 && (bps == 0 || most < bps);
}

const char *
engine_platform_name(struct arena *a, const struct cluster *c)
{
	return c->driver == NULL ?
	    c->hyp->name :
	    str_fmt(a, "%s, by %s", c->hyp->name, c->driver->name);
}

/* ---- the ends of the range ---- */

/* of memory a VM may not have touched, and what it may rewrite, where the site
 * says nothing of either; and how far off a rate it gives may be.  Assumptions
 * for the range, not estimates. */
static const double untouched = 0.2, slower = 0.5, faster = 1.5;
static const double unknown_Bps = 10e6, unknown_per_GiB_Bps = 2e6;

struct migration_load
engine_load_at_end(const struct model *m, const struct vm *v,
    enum rules_end end)
{
	struct migration_load l = engine_load_of_vm(m, v);
	const struct cluster *c = &m->cluster[v->cluster];

	if (end == RULES_QUICK) {
		if (!v->nonzero_given)
			l.nonzero_bytes *= 1 - untouched;
		l.dirty = dirty_optimistic(&l.dirty);
		l.dirty = dirty_faster(&l.dirty, slower);
		if (c->transport == TRANSPORT_COMPRESSION)
			l.compression = num_share(c->hyp->compression_low_ppm);
	} else if (end == RULES_SLOW) {
		l.dirty = v->dirty_given ?
		    dirty_faster(&l.dirty, faster) :
		    dirty_hot(0, 0,
		        fmin(unknown_Bps,
		            unknown_per_GiB_Bps * l.memory_bytes / 1073741824));
		if (c->transport == TRANSPORT_COMPRESSION)
			l.compression = num_share(c->hyp->compression_high_ppm);
	}
	return l;
}

struct migration_rules
engine_rules_at_end(const struct cluster *c, enum rules_end end)
{
	struct migration_rules r = engine_rules_of_cluster(c);

	if (end == RULES_QUICK) {
		r.overhead_s = r.overhead_low_s;
		r.zero_page_s = num_seconds(c->hyp->zero_page_low_us);
	} else if (end == RULES_SLOW) {
		r.overhead_s = r.overhead_high_s;
		r.zero_page_s = num_seconds(c->hyp->zero_page_high_us);
	}
	return r;
}

double
engine_host_cap_Bps(const struct cluster *c, enum rules_end end)
{
	if (end != RULES_SLOW || c->transport == TRANSPORT_SMB || c->set ||
	    c->hyp->host_tcp_low_bps == 0)
		return INFINITY;
	return (double)c->hyp->host_tcp_low_bps / 8;
}
