/*
 * How long the nightly backup takes, for a terminal and as JSON.  Same content
 * as the report: times in seconds, rates in bits and sizes in bytes per second
 * and byte.  Computes and decides nothing; the value belongs to the arena,
 * texts go to the end of the buffer.
 */
#ifndef OUTPUT_BACKUP_TEXT_H
#define OUTPUT_BACKUP_TEXT_H

#include "base/value.h"
#include "drain/backup.h"
#include "model/model.h"

void output_backup_text(struct buf *b, const struct model *m,
    const struct backup_report *r);
struct value *output_backup_value(struct arena *a, const struct model *m,
    const struct backup_report *r);

#endif
