/*
 * Drawings: boxes, lines and labels as SVG, readable in light and dark, on
 * paper, alone as a file and inside a page.  Knows no networks.  Coordinates
 * grow to the right and down; text is plain and escaped here.  Everything
 * belongs to the drawing's arena.
 */
#ifndef REPORT_SVG_H
#define REPORT_SVG_H

#include "base/file.h"
#include "base/str.h"

struct drawing {
	const char *title, *desc; /* what it is; what it shows, in words */
	/* its layout on a page, a class of report/html.c; NULL: by its width */
	const char *layout;
	double width, height;
	struct buf body;
};

struct drawing *svg_new(struct arena *a, double width, double height,
    const char *title, const char *desc);

/* `class` is one or more of svg_style's; tip (NULL: none) is shown when a
 * pointer rests on it */
void svg_rect(struct drawing *d, const char *class, double x, double y,
    double w, double h, const char *tip);
void svg_line(struct drawing *d, const char *class, double x1, double y1,
    double x2, double y2, double width);

enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };
/* what it takes with the widest font of svg_style, DejaVu Sans, in pixels */
double svg_text_width(const char *class, const char *s);
/* a name that does not fit is shortened in the middle, since its ends are
 * distinctive */
const char *svg_name_clip(struct arena *a, const char *class, const char *name,
    double room);
/* how much all names share, up to and with a '-', '_' or '.'; 0: of one name */
size_t svg_name_prefix(const char *const *name, size_t n);
/* the same of their ends: how much from and with such a sign on, where
 * something is left of each name between that and the prefix */
size_t svg_name_suffix(const char *const *name, size_t n);
/* a name that is cut, and still another than any of `all` that it is of:
 * without what they share, or cut elsewhere */
const char *svg_name_among(struct arena *a, const char *class, const char *name,
    double room, const char *const *all, size_t n);
/* clipped to `room` with the whole text as tip; room 0: never */
void svg_text(struct drawing *d, const char *class, double x, double y,
    enum svg_anchor at, double room, const char *text);
/* the same, cut in the middle */
void svg_name(struct drawing *d, const char *class, double x, double y,
    enum svg_anchor at, double room, const char *name);
/* a label on a line, on a ground of its own, centred */
void svg_pill(struct drawing *d, double x, double y, const char *text);

/* as an element of a page that has svg_style; as a file of its own */
void svg_inline(struct buf *out, const struct drawing *d);
void svg_file(struct fileset *out, const char *path, const struct drawing *d);

extern const char svg_style[];

/* &, <, > and quotes as HTML and XML have them */
void svg_xml_escape(struct buf *b, const char *s);

#endif
