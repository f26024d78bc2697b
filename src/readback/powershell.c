/*
 * The PowerShell we write, as facts.  Not an interpreter: the text becomes
 * tokens (brackets and quotes must close), functions are entered where they are
 * called, both branches of an `if` are read, since a script is run again on a
 * host that has all already; where the two give one thing two values, that is
 * told.  A command that isn't modelled is told, an undoing one as an error.
 * Functions with parameters are our own (Assert-Switch, Set-Address, Set-Jumbo,
 * Set-PauseOff); their text is a fact, so that a change in one is a difference.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/num.h"
#include "base/str.h"
#include "readback/host_config.h"

enum kind { END, SEP, PIPE, OPEN, CLOSE, COMMA, TEXT, VAR, DASH, WORD };

struct token {
	enum kind kind;
	const char *s; /* of a text: what it says */
	int line;
	size_t mate; /* of a bracket: its other end */
	bool glued;  /* no blank before it */
};

#define DEPTH_MAX 64
#define CALLS_MAX 12

struct script {
	struct host_config *c;
	struct token *t;
	size_t n, cap;
	struct function {
		const char *name;
		size_t from, to; /* of its block, without the braces */
		bool has_params;
		int line;
	} * fn;
	size_t nfn, fncap;
	struct list {
		const char *name;
		size_t from, to;
	} * var; /* lists that were assigned */
	size_t nvar, varcap;
	const char *net;       /* the cluster network $net is */
	int branch, branch_to; /* lines of the branch read before this one */
	int calls;
	bool broken;
};

/* ---- tokens ---- */

static void
bad(struct script *s, int line, const char *what)
{
	s->broken = true;
	host_config_note(s->c, "host-syntax", true, line, "%s", what);
}

static void
push(struct script *s, enum kind kind, const char *text, int line, bool glued)
{
	struct token t = { kind, text, line, 0, glued };

	PUSH(s->c->a, s->t, s->n, s->cap, t);
}

/* a quoted text from p (the quote) on; returns what follows it, or NULL */
static const char *
quoted(struct script *s, const char *p, int *line, bool glued)
{
	struct buf b = buf_new(s->c->a);
	char q = *p++;
	int start = *line;

	for (; *p; p++) {
		if (*p == '\n')
			(*line)++;
		if (*p == q && p[1] == q)
			p++;
		else if (*p == q) {
			push(s, TEXT, b.text ? b.text : "", start, glued);
			return p + 1;
		} else if (q == '"' && *p == '`' && p[1])
			p++;
		buf_putc(&b, *p);
	}
	bad(s, start, "a string that starts here is not closed");
	return NULL;
}

static bool
word_ends(const char *p)
{
	return *p == '\0' || isspace((unsigned char)*p) ||
	    strchr("|;(){},'\"", *p) != NULL;
}

static void
tokens(struct script *s)
{
	const char *p = s->c->src->text;
	int line = 1;
	bool glued = false;

	while (p && *p && !s->broken) {
		const char *start = p;

		if (*p == '\n') {
			push(s, SEP, "\n", line++, false);
			p++;
		} else if (isspace((unsigned char)*p)) {
			p++;
		} else if (*p == '`' && (p[1] == '\n' || p[1] == '\r')) {
			p += p[1] == '\r' && p[2] == '\n' ? 3 : 2;
			line++;
		} else if (p[0] == '<' && p[1] == '#') {
			int open = line;
			bool whole = p == s->c->src->text || p[-1] == '\n';

			for (p += 2; *p && !(p[0] == '#' && p[1] == '>'); p++)
				line += *p == '\n';
			if (*p)
				p += 2;
			else
				bad(s, open, "a comment is not closed");
			whole &= p[strspn(p, " \t\r")] == '\n';
			if (whole)
				host_config_remark(s->c, open, line);
		} else if (*p == '#') {
			p += strcspn(p, "\n");
		} else if (*p == '\'' || *p == '"') {
			p = quoted(s, p, &line, glued);
			glued = true;
			continue;
		} else if (*p == ';') {
			push(s, SEP, ";", line, false);
			p++;
		} else if (*p == '|') {
			push(s, PIPE, "|", line, false);
			p++;
		} else if (*p == ',') {
			push(s, COMMA, ",", line, false);
			p++;
		} else if (strchr("({", *p) ||
		    ((*p == '@' || *p == '$') &&
		        (p[1] == '(' || p[1] == '{'))) {
			size_t n = *p == '@' || *p == '$' ? 2 : 1;

			push(s, OPEN, str_dup(s->c->a, p, n), line, glued);
			p += n;
		} else if (*p == ')' || *p == '}') {
			push(s, CLOSE, str_dup(s->c->a, p, 1), line, false);
			p++;
			glued = true;
			continue;
		} else {
			enum kind k = *p == '$'                       ? VAR :
			    *p == '-' && isalpha((unsigned char)p[1]) ? DASH :
			                                                WORD;

			while (!word_ends(p)) {
				/* -Name:value is two */
				if (k == DASH && *p == ':') {
					push(s, DASH,
					    str_dup(s->c->a, start,
					        (size_t)(p - start)),
					    line, false);
					k = p[1] == '$' ? VAR : WORD;
					start = p + 1;
				}
				p++;
			}
			if (p > start)
				push(s, k,
				    str_dup(s->c->a, start,
				        (size_t)(p - start)),
				    line, glued);
		}
		glued = p && p > start && *start != '\n' &&
		    !isspace((unsigned char)*start);
	}
	push(s, END, "", line, false);
}

/* every bracket finds its other end */
static void
mate(struct script *s)
{
	size_t stack[DEPTH_MAX], n = 0;

	for (size_t i = 0; i < s->n && !s->broken; i++) {
		struct token *t = &s->t[i];

		if (t->kind == OPEN && n == DEPTH_MAX) {
			bad(s, t->line, "brackets nest too deep");
		} else if (t->kind == OPEN) {
			stack[n++] = i;
		} else if (t->kind == CLOSE) {
			const char *o = n > 0 ? s->t[stack[n - 1]].s : "";

			if (n == 0 ||
			    (o[strlen(o) - 1] == '(') != (*t->s == ')')) {
				bad(s, t->line,
				    str_fmt(s->c->a,
				        "'%s' has nothing to close", t->s));
			} else {
				s->t[stack[--n]].mate = i;
				t->mate = stack[n];
			}
		}
	}
	if (n > 0 && !s->broken)
		bad(s, s->t[stack[n - 1]].line,
		    str_fmt(s->c->a, "'%s' is opened here and never closed",
		        s->t[stack[n - 1]].s));
}

/* ---- values ---- */

static bool
is_open(const struct token *t, const char *s)
{
	return t->kind == OPEN && str_eq(t->s, s);
}

static bool
is_word(const struct token *t, const char *s)
{
	return (t->kind == WORD || t->kind == VAR || t->kind == DASH) &&
	    strcasecmp(t->s, s) == 0;
}

/* tokens as one line */
static const char *
canon(struct script *s, size_t from, size_t to)
{
	struct buf b = buf_new(s->c->a);

	for (size_t i = from; i < to; i++) {
		const struct token *t = &s->t[i];

		if (t->kind == SEP && (b.len == 0 || b.text[b.len - 1] == ';'))
			continue;
		if (t->kind == SEP)
			buf_putc(&b, ';');
		else if (t->kind == TEXT)
			buf_printf(&b, " '%s'", t->s);
		else
			buf_printf(&b, " %s", t->s);
	}
	return b.text ? b.text : "";
}

/* one of UTF-16 as UTF-8; what it leaves is the first half of a pair */
static uint32_t
code_unit(struct buf *b, uint32_t u, uint32_t high)
{
	if (u >= 0xd800 && u < 0xdc00)
		return u;
	if (u >= 0xdc00 && u < 0xe000)
		u = high == 0 ?
		    0xfffd :
		    0x10000 + ((high - 0xd800) << 10) + (u - 0xdc00);
	buf_put_utf8(b, u);
	return 0;
}

/* ('it' + [char]0x2019 + 's') */
static const char *
joined(struct script *s, size_t from, size_t to)
{
	struct buf b = buf_new(s->c->a);
	uint32_t high = 0; /* the first half of a surrogate pair */
	bool plus = true;

	for (size_t i = from; i < to; i++) {
		const struct token *t = &s->t[i];

		if (plus && t->kind == TEXT)
			buf_puts(&b, t->s);
		else if (plus && t->kind == WORD &&
		    strncasecmp(t->s, "[char]0x", 8) == 0)
			high = code_unit(&b,
			    (uint32_t)strtoul(t->s + 8, NULL, 16) & 0xffff,
			    high);
		else if (plus || !is_word(t, "+"))
			return NULL;
		plus = !plus;
	}
	return b.text ? b.text : "";
}

/* one value at i: its text, and where it ends; NULL: not a plain one */
static const char *
one(struct script *s, size_t i, size_t *end)
{
	const struct token *t = &s->t[i];

	*end = i + 1;
	if (t->kind == TEXT)
		return t->s;
	if (t->kind == WORD)
		return t->s;
	if (is_open(t, "(")) {
		const char *x = joined(s, i + 1, t->mate);

		*end = t->mate + 1;
		return x ? x : canon(s, i, t->mate + 1);
	}
	if (t->kind == OPEN) {
		*end = t->mate + 1;
		return canon(s, i, t->mate + 1);
	}
	return t->kind == VAR ? t->s : NULL;
}

/* ---- commands ---- */

#define ARGS_MAX 24
#define VALUES_MAX 64

struct arg {
	const char *name; /* without the dash; NULL: by its place */
	const char *v[VALUES_MAX];
	size_t n;
	bool used, alone; /* asked for; as one value */
};

struct call {
	struct script *s;
	const char *name;
	int line, last; /* of its words */
	struct arg arg[ARGS_MAX];
	size_t n;
	bool piped; /* something comes from the left */
};

/* the value of a parameter; a name may be shortened; place: where it may stand
 * without a name, -1: nowhere */
static struct arg *
arg_of(struct call *k, const char *name, int place)
{
	int nth = 0;

	for (size_t i = 0; i < k->n; i++)
		if (k->arg[i].name &&
		    (strcasecmp(k->arg[i].name, name) == 0 ||
		        (strlen(k->arg[i].name) >= 3 &&
		            strncasecmp(k->arg[i].name, name,
		                strlen(k->arg[i].name)) == 0))) {
			k->arg[i].used = true;
			return &k->arg[i];
		}
	for (size_t i = 0; i < k->n; i++)
		if (!k->arg[i].name && nth++ == place) {
			k->arg[i].used = true;
			return &k->arg[i];
		}
	return NULL;
}

static const char *
value(struct call *k, const char *name, int place)
{
	struct arg *x = arg_of(k, name, place);

	if (x)
		x->alone = true;
	return x && x->n > 0 ? x->v[0] : NULL;
}

/* $true, $false, On, Off, 1, 0 */
static const char *
truth(const char *v)
{
	if (!v || strcasecmp(v, "$true") == 0 || strcasecmp(v, "on") == 0 ||
	    str_eq(v, "1") || strcasecmp(v, "true") == 0)
		return "true";
	return "false";
}

/* a value, and whether the other branch of this `if` gives another */
static void
put(struct call *k, const char *object, const char *key, const char *v)
{
	int line = 0;
	const char *was = host_config_get(k->s->c, object, key, &line);

	if (!v)
		return;
	if (was && k->s->branch && line >= k->s->branch &&
	    line <= k->s->branch_to && strcasecmp(was, v) != 0)
		host_config_note(k->s->c, "host-rerun", true, k->line,
		    "%s: %s is %.60s here and %.60s in line %d, the other "
		    "branch: a second run changes it",
		    object, key, v, was, line);
	host_config_put(k->s->c, object, key, v, k->line);
}

static const char *
fmt2(struct call *k, const char *kind, const char *name)
{
	return str_fmt(k->s->c->a, "%s %s", kind, name ? name : "?");
}

/* what an adapter's name means */
static const char *
adapter(struct call *k, const char *name)
{
	size_t n = name ? strlen(name) : 0;
	const char *o;

	if (n > 12 && strncasecmp(name, "vEthernet (", 11) == 0 &&
	    name[n - 1] == ')')
		return fmt2(k, "interface",
		    str_dup(k->s->c->a, name + 11, n - 12));
	o = fmt2(k, "team", name);
	return host_config_has(k->s->c, o) ? o : fmt2(k, "port", name);
}

static void
needs(struct call *k, const char *object)
{
	if (!host_config_has(k->s->c, object))
		host_config_note(k->s->c, "host-stops", true, k->line,
		    "%s: no %s is defined yet", k->name, object);
}

static void
members(struct call *k, const char *object, const char *key, struct arg *x)
{
	host_config_drop(k->s->c, object, key);
	for (size_t i = 0; x && i < x->n; i++)
		host_config_add(k->s->c, object, key, x->v[i], k->line);
}

/* names of the host's own interfaces that a command without a name means */
static void
each_vnic(struct call *k, const char *name, const char *key, const char *v)
{
	struct host_config *c = k->s->c;

	if (name) {
		needs(k, fmt2(k, "interface", name));
		put(k, fmt2(k, "interface", name), key, v);
		return;
	}
	for (size_t i = 0; i < c->n; i++)
		if (str_eq(c->fact[i].key, "on-switch"))
			put(k, c->fact[i].object, key, v);
}

static void
vnic_vlan(struct call *k)
{
	const char *name = value(k, "VMNetworkAdapterName", 0), *v = NULL;

	if (arg_of(k, "Access", -1))
		v = value(k, "VlanId", 1);
	else if (arg_of(k, "Untagged", -1))
		v = "0";
	else
		host_config_note(k->s->c, "host-unread", true, k->line,
		    "neither -Access nor -Untagged: its effect is not "
		    "modelled");
	each_vnic(k, name, "vlan", v);
}

static void
vnic_add(struct call *k)
{
	const char *o = fmt2(k, "interface", value(k, "Name", 0));
	const char *sw = value(k, "SwitchName", 1);

	if (sw)
		needs(k, fmt2(k, "switch", sw));
	put(k, o, "on-switch", sw ? sw : "?");
}

static void
vnic_set(struct call *k)
{
	static const char *const key[][2] = { { "VrssEnabled", "vrss" },
		{ "IeeePriorityTag", "priority-tag" },
		{ "MaximumBandwidth", "bandwidth-most" },
		{ "MinimumBandwidthWeight", "bandwidth-weight" },
		{ "VmqWeight", "queue-weight" },
		{ "MacAddressSpoofing", "spoofing" },
		{ "RdmaWeight", "rdma-weight" } };
	const char *name = value(k, "Name", 0);

	for (size_t i = 0; i < 7; i++) {
		const char *v = value(k, key[i][0], -1);

		if (v)
			each_vnic(k, name, key[i][1], i < 2 ? truth(v) : v);
	}
}

static void
vnic_map(struct call *k)
{
	each_vnic(k, value(k, "VMNetworkAdapterName", 0), "mapped",
	    value(k, "PhysicalNetAdapterName", 1));
	(void)value(k, "SwitchName", -1);
}

static void
vnic_unmap(struct call *k)
{
	const char *name = value(k, "VMNetworkAdapterName", 0);

	host_config_drop(k->s->c, fmt2(k, "interface", name), "mapped");
}

static void
vnic_remove(struct call *k)
{
	host_config_drop(k->s->c, fmt2(k, "interface", value(k, "Name", 0)),
	    NULL);
}

static void
switch_new(struct call *k)
{
	const char *o = fmt2(k, "switch", value(k, "Name", 0));
	struct arg *x = arg_of(k, "NetAdapterName", 1);

	members(k, o, "member", x);
	put(k, o, "embedded",
	    arg_of(k, "EnableEmbeddedTeaming", -1) ?
	        truth(value(k, "EnableEmbeddedTeaming", -1)) :
	        x && x->n > 1 ? "true" :
	                        "false");
	put(k, o, "host",
	    arg_of(k, "AllowManagementOS", -1) ?
	        truth(value(k, "AllowManagementOS", -1)) :
	        "true");
}

static void
switch_set(struct call *k)
{
	const char *o = fmt2(k, "switch", value(k, "Name", 0));
	const char *v = value(k, "AllowManagementOS", -1);

	needs(k, o);
	if (v)
		put(k, o, "host", truth(v));
}

static void
switch_team(struct call *k)
{
	const char *o = fmt2(k, "switch", value(k, "Name", 0));
	struct arg *x = arg_of(k, "NetAdapterName", -1);

	needs(k, o);
	if (str_eq(host_config_get(k->s->c, o, "embedded", NULL), "false"))
		host_config_note(k->s->c, "host-stops", true, k->line,
		    "%s has no embedded team", o);
	put(k, o, "hash", value(k, "LoadBalancingAlgorithm", -1));
	put(k, o, "mode", value(k, "TeamingMode", -1));
	if (x)
		members(k, o, "member", x);
}

static void
switch_remove(struct call *k)
{
	host_config_drop(k->s->c, fmt2(k, "switch", value(k, "Name", 0)), NULL);
}

static void
team_new(struct call *k)
{
	const char *o = fmt2(k, "team", value(k, "Name", 0));
	const char *mode = value(k, "TeamingMode", 2);

	members(k, o, "member", arg_of(k, "TeamMembers", 1));
	put(k, o, "mode", mode ? mode : "SwitchIndependent");
	put(k, o, "hash", value(k, "LoadBalancingAlgorithm", 3));
}

static void
team_set(struct call *k)
{
	const char *o = fmt2(k, "team", value(k, "Name", 0));

	needs(k, o);
	put(k, o, "mode", value(k, "TeamingMode", -1));
	put(k, o, "hash", value(k, "LoadBalancingAlgorithm", -1));
}

static void
team_remove(struct call *k)
{
	host_config_drop(k->s->c, fmt2(k, "team", value(k, "Name", 0)), NULL);
}

static void
member_add(struct call *k)
{
	bool sw = strcasecmp(k->name, "Add-VMSwitchTeamMember") == 0;
	const char *name = value(k, sw ? "NetAdapterName" : "Name", sw ? 1 : 0);
	const char *to = value(k, sw ? "VMSwitchName" : "Team", sw ? 0 : 1);

	host_config_add(k->s->c, fmt2(k, sw ? "switch" : "team", to), "member",
	    name ? name : "?", k->line);
}

static void
member_remove(struct call *k)
{
	bool sw = strcasecmp(k->name, "Remove-VMSwitchTeamMember") == 0;
	const char *name = value(k, sw ? "NetAdapterName" : "Name", sw ? 1 : 0);
	const char *o = fmt2(k, sw ? "switch" : "team",
	    value(k, sw ? "VMSwitchName" : "Team", sw ? 0 : 1));
	struct host_config *c = k->s->c;
	size_t kept = 0;

	for (size_t i = 0; i < c->n; i++)
		if (!name || strcasecmp(c->fact[i].object, o) != 0 ||
		    !str_eq(c->fact[i].key, "member") ||
		    strcasecmp(c->fact[i].value, name) != 0)
			c->fact[kept++] = c->fact[i];
	c->n = kept;
}

/* bytes with the Ethernet header -> of the IP packet */
static void
jumbo(struct call *k, const char *o, const char *bytes)
{
	int64_t n;

	put(k, o, "mtu",
	    num_int(bytes ? bytes : "", &n) && n >= 14 ?
	        str_fmt(k->s->c->a, "%lld", (long long)n - 14) :
	        bytes);
}

/* what the switch of a name may be on, if it is there already */
static void
our_switch(struct call *k)
{
	members(k, fmt2(k, "expected switch", value(k, "Name", 0)), "on",
	    arg_of(k, "Ports", 1));
}

static void
our_jumbo(struct call *k)
{
	jumbo(k, adapter(k, value(k, "Name", 0)), value(k, "Bytes", 1));
}

static void
our_pause(struct call *k)
{
	put(k, adapter(k, value(k, "Name", 0)), "pause", "false");
}

static void
our_address(struct call *k)
{
	const char *o = adapter(k, value(k, "Alias", 0));
	const char *ip = value(k, "Address", 1), *gw;
	const char *prefix = value(k, "Prefix", 2);

	put(k, o, "address",
	    str_fmt(k->s->c->a, "%s/%s", ip ? ip : "", prefix ? prefix : ""));
	gw = value(k, "Gateway", 3);
	if (gw)
		put(k, o, "gateway", gw);
}

static void
address_new(struct call *k)
{
	const char *o = adapter(k, value(k, "InterfaceAlias", -1));
	const char *ip = value(k, "IPAddress", 0);
	const char *prefix = value(k, "PrefixLength", -1);

	host_config_add(k->s->c, o, "address",
	    str_fmt(k->s->c->a, "%s/%s", ip ? ip : "", prefix ? prefix : ""),
	    k->line);
	put(k, o, "gateway", value(k, "DefaultGateway", -1));
}

static void
address_remove(struct call *k)
{
	const char *alias = value(k, "InterfaceAlias", -1);
	const char *ip = value(k, "IPAddress", 0);
	struct host_config *c = k->s->c;
	size_t kept = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct host_fact *f = &c->fact[i];

		if (!str_eq(f->key, "address") ||
		    (alias && strcasecmp(f->object, adapter(k, alias)) != 0) ||
		    (ip && strncmp(f->value, ip, strlen(ip)) != 0))
			c->fact[kept++] = *f;
	}
	c->n = kept;
}

static void
property(struct call *k)
{
	const char *o = adapter(k, value(k, "Name", 0));
	const char *word = value(k, "RegistryKeyword", -1);
	const char *show = value(k, "DisplayName", -1);
	const char *v = value(k, "RegistryValue", -1);

	if (!v)
		v = value(k, "DisplayValue", -1);
	if ((word && strcasecmp(word, "*JumboPacket") == 0) ||
	    (show && strncasecmp(show, "Jumbo", 5) == 0))
		jumbo(k, o, v);
	else if (word && strcasecmp(word, "*FlowControl") == 0)
		put(k, o, "pause", truth(v));
	else
		put(k, o,
		    str_fmt(k->s->c->a, "property %s",
		        word     ? word :
		            show ? show :
		                   "?"),
		    v ? v : "?");
}

static void
queues(struct call *k)
{
	const char *o = adapter(k, value(k, "Name", 0));

	put(k, o, "queue-base", value(k, "BaseProcessorNumber", -1));
	put(k, o, "queue-count", value(k, "MaxProcessors", -1));
	put(k, o, "queue-last", value(k, "MaxProcessorNumber", -1));
}

static const char *
onoff(struct call *k)
{
	return strncasecmp(k->name, "Disable", 7) == 0 ? "false" : "true";
}

static void
switch_on(struct call *k)
{
	static const char *const row[][2] = { { "Rdma", "rdma" },
		{ "Qos", "dcb" }, { "Vmq", "queues" }, { "Rss", "queues" } };
	struct arg *x = arg_of(k, "Name", 0);

	for (size_t i = 0; i < 4; i++) {
		size_t n = strlen(k->name);

		if (strcasecmp(k->name + n - 3,
		        row[i][0] + strlen(row[i][0]) - 3) != 0)
			continue;
		for (size_t m = 0; x && m < x->n; m++)
			put(k, adapter(k, x->v[m]), row[i][1], onoff(k));
	}
}

static void
adapter_set(struct call *k)
{
	put(k, adapter(k, value(k, "Name", 0)), "vlan", value(k, "VlanID", -1));
}

static void
adapter_off(struct call *k)
{
	put(k, adapter(k, value(k, "Name", 0)), "off",
	    str_eq(onoff(k), "true") ? "false" : "true");
}

static void
dhcp(struct call *k)
{
	const char *v = value(k, "Dhcp", -1);
	const char *mtu = value(k, "NlMtuBytes", -1);
	const char *o = adapter(k, value(k, "InterfaceAlias", 0));

	if (v && strcasecmp(v, "Enabled") == 0)
		put(k, o, "dhcp4", "true");
	if (mtu)
		put(k, o, "mtu", mtu);
	(void)value(k, "AddressFamily", -1);
}

static void
dns(struct call *k)
{
	const char *o = adapter(k, value(k, "InterfaceAlias", 0));

	members(k, o, "dns", arg_of(k, "ServerAddresses", 1));
}

static void
policy(struct call *k)
{
	const char *o = fmt2(k, "policy", value(k, "Name", 0));
	const char *port = value(k, "NetDirectPortMatchCondition", -1);

	if (port)
		put(k, o, "match", str_fmt(k->s->c->a, "direct %s", port));
	if (arg_of(k, "Default", -1))
		put(k, o, "match", "default");
	if (arg_of(k, "SMB", -1))
		put(k, o, "match", "smb");
	put(k, o, "priority", value(k, "PriorityValue8021Action", -1));
}

static void
policy_remove(struct call *k)
{
	host_config_drop(k->s->c, fmt2(k, "policy", value(k, "Name", 0)), NULL);
}

static void
flow_control(struct call *k)
{
	struct arg *x = arg_of(k, "Priority", 0);

	for (size_t i = 0; x && i < x->n; i++)
		put(k, "lossless", str_fmt(k->s->c->a, "priority %s", x->v[i]),
		    onoff(k));
}

static void
class_of(struct call *k)
{
	const char *o = fmt2(k, "class", value(k, "Name", 0));
	struct arg *x = arg_of(k, "Priority", 1);

	if (x)
		put(k, o, "priority", x->n > 0 ? x->v[0] : "");
	put(k, o, "percent", value(k, "BandwidthPercentage", -1));
	put(k, o, "algorithm", value(k, "Algorithm", -1));
}

static void
class_remove(struct call *k)
{
	host_config_drop(k->s->c, fmt2(k, "class", value(k, "Name", 0)), NULL);
}

static void
willing(struct call *k)
{
	put(k, "dcbx", "willing", truth(value(k, "Willing", -1)));
}

static void
migration_on(struct call *k)
{
	put(k, "migration", "on", onoff(k));
}

static void
vm_host(struct call *k)
{
	static const char *const row[][2] = {
		{ "VirtualMachineMigrationAuthenticationType",
		    "authentication" },
		{ "VirtualMachineMigrationPerformanceOption", "transport" },
		{ "MaximumVirtualMachineMigrations", "simultaneous" },
		{ "MaximumStorageMigrations", "storage-simultaneous" }
	};
	const char *v = value(k, "UseAnyNetworkForMigration", -1);

	for (size_t i = 0; i < 4; i++)
		put(k, "migration", row[i][1], value(k, row[i][0], -1));
	if (v)
		put(k, "migration", "any-network", truth(v));
}

static void
migration_net(struct call *k)
{
	const char *o = fmt2(k, "migration-network", value(k, "Subnet", 0));
	const char *v = value(k, "Priority", 1);
	const char *v2 = value(k, "NewPriority", -1);

	if (v2)
		v = v2;
	put(k, o, "priority", v ? v : "0");
}

/* what is left of a list that was filtered: what is not wanted */
static bool
rest_of_list(struct call *k)
{
	const char *v = value(k, "Subnet", 0);

	return k->piped && v && *v == '$';
}

static void
migration_net_remove(struct call *k)
{
	if (rest_of_list(k))
		return;
	host_config_drop(k->s->c,
	    fmt2(k, "migration-network", value(k, "Subnet", 0)), NULL);
}

static void
smb_limit(struct call *k)
{
	put(k, "migration",
	    str_fmt(k->s->c->a, "limit %s",
	        value(k, "Category", 0) ? value(k, "Category", 0) : "?"),
	    value(k, "BytesPerSecond", 1));
}

static void
cluster_parameter(struct call *k)
{
	const char *name = value(k, "Name", 0), *v = value(k, "Value", 1);

	put(k, "cluster", name ? name : "?", v ? v : "?");
}

static void
feature(struct call *k)
{
	put(k, "features", value(k, "Name", 0) ? value(k, "Name", 0) : "?",
	    strncasecmp(k->name, "Un", 2) == 0 ? "false" : "true");
}

static void
nothing(struct call *k)
{
	for (size_t i = 0; i < k->n; i++)
		k->arg[i].used = true;
}

static const struct command {
	const char *name;
	void (*run)(struct call *k);
} command[] = {
	{ "Assert-Switch", our_switch },
	{ "Set-Address", our_address },
	{ "Set-Jumbo", our_jumbo },
	{ "Set-PauseOff", our_pause },
	{ "New-NetIPAddress", address_new },
	{ "Remove-NetIPAddress", address_remove },
	{ "Set-NetIPInterface", dhcp },
	{ "Set-DnsClientServerAddress", dns },
	{ "Set-DnsClient", nothing },
	{ "Set-NetAdapterAdvancedProperty", property },
	{ "Set-NetAdapter", adapter_set },
	{ "Enable-NetAdapter", adapter_off },
	{ "Disable-NetAdapter", adapter_off },
	{ "Restart-NetAdapter", nothing },
	{ "Set-NetAdapterVmq", queues },
	{ "Set-NetAdapterRss", queues },
	{ "Enable-NetAdapterVmq", switch_on },
	{ "Disable-NetAdapterVmq", switch_on },
	{ "Enable-NetAdapterRss", switch_on },
	{ "Disable-NetAdapterRss", switch_on },
	{ "Enable-NetAdapterRdma", switch_on },
	{ "Disable-NetAdapterRdma", switch_on },
	{ "Enable-NetAdapterQos", switch_on },
	{ "Disable-NetAdapterQos", switch_on },
	{ "Install-WindowsFeature", feature },
	{ "Add-WindowsFeature", feature },
	{ "Uninstall-WindowsFeature", feature },
	{ "New-NetQosPolicy", policy },
	{ "Set-NetQosPolicy", policy },
	{ "Remove-NetQosPolicy", policy_remove },
	{ "Enable-NetQosFlowControl", flow_control },
	{ "Disable-NetQosFlowControl", flow_control },
	{ "New-NetQosTrafficClass", class_of },
	{ "Set-NetQosTrafficClass", class_of },
	{ "Remove-NetQosTrafficClass", class_remove },
	{ "Set-NetQosDcbxSetting", willing },
	{ "New-VMSwitch", switch_new },
	{ "Set-VMSwitch", switch_set },
	{ "Set-VMSwitchTeam", switch_team },
	{ "Remove-VMSwitch", switch_remove },
	{ "Add-VMSwitchTeamMember", member_add },
	{ "Remove-VMSwitchTeamMember", member_remove },
	{ "New-NetLbfoTeam", team_new },
	{ "Set-NetLbfoTeam", team_set },
	{ "Remove-NetLbfoTeam", team_remove },
	{ "Add-NetLbfoTeamMember", member_add },
	{ "Remove-NetLbfoTeamMember", member_remove },
	{ "Add-VMNetworkAdapter", vnic_add },
	{ "Set-VMNetworkAdapter", vnic_set },
	{ "Remove-VMNetworkAdapter", vnic_remove },
	{ "Set-VMNetworkAdapterVlan", vnic_vlan },
	{ "Set-VMNetworkAdapterTeamMapping", vnic_map },
	{ "Remove-VMNetworkAdapterTeamMapping", vnic_unmap },
	{ "Enable-VMMigration", migration_on },
	{ "Disable-VMMigration", migration_on },
	{ "Set-VMHost", vm_host },
	{ "Add-VMMigrationNetwork", migration_net },
	{ "Set-VMMigrationNetwork", migration_net },
	{ "Remove-VMMigrationNetwork", migration_net_remove },
	{ "Set-SmbBandwidthLimit", smb_limit },
	{ "Set-ClusterParameter", cluster_parameter },
	{ "Set-StrictMode", nothing },
	{ "Start-Sleep", nothing },
	{ "Select-Object", nothing },
	{ "Sort-Object", nothing },
};

/* changes nothing, whatever comes after the dash */
static bool
is_quiet(const char *name)
{
	static const char *const verb[] = { "Get-", "Write-", "Test-",
		"Measure-", "Format-", "Out-Null", "Out-Host", "Out-String" };

	for (size_t i = 0; i < sizeof(verb) / sizeof(*verb); i++)
		if (strncasecmp(name, verb[i], strlen(verb[i])) == 0)
			return true;
	return false;
}

static bool
undoes(const char *name)
{
	static const char *const verb[] = { "Remove-", "Disable-", "Clear-",
		"Reset-", "Uninstall-", "Stop-", "Rename-", "Restore-" };

	for (size_t i = 0; i < 8; i++)
		if (strncasecmp(name, verb[i], strlen(verb[i])) == 0)
			return true;
	return false;
}

/* parameters that change nothing of what we read */
static bool
is_common(const char *name)
{
	static const char *const word[] = { "ErrorAction", "Confirm", "Force",
		"PassThru", "ManagementOS", "Verbose", "WarningAction", "AsJob",
		"Weight" };

	for (size_t i = 0; i < 9; i++)
		if (strcasecmp(name, word[i]) == 0)
			return true;
	return false;
}

/* Write-Host 'a text': nothing else is in it */
static bool
speaks(struct call *k)
{
	for (size_t i = 0; i < k->n; i++)
		for (size_t m = 0; m < k->arg[i].n; m++) {
			const char *v = k->arg[i].v[m];

			if (strstr(v, "$(") || strchr(v, '>') ||
			    strchr("(@", v[strspn(v, " ")]))
				return false;
		}
	return strncasecmp(k->name, "Write-", 6) == 0;
}

static void
run(struct call *k)
{
	size_t i, before;

	for (i = 0; i < k->n; i++)
		if (k->arg[i].name && strcasecmp(k->arg[i].name, "WhatIf") == 0)
			host_config_note(k->s->c, "host-unread", true, k->line,
			    "%s -WhatIf does nothing", k->name);
	for (i = 0; i < sizeof(command) / sizeof(*command); i++)
		if (strcasecmp(k->name, command[i].name) == 0)
			break;
	if (i == sizeof(command) / sizeof(*command)) {
		if (speaks(k))
			host_config_mark(k->s->c, k->line, k->last, true);
		if (!is_quiet(k->name))
			host_config_note(k->s->c, "host-unread",
			    undoes(k->name), k->line,
			    "'%.60s' is not modelled: its effect is unknown",
			    k->name);
		return;
	}
	before = k->s->c->n;
	command[i].run(k);
	/* names that come by a pipe, or with a * in them */
	if (strncasecmp(k->name, "Remove-", 7) == 0 && k->s->c->n == before &&
	    !rest_of_list(k))
		host_config_note(k->s->c, "host-unread", true, k->line,
		    "%s: what it removes is unknown", k->name);
	host_config_mark(k->s->c, k->line, k->last, true);
	for (i = 0; i < k->n; i++)
		if (k->arg[i].alone && k->arg[i].n > 1)
			host_config_note(k->s->c, "host-unread", true, k->line,
			    "%s: '%.60s' and %zu more where one value is read",
			    k->name, k->arg[i].v[0], k->arg[i].n - 1);
	for (i = 0; i < k->n; i++)
		if (!k->arg[i].used &&
		    (!k->arg[i].name || !is_common(k->arg[i].name)))
			host_config_note(k->s->c, "host-unread", true, k->line,
			    "%s: '%s%.60s' is not modelled", k->name,
			    k->arg[i].name ? "-" : "",
			    k->arg[i].name      ? k->arg[i].name :
			        k->arg[i].n > 0 ? k->arg[i].v[0] :
			                          "");
}

/* ---- statements ---- */

static void walk(struct script *s, size_t from, size_t to, int depth);

static const struct function *
function_of(const struct script *s, const char *name)
{
	for (size_t i = s->nfn; i-- > 0;)
		if (strcasecmp(s->fn[i].name, name) == 0)
			return &s->fn[i];
	return NULL;
}

static void
pass_over(struct script *s, size_t i)
{
	size_t last = s->t[i].kind == OPEN ? s->t[i].mate : i;

	host_config_mark(s->c, s->t[i].line, s->t[last].line, false);
}

/* a command from i on, up to a pipe or `to`; where it ends */
static size_t
command_at(struct script *s, size_t i, size_t to, bool piped, int depth)
{
	struct call *k = NEW(s->c->a, struct call, 1);
	const struct function *f;

	*k = (struct call){ .s = s,
		.name = s->t[i].s,
		.line = s->t[i].line,
		.last = s->t[i].line,
		.piped = piped };
	for (i++; i < to && s->t[i].kind != PIPE && s->t[i].kind != SEP;) {
		const struct token *t = &s->t[i];
		struct arg *x;
		size_t end;

		if (k->n == ARGS_MAX) {
			bad(s, k->line, "more arguments than any command has");
			return to;
		}
		x = &k->arg[k->n++];
		if (t->kind == DASH) {
			x->name = t->s + 1;
			i++;
			if (i >= to || s->t[i].kind == DASH ||
			    s->t[i].kind == PIPE || s->t[i].kind == SEP)
				continue;
			/* switches take no value */
			if (strcasecmp(x->name, "ManagementOS") == 0 ||
			    strcasecmp(x->name, "Access") == 0 ||
			    strcasecmp(x->name, "Default") == 0 ||
			    strcasecmp(x->name, "Untagged") == 0)
				continue;
		}
		for (; i < to; i++) {
			const char *v = one(s, i, &end);

			if (v && x->n < VALUES_MAX)
				x->v[x->n++] = v;
			i = end;
			/* what is glued to it belongs to it: (a).b */
			while (i < to && s->t[i].glued && s->t[i].kind != SEP &&
			    s->t[i].kind != PIPE && s->t[i].kind != COMMA)
				pass_over(s, i++);
			if (i >= to || s->t[i].kind != COMMA)
				break;
		}
	}
	k->last = s->t[i - 1].line;
	f = function_of(s, k->name);
	if (f && !f->has_params) {
		if (s->calls++ > CALLS_MAX * 4 || depth > CALLS_MAX)
			bad(s, k->line,
			    "functions that call each other endlessly");
		else
			walk(s, f->from, f->to, depth + 1);
	} else if (strcasecmp(k->name, "Where-Object") == 0 ||
	    strcasecmp(k->name, "?") == 0)
		host_config_mark(s->c, k->line, k->last, false);
	else
		run(k);
	return i;
}

/* `$net.Name = 'lm'` and the like */
static void
assignment(struct script *s, size_t i, size_t to)
{
	const char *name = s->t[i].s, *dot = strchr(name, '.');
	size_t end, v = i + 2;

	if (strcasecmp(name, "$Computer") == 0) {
		host_config_put(s->c, "host", "computer",
		    one(s, v, &end) ? one(s, v, &end) : "?", s->t[v].line);
	} else if (is_word(&s->t[v], "Get-ClusterNetwork")) {
		s->net = "?";
		for (; v < to; v++)
			if (s->t[v].kind == OPEN) {
				for (size_t m = v; m < s->t[v].mate; m++)
					if (is_word(&s->t[m], "-eq"))
						s->net = one(s, m + 1, &end);
				v = s->t[v].mate;
			}
		s->net = str_fmt(s->c->a, "cluster-network %s",
		    s->net ? s->net : "?");
	} else if (dot && s->net && strncasecmp(name, "$net.", 5) == 0) {
		host_config_put(s->c, s->net, dot + 1,
		    one(s, v, &end) ? one(s, v, &end) : "?", s->t[v].line);
	} else {
		host_config_put(s->c, "variables", name, canon(s, v, to),
		    s->t[i].line);
	}
}

static size_t
statement_end(const struct script *s, size_t i, size_t to)
{
	for (; i < to; i++) {
		if (s->t[i].kind == OPEN)
			i = s->t[i].mate;
		else if (s->t[i].kind == SEP &&
		    (i == 0 || s->t[i - 1].kind != PIPE))
			break;
	}
	return i < to ? i : to;
}

static size_t
skip_seps(const struct script *s, size_t i, size_t to)
{
	while (i < to && s->t[i].kind == SEP)
		i++;
	return i;
}

static size_t
if_at(struct script *s, size_t i, size_t to, int depth)
{
	int was = s->branch, was_to = s->branch_to;

	for (;;) {
		size_t block;

		i = skip_seps(s, i + 1, to);
		if (i < to && is_open(&s->t[i], "(")) {
			host_config_add(s->c, "conditions",
			    canon(s, i, s->t[i].mate + 1), "", s->t[i].line);
			i = skip_seps(s, s->t[i].mate + 1, to);
		}
		if (i >= to || !is_open(&s->t[i], "{")) {
			bad(s, s->t[i < to ? i : to - 1].line,
			    "a condition and a block are missing here");
			return to;
		}
		block = i;
		walk(s, i + 1, s->t[i].mate, depth + 1);
		s->branch = s->t[block].line;
		s->branch_to = s->t[s->t[block].mate].line;
		i = s->t[i].mate + 1;
		block = skip_seps(s, i, to);
		if (block >= to ||
		    (!is_word(&s->t[block], "else") &&
		        !is_word(&s->t[block], "elseif")))
			break;
		i = block;
	}
	s->branch = was;
	s->branch_to = was_to;
	return i;
}

static size_t
function_at(struct script *s, size_t i, size_t to)
{
	struct function f = { .name = s->t[i + 1].s, .line = s->t[i].line };
	size_t k = i + 2;

	if (k < to && is_open(&s->t[k], "(")) {
		f.has_params = true;
		k = s->t[k].mate + 1;
	}
	k = skip_seps(s, k, to);
	if (k >= to || s->t[i + 1].kind != WORD || !is_open(&s->t[k], "{")) {
		bad(s, f.line, "a function without a name or a block");
		return to;
	}
	f.from = k + 1;
	f.to = s->t[k].mate;
	PUSH(s->c->a, s->fn, s->nfn, s->fncap, f);
	/* ours, that take parameters, are not entered: their text counts */
	if (f.has_params)
		host_config_put(s->c, "function", f.name, canon(s, i + 2, f.to),
		    f.line);
	return f.to + 1;
}

static void
pipeline(struct script *s, size_t i, size_t to, int depth)
{
	bool piped = false;

	while (i < to) {
		if (s->t[i].kind == WORD &&
		    (strcasecmp(s->t[i].s, "ForEach-Object") == 0) &&
		    i + 1 < to && is_open(&s->t[i + 1], "{")) {
			/* each of what is not wanted is taken away */
			struct script *in = s;

			pass_over(s, i + 1);

			for (size_t m = i + 2; m < s->t[i + 1].mate; m++)
				if (s->t[m].kind == WORD &&
				    strchr(s->t[m].s, '-')) {
					m = command_at(in, m, s->t[i + 1].mate,
					    true, depth);
				}
			i = s->t[i + 1].mate + 1;
		} else if (s->t[i].kind == WORD) {
			i = command_at(s, i, to, piped, depth);
		} else {
			if (s->t[i].kind != PIPE && s->t[i].kind != SEP)
				pass_over(s, i);
			i = s->t[i].kind == OPEN ? s->t[i].mate + 1 : i + 1;
		}
		if (i < to && s->t[i].kind == PIPE) {
			piped = true;
			i = skip_seps(s, i + 1, to);
		}
	}
}

static void
walk(struct script *s, size_t from, size_t to, int depth)
{
	size_t i = skip_seps(s, from, to), end;

	while (i < to && !s->broken) {
		const struct token *t = &s->t[i];

		if (depth > DEPTH_MAX) {
			bad(s, t->line, "blocks nest too deep");
		} else if (is_word(t, "function") && i + 2 < to) {
			i = function_at(s, i, to);
		} else if (is_word(t, "if")) {
			i = if_at(s, i, to, depth);
		} else if (is_word(t, "for") || is_word(t, "while")) {
			/* waits for a state; nothing is set in it */
			end = statement_end(s, i, to);
			host_config_add(s->c, "conditions", canon(s, i, end),
			    "", t->line);
			i = end;
		} else {
			end = statement_end(s, i, to);
			if (is_word(t, "param")) {
				host_config_put(s->c, "variables", "param",
				    canon(s, i, end), t->line);
			} else if (is_word(t, "throw") || is_word(t, "exit") ||
			    is_word(t, "return")) {
				host_config_add(s->c, "conditions",
				    canon(s, i, end), "", t->line);
				/* nothing after it is done */
				if (depth == 0)
					host_config_note(s->c, "host-stops",
					    true, t->line,
					    "the script ends here");
				return;
			} else if (t->kind == VAR && i + 2 < end &&
			    is_word(&s->t[i + 1], "=")) {
				assignment(s, i, end);
			} else {
				pipeline(s, i, end, depth);
			}
			i = end;
		}
		i = skip_seps(s, i, to);
	}
}

void
powershell_read(struct host_config *c)
{
	struct script s = { .c = c };

	c->services = true;
	tokens(&s);
	if (!s.broken)
		mate(&s);
	if (!s.broken)
		walk(&s, 0, s.n - 1, 0);
}
