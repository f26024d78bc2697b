#include "prove/results.h"

#include <math.h>
#include <string.h>

const char *
results_why(const struct host_result *h, size_t unfinished)
{
	return h->why[unfinished] + strlen(h->unfinished[unfinished]);
}

const struct rolling_result *
results_rolling(const struct net_result *n, const char *cluster)
{
	for (size_t i = 0; i < n->nroll; i++)
		if (strcmp(n->roll[i].cluster, cluster) == 0)
			return &n->roll[i];
	return NULL;
}

void
results_sum_rolls(struct net_result *n)
{
	n->rolling = (struct rolling_result){ 0 };
	n->all_s = 0;
	for (size_t i = 0; i < n->nroll; i++) {
		const struct rolling_result *r = &n->roll[i];

		if (i == 0 ||
		    (n->rolling.finished &&
		        (!r->finished || r->seconds > n->rolling.seconds)))
			n->rolling = *r;
		if (!r->finished)
			n->all_s = -1;
		else if (n->all_s >= 0)
			n->all_s += r->seconds;
	}
}

bool
results_any_drain(const struct results *r)
{
	for (size_t i = 0; i < r->nnet; i++)
		for (size_t k = 0; k < r->net[i].nhost; k++)
			if (r->net[i].host[k].vms > 0 &&
			    r->net[i].host[k].finished)
				return true;
	return false;
}

double
results_waiting_s(const struct net_result *n)
{
	double s = n->all_s;

	for (size_t i = 0; i < n->nroll && s >= 0; i++)
		s = fmax(0,
		    s - (double)n->roll[i].norder * n->roll[i].service_s);
	return s;
}
