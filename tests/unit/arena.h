/*
 * What most tests start with: memory and findings of their own, and texts that
 * stand for files.
 */
#ifndef TESTS_ARENA_H
#define TESTS_ARENA_H

#include <criterion/criterion.h>
#include <string.h>

#include "base/diag.h"
#include "base/str.h"

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

static UNUSED struct source *
source_bytes(const char *name, const char *text, size_t len)
{
	struct source *src = NEW(a, struct source, 1);

	*src = (struct source){ name, str_dup(a, text, len), len };
	return src;
}

static UNUSED struct source *
source_of(const char *name, const char *text)
{
	return source_bytes(name, text, strlen(text));
}

#endif
