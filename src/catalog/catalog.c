/*
 * DOC: the catalog's folders as one.
 *
 * A kind of thing is a folder and a reader; the files of all catalog folders
 * are listed kind by kind, those of an earlier folder hiding those of the same
 * name in a later, and read in the order of their ids.  A new model is a new
 * file; nothing here knows one.
 */
#include "catalog/catalog_read.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/str.h"

#include "base/sort.h"

static const struct kind {
	const char *folder;
	size_t size; /* of its struct */
	bool (*read)(struct thing *t, void *out);
} kinds[] = {
	{ "switches", sizeof(struct switch_model), catalog_switch_read },
	{ "cables", sizeof(struct cable), catalog_cable_read },
	{ "optics", sizeof(struct optic), catalog_optic_read },
	{ "hypervisors", sizeof(struct hypervisor), catalog_hypervisor_read },
	{ "platforms", sizeof(struct platform), catalog_platform_read },
	{ "nics", sizeof(struct nic), catalog_nic_read },
};

const char *
catalog_folder(size_t i)
{
	return i < sizeof(kinds) / sizeof(kinds[0]) ? kinds[i].folder : NULL;
}

struct entry {
	const char *id, *path;
	size_t rank; /* which folder */
};

struct places {
	struct arena *a;
	struct diags *d;
	const char *const *dir;
	size_t ndir;
	struct catalog_file *file; /* that were read */
	size_t nfile, capfile;
};

static int
by_id(const void *x, const void *y)
{
	const struct entry *p = x, *q = y;
	int c = strcmp(p->id, q->id);

	if (c != 0)
		return c;
	return p->rank < q->rank ? -1 : p->rank > q->rank;
}

/* the files of a folder in all catalogs, each id once, in order */
static bool
collect(const struct places *w, const char *folder, struct entry **out,
    size_t *nout)
{
	static const char tail[] = ".yaml";
	struct entry *v = NULL;
	size_t i, k, n = 0, cap = 0, names;
	const char **name;

	for (i = 0; i < w->ndir; i++) {
		const char *dir = str_fmt(w->a, "%s/%s", w->dir[i], folder);

		if (i + 1 < w->ndir && !file_exists(dir))
			continue;
		if (!file_list(w->a, w->d, dir, tail, &name, &names))
			return false;
		for (k = 0; k < names; k++) {
			struct entry e = { NULL, NULL, i };

			e.path = str_fmt(w->a, "%s/%s", dir, name[k]);
			e.id = str_dup(w->a, name[k],
			    strlen(name[k]) - (sizeof(tail) - 1));
			PUSH(w->a, v, n, cap, e);
		}
	}
	if (n > 1)
		qsort(v, n, sizeof(*v), by_id);
	for (i = k = 0; i < n; i++)
		if (k == 0 || strcmp(v[k - 1].id, v[i].id) != 0)
			v[k++] = v[i];
	*out = v;
	*nout = k;
	return true;
}

static bool
thing_read(struct places *w, const struct entry *e, struct thing *t)
{
	struct catalog_file f = { e->rank,
		e->path + strlen(w->dir[e->rank]) + 1, NULL };

	*t = (struct thing){ .a = w->a, .d = w->d, .id = e->id };
	t->src = file_read(w->a, w->d, e->path, FILE_PART_MAX);
	if (t->src == NULL)
		return false;
	f.src = t->src;
	PUSH(w->a, w->file, w->nfile, w->capfile, f);
	if (!str_is_name(e->id))
		return diag_error(w->d, catalog_thing_at(t, "name"),
		    "catalog-file-name",
		    "the file's name is the thing's id "
		    "and must be a name: 1 to 63 letters, digits, '-', '_' "
		    "or '.'");
	t->map = doc_read(w->a, w->d, t->src);
	return t->map != NULL;
}

static void *
kind_read(struct places *w, const struct kind *k, size_t *nout)
{
	struct entry *e;
	struct thing t;
	size_t n;
	char *all;

	*nout = 0;
	if (!collect(w, k->folder, &e, &n))
		return NULL;
	all = arena_array(w->a, n + 1, k->size);
	for (size_t i = 0; i < n; i++)
		if (thing_read(w, &e[i], &t) &&
		    k->read(&t, all + *nout * k->size))
			++*nout;
	return all;
}

/* of the first folder that has one */
static void
buying(struct places *w, struct catalog *c)
{
	struct entry e = { "buying", NULL, 0 };
	struct thing t;

	c->reseller_source = "none";
	for (size_t i = 0; i < w->ndir; i++) {
		e.path = str_fmt(w->a, "%s/buying.yaml", w->dir[i]);
		e.rank = i;
		if (i + 1 < w->ndir && !file_exists(e.path))
			continue;
		if (thing_read(w, &e, &t))
			catalog_buying_read(&t, c);
		return;
	}
}

/* of the first folder that has one; a catalog of prices alone has none */
static void
purposes(struct places *w, struct catalog *c)
{
	struct entry e = { "purposes", NULL, 0 };
	struct thing t;

	for (size_t i = 0; i < w->ndir; i++) {
		e.path = str_fmt(w->a, "%s/purposes.yaml", w->dir[i]);
		e.rank = i;
		if (!file_exists(e.path))
			continue;
		if (thing_read(w, &e, &t))
			catalog_purposes_read(&t, c);
		return;
	}
}

/* prices.yaml of every folder that has one, the first folder's first */
static void
prices(struct places *w, struct catalog *c)
{
	struct entry e = { "prices", NULL, 0 };
	struct part **v;
	struct thing t;
	size_t n;
	bool *done;

	v = catalog_parts(w->a, c, &n);
	done = NEW(w->a, bool, n + 1);
	for (size_t i = 0; i < w->ndir; i++) {
		e.path = str_fmt(w->a, "%s/prices.yaml", w->dir[i]);
		e.rank = i;
		if (file_exists(e.path) && thing_read(w, &e, &t))
			catalog_prices_read(&t, v, n, done);
	}
	catalog_prices_finish(w->d, c, v, n);
}

const struct catalog *
catalog_read(struct arena *a, struct diags *d, const char *const *dir,
    size_t ndir, const char *const *template_dir, size_t ntemplate)
{
	struct places w = { a, d, dir, ndir, NULL, 0, 0 };
	struct catalog *c = NEW(a, struct catalog, 1);
	size_t errors = d->errors;
	struct switch_model *sw;
	struct platform *p;

	sw = kind_read(&w, &kinds[0], &c->nsw);
	c->sw = sw;
	c->cable = kind_read(&w, &kinds[1], &c->ncable);
	c->optic = kind_read(&w, &kinds[2], &c->noptic);
	c->hyp = kind_read(&w, &kinds[3], &c->nhyp);
	c->platform = p = kind_read(&w, &kinds[4], &c->nplatform);
	c->nic = kind_read(&w, &kinds[5], &c->nnic);
	buying(&w, c);
	purposes(&w, c);
	prices(&w, c);
	for (size_t i = 0; i < c->nplatform; i++)
		for (size_t k = 0; k < ntemplate && p[i].templates != NULL; k++)
			p[i].rendered |= file_exists(str_fmt(a, "%s/%s",
			    template_dir[k], p[i].templates));
	c->file = w.file;
	c->nfile = w.nfile;
	catalog_link(a, d, c, sw, dir, ndir);
	return d->errors == errors ? c : NULL;
}

/* ---- finding ---- */

/* things of every kind have their id first */
static const void *
find(const void *list, size_t n, size_t size, const char *id)
{
	return sort_find(id, list, n, size, sort_by_name);
}

const struct switch_model *
catalog_switch(const struct catalog *c, const char *id)
{
	return find(c->sw, c->nsw, sizeof(*c->sw), id);
}

/* how much of a thing's name is its vendor's id: "Acme Labs"; 0: it begins
 * otherwise */
static size_t
vendor_words(const char *name, const char *id)
{
	size_t i;

	for (i = 0; id[i] != '\0'; i++)
		if (name[i] == '\0' ||
		    (tolower((unsigned char)name[i]) != id[i] &&
		        !(name[i] == ' ' && id[i] == '-')))
			return 0;
	return name[i] == '\0' || name[i] == ' ' ? i : 0;
}

const char *
catalog_vendor_name(struct arena *a, const struct catalog *c, const char *id)
{
	size_t n;

	for (size_t i = 0; i < c->nsw + c->nnic; i++) {
		const char *name =
		    i < c->nsw ? c->sw[i].name : c->nic[i - c->nsw].name;

		n = vendor_words(name, id);
		if (n > 0)
			return str_dup(a, name, n);
	}
	return id;
}

const struct hypervisor *
catalog_hypervisor(const struct catalog *c, const char *id)
{
	return find(c->hyp, c->nhyp, sizeof(*c->hyp), id);
}

const struct hypervisor *
catalog_hypervisor_known_as(const struct catalog *c, const char *word)
{
	size_t i, k;

	for (i = 0; i < c->nhyp; i++)
		for (k = 0; k < c->hyp[i].known_as.n; k++)
			if (strcasecmp(c->hyp[i].known_as.name[k], word) == 0)
				return &c->hyp[i];
	return NULL;
}

const struct platform *
catalog_platform(const struct catalog *c, const char *id)
{
	return find(c->platform, c->nplatform, sizeof(*c->platform), id);
}

const struct optic *
catalog_optic(const struct catalog *c, const char *id)
{
	return find(c->optic, c->noptic, sizeof(*c->optic), id);
}

const struct cable *
catalog_cable(const struct catalog *c, const char *id)
{
	return find(c->cable, c->ncable, sizeof(*c->cable), id);
}

const struct nic *
catalog_nic(const struct catalog *c, const char *id)
{
	return find(c->nic, c->nnic, sizeof(*c->nic), id);
}

const char *
platform_word(const struct platform *p, const char *key, const char *def)
{
	const struct node *n = p != NULL ? node_get(p->words, key) : NULL;

	return n != NULL && n->kind == NODE_SCALAR && !node_is_null(n) ?
	    n->text :
	    def;
}

int64_t
platform_word_int(const struct platform *p, const char *key, int64_t def)
{
	int64_t i;

	return num_int(platform_word(p, key, ""), &i) ? i : def;
}

/* ---- money ---- */

/* one x is num / den y, where a rate says so in either direction */
static const struct exchange *
rate(const struct catalog *c, const char *x, const char *y, int64_t *num,
    int64_t *den)
{
	for (size_t i = 0; i < c->nexchange; i++) {
		const struct exchange *e = &c->exchange[i];
		bool there = strcmp(e->from, x) == 0 && strcmp(e->to, y) == 0;

		if (!there &&
		    (strcmp(e->from, y) != 0 || strcmp(e->to, x) != 0))
			continue;
		*num = there ? e->ppm : WHOLE_PPM;
		*den = there ? WHOLE_PPM : e->ppm;
		return e;
	}
	return NULL;
}

bool
catalog_convert(const struct catalog *c, int64_t cents, const char *from,
    const char *to, int64_t *out, const struct exchange **how)
{
	int64_t num, den, num2, den2;

	if (how != NULL)
		*how = NULL;
	if (strcmp(from, to) == 0) {
		*out = cents;
		return true;
	}
	for (size_t i = 0; i <= c->nexchange; i++) {
		/* straight first, then over a third currency, one rounding */
		const char *via = i == 0 ? to : c->exchange[i - 1].from;
		const struct exchange *e = rate(c, from, via, &num, &den);

		if (e == NULL)
			continue;
		if (i > 0 &&
		    (rate(c, via, to, &num2, &den2) == NULL ||
		        !num_mul(num, num2, &num) || !num_mul(den, den2, &den)))
			continue;
		*out = num_scale(cents, num, den);
		if (how != NULL)
			*how = e;
		return true;
	}
	return false;
}
