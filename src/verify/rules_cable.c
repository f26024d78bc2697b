/*
 * Rules on what is ordered and plugged in: each row of the cabling table
 * against the design's link of that number, the cables that are sold, and the
 * optics.  A bundle that doesn't say what is sold (an older one) is asked for
 * nothing.
 */
#include "verify/rules.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "catalog/media.h"

static const struct bundle_link *
link_of(const struct bundle *b, const struct bundle_cable *c)
{
	return bundle_link(b, c->id);
}

static const struct bundle_optic *
optic_of(const struct bundle *b, const char *id)
{
	for (size_t i = 0; i < b->noptic; i++)
		if (str_eq(b->optic[i].id, id))
			return &b->optic[i];
	return NULL;
}

/* the device reported: the switch, where there is one */
static const char *
device_of(const struct bundle_cable *c)
{
	return c->end[0].sw || !c->end[1].sw ? c->end[0].device :
	                                       c->end[1].device;
}

/* "2.5 m" */
static const char *
metres(struct arena *a, long mm)
{
	return mm % 1000 ? str_fmt(a, "%g m", (double)mm / 1000) :
	                   str_fmt(a, "%ld m", mm / 1000);
}

/* ---- the row is the design's link ---- */

static bool
same_end(const struct bundle_cable_end *x, const struct bundle_end *y)
{
	return str_eq(x->device, y->device) && str_eq(x->port, y->port);
}

static const char *
end_text(struct arena *a, const char *device, const char *port)
{
	return *port ? str_fmt(a, "%s of %s", port, device) :
	               str_fmt(a, "%s", device);
}

/* what is ordered for it, where the ends are the design's */
static void
row_is_bought(struct judge *j, const struct bundle_cable *c,
    const struct bundle_link *l, bool turned)
{
	if (*l->medium && !str_eq(c->medium, l->medium))
		rule_found_at(j, device_of(c), 0,
		    "cabling.csv:%d: cable %s is %.30s, in the design %s",
		    c->line, c->id, *c->medium ? c->medium : "of no medium",
		    l->medium);
	else if (l->length_mm >= 0 && c->length_mm != l->length_mm)
		rule_found_at(j, device_of(c), 0,
		    "cabling.csv:%d: cable %s is %s long, in the design %s",
		    c->line, c->id,
		    c->length_mm < 0 ? "an unknown length" :
		                       metres(j->arena, c->length_mm),
		    metres(j->arena, l->length_mm));
	for (int e = 0; *l->medium && e < 2; e++) {
		const char *want = l->end[turned ? 1 - e : e].optic;

		if (!str_eq(c->end[e].optic, want))
			rule_found_at(j, c->end[e].device, 0,
			    "cabling.csv:%d: cable %s has %s%.40s at %s, in "
			    "the design %s",
			    c->line, c->id, *c->end[e].optic ? "" : "no optic",
			    c->end[e].optic, c->end[e].device,
			    *want ? want : "no optic");
	}
}

static void
row_is_link(struct judge *j, const struct bundle_cable *c,
    const struct bundle_link *l)
{
	bool turned = !same_end(&c->end[0], &l->end[0]) &&
	    same_end(&c->end[0], &l->end[1]);

	for (int e = 0; e < 2; e++) {
		const struct bundle_end *y = &l->end[turned ? 1 - e : e];
		const struct bundle_cable_end *x = &c->end[e];

		/* a port that isn't ours to choose may have been filled in */
		if (same_end(x, y) ||
		    (!*y->port && str_eq(x->device, y->device)))
			continue;
		rule_found_at(j, device_of(c), 0,
		    "cabling.csv:%d: cable %s leads to %s, in the design to %s",
		    c->line, c->id, end_text(j->arena, x->device, x->port),
		    end_text(j->arena, y->device, y->port));
	}
	if (!str_eq(c->kind, l->kind))
		rule_found_at(j, device_of(c), 0,
		    "cabling.csv:%d: cable %s is of kind '%.30s', in the "
		    "design '%s'",
		    c->line, c->id, c->kind, l->kind);
	if (l->speed_mbps > 0 && c->speed_mbps != l->speed_mbps)
		rule_found_at(j, device_of(c), 0,
		    "cabling.csv:%d: cable %s is for %g Gbit/s, in the design "
		    "for %g",
		    c->line, c->id, (double)c->speed_mbps / 1000,
		    (double)l->speed_mbps / 1000);
	row_is_bought(j, c, l, turned);
}

static void
cable_design(struct judge *j)
{
	const struct bundle *b = j->bundle;
	struct bundle_rows same;

	for (size_t i = 0; i < b->ncable && b->nlink; i++) {
		const struct bundle_link *l = link_of(b, &b->cable[i]);

		if (l)
			row_is_link(j, &b->cable[i], l);
		else
			rule_found_at(j, device_of(&b->cable[i]), 0,
			    "cabling.csv:%d: cable %s is not in the design",
			    b->cable[i].line, b->cable[i].id);
		same = bundle_cables(b, b->cable[i].id);
		for (size_t k = 0; k < same.n && same.row[k].at < i; k++)
			rule_found_at(j, device_of(&b->cable[i]), 0,
			    "cabling.csv:%d: cable %s is also in line %d",
			    b->cable[i].line, b->cable[i].id,
			    b->cable[same.row[k].at].line);
	}
	for (size_t i = 0; i < b->nlink; i++)
		if (bundle_cables(b, b->link[i].id).n == 0)
			rule_found_at(j, b->link[i].end[0].device, 0,
			    "cable %s from %s to %s is in the design but not "
			    "in cabling.csv",
			    b->link[i].id,
			    end_text(j->arena, b->link[i].end[0].device,
			        b->link[i].end[0].port),
			    end_text(j->arena, b->link[i].end[1].device,
			        b->link[i].end[1].port));
}

/* ---- the medium ---- */

/* does a plug of this form fit the cage, where that is known? */
static bool
goes_in(const char *cage, const char *plug)
{
	return !*cage || catalog_cage_takes(cage, plug);
}

struct fit {
	bool family; /* there is such a medium at all */
	bool plugs;  /* ... that goes into both ends at the speed */
	bool length; /* ... and is sold this long */
	const struct bundle_medium *of;
};

/* one that modules with a socket go into */
static bool
takes_module(const char *cage)
{
	return str_eq(cage, "sfp+") || str_eq(cage, "sfp28");
}

/* a socket of its own, or a module in a cage */
static bool
copper_end(const struct bundle_medium *m, const char *cage, const char *optic)
{
	return goes_in(cage, m->cage[0]) || (takes_module(cage) && *optic);
}

static bool
plugs(const struct bundle_medium *m, const struct bundle_cable *c,
    const struct bundle_link *l)
{
	const char *x = l ? l->end[0].cage : "", *y = l ? l->end[1].cage : "";

	if ((m->links > 1) != (*c->breakout != '\0'))
		return false;
	if (str_eq(m->kind, "fibre"))
		return !str_eq(x, "10gbase-t") && !str_eq(y, "10gbase-t");
	if (str_eq(m->kind, "copper") ?
	        m->speed_mbps > 0 && m->speed_mbps < c->speed_mbps :
	        m->speed_mbps != c->speed_mbps)
		return false;
	if (str_eq(m->kind, "copper"))
		return copper_end(m, x, c->end[0].optic) &&
		    copper_end(m, y, c->end[1].optic);
	return (goes_in(x, m->cage[0]) && goes_in(y, m->cage[1])) ||
	    (goes_in(x, m->cage[1]) && goes_in(y, m->cage[0]));
}

static struct fit
fit_of(const struct bundle *b, const struct bundle_cable *c)
{
	const struct bundle_link *l = link_of(b, c);
	struct fit f = { 0 };

	for (size_t i = 0; i < b->nmedium; i++) {
		const struct bundle_medium *m = &b->medium[i];

		if (!str_eq(m->family, c->medium))
			continue;
		f.family = true;
		if (!plugs(m, c, l))
			continue;
		f.plugs = true;
		if (!f.of)
			f.of = m;
		for (size_t k = 0; k < m->nlength; k++)
			if (m->length_mm[k] == c->length_mm) {
				f.length = true;
				f.of = m;
			}
	}
	return f;
}

static const char *
lengths_text(struct arena *a, const struct bundle_medium *m)
{
	struct buf b = buf_new(a);

	for (size_t i = 0; i < m->nlength; i++)
		buf_printf(&b, "%s%g", i ? ", " : "",
		    (double)m->length_mm[i] / 1000);
	return b.text ? b.text : "none";
}

static void
medium(struct judge *j, const struct bundle_cable *c)
{
	const struct bundle_link *l = link_of(j->bundle, c);
	struct fit f = fit_of(j->bundle, c);
	const char *x = l && *l->end[0].cage ? l->end[0].cage : "unknown";
	const char *y = l && *l->end[1].cage ? l->end[1].cage : "unknown";

	if (!f.family)
		rule_found_at(j, device_of(c), 0,
		    "cabling.csv:%d: cable %s: no medium '%.30s' is in the "
		    "catalogs",
		    c->line, c->id, c->medium);
	else if (!f.plugs)
		rule_found_at(j, device_of(c), 0,
		    "cabling.csv:%d: cable %s: no %s connects cages %s and %s "
		    "at %g Gbit/s",
		    c->line, c->id, c->medium, x, y,
		    (double)c->speed_mbps / 1000);
	else if (!f.length)
		rule_found_at(j, device_of(c), 0,
		    "cabling.csv:%d: cable %s: %s is not sold in %s, but in %s "
		    "m",
		    c->line, c->id, c->medium,
		    c->length_mm < 0 ? "an invalid length" :
		                       metres(j->arena, c->length_mm),
		    lengths_text(j->arena, f.of));
}

static void
cable_medium(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->ncable && j->bundle->nmedium; i++)
		medium(j, &j->bundle->cable[i]);
}

/* slack that can be stowed: twice the length that would do, and this more */
enum { SLACK_MM = 5000 };

/* the shortest of this kind that is sold and fits the route, or -1 */
static long
shortest(const struct bundle *b, const struct bundle_cable *c,
    const struct bundle_link *l)
{
	long best = -1;

	for (size_t i = 0; i < b->nmedium; i++) {
		const struct bundle_medium *m = &b->medium[i];

		if (!str_eq(m->family, c->medium) || !plugs(m, c, l))
			continue;
		for (size_t k = 0; k < m->nlength; k++)
			if (m->length_mm[k] >= l->needed_mm &&
			    (best < 0 || m->length_mm[k] < best))
				best = m->length_mm[k];
	}
	return best;
}

static void
too_long(struct judge *j, const struct bundle_cable *c,
    const struct bundle_link *l)
{
	long least = l->needed_mm > 0 ? shortest(j->bundle, c, l) : -1;

	if (least >= 0 && c->length_mm > 3 * least + SLACK_MM)
		rule_found_at_as(j, WARN, device_of(c), 0,
		    "cabling.csv:%d: cable %s is %s long, and one of %s would "
		    "do",
		    c->line, c->id, metres(j->arena, c->length_mm),
		    metres(j->arena, least));
}

static void
cable_length(struct judge *j)
{
	const struct bundle *b = j->bundle;

	for (size_t i = 0; i < b->ncable; i++) {
		const struct bundle_cable *c = &b->cable[i];
		const struct bundle_link *l = link_of(b, c);

		if (l && c->length_mm >= 0 && c->length_mm < l->needed_mm)
			rule_found_at(j, device_of(c), 0,
			    "cabling.csv:%d: cable %s is %s long, the route "
			    "from end to end is %s",
			    c->line, c->id, metres(j->arena, c->length_mm),
			    metres(j->arena, l->needed_mm));
		else if (l)
			too_long(j, c, l);
	}
}

/* ---- optics ---- */

/* SR of 40GBASE-SR4: what light it sends, on however many lanes */
static const char *
light(struct arena *a, const struct bundle_optic *o)
{
	const char *s = strrchr(o->name, '-');
	size_t n;

	s = s ? s + 1 : o->name;
	n = strlen(s);
	while (n > 0 && isdigit((unsigned char)s[n - 1]))
		n--;
	return str_dup(a, s, n);
}

static long
reach(const struct bundle_optic *o, const char *family)
{
	for (size_t i = 0; i < o->nreach; i++)
		if (str_eq(o->reach[i].family, family))
			return o->reach[i].mm;
	return 0;
}

/* one end's optic alone; NULL after a finding */
static const struct bundle_optic *
optic(struct judge *j, const struct bundle_cable *c, int e)
{
	const struct bundle_link *l = link_of(j->bundle, c);
	const struct bundle_optic *o = optic_of(j->bundle, c->end[e].optic);
	const char *cage = l ? l->end[e].cage : "";
	bool trunk = o && *c->breakout && o->links > 1;

	if (!*c->end[e].optic)
		rule_found_at(j, c->end[e].device, 0,
		    "cabling.csv:%d: cable %s is fibre and has no optic at %s",
		    c->line, c->id, c->end[e].device);
	else if (!o)
		rule_found_at(j, c->end[e].device, 0,
		    "cabling.csv:%d: cable %s: no optic '%.40s' is in the "
		    "catalogs",
		    c->line, c->id, c->end[e].optic);
	else if (!goes_in(cage, o->cage))
		rule_found_at(j, c->end[e].device, 0,
		    "cabling.csv:%d: cable %s: %s does not fit the %s cage of "
		    "%s",
		    c->line, c->id, o->name, cage, c->end[e].device);
	else if (o->speed_mbps != c->speed_mbps * (trunk ? o->links : 1))
		rule_found_at(j, c->end[e].device, 0,
		    "cabling.csv:%d: cable %s: %s does not run at %g Gbit/s",
		    c->line, c->id, o->name, (double)c->speed_mbps / 1000);
	else if (reach(o, c->medium) < c->length_mm)
		rule_found_at(j, c->end[e].device, 0,
		    reach(o, c->medium) ?
		        "cabling.csv:%d: cable %s: the reach of %s is %s over "
		        "%s, the cable is longer" :
		        "cabling.csv:%d: cable %s: %s has no reach (%s) over "
		        "%s",
		    c->line, c->id, o->name,
		    metres(j->arena, reach(o, c->medium)), c->medium);
	else
		return o;
	return NULL;
}

/* SR4 on eight fibres or LR4 on two: the lanes of both ends must be equal,
 * where the cable doesn't split them */
static bool
talk(struct arena *a, const struct bundle_cable *c,
    const struct bundle_optic *x, const struct bundle_optic *y)
{
	if (!*c->breakout)
		return str_eq(x->name, y->name);
	return str_eq(light(a, x), light(a, y));
}

/* is there a fibre of this kind and length that ends in both connectors? */
static bool
ends_fit(const struct bundle *b, const struct bundle_cable *c,
    const struct bundle_optic *x, const struct bundle_optic *y)
{
	for (size_t i = 0; i < b->nmedium; i++) {
		const struct bundle_medium *m = &b->medium[i];

		if (str_eq(m->family, c->medium) &&
		    plugs(m, c, link_of(b, c)) &&
		    strstr(m->connector, x->connector) &&
		    strstr(m->connector, y->connector))
			for (size_t k = 0; k < m->nlength; k++)
				if (m->length_mm[k] == c->length_mm)
					return true;
	}
	return false;
}

/* is the end of a copper cord a module's cage, no socket? */
static bool
in_cage(const struct bundle *b, const struct bundle_cable *c, int e)
{
	const struct bundle_link *l = link_of(b, c);
	struct fit f = fit_of(b, c);

	return l && takes_module(l->end[e].cage) && f.of &&
	    str_eq(f.of->kind, "copper");
}

/* a module with a socket of its own, for a cord */
static void
module(struct judge *j, const struct bundle_cable *c,
    const struct bundle_medium *m, int e)
{
	const struct bundle_optic *o = optic(j, c, e);

	if (o && !strstr(m->connector, o->connector))
		rule_found_at(j, c->end[e].device, 0,
		    "cabling.csv:%d: cable %s: %s has no socket for %s",
		    c->line, c->id, o->name, m->connector);
}

static void
optics(struct judge *j, const struct bundle_cable *c)
{
	struct fit f = fit_of(j->bundle, c);
	const struct bundle_optic *x, *y;

	if (!f.plugs)
		return;
	if (!str_eq(f.of->kind, "fibre")) {
		for (int e = 0; e < 2; e++)
			if (*c->end[e].optic && in_cage(j->bundle, c, e))
				module(j, c, f.of, e);
			else if (*c->end[e].optic)
				rule_found_at(j, c->end[e].device, 0,
				    "cabling.csv:%d: cable %s is %s with "
				    "attached ends, and has an optic '%.40s'",
				    c->line, c->id, c->medium, c->end[e].optic);
		return;
	}
	x = optic(j, c, 0);
	y = optic(j, c, 1);
	if (x && y && !talk(j->arena, c, x, y))
		rule_found_at(j, device_of(c), 0,
		    "cabling.csv:%d: cable %s: %s at %s can't receive %s at %s",
		    c->line, c->id, x->name, c->end[0].device, y->name,
		    c->end[1].device);
	else if (x && y && !ends_fit(j->bundle, c, x, y))
		rule_found_at(j, device_of(c), 0,
		    "cabling.csv:%d: cable %s: no %s of %s has ends for %s and "
		    "%s",
		    c->line, c->id, c->medium, metres(j->arena, c->length_mm),
		    x->connector, y->connector);
}

static void
cable_optic(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->ncable && j->bundle->nmedium; i++)
		optics(j, &j->bundle->cable[i]);
}

const struct rule rules_cable[] = {
	ALL_RULE("cable-design", ERR, cable_design,
	    "every link of the design is a row of the cabling table"),
	ALL_RULE("cable-medium", ERR, cable_medium,
	    "a cable is available for its speed and fits both cages"),
	ALL_RULE("cable-length", ERR, cable_length,
	    "a cable is as long as the route between its ends"),
	ALL_RULE("cable-optic", ERR, cable_optic,
	    "optics fit their ends and each other, and have the reach"),
	{ 0 }
};
