/*
 * NetBox bulk import, by the columns that are there from 3.7 on (4.x knows more
 * and needs none of them).  What a file refers to is in one imported before
 * it: netbox/README.md has the order.  Interfaces are all listed, so device
 * types need no templates; LAGs come before their members.
 */
#include <ctype.h>
#include <string.h>

#include "base/num.h"
#include "order/csv.h"
#include "order/exports.h"

static const char *const port_type[] = { [MEDIA_SFPP] = "10gbase-x-sfpp",
	[MEDIA_10GT] = "10gbase-t",
	[MEDIA_SFP28] = "25gbase-x-sfp28",
	[MEDIA_QSFPP] = "40gbase-x-qsfpp",
	[MEDIA_QSFP28] = "100gbase-x-qsfp28" };

/* a port below its cage's own speed: a child of one that was broken out, or
 * one that a slower module is in */
static const char *
type_of(const struct dport *p)
{
	if (p->speed_bps == GBPS && p->media != MEDIA_10GT)
		return "1000base-x-sfp";
	if (p->role == PORT_SPLIT || p->parent == NONE ||
	    p->speed_bps == catalog_media_speed_bps(p->media))
		return port_type[p->media];
	return p->speed_bps == 25000000000 ? port_type[MEDIA_SFP28] :
	                                     port_type[MEDIA_SFPP];
}

/* lower-case letters, digits, '-' and '_' */
static const char *
slug(struct arena *a, const char *name)
{
	char *s = str_dup(a, name, strlen(name));

	for (size_t i = 0; s[i] != '\0'; i++) {
		unsigned char c = (unsigned char)s[i];

		s[i] = isascii(c) && (isalnum(c) || c == '_') ?
		    (char)tolower(c) :
		    '-';
	}
	return s;
}

static void
row(struct buf *b, const char *const *cell, size_t n)
{
	for (size_t i = 0; i < n; i++)
		csv_cell(b, cell[i] != NULL ? cell[i] : "", i + 1 == n);
}

#define ROW(b, ...) \
	row((b), (const char *const[]){ __VA_ARGS__ }, \
	    sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static const char *
num(struct arena *a, int64_t n)
{
	return str_fmt(a, "%lld", (long long)n);
}

/* ---- what devices are of ---- */

/* is this the first switch of its model, vendor, platform? */
static bool
first_model(const struct design *g, size_t sw)
{
	for (size_t i = 0; i < sw; i++)
		if (g->sw[i].model == g->sw[sw].model)
			return false;
	return true;
}

static bool
first_vendor(const struct design *g, size_t sw)
{
	for (size_t i = 0; i < sw; i++)
		if (str_eq(g->sw[i].model->vendor, g->sw[sw].model->vendor))
			return false;
	return true;
}

static bool
first_platform(const struct design *g, size_t sw)
{
	for (size_t i = 0; i < sw; i++)
		if (g->sw[i].model->platform == g->sw[sw].model->platform)
			return false;
	return true;
}

static const char *
vendor_of(const struct dswitch *s)
{
	return s->model->vendor != NULL ? s->model->vendor : "unspecified";
}

static const char *
host_type(struct arena *a, const struct host *h)
{
	return str_fmt(a, "host-%lldu", (long long)h->height_u);
}

static bool
first_height(const struct design *g, size_t host)
{
	for (size_t i = 0; i < host; i++)
		if (g->host[i].host->height_u == g->host[host].host->height_u)
			return false;
	return true;
}

static void
vendors(struct buf *b, const struct design *g)
{
	bool unspecified = g->nend > 0;

	buf_puts(b, "name,slug\n");
	for (size_t i = 0; i < g->nsw; i++)
		if (first_vendor(g, i)) {
			ROW(b, vendor_of(&g->sw[i]),
			    slug(b->a, vendor_of(&g->sw[i])));
			if (strcmp(vendor_of(&g->sw[i]), "unspecified") == 0)
				unspecified = false;
		}
	if (unspecified)
		ROW(b, "unspecified", "unspecified");
}

static void
types(struct buf *b, const struct design *g)
{
	buf_puts(b,
	    "manufacturer,model,slug,part_number,u_height,"
	    "is_full_depth\n");
	for (size_t i = 0; i < g->nsw; i++) {
		const struct switch_model *m = g->sw[i].model;

		if (first_model(g, i))
			ROW(b, vendor_of(&g->sw[i]), m->id, slug(b->a, m->id),
			    m->part.id, num(b->a, m->height_u), "true");
	}
	for (size_t i = 0; i < g->nend; i++) {
		const struct host *h = g->host[i].host;

		if (first_height(g, i))
			ROW(b, "unspecified", host_type(b->a, h),
			    host_type(b->a, h), "", num(b->a, h->height_u),
			    "true");
	}
}

static void
roles(struct buf *b, const struct design *g)
{
	static const char *const colour[] = { "3f51b5", "2196f3", "009688" };
	size_t i;

	buf_puts(b, "name,slug,color,vm_role\n");
	for (size_t r = 0; r < 3; r++) {
		for (i = 0; i < g->nsw && (size_t)g->sw[i].role != r; i++)
			continue;
		if (i < g->nsw)
			ROW(b, design_switch_role_word[r],
			    design_switch_role_word[r], colour[r], "false");
	}
	ROW(b, "host", "host", "9e9e9e", "false");
	for (size_t r = DEVICE_STORAGE; r <= DEVICE_OTHER; r++) {
		for (i = g->nhost;
		     i < g->nend && (size_t)g->host[i].host->device != r; i++)
			continue;
		if (i < g->nend)
			ROW(b, model_device_word[r - 1],
			    model_device_word[r - 1], "795548", "false");
	}
}

static void
platforms(struct buf *b, const struct design *g)
{
	buf_puts(b, "name,slug,manufacturer\n");
	for (size_t i = 0; i < g->nsw; i++)
		if (first_platform(g, i))
			ROW(b, g->sw[i].model->platform->id,
			    slug(b->a, g->sw[i].model->platform->id),
			    vendor_of(&g->sw[i]));
}

static void
racks(struct buf *b, const struct design *g)
{
	const struct model *m = g->model;

	/* 19 inches: EIA-310, what rack units are counted in */
	buf_puts(b, "site,name,status,width,u_height\n");
	for (size_t i = 0; i < m->nrack; i++)
		ROW(b, m->site, m->rack[i].name, "active", "19",
		    num(b->a, m->rack[i].units));
}

static void
devices(struct buf *b, const struct design *g)
{
	const struct model *m = g->model;

	buf_puts(b,
	    "name,role,manufacturer,device_type,platform,status,site,"
	    "rack,position,face\n");
	for (size_t i = 0; i < g->nsw; i++) {
		const struct dswitch *s = &g->sw[i];

		ROW(b, s->name, design_switch_role_word[s->role], vendor_of(s),
		    s->model->id, s->model->platform->id, "planned", m->site,
		    m->rack[s->rack].name, num(b->a, (int64_t)s->position_u),
		    "front");
	}
	for (size_t i = 0; i < g->nend; i++) {
		const struct host *h = g->host[i].host;

		ROW(b, h->name,
		    h->device == DEVICE_NO ? "host" :
		                             model_device_word[h->device - 1],
		    "unspecified", host_type(b->a, h), "", "active", m->site,
		    m->rack[h->rack].name,
		    /* in a chassis: of no height, and in no unit by itself */
		    h->height_u == 0 ? "" : num(b->a, (int64_t)h->position_u),
		    h->height_u == 0 ? "" : "front");
	}
}

/* ---- interfaces and cables ---- */

static const char *
mode_of(const struct design *g, const struct dport *p)
{
	const struct dlag *l = p->lag != NONE ? &g->lag[p->lag] : NULL;
	size_t tagged = l != NULL ? l->ntagged : p->ntagged;
	int untagged = l != NULL ? l->untagged : p->untagged;

	if (p->role == PORT_UNUSED || !design_port_is_whole(p))
		return "";
	return tagged > 0 ? "tagged" : untagged > 0 ? "access" : "";
}

static void
switch_ports(struct buf *b, const struct design *g, size_t sw)
{
	const struct dswitch *s = &g->sw[sw];
	struct arena *a = b->a;

	for (size_t i = 0; i < g->nlag; i++)
		if (g->lag[i].sw == sw)
			ROW(b, s->name, g->lag[i].name, "", "lag", "", "true",
			    "false", g->lag[i].description,
			    g->lag[i].ntagged > 0      ? "tagged" :
			        g->lag[i].untagged > 0 ? "access" :
			                                 "");
	for (size_t i = 0; i < s->nport; i++) {
		const struct dport *p = &s->port[i];

		ROW(b, s->name, p->name,
		    p->lag != NONE ? g->lag[p->lag].name : "", type_of(p),
		    num(a, p->speed_bps / 1000),
		    p->role != PORT_UNUSED && p->role != PORT_TAKEN ? "true" :
		                                                      "false",
		    "false", p->description, mode_of(g, p));
	}
	if (s->model->oob_port != NULL)
		ROW(b, s->name, s->model->oob_port, "", "1000base-t", "",
		    "true", "true", "out of band", "");
}

static void
interfaces(struct buf *b, const struct design *g)
{
	buf_puts(b,
	    "device,name,lag,type,speed,enabled,mgmt_only,description,"
	    "mode\n");
	for (size_t i = 0; i < g->nsw; i++)
		switch_ports(b, g, i);
	for (size_t i = 0; i < g->nend; i++) {
		const struct host *h = g->host[i].host;

		for (size_t k = 0; k < h->nports; k++)
			ROW(b, h->name, h->port_name[k], "",
			    port_type[model_port(h, k)->media],
			    num(b->a, model_port(h, k)->speed_bps / 1000),
			    "true", "false", "", "");
	}
}

static const char *
cable_type(const struct cable *c)
{
	static const char *const type[][2] = { { "om3", "mmf-om3" },
		{ "om4", "mmf-om4" }, { "os2", "smf-os2" }, { "cat6", "cat6" },
		{ "cat6a", "cat6a" } };

	if (c->kind == CABLE_DAC)
		return "dac-passive";
	if (c->kind == CABLE_AOC)
		return "aoc";
	for (size_t i = 0; i < sizeof type / sizeof type[0]; i++)
		if (strcmp(c->family, type[i][0]) == 0)
			return type[i][1];
	return "";
}

static const char *
colour_of(const struct cable *c)
{
	static const char *const colour[][2] = { { "aqua", "00ffff" },
		{ "black", "111111" }, { "blue", "2196f3" },
		{ "grey", "9e9e9e" }, { "orange", "ff9800" },
		{ "yellow", "ffeb3b" } };

	for (size_t i = 0; i < sizeof colour / sizeof colour[0]; i++)
		if (c->colour != NULL && strcmp(c->colour, colour[i][0]) == 0)
			return colour[i][1];
	return "";
}

/* both ends are interfaces that were listed */
static bool
importable(const struct dlink *l)
{
	return l->kind != LINK_OOB && (l->b.sw != NONE || l->b.host != NONE) &&
	    l->a.port_name[0] != '\0' && l->b.port_name[0] != '\0';
}

static void
cables(struct buf *b, const struct design *g)
{
	struct arena *a = b->a;

	buf_puts(b,
	    "side_a_device,side_a_type,side_a_name,side_b_device,"
	    "side_b_type,side_b_name,type,status,label,color,length,"
	    "length_unit,description\n");
	for (size_t i = 0; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];

		if (importable(l))
			ROW(b, l->a.device, "dcim.interface", l->a.port_name,
			    l->b.device, "dcim.interface", l->b.port_name,
			    cable_type(l->cable), "planned",
			    design_cable_id(a, l), colour_of(l->cable),
			    csv_decimal(a,
			        l->fibre != NULL ?
			            2 * l->cable->length[l->length].mm +
			                place_fibre_mm(g->model, l->fibre) :
			            l->cable->length[l->length].mm,
			        3),
			    "m",
			    l->fibre != NULL ?
			        str_fmt(a, "%s by %s", l->a.label,
			            design_link_fibre(a, l)) :
			        l->a.label);
	}
}

static void
readme(struct buf *b, const struct design *g)
{
	size_t core = 0, oob = 0;

	for (size_t i = 0; i < g->nlink; i++) {
		oob += g->link[i].kind == LINK_OOB;
		core += g->link[i].kind != LINK_OOB && !importable(&g->link[i]);
	}
	buf_puts(b,
	    "# Import into NetBox\n"
	    "\nNetBox 3.7 or later; import in this order: sites, "
	    "manufacturers, device-types,\n"
	    "device-roles, platforms, racks, devices, interfaces, cables.\n"
	    "\nHosts have the manufacturer `unspecified` and a device type by "
	    "height: the site file does not\n"
	    "name their models. Switches and cables come as `planned`, hosts "
	    "and racks as `active`.\n"
	    "VLANs and addresses are not among these files.\n");
	if (core + oob > 0)
		buf_printf(b,
		    "\nNot among the cables, since the far end's port is not "
		    "known: %zu to the core,\n%zu out-of-band. They are in "
		    "cabling.csv.\n",
		    core, oob);
}

void
netbox_write(struct arena *a, const struct design *g, struct fileset *out)
{
	static const struct {
		const char *path;
		void (*write)(struct buf *, const struct design *);
	} file[] = { { "netbox/manufacturers.csv", vendors },
		{ "netbox/device-types.csv", types },
		{ "netbox/device-roles.csv", roles },
		{ "netbox/platforms.csv", platforms },
		{ "netbox/racks.csv", racks },
		{ "netbox/devices.csv", devices },
		{ "netbox/interfaces.csv", interfaces },
		{ "netbox/cables.csv", cables },
		{ "netbox/README.md", readme } };
	struct buf site = buf_new(a);

	buf_puts(&site, "name,slug,status\n");
	ROW(&site, g->model->site, slug(a, g->model->site), "active");
	fileset_text(out, "netbox/sites.csv", &site);
	for (size_t i = 0; i < sizeof file / sizeof file[0]; i++) {
		struct buf b = buf_new(a);

		file[i].write(&b, g);
		fileset_text(out, file[i].path, &b);
	}
}
