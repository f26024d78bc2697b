/*
 * What share of a line's rate is payload: exact fractions from MTU, VLAN tag
 * and transport.  Knows frame formats, nothing else.
 */
#ifndef DRAIN_GOODPUT_H
#define DRAIN_GOODPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum goodput_transport {
	GOODPUT_TCP,         /* no time stamps: Windows' default */
	GOODPUT_TCP_STAMPED, /* RFC 7323 time stamps: Linux' default */
	GOODPUT_ROCE         /* RoCE v2; the largest RDMA MTU that fits */
};

struct fraction {
	int64_t num, den;
};

/* mtu: the IP packet, 576..65535 (clamped) */
struct fraction
goodput_fraction(enum goodput_transport t, int64_t mtu, bool tagged);
/* payload bytes/s of a line */
double goodput_Bps(int64_t line_bps, enum goodput_transport t, int64_t mtu,
    bool tagged);

#endif
