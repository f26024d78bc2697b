/*
 * Every device's file, from its platform's templates.  Checks first that the
 * platform has the capabilities the design needs, so that nothing is left out
 * of a file silently. Nothing is added to the set unless all files could be
 * made. Decides nothing and knows no platform's words.
 */
#ifndef RENDER_CONFIG_H
#define RENDER_CONFIG_H

#include "base/file.h"
#include "design/design.h"

/* a template that was read */
struct template_file {
	size_t folder;    /* of the template folders given */
	const char *path; /* below it */
	const char *data; /* as read */
	size_t len;
};
struct templates_used {
	struct template_file *file;
	size_t n;
};

/* configs/SWITCH.EXT, hosts/HOST.EXT and, where there is a core,
 * core-request.md; templates from the first folder that has them, listed in
 * `used` (NULL: not needed) */
bool render_configs(struct arena *a, struct diags *d, const struct design *g,
    const char *const *template_dir, size_t n, struct fileset *out,
    struct templates_used *used);

/* what designs that share devices, as the phases of a plan, share of their
 * files, all from one folder of templates: the template and context of every
 * device, with its text.  Ended before the arena. */
struct rendered;
struct rendered *rendered_new(struct arena *a, const char *template_dir);
/* the same files; only what has not been rendered yet is */
bool render_configs_kept(struct arena *a, struct diags *d,
    const struct design *g, struct rendered *kept, struct fileset *out);
void rendered_end(struct rendered *kept);

/* the text for the core's owner; NULL where no LAG goes there */
const char *render_core_request(struct arena *a, const struct design *g);

#endif
