/*
 * Lines that take others back: `no W...` and `default W...` in the same mode,
 * `default interface P`, `no vlan ...`, also in a second stanza, before any of
 * it is read.  Knows how stanzas go together and what a port is called; what
 * the lines mean it does not.  For the readers only.
 */
#ifndef READBACK_UNDO_H
#define READBACK_UNDO_H

#include "readback/view.h"

/*
 * Stanzas of one head become one, and what a later line of their mode takes
 * back is cut out of the tree.  What is taken back from some ports of a range
 * is kept with the view, for undo_gone.
 */
void undo_apply(struct view *v, struct stanza *root);

/* was the line, or a stanza as the port's, taken back? */
bool undo_gone(const struct view *v, const struct line *l, const char *port);
/* did the line take something back? */
bool undo_did(const struct view *v, const struct line *l);

/* undoing lines that were passed over and took nothing back: notices */
void undo_tell(struct view *v, const struct stanza *root);

#endif
