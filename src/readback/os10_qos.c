/*
 * OS10: quality of service.  Trust maps sort priorities into groups, a qos-map
 * gives groups their queues, policies share and pause.
 */
#include "readback/os10_read.h"

#include "base/str.h"
#include "readback/qos.h"

bool
os10_port_qos(struct view *v, struct port *p, const struct line *l)
{
	if (line_is(l, "priority-flow-control mode on")) {
		p->pfc_line = l->no;
	} else if (line_is(l, "priority-flow-control mode off")) {
		p->pfc_line = 0;
	} else if (line_is(l, "service-policy * type network-qos *")) {
		p->dcb = line_word(l, 4);
		p->dcb_line = l->no;
		view_ref(v, "policy-map network-qos", p->dcb, l->no);
	} else if (line_is(l, "service-policy * type queuing *")) {
		p->ets = line_word(l, 4);
		view_ref(v, "policy-map queuing", p->ets, l->no);
	} else if (line_is(l, "service-policy * type qos *")) {
		view_ref(v, "policy-map qos", line_word(l, 4), l->no);
		view_pass_line(v, l);
	} else if (line_is(l, "qos-map traffic-class *")) {
		p->queues = line_word(l, 2);
		view_ref(v, "qos-map", p->queues, l->no);
		view_pass_line(v, l);
	} else if (line_is(l, "trust-map dot1p *")) {
		p->trust = line_word(l, 2);
		view_ref(v, "trust-map", p->trust, l->no);
		view_pass_line(v, l);
	} else if (line_is(l, "ets mode on")) {
		p->ets_on = true;
		p->ets_off = false;
	} else if (line_is(l, "ets mode off")) {
		p->ets_on = false;
		p->ets_off = true;
	} else if (line_is(l, "flowcontrol * on")) {
		p->flow_line = l->no;
	} else {
		return false;
	}
	return true;
}

/* of a port's quality of service or the whole switch's */
const char *const os10_qos_quiet[] = { "flowcontrol ...", "no ets mode ...",
	"trust ...", "no service-policy ...", NULL };

void
os10_class_map(struct view *v, const struct stanza *s)
{
	const char *type = line_word_eq(line_word(&s->head, 1), "type") ?
	    line_word(&s->head, 2) :
	    "qos";
	const char *name = line_word(&s->head,
	    line_word_eq(line_word(&s->head, 1), "type") ? 3 : 1);

	view_def(v, str_fmt(v->a, "class-map %s", type), name, s->head.no);
	view_pass(v, s);
	/* `class-map type queuing Q3` / `match queue 3` gives the queue */
	for (size_t i = 0; i < s->n; i++)
		if (line_is(&s->child[i].head, "match queue *"))
			qos_map(v, "class", name, s->head.no)->to[0] =
			    (int)line_num(&s->child[i].head, 2);
		else if (line_is(&s->child[i].head, "match qos-group *"))
			qos_map(v, "group", name, s->head.no)->to[0] =
			    (int)line_num(&s->child[i].head, 2);
		else if (!line_is(&s->child[i].head, "match ..."))
			view_unknown(v, &s->child[i]);
}

/* a queue fills from the one to the other */
void
os10_thresholds(struct view *v, const struct stanza *s)
{
	for (size_t k = 0; k < s->n; k++) {
		const struct line *l = &s->child[k].head;

		if (line_is(l,
		        "random-detect color * minimum-threshold * "
		        "maximum-threshold * ...") &&
		    line_num(l, 4) >= line_num(l, 6))
			view_notice(v, "bad-value", l->no,
			    "the minimum threshold is not below the maximum: "
			    "%.80s",
			    l->text);
	}
}

/* does the profile mark frames rather than drop them? */
static bool
marks_frames(const struct view *v, const char *name)
{
	for (size_t i = 0; v->root && i < v->root->n; i++) {
		const struct stanza *s = &v->root->child[i];

		for (size_t k = 0; line_is(&s->head, "wred *") &&
		     str_eq(line_word(&s->head, 1), name) && k < s->n;
		     k++)
			if (line_is(&s->child[k].head, "random-detect ecn"))
				return true;
	}
	return false;
}

void
os10_policy_map(struct view *v, const struct stanza *s)
{
	bool typed = line_word_eq(line_word(&s->head, 1), "type");
	const char *type = typed ? line_word(&s->head, 2) : "qos";
	const char *name = line_word(&s->head, typed ? 3 : 1);
	struct dcb_map m = qos_dcb_new(name, s->head.no);
	struct shares sh = qos_shares_new(name, s->head.no);

	view_def(v, str_fmt(v->a, "policy-map %s", type), name, s->head.no);
	view_pass(v, s);
	for (size_t i = 0; i < s->n; i++) {
		const struct stanza *c = &s->child[i];
		const char *class = line_word(&c->head, 1);
		int g, pause = 0, names = 0;
		long q;

		if (!line_is(&c->head, "class ...")) {
			view_unknown(v, c);
			continue;
		}
		if (!line_word_starts(class, "class-"))
			view_ref(v, str_fmt(v->a, "class-map %s", type), class,
			    c->head.no);
		q = qos_of(qos_find(v, "class", class), 0);
		g = qos_of(qos_find(v, "group", class), 0);
		for (size_t k = 0; k < c->n; k++) {
			const struct line *l = &c->child[k].head;

			if (line_is(l, "pause ...")) {
				pause = l->no;
				view_say(v, str_fmt(v->a, "class %s", class),
				    "pause", "on", l->no);
			} else if (line_is(l, "pfc-cos *")) {
				names = l->no;
				for (const char *w = line_word(l, 1); *w; w++)
					if (*w >= '0' && *w <= '7') {
						m.prios |=
						    (uint8_t)(1 << (*w - '0'));
						/* of which class's frames */
						qos_map(v, "pause", name, l->no)
						    ->to[*w - '0'] = g;
					}
			} else if (line_is(l, "priority") && q >= 0 && q < 8) {
				sh.strict[q] = true;
			} else if (line_is(l, "random-detect *")) {
				if (q >= 0 && q < 8)
					sh.ecn[q] =
					    marks_frames(v, line_word(l, 1));
			} else if (line_is(l, "bandwidth percent *")) {
				long n = reader_num(v, l, 2, 0, 100);

				sh.n++;
				sh.sum += n > 0 ? n : 0;
				if (q >= 0 && q < 8)
					sh.queue[q] = n;
			}
		}
		if (names && !pause)
			view_notice(v, "half-set", names,
			    "class %s names priorities and pauses none: no "
			    "`pause`",
			    class);
	}
	if (str_eq(type, "network-qos"))
		qos_dcb_keep(v, &m);
	if (str_eq(type, "queuing"))
		qos_shares_keep(v, &sh);
}

/* qos-group 3 dot1p 3; queue 3 qos-group 3 */
void
os10_qos_steps(struct view *v, const struct stanza *s, const char *from)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;
		long to = line_num(l, 1);

		if (line_word_eq(line_word(l, 2), from) && to >= 0 &&
		    to < QOS_MAX &&
		    !qos_set(qos_map(v, from, line_word(&s->head, 2),
		                 s->head.no),
		        l, 3, 0, to))
			view_notice(v, "bad-value", l->no,
			    "not numbers of 0 to 7: %.60s", l->text);
	}
}

static const char *
first_of(const char *own, const char *of_lag, const char *of_all)
{
	return own ? own : of_lag ? of_lag : of_all;
}

/* the way of each priority through a port, and whether it is without drop */
void
os10_qos_ways(const struct view *v, struct port *p)
{
	const struct port *lag = view_l2(v, p);
	const struct qos_map *trust =
	    qos_find(v, "dot1p", first_of(p->trust, lag->trust, v->trust));
	const struct qos_map *queue = qos_find(v, "qos-group",
	    first_of(p->queues, lag->queues, v->queues));
	const char *net = first_of(p->dcb, lag->dcb, v->net);
	const struct qos_map *pause = qos_find(v, "pause", net);
	uint8_t prios = 0;

	for (size_t k = 0; k < v->nmap; k++)
		if (str_eq(v->map[k].name, net))
			prios = v->map[k].prios;
	for (int i = 0; i < 8; i++) {
		int group = trust ? qos_of(trust, i) : 0, g = qos_of(pause, i);

		/* a group without a line has the queue of its number */
		qos_queue(p, i,
		    !trust                        ? -1 :
		        qos_of(queue, group) >= 0 ? qos_of(queue, group) :
		                                    group);
		if (p->pfc_line && (prios >> i & 1))
			p->pfc |= (uint8_t)(1 << i);
		if (p->pfc_line && (prios >> i & 1) && trust && g >= 0 &&
		    g != group) {
			p->slip = str_fmt(v->a,
			    "priority %d is in class %d, lossless priorities "
			    "is class %d",
			    i, group, g);
			p->slip_line = pause->line;
		}
	}
	if (!p->ets_off && (p->ets_on || lag->ets_on || v->ets_on))
		qos_shares(p,
		    qos_policy(v, first_of(p->ets, lag->ets, v->ets)));
}

void
os10_system_qos(struct view *v, const struct stanza *s)
{
	struct port scratch = { .name = "system" };

	for (size_t i = 0; i < s->n; i++) {

		/* what it says of every port is not held at each */
		view_pass(v, &s->child[i]);

		if (!os10_port_qos(v, &scratch, &s->child[i].head) &&
		    !reader_passed(v, &s->child[i], os10_qos_quiet))
			view_unknown(v, &s->child[i]);
	}
	v->trust = scratch.trust;
	v->queues = scratch.queues;
	v->ets = scratch.ets;
	v->net = scratch.dcb;
	v->ets_on = scratch.ets_on;
}
