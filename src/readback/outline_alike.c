#include "readback/outline_alike.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/sort.h"
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

/* 0-2,4-6: numbers below 64, from 0 on; false: none of it */
static bool
small_numbers(const char *s, uint64_t *out)
{
	*out = 0;
	for (;;) {
		char *end;
		long lo = isdigit((unsigned char)*s) ? strtol(s, &end, 10) : -1;
		long hi = lo;

		if (lo < 0 || lo > 63)
			return false;
		if (*end == '-') {
			s = end + 1;
			hi = isdigit((unsigned char)*s) ? strtol(s, &end, 10) :
			                                  -1;
		}
		if (hi < lo || hi > 63)
			return false;
		for (long i = lo; i <= hi; i++)
			*out |= (uint64_t)1 << i;
		if (*end == '\0')
			return true;
		if (*end != ',')
			return false;
		s = end + 1;
	}
}

/* the same ports, as a list and as a range */
static bool
ports_alike(const char *x, const char *y)
{
	struct arena *a;
	struct port_list p, q;
	bool yes;

	if (!strpbrk(x, ",-") && !strpbrk(y, ",-"))
		return false;
	a = arena_new();
	p = ports_parse(a, x);
	q = ports_parse(a, y);
	yes = !p.bad && !q.bad && p.n > 0 && p.n == q.n;
	if (yes) {
		qsort(p.name, p.n, sizeof(*p.name), sort_by_text);
		qsort(q.name, q.n, sizeof(*q.name), sort_by_text);
	}
	for (size_t i = 0; yes && i < p.n; i++)
		yes = strcmp(p.name[i], q.name[i]) == 0;
	arena_free(a);
	return yes;
}

/* a list, a number or an address spelled in another way */
static bool
word_same(const char *x, const char *y)
{
	struct vlan_set p = { 0 }, q = { 0 };
	uint64_t small, other;

	if (line_word_eq(x, y))
		return true;
	if (vlan_set_parse(x, &p) && vlan_set_parse(y, &q))
		return vlan_set_eq(&p, &q);
	if (small_numbers(x, &small) && small_numbers(y, &other))
		return small == other;
	if (ports_alike(x, y))
		return true;
	return number_alike(x, y) || number_alike(y, x) || address_alike(x, y);
}

/* ... or a word that is cut short */
static bool
word_alike(const char *x, const char *y)
{
	size_t n = strlen(x), m = strlen(y);

	if (word_same(x, y))
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
	qsort(p, x->nword, sizeof(*p), sort_by_text);
	qsort(q, x->nword, sizeof(*q), sort_by_text);
	for (size_t i = 0; i < x->nword; i++)
		if (!line_word_eq(p[i], q[i]))
			return false;
	return true;
}

bool
outline_same_words(const struct outline_line *x, const struct outline_line *y)
{
	size_t i = 0;

	if (same_set(x, y))
		return true;
	while (
	    i < x->nword && i < y->nword && word_same(x->word[i], y->word[i]))
		i++;
	return i == x->nword && i == y->nword;
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
