/*
 * Rules on a host's file as a whole and on the addresses it gives, against the
 * design; and what all rules on hosts' files share.
 */
#include "verify/rules_host.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/ip.h"
#include "base/str.h"

#define LAYERS_MAX 4
#define PORTS_MAX 64
#define MTU_DESIGN 9000 /* where a bundle doesn't say it */

static host_file_fn notices;

struct host_file
host_file_of(struct judge *j, const struct host_script *h)
{
	struct host_file f = { j, h->host, h->config,
		bundle_setting(j->bundle, h->host), MTU_DESIGN,
		bundle_ends(j->bundle, h->host) };

	if (f.s && f.s->mtu > 0)
		f.mtu = f.s->mtu;
	return f;
}

void
host_file_each(struct judge *j, host_file_fn *fn)
{
	for (size_t i = 0; i < j->bundle->nhost; i++) {
		const struct arena_mark mark = arena_save(j->arena);
		const size_t nfound = j->out->n;
		const struct host_script *h = &j->bundle->host[i];
		const struct host_file f = host_file_of(j, h);

		/* no text: one finding says so, and no rule has one more */
		if (h->config && (!h->config->no_text || fn == notices))
			fn(&f);
		/* of hundreds of hosts little is found */
		if (j->out->n == nfound)
			arena_restore(j->arena, mark);
	}
}

/* the network that has an address */
static const struct bundle_net *
net_with(const struct bundle *b, uint32_t ip)
{
	for (size_t i = 0; i < b->nnet; i++) {
		const struct bundle_net *n = &b->net[i];

		if (n->prefix > 0 &&
		    ip >> (32 - n->prefix) == n->base >> (32 - n->prefix))
			return n;
	}
	return NULL;
}

bool
host_file_ip(struct arena *a, const char *cidr, uint32_t *ip)
{
	const char *slash = strchr(cidr, '/');

	return slash && ip_parse(str_dup(a, cidr, (size_t)(slash - cidr)), ip);
}

const char *
host_file_get(const struct host_file *f, const char *object, const char *key,
    int *line)
{
	return host_config_get(f->c, object, key, line);
}

bool
host_file_is(const struct host_file *f, const char *object, const char *key,
    const char *value)
{
	const char *v = host_file_get(f, object, key, NULL);

	return v && strcasecmp(v, value) == 0;
}

void
host_file_aside(const struct host_file *f, int line, const char *text)
{
	rule_found_at_as(f->j, WARN, f->host, line, "%s", text);
}

/* "team bond0", however its letters are written */
static bool
is_object(const char *object, const char *kind, const char *name)
{
	const size_t n = strlen(kind);

	/* most are of another kind, which a letter shows */
	return (*object | 32) == *kind && strncasecmp(object, kind, n) == 0 &&
	    object[n] == ' ' && strcasecmp(object + n + 1, name) == 0;
}

const char *
host_file_below(const struct host_file *f, const char *name)
{
	static const char *const kind[] = { "team", "switch", "interface" };
	size_t first = 3;

	for (size_t k = 0; k < f->c->n && first > 0; k++)
		for (size_t i = 0; i < first; i++)
			if (is_object(f->c->fact[k].object, kind[i], name))
				first = i;
	return str_fmt(f->j->arena, "%s %s", first < 3 ? kind[first] : "port",
	    name);
}

static void
ports_under(const struct host_file *f, const char *object, int layer,
    const char **out, size_t *n)
{
	const char *port = host_config_name(object, "port");
	const char *sw = host_file_get(f, object, "on-switch", NULL);
	const char *link = host_file_get(f, object, "link", NULL);

	if (layer > LAYERS_MAX || *n == PORTS_MAX)
		return;
	if (port)
		out[(*n)++] = port;
	else if (sw)
		ports_under(f, str_fmt(f->j->arena, "switch %s", sw), layer + 1,
		    out, n);
	else if (link)
		ports_under(f, host_file_below(f, link), layer + 1, out, n);
	for (size_t i = 0;
	     !port && !sw && !link && *n < PORTS_MAX && i < f->c->n; i++)
		if (str_eq(f->c->fact[i].key, "member") &&
		    strcasecmp(f->c->fact[i].object, object) == 0)
			ports_under(f, host_file_below(f, f->c->fact[i].value),
			    layer + 1, out, n);
}

size_t
host_file_ports(const struct host_file *f, const char *object,
    const char ***port)
{
	size_t n = 0;

	*port = NEW(f->j->arena, const char *, PORTS_MAX);
	ports_under(f, object, 0, *port, &n);
	return n;
}

const struct bundle_net *
host_file_net(const struct host_file *f, const char *object)
{
	const struct bundle *b = f->j->bundle;
	const char *address = host_file_get(f, object, "address", NULL);
	const char *name = host_config_name(object, "interface");
	long vlan = host_config_number(f->c, object, "vlan", NULL);
	const struct bundle_net *n = NULL;
	uint32_t ip;

	if (address && host_file_ip(f->j->arena, address, &ip))
		n = net_with(b, ip);
	for (size_t i = 0; !n && name && f->s && i < f->s->nvnic; i++)
		if (strcasecmp(f->s->vnic[i].name, name) == 0)
			n = bundle_net_of(b, f->s->vnic[i].network);
	for (size_t i = 0; !n && vlan > 0 && i < b->nnet; i++)
		if (b->net[i].vlan == vlan)
			n = &b->net[i];
	return n;
}

const char *
host_file_vnic(const struct host_file *f, const struct bundle_vnic *v)
{
	const struct bundle_net *n = bundle_net_of(f->j->bundle, v->network);
	const char *o = str_fmt(f->j->arena, "interface %s", v->name);

	if (host_config_has(f->c, o))
		return o;
	for (size_t i = 0; n && i < f->c->n; i++)
		if (str_eq(f->c->fact[i].key, "address") &&
		    host_file_net(f, f->c->fact[i].object) == n)
			return f->c->fact[i].object;
	return NULL;
}

const struct port *
host_file_cabled(const struct host_file *f, const char *port, size_t *i,
    const struct view **v)
{
	const struct bundle *b = f->j->bundle;
	const struct bundle_rows own = f->end;

	for (; *i < own.n; (*i)++) {
		const struct bundle_cable *c = &b->cable[own.row[*i].at / 2];
		const size_t e = own.row[*i].at % 2;
		const struct port *p = bundle_end_port(&c->end[1 - e]);

		if (!p || strcasecmp(c->end[e].port, port) != 0)
			continue;
		*v = c->end[1 - e].sw->view;
		(*i)++;
		return p;
	}
	return NULL;
}

/* ---- the file itself ---- */

static void
notices(const struct host_file *f)
{
	for (size_t i = 0; i < f->c->nnotice; i++)
		rule_found_at_as(f->j, f->c->notice[i].error ? ERR : WARN,
		    f->host, f->c->notice[i].line, "%s",
		    f->c->notice[i].message);
}

static void
file_read_whole(struct judge *j)
{
	host_file_each(j, notices);
	host_file_helpers(j);
}

static void
computer(const struct host_file *f)
{
	int line = 0;
	const char *name = host_config_get(f->c, "host", "computer", &line);
	size_t n = strcspn(f->host, ".");

	if (name && (strlen(name) != n || strncasecmp(name, f->host, n) != 0))
		rule_found_at(f->j, f->host, line, "the file is for '%.60s'",
		    name);
}

static void
file_host(struct judge *j)
{
	host_file_each(j, computer);
}

/* ---- addresses ---- */

/* its own, or of the layer below, which hands it on */
static long
mtu_of(const struct host_file *f, const char *object)
{
	const char *link = host_file_get(f, object, "link", NULL);
	long mtu = host_config_number(f->c, object, "mtu", NULL);

	if (mtu < 0 && link)
		mtu = host_config_number(f->c, host_file_below(f, link), "mtu",
		    NULL);
	return mtu < 0 ? HOST_MTU_PLAIN : mtu;
}

/* a filled-in address must not be another's */
static void
taken(const struct host_file *f, const struct host_fact *x,
    const struct bundle_net *n, uint32_t ip)
{
	const struct bundle *b = f->j->bundle;
	uint32_t host = n->prefix > 0 ? ~(uint32_t)0 >> n->prefix : 0;

	if (n->gateway && ip == n->gateway)
		rule_found_at(f->j, f->host, x->line,
		    "%s has %s, the gateway of network '%s'", x->object,
		    x->value, n->name);
	if (n->prefix > 0 && n->prefix < 31 &&
	    ((ip & host) == 0 || (ip & host) == host))
		rule_found_at(f->j, f->host, x->line,
		    "%s has %s, which is the whole of network '%s'", x->object,
		    x->value, n->name);
	for (size_t i = 0; i < b->naddr; i++)
		if (b->addr[i].ok && b->addr[i].ip == ip &&
		    !str_eq(b->addr[i].device, f->host))
			rule_found_at(f->j, f->host, x->line,
			    "%s has %s, which is %s's", x->object, x->value,
			    b->addr[i].device);
}

/* one address of a file against the row of addresses.csv that has it */
static void
one_address(const struct host_file *f, const struct host_fact *x)
{
	struct judge *j = f->j;
	const char *slash = strchr(x->value, '/');
	const struct bundle_address *row = NULL;
	const struct bundle_net *n;
	struct bundle_rows of;
	uint32_t ip;
	bool own = false;
	long vlan, mtu = mtu_of(f, x->object);
	const char **port;

	n = host_file_net(f, x->object);
	if (n && !n->jumbo && !bundle_net_is_eastwest(n) &&
	    mtu > HOST_MTU_PLAIN)
		host_file_aside(f, x->line,
		    str_fmt(j->arena,
		        "%s of network '%s' has an MTU of %ld bytes, and what "
		        "it leads to passes %d",
		        x->object, n->name, mtu, HOST_MTU_PLAIN));
	if (!host_file_ip(j->arena, x->value, &ip)) {
		if (!host_config_is_open(x->value))
			rule_found_at(j, f->host, x->line,
			    "%s: '%.60s' is not an address", x->object,
			    x->value);
		return;
	}
	of = bundle_addresses(j->bundle, f->host);
	for (size_t i = 0; i < of.n; i++)
		if (j->bundle->addr[of.row[i].at].ip == ip &&
		    j->bundle->addr[of.row[i].at].ok)
			row = &j->bundle->addr[of.row[i].at];
	/* the own one of a site that gives none: host_file_filled() */
	if (!row && n && n->prefix < 0 && !net_with(j->bundle, ip))
		own = true;
	else
		n = row ? bundle_net_of(j->bundle, row->network) :
		          net_with(j->bundle, ip);
	if (!row && !own && (!n || bundle_net_is_eastwest(n))) {
		rule_found_at(j, f->host, x->line,
		    "%s has %s, which addresses.csv does not give it",
		    x->object, x->value);
		return;
	}
	if (!n)
		return;
	if (n->prefix >= 0 && !host_config_is_open(slash) &&
	    !str_eq(slash + 1, str_fmt(j->arena, "%d", n->prefix)))
		rule_found_at(j, f->host, x->line,
		    "%s has %s, network '%s' is /%d", x->object, x->value,
		    n->name, n->prefix);
	if (!row)
		taken(f, x, n, ip);
	vlan = host_config_number(f->c, x->object, "vlan", NULL);
	/* without a tag it is in the untagged VLAN of the switch's port, which
	 * another rule checks */
	if (vlan > 0 ? vlan != n->vlan :
	               n->vlan && !host_file_ports(f, x->object, &port))
		rule_found_at(j, f->host, x->line,
		    "%s of network '%s' is in VLAN %ld, not in %d", x->object,
		    n->name, vlan < 0 ? 0 : vlan, n->vlan);
	if (bundle_net_is_eastwest(n) && n->jumbo && mtu != f->mtu &&
	    !host_config_name(x->object, "port"))
		rule_found_at(j, f->host, x->line,
		    "%s of network '%s' has an MTU of %ld bytes, the design "
		    "has %ld",
		    x->object, n->name, mtu, f->mtu);
	if (host_file_get(f, x->object, "dhcp4", NULL))
		rule_found_at(j, f->host, x->line,
		    "%s has %s and requests another by DHCP", x->object,
		    x->value);
}

static void
addresses(const struct host_file *f)
{
	const struct bundle *b = f->j->bundle;
	const struct bundle_rows of = bundle_addresses(b, f->host);

	host_file_servers(f);
	for (size_t i = 0; i < f->c->n; i++)
		if (str_eq(f->c->fact[i].key, "address"))
			one_address(f, &f->c->fact[i]);
	for (size_t i = 0; i < of.n; i++) {
		const struct bundle_address *x = &b->addr[of.row[i].at];
		const char *want;
		size_t len, k;

		if (!x->ok)
			continue;
		want = ip_text(f->j->arena, x->ip);
		len = strlen(want);
		for (k = 0; k < f->c->n; k++)
			if (str_eq(f->c->fact[k].key, "address") &&
			    strncmp(f->c->fact[k].value, want, len) == 0 &&
			    f->c->fact[k].value[len] == '/')
				break;
		if (k == f->c->n)
			rule_found_at(f->j, f->host, 0,
			    "no interface has %s of network '%s'", want,
			    x->network);
	}
	for (size_t i = 0; f->s && i < f->s->nvnic; i++) {
		const struct bundle_vnic *v = &f->s->vnic[i];
		const struct bundle_net *n = bundle_net_of(b, v->network);
		const char *o = host_file_vnic(f, v);

		if (!n || bundle_net_is_eastwest(n))
			continue;
		if (!o)
			rule_found_at(f->j, f->host, 0,
			    "no interface of network '%s' is created", n->name);
		else if (!host_config_name(o, "port") && n->vlan &&
		    host_config_number(f->c, o, "vlan", NULL) != n->vlan)
			rule_found_at(f->j, f->host, 0,
			    "%s of network '%s' is not in VLAN %d", o, n->name,
			    n->vlan);
	}
}

struct held {
	uint32_t ip;
	const char *host, *object;
	int line;
};

static int
by_ip(const void *px, const void *py)
{
	const struct held *x = px, *y = py;

	return (x->ip > y->ip) - (x->ip < y->ip);
}

/* no two interfaces of any hosts have one address */
static void
addresses_twice(struct judge *j)
{
	struct held *h = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < j->bundle->nhost; i++) {
		const struct host_config *c = j->bundle->host[i].config;

		for (size_t k = 0; c && k < c->n; k++) {
			struct held x = { .host = j->bundle->host[i].host,
				.object = c->fact[k].object,
				.line = c->fact[k].line };

			if (str_eq(c->fact[k].key, "address") &&
			    host_file_ip(j->arena, c->fact[k].value, &x.ip))
				PUSH(j->arena, h, n, cap, x);
		}
	}
	if (n > 1)
		qsort(h, n, sizeof(*h), by_ip);
	for (size_t i = 1; i < n; i++)
		if (h[i].ip == h[i - 1].ip)
			rule_found_at(j, h[i].host, h[i].line,
			    "%s has %s, as does %s of %s", h[i].object,
			    ip_text(j->arena, h[i].ip), h[i - 1].object,
			    h[i - 1].host);
}

static void
file_address(struct judge *j)
{
	host_file_each(j, addresses);
	host_file_each(j, host_file_filled);
	addresses_twice(j);
}

/* one default route, by a network that has a router */
static void
gateways(const struct host_file *f)
{
	const char *first = NULL;
	bool wanted = false;

	for (size_t i = 0; f->s && i < f->s->nvnic; i++) {
		const struct bundle_net *n =
		    bundle_net_of(f->j->bundle, f->s->vnic[i].network);

		wanted |= n && str_eq(n->purpose, "management");
	}
	for (size_t i = 0; i < f->c->n; i++) {
		const struct host_fact *x = &f->c->fact[i];
		const struct bundle_net *n;
		uint32_t ip;

		if (!str_eq(x->key, "gateway"))
			continue;
		n = host_file_net(f, x->object);
		if (first)
			rule_found_at(f->j, f->host, x->line,
			    "%s has a default gateway, and so has %s",
			    x->object, first);
		first = x->object;
		if (n && bundle_net_is_eastwest(n))
			rule_found_at(f->j, f->host, x->line,
			    "%s has a default gateway: network '%s' has no "
			    "router",
			    x->object, n->name);
		if (host_config_is_open(x->value) || !n)
			continue;
		if (!ip_parse(x->value, &ip) ||
		    (n->prefix >= 0 && net_with(f->j->bundle, ip) != n))
			rule_found_at(f->j, f->host, x->line,
			    "%s: the gateway %.60s is not in network '%s'",
			    x->object, x->value, n->name);
		else if (n->gateway && ip != n->gateway)
			rule_found_at(f->j, f->host, x->line,
			    "%s: the gateway is %s, the design has %s",
			    x->object, x->value,
			    ip_text(f->j->arena, n->gateway));
	}
	if (wanted && !first)
		rule_found_at(f->j, f->host, 0,
		    "no interface has a default gateway");
}

static void
file_gateway(struct judge *j)
{
	host_file_each(j, gateways);
}

/* what a host of vSphere uses an interface for beside reaching it */
static const struct {
	const char *purpose, *service;
} services[] = { { "vsan", "vsan" },
	{ "fault-tolerance", "faultToleranceLogging" },
	{ "replication", "vSphereReplication" },
	{ "replication", "vSphereReplicationNFC" },
	{ "live-migration", "VMotion" } };

static bool
has_service(const struct host_config *c, const char *object,
    const char *service)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_eq(c->fact[i].key, "service") &&
		    str_eq(c->fact[i].object, object) &&
		    str_eq(c->fact[i].value, service))
			return true;
	return false;
}

static bool
is_service_of(const char *service, const char *purpose)
{
	for (size_t i = 0; i < sizeof(services) / sizeof(services[0]); i++)
		if (str_eq(services[i].service, service))
			return str_eq(services[i].purpose, purpose);
	return false;
}

static void
service_tags(const struct host_file *f)
{
	for (size_t i = 0; i < f->c->n; i++) {
		const struct host_fact *x = &f->c->fact[i];
		const struct bundle_net *n = host_file_net(f, x->object);

		if (!n)
			continue;
		if (str_eq(x->key, "service") &&
		    !is_service_of(x->value, n->purpose))
			rule_found_at(f->j, f->host, x->line,
			    "%s is used for %.60s, and network '%s' is for %s",
			    x->object, x->value, n->name, n->purpose);
		if (str_eq(x->key, "vmk") && str_eq(n->purpose, "management") &&
		    !host_config_get(f->c, x->object, "management", NULL))
			rule_found_at(f->j, f->host, x->line,
			    "%s is on network '%s', and the host isn't managed "
			    "by it",
			    x->object, n->name);
		for (size_t k = 0; str_eq(x->key, "vmk") &&
		     k < sizeof(services) / sizeof(services[0]);
		     k++)
			if (str_eq(services[k].purpose, n->purpose) &&
			    !host_file_is(f, x->object, "netstack",
			        "vmotion") &&
			    !has_service(f->c, x->object, services[k].service))
				rule_found_at(f->j, f->host, x->line,
				    "%s is on network '%s', but the host isn't "
				    "configured to use it for %s",
				    x->object, n->name, services[k].service);
	}
}

static void
file_service(struct judge *j)
{
	host_file_each(j, service_tags);
}

const struct rule rules_host_file[] = { ALL_RULE("host-file", ERR,
	                                    file_read_whole,
	                                    "a host's file is understood"),
	ALL_RULE("host-file-name", ERR, file_host,
	    "a host's file is for that host"),
	ALL_RULE("host-address", ERR, file_address,
	    "a host gets the addresses of the design, and no other host does"),
	ALL_RULE("host-service", ERR, file_service,
	    "a host uses an interface for what its network is for"),
	ALL_RULE("host-gateway", ERR, file_gateway,
	    "a host has one default gateway, where there is a router"),
	{ 0 } };
