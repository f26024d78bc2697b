/*
 * The reader of EOS, for its own files: what is read of a port and of quality
 * of service.  Everything belongs to the arena of the view.
 */
#ifndef READBACK_EOS_READ_H
#define READBACK_EOS_READ_H

#include "readback/reader.h"

/* eos_port.c: ports, LAGs and routed VLANs */
void eos_interface(struct view *v, const struct stanza *s);

/* eos_qos.c: from priority to class, queue and share */
bool eos_port_qos(struct view *v, struct port *p, const struct line *l);
void eos_qos_profile(struct view *v, const struct stanza *s);
/* cos 3 to traffic-class 3, traffic-class 3 to tx-queue 3 */
void eos_qos_classes(struct view *v, const struct line *l);
/* the way of each priority through a port, once all lines are read */
void eos_qos_ways(const struct view *v, struct port *p);

#endif
