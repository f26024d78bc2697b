#include "base/num.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

__extension__ typedef __int128 int128;

/* what a unit is called, and num/den of the base unit it stands for */
struct suffix {
	const char *name;
	int64_t num, den;
};

#define KI (INT64_C(1) << 10)
#define MI (INT64_C(1) << 20)
#define GI (INT64_C(1) << 30)
#define TI (INT64_C(1) << 40)
#define PI (INT64_C(1) << 50)
#define K INT64_C(1000)
#define M INT64_C(1000000)
#define G INT64_C(1000000000)
#define T INT64_C(1000000000000)
#define P INT64_C(1000000000000000)

/* small to large; num_text takes those before `texts` of them */
static const struct suffix rates[] = { { "bit/s", 1, 1 }, { "kbit/s", K, 1 },
	{ "Mbit/s", M, 1 }, { "Gbit/s", G, 1 }, { "Tbit/s", T, 1 },
	{ "Pbit/s", P, 1 }, { "Kibit/s", KI, 1 }, { "Mibit/s", MI, 1 },
	{ "Gibit/s", GI, 1 }, { "Tibit/s", TI, 1 }, { "Pibit/s", PI, 1 },
	{ "B/s", 8, 1 }, { "kB/s", 8 * K, 1 }, { "MB/s", 8 * M, 1 },
	{ "GB/s", 8 * G, 1 }, { "TB/s", 8 * T, 1 }, { "PB/s", 8 * P, 1 },
	{ "KiB/s", 8 * KI, 1 }, { "MiB/s", 8 * MI, 1 }, { "GiB/s", 8 * GI, 1 },
	{ "TiB/s", 8 * TI, 1 }, { "PiB/s", 8 * PI, 1 }, { NULL, 0, 0 } };
static const struct suffix speeds[] = { { "M", M, 1 }, { "G", G, 1 },
	{ "T", T, 1 }, { NULL, 0, 0 } };
static const struct suffix bytes[] = { { "B", 1, 1 }, { "kB", K, 1 },
	{ "KiB", KI, 1 }, { "MB", M, 1 }, { "MiB", MI, 1 }, { "GB", G, 1 },
	{ "GiB", GI, 1 }, { "TB", T, 1 }, { "TiB", TI, 1 }, { "PB", P, 1 },
	{ "PiB", PI, 1 }, { NULL, 0, 0 } };
static const struct suffix times[] = { { "us", 1, 1 }, { "ms", K, 1 },
	{ "s", M, 1 }, { "min", 60 * M, 1 }, { "h", 3600 * M, 1 },
	{ "d", 86400 * M, 1 }, { "\u00b5s", 1, 1 }, { NULL, 0, 0 } };
static const struct suffix lengths[] = { { "mm", 1, 1 }, { "cm", 10, 1 },
	{ "m", K, 1 }, { "km", M, 1 }, { NULL, 0, 0 } };
static const struct suffix shares[] = { { "%", 10000, 1 }, { NULL, 0, 0 } };
static const struct suffix powers[] = { { "mW", 1, 1 }, { "W", K, 1 },
	{ "kW", M, 1 }, { "MW", G, 1 }, { NULL, 0, 0 } };

static const struct kind {
	const char *noun, *example, *base;
	const char *units; /* as listed to people */
	const struct suffix *suffix;
	size_t texts; /* how many of them num_text uses */
	size_t zero;  /* the unit of nothing */
} kinds[] = {
	[UNIT_RATE] = { "a rate", "125 MB/s", "1 bit/s",
	    "bit/s or B/s with k, M, G, T or Ki, Mi, Gi, Ti before it", rates,
	    6, 0 },
	[UNIT_SPEED] = { "a speed", "10G", "1 bit/s",
	    "M, G or T of a port, or bit/s or B/s with k, M, G, T before it",
	    speeds, 3, 1 },
	[UNIT_BYTES] = { "a size", "256 GiB", "1 B",
	    "B, kB, MB, GB, TB, PB or KiB, MiB, GiB, TiB, PiB", bytes, 11, 0 },
	[UNIT_TIME] = { "a time", "10 min", "1 us", "us, ms, s, min, h or d",
	    times, 6, 2 },
	[UNIT_LENGTH] = { "a length", "3 m", "1 mm", "mm, cm, m or km", lengths,
	    3, 2 },
	[UNIT_SHARE] = { "a share", "70 %", "0.0001 %", "%", shares, 1, 0 },
	[UNIT_POWER] = { "a power", "350 W", "1 mW", "mW, W, kW or MW", powers,
	    3, 1 },
};

/* what people write instead */
static const char *const slips[][2] = {
	{ "bps", "bit/s" },
	{ "kbps", "kbit/s" },
	{ "Mbps", "Mbit/s" },
	{ "Gbps", "Gbit/s" },
	{ "Tbps", "Tbit/s" },
	{ "b/s", "bit/s" },
	{ "kb/s", "kbit/s" },
	{ "Mb/s", "Mbit/s" },
	{ "Gb/s", "Gbit/s" },
	{ "Tb/s", "Tbit/s" },
	{ "MBps", "MB/s" },
	{ "GBps", "GB/s" },
	{ "k", "kbit/s" },
	{ "M", "Mbit/s" },
	{ "G", "Gbit/s" },
	{ "T", "Tbit/s" },
	{ "GbE", "G" },
	{ "GE", "G" },
	{ "K", "KiB" },
	{ "M", "MiB" },
	{ "G", "GiB" },
	{ "T", "TiB" },
	{ "Ki", "KiB" },
	{ "Mi", "MiB" },
	{ "Gi", "GiB" },
	{ "Ti", "TiB" },
	{ "byte", "B" },
	{ "bytes", "B" },
	{ "sec", "s" },
	{ "secs", "s" },
	{ "second", "s" },
	{ "seconds", "s" },
	{ "m", "min" },
	{ "mins", "min" },
	{ "minute", "min" },
	{ "minutes", "min" },
	{ "hr", "h" },
	{ "hrs", "h" },
	{ "hour", "h" },
	{ "hours", "h" },
	{ "day", "d" },
	{ "days", "d" },
	{ "usec", "us" },
	{ "msec", "ms" },
	{ "metre", "m" },
	{ "metres", "m" },
	{ "meter", "m" },
	{ "meters", "m" },
	{ "percent", "%" },
	{ "pct", "%" },
	{ "watt", "W" },
	{ "watts", "W" },
	{ "w", "W" },
	{ "kw", "kW" },
	{ "KW", "kW" },
	{ "kb", "kB" },
	{ "mb", "MB" },
	{ "gb", "GB" },
	{ "tb", "TB" },
	{ "Mb", "MB" },
	{ "Gb", "GB" },
	{ "Tb", "TB" },
};

static const struct suffix *
suffix_of(enum unit unit, const char *name)
{
	const struct suffix *s;

	for (s = kinds[unit].suffix; s->name != NULL; s++)
		if (strcmp(s->name, name) == 0)
			return s;
	return unit == UNIT_SPEED ? suffix_of(UNIT_RATE, name) : NULL;
}

static const char *
suggestion(enum unit unit, const char *name)
{
	const struct suffix *s;
	const char *cand[64];
	size_t n = 0;

	for (size_t i = 0; i < sizeof(slips) / sizeof(slips[0]); i++)
		if (strcmp(slips[i][0], name) == 0 &&
		    suffix_of(unit, slips[i][1]) != NULL)
			return slips[i][1];
	for (s = kinds[unit].suffix; s->name != NULL; s++)
		cand[n++] = s->name;
	if (unit == UNIT_SPEED)
		for (s = rates; s->name != NULL; s++)
			cand[n++] = s->name;
	for (size_t i = 0; i < n; i++)
		if (strcasecmp(cand[i], name) == 0)
			return cand[i];
	return str_nearest(name, cand, n);
}

const char *
num_example(enum unit unit)
{
	return kinds[unit].example;
}

const char *
num_unit_name(enum unit unit, size_t i)
{
	const struct suffix *s;

	for (s = kinds[unit].suffix; s->name != NULL; s++)
		if (i-- == 0)
			return s->name;
	return unit == UNIT_SPEED ? num_unit_name(UNIT_RATE, i) : NULL;
}

/*
 * A decimal number without sign: mant / 10^places, zeros at both ends dropped.
 * The place after it, or NULL: no number.  More than 18 significant digits set
 * *big (too large) or *fine (too fine).
 */
static const char *
decimal(const char *s, int64_t *mant, int *places, bool *big, bool *fine)
{
	int zeros = 0, ndigits = 0;
	bool point = false;

	*mant = 0;
	*places = 0;
	*big = *fine = false;
	if (*s < '0' || *s > '9')
		return NULL;
	for (;; s++) {
		if (*s == '.' && !point && s[1] >= '0' && s[1] <= '9') {
			point = true;
			continue;
		}
		if (*s < '0' || *s > '9')
			return s;
		if (point && *s == '0') {
			zeros++; /* counts only if a digit follows */
			continue;
		}
		for (; zeros >= 0; zeros--) {
			int digit = zeros > 0 ? 0 : *s - '0';

			if (ndigits > 0 || digit > 0)
				ndigits++;
			if (ndigits > 18 || *places == 18) {
				*(point ? fine : big) = true;
			} else {
				*mant = *mant * 10 + digit;
				*places += point;
			}
		}
		zeros = 0;
	}
}

static int128
power10(int n)
{
	int128 v = 1;

	while (n-- > 0)
		v *= 10;
	return v;
}

static const char *
bad_suffix(struct arena *a, const struct kind *k, enum unit unit,
    const char *name)
{
	const char *near;

	if (strlen(name) > 40)
		return str_fmt(a, "expected %s such as %s", k->noun,
		    k->example);
	if (name[0] == ',' || name[0] == '\'' || name[0] == '_')
		return str_fmt(a,
		    "digits are written without grouping, and "
		    "decimals after a point: %s such as %s",
		    k->noun, k->example);
	near = suggestion(unit, name);
	if (near != NULL)
		return str_fmt(a, "unknown unit '%s': did you mean '%s'?", name,
		    near);
	return str_fmt(a, "unknown unit '%s': expected %s such as %s (%s)",
	    name, k->noun, k->example, k->units);
}

bool
num_parse(struct arena *a, const char *text, enum unit unit, int64_t *out,
    const char **why)
{
	const struct kind *k = &kinds[unit];
	const struct suffix *u;
	const char *s = text, *end;
	int128 num, den, v;
	int64_t mant;
	bool big, fine;
	int places;

	if (*s == '-' && s[1] >= '0' && s[1] <= '9') {
		*why = str_fmt(a, "%s can't be negative", k->noun);
		return false;
	}
	end = decimal(s, &mant, &places, &big, &fine);
	if (end == NULL) {
		*why =
		    str_fmt(a, "expected %s such as %s", k->noun, k->example);
		return false;
	}
	s = end + strspn(end, " ");
	if (*s == '\0') {
		*why = str_fmt(a,
		    "a number without a unit: expected %s such "
		    "as %s (%s)",
		    k->noun, k->example, k->units);
		return false;
	}
	u = suffix_of(unit, s);
	if (u == NULL) {
		*why = bad_suffix(a, k, unit, s);
		return false;
	}
	/* mant < 10^18, num < 10^17 and den <= 10^18: all fits in 128 bits */
	num = (int128)mant * u->num;
	den = power10(places) * u->den;
	v = num / den;
	if (unit == UNIT_LENGTH && !fine)
		v = (2 * num + den) / (2 * den);
	else if (fine || num % den != 0) {
		*why = str_fmt(a, "finer than %s, the smallest step of %s",
		    k->base, k->noun);
		return false;
	}
	if (big || v > INT64_MAX) {
		*why = str_fmt(a, "too large for %s", k->noun);
		return false;
	}
	*out = (int64_t)v;
	return true;
}

/* v in the unit, exactly, with at most six decimals; false if it needs more */
static bool
in_unit(char *text, size_t size, uint64_t v, const struct suffix *u,
    const char *gap)
{
	uint64_t whole = v / (uint64_t)u->num, rest = v % (uint64_t)u->num;
	char frac[8] = "";
	int128 r = rest;
	size_t n = 0;

	while (r != 0) {
		if (n == 6)
			return false;
		r *= 10;
		frac[n++] = (char)('0' + (int)(r / u->num));
		r %= u->num;
	}
	snprintf(text, size, "%llu%s%s%s%s", (unsigned long long)whole,
	    n > 0 ? "." : "", frac, gap, u->name);
	return true;
}

/* length of the number before the unit: 10 min is shorter than 600 s; of two as
 * long the larger unit, but 100 Gbit/s before 0.1 Tbit/s */
static size_t
digits(const char *text)
{
	return strspn(text, "0123456789.");
}

const char *
num_text(struct arena *a, int64_t v, enum unit unit)
{
	const struct kind *k = &kinds[unit];
	uint64_t w = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
	char best[64] = "", text[64];
	const char *gap = unit == UNIT_SPEED ? "" : " ";

	if (v == 0)
		return str_fmt(a, "0%s%s", gap, k->suffix[k->zero].name);
	for (size_t i = 0; i < k->texts; i++)
		if (in_unit(text, sizeof(text), w, &k->suffix[i], gap) &&
		    (best[0] == '\0' || digits(text) < digits(best) ||
		        (digits(text) == digits(best) &&
		            strncmp(text, "0.", 2) != 0)))
			memcpy(best, text, sizeof(best));
	/* a share of less than a ten-thousandth, a speed of odd bits */
	if (best[0] == '\0')
		in_unit(best, sizeof(best), w, &rates[0], " ");
	return str_fmt(a, "%s%s", v < 0 ? "-" : "", best);
}

bool
num_int(const char *text, int64_t *out)
{
	bool minus = *text == '-';
	const char *s = text + (*text == '-' || *text == '+');
	int64_t v = 0;

	if (*s == '\0' || (*s == '0' && s[1] != '\0'))
		return false; /* 010: eight to some, ten to others */
	for (; *s != '\0'; s++) {
		if (*s < '0' || *s > '9')
			return false;
		if (__builtin_mul_overflow(v, INT64_C(10), &v) ||
		    __builtin_sub_overflow(v, (int64_t)(*s - '0'), &v))
			return false;
	}
	/* gathered below zero, where there is room for one more */
	if (!minus && v == INT64_MIN)
		return false;
	*out = minus ? v : -v;
	return true;
}

bool
num_money(const char *text, int64_t *cents)
{
	bool minus = *text == '-', big, fine;
	const char *end;
	int64_t mant;
	int places;

	end = decimal(text + minus, &mant, &places, &big, &fine);
	if (end == NULL || *end != '\0' || big || fine || places > 2)
		return false;
	if (!num_mul(mant, places == 0 ? 100 : places == 1 ? 10 : 1, &mant))
		return false;
	*cents = minus ? -mant : mant;
	return true;
}

const char *
num_money_text(struct arena *a, int64_t cents)
{
	uint64_t c = cents < 0 ? 0 - (uint64_t)cents : (uint64_t)cents;

	return str_fmt(a, "%s%llu.%02u", cents < 0 ? "-" : "",
	    (unsigned long long)(c / 100), (unsigned int)(c % 100));
}

const char *
num_money_pretty(struct arena *a, int64_t cents)
{
	const char *s = num_money_text(a, cents);
	struct buf b = buf_new(a);
	size_t whole = strcspn(s, "."), i;

	for (i = 0; i < whole; i++) {
		buf_putc(&b, s[i]);
		if (s[i] != '-' && i + 1 < whole && (whole - i - 1) % 3 == 0)
			buf_putc(&b, ',');
	}
	buf_puts(&b, s + whole);
	return b.text;
}

int64_t
num_money_whole(int64_t cents)
{
	return (cents + (cents < 0 ? -50 : 50)) / 100 * 100;
}

int64_t
num_money_rounded(int64_t cents)
{
	int64_t unit = 100;

	while (cents / unit >= 100)
		unit *= 10;
	return (cents + unit / 2) / unit * unit;
}

/* without ".00": what is rounded has no cents */
const char *
num_money_rough(struct arena *a, int64_t cents)
{
	const char *s = num_money_pretty(a, num_money_rounded(cents));

	return str_dup(a, s, strlen(s) - strlen(".00"));
}

const char *
num_money_shown(struct arena *a, int64_t cents, bool ranged)
{
	return ranged ? num_money_rough(a, cents) : num_money_pretty(a, cents);
}

const char *
num_money_gap(struct arena *a, int64_t x_cents, int64_t y_cents)
{
	int64_t x = num_money_rounded(x_cents), y = num_money_rounded(y_cents);
	const char *s;

	if (x == y)
		return num_money_rough(a,
		    x_cents > y_cents ? x_cents - y_cents : y_cents - x_cents);
	s = num_money_pretty(a, x > y ? x - y : y - x);
	return str_dup(a, s, strlen(s) - strlen(".00"));
}

const char *
num_money_brief(struct arena *a, int64_t cents)
{
	const char *s = num_money_pretty(a, cents);

	return str_ends(s, ".00") ? str_dup(a, s, strcspn(s, ".")) : s;
}

const char *
num_money_in(struct arena *a, const char *currency, int64_t cents)
{
	return str_fmt(a, "%s %s", currency, num_money_brief(a, cents));
}

const char *
num_money_about(struct arena *a, const char *currency, int64_t cents,
    int64_t low, int64_t high)
{
	return low == high ?
	    num_money_in(a, currency, cents) :
	    str_fmt(a, "about %s %s", currency, num_money_rough(a, cents));
}

const char *
num_money_against(struct arena *a, const char *currency, int64_t cents,
    int64_t limit, bool ranged)
{
	const bool above = cents > limit;
	int64_t whole = num_money_whole(cents);

	if (ranged &&
	    (limit <= 0 || (num_money_rounded(cents) > limit) == above))
		return num_money_about(a, currency, cents, 0, cents);
	return num_money_in(a, currency,
	    ranged && (whole > limit) == above ? whole : cents);
}

const char *
num_money_threshold(struct arena *a, const char *currency, int64_t cents,
    int64_t end)
{
	int64_t unit = 100, x;

	while (cents / unit >= 1000)
		unit *= 10;
	for (; cents >= 10000 && unit >= 100; unit /= 10) {
		x = (cents + (end > cents ? unit - 1 : 0)) / unit * unit;
		if (x > cents ? x <= end : x < cents && x >= end)
			return str_fmt(a, "about %s",
			    num_money_in(a, currency, x));
	}
	return num_money_in(a, currency, cents);
}

const char *
num_money_range(struct arena *a, const char *currency, int64_t cents,
    int64_t low, int64_t high)
{
	if (low == high)
		return num_money_in(a, currency, cents);
	/* a narrow range: two digits give equal ends */
	if (str_eq(num_money_rough(a, low), num_money_rough(a, high)))
		return str_fmt(a, "about %s %s", currency,
		    num_money_rough(a, cents));
	return str_fmt(a, "about %s %s to %s (%s %s at the %s)", currency,
	    num_money_rough(a, low), num_money_rough(a, high), currency,
	    num_money_rough(a, cents),
	    cents == low      ? "low end" :
	        cents == high ? "high end" :
	                        "middle");
}

bool
num_mul(int64_t x, int64_t y, int64_t *out)
{
	return !__builtin_mul_overflow(x, y, out);
}

bool
num_add(int64_t x, int64_t y, int64_t *out)
{
	return !__builtin_add_overflow(x, y, out);
}

int64_t
num_scale(int64_t x, int64_t num, int64_t den)
{
	int128 p = (int128)x * num, q, r;

	assert(den > 0);
	q = p / den;
	r = p % den;
	if (r < 0) { /* round down first */
		q--;
		r += den;
	}
	if (2 * r >= den)
		q++;
	return q > INT64_MAX ? INT64_MAX :
	    q < INT64_MIN    ? INT64_MIN :
	                       (int64_t)q;
}

uint64_t
num_hash(const void *of, size_t n)
{
	const char *p = of;
	uint64_t h = n, word;

	for (size_t i = 0; i + sizeof word <= n; i += sizeof word) {
		memcpy(&word, p + i, sizeof word);
		h = (h ^ word) * 0x9e3779b97f4a7c15u;
		h ^= h >> 29;
	}
	return h;
}
