/*
 * NVUE: who may manage the switch.  A list of the control plane is evaluated
 * before the system's default rules, which permit anybody.
 */
#include "readback/nvue_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

#define LIST_STEP 100000000L /* between the numbers of two lists */
#define RULE_STEP 1000       /* ... of two rules: the ports of one */

/* evaluated for input at the management port, and not the system's own */
static bool
is_applied(const struct nvue_reading *r, const char *name)
{
	static const char *const place[] = { "system control-plane acl",
		"interface eth0 acl", NULL };

	for (size_t i = 0; place[i] && !str_starts(name, "acl-default-"); i++)
		for (const struct nvue_node *x =
		         nvue_first(nvue_of(r, &r->t.root, place[i]));
		     x; x = nvue_next(x))
			if (str_eq(x->word, name) && nvue_of(r, x, "inbound") &&
			    (i == 0 || nvue_of(r, x, "inbound control-plane")))
				return true;
	return false;
}

bool
nvue_is_control_acl(const struct nvue_reading *r, const struct nvue_command *c)
{
	return c->n > 1 &&
	    ((str_eq(c->word[0], "acl") && is_applied(r, c->word[1])) ||
	        (c->n == 5 && str_eq(c->word[2], "acl") &&
	            str_eq(c->word[1], "control-plane") &&
	            str_eq(c->word[4], "inbound") &&
	            is_applied(r, c->word[3])));
}

/* 22, ANY, 100-200; false: neither */
static bool
ports(const char *w, struct control_acl_entry *e)
{
	const char *to = strpbrk(w, "-:");
	char *end;

	if (line_word_eq(w, "any"))
		return true;
	e->low = to ? strtol(w, &end, 10) : control_acl_port(w);
	e->high = to ? control_acl_port(to + 1) : e->low;
	return e->low >= 0 && e->high >= 0 && (!to || end == to);
}

/* a rule matches on more than source and service */
static bool
asks_more(const struct nvue_reading *r, const struct nvue_node *ip)
{
	static const char *const known[] = { "source-ip", "protocol", "tcp",
		"udp", "dest-port", NULL };

	for (const struct nvue_node *x = nvue_first(ip); x; x = nvue_next(x)) {
		size_t i = 0;

		while (known[i] && !str_eq(x->word, known[i]))
			i++;
		if (!known[i])
			return true;
		for (const struct nvue_node *y = nvue_first(x);
		     y && (i == 2 || i == 3); y = nvue_next(y))
			if (!str_eq(y->word, "dest-port"))
				return true;
	}
	return nvue_first(nvue_of(r, ip, "source-ip")) &&
	    nvue_next(nvue_first(nvue_of(r, ip, "source-ip")));
}

static void
rule(struct nvue_reading *r, struct control_acl *g, const struct nvue_node *x,
    long seq)
{
	static const char *const way[] = { "tcp dest-port", "udp dest-port",
		"dest-port", "", NULL };
	const struct nvue_node *ip = nvue_of(r, x, "match ip"), *w;
	const struct nvue_node *action = nvue_first(nvue_of(r, x, "action"));
	const struct nvue_node *from = nvue_first(nvue_of(r, ip, "source-ip"));
	const struct nvue_node *proto = nvue_first(nvue_of(r, ip, "protocol"));
	bool any = false;

	/* it counts, marks or logs what goes on to the next */
	if (!action ||
	    (!str_eq(action->word, "permit") && !str_eq(action->word, "deny")))
		return;
	for (size_t i = 0; way[i]; i++)
		for (w = *way[i] ? nvue_first(nvue_of(r, ip, way[i])) :
		         any     ? NULL :
		                   x;
		     w; w = *way[i] ? nvue_next(w) : NULL) {
			struct control_acl_entry *e =
			    control_acl_add(r->v, g, seq++, x->from);

			if (!e)
				return;
			any = true;
			e->permit = str_eq(action->word, "permit");
			e->tcp = i == 0 ||
			    (i > 1 && (!proto || str_eq(proto->word, "tcp")));
			e->udp = i == 1 ||
			    (i > 1 && (!proto || str_eq(proto->word, "udp")));
			e->odd =
			    asks_more(r, ip) || (*way[i] && !ports(w->word, e));
			if (from) {
				e->from = from->word;
				e->mask = "255.255.255.255";
			}
		}
}

void
nvue_let_in(struct nvue_reading *r)
{
	const struct nvue_node *of = nvue_of(r, &r->t.root, "acl"), *x, *y;
	struct control_acl g = { 0 };
	const char *name = NULL;
	long base = 0, n;
	int line = 0;

	for (x = nvue_first(of); x; x = nvue_next(x)) {
		if (!is_applied(r, x->word))
			continue;
		name = name ? name : x->word;
		line = line ? line : x->from;
		for (y = nvue_first(nvue_of(r, x, "rule")); y;
		     y = nvue_next(y)) {
			if (nvue_of(r, y, "action deny") &&
			    !nvue_first(nvue_of(r, y, "match ip")) &&
			    !nvue_first(nvue_of(r, y, "match ipv6")) &&
			    !nvue_first(nvue_of(r, y, "match mac")))
				view_notice(r->v, "half-set", y->from,
				    "rule %s of %s has no condition and denies "
				    "everything: servers and the peer too",
				    y->word, x->word);
			n = nvue_number(r, y, 0, 65535);
			if (n >= 0)
				rule(r, &g, y, base + n * RULE_STEP);
		}
		base += LIST_STEP;
	}
	if (g.n == 0)
		return;
	r->v->ssh_access = control_acl_list(r->v, &g, name, line, true, 22);
	r->v->snmp_access = control_acl_list(r->v, &g, name, line, false, 161);
	r->v->ssh_access_line = r->v->snmp_access_line = line;
}
