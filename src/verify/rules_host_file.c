/* Rules on what a host's file would do, against the design and the switches. */
#include "verify/rules.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/num.h"
#include "base/str.h"
#include "readback/host_config.h"

typedef void
file_fn(struct judge *j, const char *host, const struct host_config *c);

static void
each_file(struct judge *j, file_fn *f)
{
	for (size_t i = 0; i < j->bundle->nhost; i++) {
		const struct host_script *h = &j->bundle->host[i];
		struct host_config c;

		if (host_config_read(j->arena, h->src, h->file, &c))
			f(j, h->host, &c);
	}
}

static void
notices(struct judge *j, const char *host, const struct host_config *c)
{
	enum severity was = j->severity;

	for (size_t i = 0; i < c->nnotice; i++) {
		j->severity = c->notice[i].error ? ERR : WARN;
		rule_found_at(j, host, c->notice[i].line, "%s",
		    c->notice[i].message);
	}
	j->severity = was;
}

static void
file_read(struct judge *j)
{
	each_file(j, notices);
}

static void
computer(struct judge *j, const char *host, const struct host_config *c)
{
	int line = 0;
	const char *name = host_config_get(c, "host", "computer", &line);
	size_t n = strcspn(host, ".");

	if (name && (strlen(name) != n || strncasecmp(name, host, n) != 0))
		rule_found_at(j, host, line, "the file is for '%.60s'", name);
}

static void
file_host(struct judge *j)
{
	each_file(j, computer);
}

/* the network an address is of, by the design's subnets */
static const struct bundle_net *
net_of(const struct bundle *b, uint32_t ip)
{
	for (size_t i = 0; i < b->nnet; i++) {
		const struct bundle_net *n = &b->net[i];

		if (n->prefix > 0 &&
		    ip >> (32 - n->prefix) == n->base >> (32 - n->prefix))
			return n;
	}
	return NULL;
}

/* one address of a file against the row of addresses.csv that has it */
static void
one_address(struct judge *j, const char *host, const struct host_config *c,
    const struct host_fact *f)
{
	const char *slash = strchr(f->value, '/');
	const struct bundle_address *row = NULL;
	const struct bundle_net *n;
	uint32_t ip;
	long vlan, mtu;

	if (!slash ||
	    !ip_parse(str_dup(j->arena, f->value, (size_t)(slash - f->value)),
	        &ip)) {
		if (!host_config_is_open(f->value))
			rule_found_at(j, host, f->line,
			    "%s: '%.60s' is no address", f->object, f->value);
		return;
	}
	for (size_t i = 0; i < j->bundle->naddr; i++)
		if (j->bundle->addr[i].ip == ip && j->bundle->addr[i].ok &&
		    str_eq(j->bundle->addr[i].device, host))
			row = &j->bundle->addr[i];
	n = row ? bundle_net_of(j->bundle, row->network) :
	          net_of(j->bundle, ip);
	if (!row && (!n || bundle_net_is_eastwest(n))) {
		rule_found_at(j, host, f->line,
		    "%s has %s, which addresses.csv does not give it",
		    f->object, f->value);
		return;
	}
	if (!n)
		return;
	if (n->prefix >= 0 && !host_config_is_open(slash) &&
	    !str_eq(slash + 1, str_fmt(j->arena, "%d", n->prefix)))
		rule_found_at(j, host, f->line,
		    "%s has %s, network '%s' is /%d", f->object, f->value,
		    n->name, n->prefix);
	vlan = host_config_number(c, f->object, "vlan", NULL);
	if (vlan > 0 ? vlan != n->vlan :
	               n->vlan && !host_config_name(f->object, "port"))
		rule_found_at(j, host, f->line,
		    "%s of network '%s' is in VLAN %ld, not in %d", f->object,
		    n->name, vlan < 0 ? 0 : vlan, n->vlan);
	mtu = host_config_number(c, f->object, "mtu", NULL);
	if (bundle_net_is_eastwest(n) && mtu < 9000)
		rule_found_at(j, host, f->line,
		    "%s of network '%s' sends packets of %ld bytes, the "
		    "design's are 9000",
		    f->object, n->name, mtu < 0 ? 1500 : mtu);
}

static void
addresses(struct judge *j, const char *host, const struct host_config *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_eq(c->fact[i].key, "address"))
			one_address(j, host, c, &c->fact[i]);
	for (size_t i = 0; i < j->bundle->naddr; i++) {
		const struct bundle_address *x = &j->bundle->addr[i];
		const char *want = ip_text(j->arena, x->ip);
		size_t len = strlen(want), k;

		if (!x->ok || !str_eq(x->device, host))
			continue;
		for (k = 0; k < c->n; k++)
			if (str_eq(c->fact[k].key, "address") &&
			    strncmp(c->fact[k].value, want, len) == 0 &&
			    c->fact[k].value[len] == '/')
				break;
		if (k == c->n)
			rule_found_at(j, host, 0,
			    "no interface gets %s of network '%s'", want,
			    x->network);
	}
}

static void
file_address(struct judge *j)
{
	each_file(j, addresses);
}

static bool
is_cabled(const struct bundle *b, const char *host, const char *port)
{
	for (size_t i = 0; i < b->ncable; i++)
		for (int e = 0; e < 2; e++)
			if (str_eq(b->cable[i].end[e].device, host) &&
			    str_eq(b->cable[i].end[e].port, port))
				return true;
	return false;
}

/* modes in which the switch has no part */
static bool
is_independent(const char *mode)
{
	static const char *const word[] = { "SwitchIndependent",
		"active-backup", "balance-tlb", "balance-alb" };

	for (size_t i = 0; i < 4; i++)
		if (strcasecmp(mode, word[i]) == 0)
			return true;
	return false;
}

static void
team(struct judge *j, const char *host, const struct host_config *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct host_fact *f = &c->fact[i];
		const char *o = f->object, *name;
		long mtu = host_config_number(c, o, "mtu", NULL), under;

		if (str_eq(f->key, "mode") && !is_independent(f->value))
			rule_found_at(j, host, f->line,
			    "%s is %.60s, and the switches know of no team", o,
			    f->value);
		if (str_eq(f->key, "primary") &&
		    strchr("tf", *f->value) == NULL &&
		    !is_cabled(j->bundle, host, f->value))
			rule_found_at(j, host, f->line,
			    "%s: no port '%.60s' is cabled", o, f->value);
		if (str_eq(f->key, "stp") && str_eq(f->value, "true"))
			rule_found_at(j, host, f->line,
			    "%s speaks spanning tree, and its ports shut "
			    "down at the first BPDU",
			    o);
		if (str_eq(f->key, "link") &&
		    !host_config_has(c,
		        str_fmt(j->arena, "team %s", f->value)) &&
		    !host_config_has(c, str_fmt(j->arena, "port %s", f->value)))
			rule_found_at(j, host, f->line,
			    "%s is on '%.60s', which is not there", o,
			    f->value);
		/* frames pass every layer below */
		if (str_eq(f->key, "link") && mtu > 0) {
			under = host_config_number(c,
			    str_fmt(j->arena, "team %s", f->value), "mtu",
			    NULL);
			if (under >= 0 && under < mtu)
				rule_found_at(j, host, f->line,
				    "%s sends %ld bytes over '%.60s' of %ld", o,
				    mtu, f->value, under);
		}
		if (str_eq(f->key, "vlan") &&
		    host_config_name(o, "interface") &&
		    !host_config_get(c, o, "link", NULL) &&
		    !host_config_get(c, o, "on-switch", NULL))
			rule_found_at(j, host, f->line,
			    "%s is on no port and no team", o);
		name = host_config_name(o, "port");
		if (name && str_eq(f->key, "mtu") && mtu < 9000 &&
		    is_cabled(j->bundle, host, name))
			rule_found_at(j, host, f->line,
			    "%s passes packets of %ld bytes, the design's are "
			    "9000",
			    o, mtu);
	}
	/* every cabled port is in the team there is */
	for (size_t i = 0; i < j->bundle->ncable; i++)
		for (int e = 0; e < 2; e++) {
			const struct cable_end *x = &j->bundle->cable[i].end[e];
			size_t k;
			bool any = false;

			if (!str_eq(x->device, host) ||
			    !str_eq(j->bundle->cable[i].kind, "host") ||
			    str_eq(j->bundle->topology, "standalone"))
				continue;
			for (k = 0; k < c->n; k++) {
				any |= str_eq(c->fact[k].key, "member");
				if (str_eq(c->fact[k].key, "member") &&
				    strcasecmp(c->fact[k].value, x->port) == 0)
					break;
			}
			if (any && k == c->n)
				rule_found_at(j, host, 0,
				    "port '%s' is cabled (%s) and in no team",
				    x->port, j->bundle->cable[i].id);
		}
}

static void
file_team(struct judge *j)
{
	each_file(j, team);
}

/* processors of two ports' queues are two sets, the first core in none */
static void
queues(struct judge *j, const char *host, const struct host_config *c)
{
	for (size_t i = 0; i < c->n; i++) {
		long base, count;

		if (!str_eq(c->fact[i].key, "queue-base"))
			continue;
		base = host_config_number(c, c->fact[i].object, "queue-base",
		    NULL);
		count = host_config_number(c, c->fact[i].object, "queue-count",
		    NULL);
		if (base < 2)
			rule_found_at(j, host, c->fact[i].line,
			    "%s: its queues use the system's own core",
			    c->fact[i].object);
		for (size_t k = 0; k < i; k++) {
			long b2, n2;

			if (!str_eq(c->fact[k].key, "queue-base"))
				continue;
			b2 = host_config_number(c, c->fact[k].object,
			    "queue-base", NULL);
			n2 = host_config_number(c, c->fact[k].object,
			    "queue-count", NULL);
			if (base < b2 + 2 * n2 && b2 < base + 2 * count)
				rule_found_at(j, host, c->fact[i].line,
				    "%s and %s have queues on the same "
				    "processors",
				    c->fact[i].object, c->fact[k].object);
		}
	}
}

static void
file_queues(struct judge *j)
{
	each_file(j, queues);
}

/* two interfaces of one network are told apart by the port they use, and are
 * alike in the rest */
static void
pairs(struct judge *j, const char *host, const struct host_config *c)
{
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < i; k++) {
			const struct host_fact *x = &c->fact[i];
			const struct host_fact *y = &c->fact[k];
			const char *vx, *vy, *rx, *ry;

			if (!str_eq(x->key, "mapped") ||
			    !str_eq(y->key, "mapped"))
				continue;
			vx = host_config_get(c, x->object, "vlan", NULL);
			vy = host_config_get(c, y->object, "vlan", NULL);
			if (!vx || !vy || !str_eq(vx, vy))
				continue;
			if (strcasecmp(x->value, y->value) == 0)
				rule_found_at(j, host, x->line,
				    "%s and %s both use port '%.60s'",
				    x->object, y->object, x->value);
			rx = host_config_get(c, x->object, "rdma", NULL);
			ry = host_config_get(c, y->object, "rdma", NULL);
			if (!str_eq(rx, ry))
				rule_found_at(j, host, x->line,
				    "RDMA is on at one of %s and %s only",
				    x->object, y->object);
		}
}

static void
file_rdma(struct judge *j)
{
	each_file(j, pairs);
}

/* migration goes over its own networks and CSV's, in that order */
static void
migration(struct judge *j, const char *host, const struct host_config *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const char *s =
		    host_config_name(c->fact[i].object, "migration-network");
		const struct bundle_net *n = NULL;
		uint32_t base;
		int prefix;

		if (!s)
			continue;
		if (ip_subnet_parse(s, &base, &prefix))
			n = net_of(j->bundle, base);
		if (!n ||
		    (!str_eq(n->purpose, "live-migration") &&
		        !str_eq(n->purpose, "csv")))
			rule_found_at(j, host, c->fact[i].line,
			    "live migration over %.60s, which is %s", s,
			    n ? n->purpose : "no network of the design");
	}
	for (size_t i = 0; i < c->n; i++)
		if (host_config_name(c->fact[i].object, "cluster-network") &&
		    strcasecmp(c->fact[i].key, "Metric") == 0)
			for (size_t k = 0; k < c->n; k++) {
				const char *rx, *ry;
				long x, y;

				if (!host_config_name(c->fact[k].object,
				        "cluster-network") ||
				    strcasecmp(c->fact[k].key, "Metric") != 0)
					continue;
				rx = host_config_get(c, c->fact[i].object,
				    "Role", NULL);
				ry = host_config_get(c, c->fact[k].object,
				    "Role", NULL);
				x = host_config_number(c, c->fact[i].object,
				    "Metric", NULL);
				y = host_config_number(c, c->fact[k].object,
				    "Metric", NULL);
				if (str_eq(rx, "1") && str_eq(ry, "3") &&
				    x >= y)
					rule_found_at(j, host, c->fact[i].line,
					    "%s has metric %ld, above %ld of "
					    "%s, which clients use",
					    c->fact[i].object, x, y,
					    c->fact[k].object);
			}
}

static void
file_migration(struct judge *j)
{
	each_file(j, migration);
}

/* a port that is lossless at the switch: the host knows the same priorities */
static void
lossless(struct judge *j, const char *host, const struct host_config *c)
{
	bool script = host_config_get(c, "migration", "on", NULL) != NULL;

	for (size_t i = 0; i < j->bundle->ncable && script; i++)
		for (int e = 0; e < 2; e++) {
			const struct cable *k = &j->bundle->cable[i];
			const struct cable_end *sw = &k->end[e];
			const struct port *p;

			if (!str_eq(k->end[1 - e].device, host) || !sw->sw ||
			    !sw->sw->view || !sw->normal)
				continue;
			p = view_find(sw->sw->view, sw->normal);
			for (int n = 0; p && p->pfc && n < 8; n++) {
				int line = 0;
				const char *v = host_config_get(c, "lossless",
				    str_fmt(j->arena, "priority %d", n), &line);

				if ((p->pfc >> n & 1) != str_eq(v, "true"))
					rule_found_at(j, host, line,
					    "priority %d is %s here, and %s at "
					    "%s of %s",
					    n,
					    str_eq(v, "true") ? "lossless" :
					                        "dropped",
					    p->pfc >> n & 1 ? "lossless" :
					                      "dropped",
					    p->name, sw->sw->name);
			}
			for (size_t m = 0; p && p->pfc && m < c->n; m++) {
				long n;

				if (!host_config_name(c->fact[m].object,
				        "policy") ||
				    strncasecmp(c->fact[m].value, "direct",
				        6) != 0)
					continue;
				n = host_config_number(c, c->fact[m].object,
				    "priority", NULL);
				if (n < 0 || n > 7 || !(p->pfc >> n & 1))
					rule_found_at(j, host, c->fact[m].line,
					    "%s sends in priority %ld, which "
					    "%s of %s drops",
					    c->fact[m].object, n, p->name,
					    sw->sw->name);
			}
		}
}

static void
file_lossless(struct judge *j)
{
	each_file(j, lossless);
}

const struct rule rules_host_file[] = { ALL_RULE("host-file", ERR, file_read,
	                                    "a host's file is understood"),
	ALL_RULE("host-file-name", ERR, file_host,
	    "a host's file is for that host"),
	ALL_RULE("host-address", ERR, file_address,
	    "a host gets the addresses of the design"),
	ALL_RULE("host-team", ERR, file_team,
	    "a host's team is its cabled ports, large frames pass all of it"),
	ALL_RULE("host-queues", ERR, file_queues,
	    "ports' queues have processors of their own"),
	ALL_RULE("host-rdma", ERR, file_rdma,
	    "interfaces of one network use a port each, alike"),
	ALL_RULE("host-migration", ERR, file_migration,
	    "live migration and the cluster use the networks meant for it"),
	ALL_RULE("host-lossless", ERR, file_lossless,
	    "host and switch agree on every priority"),
	{ 0 } };
