/*
 * DOC: a port broken out is one cable to SPLIT_INTO ports of the same kind.
 * Which of a rack's host ports share one is decided here, for the count of
 * ports and cables and for the design: rack by rack, hosts from below, so many
 * to a cable, wherever they stand in the file; a cable is never shared by two
 * racks, so that a host that comes to one changes no cable of another.  Beside
 * an earlier design ports stay on the cables they are on, and what is new takes
 * what they leave.
 */
#include "size/size.h"

#include <assert.h>
#include <string.h>

#include "base/sort.h"
#include "model/previous.h"

enum speed_class
speed_class_split(enum speed_class p)
{
	return p == SPEED_10G ? SPLIT_10G : p == SPEED_25G ? SPLIT_25G : POOLS;
}

bool
split_block_can(const struct switch_model *s, const struct port_block *b,
    enum speed_class p)
{
	return speed_class_split(p) != POOLS && b->into == SPLIT_INTO &&
	    port_block_splits(b, speed_class_bps[p]) &&
	    platform_cannot(s->platform, CAN_BREAKOUT) == NULL;
}

bool
split_model_can(const struct switch_model *s, unsigned options,
    enum speed_class p)
{
	for (size_t i = 0; i < s->nblock; i++)
		if (media_block_there(s, &s->block[i], options) &&
		    split_block_can(s, &s->block[i], p))
			return true;
	return false;
}

struct cage
speed_class_trunk(enum speed_class p, int64_t dac_max_mm)
{
	struct cage c = { p == SPEED_10G ? MEDIA_QSFPP : MEDIA_QSFP28,
		dac_max_mm, true, NULL };

	return c;
}

/* do hosts of the rack connect to the switch, and is the port one of them? */
static bool
is_one(const struct model *m, const struct host *h, size_t port, size_t side,
    enum speed_class p, enum topology t)
{
	const struct nic_group *x = model_port(h, port);

	return size_port_side(m, h, port, t) == side &&
	    speed_class_of(x->media, x->speed_bps) == p;
}

struct standing {
	size_t host, row, rack, unit;
	bool device;
};

static int
by_place(const void *x, const void *y, const void *of)
{
	const struct standing *p = x, *q = y;

	(void)of;
	if (p->row != q->row)
		return p->row < q->row ? -1 : 1;
	if (p->rack != q->rack)
		return p->rack < q->rack ? -1 : 1;
	if (p->device != q->device)
		return p->device ? 1 : -1;
	return (p->unit > q->unit) - (p->unit < q->unit);
}

/* those with this rack for a head, or all of them, in that order */
static struct standing *
hosts_by_rack(struct arena *a, const struct model *m, const size_t *head,
    size_t rack, size_t *n)
{
	struct standing *s = NULL;
	size_t cap = 0;

	*n = 0;
	for (size_t i = 0; i < m->nend; i++) {
		const struct host *h = &m->host[i];
		const struct rack *r = &m->rack[h->rack];

		if (rack != NONE_RACK && size_head(head, h->rack) != rack)
			continue;
		PUSH(a, s, *n, cap,
		    ((struct standing){ i, r->row_index, r->position,
		        h->position_u, h->device != DEVICE_NO }));
	}
	sort_stable(s, *n, sizeof *s, by_place, NULL);
	return s;
}

size_t *
size_by_rack(struct arena *a, const struct model *m)
{
	size_t *at = NEW(a, size_t, m->nend + 1), n;
	const struct standing *s = hosts_by_rack(a, m, NULL, NONE_RACK, &n);

	for (size_t i = 0; i < n; i++)
		at[i] = s[i].host;
	return at;
}

/* ports to hosts in the order of size_by_rack, and the cables they had */
struct wanted {
	struct want {
		size_t host, port;
		const struct previous_link *was; /* NULL: it is new */
		bool whole;                      /* not broken out */
	} * want;
	size_t n, cap;
};

/* by host and port the cable of the earlier design, where it leads to this
 * switch's place; NULL: there is no such design */
static const struct previous_link ***
find_cables(struct arena *a, const struct model *m, size_t rack,
    enum topology t, enum speed_class p)
{
	const struct previous *q = m->previous;
	const struct previous_link ***was;

	if (q == NULL || strcmp(q->topology, model_topology_word[t]) != 0)
		return NULL;
	was = NEW(a, const struct previous_link **, m->nend + 1);
	for (size_t i = 0; i < m->nend; i++)
		was[i] =
		    NEW(a, const struct previous_link *, m->host[i].nports + 1);
	for (size_t i = 0; i < q->nlink; i++) {
		const struct previous_link *l = &q->link[i];

		if (l->host < m->nend && l->end[0].sw != NULL &&
		    l->port < m->host[l->host].nports &&
		    l->speed_bps == speed_class_bps[p] &&
		    (rack == NONE_RACK || l->end[0].sw->rack == rack))
			was[l->host][l->port] = l;
	}
	return was;
}

static struct wanted
ports_wanted(struct arena *a, const struct model *m, const size_t *head,
    size_t rack, enum topology t, size_t side, enum speed_class p)
{
	struct arena *own = arena_new();
	const struct previous_link ***was = find_cables(own, m, rack, t, p);
	struct wanted w = { NULL, 0, 0 };
	size_t n;
	const struct standing *s = hosts_by_rack(own, m, head, rack, &n);

	for (; n > 0; n--, s++) {
		const size_t i = s->host;
		const struct host *h = &m->host[i];

		for (size_t k = 0; k < h->nports; k++)
			if (is_one(m, h, k, side, p, t))
				PUSH(a, w.want, w.n, w.cap,
				    ((struct want){ i, k,
				        was != NULL ? was[i][k] : NULL,
				        false }));
	}
	arena_free(own);
	return w;
}

/* so many keep a port each: first those that have one, then what is new */
static void
keep_whole(struct wanted *w, int64_t left)
{
	enum { HAS_ONE, IS_NEW, SHARES, PASSES };
	int pass;

	for (pass = HAS_ONE; pass < PASSES; pass++)
		for (size_t i = 0; i < w->n && left > 0; i++) {
			struct want *x = &w->want[i];
			int is = x->was == NULL      ? IS_NEW :
			    x->was->breakout == NULL ? HAS_ONE :
			                               SHARES;

			if (is != pass)
				continue;
			x->whole = true;
			left--;
		}
}

/* a cable of a rack being made up */
struct shared {
	const char *was; /* its number in the earlier design, or NULL */
	size_t n, lowest;
};

/* the cable for one more: its own, one with a strand left that need not be
 * longer for it, one with a strand left, or a new one */
static size_t
cable_for(const struct model *m, const struct want *x, const struct shared *c,
    size_t from, size_t n)
{
	size_t unit = m->host[x->host].position_u, any = n;

	for (size_t i = from; i < n; i++) {
		if (c[i].n == SPLIT_INTO)
			continue;
		if (x->was != NULL && x->was->breakout != NULL) {
			if (c[i].was != NULL &&
			    strcmp(c[i].was, x->was->breakout) == 0)
				return i;
			continue;
		}
		if (c[i].was == NULL || unit >= c[i].lowest)
			return i;
		any = any == n ? i : any;
	}
	return any;
}

struct splits
size_splits(struct arena *a, const struct model *m, const size_t *head,
    size_t rack, enum topology t, size_t side, enum speed_class p,
    struct place at, int64_t from)
{
	struct wanted w = ports_wanted(a, m, head, rack, t, side, p);
	struct splits s = { NULL, 0, 0, NULL, 0, 0 };
	struct shared *c = NEW(a, struct shared, w.n + 1);
	size_t end, start = 0;
	int pass;

	keep_whole(&w, from);
	for (size_t first = 0; first < w.n; first = end) {
		size_t r = m->host[w.want[first].host].rack;

		for (end = first;
		     end < w.n && m->host[w.want[end].host].rack == r;)
			end++;
		/* those that share one go on doing so, then the others */
		for (pass = 0; pass < 2; pass++)
			for (size_t i = first; i < end; i++) {
				const struct want *x = &w.want[i];
				const struct host *h = &m->host[x->host];
				bool shares =
				    x->was != NULL && x->was->breakout != NULL;
				struct split_link l = { x->host, x->port, 0,
					place_length_mm(m, at,
					    (struct place){ r,
					        (int64_t)h->position_u }) };

				if (x->whole || shares != (pass == 0))
					continue;
				l.cable = cable_for(m, x, c, start, s.ncable);
				if (l.cable == s.ncable) {
					c[s.ncable] = (struct shared){ shares ?
						    x->was->breakout :
						    NULL,
						0, h->position_u };
					PUSH(a, s.cable_mm, s.ncable,
					    s.capcable, 0);
				}
				assert(s.cable_mm != NULL);
				c[l.cable].n++;
				if (pass == 0 &&
				    h->position_u < c[l.cable].lowest)
					c[l.cable].lowest = h->position_u;
				if (l.raw_mm > s.cable_mm[l.cable])
					s.cable_mm[l.cable] = l.raw_mm;
				PUSH(a, s.link, s.nlink, s.caplink, l);
			}
		start = s.ncable;
	}
	return s;
}
