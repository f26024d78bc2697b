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

static bool
has_guests(const struct host_file *f, int vlan)
{
	for (size_t i = 0; i < f->c->n; i++) {
		const struct host_fact *x = &f->c->fact[i];
		const char *aware =
		    host_config_get(f->c, x->object, "vlan-aware", NULL);
		struct vlan_set s = { 0 };

		if (str_eq(x->key, "vlan") &&
		    strtol(x->value, NULL, 10) == vlan &&
		    is_for_guests(f, x->object))
			return true;
		if (str_eq(x->key, "tags") &&
		    host_config_name(x->object, "bridge") &&
		    !(aware && str_eq(aware, "false")) &&
		    vlan_set_parse(x->value, &s) && vlan_set_has(&s, vlan))
			return true;
	}
	return false;
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

		for (size_t k = 0; k < f->s->nport; k++)
			is_on = is_on ||
			    bundle_port_is_for(&f->s->port[k], n->name);
		if (is_on && n->nsw && n->vlan && str_eq(n->purpose, "data") &&
		    !has_guests(f, n->vlan))
			rule_found_at(f->j, f->host, 0,
			    "no bridge or port group has VLAN %d (%s): VMs "
			    "can't be connected to it",
			    n->vlan, n->name);
	}
}

static void
file_guests(struct judge *j)
{
	host_file_each(j, guests);
}

const struct rule rules_host_guests[] = {
	ALL_RULE("host-guests", ERR, file_guests,
	    "VMs can be connected to every data network"),
	{ 0 }
};
