/*
 * Every branch of every template is rendered by something here: each `if`,
 * `elif`, `else` and loop, also the side of an `if` that says nothing, gets a
 * mark, and each mark must come out of one of the designs below.
 */
#include "render_world.h"

#include <stdlib.h>

TestSuite(branches, .init = setup, .fini = teardown, .timeout = 900);

static struct mark {
	const char *file, *what;
	int line;
	bool seen;
} mark[2048];
static size_t nmark;

/* "@12@", and remembers what for */
static const char *
put_mark(const char *file, int line, const char *what)
{
	cr_assert(nmark < 2048);
	mark[nmark] = (struct mark){file, what, line, false};
	return str_fmt(a, "@%zu@", nmark++);
}

/* X if C else Y, each side marked, or as it was */
static const char *
both_sides(const char *s, const char *file, int line)
{
	const char *i = strstr(s, " if "), *e = i ? strstr(i, " else ") : NULL;

	if (!e)
		return s;
	return str_fmt(a, "('%s' ~ (%.*s)) if (%.*s) else ('%s' ~ (%s))",
	    put_mark(file, line, "yes"), (int)(i - s), s, (int)(e - i - 4),
	    i + 4, put_mark(file, line, "no"), e + 6);
}

struct open {
	bool is_if, has_else;
	int line;
};

struct scan {
	const char *file;
	int line;
	struct open open[32];
	size_t depth;
	struct buf b;
};

static void
tag(struct scan *s, const char *text, size_t len)
{
	char *body = str_dup(a, text + 2, len - 4);
	char *w = body + strspn(body, "- "), word[16];
	size_t n = strcspn(w, " -");
	struct open *top = s->depth ? &s->open[s->depth - 1] : NULL;

	cr_assert(n < sizeof(word));
	memcpy(word, w, n);
	word[n] = '\0';
	if (strcmp(word, "endif") == 0 && !top->has_else)
		buf_printf(&s->b, "{%% else %%}%s", put_mark(s->file,
		    top->line, "if not"));
	if (strncmp(word, "end", 3) == 0)
		s->depth--;
	if (strcmp(word, "set") == 0) {
		const char *eq = strstr(body, " = ");

		buf_printf(&s->b, "{%%%.*s = %s %%}", (int)(eq - body), body,
		    both_sides(eq + 3, s->file, s->line));
		return;
	}
	buf_add(&s->b, text, len);
	if (strcmp(word, "if") == 0 || strcmp(word, "for") == 0 ||
	    strcmp(word, "macro") == 0)
		s->open[s->depth++] = (struct open){word[0] == 'i', false,
		    s->line};
	if (strcmp(word, "else") == 0)
		top->has_else = true;
	if (strcmp(word, "if") == 0 || strcmp(word, "for") == 0 ||
	    strcmp(word, "elif") == 0 || strcmp(word, "else") == 0)
		buf_puts(&s->b, put_mark(s->file, s->line, str_dup(a, word,
		    n)));
}

static const char *
marked(const char *file, const char *text)
{
	struct scan s = {.file = file, .line = 1, .b = buf_new(a)};

	while (*text) {
		const char *close = text[0] != '{' ? NULL : text[1] == '%' ?
		    "%}" : text[1] == '{' ? "}}" : text[1] == '#' ? "#}" :
		    NULL;
		const char *end = close ? strstr(text, close) : NULL;
		size_t len = end ? (size_t)(end - text) + 2 : 1;
		size_t dash;

		if (!end) {
			buf_putc(&s.b, *text);
		} else if (text[1] == '%') {
			tag(&s, text, len);
		} else if (text[1] == '{') {
			dash = text[len - 3] == '-';
			buf_printf(&s.b, "{{ %s %s", both_sides(str_dup(a,
			    text + 2, len - 4 - dash), file, s.line),
			    dash ? "-}}" : "}}");
		}
		for (; len > 0; len--)
			s.line += *text++ == '\n';
	}
	cr_assert(s.depth == 0, "%s: %zu blocks left open", file, s.depth);
	return s.b.text;
}

/* a folder of templates with marks */
static const char *
marked_folder(const char *const *platform, size_t n)
{
	const char *dir = str_fmt(a, "%s/t", scratch);
	struct fileset *set = fileset_new(a);
	size_t i, k, nfile;
	const char **file;

	for (i = 0; i < n; i++) {
		cr_assert(file_list(a, d, str_fmt(a, "templates/%s",
		    platform[i]), ".j2", &file, &nfile));
		for (k = 0; k < nfile; k++) {
			const char *path = str_fmt(a, "%s/%s", platform[i],
			    file[k]);
			const char *text = marked(path, file_read(a, d,
			    str_fmt(a, "templates/%s", path), 1 << 20)->text);

			fileset_add(set, path, text, strlen(text));
		}
	}
	cr_assert(fileset_write(a, d, dir, set));
	return dir;
}

static void
look(const char *text)
{
	for (const char *p = text; (p = strchr(p, '@')) != NULL; p++) {
		char *end;
		unsigned long n = strtoul(p + 1, &end, 10);

		if (end > p + 1 && *end == '@' && n < nmark) {
			mark[n].seen = true;
			p = end;
		}
	}
}

/* ---- designs ---- */

static struct model *
own_model(struct design *g)
{
	struct model *m = NEW(a, struct model, 1);

	*m = *g->model;
	g->model = m;
	return m;
}

static void
bare(struct design *g)
{
	size_t i, k;

	own_model(g)->services = (struct services){.admin = "admin"};
	g->qos.used = false;
	for (i = 0; i < g->nsw; i++) {
		g->sw[i].domain = 0;
		g->sw[i].ufd = false;
		g->sw[i].oob_gateway = 0;
		g->sw[i].nport = 4;
		for (k = 0; k < 4; k++)
			g->sw[i].port[k].lossless = g->sw[i].port[k].edge =
			    false;
	}
	for (i = 0; i < g->nlag; i++) {
		struct dlag *l = &g->lag[i];

		l->lossless = l->bpdu_filter = l->lacp = false;
		l->mclag = 0;
		l->ntagged = 0;
	}
	g->nlag = 3;
}

/* no LAG, and no port in one */
static void
alone(struct design *g)
{
	size_t i, k;

	bare(g);
	g->nlag = 0;
	for (i = 0; i < g->nsw; i++)
		for (k = 0; k < 4; k++)
			g->sw[i].port[k].lag = NONE;
	for (i = 0; i < g->nsw; i++)
		g->sw[i].nvlan = 0;
}

/* two switches that are joined and carry nothing yet */
static void
pair_only(struct design *g)
{
	size_t i, k;

	for (i = 0; i < g->nsw; i++)
		for (k = 0; k < g->sw[i].nport; k++) {
			struct dport *p = &g->sw[i].port[k];

			if (p->role == PORT_HOST)
				p->role = PORT_UNUSED;
			if (p->lag < 3)
				p->lag = NONE;
		}
	/* those of the switches are the first three, the peer links follow */
	for (i = 0; i < 3; i++)
		g->lag[i].sw = NONE;
}

/* two of what there may be several of */
static void
several(struct design *g)
{
	struct model *m = own_model(g);

	m->services.ntp.name = NEW(a, const char *, 2);
	m->services.ntp.name[0] = "10.0.2.7";
	m->services.ntp.name[1] = "10.0.2.8";
	m->services.ntp.n = 2;
	lag(g, 0, 11, LAG_DOWNLINK, 2, 1);
	g->lag[g->nlag - 1].mclag = 11;
}

/* LAGs to a device: one VLAN untagged, and that beside others */
static void
to_device(struct design *g)
{
	struct dlag *l;

	several(g);
	l = &g->lag[g->nlag - 1];
	l->purpose = LAG_HOST;
	l->edge = true;
	l->untagged = VLAN_DATA;
}

static void
to_devices(struct design *g)
{
	struct dlag *l;

	to_device(g);
	l = &g->lag[g->nlag - 1];
	l->tagged = ints(1, VLAN_SMB);
	l->ntagged = 1;
}

static void
no_oob(struct design *g)
{
	size_t i;

	for (i = 0; i < g->nsw; i++)
		g->sw[i].oob_address = 0;
	own_model(g)->services.timezone = "Europe/Brussels";
}

static void
no_gateway(struct design *g)
{
	size_t i;

	for (i = 0; i < g->nsw; i++)
		g->sw[i].oob_gateway = 0;
}

/* a peer link that carries VLANs and drops, a lossy LAG to the core */
static void
lossy(struct design *g)
{
	size_t i;

	for (i = 0; i < g->nlag; i++) {
		g->lag[i].lossless = false;
		g->lag[i].bpdu_filter = true;
		if (g->lag[i].purpose == LAG_PEER) {
			g->lag[i].tagged = ints(1, VLAN_DATA);
			g->lag[i].ntagged = 1;
		}
		g->lag[i].mclag = 0;
	}
}

/* ports at another speed than their own, one by one and by groups */
static void
slowed(struct design *g)
{
	struct port_block *b = (struct port_block *)(uintptr_t)
	    g->sw[2].model->block;

	b[1].speed_bps = 100000000000;
	b[1].breakout_reload = true;
	g->sw[2].port[0].speed_bps = 1000000000;
	g->sw[2].port[3].block = 1;
	g->sw[2].port[3].speed_bps = 40000000000;
	g->sw[2].port[5].speed_bps = 25000000000;
}

static void
grouped(struct design *g)
{
	struct port_block *b = (struct port_block *)(uintptr_t)
	    g->sw[2].model->block;

	slowed(g);
	b[0].group = 4;
	b[0].speed_bps = 25000000000;
	g->sw[1].port[0].speed_bps = b[0].speed_bps;
	g->sw[2].port[0].speed_bps = 10000000000;
}

/* an access port that is no edge port, static members */
static void
plain(struct design *g)
{
	size_t i, k;

	for (i = 0; i < g->nlag; i++)
		g->lag[i].lacp = false;
	for (i = 0; i < g->nsw; i++)
		for (k = 0; k < g->sw[i].nport; k++)
			g->sw[i].port[k].edge = g->sw[i].port[k].lossless =
			    false;
}

/* a spare port kept for who manages the switch; a VLAN that is nowhere tagged,
 * and untagged on two */
static void
managed(struct design *g)
{
	size_t i, k;

	g->lag[0].ntagged = 0;
	g->sw[0].port[0].untagged = g->sw[0].port[1].untagged;
	for (i = 0; i < g->nsw; i++)
		for (k = 0; k < g->sw[i].nport; k++)
			if (g->sw[i].port[k].role == PORT_UNUSED) {
				g->sw[i].port[k].role = PORT_MANAGE;
				break;
			}
}

/* switches with half as many queues a port, and pools that need no line */
static void
four_queues(struct design *g)
{
	size_t i;

	for (i = 0; i < g->nsw; i++) {
		struct switch_model *m =
		    (struct switch_model *)(uintptr_t)g->sw[i].model;

		m->queues = 4;
		m->lossless_pools = 0;
	}
}

/* storms, roots and who may manage, a LAG to a leaf at each */
static void
guarded(struct design *g)
{
	struct model *m = own_model(g);
	size_t i;

	for (i = 0; i < g->nlag; i++)
		if (g->lag[i].purpose == LAG_CORE) {
			g->lag[i].purpose = LAG_DOWNLINK;
			g->lag[i].bpdu_filter = false;
		}
	m->services.manage_from.name = NEW(a, const char *, 1);
	m->services.manage_from.name[0] = "10.0.5.0/24";
	m->services.manage_from.n = 1;
	m->policy.protect = (struct protect){.storm_ppm = 10000,
	    .root_guard = true};
	design_protect(g);
}

static void
guarded_in_band(struct design *g)
{
	no_oob(g);
	guarded(g);
}

/* who manages, and of what is not needed to be reached only a log */
static void
guarded_logged(struct design *g)
{
	struct model *m;

	guarded(g);
	m = (struct model *)(uintptr_t)g->model;
	m->services.ntp.n = m->services.snmp_traps.n = 0;
}

/* a class for heartbeats, and lossless queues that mark frames */
static void
beating(struct design *g)
{
	size_t i;

	g->qos.heartbeat_percent = 2;
	for (i = 0; i < g->nsw; i++)
		g->sw[i].protect.ecn = true;
}

static void
beating_four_queues(struct design *g)
{
	beating(g);
	four_queues(g);
}

static void (*const change[])(struct design *) = {
	NULL, bare, alone, no_oob, no_gateway, lossy, slowed, grouped, plain,
	pair_only, several, to_device, to_devices, managed, four_queues,
	guarded, guarded_in_band, guarded_logged, beating, beating_four_queues
};
#define NCHANGE (sizeof(change) / sizeof(change[0]))

static struct design *(*const make[])(void) = {
	os9, os6, os10, eos, nxos, sonic, routeros, nvue, aoscx, junos, fastpath,
	netgear,
	netgear_plus
};
#define NMAKE (sizeof(make) / sizeof(make[0]))

static void
render_switches(struct jinja *j)
{
	size_t i, k, sw;

	for (i = 0; i < NMAKE; i++)
		for (k = 0; k < NCHANGE; k++) {
			struct design *g = make[i]();

			if (change[k])
				change[k](g);
			for (sw = 0; sw < g->nsw; sw++) {
				const char *text = jinja_render(j, d,
				    str_fmt(a, "%s/main.j2", g->sw[sw].model
				    ->platform->templates), context_switch(a,
				    d, g, sw));

				if (!text)
					diag_print(stderr, d, false, true);
				cr_assert_not_null(text);
				look(text);
			}
		}
}

/* ---- hosts ---- */

/* what a host may be without, one thing at a time */
static void
host_change(struct design *g, size_t nth)
{
	struct model *m = own_model(g);
	struct dhost *h = g->host;
	size_t i;

	switch (nth) {
	case 1:
		a_host(m, g, false, "NIC1");
		break;
	case 2:
		h->smb_limit_bps = 0;
		for (i = 0; i < h->nvnic; i++)
			h->vnic[i].rdma = h->vnic[i].lossless = false;
		break;
	case 3:
		h->nlm_order = h->nvnic = 0;
		m->nnetwork = g->nnet = 3;
		break;
	case 4:
		a_host(m, g, false, "NIC1");
		for (i = 0; i < h->nnic; i++)
			g->host->nic[i].vmq_max = 0;
		for (i = 0; i < g->host->nvnic; i++)
			g->host->vnic[i].vlan = 0;
		m->nnetwork = g->nnet = 3;
		break;
	case 5:
		for (i = 0; i < h->nvnic; i++)
			h->vnic[i].vlan = 0;
		for (i = 0; i < h->nnic; i++)
			h->nic[i].vmq_max = 0;
		break;
	case 6:
		for (i = 0; i < h->nnic; i++)
			h->nic[i].sw = NONE;
		h->nvnic = 0;
		break;
	case 7:
		/* storage on a port of its own, management beside it */
		a_host(m, g, false, "NIC1");
		g->host->vnic[0] = (struct dvnic){.net = 2, .name = "smb1",
		    .vlan = VLAN_SMB, .address = 0x0a00820b, .prefix = 24,
		    .rdma = true, .lossless = true};
		g->host->vnic[1] = (struct dvnic){.net = 4, .name = "mgmt",
		    .nic = 1, .vlan = VLAN_MGMT};
		break;
	case 8:
		/* a virtual switch on ports that are no team */
		h->team = h->group[0].team = false;
		h->group[0].vswitch = NULL;
		break;
	case 9:
		/* two teams, the second without VLANs */
		a_host(m, g, true, "NIC1");
		h = g->host;
		h->group = arena_grow(a, h->group, 1, 2,
		    sizeof(*h->group));
		h->ngroup = 2;
		h->group[1] = (struct dgroup){.team = true, .nth = 1,
		    .bond = BOND_ACTIVE_BACKUP, .vswitch = "Other",
		    .asked = NEW(a, struct nic_group, 1)};
		((struct nic_group *)h->group[1].asked)->network =
		    NEW(a, bool, m->nnetwork);
		h->nic[1].group = 1;
		h->nic[1].vswitch = "Other";
		break;
	case 10:
		h->group[0].lacp = true;
		if (h->group[0].bond != BOND_NO)
			h->group[0].bond = BOND_LACP;
		break;
	case 11:
		g->qos.heartbeat_percent = 2;
		/* no port that wants a name: the others are all unnamed */
		a_host(m, g, true, "NIC1");
		((struct nic_group *)g->host->group[0].asked)->on_today = true;
		break;
	case 12:
		for (i = 0; i < h->nvnic && i < 3; i++)
			m->network[h->vnic[i].net].purpose =
			    (enum purpose[]){PURPOSE_VSAN, PURPOSE_FT,
			    PURPOSE_REPLICATION}[i];
		break;
	default:
		break;
	}
}

static void
render_hosts(struct jinja *j)
{
	static const struct {
		const char *hypervisor;
		bool set;
		const char *files;
	} kind[] = {{"hyper-v", true, NULL}, {"hyper-v", false, NULL},
	    {"kvm", false, "netplan"}, {"kvm", false, "networkd"},
	    {"kvm", false, "interfaces"}, {"vsphere", false, "esxcli"}};
	size_t i, k;

	for (i = 0; i < sizeof(kind) / sizeof(kind[0]); i++)
		for (k = 0; k < 13; k++) {
			struct design *g = os9();
			struct cluster *c = g->model->cluster;
			const char *text;

			c->hyp = catalog_hypervisor(catalog,
			    kind[i].hypervisor);
			c->set = kind[i].set;
			c->host_files = kind[i].files;
			host_change(g, k);
			text = jinja_render(j, d, str_fmt(a, "%s/main.j2",
			    design_host_platform(g->model, g->host[0].host)->templates), context_host(a, d,
			    g, 0));
			if (!text)
				diag_print(stderr, d, false, true);
			cr_assert_not_null(text);
			look(text);
		}
}

Test(branches, every_branch_of_every_template_is_rendered)
{
	static const char *const platform[] = {"os9", "os6", "os10", "eos",
	    "nxos", "sonic", "routeros", "nvue", "aoscx", "junos", "fastpath", "netgear", "hyper-v-set", "hyper-v-lbfo", "linux",
	    "networkd", "interfaces", "esxcli"};
	const char *dir = marked_folder(platform, sizeof(platform) /
	    sizeof(platform[0]));
	struct jinja *j = jinja_open(a, d, &dir, 1);
	size_t i, seen = 0;

	cr_assert_not_null(j);
	render_switches(j);
	render_hosts(j);
	jinja_close(j);
	for (i = 0; i < nmark; i++) {
		seen += mark[i].seen;
		cr_expect(mark[i].seen, "templates/%s:%d: never rendered: %s",
		    mark[i].file, mark[i].line, mark[i].what);
	}
	fprintf(stderr, "%zu branches of templates, %zu rendered\n", nmark,
	    seen);
	cr_expect(nmark > 200, "only %zu branches found", nmark);
}
