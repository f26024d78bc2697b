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

/* sum over all ways to put k streams on m links of the fullest one, built up a
 * link at a time: ways[j][x] of j streams on the links so far, fullest x */
double
goodput_team_efficiency(size_t k, size_t m)
{
	enum { MOST = 64 };
	double ways[MOST + 1][MOST + 1] = { { 0 } }, choose[MOST + 1][MOST + 1];
	double sum = 0, all = 0;
	size_t i, j, x, add;

	if (m <= 1)
		return 1;
	if (k == 0)
		k = 1;
	if (k > MOST)
		return 1;
	for (i = 0; i <= k; i++)
		for (j = 0; j <= i; j++)
			choose[i][j] = j == 0 || j == i ?
			    1 :
			    choose[i - 1][j - 1] + choose[i - 1][j];
	for (j = 0; j <= k; j++)
		ways[j][j] = choose[k][j];
	for (i = 1; i < m; i++) {
		double next[MOST + 1][MOST + 1] = { { 0 } };

		for (j = 0; j <= k; j++)
			for (x = 0; x <= j; x++)
				for (add = 0; ways[j][x] > 0 && j + add <= k;
				     add++)
					next[j + add][add > x ? add : x] +=
					    ways[j][x] * choose[k - j][add];
		for (j = 0; j <= k; j++)
			for (x = 0; x <= k; x++)
				ways[j][x] = next[j][x];
	}
	for (x = 1; x <= k; x++) {
		sum += ways[k][x] * (double)x;
		all += ways[k][x];
	}
	return (double)k / (double)m / (sum / all);
}
