/*
 * What a bundle was made from, carried in it: the site file and each file of
 * the user's own catalogs and templates that was used, byte by byte, and in
 * design.json what else it takes to make the same design anew without
 * simulating anything.
 *
 *	input/site.yaml               as it was read (site.json of JSON)
 *	input/previous.json           design.json of the bundle of --previous
 *	input/catalog/N/KIND/ID.yaml  of the N-th --catalog that gave one
 *	input/templates/N/PATH        of the N-th --templates, likewise
 */
#ifndef COMMAND_BUNDLE_INPUT_H
#define COMMAND_BUNDLE_INPUT_H

#include "base/file.h"
#include "base/value.h"
#include "design/design.h"
#include "phases/phases.h"
#include "render/config.h"

/* where things were looked for; the last folder of each is ours */
struct bundle_from {
	const char *const *catalog, *const *templates;
	size_t ncatalog, ntemplates;
	const struct source *const *quotes; /* files of --quotes, in order */
	size_t nquotes;
	const char *const *not_used; /* parts, one per offer left aside */
	size_t nnot_used;
	const char *const *bounded; /* one per offer that is kept to */
	size_t nbounded;
	const char *on;            /* --on; NULL: not given */
	const struct phases *plan; /* NULL: the bundle is a whole design */
	const struct phase *phase; /* of the plan */
	struct drain_variants *meanwhile; /* drains known; NULL: none are */
	struct renderer *renderer; /* of the templates; only bundle_make asks */
};

struct run;
/* where the command looked; neither plan nor phase */
struct bundle_from bundle_from_run(const struct run *r);

/* adds input/; false after a finding: a name that can't be stored */
bool bundle_input_add(struct arena *a, struct diags *d,
    const struct bundle_from *from, const struct model *m,
    const struct templates_used *used, struct fileset *out);

/* a checksum of those files of our own catalogs, the last of ncatalog folders,
 * that no catalog of the user's replaces */
const char *
bundle_input_ours(struct arena *a, const struct catalog *c, size_t ncatalog);

/* design.json's "version" and "input" */
void bundle_input_value(struct arena *a, const struct bundle_from *from,
    const struct design *g, struct value *design);

#endif
