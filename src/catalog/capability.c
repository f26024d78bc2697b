#include "catalog/capability.h"

#include <string.h>

#include "catalog/catalog.h"

const struct can_word catalog_can[CANS] = {
	[CAN_LOSSLESS] = { "lossless", "lossless ports", true, true },
	[CAN_MCLAG] = { "mclag", "multi-chassis LAG", true, false },
	[CAN_MCLAG_NO_OOB] = { "mclag-no-oob",
	    "multi-chassis domain without an out-of-band network", true,
	    false },
	[CAN_MCLAG_ORPHANS] = { "mclag-orphans",
	    "LAG on one switch of a domain only, as 'core.links: 1' needs",
	    true, false },
	[CAN_EMCLAG] = { "emclag", "LAG between two multi-chassis domains",
	    true, false },
	[CAN_LACP] = { "lacp", "LACP", true, true },
	[CAN_UFD] = { "ufd", "host ports that follow the uplinks", true,
	    false },
	[CAN_RSTP] = { "rstp", "spanning tree against a loop through the core",
	    true, false },
	[CAN_EDGE] = { "edge", "edge ports", true, false },
	[CAN_BPDUGUARD] = { "bpduguard", "BPDU guard", true, false },
	[CAN_BPDU_FILTER] = { "bpdu-filter", "BPDU filter towards the core",
	    true, false },
	[CAN_BREAKOUT] = { "breakout", "ports broken out", true, false },
	[CAN_SPEED_CHANGE] = { "speed-change", "ports below their native speed",
	    true, false },
	[CAN_GROUP_SPEED] = { "group-speed",
	    "groups of ports below their native speed", true, false },
	[CAN_GIGABIT] = { "gigabit", "modules for 1 Gbit/s in faster ports",
	    true, false },
	[CAN_IN_BAND] = { "in-band",
	    "in-band management, where a model has no port for it", true,
	    false },
	[CAN_JUMBO] = { "jumbo", "jumbo frames", true, true },
	[CAN_SNMPV3] = { "snmpv3", "SNMPv3 traps", true, false },
	[CAN_TIMEZONE] = { "timezone", "a time zone", true, false },
	[CAN_STORM_CONTROL] = { "storm-control",
	    "storm control of broadcast on host ports", true, false },
	[CAN_ROOT_GUARD] = { "root-guard", "root guard towards leaves", true,
	    false },
	[CAN_MANAGE_FROM] = { "manage-from", "access list for SSH and SNMP",
	    true, false },
	[CAN_HEARTBEAT] = { "heartbeat", "class for cluster heartbeats", true,
	    false },
	[CAN_ECN] = { "ecn", "congestion marks (ECN) in lossless queues", true,
	    false },
	[CAN_TEAM] = { "team", "teams", false, true },
	[CAN_RDMA_IN_TEAM] = { "rdma-in-team", "RDMA in a team", false, true },
};

enum can
catalog_can_named(const char *name)
{
	enum can c = 0;

	while (c < CANS && strcmp(catalog_can[c].name, name) != 0)
		c++;
	return c;
}

const char *
platform_cannot(const struct platform *p, enum can c)
{
	size_t n = p != NULL ? p->ncan : 0, at = c < n ? c : n - 1;

	/* a catalog's are in the enum's order, with few left out: it is at its
	 * own place or soon before */
	for (size_t i = 0; i<n; i++, at = at> 0 ? at - 1 : n - 1)
		if (p->can[at].is == c)
			return p->can[at].yes ? NULL : p->can[at].reason;
	return "not given in the catalog";
}

enum can
platform_lacks(const struct platform *p, const bool wanted[CANS], enum can from)
{
	while (
	    from < CANS && (!wanted[from] || platform_cannot(p, from) == NULL))
		from++;
	return from;
}
