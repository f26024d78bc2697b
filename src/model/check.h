/*
 * The rules on a site, by section: private to model/check*.c.  Each uses only
 * what was read; a rule about missing things reports nothing where some entry
 * could not be read.
 */
#ifndef MODEL_CHECK_H
#define MODEL_CHECK_H

#include "model/model.h"

struct checker {
	struct arena *a;
	struct diags *d;
	struct model *m;
};

void check_names(struct checker *c);
void check_racks(struct checker *c);
void check_clusters(struct checker *c);
void check_vms(struct checker *c);
void check_networks(struct checker *c);
void check_ports(struct checker *c);
void check_speeds(struct checker *c);
void check_money(struct checker *c);

#endif
