/* Names, ranges and references of a site file: declared in model/read.h. */
#include "model/read.h"

#include <stdlib.h>
#include <string.h>

#include "base/sort.h"

/* looking for a near name costs a walk over all of them */
#define SUGGEST_MAX 5000u

bool
read_by_table(struct reader *r, const struct node *map,
    const struct model_table *t, void *out)
{
	return decode_map(r->a, r->d, map, t->field, t->n, out, t->what);
}

void
read_list_each(struct reader *r, const struct node *list, const char *key,
    void (*one)(struct reader *r, const struct node *item))
{
	if (list == NULL || node_is_null(list))
		return;
	if (list->kind != NODE_LIST) {
		diag_error(r->d, list->at, "wrong-kind", "'%s' must be a list",
		    key);
		diag_hint(r->d,
		    "put '- ' before each entry, even a single one");
		return;
	}
	for (size_t i = 0; i < list->n; i++)
		one(r, list->item[i]);
}

bool
read_names(struct reader *r, const struct node *map, const char *text,
    size_t before, size_t max, bool *unread, struct name_set *out)
{
	const char *why;

	/* decode_map has reported why it is missing, and has checked its
	 * form */
	if (text == NULL || !name_range_expand(r->a, text, out, &why)) {
		*unread = true;
		return false;
	}
	if (out->n > max - before) {
		*unread = true;
		return diag_error(r->d, node_at(map, "name"), "too-many-names",
		    "with '%s' there are %zu of these, the maximum is %zu",
		    text, before + out->n, max);
	}
	return true;
}

/* a range of the name that k can pair with: not taken, and the same text or
 * (loose) the same count */
static size_t
partner(const struct name_set *names, const struct name_set *set, size_t k,
    const bool *taken, bool loose)
{
	for (size_t j = 0; j < names->nrange; j++) {
		if (taken[j])
			continue;
		if (loose ? names->count[j] == set->count[k] :
		            strcmp(names->range[j], set->range[k]) == 0)
			return j;
	}
	return NO_INDEX;
}

bool
read_pair(struct reader *r, const struct node *map, const char *key,
    const char *text, const char *name, const struct name_set *names,
    struct pairing *out)
{
	bool taken[8] = { false };
	const char *why;

	if (text == NULL || !name_range_expand(r->a, text, &out->set, &why))
		return false;
	for (size_t k = 0; k < out->set.nrange; k++)
		out->of[k] = NO_INDEX;
	for (size_t loose = 0; loose < 2; loose++) {
		for (size_t k = 0; k < out->set.nrange; k++) {
			if (out->of[k] != NO_INDEX)
				continue;
			out->of[k] =
			    partner(names, &out->set, k, taken, loose == 1);
			if (out->of[k] != NO_INDEX)
				taken[out->of[k]] = true;
		}
	}
	for (size_t k = 0; k < out->set.nrange; k++) {
		if (out->of[k] != NO_INDEX)
			continue;
		diag_error(r->d, node_at(map, key), "range-mismatch",
		    "the range [%s] of '%s: %s' pairs with no range of the "
		    "name '%s'",
		    out->set.range[k], key, text, name);
		diag_hint(r->d,
		    "each range here must be one of the name's, "
		    "of the same length, as in 'name: r[1-2]-hv[1-6]' with "
		    "'%s: r[1-2]'",
		    key);
		return false;
	}
	return true;
}

const char *
read_pair_name(const struct pairing *p, const struct name_set *names, size_t i)
{
	size_t at = 0;

	for (size_t k = 0; k < p->set.nrange; k++)
		at += i / names->stride[p->of[k]] % names->count[p->of[k]] *
		    p->set.stride[k];
	return p->set.name[at];
}

static int
by_name(const void *px, const void *py)
{
	const struct entry *x = px, *y = py;
	int c = strcmp(x->name, y->name);

	if (c != 0)
		return c;
	return x->at < y->at ? -1 : x->at > y->at;
}

static bool
same_place(struct span x, struct span y)
{
	return x.line == y.line && x.col == y.col;
}

void
read_index_make(struct reader *r, struct index *x, const char *kind,
    const char *const *name, const struct span *at, size_t n,
    const bool *unread)
{
	const char **twice = NEW(r->a, const char *, n + 1);
	size_t *first = NEW(r->a, size_t, n + 1);
	size_t j, more;

	x->kind = kind;
	x->unread = unread;
	x->n = n;
	x->entry = NEW(r->a, struct entry, n + 1);
	for (size_t i = 0; i < n; i++)
		x->entry[i] = (struct entry){ name[i], i };
	if (n > 1)
		qsort(x->entry, n, sizeof(*x->entry), by_name);
	for (size_t i = 0; i < n; i = j)
		for (j = i + 1;
		     j < n && strcmp(x->entry[j].name, x->entry[i].name) == 0;
		     j++) {
			twice[x->entry[j].at] = x->entry[i].name;
			first[x->entry[j].at] = x->entry[i].at;
		}
	/* one finding an entry of the file, however many names it repeats */
	for (size_t i = 0; i < n; i = j) {
		more = 0;
		for (j = i + 1; j < n && same_place(at[j], at[i]); j++)
			if (twice[i] == NULL && twice[j] != NULL) {
				twice[i] = twice[j];
				first[i] = first[j];
			} else {
				more += twice[j] != NULL;
			}
		if (twice[i] == NULL)
			continue;
		diag_error(r->d, at[i], "duplicate-name",
		    more > 0 ?
		        "the %s '%s' is already defined (and %zu more of this "
		        "entry)" :
		        "the %s '%s' is already defined",
		    kind, twice[i], more);
		diag_hint(r->d,
		    "the first is on line %d; each %s needs a unique name",
		    at[first[i]].line, kind);
	}
}

/* of equal names the first mentioned */
size_t
read_index_find(const struct index *x, const char *name)
{
	const struct entry *at =
	    sort_find(name, x->entry, x->n, sizeof(*x->entry), sort_by_name);

	return at != NULL ? at->at : NO_INDEX;
}

static const char *
list_names(struct reader *r, const struct index *x)
{
	struct buf b = buf_new(r->a);

	for (size_t i = 0; i < x->n; i++)
		buf_printf(&b, "%s'%s'",
		    i == 0           ? "" :
		        i + 1 < x->n ? ", " :
		                       " and ",
		    x->entry[i].name);
	return b.text;
}

/* "did you mean", for the finding added last */
static void
read_suggest(struct reader *r, const struct index *x, const char *name)
{
	const char **cand, *near = NULL;

	if (x->n <= SUGGEST_MAX && diag_shown(r->d)) {
		cand = NEW(r->a, const char *, x->n + 1);
		for (size_t i = 0; i < x->n; i++)
			cand[i] = x->entry[i].name;
		near = str_nearest(name, cand, x->n);
	}
	if (near != NULL)
		diag_hint(r->d, "did you mean '%s'?", near);
	else if (x->n == 0)
		diag_hint(r->d, "no %s is defined", x->kind);
	else if (x->n <= 8)
		diag_hint(r->d, "there %s %s", x->n == 1 ? "is" : "are",
		    list_names(r, x));
}

size_t
read_ref_find(struct reader *r, const struct index *x, const char *id,
    const char *who, const char *name, struct span at)
{
	size_t i = read_index_find(x, name);

	if (i == NO_INDEX && !*x->unread) {
		diag_error(r->d, at, id,
		    "%s refers to the %s '%s', which is not defined", who,
		    x->kind, name);
		read_suggest(r, x, name);
	}
	return i;
}
