/*
 * What the files of rules on hosts share: hosts' files one at a time, and what
 * an interface of one is on.  For the rules' files only. Reads no file: what is
 * in them is readback/'s.
 */
#ifndef VERIFY_RULES_HOST_H
#define VERIFY_RULES_HOST_H

#include "readback/host_config.h"
#include "verify/rules.h"

/* an interface's, where nothing is given */
#define HOST_MTU_PLAIN 1500

/* a host's file with what the design says of it */
struct host_file {
	struct judge *j;
	const char *host;
	const struct host_config *c;
	const struct bundle_host *s; /* NULL: an older bundle */
	long mtu;                    /* of IP packets on east-west networks */
	struct bundle_rows end;      /* of cables, at the host */
};

struct host_file host_file_of(struct judge *j, const struct host_script *h);
typedef void host_file_fn(const struct host_file *f);
/* every file that has a reader */
void host_file_each(struct judge *j, host_file_fn *fn);

/* what an object has; NULL: nothing */
const char *host_file_get(const struct host_file *f, const char *object,
    const char *key, int *line);
/* ... and is it that, however its letters are written? */
bool host_file_is(const struct host_file *f, const char *object,
    const char *key, const char *value);
/* a warning, whatever the row says: no design decides it, and a user's template
 * may differ */
void host_file_aside(const struct host_file *f, int line, const char *text);

/* names of the physical ports an object ("interface lm", "team bond0") sends
 * over */
size_t host_file_ports(const struct host_file *f, const char *object,
    const char ***port);
/* the object of a name, of the kinds that may lie below another */
const char *host_file_below(const struct host_file *f, const char *name);
/* a bond of the kernel's, which has an MTU of its own and gives its ports that
 * one, whatever they say */
bool host_file_is_bond(const struct host_file *f, const char *object);
/* the network an interface is of: by its address, its name or its VLAN; NULL */
const struct bundle_net *
host_file_net(const struct host_file *f, const char *object);
/* the object of an interface of the design, or NULL: it is not made */
const char *
host_file_vnic(const struct host_file *f, const struct bundle_vnic *v);
/* the switch's port of a cable from this port of the host; NULL: none is read;
 * *i is where to go on, 0 first */
const struct port *host_file_cabled(const struct host_file *f, const char *port,
    size_t *i, const struct view **v);
/* the address of "10.0.0.1/24" */
bool host_file_ip(struct arena *a, const char *cidr, uint32_t *ip);
/* the subnet of a network; where the site gives none, that of this host's own
 * address there; false: nobody has filled it in yet */
bool host_file_subnet_of(const struct host_file *f, const struct bundle_net *n,
    uint32_t *base, int *prefix);
/* such a subnet is the same at all hosts, and no other network's */
void host_file_filled(const struct host_file *f);
/* the network that has a subnet, the site's or as filled in; NULL: none */
const struct bundle_net *
host_file_net_from(const struct host_file *f, uint32_t base);

/* a list of networks that a script assigns is live migration's, in its order */
void host_file_list(const struct host_file *f, const char *name);

/* name servers have addresses, and none that is a host's or a switch's */
void host_file_servers(const struct host_file *f);

/* functions that take parameters say the same in the files of all hosts */
void host_file_helpers(struct judge *j);

#endif
