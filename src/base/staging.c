#include "base/staging.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"

#define TRIES 100 /* each lost to a run that came or went meanwhile */

const char *
staging_name(struct arena *a, const char *parent, const char *name)
{
	return str_fmt(a, "%s/.%s.eastwest", str_eq(parent, "/") ? "" : parent,
	    name);
}

bool
staging_busy(struct diags *d, const char *shown)
{
	diag_machine(d, SPAN_NONE, "folder-busy",
	    "another run is writing %s; this one has written nothing", shown);
	diag_hint(d, "wait until it has ended, then run this again");
	return false;
}

bool
staging_lock(int fd, bool is_new, bool *mine)
{
	*mine = true;
	while (flock(fd, LOCK_EX | LOCK_NB) < 0) {
		if (errno == EINTR)
			continue;
		*mine = false;
		if (errno == EWOULDBLOCK)
			return true;
		/* a file system without locks */
		*mine = is_new;
		return is_new;
	}
	return true;
}

static bool
cannot(struct diags *d, const char *shown, const char *path, int why)
{
	diag_machine(d, SPAN_NONE, "file-write", "can't write %s: %s: %s",
	    shown, path, strerror(why));
	if (why == EEXIST || why == ENOTDIR || why == ELOOP || why == EISDIR)
		diag_hint(d, "it blocks the name: move it elsewhere");
	return false;
}

/* the same file still has that name */
static bool
same(int fd, int dir, const char *name)
{
	struct stat x, y;

	return fstat(fd, &x) == 0 &&
	    fstatat(dir, name, &y, AT_SYMLINK_NOFOLLOW) == 0 &&
	    x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static void
let_go(struct staging *w)
{
	int why = errno;

	if (w->lock >= 0)
		close(w->lock);
	if (w->fd >= 0)
		close(w->fd);
	w->fd = w->lock = -1;
	errno = why;
}

bool
staging_open(struct diags *d, const char *path, const char *shown,
    struct staging *out)
{
	bool is_new, mine;

	for (int try = 0; try < TRIES; try++) {
		*out = (struct staging){ path, -1, -1 };
		is_new = mkdir(path, 0777) == 0;
		if (!is_new && errno != EEXIST)
			return cannot(d, shown, path, errno);
		out->fd =
		    open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
		if (out->fd >= 0)
			out->lock = openat(out->fd, "lock",
			    O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW |
			        O_NONBLOCK | O_NOCTTY,
			    0666);
		if (out->lock < 0) {
			let_go(out);
			if (errno == ENOENT)
				continue; /* removed meanwhile */
			cannot(d, shown, path, errno);
			if (is_new)
				rmdir(path);
			return false;
		}
		if (!staging_lock(out->lock, is_new, &mine)) {
			cannot(d, shown, path, errno);
			diag_hint(d,
			    "it was left by a run that was killed, or another "
			    "run is at work: if none is, remove it");
			let_go(out);
			return false;
		}
		if (!mine) {
			let_go(out);
			return staging_busy(d, shown);
		}
		if (same(out->fd, AT_FDCWD, path) &&
		    same(out->lock, out->fd, "lock"))
			return true;
		let_go(out);
	}
	return staging_busy(d, shown);
}

void
staging_close(struct staging *w)
{
	if (w->fd < 0)
		return;
	/* the name goes before the lock does: who opens it meanwhile sees that
	 * it has lost its name */
	unlinkat(w->fd, "lock", 0);
	rmdir(w->path);
	let_go(w);
}

/* the folder a path ends in, below root; *name: its last step.  -1: errno */
static int
folder_of(struct arena *a, int root, const char *path, bool make,
    const char **name)
{
	int at = fcntl(root, F_DUPFD_CLOEXEC, 0), next, why;
	const char *step;
	size_t n;

	while (at >= 0 && path[n = strcspn(path, "/")] == '/') {
		step = str_dup(a, path, n);
		if (make && mkdirat(at, step, 0777) < 0 && errno != EEXIST)
			next = -1;
		else
			next = openat(at, step,
			    O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
		why = errno;
		close(at);
		errno = why;
		at = next;
		path += n + 1;
	}
	*name = path;
	return at;
}

bool
staging_fill(int fd, const char *data, size_t len)
{
	ssize_t n;

	while (len > 0) {
		n = write(fd, data, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		data += n;
		len -= (size_t)n;
	}
	return true;
}

bool
staging_write(struct arena *a, int root, const char *path, const char *data,
    size_t len, bool executable)
{
	const char *name;
	int dir = folder_of(a, root, path, true, &name), fd, why;
	bool ok;

	if (dir < 0)
		return false;
	fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
	    executable ? 0777 : 0666);
	why = errno;
	close(dir);
	errno = why;
	if (fd < 0)
		return false;
	ok = staging_fill(fd, data, len);
	why = errno;
	if (close(fd) < 0 && ok)
		return false;
	errno = why;
	return ok;
}

static bool
remove_one(struct arena *a, int root, const char *path, int flags)
{
	const char *name;
	int dir = folder_of(a, root, path, false, &name);
	bool ok;

	if (dir < 0)
		return false;
	ok = unlinkat(dir, name, flags) == 0;
	close(dir);
	return ok;
}

void
staging_remove(struct arena *a, int root, const char *const *path, size_t n)
{
	char *way, *s;

	for (size_t i = 0; i < n; i++) {
		remove_one(a, root, path[i], 0);
		way = str_dup(a, path[i], strlen(path[i]));
		while ((s = strrchr(way, '/')) != NULL) {
			*s = '\0';
			if (!remove_one(a, root, way, AT_REMOVEDIR))
				break;
		}
	}
}

bool
staging_holds_only(int root, const char *name)
{
	int fd = openat(root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dp = fd >= 0 ? fdopendir(fd) : NULL;
	const struct dirent *e;
	bool only = true;

	if (dp == NULL) {
		if (fd >= 0)
			close(fd);
		return false;
	}
	errno = 0;
	while (only && (e = readdir(dp)) != NULL)
		only = str_eq(e->d_name, ".") || str_eq(e->d_name, "..") ||
		    str_eq(e->d_name, name);
	only = only && errno == 0;
	closedir(dp);
	return only;
}

bool
staging_sync(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), why;
	bool ok;

	if (fd < 0)
		return false;
	ok = fsync(fd) == 0 || errno == EINVAL;
	why = errno;
	close(fd);
	errno = why;
	return ok;
}
