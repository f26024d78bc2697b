/* Rules on what a bond of the kernel's does by itself. */
#include "verify/rules_host.h"

#include <strings.h>

#include "base/str.h"

bool
host_file_is_bond(const struct host_file *f, const char *object)
{
	static const char *const mode[] = { "active-backup", "balance-tlb",
		"balance-alb", "802.3ad", "balance-xor", "balance-rr" };
	const char *is = host_config_name(object, "team") ?
	    host_config_get(f->c, object, "mode", NULL) :
	    NULL;

	for (size_t i = 0; is && i < sizeof(mode) / sizeof(*mode); i++)
		if (strcasecmp(is, mode[i]) == 0)
			return true;
	return false;
}

/* seconds in place of milliseconds are far more */
enum { WATCH_MOST_MS = 10000, UP_MOST_MS = 60000 };

/* which of our switches a port is cabled to, by its place; or -1 */
static long
switch_of(const struct host_file *f, const char *port)
{
	size_t at = 0;
	const struct view *v;
	const struct port *p = host_file_cabled(f, port, &at, &v);

	for (size_t i = 0; p && i < f->j->bundle->nsw; i++)
		if (f->j->bundle->sw[i].view == v)
			return (long)i;
	return -1;
}

/* the port it sends by as long as there is one: on the first of its switches,
 * as that of all hosts */
static void
primary(const struct host_file *f, const struct host_fact *x)
{
	const char **port, *first = NULL, *is;
	size_t n = host_file_ports(f, x->object, &port);
	long best = -1, own = -1;
	int line = x->line;

	is = host_config_get(f->c, x->object, "primary", &line);
	for (size_t i = 0; i < n; i++) {
		long at = switch_of(f, port[i]);

		if (at >= 0 && (best < 0 || at < best)) {
			best = at;
			first = port[i];
		}
	}
	if (n < 2 || best < 0)
		return;
	own = is ? switch_of(f, is) : -1;
	if (!is)
		host_file_aside(f, x->line,
		    str_fmt(f->j->arena,
		        "%s has no primary port: which switch it sends by is "
		        "left to chance, and other hosts send by %s",
		        x->object, f->j->bundle->sw[best].name));
	else if (own >= 0 && own != best)
		host_file_aside(f, line,
		    str_fmt(f->j->arena,
		        "%s sends by '%.60s' to %s, other hosts by %s ('%.60s' "
		        "here): what they send each other passes the link "
		        "between the two",
		        x->object, is, f->j->bundle->sw[own].name,
		        f->j->bundle->sw[best].name, first));
}

/* a bond of the kernel's: without looking it goes on over a link that is
 * lost */
static void
watched(const struct host_file *f)
{
	for (size_t i = 0; i < f->c->n; i++) {
		const struct host_fact *x = &f->c->fact[i];
		long ms;

		if (!str_eq(x->key, "mode") || !host_file_is_bond(f, x->object))
			continue;
		if (host_config_number(f->c, x->object, "up-delay", NULL) <= 0)
			host_file_aside(f, x->line,
			    str_fmt(f->j->arena,
			        "%s sends over a link as soon as it is up (no "
			        "delay): what it sends before the switch "
			        "forwards is lost",
			        x->object));
		if (host_config_number(f->c, x->object, "up-delay", NULL) >
		    UP_MOST_MS)
			host_file_aside(f, x->line,
			    str_fmt(f->j->arena,
			        "%s sends over a link only %ld s after it is "
			        "up: a second failure before that cuts the "
			        "host off",
			        x->object,
			        host_config_number(f->c, x->object, "up-delay",
			            NULL) /
			            1000));
		if (str_eq(x->value, "active-backup"))
			primary(f, x);
		ms = host_config_number(f->c, x->object, "monitor", NULL);
		if (ms <= 0)
			rule_found_at(f->j, f->host, x->line,
			    "%s has no link monitoring: it keeps sending over "
			    "a failed link",
			    x->object);
		else if (ms > WATCH_MOST_MS)
			rule_found_at(f->j, f->host, x->line,
			    "%s checks its links every %ld ms: until then it "
			    "sends over a failed link",
			    x->object, ms);
	}
}

/* a member of a bond that is told frames of its own size: which of the two is
 * set last, is left to chance */
static void
member_frames(const struct host_file *f, const struct host_fact *x)
{
	int line = x->line;
	long own = host_config_number(f->c,
	    str_fmt(f->j->arena, "port %s", x->value), "mtu", &line);
	long bond = host_config_number(f->c, x->object, "mtu", NULL);

	if (own > 0 && own < bond)
		rule_found_by(f->j, "host-team", ERR, f->host, line,
		    "port '%.60s' has an MTU of %ld bytes below %s of %ld",
		    x->value, own, x->object, bond);
}

/* by which members frames leave, and how soon a dead end is noticed */
static void
lacp_bond(const struct host_file *f, const struct host_fact *x)
{
	int line = x->line;
	const char *is = host_config_get(f->c, x->object, "hash", &line);

	if (!is || str_eq(is, "layer2"))
		host_file_aside(f, line,
		    str_fmt(f->j->arena,
		        "%s shares frames out by MAC addresses alone: what it "
		        "sends to one host takes one link",
		        x->object));
	line = x->line;
	is = host_config_get(f->c, x->object, "lacp-rate", &line);
	if (!is || !str_eq(is, "fast"))
		host_file_aside(f, line,
		    str_fmt(f->j->arena,
		        "%s asks for LACP every 30 s: a switch that is dead "
		        "behind a link that is up is noticed after 90 s",
		        x->object));
}

/* the team of a port, NULL: it is in none */
static const char *
team_of(const struct host_file *f, const char *port)
{
	for (size_t i = 0; i < f->c->n; i++)
		if (str_eq(f->c->fact[i].key, "member") &&
		    strcasecmp(f->c->fact[i].value, port) == 0 &&
		    host_config_name(f->c->fact[i].object, "team"))
			return f->c->fact[i].object;
	return NULL;
}

/* ports of one team by design are in one, and those of two in two */
static void
teams(const struct host_file *f)
{
	for (size_t i = 1; f->s && i < f->s->nport; i++) {
		const struct bundle_hport *p = &f->s->port[i];
		const char *x = team_of(f, p->name), *y;

		for (size_t k = 0; x && k < i; k++) {
			const struct bundle_hport *q = &f->s->port[k];

			y = team_of(f, q->name);
			if (!y || p->team < 1 || q->team < 1 ||
			    (p->team == q->team) == str_eq(x, y))
				continue;
			rule_found_by(f->j, "host-team", ERR, f->host, 0,
			    p->team == q->team ?
			        "ports '%.60s' and '%.60s' are one team in the "
			        "design, but in %s and %s here" :
			        "ports '%.60s' and '%.60s' are two teams in "
			        "the design, but in %s and %s here",
			    q->name, p->name, y, x);
			break;
		}
	}
}

static void
bonds(const struct host_file *f)
{
	teams(f);
	for (size_t i = 0; i < f->c->n; i++) {
		const struct host_fact *x = &f->c->fact[i];

		if (str_eq(x->key, "member") && host_file_is_bond(f, x->object))
			member_frames(f, x);
		if (str_eq(x->key, "mode") && str_eq(x->value, "802.3ad") &&
		    host_config_name(x->object, "team"))
			lacp_bond(f, x);
		/* a value of 0 negotiates */
		if (str_eq(x->key, "property *SpeedDuplex") &&
		    !str_eq(x->value, "0"))
			rule_found_by(f->j, "host-team", ERR, f->host, x->line,
			    "%s has a fixed speed (%.20s), and its switch port "
			    "negotiates",
			    x->object, x->value);
	}
}

/* a virtual switch of ESXi: by link, telling the switches, back again */
static void
virtual_switch(const struct host_file *f)
{
	static const char *const want[][3] = {
		{ "watch", "link",
		    "doesn't watch the link of its ports alone" },
		{ "notify", "true",
		    "doesn't tell the switches when a VM moves to another port: "
		    "they send to the old one until it sends itself" },
		{ "failback", "true",
		    "doesn't return to a port that is up again: it stays on "
		    "one port after its first failure" }
	};

	for (size_t i = 0; i < f->c->n; i++) {
		const struct host_fact *x = &f->c->fact[i];

		for (size_t k = 0; k < sizeof(want) / sizeof(*want); k++)
			if (str_eq(x->key, want[k][0]) &&
			    host_config_name(x->object, "switch") &&
			    !str_eq(x->value, want[k][1]))
				host_file_aside(f, x->line,
				    str_fmt(f->j->arena, "%s %s", x->object,
				        want[k][2]));
	}
}

static void
file_watched(struct judge *j)
{
	host_file_each(j, watched);
	host_file_each(j, bonds);
	host_file_each(j, virtual_switch);
}

const struct rule rules_host_bond[] = { ALL_RULE("host-watch", ERR,
	                                    file_watched,
	                                    "a host's bond monitors its links"),
	{ 0 } };
