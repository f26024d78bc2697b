/*
 * NVUE's text as commands.  A line is split as a shell does it, since that is
 * who reads it; a text in single quotes may go on over lines.  A document has a
 * word for each key on the way to a value.
 */
#include "readback/nvue_text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "input/doc.h"

#define WORDS_MAX 64
#define QUOTED_LINES_MAX 200

/* ---- a line as words ---- */

struct lexer {
	struct view *v;
	const struct text *text;
	size_t at; /* of its line */
	int no;    /* of the file's line that s is in */
	const char *s;
	const char **raw; /* the file's lines; NULL: not looked for yet */
	int nraw;
};

/* the file's own lines: within quotes a # or a blank line is text too */
static void
raw_lines(struct lexer *x)
{
	const char *s = x->v->src->text, *end = s + x->v->src->len;
	int eol = memchr(s, '\n', x->v->src->len) ? '\n' : '\r';
	size_t n = 0, cap = 0;

	while (s < end) {
		const char *nl = memchr(s, eol, (size_t)(end - s));

		PUSH(x->v->a, x->raw, n, cap, s);
		s = nl ? nl + 1 : end;
	}
	x->nraw = (int)n;
}

/* the next line, within a quote; false at the end or when it is too long */
static bool
more(struct lexer *x, int from)
{
	const char *end = x->v->src->text + x->v->src->len;
	size_t len;

	if (!x->raw)
		raw_lines(x);
	if (x->no >= x->nraw || x->no - from >= QUOTED_LINES_MAX)
		return false;
	x->s = x->raw[x->no++];
	len = (size_t)((x->no < x->nraw ? x->raw[x->no] : end) - x->s);
	while (len > 0 && (x->s[len - 1] == '\n' || x->s[len - 1] == '\r'))
		len--;
	x->s = str_dup(x->v->a, x->s, len);
	return true;
}

/* up to the closing quote, into b */
static bool
quoted(struct lexer *x, struct buf *b, char quote)
{
	int from = x->no;
	const char *start = x->s;

	for (;;) {
		if (*x->s == '\0') {
			if (!more(x, from))
				break;
			buf_putc(b, '\n');
			continue;
		}
		if (*x->s == quote) {
			x->s++;
			return true;
		}
		if (quote == '"' && *x->s == '\\' && x->s[1] &&
		    strchr("\"\\$`", x->s[1]))
			x->s++;
		else if (quote == '"' && (*x->s == '$' || *x->s == '`'))
			view_notice(x->v, "bad-value", x->no,
			    "%c within double quotes is expanded by the shell: "
			    "use single quotes",
			    *x->s);
		buf_putc(b, *x->s++);
	}
	/* never closed: the line alone is it */
	view_notice(x->v, "bad-value", from, "a quote that is not closed");
	x->no = from;
	x->s = start + strlen(start);
	return false;
}

static const char *
word(struct lexer *x)
{
	struct buf b = buf_new(x->v->a);

	while (*x->s && *x->s != ' ' && *x->s != '\t') {
		char c = *x->s;

		if (c == '\'' || c == '"') {
			x->s++;
			if (!quoted(x, &b, c))
				break;
			continue;
		}
		/* << and >> are of what is left to be filled in */
		if ((c == '<' || c == '>') && x->s[1] == c) {
			buf_printf(&b, "%c%c", c, c);
			x->s += 2;
			continue;
		}
		if (strchr("$`;&|<>()", c))
			view_notice(x->v, "bad-value", x->no,
			    "%c outside of quotes is expanded by the shell", c);
		if (c == '\\' && x->s[1])
			c = *++x->s;
		buf_putc(&b, c);
		x->s++;
	}
	return b.len ? b.text : "";
}

/* cumulus@leaf01:mgmt:~$ nv set ...: how long the prompt is, or 0 */
static size_t
prompt(const char *s)
{
	size_t n = 0;

	while (
	    isalnum((unsigned char)s[n]) || (s[n] && strchr("-_.@:~/", s[n])))
		n++;
	if (n == 0 || (s[n] != '$' && s[n] != '#') || !strchr(s, '@') ||
	    strchr(s, '@') > s + n || s[n + 1] != ' ')
		return 0;
	n++;
	return n + strspn(s + n, " \t");
}

/* ---- all of it ---- */

static void
command(struct nvue_tree *t, struct lexer *x)
{
	struct nvue_command c = { .line = x->text->line[x->at] };
	size_t cap = 0, skip;

	x->s = c.line.text;
	x->no = c.line.last > c.line.no ? c.line.last : c.line.no;
	skip = prompt(x->s);
	if (skip) {
		if (!t->pasted)
			view_notice(t->v, "pasted-text", c.line.no,
			    "a terminal prompt is in the text: removed");
		t->pasted = true;
		x->s += skip;
		c.line.text = x->s;
	}
	c.line.nword = 0;
	c.line.word = NULL;
	for (;;) {
		const char *w;

		x->s += strspn(x->s, " \t");
		/* a remark after a command too */
		if (*x->s == '\0' || *x->s == '#')
			break;
		w = word(x);
		if (c.line.nword < WORDS_MAX)
			PUSH(t->a, c.line.word, c.line.nword, cap, w);
	}
	c.line.last = x->no;
	while (x->at + 1 < x->text->n && x->text->line[x->at + 1].no <= x->no)
		x->at++;
	if (c.line.nword == 0)
		return;
	if (str_eq(c.line.word[0], "nv") && c.line.nword > 1) {
		const char *verb = c.line.word[1];

		c.known = str_eq(verb, "config") || str_eq(verb, "show") ||
		    str_eq(verb, "action");
		if (str_eq(verb, "set") || str_eq(verb, "unset"))
			c.verb = verb;
		c.word = c.line.word + 2;
		c.n = c.line.nword - 2;
	}
	nvue_run(t, &c);
}

void
nvue_read(struct nvue_tree *t, struct view *v, const struct text *text)
{
	struct lexer x = { .v = v, .text = text };

	t->v = v;
	t->a = v->a;
	for (; x.at < text->n; x.at++)
		command(t, &x);
}

/* ---- the same as a document ---- */

bool
nvue_is_doc(const struct source *src)
{
	const char *s = src->text;

	for (;;) {
		s += strspn(s, " \r\n\t");
		if (*s != '#' && strncmp(s, "---", 3) != 0)
			break;
		s += strcspn(s, "\n");
	}
	return str_starts(s, "- header:") || str_starts(s, "- set:") ||
	    str_starts(s, "- unset:");
}

/* a word more for each key on the way, a command where it ends */
static void
objects(struct nvue_tree *t, const char *verb, const struct node *n,
    const char **path, size_t len, int line)
{
	struct nvue_command c = { .verb = verb };
	const char **w;

	if (n->kind == NODE_MAP && n->n > 0 && len + 1 < WORDS_MAX) {
		for (size_t i = 0; i < n->n; i++) {
			int at = n->key[i]->at.line;

			view_mark(t->v, at, at, LINE_READ);
			path[len] = n->key[i]->text;
			objects(t, verb, n->item[i], path, len + 1, at);
		}
		return;
	}
	if (n->kind == NODE_LIST && n->n > 0) {
		for (size_t i = 0; i < n->n; i++)
			objects(t, verb, n->item[i], path, len,
			    n->item[i]->at.line);
		return;
	}
	w = NEW(t->a, const char *, len + 3);
	w[0] = "nv";
	w[1] = verb;
	memcpy(w + 2, path, len * sizeof(*w));
	c.line.nword = len + 2;
	if (n->kind == NODE_SCALAR && !node_is_null(n))
		w[c.line.nword++] = n->text;
	c.line.word = w;
	c.line.no = c.line.last = line;
	c.line.text = line_rest(t->a, &c.line, 0);
	c.word = w + 2;
	c.n = c.line.nword - 2;
	nvue_run(t, &c);
}

/* version: Cumulus Linux 5.11.0 */
static void
header(struct nvue_tree *t, const struct node *n)
{
	const struct node *x =
	    n->kind == NODE_MAP ? node_get(n, "version") : NULL;
	long major, minor;
	char *end;
	const char *s = x && x->kind == NODE_SCALAR && x->text ? x->text : "";

	if (!str_starts(s, "Cumulus Linux "))
		return;
	s += strcspn(s, "0123456789");
	major = strtol(s, &end, 10);
	minor = *end == '.' ? strtol(end + 1, NULL, 10) : 0;
	if (major > 0 && major < 100 && minor >= 0 && minor < 100)
		t->release = major * 100 + minor;
	if (x && *s)
		t->v->version = x->text;
}

bool
nvue_read_doc(struct nvue_tree *t, struct view *v, struct diags *d)
{
	const struct node *root = doc_read(v->a, d, v->src);
	const char *path[WORDS_MAX];

	t->v = v;
	t->a = v->a;
	if (!root)
		return false;
	for (size_t i = 0; i < root->n; i++) {
		const struct node *one = root->item[i];

		for (size_t k = 0; one->kind == NODE_MAP && k < one->n; k++) {
			const char *verb = one->key[k]->text;
			int line = one->key[k]->at.line;

			view_mark(v, line, line, LINE_READ);
			if (str_eq(verb, "header"))
				header(t, one->item[k]);
			if (str_eq(verb, "set") || str_eq(verb, "unset"))
				objects(t, verb, one->item[k], path, 0, line);
		}
	}
	return true;
}
