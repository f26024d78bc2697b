#include "readback/stanza.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "readback/terminal.h"

#define LINE_MAX_BYTES 4096
#define DEPTH_MAX 16

bool
line_word_eq(const char *x, const char *y)
{
	return strcasecmp(x, y) == 0;
}

bool
line_word_starts(const char *s, const char *prefix)
{
	return strncasecmp(s, prefix, strlen(prefix)) == 0;
}

const char *
line_word(const struct line *l, size_t i)
{
	return i < l->nword ? l->word[i] : "";
}

static long
number(const char *s)
{
	long v = 0;

	if (!isdigit((unsigned char)*s))
		return -1;
	for (; isdigit((unsigned char)*s); s++) {
		v = v * 10 + (*s - '0');
		if (v > 1000000000)
			return -1;
	}
	return *s == '\0' ? v : -1;
}

long
line_num(const struct line *l, size_t i)
{
	return number(line_word(l, i));
}

const char *
line_joined(struct arena *a, const char *const *word, size_t n)
{
	size_t len = 0;
	char *text, *to;

	for (size_t i = 0; i < n; i++)
		len += strlen(word[i]) + 1;
	if (len < 2)
		return "";
	to = text = NEW(a, char, len);
	for (size_t i = 0; i < n; i++) {
		if (i)
			*to++ = ' ';
		to = stpcpy(to, word[i]);
	}
	return text;
}

const char *
line_rest(struct arena *a, const struct line *l, size_t i)
{
	return i < l->nword ? line_joined(a, l->word + i, l->nword - i) : "";
}

bool
line_is(const struct line *l, const char *pattern)
{
	const char *p = pattern;
	size_t i = 0;

	for (;;) {
		size_t len;

		while (*p == ' ')
			p++;
		if (*p == '\0')
			return i == l->nword;
		len = strcspn(p, " ");
		if (len == 3 && memcmp(p, "...", 3) == 0)
			return true;
		if (i == l->nword)
			return false;
		if (!(len == 1 && *p == '*') &&
		    (strlen(l->word[i]) != len ||
		        strncasecmp(l->word[i], p, len) != 0))
			return false;
		p += len;
		i++;
	}
}

bool
line_any(const struct line *l, const char *const *pattern)
{
	for (; pattern && *pattern; pattern++)
		if (line_is(l, *pattern))
			return true;
	return false;
}

static void
split(struct arena *a, struct line *l)
{
	size_t len = strlen(l->text), most = 1, n = 0;
	const char *s = l->text;
	char *to = NEW(a, char, len + 1);
	const char **word;

	/* a word of its own may begin behind a quote */
	for (size_t i = 0; i < len; i++)
		most += s[i] == ' ' || s[i] == '\t' || s[i] == '"';
	word = NEW(a, const char *, most);
	while (*s) {
		const char *end;
		size_t of;

		while (*s == ' ' || *s == '\t')
			s++;
		if (*s == '\0')
			break;
		if (*s == '"' && (end = strchr(s + 1, '"')) != NULL) {
			of = (size_t)(end - ++s);
			word[n++] = memcpy(to, s, of);
			s = end + 1;
		} else {
			of = strcspn(s, " \t");
			word[n++] = memcpy(to, s, of);
			s += of;
		}
		to[of] = '\0';
		to += of + 1;
	}
	l->word = n ? word : NULL;
	l->nword = n;
}

static bool
abbreviates(const char *w, const char *word, size_t least)
{
	size_t n = strlen(w);

	return n >= least && n < strlen(word) && strncasecmp(word, w, n) == 0;
}

/* what everybody types short, where a line begins */
static void
expand(struct line *l)
{
	static const struct {
		const char *word;
		size_t least;
	} typed[] = { /* two letters of a line of several words */
		{ "interface", 3 }, { "shutdown", 4 }, { "description", 4 },
		{ "spanning-tree", 4 }, { "channel-group", 4 },
		{ "switchport", 2 }
	};
	static const char *const of_switchport[] = { "mode", "trunk", "access",
		"allowed", "native", "vlan" };
	size_t at = l->nword > 1 && line_word_eq(l->word[0], "no") ? 1 : 0;

	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++)
		if (l->nword > at + (size_t)(typed[i].least == 2) &&
		    !line_word_eq(l->word[at], "switch") &&
		    abbreviates(l->word[at], typed[i].word, typed[i].least))
			l->word[at] = typed[i].word;
	if (l->nword <= at || !line_word_eq(l->word[at], "switchport"))
		return;
	for (size_t w = at + 1; w < l->nword && w < at + 4; w++)
		for (size_t i = 0; i < 6; i++)
			if (abbreviates(l->word[w], of_switchport[i], 2))
				l->word[w] = of_switchport[i];
}

/* a list of numbers broken by a terminal that wraps at its width */
static bool
goes_on(const struct text *t, const struct line *l)
{
	const struct line *before = t->n ? &t->line[t->n - 1] : NULL;
	size_t len;

	if (!before || before->last != l->no - 1 || l->indent ||
	    l->text[strspn(l->text, "0123456789,-")] != '\0' ||
	    !isdigit((unsigned char)l->text[strlen(l->text) - 1]))
		return false;
	len = strlen(before->text);
	/* 80 columns at least */
	return len > 8 && (size_t)before->indent + len >= 79 &&
	    before->nword > 1 &&
	    strspn(before->text + len - 8, "0123456789,-") == 8;
}

/* the text after which a banner ends, or NULL: this line is no open banner */
static const char *
banner_end(struct arena *a, const struct line *l)
{
	const char *w, *rest;
	size_t at = 2, len;

	if (!line_word_eq(line_word(l, 0), "banner") || l->nword < 2)
		return NULL;
	if (line_word_eq(line_word(l, 2), "delimiter"))
		at = 3;
	w = line_word(l, at);
	if (*w == '\0')
		return "EOF";
	if (line_word_starts(l->text, "banner motd \"") ||
	    strchr(l->text, '"') != NULL)
		return NULL;
	/* a letter may be the delimiter too, as a word of its own */
	if (isalnum((unsigned char)w[0]) && w[1])
		return NULL;
	len = w[0] == '^' && w[1] == 'C' ? 2 : 1;
	rest = l->text;
	for (size_t i = 0; i < at; i++) {
		rest += strcspn(rest, " \t");
		rest += strspn(rest, " \t");
	}
	rest += len;
	/* ^Closed^: the caret alone, and no control-C */
	if (len == 2 && !strstr(rest, "^C") && strchr(rest, '^'))
		return NULL;
	w = str_dup(a, w, len);
	/* opened and closed on one line */
	return strstr(rest, w) ? NULL : w;
}

static bool
is_binary(const struct source *src)
{
	size_t odd = 0;

	for (size_t i = 0; i < src->len; i++) {
		unsigned char c = (unsigned char)src->text[i];

		if (c < 0x20 && c != '\n' && c != '\r' && c != '\t' &&
		    c != 0x03 && c != 0x08 && c != 0x1b && c != 0x0c)
			odd++;
	}
	return odd > 8 && odd > src->len / 100;
}

/* one line without its end, backspaces of a pager applied */
static const char *
clean(struct arena *a, const char *s, size_t len, int *indent)
{
	char *out = NEW(a, char, len + 1);
	size_t n = 0, start = 0;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c == 0x08) {
			n -= n > 0;
		} else if (c == 0x1b) {
			/* a terminal's escape sequence ends with a letter */
			if (i + 1 < len && s[i + 1] == '[')
				i++;
			while (i + 1 < len && !isalpha((unsigned char)s[i + 1]))
				i++;
			i++;
		} else if (c == 0x03) {
			out[n++] = '^';
		} else if (c >= 0x20 || c == '\t') {
			out[n++] = (char)c;
		}
	}
	*indent = 0;
	while (start < n && (out[start] == ' ' || out[start] == '\t')) {
		*indent =
		    out[start] == '\t' ? (*indent / 8 + 1) * 8 : *indent + 1;
		start++;
	}
	while (n > start && (out[n - 1] == ' ' || out[n - 1] == '\t'))
		n--;
	out[n] = '\0';
	return out + start;
}

static void
comment(struct arena *a, struct text *out, const char *s)
{
	if (out->n == 0 &&
	    (!out->first_comment || strlen(out->first_comment) < 2000))
		out->first_comment = str_fmt(a, "%s%s\n",
		    out->first_comment ? out->first_comment : "", s);
}

bool
stanza_text_read(struct arena *a, struct diags *d, const struct source *src,
    struct text *out)
{
	const char *s = src->text, *until = NULL, *end = s + src->len;
	struct dump dump = { 0 };
	int no = 0, eol = '\n';
	bool apart = false;
	const char *fault = str_nul_fault(s, src->len);

	*out = (struct text){ 0 };
	if (fault || is_binary(src)) {
		diag_error(d, (struct span){ src, 0, 0, 0 }, "config-binary",
		    "%s", fault ? fault : "this is not text");
		diag_hint(d,
		    "a config is the output of `show running-config`; "
		    "PowerShell's `>` writes UTF-16");
		return false;
	}
	/* the mark some editors put before UTF-8 */
	if (src->len >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0)
		s += 3;
	/* lines may end in CR alone, as old terminal programs log them */
	if (src->len > 0 && !memchr(s, eol, (size_t)(end - s)))
		eol = '\r';
	out->newline = src->len > 0 && end[-1] == eol;
	while (s < end) {
		const char *nl = memchr(s, eol, (size_t)(end - s));
		size_t len = (size_t)((nl ? nl : end) - s), p;
		struct line l = { 0 };
		bool typed;

		no++;
		if (len > LINE_MAX_BYTES) {
			if (!out->long_line)
				out->long_line = no;
			len = LINE_MAX_BYTES;
		}
		l.no = no;
		l.text = clean(a, s, len, &l.indent);
		s = nl ? nl + 1 : end;
		if (until) {
			if (strstr(l.text, until))
				until = NULL;
			continue;
		}
		p = terminal_prompt(l.text, &typed);
		if (terminal_skips(&dump, l.text, p, typed)) {
			if (!out->prompt_line)
				out->prompt_line = no;
			out->skipped = dump.skipped;
			continue;
		}
		if (p) {
			if (!out->prompt_line)
				out->prompt_line = no;
			if (!typed)
				continue;
			l.text += p;
			while (*l.text == ' ')
				l.text++;
		}
		if (*l.text == '\0' || terminal_is_noise(l.text) ||
		    ((typed || out->ended) && terminal_is_exec(l.text)))
			continue;
		if (goes_on(out, &l)) {
			struct line *before = &out->line[out->n - 1];

			before->text = str_fmt(a, "%s%s", before->text, l.text);
			split(a, before);
			out->last_no = before->last = no;
			if (!out->prompt_line)
				out->prompt_line = no;
			continue;
		}
		l.last = no;
		l.apart = apart;
		apart = false;
		if (*l.text == '!' || *l.text == '#') {
			apart = apart || strcmp(l.text, "!") == 0;
			comment(a, out, l.text);
			continue;
		}
		split(a, &l);
		if (l.nword == 0)
			continue;
		expand(&l);
		/* typed by hand it may be set in, and is set apart */
		if ((l.indent == 0 || l.apart) && line_is(&l, "end")) {
			out->ended = true;
			out->last_no = no;
			continue;
		}
		until = banner_end(a, &l);
		if (until)
			out->banner_line = no;
		out->exits = out->exits || line_is(&l, "exit");
		PUSH(a, out->line, out->n, out->cap, l);
		out->last_no = no;
	}
	if (!until)
		out->banner_line = 0;
	if (out->n > 0)
		return true;
	diag_error(d, (struct span){ src, 0, 0, 0 }, "config-empty",
	    "it has no line of a config");
	if (dump.skipped)
		diag_hint(d,
		    "it shows what %zu commands print, and no configuration: "
		    "`show running-config` does",
		    dump.skipped);
	return false;
}

static struct stanza *
stanza_add(struct arena *a, struct stanza *parent, const struct line *l)
{
	struct stanza s = { .head = *l };

	PUSH(a, parent->child, parent->n, parent->cap, s);
	return &parent->child[parent->n - 1];
}

/*
 * Lines from *i on that are deeper than indent become children of parent.
 * Where somebody has set a line less far in than the first of its stanza, those
 * after it are no children of it: a switch takes no notice of blanks.
 */
static void
nest(struct arena *a, const struct text *t, size_t *i, int indent, int depth,
    struct stanza *parent)
{
	int first = *i < t->n ? t->line[*i].indent : 0;

	while (*i < t->n && t->line[*i].indent > indent) {
		struct stanza *s;
		int own = t->line[*i].indent, within;

		/* typed by hand: no mode of a port has one of another, and
		 * what is no further in than its head and set apart from it is
		 * not of its mode */
		if (depth > 0 &&
		    ((line_is(&parent->head, "interface * ...") &&
		         line_is(&t->line[*i], "interface * ...")) ||
		        (t->line[*i].apart && own <= parent->head.indent)))
			return;
		/* the mode ends where its lines end, with or without it; one
		 * before that leaves what follows to another mode */
		if (depth > 0 && line_is(&t->line[*i], "exit") &&
		    (*i + 1 == t->n || t->line[*i + 1].indent < own)) {
			(*i)++;
			continue;
		}
		s = stanza_add(a, parent, &t->line[*i]);
		(*i)++;
		/* ... and its lines may be as far in as the head itself */
		within = own < first ? first : own;
		if (depth == 0 && own > first &&
		    line_is(&s->head, "interface ..."))
			within = own - 1;
		if (depth < DEPTH_MAX && !line_is(&s->head, "description ..."))
			nest(a, t, i, within, depth + 1, s);
	}
}

void
stanza_text_nest(struct arena *a, const struct text *t, struct stanza *root)
{
	size_t i = 0;

	*root = (struct stanza){ 0 };
	nest(a, t, &i, -1, 0, root);
}

/* a text without an `exit`: what is set apart is not of the mode above */
static bool
leaves(const struct text *t, const struct line *l, const struct line *mode,
    opens_fn *opens)
{
	return l->apart && !t->exits && !opens(l, mode) &&
	    !line_word_starts(l->text, "vrrp");
}

static void
nest_exit(struct arena *a, const struct text *t, size_t *i, opens_fn *opens,
    int depth, struct stanza *parent, int *unbalanced)
{
	while (*i < t->n) {
		const struct line *l = &t->line[*i];
		struct stanza *s;

		/* a mode that only opens at the top: an exit is missing */
		if (depth > 0 && !opens(l, &parent->head) && opens(l, NULL)) {
			if (!*unbalanced)
				*unbalanced = l->no;
			return;
		}
		if (depth > 0 && leaves(t, l, &parent->head, opens))
			return;
		(*i)++;
		if (line_is(l, "exit")) {
			if (depth > 0)
				return;
			if (!*unbalanced)
				*unbalanced = l->no;
			continue;
		}
		s = stanza_add(a, parent, l);
		if (depth < DEPTH_MAX && opens(l, depth ? &parent->head : NULL))
			nest_exit(a, t, i, opens, depth + 1, s, unbalanced);
	}
	if (depth > 0 && !*unbalanced)
		*unbalanced = parent->head.no;
}

void
stanza_text_nest_exit(struct arena *a, const struct text *t, opens_fn *opens,
    struct stanza *root, int *unbalanced)
{
	size_t i = 0;

	*root = (struct stanza){ 0 };
	*unbalanced = 0;
	nest_exit(a, t, &i, opens, 0, root, unbalanced);
}

bool
stanza_text_is_flat(const struct text *t)
{
	/* moved to the right as a whole, in a mail or a page, is flat too */
	for (size_t i = 0; i < t->n; i++)
		if (t->line[i].indent != t->line[0].indent)
			return false;
	return true;
}
