/* Rules on the networks of VMs: their bridges and port groups. */
#include "verify/rules_host.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

/* a bridge has it as a member, or it is a port group of a virtual switch's */
static bool
is_for_guests(const struct host_file *f, const char *object)
{
	const char *name = host_config_name(object, "interface");

	if (host_config_name(object, "portgroup"))
		return true;
	for (size_t i = 0; name && i < f->c->n; i++)
		if (str_eq(f->c->fact[i].key, "member") &&
		    host_config_name(f->c->fact[i].object, "bridge") &&
		    str_eq(f->c->fact[i].value, name))
			return true;
	return false;
}

/* a bridge, port group or interface that has the VLAN; or NULL */
static const char *
of_guests(const struct host_file *f, int vlan)
{
	for (size_t i = 0; i < f->c->n; i++) {
		const struct host_fact *x = &f->c->fact[i];
		const char *aware =
		    host_config_get(f->c, x->object, "vlan-aware", NULL);
		struct vlan_set s = { 0 };

		if (str_eq(x->key, "vlan") &&
		    strtol(x->value, NULL, 10) == vlan &&
		    is_for_guests(f, x->object))
			return x->object;
		if (str_eq(x->key, "tags") &&
		    host_config_name(x->object, "bridge") &&
		    !(aware && str_eq(aware, "false")) &&
		    vlan_set_parse(x->value, &s) && vlan_set_has(&s, vlan))
			return x->object;
	}
	return NULL;
}

/* ports that are meant for other networks don't carry it */
static void
on_its_ports(const struct host_file *f, const char *object,
    const struct bundle_net *n)
{
	const char **port;
	size_t np = host_file_ports(f, object, &port);
	int line = 0;

	for (size_t i = 0; i < np; i++) {
		const struct bundle_hport *h = bundle_host_port(f->s, port[i]);

		if (!h || bundle_port_is_for(h, n->name))
			continue;
		if (!host_config_get(f->c, object, "member", &line))
			(void)host_config_get(f->c, object, "vlan", &line);
		rule_found_at(f->j, f->host, line,
		    "%s of network '%s' uses port '%s', which is meant for "
		    "other networks",
		    object, n->name, port[i]);
	}
}

/* a bridge of two VLANs makes one of them */
static void
one_vlan(const struct host_file *f, size_t at)
{
	const struct host_fact *x = &f->c->fact[at];
	const char *o = host_file_below(f, x->value);
	const char *vlan = host_config_get(f->c, o, "vlan", NULL);

	for (size_t i = 0; vlan && i < at; i++) {
		const struct host_fact *y = &f->c->fact[i];
		const char *other =
		    str_eq(y->key, "member") && str_eq(y->object, x->object) ?
		    host_config_get(f->c, host_file_below(f, y->value), "vlan",
		        NULL) :
		    NULL;

		if (other && !str_eq(other, vlan))
			rule_found_at(f->j, f->host, x->line,
			    "%s joins VLAN %.20s and VLAN %.20s", x->object,
			    other, vlan);
	}
}

/* a virtual switch of Windows takes every VLAN; on others each is configured */
static void
guests(const struct host_file *f)
{
	const struct bundle *b = f->j->bundle;

	if (f->c->services || !f->s || !f->s->nport)
		return;
	for (size_t i = 0; i < b->nnet; i++) {
		const struct bundle_net *n = &b->net[i];
		bool is_on = false;
		const char *o;

		for (size_t k = 0; k < f->s->nport; k++)
			is_on = is_on ||
			    bundle_port_is_for(&f->s->port[k], n->name);
		if (!is_on || !n->nsw || !n->vlan ||
		    !str_eq(n->purpose, "data"))
			continue;
		o = of_guests(f, n->vlan);
		if (o)
			on_its_ports(f, o, n);
		else
			rule_found_at(f->j, f->host, 0,
			    "no bridge or port group has VLAN %d (%s): VMs "
			    "can't be connected to it",
			    n->vlan, n->name);
	}
}

static void
bridges(const struct host_file *f)
{
	for (size_t i = 0; i < f->c->n; i++)
		if (str_eq(f->c->fact[i].key, "member") &&
		    host_config_name(f->c->fact[i].object, "bridge"))
			one_vlan(f, i);
}

static void
file_guests(struct judge *j)
{
	host_file_each(j, bridges);
	host_file_each(j, guests);
}

const struct rule rules_host_guests[] = {
	ALL_RULE("host-guests", ERR, file_guests,
	    "VMs can be connected to every data network"),
	{ 0 }
};
