/* The request: what, by when and of whom. */
#include "report/report_ctx.h"

#include <string.h>

const char *
report_bought(const struct report_ctx *k, size_t *total)
{
	const struct bom_line *x =
	    k->phase != NULL ? k->phase->order : k->g->bom;
	size_t n = k->phase != NULL ? k->phase->norder : k->g->nbom;
	struct buf b = buf_new(k->a);

	for (size_t i = *total = 0; i < n; i++, x++) {
		if (strcmp(x->part->category, "switch") != 0)
			continue;
		buf_printf(&b, "%s%lld %.*s", *total > 0 ? ", " : "",
		    (long long)x->quantity,
		    (int)strcspn(x->part->description, ","),
		    x->part->description);
		*total += (size_t)x->quantity;
	}
	return *total > 0 ? b.text : NULL;
}

void
report_people(struct arena *a, struct tree *t, const struct proposal *p)
{
	struct buf b = buf_new(a);

	if (p->author != NULL)
		buf_printf(&b, "Proposed by %s", p->author);
	if (p->date != NULL)
		buf_printf(&b, "%s%s", b.len > 0 ? ", " : "Proposed on ",
		    p->date);
	if (p->version != NULL)
		buf_printf(&b, "%s %s", b.len > 0 ? ", version" : "Version",
		    p->version);
	if (b.len > 0)
		tree_text(t, str_fmt(a, "%s.", b.text));
}

static void
phase_line(struct report_ctx *k)
{
	const struct report_phase *p = k->phase;

	if (p == NULL)
		return;
	tree_lead(k->t,
	    str_fmt(k->a,
	        "Phase %zu of %zu of the plan for %s (%s, %s in all): %s, from "
	        "%s. %s of %zu %s; afterwards %zu are on the new network, and "
	        "this report covers only those.",
	        p->number, p->of, k->g->model->site, p->whole,
	        report_about(k, p->whole_cents), p->title, p->from,
	        str_count(k->a, p->hosts, "host"), p->all,
	        p->hosts == 1 ? "migrates" : "migrate", p->moved));
}

const char *
report_title(const struct report_ctx *k, const char *otherwise)
{
	const struct model *m = k->g->model;
	const char *title = m->proposal.title;

	if (k->phase != NULL)
		return str_fmt(k->a, "%s: phase %zu of %zu, %s",
		    title != NULL ? title : m->site, k->phase->number,
		    k->phase->of, k->phase->title);
	return title != NULL ? title :
	                       str_fmt(k->a, "%s: %s", m->site, otherwise);
}

static const struct host_result *
same_host(const struct net_result *n, const char *name)
{
	for (size_t i = 0; i < n->nhost; i++)
		if (str_eq(n->host[i].host, name))
			return &n->host[i];
	return NULL;
}

const char *
report_phase_gain(const struct report_ctx *k)
{
	const struct host_result *now, *then, *best = NULL, *was = NULL;
	size_t n = 0;

	for (size_t i = 0; i < k->then->nhost; i++) {
		then = &k->then->host[i];
		now = same_host(k->today, then->host);
		if (now == NULL || !now->finished || !then->finished ||
		    then->seconds * REPORT_GAIN > now->seconds)
			continue;
		n++;
		if (best != NULL &&
		    now->seconds - then->seconds <=
		        was->seconds - best->seconds)
			continue;
		best = then;
		was = now;
	}
	if (best == NULL)
		return "This phase alone makes no drain noticeably shorter: "
		       "what it buys is needed by the phases after it.";
	return str_fmt(k->a,
	    "The drains of %zu of %s are shorter than today: that of %s takes "
	    "%s instead of %s.",
	    n, str_count(k->a, k->then->nhost, "host"), best->host,
	    report_time(k, best->seconds), report_time(k, was->seconds));
}

void
report_request(struct report_ctx *k)
{
	const struct proposal *p = &k->g->model->proposal;
	const char *what;
	size_t n;

	report_bought(k, &n);
	phase_line(k);
	if (k->phase != NULL)
		what = str_fmt(k->a,
		    "%s for this phase; the network then has cost %s",
		    report_about(k, k->phase->cost_cents), report_cost(k));
	else if (k->g->nbom == 0)
		what = "nothing to buy, what is already built is enough";
	else
		what = str_fmt(k->a, "%s for %s", report_cost(k),
		    n > 0 ? str_fmt(k->a,
		                "%s with all cables, optics and spare parts",
		                str_count(k->a, n, "switch")) :
		            "cables and optics, but no switch");
	tree_lead(k->t,
	    str_fmt(k->a, "For decision%s%s%s%s: %s.",
	        p->asked_of != NULL ? " by " : "",
	        p->asked_of != NULL ? p->asked_of : "",
	        p->decision_by != NULL ? ", needed by " : "",
	        p->decision_by != NULL ? p->decision_by : "", what));
	report_people(k->a, k->t, &k->g->model->proposal);
}
