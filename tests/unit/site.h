/*
 * Sites for tests: read with the catalogs we ship, checked, decided.  The findings
 * are those of the last one read.
 */
#ifndef TESTS_SITE_H
#define TESTS_SITE_H

#include "arena.h"

#include "base/file.h"
#include "input/doc.h"
#include "model/model.h"
#include "prove/prove.h"

static UNUSED const struct catalog *
shipped(void)
{
	static const char *const catalogs[] = { "catalogs" };
	static const char *const templates[] = { "templates" };

	return catalog_read(a, d, catalogs, 1, templates, 1);
}

/* NULL after findings */
static UNUSED struct model *
site_read(const struct source *src)
{
	struct model *m;

	d = diags_new(a);
	m = model_read(a, d, doc_read(a, d, src), src, shipped());
	return m != NULL && model_check(a, d, m) ? m : NULL;
}

/* a valid one */
static UNUSED struct model *
site(const struct source *src)
{
	struct model *m = src != NULL ? site_read(src) : NULL;

	if (m == NULL)
		diag_print(stderr, d, false, false);
	cr_assert_not_null(m, "the site is not valid");
	return m;
}

static UNUSED struct model *
site_text(const char *text)
{
	return site(source_of("site", text));
}

/* NULL after findings */
static UNUSED struct model *
site_try(const char *text)
{
	return site_read(source_of("site", text));
}

static UNUSED struct model *
site_file(const char *path)
{
	return site(file_read(a, d, path, 1 << 20));
}

/* what is chosen for it, which there must be */
static UNUSED const struct selection *
decided(const struct model *m)
{
	const struct selection *v = prove_choose(a, d, m, false);

	if (v->design == NULL)
		diag_print(stderr, d, false, false);
	cr_assert_not_null(v->design);
	return v;
}

static UNUSED const struct selection *
choose(const char *text)
{
	return decided(site_text(text));
}

#endif
