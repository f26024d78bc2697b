/*
 * DOC: pre-copy (Clark et al., NSDI 2005).  Pass 1 sends the memory in use;
 * each next pass sends what was rewritten during the one before, W(its time);
 * then the platform's own rule: stop when what is left can be sent within the
 * downtime limit (QEMU), after a number of passes (Hyper-V, Xen), when too much
 * was sent (old Xen).  The last copy is made with the VM suspended: that
 * is the downtime.
 *
 * QEMU does not run a pass to its end: when what is left of it fits the limit
 * it looks at what was rewritten, and goes on with both.  It looks up only so
 * often, so on average that much less is left.
 *
 * W never decreases, so once a pass leaves no less than the pass before left,
 * at the best speed there can be, no later one will: that is "does not
 * converge", found without waiting for a limit on time.
 */
#include "drain/migration.h"

#include <math.h>

enum { BEGIN, SETUP, COPY, ZEROS, DARK, MOVED, ENDED };
static const double page = 4096;
/* passes looked ahead; passes made, where sharing keeps it from ending */
enum { MANY = 100000, ENOUGH = 2000 };

struct migration_rules
migration_rules_plain(void)
{
	struct migration_rules r = { 0 };

	r.stop = MIGRATION_DOWNTIME;
	r.downtime_s = 0.3;
	return r;
}

/* bytes on the wire for bytes of memory */
static double
wire(const struct migration_rules *r, const struct migration_load *l,
    double bytes)
{
	double c = l->compression > 0 ? l->compression : 1;

	return bytes * c + ceil(bytes / page) * r->page_header_bytes;
}

static double
zero_pages(const struct migration_load *l)
{
	return ceil(fmax(0, l->memory_bytes - l->nonzero_bytes) / page);
}

double
migration_first_bytes(const struct migration_rules *r,
    const struct migration_load *l)
{
	return wire(r, l, l->nonzero_bytes) +
	    zero_pages(l) * r->zero_page_bytes;
}

static double
rewritten(const struct migration_rules *r, const struct migration_load *l,
    double seconds, double throttle)
{
	/* whole pages */
	double w =
	    dirty_bytes(&l->dirty, seconds * (1 - throttle), l->nonzero_bytes);

	(void)r;
	return fmin(ceil(w / page - 1e-9) * page, l->nonzero_bytes);
}

/* from what is left now, at this speed for ever: will it end? */
static bool
can_end(const struct migration_rules *r, const struct migration_load *l,
    double left, double Bps)
{
	for (size_t i = 0; i < MANY; i++) {
		double next;

		if (wire(r, l, left) <= Bps * r->downtime_s)
			return true;
		next = rewritten(r, l, wire(r, l, left) / Bps, 0);
		if (next >= left)
			return false;
		left = next;
	}
	return false;
}

void
migration_begin(struct migration *m, const struct migration_rules *r,
    const struct migration_load *l, double now_s)
{
	struct migration none = { 0 };

	*m = none;
	m->r = r;
	m->l = l;
	m->begin_s = now_s;
}

static struct migration_step
copy(struct migration *m, double now_s, double memory, bool dark)
{
	struct migration_step s = { MIGRATION_SEND, 0, 0, dark };

	m->queue = m->passes == 0 ? m->l->nonzero_bytes : memory;
	m->rest = 0;
	if (!dark && m->r->loop_s > 0 && !m->whole &&
	    wire(m->r, m->l, m->queue) > m->Bps * m->r->downtime_s)
		m->rest = fmax(0, m->Bps * (m->r->downtime_s - m->r->loop_s));
	s.bytes = m->passes == 0 ? migration_first_bytes(m->r, m->l) - m->rest :
	                           wire(m->r, m->l, m->queue - m->rest);
	m->pass_bytes = s.bytes;
	m->pass_begin_s = now_s;
	if (dark && m->passes > 0 && m->r->stop_Bps > m->Bps) {
		s.what = MIGRATION_WAIT;
		s.seconds = s.bytes / m->r->stop_Bps;
	}
	m->sent_bytes += s.bytes;
	m->passes++;
	m->phase = dark ? DARK : COPY;
	return s;
}

/* Small enough to be sent at once, with the VM suspended?  Where looking for
 * pages of zeros takes time, none is known for one before it was looked at. */
static bool
at_once(const struct migration *m, double alone_Bps)
{
	const struct migration_load *l = m->l;
	double bytes = m->r->zero_page_s > 0 ?
	    wire(m->r, l, fmax(l->memory_bytes, l->nonzero_bytes)) :
	    migration_first_bytes(m->r, l);

	return (m->r->stop == MIGRATION_DOWNTIME ||
	           m->r->stop == MIGRATION_STUN) &&
	    bytes <= alone_Bps * m->r->downtime_s;
}

/* not ending by itself: slow the VM, or give up */
static struct migration_step
stuck(struct migration *m, double now_s, double left)
{
	struct migration_step never = { MIGRATION_NEVER, 0, 0, false };

	if (m->r->stop == MIGRATION_STUN || m->r->auto_converge) {
		m->slowed = true;
		m->throttle = m->throttle <= 0 ? 0.2 : m->throttle + 0.1;
		if (m->throttle <= 0.99)
			return copy(m, now_s, left, false);
		m->throttle = 0.99;
		if (m->r->stop == MIGRATION_STUN) {
			m->converges = true;
			return copy(m, now_s, left, true);
		}
	}
	m->phase = ENDED;
	return never;
}

/* What waits after a pass that left a rest: pages of it that were rewritten as
 * well are counted once.  The rest of the first pass is the last of memory, not
 * of what is rewritten; later ones are of the queue, which was. */
static double
merged(const struct migration *m, double took, double fresh)
{
	const struct migration_load *l = m->l;
	double both = 0;

	if (m->passes > 1)
		both = dirty_again(&l->dirty, m->rest, m->queue,
		    took * (1 - m->throttle), l->nonzero_bytes);
	return fmin(fmax(m->rest + fresh - both, fmax(m->rest, fresh)),
	    l->nonzero_bytes);
}

static struct migration_step
pass_ended(struct migration *m, double now_s, double alone_Bps)
{
	const struct migration_rules *r = m->r;
	double took = now_s - m->pass_begin_s, left, fresh, Bps;
	bool little;

	left = fresh = rewritten(r, m->l, took, m->throttle);
	if (m->rest > 0) {
		left = merged(m, took, left);
		/* such passes can make no progress where whole ones would */
		m->whole = left > m->queue * (1 - 1e-6);
	}
	Bps = took > 0 ? m->pass_bytes / took : alone_Bps;
	m->Bps = Bps;
	little = left <= r->threshold_bytes;
	switch (r->stop) {
	case MIGRATION_PASSES:
	case MIGRATION_XEN_NEW:
	case MIGRATION_XEN_OLD:
		if (!little && m->passes < r->max_passes &&
		    (r->stop != MIGRATION_XEN_OLD || r->max_factor <= 0 ||
		        m->sent_bytes <= r->max_factor * m->l->nonzero_bytes))
			return copy(m, now_s, left, false);
		m->converges =
		    little || wire(r, m->l, left) <= Bps * r->downtime_s;
		return copy(m, now_s, left, true);
	case MIGRATION_DOWNTIME:
	case MIGRATION_STUN:
		if (wire(r, m->l, left) <= Bps * r->downtime_s) {
			m->converges = true;
			return copy(m, now_s, left, true);
		}
		if (r->post_copy) {
			m->converges = true;
			m->downtime_s = 0;
			copy(m, now_s, left, true);
			m->phase = MOVED;
			return (struct migration_step){ MIGRATION_SEND, 0,
				m->pass_bytes, false };
		}
		if ((r->give_up_s > 0 && now_s - m->begin_s > r->give_up_s) ||
		    m->passes > ENOUGH)
			return stuck(m, now_s, left);
		/* QEMU's own rule for auto-converge: more than half of what
		 * was sent was dirtied meanwhile, twice */
		if (r->auto_converge &&
		    wire(r, m->l, fresh) > m->pass_bytes / 2) {
			if (++m->heavy >= 2) {
				m->heavy = 0;
				return stuck(m, now_s, left);
			}
			return copy(m, now_s, left, false);
		}
		/* what ends from more left ends from less */
		if (m->throttle <= 0 && left > m->ends_from) {
			if (!can_end(r, m->l, left, alone_Bps))
				return stuck(m, now_s, left);
			m->ends_from = left;
		}
		if (m->throttle > 0 && wire(r, m->l, fresh) >= m->pass_bytes)
			return stuck(m, now_s, left);
		return copy(m, now_s, left, false);
	}
	return copy(m, now_s, left, true);
}

static struct migration_step
first_pass(struct migration *m, double now_s, double alone_Bps)
{
	m->Bps = alone_Bps;
	m->converges = at_once(m, alone_Bps);
	return copy(m, now_s, 0, m->converges);
}

struct migration_step
migration_next(struct migration *m, double now_s, double alone_Bps)
{
	struct migration_step s = { MIGRATION_DONE, 0, 0, false };

	switch (m->phase) {
	case BEGIN:
		m->phase = SETUP;
		if (m->r->overhead_s > 0) {
			s.what = MIGRATION_WAIT;
			s.seconds = m->r->overhead_s;
			return s;
		}
		return first_pass(m, now_s, alone_Bps);
	case SETUP:
		return first_pass(m, now_s, alone_Bps);
	case COPY:
		s.seconds =
		    m->passes > 1 ? 0 : zero_pages(m->l) * m->r->zero_page_s;
		if (s.seconds > 0) {
			m->phase = ZEROS;
			s.what = MIGRATION_WAIT;
			return s;
		}
		return pass_ended(m, now_s, alone_Bps);
	case ZEROS:
		return pass_ended(m, now_s, alone_Bps);
	case MOVED:
		m->phase = ENDED;
		return s;
	case DARK:
		m->downtime_s = now_s - m->pass_begin_s;
		m->phase = ENDED;
		return s;
	default:
		return s;
	}
}

struct migration_result
migration_run(const struct migration_rules *r, const struct migration_load *l,
    double bandwidth_Bps)
{
	struct migration_result out = { 0 };
	struct migration m;
	double now = 0;

	out.lower_bound_s = migration_first_bytes(r, l) / bandwidth_Bps;
	if (r->stop_Bps > bandwidth_Bps)
		out.lower_bound_s = fmax(0, out.lower_bound_s - r->downtime_s);
	out.lower_bound_s += r->overhead_s;
	migration_begin(&m, r, l, 0);
	for (;;) {
		struct migration_step s =
		    migration_next(&m, now, bandwidth_Bps);

		if (s.what == MIGRATION_DONE || s.what == MIGRATION_NEVER) {
			out.finishes = s.what == MIGRATION_DONE &&
			    (r->give_up_s <= 0 || now <= r->give_up_s);
			break;
		}
		now += s.what == MIGRATION_WAIT ? s.seconds :
		                                  s.bytes / bandwidth_Bps;
	}
	out.converges = out.finishes && m.converges;
	out.slowed = m.slowed;
	out.seconds = out.finishes ? now : INFINITY;
	out.bytes = m.sent_bytes;
	out.passes = m.passes;
	out.downtime_s = out.finishes ? m.downtime_s : INFINITY;
	return out;
}

struct migration_result
migration_optimistic(const struct migration_rules *r,
    const struct migration_load *l, double bandwidth_Bps)
{
	struct migration_rules rr = *r;
	struct migration_load ll = *l;

	rr.overhead_s = fmin(r->overhead_s, r->overhead_low_s);
	ll.dirty = dirty_optimistic(&l->dirty);
	return migration_run(&rr, &ll, bandwidth_Bps);
}

struct migration_result
migration_pessimistic(const struct migration_rules *r,
    const struct migration_load *l, double bandwidth_Bps)
{
	struct migration_rules rr = *r;
	struct migration_load ll = *l;

	if (r->overhead_high_s > 0)
		rr.overhead_s = r->overhead_high_s;
	ll.dirty = dirty_pessimistic(&l->dirty);
	return migration_run(&rr, &ll, bandwidth_Bps);
}

struct migration_result *
migration_table(struct arena *a, const struct migration_rules *r,
    const struct migration_load *l, const double *bandwidth_Bps, size_t nb,
    const double *downtime_s, size_t nd)
{
	struct migration_result *t =
	    NEW(a, struct migration_result, nb * nd + 1);
	size_t i;

	for (i = 0; i < nb; i++)
		for (size_t k = 0; k < nd; k++) {
			struct migration_rules rr = *r;

			rr.downtime_s = downtime_s[k];
			t[i * nd + k] = migration_run(&rr, l, bandwidth_Bps[i]);
		}
	return t;
}
