/*
 * Sites for tests: read with the catalogs we ship, checked, decided.  The arena
 * and the findings are the test's, new for each.
 */
#ifndef TESTS_SITE_H
#define TESTS_SITE_H

#include <criterion/criterion.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "input/doc.h"
#include "model/model.h"
#include "prove/prove.h"

#define UNUSED __attribute__((unused))

static struct arena *a;
static struct diags *d;

static UNUSED void
setup(void)
{
	a = arena_new();
	d = diags_new(a);
}

static UNUSED void
teardown(void)
{
	arena_free(a);
}

static UNUSED const struct catalog *
shipped(void)
{
	static const char *const catalogs[] = { "catalogs" };
	static const char *const templates[] = { "templates" };

	return catalog_read(a, d, catalogs, 1, templates, 1);
}

static UNUSED struct source *
source_of(const char *text)
{
	struct source *src = NEW(a, struct source, 1);

	*src = (struct source){ "site", text, strlen(text) };
	return src;
}

/* NULL after findings */
static UNUSED struct model *
site_read(const struct source *src)
{
	struct model *m = model_read(a, d, doc_read(a, d, src), src, shipped());

	return m != NULL && model_check(a, d, m) ? m : NULL;
}

/* a valid one */
static UNUSED struct model *
site(const struct source *src)
{
	struct model *m;

	d = diags_new(a);
	m = src != NULL ? site_read(src) : NULL;
	if (m == NULL)
		diag_print(stderr, d, false, false);
	cr_assert_not_null(m, "the site is not valid");
	return m;
}

static UNUSED struct model *
site_text(const char *text)
{
	return site(source_of(text));
}

static UNUSED struct model *
site_file(const char *path)
{
	return site(file_read(a, d, path, 1 << 20));
}

/* what is chosen for it, which there must be */
static UNUSED const struct selection *
choose(struct model *m)
{
	const struct selection *v = prove_choose(a, d, m, false);

	if (v->design == NULL)
		diag_print(stderr, d, false, false);
	cr_assert_not_null(v->design);
	return v;
}

#endif
