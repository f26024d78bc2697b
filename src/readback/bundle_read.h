/*
 * A bundle's folder as text: design.json, cabling.csv, addresses.csv, configs
 * and host scripts, read with no help from what made them. Judges nothing:
 * rules are verify/'s. All of it is in the arena given, const afterwards.
 */
#ifndef READBACK_BUNDLE_READ_H
#define READBACK_BUNDLE_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "readback/host_config.h"
#include "readback/view.h"

struct fileset;
struct node;

struct bundle_switch {
	const char *name, *role, *model, *nos, *rack;
	struct view *view; /* NULL: no config could be read */
	bool has_file;
	const char *file;  /* configs/NAME.EXT */
	bool worksheet;    /* a table for a person, no config */
	long stp_priority; /* -1: the design doesn't say */
	uint32_t gateway;  /* of its management port; 0: none */
	/* what it is protected by; not said: a bundle of an old version */
	bool protect_said, root_guard;
	long storm_percent;     /* broadcast on host ports; -1: not limited */
	long heartbeat_percent; /* of priority 7; -1: no class of its own */
	bool ecn;               /* its lossless queues mark frames */
	bool pool; /* buffers for frames without drop are set apart by hand */
	const char **manage_from;
	size_t nmanage_from, manage_from_cap;
};

struct bundle_cable_end {
	const char *device, *port; /* port as written */
	const char *normal;        /* its normal name, or NULL */
	struct bundle_switch *sw;  /* NULL: no switch of ours */
	const struct port *at;     /* as its config has it, NULL: not read */
	const char *optic;         /* "" where the cable's ends are fixed */
	const char *label;         /* what is to be tied to it, or "" */
};

struct bundle_cable {
	const char *id, *kind;
	const char *breakout; /* the cable several rows are, or "" */
	struct bundle_cable_end end[2];
	int line;
	long speed_mbps;
	const char *medium;
	long length_mm; /* -1: not a length */
};

/* a link of the design, which a row of the cabling table is to be */
struct bundle_link {
	const char *id, *kind;
	struct bundle_end {
		const char *device, *port;
		const char *cage;  /* "" where it isn't known */
		const char *optic; /* "" where there is none */
	} end[2];
	long speed_mbps;
	long needed_mm; /* by geometry; -1: not given */
	const char *medium;
	long length_mm; /* -1: not given */
};

/* a cable that is sold */
struct bundle_medium {
	const char *family;
	const char *kind;      /* dac aoc fibre copper */
	const char *cage[2];   /* "" for fibre */
	const char *connector; /* "" where its ends are fixed */
	long speed_mbps;       /* of one link; -1: the optics' */
	long links;            /* that one cable holds */
	long *length_mm;
	size_t nlength, length_cap;
};

struct bundle_optic {
	const char *id, *name, *cage, *connector;
	long speed_mbps, links;
	struct bundle_reach {
		const char *family;
		long mm;
	} * reach;
	size_t nreach, reach_cap;
};

/* where something of a rack is, by its lowest unit */
struct bundle_place {
	const char *name, *rack;
	long unit;   /* -1 or 0: not said, as in a bundle of an old version */
	long height; /* -1: not said */
	bool reserved;
};

struct bundle_rack {
	const char *name;
	long units; /* -1: not said */
};

struct bundle_net {
	const char *name, *purpose;
	int vlan;
	uint32_t base;
	int prefix;       /* -1: none */
	uint32_t gateway; /* 0: not given */
	const char **sw;
	size_t nsw, sw_cap;
	bool reaches_core;
	bool migrates;  /* live migration may use it */
	bool east_west; /* of hosts and storage alone */
	bool jumbo;     /* in large frames */
};

struct bundle_lag {
	const char *name, *device, *purpose;
	long number;
	long mclag;         /* 0: none; -1: the design doesn't say */
	bool stp_said, stp; /* takes part in spanning tree */
	bool lacp_said, lacp;
	const char **member;
	size_t n, cap;
};

struct bundle_address {
	const char *device, *interface, *network;
	int vlan; /* 0: none */
	uint32_t ip;
	int prefix; /* -1: not given */
	bool ok;
	int line;
};

/* how long the design says a host takes to be drained */
struct bundle_drain {
	const char *host;
	double seconds; /* negative: can't be drained */
	double bytes;   /* sent meanwhile; 0: not given */
};

struct host_script {
	const char *host, *file;
	const struct source *src;
	const struct host_config *config; /* NULL: it has no reader */
};

struct bundle_vnic {
	const char *name, *network, *port; /* port: "" for any of the team */
	bool rdma, lossless;
};

/* a cabled port of a host, and the networks it is for */
struct bundle_hport {
	const char *name;
	long team;        /* of the host's teams, from 1; -1: none */
	const char *mode; /* of that team; "": the host's word goes for all */
	const char **network;
	size_t n, cap;
};

/* what a host's file must come to; numbers are -1 where that isn't given */
struct bundle_host {
	const char *name;
	bool device;           /* it has no file, and ports alone are known */
	const char *team;      /* none, switch-independent, or a bond's mode */
	const char *balancing; /* of its teams, a word of its system's, or "" */
	const char *transport;
	long mtu, processors, simultaneous, limit_bytes;
	struct bundle_vnic *vnic;
	size_t nvnic, vnic_cap;
	struct bundle_hport *port; /* none in a bundle of an old version */
	size_t nport, port_cap;
	const char **order; /* networks of live migration, the first first */
	size_t norder, order_cap;
};

struct bundle {
	const char *dir, *topology;
	const struct node *design;   /* all of design.json */
	const struct fileset *files; /* it is in memory; else NULL */
	struct bundle_switch *sw;
	size_t nsw, sw_cap;
	struct bundle_cable *cable;
	size_t ncable, cable_cap;
	struct bundle_link *link; /* these three: none in an old bundle */
	size_t nlink, link_cap;
	struct bundle_medium *medium;
	size_t nmedium, medium_cap;
	struct bundle_optic *optic;
	size_t noptic, optic_cap;
	struct bundle_place *place; /* reserved units among them */
	size_t nplace, place_cap;
	struct bundle_rack *rack;
	size_t nrack, rack_cap;
	struct bundle_net *net;
	size_t nnet, net_cap;
	struct bundle_lag *lag;
	size_t nlag, lag_cap;
	struct bundle_address *addr;
	size_t naddr, addr_cap;
	struct bundle_drain *drain;
	size_t ndrain, drain_cap;
	struct host_script *host;
	size_t nhost, host_cap;
	struct bundle_host *setting; /* none in a bundle of an old version */
	size_t nsetting, setting_cap;
	struct bundle_named {
		const char *name;
		size_t at;
	} * named; /* of each setting, by name */
	/* what all switches are configured with; said: the design says it */
	struct bundle_around {
		bool said;
		const char *administrator;
		struct named *server; /* kinds ntp and syslog */
		size_t nserver, server_cap;
		long core_stp_priority; /* -1: the core's tree is not ours */
	} around;
	const char **extra; /* configs no switch of the design has */
	size_t nextra, extra_cap;
	struct view **view;
	size_t nview, view_cap;
	const struct bundle_index *index;
};

/* files: of a bundle that is not written yet, in place of the folder's */
bool bundle_read(struct arena *a, struct diags *d, const char *dir,
    const struct fileset *files, struct bundle *out);
/* design.json and cabling.csv alone */
bool bundle_read_cables(struct arena *a, struct diags *d, const char *dir,
    struct bundle *out);
/* a file of it, NULL after a finding; the names in one of its folders */
const struct source *bundle_file(struct arena *a, struct diags *d,
    const struct bundle *b, const char *path, size_t max);
bool bundle_names(struct arena *a, struct diags *d, const struct bundle *b,
    const char *folder, const char ***name, size_t *n);
struct bundle_switch *bundle_switch(const struct bundle *b, const char *name);
/* the cable's end at the switch, and the other; false if it has none there */
/* is it a cable of the management network? */
bool bundle_cable_oob(const struct bundle_cable *c);
bool
bundle_cable_at(const struct bundle_cable *c, const struct bundle_switch *sw,
    const struct bundle_cable_end **own, const struct bundle_cable_end **other);
const struct bundle_net *
bundle_net_of(const struct bundle *b, const char *name);
/* rows of a table that have one name, in its order; row NULL: none has */
struct bundle_rows {
	const struct bundle_named *row;
	size_t n;
};
/* the ends of cables at a device: twice the row, and 1 for its second end */
struct bundle_rows bundle_ends(const struct bundle *b, const char *device);
struct bundle_rows bundle_addresses(const struct bundle *b, const char *device);
struct bundle_rows bundle_cables(const struct bundle *b, const char *id);
/* where the device is, or NULL: in no rack of the design */
const struct bundle_place *
bundle_place(const struct bundle *b, const char *device);
/* the first of that number, or NULL */
const struct bundle_link *bundle_link(const struct bundle *b, const char *id);
const struct host_script *
bundle_script(const struct bundle *b, const char *host);
/* what the design says of a host's file, or NULL */
const struct bundle_host *
bundle_setting(const struct bundle *b, const char *host);
/* of its ports the one of this name, or NULL: it is not listed */
const struct bundle_hport *
bundle_host_port(const struct bundle_host *h, const char *port);
/* is a network one of those the port is for */
bool bundle_port_is_for(const struct bundle_hport *p, const char *network);
/* how the team of a port of a host shares its traffic; "": nothing says so */
const char *bundle_port_mode(const struct bundle_host *h, const char *port);
/* is a port, or the team of one, on one switch by design */
bool bundle_port_is_alone(const struct bundle_host *h, const char *port);
/* VLANs that by design are on one of two switches and not on the other; b or a
 * switch NULL: none */
struct vlan_set bundle_vlans_apart(const struct bundle *b, const struct view *x,
    const struct view *y);
/* does a script have the word, not as a part of a longer number? */
bool bundle_text_says(const char *text, const char *word);
/* the number after a word, from *s on; *line counts; false at the end */
bool bundle_text_number(const char **s, const char *word, long *out, int *line);
/* is the switch, of this name, to carry the network? */
bool bundle_net_lists(const struct bundle_net *n, const char *sw);
bool bundle_net_on(const struct bundle_net *n, const struct bundle_switch *s);
/* the port of a cable's end as its config has it, NULL: not read */
const struct port *bundle_end_port(const struct bundle_cable_end *e);
/* of hosts and storage alone; a backup network, which may also be elsewhere,
 * is not counted */
bool bundle_net_is_eastwest(const struct bundle_net *n);

#endif
