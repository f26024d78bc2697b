/* Reading and writing: what a folder holds afterwards, whatever happens. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/manifest.h"
#include "command/pdf_pages.h"
#include "scratch.h"

static struct arena *a;
static struct diags *d;
static char dir[SCRATCH_MAX];

static void
setup(void)
{
	a = arena_new();
	d = diags_new(a);
	scratch_make(dir);
	cr_assert(chdir(dir) == 0);
}

static void
teardown(void)
{
	cr_assert(chdir("/") == 0);
	scratch_remove(dir);
	arena_free(a);
}

TestSuite(file, .init = setup, .fini = teardown);

static void
put(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	cr_assert(f != NULL);
	fputs(text, f);
	fclose(f);
}

static bool
holds(const char *path, const char *text)
{
	const struct source *s;

	if (!file_exists(path))
		return false;
	s = file_read(a, d, path, 1000);
	return s != NULL && strcmp(s->text, text) == 0;
}

static struct fileset *
two_files(const char *text)
{
	struct fileset *s = fileset_new(a);
	struct buf b = buf_new(a);

	buf_puts(&b, text);
	fileset_text(s, "design.json", &b);
	fileset_add(s, "configs/deep/sw1.cfg", "hostname sw1\n", 13);
	s->file[1].executable = true;
	return s;
}

static bool
refused(const char *id)
{
	bool ok = d->n > 0 && strcmp(d->item[d->n - 1].id, id) == 0;

	if (!ok && d->n > 0)
		cr_log_error("%s: %s", d->item[d->n - 1].id,
		    d->item[d->n - 1].message);
	return ok;
}

/* names in the folder, hidden ones too */
static int
entries(const char *path)
{
	DIR *dp = opendir(path);
	int n = -2;

	while (readdir(dp) != NULL)
		n++;
	closedir(dp);
	return n;
}

Test(file, reads_whole_and_says_why_not)
{
	const struct source *s;

	put("x", "abc");
	s = file_read(a, d, "x", 3);
	cr_assert(s != NULL && s->len == 3 && s->text[3] == '\0');
	cr_expect(file_read(a, d, "x", 2) == NULL && refused("file-read"));
	cr_expect(file_read(a, d, "none", 9) == NULL && refused("file-read"));
	cr_expect(file_read(a, d, ".", 9) == NULL && refused("file-read"));
	cr_expect(diag_status(d) == 4);
}

/* each would wait for ever, or never end */
Test(file, only_regular_files_are_read)
{
	static const char *const odd[] = {"pipe", "way", "/dev/zero",
	    "/dev/null", "socket"};
	struct sockaddr_un name = {.sun_family = AF_UNIX,
	    .sun_path = "socket"};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	size_t i;

	cr_assert_eq(mkfifo("pipe", 0666), 0);
	cr_assert_eq(symlink("pipe", "way"), 0);
	cr_assert_eq(bind(fd, (struct sockaddr *)&name, sizeof(name)), 0);
	close(fd);
	for (i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		cr_expect_null(file_read(a, d, odd[i], 100), "%s", odd[i]);
		cr_assert_eq(d->n, i + 1);
		cr_expect_not_null(strstr(d->item[i].message,
		    "not a regular file"), "%s", d->item[i].message);
		cr_expect_not_null(strstr(d->item[i].hint, "'-'"));
	}
	put("real", "text");
	cr_assert_eq(symlink("real", "link"), 0);
	cr_expect(holds("link", "text"));
}

Test(file, lists_by_bytes_without_hidden_ones)
{
	const char **name;
	size_t n;

	put("b.yaml", "");
	put("a.yaml", "");
	put("B.yaml", "");
	put(".c.yaml", "");
	put("d.txt", "");
	put("yaml", "");
	cr_assert(file_list(a, d, ".", ".yaml", &name, &n) && n == 3);
	cr_expect(strcmp(name[0], "B.yaml") == 0);
	cr_expect(strcmp(name[1], "a.yaml") == 0);
	cr_assert(file_list(a, d, ".", NULL, &name, &n) && n == 5);
	cr_expect(!file_list(a, d, "none", NULL, &name, &n) && n == 0);
}

Test(file, a_folder_that_was_named_is_not_passed_over)
{
	cr_assert(mkdir("cat", 0755) == 0 && mkdir("cat/switches", 0755) == 0);
	put("cat/buying.yaml", "");
	cr_assert(chmod(".", 0755) == 0);
	cr_assert(file_folder(a, d, "cat"));
	cr_assert_not(file_folder(a, d, "none"));
	cr_assert_not(file_folder(a, d, "cat/buying.yaml"));
	cr_assert_eq(d->errors, 2);
	cr_assert(chmod("cat/switches", 0) == 0);
	/* root may read everything */
	cr_assert(getuid() != 0 || seteuid(65534) == 0);
	cr_assert_not(file_folder(a, d, "cat"));
	cr_assert_str_eq(d->item[d->n - 1].id, "file-read");
	cr_assert(getuid() != 0 || seteuid(0) == 0);
}

Test(file, writes_a_new_folder_and_replaces_its_own)
{
	struct fileset *s = two_files("{}\n");
	struct stat st;

	cr_assert(fileset_write(a, d, "way/to/out/", s));
	cr_expect(holds("way/to/out/design.json", "{}\n"));
	cr_expect(holds("way/to/out/configs/deep/sw1.cfg", "hostname sw1\n"));
	cr_expect(stat("way/to/out/configs/deep/sw1.cfg", &st) == 0 &&
	    (st.st_mode & 0100));
	s = fileset_new(a);
	fileset_add(s, "other", "x", 1);
	cr_assert(fileset_write(a, d, str_fmt(a, "%s/way/to/out", dir), s));
	cr_expect(holds("way/to/out/other", "x"));
	cr_expect(!file_exists("way/to/out/design.json"));
	cr_expect(!file_exists("way/to/out/configs"));
	cr_expect(entries("way/to/out") == 2 && entries("way/to") == 1);
	/* an empty folder is as good as none */
	cr_assert(mkdir("empty", 0777) == 0);
	cr_expect(fileset_write(a, d, "empty", s) && d->n == 0);
	/* a link to a folder stays a link */
	cr_assert(symlink("way/to/out", "link") == 0);
	cr_expect(fileset_write(a, d, "link", two_files("1")));
	cr_expect(lstat("link", &st) == 0 && S_ISLNK(st.st_mode));
	cr_expect(holds("way/to/out/design.json", "1"));
}

Test(file, the_work_of_others_is_refused_and_left)
{
	struct fileset *s = two_files("1");

	cr_assert(mkdir("theirs", 0777) == 0);
	put("theirs/notes.txt", "mine");
	cr_expect(!fileset_write(a, d, "theirs", s) && refused("folder-foreign"));
	cr_expect(holds("theirs/notes.txt", "mine") && entries("theirs") == 1);
	put("theirs/MANIFEST", "Manifest-Version: 1.0\n");
	cr_expect(!fileset_write(a, d, "theirs", s) && refused("folder-foreign"));
	cr_expect(!fileset_write(a, d, "theirs/notes.txt", s) &&
	    refused("folder-foreign"));

	cr_assert(fileset_write(a, d, "out", s));
	put("out/added", "by hand");
	cr_expect(!fileset_write(a, d, "out", s) && refused("folder-foreign"));
	cr_expect(holds("out/added", "by hand"));
	cr_assert(unlink("out/added") == 0);
	cr_assert(mkdir("out/empty", 0777) == 0);
	cr_expect(!fileset_write(a, d, "out", s) && refused("folder-foreign"));
	cr_assert(rmdir("out/empty") == 0);
	put("out/.hidden", "");
	cr_expect(!fileset_write(a, d, "out", s) && refused("folder-foreign"));
	cr_assert(unlink("out/.hidden") == 0);
	put("out/design.json", "2");
	cr_expect(!fileset_write(a, d, "out", s) && refused("folder-changed"));
	cr_expect(holds("out/design.json", "2"));
	/* gone is nobody's work */
	cr_assert(unlink("out/design.json") == 0);
	cr_expect(fileset_write(a, d, "out", s));
	cr_expect(holds("out/design.json", "1"));
	cr_expect(entries(".") == 2);
}

Test(file, what_was_printed_of_a_page_is_ours_too)
{
	struct fileset *s = fileset_new(a), *t = fileset_new(a);

	fileset_add(s, "page.html", "x", 1);
	fileset_printed(s, "page.pdf", "y", 1);
	fileset_add(t, "page.html", "x", 1);
	cr_assert(fileset_write(a, d, "with", s));
	cr_assert(fileset_write(a, d, "without", t));
	cr_expect(holds("with/page.pdf", "y"));
	cr_expect(holds("with/MANIFEST", file_read(a, d, "without/MANIFEST",
	    1000)->text));
	/* printed by hand, or by a run before: it goes with its page */
	put("with/page.pdf", "by hand");
	cr_expect(fileset_write(a, d, "with", t) && entries("with") == 2);
	put("with/other.pdf", "mine");
	cr_expect(!fileset_write(a, d, "with", t) &&
	    refused("folder-foreign"));
	cr_expect(holds("with/other.pdf", "mine"));
	cr_expect(entries(".") == 2);
}

static bool
write_new(const char *path, const char *text)
{
	struct pending *p = file_ready_new(a, d, path, text, strlen(text));

	return p != NULL && pending_take(d, p);
}

Test(file, a_new_file_takes_no_name_that_is_taken)
{
	cr_expect(write_new("new", "x") && holds("new", "x"));
	cr_expect(!write_new("new", "y") &&
	    refused("file-exists"));
	cr_expect(holds("new", "x"));
	cr_assert(symlink("nowhere", "link") == 0);
	cr_expect(!write_new("link", "y") &&
	    refused("file-exists"));
	cr_expect(!write_new("none/new", "y") &&
	    refused("file-write"));
	cr_expect(entries(".") == 2);
}

Test(file, one_file_is_replaced_and_nothing_else_is)
{
	struct stat st;

	cr_expect(file_write(a, d, "new", "x", 1) && holds("new", "x"));
	cr_expect(file_write(a, d, "new", "y", 1) && holds("new", "y"));
	cr_assert(symlink("new", "link") == 0);
	cr_expect(file_write(a, d, "link", "z", 1) && holds("new", "z"));
	cr_expect(lstat("link", &st) == 0 && S_ISLNK(st.st_mode));
	/* /dev/null stays what it is, also for root */
	cr_assert(mkfifo("pipe", 0666) == 0 && symlink("pipe", "way") == 0);
	cr_expect(!file_write(a, d, "pipe", "x", 1) && refused("file-write"));
	cr_expect(!file_write(a, d, "way", "x", 1) && refused("file-write"));
	cr_expect(stat("pipe", &st) == 0 && S_ISFIFO(st.st_mode));
	cr_expect(!file_write(a, d, ".", "x", 1) && refused("file-write"));
	cr_expect(!file_write(a, d, "none/x", "x", 1) && refused("file-write"));
	cr_expect(entries(".") == 4);
}

/* files put there while a run was at work are not ours to remove */
Test(file, what_a_killed_run_left_goes_and_what_others_put_there_stays)
{
	cr_assert(mkdir(".out.eastwest", 0777) == 0);
	cr_assert(fileset_write(a, d, ".out.eastwest/new", two_files("1")));
	cr_expect(fileset_write(a, d, "out", two_files("2")));
	cr_expect(entries(".") == 1);
	cr_assert(mkdir(".out.eastwest", 0777) == 0);
	cr_assert(fileset_write(a, d, ".out.eastwest/new", two_files("1")));
	put(".out.eastwest/new/configs/mine", "by hand");
	cr_expect(!fileset_write(a, d, "out", two_files("3")) &&
	    refused("folder-foreign"));
	cr_expect(holds("out/design.json", "2"));
	cr_expect(holds(".out.eastwest/new/configs/mine", "by hand"));
	/* nor does a link lead out of it */
	cr_assert(mkdir("theirs", 0777) == 0);
	put("theirs/x", "theirs");
	cr_assert(unlink(".out.eastwest/new/configs/mine") == 0);
	cr_assert(rmdir(".out.eastwest/new/configs") == 0);
	cr_assert(symlink("../../theirs", ".out.eastwest/new/way") == 0);
	put(".out.eastwest/new/MANIFEST", "0000000000000000 1 way/x\n");
	cr_expect(!fileset_write(a, d, "out", two_files("3")) &&
	    refused("folder-foreign"));
	cr_expect(holds("theirs/x", "theirs"));
}

Test(file, what_cannot_be_written_changes_nothing)
{
	struct rlimit small = { 4096, 4096 };
	struct fileset *s = two_files("1");
	char *big = NEW(a, char, 10000);

	cr_assert(fileset_write(a, d, "out", s));
	cr_expect(!fileset_write(a, d, "", s) && refused("file-write"));
	cr_expect(!fileset_write(a, d, ".", s) && refused("file-write"));
	cr_expect(!fileset_write(a, d, "..", s) && refused("file-write"));
	cr_expect(!fileset_write(a, d, "/", s) && refused("file-write"));
	cr_expect(!fileset_write(a, d, "out/design.json/x", s) &&
	    refused("file-write"));
	cr_expect(!fileset_write(a, d, "/proc/none/x", s) &&
	    refused("file-write"));

	/* the disk is full half way through the second file */
	s = two_files("new");
	fileset_add(s, "zz", memset(big, 'x', 9999), 9999);
	signal(SIGXFSZ, SIG_IGN);
	cr_assert(setrlimit(RLIMIT_FSIZE, &small) == 0);
	cr_expect(!fileset_write(a, d, "out", s) && refused("file-write"));
	cr_expect(strstr(d->item[d->n - 1].message, "out/zz") != NULL);
	cr_expect(holds("out/design.json", "1"));
	cr_expect(entries(".") == 1);
}

static struct fileset *
many(const char *text)
{
	struct fileset *s = fileset_new(a);
	int i;

	for (i = 0; i < 100; i++)
		fileset_add(s, str_fmt(a, "f/%d", i), text, strlen(text));
	return s;
}

/* a writer is killed at any time: the folder is of one piece all the same */
Test(file, a_run_that_is_killed_leaves_one_whole_folder)
{
	struct fileset *one = many("1"), *two = many("2");
	const char *text;
	int round, i, status;
	pid_t pid;

	cr_assert(fileset_write(a, d, "out", one));
	for (round = 0; round < 12; round++) {
		pid = fork();
		cr_assert(pid >= 0);
		while (pid == 0)
			if (!fileset_write(a, d, "out", two) ||
			    !fileset_write(a, d, "out", one))
				_exit(1);
		usleep((useconds_t)(500 + round * 1700));
		cr_assert(kill(pid, SIGKILL) == 0);
		cr_assert(waitpid(pid, &status, 0) == pid);
		cr_assert(WIFSIGNALED(status), "the writer failed");
		text = holds("out/f/0", "1") ? "1" : "2";
		for (i = 0; i < 100; i++)
			cr_assert(holds(str_fmt(a, "out/f/%d", i), text));
		cr_assert(entries("out") == 2 && entries("out/f") == 100);
	}
	cr_expect(fileset_write(a, d, "out", one) && d->n == 0);
}

/* what aborts cleans nothing up, so these have no folder */
static void
nowhere(void)
{
	a = arena_new();
}

TestSuite(file_bugs, .init = nowhere);

Test(file_bugs, a_path_that_climbs_out_is_a_bug, .signal = SIGABRT)
{
	fileset_add(fileset_new(a), "a/../../b", "", 0);
}

Test(file_bugs, two_files_of_one_path_are_a_bug, .signal = SIGABRT)
{
	struct fileset *s = fileset_new(a);

	fileset_add(s, "a", "", 0);
	fileset_add(s, "a", "", 0);
}

#define CATALOG \
	"%PDF-1.4\n1 0 obj\nx\0y\nendobj\n" \
	"5 0 obj\n<</Type /Page\n/Parent 9 0 R>>\nendobj\n" \
	"6 0 obj\n<</Type /Page\n/Parent 9 0 R>>\nendobj\n" \
	"7 0 obj\n<</Type /Page\n/Parent 8 0 R>>\nendobj\n" \
	"9 0 obj\n<</Type /Pages\n/Kids [5 0 R 6 0 R]>>\nendobj\n" \
	"8 0 obj\n<</Type /Pages\n/Kids [9 0 R 7 0 R]>>\nendobj\n" \
	"4 0 obj\n<</s2 [5 0 R /XYZ 0 7 0]\n/s21 [7 0 R /XYZ 0 7 0]\n" \
	"/s3 [99 0 R /XYZ 0 7 0]>>\nendobj\n" \
	"3 0 obj\n<</Type /Catalog\n/Pages 8 0 R\n/Dests 4 0 R>>\nendobj\n"

/* the contents of a printed page: through the tree of pages, nothing invented */
Test(pdf, contents_have_the_pages_that_were_printed)
{
	struct arena *x = arena_new();
	static const char pdf[] = CATALOG;
	static const char html[] =
	    "<nav><a href=\"#s2\" data-page=\"\">A</a> <a href=\"#s21\" "
	    "data-page=\"\">B</a> <a href=\"#s3\" data-page=\"\">C</a> <a "
	    "href=\"#s4\" data-page=\"\">D</a></nav><a href=\"#s2\">E</a>";
	const char *told = pdf_pages_numbered(x, html, pdf, sizeof pdf - 1);
	size_t n;

	cr_expect_str_eq(told, "<nav><a href=\"#s2\" data-page=\"1\">A</a> <a "
	    "href=\"#s21\" data-page=\"3\">B</a> <a href=\"#s3\" "
	    "data-page=\"\">C</a> <a href=\"#s4\" data-page=\"\">D</a></nav>"
	    "<a href=\"#s2\">E</a>");
	/* cut anywhere it is no such file, and nothing is read beyond its end */
	for (n = 0; n < sizeof pdf - sizeof "\nendobj\n"; n++) {
		char *part = malloc(n + 1);

		memcpy(part, pdf, n);
		cr_expect_null(pdf_pages_numbered(x, html, part, n));
		free(part);
	}
	/* a tree of pages that contains itself ends */
	cr_expect_null(pdf_pages_numbered(x, html,
	    "\n8 0 obj\n<</Type /Pages\n/Kids [8 0 R]>>\nendobj\n"
	    "\n3 0 obj\n<</Type /Catalog\n/Pages 8 0 R>>\nendobj\n",
	    strlen("\n8 0 obj\n<</Type /Pages\n/Kids [8 0 R]>>\nendobj\n"
	    "\n3 0 obj\n<</Type /Catalog\n/Pages 8 0 R>>\nendobj\n")));
	arena_free(x);
}

/* whoever looks for files that are not ours sees them all, in order, whatever the
 * order the folder has them in */
Test(file, a_folder_is_walked_to_its_end)
{
	struct names all = {0};
	size_t i;

	cr_assert(mkdir("b", 0777) == 0 && mkdir("b/deep", 0777) == 0);
	for (i = 0; i < 40; i++) {
		put(str_fmt(a, "f%02zu", i), "");
		put(str_fmt(a, "b/deep/g%02zu", i), "");
	}
	cr_assert(manifest_walk(a, d, dir, "", &all));
	cr_assert_eq(all.n, 80);
	for (i = 0; i < 40; i++) {
		cr_expect_str_eq(all.s[i], str_fmt(a, "b/deep/g%02zu", i));
		cr_expect_str_eq(all.s[40 + i], str_fmt(a, "f%02zu", i));
	}
}
