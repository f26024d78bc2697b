/* Section `hosts`, of each its `nics`: groups of equal ports. */
#include "model/read.h"

#include <string.h>
#include <strings.h>

#include "base/num.h"

#define PORTS_MAX 1000u /* far beyond any host's */
#define GROUPS_MAX 8u

struct nics_row {
	int64_t ports, speed_bps;
	int media, rdma, teaming, on;
	struct name_list names, networks;
	const char *model;
	bool buy;
};

const char *const model_teaming_word[] = { "switch-independent", "lacp", "none",
	NULL };
static const char *const on_word[] = { "new", "today", NULL };

static const struct slip teaming_slip[] = {
	{ "active-active", "switch-independent", NULL },
	{ "active-passive", "switch-independent", NULL },
	{ "set", "switch-independent", NULL },
	{ "static", NULL,
	    "a static LAG is not offered: lacp, or switch-independent" },
	{ "802.3ad", "lacp", NULL },
	{ NULL, NULL, NULL },
};

#define AT(member) offsetof(struct nics_row, member)
/* clang-format off */
static const struct field nics_field[] = {
	{ .key = "ports", .kind = FIELD_INT, .offset = AT(ports),
	    .min = 1, .max = 8, .example = "2",
	    .doc = "how many; default 2" },
	{ .key = "speed", .kind = FIELD_UNIT, .unit = UNIT_SPEED,
	    .offset = AT(speed_bps), .min = 1, .max = INT64_MAX,
	    .example = "10G",
	    .doc = "1G, 10G, 25G, 40G or 100G; default: what the media can "
	    "do" },
	{ .key = "media", .kind = FIELD_WORD, .offset = AT(media),
	    .hint = READ_MEDIA_HINT,
	    .words = catalog_media_word, .example = "sfp+",
	    .doc = "the transceiver cage: sfp+, 10gbase-t, sfp28, qsfp+ or "
	    "qsfp28; default: the one of the speed (10gbase-t for 1G)" },
	{ .key = "rdma", .kind = FIELD_WORD, .offset = AT(rdma),
	    .words = catalog_rdma_word, .example = "roce",
	    .doc = "none, roce or iwarp; default none" },
	{ .key = "names", .kind = FIELD_TEXTS, .offset = AT(names),
	    .example = "[\"SLOT 3 Port 1\", \"SLOT 3 Port 2\"]",
	    .doc = "their names in the host's operating system, free text on "
	    "one line as that system allows; default NIC1, NIC2, ..." },
	{ .key = "networks", .kind = FIELD_NAMES, .offset = AT(networks),
	    .example = "[lm, smb]",
	    .doc = "the networks of these ports; default all that no other "
	    "group of the host names" },
	{ .key = "teaming", .kind = FIELD_WORD, .offset = AT(teaming),
	    .words = model_teaming_word, .slips = teaming_slip,
	    .example = "switch-independent",
	    .doc = "switch-independent: one team over both switches, which are "
	    "not aware of it; none: each network on a port of its own; lacp: "
	    "one LAG over both switches; default switch-independent" },
	{ .key = "on", .kind = FIELD_WORD, .offset = AT(on),
	    .words = on_word, .example = "today",
	    .doc = "today: ports that stay on today's network and get no new "
	    "cable; default new" },
	{ .key = "model", .kind = FIELD_NAME, .offset = AT(model),
	    .example = "acme-x2",
	    .doc = "the model of their network card, a catalog id; default "
	    "unknown" },
	{ .key = "buy", .kind = FIELD_BOOL, .offset = AT(buy),
	    .example = "true",
	    .doc = "the cards are on the bill, as many of 'model' as the ports "
	    "require; default false: they are installed" },
};
/* clang-format on */
#undef AT
const struct model_table read_nics_table = { "hosts[].nics",
	"the nics of a host", nics_field, COUNT(nics_field) };

static const struct {
	int64_t gbps;
	enum media media;
} usual[] = {
	{ 1, MEDIA_10GT },
	{ 10, MEDIA_SFPP },
	{ 25, MEDIA_SFP28 },
	{ 40, MEDIA_QSFPP },
	{ 100, MEDIA_QSFP28 },
};

bool
read_port_defaults(struct reader *r, const struct node *map, const char *what,
    int media, int64_t *speed_bps, enum media *out)
{
	size_t i;

	*out = media < 0 ? MEDIA_SFPP : (enum media)media;
	if (*speed_bps == 0) {
		*speed_bps = catalog_media_speed_bps(*out);
		return true;
	}
	for (i = 0; i < COUNT(usual); i++)
		if (usual[i].gbps * GBPS == *speed_bps)
			break;
	if (i == COUNT(usual)) {
		diag_error(r->d, node_at(map, "speed"), "port-speed",
		    "no port of %s runs at %s", what,
		    num_text(r->a, *speed_bps, UNIT_SPEED));
		diag_hint(r->d, "1G, 10G, 25G, 40G or 100G");
		return false;
	}
	if (media < 0)
		*out = usual[i].media;
	if (*speed_bps < 10 * GBPS &&
	    (*out == MEDIA_QSFPP || *out == MEDIA_QSFP28)) {
		diag_error(r->d, node_at(map, "speed"), "port-speed",
		    "%s can't run at %s: %s does 10G at least", what,
		    num_text(r->a, *speed_bps, UNIT_SPEED),
		    catalog_media_word[*out]);
		diag_hint(r->d, "the media of that speed is %s",
		    catalog_media_word[usual[i].media]);
		return false;
	}
	if (*speed_bps > catalog_media_speed_bps(*out)) {
		diag_error(r->d, node_at(map, "speed"), "port-speed",
		    "%s can't run at %s: %s does %s at most", what,
		    num_text(r->a, *speed_bps, UNIT_SPEED),
		    catalog_media_word[*out],
		    num_text(r->a, catalog_media_speed_bps(*out), UNIT_SPEED));
		diag_hint(r->d, "the media of that speed is %s",
		    catalog_media_word[usual[i].media]);
		return false;
	}
	return true;
}

void
read_texts_expand(struct reader *r, struct name_list *l)
{
	struct name_list out = { .n = 0 };
	size_t cap = 0, capat = 0;

	for (size_t i = 0; i < l->n; i++) {
		struct name_set set;
		const char *why;

		if (strchr(l->name[i], '[') == NULL ||
		    !name_range_expand(r->a, l->name[i], &set, &why)) {
			set.n = 1;
			set.name = &l->name[i];
		}
		for (size_t k = 0; k < set.n && out.n < PORTS_MAX; k++) {
			PUSH(r->a, out.name, out.n, cap, set.name[k]);
			out.n--;
			PUSH(r->a, out.at, out.n, capat, l->at[i]);
		}
	}
	*l = out;
}

static void
port_names(struct reader *r, const struct node *map, const struct nics_row *row,
    struct host *h, size_t first, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		h->port_name[first + i] = i < row->names.n ?
		    row->names.name[i] :
		    str_fmt(r->a, "NIC%zu", first + i + 1);
		h->port_at[first + i] =
		    i < row->names.n ? row->names.at[i] : node_at(map, "ports");
	}
	if (node_says(map, "names") && row->names.n != n) {
		diag_error(r->d, node_at(map, "names"), "nic-names",
		    "'names' gives %zu, 'ports' is %zu", row->names.n, n);
		return;
	}
	for (size_t i = first; i < first + n; i++)
		for (size_t k = 0; k < i; k++)
			if (strcasecmp(h->port_name[i], h->port_name[k]) == 0)
				diag_error(r->d, h->port_at[i], "nic-names",
				    "two ports of one host are called '%s'",
				    h->port_name[i]);
}

/* the card of the catalog, and how many are bought */
static void
card_read(struct reader *r, const struct node *map, const struct nics_row *row,
    struct nic_group *g)
{
	const struct catalog *cat = r->m->catalog;
	const struct nic *card;
	const char **name, *near;

	if (row->model == NULL) {
		if (row->buy) {
			diag_error(r->d, node_at(map, "buy"), "nic-model",
			    "network cards must be bought, but 'model' is "
			    "missing");
			diag_hint(r->d,
			    "'eastwest catalog list' has the cards' ids");
		}
		return;
	}
	card = catalog_nic(cat, row->model);
	if (card == NULL) {
		name = NEW(r->a, const char *, cat->nnic + 1);
		for (size_t i = 0; i < cat->nnic; i++)
			name[i] = cat->nic[i].id;
		diag_error(r->d, node_at(map, "model"), "nic-model",
		    "no catalog has the network card '%s'", row->model);
		near = str_nearest(row->model, name, cat->nnic);
		if (near != NULL)
			diag_hint(r->d, "did you mean '%s'?", near);
		return;
	}
	if (!catalog_media_takes(card->media, g->media)) {
		diag_error(r->d, node_at(map, "model"), "nic-media",
		    "the ports of '%s' are %s, those of the host %s", card->id,
		    catalog_media_word[card->media],
		    catalog_media_word[g->media]);
		return;
	}
	if (g->rdma != RDMA_NONE && card->rdma != g->rdma) {
		diag_error(r->d, node_at(map, "model"), "nic-media",
		    "'%s' has %s, the host is to use %s", card->id,
		    card->rdma == RDMA_NONE ? "no RDMA" :
		                              catalog_rdma_word[card->rdma],
		    catalog_rdma_word[g->rdma]);
		return;
	}
	g->card = card;
	if (row->buy)
		g->ncard = (g->n + card->ports - 1) / card->ports;
}

/* what a group says it is for */
static void
group_networks(struct reader *r, const struct nics_row *row, const char *host,
    struct nic_group *g)
{
	size_t k;

	g->network = NEW(r->a, bool, r->m->nnetwork + 1);
	for (size_t i = 0; i < row->networks.n; i++) {
		k = read_ref_find(r, &r->network, "unknown-network",
		    str_fmt(r->a, "a port group of host '%s'", host),
		    row->networks.name[i], row->networks.at[i]);
		if (k != NO_INDEX)
			g->network[k] = true;
	}
}

static void
group_read(struct reader *r, const struct node *map, const char *host,
    struct host *h)
{
	struct nics_row row = { .ports = 2, .media = -1 };
	struct nic_group *g = &h->group[h->ngroup++];

	read_by_table(r, map, &read_nics_table, &row);
	read_texts_expand(r, &row.names);
	if (map != NULL && map->kind != NODE_MAP)
		map = NULL;
	if (map != NULL && !node_says(map, "ports") && row.names.n > 0 &&
	    row.names.n <= 8)
		row.ports = (int64_t)row.names.n;
	g->node = map;
	g->at = map != NULL ? map->at : h->at;
	g->first = h->nports;
	g->n = (size_t)row.ports;
	g->rdma = (enum rdma)row.rdma;
	g->teaming = (enum teaming)row.teaming;
	g->teaming_given = node_says(map, "teaming");
	g->networks_given = node_says(map, "networks");
	g->on_today = row.on == 1;
	g->speed_bps = row.speed_bps;
	read_port_defaults(r, map, "the nics of a host", row.media,
	    &g->speed_bps, &g->media);
	card_read(r, map, &row, g);
	group_networks(r, &row, host, g);
	h->port_name = arena_grow(r->a, h->port_name, h->nports,
	    h->nports + g->n + 1, sizeof *h->port_name);
	h->port_at = arena_grow(r->a, h->port_at, h->nports,
	    h->nports + g->n + 1, sizeof *h->port_at);
	port_names(r, map, &row, h, g->first, g->n);
	h->nports += g->n;
}

void
read_nics(struct reader *r, const struct node *n, const char *host,
    struct host *h)
{
	size_t many = n != NULL && n->kind == NODE_LIST ? n->n : 1;

	if (many > GROUPS_MAX) {
		diag_error(r->d, n->at, "nic-groups",
		    "%zu groups of ports, a host has at most %u", many,
		    GROUPS_MAX);
		many = GROUPS_MAX;
	}
	h->group = NEW(r->a, struct nic_group, many + 1);
	if (n == NULL || n->kind != NODE_LIST) {
		group_read(r, n, host, h);
		return;
	}
	for (size_t i = 0; i < many; i++)
		group_read(r, n->item[i], host, h);
	if (many == 0)
		diag_error(r->d, n->at, "empty-list",
		    "'nics' is an empty list: a host needs a port");
}
