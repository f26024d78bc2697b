#include "base/format.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct text {
	char *to;
	size_t n, room; /* written, and left for more than the end */
};

static bool
put(struct text *t, const char *s, size_t len)
{
	if (len > t->room)
		return false;
	memcpy(t->to + t->n, s, len);
	t->n += len;
	t->room -= len;
	return true;
}

/* width: with zeros before it, up to so many digits */
static bool
put_number(struct text *t, uint64_t n, bool minus, int width)
{
	char digits[24], *p = digits + sizeof digits;

	do
		*--p = (char)('0' + n % 10);
	while ((n /= 10) != 0);
	while (digits + sizeof digits - p < width)
		*--p = '0';
	if (minus)
		*--p = '-';
	return put(t, p, (size_t)(digits + sizeof digits - p));
}

static bool
put_signed(struct text *t, int64_t n, int width)
{
	return put_number(t, n < 0 ? -(uint64_t)n : (uint64_t)n, n < 0,
	    n < 0 ? width - 1 : width);
}

/* Rounded to so many places, of two that are as near to the even one: a number
 * is m 2^e with m below 2^53, so that m 10^places is computed as it is. */
static bool
put_real(struct text *t, double x, int places)
{
	static const uint64_t tens[] = { 1, 10, 100, 1000 };
	uint64_t n, half, rest;
	int e;

	if (signbit(x) || !(x < 1e15))
		return false;
	n = (uint64_t)ldexp(frexp(x, &e), 53) * tens[places];
	/* below 2^50: a shift to the right */
	e = 53 - e;
	if (e > 63) {
		n = 0;
	} else if (e > 0) {
		half = UINT64_C(1) << (e - 1);
		rest = n & (2 * half - 1);
		n >>= e;
		n += rest > half || (rest == half && n % 2 == 1);
	}
	return put_number(t, n / tens[places], false, 0) &&
	    (places == 0 ||
	        (put(t, ".", 1) &&
	            put_number(t, n % tens[places], false, places)));
}

static bool
put_string(struct text *t, const char *s)
{
	return s != NULL && put(t, s, strlen(s));
}

/* at most so many characters of it */
static bool
put_part(struct text *t, int most, const char *s)
{
	return s != NULL && most >= 0 && put(t, s, strnlen(s, (size_t)most));
}

static bool
begins(const char **fmt, const char *with, size_t len)
{
	if (strncmp(*fmt, with, len) != 0)
		return false;
	*fmt += len;
	return true;
}

/* "02" of "02zu"; 0: none */
static int
width_of(const char **fmt)
{
	int width = 0;

	if ((*fmt)[0] == '0' && (*fmt)[1] >= '1' && (*fmt)[1] <= '9') {
		width = (*fmt)[1] - '0';
		*fmt += 2;
	}
	return width;
}

/* false: it is none of these */
static bool
put_any(struct text *t, const char **fmt, va_list *ap)
{
	int width;

	if (begins(fmt, "s", 1))
		return put_string(t, va_arg(*ap, const char *));
	if (begins(fmt, ".*s", 3)) {
		width = va_arg(*ap, int);
		return put_part(t, width, va_arg(*ap, const char *));
	}
	if (begins(fmt, "c", 1)) {
		const char c = (char)va_arg(*ap, int);

		return put(t, &c, 1);
	}
	if ((*fmt)[0] == '.' && (*fmt)[1] >= '0' && (*fmt)[1] <= '3' &&
	    (*fmt)[2] == 'f') {
		*fmt += 3;
		return put_real(t, va_arg(*ap, double), (*fmt)[-2] - '0');
	}
	if (begins(fmt, "%", 1))
		return put(t, "%", 1);
	width = width_of(fmt);
	if (begins(fmt, "zu", 2))
		return put_number(t, va_arg(*ap, size_t), false, width);
	if (begins(fmt, "d", 1))
		return put_signed(t, va_arg(*ap, int), width);
	if (begins(fmt, "lld", 3))
		return put_signed(t, va_arg(*ap, long long), width);
	if (begins(fmt, "ld", 2))
		return put_signed(t, va_arg(*ap, long), width);
	if (begins(fmt, "u", 1))
		return put_number(t, va_arg(*ap, unsigned), false, width);
	return false;
}

int
format_plain(char *to, size_t size, const char *fmt, va_list ap)
{
	struct text t = { to, 0, size - 1 };
	bool ok = size > 0;
	va_list rest;

	va_copy(rest, ap);
	while (ok && *fmt != '\0') {
		const char *end = strchrnul(fmt, '%');

		ok = put(&t, fmt, (size_t)(end - fmt));
		fmt = end;
		if (ok && *fmt == '%') {
			fmt++;
			ok = put_any(&t, &fmt, &rest);
		}
	}
	va_end(rest);
	if (!ok)
		return -1;
	to[t.n] = '\0';
	return (int)t.n;
}
