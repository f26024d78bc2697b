/*
 * What a part costs this site.  Exact in cents; every rounding is half up and
 * is made on the unit price, so that quantity times unit is the line's total.
 */
#include "size/size.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "size/existing_parts.h"

/* is it what somebody asks of this site, and no figure that it bargains from or
 * has to buy through others? */
static bool
is_final(enum price_basis basis)
{
	switch (basis) {
	case PRICE_QUOTE:
	case PRICE_CONTRACT:
	case PRICE_REFURBISHED:
	case PRICE_AUCTION:
		return true;
	case PRICE_LIST:
	case PRICE_STREET:
	case PRICE_ESTIMATE:
		break;
	}
	return false;
}

static int64_t
discount_ppm(const struct model *m, const struct part *p)
{
	size_t i;

	for (i = 0; i < m->policy.ndiscount && !is_final(p->price.basis); i++)
		if (p->vendor != NULL &&
		    strcmp(m->policy.discount[i].vendor, p->vendor) == 0)
			return m->policy.discount[i].ppm;
	return 0;
}

bool
price_is_list(const struct model *m, const struct part *p)
{
	return p->price.known && p->price.basis == PRICE_LIST &&
	    discount_ppm(m, p) == 0;
}

static bool
reseller_sells(const struct name_list *l, const char *category)
{
	for (size_t i = 0; l != NULL && i < l->n; i++)
		if (strcmp(l->name[i], category) == 0)
			return true;
	return l == NULL;
}

int64_t
price_reseller_ppm(const struct model *m, const struct part *p, int64_t *low,
    int64_t *high)
{
	const struct catalog *c = m->catalog;

	*low = *high = 0;
	if (is_final(p->price.basis))
		return 0;
	if (!reseller_sells(c->reseller_sells, p->category))
		return 0;
	if (m->policy.reseller_given) {
		*low = *high = m->policy.reseller_ppm;
		return m->policy.reseller_ppm;
	}
	*low = c->reseller_low_ppm;
	*high = c->reseller_high_ppm;
	return c->reseller_ppm;
}

/* an amount of a part's price, as this site pays it */
static bool
amount(const struct model *m, const struct part *p, int64_t cents, int64_t *out)
{
	const struct exchange *how;
	int64_t c, low, high;

	if (!catalog_convert(m->catalog, cents, p->price.currency, m->currency,
	        &c, &how))
		return false;
	c = num_scale(c, WHOLE_PPM - discount_ppm(m, p), WHOLE_PPM);
	if (m->policy.reseller)
		c = num_scale(c,
		    WHOLE_PPM + price_reseller_ppm(m, p, &low, &high),
		    WHOLE_PPM);
	*out = c;
	return true;
}

static bool
is_there(const struct model *m, const struct part *p)
{
	for (size_t i = 0; i < m->nexisting; i++)
		if (m->existing[i].model != NULL &&
		    &m->existing[i].model->part == p)
			return true;
	return false;
}

int64_t
price_asked(const struct model *m, const struct part *p)
{
	bool ranged = p->price.high_cents > 0;

	switch (m->policy.prices) {
	case PRICE_LOW:
		return ranged ? p->price.low_cents : p->price.cents;
	case PRICE_HIGH:
		return ranged ? p->price.high_cents : p->price.cents;
	case PRICE_EXPECTED:
		break;
	}
	return p->price.cents;
}

bool
price_unit(const struct model *m, const struct part *p, int64_t *cents)
{
	*cents = 0;
	if (!p->price.known && (p->optional || is_there(m, p)))
		return true;
	for (size_t i = 0; m->repriced != NULL && i < m->repriced->n; i++)
		if (m->repriced->part[i] == p)
			return p->price.known &&
			    amount(m, p, m->repriced->cents[i], cents);
	return p->price.known && amount(m, p, price_asked(m, p), cents);
}

void
price_range(const struct model *m, const struct part *p, int64_t *low,
    int64_t *high)
{
	bool ranged = p->price.high_cents > 0;

	*low = *high = 0;
	if (!p->price.known)
		return;
	amount(m, p, ranged ? p->price.low_cents : p->price.cents, low);
	amount(m, p, ranged ? p->price.high_cents : p->price.cents, high);
}

const char *
price_how(struct arena *a, const struct model *m, const struct part *p)
{
	const struct exchange *how = NULL;
	struct buf b = buf_new(a);
	const int64_t asked = price_asked(m, p);
	int64_t c, ppm = discount_ppm(m, p), low, high;
	int64_t adds = price_reseller_ppm(m, p, &low, &high);

	if (!p->price.known)
		return "no price is known: a quote is needed";
	buf_puts(&b, p->price.source != NULL ? p->price.source : "no source");
	if (m->policy.prices != PRICE_EXPECTED && p->price.high_cents > 0)
		buf_printf(&b, "; the %s end of its range",
		    model_price_end_word[m->policy.prices]);
	if (strcmp(p->price.currency, m->currency) != 0 &&
	    catalog_convert(m->catalog, asked, p->price.currency, m->currency,
	        &c, &how) &&
	    how != NULL)
		buf_printf(&b, "; %s %s converted (%s, %s)", p->price.currency,
		    num_money_text(a, asked), how->source, how->date);
	if (ppm != 0)
		buf_printf(&b, "; less %s discount",
		    num_text(a, ppm, UNIT_SHARE));
	if (m->policy.reseller && adds > 0)
		buf_printf(&b, "; plus %s reseller (%s)",
		    num_text(a, adds, UNIT_SHARE),
		    m->policy.reseller_given ? "policy.reseller" :
		                               m->catalog->reseller_source);
	return b.text;
}

void
ledger_add(struct ledger *l, const struct part *p, int64_t quantity)
{
	size_t at = 0;
	struct ledger_line line = { p, quantity };

	if (quantity == 0)
		return;
	for (size_t i = 0; i < l->n; i++)
		if (l->line[i].part == p) {
			l->line[i].quantity += quantity;
			if (l->line[i].quantity != 0)
				return;
			for (l->n--; i < l->n; i++)
				l->line[i] = l->line[i + 1];
			return;
		}
	while (at < l->n && strcmp(l->line[at].part->id, p->id) < 0)
		at++;
	if (at < l->n && strcmp(l->line[at].part->id, p->id) == 0) {
		l->line[at].quantity += quantity;
		return;
	}
	PUSH(l->a, l->line, l->n, l->cap, line);
	for (size_t i = l->n - 1; i > at; i--)
		l->line[i] = l->line[i - 1];
	l->line[at] = line;
}

int64_t
ledger_quantity(const struct ledger *l, const struct part *p)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->line[i].part->id, p->id) == 0)
			return l->line[i].quantity;
	return 0;
}

void
ledger_merge(struct ledger *l, const struct ledger *from, int64_t times)
{
	for (size_t i = 0; i < from->n; i++)
		ledger_add(l, from->line[i].part,
		    from->line[i].quantity * times);
}

bool
price_is_work(const struct model *m, const struct part *p)
{
	for (size_t i = 0; i < m->policy.nwork; i++)
		if (p == &m->policy.work[i].part)
			return true;
	return false;
}

static void
work_add(struct ledger *l, const struct model *m, enum work_per per,
    int64_t times)
{
	for (size_t i = 0; i < m->policy.nwork; i++)
		if (m->policy.work[i].per == per)
			ledger_add(l, &m->policy.work[i].part, times);
}

void
ledger_add_switch(struct ledger *l, const struct model *m,
    const struct switch_model *s, unsigned options, int64_t times)
{
	ledger_add(l, &s->part, times);
	for (size_t i = 0; i < s->noption; i++)
		if ((options >> i & 1) != 0)
			ledger_add(l, &s->option[i].part, times);
	for (int kind = ACCESSORY_SUPPLY; kind <= ACCESSORY_SUPPORT; kind++) {
		const struct accessory *x;
		int64_t years =
		    kind == ACCESSORY_SUPPORT ? m->policy.support_years : 1;

		if (kind == ACCESSORY_PANEL || kind == ACCESSORY_LABEL ||
		    (kind != ACCESSORY_SUPPORT &&
		        (m->policy.extras >> kind & 1) == 0))
			continue;
		x = catalog_accessory(m->catalog, s, (enum accessory_kind)kind);
		if (x != NULL)
			ledger_add(l, &x->part,
			    times * years * (int64_t)x->count);
	}
	work_add(l, m, WORK_PER_SWITCH, times);
}

/* management switches that are bought, enough for any design of the site */
static int64_t
size_management_switches(const struct model *m)
{
	const struct accessory *x =
	    catalog_accessory(m->catalog, NULL, ACCESSORY_OOB);
	int64_t most = 2 * (int64_t)m->nrack + 4;
	int64_t ports = x != NULL ? (int64_t)x->count : 0;

	return m->oob.buy && ports > 0 ? (most + ports - 1) / ports : 0;
}

/* less what exists already of it */
static void
add_lacking(struct ledger *l, const struct model *m, struct ledger *want,
    const char *of)
{
	struct ledger owned = existing_stock(l->a, m, of);

	existing_credit(m, want, &owned);
	ledger_merge(l, want, 1);
}

void
ledger_need_management(struct ledger *l, const struct model *m)
{
	const struct accessory *x =
	    catalog_accessory(m->catalog, NULL, ACCESSORY_OOB);

	if (x != NULL)
		ledger_add(l, &x->part, size_management_switches(m));
	/* one supply each */
	x = catalog_accessory(m->catalog, NULL, ACCESSORY_CORD);
	if (x != NULL && (m->policy.extras >> ACCESSORY_CORD & 1) != 0)
		ledger_add(l, &x->part, size_management_switches(m));
	work_add(l, m, WORK_PER_SITE, 1);
}

void
ledger_add_management(struct ledger *l, const struct model *m)
{
	struct ledger want = { l->a, NULL, 0, 0 };

	ledger_need_management(&want, m);
	add_lacking(l, m, &want, "");
}

/* is it the first of its rack? */
static bool
opens_rack(const struct model *m, size_t host)
{
	for (size_t i = 0; i < host; i++)
		if (m->host[i].rack == m->host[host].rack)
			return false;
	return true;
}

void
ledger_need_host(struct ledger *l, const struct model *m, size_t host)
{
	const struct host *h = &m->host[host];

	for (size_t i = 0; i < h->ngroup; i++)
		if (h->group[i].ncard > 0)
			ledger_add(l, &h->group[i].card->part,
			    (int64_t)h->group[i].ncard);
	work_add(l, m, WORK_PER_HOST, 1);
	if (m->policy.nwork > 0 && opens_rack(m, host))
		work_add(l, m, WORK_PER_RACK, 1);
}

void
ledger_add_host(struct ledger *l, const struct model *m, size_t host)
{
	struct ledger want = { l->a, NULL, 0, 0 };

	ledger_need_host(&want, m, host);
	if (want.n > 0)
		add_lacking(l, m, &want, m->host[host].name);
}

void
ledger_add_fixed(struct ledger *l, const struct model *m, size_t rack)
{
	for (size_t i = 0; i < m->nhost; i++)
		if (rack == NONE_RACK || m->host[i].rack == rack)
			ledger_add_host(l, m, i);
	if (rack == NONE_RACK)
		ledger_add_management(l, m);
}

bool
size_existing_free(const struct model *m, enum topology t, size_t which)
{
	/* one that an earlier design uses keeps its place there */
	return which != m->oob.sw &&
	    !(m->existing[which].in_use && existing_goes_on(m, t));
}

int64_t
size_existing(const struct model *m, enum topology t,
    const struct switch_model *s, enum existing_role role)
{
	int64_t n = 0;

	for (size_t i = 0; i < m->nexisting; i++)
		n += m->existing[i].model == s && m->existing[i].role == role &&
		    size_existing_free(m, t, i);
	return n;
}

int64_t
price_spares_ppm(const struct model *m, const struct part *p)
{
	return strcmp(p->category, "optic") == 0 ? m->policy.spare_optics_ppm :
	    strcmp(p->category, "cable") == 0    ? m->policy.spare_cables_ppm :
	                                           0;
}

int64_t
price_spares_up(int64_t ppm, int64_t quantity)
{
	return (quantity * ppm + WHOLE_PPM - 1) / WHOLE_PPM;
}

int64_t
price_spares_down(int64_t ppm, int64_t quantity)
{
	return quantity * ppm / WHOLE_PPM;
}

int64_t
price_spares_wanted(const struct model *m, const struct part *p,
    int64_t quantity)
{
	return price_spares_up(price_spares_ppm(m, p), quantity);
}

int64_t
price_spares_certain(const struct model *m, const struct part *p,
    int64_t quantity)
{
	return price_spares_down(price_spares_ppm(m, p), quantity);
}

bool
ledger_cost(const struct model *m, const struct ledger *l, int64_t *cents,
    const struct part **unpriced)
{
	int64_t sum = 0, unit, total;

	for (size_t i = 0; i < l->n; i++) {
		const struct ledger_line *x = &l->line[i];

		if (!price_unit(m, x->part, &unit) ||
		    !num_mul(unit,
		        x->quantity +
		            price_spares_wanted(m, x->part, x->quantity),
		        &total) ||
		    !num_add(sum, total, &sum)) {
			if (unpriced != NULL)
				*unpriced = x->part;
			return false;
		}
	}
	*cents = sum;
	return true;
}
