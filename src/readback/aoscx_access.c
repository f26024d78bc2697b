/*
 * AOS-CX: who may manage the switch.  A list of the control plane of a VRF
 * applies to each packet to the switch's own addresses there.
 */
#include "readback/aoscx_read.h"

#include <string.h>

#include "base/str.h"

/* the VRF that the switch is managed over */
static const char *
managed_over(const struct stanza *root)
{
	for (size_t i = 0; i < root->n; i++)
		for (size_t k = 0; k < root->child[i].n &&
		     line_is(&root->child[i].head, "interface mgmt");
		     k++)
			if (line_is(&root->child[i].child[k].head,
			        "ip static *") ||
			    line_is(&root->child[i].child[k].head, "ip dhcp"))
				return "mgmt";
	return "default";
}

/* the last one that is applied is in force */
static const struct line *
applied(const struct stanza *root)
{
	const char *vrf = managed_over(root);
	const struct line *found = NULL;

	for (size_t i = 0; i < root->n; i++) {
		const struct line *l = &root->child[i].head;

		if (line_is(l, "apply access-list ip * control-plane vrf *") &&
		    line_word_eq(line_word(l, 6), vrf))
			found = l;
	}
	return found;
}

/* any, A, A/24, A/255.255.255.0; where the next word is */
static size_t
address(struct view *v, const struct line *l, size_t i, const char **from,
    const char **mask)
{
	const char *w = line_word(l, i), *slash = strchr(w, '/');

	*from = w;
	*mask = "255.255.255.255";
	if (slash && strchr(slash, '.')) {
		*from = str_dup(v->a, w, (size_t)(slash - w));
		*mask = slash + 1;
	}
	return i + 1;
}

/* eq 22, gt 1023, lt 1024, range 1 99; false: something else is next */
static bool
ports(const struct line *l, size_t *i, long *low, long *high)
{
	const char *how = line_word(l, *i);
	long n = control_acl_port(line_word(l, *i + 1));

	if (n < 0)
		return false;
	*low = 0;
	*high = 65535;
	if (line_word_eq(how, "eq"))
		*low = *high = n;
	else if (line_word_eq(how, "gt"))
		*low = n + 1;
	else if (line_word_eq(how, "lt"))
		*high = n - 1;
	else if (line_word_eq(how, "range")) {
		*low = n;
		*high = control_acl_port(line_word(l, ++*i + 1));
	} else
		return false;
	*i += 2;
	return true;
}

/* 10 permit tcp 10.0.0.0/255.255.255.0 any eq ssh log */
static void
entry(struct view *v, struct control_acl *g, const struct line *l)
{
	long seq = line_num(l, 0), low, high;
	size_t i = seq >= 0;
	bool permit = line_word_eq(line_word(l, i), "permit");
	const char *proto = line_word(l, i + 1), *to, *mask;
	struct control_acl_entry *e;

	if (!permit && !line_word_eq(line_word(l, i), "deny"))
		return;
	if (seq < 0)
		seq = g->n ? g->entry[g->n - 1].seq + 10 : 10;
	e = control_acl_add(v, g, seq, l->no);
	if (!e)
		return;
	e->permit = permit;
	e->tcp = line_word_eq(proto, "any") || line_word_eq(proto, "ip") ||
	    line_word_eq(proto, "tcp") || line_word_eq(proto, "6");
	e->udp = line_word_eq(proto, "any") || line_word_eq(proto, "ip") ||
	    line_word_eq(proto, "udp") || line_word_eq(proto, "17");
	i = address(v, l, i + 2, &e->from, &e->mask);
	/* a client's own port is any above 1023 */
	if (ports(l, &i, &low, &high))
		e->odd = low > 1024 || high < 65535;
	i = address(v, l, i, &to, &mask);
	e->odd = e->odd || !line_word_eq(to, "any");
	ports(l, &i, &e->low, &e->high);
	for (; i < l->nword; i++)
		e->odd = e->odd ||
		    !(line_word_eq(l->word[i], "log") ||
		        line_word_eq(l->word[i], "count"));
}

static bool
is_of(const struct line *h, const char *name)
{
	return line_is(h, "access-list ip *") &&
	    line_word_eq(line_word(h, 2), name);
}

bool
aoscx_access(struct view *v, const struct stanza *s)
{
	static const char *const of[] = { "access-list ...",
		"apply access-list ...", NULL };
	const struct line *l;
	const char *name;

	/* the whole text is looked through for these alone */
	if (!line_any(&s->head, of))
		return false;
	l = v->root ? applied(v->root) : NULL;
	name = l ? line_word(l, 3) : "";
	if (l && l->no == s->head.no)
		return true;
	if (!is_of(&s->head, name))
		return false;
	for (size_t i = 0; i < s->n; i++)
		if (line_is(&s->child[i].head, "* comment ...") ||
		    line_is(&s->child[i].head, "comment ..."))
			view_pass(v, &s->child[i]);
	return true;
}

void
aoscx_let_in(struct view *v, const struct stanza *root)
{
	const struct line *l = applied(root);
	struct control_acl g = { 0 };
	bool open = false;
	const char *name;
	int web = 0;

	for (size_t i = 0; i < root->n; i++) {
		const struct stanza *s = &root->child[i];

		if (line_is(&s->head, "https-server vrf *") &&
		    line_word_eq(line_word(&s->head, 2), managed_over(root)))
			web = s->head.no;
		for (size_t k = 0; l && k < s->n; k++)
			if (is_of(&s->head, line_word(l, 3)))
				entry(v, &g, &s->child[k].head);
	}
	/* one that isn't there lets everybody in */
	if (g.n == 0)
		return;
	name = line_word(l, 3);
	v->ssh_access = control_acl_list(v, &g, name, l->no, true, 22);
	v->snmp_access = control_acl_list(v, &g, name, l->no, false, 161);
	v->ssh_access_line = v->snmp_access_line = l->no;
	for (size_t i = 0; i < g.n && web; i++) {
		const struct control_acl_entry *e = &g.entry[i];

		if (!e->tcp || e->low > 443 || e->high < 443 ||
		    !line_word_eq(e->from, "any") || e->odd)
			continue;
		open = e->permit;
		break;
	}
	if (open)
		view_notice(v, "half-set", web,
		    "the list %.60s, applied to the control plane, leaves "
		    "HTTPS open to anybody",
		    name);
}
