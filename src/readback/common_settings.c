#include "readback/common_settings.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "readback/undo.h"

static void
port_line(struct view *v, const char *name, const struct line *l)
{
	static const char *const filter[] = { "ip access-group * ...",
		"ipv6 access-group * ...", "mac access-group * ...",
		"access-group * ...", "service-acl * ...",
		"switchport port-security ...", "port-security ...",
		"dot1x ...", "switchport protected ...", "switchport block ...",
		"switchport isolated ...", "authentication port-control ...",
		"rate-limit ingress ...", "ip verify source ...",
		"ip arp inspection limit ...",
		/* ... or keeps it back */
		"shape *", "traffic-shape * ...",
		/* ... or from the other ports of its VLAN */
		"switchport mode private-vlan ...",
		"switchport private-vlan * ...",
		/* ... or puts it into another VLAN */
		"switchport vlan translation ...",
		"switchport vlan mapping ...", NULL };
	/* what it is by itself */
	static const char *const none[] = { "dot1x port-control force-auth*",
		"dot1x port-control force-authorized", "dot1x timeout ...",
		"dot1x pae none", NULL };
	static const char *const no_lldp[] = { "no lldp transmit",
		"no lldp receive", "no lldp", "lldp disable", NULL };
	static const char *const no_dcbx[] = { "no dcbx", "no dcbx mode",
		"no lldp dcbx", NULL };
	const struct dialect *d = v->dialect;
	struct port *p = view_find(v, name);

	if (!p || undo_gone(v, l, name))
		return;
	if ((line_any(l, filter) || line_any(l, d->filter)) &&
	    !line_any(l, none)) {
		view_filter(p, l->text, l->no);
	} else if (line_any(l, no_lldp) || line_any(l, d->lldp_off)) {
		p->no_lldp_line = l->no;
	} else if (line_any(l, no_dcbx) || line_any(l, d->dcbx_off)) {
		p->no_dcbx_line = l->no;
	}
}

/* a group, or who is sent traps, of version 3 without its secrets, or traps of
 * a version that has none */
static bool
is_bare(const struct line *l)
{
	static const char *const of[] = { "snmp-server group * ...",
		"snmp-server host * ...", "snmp-server v3-host * ...", NULL };

	for (size_t i = 3; i < l->nword && line_any(l, of); i++)
		if (line_word_eq(l->word[i], "noauth") ||
		    (line_word_eq(l->word[i - 1], "version") &&
		        !line_word_eq(l->word[i], "3") &&
		        !line_word_eq(l->word[i], "v3")))
			return true;
	return false;
}

/* authenticated and encrypted: auth sha X priv aes Y, auth-sha X priv-aes128 Y;
 * where another line says more of the user it is none of its secrets */
static bool
is_private(const struct line *l)
{
	bool auth = false, priv = false, more = false;

	for (size_t i = 3; i < l->nword; i++) {
		auth = auth || line_word_starts(l->word[i], "auth");
		priv = priv || line_word_starts(l->word[i], "priv");
		more = more || line_word_starts(l->word[i], "use-ipv") ||
		    line_word_eq(l->word[i], "access") ||
		    line_word_eq(l->word[i], "v1") ||
		    line_word_eq(l->word[i], "v2c") ||
		    line_word_eq(l->word[i], "remote");
	}
	return more || (auth && priv);
}

static void
top_line(struct view *v, const struct line *l)
{
	static const char *const no_lldp[] = { "no lldp run", "no lldp", NULL };
	static const char *const no_ssh[] = { "no ip ssh server enable",
		"no ip ssh server", NULL };
	static const char *const ssh[] = { "ip ssh server enable", NULL };
	static const char *const filter[] = { "ip access-group * ...",
		"mac access-group * ...", "ipv6 access-group * ...",
		"vlan filter * ...", NULL };
	static const char *const asks[] = { "snmp-server user * ...",
		"snmpv3 user * ...", NULL };
	static const char *const open[] = { "aaa authentication login * none",
		"aaa authentication login none", NULL };
	const struct dialect *d = v->dialect;

	/* of all ports, or of VLANs */
	if (line_any(l, filter))
		view_filter_of(v, "switch", l->text, l->no);
	if (line_any(l, open))
		view_setting_notice(v, true, l->no,
		    "who logs in is not asked for a password: %.60s", l->text);
	/* where it is served by default */
	if (line_is(l, "ip telnet server disable")) {
		view_say(v, "switch", "telnet server", "disabled", l->no);
		v->telnet_off_line = l->no;
	} else if ((line_any(l, asks) && !is_private(l)) || is_bare(l)) {
		v->snmp_open_line = l->no;
	} else if (line_any(l, no_lldp) || line_any(l, d->lldp_off))
		v->no_lldp_line = l->no;
	else if (line_any(l, d->dcbx_off))
		v->no_dcbx_line = l->no;
	else if (line_any(l, no_ssh) || line_any(l, d->ssh_off))
		v->no_ssh_line = l->no;
	else if (line_any(l, ssh) ||
	    line_any(l, d->ssh_on)) /* switched off to change its keys */
		v->no_ssh_line = 0;
}

/* what is kept out of a VLAN, whatever its ports */
static void
vlan_lines(struct view *v, const struct stanza *s)
{
	static const char *const filter[] = { "ip access-group * ...",
		"mac access-group * ...", "private-vlan * ...", NULL };

	static const char *const off[] = { "shutdown", "state suspend",
		"no state active", NULL };
	static const char *const on[] = { "no shutdown", "state active",
		"no state suspend", NULL };
	const char *name = str_fmt(v->a, "VLAN %.60s", line_word(&s->head, 1));
	const struct line *down = NULL;

	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (line_any(l, filter) || line_any(l, v->dialect->filter))
			view_filter_of(v, name, l->text, l->no);
		else if (line_any(l, off))
			down = l;
		else if (line_any(l, on))
			down = NULL;
	}
	/* a switch passes none of its frames */
	if (down)
		view_filter_of(v, name, down->text, down->no);
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
		if (line_is(&c->head, "vlan *"))
			vlan_lines(v, c);
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

/* the quote that is open at a line's end, or 0; a remark has none */
static char
open_at_end(const char *s, size_t n, bool both, char open)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] == '\\')
			i++;
		else if (open ? s[i] == open :
		                s[i] == '"' || (both && s[i] == '\''))
			open = open ? 0 : s[i];
		else if (!open && (s[i] == '#' || s[i] == '/'))
			return 0;
	return open;
}

/* a value that a quote begins takes in what is to follow it: to the line's end,
 * or, where a value may have several lines, the next command */
static void
quotes(struct view *v)
{
	bool commands = line_word_eq(v->dialect->statement, "nv");
	int line = 1, from = 0;
	char open = 0;

	for (const char *s = v->src->text; *s; line++) {
		size_t n = strcspn(s, "\n");

		if (open && commands && strncmp(s, "nv ", 3) == 0) {
			view_notice(v, "bad-value", from,
			    "a quote that is not closed");
			open = 0;
		}
		if (!open)
			from = line;
		open = open_at_end(s, n, commands, open);
		if (open && !commands) {
			view_notice(v, "bad-value", line,
			    "a quote that is not closed");
			open = 0;
		}
		s += n + (s[n] == '\n');
	}
}

/* a command's own quotes come in pairs on its line; a remark may have any
 * number */
static void
words_in_quotes(struct view *v)
{
	int line = 1;

	for (const char *s = v->src->text; *s; line++) {
		size_t n = strcspn(s, "\n"), many = 0;
		const char *t = s + strspn(s, " \t");

		for (size_t i = 0; i < n; i++)
			many += s[i] == '"';
		if (many % 2 && *t != '!' && *t != '#')
			view_notice(v, "bad-value", line,
			    "a quote that is not closed");
		s += n + (s[n] == '\n');
	}
}

/* 02ea.5707.ad01 is 02:ea:57:07:ad:01; what is no address is as it is */
static const char *
mac_normal(struct arena *a, const char *s)
{
	char digit[13];
	size_t n = 0;

	if (!s)
		return NULL;
	for (; *s; s++)
		if (!isxdigit((unsigned char)*s) && !strchr(":.-", *s))
			return NULL;
		else if (isxdigit((unsigned char)*s) && n++ < 12)
			digit[n - 1] = (char)tolower((unsigned char)*s);
	if (n != 12)
		return NULL;
	return str_fmt(a, "%.2s:%.2s:%.2s:%.2s:%.2s:%.2s", digit, digit + 2,
	    digit + 4, digit + 6, digit + 8, digit + 10);
}

void
common_settings_read(struct view *v)
{
	const char *mac = mac_normal(v->a, v->domain.mac);
	const char *id = mac_normal(v->a, v->domain.id);

	if (mac)
		v->domain.mac = mac;
	if (id)
		v->domain.id = id;
	if (v->dialect->statement && !v->doc)
		quotes(v);
	if (v->traits->quotes_close)
		words_in_quotes(v);
	if (v->root)
		stanzas(v, v->root);
	v->ssh = v->ssh && !v->no_ssh_line;
}
