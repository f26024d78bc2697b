/* What is done to one host, step by step, and how each is taken back. */
#include "phases/moving_steps.h"

#include <string.h>

#include "base/ip.h"
#include "base/num.h"
#include "phases/md.h"

enum host_kind
runbook_kind(const struct runbook *k, size_t host)
{
	const struct cluster *c = &k->m->cluster[k->m->host[host].cluster];

	if (c->version != NULL)
		return KIND_HYPER_V;
	return strcmp(c->hyp->id, "kvm") == 0  ? KIND_KVM :
	    strcmp(c->hyp->id, "vsphere") == 0 ? KIND_ESXI :
	                                         KIND_OTHER;
}

void
runbook_step(struct runbook *k, size_t n, const char *what)
{
	buf_printf(k->b, "%zu. **%s.**", n, what);
}

void
runbook_back(struct runbook *k, const char *how)
{
	buf_printf(k->b, "   - rollback: %s\n", how);
}

void
runbook_check(struct runbook *k, const char *what)
{
	buf_printf(k->b, "   - check: %s\n", what);
}

const char *
runbook_driver(const struct runbook *k, size_t host)
{
	const struct cluster *c = &k->m->cluster[k->m->host[host].cluster];

	return c->driver != NULL ? c->driver->name : "libvirt";
}

bool
runbook_is_proxmox(const struct runbook *k, size_t host)
{
	return str_eq(runbook_driver(k, host), "proxmox");
}

const struct dvnic *
runbook_lm(const struct runbook *k, size_t host)
{
	const struct dhost *h = &k->g->host[host];

	/* by the hosts' own addresses, which are not given here: no other
	 * network's instead */
	if (h->nlm_order > 0 &&
	    k->g->net[h->lm_order[0]].net->purpose == PURPOSE_MANAGEMENT)
		return NULL;
	for (size_t n = 0; n < h->nlm_order; n++)
		for (size_t i = 0; i < h->nvnic; i++)
			if (h->vnic[i].net == h->lm_order[n] &&
			    h->vnic[i].address != 0)
				return &h->vnic[i];
	return NULL;
}

bool
runbook_is_over(const struct runbook *k, const struct moving_host *x,
    size_t host)
{
	size_t nth = k->mv->nth[host];

	return k->mv->before[host] ||
	    (nth != NONE && nth < (size_t)(x - k->mv->host));
}

const char *
runbook_ports(const struct runbook *k, size_t host)
{
	const struct dhost *h = &k->g->host[host];
	size_t n = 0;

	for (size_t i = 0; i < h->nnic; i++)
		n += h->nic[i].sw != NONE;
	return n == 1 ? "its port" :
	    n == 2    ? "both ports" :
	                str_fmt(k->a, "its %zu ports", n);
}

static void
cables(struct runbook *k, const struct moving_host *x)
{
	static const char *const link_check[] = {
		[KIND_HYPER_V] = "`Get-NetAdapter` shows {ports} Up at {their} "
		                 "full speed",
		[KIND_KVM] = "`ip -br link` shows {ports} UP; `ethtool PORT` "
		             "{their} full speed",
		[KIND_ESXI] = "`esxcli network nic list` shows {ports} Up at "
		              "{their} full speed",
		[KIND_OTHER] = "{ports} {are} up at {their} full speed"
	};
	const char *ports = runbook_ports(k, x->host);
	bool one = str_eq(ports, "its port");

	runbook_step(k, 2, "Cable it");
	buf_puts(k->b,
	    " Today's cable stays in place.\n\n"
	    "   | cable | port of the host | switch | port | label |\n"
	    "   |---|---|---|---|---|\n");
	for (size_t i = 0; i < k->g->nlink; i++) {
		const struct dlink *l = &k->g->link[i];

		if (l->kind == LINK_HOST && l->b.host == x->host)
			buf_printf(k->b, "   | %s | %s | %s | %s | %s |\n",
			    md_code(k->a, design_cable_id(k->a, l)),
			    md_code(k->a, l->b.port_name),
			    md_code(k->a, l->a.device),
			    md_code(k->a, l->a.port_name),
			    md_code(k->a, l->b.label));
	}
	buf_putc(k->b, '\n');
	runbook_check(k,
	    str_fill(k->a, link_check[runbook_kind(k, x->host)], "ports", ports,
	        "their", one ? "its" : "their", "are", one ? "is" : "are",
	        NULL));
	runbook_back(k, "unplug them; nothing uses them yet");
}

/* the partner's address on a network, 0: none */
static uint32_t
address_on(const struct runbook *k, size_t host, size_t net)
{
	const struct dhost *h = &k->g->host[host];

	for (size_t i = 0; i < h->nvnic; i++)
		if (h->vnic[i].net == net && h->vnic[i].address != 0)
			return h->vnic[i].address;
	return 0;
}

/* large frames where the new switches carry them alone: 9,000 bytes less 20 of
 * IPv4 and 8 of ICMP */
static void
pings(struct runbook *k, const struct moving_host *x)
{
	static const char *const large[] = { [KIND_HYPER_V] = "-f -l 8972 ",
		[KIND_KVM] = "-M do -s 8972 -c 4 ",
		[KIND_ESXI] = "-d -s 8972 ",
		[KIND_OTHER] = "-M do -s 8972 -c 4 " };
	enum host_kind kind = runbook_kind(k, x->host);

	for (size_t i = 0; i < k->g->nnet; i++) {
		const struct network *n = k->g->net[i].net;
		uint32_t ip =
		    x->partner != NONE ? address_on(k, x->partner, i) : 0;

		if (ip == 0 || address_on(k, x->host, i) == 0)
			continue;
		/* its interface there is created when the whole cluster is
		 * migrated */
		if (kind == KIND_ESXI && n->purpose == PURPOSE_LM)
			continue;
		buf_printf(k->b,
		    "   - %s: `%s %s%s`: every reply arrives, none is "
		    "fragmented\n",
		    n->name, kind == KIND_ESXI ? "vmkping" : "ping",
		    n->jumbo ? large[kind] : "", ip_text(k->a, ip));
	}
}

/* networks the host has on one of its ports alone: no other takes over */
static const char *
on_one_port(struct runbook *k, size_t host)
{
	const struct dhost *h = &k->g->host[host];
	struct buf b = buf_new(k->a);

	for (size_t i = 0; i < k->g->nnet; i++) {
		size_t ports = 0;

		for (size_t n = 0; n < h->nnic; n++)
			ports += h->nic[n].sw != NONE && h->nic[n].net[i];
		if (ports == 1 && address_on(k, host, i) != 0)
			buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
			    k->g->net[i].net->name);
	}
	return b.len > 0 ? b.text : NULL;
}

/* what is done again with less, of a host that has a team */
static const char *
again(struct runbook *k, size_t host)
{
	const char *one = on_one_port(k, host);

	if (!k->g->host[host].team)
		return "";
	return str_fmt(k->a,
	    "; then again with each of its cables unplugged in turn%s",
	    one == NULL ? "" :
	                  str_fmt(k->a,
	                      ", where networks on one port alone (%s) answer "
	                      "over its own cable only",
	                      one));
}

static void
test(struct runbook *k, const struct moving_host *x)
{
	runbook_step(k, 4, "Test it before any VM runs on it");
	if (x->partner == NONE) {
		buf_puts(k->b,
		    " It is the first of its cluster on the new network, so "
		    "networks between hosts have no peer to ping yet: check "
		    "its ports on the switches, and rely on the pings of the "
		    "next host.\n");
	} else {
		buf_printf(k->b,
		    " Against %s, which is on the new network "
		    "already%s.\n",
		    md_code(k->a, runbook_host_name(k, x->partner)),
		    again(k, x->host));
		pings(k, x);
	}
	runbook_own_test(k, x);
	runbook_guests_test(k, x);
	runbook_storage_test(k, x);
	runbook_back(k,
	    runbook_own(k, x->host) != NULL ?
	        "steps 3 and 2: step 3's gives its own address back to today's "
	        "network" :
	        "steps 3 and 2; what it has on today's network was not "
	        "touched");
}

void
runbook_steps(struct runbook *k, const struct moving_host *x)
{
	runbook_drain(k, x);
	runbook_storage_quiet(k, x);
	cables(k, x);
	runbook_settings(k, x);
	test(k, x);
	runbook_undrain(k, x);
	runbook_change(k, x);
}
