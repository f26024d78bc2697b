/*
 * Junos: `class-of-service`.  Settings of classes, profiles and schedulers are
 * kept as facts, and a priority's path is followed through them for each port.
 */
#include "readback/junos_read.h"

#include <string.h>

#include "base/str.h"
#include "readback/qos.h"
#include "readback/reader.h"

#define CLASSES_MAX 64
/* default bytes of a frame that buffer is reserved for; of priority 4 */
#define MRU 2500
#define MRU_4 9216

/* 011, or one of its names; -1: neither */
static int
code_point(const char *w)
{
	static const char *const name[][2] = { { "be", "000" },
		{ "be1", "001" }, { "ef", "100" }, { "ef1", "101" },
		{ "af11", "010" }, { "af12", "011" }, { "nc1", "110" },
		{ "nc2", "111" }, { "cs6", "110" }, { "cs7", "111" } };
	int n = 0;

	for (size_t i = 0; i < sizeof(name) / sizeof(name[0]); i++)
		if (str_eq(w, name[i][0]))
			w = name[i][1];
	if (strlen(w) != 3 || w[strspn(w, "01")])
		return -1;
	for (; *w; w++)
		n = 2 * n + (*w - '0');
	return n;
}

/* site-defined names; a use may come before its definition */
void
junos_code_points(struct junos *r, const struct line *line, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (line_is(&line[i],
		        "class-of-service code-point-aliases ieee-802.1 * *"))
			junos_fact(r, "code point", line_word(&line[i], 3),
			    line_word(&line[i], 4), 0, line[i].no);
}

static int
prio_of(struct junos *r, const struct line *l, const char *w)
{
	const struct junos_fact *own = junos_fact_of(r, "code point", w);
	int n = code_point(own ? own->value : w);

	if (n < 0)
		view_notice(r->v, "bad-value", l->no,
		    "not a code point of three bits: %.40s", w);
	return n;
}

static struct junos_class *
class_named(struct junos *r, const char *name)
{
	for (size_t i = 0; i < r->nclass; i++)
		if (str_eq(r->class[i].name, name))
			return &r->class[i];
	return NULL;
}

static struct junos_class *
class_make(struct junos *r, const char *name, int line)
{
	struct junos_class *had = class_named(r, name),
	                   x = { .name = name, .queue = -1, .line = line };

	if (had)
		return had;
	if (r->nclass < CLASSES_MAX)
		PUSH(r->a, r->class, r->nclass, r->class_cap, x);
	return &r->class[r->nclass - 1];
}

/* those it comes with */
void
junos_default_classes(struct junos *r)
{
	static const struct {
		const char *name;
		long queue;
		bool no_loss;
	} of[] = { { "best-effort", 0, false }, { "fcoe", 3, true },
		{ "no-loss", 4, true }, { "network-control", 7, false },
		{ "mcast", 8, false },
		/* short names, and those of EX switches */
		{ "be", 0, false }, { "be1", 1, false }, { "nc", 7, false },
		{ "expedited-forwarding", 5, false }, { "ef", 5, false },
		{ "assured-forwarding", 1, false }, { "af", 1, false },
		{ "mcast-be", -1, false }, { "mcast-ef", -1, false },
		{ "mcast-af", -1, false }, { "mcast-nc", -1, false } };

	for (size_t i = 0; i < sizeof(of) / sizeof(of[0]); i++) {
		struct junos_class *c = class_make(r, of[i].name, 0);

		c->queue = of[i].queue;
		c->no_loss = of[i].no_loss;
	}
}

static bool
class_line(struct junos *r, const struct line *l)
{
	struct junos_class *c;

	if (line_is(l, "* * queue * *")) {
		c = class_make(r, line_word(l, 4), l->no);
		c->queue = reader_num(r->v, l, 3, 0, 11);
		return true;
	}
	if (!line_is(l, "* * class * ..."))
		return false;
	c = class_make(r, line_word(l, 3), l->no);
	if (!c->line) {
		/* given again: the default no longer applies */
		c->line = l->no;
		c->no_loss = false;
	}
	if (line_is(l, "* * * * queue-num *"))
		c->queue = reader_num(r->v, l, 5, 0, 11);
	else if (line_is(l, "* * * * no-loss"))
		c->no_loss = true;
	else if (line_is(l, "* * * * pfc-priority *"))
		view_pass_line(r->v, l);
	else
		return l->nword == 4;
	return true;
}

static bool
classifier_line(struct junos *r, const struct line *l)
{
	const char *name = line_word(l, 3);

	if (!line_is(l, "* * ieee-802.1 * ...")) {
		view_pass_line(r->v, l);
		return true;
	}
	if (!junos_fact_of(r, "classifier", name))
		view_def(r->v, "classifier", name, l->no);
	junos_fact(r, "classifier", name, "", 0, l->no);
	if (line_is(l, "* * * * import *")) {
		junos_fact(r, "import", name, line_word(l, 5), 0, l->no);
		return true;
	}
	if (line_is(l,
	        "* * * * forwarding-class * loss-priority * code-points *")) {
		int n = prio_of(r, l, line_word(l, 9));

		if (n >= 0)
			junos_fact(r, "class of", name, line_word(l, 5), n,
			    l->no);
		view_ref(r->v, "forwarding-class", line_word(l, 5), l->no);
		return true;
	}
	return false;
}

static bool
notification_line(struct junos *r, const struct line *l)
{
	const char *name = line_word(l, 2);
	int n;

	if (!junos_fact_of(r, "cnp", name))
		view_def(r->v, "congestion-notification-profile", name, l->no);
	junos_fact(r, "cnp", name, "", 0, l->no);
	if (line_is(l, "* * * input ieee-802.1 code-point * pfc ...")) {
		n = prio_of(r, l, line_word(l, 6));
		if (n >= 0)
			junos_fact(r, "pfc", name, "", n, l->no);
		if (line_is(l, "* * * * * * * pfc mru *") && n >= 0) {
			junos_fact(r, "mru", name, "",
			    reader_num(r->v, l, 9, 256, 16000), l->no);
			view_say(r->v,
			    str_fmt(r->a, "congestion-notification-profile %s",
			        name),
			    str_fmt(r->a, "mru of priority %d", n),
			    line_word(l, 9), l->no);
		}
	} else if (line_is(l,
	               "* * * output ieee-802.1 code-point * "
	               "flow-control-queue *")) {
		n = prio_of(r, l, line_word(l, 6));
		if (n >= 0)
			junos_fact(r, str_fmt(r->a, "pause %d", n), name, "",
			    reader_num(r->v, l, 8, 0, 11), l->no);
	} else if (l->nword > 3) {
		view_pass_line(r->v, l);
	}
	return true;
}

/* class-of-service interfaces NAME ... */
static bool
applied(struct junos *r, const struct line *l)
{
	const char *name = line_word(l, 2), *w = line_word(l, l->nword - 1);

	if (!strpbrk(name, "*["))
		name = junos_normal(r, name);
	if (line_is(l, "* * * congestion-notification-profile *")) {
		junos_fact(r, "at cnp", name, w, 0, l->no);
		view_ref(r->v, "congestion-notification-profile", w, l->no);
	} else if (line_is(l, "* * * scheduler-map *")) {
		junos_fact(r, "at map", name, w, 0, l->no);
		view_ref(r->v, "scheduler-map", w, l->no);
	} else if ((line_is(l, "* * * unit * classifiers ieee-802.1 *") &&
	               (str_eq(line_word(l, 4), "0") ||
	                   str_eq(line_word(l, 4), "*"))) ||
	    line_is(l, "* * * classifiers ieee-802.1 *")) {
		junos_fact(r, "at classifier", name, w, 0, l->no);
		if (!str_eq(w, "default"))
			view_ref(r->v, "classifier", w, l->no);
	} else if (line_is(l,
	               "* * * forwarding-class-set * "
	               "output-traffic-control-profile *")) {
		junos_fact(r, "at set", name,
		    str_fmt(r->a, "%s %s", line_word(l, 4), w), 0, l->no);
		view_ref(r->v, "traffic-control-profile", w, l->no);
		view_pass_line(r->v, l);
	} else {
		view_pass_line(r->v, l);
	}
	return true;
}

/* a queue marks frames by the levels of a drop profile; without one it has none
 * to go by */
static void
marks(struct junos *r, const struct line *l, const char *name)
{
	const char *w = line_word(l, l->nword - 1);

	if (line_is(l, "* * * explicit-congestion-notification")) {
		junos_fact(r, "ecn", name, "", 0, l->no);
	} else if (line_is(l,
	               "* * * drop-profile-map loss-priority * protocol * "
	               "drop-profile *")) {
		junos_fact(r, "levels", name, w, 0, l->no);
		view_ref(r->v, "drop-profile", w, l->no);
	} else {
		view_pass_line(r->v, l);
	}
}

bool
junos_service_class(struct junos *r, const struct line *l)
{
	const char *kind = line_word(l, 1), *name = line_word(l, 2);

	if (str_eq(kind, "forwarding-classes"))
		return class_line(r, l);
	if (str_eq(kind, "classifiers"))
		return classifier_line(r, l);
	if (str_eq(kind, "congestion-notification-profile"))
		return notification_line(r, l);
	if (str_eq(kind, "interfaces"))
		return applied(r, l);
	if (line_is(l, "* scheduler-maps * forwarding-class * scheduler *")) {
		if (!junos_fact_of(r, "map", name))
			view_def(r->v, "scheduler-map", name, l->no);
		junos_fact(r, "map", name, line_word(l, 4), 0, l->no);
		junos_fact(r, str_fmt(r->a, "scheduler of %s", line_word(l, 4)),
		    name, line_word(l, 6), 0, l->no);
		view_ref(r->v, "scheduler", line_word(l, 6), l->no);
		view_ref(r->v, "forwarding-class", line_word(l, 4), l->no);
		return true;
	}
	if (line_is(l, "* schedulers * ...")) {
		if (!junos_fact_of(r, "scheduler", name))
			view_def(r->v, "scheduler", name, l->no);
		junos_fact(r, "scheduler", name, "", 0, l->no);
		if (line_is(l, "* * * transmit-rate percent * ..."))
			junos_fact(r, "percent", name, "",
			    reader_num(r->v, l, 5, 0, 100), l->no);
		else if (line_is(l, "* * * priority strict-high"))
			junos_fact(r, "strict", name, "", 0, l->no);
		else
			marks(r, l, name);
		return true;
	}
	if (line_is(l, "* drop-profiles * ...")) {
		if (!junos_fact_of(r, "drops", name))
			view_def(r->v, "drop-profile", name, l->no);
		junos_fact(r, "drops", name, "", 0, l->no);
		view_say(r->v, str_fmt(r->a, "drop-profile %s", name),
		    line_word(l, 4), line_rest(r->a, l, 5), l->no);
		return true;
	}
	if (line_is(l, "* traffic-control-profiles * ...") &&
	    !junos_fact_of(r, "profile", name)) {
		view_def(r->v, "traffic-control-profile", name, l->no);
		junos_fact(r, "profile", name, "", 0, l->no);
	}
	if (line_is(l,
	        "* traffic-control-profiles * guaranteed-rate percent *"))
		junos_fact(r, "guaranteed", name, "",
		    reader_num(r->v, l, 5, 0, 100), l->no);
	else if (line_is(l, "* traffic-control-profiles * scheduler-map *"))
		view_ref(r->v, "scheduler-map", line_word(l, 4), l->no);
	if (line_is(l, "* forwarding-class-sets * class *"))
		junos_fact(r, "set", name, line_word(l, 4), 0, l->no);
	view_pass_line(r->v, l);
	return true;
}

/* what applies to a port by its name or a pattern; the last that fits */
static const struct junos_fact *
applies(struct junos *r, const char *key, const char *name)
{
	for (size_t i = r->nfact; i-- > 0;) {
		const struct junos_fact *f = &r->fact[i];

		if (!str_eq(f->key, key))
			continue;
		if (str_eq(f->name, name) ||
		    (junos_is_pattern(f->name) &&
		        junos_fits(f->name,
		            str_eq(name, "po10000")    ? "ae0" :
		                str_starts(name, "po") ? str_fmt(r->a, "ae%s",
		                                             name + 2) :
		                                         name)))
			return f;
	}
	return NULL;
}

/* the class a classifier sorts a priority into, or NULL */
static struct junos_class *
sorted(struct junos *r, const char *classifier, int prio)
{
	static const char *const usual[] = { "best-effort", "best-effort",
		"best-effort", "fcoe", "no-loss", "best-effort",
		"network-control", "network-control" };
	const struct junos_fact *f;

	for (size_t i = r->nfact; i-- > 0;)
		if (str_eq(r->fact[i].key, "class of") &&
		    str_eq(r->fact[i].name, classifier) &&
		    r->fact[i].number == prio)
			return class_named(r, r->fact[i].value);
	f = junos_fact_of(r, "import", classifier);
	return str_eq(classifier, "default") ||
	        (f && str_eq(f->value, "default")) ?
	    class_named(r, usual[prio]) :
	    NULL;
}

static void
shares(struct junos *r)
{
	for (size_t i = 0; i < r->v->ndef; i++) {
		const struct named *d = &r->v->def[i];
		struct shares sh = { .name = d->name, .line = d->line };

		if (!str_eq(d->kind, "scheduler-map"))
			continue;
		for (int q = 0; q < 8; q++)
			sh.queue[q] = -1;
		for (size_t k = 0; k < r->nclass; k++) {
			const struct junos_fact *s = junos_fact_of(r,
			    str_fmt(r->a, "scheduler of %s", r->class[k].name),
			    d->name);
			const struct junos_fact *p =
			    s ? junos_fact_of(r, "percent", s->value) : NULL;

			if (s && junos_fact_of(r, "ecn", s->value) &&
			    r->class[k].queue >= 0 && r->class[k].queue < 8) {
				sh.ecn[r->class[k].queue] =
				    junos_fact_of(r, "levels", s->value) !=
				    NULL;
				if (!junos_fact_of(r, "levels", s->value))
					view_notice(r->v, "half-set",
					    junos_fact_of(r, "ecn", s->value)
					        ->line,
					    "%s marks frames, but has no drop "
					    "profile with its thresholds",
					    s->value);
			}
			if (s && r->class[k].queue >= 0 &&
			    r->class[k].queue < 8 &&
			    junos_fact_of(r, "strict", s->value))
				sh.strict[r->class[k].queue] = true;
			if (!p || p->number < 0)
				continue;
			sh.n++;
			sh.sum += p->number;
			view_say(r->v,
			    str_fmt(r->a, "scheduler-map %s", d->name),
			    str_fmt(r->a, "%% of class %s", r->class[k].name),
			    str_fmt(r->a, "%ld", p->number), p->line);
			if (r->class[k].queue >= 0 && r->class[k].queue < 8)
				sh.queue[r->class[k].queue] = p->number;
		}
		if (r->v->nshare < 64)
			PUSH(r->a, r->v->share, r->v->nshare, r->v->share_cap,
			    sh);
	}
}

/* shares by groups of classes: a group's holds for each queue of it */
static void
group_shares(struct junos *r, struct port *p, const char *name)
{
	for (size_t i = 0; i < r->nfact; i++) {
		const struct junos_fact *f = &r->fact[i], *g;
		const char *blank = f->value ? strchr(f->value, ' ') : NULL;

		if (!str_eq(f->key, "at set") || !blank ||
		    !str_eq(f->name, name))
			continue;
		g = junos_fact_of(r, "guaranteed", blank + 1);
		for (size_t k = 0; g && k < r->nfact; k++) {
			const struct junos_fact *c = &r->fact[k];
			const struct junos_class *class;

			if (!str_eq(c->key, "set") ||
			    strlen(c->name) != (size_t)(blank - f->value) ||
			    strncmp(c->name, f->value, strlen(c->name)) != 0)
				continue;
			class = class_named(r, c->value);
			for (int q = 0; class && q < 8; q++)
				if (p->queue[q] - 1 == class->queue)
					reader_share(p, q, g->number);
		}
	}
}

static bool
says(const struct junos *r, const char *key, const char *name)
{
	return junos_fact_of(r, key, name) != NULL;
}

/* does the profile name a queue that the other side's pauses stop? */
static bool
pauses(const struct junos *r, const char *name)
{
	for (int i = 0; i < 8; i++)
		if (says(r, str_fmt(r->a, "pause %d", i), name))
			return true;
	return false;
}

/*
 * A priority is sorted into a class, the class has its queue; it is without
 * drop where the profile pauses the priority and the class is without loss.
 */
static void
ways(struct junos *r, struct port *p)
{
	const struct port *l2 = view_l2(r->v, p);
	const struct junos_fact *cnp = applies(r, "at cnp", p->name);
	const struct junos_fact *by = applies(r, "at classifier", p->name);
	const struct junos_fact *map = applies(r, "at map", p->name), *f;
	long room, mtu;

	if (l2 != p) {
		cnp = cnp ? cnp : applies(r, "at cnp", l2->name);
		by = by ? by : applies(r, "at classifier", l2->name);
		map = map ? map : applies(r, "at map", l2->name);
	}
	/* one that only reacts to the other side's pauses sends none */
	if (cnp && (says(r, "pfc", cnp->value) || !pauses(r, cnp->value)))
		p->pfc_line = cnp->line;
	if (by) {
		p->dcb = by->value;
		p->dcb_line = by->line;
	}
	for (size_t i = 0; cnp && i < r->nfact; i++)
		if (str_eq(r->fact[i].key, "pfc") &&
		    str_eq(r->fact[i].name, cnp->value))
			p->pfc |= (uint8_t)(1 << r->fact[i].number);
	for (int i = 0; by && i < 8; i++) {
		const struct junos_class *c = sorted(r, by->value, i);

		if (c && c->queue >= 0)
			qos_queue(p, i, (int)c->queue);
		if (!(p->pfc >> i & 1) || !c || !cnp)
			continue;
		f = junos_fact_of(r, str_fmt(r->a, "pause %d", i), cnp->value);
		if (!c->no_loss) {
			p->slip = str_fmt(r->a,
			    "priority %d is in class %s, which may lose frames",
			    i, c->name);
			p->slip_line = c->line ? c->line : by->line;
		} else if (f && f->number != c->queue) {
			p->slip = str_fmt(r->a,
			    "a pause of priority %d stops queue %ld, its frames "
			    "are in queue %ld",
			    i, f->number, c->queue);
			p->slip_line = f->line;
		} else if (!f && (i == 3 ? 3 : i == 4 ? 4 : -1) != c->queue) {
			p->slip = str_fmt(r->a,
			    "a pause of priority %d stops no queue", i);
			p->slip_line = cnp->line;
		}
	}
	f = cnp ? junos_fact_of(r, "mru", cnp->value) : NULL;
	room = f && f->number > 0 ? f->number :
	    p->pfc & ~(1 << 4)    ? MRU :
	                            MRU_4;
	mtu = l2->mtu ? l2->mtu : p->mtu;
	if (p->pfc && mtu && room < mtu && !p->slip && (f || r->v->device)) {
		p->slip = str_fmt(r->a,
		    "buffers are sized for frames of %ld bytes, the port "
		    "passes %ld",
		    room, mtu);
		p->slip_line = f ? f->line : cnp ? cnp->line : 0;
	}
	if (map) {
		p->ets = map->value;
		qos_shares(p, qos_policy(r->v, map->value));
	}
	group_shares(r, p, p->name);
	if (l2 != p)
		group_shares(r, p, l2->name);
}

void
junos_ways(struct junos *r)
{
	shares(r);
	for (size_t i = 0; i < r->v->nport; i++)
		if (r->v->port[i]->kind == PORT_PLAIN ||
		    r->v->port[i]->kind == PORT_LAG)
			ways(r, r->v->port[i]);
}
