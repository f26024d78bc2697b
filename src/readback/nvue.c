/*
 * NVIDIA Cumulus Linux 5, as NVUE says it: commands as `nv config show -o
 * commands` prints them, or a script; or its YAML.  They are carried out first
 * (nvue_text.c); what is there at the end is read here, so that a later line
 * takes back an earlier one by itself.  What 5.x releases call differently is
 * read in both ways.
 */
#include "readback/nvue_read.h"
#include "readback/lldp_parts.h"

#define MTU_DEFAULT 9216

/* ---- all of it ---- */

static void
resolve(struct nvue_reading *r)
{
	struct view *v = r->v;

	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i];
		const struct port *lag = view_lag_of(v, p);

		p->up = p->line && !p->down_line;
		if (p->kind == PORT_MGMT && p->line)
			v->mgmt_vrf = p->vrf;
		p->switched = p->switched_line && !p->has_ip && !lag;
		if (p->line && !p->mtu && lag)
			p->mtu = MTU_DEFAULT;
	}
	if (v->domain.peer_link) {
		struct port *p = view_find(v, v->domain.peer_link);

		/* it is in the bridge by itself */
		if (p && p->line && !p->switched_line) {
			p->switched = p->all_vlans = true;
			p->mode = MODE_TRUNK;
			p->untagged = r->own_untagged;
		}
		if (p)
			p->peer_link = true;
	}
}

static bool
read_config(struct view *v, struct diags *d)
{
	struct nvue_reading *r = NEW(v->a, struct nvue_reading, 1);
	struct text whole;

	r->v = v;
	r->a = v->a;
	if (nvue_is_doc(v->src)) {
		if (!nvue_read_doc(&r->t, v, d))
			return false;
	} else {
		if (!reader_text(v, d, &whole))
			return false;
		nvue_read(&r->t, v, &whole);
	}
	v->nline = r->t.ncmd;
	nvue_bond_names(r);
	nvue_bridge(r);
	nvue_interfaces(r);
	resolve(r);
	nvue_domain(r);
	resolve(r);
	nvue_link_tracking(r);
	nvue_lossless(r);
	nvue_services(r);
	nvue_let_in(r);
	nvue_fates(r);
	nvue_outline(r);
	return true;
}

/* how its lines begin, and those of no other */
static const struct mark marks[] = {
	{ 4, "nv set interface " },
	{ 4, "nv set system " },
	{ 4, "nv set bridge " },
	{ 4, "nv set mlag " },
	{ 3, "nv set " },
	{ 2, "nv unset " },
	{ 4, "- set:" },
	{ 0, NULL },
};

/* what its ports are called */
static const struct port_word words_of[] = {
	{ "swp", "swp", PORT_PLAIN, 0 },
	{ "bond", "po", PORT_LAG, 0 },
	{ NULL, NULL, 0, 0 },
};

static const char *const shows[] = { "set system timezone ...",
	"set system global fabric-mac *", "set system global system-mac *",
	"set system global fabric-id *", "set interface * type *",
	"set interface * base-interface *", "set interface * vlan *",
	"set system config auto-save ...", "set system wjh ...",
	"set platform ...", "set header ...", "set system api ...",
	"set system control-plane ...", "set system ssh-server state enabled",
	"set system reboot mode cold", NULL };
static const char *const once[] = { "unset ...", NULL };

static const char *const looks[] = { "nvue-monitor", NULL };

/* beside a design */
static const char *const beside[] = { "set system message ...",
	"set system ntp server ...", "set system syslog server ...",
	"set system dns ...", "set system date-time ...",
	"set system timezone ...", "set system wjh ...",
	"set system lldp tx-...", "set system lldp dot1-tlv ...",
	"set system ssh-server inactive-timeout ...",
	"set system ssh-server login-timeout ...",
	"set system snmp-server system-location ...",
	"set system snmp-server system-contact ...",
	"set system config auto-save ...", "set system reboot ...",
	"set interface * storm-control ...",
	"set interface * bond lacp-rate ...", "set acl ...", NULL };
static const struct lines_in aside[] = { { .place = "", .line = beside },
	{ 0 } };

static const char *const secret[] = { "hashed-password", "auth-md5", "auth-sha",
	"encrypt-des", "encrypt-aes", NULL };

const struct dialect dialect_nvue = {
	.name = "nvue",
	.statement = "nv",
	.read = read_config,
	.traits = {
		.mgmt_asks = true,
		.member_not = MEMBER_NO_SWITCHPORT | MEMBER_NO_VLAN,
		.mgmt_name = "eth0",
		.edge_found = true,
		.frame_default = MTU_DEFAULT + 18,
		.frame_extra = 18, /* an MTU is without header and FCS */
		.peer_link_mtu = PEER_MTU_SET,
		.peer_lost_lags = true,
		.backup_names_vrf = true,
		.domain_macs = "44:38:39:ff:",
		.pair_root = ROOT_SHARED,
		.bridge_lists = true,
		/* on by default; off where configured */
		.ssh_starts_off = true,
		.access_permits = true, /* its own rules come next */
		.snmp_access = true,
		.lossless_marks = true,
		.lossless = LOSSLESS_TABLE,
	},
	.mark = marks,
	.lldp = &lldp_nvue,
	.looks = looks,
	.port_word = words_of,
	.shows = shows,
	.once = once,
	.aside = aside,
	.secret = secret,
};
