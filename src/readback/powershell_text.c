/* PowerShell as tokens: brackets and quotes must close. */
#include "readback/powershell.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"

void
powershell_bad(struct script *s, int line, const char *what)
{
	s->broken = true;
	host_config_note(s->c, "host-syntax", true, line, "%s", what);
}

static void
push(struct script *s, enum powershell_kind kind, const char *text, int line,
    bool glued)
{
	struct token t = { kind, text, line, 0, glued };

	PUSH(s->own, s->t, s->n, s->cap, t);
}

/* a text that outlives the script; the same as before where it was one of the
 * last ones */
static const char *
word(struct script *s, const char *from, size_t len)
{
	size_t h = len, i;
	const char **at;

	for (i = 0; i < len; i++)
		h = h * 31 + (unsigned char)from[i];
	at = &s->word[h % (sizeof s->word / sizeof s->word[0])];
	if (*at == NULL || strncmp(*at, from, len) != 0 || (*at)[len] != '\0')
		*at = str_dup(s->c->a, from, len);
	return *at;
}

/* a quoted text from p (the quote) on; returns what follows it, or NULL */
static const char *
quoted(struct script *s, const char *p, int *line, bool glued)
{
	const char q = *p++, special[] = { q, '\n', '`', '\0' };
	size_t len = strcspn(p, special);
	int start = *line;
	struct buf b;

	/* most have nothing in them that is meant otherwise */
	if (p[len] == q && p[len + 1] != q) {
		push(s, TEXT, word(s, p, len), start, glued);
		return p + len + 1;
	}
	b = buf_new(s->c->a);
	for (; *p; p++) {
		if (*p == '\n')
			(*line)++;
		if (*p == q && p[1] == q)
			p++;
		else if (*p == q) {
			push(s, TEXT, b.text ? b.text : "", start, glued);
			return p + 1;
		} else if (q == '"' && *p == '`' && p[1])
			p++;
		buf_putc(&b, *p);
	}
	powershell_bad(s, start, "a string that starts here is not closed");
	return NULL;
}

static bool
word_ends(const char *p)
{
	return *p == '\0' || isspace((unsigned char)*p) ||
	    strchr("|;(){},'\"", *p) != NULL;
}

void
powershell_tokens(struct script *s)
{
	const char *p = s->c->src->text;
	int line = 1;
	bool glued = false;

	while (p && *p && !s->broken) {
		const char *start = p;

		if (*p == '\n') {
			push(s, SEP, "\n", line++, false);
			p++;
		} else if (isspace((unsigned char)*p)) {
			p++;
		} else if (*p == '`' && (p[1] == '\n' || p[1] == '\r')) {
			p += p[1] == '\r' && p[2] == '\n' ? 3 : 2;
			line++;
		} else if (p[0] == '<' && p[1] == '#') {
			int open = line;
			bool whole = p == s->c->src->text || p[-1] == '\n';

			for (p += 2; *p && !(p[0] == '#' && p[1] == '>'); p++)
				line += *p == '\n';
			if (*p)
				p += 2;
			else
				powershell_bad(s, open,
				    "a comment is not closed");
			whole &= p[strspn(p, " \t\r")] == '\n';
			if (whole)
				host_config_remark(s->c, open, line);
		} else if (*p == '#') {
			p += strcspn(p, "\n");
		} else if (*p == '\'' || *p == '"') {
			p = quoted(s, p, &line, glued);
			glued = true;
			continue;
		} else if (*p == ';') {
			push(s, SEP, ";", line, false);
			p++;
		} else if (*p == '|') {
			push(s, PIPE, "|", line, false);
			p++;
		} else if (*p == ',') {
			push(s, COMMA, ",", line, false);
			p++;
		} else if (strchr("({", *p) ||
		    ((*p == '@' || *p == '$') &&
		        (p[1] == '(' || p[1] == '{'))) {
			size_t n = *p == '@' || *p == '$' ? 2 : 1;

			push(s, OPEN, str_dup(s->c->a, p, n), line, glued);
			p += n;
		} else if (*p == ')' || *p == '}') {
			push(s, CLOSE, str_dup(s->c->a, p, 1), line, false);
			p++;
			glued = true;
			continue;
		} else {
			enum powershell_kind k = *p == '$'            ? VAR :
			    *p == '-' && isalpha((unsigned char)p[1]) ? DASH :
			                                                WORD;

			while (!word_ends(p)) {
				/* -Name:value is two */
				if (k == DASH && *p == ':') {
					push(s, DASH,
					    word(s, start, (size_t)(p - start)),
					    line, false);
					k = p[1] == '$' ? VAR : WORD;
					start = p + 1;
				}
				p++;
			}
			if (p > start)
				push(s, k, word(s, start, (size_t)(p - start)),
				    line, glued);
		}
		glued = p && p > start && *start != '\n' &&
		    !isspace((unsigned char)*start);
	}
	push(s, END, "", line, false);
}

/* every bracket finds its other end */
void
powershell_mate(struct script *s)
{
	size_t stack[DEPTH_MAX], n = 0;

	for (size_t i = 0; i < s->n && !s->broken; i++) {
		struct token *t = &s->t[i];

		if (t->kind == OPEN && n == DEPTH_MAX) {
			powershell_bad(s, t->line, "brackets nest too deep");
		} else if (t->kind == OPEN) {
			stack[n++] = i;
		} else if (t->kind == CLOSE) {
			const char *o = n > 0 ? s->t[stack[n - 1]].s : "";

			if (n == 0 ||
			    (o[strlen(o) - 1] == '(') != (*t->s == ')')) {
				powershell_bad(s, t->line,
				    str_fmt(s->c->a, "'%s' closes nothing",
				        t->s));
			} else {
				s->t[stack[--n]].mate = i;
				t->mate = stack[n];
			}
		}
	}
	if (n > 0 && !s->broken)
		powershell_bad(s, s->t[stack[n - 1]].line,
		    str_fmt(s->c->a, "'%s' is opened here and never closed",
		        s->t[stack[n - 1]].s));
}

bool
powershell_is_open(const struct token *t, const char *s)
{
	return t->kind == OPEN && str_eq(t->s, s);
}

bool
powershell_is_word(const struct token *t, const char *s)
{
	return (t->kind == WORD || t->kind == VAR || t->kind == DASH) &&
	    strcasecmp(t->s, s) == 0;
}

/* tokens as one line */
const char *
powershell_canon(struct script *s, size_t from, size_t to)
{
	struct buf b = buf_new(s->own);

	for (size_t i = from; i < to; i++) {
		const struct token *t = &s->t[i];

		if (t->kind == SEP && (b.len == 0 || b.text[b.len - 1] == ';'))
			continue;
		if (t->kind == SEP)
			buf_putc(&b, ';');
		else
			buf_puts(&b, t->kind == TEXT ? " '" : " ");
		if (t->kind != SEP)
			buf_puts(&b, t->s);
		if (t->kind == TEXT)
			buf_putc(&b, '\'');
	}
	return word(s, b.text, b.len);
}

/* one of UTF-16 as UTF-8; what it leaves is the first half of a pair */
static uint32_t
code_unit(struct buf *b, uint32_t u, uint32_t high)
{
	if (u >= 0xd800 && u < 0xdc00)
		return u;
	if (u >= 0xdc00 && u < 0xe000)
		u = high == 0 ?
		    0xfffd :
		    0x10000 + ((high - 0xd800) << 10) + (u - 0xdc00);
	buf_put_utf8(b, u);
	return 0;
}

/* ('it' + [char]0x2019 + 's') */
static const char *
joined(struct script *s, size_t from, size_t to)
{
	struct buf b = buf_new(s->c->a);
	uint32_t high = 0; /* the first half of a surrogate pair */
	bool plus = true;

	for (size_t i = from; i < to; i++) {
		const struct token *t = &s->t[i];

		if (plus && t->kind == TEXT)
			buf_puts(&b, t->s);
		else if (plus && t->kind == WORD &&
		    strncasecmp(t->s, "[char]0x", 8) == 0)
			high = code_unit(&b,
			    (uint32_t)strtoul(t->s + 8, NULL, 16) & 0xffff,
			    high);
		else if (plus || !powershell_is_word(t, "+"))
			return NULL;
		plus = !plus;
	}
	return b.text ? b.text : "";
}

/* one value at i: its text, and where it ends; NULL: not a plain one */
const char *
powershell_one(struct script *s, size_t i, size_t *end)
{
	const struct token *t = &s->t[i];

	*end = i + 1;
	if (t->kind == TEXT)
		return t->s;
	if (t->kind == WORD)
		return t->s;
	if (powershell_is_open(t, "(")) {
		const char *x = joined(s, i + 1, t->mate);

		*end = t->mate + 1;
		return x ? x : powershell_canon(s, i, t->mate + 1);
	}
	if (t->kind == OPEN) {
		*end = t->mate + 1;
		return powershell_canon(s, i, t->mate + 1);
	}
	return t->kind == VAR ? t->s : NULL;
}
