/*
 * Text for a device: escaped for where it is used, runs of ports, patterns
 * filled in. Whatever a user wrote, the result can't end a string, a line or a
 * comment.  Knows quoting, no command.  Texts belong to the arena.
 */
#ifndef RENDER_DEVICE_TEXT_H
#define RENDER_DEVICE_TEXT_H

#include "base/value.h"

/* how texts are written in a platform's files: the word `quote` of its
 * catalog */
enum quoting {
	QUOTE_PLAIN,      /* device_text_plain: bare, or between quotes */
	QUOTE_POWERSHELL, /* an expression, ASCII only */
	QUOTE_YAML,       /* a double-quoted scalar, ASCII only */
	QUOTE_INI         /* a value without blanks, no pattern in it */
};
enum quoting device_text_quoting_of(const char *word);

/* letters, digits, . _ - and :, the rest as '_'; never empty */
const char *device_text_word(struct arena *a, const char *s);
/* as device_text_word, and blanks and / within; at most max bytes */
const char *device_text_plain(struct arena *a, const char *s, size_t max);
const char *device_text_quoted(struct arena *a, enum quoting q, const char *s);

/* "fortyGigE 0/48": prefix, the path "0/48" at the end, first and last number
 * of the path; number -1 where there is none */
struct port_name {
	const char *prefix;      /* all but the last number: "fortyGigE 0/" */
	const char *path;        /* "0/48" */
	const char *path_prefix; /* "0/" */
	long unit, number;
};
struct port_name device_text_port_name_split(struct arena *a, const char *name);

/* list of texts: runs of neighbours by the pattern ({prefix} {first} {last}
 * {path}), single ones by their name; order kept */
struct value *device_text_ranges(struct arena *a, const char *pattern,
    const char *const *name, size_t n);

#endif
