/*
 * The text of a switch's config as lines with places, and lines as stanzas: a
 * line and what is nested below it.  Knows no platform: nesting is by
 * indentation, or by words that open a mode and `exit` where a platform
 * indents nothing.  Text pasted from a terminal (prompts, pager, CRLF, tabs)
 * is taken off and counted.  All belongs to the arena.
 */
#ifndef READBACK_STANZA_H
#define READBACK_STANZA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

struct line {
	int no;            /* 1-based, of the file */
	int last;          /* of its last part, where a terminal broke it */
	bool apart;        /* a `!` alone is above it */
	int indent;        /* blanks before the first word; a tab goes to 8 */
	const char *text;  /* trimmed */
	const char **word; /* quotes taken off */
	size_t nword;
};

struct stanza {
	struct line head;
	struct stanza *child;
	size_t n, cap;
};

struct text {
	struct line *line;
	size_t n, cap;
	const char *first_comment; /* header lines, joined */
	int last_no;               /* last line of the file */
	bool ended;                /* `end` was seen */
	bool exits;                /* an `exit` was */
	bool newline;              /* the file's last line is a whole one */
	int prompt_line;           /* first sign of a terminal, or 0 */
	size_t skipped;            /* commands whose output is no config */
	int banner_line;           /* a banner that never ends, or 0 */
	int long_line;             /* a line too long to be read, or 0 */
};

/* false after a finding: binary, or not one line that says anything */
bool stanza_text_read(struct arena *a, struct diags *d,
    const struct source *src, struct text *out);

/* nesting by indentation */
void
stanza_text_nest(struct arena *a, const struct text *t, struct stanza *root);

/*
 * Nesting by words: opens(line, parent) says whether a line opens a mode, and
 * `exit` closes one.  *unbalanced is the line of an exit too many, or of the
 * mode left open at the end; 0 if they balance.
 */
typedef bool opens_fn(const struct line *l, const struct line *parent);
void stanza_text_nest_exit(struct arena *a, const struct text *t,
    opens_fn *opens, struct stanza *root, int *unbalanced);

/* typed or pasted without its indentation */
bool stanza_text_is_flat(const struct text *t);

/*
 * Does the line read so?  Words of the pattern match themselves without regard
 * to case, `*` any word, a last `...` whatever follows, also nothing.
 */
bool line_is(const struct line *l, const char *pattern);
/* ... as one of the patterns, ended by NULL; a list of NULL is empty */
bool line_any(const struct line *l, const char *const *pattern);
/* word i, or "" past the end */
const char *line_word(const struct line *l, size_t i);
/* word i as a number, or -1 */
long line_num(const struct line *l, size_t i);
/* words, a blank between them */
const char *line_joined(struct arena *a, const char *const *word, size_t n);
/* ... of a line, from i on */
const char *line_rest(struct arena *a, const struct line *l, size_t i);

bool line_word_eq(const char *x, const char *y); /* without regard to case */
bool line_word_starts(const char *s, const char *prefix);

#endif
