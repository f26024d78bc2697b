#include "ready/readiness.h"

#include <stdlib.h>
#include <string.h>

struct ready_finding *
ready_add(struct readiness *r, const char *rule, enum ready_severity severity,
    struct span at, const char *fmt, ...)
{
	struct ready_finding f = { .rule = rule,
		.severity = severity,
		.at = at };
	va_list ap;

	va_start(ap, fmt);
	f.message = str_vfmt(r->a, fmt, ap);
	va_end(ap);
	PUSH(r->a, r->item, r->n, r->cap, f);
	if (severity == READY_ERROR)
		r->errors++;
	else
		r->warnings++;
	return &r->item[r->n - 1];
}

struct repair *
ready_repair(struct readiness *r, struct ready_finding *f, const char *title)
{
	f->repair = arena_grow(r->a, f->repair, f->nrepair, f->nrepair + 1,
	    sizeof *f->repair);
	f->repair[f->nrepair].title = title;
	return &f->repair[f->nrepair++];
}

static void
push_text(struct arena *a, const char ***list, size_t *n, const char *text)
{
	*list = arena_grow(a, *list, *n, *n + 1, sizeof **list);
	(*list)[(*n)++] = text;
}

void
ready_warn(struct readiness *r, struct repair *p, const char *text)
{
	push_text(r->a, &p->warning, &p->nwarning, text);
}

void
ready_do(struct readiness *r, struct repair *p, const char *fmt, ...)
{
	const char *text;
	va_list ap;

	va_start(ap, fmt);
	text = str_vfmt(r->a, fmt, ap);
	va_end(ap);
	push_text(r->a, &p->command, &p->ncommand, text);
}

static int
by_place(const void *px, const void *py)
{
	const struct ready_finding *x = px, *y = py;
	const char *nx = x->at.src != NULL ? x->at.src->name : "";
	const char *ny = y->at.src != NULL ? y->at.src->name : "";
	int c = strcmp(nx, ny);

	if (c != 0)
		return c;
	if (x->at.line != y->at.line)
		return x->at.line < y->at.line ? -1 : 1;
	if (x->at.col != y->at.col)
		return x->at.col < y->at.col ? -1 : 1;
	c = strcmp(x->rule, y->rule);
	return c != 0 ? c : strcmp(x->message, y->message);
}

struct readiness *
readiness_judge(struct arena *a, const struct inventory *v,
    const struct model *m)
{
	struct readiness *r = NEW(a, struct readiness, 1);

	r->a = a;
	r->hosts = v->nhost;
	r->vms = v->nvm;
	for (size_t i = 0; i < v->nvm; i++)
		ready_vm(r, v, &v->vm[i]);
	ready_hosts(r, v);
	if (m != NULL)
		ready_site(r, v, m);
	if (r->n > 0)
		qsort(r->item, r->n, sizeof *r->item, by_place);
	return r;
}
