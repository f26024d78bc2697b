/* The report's parts put together, and the words they share. */
#include "report/report_ctx.h"

#include <string.h>

#include "base/num.h"

const char *
report_money(const struct report_ctx *k, int64_t cents)
{
	return num_money_in(k->a, k->g->model->currency, cents);
}

const char *
report_about(const struct report_ctx *k, int64_t cents)
{
	return num_money_about(k->a, k->g->model->currency, cents,
	    k->g->low_cents, k->g->high_cents);
}

const char *
report_part(const struct report_ctx *k, int64_t *before, int64_t cents)
{
	const int64_t from = *before;
	const char *s;

	*before += cents;
	if (k->g->low_cents == k->g->high_cents)
		return num_money_pretty(k->a, cents);
	s = num_money_pretty(k->a,
	    num_money_whole(*before) - num_money_whole(from));
	return str_dup(k->a, s, strcspn(s, "."));
}

const char *
report_share(const struct report_ctx *k, int64_t part, int64_t whole)
{
	double share = whole > 0 ? 100 * (double)part / (double)whole : 0;

	/* a share above nothing is not printed as nothing, nor one below all as
	 * all */
	if (part > 0 && share < 0.5)
		return "under 1 %";
	if (part < whole && share >= 99.5)
		return "over 99 %";
	return str_fmt(k->a, "%lld %%", (long long)(share + 0.5));
}

const char *
report_keep(struct arena *a, const char *s)
{
	struct buf b = buf_new(a);

	for (; *s != '\0'; s++)
		if (*s == ' ')
			buf_puts(&b, "\u00a0");
		else
			buf_putc(&b, *s);
	return b.text;
}

/* the first words that two names share, of which the second is before: all but
 * the last of them may */
static size_t
words_shared(const char *name, const char *before)
{
	size_t n = 0;

	for (size_t i = 0; name[i] != '\0' && name[i] == before[i]; i++)
		if (name[i] == ' ')
			n = i + 1;
	return n;
}

const char *
report_named(const struct report_ctx *k, const char *text)
{
	static const char id[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
	struct buf b = buf_new(k->a);
	const struct switch_model *s;
	const char *last = "";
	size_t n;

	if (text == NULL)
		return NULL;
	for (; *text != '\0'; text += n) {
		n = strspn(text, id);
		s = n > 0 ? catalog_switch(k->g->model->catalog,
		                str_dup(k->a, text, n)) :
		            NULL;
		if (s != NULL) {
			buf_puts(&b, s->name + words_shared(s->name, last));
			last = s->name;
		} else if (n > 0)
			buf_add(&b, text, n);
		else
			buf_add(&b, text, n = 1);
	}
	return b.text;
}

const char *
report_time(const struct report_ctx *k, double s)
{
	return report_keep(k->a, num_time_pretty(k->a, s));
}

const char *
report_link_group(const struct report_ctx *k, size_t n, int64_t bps)
{
	return report_keep(k->a,
	    str_fmt(k->a, "%zu \u00d7 %s", n, num_text(k->a, bps, UNIT_RATE)));
}

const char *
report_file_text(const struct report_ctx *k, const char *folder,
    const char *name)
{
	size_t nf = strlen(folder), nn = strlen(name), i;

	for (i = 0; i < k->files->n; i++) {
		const char *p = k->files->file[i].path;

		if (strncmp(p, folder, nf) == 0 && p[nf] == '/' &&
		    strncmp(p + nf + 1, name, nn) == 0 &&
		    p[nf + 1 + nn] == '.' &&
		    strpbrk(p + nf + nn + 2, "./") == NULL)
			return p;
	}
	return NULL;
}

const char *
report_vlans(struct arena *a, const int *tagged, size_t n, int untagged)
{
	const char *s = str_ranges(a, tagged, n);

	if (untagged == 0)
		return s;
	return str_fmt(a, "%s%s%d untagged", s, n > 0 ? ", " : "", untagged);
}

void
report_write(struct arena *a, const struct report_from *f, struct fileset *out)
{
	const struct results *r = f->results;
	struct tree t = { a,
		str_fmt(a, "%s: network design", f->design->model->site), NULL,
		0, 0 };
	struct report_ctx k = { a, &t, f->design, f->cand, f->ncand, r,
		&r->net[0], &r->net[r->nnet - 1], f->stress, f->why, f->fill,
		f->nfill, f->phase, out };
	struct buf html = buf_new(a), md = buf_new(a);

	report_decision(&k);
	report_what_if(&k);
	report_architect(&k);
	report_engineer(&k);
	report_ports(&k);
	tree_html(&html, &t);
	tree_markdown(&md, &t);
	fileset_text(out, "report.html", &html);
	fileset_text(out, "report.md", &md);
}
