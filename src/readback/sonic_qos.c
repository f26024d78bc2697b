/*
 * SONiC: quality of service, from the class of a priority over its queue and
 * priority group to what is paused and shared.
 */
#include "readback/sonic_read.h"

#include <string.h>

#include "base/str.h"
#include "readback/qos.h"

/* of a table of maps: numbers to numbers, by name */
static void
steps(struct view *v, const struct node *root, const char *table)
{
	const struct node *m = node_get(root, table);

	for (size_t i = 0; m && m->kind == NODE_MAP && i < m->n; i++) {
		const struct node *one = m->item[i];
		struct qos_map *q =
		    qos_map(v, table, m->key[i]->text, sonic_place(m->key[i]));

		for (size_t k = 0; one->kind == NODE_MAP && k < one->n; k++) {
			long from = sonic_number(one->key[k]->text);
			long to = sonic_number(sonic_text(one->item[k]));

			if (from >= 0 && from < QOS_MAX && to >= 0 &&
			    to < QOS_MAX)
				q->to[from] = (int)to;
			else
				view_notice(v, "bad-value",
				    sonic_place(one->key[k]),
				    "%s: \"%.20s\": \"%.20s\" is not between "
				    "0 and %d",
				    table, one->key[k]->text,
				    sonic_text(one->item[k]), QOS_MAX - 1);
		}
	}
}

/* its maps are the port's own; the name may be written as [TABLE|NAME] */
static const struct qos_map *
map_of(struct view *v, const struct node *val, const char *key,
    const char *table)
{
	const char *name = sonic_field(v, val, key), *bar = strchr(name, '|');

	if (*name == '[' && bar && name[strlen(name) - 1] == ']')
		name = str_dup(v->a, bar + 1, strlen(bar) - 2);
	if (*name && !qos_find(v, table, name))
		view_ref(v, table, name, node_get(val, key)->at.line);
	return *name ? qos_find(v, table, name) : NULL;
}

/* a priority that may be dropped, in the group of one that may not; or -1 */
static int
beside(const struct port *p, const struct qos_map *class,
    const struct qos_map *group, int prio)
{
	int own = qos_of(group, qos_of(class, prio));

	for (int i = 0; i < 8 && own >= 0; i++)
		if (i != prio && !(p->pfc >> i & 1) &&
		    qos_of(group, qos_of(class, i)) == own)
			return i;
	return -1;
}

/* the way of each priority through the port, and whether it is paused there */
static void
way(struct view *v, struct port *p, const struct node *val)
{
	const struct qos_map *class =
	    map_of(v, val, "dot1p_to_tc_map", "DOT1P_TO_TC_MAP");
	const struct qos_map *queue =
	    map_of(v, val, "tc_to_queue_map", "TC_TO_QUEUE_MAP");
	const struct qos_map *group =
	    map_of(v, val, "tc_to_pg_map", "TC_TO_PRIORITY_GROUP_MAP");
	const struct qos_map *pause =
	    map_of(v, val, "pfc_to_queue_map", "MAP_PFC_PRIORITY_TO_QUEUE");
	const struct qos_map *to_group = map_of(v, val, "pfc_to_pg_map",
	    "PFC_PRIORITY_TO_PRIORITY_GROUP_MAP");

	for (int i = 0; i < 8; i++) {
		int c = qos_of(class, i), q = qos_of(queue, c);
		int g = qos_of(to_group, i) >= 0 ? qos_of(to_group, i) : i;
		int other;

		qos_queue(p, i, q);
		if (!(p->pfc >> i & 1) || q < 0)
			continue;
		p->slip_line = p->pfc_line;
		other = beside(p, class, group, i);
		if (pause && qos_of(pause, i) >= 0 && qos_of(pause, i) != q)
			p->slip = str_fmt(v->a,
			    "priority %d is in queue %d, but its pause frames "
			    "stop queue %d",
			    i, q, qos_of(pause, i));
		else if (!pause)
			p->slip = str_fmt(v->a,
			    "no pfc_to_queue_map says which queue pause "
			    "frames of priority %d stop",
			    i);
		else if (group && qos_of(group, c) >= 0 &&
		    qos_of(group, c) != g)
			p->slip = str_fmt(v->a,
			    "priority %d is in priority group %d, but its "
			    "pause frames are sent for group %d",
			    i, qos_of(group, c), g);
		else if (!group)
			p->slip = str_fmt(v->a,
			    "priority %d has no priority group that is paused: "
			    "no tc_to_pg_map",
			    i);
		else if (other >= 0)
			p->slip = str_fmt(v->a,
			    "lossless priority %d shares priority group %d "
			    "with priority %d",
			    i, qos_of(group, c), other);
	}
}

void
sonic_port_qos(struct view *v, const struct node *key, const struct node *val)
{
	struct port *p;

	/* what holds for the switch is no port's */
	if (str_eq(key->text, "global")) {
		view_mark(v, sonic_place(key), sonic_place(key), LINE_PASSED);
		return;
	}
	p = view_refer(v, sonic_name(v, key->text), sonic_place(key));
	for (const char *s = sonic_field(v, val, "pfc_enable"); *s; s++) {
		bool alone = s[1] < '0' || s[1] > '9';

		if (*s >= '0' && *s <= '7' && alone)
			p->pfc |= (uint8_t)(1 << (*s - '0'));
		else if (*s != ',' && *s != ' ') {
			view_notice(v, "bad-value", sonic_place(key),
			    "pfc_enable is not a list of priorities: %.40s",
			    sonic_field(v, val, "pfc_enable"));
			break;
		}
	}
	p->pfc_line = p->dcb_line = sonic_place(key);
	p->dcb = "PORT_QOS_MAP";
	way(v, p, val);
}

static struct shares *
shares_of(const struct view *v, const char *name)
{
	for (size_t i = 0; i < v->nshare; i++)
		if (str_eq(v->share[i].name, name))
			return &v->share[i];
	return NULL;
}

static struct shares *
shares_new(struct view *v, const char *name, int line)
{
	struct shares s = qos_shares_new(name, line);

	PUSH(v->a, v->share, v->nshare, v->share_cap, s);
	return &v->share[v->nshare - 1];
}

/* a scheduler is kept as a policy of one queue, until queues refer to it */
void
sonic_scheduler(struct view *v, const struct node *key, const struct node *val)
{
	const char *name = str_fmt(v->a, "scheduler %s", key->text);

	const char *type = sonic_field(v, val, "type");
	long weight = sonic_number(sonic_field(v, val, "weight"));

	if (*sonic_field(v, val, "weight") && (weight < 1 || weight > 100))
		view_notice(v, "bad-value", sonic_place(key),
		    "weight is not between 1 and 100: %.20s",
		    sonic_field(v, val, "weight"));
	/* strict before all others: it has no share to count on */
	if (v->nshare < 4096 && !shares_of(v, name)) {
		struct shares *s = shares_new(v, name, sonic_place(key));

		s->strict[0] =
		    *type && !str_eq(type, "DWRR") && !str_eq(type, "WRR");
		s->queue[0] = s->strict[0] ? -1 : weight;
	}
}

/* its name; older images refer to it as [SCHEDULER|name] */
static const char *
scheduler_of(struct view *v, const struct node *val)
{
	const char *s = sonic_field(v, val, "scheduler"), *bar = strchr(s, '|');
	size_t n = strlen(s);

	return bar && *s == '[' && s[n - 1] == ']' ?
	    str_dup(v->a, bar + 1, strlen(bar) - 2) :
	    s;
}

/* "ECN", or as it was written before, "[WRED_PROFILE|ECN]" */
static bool
marks_frames(struct view *v, const char *name)
{
	const struct node *table = node_get(v->doc, "WRED_PROFILE"), *p;
	const char *bar = strchr(name, '|');

	if (bar)
		name = str_dup(v->a, bar + 1, strcspn(bar + 1, "]"));
	p = *name ? node_get(table, name) : NULL;
	return p && *sonic_field(v, p, "ecn") &&
	    !str_eq(sonic_field(v, p, "ecn"), "ecn_none");
}

/* "Ethernet0|3": weights, so their sum is not checked (n stays 0) */
void
sonic_queue(struct view *v, const struct node *key, const struct node *val)
{
	const struct shares *weight;
	const char *x, *y, *name = scheduler_of(v, val);
	struct shares *s;
	struct port *p;
	bool strict;
	long n, w;

	if (!*name || !sonic_halves(v, key, &x, &y))
		return;
	n = sonic_number(y);
	weight = shares_of(v, str_fmt(v->a, "scheduler %s", name));
	if (!weight) {
		view_ref(v, "scheduler", name, sonic_place(key));
		return;
	}
	w = weight->queue[0];
	strict = weight->strict[0];
	if (n > 31)
		view_notice(v, "bad-value", sonic_place(key),
		    "not a queue: "
		    "%.40s",
		    key->text);
	if (n < 0 || n > 7 || v->nshare >= 4096)
		return;
	p = view_refer(v, sonic_name(v, x), sonic_place(key));
	p->ets = p->name;
	s = shares_of(v, p->name);
	if (!s)
		s = shares_new(v, p->name, sonic_place(key));
	s->queue[n] = w;
	s->strict[n] = strict;
	s->sum += w > 0 ? w : 0;
	s->ecn[n] = marks_frames(v, sonic_field(v, val, "wred_profile"));
}

void
sonic_maps(struct view *v, const struct node *root)
{
	steps(v, root, "DOT1P_TO_TC_MAP");
	steps(v, root, "TC_TO_QUEUE_MAP");
	steps(v, root, "TC_TO_PRIORITY_GROUP_MAP");
	steps(v, root, "MAP_PFC_PRIORITY_TO_QUEUE");
	steps(v, root, "PFC_PRIORITY_TO_PRIORITY_GROUP_MAP");
}

void
sonic_resolve_shares(const struct view *v, struct port *p)
{
	const struct shares *s = p->ets ? shares_of(v, p->ets) : NULL;

	for (int k = 0; s && s->sum > 0 && k < 8; k++)
		if (p->queue[k] > 0 && p->queue[k] <= 8 &&
		    s->queue[p->queue[k] - 1] >= 0)
			reader_share(p, k,
			    s->queue[p->queue[k] - 1] * 100 / s->sum);
	for (int k = 0; s && k < 8; k++)
		if (p->queue[k] > 0 && p->queue[k] <= 8) {
			if (s->ecn[p->queue[k] - 1])
				p->ecn |= (uint8_t)(1 << k);
			if (s->strict[p->queue[k] - 1])
				p->strict |= (uint8_t)(1 << k);
		}
}
