#include "readback/outline_alike.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "readback/view.h"

/* 8192 and 8k, 10000 and 10g */
static bool
number_alike(const char *x, const char *y)
{
	char *ex, *ey;
	long n = strtol(x, &ex, 10), m = strtol(y, &ey, 10);
	char c = (char)tolower((unsigned char)*ey);

	if (ex == x || ey == y || *ex || (*ey && ey[1]) || m > 1000000)
		return false;
	return n ==
	    m *
	        (*ey == '\0'     ? 1 :
	                c == 'k' ? 1024 :
	                c == 'g' ? 1000 :
	                           0) ||
	    (c == 'k' && n == m * 1000);
}

/* 10.0.0.0/24, 10.0.0.0/255.255.255.0; 10.0.0.1 is 10.0.0.1/32 */
static bool
address_of(struct port *p, const char *w)
{
	const char *slash = strchr(w, '/'), *mask = "255.255.255.255";
	char text[16];

	if (slash && strchr(slash, '.') && (size_t)(slash - w) < sizeof(text)) {
		memcpy(text, w, (size_t)(slash - w));
		text[slash - w] = '\0';
		w = text;
		mask = slash + 1;
	}
	return strchr(w, '.') && view_port_address(p, w, mask, 1);
}

static bool
address_alike(const char *x, const char *y)
{
	struct port p = { 0 }, q = { 0 };

	return address_of(&p, x) && address_of(&q, y) && p.ip == q.ip &&
	    p.prefix == q.prefix;
}

static bool
word_alike(const char *x, const char *y)
{
	struct vlan_set p = { 0 }, q = { 0 };
	size_t n = strlen(x), m = strlen(y);

	if (line_word_eq(x, y))
		return true;
	if (vlan_set_parse(x, &p) && vlan_set_parse(y, &q))
		return vlan_set_eq(&p, &q);
	if (number_alike(x, y) || number_alike(y, x) || address_alike(x, y))
		return true;
	for (const char *s = x; *s; s++)
		if (!isalpha((unsigned char)*s) && *s != '-')
			return false;
	return n >= 2 && m >= 2 &&
	    line_word_starts(n > m ? x : y, n > m ? y : x);
}

/* quotes are how a word is written */
static const char *
unquoted(const char *s, char *to, size_t size)
{
	size_t n = 0;

	for (; *s && n + 1 < size; s++)
		if (*s != '"' && *s != '\'')
			to[n++] = *s;
	to[n] = '\0';
	return *s ? NULL : to;
}

static bool
words_alike(const char *x, const char *y)
{
	char p[256], q[256];

	return word_alike(x, y) ||
	    (unquoted(x, p, sizeof(p)) && unquoted(y, q, sizeof(q)) && *p &&
	        word_alike(p, q));
}

static int
by_word(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* key=value, in any order */
static bool
same_set(const struct outline_line *x, const struct outline_line *y)
{
	const char *p[64], *q[64];
	bool keys = false;

	if (x->nword != y->nword || x->nword > 64 || !x->nword)
		return false;
	for (size_t i = 0; i < x->nword; i++) {
		p[i] = x->word[i];
		q[i] = y->word[i];
		keys = keys || strchr(p[i], '=');
	}
	if (!keys)
		return false;
	qsort(p, x->nword, sizeof(*p), by_word);
	qsort(q, x->nword, sizeof(*q), by_word);
	for (size_t i = 0; i < x->nword; i++)
		if (!line_word_eq(p[i], q[i]))
			return false;
	return true;
}

bool
outline_alike(const struct outline_line *x, const struct outline_line *y)
{
	char p[512], q[512];

	if (same_set(x, y) ||
	    (unquoted(x->text, p, sizeof(p)) &&
	        unquoted(y->text, q, sizeof(q)) && line_word_eq(p, q)))
		return true;
	if (x->nword != y->nword)
		return false;
	for (size_t i = 0; i < x->nword; i++)
		if (!words_alike(x->word[i], y->word[i]))
			return false;
	return true;
}
