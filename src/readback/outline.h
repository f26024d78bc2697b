/*
 * A config as single lines, each with the stanzas it is in: what two texts can
 * be compared by, whatever their order and layout.  A document of tables is
 * lines too, one a value.  And what a line does that the view has no place for,
 * as far as that is known.  Knows no rule and no design. All belongs to the
 * arena.
 */
#ifndef READBACK_OUTLINE_H
#define READBACK_OUTLINE_H

#include "readback/view.h"

struct outline_line {
	const char *path; /* of the stanzas, outermost first; "": of none */
	const char **word;
	size_t nword;
	const char *text; /* the words, one blank between them */
	/* path and text with ports by their normal names, to compare by */
	const char *path_key, *key;
	int line, last; /* of the file; the last of what is in it */
	size_t up;      /* the line it is in, 1 added; 0: none */
	bool has_below; /* it contains lines */
	/* of a document: its value */
	const struct node *node;
};

struct outline {
	struct outline_line *line; /* as the file has them */
	size_t n, cap;
};

void outline_make(struct arena *a, const struct view *v, struct outline *out);

/* does a line fit one of the patterns, as line_any() has them? */
bool outline_is(const struct outline_line *l, const char *const *pattern);
/* is it one of lines in a place?  LINES_PLACE: in a place of them, and none */
enum lines_of { LINES_NO, LINES_PLACE, LINES_YES };
enum lines_of
outline_in(const struct lines_in *in, const struct outline_line *l);

/*
 * A line that adds something beside what was designed and changes nothing of
 * it: limits against storms, banners, who may log in from where, clocks, logs.
 */
enum outline_aside {
	ASIDE_NO,
	ASIDE_YES,
	ASIDE_EDGE /* unless the port leads towards the root of the tree */
};
enum outline_aside
outline_aside(const struct view *v, const struct outline_line *l);
/* takes something back: where the view is as it was, it may have been of what
 * the view has no place for */
bool outline_undoes(const struct outline_line *l);
/* it may keep frames out, or people: a filter, a limit, a thing shut down */
bool outline_bars(const struct view *v, const struct outline_line *l);

#endif
