/* How neighbours look on Junos. */
#include "readback/lldp_parts.h"

#include <string.h>

#include "base/str.h"
#include "input/json.h"

static bool
heading(struct reading *r, const char *line)
{
	if (!(strstr(line, "Local Interface") != NULL &&
	        strstr(line, "Port info") != NULL))
		return false;
	r->col[2] = lldp_column(line, "Port info");
	r->col[3] = lldp_column(line, "System Name");
	return true;
}

/* older releases print the unit of an interface */
static bool
row(struct reading *r, const char *s, int line)
{
	const char *word[4], *name = "";
	size_t at[4], n = lldp_row_words(r->a, s, word, at, 4);
	struct neighbour *x;

	if (n < 3 || !lldp_is_port(word[0]))
		return lldp_not_a_row(r, line, s);
	if (strlen(s) > r->col[3])
		name = lldp_slice(r->a, s, r->col[3], strlen(s));
	x = lldp_add(r, str_dup(r->a, word[0], strcspn(word[0], ".")), name,
	    lldp_slice(r->a, s, r->col[2], r->col[3]), "", line);
	/* what fills its column may go on behind it */
	x->far_cut |= r->col[3] > r->col[2] &&
	    strlen(x->far) + 1 >= r->col[3] - r->col[2];
	return true;
}

/* {"lldp-neighbor-information": [{"lldp-local-port-id": [{"data": ...}]}]};
 * older releases print a unit */
static void
neighbours(struct reading *r, const struct node *all)
{
	for (size_t i = 0; all->kind == NODE_LIST && i < all->n; i++) {
		const struct node *x = all->item[i];
		const char *port =
		    lldp_value(node_get(x, "lldp-local-port-id"));
		const char *type =
		    lldp_value(node_get(x, "lldp-remote-port-id-subtype"));

		if (!*port)
			port = lldp_value(node_get(x, "lldp-local-interface"));
		lldp_add(r, str_dup(r->a, port, strcspn(port, ".")),
		    lldp_value(node_get(x, "lldp-remote-system-name")),
		    strcmp(type, "Mac address") == 0 ?
		        "" :
		        lldp_value(node_get(x, "lldp-remote-port-id")),
		    lldp_value(node_get(x, "lldp-remote-port-description")),
		    x->at.line);
	}
}

static bool
json(struct reading *r, const struct node *top)
{
	const struct node *x = lldp_anywhere(top, "lldp-neighbor-information");

	if (x)
		neighbours(r, x);
	return x != NULL;
}

static const struct lldp_key keys[] = {
	{ "Local Interface", PART_HERE },
	{ "Neighbour Information", PART_START },
	{ "System Name", PART_NAME },
	{ "Port ID", PART_FAR },
	{ "Port Description", PART_ALSO },
	{ 0 },
};

const struct lldp_form lldp_junos = {
	.heading = heading,
	.row = row,
	.json = json,
	.ask_json = "show lldp neighbors | display json on Junos",
	.key = keys,
};
