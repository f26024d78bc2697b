/*
 * Does a network that moves to the new switches still reach its gateway?  Knows
 * the site alone, no design.
 */
#ifndef MODEL_GATEWAY_REACH_H
#define MODEL_GATEWAY_REACH_H

#include "model/model.h"

/* has it a gateway that nothing on the new switches can provide: no core there,
 * and no device on it that may route? */
bool model_cut_off(const struct model *m, const struct network *n);

#endif
