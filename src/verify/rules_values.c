/*
 * Rules on design.json itself: its values are in their ranges, so that none is
 * passed over in silence by a rule that reads it, and its totals and times are
 * what comes out when they are computed again.
 */
#include "verify/rules.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/ip.h"
#include "base/num.h"
#include "base/str.h"
#include "input/json.h"
#include "input/table.h"

enum kind {
	WHOLE,  /* a whole number from least to most */
	NUMBER, /* a number from least to most */
	NAME,
	ADDRESS,
	SUBNET,
	FLAG,
	WORD /* of words, a blank between them */
};

static const struct want {
	const char *path; /* `[]`: of each item */
	enum kind kind;
	bool null_ok;
	double least, most;
	const char *words;
} wanted[] = {
	{ "topology", WORD, false, 0, 0,
	    "standalone linked spine-leaf evlt clos" },
	{ "cost.total", NUMBER, false, 0, 1e15, NULL },
	{ "cost.low", NUMBER, true, 0, 1e15, NULL },
	{ "cost.high", NUMBER, true, 0, 1e15, NULL },
	{ "cost.lower_bound", NUMBER, true, 0, 1e15, NULL },
	{ "cost.optimal", FLAG, true, 0, 0, NULL },
	{ "switches[].name", NAME, false, 0, 0, NULL },
	{ "switches[].role", WORD, false, 0, 0, "standalone leaf spine" },
	{ "switches[].rack", NAME, true, 0, 0, NULL },
	{ "switches[].unit", WHOLE, true, 0, 100, NULL },
	{ "switches[].stp_priority", WHOLE, true, 0, 65535, NULL },
	{ "switches[].gateway", ADDRESS, true, 0, 0, NULL },
	{ "links[].kind", WORD, false, 0, 0, "host uplink peer core oob" },
	{ "links[].speed_gbps", NUMBER, false, .01, 10000, NULL },
	{ "links[].length_m", NUMBER, true, 0, 100000, NULL },
	{ "links[].needed_m", NUMBER, true, 0, 100000, NULL },
	{ "lags[].number", WHOLE, true, 0, 9999, NULL },
	{ "lags[].mclag", WHOLE, true, 0, 9999, NULL },
	{ "lags[].stp", FLAG, true, 0, 0, NULL },
	{ "networks[].name", NAME, false, 0, 0, NULL },
	{ "networks[].vlan", WHOLE, true, 1, 4094, NULL },
	{ "networks[].subnet", SUBNET, true, 0, 0, NULL },
	{ "networks[].gateway", ADDRESS, true, 0, 0, NULL },
	{ "networks[].reaches_core", FLAG, true, 0, 0, NULL },
	{ "networks[].east_west", FLAG, true, 0, 0, NULL },
	{ "networks[].jumbo", FLAG, true, 0, 0, NULL },
	{ "around.core_stp_priority", WHOLE, true, 0, 65535, NULL },
	{ "hosts[].name", NAME, false, 0, 0, NULL },
	{ "hosts[].mtu", WHOLE, true, 576, 65535, NULL },
	{ "hosts[].processors", WHOLE, true, 0, 100000, NULL },
	{ "hosts[].migration.simultaneous", WHOLE, true, 0, 100000, NULL },
	{ "hosts[].migration.limit_bytes_per_s", WHOLE, true, 0, 1e15, NULL },
	{ "requirements[].met", FLAG, true, 0, 0, NULL },
	{ "requirements[].achieved_seconds", NUMBER, true, 0, 1e12, NULL },
	{ "drain.networks[].hosts[].seconds", NUMBER, true, 0, 1e12, NULL },
	{ "drain.networks[].hosts[].lower_bound_seconds", NUMBER, true, 0, 1e12,
	    NULL },
	{ "drain.networks[].hosts[].bytes", NUMBER, true, 0, 1e18, NULL },
	{ "drain.networks[].hosts[].vms", WHOLE, true, 0, 1e9, NULL },
	{ "drain.networks[].rolling.seconds", NUMBER, true, 0, 1e12, NULL },
	{ "drain.networks[].rolling.bytes", NUMBER, true, 0, 1e18, NULL },
};

static bool
number(const struct node *n, double *out)
{
	char *end;

	if (n->kind != NODE_SCALAR || n->quoted || !*n->text)
		return false;
	*out = strtod(n->text, &end);
	return !*end && isfinite(*out);
}

static bool
is_word(const char *s, const char *words)
{
	size_t n = strlen(s);

	for (const char *p = strstr(words, s); n && p; p = strstr(p + 1, s))
		if ((p == words || p[-1] == ' ') &&
		    (p[n] == '\0' || p[n] == ' '))
			return true;
	return false;
}

static bool
is_right(const struct want *w, const struct node *n)
{
	uint32_t ip;
	int prefix;
	double x;

	if (node_is_null(n))
		return w->null_ok;
	if (n->kind != NODE_SCALAR)
		return false;
	switch (w->kind) {
	case WHOLE:
		return number(n, &x) && x >= w->least && x <= w->most &&
		    x == floor(x);
	case NUMBER:
		return number(n, &x) && x >= w->least && x <= w->most;
	case NAME:
		return n->quoted && str_is_name(n->text);
	case ADDRESS:
		return n->quoted && ip_parse(n->text, &ip);
	case SUBNET:
		return n->quoted && ip_subnet_parse(n->text, &ip, &prefix);
	case FLAG:
		return !n->quoted &&
		    (str_eq(n->text, "true") || str_eq(n->text, "false"));
	case WORD:
		return n->quoted && is_word(n->text, w->words);
	}
	return false;
}

static const char *
expected(struct arena *a, const struct want *w)
{
	switch (w->kind) {
	case WHOLE:
		return str_fmt(a, "a whole number from %.0f to %.0f", w->least,
		    w->most);
	case NUMBER:
		return str_fmt(a, "a number from %g to %g", w->least, w->most);
	case NAME:
		return "a name";
	case ADDRESS:
		return "an IPv4 address";
	case SUBNET:
		return "a subnet such as 10.0.0.0/24";
	case FLAG:
		return "true or false";
	case WORD:
		return str_fmt(a, "one of: %s", w->words);
	}
	return "";
}

/* the rest of a path from a node on; place: the way to it so far */
static void
value_at(struct judge *j, const struct want *w, const struct node *n,
    const char *path, const char *place)
{
	size_t len = strcspn(path, ".["), i;
	const char *key = str_dup(j->arena, path, len), *here;
	const struct node *x = node_get(n, key);

	here = str_fmt(j->arena, "%s%s%s", place, *place ? "." : "", key);
	path += len;
	if (!x) /* older bundles say less */
		return;
	if (*path == '\0') {
		if (!is_right(w, x))
			rule_found_at(j, "design.json", x->at.line,
			    "%s is %.60s, expected %s", here,
			    x->kind == NODE_SCALAR   ? x->text :
			        x->kind == NODE_LIST ? "a list" :
			                               "a map",
			    expected(j->arena, w));
		return;
	}
	if (*path == '.') {
		value_at(j, w, x, path + 1, here);
		return;
	}
	/* "[]" and a point */
	for (i = 0; x->kind == NODE_LIST && i < x->n; i++)
		value_at(j, w, x->item[i], path + 3,
		    str_fmt(j->arena, "%s[%zu]", here, i));
}

static void
values(struct judge *j)
{
	const struct node *top = j->bundle->design;

	if (!top)
		return;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		value_at(j, &wanted[i], top, wanted[i].path, "");
}

/* ---- totals ---- */

enum { BILL_LINES_MAX = 100000 }; /* of the largest designs hundreds */

static const struct source *
table_of(struct judge *j, const char *path)
{
	const struct bundle *b = j->bundle;

	/* a bundle may be handed on without its bill */
	if (b->files ? !fileset_find(b->files, path) :
	               !file_exists(str_fmt(j->arena, "%s/%s", b->dir, path)))
		return NULL;
	return bundle_file(j->arena, diags_new(j->arena), b, path,
	    FILE_TABLE_MAX);
}

static long long
cents(const char *s)
{
	return llround(strtod(s, NULL) * 100);
}

/* is a switch of the design that model, an end of a cable that optic? */
static bool
is_used(const struct bundle *b, const char *category, const char *id)
{
	if (str_eq(category, "switch"))
		for (size_t i = 0; i < b->nsw; i++)
			if (str_eq(b->sw[i].model, id))
				return true;
	if (str_eq(category, "optic"))
		for (size_t i = 0; i < b->ncable; i++)
			for (int e = 0; e < 2; e++)
				if (str_eq(b->cable[i].end[e].optic, id))
					return true;
	return !str_eq(category, "switch") && !str_eq(category, "optic");
}

/* a bill has what the design has, and its numbers are numbers */
static void
parts(struct judge *j, const struct table *t)
{
	int quantity = table_column(t, "quantity");
	int category = table_column(t, "category");

	for (size_t i = 0; i < t->n && quantity >= 0; i++) {
		const char *s = table_text(t, i, quantity);
		int64_t n;

		if (!num_int(s, &n) || n < 1)
			rule_found_at(j, "bom.csv", table_at(t, i, -1).line,
			    "%.60s: '%.20s' is no quantity",
			    table_text(t, i, 0), s);
		if (category >= 0 &&
		    !is_used(j->bundle, table_text(t, i, category),
		        table_text(t, i, 0)))
			rule_found_at(j, "bom.csv", table_at(t, i, -1).line,
			    "%.60s: nothing of the design is that %.20s",
			    table_text(t, i, 0), table_text(t, i, category));
	}
}

/* the sum of a column of the bill is what the design says */
static void
sum_is(struct judge *j, const struct table *t, const char *column,
    const char *key)
{
	const struct node *n =
	    node_get(node_get(j->bundle->design, "cost"), key);
	int col = table_column(t, column);
	long long sum = 0;
	double x;

	if (!n || col < 0 || !number(n, &x))
		return;
	for (size_t i = 0; i < t->n; i++)
		sum += cents(table_text(t, i, col));
	if (sum != llround(x * 100))
		rule_found_at(j, "design.json", n->at.line,
		    "cost.%s is %s, the parts of bom.csv add up to %lld.%02lld",
		    key, n->text, sum / 100, sum % 100);
}

/* a part's total is its price, so often */
static void
products(struct judge *j, const struct table *t)
{
	int quantity = table_column(t, "quantity");
	int price = table_column(t, "unit_price");
	int total = table_column(t, "total");

	for (size_t i = 0; i < t->n; i++) {
		const char *s = table_text(t, i, price);
		int64_t n;

		if (!*s || !num_int(table_text(t, i, quantity), &n))
			continue;
		if (llround(strtod(s, NULL) * 100 * (double)n) !=
		    cents(table_text(t, i, total)))
			rule_found_at(j, "bom.csv", table_at(t, i, -1).line,
			    "%.60s: %s times %s is not %s", table_text(t, i, 0),
			    table_text(t, i, quantity), s,
			    table_text(t, i, total));
	}
}

static void
totals(struct judge *j)
{
	const struct source *src = table_of(j, "bom.csv");
	const struct table *t = NULL;
	const struct node *n;
	double x;

	if (src && table_lines(src) > BILL_LINES_MAX)
		rule_found_at(j, "bom.csv", 0,
		    "%zu lines are no bill of this design: at most %d are read",
		    table_lines(src), BILL_LINES_MAX);
	else if (src)
		t = table_read(j->arena, diags_new(j->arena), src);
	if (t) {
		parts(j, t);
		products(j, t);
		sum_is(j, t, "total", "total");
		sum_is(j, t, "total_low", "low");
		sum_is(j, t, "total_high", "high");
	}
	n = node_get(node_get(j->bundle->design, "cost"), "total");
	if (j->again && j->again->drain && n && number(n, &x) &&
	    llround(x * 100) != j->again->total_cents)
		rule_found_at(j, "design.json", n->at.line,
		    "cost.total is %s, a new design costs %lld.%02lld", n->text,
		    (long long)(j->again->total_cents / 100),
		    (long long)(j->again->total_cents % 100));
}

/* ---- times ---- */

/* as near as two builds of the program may come out */
static bool
alike(double x, double y)
{
	return fabs(x - y) <= 1e-6 * fmax(1, fmax(fabs(x), fabs(y)));
}

static void
differ(struct judge *j, const struct node *is, const char *place,
    const char *should)
{
	rule_found_at(j, "design.json", is->at.line,
	    "%s is %.60s, recomputed %.60s", place,
	    is->kind == NODE_SCALAR ? is->text : "another list", should);
}

/* every number of the one is in the other */
static void
times_at(struct judge *j, const struct node *is, const struct node *should,
    const char *place)
{
	const struct node *x;
	double p, q;

	if (should->kind == NODE_SCALAR) {
		if (should->quoted || node_is_null(should) ||
		    !number(should, &q)) {
			/* null: it can't be done */
			if (node_is_null(should) && !should->quoted &&
			    (is->kind != NODE_SCALAR || !node_is_null(is)))
				differ(j, is, place, "null");
			return;
		}
		if (is->kind != NODE_SCALAR || !number(is, &p) || !alike(p, q))
			differ(j, is, place, should->text);
		return;
	}
	if (is->kind != should->kind ||
	    (is->kind == NODE_LIST && is->n != should->n)) {
		differ(j, is, place, "another list");
		return;
	}
	for (size_t i = 0; i < should->n; i++) {
		const char *here = should->kind == NODE_LIST ?
		    str_fmt(j->arena, "%s[%zu]", place, i) :
		    str_fmt(j->arena, "%s.%s", place, should->key[i]->text);

		x = should->kind == NODE_LIST ?
		    is->item[i] :
		    node_get(is, should->key[i]->text);
		if (x)
			times_at(j, x, should->item[i], here);
		else
			rule_found_at(j, "design.json", is->at.line,
			    "%s is missing", here);
	}
}

static void
times(struct judge *j)
{
	const struct node *is = node_get(j->bundle->design, "drain"), *should;
	struct source *src;

	if (!j->again || !j->again->drain || !is)
		return;
	src = NEW(j->arena, struct source, 1);
	*src = (struct source){ "drain", j->again->drain,
		strlen(j->again->drain) };
	should = json_read(j->arena, diags_new(j->arena), src);
	if (should)
		times_at(j, is, should, "drain");
}

const struct rule rules_values[] = {
	ALL_RULE("design-value", ERR, values,
	    "the values of design.json are in their ranges"),
	ALL_RULE("design-total", ERR, totals,
	    "the totals are the sums of the bill"),
	ALL_RULE("design-times", ERR, times,
	    "the times match a new simulation of the design"),
	{ 0 },
};
