/*
 * What the objects of NVUE hold: values, and names of interfaces.
 */
#include "readback/nvue_read.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

#define ALIASES_MAX 512

/* ---- values ---- */

const struct nvue_node *
nvue_of(const struct nvue_reading *r, const struct nvue_node *n,
    const char *path)
{
	return nvue_at(&r->t, n, path);
}

const struct nvue_node *
nvue_value_of(const struct nvue_reading *r, const struct nvue_node *n,
    const char *path)
{
	return nvue_value(&r->t, n, path);
}

/* of one of two paths, as releases have it */
const struct nvue_node *
nvue_either(const struct nvue_reading *r, const struct nvue_node *n,
    const char *path, const char *other)
{
	const struct nvue_node *x = nvue_value_of(r, n, path);

	return x ? x : nvue_value_of(r, n, other);
}

bool
nvue_is_on(const char *w)
{
	return str_eq(w, "on") || str_eq(w, "enabled") || str_eq(w, "up") ||
	    str_eq(w, "yes");
}

static bool
is_off(const char *w)
{
	return str_eq(w, "off") || str_eq(w, "disabled") || str_eq(w, "down") ||
	    str_eq(w, "no");
}

/* what the path's switch says; a notice for what is no switch's word */
bool
nvue_flag(struct nvue_reading *r, const struct nvue_node *x, bool without)
{
	if (!x)
		return without;
	if (nvue_is_on(x->word))
		return true;
	if (!is_off(x->word))
		view_notice(r->v, "bad-value", x->line,
		    "%s is enabled or disabled: %.40s", x->parent->word,
		    x->word);
	else
		return false;
	return without;
}

bool
nvue_state(struct nvue_reading *r, const struct nvue_node *n, bool without)
{
	return nvue_flag(r, nvue_either(r, n, "state", "enable"), without);
}

long
nvue_number(struct nvue_reading *r, const struct nvue_node *x, long min,
    long max)
{
	long n;

	if (!x)
		return -1;
	n = x->word[0] && strlen(x->word) < 10 &&
	        x->word[strspn(x->word, "0123456789")] == '\0' ?
	    strtol(x->word, NULL, 10) :
	    -1;
	if (n >= min && n <= max)
		return n;
	view_notice(r->v, "bad-value", x->line,
	    "%s is not between %ld and %ld: %.40s", x->parent->word, min, max,
	    x->word);
	return -1;
}

/* ---- names of interfaces ---- */

/* a word, then digits alone: its number, or -1 */
static long
numbered(const char *name, const char *word, long max)
{
	size_t len = strlen(word);
	long n;

	if (strncmp(name, word, len) != 0 ||
	    !isdigit((unsigned char)name[len]) || strlen(name) > len + 6 ||
	    name[len] == '0' ||
	    name[len + strspn(name + len, "0123456789")] != '\0')
		return -1;
	n = strtol(name + len, NULL, 10);
	return n <= max ? n : -1;
}

bool
nvue_is_bond(const struct nvue_reading *r, const struct nvue_node *x)
{
	const struct nvue_node *type = nvue_value_of(r, x, "type");

	return str_eq(x->word, "peerlink") || nvue_of(r, x, "bond member") ||
	    numbered(x->word, "bond", NVUE_PEER_LINK - 1) > 0 ||
	    (type && str_eq(type->word, "bond"));
}

/* NULL: an interface that no rule checks */
const char *
nvue_normal(struct nvue_reading *r, const char *name)
{
	const char *known = reader_alias(r->alias, r->nalias, name);
	long n;

	if (known)
		return known;
	if (str_eq(name, "peerlink"))
		return str_fmt(r->a, "po%d", NVUE_PEER_LINK);
	n = numbered(name, "bond", NVUE_PEER_LINK - 1);
	if (n > 0)
		return str_fmt(r->a, "po%ld", n);
	if (str_eq(name, "eth0") || str_eq(name, "eth1"))
		return name[3] == '0' ? "ma0" : "ma1";
	n = numbered(name, "vlan", VLAN_MAX);
	if (n > 0)
		return str_fmt(r->a, "vl%ld", n);
	if (strncmp(name, "swp", 3) == 0 && isdigit((unsigned char)name[3]) &&
	    strcspn(name, ".") == strlen(name))
		return ports_normal(r->a, name);
	return NULL;
}

/* bonds may have any name: those without a number get one that none has */
void
nvue_bond_names(struct nvue_reading *r)
{
	const struct nvue_node *of = nvue_of(r, &r->t.root, "interface");
	int own = 0;

	for (const struct nvue_node *x = nvue_first(of); x; x = nvue_next(x)) {
		struct alias one = { x->word, NULL };

		if (!nvue_is_bond(r, x) || nvue_normal(r, x->word) ||
		    r->nalias >= ALIASES_MAX)
			continue;
		one.normal = str_fmt(r->a, "po%d", 10001 + own++);
		PUSH(r->a, r->alias, r->nalias, r->alias_cap, one);
	}
}
