/*
 * DOC: is a bundle as it was designed?  Its own input makes its files again,
 * and each line that differs from those is accounted for: a placeholder that
 * was filled in, the same meaning, an error some rule has found there, or a
 * contradiction of the design.  Configs are compared as sets of lines in their
 * stanzas, scripts line by line in order, cabling by cable.
 *
 * Two readings that mean the same do not prove that the texts do: a reader
 * passes over what no rule depends on.  So a line counts as harmless where its
 * meaning is in the view and the views agree, or where it is known to add
 * something beside the design; what is neither is a contradiction.
 */
#include "verify/rules_regen.h"

#include <string.h>

#include "base/file.h"
#include "base/manifest.h"
#include "base/str.h"
#include "verify/text_diff.h"

void
regen_found(struct judge *j, enum severity severity, const char *device,
    int line, const char *text)
{
	rule_found_by(j, severity == ERR ? "contradicts" : "differs", severity,
	    device, line, "%s", text);
}

/* on one line: a break or a tab is a blank */
const char *
regen_flat(struct arena *a, const char *s)
{
	char *t = str_dup(a, s, strlen(s));
	size_t n = 0;

	for (size_t i = 0; t[i]; i++) {
		char c = strchr("\t\r\n", t[i]) ? ' ' : t[i];

		if (c != ' ' || (n && t[n - 1] != ' '))
			t[n++] = c;
	}
	t[n] = '\0';
	return t;
}

/* the same lines, but perhaps not in the same order or layout */
void
regen_layout(struct judge *j, const char *device, const char *file,
    const char *x, const char *y)
{
	struct text_lines a, b;

	text_lines_split(j->arena, x, &a);
	text_lines_split(j->arena, y, &b);
	if (a.n == b.n) {
		size_t i = 0;

		while (i < a.n &&
		    (text_is_filled(a.line[i], b.line[i]) ||
		        regen_line_fills(j->arena, a.line[i], b.line[i])))
			i++;
		if (i == a.n)
			return;
	}
	regen_found(j, WARN, device, 0,
	    str_fmt(j->arena,
	        "%s: the designed lines in another order or layout, or with "
	        "other comments",
	        file));
}

static const char *
stem(struct arena *a, const char *path)
{
	const char *name = strrchr(path, '/'), *dot;

	name = name ? name + 1 : path;
	dot = strrchr(name, '.');
	return str_dup(a, name, dot ? (size_t)(dot - name) : strlen(name));
}

/* a file of the folder, whatever is in it */
static bool
is_there(struct judge *j, const char *path)
{
	const char *slash = strchr(path, '/'), **name;
	size_t n;

	if (!slash ||
	    !bundle_names(j->arena, diags_new(j->arena), j->bundle,
	        str_dup(j->arena, path, (size_t)(slash - path)), &name, &n))
		return false;
	for (size_t i = 0; i < n; i++)
		if (str_eq(name[i], slash + 1))
			return true;
	return false;
}

const char *
regen_quoted(struct arena *a, const char *s, const char *other)
{
	enum { HEAD = 30, BEFORE = 16, AFTER = 30 };
	size_t same = 0, from;

	while (s[same] != '\0' && s[same] == other[same])
		same++;
	if (strlen(s) <= QUOTED || same < QUOTED - BEFORE)
		return str_fmt(a, "%.*s", QUOTED, s);
	from = same - BEFORE;
	while (((unsigned char)s[from] & 0xc0) == 0x80)
		from--;
	return str_fmt(a, "%.*s...%.*s", HEAD, s, BEFORE + AFTER, s + from);
}

static void
file(struct judge *j, const struct file *f)
{
	const struct bundle *b = j->bundle;
	const struct bundle_switch *s = NULL;
	const char *device = stem(j->arena, f->path);
	const struct source *y;

	if (strncmp(f->path, "configs/", 8) == 0)
		s = bundle_switch(b, device);
	else if (strncmp(f->path, "hosts/", 6) != 0)
		device = f->path;
	y = bundle_file(j->arena, diags_new(j->arena), b, f->path,
	    FILE_TEXT_MAX);
	if (!y && s && (!s->has_file || dialect_find(s->nos)))
		return; /* a rule's own finding */
	if (!y) {
		regen_found(j, ERR, device, 0,
		    str_fmt(j->arena, "%s is in the design and %s", f->path,
		        is_there(j, f->path) ? "can't be read" : "is missing"));
		return;
	}
	/* no line of it means anything: a finding of its own says so */
	if (s && !s->view && dialect_find(s->nos))
		return;
	if (y->len == f->len && memcmp(y->text, f->data, f->len) == 0)
		return;
	if (s && s->view && str_eq(s->file, f->path))
		regen_config(j, s, f, y);
	else if (device == f->path)
		regen_table(j, f, y);
	else
		regen_script(j, device, f, y);
}

/* files beside those designed: whoever loads the folder loads them too */
static void
others(struct judge *j, const char *folder)
{
	const char **name;
	size_t n;

	if (!bundle_names(j->arena, diags_new(j->arena), j->bundle, folder,
	        &name, &n))
		return;
	for (size_t i = 0; i < n; i++) {
		const char *path = str_fmt(j->arena, "%s/%s", folder, name[i]);

		if (!fileset_find(j->again->files, path))
			regen_found(j, WARN, path, 0,
			    "no such file is in the design");
	}
}

static bool
is_compared(const char *path)
{
	return strncmp(path, "configs/", 8) == 0 ||
	    strncmp(path, "hosts/", 6) == 0 || str_eq(path, "cabling.csv") ||
	    str_eq(path, "addresses.csv");
}

/* neither there nor in MANIFEST, where another rule would look for it */
static void
vanished(struct judge *j)
{
	static const char *const always[] = { "acceptance.csv", "acceptance.md",
		"bom.csv", "bom.xlsx", "labels.csv", "labels.html",
		"loading.md", "report.html", "report.md", NULL };
	const struct source *list = bundle_file(j->arena, diags_new(j->arena),
	    j->bundle, MANIFEST, FILE_TEXT_MAX);

	/* of another version, or a part of a plan: that has no such list */
	if (!list || j->again->other)
		return;
	for (size_t i = 0; always[i]; i++)
		if (!strstr(list->text,
		        str_fmt(j->arena, " %s\n", always[i])) &&
		    !file_exists(
		        str_fmt(j->arena, "%s/%s", j->bundle->dir, always[i])))
			regen_found(j, ERR, always[i], 0,
			    "every bundle has it, but it is missing");
}

static void
held(struct judge *j)
{
	if (!j->again || !j->again->files)
		return;
	for (size_t i = 0; i < j->again->files->n; i++)
		if (is_compared(j->again->files->file[i].path))
			file(j, &j->again->files->file[i]);
	others(j, "configs");
	others(j, "hosts");
	vanished(j);
}

static bool
is_there_at_all(const struct judge *j, const char *name)
{
	/* a phase of a plan is listed a folder up */
	return file_exists(str_fmt(j->arena, "%s/%s", j->bundle->dir, name)) ||
	    file_exists(str_fmt(j->arena, "%s/../%s", j->bundle->dir, name));
}

static void
compared(struct judge *j)
{
	const struct verify_regen *g = j->again;

	if (!g)
		return;
	if (!g->carried) {
		/* without a list of its files design.json may be any */
		if (is_there_at_all(j, MANIFEST))
			rule_found_at(j, "input", 0,
			    "the bundle does not contain its input: it was "
			    "only checked, not compared with its design");
		else
			rule_found_at_as(j, j->ready ? ERR : WARN, "input", 0,
			    "the bundle contains neither its input nor " MANIFEST
			    ": nothing shows that design.json is as it was "
			    "designed; it was only checked that the files "
			    "agree");
		return;
	}
	if (g->other)
		rule_found_at(j, "input", 0,
		    "made %s: that may explain the differences", g->other);
	if (!g->files)
		rule_found_at_as(j, g->other ? WARN : ERR, "input", 0,
		    "the bundle's own input gives no bundle: %.300s",
		    g->why ? g->why : "it can't be read");
}

const struct rule rules_regen[] = {
	ALL_RULE("compared", WARN, compared,
	    "a bundle can be compared with its design"),
	ALL_RULE("contradicts", ERR, held,
	    "the files have the meaning of the "
	    "design"),
	/* found with the row above */
	READER_RULE("differs", WARN,
	    "... and are identical to it, word for "
	    "word"),
	READER_RULE("secret", WARN,
	    "filled-in passwords are accepted by the switch"),
	{ 0 },
};
