/*
 * Results against what had to be reached.  The bundle's list is what counts: a
 * figure changed in the filled-in copy changes nothing, and is reported.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "input/table.h"
#include "ready/acceptance.h"

struct judge {
	struct arena *a;
	struct diags *d;
	const struct table *list, *got;
	/* columns of the list; most: -1 in one of an older version */
	int id, where, device, test, must, unit, most;
	int gid, gresult, gmust, gunit;  /* of the results; gmust, gunit: -1 */
	const struct table_cell **by_id; /* the list's rows, sorted */
	const struct table_cell **given; /* result of each of by_id, or NULL */
};

static bool
column(struct diags *d, const struct table *t, const char *name, int *out)
{
	*out = table_column(t, name);
	return *out >= 0 ||
	    diag_error(d, table_head_at(t, -1), "csv-column", "no column '%s'",
	        name);
}

static int
by_text(const void *px, const void *py)
{
	const struct table_cell *x = *(const struct table_cell *const *)px;
	const struct table_cell *y = *(const struct table_cell *const *)py;

	return strcmp(x->text, y->text);
}

/* the rows of a list by id; the id is its first column */
static bool
sort_list(struct judge *j)
{
	bool ok = true;

	j->by_id = NEW(j->a, const struct table_cell *, j->list->n + 1);
	j->given = NEW(j->a, const struct table_cell *, j->list->n + 1);
	for (size_t i = 0; i < j->list->n; i++)
		j->by_id[i] = j->list->row[i];
	qsort(j->by_id, j->list->n, sizeof *j->by_id, by_text);
	for (size_t i = 1; i < j->list->n; i++)
		if (strcmp(j->by_id[i - 1]->text, j->by_id[i]->text) == 0)
			ok = diag_error(j->d, j->by_id[i]->at, "accept-twice",
			    "the test '%s' is listed twice", j->by_id[i]->text);
	return ok;
}

/* a plain decimal, exact enough for figures people read off a screen */
static bool
number(const char *s, double *out)
{
	size_t whole = strspn(s, "0123456789"), part = 0;

	if (s[whole] == '.')
		part = strspn(s + whole + 1, "0123456789") + 1;
	if (whole == 0 || part == 1 || s[whole + part] != '\0' || whole > 15 ||
	    part > 16)
		return false;
	*out = strtod(s, NULL);
	return true;
}

static void
unknown(struct judge *j, const struct table_cell *r)
{
	const char *id = r[j->gid].text, *near;
	const char **cand;

	diag_error(j->d, r[j->gid].at, "accept-unknown",
	    "the bundle's list has no test '%s'", id);
	if (!diag_shown(j->d))
		return;
	cand = NEW(j->a, const char *, j->list->n + 1);
	for (size_t i = 0; i < j->list->n; i++)
		cand[i] = j->list->row[i][0].text;
	near = str_nearest(id, cand, j->list->n);
	if (near != NULL)
		diag_hint(j->d, "did you mean '%s'?", near);
	else if (j->list->n > 0)
		diag_hint(j->d,
		    "is it from another bundle, or was the design made again "
		    "since?");
}

static bool
bad_result(struct judge *j, const struct table_cell *r, const char *result,
    const char *unit)
{
	diag_error(j->d, r[j->gresult].at, "accept-result",
	    "the result of '%s' is '%s': expected a number (%s)",
	    r[j->gid].text, result, unit);
	if (strchr(result, ',') != NULL)
		diag_hint(j->d, "decimals come after a point");
	else if (strspn(result, "0123456789.") > 0)
		diag_hint(j->d, "write the number alone");
	return false;
}

/* figures of the copy that are not the bundle's */
static void
changed(struct judge *j, const struct table_cell *r,
    const struct table_cell *want)
{
	int pair[2][2] = { { j->gmust, j->must }, { j->gunit, j->unit } };

	for (int i = 0; i < 2; i++) {
		if (pair[i][0] < 0 ||
		    strcmp(table_decimal(j->a, j->got, r[pair[i][0]].text),
		        want[pair[i][1]].text) == 0)
			continue;
		diag_warn(j->d, r[pair[i][0]].at, "accept-changed",
		    "'%s' of '%s' is '%s' here and '%s' in the bundle, which "
		    "takes precedence",
		    j->list->head[pair[i][1]].text, r[j->gid].text,
		    r[pair[i][0]].text, want[pair[i][1]].text);
	}
}

static void
match(struct judge *j)
{
	for (size_t i = 0; i < j->got->n; i++) {
		const struct table_cell *r = j->got->row[i], *key, **found;

		if (!str_is_text(r[j->gid].text) ||
		    !str_is_text(r[j->gresult].text)) {
			diag_error(j->d, r->at, "bad-text",

			    "an id and its result must be "
			    "printable text on one line");
			continue;
		}
		key = &r[j->gid];
		found = bsearch(&key, j->by_id, j->list->n, sizeof *j->by_id,
		    by_text);
		if (found == NULL) {
			unknown(j, r);
			continue;
		}
		if (j->given[found - j->by_id] != NULL) {
			diag_error(j->d, key->at, "accept-twice",
			    "the test '%s' is listed twice", key->text);
			diag_hint(j->d, "first at line %d",
			    j->given[found - j->by_id]->at.line);
			continue;
		}
		j->given[found - j->by_id] = r;
		changed(j, r, *found);
	}
}

/* more than what is cabled can show or carry */
static bool
impossible(struct judge *j, const struct table_cell *want,
    const struct table_cell *r, const struct accept_row *out, double is)
{
	const char *most = j->most < 0 ? "" : want[j->most].text;
	double can;

	if (!number(most, &can) || is <= can)
		return false;
	diag_error(j->d, r[j->gresult].at, "accept-impossible",
	    "the result of '%s' is '%s': at most %s is possible (%s)", out->id,
	    out->result, most, out->unit);
	diag_hint(j->d, "is it in another unit, or from another port?");
	return true;
}

static enum verdict_kind
judge_one(struct judge *j, const struct table_cell *want,
    const struct table_cell *r, struct accept_row *out)
{
	double must, is;

	if (r == NULL || out->result[0] == '\0')
		return ACCEPT_MISSING;
	if (str_ends(out->unit, UNIT_AS_SAID))
		return strcasecmp(out->result, out->must) == 0 ? ACCEPT_PASSED :
		                                                 ACCEPT_FAILED;
	if (!number(out->must, &must) ||
	    (!str_ends(out->unit, UNIT_AT_LEAST) &&
	        !str_ends(out->unit, UNIT_AT_MOST))) {
		diag_error(j->d, r->at, "accept-list",

		    "the bundle's own list, line %d, has no figure to compare "
		    "'%s' with: '%s %s'",
		    want->at.line, out->id, out->must, out->unit);
		return ACCEPT_FAILED;
	}
	if (!number(table_decimal(j->a, j->got, out->result), &is)) {
		bad_result(j, r, out->result, out->unit);
		return ACCEPT_FAILED;
	}
	if (impossible(j, want, r, out, is))
		return ACCEPT_FAILED;
	if (str_ends(out->unit, UNIT_AT_MOST))
		return is <= must ? ACCEPT_PASSED : ACCEPT_FAILED;
	return is >= must ? ACCEPT_PASSED : ACCEPT_FAILED;
}

static bool
list_text(struct judge *j)
{
	const struct table *t = j->list;
	bool ok = true;

	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < t->ncol; k++)
			if (!str_is_text(t->row[i][k].text))
				ok = diag_error(j->d, t->row[i][k].at,
				    "bad-text",
				    "'%s' must be printable text on one line",
				    t->head[k].text);
	return ok;
}

static bool
open_list(struct judge *j, const struct source *src)
{
	size_t errors = j->d->errors;

	j->list = table_read(j->a, j->d, src);
	if (j->list == NULL)
		return false;
	column(j->d, j->list, "id", &j->id);
	column(j->d, j->list, "device", &j->device);
	column(j->d, j->list, "port_or_peer", &j->where);
	column(j->d, j->list, "test", &j->test);
	column(j->d, j->list, "must_reach", &j->must);
	column(j->d, j->list, "unit", &j->unit);
	j->most = table_column(j->list, "no_more_than");
	if (j->id > 0)
		diag_error(j->d, table_head_at(j->list, 0), "csv-column",
		    "'id' must be the first column");
	if (j->list->n == 0)
		diag_error(j->d, table_head_at(j->list, 0), "accept-list",
		    "a list without tests");
	return j->d->errors == errors && list_text(j) && sort_list(j);
}

static bool
open_results(struct judge *j, const struct source *src)
{
	size_t errors = j->d->errors;

	j->got = table_read(j->a, j->d, src);
	if (j->got == NULL)
		return false;
	column(j->d, j->got, "id", &j->gid);
	column(j->d, j->got, "result", &j->gresult);
	j->gmust = table_column(j->got, "must_reach");
	j->gunit = table_column(j->got, "unit");
	return j->d->errors == errors;
}

const struct accepted *
acceptance_judge(struct arena *a, struct diags *d, const struct source *list,
    const struct source *results)
{
	struct judge *j = NEW(a, struct judge, 1);
	struct accepted *x = NEW(a, struct accepted, 1);
	bool ok;

	j->a = a;
	j->d = d;
	ok = open_list(j, list);
	if (!open_results(j, results) || !ok)
		return NULL;
	match(j);
	x->row = NEW(a, struct accept_row, j->list->n + 1);
	for (size_t i = 0; i < j->list->n; i++) {
		const struct table_cell *want = j->list->row[i], *r, **found;
		struct accept_row *row = &x->row[x->n++];

		found = bsearch(&want, j->by_id, j->list->n, sizeof *j->by_id,
		    by_text);
		r = j->given[found - j->by_id];
		row->id = want[j->id].text;
		row->device = want[j->device].text;
		row->where = want[j->where].text;
		row->test = want[j->test].text;
		row->must = want[j->must].text;
		row->unit = want[j->unit].text;
		row->result = r != NULL ? r[j->gresult].text : "";
		row->verdict = judge_one(j, want, r, row);
		x->count[row->verdict]++;
	}
	return x;
}
