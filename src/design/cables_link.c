/*
 * Cabling: one link.  Where its ends are, what they are plugged into, and the
 * cable or optics that join them; never a substitute in silence for a part that
 * has no price.
 */
#include "design/cables.h"

struct place
cables_switch_top(const struct design *g, const struct sizing *plan, size_t sw)
{
	const struct dswitch *s = &g->sw[sw];
	struct place p;

	/* the place the plan's lengths were counted from */
	if (s->role == ROLE_SPINE)
		return plan->spine[sw];
	if (s->role == ROLE_STANDALONE)
		return place_of_two(plan->pair, sw, s->model->height_u);
	p.rack = s->rack;
	p.u = (int64_t)s->position_u;
	return p;
}

struct dend
cables_end_switch(const struct design *g, size_t sw, size_t port)
{
	struct dend e = { sw, NONE, g->sw[sw].name, port,
		g->sw[sw].port[port].name, "", "" };

	return e;
}

const struct pattern *
cables_pattern_of(const struct cabling *k, size_t sw)
{
	const struct dswitch *s = &k->g->sw[sw];

	if (s->role == ROLE_STANDALONE)
		return k->plan->spine_pattern[0];
	if (s->role == ROLE_SPINE)
		return k->plan->spine_pattern[sw / 2];
	return k->plan->rack_pattern[s->rack];
}

struct cage
cables_cage_of(const struct cabling *k, size_t sw, enum speed_class p)
{
	struct cage c = speed_class_plug(p);
	const struct pattern *pt = cables_pattern_of(k, sw);

	speed_class_cage(pt->model, pt->options, p, &c);
	return c;
}

/* never a substitute in silence */
static bool
priced(const struct cabling *k, const struct part *lacking,
    const struct link_choice *c)
{
	const char *instead = c->optic != NULL ?
	    c->optic->id :
	    c->cable->length[c->length].part.id;
	const struct price *p;

	if (lacking == NULL)
		return true;
	p = &lacking->price;
	if (p->known)
		diag_error(k->d, p->at, "part-no-price",
		    "'%s' is priced in %s, and no exchange rate leads from "
		    "there to %s; '%s' would be the substitute",
		    lacking->id, p->currency, k->g->model->currency, instead);
	else
		diag_error(k->d, p->at, "part-no-price",
		    "'%s' has no price; '%s' would be the substitute",
		    lacking->id, instead);
	diag_hint(k->d,
	    "price it in a prices.yaml of a folder of your own (--catalog), "
	    "by a quote (--quotes), or give the rate in 'policy.exchange'");
	return false;
}

/* the cable and optics that join two cages; NULL after a finding */
static const struct link_choice *
join(struct cabling *k, const struct joined *want, const char *from,
    const char *to)
{
	const struct model *m = k->g->model;
	struct joined j = *want;

	for (size_t i = 0; i < k->njoined; i++) {
		const struct joined *o = &k->joined[i];

		if (o->raw_mm == j.raw_mm && o->speed_bps == j.speed_bps &&
		    o->into == j.into && o->family == j.family &&
		    media_cage_is(o->x, j.x) && media_cage_is(o->y, j.y))
			return &o->by;
	}
	if (!media_link_choose(m, j.x, j.y, j.into, j.speed_bps, j.raw_mm,
	        j.family, &j.by)) {
		diag_error(k->d, SPAN_NONE, "bug-cable",
		    "no cable from '%s' to '%s' though the sizing had one",
		    from, to);
		return NULL;
	}
	if (!priced(k,
	        media_link_lacking(m, j.x, j.y, j.into, j.speed_bps,
	            j.by.fibre != NULL ? place_cord_mm(m, j.by.fibre) :
	                                 j.raw_mm,
	            &j.by),
	        &j.by))
		return NULL;
	PUSH(k->a, k->joined, k->njoined, k->capjoined, j);
	return &k->joined[k->njoined - 1].by;
}

bool
cables_link_add(struct cabling *k, enum link_kind kind, struct dend x,
    struct dend y, struct cage cx, struct cage cy, size_t into,
    enum speed_class p, int64_t raw_mm, const char *family,
    const struct previous_link *earlier, size_t number)
{
	struct design *g = k->g;
	struct joined want = { .x = cx,
		.y = cy,
		.into = into,
		.speed_bps = kind == LINK_OOB ? GBPS : speed_class_bps[p],
		.raw_mm = raw_mm,
		.family = family };
	const struct link_choice *c = join(k, &want, x.device, y.device);
	struct dlink l = { 0 };

	if (c == NULL)
		return false;
	l.id = kept_id(g->kept, earlier, number);
	l.kind = kind;
	l.a = x;
	l.b = y;
	l.speed_bps = want.speed_bps;
	l.cable = c->cable;
	l.length = c->length;
	l.raw_mm = raw_mm;
	l.fibre = c->fibre;
	if (l.fibre != NULL)
		l.raw_mm = place_cord_mm(g->model, l.fibre);
	if (c->optic != NULL && (c->noptic == 2 || cx.media != MEDIA_10GT))
		l.a.optic = c->optic->id;
	if (c->optic != NULL && (c->noptic == 2 || cy.media != MEDIA_10GT))
		l.b.optic = c->optic->id;
	PUSH(k->a, g->link, g->nlink, g->caplink, l);
	if (x.sw != NONE && x.port != NONE)
		g->sw[x.sw].port[x.port].link = g->nlink - 1;
	if (y.sw != NONE && y.port != NONE)
		g->sw[y.sw].port[y.port].link = g->nlink - 1;
	return true;
}
