#include "render/context.h"

#include <string.h>

#include "base/ip.h"
#include "render/context_make.h"
#include "render/device_text.h"

void
context_put_text(struct arena *a, struct value *map, const char *key,
    const char *s)
{
	value_set(a, map, key, value_text(a, s));
}

void
context_put_int(struct arena *a, struct value *map, const char *key, int64_t i)
{
	value_set(a, map, key, value_int(a, i));
}

void
context_put_bool(struct arena *a, struct value *map, const char *key, bool b)
{
	value_set(a, map, key, value_bool(a, b));
}

struct value *
context_qos(struct arena *a, const struct design *g, const struct platform *p,
    bool used)
{
	struct value *v = value_map(a), *list = value_list(a), *x;
	int64_t classes = platform_word_int(p, "traffic_classes", 8);
	/* where priorities share a queue it is theirs */
	int64_t from = platform_word_int(p, "heartbeat_from", 7);
	int n = 0, other[8];
	bool heartbeat;

	for (int i = 0; i < 8; i++) {
		bool lossless = g->qos.used && i == g->qos.priority;

		x = value_map(a);
		context_put_int(a, x, "priority", i);
		context_put_bool(a, x, "lossless", lossless);
		/* where there are fewer classes the last takes the rest */
		context_put_int(a, x, "class", i < classes ? i : classes - 1);
		heartbeat = g->qos.heartbeat_percent > 0 && i >= from && i < 8;
		context_put_bool(a, x, "heartbeat", heartbeat);
		value_push(a, list, x);
		if (!lossless && !heartbeat)
			other[n++] = i;
	}
	context_put_bool(a, v, "heartbeat", g->qos.heartbeat_percent > 0);
	context_put_int(a, v, "heartbeat_percent", g->qos.heartbeat_percent);
	context_put_bool(a, v, "used", used);
	context_put_int(a, v, "priority", g->qos.priority);
	context_put_int(a, v, "lossless_percent", g->qos.lossless_percent);
	context_put_int(a, v, "default_percent", g->qos.default_percent);
	context_put_int(a, v, "control_percent",
	    platform_word_int(p, "control_percent", 0));
	context_put_int(a, v, "rest_percent",
	    g->qos.default_percent -
	        platform_word_int(p, "control_percent", 0));
	context_put_text(a, v, "default_priorities",
	    str_ranges(a, other, (size_t)n));
	value_set(a, v, "priorities", list);
	return v;
}

static bool
any_lossless(const struct context_ctx *m)
{
	for (size_t i = 0; i < m->s->nport; i++)
		if (m->s->port[i].lossless)
			return true;
	for (size_t i = 0; i < m->g->nlag; i++)
		if (m->g->lag[i].sw == m->sw && m->g->lag[i].lossless)
			return true;
	return false;
}

static struct value *
oob_value(const struct context_ctx *m)
{
	struct value *v = value_map(m->a);
	const struct dswitch *s = m->s;
	bool used = s->oob_address != 0 && s->model->oob_port != NULL;
	uint32_t mask = ip_mask(s->oob_prefix);

	context_put_bool(m->a, v, "used", used);
	context_put_bool(m->a, v, "has_address", s->oob_address != 0);
	context_put_text(m->a, v, "interface",
	    used ? device_text_plain(m->a, s->model->oob_port, 64) : "");
	context_put_text(m->a, v, "address", ip_text(m->a, s->oob_address));
	context_put_int(m->a, v, "prefix", s->oob_prefix);
	context_put_text(m->a, v, "mask", ip_text(m->a, mask));
	context_put_bool(m->a, v, "has_gateway",
	    s->oob_address != 0 && s->oob_gateway != 0);
	context_put_text(m->a, v, "gateway", ip_text(m->a, s->oob_gateway));
	return v;
}

static struct value *
words_value(struct arena *a, const struct name_list *n)
{
	struct value *list = value_list(a);

	for (size_t i = 0; i < n->n; i++)
		value_push(a, list,
		    value_text(a, device_text_word(a, n->name[i])));
	return list;
}

static struct value *
services_value(const struct context_ctx *m)
{
	const struct services *s = &m->g->model->services;
	struct value *v = value_map(m->a);

	context_put_text(m->a, v, "admin",
	    device_text_word(m->a, s->admin != NULL ? s->admin : "admin"));
	context_put_text(m->a, v, "domain",
	    s->domain != NULL ? device_text_word(m->a, s->domain) : "");
	context_put_text(m->a, v, "timezone",
	    s->timezone != NULL && platform_cannot(m->p, CAN_TIMEZONE) == NULL ?
	        device_text_plain(m->a, s->timezone, 64) :
	        "");
	value_set(m->a, v, "ntp", words_value(m->a, &s->ntp));
	value_set(m->a, v, "syslog", words_value(m->a, &s->syslog));
	value_set(m->a, v, "snmp_traps", words_value(m->a, &s->snmp_traps));
	return v;
}

/* the subnets that SSH and SNMP are open to */
static struct value *
access_value(const struct context_ctx *m)
{
	const struct name_list *from = &m->g->model->services.manage_from;
	struct value *v = value_map(m->a), *list = value_list(m->a), *x;
	uint32_t base;
	int prefix;

	for (size_t i = 0; i < from->n && m->s->protect.manage_from; i++) {
		if (!ip_subnet_parse(from->name[i], &base, &prefix))
			continue;
		x = value_map(m->a);
		context_put_text(m->a, x, "cidr",
		    ip_net_text(m->a, base, prefix));
		context_put_int(m->a, x, "number", (int64_t)i + 1);
		value_push(m->a, list, x);
	}
	context_put_bool(m->a, v, "used", m->s->protect.manage_from);
	value_set(m->a, v, "from", list);
	return v;
}

static struct value *
secret_value(struct arena *a)
{
	static const char *const name[][2] = { { "admin_password",
		                                   "<<ADMIN_PASSWORD>>" },
		{ "enable_password", "<<ENABLE_PASSWORD>>" },
		{ "snmp_auth", "<<SNMP_AUTH>>" },
		{ "snmp_priv", "<<SNMP_PRIV>>" } };
	struct value *v = value_map(a);

	for (size_t i = 0; i < 4; i++)
		context_put_text(a, v, name[i][0], name[i][1]);
	return v;
}

/* the same as a host's, and what the model's queues make of it */
static struct value *
qos_value(const struct context_ctx *m)
{
	int64_t queues = m->s->model->queues ? m->s->model->queues : 8;
	struct value *v =
	    context_qos(m->a, m->g, m->p, m->g->qos.used && any_lossless(m));
	struct value *named = value_list(m->a);
	const struct value *list = value_get(v, "priorities");

	/* the first queue is the default one */
	for (int64_t i = 1; i < queues; i++)
		value_push(m->a, named, list->item[i]);
	context_put_bool(m->a, v, "four_queues", queues == 4);
	context_put_bool(m->a, v, "pool", m->s->model->lossless_pools > 0);
	context_put_bool(m->a, v, "ecn", m->s->protect.ecn);
	context_put_int(m->a, v, "ecn_min_kb",
	    platform_word_int(m->p, "ecn_min_kb", 150));
	context_put_int(m->a, v, "ecn_max_kb",
	    platform_word_int(m->p, "ecn_max_kb", 1500));
	context_put_text(m->a, v, "ecn_unit",
	    m->s->model->ecn_unit == ECN_UNIT_UNKNOWN ?
	        "" :
	        catalog_ecn_unit_word[m->s->model->ecn_unit]);
	context_put_int(m->a, v, "ecn_at",
	    m->s->model->ecn_unit == ECN_UNIT_PERCENT ?
	        platform_word_int(m->p, "ecn_queue_percent", 20) :
	        platform_word_int(m->p, "ecn_min_kb", 150));
	context_put_int(m->a, v, "ecn_percent",
	    platform_word_int(m->p, "ecn_percent", 100));
	value_set(m->a, v, "queues", named);
	return v;
}

static struct value *
switch_value(const struct context_ctx *m)
{
	int64_t step = platform_word_int(m->p, "stp_priority_step", 1);
	struct value *v = value_map(m->a);
	int64_t lags = 0;

	context_put_text(m->a, v, "name", device_text_word(m->a, m->s->name));
	context_put_text(m->a, v, "role", design_switch_role_word[m->s->role]);
	context_put_text(m->a, v, "model",
	    device_text_plain(m->a, m->s->model->name, 64));
	context_put_text(m->a, v, "site",
	    device_text_word(m->a, m->g->model->site));
	context_put_text(m->a, v, "rack",
	    device_text_word(m->a, m->g->model->rack[m->s->rack].name));
	context_put_int(m->a, v, "mtu", design_switch_mtu(m->p));
	context_put_bool(m->a, v, "stp",
	    platform_cannot(m->p, CAN_RSTP) == NULL);
	context_put_int(m->a, v, "stp_priority",
	    m->s->stp_priority / (step > 0 ? step : 1));
	for (size_t i = 0; i < m->g->nlag; i++)
		if (m->g->lag[i].sw == m->sw && m->g->lag[i].number >= lags)
			lags = m->g->lag[i].number + 1;
	context_put_int(m->a, v, "lag_numbers", lags);
	return v;
}

/* what a host name has there beside letters and digits, or NULL: all is well */
static const char *
stranger(const struct platform *p, const char *name)
{
	const char *only = platform_word(p, "hostname_only", "-._");

	for (; *name != '\0'; name++)
		if (!((*name >= 'a' && *name <= 'z') ||
		        (*name >= 'A' && *name <= 'Z') ||
		        (*name >= '0' && *name <= '9')) &&
		    strchr(only, *name) == NULL)
			return name;
	return NULL;
}

const struct value *
context_switch(struct arena *a, struct diags *d, const struct design *g,
    size_t sw)
{
	const struct dswitch *s = &g->sw[sw];
	const struct platform *p = s->model->platform;
	const struct context_ctx m = { a, g, s, sw, p,
		platform_word(p, "range", "{prefix}{first}-{last}"),
		(size_t)platform_word_int(p, "description_max", 64) };
	int64_t max = platform_word_int(p, "hostname_max", 63);
	struct value *v = value_map(a);

	if (strlen(s->name) > (size_t)max)
		diag_error(d, g->model->rack[s->rack].at, "name-too-long",
		    "%s accepts host names of at most %lld characters, '%s' "
		    "has %zu",
		    p->name, (long long)max, s->name, strlen(s->name));
	if (stranger(p, s->name) != NULL) {
		diag_error(d, g->model->rack[s->rack].at, "name-refused",
		    "%s accepts no '%.1s' in a host name, '%s' has one",
		    p->name, stranger(p, s->name), s->name);
		diag_hint(d, "the rack's name is part of it");
	}
	value_set(a, v, "switch", switch_value(&m));
	value_set(a, v, "oob", oob_value(&m));
	value_set(a, v, "services", services_value(&m));
	value_set(a, v, "access", access_value(&m));
	value_set(a, v, "secret", secret_value(a));
	value_set(a, v, "mclag", context_mclag_value(&m));
	value_set(a, v, "splits", context_splits_value(&m));
	value_set(a, v, "speeds", context_speeds_value(&m));
	value_set(a, v, "groups", context_groups_value(&m));
	value_set(a, v, "own_groups", context_own_groups_value(&m));
	value_set(a, v, "ports", context_ports_value(&m));
	value_set(a, v, "lags", context_lags_value(&m));
	value_set(a, v, "vlans", context_vlans_value(&m));
	value_set(a, v, "memberships", context_memberships_value(&m));
	value_set(a, v, "qos", qos_value(&m));
	value_set(a, v, "ufd", context_ufd_value(&m));
	return v;
}

const struct value *
context_device(struct arena *a, struct diags *d, const struct design *g,
    const char *name)
{
	size_t sw = design_switch_named(g, name), i;

	if (sw != NONE)
		return context_switch(a, d, g, sw);
	for (i = 0; i < g->nhost; i++)
		if (strcmp(g->host[i].host->name, name) == 0)
			return context_host(a, d, g, i);
	return NULL;
}
