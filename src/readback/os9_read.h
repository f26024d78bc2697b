/*
 * The reader of OS9, for its own files: what is read of a port, of the pair and
 * of quality of service.  Everything belongs to the arena of the view.
 */
#ifndef READBACK_OS9_READ_H
#define READBACK_OS9_READ_H

#include "readback/reader.h"

/* os9_port.c: ports, LAGs, and VLANs with the ports they name */
void os9_interface(struct view *v, const struct stanza *s);

/* os9_vlt.c: one of two switches */
void os9_vlt(struct view *v, const struct stanza *s);

/* os9_qos.c: from trust and queue to what is paused and shared */
bool os9_qos(struct view *v, const struct stanza *s);
bool os9_port_qos(struct view *v, struct port *p, const struct stanza *s);
/* once all lines are read: first what the maps come to, then a port by them */
void os9_resolve_maps(struct view *v);
void os9_resolve_port_qos(struct view *v, struct port *p);

#endif
