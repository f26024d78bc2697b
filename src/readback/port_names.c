#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "readback/view.h"

#define RANGE_MAX 512

/* what a port is whose name is a path alone */
#define TYPE_BARE 7

static const struct {
	const char *word, *normal;
	enum port_kind kind;
	long speed_mbps;
} type[] = {
	{ "tengigabitethernet", "te", PORT_PLAIN, 10000 },
	{ "twentyfivegige", "tf", PORT_PLAIN, 25000 },
	{ "fortygige", "fo", PORT_PLAIN, 40000 },
	{ "fortygigabitethernet", "fo", PORT_PLAIN, 40000 },
	{ "hundredgige", "hu", PORT_PLAIN, 100000 },
	{ "hundredgigabitethernet", "hu", PORT_PLAIN, 100000 },
	{ "gigabitethernet", "gi", PORT_PLAIN, 1000 },
	[TYPE_BARE] = { "ethernet", "eth", PORT_PLAIN, 0 },
	{ "eth", "eth", PORT_PLAIN, 0 },
	{ "fastethernet", "fa", PORT_PLAIN, 100 },
	{ "tw", "tw", PORT_PLAIN, 20000 },
	{ "twentygigabitethernet", "tw", PORT_PLAIN, 20000 },
	{ "port-channel", "po", PORT_LAG, 0 },
	{ "portchannel", "po", PORT_LAG, 0 },
	{ "vlan", "vl", PORT_VLAN, 0 },
	{ "managementethernet", "ma", PORT_MGMT, 0 },
	{ "management", "ma", PORT_MGMT, 0 },
	{ "mgmt", "ma", PORT_MGMT, 0 },
	{ "out-of-band", "ma", PORT_MGMT, 0 },
	{ "oob", "ma", PORT_MGMT, 0 },
	{ "loopback", "lo", PORT_OTHER, 0 },
	{ "tunnel", "tu", PORT_OTHER, 0 },
	{ "null", "nu", PORT_OTHER, 0 },
	{ "vxlan", "vx", PORT_OTHER, 0 },
};
#define NTYPE (sizeof(type) / sizeof(type[0]))

/* the type a word means: its own or the first it abbreviates; NTYPE if none */
static size_t
type_of(const char *w, size_t len)
{
	/* e1/7, and no name of a host's port */
	if (len == 1 && tolower((unsigned char)*w) == 'e' &&
	    w[1 + strspn(w + 1, "0123456789")] == '/' && w[1] != '/')
		return TYPE_BARE;
	if (len < 2)
		return NTYPE;
	for (size_t i = 0; i < NTYPE; i++)
		if (strlen(type[i].word) == len &&
		    strncasecmp(w, type[i].word, len) == 0)
			return i;
	for (size_t i = 0; i < NTYPE; i++)
		if (strncasecmp(w, type[i].word, len) == 0)
			return i;
	return NTYPE;
}

static size_t
word_len(const char *s)
{
	size_t n = 0;

	while (isalpha((unsigned char)s[n]) ||
	    (s[n] == '-' && n && isalpha((unsigned char)s[n + 1])))
		n++;
	return n;
}

static size_t
path_len(const char *s)
{
	size_t n = 0;

	while (isdigit((unsigned char)s[n]) ||
	    ((s[n] == '/' || s[n] == ':') && n &&
	        isdigit((unsigned char)s[n + 1])))
		n++;
	return n;
}

/* where the last number of a path starts */
static size_t
last_part(const char *s, size_t len)
{
	while (len > 0 && isdigit((unsigned char)s[len - 1]))
		len--;
	return len;
}

static long
digits(const char *s, size_t len)
{
	long v = 0;

	for (size_t i = 0; i < len && v < 1000000; i++)
		v = v * 10 + (s[i] - '0');
	return v;
}

/* 1/1/7, without a word: two slashes, and no other reading of it */
static bool
is_bare(const char *s)
{
	size_t len = path_len(s), slashes = 0;

	for (size_t i = 0; i < len; i++)
		slashes += s[i] == '/';
	return slashes == 2 && (s[len] == '\0' || strchr(" ,-\t", s[len]));
}

/* a word that one platform alone has, and how long the name is with it; the
 * longest that fits */
static const struct port_word *
own_word(const char *s, bool is_normal, size_t *len)
{
	const struct port_word *best = NULL;
	const struct dialect *d;

	for (size_t i = 0; (d = dialect_at(i)) != NULL; i++)
		for (const struct port_word *w = d->port_word; w && w->word;
		     w++) {
			const char *word = is_normal ? w->normal : w->word;
			size_t n = strlen(word);

			if (strncasecmp(s, word, n) != 0 ||
			    !isdigit((unsigned char)s[n]))
				continue;
			while (isdigit((unsigned char)s[n]) ||
			    (s[n] && strchr("-/:s", s[n]) &&
			        isdigit((unsigned char)s[n + 1])))
				n++;
			if ((s[n] == '\0' || strchr(" ,\t", s[n])) &&
			    (!best || strlen(best->word) < strlen(w->word))) {
				best = w;
				*len = n;
			}
		}
	return best;
}

static void
put(struct arena *a, struct port_list *out, size_t t, const char *base, long n)
{
	const char *name = str_fmt(a, "%s%s%ld", type[t].normal, base, n);

	PUSH(a, out->name, out->n, out->cap, name);
}

static const char *
blanks(const char *s)
{
	while (*s == ' ' || *s == '\t')
		s++;
	return s;
}

/* 0/1-36 or 1/1/25-1/1/26 at s, of a type; *next after it, false if neither */
static bool
range(struct arena *a, struct port_list *out, size_t t, const char *s,
    const char **next, const char **before)
{
	size_t len = path_len(s), base;
	const char *e;
	long from, to;

	if (len == 0)
		return false;
	base = last_part(s, len);
	from = to = digits(s + base, len - base);
	e = blanks(s + len);
	/* 0/48,52: the second has the first's slot */
	if (base > 0 || !*before)
		*before = str_dup(a, s, base);
	if (*e == '-') {
		const char *w = blanks(e + 1);
		size_t wl = word_len(w), n;

		if (wl) {
			if (type_of(w, wl) != t)
				return false;
			w = blanks(w + wl);
		}
		n = path_len(w);
		if (n == 0)
			return false;
		to = digits(w + last_part(w, n), n - last_part(w, n));
		e = w + n;
		if (to < from || to - from >= RANGE_MAX)
			return false;
	} else {
		e = s + len;
	}
	for (long k = from; k <= to; k++)
		put(a, out, t, *before, k);
	*next = e;
	return true;
}

struct port_list
ports_parse(struct arena *a, const char *text)
{
	struct port_list out = { 0 };
	const char *s = text, *before = NULL;
	size_t t = NTYPE;

	for (;;) {
		const struct port_word *w;
		size_t n;

		while (*s == ' ' || *s == ',' || *s == '\t')
			s++;
		if (*s == '\0' || out.n > 4096)
			break;
		w = own_word(s, false, &n);
		if (w) {
			size_t word = strlen(w->word);
			const char *name = str_fmt(a, "%s%.*s", w->normal,
			    (int)(n - word), s + word);

			PUSH(a, out.name, out.n, out.cap, name);
			s += n;
			continue;
		}
		n = word_len(s);
		if (n) {
			t = type_of(s, n);
			s = blanks(s + n);
			before = NULL;
			if (t != NTYPE && type[t].kind == PORT_MGMT &&
			    !isdigit((unsigned char)*s)) {
				const char *name = "ma0";

				PUSH(a, out.name, out.n, out.cap, name);
				continue;
			}
		}
		if (t == NTYPE && !n && is_bare(s))
			t = TYPE_BARE;
		if (t == NTYPE || !range(a, &out, t, s, &s, &before)) {
			out.bad = true;
			break;
		}
	}
	return out;
}

const char *
ports_normal(struct arena *a, const char *text)
{
	struct port_list n = ports_parse(a, text);
	char *low;

	if (!n.bad && n.n == 1)
		return n.name[0];
	low = str_dup(a, text, strlen(text));
	for (char *p = low; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return low;
}

enum port_kind
ports_kind_of(const char *normal)
{
	size_t n = word_len(normal);
	const struct port_word *w;

	for (size_t i = 0; i < NTYPE; i++)
		if (strlen(type[i].normal) == n &&
		    strncmp(type[i].normal, normal, n) == 0)
			return type[i].kind;
	w = own_word(normal, true, &n);
	return w ? (enum port_kind)w->kind : PORT_OTHER;
}

long
ports_number_of(const char *normal)
{
	return strtol(normal + 2, NULL, 10);
}

long
ports_speed_of(const char *normal)
{
	size_t n = word_len(normal);
	const struct port_word *w;

	for (size_t i = 0; i < NTYPE; i++)
		if (strlen(type[i].normal) == n &&
		    strncmp(type[i].normal, normal, n) == 0)
			return type[i].speed_mbps;
	w = own_word(normal, true, &n);
	return w ? w->speed_mbps : 0;
}
