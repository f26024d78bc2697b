/*
 * Writing a folder whole: the half of base/file.h that changes something.
 * Everything goes to a folder beside the wanted one; when all of it is on the
 * disk the two names are exchanged in one step, so that at no moment, not even
 * after a kill, the name stands for half a bundle.
 */
#include "base/file.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MANIFEST "MANIFEST"

struct fileset *
fileset_new(struct arena *a)
{
	struct fileset *s = NEW(a, struct fileset, 1);

	s->a = a;
	return s;
}

/* a plain way down: no empty, `.` or `..` step, nothing before the first */
static bool
is_below(const char *path)
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

void
fileset_add(struct fileset *s, const char *path, const char *data, size_t len)
{
	struct file f = { .path = path, .data = data, .len = len };
	size_t i;

	assert(is_below(path) && strchr(path, '\n') == NULL);
	assert(strcmp(path, MANIFEST) != 0);
	for (i = 0; i < s->n; i++)
		assert(strcmp(s->file[i].path, path) != 0);
	PUSH(s->a, s->file, s->n, s->cap, f);
}

const struct file *
fileset_find(const struct fileset *s, const char *path)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (str_eq(s->file[i].path, path))
			return &s->file[i];
	return NULL;
}

void
fileset_text(struct fileset *s, const char *path, const struct buf *b)
{
	fileset_add(s, path, b->text, b->len);
}

void
fileset_printed(struct fileset *s, const char *path, const char *data,
    size_t len)
{
	fileset_add(s, path, data, len);
	s->file[s->n - 1].unlisted = true;
}

#define CHECKSUM_START UINT64_C(0xcbf29ce484222325)

uint64_t
file_checksum(uint64_t before, const char *data, size_t len)
{
	uint64_t h = before != 0 ? before : CHECKSUM_START;
	size_t i;

	for (i = 0; i < len; i++)
		h = (h ^ (unsigned char)data[i]) * UINT64_C(0x100000001b3);
	return h;
}

/* the folder that is there now, as its MANIFEST lists it */
struct old {
	bool exists;
	const char **path;
	size_t n, cap;
	const char **printed; /* not listed, but of something that is */
	size_t nprinted, capprinted;
};

static bool
cannot_write(struct diags *d, const char *what, const char *why)
{
	return diag_machine(d, SPAN_NONE, "file-write", "can't write %s: %s",
	    what, why);
}

static bool
foreign(struct diags *d, const char *dir, const char *why)
{
	diag_machine(d, SPAN_NONE, "folder-foreign",
	    "%s is not a folder this program has written: %s", dir, why);
	diag_hint(d, "name another folder, or move this one away");
	return false;
}

static int
by_bytes(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static bool
listed(const struct old *old, const char *path)
{
	return old->n > 0 &&
	    bsearch(&path, old->path, old->n, sizeof(path), by_bytes) != NULL;
}

/* report.pdf, where report.html is listed */
static bool
is_printed(struct arena *a, const struct old *old, const char *path)
{
	size_t n = strlen(path);

	return n > 4 && str_eq(path + n - 4, ".pdf") &&
	    listed(old, str_fmt(a, "%.*s.html", (int)(n - 4), path));
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
			    foreign(d, dir, str_fmt(a, "%s isn't ours", path));
		else if (is_printed(a, old, path))
			PUSH(a, old->printed, old->nprinted, old->capprinted,
			    path);
		else if (!listed(old, path))
			ok = foreign(d, dir, str_fmt(a, "%s isn't ours", path));
	}
	closedir(dp);
	return ok;
}

/* one line `CHECKSUM SIZE PATH`; the file must be so, or be gone */
static bool
check_line(struct arena *a, struct diags *d, const char *dir, const char *line,
    struct old *old)
{
	unsigned long long sum, size;
	const struct source *src;
	const char *path;
	int at = -1;

	if (sscanf(line, "%16llx %llu %n", &sum, &size, &at) != 2 || at < 0 ||
	    !is_below(line + at))
		return foreign(d, dir, "its MANIFEST is not ours");
	PUSH(a, old->path, old->n, old->cap, line + at);
	path = str_fmt(a, "%s/%s", dir, line + at);
	if (!file_exists(path))
		return true;
	src = file_read(a, d, path, SIZE_MAX);
	if (src == NULL)
		return false;
	if (src->len == size && file_checksum(0, src->text, src->len) == sum)
		return true;
	diag_machine(d, SPAN_NONE, "folder-changed",
	    "%s has been changed since it was written", path);
	diag_hint(d, "move the changed file away, or name another folder");
	return false;
}

/* is it ours, and as we left it? */
static bool
check_old(struct arena *a, struct diags *d, const char *dir, struct old *old)
{
	const struct source *src;
	const char *path = str_fmt(a, "%s/" MANIFEST, dir);
	char *line, *rest;
	struct stat st;

	if (lstat(dir, &st) < 0) {
		if (errno == ENOENT)
			return true;
		return cannot_write(d, dir, strerror(errno));
	}
	if (!S_ISDIR(st.st_mode))
		return foreign(d, dir, "it is not a folder");
	old->exists = true;
	if (file_exists(path)) {
		src = file_read(a, d, path, SIZE_MAX);
		if (src == NULL)
			return false;
		rest = str_dup(a, src->text, src->len);
		while ((line = strsep(&rest, "\n")) != NULL)
			if (*line != '\0' && !check_line(a, d, dir, line, old))
				return false;
		PUSH(a, old->path, old->n, old->cap, MANIFEST);
		qsort(old->path, old->n, sizeof(*old->path), by_bytes);
	}
	return check_listed(a, d, dir, "", old);
}

/* the folders on the way to path, all below the folder root */
static bool
make_ways(struct arena *a, int root, const char *path)
{
	char *way = str_dup(a, path, strlen(path)), *s;

	if (*way == '\0')
		return true;
	for (s = strchr(way + 1, '/'); s != NULL; s = strchr(s + 1, '/')) {
		*s = '\0';
		if (mkdirat(root, way, 0777) < 0 && errno != EEXIST)
			return false;
		*s = '/';
	}
	return true;
}

static bool
write_file(struct arena *a, int root, const char *path, const char *data,
    size_t len, bool executable)
{
	ssize_t n;
	int fd, err;

	if (!make_ways(a, root, path))
		return false;
	fd = openat(root, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
	    executable ? 0777 : 0666);
	if (fd < 0)
		return false;
	while (len > 0) {
		n = write(fd, data, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			err = errno;
			close(fd);
			errno = err;
			return false;
		}
		data += n;
		len -= (size_t)n;
	}
	return close(fd) == 0;
}

/* remove the files named and the folders that are empty then */
static void
remove_files(struct arena *a, const char *dir, const char *const *path,
    size_t n)
{
	int root = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	char *way, *s;
	size_t i;

	if (root < 0)
		return;
	for (i = 0; i < n; i++) {
		unlinkat(root, path[i], 0);
		way = str_dup(a, path[i], strlen(path[i]));
		while ((s = strrchr(way, '/')) != NULL) {
			*s = '\0';
			if (unlinkat(root, way, AT_REMOVEDIR) < 0)
				break;
		}
	}
	close(root);
	rmdir(dir);
}

/* all files into the fresh folder dir, and onto the disk */
static bool
fill(struct arena *a, struct diags *d, const char *name, const char *dir,
    const struct fileset *s)
{
	struct buf m = buf_new(a);
	const struct file *f;
	bool ok = true;
	size_t i;
	int root;

	root = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root < 0)
		return cannot_write(d, name, strerror(errno));
	for (i = 0; i < s->n && ok; i++) {
		f = &s->file[i];
		if (!f->unlisted)
			buf_printf(&m, "%016llx %zu %s\n",
			    (unsigned long long)file_checksum(0, f->data,
			        f->len),
			    f->len, f->path);
		if (!write_file(a, root, f->path, f->data, f->len,
		        f->executable))
			ok = cannot_write(d, str_fmt(a, "%s/%s", name, f->path),
			    strerror(errno));
	}
	if (ok && !write_file(a, root, MANIFEST, m.text, m.len, false))
		ok = cannot_write(d, str_fmt(a, "%s/" MANIFEST, name),
		    strerror(errno));
	/* one call for a thousand files: many times faster than each alone */
	if (ok && syncfs(root) < 0)
		ok = cannot_write(d, name, strerror(errno));
	close(root);
	return ok;
}

/* the new folder takes the name; the old one, if any, has the other then */
static bool
swap(struct arena *a, const char *fresh, const char *dir, bool exists)
{
	const char *aside;

	if (!exists)
		return renameat2(AT_FDCWD, fresh, AT_FDCWD, dir,
		           RENAME_NOREPLACE) == 0 ||
		    (errno == EINVAL && rename(fresh, dir) == 0);
	if (renameat2(AT_FDCWD, fresh, AT_FDCWD, dir, RENAME_EXCHANGE) == 0)
		return true;
	if (errno != EINVAL && errno != ENOSYS)
		return false;
	/* a file system that can't exchange: two steps, the old one kept */
	aside = str_fmt(a, "%s-old", fresh);
	if (rename(dir, aside) < 0)
		return false;
	if (rename(fresh, dir) < 0) {
		int err = errno;

		rename(aside, dir);
		errno = err;
		return false;
	}
	return rename(aside, fresh) == 0;
}

static bool
sync_folder(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok;

	if (fd < 0)
		return false;
	ok = fsync(fd) == 0 || errno == EINVAL;
	close(fd);
	return ok;
}

/*
 * dir as a path without symbolic links, trailing slash or dots, its parents
 * made; NULL after a finding.
 */
static const char *
settle(struct arena *a, struct diags *d, const char *dir, const char **parent)
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
		if (!make_ways(a, AT_FDCWD, path) ||
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
		cannot_write(d, dir,
		    "the folder one stands in can't be "
		    "replaced");
		diag_hint(d, "name a folder inside it");
		return NULL;
	}
	s = strrchr(real, '/');
	*parent = s == real ? "/" : str_dup(a, real, (size_t)(s - real));
	return str_dup(a, real, n);
}

/* a folder of our own beside path; a killed run may have left its name taken */
static const char *
make_fresh(struct arena *a, struct diags *d, const char *dir,
    const char *parent, const char *path)
{
	const char *fresh;
	int try;

	for (try = 0;; try++) {
		fresh = str_fmt(a, "%s/.%s.eastwest-%ld-%d",
		    str_eq(parent, "/") ? "" : parent, strrchr(path, '/') + 1,
		    (long)getpid(), try);
		if (mkdir(fresh, 0777) == 0)
			return fresh;
		if (errno != EEXIST || try == 1000) {
			cannot_write(d, dir,
			    str_fmt(a, "%s: %s", fresh, strerror(errno)));
			return NULL;
		}
	}
}

bool
fileset_write(struct arena *a, struct diags *d, const char *dir,
    const struct fileset *s)
{
	const char *path, *parent, *fresh, **mine;
	struct old old = { .exists = false };
	bool ok;
	size_t i;

	path = settle(a, d, dir, &parent);
	if (path == NULL || !check_old(a, d, path, &old))
		return false;
	fresh = make_fresh(a, d, dir, parent, path);
	if (fresh == NULL)
		return false;
	ok = fill(a, d, dir, fresh, s);
	if (ok && !swap(a, fresh, path, old.exists))
		ok = cannot_write(d, dir, strerror(errno));
	if (ok) {
		/* of the old folder only what was checked goes */
		remove_files(a, fresh, old.printed, old.nprinted);
		remove_files(a, fresh, old.path, old.n);
		if (!sync_folder(parent))
			return cannot_write(d, dir, strerror(errno));
		return true;
	}
	mine = NEW(a, const char *, s->n + 1);
	for (i = 0; i < s->n; i++)
		mine[i] = s->file[i].path;
	mine[s->n] = MANIFEST;
	remove_files(a, fresh, mine, s->n + 1);
	return false;
}
