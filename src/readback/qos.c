#include "readback/qos.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/str.h"
#include "readback/reader.h"

#define MAPS_MAX 1024
#define SHARES_MAX 64
#define DCB_MAX 256

const struct qos_map *
qos_find(const struct view *v, const char *kind, const char *name)
{
	for (size_t i = 0; i < v->nqmap && name; i++)
		if (str_eq(v->qmap[i].kind, kind) &&
		    str_eq(v->qmap[i].name, name))
			return &v->qmap[i];
	return NULL;
}

struct qos_map *
qos_map(struct view *v, const char *kind, const char *name, int line)
{
	struct qos_map m = { .kind = kind, .name = name, .line = line };

	for (size_t i = 0; i < v->nqmap; i++)
		if (str_eq(v->qmap[i].kind, kind) &&
		    str_eq(v->qmap[i].name, name))
			return &v->qmap[i];
	for (int i = 0; i < QOS_MAX; i++)
		m.to[i] = -1;
	if (v->nqmap < MAPS_MAX)
		PUSH(v->a, v->qmap, v->nqmap, v->qmap_cap, m);
	return &v->qmap[v->nqmap - 1];
}

int
qos_of(const struct qos_map *m, int n)
{
	return m && n >= 0 && n < QOS_MAX ? m->to[n] : -1;
}

/* 3, 0-2 or 0-2,4-7 */
static bool
numbers(struct qos_map *m, const char *s, int to)
{
	while (*s) {
		char *end;
		long from, until;

		if (!isdigit((unsigned char)*s))
			return false;
		from = until = strtol(s, &end, 10);
		if (*end == '-' && isdigit((unsigned char)end[1]))
			until = strtol(end + 1, &end, 10);
		if (until >= QOS_MAX || from > until)
			return false;
		for (; from <= until; from++)
			m->to[from] = to;
		s = *end == ',' ? end + 1 : end;
	}
	return true;
}

bool
qos_set(struct qos_map *m, const struct line *l, size_t i, size_t tail, long to)
{
	bool ok = i + tail < l->nword;

	for (; i + tail < l->nword; i++)
		ok = numbers(m, l->word[i], (int)to) && ok;
	return ok;
}

void
qos_queue(struct port *p, int prio, int queue)
{
	if (prio >= 0 && prio < 8)
		p->queue[prio] = queue >= 0 && queue < QOS_MAX ?
		    (signed char)(queue + 1) :
		    0;
}

const struct shares *
qos_policy(const struct view *v, const char *name)
{
	/* the last of a name is in effect */
	for (size_t i = v->nshare; name && i-- > 0;)
		if (str_eq(v->share[i].name, name))
			return &v->share[i];
	return NULL;
}

struct shares
qos_shares_new(const char *name, int line)
{
	struct shares s = { .name = name, .line = line };

	for (int i = 0; i < 8; i++)
		s.queue[i] = -1;
	return s;
}

void
qos_shares_keep(struct view *v, const struct shares *s)
{
	if (v->nshare < SHARES_MAX)
		PUSH(v->a, v->share, v->nshare, v->share_cap, *s);
}

struct dcb_map
qos_dcb_new(const char *name, int line)
{
	struct dcb_map m = { .name = name, .line = line };

	for (int i = 0; i < 8; i++)
		m.share[i] = -1;
	return m;
}

void
qos_dcb_keep(struct view *v, const struct dcb_map *m)
{
	if (v->nmap < DCB_MAX)
		PUSH(v->a, v->map, v->nmap, v->map_cap, *m);
}

void
qos_shares(struct port *p, const struct shares *s)
{
	for (int i = 0; s && i < 8; i++)
		if (p->queue[i] > 0 && p->queue[i] <= 8) {
			reader_share(p, i, s->queue[p->queue[i] - 1]);
			if (s->ecn[p->queue[i] - 1])
				p->ecn |= (uint8_t)(1 << i);
			if (s->strict[p->queue[i] - 1])
				p->strict |= (uint8_t)(1 << i);
		}
}
