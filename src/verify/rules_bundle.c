/* Rules on cables: what each end's config says of them. */
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
			j->severity = WARN;
			rule_found_at(j, j->bundle->sw[i].name, 0,
			    "a "
			    "worksheet to enter by hand: nothing of it can be "
			    "read back");
			j->severity = ERR;
		} else if (!j->bundle->sw[i].view)
			rule_found_at(j, j->bundle->sw[i].name, 0,
			    "nothing "
			    "could be read of its config (nos %s)",
			    j->bundle->sw[i].nos);
}

static void
config_extra(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->nextra; i++)
		rule_found_at(j, j->bundle->extra[i], 0,
		    "no switch of the design has this config, or it has one "
		    "beside");
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

static bool
is_pair(const struct judge *j, const struct view *x, const struct view *y)
{
	for (size_t i = 0; i < j->npair; i++)
		if ((j->pair[i].a == x && j->pair[i].b == y) ||
		    (j->pair[i].a == y && j->pair[i].b == x))
			return true;
	return false;
}

static void
same_domain(struct judge *j)
{
	for (size_t i = 0; i < j->nview; i++)
		for (size_t k = 0; k < i; k++) {
			const struct view *v = j->view[i], *w = j->view[k];

			if (!v->domain.line || !w->domain.line ||
			    is_pair(j, v, w))
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
			    !is_pair(j, v, w) &&
			    strcasecmp(v->domain.mac, w->domain.mac) == 0)
				rule_found(j, v, v->domain.mac_line,
				    "MAC %s is also that of %s, which is not "
				    "its peer",
				    v->domain.mac, w->device);
		}
}

static bool
is_oob(const struct bundle_cable *c)
{
	return str_eq(c->kind, "oob");
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

			if (!x->sw || !x->sw->view || is_oob(c))
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

		for (int e = 0; e < 2 && !is_oob(c); e++) {
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

		for (int e = 0; e < 2 && !is_oob(c); e++) {
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

static void
speed(struct judge *j)
{
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

static bool
is_switch_link(const struct bundle_cable *c)
{
	return str_eq(c->kind, "uplink") || str_eq(c->kind, "peer");
}

/* both ends of a cable between two switches of ours, read */
static bool
both(const struct bundle_cable *c, const struct port **p, const struct port **q)
{
	*p = bundle_end_port(&c->end[0]);
	*q = bundle_end_port(&c->end[1]);
	return *p && *q;
}

static void
link_lacp(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->ncable; i++) {
		const struct bundle_cable *c = &j->bundle->cable[i];
		const struct port *p, *q;
		const struct view *v;

		if (!is_switch_link(c) || !both(c, &p, &q))
			continue;
		v = c->end[0].sw->view;
		if ((p->lacp == LACP_NONE) != (q->lacp == LACP_NONE))
			rule_found(j, v, p->lag_line ? p->lag_line : p->line,
			    "cable %s to %s is in a LAG at one end only", c->id,
			    c->end[1].device);
		else if ((p->lacp == LACP_STATIC) != (q->lacp == LACP_STATIC))
			rule_found(j, v, p->lag_line,
			    "cable %s to %s is in a "
			    "static LAG at one end, LACP at the other",
			    c->id, c->end[1].device);
		else if (p->lacp == LACP_PASSIVE && q->lacp == LACP_PASSIVE)
			rule_found(j, v, p->lag_line,
			    "cable %s to %s: both "
			    "ends wait for LACP",
			    c->id, c->end[1].device);
	}
}

/* what a port carries of the design's VLANs */
static struct vlan_set
carried(const struct bundle *b, const struct view *v, const struct port *p)
{
	struct vlan_set s = { 0 };

	for (size_t i = 0; i < b->nnet; i++)
		if (b->net[i].vlan && view_carries(v, p, b->net[i].vlan))
			vlan_set_add(&s, b->net[i].vlan);
	return s;
}

static void
link_vlans(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->ncable; i++) {
		const struct bundle_cable *c = &j->bundle->cable[i];
		const struct view *v, *w;
		const struct port *p, *q;
		struct vlan_set x, y, only;

		if (!is_switch_link(c) || !both(c, &p, &q) || !p->up || !q->up)
			continue;
		v = c->end[0].sw->view;
		w = c->end[1].sw->view;
		x = only = carried(j->bundle, v, p);
		y = carried(j->bundle, w, q);
		vlan_set_cut(&only, &y);
		vlan_set_cut(&y, &x);
		/* a peer link that passes all takes what one of the two has */
		if (str_eq(c->kind, "peer")) {
			struct vlan_set apart =
			    bundle_vlans_apart(j->bundle, v, w);

			vlan_set_cut(&only, &apart);
			vlan_set_cut(&y, &apart);
		}
		if (!vlan_set_empty(&only))
			rule_found(j, w, view_l2(w, q)->list_line,
			    "cable %s: VLAN %s is sent by %s and not carried "
			    "here",
			    c->id, vlan_set_text(j->arena, &only), v->device);
		if (!vlan_set_empty(&y))
			rule_found(j, v, view_l2(v, p)->list_line,
			    "cable %s: VLAN %s is sent by %s and not carried "
			    "here",
			    c->id, vlan_set_text(j->arena, &y), w->device);
		for (int e = 0; e < 2; e++) {
			const struct port *l2 = view_l2(e ? w : v, e ? q : p);
			const struct port *far = view_l2(e ? v : w, e ? p : q);

			if (l2->untagged > 1 && l2->untagged != far->untagged &&
			    vlan_set_has(&far->tagged, l2->untagged))
				rule_found(j, e ? w : v, l2->untagged_line,
				    "cable %s: VLAN %d is untagged here and "
				    "tagged on %s",
				    c->id, l2->untagged,
				    e ? v->device : w->device);
		}
		if (view_l2(v, p)->untagged != view_l2(w, q)->untagged &&
		    view_l2(v, p)->untagged > 1 && view_l2(w, q)->untagged > 1)
			rule_found(j, w, view_l2(w, q)->untagged_line,
			    "cable %s: untagged in VLAN %d here, in %d on %s",
			    c->id, view_l2(w, q)->untagged,
			    view_l2(v, p)->untagged, v->device);
	}
}

static void
link_mtu(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->ncable; i++) {
		const struct bundle_cable *c = &j->bundle->cable[i];
		const struct view *v, *w;
		const struct port *p, *q;
		long x, y;

		if (!is_switch_link(c) || !both(c, &p, &q))
			continue;
		v = c->end[0].sw->view;
		w = c->end[1].sw->view;
		x = view_frame(v, p);
		y = view_frame(w, q);
		/* the platforms count differently: 9216 and 9238 are one */
		if (x && y && labs(x - y) > 400)
			rule_found(j, x < y ? v : w,
			    x < y ? p->mtu_line : q->mtu_line,
			    "cable %s: frames of %ld bytes here, "
			    "of %ld on %s",
			    c->id, x < y ? x : y, x < y ? y : x,
			    x < y ? w->device : v->device);
	}
}

/* all cables from a LAG lead to one device, or to the two peers of a pair */
static void
lag_ends(struct judge *j)
{
	const struct bundle *b = j->bundle;

	for (size_t i = 0; i < b->ncable; i++) {
		const struct bundle_cable_end *own, *other, *o2, *x2;
		const struct port *p, *q;
		struct bundle_switch *s;

		for (int e = 0; e < 2; e++) {
			s = b->cable[i].end[e].sw;
			if (!s || !s->view || is_oob(&b->cable[i]))
				continue;
			own = &b->cable[i].end[e];
			other = &b->cable[i].end[1 - e];
			p = bundle_end_port(own);
			for (size_t k = 0; p && p->lag && k < i; k++) {
				if (!bundle_cable_at(&b->cable[k], s, &o2, &x2))
					continue;
				q = bundle_end_port(o2);
				if (!q || q->lag != p->lag ||
				    str_eq(x2->device, other->device) ||
				    str_eq(b->cable[i].kind, "core"))
					continue;
				/* of what wasn't read nobody knows */
				if (other->sw && x2->sw &&
				    (!other->sw->view || !x2->sw->view ||
				        is_pair(j, other->sw->view,
				            x2->sw->view)))
					continue;
				rule_found(j, s->view, p->lag_line,
				    "LAG %d leads to %s and to %s, which are "
				    "not a pair",
				    p->lag, x2->device, other->device);
			}
			/* one LAG here, two there */
			q = bundle_end_port(other);
			for (size_t k = 0; p && q && p->lag && q->lag && k < i;
			     k++) {
				const struct port *p2, *q2;

				if (!bundle_cable_at(&b->cable[k], s, &o2,
				        &x2) ||
				    x2->sw != other->sw)
					continue;
				p2 = bundle_end_port(o2);
				q2 = bundle_end_port(x2);
				if (p2 && q2 && p2->lag == p->lag &&
				    q2->lag != q->lag && q2->lag)
					rule_found(j, s->view, p->lag_line,
					    "LAG %d here is LAG %d and %d on "
					    "%s",
					    p->lag, q2->lag, q->lag,
					    other->device);
			}
		}
	}
}

static void
parallel(struct judge *j)
{
	const struct bundle *b = j->bundle;

	for (size_t i = 0; i < b->ncable; i++)
		for (size_t k = 0; k < i; k++) {
			const struct bundle_cable *c = &b->cable[i],
			                          *e = &b->cable[k];
			const struct bundle_cable_end *o, *x;
			const struct port *p, *q;

			if (!is_switch_link(c) || !is_switch_link(e) ||
			    !c->end[0].sw || !c->end[1].sw ||
			    !bundle_cable_at(e, c->end[0].sw, &o, &x) ||
			    x->sw != c->end[1].sw)
				continue;
			p = bundle_end_port(&c->end[0]);
			q = bundle_end_port(o);
			if (p && q && p->lag != q->lag)
				rule_found(j, c->end[0].sw->view,
				    p->lag_line ? p->lag_line : p->line,
				    "cables %s and %s both lead to %s and are "
				    "not in one LAG",
				    e->id, c->id, c->end[1].device);
		}
}

static void
planned_lags(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->nlag; i++) {
		const struct bundle_lag *l = &j->bundle->lag[i];
		const struct bundle_switch *s =
		    bundle_switch(j->bundle, l->device);

		if (!s || !s->view)
			continue;
		for (size_t k = 0; k < l->n; k++) {
			const struct port *p = view_find(s->view,
			    ports_normal(j->arena, l->member[k]));

			/* an interconnect of bare ports has no LAG */
			if (p && s->view->domain.ndiscovery &&
			    view_is_peer_link(s->view, p))
				continue;
			if (!p || p->lag != l->number)
				rule_found(j, s->view, p ? p->line : 0,
				    "%s is to be in LAG %ld (%s) and is in "
				    "%s",
				    l->member[k], l->number, l->name,
				    p && p->lag ?
				        str_fmt(j->arena, "%d", p->lag) :
				        "none");
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
	ALL_RULE("link-lacp", ERR, link_lacp,
	    "both ends of a cable agree on LACP"),
	ALL_RULE("link-vlans", ERR, link_vlans,
	    "both ends of a cable carry the same VLANs"),
	ALL_RULE("link-mtu", ERR, link_mtu,
	    "both ends of a cable pass the same frames"),
	ALL_RULE("lag-ends", ERR, lag_ends,
	    "a LAG leads to one switch or to one pair"),
	ALL_RULE("parallel-links", ERR, parallel,
	    "parallel cables are one LAG"),
	ALL_RULE("design-lag", ERR, planned_lags,
	    "LAGs have the members of the design"),
	{ 0 } };
