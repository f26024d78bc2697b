/*
 * Models that may be in a pattern: which options add ports, what rules a model
 * out for a class of racks, and the reasons, each given once.
 */
#include "size/pattern.h"

#include <stdarg.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"

static bool
is_listed(const char *const *list, size_t n, const char *text)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i], text) == 0)
			return true;
	return false;
}

void
pattern_reason(struct pattern_ctx *k, struct rack_class *c, const char *fmt,
    ...)
{
	const char *text;
	va_list ap;

	if (k->quiet)
		return;
	va_start(ap, fmt);
	text = str_vfmt(k->a, fmt, ap);
	va_end(ap);
	if (!is_listed(c->reason, c->nreason, text))
		PUSH(k->a, c->reason, c->nreason, c->capreason, text);
}

bool
pattern_model_out(struct pattern_ctx *k, struct rack_class *c,
    const struct switch_model *s, bool spine)
{
	const size_t i = (size_t)(s - k->m->catalog->sw);
	const char *no;

	/* classes try all models, one after the other */
	if (k->out[spine] == NULL) {
		k->out[spine] = NEW(k->a, const char *, k->m->catalog->nsw + 1);
		for (s = k->m->catalog->sw;
		     s < k->m->catalog->sw + k->m->catalog->nsw; s++)
			k->out[spine][s - k->m->catalog->sw] =
			    candidate_model_out(k->a, k->m, s,
			        k->plan->topology, spine);
	}
	no = k->out[spine][i];
	if (no != NULL && !k->quiet) {
		no = str_fmt(k->a, "%s: %s", k->m->catalog->sw[i].id, no);
		PUSH(k->a, c->out, c->nout, c->capout, no);
	}
	return no != NULL;
}

static bool
option_ports(const struct switch_model *s, size_t i)
{
	for (size_t b = 0; b < s->nblock; b++)
		if (s->block[b].module != NULL &&
		    strcmp(s->block[b].module, s->option[i].id) == 0)
			return true;
	return false;
}

unsigned
pattern_options_end(const struct switch_model *s)
{
	return 1u << (s->noption < 8 ? s->noption : 8);
}

bool
pattern_options_sensible(const struct switch_model *s, unsigned options)
{
	for (size_t i = 0; i < s->noption && i < 8; i++)
		if ((options >> i & 1) != 0 && !option_ports(s, i))
			return false;
	return true;
}

const char *
pattern_gigabit_why(struct pattern_ctx *k, const struct switch_model *s)
{
	const char *no = platform_cannot(s->platform, CAN_GIGABIT);

	for (size_t i = 0; i < s->nblock; i++) {
		if (s->block[i].off != NULL ||
		    (s->block[i].media != MEDIA_SFPP &&
		        s->block[i].media != MEDIA_SFP28))
			continue;
		if (s->block[i].group > 1)
			return " (the port group settings this needs are not "
			       "known)";
		if (no != NULL)
			return str_fmt(k->a, " (%s)", no);
	}
	return "";
}

const char *
pattern_whole_why(struct pattern_ctx *k, const struct rack_class *c,
    const struct switch_model *s)
{
	const char *no = platform_cannot(s->platform, CAN_BREAKOUT);
	const char *why =
	    c->hosts.n[SPEED_COPPER_1G] > 0 || c->hosts.n[SPEED_1G] > 0 ?
	    pattern_gigabit_why(k, s) :
	    "";

	if (*why)
		return why;
	for (size_t i = 0; no != NULL && i < s->nblock; i++)
		if (s->block[i].into > 0)
			return str_fmt(k->a,
			    "; its %s ports are not broken out: %s",
			    num_text(k->a, s->block[i].speed_bps, UNIT_SPEED),
			    no);
	return "";
}

bool
pattern_power_fits(struct pattern_ctx *k, struct rack_class *c,
    const struct switch_model *s, size_t rack, int64_t n)
{
	int64_t left = power_rack_left_mw(k->m, rack),
	        most = power_switch_most_mw(s);

	if (left == INT64_MAX || (most > 0 && n * most <= left))
		return true;
	if (most == 0)
		pattern_reason(k, c,
		    "%s: the power draw is not in the catalog, and rack '%s' "
		    "has a power limit",
		    s->id, k->m->rack[rack].name);
	else
		pattern_reason(k, c,
		    "%s: %lld of them draw %s, rack '%s' has %s left", s->id,
		    (long long)n, num_text(k->a, n * most, UNIT_POWER),
		    k->m->rack[rack].name, num_text(k->a, left, UNIT_POWER));
	return false;
}
