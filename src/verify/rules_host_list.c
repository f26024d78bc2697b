/*
 * Lists in a host's file: of networks, which of them live migration keeps and
 * the order set for its cluster; and of name servers.
 */
#include "verify/rules_host.h"

#include <string.h>
#include <strings.h>

#include "base/ip.h"
#include "base/str.h"

/* the next text in quotes, or NULL; *s goes on behind it */
static const char *
item(struct arena *a, const char **s)
{
	const char *from = strchr(*s, '\''), *to;

	to = from ? strchr(from + 1, '\'') : NULL;
	if (!to)
		return NULL;
	*s = to + 1;
	return str_dup(a, from + 1, (size_t)(to - from - 1));
}

/* the network a text means, by its name or its subnet */
static const struct bundle_net *
meant(const struct host_file *f, const char *text)
{
	uint32_t base;
	int prefix;

	return ip_subnet_parse(text, &base, &prefix) ?
	    host_file_subnet(f->j->bundle, base) :
	    bundle_net_of(f->j->bundle, text);
}

/* a script names no network that has none */
static bool
has_subnet(const struct host_file *f, size_t i)
{
	const struct bundle_net *n =
	    bundle_net_of(f->j->bundle, f->s->order[i]);

	return n && n->prefix >= 0;
}

void
host_file_list(const struct host_file *f, const char *name)
{
	int line = 0;
	const char *s = host_config_get(f->c, "variables", name, &line);
	const char *x;
	size_t n = 0, at = 0;
	bool same = true;

	if (!s || !f->s || f->s->norder == 0)
		return;
	while ((x = item(f->j->arena, &s)) != NULL) {
		const struct bundle_net *net = meant(f, x);

		while (at < f->s->norder && !has_subnet(f, at))
			at++;
		same = same && net && at < f->s->norder &&
		    str_eq(net->name, f->s->order[at]);
		at++;
		n++;
	}
	while (at < f->s->norder && !has_subnet(f, at))
		at++;
	if (n > 0 && (!same || at < f->s->norder))
		rule_found_at(f->j, f->host, line,
		    "the networks of %s are not those of live migration in the "
		    "design, in its order",
		    name);
}

/* a host or a switch of ours that has the address, or NULL */
static const char *
owner_of(const struct host_file *f, uint32_t ip)
{
	const struct bundle *b = f->j->bundle;

	for (size_t i = 0; i < b->naddr; i++)
		if (b->addr[i].ok && b->addr[i].ip == ip)
			return b->addr[i].device;
	for (size_t i = 0; i < f->c->n; i++) {
		const struct host_fact *x = &f->c->fact[i];
		size_t n = strcspn(x->value, "/");
		uint32_t own;

		if (str_eq(x->key, "address") &&
		    ip_parse(str_dup(f->j->arena, x->value, n), &own) &&
		    own == ip)
			return f->host;
	}
	return NULL;
}

/* what is given by number can't be found by name */
void
host_file_servers(const struct host_file *f)
{
	for (size_t i = 0; i < f->c->n; i++) {
		const struct host_fact *x = &f->c->fact[i];
		uint32_t ip;

		if (strcasecmp(x->key, "dns") == 0 &&
		    !host_config_is_open(x->value) && !strchr(x->value, ':') &&
		    !ip_parse(x->value, &ip))
			rule_found_at(f->j, f->host, x->line,
			    "%s: the DNS server '%.60s' is not an address",
			    x->object, x->value);
		else if (strcasecmp(x->key, "dns") == 0 &&
		    ip_parse(x->value, &ip) && owner_of(f, ip))
			rule_found_at(f->j, f->host, x->line,
			    "%s: the DNS server %s is %s", x->object, x->value,
			    owner_of(f, ip));
	}
}
