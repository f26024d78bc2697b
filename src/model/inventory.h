/*
 * Today's hosts and VMs as the user's tools list them: what
 * templates/inventory/inventory.ps1 found on Hyper-V hosts is read here, tables
 * fill the same.  Everything as read, with its place; judges nothing and knows
 * no site.  Texts that are not given are NULL, numbers 0.  All belongs to the
 * arena.
 */
#ifndef MODEL_INVENTORY_H
#define MODEL_INVENTORY_H

#include "input/decode.h"

#define INVENTORY_VERSION 1

struct inv_nic {
	const char *name, *description, *driver, *firmware;
	int64_t speed_bps, mtu;
	bool up;
	struct span at;
};

struct inv_team {
	const char *name, *mode, *hash;
	struct name_list members;
	struct span at;
};

struct inv_host {
	const char *name, *cluster, *os, *model, *bios;
	const char *rack;
	int64_t unit;         /* of its rack, the lowest; 0: not given */
	int64_t memory_bytes; /* installed; 0: not given */
	int64_t cores;        /* 0: not given */
	struct inv_nic *nic;  /* ports of the host */
	size_t nnic;
	struct inv_nic *interface; /* the host's own, on virtual switches:
					 * name and mtu only */
	size_t ninterface;
	struct inv_team *team;
	size_t nteam;
	const char *transport;     /* of live migration; NULL: not given */
	int64_t simultaneous;      /* 0: not given */
	struct name_list networks; /* subnets, in the order written */
	struct span at, lm_at, cluster_at; /* at: of its name */
};

struct inv_disk {
	const char *path, *controller, *format, *type, *parent;
	bool passthrough;
	struct span at;
};

struct inv_checkpoint {
	const char *name, *type;
	struct span at;
};

/* measured: memory rewritten so long after a clean state */
struct inv_point {
	int64_t seconds, bytes;
};

struct inv_vm {
	const char *name, *id, *cluster, *state;
	const char *host; /* NULL: not given */
	bool clustered, dynamic;
	int64_t generation;
	int64_t memory_bytes;     /* -1: not given */
	int64_t scsi_controllers; /* -1: not given */
	struct inv_disk *disk;
	size_t ndisk;
	struct inv_checkpoint *checkpoint;
	size_t ncheckpoint;
	const char *replica; /* state; NULL: not given */
	bool backup_running, merging;
	struct name_list iso;
	bool vss;                /* the guest's volume shadow copy service; true
				 * where nothing is given */
	const char *services;    /* version of its integration services */
	struct inv_point *point; /* by time, bytes never fewer */
	size_t npoint;
	struct span at, host_at, cluster_at;
};

/* a port that was listed apart from its host */
struct inv_port {
	const char *host;
	struct inv_nic nic;
	struct span host_at;
};

/* a device in a rack that is not a host; its height is not given */
struct inv_occupant {
	const char *name, *rack;
	int64_t unit;
	struct span at;
};

struct inventory {
	const char *taken_by;
	const char *hypervisor;   /* the hypervisor of an inventory */
	const char *orchestrator; /* of all its clusters; NULL: not known */
	struct inv_host *host;
	size_t nhost, caphost;
	struct inv_vm *vm;
	size_t nvm, capvm;
	struct inv_port *port; /* those of one host follow each other */
	size_t nport, capport;
	struct inv_occupant *occupant;
	size_t noccupant, capoccupant;
	/* hosts of VMs that were left out, in the order of those, some twice */
	struct inv_mention {
		const char *host;
		struct span at;
	} * mention;
	size_t nmention, capmention;
	bool partial; /* rows were rejected: what is not found may have been
			 * among them */
};

/* adds to the inventory; false after findings, whatever could be read has been
 * added */
bool inventory_read(struct arena *a, struct diags *d, const struct source *src,
    struct inventory *out);

/* names of VMs: case-insensitive */
bool inventory_same(const char *x, const char *y);
const struct inv_host *
inventory_host(const struct inventory *v, const char *name);

#endif
