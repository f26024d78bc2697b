/*
 * `eastwest catalog show ID`: one thing with the source of every figure, as a
 * tree.
 */
#include "manual/catalog_show.h"

#include "base/num.h"
#include "manual/catalog_print.h"

struct value *
manual_catalog_price_value(struct arena *a, const struct price *p)
{
	struct value *v;

	if (!p->known)
		return value_null(a);
	v = value_map(a);
	value_set(a, v, "amount", value_money(a, p->cents));
	value_set(a, v, "currency", value_text(a, p->currency));
	value_set(a, v, "basis",
	    value_text(a, catalog_price_basis_word[p->basis]));
	value_set(a, v, "source", value_text(a, p->source));
	value_set(a, v, "date", value_text(a, p->date));
	/* a price without a range is what it is */
	value_set(a, v, "low",
	    value_money(a, p->high_cents > 0 ? p->low_cents : p->cents));
	value_set(a, v, "high",
	    value_money(a, p->high_cents > 0 ? p->high_cents : p->cents));
	return v;
}

const char *
manual_catalog_price_text(struct arena *a, const struct price *p)
{
	if (!p->known)
		return "no price";
	return str_fmt(a, "%s %s (%s, %s)", p->currency,
	    num_money_brief(a, p->cents), catalog_price_basis_word[p->basis],
	    p->date);
}

static void
set_text(struct arena *a, struct value *v, const char *key, const char *s)
{
	if (s != NULL)
		value_set(a, v, key, value_text(a, s));
}

/* a figure of which 0 means that it is not known or that there is none */
static void
set_int(struct arena *a, struct value *v, const char *key, int64_t i)
{
	if (i != 0)
		value_set(a, v, key, value_int(a, i));
}

static void
set_scaled(struct arena *a, struct value *v, const char *key, int64_t i,
    double unit)
{
	if (i != 0)
		value_set(a, v, key, value_real(a, (double)i / unit));
}

/* what a reader looks for: null where it is not known */
static void
set_known(struct arena *a, struct value *v, const char *key, int64_t i,
    int64_t unit)
{
	value_set(a, v, key,
	    i == 0        ? value_null(a) :
	        unit == 1 ? value_int(a, i) :
	                    value_real(a, (double)i / (double)unit));
}

static void
set_facts(struct arena *a, struct value *v, const struct fact *f, size_t n)
{
	struct value *list = value_list(a);

	for (size_t i = 0; i < n; i++) {
		struct value *x = value_map(a);

		set_text(a, x, "fact", f[i].name);
		set_text(a, x, "value", f[i].value);
		set_text(a, x, "confidence",
		    catalog_confidence_word[f[i].confidence]);
		set_text(a, x, "source", f[i].source);
		set_text(a, x, "note", f[i].note);
		value_push(a, list, x);
	}
	value_set(a, v, "facts", list);
}

static struct value *
part_value(struct arena *a, const struct part *p)
{
	struct value *v = value_map(a);

	set_text(a, v, "part", p->id);
	set_text(a, v, "description", p->description);
	set_text(a, v, "category", p->category);
	set_text(a, v, "vendor", p->vendor);
	value_set(a, v, "price", manual_catalog_price_value(a, &p->price));
	return v;
}

static struct value *
head(struct arena *a, const char *kind, const char *id, const char *name)
{
	struct value *v = value_map(a);

	value_set(a, v, "kind", value_text(a, kind));
	value_set(a, v, "id", value_text(a, id));
	set_text(a, v, "name", name);
	return v;
}

static struct value *
block_value(struct arena *a, const struct port_block *b)
{
	struct value *v = value_map(a), *list;

	set_text(a, v, "media", catalog_media_word[b->media]);
	value_set(a, v, "count", value_int(a, (int64_t)b->count));
	set_text(a, v, "first", port_block_name(a, b, 0));
	set_text(a, v, "last", port_block_name(a, b, b->count - 1));
	set_scaled(a, v, "speed_gbps", b->speed_bps, GBPS);
	if (b->speeds_bps[0] != 0) {
		value_set(a, v, "other_speeds_gbps", list = value_list(a));
		for (size_t i = 0; b->speeds_bps[i] != 0; i++)
			value_push(a, list,
			    value_real(a, (double)b->speeds_bps[i] / GBPS));
	}
	if (b->group > 1)
		set_int(a, v, "group", (int64_t)b->group);
	if (b->copper_every > 0)
		set_int(a, v, "copper_every", (int64_t)b->copper_every);
	if (b->off != NULL)
		set_text(a, v, "not_in_use", b->off);
	if (b->into > 0) {
		value_set(a, v, "breakout", list = value_map(a));
		set_int(a, list, "into", (int64_t)b->into);
		set_scaled(a, list, "speed_gbps", b->breakout_bps, GBPS);
		if (b->breakout_slow_bps > 0)
			set_scaled(a, list, "other_speed_gbps",
			    b->breakout_slow_bps, GBPS);
		set_int(a, list, "ports", (int64_t)b->breakout_max);
		set_text(a, list, "first", port_block_child(a, b, 0, 0));
		value_set(a, list, "reload", value_bool(a, b->breakout_reload));
		value_set(a, list, "takes_next",
		    value_bool(a, b->breakout_takes_next));
	}
	set_text(a, v, "option", b->module);
	return v;
}

static void
switch_roles(struct arena *a, struct value *v, const struct switch_model *s)
{
	struct value *list = value_list(a);

	if (s->standalone)
		value_push(a, list, value_text(a, "standalone"));
	if (s->leaf)
		value_push(a, list, value_text(a, "leaf"));
	if (s->spine)
		value_push(a, list, value_text(a, "spine"));
	value_set(a, v, "fits", list);
}

static void
set_life(struct arena *a, struct value *v, const struct life *l)
{
	struct value *x = value_map(a);

	if (!l->given)
		return;
	value_set(a, x, "end_of_sale", value_text(a, l->end_of_sale));
	value_set(a, x, "end_of_support", value_text(a, l->end_of_support));
	set_text(a, x, "successor", l->successor);
	set_text(a, x, "as_of", l->as_of);
	set_text(a, x, "source", l->source);
	value_set(a, v, "life", x);
}

/* the vendor's part numbers, by the ways of the air */
static void
set_order(struct arena *a, struct value *v, const struct ordering *o)
{
	static const char *const key[] = { "order", "part_air_from_ports",
		"part_air_to_ports" };

	for (size_t i = 0; o != NULL && i < 3; i++)
		set_text(a, v, key[i], o->number[i]);
}

/* what is bought beside it */
static void
set_accessories(struct arena *a, struct value *v, const struct switch_model *s)
{
	struct value *list = value_list(a), *x;

	for (size_t i = 0; i < s->naccessory; i++) {
		x = head(a, "accessory", s->accessory[i].part.id, NULL);
		set_int(a, x, "count", (int64_t)s->accessory[i].count);
		set_order(a, x, s->accessory[i].part.order);
		value_set(a, x, "part", part_value(a, &s->accessory[i].part));
		value_push(a, list, x);
	}
	value_set(a, v, "accessories", list);
	set_order(a, v, s->part.order);
}

static struct value *
switch_value(struct arena *a, const struct switch_model *s)
{
	struct value *v = head(a, "switch", s->id, s->name), *list;

	set_text(a, v, "vendor", s->vendor);
	set_text(a, v, "nos", s->nos_name);
	value_set(a, v, "rendered",
	    value_bool(a, s->platform != NULL && s->platform->rendered));
	switch_roles(a, v, s);
	set_int(a, v, "height_u", s->height_u);
	value_set(a, v, "ports", list = value_list(a));
	for (size_t i = 0; i < s->nblock; i++)
		value_push(a, list, block_value(a, &s->block[i]));
	set_text(a, v, "oob", s->oob_port);
	set_known(a, v, "max_power_w", s->max_mw, 1000);
	set_known(a, v, "typical_power_w", s->typical_mw, 1000);
	set_int(a, v, "lag_members", (int64_t)s->lag_members);
	set_int(a, v, "lags", (int64_t)s->lags);
	set_int(a, v, "lossless_queues", (int64_t)s->lossless_queues);
	set_int(a, v, "lossless_pools", s->lossless_pools);
	set_int(a, v, "queues", s->queues);
	set_text(a, v, "ecn_unit",
	    s->ecn_unit == ECN_UNIT_UNKNOWN ?
	        NULL :
	        catalog_ecn_unit_word[s->ecn_unit]);
	set_known(a, v, "mac_entries", s->mac_entries, 1);
	value_set(a, v, "lacp", value_bool(a, s->lacp));
	set_text(a, v, "lacp_why_not", s->lacp_reason);
	set_text(a, v, "mclag", s->mclag_kind);
	if (s->mclag_kind != NULL) {
		value_set(a, v, "mclag_under_teams",
		    value_bool(a, s->mclag_orphans));
		set_text(a, v, "mclag_why_not", s->mclag_reason);
		value_set(a, v, "mclag_joins", value_bool(a, s->emclag));
	}
	set_scaled(a, v, "dac_max_m", s->dac_max_mm, 1e3);
	value_set(a, v, "part", part_value(a, &s->part));
	value_set(a, v, "options", list = value_list(a));
	for (size_t i = 0; i < s->noption; i++) {
		struct value *x = head(a, "option", s->option[i].id, NULL);

		value_set(a, x, "part", part_value(a, &s->option[i].part));
		value_push(a, list, x);
	}
	set_accessories(a, v, s);
	set_life(a, v, &s->life);
	set_facts(a, v, s->fact, s->nfact);
	return v;
}

static const char *
cable_kind_text(enum cable_kind k)
{
	switch (k) {
	case CABLE_DAC:
		return "dac";
	case CABLE_AOC:
		return "aoc";
	case CABLE_FIBRE:
		return "fibre";
	case CABLE_COPPER:
		return "copper";
	}
	return "";
}

static struct value *
cable_value(struct arena *a, const struct cable *c)
{
	struct value *v = head(a, "cable", c->id, NULL), *list;

	set_text(a, v, "made_as", cable_kind_text(c->kind));
	set_text(a, v, "family", c->family);
	if (c->kind != CABLE_FIBRE) {
		set_text(a, v, "media_a", catalog_media_word[c->media_a]);
		set_text(a, v, "media_b", catalog_media_word[c->media_b]);
	}
	set_scaled(a, v, "speed_gbps", c->speed_bps, GBPS);
	value_set(a, v, "links", value_int(a, (int64_t)c->into));
	set_text(a, v, "connector", c->connector);
	set_text(a, v, "colour", c->colour);
	set_text(a, v, "polarity", c->polarity);
	value_set(a, v, "lengths", list = value_list(a));
	for (size_t i = 0; i < c->nlength; i++) {
		struct value *x = value_map(a);

		set_scaled(a, x, "length_m", c->length[i].mm, 1e3);
		value_set(a, x, "part", part_value(a, &c->length[i].part));
		value_push(a, list, x);
	}
	set_facts(a, v, c->fact, c->nfact);
	return v;
}

static struct value *
optic_value(struct arena *a, const struct optic *o)
{
	struct value *v = head(a, "optic", o->id, o->name), *m;

	set_text(a, v, "media", catalog_media_word[o->media]);
	set_scaled(a, v, "speed_gbps", o->speed_bps, GBPS);
	set_text(a, v, "connector", o->connector);
	value_set(a, v, "reach_m", m = value_map(a));
	for (size_t i = 0; i < o->nreach; i++)
		set_scaled(a, m, o->reach[i].family, o->reach[i].mm, 1e3);
	value_set(a, v, "links", value_int(a, (int64_t)o->into));
	set_scaled(a, v, "max_power_w", o->max_mw, 1e3);
	value_set(a, v, "part", part_value(a, &o->part));
	if (o->oem.price.known)
		value_set(a, v, "oem", part_value(a, &o->oem));
	if (o->ncode > 0)
		value_set(a, v, "codes", m = value_map(a));
	for (size_t i = 0; i < o->ncode; i++)
		set_text(a, m, o->code[i].vendor, o->code[i].number);
	set_facts(a, v, o->fact, o->nfact);
	return v;
}

static struct value *
hows(struct arena *a, const struct how *h, size_t n)
{
	struct value *list = value_list(a);

	for (size_t i = 0; i < n; i++) {
		struct value *v = value_map(a);

		set_text(a, v, "name", h[i].name);
		if (h[i].overhead_us >= 0)
			value_set(a, v, "overhead_s",
			    value_real(a, num_seconds(h[i].overhead_us)));
		set_scaled(a, v, "downtime_s", h[i].downtime_us, SECOND_US);
		set_int(a, v, "simultaneous", h[i].simultaneous);
		set_int(a, v, "parallel", h[i].parallel);
		set_int(a, v, "max_streams", h[i].max_streams);
		if (h[i].encryption != ENCRYPTION_NONE)
			set_text(a, v, "encryption",
			    catalog_encryption_word[h[i].encryption]);
		set_scaled(a, v, "stream_gbps", h[i].stream_bps, GBPS);
		set_scaled(a, v, "stream_low_gbps", h[i].stream_low_bps, GBPS);
		set_scaled(a, v, "stream_high_gbps", h[i].stream_high_bps,
		    GBPS);
		set_text(a, v, "confidence",
		    catalog_confidence_word[h[i].fact.confidence]);
		set_text(a, v, "source", h[i].fact.source);
		set_text(a, v, "note", h[i].fact.note);
		value_push(a, list, v);
	}
	return list;
}

static struct value *
hypervisor_value(struct arena *a, const struct hypervisor *h)
{
	struct value *v = head(a, "hypervisor", h->id, h->name);

	set_text(a, v, "host_platform", h->host_platform);
	set_text(a, v, "stop", catalog_stop_word[h->stop]);
	set_int(a, v, "max_passes", h->max_passes);
	set_int(a, v, "max_factor", h->max_factor);
	set_scaled(a, v, "downtime_s", h->downtime_us, SECOND_US);
	set_int(a, v, "threshold_bytes", h->threshold_bytes);
	value_set(a, v, "overhead_s",
	    value_real(a, num_seconds(h->overhead_us)));
	value_set(a, v, "overhead_low_s",
	    value_real(a, num_seconds(h->overhead_low_us)));
	value_set(a, v, "overhead_high_s",
	    value_real(a, num_seconds(h->overhead_high_us)));
	set_scaled(a, v, "stream_tcp_gbps", h->stream_tcp_bps, GBPS);
	set_scaled(a, v, "stream_tcp_low_gbps", h->stream_tcp_low_bps, GBPS);
	set_scaled(a, v, "stream_compression_gbps", h->stream_compression_bps,
	    GBPS);
	set_scaled(a, v, "stream_compression_low_gbps",
	    h->stream_compression_low_bps, GBPS);
	set_scaled(a, v, "stream_smb_gbps", h->stream_smb_bps, GBPS);
	set_scaled(a, v, "stream_smb_low_gbps", h->stream_smb_low_bps, GBPS);
	set_scaled(a, v, "compression", h->compression_ppm, WHOLE_PPM);
	set_int(a, v, "simultaneous", h->simultaneous);
	set_int(a, v, "max_hosts", h->max_hosts);
	set_int(a, v, "max_vms", h->max_vms);
	set_scaled(a, v, "compression_high", h->compression_high_ppm,
	    WHOLE_PPM);
	set_scaled(a, v, "stream_tcp_high_gbps", h->stream_tcp_high_bps, GBPS);
	set_scaled(a, v, "stream_compression_high_gbps",
	    h->stream_compression_high_bps, GBPS);
	set_scaled(a, v, "stream_smb_high_gbps", h->stream_smb_high_bps, GBPS);
	set_scaled(a, v, "host_tcp_low_gbps", h->host_tcp_low_bps, GBPS);
	value_set(a, v, "auto_converge", value_bool(a, h->auto_converge));
	value_set(a, v, "offers_auto_converge",
	    value_bool(a, h->offers_auto_converge));
	value_set(a, v, "offers_post_copy", value_bool(a, h->offers_post_copy));
	set_scaled(a, v, "loop_s", h->loop_us, SECOND_US);
	set_int(a, v, "page_header_bytes", h->page_header_bytes);
	set_int(a, v, "zero_page_bytes", h->zero_page_bytes);
	set_scaled(a, v, "zero_page_s", h->zero_page_us, SECOND_US);
	set_scaled(a, v, "zero_page_low_s", h->zero_page_low_us, SECOND_US);
	set_scaled(a, v, "zero_page_high_s", h->zero_page_high_us, SECOND_US);
	value_set(a, v, "stop_lifts_cap", value_bool(a, h->stop_lifts_cap));
	set_scaled(a, v, "compression_low", h->compression_low_ppm, WHOLE_PPM);
	set_scaled(a, v, "streams_two_gbps", h->streams_two_bps, GBPS);
	set_scaled(a, v, "streams_three_gbps", h->streams_three_bps, GBPS);
	set_int(a, v, "max_streams", h->max_streams);
	set_scaled(a, v, "slow_link_gbps", h->slow_link_bps, GBPS);
	set_int(a, v, "slow_simultaneous", h->slow_simultaneous);
	value_set(a, v, "orchestrators",
	    hows(a, h->orchestrator, h->norchestrator));
	value_set(a, v, "encryptions", hows(a, h->encrypts, h->nencrypts));
	value_set(a, v, "versions", hows(a, h->version, h->nversion));
	set_facts(a, v, h->fact, h->nfact);
	return v;
}

static struct value *
platform_value(struct arena *a, const struct platform *p)
{
	struct value *v = head(a, "platform", p->id, p->name), *m;

	value_set(a, v, "host", value_bool(a, p->host));
	set_text(a, v, "templates", p->templates);
	value_set(a, v, "rendered", value_bool(a, p->rendered));
	set_text(a, v, "extension", p->extension);
	value_set(a, v, "can", m = value_map(a));
	for (size_t i = 0; i < p->ncan; i++)
		value_set(a, m, catalog_can[p->can[i].is].name,
		    p->can[i].yes ?
		        value_bool(a, true) :
		        value_text(a, str_fmt(a, "no: %s", p->can[i].reason)));
	set_facts(a, v, p->fact, p->nfact);
	return v;
}

static struct value *
nic_value(struct arena *a, const struct nic *n)
{
	struct value *v = head(a, "nic", n->id, n->name);

	set_text(a, v, "vendor", n->vendor);
	set_text(a, v, "media", catalog_media_word[n->media]);
	set_int(a, v, "ports", (int64_t)n->ports);
	set_text(a, v, "rdma", catalog_rdma_word[n->rdma]);
	set_scaled(a, v, "max_power_w", n->max_mw, 1e3);
	value_set(a, v, "part", part_value(a, &n->part));
	set_facts(a, v, n->fact, n->nfact);
	return v;
}

struct value *
manual_catalog_show_value(struct arena *a, const struct catalog *c,
    const char *id)
{
	const struct switch_model *s = catalog_switch(c, id);
	const struct cable *k = catalog_cable(c, id);
	const struct optic *o = catalog_optic(c, id);
	const struct hypervisor *h = catalog_hypervisor(c, id);
	const struct platform *p = catalog_platform(c, id);
	const struct nic *n = catalog_nic(c, id);

	if (s != NULL)
		return switch_value(a, s);
	if (k != NULL)
		return cable_value(a, k);
	if (o != NULL)
		return optic_value(a, o);
	if (h != NULL)
		return hypervisor_value(a, h);
	if (p != NULL)
		return platform_value(a, p);
	return n != NULL ? nic_value(a, n) : NULL;
}
