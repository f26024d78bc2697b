/*
 * Which program this is, for --version, the manual and the bundles it writes.
 * Knows nothing else.
 */
#ifndef BASE_VERSION_H
#define BASE_VERSION_H

extern const char version_text[];

#endif
