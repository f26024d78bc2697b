/*
 * What all fuzzers need: the bytes as a file, and findings that must be
 * printable.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/diag.h"
#include "base/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline struct source
fuzz_source(struct arena *a, const uint8_t *data, size_t size)
{
	return (struct source){ "fuzz", str_dup(a, (const char *)data, size),
		size };
}

static inline void
fuzz_print(const struct diags *d, bool color)
{
	FILE *null = fopen("/dev/null", "w");

	if (null == NULL)
		return;
	diag_print(null, d, color, true);
	fclose(null);
}

#endif
