/*
 * What the sizing says fits a switch, the cabling gives out: random switches
 * whose ports run at several speeds, alone or in groups, and random needs.  The
 * sizing's answer is held against a search that gives ports out one by one; and
 * where it says yes, ports are taken in any order, from either end, and none is
 * ever missing.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "design/design.h"

static uint64_t state;

static uint32_t
rnd(uint32_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % n;
}

static struct capability speed_can[] = { { CAN_SPEED_CHANGE, true, NULL },
	{ CAN_GROUP_SPEED, true, NULL }, { CAN_GIGABIT, true, NULL } };
static const struct platform speed_nos = { .can = speed_can, .ncan = 3,
	.id = "nos", .name = "nos", .templates = "nos", .rendered = true };

static const enum speed_class pool[] = { SPEED_10G, SPEED_25G, SPEED_40G,
	SPEED_1G, SPEED_COPPER_1G };
/* the first are speeds of ports of their own */
enum { OWN = 3, KINDS = 5, BLOCKS = 3 };

static void
random_ports(struct switch_model *s, struct port_block *b)
{
	size_t i;

	memset(b, 0, BLOCKS * sizeof *b);
	s->nblock = 1 + rnd(BLOCKS);
	for (i = 0; i < s->nblock; i++) {
		static const size_t group[] = { 1, 1, 2, 4 };
		uint32_t own = rnd(OWN), other = rnd(OWN + 1);

		b[i].media = own == 0 ? MEDIA_SFPP :
		    own == 1          ? MEDIA_SFP28 :
		                        MEDIA_QSFPP;
		b[i].speed_bps = speed_class_bps[pool[own]];
		if (other < OWN && other != own)
			b[i].speeds_bps[0] = speed_class_bps[pool[other]];
		if (b[i].media != MEDIA_QSFPP && rnd(2) == 1)
			b[i].speeds_bps[b[i].speeds_bps[0] != 0] =
			    speed_class_bps[SPEED_1G];
		b[i].group = group[rnd(4)];
		b[i].count = 1 + rnd(6);
		b[i].name = "p{n}";
		b[i].speed_name = "p{n}";
	}
	s->block = b;
	s->platform = &speed_nos;
}

static struct dswitch
ports_of(struct arena *a, const struct switch_model *s)
{
	struct dswitch x = { .model = s };
	size_t i, k;

	x.port = NEW(a, struct dport, BLOCKS * 6 + 1);
	for (i = 0; i < s->nblock; i++)
		for (k = 0; k < s->block[i].count; k++)
			x.port[x.nport++] = (struct dport){ .name = "p",
				.speed_name = "p", .block = i, .index = k,
				.parent = NONE, .media = s->block[i].media,
				.speed_bps = s->block[i].speed_bps,
				.role = PORT_UNUSED };
	return x;
}

/* gives ports out from the i-th on in every way there is */
static bool
search(struct dswitch *s, size_t i, int64_t *left)
{
	bool any = false;
	int k;

	for (k = 0; k < KINDS; k++)
		any |= left[k] > 0;
	if (!any)
		return true;
	if (i == s->nport)
		return false;
	for (k = 0; k < KINDS; k++) {
		const struct dport was = s->port[i];
		bool found;

		if (left[k] == 0 ||
		    !media_model_serves(s->model,
		        &s->model->block[s->port[i].block], pool[k]) ||
		    !design_ports_group_open(s, i, speed_class_bps[pool[k]]))
			continue;
		s->port[i].role = PORT_HOST;
		s->port[i].speed_bps = speed_class_bps[pool[k]];
		left[k]--;
		found = search(s, i + 1, left);
		left[k]++;
		s->port[i] = was;
		if (found)
			return true;
	}
	return search(s, i + 1, left);
}

/* takes all in a random order; false: one was missing */
static bool
give_out(struct dswitch *s, const int64_t *need)
{
	int64_t left[KINDS], n = 0;
	int k;

	for (k = 0; k < KINDS; k++) {
		left[k] = need[k];
		s->left.n[pool[k]] = need[k];
		n += need[k];
	}
	design_ports_expect(s);
	while (n > 0) {
		k = (int)rnd(KINDS);
		if (left[k] == 0)
			continue;
		if (design_ports_take(s, pool[k], rnd(2) == 1, PORT_HOST) ==
		    NONE)
			return false;
		left[k]--;
		n--;
	}
	return true;
}

int
main(void)
{
	int passed = 0, failed = 0, fit = 0, seed;

	for (seed = 1; seed <= 6000; seed++) {
		struct arena *a = arena_new();
		struct port_block b[BLOCKS];
		struct switch_model s = { 0 };
		struct need need = { { 0 } };
		int64_t n[KINDS], left[KINDS];
		struct dswitch x;
		const char *no = NULL;
		bool says;
		int k;

		state = (uint64_t)seed * 7919;
		random_ports(&s, b);
		for (k = 0; k < KINDS; k++)
			left[k] = n[k] = need.n[pool[k]] =
			    k < OWN ? rnd(6) : rnd(4) / 2;
		says = media_ports_fit(&s, 0, &need);
		x = ports_of(a, &s);
		if (search(&x, 0, left) != says)
			no = says ? "said to fit, and does not" :
			            "said not to fit, and does";
		else if (says && !give_out(&x, n))
			no = "it fits, and a port was missing";
		fit += says;
		if (no != NULL)
			printf("seed %d: %s\n", seed, no);
		failed += no != NULL;
		passed += no == NULL;
		arena_free(a);
	}
	if (fit < 400) {
		printf("only %d fit\n", fit);
		failed++;
	}
	printf("prop_ports: %d passed, %d failed (%d fit)\n", passed, failed,
	    fit);
	return failed != 0;
}
