/*
 * Key `firmware` of a platform: what is typed before, during and after a
 * switch gets new firmware, what it must show, and the rollback.  A step
 * without a source is recalled, and marked so.
 */
#include "catalog/catalog_read.h"

struct raw_firmware {
	const struct node *part[FIRMWARE_PARTS];
};

#define AT(x) offsetof(struct raw_firmware, part[x])
/* clang-format off */
static const struct field firmware_fields[] = {
	{ .key = "before", .kind = FIELD_NODE, .offset = AT(FIRMWARE_BEFORE),
	  .doc = "with both switches of a pair in service: health checks, and "
	      "the new image" },
	{ .key = "during", .kind = FIELD_NODE, .offset = AT(FIRMWARE_DURING),
	  .doc = "from selecting the image to the restart" },
	{ .key = "after", .kind = FIELD_NODE, .offset = AT(FIRMWARE_AFTER),
	  .doc = "checks before the next switch" },
	{ .key = "back", .kind = FIELD_NODE, .offset = AT(FIRMWARE_BACK),
	  .doc = "rollback to the old image" },
};
/* clang-format on */
#undef AT

struct raw_step {
	const char *run, *shows, *source;
	bool mclag;
};

#define AT(x) offsetof(struct raw_step, x)
/* clang-format off */
static const struct field step_fields[] = {
	{ .key = "run", .kind = FIELD_TEXT, .offset = AT(run),
	  .example = "show version",
	  .doc = "the command; {domain} is the multi-chassis domain; default: "
	  "none" },
	{ .key = "shows", .kind = FIELD_TEXT, .required = true,
	  .offset = AT(shows), .example = "the new version",
	  .doc = "expected output, or what to wait for" },
	{ .key = "mclag", .kind = FIELD_BOOL, .offset = AT(mclag),
	  .example = "true",
	  .doc = "only for a switch of a multi-chassis pair" },
	{ .key = "source", .kind = FIELD_TEXT, .offset = AT(source),
	  .example = "manual", .doc = "source; default: recalled" },
};
/* clang-format on */
#undef AT

const char *const catalog_firmware_word[] = { "before", "during", "after",
	"back" };

void
catalog_firmware_read(const struct thing *t, const struct node *n,
    struct platform *p)
{
	struct raw_firmware r = { .part = { NULL } };
	size_t k, i;

	if (n == NULL || node_is_null(n))
		return;
	decode_map(t->a, t->d, n, firmware_fields, COUNT(firmware_fields), &r,
	    "'firmware'");
	for (k = 0; k < FIRMWARE_PARTS; k++) {
		const struct node *list =
		    catalog_list_of(t, r.part[k], "the steps of 'firmware'");
		struct firmware_step *s =
		    NEW(t->a, struct firmware_step, list->n + 1);

		p->firmware[k] = s;
		for (i = 0; i < list->n; i++) {
			struct raw_step x = { .run = NULL };

			if (!decode_map(t->a, t->d, list->item[i], step_fields,
			        COUNT(step_fields), &x, "a step of 'firmware'"))
				continue;
			s->run = x.run;
			s->shows = x.shows;
			s->mclag = x.mclag;
			s->source = x.source == NULL ?
			    NULL :
			    catalog_source_text(t, x.source,
			        node_at(list->item[i], "source"));
			s++;
			p->nfirmware[k]++;
		}
	}
}
