/*
 * Which device a file of LLDP neighbours is from: by its prompt, else by its
 * name, and not contradicting its content.  Knows nothing of which cable is
 * right. Private to the room.
 */
#ifndef VERIFY_LLDP_OWNER_H
#define VERIFY_LLDP_OWNER_H

#include "readback/bundle_read.h"
#include "readback/lldp.h"

/* sets device of each, a name of the bundle's cabling that belongs to it or to
 * the arena; false after findings: a file of no device or of two, two files of
 * one */
bool lldp_owners(struct arena *a, struct diags *d, const struct bundle *b,
    struct lldp_file *file, size_t n);

#endif
