/* What a terminal shows of drains: the answer, then equal hosts grouped. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/num.h"
#include "base/sort.h"
#include "base/str.h"
#include "output/output.h"
#include "output/parts.h"

/* "6 s .. 9 s"; "6 s .. never"; "-" */
static const char *
band(struct arena *a, const struct host_result *h)
{
	if (!h->finished && !h->may_end)
		return "-";
	return str_fmt(a, "%s .. %s", num_time_pretty(a, h->low_s),
	    !h->finished || h->open_end ? "never" :
	                                  num_time_pretty(a, h->high_s));
}

/* among many hosts only what makes a difference is shown */
static bool
worth_it(const struct host_result *h)
{
	return h->advice_ends &&
	    (!h->finished || h->advice_s < 0.9 * h->seconds);
}

static void
measure(struct buf *b, const struct net_result *n)
{
	if (n->nmeasure == 0)
		return;
	buf_printf(b,
	    "  measure first on %s the dirty rate of:", n->measure_host);
	for (size_t i = 0; i < n->nmeasure; i++)
		buf_printf(b, "%s %s (%s)", i > 0 ? "," : "",
		    n->measure[i].name,
		    isinf(n->measure[i].seconds) ?
		        "may never converge" :
		        str_fmt(b->a, "up to %s",
		            num_time_pretty(b->a, n->measure[i].seconds)));
	buf_puts(b, "\n");
}

/* in a table */
static const char *
when(struct arena *a, bool ok, double s)
{
	return ok ? num_time_pretty(a, s) : "-";
}

const char *
output_time_shown(struct arena *a, bool ok, double s)
{
	return ok ? num_time_pretty(a, s) : "impossible";
}

static void
roll_line(struct buf *b, const struct rolling_result *r)
{
	if (r->finished)
		buf_printf(b,
		    "  rolling maintenance of %s: %s, %.1f GB migrated (lower "
		    "bound %.1f GB)\n",
		    r->cluster, num_time_pretty(b->a, r->seconds),
		    num_gb(r->bytes), num_gb(r->bytes_lower_bound));
	else
		buf_printf(b, "  rolling maintenance of %s: not possible: %s\n",
		    r->cluster, r->why);
}

/* how many of the VMs that stay are named: of one host all of them by name, of
 * equal hosts their number, else the first */
enum names { ALL_NAMES, FIRST_NAME, NO_NAME };

/* VMs that stay, each reason once */
static void
stuck_notes(struct buf *b, const struct host_result *h, enum names shown)
{
	size_t k, same;

	for (size_t u = 0; u < h->nunfinished; u++) {
		for (k = 0;
		     k < u && strcmp(results_why(h, k), results_why(h, u)) != 0;
		     k++)
			;
		if (k < u)
			continue;
		buf_puts(b, "      can't be drained: ");
		if (shown != NO_NAME)
			buf_puts(b, h->unfinished[u]);
		for (k = u + 1, same = 0; k < h->nunfinished; k++) {
			if (strcmp(results_why(h, k), results_why(h, u)) != 0)
				continue;
			if (shown == ALL_NAMES)
				buf_printf(b, ", %s", h->unfinished[k]);
			same++;
		}
		if (shown == NO_NAME)
			buf_printf(b, "%s on each",
			    str_count(b->a, same + 1, "VM"));
		else if (shown == FIRST_NAME && same > 0)
			buf_printf(b, " and %s",
			    str_count(b->a, same, "more VM"));
		buf_printf(b, "%s\n", results_why(h, u));
	}
}

/* the lines under a host's line, whatever way that is written */
static void
host_notes(struct buf *b, const struct host_result *h, enum names shown)
{
	struct arena *a = b->a;
	bool one = shown == ALL_NAMES;

	stuck_notes(b, h, shown);
	if (h->nblackout > 0)
		buf_printf(b,
		    "      VMs with a long blackout: %zu, for example %s, %s\n",
		    h->nblackout, h->blackout[0].name,
		    num_time_pretty(a, h->blackout[0].seconds));
	if (h->short_of_reserve)
		buf_puts(b,
		    "      during the drain too little memory is free to cope "
		    "with further host failures ('reserve')\n");
	if (one && h->finished)
		buf_printf(b, "      in the platform's own order: %s\n",
		    output_time_shown(a, h->default_ends, h->default_s));
	for (size_t u = 0; one && u < h->nmove; u++)
		buf_printf(b, "      %10s .. %-10s  %s to %s\n",
		    num_time_pretty(a, h->move[u].start_s),
		    num_time_pretty(a, h->move[u].end_s), h->move[u].vm,
		    h->move[u].to);
	if (one && h->help != NULL)
		buf_printf(b, "      most effective change: %s\n", h->help);
	if (h->advised && (one || worth_it(h)))
		buf_printf(b, "      advice: %s\n", h->advice);
}

/* one line per host, or the selected one */
static void
host_table(struct buf *b, const struct net_result *n, const char *host)
{
	struct arena *a = b->a;
	int wide = 12;

	for (size_t k = 0; k < n->nhost; k++)
		if ((host == NULL || strcmp(host, n->host[k].host) == 0) &&
		    (int)strlen(n->host[k].host) > wide)
			wide = (int)strlen(n->host[k].host);
	buf_printf(b, "  %-*s %11s %11s  %-23s %4s  limited by\n", wide, "host",
	    "drain", "lower bound", "expected range", "VMs");
	for (size_t k = 0; k < n->nhost; k++) {
		const struct host_result *h = &n->host[k];

		if (host != NULL && strcmp(host, h->host) != 0)
			continue;
		buf_printf(b, "  %-*s %11s %11s  %-23s %4zu  \t%s\n", wide,
		    h->host, when(a, h->finished, h->seconds),
		    num_time_pretty(a, h->lower_bound_s), band(a, h), h->vms,
		    h->bottleneck);
		host_notes(b, h, host != NULL ? ALL_NAMES : FIRST_NAME);
	}
}

/* ---- equal hosts ---- */

/* so many kinds of hosts are shown, the slowest first */
enum { KINDS = 6, NAMES = 6 };

struct kind {
	const struct host_result *first;
	const char *words;
	size_t *host, n, cap;
};

/* the text, with each mention of the host by a word for any of them */
static const char *
of_any(struct arena *a, const char *text, const char *host)
{
	static const char part[] = "abcdefghijklmnopqrstuvwxyz"
	                           "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
	struct buf b = buf_new(a);
	const char *p;
	size_t n = strlen(host);

	for (p = text; *p != '\0';) {
		if (strncmp(p, host, n) == 0 &&
		    (p == text || strchr(part, p[-1]) == NULL) &&
		    (p[n] == '\0' || strchr(part, p[n]) == NULL)) {
			buf_puts(&b, "each");
			p += n;
			continue;
		}
		buf_putc(&b, *p++);
	}
	return b.text != NULL ? b.text : "";
}

static const char *
host_words(struct arena *a, const struct host_result *h, enum names shown)
{
	struct buf b = buf_new(a);

	if (h->vms == 0)
		return "no VMs, nothing to drain\n";
	if (h->finished)
		buf_printf(&b, "%s", num_time_pretty(a, h->seconds));
	else
		buf_puts(&b, "can't be drained");
	buf_puts(&b, " (");
	if (h->finished || h->may_end)
		buf_printf(&b, "expected %s, ", band(a, h));
	buf_printf(&b, "lower bound %s), %s, limited by %s\n",
	    num_time_pretty(a, h->lower_bound_s), str_count(a, h->vms, "VM"),
	    h->bottleneck);
	host_notes(&b, h, shown);
	return b.text;
}

/* those that never end first, then the slowest */
static int
slower(const void *x, const void *y, const void *of)
{
	const struct host_result *p = ((const struct kind *)x)->first;
	const struct host_result *q = ((const struct kind *)y)->first;

	(void)of;
	if (p->finished != q->finished)
		return p->finished ? 1 : -1;
	return (p->seconds < q->seconds) - (p->seconds > q->seconds);
}

/* is y's name x's with the number after? */
static bool
follows(struct arena *a, const char *x, const char *y)
{
	size_t n = strlen(x), at;
	long long number;

	for (at = n;
	     at > 0 && n - at < 9 && x[at - 1] >= '0' && x[at - 1] <= '9';)
		at--;
	if (at == n)
		return false;
	for (number = 0; at < n; at++)
		number = number * 10 + (x[at] - '0');
	for (at = n;
	     at > 0 && n - at < 9 && x[at - 1] >= '0' && x[at - 1] <= '9';)
		at--;
	return strcmp(y,
	           str_fmt(a, "%s%0*lld", str_dup(a, x, at), (int)(n - at),
	               number + 1)) == 0;
}

/* "hv1 to hv4, hv7" */
static void
kind_names(struct buf *b, const struct net_result *n, const struct kind *k)
{
	size_t end, pieces = 0;

	for (size_t i = 0; i < k->n; i = end) {
		const char *from = n->host[k->host[i]].host, *to = from;

		if (pieces++ == NAMES) {
			buf_printf(b, " and %zu more", k->n - i);
			return;
		}
		for (end = i + 1; end < k->n &&
		     follows(b->a, to, n->host[k->host[end]].host);
		     end++)
			to = n->host[k->host[end]].host;
		buf_printf(b, "%s%s", i > 0 ? ", " : "", from);
		if (end > i + 1)
			buf_printf(b, "%s %s", end > i + 2 ? " to" : ",", to);
	}
}

static struct kind *
kinds(struct arena *a, const struct net_result *n, size_t *nkind)
{
	struct kind *list = NULL;
	size_t cap = 0, k;

	*nkind = 0;
	for (size_t i = 0; i < n->nhost; i++) {
		const struct host_result *h = &n->host[i];
		struct kind x = { .first = h };

		x.words = of_any(a, host_words(a, h, NO_NAME), h->host);
		for (k = 0; k < *nkind; k++)
			if (strcmp(list[k].words, x.words) == 0)
				break;
		if (k == *nkind)
			PUSH(a, list, *nkind, cap, x);
		PUSH(a, list[k].host, list[k].n, list[k].cap, i);
	}
	sort_stable(list, *nkind, sizeof *list, slower, NULL);
	return list;
}

/* equal ones in one line, and of many kinds the slowest */
static void
host_kinds(struct buf *b, const struct net_result *n)
{
	struct arena *a = b->a;
	size_t nkind, rest = 0, never = 0;
	const struct kind *list = kinds(a, n, &nkind);

	for (size_t i = 0; i < nkind; i++) {
		const struct kind *k = &list[i];

		if (i >= KINDS && nkind > KINDS + 1) {
			rest += k->n;
			never += k->first->finished ? 0 : k->n;
			continue;
		}
		buf_puts(b, "  ");
		kind_names(b, n, k);
		buf_printf(b, ": %s%s",
		    k->n > 1 && k->first->vms > 0 ? "each " : "",
		    k->n > 1 ? k->words : host_words(a, k->first, FIRST_NAME));
	}
	if (rest == 0)
		return;
	buf_printf(b, "  %zu other hosts: ", rest);
	if (never > 0)
		buf_printf(b, "%zu of them can't be drained\n", never);
	else
		buf_printf(b, "%s to %s\n",
		    num_time_pretty(a, list[nkind - 1].first->seconds),
		    num_time_pretty(a, list[KINDS].first->seconds));
}

const char *
output_longest(struct arena *a, const struct net_result *n, bool words)
{
	double s = 0;
	size_t never = 0, vms = 0;

	for (size_t i = 0; i < n->nhost; i++) {
		vms += n->host[i].vms;
		never += !n->host[i].finished;
		if (n->host[i].finished && n->host[i].seconds > s)
			s = n->host[i].seconds;
	}
	return vms == 0 ?
	    "no VMs" :
	    never > 0 && words ?
	    str_fmt(a, "%zu of %zu hosts can't be drained", never, n->nhost) :
	    when(a, never == 0, s);
}

/* the answer before its parts */
static void
drain_headline(struct buf *b, const struct results *r)
{
	buf_puts(b, "longest drain of a host: ");
	for (size_t i = 0; i < r->nnet; i++)
		buf_printf(b, "%s%s: %s", i > 0 ? "; " : "", r->net[i].name,
		    output_longest(b->a, &r->net[i], true));
	buf_puts(b, "\n\n");
}

void
output_drain_text(struct buf *b, const struct results *r, const char *host,
    bool all)
{
	struct arena *a = b->a;

	if (host == NULL)
		drain_headline(b, r);
	for (size_t i = 0; i < r->nnet; i++) {
		const struct net_result *n = &r->net[i];

		buf_printf(b, "%s%s (%s)\n", i > 0 ? "\n" : "", n->name,
		    n->what);
		if (host != NULL || all)
			host_table(b, n, host);
		else
			host_kinds(b, n);
		measure(b, n);
		for (size_t k = 0; k < n->nroll; k++)
			roll_line(b, &n->roll[k]);
		if (n->nroll > 1 && n->all_s >= 0)
			buf_printf(b,
			    "  rolling maintenance of the whole site, one "
			    "cluster after another: %s\n",
			    num_time_pretty(a, n->all_s));
	}
	buf_puts(b, "\nassumptions:\n");
	for (size_t i = 0; i < r->nassumption; i++)
		buf_printf(b, "  %s\n", r->assumption[i]);
	if (host == NULL)
		buf_printf(b,
		    "\nnext: --host NAME for one host's plan, move by "
		    "move%s\n",
		    all ? "" : "; --all for one line per host");
}
