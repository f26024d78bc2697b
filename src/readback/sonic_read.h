/*
 * The reader of SONiC, for its own files: how keys and values of a config_db
 * are taken, what is read of its ports and of quality of service.  Everything
 * belongs to the arena of the view.
 */
#ifndef READBACK_SONIC_READ_H
#define READBACK_SONIC_READ_H

#include "input/json.h"
#include "readback/reader.h"

/* "PortChannel0010", "Ethernet0", "Vlan7" to normal names */
const char *sonic_name(struct view *v, const char *name);
/* of a scalar; else "" */
const char *sonic_text(const struct node *n);
/* what is needed is read: the rest of the document is skipped */
const char *
sonic_field(struct view *v, const struct node *map, const char *key);
/* or -1 */
long sonic_number(const char *s);
/* its line */
int sonic_place(const struct node *key);
/* A|B: both halves; false and a notice if there is no bar */
bool sonic_halves(struct view *v, const struct node *key, const char **x,
    const char **y);

/* a row of a table of ports, of what they are in, or of what they limit */
void sonic_port(struct view *v, const struct node *key, const struct node *val);
void sonic_vlan(struct view *v, const struct node *key, const struct node *val);
void sonic_vlan_member(struct view *v, const struct node *key,
    const struct node *val);
void sonic_lag_member(struct view *v, const struct node *key,
    const struct node *val);
void sonic_mgmt(struct view *v, const struct node *key, const struct node *val);
void
sonic_mgmt_port(struct view *v, const struct node *key, const struct node *val);
void
sonic_interface(struct view *v, const struct node *key, const struct node *val);
void sonic_mclag_member(struct view *v, const struct node *key,
    const struct node *val);
void
sonic_storm(struct view *v, const struct node *key, const struct node *val);

/* every table of maps; before what refers to them is read */
void sonic_maps(struct view *v, const struct node *root);
void
sonic_port_qos(struct view *v, const struct node *key, const struct node *val);
void
sonic_scheduler(struct view *v, const struct node *key, const struct node *val);
void
sonic_queue(struct view *v, const struct node *key, const struct node *val);
/* share and ECN of each priority, once schedulers and queues are read */
void sonic_resolve_shares(const struct view *v, struct port *p);

/* what services send from, what LAGs share frames out by */
void sonic_beside(struct view *v, const struct node *root);

#endif
