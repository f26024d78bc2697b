/*
 * plan: the whole design, then its phases, each with a bundle in a folder of
 * its own.  Written whole or not at all.
 */

#include "command/bundle_make.h"
#include "command/command.h"
#include "command/command_site.h"
#include "command/decide_offers.h"
#include "command/runbooks.h"
#include "input/json.h"
#include "phases/plan_write.h"

static void
add_buf(struct fileset *files, const char *folder, const char *name,
    const struct buf *b)
{
	fileset_text(files,
	    str_fmt(files->a, "%s%s%s", folder, folder[0] != '\0' ? "/" : "",
	        name),
	    b);
}

/* what phases share */
struct shared {
	const struct phases *all;
	/* drains half-way, and of the last phase, whose hosts have all moved */
	struct drain_variants *halfway, *last;
	/* ours; NULL: each phase notes which of a user's templates it used */
	struct renderer *renderer;
	const struct fileset *files; /* of the phase before */
};

static bool
is_last(const struct shared *k, const struct phase *p)
{
	return p->number == k->all->n;
}

/* moving.md of the hosts of one phase, firmware.md and loading.md of all so
 * far */
static void
add_books(struct run *r, const struct shared *k, const struct phase *p,
    struct fileset *own)
{
	const struct phases *all = k->all;
	const struct phase *was = p->number > 1 ? p - 1 : NULL;
	struct runbook_earlier e = { .folder = "EARLIER",
		.dir = r->o->previous };
	bool *now = NEW(r->a, bool, all->m->nhost + 1);
	bool *before = NEW(r->a, bool, all->m->nhost + 1), existing;
	struct arena *drains = arena_new();

	for (size_t i = 0; i < p->nhost; i++)
		now[p->host[i]] = true;
	for (size_t i = 0; i < all->m->nhost; i++)
		before[i] = p->moved[i] && !now[i];
	if (was != NULL)
		e = (struct runbook_earlier){ str_fmt(r->a, "../%s",
			                          was->folder),
			was->verdict.design, k->files, NULL,
			was->proof ? was->moved : NULL };
	existing = was != NULL || r->o->previous != NULL;
	runbook_loading(own, p->verdict.design, existing ? &e : NULL);
	runbook_firmware(own,
	    &(const struct firmware_site){ p->verdict.design, p->site,
	        is_last(k, p) ? NULL : p->moved,
	        is_last(k, p) ? k->last :
	            p->site == all->g ?
	                        k->halfway :
	                        drain_variants_new(drains, p->site->model) });
	arena_free(drains);
	runbook_moving(own, p->site, all->results, now, before,
	    existing ? &e : NULL);
}

static bool
add_phase(struct run *r, struct shared *k, const struct phase *p,
    struct fileset *files)
{
	const struct phases *all = k->all;
	struct bundle_from from = bundle_from_run(r);
	struct fileset *own = fileset_new(r->a);
	struct buf orders = buf_new(r->a), cabling = buf_new(r->a);
	bool made;

	from.plan = all;
	from.phase = p;
	from.meanwhile = is_last(k, p) ? k->last : NULL;
	from.renderer = k->renderer != NULL ?
	    k->renderer :
	    renderer_new(r->a, r->templates, r->ntemplates, false);
	made = bundle_make(r->a, r->d, &p->verdict, &from, own);
	if (k->renderer == NULL)
		renderer_end(from.renderer);
	if (!made)
		return false;
	add_books(r, k, p, own);
	k->files = own;
	phase_orders_csv(&orders, all, p);
	add_buf(own, "", "orders.csv", &orders);
	phase_cabling_csv(&cabling, all, p);
	add_buf(own, "", "cabling-new.csv", &cabling);
	for (size_t i = 0; i < own->n; i++)
		fileset_add(files,
		    str_fmt(r->a, "%s/%s", p->folder, own->file[i].path),
		    own->file[i].data, own->file[i].len);
	return true;
}

static bool
add_phases(struct run *r, const struct phases *all, struct fileset *files)
{
	struct arena *own = arena_new(); /* drains */
	struct shared k = { all, drain_variants_new(own, all->m),
		drain_variants_new(own,
		    all->phase[all->n - 1].verdict.design->model),
		r->ntemplates == 1 ? renderer_new(r->a, r->templates, 1, true) :
		                     NULL,
		NULL };
	bool ok = true;

	for (size_t i = 0; ok && i < all->n; i++)
		ok = add_phase(r, &k, &all->phase[i], files);
	if (k.renderer != NULL)
		renderer_end(k.renderer);
	arena_free(own);
	return ok;
}

static void
plan_answer(struct run *r, const struct phases *all)
{
	struct fileset *files = fileset_new(r->a);
	struct buf json = buf_new(r->a);

	if (!add_phases(r, all, files))
		return;
	json_print(&json, phases_plan_value(r->a, all));
	add_buf(files, "", "plan.json", &json);
	phases_plan_pages(files, all);
	if (!command_write(r, r->o->out, files))
		return;
	r->wrapped = !r->o->json;
	if (r->o->json)
		buf_add(&r->out, json.text, json.len);
	else if (!r->o->quiet)
		phases_plan_text(&r->out, all, files, r->o->out);
}

bool
command_plan(struct run *r)
{
	const struct phases *all;
	const struct selection *v;
	struct model *m;

	if (r->o->narg != 1)
		return command_usage(r, "one site file is expected");
	if (r->o->out == NULL)
		return command_usage(r, "-o DIR is needed");
	m = command_site_arg(r);
	if (m == NULL)
		return true;
	if (m->plan == NULL) {
		diag_error(r->d, (struct span){ m->src, 0, 0, 0 },
		    "plan-missing",
		    "the site has no section 'plan': add one with dates and "
		    "budgets");
		diag_hint(r->d,
		    "for example 'plan: {from: 2026-12, starter: "
		    "8000, budgets: [{year: 2027, amount: 30000}]}'");
		return true;
	}
	m->phased = true;
	v = command_decide(r, m, DECIDE_CHOOSE);
	all = v->design != NULL ? phases_make(r->a, r->d, v) : NULL;
	if (all != NULL)
		design_check_offers(r->d, v->design);
	if (all != NULL)
		plan_answer(r, all);
	return true;
}
