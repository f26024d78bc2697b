/*
 * What the files of the reader of FASTPATH share.  Private to it; everything
 * belongs to the arena of the view.
 */
#ifndef READBACK_FASTPATH_READ_H
#define READBACK_FASTPATH_READ_H

#include "readback/reader.h"

/* what is off, or gone another way, whatever else is said of it */
void fastpath_half_set(struct view *v, const struct stanza *root);

#endif
