/* How neighbours look on AOS-CX. */
#include "readback/lldp_parts.h"

#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "input/json.h"

static bool
heading(struct reading *r, const char *line)
{
	if (!(strstr(line, "LOCAL-PORT") != NULL &&
	        strstr(line, "SYS-NAME") != NULL))
		return false;
	r->col[0] = lldp_column(line, "CHASSIS-ID");
	r->col[1] = lldp_column(line, "PORT-ID");
	r->col[2] = lldp_column(line, "PORT-DESC");
	r->col[3] = lldp_column(line, "TTL");
	r->col[4] = lldp_column(line, "SYS-NAME");
	return true;
}

/* older releases have no PORT-DESC */
static bool
row(struct reading *r, const char *s, int line)
{
	const char *port = lldp_slice(r->a, s, 0, r->col[0]);
	size_t ttl = r->col[3], desc = r->col[2] ? r->col[2] : ttl;

	if (!lldp_is_port(port))
		return lldp_not_a_row(r, line, s);
	lldp_add(r, port, lldp_slice(r->a, s, r->col[4], strlen(s)),
	    lldp_slice(r->a, s, r->col[1], desc),
	    lldp_slice(r->a, s, desc, ttl), line);
	return true;
}

/* an interface's name in a path: 1%2F1%2F1 */
static const char *
unescaped(struct arena *a, const char *s)
{
	char *t = str_dup(a, s, strlen(s));
	size_t n = 0;

	for (; *s; s++)
		if (strncasecmp(s, "%2f", 3) == 0) {
			t[n++] = '/';
			s += 2;
		} else {
			t[n++] = *s;
		}
	t[n] = '\0';
	return t;
}

/* {"1%2F1%2F1": {"lldp_neighbors": {"MAC,PORT": {"port_id", "neighbor_info":
 * {"chassis_name", "port_description"}}}}}, or without the word between; false:
 * it has none of it */
static bool
json(struct reading *r, const struct node *top)
{
	bool any = false;

	for (size_t i = 0; top->kind == NODE_MAP && i < top->n; i++) {
		const struct node *all =
		    node_get(top->item[i], "lldp_neighbors");

		any = any || all;
		if (!all)
			all = top->item[i];
		for (size_t k = 0; all->kind == NODE_MAP && k < all->n; k++) {
			const struct node *x = all->item[k];
			const struct node *info = node_get(x, "neighbor_info");

			if (!info)
				continue;
			any = true;
			lldp_add(r, unescaped(r->a, top->key[i]->text),
			    lldp_value(node_get(info, "chassis_name")),
			    lldp_value(node_get(x, "port_id")),
			    lldp_value(node_get(info, "port_description")),
			    x->at.line);
		}
	}
	return any;
}

static const struct lldp_key keys[] = {
	{ "Port", PART_HERE },
	{ "Neighbor Chassis-Name", PART_BOTH },
	{ "Neighbor System-Name", PART_BOTH },
	{ "Neighbor Port-ID", PART_FAR },
	{ "Neighbor Port-Desc", PART_ALSO },
	{ 0 },
};

const struct lldp_form lldp_aoscx = {
	.heading = heading,
	.row = row,
	.json = json,
	.key = keys,
};
