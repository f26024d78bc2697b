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

#endif
