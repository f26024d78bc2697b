/* Requirements, and the existing infrastructure: declared in model/print.h. */
#include "model/print.h"

#include <string.h>

#define NO_INDEX ((size_t)-1)

static void
wanted_time(struct print_flow *f, const char *key, int64_t us)
{
	if (us > 0)
		print_key_unit(f, key, us, UNIT_TIME);
}

void
print_limits(struct arena *a, struct buf *out, const struct model *m)
{
	const struct limits *l = &m->want;
	struct print_flow f;
	const char *share;

	buf_putc(out, '\n');
	f = print_flow_open(a, out, "requirements: ");
	wanted_time(&f, "drain", l->drain_us);
	wanted_time(&f, "rolling", l->rolling_us);
	wanted_time(&f, "backup", l->backup_us);
	if (l->oversubscription_ppm > 0) {
		/* the number is written like a hundredth of itself in % */
		share = num_text(a, l->oversubscription_ppm / 100, UNIT_SHARE);
		print_key_start(&f, "oversubscription");
		buf_add(out, share, strcspn(share, " "));
	}
	if (l->utilisation_ppm > 0)
		print_key_unit(&f, "utilisation", l->utilisation_ppm,
		    UNIT_SHARE);
	print_key_unit(&f, "growth", l->growth_ppm, UNIT_SHARE);
	if (l->expansion_ppm > 0)
		print_key_unit(&f, "expansion", l->expansion_ppm, UNIT_SHARE);
	if (l->budget_cents > 0)
		print_key_money(&f, "budget", l->budget_cents);
	print_key_text(&f, "topology", model_topology_word[l->topology]);
	if (l->certain)
		print_key_text(&f, "certainty", "worst");
	if (l->survive_none)
		print_key_text(&f, "survive", "none");
	print_key_text(&f, "failure_domain",
	    l->failure_domain_rack ? "rack" : "site");
	print_flow_close(&f);
}

static void
print_prefer(struct arena *a, struct buf *out, const struct policy *p,
    struct print_flow *f)
{
	bool any = p->spine_above != NULL;
	struct print_flow inner;

	for (size_t i = 0; i < PREFERS; i++)
		any |= p->prefer[i].ppm > 0 || p->prefer[i].cents > 0;
	if (!any)
		return;
	print_key_start(f, "prefer");
	inner = print_flow_open(a, out, "");
	for (size_t i = 0; i < PREFERS; i++)
		if (p->prefer[i].ppm > 0)
			print_key_unit(&inner, model_prefer_word[i],
			    p->prefer[i].ppm, UNIT_SHARE);
		else if (p->prefer[i].cents > 0)
			print_key_money(&inner, model_prefer_word[i],
			    p->prefer[i].cents);
	if (p->spine_above != NULL)
		print_key_text(&inner, "spine_above", p->spine_above->id);
	buf_putc(out, '}');
}

void
print_policy(struct arena *a, struct buf *out, const struct model *m)
{
	const struct policy *p = &m->policy;
	const char *extra[ACCESSORY_SUPPORT];
	struct print_flow f, inner;
	size_t i, n;

	f = print_flow_open(a, out, "policy: ");
	print_key_names(&f, "vendors", p->vendors.name, p->vendors.n);
	if (p->models_standalone.n + p->models_leaf.n + p->models_spine.n > 0) {
		print_key_start(&f, "models");
		inner = print_flow_open(a, out, "");
		print_key_names(&inner, "standalone", p->models_standalone.name,
		    p->models_standalone.n);
		print_key_names(&inner, "leaf", p->models_leaf.name,
		    p->models_leaf.n);
		print_key_names(&inner, "spine", p->models_spine.name,
		    p->models_spine.n);
		buf_putc(out, '}');
	}
	if (p->uniform_uplinks)
		print_key_text(&f, "uplinks", "uniform");
	print_key_text(&f, "optics", p->oem_optics ? "oem" : "compatible");
	print_key_text(&f, "buy", p->reseller ? "reseller" : "direct");
	if (p->prices != PRICE_EXPECTED)
		print_key_text(&f, "prices", model_price_end_word[p->prices]);
	if (p->twinax_mm > 0)
		print_key_unit(&f, "twinax", p->twinax_mm, UNIT_LENGTH);
	if (p->reseller_given)
		print_key_unit(&f, "reseller", p->reseller_ppm, UNIT_SHARE);
	if (p->ndiscount > 0) {
		print_key_start(&f, "discount");
		inner = print_flow_open(a, out, "");
		for (i = 0; i < p->ndiscount; i++)
			print_key_unit(&inner, p->discount[i].vendor,
			    p->discount[i].ppm, UNIT_SHARE);
		buf_putc(out, '}');
	}
	print_key_start(&f, "spares");
	inner = print_flow_open(a, out, "");
	print_key_unit(&inner, "optics", p->spare_optics_ppm, UNIT_SHARE);
	print_key_unit(&inner, "cables", p->spare_cables_ppm, UNIT_SHARE);
	buf_putc(out, '}');
	print_prefer(a, out, p, &f);
	if (p->protect.given) {
		print_key_start(&f, "protect");
		inner = print_flow_open(a, out, "");
		print_key_unit(&inner, "storm_control", p->protect.storm_ppm,
		    UNIT_SHARE);
		print_key_bool(&inner, "root_guard", p->protect.root_guard);
		print_key_unit(&inner, "heartbeat", p->protect.heartbeat_ppm,
		    UNIT_SHARE);
		print_key_bool(&inner, "ecn", p->protect.ecn);
		buf_putc(out, '}');
	}
	print_key_int(&f, "years", p->years);
	if (p->energy_micro > 0)
		print_key_text(&f, "energy",
		    str_fmt(a, "%.10g", (double)p->energy_micro / 1e6));
	if (p->used)
		print_key_bool(&f, "used", true);
	if (p->price_age_months > 0)
		print_key_text(&f, "price_age",
		    str_fmt(a, "%lld months", (long long)p->price_age_months));
	if (p->airflow != AIRFLOW_ANY)
		print_key_text(&f, "airflow", catalog_airflow_word[p->airflow]);
	if (p->support_years > 0)
		print_key_text(&f, "support",
		    str_fmt(a, "%lld years", (long long)p->support_years));
	for (i = 0, n = 0; i < ACCESSORY_SUPPORT; i++)
		if ((p->extras >> i & 1) != 0)
			extra[n++] = catalog_accessory_word[i];
	print_key_names(&f, "extras", extra, n);
	if (node_get(p->node, "work") != NULL) {
		print_key_start(&f, "work");
		print_node(out, node_get(p->node, "work"));
	}
	if (node_get(p->node, "exchange") != NULL) {
		print_key_start(&f, "exchange");
		print_node(out, node_get(p->node, "exchange"));
	}
	print_flow_close(&f);
}

static void
print_backup(struct arena *a, struct buf *out, const struct model *m)
{
	static const char *const redirected[] = { "never", "snapshot",
		"always" };
	const struct backup *b = &m->backup;
	struct print_flow f;

	if (!b->given)
		return;
	f = print_flow_open(a, out, "backup: ");
	print_key_text(&f, "method", b->off_host ? "off-host" : "in-host");
	print_key_text(&f, "snapshot", b->per_lun ? "lun" : "vm");
	print_key_unit(&f, "data", b->data_bytes, UNIT_BYTES);
	print_key_unit(&f, "change", b->change_ppm, UNIT_SHARE);
	if (b->target != NO_INDEX)
		print_key_text(&f, "target", m->host[b->target].name);
	print_key_int(&f, "streams", b->streams);
	if (b->network != NO_INDEX)
		print_key_text(&f, "network", m->network[b->network].name);
	print_key_int(&f, "volumes", b->volumes);
	print_key_int(&f, "snapshots", b->snapshots);
	print_key_unit(&f, "snapshot_time", b->snapshot_us, UNIT_TIME);
	if (b->source_bps > 0)
		print_key_unit(&f, "source", b->source_bps, UNIT_RATE);
	if (b->repository_bps > 0)
		print_key_unit(&f, "repository", b->repository_bps, UNIT_RATE);
	if (b->cores > 0)
		print_key_int(&f, "cores", b->cores);
	if (b->io_bps > 0)
		print_key_unit(&f, "io", b->io_bps, UNIT_RATE);
	if (b->redirected >= 0)
		print_key_text(&f, "redirected", redirected[b->redirected]);
	print_flow_close(&f);
}

static void
print_core(struct arena *a, struct buf *out, const struct model *m)
{
	const struct core *c = &m->core;
	struct print_flow f;

	if (!c->given)
		return;
	f = print_flow_open(a, out, "core: ");
	print_key_names(&f, "switches", c->switches.name, c->switches.n);
	print_key_unit(&f, "speed", c->speed_bps, UNIT_SPEED);
	print_key_int(&f, "links", c->links);
	print_key_text(&f, "media", catalog_media_word[c->media]);
	print_key_bool(&f, "mclag", c->mclag);
	print_key_text(&f, "stp", c->stp_joined ? "joined" : "separate");
	print_key_int(&f, "stp_priority", c->stp_priority);
	print_flow_close(&f);
}

static void
print_proposal(struct arena *a, struct buf *out, const struct proposal *p)
{
	struct print_flow f;

	if (p->title == NULL && p->author == NULL && p->date == NULL &&
	    p->version == NULL && p->decision_by == NULL && p->asked_of == NULL)
		return;
	f = print_flow_open(a, out, "proposal: ");
	print_key_text(&f, "title", p->title);
	print_key_text(&f, "author", p->author);
	print_key_text(&f, "date", p->date);
	print_key_text(&f, "version", p->version);
	print_key_text(&f, "decision_by", p->decision_by);
	print_key_text(&f, "asked_of", p->asked_of);
	print_flow_close(&f);
}

static void
print_place(struct print_flow *f, const struct model *m, size_t rack,
    size_t unit)
{
	if (rack != (size_t)-1)
		print_key_text(f, "rack", m->rack[rack].name);
	if (unit > 0)
		print_key_int(f, "unit", (int64_t)unit);
}

static void
print_existing(struct arena *a, struct buf *out, const struct model *m)
{
	struct print_flow f;

	if (m->nexisting > 0)
		buf_puts(out, "existing:\n");
	for (size_t i = 0; i < m->nexisting; i++) {
		const struct existing *x = &m->existing[i];

		f = print_flow_open(a, out, "  - ");
		print_key_text(&f, "name", x->name);
		if (x->model != NULL)
			print_key_text(&f, "model", x->model->id);
		print_place(&f, m, x->rack, x->unit);
		if (x->role != EXISTING_ANY)
			print_key_text(&f, "role",
			    model_existing_role_word[x->role]);
		print_flow_close(&f);
	}
	if (m->nfibre > 0)
		buf_puts(out, "fibre:\n");
	for (size_t i = 0; i < m->nfibre; i++) {
		const struct fibre *x = &m->fibre[i];

		f = print_flow_open(a, out, "  - ");
		print_key_text(&f, "name", x->name);
		print_key_text(&f, "from", m->rack[x->rack[0]].name);
		print_key_text(&f, "to", m->rack[x->rack[1]].name);
		print_key_text(&f, "cord", x->cord->id);
		print_key_int(&f, "links", x->links);
		if (x->length_mm > 0)
			print_key_unit(&f, "length", x->length_mm, UNIT_LENGTH);
		print_flow_close(&f);
	}
	if (!m->oob.given)
		return;
	f = print_flow_open(a, out, "oob: ");
	if (m->oob.buy)
		print_key_bool(&f, "buy", true);
	if (m->oob.sw != (size_t)-1)
		print_key_text(&f, "switch", m->existing[m->oob.sw].name);
	else
		print_place(&f, m, m->oob.rack, m->oob.unit);
	print_flow_close(&f);
}

void
print_rest(struct arena *a, struct buf *out, const struct model *m)
{
	const struct services *s = &m->services;
	struct print_flow f;

	buf_putc(out, '\n');
	print_backup(a, out, m);
	print_existing(a, out, m);
	print_core(a, out, m);
	if (m->today.given) {
		f = print_flow_open(a, out, "today: ");
		print_key_unit(&f, "speed", m->today.speed_bps, UNIT_SPEED);
		print_key_int(&f, "ports", m->today.ports);
		print_flow_close(&f);
	}
	f = print_flow_open(a, out, "maintenance: ");
	print_key_unit(&f, "service", m->maintenance.service_us, UNIT_TIME);
	print_key_text(&f, "failback",
	    m->maintenance.failback_immediate ? "immediate" : "none");
	if (m->maintenance.per_year > 0)
		print_key_int(&f, "per_year", m->maintenance.per_year);
	print_flow_close(&f);
	f = print_flow_open(a, out, "services: ");
	print_key_names(&f, "ntp", s->ntp.name, s->ntp.n);
	print_key_names(&f, "syslog", s->syslog.name, s->syslog.n);
	print_key_names(&f, "snmp_traps", s->snmp_traps.name, s->snmp_traps.n);
	print_key_names(&f, "manage_from", s->manage_from.name,
	    s->manage_from.n);
	print_key_text(&f, "domain", s->domain);
	print_key_text(&f, "timezone", s->timezone);
	print_key_text(&f, "admin", s->admin);
	print_flow_close(&f);
	if (m->plan != NULL) {
		buf_puts(out, "plan: ");
		print_node(out, m->plan);
		buf_putc(out, '\n');
	}
	print_proposal(a, out, &m->proposal);
}
