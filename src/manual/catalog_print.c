/*
 * `eastwest catalog list` and `check`: the catalog as a whole.
 */
#include "manual/catalog_print.h"

#include <string.h>

#include "base/num.h"
#include "manual/catalog_show.h"

static const char *
roles_text(struct arena *a, const struct switch_model *s)
{
	struct buf b = buf_new(a);

	if (s->standalone)
		buf_puts(&b, "standalone");
	if (s->leaf)
		buf_puts(&b, b.len > 0 ? " leaf" : "leaf");
	if (s->spine)
		buf_puts(&b, b.len > 0 ? " spine" : "spine");
	return b.text;
}

static struct value *
switch_line(struct arena *a, const struct switch_model *s)
{
	struct value *v = value_map(a);

	value_set(a, v, "id", value_text(a, s->id));
	value_set(a, v, "name", value_text(a, s->name));
	value_set(a, v, "vendor", value_text(a, s->vendor));
	value_set(a, v, "nos", value_text(a, s->nos_name));
	value_set(a, v, "rendered",
	    value_bool(a, s->platform != NULL && s->platform->rendered));
	value_set(a, v, "fits", value_text(a, roles_text(a, s)));
	value_set(a, v, "ports", value_text(a, catalog_ports_text(a, s)));
	value_set(a, v, "price", manual_catalog_price_value(a, &s->part.price));
	value_set(a, v, "end_of_sale", value_text(a, s->life.end_of_sale));
	value_set(a, v, "end_of_support",
	    value_text(a, s->life.end_of_support));
	value_set(a, v, "azure_local",
	    value_text(a, catalog_switch_fact(s, "azure_local")));
	return v;
}

static struct value *
cable_line(struct arena *a, const struct cable *c)
{
	struct value *v = value_map(a), *list = value_list(a);

	value_set(a, v, "id", value_text(a, c->id));
	value_set(a, v, "family", value_text(a, c->family));
	for (size_t i = 0; i < c->nlength; i++)
		value_push(a, list,
		    value_real(a, (double)c->length[i].mm / 1000));
	value_set(a, v, "lengths_m", list);
	return v;
}

static struct value *
optic_line(struct arena *a, const struct optic *o)
{
	struct value *v = value_map(a);

	value_set(a, v, "id", value_text(a, o->id));
	value_set(a, v, "name", value_text(a, o->name));
	value_set(a, v, "media", value_text(a, catalog_media_word[o->media]));
	value_set(a, v, "price", manual_catalog_price_value(a, &o->part.price));
	value_set(a, v, "oem_price",
	    manual_catalog_price_value(a, &o->oem.price));
	return v;
}

static struct value *
named_line(struct arena *a, const char *id, const char *name)
{
	struct value *v = value_map(a);

	value_set(a, v, "id", value_text(a, id));
	value_set(a, v, "name", value_text(a, name));
	return v;
}

static struct value *
nic_line(struct arena *a, const struct nic *n)
{
	struct value *v = named_line(a, n->id, n->name);

	value_set(a, v, "media", value_text(a, catalog_media_word[n->media]));
	value_set(a, v, "ports", value_int(a, (int64_t)n->ports));
	value_set(a, v, "price", manual_catalog_price_value(a, &n->part.price));
	return v;
}

struct value *
manual_catalog_list_value(struct arena *a, const struct catalog *c)
{
	struct value *v = value_map(a), *list;

	value_set(a, v, "switches", list = value_list(a));
	for (size_t i = 0; i < c->nsw; i++)
		value_push(a, list, switch_line(a, &c->sw[i]));
	value_set(a, v, "cables", list = value_list(a));
	for (size_t i = 0; i < c->ncable; i++)
		value_push(a, list, cable_line(a, &c->cable[i]));
	value_set(a, v, "optics", list = value_list(a));
	for (size_t i = 0; i < c->noptic; i++)
		value_push(a, list, optic_line(a, &c->optic[i]));
	value_set(a, v, "nics", list = value_list(a));
	for (size_t i = 0; i < c->nnic; i++)
		value_push(a, list, nic_line(a, &c->nic[i]));
	value_set(a, v, "hypervisors", list = value_list(a));
	for (size_t i = 0; i < c->nhyp; i++)
		value_push(a, list,
		    named_line(a, c->hyp[i].id, c->hyp[i].name));
	value_set(a, v, "platforms", list = value_list(a));
	for (size_t i = 0; i < c->nplatform; i++) {
		const struct platform *p = &c->platform[i];
		struct value *line = named_line(a, p->id, p->name);

		value_set(a, line, "host", value_bool(a, p->host));
		value_set(a, line, "rendered", value_bool(a, p->rendered));
		value_push(a, list, line);
	}
	return v;
}

/* ---- a table of text ---- */

struct table {
	struct arena *a;
	const char ***row;
	size_t n, cap, columns;
};

static void
row(struct table *t, const char *c0, const char *c1, const char *c2,
    const char *c3)
{
	const char **r = NEW(t->a, const char *, 4);

	r[0] = c0;
	r[1] = c1;
	r[2] = c2;
	r[3] = c3;
	PUSH(t->a, t->row, t->n, t->cap, r);
}

/* columns on the screen, not bytes */
static size_t
width(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

static void
table_print(struct table *t, struct buf *out, const char *title)
{
	/* what is longer than most pushes the rest of its own line aside */
	static const size_t most[4] = { 27, 21, 26, 0 };
	size_t wide[4] = { 0 }, i, k, last, n;

	if (t->n == 0)
		return;
	buf_printf(out, "%s%s\n", out->len > 0 ? "\n" : "", title);
	for (i = 0; i < t->n; i++)
		for (k = 0; k < 4; k++)
			if (t->row[i][k] != NULL &&
			    (n = width(t->row[i][k])) > wide[k])
				wide[k] = n < most[k] ? n : most[k];
	for (i = 0; i < t->n; i++) {
		for (last = 3; last > 0 &&
		     (t->row[i][last] == NULL || t->row[i][last][0] == '\0');
		     last--)
			continue;
		buf_puts(out, " ");
		for (k = 0; k <= last; k++) {
			buf_printf(out, " %s", t->row[i][k]);
			for (n = width(t->row[i][k]); k < last && n < wide[k];
			     n++)
				buf_putc(out, ' ');
		}
		buf_putc(out, '\n');
	}
	t->n = 0;
}

static const char *
lengths_text(struct arena *a, const struct cable *c)
{
	if (c->nlength == 0)
		return "";
	return str_fmt(a, "%s to %s", num_text(a, c->length[0].mm, UNIT_LENGTH),
	    num_text(a, c->length[c->nlength - 1].mm, UNIT_LENGTH));
}

void
manual_catalog_list_text(struct arena *a, struct buf *out,
    const struct catalog *c)
{
	struct table t = { a, NULL, 0, 0, 4 };

	for (size_t i = 0; i < c->nsw; i++) {
		const struct switch_model *s = &c->sw[i];
		bool yes = s->platform != NULL && s->platform->rendered;

		row(&t, s->id, s->nos_name, catalog_ports_text(a, s),
		    str_fmt(a, "%s%s%s%s",
		        manual_catalog_price_text(a, &s->part.price),
		        s->life.end_of_sale != NULL ? ", sold until " : "",
		        s->life.end_of_sale != NULL ? s->life.end_of_sale : "",
		        yes ? "" : ", no templates"));
	}
	table_print(&t, out, "switches");
	for (size_t i = 0; i < c->ncable; i++)
		row(&t, c->cable[i].id, c->cable[i].family,
		    lengths_text(a, &c->cable[i]),
		    c->cable[i].nlength > 0 ?
		        manual_catalog_price_text(a,
		            &c->cable[i].length[0].part.price) :
		        "");
	table_print(&t, out, "cables (price of the shortest)");
	for (size_t i = 0; i < c->noptic; i++)
		row(&t, c->optic[i].id, c->optic[i].name,
		    catalog_media_word[c->optic[i].media],
		    manual_catalog_price_text(a, &c->optic[i].part.price));
	table_print(&t, out, "optics");
	for (size_t i = 0; i < c->nnic; i++)
		row(&t, c->nic[i].id, c->nic[i].name,
		    str_fmt(a, "%zu %s", c->nic[i].ports,
		        catalog_media_word[c->nic[i].media]),
		    str_fmt(a, "%s%s%s",
		        c->nic[i].rdma == RDMA_NONE ?
		            "" :
		            catalog_rdma_word[c->nic[i].rdma],
		        c->nic[i].rdma == RDMA_NONE ? "" : ", ",
		        manual_catalog_price_text(a, &c->nic[i].part.price)));
	table_print(&t, out, "network cards");
	for (size_t i = 0; i < c->nhyp; i++)
		row(&t, c->hyp[i].id, c->hyp[i].name, "", "");
	table_print(&t, out, "hypervisors");
	for (size_t i = 0; i < c->nplatform; i++)
		row(&t, c->platform[i].id, c->platform[i].name,
		    c->platform[i].host ? "hosts" : "switches",
		    c->platform[i].rendered ? "" : "no templates");
	table_print(&t, out, "platforms");
	buf_puts(out,
	    "\nnext: 'eastwest catalog show ID' has all that is known of one, "
	    "with its sources\n");
}

/* ---- what it rests on ---- */

struct tally {
	int64_t fact[CONFIDENCE_ESTIMATE + 1];
	int64_t basis[PRICE_ESTIMATE + 1];
	int64_t unpriced;
};

static void
tally_facts(struct tally *t, const struct fact *f, size_t n)
{
	for (size_t i = 0; i < n; i++)
		t->fact[f[i].confidence]++;
}

static void
tally_part(struct tally *t, const struct part *p)
{
	if (p->price.known)
		t->basis[p->price.basis]++;
	else
		t->unpriced++;
}

static struct tally
tally(const struct catalog *c)
{
	struct tally t = { .unpriced = 0 };

	for (size_t i = 0; i < c->nsw; i++) {
		tally_facts(&t, c->sw[i].fact, c->sw[i].nfact);
		tally_part(&t, &c->sw[i].part);
		for (size_t k = 0; k < c->sw[i].noption; k++)
			tally_part(&t, &c->sw[i].option[k].part);
	}
	for (size_t i = 0; i < c->ncable; i++) {
		tally_facts(&t, c->cable[i].fact, c->cable[i].nfact);
		for (size_t k = 0; k < c->cable[i].nlength; k++)
			tally_part(&t, &c->cable[i].length[k].part);
	}
	for (size_t i = 0; i < c->noptic; i++) {
		tally_facts(&t, c->optic[i].fact, c->optic[i].nfact);
		tally_part(&t, &c->optic[i].part);
		if (c->optic[i].oem.price.known)
			tally_part(&t, &c->optic[i].oem);
	}
	for (size_t i = 0; i < c->nhyp; i++)
		tally_facts(&t, c->hyp[i].fact, c->hyp[i].nfact);
	for (size_t i = 0; i < c->nplatform; i++)
		tally_facts(&t, c->platform[i].fact, c->platform[i].nfact);
	for (size_t i = 0; i < c->nnic; i++) {
		tally_facts(&t, c->nic[i].fact, c->nic[i].nfact);
		tally_part(&t, &c->nic[i].part);
	}
	return t;
}

static const struct count {
	const char *key, *text;
	size_t offset;
} counts[] = {
	{ "switches", "switches", offsetof(struct catalog, nsw) },
	{ "cables", "cables", offsetof(struct catalog, ncable) },
	{ "optics", "optics", offsetof(struct catalog, noptic) },
	{ "nics", "network cards", offsetof(struct catalog, nnic) },
	{ "hypervisors", "hypervisors", offsetof(struct catalog, nhyp) },
	{ "platforms", "platforms", offsetof(struct catalog, nplatform) },
};

#define NCOUNTS (sizeof(counts) / sizeof(counts[0]))

static int64_t
count_of(const struct catalog *c, size_t i)
{
	return (int64_t) *
	    (const size_t *)(const void *)((const char *)c + counts[i].offset);
}

struct value *
manual_catalog_check_value(struct arena *a, const struct catalog *c)
{
	struct value *v = value_map(a), *m;
	struct tally t = tally(c);

	for (size_t i = 0; i < NCOUNTS; i++)
		value_set(a, v, counts[i].key, value_int(a, count_of(c, i)));
	value_set(a, v, "facts", m = value_map(a));
	for (size_t i = 0; catalog_confidence_word[i] != NULL; i++)
		value_set(a, m, catalog_confidence_word[i],
		    value_int(a, t.fact[i]));
	value_set(a, v, "prices", m = value_map(a));
	for (size_t i = 0; catalog_price_basis_word[i] != NULL; i++)
		value_set(a, m, catalog_price_basis_word[i],
		    value_int(a, t.basis[i]));
	value_set(a, m, "none", value_int(a, t.unpriced));
	return v;
}

void
manual_catalog_check_text(struct arena *a, struct buf *out,
    const struct catalog *c)
{
	struct tally t = tally(c);

	(void)a;
	for (size_t i = 0; i < NCOUNTS; i++)
		buf_printf(out, "%s%lld %s", i > 0 ? ", " : "",
		    (long long)count_of(c, i), counts[i].text);
	buf_puts(out, "\nfacts:");
	for (size_t i = 0; catalog_confidence_word[i] != NULL; i++)
		buf_printf(out, "%s %lld %s", i > 0 ? "," : "",
		    (long long)t.fact[i], catalog_confidence_word[i]);
	buf_puts(out, "\nprices:");
	for (size_t i = 0; catalog_price_basis_word[i] != NULL; i++)
		buf_printf(out, "%s %lld %s", i > 0 ? "," : "",
		    (long long)t.basis[i], catalog_price_basis_word[i]);
	buf_printf(out, ", %lld unknown\n", (long long)t.unpriced);
}
