#include "base/manifest.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/sort.h"

/* a plain way down: no empty, `.` or `..` step, nothing before the first */
bool
manifest_is_below(const char *path)
{
	size_t n;

	for (;; path += n + 1) {
		n = strcspn(path, "/");
		if (n == 0 || (n == 1 && path[0] == '.') ||
		    (n == 2 && path[0] == '.' && path[1] == '.'))
			return false;
		if (path[n] == '\0')
			return true;
	}
}

bool
manifest_foreign(struct diags *d, const char *dir, const char *why)
{
	diag_machine(d, SPAN_NONE, "folder-foreign",
	    "%s is not a folder written by this program: %s", dir, why);
	diag_hint(d, "name another folder, or move this one away");
	return false;
}

static bool
listed(const struct old *old, const char *path)
{
	return old->n > 0 &&
	    bsearch(&path, old->path, old->n, sizeof(path), sort_by_text) !=
	    NULL;
}

const char *
manifest_printed_from(struct arena *a, const char *path)
{
	size_t n = strlen(path);

	return str_ends(path, ".pdf") ?
	    str_fmt(a, "%.*s.html", (int)(n - 4), path) :
	    NULL;
}

/* printed from a page that is listed */
static bool
is_printed(struct arena *a, const struct old *old, const char *path)
{
	const char *page = manifest_printed_from(a, path);

	return page != NULL && listed(old, page);
}

/* a folder with something of ours in it; an empty one isn't */
static bool
listed_below(const struct old *old, const char *path)
{
	size_t n = strlen(path), i;

	for (i = 0; i < old->n; i++)
		if (strncmp(old->path[i], path, n) == 0 &&
		    old->path[i][n] == '/')
			return true;
	return false;
}

/* every file below dir/sub must be listed; false after a finding */
static bool
check_listed(struct arena *a, struct diags *d, const char *dir, const char *sub,
    struct old *old)
{
	const char *at = str_fmt(a, "%s%s%s", dir, *sub ? "/" : "", sub);
	const struct dirent *e;
	const char *path;
	struct stat st;
	bool ok = true;
	DIR *dp;

	dp = opendir(at);
	if (dp == NULL)
		return diag_machine(d, SPAN_NONE, "file-read",
		    "can't read %s: %s", at, strerror(errno));
	while (ok && (e = readdir(dp)) != NULL) {
		if (str_eq(e->d_name, ".") || str_eq(e->d_name, ".."))
			continue;
		path = str_fmt(a, "%s%s%s", sub, *sub ? "/" : "", e->d_name);
		if (str_eq(path, MANIFEST))
			continue;
		if (fstatat(dirfd(dp), e->d_name, &st, AT_SYMLINK_NOFOLLOW) ==
		        0 &&
		    S_ISDIR(st.st_mode))
			ok = listed_below(old, path) ?
			    check_listed(a, d, dir, path, old) :
			    manifest_foreign(d, dir,
			        str_fmt(a, "%s was not written by this program",
			            path));
		else if (is_printed(a, old, path))
			PUSH(a, old->printed, old->nprinted, old->capprinted,
			    path);
		else if (!listed(old, path))
			ok = manifest_foreign(d, dir,
			    str_fmt(a, "%s was not written by this program",
			        path));
	}
	closedir(dp);
	return ok;
}

void
manifest_read(struct arena *a, const struct source *src, struct manifest *out)
{
	char *line, *rest = str_dup(a, src->text, src->len);
	unsigned long long sum, size;
	int at;

	*out = (struct manifest){ .n = 0 };
	if (src->len > 0 && src->text[src->len - 1] != '\n')
		out->broken = true;
	while ((line = strsep(&rest, "\n")) != NULL) {
		if (*line == '\0')
			continue;
		at = -1;
		if (sscanf(line, "%16llx %llu %n", &sum, &size, &at) != 2 ||
		    at < 0 || !manifest_is_below(line + at))
			out->broken = true;
		else
			PUSH(a, out->file, out->n, out->cap,
			    ((struct manifest_file){ line + at, sum, size }));
	}
}

bool
manifest_is(const struct manifest_file *f, const struct source *src)
{
	return src->len == f->size &&
	    file_checksum(0, src->text, src->len) == f->sum;
}

bool
manifest_walk(struct arena *a, struct diags *d, const char *dir,
    const char *sub, struct names *out)
{
	const char *at = str_fmt(a, "%s%s%s", dir, *sub ? "/" : "", sub);
	const struct dirent *e;
	const char *path;
	struct stat st;
	bool ok = true;
	DIR *dp = opendir(at);

	if (dp == NULL)
		return diag_machine(d, SPAN_NONE, "file-read",
		    "can't read %s: %s", at, strerror(errno));
	while (ok && (e = readdir(dp)) != NULL) {
		if (str_eq(e->d_name, ".") || str_eq(e->d_name, ".."))
			continue;
		path = str_fmt(a, "%s%s%s", sub, *sub ? "/" : "", e->d_name);
		if (fstatat(dirfd(dp), e->d_name, &st, AT_SYMLINK_NOFOLLOW) ==
		        0 &&
		    S_ISDIR(st.st_mode))
			ok = manifest_walk(a, d, dir, path, out);
		else
			PUSH(a, out->s, out->n, out->cap, path);
	}
	closedir(dp);
	if (*sub == '\0' && out->n > 0)
		qsort(out->s, out->n, sizeof(*out->s), sort_by_text);
	return ok;
}

bool
manifest_is_outgrown(const struct manifest_file *f, const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
	    (uint64_t)st.st_size > f->size;
}

/* the file must be as it is listed, or be gone */
static bool
check_file(struct arena *a, struct diags *d, const char *dir,
    const struct manifest_file *f, struct old *old)
{
	const char *path = str_fmt(a, "%s/%s", dir, f->path);
	const struct source *src;

	PUSH(a, old->path, old->n, old->cap, f->path);
	if (!file_exists(path)) {
		old->lost = true;
		return true;
	}
	if (!manifest_is_outgrown(f, path)) {
		src = file_read(a, d, path, f->size);
		if (src == NULL || manifest_is(f, src))
			return src != NULL;
	}
	diag_machine(d, SPAN_NONE, "folder-changed",
	    "%s has been changed since it was written", path);
	diag_hint(d, "move the changed file away, or name another folder");
	return false;
}

bool
manifest_check(struct arena *a, struct diags *d, const char *dir,
    struct old *old)
{
	const struct source *src = NULL;
	const char *path = str_fmt(a, "%s/" MANIFEST, dir);
	struct manifest m;
	struct stat st;
	bool ok;

	if (lstat(dir, &st) < 0) {
		if (errno == ENOENT)
			return true;
		return diag_machine(d, SPAN_NONE, "file-write",
		    "can't write %s: %s", dir, strerror(errno));
	}
	if (!S_ISDIR(st.st_mode))
		return manifest_foreign(d, dir, "it is not a folder");
	old->exists = true;
	if (file_exists(path)) {
		src = file_read(a, d, path, MANIFEST_MAX);
		if (src == NULL)
			return false;
		manifest_read(a, src, &m);
		if (m.broken)
			return manifest_foreign(d, dir,
			    "its MANIFEST is not from this program");
		for (size_t i = 0; i < m.n; i++)
			if (!check_file(a, d, dir, &m.file[i], old))
				return false;
		if (old->n > 0)
			qsort(old->path, old->n, sizeof(*old->path),
			    sort_by_text);
	}
	ok = check_listed(a, d, dir, "", old);
	for (size_t i = 0; i < old->nprinted; i++)
		PUSH(a, old->all.s, old->all.n, old->all.cap, old->printed[i]);
	for (size_t i = 0; i < old->n; i++)
		PUSH(a, old->all.s, old->all.n, old->all.cap, old->path[i]);
	if (src != NULL)
		PUSH(a, old->all.s, old->all.n, old->all.cap, MANIFEST);
	return ok;
}

void
manifest_names(struct arena *a, const char *dir, struct names *out)
{
	const char *path = str_fmt(a, "%s/" MANIFEST, dir);
	const struct source *src;
	struct manifest m = { .n = 0 };

	src = file_exists(path) ?
	    file_read(a, diags_new(a), path, MANIFEST_MAX) :
	    NULL;
	if (src != NULL)
		manifest_read(a, src, &m);
	for (size_t i = 0; i < m.n; i++) {
		path = m.file[i].path;
		PUSH(a, out->s, out->n, out->cap, path);
		if (str_ends(path, ".html"))
			PUSH(a, out->s, out->n, out->cap,
			    str_fmt(a, "%.*s.pdf", (int)strlen(path) - 5,
			        path));
	}
	PUSH(a, out->s, out->n, out->cap, MANIFEST);
}
