/*
 * eastwest: from a description of racks, hosts and workloads to a data-centre
 * network that can be ordered, cabled, configured and checked.
 *
 * Here: find our own folders, run one command, print what it found.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/file.h"
#include "base/version.h"
#include "base/wrap.h"
#include "command/command.h"
#include "command/progress.h"

/*
 * Our templates/ and catalogs/: beside the checkout the program was built in
 * (build/eastwest, build/san/eastwest), or under the prefix it was installed to
 * (bin/eastwest, share/eastwest/).
 */
static const char *
own_folder(struct arena *a, const char *name)
{
	static const char *const from[] = { "../share/eastwest", "..",
		"../.." };
	char exe[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
	char *slash;
	size_t i;

	if (n <= 0)
		return name;
	exe[n] = '\0';
	slash = strrchr(exe, '/');
	if (slash == NULL)
		return name;
	*slash = '\0';
	for (i = 0; i < sizeof from / sizeof from[0]; i++) {
		const char *path = str_fmt(a, "%s/%s/%s", exe, from[i], name);

		if (file_exists(path))
			return path;
	}
	return str_fmt(a, "%s/../%s", exe, name);
}

static const char **
folders(struct arena *a, const char **given, size_t ngiven, const char *own,
    size_t *n)
{
	const char **dir = NEW(a, const char *, ngiven + 1);

	if (ngiven > 0)
		memcpy(dir, given, ngiven * sizeof *dir);
	dir[ngiven] = own_folder(a, own);
	*n = ngiven + 1;
	return dir;
}

static bool
wants_color(const char *mode)
{
	const char *no = getenv("NO_COLOR");

	if (strcmp(mode, "auto") != 0)
		return strcmp(mode, "always") == 0;
	return isatty(STDERR_FILENO) && (no == NULL || no[0] == '\0');
}

/* of a terminal what COLUMNS says or it says itself; what is piped is the same
 * everywhere */
static size_t
columns(int fd)
{
	const char *said = getenv("COLUMNS");
	struct winsize w;
	long n = 0;

	if (!isatty(fd))
		return WRAP_COLUMNS;
	if (said != NULL)
		n = strtol(said, NULL, 10);
	if (n <= 0 && ioctl(fd, TIOCGWINSZ, &w) == 0)
		n = w.ws_col;
	return n >= 20 && n <= 1000 ? (size_t)n : WRAP_COLUMNS;
}

/* all of the answer is written, or the machine failed */
static int
written(int status, bool needed)
{
	bool ok = fflush(stdout) == 0 && !ferror(stdout);

	if (ok)
		return status;
	/* nobody misses what somebody has stopped reading */
	if (errno != EPIPE || needed)
		fprintf(stderr,
		    "eastwest: error: standard output can't be written: %s\n",
		    strerror(errno));
	return 4;
}

/*
 * What a command has made ready takes its place, or is gone where the answer
 * could not be printed: a run that fails leaves all as it was.
 */
static int
place(struct run *r, bool color, int status)
{
	struct diags *late = diags_new(r->a);
	size_t i;

	for (i = 0; i < r->npending; i++)
		if (status == 4)
			pending_drop(r->pending[i]);
		else if (!pending_take(late, r->pending[i]))
			status = 4;
	diag_print_wide(stderr, late, color, !r->o->quiet, r->columns);
	return status;
}

static int
run(struct arena *a, const struct options *o)
{
	struct run r = { .a = a, .d = diags_new(a), .o = o, .out = buf_new(a) };
	size_t i;
	bool ok, color = wants_color(o->color);
	int status;

	r.screen = isatty(STDOUT_FILENO);
	r.columns = isatty(STDERR_FILENO) ? columns(STDERR_FILENO) : 0;
	r.catalog =
	    folders(a, o->catalog, o->ncatalog, "catalogs", &r.ncatalog);
	r.templates =
	    folders(a, o->templates, o->ntemplates, "templates", &r.ntemplates);
	/* ours may lack what they don't hold; one that was named may not */
	for (i = 0; i < o->ncatalog; i++)
		file_folder(a, r.d, o->catalog[i]);
	for (i = 0; i < o->ntemplates; i++)
		file_folder(a, r.d, o->templates[i]);
	/* init asks questions there */
	if (isatty(STDERR_FILENO) && !o->quiet &&
	    o->command->run != command_init)
		progress_start();
	ok = r.d->errors > 0 || o->command->run(&r);
	progress_stop();
	if (!ok) {
		place(&r, color, 4);
		return 2;
	}
	/* what was found first, so that it is not lost in a long answer */
	diag_print_wide(stderr, r.d, color, !o->quiet, r.columns);
	if ((r.wrapped || (r.lines && r.screen)) && r.out.len > 0) {
		struct buf b = buf_new(a);

		wrap_text(&b, r.out.text, columns(STDOUT_FILENO));
		r.out = b;
	}
	fwrite(r.out.text, 1, r.out.len, stdout);
	status = diag_status(r.d);
	status = written(status != 0 ? status : r.status, r.npending > 0);
	return place(&r, color, status);
}

/*
 * A standard stream that is closed has its number taken by the next file that
 * is opened, which would get what is printed.  Here by one that takes nothing,
 * so that printing fails.
 */
static void
hold_streams(void)
{
	int fd;

	for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
		    open("/dev/null",
		        fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
			exit(4);
}

/*
 * Readers go as deep as their texts, within limits of their own, and Python
 * deeper: that much stack is needed, where it may be obtained.
 */
static bool
enough_stack(void)
{
	const rlim_t least = 2 << 20, good = 8 << 20;
	struct rlimit l;

	if (getrlimit(RLIMIT_STACK, &l) < 0 || l.rlim_cur >= good)
		return true;
	l.rlim_cur = l.rlim_max < good ? l.rlim_max : good;
	if (setrlimit(RLIMIT_STACK, &l) == 0 && l.rlim_cur >= least)
		return true;
	fprintf(stderr,
	    "eastwest: error: a stack of %llu KiB is too small, %llu are "
	    "needed; see 'ulimit -s'\n",
	    (unsigned long long)(l.rlim_cur >> 10),
	    (unsigned long long)(least >> 10));
	return false;
}

/* the command line read; what is wrong with it is broken as all else is */
static bool
parsed(struct arena *a, int argc, char **argv, struct options *o)
{
	struct buf b = buf_new(a);
	char *text = NULL;
	size_t len;
	FILE *err = isatty(STDERR_FILENO) ? open_memstream(&text, &len) : NULL;
	bool ok = options_parse(a, argc, argv, o, err != NULL ? err : stderr);

	if (err != NULL && fclose(err) == 0) {
		wrap_text(&b, text, columns(STDERR_FILENO));
		fputs(b.text, stderr);
	}
	free(text);
	return ok;
}

int
main(int argc, char **argv)
{
	struct arena *a;
	struct options o;
	int status = 2;

	hold_streams();
	/* scratch arenas come and go: what one gives back the next one takes,
	 * and not the kernel, whose pages cost more than what is done on
	 * them */
	mallopt(M_TRIM_THRESHOLD, 1 << 28);
	mallopt(M_MMAP_THRESHOLD, 1 << 25);
	a = arena_new();

	/* widths of wide characters under a caret; nothing else may depend on
	 * the locale */
	setlocale(LC_CTYPE, "C.UTF-8");
	/* a file that may not grow further is a write that fails, and so is a
	 * pipe that nobody reads */
	signal(SIGXFSZ, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	if (!enough_stack()) {
		status = 4;
	} else if (!parsed(a, argc, argv, &o)) {
		status = 2;
	} else if (o.version) {
		printf("eastwest %s\n", version_text);
		status = written(0, false);
	} else if (o.help) {
		options_help(a, o.command, columns(STDOUT_FILENO), stdout);
		status = written(0, false);
	} else if (o.command == NULL) {
		options_help(a, NULL, columns(STDERR_FILENO), stderr);
	} else {
		status = run(a, &o);
	}
	arena_free(a);
	return status;
}
