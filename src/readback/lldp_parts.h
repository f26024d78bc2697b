/*
 * What the readers of LLDP neighbours share: a file being read, and the way a
 * neighbour is added to it.  For those readers only.
 */
#ifndef READBACK_LLDP_PARTS_H
#define READBACK_LLDP_PARTS_H

#include "readback/lldp.h"

enum table {
	TABLE_NONE,
	TABLE_DELL,
	TABLE_OS6,
	TABLE_EOS,
	TABLE_NXOS,
	TABLE_SONIC,
	TABLE_NVUE,
	TABLE_AOSCX,
	TABLE_JUNOS,
	TABLE_ROUTEROS
};

/* a neighbour said in a paragraph, a line each thing */
struct detail {
	bool open;
	int line;
	const char *port; /* of the device that heard; NULL: not given yet */
	const char *name, *far, *also;
};

struct reading {
	struct arena *a;
	struct diags *d;
	struct lldp_file *out;
	enum table table;
	size_t col[5];       /* where the columns start */
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
/* what was said so far is a neighbour */
void lldp_detail_end(struct reading *r);

/* each false after findings */
bool lldp_read_json(struct reading *r);
bool lldp_read_xml(struct reading *r);
bool lldp_read_words(struct reading *r);
/* is there any XML in it? */
bool lldp_is_xml(const struct source *src);
/* the first of a list that is a port; the port of what its own kind says of one,
 * which begins with the bridge */
const char *lldp_words_port(struct arena *a, const char *list);
const char *lldp_words_far(const char *far, const char *platform);
/* are neighbours in it as numbered KEY=VALUE? */
bool lldp_is_words(struct arena *a, const struct source *src);

#endif
