/*
 * Rules on what a host's file sets for services: RDMA, lossless priorities.
 * Files that don't set up any of these (netplan, networkd) are exempt.
 */
#include "verify/rules_host.h"

#include <string.h>
#include <strings.h>

#include "base/str.h"

/* ---- helpers ---- */

/* the name of a function the fact is the text of, or NULL: PowerShell's have
 * one object, the shell's one each */
static const char *
helper(const struct host_fact *f)
{
	return str_eq(f->object, "function") ?
	    f->key :
	    host_config_name(f->object, "function");
}

/* how many helpers two files have that say other things;
 * *x: one of the first */
static size_t
unlike(const struct host_config *a, const struct host_config *b,
    const struct host_fact **x)
{
	size_t n = 0;

	for (size_t i = 0; i < a->n; i++) {
		const struct host_fact *f = &a->fact[i];
		const char *v = helper(f) ?
		    host_config_get(b, f->object, f->key, NULL) :
		    NULL;

		if (v && !str_eq(v, f->value)) {
			*x = f;
			n++;
		}
	}
	return n;
}

/* are both of one form, by the ends of their files' names? */
static bool
same_form(const struct host_script *x, const struct host_script *y)
{
	const char *p = strrchr(x->file, '.'), *q = strrchr(y->file, '.');

	return p && q && str_eq(p, q);
}

/* one file whose helper differs from the others', which are equal; a file of
 * another template differs in more */
void
host_file_helpers(struct judge *j)
{
	const struct bundle *b = j->bundle;

	for (size_t i = 0; i < b->nhost; i++) {
		const struct host_fact *x = NULL, *y = NULL;
		size_t others = 0, alike = 0;

		/* the first that is not unlike in it is the answer: of hundreds
		 * of hosts, each is compared with one or two */
		for (size_t k = 0;
		     b->host[i].config && k < b->nhost && alike == others;
		     k++) {
			if (k == i || !b->host[k].config ||
			    !same_form(&b->host[i], &b->host[k]))
				continue;
			others++;
			alike += unlike(b->host[i].config, b->host[k].config,
			             &y) == 1 &&
			    (!x || str_eq(helper(x), helper(y)));
			x = y;
		}
		if (others < 2 || alike < others)
			continue;
		rule_found_at_as(j, WARN, b->host[i].host, x->line,
		    "%s appears in no other host's file in this form",
		    helper(x));
	}
}

/* ---- RDMA ---- */

/* two interfaces of one network are distinguished by the port they use, and
 * equal otherwise */
static void
pairs(const struct host_file *f)
{
	for (size_t i = 0; i < f->c->n; i++)
		for (size_t k = 0; k < i; k++) {
			const struct host_fact *x = &f->c->fact[i];
			const struct host_fact *y = &f->c->fact[k];
			const char *vx, *vy;

			if (!str_eq(x->key, "mapped") ||
			    !str_eq(y->key, "mapped"))
				continue;
			vx = host_file_get(f, x->object, "vlan", NULL);
			vy = host_file_get(f, y->object, "vlan", NULL);
			if (!vx || !vy || !str_eq(vx, vy))
				continue;
			if (strcasecmp(x->value, y->value) == 0)
				rule_found_at(f->j, f->host, x->line,
				    "%s and %s both use port '%.60s'",
				    x->object, y->object, x->value);
			if (host_file_is(f, x->object, "rdma", "true") !=
			    host_file_is(f, y->object, "rdma", "true"))
				rule_found_at(f->j, f->host, x->line,
				    "RDMA is on for only one of %s and %s",
				    x->object, y->object);
		}
}

static void
rdma(const struct host_file *f)
{
	pairs(f);
	for (size_t i = 0; f->c->services && f->s && i < f->s->nvnic; i++) {
		const struct bundle_vnic *v = &f->s->vnic[i];
		const char *o = host_file_vnic(f, v), *at, **port;
		bool on = o && host_file_is(f, o, "rdma", "true");
		int line = 0;
		size_t n;

		if (!o)
			continue;
		if (on != v->rdma)
			rule_found_at(f->j, f->host, 0,
			    "RDMA is %s on %s, %s in the design",
			    on ? "on" : "off", o, v->rdma ? "on" : "off");
		at = host_file_get(f, o, "mapped", &line);
		if (*v->port && at && strcasecmp(at, v->port) != 0)
			rule_found_at(f->j, f->host, line,
			    "%s uses port '%.60s', the design has '%s'", o, at,
			    v->port);
		if (*v->port && !at && host_file_ports(f, o, &port) > 1)
			rule_found_at(f->j, f->host, 0,
			    "%s uses any port of its team, the design has '%s'",
			    o, v->port);
		n = v->rdma ? host_file_ports(f, o, &port) : 0;
		for (size_t k = 0; k < n; k++) {
			const char *p =
			    str_fmt(f->j->arena, "port %s", port[k]);

			if (*v->port && strcasecmp(port[k], v->port) != 0)
				continue;
			if (!host_file_is(f, p, "rdma", "true"))
				rule_found_at(f->j, f->host, 0,
				    "RDMA is off on %s, which %s uses", p, o);
		}
	}
}

static void
file_rdma(struct judge *j)
{
	host_file_each(j, rdma);
}

/* ---- lossless ---- */

/* a port that is lossless at the switch: the host knows the same priorities */
static void
priorities(const struct host_file *f, const struct port *p,
    const struct view *v)
{
	for (int n = 0; p->pfc && n < 8; n++) {
		int line = 0;
		const char *on = host_file_get(f, "lossless",
		    str_fmt(f->j->arena, "priority %d", n), &line);
		bool here = str_eq(on, "true"), there = p->pfc >> n & 1;

		if (here != there)
			rule_found_at(f->j, f->host, line,
			    "priority %d is %s here, and %s at %s of %s", n,
			    here ? "lossless" : "dropped",
			    there ? "lossless" : "dropped", p->name, v->device);
	}
	for (size_t m = 0; p->pfc && m < f->c->n; m++) {
		const struct host_fact *x = &f->c->fact[m];
		long n;

		if (!host_config_name(x->object, "policy") ||
		    !str_eq(x->key, "match"))
			continue;
		n = host_config_number(f->c, x->object, "priority", NULL);
		if (str_eq(x->value, "default") && n >= 0 && n < 8 &&
		    p->pfc >> n & 1)
			rule_found_at(f->j, f->host, x->line,
			    "%s sends all other traffic in priority %ld, which "
			    "is lossless at %s of %s",
			    x->object, n, p->name, v->device);
		if (strncasecmp(x->value, "direct", 6) != 0)
			continue;
		if (n < 0 || n > 7 || !(p->pfc >> n & 1))
			rule_found_at(f->j, f->host, x->line,
			    "%s sends in priority %ld, which %s of %s drops",
			    x->object, n, p->name, v->device);
	}
}

static void
lossless(const struct host_file *f)
{
	const struct bundle *b = f->j->bundle;

	for (size_t i = 0; i < f->end.n && f->c->services; i++) {
		const size_t at = f->end.row[i].at;
		const struct bundle_cable_end *sw =
		    &b->cable[at / 2].end[1 - at % 2];
		const struct port *p = bundle_end_port(sw);

		if (p)
			priorities(f, p, sw->sw->view);
	}
}

static void
file_lossless(struct judge *j)
{
	host_file_each(j, lossless);
}

/* a class with a share, but for another priority than the lossless one */
static void
class_of_none(const struct host_file *f)
{
	const struct host_fact *first = NULL;

	for (size_t i = 0; i < f->c->n; i++) {
		const struct host_fact *x = &f->c->fact[i];
		const char *prio;

		if (!host_config_name(x->object, "class") ||
		    !str_eq(x->key, "percent"))
			continue;
		prio = host_config_get(f->c, x->object, "priority", NULL);
		if (prio &&
		    host_file_is(f, "lossless",
		        str_fmt(f->j->arena, "priority %s", prio), "true"))
			return;
		first = first ? first : x;
	}
	if (first)
		rule_found_at(f->j, f->host, first->line,
		    "%s has its share for a priority that is not lossless, and "
		    "the lossless one has none",
		    first->object);
}

/* what traffic needs to be sent in a lossless priority at all */
static void
bridging(const struct host_file *f)
{
	const char *match = NULL;
	bool any = false, pauses = false;
	int line = 0;

	for (size_t i = 0; i < f->c->n; i++)
		pauses = pauses || str_eq(f->c->fact[i].key, "pause");
	for (size_t i = 0; f->c->services && f->s && i < f->s->nvnic; i++) {
		const struct bundle_vnic *v = &f->s->vnic[i];
		const char *o = host_file_vnic(f, v), **port;
		size_t n;

		if (!v->lossless || !o)
			continue;
		any = true;
		if (host_config_name(o, "interface") &&
		    !host_file_is(f, o, "priority-tag", "true"))
			rule_found_at(f->j, f->host, 0,
			    "%s is lossless and sends no priority in its tag",
			    o);
		n = host_file_ports(f, o, &port);
		for (size_t k = 0; k < n; k++) {
			const char *p =
			    str_fmt(f->j->arena, "port %s", port[k]);

			/* each port is reported once */
			if (*v->port && strcasecmp(port[k], v->port) != 0)
				continue;
			if (!host_file_is(f, p, "dcb", "true"))
				rule_found_at(f->j, f->host, 0,
				    "DCB is off on %s, which %s uses", p, o);
			if (host_file_is(f, p, "pause", "true"))
				rule_found_at(f->j, f->host, 0,
				    "%s sends pause frames: pause either "
				    "priorities or the whole port, not both",
				    p);
			else if (pauses && !host_file_get(f, p, "pause", NULL))
				host_file_aside(f, 0,
				    str_fmt(f->j->arena,
				        "pause frames are left unchanged on "
				        "%s, and switched off on other ports",
				        p));
		}
	}
	if (!any)
		return;
	class_of_none(f);
	for (size_t i = 0; i < f->c->n; i++)
		if (host_config_name(f->c->fact[i].object, "policy") &&
		    strcasecmp(f->c->fact[i].value, "direct 445") == 0)
			match = f->c->fact[i].object;
	if (!match)
		rule_found_at(f->j, f->host, 0,
		    "no policy puts storage traffic into a lossless priority");
	if (!host_file_is(f, "dcbx", "willing", "false")) {
		(void)host_file_get(f, "dcbx", "willing", &line);
		rule_found_at(f->j, f->host, line,
		    "DCBX is willing: the switch's settings replace these");
	}
}

static void
file_dcb(struct judge *j)
{
	host_file_each(j, bridging);
}

const struct rule rules_host_service[] = {
	ALL_RULE("host-rdma", ERR, file_rdma,
	    "interfaces of one network use one port each, in the same way, "
	    "with RDMA where it is designed"),
	ALL_RULE("host-lossless", ERR, file_lossless,
	    "host and switch agree on every priority"),
	ALL_RULE("host-dcb", ERR, file_dcb,
	    "lossless traffic is put into its priority by the host alone"),
	{ 0 }
};
