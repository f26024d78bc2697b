/*
 * The site file's keys as a JSON Schema, for editors.  Knows the tables the
 * reader decodes by, and JSON Schema; no site.  Describes form only: references
 * and sums are checked by the reader, so that a file it accepts may still be
 * wrong, but one it rejects is never right.  Belongs to the arena.
 */
#ifndef MANUAL_SCHEMA_H
#define MANUAL_SCHEMA_H

#include "base/value.h"
#include "model/model.h"

/* draft 7, which the YAML language server of most editors reads */
struct value *schema_value(struct arena *a);

/* the table of the value at a key of the map at path, NULL: none; list: of each
 * of a list of these */
const struct model_table *
schema_table(struct arena *a, const char *path, const char *key, bool *list);

#endif
