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

/* Templates, each from the first of the folders that has it, opened before the
 * first file.  keep: what was rendered is kept with its context, so that
 * designs that share devices, as the phases of a plan, render each once. */
struct renderer;
struct renderer *renderer_new(struct arena *a, const char *const *template_dir,
    size_t n, bool keep);
/* configs/SWITCH.EXT, hosts/HOST.EXT and, where there is a core,
 * core-request.md */
bool render_configs(struct renderer *r, struct diags *d, const struct design *g,
    struct fileset *out);
struct templates_used renderer_used(struct renderer *r);
/* before the next is used, and before the arena is freed */
void renderer_end(struct renderer *r);

/* the text for the core's owner; NULL where no LAG goes there */
const char *render_core_request(struct arena *a, const struct design *g);

#endif
