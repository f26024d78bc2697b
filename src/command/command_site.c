/*
 * Commands on a site file: the chain of stages, each returning nothing after it
 * reported why.
 */
#include <string.h>

#include "base/file.h"
#include "base/num.h"
#include "base/value.h"
#include "catalog/catalog_quotes.h"
#include "command/bundle_make.h"
#include "command/command.h"
#include "command/command_site.h"
#include "command/decide_offers.h"
#include "command/pdf.h"
#include "command/progress.h"
#include "command/runbooks.h"
#include "command/unread_files.h"
#include "command/warn.h"
#include "command/what_if_make.h"
#include "input/table.h"
#include "input/doc.h"
#include "input/json.h"
#include "model/previous.h"
#include "output/output.h"
#include "prove/prove.h"
#include "prove/why.h"
#include "size/size.h"
#include "solve/lp.h"

/* --quotes, each file over the catalogs' prices */
static void
quotes_read(struct run *r, const struct catalog *c)
{
	const struct source *src;
	const struct table *t;

	r->quotes = NEW(r->a, const struct source *, r->o->nquotes + 1);
	for (size_t i = 0; i < r->o->nquotes; i++) {
		src = file_read(r->a, r->d, r->o->quotes[i], FILE_TEXT_MAX);
		if (src == NULL)
			continue;
		r->quotes[r->nquotes++] = src;
		t = table_read_with(r->a, r->d, src, "unit_price");
		if (t != NULL)
			catalog_quotes_read(r->a, r->d, c, t, r->o->on);
	}
}

/* --previous: the existing network, from its design.json */
static bool
previous(struct run *r, struct arena *a, struct diags *d, struct model *m)
{
	const struct source *src;

	if (r->o->previous == NULL)
		return true;
	src = file_read(a, d, str_fmt(a, "%s/design.json", r->o->previous),
	    FILE_TABLE_MAX);
	return src != NULL && previous_read(a, d, m, src);
}

struct model *
command_site_of(struct run *r, struct arena *a, struct diags *d,
    const struct node *doc)
{
	struct model *m = model_read(a, d, doc, r->site_src, r->site_catalog);

	if (m == NULL)
		return NULL;
	m->on = r->o->on;
	return model_check(a, d, m) && previous(r, a, d, m) ? m : NULL;
}

struct model *
command_read_site(struct run *r, const char *path,
    const struct catalog **catalog)
{
	const struct source *src;
	const struct node *doc;

	*catalog = catalog_read(r->a, r->d, r->catalog, r->ncatalog,
	    r->templates, r->ntemplates);
	if (*catalog != NULL)
		unread_files_look(r, *catalog);
	if (r->o->on != NULL &&
	    (!catalog_is_date(r->o->on) || strlen(r->o->on) != 10))
		diag_error(r->d, command_place(r, "--on", r->o->on), "bad-date",
		    "'%s' is not a date: expected YYYY-MM-DD", r->o->on);
	else if (*catalog != NULL)
		quotes_read(r, *catalog);
	src = file_read(r->a, r->d, path, FILE_TEXT_MAX);
	doc = src != NULL ? doc_read(r->a, r->d, src) : NULL;
	if (doc == NULL || *catalog == NULL)
		return NULL;
	r->site_doc = doc;
	r->site_src = src;
	r->site_catalog = *catalog;
	return command_site_of(r, r->a, r->d, doc);
}

struct model *
command_site_arg(struct run *r)
{
	const struct catalog *catalog;

	return command_read_site(r, r->o->arg[0], &catalog);
}

/* {"diagnostics":[...]} */
static void
diagnostics_json(struct run *r)
{
	struct value *v = value_map(r->a), *list = value_list(r->a);

	for (size_t i = 0; i < r->d->n; i++) {
		const struct diag *x = &r->d->item[i];
		struct value *one = value_map(r->a);

		value_set(r->a, one, "file",
		    value_text(r->a,
		        x->at.src != NULL ? x->at.src->name : NULL));
		value_set(r->a, one, "line", value_int(r->a, x->at.line));
		value_set(r->a, one, "column", value_int(r->a, x->at.col));
		value_set(r->a, one, "severity",
		    value_text(r->a,
		        x->kind == DIAG_WARNING ? "warning" : "error"));
		value_set(r->a, one, "code", value_text(r->a, x->id));
		value_set(r->a, one, "message", value_text(r->a, x->message));
		value_set(r->a, one, "hint", value_text(r->a, x->hint));
		value_push(r->a, list, one);
	}
	value_set(r->a, v, "diagnostics", list);
	json_print(&r->out, v);
}

static void
check_answer(struct run *r, const struct model *m)
{
	if (r->o->json) {
		diagnostics_json(r);
		return;
	}
	if (m == NULL || r->o->quiet)
		return;
	r->lines = true;
	buf_printf(&r->out, "%s: a valid site: %s, %s in %s, %s, %s%s%s\n",
	    r->o->arg[0], str_count(r->a, m->nrack, "rack"),
	    str_count(r->a, m->nhost, "host"),
	    str_count(r->a, m->ncluster, "cluster"),
	    str_count(r->a, m->nvm, "VM"),
	    str_count(r->a, m->nnetwork, "network"),
	    m->nend == m->nhost ? "" : ", ",
	    m->nend == m->nhost ?
	        "" :
	        str_count(r->a, m->nend - m->nhost, "device"));
	buf_printf(&r->out,
	    "next: 'eastwest design %s -o DIR' decides and writes the design\n",
	    r->o->arg[0]);
}

static bool
known_host(struct run *r, const struct model *m, const char *name)
{
	enum { SHOWN = 6 };
	const char **cand = NEW(r->a, const char *, m->nhost + 1), *near;
	struct buf b = buf_new(r->a);

	for (size_t i = 0; i < m->nhost; i++) {
		if (strcmp(m->host[i].name, name) == 0)
			return true;
		cand[i] = m->host[i].name;
	}
	for (size_t i = 0; i < m->nhost && i < SHOWN; i++)
		buf_printf(&b, "%s%s", i > 0 ? ", " : "", cand[i]);
	near = str_nearest(name, cand, m->nhost);
	diag_error(r->d, SPAN_NONE, "unknown-host", "the site has no host '%s'",
	    name);
	if (near != NULL)
		diag_hint(r->d, "did you mean '%s'?", near);
	else if (m->nhost > SHOWN)
		diag_hint(r->d, "it has %s and %zu more", b.text,
		    m->nhost - SHOWN);
	else if (m->nhost > 0)
		diag_hint(r->d, "it has %s", b.text);
	return false;
}

/* the results again, where another policy than the default was asked for */
static bool
by_policy(struct run *r, const struct model *m, const struct selection *v,
    struct results **out)
{
	static const char *const word[] = { [DRAIN_DEFAULT] = "default",
		[DRAIN_LARGEST_FIRST] = "largest-first",
		[DRAIN_BEST] = "best" };
	size_t k;

	*out = v->results;
	if (r->o->policy == NULL)
		return true;
	for (k = 0; k < 3 && strcmp(word[k], r->o->policy) != 0; k++)
		;
	if (k == 3)
		return command_usage(r,
		    "--policy must be default, best or largest-first");
	if (k == DRAIN_DEFAULT || v->results == NULL)
		return true;
	*out = simulate_today_by(r->a, m, (enum drain_policy)k);
	if (v->results->nnet > 1)
		simulate_design_by(r->a, m, v->shown, (enum drain_policy)k,
		    *out);
	return true;
}

static void
design_answer(struct run *r, const struct selection *v, struct fileset *files)
{
	struct bundle_from from = bundle_from_run(r);
	const struct runbook_earlier existing = { .folder = "EARLIER",
		.dir = r->o->previous };
	const struct runbook_earlier *earlier =
	    r->o->previous != NULL ? &existing : NULL;
	bool made;

	if (r->o->pareto)
		why_pareto(v->cache, v->why);
	progress_stage("finding the quotes that matter");
	why_quotes(v->cache, v->design, v->why);
	why_failure_domain(v->cache, v->design->total_cents, v->why);
	why_other_maker(v->cache, v->design, v->why);
	trial_cache_free(v->cache);
	if (r->o->what_if)
		v->why->what_if = what_if_make(r, v);
	progress_stage("rendering");
	/* switches fail in the report and are upgraded in a run-book */
	from.meanwhile = drain_variants_new(r->a, v->design->model);
	from.renderer = renderer_new(r->a, r->templates, r->ntemplates, false);
	/* a bundle is whole or isn't there */
	made =
	    diag_status(r->d) == 0 && bundle_make(r->a, r->d, v, &from, files);
	renderer_end(from.renderer);
	if (!made)
		return;
	runbook_loading(files, v->design, earlier);
	runbook_firmware(files,
	    &(const struct firmware_site){ v->design, v->design, NULL,
	        from.meanwhile });
	if (v->design->model->today.given)
		runbook_moving(files, v->design, v->results, NULL, NULL,
		    earlier);
	if (r->o->pdf) {
		progress_stage("printing the report");
		pdf_print(r->a, r->d, files, "report.html", "report.pdf");
	}
	progress_stage("writing");
	if (!command_write(r, r->o->out, files))
		return;
	if (r->o->json)
		json_print(&r->out, bundle_design_value(r->a, v, &from));
	r->wrapped = !r->o->json;
	if (r->o->json || r->o->quiet)
		return;
	output_design_text(&r->out, v->design, v->cand, v->ncand, v->results);
	if (v->why->what_if != NULL)
		output_what_if_text(&r->out, v->why->what_if);
	output_domain_text(&r->out, v->design->model->currency, v->why);
	output_quotes_text(&r->out, v->design, v->why);
	output_design_next(&r->out, v->design, files, r->o->out);
}

static void
write_lp(struct run *r, const struct model *m, const struct selection *v)
{
	const char *text;

	if (r->o->lp == NULL)
		return;
	if (v->lp == NULL) {
		diag_warn(r->d, SPAN_NONE, "no-program",
		    "no sizing program was written to '%s': every topology is "
		    "ruled out before one is formulated",
		    r->o->lp);
		return;
	}
	text = lp_text(r->a, v->lp,
	    str_fmt(r->a,
	        "the sizing program of %s: "
	        "racks by pattern and spare parts, in cents (%s)",
	        m->site, m->currency));
	file_write(r->a, r->d, r->o->lp, text, strlen(text));
}

static void
compare_answer(struct run *r, const struct model *m, struct selection *v)
{
	const char *const *left;
	struct value *json;
	size_t n;

	if (v->design != NULL)
		why_relief(v->cache, v->design->total_cents, v->why);
	if (v->design != NULL)
		why_other_maker(v->cache, v->design, v->why);
	if (r->o->pareto)
		why_pareto(v->cache, v->why);
	prove_add_clos(r->a, m, v);
	if (r->o->json) {
		json =
		    output_compare_value(r->a, m, v->cand, v->ncand, v->design);
		output_why_value(r->a, v->why, json);
		if (v->design != NULL) {
			left = design_left_out(r->a, v->design, &n);
			value_set(r->a, json, "left_out",
			    value_texts(r->a, left, n));
		}
		json_print(&r->out, json);
		return;
	}
	r->wrapped = true;
	output_compare_text(&r->out, m, v->cand, v->ncand, v->design,
	    v->results, r->o->all);
	output_why_text(&r->out, m, v->why, output_ranged(v->cand, v->ncand));
	if (v->design == NULL && !r->o->quiet)
		buf_puts(&r->out,
		    "\n"
		    "next: relax requirements as listed above and compare "
		    "again\n");
	if (v->design != NULL && !r->o->quiet)
		buf_puts(&r->out,
		    "\nnext: 'eastwest design' with this site and -o DIR "
		    "writes the recommended design\n");
}

/* false: the command line was wrong; *m is NULL after findings */
static bool
one_site(struct run *r, struct model **m)
{
	*m = r->o->narg == 1 ? command_site_arg(r) : NULL;
	return r->o->narg == 1 || command_usage(r, "one site file is expected");
}

static struct selection *
chosen(struct run *r, struct model *m, bool times_only)
{
	struct selection *v;

	progress_stage("sizing and simulating");
	v = command_decide(r, m, times_only ? DECIDE_TIMES : DECIDE_CHOOSE);
	write_lp(r, m, v);
	return v;
}

bool
command_check(struct run *r)
{
	struct model *m;

	if (!one_site(r, &m))
		return false;
	if (m != NULL)
		warn_today_full(r, m);
	check_answer(r, m);
	return true;
}

bool
command_print(struct run *r)
{
	struct model *m;

	if (!one_site(r, &m))
		return false;
	if (m != NULL)
		buf_puts(&r->out, model_print(r->a, m));
	return true;
}

bool
command_design(struct run *r)
{
	struct selection *v;
	struct model *m;

	if (r->o->narg == 1 && r->o->out == NULL)
		return command_usage(r, "-o DIR is needed");
	if (!one_site(r, &m))
		return false;
	if (m == NULL)
		return true;
	warn_hairpins(r, m);
	v = chosen(r, m, false);
	if (v->design == NULL)
		return true;
	warn_of_design(r, v->design);
	design_check_offers(r->d, v->design);
	design_answer(r, v, fileset_new(r->a));
	return true;
}

bool
command_drain(struct run *r)
{
	struct results *times;
	struct selection *v;
	struct model *m;

	if (r->o->calibrate != NULL)
		return command_calibrate(r);
	if (r->o->hypervisor != NULL)
		return command_usage(r,
		    "--hypervisor needs --calibrate: a site file names it for "
		    "each cluster");
	if (!one_site(r, &m))
		return false;
	if (m == NULL || (r->o->host != NULL && !known_host(r, m, r->o->host)))
		return true;
	v = chosen(r, m, true);
	if (!by_policy(r, m, v, &times))
		return false;
	progress_stage("looking for advice");
	if (times != NULL)
		advise_drains(r->a, m, v->shown, r->o->host, times);
	r->wrapped = !r->o->json;
	if (r->o->json)
		json_print(&r->out,
		    output_drain_value(r->a, times, r->o->host));
	else
		output_drain_text(&r->out, times, r->o->host, r->o->all);
	return true;
}

bool
command_compare(struct run *r)
{
	struct selection *v;
	struct model *m;

	if (!one_site(r, &m))
		return false;
	if (m == NULL)
		return true;
	warn_hairpins(r, m);
	progress_stage("sizing and simulating");
	v = command_decide(r, m, DECIDE_COMPARE);
	write_lp(r, m, v);
	if (v->design != NULL)
		design_check_offers(r->d, v->design);
	compare_answer(r, m, v);
	return true;
}

/* what the templates are given for a device */
bool
command_context(struct run *r)
{
	const struct value *context;
	struct selection *v;
	struct model *m;

	if (r->o->narg != 2)
		return command_usage(r,
		    "a site file and a device are expected");
	m = command_site_arg(r);
	v = m != NULL ? command_decide(r, m, DECIDE_LAYOUT) : NULL;
	if (v == NULL || v->design == NULL)
		return true;
	context = bundle_context(r->a, r->d, v->design, r->o->arg[1]);
	if (context != NULL)
		json_print(&r->out, context);
	return true;
}
