/*
 * The tree is NVUE's own: a word below a word, all alike, and an object with
 * one value forgets the one before.
 */
#include "readback/nvue_text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

/* more is no switch's: what is beyond them is not read, and reported */
#define NODES_MAX 300000
#define EXPANDED_MAX 2048
#define STEPS_MAX 4000000

/* ---- what a word expands to ---- */

struct words {
	const char **word;
	size_t n, cap;
};

static bool
add(struct nvue_tree *t, struct words *w, const char *one)
{
	if (w->n >= EXPANDED_MAX)
		return false;
	PUSH(t->a, w->word, w->n, w->cap, one);
	return true;
}

static size_t
digits(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && isdigit((unsigned char)s[n]))
		n++;
	return n;
}

/*
 * swp1-4,7,bond1, swp1s0-3, swp1-2s0-1, vlan10-12: one part, after `before`,
 * the letters of the part before it.
 */
static bool
part(struct nvue_tree *t, struct words *out, const char *s, size_t len,
    const char **before)
{
	const char *head = *before, *whole = s;
	size_t n = 0, a, b, all = len;
	long from, to, sub_from = -1, sub_to = -1;
	bool named = !isdigit((unsigned char)*s), range = false;

	if (named || !head) {
		while (n < len && !isdigit((unsigned char)s[n]))
			n++;
		head = str_dup(t->a, s, n);
		s += n;
		len -= n;
	}
	a = digits(s, len);
	if (a == 0 || a > 5)
		return named && add(t, out, str_dup(t->a, whole, all));
	from = to = strtol(s, NULL, 10);
	s += a;
	len -= a;
	if (len > 1 && *s == '-' && (b = digits(s + 1, len - 1)) > 0 && b < 6) {
		to = strtol(s + 1, NULL, 10);
		range = true;
		s += b + 1;
		len -= b + 1;
	}
	if (len > 1 && *s == 's' && (b = digits(s + 1, len - 1)) > 0 && b < 3) {
		sub_from = sub_to = strtol(s + 1, NULL, 10);
		s += b + 1;
		len -= b + 1;
		if (len > 1 && *s == '-' && (b = digits(s + 1, len - 1)) > 0 &&
		    b < 3) {
			sub_to = strtol(s + 1, NULL, 10);
			range = true;
			len -= b + 1;
		}
	}
	/* a name of its own may have hyphens and numbers as it likes */
	if (len != 0)
		return named && add(t, out, str_dup(t->a, whole, all));
	*before = head;
	if (!range)
		return add(t, out,
		    named ? str_dup(t->a, whole, all) :
		            str_fmt(t->a, "%s%.*s", head, (int)all, whole));
	if (to < from || sub_to < sub_from)
		return false;
	for (long k = from; k <= to; k++)
		for (long m = sub_from; m <= sub_to; m++) {
			const char *name = str_fmt(t->a, "%s%ld", head, k);

			if (m >= 0)
				name = str_fmt(t->a, "%ss%ld", name, m);
			if (!add(t, out, name))
				return false;
		}
	return true;
}

/* a name is one whatever it has in it, where it is not of these forms */
static void
interfaces(struct nvue_tree *t, const char *s, int line, struct words *out)
{
	const char *before = NULL, *whole = s;

	while (*s) {
		size_t len = strcspn(s, ",");

		if (len > 0 && !part(t, out, s, len, &before)) {
			if (!t->again)
				view_notice(t->v, "bad-value", line,
				    "not a list of interfaces: %.60s", whole);
			return;
		}
		s += len + (s[len] == ',');
	}
}

/* ---- the tree ---- */

static bool
is(const struct nvue_node *n, const char *word)
{
	return n && n->word && str_eq(n->word, word);
}

static bool
is_list_of_ports(const struct nvue_node *n)
{
	return (is(n, "interface") && !n->parent->word) ||
	    (is(n, "member") && is(n->parent, "bond")) ||
	    is(n, "watch-interface");
}

static bool
is_list_of_vlans(const struct nvue_node *n)
{
	return is(n, "vlan") && n->parent && is(n->parent->parent, "domain");
}

/* an object with one value, by the words above it; NULL: whatever it is */
static bool
has_one_value(const struct nvue_node *n)
{
	static const char *const one[][3] = { { NULL, "link", "mtu" },
		{ NULL, "link", "state" }, { NULL, "link", "speed" },
		{ NULL, "link", "breakout" }, { NULL, "link", "fec" },
		{ NULL, "link", "auto-negotiate" }, { NULL, "link", "duplex" },
		{ "interface", NULL, "description" },
		{ "interface", NULL, "type" }, { "interface", NULL, "vrf" },
		{ NULL, "ip", "vrf" }, { NULL, "ip", "gateway" },
		{ NULL, "ipv4", "gateway" }, { NULL, "bond", "mode" },
		{ NULL, "bond", "lacp-rate" }, { NULL, "bond", "lacp-bypass" },
		{ "bond", "mlag", "id" }, { NULL, "bond", "min-links" },
		{ "domain", NULL, "untagged" }, { "domain", NULL, "access" },
		{ NULL, "stp", "admin-edge" }, { NULL, "stp", "bpdu-guard" },
		{ NULL, "stp", "bpdu-filter" }, { NULL, "stp", "auto-edge" },
		{ NULL, "stp", "network" }, { NULL, "stp", "restrrole" },
		{ NULL, "stp", "priority" }, { NULL, "stp", "mode" },
		{ NULL, "stp", "state" },
		{ NULL, "storm-control", "broadcast" },
		{ NULL, "system", "hostname" }, { NULL, "system", "timezone" },
		{ NULL, "date-time", "timezone" }, { NULL, "dns", "domain" },
		{ NULL, NULL, "enable" }, { NULL, "roce", "mode" },
		{ "traffic-class", NULL, "ecn" }, { NULL, "roce", "state" },
		{ NULL, "mlag", "state" }, { NULL, "mlag", "mac-address" },
		{ NULL, "mlag", "priority" }, { NULL, "mlag", "init-delay" },
		{ NULL, "mlag", "peer-ip" }, { NULL, "mlag", "backup" },
		{ "user", NULL, "role" }, { "user", NULL, "password" },
		{ "user", NULL, "hashed-password" },
		{ "group", NULL, "min-links" },
		{ "group", NULL, "state-change-action" },
		{ NULL, "link-tracking", "state" },
		{ NULL, "link-tracking", "group" },
		{ NULL, "ssh-server", "state" }, { NULL, "ssh-server", "vrf" },
		{ NULL, "ntp", "vrf" }, { NULL, "snmp-server", "state" },
		{ "traffic-class", NULL, "bw-percent" },
		{ "traffic-class", NULL, "mode" },
		{ "switch-priority", NULL, "traffic-class" } };

	for (size_t i = 0; i < sizeof(one) / sizeof(one[0]); i++) {
		const struct nvue_node *p = n->parent;

		if (!is(n, one[i][2]) || !p || !p->word ||
		    (one[i][1] && !is(p, one[i][1])) ||
		    (one[i][0] && !is(p->parent, one[i][0])))
			continue;
		/* the groups that are, not the one a port is in */
		if (is(n, "group") && is(p->parent, "system"))
			continue;
		return true;
	}
	return false;
}

static size_t
hash(const struct nvue_node *n, const char *word)
{
	return str_hash((size_t)n / sizeof(*n) * 31 + n->life, word) % 65536;
}

static struct nvue_node *
find(const struct nvue_tree *t, const struct nvue_node *n, const char *w)
{
	struct nvue_node *x;

	for (x = t->by_hash[hash(n, w)]; x; x = x->chain)
		if (x->parent == n && x->born == n->life && str_eq(x->word, w))
			return x;
	return NULL;
}

/* it has nothing below it any more */
static void
empty(struct nvue_node *n)
{
	n->child = n->last = NULL;
	n->ids = NULL;
	n->life++;
}

static bool
too_much(struct nvue_tree *t, const struct nvue_command *c)
{
	if (t->nnode < NODES_MAX && t->steps < STEPS_MAX)
		return false;
	if (!t->full)
		view_notice(t->v, "bad-value", c->line.no,
		    "more than %d objects: the rest is not read", NODES_MAX);
	t->full = true;
	return true;
}

static struct nvue_node *
make(struct nvue_tree *t, struct nvue_command *c, struct nvue_node *n,
    const char *w)
{
	int line = c->line.no;
	struct nvue_node *x = find(t, n, w);
	size_t h;

	if (x) {
		if (x->gone) {
			empty(x);
			x->gone = false;
			x->from = line;
		}
		x->line = line;
		return x;
	}
	if (too_much(t, c))
		return NULL;
	if (has_one_value(n)) {
		c->undid = c->undid || nvue_first(n);
		empty(n);
	}
	t->nnode++;
	x = NEW(t->a, struct nvue_node, 1);
	*x = (struct nvue_node){ .word = w,
		.line = line,
		.from = line,
		.parent = n,
		.born = n->life };
	h = hash(n, w);
	x->chain = t->by_hash[h];
	t->by_hash[h] = x;
	if (n->last)
		n->last->next = x;
	else
		n->child = x;
	n->last = x;
	return x;
}

/* VLANs are kept as a set; settings of a single one add nothing */
static void
vlans(struct nvue_tree *t, struct nvue_command *c, size_t i,
    struct nvue_node *n)
{
	struct vlan_set ids = { 0 };

	if (!vlan_set_parse(c->word[i], &ids)) {
		if (!t->again)
			view_notice(t->v, "bad-value", c->line.no,
			    "not a list of VLANs: %.60s", c->word[i]);
	} else if (*c->verb == 's') {
		if (!n->ids)
			n->ids = NEW(t->a, struct vlan_set, 1);
		vlan_set_join(n->ids, &ids);
	} else if (n->ids && i + 1 == c->n) {
		for (int id = vlan_set_next(&ids, 0); id;
		     id = vlan_set_next(&ids, id))
			c->undid = c->undid || vlan_set_has(n->ids, id);
		vlan_set_cut(n->ids, &ids);
	}
}

/* the words from i on, set or unset, below n */
static void
carry_out(struct nvue_tree *t, struct nvue_command *c, size_t i,
    struct nvue_node *n)
{
	bool set = *c->verb == 's';
	struct words w = { 0 };

	if (i == c->n || too_much(t, c))
		return;
	if (is_list_of_vlans(n)) {
		vlans(t, c, i, n);
		return;
	}
	if (is_list_of_ports(n))
		interfaces(t, c->word[i], c->line.no, &w);
	else
		add(t, &w, c->word[i]);
	if (n->parent == &t->root && i == 1 && is(n, "interface")) {
		c->interface = w.word;
		c->ninterface = w.n;
	}
	t->steps += w.n;
	for (size_t k = 0; k < w.n; k++) {
		struct nvue_node *x =
		    set ? make(t, c, n, w.word[k]) : find(t, n, w.word[k]);

		if (!x)
			continue;
		if (!set && (x->gone || i + 1 == c->n)) {
			c->undid = c->undid || !x->gone;
			x->gone = true;
		} else
			carry_out(t, c, i + 1, x);
		t->again = true; /* the rest of the line is reported once */
	}
}

/* the object below, or NULL */
static struct nvue_node *
nvue_child(const struct nvue_tree *t, const struct nvue_node *n,
    const char *word)
{
	struct nvue_node *x = n ? find(t, n, word) : NULL;

	return x && !x->gone ? x : NULL;
}

struct nvue_node *
nvue_at(const struct nvue_tree *t, const struct nvue_node *n, const char *path)
{
	struct nvue_node *x = NULL;

	while (n && *path) {
		size_t len = strcspn(path, " ");
		char w[64];

		if (len >= sizeof(w))
			return NULL;
		memcpy(w, path, len);
		w[len] = '\0';
		n = x = nvue_child(t, n, w);
		path += len + (path[len] == ' ');
	}
	return n ? x : NULL;
}

struct nvue_node *
nvue_value(const struct nvue_tree *t, const struct nvue_node *n,
    const char *path)
{
	struct nvue_node *x = nvue_at(t, n, path);

	return x ? nvue_first(x) : NULL;
}

static struct nvue_node *
there(struct nvue_node *n)
{
	while (n && n->gone)
		n = n->next;
	return n;
}

struct nvue_node *
nvue_first(const struct nvue_node *n)
{
	return n ? there(n->child) : NULL;
}

struct nvue_node *
nvue_next(const struct nvue_node *n)
{
	return there(n->next);
}

/* ---- a command ---- */

void
nvue_run(struct nvue_tree *t, const struct nvue_command *c)
{
	PUSH(t->a, t->cmd, t->ncmd, t->cmd_cap, *c);
	t->again = false;
	if (c->verb)
		carry_out(t, &t->cmd[t->ncmd - 1], 0, &t->root);
	if (c->verb && c->n == 0 && *c->verb == 'u')
		empty(&t->root);
}
