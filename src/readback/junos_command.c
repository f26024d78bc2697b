/*
 * The commands of Junos that change what is there: set, delete, deactivate,
 * rename, copy, edit and the like, on the tree of words.
 */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "readback/junos_text.h"

const char *
junos_joined(struct junos_text *t, const struct junos_words *w, size_t from)
{
	struct buf b = buf_new(t->a);

	for (size_t i = from; i < w->n; i++)
		buf_printf(&b, "%s%s", i > from ? " " : "", w->w[i].text);
	return b.len ? b.text : "";
}

static void
unknown(struct junos_text *t, const struct junos_words *w)
{
	struct stanza s = { .head = { .no = w->w[0].line,
		                .last = w->w[0].last,
		                .text = junos_joined(t, w, 0) } };

	t->nstatement++;
	view_unknown(t->v, &s);
}

/* the items of its list are words of a statement each */
static size_t
variants(const struct junos_words *w)
{
	return w->nitem ? w->nitem : 1;
}

static void
variant(const struct junos_words *w, size_t i, struct junos_words *out)
{
	*out = *w;
	out->nitem = 0;
	if (w->nitem && out->n < JUNOS_WORDS)
		out->w[out->n++] = w->item[i];
}

void
junos_delete_words(struct junos_text *t, struct junos_node *at,
    const struct junos_words *w, size_t from)
{
	bool any = false;

	for (size_t i = 0; i < variants(w); i++) {
		struct junos_words one;
		struct junos_node *n;

		variant(w, i, &one);
		n = junos_find_words(t, at, &one, from);
		if (!n)
			continue;
		any = true;
		if (n != t->root) {
			junos_node_drop(n);
			/* the word before a number is nothing by itself */
			if (n->parent->nchild == 0 &&
			    str_eq(n->parent->word, "unit"))
				junos_node_drop(n->parent);
			continue;
		}
		for (struct junos_node *c = n->child; c; c = c->next)
			junos_node_drop(c);
	}
	if (any)
		view_notice(t->v, "undone", w->w[0].line,
		    "undoes what the config sets above: %.80s",
		    junos_joined(t, w, 0));
}

static void
copy_below(struct junos_text *t, const struct junos_node *from,
    struct junos_node *to, int depth)
{
	for (const struct junos_node *c = from->child; c && depth < JUNOS_DEPTH;
	     c = c->next) {
		struct junos_node *n = c->gone ?
		    NULL :
		    junos_put(t, to, c->word, c->line, c->last);

		if (n) {
			n->off = c->off;
			copy_below(t, c, n, depth + 1);
		}
	}
}

/* rename A... to B...; the last words differ, the rest is written once */
static void
move(struct junos_text *t, struct junos_node *at, const struct junos_words *w,
    bool keep)
{
	struct junos_words a = { 0 }, b = { 0 };
	struct junos_node *from, *to;
	size_t i;

	for (i = 1; i < w->n && !str_eq(w->w[i].text, "to"); i++)
		a.w[a.n++] = w->w[i];
	for (i++; i < w->n; i++)
		b.w[b.n++] = w->w[i];
	from = junos_find_words(t, at, &a, 0);
	if (!from || from == t->root || b.n == 0) {
		unknown(t, w);
		return;
	}
	/* the words before the last are the same, or are not repeated */
	to = from->parent;
	if (b.n > 1 && str_eq(b.w[0].text, from->parent->word))
		for (i = 0; i + 1 < b.n; i++)
			b.w[i] = b.w[i + 1];
	b.n = 1;
	if (!keep)
		junos_node_drop(from);
	to = junos_put_words(t, to, &b);
	if (to)
		copy_below(t, from, to, 0);
}

static struct junos_words
without_verb(const struct junos_words *w)
{
	struct junos_words out = *w;

	out.n--;
	memmove(out.w, out.w + 1, out.n * sizeof(out.w[0]));
	return out;
}

static bool
in(const char *const *word, const char *w)
{
	for (; *word; word++)
		if (str_eq(*word, w))
			return true;
	return false;
}

static const char *const verbs[] = { "set", "delete", "deactivate", "activate",
	"rename", "copy", "insert", "annotate", "protect", "unprotect", "edit",
	"top", "up", "exit", "wildcard", "replace", "commit", "rollback",
	"load", "show", "run", "configure", "quit", "save", "status", "update",
	NULL };
/* of these nothing is in the configuration */
static const char *const harmless[] = { "insert", "annotate", "protect",
	"unprotect", "commit", "show", "run", "configure", "quit", "save",
	"status", NULL };

bool
junos_is_verb(const char *word)
{
	return in(verbs, word);
}

static void
up(struct junos_node **at, const struct junos_words *w)
{
	long n = w->n > 1 ? strtol(w->w[1].text, NULL, 10) : 1;

	for (; n > 0 && (*at)->parent; n--)
		*at = (*at)->parent;
}

/* one line of commands */
void
junos_command(struct junos_text *t, const struct junos_words *w,
    struct junos_node **at)
{
	const char *verb = w->w[0].text;
	struct junos_words rest = without_verb(w);
	struct junos_node *n;

	if (str_eq(verb, "set")) {
		if (*at == t->root)
			junos_unit_apart(t, &rest);
		junos_statement(t, *at, &rest);
	} else if (str_eq(verb, "delete")) {
		junos_delete_words(t, *at, w, 1);
	} else if (str_eq(verb, "deactivate") || str_eq(verb, "activate")) {
		for (size_t i = 0; i < variants(&rest); i++) {
			struct junos_words one;

			variant(&rest, i, &one);
			n = junos_find_words(t, *at, &one, 0);
			if (n && n != t->root)
				n->off = str_eq(verb, "deactivate");
		}
	} else if (str_eq(verb, "rename")) {
		move(t, *at, w, false);
	} else if (str_eq(verb, "copy")) {
		move(t, *at, w, true);
	} else if (str_eq(verb, "edit")) {
		n = junos_put_words(t, *at, &rest);
		*at = n ? n : *at;
	} else if (str_eq(verb, "top") || str_eq(verb, "exit")) {
		/* `top set ...`: from the root, once */
		n = t->root;
		if (rest.n && junos_is_verb(rest.w[0].text))
			junos_command(t, &rest, &n);
		else
			*at = t->root;
	} else if (str_eq(verb, "up")) {
		up(at, w);
	} else if (!in(harmless, verb)) {
		unknown(t, w);
	}
}
