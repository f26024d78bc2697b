/*
 * What RouterOS's tables hold once its commands are carried out, read into the
 * view: the state of one reading, how values of an item are taken, and a reader
 * a table.  Doesn't know how a command is written (routeros_text.h).  Private
 * to the reader of RouterOS; everything belongs to the arena of the view.
 */
#ifndef READBACK_ROUTEROS_READ_H
#define READBACK_ROUTEROS_READ_H

#include "readback/reader.h"
#include "readback/routeros_text.h"

/* the tables that are read, in the order of `table` below */
enum {
	T_ETHERNET,
	T_CHIP,
	T_BONDING,
	T_BRIDGE,
	T_MLAG,
	T_VLAN,
	T_MSTI,
	T_PORT,
	T_BRIDGE_VLAN,
	T_VRF,
	T_TABLE,
	T_ADDRESS,
	T_DHCP,
	T_ROUTE,
	T_SERVICE,
	T_IDENTITY,
	T_NTP,
	T_NTP_SERVER,
	T_ACTION,
	T_LOG,
	T_SNMP,
	T_COMMUNITY,
	T_USER,
	T_BRIDGE_FILTER,
	T_CHIP_RULE,
	T_ISOLATION,
	T_FIREWALL,
	T_MAC_SERVER,
	T_MAC_WINBOX,
	T_BANDWIDTH_SERVER,
	T_DISCOVERY,
	NTABLE
};

struct ros_used {
	const char **key; /* that were asked for */
	size_t n, cap;
};

struct ros_reading {
	struct view *v;
	struct arena *a;
	struct ros_script script;
	struct ros_items of[NTABLE];
	struct ros_used used[NTABLE];
	struct alias *alias;
	size_t nalias, alias_cap;
	/* the interface that a VLAN's own one is on, by its id; NULL: none */
	const char *vlan_on[VLAN_MAX + 1];
	int bonds;  /* whose names have no number */
	bool whole; /* not only a part of a switch's config */
	bool telnet_off, www_off, services;
	/* mentioned, shut or reported */
	bool ftp_set, mac_set, winbox_set;
	const char *ssh_vrf;
};

/* the value of a key, or NULL; it counts as used */
const char *ros_get(struct ros_item *x, const char *key);
int ros_line_of(const struct ros_item *x, const char *key);
/* yes, no; anything else is a notice and what it is without */
bool ros_flag(struct ros_reading *r, struct ros_item *x, const char *key,
    bool without);
/* decimal, or hexadecimal as 0x8000; -1: none, or a notice */
long ros_number(struct ros_reading *r, struct ros_item *x, const char *key,
    long min, long max);
bool ros_is_off(struct ros_reading *r, struct ros_item *x);
/* what the view calls an interface, reported or its name as any port's */
const char *ros_normal(struct ros_reading *r, const char *name);
void ros_add_alias(struct ros_reading *r, const char *name, const char *is);
/* each of a,b,c */
const char *ros_next_of(struct ros_reading *r, const char **list);
void ros_comment(struct ros_item *x, const char **to, int *line);

/* routeros_port.c: what carries frames */
void ros_read_ethernet(struct ros_reading *r, struct ros_item *x);
void ros_read_chip_port(struct ros_reading *r, struct ros_item *x);
void ros_read_bonding(struct ros_reading *r, struct ros_item *x);
void ros_read_bridge(struct ros_reading *r, struct ros_item *x);
void ros_read_mlag(struct ros_reading *r, struct ros_item *x);
void ros_read_vlan_interface(struct ros_reading *r, struct ros_item *x);
void ros_read_bridge_port(struct ros_reading *r, struct ros_item *x);
void ros_read_bridge_vlan(struct ros_reading *r, struct ros_item *x);
void ros_read_msti(struct ros_reading *r, struct ros_item *x);

/* routeros_filter.c: what keeps frames out */
void ros_read_bridge_filter(struct ros_reading *r, struct ros_item *x);
void ros_read_chip_rule(struct ros_reading *r, struct ros_item *x);
void ros_read_isolation(struct ros_reading *r, struct ros_item *x);
void ros_read_firewall(struct ros_reading *r, struct ros_item *x);

/* routeros_manage.c: how it is reached, and who may */
void ros_read_address(struct ros_reading *r, struct ros_item *x);
void ros_read_dhcp_client(struct ros_reading *r, struct ros_item *x);
void ros_read_vrf(struct ros_reading *r, struct ros_item *x);
void ros_read_table(struct ros_reading *r, struct ros_item *x);
void ros_read_route(struct ros_reading *r, struct ros_item *x);
void ros_read_service(struct ros_reading *r, struct ros_item *x);
void ros_read_mac_server(struct ros_reading *r, struct ros_item *x);
void ros_read_mac_winbox(struct ros_reading *r, struct ros_item *x);
void ros_read_bandwidth_server(struct ros_reading *r, struct ros_item *x);
void ros_read_discovery(struct ros_reading *r, struct ros_item *x);
/* what is open by default and no line mentions */
void ros_open_ways(struct ros_reading *r);
void ros_read_identity(struct ros_reading *r, struct ros_item *x);
void ros_read_ntp_client(struct ros_reading *r, struct ros_item *x);
void ros_read_ntp_server(struct ros_reading *r, struct ros_item *x);
void ros_read_log_action(struct ros_reading *r, struct ros_item *x);
void ros_read_log_rule(struct ros_reading *r, struct ros_item *x);
void ros_read_snmp(struct ros_reading *r, struct ros_item *x);
void ros_read_user(struct ros_reading *r, struct ros_item *x);
/* once all accounts are read: the one a switch comes with, if it stays */
void ros_factory_user(struct ros_reading *r);
/* the community it comes with, where no line changes it */
void ros_communities(struct ros_reading *r);
/* a router's port with an address, in no bridge: what it is managed by */
struct port *ros_manager(const struct ros_reading *r);

#endif
