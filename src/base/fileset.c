/* Files to be written, in memory: the first half of base/file.h's folders. */
#include "base/file.h"

#include <assert.h>
#include <string.h>

#include "base/manifest.h"

struct fileset *
fileset_new(struct arena *a)
{
	struct fileset *s = NEW(a, struct fileset, 1);

	s->a = a;
	return s;
}

void
fileset_add(struct fileset *s, const char *path, const char *data, size_t len)
{
	struct file f = { .path = path, .data = data, .len = len };

	assert(manifest_is_below(path) && strchr(path, '\n') == NULL);
	assert(strcmp(path, MANIFEST) != 0);
	for (size_t i = 0; i < s->n; i++)
		assert(strcmp(s->file[i].path, path) != 0);
	PUSH(s->a, s->file, s->n, s->cap, f);
}

const struct file *
fileset_find(const struct fileset *s, const char *path)
{
	for (size_t i = 0; i < s->n; i++)
		if (str_eq(s->file[i].path, path))
			return &s->file[i];
	return NULL;
}

void
fileset_text(struct fileset *s, const char *path, const struct buf *b)
{
	fileset_add(s, path, b->text, b->len);
}

void
fileset_keep(struct fileset *s, size_t from)
{
	for (; from < s->n; from++) {
		struct file *f = &s->file[from];

		f->path = str_dup(s->a, f->path, strlen(f->path));
		f->data = str_dup(s->a, f->data, f->len);
	}
}

void
fileset_printed(struct fileset *s, const char *path, const char *data,
    size_t len)
{
	fileset_add(s, path, data, len);
	s->file[s->n - 1].unlisted = true;
}

#define CHECKSUM_START UINT64_C(0xcbf29ce484222325)

uint64_t
file_checksum(uint64_t before, const char *data, size_t len)
{
	uint64_t h = before != 0 ? before : CHECKSUM_START;
	const unsigned char *p = (const unsigned char *)data;
	const uint64_t by = UINT64_C(0x100000001b3);

	/* bundles are megabytes */
	for (; len >= 4; len -= 4, p += 4)
		h = ((((h ^ p[0]) * by ^ p[1]) * by ^ p[2]) * by ^ p[3]) * by;
	for (; len > 0; len--)
		h = (h ^ *p++) * by;
	return h;
}
