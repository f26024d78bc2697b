#include "base/str.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

char *
str_vfmt(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;
	char small[256], *s;
	int n;

	assert(fmt != NULL);
	va_copy(again, ap);
	n = vsnprintf(small, sizeof(small), fmt, again);
	va_end(again);
	assert(n >= 0);
	s = arena_alloc(a, (size_t)n + 1);
	if ((size_t)n < sizeof(small))
		memcpy(s, small, (size_t)n + 1);
	else
		vsnprintf(s, (size_t)n + 1, fmt, ap);
	return s;
}

char *
str_fmt(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = str_vfmt(a, fmt, ap);
	va_end(ap);
	return s;
}

char *
str_dup(struct arena *a, const char *s, size_t len)
{
	char *copy;

	copy = arena_alloc(a, len + 1);
	if (len > 0)
		memcpy(copy, s, len);
	return copy;
}

bool
str_eq(const char *x, const char *y)
{
	if (x == NULL || y == NULL)
		return x == y;
	return strcmp(x, y) == 0;
}

bool
str_starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

bool
str_ends(const char *s, const char *with)
{
	size_t n = strlen(s), k = strlen(with);

	return n >= k && strcmp(s + n - k, with) == 0;
}

bool
str_given(const char *s)
{
	return s != NULL && s[0] != '\0';
}

bool
str_has_word(const char *words, const char *word)
{
	const char *p = words;
	size_t n = strlen(word);

	for (; words != NULL && (p = strstr(p, word)) != NULL; p += n)
		if ((p == words || p[-1] == ' ') &&
		    (p[n] == '\0' || p[n] == ' '))
			return true;
	return false;
}

size_t
str_hash(size_t before, const char *s)
{
	for (; *s != '\0'; s++)
		before = before * 33 + (unsigned char)*s;
	return before;
}

static size_t
set_place(const struct str_set *s, const char *text)
{
	const unsigned char *p = (const unsigned char *)text;
	uint64_t h = 1469598103934665603u;
	size_t i;

	for (; *p != '\0'; p++)
		h = (h ^ *p) * 1099511628211u;
	for (i = (size_t)(h ^ h >> 32) & (s->cap - 1);
	     s->slot[i] != NULL && strcmp(s->slot[i], text) != 0;)
		i = (i + 1) & (s->cap - 1);
	return i;
}

bool
str_set_add(struct arena *a, struct str_set *s, const char *text)
{
	struct str_set x = *s;
	size_t i;

	if (2 * s->n >= s->cap) {
		x.cap = s->cap > 0 ? 2 * s->cap : 16;
		x.slot = NEW(a, const char *, x.cap);
		for (i = 0; i < s->cap; i++)
			if (s->slot[i] != NULL)
				x.slot[set_place(&x, s->slot[i])] = s->slot[i];
		*s = x;
	}
	i = set_place(s, text);
	if (s->slot[i] != NULL)
		return false;
	s->slot[i] = text;
	s->n++;
	return true;
}

struct buf
buf_new(struct arena *a)
{
	struct buf b = { .a = a, .cap = 64 };

	b.text = arena_alloc(a, b.cap);
	return b;
}

void
buf_add(struct buf *b, const void *s, size_t len)
{
	size_t cap = b->cap;

	if (len >= cap - b->len) {
		while (len >= cap - b->len)
			cap *= 2;
		if (!arena_extend(b->a, b->text, b->cap, cap))
			b->text = arena_grow(b->a, b->text, b->len, cap, 1);
		b->cap = cap;
	}
	if (len > 0)
		memcpy(b->text + b->len, s, len);
	b->len += len;
	b->text[b->len] = '\0';
}

void
buf_puts(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_putc(struct buf *b, char c)
{
	if (b->cap - b->len < 2) {
		buf_add(b, &c, 1);
		return;
	}
	b->text[b->len++] = c;
	b->text[b->len] = '\0';
}

void
buf_put_utf8(struct buf *b, uint32_t cp)
{
	static const unsigned char lead[] = { 0, 0xc0, 0xe0, 0xf0 };
	int more = cp < 0x80 ? 0 : cp < 0x800 ? 1 : cp < 0x10000 ? 2 : 3;

	buf_putc(b, (char)(lead[more] | cp >> 6 * more));
	while (more-- > 0)
		buf_putc(b, (char)(0x80 | (cp >> 6 * more & 0x3f)));
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap, again;
	char small[256];
	int n;

	assert(fmt != NULL);
	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(small, sizeof(small), fmt, again);
	va_end(again);
	assert(n >= 0);
	buf_add(b, (size_t)n < sizeof(small) ? small : str_vfmt(b->a, fmt, ap),
	    (size_t)n);
	va_end(ap);
}

size_t
str_utf8_next(const char *s, size_t len, uint32_t *cp)
{
	static const uint32_t least[5] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char c = (unsigned char)s[0];
	uint32_t v;
	size_t n;

	*cp = UTF8_BAD;
	if (c < 0x80) {
		*cp = c;
		return 1;
	}
	n = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
	if (c < 0xc2 || c > 0xf4 || n > len)
		return 1;
	v = c & (0x7fu >> n);
	for (size_t i = 1; i < n; i++) {
		c = (unsigned char)s[i];
		if ((c & 0xc0) != 0x80)
			return 1;
		v = v << 6 | (c & 0x3fu);
	}
	if (v < least[n] || v > 0x10ffff || (v >= 0xd800 && v <= 0xdfff))
		return 1;
	*cp = v;
	return n;
}

const char *
str_utf16_fault(const char *s, size_t len)
{
	size_t pairs = (len < 4096 ? len : 4096) / 2, nul[2] = { 0 };

	for (size_t i = 0; i < 2 * pairs; i++)
		nul[i % 2] += s[i] == '\0';
	if (len >= 2 &&
	    (memcmp(s, "\xff\xfe", 2) == 0 || memcmp(s, "\xfe\xff", 2) == 0))
		return "the file is UTF-16; save it as UTF-8";
	if (pairs < 4 || (nul[0] && nul[1]) ||
	    4 * (nul[0] + nul[1]) < 3 * pairs)
		return NULL;
	return "the file looks like UTF-16 without a byte order mark; save it "
	       "as UTF-8";
}

const char *
str_nul_fault(const char *s, size_t len)
{
	const char *utf16 = str_utf16_fault(s, len);

	if (utf16 || memchr(s, '\0', len) == NULL)
		return utf16;
	return "a NUL character: is this a text file?";
}

bool
str_utf8_printable(uint32_t cp)
{
	if (cp == UTF8_BAD || cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
		return false;
	if (cp == 0x061c || cp == 0x200e || cp == 0x200f)
		return false;
	if (cp >= 0x2028 && cp <= 0x202e) /* separators, overrides */
		return false;
	if (cp >= 0x2066 && cp <= 0x2069) /* isolates */
		return false;
	if (cp == 0xfeff || (cp >= 0xfff9 && cp <= 0xfffb))
		return false;
	return (cp & 0xfffe) != 0xfffe && !(cp >= 0xfdd0 && cp <= 0xfdef);
}

bool
str_utf8_hidden(uint32_t cp)
{
	static const uint32_t range[][2] = { { 0xad, 0xad }, { 0x34f, 0x34f },
		{ 0x61c, 0x61c }, { 0x115f, 0x1160 }, { 0x17b4, 0x17b5 },
		{ 0x180b, 0x180f }, { 0x200b, 0x200f }, { 0x202a, 0x202e },
		{ 0x2060, 0x206f }, { 0x2800, 0x2800 }, { 0x3164, 0x3164 },
		{ 0xfe00, 0xfe0f }, { 0xfeff, 0xfeff }, { 0xffa0, 0xffa0 },
		{ 0xfff9, 0xfffb }, { 0x1d173, 0x1d17a },
		{ 0xe0000, 0xe0fff } };
	size_t i;

	for (i = 0; cp >= 0xad && cp != UTF8_BAD &&
	     i < sizeof(range) / sizeof(range[0]);
	     i++)
		if (cp >= range[i][0] && cp <= range[i][1])
			return true;
	return false;
}

uint32_t
str_hidden(const char *s)
{
	size_t len = strlen(s), n;
	uint32_t cp;

	for (; len > 0; s += n, len -= n) {
		n = str_utf8_next(s, len, &cp);
		if (str_utf8_hidden(cp))
			return cp;
	}
	return 0;
}

const char *
str_shown(struct arena *a, const char *s)
{
	struct buf b = buf_new(a);
	size_t len = strlen(s), n;
	uint32_t cp;

	if (str_hidden(s) == 0)
		return s;
	for (; len > 0; s += n, len -= n) {
		n = str_utf8_next(s, len, &cp);
		if (str_utf8_hidden(cp))
			buf_printf(&b, "\\u{%lx}", (unsigned long)cp);
		else
			buf_add(&b, s, n);
	}
	return b.text;
}

bool
str_is_text(const char *s)
{
	size_t len = strlen(s);
	uint32_t cp;
	size_t n;

	while (len > 0) {
		n = str_utf8_next(s, len, &cp);
		if (!str_utf8_printable(cp))
			return false;
		s += n;
		len -= n;
	}
	return true;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_alnum(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool
str_is_name(const char *s)
{
	size_t i;

	if (!is_alnum(s[0]))
		return false;
	for (i = 1; s[i] != '\0'; i++)
		if (!is_alnum(s[i]) && strchr("-_.", s[i]) == NULL)
			return false;
	return i <= 63;
}

char *
str_ranges(struct arena *a, const int *v, size_t n)
{
	struct buf b = buf_new(a);
	size_t j;

	for (size_t i = 0; i < n; i = j + 1) {
		for (j = i; j + 1 < n && v[j + 1] == v[j] + 1; j++)
			;
		if (i > 0)
			buf_putc(&b, ',');
		buf_printf(&b, "%d", v[i]);
		if (j > i)
			buf_printf(&b, "-%d", v[j]);
	}
	return b.text;
}

int
str_natural(const char *x, const char *y)
{
	const char *x0 = x, *y0 = y;
	size_t nx, ny;
	int c;

	while (*x != '\0' && *y != '\0') {
		if (!is_digit(*x) || !is_digit(*y)) {
			if (*x != *y)
				break;
			x++;
			y++;
			continue;
		}
		x += strspn(x, "0");
		y += strspn(y, "0");
		nx = strspn(x, "0123456789");
		ny = strspn(y, "0123456789");
		if (nx != ny)
			return nx < ny ? -1 : 1;
		c = strncmp(x, y, nx);
		if (c != 0)
			return c < 0 ? -1 : 1;
		x += nx;
		y += ny;
	}
	if (*x != *y)
		return (unsigned char)*x < (unsigned char)*y ? -1 : 1;
	c = strcmp(x0, y0); /* 01 and 1 */
	return (c > 0) - (c < 0);
}

const char *
str_fill(struct arena *a, const char *pattern, ...)
{
	struct buf b = buf_new(a);
	const char *p = pattern, *name, *val;
	va_list ap;

	while (*p != '\0') {
		bool hit = false;

		va_start(ap, pattern);
		while (*p == '{' && (name = va_arg(ap, const char *)) != NULL) {
			size_t len = strlen(name);

			val = va_arg(ap, const char *);
			if (strncmp(p + 1, name, len) != 0 || p[1 + len] != '}')
				continue;
			buf_puts(&b, val);
			p += len + 2;
			hit = true;
			break;
		}
		va_end(ap);
		if (!hit)
			buf_putc(&b, *p++);
	}
	return b.text;
}

const char *
str_count(struct arena *a, size_t n, const char *noun)
{
	size_t len = strlen(noun);
	const char *end = n == 1 ? "" :
	    len > 0 &&
	        (noun[len - 1] == 's' || noun[len - 1] == 'x' ||
	            str_ends(noun, "ch")) ?
	                           "es" :
	                           "s";

	return str_fmt(a, "%zu %s%s", n, noun, end);
}
