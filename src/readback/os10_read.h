/*
 * The reader of OS10, for its own files: what is read of a port and of quality
 * of service.  Everything belongs to the arena of the view.
 */
#ifndef READBACK_OS10_READ_H
#define READBACK_OS10_READ_H

#include "readback/reader.h"

/* os10_port.c: ports, LAGs and routed VLANs */
void os10_interface(struct view *v, const struct stanza *s);

/* os10_qos.c: from trust and queue to what is paused and shared */
extern const char *const os10_qos_quiet[];
bool os10_port_qos(struct view *v, struct port *p, const struct line *l);
void os10_class_map(struct view *v, const struct stanza *s);
/* of a wred profile */
void os10_thresholds(struct view *v, const struct stanza *s);
void os10_policy_map(struct view *v, const struct stanza *s);
/* qos-group 3 dot1p 3; queue 3 qos-group 3 */
void os10_qos_steps(struct view *v, const struct stanza *s, const char *from);
void os10_system_qos(struct view *v, const struct stanza *s);
/* the way of each priority through a port, and whether it is without drop; once
 * all lines are read */
void os10_qos_ways(const struct view *v, struct port *p);

#endif
