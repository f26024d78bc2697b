/* Rules on devices and the ports of their cables, one end at a time. */
#include "verify/rules.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"

static void
config_missing(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->nsw; i++)
		if (!j->bundle->sw[i].has_file)
			rule_found_at(j, j->bundle->sw[i].name, 0,
			    "no config in configs/");
		else if (j->bundle->sw[i].worksheet) {
			rule_found_at_as(j, WARN, j->bundle->sw[i].name, 0,
			    "a worksheet to enter by hand: it can't be read "
			    "back");
		} else if (!j->bundle->sw[i].view)
			rule_found_at(j, j->bundle->sw[i].name, 0,
			    "nothing could be read from its config (nos %s)",
			    j->bundle->sw[i].nos);
}

static void
config_extra(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->nextra; i++)
		rule_found_at(j, j->bundle->extra[i], 0,
		    "no switch of the design has this config, or the switch "
		    "has another one too");
}

static void
hostname(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->nsw; i++) {
		const struct bundle_switch *s = &j->bundle->sw[i];

		if (s->view && s->view->hostname &&
		    !line_word_eq(s->view->hostname, s->name))
			rule_found(j, s->view, s->view->hostname_line,
			    "the config has the hostname %.63s",
			    s->view->hostname);
	}
}

static void
same_name(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < j->nview && j->view[i] != v; i++)
		if (v->hostname && j->view[i]->hostname &&
		    line_word_eq(v->hostname, j->view[i]->hostname))
			rule_found(j, v, v->hostname_line,
			    "hostname %.63s is "
			    "also that of another config",
			    v->hostname);
}

static void
same_domain(struct judge *j)
{
	for (size_t i = 0; i < j->nview; i++)
		for (size_t k = 0; k < i; k++) {
			const struct view *v = j->view[i], *w = j->view[k];

			if (!v->domain.line || !w->domain.line ||
			    rules_are_peers(j, v, w))
				continue;
			if (str_eq(v->domain.id, w->domain.id))
				rule_found(j, v, v->domain.id_line,
				    "domain %s is also that of %s, which is "
				    "not its peer",
				    v->domain.id, w->device);
		}
}

static void
same_mac(struct judge *j)
{
	for (size_t i = 0; i < j->nview; i++)
		for (size_t k = 0; k < i; k++) {
			const struct view *v = j->view[i], *w = j->view[k];

			if (v->domain.mac && w->domain.mac &&
			    !rules_are_peers(j, v, w) &&
			    strcasecmp(v->domain.mac, w->domain.mac) == 0)
				rule_found(j, v, v->domain.mac_line,
				    "MAC %s is also that of %s, which is not "
				    "its peer",
				    v->domain.mac, w->device);
		}
}

/* the port that one is a part of by its name: eth1/1/13 of eth1/1/13:1, swp13
 * of swp13s0; NULL: it is none */
static const char *
whole_of(struct arena *a, const char *name)
{
	const char *at = strrchr(name, ':');

	if (at == NULL && str_starts(name, "swp"))
		at = strchr(name + 3, 's');
	return at != NULL && isdigit((unsigned char)at[1]) ?
	    str_dup(a, name, (size_t)(at - name)) :
	    NULL;
}

static bool
is_broken_out(const struct view *v, const char *name)
{
	for (size_t i = 0; i < v->nquad; i++)
		if (str_eq(v->quad[i], name))
			return true;
	return false;
}

/* a group of ports that was set to another speed may come in parts: which ports
 * it has, no text says */
static void
part_there(struct judge *j, const struct bundle_cable *c,
    const struct bundle_cable_end *x)
{
	const char *whole = whole_of(j->arena, x->normal);

	if (whole != NULL && x->sw->view->nspeed_group == 0 &&
	    !is_broken_out(x->sw->view, whole))
		rule_found(j, x->sw->view, bundle_end_port(x)->line,
		    "cable %s is on %s, and %s is not broken out", c->id,
		    x->port, whole);
}

static void
cable_port(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->ncable; i++) {
		const struct bundle_cable *c = &j->bundle->cable[i];

		for (int e = 0; e < 2; e++) {
			const struct bundle_cable_end *x = &c->end[e];

			if (!x->sw || !x->sw->view || bundle_cable_oob(c))
				continue;
			if (!x->normal)
				rule_found(j, x->sw->view, 0,
				    "cable %s has "
				    "no port here",
				    c->id);
			else if (!bundle_end_port(x) ||
			    (!bundle_end_port(x)->line &&
			        !x->sw->view->traits->ports_implicit))
				rule_found(j, x->sw->view, 0,
				    "cable %s is on "
				    "%s, which the config does not have",
				    c->id, x->port);
			else
				part_there(j, c, x);
		}
	}
}

static void
cable_down(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->ncable; i++) {
		const struct bundle_cable *c = &j->bundle->cable[i];

		for (int e = 0; e < 2 && !bundle_cable_oob(c); e++) {
			const struct port *p = bundle_end_port(&c->end[e]);

			if (p && p->line && !p->up)
				rule_found(j, c->end[e].sw->view,
				    p->down_line ? p->down_line : p->line,
				    "%s is shut down and cable %s to %s is on "
				    "it",
				    p->name, c->id, c->end[1 - e].device);
		}
	}
}

static bool
is_cabled(const struct bundle *b, const struct bundle_switch *s,
    const struct port *p)
{
	const struct bundle_rows own = bundle_ends(b, s->name);

	for (size_t i = 0; i < own.n; i++) {
		const struct bundle_cable_end *x =
		    &b->cable[own.row[i].at / 2].end[own.row[i].at % 2];

		if (x->sw == s && str_eq(x->normal, p->name))
			return true;
	}
	return false;
}

static void
uncabled(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->nsw; i++) {
		const struct bundle_switch *s = &j->bundle->sw[i];

		for (size_t k = 0; s->view && k < s->view->nport; k++) {
			const struct port *p = s->view->port[k];

			if (p->kind == PORT_PLAIN && p->line && p->up &&
			    !is_cabled(j->bundle, s, p) &&
			    (p->switched || p->lag ||
			        view_is_peer_link(s->view, p)))
				rule_found(j, s->view,
				    p->up_line ? p->up_line : p->line,
				    "%s is up and has no cable", p->name);
		}
	}
}

static void
cable_twice(struct judge *j)
{
	const struct bundle *b = j->bundle;

	for (size_t i = 0; i < b->ncable; i++)
		for (int e = 0; e < 2; e++) {
			const struct bundle_cable_end *x = &b->cable[i].end[e];

			const struct bundle_rows own =
			    bundle_ends(b, x->device);

			for (size_t k = 0;
			     k < own.n && x->normal && own.row[k].at / 2 < i;
			     k++) {
				const struct bundle_cable *c =
				    &b->cable[own.row[k].at / 2];

				if (str_eq(c->end[own.row[k].at % 2].normal,
				        x->normal))
					rule_found_at(j, x->device, 0,
					    "cables %s and %s are both on %s",
					    c->id, b->cable[i].id, x->port);
			}
		}
}

/* does the text name the device: hv1 in "hv1 nic1", not in "hv10 nic1" */
static bool
names_it(const char *s, const char *device)
{
	size_t n = strlen(device);

	for (const char *p = s; *p; p++)
		if (strncasecmp(p, device, n) == 0 &&
		    (p == s || !isalnum((unsigned char)p[-1])) &&
		    !isalnum((unsigned char)p[n]))
			return true;
	return n == 0;
}

/* a description that names another device leads to the wrong cable */
static bool
names_other(const struct bundle *b, const char *s)
{
	for (size_t i = 0; i < b->ncable; i++)
		for (int e = 0; e < 2; e++)
			if (*b->cable[i].end[e].device &&
			    names_it(s, b->cable[i].end[e].device))
				return true;
	return false;
}

static void
description(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->ncable; i++) {
		const struct bundle_cable *c = &j->bundle->cable[i];

		for (int e = 0; e < 2 && !bundle_cable_oob(c); e++) {
			const struct port *p = bundle_end_port(&c->end[e]);

			if (!p || !p->line)
				continue;
			if (!p->desc)
				rule_found(j, c->end[e].sw->view, p->line,
				    "%s has no description; cable %s leads "
				    "to %s",
				    p->name, c->id, c->end[1 - e].device);
			else if (!names_it(p->desc, c->end[1 - e].device))
				rule_found_as(j,
				    names_other(j->bundle, p->desc) ? ERR :
				                                      WARN,
				    c->end[e].sw->view, p->desc_line,
				    "%s says '%.60s', cable %s "
				    "leads to %s",
				    p->name, p->desc, c->id,
				    c->end[1 - e].device);
		}
	}
}

/* a port is no faster than its type, and at no other speed than it is set to;
 * one that is broken out has its parts' */
static bool
is_at(const struct port *p, const struct bundle_cable *c)
{
	if (p->speed_set && !*c->breakout)
		return c->speed_mbps == p->speed_mbps;
	return c->speed_mbps <= p->speed_mbps;
}

/* "3: 10g": the ports of a group run at no other speed */
static long
group_speed(const char *group)
{
	const char *s = strchr(group, ':');
	char *end;
	long n = s ? strtol(s + 1, &end, 10) : 0;

	return n > 0 && n < 1000 && (*end | 32) == 'g' ? n * 1000 : 0;
}

static void
group_speeds(struct judge *j, const struct bundle_switch *s)
{
	const struct bundle_rows own = bundle_ends(j->bundle, s->name);

	for (size_t i = 0; s->view && i < s->view->nspeed_group; i++) {
		const char *group = s->view->speed_group[i];
		long n = group_speed(group);
		bool used = n == 0;

		for (size_t k = 0; k < own.n && !used; k++) {
			const struct bundle_cable *c =
			    &j->bundle->cable[own.row[k].at / 2];

			used = c->speed_mbps == n && !bundle_cable_oob(c);
		}
		if (!used)
			rule_found(j, s->view, 0,
			    "port group %.40s: no cable of the switch runs at "
			    "that speed",
			    group);
	}
}

static void
speed(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->nsw; i++)
		group_speeds(j, &j->bundle->sw[i]);
	for (size_t i = 0; i < j->bundle->ncable; i++) {
		const struct bundle_cable *c = &j->bundle->cable[i];

		for (int e = 0; e < 2; e++) {
			const struct port *p = bundle_end_port(&c->end[e]);

			if (p && p->speed_mbps && c->speed_mbps && !is_at(p, c))
				rule_found(j, c->end[e].sw->view, p->line,
				    "%s is a port of %ld Mbit/s, cable %s of "
				    "%ld",
				    p->name, p->speed_mbps, c->id,
				    c->speed_mbps);
		}
	}
}

const struct rule rules_bundle[] = { VIEW_RULE("same-hostname", ERR, same_name,
	                                 "hostnames are unique"),
	ALL_RULE("config-missing", ERR, config_missing,
	    "every switch has a config that can be read"),
	ALL_RULE("config-extra", WARN, config_extra,
	    "every config is of a switch of the design"),
	ALL_RULE("hostname-file", ERR, hostname,
	    "a config has the hostname of the design"),
	ALL_RULE("same-domain", ERR, same_domain, "domain ids are unique"),
	ALL_RULE("same-mac", ERR, same_mac, "domains' MACs are unique"),
	ALL_RULE("cable-port", ERR, cable_port, "every cable's port exists"),
	ALL_RULE("cable-down", ERR, cable_down, "every cable's port is up"),
	ALL_RULE("port-uncabled", WARN, uncabled,
	    "every port that is up has a cable"),
	ALL_RULE("cable-twice", ERR, cable_twice, "one cable per port"),
	ALL_RULE("description", WARN, description,
	    "a port's description names the cable's other end"),
	ALL_RULE("cable-speed", ERR, speed, "a port is as fast as its cable"),
	{ 0 } };
