#include "catalog/catalog_quotes.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "catalog/catalog_amount.h"
#include "catalog/catalog_read.h"

enum column {
	COL_PART,
	COL_QUANTITY,
	COL_PRICE,
	COL_CURRENCY,
	COL_VALID,
	COL_LEAD,
	COL_SELLER,
	COL_REMARK,
	COL_OFFERED,
	COLUMNS
};
static const char *const column_name[COLUMNS] = { "part", "quantity",
	"unit_price", "currency", "valid_until", "lead_time_days", "seller",
	"remark", "offer_date" };

struct quotes {
	struct arena *a;
	struct diags *d;
	const struct catalog *c;
	const struct table *t;
	const char *on;
	int col[COLUMNS];
	struct part **part;
	size_t npart;
	size_t open, nopen; /* the first line without a price, and how many */
};

static const char *
cell(const struct quotes *q, size_t row, enum column c)
{
	return table_text(q->t, row, q->col[c]);
}

static struct span
place(const struct quotes *q, size_t row, enum column c)
{
	return table_at(q->t, row, q->col[c]);
}

/* what prices are based on, no seller says of an offer; and the first sheet of
 * a bill's workbook is its title */
static bool
is_bill(const struct table *t)
{
	return table_column(t, "price_source") >= 0 ||
	    table_column(t, "price source") >= 0 ||
	    (t->ncol > 0 && str_ends(t->head[0].text, ": bill of materials"));
}

/* "Unit price" and " unit_price" are `unit_price`: sellers retype headings */
static bool
is_heading(const char *s, const char *name)
{
	for (; *s == ' '; s++)
		continue;
	for (; *name != '\0'; s++, name++)
		if (tolower((unsigned char)*s) != *name &&
		    !(*s == ' ' && *name == '_'))
			return false;
	for (; *s == ' '; s++)
		continue;
	return *s == '\0';
}

/* the column of that heading; -1: none, or two, which is a finding */
static int
column_of(struct quotes *q, const char *name, bool *twice)
{
	int at = -1;

	for (int i = 0; i < (int)q->t->ncol; i++) {
		if (!is_heading(q->t->head[i].text, name))
			continue;
		*twice = at >= 0;
		if (*twice) {
			diag_error(q->d, table_head_at(q->t, i), "quote-column",
			    "two columns are called '%s': it is unclear which "
			    "of them counts",
			    name);
			return -1;
		}
		at = i;
	}
	return at;
}

/* a letterhead above the headings: the row that has those, -1: none has */
static int
headings_below(const struct quotes *q)
{
	for (size_t i = 0; i < q->t->n; i++)
		for (size_t k = 0; k < q->t->ncol; k++)
			if (is_heading(table_text(q->t, i, (int)k),
			        column_name[COL_PRICE]))
				return (int)i;
	return -1;
}

static bool
columns(struct quotes *q)
{
	bool ok = true, twice;
	int below = -1;

	if (is_bill(q->t)) {
		diag_error(q->d, table_head_at(q->t, -1), "quote-bill",
		    "this is a bill of materials, not a quotation: its prices "
		    "are those the design was made with");
		diag_hint(q->d,
		    "'eastwest quote DIR -o request.csv' asks for quotes; give "
		    "what the seller filled in");
		return false;
	}
	for (int i = 0; i < COLUMNS; i++) {
		twice = false;
		q->col[i] = column_of(q, column_name[i], &twice);
		if (twice)
			ok = false;
		else if (i <= COL_CURRENCY && i != COL_QUANTITY &&
		    q->col[i] < 0)
			ok = diag_error(q->d, table_head_at(q->t, -1),
			    "quote-column",
			    "no column '%s': a quotation has the columns of "
			    "'eastwest quote', at least part, unit_price and "
			    "currency",
			    column_name[i]);
	}
	if (q->col[COL_PART] < 0 && q->col[COL_PRICE] < 0)
		below = headings_below(q);
	if (below >= 0)
		diag_hint(q->d, "line %d has them: remove the lines above it",
		    table_at(q->t, (size_t)below, -1).line);
	return ok;
}

/* is quote x cheaper than price y, in a currency both lead to? */
static bool
cheaper(const struct catalog *c, const struct price *x, const struct price *y)
{
	int64_t in_x;

	return !catalog_convert(c, y->cents, y->currency, x->currency, &in_x,
	           NULL) ||
	    x->cents < in_x;
}

/* without a day given, the newest exchange rate shows that it is at least that
 * late */
static const char *
known_day(const struct catalog *c)
{
	const char *day = "";

	for (size_t i = 0; i < c->nexchange; i++)
		if (strlen(c->exchange[i].date) == 10 &&
		    strcmp(c->exchange[i].date, day) > 0)
			day = c->exchange[i].date;
	return day;
}

static bool
expired(const struct quotes *q, size_t row, const char *until)
{
	const char *day = q->on != NULL ? q->on : known_day(q->c);

	if (until[0] == '\0' || strcmp(until, day) >= 0)
		return false;
	if (q->on != NULL) {
		diag_warn(q->d, place(q, row, COL_VALID), "quote-expired",
		    "the quote of '%s' was valid until %s and is not used on "
		    "%s",
		    cell(q, row, COL_PART), until, day);
		return true;
	}
	diag_warn(q->d, place(q, row, COL_VALID), "quote-expired",
	    "the quote of '%s' was valid until %s, and the rates of exchange "
	    "here are of %s: it is used, since no day was given",
	    cell(q, row, COL_PART), until, day);
	diag_hint(q->d, "'--on %s' leaves out quotes that had expired by then",
	    day);
	return false;
}

static struct part *
part_of(const struct quotes *q, size_t row)
{
	const char *id = cell(q, row, COL_PART), *near;
	struct part *p = catalog_part_find(q->part, q->npart, id);
	const char **name;

	if (p != NULL)
		return p;
	if (id[0] == '\0') {
		diag_error(q->d, place(q, row, COL_PART), "quote-unknown-part",
		    "a unit price of %s has no part", cell(q, row, COL_PRICE));
		diag_hint(q->d,
		    "name the part as in the request; leave the unit price of "
		    "a sum, freight or a remark empty");
		return NULL;
	}
	diag_error(q->d, place(q, row, COL_PART), "quote-unknown-part",
	    "no catalog has the part '%s'", id);
	if (!diag_shown(q->d))
		return NULL;
	name = NEW(q->a, const char *, q->npart + 1);
	for (size_t i = 0; i < q->npart; i++)
		name[i] = q->part[i]->id;
	near = str_nearest(id, name, q->npart);
	if (near != NULL)
		diag_hint(q->d, "did you mean '%s'?", near);
	return NULL;
}

/* a price without the sign or the code of its currency, which a spreadsheet
 * puts before or after the figures */
static const char *
unsigned_price(const struct quotes *q, const char *text, const char *currency)
{
	const char *const sign[][2] = { { "\u20ac", "EUR" }, { "$", "USD" },
		{ "\u00a3", "GBP" }, { currency, currency } };
	size_t i, n, len = strlen(text), blank;

	for (i = 0; i < sizeof sign / sizeof sign[0]; i++) {
		n = strlen(sign[i][0]);
		if (strcmp(currency, sign[i][1]) != 0 || n == 0 || len <= n)
			continue;
		if (str_starts(text, sign[i][0])) {
			text += n;
			return text + catalog_amount_mark(text);
		}
		if (!str_ends(text, sign[i][0]))
			continue;
		for (n = len - n, blank = 1; blank <= 3 && blank < n; blank++)
			if (catalog_amount_mark(text + n - blank) == blank)
				return str_dup(q->a, text, n - blank);
		return str_dup(q->a, text, n);
	}
	return text;
}

/* lines sent back without a price, reported once */
static void
left_open(struct quotes *q, size_t row)
{
	if (q->nopen++ == 0)
		q->open = row;
}

/*
 * A price far from all that is known of the part is most likely of another
 * thing: of the whole line, of a box of ten, in another currency.  It is used,
 * and reported.
 */
static void
odd(struct quotes *q, size_t row, const struct part *p,
    const struct price *price)
{
	enum { FAR = 3 };
	const struct price *k =
	    p->price.before != NULL ? p->price.before : &p->price;
	bool line;
	int64_t low = k->high_cents > 0 ? k->low_cents : k->cents;
	int64_t high = k->high_cents > 0 ? k->high_cents : k->cents, n = 0;

	if (!k->known || k->cents == 0 || price->cents == 0 ||
	    !catalog_convert(q->c, low, k->currency, price->currency, &low,
	        NULL) ||
	    !catalog_convert(q->c, high, k->currency, price->currency, &high,
	        NULL) ||
	    (price->cents / FAR <= high && price->cents >= low / FAR))
		return;
	line = q->col[COL_QUANTITY] >= 0 &&
	    num_int(cell(q, row, COL_QUANTITY), &n) && n > 1 &&
	    price->cents / n >= low / FAR && price->cents / n <= high;
	diag_warn(q->d, place(q, row, COL_PRICE), "quote-odd",
	    "'%s' at %s %s is far from %s", p->id, price->currency,
	    num_money_pretty(q->a, price->cents),
	    low < high ? str_fmt(q->a, "the %s %s to %s that the catalog knows",
	                     price->currency, num_money_pretty(q->a, low),
	                     num_money_pretty(q->a, high)) :
	                 str_fmt(q->a, "the catalog's %s %s", price->currency,
	                     num_money_pretty(q->a, low)));
	if (line)
		diag_hint(q->d,
		    "is it the price of all %lld? Then the unit price is %s %s",
		    (long long)n, price->currency,
		    num_money_pretty(q->a, price->cents / n));
	else
		diag_hint(q->d,
		    "it is used as given: check that it is the price of one "
		    "piece, in that currency");
}

/* a day in a column that may be left empty; false after a finding */
static bool
day_of(struct quotes *q, size_t row, enum column c, const char **day)
{
	int64_t serial;

	*day = table_date(q->a, q->t, cell(q, row, c));
	if ((*day)[0] == '\0' || (catalog_is_date(*day) && strlen(*day) == 10))
		return true;
	diag_error(q->d, place(q, row, c), "quote-date",
	    "'%s' is not a date: expected YYYY-MM-DD", cell(q, row, c));
	/* a day from 2000 to 2100 as a spreadsheet counts them */
	if (num_int(*day, &serial) && serial > 36500 && serial < 73100)
		diag_hint(q->d, "give its cell the format of a date");
	*day = "";
	return false;
}

/* for how many pieces an offer is; 0: it does not say.  False: for none */
static bool
pieces_of(struct quotes *q, size_t row, int64_t *n)
{
	const char *text = cell(q, row, COL_QUANTITY);
	int64_t hundredths;

	*n = 0;
	if (text[0] == '\0')
		return true;
	if (catalog_amount_parse(text, &hundredths) != NULL ||
	    hundredths % 100 != 0) {
		diag_warn(q->d, place(q, row, COL_QUANTITY), "quote-quantity",
		    "'%s' is not a number of pieces, so it is not known "
		    "whether the offer of '%s' covers as many as are bought",
		    text, cell(q, row, COL_PART));
		return true;
	}
	*n = hundredths / 100;
	if (*n > 0)
		return true;
	diag_warn(q->d, place(q, row, COL_QUANTITY), "quote-quantity",
	    "the offer of '%s' is for zero pieces and is not used",
	    cell(q, row, COL_PART));
	return false;
}

/* before the first of an offer's next ones that is more expensive */
static void
insert(const struct quotes *q, struct price *first, struct price *x)
{
	struct price *at = first;

	while (at->next != NULL && !cheaper(q->c, x, at->next))
		at = at->next;
	x->next = at->next;
	at->next = x;
}

/* an offer beside those that are known of its part: the cheapest counts, and
 * each knows the next one */
static void
take(struct quotes *q, struct part *p, struct price *price)
{
	struct price *costlier;

	if (p->price.basis != PRICE_QUOTE || !p->price.known) {
		price->before = NEW(q->a, struct price, 1);
		*(struct price *)price->before = p->price;
		p->price = *price;
		return;
	}
	price->before = p->price.before;
	costlier = NEW(q->a, struct price, 1);
	if (cheaper(q->c, price, &p->price)) {
		*costlier = p->price;
		price->next = costlier;
		p->price = *price;
		return;
	}
	*costlier = *price;
	insert(q, &p->price, costlier);
}

static void
quote_read(struct quotes *q, size_t row)
{
	const char *text = cell(q, row, COL_PRICE), *why;
	const char *until, *offered;
	const char *seller = cell(q, row, COL_SELLER);
	struct price price = { .known = true, .basis = PRICE_QUOTE }, *first;
	struct part *p;
	int64_t days = 0;

	if (text[0] == '\0') {
		if (cell(q, row, COL_PART)[0] != '\0')
			left_open(q, row);
		return;
	}
	p = part_of(q, row);
	price.currency = cell(q, row, COL_CURRENCY);
	why = catalog_amount_parse(unsigned_price(q, text, price.currency),
	    &price.cents);
	if (why != NULL) {
		diag_error(q->d, place(q, row, COL_PRICE), "quote-price",
		    "the unit price is '%s': %s", text, why);
		if (strpbrk(text, "0123456789") == NULL)
			diag_hint(q->d, "leave it empty without an offer");
		p = NULL;
	}
	if (!catalog_is_currency(price.currency)) {
		diag_error(q->d, place(q, row, COL_CURRENCY), "quote-currency",
		    "'%s' is not a currency code: expected three capital "
		    "letters such as EUR",
		    price.currency);
		p = NULL;
	}
	if (!day_of(q, row, COL_VALID, &until) ||
	    !day_of(q, row, COL_OFFERED, &offered))
		p = NULL;
	if (p != NULL && until[0] != '\0' && strcmp(until, offered) < 0) {
		diag_error(q->d, place(q, row, COL_VALID), "quote-date",
		    "the offer of '%s' is of %s, and valid until %s", p->id,
		    offered, until);
		p = NULL;
	}
	if (cell(q, row, COL_LEAD)[0] != '\0' &&
	    (!num_int(cell(q, row, COL_LEAD), &days) || days < 0))
		diag_error(q->d, place(q, row, COL_LEAD), "quote-days",
		    "'%s' is not a number of days such as 42, nor empty",
		    cell(q, row, COL_LEAD));
	if (!str_is_text(seller)) {
		diag_error(q->d, place(q, row, COL_SELLER), "quote-text",
		    "the seller must be printable text on one line");
		p = NULL;
	}
	if (p == NULL || expired(q, row, until) ||
	    !pieces_of(q, row, &price.pieces))
		return;
	if (price.cents == 0) {
		diag_warn(q->d, place(q, row, COL_PRICE), "quote-free",
		    "'%s' is quoted at zero and counted so", p->id);
		diag_hint(q->d,
		    "leave the price empty where nothing is offered");
	}
	odd(q, row, p, &price);
	price.lead_days = days;
	price.at = place(q, row, COL_PRICE);
	price.pieces_at = place(q, row, COL_QUANTITY);
	price.date = offered[0] != '\0' ? offered :
	    until[0] != '\0' ? str_fmt(q->a, "valid until %s", until) :
	                       "not dated";
	price.source = str_fmt(q->a, "quote%s%s, %s line %d%s%s%s",
	    seller[0] != '\0' ? " of " : "", seller, q->t->src->name,
	    table_at(q->t, row, -1).line,
	    until[0] != '\0' ? ", valid until " : "", until,
	    days > 0 ? str_fmt(q->a, ", delivered in %s",
	                   str_count(q->a, (size_t)days, "day")) :
	               "");
	take(q, p, &price);
	first = NEW(q->a, struct price, 1);
	*first = p->price;
	p->price.offers = first;
}

struct row {
	const struct quotes *q;
	size_t i;
};

static int
by_cells(const void *px, const void *py)
{
	const struct row *x = px, *y = py;
	int c = 0;

	for (int col = 0; col < COLUMNS && c == 0; col++)
		c = strcmp(cell(x->q, x->i, (enum column)col),
		    cell(y->q, y->i, (enum column)col));
	return c;
}

static int
by_row(const void *px, const void *py)
{
	const struct row *x = px, *y = py;
	int c = by_cells(x, y);

	return c != 0 ? c : (x->i > y->i) - (x->i < y->i);
}

static int
by_offer(const void *px, const void *py)
{
	const struct row *x = px, *y = py;
	int c = strcmp(cell(x->q, x->i, COL_PART), cell(y->q, y->i, COL_PART));

	if (c == 0)
		c = strcmp(cell(x->q, x->i, COL_SELLER),
		    cell(y->q, y->i, COL_SELLER));
	return c != 0 ? c : (x->i > y->i) - (x->i < y->i);
}

static bool
is_other_price(const struct quotes *q, size_t x, size_t y)
{
	int64_t was, is;

	return str_eq(cell(q, x, COL_PART), cell(q, y, COL_PART)) &&
	    str_eq(cell(q, x, COL_SELLER), cell(q, y, COL_SELLER)) &&
	    catalog_amount_parse(cell(q, x, COL_PRICE), &was) == NULL &&
	    catalog_amount_parse(cell(q, y, COL_PRICE), &is) == NULL &&
	    was != is;
}

/* two prices of one seller for one part: which of them is meant? */
static void
two_prices(struct quotes *q, struct row *row)
{
	size_t n = q->t->n;

	if (n > 0)
		qsort(row, n, sizeof(*row), by_offer);
	for (size_t i = 1; i < n; i++)
		if (is_other_price(q, row[i - 1].i, row[i].i))
			diag_warn(q->d, place(q, row[i].i, COL_PRICE),
			    "quote-twice",
			    "'%s' has another price on line %d, of the same "
			    "seller: the lower counts",
			    cell(q, row[i].i, COL_PART),
			    table_at(q->t, row[i - 1].i, -1).line);
}

/* the same offer twice says nothing new, and is most likely a slip: of each row
 * the first one like it */
static const size_t *
doubled(struct quotes *q)
{
	size_t n = q->t->n, first = 0;
	struct row *row = NEW(q->a, struct row, n + 1);
	size_t *like = NEW(q->a, size_t, n + 1);

	for (size_t i = 0; i < n; i++)
		row[i] = (struct row){ q, i };
	if (n > 0)
		qsort(row, n, sizeof(*row), by_row);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && by_cells(&row[i], &row[i - 1]) != 0)
			first = i;
		like[row[i].i] = row[first].i;
	}
	for (size_t i = 0; i < n; i++)
		if (like[i] != i && cell(q, i, COL_PRICE)[0] != '\0')
			diag_warn(q->d, place(q, i, COL_PART), "quote-twice",
			    "'%s' is already quoted on line %d",
			    cell(q, i, COL_PART),
			    table_at(q->t, like[i], -1).line);
	two_prices(q, row);
	return like;
}

bool
catalog_quotes_read(struct arena *a, struct diags *d, const struct catalog *c,
    const struct table *table, const char *on)
{
	struct quotes q = { .a = a, .d = d, .c = c, .t = table, .on = on };
	size_t errors = d->errors;
	const size_t *like;

	if (!columns(&q))
		return false;
	q.part = catalog_parts(a, c, &q.npart);
	like = doubled(&q);
	for (size_t i = 0; i < table->n; i++)
		if (like[i] == i || cell(&q, i, COL_PRICE)[0] == '\0')
			quote_read(&q, i);
	if (q.nopen > 0 && q.nopen == table->n)
		diag_warn(d, place(&q, q.open, COL_PRICE), "quote-open",
		    "no line has a price yet: all prices are the catalog's");
	else if (table->n == 0)
		diag_warn(d, table_head_at(table, -1), "quote-open",
		    "it has no line: all prices are the catalog's");
	else if (q.nopen > 0)
		diag_warn(d, place(&q, q.open, COL_PRICE), "quote-open",
		    "no price for '%s'%s: the catalog's prices apply, and "
		    "parts quoted for an alternative may be chosen instead",
		    cell(&q, q.open, COL_PART),
		    q.nopen == 1 ? "" :
		                   str_fmt(a, " and %zu more line%s",
		                       q.nopen - 1, q.nopen == 2 ? "" : "s"));
	return d->errors == errors;
}
