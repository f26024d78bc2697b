/* How neighbours look on NVUE. */
#include "readback/lldp_parts.h"

#include <string.h>

#include "input/json.h"

static bool
heading(struct reading *r, const char *line)
{
	if (!((strstr(line, "Remote Host") != NULL &&
	          strstr(line, "Remote Port") != NULL) ||
	        (strstr(line, "RemoteHost") != NULL &&
	            strstr(line, "RemotePort") != NULL)))
		return false;
	r->col[0] = lldp_column(line, "Remote");
	r->col[1] = r->col[0] + 1 + lldp_column(line + r->col[0] + 1, "Remote");
	return true;
}

/* speed and type between may be blank */
static bool
row(struct reading *r, const char *s, int line)
{
	const char *word[1];
	size_t at[1];

	if (lldp_row_words(r->a, s, word, at, 1) == 0 || !lldp_is_port(word[0]))
		return lldp_not_a_row(r, line, s);
	lldp_add(r, word[0], lldp_slice(r->a, s, r->col[0], r->col[1]),
	    lldp_slice(r->a, s, r->col[1], strlen(s)), "", line);
	return true;
}

/* {"swp1": {"lldp": {"neighbor": {"NAME": {"chassis": {"system-name"}, "port":
 * {"name", "description", "type"}}}}}}; false: it has none of it */
static bool
json(struct reading *r, const struct node *top)
{
	bool any = false;

	for (size_t i = 0; top->kind == NODE_MAP && i < top->n; i++) {
		const struct node *l = node_get(top->item[i], "lldp");
		const struct node *all =
		    node_get(l ? l : top->item[i], "neighbor");

		any = any || l;
		for (size_t k = 0; all && all->kind == NODE_MAP && k < all->n;
		     k++) {
			const struct node *x = all->item[k];
			const struct node *far = node_get(x, "port");
			const char *name = lldp_value(
			    node_get(node_get(x, "chassis"), "system-name"));
			const char *type = lldp_value(node_get(far, "type"));

			any = true;
			lldp_add(r, top->key[i]->text,
			    *name ? name : all->key[k]->text,
			    strcmp(type, "mac") == 0 ?
			        "" :
			        lldp_value(node_get(far, "name")),
			    lldp_value(node_get(far, "description")),
			    x->at.line);
		}
	}
	return any;
}

const struct lldp_form lldp_nvue = {
	.heading = heading,
	.row = row,
	.json = json,
	.ask_json = "nv show interface lldp -o json on Cumulus Linux",
};
