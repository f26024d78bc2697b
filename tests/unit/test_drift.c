/*
 * What runs and what was designed, in every dialect: a config of a golden
 * bundle as its switch prints it (tests/golden/drift/running.py) is no
 * difference; with one field changed, that is told once and nothing else.
 *
 * tests/verify/mutations/drift is the table: `running NOS BUNDLE FILE`, then
 * cases: `at RE` (from that line on), `change RE => TEXT` on the first line
 * that matches, and `told WHERE: WHAT: DESIGNED, RUNNING`.
 */
#include <criterion/criterion.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "readback/compare.h"
#include "readback/dialect.h"
#include "scratch.h"

#define TABLE "tests/verify/mutations/drift"

struct drift {
	struct arena *a;
	const char *nos, *text, *at, *change;
	const struct view *designed;
	struct buf want;
	size_t told, cases;
	int line;
};

static char base[SCRATCH_MAX];

static void
setup(void)
{
	scratch_make(base);
}

static void
teardown(void)
{
	scratch_remove(base);
}

TestSuite(drift, .init = setup, .fini = teardown);

static const struct source *
text_of(struct arena *a, const char *path)
{
	const struct source *s = file_read(a, diags_new(a), path, 1 << 20);

	cr_assert(s != NULL, "%s", path);
	return s;
}

static const struct view *
view_of(struct drift *d, const struct source *src)
{
	const struct view *v = view_read(d->a, diags_new(d->a),
	    dialect_find(d->nos), src, "sw1");

	cr_assert(v != NULL, "%s, line %d", d->nos, d->line);
	return v;
}

static const char *
differences(struct drift *d, const char *text)
{
	struct source *s = NEW(d->a, struct source, 1);
	struct view_diffs all;
	struct buf b = buf_new(d->a);

	*s = (struct source){ "running", text, strlen(text) };
	view_compare(d->a, d->designed, view_of(d, s), &all);
	for (size_t i = 0; i < all.n; i++)
		buf_printf(&b, "%s: %s: %s, %s\n", all.item[i].where,
		    all.item[i].what, all.item[i].designed,
		    all.item[i].running);
	return b.len ? b.text : "";
}

/* running NOS BUNDLE FILE */
static void
start(struct drift *d, const char *arg)
{
	char nos[20], bundle[60], file[60];
	const char *program = getenv("EASTWEST"), *dir, *out, *seen;

	cr_assert_eq(sscanf(arg, "%19s %59s %59s", nos, bundle, file), 3);
	dir = str_fmt(d->a, "%s/%s", base, strrchr(bundle, '/') + 1);
	out = str_fmt(d->a, "%s/running", base);
	d->nos = str_dup(d->a, nos, strlen(nos));
	if (!file_exists(dir))
		cr_assert(system(str_fmt(d->a, "%s design tests/%s/site.yaml "
		    "-o %s --quiet", program ? program : "build/eastwest",
		    bundle, dir)) == 0);
	cr_assert(system(str_fmt(d->a, "python3 tests/golden/drift/running.py "
	    "%s %s/%s >%s", nos, dir, file, out)) == 0);
	d->designed = view_of(d, text_of(d->a, str_fmt(d->a, "%s/%s", dir,
	    file)));
	d->text = text_of(d->a, out)->text;
	seen = differences(d, d->text);
	cr_expect_str_eq(seen, "", "%s as it runs: %s", nos, seen);
}

/* the first line that matches RE has TEXT in place of it */
static const char *
changed(struct drift *d)
{
	const char *arrow = strstr(d->change, " => "), *s = d->text;
	struct buf b = buf_new(d->a);
	bool here = d->at == NULL, done = false;
	regex_t at, re;

	cr_assert(arrow != NULL);
	cr_assert(!d->at || regcomp(&at, d->at, REG_EXTENDED) == 0);
	cr_assert(regcomp(&re, str_dup(d->a, d->change,
	    (size_t)(arrow - d->change)), REG_EXTENDED) == 0);
	while (*s) {
		size_t n = strcspn(s, "\n");
		const char *line = str_dup(d->a, s, n);
		regmatch_t m;

		s += n + (s[n] == '\n');
		here = here || regexec(&at, line, 1, &m, 0) == 0;
		if (here && !done && regexec(&re, line, 1, &m, 0) == 0) {
			done = true;
			buf_printf(&b, "%.*s%s%s\n", (int)m.rm_so, line,
			    arrow + 4, line + m.rm_eo);
		} else {
			buf_printf(&b, "%s\n", line);
		}
	}
	cr_expect(done, "line %d: %s: nothing matches", d->line, d->change);
	regfree(&re);
	if (d->at)
		regfree(&at);
	return b.text;
}

static void
finish(struct drift *d)
{
	const char *seen;

	if (d->change) {
		seen = differences(d, changed(d));
		cr_expect_str_eq(seen, d->told ? d->want.text : "",
		    "%s: %s (before line %d) is told as: %s", d->nos,
		    d->change, d->line, seen);
		d->cases++;
		d->at = d->change = NULL;
	}
	d->want = buf_new(d->a);
	d->told = 0;
}

Test(drift, one_field_changed_is_told_once_and_nothing_else)
{
	struct drift d = { .a = arena_new() };

	for (const char *p = text_of(d.a, TABLE)->text; *p; d.line++) {
		size_t n = strcspn(p, "\n");
		const char *line = str_dup(d.a, p, n);

		p += n + (p[n] == '\n');
		if (str_starts(line, "running ")) {
			finish(&d);
			start(&d, line + 8);
		} else if (str_starts(line, "at ")) {
			finish(&d);
			d.at = line + 3;
		} else if (str_starts(line, "change ")) {
			if (d.change)
				finish(&d);
			d.change = line + 7;
		} else if (str_starts(line, "told ")) {
			buf_printf(&d.want, "%s\n", line + 5);
			d.told++;
		} else {
			cr_assert(*line == '\0' || *line == '#', "%s", line);
		}
	}
	finish(&d);
	cr_expect(d.cases >= 60, "%zu cases", d.cases);
	arena_free(d.a);
}
