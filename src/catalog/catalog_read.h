/*
 * What the catalog's readers share: a file being read, the facts and prices in
 * it, and a reader for each kind of thing.  Private to model/catalog*.c.
 * Knows no folder.  Everything belongs to the run's arena.
 */
#ifndef CATALOG_CATALOG_READ_H
#define CATALOG_CATALOG_READ_H

#include "catalog/catalog.h"
#include "input/decode.h"

#define COUNT(x) (sizeof(x) / sizeof((x)[0]))

/* one file: one thing */
struct thing {
	struct arena *a;
	struct diags *d;
	const char *id; /* the file's name without .yaml */
	const struct source *src;
	const struct node *map;
	const struct node *sources; /* short name: text, of this file */
};

/* where a key's value is, or the file where it is not given */
struct span catalog_thing_at(const struct thing *t, const char *key);
/* the `sources:` of the file; call before anything that names one */
void catalog_sources_read(struct thing *t, const struct node *n);
/* a short name of this file's, or a text with a blank in it as it is; NULL
 * after a finding */
const char *
catalog_source_text(const struct thing *t, const char *text, struct span at);
/*
 * Facts of a file.  rests: NULL-terminated keys of which each that the file
 * gives must have a fact of the same name, so that no figure is without its
 * source.
 */
void catalog_facts_read(const struct thing *t, const struct node *n,
    const char *const *rests, struct fact **out, size_t *nout);
/* the value of a fact that has none of its own (facts of lists and maps) */
void catalog_fact_value(struct fact *f, size_t n, const char *name,
    const char *value);
/* a price: an amount alone with the terms of `terms`, or a map; NULL: none */
void catalog_price_read(const struct thing *t, const struct node *n,
    const struct price *terms, struct price *out, const char *what);
/* the terms common to all prices of a file (currency, basis, source, date) */
void catalog_price_terms(const struct thing *t, const struct node *n,
    struct price *out);
/* the same for a part; a part without a price gives a warning */
void catalog_part_price(const struct thing *t, const struct node *n,
    const struct price *terms, struct part *p, struct span at);
/* `status:` of a thing with a life (catalog_life.c); NULL: nothing is known */
void catalog_life_read(const struct thing *t, const struct node *n,
    struct life *out);
/* lists of accessories (catalog_accessory.c): of buying.yaml, and of a switch,
 * which gets a line that asks for a quote for what its file does not name.
 * of: the name of the switch they are for; NULL: they serve any */
struct accessory *catalog_accessories_read(const struct thing *t,
    const struct node *list, const char *vendor, const char *of, size_t *n);
/* and the part numbers of the switch itself */
void catalog_switch_accessories(const struct thing *t, const struct node *list,
    const char *order, const struct node *airflow, struct switch_model *s);
/* where the ports are on the front panel (catalog_panel.c); called after the
 * ports are read */
void catalog_panel_read(const struct thing *t, const struct node *list,
    struct switch_model *s);
/* three capital letters, as ISO 4217 has them */
bool catalog_is_currency(const char *s);
/* is the key of a map of facts, capabilities, families a name? */
bool catalog_key_is_name(const struct thing *t, const struct node *key,
    const char *what);
/* the items of a list, or none after a finding; what: "the ports" */
const struct node *
catalog_list_of(const struct thing *t, const struct node *n, const char *what);
/* 500 -> 0.5, 3000 -> 3 */
const char *catalog_metres_text(struct arena *a, int64_t mm);
/* a decimal such as 1.0389 in millionths, at most six decimals */
bool catalog_ppm_parse(const char *text, int64_t *out);

/* each fills *out as far as the file goes; false: leave the thing out */
bool catalog_switch_read(struct thing *t, void *out);
bool catalog_cable_read(struct thing *t, void *out);
bool catalog_optic_read(struct thing *t, void *out);
bool catalog_nic_read(struct thing *t, void *out);
bool catalog_hypervisor_read(struct thing *t, void *out);
bool catalog_platform_read(struct thing *t, void *out);
/* lists of a hypervisor's file: who manages its migrations, what encrypts them,
 * its versions (catalog_how.c) */
struct how *catalog_how_read(const struct thing *t, const struct node *n,
    const char *what, size_t *nout);
/* keys `firmware` and `loading` of a platform (catalog_firmware.c) */
void catalog_firmware_read(const struct thing *t, const struct node *n,
    struct platform *p);
void catalog_loading_read(const struct thing *t, const struct node *n,
    struct platform *p);
void catalog_buying_read(struct thing *t, struct catalog *c);
/* purposes.yaml: what networks of each purpose need */
void catalog_purposes_read(struct thing *t, struct catalog *c);
/* a folder's prices.yaml over the parts v (catalog_parts); done[i]: v[i] was
 * priced by an earlier folder, and is left alone */
void catalog_prices_read(struct thing *t, struct part *const *v, size_t n,
    bool *done);
/* ranges of estimates without one; warns of currencies without a rate */
void catalog_prices_finish(struct diags *d, const struct catalog *c,
    struct part *const *v, size_t n);
/* names, numbers and limits of the ports (catalog_ports.c) */
void catalog_ports_read(const struct thing *t, const struct node *n,
    struct switch_model *s);
/* checks that need all things together (catalog_check.c); may modify sw. Of two
 * files that clash the one in the earlier folder is blamed. */
void catalog_link(struct arena *a, struct diags *d, struct catalog *c,
    struct switch_model *sw, const char *const *dir, size_t ndir);

#endif
