/*
 * Rules on what a host's file sets for services: RDMA, lossless priorities,
 * live migration, the cluster's networks.  Files that don't set up any of these
 * (netplan, networkd) are asked for none.
 */
#include "verify/rules_host.h"

#include <string.h>
#include <strings.h>

#include "base/ip.h"
#include "base/str.h"

static const char *
get(const struct host_file *f, const char *object, const char *key, int *line)
{
	return host_config_get(f->c, object, key, line);
}

static bool
is(const struct host_file *f, const char *object, const char *key,
    const char *value)
{
	const char *v = get(f, object, key, NULL);

	return v && strcasecmp(v, value) == 0;
}

/* no design decides it: somebody's own template may say otherwise */
static void
aside(const struct host_file *f, int line, const char *text)
{
	enum severity own = f->j->severity;

	f->j->severity = WARN;
	rule_found_at(f->j, f->host, line, "%s", text);
	f->j->severity = own;
}

/* ---- helpers ---- */

/* how many helpers two files have that say other things; *x: one of the first */
static size_t
unlike(const struct host_config *a, const struct host_config *b,
    const struct host_fact **x)
{
	size_t n = 0;

	for (size_t i = 0; i < a->n; i++) {
		const struct host_fact *f = &a->fact[i];
		const char *v = str_eq(f->object, "function") ?
		    host_config_get(b, "function", f->key, NULL) :
		    NULL;

		if (v && !str_eq(v, f->value)) {
			*x = f;
			n++;
		}
	}
	return n;
}

/* one file whose helper is like none of the others', which are alike; a file of
 * another template differs in more */
void
host_file_helpers(struct judge *j)
{
	const struct bundle *b = j->bundle;
	enum severity own = j->severity;

	for (size_t i = 0; i < b->nhost; i++) {
		const struct host_fact *x = NULL, *y = NULL;
		size_t others = 0, alike = 0;

		for (size_t k = 0; b->host[i].config && k < b->nhost; k++) {
			if (k == i || !b->host[k].config)
				continue;
			others++;
			alike += unlike(b->host[i].config, b->host[k].config,
			             &y) == 1 &&
			    (!x || str_eq(x->key, y->key));
			x = y;
		}
		if (others < 2 || alike < others)
			continue;
		j->severity = WARN;
		rule_found_at(j, b->host[i].host, x->line,
		    "%s does here what it does in no other host's file",
		    x->key);
		j->severity = own;
	}
}

/* ---- RDMA ---- */

/* two interfaces of one network are told apart by the port they use, and are
 * alike in the rest */
static void
pairs(const struct host_file *f)
{
	for (size_t i = 0; i < f->c->n; i++)
		for (size_t k = 0; k < i; k++) {
			const struct host_fact *x = &f->c->fact[i];
			const struct host_fact *y = &f->c->fact[k];
			const char *vx, *vy;

			if (!str_eq(x->key, "mapped") ||
			    !str_eq(y->key, "mapped"))
				continue;
			vx = get(f, x->object, "vlan", NULL);
			vy = get(f, y->object, "vlan", NULL);
			if (!vx || !vy || !str_eq(vx, vy))
				continue;
			if (strcasecmp(x->value, y->value) == 0)
				rule_found_at(f->j, f->host, x->line,
				    "%s and %s both use port '%.60s'",
				    x->object, y->object, x->value);
			if (is(f, x->object, "rdma", "true") !=
			    is(f, y->object, "rdma", "true"))
				rule_found_at(f->j, f->host, x->line,
				    "RDMA is on at one of %s and %s only",
				    x->object, y->object);
		}
}

static void
rdma(const struct host_file *f)
{
	pairs(f);
	for (size_t i = 0; f->c->services && f->s && i < f->s->nvnic; i++) {
		const struct bundle_vnic *v = &f->s->vnic[i];
		const char *o = host_file_vnic(f, v), *at, **port;
		bool on = o && is(f, o, "rdma", "true");
		int line = 0;
		size_t n;

		if (!o)
			continue;
		if (on != v->rdma)
			rule_found_at(f->j, f->host, 0,
			    "RDMA is %s at %s, the design has it %s",
			    on ? "on" : "off", o, v->rdma ? "on" : "off");
		at = get(f, o, "mapped", &line);
		if (*v->port && at && strcasecmp(at, v->port) != 0)
			rule_found_at(f->j, f->host, line,
			    "%s uses port '%.60s', the design's is '%s'", o, at,
			    v->port);
		n = v->rdma ? host_file_ports(f, o, &port) : 0;
		for (size_t k = 0; k < n; k++) {
			const char *p =
			    str_fmt(f->j->arena, "port %s", port[k]);

			if (*v->port && strcasecmp(port[k], v->port) != 0)
				continue;
			if (!is(f, p, "rdma", "true"))
				rule_found_at(f->j, f->host, 0,
				    "RDMA is off at %s, which %s uses", p, o);
		}
	}
}

static void
file_rdma(struct judge *j)
{
	host_file_each(j, rdma);
}

/* ---- lossless ---- */

/* a port that is lossless at the switch: the host knows the same priorities */
static void
priorities(const struct host_file *f, const struct port *p,
    const struct view *v)
{
	for (int n = 0; p->pfc && n < 8; n++) {
		int line = 0;
		const char *on = get(f, "lossless",
		    str_fmt(f->j->arena, "priority %d", n), &line);
		bool here = str_eq(on, "true"), there = p->pfc >> n & 1;

		if (here != there)
			rule_found_at(f->j, f->host, line,
			    "priority %d is %s here, and %s at %s of %s", n,
			    here ? "lossless" : "dropped",
			    there ? "lossless" : "dropped", p->name, v->device);
	}
	for (size_t m = 0; p->pfc && m < f->c->n; m++) {
		const struct host_fact *x = &f->c->fact[m];
		long n;

		if (!host_config_name(x->object, "policy") ||
		    strncasecmp(x->value, "direct", 6) != 0)
			continue;
		n = host_config_number(f->c, x->object, "priority", NULL);
		if (n < 0 || n > 7 || !(p->pfc >> n & 1))
			rule_found_at(f->j, f->host, x->line,
			    "%s sends in priority %ld, which %s of %s drops",
			    x->object, n, p->name, v->device);
	}
}

static void
lossless(const struct host_file *f)
{
	const struct bundle *b = f->j->bundle;

	for (size_t i = 0; i < f->end.n && f->c->services; i++) {
		const size_t at = f->end.row[i].at;
		const struct bundle_cable_end *sw =
		    &b->cable[at / 2].end[1 - at % 2];
		const struct port *p = bundle_end_port(sw);

		if (p)
			priorities(f, p, sw->sw->view);
	}
}

static void
file_lossless(struct judge *j)
{
	host_file_each(j, lossless);
}

/* what traffic needs to be sent in a lossless priority at all */
static void
bridging(const struct host_file *f)
{
	const char *match = NULL;
	bool any = false, pauses = false;
	int line = 0;

	for (size_t i = 0; i < f->c->n; i++)
		pauses = pauses || str_eq(f->c->fact[i].key, "pause");
	for (size_t i = 0; f->c->services && f->s && i < f->s->nvnic; i++) {
		const struct bundle_vnic *v = &f->s->vnic[i];
		const char *o = host_file_vnic(f, v), **port;
		size_t n;

		if (!v->lossless || !o)
			continue;
		any = true;
		if (host_config_name(o, "interface") &&
		    !is(f, o, "priority-tag", "true"))
			rule_found_at(f->j, f->host, 0,
			    "%s is lossless and sends no priority in its tag",
			    o);
		n = host_file_ports(f, o, &port);
		for (size_t k = 0; k < n; k++) {
			const char *p =
			    str_fmt(f->j->arena, "port %s", port[k]);

			/* each port is told of once */
			if (*v->port && strcasecmp(port[k], v->port) != 0)
				continue;
			if (!is(f, p, "dcb", "true"))
				rule_found_at(f->j, f->host, 0,
				    "DCB is off at %s, which %s uses", p, o);
			if (is(f, p, "pause", "true"))
				rule_found_at(f->j, f->host, 0,
				    "%s sends pause frames: priorities are "
				    "paused, or the whole port is",
				    p);
			else if (pauses && !get(f, p, "pause", NULL))
				aside(f, 0,
				    str_fmt(f->j->arena,
				        "pause frames are left as they are at "
				        "%s, and switched off at other ports",
				        p));
		}
	}
	if (!any)
		return;
	for (size_t i = 0; i < f->c->n; i++)
		if (host_config_name(f->c->fact[i].object, "policy") &&
		    strcasecmp(f->c->fact[i].value, "direct 445") == 0)
			match = f->c->fact[i].object;
	if (!match)
		rule_found_at(f->j, f->host, 0,
		    "no policy puts storage traffic into a lossless priority");
	if (!is(f, "dcbx", "willing", "false")) {
		(void)get(f, "dcbx", "willing", &line);
		rule_found_at(f->j, f->host, line,
		    "DCBX is willing: the switch's settings replace these");
	}
}

static void
file_dcb(struct judge *j)
{
	host_file_each(j, bridging);
}

/* ---- live migration ---- */

static const char *
subnet_of(const struct host_file *f, const struct bundle_net *n)
{
	return str_fmt(f->j->arena, "%s/%d", ip_text(f->j->arena, n->base),
	    n->prefix);
}

/* every network of the order, one after the other */
static void
order(const struct host_file *f)
{
	long last = 0;

	for (size_t i = 0; i < f->s->norder; i++) {
		const struct bundle_net *n =
		    bundle_net_of(f->j->bundle, f->s->order[i]);
		const char *o;
		int line = 0;
		long at;

		if (!n || n->prefix < 0)
			continue;
		o = str_fmt(f->j->arena, "migration-network %s",
		    subnet_of(f, n));
		at = host_config_number(f->c, o, "priority", &line);
		if (at < 0)
			rule_found_at(f->j, f->host, 0,
			    "live migration does not use network '%s'",
			    n->name);
		else if (at <= last && i > 0)
			rule_found_at(f->j, f->host, line,
			    "live migration uses network '%s' (%ld) before "
			    "'%s' (%ld)",
			    n->name, at, f->s->order[i - 1], last);
		if (at > last)
			last = at;
	}
}

static void
number(const struct host_file *f, const char *key, const char *what, long want)
{
	int line = 0;
	long n = host_config_number(f->c, "migration", key, &line);

	if (want >= 0 && n < 0)
		rule_found_at(f->j, f->host, line,
		    "%s is not set, the design's is %ld", what, want);
	else if (want >= 0 && n != want)
		rule_found_at(f->j, f->host, line,
		    "%s is %ld, the design's is %ld", what, n, want);
}

static void
settings(const struct host_file *f)
{
	int line = 0;
	const char *v = get(f, "migration", "transport", &line);

	if (get(f, "migration", "authentication", &line) &&
	    !is(f, "migration", "authentication", "Kerberos"))
		aside(f, line,
		    "live migration doesn't authenticate by Kerberos: a drain "
		    "that is asked for from another machine fails");
	if (!is(f, "migration", "on", "true"))
		rule_found_at(f->j, f->host, 0, "live migration is off");
	if (!is(f, "migration", "any-network", "false"))
		rule_found_at(f->j, f->host, 0,
		    "live migration may use any network");
	if (*f->s->transport &&
	    (!v ||
	        strncasecmp(v, f->s->transport, strlen(f->s->transport)) != 0))
		rule_found_at(f->j, f->host, line,
		    "live migration uses %.60s, the design's is %s",
		    v ? v : "an unspecified transport", f->s->transport);
	number(f, "simultaneous", "the number of concurrent live migrations",
	    f->s->simultaneous);
	number(f, "limit LiveMigration", "the limit of live migration",
	    f->s->limit_bytes);
	if (f->s->limit_bytes < 0 &&
	    host_config_number(f->c, "migration", "limit LiveMigration",
	        &line) >= 0)
		rule_found_at(f->j, f->host, line,
		    "live migration is limited, in the design it is not");
}

/* what a host does over one network alone, with others of its cluster: none may
 * begin before all are over */
static void
own_stack(const struct host_file *f)
{
	for (size_t i = 0; i < f->c->n; i++) {
		const struct host_fact *x = &f->c->fact[i];

		if (str_eq(x->key, "at once"))
			rule_found_at(f->j, f->host, x->line,
			    "%s is used for %s at once: hosts of the cluster "
			    "that aren't over yet have no part in it with this "
			    "one from then on",
			    x->object, x->value);
	}
}

/* what the host's order lists, csv as a way out among it where the site didn't
 * say no; without an order: what may have it */
static bool
meant(const struct host_file *f, const struct bundle_net *n)
{
	if (!n)
		return false;
	if (!f->s || f->s->norder == 0)
		return n->migrates || str_eq(n->purpose, "csv");
	for (size_t i = 0; i < f->s->norder; i++)
		if (str_eq(f->s->order[i], n->name))
			return true;
	return false;
}

static void
migration(const struct host_file *f)
{
	own_stack(f);
	if (!f->c->services)
		return;
	for (size_t i = 0; i < f->c->n; i++) {
		const struct host_fact *x = &f->c->fact[i];
		const char *s =
		    host_config_name(x->object, "migration-network");
		const struct bundle_net *n = NULL;
		uint32_t base;
		int prefix;

		if (!s)
			continue;
		if (ip_subnet_parse(s, &base, &prefix))
			n = host_file_subnet(f->j->bundle, base);
		if (!meant(f, n))
			rule_found_at(f->j, f->host, x->line,
			    "live migration over %.60s, which is %s", s,
			    n ? str_fmt(f->j->arena, "%s, not meant for it",
			            n->purpose) :
			        "no network of the design");
	}
	if (f->s) {
		order(f);
		host_file_list(f, "$order");
		host_file_list(f, "$want");
		settings(f);
	}
}

static void
file_migration(struct judge *j)
{
	host_file_each(j, migration);
}

/* ---- the cluster's networks ---- */

/* by purpose: what role it has, and which of two is to be used first */
struct use {
	const char *purpose, *role;
	int rank;
};

static const struct use *
use_of(const struct bundle_net *n)
{
	static const struct use use[] = { { "csv", "1", 1 },
		{ "storage", "1", 2 }, { "live-migration", "1", 3 },
		{ "heartbeat", "1", 4 }, { "replication", "1", 4 },
		{ "backup", "0", 6 }, { "iscsi", "0", 6 }, { "nfs", "0", 6 },
		{ "ceph", "0", 6 }, { "vsan", "0", 6 },
		{ "fault-tolerance", "0", 6 }, { "", "3", 5 } };
	size_t i;

	for (i = 0; *use[i].purpose; i++)
		if (str_eq(n->purpose, use[i].purpose))
			break;
	return &use[i];
}

static const struct bundle_net *
net_at(const struct bundle *b, const char *base)
{
	uint32_t ip;

	for (size_t i = 0; ip_parse(base, &ip) && i < b->nnet; i++)
		if (b->net[i].prefix >= 0 && b->net[i].base == ip)
			return &b->net[i];
	return NULL;
}

static void
metrics(const struct host_file *f, const struct host_fact *x,
    const struct bundle_net *n)
{
	long mine = host_config_number(f->c, x->object, "Metric", NULL);

	for (size_t k = 0; k < f->c->n; k++) {
		const struct host_fact *y = &f->c->fact[k];
		const char *base =
		    host_config_name(y->object, "cluster-network");
		const struct bundle_net *m =
		    base ? net_at(f->j->bundle, base) : NULL;
		long other;

		if (!m || strcasecmp(y->key, "Metric") != 0 ||
		    use_of(n)->rank >= use_of(m)->rank)
			continue;
		other = host_config_number(f->c, y->object, "Metric", NULL);
		if (mine >= other)
			rule_found_at(f->j, f->host, x->line,
			    "network '%s' (%s) has metric %ld, which is not "
			    "below %ld of '%s' (%s)",
			    n->name, n->purpose, mine, other, m->name,
			    m->purpose);
	}
}

static void
cluster(const struct host_file *f)
{
	if (!f->c->services)
		return;
	for (size_t i = 0; i < f->c->n; i++) {
		const struct host_fact *x = &f->c->fact[i];
		const char *base =
		    host_config_name(x->object, "cluster-network");
		const struct bundle_net *n =
		    base ? net_at(f->j->bundle, base) : NULL;

		if (base && !n)
			rule_found_at(f->j, f->host, x->line,
			    "no network of the design has the address '%.60s'",
			    base);
		if (!n)
			continue;
		if (strcasecmp(x->key, "Metric") == 0)
			metrics(f, x, n);
		if (strcasecmp(x->key, "Role") == 0 &&
		    !str_eq(x->value, use_of(n)->role))
			rule_found_at(f->j, f->host, x->line,
			    "network '%s' (%s) has the cluster role %.60s, "
			    "not %s",
			    n->name, n->purpose, x->value, use_of(n)->role);
		if (strcasecmp(x->key, "Name") == 0 &&
		    strcasecmp(x->value, n->name) != 0)
			rule_found_at(f->j, f->host, x->line,
			    "network '%s' is called '%.60s'", n->name,
			    x->value);
	}
	for (size_t i = 0; f->s && i < f->s->nvnic; i++) {
		const struct bundle_net *n =
		    bundle_net_of(f->j->bundle, f->s->vnic[i].network);
		static const char *const key[] = { "Name", "Role", "Metric" };
		const char *o;

		if (!n || n->prefix < 0 ||
		    (i > 0 &&
		        str_eq(f->s->vnic[i - 1].network,
		            f->s->vnic[i].network)))
			continue;
		o = str_fmt(f->j->arena, "cluster-network %s",
		    ip_text(f->j->arena, n->base));
		for (size_t k = 0; k < 3; k++)
			if (!get(f, o, key[k], NULL)) {
				rule_found_at(f->j, f->host, 0,
				    "the cluster's network '%s' gets no %s",
				    n->name, key[k]);
				break;
			}
	}
}

static void
file_cluster(struct judge *j)
{
	host_file_each(j, cluster);
}

const struct rule rules_host_service[] = {
	ALL_RULE("host-rdma", ERR, file_rdma,
	    "interfaces of one network use one port each, in the same way, "
	    "with RDMA where it is designed"),
	ALL_RULE("host-lossless", ERR, file_lossless,
	    "host and switch agree on every priority"),
	ALL_RULE("host-dcb", ERR, file_dcb,
	    "lossless traffic is put into its priority by the host alone"),
	ALL_RULE("host-migration", ERR, file_migration,
	    "live migration uses the networks meant for it, in order, as "
	    "designed"),
	ALL_RULE("host-cluster", ERR, file_cluster,
	    "the cluster uses each network for what it is meant for"),
	{ 0 }
};
