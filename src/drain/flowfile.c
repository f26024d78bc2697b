/*
 * One statement a line.  Every line is read and every mistake reported; a flow
 * over a link that could not be read is not complained of twice.
 */
#include "drain/flowfile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"

struct word {
	const char *text;
	int col, width;
};
enum { WORDS = 4096 };

/* names met so far: open addressing, never more than half full, and only looked
 * up, never iterated over */
struct named {
	const char *name; /* NULL: none */
	size_t i;
	bool bad;
};
struct names {
	struct named *slot;
	size_t n, size; /* a power of two */
};

struct reading {
	struct arena *a;
	struct diags *d;
	const struct source *src;
	struct flow_file *f;
	size_t caplink, capname, capflow, capfname;
	struct names link, flow;
};

static struct span
place(const struct reading *r, int line, const struct word *w)
{
	struct span s = { r->src, line, w->col, w->width };

	return s;
}

/* beyond these a flow that ends would seem not to: what is divided overflows */
#define LARGEST 1e30
#define SMALLEST 1e-12

/* a plain number in that range, or zero */
static bool
number(struct reading *r, int line, const struct word *w, const char *what,
    bool zero, double *out)
{
	char *end;
	size_t n = strspn(w->text, "0123456789+-.eE");

	*out = strtod(w->text, &end);
	if (w->text[n] != '\0' || *end != '\0' || end == w->text)
		return diag_error(r->d, place(r, line, w), "flow-number",
		    "%s: '%s' is not a number", what, w->text);
	if (!isfinite(*out) || *out > LARGEST)
		return diag_error(r->d, place(r, line, w), "flow-number",
		    "%s: '%s' is too large", what, w->text);
	if (*out < 0 || (*out <= 0 && !zero))
		return diag_error(r->d, place(r, line, w), "flow-number",
		    "%s: '%s' must be %s", what, w->text,
		    zero ? "0 or more" : "more than 0");
	if (*out > 0 && *out < SMALLEST)
		return diag_error(r->d, place(r, line, w), "flow-number",
		    "%s: '%s' is too small", what, w->text);
	return true;
}

/* the slot of a name, or the free one where it would be */
static struct named *
slot_of(const struct names *v, const char *name)
{
	size_t i = (size_t)file_checksum(0, name, strlen(name));

	for (;; i++) {
		struct named *s = &v->slot[i & (v->size - 1)];

		if (s->name == NULL || strcmp(s->name, name) == 0)
			return s;
	}
}

static const struct named *
find(const struct names *v, const char *name)
{
	const struct named *s = v->size > 0 ? slot_of(v, name) : NULL;

	return s != NULL && s->name != NULL ? s : NULL;
}

/* false: it is there already */
static bool
insert(struct reading *r, struct names *v, const char *name, size_t i, bool bad)
{
	struct names more = { .n = v->n, .size = 2 * v->size };
	struct named *s;

	if (find(v, name) != NULL)
		return false;
	if (2 * (v->n + 1) > v->size) {
		if (more.size == 0)
			more.size = 64;
		more.slot = NEW(r->a, struct named, more.size);
		for (size_t k = 0; k < v->size; k++)
			if (v->slot[k].name != NULL)
				*slot_of(&more, v->slot[k].name) = v->slot[k];
		*v = more;
	}
	s = slot_of(v, name);
	*s = (struct named){ name, i, bad };
	v->n++;
	return true;
}

static bool
name_ok(struct reading *r, int line, const struct word *w)
{
	if (str_is_name(w->text))
		return true;
	return diag_error(r->d, place(r, line, w), "flow-name",
	    "'%s' is not a "
	    "name: letters, digits, - _ and . are, 63 at most",
	    w->text);
}

static void
read_link(struct reading *r, int line, const struct word *w, size_t n)
{
	double cap = 0;
	bool ok;
	size_t k;

	if (n != 3) {
		diag_error(r->d, place(r, line, &w[0]), "flow-syntax",
		    "a link has an id and a capacity: expected 2 words, found "
		    "%zu",
		    n - 1);
		diag_hint(r->d, "link ID CAPACITY_BYTES_PER_S");
		if (n > 1)
			insert(r, &r->link, w[1].text, 0, true);
		return;
	}
	ok = name_ok(r, line, &w[1]);
	ok &= number(r, line, &w[2], "capacity", false, &cap);
	if (!insert(r, &r->link, w[1].text, r->f->nlink, !ok)) {
		diag_error(r->d, place(r, line, &w[1]), "flow-duplicate",
		    "link '%s' is already defined", w[1].text);
		return;
	}
	if (!ok)
		return;
	k = r->f->nlink;
	PUSH(r->a, r->f->capacity_Bps, k, r->caplink, cap);
	PUSH(r->a, r->f->link_name, r->f->nlink, r->capname, w[1].text);
}

/* a link's name that is like the one of the last finding */
static void
suggest(struct reading *r, const char *name)
{
	const char **cand = NEW(r->a, const char *, r->f->nlink + 1), *near;
	size_t k;

	for (k = 0; k < r->f->nlink; k++)
		cand[k] = r->f->link_name[k];
	near = str_nearest(name, cand, k);
	if (near != NULL)
		diag_hint(r->d, "did you mean '%s'?", near);
}

static bool
flow_links(struct reading *r, int line, const struct word *w, size_t n,
    size_t *link, size_t *nlink)
{
	bool ok = true;
	size_t k;

	for (size_t i = 0; i < n; i++) {
		const struct named *l = find(&r->link, w[i].text);

		if (l == NULL) {
			ok = diag_error(r->d, place(r, line, &w[i]),
			    "flow-unknown-link", "no link '%s' in this file",
			    w[i].text);
			if (diag_shown(r->d))
				suggest(r, w[i].text);
			continue;
		}
		ok &= !l->bad;
		for (k = 0; k < *nlink && link[k] != l->i; k++)
			continue;
		if (k < *nlink && !l->bad)
			ok = diag_error(r->d, place(r, line, &w[i]),
			    "flow-duplicate", "the flow crosses '%s' twice",
			    w[i].text);
		else
			link[(*nlink)++] = l->i;
	}
	return ok;
}

static void
read_flow(struct reading *r, int line, const struct word *w, size_t n)
{
	struct flow_spec f = { 0 };
	size_t *link, nlink = 0, k;
	bool ok, cap;

	if (n < 5) {
		diag_error(r->d, place(r, line, &w[0]), "flow-syntax",
		    "a flow has an id, bytes, a start and a cap or '-': "
		    "expected 4 words and its links, found %zu",
		    n - 1);
		diag_hint(r->d, "flow ID BYTES START_S CAP_OR_- LINK...");
		return;
	}
	cap = strcmp(w[4].text, "-") != 0;
	if (n == 5 && !cap) {
		diag_error(r->d, place(r, line, &w[0]), "flow-no-link",
		    "flow '%s' has neither a link nor a cap: it would take no "
		    "time at all",
		    w[1].text);
		return;
	}
	ok = name_ok(r, line, &w[1]);
	ok &= number(r, line, &w[2], "bytes", true, &f.bytes);
	ok &= number(r, line, &w[3], "start", true, &f.start_s);
	if (cap)
		ok &= number(r, line, &w[4], "cap", false, &f.cap_Bps);
	link = NEW(r->a, size_t, n);
	ok &= flow_links(r, line, w + 5, n - 5, link, &nlink);
	if (!insert(r, &r->flow, w[1].text, 0, false)) {
		diag_error(r->d, place(r, line, &w[1]), "flow-duplicate",
		    "flow '%s' is already defined", w[1].text);
		return;
	}
	if (!ok)
		return;
	f.link = link;
	f.nlink = nlink;
	k = r->f->nflow;
	PUSH(r->a, r->f->flow, k, r->capflow, f);
	PUSH(r->a, r->f->flow_name, r->f->nflow, r->capfname, w[1].text);
}

/* links first, flows once all links are known, in whatever order they are
 * listed */
static void
read_line(struct reading *r, int line, const char *text, size_t len, bool links)
{
	struct word *w = NEW(r->a, struct word, len / 2 + 2);
	size_t n = 0, i = 0, from;

	while (i < len && text[i] != '#') {
		if (strchr(" \t\r", text[i]) != NULL) {
			i++;
			continue;
		}
		from = i;
		while (i < len && strchr(" \t\r#", text[i]) == NULL)
			i++;
		w[n].text = str_dup(r->a, text + from, i - from);
		w[n].col = (int)from + 1;
		w[n++].width = (int)(i - from);
	}
	if (n == 0)
		return;
	if (strcmp(w[0].text, "link") == 0) {
		if (links)
			read_link(r, line, w, n);
	} else if (strcmp(w[0].text, "flow") == 0) {
		if (!links)
			read_flow(r, line, w, n);
	} else if (links) {
		diag_error(r->d, place(r, line, &w[0]), "flow-syntax",
		    "a line begins with 'link' or 'flow', not '%s'", w[0].text);
		diag_hint(r->d, "# starts a comment");
	}
}

static bool
read_lines(struct reading *r, bool links)
{
	const struct source *src = r->src;
	size_t at = 0;
	int line = 1;

	while (at < src->len) {
		size_t end = at;

		while (end < src->len && src->text[end] != '\n')
			end++;
		if (memchr(src->text + at, '\0', end - at) != NULL) {
			struct span s = { src, line, 1, 1 };

			return diag_error(r->d, s, "flow-syntax", "%s",
			    str_nul_fault(src->text, src->len));
		}
		read_line(r, line++, src->text + at, end - at, links);
		at = end + 1;
	}
	return true;
}

const struct flow_file *
flowfile_parse(struct arena *a, struct diags *d, const struct source *src)
{
	struct reading r = { 0 };
	size_t before = d->errors;

	r.a = a;
	r.d = d;
	r.src = src;
	r.f = NEW(a, struct flow_file, 1);
	if (!read_lines(&r, true) || !read_lines(&r, false))
		return NULL;
	return d->errors == before ? r.f : NULL;
}

const double *
flowfile_solve(struct arena *a, const struct flow_file *f)
{
	double *t = NEW(a, double, f->nflow + 1);

	flow_batch(a, f->capacity_Bps, f->nlink, NULL, 0, f->flow, f->nflow, t);
	return t;
}

const char *
flowfile_text(struct arena *a, const struct flow_file *f,
    const double *finish_s)
{
	struct buf b = buf_new(a);

	for (size_t i = 0; i < f->nflow; i++)
		buf_printf(&b, "%s %.9f\n", f->flow_name[i], finish_s[i]);
	return b.text;
}
