/* What a VM rewrites while it runs: the keys of `vms` that say so. */
#include "model/read.h"

struct point_row {
	int64_t within_us, bytes;
};

#define AT(member) offsetof(struct point_row, member)
/* clang-format off */
static const struct field point_field[] = {
	{ .key = "within", .kind = FIELD_UNIT, .unit = UNIT_TIME,
	    .offset = AT(within_us), .required = true, .min = 1,
	    .max = INT64_MAX, .example = "10 s",
	    .doc = "how long after a clean state" },
	{ .key = "bytes", .kind = FIELD_UNIT, .unit = UNIT_BYTES,
	    .offset = AT(bytes), .required = true, .min = 0,
	    .max = INT64_C(1) << 50, .example = "400 MiB",
	    .doc = "memory rewritten by then, each page once" },
};
/* clang-format on */
#undef AT
const struct model_table read_rewritten_table = { "vms[].rewritten[]",
	"a point of 'rewritten'", point_field, COUNT(point_field) };

static void
points_read(struct reader *r, const struct node *list, const char *name,
    struct vm *v)
{
	double *s, *bytes;

	if (list->kind != NODE_LIST) {
		read_list_each(r, list, "rewritten", NULL);
		return;
	}
	if (list->n == 0) {
		diag_error(r->d, list->at, "dirty-points",
		    "'rewritten' lists no point");
		diag_hint(r->d,
		    "a VM that rewrites nothing is [{within: 1 h, bytes: 0 B}]; "
		    "without the key its dirty rate is unknown");
		return;
	}
	s = NEW(r->a, double, list->n + 1);
	bytes = NEW(r->a, double, list->n + 1);
	for (size_t i = 0; i < list->n; i++) {
		struct point_row p = { 0, 0 };

		if (!read_by_table(r, list->item[i], &read_rewritten_table, &p))
			continue;
		s[v->npoint] = num_seconds(p.within_us);
		bytes[v->npoint] = (double)p.bytes;
		if (v->npoint > 0 &&
		    (s[v->npoint] <= s[v->npoint - 1] ||
		        bytes[v->npoint] < bytes[v->npoint - 1])) {
			diag_error(r->d, list->item[i]->at, "dirty-points",
			    "this point of 'rewritten' does not come after "
			    "the one before it");
			diag_hint(r->d,
			    "times must increase from point to point, and "
			    "rewritten memory must not decrease");
			continue;
		}
		if (p.bytes > v->memory_bytes && v->memory_bytes > 0) {
			diag_warn(r->d, node_at(list->item[i], "bytes"),
			    "dirty-beyond-memory",
			    "more memory of VM '%s' is rewritten than it has, "
			    "%s, which is calculated",
			    name, num_text(r->a, v->memory_bytes, UNIT_BYTES));
			diag_hint(r->d,
			    "each page counts once, however often it is "
			    "rewritten within that time");
		}
		if (v->npoint == 0 && p.bytes == 0 && list->n == 1)
			continue; /* never anything */
		v->npoint++;
	}
	v->point_s = s;
	v->point_bytes = bytes;
}

void
read_vm_dirty(struct reader *r, const struct node *map, const char *name,
    const struct node *points, struct vm *v)
{
	bool hot = node_says(map, "hot"), rate = node_says(map, "dirty_rate");

	v->nonzero_given = node_says(map, "nonzero");
	v->dirty_given = hot || rate || points != NULL;
	if (points != NULL && (hot || rate || node_says(map, "working_set"))) {
		diag_error(r->d, node_at(map, "rewritten"), "dirty-twice",
		    "VM '%s' gives its dirty rate both by 'rewritten' and by "
		    "other keys",
		    name);
		diag_hint(r->d,
		    "'rewritten' is measured; remove 'hot', 'dirty_rate' and "
		    "'working_set'");
		return;
	}
	if (points != NULL)
		points_read(r, points, name, v);
	if (v->set_bytes == 0)
		return;
	if (hot) {
		diag_error(r->d, node_at(map, "working_set"), "dirty-twice",
		    "VM '%s' has a hot set and a working set", name);
		diag_hint(r->d,
		    "'hot' is rewritten whole within "
		    "'hot_window'; writes at 'dirty_rate' fall evenly on a "
		    "'working_set': one of the two");
	} else if (v->dirty_bps == 0) {
		diag_warn(r->d, node_at(map, "working_set"),
		    "working-set-unused",
		    "'working_set' of VM '%s' has no effect without "
		    "'dirty_rate'",
		    name);
	} else if (v->set_bytes > v->memory_bytes && v->memory_bytes > 0) {
		diag_error(r->d, node_at(map, "working_set"), "hot-too-large",
		    "the working set of VM '%s' is more than "
		    "its memory",
		    name);
	}
}
