#include "command/unread_files.h"

#include <string.h>

#include "base/file.h"
#include "base/manifest.h"
#include "base/str.h"

/* what people lay beside their files */
static bool
is_note(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;

	return str_starts(name, "README") || str_starts(name, "LICENSE") ||
	    str_ends(name, ".md") || str_ends(name, ".txt") || path[0] == '.' ||
	    strstr(path, "/.") != NULL;
}

static void
warn(struct run *r, const char *dir, const char *path, const char *why,
    const char *const *cand, size_t n)
{
	size_t len = strcspn(path, "/");
	const char *near;

	diag_warn(r->d, SPAN_NONE, "stray-file", "%s/%s is not read: %s", dir,
	    path, why);
	near = diag_shown(r->d) && cand != NULL ?
	    str_nearest(str_dup(r->a, path, len), cand, n) :
	    NULL;
	if (near != NULL && strncmp(near, path, len) != 0)
		diag_hint(r->d, "did you mean '%s'?", near);
}

/* KIND/ID.yaml, and the files that are none of a kind */
static void
catalog_strays(struct run *r, const char *dir)
{
	const char *known[16];
	struct names there = { .n = 0 };
	size_t k, n = 0;

	for (; n < 13 && catalog_folder(n) != NULL; n++)
		known[n] = catalog_folder(n);
	known[n++] = "buying.yaml";
	known[n++] = "prices.yaml";
	known[n++] = "purposes.yaml";
	if (!manifest_walk(r->a, diags_new(r->a), dir, "", &there))
		return;
	for (size_t i = 0; i < there.n; i++) {
		const char *path = there.s[i], *slash = strchr(path, '/');
		size_t len = strcspn(path, "/");

		for (k = 0; k < n; k++)
			if (strlen(known[k]) == len &&
			    strncmp(known[k], path, len) == 0)
				break;
		if (is_note(path) ||
		    (k < n &&
		        (slash == NULL ? k >= n - 3 :
		                         str_ends(path, ".yaml") &&
		                    strchr(slash + 1, '/') == NULL)))
			continue;
		warn(r, dir, path,
		    k == n ? "no such folder or file belongs in a catalog" :
		             "an entry of a catalog is a file KIND/ID.yaml",
		    known, n);
	}
}

/* a file that comes along with a copy of the built-in templates */
static bool
comes_along(const struct run *r, const char *path)
{
	const char *own = r->templates[r->ntemplates - 1];

	return file_exists(str_fmt(r->a, "%s/%s", own, path));
}

/* PLATFORM/FILE.j2, of a platform there is */
static void
template_strays(struct run *r, const struct catalog *c, const char *dir)
{
	const char **known = NEW(r->a, const char *, c->nplatform + 1);
	struct names there = { .n = 0 };
	size_t k, n = 0;

	for (size_t i = 0; i < c->nplatform; i++)
		if (c->platform[i].templates != NULL)
			known[n++] = c->platform[i].templates;
	if (!manifest_walk(r->a, diags_new(r->a), dir, "", &there))
		return;
	for (size_t i = 0; i < there.n; i++) {
		const char *path = there.s[i];
		size_t len = strcspn(path, "/");

		for (k = 0; k < n; k++)
			if (strlen(known[k]) == len &&
			    strncmp(known[k], path, len) == 0)
				break;
		if (is_note(path))
			continue;
		if (path[len] == '\0' || !str_ends(path, ".j2")) {
			if (!comes_along(r, path))
				warn(r, dir, path,
				    "a template is a file PLATFORM/NAME.j2",
				    NULL, 0);
		} else if (k == n && str_ends(path, "/main.j2"))
			warn(r, dir, path, "there is no such platform", known,
			    n);
	}
}

void
unread_files_look(struct run *r, const struct catalog *c)
{
	for (size_t i = 0; i < r->o->ncatalog; i++)
		catalog_strays(r, r->o->catalog[i]);
	for (size_t i = 0; i < r->o->ntemplates; i++)
		template_strays(r, c, r->o->templates[i]);
}

/* a file of that path, or of its folder alone, was used */
static bool
was_used(const struct templates_used *used, const char *path, size_t len)
{
	for (size_t i = 0; i < used->n; i++)
		if (strncmp(used->file[i].path, path, len) == 0 &&
		    (path[len] == '\0' ? used->file[i].path[len] == '\0' :
		                         used->file[i].path[len] == '/'))
			return true;
	return false;
}

void
unread_files_unused(struct arena *a, struct diags *d, const char *const *dir,
    size_t ndir, const struct templates_used *used)
{
	for (size_t i = 0; i + 1 < ndir; i++) {
		struct names there = { .n = 0 };

		if (!manifest_walk(a, diags_new(a), dir[i], "", &there))
			continue;
		for (size_t k = 0; k < there.n; k++) {
			const char *path = there.s[k];
			size_t len = strcspn(path, "/");

			if (path[len] == '\0' || is_note(path) ||
			    !str_ends(path, ".j2") ||
			    !was_used(used, path, len) ||
			    was_used(used, path, strlen(path)))
				continue;
			diag_warn(d, SPAN_NONE, "stray-template",
			    "%s/%s is not used: no template that was rendered "
			    "includes it",
			    dir[i], path);
			diag_hint(d,
			    "'main.j2' of a platform names the files "
			    "it includes");
		}
	}
}
