/*
 * How a Linux host's bond distributes what it sends, where the mode decides it.
 * Knows nothing of switches or rates.
 */
#ifndef MODEL_BOND_H
#define MODEL_BOND_H

#include "model/model.h"

/* all that goes to one peer leaves by one port, whatever a stream's hash: of
 * balance-tlb and balance-alb (Linux networking/bonding) */
static inline bool
model_bond_by_peer(enum bond b)
{
	return b == BOND_BALANCE_TLB || b == BOND_BALANCE_ALB;
}

/* streams are spread evenly over a team's members: the site file says so, and
 * the bond doesn't send by the peer */
static inline bool
model_spreads_evenly(enum team_hash hash, enum bond b)
{
	return hash == HASH_IDEAL && !model_bond_by_peer(b);
}

#endif
