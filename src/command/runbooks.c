#include "command/runbooks.h"

#include <string.h>

#include "base/str.h"
#include "model/previous.h"
#include "phases/loading.h"
#include "phases/moving.h"
#include "readback/bundle_read.h"
#include "readback/compare.h"
#include "readback/dialect.h"
#include "readback/view.h"

/* a text made in an arena of its own, which is freed: what it is made of is
 * many times as long */
static void
add_made(struct fileset *files, const char *name, const struct buf *b,
    struct arena *own)
{
	fileset_text(files, name, b);
	fileset_keep(files, files->n - 1);
	arena_free(own);
}

void
runbook_firmware(struct fileset *files, const struct firmware_site *s)
{
	struct arena *own = arena_new();
	struct buf b = buf_new(own);

	firmware_markdown(&b, s);
	add_made(files, "firmware.md", &b, own);
}

/* the text a switch was loaded with; NULL: it isn't there */
static const struct source *
earlier_text(struct arena *a, const struct runbook_earlier *e,
    const struct dswitch *s)
{
	const char *path =
	    str_fmt(a, "configs/%s.%s", s->name, s->model->platform->extension);
	const struct file *f;
	struct source *src;

	if (e->files == NULL) {
		path = str_fmt(a, "%s/%s", e->dir, path);
		return file_exists(path) ?
		    file_read(a, diags_new(a), path, FILE_TEXT_MAX) :
		    NULL;
	}
	f = fileset_find(e->files, path);
	if (f == NULL)
		return NULL;
	src = NEW(a, struct source, 1);
	*src = (struct source){ path, f->data, f->len };
	return src;
}

static const struct view *
view_of(struct arena *a, const struct dswitch *s, const struct source *src)
{
	const struct dialect *d = dialect_find(s->model->platform->id);

	return src == NULL || d == NULL ?
	    NULL :
	    view_read(a, diags_new(a), d, src, s->name);
}

/* a port that was free and is used now: all of it changes,
 * which is one thing */
static bool
begins_use(const struct view_diff *x)
{
	return str_eq(x->what, "state") && str_eq(x->running, "off") &&
	    str_eq(x->designed, "on");
}

static const char *
description_of(const struct view_diffs *x, const char *where)
{
	for (size_t i = 0; i < x->n; i++)
		if (str_eq(x->item[i].where, where) &&
		    str_eq(x->item[i].what, "description"))
			return x->item[i].designed;
	return "in use";
}

static void
add_change(struct arena *a, const struct view_diffs *x, size_t i,
    struct loading_existing *out)
{
	const struct view_diff *d = &x->item[i];
	struct loading_change c = { d->where, d->what, d->running,
		d->designed };

	if (begins_use(d)) {
		c.what = "all of it";
		c.was = "unused";
		c.is = description_of(x, d->where);
	}
	for (size_t k = 0; k < x->n && !begins_use(d); k++)
		if (begins_use(&x->item[k]) &&
		    str_eq(x->item[k].where, d->where))
			return;
	if (strstr(c.is, "<<") == NULL)
		PUSH(a, out->change, out->n, out->cap, c);
}

static bool
same_text(const struct source *x, const struct source *y)
{
	return x != NULL && y != NULL && x->len == y->len &&
	    memcmp(x->text, y->text, x->len) == 0;
}

/* in what a switch's two texts differ;
 * what a person fills in is no difference */
static void
changes(struct arena *a, const struct runbook_earlier *e,
    const struct fileset *files, const struct dswitch *s,
    struct loading_existing *out)
{
	const struct runbook_earlier here = { .files = files };
	const struct source *earlier = earlier_text(a, e, s);
	const struct source *now = earlier_text(a, &here, s);
	const struct view *was, *is;
	struct view_diffs x = { 0 };

	out->name = s->name;
	/* a text of the bundle is one that is read */
	if (same_text(earlier, now)) {
		out->known = dialect_find(s->model->platform->id) != NULL;
		return;
	}
	was = view_of(a, s, earlier);
	is = view_of(a, s, now);
	out->known = was != NULL && is != NULL;
	if (!out->known)
		return;
	view_compare(a, is, was, &x);
	for (size_t i = 0; i < x.n; i++)
		add_change(a, &x, i, out);
}

static bool
was_there(const struct design *g, const struct runbook_earlier *e,
    const struct dswitch *s)
{
	const struct previous *p = g->model->previous;

	for (size_t i = 0; e->g != NULL && i < e->g->nsw; i++)
		if (str_eq(e->g->sw[i].name, s->name))
			return true;
	for (size_t i = 0; e->g == NULL && p != NULL && i < p->nsw; i++)
		if (str_eq(p->sw[i].name, s->name) &&
		    p->sw[i].model == s->model)
			return true;
	return false;
}

void
runbook_loading(struct fileset *files, const struct design *g,
    const struct runbook_earlier *e)
{
	struct loading_earlier out = { 0 };
	struct arena *own = arena_new();
	struct buf b = buf_new(own);

	out.sw = NEW(own, struct loading_existing, g->nsw + 1);
	for (size_t i = 0; e != NULL && i < g->nsw; i++)
		if (was_there(g, e, &g->sw[i]))
			changes(own, e, files, &g->sw[i], &out.sw[out.n++]);
	if (e != NULL) {
		out.folder = e->folder;
		out.proof = e->proof != NULL;
	}
	loading_markdown(&b, g, files, e != NULL ? &out : NULL);
	add_made(files, "loading.md", &b, own);
}

void
runbook_moving(struct fileset *files, const struct design *whole,
    const struct results *r, const bool *now, const bool *before,
    const struct runbook_earlier *e)
{
	struct arena *own = arena_new();
	bool *all = NEW(own, bool, whole->model->nhost + 1);
	struct buf b = buf_new(own);
	struct moving *m;

	for (size_t i = 0; i < whole->model->nhost; i++)
		all[i] = now == NULL || now[i];
	m = moving_make(own, whole, r, all, before);
	if (e != NULL && e->g != NULL)
		m->earlier = e->folder;
	m->proof = e != NULL ? e->proof : NULL;
	moving_markdown(&b, m);
	add_made(files, "moving.md", &b, own);
}
