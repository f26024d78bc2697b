#include "readback/beside.h"

#include <string.h>

#include "base/ip.h"
#include "base/str.h"

/* a line with the modes it is in, as one row of words */
enum { WORDS_MAX = 24 };

struct row {
	const char *word[WORDS_MAX];
	struct line l;
};

/* ---- which interface services send from ---- */

static const char *const sources[] = { "ntp source-interface * ...",
	"ntp source * ...", "ntp local-interface * ...",
	"sntp source-interface * ...", "ip ntp source * ...",
	"logging source-interface * ...",
	"logging vrf * source-interface * ...", "logging local-interface * ...",
	"snmp-server source-interface * ...", "snmp-server trap-source * ...",
	"snmp-server local-interface * ...",
	"snmp-server vrf * local-interface * ...",
	"snmptrap source-interface * ...", "ip ssh source-interface * ...",
	"ip source-interface * ...", "ip radius source-interface * ...",
	"ip tacacs source-interface * ...",
	"radius-server source-interface * ...",
	"tacacs-server source-interface * ...",
	"system ntp source-address * ...", "system syslog source-address * ...",
	"system syslog host * source-address * ...",
	"snmp trap-options source-address * ...",
	"set system syslog server * source-ip *", "set system ntp listen *",
	NULL };

/* what it is said of, and between the word and the name */
static bool
is_between(const char *s)
{
	static const char *const word[] = { "traps", "informs", "all", "ntp",
		"snmp", "syslog", "tacacs", "radius", "interface", "dhcp-relay",
		"http", "tftp", "dns", "ssh-client", "central", NULL };

	for (size_t i = 0; word[i]; i++)
		if (line_word_eq(s, word[i]))
			return true;
	return false;
}

/* the word before the name */
static size_t
source_at(const struct line *l)
{
	static const char *const word[] = { "source-interface",
		"local-interface", "trap-source", "source-address", "source-ip",
		"listen", "source", NULL };

	for (size_t i = 0; word[i]; i++)
		for (size_t k = 1; k < l->nword; k++)
			if (line_word_eq(l->word[k], word[i]))
				return k;
	return l->nword;
}

void
beside_source(struct view *v, const char *service, const char *name, int line)
{
	struct named s = { service, name, line };

	if (*name && v->nsource < WORDS_MAX)
		PUSH(v->a, v->source, v->nsource, v->source_cap, s);
}

static void
source(struct view *v, const struct line *l)
{
	struct named s = { .kind = line_word(l,
		               line_word_eq(line_word(l, 0), "system") ||
		                       line_word_eq(line_word(l, 0), "ip") ?
		                   1 :
		                   0),
		.line = l->no };
	struct line name = *l;
	size_t from = source_at(l) + 1;

	if (line_word_eq(line_word(l, 0), "set"))
		s.kind = line_word(l, 2);
	else if (line_word_eq(s.kind, "source-interface"))
		s.kind = line_word(l, 2);
	if (line_word_eq(line_word(l, from), "vrf"))
		from += 2;
	while (from < l->nword && is_between(l->word[from]))
		from++;
	for (size_t k = from; k < name.nword; k++)
		if (line_word_eq(name.word[k], "vrf") ||
		    line_word_eq(name.word[k], "use-vrf") ||
		    line_word_eq(name.word[k], "mgmt"))
			name.nword = k > from ? k : k + 1;
	beside_source(v, s.kind, line_rest(v->a, &name, from), s.line);
}

/* ---- by what LAGs share frames out ---- */

static const char *const shares[] = { "port-channel load-balance ...",
	"port-channel hash-distribution ...", "load-balance ...",
	"load-balancing ...", "hash-algorithm ...", "interface * hash *",
	"interface * * hash *", "interface * * * hash *",
	"interface * hashing-mode *", "interface * * hashing-mode *",
	"forwarding-options enhanced-hash-key ...",
	"forwarding-options hash-key ...", "set system forwarding lag-hash * *",
	NULL };

static bool
has(const struct line *l, const char *part)
{
	for (size_t i = 1; i < l->nword; i++)
		if (strcasestr(l->word[i], part))
			return true;
	return false;
}

/* ... by nothing that a conversation has of its own */
static bool
is_poor(const struct line *l)
{
	/* by number: MAC addresses and ports of either or both */
	if (line_word_eq(line_word(l, l->nword - 2), "hashing-mode"))
		return line_num(l, l->nword - 1) >= 1 &&
		    line_num(l, l->nword - 1) <= 3;
	if (has(l, "hash-mode") || has(l, "enhanced-hash-key"))
		return has(l, "layer2-header");
	return (has(l, "mac") || has(l, "l2-src-dst") || has(l, "layer-2") ||
	           has(l, "layer2")) &&
	    !has(l, "ip") && !has(l, "l3") && !has(l, "l4") && !has(l, "tcp") &&
	    !has(l, "lag-hash");
}

void
beside_shares_poorly(struct view *v, const char *text, int line)
{
	view_setting_notice(v, false, line,
	    "frames are shared out over a LAG by MAC addresses alone: what is "
	    "routed takes one of its links: %.60s",
	    text);
}

static void
share(struct view *v, const struct line *l)
{
	if (!line_word_eq(line_word(l, 0), "no") && is_poor(l))
		beside_shares_poorly(v, l->text, l->no);
}

/* ---- programs that may change it ---- */

static const char *const programs[] = { "rest api restconf ...",
	"feature restconf", "feature netconf", "feature nxapi", "feature grpc",
	"feature openflow", "feature scp-server", "feature sftp-server",
	"restconf", "netconf-yang", "management api http-commands no shutdown",
	"management api restconf transport * ...",
	"management api netconf transport * ...",
	"management api gnmi transport * ...", "system services rest ...",
	"system services extension-service ...",
	"set system gnmi-server state enabled", "set system grpc state enabled",
	NULL };

static void
program(struct view *v, const struct line *l)
{
	view_setting_notice(v, false, l->no,
	    "programs may log in and change the switch, of which the design "
	    "has none: %.60s",
	    l->text);
}

/* ---- lines ---- */

/* `no X` after X */
static bool
is_undone(const struct stanza *in, size_t from)
{
	const struct line *l = &in->child[from].head;

	for (size_t i = from + 1; i < in->n; i++) {
		const struct line *m = &in->child[i].head;
		size_t k = 0;

		if (!line_word_eq(line_word(m, 0), "no") || m->nword < 2 ||
		    m->nword > l->nword + 1)
			continue;
		while (k + 1 < m->nword &&
		    line_word_eq(m->word[k + 1], l->word[k]))
			k++;
		if (k + 1 == m->nword)
			return true;
	}
	return false;
}

static void
stanzas(struct view *v, const struct stanza *s, struct row *r, size_t depth)
{
	const size_t before = r->l.nword;

	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (line_is(l, "configure ...")) {
			stanzas(v, &s->child[i], r, depth + 1);
			continue;
		}
		for (size_t k = 0; k < l->nword && r->l.nword < WORDS_MAX; k++)
			r->word[r->l.nword++] = l->word[k];
		r->l.no = l->no;
		r->l.text = l->text;
		if (line_any(&r->l, sources)) {
			if (!is_undone(s, i))
				source(v, &r->l);
		} else if (line_any(&r->l, shares)) {
			if (!is_undone(s, i))
				share(v, &r->l);
		} else if (line_any(&r->l, programs)) {
			if (!is_undone(s, i))
				program(v, &r->l);
		}
		if (line_is(l, "enable password * ...") ||
		    line_is(l, "enable secret * ..."))
			v->enable_line = is_undone(s, i) ? 0 : l->no;
		if (depth < 8)
			stanzas(v, &s->child[i], r, depth + 1);
		r->l.nword = before;
	}
}

void
beside_read(struct view *v)
{
	struct row r = { .l = { .nword = 0 } };

	r.l.word = r.word;
	if (v->root)
		stanzas(v, v->root, &r, 0);
}

bool
beside_shares_well(const struct outline_line *l)
{
	struct line x = { .word = l->word, .nword = l->nword };

	return line_any(&x, shares) && !is_poor(&x);
}
