/*
 * What is seen against what is planned. Each neighbour seen is a link between
 * two ports; the same link seen from both sides is one.  A link is right where
 * one planned cable has both its ends.  A planned cable is missing where no
 * link touches it though a device at its end was asked.
 */
#include "verify/lldp_compare.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/str.h"
#include "verify/cable_places.h"
#include "verify/lldp_owner.h"

const char *const lldp_cable_state_rule[] = { "cable-move", "cable-missing",
	"cable-unknown", "cable-name", "cable-shared" };

struct comparison {
	struct arena *a;
	const struct bundle *b;
	const struct lldp_file *file;
	size_t nfile;
	struct cables_result *out;
	struct cable_places at;
	bool *touched; /* by cable */
	bool *heard;   /* by device: it speaks LLDP */
	struct seen *seen;
	size_t nseen, capseen;
};

/* a link that was seen: from a port of ours, to a device and maybe a port */
struct seen {
	const char *device, *port, *shown; /* normal port, and as written */
	const char *far, *far_port, *far_shown; /* "" where not known */
	const char *name;                       /* the neighbour's own words */
	const char *called;  /* a host's name of its port, unknown to the
			     * bundle; "" */
	const char *planned; /* ... of the port planned there; of either end */
	const struct lldp_file *file;
	int line;
	bool reported; /* with others of its port */
};

/* ---- what was seen ---- */

/* the port of a device that a neighbour means: by its id, else by its
 * description */
static const char *
far_port(const struct comparison *k, const char *device,
    const struct neighbour *x, const char **shown)
{
	const char *normal = ports_normal(k->a, x->far);

	*shown = x->far;
	if (cable_place_at(&k->at, device, normal))
		return normal;
	normal = ports_normal(k->a, x->far_also);
	if (cable_place_at(&k->at, device, normal)) {
		*shown = x->far_also;
		return normal;
	}
	/* a port of a switch that is not cabled is known to be wrong */
	if (!x->far_cut && bundle_switch(k->b, device) && x->far[0] != '\0' &&
	    ports_kind_of(ports_normal(k->a, x->far)) == PORT_PLAIN &&
	    strpbrk(x->far, "0123456789"))
		return ports_normal(k->a, x->far);
	*shown = "";
	return "";
}

static bool
is_mac(const char *s)
{
	size_t hex = 0;

	for (; *s; s++)
		if (isxdigit((unsigned char)*s))
			hex++;
		else if (!strchr(":.-", *s))
			return false;
	return hex == 12;
}

/* does a host's word for one of its ports name a port as the bundle does? */
static bool
knows_port(const struct comparison *k, const char *host, const char *port)
{
	return cable_place_at(&k->at, host, ports_normal(k->a, port)) != NULL;
}

/* A host whose system calls its ports otherwise: which of them this is can't be
 * seen from the name, but from the other end.  From the host's side that is the
 * cable planned at the switch's port; the host's own name replaces ours. */
static void
call(const struct comparison *k, struct seen *s, const struct neighbour *x,
    const struct cable_place *p)
{
	const struct cable_place *q;

	if (!bundle_switch(k->b, s->device) && !p && *s->far_port) {
		q = cable_place_at(&k->at, s->far, s->far_port);
		if (!q ||
		    !str_eq(cable_place_end(&k->at, q, 1)->device, s->device))
			return;
		s->called = s->shown;
		s->planned = cable_place_end(&k->at, q, 1)->port;
		s->port = cable_place_end(&k->at, q, 1)->normal ?
		    cable_place_end(&k->at, q, 1)->normal :
		    "";
	} else if (p && *s->far && !bundle_switch(k->b, s->far) &&
	    !*s->far_port &&
	    str_eq(cable_place_end(&k->at, p, 1)->device, s->far) &&
	    *cable_place_end(&k->at, p, 1)->port && *x->far && !x->far_cut &&
	    !is_mac(x->far) && !knows_port(k, s->far, x->far)) {
		s->called = x->far;
		s->planned = cable_place_end(&k->at, p, 1)->port;
	}
}

static bool
out_of_band(const struct comparison *k, const char *device, const char *port)
{
	if (ports_kind_of(port) == PORT_MGMT)
		return true;
	for (size_t i = 0; i < k->b->ncable; i++) {
		const struct bundle_cable_end *e = &k->b->cable[i].end[0];

		if (bundle_cable_oob(&k->b->cable[i]) &&
		    str_eq(e->device, device) && e->normal &&
		    str_eq(e->normal, port))
			return true;
	}
	return false;
}

static void
add_neighbour(struct comparison *k, const struct lldp_file *f,
    const struct neighbour *x)
{
	struct seen s = { .device = f->device,
		.port = ports_normal(k->a, x->port),
		.shown = x->port,
		.far = "",
		.far_port = "",
		.far_shown = "",
		.name = x->name,
		.called = "",
		.planned = "",
		.file = f,
		.line = x->line };
	const struct cable_place *p = cable_place_at(&k->at, s.device, s.port);
	size_t at;

	if (out_of_band(k, s.device, s.port))
		return;
	s.far = cable_device(&k->at, x->name);
	if (s.far[0] == '\0' && x->cut) {
		s.far = cable_device_cut(&k->at, x->name,
		    p ? cable_place_end(&k->at, p, 1)->device : "");
		k->out->cut += s.far[0] != '\0';
	}
	if (s.far[0] != '\0') {
		s.far_port = far_port(k, s.far, x, &s.far_shown);
		if (cable_device_index(&k->at, s.far, strlen(s.far), &at))
			k->heard[at] = true;
		call(k, &s, x, p);
	}
	/* the other side of what is known already */
	for (size_t i = 0; i < k->nseen; i++) {
		struct seen *o = &k->seen[i];

		if (str_eq(o->far, s.device) && str_eq(o->device, s.far) &&
		    ((o->far_port[0] != '\0' && str_eq(o->far_port, s.port) &&
		         (s.far_port[0] == '\0' ||
		             str_eq(s.far_port, o->port))) ||
		        (o->far_port[0] == '\0' && s.far_port[0] != '\0' &&
		            str_eq(s.far_port, o->port)))) {
			if (o->far_port[0] == '\0') {
				o->far_port = s.port;
				o->far_shown = s.shown;
			}
			if (!*o->called) {
				o->called = s.called;
				o->planned = s.planned;
			}
			return;
		}
	}
	PUSH(k->a, k->seen, k->nseen, k->capseen, s);
}

/* ---- verdicts ---- */

static void
found(struct comparison *k, enum cable_state state, bool error,
    const char *cable, const struct seen *s, const char *message)
{
	struct cable_finding f = { state, error, cable, s->device, s->shown,
		s->file->src->name, s->line, message };

	PUSH(k->a, k->out->item, k->out->n, k->out->cap, f);
	k->out->errors += error;
}

static const char *
where(struct comparison *k, const struct bundle_cable_end *e)
{
	return *e->port ? str_fmt(k->a, "%s %s", e->device, e->port) :
	                  e->device;
}

static const char *
far_words(struct comparison *k, const struct seen *s)
{
	if (s->far[0] == '\0')
		return str_fmt(k->a, "'%s'", s->name);
	return s->far_shown[0] != '\0' ?
	    str_fmt(k->a, "%s %s", s->far, s->far_shown) :
	    s->far;
}

/* does the far end of this link fit the plan's? */
static bool
fits(const struct seen *s, const struct bundle_cable_end *want)
{
	if (!str_eq(s->far, want->device))
		return false;
	return !want->normal || s->far_port[0] == '\0' ||
	    str_eq(s->far_port, want->normal);
}

/* a link at a port where a cable is planned, to somewhere else */
static void
judge_moved(struct comparison *k, const struct seen *s,
    const struct cable_place *p)
{
	const struct bundle_cable *c = &k->b->cable[p->cable];
	const struct bundle_cable_end *want = cable_place_end(&k->at, p, 1);
	const struct cable_place *q =
	    cable_place_at(&k->at, s->far, s->far_port);
	const char *more = "";

	k->touched[p->cable] = true;
	if (q) {
		k->touched[q->cable] = true;
		more = str_fmt(k->a, "; there %s is planned, to %s",
		    k->b->cable[q->cable].id,
		    where(k, cable_place_end(&k->at, q, 1)));
	}
	found(k, CABLE_MOVE, true, c->id, s,
	    str_fmt(k->a, "is connected to %s; move that plug to %s (%s)%s",
	        far_words(k, s), where(k, want), c->id, more));
}

/* the right device at the right port of the switch: only the name differs */
static void
judge_named(struct comparison *k, const struct seen *s,
    const struct cable_place *p)
{
	const struct bundle_cable *c = &k->b->cable[p->cable];
	bool here = !bundle_switch(k->b, s->device);
	const char *host = here ? s->device : s->far;

	found(k, CABLE_NAMED, false, c->id, s,
	    str_fmt(k->a,
	        "is connected as planned (%s) except for a name: %s reports "
	        "its port as '%s', the bundle has '%s'",
	        c->id, host, s->called, s->planned));
}

static void
judge_seen(struct comparison *k, const struct seen *s)
{
	const struct cable_place *p =
	    cable_place_at(&k->at, s->device, s->port);
	const struct cable_place *q = s->far[0] != '\0' ?
	    cable_place_at(&k->at, s->far, s->far_port) :
	    NULL;

	if (p && fits(s, cable_place_end(&k->at, p, 1))) {
		if (!k->touched[p->cable]) {
			k->out->right++;
			k->out->port_unreported += s->far_port[0] == '\0' &&
			    cable_place_end(&k->at, p, 1)->normal;
			if (*s->called)
				judge_named(k, s, p);
		}
		k->touched[p->cable] = true;
	} else if (s->name[0] == '\0') {
		/* somebody is there; that it is another device can't be
		 * determined */
		k->out->unnamed++;
		if (p)
			k->touched[p->cable] = true;
		else
			found(k, CABLE_UNKNOWN, false, "", s,
			    "has an LLDP neighbour without a name, and no "
			    "cable is planned there");
	} else if (p) {
		judge_moved(k, s, p);
	} else if (q) {
		k->touched[q->cable] = true;
		found(k, CABLE_MOVE, true, k->b->cable[q->cable].id, s,
		    str_fmt(k->a,
		        "is connected to %s, and no cable is planned here; "
		        "move this plug to %s (%s)",
		        far_words(k, s),
		        where(k, cable_place_end(&k->at, q, 1)),
		        k->b->cable[q->cable].id));
	} else {
		found(k, CABLE_UNKNOWN, s->far[0] != '\0', "", s,
		    str_fmt(k->a,
		        "is connected to %s, and no cable is planned there",
		        far_words(k, s)));
	}
}

/* ---- more than one device at a port ---- */

/* is it seen at the port, or does it see the port? */
static bool
is_at(const struct seen *s, const struct seen *port)
{
	return (str_eq(s->device, port->device) &&
	           str_eq(s->port, port->port)) ||
	    (*s->far_port && str_eq(s->far, port->device) &&
	        str_eq(s->far_port, port->port));
}

/* who it is, seen from a device */
static const char *
who(const struct seen *s, const char *from)
{
	if (!str_eq(s->device, from))
		return s->device;
	return *s->far ? s->far : s->name;
}

/* the others at the port of one, that one first; how many are called
 * otherwise */
static size_t
sharing(struct comparison *k, struct seen *first, struct seen **each)
{
	size_t n = 0;

	for (size_t i = 0; i < k->nseen; i++) {
		struct seen *s = &k->seen[i];
		const char *name = who(s, first->device);
		bool known = !*name || s->reported || !is_at(s, first);

		for (size_t m = 0; m < n && !known; m++)
			known = str_eq(who(each[m], first->device), name);
		if (!known)
			each[n++] = s;
	}
	return n;
}

/* something that forwards LLDP is in between: an unplanned switch, or a
 * hypervisor's; what is planned there may be among what is seen */
static void
judge_shared(struct comparison *k, struct seen *first, struct seen **each,
    size_t n)
{
	const struct cable_place *p =
	    cable_place_at(&k->at, first->device, first->port);
	const struct bundle_cable_end *want =
	    p ? cable_place_end(&k->at, p, 1) : NULL;
	struct buf names = buf_new(k->a);
	bool right = false, ours = false;

	for (size_t i = 0; i < n; i++) {
		const struct seen *s = each[i];
		const char *name = who(s, first->device);
		const struct cable_place *q = NULL;

		/* what was merged into one was seen from there */
		if (!str_eq(s->device, first->device))
			right |= want && str_eq(s->device, want->device);
		else
			right |= want && fits(s, want);
		if (*s->far && *s->far_port)
			q = cable_place_at(&k->at, s->far, s->far_port);
		if (q && (!p || q->cable != p->cable))
			k->touched[q->cable] = true;
		ours |= *s->far && !(want && str_eq(s->far, want->device));
		buf_printf(&names, "%s'%s'", i ? ", " : "", name);
		if (q && (!p || q->cable != p->cable))
			buf_printf(&names, " (%s is planned to %s)",
			    k->b->cable[q->cable].id,
			    where(k, cable_place_end(&k->at, q, 1)));
	}
	for (size_t i = 0; i < k->nseen; i++)
		if (is_at(&k->seen[i], first))
			k->seen[i].reported = true;
	if (p && right && !k->touched[p->cable])
		k->out->right++;
	if (p)
		k->touched[p->cable] = true;
	found(k, CABLE_SHARED, p ? !right : ours,
	    p ? k->b->cable[p->cable].id : "", first,
	    str_fmt(k->a,
	        "has %zu LLDP neighbours: %s; %s: there is a switch or a "
	        "hypervisor in between, or one of them has been removed since",
	        n, names.text,
	        !p || !want ? "no cable is planned there" :
	            right ? str_fmt(k->a, "%s is as planned (%s)", want->device,
	                        k->b->cable[p->cable].id) :
	                    str_fmt(k->a, "not %s, which is planned there (%s)",
	                        where(k, want), k->b->cable[p->cable].id)));
}

static void
judge_all_shared(struct comparison *k)
{
	struct seen **each = NEW(k->a, struct seen *, k->nseen + 1);

	for (size_t i = 0; i < k->nseen; i++) {
		size_t n =
		    k->seen[i].reported ? 0 : sharing(k, &k->seen[i], each);

		if (n > 1)
			judge_shared(k, &k->seen[i], each, n);
	}
}

static const struct lldp_file *
file_of(const struct comparison *k, const char *device)
{
	for (size_t i = 0; i < k->nfile; i++)
		if (str_eq(k->file[i].device, device))
			return &k->file[i];
	return NULL;
}

/* a switch of ours speaks LLDP; of another we know when it was seen */
static bool
speaks(const struct comparison *k, const char *device)
{
	size_t at;

	return bundle_switch(k->b, device) || file_of(k, device) ||
	    (cable_device_index(&k->at, device, strlen(device), &at) &&
	        k->heard[at]);
}

static void
judge_missing(struct comparison *k, const struct bundle_cable *c)
{
	int e = file_of(k, c->end[0].device) ? 0 : 1;
	struct cable_finding f = { CABLE_MISSING, true, c->id, c->end[e].device,
		c->end[e].port, NULL, 0, NULL };

	if (!file_of(k, c->end[e].device)) {
		k->out->unseen++;
		return;
	}
	f.error = speaks(k, c->end[1 - e].device);
	f.message =
	    str_fmt(k->a, "has no LLDP neighbour; %s is planned there, to %s%s",
	        c->id, where(k, &c->end[1 - e]),
	        f.error ? "" : ", which may not speak LLDP");
	PUSH(k->a, k->out->item, k->out->n, k->out->cap, f);
	k->out->errors += f.error;
}

void
lldp_cables_compare(struct arena *a, const struct bundle *b,
    const struct lldp_file *file, size_t n, struct cables_result *out)
{
	struct comparison k = { .a = a,
		.b = b,
		.file = file,
		.nfile = n,
		.out = out };

	*out = (struct cables_result){ 0 };
	k.at = cable_places_new(a, b);
	k.touched = NEW(a, bool, b->ncable + 1);
	k.heard = NEW(a, bool, k.at.ndevice + 1);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < file[i].n; j++)
			add_neighbour(&k, &file[i], &file[i].item[j]);
	judge_all_shared(&k);
	/* right ones first: a port with the right neighbour may also see one
	 * without a name */
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < k.nseen; i++) {
			const struct seen *s = &k.seen[i];
			const struct cable_place *p =
			    cable_place_at(&k.at, s->device, s->port);

			if (s->reported)
				continue;
			if ((p && fits(s, cable_place_end(&k.at, p, 1))) !=
			        (pass == 0) ||
			    (pass == 1 && p && s->far[0] == '\0' &&
			        k.touched[p->cable]))
				continue;
			judge_seen(&k, s);
		}
	for (size_t i = 0; i < b->ncable; i++) {
		if (bundle_cable_oob(&b->cable[i]))
			continue;
		out->planned++;
		if (!k.touched[i])
			judge_missing(&k, &b->cable[i]);
	}
}

bool
lldp_cables_check(struct arena *a, struct diags *d, const char *dir,
    const char *const *path, size_t n, struct cables_result *out)
{
	struct bundle *b = NEW(a, struct bundle, 1);
	struct lldp_file *file = NEW(a, struct lldp_file, n + 1);
	bool ok = bundle_read_cables(a, d, dir, b), read = true;

	for (size_t i = 0; i < n; i++) {
		/* NAME=FILE: of that device, as for a config that runs */
		const char *eq =
		    file_exists(path[i]) ? NULL : strchr(path[i], '=');
		const struct source *src =
		    file_read(a, d, eq ? eq + 1 : path[i], FILE_TEXT_MAX);

		read &= src != NULL && lldp_read(a, d, src, &file[i]);
		if (!eq)
			continue;
		/* a prompt in it that says otherwise is another device's */
		if (file[i].prompt && !file[i].other) {
			file[i].other = file[i].prompt;
			file[i].other_line = 1;
		}
		file[i].prompt = str_dup(a, path[i], (size_t)(eq - path[i]));
	}
	if (!ok || !read || !lldp_owners(a, d, b, file, n))
		return false;
	lldp_cables_compare(a, b, file, n, out);
	return true;
}
