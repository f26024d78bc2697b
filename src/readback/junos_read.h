/*
 * What the reader of Junos is made of: a text being read, and the parts of the
 * configuration, a file each.  For those files only. Knows no rule; all is in
 * the arena of the view.
 */
#ifndef READBACK_JUNOS_READ_H
#define READBACK_JUNOS_READ_H

#include "readback/junos_text.h"

/* a VLAN by its name, and the interface that routes it */
struct junos_vlan {
	const char *name, *irb, *desc;
	int line;
	struct vlan_set ids;
	size_t chain; /* of the look-up: the one before, and 1 more */
};

/* a class of frames */
struct junos_class {
	const char *name;
	long queue;
	bool no_loss;
	int line;
};

/* `key` of `name` is `value`, given in a line; number where it is one */
struct junos_fact {
	const char *key, *name, *value;
	long number;
	int line;
	size_t chain;
};

#define JUNOS_NAMES 1024 /* buckets of a look-up */

struct junos {
	struct view *v;
	struct arena *a;
	struct junos_text text;
	struct junos_vlan *vlan;
	size_t nvlan, vlan_cap;
	struct junos_class *class;
	size_t nclass, class_cap;
	struct junos_fact *fact;
	size_t nfact, fact_cap;
	/* the last of each bucket, and 1 more */
	size_t vlan_by[JUNOS_NAMES], fact_by[JUNOS_NAMES];
	bool tree;        /* some spanning tree is configured */
	bool tree_all;    /* on all interfaces */
	bool instance;    /* the management port is in its own */
	bool asks_others; /* who may log in, another server says too */
	const char *peer; /* of ICCP */
	const char *
	    control_acl; /* the filter of what reaches the switch; NULL: none */
	int control_acl_line;
	int ufd_log_line;
};

/* ---- names (junos_names.c) ---- */

/* the port of a name, of a VLAN where it routes one */
const char *junos_normal(struct junos *r, const char *name);
/* the number of a LAG's port, as the switch calls it */
long junos_ae_number(const struct port *lag);
/* the interfaces a statement names: one, or those of a range */
const char *const *
junos_interfaces_of(struct junos *r, const char *name, size_t *n);
/* the port a line names */
struct port *junos_port_of(struct junos *r, const char *name, int line);
struct junos_vlan *junos_vlan_of_irb(struct junos *r, const char *irb);
/* 110, 110-120, a name; the numbers of it, or a notice */
struct vlan_set
junos_members(struct junos *r, const struct line *l, const char *w);
/* ... of a port */
void junos_member(struct junos *r, struct port *p, const struct line *l,
    const char *w);
/* the words behind `vlans`; false: not understood */
bool junos_vlan_line(struct junos *r, const struct line *l);
/* once all of them are read */
void junos_vlans(struct junos *r);
void junos_fact(struct junos *r, const char *key, const char *name,
    const char *value, long number, int line);
/* the last of a key and a name, or NULL */
const struct junos_fact *
junos_fact_of(const struct junos *r, const char *key, const char *name);
/* the words of a line from i on */
struct line junos_rest(const struct line *l, size_t i);

/* ---- parts; each false: not understood ---- */

/* every interface that is named, by the place of its name */
void junos_stanzas(struct junos *r);
bool junos_interfaces(struct junos *r, const struct line *l);
bool junos_protocols(struct junos *r, const struct line *l);
/* no port tells its neighbours anything, by that line */
void junos_lldp_off(struct view *v, int line);
/* class-of-service: before its lines, each, after all of them */
void junos_default_classes(struct junos *r);
void junos_code_points(struct junos *r, const struct line *line, size_t n);
bool junos_service_class(struct junos *r, const struct line *l);
void junos_ways(struct junos *r);
/* the switch itself (junos_system.c) */
bool junos_system(struct junos *r, const struct line *l);
bool junos_snmp(struct junos *r, const struct line *l);
bool junos_chassis(struct junos *r, const struct line *l);
/* once the interfaces are read: no group of ports is left out of the chassis */
void junos_groups_said(struct junos *r);
/* the way out of the management port: words from i on, in its own instance or
 * not; after the interfaces */
bool junos_routing(struct junos *r, const struct line *l, size_t i, bool own);
/* local accounts, where no other server is asked */
void junos_users(struct junos *r);
/* who may manage the switch (junos_access.c): the filter, by where it is
 * applied, what it says, and is this a line of it? */
void junos_control_acl(struct junos *r, const struct line *line, size_t n);
void junos_let_in(struct junos *r, const struct line *line, size_t n);
bool junos_is_control_acl(struct junos *r, const struct line *l);
/* LAGs and the pair (junos_mclag.c), after all lines */
void junos_peer_link(struct junos *r);
/* a LAG with MC-LAG settings must use the pair's LACP system ID */
void junos_mclags(struct junos *r);
void junos_lags(struct junos *r);
/* the VLAN the peers speak in is in no tree where none of its interfaces is */
void junos_peers_vlan(struct junos *r);

#endif
