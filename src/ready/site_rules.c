/*
 * What runs today against what the site file says and the design will set:
 * hosts and VMs that are in one and not in the other, ports, teams, frame
 * sizes, live migration.
 */
#include <string.h>
#include <strings.h>

#include "base/ip.h"
#include "design/design.h"
#include "ready/readiness.h"

static const struct host *
site_host(const struct model *m, const char *name)
{
	for (size_t i = 0; i < m->nhost; i++)
		if (inventory_same(m->host[i].name, name))
			return &m->host[i];
	return NULL;
}

static struct ready_finding *
host_find(struct readiness *r, const struct inv_host *h, const char *rule,
    enum ready_severity severity, struct span at, const char *text)
{
	struct ready_finding *f =
	    ready_add(r, rule, severity, at, "host '%s' %s", h->name, text);

	f->host = h->name;
	return f;
}

static void
ports(struct readiness *r, const struct inv_host *h, const struct model *m,
    const struct host *s)
{
	size_t fast = 0, small = 0;
	size_t want = 0;
	int64_t mtu = 0, most = design_host_mtu(m, s), least = 0;
	struct ready_finding *f;

	if (h->nnic == 0)
		return;
	for (size_t i = 0; i < s->ngroup; i++) {
		const struct nic_group *g = &s->group[i];

		if (g->on_today)
			continue;
		want += g->n;
		if (least == 0 || g->speed_bps < least)
			least = g->speed_bps;
	}
	for (size_t i = 0; i < h->nnic; i++) {
		if (strncasecmp(h->nic[i].name, "vEthernet", 9) == 0 ||
		    h->nic[i].speed_bps < least)
			continue;
		fast++;
		if (h->nic[i].mtu > 0 && h->nic[i].mtu < most) {
			small++;
			mtu = h->nic[i].mtu;
		}
	}
	if (fast < want) {
		f = host_find(r, h, "host-site-nics", READY_WARNING, h->at,
		    str_fmt(r->a,
		        "has %zu ports of %s or more with a link, "
		        "the site file says %zu",
		        fast, num_text(r->a, least, UNIT_SPEED), want));
		f->hint = "a port without a cable shows no speed: this is "
		          "expected until the new cards and cables are "
		          "installed";
	}
	if (small > 0) {
		f = host_find(r, h, "host-site-mtu", READY_WARNING, h->at,
		    str_fmt(r->a,
		        "has an MTU of %lld bytes on %zu of its ports of %s; "
		        "the design's east-west networks use %lld",
		        (long long)mtu, small,
		        num_text(r->a, least, UNIT_SPEED), (long long)most));
		f->hint = "the host's own script in the bundle sets it";
	}
}

static void
teams(struct readiness *r, const struct inv_host *h, const struct host *s)
{
	bool lacp = false;
	struct ready_finding *f;

	for (size_t i = 0; i < s->ngroup; i++)
		lacp |= model_group_lacp(&s->group[i]);
	for (size_t i = 0; i < h->nteam; i++) {
		const char *mode = h->team[i].mode;

		if (lacp && mode != NULL && strcasecmp(mode, "Lacp") == 0)
			continue;
		if (mode == NULL || mode[0] == '\0' ||
		    strcasecmp(mode, "SwitchIndependent") == 0)
			continue;
		f = host_find(r, h, "host-site-team", READY_ERROR,
		    h->team[i].at,
		    str_fmt(r->a,
		        "teams '%s' as %s; the "
		        "design's switches have no %sLAG to %s",
		        h->team[i].name, mode, lacp ? "such " : "",
		        lacp ? "it" : "a host"));
		f->hint = lacp ?
		    "the design has an LACP team there: change it before "
		    "moving the cables, or the ports stay down" :
		    "the design has switch-independent teams: change it before "
		    "moving the cables, or the ports stay down";
	}
}

static bool
has_network(const struct inv_host *h, const char *subnet)
{
	for (size_t i = 0; i < h->networks.n; i++)
		if (strcmp(h->networks.name[i], subnet) == 0)
			return true;
	return false;
}

static void
migration(struct readiness *r, const struct inv_host *h, const struct model *m,
    const struct cluster *c)
{
	static const char *const word[] = { "TCPIP", "Compression", "SMB" };

	if (h->transport != NULL && h->transport[0] != '\0' &&
	    strcasecmp(h->transport, word[c->transport]) != 0)
		host_find(r, h, "host-site-migration", READY_WARNING, h->lm_at,
		    str_fmt(r->a,
		        "migrates over %s, the site file "
		        "says %s for cluster '%s'",
		        h->transport, word[c->transport], c->name));
	if (h->simultaneous > 0 && h->simultaneous != c->simultaneous)
		host_find(r, h, "host-site-migration", READY_WARNING, h->lm_at,
		    str_fmt(r->a,
		        "allows %lld concurrent live migrations, the site file "
		        "says %lld for cluster '%s'",
		        (long long)h->simultaneous, (long long)c->simultaneous,
		        c->name));
	for (size_t i = 0; i < m->nnetwork && h->transport != NULL; i++) {
		const struct network *n = &m->network[i];
		const char *subnet;

		if (!n->migrates || !n->has_subnet)
			continue;
		subnet = ip_net_text(r->a, n->base, n->prefix);
		if (!has_network(h, subnet))
			host_find(r, h, "host-site-migration", READY_WARNING,
			    h->lm_at,
			    str_fmt(r->a,
			        "has no live-migration "
			        "network %s ('%s' of the site file)",
			        subnet, n->name))
			    ->hint = "the host's own script in the "
			             "bundle sets it";
	}
}

static void
system_version(struct readiness *r, const struct inv_host *h,
    const struct cluster *c)
{
	const char *year = c->version;

	if (year == NULL || h->os == NULL || h->os[0] == '\0')
		return;
	/* "2012r2" is written "2012 R2" in a system's name */
	if (strcasecmp(year, "2012r2") == 0)
		year = "2012 R2";
	if (strstr(h->os, year) == NULL)
		host_find(r, h, "host-site-os", READY_WARNING, h->at,
		    str_fmt(r->a,
		        "runs '%s', the site file says version %s "
		        "for cluster '%s'",
		        h->os, c->version, c->name))
		    ->hint =
		    "the version decides how ports are teamed, and which "
		    "script the host gets";
}

static void
hosts(struct readiness *r, const struct inventory *v, const struct model *m)
{
	for (size_t i = 0; i < v->nhost; i++) {
		const struct inv_host *h = &v->host[i];
		const struct host *s = site_host(m, h->name);

		if (s == NULL) {
			host_find(r, h, "host-not-in-site", READY_WARNING,
			    h->at, "is not in the site file");
			continue;
		}
		if (h->memory_bytes > 0 && h->memory_bytes < s->memory_bytes)
			host_find(r, h, "host-site-memory", READY_ERROR, h->at,
			    str_fmt(r->a,
			        "has %s of memory, the site file says %s: VMs "
			        "that are to move there may not fit",
			        num_text(r->a, h->memory_bytes, UNIT_BYTES),
			        num_text(r->a, s->memory_bytes, UNIT_BYTES)));
		ports(r, h, m, s);
		teams(r, h, s);
		migration(r, h, m, &m->cluster[s->cluster]);
		system_version(r, h, &m->cluster[s->cluster]);
	}
	for (size_t i = 0; i < m->nhost; i++)
		if (inventory_host(v, m->host[i].name) == NULL)
			ready_add(r, "host-not-there", READY_WARNING,
			    m->host[i].at,
			    "host '%s' of the site file is not "
			    "in the inventory",
			    m->host[i].name)
			    ->host = m->host[i].name;
}

static const struct vm *
site_vm(const struct model *m, const char *name)
{
	for (size_t i = 0; i < m->nvm; i++)
		if (inventory_same(m->vm[i].name, name))
			return &m->vm[i];
	return NULL;
}

static void
machines(struct readiness *r, const struct inventory *v, const struct model *m)
{
	for (size_t i = 0; i < v->nvm; i++) {
		const struct inv_vm *x = &v->vm[i];
		const struct vm *s = site_vm(m, x->name);
		struct ready_finding *f = NULL;

		if (s == NULL)
			f = ready_add(r, "vm-not-in-site", READY_WARNING, x->at,
			    "VM '%s' is not in the site file: no drain time "
			    "includes it",
			    x->name);
		else if (x->memory_bytes > s->memory_bytes)
			f = ready_add(r, "vm-site-memory", READY_WARNING, x->at,
			    "VM '%s' has %s of memory, the site file says %s: "
			    "drain times are too short",
			    x->name,
			    num_text(r->a, x->memory_bytes, UNIT_BYTES),
			    num_text(r->a, s->memory_bytes, UNIT_BYTES));
		if (f != NULL) {
			f->vm = x->name;
			f->host = x->host;
		}
	}
}

void
ready_site(struct readiness *r, const struct inventory *v,
    const struct model *m)
{
	hosts(r, v, m);
	machines(r, v, m);
}
