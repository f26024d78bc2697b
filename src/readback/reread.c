/*
 * DOC: a line is blanked in place; where one line of the file may hold several
 * statements (a document, braces), the text is written again from the outline
 * without it.
 */
#include "readback/reread.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "input/doc.h"

struct reread {
	const struct view *v;
	const struct outline *o;
	const char **start; /* of each line of the text, and its end */
	size_t nstart, start_cap;
};

bool
reread_is_rewritten(const struct reread *c)
{
	return c->v->dialect->statement != NULL;
}

struct reread *
reread_new(struct arena *a, const struct view *v, const struct outline *o)
{
	struct reread *c = NEW(a, struct reread, 1);
	const char *s = v->src->text;

	c->v = v;
	c->o = o;
	for (; s && *s; s += *s == '\n') {
		PUSH(a, c->start, c->nstart, c->start_cap, s);
		s += strcspn(s, "\n");
	}
	s = v->src->text + v->src->len;
	PUSH(a, c->start, c->nstart, c->start_cap, s);
	return c;
}

static void
quoted(struct buf *b, const char *s)
{
	bool plain = *s != '\0';

	for (const char *p = s; *p; p++)
		plain = plain &&
		    (isalnum((unsigned char)*p) || strchr("._/:-+*@,", *p));
	if (plain) {
		buf_printf(b, "%s", s);
		return;
	}
	buf_add(b, "\"", 1);
	for (const char *p = s; *p; p++) {
		if (*p == '"' || *p == '\\')
			buf_add(b, "\\", 1);
		buf_add(b, p, 1);
	}
	buf_add(b, "\"", 1);
}

static void
head_words(struct buf *b, const struct reread *c, size_t up)
{
	const struct outline_line *h;

	if (!up)
		return;
	h = &c->o->line[up - 1];
	head_words(b, c, h->up);
	for (size_t i = 0; i < h->nword; i++) {
		quoted(b, h->word[i]);
		buf_add(b, " ", 1);
	}
}

/* each statement on a line of its own */
static void
statements(struct buf *b, const struct reread *c, const struct reread_line *x)
{
	for (size_t i = 0; i < c->o->n; i++) {
		const struct outline_line *l = &c->o->line[i];
		const char *const *word = l->word;
		size_t n = l->nword;

		if (l->has_below)
			continue;
		if (l == x->l && !x->nword)
			continue;
		if (l == x->l) {
			word = x->word;
			n = x->nword;
		}
		buf_printf(b, "%s ", c->v->dialect->statement);
		head_words(b, c, l->up);
		for (size_t k = 0; k < n; k++) {
			quoted(b, word[k]);
			buf_add(b, " ", 1);
		}
		buf_add(b, "\n", 1);
	}
}

static void
json_text(struct buf *b, const char *s)
{
	buf_add(b, "\"", 1);
	for (; *s; s++)
		if (*s == '"' || *s == '\\')
			buf_printf(b, "\\%c", *s);
		else if ((unsigned char)*s < 0x20)
			buf_printf(b, "\\u%04x", (unsigned)*s);
		else
			buf_add(b, s, 1);
	buf_add(b, "\"", 1);
}

static void
document(struct buf *b, const struct node *n, const struct reread_line *x)
{
	bool any = false;

	if (n->kind == NODE_SCALAR) {
		if (x->l && n == x->l->node)
			json_text(b, x->instead);
		else if (n->quoted || *n->text == '\0')
			json_text(b, n->text);
		else
			buf_printf(b, "%s", n->text);
		return;
	}
	buf_add(b, n->kind == NODE_MAP ? "{\n" : "[\n", 2);
	for (size_t i = 0; i < n->n; i++) {
		if (x->l && n->item[i] == x->l->node && !x->instead)
			continue;
		if (any)
			buf_add(b, ",\n", 2);
		any = true;
		if (n->kind == NODE_MAP) {
			json_text(b, n->key[i]->text);
			buf_add(b, ": ", 2);
		}
		document(b, n->item[i], x);
	}
	buf_add(b, n->kind == NODE_MAP ? "}\n" : "]\n", 2);
}

static const char *
line_start(const struct reread *c, int line)
{
	if (line < 1)
		line = 1;
	return c->start[(size_t)line < c->nstart ? (size_t)line - 1 :
	                                           c->nstart - 1];
}

/* past the line's end; what a backslash carries over is of it */
static const char *
line_end(const struct reread *c, int line)
{
	for (;; line++) {
		const char *s = line_start(c, line),
		           *e = line_start(c, line + 1);
		const char *p = e;

		while (
		    p > s && (p[-1] == '\n' || p[-1] == '\r' || p[-1] == ' '))
			p--;
		if (p == s || p[-1] != '\\' || e == line_start(c, line + 2))
			return e;
	}
}

static void
blanked(struct buf *b, const struct reread *c, const struct reread_line *x)
{
	const char *s = line_start(c, x->l->line), *e;

	e = line_end(c, x->l->last > x->l->line ? x->l->last : x->l->line);
	buf_add(b, c->v->src->text, (size_t)(s - c->v->src->text));
	if (x->instead)
		buf_printf(b, "%s\n", x->instead);
	/* lines keep their numbers */
	for (const char *p = s + strcspn(s, "\n"); p < e && *p; p++)
		if (*p == '\n' && (p > s + strcspn(s, "\n") || !x->instead))
			buf_add(b, "\n", 1);
	buf_add(b, e, c->v->src->len - (size_t)(e - c->v->src->text));
}

const struct view *
reread_with(struct arena *a, const struct reread *c,
    const struct reread_line *x)
{
	struct source *src = NEW(a, struct source, 1);
	struct buf b = buf_new(a);

	if (c->v->doc)
		document(&b, c->v->doc, x);
	else if (reread_is_rewritten(c))
		statements(&b, c, x);
	else
		blanked(&b, c, x);
	*src = (struct source){ c->v->src->name, b.len ? b.text : "", b.len };
	return view_read(a, diags_new(a), c->v->dialect, src, c->v->device);
}

const char *
reread_line_text(struct arena *a, const struct reread *c,
    const struct outline_line *l)
{
	const char *s = line_start(c, l->line), *e = line_end(c, l->line);

	while (e > s && (e[-1] == '\n' || e[-1] == '\r'))
		e--;
	return str_dup(a, s, (size_t)(e - s));
}
