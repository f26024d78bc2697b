/* How neighbours look on OS9, and OS10 but for its XML. */
#include "readback/lldp_parts.h"

#include <ctype.h>
#include <string.h>

static bool
heading(struct reading *r, const char *line)
{
	if (!(strstr(line, "Loc PortID") != NULL &&
	        strstr(line, "Rem Port Id") != NULL))
		return false;
	r->col[0] = lldp_column(line, "Loc PortID");
	r->col[1] = lldp_column(line, "Rem Host Name");
	r->col[2] = lldp_column(line, "Rem Port Id");
	r->col[3] = lldp_column(line, "Rem Chassis Id");
	return true;
}

static bool
row(struct reading *r, const char *s, int line)
{
	const char *port = lldp_slice(r->a, s, r->col[0], r->col[1]);
	const char *far = lldp_slice(r->a, s, r->col[2], strlen(s));
	size_t i;

	if (!lldp_is_port(port))
		return lldp_not_a_row(r, line, s);
	/* the chassis id starts a blank or two beside its heading */
	for (i = 0; far[i] != '\0'; i++)
		if (isspace((unsigned char)far[i]) && far[i + 1] == ' ')
			break;
	lldp_add(r, port, lldp_slice(r->a, s, r->col[1], r->col[2]),
	    lldp_slice(r->a, far, 0, i), "", line);
	return true;
}

static const struct lldp_key keys[] = {
	{ "Remote Chassis ID Subtype", PART_START },
	{ "Local Port ID", PART_PORT },
	{ "Remote Port ID", PART_FAR },
	{ "Remote Port Description", PART_ALSO },
	{ "Remote System Name", PART_NAME },
	{ 0 },
};

const struct lldp_form lldp_os9 = {
	.heading = heading,
	.row = row,
	.key = keys,
};
