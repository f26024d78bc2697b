/*
 * The catalog as `eastwest catalog` shows it: as a tree for JSON, and the same
 * tree as text.  Knows no file.  Trees and text belong to the arena given.
 */
#ifndef MANUAL_CATALOG_PRINT_H
#define MANUAL_CATALOG_PRINT_H

#include "base/str.h"
#include "base/value.h"
#include "catalog/catalog.h"

/* {"switches":[{"id","name","nos","rendered","ports","price",...}], ...} */
struct value *
manual_catalog_list_value(struct arena *a, const struct catalog *c);
void manual_catalog_list_text(struct arena *a, struct buf *out,
    const struct catalog *c);

/* everything known of one thing; NULL where nothing has that id */
struct value *manual_catalog_show_value(struct arena *a,
    const struct catalog *c, const char *id);
/* false where nothing has that id; then *near is the nearest one or NULL */
bool manual_catalog_show_text(struct arena *a, struct buf *out,
    const struct catalog *c, const char *id, const char **near);

/* counts: things, facts by confidence, prices by basis, and things without a
 * price */
struct value *
manual_catalog_check_value(struct arena *a, const struct catalog *c);
void manual_catalog_check_text(struct arena *a, struct buf *out,
    const struct catalog *c);

#endif
