/* Tables, JSON, report and drawings of a design built by hand. */
#include <criterion/criterion.h>
#include <string.h>

#include "order/order.h"
#include "order/csv.h"
#include "output/output.h"
#include "report/report.h"
#include "report/diagrams.h"
#include "report/tree.h"

static struct cable_length length[] = {
	{500, {.id = "dac-0.5m"}}, {3000, {.id = "dac-3m"}}
};
static const struct cable dac = {
	.id = "dac", .family = "dac", .length = length, .nlength = 2
};
static const struct platform nos = {
	.id = "nos", .name = "NOS", .rendered = true, .extension = "cfg"
};
static const struct switch_model box = {
	.id = "box", .name = "A & B <box>", .platform = &nos, .height_u = 1,
	.mclag_kind = "PAIR"
};
static const struct catalog catalog = {0};

/* `racks` racks with two leaves and two hosts each, under two spines */
static struct design *
world(struct arena *a, size_t racks)
{
	struct model *m = NEW(a, struct model, 1);
	struct design *g = NEW(a, struct design, 1);
	size_t i, k;

	m->catalog = &catalog;
	m->site = "here";
	m->currency = "EUR";
	m->rack = NEW(a, struct rack, racks);
	m->nrack = racks;
	m->host = NEW(a, struct host, 2 * racks);
	m->nhost = m->nend = 2 * racks;
	m->cluster = NEW(a, struct cluster, 1);
	m->ncluster = 1;
	m->cluster[0].name = "prod";
	m->cluster[0].nhost = m->nhost;
	m->network = NEW(a, struct network, 1);
	m->nnetwork = 1;
	m->network[0] = (struct network){.name = "lm", .purpose = PURPOSE_LM,
	    .vlan = 120, .has_subnet = true, .base = 0x0a007800, .prefix = 24};
	g->model = m;
	g->topology = TOPOLOGY_SPINE_LEAF;
	g->nsw = 2 + 2 * racks;
	g->sw = NEW(a, struct dswitch, g->nsw);
	g->nhost = g->nend = m->nhost;
	g->host = NEW(a, struct dhost, g->nhost);
	g->net = NEW(a, struct dnet, 1);
	g->nnet = 1;
	g->net[0].net = &m->network[0];
	for (i = 0; i < g->nsw; i++) {
		struct dswitch *s = &g->sw[i];
		struct dlag l = {.sw = i, .number = 1, .name = "Po1",
		    .description = "spines", .lacp = true};

		s->name = i < 2 ? str_fmt(a, "spine%zu", i + 1) :
		    str_fmt(a, "r%zu-leaf%zu", i / 2, i % 2 + 1);
		s->role = i < 2 ? ROLE_SPINE : ROLE_LEAF;
		s->model = &box;
		s->rack = i < 2 ? 0 : i / 2 - 1;
		s->position_u = 42 - i % 2 - (i < 2 ? 2 : 0);
		s->pair = i ^ 1;
		s->port = NEW(a, struct dport, 2);
		s->nport = 2;
		for (k = 0; k < 2; k++) {
			s->port[k].name = str_fmt(a, "p%zu", k);
			s->port[k].role = PORT_UNUSED;
			s->port[k].lag = s->port[k].link = NONE;
			s->port[k].description = "spare";
			s->port[k].speed_bps = 10000000000;
		}
		l.purpose = i < 2 ? LAG_PEER : LAG_UPLINK;
		l.peer = i < 2 ? 1 - i : 0;
		l.port = NEW(a, size_t, 1);
		l.nport = 1;
		s->uplink_lag = i < 2 ? NONE : i;
		PUSH(a, g->lag, g->nlag, g->caplag, l);
	}
	for (i = 0; i < racks; i++)
		m->rack[i] = (struct rack){.name = str_fmt(a, "r%zu", i + 1),
		    .units = 42, .row = "A"};
	for (i = 0; i < m->nhost; i++) {
		m->host[i].name = str_fmt(a, "hv%02zu", i + 1);
		m->host[i].rack = i / 2;
		m->host[i].position_u = 1 + 2 * (i % 2);
		m->host[i].height_u = 2;
		m->host[i].ngroup = 1;
		m->host[i].group = NEW(a, struct nic_group, 1);
		m->host[i].group[0].speed_bps = 10000000000;
		g->host[i].host = &m->host[i];
	}
	return g;
}

static struct results *
times(struct arena *a, const struct design *g)
{
	struct results *r = NEW(a, struct results, 1);
	size_t n, i;

	r->nnet = 2;
	r->net = NEW(a, struct net_result, 2);
	for (n = 0; n < 2; n++) {
		struct net_result *x = &r->net[n];

		x->name = n == 0 ? "today" : "design";
		x->what = x->name;
		x->nhost = g->nhost;
		x->host = NEW(a, struct host_result, g->nhost);
		for (i = 0; i < g->nhost; i++)
			x->host[i] = (struct host_result){
				.host = g->model->host[i].name,
				.finished = true, .seconds = n == 0 ? 600 : 60,
				.low_s = 50, .high_s = 70, .lower_bound_s = 40,
				.bytes = 1e9, .vms = 3, .bottleneck = str_fmt(a,
				"the port of %s", g->model->host[i].name)
			};
		x->rolling.cluster = "prod";
		x->rolling.finished = true;
		x->rolling.seconds = n == 0 ? 7200 : 720;
	}
	return r;
}

static struct dlink
link_of(const char *port, const char *label, size_t at)
{
	return (struct dlink){.id = "L0001", .kind = LINK_HOST,
	    .a = {0, NONE, "r1-leaf1", 0, port, "", label},
	    .b = {NONE, 0, "hv01", 0, "NIC1", "", "b"},
	    .speed_bps = 2500000000, .cable = &dac, .length = at, .bundle = 2};
}

Test(output, a_cell_that_a_spreadsheet_would_run_is_made_text)
{
	static const struct { const char *in, *out; } cases[] = {
		{"plain", "plain"}, {"=1+1", "\"'=1+1\""},
		{"+cmd", "\"'+cmd\""}, {"-2", "\"'-2\""}, {"@x", "\"'@x\""},
		{"\tx", "\"'\tx\""}, {"\rx", "\"'\rx\""},
		{"a,b", "\"a,b\""}, {"say \"hi\"", "\"say \"\"hi\"\"\""},
		{"two\nlines", "\"two\nlines\""}, {"a=b", "a=b"}, {"", ""}
	};
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct design *g = world(a, 1);
		struct dlink l = link_of(cases[i].in, cases[i].in, 0);
		struct buf labels = buf_new(a), cabling = buf_new(a);

		PUSH(a, g->link, g->nlink, g->caplink, l);
		labels_csv(&labels, g);
		cr_assert(strstr(labels.text, str_fmt(a, "C0002,a,r1-leaf1,%s,"
		    "%s,%s,", cases[i].out, cases[i].out, cases[i].out)) !=
		    NULL, "%s", labels.text);
		csv_cabling(&cabling, g);
		cr_assert(strstr(cabling.text, str_fmt(a, "L0001,r1-leaf1,%s,"
		    "hv01,NIC1,host,2.5,dac,0.5,,,%s,b,C0002\n", cases[i].out,
		    cases[i].out)) != NULL, "%s", cabling.text);
	}
	arena_free(a);
}

Test(output, tables_have_the_columns_of_the_contract)
{
	struct arena *a = arena_new();
	struct design *g = world(a, 1);
	struct buf c = buf_new(a), b = buf_new(a), d = buf_new(a);
	struct part part = {.id = "p1", .category = "switch"};
	struct bom_line line = {.part = &part, .description = "x", .basis =
	    "estimate", .source = "s", .date = "2016", .quantity = 3,
	    .unit_cents = 123456, .total_cents = 370368};
	struct bom_line asked = {.part = &part, .description = "y", .basis =
	    "quote needed", .source = "s", .date = "", .quantity = 2,
	    .unpriced = true};
	struct daddr addr = {"hv01", "LM", 0, 0x0a00780b, 24};

	PUSH(a, g->bom, g->nbom, g->capbom, line);
	PUSH(a, g->bom, g->nbom, g->capbom, asked);
	PUSH(a, g->addr, g->naddr, g->capaddr, addr);
	csv_cabling(&c, g);
	cr_assert_str_eq(c.text, "id,a_device,a_port,b_device,b_port,kind,"
	    "speed_gbps,medium,length_m,a_optic,b_optic,a_label,b_label,cable"
	    "\n");
	csv_bom(&b, g);
	cr_assert_str_eq(b.text, "part,description,category,quantity,"
	    "unit_price,currency,total,price_basis,price_source,price_date,total_low,total_high,maker,"
	    "left_out\n"
	    "p1,x,switch,3,1234.56,EUR,3703.68,estimate,s,2016,0.00,0.00,,"
	    "\"a quote is needed, no price is known: p1; second power "
	    "supplies, rail kits, power cords, software licences, cable labels "
	    "(policy.extras); support and software updates (policy.support); "
	    "network cards of 2 hosts, assumed to be installed (hosts[].nics: buy, "
	    "model); the surcharge for reversed airflow (policy.airflow); "
	    "installation (policy.work); a spare switch, freight, duties, "
	    "taxes\"\n"
	    "p1,y,switch,2,,EUR,,quote needed,s,,,,,\n");
	csv_addresses(&d, g);
	cr_assert_str_eq(d.text, "device,interface,network,vlan,address\n"
	    "hv01,LM,lm,120,10.0.120.11/24\n");
	arena_free(a);
}

Test(output, a_host_that_cant_be_emptied_has_no_seconds)
{
	struct arena *a = arena_new();
	struct results *r = times(a, world(a, 1));
	static const char *vm[] = {"db"}, *why[] = {"db never ends"};
	const struct value *v, *host;

	r->net[1].host[0].finished = false;
	r->net[1].host[0].unfinished = vm;
	r->net[1].host[0].why = why;
	r->net[1].host[0].nunfinished = 1;
	r->net[1].rolling.finished = false;
	v = value_get(output_drain_value(a, r, NULL), "networks");
	host = value_get(v->item[1], "hosts")->item[0];
	cr_assert_eq(value_get(host, "seconds")->kind, VALUE_NULL);
	cr_assert_str_eq(value_get(host, "unfinished")->item[0]->text, "db");
	cr_assert_eq(value_get(value_get(v->item[1], "rolling"), "seconds")
	    ->kind, VALUE_NULL);
	cr_assert_eq(value_get(v->item[0], "hosts")->item[0]->kind, VALUE_MAP);
	cr_assert_float_eq(value_get(value_get(v->item[0], "hosts")->item[0],
	    "seconds")->r, 600, 1e-9);
	v = value_get(output_drain_value(a, r, "hv02"), "networks");
	cr_assert_eq(value_get(v->item[0], "hosts")->n, 1);
	arena_free(a);
}

/* one that ends at the best figures of its VMs alone has that end; what today's
 * tools take is a time of its own */
Test(output, a_host_that_may_end_has_its_best_time_alone)
{
	struct arena *a = arena_new();
	struct results *r = times(a, world(a, 1));
	struct host_result *h = r->net[1].host;
	const struct value *v, *host;

	h->finished = false;
	h->may_end = true;
	h[1].default_ends = true;
	h[1].default_s = 90;
	v = value_get(output_drain_value(a, r, NULL), "networks");
	host = value_get(v->item[1], "hosts")->item[0];
	cr_assert_eq(value_get(host, "optimistic_seconds")->kind, VALUE_REAL);
	cr_expect_float_eq(value_get(host, "optimistic_seconds")->r, 50, 1e-9);
	cr_expect_eq(value_get(host, "pessimistic_seconds")->kind, VALUE_NULL);
	cr_expect_eq(value_get(host, "default_policy_seconds")->kind,
	    VALUE_NULL);
	host = value_get(v->item[1], "hosts")->item[1];
	cr_expect_float_eq(value_get(host, "seconds")->r, 60, 1e-9);
	cr_expect_float_eq(value_get(host, "default_policy_seconds")->r, 90,
	    1e-9);
	arena_free(a);
}

static size_t
count(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)) != NULL; text++)
		n++;
	return n;
}

Test(output, text_of_others_is_escaped_by_every_writer)
{
	static const char evil[] = "</svg><script>alert('x')</script> & \"q\"";
	struct arena *a = arena_new();
	struct tree t = {.a = a, .title = evil};
	struct drawing *d = svg_new(a, 100, 100, evil, evil);
	struct buf html = buf_new(a), md = buf_new(a);

	svg_text(d, "", 0, 0, SVG_START, 0, evil);
	svg_text(d, "s", 0, 0, SVG_START, 60, evil);
	svg_rect(d, "sw", 0, 0, 1, 1, evil);
	svg_pill(d, 0, 0, evil);
	tree_heading(&t, 2, evil);
	tree_text(&t, evil);
	tree_item(&t, evil, "configs/a.cfg");
	tree_fact(&t, evil, evil, evil);
	tree_table(&t, evil, "one|two");
	tree_cell(&t, evil);
	tree_cell_as(&t, CELL_BAD, "a|b", "x");
	tree_figure(&t, evil, "d.svg", d);
	tree_html(&html, &t);
	cr_assert(strstr(html.text, "<script") == NULL);
	cr_assert(strstr(html.text, "alert('") == NULL);
	cr_assert(strstr(html.text, "& \"q") == NULL);
	cr_assert(strstr(html.text, "&lt;script&gt;") != NULL);
	tree_markdown(&md, &t);
	cr_assert_gt(count(md.text, "\\<script\\>"), 0);
	cr_assert_eq(count(md.text, "<script"), count(md.text, "\\<script\\>"));
	cr_assert(strstr(md.text, "[a\\|b](x)") != NULL);
	arena_free(a);
}

Test(output, a_long_name_is_clipped_by_characters_and_kept_as_tip)
{
	struct arena *a = arena_new();
	struct drawing *d = svg_new(a, 9, 9, "t", "d");

	svg_text(d, "", 0, 0, SVG_START, 30, "a-very-long-name");
	cr_assert(strstr(d->body.text, "<title>a-very-long-name</title>") !=
	    NULL);
	arena_free(a);
}

Test(output, a_report_begins_with_who_asks_whom_for_what)
{
	static const struct { struct proposal p; const char *has, *not; } c[] = {
		{{.title = "More *room*", .author = "J. P.", .date = "2026-11-30",
		    .version = "1.20", .decision_by = "2027-01-15", .asked_of =
		    "the board"}, "# More \\*room\\*\n\nFor decision by the "
		    "board, needed by 2027-01-15: ", "without waiting"},
		{{.author = "J. P.", .version = "1.20"},
		    "Proposed by J. P., version 1.20.", "needed by"},
		{{.date = "2026-11-30"}, "Proposed on 2026-11-30.", "ersion"},
		{{.version = "2"}, "Version 2.", "Proposed"},
		{{0}, "here: a network for maintenance without waiting",
		    "Proposed"}
	};
	static const struct stress calm = {0};
	struct arena *a = arena_new();
	size_t i, k;

	for (i = 0; i < sizeof c / sizeof c[0]; i++) {
		struct design *g = world(a, 1);
		struct fileset *out = fileset_new(a);
		const char *md = NULL, *head;

		((struct model *)g->model)->proposal = c[i].p;
		report_write(a, &(struct report_from){.design = g, .results =
		    times(a, g), .stress = &calm}, out);
		for (k = 0; k < out->n; k++)
			if (strcmp(out->file[k].path, "report.md") == 0)
				md = out->file[k].data;
		cr_assert_not_null(md);
		head = str_dup(a, md, (size_t)(strstr(md, "\n* ") - md));
		cr_expect(strstr(head, c[i].has) != NULL, "%zu: %s", i, head);
		cr_expect(strstr(head, c[i].not) == NULL, "%zu: %s", i, head);
	}
	arena_free(a);
}

static const char *
report_md(struct arena *a, const struct report_from *from)
{
	struct fileset *out = fileset_new(a);
	size_t k;

	report_write(a, from, out);
	for (k = 0; k < out->n; k++)
		if (strcmp(out->file[k].path, "report.md") == 0)
			return out->file[k].data;
	cr_assert_fail("no report.md");
	return NULL;
}

/* today is an alternative, and what it meets already is said */
Test(output, a_report_puts_today_beside_the_new_network)
{
	static const struct stress calm = {0};
	struct arena *a = arena_new();
	struct design *g = world(a, 1);
	struct model *m = (struct model *)g->model;
	struct requirement req[] = {
		{.name = "drain", .wanted = "5 min", .achieved = "1 min",
		    .met = true, .timed = true, .today_s = 600, .today =
		    "10 min"},
		{.name = "rolling", .wanted = "3 h", .achieved = "12 min",
		    .met = true, .timed = true, .today_s = 7200, .today =
		    "2 h"}
	};
	struct report_from from = {.design = g, .stress = &calm};
	struct results *r = times(a, g);
	const char *md;

	m->want.drain_us = INT64_C(300000000);
	m->want.rolling_us = INT64_C(10800000000);
	m->maintenance.per_year = 10;
	r->net[0].all_s = 7200;
	r->net[1].all_s = 720;
	from.results = r;
	g->req = req;
	g->nreq = 2;
	md = report_md(a, &from);
	cr_expect(strstr(md, "| drain | 5 min | 10 min | 1 min | yes |") !=
	    NULL);
	cr_expect(strstr(md, "| rolling | 3 h | 2 h: already met | "
	    "12 min | yes |") != NULL);
	cr_expect(strstr(md, "| today | today | \\- | 10\u00a0min | misses drain |")
	    != NULL);
	/* ten times 2 h, against ten times 12 min */
	cr_expect(strstr(md, "20\u00a0h a year are spent "
	    "waiting for migrations, against 2\u00a0h on "
	    "the new network: 18\u00a0h less.") != NULL);
	arena_free(a);
}

/* what is met, but not at the far end of its range, is not shown as good */
Test(output, a_report_shows_as_good_only_what_is_certain)
{
	static const struct stress calm = {0};
	struct arena *a = arena_new();
	struct design *g = world(a, 1);
	struct requirement req = {.name = "drain", .wanted = "5 min",
	    .achieved = "1 min", .met = true, .timed = true, .banded = true};
	size_t i, k;

	((struct model *)(uintptr_t)g->model)->want.drain_us =
	    INT64_C(300000000);
	g->req = &req;
	g->nreq = 1;
	for (i = 0; i < 2; i++) {
		struct fileset *out = fileset_new(a);
		const char *html = NULL;

		req.certain = i == 1;
		report_write(a, &(struct report_from){.design = g, .results =
		    times(a, g), .stress = &calm}, out);
		for (k = 0; k < out->n; k++)
			if (strcmp(out->file[k].path, "report.html") == 0)
				html = out->file[k].data;
		cr_assert_not_null(html);
		cr_expect_eq(strstr(html, " class=\"good\"") != NULL,
		    i == 1, "%zu", i);
		cr_expect_eq(strstr(html, ">yes, but not with certainty<") !=
		    NULL, i == 0, "%zu", i);
	}
	arena_free(a);
}

Test(output, a_phase_says_first_of_what_it_is_one)
{
	static const struct stress calm = {0};
	static const char *const risk[] = {"30 hosts hang on one switch"};
	static const struct report_phase phase = {.number = 2, .of = 3,
	    .title = "rack by rack", .from = "2027-01", .next = "2028-01",
	    .whole = "spine-leaf", .whole_cents = 3994076, .hosts = 10,
	    .moved = 20, .all = 40, .cost_cents = 738193, .risk = risk,
	    .nrisk = 1};
	struct arena *a = arena_new();
	struct design *g = world(a, 1);
	const char *md = report_md(a, &(struct report_from){.design = g,
	    .results = times(a, g), .stress = &calm, .phase = &phase});

	md = strstr(md, "\n\n");
	cr_expect(str_starts(md, "\n\nPhase 2 of 3 of the plan for here "
	    "(spine-leaf, EUR 39,940.76 in all): rack by rack, from 2027-01. "
	    "10 hosts of 40 migrate; afterwards 20 are on the new network"),
	    "%.200s", md);
	cr_expect(strstr(md, "| 30 hosts hang on one switch | until a later "
	    "phase; the next is from 2028-01 |") != NULL);
	cr_expect(strstr(md, "| 2028-01 | the next phase;") != NULL);
	arena_free(a);
}

/* a cent of a thousand is not nothing, and all but a cent not all */
Test(output, shares_are_neither_nothing_nor_all_by_rounding)
{
	static const struct stress calm = {0};
	static const struct { int64_t part; const char *said; } c[] = {
		{0, "0 % of it at"}, {1, "under 1 % of it at"},
		{500, "1 % of it at"}, {99499, "99 % of it at"},
		{99500, "over 99 % of it at"}, {99999, "over 99 % of it at"},
		{100000, "100 % of it at"}
	};
	size_t i;

	for (i = 0; i < sizeof c / sizeof c[0]; i++) {
		struct arena *a = arena_new();
		struct design *g = world(a, 1);
		const char *md;

		g->total_cents = g->low_cents = g->high_cents = 100000;
		g->estimate_cents = c[i].part;
		md = report_md(a, &(struct report_from){.design = g,
		    .results = times(a, g), .stress = &calm});
		cr_expect(strstr(md, str_fmt(a, "(%s", c[i].said)) != NULL,
		    "%s", c[i].said);
		arena_free(a);
	}
}

/* as the kinds of other failures, racks whose loss does the same are one row */
Test(output, racks_that_fail_alike_share_a_row)
{
	struct arena *a = arena_new();
	struct design *g = world(a, 1);
	struct rack_failure rack[] = {
		{.rack = "r1", .hosts = 2, .vms = 9, .vm_bytes = 4e9},
		{.rack = "r2", .hosts = 2, .vms = 9, .vm_bytes = 4e9,
		    .homeless = 1, .homeless_bytes = 1e9},
		{.rack = "r3", .hosts = 2, .vms = 9, .vm_bytes = 4e9}
	};
	struct stress s = {.rack = rack, .nrack = 3};
	const char *md;
	size_t i;

	for (i = 0; i < 3; i++)
		rack[i].rest.kind = "a whole rack";
	md = report_md(a, &(struct report_from){.design = g,
	    .results = times(a, g), .stress = &s});
	cr_expect(strstr(md, "| a whole rack | each of 2: r1, r3 | all of its 2 "
	    "hosts | all restart") != NULL);
	cr_expect(strstr(md, "| a whole rack | r2 | all of its 2 hosts | of its "
	    "9 VMs") != NULL);
	arena_free(a);
}

/* no VMs and no money: it is said, and no chart is empty */
Test(output, a_report_without_vms_says_so)
{
	static const struct stress calm = {0};
	struct arena *a = arena_new();
	struct design *g = world(a, 1);
	struct results *r = times(a, g);
	const char *md;
	size_t i;

	for (i = 0; i < g->nhost; i++)
		r->net[0].host[i].vms = 0;
	md = report_md(a, &(struct report_from){.design = g, .results = r,
	    .stress = &calm});
	cr_expect(strstr(md, "The site lists no VMs") != NULL);
	cr_expect(strstr(md, "# here: network design") != NULL);
	cr_expect(strstr(md, "without waiting") == NULL);
	cr_expect(strstr(md, "drain.svg") == NULL);
	cr_expect(strstr(md, "cost.svg") == NULL, "an empty bill");
	cr_expect(strstr(md, "no requirement is set") != NULL);
	arena_free(a);
}

Test(output, a_terminal_shows_alike_hosts_in_one_line_and_all_if_asked)
{
	struct arena *a = arena_new();
	struct design *g = world(a, 3);
	struct results *r = times(a, g);
	struct host_result *h = r->net[1].host;
	static const char *const name[] = {
		"hv08", "hv09", "hv10", "hv12", "hv1", "z"
	};
	static const char *why[] = { "no room" };
	struct buf b = buf_new(a);
	const char *slow, *fast;
	size_t i;

	for (i = 0; i < 6; i++) {
		h[i].host = name[i];
		/* hv1 is a part of other names, not one of their mentions */
		h[i].bottleneck = str_fmt(a, "the port of %s", name[i]);
	}
	h[3].seconds = 61;
	output_drain_text(&b, r, NULL, false);
	slow = strstr(b.text, "  hv12: 1 min 1 s (expected 50 s .. 1 min 10 s, "
	    "lower bound 40 s), 3 VMs, limited by the port of hv12\n");
	fast = strstr(b.text, "  hv08 to hv10, hv1, z: each 1 min (expected 50 "
	    "s .. 1 min 10 s, lower bound 40 s), 3 VMs, limited by the port of "
	    "each\n");
	cr_expect(slow != NULL && fast > slow, "%s", b.text);
	cr_expect(str_starts(b.text, "longest drain of a host: today: 10 min; "
	    "design: 1 min 1 s\n"), "%s", b.text);

	/* one that can't be drained is never among the others */
	h[5].finished = false;
	h[5].unfinished = why;
	h[5].why = why;
	h[5].nunfinished = 1;
	b = buf_new(a);
	output_drain_text(&b, r, NULL, false);
	cr_expect(strstr(b.text, "design: 1 of 6 hosts can't be drained\n") !=
	    NULL, "%s", b.text);
	cr_expect(strstr(b.text, "limited by the port of z\n      can't be "
	    "drained: no room\n  hv12: ") != NULL, "%s", b.text);

	/* nor are two that can't apart from each other, each for a VM of its
	 * own */
	for (i = 4; i < 6; i++) {
		static const char *vm[] = { "cache1", "cache2" };

		h[i].finished = false;
		h[i].unfinished = &vm[i - 4];
		h[i].why = NEW(a, const char *, 1);
		h[i].why[0] = str_fmt(a, "%s: it never converges", vm[i - 4]);
		h[i].nunfinished = 1;
	}
	b = buf_new(a);
	output_drain_text(&b, r, NULL, false);
	cr_expect(strstr(b.text, "  hv1, z: each can't be drained (lower "
	    "bound 40 s), 3 VMs, limited by the port of each\n      can't be "
	    "drained: 1 VM on each: it never converges\n") != NULL, "%s",
	    b.text);

	b = buf_new(a);
	output_drain_text(&b, r, NULL, true);
	for (i = 0; i < 6; i++)
		cr_expect(strstr(b.text, str_fmt(a, "\n  %-12s ", name[i])) !=
		    NULL, "%s: %s", name[i], b.text);
	arena_free(a);
}

Test(output, hosts_that_drain_alike_share_a_row_whatever_their_names)
{
	struct arena *a = arena_new();
	struct design *g = world(a, 6);
	struct results *r = times(a, g);
	static const char *const name[] = {
		"hv08", "hv09", "hv10", "hv12", "a", "b7", "b9"
	};
	struct drain_group *x;
	size_t n;

	r->net[1].host[4].seconds = 61;
	x = chart_drain_groups(a, r, &n);
	cr_assert_eq(n, 2);
	cr_assert_eq(x[0].n, 11);
	cr_assert_eq(x[1].host[0], 4);
	cr_assert_str_eq(chart_limited_by(a, x[0].then), "the port of the host itself");
	cr_assert_str_eq(chart_name_runs(a, name, 7, 9), "hv08 to hv10, hv12, a, b7, "
	    "b9");
	cr_assert_str_eq(chart_name_runs(a, name, 7, 2), "hv08 to hv10, hv12 and 3 "
	    "more");
	arena_free(a);
}

Test(output, many_racks_are_drawn_as_groups_and_stay_small)
{
	static const struct { size_t racks, boxes; } c[] = {
		{1, 1}, {DRAWN_RACKS, DRAWN_RACKS}, {DRAWN_RACKS + 1, 1},
		{400, 1}
	};
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < sizeof c / sizeof c[0]; i++) {
		struct drawing *d = svg_topology_draw(a, world(a, c[i].racks));

		cr_assert_eq(count(d->body.text, "class=\"rack\""), c[i].boxes,
		    "%zu racks", c[i].racks);
		cr_assert_lt(d->width, 1600);
		cr_assert_eq(count(d->body.text, "nan"), 0);
	}
	arena_free(a);
}

Test(output, a_report_names_every_switch_and_links_its_config)
{
	static const char *reason[] = {"no ports"};
	static const struct candidate cand[] = {
		{.topology = TOPOLOGY_LINKED, .drain_s = -1, .reason = reason,
		    .nreason = 1},
		{.topology = TOPOLOGY_SPINE_LEAF, .feasible = true, .nswitches =
		    4, .summary = "4 box", .drain_s = 60}
	};
	static const struct to_fill fill[] = {
		{"configs/spine1.cfg", "ADMIN_PASSWORD", 2},
		{"hosts/hv01.ps1", "ADDRESS_MGMT_HV01", 1},
		{"hosts/hv02.ps1", "ADDRESS_MGMT_HV02", 1}
	};
	static const struct stress calm = {0};
	struct arena *a = arena_new();
	struct design *g = world(a, 1);
	struct fileset *out = fileset_new(a);
	size_t i, html = 0, md = 0;

	fileset_add(out, "configs/spine1.cfg", "x", 1);
	report_write(a, &(struct report_from){.design = g, .cand = cand, .ncand
	    = 2, .results = times(a, g), .stress = &calm, .fill = fill, .nfill
	    = 3}, out);
	for (i = 0; i < out->n; i++) {
		if (strcmp(out->file[i].path, "report.html") == 0)
			html = i;
		if (strcmp(out->file[i].path, "report.md") == 0)
			md = i;
	}
	cr_assert(html != 0 && md != 0);
	for (i = 0; i < g->nsw; i++) {
		cr_assert(strstr(out->file[html].data, str_fmt(a, "Ports of %s ",
		    g->sw[i].name)) != NULL);
		cr_assert(strstr(out->file[md].data, str_fmt(a, "Ports of %s ",
		    g->sw[i].name)) != NULL);
	}
	cr_assert(strstr(out->file[html].data, "<a href=\"configs/spine1.cfg\">"
	    "spine1</a>") != NULL);
	/* not one that is not there */
	cr_assert(strstr(out->file[html].data, "configs/spine2.cfg") == NULL);
	cr_assert(strstr(out->file[html].data, "out: no ports") != NULL);
	cr_assert(strstr(out->file[html].data, "10 times faster") != NULL);
	cr_assert(strstr(out->file[html].data, "A &amp; B &lt;box&gt;") != NULL);
	/* one row a kind of placeholder */
	cr_assert_eq(count(out->file[md].data, "ADDRESS\\_MGMT\\_HV01"), 1);
	cr_assert_eq(count(out->file[md].data, "ADDRESS\\_MGMT\\_HV02"), 0);
	/* nothing is fetched */
	cr_assert(strstr(out->file[html].data, "src=") == NULL);
	cr_assert(strstr(out->file[html].data, "url(") == NULL);
	arena_free(a);
}

/* what relaxing saves nothing is named as such, and is no line of savings */
Test(output, a_relief_of_nothing_is_no_saving)
{
	struct arena *a = arena_new();
	struct design *g = world(a, 2);
	struct relief_line line[] = {
		{"drain", "1 min", "2 min", 100000, 5000, "x"},
		{"growth", "20 %", "10 %", 105000, 0, "x"},
		{"rolling", "2 h", "4 h", 106000, -1000, "x"}};
	struct why y = {.relief = line, .nrelief = 3};
	struct buf b = buf_new(a);

	output_why_text(&b, g->model, &y, false);
	cr_expect_not_null(strstr(b.text, "  drain            1 min -> 2 min: EUR "
	    "1,000.00, saves 50.00 (x)\n  no saving from relaxing growth, "
	    "rolling\n"), "%s", b.text);
	cr_expect_null(strstr(b.text, "saves 0"), "%s", b.text);
	cr_expect_null(strstr(b.text, "saves -"), "%s", b.text);
	arena_free(a);
}

/* six kinds of hosts and the rest in one line; a rest of one kind takes no less
 * room than what it is */
Test(output, the_last_kind_of_hosts_is_told_where_it_is_alone)
{
	size_t n;

	for (n = 6; n <= 8; n++) {
		struct arena *a = arena_new();
		struct design *g = world(a, 4);
		struct results *r = times(a, g);
		struct buf b = buf_new(a);
		size_t i, k, shown = 0;

		for (k = 0; k < 2; k++) {
			r->net[k].nhost = n;
			for (i = 0; i < n; i++)
				r->net[k].host[i].seconds = 60 + 10 *
				    (double)i;
		}
		r->nnet = 1;
		output_drain_text(&b, r, NULL, false);
		for (i = 0; i < n; i++)
			shown += strstr(b.text, str_fmt(a, "\n  hv%02zu: ",
			    i + 1)) != NULL;
		cr_expect_eq(shown, n == 8 ? 6 : n, "%zu: %s", n, b.text);
		cr_expect_eq(strstr(b.text, "  2 other hosts: 1 min to 1 min "
		    "10 s\n") != NULL, n == 8, "%zu: %s", n, b.text);
		cr_expect_eq(strstr(b.text, "other hosts") != NULL, n == 8);
		arena_free(a);
	}
}
