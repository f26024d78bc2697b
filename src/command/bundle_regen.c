#include "command/bundle_regen.h"
#include "command/decide_offers.h"

#include <string.h>

#include "base/file.h"
#include "base/num.h"
#include "base/version.h"
#include "catalog/catalog_quotes.h"
#include "command/bundle_input.h"
#include "input/doc.h"
#include "input/json.h"
#include "model/previous.h"
#include "order/csv.h"
#include "output/output.h"
#include "phases/phases.h"
#include "prove/prove.h"
#include "render/config.h"
#include "render/context.h"
#include "size/size.h"

/* one bundle, read again */
struct regen {
	struct arena *a;
	struct diags *d; /* not the user's: what is wrong is reported as one */
	const char *dir;
	const char **catalog, **templates;
	size_t ncatalog, ntemplates;
	const struct node *input; /* of design.json */
	struct verify_regen *out;
};

/* DIR/input/KIND/1, 2, ... and then ours */
static const char **
folders(struct regen *g, const char *kind, const char *ours, size_t *n)
{
	const char **list = NULL, *dir;
	size_t cap = 0;

	for (*n = 0;;) {
		dir = str_fmt(g->a, "%s/input/%s/%zu", g->dir, kind, *n + 1);
		if (!file_exists(dir))
			break;
		PUSH(g->a, list, *n, cap, dir);
	}
	PUSH(g->a, list, *n, cap, ours);
	return list;
}

static void
why_not(struct regen *g, const char *why)
{
	const struct diag *x = NULL;

	for (size_t i = 0; i < g->d->n && x == NULL; i++)
		if (g->d->item[i].kind != DIAG_WARNING)
			x = &g->d->item[i];
	g->out->why = x == NULL ? why :
	    x->at.line > 0      ? str_fmt(g->a, "%s:%d: %s", x->at.src->name,
	                              x->at.line, x->message) :
	                          x->message;
}

/* DIR/input/quotes/1.csv, 2.xlsx, ... over the catalogs' prices */
static void
read_quotes(struct regen *g, const struct catalog *c)
{
	const char *on = node_text(g->input, "on"), *path;
	const struct source *src;
	const struct table *t;

	for (size_t i = 1;; i++) {
		path = str_fmt(g->a, "%s/input/quotes/%zu.csv", g->dir, i);
		if (!file_exists(path))
			path = str_fmt(g->a, "%s/input/quotes/%zu.xlsx", g->dir,
			    i);
		if (!file_exists(path))
			return;
		src = file_read(g->a, g->d, path, FILE_TEXT_MAX);
		t = src != NULL ?
		    table_read_with(g->a, g->d, src, "unit_price") :
		    NULL;
		if (t != NULL)
			catalog_quotes_read(g->a, g->d, c, t,
			    *on != '\0' ? on : NULL);
	}
}

static struct model *
read_site(struct regen *g)
{
	const struct catalog *c = catalog_read(g->a, g->d, g->catalog,
	    g->ncatalog, g->templates, g->ntemplates);
	const char *path = str_fmt(g->a, "%s/input/site.json", g->dir);
	const struct node *phase = node_get(g->input, "phase");
	const struct source *src;
	const struct node *doc;
	struct model *m;

	if (!file_exists(path))
		path = str_fmt(g->a, "%s/input/site.yaml", g->dir);
	src = file_read(g->a, g->d, path, FILE_TEXT_MAX);
	doc = src != NULL ? doc_read(g->a, g->d, src) : NULL;
	if (doc == NULL || c == NULL)
		return NULL;
	if (g->out->other == NULL &&
	    strcmp(node_text(g->input, "catalog"),
	        bundle_input_ours(g->a, c, g->ncatalog)) != 0)
		g->out->other = "with other built-in catalogs";
	read_quotes(g, c);
	decide_not_used_again(g->a, c, g->input);
	m = model_read(g->a, g->d, doc, src, c);
	if (m != NULL && *node_text(g->input, "on") != '\0')
		m->on = node_text(g->input, "on");
	if (m != NULL)
		m->phased = phase != NULL && phase->kind == NODE_MAP;
	if (m == NULL || !model_check(g->a, g->d, m))
		return NULL;
	path = str_fmt(g->a, "%s/input/previous.json", g->dir);
	if (!file_exists(path))
		return m;
	src = file_read(g->a, g->d, path, FILE_TABLE_MAX);
	return src != NULL && previous_read(g->a, g->d, m, src) ? m : NULL;
}

static int64_t
whole_number(const struct node *map, const char *key)
{
	int64_t n;

	return num_int(node_text(map, key), &n) && n > 0 ? n : 0;
}

/* NULL: they are the same for all racks, or not of this site */
static const int64_t *
rack_minimum(struct regen *g, const struct model *m, const struct node *list)
{
	int64_t *bps = NEW(g->a, int64_t, m->nrack + 1);

	if (list == NULL || list->kind != NODE_LIST || list->n == 0 ||
	    list->n != m->nrack)
		return NULL;
	for (size_t i = 0; i < list->n; i++)
		if (list->item[i]->kind != NODE_SCALAR ||
		    !num_int(list->item[i]->text, &bps[i]) || bps[i] < 0)
			return NULL;
	return bps;
}

static struct design *
whole_design(struct regen *g, const struct model *m)
{
	const struct node *f = node_get(g->input, "floors");
	const struct min_bandwidth minimum = {
		.rack_bps = rack_minimum(g, m, node_get(f, "rack_bps")),
		.uplink_bps = whole_number(f, "uplink_bps"),
		.peer_bps = whole_number(f, "peer_bps"),
		.fabric_bps = whole_number(f, "fabric_bps"),
	};
	const struct sizing *p;
	int t;

	for (t = TOPOLOGY_STANDALONE; t < TOPOLOGY_CLOS &&
	     strcmp(model_topology_word[t], node_text(g->input, "topology")) !=
	         0;
	     t++)
		continue;
	if (t == TOPOLOGY_CLOS) {
		why_not(g, "design.json does not name its topology");
		return NULL;
	}
	p = pick_cheapest(g->a, NULL, m, (enum topology)t, &minimum);
	if (p->status == LP_OPTIMAL || p->status == LP_FEASIBLE)
		return design_make(g->a, g->d, m, p);
	why_not(g, p->nreason > 0 ? p->reason[0] : "no design meets it");
	return NULL;
}

static struct design *
part_of(struct regen *g, const struct design *whole)
{
	const struct node *p = node_get(g->input, "phase");
	const struct node *rack = node_get(p, "racks");
	struct phase_asked q = { .proof =
		                     strcmp(node_text(p, "proof"), "true") == 0,
		.nhost = (size_t)whole_number(p, "hosts") };
	size_t i;

	q.rack = NEW(g->a, const char *, (rack != NULL ? rack->n : 0) + 1);
	for (i = 0; rack != NULL && rack->kind == NODE_LIST && i < rack->n; i++)
		if (rack->item[i]->kind == NODE_SCALAR)
			q.rack[q.nrack++] = rack->item[i]->text;
	return phase_regen(g->a, g->d, whole, &q);
}

/* the drains and the price once more */
static void
simulate(struct regen *g, const struct model *m, const struct design *x)
{
	struct results *r = simulate_today(g->a, m);
	struct buf text = buf_new(g->a);

	simulate_design(g->a, m, x, r);
	json_print(&text, output_drain_value(g->a, r, NULL));
	g->out->drain = text.text;
	g->out->total_cents = x->total_cents;
}

/* of the switches whose systems have any */
static void
demands(struct regen *g, const struct design *x)
{
	struct verify_demand *out = NEW(g->a, struct verify_demand, x->nsw + 1);

	for (size_t i = 0; i < x->nsw; i++) {
		const struct platform *p = x->sw[i].model->platform;
		struct verify_demand one = { .device = x->sw[i].name,
			.min = (int)platform_word_int(p, "secret_min", 0),
			.max = (int)platform_word_int(p, "secret_max", 0),
			.kinds = platform_word(p, "secret_kinds", ""),
			.hashed = str_eq(platform_word(p, "secret_form", ""),
			    "hash") };

		if (one.min > 0 || one.hashed)
			out[g->out->ndemand++] = one;
	}
	g->out->demand = out;
}

/* a script in PowerShell asks for its ports by name before it changes any */
static void
unnamed(struct regen *g, const struct model *m)
{
	const char **out = NEW(g->a, const char *, m->nhost + 1);

	for (size_t i = 0; i < m->nhost; i++) {
		const struct platform *p = design_host_platform(m, &m->host[i]);

		if (context_host_is_unnamed(&m->host[i]) &&
		    !str_eq(platform_word(p, "quote", ""), "powershell"))
			out[g->out->nunnamed++] = m->host[i].name;
	}
	g->out->unnamed = out;
}

static void
render(struct regen *g)
{
	struct fileset *files = fileset_new(g->a);
	const struct node *phase = node_get(g->input, "phase");
	struct buf cabling = buf_new(g->a), addresses = buf_new(g->a);
	const struct model *m = read_site(g);
	const struct design *x;
	struct renderer *r;
	bool made;

	x = m != NULL ? whole_design(g, m) : NULL;
	if (x != NULL && phase != NULL && phase->kind == NODE_MAP)
		x = part_of(g, x);
	r = renderer_new(g->a, g->templates, g->ntemplates, false);
	made = x != NULL && render_configs(r, g->d, x, files);
	renderer_end(r);
	if (!made) {
		if (g->out->why == NULL)
			why_not(g, "the design has no such phase");
		return;
	}
	csv_cabling(&cabling, x);
	fileset_text(files, "cabling.csv", &cabling);
	csv_addresses(&addresses, x);
	fileset_text(files, "addresses.csv", &addresses);
	g->out->files = files;
	demands(g, x);
	unnamed(g, x->model);
	/* another version may well compute differently; a phase has times of
	 * before and after, which only its plan knows */
	if (g->out->other == NULL && (phase == NULL || phase->kind != NODE_MAP))
		simulate(g, m, x);
}

/* a bundle may be handed on without what it was made of */
static bool
has_site(struct arena *a, const char *dir)
{
	return file_exists(str_fmt(a, "%s/input/site.yaml", dir)) ||
	    file_exists(str_fmt(a, "%s/input/site.json", dir));
}

struct verify_regen *
bundle_regen(struct run *r, const char *dir)
{
	struct regen g = { r->a, diags_new(r->a), dir, NULL, NULL, 0, 0, NULL,
		NEW(r->a, struct verify_regen, 1) };
	const struct source *src = file_read(r->a, g.d,
	    str_fmt(r->a, "%s/design.json", dir), FILE_TABLE_MAX);
	const struct node *top = src != NULL ? doc_read(r->a, g.d, src) : NULL;
	const char *version = node_text(top, "version");

	g.input = node_get(top, "input");
	g.out->carried =
	    g.input != NULL && g.input->kind == NODE_MAP && has_site(r->a, dir);
	g.out->listed = g.out->carried;
	if (strcmp(version, version_text) != 0)
		g.out->other = *version != '\0' ?
		    str_fmt(r->a, "by version %.40s of the program", version) :
		    "by another version of the program";
	if (!g.out->carried)
		return g.out;
	g.catalog =
	    folders(&g, "catalog", r->catalog[r->ncatalog - 1], &g.ncatalog);
	g.templates = folders(&g, "templates", r->templates[r->ntemplates - 1],
	    &g.ntemplates);
	render(&g);
	return g.out;
}
