/*
 * JSON both ways: the fence around cJSON.  Text to a tree of nodes with places,
 * a tree of values to text; knows no key.  Numbers keep the digits they are
 * written with, so that 64 bits stay exact.  Any valid JSON is read, except
 * duplicate keys, a NUL in a text, half a surrogate pair, and what exceeds the
 * limits of input/node.h.  All belongs to the arena.
 */
#ifndef INPUT_JSON_H
#define INPUT_JSON_H

#include "base/str.h"
#include "base/value.h"
#include "input/node.h"

/* NULL after findings.  A text is a quoted scalar; a number, true, false and
 * null are plain ones. */
const struct node *
json_read(struct arena *a, struct diags *d, const struct source *src);

/* is it meant as JSON?  By its first character, '{' or '[' */
bool json_begins(struct arena *a, const struct source *src);

/* an answer or a file: indented by two blanks, one line break at the end.
 * Texts are made valid UTF-8; money and reals are plain decimals. */
void json_print(struct buf *out, const struct value *v);
/* the same in one line, without a line break */
void json_print_line(struct buf *out, const struct value *v);

#endif
