/*
 * What NVUE's objects say once its commands are carried out, read into the
 * view: the state of one reading, how values of an object are taken, and what
 * is read of them.  Doesn't know how a command is written (nvue_text.h).
 * Private to the reader of NVUE; everything belongs to the arena of the view.
 */
#ifndef READBACK_NVUE_READ_H
#define READBACK_NVUE_READ_H

#include "readback/nvue_text.h"
#include "readback/reader.h"

#define NVUE_PEER_LINK 4094 /* the number here of the bond that has none */

struct nvue_reading {
	struct view *v;
	struct arena *a;
	struct nvue_tree t;
	struct alias *alias;
	size_t nalias, alias_cap;
	int own_untagged; /* of the bridge */
};

/* the object along a path of words, or NULL */
const struct nvue_node *nvue_of(const struct nvue_reading *r,
    const struct nvue_node *n, const char *path);
/* the one value it has; of one of two paths, as releases have it */
const struct nvue_node *nvue_value_of(const struct nvue_reading *r,
    const struct nvue_node *n, const char *path);
const struct nvue_node *nvue_either(const struct nvue_reading *r,
    const struct nvue_node *n, const char *path, const char *other);
bool nvue_is_on(const char *w);
/* enabled, disabled and what else releases call it; a notice for what is no
 * switch's word */
bool nvue_flag(struct nvue_reading *r, const struct nvue_node *x, bool without);
/* ... of an object's state */
bool
nvue_state(struct nvue_reading *r, const struct nvue_node *n, bool without);
/* -1: none, or a notice */
long nvue_number(struct nvue_reading *r, const struct nvue_node *x, long min,
    long max);

bool nvue_is_bond(const struct nvue_reading *r, const struct nvue_node *x);
/* what the view calls an interface; NULL: one that no rule checks */
const char *nvue_normal(struct nvue_reading *r, const char *name);
/* bonds may have any name: those without a number get one that none has */
void nvue_bond_names(struct nvue_reading *r);

/* nvue_port.c, nvue_bridge.c: what carries frames, and whom it follows */
void nvue_interfaces(struct nvue_reading *r);
void nvue_bridge(struct nvue_reading *r);
void nvue_domain(struct nvue_reading *r);
void nvue_link_tracking(struct nvue_reading *r);

/* nvue_manage.c: how a lossless priority goes; how the switch is reached */
void nvue_lossless(struct nvue_reading *r);
void nvue_services(struct nvue_reading *r);

/* nvue_access.c: who may manage it; is a command of the list that says so? */
void nvue_let_in(struct nvue_reading *r);
bool
nvue_is_control_acl(const struct nvue_reading *r, const struct nvue_command *c);

/* nvue_lines.c: what became of each line, and the lines as they are compared */
void nvue_fates(struct nvue_reading *r);
void nvue_outline(struct nvue_reading *r);

#endif
