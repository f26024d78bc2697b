#include "command/bundle_input.h"

#include <assert.h>
#include <string.h>

#include "base/str.h"
#include "base/version.h"
#include "command/command.h"
#include "input/workbook.h"
#include "model/previous.h"

struct bundle_from
bundle_from_run(const struct run *r)
{
	return (struct bundle_from){ .catalog = r->catalog,
		.templates = r->templates,
		.ncatalog = r->ncatalog,
		.ntemplates = r->ntemplates,
		.quotes = r->quotes,
		.nquotes = r->nquotes,
		.not_used = r->not_used,
		.nnot_used = r->nnot_used,
		.bounded = r->bounded,
		.nbounded = r->nbounded,
		.on = r->o->on };
}

/* the folders that gave a file, numbered from 1 in their order; 0: it gave
 * none */
static size_t *
numbers(struct arena *a, const bool *gave, size_t n)
{
	size_t *out = NEW(a, size_t, n + 1), i, k;

	for (i = 0, k = 0; i < n; i++)
		out[i] = gave[i] ? ++k : 0;
	return out;
}

static void
add_catalogs(struct arena *a, const struct bundle_from *from,
    const struct catalog *c, struct fileset *out)
{
	bool *gave = NEW(a, bool, from->ncatalog + 1);
	size_t *number;

	for (size_t i = 0; i < c->nfile; i++)
		gave[c->file[i].folder] = true;
	number = numbers(a, gave, from->ncatalog);
	for (size_t i = 0; i < c->nfile; i++) {
		const struct catalog_file *f = &c->file[i];

		if (f->folder + 1 < from->ncatalog)
			fileset_add(out,
			    str_fmt(a, "input/catalog/%zu/%s",
			        number[f->folder], f->path),
			    f->src->text, f->src->len);
	}
}

static bool
printable(const char *path)
{
	for (; *path != '\0'; path++)
		if ((unsigned char)*path < 0x20 || *path == 0x7f)
			return false;
	return true;
}

/* a platform's first template was looked for, to see that there are any */
static void
looked_for(struct arena *a, const struct bundle_from *from,
    const struct catalog *c, bool *gave, struct templates_used *more)
{
	size_t i, cap = 0;

	for (i = 0; i + 1 < from->ntemplates; i++)
		for (size_t k = 0; k < c->nplatform; k++) {
			struct template_file f = { i, NULL, NULL, 0 };
			const struct source *src;

			if (c->platform[k].templates == NULL)
				continue;
			f.path =
			    str_fmt(a, "%s/main.j2", c->platform[k].templates);
			if (!file_exists(str_fmt(a, "%s/%s", from->templates[i],
			        f.path)))
				continue;
			src = file_read(a, diags_new(a),
			    str_fmt(a, "%s/%s", from->templates[i], f.path),
			    FILE_PART_MAX);
			if (src == NULL)
				continue;
			f.data = src->text;
			f.len = src->len;
			PUSH(a, more->file, more->n, cap, f);
			gave[i] = true;
		}
}

static bool
add_templates(struct arena *a, struct diags *d, const struct bundle_from *from,
    const struct catalog *c, const struct templates_used *used,
    struct fileset *out)
{
	const struct templates_used *list[2] = { used, NULL };
	bool *gave = NEW(a, bool, from->ntemplates + 1);
	struct templates_used more = { NULL, 0 };
	size_t *number;

	for (size_t i = 0; i < used->n; i++)
		gave[used->file[i].folder] = true;
	looked_for(a, from, c, gave, &more);
	list[1] = &more;
	number = numbers(a, gave, from->ntemplates);
	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; i < list[k]->n; i++) {
			const struct template_file *f = &list[k]->file[i];
			const char *path;

			if (f->folder + 1 >= from->ntemplates)
				continue;
			if (!printable(f->path))
				return diag_error(d, SPAN_NONE, "template-name",
				    "the name of a template in %s has a "
				    "control character",
				    from->templates[f->folder]);
			path = str_fmt(a, "input/templates/%zu/%s",
			    number[f->folder], f->path);
			if (fileset_find(out, path) == NULL)
				fileset_add(out, path, f->data, f->len);
		}
	return true;
}

bool
bundle_input_add(struct arena *a, struct diags *d,
    const struct bundle_from *from, const struct model *m,
    const struct templates_used *used, struct fileset *out)
{
	fileset_add(out,
	    str_ends(m->src->name, ".json") ? "input/site.json" :
	                                      "input/site.yaml",
	    m->src->text, m->src->len);
	if (m->previous != NULL)
		fileset_add(out, "input/previous.json", m->previous->src->text,
		    m->previous->src->len);
	add_catalogs(a, from, m->catalog, out);
	for (size_t i = 0; i < from->nquotes; i++)
		fileset_add(out,
		    str_fmt(a, "input/quotes/%zu.%s", i + 1,
		        workbook_is(from->quotes[i]) ? "xlsx" : "csv"),
		    from->quotes[i]->text, from->quotes[i]->len);
	return add_templates(a, d, from, m->catalog, used, out);
}

const char *
bundle_input_ours(struct arena *a, const struct catalog *c, size_t ncatalog)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < c->nfile; i++) {
		const struct catalog_file *f = &c->file[i];

		if (f->folder + 1 != ncatalog)
			continue;
		sum = file_checksum(sum, f->path, strlen(f->path) + 1);
		sum = file_checksum(sum, f->src->text, f->src->len);
	}
	return str_fmt(a, "%016llx", (unsigned long long)sum);
}

static struct value *
phase_value(struct arena *a, const struct phases *plan, const struct phase *p)
{
	struct value *v = value_map(a), *rack = value_list(a);

	assert(plan != NULL); /* a phase is one of a plan */
	value_set(a, v, "number", value_int(a, (int64_t)p->number));
	value_set(a, v, "proof", value_bool(a, p->proof));
	for (size_t i = 0; i < plan->m->nrack; i++)
		if (p->proof ? i == p->rack[0] : p->done[i])
			value_push(a, rack,
			    value_text(a, plan->m->rack[i].name));
	value_set(a, v, "racks", rack);
	value_set(a, v, "hosts", value_int(a, (int64_t)p->nhost));
	return v;
}

void
bundle_input_value(struct arena *a, const struct bundle_from *from,
    const struct design *g, struct value *design)
{
	struct value *v = value_map(a), *f = value_map(a);
	struct value *racks = value_list(a), *aside = value_list(a);
	struct value *kept = value_list(a);
	const struct design *whole = from->plan != NULL ? from->plan->g : g;
	size_t i;

	value_set(a, design, "version", value_text(a, version_text));
	value_set(a, v, "catalog",
	    value_text(a,
	        bundle_input_ours(a, g->model->catalog, from->ncatalog)));
	value_set(a, v, "topology",
	    value_text(a,
	        model_topology_word[from->plan != NULL ?
	                from->plan->g->topology :
	                g->topology]));
	value_set(a, f, "uplink_bps", value_int(a, g->minimum.uplink_bps));
	value_set(a, f, "peer_bps", value_int(a, g->minimum.peer_bps));
	value_set(a, f, "fabric_bps", value_int(a, g->minimum.fabric_bps));
	/* by rack, where they differ */
	for (i = 0; whole->minimum.rack_bps != NULL && i < whole->model->nrack;
	     i++)
		value_push(a, racks, value_int(a, whole->minimum.rack_bps[i]));
	value_set(a, f, "rack_bps", racks);
	value_set(a, v, "floors", f);
	value_set(a, v, "phase",
	    from->phase != NULL ? phase_value(a, from->plan, from->phase) :
	                          value_null(a));
	value_set(a, v, "on", value_text(a, from->on));
	/* the bill has what is added */
	if (g->model->previous != NULL)
		value_set(a, v, "previous", value_bool(a, true));
	for (i = 0; i < from->nnot_used; i++)
		value_push(a, aside, value_text(a, from->not_used[i]));
	if (from->nnot_used > 0)
		value_set(a, v, "offers_not_used", aside);
	for (i = 0; i < from->nbounded; i++)
		value_push(a, kept, value_text(a, from->bounded[i]));
	if (from->nbounded > 0)
		value_set(a, v, "offers_kept_to", kept);
	value_set(a, design, "input", v);
}
