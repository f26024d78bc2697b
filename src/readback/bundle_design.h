/*
 * The parts of design.json a bundle is checked against, for bundle_read alone.
 * What is missing or of another kind is "", -1 or an empty list. Judges
 * nothing; findings of form go to the caller's diags.
 */
#ifndef READBACK_BUNDLE_DESIGN_H
#define READBACK_BUNDLE_DESIGN_H

#include "input/doc.h"
#include "readback/bundle_read.h"

const char *bundle_text(const struct node *map, const char *key);
const struct node *
bundle_list(const struct node *map, const char *key, size_t *n);
/* of "2.946" 2946; -1: not a number */
long bundle_thousandths(const char *s);

void
bundle_read_settings(struct arena *a, struct bundle *b, const struct node *top);
void bundle_read_protect(struct arena *a, struct bundle_switch *s,
    const struct node *of);
void
bundle_read_around(struct arena *a, struct bundle *b, const struct node *top);
/* a whole number of 0 or more, or -1 */
long bundle_number(const struct node *map, const char *key);
void
bundle_read_places(struct arena *a, struct bundle *b, const struct node *top);
void
bundle_read_media(struct arena *a, struct bundle *b, const struct node *top);

#endif
