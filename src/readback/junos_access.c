/*
 * Junos: who may manage the switch.  A filter of what comes in at the
 * management port, or of all that reaches the switch (lo0), read as a list for
 * SSH and one for SNMP.
 */
#include "readback/junos_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "readback/reader.h"

#define TERMS_MAX 512
#define SOURCES_MAX 1024 /* of one term */

enum action { TERM_ACCEPT, TERM_REFUSE, TERM_NEXT };

struct sender {
	const char *from;
	bool except;
	int line;
};

/* what one term matches of packets to the switch, and what it does with it */
struct term {
	const char *name;
	int line;
	enum action action;
	bool tcp, udp; /* of those it matches, or no protocol at all */
	bool protocol, port;
	bool ssh, snmp; /* the ports it matches include this one */
	bool odd;       /* it matches on more than a source and a service */
	bool later;     /* of what is open already, or not for the switch */
	struct sender *source;
	size_t n, cap;
};

struct filter {
	struct term *term;
	size_t n, cap;
};

/* interfaces em0 unit 0 family inet filter input X: where X is; 0: no */
static size_t
names_filter(struct junos *r, const struct line *l, bool *loopback)
{
	const char *name = line_word(l, 1);

	*loopback = str_eq(name, "lo0");
	if (!line_is(l, "interfaces * unit * family inet filter input *") ||
	    (!*loopback && !str_starts(junos_normal(r, name), "ma")))
		return 0;
	return 8;
}

/* the management port's goes before that of all ways in */
void
junos_control_acl(struct junos *r, const struct line *line, size_t n)
{
	bool of_all = true, loopback;

	for (size_t i = 0; i < n; i++) {
		size_t at = names_filter(r, &line[i], &loopback);

		if (!at || (r->control_acl && loopback && !of_all))
			continue;
		r->control_acl = line_word(&line[i], at);
		r->control_acl_line = line[i].no;
		of_all = loopback;
	}
}

/* firewall [family inet] filter X ...: the word behind X; 0: no such line */
static size_t
of_control_acl(const struct junos *r, const struct line *l)
{
	size_t i = line_is(l, "firewall filter * ...")      ? 3 :
	    line_is(l, "firewall family inet filter * ...") ? 5 :
	                                                      0;

	return i && r->control_acl &&
	        str_eq(line_word(l, i - 1), r->control_acl) ?
	    i :
	    0;
}

/* does a term of the filter name this list of prefixes? */
static bool
is_listed(const struct junos *r, const char *list)
{
	return junos_fact_of(r, "prefixes of the gate", list) != NULL;
}

bool
junos_is_control_acl(struct junos *r, const struct line *l)
{
	static const char *const quiet[] = { "term * then count *",
		"term * then log", "term * then syslog",
		"term * then loss-priority *", "term * then policer *",
		"term * then forwarding-class *", "interface-specific", NULL };
	size_t at = of_control_acl(r, l), name;
	bool loopback;

	if (at) {
		const struct line rest = junos_rest(l, at);

		if (line_any(&rest, quiet))
			view_pass_line(r->v, l);
		return true;
	}
	name = names_filter(r, l, &loopback);
	if (name && l->no == r->control_acl_line)
		return true;
	return line_is(l, "policy-options prefix-list * *") &&
	    is_listed(r, line_word(l, 2));
}

/* 22, ssh, 1-1023 */
static bool
has_port(const char *w, long port)
{
	const char *to = strchr(w, '-');
	char *end;
	long low = strtol(w, &end, 10);

	if (to && to != w && end == to)
		return low <= port && port <= strtol(to + 1, NULL, 10);
	return control_acl_port(w) == port;
}

static void
source_add(struct junos *r, struct term *t, const char *from, bool except,
    int line)
{
	struct sender s = { from, except, line };

	if (t->n < SOURCES_MAX)
		PUSH(r->a, t->source, t->n, t->cap, s);
	else
		t->odd = true;
}

/* a list of prefixes, written out */
static void
listed(struct junos *r, struct term *t, const struct line *line, size_t n,
    const struct line *l, const char *list, bool except)
{
	bool any = false;

	for (size_t i = 0; i < n; i++)
		if (line_is(&line[i], "policy-options prefix-list * *") &&
		    str_eq(line_word(&line[i], 2), list) &&
		    !strchr(line_word(&line[i], 3), ':')) {
			source_add(r, t, line_word(&line[i], 3), except, l->no);
			any = true;
		}
	/* what it holds comes from elsewhere */
	if (!any)
		t->odd = true;
	junos_fact(r, "prefixes of the gate", list, "", 0, l->no);
}

/* 10.0.0.0/24, 10.0.0.1; also 10/8: missing parts are 0 */
static bool
is_address(const char *w)
{
	struct port any = { 0 };
	int dots = 0;

	for (const char *c = w; *c; c++)
		dots += *c == '.';
	return view_port_address(&any, w, "255.255.255.255", 0) ||
	    (dots < 3 && strchr(w, '/') &&
	        strspn(w, "0123456789./") == strlen(w));
}

/* from ... */
static void
asked(struct junos *r, struct term *t, const struct line *line, size_t n,
    const struct line *l, const struct line *from)
{
	static const char *const open_already[] = { "tcp-established",
		"tcp-flags ...", "is-fragment", "fragment-offset ...", NULL };
	bool except = line_word_eq(line_word(from, 2), "except");
	const char *w = line_word(from, 1);

	if (line_is(from, "source-address * ...") ||
	    line_is(from, "address * ...")) {
		if (!is_address(w))
			view_notice(r->v, "bad-value", l->no,
			    "not an address with its prefix: %.60s", w);
		source_add(r, t, w, except, l->no);
	} else if (line_is(from, "source-prefix-list * ...") ||
	    line_is(from, "prefix-list * ...")) {
		listed(r, t, line, n, l, w, except);
	} else if (line_is(from, "protocol *")) {
		t->protocol = true;
		t->tcp = t->tcp || str_eq(w, "tcp") || str_eq(w, "6");
		t->udp = t->udp || str_eq(w, "udp") || str_eq(w, "17");
	} else if (line_is(from, "destination-port *") ||
	    line_is(from, "port *")) {
		t->port = true;
		if (*w >= '0' && *w <= '9' && !strchr(w, '-') &&
		    control_acl_port(w) < 0)
			view_notice(r->v, "bad-value", l->no,
			    "no port is %.20s", w);
		t->ssh = t->ssh || has_port(w, 22);
		t->snmp = t->snmp || has_port(w, 161);
	} else if (line_any(from, open_already)) {
		t->later = true;
	} else if (from->nword) {
		t->odd = true;
	}
}

static struct term *
term_of(struct junos *r, struct filter *f, const char *name, int line)
{
	struct term t = { .name = name, .line = line, .action = TERM_ACCEPT };

	for (size_t i = 0; i < f->n; i++)
		if (str_eq(f->term[i].name, name))
			return &f->term[i];
	if (f->n >= TERMS_MAX)
		return NULL;
	PUSH(r->a, f->term, f->n, f->cap, t);
	return &f->term[f->n - 1];
}

static void
filter_read(struct junos *r, struct filter *f, const struct line *line,
    size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t at = of_control_acl(r, &line[i]);
		const struct line rest = junos_rest(&line[i], at);
		const struct line more = junos_rest(&line[i], at + 3);
		struct term *t;

		if (!at || !line_is(&rest, "term * ..."))
			continue;
		t = term_of(r, f, line_word(&rest, 1), line[i].no);
		if (!t)
			return;
		if (line_is(&rest, "term * from ..."))
			asked(r, t, line, n, &line[i], &more);
		else if (line_is(&rest, "term * then discard ...") ||
		    line_is(&rest, "term * then reject ..."))
			t->action = TERM_REFUSE;
		else if (line_is(&rest, "term * then next term"))
			t->action = TERM_NEXT;
		else if (line_is(&rest, "term * filter *"))
			t->odd = true;
	}
}

static bool
is_about(const struct term *t, bool tcp)
{
	return (!t->protocol || (tcp ? t->tcp : t->udp)) &&
	    (!t->port || (tcp ? t->ssh : t->snmp)) && !t->later &&
	    t->action != TERM_NEXT;
}

/* from anywhere, but for its exceptions */
static bool
is_of_all(const struct term *t)
{
	bool only_except = true;

	for (size_t i = 0; i < t->n; i++) {
		const struct sender *s = &t->source[i];

		only_except = only_except && s->except;
		if (!s->except &&
		    (str_eq(s->from, "0.0.0.0/0") || str_eq(s->from, "0/0")))
			return true;
	}
	return only_except;
}

static void
put(struct junos *r, struct control_acl *g, const struct term *t, bool permit,
    const char *from, bool odd, int line)
{
	struct control_acl_entry *e =
	    control_acl_add(r->v, g, (long)g->n, line);

	if (!e)
		return;
	e->tcp = e->udp = true;
	e->permit = permit;
	e->odd = t->odd || odd;
	if (from) {
		e->from = from;
		e->mask = "255.255.255.255";
	}
}

/* whom a term leaves out goes on to the terms below */
static void
excepted(struct junos *r, struct control_acl *g, const struct filter *f,
    size_t at, bool tcp)
{
	const struct term *t = &f->term[at];
	bool permit = false, odd = false;

	for (size_t i = at + 1; i < f->n; i++) {
		if (!is_about(&f->term[i], tcp))
			continue;
		permit = f->term[i].action == TERM_ACCEPT;
		odd = f->term[i].n > 0 || f->term[i].odd;
		break;
	}
	for (size_t i = 0; i < t->n; i++)
		if (t->source[i].except)
			put(r, g, t, permit, t->source[i].from, odd,
			    t->source[i].line);
}

/* nothing passes but who manages it: no answer of a server, no heartbeat */
static bool
is_shut(const struct filter *f)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct term *t = &f->term[i];

		if (t->action == TERM_ACCEPT &&
		    (!t->port || (!t->ssh && !t->snmp)))
			return false;
	}
	return true;
}

/* the list of one service */
static const char *
let_in(struct junos *r, const struct filter *f, bool tcp)
{
	struct control_acl g = { 0 };

	for (size_t i = 0; i < f->n; i++) {
		const struct term *t = &f->term[i];
		bool permit = t->action == TERM_ACCEPT;

		if (!is_about(t, tcp))
			continue;
		excepted(r, &g, f, i, tcp);
		if (is_of_all(t)) {
			put(r, &g, t, permit, NULL, false, t->line);
			continue;
		}
		for (size_t k = 0; k < t->n; k++)
			if (!t->source[k].except)
				put(r, &g, t, permit, t->source[k].from, false,
				    t->source[k].line);
	}
	/* what no term takes is dropped */
	put(r, &g, &(struct term){ 0 }, false, NULL, false,
	    r->control_acl_line);
	return control_acl_list(r->v, &g, r->control_acl, r->control_acl_line,
	    tcp, tcp ? 22 : 161);
}

void
junos_let_in(struct junos *r, const struct line *line, size_t n)
{
	struct filter f = { 0 };

	if (!r->control_acl)
		return;
	view_ref(r->v, "firewall filter", r->control_acl, r->control_acl_line);
	filter_read(r, &f, line, n);
	if (f.n == 0)
		return;
	view_def(r->v, "firewall filter", r->control_acl, f.term[0].line);
	if (is_shut(&f))
		view_notice(r->v, "half-set", r->control_acl_line,
		    "the filter %.60s drops everything else that reaches the "
		    "switch: its servers' replies and the peer's heartbeat",
		    r->control_acl);
	r->v->ssh_access = let_in(r, &f, true);
	r->v->snmp_access = let_in(r, &f, false);
	r->v->ssh_access_line = r->v->snmp_access_line = r->control_acl_line;
}
