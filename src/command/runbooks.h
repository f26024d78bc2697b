/*
 * The run-books of a bundle: loading the switches, their firmware, moving the
 * hosts over.
 */
#ifndef COMMAND_RUNBOOKS_H
#define COMMAND_RUNBOOKS_H

#include "base/file.h"
#include "prove/prove.h"

/* firmware.md of a network; where it is a part of a design, the whole and who
 * was moved (by its hosts), else NULL */
void runbook_firmware(struct fileset *files, const struct design *g,
    const struct design *whole, const bool *moved);

/* loading.md of the switches whose configs are in the files */
void runbook_loading(struct fileset *files, const struct design *g);

/* moving.md: the hosts that move now (by host of the model; NULL: all), and
 * those that did before (NULL: none) */
void runbook_moving(struct fileset *files, const struct design *whole,
    const struct results *r, const bool *now, const bool *before);

#endif
