/*
 * The capabilities that a design may require of a platform, in one list. Sizing
 * checks them against a model's platform before the model is chosen, rendering
 * before a file is written; a platform's file states each with `true` or with
 * the reason why not.  Knows no design.
 */
#ifndef CATALOG_CAPABILITY_H
#define CATALOG_CAPABILITY_H

#include <stdbool.h>

/* of switches; where several are missing, the first is reported */
enum can {
	CAN_LOSSLESS,
	CAN_MCLAG,
	CAN_MCLAG_NO_OOB,
	CAN_MCLAG_ORPHANS,
	CAN_EMCLAG,
	CAN_LACP,
	CAN_UFD,
	CAN_RSTP,
	CAN_EDGE,
	CAN_BPDUGUARD,
	CAN_BPDU_FILTER,
	CAN_BREAKOUT,
	CAN_SPEED_CHANGE,
	CAN_GROUP_SPEED,
	CAN_GIGABIT,
	CAN_IN_BAND,
	CAN_JUMBO,
	CAN_SNMPV3,
	CAN_TIMEZONE,
	/* what is left out where it can't, and listed with the reason */
	CAN_STORM_CONTROL,
	CAN_ROOT_GUARD,
	CAN_MANAGE_FROM,
	CAN_HEARTBEAT,
	CAN_ECN,
	/* of hosts, as CAN_LOSSLESS and CAN_JUMBO are */
	CAN_TEAM,
	CAN_RDMA_IN_TEAM,
	CANS
};

struct can_word {
	const char *name; /* in a platform's file */
	const char *what; /* "no ... (reason)", "needs ..." */
	bool of_switch, of_host;
};
extern const struct can_word catalog_can[CANS];

/* CANS: unknown */
enum can catalog_can_named(const char *name);

struct platform;

/* NULL if it can; else the reason ("not given in the catalog" if unknown) */
const char *platform_cannot(const struct platform *p, enum can c);
/* the first of the required capabilities, from `from` on, that it lacks; CANS:
 * it has all */
enum can platform_lacks(const struct platform *p, const bool wanted[CANS],
    enum can from);

#endif
