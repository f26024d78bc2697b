/*
 * What an inventory says of hosts and virtual machines, in its own words, and
 * the site file that comes of it.  Readers fill it; names are made valid and
 * references followed here.  Everything belongs to the run's arena.
 */
#ifndef COMMAND_IMPORT_INVENTORY_H
#define COMMAND_IMPORT_INVENTORY_H

#include "command/draft.h"

struct inv_nic {
	const char *name;
	int64_t speed_bps; /* 0: no link, or not said */
};

struct inv_host {
	const char *name, *cluster; /* cluster NULL or empty: none */
	const char *version; /* of hyper-v, as a site file has it, or NULL */
	int64_t memory_bytes, cores; /* 0: not said */
	struct inv_nic *nic;
	size_t nnic;
	struct span at, cluster_at; /* at: of its name */
};

struct inv_vm {
	const char *name;
	const char *host, *cluster; /* host NULL or empty: anywhere in the
					 * cluster */
	int64_t memory_bytes;
	struct span at, host_at, cluster_at;
};

struct inventory {
	const char *hypervisor; /* what such an inventory is of */
	struct inv_host *host;
	size_t nhost, caphost;
	struct inv_vm *vm;
	size_t nvm, capvm;
	bool partial; /* rows were refused: what is not found may have
				 * been among them */
};

/* {"eastwest_inventory": 1, "hosts": [...], "vms": [...]}; false after
 * findings, whatever could be read has been added */
bool
import_json(struct run *r, const struct source *src, struct inventory *out);
/* RVTools' vInfo or vHost, by its heading */
bool
import_sheet(struct run *r, const struct source *src, struct inventory *out);

/* false after findings */
bool import_draft(struct run *r, const struct inventory *v, struct draft *out);

#endif
