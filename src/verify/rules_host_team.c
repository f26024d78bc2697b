/*
 * Rules on what a host's file makes of the host's ports, teams and queues,
 * against the design and the switches it is cabled to.
 */
#include "verify/rules_host.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"

/* ---- teams ---- */

static bool
is_cabled(const struct host_file *f, const char *port)
{
	const struct bundle *b = f->j->bundle;

	for (size_t i = 0; i < f->end.n; i++) {
		const size_t at = f->end.row[i].at;

		if (strcasecmp(b->cable[at / 2].end[at % 2].port, port) == 0)
			return true;
	}
	return false;
}

static bool
is_word(const char *s, const char *const *word, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcasecmp(s, word[i]) == 0)
			return true;
	return false;
}

/* modes in which the switch has a part */
static bool
needs_lag(const char *mode)
{
	static const char *const word[] = { "Lacp", "802.3ad", "Static",
		"balance-rr", "balance-xor" };

	return is_word(mode, word, sizeof(word) / sizeof(*word));
}

/* a team of this mode, where the design has another one */
static void
team_mode(const struct host_file *f, const struct host_fact *x)
{
	const char *want = f->s ? f->s->team : "", **port;
	size_t of = host_file_ports(f, x->object, &port);
	static const char *const alone[] = { "SwitchIndependent",
		"switch-independent" };
	bool same;
	size_t n;

	if (of > 0)
		want = bundle_port_mode(f->s, port[0]);
	same = strcasecmp(want, x->value) == 0 ||
	    (is_word(want, alone, 2) && is_word(x->value, alone, 2));
	/* over one port it is no team */
	if (str_eq(want, "none") && is_word(x->value, alone, 2) &&
	    host_file_ports(f, x->object, &port) < 2)
		return;
	if (*want && !same) {
		rule_found_at(f->j, f->host, x->line,
		    "%s is %.60s, teams of the design are %s", x->object,
		    x->value, want);
		return;
	}
	n = needs_lag(x->value) ? host_file_ports(f, x->object, &port) : 0;
	for (size_t i = 0; i < n; i++) {
		const struct view *v;
		const struct port *p;
		size_t k = 0;

		while ((p = host_file_cabled(f, port[i], &k, &v)) != NULL)
			if (!p->lag)
				rule_found_at(f->j, f->host, x->line,
				    "%s is %.60s, and %s of %s is in no LAG",
				    x->object, x->value, p->name, v->device);
	}
}

/* the team or bridge a thing is in, or NULL */
static const char *
in_what(const struct host_file *f, const char *name, const char *kind)
{
	for (size_t i = 0; name && i < f->c->n; i++)
		if (str_eq(f->c->fact[i].key, "member") &&
		    strcasecmp(f->c->fact[i].value, name) == 0 &&
		    host_config_name(f->c->fact[i].object, kind))
			return f->c->fact[i].object;
	return NULL;
}

/* a member is a cabled port, or a team of such, and of one team alone */
static void
member(const struct host_file *f, size_t at)
{
	const struct host_fact *x = &f->c->fact[at];
	const char *o = host_file_below(f, x->value);

	if (host_config_name(x->object, "bridge")) {
		if (host_config_name(o, "port") && !is_cabled(f, x->value))
			rule_found_at(f->j, f->host, x->line,
			    "%s is on '%.60s', which is not a cabled port: VMs "
			    "on it can't reach anything",
			    x->object, x->value);
		else if (in_what(f, x->value, "team"))
			rule_found_at(f->j, f->host, x->line,
			    "%s is on '%.60s', which is in %s: it receives no "
			    "frames there",
			    x->object, x->value, in_what(f, x->value, "team"));
		return;
	}
	if (host_config_name(o, "port") && !is_cabled(f, x->value))
		rule_found_at(f->j, f->host, x->line,
		    "%s: no port '%.60s' is cabled", x->object, x->value);
	for (size_t i = 0; i < at; i++)
		if (str_eq(f->c->fact[i].key, "member") &&
		    strcasecmp(f->c->fact[i].value, x->value) == 0 &&
		    !host_config_name(f->c->fact[i].object, "bridge"))
			rule_found_at(f->j, f->host, x->line,
			    "'%.60s' is in %s and in %s", x->value,
			    f->c->fact[i].object, x->object);
}

/* frames pass every layer below, down to the port */
static void
layers(const struct host_file *f, const struct host_fact *x)
{
	const struct bundle_net *n = host_file_net(f, x->object);
	const char **port;
	size_t np;
	long mtu = host_config_number(f->c, x->object, "mtu", NULL), under;

	if ((str_eq(x->key, "link") || str_eq(x->key, "on-switch")) &&
	    mtu > 0) {
		const char *o = host_file_below(f, x->value);

		under = host_config_number(f->c, o, "mtu", NULL);
		if (under < 0 && host_file_is_bond(f, o))
			under = HOST_MTU_PLAIN;
		if (under >= 0 && under < mtu)
			rule_found_at(f->j, f->host, x->line,
			    "%s sends %ld bytes over '%.60s' of %ld", x->object,
			    mtu, x->value, under);
	}
	if (!str_eq(x->key, "address") || !n || !bundle_net_is_eastwest(n))
		return;
	np = host_file_ports(f, x->object, &port);
	for (size_t i = 0; i < np; i++) {
		int line = 0;
		const char *o = str_fmt(f->j->arena, "port %s", port[i]);
		bool reported = false;

		under = host_config_number(f->c, o, "mtu", &line);
		/* a bond hands its own on to its members */
		for (size_t k = 0; k < f->c->n; k++) {
			const struct host_fact *y = &f->c->fact[k];

			if (str_eq(y->key, "member") &&
			    strcasecmp(y->value, port[i]) == 0 &&
			    (under < 0 || host_file_is_bond(f, y->object)))
				under = host_config_number(f->c, y->object,
				    "mtu", &line);
		}
		if (under < 0)
			under = HOST_MTU_PLAIN;
		if (under >= f->mtu)
			continue;
		/* once a port, not once for each interface on it */
		for (const struct host_fact *y = f->c->fact; y < x && !reported;
		     y++) {
			const struct bundle_net *m;
			const char **other;
			size_t no;

			if (!str_eq(y->key, "address"))
				continue;
			m = host_file_net(f, y->object);
			if (!m || !bundle_net_is_eastwest(m))
				continue;
			no = host_file_ports(f, y->object, &other);
			for (size_t k = 0; k < no && !reported; k++)
				reported = strcasecmp(other[k], port[i]) == 0;
		}
		if (!reported)
			rule_found_at(f->j, f->host, line,
			    "%s has an MTU of %ld bytes, the design has %ld", o,
			    under, f->mtu);
	}
}

/* the least that every network's hosts take for granted */
static void
plain_frames(const struct host_file *f, const struct host_fact *x)
{
	const struct bundle_net *n;
	long mtu;

	if (!str_eq(x->key, "mtu") ||
	    !(host_config_name(x->object, "bridge") ||
	        host_config_name(x->object, "switch") ||
	        host_config_name(x->object, "interface")))
		return;
	mtu = host_config_number(f->c, x->object, "mtu", NULL);
	n = host_file_net(f, x->object);
	if (mtu > 0 && mtu < HOST_MTU_PLAIN &&
	    !(n && bundle_net_is_eastwest(n)))
		rule_found_at(f->j, f->host, x->line,
		    "%s passes frames of %ld bytes, less than the %d every "
		    "host sends",
		    x->object, mtu, HOST_MTU_PLAIN);
}

/* a port gives all it receives to its team */
static void
on_member(const struct host_file *f, const struct host_fact *x)
{
	bool dhcp = str_eq(x->key, "dhcp4") && str_eq(x->value, "true");
	const char *port = dhcp    ? host_config_name(x->object, "port") :
	    str_eq(x->key, "link") ? x->value :
	                             NULL;
	const char *team = in_what(f, port, "team");

	if (team)
		rule_found_at(f->j, f->host, x->line,
		    "%s is on '%.60s', which is in %s: it receives no frames "
		    "there",
		    x->object, port, team);
}

/* what has members is made somewhere, and they are too */
static void
made(const struct host_file *f, const struct host_fact *x)
{
	static const char *const kind[] = { "team", "bridge" };

	for (size_t i = 0; i < 2; i++)
		if (host_config_name(x->object, kind[i]) &&
		    !host_config_get(f->c, x->object, "is", NULL) &&
		    !host_config_get(f->c, x->object, "mode", NULL))
			rule_found_at(f->j, f->host, x->line,
			    "'%.60s' is in %s, which is not defined", x->value,
			    x->object);
}

/* which member a frame leaves by; of others than Windows the mode says it */
static void
balancing(const struct host_file *f)
{
	const char *want = f->s && f->c->services ? f->s->balancing : "";

	for (size_t i = 0; *want && i < f->c->n; i++) {
		const struct host_fact *x = &f->c->fact[i];
		bool team = host_config_name(x->object, "team") &&
		    str_eq(x->key, "mode");
		int line = x->line;
		const char *is;

		if (!team &&
		    (!str_eq(x->key, "embedded") || !str_eq(x->value, "true")))
			continue;
		is = host_config_get(f->c, x->object, "hash", &line);
		if (!is || strcasecmp(is, want) != 0)
			rule_found_at(f->j, f->host, line,
			    "%s balances its traffic by %.40s, in the design "
			    "by %s",
			    x->object, is ? is : "the system's default", want);
	}
}

static void
team_facts(const struct host_file *f)
{
	for (size_t i = 0; i < f->c->n; i++) {
		const struct host_fact *x = &f->c->fact[i];
		const char *o = x->object, **port;

		layers(f, x);
		plain_frames(f, x);
		if (str_eq(x->key, "mode"))
			team_mode(f, x);
		on_member(f, x);
		if (str_eq(x->key, "member")) {
			member(f, i);
			made(f, x);
		}
		if (str_eq(x->key, "is") && host_config_name(o, "bridge") &&
		    !host_config_get(f->c, o, "member", NULL))
			rule_found_at(f->j, f->host, x->line,
			    "%s has no port: VMs on it can't reach anything",
			    o);
		if (str_eq(x->key, "primary") && !is_cabled(f, x->value))
			rule_found_at(f->j, f->host, x->line,
			    "%s: no port '%.60s' is cabled", o, x->value);
		else if (str_eq(x->key, "primary") &&
		    host_config_name(o, "team") &&
		    !str_eq(in_what(f, x->value, "team"), o))
			rule_found_at(f->j, f->host, x->line,
			    "%s: its primary port '%.60s' is not in it", o,
			    x->value);
		if (str_eq(x->key, "stp") && str_eq(x->value, "true"))
			rule_found_at(f->j, f->host, x->line,
			    "%s runs spanning tree, and its ports shut down at "
			    "the first BPDU",
			    o);
		if (str_eq(x->key, "off") && str_eq(x->value, "true"))
			rule_found_at(f->j, f->host, x->line, "%s is disabled",
			    o);
		if (str_eq(x->key, "link") &&
		    host_config_get(f->c, host_file_below(f, x->value), "vlan",
		        NULL))
			rule_found_at(f->j, f->host, x->line,
			    "%s is on '%.60s', which tags too: its frames have "
			    "two tags",
			    o, x->value);
		if (str_eq(x->key, "link") &&
		    !host_config_has(f->c, host_file_below(f, x->value)))
			rule_found_at(f->j, f->host, x->line,
			    "%s is on '%.60s', which is not defined", o,
			    x->value);
		if ((str_eq(x->key, "vlan") || str_eq(x->key, "on-switch")) &&
		    host_config_name(o, "interface") &&
		    host_file_ports(f, o, &port) == 0)
			rule_found_at(f->j, f->host, x->line,
			    "%s is on no port and no team", o);
	}
}

/* every cabled port is in the team there is */
static void
team_ports(const struct host_file *f)
{
	const struct bundle *b = f->j->bundle;
	bool wanted = f->s ? !str_eq(f->s->team, "none") :
	                     !str_eq(b->topology, "standalone");

	for (size_t k = 0; k < f->end.n; k++) {
		const struct bundle_cable *c = &b->cable[f->end.row[k].at / 2];
		const struct bundle_cable_end *x =
		    &c->end[f->end.row[k].at % 2];
		const struct bundle_hport *h;
		const char *in = NULL;

		if (!str_eq(c->kind, "host"))
			continue;
		for (size_t i = 0; i < f->c->n; i++)
			if (str_eq(f->c->fact[i].key, "member") &&
			    !host_config_name(f->c->fact[i].object, "bridge") &&
			    strcasecmp(f->c->fact[i].value, x->port) == 0)
				in = f->c->fact[i].object;
		h = bundle_host_port(f->s, x->port);
		if (h ? h->team > 0 && !in : wanted && !in)
			rule_found_at(f->j, f->host, 0,
			    "port '%s' is cabled (%s) and in no team", x->port,
			    c->id);
		if (wanted && h && h->team < 0 && in &&
		    host_config_name(in, "team"))
			rule_found_at(f->j, f->host, 0,
			    "port '%s' is in %s, and the design has it in no "
			    "team",
			    x->port, in);
		if (!wanted && in && host_config_name(in, "team"))
			rule_found_at(f->j, f->host, 0,
			    "port '%s' is in %s: the switches are not "
			    "connected, and a team over both is partitioned",
			    x->port, in);
	}
}

static void
file_team(struct judge *j)
{
	host_file_each(j, team_facts);
	host_file_each(j, balancing);
	host_file_each(j, team_ports);
}

/* over one port of its team, and no other interface of the network is over
 * another */
static void
alone(const struct host_file *f, const struct host_fact *x,
    const struct bundle_net *n)
{
	for (size_t i = 0; i < f->c->n; i++)
		if (str_eq(f->c->fact[i].key, "address") &&
		    !str_eq(f->c->fact[i].object, x->object) &&
		    host_file_net(f, f->c->fact[i].object) == n)
			return;
	rule_found_at(f->j, f->host, x->line,
	    "%s of network '%s' is over port '%.60s' alone", x->object, n->name,
	    host_config_get(f->c, x->object, "mapped", NULL));
}

/* what an interface tags the switch takes tagged, what it doesn't is the
 * port's untagged VLAN */
static void
tags(const struct host_file *f)
{
	for (size_t i = 0; i < f->c->n; i++) {
		const struct host_fact *x = &f->c->fact[i];
		const struct bundle_net *n;
		const char **port, *mapped;
		size_t np;
		long vlan;

		if (!str_eq(x->key, "address"))
			continue;
		n = host_file_net(f, x->object);
		if (!n || !n->vlan || !n->nsw)
			continue;
		vlan = host_config_number(f->c, x->object, "vlan", NULL);
		np = host_file_ports(f, x->object, &port);
		mapped = host_config_get(f->c, x->object, "mapped", NULL);
		/* others take the next port where theirs is lost; what one
		 * switch alone carries, as a fabric of iSCSI, has no other */
		if (mapped && np > 1 && n->nsw > 1 &&
		    host_config_get(f->c, x->object, "vmk", NULL))
			alone(f, x, n);
		for (size_t k = 0; k < np; k++) {
			const struct bundle_hport *h =
			    bundle_host_port(f->s, port[k]);
			const struct view *v;
			const struct port *p;
			size_t at = 0;

			if (mapped && strcasecmp(mapped, port[k]) != 0)
				continue;
			if (h && !bundle_port_is_for(h, n->name))
				rule_found_at(f->j, f->host, x->line,
				    "%s of network '%s' uses port '%s', which "
				    "is meant for other networks",
				    x->object, n->name, port[k]);

			while ((p = host_file_cabled(f, port[k], &at, &v)) !=
			    NULL) {
				p = view_l2(v, p);
				if (vlan > 0 && p->untagged == vlan)
					rule_found_at(f->j, f->host, x->line,
					    "%s tags VLAN %ld, which %s of %s "
					    "sends untagged",
					    x->object, vlan, p->name,
					    v->device);
				else if (vlan <= 0 && p->untagged != n->vlan)
					rule_found_at(f->j, f->host, x->line,
					    "%s of network '%s' tags nothing, "
					    "and untagged frames of %s of %s "
					    "are in VLAN %d, not in %d",
					    x->object, n->name, p->name,
					    v->device, p->untagged, n->vlan);
			}
		}
	}
}

static void
file_tag(struct judge *j)
{
	host_file_each(j, tags);
}

/* ---- processors ---- */

/* are they ports of one team whose ports all take what comes in? */
static bool
same_lag(const struct host_file *f, const char *x, const char *y)
{
	const char *p = host_config_name(x, "port"),
	           *q = host_config_name(y, "port"), *team, *mode;

	team = in_what(f, p, "team");
	if (!team || !q || !str_eq(in_what(f, q, "team"), team))
		return false;
	mode = host_config_get(f->c, team, "mode", NULL);
	return mode && needs_lag(mode);
}

/* what no design decides and all our scripts switch on, or leave off:
 * somebody's own template may say otherwise */
static void
switched_off(const struct host_file *f, const struct host_fact *x)
{
	const char *why = NULL;

	if (str_eq(x->key, "queues") && str_eq(x->value, "false") &&
	    host_config_number(f->c, x->object, "queue-base", NULL) >= 0)
		why = "has processors for its queues, but the queues are off: "
		      "one core handles all it receives";
	else if (str_eq(x->key, "vrss") && str_eq(x->value, "false"))
		why = "has one queue in the host (no vRSS): one core handles "
		      "all it receives";
	else if (str_eq(x->key, "bandwidth-most") && !str_eq(x->value, "0"))
		why =
		    str_fmt(f->j->arena, "sends %.20s bit/s at most", x->value);
	else if (host_config_name(x->object, "switch") &&
	    str_eq(x->key, "host") && str_eq(x->value, "true"))
		why = "gives the host an adapter that no network uses";
	if (why)
		host_file_aside(f, x->line,
		    str_fmt(f->j->arena, "%s %s", x->object, why));
}

/* the host's interfaces are alike in it; one alone may have been forgotten */
static void
one_queue(const struct host_file *f)
{
	bool any = false;

	for (size_t i = 0; i < f->c->n; i++)
		any = any ||
		    (str_eq(f->c->fact[i].key, "vrss") &&
		        str_eq(f->c->fact[i].value, "true"));
	for (size_t i = 0; any && i < f->c->n; i++) {
		const struct host_fact *x = &f->c->fact[i];

		if (str_eq(x->key, "on-switch") &&
		    host_config_name(x->object, "interface") &&
		    !host_config_get(f->c, x->object, "vrss", NULL))
			host_file_aside(f, x->line,
			    str_fmt(f->j->arena,
			        "%s has no vRSS of its own, as the others "
			        "have: one core may handle all it receives",
			        x->object));
	}
}

/* of two ports' queues are two sets, the first core in none, all there */
static void
queues(const struct host_file *f)
{
	for (size_t i = 0; i < f->c->n; i++) {
		const struct host_fact *x = &f->c->fact[i];
		long base, count;

		if (i == 0)
			one_queue(f);
		switched_off(f, x);
		if (!str_eq(x->key, "queue-base"))
			continue;
		base = host_config_number(f->c, x->object, "queue-base", NULL);
		count =
		    host_config_number(f->c, x->object, "queue-count", NULL);
		if (base < 2)
			rule_found_at(f->j, f->host, x->line,
			    "%s: its queues use the core the system uses",
			    x->object);
		if (f->s && f->s->processors > 0 &&
		    base + 2 * count > f->s->processors)
			rule_found_at(f->j, f->host, x->line,
			    "%s: its queues use processors up to %ld, the host "
			    "has %ld",
			    x->object, base + 2 * count - 1, f->s->processors);
		for (size_t k = 0; k < i; k++) {
			const struct host_fact *y = &f->c->fact[k];
			long b2, n2;

			if (!str_eq(y->key, "queue-base"))
				continue;
			b2 = host_config_number(f->c, y->object, "queue-base",
			    NULL);
			n2 = host_config_number(f->c, y->object, "queue-count",
			    NULL);
			if (same_lag(f, x->object, y->object)) {
				if (base != b2 || count != n2)
					rule_found_at(f->j, f->host, x->line,
					    "%s and %s are of one team by "
					    "LACP, and their queues are not on "
					    "the same processors",
					    x->object, y->object);
				continue;
			}
			if (base < b2 + 2 * n2 && b2 < base + 2 * count)
				rule_found_at(f->j, f->host, x->line,
				    "%s and %s have queues on the same "
				    "processors",
				    x->object, y->object);
		}
	}
}

static void
file_queues(struct judge *j)
{
	host_file_each(j, queues);
}

const struct rule rules_host_team[] = {
	ALL_RULE("host-team", ERR, file_team,
	    "a host's team is its cabled ports, with the MTU on all of them"),
	ALL_RULE("host-tag", ERR, file_tag,
	    "host and switch tag the same VLANs"),
	ALL_RULE("host-queues", ERR, file_queues,
	    "port queues use separate processors"),
	{ 0 }
};
