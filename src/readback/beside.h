/*
 * What a config of any platform may say beside a design, to the harm of what
 * was designed: which interface its services send from, by what a LAG shares
 * frames out, which programs may change it.  All belongs to the view's arena.
 */
#ifndef READBACK_BESIDE_H
#define READBACK_BESIDE_H

#include "readback/outline.h"

/* a service (ntp, syslog) that sends from a port or an address */
void
beside_source(struct view *v, const char *service, const char *name, int line);
/* a LAG, or all of them, share frames out by MAC addresses alone */
void beside_shares_poorly(struct view *v, const char *text, int line);
/* in the view: its sources, its other ways in, notices of its settings */
void beside_read(struct view *v);
/* frames of LAGs are shared out by more than MAC addresses, so that any traffic
 * uses all members; false also of lines that say nothing of it */
bool beside_shares_well(const struct outline_line *l);

#endif
