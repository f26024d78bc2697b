/*
 * The way a priority takes through a switch: by trust or classification to a
 * traffic class, by a map to a queue, by a policy to a share of the link.  The
 * readers keep each step as a table of numbers and go along it for every port.
 * For the readers only. Judges nothing.
 */
#ifndef READBACK_QOS_H
#define READBACK_QOS_H

#include "readback/view.h"

/* the table of a kind and a name, made with nothing in it if new */
struct qos_map *
qos_map(struct view *v, const char *kind, const char *name, int line);
/* ... or NULL, also where name is NULL */
const struct qos_map *
qos_find(const struct view *v, const char *kind, const char *name);
/* what it makes of n, or -1 */
int qos_of(const struct qos_map *m, int n);

/* each of the numbers, 0-2,4-7 or one a word from word i to the last but
 * `tail`, goes to `to` */
bool qos_set(struct qos_map *m, const struct line *l, size_t i, size_t tail,
    long to);

/* a priority's place: its queue, and what the policy gives that */
void qos_queue(struct port *p, int prio, int queue);
/* a policy without shares, and one that is read, as far as there is room */
struct shares qos_shares_new(const char *name, int line);
void qos_shares_keep(struct view *v, const struct shares *s);
void qos_shares(struct port *p, const struct shares *s);
const struct shares *qos_policy(const struct view *v, const char *name);

/* a map of lossless priorities, likewise */
struct dcb_map qos_dcb_new(const char *name, int line);
void qos_dcb_keep(struct view *v, const struct dcb_map *m);

#endif
