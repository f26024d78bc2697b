/*
 * SONiC's config_db.json: tables of keys, every value a string.  Read by the
 * document reader, JSON being a subset of what it takes, so that each key has
 * its place.
 */
#include "readback/reader.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/ip.h"
#include "base/str.h"
#include "input/json.h"
#include "readback/qos.h"

/* "PortChannel0010", "Ethernet0", "Vlan7" to normal names */
static const char *
normal(struct view *v, const char *name)
{
	if (line_word_starts(name, "PortChannel"))
		return str_fmt(v->a, "po%ld", strtol(name + 11, NULL, 10));
	return ports_normal(v->a, name);
}

static const char *
text(const struct node *n)
{
	return n && n->kind == NODE_SCALAR && n->text ? n->text : "";
}

/* what is asked for is read: the rest of the document is passed over */
static const char *
field(struct view *v, const struct node *map, const char *key)
{
	const struct node *n = node_get(map, key);

	if (n)
		view_mark(v, n->at.line, n->at.line, LINE_READ);
	return text(n);
}

static long
num(const char *s)
{
	char *end;
	long n;

	if (!isdigit((unsigned char)*s) || strlen(s) > 9)
		return -1;
	n = strtol(s, &end, 10);
	return *end ? -1 : n;
}

static int
place(const struct node *key)
{
	return key->at.line;
}

/* A|B: both halves; false if there is no bar */
static bool
halves(struct view *v, const struct node *key, const char **x, const char **y)
{
	const char *bar = strchr(key->text, '|');

	if (!bar) {
		view_notice(v, "bad-value", place(key),
		    "a key of two names, A|B, was expected: %.60s", key->text);
		return false;
	}
	*x = str_dup(v->a, key->text, (size_t)(bar - key->text));
	*y = bar + 1;
	return true;
}

static void
port(struct view *v, const struct node *key, const struct node *val)
{
	struct port *p = view_stanza_port(v, normal(v, key->text), place(key));
	long n = num(field(v, val, "mtu"));

	p->up = str_eq(field(v, val, "admin_status"), "up");
	if (!p->up)
		p->down_line = place(key);
	else
		p->up_line = place(key);
	if (*field(v, val, "mtu")) {
		p->mtu_line = place(key);
		p->mtu = n;
		if (n < 576 || n > 9216) {
			view_notice(v, "bad-value", place(key),
			    "mtu is not between 576 and 9216: %.20s",
			    field(v, val, "mtu"));
			p->mtu = 0;
		}
	}
	/* what its members are then */
	if (str_eq(field(v, val, "static"), "true"))
		p->lacp = LACP_STATIC;
	if (*field(v, val, "description")) {
		p->desc = field(v, val, "description");
		p->desc_line = node_get(val, "description")->at.line;
	}
	n = num(field(v, val, "speed"));
	if (n >= 10 && n <= 1600000)
		p->speed_mbps = n;
	else if (*field(v, val, "speed"))
		view_notice(v, "bad-value", place(key),
		    "speed is not between 10 and 1600000: %.20s",
		    field(v, val, "speed"));
	n = num(field(v, val, "min_links"));
	if (n > 0)
		p->min_links = (int)n;
	if (n > 0)
		p->min_links_line = node_get(val, "min_links")->at.line;
}

static void
vlan(struct view *v, const struct node *key, const struct node *val)
{
	long id = line_word_starts(key->text, "Vlan") ? num(key->text + 4) : -1;

	if (id < 2 || id > VLAN_MAX) {
		view_notice(v, "bad-value", place(key),
		    "not a VLAN name, Vlan2 to Vlan4094: %.40s", key->text);
		return;
	}
	view_vlan(v, (int)id, place(key))->name = field(v, val, "description");
	if (*field(v, val, "vlanid") && num(field(v, val, "vlanid")) != id)
		view_notice(v, "bad-value", place(key), "%s says vlanid %.20s",
		    key->text, field(v, val, "vlanid"));
}

static void
vlan_member(struct view *v, const struct node *key, const struct node *val)
{
	const char *x, *y, *mode = field(v, val, "tagging_mode");
	struct port *p;
	long id;

	if (!halves(v, key, &x, &y))
		return;
	id = line_word_starts(x, "Vlan") ? num(x + 4) : -1;
	if (id < 1 || id > VLAN_MAX) {
		view_notice(v, "bad-value", place(key), "not a VLAN: %.40s",
		    key->text);
		return;
	}
	p = view_refer(v, normal(v, y), place(key));
	p->switched = true;
	p->switched_line = p->switched_line ? p->switched_line : place(key);
	if (str_eq(mode, "tagged")) {
		vlan_set_add(&p->tagged, (int)id);
		p->list_line = place(key);
	} else if (p->untagged) {
		p->untagged_twice_line = place(key);
	} else {
		p->untagged = (int)id;
		p->untagged_line = place(key);
	}
	p->mode = vlan_set_empty(&p->tagged) ? MODE_ACCESS : MODE_HYBRID;
	if (!str_eq(mode, "tagged") && !str_eq(mode, "untagged"))
		view_notice(v, "bad-value", place(key),
		    "tagging_mode is tagged or untagged: %.20s", mode);
}

static void
lag_member(struct view *v, const struct node *key, const struct node *val)
{
	const char *x, *y;
	struct port *p;
	long id;

	(void)val;
	if (!halves(v, key, &x, &y))
		return;
	id = line_word_starts(x, "PortChannel") ? num(x + 11) : -1;
	if (id < 0 || id > 9999) {
		view_notice(v, "bad-value", place(key),
		    "not a LAG name, PortChannel0 to PortChannel9999: %.40s",
		    key->text);
		return;
	}
	p = view_refer(v, normal(v, y), place(key));
	if (p->lag && p->lag != id)
		p->lag_twice_line = place(key);
	p->lag = (int)id;
	p->lag_line = place(key);
	p->lacp = view_refer(v, normal(v, x), place(key))->lacp == LACP_STATIC ?
	    LACP_STATIC :
	    LACP_ACTIVE;
}

static void
mgmt(struct view *v, const struct node *key, const struct node *val)
{
	const char *x, *y;
	struct port *p;

	p = view_port(v, "ma0");
	/* a row for each address, and one without any for the port itself */
	if (!p->line)
		p->line = place(key);
	p->kind = PORT_MGMT;
	p->up = true;
	if (!strchr(key->text, '|') || !halves(v, key, &x, &y) ||
	    strchr(y, ':'))
		return;
	if (!view_port_address(p, y, "", place(key)))
		view_notice(v, "bad-value", place(key),
		    "not an address: "
		    "%.40s",
		    y);
	if (*field(v, val, "gwaddr")) {
		v->has_gateway = ip_parse(field(v, val, "gwaddr"), &v->gateway);
		v->gateway_line = place(key);
	}
}

static void
interface(struct view *v, const struct node *key, const struct node *val)
{
	const char *x, *y;
	struct port *p;

	(void)val;
	if (!strchr(key->text, '|') || !halves(v, key, &x, &y))
		return;
	p = view_refer(v, normal(v, x), place(key));
	if (p->kind == PORT_VLAN || p->kind == PORT_OTHER)
		p->line = p->line ? p->line : place(key);
	view_port_address(p, y, "", place(key));
}

/* what runs at all: an image may have a service and not start it */
static void
feature(struct view *v, const struct node *key, const struct node *val)
{
	const char *state = field(v, val, "state");

	if (str_eq(state, "enabled") || str_eq(state, "always_enabled"))
		view_def(v, "feature", key->text, place(key));
}

static void
domain(struct view *v, const struct node *key, const struct node *val)
{
	struct domain *o = &v->domain;

	if (o->line) {
		view_notice(v, "bad-value", place(key),
		    "a second MCLAG domain: only one is possible");
		return;
	}
	o->line = o->id_line = place(key);
	o->id = key->text;
	view_ref(v, "feature", "iccpd", place(key));
	o->has_backup = ip_parse(field(v, val, "peer_ip"), &o->backup);
	o->has_source = ip_parse(field(v, val, "source_ip"), &o->source);
	o->backup_line = place(key);
	if (!o->has_backup || !o->has_source)
		view_notice(v, "bad-value", place(key),
		    "source_ip and peer_ip must be addresses");
	if (*field(v, val, "peer_link")) {
		o->peer_link = normal(v, field(v, val, "peer_link"));
		o->peer_link_line = place(key);
		view_refer(v, o->peer_link, place(key));
	}
	o->keepalive = num(field(v, val, "keepalive_interval"));
	o->timeout = num(field(v, val, "session_timeout"));
}

static void
mclag_member(struct view *v, const struct node *key, const struct node *val)
{
	const char *x, *y;
	struct port *p;

	(void)val;
	if (!halves(v, key, &x, &y))
		return;
	p = view_refer(v, normal(v, y), place(key));
	/* peers know an MCLAG by the LAG's own number */
	p->mclag = (int)strtol(p->name + 2, NULL, 10);
	p->mclag_line = place(key);
	if (v->domain.id && !str_eq(v->domain.id, x))
		view_notice(v, "bad-value", place(key),
		    "%.40s names another domain than %s", key->text,
		    v->domain.id);
}

/* of a table of maps: numbers to numbers, by name */
static void
steps(struct view *v, const struct node *root, const char *table)
{
	const struct node *m = node_get(root, table);

	for (size_t i = 0; m && m->kind == NODE_MAP && i < m->n; i++) {
		const struct node *one = m->item[i];
		struct qos_map *q =
		    qos_map(v, table, m->key[i]->text, place(m->key[i]));

		for (size_t k = 0; one->kind == NODE_MAP && k < one->n; k++) {
			long from = num(one->key[k]->text);
			long to = num(text(one->item[k]));

			if (from >= 0 && from < QOS_MAX && to >= 0 &&
			    to < QOS_MAX)
				q->to[from] = (int)to;
			else
				view_notice(v, "bad-value", place(one->key[k]),
				    "%s: \"%.20s\": \"%.20s\" is not between "
				    "0 and %d",
				    table, one->key[k]->text,
				    text(one->item[k]), QOS_MAX - 1);
		}
	}
}

/* its maps are the port's own; the name may stand in [TABLE|NAME] */
static const struct qos_map *
map_of(struct view *v, const struct node *val, const char *key,
    const char *table)
{
	const char *name = field(v, val, key), *bar = strchr(name, '|');

	if (*name == '[' && bar && name[strlen(name) - 1] == ']')
		name = str_dup(v->a, bar + 1, strlen(bar) - 2);
	if (*name && !qos_find(v, table, name))
		view_ref(v, table, name, node_get(val, key)->at.line);
	return *name ? qos_find(v, table, name) : NULL;
}

/* the way of each priority through the port, and whether it is paused there */
static void
way(struct view *v, struct port *p, const struct node *val)
{
	const struct qos_map *class =
	    map_of(v, val, "dot1p_to_tc_map", "DOT1P_TO_TC_MAP");
	const struct qos_map *queue =
	    map_of(v, val, "tc_to_queue_map", "TC_TO_QUEUE_MAP");
	const struct qos_map *group =
	    map_of(v, val, "tc_to_pg_map", "TC_TO_PRIORITY_GROUP_MAP");
	const struct qos_map *pause =
	    map_of(v, val, "pfc_to_queue_map", "MAP_PFC_PRIORITY_TO_QUEUE");
	const struct qos_map *to_group = map_of(v, val, "pfc_to_pg_map",
	    "PFC_PRIORITY_TO_PRIORITY_GROUP_MAP");

	for (int i = 0; i < 8; i++) {
		int c = qos_of(class, i), q = qos_of(queue, c);
		int g = qos_of(to_group, i) >= 0 ? qos_of(to_group, i) : i;

		qos_queue(p, i, q);
		if (!(p->pfc >> i & 1) || q < 0)
			continue;
		p->slip_line = p->pfc_line;
		if (pause && qos_of(pause, i) >= 0 && qos_of(pause, i) != q)
			p->slip = str_fmt(v->a,
			    "priority %d is in queue %d, what is paused for it "
			    "is queue %d",
			    i, q, qos_of(pause, i));
		else if (group && qos_of(group, c) >= 0 &&
		    qos_of(group, c) != g)
			p->slip = str_fmt(v->a,
			    "priority %d is in priority group %d, what pauses "
			    "it is group %d",
			    i, qos_of(group, c), g);
	}
}

static void
port_qos(struct view *v, const struct node *key, const struct node *val)
{
	struct port *p = view_refer(v, normal(v, key->text), place(key));

	for (const char *s = field(v, val, "pfc_enable"); *s; s++) {
		bool alone = s[1] < '0' || s[1] > '9';

		if (*s >= '0' && *s <= '7' && alone)
			p->pfc |= (uint8_t)(1 << (*s - '0'));
		else if (*s != ',' && *s != ' ') {
			view_notice(v, "bad-value", place(key),
			    "pfc_enable is no list of priorities: %.40s",
			    field(v, val, "pfc_enable"));
			break;
		}
	}
	p->pfc_line = p->dcb_line = place(key);
	p->dcb = "PORT_QOS_MAP";
	way(v, p, val);
}

static struct shares *
shares_of(struct view *v, const char *name)
{
	for (size_t i = 0; i < v->nshare; i++)
		if (str_eq(v->share[i].name, name))
			return &v->share[i];
	return NULL;
}

static struct shares *
shares_new(struct view *v, const char *name, int line)
{
	struct shares s = { .name = name, .line = line };

	for (int i = 0; i < 8; i++)
		s.queue[i] = -1;
	PUSH(v->a, v->share, v->nshare, v->share_cap, s);
	return &v->share[v->nshare - 1];
}

/* a scheduler is kept as a policy of one queue, until queues ask for it */
static void
scheduler(struct view *v, const struct node *key, const struct node *val)
{
	const char *name = str_fmt(v->a, "scheduler %s", key->text);

	const char *type = field(v, val, "type");
	long weight = num(field(v, val, "weight"));

	if (*field(v, val, "weight") && (weight < 1 || weight > 100))
		view_notice(v, "bad-value", place(key),
		    "weight is not between 1 and 100: %.20s",
		    field(v, val, "weight"));
	/* strict before all others: it has no share to count on */
	if (v->nshare < 4096 && !shares_of(v, name))
		shares_new(v, name, place(key))->queue[0] =
		    *type && !str_eq(type, "DWRR") && !str_eq(type, "WRR") ?
		    -1 :
		    weight;
}

/* its name; older images refer to it as [SCHEDULER|name] */
static const char *
scheduler_of(struct view *v, const struct node *val)
{
	const char *s = field(v, val, "scheduler"), *bar = strchr(s, '|');
	size_t n = strlen(s);

	return bar && *s == '[' && s[n - 1] == ']' ?
	    str_dup(v->a, bar + 1, strlen(bar) - 2) :
	    s;
}

/* "Ethernet0|3": weights, so their sum is not judged (n stays 0) */
static void
queue(struct view *v, const struct node *key, const struct node *val)
{
	const struct shares *weight;
	const char *x, *y, *name = scheduler_of(v, val);
	struct shares *s;
	struct port *p;
	long n, w;

	if (!*name || !halves(v, key, &x, &y))
		return;
	n = num(y);
	weight = shares_of(v, str_fmt(v->a, "scheduler %s", name));
	if (!weight) {
		view_ref(v, "scheduler", name, place(key));
		return;
	}
	w = weight->queue[0];
	if (n > 31)
		view_notice(v, "bad-value", place(key), "no queue: %.40s",
		    key->text);
	if (n < 0 || n > 7 || v->nshare >= 4096)
		return;
	p = view_refer(v, normal(v, x), place(key));
	p->ets = p->name;
	s = shares_of(v, p->name);
	if (!s)
		s = shares_new(v, p->name, place(key));
	s->queue[n] = w;
	s->sum += w > 0 ? w : 0;
}

static int
last_line(const struct node *n)
{
	int last = n->at.line;

	for (size_t i = 0; i < n->n; i++)
		if (last_line(n->item[i]) > last)
			last = last_line(n->item[i]);
	return last;
}

/* "Ethernet0,Ethernet4" or a list of them */
static void
ports_of(struct view *v, struct group *g, const struct node *n, bool up)
{
	if (!n)
		return;
	for (size_t i = 0; i < n->n && n->kind == NODE_LIST; i++) {
		if (up)
			view_group_up(v, g, text(n->item[i]),
			    n->item[i]->at.line);
		else
			view_group_down(v, g, text(n->item[i]),
			    n->item[i]->at.line);
	}
	if (n->kind == NODE_SCALAR) {
		if (up)
			view_group_up(v, g, text(n), n->at.line);
		else
			view_group_down(v, g, text(n), n->at.line);
	}
}

static void
monitor(struct view *v, const struct node *key, const struct node *val)
{
	struct group *g = view_group(v, key->text, place(key));

	view_mark(v, place(key), last_line(val), LINE_READ);
	ports_of(v, g, node_get(val, "monitored-links"), true);
	ports_of(v, g, node_get(val, "uplinks"), true);
	ports_of(v, g, node_get(val, "managed-links"), false);
	ports_of(v, g, node_get(val, "downlinks"), false);
}

static void
metadata(struct view *v, const struct node *key, const struct node *val)
{
	if (!str_eq(key->text, "localhost"))
		return;
	if (*field(v, val, "hostname")) {
		v->hostname = field(v, val, "hostname");
		v->hostname_line = place(key);
	}
}

typedef void
table_fn(struct view *v, const struct node *key, const struct node *val);

/* in the order they must be read: a LAG before its members */
static const struct {
	const char *name;
	table_fn *read;
} table[] = { { "DEVICE_METADATA", metadata }, { "PORT", port },
	{ "PORTCHANNEL", port }, { "VLAN", vlan },
	{ "VLAN_MEMBER", vlan_member }, { "PORTCHANNEL_MEMBER", lag_member },
	{ "MGMT_INTERFACE", mgmt }, { "VLAN_INTERFACE", interface },
	{ "LOOPBACK_INTERFACE", interface }, { "INTERFACE", interface },
	{ "PORTCHANNEL_INTERFACE", interface }, { "FEATURE", feature },
	{ "MCLAG_DOMAIN", domain }, { "MCLAG_INTERFACE", mclag_member },
	{ "PORT_QOS_MAP", port_qos }, { "SCHEDULER", scheduler },
	{ "QUEUE", queue }, { "MONITOR_LINK_GROUP", monitor } };
#define NTABLE (sizeof(table) / sizeof(table[0]))

/* known tables that say nothing to the rules */
static bool
is_quiet(const char *name)
{
	static const char *const quiet[] = { "MGMT_PORT", "MGMT_VRF_CONFIG",
		"NTP", "NTP_SERVER", "SYSLOG_SERVER", "SNMP", "SNMP_COMMUNITY",
		"CRM", "LOOPBACK", "DEVICE_NEIGHBOR",
		"DEVICE_NEIGHBOR_METADATA", "FLEX_COUNTER_TABLE",
		"BREAKOUT_CFG", "MCLAG_UNIQUE_IP", "VERSIONS", "KDUMP",
		"AUTO_TECHSUPPORT", "LLDP", "AAA", "TACPLUS", "TACPLUS_SERVER",
		"RADIUS", "BANNER_MESSAGE", "CONSOLE_SWITCH", "PASSW_HARDENING",
		"RESTAPI", "TELEMETRY", "GNMI", "SYSTEM_DEFAULTS", "LOGGER",
		"DHCP_SERVER", "DNS_NAMESERVER", "XCVRD_LOG", "MGMT_VRF",
		"SSH_SERVER", "BUFFER_PG", "BUFFER_POOL", "BUFFER_PROFILE",
		"BUFFER_QUEUE", "WRED_PROFILE", "DSCP_TO_TC_MAP",
		"DOT1P_TO_TC_MAP", "TC_TO_QUEUE_MAP",
		"TC_TO_PRIORITY_GROUP_MAP", "MAP_PFC_PRIORITY_TO_QUEUE",
		"PFC_PRIORITY_TO_PRIORITY_GROUP_MAP", "CABLE_LENGTH", "PFC_WD",
		"DEFAULT_LOSSLESS_BUFFER_PARAMETER", "LOSSLESS_TRAFFIC_PATTERN",
		"COREDUMP", "SWITCH", "HARDWARE", "USER", "ZTP",
		"SYSLOG_CONFIG", "SYSLOG_CONFIG_FEATURE", "MUX_LINKMGR",
		"NTP_KEY", "FIPS", "MEMORY_STATISTICS" };

	for (size_t i = 0; i < sizeof(quiet) / sizeof(quiet[0]); i++)
		if (str_eq(name, quiet[i]))
			return true;
	return false;
}

static bool
is_past(const char *name)
{
	return line_word_starts(name, "BGP") || line_word_starts(name, "ACL") ||
	    line_word_starts(name, "ROUTE") ||
	    line_word_starts(name, "STATIC_ROUTE") ||
	    line_word_starts(name, "NAT") || line_word_starts(name, "VXLAN") ||
	    line_word_starts(name, "VRF") || line_word_starts(name, "OSPF") ||
	    line_word_starts(name, "PREFIX") ||
	    line_word_starts(name, "POLIC") ||
	    line_word_starts(name, "CLASSIFIER") ||
	    line_word_starts(name, "ECMP") ||
	    line_word_starts(name, "MIRROR") || line_word_starts(name, "STP") ||
	    line_word_starts(name, "NEIGH");
}

static void
unread(struct view *v, const struct node *key, const struct node *val)
{
	if (is_quiet(key->text))
		return;
	if (is_past(key->text)) {
		const char *word = key->text;
		struct line l = { .no = place(key), .word = &word, .nword = 1 };
		struct stanza s = { .head = l };

		view_skip(v, &s);
		return;
	}
	view_mark(v, place(key), last_line(val), LINE_UNKNOWN);
	v->not_understood += 1 + val->n;
	view_notice(v, "not-understood", place(key),
	    "table not understood, with %zu keys: %.60s", val->n, key->text);
}

/* lines with a key or a value that nothing above has asked for */
static void
pass_rest(struct view *v, const struct node *n)
{
	if (view_fate(v, n->at.line) == LINE_NONE)
		view_mark(v, n->at.line, n->at.line, LINE_PASSED);
	for (size_t i = 0; i < n->n; i++) {
		int line = n->kind == NODE_MAP ? place(n->key[i]) : 0;

		if (line && view_fate(v, line) == LINE_NONE)
			view_mark(v, line, line, LINE_PASSED);
		pass_rest(v, n->item[i]);
	}
}

static void
settle(struct view *v)
{
	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i];
		const struct shares *s;

		if (p->kind == PORT_VLAN || p->kind == PORT_OTHER)
			p->up = true;
		s = p->ets ? shares_of(v, p->ets) : NULL;
		for (int k = 0; s && s->sum > 0 && k < 8; k++)
			if (p->queue[k] > 0 && p->queue[k] <= 8 &&
			    s->queue[p->queue[k] - 1] >= 0)
				reader_share(p, k,
				    s->queue[p->queue[k] - 1] * 100 / s->sum);
	}
}

/*
 * What a terminal put before and after the document: lines before the one that
 * opens it and after the one that closes it become blank, so that places stay.
 */
static const struct source *
unpasted(struct view *v)
{
	struct source *s = NEW(v->a, struct source, 1);
	const char *from = NULL, *to = NULL;
	const char *p = v->src->text, *end = p + v->src->len;
	char *text;

	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));

		if (!from && *p == '{')
			from = p;
		if (*p == '}')
			to = nl ? nl : end;
		p = nl ? nl + 1 : end;
	}
	/* what is no document at all is reported as it is */
	if (!from || !to || to < from)
		return v->src;
	text = str_dup(v->a, v->src->text, v->src->len);
	for (size_t i = 0; i < v->src->len; i++) {
		const char *at = v->src->text + i;

		if ((at >= from && at < to) || *at == '\n' || *at == ' ' ||
		    *at == '\r' || *at == '\t')
			continue;
		/* the mark before UTF-8 is a reader's business */
		if (i < 3 && memcmp(v->src->text, "\xef\xbb\xbf", 3) == 0)
			continue;
		text[i] = ' ';
		s->name = v->src->name;
	}
	if (!s->name)
		return v->src;
	s->text = text;
	s->len = v->src->len;
	view_notice(v, "pasted-text", 1,
	    "there is text around the document: ignored");
	return s;
}

static void
servers(struct view *v, const char *kind, const struct node *n)
{
	for (size_t i = 0; n && n->kind == NODE_MAP && i < n->n; i++)
		view_server(v, kind, n->key[i]->text, place(n->key[i]));
}

static bool
read_config(struct view *v, struct diags *d)
{
	const struct node *root = json_read(v->a, d, unpasted(v));

	if (!root)
		return false;
	if (root->kind != NODE_MAP || root->n == 0)
		return diag_error(d, (struct span){ v->src, 1, 1, 1 },
		    "config-empty", "it has no table of a config_db");
	v->doc = root;
	v->ssh = v->stp_unknown = true;
	steps(v, root, "DOT1P_TO_TC_MAP");
	steps(v, root, "TC_TO_QUEUE_MAP");
	steps(v, root, "TC_TO_PRIORITY_GROUP_MAP");
	steps(v, root, "MAP_PFC_PRIORITY_TO_QUEUE");
	steps(v, root, "PFC_PRIORITY_TO_PRIORITY_GROUP_MAP");
	for (size_t t = 0; t < NTABLE; t++) {
		const struct node *m = node_get(root, table[t].name);

		if (!m)
			continue;
		if (m->kind != NODE_MAP) {
			view_notice(v, "bad-value", m->at.line,
			    "%s is not a table", table[t].name);
			continue;
		}
		view_mark(v, m->at.line, m->at.line, LINE_READ);
		for (size_t i = 0; i < m->n; i++) {
			view_mark(v, place(m->key[i]), place(m->key[i]),
			    LINE_READ);
			table[t].read(v, m->key[i], m->item[i]);
		}
	}
	for (size_t i = 0; i < root->n; i++) {
		bool known = false;

		for (size_t t = 0; t < NTABLE; t++)
			known =
			    known || str_eq(table[t].name, root->key[i]->text);
		if (known)
			view_mark(v, place(root->key[i]), place(root->key[i]),
			    LINE_READ);
		v->nline += root->item[i]->n + 1;
		if (!known)
			unread(v, root->key[i], root->item[i]);
	}
	servers(v, "ntp", node_get(root, "NTP_SERVER"));
	servers(v, "syslog", node_get(root, "SYSLOG_SERVER"));
	v->ntp = node_get(root, "NTP_SERVER") != NULL;
	v->syslog = node_get(root, "SYSLOG_SERVER") != NULL;
	settle(v);
	pass_rest(v, root);
	return true;
}

/* how its lines begin, and those of no other */
static const struct mark marks[] = {
	{ 4, "{\n" },
	{ 4, "{\r" },
	{ 0, NULL },
};

const struct dialect dialect_sonic = {
	.name = "sonic",
	.read = read_config,
	.traits = {
		.member_not = MEMBER_NO_SWITCHPORT,
		.mgmt_name = "eth0",
		.both_kinds_clash = true,
		.frame_extra = 22, /* said of the payload, as its kernel has it */
		.peer_link_mtu = PEER_MTU_AUTO,
		.no_backup = true,
		.no_ufd = true,
		.lossless = LOSSLESS_TABLE,
		.shares_by_port = true,
	},
	.mark = marks,
	.opens = "{",
};
