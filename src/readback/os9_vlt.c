/*
 * Dell OS9: VLT, by which it is one of two switches, and its backup link.
 */
#include "readback/os9_read.h"

#include "base/str.h"

#define OS9_WAIT_DEFAULT 90 /* s; recalled from the manual */

static bool
backup(struct view *v, const struct line *l, size_t i)
{
	struct domain *o = &v->domain;

	o->backup_line = l->no;
	o->has_backup = reader_ip(v, l, i, &o->backup);
	for (; i + 1 < l->nword; i++)
		if (line_word_eq(l->word[i], "vrf"))
			o->backup_vrf = l->word[i + 1];
	return true;
}

static bool
vlt_line(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "delay-restore ...",
		"peer-routing-timeout ...", "multicast ...",
		"proxy-gateway ...", "peer-down-vlan ...", "lacp-ungroup ...",
		"lacp ...", NULL };
	const struct line *l = &s->head;
	struct domain *o = &v->domain;

	if (line_is(l, "peer-link port-channel *")) {
		o->peer_link = str_fmt(v->a, "po%s", line_word(l, 2));
		o->peer_link_line = l->no;
		view_refer(v, o->peer_link, l->no);
	} else if (line_is(l, "back-up destination * ...")) {
		return backup(v, l, 2);
	} else if (line_is(l, "primary-priority *")) {
		o->priority = reader_num(v, l, 1, 0, 65535);
		o->priority_line = l->no;
	} else if (line_is(l, "system-mac mac-address *")) {
		o->mac = line_word(l, 2);
		o->mac_line = l->no;
	} else if (line_is(l, "delay-restore *")) {
		o->wait_lags = reader_num(v, l, 1, 1, 1200);
		o->wait_line = l->no;
	} else if (line_is(l, "unit-id *")) {
		o->unit = reader_num(v, l, 1, 0, 1);
		o->unit_line = l->no;
	} else if (line_is(l, "peer-routing")) {
		o->peer_routing = true;
	} else {
		return reader_passed(v, s, quiet);
	}
	return true;
}

void
os9_vlt(struct view *v, const struct stanza *s)
{
	v->domain.line = v->domain.id_line = s->head.no;
	v->domain.id = line_word(&s->head, 2);
	v->domain.wait_lags = OS9_WAIT_DEFAULT;
	reader_num(v, &s->head, 2, 1, 1000);
	for (size_t i = 0; i < s->n; i++)
		if (!vlt_line(v, &s->child[i]))
			view_unknown(v, &s->child[i]);
}
