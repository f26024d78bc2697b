/*
 * Lists in a host's file: of networks, which of them live migration keeps and
 * the order set for its cluster; and of name servers.
 */
#include "verify/rules_host.h"

#include <stdlib.h>
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

bool
host_file_subnet_of(const struct host_file *f, const struct bundle_net *n,
    uint32_t *base, int *prefix)
{
	for (size_t i = 0; n->prefix < 0 && i < f->c->n; i++)
		if (str_eq(f->c->fact[i].key, "address") &&
		    host_file_net(f, f->c->fact[i].object) == n) {
			const char *s = f->c->fact[i].value;
			const char *slash = strchr(s, '/');
			const long p = slash ? strtol(slash + 1, NULL, 10) : 0;
			uint32_t ip;

			if (p < 1 || p > 32 ||
			    !host_file_ip(f->j->arena, s, &ip))
				continue;
			*prefix = (int)p;
			*base = ip & ip_mask(*prefix);
			return true;
		}
	*base = n->base;
	*prefix = n->prefix;
	return n->prefix >= 0;
}

/* the first host that has a subnet for a network the site gives none */
static const char *
first_of(const struct host_file *f, const struct bundle_net *n, uint32_t *base,
    int *prefix)
{
	const struct bundle *b = f->j->bundle;

	for (size_t i = 0; i < b->nhost; i++) {
		const struct host_file other = host_file_of(f->j, &b->host[i]);

		if (b->host[i].config &&
		    host_file_subnet_of(&other, n, base, prefix))
			return other.host;
	}
	return NULL;
}

void
host_file_filled(const struct host_file *f)
{
	const struct bundle *b = f->j->bundle;
	uint32_t base, other;
	int prefix, wide;

	for (size_t i = 0; i < b->nnet; i++) {
		const struct bundle_net *n = &b->net[i];
		const char *host, *text;

		if (n->prefix >= 0 ||
		    !host_file_subnet_of(f, n, &base, &prefix))
			continue;
		text = ip_net_text(f->j->arena, base, prefix);
		host = first_of(f, n, &other, &wide);
		if (host && (other != base || wide != prefix))
			rule_found_at(f->j, f->host, 0,
			    "network '%s' is %s here and %s in the file of "
			    "'%s'",
			    n->name, text,
			    ip_net_text(f->j->arena, other, wide), host);
		for (size_t k = 0; k < b->nnet; k++) {
			const struct bundle_net *m = &b->net[k];
			uint32_t mask;

			if ((k <= i && m->prefix < 0) ||
			    !host_file_subnet_of(f, m, &other, &wide))
				continue;
			mask = ip_mask(wide < prefix ? wide : prefix);
			if ((base & mask) == (other & mask))
				rule_found_at(f->j, f->host, 0,
				    "network '%s' is %s, where network '%s' "
				    "is %s",
				    n->name, text, m->name,
				    ip_net_text(f->j->arena, other, wide));
		}
	}
}

const struct bundle_net *
host_file_net_from(const struct host_file *f, uint32_t base)
{
	const struct bundle *b = f->j->bundle;
	uint32_t own;
	int prefix;

	for (size_t i = 0; i < b->nnet; i++)
		if (host_file_subnet_of(f, &b->net[i], &own, &prefix) &&
		    own == base)
			return &b->net[i];
	return NULL;
}

/* is the network of the design what a text means, by its name or its subnet? */
static bool
is_meant(const struct host_file *f, const char *text, const char *network)
{
	const struct bundle_net *n = bundle_net_of(f->j->bundle, network);
	uint32_t base;
	int prefix;

	if (n && n->prefix < 0 && host_config_is_open(text))
		return true;
	if (ip_subnet_parse(text, &base, &prefix))
		n = host_file_net_from(f, base);
	else
		n = bundle_net_of(f->j->bundle, text);
	return n && str_eq(n->name, network);
}

void
host_file_list(const struct host_file *f, const char *name)
{
	int line = 0;
	const char *s = host_config_get(f->c, "variables", name, &line);
	const char *x;
	size_t n = 0;
	bool same = true;

	if (!s || !f->s || f->s->norder == 0)
		return;
	while ((x = item(f->j->arena, &s)) != NULL) {
		same =
		    same && n < f->s->norder && is_meant(f, x, f->s->order[n]);
		n++;
	}
	if (n > 0 && (!same || n < f->s->norder))
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
