/* What drain prints with --json. */
#include <math.h>
#include <string.h>

#include "output/output.h"
#include "size/size.h"

static struct value *
bytes(struct arena *a, double b)
{
	return value_int(a, (int64_t)llround(b));
}

/* where no other setting was tried, what would help instead */
static struct value *
advice_value(struct arena *a, const struct host_result *h)
{
	struct value *v = value_map(a);

	value_set(a, v, "text",
	    value_text(a, h->advised ? h->advice : h->help));
	value_set(a, v, "seconds",
	    h->advice_ends ? value_real(a, h->advice_s) : value_null(a));
	value_set(a, v, "simultaneous",
	    h->advice_ends ? value_int(a, (int64_t)h->advice_slots) :
	                     value_null(a));
	return v;
}

/* what to measure first */
static struct value *
measure_value(struct arena *a, const struct net_result *n)
{
	struct value *v = value_map(a), *list = value_list(a);

	value_set(a, v, "host", value_text(a, n->measure_host));
	for (size_t i = 0; i < n->nmeasure; i++) {
		struct value *x = value_map(a);

		value_set(a, x, "vm", value_text(a, n->measure[i].name));
		value_set(a, x, "seconds",
		    isinf(n->measure[i].seconds) ?
		        value_null(a) :
		        value_real(a, n->measure[i].seconds));
		value_push(a, list, x);
	}
	value_set(a, v, "vms", list);
	return v;
}

static struct value *
host_value(struct arena *a, const struct host_result *h)
{
	struct value *v = value_map(a), *dark = value_list(a);

	value_set(a, v, "host", value_text(a, h->host));
	value_set(a, v, "seconds",
	    h->finished ? value_real(a, h->seconds) : value_null(a));
	value_set(a, v, "lower_bound_seconds", value_real(a, h->lower_bound_s));
	value_set(a, v, "bytes", bytes(a, h->bytes));
	value_set(a, v, "vms", value_int(a, (int64_t)h->vms));
	value_set(a, v, "bottleneck", value_text(a, h->bottleneck));
	value_set(a, v, "unfinished",
	    value_texts(a, h->unfinished, h->nunfinished));
	value_set(a, v, "unfinished_why",
	    value_texts(a, h->why, h->nunfinished));
	value_set(a, v, "optimistic_seconds",
	    h->finished || h->may_end ? value_real(a, h->low_s) :
	                                value_null(a));
	value_set(a, v, "pessimistic_seconds",
	    h->finished && !h->open_end ? value_real(a, h->high_s) :
	                                  value_null(a));
	value_set(a, v, "default_policy_seconds",
	    h->default_ends ? value_real(a, h->default_s) : value_null(a));
	value_set(a, v, "short_of_reserve", value_bool(a, h->short_of_reserve));
	value_set(a, v, "would_help", value_text(a, h->help));
	value_set(a, v, "advice", advice_value(a, h));
	for (size_t i = 0; i < h->nblackout; i++) {
		struct value *x = value_map(a);

		value_set(a, x, "vm", value_text(a, h->blackout[i].name));
		value_set(a, x, "seconds",
		    value_real(a, h->blackout[i].seconds));
		value_push(a, dark, x);
	}
	value_set(a, v, "long_blackout", dark);
	return v;
}

/* one host was selected: with every migration */
static struct value *
moves_value(struct arena *a, const struct host_result *h)
{
	struct value *v = host_value(a, h), *list = value_list(a);

	for (size_t i = 0; i < h->nmove; i++) {
		struct value *x = value_map(a);

		value_set(a, x, "vm", value_text(a, h->move[i].vm));
		value_set(a, x, "to", value_text(a, h->move[i].to));
		value_set(a, x, "start_seconds",
		    value_real(a, h->move[i].start_s));
		value_set(a, x, "end_seconds", value_real(a, h->move[i].end_s));
		value_set(a, x, "downtime_seconds",
		    value_real(a, h->move[i].downtime_s));
		value_push(a, list, x);
	}
	value_set(a, v, "moves", list);
	return v;
}

static struct value *
rolling_value(struct arena *a, const struct rolling_result *r)
{
	struct value *v = value_map(a);

	value_set(a, v, "cluster", value_text(a, r->cluster));
	value_set(a, v, "seconds",
	    r->finished ? value_real(a, r->seconds) : value_null(a));
	value_set(a, v, "bytes", bytes(a, r->bytes));
	value_set(a, v, "bytes_lower_bound", bytes(a, r->bytes_lower_bound));
	value_set(a, v, "order", value_texts(a, r->order, r->norder));
	value_set(a, v, "why", value_text(a, r->why));
	return v;
}

struct value *
output_drain_value(struct arena *a, const struct results *r, const char *host)
{
	struct value *v = value_map(a), *nets = value_list(a);

	for (size_t i = 0; i < r->nnet; i++) {
		const struct net_result *n = &r->net[i];
		struct value *x = value_map(a), *hosts = value_list(a);
		struct value *all = value_list(a);

		value_set(a, x, "name", value_text(a, n->name));
		for (size_t k = 0; k < n->nhost; k++)
			if (host == NULL || strcmp(host, n->host[k].host) == 0)
				value_push(a, hosts,
				    host == NULL ? host_value(a, &n->host[k]) :
				                   moves_value(a, &n->host[k]));
		value_set(a, x, "hosts", hosts);
		value_set(a, x, "rolling", rolling_value(a, &n->rolling));
		for (size_t k = 0; k < n->nroll; k++)
			value_push(a, all, rolling_value(a, &n->roll[k]));
		value_set(a, x, "rolling_clusters", all);
		value_set(a, x, "rolling_site_seconds",
		    n->all_s >= 0 ? value_real(a, n->all_s) : value_null(a));
		if (n->measure_host != NULL)
			value_set(a, x, "measure_first", measure_value(a, n));
		value_push(a, nets, x);
	}
	value_set(a, v, "networks", nets);
	value_set(a, v, "assumptions",
	    value_texts(a, r->assumption, r->nassumption));
	return v;
}
