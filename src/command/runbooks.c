#include "command/runbooks.h"

#include "phases/firmware.h"
#include "phases/loading.h"
#include "phases/moving.h"

void
runbook_firmware(struct fileset *files, const struct design *g,
    const struct design *whole, const bool *moved)
{
	struct firmware_site s = { g, whole, moved };
	struct buf b = buf_new(files->a);

	firmware_markdown(&b, &s);
	fileset_text(files, "firmware.md", &b);
}

void
runbook_loading(struct fileset *files, const struct design *g)
{
	struct buf b = buf_new(files->a);

	loading_markdown(&b, g, files);
	fileset_text(files, "loading.md", &b);
}

void
runbook_moving(struct fileset *files, const struct design *whole,
    const struct results *r, const bool *now, const bool *before)
{
	bool *all = NEW(files->a, bool, whole->model->nhost + 1);
	struct buf b = buf_new(files->a);
	size_t i;

	for (i = 0; i < whole->model->nhost; i++)
		all[i] = now == NULL || now[i];
	moving_markdown(&b, moving_make(files->a, whole, r, all, before));
	fileset_text(files, "moving.md", &b);
}
