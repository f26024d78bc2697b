#include "readback/host_config.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/num.h"
#include "base/str.h"
#include "input/encoding.h"

/* no host has as many; a file of more is not what it seems to be */
#define FACTS_MAX 2000
#define NOTICE_MAX 100
/* bytes a second of 100 Gbit/s and more are such numbers too */
#define LARGEST INT64_C(1000000000000)

enum { LINE_READ = 1, LINE_PASSED_OVER = 2, LINE_REMARK = 4 };

/* what strcasecmp may call equal begins with equal letters */
static bool
begins_alike(const char *x, const char *y)
{
	return ((unsigned char)*x | 32) == ((unsigned char)*y | 32);
}

static uint32_t
letter(char c)
{
	return (unsigned char)c | 32;
}

/* the same of any that strcasecmp calls equal.  A host has a hundred facts and
 * is asked for one a thousand times: few of the texts are compared */
static uint32_t
sketch_of(const char *object, const char *key)
{
	const size_t n = strlen(object);

	return letter(key[0]) << 24 |
	    (key[0] != '\0' ? letter(key[1]) : 0) << 16 |
	    (uint32_t)(n & 255) << 8 | (n > 0 ? letter(object[n - 1]) : 0);
}

/* the first of these facts from i on; c->n: there is none */
static size_t
find(const struct host_config *c, size_t i, const char *object, const char *key)
{
	const uint32_t sketch = sketch_of(object, key);

	for (; i < c->n; i++)
		if (c->fact[i].sketch == sketch &&
		    strcasecmp(c->fact[i].key, key) == 0 &&
		    strcasecmp(c->fact[i].object, object) == 0)
			break;
	return i;
}

void
host_config_add(struct host_config *c, const char *object, const char *key,
    const char *value, int line)
{
	struct host_fact f = { object, key, value, line,
		sketch_of(object, key) };

	/* what is in it already; and a file of too much is not read on */
	if (str_eq(key, "member"))
		for (size_t i = 0; (i = find(c, i, object, key)) < c->n; i++)
			if (str_eq(c->fact[i].value, value))
				return;
	if (c->n > FACTS_MAX)
		return;
	PUSH(c->own != NULL ? c->own : c->a, c->fact, c->n, c->cap, f);
}

void
host_config_put(struct host_config *c, const char *object, const char *key,
    const char *value, int line)
{
	const size_t i = find(c, 0, object, key);

	if (i == c->n) {
		host_config_add(c, object, key, value, line);
		return;
	}
	c->fact[i].value = value;
	c->fact[i].line = line;
}

void
host_config_drop(struct host_config *c, const char *object, const char *key)
{
	size_t kept = 0;

	for (size_t i = 0; i < c->n; i++)
		if (strcasecmp(c->fact[i].object, object) != 0 ||
		    (key && strcasecmp(c->fact[i].key, key) != 0))
			c->fact[kept++] = c->fact[i];
	c->n = kept;
}

void
host_config_mark(struct host_config *c, int from, int to, bool read)
{
	while (from < 1)
		from++;
	if (!c->read) {
		const char *p = c->src->text;

		/* what is counted as a line by any reader */
		for (c->nread = 3; *p != '\0'; p++)
			c->nread += *p == '\n' || *p == '\r';
		c->read = NEW(c->a, unsigned char, c->nread);
	}
	for (; from <= to && (size_t)from < c->nread; from++)
		c->read[from] |= read ? LINE_READ : LINE_PASSED_OVER;
}

void
host_config_remark(struct host_config *c, int from, int to)
{
	host_config_mark(c, from, to, true);
	for (; from <= to && (size_t)from < c->nread; from++)
		c->read[from] |= LINE_REMARK;
}

bool
host_config_is_read(const struct host_config *c, size_t line)
{
	return line < c->nread && (c->read[line] & ~LINE_REMARK) == LINE_READ;
}

bool
host_config_is_remark(const struct host_config *c, size_t line)
{
	return line < c->nread && c->read[line] == (LINE_READ | LINE_REMARK);
}

const char *
host_config_get(const struct host_config *c, const char *object,
    const char *key, int *line)
{
	const size_t i = find(c, 0, object, key);

	if (i == c->n)
		return NULL;
	if (line)
		*line = c->fact[i].line;
	return c->fact[i].value;
}

long
host_config_number(const struct host_config *c, const char *object,
    const char *key, int *line)
{
	const char *s = host_config_get(c, object, key, line);
	int64_t n;

	return s && num_int(s, &n) && n >= 0 && n < LARGEST ? (long)n : -1;
}

bool
host_config_has(const struct host_config *c, const char *object)
{
	for (size_t i = 0; i < c->n; i++)
		if (begins_alike(c->fact[i].object, object) &&
		    strcasecmp(c->fact[i].object, object) == 0)
			return true;
	return false;
}

const char *
host_config_name(const char *object, const char *kind)
{
	size_t n = strlen(kind);

	return strncmp(object, kind, n) == 0 && object[n] == ' ' ?
	    object + n + 1 :
	    NULL;
}

bool
host_config_is_open(const char *value)
{
	const char *s = value ? strstr(value, "<<") : NULL;

	return s && strstr(s, ">>");
}

void
host_config_note(struct host_config *c, const char *rule, bool error, int line,
    const char *fmt, ...)
{
	struct host_notice n = { rule, error, line, NULL };
	va_list ap;

	if (c->nnotice >= NOTICE_MAX)
		return;
	va_start(ap, fmt);
	n.message = str_vfmt(c->a, fmt, ap);
	va_end(ap);
	PUSH(c->a, c->notice, c->nnotice, c->notice_cap, n);
}

static const char *
kept(struct arena *a, const char *s)
{
	return s != NULL ? str_dup(a, s, strlen(s)) : NULL;
}

/* what was read and no more of what it was read by: there are hundreds of
 * hosts */
static void
keep(struct arena *a, struct host_config *c)
{
	const char *was = NULL;

	c->fact = arena_grow(a, c->fact, c->n, c->n, sizeof *c->fact);
	c->cap = c->n;
	for (size_t i = 0; i < c->n; i++) {
		struct host_fact *f = &c->fact[i];
		bool again = i > 0 && f->object == was;

		was = f->object;
		f->object = again ? f[-1].object : kept(a, f->object);
		f->key = kept(a, f->key);
		f->value = kept(a, f->value);
	}
	c->notice =
	    arena_grow(a, c->notice, c->nnotice, c->nnotice, sizeof *c->notice);
	c->notice_cap = c->nnotice;
	for (size_t i = 0; i < c->nnotice; i++)
		c->notice[i].message = kept(a, c->notice[i].message);
	if (c->read)
		c->read = arena_grow(a, c->read, c->nread, c->nread, 1);
	arena_free(c->own);
	c->own = NULL;
	c->a = a;
}

/* what the kernel makes of a bond without a mode */
static void
bond_modes(struct host_config *c)
{
	size_t n = c->n;

	for (size_t i = 0; i < n; i++) {
		const struct host_fact x = c->fact[i];

		if (str_eq(x.key, "is") && host_config_name(x.object, "team") &&
		    !host_config_get(c, x.object, "mode", NULL))
			host_config_put(c, x.object, "mode", "balance-rr",
			    x.line);
	}
}

bool
host_config_read(struct arena *a, const struct source *src, const char *file,
    struct host_config *out)
{
	const char *dot = strrchr(file, '.');
	bool script = str_eq(dot, ".ps1");
	const char *nul;

	*out = (struct host_config){ .a = a, .src = src };
	if (!script && !str_eq(dot, ".yaml") && !str_eq(dot, ".sh") &&
	    !str_eq(dot, ".interfaces") && !str_eq(dot, ".esxcli"))
		return false;
	if (src->len > FILE_PART_MAX) {
		out->no_text = true;
		host_config_note(out, "host-syntax", true, 0,
		    "%zu bytes: a host's file has at most %zu", src->len,
		    FILE_PART_MAX);
		return true;
	}
	/* its system reads UTF-16 as well, the others' don't */
	if (script)
		out->src = encoding_utf8(a, src);
	nul = str_nul_fault(out->src->text, out->src->len);
	if (nul) {
		out->no_text = true;
		host_config_note(out, "host-syntax", true, 1, "%s", nul);
		return true;
	}
	out->a = out->own = arena_new();
	if (script)
		powershell_read(out);
	else if (str_eq(dot, ".yaml"))
		netplan_read(out);
	else if (str_eq(dot, ".interfaces"))
		ifupdown_read(out);
	else if (str_eq(dot, ".esxcli"))
		esxcli_read(out);
	else
		networkd_read(out);
	if (out->n > FACTS_MAX) {
		host_config_note(out, "host-syntax", true, 0,
		    "more settings than a host's file has (%d)", FACTS_MAX);
		out->no_text = true;
		out->n = 0;
	}
	if (!script && !str_eq(dot, ".esxcli"))
		bond_modes(out);
	keep(a, out);
	return true;
}

/* ---- comparing ---- */

static int
by_place(const void *px, const void *py)
{
	const struct host_fact *x = px, *y = py;
	int c = strcasecmp(x->object, y->object);

	if (!c)
		c = strcasecmp(x->key, y->key);
	if (!c)
		c = strcasecmp(x->value, y->value);
	return c ? c : (x->line > y->line) - (x->line < y->line);
}

static struct host_fact *
sorted(struct arena *a, const struct host_config *c, size_t *n)
{
	struct host_fact *f = NEW(a, struct host_fact, c->n + c->nnotice + 1);

	*n = c->n + c->nnotice;
	for (size_t i = 0; i < c->n; i++)
		f[i] = c->fact[i];
	/* what could not be read may mean anything */
	for (size_t i = 0; i < c->nnotice; i++)
		f[c->n + i] = (struct host_fact){ "text", c->notice[i].rule,
			c->notice[i].message, c->notice[i].line, 0 };
	qsort(f, *n, sizeof(*f), by_place);
	return f;
}

/* things that carry no traffic */
static bool
is_minor(const struct host_fact *f)
{
	static const char *const minor[] = { "dns", "dns-search", "monitor",
		"down-delay", NULL };

	for (size_t i = 0; minor[i]; i++)
		if (strcasecmp(f->key, minor[i]) == 0)
			return true;
	return false;
}

size_t
host_config_compare(struct arena *a, const struct host_config *designed,
    const struct host_config *running, struct host_difference **out)
{
	size_t nx, ny, i = 0, k = 0, n = 0, cap = 0;
	struct host_fact *x = sorted(a, designed, &nx);
	struct host_fact *y = sorted(a, running, &ny);

	*out = NULL;
	while (i < nx || k < ny) {
		struct host_difference d = { .designed = "", .running = "" };
		const struct host_fact *f;
		int c = i == nx ? 1 : k == ny ? -1 : 0;

		if (!c)
			c = strcasecmp(x[i].object, y[k].object);
		if (!c)
			c = strcasecmp(x[i].key, y[k].key);
		if (!c && host_config_is_open(x[i].value)) {
			i++;
			k++;
			continue;
		}
		if (!c && strcasecmp(x[i].value, y[k].value) == 0) {
			i++;
			k++;
			continue;
		}
		f = c <= 0 ? &x[i] : &y[k];
		d.where = str_fmt(a, "%s: %s", f->object, f->key);
		d.error = !is_minor(f);
		if (c <= 0)
			d.designed = x[i++].value;
		if (c >= 0) {
			d.running = y[k].value;
			d.line = y[k++].line;
		}
		PUSH(a, *out, n, cap, d);
	}
	return n;
}
