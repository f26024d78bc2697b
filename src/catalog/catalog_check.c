/*
 * What only all the files together show: references between them, and ids that
 * must be unique over all, since a bill of materials knows nothing else.
 */
#include "catalog/catalog_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

static const char *
nearest_platform(struct arena *a, const struct catalog *c, const char *id,
    bool host)
{
	const char **name = NEW(a, const char *, c->nplatform + 1);
	size_t n = 0;

	for (size_t i = 0; i < c->nplatform; i++)
		if (c->platform[i].host == host)
			name[n++] = c->platform[i].id;
	return str_nearest(id, name, n);
}

static void
link_switches(struct arena *a, struct diags *d, struct catalog *c,
    struct switch_model *sw)
{
	const char *near;

	for (size_t i = 0; i < c->nsw; i++) {
		struct switch_model *s = &sw[i];

		if (s->nos_name[0] == '\0')
			continue;
		s->platform = catalog_platform(c, s->nos_name);
		if (s->platform != NULL && s->platform->host) {
			diag_error(d, s->nos_at, "catalog-unknown-nos",
			    "'%s' runs '%s', which is a platform of "
			    "hosts",
			    s->id, s->nos_name);
			s->platform = NULL;
		} else if (s->platform == NULL) {
			diag_warn(d, s->nos_at, "catalog-unknown-nos",
			    "'%s' runs '%s', which has no platform file: it "
			    "can't be configured",
			    s->id, s->nos_name);
			near = nearest_platform(a, c, s->nos_name, false);
			if (near != NULL)
				diag_hint(d, "did you mean '%s'?", near);
		}
	}
}

static bool
is_said(const struct platform *p, enum can c)
{
	for (size_t i = 0; i < p->ncan; i++)
		if (p->can[i].is == c)
			return true;
	return false;
}

/* a platform that is rendered has all capabilities listed: one it leaves out it
 * lacks */
static void
check_capabilities(struct arena *a, struct diags *d, const struct catalog *c)
{
	size_t n;
	enum can k;

	for (size_t i = 0; i < c->nplatform; i++) {
		const struct platform *p = &c->platform[i];
		struct buf b = buf_new(a);

		for (k = n = 0; p->rendered && k < CANS; k++)
			if ((p->host ? catalog_can[k].of_host :
			               catalog_can[k].of_switch) &&
			    !is_said(p, k))
				buf_printf(&b, "%s%s", n++ > 0 ? ", " : "",
				    catalog_can[k].name);
		if (n > 0) {
			diag_warn(d, p->at, "catalog-capability",
			    "'%s' does not say whether it can: %s", p->id,
			    b.text);
			diag_hint(d,
			    "in 'can', as 'true' or '{no: why not}'; "
			    "until then it can't");
		}
	}
}

static void
check_hypervisors(struct arena *a, struct diags *d, const struct catalog *c)
{
	const struct platform *p;
	const char *near;

	for (size_t i = 0; i < c->nhyp; i++) {
		const struct hypervisor *h = &c->hyp[i];

		if (h->host_platform[0] == '\0')
			continue;
		p = catalog_platform(c, h->host_platform);
		if (p != NULL && p->host)
			continue;
		diag_error(d, h->platform_at, "catalog-unknown-platform",
		    p == NULL ? "'%s' needs the platform '%s', which has no "
		                "file" :
		                "'%s' needs the platform '%s', which is a "
		                "platform of switches",
		    h->id, h->host_platform);
		near = nearest_platform(a, c, h->host_platform, true);
		if (near != NULL)
			diag_hint(d, "did you mean '%s'?", near);
	}
}

/* an optic whose fibres are not sold connects nothing */
static void
check_optics(struct diags *d, const struct catalog *c)
{
	for (size_t i = 0; i < c->noptic; i++) {
		const struct optic *o = &c->optic[i];
		bool found = o->nreach == 0;

		for (size_t j = 0; j < o->nreach && !found; j++)
			for (size_t k = 0; k < c->ncable && !found; k++)
				found = (c->cable[k].kind == CABLE_FIBRE ||
				            c->cable[k].kind == CABLE_COPPER) &&
				    strcmp(c->cable[k].family,
				        o->reach[j].family) == 0 &&
				    str_eq(c->cable[k].connector, o->connector);
		if (!found)
			diag_warn(d, o->at, "catalog-no-cord",
			    "no cord of the catalog has connector '%s' and a "
			    "fibre that '%s' supports: it is never chosen",
			    o->connector, o->id);
	}
}

/* ---- ids ---- */

struct owner {
	const char *id; /* of a part, or of a thing */
	const char *thing;
	struct span at;
	size_t order;
};

struct owners {
	struct arena *a;
	struct owner *v;
	size_t n, cap;
	const char *const *dir;
	size_t ndir;
};

/* which catalog folder a file is of */
static size_t
rank(const struct owners *o, const struct owner *x)
{
	size_t i, n;

	for (i = 0; i < o->ndir; i++) {
		n = strlen(o->dir[i]);
		if (strncmp(x->at.src->name, o->dir[i], n) == 0 &&
		    x->at.src->name[n] == '/')
			break;
	}
	return i;
}

static void
own(struct owners *o, const char *id, const char *thing, struct span at)
{
	struct owner x = { id, thing, at, o->n };

	PUSH(o->a, o->v, o->n, o->cap, x);
}

static int
by_id(const void *x, const void *y)
{
	const struct owner *p = x, *q = y;
	int c = strcmp(p->id, q->id);

	if (c != 0)
		return c;
	return p->order < q->order ? -1 : p->order > q->order;
}

static void
unique(struct diags *d, struct owners *o, const char *id, const char *what)
{
	if (o->n > 1)
		qsort(o->v, o->n, sizeof(*o->v), by_id);
	for (size_t i = 1; i < o->n; i++) {
		const struct owner *x = &o->v[i - 1], *y = &o->v[i];

		if (strcmp(x->id, y->id) != 0)
			continue;
		diag_error(d, rank(o, x) < rank(o, y) ? x->at : y->at, id,
		    "%s '%s' is used twice: by %s and by %s", what, y->id,
		    x->thing, y->thing);
	}
}

static const char *
quoted(struct arena *a, const char *id)
{
	return str_fmt(a, "'%s'", id);
}

/* the bill of materials adds up by part: one id, one thing to buy */
static void
check_parts(struct diags *d, const struct catalog *c, struct owners o)
{
	for (size_t i = 0; i < c->nsw; i++) {
		const struct switch_model *s = &c->sw[i];

		own(&o, s->part.id, quoted(o.a, s->id), s->at);
		for (size_t k = 0; k < s->noption; k++)
			own(&o, s->option[k].part.id, quoted(o.a, s->id),
			    s->at);
	}
	for (size_t i = 0; i < c->ncable; i++)
		for (size_t k = 0; k < c->cable[i].nlength; k++)
			own(&o, c->cable[i].length[k].part.id,
			    quoted(o.a, c->cable[i].id), c->cable[i].at);
	for (size_t i = 0; i < c->noptic; i++) {
		const struct optic *x = &c->optic[i];

		own(&o, x->part.id, quoted(o.a, x->id), x->at);
		own(&o, x->oem.id, quoted(o.a, x->id), x->at);
	}
	for (size_t i = 0; i < c->nnic; i++)
		own(&o, c->nic[i].part.id, quoted(o.a, c->nic[i].id),
		    c->nic[i].at);
	unique(d, &o, "catalog-duplicate-part", "the part number");
}

/*
 * A copy whose order number or name was not changed orders, or names, another
 * switch.  The same hardware with another operating system is another thing.
 */
static void
check_copies(struct diags *d, const struct catalog *c, struct owners o)
{
	struct owners names = o;

	for (size_t i = 0; i < c->nsw; i++) {
		const struct switch_model *s = &c->sw[i];
		const char *const *number =
		    s->part.order != NULL ? s->part.order->number : NULL;
		const char *as = quoted(o.a, s->id), *last = NULL;

		/* what could not be read is no copy */
		if (s->name[0] == '\0' || s->nos_name[0] == '\0')
			continue;
		own(&names,
		    str_fmt(o.a, "%s (%s, %s)", s->name, s->vendor,
		        s->nos_name),
		    as, s->at);
		for (size_t k = 0; number != NULL && k < 3; k++) {
			if (number[k] == NULL ||
			    (last != NULL && str_eq(number[k], last)))
				continue;
			last = number[k];
			own(&o,
			    str_fmt(o.a, "%s (%s, %s)", last, s->vendor,
			        s->nos_name),
			    as, s->at);
		}
	}
	unique(d, &o, "catalog-duplicate-order", "the vendor's part number");
	unique(d, &names, "catalog-duplicate-name", "the name");
}

/* `catalog show ID` must know what is meant */
static void
check_ids(struct diags *d, const struct catalog *c, struct owners o)
{
	for (size_t i = 0; i < c->nsw; i++)
		own(&o, c->sw[i].id, "a switch", c->sw[i].at);
	for (size_t i = 0; i < c->ncable; i++)
		own(&o, c->cable[i].id, "a cable", c->cable[i].at);
	for (size_t i = 0; i < c->noptic; i++)
		own(&o, c->optic[i].id, "an optic", c->optic[i].at);
	for (size_t i = 0; i < c->nhyp; i++)
		own(&o, c->hyp[i].id, "a hypervisor", c->hyp[i].at);
	for (size_t i = 0; i < c->nplatform; i++)
		own(&o, c->platform[i].id, "a platform", c->platform[i].at);
	for (size_t i = 0; i < c->nnic; i++)
		own(&o, c->nic[i].id, "a network card", c->nic[i].at);
	unique(d, &o, "catalog-duplicate-id", "the id");
}

void
catalog_link(struct arena *a, struct diags *d, struct catalog *c,
    struct switch_model *sw, const char *const *dir, size_t ndir)
{
	struct owners o = { a, NULL, 0, 0, dir, ndir };

	link_switches(a, d, c, sw);
	check_capabilities(a, d, c);
	check_hypervisors(a, d, c);
	check_optics(d, c);
	check_parts(d, c, o);
	check_copies(d, c, o);
	check_ids(d, c, o);
}
