/*
 * `policy.protect`: what keeps a fault at one port from affecting the rest of
 * the network; and who may manage the switches.  What a system can't do of it
 * is listed with the reason, and is no error.
 */
#include "model/read.h"

#include "base/ip.h"
#include "base/num.h"

struct protect_row {
	int64_t storm_ppm, heartbeat_ppm;
	bool root_guard, ecn;
};

#define AT(member) offsetof(struct protect_row, member)
/* clang-format off */
static const struct field protect_field[] = {
	{ .key = "storm_control", .kind = FIELD_UNIT, .unit = UNIT_SHARE,
	    .offset = AT(storm_ppm), .min = 0, .max = WHOLE_PPM,
	    .example = "1 %",
	    .doc = "broadcast that a host port accepts, in whole percent of "
	    "its speed (frames of 512 bytes where a system counts frames); the "
	    "rest is dropped and the port stays up; 0 %: no limit; default 1 "
	    "%. Only broadcast is limited: a live migration is unicast, and to "
	    "a host whose address has aged out it is unknown unicast, while "
	    "cluster heartbeats may be multicast" },
	{ .key = "root_guard", .kind = FIELD_BOOL, .offset = AT(root_guard),
	    .example = "true",
	    .doc = "ports of spines towards leaves refuse a better root of the "
	    "spanning tree (root guard): behind a leaf there is none except by "
	    "mistake; default true" },
	{ .key = "heartbeat", .kind = FIELD_UNIT, .unit = UNIT_SHARE,
	    .offset = AT(heartbeat_ppm), .min = 0, .max = 100000,
	    .example = "2 %",
	    .doc = "share of a lossless port reserved for cluster heartbeats, "
	    "as priority 7, in whole percent, taken from that of the rest; "
	    "Microsoft asks for 2 % at 10G and 1 % above; 0 %: no class of "
	    "their own; default 0 %, since the hosts must be configured the "
	    "same way, as the files for Hyper-V with SET are" },
	{ .key = "ecn", .kind = FIELD_BOOL, .offset = AT(ecn),
	    .example = "true",
	    .doc = "lossless queues that fill up mark frames (ECN), where "
	    "hosts use RoCE: senders slow down before they are paused; default "
	    "false: traffic that does not support marks, such as RoCE v1 and "
	    "most iSCSI, is dropped in that queue instead" },
};
/* clang-format on */
#undef AT
const struct model_table read_policy_protect_table = { "policy.protect",
	"the protection of the policy", protect_field, COUNT(protect_field) };

/* some switches take whole percents only */
static void
whole_percents(struct reader *r, const struct node *n, const char *key,
    int64_t ppm)
{
	if (ppm % 10000 == 0)
		return;
	diag_error(r->d, node_at(n, key), "whole-percent",
	    "'%s' of %s: some switches take whole percents only", key,
	    num_text(r->a, ppm, UNIT_SHARE));
	diag_hint(r->d, "1 %% is the least, 0 %% is none");
}

void
read_protect(struct reader *r, const struct node *n, struct protect *p)
{
	struct protect_row row = { .storm_ppm = 10000, .root_guard = true };

	read_by_table(r, n, &read_policy_protect_table, &row);
	p->given = n != NULL && !node_is_null(n);
	p->root_guard = row.root_guard;
	p->storm_ppm = row.storm_ppm;
	p->heartbeat_ppm = row.heartbeat_ppm;
	p->ecn = row.ecn;
	whole_percents(r, n, "storm_control", p->storm_ppm);
	whole_percents(r, n, "heartbeat", p->heartbeat_ppm);
}

/* one that is left out by mistake locks its people out of every switch */
void
read_manage_from(struct reader *r, const struct name_list *l)
{
	uint32_t base;
	int prefix;

	for (size_t i = 0; i < l->n; i++) {
		if (ip_subnet_parse(l->name[i], &base, &prefix) && prefix > 0)
			continue;
		diag_error(r->d, l->at[i], "manage-from",
		    "'%s' in 'manage_from' is not a subnet", l->name[i]);
		diag_hint(r->d,
		    "for example 10.0.5.0/24, or 10.0.5.7/32 for one address; "
		    "without 'manage_from' everybody may try");
	}
	if (l->n > 16) {
		diag_error(r->d, l->at[16], "manage-from",
		    "'manage_from' has %zu subnets: at most 16", l->n);
		diag_hint(r->d, "combine them into larger ones");
	}
}
