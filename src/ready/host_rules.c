/*
 * DOC: hosts of one cluster should be equal.  Of each trait the value more than
 * half of the hosts have is taken for the rule, and each host that differs is
 * named, with both.  Where no value has that, nobody is to blame: each host
 * that differs is compared with the first of the most common value.  MTUs are
 * compared interface by interface, and ports with those of their speed: what
 * one host alone has can't differ.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ready/readiness.h"

#include "base/sort.h"

enum { TEXT_MAX_NICS = 64 };

struct group {
	struct readiness *r;
	const struct inv_host **host; /* by name */
	size_t n;
};

/* a trait as text, for people too; NULL: not given, and not checked */
struct trait {
	const char *rule;
	enum ready_severity severity;
	const char *what;
	const char *(*text)(struct arena *a, const struct inv_host *h);
	const char *hint;
};

/* texts sorted, equal ones counted: "2 x 1 Gbit/s, 4 x 10 Gbit/s" */
static const char *
counted(struct arena *a, const char **text, size_t n, bool count)
{
	struct buf b = buf_new(a);
	size_t k;

	qsort(text, n, sizeof *text, sort_by_text);
	for (size_t i = 0; i < n; i = k) {
		for (k = i + 1; k < n && strcmp(text[k], text[i]) == 0; k++)
			continue;
		if (b.len > 0)
			buf_puts(&b, ", ");
		if (count)
			buf_printf(&b, "%zu x ", k - i);
		buf_puts(&b, text[i]);
	}
	return b.len > 0 ? b.text : "none";
}

/* an inventory by other hands may list the host's interfaces and teams among
 * its ports */
static bool
is_port(const struct inv_host *h, const struct inv_nic *n)
{
	if (strncasecmp(n->name, "vEthernet", 9) == 0)
		return false;
	for (size_t i = 0; i < h->nteam; i++)
		if (inventory_same(h->team[i].name, n->name))
			return false;
	return true;
}

static const char *
speeds(struct arena *a, const struct inv_host *h)
{
	const char **t = NEW(a, const char *, h->nnic + 1);
	size_t n = 0;

	for (size_t i = 0; i < h->nnic; i++)
		if (h->nic[i].up && is_port(h, &h->nic[i]))
			t[n++] = num_text(a, h->nic[i].speed_bps, UNIT_RATE);
	return h->nnic > 0 ? counted(a, t, n, true) : NULL;
}

static const char *
teams(struct arena *a, const struct inv_host *h)
{
	const char **t = NEW(a, const char *, h->nteam + 1);

	for (size_t i = 0; i < h->nteam; i++)
		t[i] = str_fmt(a, "%s, %s, %zu members",
		    str_given(h->team[i].mode) ? h->team[i].mode : "mode ?",
		    str_given(h->team[i].hash) ? h->team[i].hash : "hash ?",
		    h->team[i].members.n);
	return counted(a, t, h->nteam, false);
}

static const char *
os(struct arena *a, const struct inv_host *h)
{
	(void)a;
	return str_given(h->os) ? h->os : NULL;
}

static const char *
transport(struct arena *a, const struct inv_host *h)
{
	(void)a;
	return str_given(h->transport) ? h->transport : NULL;
}

static const char *
simultaneous(struct arena *a, const struct inv_host *h)
{
	return h->simultaneous > 0 ?
	    str_fmt(a, "%lld concurrent", (long long)h->simultaneous) :
	    NULL;
}

static const char *
networks(struct arena *a, const struct inv_host *h)
{
	const char **t = NEW(a, const char *, h->networks.n + 1);

	if (!str_given(h->transport) && h->networks.n == 0)
		return NULL;
	for (size_t i = 0; i < h->networks.n; i++)
		t[i] = h->networks.name[i];
	return counted(a, t, h->networks.n, false);
}

static const struct trait traits[] = {
	{ "host-os", READY_WARNING, "operating system", os,
	    "clusters of mixed versions are supported during an upgrade only" },
	{ "host-nics", READY_WARNING, "ports that are up", speeds, NULL },
	{ "host-team", READY_ERROR, "teams", teams, NULL },
	{ "host-migration-transport", READY_ERROR,
	    "transport of live "
	    "migration",
	    transport,
	    "Set-VMHost "
	    "-VirtualMachineMigrationPerformanceOption" },
	{ "host-migration-count", READY_WARNING, "live migrations",
	    simultaneous, "the lower number of the two hosts applies" },
	{ "host-migration-networks", READY_ERROR, "networks of live migration",
	    networks,
	    "hosts without a common network can't migrate to each other" },
};

static int
by_value(const void *px, const void *py)
{
	const char *x = *(const char *const *)px;
	const char *y = *(const char *const *)py;

	return strcasecmp(x, y);
}

/* the most common value, of equally common ones the first; NULL if none is
 * given */
static const char *
common(struct arena *a, const char *const *value, size_t n, size_t *count)
{
	const char **sorted = NEW(a, const char *, n + 1), **at;
	size_t *many = NEW(a, size_t, n + 1), i, k, said = 0;
	const char *best = NULL;

	*count = 0;
	for (i = 0; i < n; i++)
		if (value[i] != NULL)
			sorted[said++] = value[i];
	if (said == 0)
		return NULL;
	qsort(sorted, said, sizeof *sorted, by_value);
	for (i = 0; i < said; i = k) {
		for (k = i; k < said && strcasecmp(sorted[k], sorted[i]) == 0;
		     k++)
			continue;
		many[i] = k - i;
		/* any of the equal ones may be found below */
		while (++i < k)
			many[i] = many[i - 1];
	}
	for (i = 0; i < n; i++) {
		if (value[i] == NULL)
			continue;
		at = bsearch(&value[i], sorted, said, sizeof *sorted, by_value);
		if (many[at - sorted] > *count) {
			*count = many[at - sorted];
			best = value[i];
		}
	}
	return best;
}

/* each host whose value (NULL: none) is not the rule's */
static void
judge_values(struct group *g, const char *const *value, const char *rule,
    enum ready_severity severity, const char *what, const char *hint)
{
	size_t count, said = 0, first = 0;
	const char *most = common(g->r->a, value, g->n, &count);

	for (size_t i = g->n; i-- > 0;) {
		said += value[i] != NULL;
		if (value[i] != NULL && strcasecmp(value[i], most) == 0)
			first = i;
	}
	for (size_t i = 0; i < g->n; i++) {
		struct ready_finding *f;

		if (value[i] == NULL || strcasecmp(value[i], most) == 0)
			continue;
		f = 2 * count > said ?
		    ready_add(g->r, rule, severity, g->host[i]->at,
		        "host '%s' differs in its %s: %s; %zu of %zu hosts "
		        "have %s",
		        g->host[i]->name, what, value[i], count, said, most) :
		    ready_add(g->r, rule, severity, g->host[i]->at,
		        "hosts '%s' and '%s' differ in their %s: %s and %s; it "
		        "is not known which one is intended",
		        g->host[i]->name, g->host[first]->name, what, value[i],
		        most);
		f->host = g->host[i]->name;
		f->hint = hint;
	}
}

static void
judge_trait(struct group *g, const struct trait *t)
{
	const char **value = NEW(g->r->a, const char *, g->n + 1);

	for (size_t i = 0; i < g->n; i++)
		value[i] = t->text(g->r->a, g->host[i]);
	judge_values(g, value, t->rule, t->severity, t->what, t->hint);
}

/* what has a frame size: an interface by name, or ports by speed */
struct mtu_key {
	const char *name; /* NULL: ports */
	int64_t speed_bps;
};

struct mtu_keys {
	struct mtu_key *key;
	size_t n, cap;
};

/* "9014" of what the key says, of ports those that are up; NULL: it has none */
static const char *
mtu_of(struct arena *a, const struct inv_host *h, const struct mtu_key *key)
{
	const char **t = NEW(a, const char *, h->nnic + h->ninterface + 1);
	size_t n = 0;

	for (size_t i = 0; key->name != NULL && i < h->ninterface; i++)
		if (h->interface[i].mtu > 0 &&
		    inventory_same(h->interface[i].name, key->name))
			t[n++] =
			    str_fmt(a, "%lld", (long long)h->interface[i].mtu);
	for (size_t i = 0; i < h->nnic; i++) {
		const struct inv_nic *c = &h->nic[i];

		if (!c->up || c->mtu <= 0)
			continue;
		if (is_port(h, c) ?
		        key->name == NULL && c->speed_bps == key->speed_bps :
		        key->name != NULL && inventory_same(c->name, key->name))
			t[n++] = str_fmt(a, "%lld", (long long)c->mtu);
	}
	return n > 0 ? counted(a, t, n, false) : NULL;
}

static void
key_add(struct arena *a, struct mtu_keys *l, const char *name,
    int64_t speed_bps)
{
	struct mtu_key key = { name, speed_bps };

	for (size_t i = 0; i < l->n; i++)
		if (name != NULL ? l->key[i].name != NULL &&
		            inventory_same(l->key[i].name, name) :
		                   l->key[i].name == NULL &&
		            l->key[i].speed_bps == speed_bps)
			return;
	PUSH(a, l->key, l->n, l->cap, key);
}

static void
judge_mtus(struct group *g)
{
	struct mtu_keys l = { 0 };

	for (size_t i = 0; i < g->n; i++) {
		const struct inv_host *h = g->host[i];

		for (size_t k = 0; k < h->ninterface; k++)
			key_add(g->r->a, &l, h->interface[k].name, 0);
		for (size_t k = 0; k < h->nnic; k++)
			if (is_port(h, &h->nic[k]))
				key_add(g->r->a, &l, NULL, h->nic[k].speed_bps);
			else
				key_add(g->r->a, &l, h->nic[k].name, 0);
	}
	for (size_t i = 0; i < l.n; i++) {
		const char **value = NEW(g->r->a, const char *, g->n + 1);

		for (size_t k = 0; k < g->n; k++)
			value[k] = mtu_of(g->r->a, g->host[k], &l.key[i]);
		judge_values(g, value, "host-mtu", READY_ERROR,
		    l.key[i].name != NULL ?
		        str_fmt(g->r->a, "MTU on '%s'", l.key[i].name) :
		        str_fmt(g->r->a, "MTU on ports of %s",
		            num_text(g->r->a, l.key[i].speed_bps, UNIT_RATE)),
		    "frames larger than the other end accepts are dropped "
		    "silently: small ones pass, so a plain ping does not "
		    "reveal it");
	}
}

/* "Intel X520 #2" is one more of the same card */
static size_t
card_len(const char *s)
{
	size_t n = strlen(s), k = n;

	while (k > 0 && s[k - 1] >= '0' && s[k - 1] <= '9')
		k--;
	if (k < n && k > 1 && s[k - 1] == '#' && s[k - 2] == ' ')
		return k - 2;
	return n;
}

static bool
same_card(const char *x, const char *y)
{
	return card_len(x) == card_len(y) &&
	    strncasecmp(x, y, card_len(x)) == 0;
}

/* a card's driver or firmware, distinguished from other cards by its name */
struct version {
	const struct inv_host *host;
	const char *card, *text;
	struct span at;
};

static void
judge_card(struct group *g, const struct version *v, size_t n, const char *rule,
    const char *what)
{
	const char **value = NEW(g->r->a, const char *, n + 1), *most;
	size_t k, count, said;

	for (size_t i = 0; i < n; i++) {
		struct ready_finding *f;

		for (k = 0; k < i && !same_card(v[k].card, v[i].card); k++)
			continue;
		if (k < i)
			continue; /* checked with the first of its kind */
		for (k = 0, said = 0; k < n; k++) {
			value[k] =
			    same_card(v[k].card, v[i].card) ? v[k].text : NULL;
			said += value[k] != NULL;
		}
		most = common(g->r->a, value, n, &count);
		for (k = 0; k < n; k++) {
			if (value[k] == NULL || strcasecmp(value[k], most) == 0)
				continue;
			f = ready_add(g->r, rule, READY_WARNING, v[k].at,
			    "host '%s' has %s %s for '%s'; %s of the "
			    "cluster's have %s",
			    v[k].host->name, what, v[k].text,
			    str_dup(g->r->a, v[k].card, card_len(v[k].card)),
			    2 * count > said ? "most" : "others", most);
			f->host = v[k].host->name;
		}
	}
}

static void
judge_cards(struct group *g)
{
	struct version *driver, *firmware, *bios;
	size_t n = 0, ndriver = 0, nfirmware = 0, nbios = 0;

	for (size_t i = 0; i < g->n; i++)
		n += g->host[i]->nnic < TEXT_MAX_NICS ? g->host[i]->nnic :
		                                        TEXT_MAX_NICS;
	driver = NEW(g->r->a, struct version, n + 1);
	firmware = NEW(g->r->a, struct version, n + 1);
	bios = NEW(g->r->a, struct version, g->n + 1);
	for (size_t i = 0; i < g->n; i++) {
		const struct inv_host *h = g->host[i];

		for (size_t k = 0; k < h->nnic && k < TEXT_MAX_NICS; k++) {
			const struct inv_nic *c = &h->nic[k];
			struct version x = { h, c->description, c->driver,
				c->at };

			if (!str_given(x.card) || !is_port(h, c))
				continue;
			if (str_given(c->driver))
				driver[ndriver++] = x;
			x.text = c->firmware;
			if (str_given(c->firmware))
				firmware[nfirmware++] = x;
		}
		if (str_given(h->bios))
			bios[nbios++] = (struct version){ h,
				str_given(h->model) ? h->model :
				                      "model unknown",
				h->bios, h->at };
	}
	judge_card(g, driver, ndriver, "host-driver", "the driver");
	judge_card(g, firmware, nfirmware, "host-firmware", "the firmware");
	judge_card(g, bios, nbios, "host-firmware", "the BIOS");
}

/* a team that has lost a member works, and so it goes unnoticed */
static void
judge_members(struct readiness *r, const struct inv_host *h)
{
	size_t i, k;

	for (i = 0; i < h->nteam; i++)
		for (k = 0; k < h->team[i].members.n; k++)
			for (size_t n = 0; n < h->nnic; n++) {
				struct ready_finding *f;

				if (!inventory_same(h->team[i].members.name[k],
				        h->nic[n].name) ||
				    h->nic[n].up)
					continue;
				f = ready_add(r, "host-team-down", READY_ERROR,
				    h->team[i].members.at[k],
				    "port '%s' of "
				    "team '%s' on host '%s' is down",
				    h->nic[n].name, h->team[i].name, h->name);
				f->host = h->name;
			}
}

static bool
runs(const struct inv_vm *m)
{
	return m->state == NULL || strcasecmp(m->state, "Off") != 0;
}

static bool
runs_on(const struct inv_vm *m, const struct inv_host *h)
{
	return m->host != NULL && runs(m) && inventory_same(m->host, h->name);
}

/* memory of a host its VMs leave; negative: not known */
static int64_t
room(const struct inventory *v, const struct inv_host *h)
{
	int64_t left = h->memory_bytes;

	if (left <= 0)
		return -1;
	for (size_t i = 0; i < v->nvm; i++)
		if (runs_on(&v->vm[i], h))
			left -= v->vm[i].memory_bytes;
	return left > 0 ? left : 0;
}

/* the largest VM that has nowhere to go: its host can't be drained */
static void
judge_room(struct group *g, const struct inventory *v)
{
	int64_t *free = NEW(g->r->a, int64_t, g->n + 1);
	const struct inv_vm *worst = NULL;
	size_t j, to = 0, more = 0;
	struct ready_finding *f;

	for (size_t i = 0; i < g->n; i++)
		free[i] = room(v, g->host[i]);
	for (size_t i = 0; i < g->n && g->n > 1; i++) {
		size_t best = g->n;

		for (j = 0; j < g->n; j++)
			if (j != i && (best == g->n || free[j] > free[best]))
				best = j;
		for (j = 0; j < g->n && (j == i || free[j] >= 0); j++)
			continue;
		if (j < g->n)
			continue; /* the memory of one is not known */
		for (size_t k = 0; k < v->nvm; k++) {
			const struct inv_vm *m = &v->vm[k];

			if (!runs_on(m, g->host[i]) ||
			    m->memory_bytes <= free[best])
				continue;
			more++;
			if (worst != NULL &&
			    m->memory_bytes <= worst->memory_bytes)
				continue;
			worst = m;
			to = best;
		}
	}
	if (worst == NULL)
		return;
	f = ready_add(g->r, "vm-no-room", READY_ERROR, worst->at,
	    "VM '%s' on '%s' has %s of memory and fits on no other host of its "
	    "cluster: '%s' has the most free, %s%s",
	    worst->name, worst->host,
	    num_text(g->r->a, worst->memory_bytes, UNIT_BYTES),
	    g->host[to]->name, num_text(g->r->a, free[to], UNIT_BYTES),
	    more > 1 ? str_fmt(g->r->a, " (as do %zu more)", more - 1) : "");
	f->vm = worst->name;
	f->host = worst->host;
	f->hint = "its host can't be drained, and it is not restarted when the "
	          "host fails; moving other VMs first may free enough memory";
}

static int
by_name(const void *px, const void *py)
{
	const struct inv_host *x = *(const struct inv_host *const *)px;
	const struct inv_host *y = *(const struct inv_host *const *)py;

	return str_natural(x->name, y->name);
}

void
ready_hosts(struct readiness *r, const struct inventory *v)
{
	bool *done = NEW(r->a, bool, v->nhost + 1);

	for (size_t i = 0; i < v->nhost; i++) {
		struct group g = { r, NULL, 0 };
		const char *cluster = v->host[i].cluster;

		judge_members(r, &v->host[i]);
		if (done[i])
			continue;
		g.host = NEW(r->a, const struct inv_host *, v->nhost + 1);
		for (size_t k = i; k < v->nhost; k++) {
			const char *other = v->host[k].cluster;

			if (str_given(cluster) ?
			        !inventory_same(cluster, other) :
			        str_given(other))
				continue;
			done[k] = true;
			g.host[g.n++] = &v->host[k];
		}
		qsort(g.host, g.n, sizeof *g.host, by_name);
		for (size_t k = 0; k < sizeof traits / sizeof traits[0]; k++)
			judge_trait(&g, &traits[k]);
		judge_mtus(&g);
		judge_cards(&g);
		judge_room(&g, v);
	}
}
