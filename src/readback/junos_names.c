/* Junos: what interfaces, VLANs and facts are called, and found by. */
#include "readback/junos_read.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "readback/reader.h"

/* more is no switch's: what is beyond them is not read */
#define FACTS_MAX 4096
#define VLANS_MAX 8192

/* ae0.0, xe-0/0/1.0: the interface; irb.110 as it is */
static const char *
without_unit(struct junos *r, const char *name)
{
	const char *dot = strrchr(name, '.');

	if (!dot || str_starts(name, "irb.") || str_starts(name, "vlan.") ||
	    !dot[1] || dot[1 + strspn(dot + 1, "0123456789")])
		return name;
	return str_dup(r->a, name, (size_t)(dot - name));
}

struct junos_vlan *
junos_vlan_of_irb(struct junos *r, const char *irb)
{
	for (size_t i = 0; i < r->nvlan; i++)
		if (r->vlan[i].irb && str_eq(r->vlan[i].irb, irb))
			return &r->vlan[i];
	return NULL;
}

/* the port of a name, of a VLAN where it routes one */
const char *
junos_normal(struct junos *r, const char *name)
{
	struct junos_vlan *x;

	/* `vlan` is what older switches call it */
	if (str_starts(name, "irb.") || str_starts(name, "vlan.")) {
		x = junos_vlan_of_irb(r, name);
		return x && vlan_set_next(&x->ids, 0) ?
		    str_fmt(r->a, "vl%d", vlan_set_next(&x->ids, 0)) :
		    str_fmt(r->a, "vl%s", strchr(name, '.') + 1);
	}
	name = without_unit(r, name);
	if (str_eq(name, "vme") || str_starts(name, "re0:mgmt-") ||
	    str_starts(name, "re1:mgmt-"))
		return "ma0";
	/* a LAG of number 0 is none to the view */
	if (str_eq(name, "ae0"))
		return "po10000";
	return ports_normal(r->a, name);
}

/* the interfaces a statement names: one, or those of a range */
const char *const *
junos_interfaces_of(struct junos *r, const char *name, size_t *n)
{
	const char **one;

	for (size_t i = 0; i < r->text.nrange; i++)
		if (str_eq(r->text.range[i].name, name)) {
			*n = r->text.range[i].n;
			return r->text.range[i].member;
		}
	one = NEW(r->a, const char *, 1);
	one[0] = name;
	*n = 1;
	return one;
}

static size_t
hash(const char *key, const char *name)
{
	return str_hash(str_hash(STR_HASH, key), name) % JUNOS_NAMES;
}

static struct junos_vlan *
vlan_named(struct junos *r, const char *name)
{
	for (size_t i = r->vlan_by[hash("", name)]; i; i = r->vlan[i - 1].chain)
		if (str_eq(r->vlan[i - 1].name, name))
			return &r->vlan[i - 1];
	return NULL;
}

static struct junos_vlan *
vlan_make(struct junos *r, const char *name, int line)
{
	size_t h = hash("", name);
	struct junos_vlan *had = vlan_named(r, name),
	                  x = { .name = name,
		                  .line = line,
		                  .chain = r->vlan_by[h] };

	if (had)
		return had;
	if (r->nvlan < VLANS_MAX) {
		PUSH(r->a, r->vlan, r->nvlan, r->vlan_cap, x);
		r->vlan_by[h] = r->nvlan;
	}
	return &r->vlan[r->nvlan - 1];
}

void
junos_fact(struct junos *r, const char *key, const char *name,
    const char *value, long number, int line)
{
	size_t h = hash(key, name);
	struct junos_fact f = { key, name, value, number, line, r->fact_by[h] };

	if (r->nfact < FACTS_MAX) {
		PUSH(r->a, r->fact, r->nfact, r->fact_cap, f);
		r->fact_by[h] = r->nfact;
	}
}

/* the last of a key and a name, or NULL */
const struct junos_fact *
junos_fact_of(const struct junos *r, const char *key, const char *name)
{
	for (size_t i = r->fact_by[hash(key, name)]; i;
	     i = r->fact[i - 1].chain)
		if (str_eq(r->fact[i - 1].key, key) &&
		    str_eq(r->fact[i - 1].name, name))
			return &r->fact[i - 1];
	return NULL;
}

bool
junos_vlan_line(struct junos *r, const struct line *l)
{
	static const char *const quiet[] = { "* vxlan ...",
		"* forwarding-options ...", "* switch-options ...",
		"* mcae-mac-synchronize", "* no-local-switching",
		"* mac-table-size ...", "* domain-type ...",
		"* no-irb-layer-2-copy", NULL };
	static const char *const parts[] = { "* isolated-vlan ...",
		"* community-vlans ...", "* private-vlan ...", NULL };
	const char *name = line_word(l, 0), *w = line_word(l, 2);
	struct junos_vlan *x = vlan_make(r, name, l->no);

	if (line_is(l, "* vlan-id *")) {
		long n =
		    str_eq(w, "none") ? 0 : reader_num(r->v, l, 2, 1, VLAN_MAX);

		x->ids = (struct vlan_set){ 0 };
		if (n > 0)
			vlan_set_add(&x->ids, (int)n);
		x->line = l->no;
	} else if (line_is(l, "* vlan-id-list *")) {
		struct vlan_set s = { 0 };

		if (vlan_set_parse(w, &s))
			vlan_set_join(&x->ids, &s);
		else
			view_notice(r->v, "bad-value", l->no,
			    "not a list of VLANs: %.60s", w);
	} else if (line_is(l, "* description *")) {
		x->desc = w;
	} else if (line_is(l, "* l3-interface *")) {
		x->irb = w;
	} else if (line_any(l, parts)) {
		view_filter_of(r->v, str_fmt(r->a, "VLAN %.60s", name),
		    line_rest(r->a, l, 1), l->no);
	} else if (line_is(l, "* forwarding-options filter * ...")) {
		view_filter_of(r->v, str_fmt(r->a, "VLAN %.60s", name),
		    line_rest(r->a, l, 2), l->no);
	} else if (!line_is(l, "*") && !line_is(l, "* interface * ...")) {
		if (!line_any(l, quiet))
			return false;
		view_pass_line(r->v, l);
	}
	return true;
}

void
junos_vlans(struct junos *r)
{
	const char *owner[VLAN_MAX + 1] = { 0 };

	for (size_t i = 0; i < r->nvlan; i++) {
		struct junos_vlan *x = &r->vlan[i];

		for (int id = vlan_set_next(&x->ids, 0); id;
		     id = vlan_set_next(&x->ids, id)) {
			struct vlan *v;

			if (owner[id])
				view_notice(r->v, "bad-value", x->line,
				    "VLAN %d is '%.40s' and '%.40s'", id,
				    owner[id], x->name);
			owner[id] = x->name;
			v = view_vlan(r->v, id, x->line);
			/* one called by its number says its name so */
			v->name = x->desc &&
			        str_eq(x->name, str_fmt(r->a, "v%d", id)) ?
			    x->desc :
			    x->name;
		}
		if (vlan_set_empty(&x->ids) && x->irb)
			view_notice(r->v, "bad-value", x->line,
			    "'%.40s' has no vlan-id", x->name);
	}
}

/* 110, 110-120, a name; the numbers of it, or a notice */
struct vlan_set
junos_members(struct junos *r, const struct line *l, const char *w)
{
	struct vlan_set s = { 0 };
	struct junos_vlan *x = vlan_named(r, w);

	if (x)
		return x->ids;
	if (isdigit((unsigned char)*w)) {
		if (!vlan_set_parse(w, &s))
			view_notice(r->v, "bad-value", l->no,
			    "not a list of VLANs: %.60s", w);
	} else if (str_eq(w, "default")) {
		vlan_set_add(&s, 1);
	} else {
		view_notice(r->v, "bad-value", l->no,
		    "no VLAN is called '%.40s'", w);
	}
	return s;
}

void
junos_member(struct junos *r, struct port *p, const struct line *l,
    const char *w)
{
	struct vlan_set s;

	p->list_line = l->no;
	if (str_eq(w, "all")) {
		p->all_vlans = true;
		return;
	}
	s = junos_members(r, l, w);
	vlan_set_join(&p->tagged, &s);
}

struct port *
junos_port_of(struct junos *r, const char *name, int line)
{
	return view_refer(r->v, junos_normal(r, name), line);
}

long
junos_ae_number(const struct port *lag)
{
	return str_eq(lag->name, "po10000") ? 0 : ports_number_of(lag->name);
}

struct line
junos_rest(const struct line *l, size_t i)
{
	struct line rest = *l;

	i = i < l->nword ? i : l->nword;
	rest.word += i;
	rest.nword -= i;
	return rest;
}
