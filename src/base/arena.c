#include "base/arena.h"

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
	_Alignas(max_align_t) char data[];
};

struct arena {
	struct block *newest;
	struct block *spare; /* of BLOCK_BYTES, given back and kept */
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

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	drop_until(a, NULL);
	drop_spare(a);
	free(a);
}

void
arena_join(struct arena *to, struct arena *from)
{
	struct block *last = from->newest;

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

void *
arena_alloc(struct arena *a, size_t size)
{
	const size_t align = _Alignof(max_align_t);
	struct block *b = a->newest;
	size_t want, room;
	void *p;

	if (size > PTRDIFF_MAX - BLOCK_BYTES)
		arena_no_memory();
	want = (size + align - 1) / align * align;
	if (EACH_ITS_OWN || b == NULL || b->size - b->used < want) {
		room = want > BLOCK_BYTES ? want : BLOCK_BYTES;
		if (EACH_ITS_OWN)
			room = want = size; /* a byte too far is seen */
		b = room == BLOCK_BYTES ? a->spare : NULL;
		if (b != NULL)
			a->spare = b->older;
		else
			b = malloc(sizeof(*b) + room);
		if (b == NULL)
			arena_no_memory();
		b->older = a->newest;
		b->used = 0;
		b->size = room;
		a->newest = b;
	}
	p = b->data + b->used;
	b->used += want;
	memset(p, 0, size);
	return p;
}

void *
arena_array(struct arena *a, size_t n, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		arena_no_memory();
	return arena_alloc(a, bytes);
}

void *
arena_grow(struct arena *a, const void *old, size_t n, size_t cap, size_t size)
{
	void *p;

	p = arena_array(a, cap, size);
	if (n > 0)
		memcpy(p, old, n * size);
	return p;
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
