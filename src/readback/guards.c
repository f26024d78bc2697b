/*
 * What keeps a mistake at one port from the rest: storm control and root guard
 * of a port; and who may manage the switch, as lists that SSH and SNMP name.
 */
#include "readback/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/ip.h"
#include "base/num.h"
#include "base/str.h"

#define ACCESS_MAX 4096

/* how many times the design's a limit of broadcast may be and still is one, and
 * by how much it may be lower without ARP and DHCP being lost */
enum { STORM_TUNED = 20, STORM_STARVED = 100 };

/* 2k, 1.5m, 1000; -1: no number */
static long
scaled(const char *w)
{
	char *end;
	double x = strtod(w, &end);

	if (end == w || x < 0 || x > 1e9)
		return -1;
	if (*end == 'k' || *end == 'K')
		x *= 1e3, end++;
	else if (*end == 'm' || *end == 'M')
		x *= 1e6, end++;
	return *end == '\0' && x <= 2e9 ? (long)(x + 0.5) : -1;
}

/*
 * broadcast level 1, broadcast level 1.00 0.50, broadcast level pps 2k,
 * broadcast 1000 in, broadcast 1000, broadcast rate 1000, broadcast rate 1 Mbps
 */
static void
storm(struct port *p, const struct line *l)
{
	size_t at = 2;
	long n;

	/* of what it sends: nothing is kept out */
	if (l->nword > 3 && line_word_eq(line_word(l, l->nword - 1), "out"))
		return;
	p->storm.line = l->no;
	p->storm.unit = STORM_PPS;
	if (line_word_eq(line_word(l, at), "level")) {
		at++;
		p->storm.unit = STORM_PPM;
	} else if (line_word_eq(line_word(l, at), "rate")) {
		at++;
	}
	if (line_word_eq(line_word(l, at), "pps")) {
		at++;
		p->storm.unit = STORM_PPS;
	}
	if (line_word_eq(line_word(l, at + 1), "kbps") ||
	    line_word_eq(line_word(l, at + 1), "mbps"))
		p->storm.unit = STORM_KBPS;
	if (p->storm.unit == STORM_PPM) {
		char *end;
		double x = strtod(line_word(l, at), &end);

		p->storm.level = end == line_word(l, at) || x < 0 || x > 100 ?
		    -1 :
		    (long)(x * 10000 + 0.5);
		return;
	}
	n = scaled(line_word(l, at));
	if (n >= 0 && line_word_eq(line_word(l, at + 1), "mbps"))
		n *= 1000;
	p->storm.level = n;
}

bool
reader_port_guard(struct port *p, const struct line *l)
{
	if (line_is(l, "spanning-tree bpduguard enable")) {
		p->guard = true;
		p->guard_line = l->no;
	} else if (line_is(l, "spanning-tree bpduguard disable")) {
		p->unguarded_line = l->no;
	} else if (line_is(l, "spanning-tree bpdufilter enable")) {
		p->no_stp = true;
		p->no_stp_line = l->no;
	} else {
		return false;
	}
	return true;
}

bool
reader_port_protect(struct port *p, const struct line *l)
{
	if (line_is(l, "storm-control broadcast ...") ||
	    line_is(l, "storm-control broadcast")) {
		storm(p, l);
		return true;
	}
	if (line_is(l, "no storm-control broadcast ...") ||
	    line_is(l, "no storm-control broadcast") ||
	    line_is(l, "no storm-control")) {
		p->storm.unit = STORM_NONE;
		return true;
	}
	if (line_is(l, "spanning-tree guard root") ||
	    line_is(l, "spanning-tree rootguard") ||
	    line_is(l, "spanning-tree * rootguard")) {
		p->root_guard_line = l->no;
		return true;
	}
	if (line_is(l, "no spanning-tree guard ...") ||
	    line_is(l, "no spanning-tree guard") ||
	    line_is(l, "spanning-tree guard none") ||
	    line_is(l, "spanning-tree guard loop") ||
	    line_is(l, "no spanning-tree rootguard") ||
	    line_is(l, "no spanning-tree * rootguard")) {
		p->root_guard_line = 0;
		return true;
	}
	return false;
}

const char *
view_storm_text(struct arena *a, const struct storm *s)
{
	if (s->level < 0)
		return "a level that is not a number";
	return s->unit == STORM_PPM ?
	    num_text(a, s->level, UNIT_SHARE) :
	    str_fmt(a, "%ld %s", s->level,
	        s->unit == STORM_PPS ? "frames/s" : "kbit/s");
}

bool
view_storm_tuned(const struct storm *designed, const struct storm *s)
{
	return designed->unit == s->unit && designed->level > 0 &&
	    s->level > designed->level / STORM_STARVED &&
	    s->level <= STORM_TUNED * designed->level;
}

struct access_list *
view_access(struct view *v, const char *name, int line)
{
	struct access_list one = { .name = name, .line = line };

	for (size_t i = 0; i < v->naccess; i++)
		if (strcmp(v->access[i].name, name) == 0)
			return &v->access[i];
	if (v->naccess >= ACCESS_MAX)
		return NULL;
	PUSH(v->a, v->access, v->naccess, v->access_cap, one);
	return &v->access[v->naccess - 1];
}

void
view_access_entry(struct view *v, struct access_list *x, bool permit,
    const char *from, const char *mask, int line)
{
	struct access_entry e = { .permit = permit, .line = line };
	struct port one = { 0 };

	if (x == NULL || x->n >= ACCESS_MAX)
		return;
	if (line_word_eq(from, "host")) {
		from = mask;
		mask = "255.255.255.255";
	}
	if (line_word_eq(from, "any")) {
		e.prefix = 0;
	} else if (strchr(from, '/') != NULL) {
		if (!ip_subnet_parse(from, &e.base, &e.prefix))
			x->odd = true;
	} else if (view_port_address(&one, from, mask, line)) {
		e.base = one.ip & ip_mask(one.prefix);
		e.prefix = one.prefix;
	} else {
		x->odd = true;
	}
	PUSH(v->a, x->entry, x->n, x->cap, e);
}

/* does something that lets people in go by this list? */
static bool
is_named(const struct view *v, const char *name)
{
	static const char *const gate[] = { "line ...", NULL };

	for (size_t i = 0; v->root && i < v->root->n; i++) {
		const struct stanza *s = &v->root->child[i];

		if (!line_any(&s->head, gate) &&
		    !line_any(&s->head, v->dialect->gate))
			continue;
		for (size_t k = 0; k < s->n; k++)
			for (size_t w = 1; w < s->child[k].head.nword; w++)
				if (line_word_eq(s->child[k].head.word[w],
				        name))
					return true;
	}
	return false;
}

/* 0.0.0.255, the bits that may be any, is 255.255.255.0; else as it is */
static const char *
mask_of(struct arena *a, const char *w)
{
	uint32_t bits;

	if (!ip_parse(w, &bits) || bits >> 31 || (bits & (bits + 1)) != 0)
		return w;
	return ip_text(a, ~bits);
}

/* in whatever order they are typed */
static int
by_number(const void *x, const void *y)
{
	const struct access_entry *p = x, *q = y;
	int c = (p->number > q->number) - (p->number < q->number);

	return c ? c : (p->line > q->line) - (p->line < q->line);
}

/* seq 5 permit ip 10.0.0.0/24 any; 10 permit 10.0.0.0/24;
 * permit host 1.2.3.4 */
bool
reader_access_list(struct view *v, const struct stanza *s)
{
	const struct line *h = &s->head;
	const char *name = line_word(h, h->nword - 1);
	struct access_list *x;
	bool numbered = true;

	if (!is_named(v, name) || !(x = view_access(v, name, h->no)))
		return false;
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;
		size_t at = 0, before = x->n;
		long number = 0;
		bool permit;

		if (line_word_eq(line_word(l, at), "seq"))
			at++;
		if (line_num(l, at) >= 0)
			number = line_num(l, at++);
		permit = line_word_eq(line_word(l, at), "permit");
		if (!permit && !line_word_eq(line_word(l, at), "deny")) {
			view_pass(v, &s->child[i]);
			continue;
		}
		at++;
		if (line_word_eq(line_word(l, at), "ip"))
			at++;
		else if (line_word_eq(line_word(l, at), "tcp") ||
		    line_word_eq(line_word(l, at), "udp"))
			x->odd = true;
		view_access_entry(v, x, permit, line_word(l, at),
		    mask_of(v->a, line_word(l, at + 1)), l->no);
		numbered = numbered && number > 0;
		if (x->n > before)
			x->entry[before].number = number;
	}
	if (numbered && x->n)
		qsort(x->entry, x->n, sizeof(*x->entry), by_number);
	return true;
}

/* access-class X in; ip access-class X; access-class X ipv4 */
void
reader_line_access(struct view *v, const struct stanza *s)
{
	bool any = false;

	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (!line_is(l, "access-class * ...") &&
		    !line_is(l, "ip access-class * ...")) {
			view_pass(v, &s->child[i]);
			continue;
		}
		any = true;
		v->ssh_access =
		    line_word(l, line_word_eq(line_word(l, 0), "ip") ? 2 : 1);
		v->ssh_access_line = l->no;
	}
	if (!any)
		view_pass(v, s);
}

/* snmp-server ipv4 access-list X ..., snmp-server user U use-ipv4acl X */
void
reader_snmp_access(struct view *v, const struct line *l)
{
	for (size_t i = 1; i + 1 < l->nword; i++) {
		if (!line_word_eq(l->word[i], "access-list") &&
		    !line_word_eq(l->word[i], "use-ipv4acl"))
			continue;
		v->snmp_access = l->word[i + 1];
		v->snmp_access_line = l->no;
	}
}
