/* How neighbours look on OS10: as OS9 has them, and with `| display-xml`. */
#include <string.h>

#include "base/str.h"
#include "input/xml.h"
#include "readback/lldp_parts.h"

static bool
xml(struct reading *r, const struct xml *x)
{
	const struct xml *box = xml_child(x, "lldp-rem-neighbor-info"), *i;

	for (i = box ? box->child : NULL; i; i = i->next) {
		bool mac = strstr(xml_text(i, "rem-lldp-port-subtype"), "mac");

		if (str_eq(i->name, "info"))
			lldp_add(r, xml_text(x, "name"),
			    xml_text(i, "rem-system-name"),
			    mac ? "" : xml_text(i, "rem-lldp-port-id"),
			    xml_text(i, "rem-port-desc"), i->line);
	}
	return box || xml_child(x, "name");
}

const struct lldp_form lldp_os10 = {
	.xml = xml,
};
