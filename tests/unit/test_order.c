/* What is ordered, labelled and handed to other tools, of designs by hand. */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/str.h"
#include "input/json.h"
#include "input/zip.h"
#include "model/previous.h"
#include "order/exports.h"
#include "order/order.h"
#include "order/csv.h"
#include "order/quote.h"
#include "output/output.h"
#include "report/report.h"

static struct cable_length length[] = {
	{1000, {.id = "mpo-1m", .description = "MPO", .category = "cable",
	    .price = {.known = true, .cents = 2000, .currency = "EUR",
	    .basis = PRICE_LIST, .source = "shop", .date = "2016"}}},
	{3000, {.id = "mpo-3m", .description = "MPO", .category = "cable",
	    .price = {.known = true, .cents = 3000, .currency = "EUR",
	    .basis = PRICE_LIST, .source = "shop", .date = "2016"}}}
};
static const struct cable fan = {
	.id = "mpo", .family = "om4", .kind = CABLE_FIBRE, .colour = "aqua",
	.connector = "MPO-12", .into = 4, .length = length, .nlength = 2
};
static const struct optic optic[] = {
	{.id = "sr", .name = "SR", .media = MEDIA_SFPP,
	    .part = {.id = "sr", .description = "SR", .category = "optic",
	    .price = {.known = true, .cents = 2000, .currency = "EUR",
	    .basis = PRICE_LIST, .source = "shop", .date = "2016"}},
	    .oem = {.id = "sr-oem", .category = "optic"}},
	{.id = "sr4", .name = "SR4", .media = MEDIA_QSFPP, .into = 4,
	    .part = {.id = "sr4", .description = "SR4", .category = "optic",
	    .price = {.known = true, .cents = 10000, .currency = "EUR",
	    .basis = PRICE_LIST, .source = "shop", .date = "2016"}},
	    .oem = {.id = "sr4-oem", .description = "SR4", .category = "optic",
	    .price = {.known = true, .cents = 50000, .currency = "EUR",
	    .basis = PRICE_LIST, .source = "maker", .date = "2016"}}}
};
static const struct catalog catalog = {
	.cable = &fan, .ncable = 1, .optic = optic, .noptic = 2,
	.reseller_ppm = 200000, .reseller_source = "a book"
};
static struct platform nos = {
	.id = "nos", .name = "NOS", .rendered = true, .extension = "cfg"
};
static const struct switch_model box = {
	.id = "box", .vendor = "Acme & Sons", .name = "box", .platform = &nos,
	.height_u = 1, .oob_port = "mgmt",
	.part = {.id = "box", .description = "box", .category = "switch",
	    .price = {.known = true, .cents = 100000, .currency = "EUR",
	    .basis = PRICE_ESTIMATE, .source = "us", .date = "2016"}}
};

static struct bom_line
line_of(const struct part *p, int64_t quantity, int64_t unit, bool estimate)
{
	return (struct bom_line){.part = p, .description = p->description !=
	    NULL ? p->description : "", .quantity = quantity, .unit_cents =
	    unit, .total_cents = quantity * unit, .basis = estimate ?
	    "estimate" : "list", .source = "somebody", .date = "2016",
	    .estimate = estimate};
}

/* one switch whose port is broken out to two hosts of another rack, one spare
 * optic of each kind */
static struct design *
broken_out(struct arena *a, const char *port)
{
	struct model *m = NEW(a, struct model, 1);
	struct design *g = NEW(a, struct design, 1);
	size_t i;

	m->catalog = &catalog;
	m->site = "here";
	m->currency = "EUR";
	m->policy.years = 5;
	m->rack = NEW(a, struct rack, 2);
	m->nrack = 2;
	m->rack[0] = (struct rack){.name = "r1", .units = 42, .row = "A"};
	m->rack[1] = (struct rack){.name = "r2", .units = 42, .row = "A"};
	m->host = NEW(a, struct host, 2);
	m->nhost = m->nend = 2;
	m->cluster = NEW(a, struct cluster, 2);
	m->ncluster = 2;
	for (i = 0; i < 2; i++) {
		m->cluster[i].name = i == 0 ? "a-b" : "a.b";
		m->cluster[i].host = NEW(a, size_t, 1);
		m->cluster[i].host[0] = i;
		m->cluster[i].nhost = 1;
	}
	g->model = m;
	g->resold_cents = 129000;
	g->topology = TOPOLOGY_STANDALONE;
	g->sw = NEW(a, struct dswitch, 1);
	g->nsw = 1;
	g->sw[0] = (struct dswitch){.name = "sw", .role = ROLE_STANDALONE,
	    .model = &box, .rack = 0, .position_u = 42, .pair = NONE,
	    .nport = 3, .oob_address = 0x0a000001, .oob_prefix = 24};
	g->sw[0].port = NEW(a, struct dport, 3);
	g->host = NEW(a, struct dhost, 2);
	g->nhost = g->nend = 2;
	for (i = 0; i < 3; i++)
		g->sw[0].port[i] = (struct dport){.name = i == 0 ? "eth1" :
		    str_fmt(a, "eth1/%zu", i), .media = MEDIA_QSFPP, .parent =
		    i == 0 ? NONE : 0, .role = i == 0 ? PORT_SPLIT : PORT_HOST,
		    .speed_bps = i == 0 ? 40000000000 : 10000000000, .lag =
		    NONE, .link = i == 0 ? NONE : i - 1, .description = "x"};
	for (i = 0; i < 2; i++) {
		struct host *h = &m->host[i];
		const char *x, *y;
		struct dlink l = {.id = str_fmt(a, "L%04zu", i + 1), .kind =
		    LINK_HOST, .speed_bps = 10000000000, .cable = &fan,
		    .length = 1, .raw_mm = 2500, .bundle = 1};

		*h = (struct host){.name = i == 0 ? "no" : "hv2", .rack = 1,
		    .position_u = 1 + 2 * i, .height_u = 2, .nports = 1,
		    .ngroup = 1};
		h->group = NEW(a, struct nic_group, 1);
		h->group[0] = (struct nic_group){.n = 1,
		    .speed_bps = 10000000000, .media = MEDIA_SFPP};
		h->port_name = NEW(a, const char *, 1);
		h->port_name[0] = port;
		g->host[i].host = h;
		x = str_fmt(a, "r1.U42:eth1/%zu", i + 1);
		y = str_fmt(a, "r2.U0%zu:%s", 1 + 2 * i, port);
		l.a = (struct dend){0, NONE, "sw", i + 1, g->sw[0].port[i +
		    1].name, "sr4", str_fmt(a, "%s / %s", x, y)};
		l.b = (struct dend){NONE, i, h->name, 0, port, "sr",
		    str_fmt(a, "%s / %s", y, x)};
		PUSH(a, g->link, g->nlink, g->caplink, l);
	}
	PUSH(a, g->bom, g->nbom, g->capbom, line_of(&box.part, 1, 100000,
	    true));
	PUSH(a, g->bom, g->nbom, g->capbom, line_of(&optic[1].part, 2, 10000,
	    false));
	PUSH(a, g->bom, g->nbom, g->capbom, line_of(&optic[0].part, 3, 2000,
	    false));
	PUSH(a, g->bom, g->nbom, g->capbom, line_of(&length[1].part, 1, 3000,
	    false));
	g->total_cents = 129000;
	g->estimate_cents = 100000;
	return g;
}

Test(order, a_breakout_cable_is_one_cable_with_a_label_at_each_plug)
{
	struct arena *a = arena_new();
	struct design *g = broken_out(a, "nic / 1");
	struct buf labels = buf_new(a), sheet = buf_new(a);
	size_t n, i;
	struct pull *p = order_pulls(a, g, &n);
	struct by_length *len;
	int64_t sum[4] = {0};

	labels_csv(&labels, g);
	cr_assert_str_eq(labels.text, "cable,end,device,port,label,near,far,"
	    "rack,unit,medium,colour,length_m,print\n"
	    "C0001,a,sw,eth1/1,r1.U42:eth1/1 / r2.U01:nic / 1; r2.U03:nic / 1,"
	    "r1.U42:eth1/1,r2.U01:nic / 1; r2.U03:nic / 1,r1,42,om4,aqua,3,"
	    "C0001 r1.U42:eth1/1 / r2.U01:nic / 1; r2.U03:nic / 1\n"
	    "C0001,b,no,nic / 1,r2.U01:nic / 1 / r1.U42:eth1/1,r2.U01:nic / 1,"
	    "r1.U42:eth1/1,r2,1,om4,aqua,3,"
	    "C0001 r2.U01:nic / 1 / r1.U42:eth1/1\n"
	    "C0001,b,hv2,nic / 1,r2.U03:nic / 1 / r1.U42:eth1/2,"
	    "r2.U03:nic / 1,r1.U42:eth1/2,r2,3,om4,aqua,3,"
	    "C0001 r2.U03:nic / 1 / r1.U42:eth1/2\n");
	/* each rack sees both links, under the cable's one name */
	cr_assert(labels_cutsheet_csv(&sheet, g, 1));
	cr_assert(strstr(sheet.text, "\n1,C0001,host,hv2,3,nic / 1,sr,r1,sw,42,"
	    "eth1/2,sr4,om4,MPO-12,aqua,3,") != NULL, "%s", sheet.text);
	cr_assert(strstr(sheet.text, "\n2,C0001,host,no,1,") != NULL);
	for (i = 0; i < n; i++)
		sum[p[i].part == &box.part ? 0 : p[i].part == &optic[1].part ?
		    1 : p[i].part == &optic[0].part ? 2 : 3] += p[i].quantity;
	for (i = 0; i < 4; i++)
		cr_assert_eq(sum[i], g->bom[i].quantity, "line %zu", i);
	/* one trunk optic in r1, two tails in r2, one spare each */
	cr_assert_eq(p[n - 2].part, &optic[1].part);
	cr_assert_str_eq(p[n - 2].where, "spares");
	cr_assert_eq(p[n - 2].quantity, 1);
	len = order_lengths(a, g, &n);
	cr_assert(n == 1 && len[0].used == 1 && len[0].spare == 0 &&
	    len[0].longest_mm == 2500);
	arena_free(a);
}

static const struct spreadsheet_cell *
cell_at(const struct spreadsheet *b, size_t sheet, size_t row, size_t col)
{
	const struct spreadsheet_sheet *s = b->sheet[sheet];
	size_t i;

	for (i = 0; i < s->n; i++)
		if (s->cell[i].row == row && s->cell[i].col == col)
			return &s->cell[i];
	return NULL;
}

static const struct spreadsheet_cell *
beside(const struct spreadsheet *b, size_t sheet, const char *text, size_t col)
{
	const struct spreadsheet_sheet *s = b->sheet[sheet];
	size_t i;

	for (i = 0; i < s->n; i++)
		if (s->cell[i].kind == BOOK_TEXT &&
		    strcmp(s->cell[i].text, text) == 0)
			return cell_at(b, sheet, s->cell[i].row, col);
	return NULL;
}

Test(order, the_workbook_says_what_the_other_choice_costs)
{
	struct arena *a = arena_new();
	struct design *g = broken_out(a, "nic1");
	struct spreadsheet *b = order_book(a, g);

	cr_assert_str_eq(cell_at(b, 1, 1, 7)->text, "=E2*F2");
	cr_assert_str_eq(cell_at(b, 1, 6, 7)->text, "=SUM(H2:H5)");
	cr_assert_float_eq(beside(b, 0, "total", 2)->number, 1290, 1e-9);
	cr_assert_float_eq(beside(b, 0, "share of the total", 2)->number,
	    1000 / 1290., 1e-12);
	cr_assert_float_eq(beside(b, 0, "through a reseller", 2)->number, 1548,
	    1e-9);
	cr_assert_float_eq(beside(b, 0, "saved by buying direct", 2)->number,
	    258, 1e-9);
	/* only what has both prices is compared */
	cr_assert_float_eq(beside(b, 0, "the switch vendor's own", 2)->number,
	    1000, 1e-9);
	cr_assert_float_eq(beside(b, 0, "saved by compatible", 2)->number, 800,
	    1e-9);
	cr_assert_str_eq(beside(b, 4, "SR", 8)->text, "not priced");
	cr_assert_not_null(beside(b, 0, "a spare switch, freight, duties, taxes",
	    0));
	cr_assert_not_null(beside(b, 0, "support and software updates "
	    "(policy.support)", 0));
	/* a reseller's bill the other way round */
	((struct model *)(uintptr_t)g->model)->policy.reseller = true;
	b = order_book(a, g);
	cr_assert_float_eq(beside(b, 0, "bought direct", 2)->number, 1075,
	    1e-9);
	arena_free(a);
}

/* how many of a part are delivered to the first rack */
static int64_t
pulled(struct arena *a, const struct design *g, const struct part *part)
{
	size_t n, i;
	const struct pull *p = order_pulls(a, g, &n);
	int64_t all = 0;

	for (i = 0; i < n; i++)
		if (p[i].part == part && p[i].rack == 0)
			all += p[i].quantity;
	return all;
}

/* to its rack a switch that stands is not delivered again (what the bill has of
 * that model is a spare), but another model in its place is */
Test(order, the_pull_list_leaves_out_switches_that_stand)
{
	struct arena *a = arena_new();
	struct design *g = broken_out(a, "nic1");
	struct switch_model older = box;
	struct previous_switch was = {.name = "sw", .role = "standalone",
	    .model = &box, .unit = 42};
	struct previous before = {.topology =
	    model_topology_word[TOPOLOGY_STANDALONE], .sw = &was, .nsw = 1};

	cr_expect_eq(pulled(a, g, &box.part), 1);
	((struct model *)(uintptr_t)g->model)->previous = &before;
	cr_expect_eq(pulled(a, g, &box.part), 0);
	was.model = &older;
	cr_expect_eq(pulled(a, g, &box.part), 1);
	arena_free(a);
}

Test(order, a_workbook_is_the_same_bytes_and_never_a_formula_of_a_name)
{
	struct arena *a = arena_new();
	struct diags *d = diags_new(a);
	struct design *g = broken_out(a, "=HYPERLINK(\"x\")");
	const char *x, *y;
	size_t nx, ny, i, k;

	g->bom[0].description = "=cmd|' /C calc'!A0";
	g->bom[1].description = "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d <&> \xe4\xb8"
	    "\x96 \xf0\x9f\x94\x8c";
	cr_assert(spreadsheet_xlsx(d, order_book(a, g), &x, &nx));
	cr_assert(setenv("TZ", "Asia/Tokyo", 1) == 0);
	cr_assert(spreadsheet_xlsx(d, order_book(a, g), &y, &ny));
	cr_assert(nx == ny && memcmp(x, y, nx) == 0);
	for (i = 0; i < 6; i++) {
		const struct spreadsheet_sheet *s = order_book(a, g)->sheet[i];

		for (k = 0; k < s->n; k++)
			cr_assert(s->cell[k].kind != BOOK_FORMULA || strstr(
			    s->cell[k].text, "cmd") == NULL);
	}
	arena_free(a);
}

Test(order, the_summary_has_a_row_for_each_category_and_no_cent_is_lost)
{
	static const char *const category[] = { "switch", "optic", "cable" };
	static const double cost[] = { 1000, 260, 30 };
	struct arena *a = arena_new();
	const struct spreadsheet *b = order_book(a, broken_out(a, "p1"));
	const struct spreadsheet_sheet *s = NULL;
	size_t i, c, n;

	for (i = 0; i < b->n; i++)
		if (strcmp(b->sheet[i]->name, "Summary") == 0)
			s = b->sheet[i];
	cr_assert_not_null(s);
	for (c = 0; c < 3; c++) {
		for (i = n = 0; i < s->n; i++)
			if (s->cell[i].kind == BOOK_TEXT &&
			    strcmp(s->cell[i].text, category[c]) == 0) {
				n++;
				cr_assert_eq(s->cell[i + 2].number, cost[c],
				    "%s: %g", category[c],
				    s->cell[i + 2].number);
			}
		cr_assert_eq(n, 1, "%s stands there %zu times", category[c],
		    n);
	}
	arena_free(a);
}

Test(order, a_text_too_long_for_a_cell_is_cut_and_too_many_rows_refused)
{
	struct arena *a = arena_new();
	struct diags *d = diags_new(a);
	struct spreadsheet *b = spreadsheet_new(a, "t");
	struct spreadsheet_sheet *s = spreadsheet_add(b, "S");
	char *text = NEW(a, char, 200001);
	const struct zip_list *z;
	const struct source *part;
	const char *data;
	size_t len, i;

	for (i = 0; i < 200000; i += 4)
		memcpy(text + i, "\xf0\x9f\x94\x8c", 4);
	spreadsheet_text(b, s, 0, 0, BOOK_PLAIN, text);
	cr_assert(spreadsheet_xlsx(d, b, &data, &len));
	cr_assert_eq(d->n, 0);
	/* a spreadsheet counts each of these as two, of at most 32,767 */
	z = zip_read(a, d, &(struct source){ "x", data, len });
	part = zip_unpack(a, d, z, zip_find(z, "xl/sharedStrings.xml"), 1 << 20);
	for (i = 0, text = (char *)(uintptr_t)part->text;
	     (text = strstr(text, "\xf0\x9f\x94\x8c")) != NULL; text += 4)
		i++;
	cr_assert_eq(i, 16000, "%zu", i);
	spreadsheet_text(b, s, 1048576, 0, BOOK_PLAIN, "one row too many");
	cr_assert_not(spreadsheet_xlsx(d, b, &data, &len));
	cr_assert_str_eq(d->item[0].id, "xlsx-rows");
	cr_assert_eq(diag_status(d), 4);
	arena_free(a);
}

Test(order, a_disk_that_fills_half_way_is_noticed)
{
	struct arena *a = arena_new();
	struct diags *d = diags_new(a);
	struct spreadsheet *b = spreadsheet_new(a, "t");
	struct spreadsheet_sheet *s = spreadsheet_add(b, "S");
	struct rlimit all, few;
	const char *data;
	size_t len, i, limit;

	for (i = 0; i < 5000; i++)
		spreadsheet_number(b, s, i, 0, BOOK_PLAIN, (double)i);
	cr_assert(getrlimit(RLIMIT_FSIZE, &all) == 0);
	signal(SIGXFSZ, SIG_IGN);
	for (limit = 0; limit < 140000; limit += 4096) {
		bool ok;

		few = all;
		few.rlim_cur = limit;
		cr_assert(setrlimit(RLIMIT_FSIZE, &few) == 0);
		ok = spreadsheet_xlsx(d, b, &data, &len);
		cr_assert(setrlimit(RLIMIT_FSIZE, &all) == 0);
		cr_assert(!ok, "%zu bytes were thought to be enough", limit);
		cr_assert_str_eq(d->item[d->n - 1].id, "xlsx-write");
	}
	cr_assert(spreadsheet_xlsx(d, b, &data, &len));
	cr_assert_eq(diag_status(d), 4);
	arena_free(a);
}

static const char *
file_of(const struct fileset *f, const char *path)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (strcmp(f->file[i].path, path) == 0)
			return f->file[i].data;
	return "";
}

Test(order, other_tools_get_names_as_text)
{
	struct arena *a = arena_new();
	struct design *g = broken_out(a, "nic \"1\" \\");
	struct fileset *out = fileset_new(a);
	struct buf dot = buf_new(a), inv = buf_new(a);

	netbox_write(a, g, out);
	cr_assert_str_eq(file_of(out, "netbox/manufacturers.csv"),
	    "name,slug\nAcme & Sons,acme---sons\nunspecified,unspecified\n");
	cr_assert(strstr(file_of(out, "netbox/interfaces.csv"),
	    "\nsw,eth1,,40gbase-x-qsfpp,40000000,true,false,x,\n"
	    "sw,eth1/1,,10gbase-x-sfpp,10000000,true,false,x,\n") != NULL,
	    "%s", file_of(out, "netbox/interfaces.csv"));
	cr_assert(strstr(file_of(out, "netbox/cables.csv"),
	    "\nsw,dcim.interface,eth1/2,hv2,dcim.interface,\"nic \"\"1\"\" \\\","
	    "mmf-om4,planned,C0001,00ffff,3,m,") != NULL, "%s",
	    file_of(out, "netbox/cables.csv"));
	export_dot(&dot, g);
	cr_assert(strstr(dot.text, "\t\"sw\":\"eth1/1\" -- \"no\":"
	    "\"nic \\\"1\\\" \\\\\"\n") != NULL, "%s", dot.text);
	export_ansible(&inv, g);
	/* a host that YAML would read as false; clusters of one group name */
	cr_assert(strstr(inv.text, "        cluster_a_b_1:\n          hosts:\n"
	    "            \"no\": {}\n        cluster_a_b_2:\n") != NULL, "%s",
	    inv.text);
	cr_assert(strstr(inv.text, "ansible_host: \"10.0.0.1\"") != NULL);
	arena_free(a);
}

/* words of a platform, as its catalog file would have them */
static const struct node *
words_of(struct arena *a, const char *ports)
{
	static const char *const key[] = {
		"containerlab_kind", "containerlab_image",
		"containerlab_ports", "containerlab_startup"
	};
	const char *text[] = {"acme_vs", "acme:1", ports, "yes"};
	struct node *n = NEW(a, struct node, 1);
	size_t i;

	n->kind = NODE_MAP;
	n->n = 4;
	n->key = NEW(a, struct node *, 4);
	n->item = NEW(a, struct node *, 4);
	for (i = 0; i < 4; i++) {
		n->key[i] = NEW(a, struct node, 1);
		n->key[i]->text = key[i];
		n->item[i] = NEW(a, struct node, 1);
		n->item[i]->text = text[i];
	}
	return n;
}

Test(order, a_lab_is_written_only_where_every_platform_is_there)
{
	struct arena *a = arena_new();
	struct design *g = broken_out(a, "nic1");
	struct fileset *out = fileset_new(a);
	struct buf lab = buf_new(a);

	fileset_add(out, "configs/sw.cfg", "x", 1);
	cr_assert_not(export_containerlab(&lab, g, out));
	cr_assert_eq(lab.len, 0);
	nos.words = words_of(a, "number");
	cr_assert(export_containerlab(&lab, g, out));
	cr_assert(strstr(lab.text, "    \"sw\":\n      kind: \"acme_vs\"\n"
	    "      image: \"acme:1\"\n      startup-config: "
	    "\"../configs/sw.cfg\"\n") != NULL, "%s", lab.text);
	cr_assert(strstr(lab.text, "    - endpoints: [\"sw:eth1_2\", "
	    "\"hv2:eth1\"]\n") != NULL, "%s", lab.text);
	/* ports that the container has not got */
	nos.words = words_of(a, "lanes");
	cr_assert_not(export_containerlab(&lab, g, out));
	g->link[0].a.port_name = "Ethernet0";
	g->link[1].a.port_name = "Ethernet8";
	lab = buf_new(a);
	cr_assert(export_containerlab(&lab, g, out));
	cr_assert(strstr(lab.text, "[\"sw:eth3\", \"hv2:eth1\"]") != NULL);
	arena_free(a);
}

/* what a spreadsheet would run stays text, whatever it begins with */
Test(order, a_cell_is_no_formula)
{
	static const char *const row[][2] = {
		{"=1+1", "\"'=1+1\","}, {"+1", "\"'+1\","},
		{"-2+3", "\"'-2+3\","}, {"@SUM(A1)", "\"'@SUM(A1)\","},
		{"\t=1", "\"'\t=1\","}, {"\r=1", "\"'\r=1\","},
		{"r1-leaf1", "r1-leaf1,"}, {"", ","}
	};
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct buf b = buf_new(a);

		csv_cell(&b, row[i][0], false);
		cr_expect_str_eq(b.text, row[i][1]);
	}
	arena_free(a);
}

/* 3.05 m is no 3.5 m */
Test(order, decimals_keep_their_zeros)
{
	struct arena *a = arena_new();

	cr_expect_str_eq(csv_decimal(a, 3050, 3), "3.05");
	cr_expect_str_eq(csv_decimal(a, 3500, 3), "3.5");
	cr_expect_str_eq(csv_decimal(a, 1, 3), "0.001");
	cr_expect_str_eq(csv_decimal(a, 2000, 3), "2");
	cr_expect_str_eq(csv_decimal(a, 2500000000, 9), "2.5");
	arena_free(a);
}

/* a link to the core, whose far end is in none of our racks, by its switch's
 * other port */
static void
to_the_core(struct arena *a, struct design *g)
{
	struct dlink l = g->link[0];

	l.id = "L0000";
	l.kind = LINK_CORE;
	l.bundle = 0;
	l.a.port = 0;
	l.a.port_name = "eth1";
	l.b = (struct dend){NONE, NONE, "core", 0, "1/1", "sr4", "x"};
	PUSH(a, g->link, g->nlink, g->caplink, l);
}

/* within the rack, then to other racks, then out: whoever cables goes through
 * the row once */
Test(order, a_cut_sheet_leaves_the_core_to_the_end)
{
	struct arena *a = arena_new();
	struct design *g = broken_out(a, "nic1");
	size_t n;
	const struct plug *p;

	to_the_core(a, g);
	p = order_plugs(a, g, 0, &n);
	cr_assert_eq(n, 3);
	cr_expect_str_eq(p[0].there->device, "no");
	cr_expect_str_eq(p[1].there->device, "hv2");
	cr_expect_str_eq(p[2].there->device, "core");
	cr_expect(p[1].stage == 1 && p[2].stage == 2);
	arena_free(a);
}

/* nobody sells us the site's own work */
Test(order, a_request_for_quotation_has_what_is_sold_alone)
{
	static const char bom[] = "part,description,category,quantity,maker\n"
	    "box,A switch,switch,1,Acme\n"
	    "labour-rack,Cabling of a rack,labour,2,\n"
	    "approval-fire,A permit,approval,1,\n"
	    "sr,SR,optic,3,\n";
	struct arena *a = arena_new();
	struct diags *d = diags_new(a);
	struct source src = {.name = "bom.csv", .text = bom,
	    .len = sizeof bom - 1};
	const struct table *t = table_read(a, d, &src);
	const struct quote_line *l;
	size_t n;

	cr_assert_not_null(t);
	l = quote_lines(a, d, t, &n);
	cr_assert_not_null(l);
	cr_assert_eq(n, 2);
	cr_expect_str_eq(l[0].part, "box");
	cr_expect_str_eq(l[1].part, "sr");
	arena_free(a);
}

/* of a part that two alternatives need, the larger number is asked for, whichever
 * of them is named first */
Test(order, alternatives_ask_for_the_most_of_a_part)
{
	static const int need[][2] = {{8, 3}, {3, 8}};

	for (size_t i = 0; i < 2; i++) {
		struct arena *a = arena_new();
		struct diags *d = diags_new(a);
		struct quote_line bill = {"Acme", "box", "A switch", "2"};
		struct quote_asked asked = {0};
		struct source src = {.name = "design.json"};
		const struct node *design;
		struct quote_line *l;
		size_t n = 1;

		src.text = str_fmt(a, "{\"cost\": {\"quotes_that_matter\": ["
		    "{\"part\": \"box\", \"changes_to\": ["
		    "{\"design\": \"linked\", \"needs\": [{\"part\": \"crate\", "
		    "\"description\": \"A larger one\", \"quantity\": \"%d\"}]}, "
		    "{\"design\": \"clos\", \"needs\": [{\"part\": \"crate\", "
		    "\"description\": \"A larger one\", \"quantity\": \"%d\"}]}]"
		    "}]}}", need[i][0], need[i][1]);
		src.len = strlen(src.text);
		design = json_read(a, d, &src);
		cr_assert_not_null(design);
		l = quote_alternatives(a, design, &bill, &n, &asked);
		cr_assert_eq(n, 2);
		cr_expect_str_eq(l[1].part, "crate");
		cr_expect_str_eq(l[1].quantity, "8");
		cr_expect_str_eq(l[1].description,
		    "alternatives 1, 2, not to be added up: A larger one");
		arena_free(a);
	}
}

/* a port that its neighbour's breakout takes is off, in NetBox as on the switch */
Test(order, netbox_has_a_taken_port_off)
{
	static const struct {
		enum port_role role;
		const char *enabled;
	} row[] = {{PORT_TAKEN, "false"}, {PORT_UNUSED, "false"},
	    {PORT_HOST, "true"}, {PORT_SPLIT, "true"}};
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct design *g = broken_out(a, "nic1");
		struct fileset *out = fileset_new(a);

		g->sw[0].port[2].role = row[i].role;
		netbox_write(a, g, out);
		cr_expect_not_null(strstr(file_of(out, "netbox/interfaces.csv"),
		    str_fmt(a, ",10000000,%s,false,x,\n", row[i].enabled)),
		    "row %zu", i);
		/* ... of the one before it alone */
		g->sw[0].port[1].role = PORT_UNUSED;
		out = fileset_new(a);
		netbox_write(a, g, out);
		cr_expect_eq(strstr(file_of(out, "netbox/interfaces.csv"),
		    ",10000000,true,false,x,\n") != NULL,
		    strcmp(row[i].enabled, "true") == 0, "row %zu", i);
	}
	arena_free(a);
}

/* the drawing is compared with what LLDP tells on data ports: a management link
 * in it would be missed for ever */
Test(order, the_graph_has_no_management_links)
{
	struct arena *a = arena_new();
	struct design *g = broken_out(a, "nic1");
	struct buf dot = buf_new(a);

	export_dot(&dot, g);
	cr_assert_not_null(strstr(dot.text, "-- \"hv2\""));
	cr_assert_null(strstr(dot.text, "left out"));
	g->link[1].kind = LINK_OOB;
	dot = buf_new(a);
	export_dot(&dot, g);
	cr_expect_null(strstr(dot.text, "hv2"));
	cr_expect_not_null(strstr(dot.text, "// 1 link to the core or "
	    "out-of-band left out"), "%s", dot.text);
	arena_free(a);
}
