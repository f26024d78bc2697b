/*
 * What the files that read PowerShell have in common: the text as tokens, the
 * call of a command, and what a command's effect is put into.  For them only.
 * Knows no design.
 */
#ifndef READBACK_POWERSHELL_H
#define READBACK_POWERSHELL_H

#include "readback/host_config.h"

enum powershell_kind {
	END,
	SEP,
	PIPE,
	OPEN,
	CLOSE,
	COMMA,
	TEXT,
	VAR,
	DASH,
	WORD
};

struct token {
	enum powershell_kind kind;
	const char *s; /* of a text: what it says */
	int line;
	size_t mate; /* of a bracket: its other end */
	bool glued;  /* no blank before it */
};

struct script {
	struct host_config *c;
	struct arena *own; /* until it is read: tokens, functions, calls */
	struct token *t;
	size_t n, cap;
	const char *word[64]; /* texts of tokens, the last of each hash */
	struct function {
		const char *name;
		size_t from, to; /* of its block, without the braces */
		bool has_params;
		int line;
	} * fn;
	size_t nfn, fncap;
	struct list {
		const char *name;
		size_t from, to;
	} * var; /* lists that were assigned */
	size_t nvar, varcap;
	const char *net;       /* the cluster network $net is */
	int branch, branch_to; /* lines of the branch read before this one */
	int calls;
	bool broken;
	struct call *idle; /* to be used again */
};

#define DEPTH_MAX 64
#define ARGS_MAX 24
#define VALUES_MAX 64

struct arg {
	const char *name; /* without the dash; NULL: by its place */
	const char *v[VALUES_MAX];
	size_t n;
	bool used, alone; /* asked for; as one value */
};

struct call {
	struct script *s;
	const char *name;
	int line, last; /* of its words */
	struct arg arg[ARGS_MAX];
	size_t n;
	bool piped;        /* something comes from the left */
	struct call *idle; /* the next that waits to be used again */
};

/* ---- the text ---- */

/* it can't be read: reported once */
void powershell_bad(struct script *s, int line, const char *what);
void powershell_tokens(struct script *s);
/* brackets are matched, or reported */
void powershell_mate(struct script *s);
bool powershell_is_open(const struct token *t, const char *s);
bool powershell_is_word(const struct token *t, const char *s);
/* tokens as one line */
const char *powershell_canon(struct script *s, size_t from, size_t to);
/* one value at i: its text, and where it ends; NULL: not a plain one */
const char *powershell_one(struct script *s, size_t i, size_t *end);

/* ---- a call ---- */

/* the value of a parameter; a name may be shortened; place: where it may be
 * given without a name, -1: nowhere */
struct arg *powershell_arg(struct call *k, const char *name, int place);
const char *powershell_value(struct call *k, const char *name, int place);
/* $true, $false, On, Off, 1, 0 */
const char *powershell_truth(const char *v);
/* false of a command that disables */
const char *powershell_on_off(struct call *k);
/* a value, and whether the other branch of this `if` gives another */
void powershell_put(struct call *k, const char *object, const char *key,
    const char *v);
const char *
powershell_object(struct call *k, const char *kind, const char *name);
/* what an adapter's name means */
const char *powershell_adapter(struct call *k, const char *name);
/* a name with * or ? in it, and does it match another, whatever the case? */
bool powershell_is_pattern(const char *name);
bool powershell_like(const char *pattern, const char *name);
/* reported where it does not exist yet */
void powershell_needs(struct call *k, const char *object);
void powershell_members(struct call *k, const char *object, const char *key,
    struct arg *x);
/* what remains of a list, as `Where-Object` leaves it */
bool powershell_rest_of_list(struct call *k);
void powershell_run(struct call *k);

/* commands and what each does; ended by a NULL name */
struct powershell_command {
	const char *name;
	void (*run)(struct call *k);
};
extern const struct powershell_command powershell_net[], powershell_host[];

#endif
