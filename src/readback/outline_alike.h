/*
 * The same command in other words: abbreviated, a list, a number, an address or
 * a port spelled in another way, key=value in another order.  Compares two
 * lines by their words alone; knows no dialect and reads nothing.
 */
#ifndef READBACK_OUTLINE_ALIKE_H
#define READBACK_OUTLINE_ALIKE_H

#include "readback/outline.h"

bool outline_alike(const struct outline_line *x, const struct outline_line *y);
/* ... and nothing cut short: the same, whatever is known of the command */
bool
outline_same_words(const struct outline_line *x, const struct outline_line *y);

#endif
