/* A file with the configs of several switches, one after the other. */
#include "verify/multi_config.h"

#include <string.h>

#include "base/str.h"

/* more in one file are read as one */
#define SEVERAL_MAX 64
/* nor are those of a larger one: what follows a name is read for each */
#define SEVERAL_BYTES ((size_t)2 << 20)

/* what comes above the name in a config: the first of it begins one */
static bool
is_header(const char *s)
{
	static const char *const word[] = { "!Command:", "! Command:",
		"! device:", "Building configuration", "Current ", "!Current ",
		"! Version ", "!Version ", "version ", "configure", NULL };

	for (size_t i = 0; word[i]; i++)
		if (str_starts(s, word[i]))
			return true;
	return false;
}

/* where the config of the name in line `no` begins: behind the last `end` after
 * line `from`, or with its header, or with the name */
static size_t
border(const struct source *src, int from, int no)
{
	const char *s = src->text, *header = NULL;

	for (int line = 1; line < no && *s; line++) {
		const char *next = s + strcspn(s, "\n");
		size_t len = strcspn(s, "\r\n");

		next += *next == '\n';
		if (line > from && len == 3 && str_starts(s, "end"))
			header = next;
		else if (line > from && (*s == ' ' || *s == '\t'))
			header = NULL; /* of the config before */
		else if (line > from && !header && is_header(s))
			header = s;
		s = next;
	}
	return (size_t)((header ? header : s) - src->text);
}

/* the text between two places, behind as many line ends as are before it */
static const struct source *
part(struct arena *a, const struct source *src, size_t from, size_t to)
{
	struct source *p = NEW(a, struct source, 1);
	struct buf b = buf_new(a);

	for (size_t i = 0; i < from; i++)
		if (src->text[i] == '\n')
			buf_putc(&b, '\n');
	buf_add(&b, src->text + from, to - from);
	p->name = src->name;
	p->text = b.text;
	p->len = b.len;
	return p;
}

static bool
is_other(const struct view *v)
{
	return v->hostname_again && !str_eq(v->hostname, v->hostname_next);
}

size_t
multi_config_read(struct arena *a, struct diags *d,
    const struct dialect *dialect, const struct source *src,
    struct view ***view)
{
	struct view *v = view_read(a, d, dialect, src, NULL), *w;
	size_t n = 0, cap = 0, at = 0;
	int again = 0;

	*view = NULL;
	for (; v && is_other(v) && n < SEVERAL_MAX && src->len <= SEVERAL_BYTES;
	     v = w) {
		size_t to = border(src, v->hostname_line, v->hostname_again);
		const struct source *head = part(a, src, at, to);
		int line = v->hostname_again;

		w = view_read(a, d, dialect, part(a, src, to, src->len), NULL);
		v = w ? view_read(a, d, dialect, head, NULL) : NULL;
		if (!v)
			return n;
		PUSH(a, *view, n, cap, v);
		again = again ? again : line;
		at = to;
	}
	if (v)
		PUSH(a, *view, n, cap, v);
	if (n > 1) {
		(*view)[0]->others = n - 1;
		(*view)[0]->hostname_again = again;
	}
	return n;
}
