/*
 * The shell script that we write for ESXi, as facts.  Its functions are not
 * entered: their text is a fact, so that a change in one is a difference; what
 * they are called with is what the host becomes.  Any other line of shell is
 * not modelled, and is reported.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/ip.h"
#include "base/str.h"
#include "readback/host_config.h"

#define WORDS_MAX 16

struct script {
	struct host_config *c;
	const char *function; /* whose block this is; NULL: none */
	int function_line;
	struct buf text;        /* of the block so far */
	const char *management; /* the interface that was called so last */
};

/* words of a line, quotes taken off; false: quotes don't close, or what the
 * shell would put in the place of something is in it */
static bool
split(struct arena *a, const char *s, const char **word, size_t *n)
{
	for (*n = 0;;) {
		struct buf b = buf_new(a);

		while (*s == ' ' || *s == '\t')
			s++;
		if (!*s || *s == '#')
			return true;
		if (*n == WORDS_MAX)
			return false;
		while (*s && *s != ' ' && *s != '\t') {
			const char *end;

			if (strchr("$`\\;|&()*?~", *s))
				return false;
			if (*s != '\'' && *s != '"') {
				/* a placeholder bare would be a redirection */
				if (*s == '<' || *s == '>')
					return false;
				buf_putc(&b, *s++);
				continue;
			}
			end = strchr(s + 1, *s);
			if (!end)
				return false;
			/* within double quotes these still mean something */
			if (*s == '"' &&
			    strcspn(s + 1, "$`\\") < (size_t)(end - s - 1))
				return false;
			buf_add(&b, s + 1, (size_t)(end - s - 1));
			s = end + 1;
		}
		word[(*n)++] = b.len ? b.text : "";
	}
}

static const char *
object(struct script *s, const char *kind, const char *name)
{
	return str_fmt(s->c->a, "%s %s", kind, name);
}

static void
put(struct script *s, const char *o, const char *key, const char *v, int line)
{
	host_config_put(s->c, o, key, v, line);
}

static bool
stops(struct script *s, const char *o, int line)
{
	if (host_config_has(s->c, o))
		return false;
	host_config_note(s->c, "host-stops", true, line, "no %s is defined yet",
	    o);
	return true;
}

/* what the function called sets for every virtual switch, as `--OPTION=value`
 * in its text */
static void
option_of(struct script *s, const char *o, const char *function,
    const char *option, const char *key, int line)
{
	int at = line;
	const char *text =
	    host_config_get(s->c, object(s, "function", function), "text", &at);
	const char *v = text ? strstr(text, option) : NULL;

	if (v) {
		v += strlen(option);
		put(s, o, key, str_dup(s->c->a, v, strcspn(v, " \t\n\"")), at);
	}
}

/* vswitch NAME MTU BALANCING PORT... */
static void
vswitch(struct script *s, const char *const *w, size_t n, int line)
{
	const char *o = object(s, "switch", w[1]);

	put(s, o, "is", "switch", line);
	put(s, o, "mtu", w[2], line);
	put(s, o, "hash", w[3], line);
	option_of(s, o, w[0], "--failure-detection=", "watch", line);
	option_of(s, o, w[0], "--notify-switches=", "notify", line);
	option_of(s, o, w[0], "--failback=", "failback", line);
	/* one port alone is no team */
	if (n > 5)
		put(s, o, "mode",
		    str_eq(w[3], "iphash")       ? "Static" :
		        str_eq(w[3], "explicit") ? "one port in use" :
		                                   "switch-independent",
		    line);
	host_config_drop(s->c, o, "member");
	for (size_t i = 4; i < n; i++)
		host_config_add(s->c, o, "member", w[i], line);
}

/* portgroup NAME VSWITCH VLAN [PORT] */
static void
portgroup(struct script *s, const char *const *w, size_t n, int line)
{
	const char *o = object(s, "portgroup", w[1]);

	stops(s, object(s, "switch", w[2]), line);
	put(s, o, "on-switch", w[2], line);
	put(s, o, "vlan", w[3], line);
	if (n > 4)
		put(s, o, "mapped", w[4], line);
}

/* 255.255.255.0 -> 24; what is none stays */
static const char *
prefix_of(struct arena *a, const char *mask)
{
	uint32_t m;
	int n = 0;

	if (!ip_parse(mask, &m))
		return mask;
	while (n < 32 && m >> (31 - n) & 1)
		n++;
	return n < 32 && m << n ? mask : str_fmt(a, "%d", n);
}

/* vmk NAME PORTGROUP MTU NETSTACK ADDRESS MASK, vmotion the same without a
 * stack and made only when it is time: the interface is called as its
 * port group, which it takes switch and VLAN from */
static void
vmk(struct script *s, const char *const *w, bool vmotion, int line)
{
	static const char *const key[] = { "on-switch", "vlan", "mapped" };
	const char *const *address = w + (vmotion ? 4 : 5);
	const char *o = object(s, "interface", w[2]);
	const char *group = object(s, "portgroup", w[2]);

	for (size_t i = 0; i < s->c->n; i++)
		if (str_eq(s->c->fact[i].key, "vmk") &&
		    str_eq(s->c->fact[i].value, w[1]))
			host_config_note(s->c, "host-stops", true, line,
			    "%s is also %s", w[1], s->c->fact[i].object);
	if (stops(s, group, line))
		return;
	put(s, o, "vmk", w[1], line);
	for (size_t i = 0; i < 3; i++) {
		int at = line;
		const char *v = host_config_get(s->c, group, key[i], &at);

		if (v)
			put(s, o, key[i], v, at);
	}
	host_config_drop(s->c, group, NULL);
	put(s, o, "mtu", w[3], line);
	put(s, o, "netstack", vmotion ? "vmotion" : w[4], line);
	if (vmotion)
		put(s, o, "later", "live migration", line);
	else if (str_eq(w[4], "vmotion"))
		put(s, o, "at once", "live migration", line);
	put(s, o, "address",
	    str_fmt(s->c->a, "%s/%s", address[0],
	        prefix_of(s->c->a, address[1])),
	    line);
}

/* the interface that is called so by the host,
 * or NULL: the script would stop */
static const char *
interface_of(struct script *s, const char *vmk, int line)
{
	for (size_t i = 0; i < s->c->n; i++)
		if (str_eq(s->c->fact[i].key, "vmk") &&
		    str_eq(s->c->fact[i].value, vmk))
			return s->c->fact[i].object;
	host_config_note(s->c, "host-stops", true, line,
	    "no %.60s is defined yet", vmk);
	return NULL;
}

static void
management(struct script *s, const char *const *w, int line)
{
	const char *o = interface_of(s, w[1], line);

	if (o) {
		s->management = o;
		put(s, o, "management", "true", line);
	}
}

/* service NAME USE..., or later the same when it is time; what hosts do for
 * each other has one network a host, so that it must be */
static void
service(struct script *s, const char *const *w, size_t n, int line)
{
	const char *o = interface_of(s, w[1], line);

	for (size_t i = 2; o && i < n; i++) {
		host_config_add(s->c, o, "service", w[i], line);
		if (str_eq(w[0], "later"))
			host_config_add(s->c, o, "later", w[i], line);
		else if (str_eq(w[i], "faultToleranceLogging"))
			host_config_add(s->c, o, "at once", "fault tolerance",
			    line);
	}
}

/* time, logs and names, which no network depends on */
static bool
is_beside(const char *const *w, size_t n)
{
	static const char *const what[] = { "system ntp set",
		"system syslog config set", "system syslog reload",
		"network ip dns server add", "network ip dns search add" };

	if (n < 4 || !str_eq(w[0], "esxcli"))
		return false;
	for (size_t i = 0; i < sizeof(what) / sizeof(*what); i++) {
		const char *p = what[i];

		for (size_t k = 1; *p && k < n; k++) {
			size_t len = strcspn(p, " ");

			if (strlen(w[k]) != len || memcmp(p, w[k], len) != 0)
				break;
			p += len + (p[len] == ' ');
		}
		if (!*p)
			return true;
	}
	return false;
}

static void
call(struct script *s, const char *const *w, size_t n, int line)
{
	static const struct {
		const char *name;
		size_t least, most;
	} known[] = { { "vswitch", 5, WORDS_MAX }, { "portgroup", 4, 5 },
		{ "vmk", 7, 7 }, { "vmotion", 6, 6 }, { "management", 2, 2 },
		{ "gateway", 2, 2 }, { "service", 3, 8 }, { "later", 3, 8 } };
	enum { KNOWN = sizeof known / sizeof *known };
	size_t i;

	for (i = 0; i < KNOWN; i++)
		if (str_eq(w[0], known[i].name))
			break;
	if (i == KNOWN && (str_eq(w[0], "echo") || is_beside(w, n))) {
		host_config_mark(s->c, line, line, true);
		return;
	}
	if (i == KNOWN) {
		host_config_note(s->c, "host-unread", true, line,
		    "'%.60s' is not modelled: its effect is unknown", w[0]);
		return;
	}
	if (!host_config_has(s->c, object(s, "function", w[0])))
		host_config_note(s->c, "host-stops", true, line,
		    "no function %s is defined yet", w[0]);
	if (n < known[i].least || n > known[i].most) {
		host_config_note(s->c, "host-syntax", true, line,
		    "%s with %zu words", w[0], n - 1);
		return;
	}
	if ((i == 3 || str_eq(w[0], "later")) &&
	    !host_config_get(s->c, "host", "argument", NULL))
		host_config_note(s->c, "host-stops", true, line,
		    "its argument has no name yet: no `when=${1-}`");
	host_config_mark(s->c, line, line, true);
	if (i == 0)
		vswitch(s, w, n, line);
	else if (i == 1)
		portgroup(s, w, n, line);
	else if (i == 2 || i == 3)
		vmk(s, w, i == 3, line);
	else if (i == 4)
		management(s, w, line);
	else if (i >= 6)
		service(s, w, n, line);
	else
		put(s, s->management ? s->management : "host", "gateway", w[1],
		    line);
}

/* name() { ...: the name, or NULL */
static const char *
function_start(struct arena *a, const char *s)
{
	size_t n = 0;

	while (isalnum((unsigned char)s[n]) || s[n] == '_')
		n++;
	return n > 0 && strncmp(s + n, "() {", 4) == 0 ? str_dup(a, s, n) :
	                                                 NULL;
}

static void
function_line(struct script *s, const char *text, const char *line)
{
	buf_printf(&s->text, "%s\n", text);
	if (!str_eq(line, "}"))
		return;
	put(s, object(s, "function", s->function), "text",
	    str_dup(s->c->a, s->text.text, s->text.len), s->function_line);
	s->function = NULL;
}

/* [ "$(hostname -s)" = 'NAME' ] || refuse ... */
static bool
is_for(struct script *s, const char *text, int line)
{
	static const char begin[] = "[ \"$(hostname -s)\" = '";
	size_t n = sizeof(begin) - 1, len;

	if (strncmp(text, begin, n) != 0)
		return false;
	len = strcspn(text + n, "'");
	put(s, "host", "computer", str_dup(s->c->a, text + n, len), line);
	put(s, "host", "otherwise", text + n + len, line);
	return true;
}

static void
one_line(struct script *s, const char *text, int line)
{
	struct arena *a = s->c->a;
	const char *inner = text + strspn(text, " \t"), *word[WORDS_MAX];
	size_t n;

	if (!*inner || (*inner == '#' && line > 1))
		return;
	if (s->function) {
		function_line(s, inner, text);
		return;
	}
	s->function = function_start(a, text);
	if (s->function) {
		s->function_line = line;
		s->text = buf_new(a);
		buf_printf(&s->text, "%s\n", text);
		if (text[strlen(text) - 1] == '}') {
			put(s, object(s, "function", s->function), "text", text,
			    line);
			s->function = NULL;
		}
	} else if (line == 1 && strncmp(text, "#!", 2) == 0) {
		put(s, "host", "shell", text, line);
	} else if (str_eq(text, "set -eu")) {
		put(s, "host", "stops at an error", "true", line);
	} else if (str_eq(text, "when=${1-}")) {
		put(s, "host", "argument", text, line);
	} else if (is_for(s, text, line)) {
		return;
	} else if (!split(a, text, word, &n)) {
		host_config_note(s->c, "host-unread", true, line,
		    "'%.60s' is not modelled: its effect is unknown", text);
	} else if (n > 0) {
		call(s, word, n, line);
	}
}

void
esxcli_read(struct host_config *c)
{
	struct script s = { .c = c };
	const char *p = c->src->text, *end = p + c->src->len;

	for (int line = 1; p < end; line++) {
		size_t n = (size_t)(end - p), m;
		const char *nl = memchr(p, '\n', n);

		n = nl ? (size_t)(nl - p) : n;
		/* its shell takes a carriage return for a part of a word */
		if (n > 0 && p[n - 1] == '\r')
			host_config_note(c, "host-syntax", true, line,
			    "the line has a Windows line ending, which its "
			    "shell can't read");
		for (m = n; m > 0 && isspace((unsigned char)p[m - 1]);)
			m--;
		one_line(&s, str_dup(c->a, p, m), line);
		p += n + 1;
	}
	if (s.function)
		host_config_note(c, "host-syntax", true, s.function_line,
		    "the function %s has no end: the text is truncated",
		    s.function);
	if (!host_config_get(c, "host", "stops at an error", NULL))
		host_config_note(c, "host-unread", true, 0,
		    "no `set -eu`: it continues after a failed command");
	if (!host_config_get(c, "host", "computer", NULL))
		host_config_note(c, "host-unread", true, 0,
		    "it doesn't check which host it runs on");
}
