/*
 * NVUE's text: `nv set` and `nv unset` commands, one a line, or YAML; and the
 * tree of objects that is there once all are carried out.  Knows no meaning but
 * which objects have one value, and where a word expands to several.
 */
#ifndef READBACK_NVUE_TEXT_H
#define READBACK_NVUE_TEXT_H

#include "readback/view.h"

struct nvue_node {
	const char *word;
	int line, from; /* the last that says it, and the first */
	struct nvue_node *parent, *child, *last, *next;
	struct nvue_node *chain; /* of the look-up */
	struct vlan_set *ids;    /* where its values are VLANs */
	unsigned life;           /* of its children: those before are gone */
	unsigned born;           /* the parent's life it belongs to */
	bool gone;
};

struct nvue_command {
	struct line line;  /* text and words as written, quotes taken off */
	const char *verb;  /* set, unset; NULL: none of the configuration's */
	bool known;        /* ... but one of nv's */
	const char **word; /* the path */
	size_t n;
	/* what the interface's word expands to; NULL: not an interface */
	const char **interface;
	size_t ninterface;
	bool undid; /* took back what an earlier one had set */
};

struct nvue_tree {
	struct view *v;
	struct arena *a;
	struct nvue_command *cmd;
	size_t ncmd, cmd_cap, nnode, steps;
	struct nvue_node root;
	struct nvue_node *by_hash[65536];
	long release; /* of the header: 518 is 5.18; 0: none */
	bool full, again, pasted;
};

/* into a tree that is all zero */
void nvue_read(struct nvue_tree *t, struct view *v, const struct text *text);

/* the same objects, as startup.yaml and `nv config show` have them: a list of
 * what is set and what is unset; is the text that? */
bool nvue_is_doc(const struct source *src);
bool nvue_read_doc(struct nvue_tree *t, struct view *v, struct diags *d);

/* keeps the command and carries it out */
void nvue_run(struct nvue_tree *t, const struct nvue_command *c);

/* ... along a path of words with blanks between them */
struct nvue_node *
nvue_at(const struct nvue_tree *t, const struct nvue_node *n, const char *path);
/* the value of an object with one, or NULL */
struct nvue_node *nvue_value(const struct nvue_tree *t,
    const struct nvue_node *n, const char *path);
/* all below, one after another; NULL past the last */
struct nvue_node *nvue_first(const struct nvue_node *n);
struct nvue_node *nvue_next(const struct nvue_node *n);

#endif
