/*
 * The sections of design.json, for the files of this room that write it.  What
 * readers of a bundle may rely on: an existing key keeps its name and its unit
 * (in the name: speed_gbps, length_m, drain_seconds).  Decides nothing.
 * Everything belongs to the arena.
 */
#ifndef OUTPUT_DESIGN_JSON_H
#define OUTPUT_DESIGN_JSON_H

#include "output/output.h"

/* design_json_net.c */
struct value *output_switches_value(struct arena *a, const struct design *g);
struct value *output_links_value(struct arena *a, const struct design *g);
struct value *output_lags_value(struct arena *a, const struct design *g);
struct value *output_networks_value(struct arena *a, const struct design *g);
struct value *output_addresses_value(struct arena *a, const struct design *g);
/* the cables and optics in the catalogs, and what they fit, for checking a
 * cabling table */
struct value *output_media_value(struct arena *a, const struct design *g);

/* design_json_host.c */
/* the racks and their height; where management ports are cabled to */
struct value *output_racks_value(struct arena *a, const struct model *m);
struct value *output_management_value(struct arena *a, const struct model *m);
struct value *output_hosts_value(struct arena *a, const struct design *g);
struct value *output_devices_value(struct arena *a, const struct design *g);

/* compare_json.c: what was minimised: the purchase, with energy where that has
 * a price */
struct value *output_objective_value(struct arena *a, int64_t cents,
    int64_t bound_cents, bool optimal);

#endif
