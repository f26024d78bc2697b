/*
 * The parts of a workbook, for the files that read one only (others use
 * input/workbook.h): its contents as read, how a part is traversed, and how its
 * texts and numbers are read.  All belongs to the arena.
 */
#ifndef INPUT_WORKBOOK_PARTS_H
#define INPUT_WORKBOOK_PARTS_H

#include "base/str.h"
#include "input/workbook.h"
#include "input/xml.h"
#include "input/zip.h"

/* how the format of a cell displays a number */
enum workbook_shown { SHOWN_NUMBER, SHOWN_DATE, SHOWN_TIME };

struct workbook_parts {
	const struct zip_list *zip;
	const char **string;
	size_t nstring;
	const unsigned char *style; /* workbook_shown of a cell's style */
	size_t nstyle;
	bool from_1904; /* days are counted from then */
	bool stale;     /* formulas were never computed */
};

/* text of <t> elements, those of readings (rPh) aside */
struct workbook_run {
	struct buf b;
	size_t in_t, in_reading;
};

/* how to convert an unsupported file into a supported one */
extern const char workbook_save_hint[];

/* an error without a place; always false */
bool workbook_refuse(struct diags *d, const struct source *src,
    const char *what, const char *hint);
bool workbook_true(const char *s);
/* a whole number, or -1 */
long workbook_number(const char *s, long most);
/* the events of a part; false after a finding */
bool workbook_walk(struct arena *a, struct diags *d, const struct zip_list *z,
    const struct zip_part *p, const struct xml_events *on);
void workbook_run_start(struct workbook_run *r, const char *name);
void workbook_run_end(struct workbook_run *r, const char *name);
/* a text in the arena on one line, escapes undone */
const char *workbook_plain(struct arena *a, const char *s, size_t len);
/* the texts that cells refer to; false after a finding */
bool workbook_read_strings(struct arena *a, struct diags *d,
    const struct zip_list *z, const struct zip_part *part,
    struct workbook_parts *p);
/* what each style shows; false after a finding */
bool
workbook_read_styles(struct arena *a, struct diags *d, const struct zip_list *z,
    const struct zip_part *part, struct workbook_parts *p);

#endif
