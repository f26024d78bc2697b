/*
 * DOC: where the host's own address moves to the new network, a rollback has to
 * give it back: so what it has today is saved before it is taken away, and the
 * test is made of that network too, since it decides whether anybody reaches
 * the host.  The design has no address of today's: PORT, ADDRESS and the like
 * are what was saved.
 */
#include "phases/moving_steps.h"

#include <string.h>

#include "base/ip.h"
#include "model/gateway_reach.h"
#include "phases/md.h"

/* by what a host's file is: save, take away, give back; save and give NULL: its
 * files are saved and restored as a whole */
static const struct own {
	const char *extension; /* of its file; NULL: by kind */
	enum host_kind kind;
	const char *save, *take, *give;
} owns[] = {
	{ NULL, KIND_HYPER_V,
	    "`Get-NetIPConfiguration -Detailed | Out-File C:\\today.txt`",
	    "`Remove-NetIPAddress -InterfaceAlias 'PORT' -AddressFamily IPv4 "
	    "-Confirm:$false`, `Remove-NetRoute -InterfaceAlias 'PORT' "
	    "-DestinationPrefix 0.0.0.0/0 -Confirm:$false`, "
	    "`Set-DnsClientServerAddress -InterfaceAlias 'PORT' "
	    "-ResetServerAddresses`",
	    "`New-NetIPAddress -InterfaceAlias 'PORT' -IPAddress ADDRESS "
	    "-PrefixLength BITS -DefaultGateway GATEWAY`, "
	    "`Set-DnsClientServerAddress -InterfaceAlias 'PORT' "
	    "-ServerAddresses DNS`" },
	{ "interfaces", KIND_KVM, NULL,
	    "in `/etc/network/interfaces`, the lines `address` and `gateway` "
	    "of the interface that has it (`vmbr0` as installed), which "
	    "becomes `inet manual`; if the address is another one from now on, "
	    "`/etc/hosts` has it too",
	    NULL },
	{ "yaml", KIND_KVM, NULL,
	    "in its file in `/etc/netplan`, `addresses`, `routes` and "
	    "`nameservers` of today's port (`dhcp4: false` if it had none)",
	    NULL },
	{ "sh", KIND_KVM, NULL,
	    "in its file in `/etc/systemd/network`, `Address=`, `Gateway=`, "
	    "`DNS=` and `DHCP=` of today's port",
	    NULL },
	{ NULL, KIND_ESXI,
	    "write down what `esxcli network ip interface ipv4 get`, `esxcli "
	    "network ip route ipv4 list` and `esxcli network ip dns server "
	    "list` show",
	    "`esxcli network ip interface ipv4 set --interface-name=vmk0 "
	    "--type=none`, and, if the new gateway is another, `esxcli network "
	    "ip route ipv4 remove --network=default --gateway=GATEWAY`",
	    "`esxcli network ip interface ipv4 set --interface-name=vmk0 "
	    "--type=static --ipv4=ADDRESS --netmask=MASK`, `esxcli network ip "
	    "interface tag add --interface-name=vmk0 --tagname=Management`, "
	    "`esxcli network ip route ipv4 add --network=default "
	    "--gateway=GATEWAY` unless it is listed, `esxcli network ip dns "
	    "server list` as before" },
	{ NULL, KIND_OTHER,
	    "write down its address, prefix, gateway and DNS servers",
	    "with its own tools",
	    "its address, prefix, gateway and DNS servers onto today's port, "
	    "with its own tools" },
};

const struct dvnic *
runbook_own(const struct runbook *k, size_t host)
{
	const struct dhost *h = &k->g->host[host];
	const struct dvnic *own = NULL;

	for (size_t i = 0; i < h->nvnic; i++)
		if (!k->g->net[h->vnic[i].net].net->east_west &&
		    (own == NULL ||
		        k->g->net[h->vnic[i].net].net->purpose ==
		            PURPOSE_MANAGEMENT))
			own = &h->vnic[i];
	return own;
}

static const struct own *
own_of(const struct runbook *k, size_t host)
{
	const struct platform *p =
	    design_host_platform(k->m, k->g->host[host].host);
	enum host_kind kind = p != NULL ? runbook_kind(k, host) : KIND_OTHER;

	for (size_t i = 0; i < sizeof owns / sizeof *owns; i++)
		if (owns[i].kind == kind &&
		    (owns[i].extension == NULL ||
		        (p != NULL && str_eq(owns[i].extension, p->extension))))
			return &owns[i];
	return &owns[sizeof owns / sizeof *owns - 1];
}

static const char *
gateway_of(const struct runbook *k, const struct network *n)
{
	return n->gateway != 0 ? ip_text(k->a, n->gateway) : "GATEWAY";
}

void
runbook_own_take(struct runbook *k, size_t host)
{
	const struct dvnic *v = runbook_own(k, host);
	const struct own *o = own_of(k, host);

	if (v == NULL)
		return;
	buf_printf(k->b,
	    " Its own address moves to %s here, so stay on its console; "
	    "nobody reaches it over today's port from then on.\n",
	    md_code(k->a, k->g->net[v->net].net->name));
	if (model_cut_off(k->m, k->g->net[v->net].net))
		buf_printf(k->b,
		    "   - **stop**: nothing on the new switches can be its "
		    "gateway %s, so the host would reach no other network, and "
		    "be reached from none. First cable a router there, or "
		    "leave this network where it is (`on: today`)\n",
		    gateway_of(k, k->g->net[v->net].net));
	if (o->save != NULL)
		buf_printf(k->b, "   - save what it has today: %s\n", o->save);
	buf_printf(k->b, "   - take it off today's PORT: %s\n", o->take);
}

void
runbook_console(struct runbook *k, size_t host, const char *what)
{
	buf_printf(k->b, "%s%s\n",
	    runbook_own(k, host) != NULL ? "   - then, on its console: " :
	                                   " On its console: ",
	    what);
}

const char *
runbook_own_give(struct runbook *k, size_t host, const char *undo)
{
	const struct dvnic *v = runbook_own(k, host);
	const char *give = own_of(k, host)->give;

	if (v == NULL)
		return undo;
	if (give == NULL)
		return str_fmt(k->a,
		    "%s; its own address is back on today's PORT: `ping "
		    "GATEWAY` answers over it",
		    undo);
	return str_fmt(k->a,
	    "%s; then its own address back onto today's PORT, as it was saved: "
	    "%s; `ping GATEWAY` answers over it",
	    undo, give);
}

void
runbook_own_test(struct runbook *k, const struct moving_host *x)
{
	const struct dvnic *v = runbook_own(k, x->host);
	const struct network *n;

	if (v == NULL)
		return;
	n = k->g->net[v->net].net;
	buf_printf(k->b,
	    "   - %s, which decides whether anybody reaches it: `%s %s` "
	    "answers%s, a name resolves, and from the administrator's "
	    "workstation `ping %s` answers%s\n",
	    md_code(k->a, n->name),
	    runbook_kind(k, x->host) == KIND_ESXI ? "vmkping" : "ping",
	    gateway_of(k, n), n->gateway != 0 ? "" : " (the gateway there)",
	    v->address != 0 ? ip_text(k->a, v->address) :
	                      runbook_host_name(k, x->host),
	    runbook_kind(k, x->host) == KIND_HYPER_V ?
	        "; `Get-ClusterNode` on another node shows it" :
	        "");
}
