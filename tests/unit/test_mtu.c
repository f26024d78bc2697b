/*
 * The packets of a host are one fact: what its platform's catalog says goes into
 * the drain's times, its script, the acceptance list, design.json and what
 * `verify` reads back, all alike.
 */
#include "site.h"

#include "command/bundle_make.h"
#include "render/config.h"
#include "ready/acceptance.h"
#include "scratch.h"
#include "verify/verify.h"

static char scratch[SCRATCH_MAX];

static void
setup_scratch(void)
{
	setup();
	scratch_make(scratch);
}

static void
teardown_scratch(void)
{
	scratch_remove(scratch);
	teardown();
}

TestSuite(mtu, .init = setup_scratch, .fini = teardown_scratch, .timeout = 900);

static const char site_of_four[] =
    "eastwest: 1\n"
    "site: {name: x, currency: EUR}\n"
    "requirements: {drain: 10 min, topology: linked}\n"
    "racks: [{name: r1, units: 42}]\n"
    "clusters:\n"
    "  - {name: prod, hypervisor: hyper-v, version: '2022', transport: smb,\n"
    "     simultaneous: 4}\n"
    "hosts:\n"
    "  - {name: 'hv[1-4]', rack: r1, cluster: prod, memory: 192 GiB,\n"
    "     height: 1, nics: {ports: 2, speed: 10G, media: sfp+}}\n"
    "vms:\n"
    "  - {name: 'vm[01-24]', cluster: prod, memory: 12 GiB, nonzero: 80 %,\n"
    "     hot: 96 MiB, hot_window: 2 s, dirty_rate: 2 MB/s}\n"
    "networks:\n"
    "  - {name: lm, purpose: live-migration, vlan: 20,\n"
    "     subnet: 192.168.20.0/24}\n"
    "  - {name: csv, purpose: csv, vlan: 21, subnet: 192.168.21.0/24}\n"
    "today: {speed: 1G, ports: 1}\n";

/* our own catalog's platform, which sets packets of so many bytes */
static void
overlay(const char *mtu)
{
	const struct source *src = file_read(a, d,
	    "catalogs/platforms/hyper-v-set.yaml", 1 << 16);
	const char *at, *text;

	cr_assert_not_null(src);
	at = strstr(src->text, "mtu: \"9014\"");
	cr_assert_not_null(at);
	text = str_fmt(a, "%.*smtu: \"%s\"%s", (int)(at - src->text), src->text,
	    mtu, at + strlen("mtu: \"9014\""));
	scratch_put(scratch, "platforms/hyper-v-set.yaml", text, strlen(text));
}

static const char *
file_of(const struct fileset *s, const char *path)
{
	for (size_t i = 0; i < s->n; i++)
		if (str_eq(s->file[i].path, path))
			return s->file[i].data;
	cr_assert_fail("no file %s", path);
	return "";
}

/* the drain of one host, with all that is said of packets looked at */
static double
with_packets(const char *said, const char *bytes, const char *ping)
{
	const char *const catalogs[] = { scratch, "catalogs" };
	static const char *const templates[] = { "templates" };
	const struct bundle_from from = { .catalog = catalogs, .ncatalog = 2,
		.templates = templates, .ntemplates = 1,
		.renderer = renderer_new(a, templates, 1, false) };
	struct source *src = source_of("site", site_of_four);
	struct fileset *files = fileset_new(a);
	const struct selection *v;
	struct findings found;
	struct model *m;

	overlay(said);
	m = model_read(a, d, doc_read(a, d, src), src,
	    catalog_read(a, d, catalogs, 2, templates, 1));
	cr_assert(m != NULL && model_check(a, d, m));
	v = decided(m);
	cr_assert(bundle_make(a, d, v, &from, files));
	renderer_end(from.renderer);
	cr_expect_not_null(strstr(file_of(files, "hosts/hv1.ps1"),
	    str_fmt(a, "Set-Jumbo 'NIC1' %s\n", said)));
	cr_expect_not_null(strstr(file_of(files, "design.json"),
	    str_fmt(a, "\"mtu\": %s,", bytes)));
	cr_expect_not_null(strstr(file_of(files, "acceptance.csv"),
	    str_fmt(a, "MTU %s bytes", bytes)));
	cr_expect_not_null(strstr(file_of(files, "acceptance.csv"),
	    str_fmt(a, "-f -l %s ", ping)));
	cr_assert(verify_files(a, d, files, &found));
	cr_expect_eq(found.errors, 0);
	return v->results->net[1].host[0].seconds;
}

Test(mtu, of_a_host_is_one_fact)
{
	double large = with_packets("9014", "9000", "8972");
	double small = with_packets("1514", "1500", "1472");

	/* less of each packet is payload */
	cr_expect_gt(small, large * 1.02);
	cr_expect_lt(small, large * 1.10);
}

/* a Windows host with large frames and a Linux one without on one network: a ping
 * that only one of them can send or take tells nothing of the network */
Test(mtu, of_unlike_hosts_the_ping_fits_both)
{
	static const char *const order[][2] = { { "prod", "kvm" },
		{ "kvm", "prod" } };

	for (size_t i = 0; i < 2; i++) {
		const char *const catalogs[] = { scratch, "catalogs" };
		static const char *const templates[] = { "templates" };
		struct source *src = source_of("site", str_fmt(a,
		    "eastwest: 1\nsite: {name: x, currency: EUR}\n"
		    "requirements: {topology: linked}\n"
		    "racks: [{name: r1, units: 42}]\n"
		    "clusters:\n"
		    "  - {name: prod, hypervisor: hyper-v, version: '2022'}\n"
		    "  - {name: kvm, hypervisor: kvm, orchestrator: libvirt}\n"
		    "hosts:\n"
		    "  - {name: a, rack: r1, cluster: %s, memory: 192 GiB}\n"
		    "  - {name: b, rack: r1, cluster: %s, memory: 192 GiB}\n"
		    "vms: [{name: v, cluster: prod, memory: 1 GiB}]\n"
		    "networks:\n"
		    "  - {name: lm, purpose: live-migration, vlan: 20,\n"
		    "     subnet: 192.168.20.0/24}\n", order[i][0], order[i][1]));
		const struct acceptance *list;
		const struct selection *v;
		struct model *m;
		size_t k, n = 0;

		overlay("1514");
		m = model_read(a, d, doc_read(a, d, src), src,
		    catalog_read(a, d, catalogs, 2, templates, 1));
		cr_assert(m != NULL && model_check(a, d, m));
		v = decided(m);
		list = acceptance_make(a, v->design, v->results);
		for (k = 0; k < list->n; k++) {
			const struct check *x = &list->item[k];

			if (x->kind != CHECK_PING)
				continue;
			n++;
			cr_expect_not_null(strstr(x->where, "MTU 1500 bytes"),
			    "%s: %s", x->device, x->where);
			cr_expect_not_null(strstr(x->command, "1472"), "%s: %s",
			    x->device, x->command);
		}
		cr_expect_eq(n, 2);
		cr_expect_eq(design_net_mtu(v->design->model,
		    &m->host[order[i][0][0] == 'k' ? 0 : 1], 0), 9000);
	}
}
