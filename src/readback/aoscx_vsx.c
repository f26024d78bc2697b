/*
 * AOS-CX: VSX, by which it is one of two switches.  The pair has no number: its
 * MAC identifies it, and the peer link is a LAG or a port alone.
 */
#include "readback/aoscx_read.h"

#include <string.h>

#include "base/ip.h"

#define WAIT_DEFAULT 180 /* seconds of linkup-delay-timer */

static void
keepalive(struct view *v, struct domain *o, const struct line *l)
{
	o->backup_line = l->no;
	/* of an address of version 6 it is known that there is one */
	if (strchr(line_word(l, 2), ':'))
		view_pass_line(v, l);
	else
		o->has_backup = reader_ip(v, l, 2, &o->backup);
	o->backup_vrf = "default";
	for (size_t k = 3; k + 1 < l->nword; k++)
		if (line_word_eq(l->word[k], "source"))
			o->has_source = ip_parse(l->word[k + 1], &o->source);
		else if (line_word_eq(l->word[k], "vrf"))
			o->backup_vrf = l->word[k + 1];
	view_ref(v, "vrf", o->backup_vrf, l->no);
}

/* a LAG, or a port alone */
static void
peer_link(struct view *v, struct domain *o, const struct line *l)
{
	struct port_list n = ports_parse(v->a, line_rest(v->a, l, 1));
	bool lag = line_is(l, "inter-switch-link lag *");

	if (n.bad || n.n != 1) {
		view_notice(v, "bad-value", l->no, "not a port or a LAG: %.60s",
		    l->text);
		return;
	}
	view_refer(v, n.name[0], l->no);
	if (lag) {
		o->peer_link = n.name[0];
		o->peer_link_line = l->no;
	} else {
		PUSH(v->a, o->discovery, o->ndiscovery, o->discovery_cap,
		    n.name[0]);
		o->discovery_line = l->no;
	}
}

void
aoscx_vsx(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "inter-switch-link * *",
		"no inter-switch-link ...", "keepalive ...", "no keepalive ...",
		"linkup-delay-timer exclude ...", "vsx-sync ...",
		"no vsx-sync ...", "config-sync ...", "no config-sync ...",
		"split-recovery", "no split-recovery", "exit",
		"no linkup-delay-timer ...", "no role", "no system-mac ...",
		NULL };
	static const char *const link[] = { "inter-switch-link *",
		"inter-switch-link lag *", NULL };
	struct domain *o = &v->domain;

	o->line = o->id_line = s->head.no;
	o->wait_lags = WAIT_DEFAULT;
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (line_is(l, "system-mac *")) {
			o->mac = line_word(l, 1);
			o->mac_line = o->id_line = l->no;
		} else if (line_any(l, link)) {
			peer_link(v, o, l);
		} else if (line_is(l, "role primary") ||
		    line_is(l, "role secondary")) {
			o->unit = line_is(l, "role secondary");
			o->unit_line = l->no;
		} else if (line_is(l, "keepalive peer * ...")) {
			keepalive(v, o, l);
		} else if (line_is(l, "linkup-delay-timer *")) {
			o->wait_lags = reader_num(v, l, 1, 0, 600);
			o->wait_line = l->no;
		} else if (!reader_passed(v, &s->child[i], quiet)) {
			view_unknown(v, &s->child[i]);
		}
	}
	/* the pair has no number: its MAC identifies it */
	o->id = o->mac ? o->mac : "(none)";
}
