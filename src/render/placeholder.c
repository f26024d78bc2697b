#include "render/placeholder.h"

#include <string.h>

static bool
is_start(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_part(char c)
{
	return is_start(c) || (c >= '0' && c <= '9') || c == '_';
}

/* the length of the name of a placeholder that starts at s, or 0 */
static size_t
name_length(const char *s)
{
	size_t n = 0;

	if (s[0] != '<' || s[1] != '<' || !is_start(s[2]))
		return 0;
	while (is_part(s[2 + n]))
		n++;
	return s[2 + n] == '>' && s[3 + n] == '>' ? n : 0;
}

struct placeholder *
placeholder_list(struct arena *a, const char *text, size_t *n)
{
	struct placeholder *list = NULL;
	size_t cap = 0, len, i;
	int line = 1;
	const char *p;

	*n = 0;
	for (p = text; *p != '\0'; p++) {
		struct placeholder new = { NULL, line, 1 };

		line += *p == '\n';
		len = name_length(p);
		if (len == 0)
			continue;
		for (i = 0; i < *n; i++)
			if (strlen(list[i].name) == len &&
			    memcmp(list[i].name, p + 2, len) == 0)
				break;
		if (i < *n) {
			list[i].count++;
		} else {
			new.name = str_dup(a, p + 2, len);
			PUSH(a, list, *n, cap, new);
		}
		p += len + 3;
	}
	return list;
}

const char *
placeholder_make(struct arena *a, const char *prefix, const char *rest)
{
	struct buf b = buf_new(a);
	const char *p;

	buf_printf(&b, "<<%s_", prefix);
	for (p = rest; *p != '\0'; p++) {
		if (*p >= 'a' && *p <= 'z')
			buf_putc(&b, (char)(*p - 'a' + 'A'));
		else
			buf_putc(&b, is_part(*p) ? *p : '_');
	}
	buf_puts(&b, ">>");
	return b.text;
}
