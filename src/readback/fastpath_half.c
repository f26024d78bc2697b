/* FASTPATH: lines without effect because another line is missing. */
#include "readback/fastpath_read.h"

/* the line that says so last, of those in a list and of those that end it */
static int
last_of(const struct stanza *s, const char *is, const char *is_not)
{
	int line = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct stanza *c = &s->child[i];
		int in =
		    line_is(&c->head, "configure") ? last_of(c, is, is_not) : 0;

		if (line_is(&c->head, is))
			line = c->head.no;
		else if (is_not && line_is(&c->head, is_not))
			line = 0;
		line = in ? in : line;
	}
	return line;
}

/* what is off, or uses another path, whatever else is configured */
void
fastpath_half_set(struct view *v, const struct stanza *root)
{
	int at = last_of(root, "sntp server * ...", NULL);

	if (at && !last_of(root, "sntp client mode *", "no sntp client mode"))
		view_notice(v, "half-set", at,
		    "no time server is queried without `sntp client mode`");
	at = last_of(root, "logging host * ...", NULL);
	if (at && !last_of(root, "logging syslog ...", "no logging syslog"))
		view_notice(v, "half-set", at,
		    "nothing is sent to a log server without `logging "
		    "syslog`");
	at = last_of(root, "serviceport protocol dhcp",
	    "serviceport protocol none");
	if (!at)
		at = last_of(root, "serviceport protocol bootp",
		    "serviceport protocol none");
	if (at && last_of(root, "serviceport ip * ...", NULL))
		view_notice(v, "half-set", at,
		    "the service port requests its address: the configured one "
		    "is ignored");
}
