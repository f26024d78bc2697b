#include "command/pdf.h"
#include "command/pdf_pages.h"
#include "command/progress.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE_S 120

/* the first of the names a Chromium goes by that is in PATH; NULL */
static const char *
browser(struct arena *a)
{
	static const char *const name[] = { "chromium", "chromium-browser",
		"google-chrome", "google-chrome-stable" };
	const char *path = getenv("PATH"), *s, *file;
	size_t i, n;

	for (i = 0; path != NULL && i < sizeof name / sizeof name[0]; i++)
		for (s = path; *s != '\0'; s += n + (s[n] == ':')) {
			n = strcspn(s, ":");
			file = str_fmt(a, "%.*s/%s", (int)n, s, name[i]);
			if (n > 0 && access(file, X_OK) == 0)
				return file;
		}
	return NULL;
}

/* the folder with all that is in it; links are not followed */
static void
remove_tree(struct arena *a, const char *dir)
{
	const struct dirent *e;
	const char *path;
	struct stat st;
	DIR *dp = opendir(dir);

	while (dp != NULL && (e = readdir(dp)) != NULL) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		path = str_fmt(a, "%s/%s", dir, e->d_name);
		if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode))
			remove_tree(a, path);
		else
			unlink(path);
	}
	if (dp != NULL)
		closedir(dp);
	rmdir(dir);
}

/* in the child; silent, with nothing of the user's own settings */
static void
become(struct arena *a, const char *program, const char *dir)
{
	const char *arg[] = { program, "--headless", "--disable-gpu",
		"--no-first-run", "--disable-extensions",
		"--no-pdf-header-footer", "--generate-pdf-document-outline",
		str_fmt(a, "--user-data-dir=%s/profile", dir),
		str_fmt(a, "--print-to-pdf=%s/page.pdf", dir),
		/* its sandbox does not work for root */
		geteuid() == 0 ? "--no-sandbox" : "--incognito",
		str_fmt(a, "file://%s/page.html", dir), NULL };
	int null = open("/dev/null", O_RDWR);

	setpgid(0, 0);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
	if (null >= 0) {
		dup2(null, STDIN_FILENO);
		dup2(null, STDOUT_FILENO);
		dup2(null, STDERR_FILENO);
	}
	setenv("HOME", dir, 1);
	setenv("XDG_CONFIG_HOME", dir, 1);
	setenv("XDG_CACHE_HOME", dir, 1);
	execv(program, (char *const *)arg);
	_exit(127);
}

/* false after it failed, or took too long and was ended */
static bool
run(struct arena *a, const char *program, const char *dir)
{
	const struct timespec nap = { 0, 50000000 };
	struct timespec now, start;
	int status = 0;
	pid_t got, pid = fork();

	if (pid < 0)
		return false;
	if (pid == 0)
		become(a, program, dir);
	clock_gettime(CLOCK_MONOTONIC, &start);
	for (;;) {
		got = waitpid(pid, &status, WNOHANG);
		if (got != 0 && !(got < 0 && errno == EINTR))
			break;
		clock_gettime(CLOCK_MONOTONIC, &now);
		if (now.tv_sec - start.tv_sec >= PATIENCE_S) {
			kill(-pid, SIGKILL);
			waitpid(pid, &status, 0);
			return false;
		}
		nanosleep(&nap, NULL);
	}
	return got == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* the page in memory as it is printed, or NULL */
static const struct source *
printed(struct arena *a, const char *program, const char *dir, const char *html,
    size_t len)
{
	/* findings of its own: what fails here is one warning */
	struct diags *quiet = diags_new(a);
	const struct source *pdf;

	if (!file_write(a, quiet, str_fmt(a, "%s/page.html", dir), html, len) ||
	    !run(a, program, dir))
		return NULL;
	pdf =
	    file_read(a, quiet, str_fmt(a, "%s/page.pdf", dir), FILE_LARGE_MAX);
	return pdf != NULL && pdf->len > 5 &&
	        memcmp(pdf->text, "%PDF-", 5) == 0 ?
	    pdf :
	    NULL;
}

/* once more with the numbers of its pages in its contents, which no browser
 * knows before it has printed; as it is where they can't be found */
static const struct source *
numbered(struct arena *a, const char *program, const char *dir,
    const struct file *html)
{
	const struct source *first =
	    printed(a, program, dir, html->data, html->len);
	const struct source *again;
	const char *with_numbers = first != NULL ?
	    pdf_pages_numbered(a, html->data, first->text, first->len) :
	    NULL;

	if (with_numbers == NULL)
		return first;
	progress_stage("printing it again with page numbers");
	again = printed(a, program, dir, with_numbers, strlen(with_numbers));
	return again != NULL ? again : first;
}

void
pdf_print(struct arena *a, struct diags *d, struct fileset *s, const char *html,
    const char *pdf)
{
	const char *program = browser(a), *tmp = getenv("TMPDIR");
	const struct source *page = NULL;
	const struct file *f = NULL;
	char *dir;

	if (program == NULL) {
		diag_warn(d, SPAN_NONE, "no-browser",
		    "no %s: there is no "
		    "Chromium in PATH to print %s with",
		    pdf, html);
		diag_hint(d, "install chromium, or print %s from any browser",
		    html);
		return;
	}
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->file[i].path, html) == 0)
			f = &s->file[i];
	dir = str_fmt(a, "%s/eastwest-XXXXXX",
	    tmp != NULL && tmp[0] == '/' ? tmp : "/tmp");
	if (f != NULL && mkdtemp(dir) != NULL) {
		page = numbered(a, program, dir, f);
		remove_tree(a, dir);
	}
	if (page != NULL) {
		fileset_printed(s, pdf, page->text, page->len);
		return;
	}
	diag_warn(d, SPAN_NONE, "pdf-failed", "no %s: %s could not print %s",
	    pdf, program, html);
	diag_hint(d, "print %s from any browser", html);
}
