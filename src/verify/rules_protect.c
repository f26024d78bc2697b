/*
 * Rules on what keeps a mistake at one port from the rest, as the design says
 * of each switch: storm control on host ports, root guard towards leaves and
 * nowhere else, and who may log in.  Where a system can't, the design says so,
 * and nothing is missed.
 */
#include "verify/rules.h"

#include <string.h>

#include "base/ip.h"
#include "base/str.h"

/* a limit as the others count it: the design's, of a port of this speed */
static long
meant(const struct storm *s, long percent, long mbps)
{
	if (s->unit == STORM_PPM)
		return percent * 10000;
	if (s->unit == STORM_KBPS)
		return mbps * 10 * percent;
	/* frames of 512 bytes, and 20 more on the wire */
	return mbps * 10000 * percent / (8 * (512 + 20));
}

static void
storm_port(struct judge *j, const struct bundle_cable *c, int end)
{
	const struct bundle_cable_end *e = &c->end[end];
	const struct bundle_switch *s = e->sw;
	const struct port *p;
	struct storm want;

	if (!s || !s->view || s->storm_percent <= 0 || !e->normal ||
	    c->end[!end].sw)
		return;
	p = view_find(s->view, e->normal);
	/* what is in a LAG is checked with it, and one that is off
	 * separately */
	if (!p || !p->line || p->lag || p->down_line)
		return;
	if (p->storm.unit == STORM_NONE) {
		rule_found(j, s->view, p->line,
		    "%s faces %s and has no storm control: the design limits "
		    "broadcast to %ld %%",
		    p->name, c->end[!end].device, s->storm_percent);
		return;
	}
	want = p->storm;
	want.level = meant(&p->storm, s->storm_percent, c->speed_mbps);
	if (p->storm.level != want.level)
		rule_found_as(j,
		    view_storm_tuned(&want, &p->storm) ? WARN : ERR, s->view,
		    p->storm.line,
		    "%s limits broadcast to %s: %ld %% of its speed would be "
		    "%s",
		    p->name, view_storm_text(j->arena, &p->storm),
		    s->storm_percent, view_storm_text(j->arena, &want));
}

static void
storm(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->ncable; i++)
		if (str_eq(j->bundle->cable[i].kind, "host")) {
			storm_port(j, &j->bundle->cable[i], 0);
			storm_port(j, &j->bundle->cable[i], 1);
		}
}

static void
root_lag(struct judge *j, const struct bundle_lag *l)
{
	const struct bundle_switch *s = bundle_switch(j->bundle, l->device);
	const struct port *p;

	if (!s || !s->view || !s->protect_said)
		return;
	p = view_find(s->view, str_fmt(j->arena, "po%ld", l->number));
	if (!p || !p->line)
		return;
	if (s->root_guard && str_eq(l->purpose, "downlink") &&
	    !p->root_guard_line)
		rule_found(j, s->view, p->line,
		    "%s goes to a leaf and has no root guard", p->name);
	if (p->root_guard_line && !str_eq(l->purpose, "downlink"))
		rule_found(j, s->view, p->root_guard_line,
		    "%s is a LAG of the kind '%s' and has root guard: the path "
		    "to the root may lead over it, and would be blocked",
		    p->name, l->purpose);
}

static void
root_guard(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->nlag; i++)
		root_lag(j, &j->bundle->lag[i]);
}

static bool
has_source(const struct bundle_switch *s, const char *cidr)
{
	for (size_t i = 0; i < s->nmanage_from; i++)
		if (str_eq(s->manage_from[i], cidr))
			return true;
	return false;
}

/* without buffers set apart a priority is paused and dropped all the same */
static void
pools(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->nsw; i++) {
		const struct bundle_switch *s = &j->bundle->sw[i];
		bool any = false;

		for (size_t k = 0; s->view && k < s->view->nqmap; k++)
			any = any || str_eq(s->view->qmap[k].kind, "pool");
		if (s->pool && s->view && !any)
			rule_found(j, s->view, 0,
			    "no pool of buffers for lossless priorities, which "
			    "this model does not have by itself");
	}
}

/* the list permits those of the design, and no others */
static void
access_list(struct judge *j, const struct bundle_switch *s, const char *name,
    int line, const char *what)
{
	const struct view *v = s->view;
	const struct access_list *x = NULL;
	bool closed = !v->traits->access_permits;
	size_t n = 0;

	for (size_t i = 0; name && i < v->naccess; i++)
		if (strcmp(v->access[i].name, name) == 0)
			x = &v->access[i];
	if (!x) {
		rule_found(j, v, line,
		    "%s is open to anybody: the design allows only %s", what,
		    str_count(j->arena, s->nmanage_from, "subnet"));
		return;
	}
	for (size_t i = 0; i < x->n; i++) {
		const struct access_entry *e = &x->entry[i];
		const char *cidr = ip_net_text(j->arena, e->base, e->prefix);

		if (!e->permit && e->prefix == 0) {
			closed = true;
			break;
		}
		if (!e->permit)
			rule_found(j, v, e->line, "%s refuses %s", what, cidr);
		else if (!has_source(s, cidr))
			rule_found(j, v, e->line,
			    "%s is open to %s, which is not in the design",
			    what, e->prefix == 0 ? "anybody" : cidr);
		else
			n++;
	}
	if (n < s->nmanage_from)
		rule_found(j, v, x->line,
		    "%s is open to %zu of the %zu subnets of the design", what,
		    n, s->nmanage_from);
	if (x->odd)
		rule_found(j, v, x->line,
		    "the access list for %s matches on more than the source",
		    what);
	if (!closed)
		rule_found(j, v, x->line,
		    "the access list for %s denies nobody: the system permits "
		    "sources that it does not list",
		    what);
}

static void
manage_from(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->nsw; i++) {
		const struct bundle_switch *s = &j->bundle->sw[i];

		if (!s->view || s->nmanage_from == 0)
			continue;
		if (s->view->way_beside && s->view->ssh_access)
			rule_found(j, s->view, s->view->ssh_access_line,
			    "terminal %d has no access-class: who may log in by "
			    "it is not limited",
			    s->view->way_beside - 1);
		access_list(j, s, s->view->ssh_access, s->view->ssh_access_line,
		    "SSH");
		if (s->view->snmp_access)
			access_list(j, s, s->view->snmp_access,
			    s->view->snmp_access_line, "SNMP");
		else if (s->view->snmp && s->view->traits->snmp_access)
			rule_found(j, s->view, 0, "SNMP is open to anybody");
	}
}

/* a port that something lossless passes: its own class of heartbeats, and what
 * its queue without drop does when it fills */
static void
classes_of(struct judge *j, const struct bundle_switch *s, const struct port *p)
{
	int line = p->dcb_line ? p->dcb_line : p->pfc_line;
	long share = (long)p->share[7] - 1;

	if (s->heartbeat_percent > 0 &&
	    (!p->queue[7] || p->queue[7] == p->queue[0] ||
	        share != s->heartbeat_percent))
		rule_found(j, s->view, line ? line : p->line,
		    "%s has no class of %ld %% for cluster heartbeats, "
		    "priority 7: %s",
		    p->name, s->heartbeat_percent,
		    !p->queue[7]                   ? "no queue serves it" :
		        p->queue[7] == p->queue[0] ? "it shares a queue with "
		                                     "the rest" :
		        share < 0                  ? "it has no share" :
		                    str_fmt(j->arena, "it has %ld %%", share));
	if (s->ecn ? !(p->ecn & p->pfc) :
	             (p->ecn & p->pfc) && !s->view->traits->lossless_marks)
		rule_found(j, s->view, line ? line : p->line,
		    "%s: its lossless queue %s frames (ECN), contrary to the "
		    "design",
		    p->name, s->ecn ? "does not mark" : "marks");
	if (p->ecn & ~p->pfc)
		rule_found_as(j, WARN, s->view, line ? line : p->line,
		    "%s: a queue that is not lossless marks frames too",
		    p->name);
}

static void
classes(struct judge *j)
{
	for (size_t i = 0; i < j->bundle->nsw; i++) {
		const struct bundle_switch *s = &j->bundle->sw[i];

		for (size_t k = 0;
		     s->view && s->protect_said && k < s->view->nport; k++)
			if (s->view->port[k]->pfc && s->view->port[k]->up &&
			    s->view->port[k]->kind == PORT_PLAIN)
				classes_of(j, s, s->view->port[k]);
	}
}

/* also where no design says what a link is for */
static void
root_guard_peer(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++)
		if (v->port[i]->root_guard_line &&
		    view_is_peer_link(v, v->port[i]))
			rule_found(j, v, v->port[i]->root_guard_line,
			    "%s is the peer link and has root guard: it is "
			    "blocked where the peer is nearer to the root",
			    v->port[i]->name);
}

const struct rule rules_protect[] = {
	ALL_RULE("storm-missing", ERR, storm,
	    "host ports have the storm control of the design"),
	ALL_RULE("root-guard", ERR, root_guard,
	    "LAGs to leaves have root guard, and no others"),
	VIEW_RULE("root-guard-peer", ERR, root_guard_peer,
	    "no root guard on a peer link"),
	ALL_RULE("heartbeat", ERR, classes,
	    "lossless ports have the heartbeat class and the ECN marking of "
	    "the design"),
	ALL_RULE("lossless-pool", ERR, pools,
	    "lossless priorities have buffers where a model needs them set "
	    "apart"),
	ALL_RULE("manage-from", ERR, manage_from,
	    "SSH and SNMP are open to the subnets of the design only"),
	{ 0 }
};
