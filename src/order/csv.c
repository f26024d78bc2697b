/*
 * The tables other people's tools read: cabling, bill of materials, addresses.
 * RFC 4180; a cell that a spreadsheet would take for a formula gets an
 * apostrophe in front.
 */
#include <string.h>

#include "base/ip.h"
#include "base/num.h"
#include "order/csv.h"

void
csv_cell(struct buf *b, const char *s, bool last)
{
	bool formula = s[0] != '\0' && strchr("=+-@\t\r", s[0]) != NULL;
	const char *p;

	if (strpbrk(s, ",\"\r\n") == NULL && !formula) {
		buf_puts(b, s);
	} else {
		buf_putc(b, '"');
		if (formula)
			buf_putc(b, '\'');
		for (p = s; *p != '\0'; p++) {
			if (*p == '"')
				buf_putc(b, '"');
			buf_putc(b, *p);
		}
		buf_putc(b, '"');
	}
	buf_puts(b, last ? "\n" : ",");
}

const char *
csv_decimal(struct arena *a, int64_t v, int digits)
{
	int64_t unit = 1;
	char *s;

	for (int i = 0; i < digits; i++)
		unit *= 10;
	if (v % unit == 0)
		return str_fmt(a, "%lld", (long long)(v / unit));
	s = str_fmt(a, "%lld.%0*lld", (long long)(v / unit), digits,
	    (long long)(v % unit));
	for (size_t n = strlen(s); s[n - 1] == '0'; n--)
		s[n - 1] = '\0';
	return s;
}

void
csv_cabling(struct buf *b, const struct design *g)
{
	struct arena *a = b->a;

	bool over = g->model->nfibre > 0;

	buf_printf(b,
	    "id,a_device,a_port,b_device,b_port,kind,speed_gbps,medium,"
	    "length_m,a_optic,b_optic,a_label,b_label,cable%s\n",
	    over ? ",fibre" : "");
	for (size_t i = 0; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];

		csv_cell(b, l->id, false);
		csv_cell(b, l->a.device, false);
		csv_cell(b, l->a.port_name, false);
		csv_cell(b, l->b.device, false);
		csv_cell(b, l->b.port_name, false);
		csv_cell(b, design_link_kind_word[l->kind], false);
		csv_cell(b, csv_decimal(a, l->speed_bps, 9), false);
		csv_cell(b, l->cable->family, false);
		csv_cell(b, csv_decimal(a, l->cable->length[l->length].mm, 3),
		    false);
		csv_cell(b, l->a.optic, false);
		csv_cell(b, l->b.optic, false);
		csv_cell(b, l->a.label, false);
		csv_cell(b, l->b.label, false);
		csv_cell(b, l->bundle > 0 ? design_cable_id(a, l) : "", !over);
		if (over)
			csv_cell(b, design_link_fibre(a, l), true);
	}
}

/* nothing where a quote is needed: 0 would be a price */
static const char *
amount(struct arena *a, const struct bom_line *x, int64_t cents)
{
	return x->unpriced ? "" : num_money_text(a, cents);
}

void
csv_bom(struct buf *b, const struct design *g)
{
	struct arena *a = b->a;
	struct buf left = buf_new(a);
	size_t n;
	const char *const *out = design_left_out(a, g, &n);

	/* in the first row, so that whoever adds up a column still can */
	for (size_t i = 0; i < n; i++)
		buf_printf(&left, "%s%s", i > 0 ? "; " : "", out[i]);
	buf_puts(b,
	    "part,description,category,quantity,unit_price,currency,"
	    "total,price_basis,price_source,price_date,total_low,"
	    "total_high,maker,left_out\n");
	for (size_t i = 0; i < g->nbom; i++) {
		const struct bom_line *x = &g->bom[i];

		csv_cell(b, x->part->id, false);
		csv_cell(b, x->description, false);
		csv_cell(b, x->part->category, false);
		csv_cell(b, str_fmt(a, "%lld", (long long)x->quantity), false);
		csv_cell(b, amount(a, x, x->unit_cents), false);
		csv_cell(b, g->model->currency, false);
		csv_cell(b, amount(a, x, x->total_cents), false);
		csv_cell(b, x->basis, false);
		csv_cell(b, x->source, false);
		csv_cell(b, x->date, false);
		csv_cell(b, amount(a, x, x->low_cents), false);
		csv_cell(b, amount(a, x, x->high_cents), false);
		csv_cell(b, x->part->vendor != NULL ? x->part->vendor : "",
		    false);
		csv_cell(b, i == 0 && left.len > 0 ? left.text : "", true);
	}
}

void
csv_addresses(struct buf *b, const struct design *g)
{
	struct arena *a = b->a;

	buf_puts(b, "device,interface,network,vlan,address\n");
	for (size_t i = 0; i < g->naddr; i++) {
		const struct daddr *x = &g->addr[i];
		const struct network *n = &g->model->network[x->net];

		csv_cell(b, x->device, false);
		csv_cell(b, x->interface, false);
		csv_cell(b, n->name, false);
		csv_cell(b, n->vlan > 0 ? str_fmt(a, "%d", n->vlan) : "",
		    false);
		csv_cell(b, ip_net_text(a, x->address, x->prefix), true);
	}
}
