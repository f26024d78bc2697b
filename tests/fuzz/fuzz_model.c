/*
 * Any bytes as a site file: no crash, no hang; a site that is accepted prints
 * to a normal form that is accepted and prints to itself.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "input/doc.h"
#include "model/model.h"

static const struct hypervisor hyps[] = {
	{ .id = "hyper-v", .name = "H", .stop = STOP_PASSES,
	    .simultaneous = 2, .max_hosts = 64, .max_vms = 8000 },
	{ .id = "kvm", .name = "K", .stop = STOP_DOWNTIME,
	    .simultaneous = 5 },
};
static const struct switch_model switches[] = {
	{ .id = "acme-10", .vendor = "acme" },
};
static const struct catalog catalog = {
	.sw = switches, .nsw = 1, .hyp = hyps, .nhyp = 2,
	.need = {
		[PURPOSE_LM] = { .given = true, .east_west = true },
		[PURPOSE_CSV] = { .given = true, .east_west = true },
		[PURPOSE_STORAGE] = { .given = true, .east_west = true,
		    .lossless = LOSSLESS_RDMA },
		[PURPOSE_DATA] = { .given = true,
		    .no_migration = "hosts have no addresses there" },
		[PURPOSE_MANAGEMENT] = { .given = true },
		[PURPOSE_BACKUP] = { .given = true, .east_west = true,
		    .may_stay = true },
		[PURPOSE_OOB] = { .given = true },
		[PURPOSE_ISCSI] = { .given = true, .east_west = true,
		    .multipath = true },
		[PURPOSE_NFS] = { .given = true, .east_west = true },
		[PURPOSE_CEPH] = { .given = true, .east_west = true },
		[PURPOSE_VSAN] = { .given = true, .east_west = true },
		[PURPOSE_REPLICATION] = { .given = true, .east_west = true,
		    .may_stay = true },
		[PURPOSE_HEARTBEAT] = { .given = true, .east_west = true,
		    .multipath = true, .may_stay = true },
		[PURPOSE_FT] = { .given = true, .east_west = true },
	},
};

/* ranges of five digits and more only cost memory */
static bool
huge(const char *s)
{
	size_t run = 0;
	bool in = false;

	for (; *s != '\0'; s++) {
		if (*s == '[' || *s == ']' || *s == '-') {
			in = *s != ']';
			run = 0;
		} else {
			run = *s >= '0' && *s <= '9' ? run + 1 : 0;
			if (in && run > 3)
				return true;
		}
	}
	return false;
}

static struct model *
accept(struct arena *a, const char *text, size_t len)
{
	struct source *src = NEW(a, struct source, 1);
	struct diags *d = diags_new(a);
	const struct node *doc;
	struct model *m = NULL;

	src->name = "fuzz";
	src->text = text;
	src->len = len;
	doc = doc_read(a, d, src);
	if (doc != NULL)
		m = model_read(a, d, doc, src, &catalog);
	if (m == NULL && d->errors == 0)
		abort();
	if (m != NULL && model_check(a, d, m) != (d->errors == 0))
		abort();
	fuzz_print(d, false);
	return d->errors == 0 ? m : NULL;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	const char *text = str_dup(a, (const char *)data, size);
	const char *one, *two;
	const struct model *m;

	if (!huge(text)) {
		m = accept(a, text, size);
		if (m != NULL) {
			one = model_print(a, m);
			m = accept(a, one, strlen(one));
			if (m == NULL)
				abort();
			two = model_print(a, m);
			if (strcmp(one, two) != 0)
				abort();
		}
	}
	arena_free(a);
	return 0;
}
