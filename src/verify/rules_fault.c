/* Rules on what is lost when a switch or a cable fails. */
#include "verify/rules.h"

#include <string.h>

#include "base/str.h"
#include "verify/faults.h"

static const char *
what(struct judge *j, const struct fault *f)
{
	return f->cable == NO_FAULT ? "it" :
	                              str_fmt(j->arena, "cable %s", f->name);
}

/* the device a finding is about: the switch, or the cable's first end */
static const char *
whose(const struct judge *j, const struct fault *f)
{
	const struct bundle_cable *c;

	if (f->cable == NO_FAULT)
		return f->name;
	c = &j->bundle->cable[f->cable];
	return c->end[0].sw ? c->end[0].device : c->end[1].device;
}

static void
split(struct judge *j)
{
	const struct bundle *b = j->bundle;

	for (size_t i = 0; i < j->sweep->nwhole; i++) {
		const struct fault_loss *l = &j->sweep->whole[i];

		rule_found_at(j, b->sw[l->y].name, 0,
		    "VLAN %d (%s) is partitioned: hosts on %s don't reach "
		    "those on %s",
		    b->net[l->net].vlan, b->net[l->net].name, b->sw[l->x].name,
		    b->sw[l->y].name);
	}
}

/* partitioned with nothing failed: reported already */
static bool
is_split(const struct judge *j, size_t net)
{
	for (size_t i = 0; i < j->sweep->nwhole; i++)
		if (j->sweep->whole[i].net == net)
			return true;
	return false;
}

typedef void
loss_fn(struct judge *j, const struct fault *f, const struct fault_loss *l);

static void
each_loss(struct judge *j, loss_fn *fn)
{
	for (size_t i = 0; i < j->sweep->n; i++) {
		const struct fault *f = &j->sweep->fault[i];

		/* no design promises anything without its peer link */
		for (size_t k = 0; k < f->n && !f->peer; k++)
			if (!is_split(j, f->loss[k].net))
				fn(j, f, &f->loss[k]);
	}
}

static void
split_by(struct judge *j, const struct fault *f, const struct fault_loss *l)
{
	const struct bundle *b = j->bundle;

	if (l->x != l->y)
		rule_found_at(j, whose(j, f), 0,
		    "when %s fails, VLAN %d (%s) is partitioned: %s and %s",
		    what(j, f), b->net[l->net].vlan, b->net[l->net].name,
		    b->sw[l->x].name, b->sw[l->y].name);
}

static void
failure_split(struct judge *j)
{
	each_loss(j, split_by);
}

/* the host's port of a row is one for the network, where the design says what
 * its ports are for */
static bool
is_for(const struct bundle *b, const struct bundle_cable *c, const char *net)
{
	const struct bundle_cable_end *e = &c->end[c->end[0].sw ? 1 : 0];
	const struct bundle_hport *p =
	    bundle_host_port(bundle_setting(b, e->device), e->port);

	return !p || bundle_port_is_for(p, net);
}

/* a row of the host's, or of the core's, that fails not with the fault and
 * whose switch is to carry the network: another way was promised */
static bool
promised(const struct judge *j, const struct fault *f, size_t net, size_t host)
{
	const struct bundle *b = j->bundle;

	for (size_t i = 0; i < b->ncable; i++) {
		const struct bundle_cable *c = &b->cable[i];
		const struct bundle_switch *s =
		    c->end[0].sw ? c->end[0].sw : c->end[1].sw;

		if (!s || fault_takes(b, f, i) ||
		    !bundle_net_on(&b->net[net], s) ||
		    !is_for(b, c, b->net[net].name))
			continue;
		if (host == NO_FAULT ?
		        str_eq(c->kind, "core") :
		        cable_graph_host(j->sweep->cables, i) == host)
			return true;
	}
	return false;
}

static void
hosts_of(struct judge *j, const struct fault *f, const struct fault_loss *l)
{
	const struct bundle_net *n = &j->bundle->net[l->net];
	size_t lost = 0;
	struct buf who = buf_new(j->arena);

	/* partitions, or an unreachable core, are reported separately */
	for (size_t i = 0; i < l->nhost && l->x == l->y && !l->core; i++) {
		if (!promised(j, f, l->net, l->host[i]))
			continue;
		if (lost++ < 6)
			buf_printf(&who, "%s%s", lost > 1 ? ", " : "",
			    j->sweep->host[l->host[i]]);
	}
	if (lost > 6)
		buf_printf(&who, " and %zu more", lost - 6);
	if (lost)
		rule_found_at(j, whose(j, f), 0,
		    "when %s fails, %s lose%s VLAN %d (%s), which %s have on "
		    "another switch or port too",
		    what(j, f), who.text, lost > 1 ? "" : "s", n->vlan, n->name,
		    lost > 1 ? "they should" : "it should");
}

static void
failure_host(struct judge *j)
{
	each_loss(j, hosts_of);
}

static void
core_of(struct judge *j, const struct fault *f, const struct fault_loss *l)
{
	const struct bundle_net *n = &j->bundle->net[l->net];

	if (l->core && promised(j, f, l->net, NO_FAULT))
		rule_found_at(j, whose(j, f), 0,
		    "when %s fails, VLAN %d (%s) no longer reaches the core, "
		    "though other cables lead there",
		    what(j, f), n->vlan, n->name);
}

static void
failure_core(struct judge *j)
{
	each_loss(j, core_of);
}

const struct rule rules_fault[] = { ALL_RULE("vlan-split", ERR, split,
	                                "no VLAN is partitioned"),
	ALL_RULE("failure-split", ERR, failure_split,
	    "no VLAN is partitioned when a switch or a cable fails"),
	ALL_RULE("failure-host", ERR, failure_host,
	    "a host keeps its networks when one of its links fails"),
	ALL_RULE("failure-core", ERR, failure_core,
	    "the core is reached when one of the links to it fails"),
	{ 0 } };

static const char **
names(struct arena *a, const char *const *all, const bool *in, size_t n,
    size_t *count)
{
	const char **out = NEW(a, const char *, n + 1);

	*count = 0;
	for (size_t i = 0; i < n; i++)
		if (in[i])
			out[(*count)++] = all[i];
	return out;
}

void
sweep_answer(struct judge *j)
{
	const struct sweep *s = j->sweep;
	const struct bundle *b = j->bundle;
	struct findings *out = j->out;
	const char **net = NEW(j->arena, const char *, b->nnet + 1);
	bool *cut = NEW(j->arena, bool, s->nhost + 1);
	bool *lost = NEW(j->arena, bool, b->nnet + 1);

	for (size_t k = 0; k < b->nnet; k++)
		net[k] = b->net[k].name;
	out->failure = NEW(j->arena, struct failed_part, s->n + 1);
	out->nfailure = s->n;
	out->drain_s = s->drain_s;
	out->unread = s->unread;
	out->nunread = s->nunread;
	for (size_t i = 0; i < s->n; i++) {
		const struct fault *f = &s->fault[i];
		struct failed_part *x = &out->failure[i];

		memset(cut, 0, (s->nhost + 1) * sizeof(*cut));
		memset(lost, 0, (b->nnet + 1) * sizeof(*lost));
		for (size_t k = 0; k < f->n; k++) {
			lost[f->loss[k].net] =
			    f->loss[k].nhost || f->loss[k].core;
			for (size_t h = 0; h < f->loss[k].nhost; h++)
				cut[f->loss[k].host[h]] = true;
		}
		x->name = f->name;
		x->cable = f->cable != NO_FAULT && !f->peer;
		x->peer = f->peer;
		x->host = names(j->arena, s->host, cut, s->nhost, &x->nhost);
		x->lost = names(j->arena, net, lost, b->nnet, &x->nlost);
		/* whole: those that exist and no host lost */
		for (size_t k = 0; k < b->nnet; k++)
			lost[k] = s->used[k] && !lost[k];
		x->whole = names(j->arena, net, lost, b->nnet, &x->nwhole);
		x->drain_s = f->drain_s;
		x->slowest = f->slowest;
	}
}
