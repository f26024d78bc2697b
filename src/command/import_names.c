#include "command/import_names.h"

#include <string.h>

#include "model/inventory.h"

struct import_names
import_names_new(struct arena *a, size_t n, bool same_case)
{
	struct import_names l = { .cap = 16, .same_case = same_case };

	while (l.cap < 2 * n + 2)
		l.cap *= 2;
	l.key = NEW(a, const char *, l.cap);
	l.at = NEW(a, size_t, l.cap);
	return l;
}

static int
fold(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

/* the slot of a text, or the free one where it belongs (FNV-1a) */
static size_t
slot(const struct import_names *l, const char *key)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	const char *s;
	size_t i;

	for (s = key; *s != '\0'; s++)
		h = (h ^ (unsigned char)(l->same_case ? *s : fold(*s))) *
		    UINT64_C(0x100000001b3);
	for (i = (size_t)h & (l->cap - 1); l->key[i] != NULL &&
	     (l->same_case ? strcmp(l->key[i], key) != 0 :
	                     !inventory_same(l->key[i], key));
	     i = (i + 1) & (l->cap - 1))
		continue;
	return i;
}

size_t
import_name_find(const struct import_names *l, const char *key)
{
	size_t i = slot(l, key);

	return l->key[i] != NULL ? l->at[i] : IMPORT_NONE;
}

bool
import_name_put(struct import_names *l, const char *key, size_t at)
{
	size_t i = slot(l, key);

	if (l->key[i] != NULL)
		return false;
	l->key[i] = key;
	l->at[i] = at;
	return true;
}

/* what is no letter, digit, '-', '_' or '.' becomes '-', runs of them one */
static const char *
sanitized_name(struct arena *a, const char *s)
{
	struct buf b = buf_new(a);
	const char *from;

	for (; *s != '\0' && b.len < 63; s++) {
		from = s;
		if ((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') ||
		    (*s >= '0' && *s <= '9'))
			buf_putc(&b, *s);
		else if (b.len > 0 && (*from == '_' || *from == '.'))
			buf_putc(&b, *from);
		else if (b.len > 0 && b.text[b.len - 1] != '-')
			buf_putc(&b, '-');
	}
	while (b.len > 0 && b.text[b.len - 1] == '-')
		b.text[--b.len] = '\0';
	return b.len > 0 ? b.text : "x";
}

/* name with a number behind, within 63 characters */
static const char *
numbered(struct arena *a, const char *name, size_t i)
{
	const char *tail = str_fmt(a, "-%zu", i);
	size_t room = 63 - strlen(tail), n = strlen(name);

	return str_fmt(a, "%.*s%s", (int)(n < room ? n : room), name, tail);
}

void
import_names_give(struct run *r, const char *kind, bool same_case,
    struct import_named *x, size_t n)
{
	struct import_names taken = import_names_new(r->a, n, same_case);
	struct import_names next = import_names_new(r->a, n, same_case);
	const char *base, *name;
	size_t k;

	for (size_t i = 0; i < n; i++)
		if (str_is_name(x[i].was) &&
		    import_name_put(&taken, x[i].was, i))
			x[i].name = x[i].was;
	for (size_t i = 0; i < n; i++) {
		if (x[i].name != NULL)
			continue;
		base = name = sanitized_name(r->a, x[i].was);
		/* where the numbers of this name have come to */
		import_name_put(&next, base, 2);
		k = slot(&next, base);
		while (!import_name_put(&taken, name, i))
			name = numbered(r->a, base, next.at[k]++);
		x[i].name = name;
		diag_warn(r->d, x[i].at, "name-mapped",
		    str_is_name(x[i].was) ? "a second %s '%s' is renamed '%s'" :
		                            "the %s '%s' is renamed "
		                            "'%s'",
		    kind, x[i].was, name);
	}
}
