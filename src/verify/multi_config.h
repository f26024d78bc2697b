/*
 * A file with the configs of several switches, one after the other: each as a
 * view of its own, with the lines' numbers of the file.  Knows no rule.
 */
#ifndef VERIFY_MULTI_CONFIG_H
#define VERIFY_MULTI_CONFIG_H

#include "readback/view.h"

/* the views of a file and how many they are, 0 after a finding; the first has
 * `others`.  A repeated name is the same switch: that is one config. */
size_t multi_config_read(struct arena *a, struct diags *d,
    const struct dialect *dialect, const struct source *src,
    struct view ***view);

#endif
