/*
 * The effect of failures on a design, and its load, for users. Filled in
 * prove/, printed in output/.  Names and figures only. Judges nothing.
 */
#ifndef PROVE_STRESS_RESULT_H
#define PROVE_STRESS_RESULT_H

#include <stdbool.h>
#include <stddef.h>

/* links that share a load: a host's ports, a leaf's uplinks, the peer link */
struct link_group_load {
	const char *name;
	double line_bps;     /* all of its links, one direction */
	double load;         /* of that, steady, everything in; 0 to 1 */
	double worst;        /* the same of what is left with any one switch
				 * out */
	const char *without; /* that switch; NULL: no switch makes it worse */
};

/* hosts that lose the same network */
struct loss {
	const char **host;
	size_t n, cap;
	const char *network;
	const char *instead; /* the one that takes its place; NULL: none */
};

/* one switch or one link out */
struct failure {
	const char *kind;  /* "leaf", "link between leaf and spine" */
	bool several;      /* no single failure: cables at once */
	const char **name; /* each of them does this, by itself */
	size_t n, cap;
	struct loss *loss; /* of the first, as all below */
	size_t nloss, caploss;
	size_t cut_off;      /* hosts that lose one without a replacement */
	double load;         /* of the busiest bundle left */
	const char *busiest; /* NULL: no steady load */
	double drain_s;      /* the longest drain meanwhile; negative: no
				 * live migration, or impossible */
	const char *slowest; /* that host */
};

/* everything in a rack out: its switches, its hosts and their VMs */
struct rack_failure {
	const char *rack;
	size_t hosts, vms;
	double vm_bytes;
	/* VMs that find no memory on the other racks' hosts of their
	 * cluster, the largest first placed where most is free */
	size_t homeless;
	double homeless_bytes;
	struct failure rest; /* what it does to the other racks' hosts */
};

struct stress {
	struct failure *failure;
	size_t nfailure, capfailure;
	/* each rack with hosts, where there are several */
	struct rack_failure *rack;
	size_t nrack, caprack;
	bool sampled; /* a large site: one of each kind was simulated; the
				 * others have the same switch model, role and
				 * ports */
	bool drained; /* drains were simulated */
	struct link_group_load *bundle;
	size_t nbundle;
};

#endif
