/*
 * What the readers of several platforms have in common: lines every platform
 * writes the same way, and lines that are understood and matter to no rule. For
 * the readers only.
 */
#ifndef READBACK_READER_H
#define READBACK_READER_H

#include "readback/view.h"

/* a name its owner chose, and what the view calls it */
struct alias {
	const char *name, *normal;
};
/* NULL: none is called so */
const char *reader_alias(const struct alias *x, size_t n, const char *name);
/* hostname, and the second one of a file with two configs */
void reader_hostname(struct view *v, const struct line *l);
/* description of an interface; shutdown, no shutdown; mtu */
bool reader_port_basics(struct view *v, struct port *p, const struct line *l);
/* ip address A/N | A M | dhcp, no ip address */
bool reader_port_ip(struct view *v, struct port *p, const struct line *l);
/* switchport mode, access vlan, trunk native and allowed (IOS-like) */
bool
reader_port_switchport(struct view *v, struct port *p, const struct line *l);
/* channel-group N mode M */
bool reader_port_lag(struct view *v, struct port *p, const struct line *l);
/* what two ends of a cable must agree on: error correction, negotiation */
bool reader_port_signal(struct port *p, const struct line *l);
/* the one name of a kind of error correction; NULL: the port's own choice */
const char *reader_fec(const char *word);
/* ntp, logging, snmp, users, ssh, telnet: written the same way by all but
 * one */
bool reader_services(struct view *v, const struct stanza *s);
/* storm control and root guard of a port */
bool reader_port_protect(struct port *p, const struct line *l);
/* a list by name, and what it permits (false: it permits none); who may log in,
 * by lines */
bool reader_access_list(struct view *v, const struct stanza *s);
void reader_snmp_access(struct view *v, const struct line *l);
void reader_line_access(struct view *v, const struct stanza *s);
struct access_list *view_access(struct view *v, const char *name, int line);
void view_access_entry(struct view *v, struct access_list *x, bool permit,
    const char *from, const char *mask, int line);
/* a line of a filter of what reaches the switch: from whom, to which ports */
struct control_acl_entry {
	long seq;
	bool permit, tcp, udp;
	bool odd; /* it matches on more than a source and a service */
	const char *from, *mask;
	long low, high;
	int line;
};
struct control_acl {
	struct control_acl_entry *entry;
	size_t n, cap;
};
/* 22, ssh; -1: neither a number nor a service */
long control_acl_port(const char *word);
/* a new line by its number, of all sources, ports and no protocol; NULL: too
 * many */
struct control_acl_entry *
control_acl_add(struct view *v, struct control_acl *g, long seq, int line);
/* what the filter says of one service, as a list of the view: its name */
const char *control_acl_list(struct view *v, const struct control_acl *g,
    const char *name, int line, bool tcp, long port);
/* reads as one of the patterns, ended by NULL, and is passed over */
bool reader_passed(struct view *v, const struct stanza *s,
    const char *const *pattern);
/* Ethernet1/1.20: routed, and read past */
bool reader_subinterface(struct view *v, const struct stanza *s);
/* routing and filters: skipped, the rules don't check them */
bool reader_skipped(struct view *v, const struct stanza *s);
/* the lines of a port's stanza, but what was taken back; `first` of its ports:
 * what is not understood is reported */
typedef bool
port_line_fn(struct view *v, struct port *p, const struct stanza *s);
void reader_port_stanza(struct view *v, struct port *p, const struct stanza *s,
    port_line_fn *line, bool first);
/* a stanza of the ports that are named, unless that was taken back; begin
 * (NULL: none) is called for each before its lines, with the head */
typedef void
port_begin_fn(struct view *v, struct port *p, const struct line *head);
void reader_interface(struct view *v, const struct stanza *s, const char *names,
    port_begin_fn *begin, port_line_fn *line);
/* a notice of a LAG whose number is above the platform's highest */
void reader_lag_number(struct view *v, const struct port *p,
    const struct line *l, long max);
/* every stanza of the file, once what was taken back is cut out of it */
typedef bool top_line_fn(struct view *v, const struct stanza *s);
void reader_stanzas(struct view *v, struct stanza *root, top_line_fn *top_line);
/* word i as an address, a text as a list of VLANs; false after a notice */
bool reader_ip(struct view *v, const struct line *l, size_t i, uint32_t *ip);
bool reader_vlans(struct view *v, const struct line *l, const char *list,
    struct vlan_set *out);
/* bpduguard and bpdufilter of a port */
bool reader_port_guard(struct port *p, const struct line *l);
/* no vlan 7,10-12 */
bool reader_no_vlan(struct view *v, const struct line *l);
/* Mbit/s of "10000", "10000full", "10g", "25gfull", "100g-4"; 0: none */
long reader_speed(const char *word);
/* a number of a command within its bounds, or a notice and -1 */
long
reader_num(struct view *v, const struct line *l, size_t i, long min, long max);
/* after all lines: what trunks and access ports carry by default */
void reader_finish_switchports(struct view *v, bool up_by_default,
    bool switched_by_default, bool trunk_default_all);
/* what a policy gives to queues, as what the port gives to priorities */
void reader_share(struct port *p, int prio, long percent);
/* text of the source, and the notices all platforms share */
bool reader_text(struct view *v, struct diags *d, struct text *t);

/* an account; nopassword or an empty one leaves it open */
void reader_user(struct view *v, const char *name, const struct line *l);
/* the server a line names, of kind ntp or syslog */
void reader_server(struct view *v, const char *kind, const struct line *l);
/* the VRF a line names, or NULL; a receiver of SNMP traps */
const char *reader_vrf(const struct line *l);
void reader_trap_host(struct view *v, const struct line *l);
/* a line of the region's: name, revision, instance; all of its stanza */
bool reader_mst(struct view *v, const struct line *l);
void reader_mst_region(struct view *v, const struct stanza *s);

#endif
