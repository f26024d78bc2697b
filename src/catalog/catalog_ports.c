/*
 * The ports of a switch: runs of one kind, and the names they expand to.
 */
#include "catalog/catalog_read.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

#define AT(x) offsetof(struct raw_block, x)
#define PORTS_MAX 4096

const char *const catalog_media_word[] = { "sfp+", "10gbase-t", "sfp28",
	"qsfp+", "qsfp28", NULL };

int64_t
catalog_media_speed_bps(enum media m)
{
	switch (m) {
	case MEDIA_SFPP:
	case MEDIA_10GT:
		return 10 * GBPS;
	case MEDIA_SFP28:
		return 25 * GBPS;
	case MEDIA_QSFPP:
		return 40 * GBPS;
	case MEDIA_QSFP28:
		return 100 * GBPS;
	}
	return 0;
}

bool
catalog_media_takes(enum media cage, enum media plug)
{
	return cage == plug || (cage == MEDIA_SFP28 && plug == MEDIA_SFPP) ||
	    (cage == MEDIA_QSFP28 && plug == MEDIA_QSFPP);
}

static bool
media_of(const char *word, enum media *out)
{
	for (size_t i = 0; catalog_media_word[i] != NULL; i++)
		if (str_eq(catalog_media_word[i], word)) {
			*out = (enum media)i;
			return true;
		}
	return false;
}

bool
catalog_cage_takes(const char *cage, const char *plug)
{
	enum media x, y;

	return media_of(cage, &x) && media_of(plug, &y) &&
	    catalog_media_takes(x, y);
}

static int64_t
number(const struct port_block *b, size_t i)
{
	return b->first + (int64_t)i * b->step;
}

static const char *
decimal(struct arena *a, int64_t n)
{
	return str_fmt(a, "%lld", (long long)n);
}

bool
port_block_runs(const struct port_block *b, int64_t bps)
{
	for (size_t i = 0; i < 4 && b->speeds_bps[i] != 0; i++)
		if (b->speeds_bps[i] == bps)
			return true;
	return b->speed_bps == bps;
}

bool
port_block_splits(const struct port_block *b, int64_t bps)
{
	return b->into > 0 &&
	    (b->breakout_bps == bps ||
	        (b->breakout_slow_bps == bps && bps != 0));
}

const char *
port_block_name(struct arena *a, const struct port_block *b, size_t i)
{
	return str_fill(a, b->name, "n", decimal(a, number(b, i)), NULL);
}

const char *
port_block_speed_name(struct arena *a, const struct port_block *b, size_t i)
{
	return str_fill(a, b->speed_name != NULL ? b->speed_name : b->name, "n",
	    decimal(a, number(b, i)), NULL);
}

const char *
port_block_child(struct arena *a, const struct port_block *b, size_t i,
    size_t k)
{
	int64_t n = number(b, i), child = b->breakout_first + (int64_t)k;

	return str_fill(a, b->breakout_name, "n", decimal(a, n), "k",
	    decimal(a, child), "m", decimal(a, n + child), "c",
	    decimal(a, child + (int64_t)(i * b->into)), NULL);
}

struct raw_block {
	int media;
	int64_t count, first, step, group, copper_every;
	const char *name, *module, *speed_name, *off;
	const struct node *speeds, *breakout;
};

/* clang-format off */
static const struct field block_fields[] = {
	{ .key = "media", .kind = FIELD_WORD, .required = true,
	  .offset = AT(media), .words = catalog_media_word, .example = "sfp+",
	  .doc = "the cage" },
	{ .key = "count", .kind = FIELD_INT, .required = true,
	  .offset = AT(count), .min = 0, .max = PORTS_MAX, .example = "48",
	  .doc = "how many" },
	{ .key = "name", .kind = FIELD_TEXT, .required = true,
	  .offset = AT(name), .example = "TenGigabitEthernet 0/{n}",
	  .doc = "in the device's syntax, {n} is the port's number" },
	{ .key = "first", .kind = FIELD_INT, .offset = AT(first),
	  .min = 0, .max = PORTS_MAX, .example = "1",
	  .doc = "number of the first port" },
	{ .key = "step", .kind = FIELD_INT, .offset = AT(step),
	  .min = 1, .max = 64, .example = "4",
	  .doc = "from one port's number to the next" },
	{ .key = "speeds", .kind = FIELD_NODE, .offset = AT(speeds),
	  .example = "[10G]", .doc = "other speeds it supports" },
	{ .key = "group", .kind = FIELD_INT, .offset = AT(group),
	  .min = 1, .max = 64, .example = "4",
	  .doc = "adjacent ports that must have the same speed" },
	{ .key = "copper_every", .kind = FIELD_INT,
	  .offset = AT(copper_every), .min = 1, .max = 64, .example = "2",
	  .doc = "of this many adjacent SFP+ ports the first may hold a "
	  "10GBASE-T module, which runs hot; default none" },
	{ .key = "speed_name", .kind = FIELD_TEXT, .offset = AT(speed_name),
	  .example = "ethernet1/1/{n}:1",
	  .doc = "its name when its group runs below its own speed; default "
	  "the same" },
	{ .key = "module", .kind = FIELD_NAME, .offset = AT(module),
	  .example = "qsfp", .doc = "the option that brings them" },
	{ .key = "off", .kind = FIELD_TEXT, .offset = AT(off),
	  .example = "only in a mode that disables others",
	  .doc = "why they can't be used, though they are on the panel" },
	{ .key = "breakout", .kind = FIELD_NODE, .offset = AT(breakout),
	  .doc = "one port as several slower ones" },
};
/* clang-format on */

struct raw_breakout {
	int64_t into, speed, most, first;
	const char *name;
	const struct node *speeds;
	bool reload, takes_next;
};

/* clang-format off */
static const struct field breakout_fields[] = {
	{ .key = "into", .kind = FIELD_INT, .required = true,
	  .offset = offsetof(struct raw_breakout, into), .min = 2, .max = 8,
	  .example = "4", .doc = "how many" },
	{ .key = "speed", .kind = FIELD_UNIT, .required = true,
	  .offset = offsetof(struct raw_breakout, speed),
	  .unit = UNIT_SPEED, .min = 1, .max = 100 * GBPS,
	  .example = "25G", .doc = "of each" },
	{ .key = "speeds", .kind = FIELD_NODE,
	  .offset = offsetof(struct raw_breakout, speeds), .example = "[10G]",
	  .doc = "another speed that all of one port can have" },
	{ .key = "name", .kind = FIELD_TEXT, .required = true,
	  .offset = offsetof(struct raw_breakout, name),
	  .example = "TenGigabitEthernet 0/{m}",
	  .doc = "{n} the parent's number, {k} the child's, {m} their sum, {c} "
	  "counted on over the run" },
	{ .key = "first", .kind = FIELD_INT,
	  .offset = offsetof(struct raw_breakout, first), .min = 0, .max = 64,
	  .example = "1", .doc = "number of the first child" },
	{ .key = "max", .kind = FIELD_INT,
	  .offset = offsetof(struct raw_breakout, most), .min = 1,
	  .max = PORTS_MAX, .example = "4",
	  .doc = "ports of the run that may be broken out; default all" },
	{ .key = "reload", .kind = FIELD_BOOL,
	  .offset = offsetof(struct raw_breakout, reload), .example = "true",
	  .doc = "needs a reload" },
	{ .key = "takes_next", .kind = FIELD_BOOL,
	  .offset = offsetof(struct raw_breakout, takes_next),
	  .example = "true",
	  .doc = "breaking out a port disables the next one: only the first, "
	  "third, fifth, ... of the run can be broken out" },
};
/* clang-format on */

static void
speeds_read(const struct thing *t, const struct node *n, struct port_block *b)
{
	const struct node *list = catalog_list_of(t, n, "'speeds'");
	const char *why;

	if (list->n > COUNT(b->speeds_bps) - 1) {
		diag_error(t->d, n->at, "catalog-limits",
		    "'speeds' gives %zu, a port has at most %zu besides its "
		    "own",
		    list->n, COUNT(b->speeds_bps) - 1);
		return;
	}
	for (size_t i = 0; i < list->n; i++) {
		const struct node *x = list->item[i];
		int64_t v = 0;

		if (x->kind != NODE_SCALAR ||
		    !num_parse(t->a, x->text, UNIT_SPEED, &v, &why)) {
			diag_error(t->d, x->at, "bad-quantity",
			    "expected a speed such as 10G");
			continue;
		}
		if (v <= 0 || v >= b->speed_bps) {
			diag_error(t->d, x->at, "catalog-limits",
			    "a %s port can't be set to %s: expected a speed "
			    "below its native one",
			    catalog_media_word[b->media], x->text);
			continue;
		}
		for (size_t k = 0; k < i; k++)
			if (b->speeds_bps[k] == v)
				diag_error(t->d, x->at, "catalog-limits",
				    "the speed %s is listed twice", x->text);
		b->speeds_bps[i] = v;
	}
}

/* of one port's parts, instead of their own: one, slower */
static void
slow_read(const struct thing *t, const struct node *n, struct port_block *b)
{
	const struct node *list = catalog_list_of(t, n, "'speeds'");
	const char *why;
	int64_t v = 0;

	if (list->n > 1)
		diag_error(t->d, n->at, "catalog-limits",
		    "'speeds' gives %zu, the parts of a port have at most one "
		    "besides their own",
		    list->n);
	else if (list->n == 1 &&
	    (list->item[0]->kind != NODE_SCALAR ||
	        !num_parse(t->a, list->item[0]->text, UNIT_SPEED, &v, &why)))
		diag_error(t->d, list->item[0]->at, "bad-quantity",
		    "expected a speed such as 10G");
	else if (list->n == 1 && (v <= 0 || v >= b->breakout_bps))
		diag_error(t->d, list->item[0]->at, "catalog-limits",
		    "parts of %s can't be set to %s: expected a speed below "
		    "that",
		    num_text(t->a, b->breakout_bps, UNIT_SPEED),
		    list->item[0]->text);
	else
		b->breakout_slow_bps = v;
}

static void
breakout_read(const struct thing *t, const struct node *n, struct port_block *b)
{
	struct raw_breakout r = { .most = (int64_t)b->count };
	int64_t most;

	if (n == NULL || node_is_null(n) ||
	    !decode_map(t->a, t->d, n, breakout_fields, COUNT(breakout_fields),
	        &r, "'breakout'"))
		return;
	most = (int64_t)b->count / (r.takes_next ? 2 : 1);
	if (node_get(n, "max") == NULL)
		r.most = most;
	if (r.takes_next && b->count % 2 != 0)
		diag_error(t->d, node_at(n, "takes_next"), "catalog-limits",
		    "%zu ports can't be paired so that breaking out one "
		    "disables the other",
		    b->count);
	else if (r.into * r.speed > b->speed_bps)
		diag_error(t->d, node_at(n, "speed"), "catalog-limits",
		    "%lld ports of %s are more than a %s port carries",
		    (long long)r.into, num_text(t->a, r.speed, UNIT_SPEED),
		    catalog_media_word[b->media]);
	else if (r.most > most)
		diag_error(t->d, node_at(n, "max"), "catalog-limits",
		    "%lld ports to be broken out of %lld", (long long)r.most,
		    (long long)most);
	else if (strchr(str_fill(t->a, r.name, "n", "", "k", "", "m", "", "c",
	                    "", NULL),
	             '{') != NULL)
		diag_error(t->d, node_at(n, "name"), "catalog-port-name",
		    "'%s' has braces other than {n}, {k}, {m} and {c}", r.name);
	else {
		b->into = (size_t)r.into;
		b->breakout_bps = r.speed;
		b->breakout_max = (size_t)r.most;
		b->breakout_reload = r.reload;
		b->breakout_takes_next = r.takes_next;
		b->breakout_name = r.name;
		b->breakout_first = r.first;
		slow_read(t, r.speeds, b);
	}
}

static bool
block_read(const struct thing *t, const struct node *n,
    const struct switch_model *s, struct port_block *b)
{
	struct raw_block r = { .first = 1, .step = 1, .group = 1 };
	size_t i;

	if (!decode_map(t->a, t->d, n, block_fields, COUNT(block_fields), &r,
	        "a run of ports"))
		return false;
	if (r.count == 0)
		return diag_error(t->d, node_at(n, "count"), "catalog-no-ports",
		    "a run of no ports");
	b->media = (enum media)r.media;
	b->count = (size_t)r.count;
	b->first = r.first;
	b->step = r.step;
	b->name = r.name;
	b->group = (size_t)r.group;
	b->module = r.module;
	b->off = r.off;
	if (r.copper_every > 0 && b->media != MEDIA_SFPP)
		diag_error(t->d, node_at(n, "copper_every"), "catalog-limits",
		    "modules for 10GBASE-T are for sfp+ ports, not for %s",
		    catalog_media_word[b->media]);
	else
		b->copper_every = (size_t)r.copper_every;
	b->speed_name = r.speed_name;
	b->speed_bps = catalog_media_speed_bps(b->media);
	if (strchr(str_fill(t->a, r.name, "n", "", NULL), '{') != NULL)
		return diag_error(t->d, node_at(n, "name"), "catalog-port-name",
		    "'%s' has braces other than {n}", r.name);
	if (r.speed_name != NULL &&
	    strchr(str_fill(t->a, r.speed_name, "n", "", NULL), '{') != NULL)
		return diag_error(t->d, node_at(n, "speed_name"),
		    "catalog-port-name", "'%s' has braces other than {n}",
		    r.speed_name);
	if (b->count % b->group != 0)
		diag_error(t->d, node_at(n, "group"), "catalog-limits",
		    "%zu ports are not a whole number of groups of "
		    "%zu",
		    b->count, b->group);
	for (i = 0; r.module != NULL && i < s->noption; i++)
		if (strcmp(s->option[i].id, r.module) == 0)
			break;
	if (r.module != NULL && i == s->noption)
		diag_error(t->d, node_at(n, "module"), "catalog-no-option",
		    "this switch has no option '%s'", r.module);
	speeds_read(t, r.speeds, b);
	breakout_read(t, r.breakout, b);
	return true;
}

/* ---- all names, all numbers ---- */

struct named {
	const char *name;
	size_t block;
	bool child;
};

static int
by_name(const void *x, const void *y)
{
	const struct named *p = x, *q = y;
	int c = strcmp(p->name, q->name);

	if (c != 0)
		return c;
	return p->block < q->block ? -1 : p->block > q->block;
}

static void
names_check(const struct thing *t, const struct switch_model *s,
    const struct node **node)
{
	bool *reported = NEW(t->a, bool, s->nblock + 1);
	size_t n = 0, cap = 0;
	struct named *v = NULL;

	for (size_t i = 0; i < s->nblock; i++) {
		const struct port_block *b = &s->block[i];

		for (size_t j = 0; j < b->count; j++) {
			struct named x = { port_block_name(t->a, b, j), i,
				false };

			PUSH(t->a, v, n, cap, x);
			x.child = true;
			for (size_t k = 0; k < b->into; k++) {
				/* its first child may be called as it is */
				x.name = port_block_child(t->a, b, j, k);
				if (strcmp(x.name,
				        port_block_name(t->a, b, j)) != 0)
					PUSH(t->a, v, n, cap, x);
			}
		}
	}
	if (n > 1)
		qsort(v, n, sizeof(*v), by_name);
	for (size_t i = 1; i < n; i++) {
		if (strcmp(v[i].name, v[i - 1].name) != 0 ||
		    reported[v[i].block])
			continue;
		reported[v[i].block] = true; /* once a run is enough */
		diag_error(t->d,
		    node_at(node[v[i].block], v[i].child ? "breakout" : "name"),
		    "catalog-duplicate-port",
		    "two ports would have the name "
		    "'%s'",
		    v[i].name);
	}
}

/* is any port of the set (built in, or of one module) the first to use a
 * number beyond a hole? */
static void
gaps_check(const struct thing *t, const struct switch_model *s,
    const struct node **node, const char *module)
{
	bool used[PORTS_MAX * 2 + 2] = { false };
	int64_t highest = -1, lowest = INT64_MAX, n, hole;
	size_t span;

	for (size_t i = 0; i < s->nblock; i++) {
		const struct port_block *b = &s->block[i];

		if (!str_eq(b->module, module))
			continue;
		/* 48, 52, 56: the numbers between are the children's */
		span = (size_t)b->step;
		for (size_t j = 0; j < b->count * span; j++) {
			n = number(b, j / span) + (int64_t)(j % span);
			if (n > PORTS_MAX * 2)
				continue;
			used[n] = true;
			highest = n > highest ? n : highest;
			lowest = n < lowest ? n : lowest;
		}
	}
	/* built-in ports start at 0 or 1; a module's may go on from there */
	hole = module == NULL || lowest == INT64_MAX ? 1 : lowest;
	while (hole < highest && used[hole])
		hole++;
	if (hole >= highest)
		return;
	for (size_t i = 0; i < s->nblock; i++) {
		const struct port_block *b = &s->block[i];

		if (!str_eq(b->module, module) ||
		    number(b, b->count - 1) <= hole)
			continue;
		diag_warn(t->d, node[i]->at, "catalog-port-gap",
		    "no port has the number %lld, but higher ones exist",
		    (long long)hole);
		diag_hint(t->d,
		    "check the list against the front panel; "
		    "'first', 'step' and 'count' make the numbers");
		return;
	}
}

/* "48 sfp+, 4 qsfp+" */
static bool
blocks_alike(const struct port_block *x, const struct port_block *y)
{
	return x->media == y->media && (x->off != NULL) == (y->off != NULL) &&
	    (x->module != NULL) == (y->module != NULL);
}

const char *
catalog_ports_text(struct arena *a, const struct switch_model *s)
{
	struct buf b = buf_new(a);
	size_t k, n;

	for (size_t i = 0; i < s->nblock; i++) {
		for (k = 0; k < i && !blocks_alike(&s->block[k], &s->block[i]);
		     k++)
			continue;
		if (k < i)
			continue;
		for (n = 0; k < s->nblock; k++)
			if (blocks_alike(&s->block[k], &s->block[i]))
				n += s->block[k].count;
		buf_printf(&b, "%s%zu %s%s", i > 0 ? ", " : "", n,
		    catalog_media_word[s->block[i].media],
		    s->block[i].off != NULL        ? " (not in use)" :
		        s->block[i].module != NULL ? " (option)" :
		                                     "");
	}
	return b.text;
}

bool
catalog_has_sockets(const struct switch_model *s)
{
	for (size_t i = 0; i < s->nblock; i++)
		if (s->block[i].media == MEDIA_10GT)
			return true;
	return false;
}

/* a port of each kind for 10GBASE-T: which a cable is for would be two
 * answers */
static void
copper_check(const struct thing *t, const struct switch_model *s,
    const struct node **node)
{
	bool sockets = catalog_has_sockets(s);

	for (size_t i = 0; i < s->nblock; i++) {
		if (s->block[i].copper_every == 0)
			continue;
		if (sockets)
			diag_error(t->d, node_at(node[i], "copper_every"),
			    "catalog-limits",
			    "it has 10gbase-t ports: 'copper_every' is for "
			    "switches without any");
		for (size_t k = 0; k < s->nfact; k++)
			if (str_eq(s->fact[k].name, "copper_every"))
				return;
		diag_error(t->d, node_at(node[i], "copper_every"),
		    "catalog-no-fact",
		    "'facts' gives no source for 'copper_every'");
		return;
	}
}

void
catalog_ports_read(const struct thing *t, const struct node *n,
    struct switch_model *s)
{
	const struct node *list = catalog_list_of(t, n, "'ports'"), **node;
	size_t all = 0;

	s->block = NEW(t->a, struct port_block, list->n + 1);
	node = NEW(t->a, const struct node *, list->n + 1);
	for (size_t i = 0; i < list->n; i++) {
		if (!block_read(t, list->item[i], s, &s->block[s->nblock]))
			continue;
		all += s->block[s->nblock].count;
		node[s->nblock++] = list->item[i];
	}
	if (n != NULL && list->n == 0)
		diag_error(t->d, n->at, "catalog-no-ports",
		    "a switch without ports");
	if (n != NULL && all > PORTS_MAX) {
		diag_error(t->d, n->at, "catalog-limits",
		    "%zu ports; a switch has at most %d", all, PORTS_MAX);
		return;
	}
	names_check(t, s, node);
	if (s->nblock == list->n) {
		copper_check(t, s, node);
		gaps_check(t, s, node, NULL);
		for (size_t i = 0; i < s->noption; i++)
			gaps_check(t, s, node, s->option[i].id);
	}
	catalog_fact_value(s->fact, s->nfact, "ports",
	    catalog_ports_text(t->a, s));
}
