#include "readback/odd.h"

#include "readback/undo.h"

static void
port_line(struct view *v, const char *name, const struct line *l)
{
	static const char *const filter[] = { "ip access-group * ...",
		"ipv6 access-group * ...", "mac access-group * ...",
		"ip port access-group * ...", "ipv6 port traffic-filter * ...",
		"mac port access-group * ...", "apply access-list * ...",
		"access-group * ...", NULL };
	static const char *const no_lldp[] = { "no lldp transmit",
		"no lldp receive", "no lldp", "lldp disable", NULL };
	static const char *const no_dcbx[] = { "dcbx mode none", "no dcbx",
		"no dcbx mode", "no lldp dcbx", NULL };
	struct port *p = view_find(v, name);

	if (!p || undo_gone(v, l, name))
		return;
	if (line_any(l, filter)) {
		p->filter = l->text;
		p->filter_line = l->no;
	} else if (line_any(l, no_lldp)) {
		p->no_lldp_line = l->no;
	} else if (line_any(l, no_dcbx)) {
		p->no_dcbx_line = l->no;
	}
}

static void
top_line(struct view *v, const struct line *l)
{
	static const char *const no_lldp[] = { "no lldp run", "no lldp enable",
		"no feature lldp", "no lldp", "no protocol lldp", NULL };
	static const char *const no_dcbx[] = { "no dcbx enable", NULL };
	static const char *const no_ssh[] = { "no feature ssh",
		"no ip ssh server enable", "no ip ssh server", NULL };

	if (line_any(l, no_lldp))
		v->no_lldp_line = l->no;
	else if (line_any(l, no_dcbx))
		v->no_dcbx_line = l->no;
	else if (line_any(l, no_ssh))
		v->no_ssh_line = l->no;
}

static void
stanzas(struct view *v, const struct stanza *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct stanza *c = &s->child[i];
		struct port_list n;

		if (line_is(&c->head, "configure ...")) {
			stanzas(v, c);
			continue;
		}
		if (!line_is(&c->head, "interface * ...")) {
			top_line(v, &c->head);
			continue;
		}
		n = ports_parse(v->a,
		    line_rest(v->a, &c->head,
		        line_word_eq(line_word(&c->head, 1), "range") ? 2 : 1));
		for (size_t k = 0; k < n.n && !n.bad; k++)
			for (size_t m = 0; m < c->n; m++)
				port_line(v, n.name[k], &c->child[m].head);
	}
}

void
odd_read(struct view *v)
{
	if (v->root)
		stanzas(v, v->root);
	v->ssh = v->ssh && !v->no_ssh_line;
}
