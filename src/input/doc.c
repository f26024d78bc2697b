/*
 * The composer: libyaml's events to nodes.  Events, not libyaml's documents,
 * because only events know where an alias is used and let us stop early; an
 * alias is counted as what it expands to before anybody walks it.  Of the time
 * that a large file takes here, four fifths are libyaml's own.
 */
#include "input/doc.h"

#include <string.h>
#include <yaml.h>

#include "base/file.h"
#include "base/str.h"
#include "input/doc_text.h"

#define ANCHORS_MAX 1000u

/* a node and what a reader meets when walking it */
struct built {
	struct node node;
	size_t nodes; /* with everything below, aliases expanded */
	int height;   /* 1 for a scalar */
};

/* a list or map not yet ended */
struct frame {
	struct built *b;
	struct node *key;   /* of the pair begun, or NULL */
	bool has_key, drop; /* drop: the key was wrong, say no more */
	size_t cap;
};

struct anchor {
	const char *name;
	struct built *b;
};

struct composer {
	struct arena *a;
	struct diags *d;
	const struct source *src;
	struct frame frame[NODE_DEPTH_MAX];
	int depth;
	struct anchor *anchor;
	size_t nanchor, cap;
	size_t nodes; /* so far, aliases expanded */
	struct built *root;
};

static struct span
span_of(const struct composer *c, yaml_mark_t from, yaml_mark_t to)
{
	struct span at = { c->src, (int)from.line + 1, (int)from.column + 1,
		1 };

	if (from.line == to.line && to.column > from.column)
		at.width = (int)(to.column - from.column);
	return at;
}

static bool
add_anchor(struct composer *c, const yaml_char_t *name, struct built *b,
    struct span at)
{
	struct anchor x = { .b = b };

	if (name == NULL)
		return true;
	if (c->nanchor == ANCHORS_MAX)
		return diag_error(c->d, at, "yaml-alias-bomb",
		    "more than %u anchors", ANCHORS_MAX);
	x.name = str_dup(c->a, (const char *)name, strlen((const char *)name));
	PUSH(c->a, c->anchor, c->nanchor, c->cap, x);
	return true;
}

static bool
is_merge(const struct node *key)
{
	return !key->quoted && strcmp(key->text, "<<") == 0;
}

/* is the node at a key's place valid as a key? */
static bool
check_key(struct composer *c, const struct node *key, bool alias)
{
	if (key->kind != NODE_SCALAR || alias) {
		diag_error(c->d, key->at, "yaml-key",
		    "a key must be plain text, not %s",
		    alias                      ? "an alias" :
		        key->kind == NODE_LIST ? "a list" :
		                                 "a map");
		if (!alias && key->kind == NODE_MAP)
			diag_hint(c->d,
			    "text that starts with '{' needs "
			    "quotes");
		return false;
	}
	if (is_merge(key)) {
		diag_error(c->d, key->at, "yaml-merge-key",
		    "the merge key '<<' is not supported");
		diag_hint(c->d, "write the keys out, or use names with ranges");
		return false;
	}
	if (key->text[0] == '\0')
		return diag_error(c->d, key->at, "yaml-key",
		    "a key is missing before ':'");
	return true;
}

/* put a finished node where it belongs */
static void
attach(struct composer *c, struct built *b, bool alias)
{
	struct frame *f;
	struct node *n;
	size_t cap;

	if (c->depth == 0) {
		c->root = b;
		return;
	}
	f = &c->frame[c->depth - 1];
	n = &f->b->node;
	f->b->nodes += b->nodes;
	if (b->height >= f->b->height)
		f->b->height = b->height + 1;
	if (n->kind == NODE_MAP && !f->has_key) {
		f->has_key = true;
		f->drop = !check_key(c, &b->node, alias);
		f->key = &b->node;
		return;
	}
	f->has_key = false;
	if (n->kind == NODE_MAP && f->drop)
		return;
	if (n->n == f->cap) {
		cap = f->cap > 0 ? 2 * f->cap : 4;
		n->item =
		    arena_grow(c->a, n->item, n->n, cap, sizeof(*n->item));
		if (n->kind == NODE_MAP)
			n->key = arena_grow(c->a, n->key, n->n, cap,
			    sizeof(*n->key));
		f->cap = cap;
	}
	if (n->kind == NODE_MAP)
		n->key[n->n] = f->key;
	n->item[n->n++] = &b->node;
}

/* the count of nodes goes up; false when there are too many */
static bool
count(struct composer *c, size_t n, struct span at, bool alias)
{
	c->nodes += n;
	if (c->nodes <= NODE_COUNT_MAX)
		return true;
	return diag_error(c->d, at, alias ? "yaml-alias-bomb" : "yaml-size",
	    "%s more than a million values",
	    alias ? "with this alias the file expands to" : "the file holds");
}

static bool
refuse_tag(struct composer *c, const yaml_char_t *tag, struct span at)
{
	static const char yaml[] = "tag:yaml.org,2002:";
	const char *s = (const char *)tag;
	bool core;

	if (s == NULL)
		return true;
	core = strncmp(s, yaml, sizeof(yaml) - 1) == 0;
	diag_error(c->d, at, "yaml-tag",
	    "tags such as '%s%s' are not "
	    "supported",
	    core ? "!!" : "", core ? s + sizeof(yaml) - 1 : s);
	diag_hint(c->d,
	    "what a value means is decided by its key; quote a text that looks "
	    "like a number");
	return false;
}

static bool
on_scalar(struct composer *c, const yaml_event_t *e)
{
	struct built *b = NEW(c->a, struct built, 1);
	const char *text = (const char *)e->data.scalar.value;
	size_t len = e->data.scalar.length;

	b->node.kind = NODE_SCALAR;
	b->node.at = span_of(c, e->start_mark, e->end_mark);
	b->node.quoted = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	b->node.text = str_dup(c->a, text, len);
	b->nodes = 1;
	b->height = 1;
	if (strlen(b->node.text) != len)
		diag_error(c->d, b->node.at, "yaml-encoding",
		    "this text holds a NUL character");
	refuse_tag(c, e->data.scalar.tag, b->node.at);
	if (!add_anchor(c, e->data.scalar.anchor, b, b->node.at) ||
	    !count(c, 1, b->node.at, false))
		return false;
	attach(c, b, false);
	return true;
}

static bool
on_start(struct composer *c, const yaml_event_t *e, enum node_kind kind)
{
	struct built *b = NEW(c->a, struct built, 1);
	const yaml_char_t *anchor, *tag;

	anchor = kind == NODE_MAP ? e->data.mapping_start.anchor :
	                            e->data.sequence_start.anchor;
	tag = kind == NODE_MAP ? e->data.mapping_start.tag :
	                         e->data.sequence_start.tag;
	b->node.kind = kind;
	b->node.at = span_of(c, e->start_mark, e->end_mark);
	b->nodes = 1;
	b->height = 1;
	refuse_tag(c, tag, b->node.at);
	if (c->depth == NODE_DEPTH_MAX)
		return diag_error(c->d, b->node.at, "yaml-depth",
		    "lists and maps are nested more than %d deep",
		    NODE_DEPTH_MAX);
	if (!add_anchor(c, anchor, b, b->node.at) ||
	    !count(c, 1, b->node.at, false))
		return false;
	c->frame[c->depth++] = (struct frame){ .b = b };
	return true;
}

static void
on_end(struct composer *c)
{
	struct built *b = c->frame[--c->depth].b;
	struct node *n = &b->node;

	if (n->kind == NODE_MAP)
		node_check_twice(c->a, c->d, n, "yaml-duplicate-key");
	if (n->n > 0)
		n->at = n->kind == NODE_MAP ? n->key[0]->at : n->item[0]->at;
	attach(c, b, false);
}

static bool
on_alias(struct composer *c, const yaml_event_t *e)
{
	const char *name = (const char *)e->data.alias.anchor;
	struct span at = span_of(c, e->start_mark, e->end_mark);
	struct built *b, *target = NULL;

	for (size_t i = c->nanchor; i-- > 0 && target == NULL;)
		if (strcmp(c->anchor[i].name, name) == 0)
			target = c->anchor[i].b;
	if (target == NULL)
		return diag_error(c->d, at, "yaml-syntax",
		    "there is no anchor '&%s' before this alias", name);
	for (int k = 0; k < c->depth; k++)
		if (c->frame[k].b == target)
			return diag_error(c->d, at, "yaml-alias-cycle",
			    "the alias '*%s' is inside the value it refers to",
			    name);
	if (c->depth + target->height > NODE_DEPTH_MAX + 1)
		return diag_error(c->d, at, "yaml-depth",
		    "with this alias, lists and maps are nested more than "
		    "%d deep",
		    NODE_DEPTH_MAX);
	if (!count(c, target->nodes, at, true))
		return false;
	b = NEW(c->a, struct built, 1);
	*b = *target;
	b->node.at = at;
	attach(c, b, true);
	return true;
}

/* false: stop, a finding has been made */
static bool
on_event(struct composer *c, const yaml_event_t *e)
{
	switch (e->type) {
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_STREAM_END_EVENT:
	case YAML_DOCUMENT_END_EVENT:
		return true;
	case YAML_DOCUMENT_START_EVENT:
		if (c->root == NULL)
			return true;
		return diag_error(c->d, span_of(c, e->start_mark, e->end_mark),
		    "yaml-documents",
		    "a second document starts here; a file "
		    "holds one");
	case YAML_ALIAS_EVENT:
		return on_alias(c, e);
	case YAML_SCALAR_EVENT:
		return on_scalar(c, e);
	case YAML_SEQUENCE_START_EVENT:
		return on_start(c, e, NODE_LIST);
	case YAML_MAPPING_START_EVENT:
		return on_start(c, e, NODE_MAP);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		on_end(c);
		return true;
	}
	return true;
}

static bool
on_error(struct composer *c, const yaml_parser_t *p)
{
	struct doc_fault f = {
		.problem = p->problem != NULL ? p->problem : "this is not YAML",
		.context = p->context,
		.at = span_of(c, p->problem_mark, p->problem_mark),
		.context_at = span_of(c, p->context_mark, p->context_mark),
	};

	if (p->error == YAML_MEMORY_ERROR)
		return diag_machine(c->d, SPAN_NONE, "file-read",
		    "can't read %s: no memory", c->src->name);
	return doc_syntax_error(c->d, &f);
}

static bool
compose(struct composer *c, yaml_parser_t *parser)
{
	bool done = false, ok = true;
	yaml_event_t e;

	while (ok && !done) {
		if (!yaml_parser_parse(parser, &e))
			return on_error(c, parser);
		done = e.type == YAML_STREAM_END_EVENT;
		ok = on_event(c, &e);
		yaml_event_delete(&e);
	}
	return ok;
}

const struct node *
doc_read(struct arena *a, struct diags *d, const struct source *src)
{
	struct composer *c = NEW(a, struct composer, 1);
	size_t errors = d->errors;
	yaml_parser_t parser;

	c->a = a;
	c->d = d;
	c->src = src;
	if (src->len > FILE_TEXT_MAX) {
		diag_error(d, (struct span){ .src = src }, "yaml-size",
		    "larger than %zu MiB", FILE_TEXT_MAX >> 20);
		return NULL;
	}
	if (!doc_check_text(d, src))
		return NULL;
	if (!yaml_parser_initialize(&parser)) {
		diag_machine(d, SPAN_NONE, "file-read",
		    "can't read %s: no memory", src->name);
		return NULL;
	}
	yaml_parser_set_input_string(&parser, (const unsigned char *)src->text,
	    src->len);
	compose(c, &parser);
	yaml_parser_delete(&parser);
	if (d->errors > errors)
		return NULL;
	if (c->root == NULL ||
	    (c->root->node.kind == NODE_SCALAR && !c->root->node.quoted &&
	        c->root->node.text[0] == '\0')) {
		c->root = NEW(a, struct built, 1);
		c->root->node.kind = NODE_MAP;
		c->root->node.at = (struct span){ src, 1, 1, 1 };
	}
	return &c->root->node;
}
