/*
 * NX-OS: quality of service.  Class maps by type, the policies that use them,
 * and where they are applied.
 */
#include "readback/nxos_read.h"

#include <string.h>

#include "base/str.h"
#include "readback/qos.h"

bool
nxos_policy_ref(struct view *v, const struct line *l)
{
	const char *name = line_word(l, l->nword - 1), *type;

	if (!line_is(l, "service-policy ...") || l->nword < 3)
		return false;
	type = line_word_eq(line_word(l, 1), "type") ? line_word(l, 2) : "qos";
	if (line_word_starts(name, "default-"))
		return true;
	view_ref(v, str_fmt(v->a, "policy-map %s", type), name, l->no);
	view_pass_line(v, l);
	return true;
}

/* which policy sorts, shares out, or keeps from dropping */
void
nxos_policy_applied(const struct line *l, const char **classes,
    const char **shares, const char **net)
{
	const char *name = line_word(l, l->nword - 1);

	if (line_is(l, "service-policy type qos input *") ||
	    line_is(l, "service-policy input *"))
		*classes = name;
	else if (line_is(l, "service-policy type queuing output *"))
		*shares = name;
	else if (net && line_is(l, "service-policy type network-qos *"))
		*net = name;
}

/* the number a class of queues or of frames without drop is named by, the
 * platform's own (c-8q-nq3, c-out-8q-q3, ...-default) or a class-map's; -1 */
static int
class_number(const struct view *v, const char *type, const char *class)
{
	const struct qos_map *m = qos_find(v, type, class);
	size_t len = strlen(class);
	const char *q;

	if (m)
		return m->to[0];
	if ((len > 8 && str_eq(class + len - 8, "-default")) ||
	    str_eq(class, "class-default"))
		return 0;
	q = strrchr(class, 'q');
	return line_word_starts(class, "c-") && q && q[1] >= '0' &&
	        q[1] <= '7' && q[2] == '\0' ?
	    q[1] - '0' :
	    -1;
}

static void
class_of_policy(struct view *v, const struct stanza *c, const char *type,
    const char *policy, struct dcb_map *m, struct shares *sh)
{
	const char *class = line_word(&c->head, c->head.nword - 1);
	int number = class_number(v, type, class);

	for (size_t k = 0; k < c->n; k++) {
		const struct line *l = &c->child[k].head;
		long n = line_num(l, l->nword - 1);

		if (line_is(l, "set qos-group *") && n >= 0 && n < QOS_MAX) {
			const struct qos_map *cos = qos_find(v, "cos", class);
			struct qos_map *to =
			    qos_map(v, "policy", policy, l->no);

			for (int i = 0; i < 8; i++)
				if (qos_of(cos, i) >= 0)
					to->to[i] = (int)n;
		} else if (line_is(l, "pause pfc-cos *")) {
			for (const char *w = line_word(l, 2); *w; w++)
				if (*w >= '0' && *w <= '7') {
					m->prios |= (uint8_t)(1 << (*w - '0'));
					qos_map(v, "pause", policy, l->no)
					    ->to[*w - '0'] = number;
				}
		} else if (line_is(l, "pause no-drop ...")) {
			/* the priorities are those sorted into the group */
			qos_map(v, "no-drop", policy, l->no)
			    ->to[number > 0 ? number : 0] = 1;
			for (size_t w = 2; w + 1 < l->nword; w++)
				if (line_word_eq(l->word[w], "pfc-cos"))
					m->prios |= (uint8_t)(1
					    << (line_num(l, w + 1) & 7));
		} else if (line_is(l, "mtu *") &&
		    reader_num(v, l, 1, 576, 9216) > 0) {
			if (n > v->mtu_global)
				v->mtu_global = n;
			if (number >= 0)
				qos_map(v, "mtu", policy, l->no)->to[number] =
				    (int)n;
		} else if (line_is(l, "random-detect ...") &&
		    line_word_eq(line_word(l, l->nword - 1), "ecn")) {
			if (number >= 0)
				sh->ecn[number] = true;
		} else if (line_is(l, "bandwidth percent *") ||
		    line_is(l, "bandwidth remaining percent *")) {
			sh->n++;
			sh->sum += n;
			if (number >= 0)
				sh->queue[number] = n;
		}
	}
}

void
nxos_policy_map(struct view *v, const struct stanza *s)
{
	bool typed = line_word_eq(line_word(&s->head, 1), "type");
	const char *type = typed ? line_word(&s->head, 2) : "qos";
	const char *name = line_word(&s->head, s->head.nword - 1);
	struct dcb_map m = qos_dcb_new(name, s->head.no);
	struct shares sh = qos_shares_new(name, s->head.no);

	view_def(v, str_fmt(v->a, "policy-map %s", type), name, s->head.no);
	view_pass(v, s);
	for (size_t i = 0; i < s->n; i++) {
		const struct stanza *c = &s->child[i];
		const char *class = line_word(&c->head, c->head.nword - 1);

		if (!line_is(&c->head, "class ..."))
			continue;
		if (!line_word_starts(class, "c-") &&
		    !line_word_starts(class, "class-") &&
		    !line_word_eq(line_word(&c->head, 1), "class-default"))
			view_ref(v, str_fmt(v->a, "class-map %s", type), class,
			    c->head.no);
		class_of_policy(v, c, type, name, &m, &sh);
	}
	if (str_eq(type, "network-qos"))
		qos_dcb_keep(v, &m);
	if (str_eq(type, "queuing") && !line_word_starts(name, "default-"))
		qos_shares_keep(v, &sh);
}

/* match cos 3,5; match qos-group 3; match queue 3 */
void
nxos_class_map(struct view *v, const struct stanza *s)
{
	const char *name = line_word(&s->head, s->head.nword - 1);
	const char *type = line_word_eq(line_word(&s->head, 1), "type") ?
	    line_word(&s->head, 2) :
	    "qos";

	view_pass(v, s);
	view_def(v, str_fmt(v->a, "class-map %s", type), name, s->head.no);
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;
		long n = line_num(l, 2);

		if (line_is(l, "match cos *")) {
			struct qos_map *m = qos_map(v, "cos", name, l->no);

			qos_set(m, l, 2, 0, 1);
			for (int k = 0; k < 8; k++)
				if (qos_of(m, k) >= 0)
					v->cos |= (uint8_t)(1 << k);
		} else if ((line_is(l, "match qos-group *") ||
		               line_is(l, "match queue *")) &&
		    n >= 0 && n < 8) {
			qos_map(v, type, name, l->no)->to[0] = (int)n;
		}
	}
}

/*
 * A priority is sorted into a group, the group has its queue, and what the
 * policy for the whole switch says of the group makes it without drop.  Where
 * nothing sorts, all that is said to be lossless is taken for it.
 */
void
nxos_qos_ways(struct view *v, struct port *p)
{
	const struct port *lag = view_l2(v, p);
	const char *name = p->classes ? p->classes :
	    lag->classes              ? lag->classes :
	                                v->classes;
	const struct qos_map *group = qos_find(v, "policy", name);
	const struct qos_map *pause = qos_find(v, "pause", v->net);
	const struct qos_map *drop = qos_find(v, "no-drop", v->net);
	const struct qos_map *mtu = qos_find(v, "mtu", v->net);
	uint8_t prios = 0;

	for (size_t i = 0; i < v->nmap; i++)
		if (!v->net || str_eq(v->map[i].name, v->net))
			prios |= v->map[i].prios;
	for (int i = 0; i < 8; i++) {
		int to = qos_of(group, i) >= 0 ? qos_of(group, i) : 0;
		bool on = prios >> i & 1;

		if (group)
			qos_queue(p, i, to);
		if (drop && group && to && qos_of(drop, to) == 1)
			on = true;
		if (p->pfc_line && on)
			p->pfc |= (uint8_t)(1 << i);
		if (p->pfc_line && on && group && pause &&
		    qos_of(pause, i) >= 0 && qos_of(pause, i) != to) {
			p->slip = str_fmt(v->a,
			    "priority %d is in group %d, lossless priorities "
			    "is group %d",
			    i, to, qos_of(pause, i));
			p->slip_line = pause->line;
		}
		/* a class of the switch passes less than the port */
		if (p->pfc_line && mtu && qos_of(mtu, to) > 0 &&
		    qos_of(mtu, to) < p->mtu) {
			p->slip = str_fmt(v->a,
			    "group %d passes %d bytes, the port %ld", to,
			    qos_of(mtu, to), p->mtu);
			p->slip_line = mtu->line;
		}
	}
	if (!v->net && p->pfc_line && v->nmap && p->pfc) {
		p->slip = "no network-qos policy is applied to the switch";
		p->slip_line = v->map[0].line;
	}
	qos_shares(p, qos_policy(v, p->ets ? p->ets : v->ets));
}
