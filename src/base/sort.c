#include "base/sort.h"

#include <assert.h>
#include <string.h>

/* Each element is put where it goes among those before it: lists are short, or
 * in order but for a few.  The place is found by halving. */
void
sort_stable(void *list, size_t n, size_t size,
    int (*order)(const void *x, const void *y, const void *of), const void *of)
{
	char *v = list, x[SORT_MAX];
	size_t lo, hi, mid;

	assert(size <= SORT_MAX);
	for (size_t i = 1; i < n; i++) {
		if (order(v + (i - 1) * size, v + i * size, of) <= 0)
			continue;
		for (lo = 0, hi = i - 1; lo < hi;) {
			mid = lo + (hi - lo) / 2;
			if (order(v + mid * size, v + i * size, of) <= 0)
				lo = mid + 1;
			else
				hi = mid;
		}
		memcpy(x, v + i * size, size);
		memmove(v + (lo + 1) * size, v + lo * size, (i - lo) * size);
		memcpy(v + lo * size, x, size);
	}
}

const void *
sort_find(const void *key, const void *list, size_t n, size_t size,
    int (*order)(const void *key, const void *element))
{
	const char *v = list;
	size_t lo = 0, hi = n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (order(key, v + mid * size) > 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < n && order(key, v + lo * size) == 0 ? v + lo * size : NULL;
}

int
sort_by_text(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

int
sort_by_name(const void *key, const void *element)
{
	return strcmp(key, *(const char *const *)element);
}
