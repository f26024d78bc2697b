/*
 * A RouterOS script or export as commands, and what its tables hold once they
 * are carried out.  Knows how a command is written, and no table.  For its
 * reader only; everything belongs to the arena of the view.
 */
#ifndef READBACK_ROUTEROS_TEXT_H
#define READBACK_ROUTEROS_TEXT_H

#include "readback/view.h"

struct ros_attr {
	const char *key, *value;
	int line;
	bool used; /* its reader used it */
};

struct ros_item {
	int line;
	struct ros_attr *attr;
	size_t n, cap;
	bool gone;
};

/* what is in one table */
struct ros_items {
	struct ros_item **item;
	size_t n, cap;
};

struct ros_command {
	struct line line;        /* verb, what is found, attributes in order */
	const char *path, *verb; /* a verb of "?": not understood */
	struct ros_attr *find, *attr;
	size_t nfind, find_cap, n, cap;
	bool passed;  /* known, and changes nothing */
	bool applied; /* to items of another path: /interface disable */
};

struct ros_script {
	struct view *v;
	struct arena *a;
	struct ros_command *cmd;
	size_t ncmd, cmd_cap;
	bool full;         /* it is reported that there are too many */
	int program;       /* line of its first loop or condition, or 0 */
	const char **path; /* each once: paths are compared by where they are */
	size_t npath, path_cap;
};

/* the commands of v->src; what can't be one is reported in the view */
void ros_script_read(struct ros_script *s, struct view *v);
/* add, set, remove, enable or disable in the table of its path */
void ros_script_run(struct ros_script *s, struct ros_items *of,
    const struct ros_command *c);
/* only what is there already and found; false: nothing */
bool ros_script_apply(struct ros_script *s, struct ros_items *of,
    const struct ros_command *c);
/* the last value of a key, or NULL */
const char *ros_attr_of(const struct ros_attr *list, size_t n, const char *key);
/* a key of an item gets its value */
void ros_item_put(struct ros_script *s, struct ros_item *x,
    const struct ros_attr *f);

#endif
