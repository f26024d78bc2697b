/* Reading: the half of base/file.h that changes nothing. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/sort.h"

static bool
cannot_read(struct diags *d, const char *path, const char *why)
{
	return diag_machine(d, SPAN_NONE, "file-read", "can't read %s: %s",
	    path, why);
}

/* everything up to max bytes; false after a finding */
static bool
read_all(struct diags *d, int fd, const char *name, size_t max, struct buf *b)
{
	char part[65536];
	ssize_t n;

	for (;;) {
		n = read(fd, part, sizeof(part));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return cannot_read(d, name, strerror(errno));
		if (n == 0)
			return true;
		if ((size_t)n > max - b->len)
			return cannot_read(d, name,
			    str_fmt(b->a, "it is larger than %zu bytes", max));
		buf_add(b, part, (size_t)n);
	}
}

/* why a thing that is no regular file is not read, NULL: it is one */
static const char *
irregular(mode_t mode)
{
	if (S_ISREG(mode))
		return NULL;
	return S_ISDIR(mode) ? "it is a folder" :
	    S_ISFIFO(mode)   ? "it is a pipe, not a regular file" :
	    S_ISSOCK(mode)   ? "it is a socket, not a regular file" :
	                       "it is a device, not a regular file";
}

/*
 * The only place where a file is opened to be read: nothing that may wait for
 * ever.  Looked at before it is opened, since opening a device may do
 * something, and after, since it may be another by then.  -1 after a finding.
 */
static int
open_regular(struct diags *d, const char *path)
{
	struct stat st = { 0 };
	const char *why;
	int fd = -1;

	if (stat(path, &st) < 0)
		why = strerror(errno);
	else
		why = irregular(st.st_mode);
	if (why == NULL) {
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
		if (fd < 0 || fstat(fd, &st) < 0)
			why = strerror(errno);
		else
			why = irregular(st.st_mode);
	}
	if (why == NULL)
		return fd;
	cannot_read(d, path, why);
	if (st.st_mode != 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
		diag_hint(d,
		    "copy it into a file, or give '-' as the name "
		    "of one file that comes on standard input");
	if (fd >= 0)
		close(fd);
	return -1;
}

const struct source *
file_read(struct arena *a, struct diags *d, const char *path, size_t max)
{
	struct source *src = NEW(a, struct source, 1);
	bool in = strcmp(path, "-") == 0, ok;
	struct buf b = buf_new(a);
	int fd = in ? STDIN_FILENO : open_regular(d, path);

	src->name = in ? "<stdin>" : path;
	if (fd < 0)
		return NULL;
	ok = read_all(d, fd, src->name, max, &b);
	if (!in)
		close(fd);
	src->text = b.text;
	src->len = b.len;
	return ok ? src : NULL;
}

bool
file_list(struct arena *a, struct diags *d, const char *dir, const char *suffix,
    const char ***name, size_t *n)
{
	const char **list = NULL;
	const struct dirent *e;
	size_t count = 0, cap = 0, len, tail = suffix ? strlen(suffix) : 0;
	DIR *dp;

	*name = NULL;
	*n = 0;
	dp = opendir(dir);
	if (dp == NULL)
		return cannot_read(d, dir, strerror(errno));
	while (errno = 0, (e = readdir(dp)) != NULL) {
		len = strlen(e->d_name);
		if (e->d_name[0] == '.' || len < tail ||
		    (tail > 0 && strcmp(e->d_name + len - tail, suffix) != 0))
			continue;
		PUSH(a, list, count, cap, str_dup(a, e->d_name, len));
	}
	if (errno != 0) {
		cannot_read(d, dir, strerror(errno));
		closedir(dp);
		return false;
	}
	closedir(dp);
	if (count > 0)
		qsort(list, count, sizeof(*list), sort_by_text);
	*name = list;
	*n = count;
	return true;
}

bool
file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

bool
file_folder(struct arena *a, struct diags *d, const char *dir)
{
	const char **name, **inside;
	struct stat st;
	size_t n, k;
	bool ok = file_list(a, d, dir, NULL, &name, &n);

	for (size_t i = 0; i < n; i++) {
		const char *path = str_fmt(a, "%s/%s", dir, name[i]);

		if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
			ok &= file_list(a, d, path, NULL, &inside, &k);
	}
	return ok;
}
