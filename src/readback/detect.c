#include <string.h>

#include "base/str.h"
#include "readback/view.h"

/* lines that one NOS writes and the others don't, by how they begin */
static const struct {
	enum nos nos;
	int weight;
	const char *begins;
} mark[] = {
	{ NOS_OS9, 3, "vlt domain " },
	{ NOS_OS9, 2, "interface TenGigabitEthernet " },
	{ NOS_OS9, 2, "interface fortyGigE " },
	{ NOS_OS9, 3, "interface ManagementEthernet " },
	{ NOS_OS9, 1, "interface Port-channel " },
	{ NOS_OS9, 1, "interface Vlan " },
	{ NOS_OS9, 3, "stack-unit " },
	{ NOS_OS9, 3, "protocol spanning-tree " },
	{ NOS_OS9, 1, "protocol lldp" },
	{ NOS_OS9, 2, " portmode hybrid" },
	{ NOS_OS9, 2, " port-channel-protocol LACP" },
	{ NOS_OS9, 2, " vlt-peer-lag " },
	{ NOS_OS6, 3, "interface out-of-band" },
	{ NOS_OS6, 3, "!System Description \"Dell" },
	{ NOS_OS6, 2, "interface Te1/0/" },
	{ NOS_OS6, 2, "interface Gi1/0/" },
	{ NOS_OS6, 2, "interface Fo1/" },
	{ NOS_OS6, 1, "hostname \"" },
	{ NOS_OS6, 3, "system jumbo mtu " },
	{ NOS_OS6, 1, "exit" },
	{ NOS_OS6, 2, "link-dependency group " },
	{ NOS_OS6, 1, "switchport trunk allowed vlan " },
	{ NOS_OS6, 1, "channel-group " },
	{ NOS_OS10, 2, "interface ethernet1/1/" },
	{ NOS_OS10, 2, "interface ethernet 1/1/" },
	{ NOS_OS10, 3, "vlt-domain " },
	{ NOS_OS10, 3, "interface mgmt1/1/1" },
	{ NOS_OS10, 2, " discovery-interface " },
	{ NOS_OS10, 2, " vlt-port-channel " },
	{ NOS_OS10, 2, "spanning-tree rstp priority " },
	{ NOS_OS10, 1, "interface vlan" },
	{ NOS_OS10, 2, " no ip address dhcp" },
	{ NOS_EOS, 3, "mlag configuration" },
	{ NOS_EOS, 3, "vrf instance " },
	{ NOS_EOS, 3, "interface Management1" },
	{ NOS_EOS, 3, "interface Management0" },
	{ NOS_EOS, 2, "interface Port-Channel" },
	{ NOS_EOS, 1, "   switchport " },
	{ NOS_EOS, 1, "   channel-group " },
	{ NOS_EOS, 2, "transceiver qsfp " },
	{ NOS_EOS, 1, "interface Ethernet1\n" },
	{ NOS_EOS, 2, "management api " },
	{ NOS_EOS, 2, "   mlag " },
	{ NOS_EOS, 2, "link tracking group " },
	{ NOS_NXOS, 2, "feature " },
	{ NOS_NXOS, 3, "interface mgmt0" },
	{ NOS_NXOS, 3, "vrf context " },
	{ NOS_NXOS, 2, "interface Ethernet1/" },
	{ NOS_NXOS, 2, "interface Ethernet101/" },
	{ NOS_NXOS, 1, "interface port-channel" },
	{ NOS_NXOS, 2, "  vpc " },
	{ NOS_NXOS, 3, "  peer-keepalive destination " },
	{ NOS_NXOS, 2, "boot nxos " },
	{ NOS_NXOS, 2, "!Command: show " },
	{ NOS_NXOS, 1, "  switchport " },
	/* a document after a prompt */
	{ NOS_SONIC, 4, "{\n" },
	{ NOS_SONIC, 4, "{\r" },
};
#define NMARK (sizeof(mark) / sizeof(mark[0]))
#define SAME_MAX 3
#define LINES_MAX 20000

static void
score(const struct source *src, int points[NOS_COUNT])
{
	const char *s = src->text, *end = s + src->len;
	int seen[NMARK] = { 0 };

	if (src->len >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0)
		s += 3;
	while (s < end && (*s == ' ' || *s == '\n' || *s == '\r' || *s == '\t'))
		s++;
	if (s < end && *s == '{') {
		points[NOS_SONIC] = 100;
		return;
	}
	s = src->text;
	for (int n = 0; s < end && n < LINES_MAX; n++) {
		const char *nl = memchr(s, '\n', (size_t)(end - s));
		size_t left = (size_t)(end - s);

		for (size_t i = 0; i < NMARK; i++) {
			size_t len = strlen(mark[i].begins);

			if (len <= left &&
			    memcmp(s, mark[i].begins, len) == 0 &&
			    seen[i] < SAME_MAX) {
				seen[i]++;
				points[mark[i].nos] += mark[i].weight;
			}
		}
		s = nl ? nl + 1 : end;
	}
}

static int
best(const int points[NOS_COUNT])
{
	int b = 0;

	for (int i = 1; i < NOS_COUNT; i++)
		if (points[i] > points[b])
			b = i;
	return b;
}

struct view *
view_read(struct arena *a, struct diags *d, enum nos nos,
    const struct source *src, const char *device)
{
	static bool (*const read[NOS_COUNT])(struct view *,
	    struct diags *) = { os9_read, os6_read, os10_read, eos_read,
		nxos_read, sonic_read };
	struct view *v = view_new(a, nos, src, device);
	int points[NOS_COUNT] = { 0 }, b;

	score(src, points);
	b = best(points);
	/* a clear lead only: what is short may look like anything */
	if (b != (int)nos && points[b] >= 4 + 3 * points[nos]) {
		diag_error(d, (struct span){ src, 0, 0, 0 }, "wrong-nos",
		    "this is no %s config: it looks like %s", nos_name(nos),
		    nos_name((enum nos)b));
		diag_hint(d, "read it with --nos %s", nos_name((enum nos)b));
		return NULL;
	}
	if (!read[nos](v, d))
		return NULL;
	if (v->nline && v->not_understood >= v->nline) {
		diag_error(d, (struct span){ src, 0, 0, 0 }, "config-strange",
		    "not one of its %zu lines reads as %s", v->nline,
		    nos_name(nos));
		if (points[b] > points[nos])
			diag_hint(d, "it looks more like %s",
			    nos_name((enum nos)b));
		return NULL;
	}
	if (v->hostname && *v->hostname && !v->device &&
	    str_is_text(v->hostname))
		v->device = v->hostname;
	return v;
}
