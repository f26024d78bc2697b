#include "command/draft.h"

#include <string.h>

#include "base/file.h"
#include "input/doc.h"
#include "model/model.h"
#include "model/print.h"

#define SMALL 200 /* hosts whose addresses fit a /24 with ease */

bool
draft_count(struct run *r, const char *option, const char *text, int64_t max,
    int64_t *out)
{
	if (num_int(text, out) && *out >= 1 && *out <= max)
		return true;
	return diag_error(r->d, command_place(r, option, text), "bad-count",
	    "'%s' is not a whole number from 1 to %lld", text, (long long)max);
}

bool
draft_options(struct run *r, struct draft *w)
{
	const struct options *o = r->o;
	bool ok;

	w->catalog = catalog_read(r->a, r->d, r->catalog, r->ncatalog,
	    r->templates, r->ntemplates);
	ok = w->catalog != NULL;
	w->name = o->name != NULL ? o->name : "site";
	w->hypervisor = o->hypervisor;
	w->speed_bps = 10 * GBPS;
	w->racks = 1;
	if (!str_is_name(w->name))
		ok = diag_error(r->d, command_place(r, "--name", w->name),
		    "bad-name",
		    "'%s' is not a name: 1 to 63 letters, digits, '-', '_' or "
		    "'.', the first a letter or a digit",
		    w->name);
	if (w->hypervisor != NULL && !str_is_name(w->hypervisor))
		ok = diag_error(r->d,
		    command_place(r, "--hypervisor", w->hypervisor), "bad-name",
		    "'%s' is not a hypervisor of the catalogs", w->hypervisor);
	if (o->racks != NULL)
		ok &= draft_count(r, "--racks", o->racks, 1000, &w->racks);
	w->racks_known = o->racks != NULL;
	if (o->speed != NULL)
		ok &= command_quantity(r, "--speed", o->speed, UNIT_SPEED,
		    false, &w->speed_bps);
	return ok;
}

/* the comment behind a line, aligned where the line is short */
static void
remark(struct buf *out, size_t start, const char *text)
{
	buf_putc(out, ' ');
	while (out->len - start < 32)
		buf_putc(out, ' ');
	buf_printf(out, "# %s\n", text);
}

static void
head(struct buf *out, const struct draft *w)
{
	buf_printf(out,
	    "# %s\n"
	    "# Every key is described in eastwest-site(5).  Next:\n"
	    "#\n"
	    "#   eastwest check THIS-FILE\n"
	    "#   eastwest design THIS-FILE -o FOLDER\n"
	    "eastwest: 1\n",
	    w->origin);
	buf_puts(out, "site: {name: ");
	print_scalar(out, w->name);
	buf_puts(out,
	    ", currency: EUR}\n"
	    "\n# What the design must meet; a key that is not given sets no "
	    "target.\n"
	    "requirements:\n"
	    "  # drain: 10 min             # any one host drained, on the new "
	    "network\n"
	    "  # rolling: 8 h              # rolling maintenance of a cluster\n"
	    "  # budget: 60000             # everything on the bill of "
	    "materials\n"
	    "  # growth: 20 %              # host ports left free\n"
	    "  topology: auto              # or standalone, linked, "
	    "spine-leaf, evlt\n"
	    "\n# How much more than the cheapest a simpler design may cost.\n"
	    "policy:\n"
	    "  prefer: {uniform_leaves: 5 %, uniform_spines: 5 %, one_nos: 2 "
	    "%, one_domain: 10 %}\n");
}

enum { UNITS = 42 };

/* as high as its content needs */
static int64_t
units_of(const struct draft *w, int64_t rack)
{
	int64_t most = UNITS;

	for (size_t i = 0; i < w->nhost; i++)
		if (str_eq(w->host[i].rack, w->rack[rack]) &&
		    w->host[i].unit > most)
			most = w->host[i].unit;
	for (size_t i = 0; i < w->noccupant; i++)
		if (str_eq(w->occupant[i].rack, w->rack[rack]) &&
		    w->occupant[i].unit > most)
			most = w->occupant[i].unit;
	return most;
}

static void
occupants(struct buf *out, const struct draft *w, const char *rack)
{
	size_t n = 0;

	for (size_t i = 0; i < w->noccupant; i++) {
		if (!str_eq(w->occupant[i].rack, rack))
			continue;
		buf_puts(out,
		    n++ == 0 ? ",\n     reserved: [{name: " :
		               ",\n       {name: ");
		print_scalar(out, w->occupant[i].name);
		buf_printf(out, ", unit: %lld}",
		    (long long)w->occupant[i].unit);
	}
	if (n > 0)
		buf_putc(out, ']');
}

static void
racks(struct buf *out, const struct draft *w)
{
	buf_puts(out, "\n");
	if (!w->racks_known)
		buf_puts(out,
		    "# The inventory says nothing about racks: name them, and "
		    "give each host its\n# rack.\n");
	if (w->noccupant == 0)
		buf_puts(out,
		    "# Give reserved: for units that a UPS or a panel takes: "
		    "[{name: UPS, unit: 1, height: 3}]\n");
	buf_puts(out, "racks:\n");
	for (int64_t i = 0; w->rack != NULL && i < w->racks; i++) {
		buf_puts(out, "  - {name: ");
		print_scalar(out, w->rack[i]);
		buf_printf(out, ", units: %lld", (long long)units_of(w, i));
		occupants(out, w, w->rack[i]);
		buf_puts(out, "}\n");
	}
	if (w->rack != NULL)
		return;
	buf_puts(out, "  - {name: ");
	if (w->racks == 1)
		buf_puts(out, "r1");
	else
		buf_printf(out, "\"r[1-%lld]\"", (long long)w->racks);
	buf_puts(out, ", units: 42}\n");
}

static void
clusters(struct buf *out, const struct draft *w)
{
	size_t start;

	buf_puts(out, "\nclusters:\n");
	for (size_t i = 0; i < w->ncluster; i++) {
		buf_puts(out, "  - name: ");
		print_scalar(out, w->cluster[i].name);
		buf_printf(out, "\n    hypervisor: %s\n", w->hypervisor);
		if (w->orchestrator != NULL)
			buf_printf(out, "    orchestrator: %s\n",
			    w->orchestrator);
		if (strcmp(w->hypervisor, "hyper-v") == 0) {
			start = out->len;
			buf_printf(out, "    version: \"%s\"",
			    w->cluster[i].version != NULL ?
			        w->cluster[i].version :
			        "2019");
			remark(out, start,
			    w->cluster[i].version != NULL ?
			        "the oldest of its hosts" :
			        "2012r2, 2016, 2019, 2022 or 2025");
		}
		start = out->len;
		buf_puts(out, "    # reserve: 1");
		remark(out, start, "hosts it must be able to lose");
	}
}

static void
host(struct buf *out, const struct draft *w, const struct draft_host *h)
{
	struct print_flow f = print_flow_open(out->a, out, "  - "), nics;
	bool own = h->ports > 0;
	int64_t n = own ? h->ports : 2;
	const char **name = NEW(out->a, const char *, (size_t)n);

	print_key_text(&f, "name", h->name);
	print_key_text(&f, "rack", h->rack);
	print_key_text(&f, "cluster", h->cluster);
	print_key_unit(&f, "memory", h->memory_bytes, UNIT_BYTES);
	if (h->unit > 0)
		print_key_int(&f, "position", h->unit);
	if (h->cores > 0)
		print_key_int(&f, "cores", h->cores);
	print_key_start(&f, "nics");
	nics = print_flow_open(out->a, out, "");
	print_key_int(&nics, "ports", n);
	print_key_unit(&nics, "speed", own ? h->speed_bps : w->speed_bps,
	    UNIT_SPEED);
	for (int64_t i = 0; h->port_name != NULL && i < n; i++)
		name[i] = h->port_name[i];
	if (h->port_name != NULL)
		print_key_names(&nics, "names", name, (size_t)n);
	buf_puts(out, "}");
	print_flow_close(&f);
	if (h->was != NULL && str_is_text(h->was)) {
		out->len--; /* on the same line */
		buf_printf(out, "  # %s\n", h->was);
	}
}

static void
hosts(struct buf *out, const struct draft *w)
{
	buf_puts(out,
	    "\n# nics: the ports for the new switches.  Give height: where a "
	    "host takes more\n# than one rack unit, media: where it is not the "
	    "usual one of the speed\n# (10gbase-t instead of sfp+).\nhosts:\n");
	for (size_t i = 0; i < w->nhost; i++)
		host(out, w, &w->host[i]);
}

/* a last point of nothing says that nothing was ever rewritten */
static void
rewritten(struct print_flow *f, struct buf *out, const struct draft_vm *v)
{
	size_t i = v->npoint > 0 && v->point[v->npoint - 1].bytes == 0 ?
	    v->npoint - 1 :
	    0;
	const char *before = "[";

	if (v->npoint == 0)
		return;
	print_key_start(f, "rewritten");
	for (; i < v->npoint; i++, before = ", ")
		buf_printf(out, "%s{within: %lld s, bytes: %s}", before,
		    (long long)v->point[i].seconds,
		    num_text(out->a, v->point[i].bytes, UNIT_BYTES));
	buf_putc(out, ']');
}

static void
vms(struct buf *out, const struct draft *w)
{
	if (w->nvm == 0) {
		buf_puts(out, "\nvms: []\n");
		return;
	}
	buf_puts(out,
	    "\n# How long a migration takes depends on how fast memory is "
	    "dirtied: give hot:,\n# hot_window: and dirty_rate: where you know "
	    "them, apart: where two VMs must not\n# share a host.\nvms:\n");
	for (size_t i = 0; i < w->nvm; i++) {
		const struct draft_vm *v = &w->vm[i];
		struct print_flow f = print_flow_open(out->a, out, "  - ");

		print_key_text(&f, "name", v->name);
		print_key_text(&f, "host", v->host);
		if (v->host == NULL)
			print_key_text(&f, "cluster", v->cluster);
		print_key_unit(&f, "memory", v->memory_bytes, UNIT_BYTES);
		rewritten(&f, out, v);
		print_flow_close(&f);
		if (v->was != NULL && str_is_text(v->was)) {
			out->len--;
			buf_printf(out, "  # %s\n", v->was);
		}
	}
}

static void
network(struct buf *out, const struct draft *w, const char *name,
    const char *purpose, int vlan, const char *more)
{
	buf_printf(out, "  - {name: %s, purpose: %s, ", name, purpose);
	if (vlan > 0)
		buf_printf(out, "vlan: %d, ", vlan);
	if (w->size <= SMALL)
		buf_printf(out, "subnet: 10.0.%d.0/24%s}\n", vlan, more);
	else
		buf_printf(out, "subnet: 10.%d.0.0/16%s}\n", vlan, more);
}

static void
networks(struct buf *out, const struct draft *w)
{
	buf_puts(out,
	    "\n# The VLANs and subnets here are examples: replace them with "
	    "your own.  Where live\n# migration goes over a storage or "
	    "management network, say live_migration: true\n# there and "
	    "leave lm out.\nnetworks:\n");
	network(out, w, "lm", "live-migration", 120, "");
	if (strcmp(w->hypervisor, "hyper-v") == 0)
		network(out, w, "csv", "csv", 110, "");
	network(out, w, "data", "data", 200, ", on: today");
	network(out, w, "oob", "oob", 0, ", gateway: 10.0.0.1");
	buf_puts(out,
	    "\n# The existing core, where data networks are to move "
	    "to the new switches (and\n# on: today is taken off them).\n"
	    "# core: {switches: [core1, core2], speed: 10G, links: 2, media: "
	    "sfp+}\n");
}

static void
today(struct buf *out, const struct draft *w)
{
	bool known = w->today_bps > 0;
	size_t start;

	buf_putc(out, '\n');
	start = out->len;
	buf_printf(out, "today: {speed: %s, ports: %lld}",
	    known ? num_text(out->a, w->today_bps, UNIT_SPEED) : "1G",
	    known ? (long long)w->today_ports : 1);
	remark(out, start, "the network hosts migrate over today");
}

static const char *
draft_text(struct arena *a, const struct draft *w)
{
	struct buf out = buf_new(a);

	head(&out, w);
	racks(&out, w);
	clusters(&out, w);
	hosts(&out, w);
	vms(&out, w);
	networks(&out, w);
	today(&out, w);
	return out.text;
}

bool
draft_write(struct run *r, const struct draft *w)
{
	const char *text = draft_text(r->a, w), *path = r->o->out;
	struct source *src = NEW(r->a, struct source, 1);
	const struct node *doc;
	struct model *m;

	src->name = path != NULL ? path : "(the site file)";
	src->text = text;
	src->len = strlen(text);
	doc = doc_read(r->a, r->d, src);
	m = doc != NULL ? model_read(r->a, r->d, doc, src, w->catalog) : NULL;
	if (m == NULL || !model_check(r->a, r->d, m))
		return false;
	if (path == NULL) {
		buf_puts(&r->out, text);
		return true;
	}
	if (!command_write_new(r, path, text, src->len))
		return false;
	r->lines = true;
	if (!r->o->quiet)
		buf_printf(&r->out,
		    "%s: a site of %zu hosts in %s with %zu VMs; "
		    "read its comments, then 'eastwest design %s -o FOLDER'\n",
		    path, m->nhost, str_count(r->a, m->ncluster, "cluster"),
		    m->nvm, path);
	return true;
}
