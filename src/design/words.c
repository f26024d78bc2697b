/* The words of the decided world, as the contract spells them. */
#include "design/design.h"

const char *const design_switch_role_word[] = { "standalone", "leaf", "spine",
	NULL };
const char *const design_lag_purpose_word[] = { "peer", "uplink", "downlink",
	"core", "fabric", "host", NULL };
const char *const design_link_kind_word[] = { "host", "uplink", "peer", "core",
	"oob", NULL };
