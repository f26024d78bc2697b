/*
 * IPv4 addresses as numbers, in host order. Knows no networks and no messages;
 * texts are made in the caller's arena.
 */
#ifndef BASE_IP_H
#define BASE_IP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/* a strict dotted quad */
bool ip_parse(const char *text, uint32_t *out);
/* 10.0.1.0/24 with no bits set below the mask */
bool ip_subnet_parse(const char *text, uint32_t *base, int *prefix);
const char *ip_text(struct arena *a, uint32_t ip);
/* 10.0.1.0/24 */
const char *ip_net_text(struct arena *a, uint32_t base, int prefix);
/* 0 to 32 */
uint32_t ip_mask(int prefix);

#endif
