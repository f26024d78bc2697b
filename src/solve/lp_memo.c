#include "solve/lp_memo.h"

#include <stdint.h>
#include <string.h>

#include "base/num.h"
#include "solve/branch.h"

struct lp_memo {
	struct arena *a;
	struct kept {
		uint64_t hash;
		const unsigned char *key;
		size_t nkey;
		struct lp_answer ans; /* solved; else the bounds found: */
		double *hi;
	} * kept;
	size_t n, cap, again;
};

struct key {
	unsigned char *byte;
	size_t n;
	uint64_t hash;
};

struct lp_memo *
lp_memo_new(struct arena *a)
{
	struct lp_memo *memo = NEW(a, struct lp_memo, 1);

	memo->a = a;
	return memo;
}

static void
put(struct key *k, const void *bytes, size_t n)
{
	memcpy(k->byte + k->n, bytes, n);
	k->n += n;
}

/* all numbers of a program, and what else the question is about */
static struct key
key_of(struct arena *a, const struct lp *lp, char what, double most, long limit)
{
	const uint64_t size[] = { (uint64_t)what, lp->nvar, lp->nrow, lp->nterm,
		(uint64_t)limit };
	struct key k = { NULL, 0, 0 };

	k.byte = NEW(a, unsigned char,
	    sizeof size + sizeof most + 32 * lp->nvar + 16 * lp->nrow +
	        16 * lp->nterm);
	put(&k, size, sizeof size);
	put(&k, &most, sizeof most);
	for (size_t i = 0; i < lp->nvar; i++) {
		const struct lp_var *v = &lp->var[i];
		const double number[] = { v->lo, v->hi, v->cost, v->integer };

		put(&k, number, sizeof number);
	}
	for (size_t i = 0; i < lp->nrow; i++) {
		put(&k, &lp->row[i].lo, sizeof lp->row[i].lo);
		put(&k, &lp->row[i].hi, sizeof lp->row[i].hi);
	}
	for (size_t i = 0; i < lp->nterm; i++) {
		const uint32_t at[] = { (uint32_t)lp->term[i].row,
			(uint32_t)lp->term[i].var };

		put(&k, at, sizeof at);
		put(&k, &lp->term[i].coef, sizeof lp->term[i].coef);
	}
	k.hash = num_hash(k.byte, k.n);
	return k;
}

static struct kept *
find(struct lp_memo *memo, const struct key *k)
{
	for (size_t i = 0; i < memo->n; i++) {
		struct kept *x = &memo->kept[i];

		if (x->hash == k->hash && x->nkey == k->n &&
		    memcmp(x->key, k->byte, k->n) == 0) {
			memo->again++;
			return x;
		}
	}
	return NULL;
}

static struct kept *
keep(struct lp_memo *memo, const struct key *k)
{
	struct kept x = { k->hash, NULL, k->n, { 0 }, NULL };
	unsigned char *key = NEW(memo->a, unsigned char, k->n);

	memcpy(key, k->byte, k->n);
	x.key = key;
	PUSH(memo->a, memo->kept, memo->n, memo->cap, x);
	return &memo->kept[memo->n - 1];
}

static double *
copied(struct arena *a, const double *x, size_t n)
{
	double *y = NEW(a, double, n + 1);

	memcpy(y, x, n * sizeof *y);
	return y;
}

static struct lp_answer
answer_copied(struct arena *a, struct lp_answer ans, size_t nvar)
{
	ans.x = copied(a, ans.x, nvar);
	ans.reduced = copied(a, ans.reduced, nvar);
	if (ans.unused != NULL)
		ans.unused = arena_grow(a, ans.unused, nvar, nvar + 1, 1);
	return ans;
}

struct lp_answer
lp_memo_solve(struct lp_memo *memo, struct arena *a, const struct lp *lp,
    long nodes)
{
	struct lp_answer ans;
	const struct kept *known;
	struct key k;

	if (memo == NULL)
		return lp_solve(a, lp, nodes);
	k = key_of(a, lp, 's', 0, nodes);
	known = find(memo, &k);
	if (known != NULL)
		return answer_copied(a, known->ans, lp->nvar);
	ans = lp_solve(a, lp, nodes);
	keep(memo, &k)->ans = answer_copied(memo->a, ans, lp->nvar);
	return ans;
}

bool
lp_memo_within(struct lp_memo *memo, struct arena *a, const struct lp *lp,
    long nodes, double known, struct lp_answer *out)
{
	const struct kept *had;
	struct kept *new;
	bool found;
	struct key k;

	if (memo == NULL)
		return branch_solve(a, lp, nodes, known, out) &&
		    out->status == LP_OPTIMAL;
	k = key_of(a, lp, 'w', known, nodes);
	had = find(memo, &k);
	if (had != NULL) {
		if (had->ans.status == LP_OPTIMAL)
			*out = answer_copied(a, had->ans, lp->nvar);
		return had->ans.status == LP_OPTIMAL;
	}
	found =
	    branch_solve(a, lp, nodes, known, out) && out->status == LP_OPTIMAL;
	new = keep(memo, &k);
	new->ans.status = LP_UNKNOWN;
	if (found)
		new->ans = answer_copied(memo->a, *out, lp->nvar);
	return found;
}

void
lp_memo_squeeze(struct lp_memo *memo, struct arena *a, struct lp *lp,
    double most, long work)
{
	const struct kept *known;
	struct key k;
	double *hi;

	if (memo == NULL) {
		lp_squeeze(a, lp, most, work);
		return;
	}
	k = key_of(a, lp, 'q', most, work);
	known = find(memo, &k);
	if (known != NULL) {
		for (size_t i = 0; i < lp->nvar; i++)
			lp->var[i].hi = known->hi[i];
		return;
	}
	lp_squeeze(a, lp, most, work);
	hi = NEW(memo->a, double, lp->nvar + 1);
	for (size_t i = 0; i < lp->nvar; i++)
		hi[i] = lp->var[i].hi;
	keep(memo, &k)->hi = hi;
}

void
lp_memo_count(const struct lp_memo *memo, size_t *solved, size_t *again)
{
	*solved = memo->n;
	*again = memo->again;
}
