/* Section `policy`: what may be bought, and how. */
#include "model/read.h"

#include <string.h>

#include "base/num.h"

struct policy_row {
	struct name_list vendors;
	const struct node *models, *discount, *spares, *exchange, *prefer,
	    *protect, *work;
	int optics, buy, airflow, prices, uplinks;
	int64_t years, reseller, twinax_mm;
	const char *energy, *price_age, *support;
	struct name_list extras;
	bool used;
};

static const char *const uplinks_word[] = { "as-needed", "uniform", NULL };
static const char *const optics_word[] = { "compatible", "oem", NULL };
static const char *const buy_word[] = { "direct", "reseller", NULL };
const char *const model_price_end_word[] = { "expected", "low", "high", NULL };

#define AT(member) offsetof(struct policy_row, member)
/* clang-format off */
static const struct field policy_field[] = {
	{ .key = "vendors", .kind = FIELD_NAMES, .offset = AT(vendors),
	    .doc = "as in the catalogs; default every vendor there" },
	{ .key = "models", .kind = FIELD_NODE, .offset = AT(models),
	    .doc = "catalog ids for a role; default any" },
	{ .key = "uplinks", .kind = FIELD_WORD, .offset = AT(uplinks),
	    .words = uplinks_word, .example = "uniform",
	    .doc = "as-needed: the leaves of each rack have as many as they "
	    "need; uniform: of each speed, every leaf has as many as the one "
	    "that needs most; default as-needed" },
	{ .key = "optics", .kind = FIELD_WORD, .offset = AT(optics),
	    .words = optics_word, .example = "compatible",
	    .doc = "compatible or oem; default compatible" },
	{ .key = "buy", .kind = FIELD_WORD, .offset = AT(buy),
	    .words = buy_word, .example = "direct",
	    .doc = "direct, or reseller at the surcharge of the price "
	    "catalog; default direct" },
	{ .key = "reseller", .kind = FIELD_UNIT, .unit = UNIT_SHARE,
	    .offset = AT(reseller), .min = 0, .max = WHOLE_PPM,
	    .example = "7 %",
	    .doc = "your reseller's surcharge on a direct price; default the "
	    "range of the price catalog" },
	{ .key = "prices", .kind = FIELD_WORD, .offset = AT(prices),
	    .words = model_price_end_word, .example = "high",
	    .doc = "which price counts where it is a range: expected, or every "
	    "price at its low or its high end; default expected" },
	{ .key = "discount", .kind = FIELD_NODE, .offset = AT(discount),
	    .doc = "a share for each vendor, off what is no quote, contract or "
	    "used price; default none" },
	{ .key = "spares", .kind = FIELD_NODE, .offset = AT(spares),
	    .doc = "shares of optics and cables, rounded up; default none" },
	{ .key = "twinax", .kind = FIELD_UNIT, .unit = UNIT_LENGTH,
	    .offset = AT(twinax_mm), .min = 1, .max = 100000,
	    .example = "3 m",
	    .doc = "the longest twinax cable (DAC) to use: thick ones are "
	    "stiff; default the limit of its vendor and the switch's" },
	{ .key = "prefer", .kind = FIELD_NODE, .offset = AT(prefer),
	    .doc = "how much more than the cheapest a simpler design may cost; "
	    "default nothing" },
	{ .key = "protect", .kind = FIELD_NODE, .offset = AT(protect),
	    .doc = "what keeps a fault at one port from affecting the rest of "
	    "the network" },
	{ .key = "years", .kind = FIELD_INT, .offset = AT(years),
	    .min = 1, .max = 30, .example = "5",
	    .doc = "for which energy is counted; default 5" },
	{ .key = "energy", .kind = FIELD_TEXT, .offset = AT(energy),
	    .example = "0.19",
	    .doc = "price of a kWh in the site's currency (Eurostat's table "
	    "nrg_pc_205 has those of businesses in Europe): with it the choice "
	    "is the cheapest including its energy, while the budget covers "
	    "purchases only; default: energy is not counted" },
	{ .key = "used", .kind = FIELD_BOOL, .offset = AT(used),
	    .example = "true",
	    .doc = "models past their end of sale may be chosen, bought "
	    "used; default false" },
	{ .key = "exchange", .kind = FIELD_NODE, .offset = AT(exchange),
	    .doc = "rates [{from, to, rate, date, source}] that take "
	    "precedence over the catalog's" },
	{ .key = "price_age", .kind = FIELD_TEXT, .offset = AT(price_age),
	    .example = "24 months",
	    .doc = "prices older than this are listed; default none" },
	{ .key = "airflow", .kind = FIELD_WORD, .offset = AT(airflow),
	    .words = catalog_airflow_word, .example = "from-ports",
	    .doc = "the variant of a switch to order: air intake at its ports "
	    "(from-ports) or exhaust there (to-ports); default any, and the "
	    "bill does not mention it" },
	{ .key = "support", .kind = FIELD_TEXT, .offset = AT(support),
	    .example = "3 years",
	    .doc = "for each purchased switch, on the bill by the year: a "
	    "price, or 'quote needed'; default none" },
	{ .key = "extras", .kind = FIELD_NAMES, .offset = AT(extras),
	    .words = catalog_accessory_word, .max = ACCESSORY_SUPPORT,
	    .example = "[rails, cords]",
	    .doc = "what else is put on the bill, each with a price or 'quote "
	    "needed': supplies (a second one for each switch), rails, cords "
	    "(power), licences, panels (for cables between rows), labels; "
	    "default none, and every output lists what is left out" },
	{ .key = "work", .kind = FIELD_NODE, .offset = AT(work),
	    .example = "[{name: mounting, per: switch, price: 120}]",
	    .doc = "labour and approvals at the site's own prices, on the bill "
	    "and in the cost; not for what is already built (--previous); "
	    "default none" },
};
/* clang-format on */
#undef AT
const struct model_table read_policy_table = { "policy", "the policy",
	policy_field, COUNT(policy_field) };

#define AT(member) offsetof(struct policy, member)
/* clang-format off */
static const struct field models_field[] = {
	{ .key = "standalone", .kind = FIELD_NAMES,
	    .offset = AT(models_standalone),
	    .doc = "a pair of its own, linked or not; default any" },
	{ .key = "leaf", .kind = FIELD_NAMES, .offset = AT(models_leaf),
	    .doc = "two per rack; default any" },
	{ .key = "spine", .kind = FIELD_NAMES, .offset = AT(models_spine),
	    .doc = "two per domain; default any" },
};
/* clang-format on */
const struct model_table read_policy_models_table = { "policy.models",
	"the models of the policy", models_field, COUNT(models_field) };

#define SPARE .kind = FIELD_UNIT, .unit = UNIT_SHARE, .max = 10000000
/* clang-format off */
static const struct field spares_field[] = {
	{ .key = "optics", SPARE, .offset = AT(spare_optics_ppm),
	    .example = "5 %", .doc = "default none" },
	{ .key = "cables", SPARE, .offset = AT(spare_cables_ppm),
	    .example = "5 %", .doc = "default none" },
};
/* clang-format on */
#undef AT
const struct model_table read_policy_spares_table = { "policy.spares",
	"the spare parts of the policy", spares_field, COUNT(spares_field) };

struct prefer_row {
	const char *premium[PREFERS], *spine_above;
};

#define PREMIUM(which) \
	.kind = FIELD_TEXT, .example = "5 %", \
	.offset = offsetof(struct prefer_row, premium[which])
/* clang-format off */
static const struct field prefer_field[] = {
	{ .key = "uniform_leaves", PREMIUM(PREFER_UNIFORM_LEAVES),
	    .doc = "premium accepted for one leaf model in all racks whose "
	    "hosts have ports of the same kinds: a share of the cost of the "
	    "cheapest design, or an amount; default none" },
	{ .key = "uniform_spines", PREMIUM(PREFER_UNIFORM_SPINES),
	    .doc = "for one spine model, likewise; default none" },
	{ .key = "one_nos", PREMIUM(PREFER_ONE_NOS),
	    .doc = "for each operating system fewer, likewise; default none" },
	{ .key = "one_domain", PREMIUM(PREFER_ONE_DOMAIN),
	    .doc = "for one multi-chassis domain of spines, not two; default "
	    "none" },
	{ .key = "spine_above", .kind = FIELD_NAME,
	    .offset = offsetof(struct prefer_row, spine_above),
	    .example = "MODEL",
	    .doc = "no spine that costs less than this model, where money is "
	    "to go into the spines; default any" },
};
/* clang-format on */
#undef PREMIUM
const struct model_table read_policy_prefer_table = { "policy.prefer",
	"the preferences of the policy", prefer_field, COUNT(prefer_field) };

const char *const model_prefer_word[] = { "uniform_leaves", "uniform_spines",
	"one_nos", "one_domain", NULL };

/* vendors of the catalog, each once: of its switches, or of anything */
static const char **
vendors(struct reader *r, bool any, size_t *n)
{
	const struct catalog *k = r->m->catalog;
	size_t nv, j;
	struct part **part = catalog_parts(r->a, k, &nv);
	const char **v, *x;

	nv = any ? nv : k->nsw;
	v = NEW(r->a, const char *, nv + 1);
	*n = 0;
	for (size_t i = 0; i < nv; i++) {
		x = any ? part[i]->vendor : k->sw[i].vendor;
		for (j = 0; j < *n && !str_eq(v[j], x); j++)
			;
		if (j == *n && x != NULL)
			v[(*n)++] = x;
	}
	return v;
}

/* a vendor is named with whose name, and a hyphen, another's begins: is the
 * other one left out on purpose? */
static void
vendor_other(struct reader *r, const struct name_list *names, size_t at,
    const char *const *v, size_t n)
{
	const char *begins = str_fmt(r->a, "%s-", names->name[at]);
	size_t k;

	for (size_t i = 0; i < n; i++) {
		for (k = 0; k < names->n && !str_eq(names->name[k], v[i]); k++)
			continue;
		if (k < names->n || !str_starts(v[i], begins))
			continue;
		diag_warn(r->d, names->at[at], "vendor-other",
		    "'%s' does not include '%s', a vendor of its own here",
		    names->name[at], v[i]);
		diag_hint(r->d, "name '%s' too where it is meant", v[i]);
	}
}

static void
vendor_check(struct reader *r, const struct name_list *names, size_t at,
    bool any)
{
	const char *near, **v, *name = names->name[at];
	struct buf b = buf_new(r->a);
	size_t n;

	v = vendors(r, any, &n);
	for (size_t i = 0; i < n; i++) {
		if (str_eq(v[i], name)) {
			vendor_other(r, names, at, v, n);
			return;
		}
		buf_printf(&b, "%s%s", i > 0 ? ", " : "", v[i]);
	}
	diag_error(r->d, names->at[at], "unknown-vendor",
	    "the catalog has nothing of the vendor '%s'", name);
	near = str_nearest(name, v, n);
	/* the last word of a vendor of two */
	for (size_t i = 0; i < n && near == NULL; i++)
		if (strrchr(v[i], '-') != NULL &&
		    str_eq(strrchr(v[i], '-') + 1, name))
			near = v[i];
	if (near != NULL)
		diag_hint(r->d, "did you mean '%s'?", near);
	else
		diag_hint(r->d, "it has %s", b.text);
}

static void
models_check(struct reader *r, const struct name_list *names)
{
	const struct catalog *k = r->m->catalog;
	const char **cand = NEW(r->a, const char *, k->nsw + 1), *near;

	for (size_t j = 0; j < k->nsw; j++)
		cand[j] = k->sw[j].id;
	for (size_t i = 0; i < names->n; i++) {
		if (catalog_switch(k, names->name[i]) != NULL)
			continue;
		diag_error(r->d, names->at[i], "unknown-model",
		    "the catalog has no switch '%s'", names->name[i]);
		near = str_nearest(names->name[i], cand, k->nsw);
		if (near != NULL)
			diag_hint(r->d, "did you mean '%s'?", near);
		else
			diag_hint(r->d, "'eastwest catalog list' shows all");
	}
}

/* "5 %" or "1200" */
static void
premium_read(struct reader *r, const struct node *map, enum prefer which,
    const char *text, struct premium *out)
{
	const char *key = model_prefer_word[which], *why;

	if (text == NULL)
		return;
	if (strchr(text, '%') != NULL ?
	        num_parse(r->a, text, UNIT_SHARE, &out->ppm, &why) &&
	            out->ppm >= 0 && out->ppm <= WHOLE_PPM :
	        num_money(text, &out->cents) && out->cents >= 0)
		return;
	*out = (struct premium){ 0, 0 };
	diag_error(r->d, node_at(map, key), "bad-premium",
	    "'%s' of the preferences is '%s': expected a share of the cost of "
	    "the cheapest design, from 0 to 100 %%, or an amount",
	    key, text);
	diag_hint(r->d,
	    "5 %% means that it may cost 5 %% more; what you want at any cost "
	    "belongs in 'policy.models' or 'topology'");
}

static void
prefer_read(struct reader *r, const struct node *n, struct policy *p)
{
	struct prefer_row row = { { NULL }, NULL };
	struct name_list one = { 0 };
	const char *name[1];
	struct span at[1];

	read_by_table(r, n, &read_policy_prefer_table, &row);
	for (size_t i = 0; i < PREFERS; i++)
		premium_read(r, n, (enum prefer)i, row.premium[i],
		    &p->prefer[i]);
	if (row.spine_above == NULL)
		return;
	name[0] = row.spine_above;
	at[0] = node_at(n, "spine_above");
	one.name = name;
	one.at = at;
	one.n = 1;
	models_check(r, &one);
	p->spine_above = catalog_switch(r->m->catalog, row.spine_above);
	if (p->spine_above != NULL && !p->spine_above->spine) {
		diag_error(r->d, at[0], "no-spine-model",
		    "'%s' can't be a spine: the catalog does not give it this "
		    "role",
		    row.spine_above);
		diag_hint(r->d, "'eastwest catalog list' shows all roles");
	}
}

static void
discounts_read(struct reader *r, const struct node *n, struct policy *p)
{
	struct name_list of = { NULL, NULL, 0 };

	if (n == NULL || node_is_null(n))
		return;
	if (n->kind != NODE_MAP) {
		diag_error(r->d, n->at, "wrong-kind",
		    "the discounts of the "
		    "policy must be a map of vendors and shares");
		diag_hint(r->d, "each vendor with its share, such as 30 %%");
		return;
	}
	p->discount = NEW(r->a, struct discount, n->n + 1);
	of.name = NEW(r->a, const char *, n->n + 1);
	of.at = NEW(r->a, struct span, n->n + 1);
	for (; of.n < n->n; of.n++) {
		of.name[of.n] = n->key[of.n]->text;
		of.at[of.n] = n->key[of.n]->at;
	}
	for (size_t i = 0; i < n->n; i++) {
		struct field f = { .key = n->key[i]->text,
			.kind = FIELD_UNIT,
			.unit = UNIT_SHARE,
			.max = WHOLE_PPM,
			.example = "30 %" };
		struct node one = *n;
		int64_t ppm = 0;

		one.n = 1;
		one.key = &n->key[i];
		one.item = &n->item[i];
		vendor_check(r, &of, i, true);
		if (decode_map(r->a, r->d, &one, &f, 1, &ppm,
		        "the discounts of the policy"))
			p->discount[p->ndiscount++] =
			    (struct discount){ f.key, ppm };
	}
}

static void
energy_read(struct reader *r, const struct node *map, const char *text,
    int64_t *micro)
{
	if (text == NULL || read_ratio(r, text, 100, micro))
		return;
	diag_error(r->d, node_at(map, "energy"), "bad-energy",
	    "'energy' of the policy is '%s': expected the price of a kWh, "
	    "above 0 and up to 100, with at most four decimals",
	    text);
	diag_hint(r->d, "0.19 is 19 hundredths of the site's currency unit");
}

/* "24 months", "3 years"; 0: not given, or after a finding */
static int64_t
months_read(struct reader *r, const struct node *map, const char *key,
    const char *text)
{
	const char *blank = text != NULL ? strchr(text, ' ') : NULL;
	int64_t n;

	if (text == NULL)
		return 0;
	if (blank != NULL &&
	    num_int(str_dup(r->a, text, (size_t)(blank - text)), &n) && n > 0 &&
	    n <= 600) {
		if (str_eq(blank + 1, "months") || str_eq(blank + 1, "month"))
			return n;
		if (str_eq(blank + 1, "years") || str_eq(blank + 1, "year"))
			return n * 12;
	}
	diag_error(r->d, node_at(map, key), "bad-months",
	    "'%s' of the policy is '%s': expected months or years, such as "
	    "24 months",
	    key, text);
	return 0;
}

/* whole years; support is sold by them */
static int64_t
years_read(struct reader *r, const struct node *map, const char *text)
{
	int64_t n = months_read(r, map, "support", text);

	if (n % 12 == 0)
		return n / 12;
	diag_error(r->d, node_at(map, "support"), "bad-years",
	    "'support' of the policy is '%s': it is sold by the year", text);
	return 0;
}

static void
extras_read(struct reader *r, const struct name_list *l, struct policy *p)
{
	const char *const *word = catalog_accessory_word;
	const char *near;
	struct buf b;
	size_t k, n = 0;

	while (n < ACCESSORY_SUPPORT && word[n] != NULL)
		n++;
	for (size_t i = 0; i < l->n; i++) {
		for (k = 0; k < n && !str_eq(word[k], l->name[i]); k++)
			;
		if (k < n) {
			p->extras |= 1u << k;
			continue;
		}
		diag_error(r->d, l->at[i], "policy-extras",
		    "'extras' of the policy has no '%s'", l->name[i]);
		near = str_nearest(l->name[i], word, n);
		b = buf_new(r->a);
		for (k = 0; k < n; k++)
			buf_printf(&b, "%s%s",
			    k == 0        ? "" :
			        k + 1 < n ? ", " :
			                    " or ",
			    word[k]);
		if (near != NULL)
			diag_hint(r->d, "did you mean '%s'?", near);
		else
			diag_hint(r->d, "it takes %s", b.text);
	}
}

/* the site's own rates, looked at before the catalog's */
static void
exchange_read(struct reader *r, const struct node *n)
{
	const struct catalog *old = r->m->catalog;
	struct catalog *c;
	struct exchange *e, *all;
	size_t k;

	if (n == NULL || node_is_null(n))
		return;
	if (n->kind != NODE_LIST) {
		diag_error(r->d, n->at, "wrong-kind",
		    "'exchange' of the policy must be a list of rates");
		diag_hint(r->d,
		    "for example [{from: EUR, to: AUD, rate: 1.65, date: "
		    "2026-09-30, source: our bank}]");
		return;
	}
	e = catalog_exchange_read(r->a, r->d, n, &k);
	all = NEW(r->a, struct exchange, k + old->nexchange + 1);
	memcpy(all, e, k * sizeof(*e));
	if (old->nexchange > 0)
		memcpy(all + k, old->exchange, old->nexchange * sizeof(*e));
	c = NEW(r->a, struct catalog, 1);
	*c = *old;
	c->exchange = all;
	c->nexchange += k;
	r->m->catalog = c;
}

void
read_policy(struct reader *r, const struct node *n)
{
	struct policy_row row = { .years = 5, .reseller = -1 };
	struct policy *p = &r->m->policy;

	read_by_table(r, n, &read_policy_table, &row);
	p->vendors = row.vendors;
	p->oem_optics = row.optics == 1;
	p->uniform_uplinks = row.uplinks == 1;
	p->reseller = row.buy == 1;
	p->prices = (enum price_end)row.prices;
	p->twinax_mm = row.twinax_mm;
	p->reseller_given = row.reseller >= 0;
	p->reseller_ppm = row.reseller;
	p->years = row.years;
	p->node = n;
	p->used = row.used;
	p->price_age_months = months_read(r, n, "price_age", row.price_age);
	p->airflow = (enum airflow)row.airflow;
	p->support_years = years_read(r, n, row.support);
	extras_read(r, &row.extras, p);
	read_work(r, row.work);
	exchange_read(r, row.exchange);
	energy_read(r, n, row.energy, &p->energy_micro);
	read_by_table(r, row.models, &read_policy_models_table, p);
	read_by_table(r, row.spares, &read_policy_spares_table, p);
	prefer_read(r, row.prefer, p);
	read_protect(r, row.protect, &p->protect);
	discounts_read(r, row.discount, p);
	for (size_t i = 0; i < p->vendors.n; i++)
		vendor_check(r, &p->vendors, i, false);
	models_check(r, &p->models_standalone);
	models_check(r, &p->models_leaf);
	models_check(r, &p->models_spine);
}
