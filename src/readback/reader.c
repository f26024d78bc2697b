#include "readback/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/ip.h"
#include "base/str.h"
#include "readback/undo.h"

static void
check_bounds(struct view *v, const struct text *t)
{
	for (size_t i = 0; i < t->n; i++)
		for (const struct bound *b = v->traits->bound; b && b->pattern;
		     b++) {
			const struct line *l = &t->line[i];
			const char *w = line_word(l, b->word);

			/* a name there, or a word such as `auto`, is another
			 * command */
			if (*w && w[strspn(w, "0123456789")] == '\0' &&
			    line_is(l, b->pattern))
				reader_num(v, l, b->word, b->min, b->max);
		}
}

bool
reader_text(struct view *v, struct diags *d, struct text *t)
{
	if (!stanza_text_read(v->a, d, v->src, t))
		return false;
	v->nline = t->n;
	for (size_t i = t->n; i-- > 0;)
		view_mark(v, t->line[i].no, t->line[i].last, LINE_READ);
	if (t->skipped)
		view_notice(v, "pasted-text", t->prompt_line,
		    "what %zu other command%s print%s is in the text: not read",
		    t->skipped, t->skipped == 1 ? "" : "s",
		    t->skipped == 1 ? "s" : "");
	else if (t->prompt_line)
		view_notice(v, "pasted-text", t->prompt_line,
		    "a terminal prompt, or a line broken by the terminal, is "
		    "in the text: removed");
	if (t->banner_line)
		view_notice(v, "file-truncated", t->banner_line,
		    "the banner has no end: everything below was read as its "
		    "text");
	if (t->long_line)
		view_notice(v, "file-truncated", t->long_line,
		    "a line of more than 4096 bytes was cut");
	v->cut_line = t->newline ? 0 : t->last_no;
	check_bounds(v, t);
	return true;
}

const char *
reader_alias(const struct alias *x, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(x[i].name, name))
			return x[i].normal;
	return NULL;
}

void
reader_hostname(struct view *v, const struct line *l)
{
	if (v->hostname && !v->hostname_again) {
		v->hostname_again = l->no;
		v->hostname_next = line_word(l, 1);
	}
	if (!v->hostname) {
		v->hostname = line_word(l, 1);
		v->hostname_line = l->no;
	}
}

long
reader_speed(const char *word)
{
	char *end;
	long n = strtol(word, &end, 10);

	if (end == word || n <= 0 || n > 1000000)
		return 0;
	return *end == 'g' || *end == 'G' ? n * 1000 : n;
}

long
reader_num(struct view *v, const struct line *l, size_t i, long min, long max)
{
	long n = line_num(l, i);

	if (n >= min && n <= max)
		return n;
	view_notice(v, "bad-value", l->no,
	    "'%.40s' is not between %ld and "
	    "%ld: %.60s",
	    line_word(l, i), min, max, l->text);
	return -1;
}

bool
reader_port_basics(struct view *v, struct port *p, const struct line *l)
{
	long n;

	if (line_is(l, "description ...")) {
		p->desc = line_rest(v->a, l, 1);
		p->desc_line = l->no;
	} else if (line_is(l, "no shutdown")) {
		p->up_line = l->no;
		p->down_line = 0;
	} else if (line_is(l, "shutdown")) {
		p->down_line = l->no;
		p->up_line = 0;
	} else if (line_is(l, "mtu *")) {
		n = reader_num(v, l, 1, 576, 12000);
		if (n > 0) {
			p->mtu = n;
			p->mtu_line = l->no;
		}
	} else {
		return line_is(l, "no description") || reader_port_signal(p, l);
	}
	return true;
}

bool
reader_port_ip(struct view *v, struct port *p, const struct line *l)
{
	if (line_is(l, "ip address * ...") && p->has_ip)
		view_pass_line(v, l); /* a second one: the first is held */
	if (line_is(l, "ip address dhcp ...")) {
		p->dhcp = true;
		return true;
	}
	if (line_is(l, "no ip address ...") ||
	    line_is(l, "no ipv6 address ..."))
		return true;
	if (!line_is(l, "ip address * ..."))
		return false;
	if (!view_port_address(p, line_word(l, 2), line_word(l, 3), l->no))
		view_notice(v, "bad-value", l->no,
		    "not an address with its "
		    "prefix: %.60s",
		    l->text);
	return true;
}

static void
allowed(struct view *v, struct port *p, const struct line *l, size_t i)
{
	struct vlan_set s = { 0 };
	const char *how = line_word(l, i), *list;
	size_t from = line_word_eq(how, "add") || line_word_eq(how, "remove") ||
	        line_word_eq(how, "except") ?
	    i + 1 :
	    i;

	list = line_rest(v->a, l, from);
	p->list_line = l->no;
	if (line_word_eq(list, "none")) {
		p->tagged = s;
		return;
	}
	if (line_word_eq(list, "all")) {
		p->all_vlans = true;
		return;
	}
	if (*list == '\0') {
		p->list_empty = true;
		return;
	}
	if (!reader_vlans(v, l, list, &s))
		return;
	if (line_word_eq(how, "remove")) {
		if (p->all_vlans || vlan_set_empty(&p->tagged)) {
			for (int id = 1; id <= VLAN_MAX; id++)
				vlan_set_add(&p->tagged, id);
			p->all_vlans = false;
		}
		vlan_set_cut(&p->tagged, &s);
	} else if (line_word_eq(how, "except")) {
		for (int id = 1; id <= VLAN_MAX; id++)
			vlan_set_add(&p->tagged, id);
		vlan_set_cut(&p->tagged, &s);
	} else if (line_word_eq(how, "add")) {
		vlan_set_join(&p->tagged, &s);
	} else {
		p->tagged = s;
		p->all_vlans = false;
	}
}

static void
untagged(struct view *v, struct port *p, const struct line *l, size_t i)
{
	long n = reader_num(v, l, i, 1, VLAN_MAX);

	if (n < 0)
		return;
	p->untagged = (int)n;
	p->untagged_line = l->no;
}

bool
reader_port_switchport(struct view *v, struct port *p, const struct line *l)
{
	if (line_is(l, "switchport")) {
		p->switched_line = l->no;
		p->unswitched_line = 0;
	} else if (line_is(l, "no switchport")) {
		p->unswitched_line = l->no;
		p->switched_line = 0;
	} else if (line_is(l, "switchport mode trunk ...")) {
		p->mode = MODE_TRUNK;
		p->mode_line = l->no;
	} else if (line_is(l, "switchport mode access")) {
		p->mode = MODE_ACCESS;
		p->mode_line = l->no;
	} else if (line_is(l, "switchport trunk allowed vlan ...")) {
		allowed(v, p, l, 4);
	} else if (line_is(l, "switchport access vlan *")) {
		long n = reader_num(v, l, 3, 1, VLAN_MAX);

		p->access = n > 0 ? (int)n : 0;
		if (!p->untagged_line)
			p->untagged_line = l->no;
	} else if (line_is(l, "switchport trunk native vlan tag")) {
		p->untagged = 0;
		p->untagged_line = l->no;
	} else if (line_is(l, "switchport trunk native vlan *")) {
		untagged(v, p, l, 4);
	} else {
		return false;
	}
	return true;
}

/* where a platform says nothing else */
enum { LAG_LAST = 4096 };

bool
reader_port_lag(struct view *v, struct port *p, const struct line *l)
{
	const char *mode;
	long n;

	if (!line_is(l, "channel-group * ..."))
		return false;
	n = reader_num(v, l, 1, 1,
	    v->traits->lag_last ? v->traits->lag_last : LAG_LAST);
	if (n < 0)
		return true;
	if (p->lag && p->lag != n)
		p->lag_twice_line = l->no;
	p->lag = (int)n;
	p->lag_line = l->no;
	mode = line_word(l, line_word_eq(line_word(l, 2), "force") ? 4 : 3);
	if (line_word_eq(mode, "active"))
		p->lacp = LACP_ACTIVE;
	else if (line_word_eq(mode, "passive"))
		p->lacp = LACP_PASSIVE;
	else if (line_word_eq(mode, "on") || *mode == '\0')
		p->lacp = LACP_STATIC;
	else
		view_notice(v, "bad-value", l->no,
		    "not a mode of a LAG member: %.60s", l->text);
	return true;
}

bool
reader_passed(struct view *v, const struct stanza *s,
    const char *const *pattern)
{
	if (!line_any(&s->head, pattern))
		return false;
	view_pass(v, s);
	return true;
}

bool
reader_services(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "username ...", "no username ...",
		"enable ...", "clock ...", "aaa ...", "no aaa ...",
		"radius-server ...", "tacacs-server ...", "tacacs ...",
		"crypto ...", "password ...", "service ...", "no service ...",
		"lldp ...", "no lldp ...", "cdp ...", "no cdp ...",
		"banner ...", "boot ...", "ip domain-name ...",
		"ip domain-list ...", "ip name-server ...", "no ip domain ...",
		"no ip domain-lookup", "ip domain lookup ...",
		"ip domain-lookup", "no ip http ...", "ip http ...",
		"no ip source-route", "ip ssh ...", "no ip ssh ...", "ssh ...",
		"alias ...", "no logging ...", "no snmp-server ...",
		"no ntp ...", "ip host ...", "ip tftp ...", "ip ftp ...",
		"arp ...", "terminal ...", "no ip ftp-server ...",
		"ip routing ...", "no ip routing ...", "errdisable ...",
		"login ...", "ip icmp-errors ...", "ip source ...",
		"ip load-sharing ...", "ip domain ...", "ip tacacs ...",
		"ip radius ...", "ip bgp-community ...",
		"ip extcommunity-list ...", "flow ...", "userrole ...",
		"role ...", "hardware ...", "sflow ...", "monitor ...",
		"no ip telnet ...", "ip telnet ...", "ntp ...", "sntp ...",
		"configure", "configure terminal", NULL };
	const struct line *l = &s->head;

	if (line_is(l, "ntp server *") || line_is(l, "ntp server * ...") ||
	    line_is(l, "sntp server ...")) {
		v->ntp = true;
		reader_server(v, "ntp", l);
		view_pass(v, s);
	} else if (line_is(l, "username * ...")) {
		reader_user(v, line_word(l, 1), l);
		view_pass(v, s);
	} else if (line_is(l, "ip ssh server enable ...") ||
	    line_is(l, "ip ssh server")) {
		v->ssh = true;
	} else if (line_is(l, "ip ssh server version ...")) {
		view_pass(v, s);
	} else if (line_is(l, "ip telnet server enable") ||
	    line_is(l, "ip telnet server")) {
		v->telnet_line = l->no;
	} else if (line_is(l, "ip http server")) {
		v->http_line = l->no;
		view_pass(v, s);
	} else if (line_is(l, "no ip telnet server disable")) {
		v->telnet_line = l->no;
	} else if (line_is(l, "no ip telnet ...") ||
	    line_is(l, "ip telnet server disable")) {
		;
	} else if (line_is(l, "snmp-server ...") || line_is(l, "snmp ...")) {
		v->snmp = true;
		reader_snmp_access(v, l);
		reader_trap_host(v, l);
		view_pass(v, s);
		if (line_word_eq(line_word(l, 1), "community")) {
			v->community = line_word(l, 2);
			v->community_line = l->no;
		}
	} else if (line_word_eq(line_word(l, 0), "logging")) {
		bool to = false;
		uint32_t ip;

		view_pass(v, s);
		for (size_t i = 1; i < l->nword; i++)
			to = to || ip_parse(l->word[i], &ip) ||
			    line_word_eq(l->word[i], "server") ||
			    line_word_eq(l->word[i], "host");
		if (to)
			reader_server(v, "syslog", l);
		v->syslog = v->syslog || to;
	} else {
		return reader_passed(v, s, quiet);
	}
	return true;
}

bool
reader_skipped(struct view *v, const struct stanza *s)
{
	static const char *const past[] = { "router ...", "ip route ...",
		"ipv6 route ...", "ip access-list ...", "ipv6 access-list ...",
		"mac access-list ...", "access-list ...", "route-map ...",
		"ip prefix-list ...", "ip community-list ...", "ip as-path ...",
		"ip multicast ...", "ip pim ...", "ip igmp ...", "ipv6 mld ...",
		"ipv6 ...", "track ...", "vrrp ...", "control-plane ...",
		"ip helper-address ...", "ip dhcp ...", "event ...",
		"event-handler ...", "qos ...", "bfd ...", "key ...",
		"hsrp ...", NULL };
	struct line bare = s->head;

	/* removed, as is done before one is typed again */
	if (line_is(&bare, "no * ...")) {
		bare.word++;
		bare.nword--;
		if (!line_any(&bare, past))
			return false;
		view_pass(v, s);
		return true;
	}
	if (!line_any(&s->head, past))
		return false;
	if (line_is(&s->head, "ip access-list ...") && reader_access_list(v, s))
		return true;
	view_skip(v, s);
	return true;
}

bool
reader_subinterface(struct view *v, const struct stanza *s)
{
	const char *w = line_word(&s->head, s->head.nword - 1);
	const char *dot = strchr(w, '.');

	if (!dot || dot == w || !dot[1] ||
	    dot[1 + strspn(dot + 1, "0123456789")] != '\0')
		return false;
	view_skip(v, s);
	return true;
}

void
reader_port_stanza(struct view *v, struct port *p, const struct stanza *s,
    port_line_fn *line, bool first)
{
	for (size_t i = 0; i < s->n; i++)
		if (!undo_gone(v, &s->child[i].head, p->name) &&
		    !line(v, p, &s->child[i]) && first)
			view_unknown(v, &s->child[i]);
}

void
reader_interface(struct view *v, const struct stanza *s, const char *names,
    port_begin_fn *begin, port_line_fn *line)
{
	struct port_list n = ports_parse(v->a, names);

	if (n.bad || n.n == 0) {
		view_unknown(v, s);
		return;
	}
	for (size_t k = 0; k < n.n; k++) {
		struct port *p;

		if (undo_gone(v, &s->head, n.name[k]))
			continue;
		p = view_stanza_port(v, n.name[k], s->head.no);
		if (begin)
			begin(v, p, &s->head);
		reader_port_stanza(v, p, s, line, k == 0);
	}
}

void
reader_lag_number(struct view *v, const struct port *p, const struct line *l,
    long max)
{
	struct line number = { .no = l->no,
		.text = l->text,
		.word = (const char *[]){ p->name + 2 },
		.nword = 1 };

	if (p->kind == PORT_LAG)
		reader_num(v, &number, 0, 1, max);
}

void
reader_stanzas(struct view *v, struct stanza *root, top_line_fn *top_line)
{
	view_root(v, root);
	undo_apply(v, root);
	for (size_t i = 0; i < root->n; i++)
		if (!top_line(v, &root->child[i]))
			view_unknown(v, &root->child[i]);
	undo_tell(v, root);
}

bool
reader_ip(struct view *v, const struct line *l, size_t i, uint32_t *ip)
{
	if (ip_parse(line_word(l, i), ip))
		return true;
	view_notice(v, "bad-value", l->no, "not an address: %.60s", l->text);
	return false;
}

bool
reader_vlans(struct view *v, const struct line *l, const char *list,
    struct vlan_set *out)
{
	if (vlan_set_parse(list, out))
		return true;
	view_notice(v, "bad-value", l->no, "not a list of VLANs: %.60s",
	    l->text);
	return false;
}

bool
reader_no_vlan(struct view *v, const struct line *l)
{
	struct vlan_set ids = { 0 };

	if (!line_is(l, "no vlan *") || !vlan_set_parse(line_word(l, 2), &ids))
		return false;
	view_vlans_gone(v, &ids);
	return true;
}

void
reader_share(struct port *p, int prio, long percent)
{
	if (prio >= 0 && prio < 8 && percent >= 0 && percent <= 100)
		p->share[prio] = (uint8_t)(percent + 1);
}

void
reader_finish_switchports(struct view *v, bool up_by_default,
    bool switched_by_default, bool trunk_default_all)
{
	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i];

		if (p->kind != PORT_PLAIN && p->kind != PORT_LAG) {
			p->up = !p->down_line;
			continue;
		}
		p->up = p->line && !p->down_line &&
		    (up_by_default || p->up_line || p->kind == PORT_LAG);
		if (!p->line)
			continue;
		p->switched = p->unswitched_line ?
		    false :
		    p->switched_line || p->mode != MODE_NONE ?
		    true :
		    switched_by_default && !p->has_ip;
		if (!p->switched)
			continue;
		if (p->mode == MODE_TRUNK) {
			if (!p->list_line && trunk_default_all &&
			    vlan_set_empty(&p->tagged))
				p->all_vlans = true;
		} else if (p->mode != MODE_HYBRID) {
			p->tagged = (struct vlan_set){ 0 };
			p->all_vlans = false;
			p->untagged = p->access ? p->access : 1;
		}
	}
}
