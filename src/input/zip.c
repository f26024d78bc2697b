#include "input/zip.h"

#include <string.h>
#include <strings.h>
#include <zip.h>

#include "base/str.h"

#define PARTS_MAX 10000

bool
zip_is(const struct source *src)
{
	return src->len >= 4 && memcmp(src->text, "PK\3\4", 4) == 0;
}

static zip_t *
zip_opened(struct arena *a, struct diags *d, const struct source *src)
{
	zip_source_t *from;
	zip_error_t e;
	zip_t *z = NULL;

	zip_error_init(&e);
	from = zip_source_buffer_create(src->text, src->len, 0, &e);
	if (from != NULL) {
		z = zip_open_from_source(from, ZIP_RDONLY, &e);
		if (z == NULL)
			zip_source_free(from);
	}
	if (z == NULL)
		diag_error(d, (struct span){ src, 0, 0, 0 }, "zip-broken",
		    "the archive is damaged or cut short: %s",
		    str_fmt(a, "%s", zip_error_strerror(&e)));
	zip_error_fini(&e);
	return z;
}

const struct zip_list *
zip_read(struct arena *a, struct diags *d, const struct source *src)
{
	struct zip_list *out = NEW(a, struct zip_list, 1);
	zip_t *z = zip_opened(a, d, src);
	zip_int64_t i, n;

	if (z == NULL)
		return NULL;
	n = zip_get_num_entries(z, 0);
	if (n < 0 || n > PARTS_MAX) {
		zip_discard(z);
		diag_error(d, (struct span){ src, 0, 0, 0 }, "zip-large",
		    "an archive of %lld parts, more than the %d that are read",
		    (long long)n, PARTS_MAX);
		return NULL;
	}
	out->src = src;
	out->part = NEW(a, struct zip_part, (size_t)n + 1);
	for (i = 0; i < n; i++) {
		struct zip_part *p = &out->part[out->n];
		zip_stat_t st;
		const char *name = zip_get_name(z, (zip_uint64_t)i, 0);

		if (name == NULL ||
		    zip_stat_index(z, (zip_uint64_t)i, 0, &st) != 0)
			continue;
		p->name = str_dup(a, name, strlen(name));
		p->index = (size_t)i;
		p->locked = (st.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
		    st.encryption_method != ZIP_EM_NONE;
		out->n++;
	}
	zip_discard(z);
	return out;
}

const struct zip_part *
zip_find(const struct zip_list *z, const char *name)
{
	for (size_t i = 0; i < z->n; i++)
		if (strcasecmp(z->part[i].name, name) == 0)
			return &z->part[i];
	return NULL;
}

enum outcome { WHOLE, TOO_LARGE, BROKEN };

/* all of it, grown as it comes: the archive's word on its size is not
 * trusted */
static enum outcome
unpacked(zip_file_t *f, struct buf *b, size_t max)
{
	char piece[16384];
	zip_int64_t n;

	while ((n = zip_fread(f, piece, sizeof piece)) > 0) {
		if ((size_t)n > max - b->len)
			return TOO_LARGE;
		buf_add(b, piece, (size_t)n);
	}
	return n == 0 ? WHOLE : BROKEN;
}

const struct source *
zip_unpack(struct arena *a, struct diags *d, const struct zip_list *z,
    const struct zip_part *p, size_t max)
{
	struct source *out = NEW(a, struct source, 1);
	struct span at = { out, 0, 0, 0 };
	struct buf b = buf_new(a);
	enum outcome o = BROKEN;
	const char *why;
	zip_file_t *f;
	zip_t *h;

	out->name = str_fmt(a, "%s(%s)", z->src->name, p->name);
	out->text = "";
	if (p->locked) {
		diag_error(d, at, "zip-locked", "it has a password");
		return NULL;
	}
	h = zip_opened(a, d, z->src);
	if (h == NULL)
		return NULL;
	f = zip_fopen_index(h, p->index, 0);
	if (f != NULL)
		o = unpacked(f, &b, max);
	why = str_fmt(a, "%s",
	    f != NULL ? zip_file_strerror(f) : zip_strerror(h));
	if (f != NULL)
		zip_fclose(f);
	zip_discard(h);
	if (o == TOO_LARGE)
		diag_error(d, at, "zip-large",
		    "it unpacks to more than %zu bytes", max);
	else if (o == BROKEN)
		diag_error(d, at, "zip-broken", "it can't be unpacked: %s",
		    why);
	if (o != WHOLE)
		return NULL;
	if (b.len > 0)
		out->text = b.text;
	out->len = b.len;
	return out;
}
