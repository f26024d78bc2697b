/*
 * The run-books of a bundle: loading the switches, their firmware, moving the
 * hosts over. Chooses nothing: what is in them is phases/'s; files go to the
 * caller's set.
 */
#ifndef COMMAND_RUNBOOKS_H
#define COMMAND_RUNBOOKS_H

#include "base/file.h"
#include "phases/firmware.h"
#include "prove/prove.h"

/* firmware.md */
void runbook_firmware(struct fileset *files, const struct firmware_site *s);

/* what is built before a bundle: the phase before it, or the folder of an
 * earlier design */
struct runbook_earlier {
	const char *folder;     /* what the run-books call it */
	const struct design *g; /* of a phase; NULL: the model's previous */
	const struct fileset *files; /* its texts; NULL: they are in dir */
	const char *dir;
	/* hosts of a proof of concept, by host; NULL: it was none */
	const bool *proof;
};

/* loading.md of the switches whose configs are in the files; earlier NULL:
 * nothing exists */
void runbook_loading(struct fileset *files, const struct design *g,
    const struct runbook_earlier *earlier);

/* moving.md: the hosts that move now (by host of the model; NULL: all), and
 * those that did before (NULL: none but those of an earlier design) */
void runbook_moving(struct fileset *files, const struct design *whole,
    const struct results *r, const bool *now, const bool *before,
    const struct runbook_earlier *earlier);

#endif
