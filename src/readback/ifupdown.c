/*
 * A file of interfaces(5) as ifupdown2 reads it, as facts.  A stanza is what an
 * interface is by its options: bond-slaves make a team, bridge-ports a bridge,
 * a VLAN's link or its number in the name an interface on another.  What is
 * not brought up by itself (`auto`) counts as switched off.  Commands (up,
 * post-up and the like) are not modelled, and are reported.
 */
#include <ctype.h>
#include <string.h>

#include "base/ip.h"
#include "base/str.h"
#include "readback/host_config.h"

#define WORDS_MAX 64

struct stanza {
	const char *name, *method;
	int line;
	struct option {
		const char *key, *value;
		int line;
	} * opt;
	size_t n, cap;
};

struct file {
	struct host_config *c;
	struct stanza *st;
	size_t n, cap;
	const char **up;
	size_t nup, upcap;
};

static size_t
split(struct arena *a, const char *s, const char **word)
{
	size_t n = 0;

	while (n < WORDS_MAX) {
		size_t len;

		while (isspace((unsigned char)*s))
			s++;
		len = strcspn(s, " \t\r");
		if (!len)
			break;
		word[n++] = str_dup(a, s, len);
		s += len;
	}
	return n;
}

static const char *
option(const struct stanza *s, const char *key)
{
	for (size_t i = 0; i < s->n; i++)
		if (str_eq(s->opt[i].key, key))
			return s->opt[i].value;
	return NULL;
}

static const char *
kind_of(const struct stanza *s)
{
	return option(s, "bond-slaves") ? "team" :
	    option(s, "bridge-ports")   ? "bridge" :
	    option(s, "vlan-raw-device") || option(s, "vlan-id") ||
	        strchr(s->name, '.') ?
	                                "interface" :
	                                "port";
}

static const char *
yes_no(const char *v)
{
	return str_eq(v, "yes") || str_eq(v, "on") || str_eq(v, "1") ? "true" :
	                                                               "false";
}

/* modes by name and by the kernel's number */
static const char *
bond_mode(const char *v)
{
	static const char *const mode[] = { "balance-rr", "active-backup",
		"balance-xor", "broadcast", "802.3ad", "balance-tlb",
		"balance-alb" };

	return v[0] >= '0' && v[0] <= '6' && v[1] == '\0' ? mode[v[0] - '0'] :
	                                                    v;
}

/* each word a fact of its own */
static void
each_word(struct host_config *c, const char *object, const char *key,
    const char *value, int line)
{
	const char *word[WORDS_MAX];
	size_t n = split(c->a, value, word);

	for (size_t i = 0; i < n; i++)
		if (!str_eq(word[i], "none"))
			host_config_add(c, object, key, word[i], line);
}

static void
one_option(struct host_config *c, const char *o, const struct option *x)
{
	static const char *const same[][2] = { { "mtu", "mtu" },
		{ "gateway", "gateway" }, { "address", "address" },
		{ "vlan-raw-device", "link" }, { "vlan-id", "vlan" },
		{ "bond-primary", "primary" }, { "bond-miimon", "monitor" },
		{ "bond-updelay", "up-delay" },
		{ "bond-downdelay", "down-delay" },
		{ "bond-lacp-rate", "lacp-rate" },
		{ "bond-xmit-hash-policy", "hash" },
		{ "bridge-fd", "forward-delay" } };
	const char *word[WORDS_MAX];

	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++)
		if (str_eq(x->key, same[i][0])) {
			if (split(c->a, x->value, word) != 1)
				host_config_note(c, "host-syntax", true,
				    x->line, "'%.60s' takes one value", x->key);
			host_config_add(c, o, same[i][1], x->value, x->line);
			return;
		}
	if (str_eq(x->key, "bond-slaves") || str_eq(x->key, "bridge-ports"))
		each_word(c, o, "member", x->value, x->line);
	else if (str_eq(x->key, "bridge-vids"))
		each_word(c, o, "tags", x->value, x->line);
	else if (str_eq(x->key, "dns-nameservers"))
		each_word(c, o, "dns", x->value, x->line);
	else if (str_eq(x->key, "bond-mode"))
		host_config_put(c, o, "mode", bond_mode(x->value), x->line);
	else if (str_eq(x->key, "bridge-stp"))
		host_config_put(c, o, "stp", yes_no(x->value), x->line);
	else if (str_eq(x->key, "bridge-vlan-aware"))
		host_config_put(c, o, "vlan-aware", yes_no(x->value), x->line);
	else if (str_eq(x->key, "ipv6-addrgen"))
		host_config_put(c, o, "link-local", x->value, x->line);
	else
		host_config_note(c, "host-unread", true, x->line,
		    "'%.60s' of %s is not modelled: its effect is unknown",
		    x->key, o);
}

/* bond0.120 is VLAN 120 on bond0 */
static void
dotted(struct host_config *c, const struct stanza *s, const char *o)
{
	const char *dot = strrchr(s->name, '.');

	if (!dot || !str_eq(kind_of(s), "interface"))
		return;
	if (!option(s, "vlan-id"))
		host_config_put(c, o, "vlan", dot + 1, s->line);
	if (!option(s, "vlan-raw-device"))
		host_config_put(c, o, "link",
		    str_dup(c->a, s->name, (size_t)(dot - s->name)), s->line);
}

/* an address with its mask in a line of its own, as one with its length; NULL:
 * it has none, or the mask is no mask */
static const char *
with_netmask(struct arena *a, const struct stanza *s)
{
	const char *address = option(s, "address"), *mask;
	uint32_t m;
	int n = 0;

	mask = option(s, "netmask");
	if (!address || !mask || strchr(address, '/'))
		return NULL;
	if (mask[strspn(mask, "0123456789")] == '\0' && strlen(mask) < 3)
		return str_fmt(a, "%s/%s", address, mask);
	if (!ip_parse(mask, &m))
		return NULL;
	while (n < 32 && m << n & 0x80000000U)
		n++;
	return n < 32 && m << n ? NULL : str_fmt(a, "%s/%d", address, n);
}

static void
stanza_facts(struct file *f, const struct stanza *s)
{
	struct host_config *c = f->c;
	const char *o = str_fmt(c->a, "%s %s", kind_of(s), s->name);
	const char *address;
	bool up = false;

	if (str_eq(s->method, "loopback"))
		return;
	host_config_put(c, o, "is", kind_of(s), s->line);
	if (str_eq(s->method, "dhcp"))
		host_config_put(c, o, "dhcp4", "true", s->line);
	else if (!str_eq(s->method, "static") && !str_eq(s->method, "manual"))
		host_config_note(c, "host-unread", true, s->line,
		    "%s: the method '%.60s' is not modelled", o, s->method);
	if (str_eq(s->method, "manual") && option(s, "address"))
		host_config_note(c, "host-syntax", true, s->line,
		    "%s is manual and has an address, which is ignored", o);
	if (str_eq(s->method, "static") && !option(s, "address"))
		host_config_note(c, "host-syntax", true, s->line,
		    "%s is static and has no address", o);
	for (size_t i = 0; i < f->nup; i++)
		up |= str_eq(f->up[i], s->name);
	if (!up)
		host_config_put(c, o, "off", "true", s->line);
	address = with_netmask(c->a, s);
	for (size_t i = 0; i < s->n; i++) {
		struct option x = s->opt[i];

		if (address && str_eq(x.key, "netmask"))
			continue;
		if (address && str_eq(x.key, "address"))
			x.value = address;
		one_option(c, o, &x);
	}
	dotted(c, s, o);
}

static void
iface(struct file *f, const char *const *word, size_t n, int line)
{
	struct stanza s = { .line = line };

	if (n != 4 || !str_eq(word[2], "inet")) {
		host_config_note(f->c, n == 4 ? "host-unread" : "host-syntax",
		    true, line, "this is not `iface NAME inet METHOD`");
		return;
	}
	s.name = word[1];
	s.method = word[3];
	for (size_t i = 0; i < f->n; i++)
		if (str_eq(f->st[i].name, s.name))
			host_config_note(f->c, "host-syntax", true, line,
			    "'%.60s' is also in line %d", s.name,
			    f->st[i].line);
	PUSH(f->c->a, f->st, f->n, f->cap, s);
}

/* bond_mode is another way to write bond-mode */
static const char *
dashed(struct arena *a, const char *s)
{
	char *t = str_dup(a, s, strlen(s));

	for (size_t i = 0; t[i]; i++)
		if (t[i] == '_')
			t[i] = '-';
	return t;
}

static void
one_line(struct file *f, const char *s, int line)
{
	const char *word[WORDS_MAX], *v = s;
	struct arena *a = f->c->a;
	size_t n = split(a, s, word);
	struct stanza *t = f->n ? &f->st[f->n - 1] : NULL;
	struct option x = { .line = line };

	if (n == 0 || *word[0] == '#')
		return;
	if (n == WORDS_MAX) {
		host_config_note(f->c, "host-syntax", true, line,
		    "more words than any line has");
		return;
	}
	host_config_mark(f->c, line, line, true);
	if (str_eq(word[0], "auto")) {
		for (size_t i = 1; i < n; i++)
			PUSH(a, f->up, f->nup, f->upcap, word[i]);
	} else if (str_eq(word[0], "iface")) {
		iface(f, word, n, line);
	} else if (strncmp(word[0], "source", 6) == 0 ||
	    strncmp(word[0], "allow-", 6) == 0 || str_eq(word[0], "mapping") ||
	    str_eq(word[0], "template") || str_eq(word[0], "vlan")) {
		host_config_note(f->c, "host-unread", true, line,
		    "'%.60s' is not modelled: its effect is unknown", word[0]);
	} else if (!t || n < 2) {
		host_config_note(f->c, "host-syntax", true, line,
		    "'%.60s' is not an interface option with a value", word[0]);
	} else {
		while (isspace((unsigned char)*v))
			v++;
		v += strlen(word[0]);
		while (isspace((unsigned char)*v))
			v++;
		x.key = dashed(a, word[0]);
		x.value = v;
		for (size_t i = 0; i < t->n; i++)
			if (str_eq(t->opt[i].key, x.key))
				host_config_note(f->c, "host-unread", true,
				    line, "'%.60s' is listed twice", x.key);
		PUSH(a, t->opt, t->n, t->cap, x);
	}
}

void
ifupdown_read(struct host_config *c)
{
	struct file f = { .c = c };
	const char *p = c->src->text, *end = p + c->src->len;
	struct buf b = buf_new(c->a);
	int line = 1, first = 1;

	/* a line that ends in \ goes on in the next */
	for (; p < end; line++) {
		size_t n = (size_t)(end - p), m;
		const char *nl = memchr(p, '\n', n);
		bool more;

		n = nl ? (size_t)(nl - p) : n;
		for (m = n; m > 0 && isspace((unsigned char)p[m - 1]);)
			m--;
		more = m > 0 && p[m - 1] == '\\' && p[strspn(p, " \t")] != '#';
		buf_add(&b, p, m - more);
		p += n + 1;
		if (more) {
			buf_putc(&b, ' ');
			continue;
		}
		one_line(&f, b.text ? str_dup(c->a, b.text, b.len) : "", first);
		if (line > first)
			host_config_mark(c, first, line, true);
		b.len = 0;
		first = line + 1;
	}
	if (b.len)
		host_config_note(c, "host-syntax", true, first,
		    "the last line is continued, but the file ends");
	for (size_t i = 0; i < f.n; i++)
		stanza_facts(&f, &f.st[i]);
	for (size_t i = 0; i < f.nup; i++) {
		size_t k = 0;

		while (k < f.n && !str_eq(f.st[k].name, f.up[i]))
			k++;
		if (k == f.n)
			host_config_note(c, "host-syntax", true, 0,
			    "`auto %.60s`, and no such interface is described",
			    f.up[i]);
	}
	if (f.n == 0)
		host_config_note(c, "host-syntax", true, 0,
		    "no interface is described: the text is truncated");
}
