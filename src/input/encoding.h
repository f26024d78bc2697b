/*
 * A file's text as UTF-8 without a byte order mark, whatever program saved it.
 * Knows no format.
 */
#ifndef INPUT_ENCODING_H
#define INPUT_ENCODING_H

#include "base/diag.h"

/*
 * The same source where nothing has to be converted, else one of the same name
 * in the arena.  UTF-16 is known by its byte order mark; half a character in it
 * becomes U+FFFD.  Text that is not UTF-8 is left unchanged: the reader of the
 * format reports it, with its place.
 */
const struct source *encoding_utf8(struct arena *a, const struct source *src);

/* the same text read as the code page 1252, as spreadsheets on Windows save
 * plain CSV; NULL where a byte is undefined there */
const struct source *encoding_cp1252(struct arena *a, const struct source *src);

#endif
