/*
 * A host's context.  The roles and metrics of cluster networks are decided
 * here, by purpose: CSV first (lowest), then storage, live migration, and what
 * clients may use last.
 */
#include "render/context.h"

#include <string.h>

#include "base/ip.h"
#include "render/context_make.h"
#include "render/device_text.h"
#include "render/placeholder.h"

struct hmaker {
	struct arena *a;
	const struct design *g;
	const struct dhost *h;
	const struct cluster *c;
	const struct platform *p;
	enum quoting quote;
};

static const char *
quoted(const struct hmaker *m, const char *s)
{
	return device_text_quoted(m->a, m->quote, s);
}

/* large frames stay where every device of the network is ours */
static void
put_mtu(const struct hmaker *m, struct value *v, const struct network *n)
{
	context_put_bool(m->a, v, "jumbo", n->jumbo);
	context_put_int(m->a, v, "mtu", design_said_mtu(m->p, n->jumbo));
}

static struct value *
nic_value(const struct hmaker *m, const struct dnic *n)
{
	struct value *v = value_map(m->a);
	const struct dswitch *s = &m->g->sw[n->sw];
	bool rdma = false, lossless = false;

	for (size_t i = 0; i < m->h->nvnic; i++) {
		const struct dvnic *x = &m->h->vnic[i];

		/* on this port, or on any of its team's */
		if (x->vswitch == NULL ?
		        x->nic == NONE || &m->h->nic[x->nic] != n :
		        n->vswitch == NULL ||
		            strcmp(x->vswitch, n->vswitch) != 0)
			continue;
		rdma |= design_rdma_works(m->g->model, m->h, x);
		lossless |= x->lossless;
	}
	context_put_text(m->a, v, "name", quoted(m, n->name));
	context_put_text(m->a, v, "switch", device_text_word(m->a, s->name));
	context_put_text(m->a, v, "port",
	    device_text_plain(m->a, s->port[n->port].name, 64));
	context_put_bool(m->a, v, "on_vswitch", n->vswitch != NULL);
	context_put_bool(m->a, v, "rdma", rdma);
	context_put_bool(m->a, v, "lossless", lossless);
	context_put_bool(m->a, v, "queues", n->vmq_max > 0);
	context_put_int(m->a, v, "base_processor", n->vmq_base);
	context_put_int(m->a, v, "max_processors", n->vmq_max);
	return v;
}

static struct value *
nics_value(const struct hmaker *m)
{
	struct value *list = value_list(m->a);

	for (size_t i = 0; i < m->h->nnic; i++)
		if (m->h->nic[i].sw != NONE)
			value_push(m->a, list, nic_value(m, &m->h->nic[i]));
	return list;
}

/* the team a virtual switch is of; NULL: it is on a port alone */
static const struct dgroup *
team_of(const struct hmaker *m, const char *vswitch)
{
	for (size_t i = 0; i < m->h->ngroup; i++)
		if (m->h->group[i].team && m->h->group[i].vswitch != NULL &&
		    strcmp(m->h->group[i].vswitch, vswitch) == 0)
			return &m->h->group[i];
	return NULL;
}

/* what the system calls the team under a virtual switch */
static const char *
team_name(const struct hmaker *m, const char *vswitch)
{
	const char *pattern = platform_word(m->p, "team_name", "{name}-Team");
	const struct dgroup *g = team_of(m, vswitch);

	if (strstr(pattern, "{name}") == NULL)
		return design_name_nth(m->a, pattern, g != NULL ? g->nth : 0);
	return str_fill(m->a, pattern, "name", vswitch, NULL);
}

static bool
on_vswitch(const struct dnic *n, const char *name)
{
	return n->sw != NONE && n->vswitch != NULL &&
	    strcmp(n->vswitch, name) == 0;
}

/* networks of the VMs, which have no interface in the host: all,
 * or those of one team */
static struct value *
guests_value(const struct hmaker *m, const struct dgroup *team)
{
	struct value *list = value_list(m->a), *v;

	for (size_t i = 0; i < m->g->nnet; i++) {
		const struct network *n = m->g->net[i].net;

		if (!m->g->net[i].carried || !m->h->host->network[i] ||
		    n->purpose != PURPOSE_DATA || n->vlan == 0 ||
		    (team != NULL && !team->asked->network[i]))
			continue;
		v = value_map(m->a);
		context_put_text(m->a, v, "network",
		    device_text_word(m->a, n->name));
		context_put_int(m->a, v, "vlan", n->vlan);
		put_mtu(m, v, n);
		value_push(m->a, list, v);
	}
	return list;
}

/* "200 210" */
static const char *
guest_vlans(const struct hmaker *m, const struct value *guests)
{
	struct buf b = buf_new(m->a);

	for (size_t i = 0; i < guests->n; i++)
		buf_printf(&b, "%s%lld", b.len > 0 ? " " : "",
		    (long long)value_get(guests->item[i], "vlan")->i);
	return b.len > 0 ? b.text : "";
}

static struct value *
vswitch_value(const struct hmaker *m, const char *name)
{
	struct value *v = value_map(m->a), *list = value_list(m->a), *guests;
	const struct dgroup *g = team_of(m, name);
	const char *balancing = design_balancing_word(m->p, m->c);

	for (size_t i = 0; i < m->h->nnic; i++)
		if (on_vswitch(&m->h->nic[i], name))
			value_push(m->a, list,
			    value_text(m->a, quoted(m, m->h->nic[i].name)));
	context_put_text(m->a, v, "name", quoted(m, name));
	context_put_text(m->a, v, "team_name", quoted(m, team_name(m, name)));
	context_put_bool(m->a, v, "team", g != NULL);
	/* which of its members a frame leaves by; the switches have their own
	 * way for what comes in */
	context_put_bool(m->a, v, "lacp", g != NULL && g->lacp);
	context_put_text(m->a, v, "hash",
	    m->c->team_hash == HASH_PAIR ? "layer2+3" : "layer3+4");
	context_put_text(m->a, v, "mode",
	    g == NULL || g->bond == BOND_NO ? "" :
	                                      model_bond_word[g->bond - 1]);
	context_put_text(m->a, v, "balancing",
	    balancing != NULL ? balancing : "none");
	value_set(m->a, v, "members", list);
	guests = g != NULL ? guests_value(m, g) : value_list(m->a);
	value_set(m->a, v, "guests", guests);
	context_put_text(m->a, v, "guest_vlans", guest_vlans(m, guests));
	return v;
}

static struct value *
vswitches_value(const struct hmaker *m)
{
	struct value *list = value_list(m->a);
	size_t k;

	for (size_t i = 0; i < m->h->nnic; i++) {
		const char *name = m->h->nic[i].vswitch;

		if (m->h->nic[i].sw == NONE || name == NULL)
			continue;
		for (k = 0; k < i; k++)
			if (m->h->nic[k].sw != NONE &&
			    m->h->nic[k].vswitch != NULL &&
			    strcmp(m->h->nic[k].vswitch, name) == 0)
				break;
		if (k == i)
			value_push(m->a, list, vswitch_value(m, name));
	}
	return list;
}

static const char *
prefix_text(const struct hmaker *m, const struct network *n)
{
	return n->has_subnet ? str_fmt(m->a, "%d", n->prefix) :
	                       placeholder_make(m->a, "PREFIX", n->name);
}

/* an address of ours, or the site's own as a placeholder */
static void
put_address(const struct hmaker *m, struct value *v, const struct dvnic *x)
{
	const struct network *n = &m->g->model->network[x->net];
	bool routed = n->purpose == PURPOSE_MANAGEMENT;
	const char *address, *prefix;

	if (x->address != 0)
		address = ip_text(m->a, x->address);
	else
		address = placeholder_make(m->a, "ADDRESS",
		    str_fmt(m->a, "%s_%s", x->name, m->h->host->name));
	prefix = prefix_text(m, n);
	context_put_text(m->a, v, "address", quoted(m, address));
	context_put_text(m->a, v, "prefix", quoted(m, prefix));
	context_put_text(m->a, v, "netmask",
	    quoted(m,
	        n->has_subnet ? ip_text(m->a, ip_mask(n->prefix)) :
	                        placeholder_make(m->a, "NETMASK", n->name)));
	context_put_text(m->a, v, "cidr",
	    quoted(m, str_fmt(m->a, "%s/%s", address, prefix)));
	context_put_bool(m->a, v, "has_gateway", routed);
	context_put_text(m->a, v, "gateway",
	    quoted(m,
	        n->gateway != 0 ? ip_text(m->a, n->gateway) :
	                          placeholder_make(m->a, "GATEWAY", n->name)));
}

static struct value *
vnic_value(const struct hmaker *m, const struct dvnic *x)
{
	const struct network *n = &m->g->model->network[x->net];
	struct value *v = value_map(m->a);
	bool direct = x->vswitch == NULL, team = m->h->group[x->group].team,
	     mapped = !direct && team && x->nic != NONE;

	context_put_text(m->a, v, "name", quoted(m, x->name));
	/* what the system calls the interface that has the address */
	context_put_text(m->a, v, "alias",
	    quoted(m,
	        direct ? m->h->nic[x->nic].name :
	                 str_fmt(m->a, "vEthernet (%s)", x->name)));
	context_put_int(m->a, v, "number", x - m->h->vnic + 1);
	context_put_text(m->a, v, "network", device_text_word(m->a, n->name));
	context_put_text(m->a, v, "purpose", catalog_purpose_word[n->purpose]);
	context_put_bool(m->a, v, "direct", direct);
	context_put_text(m->a, v, "vswitch",
	    direct ? "" : quoted(m, x->vswitch));
	context_put_bool(m->a, v, "mapped", mapped);
	context_put_text(m->a, v, "nic",
	    x->nic == NONE ? "" : quoted(m, m->h->nic[x->nic].name));
	/* what a VLAN interface is made on where there is no virtual switch */
	context_put_text(m->a, v, "link",
	    quoted(m,
	        !team && x->nic != NONE ?
	            m->h->nic[x->nic].name :
	            team_name(m, x->vswitch != NULL ? x->vswitch : x->name)));
	context_put_int(m->a, v, "vlan", x->vlan);
	context_put_bool(m->a, v, "rdma",
	    design_rdma_works(m->g->model, m->h, x));
	context_put_bool(m->a, v, "lossless", x->lossless);
	put_mtu(m, v, n);
	put_address(m, v, x);
	return v;
}

static struct value *
vnics_value(const struct hmaker *m, bool direct)
{
	struct value *list = value_list(m->a);

	for (size_t i = 0; i < m->h->nvnic; i++)
		if ((m->h->vnic[i].vswitch == NULL) == direct)
			value_push(m->a, list, vnic_value(m, &m->h->vnic[i]));
	return list;
}

/* the address of a network, the site's own as a placeholder */
static const char *
base_text(const struct hmaker *m, const struct network *n)
{
	return n->has_subnet ? ip_text(m->a, n->base) :
	                       placeholder_make(m->a, "NETWORK", n->name);
}

static struct value *
migration_value(const struct hmaker *m)
{
	static const char *const word[][2] = { { "transport_tcp", "tcp" },
		{ "transport_compression", "compression" },
		{ "transport_smb", "smb" } };
	struct value *v = value_map(m->a), *list = value_list(m->a), *x;

	for (size_t i = 0; i < m->h->nlm_order; i++) {
		const struct network *n =
		    &m->g->model->network[m->h->lm_order[i]];

		x = value_map(m->a);
		context_put_text(m->a, x, "network", quoted(m, n->name));
		context_put_text(m->a, x, "subnet",
		    quoted(m,
		        str_fmt(m->a, "%s/%s", base_text(m, n),
		            prefix_text(m, n))));
		context_put_int(m->a, x, "priority", (int64_t)i + 1);
		value_push(m->a, list, x);
	}
	context_put_text(m->a, v, "transport",
	    platform_word(m->p, word[m->c->transport][0],
	        word[m->c->transport][1]));
	context_put_int(m->a, v, "simultaneous", m->c->simultaneous);
	context_put_bool(m->a, v, "has_limit", m->h->smb_limit_bps > 0);
	context_put_int(m->a, v, "limit_bytes", m->h->smb_limit_bps / 8);
	value_set(m->a, v, "networks", list);
	return v;
}

struct cluster_use {
	int role; /* 1: cluster only, 3: cluster and clients */
	int metric;
};

static struct cluster_use
use_of(enum purpose p)
{
	switch (p) {
	case PURPOSE_CSV:
		return (struct cluster_use){ 1, 500 };
	case PURPOSE_STORAGE:
		return (struct cluster_use){ 1, 600 };
	case PURPOSE_LM:
		return (struct cluster_use){ 1, 700 };
	case PURPOSE_HEARTBEAT:
	case PURPOSE_REPLICATION:
		return (struct cluster_use){ 1, 800 };
	case PURPOSE_ISCSI:
	case PURPOSE_NFS:
	case PURPOSE_CEPH:
	case PURPOSE_VSAN:
	case PURPOSE_FT:
	case PURPOSE_BACKUP:
		return (struct cluster_use){ 0, 5000 };
	case PURPOSE_DATA:
	case PURPOSE_MANAGEMENT:
	case PURPOSE_OOB:
		break;
	}
	return (struct cluster_use){ 3, 1000 };
}

/* networks the hosts have an interface in, each a cluster network */
static struct value *
cluster_networks_value(const struct hmaker *m)
{
	struct value *list = value_list(m->a), *v;

	for (size_t i = 0; i < m->g->nnet; i++) {
		const struct network *n = m->g->net[i].net;
		struct cluster_use use = use_of(n->purpose);
		bool used = false;

		for (size_t k = 0; k < m->h->nvnic; k++)
			used |= m->h->vnic[k].net == i;
		if (!used)
			continue;
		v = value_map(m->a);
		context_put_text(m->a, v, "name", quoted(m, n->name));
		context_put_text(m->a, v, "address",
		    quoted(m, base_text(m, n)));
		context_put_int(m->a, v, "role", use.role);
		context_put_int(m->a, v, "metric", use.metric + (int)i);
		value_push(m->a, list, v);
	}
	return list;
}

static struct value *
host_value(const struct hmaker *m)
{
	const char *name = m->h->host->name, *dot = strchr(name, '.');
	struct value *v = value_map(m->a);

	context_put_text(m->a, v, "name", device_text_word(m->a, name));
	context_put_text(m->a, v, "computer",
	    quoted(m,
	        dot == NULL ? name :
	                      str_dup(m->a, name, (size_t)(dot - name))));
	context_put_text(m->a, v, "cluster",
	    device_text_word(m->a, m->c->name));
	context_put_text(m->a, v, "site",
	    device_text_word(m->a, m->g->model->site));
	context_put_text(m->a, v, "rack",
	    device_text_word(m->a, m->g->model->rack[m->h->host->rack].name));
	context_put_bool(m->a, v, "team", m->h->team);
	context_put_bool(m->a, v, "unnamed",
	    context_host_is_unnamed(m->h->host));
	context_put_int(m->a, v, "mtu", design_said_mtu(m->p, true));
	context_put_text(m->a, v, "dns", quoted(m, "<<DNS_SERVER>>"));
	return v;
}

bool
context_host_is_unnamed(const struct host *h)
{
	for (size_t i = 0; i < h->ngroup; i++) {
		const struct nic_group *g = &h->group[i];
		const struct node *names = node_get(g->node, "names");

		if (!g->on_today && g->n > 0 &&
		    (names == NULL || node_is_null(names)))
			return true;
	}
	return false;
}

const struct value *
context_host(struct arena *a, struct diags *d, const struct design *g,
    size_t host)
{
	const struct dhost *h = &g->host[host];
	const struct platform *p = design_host_platform(g->model, h->host);
	const struct hmaker m = { a, g, h, &g->model->cluster[h->host->cluster],
		p, device_text_quoting_of(platform_word(p, "quote", "plain")) };
	struct value *v = value_map(a), *guests;
	bool lossless = false, vlans = false;

	(void)d;
	for (size_t i = 0; i < h->nvnic; i++) {
		lossless |= h->vnic[i].lossless;
		vlans |= h->vnic[i].vlan != 0;
	}
	value_set(a, v, "host", host_value(&m));
	context_put_bool(a, v, "has_vlans", vlans);
	value_set(a, v, "nics", nics_value(&m));
	value_set(a, v, "vswitches", vswitches_value(&m));
	value_set(a, v, "vnics", vnics_value(&m, false));
	value_set(a, v, "direct", vnics_value(&m, true));
	guests = guests_value(&m, NULL);
	value_set(a, v, "guests", guests);
	value_set(a, v, "qos", context_qos(a, g, p, g->qos.used && lossless));
	value_set(a, v, "migration", migration_value(&m));
	value_set(a, v, "cluster_networks", cluster_networks_value(&m));
	return v;
}
