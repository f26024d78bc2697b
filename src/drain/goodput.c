/*
 * A frame on the wire: preamble and start 8, header 14, tag 4, check 4, gap 12
 * (IEEE 802.3); inside IP 20 and TCP 20 (32 with time stamps), or for RoCE v2
 * IP 20, UDP 8, BTH 12 and ICRC 4.
 */
#include "drain/goodput.h"

struct fraction
goodput_fraction(enum goodput_transport t, int64_t mtu, bool tagged)
{
	static const int64_t rdma[] = { 4096, 2048, 1024, 512, 256 };
	struct fraction f;
	int64_t frame;
	int i;

	if (mtu < 576)
		mtu = 576;
	if (mtu > 65535)
		mtu = 65535;
	frame = 8 + 14 + (tagged ? 4 : 0) + 4 + 12;
	f.num = mtu - (t == GOODPUT_TCP ? 40 : 52);
	f.den = mtu + frame;
	if (t == GOODPUT_ROCE) {
		for (i = 0; i < 4 && rdma[i] + 44 > mtu; i++)
			continue;
		f.num = rdma[i];
		f.den = rdma[i] + 44 + frame;
	}
	return f;
}

double
goodput_Bps(int64_t line_bps, enum goodput_transport t, int64_t mtu,
    bool tagged)
{
	struct fraction f = goodput_fraction(t, mtu, tagged);

	return (double)line_bps / 8 * (double)f.num / (double)f.den;
}
