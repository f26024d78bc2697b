/*
 * What the readers of LLDP neighbours share: a file being read, and the way a
 * neighbour is added to it.  For those readers only. Compares nothing.
 */
#ifndef READBACK_LLDP_PARTS_H
#define READBACK_LLDP_PARTS_H

#include "readback/dialect.h"
#include "readback/lldp.h"

struct node;
struct reading;
struct xml;

/* what a line KEY: VALUE of a paragraph is */
enum lldp_part {
	PART_NONE,
	PART_START, /* starts a neighbour; its letters are these, as HERE's */
	PART_BOTH,  /* starts a neighbour with its name */
	PART_HERE,  /* the port of all that follow */
	PART_PORT,  /* ... of this neighbour */
	PART_NAME,
	PART_FAR,
	PART_ALSO
};

struct lldp_key {
	const char *key;
	enum lldp_part part;
};

/* how one system shows its neighbours, of its dialect; NULL where it has no
 * such form, or another's */
struct lldp_form {
	/* is this the heading of its table?  Then where the columns are */
	bool (*heading)(struct reading *r, const char *line);
	/* a row below it; false after a finding */
	bool (*row)(struct reading *r, const char *s, int line);
	bool underlined;            /* a line below shows the columns' width */
	const struct lldp_key *key; /* of its paragraphs, ended by PART_NONE */
	/* a line of its paragraphs that is no key and value */
	bool (*detail)(struct reading *r, const char *s, int line);
	/* false: there is none of it */
	bool (*json)(struct reading *r, const struct node *top);
	const char *ask_json; /* ... what prints that */
	const char *ask;      /* what prints a table, where others say so */
	/* the neighbours of one interface; false: it is none of its own */
	bool (*xml)(struct reading *r, const struct xml *interface);
	/* a text that is wholly its own */
	bool (*is_own)(struct arena *a, const struct source *src);
	bool (*read_own)(struct reading *r);
};

/* a neighbour in a paragraph, one line per value */
struct detail {
	bool open;
	int line;
	const char *port; /* of the local device; NULL: not given yet */
	const char *name, *far, *also;
};

struct reading {
	struct arena *a;
	struct diags *d;
	struct lldp_file *out;
	const struct lldp_form *table; /* NULL: in none */
	size_t col[5];                 /* where the columns start */
	size_t width[5];     /* ... and how wide they are; 0: not given */
	const char *wrapped; /* a name whose row goes on in the next line */
	bool found;
	const char *heard_at; /* the port the paragraphs below are of */
	struct detail detail;
	bool ok;
};

/* texts as they were sent: a name that ends in ... is known to be cut */
struct neighbour *lldp_add(struct reading *r, const char *port,
    const char *name, const char *far, const char *also, int line);

/* a line of a paragraph, or one that starts one; false: it is neither */
bool lldp_detail_line(struct reading *r, const char *s, int line);
/* the lines so far are a neighbour */
void lldp_detail_end(struct reading *r);

/* lldp_detail.c: a neighbour starts here; whose port is this, of all below */
void lldp_detail_start(struct reading *r, int line);
void lldp_detail_here(struct reading *r, const char *port);

/* of a line from..to without blanks around, to past the end is the end; up to
 * max words, *at where each starts; where a heading's word is */
const char *
lldp_slice(struct arena *a, const char *line, size_t from, size_t to);
size_t lldp_row_words(struct arena *a, const char *line, const char **word,
    size_t *at, size_t max);
size_t lldp_column(const char *line, const char *head);
bool lldp_has_digit(const char *s);
/* what may be called so in the first column */
bool lldp_is_port(const char *s);
bool lldp_not_a_row(struct reading *r, int line, const char *text);

/* a text, or {"value": text}, or [{"value": text}]; one system says data */
const char *lldp_value(const struct node *n);
/* the value of a key wherever it is in the tree, the first first */
const struct node *lldp_anywhere(const struct node *n, const char *key);

/* each false after findings */
bool lldp_read_json(struct reading *r);
bool lldp_read_xml(struct reading *r);
/* is there any XML in it? */
bool lldp_is_xml(const struct source *src);

/* that of a system, in X_lldp.c; one that has another's has none */
#define LLDP_FORM_DECLARED(name) extern const struct lldp_form lldp_##name;
DIALECTS(LLDP_FORM_DECLARED)

#endif
