/*
 * Text of the Python module that jinja.c runs; the parts follow each other (C11
 * promises no more than 4095 characters a string).  Private to it.
 */
#ifndef RENDER_BRIDGE_H
#define RENDER_BRIDGE_H

extern const char bridge_budget[];
extern const char bridge_counted[];
extern const char bridge_environment[];
extern const char bridge_kept[];
extern const char bridge_render[];

#endif
