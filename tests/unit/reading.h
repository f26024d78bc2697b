/* A switch's config as its reader sees it. */
#ifndef TESTS_READING_H
#define TESTS_READING_H

#include "arena.h"

#include "readback/dialect.h"
#include "readback/view.h"

static const struct view *
reading(const char *nos, const char *text)
{
	const struct view *v = view_read(a, diags_new(a), dialect_find(nos),
	    source_of("t", text), "sw1");

	cr_assert_not_null(v, "%s", text);
	return v;
}

#endif
