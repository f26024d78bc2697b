/*
 * Keys `firmware` and `loading` of a platform: commands of a firmware upgrade,
 * or the text that was made for it, what it must show, and the rollback.  A
 * step without a source is recalled, and marked so, but for advice.
 */
#include "catalog/catalog_read.h"

#include "base/str.h"

struct raw_firmware {
	const struct node *part[FIRMWARE_PARTS];
};

#define AT(x) offsetof(struct raw_firmware, part[x])
/* clang-format off */
static const struct field firmware_fields[] = {
	{ .key = "before", .kind = FIELD_NODE, .offset = AT(FIRMWARE_BEFORE),
	  .doc = "with both switches of a pair in service: health checks, and "
	  "copying the new image" },
	{ .key = "during", .kind = FIELD_NODE, .offset = AT(FIRMWARE_DURING),
	  .doc = "from selecting the image to the restart" },
	{ .key = "after", .kind = FIELD_NODE, .offset = AT(FIRMWARE_AFTER),
	  .doc = "checks before the next switch" },
	{ .key = "back", .kind = FIELD_NODE, .offset = AT(FIRMWARE_BACK),
	  .doc = "rollback to the old image" },
};
/* clang-format on */
#undef AT

struct raw_loading {
	const struct node *part[LOADING_PARTS];
};

#define AT(x) offsetof(struct raw_loading, part[x])
/* clang-format off */
static const struct field loading_fields[] = {
	{ .key = "start", .kind = FIELD_NODE, .offset = AT(LOADING_START),
	  .doc = "the state the switch must be in before the first command" },
	{ .key = "get", .kind = FIELD_NODE, .offset = AT(LOADING_GET),
	  .doc = "how the configuration is copied to the switch" },
	{ .key = "guard", .kind = FIELD_NODE, .offset = AT(LOADING_GUARD),
	  .doc = "what could cut off access, and what reverts it by itself" },
	{ .key = "load", .kind = FIELD_NODE, .offset = AT(LOADING_LOAD),
	  .doc = "making it the running configuration" },
	{ .key = "check", .kind = FIELD_NODE, .offset = AT(LOADING_CHECK),
	  .doc = "checks before it is saved" },
	{ .key = "save", .kind = FIELD_NODE, .offset = AT(LOADING_SAVE),
	  .doc = "saving it, and stopping the timer" },
	{ .key = "back", .kind = FIELD_NODE, .offset = AT(LOADING_BACK),
	  .doc = "rollback" },
};
/* clang-format on */
#undef AT

struct raw_step {
	const char *run, *shows, *source;
	bool mclag, lag, oob, hosts, advice;
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
	{ .key = "lag", .kind = FIELD_BOOL, .offset = AT(lag),
	  .example = "true",
	  .doc = "only for a switch with a LAG" },
	{ .key = "oob", .kind = FIELD_BOOL, .offset = AT(oob),
	  .example = "true",
	  .doc = "only for a switch with a management address" },
	{ .key = "hosts", .kind = FIELD_BOOL, .offset = AT(hosts),
	  .example = "true",
	  .doc = "only for a switch with ports of hosts or devices" },
	{ .key = "advice", .kind = FIELD_BOOL, .offset = AT(advice),
	  .example = "true",
	  .doc = "what to do, where no documented command does it" },
	{ .key = "source", .kind = FIELD_TEXT, .offset = AT(source),
	  .example = "manual", .doc = "source; default: recalled" },
};
/* clang-format on */
#undef AT

/* the steps of one part; `what` is the key they are under */
static struct firmware_step *
steps_read(const struct thing *t, const struct node *part, const char *what,
    size_t *n)
{
	const struct node *list =
	    catalog_list_of(t, part, str_fmt(t->a, "the steps of %s", what));
	struct firmware_step *first =
	    NEW(t->a, struct firmware_step, list->n + 1);

	*n = 0;
	for (size_t i = 0; i < list->n; i++) {
		struct firmware_step *s = &first[*n];
		struct raw_step x = { .run = NULL };

		if (!decode_map(t->a, t->d, list->item[i], step_fields,
		        COUNT(step_fields), &x,
		        str_fmt(t->a, "a step of %s", what)))
			continue;
		s->run = x.run;
		s->shows = x.shows;
		s->mclag = x.mclag;
		s->lag = x.lag;
		s->oob = x.oob;
		s->hosts = x.hosts;
		s->advice = x.advice;
		s->source = x.source == NULL ?
		    NULL :
		    catalog_source_text(t, x.source,
		        node_at(list->item[i], "source"));
		++*n;
	}
	return first;
}

void
catalog_firmware_read(const struct thing *t, const struct node *n,
    struct platform *p)
{
	struct raw_firmware r = { .part = { NULL } };

	if (n == NULL || node_is_null(n))
		return;
	decode_map(t->a, t->d, n, firmware_fields, COUNT(firmware_fields), &r,
	    "'firmware'");
	for (size_t k = 0; k < FIRMWARE_PARTS; k++)
		p->firmware[k] =
		    steps_read(t, r.part[k], "'firmware'", &p->nfirmware[k]);
}

void
catalog_loading_read(const struct thing *t, const struct node *n,
    struct platform *p)
{
	struct raw_loading r = { .part = { NULL } };

	if (n == NULL || node_is_null(n))
		return;
	decode_map(t->a, t->d, n, loading_fields, COUNT(loading_fields), &r,
	    "'loading'");
	for (size_t k = 0; k < LOADING_PARTS; k++)
		p->loading[k] =
		    steps_read(t, r.part[k], "'loading'", &p->nloading[k]);
}
