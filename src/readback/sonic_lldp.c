/* How neighbours look on SONiC. */
#include "readback/lldp_parts.h"

#include <string.h>

static bool
heading(struct reading *r, const char *line)
{
	if (!(strstr(line, "LocalPort") != NULL &&
	        strstr(line, "RemotePortDescr") != NULL))
		return false;
	r->col[0] = lldp_column(line, "RemoteDevice");
	r->col[1] = lldp_column(line, "RemotePortID");
	r->col[2] = lldp_column(line, "Capability");
	r->col[3] = lldp_column(line, "RemotePortDescr");
	return true;
}

static bool
row(struct reading *r, const char *s, int line)
{
	const char *port = lldp_slice(r->a, s, 0, r->col[0]);

	if (!lldp_is_port(port))
		return lldp_not_a_row(r, line, s);
	lldp_add(r, port, lldp_slice(r->a, s, r->col[0], r->col[1]),
	    lldp_slice(r->a, s, r->col[1], r->col[2]),
	    lldp_slice(r->a, s, r->col[3], strlen(s)), line);
	return true;
}

static const struct lldp_key keys[] = {
	{ "Interface", PART_HERE },
	{ "Chassis", PART_START },
	{ "SysName", PART_NAME },
	{ "PortID", PART_FAR },
	{ "PortDescr", PART_ALSO },
	{ 0 },
};

const struct lldp_form lldp_sonic = {
	.heading = heading,
	.row = row,
	.key = keys,
};
