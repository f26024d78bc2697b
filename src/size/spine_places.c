/* The places of the spines, or of the pair of a site that has no leaves. */
#include "size/spine_places.h"

#include "base/sort.h"
#include "size/existing_parts.h"

/* along the rows */
static int
by_place(const void *x, const void *y, const void *of)
{
	const struct model *m = of;
	const size_t i = *(const size_t *)x, k = *(const size_t *)y;
	const struct rack *p = &m->rack[i], *q = &m->rack[k];

	if (p->row_index != q->row_index)
		return p->row_index < q->row_index ? -1 : 1;
	if (p->position != q->position)
		return p->position < q->position ? -1 : 1;
	return i < k ? -1 : i > k;
}

size_t *
places_along(struct arena *a, const struct model *m)
{
	size_t *rack = NEW(a, size_t, m->nrack + 1), i;

	for (i = 0; i < m->nrack; i++)
		rack[i] = i;
	sort_stable(rack, m->nrack, sizeof *rack, by_place, m);
	return rack;
}

static bool
in_domain(const size_t *domain, size_t which, size_t rack)
{
	return domain == NULL || domain[rack] == which;
}

/*
 * Among how many of a domain's first racks its spines are placed.  They should
 * not move when a rack is added at the end: so it is two, and from eight racks
 * on, where that would make cables long, the largest power of two that is not
 * above.
 */
static size_t
first_racks(const struct model *m, const size_t *domain, size_t which)
{
	size_t n = 0, window = 2;

	for (size_t i = 0; i < m->nrack; i++)
		n += in_domain(domain, which, i);
	if (n >= 8)
		for (window = 8; 2 * window <= n; window *= 2)
			continue;
	return window;
}

/* the places the site gives: at most two count */
static bool
said_racks(const struct model *m, const size_t *along, const size_t *domain,
    size_t which, int64_t zone, size_t out[2])
{
	size_t n = 0;

	for (size_t i = 0; i < m->nrack && n < 2; i++)
		if (m->rack[along[i]].spines &&
		    in_domain(domain, which, along[i]) &&
		    place_free_top(m, along[i]) >= zone + 1)
			out[n++] = along[i];
	if (n == 1)
		out[1] = out[0];
	return n > 0;
}

/* the two racks of the first ones that have room that are nearest to all of
 * those */
static void
central_racks(struct arena *a, const struct model *m, const size_t *domain,
    size_t which, int64_t zone, size_t out[2])
{
	int64_t best[2] = { INT64_MAX, INT64_MAX };
	size_t i, j, k, seen = 0, window = first_racks(m, domain, which);
	const size_t *along = places_along(a, m);

	out[0] = out[1] = NONE_RACK;
	if (said_racks(m, along, domain, which, zone, out))
		return;
	for (j = 0; j < m->nrack && seen < window; j++) {
		int64_t sum = 0;
		struct place x = { along[j], place_ceiling(m, along[j]) };
		size_t counted = 0;

		i = along[j];

		if (!in_domain(domain, which, i) ||
		    place_free_top(m, i) < zone + 1)
			continue;
		seen++;
		for (k = 0; k < m->nrack && counted < window; k++) {
			struct place y = { along[k],
				place_ceiling(m, along[k]) };

			if (!in_domain(domain, which, along[k]))
				continue;
			sum += place_length_mm(m, x, y);
			counted++;
		}
		if (sum < best[0]) {
			best[1] = best[0];
			out[1] = out[0];
			best[0] = sum;
			out[0] = i;
		} else if (sum < best[1]) {
			best[1] = sum;
			out[1] = i;
		}
	}
	if (out[1] == NONE_RACK)
		out[1] = out[0];
	if (out[0] != NONE_RACK && by_place(&out[1], &out[0], m) < 0) {
		size_t t = out[0];

		out[0] = out[1];
		out[1] = t;
	}
}

static void
pair_places(const struct model *m, const size_t rack[2], int64_t zone,
    struct place out[2])
{
	for (size_t i = 0; i < 2; i++) {
		out[i].rack = rack[i];
		out[i].u = place_ceiling(m, rack[i]) - zone -
		    (i == 1 && rack[0] == rack[1] ? 1 : 0);
	}
}

bool
places_of_spines(struct arena *a, const struct model *m, struct sizing *plan)
{
	size_t at[2];

	for (size_t d = 0; d < plan->ndomain; d++) {
		if (!existing_racks(m, plan->topology, 2 * d, at))
			central_racks(a, m, plan->rack_domain, d,
			    plan->leaf_zone + 1, at);
		if (at[0] == NONE_RACK)
			return false;
		pair_places(m, at, plan->leaf_zone, &plan->spine[2 * d]);
		existing_place(m, plan->topology, 2 * d, &plan->spine[2 * d]);
		existing_place(m, plan->topology, 2 * d + 1,
		    &plan->spine[2 * d + 1]);
	}
	return true;
}

bool
places_of_pair(struct arena *a, const struct model *m, struct sizing *plan)
{
	size_t at[2];

	if (!existing_racks(m, plan->topology, 0, at))
		central_racks(a, m, NULL, 0, 1, at);
	if (at[0] == NONE_RACK)
		return false;
	pair_places(m, at, 0, plan->pair);
	for (size_t d = 0; d < 2; d++)
		existing_place(m, plan->topology, d, &plan->pair[d]);
	return true;
}

/* racks in order of rows and positions, cut into halves of equal hosts */
static void
split_domains(struct arena *a, const struct model *m, size_t *domain)
{
	size_t *count = NEW(a, size_t, m->nrack + 1), i, seen = 0;
	const size_t *along = places_along(a, m);

	for (i = 0; i < m->nend; i++)
		count[m->host[i].rack]++;
	for (i = 0; i < m->nrack; i++) {
		domain[along[i]] = 2 * seen + count[along[i]] > m->nend ? 1 : 0;
		seen += count[along[i]];
	}
	if (m->nrack > 1)
		domain[along[m->nrack - 1]] = 1;
}

/* racks with existing leaves stay with those leaves' spines */
static void
keep_domains(const struct model *m, struct sizing *plan)
{
	size_t d;

	for (size_t i = 0; i < m->nrack; i++) {
		d = existing_domain(m, plan->topology, i);
		if (d < 2)
			plan->rack_domain[i] = d;
	}
}

void
places_domains(struct arena *a, const struct model *m, struct sizing *plan)
{
	split_domains(a, m, plan->rack_domain);
	keep_domains(m, plan);
}

size_t
places_middle(const struct model *m, const size_t *rack, size_t from, size_t to)
{
	int64_t best = INT64_MAX;
	size_t at = rack[from];

	for (size_t i = from; i < to; i++) {
		struct place x = { rack[i], m->rack[rack[i]].units };
		int64_t sum = 0;

		for (size_t k = from; k < to; k++) {
			struct place y = { rack[k], m->rack[rack[k]].units };

			sum += place_length_mm(m, x, y);
		}
		if (sum < best) {
			best = sum;
			at = rack[i];
		}
	}
	return at;
}
