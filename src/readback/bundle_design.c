#include "readback/bundle_design.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/num.h"
#include "base/sort.h"
#include "base/str.h"

const char *
bundle_text(const struct node *map, const char *key)
{
	const struct node *n = node_get(map, key);

	return n && n->kind == NODE_SCALAR && !node_is_null(n) ? n->text : "";
}

const struct node *
bundle_list(const struct node *map, const char *key, size_t *n)
{
	const struct node *l = node_get(map, key);

	*n = l && l->kind == NODE_LIST ? l->n : 0;
	return l;
}

long
bundle_thousandths(const char *s)
{
	char *end;
	double x = strtod(s, &end);

	return *s && !*end && x >= 0 && x < 1e9 ? (long)(x * 1000 + .5) : -1;
}

long
bundle_number(const struct node *map, const char *key)
{
	int64_t n;

	return num_int(bundle_text(map, key), &n) && n >= 0 && n < LONG_MAX ?
	    (long)n :
	    -1;
}

static void
read_vnics(struct arena *a, struct bundle_host *h, const struct node *x)
{
	size_t n;
	const struct node *l = bundle_list(x, "interfaces", &n);

	for (size_t i = 0; i < n; i++) {
		const struct node *y = l->item[i];
		struct bundle_vnic v = { .name = bundle_text(y, "name"),
			.network = bundle_text(y, "network"),
			.port = bundle_text(y, "port"),
			.rdma = str_eq(bundle_text(y, "rdma"), "true"),
			.lossless =
			    str_eq(bundle_text(y, "lossless"), "true") };

		PUSH(a, h->vnic, h->nvnic, h->vnic_cap, v);
	}
}

static void
read_ports(struct arena *a, struct bundle_host *h, const struct node *x)
{
	size_t n, m;
	const struct node *l = bundle_list(x, "ports", &n);

	for (size_t i = 0; i < n; i++) {
		const struct node *y = l->item[i], *s;
		struct bundle_hport p = { .name = bundle_text(y, "name"),
			.team = bundle_number(y, "team"),
			.mode = bundle_text(y, "mode") };

		s = bundle_list(y, "networks", &m);
		for (size_t k = 0; k < m; k++)
			if (s->item[k]->kind == NODE_SCALAR)
				PUSH(a, p.network, p.n, p.cap,
				    (const char *){ s->item[k]->text });
		PUSH(a, h->port, h->nport, h->port_cap, p);
	}
}

const struct bundle_hport *
bundle_host_port(const struct bundle_host *h, const char *port)
{
	for (size_t i = 0; h && i < h->nport; i++)
		if (strcasecmp(h->port[i].name, port) == 0)
			return &h->port[i];
	return NULL;
}

static const char *
name_of(const struct bundle *b, const struct view *v)
{
	for (size_t i = 0; i < b->nsw; i++)
		if (b->sw[i].view == v)
			return b->sw[i].name;
	return "";
}

struct vlan_set
bundle_vlans_apart(const struct bundle *b, const struct view *x,
    const struct view *y)
{
	struct vlan_set s = { 0 };

	for (size_t i = 0; b && x && y && i < b->nnet; i++)
		if (b->net[i].vlan &&
		    bundle_net_lists(&b->net[i], name_of(b, x)) !=
		        bundle_net_lists(&b->net[i], name_of(b, y)))
			vlan_set_add(&s, b->net[i].vlan);
	return s;
}

bool
bundle_port_is_alone(const struct bundle_host *h, const char *port)
{
	const struct bundle_hport *p = bundle_host_port(h, port);
	size_t n = 0;

	for (size_t i = 0; p && i < h->nport; i++)
		n += h->port[i].team == p->team;
	return p && (p->team < 0 || n == 1);
}

const char *
bundle_port_mode(const struct bundle_host *h, const char *port)
{
	const struct bundle_hport *p = bundle_host_port(h, port);

	return p && *p->mode ? p->mode : h ? h->team : "";
}

bool
bundle_port_is_for(const struct bundle_hport *p, const char *network)
{
	for (size_t i = 0; i < p->n; i++)
		if (str_eq(p->network[i], network))
			return true;
	return false;
}

/* of a device nothing but its ports */
static void
device_ports(struct arena *a, struct bundle *b, const struct node *top)
{
	size_t n;
	const struct node *l = bundle_list(top, "devices", &n);

	for (size_t i = 0; i < n; i++) {
		struct bundle_host h = { .name =
			                     bundle_text(l->item[i], "name"),
			.device = true,
			.team = "",
			.balancing = "",
			.transport = "",
			.mtu = -1,
			.processors = -1,
			.simultaneous = -1,
			.limit_bytes = -1 };

		read_ports(a, &h, l->item[i]);
		PUSH(a, b->setting, b->nsetting, b->setting_cap, h);
	}
}

static int
by_name(const void *px, const void *py, const void *unused)
{
	const struct bundle_named *x = px, *y = py;

	(void)unused;
	return strcmp(x->name, y->name);
}

static void
settings_index(struct arena *a, struct bundle *b)
{
	b->named = NEW(a, struct bundle_named, b->nsetting + 1);
	for (size_t i = 0; i < b->nsetting; i++)
		b->named[i] = (struct bundle_named){ b->setting[i].name, i };
	sort_stable(b->named, b->nsetting, sizeof(*b->named), by_name, NULL);
}

void
bundle_read_settings(struct arena *a, struct bundle *b, const struct node *top)
{
	size_t n, m;
	const struct node *l = bundle_list(top, "hosts", &n);

	device_ports(a, b, top);

	for (size_t i = 0; i < n; i++) {
		const struct node *x = l->item[i], *s;
		const struct node *mig = node_get(x, "migration");
		struct bundle_host h = { .name = bundle_text(x, "name"),
			.team = bundle_text(x, "team"),
			.balancing = bundle_text(x, "balancing"),
			.transport = bundle_text(mig, "transport"),
			.mtu = bundle_number(x, "mtu"),
			.processors = bundle_number(x, "processors"),
			.simultaneous = bundle_number(mig, "simultaneous"),
			.limit_bytes =
			    bundle_number(mig, "limit_bytes_per_s") };

		read_vnics(a, &h, x);
		read_ports(a, &h, x);
		s = bundle_list(mig, "networks", &m);
		for (size_t k = 0; k < m; k++)
			if (s->item[k]->kind == NODE_SCALAR)
				PUSH(a, h.order, h.norder, h.order_cap,
				    (const char *){ s->item[k]->text });
		PUSH(a, b->setting, b->nsetting, b->setting_cap, h);
	}
	settings_index(a, b);
}

/* ---- cabling ---- */

static struct bundle_end
end_of(const struct node *x)
{
	return (struct bundle_end){ bundle_text(x, "device"),
		bundle_text(x, "port"), bundle_text(x, "cage"), "" };
}

/* what is plugged into both ends, in their order */
static void
read_plugs(struct bundle_link *k, const struct node *x)
{
	size_t n;
	const struct node *l = bundle_list(x, "optics", &n);

	for (size_t i = 0; i < n && i < 2; i++)
		if (l->item[i]->kind == NODE_SCALAR &&
		    !node_is_null(l->item[i]))
			k->end[i].optic = l->item[i]->text;
}

static void
read_links(struct arena *a, struct bundle *b, const struct node *top)
{
	size_t n;
	const struct node *l = bundle_list(top, "links", &n);

	for (size_t i = 0; i < n; i++) {
		const struct node *x = l->item[i];
		struct bundle_link k = { .id = bundle_text(x, "id"),
			.kind = bundle_text(x, "kind"),
			.end = { end_of(node_get(x, "a")),
			    end_of(node_get(x, "b")) },
			.speed_mbps =
			    bundle_thousandths(bundle_text(x, "speed_gbps")),
			.needed_mm =
			    bundle_thousandths(bundle_text(x, "needed_m")),
			.medium = bundle_text(x, "medium"),
			.length_mm =
			    bundle_thousandths(bundle_text(x, "length_m")) };

		read_plugs(&k, x);
		PUSH(a, b->link, b->nlink, b->link_cap, k);
	}
}

static void
read_cables(struct arena *a, struct bundle *b, const struct node *media)
{
	size_t n, m;
	const struct node *l = bundle_list(media, "cables", &n);

	for (size_t i = 0; i < n; i++) {
		const struct node *x = l->item[i], *s;
		struct bundle_medium k = { .family = bundle_text(x, "family"),
			.kind = bundle_text(x, "kind"),
			.cage = { bundle_text(x, "a_cage"),
			    bundle_text(x, "b_cage") },
			.connector = bundle_text(x, "connector"),
			.speed_mbps =
			    bundle_thousandths(bundle_text(x, "speed_gbps")),
			.links = bundle_number(x, "links") };

		s = bundle_list(x, "lengths_m", &m);
		for (size_t j = 0; j < m; j++)
			if (s->item[j]->kind == NODE_SCALAR)
				PUSH(a, k.length_mm, k.nlength, k.length_cap,
				    bundle_thousandths(s->item[j]->text));
		PUSH(a, b->medium, b->nmedium, b->medium_cap, k);
	}
}

void
bundle_read_media(struct arena *a, struct bundle *b, const struct node *top)
{
	const struct node *media = node_get(top, "media"), *l, *r;
	size_t n;

	read_links(a, b, top);
	read_cables(a, b, media);
	l = bundle_list(media, "optics", &n);
	for (size_t i = 0; i < n; i++) {
		const struct node *x = l->item[i];
		struct bundle_optic o = { .id = bundle_text(x, "id"),
			.name = bundle_text(x, "name"),
			.cage = bundle_text(x, "cage"),
			.connector = bundle_text(x, "connector"),
			.speed_mbps =
			    bundle_thousandths(bundle_text(x, "speed_gbps")),
			.links = bundle_number(x, "links") };

		r = node_get(x, "reach_m");
		for (size_t j = 0; r && r->kind == NODE_MAP && j < r->n; j++) {
			struct bundle_reach y = { r->key[j]->text,
				bundle_thousandths(
				    bundle_text(r, r->key[j]->text)) };

			PUSH(a, o.reach, o.nreach, o.reach_cap, y);
		}
		PUSH(a, b->optic, b->noptic, b->optic_cap, o);
	}
}

void
bundle_read_protect(struct arena *a, struct bundle_switch *s,
    const struct node *of)
{
	const struct node *x = node_get(of, "protect"), *l;
	size_t n;

	if (!x || x->kind != NODE_MAP)
		return;
	s->protect_said = true;
	s->storm_percent = bundle_number(x, "storm_control_percent");
	s->heartbeat_percent = bundle_number(x, "heartbeat_percent");
	s->ecn = str_eq(bundle_text(x, "ecn"), "true");
	s->pool = str_eq(bundle_text(x, "lossless_pool"), "true");
	s->root_guard = str_eq(bundle_text(x, "root_guard"), "true");
	l = bundle_list(x, "manage_from", &n);
	for (size_t i = 0; i < n; i++)
		if (l->item[i]->kind == NODE_SCALAR)
			PUSH(a, s->manage_from, s->nmanage_from,
			    s->manage_from_cap, l->item[i]->text);
}

static void
read_servers(struct arena *a, struct bundle_around *w, const struct node *x,
    const char *kind)
{
	size_t n;
	const struct node *l = bundle_list(x, kind, &n);

	for (size_t i = 0; i < n; i++)
		if (l->item[i]->kind == NODE_SCALAR) {
			struct named s = { kind, l->item[i]->text, 0 };

			PUSH(a, w->server, w->nserver, w->server_cap, s);
		}
}

void
bundle_read_around(struct arena *a, struct bundle *b, const struct node *top)
{
	const struct node *x = node_get(top, "around");
	struct bundle_around *w = &b->around;

	w->core_stp_priority = -1;
	if (!x || x->kind != NODE_MAP)
		return;
	w->said = true;
	w->administrator = bundle_text(x, "administrator");
	read_servers(a, w, x, "ntp");
	read_servers(a, w, x, "syslog");
	w->core_stp_priority = bundle_number(x, "core_stp_priority");
}
