/* What an acceptance came to, for people and as JSON. */
#include <string.h>

#include "ready/acceptance.h"

static const char *const word[] = { "passed", "failed", "missing" };

const char *
acceptance_criterion(struct arena *a, const char *must, const char *unit)
{
	static const char *const how[] = { UNIT_AT_LEAST, UNIT_AT_MOST };
	static const char *const one[][2] = { { "replies", "reply" },
		{ "members up", "member up" } };
	const char *of;

	if (str_eq(unit, UNIT_AS_SAID))
		return must;
	for (size_t i = 0; i < 2; i++) {
		if (!str_ends(unit, how[i]) || strlen(unit) <= strlen(how[i]))
			continue;
		of = str_dup(a, unit, strlen(unit) - strlen(how[i]) - 1);
		for (size_t k = 0; k < 2 && str_eq(must, "1"); k++)
			if (str_eq(of, one[k][0]))
				of = one[k][1];
		return str_fmt(a, "%s %s %s", how[i], must, of);
	}
	return str_fmt(a, "%s %s", must, unit);
}

/* results of one test, of as much, that are both missing */
static bool
missing_alike(const struct accept_row *x, const struct accept_row *y)
{
	return x->verdict == ACCEPT_MISSING && y->verdict == ACCEPT_MISSING &&
	    str_eq(x->test, y->test) && str_eq(x->must, y->must) &&
	    str_eq(x->unit, y->unit);
}

/* equal ones in one line, at the first of them */
static void
missing_line(struct buf *b, const struct accepted *x, size_t i)
{
	const struct accept_row *r = &x->row[i];
	size_t n = 0, last = i;

	for (size_t k = 0; k < i; k++)
		if (missing_alike(&x->row[k], r))
			return;
	for (size_t k = i + 1; k < x->n; k++)
		if (missing_alike(&x->row[k], r)) {
			n++;
			last = k;
		}
	if (n == 0)
		buf_printf(b, "missing  %s (%s, %s): required %s\n", r->id,
		    r->device, r->where,
		    acceptance_criterion(b->a, r->must, r->unit));
	else
		buf_printf(b,
		    "missing  %zu results of %s, %s to %s: required %s\n",
		    n + 1, r->test, r->id, x->row[last].id,
		    acceptance_criterion(b->a, r->must, r->unit));
}

void
acceptance_text(struct buf *b, const struct accepted *x, bool quiet)
{
	buf_printf(b, "%s: %zu passed, %zu failed, %zu missing\n",
	    str_count(b->a, x->n, "test"), x->count[ACCEPT_PASSED],
	    x->count[ACCEPT_FAILED], x->count[ACCEPT_MISSING]);
	for (size_t i = 0; i < x->n; i++) {
		const struct accept_row *r = &x->row[i];

		if (r->verdict == ACCEPT_FAILED)
			buf_printf(b,
			    "failed   %s (%s, %s): required %s, result %s\n",
			    r->id, r->device, r->where,
			    acceptance_criterion(b->a, r->must, r->unit),
			    r->result);
		else if (r->verdict == ACCEPT_MISSING && !quiet)
			missing_line(b, x, i);
	}
}

struct value *
acceptance_value(struct arena *a, const struct accepted *x)
{
	struct value *v = value_map(a), *list = value_list(a);

	for (size_t i = 0; i < x->n; i++) {
		const struct accept_row *r = &x->row[i];
		struct value *one = value_map(a);

		value_set(a, one, "id", value_text(a, r->id));
		value_set(a, one, "device", value_text(a, r->device));
		value_set(a, one, "port_or_peer", value_text(a, r->where));
		value_set(a, one, "test", value_text(a, r->test));
		value_set(a, one, "must_reach", value_text(a, r->must));
		value_set(a, one, "unit", value_text(a, r->unit));
		value_set(a, one, "result",
		    r->result[0] != '\0' ? value_text(a, r->result) :
		                           value_null(a));
		value_set(a, one, "verdict", value_text(a, word[r->verdict]));
		value_push(a, list, one);
	}
	for (size_t i = 0; i < 3; i++)
		value_set(a, v, word[i], value_int(a, (int64_t)x->count[i]));
	value_set(a, v, "tests", list);
	return v;
}
