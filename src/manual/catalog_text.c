/*
 * `eastwest catalog show ID` as text: the tree of catalog_show.c, indented, and
 * its facts a line each.
 */
#include "manual/catalog_print.h"

#include "input/json.h"

static bool
plain(const struct value *v)
{
	return v->kind != VALUE_MAP && v->kind != VALUE_LIST;
}

static void
scalar(struct buf *out, const struct value *v)
{
	if (v->kind == VALUE_TEXT)
		buf_puts(out, v->text);
	else if (v->kind == VALUE_NULL)
		buf_puts(out, "unknown");
	else if (v->kind == VALUE_BOOL)
		buf_puts(out, v->i != 0 ? "yes" : "no");
	else
		json_print_line(out, v);
}

static bool
all_plain(const struct value *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (!plain(list->item[i]))
			return false;
	return true;
}

static void
indent(struct buf *out, int depth)
{
	buf_printf(out, "%*s", 2 * depth, "");
}

/* internal keys as people write them: max_power_w -> max power w */
static void
label(struct buf *out, const char *key)
{
	for (; *key != '\0'; key++)
		buf_putc(out, *key == '_' ? ' ' : *key);
	buf_puts(out, ": ");
}

/* at most as deep as the trees above */
static void
tree(struct buf *out, const struct value *map, int depth, bool first)
{
	for (size_t i = 0; i < map->n; i++) {
		const struct value *v = map->item[i];

		if (!first || i > 0)
			indent(out, depth);
		label(out, map->key[i]);
		if (plain(v)) {
			scalar(out, v);
			buf_putc(out, '\n');
		} else if (v->kind == VALUE_MAP) {
			buf_putc(out, '\n');
			tree(out, v, depth + 1, false);
		} else if (all_plain(v)) {
			for (size_t k = 0; k < v->n; k++) {
				buf_puts(out, k > 0 ? ", " : "");
				scalar(out, v->item[k]);
			}
			buf_puts(out, v->n == 0 ? "none\n" : "\n");
		} else {
			buf_putc(out, '\n');
			for (size_t k = 0; k < v->n; k++) {
				indent(out, depth + 1);
				buf_puts(out, "- ");
				tree(out, v->item[k], depth + 2, true);
			}
		}
	}
}

/* a fact on one line: max power: 350 W (verified: sheet; note) */
static void
facts_text(struct buf *out, const struct value *facts)
{
	buf_puts(out, "facts:\n");
	for (size_t i = 0; i < facts->n; i++) {
		const struct value *f = facts->item[i];
		const struct value *source = value_get(f, "source");
		const struct value *note = value_get(f, "note");
		const struct value *v = value_get(f, "value");

		buf_puts(out, "  ");
		label(out, value_get(f, "fact")->text);
		buf_printf(out, "%s (%s%s%s%s%s)\n",
		    v != NULL ? v->text : "as above",
		    value_get(f, "confidence")->text,
		    source != NULL ? ": " : "",
		    source != NULL ? source->text : "",
		    note != NULL ? "; " : "", note != NULL ? note->text : "");
	}
}

static const char *
nearest(struct arena *a, const struct catalog *c, const char *id)
{
	size_t n = 0;
	const char **name = NEW(a, const char *,
	    c->nsw + c->ncable + c->noptic + c->nhyp + c->nplatform + c->nnic +
	        1);

	for (size_t i = 0; i < c->nsw; i++)
		name[n++] = c->sw[i].id;
	for (size_t i = 0; i < c->ncable; i++)
		name[n++] = c->cable[i].id;
	for (size_t i = 0; i < c->noptic; i++)
		name[n++] = c->optic[i].id;
	for (size_t i = 0; i < c->nhyp; i++)
		name[n++] = c->hyp[i].id;
	for (size_t i = 0; i < c->nplatform; i++)
		name[n++] = c->platform[i].id;
	for (size_t i = 0; i < c->nnic; i++)
		name[n++] = c->nic[i].id;
	return str_nearest(id, name, n);
}

bool
manual_catalog_show_text(struct arena *a, struct buf *out,
    const struct catalog *c, const char *id, const char **near)
{
	struct value *v = manual_catalog_show_value(a, c, id);
	const struct value *facts;

	if (v == NULL) {
		*near = nearest(a, c, id);
		return false;
	}
	facts = value_get(v, "facts");
	v->n--; /* the facts come last, in a form of their own */
	tree(out, v, 0, true);
	if (facts->n > 0)
		facts_text(out, facts);
	return true;
}
