/* How neighbours look on OS6, and those of FASTPATH. */
#include "readback/lldp_parts.h"

#include <string.h>

static bool
heading(struct reading *r, const char *line)
{
	if (!(strstr(line, "RemID") != NULL &&
	        strstr(line, "System Name") != NULL))
		return false;
	r->col[0] = lldp_column(line, "Interface");
	r->col[1] = lldp_column(line, "Chassis ID");
	r->col[2] = lldp_column(line, "Port ID");
	r->col[3] = lldp_column(line, "System Name");
	r->col[4] = lldp_column(line, "OUI"); /* of later releases */
	return true;
}

static bool
row(struct reading *r, const char *s, int line)
{
	const char *word[3];
	size_t at[3], n = lldp_row_words(r->a, s, word, at, 3);
	struct neighbour *x;

	if (n == 0 || !lldp_is_port(word[0]))
		return lldp_not_a_row(r, line, s);
	/* a port without a neighbour */
	if (n < 3)
		return true;
	x = lldp_add(r, word[0],
	    lldp_slice(r->a, s, r->col[3], r->col[4] ? r->col[4] : strlen(s)),
	    lldp_slice(r->a, s, r->col[2], r->col[3]), "", line);
	/* what fills its column may go on behind it */
	x->cut |= r->width[3] > 0 && strlen(x->name) >= r->width[3];
	x->far_cut |= r->width[2] > 0 && strlen(x->far) >= r->width[2];
	return true;
}

static const struct lldp_key keys[] = {
	{ "Local Interface", PART_HERE },
	{ "Remote Identifier", PART_START },
	{ "System Name", PART_NAME },
	{ "Port ID", PART_FAR },
	{ "Port Description", PART_ALSO },
	{ 0 },
};

const struct lldp_form lldp_os6 = {
	.heading = heading,
	.row = row,
	.underlined = true,
	.ask = "OS6: show lldp remote-device all",
	.key = keys,
};
