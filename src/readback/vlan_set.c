#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "readback/view.h"

void
vset_add(struct vset *s, int id)
{
	s->bit[id / 64] |= (uint64_t)1 << (id % 64);
}

bool
vset_has(const struct vset *s, int id)
{
	return id > 0 && id <= VLAN_MAX && (s->bit[id / 64] >> (id % 64) & 1);
}

bool
vset_empty(const struct vset *s)
{
	for (int i = 0; i < 64; i++)
		if (s->bit[i])
			return false;
	return true;
}

bool
vset_eq(const struct vset *x, const struct vset *y)
{
	return memcmp(x, y, sizeof(*x)) == 0;
}

void
vset_join(struct vset *s, const struct vset *more)
{
	for (int i = 0; i < 64; i++)
		s->bit[i] |= more->bit[i];
}

void
vset_cut(struct vset *s, const struct vset *less)
{
	for (int i = 0; i < 64; i++)
		s->bit[i] &= ~less->bit[i];
}

int
vset_next(const struct vset *s, int after)
{
	for (int id = after + 1; id <= VLAN_MAX; id++) {
		if (s->bit[id / 64] >> (id % 64) == 0)
			id |= 63;	/* the rest of the word is empty */
		else if (vset_has(s, id))
			return id;
	}
	return 0;
}

char *
vset_text(struct arena *a, const struct vset *s)
{
	int *v = NEW(a, int, VLAN_MAX);
	size_t n = 0;

	for (int id = vset_next(s, 0); id; id = vset_next(s, id))
		v[n++] = id;
	return n ? str_ranges(a, v, n) : str_fmt(a, "none");
}

static bool
vlan_id(const char **s, int *out)
{
	int v = 0;

	if (!isdigit((unsigned char)**s))
		return false;
	for (; isdigit((unsigned char)**s) && v <= VLAN_MAX; (*s)++)
		v = v * 10 + (**s - '0');
	*out = v;
	return v >= 1 && v <= VLAN_MAX && !isdigit((unsigned char)**s);
}

bool
vlans_parse(const char *text, struct vset *out)
{
	const char *s = text;

	for (;;) {
		int from, to;

		while (*s == ' ' || *s == ',')
			s++;
		if (*s == '\0')
			return true;
		if (!vlan_id(&s, &from))
			return false;
		to = from;
		while (*s == ' ')
			s++;
		if (*s == '-') {
			s++;
			while (*s == ' ')
				s++;
			if (!vlan_id(&s, &to) || to < from)
				return false;
		} else if (*s && *s != ',' && s[-1] != ' ') {
			return false;
		}
		for (int id = from; id <= to; id++)
			vset_add(out, id);
	}
}
