#include "phases/md.h"

#include <string.h>

#include "report/tree.h"

const char *
md_code(struct arena *a, const char *s)
{
	char *t = str_fmt(a, "`%s`", s[0] != '\0' ? s : " ");
	size_t i, n = strlen(t);

	for (i = 1; i + 1 < n; i++)
		if (t[i] == '`' || t[i] == '\n')
			t[i] = '\'';
		else if (t[i] == '|')
			t[i] = '/';
	return t;
}

const char *
md_typed(struct arena *a, const char *s)
{
	return str_fmt(a, strchr(s, '`') != NULL ? "`` %s ``" : "`%s`", s);
}

const char *
md_text(struct arena *a, const char *s)
{
	struct buf b = buf_new(a);

	markdown_text(&b, s);
	return b.text;
}

const char *
md_few(struct arena *a, const char *const *name, size_t n, size_t most)
{
	struct buf b = buf_new(a);

	for (size_t i = 0; i < n && i < most; i++)
		buf_printf(&b, "%s%s", i > 0 ? ", " : "", name[i]);
	if (n > most)
		buf_printf(&b, " and %zu more", n - most);
	return b.text;
}
