#include "command/site_patch.h"

#include <string.h>

#include "base/num.h"

void
site_patch_push(struct arena *a, struct value *patch, const char *path,
    struct value *v)
{
	struct value *op = value_map(a);

	value_set(a, op, "op", value_text(a, v != NULL ? "add" : "remove"));
	value_set(a, op, "path", value_text(a, path));
	if (v != NULL)
		value_set(a, op, "value", v);
	value_push(a, patch, op);
}

static struct node *
scalar(struct arena *a, struct span at, const char *text, bool quoted)
{
	struct node *n = NEW(a, struct node, 1);

	n->kind = NODE_SCALAR;
	n->at = at;
	n->text = text;
	n->quoted = quoted;
	return n;
}

static struct node *
node_of(struct arena *a, struct span at, const struct value *v)
{
	struct node *n;

	switch (v->kind) {
	case VALUE_TEXT:
		return scalar(a, at, v->text, true);
	case VALUE_INT:
		return scalar(a, at, str_fmt(a, "%lld", (long long)v->i),
		    false);
	case VALUE_BOOL:
		return scalar(a, at, v->i ? "true" : "false", false);
	case VALUE_LIST:
	case VALUE_MAP:
		break;
	case VALUE_NULL:
	case VALUE_REAL:
	case VALUE_MONEY:
		return scalar(a, at, "null", false);
	}
	n = NEW(a, struct node, 1);
	n->kind = v->kind == VALUE_MAP ? NODE_MAP : NODE_LIST;
	n->at = at;
	n->n = v->n;
	n->item = NEW(a, struct node *, v->n + 1);
	if (v->kind == VALUE_MAP)
		n->key = NEW(a, struct node *, v->n + 1);
	for (size_t i = 0; i < v->n; i++) {
		n->item[i] = node_of(a, at, v->item[i]);
		if (v->kind == VALUE_MAP)
			n->key[i] = scalar(a, at, v->key[i], false);
	}
	return n;
}

static size_t
place_of(const struct node *n, const char *name, size_t len)
{
	const bool given = len > 0;
	size_t i = 0;

	if (n->kind == NODE_LIST) {
		for (; len > 0 && *name >= '0' && *name <= '9' && i < n->n;
		     len--)
			i = i * 10 + (size_t)(*name++ - '0');
		return len == 0 && given && i < n->n ? i : n->n;
	}
	for (; n->kind == NODE_MAP && i < n->n; i++)
		if (strlen(n->key[i]->text) == len &&
		    memcmp(n->key[i]->text, name, len) == 0)
			return i;
	return n->n;
}

static struct node *
copy_with_room(struct arena *a, const struct node *n)
{
	struct node *c = NEW(a, struct node, 1);

	*c = *n;
	c->item = NEW(a, struct node *, n->n + 2);
	if (n->n > 0)
		memcpy(c->item, n->item, n->n * sizeof *c->item);
	if (n->kind != NODE_MAP)
		return c;
	c->key = NEW(a, struct node *, n->n + 2);
	if (n->n > 0)
		memcpy(c->key, n->key, n->n * sizeof *c->key);
	return c;
}

static void
take_out(struct node *n, size_t i)
{
	for (n->n--; i < n->n; i++) {
		n->item[i] = n->item[i + 1];
		if (n->kind == NODE_MAP)
			n->key[i] = n->key[i + 1];
	}
}

/* path: "/a/b" below n; v NULL: remove */
static struct node *
with(struct arena *a, const struct node *n, const char *path,
    const struct value *v, struct span at)
{
	const char *name = path + 1, *rest = strchr(name, '/');
	size_t len = rest != NULL ? (size_t)(rest - name) : strlen(name), i;
	struct node *c, *below;

	if (n->kind == NODE_SCALAR)
		return NULL;
	c = copy_with_room(a, n);
	i = place_of(n, name, len);
	if (rest != NULL) {
		below = i < n->n ? with(a, n->item[i], rest, v, at) : NULL;
		c->item[i] = below;
		return below != NULL ? c : NULL;
	}
	if (v == NULL) {
		if (i < n->n)
			take_out(c, i);
		return i < n->n ? c : NULL;
	}
	c->item[i] = node_of(a, at, v);
	if (i == n->n && n->kind == NODE_MAP)
		c->key[i] = scalar(a, at, str_dup(a, name, len), false);
	c->n += i == n->n;
	return c;
}

const struct node *
site_patched(struct arena *a, const struct node *doc, const struct value *patch)
{
	const struct node *n = doc;

	for (size_t i = 0; n != NULL && i < patch->n; i++)
		n = with(a, n, value_get(patch->item[i], "path")->text,
		    value_get(patch->item[i], "value"), doc->at);
	return n;
}

struct value *
site_node_value(struct arena *a, const struct node *n, const char *without)
{
	struct value *v;
	int64_t whole;

	if (n->kind == NODE_SCALAR) {
		if (node_is_null(n))
			return value_null(a);
		if (n->quoted)
			return value_text(a, n->text);
		if (str_eq(n->text, "true") || str_eq(n->text, "false"))
			return value_bool(a, str_eq(n->text, "true"));
		if (num_int(n->text, &whole) &&
		    str_eq(n->text, str_fmt(a, "%lld", (long long)whole)))
			return value_int(a, whole);
		return value_text(a, n->text);
	}
	v = n->kind == NODE_MAP ? value_map(a) : value_list(a);
	for (size_t i = 0; i < n->n; i++)
		if (n->kind == NODE_LIST)
			value_push(a, v,
			    site_node_value(a, n->item[i], without));
		else if (!str_has_word(without, n->key[i]->text))
			value_set(a, v, n->key[i]->text,
			    site_node_value(a, n->item[i], NULL));
	return v;
}
