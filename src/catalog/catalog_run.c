/*
 * What runs on the things: hypervisors and platforms of the catalog.
 */
#include "catalog/catalog_read.h"

#include <stddef.h>
#include <string.h>

#include "base/str.h"

#define AT(x) offsetof(struct raw_hypervisor, x)

const char *const catalog_stop_word[] = { "passes", "downtime", "xen-old",
	"xen-new", "stun", NULL };

struct raw_hypervisor {
	const char *name, *host_platform;
	int stop;
	int64_t max_passes, max_factor, downtime, threshold;
	int64_t overhead, overhead_low, overhead_high;
	int64_t tcp, tcp_low, tcp_high, compressed, compressed_low;
	int64_t compressed_high, smb, smb_low, smb_high, host_low;
	int64_t compression, compression_high, simultaneous, max_hosts, max_vms;
	int64_t loop, page_header, zero_page, zero_page_time;
	int64_t zero_page_low, zero_page_high;
	int64_t compression_low, two, three, max_streams;
	int64_t slow_link, slow_simultaneous;
	const struct node *orchestrators, *encryptions, *versions;
	struct name_list known_as;
	bool stop_lifts_cap;
	bool auto_converge, offers_converge, offers_post_copy;
	const struct node *sources, *facts;
};

#define RATE(k, f, d) \
	{ \
		.key = k, .kind = FIELD_UNIT, .offset = AT(f), \
		.unit = UNIT_RATE, .min = 0, .max = 1000 * GBPS, \
		.example = "4 Gbit/s", .doc = d \
	}

/* clang-format off */
static const struct field hypervisor_fields[] = {
	{ .key = "name", .kind = FIELD_TEXT, .required = true,
	  .offset = AT(name), .example = "A hypervisor",
	  .doc = "its common name" },
	{ .key = "known_as", .kind = FIELD_TEXTS, .offset = AT(known_as),
	  .example = "[esxi]",
	  .doc = "other names that a site file may give it by mistake" },
	{ .key = "host_platform", .kind = FIELD_NAME, .required = true,
	  .offset = AT(host_platform), .example = "hyper-v-set",
	  .doc = "the platforms/ file for its hosts' configuration" },
	{ .key = "stop", .kind = FIELD_WORD, .required = true,
	  .offset = AT(stop), .words = catalog_stop_word, .example = "passes",
	  .doc = "stop rule: when the last copy starts" },
	{ .key = "max_passes", .kind = FIELD_INT, .offset = AT(max_passes),
	  .min = 0, .max = 10000, .example = "10",
	  .doc = "maximum passes; 0: no limit" },
	{ .key = "max_factor", .kind = FIELD_INT, .offset = AT(max_factor),
	  .min = 0, .max = 1000, .example = "3",
	  .doc = "how many times its memory may be sent at most; 0: no limit" },
	{ .key = "downtime", .kind = FIELD_UNIT, .offset = AT(downtime),
	  .unit = UNIT_TIME, .min = 1, .max = 3600 * SECOND_US,
	  .example = "300 ms",
	  .doc = "the downtime limit, or what counts as long where passes are "
	      "limited" },
	{ .key = "threshold", .kind = FIELD_UNIT, .offset = AT(threshold),
	  .unit = UNIT_BYTES, .min = 0, .max = INT64_C(1) << 40,
	  .example = "204800 B", .doc = "memory that may be left for the last "
	      "copy" },
	{ .key = "overhead", .kind = FIELD_UNIT, .required = true,
	  .offset = AT(overhead), .unit = UNIT_TIME, .min = 0,
	  .max = 600 * SECOND_US, .example = "3 s",
	  .doc = "fixed time of a migration besides copying" },
	{ .key = "overhead_low", .kind = FIELD_UNIT,
	  .offset = AT(overhead_low), .unit = UNIT_TIME, .min = 0,
	  .max = 600 * SECOND_US, .example = "2500 ms", .doc = "lowest observed" },
	{ .key = "overhead_high", .kind = FIELD_UNIT,
	  .offset = AT(overhead_high), .unit = UNIT_TIME, .min = 0,
	  .max = 600 * SECOND_US, .example = "4500 ms", .doc = "highest "
	      "observed" },
	RATE("stream_tcp", tcp, "limit of one stream over TCP"),
	RATE("stream_tcp_low", tcp_low, "lowest observed"),
	RATE("stream_tcp_high", tcp_high, "highest observed; 0: fills any "
	    "link"),
	RATE("stream_compression", compressed, "limit of one compressed "
	    "stream"),
	RATE("stream_compression_low", compressed_low, "lowest observed"),
	RATE("stream_compression_high", compressed_high, "highest observed; 0: "
	    "fills any link"),
	RATE("stream_smb", smb, "limit of one stream over SMB"),
	RATE("stream_smb_low", smb_low, "lowest observed"),
	RATE("stream_smb_high", smb_high, "highest observed; 0: fills any "
	    "link"),
	RATE("host_tcp_low", host_low, "all TCP streams of a host together, "
	    "lowest observed; 0: no such limit was observed"),
	{ .key = "compression", .kind = FIELD_UNIT, .offset = AT(compression),
	  .unit = UNIT_SHARE, .min = 10000, .max = WHOLE_PPM,
	  .example = "50 %", .doc = "share of the bytes left after "
	      "compression" },
	{ .key = "compression_high", .kind = FIELD_UNIT,
	  .offset = AT(compression_high), .unit = UNIT_SHARE, .min = 10000,
	  .max = WHOLE_PPM, .example = "100 %", .doc = "upper end" },
	{ .key = "compression_low", .kind = FIELD_UNIT,
	  .offset = AT(compression_low), .unit = UNIT_SHARE, .min = 10000,
	  .max = WHOLE_PPM, .example = "25 %", .doc = "lower end" },
	RATE("streams_two", two, "two parallel streams of one migration"),
	RATE("streams_three", three, "three of them; each further one adds the "
	    "same"),
	{ .key = "max_streams", .kind = FIELD_INT, .offset = AT(max_streams),
	  .min = 0, .max = 255, .example = "16",
	  .doc = "parallel streams of one migration a cluster may ask for; 0: "
	  "it has none" },
	{ .key = "orchestrators", .kind = FIELD_NODE,
	  .offset = AT(orchestrators),
	  .doc = "who manages its migrations: name, overhead, simultaneous, "
	  "parallel, encryption, source; the first is the default" },
	{ .key = "encryptions", .kind = FIELD_NODE, .offset = AT(encryptions),
	  .doc = "what can encrypt them: name (tls, ssh), stream, source" },
	{ .key = "versions", .kind = FIELD_NODE, .offset = AT(versions),
	  .doc = "versions that differ: name, simultaneous, source" },
	{ .key = "slow_link", .kind = FIELD_UNIT, .offset = AT(slow_link),
	  .unit = UNIT_SPEED, .min = 0, .max = 1000 * GBPS, .example = "1G",
	  .doc = "ports up to this speed have slow_simultaneous" },
	{ .key = "slow_simultaneous", .kind = FIELD_INT,
	  .offset = AT(slow_simultaneous), .min = 0, .max = 1000,
	  .example = "4", .doc = "concurrent migrations over slow ports" },
	{ .key = "simultaneous", .kind = FIELD_INT, .required = true,
	  .offset = AT(simultaneous), .min = 1, .max = 1000, .example = "2",
	  .doc = "concurrent migrations per host, by default" },
	{ .key = "max_hosts", .kind = FIELD_INT, .offset = AT(max_hosts),
	  .min = 0, .max = 100000, .example = "64", .doc = "of a cluster" },
	{ .key = "max_vms", .kind = FIELD_INT, .offset = AT(max_vms),
	  .min = 0, .max = 10000000, .example = "8000",
	  .doc = "of a cluster" },
	{ .key = "auto_converge", .kind = FIELD_BOOL,
	  .offset = AT(auto_converge), .example = "false",
	  .doc = "does it throttle a VM that dirties memory too fast, by "
	      "default" },
	{ .key = "offers_auto_converge", .kind = FIELD_BOOL,
	  .offset = AT(offers_converge), .example = "true",
	  .doc = "may a cluster turn auto_converge on" },
	{ .key = "offers_post_copy", .kind = FIELD_BOOL,
	  .offset = AT(offers_post_copy), .example = "true",
	  .doc = "may a cluster turn post_copy on" },
	{ .key = "loop", .kind = FIELD_UNIT, .offset = AT(loop),
	  .unit = UNIT_TIME, .min = 0, .max = 60 * SECOND_US,
	  .example = "100 ms",
	  .doc = "how often the copy loop checks whether the rest fits" },
	{ .key = "page_header", .kind = FIELD_UNIT, .offset = AT(page_header),
	  .unit = UNIT_BYTES, .min = 0, .max = 4096, .example = "8 B",
	  .doc = "sent with each page" },
	{ .key = "zero_page", .kind = FIELD_UNIT, .offset = AT(zero_page),
	  .unit = UNIT_BYTES, .min = 0, .max = 4096, .example = "9 B",
	  .doc = "sent for a page of zeros" },
	{ .key = "zero_page_time", .kind = FIELD_UNIT,
	  .offset = AT(zero_page_time), .unit = UNIT_TIME, .min = 0,
	  .max = SECOND_US, .example = "1 us", .doc = "and the time of one" },
	{ .key = "zero_page_time_low", .kind = FIELD_UNIT,
	  .offset = AT(zero_page_low), .unit = UNIT_TIME, .min = 0,
	  .max = SECOND_US, .example = "0 us",
	  .doc = "lower end of its range; default the same" },
	{ .key = "zero_page_time_high", .kind = FIELD_UNIT,
	  .offset = AT(zero_page_high), .unit = UNIT_TIME, .min = 0,
	  .max = SECOND_US, .example = "4 us",
	  .doc = "upper end of its range; default the same" },
	{ .key = "stop_lifts_cap", .kind = FIELD_BOOL,
	  .offset = AT(stop_lifts_cap), .example = "true",
	  .doc = "the last copy runs at link speed, without the per-stream "
	  "limit" },
	{ .key = "sources", .kind = FIELD_NODE, .offset = AT(sources),
	  .doc = "short names of where facts are from" },
	{ .key = "facts", .kind = FIELD_NODE, .offset = AT(facts),
	  .doc = "sources of the figures, and others" },
};
/* clang-format on */

static const char *const hypervisor_rests[] = { "stop", "max_passes",
	"max_factor", "downtime", "threshold", "overhead", "stream_tcp",
	"stream_compression", "stream_smb", "compression", "host_tcp_low",
	"simultaneous", "max_hosts", "max_vms", "auto_converge",
	"offers_auto_converge", "offers_post_copy", "loop", "page_header",
	"zero_page", "zero_page_time", "stop_lifts_cap", "streams_two",
	"streams_three", "max_streams", "slow_simultaneous", NULL };

/* key's low..value band */
static void
band(const struct thing *t, const char *key, int64_t low, int64_t value)
{
	if (low > value)
		diag_error(t->d, node_at(t->map, key), "catalog-limits",
		    "'%s' is above the value it is the lower end of", key);
}

bool
catalog_hypervisor_read(struct thing *t, void *out)
{
	struct hypervisor *h = out;
	struct raw_hypervisor r = { .stop = 0,
		.overhead_low = -1,
		.overhead_high = -1,
		.zero_page_low = -1,
		.zero_page_high = -1,
		.tcp_low = -1,
		.tcp_high = -1,
		.compressed_low = -1,
		.compressed_high = -1,
		.smb_low = -1,
		.smb_high = -1,
		.compression = WHOLE_PPM };

	decode_map(t->a, t->d, t->map, hypervisor_fields,
	    COUNT(hypervisor_fields), &r, "a hypervisor");
	catalog_sources_read(t, r.sources);
	h->id = t->id;
	h->at = catalog_thing_at(t, "name");
	h->platform_at = catalog_thing_at(t, "host_platform");
	h->name = r.name != NULL ? r.name : t->id;
	h->host_platform = r.host_platform != NULL ? r.host_platform : "";
	h->stop = (enum stop_kind)r.stop;
	h->max_passes = r.max_passes;
	h->max_factor = r.max_factor;
	h->downtime_us = r.downtime;
	h->threshold_bytes = r.threshold;
	h->overhead_us = r.overhead;
	h->overhead_low_us = r.overhead_low >= 0 ? r.overhead_low : r.overhead;
	h->overhead_high_us =
	    r.overhead_high >= 0 ? r.overhead_high : r.overhead;
	h->stream_tcp_bps = r.tcp;
	h->stream_tcp_low_bps = r.tcp_low >= 0 ? r.tcp_low : r.tcp;
	h->stream_compression_bps = r.compressed;
	h->stream_compression_low_bps =
	    r.compressed_low >= 0 ? r.compressed_low : r.compressed;
	h->stream_smb_bps = r.smb;
	h->stream_smb_low_bps = r.smb_low >= 0 ? r.smb_low : r.smb;
	h->stream_tcp_high_bps = r.tcp_high >= 0 ? r.tcp_high : r.tcp;
	h->stream_compression_high_bps =
	    r.compressed_high >= 0 ? r.compressed_high : r.compressed;
	h->stream_smb_high_bps = r.smb_high >= 0 ? r.smb_high : r.smb;
	h->host_tcp_low_bps = r.host_low;
	h->compression_ppm = r.compression;
	h->compression_high_ppm =
	    r.compression_high > 0 ? r.compression_high : r.compression;
	h->simultaneous = r.simultaneous;
	h->max_hosts = r.max_hosts;
	h->max_vms = r.max_vms;
	h->auto_converge = r.auto_converge;
	h->offers_auto_converge = r.offers_converge;
	h->offers_post_copy = r.offers_post_copy;
	h->loop_us = r.loop;
	h->page_header_bytes = r.page_header;
	h->zero_page_bytes = r.zero_page;
	h->zero_page_us = r.zero_page_time;
	h->zero_page_low_us =
	    r.zero_page_low >= 0 ? r.zero_page_low : r.zero_page_time;
	h->zero_page_high_us =
	    r.zero_page_high >= 0 ? r.zero_page_high : r.zero_page_time;
	h->stop_lifts_cap = r.stop_lifts_cap;
	h->compression_low_ppm =
	    r.compression_low > 0 ? r.compression_low : r.compression;
	h->streams_two_bps = r.two;
	h->streams_three_bps = r.three;
	h->max_streams = r.max_streams;
	h->slow_link_bps = r.slow_link;
	h->slow_simultaneous = r.slow_simultaneous;
	h->known_as = r.known_as;
	h->orchestrator = catalog_how_read(t, r.orchestrators,
	    "'orchestrators'", &h->norchestrator);
	h->encrypts =
	    catalog_how_read(t, r.encryptions, "'encryptions'", &h->nencrypts);
	h->version =
	    catalog_how_read(t, r.versions, "'versions'", &h->nversion);
	band(t, "overhead_low", h->overhead_low_us, h->overhead_us);
	band(t, "overhead", h->overhead_us, h->overhead_high_us);
	band(t, "zero_page_time_low", h->zero_page_low_us, h->zero_page_us);
	band(t, "zero_page_time", h->zero_page_us, h->zero_page_high_us);
	if (r.tcp > 0)
		band(t, "stream_tcp_low", h->stream_tcp_low_bps, r.tcp);
	if (r.compressed > 0)
		band(t, "stream_compression_low", h->stream_compression_low_bps,
		    r.compressed);
	if (r.smb > 0)
		band(t, "stream_smb_low", h->stream_smb_low_bps, r.smb);
	if (r.tcp_high > 0)
		band(t, "stream_tcp", r.tcp, r.tcp_high);
	if (r.compressed_high > 0)
		band(t, "stream_compression", r.compressed, r.compressed_high);
	if (r.smb_high > 0)
		band(t, "stream_smb", r.smb, r.smb_high);
	band(t, "compression", h->compression_ppm, h->compression_high_ppm);
	band(t, "compression_low", h->compression_low_ppm, h->compression_ppm);
	if (h->stop == STOP_PASSES && h->max_passes == 0)
		diag_error(t->d, node_at(t->map, "stop"), "catalog-limits",
		    "it stops after passes, but 'max_passes' is not given");
	if (h->stop != STOP_PASSES && h->stop != STOP_XEN_OLD &&
	    h->stop != STOP_XEN_NEW && h->downtime_us == 0)
		diag_error(t->d, node_at(t->map, "stop"), "catalog-limits",
		    "it stops by downtime, but 'downtime' is not given");
	catalog_facts_read(t, r.facts, hypervisor_rests, &h->fact, &h->nfact);
	return true;
}

/* ---- platforms ---- */

#undef AT
#define AT(x) offsetof(struct raw_platform, x)

struct raw_platform {
	const char *name, *templates, *extension;
	bool host;
	const struct node *can, *words, *firmware, *loading, *sources, *facts;
};

/* clang-format off */
static const struct field platform_fields[] = {
	{ .key = "name", .kind = FIELD_TEXT, .required = true,
	  .offset = AT(name), .example = "A switch system 9.x",
	  .doc = "its common name" },
	{ .key = "host", .kind = FIELD_BOOL, .offset = AT(host),
	  .example = "true", .doc = "true for a host, false for a switch" },
	{ .key = "templates", .kind = FIELD_NAME, .offset = AT(templates),
	  .example = "os9",
	  .doc = "folder of the templates; a platform without one is not "
	  "rendered" },
	{ .key = "extension", .kind = FIELD_NAME, .offset = AT(extension),
	  .example = "cfg", .doc = "extension of the file that is written" },
	{ .key = "can", .kind = FIELD_NODE, .offset = AT(can),
	  .doc = "its capabilities: true, or {no: why not}" },
	{ .key = "words", .kind = FIELD_NODE, .offset = AT(words),
	  .doc = "its own terms, for the templates" },
	{ .key = "firmware", .kind = FIELD_NODE, .offset = AT(firmware),
	  .doc = "commands of a firmware upgrade: before, during, after, "
	  "back" },
	{ .key = "loading", .kind = FIELD_NODE, .offset = AT(loading),
	  .doc = "how a switch is loaded with its configuration: start, get, "
	  "guard, load, check, save, back" },
	{ .key = "sources", .kind = FIELD_NODE, .offset = AT(sources),
	  .doc = "short names of where facts are from" },
	{ .key = "facts", .kind = FIELD_NODE, .offset = AT(facts),
	  .doc = "further notes" },
};
/* clang-format on */

static const char *const platform_rests[] = { NULL };

/* a word of the list, of switches or of hosts */
static bool
can_known(const struct thing *t, const struct node *key, bool host,
    enum can *out)
{
	const char *cand[CANS], *near;
	size_t n = 0;
	enum can c;

	*out = catalog_can_named(key->text);
	if (*out < CANS &&
	    (host ? catalog_can[*out].of_host : catalog_can[*out].of_switch))
		return true;
	for (c = 0; c < CANS; c++)
		if (host ? catalog_can[c].of_host : catalog_can[c].of_switch)
			cand[n++] = catalog_can[c].name;
	near = str_nearest(key->text, cand, n);
	diag_error(t->d, key->at, "catalog-unknown-capability",
	    "'%s' is not a capability that a design asks of a %s", key->text,
	    host ? "host" : "switch");
	if (near != NULL)
		diag_hint(t->d, "did you mean '%s'?", near);
	return false;
}

/* in the order of the enum: see platform_cannot() */
static void
can_read(const struct thing *t, const struct node *n, struct platform *p)
{
	size_t k;

	if (n == NULL || node_is_null(n))
		return;
	if (n->kind != NODE_MAP) {
		diag_error(t->d, n->at, "wrong-kind", "'can' must be a map");
		diag_hint(t->d,
		    "for example '{lossless: true, mclag: {no: "
		    "it has none}}'");
		return;
	}
	p->can = NEW(t->a, struct capability, n->n + 1);
	for (size_t i = 0; i < n->n; i++) {
		struct capability *c = &p->can[p->ncan];
		const struct node *v = n->item[i], *no = node_get(v, "no");

		if (!catalog_key_is_name(t, n->key[i], "what a platform can") ||
		    !can_known(t, n->key[i], p->host, &c->is))
			continue;
		c->yes = v->kind == NODE_SCALAR && !v->quoted &&
		    strcmp(v->text, "true") == 0;
		if (!c->yes &&
		    (v->kind != NODE_MAP || v->n != 1 || no == NULL ||
		        no->kind != NODE_SCALAR || no->text[0] == '\0' ||
		        !str_is_text(no->text))) {
			diag_error(t->d, v->at, "catalog-no-reason",
			    "'%s' must be true, or give the reason why not",
			    catalog_can[c->is].name);
			diag_hint(t->d,
			    "for example '%s: {no: it has "
			    "none}'",
			    catalog_can[c->is].name);
			continue;
		}
		c->reason = c->yes ? NULL : no->text;
		p->ncan++;
		for (k = p->ncan - 1; k > 0 && p->can[k].is < p->can[k - 1].is;
		     k--) {
			struct capability x = p->can[k];

			p->can[k] = p->can[k - 1];
			p->can[k - 1] = x;
		}
	}
}

bool
catalog_platform_read(struct thing *t, void *out)
{
	struct platform *p = out;
	struct raw_platform r = { .name = NULL };

	decode_map(t->a, t->d, t->map, platform_fields, COUNT(platform_fields),
	    &r, "a platform");
	catalog_sources_read(t, r.sources);
	p->id = t->id;
	p->at = catalog_thing_at(t, "name");
	p->name = r.name != NULL ? r.name : t->id;
	p->host = r.host;
	p->templates = r.templates;
	p->extension = r.extension != NULL ? r.extension : "cfg";
	p->words = r.words;
	if (r.words != NULL && !node_is_null(r.words) &&
	    r.words->kind != NODE_MAP) {
		diag_error(t->d, r.words->at, "wrong-kind",
		    "'words' must be a map");
		p->words = NULL;
	}
	can_read(t, r.can, p);
	catalog_firmware_read(t, r.firmware, p);
	catalog_loading_read(t, r.loading, p);
	catalog_facts_read(t, r.facts, platform_rests, &p->fact, &p->nfact);
	return true;
}
