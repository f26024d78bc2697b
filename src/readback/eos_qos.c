/*
 * EOS: quality of service.  The whole switch sorts priorities into classes and
 * classes into queues; a profile shares a port out and says whether it trusts.
 */
#include "readback/eos_read.h"

#include "readback/qos.h"

bool
eos_port_qos(struct view *v, struct port *p, const struct line *l)
{
	long n;

	if (line_is(l, "priority-flow-control on") ||
	    line_is(l, "priority-flow-control mode on")) {
		p->dcb = "pfc";
		p->dcb_line = l->no;
	} else if (line_is(l, "priority-flow-control priority * no-drop")) {
		n = reader_num(v, l, 2, 0, 7);
		if (n >= 0)
			p->pfc |= (uint8_t)(1 << n);
		p->pfc_line = l->no;
	} else if (line_is(l, "qos trust cos")) {
		p->no_trust = false;
	} else if (line_is(l, "qos trust dscp") ||
	    line_is(l, "no qos trust ...")) {
		p->no_trust = true;
	} else if (line_is(l, "service-profile *")) {
		p->ets = line_word(l, 1);
		view_ref(v, "qos profile", p->ets, l->no);
	} else if (line_is(l, "flowcontrol * on") ||
	    line_is(l, "flowcontrol * desired")) {
		p->flow_line = l->no;
	} else {
		return false;
	}
	return true;
}

void
eos_qos_profile(struct view *v, const struct stanza *s)
{
	struct shares sh = qos_shares_new(line_word(&s->head, 2), s->head.no);

	view_def(v, "qos profile", sh.name, s->head.no);
	for (size_t i = 0; i < s->n; i++) {
		const struct stanza *q = &s->child[i];
		long n = line_num(&q->head, 1);

		view_pass(v, q);
		if (line_is(&q->head, "qos trust dscp") ||
		    line_is(&q->head, "no qos trust"))
			qos_map(v, "untrusted", sh.name, s->head.no);
		/* which a queue is unless it says not */
		if (line_is(&q->head, "tx-queue *") && n >= 0 && n < 8)
			sh.strict[n] = true;
		for (size_t k = 0; k < q->n; k++) {
			const struct line *l = &q->child[k].head;

			if ((line_is(l, "no priority") ||
			        line_is(l, "priority strict")) &&
			    n >= 0 && n < 8)
				sh.strict[n] = line_is(l, "priority strict");
			if (line_is(l,
			        "random-detect ecn minimum-threshold * * "
			        "maximum-threshold * ...") &&
			    line_num(l, 3) >= line_num(l, 6))
				view_notice(v, "bad-value", l->no,
				    "the minimum threshold is not below the "
				    "maximum: %.80s",
				    l->text);
			if (line_is(l, "shape rate * ..."))
				view_setting_notice(v, true, l->no,
				    "queue %ld of profile %.40s gets no more "
				    "than `%.40s`, whatever is free",
				    n, sh.name, l->text);
			if (line_is(l, "random-detect ecn ...") && n >= 0 &&
			    n < 8 && !line_is(&q->head, "mc-tx-queue *"))
				sh.ecn[n] = true;
			/* of multicast there is a set of queues apart */
			if (!line_is(l, "bandwidth percent *") ||
			    line_is(&q->head, "mc-tx-queue *"))
				continue;
			sh.n++;
			sh.sum += line_num(l, 2);
			if (n >= 0 && n < 8)
				sh.queue[n] = line_num(l, 2);
		}
	}
	/* what is not given is strict or shares the rest: no sum to check */
	if (sh.sum < 100)
		sh.n = 0;
	qos_shares_keep(v, &sh);
}

/* cos 3 to traffic-class 3, traffic-class 3 to tx-queue 3 */
void
eos_qos_classes(struct view *v, const struct line *l)
{
	const char *to = line_word(l, l->nword - 2);
	const char *of = line_word(l, 2);
	long n = line_num(l, l->nword - 1);
	bool ok = true;

	if (l->nword < 7 || n < 0 || n > 7)
		return;
	if (line_word_eq(of, "cos") && line_word_eq(to, "traffic-class"))
		ok = qos_set(qos_map(v, "class", "", l->no), l, 3, 3, n);
	else if (line_word_eq(of, "traffic-class") &&
	    (line_word_eq(to, "tx-queue") || line_word_eq(to, "uc-tx-queue")))
		ok = qos_set(qos_map(v, "queue", "", l->no), l, 3, 3, n);
	if (!ok)
		view_notice(v, "bad-value", l->no,
		    "not numbers of 0 to 7: %.60s", l->text);
}

/* the way of each priority through a port */
void
eos_qos_ways(const struct view *v, struct port *p)
{
	/* the platform's own classes of priorities; queues have the same
	 * numbers */
	static const signed char own[8] = { 1, 0, 2, 3, 4, 5, 6, 7 };
	const struct qos_map *class = qos_find(v, "class", "");
	const struct qos_map *queue = qos_find(v, "queue", "");
	const struct port *lag = view_l2(v, p);
	const char *profile = p->ets ? p->ets : lag->ets;

	for (int i = 0; i < 8; i++) {
		int c = qos_of(class, i) >= 0 ? qos_of(class, i) : own[i];
		int q = qos_of(queue, c) >= 0 ? qos_of(queue, c) : c;

		qos_queue(p, i,
		    p->no_trust || lag->no_trust ||
		            qos_find(v, "untrusted", profile) ?
		        -1 :
		        q);
	}
	qos_shares(p, qos_policy(v, profile));
}
