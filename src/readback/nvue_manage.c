/*
 * RoCE and other queue settings; accounts, servers, SSH.
 */
#include "readback/nvue_read.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"

#define DOWN_PRIO 3 /* of RoCE without drop */

/* ---- lossless ---- */

struct way {
	int tc[8];          /* of a priority */
	long percent[8];    /* of a traffic class; -1: it has none */
	uint8_t pfc;        /* priorities */
	uint8_t marks;      /* traffic classes */
	int line, pfc_line; /* 0: not given */
};

static void
roce(struct nvue_reading *r, struct way *y)
{
	const struct nvue_node *x = nvue_of(r, &r->t.root, "qos roce");
	const struct nvue_node *mode = nvue_value_of(r, x, "mode");

	/* a mode alone enables it: NVIDIA's pages on RoCE enable the lossy one
	 * by nothing but `nv set qos roce mode lossy` */
	if (!x || !nvue_state(r, x, true))
		return;
	y->line = x->from;
	y->marks = 1 << DOWN_PRIO;
	if (mode && !str_starts(mode->word, "lossless")) {
		if (!str_starts(mode->word, "lossy"))
			view_notice(r->v, "bad-value", mode->line,
			    "RoCE is lossless or lossy: %.40s", mode->word);
	} else {
		y->pfc = 1 << DOWN_PRIO;
		y->pfc_line = mode ? mode->line : x->line;
	}
	for (int i = 0; i < 8; i++) {
		y->tc[i] = i == DOWN_PRIO || i == 6 ? i : 0;
		y->percent[i] = i == 0 || i == DOWN_PRIO ? 50 : -1;
	}
}

/* its settings beside RoCE, or instead */
static void
own_way(struct nvue_reading *r, struct way *y)
{
	const struct nvue_node *q = nvue_of(r, &r->t.root, "qos"), *w, *x;
	long n, to;

	x = nvue_of(r, q,
	    "egress-queue-mapping default-global switch-priority");
	for (w = nvue_first(x); w; w = nvue_next(w)) {
		n = nvue_number(r, w, 0, 7);
		to = nvue_number(r, nvue_value_of(r, w, "traffic-class"), 0, 7);
		if (n >= 0 && to >= 0) {
			y->tc[n] = (int)to;
			y->line = w->line;
		}
	}
	x = nvue_of(r, q, "egress-scheduler default-global traffic-class");
	for (w = nvue_first(x); w; w = nvue_next(w)) {
		const struct nvue_node *mode = nvue_value_of(r, w, "mode");

		n = nvue_number(r, w, 0, 7);
		to = nvue_number(r, nvue_value_of(r, w, "bw-percent"), 0, 100);
		if (n < 0)
			continue;
		if (mode && str_eq(mode->word, "strict"))
			y->percent[n] = -1;
		else if (to >= 0)
			y->percent[n] = to;
		y->line = w->line;
	}
	x = nvue_of(r, q, "congestion-control default-global traffic-class");
	for (w = nvue_first(x); w; w = nvue_next(w)) {
		const struct nvue_node *ecn = nvue_value_of(r, w, "ecn");

		n = nvue_number(r, w, 0, 7);
		if (n < 0 || !ecn)
			continue;
		y->marks &= (uint8_t) ~(1 << n);
		if (nvue_flag(r, ecn, true))
			y->marks |= (uint8_t)(1 << n);
	}
	x = nvue_of(r, q, "pfc default-global switch-priority");
	if (nvue_first(x))
		y->pfc = 0;
	for (w = nvue_first(x); w; w = nvue_next(w)) {
		n = nvue_number(r, w, 0, 7);
		if (n < 0)
			continue;
		y->pfc |= (uint8_t)(1 << n);
		y->pfc_line = y->line = w->line;
	}
}

void
nvue_lossless(struct nvue_reading *r)
{
	struct way y = { .pfc = 0 };
	struct view *v = r->v;
	const struct nvue_node *w;
	const char *slip = NULL;
	int line = 0;

	for (int i = 0; i < 8; i++) {
		y.tc[i] = i;
		y.percent[i] = -1;
	}
	roce(r, &y);
	own_way(r, &y);
	if (!y.line)
		return;
	w = nvue_value_of(r, &r->t.root, "qos mapping default-global trust");
	if (w && !str_eq(w->word, "l2") && !str_eq(w->word, "both")) {
		line = w->line;
		slip = str_fmt(r->a, "`trust %.20s` ignores the tag's priority",
		    w->word);
	}
	v->dcb_on = y.pfc != 0;
	v->dcb_line = y.pfc_line;
	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i];

		if (p->kind != PORT_PLAIN || !p->line)
			continue;
		p->pfc = y.pfc;
		p->pfc_line = y.pfc_line;
		if (slip && p->pfc) {
			p->slip = slip;
			p->slip_line = line;
		}
		for (int k = 0; k < 8; k++) {
			p->queue[k] = (signed char)(y.tc[k] + 1);
			reader_share(p, k, y.percent[y.tc[k]]);
			if (y.marks >> y.tc[k] & 1)
				p->ecn |= (uint8_t)(1 << k);
		}
	}
}

/* ---- how it is managed ---- */

static void
servers(struct nvue_reading *r, const char *kind, const struct nvue_node *of)
{
	for (const struct nvue_node *x = nvue_first(of); x; x = nvue_next(x))
		view_server(r->v, kind, x->word, x->line);
}

/* service ntp default server A, by VRF; system ntp server A */
static void
by_vrf(struct nvue_reading *r, const char *kind, const struct nvue_node *of,
    bool *any)
{
	for (const struct nvue_node *x = nvue_first(of); x; x = nvue_next(x)) {
		const struct nvue_node *s = nvue_of(r, x, "server");

		servers(r, kind, s);
		*any = *any || nvue_first(s);
	}
}

/* letters, digits, and some more */
static bool
is_name(const char *s, const char *more)
{
	const char *p = s;

	while (isalnum((unsigned char)*p) || (*p && strchr(more, *p)))
		p++;
	return *p == '\0' && p > s;
}

/* who only looks can't undo what is wrong */
static void
rights(struct nvue_reading *r, const struct nvue_node *x)
{
	const struct nvue_node *role = nvue_value_of(r, x, "role");

	if (str_eq(x->word, "cumulus") ||
	    (role && !str_eq(role->word, "nvue-monitor")))
		return;
	view_notice(r->v, "half-set", role ? role->line : x->from,
	    "account %.40s is read-only: its role is %s", x->word,
	    role ? "nvue-monitor" : "not said");
}

/* servers used from a VRF that the management port is not in */
static void
vrf_of(struct nvue_reading *r, const struct nvue_node *x, const char *what,
    const struct nvue_node *vrf)
{
	const struct nvue_node *w = nvue_first(vrf);

	if (x && r->v->mgmt_vrf && !(w && str_eq(w->word, r->v->mgmt_vrf)))
		view_notice(r->v, "half-set", w ? w->line : x->line,
		    "%s %.40s is not in VRF %s, which the management port is "
		    "in",
		    what, x->word, r->v->mgmt_vrf);
}

static void
users(struct nvue_reading *r)
{
	const struct nvue_node *of = nvue_of(r, &r->t.root, "system aaa user");

	for (const struct nvue_node *x = nvue_first(of); x; x = nvue_next(x)) {
		const struct nvue_node *w =
		    nvue_either(r, x, "password", "hashed-password");
		/* the one it comes with has one of its own */
		bool open = w ? !*w->word :
		                !nvue_of(r, x, "ssh authorized-key") &&
		        !str_eq(x->word, "cumulus");
		struct user u = { .name = x->word,
			.line = x->from,
			.open = open };

		rights(r, x);
		if (!is_name(x->word, "-_") || strlen(x->word) > 32 ||
		    isdigit((unsigned char)x->word[0]))
			view_notice(r->v, "bad-value", x->from,
			    "no account can be called '%.40s': letters, "
			    "digits, - and _, no digit first, at most 32",
			    x->word);
		if (r->v->nuser < 1024)
			PUSH(r->a, r->v->user, r->v->nuser, r->v->user_cap, u);
	}
}

void
nvue_services(struct nvue_reading *r)
{
	const struct nvue_node *root = &r->t.root, *w, *of;
	struct view *v = r->v;

	w = nvue_value_of(r, root, "system hostname");
	if (w) {
		v->hostname = w->word;
		v->hostname_line = w->line;
		if (!is_name(w->word, "-.") || strlen(w->word) > 63)
			view_notice(v, "bad-value", w->line,
			    "no switch can be called '%.40s': letters, digits "
			    "and hyphens, at most 63",
			    w->word);
	}
	of = nvue_of(r, root, "system ntp server");
	servers(r, "ntp", of);
	v->ntp = nvue_first(of);
	vrf_of(r, nvue_first(of), "time server",
	    nvue_of(r, root, "system ntp vrf"));
	by_vrf(r, "ntp", nvue_of(r, root, "service ntp"), &v->ntp);
	of = nvue_of(r, root, "system syslog server");
	servers(r, "syslog", of);
	v->syslog = nvue_first(of);
	for (w = nvue_first(of); w; w = nvue_next(w))
		vrf_of(r, w, "log server", nvue_of(r, w, "vrf"));
	by_vrf(r, "syslog", nvue_of(r, root, "service syslog"), &v->syslog);
	of = nvue_of(r, root, "system snmp-server");
	if (!of)
		of = nvue_of(r, root, "service snmp-server");
	v->snmp = of && nvue_state(r, of, true);
	w = nvue_first(nvue_of(r, of, "readonly-community"));
	if (w) {
		v->community = w->word;
		v->community_line = w->line;
	}
	users(r);
	of = nvue_of(r, root, "system ssh-server");
	v->ssh = nvue_state(r, of, true);
	w = nvue_value_of(r, of, "permit-root-login");
	if (w && nvue_is_on(w->word))
		view_setting_notice(v, false, w->line,
		    "root may log in by SSH with a password");
	w = nvue_value_of(r, root, "system lldp state");
	if (w && !nvue_flag(r, w, true))
		v->no_lldp_line = w->line;
	w = nvue_first(nvue_of(r, of, "vrf"));
	/* set to be in none, where SSH is not */
	if (w && !v->mgmt_vrf && v->ssh && !str_eq(w->word, "default") &&
	    nvue_value_of(r, root, "interface eth0 vrf"))
		v->ssh_elsewhere = true;
	if (w && v->mgmt_vrf && v->ssh && !str_eq(w->word, v->mgmt_vrf)) {
		v->ssh_elsewhere = true;
		view_notice(v, "bad-value", w->line,
		    "SSH is not served in VRF %s, which the management port is "
		    "in",
		    v->mgmt_vrf);
	}
}
