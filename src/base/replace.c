/*
 * Replacing a folder or a file whole: the half of base/file.h that changes
 * something.  Everything goes to a folder beside the wanted one
 * (base/staging.h); when all of it is on the disk the two names are exchanged
 * in one step, so that at no moment, not even after a kill, the name stands for
 * half a bundle.  What a killed run leaves lies in the working folder, whose
 * lock is free then: the next run into the same folder removes it.
 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/staging.h"
#include "base/manifest.h"

static bool
cannot_write(struct diags *d, const char *what, const char *why)
{
	return diag_machine(d, SPAN_NONE, "file-write", "can't write %s: %s",
	    what, why);
}

/* the folder of a path, and those on the way to it that weren't there yet; the
 * topmost first in made.  false: errno */
static bool
make_ways(struct arena *a, const char *path, struct names *made)
{
	char *way = str_dup(a, path, strlen(path)), *s;

	for (s = strchr(way + 1, '/'); s != NULL; s = strchr(s + 1, '/')) {
		*s = '\0';
		if (mkdir(way, 0777) == 0)
			PUSH(a, made->s, made->n, made->cap,
			    str_dup(a, way, strlen(way)));
		else if (errno != EEXIST)
			return false;
		*s = '/';
	}
	return true;
}

/*
 * dir as a path without symbolic links, trailing slash or dots, its parents
 * made; NULL after a finding.
 */
static const char *
settle(struct arena *a, struct diags *d, const char *dir, const char **parent,
    struct names *made)
{
	char real[PATH_MAX], cwd[PATH_MAX];
	char *path = str_dup(a, dir, strlen(dir)), *s;
	size_t n = strlen(path);
	const char *base;

	while (n > 1 && path[n - 1] == '/')
		path[--n] = '\0';
	if (realpath(path, real) == NULL) {
		s = strrchr(path, '/');
		base = s != NULL ? s + 1 : path;
		if (errno != ENOENT || *base == '\0' || str_eq(base, ".") ||
		    str_eq(base, "..")) {
			cannot_write(d, dir,
			    *dir ? strerror(errno) : "the name is empty");
			return NULL;
		}
		if (!make_ways(a, path, made) ||
		    realpath(s == NULL ? "." :
		            s == path  ? "/" :
		                         str_dup(a, path, (size_t)(s - path)),
		        real) == NULL) {
			cannot_write(d, dir, strerror(errno));
			return NULL;
		}
		*parent = str_dup(a, real, strlen(real));
		return str_fmt(a, "%s/%s", str_eq(real, "/") ? "" : real, base);
	}
	n = strlen(real);
	if (str_eq(real, "/") ||
	    (getcwd(cwd, sizeof(cwd)) != NULL && strncmp(cwd, real, n) == 0 &&
	        (cwd[n] == '/' || cwd[n] == '\0'))) {
		cannot_write(d, dir, "the current folder can't be replaced");
		diag_hint(d, "name a folder inside it");
		return NULL;
	}
	s = strrchr(real, '/');
	*parent = s == real ? "/" : str_dup(a, real, (size_t)(s - real));
	return str_dup(a, real, n);
}

/* ---- what a run that was killed has left ---- */

static bool
is_there(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

/* every line of its MANIFEST is true */
static bool
is_whole(struct arena *a, const char *dir)
{
	struct diags *quiet = diags_new(a);
	struct old old = { .exists = false };

	return manifest_check(a, quiet, dir, &old) && old.all.n > 0 &&
	    !old.lost;
}

/*
 * Killed between two renames, where a file system can't exchange two names: the
 * name does not exist.  Completed with the new folder, or, should that not be
 * whole, undone.  false: errno
 */
static bool
complete(struct arena *a, const struct staging *w, const char *path,
    const char *parent)
{
	const char *fresh = str_fmt(a, "%s/new", w->path);
	const char *old = str_fmt(a, "%s/old", w->path);

	if (is_there(path) || !is_there(old))
		return true;
	return rename(is_whole(a, fresh) ? fresh : old, path) == 0 &&
	    staging_sync(parent);
}

/* the files named in the folder dir, a MANIFEST last, and it, if nothing else
 * is in it */
static void
remove_folder(struct arena *a, const char *dir, const struct names *file)
{
	int root = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);

	if (root < 0)
		return;
	/* the list last, and only when nothing else is left: by it the next run
	 * knows what is ours */
	staging_remove(a, root, file->s, file->n > 0 ? file->n - 1 : 0);
	if (staging_holds_only(root, MANIFEST))
		unlinkat(root, MANIFEST, 0);
	close(root);
	rmdir(dir);
}

static bool
remove_left(struct arena *a, struct diags *d, const struct staging *w,
    const char *name)
{
	const char *dir = str_fmt(a, "%s/%s", w->path, name);
	struct names file = { .n = 0 };

	if (!is_there(dir))
		return true;
	manifest_names(a, dir, &file);
	remove_folder(a, dir, &file);
	return !is_there(dir) ||
	    manifest_foreign(d, dir,
	        "a run that was killed has left it, and it can't "
	        "be removed");
}

bool
fileset_recover(struct arena *a, struct diags *d, const char *dir)
{
	const char *parent, *name, *work;
	char real[PATH_MAX], *path, *s;
	size_t n = strlen(dir);
	struct staging w;
	bool ok;

	while (n > 1 && dir[n - 1] == '/')
		n--;
	path = str_dup(a, dir, n);
	s = strrchr(path, '/');
	name = s != NULL ? s + 1 : path;
	parent = s == NULL ? "." :
	    s == path      ? "/" :
	                     str_dup(a, path, (size_t)(s - path));
	if (*name == '\0' || is_there(path) || realpath(parent, real) == NULL)
		return true;
	work = staging_name(a, real, name);
	if (!is_there(str_fmt(a, "%s/old", work)))
		return true;
	if (!staging_open(d, work, dir, &w))
		return false;
	ok = complete(a, &w, path, real);
	if (ok) {
		diag_warn(d, SPAN_NONE, "folder-completed",
		    "a run that was writing %s was killed; its unfinished "
		    "changes are now completed",
		    dir);
	} else {
		cannot_write(d, dir, strerror(errno));
		diag_hint(d, "a run that was killed has left it in %s/old",
		    work);
	}
	staging_close(&w);
	return ok;
}

/* ---- a folder made ready ---- */

struct pending {
	struct arena *a;
	const char *shown; /* the name, as the user wrote it */
	const char *path, *parent;
	struct names made; /* parents that weren't there */
	struct staging w;
	struct names mine; /* what is in the new folder */
	struct old old;
	const char *tmp; /* of a file: its other name; NULL: a folder */
	int file;
	bool fresh; /* takes no name that is taken */
};

/* all files into the fresh folder, the list of them first, and onto the disk */
static bool
fill(struct diags *d, struct pending *p, const struct fileset *s)
{
	struct buf m = buf_new(p->a);
	const struct file *f;
	bool ok;
	int root = -1;

	for (size_t i = 0; i < s->n; i++) {
		f = &s->file[i];
		PUSH(p->a, p->mine.s, p->mine.n, p->mine.cap, f->path);
		if (!f->unlisted)
			buf_printf(&m, "%016llx %zu %s\n",
			    (unsigned long long)file_checksum(0, f->data,
			        f->len),
			    f->len, f->path);
	}
	PUSH(p->a, p->mine.s, p->mine.n, p->mine.cap, MANIFEST);
	if (mkdirat(p->w.fd, "new", 0777) == 0)
		root = openat(p->w.fd, "new",
		    O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (root < 0)
		return cannot_write(d, p->shown, strerror(errno));
	ok = staging_write(p->a, root, MANIFEST, m.text, m.len, false);
	if (!ok)
		cannot_write(d, str_fmt(p->a, "%s/" MANIFEST, p->shown),
		    strerror(errno));
	for (size_t i = 0; i < s->n && ok; i++) {
		f = &s->file[i];
		ok = staging_write(p->a, root, f->path, f->data, f->len,
		    f->executable);
		if (!ok)
			cannot_write(d,
			    str_fmt(p->a, "%s/%s", p->shown, f->path),
			    strerror(errno));
	}
	/* one call for a thousand files: many times faster than each alone */
	if (ok && syncfs(root) < 0)
		ok = cannot_write(d, p->shown, strerror(errno));
	close(root);
	return ok;
}

struct pending *
fileset_ready(struct arena *a, struct diags *d, const char *dir,
    const struct fileset *s)
{
	struct pending *p = NEW(a, struct pending, 1);

	*p = (struct pending){ .a = a, .shown = dir, .w = { NULL, -1, -1 } };
	p->path = settle(a, d, dir, &p->parent, &p->made);
	if (p->path != NULL &&
	    staging_open(d,
	        staging_name(a, p->parent, strrchr(p->path, '/') + 1), dir,
	        &p->w)) {
		if (!complete(a, &p->w, p->path, p->parent))
			cannot_write(d, dir, strerror(errno));
		else if (remove_left(a, d, &p->w, "new") &&
		    remove_left(a, d, &p->w, "old") &&
		    manifest_check(a, d, p->path, &p->old) && fill(d, p, s))
			return p;
	}
	pending_drop(p);
	return NULL;
}

/* a file: its other name goes before its lock does */
static void
drop_file(struct pending *p)
{
	unlink(p->tmp);
	close(p->file);
}

void
pending_drop(struct pending *p)
{
	if (p->tmp != NULL) {
		drop_file(p);
		return;
	}
	if (p->w.fd >= 0 && p->mine.n > 0)
		remove_folder(p->a, str_fmt(p->a, "%s/new", p->w.path),
		    &p->mine);
	staging_close(&p->w);
	for (size_t i = p->made.n; i > 0; i--)
		rmdir(p->made.s[i - 1]);
}

static bool
unable(int why)
{
	return why == EINVAL || why == ENOSYS || why == EOPNOTSUPP;
}

/* the name is taken; *aside: where what had it is now, NULL: nothing had it */
static bool
take(struct pending *p, const char **staging)
{
	const char *fresh = str_fmt(p->a, "%s/new", p->w.path);
	const char *old = str_fmt(p->a, "%s/old", p->w.path);
	int why;

	*staging = NULL;
	if (!p->old.exists)
		return renameat2(AT_FDCWD, fresh, AT_FDCWD, p->path,
		           RENAME_NOREPLACE) == 0 ||
		    (unable(errno) && !is_there(p->path) &&
		        rename(fresh, p->path) == 0);
	*staging = fresh;
	if (renameat2(AT_FDCWD, fresh, AT_FDCWD, p->path, RENAME_EXCHANGE) == 0)
		return true;
	if (!unable(errno))
		return false;
	/* a file system that can't exchange: two steps, which a run or verify
	 * completes should this one be killed between them */
	*staging = old;
	if (rename(p->path, old) < 0)
		return false;
	if (rename(fresh, p->path) == 0)
		return true;
	why = errno;
	rename(old, p->path);
	errno = why;
	return false;
}

/* as take found it; false: it isn't */
static bool
give_back(struct pending *p, const char *staging)
{
	const char *fresh = str_fmt(p->a, "%s/new", p->w.path);

	if (staging == NULL)
		return rename(p->path, fresh) == 0;
	if (str_eq(staging, fresh))
		return renameat2(AT_FDCWD, fresh, AT_FDCWD, p->path,
		           RENAME_EXCHANGE) == 0;
	return rename(p->path, fresh) == 0 && rename(staging, p->path) == 0;
}

/* ---- one file ---- */

static bool
taken(struct diags *d, const char *path)
{
	diag_machine(d, SPAN_NONE, "file-exists",
	    "'%s' exists already, and is left unchanged", path);
	diag_hint(d, "name another file, or move that one away");
	return false;
}

/* PATH's other name, open and locked; -1 after a finding */
static int
open_aside(struct arena *a, struct diags *d, struct pending *p)
{
	struct stat x, y;
	bool is_new, mine;
	int fd;

	for (int try = 0; try < 100; try++) {
		is_new = !is_there(p->tmp);
		fd = open(p->tmp,
		    O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK |
		        O_NOCTTY | (is_new ? O_EXCL : 0),
		    0666);
		if (fd < 0 && (errno == EEXIST || errno == ENOENT) && try < 99)
			continue; /* came or went meanwhile */
		if (fd < 0)
			break;
		if (fstat(fd, &x) == 0 && !S_ISREG(x.st_mode)) {
			close(fd);
			errno = EEXIST;
			break;
		}
		if (!staging_lock(fd, is_new, &mine)) {
			close(fd);
			break;
		}
		if (!mine) {
			close(fd);
			staging_busy(d, p->shown);
			return -1;
		}
		if (lstat(p->tmp, &y) == 0 && x.st_dev == y.st_dev &&
		    x.st_ino == y.st_ino)
			return fd;
		close(fd);
	}
	cannot_write(d, p->shown,
	    str_fmt(a, "%s: %s", p->tmp, strerror(errno)));
	return -1;
}

static struct pending *
file_ready(struct arena *a, struct diags *d, const char *path, const char *data,
    size_t len, bool fresh)
{
	struct pending *p = NEW(a, struct pending, 1);
	const char *s = strrchr(path, '/'), *name = s != NULL ? s + 1 : path;
	char real[PATH_MAX];
	struct stat st;

	*p = (struct pending){ .a = a,
		.shown = path,
		.path = path,
		.w = { NULL, -1, -1 },
		.fresh = fresh };
	if (*name == '\0' || str_eq(name, ".") || str_eq(name, "..")) {
		cannot_write(d, path, "it names no file");
		return NULL;
	}
	if (lstat(path, &st) == 0) {
		if (fresh) {
			taken(d, path);
			return NULL;
		}
		/* a link stays one; a device is never replaced by a file */
		if (stat(path, &st) < 0 || realpath(path, real) == NULL ||
		    !S_ISREG(st.st_mode)) {
			cannot_write(d, path, "it is not a regular file");
			return NULL;
		}
		p->path = str_dup(a, real, strlen(real));
		s = strrchr(p->path, '/');
		name = s + 1;
	}
	p->tmp = staging_name(a,
	    s == NULL        ? "." :
	        s == p->path ? "/" :
	                       str_dup(a, p->path, (size_t)(s - p->path)),
	    name);
	p->file = open_aside(a, d, p);
	if (p->file < 0)
		return NULL;
	if (ftruncate(p->file, 0) == 0 && staging_fill(p->file, data, len) &&
	    fsync(p->file) == 0)
		return p;
	cannot_write(d, path, strerror(errno));
	drop_file(p);
	return NULL;
}

struct pending *
file_ready_new(struct arena *a, struct diags *d, const char *path,
    const char *data, size_t len)
{
	return file_ready(a, d, path, data, len, true);
}

static bool
take_file(struct diags *d, struct pending *p)
{
	bool ok, gone = !p->fresh;

	if (!p->fresh) {
		ok = rename(p->tmp, p->path) == 0;
	} else {
		/* unlike a rename, a link takes no name that is taken */
		ok = link(p->tmp, p->path) == 0;
		if (!ok && errno != EEXIST) {
			/* a file system without links */
			ok = renameat2(AT_FDCWD, p->tmp, AT_FDCWD, p->path,
			         RENAME_NOREPLACE) == 0 ||
			    (unable(errno) && !is_there(p->path) &&
			        rename(p->tmp, p->path) == 0);
			gone = ok;
		}
	}
	if (!ok && p->fresh && errno == EEXIST)
		taken(d, p->shown);
	else if (!ok)
		cannot_write(d, p->shown, strerror(errno));
	if (!ok || !gone)
		unlink(p->tmp);
	close(p->file);
	return ok;
}

bool
file_write(struct arena *a, struct diags *d, const char *path, const char *data,
    size_t len)
{
	struct pending *p = file_ready(a, d, path, data, len, false);

	return p != NULL && take_file(d, p);
}

bool
pending_take(struct diags *d, struct pending *p)
{
	const char *staging;

	if (p->tmp != NULL)
		return take_file(d, p);
	if (!take(p, &staging)) {
		cannot_write(d, p->shown, strerror(errno));
		if (staging != NULL && !is_there(p->path))
			diag_hint(d,
			    "the earlier content is in %s; the next run that "
			    "writes there, or 'verify', restores it",
			    staging);
		pending_drop(p);
		return false;
	}
	if (!staging_sync(p->parent)) {
		cannot_write(d, p->shown, strerror(errno));
		if (!give_back(p, staging))
			diag_hint(d, "it has the new files nevertheless");
		pending_drop(p);
		return false;
	}
	/* of the old folder only what was checked goes */
	if (staging != NULL)
		remove_folder(p->a, staging, &p->old.all);
	if (staging != NULL && is_there(staging)) {
		diag_warn(d, SPAN_NONE, "folder-left",
		    "%s has the new files, but the earlier content can't be "
		    "removed completely: the rest is in %s",
		    p->shown, staging);
		diag_hint(d,
		    "the next run that writes there tries again; move files "
		    "added in the meantime yourself");
	}
	staging_close(&p->w);
	return true;
}
