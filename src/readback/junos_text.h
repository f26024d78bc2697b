/*
 * Junos: a configuration in braces, as `set` lines, or one after the other, as
 * one tree of words that is changed line by line (delete, deactivate, rename)
 * and read at the end.  Groups that are applied and ranges of interfaces are
 * written out where they apply.  Knows the form, nothing of what is said.  All
 * belongs to the arena of the view.
 */
#ifndef READBACK_JUNOS_TEXT_H
#define READBACK_JUNOS_TEXT_H

#include "readback/view.h"

struct junos_node {
	const char *word;
	size_t id;
	int line, last; /* where it was given last */
	int seq;        /* the order in which it was given */
	bool off;       /* inactive, with all below it */
	bool gone;      /* deleted */
	size_t nchild;  /* of those that are there */
	struct junos_node *parent, *child, *last_child, *next;
	struct junos_node *chain; /* of the look-up */
};

#define JUNOS_DEPTH 64  /* braces within each other */
#define JUNOS_WORDS 128 /* of a statement */

/* one word of a statement */
struct junos_word {
	const char *text;
	int line, last;
};

/* words that go together, then a list of which each ends the same statement */
struct junos_words {
	struct junos_word w[JUNOS_WORDS];
	size_t n;
	struct junos_word *item;
	size_t nitem, item_cap;
	bool too_many;
};

/* what an interface-range expands to */
struct junos_range {
	const char *name;
	const char **member;
	size_t n, cap;
};

#define JUNOS_HASH 8192

struct junos_text {
	struct view *v;
	struct arena *a;
	struct junos_node *root;
	struct junos_node *by_hash[JUNOS_HASH];
	size_t nodes, work;
	bool full; /* too many words: reported once */
	int seq;
	struct junos_range *range;
	size_t nrange, range_cap;
	size_t nstatement;
	bool pasted; /* a prompt was removed: reported once */
};

void junos_text_read(struct junos_text *t, struct view *v);

/* does it expand to names, as one with a star does? */
bool junos_is_pattern(const char *s);
/* does a name fit a pattern of * ? [a-z] [!x]? */
bool junos_fits(const char *pattern, const char *name);
/* the child of a word, or NULL */
struct junos_node *junos_child(const struct junos_text *t,
    const struct junos_node *n, const char *word);
/* what is in effect, each a `set` line of its own without the `set`, in the
 * order in which it was given */
struct line *junos_text_lines(const struct junos_text *t, size_t *n);
/* ... as stanzas, to compare texts by */
void junos_text_tree(struct view *v, const struct line *line, size_t n);

/* ---- among the files of the text ---- */

/* a new child whatever is there; NULL: too many of all */
struct junos_node *junos_node_new(struct junos_text *t,
    struct junos_node *parent, const char *word);
void junos_node_drop(struct junos_node *n);
/* below it the last value is the one in effect */
bool junos_says_once(const struct junos_node *n);
/* groups and what applies them */
bool junos_is_meta(const char *w);
/* the child of a word, made where there is none */
struct junos_node *junos_put(struct junos_text *t, struct junos_node *n,
    const char *word, int line, int last);
/* the words of a statement below a node, whatever its list */
struct junos_node *junos_put_words(struct junos_text *t, struct junos_node *n,
    const struct junos_words *w);
struct junos_node *junos_find_words(const struct junos_text *t,
    struct junos_node *n, const struct junos_words *w, size_t from);
/* `interfaces xe-0/0/1.0 ...` becomes a statement of unit 0 */
void junos_unit_apart(struct junos_text *t, struct junos_words *w);
/* a whole statement: its words, or those with each item of its list */
struct junos_node *junos_statement(struct junos_text *t, struct junos_node *n,
    const struct junos_words *w);
/* does a line of commands begin so? */
bool junos_is_verb(const char *word);
/* one such line, its verb first; `edit`, `up` and `top` move *at */
void junos_command(struct junos_text *t, const struct junos_words *w,
    struct junos_node **at);
/* what the words from `from` on name below a node is deleted */
void junos_delete_words(struct junos_text *t, struct junos_node *at,
    const struct junos_words *w, size_t from);
/* the words from `from` on, a blank between */
const char *
junos_joined(struct junos_text *t, const struct junos_words *w, size_t from);
/* groups and ranges of interfaces, written out where they apply */
void junos_text_inherit(struct junos_text *t);

#endif
