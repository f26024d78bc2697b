/* How neighbours look on NX-OS. */
#include "readback/lldp_parts.h"

#include <ctype.h>
#include <string.h>

#include "input/json.h"

static bool
heading(struct reading *r, const char *line)
{
	if (!(strstr(line, "Local Intf") != NULL &&
	        strstr(line, "Hold-time") != NULL))
		return false;
	r->col[3] = lldp_column(line, "Port ID");
	return true;
}

static bool
row(struct reading *r, const char *s, int line)
{
	const char *word[6], *name = r->wrapped, *far = "";
	size_t at[6], n = lldp_row_words(r->a, s, word, at, 6), k = 0;

	if (n > 0 && at[0] == 0) {
		name = word[0];
		k = 1;
	}
	r->wrapped = NULL;
	if (n == 1 && k == 1) {
		/* a long name has a line of its own, the rest is in the next
		 * line */
		r->wrapped = name;
		return true;
	}
	if (n < k + 2 || !lldp_has_digit(word[k]) ||
	    !isdigit((unsigned char)word[k + 1][0]))
		return lldp_not_a_row(r, line, s);
	/* capabilities may be blank */
	if (n > k + 3)
		far = word[k + 3];
	else if (n == k + 3 &&
	    (at[k + 2] + 2 >= r->col[3] || lldp_has_digit(word[k + 2])))
		far = word[k + 2];
	lldp_add(r, word[k], name != NULL ? name : "", far, "", line);
	return true;
}

/* a row, or a list of rows: one alone is no list */
static void
neighbours(struct reading *r, const struct node *row)
{
	const char *name;

	if (row->kind == NODE_LIST) {
		for (size_t i = 0; i < row->n; i++)
			if (row->item[i]->kind == NODE_MAP)
				neighbours(r, row->item[i]);
		return;
	}
	/* the short form has the name in the place of the chassis' */
	name = lldp_value(node_get(row, "sys_name"));
	lldp_add(r, lldp_value(node_get(row, "l_port_id")),
	    *name ? name : lldp_value(node_get(row, "chassis_id")),
	    lldp_value(node_get(row, "port_id")),
	    lldp_value(node_get(row, "port_desc")), row->at.line);
}

static bool
json(struct reading *r, const struct node *top)
{
	const struct node *x = lldp_anywhere(top, "ROW_nbor_detail");

	if (!x)
		x = lldp_anywhere(top, "ROW_nbor");
	if (x)
		neighbours(r, x);
	return x != NULL;
}

static const struct lldp_key keys[] = {
	{ "Chassis id", PART_START },
	{ "Local Port ID", PART_PORT },
	{ "Port ID", PART_FAR },
	{ "Port Description", PART_ALSO },
	{ "System Name", PART_NAME },
	{ 0 },
};

const struct lldp_form lldp_nxos = {
	.heading = heading,
	.row = row,
	.json = json,
	.ask_json = "show lldp neighbors | json on NX-OS",
	.key = keys,
};
