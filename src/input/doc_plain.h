/*
 * The part of YAML that files are written in: block maps and lists, those of
 * flow, scalars on one line, comments.  Much quicker than libyaml, and it says
 * nothing: of a text with anything else in it, or with a mistake, it makes no
 * tree, and the whole reader is asked.  Nodes belong to the arena, and are to
 * the last column what the whole reader would make; equal keys share their
 * text.
 */
#ifndef INPUT_DOC_PLAIN_H
#define INPUT_DOC_PLAIN_H

#include "input/node.h"

/* NULL: something else is in it.  The text is UTF-8 without control characters
 * (doc_check_text). */
struct node *doc_plain_read(struct arena *a, const struct source *src);

/* by libyaml, whatever it is; in doc.c */
const struct node *
doc_whole_read(struct arena *a, struct diags *d, const struct source *src);

#endif
