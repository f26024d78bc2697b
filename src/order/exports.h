/*
 * A design for other tools: NetBox (bulk import), PTM (topology.dot), Ansible
 * (inventory), containerlab.  Each writer knows one format and uses our names
 * as text only. What a format can't express is left out and stated in a note of
 * the file.
 */
#ifndef ORDER_EXPORTS_H
#define ORDER_EXPORTS_H

#include "base/file.h"
#include "design/design.h"

/* netbox/...csv and netbox/README.md with the order of import */
void netbox_write(struct arena *a, const struct design *g, struct fileset *out);
/* physical switch ports, for LLDP: ptmd reads it */
void export_dot(struct buf *b, const struct design *g);
/* switches by platform and by role, hosts by cluster */
void export_ansible(struct buf *b, const struct design *g);
/* false where a switch's platform does not exist there; nothing is written */
bool export_containerlab(struct buf *b, const struct design *g,
    const struct fileset *files);

#endif
