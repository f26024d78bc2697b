#include "readback/bundle_read.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/ip.h"
#include "base/num.h"
#include "base/sort.h"
#include "base/str.h"
#include "input/json.h"
#include "input/table.h"
#include "readback/bundle_design.h"
#include "readback/bundle_index.h"
#include "readback/bundle_table.h"

struct bundle_switch *
bundle_switch(const struct bundle *b, const char *name)
{
	for (size_t i = 0; i < b->nsw; i++)
		if (str_eq(b->sw[i].name, name))
			return &b->sw[i];
	return NULL;
}

bool
bundle_cable_oob(const struct bundle_cable *c)
{
	return str_eq(c->kind, "oob");
}

bool
bundle_cable_at(const struct bundle_cable *c, const struct bundle_switch *sw,
    const struct bundle_cable_end **own, const struct bundle_cable_end **other)
{
	for (int i = 0; i < 2; i++)
		if (c->end[i].sw == sw) {
			*own = &c->end[i];
			*other = &c->end[1 - i];
			return true;
		}
	return false;
}

/* designs of older versions don't say it */
static bool
eastwest_by_purpose(const char *purpose)
{
	static const char *const word[] = { "live-migration", "csv", "storage",
		"iscsi", "nfs", "ceph", "vsan", "replication", "heartbeat",
		"fault-tolerance" };

	for (size_t i = 0; i < sizeof(word) / sizeof(*word); i++)
		if (str_eq(purpose, word[i]))
			return true;
	return false;
}

bool
bundle_net_is_eastwest(const struct bundle_net *n)
{
	return n->east_west && !str_eq(n->purpose, "backup");
}

static long
vlan_id(const char *s)
{
	int64_t n;

	return num_int(s, &n) && n >= 1 && n <= VLAN_MAX ? (long)n : 0;
}

const struct bundle_net *
bundle_net_of(const struct bundle *b, const char *name)
{
	for (size_t i = 0; i < b->nnet; i++)
		if (str_eq(b->net[i].name, name))
			return &b->net[i];
	return NULL;
}

const struct bundle_host *
bundle_setting(const struct bundle *b, const char *host)
{
	const struct bundle_named *x = NULL;

	if (host && b->named)
		x = sort_find(host, b->named, b->nsetting, sizeof(*x),
		    sort_by_name);
	return x ? &b->setting[x->at] : NULL;
}

/* the address as a whole word of the text */
bool
bundle_text_says(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = strstr(text, word); p; p = strstr(p + 1, word))
		if ((p == text ||
		        (!isdigit((unsigned char)p[-1]) && p[-1] != '.')) &&
		    !isdigit((unsigned char)p[n]) &&
		    !(p[n] == '.' && isdigit((unsigned char)p[n + 1])))
			return true;
	return false;
}

/* a number after a word, from *s on: false at the end */
bool
bundle_text_number(const char **s, const char *word, long *out, int *line)
{
	const size_t n = strlen(word);

	for (; **s; (*s)++) {
		if (**s == '\n')
			(*line)++;
		if ((**s | 32) != (*word | 32) || strncasecmp(*s, word, n) != 0)
			continue;
		*s += n;
		while (**s == ' ' || **s == '=' || **s == ':')
			(*s)++;
		if (!isdigit((unsigned char)**s))
			continue;
		*out = strtol(*s, NULL, 10);
		return true;
	}
	return false;
}

static const char *
join(struct arena *a, const char *dir, const char *name)
{
	return str_fmt(a, "%s/%s", dir, name);
}

const struct source *
bundle_file(struct arena *a, struct diags *d, const struct bundle *b,
    const char *path, size_t max)
{
	const struct file *f;
	struct source *src;

	if (!b->files)
		return file_read(a, d, join(a, b->dir, path), max);
	f = fileset_find(b->files, path);
	if (!f) {
		diag_machine(d, SPAN_NONE, "file-read", "can't read %s: %s",
		    path, "no such file in the bundle");
		return NULL;
	}
	src = NEW(a, struct source, 1);
	*src = (struct source){ path, f->data, f->len };
	return src;
}

bool
bundle_names(struct arena *a, struct diags *d, const struct bundle *b,
    const char *folder, const char ***name, size_t *n)
{
	size_t len = strlen(folder), cap = 0;

	if (!b->files)
		return file_list(a, d, join(a, b->dir, folder), NULL, name, n);
	*n = 0;
	*name = NULL;
	for (size_t i = 0; i < b->files->n; i++) {
		const char *path = b->files->file[i].path;

		if (strncmp(path, folder, len) == 0 && path[len] == '/' &&
		    !strchr(path + len + 1, '/'))
			PUSH(a, *name, *n, cap, path + len + 1);
	}
	if (*n)
		qsort(*name, *n, sizeof(**name), sort_by_text);
	return true;
}

static void
networks_read(struct arena *a, struct bundle *b, const struct node *top)
{
	size_t n, m;
	const struct node *l = bundle_list(top, "networks", &n);

	for (size_t i = 0; i < n; i++) {
		const struct node *x = l->item[i], *s;
		struct bundle_net net = { .name = bundle_text(x, "name"),
			.purpose = bundle_text(x, "purpose"),
			.vlan = (int)vlan_id(bundle_text(x, "vlan")),
			.prefix = -1,
			.reaches_core =
			    str_eq(bundle_text(x, "reaches_core"), "true"),
			.migrates =
			    str_eq(bundle_text(x, "live_migration"), "true") ||
			    str_eq(bundle_text(x, "purpose"),
			        "live-migration") };

		net.east_west = node_get(x, "east_west") != NULL ?
		    str_eq(bundle_text(x, "east_west"), "true") :
		    eastwest_by_purpose(net.purpose);
		net.jumbo = node_get(x, "jumbo") != NULL ?
		    str_eq(bundle_text(x, "jumbo"), "true") :
		    net.east_west;
		if (!ip_parse(bundle_text(x, "gateway"), &net.gateway))
			net.gateway = 0;
		if (!ip_subnet_parse(bundle_text(x, "subnet"), &net.base,
		        &net.prefix))
			net.prefix = -1;
		s = bundle_list(x, "switches", &m);
		for (size_t k = 0; k < m; k++)
			if (s->item[k]->kind == NODE_SCALAR)
				PUSH(a, net.sw, net.nsw, net.sw_cap,
				    (const char *){ s->item[k]->text });
		PUSH(a, b->net, b->nnet, b->net_cap, net);
	}
}

static void
read_lags(struct arena *a, struct bundle *b, const struct node *top)
{
	size_t n, m;
	const struct node *l = bundle_list(top, "lags", &n);

	for (size_t i = 0; i < n; i++) {
		const struct node *x = l->item[i], *s;
		int64_t number;
		struct bundle_lag lag = { .name = bundle_text(x, "name"),
			.device = bundle_text(x, "device"),
			.purpose = bundle_text(x, "purpose"),
			.number = -1,
			.mclag = node_get(x, "mclag") ? 0 : -1,
			.stp_said = node_get(x, "stp") != NULL,
			.stp = str_eq(bundle_text(x, "stp"), "true"),
			.lacp_said = node_get(x, "lacp") != NULL,
			.lacp = str_eq(bundle_text(x, "lacp"), "true") };

		if (bundle_number(x, "mclag") > 0)
			lag.mclag = bundle_number(x, "mclag");

		if (num_int(bundle_text(x, "number"), &number) && number >= 0 &&
		    number < 10000)
			lag.number = (long)number;
		s = bundle_list(x, "members", &m);
		for (size_t k = 0; k < m; k++)
			if (s->item[k]->kind == NODE_SCALAR)
				PUSH(a, lag.member, lag.n, lag.cap,
				    (const char *){ s->item[k]->text });
		PUSH(a, b->lag, b->nlag, b->lag_cap, lag);
	}
}

/* of the network that was designed; today's is none of ours */
static void
read_drain(struct arena *a, struct bundle *b, const struct node *top)
{
	const struct node *drain = node_get(top, "drain"), *l, *hosts;
	size_t n, m;

	if (!drain || drain->kind != NODE_MAP)
		return;
	l = bundle_list(drain, "networks", &n);
	for (size_t i = 0; i < n; i++) {
		if (!str_eq(bundle_text(l->item[i], "name"), "design"))
			continue;
		hosts = bundle_list(l->item[i], "hosts", &m);
		for (size_t k = 0; k < m; k++) {
			const char *s = bundle_text(hosts->item[k], "seconds");
			const char *sent = bundle_text(hosts->item[k], "bytes");
			struct bundle_drain x = {
				.host = bundle_text(hosts->item[k], "host"),
				.seconds = *s ? strtod(s, NULL) : -1,
				.bytes = strtod(sent, NULL)
			};

			if (!(x.seconds >= 0 && x.seconds < 1e12))
				x.seconds = -1;
			if (!(x.bytes >= 0 && x.bytes < 1e18))
				x.bytes = 0;
			PUSH(a, b->drain, b->ndrain, b->drain_cap, x);
		}
	}
}

static bool
read_design(struct arena *a, struct diags *d, struct bundle *b)
{
	const struct source *src =
	    bundle_file(a, d, b, "design.json", FILE_TABLE_MAX);
	const struct node *top, *l;
	size_t n;

	if (!src)
		return false;
	top = json_read(a, d, src);
	if (!top)
		return false;
	b->design = top;
	b->topology = bundle_text(top, "topology");
	l = bundle_list(top, "switches", &n);
	for (size_t i = 0; i < n; i++) {
		const struct node *x = l->item[i];
		struct bundle_switch s = { .name = bundle_text(x, "name"),
			.role = bundle_text(x, "role"),
			.model = bundle_text(x, "model"),
			.nos = bundle_text(x, "nos"),
			.rack = bundle_text(x, "rack"),
			.stp_priority = bundle_number(x, "stp_priority"),
			.storm_percent = -1 };

		if (!ip_parse(bundle_text(x, "gateway"), &s.gateway))
			s.gateway = 0;

		bundle_read_protect(a, &s, x);
		if (!str_is_name(s.name)) {
			diag_error(d, x->at, "bundle-switch",
			    "a switch without a name");
			continue;
		}
		PUSH(a, b->sw, b->nsw, b->sw_cap, s);
	}
	if (b->nsw == 0)
		return diag_error(d, (struct span){ src, 1, 1, 1 },
		    "bundle-empty", "a design without a switch");
	networks_read(a, b, top);
	read_lags(a, b, top);
	bundle_read_around(a, b, top);
	bundle_read_settings(a, b, top);
	bundle_read_media(a, b, top);
	bundle_read_places(a, b, top);
	read_drain(a, b, top);
	return true;
}

static bool
need_cols(struct diags *d, const struct table *t, const char *const *name,
    int *col, size_t n)
{
	bool ok = true;

	for (size_t i = 0; i < n; i++) {
		col[i] = table_column(t, name[i]);
		if (col[i] < 0)
			ok = diag_error(d, table_head_at(t, -1), "csv-column",
			    "no column '%s'", name[i]);
	}
	return ok;
}

/* "" where the table has no such column */
static const char *
optional(const struct table *t, size_t row, const char *name)
{
	return table_text(t, row, table_column(t, name));
}

static int64_t
thousandths(struct arena *a, const struct table *t, const char *text)
{
	return bundle_thousandths(table_decimal(a, t, text));
}

static bool
read_cabling(struct arena *a, struct diags *d, struct bundle *b)
{
	static const char *const name[] = { "id", "a_device", "a_port",
		"b_device", "b_port", "kind", "speed_gbps" };
	const struct source *src =
	    bundle_file(a, d, b, "cabling.csv", FILE_TABLE_MAX);
	const struct table *t = bundle_table(a, d, src, b->nlink);
	int col[7];

	if (!t || !need_cols(d, t, name, col, 7))
		return false;
	for (size_t i = 0; i < t->n; i++) {
		const struct table_cell *cell = t->row[i];
		struct bundle_cable c = { .id = cell[col[0]].text,
			.kind = cell[col[5]].text,
			.breakout = optional(t, i, "cable"),
			.line = cell[0].at.line };

		c.speed_mbps = thousandths(a, t, cell[col[6]].text);
		c.medium = optional(t, i, "medium");
		c.length_mm = thousandths(a, t, optional(t, i, "length_m"));
		for (int e = 0; e < 2; e++) {
			struct bundle_cable_end *x = &c.end[e];
			const struct dialect *nos;

			x->device = cell[col[1 + 2 * e]].text;
			x->port = cell[col[2 + 2 * e]].text;
			x->optic =
			    optional(t, i, e == 0 ? "a_optic" : "b_optic");
			x->label =
			    optional(t, i, e == 0 ? "a_label" : "b_label");
			x->sw = bundle_switch(b, x->device);
			/* one platform has Ethernet0 beside its eth0 */
			nos = x->sw ? dialect_find(x->sw->nos) : NULL;
			if (nos && nos->traits.mgmt_name &&
			    str_eq(x->port, nos->traits.mgmt_name))
				x->normal = "ma0";
			else if (*x->port)
				x->normal = ports_normal(a, x->port);
		}
		PUSH(a, b->cable, b->ncable, b->cable_cap, c);
	}
	return true;
}

static bool
read_addresses(struct arena *a, struct diags *d, struct bundle *b)
{
	static const char *const name[] = { "device", "interface", "network",
		"vlan", "address" };
	const struct source *src =
	    bundle_file(a, d, b, "addresses.csv", FILE_TABLE_MAX);
	const struct table *t =
	    bundle_table(a, d, src, b->nsetting * (b->nnet + b->nsw));
	int col[5];

	if (!t || !need_cols(d, t, name, col, 5))
		return false;
	for (size_t i = 0; i < t->n; i++) {
		const struct table_cell *cell = t->row[i];
		struct port p = { 0 };
		struct bundle_address x = { .device = cell[col[0]].text,
			.interface = cell[col[1]].text,
			.network = cell[col[2]].text,
			.vlan = (int)vlan_id(cell[col[3]].text),
			.prefix = -1,
			.line = cell[0].at.line };

		if (strchr(cell[col[4]].text, '/')) {
			x.ok = view_port_address(&p, cell[col[4]].text, "", 1);
			x.ip = p.ip;
			x.prefix = p.prefix;
		} else {
			x.ok = ip_parse(cell[col[4]].text, &x.ip);
		}
		PUSH(a, b->addr, b->naddr, b->addr_cap, x);
	}
	return true;
}

static const char *
stem(struct arena *a, const char *file)
{
	const char *dot = strrchr(file, '.');

	return str_dup(a, file, dot ? (size_t)(dot - file) : strlen(file));
}

/* as we call configs, so that NAME.bak beside one is no second of them */
static bool
is_ours(const char *file)
{
	const char *dot = strrchr(file, '.');

	return str_eq(dot, ".cfg") || str_eq(dot, ".json") ||
	    str_eq(dot, ".md");
}

/* which file of the folder is a switch's config, the first of its like */
static void
choose(struct arena *a, struct bundle *b, const char *const *name, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct bundle_switch *s = bundle_switch(b, stem(a, name[i]));

		if (s && (!s->file || (is_ours(name[i]) && !is_ours(s->file))))
			s->file = str_fmt(a, "configs/%s", name[i]);
	}
}

static bool
read_configs(struct arena *a, struct diags *d, struct bundle *b)
{
	const char **name;
	size_t n;

	if (!bundle_names(a, d, b, "configs", &name, &n))
		return false;
	choose(a, b, name, n);
	for (size_t i = 0; i < n; i++) {
		struct bundle_switch *s = bundle_switch(b, stem(a, name[i]));
		const struct source *src;
		const struct dialect *nos;

		if (!s || !str_eq(s->file + strlen("configs/"), name[i])) {
			PUSH(a, b->extra, b->nextra, b->extra_cap, name[i]);
			continue;
		}
		s->has_file = true;
		s->worksheet = strlen(name[i]) > 3 &&
		    str_eq(name[i] + strlen(name[i]) - 3, ".md");
		/* a worksheet to click through is no config */
		nos = dialect_find(s->nos);
		if (!nos)
			continue;
		src = bundle_file(a, d, b, str_fmt(a, "configs/%s", name[i]),
		    FILE_TEXT_MAX);
		if (src)
			s->view = view_read(a, d, nos, src, s->name);
		if (s->view)
			PUSH(a, b->view, b->nview, b->view_cap, s->view);
	}
	return true;
}

static void
hosts_read(struct arena *a, struct diags *d, struct bundle *b)
{
	const char **name;
	size_t n;

	if ((!b->files && !file_exists(join(a, b->dir, "hosts"))) ||
	    !bundle_names(a, d, b, "hosts", &name, &n))
		return;
	for (size_t i = 0; i < n; i++) {
		struct host_script h = { .host = stem(a, name[i]),
			.file = str_fmt(a, "hosts/%s", name[i]) };

		h.src = bundle_file(a, d, b, h.file, FILE_TEXT_MAX);
		if (h.src) {
			struct host_config *c = NEW(a, struct host_config, 1);

			if (host_config_read(a, h.src, h.file, c)) {
				h.config = c;
				h.src = c->src; /* as UTF-8 */
			}
			PUSH(a, b->host, b->nhost, b->host_cap, h);
		}
	}
}

bool
bundle_read_cables(struct arena *a, struct diags *d, const char *dir,
    struct bundle *out)
{
	out->dir = dir;
	if (!read_design(a, d, out) || !read_cabling(a, d, out))
		return false;
	bundle_index(a, out);
	return true;
}

bool
bundle_read(struct arena *a, struct diags *d, const char *dir,
    const struct fileset *files, struct bundle *out)
{
	out->dir = dir;
	out->files = files;
	if (!read_design(a, d, out))
		return false;
	if (!read_cabling(a, d, out) || !read_addresses(a, d, out) ||
	    !read_configs(a, d, out))
		return false;
	hosts_read(a, d, out);
	bundle_index(a, out);
	return true;
}

bool
bundle_net_lists(const struct bundle_net *n, const char *sw)
{
	for (size_t i = 0; i < n->nsw; i++)
		if (str_eq(n->sw[i], sw))
			return true;
	return false;
}

bool
bundle_net_on(const struct bundle_net *n, const struct bundle_switch *s)
{
	return bundle_net_lists(n, s->name);
}
