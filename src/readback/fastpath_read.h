/*
 * What the files of the reader of FASTPATH share.  Private to it; everything
 * belongs to the arena of the view.
 */
#ifndef READBACK_FASTPATH_READ_H
#define READBACK_FASTPATH_READ_H

#include "readback/reader.h"

#define FASTPATH_VLANS 4093 /* the number of the last one */
#define FASTPATH_LAGS 128

/*
 * A switch that can't be stacked has slot 0 for its ports, another for its
 * LAGs: 0/7 is a port, 1/2 or 3/2 is lag 2.
 */
const char *fastpath_port_name(struct view *v, const struct line *l);
/* of what nothing here decides by: the line, and what takes it back */
bool fastpath_passed(struct view *v, const struct stanza *s,
    const char *const *pattern);
/* what a port is before its lines, and a line of it: false, it is none */
void fastpath_port_begin(struct view *v, struct port *p, const struct line *l);
bool fastpath_port_line(struct view *v, struct port *p, const struct stanza *s);
/* a port that is neither access nor trunk; what those say is inert then */
void fastpath_in_general(struct port *p);

/* what is off, or uses another path, whatever else is configured */
void fastpath_half_set(struct view *v, const struct stanza *root);

#endif
