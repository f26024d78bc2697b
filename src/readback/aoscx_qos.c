/*
 * AOS-CX: quality of service.  Lossless priorities are named at the port, and
 * shares are weights.
 */
#include "readback/aoscx_read.h"

#include <string.h>

#include "base/str.h"
#include "readback/qos.h"

/* a list of priorities, 3,4, as bits; none: not one */
static unsigned
priorities(const char *s)
{
	unsigned bits = 0;

	for (; *s >= '0' && *s <= '7'; s += *s == ',') {
		bits |= 1u << (*s - '0');
		s++;
		if (*s != ',' && *s != '\0')
			return 0;
	}
	return *s ? 0 : bits;
}

/* flow-control priority rxtx 3 rx 1,2 tx 5; a later line replaces it */
static void
flow_control(struct view *v, struct port *p, const struct line *l)
{
	p->pfc = 0;
	p->pfc_line = p->dcb_line = p->flow_line = 0;
	p->slip = NULL;
	if (!line_is(l, "flow-control priority * ...")) {
		p->flow_line = l->no;
		return;
	}
	p->pfc_line = p->dcb_line = l->no;
	for (size_t i = 2; i < l->nword; i++) {
		bool word = line_num(l, i) < 0 && !strchr(l->word[i], ',');
		const char *how = word ? l->word[i] : "rxtx";
		unsigned bits = priorities(line_word(l, i += word));

		if (!bits) {
			view_notice(v, "bad-value", l->no,
			    "not a list of priorities: %.60s", l->text);
		} else if (line_word_eq(how, "rxtx")) {
			p->pfc |= (uint8_t)bits;
		} else {
			p->slip = str_fmt(v->a,
			    "priority %s is paused in one direction only",
			    line_word(l, i));
			p->slip_line = l->no;
		}
	}
}

bool
aoscx_port_qos(struct view *v, struct port *p, const struct line *l)
{
	if (line_is(l, "flow-control buffer ...") ||
	    line_is(l, "flow-control watchdog ...")) {
		view_pass_line(v, l);
	} else if (line_is(l, "flow-control * ...")) {
		flow_control(v, p, l);
	} else if (line_is(l, "no flow-control ...")) {
		; /* what it was is struck already */
	} else if (line_is(l, "qos trust *")) {
		p->trust = line_word(l, 2);
	} else if (line_is(l, "apply qos schedule-profile *")) {
		p->ets = line_word(l, 3);
		if (!line_word_eq(p->ets, "strict") &&
		    !line_word_eq(p->ets, "factory-default"))
			view_ref(v, "qos schedule-profile", p->ets, l->no);
	} else if (line_is(l, "apply qos threshold-profile *")) {
		p->marks = line_word(l, 3);
		view_ref(v, "qos threshold-profile", p->marks, l->no);
	} else {
		return false;
	}
	return true;
}

static void
queue_profile(struct view *v, const struct stanza *s)
{
	struct qos_map *m =
	    qos_map(v, "queue", line_word(&s->head, 2), s->head.no);

	view_def(v, "qos queue-profile", line_word(&s->head, 2), s->head.no);
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (!line_is(l, "map queue * local-priority * ...")) {
			view_pass(v, &s->child[i]);
			continue;
		}
		if (reader_num(v, l, 2, 0, 7) >= 0 &&
		    !qos_set(m, l, 4, 0, line_num(l, 2)))
			view_notice(v, "bad-value", l->no,
			    "not priorities of 0 to 7: %.60s", l->text);
	}
	for (int i = 0; i < 8; i++)
		if (m->to[i] < 0) {
			view_notice(v, "bad-value", s->head.no,
			    "local priority %d has no queue in %s: the profile "
			    "can't be applied",
			    i, m->name);
			return;
		}
}

/* shares by weight; a strict queue has none to itself */
static void
schedule_profile(struct view *v, const struct stanza *s)
{
	struct shares sh = qos_shares_new(line_word(&s->head, 2), s->head.no);
	long sum = 0;

	view_def(v, "qos schedule-profile", sh.name, s->head.no);
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;
		long q = line_num(l, 2), w;

		if (!line_is(l, "* queue * weight * ...")) {
			view_pass(v, &s->child[i]);
			continue;
		}
		w = reader_num(v, l, 4, 1, 253);
		if (reader_num(v, l, 2, 0, 7) < 0 || w < 0)
			continue;
		sh.queue[q] = w;
	}
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;
		size_t at = line_is(l, "strict queue *") ? 2 :
		    line_is(l, "* queue * weight * ...") ? 2 :
		                                           0;

		if (line_is(l, "strict queue *") && line_num(l, 2) >= 0 &&
		    line_num(l, 2) < 8)
			sh.strict[line_num(l, 2)] = true;
		if (at && line_num(l, at) >= 0 && line_num(l, at) < 8)
			qos_map(v, "scheduled", sh.name, s->head.no)
			    ->to[line_num(l, at)] = 1;
	}
	for (int i = 0; i < 8; i++)
		sum += sh.queue[i] > 0 ? sh.queue[i] : 0;
	for (int i = 0; i < 8; i++)
		if (sh.queue[i] > 0)
			sh.queue[i] = (sh.queue[i] * 200 + sum) / (2 * sum);
	qos_shares_keep(v, &sh);
}

/* from where on a queue marks frames */
static void
threshold_profile(struct view *v, const struct stanza *s)
{
	const char *name = line_word(&s->head, 2);

	view_def(v, "qos threshold-profile", name, s->head.no);
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;
		bool kb = line_is(l, "queue * action ecn * threshold * kbytes");

		if (!kb &&
		    !line_is(l, "queue * action ecn * threshold * percent")) {
			view_pass(v, &s->child[i]);
			continue;
		}
		if (reader_num(v, l, 1, 0, 7) < 0 ||
		    reader_num(v, l, 6, 0, kb ? 1000000 : 100) < 0)
			continue;
		qos_map(v, "marks", name, s->head.no)->to[line_num(l, 1)] = 1;
		view_say(v, str_fmt(v->a, "qos threshold-profile %s", name),
		    str_fmt(v->a, "threshold of queue %ld", line_num(l, 1)),
		    str_fmt(v->a, "%s %s", line_word(l, 6), line_word(l, 7)),
		    l->no);
	}
}

static void
profile_ref(struct view *v, const char *kind, const char *name, int line)
{
	if (!line_word_eq(name, "factory-default") &&
	    !line_word_eq(name, "strict"))
		view_ref(v, kind, name, line);
}

bool
aoscx_qos(struct view *v, const struct stanza *s)
{
	const struct line *l = &s->head;

	if (line_is(l, "qos trust *")) {
		v->trust = line_word(l, 2);
	} else if (line_is(l, "qos cos-map * local-priority * ...")) {
		if (reader_num(v, l, 2, 0, 7) >= 0 &&
		    reader_num(v, l, 4, 0, 7) >= 0)
			qos_map(v, "cos", "", l->no)->to[line_num(l, 2)] =
			    (int)line_num(l, 4);
	} else if (line_is(l, "qos pool * lossless ...")) {
		for (size_t i = 4; i + 1 < l->nword; i++)
			if (line_word_eq(l->word[i], "priorities") &&
			    !qos_set(qos_map(v, "pool", "", l->no), l, i + 1, 0,
			        line_num(l, 2)))
				view_notice(v, "bad-value", l->no,
				    "not a list of priorities: %.60s", l->text);
		qos_map(v, "pool", "", l->no);
		/* its number and its sizes are in no view */
		view_pass_line(v, l);
	} else if (line_is(l, "qos queue-profile *")) {
		queue_profile(v, s);
	} else if (line_is(l, "qos schedule-profile *")) {
		schedule_profile(v, s);
	} else if (line_is(l, "qos threshold-profile *")) {
		threshold_profile(v, s);
	} else if (line_is(l, "apply qos threshold-profile *")) {
		v->marks = line_word(l, 3);
		profile_ref(v, "qos threshold-profile", v->marks, l->no);
	} else if (line_is(l, "apply qos queue-profile * schedule-profile *")) {
		v->queues = line_word(l, 3);
		v->ets = line_word(l, 5);
		profile_ref(v, "qos queue-profile", v->queues, l->no);
		profile_ref(v, "qos schedule-profile", v->ets, l->no);
	} else if (line_is(l, "lldp dcbx ...")) {
		v->dcb_on = true;
		v->dcb_line = l->no;
	} else {
		return false;
	}
	return true;
}

/* a profile is refused where a queue of the other one is not in it */
void
aoscx_schedule(struct view *v)
{
	const struct qos_map *queue = qos_find(v, "queue", v->queues);
	const struct qos_map *in = qos_find(v, "scheduled", v->ets);

	for (int i = 0; queue && in && i < 8; i++)
		if (queue->to[i] >= 0 && in->to[queue->to[i]] < 0) {
			view_notice(v, "bad-value", in->line,
			    "queue %d of %s is not in %s: they can't be "
			    "applied together",
			    queue->to[i], v->queues, v->ets);
			return;
		}
}

void
aoscx_ways(struct view *v, struct port *p)
{
	/* the platform's own map, and queues numbered as local priorities */
	static const signed char own[8] = { 1, 0, 2, 3, 4, 5, 6, 7 };
	const struct port *lag = view_l2(v, p);
	const char *trust = p->trust ? p->trust :
	    lag->trust               ? lag->trust :
	                               v->trust;
	const struct qos_map *cos = qos_find(v, "cos", "");
	const struct qos_map *queue = qos_find(v, "queue", v->queues);
	const struct qos_map *pool = qos_find(v, "pool", "");
	const struct qos_map *marks = qos_find(v, "marks",
	    p->marks       ? p->marks :
	        lag->marks ? lag->marks :
	                     v->marks);

	for (int i = 0; i < 8; i++) {
		int to = qos_of(cos, i) >= 0 ? qos_of(cos, i) : own[i];

		if (qos_of(queue, to) >= 0)
			to = qos_of(queue, to);
		qos_queue(p, i, trust && line_word_eq(trust, "cos") ? to : -1);
		if (qos_of(marks, to) > 0)
			p->ecn |= (uint8_t)(1 << i);
		if ((p->pfc >> i & 1) && pool && qos_of(pool, i) < 0) {
			p->slip = str_fmt(v->a,
			    "priority %d is in no lossless pool", i);
			p->slip_line = p->pfc_line;
		}
	}
	qos_shares(p,
	    qos_policy(v,
	        p->ets       ? p->ets :
	            lag->ets ? lag->ets :
	                       v->ets));
}
