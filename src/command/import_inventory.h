/*
 * The site file made from an inventory.  Readers fill it in its own words;
 * names are made valid and references followed here.  Everything belongs to the
 * run's arena.
 */
#ifndef COMMAND_IMPORT_INVENTORY_H
#define COMMAND_IMPORT_INVENTORY_H

#include "command/draft.h"
#include "input/json.h"
#include "input/table.h"
#include "model/inventory.h"

/* the JSON of model/inventory.h; false after findings, whatever could be read
 * has been added */
bool
import_json(struct run *r, const struct source *src, struct inventory *out);
/* a table of VMs or of hosts, by its heading */
bool
import_sheet(struct run *r, const struct source *src, struct inventory *out);
/* a table that a sampler of templates/inventory/ made, and what it says */
bool import_is_samples(const struct table *t);
bool
import_samples(struct run *r, const struct table *t, struct inventory *out);

/* a number of bytes at a key; 0 where it is not given, as of a node that does
 * not answer; -1 after a finding */
int64_t import_bytes(struct run *r, const struct node *map, const char *key);

/* an answer of oVirt's REST API: hosts or VMs */
bool import_is_ovirt(const struct node *doc);
bool import_ovirt(struct run *r, const struct node *doc, struct inventory *out);
/* false, a finding and partial where its VMs came without its hosts */
bool import_ovirt_whole(struct run *r, struct inventory *v);

/* assigns ports that were listed separately to their hosts; false after
 * findings */
bool import_ports(struct run *r, struct inventory *v);
/* false after findings */
bool import_draft(struct run *r, const struct inventory *v, struct draft *out);

#endif
