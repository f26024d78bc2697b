/* How neighbours look on EOS. */
#include "readback/lldp_parts.h"

#include <string.h>

#include "base/str.h"
#include "input/json.h"

static bool
heading(struct reading *r, const char *line)
{
	(void)r;
	return strstr(line, "Neighbor Device ID") != NULL &&
	    strstr(line, "Neighbor Port ID") != NULL;
}

static bool
row(struct reading *r, const char *s, int line)
{
	const char *word[16];
	size_t at[16], n = lldp_row_words(r->a, s, word, at, 16);

	if (n < 4 || !lldp_is_port(word[0]) || !lldp_has_digit(word[n - 1]))
		return lldp_not_a_row(r, line, s);
	lldp_add(r, word[0], word[1], lldp_slice(r->a, s, at[2], at[n - 1]), "",
	    line);
	return true;
}

/* [{"port", "neighborDevice", "neighborPort"}], or of `detail` {"PORT":
 * {"lldpNeighborInfo": [{"systemName", "neighborInterfaceInfo"}]}} */
static void
neighbours(struct reading *r, const struct node *top)
{
	for (size_t i = 0; top->kind == NODE_LIST && i < top->n; i++) {
		const struct node *x = top->item[i];

		lldp_add(r, lldp_value(node_get(x, "port")),
		    lldp_value(node_get(x, "neighborDevice")),
		    lldp_value(node_get(x, "neighborPort")), "", x->at.line);
	}
	for (size_t i = 0; top->kind == NODE_MAP && i < top->n; i++) {
		const struct node *l =
		    node_get(top->item[i], "lldpNeighborInfo");

		for (size_t k = 0; l && l->kind == NODE_LIST && k < l->n; k++) {
			const struct node *x = l->item[k];
			const struct node *far =
			    node_get(x, "neighborInterfaceInfo");
			const char *id =
			    lldp_value(node_get(far, "interfaceId"));
			/* newer versions leave the quotes out of it */
			const char *id2 =
			    lldp_value(node_get(far, "interfaceId_v2"));

			lldp_add(r, top->key[i]->text,
			    lldp_value(node_get(x, "systemName")),
			    *id2 ? id2 : id,
			    lldp_value(node_get(far, "interfaceDescription")),
			    x->at.line);
		}
	}
}

static bool
json(struct reading *r, const struct node *top)
{
	const struct node *x = lldp_anywhere(top, "lldpNeighbors");

	if (x)
		neighbours(r, x);
	return x != NULL;
}

/* Interface Ethernet1 detected 1 LLDP neighbors:
 * Neighbor 2cc2.6081.eaf9/"Ethernet1", age 12 seconds */
static bool
detail(struct reading *r, const char *s, int line)
{
	const char *at = strstr(s, " detected ");

	if (str_starts(s, "Neighbor ") && strstr(s, ", age "))
		lldp_detail_start(r, line);
	else if (str_starts(s, "Interface ") && at && at >= s + 10)
		lldp_detail_here(r,
		    str_dup(r->a, s + 10, (size_t)(at - s - 10)));
	else
		return false;
	return true;
}

static const struct lldp_key keys[] = {
	{ "System Name", PART_NAME },
	{ "Port ID", PART_FAR },
	{ "Port Description", PART_ALSO },
	{ 0 },
};

const struct lldp_form lldp_eos = {
	.heading = heading,
	.row = row,
	.json = json,
	.ask_json = "show lldp neighbors | json on EOS",
	.key = keys,
	.detail = detail,
};
