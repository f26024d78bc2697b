/*
 * A model as a site file in normal form: every default written, every range
 * expanded, sections in the order of the manual; model_print, declared in
 * model/model.h.
 */
#include "model/print.h"

#include <string.h>

#include "base/ip.h"

#define NO_INDEX ((size_t)-1)

static void
print_racks(struct arena *a, struct buf *out, const struct model *m)
{
	const struct geometry *g = &m->geometry;
	struct print_flow f;

	buf_puts(out, "\nracks:\n");
	for (size_t i = 0; i < m->nrack; i++) {
		const struct rack *r = &m->rack[i];

		f = print_flow_open(a, out, "  - ");
		print_key_text(&f, "name", r->name);
		print_key_int(&f, "units", r->units);
		print_key_text(&f, "row", r->row);
		print_key_int(&f, "position", (int64_t)r->position + 1);
		if (r->power_mw > 0)
			print_key_unit(&f, "power", r->power_mw, UNIT_POWER);
		if (r->ntaken > 0) {
			print_key_start(&f, "reserved");
			print_node(out, node_get(r->node, "reserved"));
		}
		if (r->spines)
			print_key_bool(&f, "spines", true);
		print_flow_close(&f);
	}
	buf_putc(out, '\n');
	f = print_flow_open(a, out, "geometry: ");
	print_key_unit(&f, "rack_pitch", g->rack_pitch_mm, UNIT_LENGTH);
	print_key_unit(&f, "row_pitch", g->row_pitch_mm, UNIT_LENGTH);
	print_key_unit(&f, "side", g->side_mm, UNIT_LENGTH);
	print_key_unit(&f, "loop", g->loop_mm, UNIT_LENGTH);
	print_key_unit(&f, "tray", g->tray_mm, UNIT_LENGTH);
	print_key_unit(&f, "slack", g->slack_ppm, UNIT_SHARE);
	print_key_unit(&f, "core", g->core_mm, UNIT_LENGTH);
	print_flow_close(&f);
}

/* what isn't the hypervisor's own way */
static void
print_how(struct print_flow *f, const struct cluster *c)
{
	const struct hypervisor *h = c->hyp;
	enum encryption own =
	    c->driver != NULL ? c->driver->encryption : ENCRYPTION_NONE;
	const char *is = c->encrypts != NULL ? c->encrypts->name :
	                                       catalog_encryption_word[0];

	if (c->driver != NULL && h != NULL && c->driver != &h->orchestrator[0])
		print_key_text(f, "orchestrator", c->driver->name);
	if (strcmp(is, catalog_encryption_word[own]) != 0)
		print_key_text(f, "encryption", is);
	if (c->streams > 1)
		print_key_int(f, "streams", c->streams);
	if (c->simultaneous_given || h == NULL || h->slow_simultaneous == 0)
		print_key_int(f, "simultaneous", c->simultaneous);
}

static void
print_clusters(struct arena *a, struct buf *out, const struct model *m)
{
	struct print_flow f;

	buf_puts(out, "\nclusters:\n");
	for (size_t i = 0; i < m->ncluster; i++) {
		const struct cluster *c = &m->cluster[i];

		f = print_flow_open(a, out, "  - ");
		print_key_text(&f, "name", c->name);
		if (c->hyp != NULL)
			print_key_text(&f, "hypervisor", c->hyp->id);
		print_key_text(&f, "version", c->version);
		if (c->smb_cap_ppm > 0)
			print_key_unit(&f, "smb_cap", c->smb_cap_ppm,
			    UNIT_SHARE);
		if (c->bond != BOND_ACTIVE_BACKUP ||
		    (!c->bond_given && m->today.ports > 1))
			print_key_text(&f, "team_hash",
			    model_team_hash_word[c->team_hash]);
		if (c->bond_given)
			print_key_text(&f, "bond",
			    model_bond_word[c->bond - 1]);
		print_key_text(&f, "switch", c->vswitch);
		print_key_text(&f, "host_files", c->host_files);
		print_key_text(&f, "transport",
		    model_transport_word[c->transport]);
		print_how(&f, c);
		if (c->parallel > 0)
			print_key_int(&f, "parallel", c->parallel);
		print_key_int(&f, "reserve", c->reserve);
		if (c->hyp != NULL && c->auto_converge != c->hyp->auto_converge)
			print_key_bool(&f, "auto_converge", c->auto_converge);
		if (c->overhead_us >= 0)
			print_key_unit(&f, "overhead", c->overhead_us,
			    UNIT_TIME);
		if (c->stream_cap_bps > 0)
			print_key_unit(&f, "stream_cap", c->stream_cap_bps,
			    UNIT_RATE);
		if (c->post_copy)
			print_key_bool(&f, "post_copy", true);
		print_flow_close(&f);
	}
}

static void
print_networks_of(struct print_flow *f, const struct model *m,
    const struct host *h)
{
	const char **name = NEW(f->a, const char *, m->nnetwork + 1);
	size_t n = 0;

	for (size_t i = 0; i < m->nnetwork; i++)
		if (h->network[i])
			name[n++] = m->network[i].name;
	if (n == m->nnetwork)
		return;
	print_key_names(f, "networks", name, n);
	if (n == 0) {
		print_key_start(f, "networks");
		buf_puts(f->out, "[]");
	}
}

/* a host's networks are printed at its groups of ports, not at itself */
static bool
groups_say_networks(const struct host *h)
{
	return h->ngroup > 1 || h->group[0].networks_given;
}

static void
print_group(struct arena *a, struct buf *out, const struct model *m,
    const struct host *h, const struct nic_group *g)
{
	struct print_flow f = print_flow_open(a, out, "");
	const char **name = NEW(a, const char *, m->nnetwork + 1);
	bool said = groups_say_networks(h);
	size_t n = 0;

	print_key_int(&f, "ports", (int64_t)g->n);
	print_key_unit(&f, "speed", g->speed_bps, UNIT_SPEED);
	print_key_text(&f, "media", catalog_media_word[g->media]);
	print_key_text(&f, "rdma", catalog_rdma_word[g->rdma]);
	print_key_names(&f, "names", h->port_name + g->first, g->n);
	for (size_t i = 0; said && i < m->nnetwork; i++)
		if (g->network[i])
			name[n++] = m->network[i].name;
	print_key_names(&f, "networks", name, n);
	if (said && n == 0) {
		print_key_start(&f, "networks");
		buf_puts(f.out, "[]");
	}
	if (g->teaming_given)
		print_key_text(&f, "teaming", model_teaming_word[g->teaming]);
	if (g->on_today)
		print_key_text(&f, "on", "today");
	if (g->card != NULL)
		print_key_text(&f, "model", g->card->id);
	if (g->ncard > 0)
		print_key_bool(&f, "buy", true);
	buf_putc(out, '}');
}

static void
print_groups(struct arena *a, struct buf *out, const struct model *m,
    const struct host *h)
{
	if (h->ngroup == 1) {
		print_group(a, out, m, h, &h->group[0]);
		return;
	}
	for (size_t i = 0; i < h->ngroup; i++) {
		buf_puts(out, i == 0 ? "[" : ", ");
		print_group(a, out, m, h, &h->group[i]);
	}
	buf_putc(out, ']');
}

static void
print_hosts(struct arena *a, struct buf *out, const struct model *m)
{
	struct print_flow f;

	buf_puts(out, "\nhosts:\n");
	for (size_t i = 0; i < m->nhost; i++) {
		const struct host *h = &m->host[i];

		f = print_flow_open(a, out, "  - ");
		print_key_text(&f, "name", h->name);
		if (h->rack != NO_INDEX)
			print_key_text(&f, "rack", m->rack[h->rack].name);
		if (h->cluster != NO_INDEX)
			print_key_text(&f, "cluster",
			    m->cluster[h->cluster].name);
		print_key_unit(&f, "memory", h->memory_bytes, UNIT_BYTES);
		print_key_int(&f, "height", h->height_u);
		if (h->position_u > 0)
			print_key_int(&f, "position", (int64_t)h->position_u);
		if (h->cores > 0)
			print_key_int(&f, "cores", h->cores);
		if (h->power_mw > 0)
			print_key_unit(&f, "power", h->power_mw, UNIT_POWER);
		print_key_start(&f, "nics");
		print_groups(a, out, m, h);
		if (!groups_say_networks(h))
			print_networks_of(&f, m, h);
		print_flow_close(&f);
	}
}

static void
print_device(struct arena *a, struct buf *out, const struct model *m,
    const struct host *h)
{
	struct print_flow f = print_flow_open(a, out, "  - "), port;
	const char **name = NEW(a, const char *, m->nnetwork + 1);
	size_t g, k, n;

	print_key_text(&f, "name", h->name);
	print_key_text(&f, "kind", model_device_word[h->device - 1]);
	if (h->rack != NO_INDEX)
		print_key_text(&f, "rack", m->rack[h->rack].name);
	if (h->position_u > 0)
		print_key_int(&f, "unit", (int64_t)h->position_u);
	print_key_int(&f, "height", h->height_u);
	if (h->power_mw > 0)
		print_key_unit(&f, "power", h->power_mw, UNIT_POWER);
	if (h->ngroup > 0)
		print_key_text(&f, "teaming",
		    model_teaming_word[h->group[0].teaming]);
	print_key_start(&f, "ports");
	for (size_t i = 0; i < h->nports; i++) {
		const struct nic_group *x = model_port(h, i);

		g = model_port_group(h, i);
		buf_puts(out, i == 0 ? "[" : ", ");
		port = print_flow_open(a, out, "");
		print_key_text(&port, "name", h->port_name[i]);
		print_key_unit(&port, "speed", x->speed_bps, UNIT_SPEED);
		print_key_text(&port, "media", catalog_media_word[x->media]);
		for (k = n = 0; k < m->nnetwork; k++)
			if (x->network[k])
				name[n++] = m->network[k].name;
		print_key_names(&port, "network", name, n);
		if (x->teaming == TEAMING_LACP)
			print_key_text(&port, "lag",
			    str_fmt(a, "lag%zu", g + 1));
		buf_putc(out, '}');
	}
	buf_putc(out, ']');
	print_flow_close(&f);
}

static void
print_devices(struct arena *a, struct buf *out, const struct model *m)
{
	if (m->nend > m->nhost)
		buf_puts(out, "\ndevices:\n");
	for (size_t i = m->nhost; i < m->nend; i++)
		print_device(a, out, m, &m->host[i]);
}

static void
print_vms(struct arena *a, struct buf *out, const struct model *m)
{
	struct print_flow f;

	buf_puts(out, m->nvm == 0 ? "\nvms: []\n" : "\nvms:\n");
	for (size_t i = 0; i < m->nvm; i++) {
		const struct vm *v = &m->vm[i];

		f = print_flow_open(a, out, "  - ");
		print_key_text(&f, "name", v->name);
		if (v->cluster != NO_INDEX)
			print_key_text(&f, "cluster",
			    m->cluster[v->cluster].name);
		/* those that were spread are spread again, in this order */
		if (v->placed && v->host != NO_INDEX)
			print_key_text(&f, "host", m->host[v->host].name);
		print_key_unit(&f, "memory", v->memory_bytes, UNIT_BYTES);
		/* not given is not 100 %: the range allows for it */
		if (v->nonzero_given)
			print_key_unit(&f, "nonzero", v->nonzero_ppm,
			    UNIT_SHARE);
		if (v->hot_bytes > 0) {
			print_key_unit(&f, "hot", v->hot_bytes, UNIT_BYTES);
			print_key_unit(&f, "hot_window", v->hot_window_us,
			    UNIT_TIME);
		}
		if (v->dirty_given && v->npoint == 0)
			print_key_unit(&f, "dirty_rate", v->dirty_bps,
			    UNIT_RATE);
		if (v->set_bytes > 0)
			print_key_unit(&f, "working_set", v->set_bytes,
			    UNIT_BYTES);
		if (v->npoint > 0) {
			print_key_start(&f, "rewritten");
			print_node(out, node_get(v->node, "rewritten"));
		}
		if (v->apart > 0)
			print_key_text(&f, "apart", m->apart[v->apart]);
		print_flow_close(&f);
	}
}

static void
print_networks(struct arena *a, struct buf *out, const struct model *m)
{
	struct print_flow f;

	buf_puts(out, "\nnetworks:\n");
	for (size_t i = 0; i < m->nnetwork; i++) {
		const struct network *n = &m->network[i];

		f = print_flow_open(a, out, "  - ");
		print_key_text(&f, "name", n->name);
		print_key_text(&f, "purpose", catalog_purpose_word[n->purpose]);
		if (n->vlan > 0 || n->vlan_one)
			print_key_int(&f, "vlan", n->vlan_one ? 1 : n->vlan);
		if (n->has_subnet)
			print_key_text(&f, "subnet",
			    ip_net_text(a, n->base, n->prefix));
		if (n->gateway != 0)
			print_key_text(&f, "gateway", ip_text(a, n->gateway));
		print_key_bool(&f, "lossless", n->lossless);
		if (n->spared || (n->migrates && n->purpose != PURPOSE_LM))
			print_key_bool(&f, "live_migration", n->migrates);
		print_key_text(&f, "on", n->on_today ? "today" : "new");
		print_key_text(&f, "description", n->description);
		print_flow_close(&f);
	}
}

static void
print_ends(struct print_flow *f, const char *key, const struct model *m,
    const size_t *vm, size_t n, const size_t *device, size_t ndevice)
{
	const char **name = NEW(f->a, const char *, n + ndevice + 1);

	for (size_t i = 0; i < n; i++)
		name[i] = m->vm[vm[i]].name;
	for (size_t i = 0; i < ndevice; i++)
		name[n + i] = m->host[device[i]].name;
	print_key_names(f, key, name, n + ndevice);
}

static void
print_traffic(struct arena *a, struct buf *out, const struct model *m)
{
	struct print_flow f;

	if (m->ntraffic > 0)
		buf_puts(out, "\ntraffic:\n");
	for (size_t i = 0; i < m->ntraffic; i++) {
		const struct traffic *t = &m->traffic[i];

		f = print_flow_open(a, out, "  - ");
		if (!t->between_hosts) {
			print_ends(&f, "from", m, t->from, t->nfrom,
			    t->from_device, t->nfrom_device);
			print_ends(&f, "to", m, t->to, t->nto, t->to_device,
			    t->nto_device);
		}
		print_key_unit(&f, "rate", t->rate_bps, UNIT_RATE);
		if (t->network != NO_INDEX)
			print_key_text(&f, "network",
			    m->network[t->network].name);
		else
			print_key_text(&f, "purpose",
			    catalog_purpose_word[t->purpose]);
		if (t->to_network != NO_INDEX)
			print_key_text(&f, "to_network",
			    m->network[t->to_network].name);
		print_flow_close(&f);
	}
}

const char *
model_print(struct arena *a, const struct model *m)
{
	struct buf out = buf_new(a);
	struct print_flow f;

	buf_puts(&out, "eastwest: 1\n");
	f = print_flow_open(a, &out, "site: ");
	print_key_text(&f, "name", m->site);
	print_key_text(&f, "currency", m->currency);
	print_key_text(&f, "description", m->description);
	print_flow_close(&f);
	print_limits(a, &out, m);
	print_policy(a, &out, m);
	print_racks(a, &out, m);
	print_clusters(a, &out, m);
	print_hosts(a, &out, m);
	print_devices(a, &out, m);
	print_vms(a, &out, m);
	print_networks(a, &out, m);
	print_traffic(a, &out, m);
	print_rest(a, &out, m);
	return out.text;
}
