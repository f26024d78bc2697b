/*
 * Quantities with units, exact in int64, and money.  Knows no YAML.  Base
 * units: bit/s, bytes, microseconds, millimetres, parts per million (70 % is
 * 700000), hundredths of a currency unit.
 */
#ifndef BASE_NUM_H
#define BASE_NUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum unit {
	UNIT_RATE,   /* 125 MB/s, 10 Gbit/s, 30000000 B/s, 1 GiB/s -> bit/s */
	UNIT_SPEED,  /* as UNIT_RATE, and 10G, 1G, 100M of a port -> bit/s */
	UNIT_BYTES,  /* 256 GiB, 8 GB, 4096 B -> bytes */
	UNIT_TIME,   /* 300 ms, 0.3 s, 15 min, 8 h, 2 d -> microseconds */
	UNIT_LENGTH, /* 3 m, 25 cm, 44.45 mm (to the nearest mm) -> mm */
	UNIT_SHARE,  /* 70 % -> ppm */
	UNIT_POWER   /* 350 W, 1.2 kW -> milliwatts */
};

/* the same as people count them */
#define WHOLE_PPM INT64_C(1000000) /* 100 % */
#define SECOND_US INT64_C(1000000)
#define GBPS INT64_C(1000000000)
#define MIB (INT64_C(1) << 20)
/* 0.7 of 70 %, seconds, Gbit/s, GB, W */
static inline double
num_share(int64_t ppm)
{
	return (double)ppm / (double)WHOLE_PPM;
}
static inline double
num_seconds(int64_t us)
{
	return (double)us / (double)SECOND_US;
}
static inline double
num_gbps(double bps)
{
	return bps / (double)GBPS;
}
static inline double
num_gb(double bytes)
{
	return bytes / 1e9;
}
static inline double
num_watts(int64_t mw)
{
	return (double)mw / 1e3;
}

/* false with *why set: "expected a rate such as 125 MB/s", ... */
bool num_parse(struct arena *a, const char *text, enum unit unit, int64_t *out,
    const char **why);
/* "such as 10 min": for messages */
const char *num_example(enum unit unit);
/* the i-th name a unit of this kind may have ("MB/s"), NULL after the last */
const char *num_unit_name(enum unit unit, size_t i);
/* the shortest exact text, for users and for the normal form: 10 Gbit/s */
const char *num_text(struct arena *a, int64_t v, enum unit unit);
/* plain integer, optional sign; exact or false */
bool num_int(const char *text, int64_t *out);
/* 60000 or 1234.50 -> cents; more than two decimals are refused */
bool num_money(const char *text, int64_t *cents);
/* 123456 -> "1234.56" for files, "1,234.56" with grouping for people */
const char *num_money_text(struct arena *a, int64_t cents);
const char *num_money_pretty(struct arena *a, int64_t cents);
/* "48,904.71", "48,900": a whole amount within a text has no cents */
const char *num_money_brief(struct arena *a, int64_t cents);
/* "EUR 48,904.71", "EUR 48,900" */
const char *num_money_in(struct arena *a, const char *currency, int64_t cents);
/* "EUR 48,904.71" where low is high, else "about EUR 41,000 to 58,000 (EUR
 * 49,000 at the middle)": two digits, since no estimate bears more */
const char *num_money_range(struct arena *a, const char *currency,
    int64_t cents, int64_t low, int64_t high);
/* the nearest whole unit of the currency: 48904.71 is 48905.00 */
int64_t num_money_whole(int64_t cents);
/* to two digits, whole units of the currency: 48904.71 is 49000 */
int64_t num_money_rounded(int64_t cents);
/* the amount alone: "EUR 48,904.71" where low is high,
 * else "about EUR 49,000" */
const char *num_money_about(struct arena *a, const char *currency,
    int64_t cents, int64_t low, int64_t high);
/* an amount beside a limit (none: 0 or less), ranged: resting on estimates:
 * rounded as far as it stays on its side of the limit */
const char *num_money_against(struct arena *a, const char *currency,
    int64_t cents, int64_t limit, bool ranged);
/* a threshold with what lies beyond it as far as `end`: "about EUR 4,850" of
 * 4841.25 where end is above; three digits, whole units of the currency,
 * rounded towards end and never past it, so that what holds beyond it still
 * does */
const char *num_money_threshold(struct arena *a, const char *currency,
    int64_t cents, int64_t end);
/* "49,000": the same rounding of one amount, without a currency */
const char *num_money_rough(struct arena *a, int64_t cents);
/* that where the amount rests on a range of prices, else to the cent */
const char *num_money_shown(struct arena *a, int64_t cents, bool ranged);
/* the difference of two amounts as rounded by that, so that it adds up; where
 * both round to the same, the exact difference */
const char *num_money_gap(struct arena *a, int64_t x_cents, int64_t y_cents);
/* seconds as readable text: 47 s, 6 min 10 s, 3 h 05 min, 3 h; from a day on in
 * whole hours: 32 h */
const char *num_time_pretty(struct arena *a, double seconds);
/* rounded to what that prints, so that differences add up */
double num_time_shown(double seconds);
/* a month counted from year 0: 2026-03 */
const char *num_month_text(struct arena *a, int month);
/* products and sums that end in false instead of wrapping */
bool num_mul(int64_t x, int64_t y, int64_t *out);
bool num_add(int64_t x, int64_t y, int64_t *out);
/* x * num / den rounded half up, exact inside; den > 0 */
int64_t num_scale(int64_t x, int64_t num, int64_t den);

/* a hash of words, eight bytes at a time; a rest of fewer bytes is ignored */
uint64_t num_hash(const void *of, size_t n);

#endif
