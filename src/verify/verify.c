#include "verify/verify.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "verify/faults.h"
#include "verify/rules.h"
#include "verify/multi_config.h"

/* findings of one rule on one device that are listed; the rest is counted */
#define SAME_MAX 40

static const struct rule *const table[] = { rules_text, rules_manage,
	rules_port, rules_ufd, rules_mclag, rules_dcb, rules_tree, rules_pair,
	rules_bundle, rules_link, rules_reach, rules_fault, rules_host,
	rules_host_file, rules_host_team, rules_host_bond, rules_host_service,
	rules_host_cluster, rules_cable, rules_lossless, rules_meant,
	rules_plan, rules_regen, rules_files, rules_values, rules_design,
	rules_protect, rules_place, rules_host_guests };
#define NTABLE (sizeof(table) / sizeof(table[0]))

/* the file a finding's line is of */
static const char *
file_of(const struct judge *j, const char *device)
{
	const struct bundle_switch *s;
	const struct host_script *h;

	if (!j->bundle) {
		for (size_t i = 0; i < j->nview; i++)
			if (str_eq(j->view[i]->device, device))
				return j->view[i]->src->name;
		return NULL;
	}
	s = bundle_switch(j->bundle, device);
	h = s ? NULL : bundle_script(j->bundle, device);
	return s && s->has_file ? s->file : h ? h->file : NULL;
}

static void
found(struct judge *j, const char *rule, enum severity severity,
    const char *device, int line, const char *fmt, va_list ap)
{
	struct findings *s = j->out;
	char text[600];
	struct finding f = { .rule = rule,
		.severity = severity,
		.line = line,
		.device = device ? device : "" };
	size_t same = 0;

	for (size_t i = s->n; i-- > 0 && str_eq(s->item[i].rule, f.rule);)
		if (str_eq(s->item[i].device, f.device) && ++same >= SAME_MAX)
			break;
	if (severity == SEVERITY_ERROR)
		s->errors++;
	else
		s->warnings++;
	if (same > SAME_MAX - 1) {
		/* the last one listed says that there are more */
		return;
	}
	vsnprintf(text, sizeof(text), fmt, ap);
	/* a LAG of number 0 has another in a view, and is shown as it is */
	for (char *p = strstr(text, "po10000"); p; p = strstr(p, "po10000"))
		memmove(p + 2, p + 6, strlen(p + 6) + 1);
	/* a config's bytes may be anything; a message is printable text */
	for (char *p = text; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			*p = '?';
	if (!str_is_text(text))
		for (char *p = text; *p; p++)
			if ((unsigned char)*p >= 0x80)
				*p = '?';
	f.message = same == SAME_MAX - 1 ?
	    str_fmt(j->arena, "%s (and more like it, not listed)", text) :
	    str_dup(j->arena, text, strlen(text));
	f.message = str_shown(j->arena, f.message);
	f.file = file_of(j, f.device);
	PUSH(j->arena, s->item, s->n, s->cap, f);
}

void
rule_found(struct judge *j, const struct view *v, int line, const char *fmt,
    ...)
{
	va_list ap;

	va_start(ap, fmt);
	found(j, j->rule, j->severity, v->device, line, fmt, ap);
	va_end(ap);
}

void
rule_found_as(struct judge *j, enum severity severity, const struct view *v,
    int line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	found(j, j->rule, severity, v->device, line, fmt, ap);
	va_end(ap);
}

void
rule_found_at(struct judge *j, const char *device, int line, const char *fmt,
    ...)
{
	va_list ap;

	va_start(ap, fmt);
	found(j, j->rule, j->severity, device, line, fmt, ap);
	va_end(ap);
}

void
rule_found_at_as(struct judge *j, enum severity severity, const char *device,
    int line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	found(j, j->rule, severity, device, line, fmt, ap);
	va_end(ap);
}

void
rule_found_by(struct judge *j, const char *rule, enum severity severity,
    const char *device, int line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	found(j, rule, severity, device, line, fmt, ap);
	va_end(ap);
}

bool
rule_accused(const struct judge *j, const char *device, int line)
{
	for (size_t i = 0; i < j->out->n; i++) {
		const struct finding *f = &j->out->item[i];

		if (f->severity == SEVERITY_ERROR && f->line == line &&
		    str_eq(f->device, device))
			return true;
	}
	return false;
}

static void
run_notices(struct judge *j, const struct rule *r)
{
	for (size_t i = 0; i < j->nview; i++) {
		const struct view *v = j->view[i];

		for (size_t k = 0; k < v->nnotice; k++)
			if (str_eq(v->notice[k].rule, r->id))
				rule_found(j, v, v->notice[k].line, "%s",
				    v->notice[k].text);
	}
}

static void
run(struct judge *j, const struct rule *r)
{
	j->rule = r->id;
	j->severity = r->severity;
	switch (r->scope) {
	case RULE_READER:
		run_notices(j, r);
		break;
	case RULE_VIEW:
		for (size_t i = 0; i < j->nview; i++)
			r->view(j, j->view[i]);
		break;
	case RULE_PAIR:
		for (size_t i = 0; i < j->npair; i++)
			r->pair(j, j->pair[i].a, j->pair[i].b);
		break;
	case RULE_BUNDLE:
		if (!j->bundle)
			return;
		r->all(j);
		break;
	}
	j->out->rules_checked++;
}

static int
by_place(const void *x, const void *y)
{
	const struct finding *p = x, *q = y;
	int c =
	    (q->severity == SEVERITY_ERROR) - (p->severity == SEVERITY_ERROR);

	if (c == 0)
		c = str_natural(p->device, q->device);
	if (c == 0)
		c = (p->line > q->line) - (p->line < q->line);
	if (c == 0)
		c = strcmp(p->rule, q->rule);
	return c ? c : strcmp(p->message, q->message);
}

enum { SKIPPED_MAX = 64 };

/* a kind of lines that no rule reads, and in how many configs it is */
static void
skipped(struct judge *j, const struct view *v, const char *kind)
{
	struct findings *out = j->out;
	struct skipped x = { kind, v->device, 1 };

	for (size_t i = 0; i < out->nskipped; i++)
		if (str_eq(out->skipped[i].kind, kind)) {
			out->skipped[i].configs++;
			return;
		}
	if (out->nskipped < SKIPPED_MAX)
		PUSH(j->arena, out->skipped, out->nskipped, out->skipped_cap,
		    x);
}

static int
by_configs(const void *x, const void *y)
{
	const struct skipped *p = x, *q = y;
	int c = (p->configs < q->configs) - (p->configs > q->configs);

	return c ? c : strcmp(p->kind, q->kind);
}

void
rules_run(struct judge *j)
{
	rules_pairs(j);
	if (j->bundle) {
		j->sweep = sweep_make(j->arena, j->bundle);
		sweep_answer(j);
	}
	for (size_t t = 0; t < NTABLE; t++)
		for (const struct rule *r = table[t]; r->id; r++)
			run(j, r);
	if (j->out->n)
		qsort(j->out->item, j->out->n, sizeof(struct finding),
		    by_place);
	for (size_t i = 0; i < j->nview; i++) {
		const struct view *v = j->view[i];

		j->out->files++;
		j->out->lines += v->nline;
		j->out->not_understood += v->not_understood;
		j->out->unended += v->cut_line != 0;
		for (size_t k = 0; k < v->nskipped; k++)
			skipped(j, v, v->skipped[k]);
	}
	if (j->out->nskipped)
		qsort(j->out->skipped, j->out->nskipped, sizeof(struct skipped),
		    by_configs);
}

bool
verify_audit(struct arena *a, struct diags *d, const char *nos,
    const char *const *path, size_t n, struct findings *out)
{
	struct judge j = { .arena = a, .out = out };
	size_t cap = 0;
	const struct dialect *which = dialect_find(nos);
	struct buf all = buf_new(a);

	*out = (struct findings){ 0 };
	if (!which) {
		for (size_t i = 0; dialect_at(i); i++)
			buf_printf(&all, "%s%s",
			    i == 0                ? "" :
			        dialect_at(i + 1) ? ", " :
			                            " or ",
			    dialect_at(i)->name);
		diag_error(d, SPAN_NONE, "nos-unknown", "unknown NOS: '%s'",
		    nos);
		diag_hint(d, "%s", all.text);
		return false;
	}
	for (size_t i = 0; i < n; i++) {
		const struct source *src =
		    file_read(a, d, path[i], FILE_TEXT_MAX);
		struct view **v;
		size_t m;

		if (!src)
			continue;
		m = multi_config_read(a, d, which, src, &v);
		for (size_t k = 0; k < m; k++) {
			if (!v[k]->device)
				v[k]->device = path[i];
			PUSH(a, j.view, j.nview, cap, v[k]);
		}
	}
	if (j.nview == 0)
		return false;
	rules_run(&j);
	return true;
}

static bool
bundle(struct judge *j, struct diags *d, const char *dir,
    const struct fileset *files)
{
	struct bundle *b = NEW(j->arena, struct bundle, 1);

	*j->out = (struct findings){ 0 };
	if (!bundle_read(j->arena, d, dir, files, b))
		return false;
	j->bundle = b;
	j->view = b->view;
	j->nview = b->nview;
	rules_run(j);
	return true;
}

bool
verify_bundle(struct arena *a, struct diags *d, const char *dir, bool ready,
    const struct verify_regen *again, struct findings *out)
{
	struct judge j = { .arena = a,
		.out = out,
		.again = again,
		.ready = ready };

	return bundle(&j, d, dir, NULL);
}

bool
verify_files(struct arena *a, struct diags *d, const struct fileset *files,
    struct findings *out)
{
	struct judge j = { .arena = a, .out = out };

	return bundle(&j, d, "", files);
}

const char *
verify_rule(size_t i, const char **title)
{
	for (size_t t = 0; t < NTABLE; t++)
		for (const struct rule *r = table[t]; r->id; r++)
			if (i-- == 0) {
				*title = r->title;
				return r->id;
			}
	return NULL;
}
