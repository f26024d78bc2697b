#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "readback/view.h"

void
vlan_set_add(struct vlan_set *s, int id)
{
	s->bit[id / 64] |= (uint64_t)1 << (id % 64);
}

bool
vlan_set_has(const struct vlan_set *s, int id)
{
	return id > 0 && id <= VLAN_MAX && (s->bit[id / 64] >> (id % 64) & 1);
}

bool
vlan_set_empty(const struct vlan_set *s)
{
	for (int i = 0; i < 64; i++)
		if (s->bit[i])
			return false;
	return true;
}

bool
vlan_set_eq(const struct vlan_set *x, const struct vlan_set *y)
{
	return memcmp(x, y, sizeof(*x)) == 0;
}

void
vlan_set_join(struct vlan_set *s, const struct vlan_set *more)
{
	for (int i = 0; i < 64; i++)
		s->bit[i] |= more->bit[i];
}

void
vlan_set_cut(struct vlan_set *s, const struct vlan_set *less)
{
	for (int i = 0; i < 64; i++)
		s->bit[i] &= ~less->bit[i];
}

int
vlan_set_next(const struct vlan_set *s, int after)
{
	for (int id = after + 1; id <= VLAN_MAX; id++) {
		if (s->bit[id / 64] >> (id % 64) == 0)
			id |= 63; /* the rest of the word is empty */
		else if (vlan_set_has(s, id))
			return id;
	}
	return 0;
}

char *
vlan_set_text(struct arena *a, const struct vlan_set *s)
{
	int *v = NEW(a, int, VLAN_MAX);
	size_t n = 0;

	for (int id = vlan_set_next(s, 0); id; id = vlan_set_next(s, id))
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
vlan_set_parse(const char *text, struct vlan_set *out)
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
			vlan_set_add(out, id);
	}
}
