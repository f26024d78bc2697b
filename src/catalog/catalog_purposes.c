/*
 * What networks need, by what they are for (purposes.yaml).  Knows no rule:
 * what is done about a need is in src/model and src/design.
 */
#include "catalog/catalog_read.h"

#include <stddef.h>

#include "base/str.h"

const char *const catalog_purpose_word[] = { "live-migration", "csv", "storage",
	"data", "management", "backup", "oob", "iscsi", "nfs", "ceph", "vsan",
	"replication", "heartbeat", "fault-tolerance", NULL };

struct raw_purposes {
	const struct node *purposes, *sources;
};

/* clang-format off */
static const struct field purposes_fields[] = {
	{ .key = "purposes", .kind = FIELD_NODE, .required = true,
	  .offset = offsetof(struct raw_purposes, purposes),
	  .doc = "what a network of each purpose needs" },
	{ .key = "sources", .kind = FIELD_NODE,
	  .offset = offsetof(struct raw_purposes, sources),
	  .doc = "short names of sources" },
};
/* clang-format on */

enum { REACHES_HOSTS, REACHES_CORE };
static const char *const reach_word[] = { "hosts", "core", NULL };
enum { FRAMES_PLAIN, FRAMES_JUMBO };
static const char *const frames_word[] = { "plain", "jumbo", NULL };
enum { REDUNDANT_TEAM, REDUNDANT_MULTIPATH };
static const char *const redundant_word[] = { "team", "multipath", NULL };
static const char *const lossless_word[] = { "no", "may", "rdma", NULL };

struct raw_need {
	int purpose, reaches, frames, redundancy, lossless;
	bool may_stay;
	const char *no_migration, *source;
};

#define AT(x) offsetof(struct raw_need, x)

/* clang-format off */
static const struct field need_fields[] = {
	{ .key = "purpose", .kind = FIELD_WORD, .required = true,
	  .offset = AT(purpose), .words = catalog_purpose_word,
	  .example = "iscsi", .doc = "as in networks[].purpose of a site" },
	{ .key = "reaches", .kind = FIELD_WORD, .required = true,
	  .offset = AT(reaches), .words = reach_word, .example = "hosts",
	  .doc = "hosts: of hosts and storage alone, never led to the core" },
	{ .key = "frames", .kind = FIELD_WORD, .required = true,
	  .offset = AT(frames), .words = frames_word, .example = "jumbo",
	  .doc = "jumbo: large frames, because all switches on its path are in "
	  "the design" },
	{ .key = "redundancy", .kind = FIELD_WORD, .required = true,
	  .offset = AT(redundancy), .words = redundant_word,
	  .example = "multipath",
	  .doc = "multipath: two networks, each on one switch of a pair, and "
	  "no team has both; team: one network over a team" },
	{ .key = "lossless", .kind = FIELD_WORD, .required = true,
	  .offset = AT(lossless), .words = lossless_word, .example = "may",
	  .doc = "rdma: wanted where its hosts have RDMA that needs it; may: "
	  "as the site says; no: nothing on it would use it" },
	{ .key = "may_stay", .kind = FIELD_BOOL, .offset = AT(may_stay),
	  .example = "true",
	  .doc = "of those that reach hosts: may be left on today's network; "
	  "default false" },
	{ .key = "no_migration", .kind = FIELD_TEXT,
	  .offset = AT(no_migration),
	  .example = "it is for managing the switches",
	  .doc = "why live migration never goes over it; default: it may" },
	{ .key = "source", .kind = FIELD_TEXT, .required = true,
	  .offset = AT(source), .example = "the vendor's network guide",
	  .doc = "source, or a short name of 'sources'" },
};
/* clang-format on */
#undef AT

static void
need_read(const struct thing *t, const struct node *map, struct catalog *c)
{
	struct raw_need r = { .purpose = -1 };
	struct purpose_need *n;

	if (!decode_map(t->a, t->d, map, need_fields, COUNT(need_fields), &r,
	        "a purpose"))
		return;
	n = &c->need[r.purpose];
	if (n->given) {
		diag_error(t->d, node_at(map, "purpose"), "purpose-twice",
		    "'%s' is listed twice", catalog_purpose_word[r.purpose]);
		return;
	}
	n->given = true;
	if (r.reaches == REACHES_CORE &&
	    (r.frames == FRAMES_JUMBO || r.may_stay ||
	        r.redundancy == REDUNDANT_MULTIPATH)) {
		diag_error(t->d, node_at(map, "reaches"), "purpose-core",
		    "'%s' reaches the core, where large frames, two paths and "
		    "'may_stay' are not possible",
		    catalog_purpose_word[r.purpose]);
		return;
	}
	*n = (struct purpose_need){ .given = true,
		.east_west = r.reaches == REACHES_HOSTS,
		.may_stay = r.may_stay,
		.jumbo = r.frames == FRAMES_JUMBO,
		.multipath = r.redundancy == REDUNDANT_MULTIPATH,
		.lossless = (enum lossless_need)r.lossless,
		.no_migration = r.no_migration,
		.source =
		    catalog_source_text(t, r.source, node_at(map, "source")) };
}

void
catalog_purposes_read(struct thing *t, struct catalog *c)
{
	struct raw_purposes r = { NULL, NULL };
	const struct node *list;
	const char *missing = "";

	decode_map(t->a, t->d, t->map, purposes_fields, COUNT(purposes_fields),
	    &r, "purposes.yaml");
	catalog_sources_read(t, r.sources);
	list = catalog_list_of(t, r.purposes, "'purposes'");
	for (size_t i = 0; i < list->n; i++)
		need_read(t, list->item[i], c);
	for (size_t i = 0; i < PURPOSES; i++)
		if (!c->need[i].given)
			missing = str_fmt(t->a, "%s%s'%s'", missing,
			    *missing != '\0' ? ", " : "",
			    catalog_purpose_word[i]);
	if (*missing == '\0')
		return;
	diag_warn(t->d, node_at(t->map, "purposes"), "purpose-missing",
	    "nothing says what networks for %s need", missing);
	diag_hint(t->d,
	    "no site can have one: this file replaces a later "
	    "catalog's completely");
}
