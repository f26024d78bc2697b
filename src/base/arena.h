/*
 * Memory for one run: allocate, never free by hand, free all at the end.
 * Knows nothing of what is stored.  main makes the arena and frees it; memory
 * is zeroed and never NULL (running out of memory ends the run with status 4).
 * Built with the address sanitiser each allocation is a block of its own, so
 * that an overrun into a neighbour is seen.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* for a library that reports it ran out of memory: ends the run as well */
_Noreturn void arena_no_memory(void);

struct arena *arena_new(void);
/* an arena freed together with `of`, unless it is freed before */
struct arena *arena_child(struct arena *of);
void arena_free(struct arena *a);

/* the contents of `from` live as long as `to`; `from` itself is freed */
void arena_join(struct arena *to, struct arena *from);

/* size bytes, zeroed, aligned for any type */
void *arena_alloc(struct arena *a, size_t size);

/* n * size bytes, zeroed; an overflowing product ends the run like running out
 * of memory */
void *arena_array(struct arena *a, size_t n, size_t size);

/* a copy of old (n elements of size bytes) with room for cap elements */
void *
arena_grow(struct arena *a, const void *old, size_t n, size_t cap, size_t size);
/* grows a full array of n elements; in place where old is the arena's last
 * allocation */
void *
arena_more(struct arena *a, const void *old, size_t n, size_t cap, size_t size);

/* extends old, of size bytes, to `want` bytes in place: only if nothing was
 * allocated after it and there is room; false: unchanged */
bool arena_extend(struct arena *a, const void *old, size_t size, size_t want);

#define NEW(a, T, n) ((T *)arena_array((a), (n), sizeof(T)))

/*
 * Append to an array that lives in an arena: `list` a T *, `n` and `cap` two
 * size_t lvalues.  Doubles, in place where it is the arena's last allocation;
 * else the old block stays until the arena is freed.
 */
#define PUSH(a, list, n, cap, item) \
	do { \
		if ((n) == (cap)) { \
			size_t cap_ = (cap) ? 2 * (cap) : 8; \
			(list) = arena_more((a), (list), (n), cap_, \
			    sizeof(*(list))); \
			(cap) = cap_; \
		} \
		(list)[(n)++] = (item); \
	} while (0)

/* scratch for hot loops: everything allocated after the mark is given back */
struct arena_mark {
	void *block;
	size_t used;
};
struct arena_mark arena_save(struct arena *a);
void arena_restore(struct arena *a, struct arena_mark mark);

#endif
