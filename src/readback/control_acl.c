/*
 * A filter of all that reaches the switch itself, as a list for each service:
 * who may open it.  Where a platform has no list for SSH alone, its filter is
 * read as one.
 */
#include "readback/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

#define CONTROL_ACL_MAX 4096
#define ALL_PORTS 65535

static const struct {
	const char *name;
	long port;
} well_known[] = { { "ssh", 22 }, { "telnet", 23 }, { "http", 80 },
	{ "www", 80 }, { "ntp", 123 }, { "snmp", 161 }, { "snmp-trap", 162 },
	{ "https", 443 } };

long
control_acl_port(const char *word)
{
	char *end;
	long n = strtol(word, &end, 10);

	for (size_t i = 0; i < sizeof(well_known) / sizeof(*well_known); i++)
		if (line_word_eq(word, well_known[i].name))
			return well_known[i].port;
	return end == word || *end || n < 0 || n > ALL_PORTS ? -1 : n;
}

struct control_acl_entry *
control_acl_add(struct view *v, struct control_acl *g, long seq, int line)
{
	struct control_acl_entry e = { .seq = seq,
		.high = ALL_PORTS,
		.line = line,
		.from = "any",
		.mask = "" };
	size_t at = 0;

	if (g->n >= CONTROL_ACL_MAX)
		return NULL;
	/* a number given again replaces the earlier line */
	while (at < g->n && g->entry[at].seq < seq)
		at++;
	if (at == g->n || g->entry[at].seq != seq) {
		PUSH(v->a, g->entry, g->n, g->cap, e);
		memmove(&g->entry[at + 1], &g->entry[at],
		    (g->n - 1 - at) * sizeof(*g->entry));
	}
	g->entry[at] = e;
	return &g->entry[at];
}

const char *
control_acl_list(struct view *v, const struct control_acl *g, const char *name,
    int line, bool tcp, long port)
{
	struct access_list *x;

	name = str_fmt(v->a, "%s, %s %ld", name, tcp ? "TCP" : "UDP", port);
	x = view_access(v, name, line);
	for (size_t i = 0; i < g->n && x; i++) {
		const struct control_acl_entry *e = &g->entry[i];

		if ((tcp ? !e->tcp : !e->udp) || port < e->low ||
		    port > e->high)
			continue;
		x->odd = x->odd || e->odd;
		view_access_entry(v, x, e->permit, e->from, e->mask, e->line);
		/* what follows is reached by nothing */
		if (line_word_eq(e->from, "any") && !e->odd)
			break;
	}
	return name;
}
