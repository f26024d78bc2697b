/* Names with ranges, `r[1-4]-hv[01-10]`: declared in base/str.h. */
#include "base/str.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define NAMES_MAX 1000000u

/* one range, and the plain text before it */
struct build_unit {
	const char *lead;
	size_t nlead;
	size_t from;
	int width; /* digits to pad to; 0: as they come */
};

/* up to nine digits; their number, or 0 */
static size_t
digits(const char *s, size_t *v)
{
	size_t n = strspn(s, "0123456789"), i;

	*v = 0;
	if (n > 9)
		return 0;
	for (i = 0; i < n; i++)
		*v = *v * 10 + (size_t)(s[i] - '0');
	return n;
}

/* `[first-last]` at s; the character after it, or NULL with *why */
static const char *
read_range(struct arena *a, const char *s, struct build_unit *p, size_t *count,
    const char **text, const char **why)
{
	const char *end = strchr(s, ']'), *q;
	size_t first, last = 0, n1, n2;

	if (end == NULL) {
		*why = "a range is not closed: ']' is missing";
		return NULL;
	}
	*text = str_dup(a, s + 1, (size_t)(end - s) - 1);
	n1 = digits(s + 1, &first);
	q = s + 1 + n1;
	n2 = *q == '-' ? digits(q + 1, &last) : 0;
	if (n1 == 0 || n2 == 0 || q + 1 + n2 != end) {
		*why = str_fmt(a,
		    "the range [%s] is not of the form "
		    "[first-last], as in hv[1-6]",
		    *text);
		return NULL;
	}
	if (last < first) {
		*why = str_fmt(a, "the range [%s] is descending", *text);
		return NULL;
	}
	p->width = s[1] == '0' && n1 > 1 ? (int)n1 : 0;
	if ((p->width != 0 || q[1] == '0') && n1 != n2) {
		*why = str_fmt(a,
		    "the ends of the range [%s] must have the "
		    "same number of digits, as in [01-12]",
		    *text);
		return NULL;
	}
	p->from = first;
	*count = last - first + 1;
	return end + 1;
}

static const char *
compose(struct arena *a, const struct build_unit *p, const struct name_set *set,
    const char *tail, size_t i)
{
	char name[256];
	size_t len = 0, v;

	/* the caller has seen to it that the text outside the brackets is at
	 * most 63 long, and 8 numbers of 9 digits fit beside it */
	for (size_t k = 0; k < set->nrange; k++) {
		assert(p[k].lead != NULL);
		memcpy(name + len, p[k].lead, p[k].nlead);
		len += p[k].nlead;
		v = p[k].from + i / set->stride[k] % set->count[k];
		len += (size_t)snprintf(name + len, sizeof(name) - len, "%0*zu",
		    p[k].width, v);
	}
	len += (size_t)snprintf(name + len, sizeof(name) - len, "%s", tail);
	return str_dup(a, name, len);
}

bool
name_range_expand(struct arena *a, const char *pattern, struct name_set *out,
    const char **why)
{
	struct build_unit piece[8] = { { .from = 0 } };
	const char *s = pattern, *open;
	size_t plain = 0;

	memset(out, 0, sizeof(*out));
	out->n = 1;
	while ((open = strchr(s, '[')) != NULL) {
		if (out->nrange == 8) {
			*why = "a name has at most 8 ranges";
			return false;
		}
		piece[out->nrange].lead = s;
		piece[out->nrange].nlead = (size_t)(open - s);
		plain += (size_t)(open - s);
		s = read_range(a, open, &piece[out->nrange],
		    &out->count[out->nrange], &out->range[out->nrange], why);
		if (s == NULL)
			return false;
		/* n <= 10^6 and count <= 10^9: no overflow */
		out->n *= out->count[out->nrange++];
		if (out->n > NAMES_MAX) {
			*why = "the ranges give more than a million names";
			return false;
		}
	}
	plain += strlen(s);
	for (size_t i = out->nrange; i-- > 0;)
		out->stride[i] = i + 1 == out->nrange ?
		    1 :
		    out->stride[i + 1] * out->count[i + 1];
	/* the last name is the longest; all are of the same characters */
	if (plain > 63 ||
	    !str_is_name(out->nrange == 0 ?
	            pattern :
	            compose(a, piece, out, s, out->n - 1))) {
		*why = "a name is 1 to 63 letters, digits, '-', '_' or '.', "
		       "the first a letter or a digit";
		return false;
	}
	out->name = NEW(a, const char *, out->n);
	for (size_t i = 0; i < out->n; i++)
		out->name[i] = out->nrange == 0 ? str_dup(a, s, plain) :
		                                  compose(a, piece, out, s, i);
	return true;
}

/* `con`, `com1`, and either with an ending: the words Windows keeps, in any
 * capitals (learn.microsoft.com, Naming Files, Paths, and Namespaces) */
const char *
str_no_windows_file(const char *name)
{
	static const char *const device[] = { "con", "prn", "aux", "nul" };
	size_t len = strcspn(name, "."), all = strlen(name), i;

	for (i = 0; i < sizeof(device) / sizeof(device[0]); i++)
		if (len == 3 && strncasecmp(name, device[i], 3) == 0)
			return "it is a device there";
	if (len == 4 && name[3] >= '0' && name[3] <= '9' &&
	    (strncasecmp(name, "com", 3) == 0 ||
	        strncasecmp(name, "lpt", 3) == 0))
		return "it is a device there";
	if (all > 0 && name[all - 1] == '.')
		return "a trailing dot is dropped there";
	return NULL;
}
