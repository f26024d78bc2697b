/*
 * Any bytes as the section `plan` of a small site: no crash, no hang; phases
 * that don't cost more than there is, or something said.
 */
#include "fuzz.h"

#include "catalog/catalog.h"
#include "input/doc.h"
#include "model/model.h"
#include "phases/phases.h"
#include "prove/prove.h"

static const char site[] = "eastwest: 1\n"
	"site: {name: x, currency: EUR}\n"
	"requirements: {topology: spine-leaf}\n"
	"racks: [{name: \"r[1-2]\", units: 42}]\n"
	"clusters: [{name: c}]\n"
	"hosts: [{name: \"r[1-2]-hv[1-2]\", rack: \"r[1-2]\", "
	"memory: 64 GiB, nics: {ports: 2, speed: 10G, media: sfp+}}]\n"
	"vms: [{name: \"v[1-4]\", memory: 4 GiB}]\n"
	"networks: [{name: lm, purpose: live-migration, vlan: 20, "
	"subnet: 10.0.20.0/24}]\n"
	"plan:\n";

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *dir[] = { fuzz_catalog(true) }, *templates[] = { "templates" };
	static struct arena *kept;
	static const struct catalog *catalog;
	struct arena *a = arena_new();
	struct diags *d = diags_new(a);
	struct source *src = NEW(a, struct source, 1);
	const struct selection *v = NULL;
	const struct node *doc;
	struct phases *all = NULL;
	struct model *m = NULL;

	if (kept == NULL) {
		kept = arena_new();
		catalog = catalog_read(kept, diags_new(kept), dir, 1,
		    templates, 1);
		if (catalog == NULL)
			exit(1);
	}
	src->name = "fuzz";
	src->text = str_fmt(a, "%s%s", site,
	    str_dup(a, (const char *)data, size));
	src->len = strlen(src->text);
	/* a key of the input's own at the margin is another site */
	doc = strstr(src->text + sizeof site - 1, "\nhosts:") == NULL &&
	        strstr(src->text + sizeof site - 1, "\nvms:") == NULL ?
	    doc_read(a, d, src) :
	    NULL;
	m = doc != NULL ? model_read(a, d, doc, src, catalog) : NULL;
	if (m != NULL && model_check(a, d, m) && m->plan != NULL) {
		v = prove_choose(a, d, m, false);
		all = v->design != NULL ? phases_make(a, d, v) : NULL;
		if (all == NULL && d->errors == 0)
			abort();
	}
	fuzz_print(d, false);
	arena_free(a);
	return 0;
}
