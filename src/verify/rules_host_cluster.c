/*
 * Rules on what a host's file sets for its cluster: live migration, the
 * cluster's networks.  Files that don't set up any of these (netplan, networkd)
 * are exempt.
 */
#include "verify/rules_host.h"

#include <string.h>
#include <strings.h>

#include "base/ip.h"
#include "base/str.h"

#define LETTERS \
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

/* ---- live migration ---- */

/* of a kind of object how many have a name somebody still has to fill in */
static size_t
open_objects(const struct host_file *f, const char *kind)
{
	size_t n = 0;

	for (size_t i = 0; i < f->c->n; i++) {
		const char *s = host_config_name(f->c->fact[i].object, kind);
		size_t k = 0;

		if (!s || !host_config_is_open(s))
			continue;
		while (!str_eq(f->c->fact[k].object, f->c->fact[i].object))
			k++;
		n += k == i;
	}
	return n;
}

/* what a network is in a host's file, by its subnet or its address; NULL: one
 * of *open, which nobody has filled in yet */
static const char *
object_of(const struct host_file *f, const struct bundle_net *n,
    const char *kind, bool whole, size_t *open)
{
	const char *o = NULL;
	uint32_t base;
	int prefix;

	if (host_file_subnet_of(f, n, &base, &prefix))
		o = str_fmt(f->j->arena, "%s %s", kind,
		    whole ? ip_net_text(f->j->arena, base, prefix) :
		            ip_text(f->j->arena, base));
	if ((o && host_config_has(f->c, o)) || n->prefix >= 0)
		return o;
	if (*open > 0) {
		(*open)--;
		return NULL;
	}
	return o ? o : kind;
}

/* every network of the order, one after the other */
static void
order(const struct host_file *f)
{
	size_t open = open_objects(f, "migration-network");
	long last = 0;

	for (size_t i = 0; i < f->s->norder; i++) {
		const struct bundle_net *n =
		    bundle_net_of(f->j->bundle, f->s->order[i]);
		const char *o;
		int line = 0;
		long at;

		o = n ? object_of(f, n, "migration-network", true, &open) :
		        NULL;
		if (!o)
			continue;
		at = host_config_number(f->c, o, "priority", &line);
		if (at < 0)
			rule_found_at(f->j, f->host, 0,
			    "live migration does not use network '%s'",
			    n->name);
		else if (!host_file_is(f, o, "added", "true"))
			rule_found_at(f->j, f->host, line,
			    "network '%s' of live migration has an order, but "
			    "is never added",
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
		    "%s is not set, the design has %ld", what, want);
	else if (want >= 0 && n != want)
		rule_found_at(f->j, f->host, line,
		    "%s is %ld, the design has %ld", what, n, want);
}

static void
settings(const struct host_file *f)
{
	int line = 0;
	const char *v = host_file_get(f, "migration", "transport", &line);

	if (host_file_get(f, "migration", "authentication", &line) &&
	    !host_file_is(f, "migration", "authentication", "Kerberos"))
		host_file_aside(f, line,
		    "live migration doesn't authenticate by Kerberos: a drain "
		    "started from another computer fails");
	if (!host_file_is(f, "migration", "on", "true"))
		rule_found_at(f->j, f->host, 0, "live migration is off");
	if (!host_file_is(f, "migration", "any-network", "false"))
		rule_found_at(f->j, f->host, 0,
		    "live migration may use any network");
	if (*f->s->transport &&
	    (!v ||
	        strncasecmp(v, f->s->transport, strlen(f->s->transport)) != 0))
		rule_found_at(f->j, f->host, line,
		    "live migration uses %.60s, the design has %s",
		    v ? v : "an unspecified transport", f->s->transport);
	number(f, "simultaneous", "the number of concurrent live migrations",
	    f->s->simultaneous);
	number(f, "limit LiveMigration", "the limit of live migration",
	    f->s->limit_bytes);
	if (f->s->limit_bytes < 0 &&
	    host_config_get(f->c, "migration", "limit LiveMigration", &line))
		rule_found_at(f->j, f->host, line,
		    "live migration is limited, but not in the design");
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
			    "%s is used for %s immediately: from then on, "
			    "hosts of the cluster that are not migrated yet "
			    "can't do that with this one",
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

/* the last variable of an expression, "$use" of "Join(';', $use)";
 * NULL: none */
static const char *
variable_of(struct arena *a, const char *s)
{
	const char *at = strrchr(s, '$');

	return at ? str_dup(a, at, 1 + strspn(at + 1, LETTERS)) : NULL;
}

static void
parameter(const struct host_file *f, const char *key, bool listed)
{
	int line = 0;
	const char *v = host_config_get(f->c, "cluster", key, &line);
	const char *name = v ? variable_of(f->j->arena, v) : NULL;
	const char *list =
	    name ? host_config_get(f->c, "variables", name, NULL) : NULL;

	if (!v)
		rule_found_at(f->j, f->host, 0,
		    "the cluster's %s is not set: it migrates over any of its "
		    "networks",
		    key);
	else if (strspn(v, "'\" ") == strlen(v))
		rule_found_at(f->j, f->host, line, "the cluster's %s is empty",
		    key);
	else if (list && !listed == !strstr(list, "-notcontains"))
		rule_found_at(f->j, f->host, line,
		    "the cluster's %s lists the networks that live migration "
		    "%s",
		    key, listed ? "must not use" : "uses");
}

/* the order of a host is the host's; a cluster that moves VMs by itself has one
 * of its own */
static void
parameters(const struct host_file *f)
{
	bool other = false, any = false;

	for (size_t i = 0; i < f->c->n; i++)
		any = any ||
		    host_config_name(f->c->fact[i].object, "cluster-network");
	for (size_t i = 0; i < f->s->nvnic; i++)
		other = other ||
		    !meant(f,
		        bundle_net_of(f->j->bundle, f->s->vnic[i].network));
	/* a script of somebody's own may leave both to the cluster */
	if (!any || f->s->norder == 0 || !host_config_has(f->c, "cluster"))
		return;
	parameter(f, "MigrationNetworkOrder", true);
	if (other)
		parameter(f, "MigrationExcludeNetworks", false);
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

		if (!s || host_config_is_open(s))
			continue;
		if (ip_subnet_parse(s, &base, &prefix))
			n = host_file_net_from(f, base);
		if (!meant(f, n))
			rule_found_at(f->j, f->host, x->line,
			    "live migration over %.60s, which is %s", s,
			    n ? str_fmt(f->j->arena, "%s, not meant for it",
			            n->purpose) :
			        "no network of the design");
	}
	if (f->s) {
		order(f);
		parameters(f);
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
net_at(const struct host_file *f, const char *base)
{
	uint32_t ip;

	return ip_parse(base, &ip) ? host_file_net_from(f, ip) : NULL;
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
		const struct bundle_net *m = base ? net_at(f, base) : NULL;
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
	size_t open = open_objects(f, "cluster-network");

	if (!f->c->services)
		return;
	for (size_t i = 0; i < f->c->n; i++) {
		const struct host_fact *x = &f->c->fact[i];
		const char *base =
		    host_config_name(x->object, "cluster-network");
		const struct bundle_net *n = base ? net_at(f, base) : NULL;

		if (base && !n && !host_config_is_open(base))
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
			    "network '%s' is named '%.60s'", n->name, x->value);
	}
	for (size_t i = 0; f->s && i < f->s->nvnic; i++) {
		const struct bundle_net *n =
		    bundle_net_of(f->j->bundle, f->s->vnic[i].network);
		static const char *const key[] = { "Name", "Role", "Metric" };
		const char *o;

		if (!n ||
		    (i > 0 &&
		        str_eq(f->s->vnic[i - 1].network,
		            f->s->vnic[i].network)))
			continue;
		o = object_of(f, n, "cluster-network", false, &open);
		for (size_t k = 0; o && k < 3; k++)
			if (!host_file_get(f, o, key[k], NULL)) {
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

const struct rule rules_host_cluster[] = {
	ALL_RULE("host-migration", ERR, file_migration,
	    "live migration uses the networks meant for it, in order, as "
	    "designed"),
	ALL_RULE("host-cluster", ERR, file_cluster,
	    "the cluster uses each network for what it is meant for"),
	{ 0 }
};
