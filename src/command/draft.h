/*
 * A site file being drafted, from answers or from an inventory: written with
 * comments on what to review, and checked like any other before it is written.
 * Knows the words of a site file; neither questions nor inventories. Names are
 * valid when they come here.  Text belongs to the run's arena.
 */
#ifndef COMMAND_DRAFT_H
#define COMMAND_DRAFT_H

#include "catalog/catalog.h"
#include "command/command.h"
#include "model/inventory.h"

struct draft_host {
	const char *name, *rack; /* patterns; ranges pair */
	const char *cluster;
	const char *version; /* of hyper-v it runs; NULL: not known */
	int64_t memory_bytes;
	int64_t cores; /* 0: not given */
	int64_t unit;  /* the lowest of its rack; 0: not given */
	int64_t ports; /* 0: the draft's, with the draft's speed */
	int64_t speed_bps;
	const char *const *port_name; /* NULL: not given */
	const char *was;              /* in the inventory; NULL: the same */
};

struct draft_vm {
	const char *name, *host; /* patterns; host NULL: over the cluster */
	const char *cluster;
	int64_t memory_bytes;
	const struct inv_point *point; /* of what it rewrites */
	size_t npoint;
	const char *was;
};

struct draft {
	const char *origin; /* a line on its origin */
	const struct catalog *catalog;
	const char *name;
	const char *hypervisor;
	const char *orchestrator; /* of every cluster; NULL: not known */
	int64_t speed_bps;        /* of ports for the new switches */
	int64_t racks;
	bool racks_known;  /* else the user must give each host's rack */
	const char **rack; /* their names; NULL: r1, r2, ... */
	struct draft_occupant {
		const char *name, *rack;
		int64_t unit;
	} * occupant; /* of named racks */
	size_t noccupant, capoccupant;
	int64_t today_bps, today_ports; /* 0: not known */
	size_t size;                    /* hosts, ranges expanded */
	struct draft_cluster {
		const char *name;
		const char *version; /* of hyper-v; NULL: not known */
	} * cluster;
	size_t ncluster, capcluster;
	struct draft_host *host;
	size_t nhost, caphost;
	struct draft_vm *vm;
	size_t nvm, capvm;
};

/* the catalogs, and --name, --racks, --speed, --hypervisor or what they are by
 * default; false after findings */
bool draft_options(struct run *r, struct draft *w);
/* an option that is a whole number from 1 to max; false after a finding */
bool draft_count(struct run *r, const char *option, const char *text,
    int64_t max, int64_t *out);

/* written to -o or standard output if it passes `check`; else findings */
bool draft_write(struct run *r, const struct draft *w);

#endif
