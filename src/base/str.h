/*
 * Text: formatting into an arena, growing buffers, ranges, near misses.
 * Knows no file and no format but the contract's name ranges (section 2).
 * All results belong to the arena that was given.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

char *str_fmt(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
char *str_vfmt(struct arena *a, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));
char *str_dup(struct arena *a, const char *s, size_t len);
/* "1 rack", "12 racks" */
const char *str_count(struct arena *a, size_t n, const char *noun);
bool str_eq(const char *x, const char *y); /* NULL equals only NULL */
bool str_starts(const char *s, const char *with);
bool str_ends(const char *s, const char *with);
/* neither NULL nor empty */
bool str_given(const char *s);
/* is it one of words with a blank between; words NULL: there is none */
bool str_has_word(const char *words, const char *word);
/* of a text, after that of what comes before it (STR_HASH: nothing does) */
#define STR_HASH 5381
size_t str_hash(size_t before, const char *s);

/* a set of texts, which must outlive it */
struct str_set {
	const char **slot;
	size_t n, cap;
};
/* false: it was there already */
bool str_set_add(struct arena *a, struct str_set *s, const char *text);

/* a buffer that grows; text always NUL-terminated after len bytes */
struct buf {
	struct arena *a;
	char *text;
	size_t len, cap;
};
struct buf buf_new(struct arena *a);
void buf_add(struct buf *b, const void *s, size_t len);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
void buf_put_utf8(struct buf *b, uint32_t cp); /* a code point */
void buf_printf(struct buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * The code point at s (len > 0 bytes left) and how many bytes it takes; a byte
 * that starts no valid UTF-8 is one byte long and gives UTF8_BAD.
 */
#define UTF8_BAD 0xffffffffu
size_t str_utf8_next(const char *s, size_t len, uint32_t *cp);
/* says that a text is UTF-16, or looks like it without a byte order mark: of
 * each two bytes one is mostly NUL, and always the same; NULL: it isn't */
const char *str_utf16_fault(const char *s, size_t len);
/* says that it is, or that a NUL character is in it; NULL: neither */
const char *str_nul_fault(const char *s, size_t len);
/* can it be printed on one line: no control, bidi, separator, noncharacter? */
bool str_utf8_printable(uint32_t cp);
/* has no width, or changes the writing direction: a soft hyphen, a joiner, a
 * direction mark. Some scripts need a few of them in a text; in a name they
 * make two names look alike. */
bool str_utf8_hidden(uint32_t cp);
/* the first such character of a text; 0: none */
uint32_t str_hidden(const char *s);
/* the text with those as \u{200b} */
const char *str_shown(struct arena *a, const char *s);

/* edit distance with transpositions (optimal string alignment) */
size_t str_distance(const char *x, const char *y);
/* the candidate nearest to word if it is near enough to be a typing error, or
 * NULL; before that the only one that has the word as a part, or is a part */
const char *str_nearest(const char *word, const char *const *cand, size_t n);

/* 1 to 63 of letters, digits, - _ . ; the first a letter or a digit */
bool str_is_name(const char *s);
/* why Windows can't have a file of that name (a device, a trailing dot), also
 * with any ending to it; NULL: it can */
const char *str_no_windows_file(const char *name);
/* printable UTF-8 on one line (no control, no bidi override characters) */
bool str_is_text(const char *s);

/* a text with {name} replaced: pairs of name and value, ended by NULL; braces
 * around anything else stay */
const char *
str_fill(struct arena *a, const char *pattern, ...) __attribute__((sentinel));

/* sorted, distinct numbers as "10-12,20"; empty for none */
char *str_ranges(struct arena *a, const int *v, size_t n);

/*
 * A name with ranges, `r[1-4]-hv[01-10]`, expanded; leftmost varies slowest.
 * nrange, count and index say how it was composed, so that another pattern can
 * pair with it: in the i-th name, range k has index (i / stride[k]) % count[k].
 * Limit: a million names, 8 ranges.
 */
struct name_set {
	size_t n; /* number of names; 1 for a plain name */
	const char **name;
	size_t nrange;
	size_t count[8], stride[8];
	const char *range[8]; /* the text between the brackets */
};
/* false with a message in *why (a constant or arena text) */
bool name_range_expand(struct arena *a, const char *pattern,
    struct name_set *out, const char **why);

/* natural order of names: digits by value (hv2 before hv10) */
int str_natural(const char *x, const char *y);

#endif
