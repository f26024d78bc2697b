/*
 * What a total leaves out: listed once, in the words of the keys that would put
 * it there.  Every output that shows a total shows these lines with it.
 */
#include "design/design.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"

struct left_out {
	struct arena *a;
	const struct design *g;
	const char **line;
	size_t n, cap;
};

static void
say(struct left_out *o, const char *text)
{
	PUSH(o->a, o->line, o->n, o->cap, text);
}

static void
join(struct buf *b, const char *text)
{
	buf_printf(b, "%s%s", b->len > 0 ? ", " : "", text);
}

bool
design_several_rows(const struct model *m)
{
	for (size_t i = 1; i < m->nrack; i++)
		if (m->rack[i].row_index != m->rack[0].row_index)
			return true;
	return false;
}

/* is any on the bill? */
static bool
is_bought(const struct design *g, enum accessory_kind kind)
{
	const struct catalog *c = g->model->catalog;
	size_t i;

	for (size_t k = 0; k < c->naccessory; k++)
		for (i = 0; i < g->nbom && c->accessory[k].kind == kind; i++)
			if (g->bom[i].part == &c->accessory[k].part)
				return true;
	return false;
}

/* none of the chosen switches takes any, or it is shipped with each; cables of
 * their own plugs need no panels */
static bool
none_needed(const struct design *g, enum accessory_kind kind)
{
	if (kind == ACCESSORY_PANEL)
		return !design_several_rows(g->model) ||
		    (!g->model->phased && !is_bought(g, kind));
	if (kind == ACCESSORY_LABEL)
		return false;
	for (size_t i = 0; i < g->nsw; i++) {
		const struct accessory *x =
		    catalog_accessory(g->model->catalog, g->sw[i].model, kind);

		if (x == NULL || x->count > 0)
			return false;
	}
	return g->nsw > 0;
}

/* what the catalog says of it at each of the chosen models: whether it is in
 * the box, or has no place there */
static const char *
why_none(struct arena *a, const struct design *g, enum accessory_kind kind)
{
	struct buf b = buf_new(a);
	size_t k;

	if (kind == ACCESSORY_PANEL)
		return design_several_rows(g->model) ?
		    "no cable between rows has plugs that a panel takes" :
		    "all racks are in one row";
	for (size_t i = 0; i < g->nsw; i++) {
		const struct switch_model *x = g->sw[i].model;

		for (k = 0; k < i && g->sw[k].model != x; k++)
			;
		if (k < i)
			continue;
		for (k = 0; k < x->nfact &&
		     strcmp(x->fact[k].name, catalog_accessory_word[kind]) != 0;
		     k++)
			;
		join(&b,
		    str_fmt(a, "%s (%s)", x->name,
		        k < x->nfact ? x->fact[k].value :
		                       "its catalog file has none"));
	}
	return b.text;
}

/* policy.extras that are not requested, or that a plan's phases leave out */
static void
extras(struct left_out *o)
{
	static const char *const what[] = { "second power supplies",
		"rail kits", "power cords", "software licences",
		"patch panels between rows", "cable labels" };
	const struct model *m = o->g->model;
	struct buf b = buf_new(o->a), planned = buf_new(o->a);

	for (int i = ACCESSORY_SUPPLY; i <= ACCESSORY_LABEL; i++) {
		bool after = i == ACCESSORY_PANEL || i == ACCESSORY_LABEL;

		if ((m->policy.extras >> i & 1) != 0 &&
		    none_needed(o->g, (enum accessory_kind)i)) {
			say(o,
			    str_fmt(o->a,
			        "%s, requested but nothing to buy: "
			        "%s",
			        what[i],
			        why_none(o->a, o->g, (enum accessory_kind)i)));
			continue;
		}
		if (i == ACCESSORY_PANEL && !design_several_rows(m))
			continue;
		if ((m->policy.extras >> i & 1) == 0)
			join(&b, what[i]);
		else if (after && m->phased)
			join(&planned, what[i]);
		else if (i == ACCESSORY_CORD &&
		    catalog_accessory(m->catalog, NULL, ACCESSORY_CORD) == NULL)
			join(&b, "power cords, which no catalog has");
	}
	if (b.len > 0)
		say(o, str_fmt(o->a, "%s (policy.extras)", b.text));
	if (planned.len > 0)
		say(o,
		    str_fmt(o->a, "%s, not included in the phases of a plan",
		        planned.text));
}

static size_t
count_unpriced(const struct design *g)
{
	size_t n = 0;

	for (size_t i = 0; i < g->nbom; i++)
		n += g->bom[i].unpriced;
	return n;
}

static size_t
count_short(struct arena *a, const struct design *g)
{
	size_t n;

	design_short_offers(a, g, &n);
	return n;
}

/* the reservation of a statement about cost: " of what has a price (6 parts
 * have none and are not in it)", and offers that are for fewer pieces than are
 * bought; "" where there is none */
static const char *
of_priced(struct arena *a, const struct design *g)
{
	size_t n = count_unpriced(g), few = count_short(a, g);
	struct buf b = buf_new(a);

	if (n > 0)
		buf_printf(&b, " of what has a price (%s and %s not in it)",
		    n == 1 ? "1 part has none" :
		             str_fmt(a, "%zu parts have none", n),
		    n == 1 ? "is" : "are");
	if (few > 0)
		buf_printf(&b,
		    " (%s, for fewer pieces than are bought, %s taken for all)",
		    few == 1 ? "1 offer" : str_fmt(a, "%zu offers", few),
		    few == 1 ? "is" : "are");
	return b.len > 0 ? b.text : "";
}

const char *const design_offers_cut_text =
    " among the uses of the offers that were tried (not all were)";

const char *
design_lowest_of(struct arena *a, const struct design *g)
{
	size_t n, offers = 0;
	const struct split_offer *s = design_split_offers(a, g, &n);
	struct buf b = buf_new(a);

	buf_puts(&b, of_priced(a, g));
	for (size_t i = 0; i < n; i++)
		offers += s[i].offers;
	if (offers > 0)
		buf_printf(&b,
		    " at one price per part (%s for fewer pieces than are "
		    "bought %s not used)",
		    str_count(a, offers, "offer"), offers == 1 ? "is" : "are");
	if (g->offers_cut)
		buf_puts(&b, design_offers_cut_text);
	return b.text;
}

const char *
design_split_text(struct arena *a, const struct design *g)
{
	size_t n, offers = 0;
	int64_t less = 0;
	const struct split_offer *s = design_split_offers(a, g, &n);
	struct buf b = buf_new(a);

	for (size_t i = 0; i < n; i++) {
		offers += s[i].offers;
		less += s[i].less_cents;
		buf_printf(&b, "%s%s (%s)", i > 0 ? "; " : "",
		    s[i].line->part->id, s[i].how);
	}
	return n == 0 ?
	    NULL :
	    str_fmt(a,
	        "%s for fewer pieces than are bought %s not used; bought in "
	        "parts it would cost %s %s less: %s",
	        str_count(a, offers, "offer"), offers == 1 ? "is" : "are",
	        g->model->currency, num_money_pretty(a, less), b.text);
}

static const char *
share_of(struct arena *a, const struct design *g, const char *whole,
    int64_t cents, const char *is)
{
	return str_fmt(a, "%s of %s is %s",
	    num_money_about(a, g->model->currency, cents, g->low_cents,
	        g->high_cents),
	    whole, is);
}

const char **
design_price_notes(struct arena *a, const struct design *g, bool estimates,
    size_t *n)
{
	const char **note = NEW(a, const char *, 4);
	const char *split = design_split_text(a, g);
	const char *whole = estimates ? "the whole" : "that";

	*n = 0;
	if (estimates && g->estimate_cents > 0)
		note[(*n)++] = share_of(a, g, whole, g->estimate_cents,
		    "based on estimated prices");
	if (g->used_cents > 0)
		note[(*n)++] = share_of(a, g, whole, g->used_cents,
		    "at used prices: new parts cost more");
	if (g->list_cents > 0)
		note[(*n)++] = share_of(a, g, whole, g->list_cents,
		    "at list prices, before any discount");
	if (split != NULL)
		note[(*n)++] = split;
	return note;
}

const char *
design_unpriced(struct arena *a, const struct design *g)
{
	size_t n = count_unpriced(g), few = count_short(a, g);
	struct buf b = buf_new(a);

	if (n > 0)
		buf_printf(&b, "%s no price and %s not in the total",
		    n == 1 ? "1 part has" : str_fmt(a, "%zu parts have", n),
		    n == 1 ? "is" : "are");
	if (few > 0)
		buf_printf(&b,
		    "%s%s for fewer pieces than are bought, and the rest is in "
		    "the total at the same price",
		    n > 0 ? "; " : "",
		    few == 1 ? "1 offer is" :
		               str_fmt(a, "%zu offers are", few));
	return b.len > 0 ? b.text : NULL;
}

/* lines of the bill without a price */
static void
unpriced(struct left_out *o)
{
	struct buf b = buf_new(o->a);

	for (size_t i = 0; i < o->g->nbom; i++)
		if (o->g->bom[i].unpriced)
			join(&b, o->g->bom[i].part->id);
	if (b.len > 0)
		say(o,
		    str_fmt(o->a, "a quote is needed, no price is known: %s",
		        b.text));
	if (design_short_text(o->a, o->g) != NULL)
		say(o,
		    str_fmt(o->a, "pieces not covered by the offers in use: %s",
		        design_short_text(o->a, o->g)));
}

/* all network cards of a host that go on the new network */
static bool
all_bought(const struct host *h)
{
	/* a card may be of several groups, and bought with the first */
	for (size_t i = 0; i < h->ngroup; i++)
		if (h->group[i].ncard == 0 && !h->group[i].on_today &&
		    (i == 0 || h->group[i].card == NULL ||
		        h->group[i].card != h->group[i - 1].card))
			return false;
	return true;
}

const char **
design_left_out(struct arena *a, const struct design *g, size_t *n)
{
	const struct model *m = g->model;
	struct left_out o = { .a = a, .g = g };
	size_t here = 0, oob = 0;
	bool work = false;

	for (size_t i = 0; i < m->nhost; i++)
		here += !all_bought(&m->host[i]);
	for (size_t i = 0; i < m->nnetwork; i++)
		oob += m->network[i].purpose == PURPOSE_OOB;
	unpriced(&o);
	extras(&o);
	if (m->policy.support_years == 0)
		say(&o, "support and software updates (policy.support)");
	if (here > 0)
		say(&o,
		    str_fmt(a,
		        "network cards of %s, assumed to be "
		        "installed (hosts[].nics: buy, model)",
		        str_count(a, here, "host")));
	if (oob > 0 && !m->oob.given)
		say(&o,
		    "the switch that management ports are cabled to (oob: buy "
		    "or switch)");
	if (m->oob.buy &&
	    catalog_accessory(m->catalog, NULL, ACCESSORY_OOB) == NULL)
		say(&o, "a management switch, which no catalog has");
	if (m->policy.airflow == AIRFLOW_ANY)
		say(&o, "the surcharge for reversed airflow (policy.airflow)");
	for (size_t i = 0; i < m->policy.nwork && !work; i++)
		work = str_eq(m->policy.work[i].part.category, "labour");
	if (!work)
		say(&o, "installation (policy.work)");
	say(&o, "a spare switch, freight, duties, taxes");
	*n = o.n;
	return o.line;
}

const char *
design_left_out_plain(struct arena *a, const char *s)
{
	const char *p = s + strlen(s);

	if (p == s || p[-1] != ')')
		return s;
	while (p > s && *p != '(')
		p--;
	return p > s + 1 && p[-1] == ' ' ? str_dup(a, s, (size_t)(p - 1 - s)) :
	                                   s;
}
