/*
 * DOC: classes by refinement (as for graph isomorphism): VMs begin as what they
 * are, hosts as their keys; then a host is distinguished by the classes of its
 * VMs, a rack by those of its hosts, a mark of `apart` by those of its VMs, and
 * a VM by its host's and its mark's, until nothing changes in ROUNDS rounds.
 * Classes are numbered by comparing values, so that a site with every rate
 * doubled comes out in the same order.
 */
#include "prove/canonical_order.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 3 };

/* a thing to be ranked: a few numbers,
 * then the classes of what belongs to it */
struct item {
	const double *key;
	size_t nkey;
	const size_t *part;
	size_t npart;
	size_t had, self; /* its class before */
};

/* sums of rates differ in their last digits with the order they were added
 * in */
static int
number(double x, double y)
{
	double d = x - y;

	if (!(fabs(d) > 1e-9 * fmax(fabs(x), fabs(y))))
		return 0;
	return d < 0 ? -1 : 1;
}

static int
size(size_t x, size_t y)
{
	return (x > y) - (x < y);
}

static int
by_what(const void *p, const void *q)
{
	const struct item *x = p, *y = q;
	int c = size(x->had, y->had);

	for (size_t i = 0; c == 0 && i < x->nkey; i++)
		c = number(x->key[i], y->key[i]);
	if (c == 0)
		c = size(x->npart, y->npart);
	for (size_t i = 0; c == 0 && i < x->npart; i++)
		c = size(x->part[i], y->part[i]);
	return c;
}

static int
by_what_then_self(const void *p, const void *q)
{
	const struct item *x = p, *y = q;
	int c = by_what(p, q);

	return c != 0 ? c : size(x->self, y->self);
}

/* items sorted; class[self] from 0 up */
static void
rank(struct item *x, size_t n, size_t *class)
{
	size_t c = 0;

	for (size_t i = 0; i < n; i++)
		x[i].self = i;
	qsort(x, n, sizeof *x, by_what_then_self);
	for (size_t i = 0; i < n; i++) {
		c += i > 0 && by_what(&x[i - 1], &x[i]) != 0;
		class[x[i].self] = c;
	}
}

/* numbers 0..n-1 in the order of small keys; of equal ones as they were */
static void
by_class(struct arena *a, size_t *list, size_t n, const size_t *key)
{
	struct arena_mark mark = arena_save(a);
	size_t most = 0, sum = 0, *at, *was;

	for (size_t i = 0; i < n; i++)
		most = key[i] > most ? key[i] : most;
	at = NEW(a, size_t, most + 2);
	was = NEW(a, size_t, n + 1);
	memcpy(was, list, n * sizeof *was);
	for (size_t i = 0; i < n; i++)
		at[key[i] + 1]++;
	for (size_t i = 0; i <= most; i++) {
		sum += at[i];
		at[i] = sum;
	}
	for (size_t i = 0; i < n; i++)
		list[at[key[was[i]]]++] = was[i];
	arena_restore(a, mark);
}

static size_t *
counted(struct arena *a, size_t n)
{
	size_t *list = NEW(a, size_t, n + 1), i;

	for (i = 0; i < n; i++)
		list[i] = i;
	return list;
}

/* members of each of ngroup groups: their classes, sorted,
 * one after the other */
struct groups {
	size_t *first, *part;
};

static struct groups
gather(struct arena *a, size_t ngroup, const size_t *group, const size_t *class,
    size_t n)
{
	struct groups g = { NEW(a, size_t, ngroup + 2), NEW(a, size_t, n + 1) };
	size_t *at = NEW(a, size_t, ngroup + 1), *list = counted(a, n), i;

	for (i = 0; i < n; i++)
		g.first[group[i] + 1]++;
	for (i = 0; i < ngroup; i++)
		g.first[i + 1] += g.first[i];
	for (i = 0; i < ngroup; i++)
		at[i] = g.first[i];
	by_class(a, list, n, class);
	for (i = 0; i < n; i++)
		g.part[at[group[list[i]]]++] = class[list[i]];
	return g;
}

struct look {
	struct arena *a;
	const struct canonical_host *host;
	size_t nhost, nvm, nrack, nmark;
	size_t *hclass, *vclass, *rclass, *mclass;
	size_t *rack, *mark; /* rack of each host; of each VM */
	const size_t *on;
};

static void
rank_hosts(struct look *k, bool first)
{
	struct item *x = NEW(k->a, struct item, k->nhost + 1);
	struct groups g = gather(k->a, k->nhost, k->on, k->vclass, k->nvm);

	for (size_t i = 0; i < k->nhost; i++) {
		x[i].had = first ? 0 : k->hclass[i];
		x[i].key = k->host[i].key;
		x[i].nkey = CANONICAL_KEYS;
		x[i].part = g.part + g.first[i];
		x[i].npart = g.first[i + 1] - g.first[i];
	}
	rank(x, k->nhost, k->hclass);
}

/* racks by their hosts, then hosts by their racks */
static void
rank_racks(struct look *k)
{
	struct item *x = NEW(k->a, struct item, k->nrack + k->nhost + 1);
	struct groups g = gather(k->a, k->nrack, k->rack, k->hclass, k->nhost);
	size_t *part = NEW(k->a, size_t, k->nhost + 1), i;

	for (i = 0; i < k->nhost; i++) {
		x[k->rack[i]].key = k->host[i].rack_key;
		x[k->rack[i]].nkey = CANONICAL_KEYS;
	}
	for (i = 0; i < k->nrack; i++) {
		x[i].part = g.part + g.first[i];
		x[i].npart = g.first[i + 1] - g.first[i];
		x[i].nkey = x[i].npart > 0 ? CANONICAL_KEYS : 0;
	}
	rank(x, k->nrack, k->rclass);
	x = NEW(k->a, struct item, k->nhost + 1);
	for (i = 0; i < k->nhost; i++) {
		part[i] = k->rclass[k->rack[i]];
		x[i].had = k->hclass[i];
		x[i].part = &part[i];
		x[i].npart = 1;
	}
	rank(x, k->nhost, k->hclass);
}

/* VMs by their hosts and marks, marks by their VMs */
static void
rank_vms(struct look *k)
{
	struct item *x = NEW(k->a, struct item, k->nmark + 1);
	struct groups g = gather(k->a, k->nmark, k->mark, k->vclass, k->nvm);
	size_t *host = NEW(k->a, size_t, k->nvm + 1);
	size_t *mark = NEW(k->a, size_t, k->nvm + 1);
	size_t *had = NEW(k->a, size_t, k->nvm + 1);
	size_t *list = counted(k->a, k->nvm), i, c = 0;

	for (i = 1; i < k->nmark; i++) {
		x[i].part = g.part + g.first[i];
		x[i].npart = g.first[i + 1] - g.first[i];
	}
	rank(x, k->nmark, k->mclass);
	for (i = 0; i < k->nvm; i++) {
		had[i] = k->vclass[i];
		host[i] = k->hclass[k->on[i]];
		mark[i] = k->mclass[k->mark[i]];
	}
	/* by what it was, then by its host, then by its mark */
	by_class(k->a, list, k->nvm, mark);
	by_class(k->a, list, k->nvm, host);
	by_class(k->a, list, k->nvm, had);
	for (i = 0; i < k->nvm; i++) {
		size_t v = list[i], w = i > 0 ? list[i - 1] : v;

		c += had[v] != had[w] || host[v] != host[w] ||
		    mark[v] != mark[w];
		k->vclass[v] = c;
	}
}

/* numbers of racks and marks made small; 0 stays 0 for marks */
static size_t
small(struct arena *a, const size_t *in, size_t n, size_t *out, bool zero)
{
	size_t most = 0, next = zero, *seen;

	for (size_t i = 0; i < n; i++)
		most = in[i] > most ? in[i] : most;
	seen = NEW(a, size_t, most + 1);
	for (size_t i = 0; i < n; i++) {
		if (zero && in[i] == 0) {
			out[i] = 0;
			continue;
		}
		if (seen[in[i]] == 0)
			seen[in[i]] = 1 + next++;
		out[i] = seen[in[i]] - 1;
	}
	return next;
}

void
canonical_order(struct arena *a, const struct canonical_host *host,
    size_t nhost, struct canonical_vms vm, size_t *host_order, size_t *vm_order,
    size_t *host_class)
{
	size_t most = nhost > vm.n ? nhost : vm.n;
	size_t *raw = NEW(a, size_t, most + 1);
	struct arena_mark mark = arena_save(a);
	struct look k = { a, host, nhost, vm.n, 0, 0, host_class,
		NEW(a, size_t, vm.n + 1), NEW(a, size_t, nhost + 1),
		NEW(a, size_t, vm.n + 2), NEW(a, size_t, nhost + 1),
		NEW(a, size_t, vm.n + 1), vm.host };
	struct item *x = NEW(a, struct item, nhost + 1);
	size_t *part = NEW(a, size_t, 2 * nhost + 1);
	size_t *hwas = NEW(a, size_t, nhost + 1);
	size_t *vwas = NEW(a, size_t, vm.n + 1);

	for (size_t i = 0; i < nhost; i++)
		raw[i] = host[i].rack;
	k.nrack = small(a, raw, nhost, k.rack, false);
	k.nmark = small(a, vm.apart, vm.n, k.mark, true);
	memcpy(k.vclass, vm.rank, vm.n * sizeof *k.vclass);
	rank_hosts(&k, true);
	for (size_t round = 0; round < ROUNDS; round++) {
		memcpy(hwas, k.hclass, nhost * sizeof *hwas);
		memcpy(vwas, k.vclass, vm.n * sizeof *vwas);
		rank_racks(&k);
		rank_vms(&k);
		rank_hosts(&k, false);
		/* racks and marks have no classes but by these */
		if (memcmp(hwas, k.hclass, nhost * sizeof *hwas) == 0 &&
		    memcmp(vwas, k.vclass, vm.n * sizeof *vwas) == 0)
			break;
	}
	rank_racks(&k);
	/* racks together; what nothing distinguishes, in the given order */
	for (size_t i = 0; i < nhost; i++) {
		part[2 * i] = k.rack[i];
		part[2 * i + 1] = k.hclass[i];
		x[i].had = k.rclass[k.rack[i]];
		x[i].part = &part[2 * i];
		x[i].npart = 2;
		x[i].self = i;
	}
	qsort(x, nhost, sizeof *x, by_what_then_self);
	for (size_t i = 0; i < nhost; i++)
		host_order[i] = x[i].self;
	for (size_t i = 0; i < vm.n; i++)
		vm_order[i] = i;
	by_class(a, vm_order, vm.n, k.vclass);
	arena_restore(a, mark);
}
