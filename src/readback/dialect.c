#include "readback/dialect.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "readback/beside.h"
#include "readback/common_settings.h"
#include "readback/terminal.h"
#include "readback/view.h"

#define DIALECT_ROW(name) &dialect_##name,
static const struct dialect *const table[] = { DIALECTS(DIALECT_ROW) };
#define NTABLE (sizeof(table) / sizeof(table[0]))

const struct dialect *
dialect_at(size_t i)
{
	return i < NTABLE ? table[i] : NULL;
}

const struct dialect *
dialect_find(const char *name)
{
	for (size_t i = 0; i < NTABLE; i++)
		if (str_eq(name, table[i]->name))
			return table[i];
	return NULL;
}

#define SAME_MAX 3
#define LINES_MAX 20000
#define LINES_MANY 10 /* enough to judge a text by */
#define SURELY 100

/* a text and where its first lines begin */
struct lines {
	const struct source *src;
	const char **at;
	size_t n;
};

static struct lines
lines_of(struct arena *a, const struct source *src)
{
	struct lines x = { src, NULL, 0 };
	const char *s = src->text, *end = s + src->len;
	size_t cap = 0;

	while (s < end && x.n < LINES_MAX) {
		const char *nl = memchr(s, '\n', (size_t)(end - s));

		PUSH(a, x.at, x.n, cap, s);
		s = nl ? nl + 1 : end;
	}
	return x;
}

/* how often, up to SAME_MAX, a line begins so, times its weight */
static int
points_of(const struct lines *x, const struct mark *m)
{
	const char *end = x->src->text + x->src->len;
	size_t len = strlen(m->begins);
	int seen = 0;

	for (size_t i = 0; i < x->n && seen < SAME_MAX; i++)
		if (*x->at[i] == *m->begins &&
		    len <= (size_t)(end - x->at[i]) &&
		    memcmp(x->at[i], m->begins, len) == 0)
			seen++;
	return seen * m->weight;
}

static bool
opens_with(const struct source *src, const char *word)
{
	const char *s = src->text, *end = s + src->len;
	size_t len = strlen(word);

	if (src->len >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0)
		s += 3;
	while (s < end && (*s == ' ' || *s == '\n' || *s == '\r' || *s == '\t'))
		s++;
	return (size_t)(end - s) >= len && memcmp(s, word, len) == 0;
}

static int
score(const struct lines *x, const struct dialect *d)
{
	int points = 0;

	if (d->opens && opens_with(x->src, d->opens))
		return SURELY;
	for (const struct mark *m = d->mark; m->weight; m++)
		points += points_of(x, m);
	return points;
}

/* what the text looks most like, and how much */
static const struct dialect *
likeliest(const struct lines *x, int *points)
{
	const struct dialect *best = table[0];

	*points = score(x, best);
	for (size_t i = 1; i < NTABLE; i++) {
		int n = score(x, table[i]);

		if (n > *points) {
			best = table[i];
			*points = n;
		}
	}
	return best;
}

/* how lines of systems without a reader here begin; a dialect with a mark that
 * begins as one of them is that system's reader */
#define BEGINS_MAX 9
static const struct foreign {
	const char *name;
	const char *begins[BEGINS_MAX];
} foreign[] = {
	{ "Ruckus FastIron (ICX)",
	    { "ver ", "stack unit ", "  module 1 icx", "global-stp",
	        " untagged ethe " } },
	{ "Brocade Network OS (VDX)",
	    { "rbridge-id ", "interface FortyGigabitEthernet ",
	        "hardware\n connector ", "protocol lldp\n advertise ",
	        " fabric isl enable" } },
	{ "Huawei VRP",
	    { "sysname ", "undo ", " undo ", "vlan batch ",
	        "interface MEth0/0/" } },
	{ "Cisco IOS XR",
	    { "!! IOS XR Configuration", "interface MgmtEth0/",
	        "interface Bundle-Ether", " bundle id ", "router static",
	        "l2vpn" } },
	{ "Cisco IOS",
	    { "boot-start-marker", "boot-end-marker",
	        "service timestamps debug ", "ip forward-protocol nd",
	        "spanning-tree extend system-id", "Current configuration : ",
	        "no service pad", "line con 0", "vtp mode " } },
	{ "HPE Comware",
	    { " sysname ", "interface Bridge-Aggregation", " undo ",
	        " port link-type ", "interface Ten-GigabitEthernet",
	        " irf mac-address " } },
	{ "ArubaOS-Switch (ProCurve)",
	    { "; J", "   untagged ", "   no untagged ", "   tagged ", "oobm",
	        "trunk " } },
	{ "Fortinet's FortiOS or FortiSwitchOS",
	    { "#config-version=", "#conf_file_ver=", "config system ",
	        "    edit \"", "    next", "config firewall ",
	        "config switch " } },
	{ "ExtremeXOS",
	    { "# Module ", "configure vlan ", "create vlan ", "enable sharing ",
	        "configure stpd ", "configure ports ", "configure snmp " } },
	{ "VyOS",
	    { "// vyos-config-version", "// Warning: Do not remove",
	        "    ethernet eth0 {", "        hw-id ", "    loopback lo {",
	        "set interfaces ethernet eth", "set interfaces loopback lo",
	        "set service ssh port ", "set system config-management " } },
	{ "EdgeOS",
	    { "/* === vyatta-config-version", "/* Warning: Do not remove",
	        "    ethernet eth0 {", "    gui {", "    all-ping ",
	        "set firewall all-ping ", "set interfaces ethernet eth",
	        "set service gui ", "set system offload " } },
};

#define FOREIGN_SURE 3 /* ways of it that the text has */

static bool
is_read(const struct foreign *x)
{
	for (size_t i = 0; i < NTABLE; i++)
		for (const struct mark *m = table[i]->mark; m->weight; m++)
			for (size_t k = 0; k < BEGINS_MAX && x->begins[k]; k++)
				if (str_starts(m->begins, x->begins[k]))
					return true;
	return false;
}

static const char *
foreign_name(const struct lines *x)
{
	for (size_t i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++) {
		int n = 0;

		if (is_read(&foreign[i]))
			continue;
		for (size_t k = 0; k < BEGINS_MAX && foreign[i].begins[k];
		     k++) {
			struct mark m = { 1, foreign[i].begins[k] };

			n += points_of(x, &m) > 0;
		}
		if (n >= FOREIGN_SURE)
			return foreign[i].name;
	}
	return NULL;
}

static void
number_beyond(struct view *v, const struct port *p, const char *what, long last)
{
	long n = strtol(p->name + strcspn(p->name, "0123456789"), NULL, 10);
	long first = p->kind == PORT_LAG && v->traits->lag_zero ? 0 : 1;

	if (n < first || n > last)
		view_notice(v, "bad-value", p->line ? p->line : p->ref_line,
		    "%s has the number of %.40s: %ld to %ld", what, p->name,
		    first, last);
}

/* a LAG or a VLAN that the platform has no number for: the line is refused */
static void
numbers(struct view *v)
{
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		if (p->kind == PORT_LAG && v->traits->lag_last)
			number_beyond(v, p, "no LAG", v->traits->lag_last);
		else if (p->kind == PORT_VLAN && v->traits->svi_vlan && p->line)
			number_beyond(v, p, "no VLAN", VLAN_MAX);
	}
}

struct view *
view_read(struct arena *a, struct diags *d, const struct dialect *dialect,
    const struct source *pasted, const char *device)
{
	const struct source *src = terminal_unpaged(a, pasted);
	struct view *v = view_new(a, dialect, src, device);
	struct arena *scratch = arena_new();
	const struct lines x = lines_of(scratch, src);
	int points, own = score(&x, dialect);
	const struct dialect *other = likeliest(&x, &points);
	const char *stranger = foreign_name(&x);

	arena_free(scratch);
	if (stranger) {
		diag_error(d, (struct span){ src, 0, 0, 0 }, "wrong-nos",
		    "this is not a config of %s: it looks like %s, which is "
		    "not read",
		    dialect->name, stranger);
		return NULL;
	}

	/* a clear lead only: what is short may look like anything */
	if (other != dialect && points >= 4 + 3 * own &&
	    !memchr(src->text, '\0', src->len)) {
		diag_error(d, (struct span){ src, 0, 0, 0 }, "wrong-nos",
		    "this is not a config of %s: it looks like %s",
		    dialect->name, other->name);
		/* a device's system is the design's: no option changes it */
		if (device)
			diag_hint(d, "%s is designed with %s", device,
			    dialect->name);
		else
			diag_hint(d, "read it with --nos %s", other->name);
		return NULL;
	}
	if (!dialect->read(v, d))
		return NULL;
	/* editors and scripts leave a line end out, a bundle has it: of other
	 * texts a last line that says nothing shows that more was to come */
	if (v->cut_line && device)
		view_notice(v, "file-truncated", v->cut_line,
		    "the last line has no line end: the file may be truncated");
	else if (v->cut_line && view_fate(v, v->cut_line) == LINE_UNKNOWN)
		view_notice(v, "file-truncated", v->cut_line,
		    "the last line has no line end and isn't understood: the "
		    "file may be truncated");
	numbers(v);
	common_settings_read(v);
	beside_read(v);
	/* one word in ten may be any system's */
	if (v->nline &&
	    (v->not_understood >= v->nline ||
	        (v->nline >= LINES_MANY &&
	            v->not_understood >= v->nline - v->nline / 10))) {
		if (v->not_understood >= v->nline)
			diag_error(d, (struct span){ src, 0, 0, 0 },
			    "config-strange", "none of its %zu lines is %s",
			    v->nline, dialect->name);
		else
			diag_error(d, (struct span){ src, 0, 0, 0 },
			    "config-strange",
			    "only %zu of its %zu lines are %s",
			    v->nline - v->not_understood, v->nline,
			    dialect->name);
		if (points > own)
			diag_hint(d, "it looks more like %s", other->name);
		return NULL;
	}
	if (v->hostname && *v->hostname && !v->device &&
	    str_is_text(v->hostname))
		v->device = v->hostname;
	return v;
}
