/* Section `clusters`: a hypervisor with its version and migration settings. */
#include "model/read.h"

#include <strings.h>

struct cluster_row {
	const char *name, *hypervisor, *version;
	int64_t smb_cap_ppm, simultaneous, parallel, reserve;
	int team_hash, transport, host_files, bond;
	int orchestrator, encryption;
	int64_t streams;
	const char *vswitch;
	bool auto_converge, post_copy;
	int64_t overhead_us, stream_cap_bps;
};

const char *const model_transport_word[] = { "tcp", "compression", "smb",
	NULL };
const char *const model_team_hash_word[] = { "flow", "pair", "ideal", NULL };

const char *const model_bond_word[] = { "active-backup", "balance-tlb",
	"balance-alb", "802.3ad", NULL };

static const char *const orchestrator_word[] = { "libvirt", "proxmox", "ovirt",
	"kubevirt", "nova", "xapi", "vcenter", NULL };

static const char *const host_files_word[] = { "netplan", "networkd",
	"interfaces", "esxcli", NULL };

/* clang-format off */
#define MANAGED "Hyper-V and its cluster manage them themselves: leave it out"
#define SMB_DIRECT "'transport: smb', with 'rdma: roce' or 'iwarp' at the nics"
static const struct slip orchestrator_slip[] = {
	{ "pve", "proxmox", NULL }, { "rhv", "ovirt", NULL },
	{ "olvm", "ovirt", NULL }, { "openstack", "nova", NULL },
	{ "harvester", "kubevirt", NULL }, { "openshift", "kubevirt", NULL },
	{ "virsh", "libvirt", NULL }, { "xcp-ng", "xapi", NULL },
	{ "xenserver", "xapi", NULL }, { "vsphere", "vcenter", NULL },
	{ "vmm", NULL, MANAGED }, { "scvmm", NULL, MANAGED },
	{ "wac", NULL, MANAGED }, { NULL, NULL, NULL },
};

/* by the numbers of the modes too */
static const struct slip bond_slip[] = {
	{ "lacp", "802.3ad", NULL }, { "4", "802.3ad", NULL },
	{ "1", "active-backup", NULL }, { "failover", "active-backup", NULL },
	{ "5", "balance-tlb", NULL }, { "6", "balance-alb", NULL },
	{ NULL, NULL, NULL },
};

static const struct slip transport_slip[] = {
	{ "rdma", NULL, SMB_DIRECT }, { "smb-direct", NULL, SMB_DIRECT },
	{ "tcpip", "tcp", NULL }, { "tcp/ip", "tcp", NULL },
	{ NULL, NULL, NULL },
};
/* clang-format on */

#define AT(member) offsetof(struct cluster_row, member)
/* clang-format off */
static const struct field cluster_field[] = {
	{ .key = "name", .kind = FIELD_PATTERN, .offset = AT(name),
	    .required = true, .example = "prod",
	    .doc = "one cluster, or several identical ones by a range" },
	{ .key = "hypervisor", .kind = FIELD_NAME, .offset = AT(hypervisor),
	    .example = "hyper-v",
	    .doc = "one of the catalog: hyper-v, kvm, vsphere, xen or xen-old "
	    "(up to 4.5); stop rule, slots, per-VM overhead and stream cap "
	    "depend on it; default hyper-v" },
	{ .key = "version", .kind = FIELD_TEXT, .offset = AT(version),
	    .example = "\"2019\"",
	    .doc = "hyper-v: 2012r2 (teams with LBFO), 2016, 2019, 2022 or "
	    "2025 (with SET); default 2019" },
	{ .key = "smb_cap", .kind = FIELD_UNIT, .unit = UNIT_SHARE,
	    .offset = AT(smb_cap_ppm), .min = 1, .max = WHOLE_PPM,
	    .usual_min = WHOLE_PPM / 100,
	    .example = "25 %",
	    .doc = "of a host's bandwidth, for live migration over smb; "
	    "default none" },
	{ .key = "team_hash", .kind = FIELD_WORD, .offset = AT(team_hash),
	    .words = model_team_hash_word, .example = "flow",
	    .doc = "how streams are distributed over a team's members: flow "
	    "(each on its own), pair (all between two hosts on one), ideal "
	    "(spread evenly); default flow" },
	{ .key = "transport", .kind = FIELD_WORD, .offset = AT(transport),
	    .words = model_transport_word, .slips = transport_slip,
	    .example = "compression",
	    .doc = "of live migration: tcp, compression or smb (hyper-v "
	    "only); default compression on hyper-v, else tcp" },
	{ .key = "auto_converge", .kind = FIELD_BOOL,
	    .offset = AT(auto_converge), .example = "true",
	    .doc = "kvm: a VM that dirties memory too fast is throttled until "
	    "its migration converges; default the hypervisor's" },
	{ .key = "post_copy", .kind = FIELD_BOOL, .offset = AT(post_copy),
	    .example = "true",
	    .doc = "kvm: after one pass the VM runs at the target and the rest "
	    "of its memory follows: always converges, but a network failure "
	    "during it loses the VM; default false" },
	{ .key = "overhead", .kind = FIELD_UNIT, .unit = UNIT_TIME,
	    .offset = AT(overhead_us), .min = 0, .max = INT64_C(600000000),
	    .usual_max = 120 * SECOND_US,
	    .example = "2.9 s",
	    .doc = "measured: fixed time of a migration; default the "
	    "hypervisor's, with its range (see drain --calibrate)" },
	{ .key = "stream_cap", .kind = FIELD_UNIT, .unit = UNIT_RATE,
	    .offset = AT(stream_cap_bps), .min = 1,
	    .max = 1000 * GBPS, .usual_min = GBPS / 1000,
	    .example = "3.6 Gbit/s",
	    .doc = "measured: the throughput limit of one migration stream; "
	    "default the hypervisor's, with its range" },
	{ .key = "orchestrator", .kind = FIELD_WORD,
	    .offset = AT(orchestrator), .words = orchestrator_word,
	    .slips = orchestrator_slip,
	    .example = "proxmox",
	    .doc = "what manages its migrations: libvirt, proxmox, ovirt, "
	    "kubevirt, nova (kvm), xapi (xen) or vcenter (vsphere); it decides "
	    "fixed times, concurrent migrations and encryption "
	    "(catalogs/hypervisors); default the hypervisor's first" },
	{ .key = "encryption", .kind = FIELD_WORD, .offset = AT(encryption),
	    .words = catalog_encryption_word, .example = "tls",
	    .doc = "of migrations: none, tls or ssh, which limits the "
	    "throughput of a stream; default the orchestrator's" },
	{ .key = "streams", .kind = FIELD_INT, .offset = AT(streams),
	    .min = 1, .max = 255, .example = "4",
	    .doc = "parallel streams of one migration (QEMU's multifd, "
	    "vSphere's vmknics for vMotion); default 1" },
	{ .key = "simultaneous", .kind = FIELD_INT,
	    .offset = AT(simultaneous), .min = 1, .max = 1000,
	    .usual_max = 64,
	    .example = "2",
	    .doc = "concurrent live migrations per host, in and out; default "
	    "the hypervisor's" },
	{ .key = "parallel", .kind = FIELD_INT, .offset = AT(parallel),
	    .min = 1, .max = 100000, .usual_max = 10000,
	    .example = "8",
	    .doc = "concurrent live migrations of the whole cluster; default "
	    "no such limit" },
	{ .key = "host_files", .kind = FIELD_WORD, .offset = AT(host_files),
	    .words = host_files_word, .example = "networkd",
	    .doc = "how a host's network is set up. kvm: netplan, networkd "
	    "(systemd-networkd) or interfaces (ifupdown2, as on Proxmox VE); "
	    "default netplan, with orchestrator proxmox interfaces. vsphere: "
	    "esxcli" },
	{ .key = "bond", .kind = FIELD_WORD, .offset = AT(bond),
	    .words = model_bond_word, .slips = bond_slip,
	    .example = "active-backup",
	    .doc = "bonding mode of a Linux host: active-backup (one port "
	    "carries all), balance-tlb (sends over all, receives over one), "
	    "balance-alb (both over all) or 802.3ad, which is 'teaming: lacp' "
	    "of its hosts; default active-backup" },
	{ .key = "switch", .kind = FIELD_NAME, .offset = AT(vswitch),
	    .example = "ConvergedSwitch",
	    .doc = "name of the hosts' virtual switch over teamed ports; "
	    "default ConvergedSwitch (hyper-v), vmbr1 (Proxmox VE), vSwitch1 "
	    "(vsphere)" },
	{ .key = "reserve", .kind = FIELD_INT, .offset = AT(reserve),
	    .min = 0, .max = 10000, .example = "1",
	    .doc = "hosts the cluster must be able to lose; default 1, or 0 "
	    "where it has one host" },
};
/* clang-format on */
#undef AT
const struct model_table read_cluster_table = { "clusters[]", "a cluster",
	cluster_field, COUNT(cluster_field) };

/* the versions of hyper-v, by how they team */
static const struct version {
	const char *text;
	bool set;
} version[] = {
	{ "2012r2", false },
	{ "2016", true },
	{ "2019", true },
	{ "2022", true },
	{ "2025", true },
};

/* "2012 R2" -> "2012r2" */
static const char *
squeezed(struct reader *r, const char *s)
{
	struct buf b = buf_new(r->a);

	for (; *s != '\0'; s++)
		if (*s != ' ')
			buf_putc(&b, *s);
	return b.text;
}

static void
version_read(struct reader *r, const struct node *map,
    const struct cluster_row *row, struct cluster *c)
{
	const char *cand[COUNT(version)], *s = row->version, *near = NULL;

	if (c->hyp == NULL)
		return;
	if (!str_eq(c->hyp->id, "hyper-v")) {
		c->version = NULL;
		if (s != NULL)
			diag_warn(r->d, node_at(map, "version"),
			    "version-unused",
			    "'version' has no effect on cluster '%s': only "
			    "hyper-v uses it",
			    row->name);
		return;
	}
	c->version = "2019";
	c->set = true;
	for (size_t i = 0; s != NULL && i < COUNT(version); i++) {
		cand[i] = version[i].text;
		if (str_eq(s, version[i].text)) {
			c->version = version[i].text;
			c->set = version[i].set;
			return;
		}
		if (strcasecmp(squeezed(r, s), version[i].text) == 0)
			near = version[i].text;
	}
	if (s == NULL)
		return;
	diag_error(r->d, node_at(map, "version"), "hypervisor-version",
	    "unknown hyper-v version '%s': 2012r2 (teams with LBFO), 2016, "
	    "2019, 2022 or 2025 (with SET)",
	    s);
	if (near == NULL)
		near = str_nearest(s, cand, COUNT(version));
	if (near != NULL)
		diag_hint(r->d, "did you mean '%s'?", near);
}

static void
hypervisor_find(struct reader *r, const struct node *map, const char *id,
    struct cluster *c)
{
	const struct catalog *k = r->m->catalog;
	const char **cand = NEW(r->a, const char *, k->nhyp + 1), *near;
	struct buf b = buf_new(r->a);
	size_t i;

	c->hyp = catalog_hypervisor(k, id);
	if (c->hyp != NULL)
		return;
	for (i = 0; i < k->nhyp; i++) {
		cand[i] = k->hyp[i].id;
		buf_printf(&b, "%s%s", i > 0 ? ", " : "", cand[i]);
	}
	diag_error(r->d, node_at(map, "hypervisor"), "unknown-hypervisor",
	    "the catalog has no hypervisor '%s'", id);
	near = str_nearest(id, cand, k->nhyp);
	/* what drives one's migrations is often taken for it */
	for (i = 0; i < k->nhyp; i++)
		if (catalog_how(k->hyp[i].orchestrator, k->hyp[i].norchestrator,
		        id) != NULL)
			break;
	if (i < k->nhyp)
		diag_hint(r->d, "'hypervisor: %s' with 'orchestrator: %s'",
		    k->hyp[i].id, id);
	else if (catalog_hypervisor_known_as(k, id) != NULL)
		diag_hint(r->d, "'%s' is called '%s' here", id,
		    catalog_hypervisor_known_as(k, id)->id);
	else if (near != NULL)
		diag_hint(r->d, "did you mean '%s'?", near);
	else
		diag_hint(r->d, "it has %s", b.text);
}

/* what is done about VMs that write faster than the link */
static void
helps_read(struct reader *r, const struct node *map,
    const struct cluster_row *row, struct cluster *c)
{
	const struct hypervisor *h = c->hyp;

	if (h == NULL)
		return;
	c->auto_converge = node_says(map, "auto_converge") ?
	    row->auto_converge :
	    h->auto_converge;
	c->post_copy = row->post_copy;
	c->overhead_us = row->overhead_us;
	c->stream_cap_bps = row->stream_cap_bps;
	if (c->auto_converge != h->auto_converge && !h->offers_auto_converge) {
		diag_error(r->d, node_at(map, "auto_converge"),
		    "help-unsupported",
		    "cluster '%s' runs %s, where "
		    "auto-converge can't be turned %s",
		    row->name, h->id, c->auto_converge ? "on" : "off");
		diag_hint(r->d, "remove 'auto_converge'");
	}
	if (c->post_copy && !h->offers_post_copy) {
		diag_error(r->d, node_at(map, "post_copy"), "help-unsupported",
		    "cluster '%s' runs %s, which has no "
		    "post-copy",
		    row->name, h->id);
		diag_hint(r->d, "remove 'post_copy'");
	}
}

/* which files a host gets, of a hypervisor whose hosts may have several kinds;
 * who drives the migrations may bring a kind of its own */
static void
host_files_read(struct reader *r, const struct node *map,
    const struct cluster_row *row, struct cluster *c)
{
	const struct platform *p = c->hyp != NULL ?
	    catalog_platform(r->m->catalog, c->hyp->host_platform) :
	    NULL;
	const char *own = platform_word(p, "host_files", "");
	const char *word = row->host_files >= 0 ?
	    host_files_word[row->host_files] :
	    c->driver == NULL ?
	    own :
	    platform_word(p, str_fmt(r->a, "files_%s", c->driver->name), own);

	if (p == NULL)
		return;
	if (str_eq(word, own) || platform_word(p, word, "")[0] != '\0') {
		c->host_files = own[0] != '\0' ? word : NULL;
		return;
	}
	diag_warn(r->d, node_at(map, "host_files"), "host-files-unused",
	    "'host_files' has no effect on cluster '%s': the hosts of %s have "
	    "no files of that kind",
	    row->name, c->hyp->id);
	c->host_files = own[0] != '\0' ? own : NULL;
}

/* what writes the files of a cluster's hosts */
static const struct platform *
files_platform(const struct reader *r, const struct cluster *c)
{
	const struct platform *p = c->hyp != NULL ?
	    catalog_platform(r->m->catalog, c->hyp->host_platform) :
	    NULL;
	const char *other =
	    c->host_files != NULL ? platform_word(p, c->host_files, "") : "";

	return other[0] != '\0' ? catalog_platform(r->m->catalog, other) : p;
}

/* the modes a bond may have, and whether the site's says anything */
static void
bond_read(struct reader *r, const struct node *map,
    const struct cluster_row *row, struct cluster *c)
{
	const struct platform *p = files_platform(r, c);
	const char *def = platform_word(p, "bond", "");

	for (size_t i = 0; model_bond_word[i] != NULL; i++)
		if (str_eq(def, model_bond_word[i]))
			c->bond = (enum bond)(i + 1);
	if (!node_says(map, "bond") || c->hyp == NULL)
		return;
	if (c->bond == BOND_NO) {
		diag_warn(r->d, node_at(map, "bond"), "bond-unused",
		    "'bond' has no effect on cluster '%s': the hosts of %s "
		    "team their ports differently",
		    row->name, c->hyp->id);
		return;
	}
	c->bond = (enum bond)(row->bond + 1);
	c->bond_given = true;
}

/* what the virtual switch is called, where the platform has one */
static void
vswitch_read(struct reader *r, const struct node *map,
    const struct cluster_row *row, struct cluster *c)
{
	const struct platform *p = files_platform(r, c);
	const char *def = platform_word(p, "virtual_switch", "");

	c->vswitch = def[0] != '\0' ? def : NULL;
	if (row->vswitch == NULL || c->hyp == NULL)
		return;
	if (def[0] != '\0')
		c->vswitch = row->vswitch;
	else
		diag_warn(r->d, node_at(map, "switch"), "switch-unused",
		    "'switch' has no effect on cluster '%s': the hosts of %s "
		    "get no virtual switch of that kind",
		    row->name, c->hyp->id);
}

static const char *
how_names(struct reader *r, const struct how *h, size_t n)
{
	struct buf b = buf_new(r->a);

	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s%s", i > 0 ? ", " : "", h[i].name);
	return b.text;
}

/* the least of what the hypervisor, who drives it and what encrypts allow */
static void
streams_check(struct reader *r, const struct node *map, const char *name,
    const struct cluster *c)
{
	const char *who = c->hyp->id;
	int64_t most = c->hyp->max_streams;

	if (c->streams <= 1)
		return;
	if (most > 0 && c->driver != NULL && c->driver->max_streams > 0 &&
	    c->driver->max_streams < most) {
		who = c->driver->name;
		most = c->driver->max_streams;
	}
	if (most > 1 && c->encrypts != NULL && c->encrypts->max_streams > 0 &&
	    c->encrypts->max_streams < most) {
		who = str_fmt(r->a, "encryption by %s", c->encrypts->name);
		most = c->encrypts->max_streams;
	}
	if (c->streams <= most)
		return;
	diag_error(r->d, node_at(map, "streams"), "streams-unsupported",
	    most > 1 ? "cluster '%s' asks for %lld streams per migration, %s "
	               "has at most %lld" :
	        most == 1 ?
	               "cluster '%s' asks for %lld streams per migration, and "
	               "%s has one" :
	               "cluster '%s' asks for %lld streams per migration, and "
	               "%s has no such setting",
	    name, (long long)c->streams, who, (long long)most);
	if (most <= 1)
		diag_hint(r->d,
		    "remove 'streams': each of its migrations is one stream");
}

/* who drives its migrations, over what, in how many streams */
static void
how_read(struct reader *r, const struct node *map,
    const struct cluster_row *row, struct cluster *c)
{
	const struct hypervisor *h = c->hyp;
	const char *word = row->orchestrator >= 0 ?
	    orchestrator_word[row->orchestrator] :
	    NULL;
	enum encryption e = ENCRYPTION_NONE;

	c->streams = row->streams > 0 ? row->streams : 1;
	if (h == NULL)
		return;
	if (word != NULL)
		c->driver =
		    catalog_how(h->orchestrator, h->norchestrator, word);
	else if (h->norchestrator > 0)
		c->driver = &h->orchestrator[0];
	if (word != NULL && c->driver == NULL) {
		diag_error(r->d, node_at(map, "orchestrator"),
		    "orchestrator-unsupported",
		    "cluster '%s' runs %s, whose migrations are not managed by "
		    "%s",
		    row->name, h->id, word);
		diag_hint(r->d, "%s",
		    h->norchestrator > 0 ?
		        str_fmt(r->a, "%s can be managed by %s", h->id,
		            how_names(r, h->orchestrator, h->norchestrator)) :
		        "remove it: the hypervisor manages them itself");
	}
	if (c->driver != NULL)
		e = c->driver->encryption;
	if (row->encryption >= 0)
		e = (enum encryption)row->encryption;
	if (e != ENCRYPTION_NONE)
		c->encrypts = catalog_how(h->encrypts, h->nencrypts,
		    catalog_encryption_word[e]);
	if (e != ENCRYPTION_NONE && c->encrypts == NULL) {
		diag_error(r->d,
		    row->encryption >= 0 ? node_at(map, "encryption") :
		                           node_at(map, "orchestrator"),
		    "encryption-unsupported",
		    "cluster '%s' runs %s, whose migrations can't be encrypted "
		    "by %s",
		    row->name, h->id, catalog_encryption_word[e]);
		diag_hint(r->d, "it supports: none%s%s",
		    h->nencrypts > 0 ? ", " : "",
		    how_names(r, h->encrypts, h->nencrypts));
	}
	streams_check(r, map, row->name, c);
}

/* concurrent migrations: the site's number, else that of what manages them,
 * else of the version, else the hypervisor's */
static void
at_once_read(const struct cluster_row *row, struct cluster *c)
{
	const struct how *v = c->hyp != NULL && c->version != NULL ?
	    catalog_how(c->hyp->version, c->hyp->nversion, c->version) :
	    NULL;

	c->simultaneous = row->simultaneous;
	c->simultaneous_given = row->simultaneous > 0;
	if (c->simultaneous == 0 && c->driver != NULL)
		c->simultaneous = c->driver->simultaneous;
	if (c->simultaneous == 0 && v != NULL)
		c->simultaneous = v->simultaneous;
	if (c->simultaneous == 0 && c->hyp != NULL)
		c->simultaneous = c->hyp->simultaneous;
	if (c->simultaneous == 0)
		c->simultaneous = 1;
	c->parallel = row->parallel;
	if (c->parallel == 0 && c->driver != NULL)
		c->parallel = c->driver->parallel;
}

static void
cluster_read(struct reader *r, const struct node *map)
{
	struct cluster_row row = { .hypervisor = "hyper-v",
		.transport = -1,
		.reserve = -1,
		.overhead_us = -1,
		.orchestrator = -1,
		.host_files = -1,
		.encryption = -1 };
	struct model *m = r->m;
	struct cluster c = { .node = map };
	struct name_set names;

	read_by_table(r, map, &read_cluster_table, &row);
	if (!read_names(r, map, row.name, m->ncluster, FEW_MAX,
	        &m->unread.clusters, &names))
		return;
	hypervisor_find(r, map, row.hypervisor, &c);
	version_read(r, map, &row, &c);
	c.at = node_at(map, "name");
	c.smb_cap_ppm = row.smb_cap_ppm;
	c.team_hash = (enum team_hash)row.team_hash;
	c.team_hash_given = node_says(map, "team_hash");
	c.reserve = row.reserve; /* -1: settled when the hosts are known */
	if (row.transport >= 0)
		c.transport = (enum transport)row.transport;
	else
		c.transport =
		    c.version != NULL ? TRANSPORT_COMPRESSION : TRANSPORT_TCP;
	if (c.hyp != NULL && c.version == NULL &&
	    c.transport == TRANSPORT_SMB) {
		diag_error(r->d, node_at(map, "transport"),
		    "transport-unsupported",
		    "cluster '%s' runs %s, whose "
		    "live migration does not go over smb",
		    row.name, c.hyp->id);
		diag_hint(r->d, "%s",
		    c.hyp->compression_ppm < WHOLE_PPM ?
		        "tcp and compression are left" :
		        "tcp is left");
	}
	if (c.hyp != NULL && c.transport == TRANSPORT_COMPRESSION &&
	    c.hyp->compression_ppm >= WHOLE_PPM)
		diag_warn(r->d, node_at(map, "transport"), "compression-unused",
		    "'transport: compression' has no effect on cluster '%s': "
		    "%s compresses no migration",
		    row.name, c.hyp->id);
	if (c.smb_cap_ppm > 0 && c.transport != TRANSPORT_SMB)
		diag_warn(r->d, node_at(map, "smb_cap"), "smb-cap-unused",
		    "'smb_cap' limits live migration over smb, and cluster "
		    "'%s' migrates by %s",
		    row.name, model_transport_word[c.transport]);
	helps_read(r, map, &row, &c);
	how_read(r, map, &row, &c);
	host_files_read(r, map, &row, &c);
	bond_read(r, map, &row, &c);
	vswitch_read(r, map, &row, &c);
	at_once_read(&row, &c);
	for (size_t i = 0; i < names.n; i++) {
		c.name = names.name[i];
		PUSH(r->a, m->cluster, m->ncluster, r->capcluster, c);
	}
}

void
read_clusters(struct reader *r, const struct node *n)
{
	struct model *m = r->m;
	const char **name;
	struct span *at;

	read_list_each(r, n, "clusters", cluster_read);
	if (n != NULL && n->kind == NODE_LIST && n->n == 0)
		diag_error(r->d, n->at, "empty-list", "a site needs a cluster");
	m->unread.clusters |= m->ncluster == 0;
	name = NEW(r->a, const char *, m->ncluster + 1);
	at = NEW(r->a, struct span, m->ncluster + 1);
	for (size_t i = 0; i < m->ncluster; i++) {
		name[i] = m->cluster[i].name;
		at[i] = m->cluster[i].at;
	}
	read_index_make(r, &r->cluster, "cluster", name, at, m->ncluster,
	    &m->unread.clusters);
}
