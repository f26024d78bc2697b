/* Contracts of base/: arena, str, names, num, value. */
#include "arena.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/ip.h"
#include "base/num.h"
#include "base/sort.h"
#include "base/value.h"
#include "base/wrap.h"

TestSuite(base, .init = setup, .fini = teardown);

static void
same(const char *got, const char *want, const char *what)
{
	cr_expect(str_eq(got, want), "%s: got '%s', want '%s'", what,
	    got ? got : "(null)", want);
}

Test(base, arena_memory_is_zeroed_also_when_used_again)
{
	struct arena_mark m;
	unsigned char *p;
	size_t sizes[] = { 1, 16, 1000, 300000, 3 }, i, j;
	int round;

	for (round = 0; round < 3; round++) {
		m = arena_save(a);
		for (i = 0; i < 5; i++) {
			p = arena_alloc(a, sizes[i]);
			cr_assert((uintptr_t)p % _Alignof(max_align_t) == 0);
			for (j = 0; j < sizes[i]; j++)
				cr_assert(p[j] == 0);
			memset(p, 0xff, sizes[i]);
		}
		arena_restore(a, m);
	}
}

/* also where the block was used before; what comes after is not overrun */
Test(base, arena_memory_grows_where_it_lies_if_it_is_the_last)
{
	struct arena_mark m = arena_save(a);
	unsigned char *p, *other;
	size_t i, j;

	memset(arena_alloc(a, 4000), 0xff, 4000);
	arena_restore(a, m);
	p = arena_alloc(a, 10);
	for (i = 10; i < 3000 && arena_extend(a, p, i, 2 * i); i *= 2)
		for (j = i; j < 2 * i; j++) {
			cr_assert_eq(p[j], 0);
			p[j] = 1;
		}
	other = arena_alloc(a, 8);
	cr_assert(!arena_extend(a, p, i, i + 100));
	cr_assert(other >= p + i || other < p);
	/* more than a block has */
	cr_assert(!arena_extend(a, other, 8, 1 << 20));
}

/* those of an arena that is joined go on; nothing leaks (SAN=1) */
Test(base, arena_children_go_with_their_parent)
{
	struct arena *of = arena_new(), *one = arena_child(of),
	             *two = arena_child(of);
	char *kept = arena_alloc(arena_child(two), 3);

	arena_alloc(one, 1000);
	arena_free(one);
	arena_join(of, two);
	arena_join(a, of);
	memcpy(kept, "ok", 3);
	cr_expect_str_eq(kept, "ok");
}

Test(base, a_set_knows_what_it_was_given)
{
	struct arena *own = arena_new();
	struct str_set s = { 0 };
	int i, turn;

	for (turn = 0; turn < 2; turn++)
		for (i = 0; i < 500; i++)
			cr_assert_eq(str_set_add(own, &s,
			                 str_fmt(own, "host %d", i)),
			    turn == 0, "%d", i);
	cr_assert_eq(s.n, 500);
	arena_free(own);
}

Test(base, push_keeps_what_was_there)
{
	int *list = NULL, i;
	size_t n = 0, cap = 0;

	for (i = 0; i < 1000; i++)
		PUSH(a, list, n, cap, i);
	cr_assert(n == 1000);
	for (i = 0; i < 1000; i++)
		cr_assert(list[i] == i);
}

Test(base, arena_product_that_overflows_ends_the_run, .exit_code = 4)
{
	arena_array(a, SIZE_MAX / 2, 3);
}

Test(base, buffers_grow_and_stay_terminated)
{
	struct buf b = buf_new(a);
	int i;

	for (i = 0; i < 5000; i++)
		buf_printf(&b, "%d,", i % 10);
	cr_assert(b.len == 10000 && strlen(b.text) == 10000);
	buf_printf(&b, "%1000d", 7);
	cr_assert(b.len == 11000 && b.text[10999] == '7');
}

Test(base, texts_as_long_as_the_small_buffer_or_longer_are_whole)
{
	size_t n;

	for (n = 250; n < 260; n++) {
		char *s = str_fmt(a, "%0*d|", (int)n - 1, 7);

		cr_expect(strlen(s) == n && s[n - 1] == '|', "%zu", n);
	}
}

Test(base, utf16_without_a_mark_is_known_by_its_nul_bytes)
{
	static const char le[] = "v\0l\0a\0n\0 \0\x65\x67 \0"
	                         "9\0",
	                  be[] = "\0v\0l\0a\0n\0 \x67\x65\0 \0"
	                         "9";

	cr_expect_not_null(str_utf16_fault(le, sizeof(le) - 1));
	cr_expect_not_null(str_utf16_fault(be, sizeof(be) - 1));
	/* with its mark: named as well */
	cr_expect_not_null(str_utf16_fault("\xff\xfev\0l\0a\0n\0 \0", 12));
	/* text, a few bytes, and what has NUL on both sides: no text at all */
	cr_expect_null(str_utf16_fault("vlan 9 is here", 14));
	cr_expect_null(str_utf16_fault("a\0b\0c\0", 6));
	cr_expect_null(str_utf16_fault("\0\0\0\0\0\0\0\0\0\0", 10));
	cr_expect_null(str_utf16_fault("one\0NUL only", 12));
	/* which is no text either, and named as what it is */
	cr_expect_null(str_nul_fault("vlan 9 is here", 14));
	cr_expect_str_eq(str_nul_fault("one\0NUL only", 12),
	    "a NUL character: is this a text file?");
	cr_expect_eq(str_nul_fault(le, sizeof(le) - 1),
	    str_utf16_fault(le, sizeof(le) - 1));
}

Test(base, utf8_is_judged_by_the_book)
{
	static const struct {
		const char *s;
		size_t n;
		uint32_t cp;
	} t[] = {
		{ "a", 1, 'a' },
		{ "\xc3\xa9", 2, 0xe9 },
		{ "\xe2\x82\xac", 3, 0x20ac },
		{ "\xf0\x9f\x98\x80", 4, 0x1f600 },
		{ "\xc0\x80", 1, UTF8_BAD }, /* overlong */
		{ "\xe0\x80\x80", 1, UTF8_BAD },
		{ "\xed\xa0\x80", 1, UTF8_BAD },     /* surrogate */
		{ "\xf4\x90\x80\x80", 1, UTF8_BAD }, /* too large */
		{ "\xe2\x82", 1, UTF8_BAD },         /* cut */
		{ "\x80", 1, UTF8_BAD },
		{ "\xff", 1, UTF8_BAD },
	};
	uint32_t cp;
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		cr_expect(str_utf8_next(t[i].s, strlen(t[i].s), &cp) ==
		            t[i].n &&
		        cp == t[i].cp,
		    "case %zu: %x", i, cp);
	}
	cr_expect(str_is_text("Zürich 日本 — ok"));
	cr_expect(!str_is_text("two\nlines") && !str_is_text("\x1b[31m"));
	cr_expect(!str_is_text("\xe2\x80\xae") && !str_is_text("a\tb"));
	cr_expect(!str_is_text("\xc2\x85") && !str_is_text("\x80"));
}

Test(base, near_misses_are_found_and_far_ones_not)
{
	static const char *const cand[] = { "budget", "growth", "drain", "vlan",
		"subnet", "name" };
	static const struct {
		const char *word, *want;
	} t[] = {
		{ "bugdet", "budget" },
		{ "grwoth", "growth" },
		{ "drian", "drain" },
		{ "vlam", "vlan" },
		{ "names", "name" },
		{ "Budget", "budget" },
		{ "grain", "drain" },
		{ "plain", NULL },
		{ "xyzzy", NULL },
		{ "x", NULL },
		{ "", NULL },
		{ "zz", NULL },
	};
	/* another text in place of a part is no slip; a part of one is */
	static const char *const other[] = { "2012r2", "2016", "2019",
		"balance-alb", "dell-s4810", "proxmox" };
	static const struct {
		const char *word, *want;
	} u[] = {
		{ "2003", NULL },
		{ "2008r2", NULL },
		{ "2012", "2012r2" },
		{ "2012R2", "2012r2" },
		{ "Windows Server 2019", "2019" },
		{ "20", NULL },
		{ "balance-rr", NULL },
		{ "balance-abl", "balance-alb" },
		{ "s4810", "dell-s4810" },
		{ "4810", NULL },
		{ "proxmox-ve", "proxmox" },
		{ "PROXMOX", "proxmox" },
	};
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		const char *got = str_nearest(t[i].word, cand, 6);

		cr_expect(str_eq(got, t[i].want), "%s: %s", t[i].word,
		    got ? got : "(none)");
	}
	for (i = 0; i < sizeof(u) / sizeof(u[0]); i++) {
		const char *got = str_nearest(u[i].word, other, 6);

		cr_expect(str_eq(got, u[i].want), "%s: %s", u[i].word,
		    got ? got : "(none)");
	}
	cr_expect(str_distance("ab", "ba") == 1);
	cr_expect(str_distance("kitten", "sitting") == 3);
	cr_expect(str_distance("", "abc") == 3);
}

Test(base, names_are_told_from_others)
{
	char longest[65];

	memset(longest, 'a', 64);
	longest[64] = '\0';
	cr_expect(!str_is_name(longest));
	longest[63] = '\0';
	cr_expect(str_is_name(longest));
	cr_expect(str_is_name("r1-hv_2.x") && str_is_name("0"));
	cr_expect(!str_is_name("") && !str_is_name("-a"));
	cr_expect(!str_is_name("a b") && !str_is_name("é"));
	cr_expect(!str_is_name("a/b") && !str_is_name(".."));
}

Test(base, number_lists_become_ranges)
{
	static const int v[] = { 10, 11, 12, 20, 30, 31 };

	same(str_ranges(a, v, 6), "10-12,20,30-31", "all");
	same(str_ranges(a, v, 4), "10-12,20", "four");
	same(str_ranges(a, v, 1), "10", "one");
	same(str_ranges(a, v, 0), "", "none");
}

Test(base, names_expand_leftmost_slowest)
{
	static const struct {
		const char *pattern;
		size_t n;
		const char *first, *second, *last;
	} good[] = {
		{ "core1", 1, "core1", NULL, "core1" },
		{ "hv[1-6]", 6, "hv1", "hv2", "hv6" },
		{ "hv[01-12]", 12, "hv01", "hv02", "hv12" },
		{ "hv[8-11]", 4, "hv8", "hv9", "hv11" },
		{ "hv[0-1]", 2, "hv0", "hv1", "hv1" },
		{ "r[1-4]-hv[1-10]", 40, "r1-hv1", "r1-hv2", "r4-hv10" },
		{ "[1-2]x[1-1]", 2, "1x1", "2x1", "2x1" },
		{ "[0-999999]", 1000000, "0", "1", "999999" },
	};
	static const char *const bad[] = {
		"", "-x", "hv[6-1]", "hv[1-", "hv[]", "hv[1]", "hv[a-b]",
		"hv[1-2-3]", "hv[01-2]", "hv[1-02]", "hv[1-1000001]",
		"a[1-1000]b[1-1001]", "a b", "hv]", "hv[1-2]]", "hv[-1-2]",
		"hv[1-9999999999]",
		"[1-2][1-2][1-2][1-2][1-2][1-2][1-2][1-2][1-2]", "_[1-2]",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa[1-10]"
	};
	struct name_set set;
	const char *why;
	size_t i;

	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		cr_assert(name_range_expand(a, good[i].pattern, &set, &why));
		cr_expect(set.n == good[i].n, "%s: %zu", good[i].pattern,
		    set.n);
		same(set.name[0], good[i].first, good[i].pattern);
		if (good[i].second != NULL)
			same(set.name[1], good[i].second, good[i].pattern);
		same(set.name[set.n - 1], good[i].last, good[i].pattern);
	}
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		why = NULL;
		cr_expect(!name_range_expand(a, bad[i], &set, &why), "%s",
		    bad[i]);
		cr_expect(why != NULL, "%s", bad[i]);
	}
	cr_assert(name_range_expand(a, "r[1-4]-hv[01-10]", &set, &why));
	cr_expect(set.nrange == 2 && set.count[0] == 4 && set.count[1] == 10);
	cr_expect(set.stride[0] == 10 && set.stride[1] == 1);
	same(set.range[1], "01-10", "range text");
}

Test(base, natural_order_reads_digits_by_value)
{
	static const char *const up[] = { "a", "hv", "hv1", "hv02", "hv2",
		"hv10", "hv10a", "r1-hv9", "r1-hv10", "r2-hv1", "r10-hv1" };
	size_t i, j, n = sizeof(up) / sizeof(up[0]);

	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++)
			cr_expect(str_natural(up[i], up[j]) ==
			        (i > j) - (i < j),
			    "%s %s", up[i], up[j]);
}

Test(base, a_word_stands_between_blanks)
{
	cr_assert(str_has_word("alpha beta", "beta"));
	cr_assert(str_has_word("alphabet alpha", "alpha"));
	cr_assert_not(str_has_word("alphabet beta", "alpha"));
	cr_assert_not(str_has_word("re-alpha", "alpha"));
	cr_assert_not(str_has_word(NULL, "alpha"));
	cr_assert(str_given("x") && !str_given("") && !str_given(NULL));
}

Test(base, months_nets_and_times_are_told_in_one_way)
{
	cr_assert_str_eq(num_month_text(a, 2026 * 12), "2026-01");
	cr_assert_str_eq(num_month_text(a, 2026 * 12 + 11), "2026-12");
	cr_assert_str_eq(ip_net_text(a, 0x0a000100, 24), "10.0.1.0/24");
	cr_assert_str_eq(num_money_in(a, "EUR", 123456), "EUR 1,234.56");
	cr_assert_eq(value_seconds(a, 0)->kind, VALUE_REAL);
	cr_assert_eq(value_seconds(a, -1)->kind, VALUE_NULL);
}

Test(base, patterns_are_filled_and_other_braces_stay)
{
	cr_expect_str_eq(str_fill(a, "{n}/{k}: {n}{x}{", "n", "12", "k", "",
	                     NULL),
	    "12/: 12{x}{");
	/* what was put in is not looked at again */
	cr_expect_str_eq(str_fill(a, "{n}{k}", "n", "{k}", "k", "1", NULL),
	    "{k}1");
	cr_expect_str_eq(str_fill(a, "", "n", "1", NULL), "");
}

static int
by_tens(const void *x, const void *y, const void *of)
{
	int ten = *(const int *)of;

	return *(const int *)x / ten - *(const int *)y / ten;
}

static int
ten_of(const void *key, const void *element)
{
	return *(const int *)key - *(const int *)element / 10;
}

/* every list of up to six of three kinds, two of a kind told apart */
Test(base, sorting_keeps_the_order_of_equals)
{
	int v[6], ten = 10;
	size_t n, i;
	unsigned list;

	for (n = 0; n <= 6; n++)
		for (list = 0; list < 729; list++) {
			unsigned x = list, key;

			for (i = 0; i < n; i++, x /= 3)
				v[i] = (int)(x % 3) * 10 + (int)i;
			sort_stable(v, n, sizeof *v, by_tens, &ten);
			for (i = 1; i < n; i++)
				cr_assert_lt(v[i - 1], v[i]);
			for (key = 0; key < 4; key++) {
				const int *at = sort_find(&(int){ (int)key }, v,
				    n, sizeof *v, ten_of);

				for (i = 0; i < n && v[i] / 10 != (int)key; i++)
					continue;
				/* the first of them */
				cr_assert_eq(at, i < n ? &v[i] : NULL);
			}
		}
}

Test(base, texts_sort_by_bytes_and_are_found_by_name)
{
	const char *v[] = { "b", "a10", "a2", "B" };

	qsort(v, 4, sizeof *v, sort_by_text);
	cr_expect_str_eq(v[0], "B");
	cr_expect_str_eq(v[1], "a10");
	cr_expect_eq(sort_find("a2", v, 4, sizeof *v, sort_by_name), &v[2]);
	cr_expect_null(sort_find("a", v, 4, sizeof *v, sort_by_name));
}

Test(base, quantities_are_exact)
{
	static const struct {
		const char *text;
		enum unit unit;
		int64_t want;
	} t[] = {
		{ "10 Gbit/s", UNIT_RATE, 10000000000 },
		{ "100 Gbit/s", UNIT_RATE, 100000000000 },
		{ "125 MB/s", UNIT_RATE, 1000000000 },
		{ "30000000 B/s", UNIT_RATE, 240000000 },
		{ "1GiB/s", UNIT_RATE, 8589934592 },
		{ "1 Kibit/s", UNIT_RATE, 1024 },
		{ "0.5 B/s", UNIT_RATE, 4 },
		{ "0 bit/s", UNIT_RATE, 0 },
		{ "10G", UNIT_SPEED, 10000000000 },
		{ "2.5G", UNIT_SPEED, 2500000000 },
		{ "100M", UNIT_SPEED, 100000000 },
		{ "1 Gbit/s", UNIT_SPEED, 1000000000 },
		{ "256 GiB", UNIT_BYTES, 274877906944 },
		{ "8 GB", UNIT_BYTES, 8000000000 },
		{ "4096 B", UNIT_BYTES, 4096 },
		{ "0.5 KiB", UNIT_BYTES, 512 },
		{ "7.999999999 GB", UNIT_BYTES, 7999999999 },
		{ "300 ms", UNIT_TIME, 300000 },
		{ "0.3 s", UNIT_TIME, 300000 },
		{ "15 min", UNIT_TIME, 900000000 },
		{ "8h", UNIT_TIME, 28800000000 },
		{ "2 d", UNIT_TIME, 172800000000 },
		{ "0.000001 s", UNIT_TIME, 1 },
		{ "00.10 s", UNIT_TIME, 100000 },
		{ "1.000000000000000000000 s", UNIT_TIME, 1000000 },
		{ "3 m", UNIT_LENGTH, 3000 },
		{ "25 cm", UNIT_LENGTH, 250 },
		{ "44.45 mm", UNIT_LENGTH, 44 },
		{ "44.5 mm", UNIT_LENGTH, 45 },
		{ "70 %", UNIT_SHARE, 700000 },
		{ "0.0001%", UNIT_SHARE, 1 },
		{ "350 W", UNIT_POWER, 350000 },
		{ "1.2 kW", UNIT_POWER, 1200000 },
		{ "9223372036854775807 B", UNIT_BYTES, -1 },
		{ "999999999999999999 B", UNIT_BYTES, 999999999999999999 },
	};
	const char *why;
	int64_t v;
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		why = "";
		if (t[i].want < 0) {
			/* 19 digits may be refused, but never be wrong */
			if (num_parse(a, t[i].text, t[i].unit, &v, &why))
				cr_expect(v == INT64_MAX);
			continue;
		}
		cr_expect(num_parse(a, t[i].text, t[i].unit, &v, &why) &&
		        v == t[i].want,
		    "%s: %s", t[i].text, why);
	}
}

Test(base, wrong_quantities_are_refused_with_a_reason)
{
	static const struct {
		const char *text;
		enum unit unit;
		const char *says;
	} t[] = {
		{ "10", UNIT_TIME, "without a unit" },
		{ "10", UNIT_TIME, "10 min" },
		{ "", UNIT_RATE, "125 MB/s" },
		{ "fast", UNIT_RATE, "expected" },
		{ "-1 s", UNIT_TIME, "negative" },
		{ "-0.5 s", UNIT_TIME, "negative" },
		{ "1e3 s", UNIT_TIME, "e3 s" },
		{ "1. s", UNIT_TIME, "unit" },
		{ "1,000 s", UNIT_TIME, "grouping" },
		{ "10 mins", UNIT_TIME, "'min'" },
		{ "10 m", UNIT_TIME, "'min'" },
		{ "10 Min", UNIT_TIME, "'min'" },
		{ "10 Mbps", UNIT_RATE, "'Mbit/s'" },
		{ "10 MBps", UNIT_RATE, "'MB/s'" },
		{ "10 G", UNIT_RATE, "'Gbit/s'" },
		{ "10 GB", UNIT_SPEED, "unknown unit" },
		{ "8 Gb", UNIT_BYTES, "'GB'" },
		{ "8 G", UNIT_BYTES, "'GiB'" },
		{ "8 gib", UNIT_BYTES, "'GiB'" },
		{ "1 bit/s/s", UNIT_RATE, "unknown unit" },
		{ "0.1 B", UNIT_BYTES, "finer" },
		{ "0.1 us", UNIT_TIME, "finer" },
		{ "0.0000000000000000000000000000000001 s", UNIT_TIME,
		    "finer" },
		{ "10000000 PB", UNIT_BYTES, "too large" },
		{ "99999999999999999999999999 B", UNIT_BYTES, "too large" },
		{ "107000000 d", UNIT_TIME, "too large" },
		{ "70", UNIT_SHARE, "%" },
		{ "1 h 30 min", UNIT_TIME, "unit" },
	};
	const char *why;
	int64_t v = 77;
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		why = "";
		cr_expect(!num_parse(a, t[i].text, t[i].unit, &v, &why) &&
		        strstr(why, t[i].says) != NULL && v == 77,
		    "%s: %s", t[i].text, why);
	}
}

Test(base, a_quantity_printed_is_the_quantity_read)
{
	static const struct {
		int64_t v;
		enum unit unit;
		const char *want;
	} t[] = {
		{ 10000000000, UNIT_RATE, "10 Gbit/s" },
		{ 10000000000, UNIT_SPEED, "10G" },
		{ 2500000000, UNIT_SPEED, "2.5G" },
		{ 100000000000, UNIT_RATE, "100 Gbit/s" },
		{ 100000000000, UNIT_SPEED, "100G" },
		{ 500000000, UNIT_RATE, "500 Mbit/s" },
		{ 274877906944, UNIT_BYTES, "256 GiB" },
		{ 8000000000, UNIT_BYTES, "8 GB" },
		{ 600000000, UNIT_TIME, "10 min" },
		{ 90000000, UNIT_TIME, "90 s" },
		{ 0, UNIT_TIME, "0 s" },
		{ 0, UNIT_RATE, "0 bit/s" },
		{ 0, UNIT_SHARE, "0 %" },
		{ 2500, UNIT_LENGTH, "2.5 m" },
		{ 44, UNIT_LENGTH, "44 mm" },
		{ 700000, UNIT_SHARE, "70 %" },
		{ 350000, UNIT_POWER, "350 W" },
	};
	uint64_t x = 88172645463325252u;
	const char *text, *why = "";
	int64_t v, back;
	enum unit u;
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		same(num_text(a, t[i].v, t[i].unit), t[i].want, t[i].want);
	for (i = 0; i < 20000; i++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		v = (int64_t)(x >> (5 + i % 58));
		if (i % 3 == 0)
			v -= v % 1000;
		u = (enum unit)(i % 7);
		text = num_text(a, v, u);
		cr_assert((num_parse(a, text, u, &back, &why) && back == v) ||
		        v > 999999999999999999,
		    "%s: %s", text, why);
	}
}

Test(base, whole_numbers_and_money_are_strict)
{
	int64_t v;

	cr_expect(num_int("-9223372036854775808", &v) && v == INT64_MIN);
	cr_expect(num_int("9223372036854775807", &v) && v == INT64_MAX);
	cr_expect(num_int("+5", &v) && v == 5);
	cr_expect(num_int("0", &v) && v == 0);
	cr_expect(!num_int("9223372036854775808", &v) && !num_int("", &v));
	cr_expect(!num_int("010", &v) && !num_int("1.0", &v));
	cr_expect(!num_int(" 1", &v) && !num_int("0x10", &v));
	cr_expect(num_money("60000", &v) && v == 6000000);
	/* ends that two digits tell alike are no range */
	cr_expect_str_eq(num_money_range(a, "EUR", 1495000, 1490000, 1500000),
	    "about EUR 15,000");
	cr_expect_str_eq(num_money_range(a, "EUR", 4072000, 2640000, 6290000),
	    "about EUR 26,000 to 63,000 (EUR 41,000 at the middle)");
	cr_expect_str_eq(num_money_range(a, "EUR", 2640000, 2640000, 6290000),
	    "about EUR 26,000 to 63,000 (EUR 26,000 at the low end)");
	cr_expect_str_eq(num_money_range(a, "EUR", 6290000, 2640000, 6290000),
	    "about EUR 26,000 to 63,000 (EUR 63,000 at the high end)");
	cr_expect(num_money("1234.5", &v) && v == 123450);
	cr_expect(num_money("1234.56", &v) && v == 123456);
	cr_expect(num_money("0.07", &v) && v == 7);
	cr_expect(num_money("1.100", &v) && v == 110);
	cr_expect(num_money("-3.50", &v) && v == -350);
	cr_expect(!num_money("1.234", &v) && !num_money("1,234", &v));
	cr_expect(!num_money("12 EUR", &v) && !num_money("", &v));
	cr_expect(!num_money(".5", &v) && !num_money("5.", &v));
	cr_expect(!num_money("99999999999999999999", &v));
	same(num_money_text(a, 123456), "1234.56", "text");
	same(num_money_text(a, -5), "-0.05", "text");
	same(num_money_pretty(a, 123456789), "1,234,567.89", "pretty");
	same(num_money_pretty(a, -12345600), "-123,456.00", "pretty");
	same(num_money_pretty(a, 12300), "123.00", "pretty");
	/* within a text: cents where there are any */
	same(num_money_brief(a, 8000000), "80,000", "whole");
	same(num_money_brief(a, 8000050), "80,000.50", "cents");
	same(num_money_in(a, "EUR", 1200000), "EUR 12,000", "whole");
}

/* on the side of its limit that it is on */
Test(base, an_amount_beside_its_limit_is_not_rounded_across_it)
{
	same(num_money_against(a, "EUR", 4071905, 3700000, true),
	    "about EUR 41,000", "far above");
	same(num_money_against(a, "EUR", 4071905, 4100000, true),
	    "about EUR 41,000", "below: rounded to it, not across");
	same(num_money_against(a, "EUR", 4110605, 4100000, true), "EUR 41,106",
	    "above, and two digits would be the limit");
	same(num_money_against(a, "EUR", 4100020, 4100000, true),
	    "EUR 41,000.20", "above by cents");
	same(num_money_against(a, "EUR", 4071905, 3700000, false),
	    "EUR 40,719.05", "no estimate in it");
	same(num_money_against(a, "EUR", 4071905, 0, true), "about EUR 41,000",
	    "no limit");
}

/* what holds from it on, up to the end of the range, holds from what is said */
Test(base, a_threshold_is_rounded_towards_what_lies_beyond_it)
{
	same(num_money_threshold(a, "EUR", 484125, 545700), "about EUR 4,850",
	    "or more");
	same(num_money_threshold(a, "EUR", 348910, 316900), "about EUR 3,480",
	    "or less");
	same(num_money_threshold(a, "EUR", 485000, 545700), "EUR 4,850",
	    "three digits as it is");
	same(num_money_threshold(a, "EUR", 545610, 545700), "about EUR 5,457",
	    "the range ends before the tens do");
	same(num_money_threshold(a, "EUR", 545610, 545650), "EUR 5,456.10",
	    "and before the units do");
	same(num_money_threshold(a, "EUR", 572, 700), "EUR 5.72",
	    "a small amount");
	same(num_money_threshold(a, "THB", 60409312, 70000000),
	    "about THB 605,000", "a large one");
}

Test(base, times_are_said_as_people_say_them)
{
	same(num_time_pretty(a, 0.3), "300 ms", "ms");
	same(num_time_pretty(a, 4.21), "4.2 s", "short");
	same(num_time_pretty(a, 47.4), "47 s", "s");
	same(num_time_pretty(a, 370), "6 min 10 s", "min");
	same(num_time_pretty(a, 600), "10 min", "min");
	same(num_time_pretty(a, 59.7), "1 min", "rounding");
	same(num_time_pretty(a, 3599.7), "1 h", "rounding");
	same(num_time_pretty(a, 11100), "3 h 05 min", "h");
	same(num_time_pretty(a, 28800), "8 h", "whole hours");
	same(num_time_pretty(a, 86369), "23 h 59 min", "the last with minutes");
	same(num_time_pretty(a, 86371), "24 h", "a day");
	/* of 32 and 48 hours none is told in days */
	same(num_time_pretty(a, 115300), "32 h", "more than a day");
	same(num_time_pretty(a, 1e6), "278 h", "many days");
	same(num_time_pretty(a, INFINITY), "never", "inf");
	same(num_time_pretty(a, NAN), "never", "nan");
}

/* who takes one figure of a page from another gets the third */
Test(base, differences_are_those_of_what_is_told)
{
	/* 31,350 and 10,600 are told as 31,000 and 11,000 */
	cr_expect_str_eq(num_money_gap(a, 3135000, 1060000), "20,000");
	cr_expect_str_eq(num_money_gap(a, 1060000, 3135000), "20,000");
	/* of two that are told alike */
	cr_expect_str_eq(num_money_gap(a, 3135000, 3128000), "70");
	/* 10 h 39 min and 1 h 57 min */
	cr_expect_str_eq(num_time_pretty(a,
	                     num_time_shown(38364) - num_time_shown(6992)),
	    "8 h 42 min");
	cr_expect_str_eq(num_time_pretty(a, 38364 - 6992), "8 h 43 min");
}

Test(base, arithmetic_never_wraps)
{
	int64_t v;

	cr_expect(!num_mul(INT64_MAX, 2, &v) && !num_add(INT64_MAX, 1, &v));
	cr_expect(num_mul(-3, 4, &v) && v == -12);
	cr_expect(num_scale(10, 1, 4) == 3 && num_scale(-10, 1, 4) == -2);
	cr_expect(num_scale(9, 1, 4) == 2);
	cr_expect(num_scale(INT64_MAX, INT64_MAX, INT64_MAX) == INT64_MAX);
	cr_expect(num_scale(INT64_MAX, 2, 1) == INT64_MAX);
	cr_expect(num_scale(1000000000000, 700000, 1000000) == 700000000000);
}

Test(base, addresses_are_strict)
{
	static const char *const bad[] = { "10.0.1.0", "10.0.1.1/24", "10.0/8",
		"10.0.1.0/33", "10.0.1.0/-1", "10.0.1.0/", "10.0.1.0/024",
		"/24", "10.0.01.0/24", "a/24", "10.0.0.0/+8", "10.0.1.0/24 " };
	uint32_t ip;
	size_t i;
	int n;

	cr_expect(ip_parse("10.0.1.2", &ip) && ip == 0x0a000102);
	same(ip_text(a, ip), "10.0.1.2", "ip");
	cr_expect(!ip_parse("10.0.1", &ip) && !ip_parse("10.0.1.256", &ip));
	cr_expect(!ip_parse("::1", &ip) && !ip_parse(" 1.2.3.4", &ip));
	cr_expect(ip_subnet_parse("10.0.1.0/24", &ip, &n) && n == 24);
	cr_expect(ip_subnet_parse("0.0.0.0/0", &ip, &n) && n == 0);
	cr_expect(ip_subnet_parse("1.2.3.4/32", &ip, &n) && n == 32);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		cr_expect(!ip_subnet_parse(bad[i], &ip, &n), "%s", bad[i]);
}

Test(base, masks_of_every_length)
{
	cr_expect_eq(ip_mask(0), 0);
	cr_expect_eq(ip_mask(1), 0x80000000u);
	cr_expect_eq(ip_mask(24), 0xffffff00u);
	cr_expect_eq(ip_mask(32), 0xffffffffu);
}

Test(base, setting_a_key_twice_is_a_bug, .signal = SIGABRT)
{
	struct value *m = value_map(a);

	value_set(a, m, "k", value_null(a));
	value_set(a, m, "k", value_null(a));
}

/* each joins, hides or turns: two names with it look like one */
Test(base, hidden_characters_are_known_and_shown_by_number)
{
	static const char *const hidden[] = { "\xc2\xad", "\xe2\x80\x8b",
		"\xe2\x80\x8d", "\xe2\x80\xae", "\xe2\x81\xa0", "\xef\xbb\xbf",
		"\xe3\x85\xa4", "\xf3\xa0\x80\xa0" };
	struct arena *m = arena_new();
	size_t i;

	for (i = 0; i < sizeof hidden / sizeof hidden[0]; i++)
		cr_expect(str_hidden(str_fmt(m, "a%sb", hidden[i])) != 0, "%zu",
		    i);
	cr_expect(str_hidden("h\xc3\xb6"
	                     "st \xe4\xb8\xad") == 0);
	cr_expect(strcmp(str_shown(m,
	                     "a\xe2\x80\x8b"
	                     "b\xf3\xa0\x80\xa0"),
	              "a\\u{200b}b\\u{e0020}") == 0);
	cr_expect(strcmp(str_shown(m, "plain"), "plain") == 0);
	arena_free(m);
}

Test(base, names_that_windows_has_no_file_of)
{
	static const char *const bad[] = { "con", "NUL", "Aux", "prn", "com1",
		"LPT9", "nul.example.org", "hv1." };
	static const char *const good[] = { "console", "co", "com", "com10",
		"lpt", "hv1", "x.nul", "null", "con1" };
	size_t i;

	for (i = 0; i < sizeof bad / sizeof bad[0]; i++)
		cr_expect_not_null(str_no_windows_file(bad[i]), "%s", bad[i]);
	for (i = 0; i < sizeof good / sizeof good[0]; i++)
		cr_expect_null(str_no_windows_file(good[i]), "%s", good[i]);
}

static const char *
wrapped(const char *text, size_t columns)
{
	struct buf b = buf_new(a);

	wrap_text(&b, text, columns);
	return b.text;
}

Test(base, lines_break_between_words_only)
{
	same(wrapped("  one two three four\n", 12),
	    "  one two\n    three\n    four\n", "below the first word");
	same(wrapped("a b\n\n  c  d   \ne", 80), "a b\n\n  c  d\ne",
	    "what fits stays, without blanks at its end");
	same(wrapped("ab supercalifragilistic c\n", 10),
	    "ab\n  supercalifragilistic\n  c\n", "a word is never cut");
	same(wrapped("  name  \tlong words here\n", 26),
	    "  name  long words here\n", "the tab is not printed");
	same(wrapped("  name  \tlong words here and more\n", 26),
	    "  name  long words here\n        and more\n", "below the tab");
	same(wrapped("it takes 7 min and more\n", 11),
	    "it takes\n  7 min and\n  more\n", "a number keeps its unit");
	same(wrapped("at least 4 min 16 s, and 12 more\n", 17),
	    "at least\n  4 min 16 s, and\n  12 more\n", "a time is not broken");
	same(wrapped("it costs EUR 1,200, or about (USD 9)\n", 12),
	    "it costs\n  EUR 1,200,\n  or about\n  (USD 9)\n",
	    "a sum keeps its currency");
	same(wrapped("\xe5\xb1\xb1\xe5\xb1\xb1 ab\n", 6),
	    "\xe5\xb1\xb1\xe5\xb1\xb1\n  ab\n", "wide characters count twice");
	same(wrapped("\xc3\xa9\xc3\xa9\xc3\xa9 ab\n", 6),
	    "\xc3\xa9\xc3\xa9\xc3\xa9 ab\n", "others once, however long");
}

Test(base, no_line_of_short_words_is_wider_than_the_screen)
{
	static const char text[] =
	    "  hv1 to hv4: each 8 min 35 s (expected 4 min 24 s .. 17 min 52 s, "
	    "at least 7 min 53 s), 20 VMs, limited by the 1G port of each\n";
	size_t columns, widest, kept, i;

	for (columns = 20; columns <= 160; columns++) {
		const char *p = wrapped(text, columns), *end;

		for (widest = 0; *p != '\0'; p = end + 1) {
			end = strchr(p, '\n');
			if ((size_t)(end - p) > widest)
				widest = (size_t)(end - p);
		}
		cr_expect_leq(widest, columns, "%zu columns: %zu", columns,
		    widest);
		for (i = kept = 0, p = wrapped(text, columns); p[i] != '\0';
		     i++)
			kept += p[i] != ' ' && p[i] != '\n';
		for (i = 0; text[i] != '\0'; i++)
			kept -= text[i] != ' ' && text[i] != '\n';
		cr_expect_eq(kept, 0, "%zu columns: letters lost", columns);
	}
}

/* the plurals that texts need: one of a thing has none */
Test(base, counts_of_things)
{
	cr_expect_str_eq(str_count(a, 1, "switch"), "1 switch");
	cr_expect_str_eq(str_count(a, 0, "switch"), "0 switches");
	cr_expect_str_eq(str_count(a, 2, "address"), "2 addresses");
	cr_expect_str_eq(str_count(a, 3, "box"), "3 boxes");
	cr_expect_str_eq(str_count(a, 12, "concurrent migration"),
	    "12 concurrent migrations");
}
