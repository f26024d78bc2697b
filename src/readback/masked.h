/*
 * Values that somebody made unreadable before a config was given away:
 * 10.x.x.x, 100.**.**.**, a.b.c.d, <removed>.  Something is set there, and what
 * it is can't be known.
 */
#ifndef READBACK_MASKED_H
#define READBACK_MASKED_H

#include <stdbool.h>
#include <stddef.h>

/* is the word, up to a / or its end, one that replaced an address? */
bool masked_address(const char *word);
/* is one of the words of a text so, or a template's {{ name }}? */
bool masked_text(const char *text);
/* does a placeholder of n bytes say that something was taken out? */
bool masked_taken_out(const char *s, size_t n);

#endif
