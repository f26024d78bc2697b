/*
 * Topology and inventory for PTM, Ansible and containerlab.  What a platform is
 * called there is a word of its catalog file: ansible_network_os,
 * ansible_connection, containerlab_kind, containerlab_image,
 * containerlab_ports, containerlab_startup.  Names are quoted everywhere: in
 * YAML a host called 1e5 or no would be something else.
 */
#include <ctype.h>
#include <string.h>

#include "base/ip.h"
#include "base/num.h"
#include "order/exports.h"

/* between double quotes, as YAML, JSON and DOT have it */
static void
quoted(struct buf *b, const char *s)
{
	buf_putc(b, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			buf_putc(b, '\\');
		buf_putc(b, *s);
	}
	buf_putc(b, '"');
}

/* both ends are ports of ours that are known */
static bool
both_known(const struct dlink *l)
{
	return l->kind != LINK_OOB && l->a.sw != NONE &&
	    (l->b.sw != NONE || l->b.host != NONE) &&
	    l->a.port_name[0] != '\0' && l->b.port_name[0] != '\0';
}

/* ---- topology.dot ---- */

static void
dot_end(struct buf *b, const struct dend *e)
{
	quoted(b, e->device);
	buf_putc(b, ':');
	quoted(b, e->port_name);
}

void
export_dot(struct buf *b, const struct design *g)
{
	size_t out = 0;

	buf_puts(b, "graph ");
	quoted(b, g->model->site);
	buf_puts(b, " {\n\tLLDP=\"match_type=ifname\"\n");
	for (size_t i = 0; i < g->nlink; i++) {
		if (!both_known(&g->link[i])) {
			out++;
			continue;
		}
		buf_putc(b, '\t');
		dot_end(b, &g->link[i].a);
		buf_puts(b, " -- ");
		dot_end(b, &g->link[i].b);
		buf_putc(b, '\n');
	}
	buf_puts(b, "}\n");
	if (out > 0)
		buf_printf(b,
		    "// %s to the core or out-of-band left out: the far ports "
		    "are not known\n",
		    str_count(b->a, out, "link"));
}

/* ---- ansible/inventory.yaml ---- */

/* a group's name: letters, digits, '_'; two names that come to one are reported
 * apart by a number */
static const char *
group_name(struct arena *a, const char *prefix, const char *name, size_t i,
    bool taken)
{
	char *s =
	    str_fmt(a, taken ? "%s_%s_%zu" : "%s_%s", prefix, name, i + 1);
	char *p;

	for (p = s; *p != '\0'; p++)
		if (!isalnum((unsigned char)*p))
			*p = '_';
	return s;
}

static bool
cluster_taken(struct arena *a, const struct model *m, size_t cluster)
{
	const char *name =
	    group_name(a, "cluster", m->cluster[cluster].name, 0, false);

	for (size_t i = 0; i < m->ncluster; i++)
		if (i != cluster &&
		    strcmp(group_name(a, "cluster", m->cluster[i].name, 0,
		               false),
		        name) == 0)
			return true;
	return false;
}

static void
variable(struct buf *b, const char *indent, const char *key, const char *v)
{
	if (v == NULL)
		return;
	buf_printf(b, "%s%s: ", indent, key);
	quoted(b, v);
	buf_putc(b, '\n');
}

static void
platform_group(struct buf *b, const struct design *g, const struct platform *p)
{
	const char *os = platform_word(p, "ansible_network_os", NULL);
	struct arena *a = b->a;

	buf_printf(b, "        %s:\n", group_name(a, "nos", p->id, 0, false));
	if (os != NULL) {
		buf_puts(b, "          vars:\n");
		variable(b, "            ", "ansible_network_os", os);
		variable(b, "            ", "ansible_connection",
		    platform_word(p, "ansible_connection",
		        "ansible.netcommon.network_cli"));
		variable(b, "            ", "ansible_user",
		    g->model->services.admin);
	}
	buf_puts(b, "          hosts:\n");
	for (size_t i = 0; i < g->nsw; i++) {
		const struct dswitch *s = &g->sw[i];

		if (s->model->platform != p)
			continue;
		buf_puts(b, "            ");
		quoted(b, s->name);
		buf_puts(b, ":\n");
		if (s->oob_address != 0)
			variable(b, "              ", "ansible_host",
			    ip_text(a, s->oob_address));
		variable(b, "              ", "eastwest_config",
		    str_fmt(a, "configs/%s.%s", s->name,
		        p->extension != NULL ? p->extension : "cfg"));
		variable(b, "              ", "eastwest_rack",
		    g->model->rack[s->rack].name);
	}
}

static void
role_group(struct buf *b, const struct design *g, enum switch_role role)
{
	bool head = false;

	for (size_t i = 0; i < g->nsw; i++) {
		if (g->sw[i].role != role)
			continue;
		if (!head)
			buf_printf(b, "        role_%s:\n          hosts:\n",
			    design_switch_role_word[role]);
		head = true;
		buf_puts(b, "            ");
		quoted(b, g->sw[i].name);
		buf_puts(b, ": {}\n");
	}
}

void
export_ansible(struct buf *b, const struct design *g)
{
	const struct model *m = g->model;
	size_t k;

	buf_puts(b,
	    "# For ansible-inventory -i; paths are from the bundle's "
	    "folder.\nall:\n  children:\n    switches:\n      children:\n");
	for (size_t i = 0; i < g->nsw; i++) {
		for (k = 0;
		     g->sw[k].model->platform != g->sw[i].model->platform; k++)
			continue;
		if (k == i)
			platform_group(b, g, g->sw[i].model->platform);
	}
	for (int r = ROLE_STANDALONE; r <= ROLE_SPINE; r++)
		role_group(b, g, (enum switch_role)r);
	if (m->ncluster == 0)
		return;
	buf_puts(b, "    hypervisors:\n      children:\n");
	for (size_t i = 0; i < m->ncluster; i++) {
		buf_printf(b, "        %s:\n          hosts:\n",
		    group_name(b->a, "cluster", m->cluster[i].name, i,
		        cluster_taken(b->a, m, i)));
		for (k = 0; k < m->cluster[i].nhost; k++) {
			buf_puts(b, "            ");
			quoted(b, m->host[m->cluster[i].host[k]].name);
			buf_puts(b, ": {}\n");
		}
	}
}

/* ---- containerlab ---- */

/*
 * The interface of the container behind a port.  "number": the number of the
 * port, Ethernet3 is eth3 and Ethernet3/1 eth3_1.  "lanes": the container has a
 * port every four lanes, Ethernet0 is eth1 and Ethernet4 eth2.  NULL: there is
 * none.
 */
static const char *
clab_port(struct arena *a, const struct platform *p, const char *port)
{
	const char *how = platform_word(p, "containerlab_ports", "number");
	const char *digits = port + strcspn(port, "0123456789");
	int64_t n;
	char *s;

	if (*digits == '\0')
		return NULL;
	if (strcmp(how, "lanes") == 0) {
		if (!num_int(digits, &n) || n % 4 != 0)
			return NULL;
		return str_fmt(a, "eth%lld", (long long)(n / 4 + 1));
	}
	s = str_fmt(a, "eth%s", digits);
	for (; strchr(s, '/') != NULL;)
		*strchr(s, '/') = '_';
	return s;
}

static bool
clab_exists(struct arena *a, const struct design *g)
{
	for (size_t i = 0; i < g->nsw; i++)
		if (platform_word(g->sw[i].model->platform, "containerlab_kind",
		        NULL) == NULL)
			return false;
	for (size_t i = 0; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];

		if (!both_known(l))
			continue;
		if (clab_port(a, g->sw[l->a.sw].model->platform,
		        l->a.port_name) == NULL ||
		    (l->b.sw != NONE &&
		        clab_port(a, g->sw[l->b.sw].model->platform,
		            l->b.port_name) == NULL))
			return false;
	}
	return g->nsw > 0;
}

static void
clab_end(struct buf *b, const struct design *g, const struct dend *e)
{
	struct arena *a = b->a;

	quoted(b,
	    str_fmt(a, "%s:%s", e->device,
	        e->sw != NONE ?
	            clab_port(a, g->sw[e->sw].model->platform, e->port_name) :
	            str_fmt(a, "eth%zu", e->port + 1)));
}

static void
clab_switch(struct buf *b, const struct dswitch *s, const struct fileset *files)
{
	const struct platform *p = s->model->platform;
	const char *path = str_fmt(b->a, "configs/%s.%s", s->name,
	    p->extension != NULL ? p->extension : "cfg");
	size_t i;

	buf_puts(b, "    ");
	quoted(b, s->name);
	buf_puts(b, ":\n");
	variable(b, "      ", "kind",
	    platform_word(p, "containerlab_kind", NULL));
	variable(b, "      ", "image",
	    platform_word(p, "containerlab_image", NULL));
	/* not every container takes the whole configuration of a switch */
	for (i = 0; platform_word(p, "containerlab_startup", NULL) != NULL &&
	     i < files->n;
	     i++)
		if (strcmp(files->file[i].path, path) == 0)
			variable(b, "      ", "startup-config",
			    str_fmt(b->a, "../%s", path));
}

bool
export_containerlab(struct buf *b, const struct design *g,
    const struct fileset *files)
{
	if (!clab_exists(b->a, g))
		return false;
	buf_puts(b,
	    "# Bring your own images: the variables name them. A lab shows "
	    "control planes,\n# not speed; the core is not in it.\nname: ");
	quoted(b, g->model->site);
	buf_puts(b, "\ntopology:\n  nodes:\n");
	for (size_t i = 0; i < g->nsw; i++)
		clab_switch(b, &g->sw[i], files);
	for (size_t i = 0; i < g->nend; i++) {
		buf_puts(b, "    ");
		quoted(b, g->host[i].host->name);
		buf_puts(b, ":\n");
		variable(b, "      ", "kind", "linux");
		variable(b, "      ", "image", "${HOST_IMAGE:=alpine:latest}");
	}
	buf_puts(b, "  links:\n");
	for (size_t i = 0; i < g->nlink; i++) {
		if (!both_known(&g->link[i]))
			continue;
		buf_puts(b, "    - endpoints: [");
		clab_end(b, g, &g->link[i].a);
		buf_puts(b, ", ");
		clab_end(b, g, &g->link[i].b);
		buf_puts(b, "]\n");
	}
	return true;
}
