/*
 * RouterOS: what keeps frames out - rules of the bridge, of the switch chip, of
 * the firewall.  Of a rule it is read what it does and where, not what it is
 * looking for: no design has one.
 */
#include "readback/routeros_read.h"

#include "base/str.h"

/* it marks, counts or lets through */
static bool
is_mild(const char *action)
{
	static const char *const mild[] = { "accept", "passthrough", "log",
		"mark-packet", "set-priority", "return",
		"add-src-to-address-list", "add-dst-to-address-list",
		"fasttrack-connection", NULL };

	for (size_t i = 0; mild[i]; i++)
		if (str_eq(action, mild[i]))
			return true;
	return false;
}

static const char *
in_words(struct ros_reading *r, const struct ros_item *x, const char *of)
{
	struct buf b = buf_new(r->a);

	buf_printf(&b, "%s", of);
	for (size_t i = 0; i < x->n; i++)
		buf_printf(&b, " %s=%s", x->attr[i].key, x->attr[i].value);
	return b.text;
}

static void
at_port(struct ros_reading *r, const char *name, const char *text, int line)
{
	view_filter(view_refer(r->v, ros_normal(r, name), line), text, line);
}

void
ros_read_bridge_filter(struct ros_reading *r, struct ros_item *x)
{
	const char *action = ros_get(x, "action"), *text;
	const char *in = ros_get(x, "in-interface");
	const char *out = ros_get(x, "out-interface");

	if (ros_is_off(r, x) || !action || is_mild(action))
		return;
	text = in_words(r, x, "bridge filter");
	if (in && *in != '!')
		at_port(r, in, text, x->line);
	else if (out && *out != '!')
		at_port(r, out, text, x->line);
	else
		view_filter_of(r->v, "bridge", text, x->line);
}

/* what it matches goes where the rule says, which may be nowhere */
void
ros_read_chip_rule(struct ros_reading *r, struct ros_item *x)
{
	const char *to = ros_get(x, "new-dst-ports");
	const char *rate = ros_get(x, "rate"), *list = ros_get(x, "ports");
	const char *name, *text;

	if (ros_is_off(r, x) || (!to && !rate))
		return;
	text = in_words(r, x, "switch rule");
	if (!list || !*list) {
		view_filter_of(r->v, "switch chip", text, x->line);
		return;
	}
	while (*list) {
		name = ros_next_of(r, &list);
		at_port(r, name, text, x->line);
	}
}

void
ros_read_isolation(struct ros_reading *r, struct ros_item *x)
{
	const char *only = ros_get(x, "forwarding-override");
	const char *name = ros_get(x, "name");

	if (!only || !*only || ros_is_off(r, x))
		return;
	if (name && *name)
		at_port(r, name, in_words(r, x, "port isolation"), x->line);
	else
		view_filter_of(r->v, "switch chip",
		    in_words(r, x, "port isolation"), x->line);
}

/* bridged frames pass it only where the bridge is set to use it: it decides who
 * may manage the switch in any case */
void
ros_read_firewall(struct ros_reading *r, struct ros_item *x)
{
	const char *action = ros_get(x, "action"), *chain = ros_get(x, "chain");

	if (ros_is_off(r, x) || !action || is_mild(action) || !chain ||
	    !str_eq(chain, "input"))
		return;
	view_filter_of(r->v, "management", in_words(r, x, "firewall filter"),
	    x->line);
}
