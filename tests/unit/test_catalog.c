/* The catalogs: those we ship, and how others are read over them. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "catalog/catalog.h"
#include "input/json.h"
#include "manual/catalog_print.h"
#include "readback/dialect.h"
#include "scratch.h"

#define COUNT(x) (sizeof(x) / sizeof((x)[0]))

static struct arena *a;
static struct diags *d;
static char dir[SCRATCH_MAX];

static void
setup(void)
{
	a = arena_new();
	d = diags_new(a);
	scratch_make(dir);
}

static void
teardown(void)
{
	scratch_remove(dir);
	arena_free(a);
}

TestSuite(catalog, .init = setup, .fini = teardown);

/* a file of our own catalog folder */
static void
put(const char *path, const char *text)
{
	scratch_put(dir, path, text, strlen(text));
}

/* ours over the shipped one */
static const struct catalog *
read_both(void)
{
	const char *list[] = { dir, "catalogs" };
	const char *template[] = { dir };

	return catalog_read(a, d, list, 2, template, 1);
}

static const struct catalog *
shipped(void)
{
	const char *list[] = { "catalogs" };
	const struct catalog *c = catalog_read(a, d, list, 1, NULL, 0);

	cr_assert(c != NULL);
	return c;
}

static const struct diag *
found(const char *id)
{
	size_t i;

	for (i = 0; i < d->n; i++)
		if (strcmp(d->item[i].id, id) == 0)
			return &d->item[i];
	return NULL;
}

static const char acme[] =
    "vendor: acme\nname: Acme X\nnos: os9\nfits: [leaf]\nheight: 1\n"
    "ports:\n  - {media: sfp+, count: 24, name: 'port {n}'}\n"
    "lag_members: 8\nlags: 8\ndescription: Acme X\n"
    "price: {amount: 900, currency: USD, basis: list, "
    "source: a list, date: 2016}\n"
    "facts:\n  nos: {confidence: recalled}\n"
    "  height: {confidence: recalled}\n  ports: {confidence: recalled}\n"
    "  lag_members: {confidence: recalled}\n"
    "  lags: {confidence: recalled}\n";

/* acme with the first `from` replaced */
static const char *
acme_but(const char *from, const char *to)
{
	struct buf b = buf_new(a);
	const char *at = strstr(acme, from);

	cr_assert(at != NULL, "%s", from);
	buf_add(&b, acme, (size_t)(at - acme));
	buf_puts(&b, to);
	buf_puts(&b, at + strlen(from));
	return b.text;
}

/* ---- what we ship ---- */

/* the one answer of the designer and of verify */
Test(catalog, faster_cages_take_slower_plugs_of_their_size)
{
	cr_expect(catalog_cage_takes("sfp28", "sfp+"));
	cr_expect(catalog_cage_takes("qsfp28", "qsfp+"));
	cr_expect(catalog_cage_takes("sfp+", "sfp+"));
	cr_expect_not(catalog_cage_takes("sfp+", "sfp28"));
	cr_expect_not(catalog_cage_takes("qsfp+", "sfp+"));
	cr_expect_not(catalog_cage_takes("10gbase-t", "sfp+"));
	cr_expect_not(catalog_cage_takes("xfp", "xfp"));
}

Test(catalog, what_we_ship_has_no_fault_and_a_price_for_everything)
{
	const struct catalog *c = shipped();
	size_t i, k;

	diag_print(stderr, d, false, true);
	cr_assert(d->n == 0);
	cr_assert(c->nsw >= 12 && c->noptic >= 6 && c->nhyp == 5);
	for (i = 0; i < c->nsw; i++) {
		const struct switch_model *s = &c->sw[i];

		cr_assert(s->part.price.known, "%s", s->id);
		cr_assert(s->platform != NULL, "%s", s->id);
		for (k = 0; k < s->noption; k++)
			cr_assert(s->option[k].part.price.known);
		for (k = 0; k < s->nfact; k++)
			cr_assert(s->fact[k].value != NULL, "%s of %s",
			    s->fact[k].name, s->id);
	}
	for (i = 0; i < c->ncable; i++)
		for (k = 0; k < c->cable[i].nlength; k++)
			cr_assert(c->cable[i].length[k].part.price.known);
	for (i = 0; i < c->noptic; i++)
		cr_assert(c->optic[i].part.price.known &&
		    c->optic[i].oem.price.known);
}

Test(catalog, an_estimate_is_called_one_and_a_sourced_price_is_not)
{
	const struct catalog *c = shipped();
	const struct cable *dac = catalog_cable(c, "dac-sfpp");

	cr_assert(dac->length[0].mm == 500);
	cr_assert(dac->length[0].part.price.basis == PRICE_ESTIMATE);
	cr_assert(strstr(dac->length[0].part.price.source, "estimate of"));
	/* 13.81 dollars for 5 m, paid in September 2021 */
	cr_assert(dac->length[4].mm == 5000);
	cr_assert(dac->length[4].part.price.basis == PRICE_STREET);
	cr_assert(dac->length[4].part.price.cents == 1381);
	cr_assert(strcmp(dac->length[4].part.price.date, "2021-09-21") == 0);
	cr_assert(strstr(dac->length[4].part.price.source, "XtremeOwnage"));
}

/* names as published configurations and manuals have them */
Test(catalog, ports_are_called_what_their_switch_calls_them)
{
	static const struct {
		const char *sw;
		size_t block, i;
		const char *name, *child;	/* the second child */
	} table[] = {
		{ "dell-s4810", 0, 0, "TenGigabitEthernet 0/0", NULL },
		{ "dell-s4810", 0, 47, "TenGigabitEthernet 0/47", NULL },
		{ "dell-s4810", 1, 0, "fortyGigE 0/48",
		    "TenGigabitEthernet 0/49" },
		{ "dell-s4810", 1, 3, "fortyGigE 0/60",
		    "TenGigabitEthernet 0/61" },
		{ "dell-s4048-on", 0, 47, "TenGigabitEthernet 1/48", NULL },
		{ "dell-s4048-on", 1, 5, "fortyGigE 1/54",
		    "TenGigabitEthernet 1/54/2" },
		{ "dell-n4032f", 0, 23, "Te1/0/24", NULL },
		{ "dell-n4032f", 1, 1, "Fo1/1/2", "Te1/1/6" },
		{ "dell-n4064f", 1, 1, "Fo1/0/2", NULL },
		{ "dell-n4064f", 2, 0, "Fo1/1/1", NULL },
		{ "dell-s4148f-on", 1, 1, "ethernet1/1/26",
		    "ethernet1/1/26:2" },
		{ "dell-s4148f-on", 2, 0, "ethernet1/1/27", NULL },
		{ "dell-s4148f-on", 4, 23, "ethernet1/1/54", NULL },
		{ "dell-s5248f-on", 2, 3, "ethernet1/1/56",
		    "ethernet1/1/56:2" },
		{ "arista-7050sx-64", 1, 0, "Ethernet49/1", "Ethernet49/2" },
		{ "cisco-nexus-3172pq", 1, 5, "Ethernet1/54",
		    "Ethernet1/54/2" },
	};
	const struct catalog *c = shipped();
	size_t i;

	for (i = 0; i < COUNT(table); i++) {
		const struct switch_model *s = catalog_switch(c, table[i].sw);
		const struct port_block *b;

		cr_assert(s != NULL && table[i].block < s->nblock);
		b = &s->block[table[i].block];
		cr_assert_str_eq(port_block_name(a, b, table[i].i),
		    table[i].name);
		if (table[i].child != NULL)
			cr_assert_str_eq(port_block_child(a, b, table[i].i,
			    1), table[i].child);
		else
			cr_assert(b->into == 0, "%s", table[i].name);
	}
}

/* Dell's platform files: a 100G port as four lanes of 25G or of 10G; but a 40G
 * port has lanes of 10G, and the last port of an S5232F-ON none of its own */
Test(catalog, dells_100g_ports_are_broken_out_into_10g_too)
{
	static const char *const model[] = { "dell-s4112f-on", "dell-s4128f-on",
		"dell-s4148f-on", "dell-s4148t-on", "dell-s5212f-on",
		"dell-s5224f-on", "dell-s5232f-on", "dell-s5248f-on",
		"dell-s5296f-on", "dell-z9100-on" };
	const struct switch_model *s;
	size_t i, k, whole;

	for (i = 0; i < COUNT(model); i++) {
		s = catalog_switch(shipped(), model[i]);
		cr_assert_not_null(s, "%s", model[i]);
		for (k = whole = 0; k < s->nblock; k++) {
			const struct port_block *b = &s->block[k];

			if (b->media != MEDIA_QSFP28)
				continue;
			whole += b->into == 0;
			cr_expect(b->into == 0 || (b->into == 4 &&
			    b->breakout_bps == 25000000000 &&
			    b->breakout_slow_bps == 10000000000), "%s %zu",
			    model[i], k);
		}
		cr_expect_eq(whole, str_eq(model[i], "dell-s5232f-on"), "%s",
		    model[i]);
	}
}

Test(catalog, limits_that_decide_designs_are_as_their_sources_say)
{
	const struct catalog *c = shipped();
	const struct switch_model *s = catalog_switch(c, "dell-s4810");
	const struct optic *o = catalog_optic(c, "sr-sfpp");
	const struct hypervisor *h = catalog_hypervisor(c, "hyper-v");

	cr_assert(s->lag_members == 8 && s->lags == 128);
	cr_assert(s->max_mw == 350000 && s->typical_mw == 220000);
	cr_assert(s->mclag_orphans && s->emclag && s->spine);
	cr_assert(s->dac_max_mm == 7000);
	cr_assert(catalog_switch(c, "arista-7050sx-64")->dac_max_mm == 5000);
	s = catalog_switch(c, "dell-n4032f");
	cr_assert(s->mclag_kind != NULL && !s->mclag_orphans && !s->spine);
	cr_assert(strstr(s->mclag_reason, "MLAG") != NULL);
	s = catalog_switch(c, "netgear-xs708e");
	cr_assert(!s->lacp && s->lacp_reason != NULL);
	cr_assert(o->nreach == 2 && o->reach[0].mm == 300000 &&
	    o->reach[1].mm == 400000);
	cr_assert(h->stop == STOP_PASSES && h->max_passes == 10);
	cr_assert(h->overhead_us == 3000000 && h->simultaneous == 2);
	h = catalog_hypervisor(c, "kvm");
	cr_assert(h->stop == STOP_DOWNTIME && h->downtime_us == 300000);
	cr_assert(h->stream_tcp_bps == 12000000000 &&
	    h->stop_lifts_cap && h->zero_page_us == 1);
	cr_assert(catalog_switch(c, "dell-s4811") == NULL);
}

/* nothing is a figure: it is not the figure that is left out */
Test(catalog, a_high_end_of_nothing_is_below_the_overhead)
{
	put("hypervisors/acme.yaml", "name: X\noverhead: 3 s\n"
	    "overhead_high: 0 s\nsource: us\n");
	read_both();
	for (size_t i = 0; i < d->n; i++)
		if (strcmp(d->item[i].id, "catalog-limits") == 0 &&
		    strstr(d->item[i].message, "'overhead'") != NULL)
			return;
	diag_print(stderr, d, false, true);
	cr_assert_fail("a range that ends below its figure was taken");
}

/* ---- overlays ---- */

Test(catalog, a_file_of_an_earlier_folder_hides_the_same_of_a_later)
{
	const struct catalog *c;
	size_t n = shipped()->nsw;

	put("switches/dell-s4810.yaml", acme);
	put("switches/acme-x.yaml", acme_but("name: Acme X",
	    "part: AX-1\nname: Other"));
	put("buying.yaml", "reseller: {add: 50 %, low: 40 %, sells: "
	    "[switch], source: us}\n");
	put("os9/main.j2", "");
	c = read_both();
	diag_print(stderr, d, false, true);
	cr_assert(c != NULL && d->n == 0 && c->nsw == n + 1);
	cr_assert_str_eq(catalog_switch(c, "dell-s4810")->vendor, "acme");
	cr_assert_str_eq(c->sw[0].id, "acme-x");
	cr_assert_str_eq(catalog_switch(c, "acme-x")->part.id, "AX-1");
	cr_assert(catalog_switch(c, "dell-n4032f") != NULL);
	cr_assert(c->reseller_ppm == 500000 && c->nexchange == 0);
	cr_assert(c->reseller_low_ppm == 400000 &&
	    c->reseller_high_ppm == 500000 && c->reseller_sells->n == 1);
	cr_assert(catalog_platform(c, "os9")->rendered);
	cr_assert(!catalog_platform(c, "os6")->rendered);
}

Test(catalog, a_folder_that_is_not_there_is_the_machines_fault)
{
	const char *list[] = { "no-such-folder" };

	cr_assert(catalog_read(a, d, list, 1, NULL, 0) == NULL);
	cr_assert(diag_status(d) == 4);
}

/* ---- mistakes ---- */

Test(catalog, each_mistake_is_found_and_named)
{
	static const struct {
		const char *from, *to, *id;
		int line;
	} table[] = {
		{ "sfp+", "sfp++", "bad-word", 7 },
		{ "count: 24", "count: -1", "out-of-range", 7 },
		{ "count: 24", "count: 0", "catalog-no-ports", 7 },
		{ "height: 1", "height: 1.5", "wrong-kind", 5 },
		{ "vendor: acme", "vendro: acme", "unknown-key", 1 },
		{ "lags: 8\n", "lags: 8\ndac_max: -1 m\n", "bad-quantity",
		    10 },
		{ "lags: 8\n", "lags: 8\ndac_max: 7\n", "bad-quantity", 10 },
		{ "amount: 900", "amount: -900", "out-of-range", 11 },
		{ "amount: 900", "amount: 1e3", "bad-money", 11 },
		{ "basis: list", "basis: guess", "bad-word", 11 },
		{ "date: 2016", "date: spring", "catalog-date", 11 },
		{ "source: a list", "source: list", "catalog-unknown-source",
		    11 },
		{ "{n}", "{n} {m}", "catalog-port-name", 7 },
		{ "port {n}", "port", "catalog-duplicate-port", 7 },
		{ "[leaf]", "[leaf, spline]", "bad-word", 4 },
		{ "[leaf]", "[]", "catalog-limits", 4 },
		{ "  lags: {confidence: recalled}\n", "", "catalog-no-fact",
		    9 },
		{ "lags: 8\n", "lags: 8\norder: AX-1\n", "catalog-no-fact",
		    10 },
		{ "lags: 8\n", "lags: 8\naccessories:\n"
		    "  - {kind: supplies, order: P-1}\n", "catalog-no-fact",
		    11 },
		{ "facts:", "x: [\nfacts:", "yaml-syntax", 0 },
	};
	size_t i;

	for (i = 0; i < COUNT(table); i++) {
		const struct diag *x;

		d = diags_new(a);
		put("switches/acme-x.yaml", acme_but(table[i].from,
		    table[i].to));
		cr_assert(read_both() == NULL, "%s", table[i].to);
		x = found(table[i].id);
		if (x == NULL)
			diag_print(stderr, d, false, true);
		cr_assert(x != NULL, "%s: no %s", table[i].to, table[i].id);
		cr_assert(table[i].line == 0 || x->at.line == table[i].line,
		    "%s at line %d", table[i].to, x->at.line);
		cr_assert(strstr(x->at.src->name, "acme-x.yaml"));
	}
}

Test(catalog, one_reading_finds_the_mistakes_of_all_files)
{
	put("switches/acme-x.yaml", acme_but("sfp+", "sfp++"));
	put("switches/acme-y.yaml", acme_but("lags: 8\n", "lags: 0\n"));
	put("optics/acme-sr.yaml", "name: SR\nspede: 10G\n");
	put("cables/acme.yaml", "kind: dac\nlengths: [{length: -1 m}]\n");
	put("platforms/acme.yaml", "name: X\ncan: {mclag: false}\n");
	put("hypervisors/acme.yaml", "name: X\nstop: never\n");
	put("buying.yaml", "exchange: [{from: EUR, to: USD, rate: 0,"
	    " source: a bank, date: 2024-12-31}]\n");
	cr_assert(read_both() == NULL);
	cr_assert(found("bad-word") && found("catalog-limits") &&
	    found("unknown-key") && found("missing-key") &&
	    found("catalog-no-reason") && found("catalog-rate"));
	cr_assert(d->errors >= 12);
}

Test(catalog, no_price_is_a_warning_and_no_error)
{
	const struct catalog *c;

	put("switches/acme-x.yaml", acme_but("price: {amount: 900, currency: "
	    "USD, basis: list, source: a list, date: 2016}\n", ""));
	c = read_both();
	cr_assert(c != NULL && d->errors == 0 && d->warnings == 1);
	cr_assert(found("catalog-no-price") != NULL);
	cr_assert(!catalog_switch(c, "acme-x")->part.price.known);
}

Test(catalog, a_file_cut_anywhere_neither_crashes_nor_passes_unseen)
{
	static const char *const file[] = {
		"switches/dell-s4810.yaml", "switches/dell-n4032f.yaml",
		"cables/dac-sfpp.yaml", "optics/sr-sfpp.yaml",
		"hypervisors/hyper-v.yaml", "platforms/os6.yaml",
		"buying.yaml",
	};
	const char *list[1], *folder[] = { "switches", "cables", "optics",
	    "hypervisors", "platforms", "nics" };
	size_t i, k, cut;

	for (i = 0; i < COUNT(folder); i++) {
		put(str_fmt(a, "%s/x", folder[i]), "");
		unlink(str_fmt(a, "%s/%s/x", dir, folder[i]));
	}
	list[0] = dir;
	for (i = 0; i < COUNT(file); i++) {
		const struct source *s = file_read(a, d, str_fmt(a,
		    "catalogs/%s", file[i]), 1 << 20);
		size_t clean = 0;

		cr_assert(s != NULL);
		put("buying.yaml", "");
		for (cut = 0; cut < s->len; cut += 1 + s->len / 40) {
			d = diags_new(a);
			scratch_put(dir, file[i], s->text, cut);
			if (catalog_read(a, d, list, 1, NULL, 0) != NULL)
				clean++;
			else
				cr_assert(d->errors > 0);
		}
		/* a list of rates or words may well be cut between two */
		for (k = 0; k < COUNT(folder); k++)
			if (strncmp(file[i], folder[k], 4) == 0 && k < 3)
				cr_assert(clean <= 4, "%s %zu", file[i],
				    clean);
		unlink(str_fmt(a, "%s/%s", dir, file[i]));
	}
}

/* ---- money ---- */

Test(catalog, a_vendor_is_called_as_it_writes_itself)
{
	static const struct {
		const char *id, *name;
	} as[] = { { "dell", "Dell" }, { "mikrotik", "MikroTik" },
		{ "nvidia", "NVIDIA" }, { "hpe-aruba", "HPE Aruba" },
		{ "tp-link", "TP-Link" }, { "fs", "FS" }, { "intel", "Intel" },
		{ "acme", "acme" }, { "del", "del" } };
	const struct catalog *c = shipped();
	size_t i;

	for (i = 0; i < COUNT(as); i++)
		cr_assert_str_eq(catalog_vendor_name(a, c, as[i].id),
		    as[i].name);
}

Test(catalog, prices_are_converted_by_the_rate_in_either_direction)
{
	static const struct {
		const char *from, *to;
		int64_t cents, want;
	} table[] = {
		{ "USD", "USD", 550000, 550000 },
		{ "EUR", "USD", 100000, 113607 },
		{ "USD", "EUR", 113607, 100000 },
		{ "USD", "EUR", 550000, 484124 },	/* 4841.24 */
		{ "USD", "GBP", 113607, 85817 },	/* over the euro */
		{ "CHF", "USD", 94677, 113607 },
		{ "USD", "EUR", 1, 1 },
		{ "USD", "EUR", 0, 0 },
	};
	const struct catalog *c = shipped();
	const struct exchange *how;
	int64_t v;
	size_t i;

	for (i = 0; i < COUNT(table); i++) {
		cr_assert(catalog_convert(c, table[i].cents, table[i].from,
		    table[i].to, &v, &how));
		cr_assert(v == table[i].want, "%s to %s: %lld",
		    table[i].from, table[i].to, (long long)v);
		cr_assert((how == NULL) == (strcmp(table[i].from,
		    table[i].to) == 0));
	}
	cr_assert(!catalog_convert(c, 1, "USD", "XAU", &v, &how));
	cr_assert(!catalog_convert(c, 1, "XAU", "USD", &v, NULL));
}

/* ---- platforms ---- */

/* what a platform may be asked has a name of its own, and is said of each that
 * is rendered */
Test(catalog, capabilities_are_one_list)
{
	const struct catalog *c = catalog_read(a, d,
	    (const char *const[]){"catalogs"}, 1,
	    (const char *const[]){"templates"}, 1);
	bool wanted[CANS] = {false};
	enum can k;
	size_t i, n = 0;

	cr_assert_not_null(c);
	for (k = 0; k < CANS; k++)
		cr_expect_eq(catalog_can_named(catalog_can[k].name), k);
	cr_expect_eq(catalog_can_named("frobnicate"), CANS);
	for (i = 0; i < c->nplatform; i++) {
		const struct platform *p = &c->platform[i];

		for (k = 0; k < CANS && p->rendered; k++, n++)
			if (p->host ? catalog_can[k].of_host :
			    catalog_can[k].of_switch)
				cr_expect_neq(platform_cannot(p, k),
				    platform_cannot(NULL, k), "%s: %s", p->id,
				    catalog_can[k].name);
	}
	cr_expect_gt(n, 10 * CANS);
	cr_expect_eq(platform_lacks(NULL, wanted, 0), CANS);
	wanted[CAN_UFD] = wanted[CAN_TEAM] = true;
	cr_expect_eq(platform_lacks(NULL, wanted, 0), CAN_UFD);
	cr_expect_eq(platform_lacks(NULL, wanted, CAN_UFD + 1), CAN_TEAM);
}

Test(catalog, a_platform_says_what_it_can_not_and_why)
{
	const struct catalog *c;
	const struct platform *p;

	put("platforms/acme.yaml", "name: Acme OS\ncan:\n  lossless: true\n"
	    "  mclag: {no: it has none}\nwords: {lag: 'lag {n}', x: [1]}\n");
	c = read_both();
	cr_assert(c != NULL);
	p = catalog_platform(c, "acme");
	cr_assert(platform_cannot(p, CAN_LOSSLESS) == NULL);
	cr_assert_str_eq(platform_cannot(p, CAN_MCLAG), "it has none");
	cr_assert_str_eq(platform_cannot(p, CAN_UFD), "not given in the catalog");
	cr_assert_str_eq(platform_cannot(NULL, CAN_UFD),
	    "not given in the catalog");
	cr_assert_str_eq(platform_word(p, "lag", "?"), "lag {n}");
	cr_assert_str_eq(platform_word(p, "x", "?"), "?");
	cr_assert_str_eq(platform_word(p, "y", "?"), "?");
}

/* ---- what is shown ---- */

/* the steps of some parts, a line each */
static const char *
steps_of(const struct platform *p, unsigned parts)
{
	struct buf b = buf_new(a);

	for (unsigned k = 0; k < LOADING_PARTS; k++)
		for (size_t i = 0; parts >> k & 1 && i < p->nloading[k]; i++)
			buf_printf(&b, "%s: %s\n",
			    p->loading[k][i].run ? p->loading[k][i].run : "",
			    p->loading[k][i].shows);
	return b.text ? b.text : "";
}

/* anybody knows its password, so it gets another before the text opens SSH */
Test(catalog, loading_gives_each_account_that_a_system_keeps_a_password)
{
	const struct catalog *c = shipped();

	for (size_t k = 0; dialect_at(k); k++) {
		const struct platform *p =
		    catalog_platform(c, dialect_at(k)->name);
		const char *const *own = dialect_at(k)->traits.own_user;

		cr_assert_not_null(p);
		for (size_t i = 0; own && own[i]; i++)
			cr_expect(strstr(steps_of(p, 1u << LOADING_START),
			              own[i]),
			    "%s: %s keeps the password it came with", p->id,
			    own[i]);
	}
}

/* a copy of the text has the secrets: it goes, by the name it was given, and
 * while there is still the account whose folder it is in */
Test(catalog, loading_removes_the_copy_that_it_made)
{
	const struct catalog *c = shipped();

	for (size_t k = 0; dialect_at(k); k++) {
		const struct platform *p =
		    catalog_platform(c, dialect_at(k)->name);
		const char *put = steps_of(p,
		    1u << LOADING_GET | 1u << LOADING_LOAD);
		const char *save = steps_of(p, 1u << LOADING_SAVE);
		const char *at = strstr(save, "loading."), *gone;
		size_t n;

		if (!strstr(put, "loading."))
			continue; /* it is read where it lies */
		cr_assert_not_null(at, "%s leaves its copy", p->id);
		while (at > save && !strchr(" \n", at[-1]))
			at--;
		n = strcspn(at, ": \n,");
		cr_expect(strstr(put, str_dup(a, at, n)),
		    "%s removes %.*s, which nobody made", p->id, (int)n, at);
		gone = strstr(save, "aaa user");
		cr_expect(!gone || gone > at,
		    "%s: the account is gone before its files", p->id);
	}
}

Test(catalog, show_tells_the_source_and_date_of_every_price)
{
	const struct catalog *c = shipped();
	struct buf b = buf_new(a), json = buf_new(a);
	const char *near = NULL;

	cr_assert(manual_catalog_show_text(a, &b, c, "dell-s4810", &near));
	cr_assert(strstr(b.text, "amount: 5500\n") != NULL);
	cr_assert(strstr(b.text, "basis: estimate\n") != NULL);
	cr_assert(strstr(b.text, "date: 2016\n") != NULL);
	cr_assert(strstr(b.text, "first: TenGigabitEthernet 0/0\n") != NULL);
	cr_assert(strstr(b.text, "  max power: 350 W (verified: ") != NULL);
	/* one whose system no template is for */
	b = buf_new(a);
	cr_assert(manual_catalog_show_text(a, &b, c, "cisco-catalyst-9500-24y4c",
	    &near));
	cr_expect(strstr(b.text, "rendered: no\n") != NULL);
	cr_assert(!manual_catalog_show_text(a, &b, c, "dell-s4801", &near));
	cr_assert_str_eq(near, "dell-s4810");
	cr_assert(manual_catalog_show_value(a, c, "nothing") == NULL);
	json_print_line(&json, manual_catalog_show_value(a, c, "dac-sfpp"));
	cr_assert(strstr(json.text, "\"length_m\":0.5") != NULL);
	cr_assert(strstr(json.text, "\"amount\":13.81,\"currency\":\"USD\","
	    "\"basis\":\"street\"") != NULL);
}

/* what cables cost in shops on a day that somebody wrote down */
Test(catalog, cables_cost_what_shops_asked)
{
	static const struct {
		const char *part, *currency;
		int64_t cents;
	} seen[] = { /* a blog on 10G at home, 2020-06-12; a bill of 2021-09-21;
	              * a lab's bill, 2024-03-06; costs of an inventory,
	              * 2025-05-24; a vendor's pages, 2026-05-28; a cart of
	              * 2026-05-04 */
		{ "dac-sfpp-1m", "EUR", 2499 }, { "dac-sfpp-2m", "EUR", 2699 },
		{ "dac-sfpp-5m", "USD", 1381 }, { "dac-qsfp28-3m", "USD", 12500 },
		{ "om3-lc-2m", "GBP", 400 }, { "om4-lc-1m", "GBP", 500 },
		{ "dac-sfp28-1m", "USD", 2900 }, { "dac-sfp28-3m", "USD", 3900 },
		{ "aoc-sfpp-5m", "USD", 4900 }, { "cat6a-1m", "EUR", 500 },
		{ "dac-qsfpp-3m", "USD", 3712 },
	};
	const struct catalog *c = shipped();
	size_t n, i;
	struct part **all = catalog_parts(a, c, &n);

	for (i = 0; i < sizeof seen / sizeof seen[0]; i++) {
		const struct part *p = catalog_part_find(all, n, seen[i].part);
		int64_t is;

		cr_assert_not_null(p, "%s", seen[i].part);
		cr_assert(catalog_convert(c, p->price.cents, p->price.currency,
		    seen[i].currency, &is, NULL));
		cr_expect(is * 100 >= seen[i].cents * 75 &&
		    is * 100 <= seen[i].cents * 125, "%s: %lld, seen %lld",
		    seen[i].part, (long long)is, (long long)seen[i].cents);
		/* and a dated price is not covered by an estimate */
		cr_expect(p->price.basis != PRICE_ESTIMATE, "%s", p->id);
	}
}

Test(catalog, everything_listed_can_be_shown)
{
	const struct catalog *c = shipped();
	struct value *v = manual_catalog_list_value(a, c);
	struct buf b = buf_new(a), list = buf_new(a);
	const char *near, *id;
	size_t i, k, n = 0;

	manual_catalog_list_text(a, &list, c);
	for (i = 0; i < v->n; i++)
		for (k = 0; k < v->item[i]->n; k++, n++) {
			id = value_get(v->item[i]->item[k], "id")->text;
			cr_assert(manual_catalog_show_text(a, &b, c, id, &near));
			cr_assert(strstr(list.text, id) != NULL);
		}
	cr_assert(n == c->nsw + c->ncable + c->noptic + c->nnic + c->nhyp +
	    c->nplatform);
	cr_assert(strchr(list.text, '\t') == NULL);
}

Test(catalog, check_counts_what_the_figures_rest_on)
{
	const struct catalog *c;
	const struct value *v, *facts, *prices;
	int64_t list;

	v = manual_catalog_check_value(a, shipped());
	list = value_get(value_get(v, "prices"), "list")->i;
	put("switches/acme-x.yaml", acme);
	c = read_both();
	cr_assert(c != NULL);
	v = manual_catalog_check_value(a, c);
	facts = value_get(v, "facts");
	prices = value_get(v, "prices");
	cr_assert(value_get(v, "switches")->i == (int64_t)c->nsw);
	cr_assert(value_get(prices, "list")->i == list + 1);
	cr_assert(value_get(prices, "none")->i == 0);
	cr_assert(value_get(facts, "verified")->i > 100);
}

/* what `catalog check` counts is what a design could buy: every part is priced,
 * network cards too */
Test(catalog, every_part_that_can_be_bought_has_a_price)
{
	const struct catalog *c = shipped();
	struct value *v = manual_catalog_check_value(a, c);
	struct buf json = buf_new(a);
	struct part **part;
	size_t i, n;

	part = catalog_parts(a, c, &n);
	cr_assert_geq(n, 300);
	cr_expect_geq(c->nsw, 70);
	cr_expect_geq(c->nnic, 35);
	for (i = 0; i < n; i++) {
		const struct price *p = &part[i]->price;

		/* a bill asks for a quote of these */
		if (part[i]->optional && !p->known)
			continue;
		cr_expect(p->known && p->source != NULL && p->date != NULL,
		    "%s", part[i]->id);
		cr_expect(p->basis != PRICE_ESTIMATE ||
		    (p->low_cents < p->cents && p->cents < p->high_cents),
		    "%s: an estimate without a range", part[i]->id);
	}
	json_print_line(&json, v);
	cr_expect(strstr(json.text, "\"refurbished\":1,") == NULL,
	    "cards bought used are counted: %s", json.text);
}

/* a buyer can order it, or is told to ask; what is from memory says so */
Test(catalog, how_a_part_is_ordered_by_the_way_of_the_air)
{
	static const struct {
		const char *add, *fact, *any, *in, *out;
	} table[] = {
		{ "", "", "seller: state its part number",
		    "the variant with air in at its ports; seller: state its part "
		    "number", "the variant with air out at its ports; seller: state "
		    "its part number" },
		{ "order: AX-24\n", "  order: {confidence: secondary, source: "
		    "a list}\n", "order AX-24", "order AX-24", "order AX-24" },
		{ "order: Acme\n", "  order: {confidence: secondary, source: "
		    "a list}\n", NULL, NULL, NULL },
		{ "order: Acme\n", "  order: {confidence: recalled}\n",
		    "to be confirmed", "to be confirmed", "to be confirmed" },
		{ "airflow: {from-ports: A-F, to-ports: A-R}\n",
		    "  airflow: {value: x, confidence: recalled}\n",
		    "order A-F (air in at its ports) or A-R (air out at its "
		    "ports), to be confirmed",
		    "order A-F (air in at its ports, to be confirmed)",
		    "order A-R (air out at its ports, to be confirmed)" },
		{ "airflow: {from-ports: A-F}\n", "  airflow: {value: x, "
		    "confidence: recalled}\n  airflow_part: {confidence: "
		    "secondary, source: a list}\n", "order A-F",
		    "order A-F (air in at its ports)",
		    "the variant with air out at its ports; seller: state its part "
		    "number" },
	};
	const char *said[3];
	size_t i, way;

	for (i = 0; i < COUNT(table); i++) {
		const struct catalog *c;
		const struct switch_model *s;

		d = diags_new(a);
		put("switches/acme-x.yaml",
		    str_fmt(a, "%s%s", acme_but("lags: 8\n",
		        str_fmt(a, "lags: 8\n%s", table[i].add)),
		        table[i].fact));
		c = read_both();
		diag_print(stderr, d, false, true);
		cr_assert(c != NULL);
		s = catalog_switch(c, "acme-x");
		for (way = 0; way < 3; way++)
			said[way] =
			    catalog_order_text(a, &s->part, (enum airflow)way);
		cr_expect(str_eq(said[AIRFLOW_ANY], table[i].any), "%zu: %s", i,
		    said[AIRFLOW_ANY]);
		cr_expect(str_eq(said[AIRFLOW_FROM_PORTS], table[i].in),
		    "%zu: %s", i, said[AIRFLOW_FROM_PORTS]);
		cr_expect(str_eq(said[AIRFLOW_TO_PORTS], table[i].out),
		    "%zu: %s", i, said[AIRFLOW_TO_PORTS]);
	}
}

Test(catalog, what_is_bought_beside_a_switch_needs_no_id_of_its_own)
{
	const struct catalog *c;
	const struct accessory *x;

	put("switches/acme-x.yaml",
	    str_fmt(a, "%s  supplies_part: {confidence: recalled}\n",
	        acme_but("lags: 8\n", "lags: 8\naccessories:\n"
	            "  - {kind: supplies, order: P-1}\n"
	            "  - {kind: rails, count: 0}\n")));
	c = read_both();
	diag_print(stderr, d, false, true);
	cr_assert(c != NULL);
	x = catalog_accessory(c, catalog_switch(c, "acme-x"), ACCESSORY_SUPPLY);
	cr_expect_str_eq(x->part.id, "acme-x-supplies");
	cr_expect_str_eq(x->part.description, "second power supply for Acme X");
	cr_expect_str_eq(catalog_order_text(a, &x->part, AIRFLOW_ANY),
	    "order P-1, to be confirmed");
	x = catalog_accessory(c, catalog_switch(c, "acme-x"), ACCESSORY_RAILS);
	cr_expect(x->count == 0);
	/* what serves any switch has no default */
	d = diags_new(a);
	put("buying.yaml", "accessories:\n  - {kind: cords, part: c}\n");
	cr_expect(read_both() == NULL && found("missing-key") != NULL);
}

Test(catalog, what_vendors_call_an_optic_is_known_with_its_source)
{
	static const char optic[] =
	    "name: 10GBASE-SR\ndescription: x\nmedia: sfp+\nspeed: 10G\n"
	    "connector: LC duplex\nreach: {om3: 300 m}\n"
	    "codes: {acme: ACM+SR10, other: ''}\n"
	    "price: {amount: 9, currency: USD, basis: list, source: a list, "
	    "date: 2016}\nfacts:\n  reach: {confidence: recalled}\n";
	const struct catalog *c;

	put("optics/x.yaml", str_fmt(a, "%s  codes: {confidence: recalled}\n",
	    optic));
	cr_assert(read_both() == NULL && found("bad-text") != NULL);
	d = diags_new(a);
	put("optics/x.yaml", optic);
	cr_assert(read_both() == NULL && found("catalog-no-fact") != NULL);
	d = diags_new(a);
	c = shipped();
	cr_expect(catalog_optic(c, "sr-sfpp")->ncode >= 5);
	cr_expect(catalog_optic(c, "sr-sfpp")->codes_recalled);
}
