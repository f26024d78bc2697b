/*
 * What a port or a switch may say on any platform that no design needs: a
 * filter on a port, LLDP or DCBX off, SSH off.  For view_read only. What only
 * one platform says is in its dialect.
 */
#ifndef READBACK_COMMON_SETTINGS_H
#define READBACK_COMMON_SETTINGS_H

#include "readback/view.h"

/* after the dialect's reader, from the text as it nests */
void common_settings_read(struct view *v);

#endif
