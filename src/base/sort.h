/*
 * Order and look-up, of lists of anything.  What is equal keeps its order, so
 * that the same list gives the same bytes with every C library. Knows nothing
 * of what it sorts; keeps nothing.
 */
#ifndef BASE_SORT_H
#define BASE_SORT_H

#include <stddef.h>

/* elements of at most SORT_MAX bytes; order sees two of them and `of` */
enum { SORT_MAX = 128 };
void sort_stable(void *list, size_t n, size_t size,
    int (*order)(const void *x, const void *y, const void *of), const void *of);

/* the first element of a sorted list that equals the key, or NULL */
const void *sort_find(const void *key, const void *list, size_t n, size_t size,
    int (*order)(const void *key, const void *element));

/* for qsort and the like, of elements that are a const char *, by bytes */
int sort_by_text(const void *x, const void *y);
/* a key that is a text, of elements whose first member is a const char * */
int sort_by_name(const void *key, const void *element);

#endif
