#include "render/config.h"

#include <string.h>

#include "base/ip.h"
#include "base/num.h"
#include "base/str.h"
#include "input/json.h"
#include "render/context.h"
#include "render/jinja.h"

static bool
any_port(const struct dswitch *s,
    bool (*is)(const struct dswitch *, const struct dport *))
{
	for (size_t i = 0; i < s->nport; i++)
		if (is(s, &s->port[i]))
			return true;
	return false;
}

static bool
is_lossless(const struct dswitch *s, const struct dport *p)
{
	(void)s;
	return p->lossless;
}

static bool
is_edge(const struct dswitch *s, const struct dport *p)
{
	(void)s;
	return p->edge;
}

static bool
is_split(const struct dswitch *s, const struct dport *p)
{
	(void)s;
	return p->role == PORT_SPLIT;
}

static bool
is_slowed(const struct dswitch *s, const struct dport *p)
{
	return context_port_is_slowed(s, p) &&
	    s->model->block[p->block].group < 2;
}

static bool
is_group_slowed(const struct dswitch *s, const struct dport *p)
{
	return context_port_is_slowed(s, p) &&
	    s->model->block[p->block].group > 1;
}

static bool
any_lag(const struct design *g, size_t sw, bool (*is)(const struct dlag *))
{
	for (size_t i = 0; i < g->nlag; i++)
		if (g->lag[i].sw == sw && is(&g->lag[i]))
			return true;
	return false;
}

static bool
is_lacp(const struct dlag *l)
{
	return l->lacp;
}

static bool
is_filtered(const struct dlag *l)
{
	return l->bpdu_filter;
}

/* to the core, from one switch of a pair */
static bool
is_orphan(const struct dlag *l)
{
	return l->purpose == LAG_CORE && l->mclag == 0;
}

static bool
is_fabric(const struct dlag *l)
{
	return l->purpose == LAG_FABRIC;
}

/* would frames run in a circle without spanning tree: two ways to the core */
static bool
loops(const struct design *g)
{
	for (size_t i = 0; i < g->nlag; i++)
		for (size_t k = 0; k < i; k++)
			if (g->lag[i].purpose == LAG_CORE &&
			    g->lag[k].purpose == LAG_CORE &&
			    (g->lag[i].mclag == 0 ||
			        g->lag[i].mclag != g->lag[k].mclag))
				return true;
	return false;
}

static bool
check_switch(struct diags *d, const struct design *g, size_t i)
{
	const struct dswitch *s = &g->sw[i];
	const struct platform *p = s->model->platform;
	/* without spanning tree there is no edge to protect */
	bool tree = p != NULL && platform_cannot(p, CAN_RSTP) == NULL;
	const bool wanted[CANS] = {
		[CAN_LOSSLESS] = any_port(s, is_lossless),
		[CAN_MCLAG] = s->domain != 0,
		[CAN_MCLAG_NO_OOB] = s->domain != 0 && s->oob_address == 0,
		[CAN_MCLAG_ORPHANS] =
		    s->domain != 0 && any_lag(g, i, is_orphan),
		[CAN_EMCLAG] = any_lag(g, i, is_fabric),
		[CAN_LACP] = any_lag(g, i, is_lacp),
		[CAN_UFD] = s->ufd,
		[CAN_RSTP] = s->role != ROLE_LEAF && loops(g),
		[CAN_EDGE] = tree && any_port(s, is_edge),
		[CAN_BPDUGUARD] = tree && any_port(s, is_edge),
		[CAN_BPDU_FILTER] = any_lag(g, i, is_filtered),
		[CAN_BREAKOUT] = any_port(s, is_split),
		[CAN_SPEED_CHANGE] = any_port(s, is_slowed),
		[CAN_GROUP_SPEED] = any_port(s, is_group_slowed),
		[CAN_GIGABIT] = any_port(s, context_port_is_gigabit),
		[CAN_IN_BAND] =
		    s->oob_address != 0 && s->model->oob_port == NULL,
		[CAN_JUMBO] = true,
		[CAN_SNMPV3] = g->model->services.snmp_traps.n > 0,
	};
	bool ok = true;
	enum can c;

	if (p == NULL || !p->rendered)
		return diag_infeasible(d, s->model->at, "platform-no-template",
		    "there are no templates for '%s', which '%s' (%s) runs",
		    s->model->nos_name, s->name, s->model->id);
	for (c = 0; (c = platform_lacks(p, wanted, c)) < CANS; c++)
		ok = diag_infeasible(d, p->at, "platform-cannot",
		    "'%s' (%s) needs %s, which %s can't: %s", s->name,
		    s->model->id, catalog_can[c].what, p->name,
		    platform_cannot(p, c));
	return ok;
}

/* what a platform leaves undone that a reader must know of; reported once,
 * since repeats are not printed */
static void
warn_switch(struct diags *d, const struct design *g, size_t i)
{
	const struct platform *p = g->sw[i].model->platform;
	const char *why = platform_cannot(p, CAN_TIMEZONE);

	if (g->model->services.timezone != NULL && why != NULL)
		diag_warn(d, SPAN_NONE, "platform-no-timezone",
		    "the clock of "
		    "%s stays on UTC: %s",
		    p->name, why);
	why = platform_cannot(p, CAN_RSTP);
	if (why != NULL)
		diag_warn(d, SPAN_NONE, "platform-no-stp",
		    "%s runs no spanning tree: %s. The design has no loop, but "
		    "nothing stops a loop caused by a wrong cable",
		    p->name, why);
}

/* what is requested by name; for defaults, loading.md has the list */
static void
warn_unprotected(struct diags *d, const struct design *g, size_t i)
{
	const struct platform *p = g->sw[i].model->platform;
	enum can c;

	for (c = CAN_STORM_CONTROL; c <= CAN_ECN; c++) {
		const char *why = design_not_protected(g, i, c);

		if (why == NULL ||
		    (c != CAN_MANAGE_FROM && !g->model->policy.protect.given))
			continue;
		diag_warn(d, SPAN_NONE, "platform-unprotected",
		    "switches with %s have no %s: %s", p->name,
		    catalog_can[c].what, why);
	}
}

static void
warn_host(struct diags *d, const struct design *g, size_t i)
{
	const struct dhost *h = &g->host[i];
	const struct cluster *c = &g->model->cluster[h->host->cluster];
	const struct platform *p =
	    design_host_platform(g->model, g->host[i].host);
	const char *why;

	if (p == NULL) {
		diag_warn(d, c->at, "platform-no-host-template",
		    "there are no "
		    "templates for the hosts of '%s', so the bundle has no "
		    "files for them",
		    c->name);
		return;
	}
	why = platform_cannot(p, CAN_RDMA_IN_TEAM);
	for (size_t k = 0; k < h->nvnic && why != NULL; k++)
		if (h->vnic[k].rdma && h->vnic[k].vswitch != NULL && h->team) {
			diag_warn(d, c->at, "host-no-rdma",
			    "RDMA of the hosts of '%s' remains unused: %s",
			    c->name, why);
			break;
		}
}

/* servers given by name where the platform's line takes addresses alone */
static bool
server_names(struct diags *d, const struct platform *p, const char *key,
    const struct name_list *l)
{
	const char *only = platform_word(p, "addresses_only", "");
	bool ok = true;
	uint32_t ip;

	if (strstr(only, key) == NULL)
		return true;
	for (size_t i = 0; i < l->n; i++) {
		if (ip_parse(l->name[i], &ip) || strchr(l->name[i], ':'))
			continue;
		ok = diag_error(d, l->at[i], "server-name",
		    "'%s' of services.%s is a name, and a switch with %s takes "
		    "an address there",
		    l->name[i], key, p->name);
		diag_hint(d, "its address, as 10.0.5.10");
	}
	return ok;
}

static bool
check_servers(struct diags *d, const struct design *g, size_t i)
{
	const struct services *s = &g->model->services;
	const struct platform *p = g->sw[i].model->platform;

	bool ntp = server_names(d, p, "ntp", &s->ntp);
	bool syslog = server_names(d, p, "syslog", &s->syslog);

	return server_names(d, p, "snmp_traps", &s->snmp_traps) && ntp &&
	    syslog;
}

/* what is required of a platform and it can't do: findings; false after
 * errors */
static bool
render_check(struct diags *d, const struct design *g)
{
	bool ok = true;

	for (size_t i = 0; i < g->nsw; i++)
		ok &= check_switch(d, g, i) && check_servers(d, g, i);
	for (size_t i = 0; ok && i < g->nsw; i++) {
		warn_switch(d, g, i);
		warn_unprotected(d, g, i);
	}
	for (size_t i = 0; ok && i < g->nhost; i++)
		warn_host(d, g, i);
	return ok;
}

struct renderer {
	struct arena *a;
	const char *const *dir;
	size_t ndir;
	struct jinja *j; /* NULL: not opened yet */
	bool keep;
	struct one {
		const char *name; /* of the template */
		uint64_t hash;
		struct buf context; /* as JSON: all a template sees of it */
		const char *text;
	} * one;
	size_t n, cap;
};

struct renderer *
renderer_new(struct arena *a, const char *const *template_dir, size_t n,
    bool keep)
{
	struct renderer *r = NEW(a, struct renderer, 1);

	r->a = a;
	r->dir = template_dir;
	r->ndir = n;
	r->keep = keep;
	return r;
}

struct templates_used
renderer_used(struct renderer *r)
{
	struct templates_used used = { NULL, 0 };

	if (r->j != NULL)
		used.file = jinja_used(r->j, &used.n);
	return used;
}

void
renderer_end(struct renderer *r)
{
	if (r->j != NULL)
		jinja_close(r->j);
	r->j = NULL;
}

static const struct one *
rendered_before(const struct renderer *r, const struct one *x)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->one[i].hash == x->hash &&
		    r->one[i].context.len == x->context.len &&
		    memcmp(r->one[i].context.text, x->context.text,
		        x->context.len) == 0 &&
		    strcmp(r->one[i].name, x->name) == 0)
			return &r->one[i];
	return NULL;
}

/* NULL after a finding */
static const char *
text_of(struct renderer *r, struct diags *d, const char *name,
    const struct value *context)
{
	struct one x = { name, 0, { 0 }, NULL };
	const struct one *before;
	struct arena *own;

	if (!r->keep)
		return jinja_render(r->j, d, name, context);
	own = arena_new();
	x.context = buf_new(own);
	json_print_line(&x.context, context);
	x.hash = num_hash(x.context.text, x.context.len);
	before = rendered_before(r, &x);
	x.text = before != NULL ? before->text :
	                          jinja_render(r->j, d, name, context);
	if (before == NULL && x.text != NULL) {
		x.context.text = str_dup(r->a, x.context.text, x.context.len);
		PUSH(r->a, r->one, r->n, r->cap, x);
	}
	arena_free(own);
	return x.text;
}

static bool
render_one(struct renderer *r, struct diags *d, const struct platform *p,
    const char *folder, const char *name, const struct value *context,
    struct fileset *set)
{
	const char *text =
	    text_of(r, d, str_fmt(r->a, "%s/main.j2", p->templates), context);

	if (text == NULL)
		return false;
	fileset_add(set, str_fmt(r->a, "%s/%s.%s", folder, name, p->extension),
	    text, strlen(text));
	return true;
}

/* the first error of a template would come again for every other device */
static bool
render_all(struct renderer *r, struct diags *d, const struct design *g,
    struct fileset *set)
{
	struct arena *own = arena_new(); /* contexts, one after the other */
	const struct arena_mark mark = arena_save(own);
	size_t errors = d->errors;
	bool ok = true;

	for (size_t i = 0; ok && i < g->nsw; i++) {
		ok = render_one(r, d, g->sw[i].model->platform, "configs",
		         g->sw[i].name, context_switch(own, d, g, i), set) &&
		    d->errors == errors;
		arena_restore(own, mark);
	}
	for (size_t i = 0; ok && i < g->nhost; i++) {
		const struct platform *p =
		    design_host_platform(g->model, g->host[i].host);

		if (p != NULL)
			ok = render_one(r, d, p, "hosts", g->host[i].host->name,
			         context_host(own, d, g, i), set) &&
			    d->errors == errors;
		arena_restore(own, mark);
	}
	arena_free(own);
	return ok;
}

/* what all files could be made for goes to the bundle's */
static void
add_all(struct arena *a, const struct design *g, const struct fileset *set,
    struct fileset *out)
{
	const char *text = render_core_request(a, g);

	for (size_t i = 0; i < set->n; i++)
		fileset_add(out, set->file[i].path, set->file[i].data,
		    set->file[i].len);
	if (text != NULL)
		fileset_add(out, "core-request.md", text, strlen(text));
}

bool
render_configs(struct renderer *r, struct diags *d, const struct design *g,
    struct fileset *out)
{
	struct fileset *set = fileset_new(r->a);

	if (!render_check(d, g))
		return false;
	if (r->j == NULL)
		r->j = jinja_open(r->a, d, r->dir, r->ndir);
	if (r->j == NULL || !render_all(r, d, g, set))
		return false;
	add_all(r->a, g, set, out);
	return true;
}
