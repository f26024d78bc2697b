/* SONiC's tables of ports, LAGs, VLANs and what belongs to which. */
#include "readback/sonic_read.h"

#include <string.h>
#include <strings.h>

#include "base/ip.h"
#include "base/str.h"
#include "readback/beside.h"

void
sonic_port(struct view *v, const struct node *key, const struct node *val)
{
	struct port *p =
	    view_stanza_port(v, sonic_name(v, key->text), sonic_place(key));
	long n = sonic_number(sonic_field(v, val, "mtu"));

	p->up = str_eq(sonic_field(v, val, "admin_status"), "up");
	if (!p->up)
		p->down_line = sonic_place(key);
	else
		p->up_line = sonic_place(key);
	if (*sonic_field(v, val, "mtu")) {
		p->mtu_line = sonic_place(key);
		p->mtu = n;
		if (n < 576 || n > 9216) {
			view_notice(v, "bad-value", sonic_place(key),
			    "mtu is not between 576 and 9216: %.20s",
			    sonic_field(v, val, "mtu"));
			p->mtu = 0;
		}
	}
	/* what its members are then */
	if (str_eq(sonic_field(v, val, "static"), "true"))
		p->lacp = LACP_STATIC;
	if (*sonic_field(v, val, "description")) {
		p->desc = sonic_field(v, val, "description");
		p->desc_line = node_get(val, "description")->at.line;
	}
	n = sonic_number(sonic_field(v, val, "speed"));
	if (n >= 10 && n <= 1600000) {
		p->speed_mbps = n;
		p->speed_set = true;
	} else if (*sonic_field(v, val, "speed"))
		view_notice(v, "bad-value", sonic_place(key),
		    "speed is not between 10 and 1600000: %.20s",
		    sonic_field(v, val, "speed"));
	if (*sonic_field(v, val, "fec") &&
	    !str_eq(sonic_field(v, val, "fec"), "none")) {
		p->fec = reader_fec(sonic_field(v, val, "fec"));
		p->fec_line = node_get(val, "fec")->at.line;
	}
	if (str_eq(sonic_field(v, val, "autoneg"), "on")) {
		p->negotiation = "on";
		p->negotiation_line = node_get(val, "autoneg")->at.line;
	}
	if (*sonic_field(v, val, "tpid") &&
	    strcasecmp(sonic_field(v, val, "tpid"), "0x8100") != 0)
		view_setting_notice(v, true, node_get(val, "tpid")->at.line,
		    "%s tags frames with %.20s: what is connected expects "
		    "0x8100",
		    key->text, sonic_field(v, val, "tpid"));
	if (str_eq(sonic_field(v, val, "pfc_asym"), "on"))
		view_setting_notice(v, false,
		    node_get(val, "pfc_asym")->at.line,
		    "%s takes pauses of every priority: a host may stop all "
		    "of its traffic",
		    key->text);
	if (str_eq(sonic_field(v, val, "fallback"), "true"))
		view_setting_notice(v, false,
		    node_get(val, "fallback")->at.line,
		    "%s forwards on a member whose other end sends no LACP",
		    key->text);
	if (*sonic_field(v, val, "lacp_key") &&
	    !str_eq(sonic_field(v, val, "lacp_key"), "auto"))
		view_say(v, p->name, SAID_LACP_KEY,
		    sonic_field(v, val, "lacp_key"),
		    node_get(val, "lacp_key")->at.line);
	n = sonic_number(sonic_field(v, val, "min_links"));
	if (n > 0)
		p->min_links = (int)n;
	if (n > 0)
		p->min_links_line = node_get(val, "min_links")->at.line;
}

void
sonic_vlan(struct view *v, const struct node *key, const struct node *val)
{
	long id = line_word_starts(key->text, "Vlan") ?
	    sonic_number(key->text + 4) :
	    -1;

	if (id < 2 || id > VLAN_MAX) {
		view_notice(v, "bad-value", sonic_place(key),
		    "not a VLAN name, Vlan2 to Vlan4094: %.40s", key->text);
		return;
	}
	view_vlan(v, (int)id, sonic_place(key))->name =
	    sonic_field(v, val, "description");
	if (*sonic_field(v, val, "vlanid") &&
	    sonic_number(sonic_field(v, val, "vlanid")) != id)
		view_notice(v, "bad-value", sonic_place(key),
		    "%s says vlanid %.20s", key->text,
		    sonic_field(v, val, "vlanid"));
}

void
sonic_vlan_member(struct view *v, const struct node *key,
    const struct node *val)
{
	const char *x, *y, *mode = sonic_field(v, val, "tagging_mode");
	struct port *p;
	long id;

	if (!sonic_halves(v, key, &x, &y))
		return;
	id = line_word_starts(x, "Vlan") ? sonic_number(x + 4) : -1;
	if (id < 1 || id > VLAN_MAX) {
		view_notice(v, "bad-value", sonic_place(key),
		    "not a VLAN: %.40s", key->text);
		return;
	}
	p = view_refer(v, sonic_name(v, y), sonic_place(key));
	p->switched = true;
	p->switched_line =
	    p->switched_line ? p->switched_line : sonic_place(key);
	if (str_eq(mode, "tagged")) {
		vlan_set_add(&p->tagged, (int)id);
		p->list_line = sonic_place(key);
	} else if (p->untagged) {
		p->untagged_twice_line = sonic_place(key);
	} else {
		p->untagged = (int)id;
		p->untagged_line = sonic_place(key);
	}
	p->mode = vlan_set_empty(&p->tagged) ? MODE_ACCESS : MODE_HYBRID;
	if (!str_eq(mode, "tagged") && !str_eq(mode, "untagged"))
		view_notice(v, "bad-value", sonic_place(key),
		    "tagging_mode is tagged or untagged: %.20s", mode);
}

void
sonic_lag_member(struct view *v, const struct node *key, const struct node *val)
{
	const char *x, *y;
	struct port *p;
	long id;

	(void)val;
	if (!sonic_halves(v, key, &x, &y))
		return;
	id = line_word_starts(x, "PortChannel") ? sonic_number(x + 11) : -1;
	if (id < 0 || id > 9999) {
		view_notice(v, "bad-value", sonic_place(key),
		    "not a LAG name, PortChannel0 to PortChannel9999: %.40s",
		    key->text);
		return;
	}
	p = view_refer(v, sonic_name(v, y), sonic_place(key));
	if (p->lag && p->lag != id)
		p->lag_twice_line = sonic_place(key);
	p->lag = (int)id;
	p->lag_line = sonic_place(key);
	p->lacp = view_refer(v, sonic_name(v, x), sonic_place(key))->lacp ==
	        LACP_STATIC ?
	    LACP_STATIC :
	    LACP_ACTIVE;
}

/* it is up by default */
void
sonic_mgmt_port(struct view *v, const struct node *key, const struct node *val)
{
	struct port *p = view_port(v, "ma0");

	p->kind = PORT_MGMT;
	if (str_eq(sonic_field(v, val, "admin_status"), "down")) {
		p->down_line = sonic_place(key);
		p->up = false;
	}
}

void
sonic_mgmt(struct view *v, const struct node *key, const struct node *val)
{
	const char *x, *y;
	struct port *p;

	p = view_port(v, "ma0");
	/* a row for each address, and one without any for the port itself */
	if (!p->line)
		p->line = sonic_place(key);
	p->kind = PORT_MGMT;
	p->up = !p->down_line;
	if (!strchr(key->text, '|') || !sonic_halves(v, key, &x, &y) ||
	    strchr(y, ':'))
		return;
	if (!view_port_address(p, y, "", sonic_place(key)))
		view_notice(v, "bad-value", sonic_place(key),
		    "not an address: "
		    "%.40s",
		    y);
	if (*sonic_field(v, val, "gwaddr")) {
		v->has_gateway =
		    ip_parse(sonic_field(v, val, "gwaddr"), &v->gateway);
		v->gateway_line = sonic_place(key);
	}
}

void
sonic_interface(struct view *v, const struct node *key, const struct node *val)
{
	const char *x, *y;
	struct port *p;

	(void)val;
	if (!strchr(key->text, '|') || !sonic_halves(v, key, &x, &y))
		return;
	p = view_refer(v, sonic_name(v, x), sonic_place(key));
	if (p->kind == PORT_VLAN || p->kind == PORT_OTHER)
		p->line = p->line ? p->line : sonic_place(key);
	view_port_address(p, y, "", sonic_place(key));
}

void
sonic_mclag_member(struct view *v, const struct node *key,
    const struct node *val)
{
	const char *x, *y;
	struct port *p;

	(void)val;
	if (!sonic_halves(v, key, &x, &y))
		return;
	p = view_refer(v, sonic_name(v, y), sonic_place(key));
	/* peers know an MCLAG by the LAG's own number */
	p->mclag = (int)ports_number_of(p->name);
	p->mclag_line = sonic_place(key);
	if (v->domain.id && !str_eq(v->domain.id, x))
		view_notice(v, "bad-value", sonic_place(key),
		    "%.40s names another domain than %s", key->text,
		    v->domain.id);
}

/* Ethernet0|broadcast */
void
sonic_storm(struct view *v, const struct node *key, const struct node *val)
{
	const char *name, *kind;
	struct port *p;

	if (!sonic_halves(v, key, &name, &kind))
		return;
	if (!str_eq(kind, "broadcast"))
		return;
	p = view_refer(v, sonic_name(v, name), sonic_place(key));
	p->storm.unit = STORM_KBPS;
	p->storm.level = sonic_number(sonic_field(v, val, "kbps"));
	p->storm.line = sonic_place(key);
}

/* a conversation's own fields among those of a hash */
static bool
shares_well(const struct node *fields)
{
	for (size_t i = 0; i < fields->n; i++) {
		const struct node *x = fields->item[i];

		if (x->kind == NODE_SCALAR &&
		    (strstr(x->text, "_IP") || strstr(x->text, "L4_")))
			return true;
	}
	return fields->n == 0;
}

void
sonic_beside(struct view *v, const struct node *root)
{
	const struct node *log = node_get(root, "SYSLOG_SERVER");
	const struct node *ntp = node_get(node_get(root, "NTP"), "global");
	const struct node *hash =
	    node_get(node_get(root, "SWITCH_HASH"), "GLOBAL");

	for (size_t i = 0; log && log->kind == NODE_MAP && i < log->n; i++)
		beside_source(v, "syslog",
		    sonic_field(v, log->item[i], "source"),
		    sonic_place(log->key[i]));
	if (ntp)
		beside_source(v, "ntp",
		    sonic_name(v, sonic_field(v, ntp, "src_intf")),
		    ntp->at.line);
	hash = node_get(hash, "lag_hash");
	if (hash && hash->kind == NODE_LIST && !shares_well(hash))
		beside_shares_poorly(v, "lag_hash", hash->at.line);
}
