/* drift: is what runs on the switches what a bundle's configs say? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/str.h"
#include "base/value.h"
#include "command/command.h"
#include "input/json.h"
#include "readback/bundle_read.h"
#include "readback/compare.h"
#include "verify/uncompared.h"
#include "verify/verify.h"

/* one config that runs somewhere, against the designed one */
struct drift {
	const struct bundle_switch *sw;
	const char *file;
	struct view_diffs diff;
	struct uncompared *uncompared; /* what could not be compared */
	size_t nuncompared;
};

static bool
is_named(const struct bundle_switch *s, const char *name)
{
	size_t n = strlen(s->name);

	/* a switch may give its name with its domain */
	return name != NULL && strncasecmp(s->name, name, n) == 0 &&
	    (name[n] == '\0' || name[n] == '.');
}

/* the switch whose name the text itself gives, read as the design's NOS */
static const struct bundle_switch *
by_hostname(struct run *r, const struct bundle *b, const struct source *src)
{
	size_t k;

	for (size_t i = 0; i < b->nsw; i++) {
		const char *nos = b->sw[i].nos;
		const struct view *v;

		for (k = 0; k < i && strcmp(b->sw[k].nos, nos) != 0; k++)
			continue;
		if (k < i || dialect_find(nos) == NULL)
			continue;
		v = view_read(r->a, diags_new(r->a), dialect_find(nos), src,
		    NULL);
		for (size_t n = 0; v != NULL && n < b->nsw; n++)
			if (is_named(&b->sw[n], v->hostname) &&
			    strcmp(b->sw[n].nos, nos) == 0)
				return &b->sw[n];
	}
	diag_error(r->d, (struct span){ src, 0, 0, 0 }, "drift-device",
	    "no switch of the bundle has the host name in this config");
	diag_hint(r->d, "NAME=%s says which switch it belongs to", src->name);
	return NULL;
}

/* NAME=FILE where NAME is a switch's, else FILE */
static const struct bundle_switch *
by_argument(struct run *r, const struct bundle *b, const char *arg,
    const struct source **src)
{
	const char *eq = strchr(arg, '=');
	const struct bundle_switch *s = eq == NULL ?
	    NULL :
	    bundle_switch(b, str_dup(r->a, arg, (size_t)(eq - arg)));

	if (s == NULL && eq != NULL && !file_exists(arg)) {
		const char *name = str_dup(r->a, arg, (size_t)(eq - arg));
		const struct bundle_host *h = bundle_setting(b, name);

		if (h != NULL) {
			diag_error(r->d, SPAN_NONE, "drift-device",
			    "'%s' is a %s of the design: drift compares the "
			    "configs of switches",
			    name, h->device ? "device" : "host");
			if (!h->device)
				diag_hint(r->d,
				    "the files of hosts are verified in the "
				    "bundle: eastwest verify %s",
				    b->dir);
			return NULL;
		}
		diag_error(r->d, SPAN_NONE, "unknown-device",
		    "the design has no device '%s'", name);
		return NULL;
	}
	*src = file_read(r->a, r->d, s != NULL ? eq + 1 : arg, FILE_TEXT_MAX);
	return *src == NULL || s != NULL ? s : by_hostname(r, b, *src);
}

/* a filled-in placeholder is no difference, and its value is never printed */
static void
drop_placeholders(struct view_diffs *x)
{
	size_t kept = 0;

	x->errors = 0;
	for (size_t i = 0; i < x->n; i++) {
		if (strstr(x->item[i].designed, "<<") != NULL)
			continue;
		x->errors += x->item[i].error;
		x->item[kept++] = x->item[i];
	}
	x->n = kept;
}

/* what can't be compared and may stop traffic counts: a caller that uses the
 * exit status alone must notice it */
static void
count_bars(struct run *r, struct drift *x)
{
	struct view_diffs *d = &x->diff;
	size_t kept = 0;

	for (size_t i = 0; i < x->nuncompared; i++) {
		const struct uncompared *l = &x->uncompared[i];
		struct view_diff one = { .where = *l->where != '\0' ? l->where :
			                                              "switch",
			.what = "not read, and may stop traffic",
			.designed = l->designed != NULL ? l->designed : "none",
			.running = l->running,
			.designed_line = l->designed_line,
			.line = l->line,
			.error = true };

		if (!l->bars) {
			x->uncompared[kept++] = *l;
			continue;
		}
		d->errors++;
		PUSH(r->a, d->item, d->n, d->cap, one);
	}
	x->nuncompared = kept;
}

/* a switch's file that ends too early lacks all that would follow: where its
 * end shows that, it is one difference and no list of what is missing */
#define CUT_MIN 5

static bool
is_missing(const struct view_diff *d)
{
	return strcmp(d->running, "missing") == 0 ||
	    strcmp(d->running, "none") == 0 || strcmp(d->running, "no") == 0 ||
	    strcmp(d->running, "off") == 0;
}

static void
fold_cut(struct run *r, const struct view *v, struct drift *x)
{
	struct view_diffs *d = &x->diff;
	size_t i, n = 0, kept = 0;
	int at = v->cut_line > 0 ? v->cut_line : v->stops_line;
	struct view_diff one = { .where = "the file",
		.what = "its end",
		.running = v->cut_line > 0 ? "in the middle of a line" :
		                             "before every open block is "
		                             "closed",
		.line = at,
		.error = true };

	for (i = 0; i < d->n; i++)
		n += is_missing(&d->item[i]);
	if (at <= 0 || n < CUT_MIN)
		return;
	one.designed = str_fmt(r->a,
	    "to continue: %zu more lines or blocks are missing: fetch the "
	    "whole configuration",
	    n);
	for (i = 0; i < d->n; i++)
		if (!is_missing(&d->item[i]))
			d->item[kept++] = d->item[i];
	d->n = kept;
	PUSH(r->a, d->item, d->n, d->cap, one);
	for (i = d->n - 1; i > 0; i--)
		d->item[i] = d->item[i - 1];
	d->item[0] = one;
	for (i = 0, d->errors = 0; i < d->n; i++)
		d->errors += d->item[i].error;
	/* of lines the same: those that run are still reported */
	for (i = kept = 0; i < x->nuncompared; i++)
		if (x->uncompared[i].running != NULL)
			x->uncompared[kept++] = x->uncompared[i];
	x->nuncompared = kept;
}

static bool
compare(struct run *r, const struct bundle *b, const char *arg,
    struct drift *out)
{
	const struct source *src = NULL;
	const struct view *v;

	out->sw = by_argument(r, b, arg, &src);
	if (out->sw == NULL || src == NULL)
		return false;
	if (out->sw->view == NULL)
		return diag_error(r->d, SPAN_NONE, "drift-design",
		    "the bundle has no readable config of '%s'", out->sw->name);
	v = view_read(r->a, r->d, dialect_find(out->sw->nos), src,
	    out->sw->name);
	if (v == NULL)
		return false;
	out->file = src->name;
	view_compare(r->a, out->sw->view, v, &out->diff);
	drop_placeholders(&out->diff);
	out->nuncompared =
	    uncompared_find(r->a, out->sw->view, v, &out->uncompared);
	count_bars(r, out);
	fold_cut(r, v, out);
	return true;
}

/* a config's bytes may be anything */
static const char *
printable(struct run *r, const char *s)
{
	char *t = str_dup(r->a, s, strlen(s));
	bool text = str_is_text(s);

	for (char *p = t; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f ||
		    (!text && (unsigned char)*p >= 0x80))
			*p = '?';
	return str_shown(r->a, t);
}

/* one line per cause: the same difference at many ports is one finding */
static void
drift_causes(struct run *r, const struct drift *x, size_t n)
{
	struct finding *f = NULL;
	size_t nf = 0, cap = 0, len = 0, i;
	char *text = NULL;
	FILE *out = open_memstream(&text, &len);

	if (out == NULL)
		return;
	for (i = 0; i < n; i++)
		for (size_t k = 0; k < x[i].diff.n; k++) {
			const struct view_diff *d = &x[i].diff.item[k];
			struct finding one = { .severity = d->error ?
				    SEVERITY_ERROR :
				    SEVERITY_WARNING,
				.device = x[i].sw->name,
				.file = x[i].file,
				.line = d->line };

			one.message = printable(r,
			    str_fmt(r->a, "%s: %s: %s: %s, designed %s",
			        x[i].sw->name, d->where, d->what, d->running,
			        d->designed));
			PUSH(r->a, f, nf, cap, one);
		}
	verify_causes_print(out, r->a, f, nf, r->o->quiet, r->o->all);
	fclose(out);
	buf_add(&r->out, text, len);
	free(text);
}

static const char *
uncompared_text(struct run *r, const struct uncompared *l)
{
	if (l->designed == NULL)
		return str_fmt(r->a,
		    "'%.100s' is running but not in the "
		    "design",
		    printable(r, l->running));
	if (l->running == NULL)
		return str_fmt(r->a,
		    "'%.100s' is in the design but not "
		    "running",
		    printable(r, l->designed));
	return str_fmt(r->a, "'%.100s' is running, the design has '%.100s'",
	    printable(r, l->running), printable(r, l->designed));
}

static bool
like_it(const char *x, const char *y)
{
	for (;; x++, y++) {
		while (*x >= '0' && *x <= '9')
			x++;
		while (*y >= '0' && *y <= '9')
			y++;
		if (*x != *y)
			return false;
		if (*x == '\0')
			return true;
	}
}

/* lines equal except for numbers are one finding */
static void
drift_uncompared(struct run *r, const struct drift *x)
{
	size_t k, like;
	bool *reported = NEW(r->a, bool, x->nuncompared + 1);
	const char **text = NEW(r->a, const char *, x->nuncompared + 1);

	if (x->nuncompared == 0)
		return;
	buf_printf(&r->out,
	    "%s: not compared, because nothing that is read "
	    "depends on %s:\n",
	    x->file, x->nuncompared == 1 ? "it" : "them");
	for (size_t i = 0; i < x->nuncompared; i++)
		text[i] = uncompared_text(r, &x->uncompared[i]);
	for (size_t i = 0; i < x->nuncompared; i++) {
		const struct uncompared *l = &x->uncompared[i];

		if (reported[i])
			continue;
		for (k = i + 1, like = 0; !r->o->all && k < x->nuncompared; k++)
			if (!reported[k] && like_it(text[k], text[i]) &&
			    like_it(l->where, x->uncompared[k].where)) {
				reported[k] = true;
				like++;
			}
		buf_puts(&r->out, "  ");
		if (l->line > 0)
			buf_printf(&r->out, "line %d: ", l->line);
		if (*l->where != '\0')
			buf_printf(&r->out, "%.100s: ", printable(r, l->where));
		buf_puts(&r->out, text[i]);
		if (like > 0)
			buf_printf(&r->out, " (%zu more like it)", like);
		buf_puts(&r->out, "\n");
	}
}

/* where a config could not be compared, the user learns what that leaves out */
static void
missing(struct run *r, const struct bundle *b, const struct drift *x, size_t n)
{
	const char *before = "no config given for: ";
	size_t k;

	for (size_t i = 0; i < b->nsw; i++) {
		for (k = 0; k < n && x[k].sw != &b->sw[i]; k++)
			continue;
		if (k < n)
			continue;
		buf_printf(&r->out, "%s%s", before, b->sw[i].name);
		before = ", ";
	}
	buf_puts(&r->out, "\n");
}

static void
drift_text(struct run *r, const struct bundle *b, const struct drift *x,
    size_t n)
{
	size_t k, errors = 0, all = 0, given = 0, uncompared = 0;
	const char *next;

	for (size_t i = 0; i < n; i++) {
		errors += x[i].diff.errors;
		all += x[i].diff.n;
		uncompared += x[i].nuncompared;
	}
	for (size_t i = 0; i < b->nsw; i++) {
		for (k = 0; k < n && x[k].sw != &b->sw[i]; k++)
			continue;
		given += k < n;
	}
	buf_printf(&r->out, "%zu of %s compared: %s, %s", given,
	    str_count(r->a, b->nsw, "switch"), str_count(r->a, errors, "error"),
	    str_count(r->a, all - errors, "warning"));
	if (uncompared > 0)
		buf_printf(&r->out, ", %s not compared",
		    str_count(r->a, uncompared, "line"));
	buf_printf(&r->out, "\n");
	if (r->d->errors > 0 && given < b->nsw)
		missing(r, b, x, n);
	drift_causes(r, x, n);
	for (size_t i = 0; i < n; i++)
		drift_uncompared(r, &x[i]);
	r->lines = true;
	next = r->d->errors > 0 ? "correct the errors and run this again" :
	    errors > 0 ? "correct the running configuration, or design again "
	                 "and load the result" :
	    all > 0    ? "review the warnings" :
	    uncompared > 0 ? NULL :
	    given < b->nsw ? "pass the configs of the other switches too" :
	                     "nothing: the running configurations match the "
	                     "design";
	if (!r->o->quiet && next == NULL)
		buf_printf(&r->out, "next: %s not compared: look at %s\n",
		    str_count(r->a, uncompared, "line"),
		    uncompared == 1 ? "it" : "them");
	else if (!r->o->quiet)
		buf_printf(&r->out, "next: %s%s\n", next,
		    errors == 0 && uncompared > 0 ?
		        ", and the lines not compared" :
		        "");
}

static struct value *
uncompared_json(struct run *r, const struct uncompared *l)
{
	struct value *m = value_map(r->a);

	value_set(r->a, m, "where", value_text(r->a, l->where));
	value_set(r->a, m, "designed",
	    l->designed != NULL ? value_text(r->a, l->designed) :
	                          value_null(r->a));
	value_set(r->a, m, "running",
	    l->running != NULL ? value_text(r->a, l->running) :
	                         value_null(r->a));
	value_set(r->a, m, "line",
	    l->line > 0 ? value_int(r->a, l->line) : value_null(r->a));
	return m;
}

static void
drift_json(struct run *r, const struct drift *x, size_t n)
{
	struct value *top = value_map(r->a), *list = value_list(r->a);

	for (size_t i = 0; i < n; i++) {
		struct value *m = value_map(r->a), *each = value_list(r->a);

		value_set(r->a, m, "device", value_text(r->a, x[i].sw->name));
		value_set(r->a, m, "file", value_text(r->a, x[i].file));
		for (size_t k = 0; k < x[i].diff.n; k++) {
			const struct view_diff *d = &x[i].diff.item[k];
			struct value *one = value_map(r->a);

			value_set(r->a, one, "where",
			    value_text(r->a, d->where));
			value_set(r->a, one, "what", value_text(r->a, d->what));
			value_set(r->a, one, "designed",
			    value_text(r->a, d->designed));
			value_set(r->a, one, "running",
			    value_text(r->a, d->running));
			value_set(r->a, one, "line",
			    d->line > 0 ? value_int(r->a, d->line) :
			                  value_null(r->a));
			value_set(r->a, one, "severity",
			    value_text(r->a, d->error ? "error" : "warning"));
			value_push(r->a, each, one);
		}
		value_set(r->a, m, "differences", each);
		value_set(r->a, m, "not_compared",
		    value_int(r->a, (int64_t)x[i].nuncompared));
		each = value_list(r->a);
		for (size_t k = 0; k < x[i].nuncompared; k++)
			value_push(r->a, each,
			    uncompared_json(r, &x[i].uncompared[k]));
		value_set(r->a, m, "not_compared_lines", each);
		value_push(r->a, list, m);
	}
	value_set(r->a, top, "devices", list);
	json_print(&r->out, top);
}

bool
command_drift(struct run *r)
{
	const struct options *o = r->o;
	struct bundle b = { 0 };
	struct drift *x;
	size_t k, n = 0;

	if (o->narg < 2)
		return command_usage(r,
		    "a bundle folder and at least one config are expected");
	if (!fileset_recover(r->a, r->d, o->arg[0]) ||
	    !bundle_read(r->a, r->d, o->arg[0], NULL, &b))
		return true;
	x = NEW(r->a, struct drift, o->narg);
	for (size_t i = 1; i < o->narg; i++) {
		if (!compare(r, &b, o->arg[i], &x[n]))
			continue;
		for (k = 0; k < n && x[k].sw != x[n].sw; k++)
			continue;
		if (k < n) {
			diag_error(r->d, SPAN_NONE, "drift-twice",
			    "two configs of '%s': %s and %s", x[n].sw->name,
			    x[k].file, x[n].file);
			continue;
		}
		if (x[n].diff.errors > 0)
			r->status = 1;
		n++;
	}
	/* one file that is no switch's keeps none of the others from being
	 * compared: the diagnostic says which, and the status is an error's */
	if (n == 0)
		return true;
	if (o->json)
		drift_json(r, x, n);
	else
		drift_text(r, &b, x, n);
	return true;
}
