/*
 * YAML text being written, one key at a time: for model/print*.c, and for what
 * drafts a site file.  Knows quoting and indentation, no site file.
 */
#ifndef MODEL_PRINT_H
#define MODEL_PRINT_H

#include "base/num.h"
#include "base/str.h"
#include "model/model.h"

/* one map on one line: `  - {name: hv1, rack: r1}` or `core: {...}` */
struct print_flow {
	struct arena *a;
	struct buf *out;
	bool any; /* a key was written */
};

/* quoted only where YAML or a reader of it would misread it */
void print_scalar(struct buf *out, const char *s);
/* a tree as it was, on one line */
void print_node(struct buf *out, const struct node *n);

struct print_flow
print_flow_open(struct arena *a, struct buf *out, const char *before);
void print_flow_close(struct print_flow *f);
/* each writes nothing for a NULL; print_key_unit also nothing for unset */
void print_key_text(struct print_flow *f, const char *key, const char *v);
void print_key_int(struct print_flow *f, const char *key, int64_t v);
void print_key_unit(struct print_flow *f, const char *key, int64_t v,
    enum unit unit);
void print_key_money(struct print_flow *f, const char *key, int64_t cents);
void print_key_bool(struct print_flow *f, const char *key, bool v);
/* nothing where there are none */
void print_key_names(struct print_flow *f, const char *key,
    const char *const *name, size_t n);
/* the start of a key whose value the caller writes to f->out */
void print_key_start(struct print_flow *f, const char *key);

/* the sections of requirements and existing equipment: print_rest.c */
void print_limits(struct arena *a, struct buf *out, const struct model *m);
void print_policy(struct arena *a, struct buf *out, const struct model *m);
void print_rest(struct arena *a, struct buf *out, const struct model *m);

#endif
