/*
 * Text of a config or a script as it may be shown: what passwords, keys and
 * communities it holds are stars.  A placeholder is none of them and stays.
 * Knows the words that such a value follows, of all platforms together.
 */
#ifndef READBACK_SECRET_H
#define READBACK_SECRET_H

#include <stdbool.h>

#include "base/arena.h"

/* the text itself where there is nothing to hide */
const char *secret_hidden(struct arena *a, const char *text);
/* are they the same but for what is secret, and for how that is written? */
bool secret_alike(struct arena *a, const char *x, const char *y);

#endif
