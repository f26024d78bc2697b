/* The drawings that show measures, and every failure in turn. */
#include "site.h"

#include "prove/outage.h"
#include "prove/stress.h"
#include "report/diagrams.h"
#include "report/svg_panel.h"
#include "report/rack_kinds.h"
#include "report/report.h"

static const struct selection *v;
static const struct design *g;

static void
site_of(const char *path)
{
	if (a != NULL)
		arena_free(a);
	a = arena_new();
	v = decided(site_file(path));
	g = v->design;
}

static void
done(void)
{
	arena_free(a);
	a = NULL;
}

static size_t
count(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)) != NULL; text++)
		n++;
	return n;
}

/* ---- failures ---- */

/* every switch and every LAG's first cable is in exactly one row */
Test(stress, each_switch_is_tried_once, .fini = done)
{
	struct stress *s;
	size_t i, k, found, sw;

	site_of("examples/period.yaml");
	s = stress_look(a, g, drain_variants_new(a, g->model));
	cr_assert(!s->sampled);
	for (sw = 0; sw < g->nsw; sw++) {
		for (found = i = 0; i < s->nfailure; i++)
			for (k = 0; k < s->failure[i].n; k++)
				found += strcmp(s->failure[i].name[k],
				    g->sw[sw].name) == 0;
		cr_expect_eq(found, 1, "%s: %zu", g->sw[sw].name, found);
	}
	for (i = 0; i < s->nfailure; i++) {
		cr_expect_eq(s->failure[i].cut_off, 0);
		cr_expect_gt(s->failure[i].drain_s, 0);
	}
}

/* a leaf of one rack is out: the longest drain may be another rack's */
Test(stress, drains_meanwhile_are_the_whole_sites, .fini = done)
{
	struct stress *s;
	size_t i, worst = 0;
	bool *all;
	double base;

	site_of("examples/medium.yaml");
	all = NEW(a, bool, g->nhost + 1);
	for (i = 0; i < g->nhost; i++)
		all[i] = true;
	base = drain_variants_worst(a, drain_variants_new(a, g->model), g, NULL, all,
	    &worst);
	s = stress_look(a, g, drain_variants_new(a, g->model));
	for (i = 0; i < s->nfailure; i++)
		cr_expect_geq(s->failure[i].drain_s, base * (1 - 1e-9), "%s",
		    s->failure[i].name[0]);
}

/* by hand: twenty hosts of 256 GiB for 2,784 GiB of machines in one cluster and
 * 3,040 in the other; ten are left, and every machine too many has 8 GiB */
Test(stress, a_whole_rack_and_the_memory_elsewhere, .fini = done)
{
	static const size_t homeless[] = {28, 28, 60, 60};
	struct stress *s;
	size_t i;

	site_of("examples/medium.yaml");
	s = stress_look(a, g, NULL);
	cr_assert_eq(s->nrack, 4);
	for (i = 0; i < 4; i++) {
		cr_expect_eq(s->rack[i].hosts, 10);
		cr_expect_eq(s->rack[i].homeless, homeless[i]);
		cr_expect_eq(s->rack[i].rest.cut_off, 0,
		    "spines stand in two racks");
	}
	site_of("examples/small.yaml");
	cr_expect_eq(stress_look(a, g, NULL)->nrack, 0, "one rack is all");
}

/* two switches without a link: each one's network falls back on the other's */
Test(stress, the_other_network_takes_the_place, .fini = done)
{
	struct stress *s;
	const struct failure *f;

	site_of("examples/small.yaml");
	s = stress_look(a, g, NULL);
	f = &s->failure[0];
	cr_expect_str_eq(f->kind, "switch");
	cr_assert_eq(f->nloss, 1);
	cr_expect_eq(f->loss[0].n, g->nhost);
	cr_expect(f->loss[0].instead != NULL);
	cr_expect_eq(f->cut_off, 0);
	cr_expect_lt(f->drain_s, 0, "not asked for");
}

/* one switch alone reaches the core: without it every host is cut off from the
 * network that goes there, and from no other */
Test(stress, no_way_to_the_core_is_a_loss, .fini = done)
{
	struct stress *s;
	const struct failure *f;
	size_t i;

	/* as it is drawn, both switches reach the core; here its cables are
	 * all on the first */
	site_of("examples/linked.yaml");
	for (i = 0; i < g->nlink; i++)
		if (g->link[i].kind == LINK_CORE)
			g->link[i].a.sw = 0;
	s = stress_look(a, g, NULL);
	f = &s->failure[0];
	cr_expect_str_eq(f->name[0], "ew1");
	cr_expect_eq(f->n, 1);
	cr_assert_eq(f->nloss, 1);
	cr_expect_str_eq(f->loss[0].network, "data");
	cr_expect_eq(f->cut_off, g->nhost);
	cr_expect_str_eq(s->failure[1].name[0], "ew2");
	cr_expect_eq(s->failure[1].cut_off, 0);
}

/* one of two uplinks to a spine out: by hand, the leaf's load on three of its
 * four cables */
Test(stress, one_cable_less_carries_as_much, .fini = done)
{
	size_t i, k, n = 0;
	const struct dlink *l = NULL;
	struct outage *all, *o;
	bool *out;

	site_of("examples/period.yaml");
	for (i = 0; i < g->nlink && l == NULL; i++)
		if (g->link[i].kind == LINK_UPLINK)
			l = &g->link[i];
	cr_assert(l != NULL);
	out = NEW(a, bool, g->nsw + 1);
	all = outage_load(a, g, out);
	o = outage_cable(a, NULL, g, (size_t)(l - g->link));
	for (k = 0; k < g->sw[l->b.sw].nport; k++)
		if (g->sw[l->b.sw].port[k].role == PORT_UPLINK)
			n++;
	cr_assert_gt(n, 1);
	cr_expect_str_eq(o->busiest, str_fmt(a, "the uplinks of %s",
	    g->sw[l->b.sw].name));
	cr_expect_float_eq(o->load, all->load * (double)n / (double)(n - 1),
	    1e-9);
}

/* the report's worst load is the one the requirement was judged by */
Test(stress, loads_agree_with_the_requirement, .fini = done)
{
	static const char *const path[] = {"examples/period.yaml",
	    "examples/linked.yaml", "examples/kvm.yaml"};
	struct link_group_load *b;
	double worst;
	size_t n, i, k;

	for (k = 0; k < 3; k++) {
		site_of(path[k]);
		b = outage_loads(a, g, &n);
		worst = 0;
		for (i = 0; i < n; i++) {
			cr_expect_leq(b[i].load, b[i].worst);
			cr_expect_gt(b[i].line_bps, 0);
			if (b[i].worst > worst)
				worst = b[i].worst;
		}
		for (i = 0; i < g->nreq; i++)
			if (strcmp(g->req[i].name, "utilisation") == 0 &&
			    worst > 0)
				cr_expect_str_eq(g->req[i].achieved, str_fmt(a,
				    "%.1f %%", worst * 100), "%s", path[k]);
	}
}

/* ---- drawings ---- */

Test(drawings, every_cable_is_in_the_port_map_of_its_switch, .fini = done)
{
	size_t i, k;

	site_of("examples/period.yaml");
	for (i = 0; i < g->nsw; i++) {
		struct drawing *pic = svg_ports_draw(a, g, &g->sw[i]);
		const char *text = pic->body.text;

		for (k = 0; k < g->nlink; k++) {
			const struct dlink *l = &g->link[k];

			if (l->a.sw == i)
				cr_expect_gt(count(text, str_fmt(a, "<title>%s: "
				    "%s ", l->a.port_name, l->b.device)), l->kind == LINK_OOB ? 0 : 1);
			if (l->b.sw == i)
				cr_expect_gt(count(text, str_fmt(a, "<title>%s: "
				    "%s ", l->b.port_name, l->a.device)), 1);
		}
		cr_expect_lt(pic->width, 760);
	}
}

Test(drawings, a_rack_from_behind_says_where_each_cable_goes, .fini = done)
{
	struct drawing *pic;

	site_of("examples/period.yaml");
	pic = svg_rear_draw(a, g, 0);
	cr_expect_eq(count(pic->body.text, "NIC1 \u2192 r1-leaf1 1,"), 1);
	cr_expect_eq(count(pic->body.text, ">L1001 NIC1 \u2192 r1-leaf1 1<"), 1);
	cr_expect(strstr(pic->desc, "r1-leaf1 at unit 42, ports on this side") !=
	    NULL);
}

struct shape { double x, y, w, h; };

/* every text is inside the smallest box its place is in, or the drawing */
static void
expect_inside(const struct drawing *pic, const char *what)
{
	struct shape box[4096], r;
	const char *p, *body = pic->body.text, *from;
	char class[32], at[16];
	size_t n = 0, i, texts = 0;
	int read;

	for (p = body; (p = strstr(p, "<rect ")) != NULL; p++) {
		cr_assert_lt(n, 4096);
		cr_assert_eq(sscanf(p, "<rect class=\"%31[^\"]\" x=\"%lf\" y=\""
		    "%lf\" width=\"%lf\" height=\"%lf\"", class, &box[n].x,
		    &box[n].y, &box[n].w, &box[n].h), 5);
		n++;
	}
	for (p = body; (p = strstr(p, "<text ")) != NULL; p++, texts++) {
		struct shape in = {0, 0, pic->width, pic->height};
		double x, y, w;
		const char *shown;

		from = p + strlen("<text class=\"");
		snprintf(class, sizeof class, "%.*s", (int)strcspn(from, "\""),
		    from);
		from = strchr(from, '"');
		cr_assert_eq(sscanf(from, "\" x=\"%lf\" y=\"%lf\" "
		    "text-anchor=\"%15[^\"]\">%n", &x, &y, at, &read), 3,
		    "%.80s", p);
		from += read;
		if (strncmp(from, "<title>", 7) == 0)
			from = strstr(from, "</title>") + 8;
		shown = str_dup(a, from, strcspn(from, "<"));
		w = svg_text_width(class, shown);
		for (i = 0; i < n; i++) {
			r = box[i];
			if (x >= r.x && x <= r.x + r.w && y - 3 >= r.y &&
			    y - 3 <= r.y + r.h && r.w * r.h < in.w * in.h)
				in = r;
		}
		x -= at[0] == 'm' ? w / 2 : at[0] == 'e' ? w : 0;
		cr_expect(x >= in.x - 0.5 && x + w <= in.x + in.w + 0.5,
		    "%s: '%s' from %.1f to %.1f, its box from %.1f to %.1f",
		    what, shown, x, x + w, in.x, in.x + in.w);
	}
	cr_expect_gt(texts, 5, "%s", what);
}

/* hosts and switches of that many letters, the number at the end */
static void
rename_all(size_t letters, char letter)
{
	const struct model *m = g->model;
	struct buf b = buf_new(a);
	size_t i;

	while (b.len + 3 < letters)
		buf_putc(&b, b.len % 6 == 5 ? '-' : letter);
	buf_puts(&b, "");
	for (i = 0; i < m->nhost; i++)
		m->host[i].name = str_fmt(a, "%s-%02zu", b.text, i);
	for (i = 0; i < g->nsw; i++)
		g->sw[i].name = str_fmt(a, "%s_%02zu", b.text, i);
	for (i = 0; i < g->nlink; i++) {
		struct dend *e[] = { &g->link[i].a, &g->link[i].b };
		size_t k;

		for (k = 0; k < 2; k++)
			if (e[k]->sw != NONE)
				e[k]->device = g->sw[e[k]->sw].name;
			else if (e[k]->host != NONE)
				e[k]->device = g->host[e[k]->host].host->name;
	}
}

/* the results point at the hosts' names, in the model's order */
static void
rename_results(struct results *r)
{
	size_t i, k;

	for (i = 0; i < r->nnet; i++)
		for (k = 0; k < r->net[i].nhost; k++)
			r->net[i].host[k].host = g->model->host[k].name;
	for (k = 0; k < r->net[1].rolling.norder; k++)
		r->net[1].rolling.order[k] = g->model->host[k].name;
}

Test(drawings, no_text_leaves_its_box_however_long_the_names, .fini = done)
{
	static const size_t letters[] = { 4, 13, 40, 63 };
	static const char *const site[] = {
		"examples/small.yaml", "examples/period.yaml"
	};
	size_t i, k, s;

	for (s = 0; s < 2; s++) {
		site_of(site[s]);
		for (k = 0; k < 8; k++) {
			rename_all(letters[k / 2], k % 2 == 0 ? 'a' : 'W');
			expect_inside(svg_rack_draw(a, g, 0), "rack");
			expect_inside(svg_rear_draw(a, g, 0), "rear");
			for (i = 0; i < g->nsw; i++)
				expect_inside(svg_ports_draw(a, g, &g->sw[i]),
				    "ports");
			expect_inside(svg_topology_draw(a, g), "topology");
			rename_results(v->results);
			expect_inside(chart_drains(a, v->results, 12), "drains");
			expect_inside(chart_costs(a, g), "costs");
			expect_inside(chart_rolling(a,
			    &v->results->net[1].rolling,
			    &v->results->net[0].rolling), "rolling");
		}
	}
}

Test(drawings, a_port_map_says_which_rack_however_long_its_name, .fini = done)
{
	size_t i;

	site_of("examples/period.yaml");
	for (i = 0; i < g->model->nrack; i++)
		g->model->rack[i].name = str_fmt(a,
		    "r%zu-fra1-row-of-the-long-names-fra1-row-of-the-long-"
		    "names-fra1", i + 1);
	for (i = 0; i < g->nsw; i++) {
		const char *text = svg_ports_draw(a, g, &g->sw[i])->body.text;

		cr_expect(strstr(text, str_fmt(a, ", rack r%zu",
		    g->sw[i].rack + 1)) != NULL, "%.200s", text);
	}
}

Test(drawings, a_long_name_keeps_both_its_ends)
{
	static const char *const name[] = {
		"fra1-r01-hv01", "fra1-r01-hv02", "fra1-r01-sw"
	}, *const other[] = { "fra1-r01", "fra2-r01" },
	    *const same[] = { "a-b", "a-b" },
	    *const apart[] = { "row1-of-the-names-at-it", "row2-of-the-long-at-it" },
	    *const middle[] = { "hall1-r01-of-it", "hall1-r02-of-it" };
	const char *cut;

	a = arena_new();
	cut = svg_name_clip(a, "s", "frankfurt-am-main-hall-7-hypervisor-0042",
	    120);
	cr_expect(str_starts(cut, "frank"), "%s", cut);
	cr_expect(str_ends(cut, "-0042"), "%s", cut);
	cr_expect_leq(svg_text_width("s", cut), 120);
	cr_expect_str_eq(svg_name_clip(a, "s", name[0], 120), name[0]);
	cr_expect_eq(svg_name_prefix(name, 3), strlen("fra1-r01-"));
	cr_expect_eq(svg_name_prefix(other, 2), 0);
	cr_expect_eq(svg_name_prefix(name, 1), 0);
	cr_expect_eq(svg_name_suffix(name, 3), 0);
	cr_expect_eq(svg_name_suffix(other, 2), strlen("-r01"));
	cr_expect_eq(svg_name_suffix(same, 2), 0);
	cr_expect_str_eq(svg_name_clip(a, "s", apart[0], 50),
	    svg_name_clip(a, "s", apart[1], 50));
	cr_expect_str_neq(svg_name_among(a, "s", apart[0], 50, apart, 2),
	    svg_name_among(a, "s", apart[1], 50, apart, 2));
	cr_expect_leq(svg_text_width("s", svg_name_among(a, "s", apart[1], 50,
	    apart, 2)), 50);
	cr_expect_str_eq(svg_name_among(a, "s", middle[0], 70, middle, 2), "\u2026r01\u2026");
	done();
}

/* by the pattern of the catalog, not by how the name looks: sfp28-1 is port 1
 * and qsfp28-1-2 the second part of port 1 */
Test(drawings, a_number_of_a_port_is_what_tells_it_apart)
{
	static const struct { const char *name, *pattern, *out; } c[] = {
		{"TenGigabitEthernet 0/1", "TenGigabitEthernet 0/{n}", "1"},
		{"Te1/0/1", "Te1/0/{n}", "1"}, {"Ethernet1", "Ethernet{n}",
		"1"}, {"Ethernet49/1", "Ethernet{n}/1", "49/1"},
		{"ethernet1/1/53:2", "ethernet1/1/{n}:{k}", "53:2"},
		{"swp12s3", "swp{n}s{k}", "12s3"}, {"swp12", "swp{n}", "12"},
		{"qsfp28-1-2", "qsfp28-{n}-{k}", "1-2"}, {"sfp28-1",
		"sfp28-{n}", "1"}, {"qsfpplus2-1", "qsfpplus{n}-1", "2-1"},
		{"et-0/0/1:2", "et-0/0/{n}:{k}", "1:2"}
	};
	size_t i;

	for (i = 0; i < sizeof c / sizeof c[0]; i++) {
		struct port_block b = {.name = c[i].pattern,
			.breakout_name = c[i].pattern};
		struct switch_model m = {.block = &b, .nblock = 1};
		struct dport p = {.name = c[i].name, .parent = i % 2 ? NONE :
			0};
		struct dswitch s = {.model = &m, .port = &p, .nport = 1};

		cr_expect_str_eq(svg_port_number(&s, &p), c[i].out);
	}
}

/* columns from left to right, the block in the middle, even numbers above */
Test(drawings, ports_are_where_the_catalog_has_them)
{
	size_t one[] = { 1, 0 }, two[] = { 4, PANEL_HOLE, 2, 3 }, i;
	struct panel_block panel[] = { {2, 1, one}, {2, 2, two} };
	struct port_block b = {.name = "p{n}", .count = 5};
	struct switch_model m = {.block = &b, .nblock = 1, .panel = panel,
		.npanel = 2};
	struct dport p[5];
	struct dswitch s = {.model = &m, .port = p, .nport = 5};
	static const size_t want[][4] = { {1, 0, 0, 0}, {0, 0, 1, 0},
		{4, 1, 0, 1}, {2, 1, 1, 1}, {3, 2, 1, 1} };
	struct panel_cells got;

	memset(p, 0, sizeof p);
	for (i = 0; i < 5; i++) {
		p[i].parent = NONE;
		p[i].index = i;
	}
	a = arena_new();
	got = svg_panel(a, &s);
	cr_expect(got.known);
	cr_assert_eq(got.n, 5);
	cr_expect_eq(got.rows, 2);
	cr_expect_eq(got.columns, 3);
	for (i = 0; i < 5; i++) {
		cr_expect_eq(got.cell[i].port, want[i][0]);
		cr_expect_eq(got.cell[i].column, want[i][1]);
		cr_expect_eq(got.cell[i].row, want[i][2]);
		cr_expect_eq(got.cell[i].block, want[i][3]);
	}
	m.npanel = 0;
	got = svg_panel(a, &s);
	cr_expect(!got.known);
	cr_expect_eq(got.cell[4].column, 2);
	cr_expect_eq(got.cell[4].row, 0);
	done();
}

/* a port of 40G as four of 10G: one cell in strips, the children in the list */
Test(drawings, a_port_broken_out_is_drawn_as_its_children, .fini = done)
{
	static struct port_block block = {.name = "et 0/{n}", .count = 2,
	    .into = 4, .breakout_name = "te 0/{m}"};
	static const struct switch_model box = {.name = "box", .block = &block,
	    .nblock = 1};
	struct rack r = {.name = "r1", .units = 42};
	struct model m = {.rack = &r, .nrack = 1};
	struct dport p[6] = {{.name = "et 0/48", .role = PORT_SPLIT}};
	struct dswitch s = {.name = "sw", .model = &box, .port = p, .nport = 6,
	    .pair = NONE};
	struct design x = {.model = &m, .sw = &s, .nsw = 1};
	struct dlink l[4];
	struct drawing *pic;
	size_t i;

	a = arena_new();
	for (i = 0; i < 6; i++) {
		p[i].lag = p[i].link = p[i].parent = NONE;
		if (i == 0 || i == 5)
			continue;
		p[i] = (struct dport){.name = str_fmt(a, "te 0/%zu", 47 + i),
		    .parent = 0, .lag = NONE, .link = i - 1, .role = PORT_HOST};
		l[i - 1] = (struct dlink){.id = "L", .kind = LINK_HOST, .a =
		    {0, NONE, "sw", i, p[i].name, "", ""}, .b = {NONE, 0,
		    str_fmt(a, "hv%zu", i), 0, "NIC1", "", ""}};
	}
	p[5].name = "et 0/52";
	p[5].index = 1;
	x.link = l;
	x.nlink = 4;
	pic = svg_ports_draw(a, &x, &s);
	cr_expect_eq(count(pic->body.text, "width=\"9.0\""), 4);
	for (i = 1; i <= 4; i++) {
		cr_expect_eq(count(pic->body.text, str_fmt(a, ">hv%zu<", i)), 1);
		cr_expect_eq(count(pic->body.text, str_fmt(a, "<title>te 0/%zu: "
		    "hv%zu NIC1", 47 + i, i)), 2);
	}
	cr_expect(strstr(pic->desc, "4 ports: hosts; 1 port: unused") != NULL);
}

Test(drawings, a_better_design_is_filled_a_worse_one_hollow, .fini = done)
{
	static const struct pareto_dot dot[] = {
		{"linked", "", 100, 500000, false}, {"spine-leaf", "chosen", 50,
		800000, false}, {"evlt", "out", 60, 900000, false}
	};
	struct drawing *pic;

	a = arena_new();
	pic = chart_pareto(a, dot, 3, "EUR", false);
	/* one of each is the key's */
	cr_expect_eq(count(pic->body.text, "class=\"then\""), 3);
	cr_expect_eq(count(pic->body.text, "class=\"never\""), 2);
	cr_expect(strstr(pic->desc, "evlt, out: EUR 9,000.00, 1 min.") != NULL);
	/* all in one place: labels don't cover each other */
	pic = chart_pareto(a, (struct pareto_dot[]){dot[0], dot[0], dot[0]}, 3,
	    "EUR", false);
	cr_expect_eq(count(pic->body.text, ">linked</text>"), 3);
	/* nothing to draw is no crash */
	pic = chart_pareto(a, dot, 0, "EUR", false);
	cr_expect(strstr(pic->body.text, "nan") == NULL);
	/* of a range two digits */
	pic = chart_pareto(a, (struct pareto_dot[]){{"linked", "", 100, 512345,
	    false}}, 1, "EUR", true);
	cr_expect(strstr(pic->desc, "EUR 5,100,") != NULL, "%s", pic->desc);
}

Test(drawings, maintenance_is_as_long_as_it_takes, .fini = done)
{
	static const char *order[] = {"hv2", "hv1"};
	static const double out_s[] = {60, 120}, back_s[] = {0, 30};
	const struct rolling_result r = {.finished = true, .cluster = "prod",
	    .seconds = 810, .order = order, .norder = 2, .out_s = out_s,
	    .back_s = back_s, .service_s = 300};
	struct drawing *pic;

	a = arena_new();
	pic = chart_rolling(a, &r, NULL);
	cr_expect(strstr(pic->body.text, "hv2: drain, 1 min") != NULL);
	cr_expect(strstr(pic->body.text, "hv1: failback, 30 s") != NULL);
	cr_expect_eq(count(pic->body.text, ": work, 5 min"), 2);
	cr_expect_eq(count(pic->body.text, "class=\"today\""), 0);
}

/* hosts by name, whatever the order of today's round */
Test(drawings, a_maintenance_shows_the_same_host_today, .fini = done)
{
	static const char *order[] = {"hv2", "hv1"}, *before[] = {"hv1", "hv2"};
	static const double out_s[] = {60, 120}, then_s[] = {600, 1200},
	    back_s[] = {0, 0};
	struct rolling_result r = {.finished = true, .cluster = "prod",
	    .order = order, .norder = 2, .out_s = out_s, .back_s = back_s,
	    .service_s = 300};
	struct rolling_result now = r;
	struct drawing *pic;

	now.order = before;
	now.out_s = then_s;
	a = arena_new();
	pic = chart_rolling(a, &r, &now);
	cr_expect(strstr(pic->body.text, ">20 min \u2192 1 min<") != NULL);
	cr_expect(strstr(pic->body.text, ">10 min \u2192 2 min<") != NULL);
	now.finished = false;
	cr_expect(strstr(chart_rolling(a, &r, &now)->body.text, "\u2192") ==
	    NULL);
}

/* a range whose ends are the same once rounded is one amount */
Test(drawings, costs_have_no_range_from_an_amount_to_itself, .fini = done)
{
	struct design one;
	const char *text;

	site_of("examples/small.yaml");
	one = *g;
	one.nbom = 1;
	one.bom[0].low_cents = 4090;
	one.bom[0].total_cents = 4100;
	one.bom[0].high_cents = 4110;
	text = chart_costs(a, &one)->body.text;
	cr_expect(strstr(text, ">about EUR 41<") != NULL, "%s", text);
	one.bom[0].low_cents = 3900;
	text = chart_costs(a, &one)->body.text;
	cr_expect(strstr(text, ">EUR 39 to 41<") != NULL, "%s", text);
}

/* the small site's switches have one row of ports, the other's are taken to have
 * two, and the drawing says that it was not told */
Test(drawings, a_port_map_has_the_rows_of_its_panel, .fini = done)
{
	site_of("examples/small.yaml");
	cr_expect_eq(svg_panel(a, &g->sw[0]).rows, 1);
	cr_expect(strstr(svg_ports_draw(a, g, &g->sw[0])->body.text,
	    ">in the order of the panel (recalled: follow") != NULL);
	site_of("examples/period.yaml");
	cr_expect_eq(svg_panel(a, &g->sw[0]).rows, 2);
	cr_expect(strstr(svg_ports_draw(a, g, &g->sw[0])->body.text,
	    "follow the numbers") != NULL);
}

/* the switch that management cables end on is in its rack, with them, bought or
 * there; and in no other */
Test(drawings, the_management_switch_is_in_its_rack, .fini = done)
{
	size_t rack, i;

	a = arena_new();
	v = decided(site_text("eastwest: 1\n"
	    "site: {name: x, currency: EUR}\n"
	    "requirements: {topology: linked}\n"
	    "racks: [{name: 'r[1-2]', units: 42}]\n"
	    "clusters: [{name: c, hypervisor: kvm}]\n"
	    "hosts: [{name: 'h[1-3]', rack: r1, memory: 64 GiB}]\n"
	    "vms: [{name: 'v[1-6]', memory: 8 GiB}]\n"
	    "networks:\n"
	    "  - {name: lm, purpose: live-migration, vlan: 3,"
	    " subnet: 10.0.0.0/24}\n"
	    "  - {name: oob, purpose: oob, subnet: 10.1.0.0/24}\n"
	    "oob: {buy: true, rack: r2}\n"));
	g = v->design;
	cr_assert_eq(g->model->oob.rack, 1);
	/* nothing else is in it */
	svg_racks_used(a, g, &i);
	cr_expect_eq(i, 2);
	for (rack = 0; rack < g->model->nrack; rack++) {
		bool here = rack == g->model->oob.rack;
		const char *rear = svg_rear_draw(a, g, rack)->body.text;

		cr_expect_eq(strstr(svg_rack_draw(a, g, rack)->body.text,
		    ">management1</text>") != NULL, here);
		cr_expect_eq(strstr(rear, ">management1</text>") != NULL, here);
		for (i = 0; here && i < g->nlink; i++)
			if (g->link[i].kind == LINK_OOB)
				cr_expect(strstr(rear, g->link[i].id) != NULL,
				    "%s", g->link[i].id);
	}
}

/* a used model is a risk that is said, one that is sold is none */
Test(report, models_sold_no_more_are_a_risk, .fini = done)
{
	static const struct { const char *site; size_t n; } c[] = {
		{"examples/period.yaml", 1}, {"examples/medium.yaml", 0}
	};
	struct fileset *out;
	size_t i, k;

	for (i = 0; i < 2; i++) {
		site_of(c[i].site);
		out = fileset_new(a);
		report_write(a, &(struct report_from){.design = g, .cand =
		    v->cand, .ncand = v->ncand, .results = v->results, .stress =
		    stress_look(a, g, NULL)}, out);
		for (k = 0; k < out->n; k++)
			cr_expect_eq(count(out->file[k].data,
			    "past their end of sale: "), c[i].n, "%s",
			    out->file[k].path);
	}
}

/* report.md of a site's design, with what else there is to choose from */
static const char *
report_text(const struct candidate *cand, size_t ncand,
    const struct stress *stress)
{
	struct fileset *out = fileset_new(a);

	report_write(a, &(struct report_from){.design = g, .cand = cand,
	    .ncand = ncand, .results = v->results, .stress = stress}, out);
	return fileset_find(out, "report.md")->data;
}

/* cell n, from 1, of the first row that begins with a name */
static const char *
cell_of(const char *text, const char *name, int n)
{
	const char *at = strstr(text, str_fmt(a, "\n| %s |", name));

	cr_assert_not_null(at, "%s", name);
	for (at += 2; n > 1; n--)
		at = strchr(at + 1, '|') + 1;
	at += strspn(at, " ");
	return str_dup(a, at, strcspn(at, " |"));
}

/* a port that is broken out has cables in its children alone */
Test(report, a_port_that_is_broken_out_is_neither_used_nor_unused, .fini = done)
{
	struct dswitch *s;
	size_t i, cabled = 0;

	site_of("examples/period.yaml");
	s = &((struct design *)(uintptr_t)g)->sw[0];
	for (i = 0; i < s->nport; i++)
		cabled += s->port[i].role != PORT_UNUSED;
	for (i = 0; s->port[i].role != PORT_UNUSED; i++)
		continue;
	s->port[i].role = PORT_SPLIT;
	{
		const char *text = report_text(v->cand, v->ncand,
		    stress_look(a, g, NULL));

		cr_expect_str_eq(cell_of(text, s->name, 6),
		    str_fmt(a, "%zu", cabled));
		cr_expect_str_eq(cell_of(text, s->name, 7),
		    str_fmt(a, "%zu", s->nport - cabled - 1));
	}
}

Test(report, reasons_that_are_not_shown_are_counted, .fini = done)
{
	const char *reason[] = {"reason one", "reason two", "three", "four",
	    "five"};
	struct candidate other = {.topology = TOPOLOGY_EVLT, .drain_s = -1,
	    .reason = reason, .nreason = 5};
	const struct stress *s;

	site_of("examples/period.yaml");
	s = stress_look(a, g, NULL);
	cr_expect(strstr(report_text(&other, 1, s), "ruled out: reason one; "
	    "reason two; and 3 more reasons") != NULL);
	other.nreason = 2;
	cr_expect(strstr(report_text(&other, 1, s), "more reasons") == NULL);
}

/* the budget is held against the upper end of the range, not its middle */
Test(report, prices_at_their_upper_end_may_exceed_the_budget, .fini = done)
{
	struct design *x;
	struct model *m;
	const struct stress *s;

	site_of("examples/period.yaml");
	s = stress_look(a, g, NULL);
	x = (struct design *)(uintptr_t)g;
	m = (struct model *)(uintptr_t)g->model;
	x->low_cents = 9000000;
	x->total_cents = 10000000;
	x->high_cents = 12000000;
	m->want.budget_cents = 11000000;
	cr_expect(strstr(report_text(v->cand, v->ncand, s), "the budget of EUR "
	    "110,000 would be exceeded") != NULL);
	m->want.budget_cents = 12000000;
	cr_expect(strstr(report_text(v->cand, v->ncand, s), "still within the "
	    "budget of EUR 120,000") != NULL);
}

Test(report, of_racks_that_fail_the_worst_is_told, .fini = done)
{
	struct stress *s;

	site_of("examples/medium.yaml");
	s = stress_look(a, g, NULL);
	s->rack[1].homeless = 97;
	cr_expect(strstr(report_text(v->cand, v->ncand, s), "up to 97 VMs find "
	    "no free memory") != NULL);
}

/* a range without bounds must not make the bars too short to compare */
Test(drawings, a_bar_has_a_third_of_the_width_whatever_its_range, .fini = done)
{
	struct host_result *h;
	const char *at;
	double w, most = 0;
	size_t i, k;

	site_of("examples/medium.yaml");
	for (k = 0; k < 2; k++)
		for (i = 0; i < v->results->net[k].nhost; i++) {
			h = &((struct net_result *)(uintptr_t)
			    v->results->net)[k].host[i];
			h->high_s = 1000 * h->seconds;
		}
	at = chart_drains(a, v->results, 12)->body.text;
	for (; (at = strstr(at, "<rect class=\"today\"")) != NULL; at++)
		if (sscanf(strstr(at, "width=\""), "width=\"%lf", &w) == 1 &&
		    w > most)
			most = w;
	cr_expect(most >= 270. / 3 - 1, "%g", most);
}

/* numbers stand at the end of a name, also of the core's */
Test(drawings, a_long_name_of_the_core_keeps_both_its_ends, .fini = done)
{
	static const char *name[] = {"frankfurt-am-main-hall-7-core-0001",
	    "frankfurt-am-main-hall-7-core-0002"};
	struct design x;
	struct model m;
	const char *text;

	site_of("examples/medium.yaml");
	x = *g;
	m = *g->model;
	x.model = &m;
	cr_assert_eq(m.core.switches.n, 2);
	m.core.switches.name = name;
	text = svg_topology_draw(a, &x)->body.text;
	cr_expect_eq(count(text, "-0001</text>"), 1);
	cr_expect_eq(count(text, "-0002</text>"), 1);
}

/* a filer and a firewall beside three hosts are counted where they stand */
Test(drawings, devices_are_in_the_topology, .fini = done)
{
	site_of("tests/golden/bundle-devices/site.yaml");
	cr_expect_eq(count(svg_topology_draw(a, g)->body.text,
	    ">3 hosts, 3 devices<"), 1);
}

/* a host's green, an uplink's blue: in port maps, racks and the topology */
Test(drawings, a_role_has_one_colour_everywhere, .fini = done)
{
	static const char *const class[] = {[PORT_UNUSED] = "host",
		[PORT_HOST] = "c2", [PORT_UPLINK] = "c0", [PORT_DOWNLINK] =
		"c0", [PORT_PEER] = "c3", [PORT_FABRIC] = "c4", [PORT_CORE] =
		"c1", [PORT_MANAGE] = "c6"};
	size_t i, k, n;

	site_of("examples/period.yaml");
	for (i = 0; i < g->nsw; i++) {
		const struct dswitch *s = &g->sw[i];
		size_t *of = NEW(a, size_t, s->nport + 1);
		struct port_group *group = svg_port_groups(a, g, s, of, &n);

		for (k = 0; k < s->nport; k++)
			if (of[k] != NONE)
				cr_expect_str_eq(group[of[k]].class,
				    class[s->port[k].role]);
	}
	cr_expect_eq(count(svg_rack_draw(a, g, 0)->body.text, "class=\"c2\""),
	    10, "its hosts");
	cr_expect_eq(count(svg_topology_draw(a, g)->body.text,
	    "class=\"c2\""), 4, "the hosts of four racks");
}

/* ---- racks that are alike ---- */

Test(drawings, unlike_racks_beyond_a_page_are_named, .fini = done)
{
	struct model m = {0};
	struct design x = {.model = &m, .topology = TOPOLOGY_LINKED};
	struct rack_kind *kind;
	struct drawing *pic;
	size_t n, i, h = 0;

	a = arena_new();
	m.site = "here";
	m.rack = NEW(a, struct rack, 20);
	m.nrack = 20;
	m.host = NEW(a, struct host, 1000);
	x.host = NEW(a, struct dhost, 1000);
	m.cluster = NEW(a, struct cluster, 20);
	m.ncluster = 20;
	for (i = 0; i < 20; i++) {
		size_t k;

		m.rack[i].name = str_fmt(a, "r%zu", i + 1);
		m.cluster[i].name = str_fmt(a, "c%zu", i);
		/* the last two are like the first */
		for (k = 0; k < (i < 18 ? i + 1 : 1); k++, h++) {
			m.host[h].rack = i;
			m.host[h].cluster = i;
			x.host[h].host = &m.host[h];
		}
	}
	m.nhost = x.nhost = h;
	kind = rack_kinds(a, &x, &n);
	cr_assert_eq(n, 18, "whatever their clusters");
	cr_expect_eq(kind[0].n, 3);
	cr_expect_eq(kind[0].ncluster, 3);
	pic = svg_topology_draw(a, &x);
	cr_expect_eq(count(pic->body.text, "class=\"rack\""), DRAWN_RACKS);
	cr_expect(strstr(pic->body.text, "3 racks like r1<") != NULL);
	cr_expect(strstr(pic->body.text, "not drawn, different from these: 6 "
	    "racks of 6 kinds: r13 to r18<") != NULL);
	/* nor is one like another whose hosts have more cables */
	x.host[h - 1].nic = NEW(a, struct dnic, 2);
	x.host[h - 1].nnic = 2;
	rack_kinds(a, &x, &n);
	cr_expect_eq(n, 19, "%zu", n);
}

Test(drawings, a_core_is_drawn_where_there_is_one, .fini = done)
{
	struct drawing *pic;

	site_of("examples/medium.yaml");
	pic = svg_topology_draw(a, g);
	cr_expect(strstr(pic->body.text, ">core1<") != NULL);
	cr_expect(strstr(pic->body.text, ">core2<") != NULL);
	/* its box has room for the whole name */
	cr_expect(strstr(pic->body.text, ">r1-leaf1<") != NULL);
	site_of("examples/kvm.yaml");
	pic = svg_topology_draw(a, g);
	cr_expect(strstr(pic->body.text, "core") == NULL);
}
