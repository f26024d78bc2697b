/*
 * Texts put together from what nearly all of them are: %s, %.*s, %c, %%; %d,
 * %ld, %lld, %u, %zu, also as %02d; %.0f to %.3f.  printf() takes several times
 * as long for these, and a large site has hundreds of thousands of names.
 */
#ifndef BASE_FORMAT_H
#define BASE_FORMAT_H

#include <stdarg.h>
#include <stddef.h>

/* its length, as of vsnprintf(); -1: there is something else in fmt, or the
 * text with its end is longer than size: what is in `to` is then nothing */
int format_plain(char *to, size_t size, const char *fmt, va_list ap)
    __attribute__((format(printf, 3, 0)));

#endif
