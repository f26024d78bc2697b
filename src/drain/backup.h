/*
 * A nightly backup as flows over links: snapshots first, then as many streams
 * at once as are allowed, each VM's data over its own links.  Knows links
 * by number and stage, no site and no product.
 */
#ifndef DRAIN_BACKUP_H
#define DRAIN_BACKUP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/num.h"

/* what a link represents */
enum backup_stage {
	STAGE_SOURCE, /* the storage that is read */
	STAGE_NETWORK,
	STAGE_PROXY,      /* processors that compress and sort */
	STAGE_REPOSITORY, /* the disks that are written */
	STAGES
};
extern const char *const backup_stage_word[STAGES];

struct backup_vm {
	double bytes;
	size_t volume;
	const size_t *link; /* no link twice */
	size_t nlink;
	double cap_Bps; /* of its stream, by the network; 0: none */
};

/* input and output of a volume that goes another way while it is redirected */
struct backup_redirect {
	size_t volume;
	double cap_Bps;
	const size_t *link;
	size_t nlink;
};
enum redirected { REDIRECTED_NEVER, REDIRECTED_SNAPSHOT, REDIRECTED_ALWAYS };

struct backup_problem {
	const double *capacity_Bps;
	const enum backup_stage *stage;
	size_t nlink;
	const struct backup_vm *vm; /* in the order they are taken up */
	size_t nvm, nvolume;
	size_t streams;    /* VMs at once, of all; >= 1 */
	bool per_lun;      /* one snapshot of a volume for all on it */
	size_t per_volume; /* else: snapshots of a volume at once; >= 1 */
	double snapshot_s; /* to take one */
	enum redirected redirected;
	const struct backup_redirect *redirect;
	size_t nredirect;
	bool no_caps; /* those of the network are lifted */
};

/* what limits it: a stage, or how it is run */
enum backup_hold {
	HOLD_SOURCE,
	HOLD_NETWORK,
	HOLD_PROXY,
	HOLD_REPOSITORY,
	HOLD_STREAMS,
	HOLD_SNAPSHOTS,
	HOLD_NOTHING
};

struct backup_answer {
	bool finishes; /* else the time means nothing */
	double seconds, bytes;
	/* lower bound: no single stage allows less */
	double stage_s[STAGES];
	size_t stage_link[STAGES]; /* the link that sets it */
	double snapshots_s;        /* lower bound set by the snapshots */
	double lower_bound_s;      /* the largest of those */
	enum backup_hold hold;     /* what more of would help most */
	/* the time with as many streams as VMs; where that alone does not
	 * help, with as many snapshots as well */
	double streams_s;
};

/* one run; `hold` is not determined */
struct backup_answer
backup_simulate(struct arena *a, const struct backup_problem *p);
/* runs it again without each limit in turn: finds the one whose removal helps
 * most */
struct backup_answer
backup_run(struct arena *a, const struct backup_problem *p);

/*
 * A vendor's rule for the cores of a backup proxy: T / 100 for a full backup
 * and T * change / 25 for an incremental one, T the source's MiB/s over the
 * window (Veeam Backup & Replication Best Practices, "Sizing a Backup Proxy").
 */
#define CORE_FULL_BPS (100.0 * MIB)
#define CORE_INCREMENTAL_BPS (25.0 * MIB)
double backup_cores(double bytes, double window_s, double change, bool full);

/* ---- the answers for a site: filled in prove/, printed in output/ ---- */

struct backup_case {
	size_t vms;
	bool full, off_host, per_lun;
	struct backup_answer answer;
	const char *hold; /* what limits it, as text */
	double cores;     /* the rule's, for the window; 0: no window */
	bool fits;        /* the window; true where none is required */
};

struct backup_report {
	const char *network;     /* "network 'mgmt' of the design", "today's" */
	double window_s;         /* 0: none required */
	struct backup_case *own; /* the site's way, by size, full first */
	size_t nown;
	struct backup_case *way; /* the site's size, every way */
	size_t nway;
	const char **assumption;
	size_t nassumption, cap;
};

#endif
