/* What was found, as lines and as JSON. */
#include "verify/verify.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"

#define SHOWN 6 /* names of a list that are listed */
#define CABLES_SHOWN 12

/* a file, and a device of a table, may be called anything: on a terminal that
 * is text on one line */
static void
name_print(FILE *f, const char *s)
{
	bool text = str_is_text(s);

	for (; *s; s++)
		fputc((unsigned char)*s < 0x20 || *s == 0x7f ||
		            (!text && (unsigned char)*s >= 0x80) ?
		        '?' :
		        *s,
		    f);
}

static void
names(FILE *f, const char *const *name, size_t n)
{
	for (size_t i = 0; i < n && i < SHOWN; i++) {
		fputs(i ? ", " : "", f);
		name_print(f, name[i]);
	}
	if (n > SHOWN)
		fprintf(f, " and %zu more", n - SHOWN);
}

static void
drain_print(FILE *f, struct arena *a, const struct failed_part *x)
{
	if (x->drain_s < 0)
		return;
	if (isinf(x->drain_s)) {
		fputs("; drain: ", f);
		name_print(f, x->slowest);
		fputs(" can't be drained", f);
	} else {
		fprintf(f, "; drain at least %s (",
		    num_time_pretty(a, x->drain_s));
		name_print(f, x->slowest);
		fputs(")", f);
	}
}

/* of those that could be checked */
static const char *
nobody(const struct findings *s)
{
	return s->nunread ? "no host loses a network that was checked" :
	                    "no host loses a network";
}

static bool
same_names(const char *const *x, size_t nx, const char *const *y, size_t ny)
{
	size_t i;

	for (i = 0; i < nx && nx == ny && str_eq(x[i], y[i]); i++)
		continue;
	return nx == ny && i == nx;
}

/* cables, or switches, whose failure costs as many hosts the same, for as long
 * a drain */
static bool
same_loss(const struct failed_part *x, const struct failed_part *y)
{
	return x->cable == y->cable && !x->peer && !y->peer &&
	    (!x->cable || (x->nlost && y->nlost)) && x->nhost == y->nhost &&
	    x->drain_s == y->drain_s &&
	    same_names(x->lost, x->nlost, y->lost, y->nlost) &&
	    same_names(x->whole, x->nwhole, y->whole, y->nwhole);
}

/* the first of the equal ones; i itself where all are listed */
static size_t
first_alike(const struct findings *s, size_t i, bool all)
{
	size_t k;

	for (k = 0; k < i && !all; k++)
		if (same_loss(&s->failure[k], &s->failure[i]))
			return k;
	return i;
}

static size_t
alike_from(const struct findings *s, size_t i, bool all)
{
	size_t k, n = 1;

	for (k = i + 1; k < s->nfailure && !all; k++)
		n += same_loss(&s->failure[k], &s->failure[i]);
	return n;
}

/* the switches that do what the one at i, their first, does */
static void
alike_print(FILE *f, struct arena *a, const struct findings *s, size_t i,
    size_t alike)
{
	const char **name = NEW(a, const char *, alike);
	size_t n = 0, k;

	for (k = i; k < s->nfailure && n < alike; k++)
		if (k == i || same_loss(&s->failure[k], &s->failure[i]))
			name[n++] = s->failure[k].name;
	fprintf(f, "  each of %zu: ", n);
	names(f, name, n);
	fprintf(f, ": ");
}

/* alike: the number of cables or switches with the same effect, of which i is
 * the first */
static void
failure_print(FILE *f, struct arena *a, const struct findings *s, size_t i,
    size_t alike)
{
	const struct failed_part *x = &s->failure[i];

	if (alike > 1 && !x->cable)
		alike_print(f, a, s, i, alike);
	else {
		fprintf(f, "  %s",
		    x->cable    ? "cable " :
		        x->peer ? "the whole peer link of " :
		                  "");
		name_print(f, x->name);
		if (alike > 1)
			fprintf(f, " and %zu like it", alike - 1);
		fputs(": ", f);
	}
	if (x->nhost && alike > 1) {
		fprintf(f, "%zu host%s ", x->nhost,
		    x->nhost == 1 ? " loses" : "s lose");
		names(f, x->lost, x->nlost);
	} else if (x->nhost) {
		names(f, x->host, x->nhost);
		fprintf(f, " lose%s ", x->nhost == 1 ? "s" : "");
		names(f, x->lost, x->nlost);
	} else if (x->nlost) {
		fprintf(f, "the core is disconnected from ");
		names(f, x->lost, x->nlost);
	} else {
		fprintf(f, "%s", nobody(s));
	}
	if (x->nlost && x->nwhole) {
		fprintf(f, "; whole: ");
		names(f, x->whole, x->nwhole);
	}
	drain_print(f, a, x);
	fprintf(f, "\n");
}

/* the table of failures: cables that disconnect no host are counted, and the
 * longest drain among them reported; of those with equal effect the first is
 * listed, unless all are */
static void
verify_failures_print(FILE *f, struct arena *a, const struct findings *s,
    bool all)
{
	const struct failed_part *worst = NULL;
	size_t quiet = 0, shown = 0;
	bool judged = s->nunread == 0;

	for (size_t i = 0; i < s->nfailure; i++)
		judged = judged || s->failure[i].nwhole || s->failure[i].nlost;
	if (s->nfailure && judged)
		fprintf(f, "when it fails:\n");
	for (size_t i = 0; i < s->nfailure && judged; i++) {
		const struct failed_part *x = &s->failure[i];

		if (!x->cable || x->nlost) {
			if (first_alike(s, i, all) < i)
				continue;
			if (!x->cable || all || shown++ < CABLES_SHOWN)
				failure_print(f, a, s, i,
				    alike_from(s, i, all));
			continue;
		}
		quiet++;
		/* what is true of any: the least,
		 * unless one can't be drained */
		if (!worst || isinf(x->drain_s) ||
		    (x->drain_s < worst->drain_s && !isinf(worst->drain_s)))
			worst = x;
	}
	if (shown > CABLES_SHOWN)
		fprintf(f,
		    "  and %zu more kinds of cables disconnect hosts from a "
		    "network (--all lists them)\n",
		    shown - CABLES_SHOWN);
	if (quiet) {
		fprintf(f, "  any of %zu cables: %s", quiet, nobody(s));
		drain_print(f, a, worst);
		fprintf(f, "\n");
	}
	if (s->nfailure && s->drain_s >= 0 && !isinf(s->drain_s))
		fprintf(f,
		    "drain: the longest of any host, %s in normal operation\n"
		    "  after a failure: the lower bound that the remaining "
		    "capacity allows;\n"
		    "  report.md has the simulated time, including all other "
		    "traffic\n",
		    num_time_pretty(a, s->drain_s));
	if (s->nunread) {
		fprintf(f,
		    "not checked, because a switch's config was not "
		    "read: ");
		names(f, s->unread, s->nunread);
		fprintf(f, "\n");
	}
}

static struct value *
names_value(struct arena *a, const char *const *name, size_t n)
{
	struct value *list = value_list(a);

	for (size_t i = 0; i < n; i++)
		value_push(a, list, value_text(a, name[i]));
	return list;
}

static struct value *
failures_value(struct arena *a, const struct findings *s)
{
	struct value *list = value_list(a);

	for (size_t i = 0; i < s->nfailure; i++) {
		const struct failed_part *x = &s->failure[i];
		struct value *m = value_map(a);

		value_set(a, m, "failed", value_text(a, x->name));
		value_set(a, m, "kind",
		    value_text(a,
		        x->cable    ? "cable" :
		            x->peer ? "peer link" :
		                      "switch"));
		value_set(a, m, "hosts_cut", names_value(a, x->host, x->nhost));
		value_set(a, m, "networks_cut",
		    names_value(a, x->lost, x->nlost));
		value_set(a, m, "networks_whole",
		    names_value(a, x->whole, x->nwhole));
		/* null: not known, or the host named can't be drained */
		value_set(a, m, "drain_at_least_seconds",
		    x->drain_s < 0 ? value_null(a) : value_real(a, x->drain_s));
		value_set(a, m, "drain_host", value_text(a, x->slowest));
		value_push(a, list, m);
	}
	return list;
}

/* ---- findings, one line a cause ---- */

#define PLACES_SHOWN 4 /* beside the first */

struct cause {
	const struct finding *f;
	const char *key;
	size_t at, n;             /* its first finding, how many it has */
	const struct cause *each; /* them all, one after the other */
};

/* what is the same for one cause at many places: the message without numbers
 * and without the device's own name */
static const char *
cause_key(struct arena *a, const struct finding *f)
{
	struct buf b = buf_new(a);
	size_t own = strlen(f->device);

	/* what somebody has still to fill in is one thing to do */
	if (f->rule && str_eq(f->rule, "placeholder"))
		return "placeholder";
	buf_printf(&b, "%s ", f->rule ? f->rule : "");
	for (const char *p = f->message; *p;) {
		if (own && strncmp(p, f->device, own) == 0) {
			buf_putc(&b, '@');
			p += own;
		} else if (*p >= '0' && *p <= '9') {
			buf_putc(&b, '#');
			p += strspn(p, "0123456789");
		} else {
			buf_putc(&b, *p++);
		}
	}
	return b.text;
}

static int
by_cause(const void *x, const void *y)
{
	const struct cause *p = x, *q = y;
	int c = (q->f->severity == SEVERITY_ERROR) -
	    (p->f->severity == SEVERITY_ERROR);

	if (!c)
		c = strcmp(p->key, q->key);
	return c ? c : (p->at > q->at) - (p->at < q->at);
}

static int
by_place(const void *x, const void *y)
{
	const struct cause *p = x, *q = y;
	int c = (q->f->severity == SEVERITY_ERROR) -
	    (p->f->severity == SEVERITY_ERROR);

	return c ? c : (p->at > q->at) - (p->at < q->at);
}

/* in the order of their first places, errors first */
static struct cause *
causes(struct arena *a, const struct finding *item, size_t nitem, size_t *n)
{
	struct cause *c = NEW(a, struct cause, nitem + 1);
	struct cause *out = NEW(a, struct cause, nitem + 1);

	*n = 0;
	for (size_t i = 0; i < nitem; i++)
		c[i] = (struct cause){ .f = &item[i],
			.key = cause_key(a, &item[i]),
			.at = i };
	if (nitem)
		qsort(c, nitem, sizeof(*c), by_cause);
	for (size_t i = 0; i < nitem; i++) {
		if (!i || c[i].f->severity != c[i - 1].f->severity ||
		    !str_eq(c[i].key, c[i - 1].key)) {
			out[*n] = c[i];
			out[*n].each = &c[i];
			(*n)++;
		}
		out[*n - 1].n++;
	}
	if (*n)
		qsort(out, *n, sizeof(*out), by_place);
	return out;
}

static void
place(FILE *f, const struct finding *x)
{
	name_print(f, x->file ? x->file : x->device);
	if (x->line)
		fprintf(f, ":%d", x->line);
}

static bool
same_file(const struct finding *x, const struct finding *y)
{
	return str_eq(x->file ? x->file : x->device,
	    y->file ? y->file : y->device);
}

static bool
same_place(const struct finding *x, const struct finding *y)
{
	return x->line == y->line && same_file(x, y);
}

/* every place is a line of the file that the first one names */
static bool
in_one_file(const struct cause *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (!c->each[i].f->line || !same_file(c->each[i].f, c->f))
			return false;
	return true;
}

static size_t
other_places(const struct cause *c)
{
	size_t n = 0;

	for (size_t i = 1; i < c->n; i++)
		n += !same_place(c->each[i].f, c->each[i - 1].f);
	return n;
}

/* of several placeholders the names of the others too */
static void
others_print(FILE *f, const struct cause *c)
{
	size_t shown = 0;

	for (size_t i = 1; i < c->n && str_eq(c->key, "placeholder"); i++) {
		const char *m = c->each[i].f->message, *name = strstr(m, "<<");
		size_t k = 0;

		while (k < i && !str_eq(c->each[k].f->message, m))
			k++;
		if (k == i && name && shown++ < SHOWN)
			fprintf(f, ", %s", name);
	}
	if (shown > SHOWN)
		fprintf(f, " and %zu others", shown - SHOWN);
}

static void
cause_print(FILE *f, const struct cause *c, bool all)
{
	size_t shown = 0, n;
	bool lines = in_one_file(c);

	for (size_t i = 0; i < c->n && all; i++) {
		place(f, c->each[i].f);
		fprintf(f, ": %s: %s",
		    c->f->severity == SEVERITY_ERROR ? "error" : "warning",
		    c->each[i].f->message);
		if (c->f->rule)
			fprintf(f, " [%s]", c->f->rule);
		fputc('\n', f);
	}
	if (all)
		return;

	place(f, c->f);
	fprintf(f, ": %s: %s",
	    c->f->severity == SEVERITY_ERROR ? "error" : "warning",
	    c->f->message);
	others_print(f, c);
	if (c->n > 1)
		fprintf(f, " (%zu more like it)", c->n - 1);
	if (c->f->rule)
		fprintf(f, " [%s]", c->f->rule);
	fprintf(f, "\n");
	n = other_places(c);
	for (size_t i = 1; i < c->n; i++) {
		const struct finding *x = c->each[i].f;

		if (same_place(x, c->each[i - 1].f))
			continue; /* shown already */
		if (++shown > PLACES_SHOWN)
			continue;
		fprintf(f, "%s", shown > 1 ? ", " : "    also ");
		if (shown == 1 && lines)
			fprintf(f, "line%s ", n == 1 ? "" : "s");
		if (lines)
			fprintf(f, "%d", x->line);
		else
			place(f, x);
	}
	if (shown > PLACES_SHOWN)
		fprintf(f, " and %zu more", shown - PLACES_SHOWN);
	if (shown > 0)
		fprintf(f, "\n");
}

void
verify_causes_print(FILE *f, struct arena *a, const struct finding *item,
    size_t nitem, bool quiet, bool all)
{
	struct cause *list;
	size_t n;

	list = causes(a, item, nitem, &n);
	for (size_t i = 0; i < n; i++)
		if (!quiet || list[i].f->severity == SEVERITY_ERROR)
			cause_print(f, &list[i], all);
}

void
verify_findings_print(FILE *f, struct arena *a, const struct findings *s,
    bool quiet, bool all)
{
	fprintf(f, "%s, %s, %s: %s, %s\n", str_count(a, s->files, "config"),
	    str_count(a, s->lines, "line"),
	    str_count(a, s->rules_checked, "rule"),
	    str_count(a, s->errors, "error"),
	    str_count(a, s->warnings, "warning"));
	if (s->unended)
		fprintf(f,
		    "%s without a line end after the last line: is %s "
		    "complete?\n",
		    str_count(a, s->unended, "config"),
		    s->unended == 1 ? "it" : "each");
	if (s->not_understood)
		fprintf(f, "%s not understood: %s effect was not verified\n",
		    str_count(a, s->not_understood, "line"),
		    s->not_understood == 1 ? "its" : "their");
	verify_causes_print(f, a, s->item, s->n, quiet, all);
	if (!quiet)
		verify_failures_print(f, a, s, all);
	for (size_t i = 0; i < s->nskipped; i++) {
		const struct skipped *x = &s->skipped[i];

		fputs("recognised but not checked: ", f);
		name_print(f, x->kind);
		fputs(" (", f);
		if (x->configs == 1)
			name_print(f, x->device);
		else
			fputs(str_count(a, x->configs, "config"), f);
		fputs(")\n", f);
	}
}

struct value *
verify_findings_value(struct arena *a, const struct findings *s)
{
	struct value *top = value_map(a), *list = value_list(a);

	for (size_t i = 0; i < s->n; i++) {
		const struct finding *x = &s->item[i];
		struct value *m = value_map(a);

		value_set(a, m, "rule", value_text(a, x->rule));
		value_set(a, m, "severity",
		    value_text(a,
		        x->severity == SEVERITY_ERROR ? "error" : "warning"));
		value_set(a, m, "device", value_text(a, x->device));
		value_set(a, m, "line",
		    x->line ? value_int(a, x->line) : value_null(a));
		value_set(a, m, "message", value_text(a, x->message));
		value_push(a, list, m);
	}
	value_set(a, top, "findings", list);
	value_set(a, top, "rules_checked",
	    value_int(a, (int64_t)s->rules_checked));
	value_set(a, top, "configs", value_int(a, (int64_t)s->files));
	value_set(a, top, "lines", value_int(a, (int64_t)s->lines));
	value_set(a, top, "not_understood",
	    value_int(a, (int64_t)s->not_understood));
	value_set(a, top, "without_line_end",
	    value_int(a, (int64_t)s->unended));
	if (s->failure) {
		value_set(a, top, "failures", failures_value(a, s));
		value_set(a, top, "networks_not_judged",
		    names_value(a, s->unread, s->nunread));
	}
	return top;
}
