#include "prove/rules.h"

#include <math.h>

struct migration_rules
rules_of_hypervisor(const struct hypervisor *h)
{
	static const enum migration_stop stop[] = {
		[STOP_PASSES] = MIGRATION_PASSES,
		[STOP_DOWNTIME] = MIGRATION_DOWNTIME,
		[STOP_XEN_OLD] = MIGRATION_XEN_OLD,
		[STOP_XEN_NEW] = MIGRATION_XEN_NEW,
		[STOP_STUN] = MIGRATION_STUN
	};
	struct migration_rules r = migration_rules_plain();

	r.stop = stop[h->stop];
	r.max_passes = (size_t)h->max_passes;
	if (h->downtime_us > 0)
		r.downtime_s = (double)h->downtime_us / 1e6;
	r.threshold_bytes = (double)h->threshold_bytes;
	r.overhead_s = (double)h->overhead_us / 1e6;
	r.overhead_low_s = (double)h->overhead_low_us / 1e6;
	r.overhead_high_s = (double)h->overhead_high_us / 1e6;
	r.auto_converge = h->auto_converge;
	r.loop_s = (double)h->loop_us / 1e6;
	r.page_header_bytes = (double)h->page_header_bytes;
	r.zero_page_bytes = (double)h->zero_page_bytes;
	return r;
}

struct migration_load
load_of_vm(const struct model *m, const struct vm *v)
{
	const struct cluster *c = &m->cluster[v->cluster];
	struct migration_load l = {0};

	l.memory_bytes = (double)v->memory_bytes;
	l.nonzero_bytes = (double)v->nonzero_bytes;
	if (c->transport == TRANSPORT_COMPRESSION &&
	    c->hyp->compression_ppm > 0)
		l.compression = (double)c->hyp->compression_ppm / 1e6;
	if (v->hot_bytes > 0 || v->dirty_bps > 0)
		l.dirty = dirty_hot((double)v->hot_bytes,
		    (double)v->hot_window_us / 1e6, (double)v->dirty_bps / 8);
	else
		l.dirty = dirty_none();
	return l;
}

double
stream_cap_Bps(const struct cluster *c, bool low)
{
	const struct hypervisor *h = c->hyp;
	int64_t bps = 0;

	switch (c->transport) {
	case TRANSPORT_TCP:
		bps = low ? h->stream_tcp_low_bps : h->stream_tcp_bps;
		break;
	case TRANSPORT_COMPRESSION:
		bps = low ? h->stream_compression_low_bps :
		    h->stream_compression_bps;
		break;
	case TRANSPORT_SMB:
		bps = low ? h->stream_smb_low_bps : h->stream_smb_bps;
		break;
	}
	return bps > 0 ? (double)bps / 8 : INFINITY;
}
