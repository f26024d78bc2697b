/*
 * The text that was made for each switch, and how it gets into it: what is
 * missing before the first step, the order, and what is typed (from the
 * catalog).  Knows no word of any device.
 */
#ifndef PHASES_LOADING_H
#define PHASES_LOADING_H

#include "base/file.h"
#include "design/design.h"

/* loading.md of the switches whose configs are in the files */
void loading_markdown(struct buf *b, const struct design *g,
    const struct fileset *files);

#endif
