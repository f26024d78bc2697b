/* Rules on the plan of addresses and on what the host scripts say. */
#include "verify/rules.h"

#include <ctype.h>
#include <string.h>

#include "base/ip.h"
#include "base/str.h"

static void
addresses(struct judge *j)
{
	const struct bundle *b = j->bundle;

	for (size_t i = 0; i < b->naddr; i++) {
		const struct bundle_address *x = &b->addr[i];
		const struct bundle_net *n = bundle_net_of(b, x->network);
		uint32_t mask;

		if (!x->ok) {
			rule_found_at(j, x->device, 0,
			    "addresses.csv:%d: no "
			    "address",
			    x->line);
			continue;
		}
		for (size_t k = 0; k < i; k++)
			if (b->addr[k].ok && b->addr[k].ip == x->ip &&
			    str_eq(b->addr[k].network, x->network)) {
				rule_found_at(j, x->device, 0,
				    "addresses.csv"
				    ":%d: %s is also %s's",
				    x->line, ip_text(j->arena, x->ip),
				    b->addr[k].device);
				break;
			}
		if (!n)
			continue;
		if (x->vlan && n->vlan && x->vlan != n->vlan)
			rule_found_at(j, x->device, 0,
			    "addresses.csv:%d: "
			    "network %s is VLAN %d, not %d",
			    x->line, n->name, n->vlan, x->vlan);
		if (n->prefix < 0 || n->prefix > 30)
			continue;
		mask = ip_mask(n->prefix);
		if ((x->ip & mask) != n->base || x->ip == n->base ||
		    x->ip == (n->base | ~mask))
			rule_found_at(j, x->device, 0,
			    "addresses.csv:%d: %s is not a host address of "
			    "%s/%d",
			    x->line, ip_text(j->arena, x->ip),
			    ip_text(j->arena, n->base), n->prefix);
	}
}

static void
prefix(struct judge *j, const struct view *v, const struct port *p,
    const struct bundle_address *x)
{
	const struct bundle_net *n = bundle_net_of(j->bundle, x->network);

	if (n && n->prefix >= 0 && p->prefix != n->prefix)
		rule_found(j, v, p->ip_line, "%s has a prefix of %d, %s %d",
		    p->name, p->prefix, n->name, n->prefix);
}

/* an address of a switch in a network whose hosts alone have any opens a way
 * into it: from then on the switch routes there */
static void
routed(struct judge *j, const struct bundle_switch *s)
{
	const struct bundle *b = j->bundle;

	for (size_t k = 0; k < s->view->nport; k++) {
		const struct port *p = s->view->port[k];
		bool known = p->kind != PORT_VLAN || !p->has_ip;

		for (size_t i = 0; i < b->naddr && !known; i++)
			known = b->addr[i].ok && b->addr[i].ip == p->ip &&
			    str_eq(b->addr[i].device, s->name);
		for (size_t i = 0; i < b->nnet && !known; i++)
			if (b->net[i].vlan &&
			    bundle_net_is_eastwest(&b->net[i]) &&
			    b->net[i].vlan == ports_number_of(p->name))
				rule_found(j, s->view, p->ip_line,
				    "%s has %s in VLAN %d (%s), which has no "
				    "gateway: hosts of other networks may "
				    "reach it through this switch",
				    p->name, ip_text(j->arena, p->ip),
				    b->net[i].vlan, b->net[i].name);
	}
}

static void
switch_address(struct judge *j)
{
	const struct bundle *b = j->bundle;

	for (size_t i = 0; i < b->nsw; i++)
		if (b->sw[i].view)
			routed(j, &b->sw[i]);
	for (size_t i = 0; i < b->naddr; i++) {
		const struct bundle_switch *s =
		    bundle_switch(b, b->addr[i].device);
		bool there = false;

		if (!s || !s->view || !b->addr[i].ok)
			continue;
		for (size_t k = 0; k < s->view->nport; k++)
			if (s->view->port[k]->has_ip &&
			    s->view->port[k]->ip == b->addr[i].ip) {
				there = true;
				prefix(j, s->view, s->view->port[k],
				    &b->addr[i]);
			}
		if (!there)
			rule_found(j, s->view, 0,
			    "no port has %s, which "
			    "addresses.csv gives it",
			    ip_text(j->arena, b->addr[i].ip));
	}
}

static void
script_missing(struct judge *j)
{
	const struct bundle *b = j->bundle;
	const char *last = NULL;

	for (size_t i = 0; i < b->ncable; i++) {
		const struct bundle_cable *c = &b->cable[i];
		const char *host =
		    c->end[0].sw ? c->end[1].device : c->end[0].device;
		const struct bundle_host *s;

		if (!str_eq(c->kind, "host") || str_eq(host, last))
			continue;
		last = host;
		s = bundle_setting(b, host);
		if (!bundle_script(b, host) && !(s && s->device))
			rule_found_at(j, host, 0, "no settings in hosts/");
	}
}

static void
script_address(struct judge *j)
{
	const struct bundle *b = j->bundle;

	for (size_t i = 0; i < b->naddr; i++) {
		const struct host_script *h =
		    bundle_script(b, b->addr[i].device);
		const struct bundle_net *n =
		    bundle_net_of(b, b->addr[i].network);

		if (h && n && bundle_net_is_eastwest(n) && b->addr[i].ok &&
		    !(h->config && h->config->no_text) &&
		    !bundle_text_says(h->src->text,
		        ip_text(j->arena, b->addr[i].ip)))
			rule_found_at(j, h->host, 0, "%s does not set %s (%s)",
			    h->file, ip_text(j->arena, b->addr[i].ip),
			    b->addr[i].network);
	}
}

static void
script_vlan(struct judge *j)
{
	const struct bundle *b = j->bundle;

	for (size_t i = 0; i < b->nhost; i++) {
		const char *s = b->host[i].src->text;
		int line = 1;
		long id;

		while (bundle_text_number(&s, "vlanid", &id, &line)) {
			bool known = id == 0;

			for (size_t k = 0; k < b->nnet; k++)
				known = known || b->net[k].vlan == id;
			if (!known)
				rule_found_at(j, b->host[i].host, line,
				    "%s uses VLAN %ld, which belongs to no "
				    "network",
				    b->host[i].file, id);
		}
	}
}

/* NIC1 is a name that few systems give a port */
static void
unnamed_ports(struct judge *j, const struct host_script *h,
    enum severity severity)
{
	for (size_t i = 0; j->again && i < j->again->nunnamed; i++)
		if (str_eq(j->again->unnamed[i], h->host))
			rule_found_at_as(j, severity, h->host, 0,
			    "the ports in %s are called NIC1, NIC2, ...: give "
			    "their own names (nics.names of the site file), "
			    "and design again",
			    h->file);
}

static void
script_placeholder(struct judge *j)
{
	enum severity severity = j->ready ? ERR : WARN;

	for (size_t i = 0; i < j->bundle->nhost; i++) {
		const struct host_script *h = &j->bundle->host[i];
		size_t n = 0;
		int line = 1, first = 0;

		for (const char *s = h->src->text; *s; s++) {
			size_t len = 1;

			if (*s == '\n')
				line++;
			/* comparison signs of a script are no placeholder */
			if (*s != '<' || !isalpha((unsigned char)s[1]))
				continue;
			while (isalnum((unsigned char)s[len]) ||
			    (s[len] && strchr("-_.", s[len])))
				len++;
			if (s[len] != '>' || len < 3)
				continue;
			first = first ? first : line;
			n++;
		}
		unnamed_ports(j, h, severity);
		if (n)
			rule_found_at_as(j, severity, h->host, first,
			    "%s left in %s",
			    n == 1 ?
			        "1 placeholder is" :
			        str_fmt(j->arena, "%zu placeholders are", n),
			    h->file);
	}
}

const struct rule rules_plan[] = {
	ALL_RULE("address-plan", ERR, addresses,
	    "planned addresses are unique and in their subnets"),
	ALL_RULE("switch-address", ERR, switch_address,
	    "switches have their planned addresses"),
	ALL_RULE("script-missing", WARN, script_missing,
	    "every host has its settings"),
	ALL_RULE("script-address", ERR, script_address,
	    "host settings set the planned addresses"),
	ALL_RULE("script-vlan", ERR, script_vlan,
	    "host settings use the design's VLANs"),
	ALL_RULE("script-placeholder", WARN, script_placeholder,
	    "no unfilled placeholder for a host"),
	{ 0 }
};
