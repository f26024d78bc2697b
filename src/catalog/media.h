/*
 * What a port takes: cages by their form, and a socket for copper.  A fact of
 * the standards, so that what is designed and what is checked agree. Knows no
 * site and no speed.
 */
#ifndef CATALOG_MEDIA_H
#define CATALOG_MEDIA_H

#include <stdbool.h>
#include <stdint.h>

enum media { MEDIA_SFPP, MEDIA_10GT, MEDIA_SFP28, MEDIA_QSFPP, MEDIA_QSFP28 };
extern const char
    *const catalog_media_word[]; /* sfp+ 10gbase-t sfp28 qsfp+ qsfp28 */
int64_t catalog_media_speed_bps(enum media m); /* the cage's full speed */
/* does a plug of this form go into the cage?  Faster ones take slower plugs */
bool catalog_media_takes(enum media cage, enum media plug);
/* ... by their words, which may be others; then nothing goes into it */
bool catalog_cage_takes(const char *cage, const char *plug);

#endif
