/*
 * Steps of a procedure that the catalog has for a platform, as Markdown: the
 * command, its expected output, its source, and for which switches.  What the
 * procedure is for is for whoever lists them.  Text goes into the caller's
 * buffer; nothing is kept.
 */
#ifndef PHASES_PROCEDURE_H
#define PHASES_PROCEDURE_H

#include "base/str.h"
#include "design/design.h"

/* has it a management port with an address, to load it from afar? */
bool procedure_has_address(const struct dswitch *s);
/* is it for this switch? */
bool procedure_applies(const struct firmware_step *x, const struct design *g,
    size_t sw);
/* do the same steps apply to both? */
bool procedure_alike(const struct design *g, size_t x, size_t y);
/* the rest of a list item; domain: the number for `{domain}` in a command */
void procedure_step(struct arena *a, struct buf *b,
    const struct firmware_step *x, int domain);
/* one paragraph: the sources of all steps of `parts` lists, each once, and what
 * `recalled` means */
void procedure_sources(struct arena *a, struct buf *b,
    struct firmware_step *const *list, const size_t *n, size_t parts);

#endif
