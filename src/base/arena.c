#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define EACH_ITS_OWN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define EACH_ITS_OWN 1
#endif
#endif
#ifndef EACH_ITS_OWN
#define EACH_ITS_OWN 0
#endif

#define BLOCK_BYTES ((size_t)256 << 10)

/* a stack of blocks: only the newest one is filled further */
struct block {
	struct block *older;
	size_t used, size;
	size_t touched; /* what is behind it is still zero */
	_Alignas(max_align_t) char data[];
};

struct arena {
	struct block *newest;
	struct block *spare;        /* of BLOCK_BYTES, given back and kept */
	struct arena *of;           /* whose child it is; NULL: none */
	struct arena *child, *next; /* the newest, and the one before it */
};

void
arena_no_memory(void)
{
	fputs("eastwest: error: out of memory\n", stderr);
	exit(4);
}

struct arena *
arena_new(void)
{
	struct arena *a;

	a = calloc(1, sizeof(*a));
	if (a == NULL)
		arena_no_memory();
	return a;
}

static void
drop_until(struct arena *a, const struct block *keep)
{
	struct block *b;

	while ((b = a->newest) != keep) {
		a->newest = b->older;
		if (EACH_ITS_OWN || b->size != BLOCK_BYTES) {
			free(b);
			continue;
		}
		b->older = a->spare;
		a->spare = b;
	}
}

static void
drop_spare(struct arena *a)
{
	struct block *b;

	while ((b = a->spare) != NULL) {
		a->spare = b->older;
		free(b);
	}
}

struct arena *
arena_child(struct arena *of)
{
	struct arena *a = arena_new();

	a->of = of;
	a->next = of->child;
	of->child = a;
	return a;
}

static void
leave_parent(struct arena *a)
{
	struct arena **at;

	if (a->of == NULL)
		return;
	for (at = &a->of->child; *at != a; at = &(*at)->next)
		continue;
	*at = a->next;
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	leave_parent(a);
	/* each takes itself off that list */
	while (a->child != NULL)
		/* NOLINTNEXTLINE(clang-analyzer-unix.Malloc) */
		arena_free(a->child);
	drop_until(a, NULL);
	drop_spare(a);
	free(a);
}

void
arena_join(struct arena *to, struct arena *from)
{
	struct block *last = from->newest;
	struct arena *c;

	leave_parent(from);
	while ((c = from->child) != NULL) {
		from->child = c->next;
		c->of = to;
		c->next = to->child;
		to->child = c;
	}
	if (last != NULL && to->newest != NULL) {
		while (last->older != NULL)
			last = last->older;
		last->older = to->newest->older;
		to->newest->older = from->newest;
	} else if (last != NULL) {
		to->newest = from->newest;
	}
	drop_spare(from);
	free(from);
}

static size_t
rounded(size_t size)
{
	const size_t align = _Alignof(max_align_t);

	return (size + align - 1) / align * align;
}

static void
block_new(struct arena *a, size_t room)
{
	struct block *b = room == BLOCK_BYTES ? a->spare : NULL;

	if (b != NULL) {
		a->spare = b->older;
	} else if (room == BLOCK_BYTES) {
		/* what is taken is zeroed and not the rest: most scratch arenas
		 * use little of their block */
		b = malloc(sizeof(*b) + room);
		if (b != NULL)
			b->touched = room;
	} else {
		b = calloc(1, sizeof(*b) + room);
	}
	if (b == NULL)
		arena_no_memory();
	b->older = a->newest;
	b->used = 0;
	b->size = room;
	a->newest = b;
}

/* the next bytes of the newest block, which has them, as zeros from the byte
 * `zero` on: those before it are written next */
static void *
take(struct block *b, size_t size, size_t zero)
{
	char *p = b->data + b->used;
	const size_t old = b->touched > b->used ? b->touched - b->used : 0;
	const size_t end = old < size ? old : size;

	if (end > zero)
		memset(p + zero, 0, end - zero);
	b->used += size;
	if (b->touched < b->used)
		b->touched = b->used;
	return p;
}

static void *
alloc(struct arena *a, size_t size, size_t zero)
{
	const struct block *b = a->newest;
	size_t want;

	if (size > PTRDIFF_MAX - BLOCK_BYTES)
		arena_no_memory();
	/* of its own a byte too far is seen */
	want = EACH_ITS_OWN ? size : rounded(size);
	if (EACH_ITS_OWN)
		block_new(a, size);
	else if (b == NULL || b->size - b->used < want)
		block_new(a, want > BLOCK_BYTES ? want : BLOCK_BYTES);
	return take(a->newest, want, zero);
}

void *
arena_alloc(struct arena *a, size_t size)
{
	return alloc(a, size, 0);
}

void *
arena_array(struct arena *a, size_t n, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		arena_no_memory();
	return arena_alloc(a, bytes);
}

bool
arena_extend(struct arena *a, const void *old, size_t size, size_t want)
{
	struct block *b = a->newest;

	if (EACH_ITS_OWN || b == NULL || rounded(size) > b->used ||
	    (const char *)old != b->data + b->used - rounded(size) ||
	    b->size - b->used < rounded(want) - rounded(size))
		return false;
	take(b, rounded(want) - rounded(size), 0);
	return true;
}

void *
arena_grow(struct arena *a, const void *old, size_t n, size_t cap, size_t size)
{
	size_t bytes;
	void *p;

	if (__builtin_mul_overflow(cap, size, &bytes))
		arena_no_memory();
	p = alloc(a, bytes, n * size);
	if (n > 0)
		memcpy(p, old, n * size);
	return p;
}

void *
arena_more(struct arena *a, const void *old, size_t n, size_t cap, size_t size)
{
	size_t want;

	if (n > 0 && !__builtin_mul_overflow(cap, size, &want) &&
	    arena_extend(a, old, n * size, want))
		return (void *)(uintptr_t)old;
	return arena_grow(a, old, n, cap, size);
}

struct arena_mark
arena_save(struct arena *a)
{
	struct arena_mark m = { a->newest, 0 };

	if (a->newest != NULL)
		m.used = a->newest->used;
	return m;
}

void
arena_restore(struct arena *a, struct arena_mark mark)
{
	drop_until(a, mark.block);
	if (a->newest != NULL)
		a->newest->used = mark.used;
}
