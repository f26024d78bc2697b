/* Fibre that is there between rows: what goes over it, and what is bought. */
#include "site.h"

#include "order/csv.h"
#include "order/order.h"

/* four racks of two rows, the spines in the first; 16 uplinks cross */
static const char halls[] =
    "eastwest: 1\n"
    "site: {name: halls, currency: EUR}\n"
    "requirements: {topology: spine-leaf, growth: 20 %, failure_domain: rack, "
    "oversubscription: 3}\n"
    "racks: [{name: \"r[1-2]\", row: A}, {name: \"r[3-4]\", row: B}]\n"
    "geometry: {row_pitch: 60 m}\n"
    "clusters: [{name: c, hypervisor: hyper-v, version: \"2019\"}]\n"
    "hosts: [{name: \"r[1-4]-hv[1-8]\", rack: \"r[1-4]\", memory: 256 GiB, "
    "height: 1, cores: 16, nics: {ports: 2, speed: 10G, media: sfp+}}]\n"
    "vms: [{name: \"vm[001-160]\", memory: 8 GiB}]\n"
    "networks:\n"
    "  - {name: lm, purpose: live-migration, vlan: 120, subnet: "
    "10.1.0.0/20}\n"
    "  - {name: csv, purpose: csv, vlan: 110, subnet: 10.2.0.0/20}\n";

static const struct design *
with(const char *fibre)
{
	const struct selection *v = choose(str_fmt(a, "%s%s", halls, fibre));

	cr_assert(v != NULL && v->design != NULL);
	return v->design;
}

static const char *
fibres(const char *cord, int links)
{
	struct buf b = buf_new(a);
	int i, k;

	buf_puts(&b, "fibre:\n");
	for (i = 1; i < 3; i++)
		for (k = 3; k < 5; k++)
			buf_printf(&b, "  - {name: F%d%d, from: r%d, to: r%d, "
			    "cord: %s, links: %d, length: 65 m}\n", i, k, i, k,
			    cord, links);
	return b.text;
}

static size_t
over(const struct design *g)
{
	size_t i, n = 0;

	for (i = 0; i < g->nlink; i++)
		n += g->link[i].fibre != NULL;
	return n;
}

/* of the bill, without spares, by the first letters of a part */
static int64_t
bought(const struct design *g, const char *part)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < g->nbom; i++)
		if (strncmp(g->bom[i].part->id, part, strlen(part)) == 0)
			n += g->bom[i].quantity;
	return n;
}

static int64_t
price(const struct design *g, const char *part)
{
	size_t i;

	for (i = 0; i < g->nbom; i++)
		if (strcmp(g->bom[i].part->id, part) == 0)
			return g->bom[i].total_cents / g->bom[i].quantity;
	cr_assert_fail("no %s is bought", part);
	return 0;
}

Test(fibre, the_run_costs_nothing_and_its_cords_do)
{
	const struct design *none, *g;
	size_t i, k, n;
	struct label *l;

	a = arena_new();
	none = with("");
	g = with(fibres("om3-lc", 12));
	cr_assert_eq(over(none), 0);
	cr_assert_eq(over(g), 16);
	/* two cords of 3 m in place of each cord of 100 m */
	cr_expect_eq(bought(none, "om3-lc-100m"), 16);
	cr_expect_eq(bought(g, "om3-lc-100m"), 0);
	cr_expect_eq(bought(g, "om3-lc-3m"), 32);
	cr_expect_eq(none->total_cents - g->total_cents,
	    16 * price(none, "om3-lc-100m") - 32 * price(g, "om3-lc-3m"));
	cr_expect(g->optimal);
	cr_expect_eq(g->bound_cents, g->total_cents);
	/* every link has a place of its own on its panels */
	for (i = 0; i < g->nlink; i++)
		for (k = 0; k < i && g->link[i].fibre != NULL; k++)
			cr_expect(g->link[k].fibre != g->link[i].fibre ||
			    g->link[k].strand != g->link[i].strand);
	for (i = 0; i < g->nlink; i++)
		cr_expect(g->link[i].fibre == NULL ||
		    (g->link[i].strand >= 1 && g->link[i].strand <= 12));
	/* a label at each end of each cord, and the panel in the port map */
	l = order_labels(a, g, &n);
	cr_expect_eq(n, 2 * g->nlink + 32);
	for (i = k = 0; i < n; i++)
		k += l[i].panel != NULL && strncmp(l[i].text, "F", 1) == 0 &&
		    l[i].text == strstr(l[i].text, l[i].panel);
	cr_expect_eq(k, 32);
	/* the cord goes from the panel to the port, not on to the other switch */
	for (i = 0; i < n; i++)
		if (l[i].panel != NULL && l[i].near == l[i].panel)
			cr_expect(i > 0 && strcmp(l[i].far, l[i - 1].near) == 0 &&
			    strcmp(l[i].far, l[i - 1].far) != 0,
			    "%s", l[i].text);
	{
		struct buf b = buf_new(a);

		csv_cabling(&b, g);
		cr_expect(strstr(b.text, ",cable,fibre\n") != NULL);
		cr_expect(strstr(b.text, ",,F13:1\n") != NULL);
		b = buf_new(a);
		csv_cabling(&b, none);
		cr_expect(strstr(b.text, ",fibre") == NULL);
	}
	arena_free(a);
}

/* what a rack is sent is what is plugged in there: of a link over fibre a cord at
 * each of its ends */
Test(fibre, each_end_of_a_run_is_sent_a_cord)
{
	const struct design *g;
	const struct pull *p;
	const struct by_length *l;
	size_t n, i, k, rack, lengths;

	a = arena_new();
	g = with(fibres("om3-lc", 12));
	p = order_pulls(a, g, &n);
	l = order_lengths(a, g, &lengths);
	for (k = 0; k < lengths; k++) {
		const struct part *part = &l[k].cable->length[l[k].length].part;
		int64_t all = 0;

		for (rack = 0; rack < g->model->nrack; rack++) {
			int64_t want = 0, sent = 0;

			for (i = 0; i < g->nlink; i++) {
				const struct dlink *x = &g->link[i];

				if (&x->cable->length[x->length].part != part)
					continue;
				want += g->sw[x->a.sw].rack == rack;
				want += x->fibre != NULL && x->b.sw != NONE &&
				    g->sw[x->b.sw].rack == rack;
			}
			for (i = 0; i < n; i++)
				if (p[i].part == part && p[i].rack == rack)
					sent += p[i].quantity;
			cr_expect_eq(sent, want, "%s to %s: %lld, not %lld",
			    part->id, g->model->rack[rack].name,
			    (long long)sent, (long long)want);
			all += want;
		}
		cr_expect_eq(l[k].used, all, "%s", part->id);
	}
	arena_free(a);
}

/* two leaves to one spine share it evenly; where there is not one for each, it
 * is left as it is; never dearer than without */
Test(fibre, as_far_as_its_links_go)
{
	static const struct { const char *cord; int links; size_t over; } row[] =
	{
		{"om3-lc", 1, 0}, {"om3-lc", 2, 8}, {"om3-lc", 3, 8},
		{"om3-lc", 4, 16},
		/* optics for it cost more than what they save */
		{"os2-lc", 12, 0},
	};
	int64_t before;
	size_t i;

	a = arena_new();
	before = with("")->total_cents;
	for (i = 0; i < sizeof row / sizeof row[0]; i++) {
		const struct design *g = with(fibres(row[i].cord,
		    row[i].links));

		cr_expect_eq(over(g), row[i].over, "%s %d: %zu", row[i].cord,
		    row[i].links, over(g));
		cr_expect(g->total_cents <= before);
		cr_expect_eq(bought(g, "om3-lc-3m"),
		    (int64_t)(2 * over(g)));
	}
	arena_free(a);
}

/* the farther it is, the fewer optics reach: 300 m of OM3 for 10G */
Test(fibre, optics_reach_over_the_cords_as_well)
{
	static const char *const length[] = {"290 m", "295 m"};
	size_t i;

	a = arena_new();
	for (i = 0; i < 2; i++)
		cr_expect_eq(over(with(str_fmt(a, "fibre:\n  - {name: F, from: "
		    "r1, to: r3, cord: om3-lc, links: 12, length: %s}\n",
		    length[i]))), i == 0 ? 4u : 0u, "%s", length[i]);
	arena_free(a);
}
