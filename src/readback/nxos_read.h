/*
 * The reader of NX-OS, for its own files: what is read of a port and of quality
 * of service.  Everything belongs to the arena of the view.
 */
#ifndef READBACK_NXOS_READ_H
#define READBACK_NXOS_READ_H

#include "readback/reader.h"

/* nxos_port.c: ports, LAGs and routed VLANs */
void nxos_interface(struct view *v, const struct stanza *s);

/* nxos_qos.c: class and policy maps, and where they are applied */
/* a service-policy: refers to its policy; false: the line is none */
bool nxos_policy_ref(struct view *v, const struct line *l);
/* which policy sorts, shares out, or (net may be NULL) keeps from dropping */
void nxos_policy_applied(const struct line *l, const char **classes,
    const char **shares, const char **net);
void nxos_class_map(struct view *v, const struct stanza *s);
void nxos_policy_map(struct view *v, const struct stanza *s);
/* the way of each priority through a port, once all lines are read */
void nxos_qos_ways(struct view *v, struct port *p);

#endif
