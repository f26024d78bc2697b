#include "command/bundle_make.h"

#include "base/num.h"
#include "command/bundle_accepted.h"
#include "command/unread_files.h"
#include "input/json.h"
#include "order/exports.h"
#include "order/order.h"
#include "order/csv.h"
#include "output/output.h"
#include "report/report.h"
#include "prove/stress.h"
#include "ready/acceptance.h"
#include "ready/worksheet.h"
#include "render/config.h"
#include "render/context.h"
#include "render/placeholder.h"
#include "report/diagrams.h"

static void
table(struct arena *a, struct fileset *out, const char *path,
    const struct design *g, void (*write)(struct buf *, const struct design *))
{
	struct buf b = buf_new(a);

	write(&b, g);
	fileset_text(out, path, &b);
}

/* what is ordered, labelled and plugged in */
static bool
order_files(struct arena *a, struct diags *d, const struct design *g,
    struct fileset *out)
{
	const char *data;
	size_t len;

	table(a, out, "bom.csv", g, csv_bom);
	if (!spreadsheet_xlsx(d, order_book(a, g), &data, &len))
		return false;
	fileset_add(out, "bom.xlsx", data, len);
	table(a, out, "labels.csv", g, labels_csv);
	for (size_t i = 0; i < g->model->nrack; i++) {
		struct buf b = buf_new(a);

		if (labels_cutsheet_csv(&b, g, i))
			fileset_text(out,
			    str_fmt(a, "cutsheets/%s.csv",
			        g->model->rack[i].name),
			    &b);
	}
	return true;
}

/* the same design for other tools */
static void
other_tools(struct arena *a, const struct design *g, struct fileset *out)
{
	struct buf lab = buf_new(a);

	netbox_write(a, g, out);
	table(a, out, "topology.dot", g, export_dot);
	table(a, out, "ansible/inventory.yaml", g, export_ansible);
	if (export_containerlab(&lab, g, out))
		fileset_text(out, "containerlab/topology.clab.yaml", &lab);
}

/* what somebody still has to fill in, by file */
static struct to_fill *
placeholders(struct arena *a, const struct fileset *files, size_t *n)
{
	struct to_fill *list = NULL;
	size_t cap = 0, found;

	*n = 0;
	for (size_t i = 0; i < files->n; i++) {
		const struct placeholder *p =
		    placeholder_list(a, files->file[i].data, &found);

		for (size_t k = 0; k < found; k++) {
			struct to_fill x = { files->file[i].path, p[k].name,
				p[k].count };

			PUSH(a, list, *n, cap, x);
		}
	}
	return list;
}

struct value *
bundle_design_value(struct arena *a, const struct selection *v,
    const struct bundle_from *from)
{
	struct value *top =
	    output_design_value(a, v->design, v->cand, v->ncand, v->results);

	if (v->why != NULL && v->why->quotes_asked)
		value_set(a, value_child(top, "cost"), "quotes_that_matter",
		    output_quotes_value(a, v->why));
	if (v->why != NULL && v->why->quotes_asked &&
	    why_quotes_open(a, v->why) != NULL)
		value_set(a, value_child(top, "cost"), "quotes_not_proven",
		    value_text(a, why_quotes_open(a, v->why)));
	if (v->why != NULL && v->why->quotes_asked)
		value_set(a, value_child(top, "cost"), "other_maker",
		    output_offer_value(a, v->why));
	if (v->why != NULL && v->why->what_if != NULL)
		value_set(a, top, "what_if",
		    output_what_if_value(a, v->why->what_if));
	bundle_input_value(a, from, v->design, top);
	return top;
}

/* what a phase's report says of the plan it is a part of */
static const struct report_phase *
phase_of(struct arena *a, const struct bundle_from *from)
{
	const struct phase *p = from->phase;
	struct report_phase *out = NEW(a, struct report_phase, 1);

	*out = (struct report_phase){ p->number, from->plan->n, p->title,
		num_month_text(a, p->month),
		p->number < from->plan->n ? num_month_text(a, p->next_month) :
		                            NULL,
		model_topology_word[from->plan->g->topology],
		from->plan->g->total_cents, p->nhost, 0, from->plan->m->nhost,
		p->order, p->norder, p->cost_cents, p->spent_cents,
		p->money_cents, p->today_s, p->risk, p->nrisk };
	for (size_t i = 0; i < from->plan->m->nhost; i++)
		out->moved += p->moved[i];
	return out;
}

/* the files that were made in `own`, without what they were made of: there are
 * hundreds; its successor */
static struct arena *
kept(struct arena *own, struct fileset *out, size_t *first)
{
	fileset_keep(out, *first);
	*first = out->n;
	arena_free(own);
	return arena_new();
}

bool
bundle_make(struct arena *a, struct diags *d, const struct selection *v,
    const struct bundle_from *from, struct fileset *out)
{
	struct templates_used used;
	struct buf json;
	struct arena *own = arena_new(); /* of what files are made of */
	struct stress *stress;
	size_t first;
	struct to_fill *fill;
	size_t nfill;

	if (!render_configs(from->renderer, d, v->design, out)) {
		arena_free(own);
		return false;
	}
	used = renderer_used(from->renderer);
	unread_files_unused(a, d, from->templates, from->ntemplates, &used);
	fill = placeholders(a, out, &nfill);
	first = out->n;
	table(own, out, "cabling.csv", v->design, csv_cabling);
	if (!order_files(own, d, v->design, out)) {
		arena_free(own);
		return false;
	}
	own = kept(own, out, &first);
	other_tools(own, v->design, out);
	table(own, out, "addresses.csv", v->design, csv_addresses);
	own = kept(own, out, &first);
	json = buf_new(own);
	json_print(&json, bundle_design_value(own, v, from));
	fileset_text(out, "design.json", &json);
	own = kept(own, out, &first);
	acceptance_write(own, v->design,
	    acceptance_make(own, v->design, v->results), out);
	worksheets_write(own, v->design, out);
	own = kept(own, out, &first);
	stress = stress_look(own, v->design,
	    v->halfway ? NULL :
	        from->meanwhile != NULL ?
	                 from->meanwhile :
	                 drain_variants_new(own, v->design->model));
	diagrams_write(own, v->design, v->cand, v->ncand, v->results, stress,
	    v->why, out);
	report_write(own,
	    &(const struct report_from){ v->design, v->cand, v->ncand,
	        v->results, stress, v->why, fill, nfill,
	        from->phase != NULL ? phase_of(own, from) : NULL },
	    out);
	arena_free(kept(own, out, &first));
	return bundle_input_add(a, d, from, v->design->model, &used, out) &&
	    bundle_accepted(a, d, out);
}

const struct value *
bundle_context(struct arena *a, struct diags *d, const struct design *g,
    const char *device)
{
	const struct value *v = context_device(a, d, g, device);
	const char **name = NEW(a, const char *, g->nsw + g->nhost + 1), *near;
	size_t n = 0;

	if (v != NULL || d->errors > 0)
		return v;
	for (size_t i = 0; i < g->nsw; i++)
		name[n++] = g->sw[i].name;
	for (size_t i = 0; i < g->nhost; i++)
		name[n++] = g->host[i].host->name;
	near = str_nearest(device, name, n);
	diag_error(d, SPAN_NONE, "unknown-device",
	    "the design has no device "
	    "'%s'",
	    device);
	if (near != NULL)
		diag_hint(d, "did you mean '%s'?", near);
	return NULL;
}
