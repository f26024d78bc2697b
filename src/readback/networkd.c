/*
 * A script that writes systemd-networkd's units, as facts.  Read are the units
 * between `put NAME <<'EOF'` and EOF, and the few lines around them; any other
 * line of shell is not modelled, and is reported.
 */
#include <ctype.h>
#include <string.h>

#include "base/sort.h"
#include "base/str.h"
#include "readback/host_config.h"

struct unit {
	const char *name; /* of the file */
	const char *match, *section, *kind;
	const char *bond; /* "team bond0" of a port in it */
	int primary;      /* line that makes the port its primary, 0: none */
	bool netdev;
};

static const char *
kind_of(const char *kind)
{
	return str_eq(kind, "bond") ? "team" :
	    str_eq(kind, "bridge")  ? "bridge" :
	                              "interface";
}

/* what the units before call the interface of a name */
static const char *
object(struct host_config *c, const char *name)
{
	static const char *const kind[] = { "team", "bridge", "interface" };

	for (size_t i = 0; i < 3; i++) {
		const char *o = str_fmt(c->a, "%s %s", kind[i], name);

		if (host_config_has(c, o))
			return o;
	}
	return str_fmt(c->a, "port %s", name);
}

/* a span of time as systemd writes it; what is none stays */
static const char *
milliseconds(struct host_config *c, const char *v)
{
	static const struct {
		const char *unit;
		double ms;
	} unit[] = { { "", 1000 }, { "s", 1000 }, { "sec", 1000 }, { "ms", 1 },
		{ "msec", 1 }, { "us", 0.001 }, { "min", 60000 },
		{ "m", 60000 }, { "h", 3600000 } };
	size_t n = strspn(v, "0123456789"), k = 0, blanks;
	double x = 0, tenth = 1;

	if (n == 0 || n > 6)
		return v;
	for (size_t i = 0; i < n; i++)
		x = x * 10 + (v[i] - '0');
	if (v[n] == '.')
		k = strspn(v + n + 1, "0123456789");
	for (size_t i = 0; i < k; i++)
		x += (v[n + 1 + i] - '0') * (tenth /= 10);
	n += k > 0 ? k + 1 : 0;
	blanks = strspn(v + n, " ");
	for (size_t i = 0; i < sizeof(unit) / sizeof(*unit); i++)
		if (str_eq(v + n + blanks, unit[i].unit))
			return str_fmt(c->a, "%.0f", x * unit[i].ms);
	return v;
}

/* bytes, with K for 1024 */
static const char *
bytes(struct host_config *c, const char *v)
{
	size_t n = strspn(v, "0123456789");
	long x = 0;

	if (n == 0 || n > 6 || !str_eq(v + n, "K"))
		return v;
	for (size_t i = 0; i < n; i++)
		x = x * 10 + (v[i] - '0');
	return str_fmt(c->a, "%ld", x * 1024);
}

static bool
is_no(const char *v)
{
	return str_eq(v, "no") || str_eq(v, "false") || str_eq(v, "0") ||
	    str_eq(v, "off");
}

static void
netdev(struct host_config *c, struct unit *u, const char *k, const char *v,
    int line)
{
	static const char *const known[][3] = { { "Bond", "Mode", "mode" },
		{ "Bond", "PrimaryReselectPolicy", "reselect" },
		{ "Bond", "TransmitHashPolicy", "hash" },
		{ "Bond", "LACPTransmitRate", "lacp-rate" },
		{ "VLAN", "Id", "vlan" }, { "NetDev", "MTUBytes", "mtu" } };
	const char *o;

	if (str_eq(u->section, "NetDev") &&
	    (str_eq(k, "Name") || str_eq(k, "Kind"))) {
		if (str_eq(k, "Name"))
			u->match = v;
		else
			u->kind = v;
		if (str_eq(k, "Kind") && !str_eq(v, "bond") &&
		    !str_eq(v, "bridge") && !str_eq(v, "vlan"))
			host_config_note(c, "host-unread", true, line,
			    "%s: the kind '%.60s' is not modelled", u->name, v);
		if (u->match && u->kind)
			host_config_put(c,
			    str_fmt(c->a, "%s %s", kind_of(u->kind), u->match),
			    "is", u->kind, line);
		return;
	}
	if (!u->match || !u->kind) {
		host_config_note(c, "host-syntax", true, line,
		    "%s: a netdev is named and has a kind before '%s'", u->name,
		    k);
		return;
	}
	o = str_fmt(c->a, "%s %s", kind_of(u->kind), u->match);
	for (size_t i = 0; i < 6; i++)
		if (str_eq(u->section, known[i][0]) && str_eq(k, known[i][1])) {
			host_config_put(c, o, known[i][2],
			    i == 5 ? bytes(c, v) : v, line);
			return;
		}
	if (str_eq(u->section, "Bond") && str_eq(k, "MIIMonitorSec"))
		host_config_put(c, o, "monitor", milliseconds(c, v), line);
	else if (str_eq(u->section, "Bond") && str_eq(k, "UpDelaySec"))
		host_config_put(c, o, "up-delay", milliseconds(c, v), line);
	else if (str_eq(u->section, "Bridge") && str_eq(k, "STP"))
		host_config_put(c, o, "stp", is_no(v) ? "false" : "true", line);
	else if (str_eq(u->section, "Bridge") && str_eq(k, "ForwardDelaySec"))
		host_config_put(c, o, "forward-delay", v, line);
	else
		host_config_note(c, "host-unread", true, line,
		    "%s: '%.60s' is not modelled", u->name, k);
}

static void
each_word(struct host_config *c, const char *o, const char *key, const char *v,
    int line)
{
	while (*v) {
		size_t n = strcspn(v, " \t");

		if (n)
			host_config_add(c, o, key, str_dup(c->a, v, n), line);
		v += n + (v[n] != '\0');
	}
}

static void
network(struct host_config *c, struct unit *u, const char *k, const char *v,
    int line)
{
	const char *o;

	if (str_eq(u->section, "Match")) {
		if (!str_eq(k, "Name"))
			host_config_note(c, "host-unread", true, line,
			    "%s: a match by '%.60s' is not modelled", u->name,
			    k);
		else
			u->match = v;
		if (str_eq(k, "Name") && strpbrk(v, "*?[! "))
			host_config_note(c, "host-unread", true, line,
			    "%s: which interfaces '%.60s' matches is not "
			    "modelled",
			    u->name, v);
		return;
	}
	if (!u->match) {
		host_config_note(c, "host-syntax", true, line,
		    "%s: matches nothing", u->name);
		return;
	}
	o = object(c, u->match);
	if (!host_config_has(c, o))
		host_config_put(c, o, "is", "port", line);
	host_config_put(c, o, "network", u->name, line);
	if (str_eq(u->section, "Link") && str_eq(k, "MTUBytes"))
		host_config_put(c, o, "mtu", bytes(c, v), line);
	else if (str_eq(u->section, "Network") && str_eq(k, "Bond")) {
		u->bond = str_fmt(c->a, "team %s", v);
		host_config_add(c, u->bond, "member", u->match, line);
	} else if (str_eq(u->section, "Network") && str_eq(k, "Bridge"))
		host_config_add(c, str_fmt(c->a, "bridge %s", v), "member",
		    u->match, line);
	else if (str_eq(u->section, "Network") && str_eq(k, "VLAN"))
		host_config_add(c, str_fmt(c->a, "interface %s", v), "link",
		    u->match, line);
	else if (str_eq(u->section, "Network") && str_eq(k, "Address"))
		host_config_add(c, o, "address", v, line);
	else if (str_eq(u->section, "Network") && str_eq(k, "Gateway"))
		host_config_add(c, o, "gateway", v, line);
	else if (str_eq(u->section, "Network") && str_eq(k, "PrimarySlave"))
		u->primary = is_no(v) ? 0 : line;
	else if (str_eq(u->section, "Network") && str_eq(k, "DHCP")) {
		if (!is_no(v))
			host_config_put(c, o, "dhcp4", "true", line);
	} else if (str_eq(u->section, "Network") &&
	    str_eq(k, "LinkLocalAddressing"))
		host_config_put(c, o, k, v, line);
	else if (str_eq(u->section, "Network") && str_eq(k, "DNS"))
		each_word(c, o, "dns", v, line);
	else if (str_eq(u->section, "Network") && str_eq(k, "Domains"))
		each_word(c, o, "dns-search", v, line);
	else if (!str_eq(u->section, "Network") ||
	    (!str_eq(k, "LLDP") && !str_eq(k, "EmitLLDP")))
		host_config_note(c, "host-unread", true, line,
		    "%s: '%.60s' is not modelled", u->name, k);
}

static void
unit_line(struct host_config *c, struct unit *u, const char *s, int line)
{
	static const char *const section[] = { "NetDev", "Match", "Link",
		"Network", "Bond", "VLAN", "Bridge" };
	const char *eq = strchr(s, '=');
	size_t n = strlen(s), before = c->nnotice;

	if (*s == '[') {
		u->section =
		    n > 2 && s[n - 1] == ']' ? str_dup(c->a, s + 1, n - 2) : "";
		for (size_t i = 0; i < 7; i++)
			if (str_eq(u->section, section[i]))
				return;
		host_config_note(c, "host-unread", true, line,
		    "%s: the section '%.60s' is not modelled", u->name, s);
	} else if (!eq || !u->section) {
		host_config_note(c, "host-syntax", true, line,
		    "%s: '%.60s' is not KEY=VALUE of a section", u->name, s);
	} else {
		const char *v = eq + 1;
		size_t len = (size_t)(eq - s);

		while (len > 0 && s[len - 1] == ' ')
			len--;
		while (*v == ' ')
			v++;
		(u->netdev ? netdev : network)(c, u, str_dup(c->a, s, len), v,
		    line);
		host_config_mark(c, line, line, c->nnotice == before);
	}
}

/* `put NAME <<'EOF'`: the name, or NULL */
static const char *
unit_start(struct arena *a, const char *s)
{
	const char *name = s + 4, *end;

	if (strncmp(s, "put ", 4) != 0)
		return NULL;
	end = name + strcspn(name, " ");
	return end > name &&
	        (str_eq(end, " <<'EOF'") || str_eq(end, " <<\"EOF\"")) ?
	    str_dup(a, name, (size_t)(end - name)) :
	    NULL;
}

/* which port a bond sends by is given with the port here; other systems give it
 * with the bond */
static void
unit_end(struct host_config *c, const struct unit *u)
{
	if (u->bond && u->primary)
		host_config_put(c, u->bond, "primary", u->match, u->primary);
}

/* the lines that are the same in every file of ours */
static bool
is_frame(const char *s)
{
	return str_eq(s, "set -eu") || *s == '#' || *s == '\0' ||
	    str_eq(s, "dir=${1:-/etc/systemd/network}") ||
	    str_eq(s, "put() { cat >\"$dir/$1\"; }");
}

struct start {
	const char *name;
	int line;
};

static int
by_name(const void *x, const void *y, const void *of)
{
	(void)of;
	return strcmp(((const struct start *)x)->name,
	    ((const struct start *)y)->name);
}

/* all lines but the first that start a unit or look like it, by name */
static const struct start *
find_starts(const struct host_config *c, size_t *n)
{
	const char *p = c->src->text, *end = p + c->src->len;
	struct start *x = NULL;
	size_t cap = 0;

	*n = 0;
	for (int line = 2; (p = memchr(p, '\n', (size_t)(end - p))); line++) {
		const char *name = ++p + 4, *to;

		if (end - p < 4 || memcmp(p, "put ", 4) != 0)
			continue;
		to = memchr(name, ' ', (size_t)(end - name));
		if (to && end - to >= 3 && memcmp(to, " <<", 3) == 0)
			PUSH(c->a, x, *n, cap,
			    ((struct start){
			        str_dup(c->a, name, (size_t)(to - name)),
			        line }));
	}
	sort_stable(x, *n, sizeof(*x), by_name, NULL);
	return x;
}

/* was a unit of the name started on a line before? */
static bool
is_earlier(const struct start *x, size_t n, const char *name, int line)
{
	const struct start *first =
	    sort_find(name, x, n, sizeof(*x), sort_by_name);

	return first && first->line < line;
}

/* echo of a text: nothing else is in it */
static bool
is_spoken(const char *s)
{
	return str_starts(s, "echo ") && !strpbrk(s, "$`;&|<>()\\");
}

void
networkd_read(struct host_config *c)
{
	struct unit u = { 0 };
	const char *p = c->src->text, *end = p + c->src->len;
	size_t nstart;
	const struct start *start = find_starts(c, &nstart);

	for (int line = 1; p < end; line++) {
		size_t n = (size_t)(end - p), m;
		const char *nl = memchr(p, '\n', n), *s;

		n = nl ? (size_t)(nl - p) : n;
		for (m = n; m > 0 && isspace((unsigned char)p[m - 1]);)
			m--;
		s = str_dup(c->a, p, m);
		p += n + 1;
		if (u.name && str_eq(s, "EOF")) {
			unit_end(c, &u);
			u = (struct unit){ 0 };
		} else if (u.name && *s && *s != '#' && *s != ';')
			unit_line(c, &u, s, line);
		else if (u.name || is_frame(s))
			continue;
		else if (str_eq(s, "networkctl reload") || is_spoken(s))
			host_config_mark(c, line, line, true);
		else if (unit_start(c->a, s)) {
			size_t len;

			u.name = unit_start(c->a, s);
			len = strlen(u.name);
			if (is_earlier(start, nstart, u.name, line))
				host_config_note(c, "host-syntax", true, line,
				    "%s is written again: what was in it is "
				    "lost",
				    u.name);
			u.netdev =
			    len > 7 && str_eq(u.name + len - 7, ".netdev");
			if (!u.netdev &&
			    (len < 8 || !str_eq(u.name + len - 8, ".network")))
				host_config_note(c, "host-unread", true, line,
				    "%s: networkd reads no file of such a name",
				    u.name);
		} else
			host_config_note(c, "host-unread", true, line,
			    "'%.60s' is not modelled: its effect is unknown",
			    s);
	}
	if (u.name)
		host_config_note(c, "host-syntax", true, 0,
		    "%s has no end: the text is truncated", u.name);
}
