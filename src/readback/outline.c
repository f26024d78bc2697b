#include "readback/outline.h"

#include <string.h>

#include "base/str.h"
#include "input/doc.h"
#include "readback/beside.h"

#define BETWEEN " / "

static const char *
below(struct arena *a, const char *path, const char *head)
{
	return *path ? str_fmt(a, "%s" BETWEEN "%s", path, head) : head;
}

/* a stanza's head, however its ports are spelled */
static const char *
head_key(struct arena *a, const struct line *l, const char *text)
{
	size_t from = line_word_eq(line_word(l, 1), "range") ? 2 : 1;
	struct port_list p;

	if (!line_is(l, "interface * ..."))
		return text;
	p = ports_parse(a, line_joined(a, l->word + from, l->nword - from));
	return p.bad || !p.n ?
	    text :
	    str_fmt(a, "interface %s", line_joined(a, p.name, p.n));
}

/* a stanza that an `exit` beside it closes */
static bool
opens(const struct stanza *s)
{
	return s->n || line_is(&s->head, "interface * ...") ||
	    line_is(&s->head, "vlan *");
}

static int
last_of(const struct stanza *s)
{
	int last = s->head.last > s->head.no ? s->head.last : s->head.no;

	for (size_t i = 0; i < s->n; i++) {
		int n = last_of(&s->child[i]);

		last = n > last ? n : last;
	}
	return last;
}

static void
stanzas(struct arena *a, const struct stanza *s, const char *path,
    const char *path_key, size_t up, struct outline *out)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;
		struct outline_line x = { .path = path,
			.path_key = path_key,
			.word = l->word,
			.nword = l->nword,
			.text = line_joined(a, l->word, l->nword),
			.line = l->no,
			.last = last_of(&s->child[i]),
			.up = up };
		size_t me;

		/* the stanza is over anyway */
		if (line_is(l, "exit") &&
		    (*path ? i + 1 == s->n :
		             i > 0 && opens(&s->child[i - 1]))) {
			/* ... with it, where nothing else is in it */
			if (!*path && out->n &&
			    out->line[out->n - 1].last == l->no - 1 &&
			    !out->line[out->n - 1].up)
				out->line[out->n - 1].last = l->no;
			continue;
		}
		x.key = head_key(a, l, x.text);
		me = out->n;
		PUSH(a, out->line, out->n, out->cap, x);
		if (s->child[i].n)
			stanzas(a, &s->child[i], below(a, path, x.text),
			    /* a mode all others are in, entered or not */
			    line_is(l, "configure ...") ?
			        path_key :
			        below(a, path_key, x.key),
			    me + 1, out);
		out->line[me].has_below = out->n > me + 1;
	}
}

static void
one(struct arena *a, const char *path, const char *key, const char *value,
    int line, const struct node *n, struct outline *out)
{
	struct outline_line x = { .path = path,
		.path_key = path,
		.nword = 2,
		.line = line,
		.last = line,
		.node = n };

	x.word = NEW(a, const char *, 2);
	x.word[0] = str_fmt(a, "%s:", key);
	x.word[1] = value;
	x.text = x.key = line_joined(a, x.word, 2);
	PUSH(a, out->line, out->n, out->cap, x);
}

/* a value of a document: a scalar, each item of a list, each key of a map */
static void
values(struct arena *a, const char *path, const char *key, int line,
    const struct node *n, struct outline *out)
{
	const char *deeper = below(a, path, key);

	if (n->kind == NODE_SCALAR)
		one(a, path, key, n->text, line, n, out);
	else if (n->n == 0)
		one(a, path, key, n->kind == NODE_MAP ? "{}" : "[]", line, n,
		    out);
	for (size_t i = 0; i < n->n; i++)
		if (n->kind == NODE_MAP)
			values(a, deeper, n->key[i]->text, n->key[i]->at.line,
			    n->item[i], out);
		else
			values(a, path, key, n->item[i]->at.line, n->item[i],
			    out);
}

void
outline_make(struct arena *a, const struct view *v, struct outline *out)
{
	*out = (struct outline){ 0 };
	if (v->root)
		stanzas(a, v->root, "", "", 0, out);
	for (size_t i = 0; v->doc && i < v->doc->n; i++)
		values(a, "", v->doc->key[i]->text, v->doc->key[i]->at.line,
		    v->doc->item[i], out);
}

/* ---- lines beside what was designed ---- */

bool
outline_is(const struct outline_line *l, const char *const *pattern)
{
	const struct line x = { .word = l->word, .nword = l->nword };

	return line_any(&x, pattern);
}

enum lines_of
outline_in(const struct lines_in *in, const struct outline_line *l)
{
	for (; in && in->place; in++) {
		if (in->exactly ? !line_word_eq(l->path, in->place) :
		                  !line_word_starts(l->path, in->place))
			continue;
		if (!in->line || outline_is(l, in->line))
			return LINES_YES;
		if (*in->place)
			return LINES_PLACE;
	}
	return LINES_NO;
}

static bool
in(const struct outline_line *l, const char *const *head)
{
	for (size_t i = 0; head[i]; i++)
		if (line_word_starts(l->path, head[i]))
			return true;
	return false;
}

bool
outline_undoes(const struct outline_line *l)
{
	static const char *const known[] = { "no shutdown", "no description",
		"no ip address ...", "no switchport access vlan",
		"unset interface * ipv4 dhcp-client ...", NULL };
	static const char *const undoes[] = { "no ...", "default ...",
		"undo ...", "unset ...", NULL };
	static const char *const off[] = { "none", "disable", "disabled", "off",
		NULL };

	if (outline_is(l, undoes))
		return !outline_is(l, known);
	for (size_t i = 0; i < l->nword; i++)
		for (size_t k = 0; off[k]; k++)
			if (line_word_eq(l->word[i], off[k]))
				return true;
	return false;
}

static bool
has_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = strcasestr(text, word); p;
	     p = strcasestr(p + 1, word))
		if ((p == text || strchr(" :=/", p[-1])) &&
		    (p[n] == '\0' || strchr(" :;,=/", p[n])))
			return true;
	return false;
}

bool
outline_bars(const struct view *v, const struct outline_line *l)
{
	static const char *const bars[] = { "deny", "drop", "discard", "reject",
		"block", "blackhole", "filter", "traffic-filter", "acl",
		"access-group", "service-acl", "firewall", "policer", "police",
		"shutdown", "disable", "disabled", "dot1x", "ACL_TABLE",
		"ACL_RULE", "PBH_TABLE", "POLICY_BINDING_TABLE",
		"port-security", "isolation", "isolated", "isolate",
		"protected", "private-vlan", "quarantine", "mac-limit",
		"interface-mac-limit", "inspection", "source-guard",
		"rate-limit", "shaper", "shape", "suspend", NULL };

	/* a rule that is off, or lets through */
	for (size_t i = 0; i < l->nword; i++)
		if (line_word_eq(l->word[i], "disabled=yes") ||
		    line_word_eq(l->word[i], "action=accept"))
			return false;
	if (line_word_eq(l->word[0], "no") ||
	    line_word_eq(l->word[0], "description") ||
	    outline_aside(v, l) == ASIDE_YES)
		return false;
	for (size_t i = 0; bars[i]; i++)
		if (has_word(l->text, bars[i]) || has_word(l->path, bars[i]))
			return true;
	return false;
}

/* ... and that is a number of it */
static bool
is_zero(const struct outline_line *l)
{
	for (size_t i = 1; i < l->nword; i++)
		if (strchr(l->word[i], '0') &&
		    l->word[i][strspn(l->word[i], "0.")] == '\0')
			return true;
	return false;
}

static bool
brings_commands(const struct view *v, const struct outline_line *l)
{
	const char *const *f = v->dialect->features;

	if (!f || l->nword != 2 || !line_word_eq(l->word[0], "feature"))
		return false;
	while (*f && !line_word_eq(*f, l->word[1]))
		f++;
	return *f;
}

/* one more SNMPv3 user that is authenticated and encrypted, or receiver of
 * traps sent so */
static bool
asks_privately(const struct outline_line *l)
{
	static const char *const user[] = { "snmp-server user * ...",
		"snmpv3 user * ...", NULL };
	static const char *const host[] = { "snmp-server host * ...", NULL };
	/* ... and what would be more than to look, or less private */
	static const char *const worse[] = { "network-admin", "vdc-admin",
		"des", "noauth", NULL };
	bool auth = false, priv = false, three = false;

	for (size_t i = 3; i < l->nword; i++) {
		const char *w = l->word[i];

		auth = auth || line_word_eq(w, "auth");
		priv = priv || line_word_eq(w, "priv");
		three = three || line_word_eq(w, "3") || line_word_eq(w, "v3");
		for (size_t k = 0; worse[k]; k++)
			if (line_word_eq(w, worse[k]))
				return false;
	}
	return outline_is(l, user) ?
	    auth && priv :
	    three && priv && !auth && outline_is(l, host);
}

enum outline_aside
outline_aside(const struct view *v, const struct outline_line *l)
{
	static const char *const any[] = { "storm-control ...", "lacp rate ...",
		"lacp timeout ...", "lacp timer ...", "lacp long-timeout",
		"lacp fast-switchover", "load-interval ...", "loop-protect",
		"loop-protect action *", "hold-time up * down *",
		"hold-time down * up *", "rate-interval ...", "banner ...",
		"ip access-list ...", "ipv6 access-list ...",
		"mac access-list ...", "access-list ...", "line ...",
		"clock timezone ...", "clock summer-time ...", "ntp server ...",
		"sntp server ...", "ntp source ...", "ntp source-interface ...",
		"ntp local-interface ...", "sntp source-interface ...",
		"logging vrf * source-interface ...",
		"snmp-server local-interface ...",
		"snmp-server vrf * local-interface ...",
		"ip source-interface ...", "set system ntp listen *",
		"logging host ...", "logging server ...", "logging *",
		"logging source-interface ...", "logging buffered ...",
		"snmp-server location ...", "snmp-server contact ...",
		"ip domain-name ...", "ip domain-list ...",
		"ip name-server ...", "ip host ...", "service timestamps ...",
		"service password-encryption", "alias ...",
		"errdisable recovery ...", "errdisable detect ...",
		"radius-server host ...", "tacacs-server host ...",
		"login block-for ...", "lldp transmit", "lldp receive",
		"lldp run", "lldp transmit-tlv ...", "lldp transmit-mgmt",
		"lldp notification", "exec-banner ...", "remark ...", "cdp ...",
		"no cdp ...", "cli alias ...", "no ip domain-lookup",
		"ip domain-lookup", "description ...", "logging level ...",
		"logging vrf * host ...", "logging event ...",
		"logging timestamp ...", "logging console ...",
		"logging monitor ...", "lldp timer ...",
		"lldp holdtime-multiplier ...", "lldp hold-time ...",
		"lldp holdtime ...", "exec-timeout ...",
		"passwords min-length ...", "passwords aging ...",
		"passwords history ...", "passwords lock-out ...",
		"host-description ...", "rate-limit multicast ...",
		"rate-limit unknown-unicast ...", "hello *",
		"logging audit ...", "password-attributes ...",
		"login-statistics ...", "cli-session", "lldp select-tlv ...",
		"snmp-server system-location ...",
		"snmp-server system-contact ...", "logging format ...",
		"logging trap *", "prompt *",
		"snmp-server source-interface ...",
		"snmp-server trap-source ...", "snmp-server enable traps ...",
		"snmp-server group * v3 priv", NULL };
	static const char *const edge[] = { "spanning-tree guard root",
		"spanning-tree rstp rootguard", "spanning-tree rootguard",
		"spanning-tree root-guard", "spanning-tree tcn-guard",
		"spanning-tree mstp rootguard", "spanning-tree * rootguard",
		NULL };
	/* what a filter says, not where it is applied */
	static const char *const filters[] = { "ip access-list ",
		"ipv6 access-list ", "mac access-list ", "access-list ", NULL };
	static const char *const lines[] = { "line ", NULL };
	static const char *const of_line[] = { "access-class ...",
		"exec-timeout ...", "session-limit ...", "logging synchronous",
		"transport input ssh", "length ...", "width ...",
		"serial timeout ...", "login authentication ...", NULL };
	enum lines_of own = outline_in(v->dialect->aside, l);

	/* a limit of nothing lets nothing through */
	if (line_word_eq(l->word[0], "storm-control") && is_zero(l))
		return ASIDE_NO;
	/* the mode all others are in */
	if (line_word_starts(l->path, "configure / ")) {
		struct outline_line inner = *l;

		inner.path += strlen("configure / ");
		return outline_aside(v, &inner);
	}
	if (in(l, filters) || brings_commands(v, l))
		return ASIDE_YES;
	if (own != LINES_NO)
		return own == LINES_YES ? ASIDE_YES : ASIDE_NO;
	if (in(l, lines))
		return outline_is(l, of_line) ? ASIDE_YES : ASIDE_NO;
	if (!*l->path && beside_shares_well(l))
		return ASIDE_YES;
	return outline_is(l, any) || asks_privately(l) ? ASIDE_YES :
	    outline_is(l, edge)                        ? ASIDE_EDGE :
	                                                 ASIDE_NO;
}
