/*
 * What became of each line of NVUE: read, passed over, read past, not
 * understood.
 */
#include "readback/nvue_read.h"

#include <string.h>

#include "base/str.h"

/* ---- what became of each line ---- */

/* its meaning is in the view */
static const char *const reads[] = { "system hostname *", "system aaa user *",
	"system ntp server *", "service ntp * server *",
	"system syslog server *", "system ssh-server state *",
	"system ssh-server vrf * ...", "system snmp-server state *",
	"system snmp-server enable *", "service snmp-server enable *",
	"interface *", "interface * description *", "interface * type *",
	"interface * link state *", "interface * link mtu *",
	"interface * link speed *", "interface * link breakout *",
	"interface * vrf *", "interface * ip vrf *",
	"interface * ipv4 address *", "interface * ip address *",
	"interface * ipv4 gateway *", "interface * ip gateway *",
	"interface * ipv4 dhcp-client", "interface * ipv4 dhcp-client state *",
	"interface * bond member *", "interface * bond mode *",
	"interface * bond mlag id *", "interface * bond min-links *",
	"interface * bridge domain *", "interface * bridge domain * access *",
	"interface * bridge domain * untagged *",
	"interface * bridge domain * vlan *",
	"interface * bridge domain * stp admin-edge *",
	"interface * bridge domain * stp bpdu-guard *",
	"interface * bridge domain * stp bpdu-filter *",
	"interface * bridge domain * stp network *",
	"interface * bridge domain * stp restrrole *",
	"interface * link-tracking group *",
	"interface * storm-control broadcast *", "bridge domain *",
	"bridge domain * vlan *", "bridge domain * untagged *",
	"bridge domain * stp mode *", "bridge domain * stp priority *",
	"bridge domain * stp state *", "mlag mac-address *",
	"mlag backup * ...", "mlag priority *", "mlag init-delay *",
	"mlag state *", "mlag enable *", "system link-tracking state *",
	"system link-tracking group *",
	"system link-tracking group * watch-interface *",
	"system link-tracking group * min-links *",
	"system link-tracking group * state-change-action *", "qos roce",
	"qos roce enable *", "qos roce state *", "qos roce mode *",
	"qos mapping default-global trust *", "system lldp state *",
	"system ssh-server permit-root-login *",
	"qos egress-queue-mapping default-global switch-priority * ...",
	"qos egress-scheduler default-global traffic-class * ...",
	"qos pfc default-global switch-priority * ...",
	"qos congestion-control default-global traffic-class * ecn *",
	"system global reserved vlan internal range *", NULL };
/* known, and the view has no place for it */
static const char *const passes[] = { "system date-time ...",
	"system timezone ...", "system dns ...", "service dns ...",
	"system message ...", "system aaa ...", "system config ...",
	"system reboot ...", "system wjh ...", "system control-plane ...",
	"system api ...", "system ssh-server ...", "system lldp ...",
	"service lldp ...", "system ntp ...", "service ntp ...",
	"system syslog ...", "service syslog ...", "system snmp-server ...",
	"service snmp-server ...", "system global ...", "system security ...",
	"system ztp ...", "system telemetry ...", "system forwarding ...",
	"system docker ...", "system cli ...", "system log ...",
	"system packages ...", "system port-mirror ...", "system acl ...",
	"system hash ...", "system counter ...", "system sflow ...",
	"system ptp ...", "service ptp ...", "system fae ...",
	"system stream-telemetry ...", "system grpc ...",
	"system gnmi-server ...", "system tpm ...", "system debug ...",
	"system disk ...", "system link flap-protection ...",
	"system link-flap-protection ...", "system events ...",
	"system nat ...", "system dot1x ...",
	"system optimized-multicast-flooding ...", "interface * link ...",
	"interface * lldp ...", "interface * bond lacp-rate *",
	"interface * bond lacp-bypass *", "interface * bond up-delay *",
	"interface * bond down-delay *", "interface * bond mlag enable *",
	"interface * bond mlag lacp-conflict ...", "interface * vlan *",
	"interface * base-interface *", "interface * parent *",
	"interface * ip ...", "interface * ipv4 ...", "interface * ipv6 ...",
	"interface * ip vrr ...", "interface * bridge domain * stp ...",
	"interface * bridge domain * learning *",
	"interface * bridge domain * vlan * ...", "bridge domain * type *",
	"bridge domain * encap *", "bridge domain * ageing *",
	"bridge domain * mac-address *", "bridge domain * stp ...",
	"bridge domain * vlan * ...", "bridge domain * multicast ...",
	"bridge domain * vlan-vni-offset *", "mlag peer-ip *", "mlag debug *",
	"mlag lacp-conflict ...", "mlag state", "platform ...", "vrf mgmt",
	"interface * storm-control ...", "interface * ptp ...",
	"interface * telemetry ...", "interface * dot1x ...",
	"interface * synce ...", "interface * port-security ...",
	"interface * port-mirror ...", "interface * security ...",
	"bridge domain * arp-inspection ...", "bridge domain * dhcp-snoop ...",
	"bridge domain * svi-mac ...", "maintenance ...", "system do-spx ...",
	"system maintenance ...", "system port-security ...",
	"bridge port-security ...", "mlag", NULL };
/* routing, tunnels, filters: skipped, not checked */
static const char *const skips[] = { "router ...", "vrf * ...", "acl ...",
	"evpn ...", "nve ...", "service dhcp-relay ...",
	"service dhcp-relay6 ...", "service dhcp-server ...",
	"service dhcp-server6 ...", "interface * router ...",
	"interface * evpn ...", "interface * acl ...", "interface * tunnel ...",
	"interface * nve ...", "interface * qos ...", "qos traffic-pool ...",
	"qos egress-shaper ...", "qos remark ...", "qos mapping ...",
	"qos congestion-control ...", "qos link-pause ...",
	"qos advance-buffer-config ...", "qos egress-queue-mapping ...",
	"qos egress-scheduler ...", "qos pfc ...", "qos pfc-watchdog ...",
	"qos buffer ...", "qos roce ...", "interface * pbr ...",
	"interface * ip neighbor ...", NULL };
/* an address it would have by itself, and what a new switch has */
static const char *const harmless[] = { "interface * ipv4 dhcp-client ...",
	"interface * ip address dhcp", "interface * ip address",
	"system aaa user cumulus", NULL };

static bool
is_any(const struct nvue_command *c, const char *const *pattern)
{
	const struct line l = { .word = c->word, .nword = c->n };

	return line_any(&l, pattern);
}

static void
unknown(struct nvue_reading *r, const struct nvue_command *c)
{
	struct stanza s = { .head = c->line };

	view_unknown(r->v, &s);
	if (!c->verb)
		view_notice(r->v, "refused-line", c->line.no,
		    "not an nv command, so the whole file is rejected: %.60s",
		    c->line.text);
}

/* a later line sets what this one unsets, and nothing was set before; fewer
 * words are more than a value */
#define VALUE_WORDS 3

static bool
is_set_again(const struct nvue_reading *r, const struct nvue_command *c)
{
	for (const struct nvue_command *x = c + 1;
	     x < r->t.cmd + r->t.ncmd && c->n >= VALUE_WORDS; x++) {
		size_t i = 0;

		if (!x->verb || *x->verb != 's' || x->n < c->n)
			continue;
		while (i < c->n && str_eq(x->word[i], c->word[i]))
			i++;
		if (i == c->n)
			return true;
	}
	return false;
}

/* an unset that changes nothing */
static bool
is_idle(const struct nvue_reading *r, const struct nvue_command *c)
{
	return c->verb && *c->verb == 'u' && !c->undid && is_set_again(r, c);
}

/* unset of an object takes all below it: known where anything below is */
static bool
is_above(const struct nvue_command *c, const char *const *pattern)
{
	for (; *pattern; pattern++) {
		const char *p = *pattern;
		size_t i = 0;

		for (; i < c->n && *p; i++) {
			size_t len = strcspn(p, " ");

			if (len == 3 && memcmp(p, "...", 3) == 0)
				return true;
			if (!(len == 1 && *p == '*') &&
			    (strlen(c->word[i]) != len ||
			        memcmp(c->word[i], p, len) != 0))
				break;
			p += len + (p[len] == ' ');
		}
		if (i == c->n)
			return true;
	}
	return false;
}

static void
fate(struct nvue_reading *r, const struct nvue_command *c)
{
	struct stanza s = { .head = c->line };
	bool set = c->verb && *c->verb == 's';

	view_mark(r->v, c->line.no, c->line.last, LINE_READ);
	if (!c->verb && c->known) {
		view_pass(r->v, &s);
	} else if (!c->verb || c->n == 0) {
		unknown(r, c);
	} else if (!set) {
		if (c->undid)
			view_notice(r->v, "undone", c->line.no,
			    "undoes what the config sets above: %.80s",
			    c->line.text);
		else if (!is_any(c, harmless) && !is_idle(r, c))
			view_notice(r->v, "undone", c->line.no,
			    "undoes something unknown: %.80s", c->line.text);
		if (!is_above(c, reads) && !is_above(c, passes) &&
		    !is_above(c, skips))
			unknown(r, c);
		else if (!c->undid)
			view_pass_line(r->v, &c->line);
	} else if (nvue_is_control_acl(r, c)) {
		;
	} else if (is_any(c, reads) || is_any(c, passes)) {
		/* what is set last is in effect; up again is no loss */
		if (c->undid && !(c->n && str_eq(c->word[c->n - 1], "up")))
			view_notice(r->v, "undone", c->line.no,
			    "undoes what the config sets above: %.80s",
			    c->line.text);
		if (!is_any(c, reads))
			view_pass(r->v, &s);
	} else if (is_any(c, skips)) {
		s.head.word = c->word;
		s.head.nword = c->n;
		view_skip(r->v, &s);
	} else {
		unknown(r, c);
	}
}

void
nvue_fates(struct nvue_reading *r)
{
	for (size_t i = 0; i < r->t.ncmd; i++)
		fate(r, &r->t.cmd[i]);
}

/* the tree that lines are held against: a command for each interface */
void
nvue_outline(struct nvue_reading *r)
{
	struct stanza root = { 0 };

	for (size_t i = 0; i < r->t.ncmd; i++) {
		const struct nvue_command *c = &r->t.cmd[i];
		size_t n = c->interface ? c->ninterface : 1;

		if (!c->verb || is_idle(r, c))
			continue;
		for (size_t k = 0; k < n && root.n < 100000; k++) {
			struct stanza s = { .head = c->line };

			/* without `nv`, which says nothing */
			s.head.nword = c->n + 1;
			s.head.word = NEW(r->a, const char *, c->n + 1);
			s.head.word[0] = c->verb;
			for (size_t m = 0; m < c->n; m++)
				s.head.word[m + 1] = c->word[m];
			if (c->interface)
				s.head.word[2] = c->interface[k];
			PUSH(r->a, root.child, root.n, root.cap, s);
		}
	}
	view_root(r->v, &root);
}
