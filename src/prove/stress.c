#include "prove/stress.h"

#include <assert.h>
#include <string.h>

#include "base/sort.h"
#include "base/str.h"
#include "prove/outage.h"
#include "size/size.h"

/* beyond so many switches one of each kind represents the others */
enum { EACH_ONE = 24 };

struct test {
	struct arena *a;
	const struct design *g;
	struct stress *out;
	const char **key; /* of each failure in out */
	size_t capkey;
	struct drain_variants *meanwhile; /* NULL: no drains */
};

/* ---- what is equal before it is tried ---- */

static void
switch_kind(struct buf *b, const struct design *g, size_t sw)
{
	const struct dswitch *s = &g->sw[sw];
	size_t count[PORT_ROLES] = { 0 }, i;

	for (i = 0; i < s->nport; i++)
		count[s->port[i].role]++;
	buf_printf(b, "%d %s", (int)s->role, s->model->id);
	for (i = 0; i < PORT_ROLES; i++)
		buf_printf(b, " %zu", count[i]);
}

static const char *
link_kind(struct arena *a, const struct design *g, size_t link)
{
	const struct dlink *l = &g->link[link];
	struct buf b = buf_new(a);

	buf_printf(&b, "%d %lld ", (int)l->kind, (long long)l->speed_bps);
	if (l->a.sw != NONE)
		switch_kind(&b, g, l->a.sw);
	if (l->b.sw != NONE)
		switch_kind(&b, g, l->b.sw);
	return b.text;
}

/* ---- results ---- */

static struct loss *
loss_of(struct test *t, struct failure *f, const char *network,
    const char *instead)
{
	struct loss x = { NULL, 0, 0, network, instead };

	for (size_t i = 0; i < f->nloss; i++)
		if (strcmp(f->loss[i].network, network) == 0 &&
		    str_eq(f->loss[i].instead, instead))
			return &f->loss[i];
	PUSH(t->a, f->loss, f->nloss, f->caploss, x);
	return &f->loss[f->nloss - 1];
}

static struct failure
failure_of(struct test *t, const char *kind, const struct outage *o)
{
	struct failure f = { 0 };

	f.kind = kind;
	f.cut_off = o->cut_off;
	f.load = o->load;
	f.busiest = o->busiest;
	f.drain_s = o->drain_s;
	f.slowest = o->slowest;
	for (size_t i = 0; i < o->nlost; i++) {
		const struct lost *x = &o->lost[i];
		struct loss *l = loss_of(t, &f, t->g->net[x->net].net->name,
		    x->instead != NONE ? t->g->net[x->instead].net->name :
		                         NULL);

		PUSH(t->a, l->host, l->n, l->cap,
		    t->g->host[x->host].host->name);
	}
	return f;
}

static void
key_losses(struct buf *b, const struct failure *f)
{
	for (size_t i = 0; i < f->nloss; i++)
		buf_printf(b, "|%zu %s %s", f->loss[i].n, f->loss[i].network,
		    f->loss[i].instead != NULL ? f->loss[i].instead : "");
}

/* failures whose rows would say the same, but for names */
static const char *
key_of(struct arena *a, const struct failure *f)
{
	struct buf b = buf_new(a);

	buf_printf(&b, "%s|%zu|%.3f|%.0f", f->kind, f->cut_off, f->load,
	    f->drain_s);
	key_losses(&b, f);
	return b.text;
}

static void
add(struct test *t, const char *key, const char *name, struct failure f)
{
	struct stress *s = t->out;
	size_t i;

	assert(s->nfailure == 0 || t->key != NULL);
	for (i = 0; i < s->nfailure; i++)
		if (strcmp(t->key[i], key) == 0)
			break;
	if (i == s->nfailure) {
		PUSH(t->a, t->key, i, t->capkey, key);
		PUSH(t->a, s->failure, s->nfailure, s->capfailure, f);
		i = s->nfailure - 1;
	}
	PUSH(t->a, s->failure[i].name, s->failure[i].n, s->failure[i].cap,
	    name);
}

/* has one of this kind been tried?  Then this one goes beside it */
static bool
stands_for(struct test *t, const char *key, const char *name)
{
	assert(t->out->nfailure == 0 || t->key != NULL);
	for (size_t i = 0; t->out->sampled && i < t->out->nfailure; i++)
		if (strcmp(t->key[i], key) == 0) {
			add(t, key, name, t->out->failure[i]);
			return true;
		}
	return false;
}

static void
try_switch(struct test *t, size_t sw, bool *out)
{
	const struct dswitch *s = &t->g->sw[sw];
	struct buf kind = buf_new(t->a);
	struct failure f;

	switch_kind(&kind, t->g, sw);
	if (stands_for(t, kind.text, s->name))
		return;
	out[sw] = true;
	f = failure_of(t,
	    s->role == ROLE_STANDALONE ? "switch" :
	                                 design_switch_role_word[s->role],
	    outage_look(t->a, t->meanwhile, t->g, out));
	out[sw] = false;
	add(t, t->out->sampled ? kind.text : key_of(t->a, &f), s->name, f);
}

static const char *
link_words(const struct design *g, const struct dlink *l)
{
	if (l->bundle > 0)
		return l->kind == LINK_HOST ? "one breakout cable of hosts" :
		                              "one breakout cable of switches";
	switch (l->kind) {
	case LINK_UPLINK:
		return l->b.sw != NONE &&
		        g->sw[l->b.sw].role == g->sw[l->a.sw].role ?
		    "one link between the domains" :
		    "one link between leaf and spine";
	case LINK_PEER:
		return "one peer link of a pair";
	case LINK_CORE:
		return "one link to the core";
	default:
		return "one cable of a host";
	}
}

static void
try_link(struct test *t, size_t link)
{
	const struct dlink *l = &t->g->link[link];
	const char *kind = link_kind(t->a, t->g, link);
	const char *name = design_cable_id(t->a, l);
	struct failure f;

	if (stands_for(t, kind, name))
		return;
	f = failure_of(t, link_words(t->g, l),
	    outage_cable(t->a, t->meanwhile, t->g, link));
	add(t, t->out->sampled ? kind : key_of(t->a, &f), name, f);
}

/* ---- all links between the two of a pair ---- */

static void
try_peer(struct test *t, size_t link)
{
	const struct design *g = t->g;
	const struct dlink *l = &g->link[link];
	bool *cut = NEW(t->a, bool, g->nlink + 1);
	struct buf kind = buf_new(t->a);
	const char *name = str_fmt(t->a, "%s and %s", l->a.device, l->b.device);
	struct failure f;
	size_t n = 0;

	for (size_t i = 0; i < g->nlink; i++) {
		cut[i] = g->link[i].kind == LINK_PEER &&
		    g->link[i].a.sw == l->a.sw && g->link[i].b.sw == l->b.sw;
		n += cut[i];
		if (i < link && cut[i])
			return; /* tried by its first */
	}
	buf_printf(&kind, "whole %s", link_kind(t->a, g, link));
	/* a link of one cable is a cable */
	if (n < 2 || stands_for(t, kind.text, name))
		return;
	f = failure_of(t, "the whole peer link of a pair",
	    outage_links(t->a, t->meanwhile, g, cut));
	f.several = true;
	add(t, t->out->sampled ? kind.text : key_of(t->a, &f), name, f);
}

/* ---- one cable of a host ---- */

/* cables whose loss does the same: of hosts of a rack that send and receive as
 * much on the same networks, to the same switch */
static const char *
cable_kind(struct test *t, size_t link, const double *bps)
{
	const struct dlink *l = &t->g->link[link];
	const struct host *h = t->g->host[l->b.host].host;
	const struct dhost *x;
	struct buf b = buf_new(t->a);

	if (t->out->sampled)
		return link_kind(t->a, t->g, link);
	x = &t->g->host[l->b.host];
	buf_printf(&b, "%zu %zu %zu %zu %.0f %.0f ", l->a.sw, h->rack,
	    h->nports, h->cluster, bps[2 * l->b.host], bps[2 * l->b.host + 1]);
	for (size_t i = 0; i < h->ngroup; i++)
		buf_printf(&b, "%lld %zu ", (long long)h->group[i].speed_bps,
		    h->group[i].n);
	for (size_t i = 0; i < t->g->nnet; i++)
		buf_putc(&b,
		    x->nic[l->b.port].net[i] ? '2' :
		        h->network[i]        ? '1' :
		                               '0');
	/* several hosts' */
	if (l->bundle > 0)
		buf_puts(&b, design_cable_id(t->a, l));
	return b.text;
}

/* rows of one kind that lose as much are one row, with the worst figures */
static void
add_worst(struct test *t, const char *name, struct failure f)
{
	struct buf key = buf_new(t->a);
	struct failure *x;
	size_t i;

	buf_printf(&key, "%s|%zu", f.kind, f.cut_off);
	key_losses(&key, &f);
	add(t, key.text, name, f);
	for (i = 0; strcmp(t->key[i], key.text) != 0; i++)
		continue;
	x = &t->out->failure[i];
	if (f.load > x->load) {
		x->load = f.load;
		x->busiest = f.busiest;
	}
	if (x->drain_s >= 0 && (f.drain_s < 0 || f.drain_s > x->drain_s)) {
		x->drain_s = f.drain_s;
		x->slowest = f.slowest;
	}
}

static void
try_host_cables(struct test *t)
{
	const struct design *g = t->g;
	const double *bps = traffic_hosts(t->a, g->model, false);
	const char **kind = NULL;
	struct failure *done = NULL;
	size_t n = 0, ndone = 0, cap = 0, capdone = 0, k;

	for (size_t i = 0; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];
		const char *mine;
		struct failure f;

		if (l->kind != LINK_HOST || !bom_own_cable(g, i))
			continue;
		mine = cable_kind(t, i, bps);
		for (k = 0; k < n && strcmp(kind[k], mine) != 0; k++)
			continue;
		if (k == n) {
			f = failure_of(t, link_words(g, l),
			    outage_cable(t->a, t->meanwhile, g, i));
			PUSH(t->a, kind, n, cap, mine);
			PUSH(t->a, done, ndone, capdone, f);
		}
		add_worst(t, design_cable_id(t->a, l), done[k]);
	}
}

/* the first member of a LAG represents the others, unless they share a cable
 * with other links */
static bool
is_tried(const struct design *g, size_t link)
{
	const struct dend *e = &g->link[link].a;
	const struct dport *p;

	if (g->link[link].bundle > 0)
		return bom_own_cable(g, link);
	if (e->sw == NONE || e->port == NONE)
		return true;
	p = &g->sw[e->sw].port[e->port];
	return p->lag == NONE || g->lag[p->lag].port[0] == e->port;
}

/* ---- a whole rack ---- */

/* the largest first, of equals the first */
static int
by_memory(const void *px, const void *py, const void *of)
{
	const struct model *m = of;
	int64_t x = m->vm[*(const size_t *)px].memory_bytes;
	int64_t y = m->vm[*(const size_t *)py].memory_bytes;

	return (x < y) - (x > y);
}

static size_t
rack_of_vm(const struct test *t, size_t vm)
{
	const struct model *m = t->g->model;

	return m->host[m->vm[vm].host].rack;
}

/* the other racks' host of a cluster with the most memory left */
static size_t
roomiest(const struct test *t, size_t cluster, size_t rack, const int64_t *left)
{
	const struct model *m = t->g->model;
	size_t best = NONE;

	for (size_t i = 0; i < m->nhost; i++)
		if (m->host[i].cluster == cluster && m->host[i].rack != rack &&
		    (best == NONE || left[i] > left[best]))
			best = i;
	return best;
}

static void
place_again(struct test *t, size_t rack, struct rack_failure *f)
{
	const struct model *m = t->g->model;
	int64_t *left = NEW(t->a, int64_t, m->nhost + 1);
	size_t *vm = NEW(t->a, size_t, m->nvm + 1), i, k;

	for (i = 0; i < m->nhost; i++)
		left[i] = m->host[i].memory_bytes;
	for (i = 0; i < m->nvm; i++) {
		left[m->vm[i].host] -= m->vm[i].memory_bytes;
		if (rack_of_vm(t, i) == rack)
			vm[f->vms++] = i;
	}
	sort_stable(vm, f->vms, sizeof *vm, by_memory, m);
	for (i = 0; i < f->vms; i++) {
		const struct vm *x = &m->vm[vm[i]];

		f->vm_bytes += (double)x->memory_bytes;
		k = roomiest(t, x->cluster, rack, left);
		if (k != NONE && left[k] >= x->memory_bytes) {
			left[k] -= x->memory_bytes;
		} else {
			f->homeless++;
			f->homeless_bytes += (double)x->memory_bytes;
		}
	}
}

/* what is lost by hosts that still run */
static void
only_others(struct test *t, size_t rack, struct outage *o)
{
	size_t n = 0, last = NONE;

	o->cut_off = 0;
	for (size_t i = 0; i < o->nlost; i++) {
		if (t->g->host[o->lost[i].host].host->rack == rack)
			continue;
		if (o->lost[i].instead == NONE && o->lost[i].host != last) {
			last = o->lost[i].host;
			o->cut_off++;
		}
		o->lost[n++] = o->lost[i];
	}
	o->nlost = n;
}

static void
try_racks(struct test *t, bool *out)
{
	const struct design *g = t->g;
	size_t used = 0;

	for (size_t i = 0; i < g->model->nrack; i++) {
		struct rack_failure f = { .rack = g->model->rack[i].name };
		struct outage *o;

		for (size_t k = 0; k < g->nhost; k++)
			f.hosts += g->host[k].host->rack == i;
		if (f.hosts == 0 || f.hosts == g->nhost)
			continue;
		used++;
		for (size_t k = 0; k < g->nsw; k++)
			out[k] = g->sw[k].rack == i;
		o = outage_load(t->a, g, out);
		only_others(t, i, o);
		f.rest = failure_of(t, "a whole rack", o);
		place_again(t, i, &f);
		PUSH(t->a, t->out->rack, t->out->nrack, t->out->caprack, f);
	}
	for (size_t k = 0; k < g->nsw; k++)
		out[k] = false;
	assert(used != 1);
}

struct stress *
stress_look(struct arena *a, const struct design *g,
    struct drain_variants *meanwhile)
{
	struct arena *own = arena_new();
	struct test t = { a, g, NEW(a, struct stress, 1), NULL, 0, meanwhile };
	bool *out = NEW(own, bool, g->nsw + 1);

	t.out->drained = meanwhile != NULL;
	t.out->sampled = g->nsw > EACH_ONE;
	for (size_t i = 0; i < g->nsw; i++)
		try_switch(&t, i, out);
	for (size_t i = 0; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];

		if (l->kind != LINK_OOB && l->kind != LINK_HOST &&
		    is_tried(g, i))
			try_link(&t, i);
	}
	for (size_t i = 0; i < g->nlink; i++)
		if (g->link[i].kind == LINK_PEER)
			try_peer(&t, i);
	try_host_cables(&t);
	try_racks(&t, out);
	t.out->bundle = outage_loads(a, g, &t.out->nbundle);
	arena_free(own);
	return t.out;
}
