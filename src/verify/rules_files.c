/*
 * Rules on the bundle as a folder: what MANIFEST lists is there and as it was
 * written.  Configs, host files and cabling.csv are checked by their meaning,
 * not here; files to fill in may be filled in.
 */
#include "verify/rules.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/manifest.h"
#include "base/str.h"
#include "input/json.h"

/* the list of this folder's files, of paths below it */
struct list {
	const char *dir;   /* of the folder that has the MANIFEST */
	const char *below; /* where this one is in it: "", "phase-1/" */
	struct manifest m;
};

static bool
is_meant(const char *path)
{
	return str_starts(path, "configs/") || str_starts(path, "hosts/") ||
	    str_eq(path, "cabling.csv");
}

static bool
is_form(const char *path)
{
	return str_starts(path, "cutsheets/") ||
	    str_eq(path, "acceptance.csv") || str_eq(path, "bom.xlsx");
}

static const struct source *
read_quietly(struct arena *a, const char *path, size_t max)
{
	return file_exists(path) ? file_read(a, diags_new(a), path, max) : NULL;
}

/* the list of a folder; beyond MANIFEST_MAX it is none of ours */
static const struct source *
read_list(struct judge *j, const char *dir)
{
	const char *path = str_fmt(j->arena, "%s/" MANIFEST, dir);

	return file_exists(path) ?
	    file_read(j->arena, diags_new(j->arena), path, MANIFEST_MAX) :
	    NULL;
}

/* its own, or where it is one phase of a plan the plan's, a folder up */
static bool
find_list(struct judge *j, struct list *l)
{
	char real[PATH_MAX], *s = NULL;
	const struct source *src;
	size_t n = 0;

	*l = (struct list){ .dir = j->bundle->dir, .below = "" };
	src = read_list(j, l->dir);
	if (!src && realpath(j->bundle->dir, real))
		s = strrchr(real, '/');
	if (s && s != real) {
		l->below = str_fmt(j->arena, "%s/", s + 1);
		l->dir = str_dup(j->arena, real, (size_t)(s - real));
		src = read_list(j, l->dir);
	}
	if (!src)
		return false;
	manifest_read(j->arena, src, &l->m);
	for (size_t i = 0; i < l->m.n; i++)
		if (str_starts(l->m.file[i].path, l->below)) {
			l->m.file[n] = l->m.file[i];
			l->m.file[n++].path += strlen(l->below);
		}
	l->m.n = n;
	return n > 0 || *l->below == '\0';
}

static int
by_path(const void *x, const void *y)
{
	const struct manifest_file *p = x, *q = y;

	return strcmp(p->path, q->path);
}

/* in order, and a file that is listed twice once */
static void
once_each(struct manifest *m)
{
	size_t n = 0;

	if (m->n)
		qsort(m->file, m->n, sizeof(*m->file), by_path);
	for (size_t i = 0; i < m->n; i++)
		if (n > 0 && by_path(&m->file[n - 1], &m->file[i]) == 0)
			m->broken = true;
		else
			m->file[n++] = m->file[i];
	m->n = n;
}

static const struct manifest_file *
listed(const struct list *l, const char *path)
{
	const struct manifest_file key = { .path = path };

	return l->m.n ? bsearch(&key, l->m.file, l->m.n, sizeof(key), by_path) :
	                NULL;
}

/* a file that is listed; src: what is there now, NULL: nothing */
static void
compare(struct judge *j, const struct manifest_file *f,
    const struct source *src)
{
	if (!src && is_meant(f->path) &&
	    (!str_starts(f->path, "hosts/") || (j->again && j->again->files)))
		return; /* another rule has it */
	if (!src) {
		rule_found_at(j, f->path, 0,
		    "it is in MANIFEST but can't be read: it is missing, or "
		    "not a regular file");
		return;
	}
	if (is_meant(f->path) || manifest_is(f, src))
		return;
	if (str_eq(f->path, "addresses.csv") && j->again && j->again->files)
		return; /* a table, held against the one made again */
	if (src->len == 0) {
		rule_found_at(j, f->path, 0,
		    "it is empty; %zu bytes were written", f->size);
		return;
	}
	if (is_form(f->path)) {
		rule_found_by(j, "file-edited", WARN, f->path, 0,
		    "it has been filled in or edited since it was written");
		return;
	}
	rule_found_at(j, f->path, 0,
	    "it was changed after it was written: MANIFEST has another %s",
	    src->len == f->size ? "checksum" : "size");
}

static void
look_at(struct judge *j, const struct manifest_file *f)
{
	/* one file of the bundle at a time */
	struct arena *own = arena_new();
	const char *path = str_fmt(own, "%s/%s", j->bundle->dir, f->path);
	const struct source longer = { path, "", f->size + 1 };

	compare(j, f,
	    manifest_is_outgrown(f, path) ? &longer :
	                                    read_quietly(own, path, f->size));
	arena_free(own);
}

/* a bill that was put out to tender, kept with the bundle */
static bool
is_quotation(struct judge *j, const char *path)
{
	static const char head[] = "line,maker,part,description,quantity";
	struct arena *own;
	const struct source *src;
	bool yes;

	if (strchr(path, '/') || !str_ends(path, ".csv"))
		return str_ends(path, ".xlsx") && !strchr(path, '/');
	own = arena_new();
	src = read_quietly(own, str_fmt(own, "%s/%s", j->bundle->dir, path),
	    FILE_TABLE_MAX);
	yes = src && str_starts(src->text, head);
	arena_free(own);
	return yes;
}

static bool
is_printed(struct judge *j, const struct list *l, const char *path)
{
	const char *page = manifest_printed_from(j->arena, path);

	return page && listed(l, page);
}

static void
added(struct judge *j, const struct list *l)
{
	struct names there = { .n = 0 };

	if (!manifest_walk(j->arena, diags_new(j->arena), j->bundle->dir, "",
	        &there))
		return;
	for (size_t i = 0; i < there.n; i++) {
		const char *path = there.s[i];

		if (str_eq(path, MANIFEST) || listed(l, path) ||
		    is_printed(j, l, path))
			continue;
		if (is_quotation(j, path)) {
			rule_found_by(j, "file-edited", WARN, path, 0,
			    "a quotation that was added to the bundle");
			continue;
		}
		rule_found_at(j, path, 0,
		    "it was added: MANIFEST does not list it");
	}
}

static void
files(struct judge *j)
{
	struct list l;

	if (!j->bundle->files && find_list(j, &l)) {
		once_each(&l.m);
		if (l.m.broken)
			rule_found_at(j, MANIFEST, 0,
			    "it has a line that was not written by this "
			    "program");
		for (size_t i = 0; i < l.m.n; i++)
			look_at(j, &l.m.file[i]);
		added(j, &l);
	} else if (!j->bundle->files &&
	    file_exists(str_fmt(j->arena, "%s/" MANIFEST, j->bundle->dir))) {
		rule_found_at(j, MANIFEST, 0,
		    "it can't be read, or has more than %zu bytes: it is not "
		    "known whether files were changed",
		    MANIFEST_MAX);
	} else if (!j->bundle->files && j->again && j->again->listed) {
		/* what an older version wrote, or a hand, may have none */
		rule_found_at(j, MANIFEST, 0,
		    "it is missing, so it is not known whether files were "
		    "changed");
	}
}

const struct rule rules_files[] = {
	ALL_RULE("file-changed", ERR, files,
	    "the files are those MANIFEST lists, unchanged"),
	/* found with the row above */
	READER_RULE("file-edited", WARN,
	    "... except those that people fill "
	    "in"),
	{ 0 },
};
