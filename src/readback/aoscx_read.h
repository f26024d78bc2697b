/*
 * The reader of AOS-CX, for its own files: what is read of a port, of the pair
 * and of quality of service.  Everything belongs to the arena of the view.
 */
#ifndef READBACK_AOSCX_READ_H
#define READBACK_AOSCX_READ_H

#include "readback/reader.h"

#define AOSCX_MTU_MAX 9198 /* the peer link has it without a line */

/* aoscx_port.c: ports, LAGs and what VLANs they carry */
void aoscx_interface(struct view *v, const struct stanza *s);
/* once all lines are read and lists are complete */
void aoscx_resolve_port(struct view *v, struct port *p);

/* aoscx_vsx.c: one of two switches */
void aoscx_vsx(struct view *v, const struct stanza *s);

/* aoscx_access.c: the list of the control plane that the switch is managed
 * over; the others are passed over */
bool aoscx_access(struct view *v, const struct stanza *s);
void aoscx_let_in(struct view *v, const struct stanza *root);

/* aoscx_qos.c: from trust and queue to what is paused and shared */
bool aoscx_qos(struct view *v, const struct stanza *s);
bool aoscx_port_qos(struct view *v, struct port *p, const struct line *l);
/* the way of each priority through a port, once all lines are read */
void aoscx_ways(struct view *v, struct port *p);
void aoscx_schedule(struct view *v);

#endif
