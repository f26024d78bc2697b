/*
 * The text of Junos: words, lines of commands, and braces.
 */
#include "readback/junos_text.h"

#include <string.h>

#include "base/str.h"

enum kind { END, WORD, OPEN, CLOSE, SEMICOLON, LIST, LIST_END };

struct lexer {
	struct junos_text *t;
	const char *s, *end;
	int line;
	bool bol; /* nothing of the line was read yet */
	/* the one that was read last */
	enum kind kind;
	struct junos_word w;
	bool first; /* of its line */
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\f';
}

static void
skip_line(struct lexer *x)
{
	while (x->s < x->end && *x->s != '\n')
		x->s++;
}

static void
skip_blank(struct lexer *x)
{
	for (;;) {
		while (x->s < x->end && (is_blank(*x->s) || *x->s == '\n')) {
			if (*x->s == '\n') {
				x->line++;
				x->bol = true;
			}
			x->s++;
		}
		if (x->s < x->end && *x->s == '#') {
			skip_line(x);
		} else if (x->s + 1 < x->end && x->s[0] == '/' &&
		    x->s[1] == '*') {
			int line = x->line;

			x->s += 2;
			while (x->s + 1 < x->end &&
			    !(x->s[0] == '*' && x->s[1] == '/')) {
				x->line += *x->s == '\n';
				x->s++;
			}
			if (x->s + 1 >= x->end) {
				view_notice(x->t->v, "file-truncated", line,
				    "a comment that is not closed");
				x->s = x->end;
				return;
			}
			x->s += 2;
		} else {
			return;
		}
	}
}

/* behind an opening quote */
static void
quoted(struct lexer *x)
{
	struct buf b = buf_new(x->t->a);
	const char *from = x->s;
	int line = x->line;

	for (; x->s < x->end && *x->s != '"'; x->s++) {
		if (*x->s == '\\' && x->s + 1 < x->end) {
			x->s++;
			/* \n and the like: a blank is as good */
			buf_putc(&b, strchr("nrt", *x->s) ? ' ' : *x->s);
		} else if (*x->s == '\n') {
			x->line++;
			buf_putc(&b, ' ');
		} else if (*x->s != '\r') {
			buf_putc(&b, *x->s);
		}
	}
	if (x->s < x->end) {
		x->s++;
	} else {
		/* not to lose all that follows: the line alone */
		view_notice(x->t->v, "bad-value", line,
		    "a quote that is not closed");
		x->s = from;
		x->line = line;
		b = buf_new(x->t->a);
		for (; x->s < x->end && *x->s != '\n'; x->s++)
			if (*x->s != '\r')
				buf_putc(&b, *x->s);
	}
	x->w.text = b.len ? b.text : "";
}

static void
next(struct lexer *x)
{
	const char *from;

	skip_blank(x);
	x->first = x->bol;
	x->bol = false;
	x->w = (struct junos_word){ "", x->line, x->line };
	x->kind = END;
	if (x->s >= x->end)
		return;
	x->kind = WORD;
	from = x->s++;
	switch (*from) {
	case '{':
		x->kind = OPEN;
		return;
	case '}':
		x->kind = CLOSE;
		return;
	case ';':
		x->kind = SEMICOLON;
		return;
	case '[':
		x->kind = LIST;
		return;
	case ']':
		x->kind = LIST_END;
		return;
	case '"':
		quoted(x);
		x->w.last = x->line;
		return;
	default:
		break;
	}
	while (x->s < x->end && !is_blank(*x->s) && *x->s != '\n' &&
	    !strchr("{};\"", *x->s) &&
	    /* <ae[!0]*> and xe-0/0/[0-3] are one word */
	    !(*x->s == ']' && !memchr(from, '[', (size_t)(x->s - from))))
		x->s++;
	x->w.text = str_dup(x->t->a, from, (size_t)(x->s - from));
}

static void
word_add(struct lexer *x, struct junos_words *w)
{
	if (w->n < JUNOS_WORDS) {
		w->w[w->n++] = x->w;
	} else if (!w->too_many) {
		view_notice(x->t->v, "bad-value", x->w.line,
		    "a statement of more than %d words", JUNOS_WORDS);
		w->too_many = true;
	}
}

/* behind [ , up to ] or what can't be in it */
static void
list(struct lexer *x, struct junos_words *w)
{
	int line = x->w.line;

	for (next(x); x->kind == WORD; next(x))
		PUSH(x->t->a, w->item, w->nitem, w->item_cap, x->w);
	if (x->kind == LIST_END)
		next(x);
	else
		view_notice(x->t->v, "bad-value", line,
		    "a list that is not closed by ]");
}

/* ---- lines of commands, and braces ---- */

/* the words of the line that was begun, its verb read */
static void
command_line(struct lexer *x, struct junos_node **at)
{
	struct junos_words w = { 0 };
	int line = x->w.line;

	while (x->kind != END && x->w.line == line) {
		if (x->kind == LIST) {
			list(x, &w);
			continue;
		}
		if (x->kind == WORD)
			word_add(x, &w);
		else if (x->kind != SEMICOLON)
			view_notice(x->t->v, "bad-value", line,
			    "a brace in a line of `%s`", w.w[0].text);
		next(x);
	}
	junos_command(x->t, &w, at);
}

struct tags {
	bool off, drop, replace;
};

static bool
is_tag(const char *w, struct tags *g)
{
	if (str_eq(w, "inactive:"))
		g->off = true;
	else if (str_eq(w, "delete:"))
		g->drop = true;
	else if (str_eq(w, "replace:"))
		g->replace = true;
	else
		return str_eq(w, "active:") || str_eq(w, "protect:") ||
		    str_eq(w, "unprotect:");
	return true;
}

static void block(struct lexer *x, struct junos_node *n, int depth, int opened);

/* from its first word to the ; or the } that ends it */
static void
braced(struct lexer *x, struct junos_node *n, int depth)
{
	struct junos_words w = { 0 };
	struct tags g = { 0 };
	int line = x->w.line;

	while (x->kind == WORD || x->kind == LIST) {
		if (x->w.line != line && x->first && w.n && x->kind == WORD) {
			/* `<removed>`: someone took a statement out */
			if (w.n == 1 && *w.w[0].text == '<')
				return;
			view_notice(x->t->v, "bad-value", line,
			    "no ; ends the statement: %.80s",
			    junos_joined(x->t, &w, 0));
			break;
		}
		if (x->kind == LIST) {
			list(x, &w);
			continue;
		}
		if (w.n || !is_tag(x->w.text, &g))
			word_add(x, &w);
		line = x->w.last;
		next(x);
	}
	if (w.n == 0) {
		/* nothing but what ends it */
		if (x->kind != CLOSE && x->kind != END)
			next(x);
		return;
	}
	if (g.drop) {
		junos_delete_words(x->t, n, &w, 0);
	} else {
		struct junos_node *old =
		    g.replace ? junos_find_words(x->t, n, &w, 0) : NULL;

		if (old && old != x->t->root)
			junos_node_drop(old);
		n = junos_statement(x->t, n, &w);
		if (n)
			n->off = g.off;
	}
	if (x->kind == SEMICOLON) {
		next(x);
	} else if (x->kind == OPEN) {
		int opened = x->w.line;

		next(x);
		/* what is below is read also where the node is not kept */
		if (!n || g.drop) {
			n = NEW(x->t->a, struct junos_node, 1);
			n->word = "";
		}
		block(x, n, depth + 1, opened);
	}
}

/* the prompt a terminal shows: user@switch> user@switch# */
static bool
is_prompt(const char *w)
{
	size_t n = strlen(w);

	return n > 3 && strchr(w, '@') && strchr(">#%", w[n - 1]);
}

/* what a terminal shows between the lines of a configuration */
static bool
is_aside(struct lexer *x)
{
	static const char *const role[] = { "master", "backup", "primary",
		"secondary", "linecard", NULL };

	if (!x->first)
		return false;
	if (x->kind == OPEN)
		for (size_t i = 0; role[i]; i++)
			if ((size_t)(x->end - x->s) > strlen(role[i]) &&
			    strncmp(x->s, role[i], strlen(role[i])) == 0)
				return true;
	/* what collects configurations writes lines of its own */
	return x->kind == LIST ||
	    (x->kind == WORD &&
	        (str_starts(x->w.text, "---(") || *x->w.text == '!'));
}

/* behind a prompt, does the rest of the line print no configuration? */
static bool
prints_other(const struct lexer *x, const char *prompt)
{
	const char *w = x->w.text, *s = x->s;

	if (prompt[strlen(prompt) - 1] != '>')
		return false; /* `show` of the mode that configures does */
	while (s < x->end && is_blank(*s))
		s++;
	/* show configuration, of which conf is enough */
	return !str_starts("show", w) || strlen(w) < 2 ||
	    (size_t)(x->end - s) < 4 || strncmp(s, "conf", 4) != 0;
}

/* past what a command prints, to the line with the next prompt */
static void
skip_printed(struct lexer *x)
{
	for (skip_line(x); x->s < x->end; skip_line(x)) {
		const char *w = ++x->s;
		size_t n = 0;

		x->line++;
		x->bol = true;
		while (w + n < x->end && !is_blank(w[n]) && w[n] != '\n')
			n++;
		if (n > 3 && n < 200 && strchr(">#%", w[n - 1]) &&
		    memchr(w, '@', n))
			return;
	}
}

static void
top(struct lexer *x)
{
	struct junos_node *at = x->t->root;

	while (x->kind != END) {
		if (is_aside(x)) {
			skip_line(x);
			next(x);
			continue;
		}
		if (x->kind == WORD && x->first && is_prompt(x->w.text)) {
			const char *prompt = x->w.text;
			int line = x->w.line;

			if (!x->t->pasted)
				view_notice(x->t->v, "prompt-removed", line,
				    "a terminal prompt is in the text: "
				    "removed");
			x->t->pasted = true;
			next(x);
			if (x->kind == END || x->w.line != line)
				continue;
			if (x->kind == WORD && prints_other(x, prompt)) {
				skip_printed(x);
				next(x);
			} else if (x->kind == WORD &&
			    junos_is_verb(x->w.text)) {
				command_line(x, &at);
			} else {
				skip_line(x);
				next(x);
			}
			continue;
		}
		if (x->kind == WORD && x->first && junos_is_verb(x->w.text)) {
			command_line(x, &at);
		} else if (x->kind == CLOSE) {
			if (!x->t->v->unbalanced_line)
				x->t->v->unbalanced_line = x->w.line;
			next(x);
		} else {
			braced(x, x->t->root, 0);
		}
	}
}

static void
block(struct lexer *x, struct junos_node *n, int depth, int opened)
{
	if (depth >= JUNOS_DEPTH) {
		view_notice(x->t->v, "bad-value", opened,
		    "more than %d braces within each other", JUNOS_DEPTH);
		x->s = x->end;
		x->kind = END;
		return;
	}
	while (x->kind != END && x->kind != CLOSE)
		braced(x, n, depth);
	if (x->kind == CLOSE)
		next(x);
	else if (!x->t->v->unbalanced_line)
		x->t->v->unbalanced_line = x->t->v->stops_line = opened;
}

/* ---- the whole ---- */

void
junos_text_read(struct junos_text *t, struct view *v)
{
	struct lexer x = { .t = t, .s = v->src->text, .line = 1, .bol = true };

	*t = (struct junos_text){ .v = v, .a = v->a };
	t->root = NEW(v->a, struct junos_node, 1);
	t->root->word = "";
	/* lines that end as on an old Mac */
	if (!memchr(x.s, '\n', v->src->len)) {
		char *copy = str_dup(v->a, x.s, v->src->len);

		for (size_t i = 0; i < v->src->len; i++)
			if (copy[i] == '\r')
				copy[i] = '\n';
		x.s = copy;
	}
	x.end = x.s + v->src->len;
	if (v->src->len >= 3 && memcmp(x.s, "\xef\xbb\xbf", 3) == 0)
		x.s += 3;
	next(&x);
	top(&x);
	junos_text_inherit(t);
}
