/*
 * How a hypervisor is run: who drives its migrations, what encrypts them, what
 * its versions differ in.  Lists of maps in its file, each with its source.
 */
#include "catalog/catalog_read.h"

#include <stddef.h>

#include "base/str.h"

struct raw_how {
	struct how how;
	const char *source;
	int confidence, encryption;
};

#define AT(x) offsetof(struct raw_how, x)
#define TIME(k, f, d) \
	{ \
		.key = k, .kind = FIELD_UNIT, .offset = AT(how.f), \
		.unit = UNIT_TIME, .min = 0, .max = 600 * SECOND_US, \
		.example = "6 s", .doc = d \
	}
#define RATE(k, f, d) \
	{ \
		.key = k, .kind = FIELD_UNIT, .offset = AT(how.f), \
		.unit = UNIT_RATE, .min = 0, .max = 1000 * GBPS, \
		.example = "4 Gbit/s", .doc = d \
	}
/* clang-format off */
static const struct field how_fields[] = {
	{ .key = "name", .kind = FIELD_TEXT, .required = true,
	  .offset = AT(how.name), .example = "libvirt",
	  .doc = "as in a site file" },
	TIME("overhead", overhead_us, "fixed time of a migration besides "
	    "copying; default the hypervisor's"),
	TIME("overhead_low", overhead_low_us, "lowest observed"),
	TIME("overhead_high", overhead_high_us, "highest observed"),
	TIME("downtime", downtime_us, "its own limit; default the "
	    "hypervisor's"),
	{ .key = "simultaneous", .kind = FIELD_INT,
	  .offset = AT(how.simultaneous), .min = 0, .max = 1000,
	  .example = "2", .doc = "concurrent migrations per host, by default" },
	{ .key = "parallel", .kind = FIELD_INT, .offset = AT(how.parallel),
	  .min = 0, .max = 100000, .example = "5",
	  .doc = "concurrent migrations per cluster, by default" },
	{ .key = "max_streams", .kind = FIELD_INT,
	  .offset = AT(how.max_streams), .min = 1, .max = 255,
	  .example = "1",
	  .doc = "of a migration; default the hypervisor's" },
	{ .key = "encryption", .kind = FIELD_WORD, .offset = AT(encryption),
	  .words = catalog_encryption_word, .example = "tls",
	  .doc = "its default encryption" },
	RATE("stream", stream_bps, "throughput limit of one encrypted stream"),
	RATE("stream_low", stream_low_bps, "lowest observed"),
	RATE("stream_high", stream_high_bps, "highest observed; 0: as if it "
	    "were not encrypted"),
	{ .key = "together", .kind = FIELD_BOOL, .offset = AT(how.together),
	  .example = "true",
	  .doc = "all streams of a migration share one that is encrypted" },
	{ .key = "source", .kind = FIELD_TEXT, .offset = AT(source),
	  .example = "its documentation", .doc = "source" },
	{ .key = "confidence", .kind = FIELD_WORD, .required = true,
	  .offset = AT(confidence), .words = catalog_confidence_word,
	  .example = "verified", .doc = "confidence" },
	{ .key = "note", .kind = FIELD_TEXT, .offset = AT(how.fact.note),
	  .example = "seen once", .doc = "further notes" },
};
/* clang-format on */
#undef AT

const char *const catalog_encryption_word[] = { "none", "tls", "ssh", NULL };

static void
limits(const struct thing *t, const struct node *n, const char *key,
    int64_t low, int64_t value, int64_t high)
{
	if (low > value || (high > 0 && value > high))
		diag_error(t->d, node_at(n, key), "catalog-limits",
		    "'%s' is outside its own range", key);
}

static void
one_read(const struct thing *t, const struct node *n, const char *what,
    struct how *out)
{
	struct raw_how r = { .how = { .overhead_us = -1,
		                 .overhead_low_us = -1,
		                 .overhead_high_us = -1,
		                 .stream_low_bps = -1,
		                 .stream_high_bps = -1 },
		.confidence = CONFIDENCE_RECALLED };
	struct how *h = &r.how;

	decode_map(t->a, t->d, n, how_fields, COUNT(how_fields), &r, what);
	h->encryption = (enum encryption)r.encryption;
	if (h->overhead_low_us < 0)
		h->overhead_low_us = h->overhead_us;
	if (h->overhead_high_us < 0)
		h->overhead_high_us = h->overhead_us;
	if (h->stream_low_bps < 0)
		h->stream_low_bps = h->stream_bps;
	if (h->stream_high_bps < 0)
		h->stream_high_bps = h->stream_bps;
	if (h->overhead_us >= 0)
		limits(t, n, "overhead", h->overhead_low_us, h->overhead_us,
		    h->overhead_high_us);
	if (h->stream_bps > 0)
		limits(t, n, "stream", h->stream_low_bps, h->stream_bps,
		    h->stream_high_bps);
	h->fact.name = h->name != NULL ? h->name : "";
	h->fact.confidence = (enum confidence)r.confidence;
	h->fact.source = r.source != NULL ?
	    catalog_source_text(t, r.source, node_at(n, "source")) :
	    NULL;
	if (r.source == NULL && h->fact.confidence != CONFIDENCE_RECALLED)
		diag_error(t->d, n->at, "catalog-no-source",
		    "the fact '%s' is marked %s but names no source",
		    h->fact.name, catalog_confidence_word[r.confidence]);
	*out = *h;
}

struct how *
catalog_how_read(const struct thing *t, const struct node *n, const char *what,
    size_t *nout)
{
	const struct node *list = catalog_list_of(t, n, what);
	struct how *out;

	*nout = 0;
	out = NEW(t->a, struct how, list->n + 1);
	for (size_t i = 0; i < list->n; i++)
		one_read(t, list->item[i], what, &out[(*nout)++]);
	return out;
}

const struct how *
catalog_how(const struct how *h, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (h[i].name != NULL && str_eq(h[i].name, name))
			return &h[i];
	return NULL;
}
