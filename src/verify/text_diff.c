/*
 * DOC: the lines two texts have in common, in order: what both begin and end
 * with first, then the longest common run of the rest by the usual table.
 * Where that table would be too large the rest is one hunk: a file that long
 * with that many changes is another file.
 */
#include "verify/text_diff.h"

#include <stdint.h>
#include <string.h>

#include "base/str.h"

#define TABLE_MAX ((size_t)1 << 22)

static bool
is_name(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* the length of a placeholder at s, brackets and all, or 0 */
static size_t
placeholder(const char *s)
{
	size_t n = 2;

	if (s[0] != '<' || s[1] != '<' || !is_name(s[2]))
		return 0;
	while (is_name(s[n]))
		n++;
	return s[n] == '>' && s[n + 1] == '>' ? n + 2 : 0;
}

bool
text_has_placeholder(const char *text)
{
	for (; (text = strstr(text, "<<")) != NULL; text++)
		if (placeholder(text))
			return true;
	return false;
}

bool
text_is_placeholder(const char *word)
{
	return *word && placeholder(word) == strlen(word);
}

/* may the character belong to a value between these? */
static bool
may_fill(char before, char c)
{
	if (before == '\'' || before == '"')
		return c != before &&
		    (before == '\'' || (c != '$' && c != '`'));
	return (unsigned char)c > ' ' && !strchr("'\";|&`$()", c);
}

bool
text_is_filled(const char *x, const char *y)
{
	char before = ' ';

	while (*x) {
		size_t n = placeholder(x), len = 0;

		if (!n || strncmp(x, y, n) == 0) {
			if (*x != *y)
				return false;
			before = *x;
			x++;
			y++;
			continue;
		}
		/* another one is not what this is to be */
		if (placeholder(y))
			return false;
		x += n;
		while (y[len] && may_fill(before, y[len]))
			len++;
		if (*x == '\0')
			return len > 0 && y[len] == '\0';
		/* the longest value that leaves the rest as it was */
		for (; len > 0; len--)
			if (y[len] == *x && text_is_filled(x, y + len))
				return true;
		return false;
	}
	return *y == '\0';
}

void
text_lines_split(struct arena *a, const char *text, struct text_lines *out)
{
	*out = (struct text_lines){ 0 };
	if (strncmp(text, "\xef\xbb\xbf", 3) == 0) {
		text += 3;
		out->odd = out->odd * 31 + 1;
	}
	while (*text) {
		size_t n = strcspn(text, "\n"), all = n;

		while (n > 0 &&
		    (text[n - 1] == ' ' || text[n - 1] == '\t' ||
		        text[n - 1] == '\r'))
			n--;
		out->odd = out->odd * 31 + (unsigned)(all - n);
		PUSH(a, out->line, out->n, out->cap, str_dup(a, text, n));
		text += all;
		if (*text)
			text++;
		else
			out->odd = out->odd * 31 + 2;
	}
}

static void
add(struct arena *a, struct text_hunk **list, size_t *n, size_t *cap,
    struct text_hunk h)
{
	struct text_hunk *last = *n ? &(*list)[*n - 1] : NULL;

	if (h.a == h.a_end && h.b == h.b_end)
		return;
	if (last && last->a_end == h.a && last->b_end == h.b) {
		last->a_end = h.a_end;
		last->b_end = h.b_end;
		return;
	}
	PUSH(a, *list, *n, *cap, h);
}

struct text_hunk *
text_hunks(struct arena *a, const struct text_lines *x,
    const struct text_lines *y, size_t *n)
{
	size_t from = 0, i, k, p, q, wide, cap = 0;
	struct text_hunk *list = NULL;
	uint32_t *run;

	*n = 0;
	while (from < x->n && from < y->n &&
	    text_is_filled(x->line[from], y->line[from]))
		from++;
	p = x->n;
	q = y->n;
	while (p > from && q > from &&
	    text_is_filled(x->line[p - 1], y->line[q - 1])) {
		p--;
		q--;
	}
	wide = q - from + 1;
	if (p == from || q == from || (p - from + 1) > TABLE_MAX / wide) {
		add(a, &list, n, &cap, (struct text_hunk){ from, p, from, q });
		return list;
	}
	/* run[i][k]: lines in common of what follows i and k */
	run = NEW(a, uint32_t, (p - from + 1) * wide);
#define RUN(i, k) run[((i)-from) * wide + (k)-from]
	for (i = p; i-- > from;)
		for (k = q; k-- > from;)
			RUN(i, k) = text_is_filled(x->line[i], y->line[k]) ?
			    RUN(i + 1, k + 1) + 1 :
			    RUN(i + 1, k) > RUN(i, k + 1) ? RUN(i + 1, k) :
			                                    RUN(i, k + 1);
	for (i = k = from; i < p || k < q;) {
		if (i < p && k < q && text_is_filled(x->line[i], y->line[k])) {
			i++;
			k++;
		} else if (k == q ||
		    (i < p && RUN(i + 1, k) >= RUN(i, k + 1))) {
			add(a, &list, n, &cap,
			    (struct text_hunk){ i, i + 1, k, k });
			i++;
		} else {
			add(a, &list, n, &cap,
			    (struct text_hunk){ i, i, k, k + 1 });
			k++;
		}
	}
#undef RUN
	return list;
}

struct fill {
	const char *name, *value; /* <<NAME>>, and what stands for it */
};

struct fills {
	struct arena *a;
	struct fill *x;
	size_t n, cap;
};

static const char *
fill_of(const struct fills *f, const char *name, size_t len)
{
	for (size_t i = 0; i < f->n; i++)
		if (strlen(f->x[i].name) == len &&
		    strncmp(f->x[i].name, name, len) == 0)
			return f->x[i].value;
	return NULL;
}

/* what a filled line has for each placeholder; value by value, each the longest
 * that leaves the rest as it was, as text_is_filled() has it */
static void
fills_of_line(struct fills *f, const char *x, const char *y)
{
	char before = ' ';

	while (*x) {
		size_t n = placeholder(x), len = 0;

		if (!n || strncmp(x, y, n) == 0) {
			before = *x++;
			y++;
			continue;
		}
		while (y[len] && may_fill(before, y[len]))
			len++;
		while (len > 0 && !text_is_filled(x + n, y + len))
			len--;
		if (!fill_of(f, x, n))
			PUSH(f->a, f->x, f->n, f->cap,
			    ((struct fill){ str_dup(f->a, x, n),
			        str_dup(f->a, y, len) }));
		x += n;
		y += len;
	}
}

const char *
text_fill(struct arena *a, const struct text_lines *x,
    const struct text_lines *y)
{
	struct fills f = { .a = a };
	struct buf out = buf_new(a);
	size_t n, i = 0, k = 0;
	const struct text_hunk *h = text_hunks(a, x, y, &n);

	for (size_t at = 0; at <= n; at++) {
		const size_t end = at < n ? h[at].a : x->n;

		for (; i < end; i++, k++)
			fills_of_line(&f, x->line[i], y->line[k]);
		if (at < n) {
			i = h[at].a_end;
			k = h[at].b_end;
		}
	}
	for (i = 0; i < x->n; i++) {
		for (const char *s = x->line[i]; *s;) {
			const size_t len = placeholder(s);
			const char *value = len ? fill_of(&f, s, len) : NULL;

			if (value) {
				buf_puts(&out, value);
				s += len;
			} else {
				buf_putc(&out, *s++);
			}
		}
		buf_putc(&out, '\n');
	}
	return out.text ? out.text : "";
}
